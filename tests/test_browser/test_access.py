"""Reaching everything without a mouse, without a large screen, without seeing."""

from __future__ import annotations

import math
import os
import pathlib
import subprocess

import pytest

from graphkit.model import Actor, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = pathlib.Path(__file__).parents[1] / "vendor" / "axe.min.js"


def violations(map_page):
    """What axe-core finds wrong."""
    map_page.page.evaluate(AXE.read_text("utf-8"))
    found = map_page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160], one["nodes"][0]["failureSummary"][:200]) for one in found]


STATES = {
    "as it opens": "",
    "an actor": "actor=KOR&focus=1",
    "a link": "link=RUS+PRK",
    "answers": "answers=2024-10-prk-troops-to-russia&within=14",
    "a path": "path=KOR+PRK+CHN+shortest+0&roll=1",
    "a table": "table=1",
    "a story": "story=2.1",
    "a stretch of time": "since=2024-10-01&until=2024-10-31",
    "a line of the legend": "line=denied",
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page, bundled_page, state, scheme):
    map_page = open_page(bundled_page, fragment=state, color_scheme=scheme)
    map_page.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    map_page.page.wait_for_timeout(200)
    assert violations(map_page) == []


@pytest.mark.parametrize("button", ["#help-button", "#share-button", "#export-button", "#stories-button"])
def test_axe_finds_nothing_in_what_opens_over_the_page(open_page, bundled_page, button):
    map_page = open_page(bundled_page)
    map_page.page.click(button)
    assert violations(map_page) == []
    map_page.page.keyboard.press("Escape")
    assert not map_page("document.getElementById('dialog').open")


@pytest.mark.parametrize("state", ["", "actor=KOR", "answers=2024-10-prk-troops-to-russia", "table=1"])
def test_a_phone_shows_all_of_it(open_page, bundled_page, state):
    map_page = open_page(bundled_page, width=390, height=844, fragment=state, has_touch=True)
    assert map_page("document.documentElement.scrollWidth") == 390
    if state.startswith("table"):
        assert map_page.page.locator("#table").bounding_box()["height"] > 500
    else:
        assert map_page.page.locator("#evidence").bounding_box()["height"] > 100
        assert map_page.page.locator("#canvas").bounding_box()["height"] > 150
    tools = map_page.page.locator("#tools button:visible")
    assert all(box["x"] + box["width"] <= 390 for box in (one.bounding_box() for one in tools.all()))
    names = [one.inner_text().strip() for one in tools.all()]
    assert names == ["Map", "Answers", "Story", "Table", "Find", "More"]
    map_page.page.tap("#more-button")
    map_page.page.locator("#dialog").get_by_role("button", name="Filter").tap()
    assert map_page.page.locator('[data-filter="kind:state"]').is_visible()
    map_page.page.keyboard.press("Escape")
    map_page.page.wait_for_timeout(300)
    assert violations(map_page) == []


def test_the_whole_way_by_keyboard(open_page, bundled_page):
    map_page = open_page(bundled_page)
    press = map_page.page.keyboard.press
    press("/")
    map_page.page.keyboard.type("Seoul")
    assert map_page.page.locator("[aria-selected=true]").first.inner_text().startswith("South Korea")
    press("Enter")
    assert map_page("document.activeElement.id") == "evidence"
    assert "South Korea" in map_page.live()
    for _ in range(40):
        press("Tab")
        if map_page("document.activeElement.textContent").startswith("Who answered this?"):
            break
    else:
        pytest.fail("the keyboard did not reach the answers")
    press("Enter")
    assert "answers=" in map_page("graphkit.state")
    press("n")
    assert map_page.page.locator(".answer.current").count() == 1
    press("Escape")
    assert map_page("document.activeElement.id") == "canvas"
    press("ArrowRight")
    before = map_page("graphkit.state")
    press("ArrowLeft")
    assert "actor=" in before and map_page("graphkit.state") != before
    press("Enter")
    assert map_page("document.activeElement.id") == "evidence"
    press("t")
    assert map_page.page.locator("#table").is_visible()


def test_focus_can_be_seen(open_page, bundled_page):
    map_page = open_page(bundled_page)
    seen = set()
    for _ in range(30):
        map_page.page.keyboard.press("Tab")
        seen.add(map_page("getComputedStyle(document.activeElement).outlineStyle"))
    assert seen == {"solid"}


@pytest.mark.parametrize("size", [(1400, 860), (1100, 700), (390, 844)])
def test_no_label_lies_on_another(open_page, bundled_page, size):
    map_page = open_page(bundled_page, width=size[0], height=size[1])
    map_page.page.wait_for_timeout(100)
    labels = map_page.drawn()["labels"]
    boxes = [(one["left"], one["top"], one["left"] + one["width"], one["top"] + one["height"]) for one in labels]
    clashes = [
        (labels[i]["text"], labels[j]["text"])
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes[:i])
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert clashes == []
    # every sign has its name, and it is on the sign
    signs = {node["name"]: node for node in map_page.drawn()["nodes"]}
    assert {one["text"] for one in labels} == set(signs) and len(signs) == len(labels) >= 9
    for one in labels:
        sign = signs[one["text"]]
        assert sign["left"] <= one["left"] and one["left"] + one["width"] <= sign["right"]


FOREMOST = {
    "PRK": "North Korea",
    "RUS": "Russia",
    "UKR": "Ukraine",
    "USA": "United States",
    "KOR": "South Korea",
    "JPN": "Japan",
}
SHORT = ("N. Korea", "S. Korea", "US")


@pytest.mark.parametrize("size", [(1400, 860), (844, 390), (390, 844)])
def test_the_name_of_a_state_stands_at_its_own_sign_and_not_at_another_s(open_page, bundled_page, size):
    map_page = open_page(bundled_page, width=size[0], height=size[1])
    map_page.page.wait_for_timeout(100)
    names = {node["id"]: node["name"] for node in map_page.drawn()["nodes"]}
    labels = {one["text"]: one for one in map_page.drawn()["labels"]}
    signs = {one: map_page(f"graphkit.where('{one}')") for one in FOREMOST}

    def gap(label, sign):
        across = max(label["left"] - sign["x"], sign["x"] - label["left"] - label["width"], 0)
        return math.hypot(across, max(label["top"] - sign["y"], sign["y"] - label["top"] - label["height"], 0))

    for one, name in FOREMOST.items():
        assert names[one] in (name, *SHORT)  # in short where there is little room
        assert min(signs, key=lambda other: gap(labels[names[one]], signs[other])) == one


def test_without_motion_the_view_moves_at_once(open_page, bundled_page):
    map_page = open_page(bundled_page, reduced_motion="reduce")
    before = map_page("graphkit.where('RUS')")
    map_page.page.keyboard.press("+")
    after = map_page("graphkit.where('RUS')")
    map_page.page.wait_for_timeout(500)
    assert map_page("graphkit.where('RUS')") == after != before


@pytest.mark.parametrize(
    ("language", "whole", "parts"),
    [
        ("th", "ที่", ["ท", "ี", "่"]),  # vowel and tone stand above their letter
        ("hi", "क्ष", ["क", "्", "ष"]),  # two letters become one
    ],
)
def test_thai_and_devanagari_names_are_shaped(open_page, write_page, language, whole, parts):
    """Where the fonts are installed, as CI does, marks take no room of their own on the plates' canvas."""
    listed = subprocess.run(["fc-list", f":lang={language}"], capture_output=True, text=True, check=False).stdout
    if not listed:
        give_up = pytest.fail if os.environ.get("GRAPHKIT_REQUIRE_BROWSER") == "1" else pytest.skip
        give_up(f"no font for {language}: apt-get install fonts-noto-core")
    names = {"AAA": f"{whole} " * 4, "BBB": "Bétaland"}
    actors = [Actor(one, name.strip(), "state") for one, name in names.items()]
    relations = [Relation("one", ("AAA",), "ACCUSE", "", ("BBB",), date="2024-01-10")]
    map_page = open_page(write_page(actors=actors, relations=relations))
    width = """(text) => { const pen = document.createElement('canvas').getContext('2d');
        pen.font = `20px ${getComputedStyle(document.body).fontFamily}`; return pen.measureText(text).width; }"""
    apart = sum(map_page(width, f"{part} ") - map_page(width, " ") for part in parts)
    assert 0 < map_page(width, whole) < 0.8 * apart or map_page(width, whole) <= 1.05 * map_page(width, parts[0])
    plate = next(node for node in map_page.drawn()["nodes"] if node["id"] == "AAA")
    assert plate["name"] == names["AAA"].strip() and 0 < plate["right"] - plate["left"] < 500
