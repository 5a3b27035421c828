"""Whom a verdict is on: who did what is judged, whose wrong it is called, who was tried, and no other."""

from __future__ import annotations

import pytest

from graphkit import extract_relations


def acts(text):
    rows = extract_relations(text, date="2024-03-09").to_dict("records")
    return [
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("NATO began exercises in Georgia that Russia condemned.", ("RUS", "ACCUSE", "nato")),
        ("Chile opened drills in Peru that Bolivia has denounced.", ("BOL", "ACCUSE", "CHL")),
        ("Russia fired a missile over Georgia, which Spain condemned.", ("ESP", "ACCUSE", "RUS")),
        ("Chile praised the vote in Peru that Bolivia condemned.", ("BOL", "ACCUSE", "PER")),
    ],
)
def test_who_does_it_somewhere_is_blamed(text, act):
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chile described the raid as part of Peru's aggression.", ("CHL", "ACCUSE", "PER")),
        ("Norway regards the flight as another of Russia's provocations.", ("NOR", "ACCUSE", "RUS")),
    ],
)
def test_whose_wrong_it_is_called_is_blamed(text, act):
    assert act in acts(text)


def test_what_is_called_a_part_of_somebody_is_no_blame():
    assert not acts("Norway regards the flight as part of Russia's routine.")


def test_a_decision_with_its_verb_is_no_other_that_was_told():
    told = "Spain and Chile have withdrawn from the treaty with Peru."
    text = f"{told} Mali described the decision to hold a vote as a farce."
    found = extract_relations(text, date="2024-03-09")
    blamed = found[found["type"] == "ACCUSE"]
    assert len(blamed) < 2
    assert blamed["responds_to"].isna().all()


@pytest.mark.parametrize("verb", ["expel", "throw out", "remove"])
def test_a_decision_with_the_verb_of_what_was_told_is_that(verb):
    text = f"Chile expelled Peru's envoy. Spain condemned the decision to {verb} him."
    rows = extract_relations(text, date="2024-03-09").to_dict("records")
    told = [(row["actor"], row["type"], row["recipient"]) for row in rows]
    assert ("ESP", "ACCUSE", "CHL") in told


def test_who_is_tried_is_whom_the_words_name():
    text = "Chile closed its border with Peru. Peruvian police questioned drivers over the theft."
    assert ("PER", "ACCUSE", "drivers") in acts(text)


def test_the_two_countries_are_those_spoken_of_most_where_nobody_acted_on_another():
    text = (
        "Chile's wine is sold in Peru. Chilean growers want lower duties. Leaders of the two countries met on Monday."
    )
    assert {("CHL", "CONSULT", "PER"), ("PER", "CONSULT", "CHL")} & set(acts(text))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Peru backed the plan tabled by Mali. Chile turned the plan down.", ("CHL", "REJECT", "MLI")),
        ("Chile's plan for the port was praised by Mali. Peru rejected the plan.", ("PER", "REJECT", "CHL")),
        ("Spain asked Chile and Peru to hold talks. Chile opposed the idea.", ("CHL", "REJECT", "ESP")),
        ("Chile proposed a summit with Peru. Peru rejected the proposal.", ("PER", "REJECT", "CHL")),
    ],
)
def test_a_plan_is_whose_the_text_says_and_an_idea_whose_asked_for_it(text, act):
    assert act in acts(text)
