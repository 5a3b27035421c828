"""What each control of the map page does, seen in what is drawn and in the page's own text."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import parse_qs

import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation, date_bounds
from graphkit.query import responses
from graphkit.render import MapOptions, Step, Story, to_pyvis, write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TROOPS = "2024-10-prk-troops-to-russia"


def links_of(map_page):
    """The pairs that are drawn."""
    return {frozenset(pair[:2]) for pair in map_page.shown()["links"]}


def test_a_filter_hides_and_counts(open_page, sample_page):
    map_page = open_page(sample_page).filters()
    count = map_page.page.locator('[data-count="status:contested"]')
    assert count.inner_text() == "1"
    map_page.page.uncheck('[data-filter="status:contested"]')
    assert frozenset({"beta-army", "CCC"}) not in links_of(map_page)
    assert map_page.shown()["relations"] == 4
    assert count.inner_text() == "1"
    map_page.page.uncheck('[data-filter="kind:state"]')
    assert links_of(map_page) == set()
    map_page.page.click("#reset")
    assert map_page.shown()["relations"] == 5


def test_only_one_document_or_one_speaker(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page.filters()
    map_page.page.locator('[data-entry="document:book"] .only').click(force=True)
    assert links_of(map_page) == {frozenset({"AAA", "CCC"}), frozenset({"pact", "CCC"})}
    map_page.page.click("#reset")
    map_page.page.locator('[data-entry="speaker:ann-abel"] .only').click(force=True)
    assert links_of(map_page) == {frozenset({"beta-army", "CCC"})}


def test_a_whole_class_of_types_is_one_tick(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page.filters()
    map_page.page.uncheck('[data-quad="standing tie"]')
    assert map_page.shown()["relations"] == 4
    assert not map_page.page.is_checked('[data-filter="type:ALLIED_WITH"]')


def test_persons_stand_for_their_states_as_of_the_day(open_page, sample_page):
    map_page = open_page(sample_page).filters()
    map_page.page.check("#roll-up")
    assert links_of(map_page) == {
        frozenset(pair) for pair in [("AAA", "BBB"), ("BBB", "CCC"), ("AAA", "CCC"), ("pact", "CCC")]
    }
    assert map_page.shown()["relations"] == 5
    assert "roll=1" in map_page("graphkit.state")


def test_sliders_draw_the_most_involved_and_the_strongest(open_page, bundled_page, affair):
    map_page = open_page(bundled_page).filters()
    map_page("""() => { for (const [id, value] of [['max-actors', 8], ['max-links', 6]]) {
        const box = document.getElementById(id); box.value = value; box.dispatchEvent(new Event('input')); } }""")
    shown = map_page.shown()
    assert (len(shown["actors"]), len(shown["links"])) == (8, 6)
    assert f"8 of {shown['actorTotal']} signs" in map_page.page.locator("#shown").inner_text()
    expected = to_pyvis(graphkit.build_network(affair), options=MapOptions(max_actors=8, max_links=6))
    assert shown["actors"] == expected.node_ids
    assert [pair[:2] for pair in shown["links"]] == [[edge["from"], edge["to"]] for edge in expected.edges]


def test_the_range_keeps_what_overlaps_it_and_what_has_no_date(open_page, sample_page):
    map_page = open_page(sample_page)
    start = map_page.page.locator("#time-since")
    assert start.get_attribute("aria-valuetext") == "1 March 2024"
    start.focus()
    for _ in range(2):
        map_page.page.keyboard.press("PageUp")
    assert start.get_attribute("aria-valuetext") == "30 April 2024"
    assert links_of(map_page) == {frozenset({"AAA", "CCC"}), frozenset({"pact", "CCC"})}
    assert "1 has no date." in map_page.page.locator("#time").inner_text()
    map_page.page.keyboard.press("Home")
    map_page.page.keyboard.press("PageUp")
    assert frozenset({"AAA", "BBB"}) in links_of(map_page)
    map_page.page.click("#all-time")
    assert map_page.shown()["relations"] == 5


def test_play_steps_through_days_on_which_something_happened_and_names_it(open_page, sample_page):
    map_page = open_page(sample_page)
    words = map_page.page.locator("#range-words")
    assert map_page.page.locator("#play").inner_text() == "Play the 4 dates"
    told = []
    for _ in range(4):
        map_page.page.click("#step-time")
        told.append(words.inner_text())
        assert map_page("graphkit.state.includes('sure=1')") and told[-1] in map_page.live()
    assert [one.partition(": ")[0] for one in told] == [
        "March 2024",
        "1 April 2024 to 3 April 2024",
        "5 April 2024",
        "August 2024",
    ]
    assert all(one.partition(": ")[2] for one in told)
    assert len(map_page.shown()["links"]) >= 1
    # after the last, what was chosen before
    map_page.page.click("#step-time")
    assert map_page("graphkit.state") == "" and map_page.shown()["relations"] == 5
    map_page.page.click("#play")
    assert words.inner_text() == told[0] and map_page.page.locator("#play").inner_text() == "Pause"
    map_page.wait(f"document.getElementById('range-words').textContent === {json.dumps(told[1])}")
    map_page.page.click("#play")
    assert map_page.page.locator("#play").inner_text().startswith("Play")


def test_the_stated_answers_are_those_of_the_question(open_page, bundled_page, affair):
    map_page = open_page(bundled_page)
    frame = responses(graphkit.build_network(affair))
    stated = frame[frame["basis"] == "stated"]
    expected = set(zip(stated["response_id"], stated["provocation_id"], strict=True))
    assert {tuple(pair) for pair in map_page("graphkit.stated()")} == expected
    assert len(expected) > 20


def test_the_answers_are_numbered_on_the_map_and_listed_beside_it(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.click("#answers-button")
    answers = map_page("graphkit.answers()")
    assert "2024-kor-summons-russian-ambassador" in {one["id"] for one in answers}
    assert map_page.page.locator("#evidence .answer").count() == len(answers)
    # numbers only where the order is certain; all else says when, as far as is known
    numbers = map_page.drawn()["numbers"]
    assert {"1 28 Oct", "2 30 Oct · 3", "3 16–17 Nov"} <= set(numbers)
    assert not any(one[:1].isdigit() and one[1:2] == " " and one[:1] > "3" for one in numbers)
    cards = map_page.page.locator(".answer .number").all_inner_texts()
    assert {one for one in cards if one != "–"} == {"1", "2", "3"} and cards.count("–") > 8
    assert map_page.page.locator(".provocation").get_by_text("Denied by the Kremlin").count() == 1
    map_page.page.keyboard.press("n")
    map_page.page.keyboard.press("n")
    assert map_page.page.locator(".answer.current").get_attribute("aria-current") == "step"
    assert "step=2" in map_page("graphkit.state")
    map_page.page.keyboard.press("b")
    assert "step=1" in map_page("graphkit.state")
    # NATO's Secretary General told its own council: on no link; the United States, in October or November
    assert map_page.drawn()["numbers"] == ["●"]
    map_page.page.keyboard.press("n")
    assert map_page.drawn()["numbers"] == ["●", "Oct–Nov"]
    lit = [node["id"] for node in map_page.drawn()["nodes"] if node["opacity"] == 1]
    assert len(lit) < 10


def test_what_merely_came_after_is_offered_apart_and_labelled(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page("graphkit.showAnswers('troops')")
    assert map_page("graphkit.answers()") == [
        {"id": "protest", "basis": "stated"},
        {"id": "aid", "basis": "stated"},
    ]
    assert "After, not necessarily because" in map_page.page.locator("#evidence").inner_text()


def test_inferred_answers_are_acts_back_within_the_days(open_page, write_page):
    def accuse(name, actor, recipient, date):
        return Relation(name, (actor,), "ACCUSE", "", (recipient,), date=date)

    map_page = open_page(
        write_page(
            actors=[Actor(name, name, "state") for name in ("AAA", "BBB", "CCC")],
            relations=[
                accuse("first", "AAA", "BBB", "2024-01-10"),
                accuse("same-day", "BBB", "AAA", "2024-01-10"),
                accuse("soon", "BBB", "AAA", "2024-01-12"),
                accuse("late", "BBB", "AAA", "2024-02-12"),
                accuse("other", "CCC", "AAA", "2024-01-12"),
                accuse("before", "BBB", "AAA", "2024-01-01"),
            ],
        )
    )
    assert map_page("graphkit.inferred('first', 14)") == ["soon", "other"]
    assert map_page("graphkit.inferred('first', 40)") == ["soon", "other", "late"]
    map_page("graphkit.showAnswers('first')")
    map_page.page.click("#answers-inferred")
    map_page.wait("graphkit.answers().length > 0")
    assert map_page("graphkit.answers()") == [{"id": name, "basis": "inferred"} for name in ("soon", "other")]
    lags = map_page.page.locator(".answer.inferred .lag").all_text_contents()
    assert lags == ["2 days later · back at those who did it", "2 days later · by others, at those who did it"]


@pytest.mark.parametrize("roll_up", [False, True])
def test_the_inferred_answers_are_those_of_the_question(open_page, bundled_page, tmp_path, roll_up, affair):
    made = random_network(seed=8 + roll_up)
    path = tmp_path / "random.html"
    write_map(made, path)
    for network, file in ((graphkit.build_network(affair), bundled_page), (made, path)):
        map_page = open_page(file, fragment=f"roll={int(roll_up)}")
        expected = {}
        for within in (3, 14, 90):
            frame = responses(network, basis="inferred", within_days=within, roll_up=roll_up)
            for row in frame.itertuples():
                expected.setdefault((row.provocation_id, within), set()).add(row.response_id)
        found = map_page(
            """(all) => Object.fromEntries(all.flatMap((id) => [3, 14, 90].map((days) =>
                [`${id} ${days}`, graphkit.inferred(id, days)])).filter(([, list]) => list.length))""",
            list(network.graph["relations"]),
        )
        assert {key: sorted(ids) for key, ids in found.items()} == {
            f"{name} {within}": sorted(ids) for (name, within), ids in expected.items()
        }
        assert found


def random_network(seed):
    """Sixty relations of every kind among six actors, some mutual, of several parties or of themselves."""
    draw = random.Random(seed)
    actors = [Actor(name, name, "state") for name in ("AAA", "BBB", "CCC", "DDD")]
    actors += [Actor(name, name, "person") for name in ("ann", "bob")]
    days = ["", "2024-01", *(f"2024-01-{day:02}" for day in range(1, 29)), "2024-01-05/..", "../2024-01-20"]
    names = [actor.id for actor in actors]
    dates = sorted((draw.choice(days) for _ in range(60)), key=lambda text: date_bounds(text)[0] or "")
    relations = [
        Relation(
            f"r{number}",
            tuple(draw.sample(names, draw.choice((1, 1, 2)))),
            draw.choice(("ACCUSE", "AID", "ASSAULT", "CONSULT", "ALLIED_WITH")),
            "",
            tuple(draw.sample(names, draw.choice((1, 1, 2)))),
            draw.random() < 0.2,
            dates[number],
            responds_to=(f"r{draw.randrange(number)}",) if number and draw.random() < 0.2 else (),
        )
        for number in range(60)
    ]
    evidence = [
        Evidence(one.id, "text", None, None, draw.choice(("asserts", "alleges", "denies", "proposes")))
        for one in relations
    ]
    dataset = graphkit.Dataset.from_records(
        actors=actors,
        affiliations=[
            Affiliation("ann", "LEADS", "AAA"),
            Affiliation("bob", "MEMBER_OF", "BBB", "", "", "2024-01-14"),
            Affiliation("bob", "MEMBER_OF", "CCC", "", "2024-01-15"),
        ],
        documents=[Document("text", "A text")],
        relations=relations,
        evidence=evidence,
    )
    return graphkit.build_network(dataset)


def test_seoul_reaches_pyongyang_through_beijing(open_page, bundled_page):
    map_page = open_page(bundled_page)
    map_page.page.click("#path-button")
    for field, name in (("path-from", "Seoul"), ("path-to", "Pyongyang"), ("path-via", "Beijing")):
        map_page.page.fill(f"#{field}", name)
        map_page.page.keyboard.press("Enter")
    map_page.page.click("#path-find")
    assert map_page("graphkit.paths()")[0] == ["KOR", "CHN", "PRK"]
    assert map_page.drawn()["numbers"] == ["1", "2"]
    assert "China has leverage over North Korea." in map_page.page.locator("#evidence").inner_text()
    map_page.page.fill("#path-from", "Zzyzx")
    map_page.page.click("#path-find")
    assert "Zzyzx" in map_page.page.locator("#path-said").inner_text()
    assert map_page.page.locator("#evidence .leg").count() == 0


def test_paths_shortest_strongest_and_in_order_of_time(open_page, write_page):
    def meet(name, a, b, date):
        return Relation(name, (a,), "CONSULT", "", (b,), True, date)

    path = write_page(
        actors=[Actor(name, name, "state") for name in ("AAA", "BBB", "CCC", "DDD")],
        relations=[
            meet("direct", "AAA", "DDD", ""),
            *(meet(f"ab{n}", "AAA", "BBB", "2024-05") for n in range(9)),
            *(meet(f"bd{n}", "BBB", "DDD", "2024-01") for n in range(9)),
            meet("ac", "AAA", "CCC", "2024-01"),
            meet("cd", "CCC", "DDD", "2024-02"),
        ],
    )
    map_page = open_page(path)

    def paths(how):
        map_page(f"graphkit.state = 'path=AAA+DDD+-+{how}+0'")
        return map_page("graphkit.paths()")

    assert paths("shortest")[0] == ["AAA", "DDD"]
    assert paths("strongest")[0] == ["AAA", "BBB", "DDD"]
    # one step has no order; of two the second may not be over before the first began
    assert paths("timed") == [["AAA", "DDD"], ["AAA", "CCC", "DDD"]]


def test_focus_steps_out_and_expands(open_page, bundled_page):
    map_page = open_page(bundled_page, fragment="actors=6")
    map_page("graphkit.select('JPN')")
    one = [node["id"] for node in map_page.drawn()["nodes"] if node["opacity"] == 1]
    map_page.page.get_by_role("button", name="more", exact=False).first.click()
    assert len(map_page.shown()["actors"]) > 6
    map_page.page.locator("#canvas").focus()
    map_page.page.keyboard.press("f")
    map_page.page.keyboard.press("f")
    two = [node["id"] for node in map_page.drawn()["nodes"] if node["opacity"] == 1]
    assert set(one) < set(two)
    map_page.page.keyboard.press("Escape")
    assert all(node["opacity"] == 1 for node in map_page.drawn()["nodes"])


def test_a_selected_link_is_a_ladder_with_a_rung_for_each_relation(open_page, bundled_page, affair):
    map_page = open_page(bundled_page)
    map_page("graphkit.selectLink('RUS', 'PRK')")
    rungs = map_page.page.locator("#ladder .rung")
    ids = {one.get_attribute("data-rung") for one in rungs.all()}
    between = next(pair[2] for pair in map_page.shown()["links"] if set(pair[:2]) == {"RUS", "PRK"})
    assert len(ids) == rungs.count() == between
    assert map_page.page.locator("#ladder .pole").all_inner_texts() == ["North Korea", "Russia"]
    troops = map_page.page.locator(f'[data-rung="{TROOPS}"]')
    assert "forth" in troops.locator(".beam").get_attribute("class") and troops.locator(".ring").count() == 1
    assert "October 2024" in troops.inner_text() and "Denied by the Kremlin" in troops.inner_text()
    rails = {one for one in ids if map_page.page.locator(f'[data-rung="{one}"] .bar.rails').count()}
    ties = affair.relations.query("type in ['ALLIED_WITH', 'DEPENDS_ON', 'LEVERAGE_OVER']")["id"]
    assert rails and rails <= set(ties)
    troops.click()
    assert f"relation={TROOPS}" in map_page("graphkit.state")
    assert "current" in map_page.page.locator(f'[data-rung="{TROOPS}"]').get_attribute("class")


def test_clicking_the_map_selects(open_page, sample_page):
    map_page = open_page(sample_page)
    box = map_page.page.locator("#canvas").bounding_box()
    where = map_page("graphkit.where('pact')")
    map_page.page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])
    map_page.wait("graphkit.state.includes('actor=pact')")
    assert map_page.page.locator("#panel-title").inner_text().strip() == "The Pact"


def test_an_actor_shows_its_affiliations_and_wikidata(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page("graphkit.select('ann-abel')")
    text = map_page.page.locator("#evidence").inner_text()
    assert "leads Alphaland, President (2020 to 30 June 2024)" in text
    map_page("graphkit.select('AAA')")
    link = map_page.page.get_by_role("link", name="Wikidata")
    assert link.get_attribute("href") == "https://www.wikidata.org/wiki/Q1"


def test_the_table_mirrors_the_map(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page.page.keyboard.press("t")
    rows = map_page.page.locator("#table tbody tr")
    assert rows.count() == 5
    assert rows.first.inner_text().startswith("March 2024")
    rows.nth(1).click()
    assert "relation=troops" in map_page("graphkit.state")
    assert map_page.page.locator("#evidence .card").get_attribute("data-relation") == "troops"
    assert map_page.page.locator("#table tr.chosen").count() == 1
    map_page.page.get_by_role("button", name="Who", exact=True).click()
    assert map_page.page.locator('#table th[aria-sort="ascending"]').inner_text() == "Who"
    firsts = [row.split("\t")[1] for row in rows.all_inner_texts()]
    assert firsts == sorted(firsts)
    map_page.page.get_by_role("button", name="Actors", exact=True).click()
    assert rows.count() == 6


def saved(map_page, button, open_first="#export-button"):
    """The bytes of what a button saves."""
    if open_first:
        map_page.page.click(open_first)
    with map_page.page.expect_download() as waiting:
        map_page.page.click(button)
    return waiting.value.path().read_bytes()


def test_what_is_saved_can_be_opened(open_page, sample_page):
    map_page = open_page(sample_page, accept_downloads=True)
    map_page("graphkit.selectLink('AAA', 'BBB')")
    svg = saved(map_page, "#save-svg").decode("utf-8")
    words = {"".join(one.itertext()) for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}
    assert {"Cooperation", "Conflict", "state", "person", "Alphaland"} <= words
    assert map_page("document.getElementById('title').textContent") != ""
    assert any(word.startswith("Sources: A. Author, The news") for word in words)
    assert "<script" not in svg and "href" not in svg
    png = saved(map_page, "#save-png", None)
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20], "big") > 1000
    rows = list(csv.DictReader(io.StringIO(saved(map_page, "#save-csv", None).decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["treaty"]  # of a chosen link, what it holds
    found = json.loads(saved(map_page, "#save-json", None))
    assert [one["id"] for one in found["relations"]] == ["treaty"] and "link=" in found["state"]
    map_page = open_page(sample_page, accept_downloads=True)
    rows = list(csv.DictReader(io.StringIO(saved(map_page, "#save-csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["treaty", "troops", "protest", "aid", "ally"]
    assert rows[1]["denies"] == "Betaland"


def test_a_saved_table_holds_no_formula(open_page, write_page):
    path = write_page(
        actors=[Actor("aaa", "=1+1", "person"), Actor("BBB", "B", "state")],
        relations=[Relation("r", ("aaa",), "ACCUSE", "", ("BBB",), summary="+cmd")],
    )
    text = saved(open_page(path, accept_downloads=True), "#save-csv").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["actor"] == "'=1+1"


def test_the_address_brings_the_view_back(open_page, bundled_page):
    map_page = open_page(bundled_page).filters()
    map_page.page.uncheck('[data-filter="status:asserted"]')
    map_page.page.uncheck("#roll-up")
    map_page("graphkit.select('KOR')")
    map_page.page.keyboard.press("f")
    map_page.page.keyboard.press("+")
    map_page.wait("location.hash.includes('camera')")
    map_page.page.wait_for_timeout(600)
    state = map_page("graphkit.state")
    again = open_page(bundled_page, fragment=state)
    assert again("graphkit.state") == state
    assert again.shown() == map_page.shown()
    assert parse_qs(state)["actor"] == ["KOR"]
    again.page.wait_for_timeout(300)
    assert again("location.hash.slice(1)") in ("", state)


def test_the_address_that_is_nonsense_is_passed_over(open_page, sample_page):
    map_page = open_page(
        sample_page, fragment="since=yesterday&hide=[1&actor=nobody&link=x&camera=a+b+c&story=9.9&step=-4"
    )
    assert map_page.shown()["relations"] == 5


def test_a_state_can_be_given_when_writing(open_page, network, tmp_path):
    path = tmp_path / "map.html"
    write_map(network, path, options=MapOptions(state="answers=troops", roll_up=True, theme="dark"))
    map_page = open_page(path)
    assert [one["id"] for one in map_page("graphkit.answers()")] == ["protest", "aid"]
    assert map_page.page.is_checked("#roll-up")
    assert map_page("getComputedStyle(document.body).backgroundColor") == "rgb(17, 20, 24)"


def test_a_pinned_actor_stays_and_can_be_let_go(open_page, sample_page):
    map_page = open_page(sample_page)
    box, where = map_page.page.locator("#canvas").bounding_box(), map_page("graphkit.where('pact')")
    map_page.page.mouse.move(box["x"] + where["x"], box["y"] + where["y"])
    map_page.page.mouse.down()
    map_page.page.mouse.move(box["x"] + where["x"] + 60, box["y"] + where["y"] + 40, steps=4)
    map_page.page.mouse.up()
    map_page.wait("graphkit.state.includes('pins=pact')")
    map_page.filters().page.click("#reset-layout")
    assert "pins" not in map_page("graphkit.state")


def test_a_story_is_told_by_keys(open_page, network, tmp_path):
    path = tmp_path / "map.html"
    steps = (
        Step("The act", "Troops.", {"relation": "troops"}),
        Step("The answers", "Two.", {"answers": "troops"}),
    )
    write_map(network, path, options=MapOptions(stories=(Story("Told", steps),)))
    map_page = open_page(path)
    map_page.page.click("#stories-button")
    map_page.page.get_by_role("button", name="Told").last.click()
    assert map_page.page.locator("#story h2").inner_text() == "The act"
    map_page.page.keyboard.press("n")
    assert map_page.page.locator("#story h2").inner_text() == "The answers"
    # aid by two has its number on both links
    assert map_page.drawn()["numbers"] == ["●", "1 5 Apr", "Aug", "Aug"]
    map_page.page.keyboard.press("b")
    assert "story=1.1" in map_page("graphkit.state")
    map_page.page.click("#story-next")
    map_page.page.click("#story-end")
    assert map_page.page.locator("#story").is_hidden()


def test_a_story_of_ones_own_can_be_saved_and_read(open_page, sample_page, tmp_path):
    map_page = open_page(sample_page, accept_downloads=True)
    map_page("graphkit.showAnswers('troops')")
    map_page.page.click("#stories-button")
    map_page.page.click("#story-add")
    text = saved(map_page, "#story-save", None)
    (tmp_path / "story.toml").write_bytes(text)
    from graphkit.render import read_story

    story = read_story(tmp_path / "story.toml")
    assert (story.title, len(story.steps), story.steps[0].view["answers"]) == ("My story", 1, "troops")


@pytest.mark.parametrize("story", range(4))
def test_every_step_of_the_stories_that_ship_shows_what_it_names(open_page, bundled, story, tmp_path):
    from graphkit.render import stories_for

    network = graphkit.build_network(bundled)
    write_map(network, tmp_path / "map.html")
    map_page = open_page(tmp_path / "map.html")

    told = stories_for(network, None)[story]
    for number, step in enumerate(told.steps, 1):
        map_page.visit(f"story={story + 1}.{number}")
        state = {
            name: values[0] for name, values in parse_qs(map_page("graphkit.state"), keep_blank_values=True).items()
        }
        for name in set(step.view) & {"relation", "answers", "actor", "link", "since", "until"}:
            assert state[name] == step.view[name]
        assert map_page.page.locator("#evidence .card, #evidence .leg").count() > 0


def test_an_embedded_map_is_the_map_alone(open_page, network, tmp_path):
    path = tmp_path / "map.html"
    write_map(network, path, options=MapOptions(embed=True))
    map_page = open_page(path, width=700, height=500)
    assert map_page.page.locator("#legend").is_hidden()
    assert map_page.page.locator("#evidence").is_hidden()
    map_page("graphkit.select('AAA')")
    assert map_page.page.locator("#evidence").is_visible()


def test_many_relations_are_told_apart_by_month(open_page, write_page):
    days = ["2024-01-05"] * 20 + ["2024-02-07"] * 9 + [""]
    relations = [Relation(f"r{n}", ("AAA",), "ACCUSE", "", ("BBB",), date=day) for n, day in enumerate(days)]
    actors = [Actor("AAA", "A", "state"), Actor("BBB", "B", "state")]
    map_page = open_page(write_page(actors=actors, relations=relations))
    map_page("graphkit.selectLink('AAA', 'BBB')")
    months = map_page.page.locator("#evidence .month")
    assert months.all_text_contents() == ["February 2024", "January 2024"]
    map_page.page.click("#evidence .more")
    assert months.all_text_contents()[2:] == ["no date"]
    map_page.page.click("#card-order")
    assert months.all_text_contents() == ["January 2024", "February 2024"]
    assert map_page("document.activeElement.id") == "card-order"


def test_a_saved_picture_marks_the_dispute_of_what_it_shows(open_page, sample_page):
    mark = re.compile(rb"h[\d.]+M[^\"]*h[\d.]+M[^\"]*l-")  # the three strokes of the sign
    map_page = open_page(sample_page, accept_downloads=True)

    def marks(state):
        map_page("(state) => { graphkit.state = state; }", state)
        found = len(mark.findall(saved(map_page, "#save-svg")))
        map_page.page.keyboard.press("Escape")
        return found

    # one in the legend, one on the link of the disputed attack
    assert marks("") == 2
    assert marks("relation=troops") == 2
    assert marks("actor=CCC") == 2
    assert marks("relation=treaty") == 1
