"""The questions a reader comes with: what somebody answered, to whom, and how one reaches another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import graphkit
from graphkit import responses
from graphkit.model import Actor, Affiliation, Relation
from graphkit.render import MapOptions, read_story, write_map

from .test_access import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AFFAIR = Path(__file__).parents[1] / "datasets" / "affair"
TROOPS = "2024-10-prk-troops-to-russia"
PHONE = {"width": 390, "height": 844, "has_touch": True}


def answers_of(map_page):
    return [one["id"] for one in map_page("graphkit.answers()")]


def asked(by):
    """What the command answers: the answers to the troops by one actor, by its people and parts too."""
    frame = responses(graphkit.build_network(graphkit.load_dataset(AFFAIR)), by=by)
    return set(frame[frame["provocation_id"] == TROOPS]["response_id"])


@pytest.mark.parametrize(
    "by", ["KOR", "USA", "JPN", "nato", "european-union", "united-nations", "RUS", "yoon-suk-yeol"]
)
def test_the_answers_by_somebody_are_those_of_the_question(open_page, bundled_page, by):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by={by}")
    found = answers_of(map_page)
    assert set(found) == asked(by) and len(found) == len(asked(by)) > 0
    assert map_page.page.locator(".answer").count() == len(found)
    count = map_page.page.locator(f'[id="answers-by-{by}"] .count').inner_text()
    assert int(count) == len(found)


def test_who_answered_is_chosen_by_name_and_everything_follows(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.click("#answers-button")
    every = len(answers_of(map_page))
    assert map_page.page.locator("#answers-by-all").inner_text() == f"Everyone {every}"
    map_page.page.click("#answers-by-KOR")
    found = answers_of(map_page)
    # what President Yoon did is South Korea's answer
    assert {"2024-kor-summons-russian-ambassador", "2024-yoon-vows-measures"} < set(found)
    # all of them are dated to the same months: one place in the order
    numbers = map_page.drawn()["numbers"]
    assert "●" in numbers and all(one.startswith("1 Oct–Jan") for one in numbers if one != "●" and one[0].isdigit())
    lit = {node["id"] for node in map_page.drawn()["nodes"] if node["opacity"] == 1}
    assert {"KOR", "PRK", "RUS", "CHN"} <= lit and not {"european-union", "nato"} & lit
    assert "yoon-suk-yeol" in map_page("graphkit.members('KOR')")
    pins = map_page.page.locator("#chart .pin title").all_text_contents()
    assert sum(len(one.split("\n")) for one in pins) == len(found) + 1
    title = map_page.page.locator("#answers-stated").inner_text()
    assert title.casefold() == f"answers by south korea: {len(found)} of {every}"
    assert map_page.live() == f"by South Korea: {len(found)} of {every} answers"
    assert map_page("document.activeElement.id") == "answers-by-KOR"
    assert map_page.page.locator("#answers-by-KOR").get_attribute("aria-pressed") == "true"
    assert f"answers={TROOPS}&by=KOR" in map_page("graphkit.state")
    map_page.page.hover("#answers-by-KOR")
    assert violations(map_page) == []
    map_page.page.keyboard.press("n")
    assert len(map_page.drawn()["numbers"]) == 2
    map_page.page.click("#answers-by-all")
    assert len(answers_of(map_page)) == every and "by=" not in map_page("graphkit.state")


def test_to_whom_counts_with_by_whom(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by=KOR")
    both = len(answers_of(map_page))
    assert map_page.page.locator("#answers-to option").first.inner_text() == f"Anyone ({both})"
    map_page.page.select_option("#answers-to", "CHN")
    assert set(answers_of(map_page)) == {"2024-yoon-dialogue-with-china", "2024-yoon-calls-on-china"}
    assert map_page.page.locator("#answers-by-KOR .count").inner_text() == "2"
    assert map_page.page.locator("#answers-by-all .count").inner_text() == "2"
    assert "to=CHN" in map_page("graphkit.state")
    said = map_page.live()
    every = len(answers_of(map_page.visit(f"answers={TROOPS}")))
    assert said == f"by South Korea, to China: 2 of {every} answers"


def test_closing_and_another_act_leave_the_choice_behind(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by=KOR")
    map_page.page.select_option("#answers-pick", "2024-06-18-rus-prk-treaty")
    assert answers_of(map_page) == ["2024-prk-ammunition-to-russia"] and "by=" not in map_page("graphkit.state")
    map_page.page.keyboard.press("Escape")
    map_page.page.keyboard.press("Escape")
    assert map_page("graphkit.state") == ""


def test_the_choice_works_by_keyboard(open_page, bundled_page):
    map_page = open_page(bundled_page)
    press = map_page.page.keyboard.press
    press("a")
    map_page.page.locator("#answers-by-all").focus()
    press("Tab")
    name = map_page("document.activeElement.id")
    press("Enter")
    assert name.startswith("answers-by-") and map_page("document.activeElement.id") == name
    assert set(answers_of(map_page)) == asked(name.removeprefix("answers-by-"))
    assert violations(map_page) == []


def test_what_merely_came_after_is_chosen_by_name_too(open_page, write_page):
    def accuse(name, actor, recipient, date):
        return Relation(name, (actor,), "ACCUSE", "", (recipient,), date=date)

    map_page = open_page(
        write_page(
            actors=[
                *(Actor(name, name, "state") for name in ("AAA", "BBB", "CCC")),
                Actor("min", "Minister", "person"),
            ],
            affiliations=[Affiliation("min", "REPRESENTS", "CCC", "Minister", "2020", "")],
            relations=[
                accuse("first", "AAA", "BBB", "2024-01-10"),
                accuse("own", "BBB", "AAA", "2024-01-12"),
                accuse("other", "min", "AAA", "2024-01-13"),
            ],
        ),
        fragment="answers=first&within=14&by=CCC",
    )
    assert map_page("graphkit.answers()") == [{"id": "other", "basis": "inferred"}]
    words = " ".join(map_page.page.locator("#answers-parties").inner_text().split())
    assert words == "By Everyone 2 BBB 1 CCC 1 To Anyone (1) AAA (1)"


def test_a_name_no_answer_has_and_one_that_is_none_are_harmless(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by=CHN&to=nobody")
    assert answers_of(map_page) == []
    assert "None with these filters." in map_page.page.locator("#evidence").inner_text()
    map_page.page.click("#answers-by-all")
    assert len(answers_of(map_page)) > 10


def test_a_story_of_some_answers_tells_those(open_page, bundled_page, tmp_path, affair):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by=KOR")
    found = answers_of(map_page)
    map_page.page.click("text=Make a story of it")
    map_page.page.click("#story-next")
    assert map_page.drawn()["numbers"] == ["●", "1 Oct–Jan"] and answers_of(map_page) == found
    map_page.page.click("#stories-button")
    with map_page.page.expect_download() as download:
        map_page.page.click("#story-save")
    map_page.page.keyboard.press("Escape")
    download.value.save_as(tmp_path / "story.toml")
    story = read_story(tmp_path / "story.toml")
    assert len(story.steps) == len(found) + 1 and {step.view["by"] for step in story.steps} == {"KOR"}
    network = graphkit.build_network(affair)
    write_map(network, tmp_path / "told.html", options=MapOptions(stories=(story,)))


def test_the_saved_picture_says_whose_answers_it_lists(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}&by=KOR")
    with map_page.page.expect_download() as download:
        map_page.page.click("#export-button")
        map_page.page.click("#save-svg")
    picture = download.value.path().read_text("utf-8")
    assert "by South Korea" in picture and "Josep Borrell criticised" not in picture


def test_an_actor_says_what_it_answered(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.fill("#search", "Seoul")
    map_page.page.keyboard.press("Enter")
    panel = map_page.page.locator("#actor-answers")
    assert panel.locator("h3").all_inner_texts()[0].casefold() == f"answered {len(asked('KOR'))} times"
    lines = panel.locator(".lines li").all_inner_texts()
    assert len(lines) == len(asked("KOR"))
    line = next(one for one in lines if one.startswith("South Korea summoned the Russian ambassador"))
    # how, when and where it is written
    assert "between October 2024 and January 2025" in line and "paragraph 6" in line
    assert any(one.startswith("Considered, not done: Yoon has the option") for one in lines)
    assert panel.bounding_box()["y"] < 450
    panel.locator("button.small").first.click()
    assert set(answers_of(map_page)) == asked("KOR") and "by=KOR" in map_page("graphkit.state")


def test_an_actor_says_what_was_answered_to_it(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="actor=PRK")
    row = map_page.page.locator("#actor-answers .row").first
    assert row.inner_text().startswith("North Korea sent at least 3,000 soldiers")
    row.click()
    assert f"answers={TROOPS}" in map_page("graphkit.state")
    map_page.visit("actor=kim-jong-sik")
    assert map_page.page.locator("#actor-answers").count() == 0


def test_what_is_filtered_out_is_not_told_as_an_answer(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment='actor=KOR&hide=["type:ACCUSE"]')
    lines = map_page.page.locator("#actor-answers .lines").inner_text()
    assert "summoned" not in lines and "urged" in lines


@pytest.mark.parametrize(
    ("words", "offer", "state"),
    [
        ("South Korea answer", "What South Korea answered", f"answers={TROOPS}&by=KOR"),
        ("what did Seoul reply", "What South Korea answered", f"answers={TROOPS}&by=KOR"),
        ("response of the United States", "What the United States answered", f"answers={TROOPS}&by=USA"),
        ("who answered", "Who answered, and how", f"answers={TROOPS}"),
        ("Seoul to Pyongyang", "Path: South Korea → North Korea", "path=KOR+PRK+-+shortest+0"),
        ("Seoul Pyongyang", "What passed between South Korea and North Korea", "link=KOR+PRK"),
        ("seoul – pyongyang", "What passed between South Korea and North Korea", "link=KOR+PRK"),
        ("North Korea Russia", "What passed between North Korea and Russia", "link=PRK+RUS"),
        ("Russia DPRK", "What passed between Russia and North Korea", "link=RUS+PRK"),
        ("Japan and Ukraine", "What passed between Japan and Ukraine", "link=JPN+UKR"),
        (
            "Seoul to Pyongyang through Beijing",
            "Path: South Korea → China → North Korea",
            "path=KOR+PRK+CHN+shortest+0",
        ),
        ("Seoul Beijing Pyongyang", "Path: South Korea → China → North Korea", "path=KOR+PRK+CHN+shortest+0"),
        ("서울 베이징", "Nothing found. Try:", None),
        ("South Korea", "South Korea", "actor=KOR"),
    ],
)
def test_the_search_box_understands_a_question(open_page, bundled_page, words, offer, state):
    map_page = open_page(bundled_page)
    map_page.page.fill("#search", words)
    first = map_page.page.locator("#find [role=option]").first.inner_text()
    assert first.replace("→\n", "", 1).split("\n")[0].strip().startswith(offer)
    map_page.page.keyboard.press("Enter")
    if state is not None:
        assert map_page("graphkit.state").replace("roll=1&", "") == state
        assert map_page("document.activeElement.id") == "evidence"


def test_two_who_stand_on_the_signs_of_their_states_open_the_pair_of_these(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="roll=1")
    map_page.page.fill("#search", "Zelenskyy Iwaya")
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.state").endswith("among=volodymyr-zelenskyy+takeshi-iwaya&link=UKR+JPN")
    assert map_page.page.locator(".pole").all_inner_texts() == ["Ukraine", "Japan"]


def test_an_exact_name_offers_what_it_answered_below_it(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.fill("#search", "Tokyo")
    options = map_page.page.locator("#find [role=option]").all_inner_texts()
    assert options[0].startswith("Japan") and "What Japan answered" in options[1]
    assert violations(map_page) == []
    map_page.page.keyboard.press("ArrowDown")
    map_page.page.keyboard.press("Enter")
    assert "by=JPN" in map_page("graphkit.state") and set(answers_of(map_page)) == asked("JPN")


@pytest.mark.parametrize("size", [{}, PHONE], ids=["laptop", "phone"])
def test_the_steps_of_a_path_come_first_and_are_in_view(open_page, bundled_page, size):
    map_page = open_page(bundled_page, **size)
    if size:
        map_page.page.click("#more-button")
        map_page.page.locator("#dialog").get_by_role("button", name="Path").click()
    else:
        map_page.page.click("#path-button")
    for field, name in (("path-from", "Seoul"), ("path-to", "Pyongyang")):
        map_page.page.fill(f"#{field}", name)
        map_page.page.keyboard.press("Enter")
    # the second name is enough
    assert map_page("graphkit.paths()[0]") == ["KOR", "PRK"]
    map_page.page.fill("#path-via", "Beijing")
    map_page.page.keyboard.press("Enter")
    assert map_page("graphkit.paths()[0]") == ["KOR", "CHN", "PRK"]
    assert map_page("document.activeElement.id") == "path-via"
    assert map_page.page.locator("#path-chain button").all_inner_texts() == ["South Korea", "China", "North Korea"]
    legs = map_page.page.locator("#evidence .leg").all_inner_texts()
    assert [one.split("\n")[0] for one in legs] == ["1 South Korea → China", "2 China → North Korea"]
    assert (
        "Yoon called on China to play a responsible part" in legs[0]
        and "between October 2024 and January 2025" in legs[0]
    )
    assert "paragraph 23" in legs[0] and "China has leverage over North Korea." in legs[1]
    # the bar of a phone takes the lowest 50 pixels
    seen_down_to = map_page("innerHeight") - (50 if size else 0)
    for seen in ("#path-chain", "#evidence .leg >> nth=0 >> .line-text"):
        box = map_page.page.locator(seen).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= seen_down_to
    assert violations(map_page) == []


def test_other_ways_are_behind_one_line(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="path=KOR+PRK+CHN+shortest+0&roll=1")
    paths = map_page("graphkit.paths()")
    assert map_page.page.locator("#path-others summary").inner_text() == f"{len(paths) - 1} other ways"
    assert not map_page.page.locator("#path-list").is_visible()
    map_page.page.click("#path-others summary")
    assert map_page.page.locator("#path-list button").count() == len(paths) - 1
    map_page.page.locator("#path-list button").first.click()
    assert map_page("graphkit.state").startswith("path=KOR+PRK+CHN+shortest+1")
    names = map_page.page.locator("#path-chain button").all_inner_texts()
    assert len(names) == len(paths[1]) and names[0] == "South Korea"
    assert map_page.page.locator("#path-list").is_visible()


def test_all_that_lies_between_two_is_read_when_asked_for(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="path=KOR+PRK+CHN+shortest+0&roll=1")
    leg = map_page.page.locator(".leg").nth(1)
    assert leg.locator(".card").count() == 0
    leg.locator("summary").click()
    map_page.wait("document.querySelectorAll('.leg .card').length === 3")
    assert leg.locator("cite").count() >= 3


def parties_of(shown):
    """The ids of those who take part in what was answered and in the answers shown, persons as their sides."""
    relations = graphkit.build_network(graphkit.load_dataset(AFFAIR), roll_up=True).graph["relations"]
    return {one for key in [TROOPS, *shown] for side in relations[key] for one in side}


@pytest.mark.parametrize("by", ["", "&by=KOR", "&by=USA", "&by=european-union"])
def test_on_a_phone_everybody_who_takes_part_has_a_name_and_nobody_else(open_page, bundled_page, by):
    map_page = open_page(bundled_page, fragment=f"answers={TROOPS}{by}", **PHONE)
    map_page.page.wait_for_timeout(600)
    drawn = map_page.drawn()
    labels = drawn["labels"]
    lit = {node["id"]: node["name"] for node in drawn["nodes"] if node["opacity"] == 1}
    assert set(lit) == parties_of(answers_of(map_page))
    assert {one["text"] for one in labels} == set(lit.values())
    assert {"PRK": "N. Korea", "RUS": "Russia"}.items() <= lit.items() and "UKR" not in lit
    boxes = [(one["left"], one["top"], one["left"] + one["width"], one["top"] + one["height"]) for one in labels]
    clashes = [
        (labels[i]["text"], labels[j]["text"])
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes[:i])
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]
    assert clashes == []
    canvas = map_page.page.locator("#canvas").bounding_box()
    assert min(box[0] for box in boxes) >= 0 and max(box[2] for box in boxes) <= canvas["width"]
    assert min(box[1] for box in boxes) >= 0 and max(box[3] for box in boxes) <= canvas["height"]
    assert map_page("document.documentElement.scrollWidth") == 390


def test_on_a_phone_the_answers_of_one_come_into_view(open_page, bundled_page):
    map_page = open_page(bundled_page, **PHONE)
    map_page.page.tap("#answers-button")
    box = map_page.page.locator("#answers-by-KOR").bounding_box()
    assert box["y"] + box["height"] <= 844 - 50  # seen without scrolling, above the bar
    map_page.page.tap("#answers-by-KOR")
    box = map_page.page.locator(".answer .summary").first.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 844 - 50
    assert violations(map_page) == []


def test_the_widget_and_stories_take_the_new_keys(open_page, bundled_page):
    from graphkit.render.state import Known, read_state

    text = f"answers={TROOPS}&by=KOR&to=CHN"
    known = Known({"KOR", "CHN"}, {TROOPS})
    assert read_state(text, known) == {"answers": TROOPS, "by": "KOR", "to": "CHN"}
    with pytest.raises(ValueError, match="view_state by: 'Seoul' is not the id of an actor in this map"):
        read_state(f"answers={TROOPS}&by=Seoul", known)
    map_page = open_page(bundled_page)
    map_page(f"graphkit.state = {json.dumps(text)}")
    assert map_page("graphkit.state") == text


@pytest.fixture(scope="module")
def many_relations(tmp_path_factory):
    """The page of 30,000 relations between 3,000 actors, each with a summary."""
    actors = [Actor(f"a{n}", f"Office {n} of {'abcdefghij'[n % 10] * 3}land", "agency") for n in range(3000)]
    relations = [
        Relation(f"r{n}", (f"a{n % 3000}",), "ACCUSE", "", (f"a{(n * 7 + 1 + n // 3000) % 3000}",), date="2024-01-05",
                 summary=f"Statement {n} on the harbour of town {n % 977}.")
        for n in range(30_000)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("many") / "map.html"
    write_map(graphkit.build_network(graphkit.Dataset.from_records(actors=actors, relations=relations)), path)
    return path


@pytest.mark.parametrize(
    ("words", "found"), [("harbour of town 12", True), ("Office 12 of", True), ("sanctions on wheat", False)]
)
def test_no_key_of_a_search_among_thirty_thousand_relations_costs_much(open_page, many_relations, words, found):
    map_page = open_page(many_relations)
    map_page.page.wait_for_timeout(3000)
    session = map_page.page.context.new_cdp_session(map_page.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    costs = []
    for end in range(1, len(words) + 1):
        before = spent()
        map_page(
            "(text) => { const box = document.getElementById('search'); box.value = text; "
            "box.dispatchEvent(new Event('input')); }",
            words[:end],
        )
        costs.append(spent() - before)
    # processor time, which a busy machine does not lengthen
    assert max(costs) <= 50, costs
    assert (map_page.page.locator("#find .options li.none").count() == 0) is found
