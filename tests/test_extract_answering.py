"""Answers put together by construction: the link that each states is found, and none where none is stated."""

import importlib.util
import pathlib
from collections import defaultdict

import pytest

ROOT = pathlib.Path(__file__).parents[1]
LINKED = 0.85  # of the sentences of all constructions
OF_EACH = 0.5  # of the sentences of each kind of construction
#: Kinds that are read less well, and how many of ten.
LESS = {"links: triggering": 0.2, "links: response_was": 0.2, "judging: likewise": 0.2}


@pytest.fixture(scope="module")
def answers():
    spec = importlib.util.spec_from_file_location("answers_benchmark", ROOT / "benchmarks" / "answers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def counted(answers):
    """How many sentences of each kind there are, how many are right, and the texts with a link that runs backwards."""
    counts, wrong = defaultdict(lambda: [0, 0]), []
    for sentence in answers.sentences(each=2, seed=3):
        links = answers.links_of(sentence.text)
        counts[sentence.kind][0] += 1
        counts[sentence.kind][1] += answers.is_right(sentence, links)
        if answers.is_wrong(sentence, links):
            wrong.append(sentence.text)
    return dict(counts), wrong


def share(counts, section):
    kinds = [kind for kind in counts if kind.startswith(section)]
    return sum(counts[kind][1] for kind in kinds) / sum(counts[kind][0] for kind in kinds)


def test_answers_of_all_constructions_are_linked(counted):
    assert len(counted[0]) > 40
    assert share(counted[0], "links") >= LINKED
    assert share(counted[0], "judging") >= LINKED - 0.15


def test_every_construction_is_read(counted):
    low = {
        kind: f"{right} of {there}"
        for kind, (there, right) in counted[0].items()
        if not kind.startswith("none") and right < LESS.get(kind, OF_EACH) * there
    }
    assert low == {}


def test_mere_sequence_conditions_and_denials_are_no_answers(counted):
    assert share(counted[0], "none") >= 0.9
    assert len(counted[1]) <= 3
