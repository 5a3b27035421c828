"""An invented article of eight relations, one denial and two answers, entered as the page does: the gold tables."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from graphkit.dataset import check_dataset, load_dataset
from graphkit.extract.joining import start_dataset

CURATED = Path(__file__).parent / "datasets" / "curated"


def enter(page, lead, purpose="relation"):
    """Press Enter on a sentence, and Enter again on the line that opens."""
    span = page.sentence(lead)
    line = page.post("draft", **span, **{"for": purpose})["line"]
    return page.command("relation", **span, **line)["relation"]


def deny(page, lead):
    """Press ``d`` on a sentence, and Enter on the first relation that is offered."""
    span = page.sentence(lead)
    asked = {name: span[name] for name in ("document", "start", "end")}
    first = page.get("find/relation", **asked, **{"for": "denial"})["found"][0]["relation"]
    line = page.post("draft", **span, **{"for": "denial"})["line"]
    page.command("denial", **span, relation=first, speaker=line["speaker"])
    return first


def test_the_article_has_the_shape_of_the_trial():
    assert len((CURATED / "article.txt").read_text("utf-8").split()) == 269
    gold = load_dataset(CURATED / "gold")
    assert len(gold.records("relations")) == 8
    assert [row.stance for row in gold.records("evidence")].count("denies") == 1
    assert sum(bool(row.responds_to) for row in gold.records("relations")) == 2


@pytest.mark.slow
def test_the_article_entered_line_by_line_gives_the_gold_tables(tmp_path, open_page):
    page = open_page(start_dataset(tmp_path / "mine"), CURATED)
    assert enter(page, "RIGA") == "2026-05-lva-expels-mar"
    enter(page, "Foreign Minister Ilze Kalve")
    assert enter(page, "According to Kalve") == "2026-04-mar-aids-mli"
    assert deny(page, "Morocco denied") == "2026-04-mar-aids-mli"
    enter(page, "On Wednesday Morocco expelled", "answer")
    enter(page, "Estonia backed")
    enter(page, "The European Union asked")
    enter(page, "Morocco rejected", "answer")
    enter(page, "Spanish Foreign Minister")
    page.save()
    for path in sorted((CURATED / "gold").glob("*.csv")):
        assert (page.folder / path.name).read_text("utf-8") == path.read_text("utf-8"), path.name
    assert check_dataset(page.folder).problems == ()


@pytest.mark.parametrize("lead", ["RIGA", "According to Kalve"])
def test_the_words_of_the_evidence_are_those_chosen(lead, tmp_path, open_page):
    page = open_page(start_dataset(tmp_path / "mine"), CURATED)
    relation, words = enter(page, lead), page.sentence(lead)["words"]
    (said,) = page.get(f"relation/{relation}")["evidence"]
    assert said["words"] == words


@pytest.fixture(scope="module")
def counting():
    """The benchmark that counts inputs."""
    path = Path(__file__).parents[1] / "benchmarks" / "curation.py"
    spec = importlib.util.spec_from_file_location("curation_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_recording_of_doccano_tells_of_the_gold_relations(counting):
    marked = json.loads(counting.DOCCANO.read_text("utf-8"))
    gold = load_dataset(CURATED / "gold").records("relations")
    assert [kind for kind, *_ in marked["relations"]] == [row.type for row in gold]
    for (kind, *words), inputs in zip(marked["relations"], marked["one_by_one"], strict=True):
        assert [one[5:] for one in inputs if one.startswith("drag ")] == words
        assert sum(one.startswith("click ") for one in inputs) == 7
        assert f"click {kind}" in inputs


@pytest.mark.slow
def test_the_workbench_takes_at_most_what_was_asked_of_the_other_ways(counting):
    marked = json.loads(counting.DOCCANO.read_text("utf-8"))
    gold = CURATED / "gold"
    table, review = counting.as_csv(gold), counting.reviewed(gold)
    plain, proposed = counting.by_keys("", counting.KEYS), counting.by_keys("", counting.proposed_keys(gold))
    assert plain.inputs * 8 <= table.inputs
    assert plain.minutes * 3 <= table.minutes
    assert proposed.inputs * 6 <= review.inputs
    assert proposed.minutes * 3 <= review.minutes * 2
    same, other = counting.like_doccano(counting.KEYS), counting.recorded("", marked["one_by_one"])
    assert same.minutes <= 0.8 * other.minutes
    # 16 drags at 2.4 s and 56 clicks at 1.3 s, with a thought of 1.35 s for each word marked and each type
    assert other.minutes * 60 == pytest.approx(16 * 2.4 + 56 * 1.3 + 24 * 1.35)
