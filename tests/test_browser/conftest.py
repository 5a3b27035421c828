"""A Chromium for the tests of the map page, and pages that report all they asked for and complained about."""

from __future__ import annotations

import os
import shutil

import pytest

import graphkit
from graphkit.render import MapOptions, read_story, write_map

from .editing import TRICKY, Desk

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=IsolateSandboxedIframes",  # a process of its own for each frame: too slow on a busy machine
]


def give_up(reason):
    """Skip, or fail where a browser is required."""
    if os.environ.get("GRAPHKIT_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def browser():
    """A Chromium for the tests of this folder; closed after them, since its event loop would be in others' way."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        give_up("Playwright is not installed: python3 -m graphkit.start test")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        try:
            running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error as error:
            give_up(f"no Chromium that starts: {str(error).splitlines()[0]}")
        yield running
        running.close()


class Opened:
    """A page that is open, with all it asked for and complained about."""

    def __init__(self, page, path):
        self.page, self.path, self.requests, self.errors, self.dialogs = page, path, [], [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self.dismiss)

    def dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def visit(self, fragment=""):
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + (f"#{fragment}" if fragment else ""))
        return self.wait("window.graphkit && window.graphkit.complete")

    def wait(self, code):
        """Ask until it is true; Playwright's own waiting needs an eval that the page's policy forbids."""
        for _ in range(200):
            if self.page.evaluate(code):
                return self
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {code}")

    def __call__(self, code, argument=None):
        return self.page.evaluate(code, argument)

    def filters(self):
        """Open the drawer of filters, all of it."""
        self.page.click("#legend-button")
        self("document.querySelectorAll('#legend details').forEach((one) => { one.open = true; })")
        self.page.wait_for_timeout(50)
        return self

    def shown(self):
        return self("graphkit.shown()")

    def drawn(self):
        return self("graphkit.drawn()")

    def live(self):
        return self.page.locator("#live").inner_text()


@pytest.fixture
def open_page(browser):
    """Open a file in a fresh page with the network off; at the end nothing may have gone wrong."""
    opened, contexts = [], []

    def open_it(path, *, fragment="", width=1400, height=900, **more):
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **more)
        contexts.append(context)
        opened.append(Opened(context.new_page(), path))
        return opened[-1].visit(fragment)

    yield open_it
    for one in opened:
        asked = [url for url in one.requests if not url.startswith(("file:", "about:", "blob:", "data:"))]
        assert (asked, one.errors, one.dialogs) == ([], [], [])
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def bundled_page(tmp_path_factory, affair, affair_path):
    """The map of the frozen dataset, with its stories, as the bundled one is drawn."""
    path = tmp_path_factory.mktemp("maps") / "map.html"
    stories = tuple(read_story(file) for file in sorted((affair_path / "stories").glob("*.toml")))
    write_map(graphkit.build_network(affair), path, options=MapOptions(stories=stories))
    return path


@pytest.fixture(scope="session")
def present_page(tmp_path_factory):
    """The map of the dataset that comes with graphkit, as it is now: it grows, so tests on it count nothing."""
    path = tmp_path_factory.mktemp("present") / "map.html"
    write_map(graphkit.build_network(graphkit.load_dataset()), path)
    return path


@pytest.fixture
def sample_page(network, tmp_path):
    """The map of the small dataset of the tests."""
    path = tmp_path / "map.html"
    write_map(network, path)
    return path


@pytest.fixture
def write_page(tmp_path):
    """Write the map of a network of the tables given."""

    def write(options=None, **tables):
        empty = {name: [] for name in ("actors", "affiliations", "documents", "relations", "evidence")}
        dataset = graphkit.Dataset.from_records(name="made", title="Made", version="1", **{**empty, **tables})
        path = tmp_path / "made.html"
        write_map(graphkit.build_network(dataset), path, options=options)
        return path

    return write


@pytest.fixture
def desk(browser, tmp_path):
    """Start a server on a folder that does not exist, with documents of some texts."""
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
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
