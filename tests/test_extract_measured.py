"""The figures of docs/extraction.md are those that the benchmark prints, where the files it reads are."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def benchmark(shared_path):
    spec = importlib.util.spec_from_file_location("extraction_benchmark", ROOT / "benchmarks" / "extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printed(function, *args):
    """What a function prints, a list of words a line."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        function(*args)
    return out.getvalue()


def rows():
    """The cells of every table row of the page."""
    text = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


@pytest.mark.slow
def test_the_page_has_the_figures_of_single_sentences(benchmark):
    told, page = printed(benchmark.score, benchmark.PLV), rows()
    for line in told.splitlines()[1:4]:
        name, match, *figures = line.split()
        assert match == "overlap"
        assert [name, *figures] in page
    for line in told.split("predictions\n")[1].splitlines():
        name, count, recall, precision, _ = line.split()
        name = {"YIELD": "CONCEDE and RETREAT"}.get(name, name)
        assert [name, count, f"{float(recall):.2f}", f"{float(precision):.2f}"] in page


@pytest.mark.slow
def test_the_page_has_the_figures_and_misses_of_whole_documents(benchmark):
    told, page = printed(benchmark.seeds), rows()
    table, causes = told[told.rindex("type               curated") :].split("misses by cause\n")
    for line in table.strip().splitlines()[1:]:
        name, *figures = re.fullmatch(r"(.+?)\s+(\d+)\s+(\S+)\s+(\d+)\s+(\S+)", line).groups()
        name = name.replace("all but ties", "all but standing ties")
        assert [name, *(figure.replace("nan", "") for figure in figures)] in page
    for line in causes.strip().splitlines():
        assert line.split(None, 1) in page
