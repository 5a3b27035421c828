"""A running ``graphkit edit`` and its pages, for the tests of the workbench."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys

ARTICLE = """Riga expels two Moroccan diplomats

Latvia expelled two diplomats of Morocco on Tuesday, Foreign Minister Ilze Kalve said. Morocco denied that its embassy
had spied on anybody.

In response, Morocco recalled its ambassador from Latvia on Wednesday.
"""
TRICKY = (
    "The 한국 delegation met cafe\u0301 owners, e\u0301lite guards and na\u00efve envoys of \u1ecc\u0300y\u1ecd\u0301."
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
MORE = """Kalve accuses Morocco

RIGA, 14 May 2026 - Latvia expelled two Moroccan diplomats on Tuesday.

Spanish Foreign Minister Marta Oller met Morocco on Wednesday. Morocco condemned Latvia on Wednesday.
"""


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
