"""The notebooks run, and show what they are stored with."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def shown(notebook):
    """The text that each cell shows, without what is drawn."""
    texts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            texts.append("".join(text))
    return texts


def maps(notebook):
    """The outputs that are maps."""
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())]
    return [one for one in outputs if "".join(one.get("text/plain", "")).startswith("<Map")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")
def test_notebooks_run_and_are_stored_with_their_outputs(path):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    again = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(again, timeout=300, kernel_name="python3").execute()
    assert shown(stored) == shown(again)
    drawn, kept = maps(again), maps(stored)
    assert drawn and all("<iframe" in "".join(one["text/html"]) for one in drawn)
    # what is stored is a picture of it: python benchmarks/screenshots.py --notebooks
    assert [sorted(one) for one in kept] == [["image/png", "text/plain"]] * len(drawn)
    assert all(base64.b64decode(one["image/png"]).startswith(b"\x89PNG") for one in kept)
    assert path.stat().st_size < 250_000


def test_there_is_a_notebook():
    assert [path.stem for path in NOTEBOOKS][:1] == ["01-the-map"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_line_of_code_runs_out_of_its_cell(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in "".join(cell["source"]).splitlines()]
    assert max(map(len, lines)) <= 100
