"""What only sounds like a relation tells none, and what stands beside it is read as before."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

NOTHING = [
    # who travels for himself meets nobody
    "Thousands of tourists visited Kenya last year.",
    "Pilgrims from Chad travelled to Saudi Arabia.",
    "Chadian nationals travelling by road to Mali must carry a passport.",
    "Cubans visited Chile last week.",
    "Relatives of the sailors flew to Peru.",
    # what is received is news of somebody, not he himself
    "Chad received the news of the death of the president of Mali with sorrow.",
    "The ministry received with regret a report on the general's health.",
    # who speaks to the press speaks to everybody
    "The prime minister of Chad spoke to the BBC.",
    "Kenya's foreign minister talked to a radio station in Peru.",
    # "peppers", "barricades" and "tracking station" are things
    "The ship carried tomatoes, peppers, melons and wheat from Kazakhstan.",
    "A crane has taken down barricades in Masaya.",
    "China's satellite tracking station in Chile is white.",
    "The United Nations monitoring mission in Chad has a new home.",
    "After two of its planes had to turn back to Chad, the airline was silent.",
    # what something is for is not done by that
    "The mission was set up in 1991 to protect Chad.",
    "The court was created to try leaders of Chad.",
]
TOLD = {
    "Kenya's foreign minister visited Peru.": "KEN CONSULT PER",
    "Members of parliament from Chad travelled to Mali.": "TCD CONSULT MLI",
    "Experts from Chad visited Mali.": "TCD CONSULT MLI",
    "Chad received the president of Mali with honours.": "TCD CONSULT MLI",
    "The president of Mali was received by Chad's prime minister.": "TCD CONSULT MLI",
    "Kenya's foreign minister spoke to his counterpart from Peru.": "KEN CONSULT PER",
    "Chad, which wants Mali to lift the ban, was silent.": "TCD REQUEST MLI",
    "Rebels turned to Libya for arms.": "rebels REQUEST LBY",
    "Mali is set to meet Chad.": "MLI AGREE TCD",
    "Chad persuaded Mali to lift its ban on Chadian cattle.": "MLI RETREAT TCD",
    "Soldiers barricaded the embassy of Peru.": "soldiers PROTEST PER",
    "Chad is monitoring Mali.": "TCD ACCUSE MLI",
}


def found(text: str) -> list[str]:
    rows = extract_relations(text).to_dict("records")
    sides = [(row["actor_state"] or row["actor"], row["recipient_state"] or row["recipient"]) for row in rows]
    return [f"{one} {row['type']} {other}" for row, (one, other) in zip(rows, sides, strict=True)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_a_relation_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", TOLD)
def test_what_stands_beside_it_is_told(text):
    assert TOLD[text] in found(text)


@pytest.mark.parametrize("text", ["Prague ends partnership with Beijing", "Chad severed its alliance with Mali."])
def test_a_tie_that_is_ended_does_not_stand(text):
    assert not [each for each in found(text) if "ALLIED_WITH" in each]


def test_whom_somebody_wants_to_deport_is_asked_for_nothing():
    told = found("Chad stopped issuing papers for Malian citizens whom it wants to deport.")
    assert "TCD REQUEST MLI" not in told


def test_whom_somebody_tried_to_persuade_has_not_done_it_yet():
    told = found("Officials had spent a week trying to persuade Mali to lift its ban on Chadian cattle.")
    assert not [each for each in told if "RETREAT" in each]
