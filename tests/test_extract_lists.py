"""Lists by state: what an item tells is of the state, or the states, that it begins with."""

import pytest

import graphkit


def told(text):
    rows = graphkit.extract_relations(text, date="2024-11-21").to_dict("records")
    return [
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    ]


LIST = """Round-up, Tuesday
Chad: The government expelled three diplomats of Sudan. The president thanked Mali.
Oman and Bahrain: Both rulers conveyed their sympathy to Turkey in telegrams.
Mali: The foreign ministry summoned the French envoy. A spokesman condemned the raid.
Kosovo: Police arrested two Serbian officials.
Ghana: It sent aid to Benin.
- Peru: Police arrested two Chilean sailors.
Poland and Lithuania: The interior ministers closed the border with Belarus.
Qatar, Kuwait and Jordan: The three states expelled Iran's ambassador.
Niger and Togo: The two governments imposed sanctions on Cuba.
SERBIA: The president apologised to Croatia.
"""


@pytest.mark.parametrize(
    "relation",
    [
        ("TCD", "SANCTION", "SDN"),
        ("TCD", "SUPPORT", "MLI"),
        ("OMN", "SUPPORT", "TUR"),
        ("BHR", "SUPPORT", "TUR"),
        ("MLI", "ACCUSE", "FRA"),
        ("XKX", "COERCE", "SRB"),
        ("GHA", "AID", "BEN"),
        ("PER", "COERCE", "CHL"),
        ("POL", "COERCE", "BLR"),
        ("LTU", "COERCE", "BLR"),
        ("QAT", "SANCTION", "IRN"),
        ("KWT", "SANCTION", "IRN"),
        ("JOR", "SANCTION", "IRN"),
        ("NER", "SANCTION", "CUB"),
        ("TGO", "SANCTION", "CUB"),
        ("SRB", "CONCEDE", "HRV"),
    ],
)
def test_an_item_of_a_list_is_of_the_states_it_begins_with(relation):
    assert relation in told(LIST)


def test_nothing_is_carried_from_one_item_into_the_next():
    found = told(LIST)
    assert len(found) == 17
    assert {row for row in found if row[0] == "MLI"} == {("MLI", "ACCUSE", "FRA")}
    assert told("Round-up\nChad: The minister left.\nFrance: He accused Mali of fraud.") == []


def test_a_headline_that_begins_with_a_state_is_of_that_state():
    text = "Ukraine: Missiles kill ten\nRussia fired missiles at Kharkiv. The government condemned the strike."
    assert ("UKR", "ACCUSE", "RUS") in told(text)
    assert told("The minister said that he had two enemies: Peru and Chile.") == []
