"""The text of the workbench in a real browser: what is chosen is what is saved, marks, hostile texts."""

from __future__ import annotations

import random
import re

import pytest

from .editing import ARTICLE, MORE, TRICKY, state, to_sentence, told, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTILE = (
    "<img src=x onerror=alert(1)> <script>alert(2)</script>\n\n"
    "Norway \u202egnihtyna\u202c expelled \u2066two\u2069 envoys of <b>Chile</b> on 3 May 2024.\u0007 "
    "{{7*7}} ${alert(3)}\n"
)


def keep_chosen(page):
    """Send the chosen words as evidence; gives them as the page showed them."""
    return page.evaluate(
        """async () => {
          const { state } = await import('./store.js'), { span } = await import('./actions.js');
          const { post } = await import('./net.js');
          if (!state.chosen) return null;
          const here = span();
          const told = await post('/api/command', { kind: 'evidence', ...here, relation: 'r-1' })
            .catch((error) => ({ error: error.message, code: error.code }));
          return { ...here, ...told };
        }"""
    )


def text_of(page):
    """The text as the server has it."""
    return page.evaluate("import('./store.js').then(({ state }) => state.doc.text)")


#: What the two hundred spans are to go over: each of these is in the words of some of them, whole.
OVER = {
    "Korean": "\ud55c\uad6d",
    "an accent of its own": "y\u1ecd\u0301",  # no composed letter holds it, as others in the NFC text
    "emoji with joiners": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a flag": "\U0001f1f1\U0001f1fb",
    "a colour of skin": "\U0001f44d\U0001f3fd",
    "Arabic": "\u0628\u064a\u0631\u0648\u062a",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd",
    "Chinese": "\u5317\u4eac",
    "two code units": "\U00020bb7",
    "a tab": "\t",
    "a double blank": "Tabs  and",
    "a hard wrap": "lines\nflow",
    "two paragraphs": "\n\n",
}


def check_kept(bench, page, kept):
    """Every offset that was saved holds the words that were chosen, and all writing was among them."""
    assert [what for what, sign in OVER.items() if not any(sign in one["words"] for one in kept)] == []
    page.evaluate("import('./net.js').then(({ post }) => post('/api/save', {}))")
    text = text_of(page)
    assert [one for one in kept if text[one["start"] : one["end"]] != one["words"]] == []
    places = {(int(row["start"]), int(row["end"])) for row in bench.rows("evidence")}
    assert {(one["start"], one["end"]) for one in kept} <= places
    for one in kept:
        assert one["words"] == one["words"].strip()


def test_two_hundred_spans_by_the_pointer(tricky):
    """Whatever is dragged over, the words that are saved are those that the browser had chosen, ends whole."""
    bench, page = tricky
    draw = random.Random(20)
    length = len(TRICKY.encode("utf-16-le")) // 2
    kept = []
    for _ in range(200):
        ends = page.evaluate(
            """([first, last]) => [first, last].map((unit) => {
              for (const p of document.querySelectorAll('#text p[data-n]')) {
                const node = p.firstChild;
                if (unit <= node.length) {
                  const range = document.createRange();
                  range.setStart(node, Math.min(unit, node.length - 1));
                  range.setEnd(node, Math.min(unit + 1, node.length));
                  const box = range.getClientRects()[0] ?? p.getBoundingClientRect();
                  return [box.left + 1, box.top + box.height / 2];
                }
                unit -= node.length;
              }
              return [300, 300];
            })""",
            [draw.randrange(length), draw.randrange(length)],
        )
        page.mouse.move(*ends[0])
        page.mouse.down()
        page.mouse.move(*ends[1], steps=2)
        page.mouse.up()
        seen = page.evaluate("getSelection().toString()")
        page.wait_for_timeout(10)
        one = keep_chosen(page)
        page.mouse.click(5, 5)
        if one is None or not seen.strip():
            continue
        assert one.get("error", "") == "" or "repeats" in one["error"], one
        flat = re.sub(r"\s+", "", one["words"])
        chosen = re.sub(r"\s+", "", re.sub(r"\d\u00d7 \w+", "", seen))
        assert chosen in flat and len(flat) - len(chosen) <= 16, (
            seen,
            one["words"],
        )  # more only to the end of a grapheme
        if "error" not in one:
            kept.append(one)
    assert len(kept) > 100
    check_kept(bench, page, kept)


def test_two_hundred_spans_by_keys(tricky):
    """Words chosen by arrows, forwards and backwards, over sentences and paragraphs."""
    bench, page = tricky
    draw = random.Random(21)
    page.focus("#text")
    kept = []
    for _ in range(200):
        page.keyboard.press(draw.choice(["j", "k", "j"]))
        for _ in range(draw.randrange(1, 5)):
            page.keyboard.press(draw.choice(["ArrowRight", "ArrowRight", "ArrowLeft"]))
        for _ in range(draw.randrange(0, 5)):
            page.keyboard.press(draw.choice(["Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"]))
        one = keep_chosen(page)
        assert one is not None
        assert one.get("error", "") == "" or "repeats" in one["error"], one
        assert one["words"]
        if "error" not in one:
            kept.append(one)
    assert len({(one["start"], one["end"]) for one in kept}) > 40
    check_kept(bench, page, kept)


def test_marks_over_one_another_are_taken_in_turn(tricky):
    """A click takes the smallest mark, the next click the next; the margin counts; the list shows which."""
    _, page = tricky
    kept = page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js');
          const { set, state } = await import('./store.js');
          const [start] = state.doc.sentences[0];
          for (const end of [start + 20, start + 30]) {
            set({ chosen: [start, end] });
            await command({ kind: 'evidence', ...span(), relation: 'r-1' });
          }
          set({ chosen: null });
          const { marks } = state.doc;
          const lengths = marks.filter((one) => one.layer === 'evidence').map((one) => one.end - one.start);
          return lengths.sort((a, b) => a - b);
        }"""
    )
    assert len(kept) == 3
    assert page.get_attribute("#text p:first-child", "data-over") == "3\u00d7 evidence"
    box = page.evaluate(
        """() => { const range = document.createRange(), node = document.querySelector('#text p').firstChild;
          range.setStart(node, 2); range.setEnd(node, 3);
          const { left, top, height } = range.getBoundingClientRect();
          return [left + 2, top + height / 2]; }"""
    )
    lengths = []
    for _ in range(4):
        page.mouse.click(*box)
        page.wait_for_timeout(700)  # two clicks in quick succession are a double click, which chooses a word
        lengths.append(
            state(page, "state.doc.marks.filter((one) => one.mark === state.mark).map((one) => one.end - one.start)[0]")
        )
        assert page.locator("#marks [aria-current]").get_attribute("data-mark") == state(page, "state.mark")
    assert lengths == [*kept, kept[0]]
    page.locator("#marks button").nth(1).click()
    assert page.locator("#marks button").nth(1).get_attribute("data-mark") == state(page, "state.mark")
    assert page.evaluate("[...CSS.highlights.keys()].includes('chosen') && CSS.highlights.get('evidence').size") == 1


def test_letters_that_are_switched_off_do_nothing(tricky):
    """No key of one character acts then, not even the question mark."""
    _, page = tricky
    page.click("#show-help")
    page.uncheck("#letters")
    page.keyboard.press("Escape")
    page.focus("#text")
    for key in ("j", "t", "?"):
        page.keyboard.press(key)
    assert state(page, "state.view") == "text"
    assert state(page, "state.sentence") == 0
    assert not page.evaluate("document.getElementById('help').open")


def test_a_hostile_text_is_only_text(desk):
    """Nothing of a text runs or turns the page around, and nothing is asked of another host."""
    bench = desk({"a<b>.txt": HOSTILE})
    page = bench.open()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.focus("#text")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor")
    page.wait_for_timeout(300)
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    page.wait_for_selector("#card .words")
    assert dialogs == []
    assert page.locator("#text img, #text b, #text script").count() == 0
    shown = page.inner_text("#text") + page.inner_text("#line") + page.inner_text("#right")
    assert not re.search("[\u0000-\u0008\u202a-\u202e\u2066-\u2069]", shown)
    assert "\u2426gnihtyna\u2426" in page.inner_text("#text")
    host = bench.address.partition("#")[0]
    assert [url for url in page.asked if not url.startswith((host, "data:"))] == []
    assert [error for error in page.errors if "404" not in error] == []


def test_the_place_is_kept_when_the_page_is_loaded_anew_and_documents_change(desk):
    one = desk({"a.txt": MORE, "b.txt": ARTICLE})
    page = one.open()
    to_sentence(page, "Marta Oller")
    first, place = state(page, "state.doc.id"), state(page, "state.sentence")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert (state(page, "state.doc.id"), state(page, "state.sentence")) == (first, place)
    page.locator("#documents button").filter(has_not_text="accuses").click()
    until(page, f"import('./store.js').then(({{ state }}) => state.doc.id !== '{first}')")
    assert state(page, "state.sentence") == 0
    page.locator("#documents button").filter(has_text="accuses").click()
    until(page, f"import('./store.js').then(({{ state }}) => state.doc.id === '{first}')")
    assert state(page, "state.sentence") == place


def test_without_highlights_marks_stand_in_the_margin_and_it_is_said(desk):
    page = desk({"a.txt": MORE}).open(before="delete window.Highlight")
    to_sentence(page, "RIGA")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor")
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    until(page, "() => document.querySelector('#text p:nth-child(2)').dataset.over === 'marked'")
    assert "This browser cannot colour words" in page.inner_text("#notice")
