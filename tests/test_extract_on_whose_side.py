"""Whom an act is for or against that its words do not say: on whose side the text has those of whom it tells."""

import pytest

from graphkit import extract_relations


def read(text):
    rows = extract_relations(text, date="2024-05-10").to_dict("records")
    return {(row["actor"], row["type"], row["recipient"]) for row in rows}


@pytest.mark.parametrize(
    ("text", "wanted", "never"),
    [
        (
            "Peru accused Chile of spying. Peru halted flights to Bolivia and threatened to stop shipments of gas.",
            ("PER", "THREATEN", "BOL"),
            ("PER", "THREATEN", "CHL"),
        ),
        (
            "Chad and Niger have long quarrelled. Niger recalled its envoy from Benin and closed the border.",
            ("NER", "COERCE", "BEN"),
            ("NER", "COERCE", "TCD"),
        ),
        (
            "Chad has barred Malian fish. Niger stopped purchases of meat in March.",
            ("NER", "SANCTION", "MLI"),
            ("NER", "SANCTION", "TCD"),
        ),
        (
            "Peru imposed sanctions on Chile. Bolivia, too, suspended imports of wine.",
            ("BOL", "SANCTION", "CHL"),
            ("BOL", "SANCTION", "PER"),
        ),
        (
            "Chad denounced Mali over the coup. Niger, too, denounced the seizure of power.",
            ("NER", "ACCUSE", "MLI"),
            ("NER", "ACCUSE", "TCD"),
        ),
        (
            "Iraq attacked Kuwait on Monday. Norway promised to help.",
            ("NOR", "AGREE", "KWT"),
            ("NOR", "AGREE", "IRQ"),
        ),
    ],
)
def test_an_act_is_against_whom_others_are_against_and_for_whom_was_harmed(text, wanted, never):
    found = read(text)
    assert wanted in found and never not in found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Russia recalled its ambassador from Latvia. Latvia also recalled its ambassador.",
            ("LVA", "SANCTION", "RUS"),
        ),
        ("Chad criticised Mali. Mali also criticised the plan.", ("MLI", "ACCUSE", "TCD")),
        ("Chad expelled three diplomats of Mali. Mali responded by closing its airspace.", ("MLI", "COERCE", "TCD")),
    ],
)
def test_whom_an_act_was_against_is_against_its_doer(text, wanted):
    assert wanted in read(text)
