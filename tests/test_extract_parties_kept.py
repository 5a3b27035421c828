"""Whom an act is against where other words of the sentence may mislead: an answer, a purpose, a noun's own owner."""

import pytest

import graphkit


def triples(text):
    rows = graphkit.extract_relations(text, date="2024-03-05").to_dict("records")
    return {(row["actor_state"], row["type"], row["recipient_state"]) for row in rows}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad's army has spurned repeated offers for talks by the government of Mali.", ("TCD", "REJECT", "MLI")),
        ("Peruvian miners began a hunger strike to protest against Chilean authorities.", ("PER", "PROTEST", "CHL")),
        ("Ghana launched a mediation effort designed to help Mali reach a settlement.", ("GHA", "CONSULT", "MLI")),
        ("After the raid, Peru said Chile was responsible.", ("PER", "ACCUSE", "CHL")),
        ("Kenyan soldiers participate in peacekeeping operations in Chad.", ("KEN", "AID", "TCD")),
        ("Peru's campaign filed a lawsuit against Chile.", ("PER", "ACCUSE", "CHL")),
    ],
)
def test_the_party_is_found(text, wanted):
    assert wanted in triples(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru scaled back Chile's operations.", "RETREAT"),  # the owner does them
        ("After the raid, Peru said Chile was responsible.", "SUPPORT"),
        ("Kenyan soldiers participate in peacekeeping operations in Chad.", "ASSAULT"),
        ("Peru's campaign filed a lawsuit against Chile.", "ASSAULT"),
    ],
)
def test_no_other_type_is_proposed(text, kind):
    assert kind not in {triple[1] for triple in triples(text)}


def test_a_responsible_step_is_praised():
    assert ("PER", "SUPPORT", "CHL") in triples("Peru called Chile's withdrawal responsible.")


def test_an_adverb_before_a_party_is_no_part_of_its_name():
    from graphkit.extract import extract_relations

    rows = extract_relations("On Monday, perhaps Chinese officials condemned Chile.").to_dict("records")
    assert [row["actor"] for row in rows] == ["chinese-officials"]
