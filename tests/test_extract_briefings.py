"""The example of four briefings: what extraction and a person's decisions made of them is what the example holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.dataset import load_dataset, read_text, text_sha256

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "examples" / "briefings"


@pytest.mark.slow
def test_the_extracted_evidence_is_made_again_as_it_is():
    command = [sys.executable, str(ROOT / "benchmarks" / "briefings.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "as in the dataset" in done.stdout


def test_each_extracted_row_stands_on_a_sentence_of_a_briefing():
    dataset = load_dataset(EXAMPLE)
    documents = {row.id: row for row in dataset.records("documents") if row.file.startswith("texts/")}
    texts = {key: read_text(EXAMPLE / row.file) for key, row in documents.items()}
    assert len(texts) == 4
    assert all(text_sha256(texts[key]) == row.sha256 for key, row in documents.items())
    extracted = [row for row in dataset.records("evidence") if row.document in texts]
    assert len(extracted) >= 20
    for row in extracted:
        sentence = texts[row.document][row.start : row.end]
        assert row.origin.startswith("rules:")
        assert sentence.endswith(".")
        assert sentence[0].isupper()


def test_the_denial_is_one():
    rows = [row for row in load_dataset(EXAMPLE).records("evidence") if row.origin.startswith("rules:")]
    assert [(row.relation, row.speaker) for row in rows if row.stance == "denies"] == [
        ("2024-10-prk-troops-to-russia", "kremlin")
    ]
