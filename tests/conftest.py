"""A small dataset that can be checked by eye, and where real sample files are, if they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation


def pytest_configure(config):
    """Silence what libraries warn of and we cannot mend."""
    config.addinivalue_line("filterwarnings", "ignore::DeprecationWarning:frictionless.*")


def page_is_current() -> bool:
    """Whether the page's script is made from the modules as they are; its first line says what it was made from."""
    web = Path(__file__).parents[1] / "graphkit" / "render" / "web"
    names = ["first.js", "later.js", "package-lock.json", "view_state.toml"]
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
