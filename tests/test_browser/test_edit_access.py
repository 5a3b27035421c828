"""The workbench for everybody: axe-core, focus, zoom; and the map in its frame."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from .editing import MORE, to_sentence, told, until

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


GROUNDS = """async ([picture, all]) => {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  const text = document.querySelector('#text p:nth-child(2)').firstChild;
  return all.map((words) => {
    const range = document.createRange(), start = text.data.indexOf(words), counts = new Map();
    range.setStart(text, start);
    range.setEnd(text, start + words.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    const { data } = pen.getImageData(left + 1, top + 1, width - 2, height - 2);
    for (let at = 0; at < data.length; at += 4) {
      const key = data.slice(at, at + 3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0][0];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_told_apart_in_forced_colours(desk, scheme):
    """What is evidence has a ground of its own there; what is proposed, or where the cursor is, has not."""
    bench = desk({"a.txt": MORE})
    page = bench.open(forced_colors="active", color_scheme=scheme)
    page.click("button:has-text('Read it by the rule coder')")
    told(page, "n goes to the next")
    page.focus("#text")
    to_sentence(page, "RIGA")
    page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js'), { set, state } = await import('./store.js');
          const { points } = state, start = points.text.indexOf('two Moroccan');
          set({ chosen: [start, start + 21] });
          const act = { actor: [{ id: 'LVA' }], recipient: [{ id: 'MAR' }], type: 'AID' };
          await command({ kind: 'relation', ...span(), ...act });
          set({ chosen: null, mark: '' }); }"""
    )
    page.wait_for_timeout(300)
    picture = base64.b64encode(page.screenshot()).decode()
    evidence, plain = page.evaluate(GROUNDS, [picture, ["Moroccan", "expelled"]])
    ground = {"light": "255,255,255", "dark": "0,0,0"}[scheme]
    assert plain == ground
    assert evidence != ground


@pytest.mark.parametrize(("width", "height"), [(390, 664), (720, 450), (1440, 900)])
def test_the_sentence_stays_in_sight_when_its_line_opens(desk, width, height):
    """On a narrow page, and at 200 % zoom (720 x 450 of 1440 x 900), the line takes room from the text."""
    long = MORE + "\n\n" + "\n\n".join(f"Then {n} ships came to the port of Riga." for n in range(12))
    page = desk({"a.txt": long + "\n\nSpain accused Morocco on Monday.\n"}).open(width, height)
    to_sentence(page, "Spain accused")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.wait_for_timeout(300)
    inside = page.evaluate(
        """() => {
          const range = document.createRange(), last = [...document.querySelectorAll('#text p[data-n]')].at(-1);
          range.selectNodeContents(last);
          const words = range.getBoundingClientRect(), text = document.getElementById('text').getBoundingClientRect();
          return [words.top - text.top, text.bottom - words.bottom]; }"""
    )
    assert min(inside) >= -4
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom") <= height


def test_the_focus_is_never_lost_between_the_views(tricky):
    """The letters go on working from view to view, Escape leaves a table and then the tables."""
    _, page = tricky
    page.focus("#text")
    places = {"t": "[role=tab]", "m": "#show-map", "v": "#text"}
    for key in "tmvmvt":
        page.keyboard.press(key)
        until(page, f"() => document.activeElement.matches('{places[key]}')")
    page.click("#grid [role=gridcell] >> nth=0")
    until(page, "() => document.activeElement.matches('[role=gridcell]')")
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.matches('[role=tab]')")
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.id === 'text'")
