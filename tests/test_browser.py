"""The map page in a browser: what is drawn, what each control does, and that nothing leaves the page."""

from __future__ import annotations

import os
import shutil

import pytest

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import MapOptions, write_map

pytestmark = pytest.mark.browser
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HOSTILE = "</script><img src=x onerror=alert(1)>"


def give_up(reason):
    """Skip, or fail where a browser is required."""
    if os.environ.get("GRAPHKIT_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    """A Chromium for all tests."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        give_up("Playwright is not installed: pip install 'graphkit[browser]'")
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
        self.page.wait_for_function("window.graphkit && window.graphkit.ready")
        return self

    def __call__(self, code, argument=None):
        return self.page.evaluate(code, argument)

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
def bundled_page(tmp_path_factory):
    """The map of the bundled dataset."""
    path = tmp_path_factory.mktemp("maps") / "map.html"
    write_map(graphkit.build_network(graphkit.load_dataset()), path)
    return path


@pytest.fixture
def sample_page(network, tmp_path):
    """The map of the small dataset of the tests."""
    path = tmp_path / "map.html"
    write_map(network, path)
    return path


def write(tmp_path, options=None, **tables):
    """The map of a network of the tables given."""
    empty = {name: [] for name in ("actors", "affiliations", "documents", "relations", "evidence")}
    dataset = graphkit.Dataset.from_records(name="made", title="Made", version="1", **{**empty, **tables})
    path = tmp_path / "made.html"
    write_map(graphkit.build_network(dataset), path, options=options)
    return path


def test_it_opens_offline_without_a_request_or_an_error(open_page, bundled_page):
    map_page = open_page(bundled_page)
    assert map_page.page.title() == "Russia, North Korea and the war in Ukraine, 2024"
    assert map_page("document.documentElement.lang") == "en"
    assert len(map_page.requests) == 1
    assert len(map_page.drawn()["nodes"]) == map_page.shown()["actorTotal"]
    assert map_page.shown()["relations"] == map_page.shown()["relationTotal"]


def test_the_signs_say_what_the_relations_are(open_page, sample_page):
    drawn = open_page(sample_page).drawn()
    links = {frozenset((one["from"], one["to"])): one for one in drawn["links"]}
    treaty, troops = links[frozenset({"AAA", "BBB"})], links[frozenset({"beta-army", "CCC"})]
    protest, aid = links[frozenset({"ann-abel", "BBB"})], links[frozenset({"pact", "CCC"})]
    assert (treaty["arrowTo"], treaty["arrowFrom"], treaty["dashes"]) == (True, True, False)
    assert (protest["from"], protest["arrowTo"], protest["arrowFrom"]) == ("BBB", False, True)
    assert troops["dashes"] and aid["dashes"]
    assert treaty["color"] == "#2166ac" and protest["color"] == "#b35806"
    assert {one["id"]: one["shape"] for one in drawn["nodes"]}["beta-army"] == "hexagon"


def test_a_link_shows_what_stands_behind_it(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page("graphkit.selectLink('beta-army', 'CCC')")
    card = map_page.page.locator("#evidence .card")
    assert card.count() == 1
    text = card.inner_text()
    for words in (
        "1 April 2024 to 3 April 2024",
        "Disputed",
        "Denied by Betaland",
        "Ann Abel",
        "says so",
        "The Daily",
        "The news",
    ):
        assert words in text
    link = card.locator("a").first
    assert link.get_attribute("href") == "https://example.org/news"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_hostile_words_do_nothing(open_page, tmp_path):
    path = write(
        tmp_path,
        MapOptions(title=HOSTILE),
        actors=[
            Actor("aaa", HOSTILE, "person", (HOSTILE,), "", HOSTILE),
            Actor("BBB", "\u202eright\u200bto left \u05e9\u05dc\u05d5\u05dd", "state"),
            Actor("ccc", "L" * 10_000, "other"),
        ],
        documents=[Document("d", HOSTILE, HOSTILE, url="javascript:alert(1)")],
        relations=[
            Relation("r", ("aaa",), "ACCUSE", "", ("BBB",), summary=HOSTILE, place=HOSTILE),
            Relation("s", ("aaa",), "ACCUSE", "", ("ccc",), summary="&lt;b&gt;"),
        ],
        evidence=[Evidence("r", "d", speaker="BBB", via="aaa")],
    )
    map_page = open_page(path)
    map_page("graphkit.selectLink('aaa', 'BBB')")
    assert map_page.page.locator("img").count() == 0
    assert HOSTILE in map_page.page.locator("#evidence").inner_text()
    assert map_page.page.locator("#evidence a").count() == 0
    map_page.page.fill("#search", "img")
    assert HOSTILE in map_page.page.locator("[role=option]").first.inner_text()
    map_page.page.keyboard.press("Enter")
    assert map_page.page.locator("#panel-title").inner_text().strip() == HOSTILE
    map_page("graphkit.select('ccc')")
    assert map_page("document.documentElement.scrollWidth") <= 1400


def test_search_finds_any_name_in_any_script(open_page, sample_page):
    map_page = open_page(sample_page)
    for asked, name in (
        ("betaland", "Betaland"),
        ("베타", "Betaland"),
        ("BÉTA", "Betaland"),
        ("president", "Ann Abel"),
    ):
        map_page.page.fill("#search", asked)
        assert map_page.page.locator("[role=option]").first.inner_text().startswith(name)
    map_page.page.fill("#search", "nobody at all")
    assert map_page.page.locator("[role=option]").inner_text() == "No actor of that name"


def test_light_and_dark_follow_the_system_and_the_button(open_page, sample_page):
    dark = open_page(sample_page, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert dark(background) == "rgb(13, 17, 23)"
    assert {one["color"] for one in dark.drawn()["links"]} <= {"#79b8ff", "#f0a35e", "#a0a0a0", "#c4a7f0"}
    dark.page.click("#theme-button")
    assert dark(background) == "rgb(255, 255, 255)"
    assert "#2166ac" in {one["color"] for one in dark.drawn()["links"]}
