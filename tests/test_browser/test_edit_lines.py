"""Lines of the workbench in a real browser: relations, denials and answers by keys and without, newcomers, drafts."""

from __future__ import annotations

import pytest

from .editing import ARTICLE, MORE, fields, on_disk, saved, state, take, to_sentence, told, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_an_article_is_curated_by_keys_alone(desk):
    """A relation with who says so, a denial and an answer; then undo, and redo after the server was started anew."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    page.click("#about summary")
    page.fill("#about-date", "2026-05-14")
    page.click("#about button:has-text('list it')")
    told(page, "kept")
    page.focus("#text")
    to_sentence(page, "expelled two diplomats")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    line = fields(page)
    assert (line["actor"], line["date"], line["speaker"]) == ("Latvia", "2026-05-12", "Ilze Kalve")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-type:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-recipient:focus")
    page.keyboard.type("moroc")
    until(page, "() => document.querySelector('.recipient [role=option] b')?.textContent === 'Morocco'")
    take(page, 3)
    told(page, "kept: new relation 2026-05-lva-expels-mar")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.wait_for_selector(".relation [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-speaker:focus")
    until(page, "() => document.querySelector('#field-speaker').value === 'Morocco'")
    page.keyboard.press("Enter")
    told(page, "kept: a denial")
    until(page, "() => document.querySelector('#card .status')?.textContent === 'contested'")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_selector("#field-responds_to:focus")
    assert page.input_value("#field-responds_to") == "Latvia \u00b7 expelled \u00b7 Morocco \u00b7 2026-05-12"
    take(page, 6)
    told(page, "kept: new relation")
    saved(page)
    relations, evidence = bench.rows("relations"), bench.rows("evidence")
    assert [(one["actor"], one["recipient"], one["date"], one["responds_to"]) for one in relations] == [
        ("LVA", "MAR", "2026-05-12", ""),
        ("MAR", "LVA", "2026-05-13", "2026-05-lva-expels-mar"),
    ]
    assert [(one["stance"], one["speaker"]) for one in evidence] == [
        ("asserts", "ilze-kalve"),
        ("denies", "MAR"),
        ("asserts", ""),
    ]
    assert {one["origin"] for one in evidence} == {"curated"}
    assert ARTICLE[int(evidence[2]["start"]) : int(evidence[2]["end"])].startswith("In response, Morocco recalled")
    page.keyboard.press("Control+z")
    told(page, "taken back")
    saved(page)
    assert len(bench.rows("relations")) == 1
    bench.stop()
    bench.process.stdout.close()
    bench.start()
    page = bench.open()
    page.focus("#text")
    page.keyboard.press("Control+Shift+Z")
    told(page, "done again")
    saved(page)
    assert bench.rows("relations") == relations
    assert bench.rows("evidence") == evidence


def test_what_is_typed_is_taken_when_the_whole_line_is_kept(desk):
    """Ctrl+Enter and the button take the field that is being written; the list of what is found is wholly in sight."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open(height=520)
    page.focus("#text")
    to_sentence(page, "expelled two diplomats")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.focus("#field-recipient")
    page.keyboard.type("ukrain")
    page.wait_for_selector(".recipient [role=option]")
    box = page.locator(".recipient [role=listbox]").bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 520 and box["height"] > 50
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    on_disk(page, lambda: [row["recipient"] for row in bench.rows("relations")], ["UKR"])
    until(page, "() => document.getElementById('drafts').hidden")


def test_a_line_that_is_left_half_written_opens_again(desk):
    """The page is left a moment after a change: the line is among the unfinished ones, and dropped by Escape."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    page.focus("#text")
    to_sentence(page, "expelled two diplomats")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.fill("#field-place", "Riga")
    page.click("#show-tables")
    page.wait_for_selector("#drafts button")
    page.locator("#drafts button").first.click()
    page.wait_for_selector("#field-actor:focus")
    assert page.input_value("#field-place") == "Riga"
    page.fill("#field-place", "Rabat")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.locator("#drafts button").first.click()
    page.wait_for_selector("#field-actor:focus")
    assert page.input_value("#field-place") == "Rabat"
    page.keyboard.press("Escape")
    until(page, "() => document.getElementById('drafts').hidden")
    assert not (bench.folder / "relations.csv").read_text("utf-8").splitlines()[1:]


def test_a_newcomer_is_mended_in_the_line(desk):
    one = desk({"a.txt": MORE})
    page = one.open()
    to_sentence(page, "Marta Oller")
    page.keyboard.press("Enter")
    page.wait_for_selector("#new-kind-0")
    shown = {name: page.input_value(f"#new-{name}-0") for name in ("name", "kind", "title", "role")}
    assert shown == {"name": "Marta Oller", "kind": "person", "title": "Foreign Minister", "role": "REPRESENTS"}
    assert page.input_value("#field-new-of-0") == "ESP"
    page.fill("#new-title-0", "Minister for Europe")
    page.fill("#field-new-of-0", "latv")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.select_option("#new-role-0", "LEADS")
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    saved(page)
    placed = {"actor": "marta-oller", "role": "LEADS", "organisation": "LVA", "title": "Minister for Europe"}
    assert [placed.items() <= row.items() for row in one.rows("affiliations")] == [True]


def test_an_answer_is_the_relation_that_the_sentence_has(desk):
    one = desk({"a.txt": MORE})
    page = one.open()
    for words in ("RIGA", "Morocco condemned"):
        to_sentence(page, words)
        page.keyboard.press("Enter")
        page.wait_for_selector("#field-actor")
        page.keyboard.press("Control+Enter")
        told(page, "kept: new relation")
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("r")
    until(page, "() => document.getElementById('field-relation')?.value.startsWith('Morocco')")
    page.wait_for_selector("[role=option]")
    assert page.inner_text("[role=option] b").startswith("Latvia \u00b7 expelled \u00b7 Morocco")
    page.keyboard.press("Enter")
    told(page, "answers 2026-05-lva-expels-mar")
    saved(page)
    assert [row["responds_to"] for row in one.rows("relations")] == ["", "2026-05-lva-expels-mar"]


def test_all_is_done_without_keys_too(desk):
    one = desk({"a.txt": MORE})
    page = one.open()
    for _ in range(2):
        page.click("#acts button:has-text('Sentence \u203a')")
    until(page, "() => document.getElementById('said').textContent.includes('Marta Oller')")
    page.click("#acts button:has-text('New relation')")
    page.wait_for_selector("#field-actor")
    page.click("#line button:has-text('Keep')")
    told(page, "kept: new relation")
    page.click("#show-tables")
    page.click("#add-row")
    for name, letters in (("actor", "estonia and lat"), ("recipient", "maroc")):
        page.fill(f"#field-new-{name}", letters)
        page.wait_for_selector("[role=option]:visible")
        page.locator("[role=option]:visible").first.click()
    page.fill("#field-new-type", "ship")
    page.wait_for_selector("[role=option]:visible")
    page.locator("[role=option]:visible").first.click()
    page.fill("#new-date", "2026-05")
    page.click("dialog button:has-text('Keep')")
    told(page, "kept: a new row")
    saved(page)
    last = one.rows("relations")[-1]
    assert (last["type"], last["recipient"], last["id"]) == ("AID", "MAR", "2026-05-est-aids-mar")


def test_what_was_decided_leaves_the_card(desk):
    one = desk({"a.txt": MORE})
    page = one.open()
    page.click("button:has-text('Read it by the rule coder')")
    told(page, "n goes to the next")
    page.focus("#text")
    page.keyboard.press("n")
    page.wait_for_selector("section[aria-label=Proposal]")
    page.keyboard.press("e")
    page.wait_for_selector("#field-actor")
    first = state(page, "state.proposal")
    page.keyboard.press("Control+Enter")
    until(page, f"() => import('./store.js').then(({{ state }}) => !['', '{first}'].includes(state.proposal))")
    after = "state.doc.proposals.map((one) => [one.proposal, one.decision])"
    (_, decision), (second, _) = state(page, after)[:2]
    assert (decision, state(page, "state.proposal")) == ("accept", second)


def test_arrows_move_and_only_shift_chooses(desk):
    """A line is of the whole sentence where the cursor was only moved, and of the words that Shift chose."""
    page = desk({"riga.txt": ARTICLE}).open()
    page.focus("#text")
    to_sentence(page, "expelled two diplomats")
    whole = "Latvia expelled two diplomats of Morocco on Tuesday, Foreign Minister Ilze Kalve said."
    for keys, words in (((), whole), (("Shift+ArrowRight",), "expelled two")):
        for key in ("ArrowRight", "ArrowRight", *keys):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_selector("#field-actor:focus")
        assert " ".join(page.inner_text("#line blockquote").split()) == words
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")


def test_proposals_are_decided_by_keys_and_taken_back(desk):
    """Each decision goes on to the next proposal; one undo takes back an accepted one, rows and decision."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    page.click("button:has-text('Read it by the rule coder')")
    told(page, "n goes to the next")
    page.focus("#text")
    decided = "Object.fromEntries(state.doc.proposals.map((one) => [one.proposal, one.decision]))"
    first, second = [*state(page, decided)][:2]
    page.keyboard.press("n")
    until(page, "() => document.querySelector('section[aria-label=Proposal]')")
    assert state(page, "state.proposal") == first
    page.keyboard.press("x")
    until(page, f"() => import('./store.js').then(({{ state }}) => state.proposal === '{second}')")
    page.keyboard.press("a")
    until(page, f"() => import('./store.js').then(({{ state }}) => {decided}['{second}'] === 'accept')")
    assert state(page, decided)[first] == "reject"
    saved(page)
    assert len(bench.rows("relations")) == 1
    page.keyboard.press("Control+z")
    until(page, f"() => import('./store.js').then(({{ state }}) => {decided}['{second}'] === 'pending')")
    saved(page)
    assert bench.rows("relations") == []
    assert "reject" in (bench.folder / "review" / "decisions.jsonl").read_text("utf-8")


def test_a_file_is_added_read_and_opened(desk, tmp_path):
    """A file that is chosen becomes a document with a title and a date; one that cannot be read is a sentence."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    (tmp_path / "tallinn.txt").write_text("Talks in Tallinn\n\nTALLINN, 3 May 2026 - Estonia met Latvia.\n", "utf-8")
    page.set_input_files("#file", tmp_path / "tallinn.txt")
    until(page, "() => document.querySelector('#about h2')?.textContent === 'Talks in Tallinn'")
    saved(page)
    assert [(row["title"], row["date"]) for row in bench.rows("documents")] == [("Talks in Tallinn", "2026-05-03")]
    (tmp_path / "nothing.txt").write_bytes(b"")
    page.set_input_files("#file", tmp_path / "nothing.txt")
    told(page, "nothing.txt: the file is empty")


def test_a_denial_where_no_relation_is_yet_says_so(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    page.focus("#text")
    page.keyboard.press("d")
    page.wait_for_selector("#field-relation:focus")
    told(page, "there is no relation yet that these words could be about")
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.id === 'text'")


def test_a_day_to_come_is_kept_when_it_is_kept_again_and_a_refused_line_takes_no_letters(desk):
    """First a date after the document's asks once; then another tab has the pen, and letters change no field."""
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    page.focus("#text")
    to_sentence(page, "expelled two diplomats")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor:focus")
    page.focus("#field-recipient")
    page.keyboard.type("ukrain")
    page.wait_for_selector(".recipient [role=option]")
    page.keyboard.press("Enter")
    page.focus("#field-date")
    page.keyboard.type("2099")
    page.wait_for_selector(".date [role=option]")
    assert "still to come" in page.inner_text(".date [role=option]")
    page.keyboard.press("Control+Enter")
    told(page, "2099 is still to come")
    page.wait_for_selector("#field-date:focus")
    other = bench.open()
    other.click("#notice button")
    told(other, "this tab writes now")
    page.focus("#field-actor")
    before = page.input_value("#field-actor")
    page.keyboard.press("Control+Enter")
    told(page, "another tab")
    page.wait_for_selector("#keep:focus")
    page.keyboard.type("abc")
    assert page.input_value("#field-actor") == before
    page.click("#notice button")
    told(page, "this tab writes now")
    page.click("#keep")
    told(page, "kept: new relation")
    on_disk(page, lambda: [row["date"] for row in bench.rows("relations")], ["2099"])
