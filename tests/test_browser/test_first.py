"""The page as it opens, on a laptop and on a phone, and the six questions a stranger asks of it."""

from __future__ import annotations

import itertools

import pytest

from graphkit.model import Actor, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1440, 900), (390, 664)]
PHONES = [(390, 664), (375, 553), (360, 560)]


def over(one, other):
    """Whether two plates lie on one another."""
    apart = one["right"] <= other["left"] or other["right"] <= one["left"]
    return not (apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"])


@pytest.mark.parametrize("size", SIZES)
def test_the_first_picture_reads(open_page, bundled_page, size):
    page = open_page(bundled_page, width=size[0], height=size[1])
    drawn = page.drawn()
    assert len(drawn["nodes"]) <= 20 and len(drawn["links"]) <= 45
    assert not {node["kind"] for node in drawn["nodes"]} & {"person", "agency"}
    assert [(a["id"], b["id"]) for a, b in itertools.combinations(drawn["nodes"], 2) if over(a, b)] == []
    assert page.page.locator("h1").inner_text().startswith("North Korea\u2019s ")
    pair = [page(f"graphkit.where('{name}')") for name in ("PRK", "RUS")]
    assert pair[0]["y"] == pair[1]["y"]


def test_no_link_runs_behind_a_plate_on_a_laptop(open_page, bundled_page):
    drawn = open_page(bundled_page, width=1440).drawn()
    for link in drawn["links"]:
        for node in drawn["nodes"]:
            if node["id"] in (link["from"], link["to"]):
                continue
            inside = [
                x for x, y in link["points"] if node["left"] < x < node["right"] and node["top"] < y < node["bottom"]
            ]
            assert len(inside) <= 1, (link["from"], link["to"], node["id"])


def test_persons_stand_on_the_sign_of_their_side(open_page, bundled_page):
    page = open_page(bundled_page, width=1440)
    assert "vladimir-putin" in page("graphkit.members('RUS')")
    signs = {node["id"]: node for node in page.drawn()["nodes"]}
    assert signs["RUS"]["members"] and "vladimir-putin" not in signs


def test_conflict_has_a_bar_and_cooperation_an_arrowhead(open_page, bundled_page):
    heads = {(link["tone"], link["head"]) for link in open_page(bundled_page).drawn()["links"]}
    assert ("conf", "bar") in heads and ("coop", "arrow") in heads and ("coop", "bar") not in heads


def test_the_legend_line_is_the_filter(open_page, bundled_page):
    page = open_page(bundled_page)
    everything = page.shown()["relations"]
    page.page.click("#key-conf")
    assert int(page.page.locator("#key-conf .count").inner_text()) == page.shown()["relations"] < everything
    assert {link["tone"] for link in page.drawn()["links"]} == {"conf"}
    page.page.click("#key-conf")
    assert page.shown()["relations"] == everything


def test_a_grey_link_is_explained_where_one_is_drawn(open_page, write_page):
    """As much of both: no entry of the legend line is grey and whole, so the line of the signs says it."""
    actors = [Actor(name, name, "state") for name in ("AAA", "BBB")]
    relations = [Relation("one", ("AAA",), "ACCUSE", "", ("BBB",)), Relation("two", ("AAA",), "SUPPORT", "", ("BBB",))]
    page = open_page(write_page(actors=actors, relations=relations))
    assert {link["tone"] for link in page.drawn()["links"]} == {"mixed"}
    assert page.page.locator("#kind-key .mixed").inner_text().strip() == "about as much cooperation as conflict"
    page.page.click("#key-conf")
    assert page.page.locator("#kind-key .mixed").count() == 0


@pytest.mark.parametrize("size", PHONES)
def test_on_a_phone_the_map_has_most_of_the_height_and_the_page_scrolls(open_page, bundled_page, size):
    page = open_page(bundled_page, width=size[0], height=size[1])
    assert page("document.getElementById('plot').clientHeight / innerHeight") >= 0.55
    assert page("document.documentElement.scrollHeight > innerHeight")
    assert page("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", PHONES)
def test_the_steps_of_a_story_are_always_at_hand(open_page, bundled_page, size):
    page = open_page(bundled_page, fragment="story=1.2", width=size[0], height=size[1])
    for name in ("#story-back", "#story-next"):
        box = page.page.locator(name).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize("size", [(720, 450), (320, 256)])
def test_enlarged_everything_can_be_reached(open_page, bundled_page, size):
    page = open_page(bundled_page, width=size[0], height=size[1])
    page.page.locator("#ask-single").scroll_into_view_if_needed()
    page.page.click("#ask-single")
    page.page.locator("#line-all").scroll_into_view_if_needed()
    assert page.page.locator("#line-all").is_visible() and page("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("hidden", ["style='display:none'", "hidden", "in a closed fold"])
def test_a_page_in_a_hidden_frame_starts_when_it_gets_a_size(browser, bundled_page, tmp_path, hidden):
    frame = (
        f"<iframe id=f src='{bundled_page.as_uri()}' width=1100 height=700 {hidden if 'fold' not in hidden else ''}>"
    )
    text = (
        f"<details id=d><summary>Map</summary>{frame}</iframe></details>" if "fold" in hidden else f"{frame}</iframe>"
    )
    (tmp_path / "host.html").write_text(f"<!DOCTYPE html><title>t</title>{text}", "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 800})
    tab = context.new_page()
    tab.goto((tmp_path / "host.html").as_uri())
    tab.wait_for_timeout(1500)
    tab.evaluate("() => { f.hidden = false; f.style.display = 'block'; if (window.d) d.open = true; }")
    for _ in range(100):
        tab.wait_for_timeout(100)
        if tab.frames[1].evaluate("Boolean(window.graphkit && graphkit.complete)"):
            break
    wide = tab.frames[1].evaluate("document.querySelector('#canvas canvas').clientWidth")
    drawn = tab.frames[1].evaluate("graphkit.drawn().labels.length")
    context.close()
    assert wide > 500 and drawn > 8


def search_for(page, words, size):
    """Search as a reader does; on a phone the field is behind a button."""
    if size[0] < 800:
        page.page.click("#find-button")
    page.page.fill("#search", words)
    page.page.press("#search", "Enter")


@pytest.mark.parametrize("size", SIZES)
class TestSixQuestions:
    """Each in at most four visible actions from load."""

    def test_who_denies_that_the_troops_were_sent(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        page.page.click("#ask-denied")
        assert "Denied by the Kremlin" in page.page.locator("#evidence").inner_text()

    def test_what_south_korea_did_in_answer(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        page.page.click("#answers-button")
        page.page.click("#answers-by-KOR")
        assert "ambassador" in page.page.locator("#evidence").inner_text()

    def test_when_japans_foreign_minister_was_in_kyiv_and_where_it_is_written(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        search_for(page, "foreign minister of Japan", size)
        text = page.page.locator("#evidence").inner_text()
        assert "Takeshi Iwaya" in text and "November 2024" in text and "paragraph" in text

    def test_how_seoul_reaches_pyongyang_through_beijing(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        search_for(page, "Seoul to Pyongyang through Beijing", size)
        assert page("graphkit.paths()")[0] == ["KOR", "CHN", "PRK"]

    def test_everything_between_three(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        search_for(page, "between US, South Korea and Japan", size)
        links = {frozenset(link[:2]) for link in page.shown()["links"]}
        assert links <= {frozenset(one) for one in itertools.combinations(("USA", "KOR", "JPN"), 2)} and len(links) >= 2

    def test_which_claims_rest_on_one_source(self, open_page, bundled_page, size):
        page = open_page(bundled_page, width=size[0], height=size[1])
        page.page.click("#ask-single")
        assert page.shown()["relations"] < page.shown()["relationTotal"]
        assert page.page.locator("#evidence .lines li").count() > 10


def test_a_chosen_relation_stands_on_a_ladder(open_page, bundled_page):
    page = open_page(bundled_page, fragment="relation=2024-10-prk-troops-to-russia", width=1440)
    current = page.page.locator(".rung.current")
    assert current.count() == 1 and "Denied by the Kremlin" in current.inner_text()
    assert page.page.locator(".pole").all_inner_texts() == ["North Korea", "Russia"]
    page.page.keyboard.press("Escape")
    assert page.page.locator("#ladder").is_hidden()


@pytest.mark.parametrize(
    ("asked", "first"),
    [("Korea", "North Korea"), ("who denies that soldiers were sent", "sent at least"), ("Kursk", "units")],
)
def test_the_search_covers_what_was_done_and_where(open_page, bundled_page, asked, first):
    page = open_page(bundled_page)
    page.page.fill("#search", asked)
    assert first in page.page.locator("#find .options li").first.inner_text()


def test_nothing_found_shows_examples_that_work(open_page, bundled_page):
    page = open_page(bundled_page)
    page.page.fill("#search", "zzzyx")
    words = page.page.locator("#find .options li").inner_text()
    example = words.split("Try: ")[1].split("; ")[0]
    page.page.fill("#search", example)
    assert "Nothing found" not in page.page.locator("#find .options li").first.inner_text()


def test_a_click_counts_beside_a_link(open_page, bundled_page):
    page = open_page(bundled_page, width=1440)
    link = next(one for one in page.drawn()["links"] if {one["from"], one["to"]} == {"PRK", "RUS"})
    (x, y), box = link["points"][5], page.page.locator("#canvas").bounding_box()
    page.page.mouse.click(box["x"] + x, box["y"] + y + 6)
    assert page("graphkit.state").startswith("link=PRK+RUS")


@pytest.mark.parametrize("data", ["bundled_page", "present_page"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (1024, 768), (390, 664), (360, 560)])
def test_no_link_runs_under_a_note_or_behind_a_plate(request, open_page, data, width, height):
    map_page = open_page(request.getfixturevalue(data), width=width, height=height)
    drawn = map_page.drawn()
    assert drawn["noteBoxes"] and drawn["notes"]

    def crossed(link, box, rim):
        return any(
            box["left"] + rim < x < box["right"] - rim and box["top"] + rim < y < box["bottom"] - rim
            for x, y in link["points"]
        )

    for link in drawn["links"]:
        ends = {link["from"], link["to"]}
        behind = [node["id"] for node in drawn["nodes"] if node["id"] not in ends and crossed(link, node, 1)]
        under = [box for box in drawn["noteBoxes"] if ends != {"PRK", "RUS"} and crossed(link, box, 4)]
        assert (behind, under) == ([], []), ends


def test_notes_give_way_to_a_plate_that_is_moved_onto_them(open_page, bundled_page):
    map_page = open_page(bundled_page, width=1440)
    before = map_page.drawn()
    box, moved = before["noteBoxes"][-1], next(one for one in before["nodes"] if one["id"] == "JPN")
    canvas = map_page.page.locator("#canvas").bounding_box()
    start = ((moved["left"] + moved["right"]) / 2, moved["top"] + 10)
    mouse = map_page.page.mouse
    mouse.move(canvas["x"] + start[0], canvas["y"] + start[1])
    mouse.down()
    mouse.move(canvas["x"] + box["left"] + 60, canvas["y"] + box["top"] + 20, steps=6)
    mouse.up()
    after = map_page.drawn()
    plate = next(one for one in after["nodes"] if one["id"] == "JPN")
    assert plate["left"] != moved["left"]
    assert [one for one in after["noteBoxes"] if shrunk_over(one, plate)] == []


def shrunk_over(note, plate, rim=7):
    """Whether a plate lies on a note by more than its rim."""
    return over(
        {
            **note,
            "left": note["left"] + rim,
            "right": note["right"] - rim,
            "top": note["top"] + rim,
            "bottom": note["bottom"] - rim,
        },
        plate,
    )
