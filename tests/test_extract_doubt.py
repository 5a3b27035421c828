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
    ("The letter does not say that Iran attacked Israel.", "considers", ""),
    ("Imagine that Iran attacked Israel.", "considers", ""),
    ("The drill assumes that Iran attacked Israel.", "considers", ""),
    ("A scenario in which Iran attacks Israel worries Kenya.", "considers", ""),
    ("Iran's cabinet was split, but Iran voted against attacking Israel.", "considers", ""),
    ("Iran debated whether to attack Israel.", "considers", ""),
    ("Iran shelved nothing; it still has a plan to attack Israel.", "considers", ""),
    ("Iran thinks it wrong to attack Israel.", "considers", ""),
    ("Kenya demanded on Friday that Iran attack Israel.", "proposes", "KEN"),
    ("The letter says that Iran attacked Israel.", "asserts", ""),
    ("The book says that Iran attacked Israel.", "asserts", ""),
    ("After an exercise that Kenya watched, Iran attacked Israel.", "asserts", ""),
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
    "Iran declined to join Iraq in attacking Israel.",
    "Iran would have attacked Israel had the talks failed.",
    "Iran did not attack Israel.",
    "Instead of attacking Israel, Iran met Iraq.",
    "Iran refrained from attacking Israel.",
    "Iran was cleared of attacking Israel.",
    "Iran never attacked Israel.",
    "Iran has no plans to attack Israel.",
    "Iran had no intention of attacking Israel.",
    "Iran was cleared by a panel of attacking Israel.",
    "Iran nearly attacked Israel.",
    "Iran came close to attacking Israel.",
    "Iran pretended to attack Israel.",
    "Iran stopped short of attacking Israel.",
    "Iran dropped plans to attack Israel.",
    "Iran postponed attacking Israel.",
    "No Iranian soldiers attacked Israel.",
    "None of the rebels attacked Israel.",
    "Nobody attacked Israel.",
    "The Iranian army attacked no Israelis.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Nearly 200 Iranian soldiers attacked Israel.",
        "No fewer than nine Iranian soldiers attacked Israel.",
        "Iran, which has no plans to leave Iraq, attacked Israel.",
        "Iran postponed a summit and attacked Israel.",
    ],
)
def test_what_only_looks_undone_was_done(text):
    found = extract_relations(text)
    assert [(row.actor_state, row.stance) for row in found[found.type == "ASSAULT"].itertuples()] == [
        ("IRN", "asserts")
    ]


@pytest.mark.parametrize("text", ["Rebels failed to kill Chad's president.", "Chad was unable to arrest the rebels."])
def test_what_was_not_achieved_is_no_refusal(text):
    assert extract_relations(text).empty


def test_a_failure_to_help_is_a_refusal():
    assert extract_relations("Chad failed to send aid to Sudan.").type.tolist() == ["REJECT"]


def test_who_does_not_join_another_in_an_act_did_not_do_it():
    found = extract_relations("Sweden did not join Norway in condemning Russia.")
    assert found[["actor", "type", "recipient"]].values.tolist() == [["SWE", "REJECT", "NOR"]]
    joined = extract_relations("Sweden joined Norway in condemning Russia.")
    assert ["SWE", "ACCUSE", "RUS"] in joined[["actor", "type", "recipient"]].values.tolist()
