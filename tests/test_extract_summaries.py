"""The sentence on a proposal: plain, with its parties, and never surer than the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

import graphkit
from graphkit.extract.joining import join_folder, start_dataset
from graphkit.extract.records import Proposal
from graphkit.extract.review import ReviewStore
from graphkit.extract.run import extract_files
from graphkit.extract.summaries import plain_summary
from graphkit.model import STANCES

ARREST = Proposal("KEN", 0, 5, "COERCE", "arrest", "UGA", 15, 22, 0, 30)


@pytest.mark.parametrize(
    ("stance", "speaker", "sentence"),
    [
        ("asserts", "", "Kenya arrested Uganda."),
        ("asserts", "Sudan", "Kenya arrested Uganda, Sudan says."),
        ("alleges", "", "Kenya arrested Uganda, it is alleged."),
        ("alleges", "United Nations", "Kenya arrested Uganda, the United Nations alleges."),
        ("denies", "", "Denied: Kenya arrested Uganda."),
        ("denies", "Kenya", "Denied by Kenya: Kenya arrested Uganda."),
        ("expects", "", "Expected: Kenya arrested Uganda."),
        ("considers", "", "Only considered: Kenya arrested Uganda."),
        ("proposes", "Sudan", "Proposed by Sudan: Kenya arrested Uganda."),
    ],
)
def test_a_summary_is_as_sure_as_its_stance(stance, speaker, sentence):
    said = replace(ARREST, stance=stance, speaker=speaker.lower(), speaker_name=speaker)
    assert plain_summary(said, actor="Kenya", recipient="Uganda") == sentence


def test_every_stance_has_its_words():
    told = {plain_summary(replace(ARREST, stance=stance), actor="A", recipient="B") for stance in STANCES}
    assert len(told) == len(STANCES)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"amount": 12_000_000_000, "unit": "USD"}, "The United States arrested rebels (12,000,000,000 USD)."),
        ({"amount": 2.5, "unit": ""}, "The United States arrested rebels (2.5)."),
        ({"place": "Nairobi"}, "The United States arrested rebels in Nairobi."),
        ({"place": "rebels"}, "The United States arrested rebels."),
        ({"mode": ""}, "The United States coerced rebels."),
    ],
)
def test_amounts_places_and_modes_are_told(more, sentence):
    assert plain_summary(replace(ARREST, **more), actor="United States", recipient="rebels") == sentence


def test_the_summary_names_the_actors_of_the_dataset_and_who_denies(tmp_path):
    (tmp_path / "note.txt").write_text("Iran reportedly armed Chad, which Tehran denies.", encoding="utf-8")
    mine = start_dataset(tmp_path / "mine")
    store = ReviewStore(mine / "review")
    assert [outcome.proposals for outcome in extract_files([tmp_path / "note.txt"], store)] == [1]
    store.decide(store.pending()[0].id, "accept", reviewer="ann")
    join_folder(store, mine)
    [relation] = graphkit.load_dataset(mine).records("relations")
    assert relation.summary == "Iran gave aid to Chad, it is alleged; denied by Iran."
