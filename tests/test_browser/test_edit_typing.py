"""Nothing that is typed is lost: tabs closed at once, keys without a pause, letters that wait for an answer."""

from __future__ import annotations

import pytest

from .editing import ARTICLE, MORE, saved, to_sentence, told, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def line_of(page, words="expelled two"):
    """Open a new line on a sentence."""
    to_sentence(page, words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")


@pytest.mark.parametrize("pause", [0, 30, 300, 1000])
def test_letters_typed_just_before_the_tab_is_closed_are_there_again(desk, pause):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    line_of(page)
    page.keyboard.type("Estonia")
    page.wait_for_timeout(pause)
    page.close()
    again = bench.open()
    again.locator("#drafts button").first.click()
    again.wait_for_selector("#field-actor:focus")
    assert again.input_value("#field-actor") == "Estonia"
    again.keyboard.press("Enter")
    again.wait_for_selector("#field-type:focus")
    assert again.input_value("#field-actor") == "Estonia"
    again.keyboard.press("Escape")
    until(again, "() => document.getElementById('drafts').hidden")


def test_a_denial_that_is_left_half_written_opens_again(desk):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    to_sentence(page, "Morocco denied")
    page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js');
          const act = { actor: ['MAR'], type: 'COERCE', recipient: ['LVA'], date: '2026-05' };
          await command({ kind: 'relation', ...span(), id: 'spying', ...act });
        }"""
    )
    page.keyboard.press("d")
    page.wait_for_selector(".relation [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-speaker:focus")
    page.keyboard.type("Rabat")
    page.close()
    again = bench.open()
    again.locator("#drafts button").first.click()
    again.wait_for_selector("#field-relation:focus")
    assert again.input_value("#field-relation").startswith("Morocco")
    assert again.input_value("#field-speaker") == "Rabat"
    again.fill("#field-speaker", "Morocco")
    again.keyboard.press("Control+Enter")
    told(again, "kept: a denial")
    until(again, "() => document.getElementById('drafts').hidden")
    saved(again)
    assert [row["speaker"] for row in bench.rows("evidence")][-1] == "MAR"


def test_a_line_that_the_server_did_not_get_waits_in_the_browser(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    line_of(page)
    page.route("**/api/unfinished", lambda route: route.abort())
    page.keyboard.type("Estonia")
    page.wait_for_timeout(200)
    page.unroute("**/api/unfinished")
    page.route("**/api/unfinished", lambda route: route.abort(), times=1)  # that of the page that is left
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.wait_for_selector("#drafts button")
    page.locator("#drafts button").first.click()
    page.wait_for_selector("#field-actor:focus")
    assert page.input_value("#field-actor") == "Estonia"


@pytest.mark.parametrize("delay", [0, 3, 20])
def test_keys_without_a_pause_are_taken_in_their_order(desk, delay):
    bench = desk({"a.txt": MORE})
    page = bench.open()
    line = [("expelled two", ("Estonia", "expel", "Japan")), ("Marta Oller", ("Wellington", "accuse", "Morocco"))]
    for words, parts in line:
        to_sentence(page, words)
        page.keyboard.press("Enter")
        for part in (*parts, "12 May 2026"):
            page.keyboard.type(part, delay=delay)
            page.keyboard.press("Enter")
        page.keyboard.press("Control+Enter")
        until(page, "() => document.getElementById('line').hidden")
        told(page, "kept: new relation")
    saved(page)
    kept = [(row["actor"], row["type"], row["mode"], row["recipient"], row["date"]) for row in bench.rows("relations")]
    assert kept == [
        ("EST", "SANCTION", "expel", "JPN", "2026-05-12"),
        ("NZL", "ACCUSE", "", "MAR", "2026-05-12"),
    ]


def test_a_denial_without_a_pause_has_its_speaker(desk):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    to_sentence(page, "Morocco denied")
    page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js');
          const act = { actor: ['MAR'], type: 'COERCE', recipient: ['LVA'], date: '2026-05' };
          await command({ kind: 'relation', ...span(), id: 'spying', ...act });
        }"""
    )
    for key in ("d", "Enter", "Enter"):
        page.keyboard.press(key)
    told(page, "kept: a denial")
    saved(page)
    assert [(row["relation"], row["speaker"]) for row in bench.rows("evidence")][-1] == ("spying", "MAR")


def test_letters_stay_in_their_field_when_another_one_is_clicked(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    line_of(page)
    page.keyboard.type("Estonia")
    page.click("#field-place")
    assert page.input_value("#field-actor") == "Estonia"
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation est-expels-diplomats-morocco")


def test_the_tables_take_a_day_to_come_when_it_is_written_again_and_the_form_too(desk):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    line_of(page)
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    page.keyboard.press("t")
    page.wait_for_selector("#grid [role=gridcell]")
    column = page.locator("#grid .head > *").all_inner_texts().index("date")
    for said in ("2062-05-12 is still to come", "kept: changed date"):
        page.locator("#grid [role=gridcell]").nth(column).click()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.type("2062-05-12")
        page.keyboard.press("Enter")
        told(page, said)
    saved(page)
    assert [row["date"] for row in bench.rows("relations")] == ["2062-05-12"]


def test_an_office_without_a_state_says_what_becomes_of_it(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    line_of(page)
    page.keyboard.type("Head of mission Ona Balyte")
    until(page, "() => document.querySelector('.actor [role=option] b')?.textContent.includes('Ona Balyte')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#new-title-0")
    page.fill("#field-new-of-0", "")
    page.keyboard.press("Enter")
    page.fill("#new-title-0", "Head of mission")
    assert "kept as a note" in page.inner_text(".newcomers")
