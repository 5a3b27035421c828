"""Where keys go in the workbench, and what a line shows before it is kept: denials with a day, offices, directions."""

from __future__ import annotations

import pytest

from .editing import MORE, saved, state, to_sentence, told, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RELEASE = """Ministry of Foreign Affairs of the Republic of Latvia
Press release, 4 June 2026

Latvia said Belarusian military intelligence attacked the National Library on 20 May.

On 1 June the Belarusian KGB denied any involvement. Estonia backed Latvia.
"""


def test_a_denial_shows_its_day_and_who_is_new_before_it_is_kept(desk):
    bench = desk({"a.txt": RELEASE})
    page = bench.open()
    to_sentence(page, "military intelligence")
    page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js');
          const place = { organisation: 'BLR' }, name = 'Belarusian military intelligence';
          const act = { type: 'COERCE', mode: 'cyber', recipient: ['LVA'], date: '2026-05-20' };
          const actor = [{ new: { name, kind: 'agency', affiliation: place } }];
          await command({ kind: 'relation', ...span(), id: 'attack', actor, ...act });
        }"""
    )
    to_sentence(page, "denied any involvement")
    page.keyboard.press("d")
    page.wait_for_selector(".relation [role=option]")
    assert page.inner_text(".relation [role=option] b").startswith("Belarusian military intelligence")
    page.wait_for_selector("#new-kind-0")
    assert page.input_value("#new-kind-0") == "agency"
    assert page.input_value("#field-new-of-0") == "BLR"
    assert page.input_value("#field-date") == "2026-06-01"
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-speaker:focus")
    page.keyboard.press("Tab")
    page.wait_for_selector("#field-date:focus")
    page.keyboard.type("2 June 2026")
    until(page, "() => document.querySelector('.date [role=option] b')?.textContent === '2026-06-02'")
    page.keyboard.press("Enter")
    told(page, "kept: a denial")
    saved(page)
    denial = bench.rows("evidence")[-1]
    assert (denial["stance"], denial["speaker"], denial["date"]) == ("denies", "belarusian-kgb", "2026-06-02")
    places = {(row["actor"], row["role"], row["organisation"]) for row in bench.rows("affiliations")}
    assert ("belarusian-kgb", "PART_OF", "BLR") in places


def test_keys_are_the_texts_after_a_click_and_decide_only_on_what_stands_at_the_cursor(desk):
    bench = desk({"a.txt": MORE})
    page = bench.open()
    page.click("button:has-text('Read it by the rule coder')")
    told(page, "n goes to the next")
    page.keyboard.press("n")
    until(page, "() => document.querySelector('section[aria-label=Proposal]')")
    page.keyboard.press("n")
    page.keyboard.press("k")
    page.keyboard.press("k")
    until(page, "() => !document.querySelector('section[aria-label=Proposal]')")
    page.keyboard.press("x")
    page.wait_for_timeout(200)
    assert {one["decision"] for one in state(page, "state.doc.proposals")} == {"pending"}
    page.click("#documents button")
    until(page, "() => document.activeElement.id === 'text'")


def test_an_office_that_is_typed_stands_under_the_line_and_the_kind_brings_its_role(desk):
    bench = desk({"a.txt": MORE})
    page = bench.open()
    page.evaluate(
        """import('./actions.js').then(({ command }) =>
          command({ kind: 'actor', new: { name: 'Ilze Kalve', kind: 'person' } }))"""
    )
    told(page, "kept")
    to_sentence(page, "Morocco condemned Latvia")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.keyboard.type("Foreign Minister Ilze Kalve of Latvia")
    until(
        page, "() => document.querySelector('.actor [role=option] span')?.textContent.includes('new: Foreign Minister')"
    )
    page.keyboard.press("Enter")
    page.wait_for_selector("legend:has-text('new office of Ilze Kalve')")
    assert page.input_value("#new-title-0") == "Foreign Minister"
    page.focus("#field-recipient")
    page.keyboard.type("Red Dune Front")
    until(page, "() => document.querySelector('.recipient [role=option] b')?.textContent.includes('Red Dune Front')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#new-kind-1")
    assert page.input_value("#new-role-1") == "REPRESENTS"
    page.select_option("#new-kind-1", "armed-group")
    assert page.input_value("#new-role-1") == "PART_OF"
    page.select_option("#field-mutual", "both ways")
    page.focus("#field-speaker")
    page.keyboard.type("red dune")
    until(page, "() => document.querySelector('.speaker [role=option] b')?.textContent === 'Red Dune Front'")
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    saved(page)
    (row,) = bench.rows("relations")
    assert (row["actor"], row["recipient"], row["mutual"]) == ("ilze-kalve", "red-dune-front", "true")
    assert bench.rows("evidence")[0]["speaker"] == "red-dune-front"
    assert [one["title"] for one in bench.rows("affiliations")] == ["Foreign Minister"]
    assert "both ways" in page.inner_text("#card")


def test_a_second_party_is_refused_where_only_one_can_be(desk):
    page = desk({"a.txt": MORE}).open()
    page.click("button:has-text('Read it by the rule coder')")
    told(page, "n goes to the next")
    page.keyboard.press("n")
    page.keyboard.press("e")
    for name, words in (("actor", "a proposal has one party"), ("speaker", "a row of evidence has one speaker")):
        page.wait_for_selector(f"#field-{name}")
        page.focus(f"#field-{name}")
        page.keyboard.type("cyprus, france")
        until(page, f"() => document.querySelector('.{name} [role=option] b')?.textContent === 'Cyprus, France'")
        page.keyboard.press("Enter")
        told(page, words)
        page.keyboard.press("Escape")


def test_the_cell_with_the_focus_is_in_sight(tricky):
    _, page = tricky
    page.keyboard.press("t")
    page.click("#grid [role=gridcell] >> nth=0")
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    seen = """() => { const cell = document.activeElement.getBoundingClientRect();
      const grid = document.getElementById('grid').getBoundingClientRect();
      return document.activeElement.role === 'gridcell' && cell.left >= grid.left && cell.right <= grid.right + 1; }"""
    until(page, seen)
    page.click("#table-tabs button:has-text('evidence')")
    until(page, "() => document.querySelector('#grid .head')?.textContent.includes('locator')")
    assert page.evaluate("document.getElementById('grid').scrollLeft") == 0


def test_enter_on_words_that_only_deny_offers_what_was_told_before_and_an_act_of_their_own(desk):
    told_before = "Latvia accused Morocco on Monday of running guns."
    text = f"Kalve accuses Morocco\n\nRIGA, 14 May 2026 - {told_before} Morocco denied the charge.\n"
    bench = desk({"a.txt": text})
    page = bench.open()
    to_sentence(page, "running guns")
    page.evaluate(
        """async () => {
          const { command, span } = await import('./actions.js');
          const act = { actor: ['LVA'], type: 'ACCUSE', recipient: ['MAR'], date: '2026-05-11' };
          await command({ kind: 'relation', ...span(), id: 'charge', ...act });
        }"""
    )
    to_sentence(page, "denied the charge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".relation [role=option]")
    assert page.inner_text("#line h2") == "These words deny"
    assert page.inner_text(".relation [role=option] b").startswith("Latvia")
    page.click("#own-act")
    page.wait_for_selector("#field-actor:focus")
    assert page.inner_text("#line h2") == "New relation"
    page.keyboard.press("Escape")
    to_sentence(page, "denied the charge")
    page.keyboard.press("Enter")
    page.wait_for_selector(".relation [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-speaker:focus")
    page.keyboard.press("Enter")
    told(page, "kept: a denial")
    saved(page)
    assert [(row["relation"], row["stance"], row["speaker"]) for row in bench.rows("evidence")][-1] == (
        "charge",
        "denies",
        "MAR",
    )
