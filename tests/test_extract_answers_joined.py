"""Answers of several acts, those that a sentence afterwards calls so, and what only an act draws."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations


def told(text):
    """Return the acts of a text as "actor TYPE recipient", and which answers which."""
    rows = extract_relations(text, date="2024-11-05").to_dict("records")
    acts = [f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state']}" for row in rows]
    links = [(acts[at], acts[int(row["responds_to"])]) for at, row in enumerate(rows) if pd.notna(row["responds_to"])]
    return acts, links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "Peru raided a Chilean ship on Monday. In response to the raid, Chile closed its border with Peru and"
            " recalled its ambassador to Lima.",
            [("CHL COERCE PER", "PER ASSAULT CHL"), ("CHL SANCTION PER", "PER ASSAULT CHL")],
        ),
        (  # whoever else does something besides answers nothing
            "Peru raided a Chilean ship on Monday. In response, Chile closed its border with Peru and Bolivia sent aid"
            " to Chile.",
            [("CHL COERCE PER", "PER ASSAULT CHL")],
        ),
        (
            "Peru shelled a Chilean village. The raid was launched in response to a raid on Lima by Chilean rebels.",
            [("PER ASSAULT CHL", "CHL ASSAULT PER")],
        ),
        (
            "Turkey summoned the Greek ambassador on Monday. In response to the summons, Athens expelled two Turkish"
            " diplomats.",
            [("GRC SANCTION TUR", "TUR ACCUSE GRC")],
        ),
        ("Peru shelled a Chilean village. Chile held an election. The vote was called early.", []),
    ],
)
def test_an_answer_is_linked_with_what_is_done_besides(text, links):
    assert told(text)[1] == links


def test_who_responds_by_doing_something_does_only_that():
    acts, _ = told("Peru raided a Chilean ship on Monday. Chile responded by closing its border with Peru.")
    assert acts == ["PER ASSAULT CHL", "CHL COERCE PER"]


def test_what_an_act_draws_goes_to_who_did_it_and_not_to_whom_it_was_done():
    acts, links = told("Egypt accused Ethiopia of filling the dam, drawing a sharp rebuttal from Addis Ababa.")
    assert acts == ["EGY ACCUSE ETH", "ETH REJECT EGY"]
    assert links == [("ETH REJECT EGY", "EGY ACCUSE ETH")]
