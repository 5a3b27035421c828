"""The map page under attack and at its limits: hostile words, odd networks, another renderer."""

from __future__ import annotations

import importlib.util
import pathlib
import re

import pytest

from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import MapOptions, draw_map, map_html

pytestmark = pytest.mark.browser
HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_hostile_words_do_nothing(open_page, write_page):
    path = write_page(
        MapOptions(title=HOSTILE),
        actors=[
            Actor("aaa", HOSTILE, "person", (HOSTILE,), "", HOSTILE),
            Actor("BBB", "\u202eright\u200bto left \u05e9\u05dc\u05d5\u05dd", "state"),
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
        ({"actors": ONE, "relations": [Relation("r", ("AAA",), "ACCUSE", "", ("AAA",))]}, 1, 1),
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
    start = page.index("<script>", page.index('id="graphkit-data"'))
    end = page.index("</script>", start)
    page = page[: start + len("<script>")] + old + page[end:]
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
    context.close()
    assert errors == []
    assert len(drawn["links"]) == 5


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
