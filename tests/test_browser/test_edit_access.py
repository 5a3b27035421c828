"""The workbench for everybody: axe-core, focus, zoom; and the map in its frame."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"


def axe(page):
    """What axe-core finds; the tool is run outside the page's policy, as the reader of a page would."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]][:4]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tricky, scheme):
    """Text, line, tables and keys, light and dark; everything is reached at 400 % zoom."""
    _, page = tricky
    page.emulate_media(color_scheme=scheme)
    assert axe(page) == []
    page.focus("#text")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.keyboard.type("kor")
    page.wait_for_selector(".actor [role=option]")
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.wait_for_selector("#grid [role=gridcell]")
    assert axe(page) == []
    page.click("#show-help")
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 256})
    page.click("#show-text")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("#undo", "#show-help", "#documents button", "#text", "#marks button"):
        page.locator(name).first.scroll_into_view_if_needed()
        assert page.locator(name).first.is_visible()


def test_the_focus_stays_where_it_is_when_a_list_is_drawn_anew(tricky):
    """Saving draws the documents anew: a person who is there by Tab stays there, and what is typed about one stays."""
    _, page = tricky
    page.focus("#documents button")
    page.evaluate("import('./actions.js').then(({ refresh }) => refresh())")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.closest('#documents') !== null")
    page.click("#about summary")
    page.fill("#about-publisher", "The Daily")
    page.evaluate("import('./actions.js').then(({ refreshDocument }) => refreshDocument())")
    page.wait_for_timeout(100)
    assert page.input_value("#about-publisher") == "The Daily"


def test_the_map_follows_the_card_and_cannot_reach_the_data(tricky):
    """The map stands in a frame without the page's origin; what is chosen on the card is chosen there."""
    _, page = tricky
    page.evaluate("import('./actions.js').then(({ showRelation }) => showRelation('r-1'))")
    page.focus("#text")
    page.keyboard.press("m")
    page.wait_for_selector("#map-frame iframe")
    frame = next(one for one in _frames(page))
    assert page.get_attribute("#map-frame iframe", "sandbox") == "allow-scripts"
    assert (
        frame.evaluate("location.origin === 'null' || self.origin") == "null" or frame.evaluate("self.origin") == "null"
    )
    assert frame.evaluate("fetch('/api/state').then(() => 'reached', () => 'refused')") == "refused"
    for _ in range(100):
        if frame.evaluate("location.hash.includes('r-1') || document.body.textContent.includes('They met.')"):
            break
        page.wait_for_timeout(100)
    assert "They met." in frame.evaluate("document.body.textContent")


def _frames(page):
    for _ in range(100):
        if found := [one for one in page.frames if "/map/" in one.url]:
            return found
        page.wait_for_timeout(100)
    raise AssertionError("the map's frame has no page")
