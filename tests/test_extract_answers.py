"""Answers whose cause is named only in a phrase, judged as "the decision", or told by a later sentence."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    rows = extract_relations(text, date="2025-06-12").to_dict("records")
    sides = [
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    ]
    links = {(sides[i], sides[int(row["responds_to"])]) for i, row in enumerate(rows) if pd.notna(row["responds_to"])}
    return sides, links


LINKED = [
    (
        "Mali expelled three French diplomats on Friday in retaliation for the expulsion of two Malian officials.",
        ("MLI", "SANCTION", "FRA"),
        ("FRA", "SANCTION", "MLI"),
    ),
    (
        "Poland summoned the Russian ambassador over the drone incursion into its airspace.",
        ("POL", "ACCUSE", "RUS"),
        ("RUS", "MOBILIZE", "POL"),
    ),
    (
        "To protest the detention of its citizens, Thailand cancelled a planned visit to Myanmar.",
        ("THA", "REJECT", "MMR"),
        ("MMR", "COERCE", "THA"),
    ),
    (
        "Ecuador's raid on the Mexican embassy led Mexico to sever ties with Quito.",
        ("MEX", "SANCTION", "ECU"),
        ("ECU", "ASSAULT", "MEX"),
    ),
    (
        "Beijing imposed sanctions on American defence firms in response to U.S. arms sales to Taiwan.",
        ("CHN", "SANCTION", "USA"),
        ("USA", "AID", "TWN"),
    ),
    (
        "Lithuania closed two border crossings with Belarus on Friday. Minsk denounced the closure.",
        ("BLR", "ACCUSE", "LTU"),
        ("LTU", "COERCE", "BLR"),
    ),
    (
        "Peru shelled Chile on Monday. Chile bombed Peru on Friday. The bombing was a response to the shelling.",
        ("CHL", "ASSAULT", "PER"),
        ("PER", "ASSAULT", "CHL"),
    ),
]


@pytest.mark.parametrize(("text", "answer", "answered"), LINKED, ids=[text for text, _, _ in LINKED])
def test_what_is_answered_is_proposed_and_linked(text, answer, answered):
    sides, links = told(text)
    assert answer in sides
    assert answered in sides
    assert (answer, answered) in links


NOT_LINKED = [
    "Turkish jets bombed militant positions in northern Iraq on Sunday, hours after an attack on a Turkish base.",
    "Following Moscow's recognition of two regions, the European Union adopted sanctions against Russian lawmakers.",
    "The Syrian army warned that it will retaliate against any attack by militants.",
    "Over 62,000 people have fled Sudan to Chad since April. Chad has asked the United Nations for help.",
    "Peru shelled Chile on Monday. Two days later Chile and Bolivia signed an agreement. The agreement is on fishing.",
    "Syria filed a complaint to the United Nations over the attack.",
]


@pytest.mark.parametrize("text", NOT_LINKED)
def test_what_only_looks_like_an_answer_is_not_linked(text):
    sides, links = told(text)
    assert sides or "62,000" in text or "warned" in text
    assert not links


def test_an_act_that_nobody_is_said_to_have_done_is_not_laid_on_whom_the_answer_is_against():
    sides, _ = told("Turkish jets bombed militant positions in northern Iraq, hours after an attack on a Turkish base.")
    assert ("TUR", "ASSAULT", "IRQ") in sides
    assert ("IRQ", "ASSAULT", "TUR") not in sides
