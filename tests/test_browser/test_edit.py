"""The page of ``graphkit edit`` in a real browser, on a real server: keys, pointer, saving, two tabs, hostile texts."""

from __future__ import annotations

import csv
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"

ARTICLE = """Riga expels two Moroccan diplomats

Latvia expelled two diplomats of Morocco on Tuesday, Foreign Minister Ilze Kalve said. Morocco denied that its embassy
had spied on anybody.

In response, Morocco recalled its ambassador from Latvia on Wednesday.
"""
TRICKY = (
    "The 한국 delegation met cafe\u0301 owners, e\u0301lite guards and na\u00efve envoys."
    "\tTabs  and  double blanks stand here.\n\n"
    "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 waved \U0001f1f1\U0001f1fb\U0001f1f2\U0001f1e6 flags; "
    "\U0001f44d\U0001f3fd was the answer of Kyiv.\n\n"
    "\u0633\u0627\u0641\u0631 \u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0644\u0649 "
    "\u0628\u064a\u0631\u0648\u062a \u064a\u0648\u0645 \u0627\u0644\u062b\u0644\u0627\u062b\u0627\u0621. "
    "\u05e9\u05dc\u05d5\u05dd from Haifa.\n\n"
    "\u5317\u4eac\u56de\u5e94\u4e86\u534e\u76db\u987f\u7684\u5236\u88c1\u3002 "
    "Hard wrapped lines\nflow on here and end\n"
    "after the third of them, said \U00020bb7\u7530.\n\n"
    "Last words of the text stand in a paragraph of their own, so that choosing goes over several.\n"
)


class Desk:
    """A server that runs on a folder, and pages of it."""

    def __init__(self, browser, folder, *more):
        self.browser, self.folder, self.more, self.pages = browser, folder, more, []
        self.start()

    def start(self):
        code = "import sys; from graphkit.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "edit", str(self.folder), "--no-open", "--curator", "Tester", *self.more]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.address + self.process.stdout.read()

    def stop(self):
        """End it as Ctrl-C does; gives what it said."""
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=30)[0]
        assert self.process.returncode == 0, said
        return said

    def open(self, width=1440, height=900, before="", **options):
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        page = context.new_page()
        page.add_init_script(before)
        page.errors, page.asked = [], []
        page.on("console", lambda message: message.type in ("error", "warning") and page.errors.append(message.text))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(self.address)
        page.wait_for_selector("body[data-ready]")
        self.pages.append(context)
        return page

    def close(self):
        for context in self.pages:
            context.close()
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()

    def rows(self, table):
        """The rows of a table as they are on the disk, once everything is saved."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def desk(browser, tmp_path):
    """Start a server on a folder that does not exist, with documents of some texts."""
    desks = []

    def make(texts, folder="data"):
        documents = tmp_path / "texts"
        documents.mkdir(exist_ok=True)
        for name, text in texts.items():
            (documents / name).write_text(text, "utf-8")
        desks.append(Desk(browser, tmp_path / folder, "--documents", str(documents)))
        return desks[-1]

    yield make
    for one in desks:
        one.close()


def state(page, what):
    """Something of the page's state."""
    return page.evaluate(f"import('./store.js').then(({{ state }}) => {what})")


def until(page, code, argument=None):
    """Ask until it is true; Playwright's own waiting needs an eval that the page's policy forbids."""
    for _ in range(400):
        if page.evaluate(code, argument):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never true: {code}; the page says: {page.inner_text('#said')}")


def told(page, words):
    """Wait until the line at the foot says some words."""
    until(page, "(words) => document.getElementById('said').textContent.includes(words)", words)


def on_disk(page, rows, wanted):
    """Wait until the tables on the disk hold something."""
    for _ in range(200):
        if rows() == wanted:
            return
        page.wait_for_timeout(50)
    assert rows() == wanted, page.inner_text("#said")


def saved(page):
    """Wait until all that is kept is in the tables, by the server's own word."""
    ask = "import('./net.js').then(({ get }) => get('/api/state')).then(({ saving }) => saving.state === 'saved')"
    until(page, f"() => {ask}")


def to_sentence(page, words):
    """Move the cursor to the sentence with some words, by keys."""
    for _ in range(40):
        if words in page.inner_text("#said"):
            return
        page.keyboard.press("j")
        page.wait_for_timeout(20)
    raise AssertionError(f"no sentence with {words!r}")


def fields(page):
    """What stands in the line."""
    return {name: page.input_value(f"#field-{name}") for name in ("actor", "type", "recipient", "date", "speaker")}


def take(page, times):
    """Press Enter in one field after the other, each once it has the focus."""
    for _ in range(times):
        before = page.evaluate("document.activeElement.id")
        page.keyboard.press("Enter")
        until(page, "(before) => document.activeElement.id !== before", before)


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


@pytest.fixture
def tricky(desk):
    """A page with a text of many scripts and a relation to hang words on."""
    bench = desk({"tricky.txt": TRICKY})
    page = bench.open()
    page.evaluate(
        """async () => {
          const { command } = await import('./actions.js');
          const { state } = await import('./store.js');
          const { doc, points } = state;
          const [start, end] = doc.sentences[0];
          const words = points.slice(start, end);
          await command({ kind: 'relation', document: doc.id, sha256: doc.sha256, start, end, words, id: 'r-1',
            actor: [{ id: 'KOR' }], recipient: [{ id: 'UKR' }], type: 'CONSULT', mode: '', date: '2024-05-01',
            summary: 'They met.' });
        }"""
    )
    return bench, page


def text_of(page):
    """The text as the server has it."""
    return page.evaluate("import('./store.js').then(({ state }) => state.doc.text)")


def check_kept(bench, page, kept):
    """Every offset that was saved holds the words that were chosen."""
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


HOSTILE = (
    "<img src=x onerror=alert(1)> <script>alert(2)</script>\n\n"
    "Norway \u202egnihtyna\u202c expelled \u2066two\u2069 envoys of <b>Chile</b> on 3 May 2024.\u0007 "
    "{{7*7}} ${alert(3)}\n"
)


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


MORE = """Kalve accuses Morocco

RIGA, 14 May 2026 - Latvia expelled two Moroccan diplomats on Tuesday.

Spanish Foreign Minister Marta Oller met Morocco on Wednesday. Morocco condemned Latvia on Wednesday.
"""


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


def test_without_highlights_marks_stand_in_the_margin_and_it_is_said(desk):
    page = desk({"a.txt": MORE}).open(before="delete window.Highlight")
    to_sentence(page, "RIGA")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-actor")
    page.keyboard.press("Control+Enter")
    told(page, "kept: new relation")
    assert page.get_attribute("#text p:nth-child(2)", "data-over") == "marked"
    assert "This browser cannot colour words" in page.inner_text("#notice")


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
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("section[aria-label=Relation]")
    until(page, "() => !document.querySelector('section[aria-label=Proposal]')")
