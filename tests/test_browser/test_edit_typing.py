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


def cell_of(page, column, row=0):
    """Choose a cell of the table in sight."""
    at = page.locator("#grid .head > *").all_inner_texts().index(column)
    page.locator(f'#grid [data-row="{row}"][data-column="{at}"]').click()


def kept_relation(page):
    """Keep a relation and look at the tables."""
    line_of(page)
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    page.keyboard.press("t")
    page.wait_for_selector("#grid [role=gridcell]")


@pytest.mark.parametrize("again", ["reload", "close", "restart"])
def test_letters_half_typed_in_a_cell_are_there_again(desk, again):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    kept_relation(page)
    cell_of(page, "place")
    page.keyboard.type("Riga, at the min")
    if again == "reload":
        page.reload()
        page.wait_for_selector("body[data-ready]")
    else:
        page.close()
        if again == "restart":
            bench.stop()
            bench.process.stdout.close()
            bench.start()
        page = bench.open()
    assert [row["place"] for row in bench.rows("relations")] == [""]
    left = page.locator("#drafts button").first
    assert "place of" in left.inner_text() and left.inner_text().endswith(": Riga, at the min")
    left.click()
    page.wait_for_selector("#grid input:focus")
    assert page.input_value("#grid input") == "Riga, at the min"
    page.keyboard.type("istry")
    page.keyboard.press("Enter")
    told(page, "kept: changed place")
    until(page, "() => document.getElementById('drafts').hidden")
    saved(page)
    assert [row["place"] for row in bench.rows("relations")] == ["Riga, at the ministry"]


def test_what_is_left_or_refused_in_a_cell(desk):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    kept_relation(page)
    drafts = "import('./store.js').then(({ state }) => Object.values(state.info.drafts).map((one) => one.cell?.value))"
    cell_of(page, "place")
    page.keyboard.type("Riga")
    until(page, f"() => {drafts}.then((found) => found.join() === 'Riga')")
    page.keyboard.press("Escape")
    until(page, f"() => {drafts}.then((found) => !found.length)")
    # what is refused is not lost, and no longer unfinished once the cell holds something else
    cell_of(page, "date")
    page.keyboard.type("2062-05-12")
    page.keyboard.press("Enter")
    told(page, "2062-05-12 is still to come")
    until(page, f"() => {drafts}.then((found) => found.join() === '2062-05-12')")
    cell_of(page, "date")
    page.keyboard.type("2026-05-12")
    page.keyboard.press("Enter")
    told(page, "kept: changed date")
    until(page, f"() => {drafts}.then((found) => !found.length)")


def test_a_cell_whose_row_has_changed_says_so_and_keeps_the_words(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    kept_relation(page)
    cell_of(page, "place")
    page.keyboard.type("Riga")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    page.evaluate(
        """async () => { const { get } = await import('./net.js'); const { command } = await import('./actions.js');
          const [row] = (await get('/api/table/relations', {})).rows;
          await command({ kind: 'cell', table: 'relations', row: row.row, column: 'summary', value: 'Else.' }); }"""
    )
    page.locator("#drafts button").first.click()
    told(page, "not there any more")
    assert page.locator("#drafts button").first.inner_text().endswith(": Riga")


def test_a_new_row_that_is_half_written_is_there_again(desk):
    bench = desk({"riga.txt": ARTICLE})
    page = bench.open()
    kept_relation(page)
    page.click("#add-row")
    page.fill("#field-new-actor", "Latvia")
    page.wait_for_selector("dialog [role=option]")
    page.keyboard.press("Enter")
    until(page, "() => document.getElementById('field-new-actor').value === 'Latvia'")
    page.fill("#new-summary", "They were to")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert page.locator("#drafts button").first.inner_text() == "a new row of relations.csv"
    page.locator("#drafts button").first.click()
    page.wait_for_selector("dialog #new-summary")
    assert (page.input_value("#new-summary"), page.input_value("#field-new-actor")) == ("They were to", "Latvia")
    page.keyboard.press("Escape")
    page.click("#show-text")
    until(page, "() => document.getElementById('drafts').hidden")


def test_what_is_pointed_at_is_taken_while_a_longer_word_is_looked_up(desk):
    page = desk({"riga.txt": ARTICLE}).open()
    line_of(page)
    page.keyboard.type("la")
    until(page, "() => document.querySelectorAll('.actor [role=option]').length > 1")
    second = page.locator(".actor [role=option] b").nth(1).inner_text()
    held = []
    page.route("**/api/find/who*", lambda route: held.append(route))
    page.keyboard.type("t")
    page.locator(".actor [role=option]").nth(1).dispatch_event("mousedown")
    page.wait_for_selector("#field-type:focus")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert held and page.input_value("#field-actor") == second
    assert page.locator(".actor [role=listbox]").is_hidden()


def test_the_filter_counts_as_soon_as_another_table_or_a_row_is_chosen(tricky):
    _, page = tricky
    page.focus("#text")
    page.keyboard.press("t")
    page.click("#table-tabs button:has-text('actors')")
    until(page, "() => document.querySelectorAll('#grid .head button')[3]?.textContent === 'aliases'")
    page.fill("#table-filter", "ukraine")
    page.focus("#grid")
    until(page, "() => document.getElementById('table-count').textContent === '1 row'")
    # letters typed just before another table is looked at are none of its own
    page.fill("#table-filter", "nobody")
    page.evaluate(
        "[...document.querySelectorAll('#table-tabs button')].find((one) => /^relations/.test(one.textContent)).click()"
    )
    page.wait_for_timeout(400)
    assert page.inner_text("#table-count") == "1 row" and page.input_value("#table-filter") == ""


def test_of_two_cards_asked_for_the_later_one_is_shown(tricky):
    _, page = tricky
    held = []
    page.route("**/api/relation/r-1", lambda route: held.append(route))
    page.evaluate("import('./actions.js').then(({ showRelation }) => { showRelation('r-1'); showRelation(''); })")
    until(page, "() => import('./store.js').then(({ state }) => !state.card)")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert held and page.evaluate("import('./store.js').then(({ state }) => state.card)") is None


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
