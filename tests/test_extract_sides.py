"""Whose act it is where the words do not say it: told by an office, a common noun, or by nothing."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

#: a text, and what its last sentence tells, by states
TOLD = [
    ("Chad accused Mali of arming rebels. The foreign ministry rejected the charge.", "MLI REJECT TCD"),
    (
        "Peru seized two trawlers of Chile. Five sailors were hurt. The navy fired on a third boat of Chile.",
        "PER ASSAULT CHL",
    ),
    ("Kenya closed its border with Somalia. Hours later officials in Nairobi expelled diplomats.", "KEN SANCTION SOM"),
    ("Ghana shelled a village in Togo. Benin urged restraint.", "BEN REQUEST GHA"),
    ("Ghana shelled a village in Togo. Benin urged restraint.", "BEN REQUEST TGO"),
    ("Niger condemned the raid by Chad. Mali called on both sides to talk.", "MLI REQUEST TCD"),
    ("Serbia protested to Croatia over a map. Croatia's proposal was rejected in Belgrade.", "SRB REJECT HRV"),
    ("Iran struck Iraq. Egypt and Jordan urged both sides to show restraint.", "EGY REQUEST IRN"),
    ("Iran struck Iraq. Egypt and Jordan urged both sides to show restraint.", "JOR REQUEST IRQ"),
    ("Togo met Ghana. Ghana later accused its neighbour of spying.", "GHA ACCUSE TGO"),
    (
        "Peru seized a boat of Chile. Ecuador kept silent. Chile called the move insulting.",
        "CHL ACCUSE PER",
    ),
    ("Kuwait and Oman met. Iran threatened Kuwait. Iraq sent tanks to the emirate.", "IRQ AID KWT"),
    ("Iraq protested. Iraq said that Turkish jets had bombed Iraqi villages.", "IRQ ACCUSE TUR"),
    ("Peru fired missiles. Chile said Peru had launched drones towards Bolivia.", "PER ASSAULT BOL"),
    ("Benin scrapped a contract with Togo.", "BEN SANCTION TGO"),
    ("Malta thanked Spain for its aid.", "ESP AID MLT"),
    ("Serbia's Aleksandar Vučić spoke. Croatia barred Vučić.", "HRV SANCTION SRB"),
    ("Canada sent an envoy to Chittagong.", "CAN CONSULT BGD"),
    ("Peru has talked to Mr. Boric about gas.", "PER CONSULT CHL"),
]


def told(text):
    frame = extract_relations(text)
    return {f"{row.actor_state} {row.type} {row.recipient_state}" for row in frame.itertuples()}


@pytest.mark.parametrize(("text", "relation"), TOLD)
def test_a_party_without_a_state_is_of_the_one_that_is_meant(text, relation):
    assert relation in told(text)


def test_the_council_and_the_group_are_those_that_were_named():
    text = "Sudan asked the Security Council to meet. Egypt urged the Council to act."
    assert ("EGY", "REQUEST", "un-security-council") in set(
        extract_relations(text)[["actor", "type", "recipient"]].itertuples(index=False, name=None)
    )
    text = "Al-Shabaab attacked a post in Kenya. Ethiopia condemned the group."
    assert "al-shabaab" in set(extract_relations(text)["recipient"])


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Mali of arming rebels. Peru defended itself.",
        "Chad accused Mali of arming rebels. Minsk denied arming anybody.",
        "Chad shelled Mali. Peru regretted the failure of the talks.",
    ],
)
def test_nobody_is_found_where_nobody_is_meant(text):
    assert len(extract_relations(text)) == 1


def test_who_writes_of_us_is_of_the_state_that_is_never_set_against_us():
    text = (
        "China has barred our wine and our beef. Canberra was right to complain, and Scott Morrison said so. "
        "Australia sells more to Japan now. The French called us naive. China accused us of spying."
    )
    frame = extract_relations(text)
    assert ("CHN", "ACCUSE", "AUS") in set(
        frame[["actor_state", "type", "recipient_state"]].itertuples(index=False, name=None)
    )


def test_the_secretary_general_is_of_the_united_nations():
    text = "Morocco sent soldiers. The Secretary-General urged Algeria to talk."
    assert "united-nations" in set(extract_relations(text)["actor"])


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Putin met Kim in Pyongyang. The two men condemned Chile.", {"vladimir-putin", "kim-jong-un"}),
        ("Lavrov met Fidan in Ankara. The pair criticised Chile.", {"sergey-lavrov", "hakan-fidan"}),
        ("Morocco and Algeria held talks. Both governments criticised Chile.", {"MAR", "DZA"}),
        ("Chad and Mali signed a treaty with Niger. Both countries condemned Chile.", {"TCD", "MLI"}),
        # with nobody named before, or not two, they are nobody
        ("The two men condemned Chile.", set()),
        ("Both governments criticised Chile.", set()),
        ("France expelled two Russian diplomats. The two men condemned Chile.", set()),
    ],
)
def test_the_two_are_those_who_were_just_named_or_nobody(text, actors):
    rows = extract_relations(text, date="2026-05-14").to_dict("records")
    assert {row["actor"] for row in rows if row["recipient"] == "CHL"} == actors


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Congress of Peru condemned Chile.", "PER"),
        ("Peru's Congress condemned Chile.", "PER"),
        ("The Peruvian Congress condemned Chile.", "PER"),
        ("Congress condemned Chile.", "USA"),
        ("Peru thanked Ghana and Congress condemned Chile.", "USA"),
        ("The governor of Meta condemned Chile.", ""),  # of a part of Colombia, and not of the firm
    ],
)
def test_a_name_of_several_is_of_the_state_beside_it(text, state):
    rows = extract_relations(text).to_dict("records")
    assert [row["actor_state"] for row in rows if row["recipient"] == "CHL"] == [state]


def test_two_who_are_told_of_for_the_first_time_are_somebody():
    rows = extract_relations("Two men attacked Chile's embassy in Peru.", date="2026-05-14").to_dict("records")
    assert [row["actor_name"] for row in rows if row["type"] == "ASSAULT"] == ["men"]
