"""The tables of the workbench in a real browser, and others who write: cells, rectangles, tabs, other programs."""

from __future__ import annotations

import pytest

from .editing import ARTICLE, on_disk, saved, told, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_cells_are_edited_pasted_and_taken_back(tricky):
    """The grid sends the commands of the reader; a refusal is a sentence and changes nothing."""
    bench, page = tricky
    page.focus("#text")
    page.keyboard.press("t")
    page.click("#grid [role=gridcell] >> nth=6")
    page.keyboard.press("Enter")
    page.keyboard.type("2024-06")
    page.keyboard.press("Enter")
    told(page, "kept")
    saved(page)
    assert bench.rows("relations")[0]["date"] == "2024-06"
    page.click("#table-tabs button >> nth=0")
    until(page, "() => document.querySelector('#grid .head')?.textContent.includes('aliases')")
    page.click("#grid [role=gridcell] >> nth=3")
    page.evaluate(
        """() => { const data = new DataTransfer();
          data.setData('text/plain', 'Seoul;ROK\\tQ884\\r\\nKyiv\\tQ212\\r\\n');
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event); }"""
    )
    pasted = [("Seoul;ROK", "Q884"), ("Kyiv", "Q212")]
    on_disk(page, lambda: [(row["aliases"], row["wikidata"]) for row in bench.rows("actors")], pasted)
    page.click("#undo")
    told(page, "taken back")
    on_disk(page, lambda: [row["wikidata"] for row in bench.rows("actors")], ["", ""])


def test_a_cell_that_is_being_written_outlives_what_happens_meanwhile(tricky):
    """The tables are read anew behind the keys: what is being written stays, and is sent once, whole."""
    bench, page = tricky
    page.focus("#text")
    page.keyboard.press("t")
    page.click("#grid [role=gridcell] >> nth=0")
    summary = page.evaluate(
        "[...document.querySelectorAll('#grid .head button')].findIndex((b) => b.textContent === 'summary')"
    )
    page.locator("#grid [role=gridcell]").nth(summary).click()
    page.keyboard.press("?")
    page.keyboard.type(" They")
    assert not page.evaluate("document.getElementById('help').open")
    page.evaluate("import('./store.js').then(({ set, state }) => set({ revision: state.revision + 1 }))")
    page.wait_for_timeout(300)
    page.keyboard.type(" met.")
    page.keyboard.press("Enter")
    told(page, "kept")
    on_disk(page, lambda: [row["summary"] for row in bench.rows("relations")], ["? They met."])
    lines = (bench.folder / "edit" / "journal.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 2


def test_a_rectangle_is_pasted_into_rows_that_are_not_in_sight(tricky):
    """Rows further down are changed, not added again; the keys stay in the table when a page is not read yet."""
    bench, page = tricky
    page.evaluate(
        """async () => { const { command } = await import('./actions.js');
          const add = Array.from({ length: 300 }, (_, n) => ({ id: `n${n}`, name: `Group ${n}`, kind: 'ngo' }));
          await command({ kind: 'cells', table: 'actors', cells: [], add }); }"""
    )
    page.focus("#text")
    page.keyboard.press("t")
    page.click("#table-tabs button >> nth=0")
    until(page, "() => document.querySelector('#grid .head')?.textContent.includes('aliases')")
    page.click("#grid [role=gridcell] >> nth=3")
    page.evaluate(
        """() => { const data = new DataTransfer();
          data.setData('text/plain', Array.from({ length: 302 }, (_, n) => `A${n}`).join('\\n'));
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event); }"""
    )
    told(page, "kept")
    on_disk(page, lambda: [row["aliases"] for row in bench.rows("actors")], [f"A{n}" for n in range(302)])
    page.reload()
    page.wait_for_selector("body[data-ready]")
    assert "another tab" not in page.inner_text("#notice")
    page.focus("#text")
    page.keyboard.press("t")
    page.click("#table-tabs button >> nth=0")
    until(page, "() => document.querySelector('#grid .head')?.textContent.includes('aliases')")
    page.click("#grid [role=gridcell] >> nth=0")
    page.keyboard.press("Control+End")
    until(page, "() => document.activeElement.dataset.row === '301'")


def test_a_second_tab_writes_only_after_it_took_over(desk):
    """Two tabs: one has the pen, the other says so and may take it."""
    bench = desk({"riga.txt": ARTICLE})
    first, second = bench.open(), bench.open()
    assert "another tab" in second.inner_text("#notice")
    second.focus("#text")
    second.evaluate("import('./actions.js').then(({ propose }) => propose().catch(() => 0))")
    second.wait_for_timeout(200)
    assert (
        not (bench.folder / "edit" / "journal.jsonl").exists()
        or not (bench.folder / "edit" / "journal.jsonl").read_text()
    )
    second.click("#notice button")
    told(second, "this tab writes now")
    until(first, "() => document.getElementById('notice').textContent.includes('another tab')")


def test_a_row_changed_here_and_elsewhere_is_shown_in_both_forms(tricky):
    """The table is edited by hand while a command waits: another row is taken in, the same row asks."""
    bench, page = tricky
    saved(page)
    path = bench.folder / "relations.csv"
    page.evaluate(
        """async () => { const { get } = await import('./net.js'); const { command } = await import('./actions.js');
          const { rows } = await get('/api/table/relations', {}); document.title = String(rows[0].row); }"""
    )
    path.write_text(path.read_text("utf-8").replace("They met.", "They met elsewhere."), "utf-8")
    page.evaluate(
        """() => import('./actions.js').then(({ command }) => command({
          kind: 'cell', table: 'relations', row: Number(document.title), column: 'summary',
          value: 'They met here.', before: 'They met.' }).catch((error) => { document.title = error.code; }))"""
    )
    until(page, "() => document.getElementById('notice').textContent.includes('elsewhere')")
    assert "They met here." in page.inner_text("#notice")
    assert "They met elsewhere." in page.inner_text("#notice")
    assert bench.rows("relations")[0]["summary"] == "They met elsewhere."
    page.click("#notice button:has-text('here')")
    on_disk(page, lambda: [row["summary"] for row in bench.rows("relations")], ["They met here."])


def table(page, name):
    """Look at a table; the text has the focus before."""
    page.focus("#text")
    page.keyboard.press("t")
    page.click(f"#table-tabs button:has-text('{name}')")
    own = {"actors": "aliases", "relations": "recipient", "evidence": "stance"}[name]  # a column of no other table
    shown = "(own) => [...document.querySelectorAll('#grid .head button')].some((one) => one.textContent === own)"
    until(page, shown, own)
    until(page, "() => document.querySelector('#grid [role=gridcell]')")


def column(page, name):
    """What a column of the table in sight says, row by row."""
    return page.evaluate(
        """(name) => {
          const at = [...document.querySelectorAll('#grid .head button')].findIndex((one) => one.textContent === name);
          const cells = [...document.querySelectorAll(`#grid [role=gridcell][data-column="${at}"]`)];
          return cells.map((one) => one.textContent);
        }""",
        name,
    )


def test_rows_are_filtered_and_sorted(tricky):
    """The filter takes words in any order and case; a column's name sorts, and again the other way round."""
    _, page = tricky
    table(page, "actors")
    assert column(page, "name") == ["South Korea", "Ukraine"]
    page.fill("#table-filter", "KOREA south")
    until(page, "() => document.getElementById('table-count').textContent === '1 row'")
    assert column(page, "name") == ["South Korea"]
    page.fill("#table-filter", "")
    until(page, "() => document.getElementById('table-count').textContent === '2 rows'")
    for _ in range(2):
        page.click("#grid .head button:has-text('id')")
        page.wait_for_timeout(300)
    assert page.get_attribute("#grid [role=columnheader]", "aria-sort") == "descending"
    assert column(page, "id") == ["UKR", "KOR"]
    assert page.evaluate("document.activeElement.textContent") == "id"


def test_a_row_that_others_name_is_not_deleted_and_another_comes_back(tricky):
    """A refusal is a sentence; what is deleted is there again after one undo."""
    bench, page = tricky
    saved(page)
    before = bench.rows("evidence")
    table(page, "actors")
    page.click("#grid [role=gridcell] >> nth=0")
    page.keyboard.press("Control+Delete")
    told(page, "actors.csv has no id 'KOR'")
    assert column(page, "id") == ["KOR", "UKR"]
    table(page, "evidence")
    page.click("#grid [role=gridcell] >> nth=0")
    page.keyboard.press("Control+Delete")
    on_disk(page, lambda: bench.rows("evidence"), [])
    page.keyboard.press("Control+z")
    on_disk(page, lambda: bench.rows("evidence"), before)


def test_findings_stand_at_their_cells_until_they_are_mended(desk, tmp_path):
    """A table with a breach opens; the cell says what is wrong, and no longer once it is mended."""
    bench = desk({"riga.txt": ARTICLE})
    bench.stop()
    bench.process.stdout.close()
    path = bench.folder / "actors.csv"
    path.write_text(path.read_text("utf-8") + "EST,Estonia,nation,,,\n", "utf-8")
    bench.start()
    page = bench.open()
    table(page, "actors")
    assert page.inner_text("[role=tab][aria-selected=true]") == "actors 1 (1 finding)"
    wrong = page.locator("#grid [aria-invalid=true]")
    assert (wrong.inner_text(), wrong.get_attribute("title").startswith("'nation' is not one of")) == ("nation", True)
    wrong.click()
    told(page, "'nation' is not one of")
    page.keyboard.press("Enter")
    page.keyboard.type("realm")
    page.keyboard.press("Enter")
    told(page, "'realm' is not one of")
    wrong.click()
    page.keyboard.press("Enter")
    page.keyboard.type("state")
    page.keyboard.press("Enter")
    on_disk(page, lambda: [row["kind"] for row in bench.rows("actors")], ["state"])
    until(page, "() => !document.querySelector('#grid [aria-invalid=true]')")


def test_two_actors_become_one_after_it_was_said_what_that_changes(tricky):
    """The sentence stands before the button can be pressed; one undo makes two of them again."""
    bench, page = tricky
    saved(page)
    before = {name: bench.rows(name) for name in ("actors", "relations")}
    table(page, "actors")
    page.click("#grid [role=gridcell] >> nth=0")
    page.click("#merge")
    page.wait_for_selector("#field-stay:focus")
    assert page.locator("dialog button:has-text('Merge')").is_disabled()
    page.keyboard.type("ukr")
    page.wait_for_selector("dialog [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog button:has-text('Merge'):focus")
    sentence = page.inner_text("dialog [role=alert]")
    assert sentence.startswith(
        "Ukraine (UKR) stays and takes the names of South Korea (KOR), which goes; changed besides: 1"
    )
    assert bench.rows("actors") == before["actors"]
    page.keyboard.press("Enter")
    on_disk(page, lambda: [row["id"] for row in bench.rows("actors")], ["UKR"])
    page.click("#undo")
    on_disk(page, lambda: {name: bench.rows(name) for name in ("actors", "relations")}, before)
