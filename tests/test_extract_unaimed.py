"""Acts that name nobody, offices of somebody's, headlines and passives: who did it to whom is plain from the text."""

from __future__ import annotations

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    """Every proposal as states or ids: actor, type, recipient."""
    rows = extract_relations(text, date="2024-05-01").to_dict("records")
    return {
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    }


def links(text):
    """Every answer with what it answers, by the states that act."""
    rows = extract_relations(text, date="2024-05-01").to_dict("records")
    found = [(row, rows[int(row["responds_to"])]) for row in rows if pd.notna(row["responds_to"])]
    return {(a["actor_state"], b["actor_state"]) for a, b in found}


FOUND = [
    ("Peru bombed Chile on Monday. In response, Chile recalled its ambassador.", ("CHL", "SANCTION", "PER")),
    ("Peru seized Chile's tanker on Monday. Chile responded by suspending trade.", ("CHL", "SANCTION", "PER")),
    ("Poland accused Belarus of spying, a charge the Belarusian delegate brushed off.", ("BLR", "REJECT", "POL")),
    ("India blamed Pakistan for the attack. Pakistan denied any role.", ("PAK", "REJECT", "IND")),
    ("Peru lifts sanctions on Chile", ("PER", "RETREAT", "CHL")),
    ("Peru halts talks with Chile", ("PER", "REJECT", "CHL")),
    ("Chile was urged to withdraw by Peru on Monday.", ("PER", "REQUEST", "CHL")),
    ("Chile's proposal was rejected by Peru on Monday.", ("PER", "REJECT", "CHL")),
    ("Chile was promised help by Peru on Monday.", ("PER", "AGREE", "CHL")),
    ("Peru gave Chile $5 million on Monday.", ("PER", "AID", "CHL")),
    ("Brazil praised Chile; its foreign ministry called on Venezuela to withdraw.", ("BRA", "REQUEST", "VEN")),
    ("Thai F-16s bombed two Cambodian headquarters.", ("THA", "ASSAULT", "KHM")),
    ("Duque accuses Caracas of sheltering rebels", ("COL", "ACCUSE", "VEN")),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND, ids=[text[:60] for text, _ in FOUND])
def test_who_did_it_to_whom_is_found(text, wanted):
    assert wanted in told(text)


LINKED = [
    "Peru bombed Chile on Monday. In response, Chile recalled its ambassador.",
    "Peru expelled Chile's ambassador on Monday. Chile retaliated by suspending trade.",
    "Peru accused Chile of spying, a charge Chile rejected.",
]
NOT_LINKED = [
    "Peru bombed Chile on Monday. On Tuesday Chile visited Bolivia.",
    "Over 62,000 people fled Peru. Chile met Bolivia.",
    "Chile recalled its ambassador from Peru after a meeting.",
]


@pytest.mark.parametrize("text", LINKED)
def test_an_answer_that_names_nobody_is_linked(text):
    assert ("CHL", "PER") in links(text)


@pytest.mark.parametrize("text", NOT_LINKED)
def test_mere_sequence_is_no_answer(text):
    assert links(text) == set()


def test_a_party_that_is_nobody_known_makes_a_proposal_less_sure():
    known = extract_relations("Peru attacked Chile on Monday.").iloc[0]
    stranger = extract_relations("Peru attacked villagers on Monday.").iloc[0]
    assert known["confidence"] > stranger["confidence"]


def test_an_act_recalled_from_a_longer_sentence_is_not_looked_for_in_this_one():
    text = (
        "LIMA - Peruvian warplanes bombed a depot and open ground in the north of the Arica Valley, east of the road "
        "to the mine, early on Wednesday, hours after a rocket damaged the yard of a house. Nobody was hurt. {}"
    )
    answer = text.format("The Chilean army said that it had struck back in response to the raid.")
    assert ("CHL", "ASSAULT", "PER") in told(answer)
    assert ("CHL", "PER") in links(answer)
    own = text.format("A statement by the army said its pilots had struck in response to the rocket fire.")
    assert not links(own)
