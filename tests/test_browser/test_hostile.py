"""The map page under attack and at its limits: hostile words, odd networks, another renderer."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import re

import pytest

from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import MapOptions, draw_map, map_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_hostile_words_do_nothing(open_page, write_page):
    path = write_page(
        MapOptions(title=HOSTILE),
        actors=[
            Actor("aaa", HOSTILE, "person", (HOSTILE,), "", HOSTILE),
            Actor("BBB", "\u200fright\u200bto left \u05e9\u05dc\u05d5\u05dd", "state"),
            Actor("ccc", "L" * 10_000, "other"),
        ],
        documents=[Document("d", HOSTILE, HOSTILE, url="javascript:alert(1)")],
        relations=[
            Relation("r", ("aaa",), "ACCUSE", "", ("BBB",), summary=HOSTILE, place=HOSTILE),
            Relation("s", ("aaa",), "ACCUSE", "", ("ccc",), summary="&lt;b&gt;"),
        ],
        evidence=[Evidence("r", "d", speaker="BBB", via="aaa")],
    )
    map_page = open_page(path)
    map_page("graphkit.selectLink('aaa', 'BBB')")
    assert map_page.page.locator("img").count() == 0
    assert HOSTILE in map_page.page.locator("#evidence").inner_text()
    assert map_page.page.locator("#evidence a").count() == 0
    map_page.page.fill("#search", "img")
    assert HOSTILE in map_page.page.locator("[role=option]").first.inner_text()
    map_page.page.keyboard.press("Enter")
    assert map_page.page.locator("#panel-title").inner_text().strip() == HOSTILE
    map_page("graphkit.select('ccc')")
    assert map_page("document.documentElement.scrollWidth") <= 1400


def test_the_policy_stops_what_the_escaping_lets_through(browser, network, tmp_path):
    page = map_html(network).replace("<noscript>", "<img src=x onerror=alert(1)><script>alert(2)</script><noscript>")
    path = tmp_path / "map.html"
    path.write_text(page, "utf-8")
    context = browser.new_context(offline=True)
    tab, dialogs, refused = context.new_page(), [], []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda message: refused.append(message.text))
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-complete]")
    context.close()
    assert dialogs == []
    assert len([text for text in refused if "Content Security Policy" in text]) >= 2


ONE = [Actor("AAA", "A", "state")]


@pytest.mark.parametrize(
    ("tables", "actors", "links"),
    [
        ({}, 0, 0),
        ({"actors": ONE}, 1, 0),
        (
            {"actors": ONE, "relations": [Relation("r", ("AAA",), "ACCUSE", "", ("AAA",))]},
            1,
            0,
        ),  # within one sign: counted, not drawn
        (
            {
                "actors": [*ONE, Actor("bbb", "B", "company"), Actor("ccc", "C", "media")],
                "relations": [
                    Relation("r", ("AAA",), "RIVAL_OF", "", ("bbb",), True),
                    Relation("s", ("ccc",), "ACCUSE", "", ("bbb",)),
                ],
            },
            3,
            2,
        ),
    ],
    ids=["empty", "one actor", "self-relation", "undated only"],
)
def test_odd_networks_open(open_page, write_page, tables, actors, links):
    map_page = open_page(write_page(**tables))
    drawn = map_page.drawn()
    assert (len(drawn["nodes"]), len(drawn["links"])) == (actors, links)
    for key in "tTapPfn0+-?":
        map_page.page.keyboard.press(key)
        map_page.page.keyboard.press("Escape")
    if links:
        assert "undated" in map_page.page.locator("#time").inner_text()


def test_the_page_runs_on_the_renderer_that_pyvis_carries(browser, network, tmp_path):
    folder = pathlib.Path(importlib.util.find_spec("pyvis").origin).parent
    old = next(folder.glob("**/vis-network.min.js")).read_text("utf-8")
    page = map_html(network)
    start = page.index('<script id="drawn-by">')
    page = f"{page[:start]}<script>{old}</script>\n{page[start:]}"
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    path = tmp_path / "map.html"
    path.write_text(page, "utf-8")
    context = browser.new_context(offline=True)
    tab, errors = context.new_page(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())
    tab.wait_for_selector("html[data-complete]")
    tab.evaluate("graphkit.select('AAA')")
    drawn = tab.evaluate("graphkit.drawn()")
    theirs = tab.evaluate("Object.keys(vis).length > 2")  # ours gives two names
    context.close()
    assert errors == []
    assert theirs and len(drawn["links"]) == 5


def test_a_notebook_frame_shows_the_map(browser, network, tmp_path):
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><title>n</title>{draw_map(network)._repr_html_()}", "utf-8")
    context = browser.new_context(offline=True)
    tab, errors = context.new_page(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(path.as_uri())
    frame = tab.frames[1]
    frame.wait_for_selector("html[data-complete]")
    shown = frame.evaluate("graphkit.shown()")
    frame.evaluate("graphkit.select('AAA')")
    context.close()
    assert (len(shown["links"]), errors) == (5, [])


@pytest.mark.parametrize(
    "value",
    [
        "camera=1e308+1e308+1e308",
        "camera=999999+-999999+0.0001",
        "camera=NaN+0+1",
        "pins=AAA+1e308+1e308",
        "pins=AAA+999999+999999",
        "actors=1e308&links=-1e308",
        "step=1e308&answers=aid",
        "within=1e308&answers=aid",
        "since=0000-01-01&until=9999-12-31",
        "since=2024-02-30",
        "hide=%5B%5B%5B%5D%5D%5D",
        "path=AAA+BBB+-+shortest+1e308",
        "opened=1e308+-1+0",
        "story=1e308.1",
        "focus=1e308&actor=AAA",
        "table=__proto__",
        "actor=__proto__&link=constructor+toString",
    ],
)
def test_no_value_of_the_address_keeps_the_page_from_standing(open_page, sample_page, value):
    map_page = open_page(sample_page, fragment=value)
    assert len(map_page.drawn()["nodes"]) == map_page.shown()["actorTotal"]
    map_page("graphkit.select('AAA')")
    assert "Alphaland" in map_page.page.locator("#evidence h2").inner_text()
    # and what the page itself makes of it opens again
    again = map_page("graphkit.state")
    assert open_page(sample_page, fragment=again)("graphkit.state") == again


def test_a_status_and_a_type_that_the_page_does_not_know_are_shown_by_their_names(open_page, sample_page):
    text = sample_page.read_text("utf-8")
    start = text.index(">", text.index('id="graphkit-data"')) + 1
    end = text.index("</script>", start)
    record = json.loads(text[start:end])
    record["statuses"] = ["whispered" if one == "asserted" else one for one in record["statuses"]]
    own = next(one for one in record["types"] if one["name"] == "AID")
    own.update(name="x:donation", label="donated to", quad=None, score=None)
    sample_page.write_text(text[:start] + json.dumps(record).replace("<", "\\u003c") + text[end:], "utf-8")
    map_page = open_page(sample_page)
    legend = map_page.page.locator("#legend").text_content()
    assert "Whispered" in legend and "Of this dataset" in legend
    map_page("graphkit.selectLink('pact', 'CCC')")
    assert "donated to" in map_page.page.locator("#evidence").inner_text()
    link = next(one for one in map_page.drawn()["links"] if {one["from"], one["to"]} == {"pact", "CCC"})
    assert link["color"] == "#3c4046"  # the ink of own types: neither cooperation nor conflict
    for key in "tap?":
        map_page.page.keyboard.press(key)
        map_page.page.keyboard.press("Escape")
