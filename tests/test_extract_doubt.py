"""What a text does not stand by is proposed with the stance that its words have; what did not happen is left out."""

from __future__ import annotations

import pytest

from graphkit.extract import extract_relations

STANCES = [
    ("If Iran attacks Israel, Kenya and Ghana will meet.", "considers", ""),
    ("Kenya will protest if Iran attacks Israel.", "considers", ""),
    ("Kenya asked whether Iran had attacked Israel.", "considers", ""),
    ("There is no evidence that Iran attacked Israel.", "considers", ""),
    ("Nobody believes that Iran attacked Israel.", "considers", ""),
    ("Analysts doubt that Iran attacked Israel.", "considers", ""),
    ("Kenya fears Iran has attacked Israel.", "considers", ""),
    ("Iran considered attacking Israel.", "considers", ""),
    ("Iran would not rule out attacking Israel.", "considers", ""),
    ("Iran tried to attack Israel.", "considers", ""),
    ("Iran's attempt to attack Israel failed.", "considers", ""),
    ("Kenya foiled a plot by Iran to attack Israel.", "considers", ""),
    ("Has Iran attacked Israel?", "considers", ""),
    ("Had Iran attacked Israel, Kenya would have protested.", "considers", ""),
    ("The threat of an Iranian attack on Israel worries Kenya.", "considers", ""),
    ("A possible Iranian attack on Israel worries Kenya.", "considers", ""),
    ("An Iranian attack on Israel would start a war.", "considers", ""),
    ("Iran is not believed to have attacked Israel.", "considers", ""),
    ("Without warning Iran attacked Israel.", "asserts", ""),
    ("Iran is expected to attack Israel.", "expects", ""),
    ("Iran allegedly attacked Israel.", "alleges", ""),
    ("Iran reportedly attacked Israel.", "alleges", ""),
    ("Iran is believed to have attacked Israel.", "alleges", ""),
    ("Kenya accused Iran of attacking Israel.", "alleges", "KEN"),
    ("Rumours that Iran attacked Israel spread in Kenya.", "alleges", ""),
    ("Iran's alleged attack on Israel angered Kenya.", "alleges", ""),
    ("Iran attacked Israel, though the claim is disputed.", "alleges", ""),
    ("Iran attacked Israel, a report that remains unconfirmed.", "alleges", ""),
    ("It is not true that Iran attacked Israel.", "denies", ""),
    ("Reports that Iran attacked Israel were false.", "denies", ""),
    ("According to Kenya, Iran attacked Israel.", "asserts", "KEN"),
    ("Iran attacked Israel, according to Kenya.", "asserts", "KEN"),
    ("Iran attacked Israel if Kenya is right, but nobody knows.", "asserts", ""),
    ("There is no doubt that Iran attacked Israel.", "asserts", ""),
    ("Iran attacked Israel.", "asserts", ""),
]
NOT_DONE = [
    "Kenya prevented Iran from attacking Israel.",
    "Iran has yet to attack Israel.",
    "Iran would have attacked Israel had the talks failed.",
    "Iran did not attack Israel.",
    "Instead of attacking Israel, Iran met Iraq.",
    "Iran refrained from attacking Israel.",
    "Iran was cleared of attacking Israel.",
    "Iran never attacked Israel.",
]


@pytest.mark.parametrize(("text", "stance", "speaker"), STANCES, ids=[row[0] for row in STANCES])
def test_the_words_around_a_claim_give_its_stance(text, stance, speaker):
    frame = extract_relations(text)
    found = frame[(frame.type == "ASSAULT") & (frame.actor == "IRN") & (frame.recipient == "ISR")]
    assert list(zip(found.stance, found.speaker, strict=True)) == [(stance, speaker)]


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_was_not_done_is_not_proposed(text):
    frame = extract_relations(text)
    assert "ASSAULT" not in list(frame.type)


def test_links_stay_right_when_a_proposal_is_left_out():
    text = (
        "Kenya kept Iran from attacking Israel. Chad deployed troops in Mali. Spain condemned Chad for the deployment."
    )
    frame = extract_relations(text)
    assert frame.type.tolist()[-2:] == ["MOBILIZE", "ACCUSE"]
    assert frame.responds_to.iloc[-1] == len(frame) - 2
