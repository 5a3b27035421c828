"""A small dataset that can be checked by eye, and where real sample files are, if they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import settings

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

#: How many examples a random test draws at most where the slow tests are left out; by default it is 100. A test that
#: wants fewer than that says ``max_examples=min(40, settings.default.max_examples)``.
FAST_EXAMPLES = 15


def pytest_configure(config):
    """Silence what libraries warn of and we cannot mend; the fast half draws fewer random examples than the whole."""
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:frictionless.*")
    settings.register_profile("fast", max_examples=FAST_EXAMPLES)
    if "not slow" in config.option.markexpr:
        settings.load_profile("fast")


#: Examples in docs and docstrings, by the beginning of their names, that draw a map, write a workbook or a database, or
#: ask the whole bundled dataset: a good part of a second each. The fast half leaves them to the whole.
SLOW_EXAMPLES = (
    "README.md",
    "index.md",
    "map.md",
    "questions.md",
    "review.md",
    "graphkit.dataset.merg",
    "graphkit.dataset.save_",
    "graphkit.events.",
    "graphkit.extract.documents.read_document",
    "graphkit.interchange.",
    "graphkit.network._building.to_dataset",
    "graphkit.network._conversion.to_networkx",
    "graphkit.network._views.",
    "graphkit.query._",
    "graphkit.render.",
)


def pytest_collection_modifyitems(items):
    """Mark the examples that are slow, which have no line to put a mark on."""
    for item in items:
        if isinstance(item, pytest.DoctestItem) and item.name.startswith(SLOW_EXAMPLES):
            item.add_marker(pytest.mark.slow)


def page_is_current() -> bool:
    """Whether the page's script is made from the modules as they are; its first line says what it was made from."""
    web = Path(__file__).parents[1] / "graphkit" / "render" / "web"
    styles = [f"../template/{name}.css" for name in ("first", "page", "panels", "phone")]
    names = ["first.js", "later.js", "package-lock.json", "view_state.toml", *styles]
    names += [f"{folder}/{one.name}" for folder in ("core", "canvas", "panels") for one in (web / folder).glob("*.js")]
    made = hashlib.sha256()
    for name in sorted(names):
        made.update(f"{name}\n{(web / name).read_text('utf-8')}\n".encode())
    return (web / "dist" / "page.js").read_text("utf-8").startswith(f"// {made.hexdigest()}\n")


def pytest_terminal_summary(terminalreporter):
    """Say once, after all tests, when they ran on a page that is older than its modules."""
    if not page_is_current():
        terminalreporter.write_line(
            "the page's modules have changed since it was built: run npm run build in graphkit/render/web", yellow=True
        )


@pytest.fixture(scope="session")
def shared_path() -> Path:
    """The folder of real sample files beside the checkout; tests that need it skip where it is absent."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the real sample files are not beside the checkout")
    return folder


#: The bundled dataset as it was at 100 relations: what tests of counts and texts are pinned to, so that data may grow.
AFFAIR = Path(__file__).parent / "datasets" / "affair"


@pytest.fixture(scope="session")
def affair_path() -> Path:
    """The folder of the frozen dataset."""
    return AFFAIR


@pytest.fixture(scope="session")
def affair() -> graphkit.Dataset:
    """The frozen dataset: a treaty, troops that one side denies, and the answers; 100 relations."""
    return graphkit.load_dataset(AFFAIR)


@pytest.fixture(scope="session", autouse=True)
def commands_ask_the_frozen_dataset():
    """Let commands without ``--data`` read the frozen dataset; who wants the bundled one deletes the variable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHKIT_DATA", str(AFFAIR))
        yield


SAMPLE = {
    "actors": [
        Actor("AAA", "Alphaland", "state", ("Alphalanders", "Alpha City"), "Q1"),
        Actor("BBB", "Betaland", "state", ("Bétaland", "베타")),
        Actor("CCC", "Gammaland", "state"),
        Actor("ann-abel", "Ann Abel", "person", ("President Abel",)),
        Actor("beta-army", "Army of Betaland", "agency"),
        Actor("pact", "The Pact", "igo"),
        Actor("daily", "The Daily", "media"),
    ],
    "affiliations": [
        Affiliation("ann-abel", "LEADS", "AAA", "President", "2020", "2024-06-30"),
        Affiliation("ann-abel", "REPRESENTS", "pact", "Secretary General", "2024-07-01", ""),
        Affiliation("beta-army", "PART_OF", "BBB"),
    ],
    "documents": [
        Document("news", "The news", "A. Author", "The Daily", "2024-05-02", "https://example.org/news", "en"),
        Document("book", "The book", date="2025"),
    ],
    "relations": [
        Relation("treaty", ("AAA",), "SUPPORT", "", ("BBB",), True, "2024-03", summary="They sign a treaty."),
        Relation(
            "troops",
            ("beta-army",),
            "ASSAULT",
            "",
            ("CCC",),
            False,
            "2024-04-01/2024-04-03",
            amount=300,
            unit="soldiers",
        ),
        Relation("protest", ("ann-abel",), "ACCUSE", "", ("BBB",), False, "2024-04-05", responds_to=("troops",)),
        Relation("aid", ("AAA", "pact"), "AID", "", ("CCC",), False, "2024-08", responds_to=("troops",)),
        Relation("ally", ("AAA",), "ALLIED_WITH", "", ("CCC",), True, ""),
    ],
    "evidence": [
        Evidence("treaty", "news", 0, 10, "asserts"),
        Evidence("troops", "news", 11, 30, "asserts", "ann-abel", "daily"),
        Evidence("troops", "news", 31, 50, "denies", "BBB"),
        Evidence("protest", "news", 51, 60, "asserts"),
        Evidence("aid", "book", None, None, "alleges", confidence=0.5),
        Evidence("ally", "book", None, None, "asserts"),
    ],
}


@pytest.fixture(scope="session")
def sample() -> graphkit.Dataset:
    """Seven actors, five relations, six places of evidence."""
    return graphkit.Dataset.from_records(name="sample", title="A sample", version="1", **SAMPLE)


@pytest.fixture
def sample_path(sample, tmp_path) -> Path:
    """The sample as a folder of its own that a test may change."""
    folder = tmp_path / "sample"
    graphkit.save_dataset(sample, folder)
    return folder


@pytest.fixture
def network(sample):
    """The network of the sample."""
    return graphkit.build_network(sample)


@pytest.fixture(scope="session")
def bundled() -> graphkit.Dataset:
    """The dataset that comes with graphkit."""
    return graphkit.load_dataset()


class Page:
    """What the page of ``graphkit edit`` would send, sent by a test: one workbench, opened, closed and opened again."""

    def __init__(self, folder: Path, documents: Path | None = None) -> None:
        self.folder, self.documents = folder, documents
        self.closing = None
        self.open()

    def open(self) -> None:
        """Open the folder and let its server answer."""
        import contextlib

        from starlette.testclient import TestClient

        from graphkit.dataset.storage import session
        from graphkit.edit.server import build_app
        from graphkit.edit.workbench import Workbench

        with contextlib.ExitStack() as stack:
            stack.enter_context(session(self.folder, address="http://127.0.0.1:4000"))
            self.bench = Workbench(self.folder, documents=self.documents, curator="ann")
            self.closing = stack.pop_all()
        headers = {"x-graphkit-token": "secret", "origin": "http://127.0.0.1:4000"}
        app = build_app(self.bench, token="secret", port=4000)
        self.client = TestClient(app, base_url="http://127.0.0.1:4000", headers=headers)

    def leave(self) -> None:
        """Lose everything that is not on the disk, as a process that is killed does."""
        if self.closing is not None:
            self.closing.close()
            self.closing = None

    def again(self) -> None:
        """Be killed, and open the folder again."""
        self.leave()
        self.open()

    def get(self, path: str, **query) -> dict:
        """Ask for something that is there."""
        reply = self.client.get(f"/api/{path}", params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def post(self, path: str, *, status: int = 200, **body) -> dict:
        """Send something, and return the answer, which is of a status."""
        reply = self.client.post(f"/api/{path}", json=body)
        assert reply.status_code == status, reply.text
        return reply.json()

    def command(self, kind: str, *, status: int = 200, **fields) -> dict:
        """Carry out a command."""
        return self.post("command", status=status, kind=kind, **fields)

    def save(self) -> None:
        """Write the tables."""
        assert self.post("save")["state"] == "saved"

    def span(self, words: str, document: str = "") -> dict:
        """The span of some words of a document, by default of the only one."""
        key = document or self.get("state")["documents"][0]["id"]
        found = self.get(f"document/{key}")
        start = found["text"].index(words)
        return {
            "document": key,
            "sha256": found["sha256"],
            "start": start,
            "end": start + len(words),
            "words": words,
        }

    def sentence(self, lead: str) -> dict:
        """The span of the sentence that begins so."""
        found = self.get(f"document/{self.get('state')['documents'][0]['id']}")
        sentences = (found["text"][start:end] for start, end in found["sentences"])
        return self.span(next(words for words in sentences if " ".join(words.split()).startswith(lead)))

    def row(self, table: str, **cells) -> int:
        """The number of the row that has some cells."""
        rows = self.get(f"table/{table}", count=2000)["rows"]
        return next(r["row"] for r in rows if all(r["cells"].get(name, "") == cell for name, cell in cells.items()))

    def tables(self) -> dict[str, bytes]:
        """The bytes of the five tables."""
        return {path.name: path.read_bytes() for path in sorted(self.folder.glob("*.csv"))}


@pytest.fixture
def open_page():
    """Open datasets for editing as ``graphkit edit`` does; all are closed when the test ends."""
    pytest.importorskip("starlette", reason="the extra [edit] is not installed")
    pages: list[Page] = []

    def opened(folder: Path, documents: Path | None = None) -> Page:
        pages.append(Page(folder, documents))
        return pages[-1]

    yield opened
    for page in pages:
        page.leave()


ARTICLE = """Latvia expels two Moroccan diplomats

RIGA, 14 May 2026 - Latvia expelled two Moroccan diplomats on Tuesday. Morocco condemned Latvia on Wednesday.

Foreign Minister Ilze Kalve accused Morocco on Monday of running guns. Morocco denied the charge.
"""


@pytest.fixture
def page(tmp_path, open_page):
    """A new dataset that is open for editing, beside a folder with one article."""
    from graphkit.extract.joining import start_dataset

    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    return open_page(start_dataset(tmp_path / "mine"), tmp_path / "articles")
