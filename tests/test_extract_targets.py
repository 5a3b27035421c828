"""Whom an act is done to that its words leave open: who is spoken of most, as a guess; what is told stays."""

import pytest

from graphkit.extract import extract_relations
from graphkit.extract.rules.targets import likelihood, load_weights


def told(text):
    """Return what a text tells as "actor TYPE recipient" with the parties that are guessed."""
    rows = extract_relations(text, date="2024-05-05").to_dict("records")
    return [(f"{row['actor']} {row['type']} {row['recipient']}", row["guessed"]) for row in rows]


def test_an_act_on_nobody_known_is_done_to_whom_the_text_speaks_of_and_marked_as_a_guess():
    text = "Japan condemned China's launch.\n\nOn Monday it told tour operators to stop flights."
    assert told(text)[-1] == ("JPN REQUEST CHN", "recipient")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Cuba accused Spain of meddling. On Friday Cuba condemned the remarks of Peru's minister.",
            "CUB ACCUSE per-minister",
        ),
        (
            "Ghana closed its border with Togo in May. In June Ghana accused smugglers of spying.",
            "GHA ACCUSE smugglers",
        ),
        ("Peru and Chile have quarrelled since May. Peru arrested Peruvian students.", "PER COERCE peruvian-students"),
        ("Japan told tour operators to stop flights.", "JPN REQUEST tour-operators"),
    ],
)
def test_who_is_told_stays(text, relation):
    assert (relation, "") in told(text)


def test_who_does_alike_is_no_target():
    text = "Iran enriched more uranium last month. Germany deplored the step, and Norway criticised the decision."
    assert {"DEU ACCUSE IRN", "NOR ACCUSE IRN"} <= dict(told(text)).keys()


def test_the_likelihood_of_a_target_is_that_of_a_logistic_regression():
    # by hand: nought is even, ln 3 is three to one
    assert likelihood([], {}) == 0.5
    assert likelihood(
        ["one", "other", "unheard of"], {"": 0.5, "one": 0.25, "other": 0.3486122886681098}
    ) == pytest.approx(0.75)


def test_the_weights_are_those_of_signs_and_what_is_spoken_of_most_is_likelier():
    weights = load_weights()
    assert weights["spoken of most"] > 0 > weights["stranger"]
    assert all(abs(weight) < 3 for weight in weights.values())
