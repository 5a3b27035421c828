"""What somebody does as another did, in few words: "so did Lima", "as has Lima", "Lima, too"."""

import pytest

from graphkit import extract_relations


def told(text):
    """Return the relations of a text as "CHL ACCUSE PER", each party by its state where it has one."""
    rows = extract_relations(text, date="2023-05-05").to_dict("records")
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Algeria recalled its envoy from Madrid. So did Morocco.", ["MAR SANCTION ESP"]),
        ("Algeria recalled its envoy from Madrid, and so did Morocco.", ["MAR SANCTION ESP"]),
        ("Algeria recalled its envoy from Madrid, as did Chad and Mali.", ["TCD SANCTION ESP", "MLI SANCTION ESP"]),
        ("Algeria recalled its envoy from Madrid, and Morocco did likewise.", ["MAR SANCTION ESP"]),
        ("Spain condemned Israel's raid; so did Italy and Malta.", ["ITA ACCUSE ISR", "MLT ACCUSE ISR"]),
        ("Spain condemned the Israeli raid. Italy did too.", ["ITA ACCUSE ISR"]),
        ("Spain condemned the Israeli raid. Italy, too.", ["ITA ACCUSE ISR"]),
        ("Spain condemned the Israeli raid. Italy and Malta, too.", ["ITA ACCUSE ISR", "MLT ACCUSE ISR"]),
        ("Peru accused Chile of spying. So has Bolivia.", ["BOL ACCUSE CHL"]),
        ("Peru will sanction Chile, as will Bolivia.", ["BOL THREATEN CHL"]),
        ("Peru is angry at Chile, as is Bolivia.", ["BOL ACCUSE CHL"]),
        ("France condemned Niger, as had Germany a day before.", ["DEU ACCUSE NER"]),
        ("The US sanctioned Iran; the EU also did.", ["european-union SANCTION IRN"]),
        ("Qatar met Syria's president. Kuwait and Oman did so as well.", ["KWT CONSULT SYR", "OMN CONSULT SYR"]),
        (
            "Togo expelled Fiji's envoy. The Chadian government has likewise expelled Fiji's consul.",
            ["TCD SANCTION FJI"],
        ),
    ],
)
def test_what_another_does_too_is_done_to_the_same(text, relations):
    found = told(text)
    assert len(found) == 1 + len(relations)
    assert set(relations) <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Spain condemned the Israeli raid. Too late.",
        "Spain condemned the Israeli raid. Chad did well.",
        "Spain condemned the Israeli raid. It did so on Monday.",
        "Spain condemned the Israeli raid. Nor did Chad.",
        "Spain condemned the Israeli raid, as is known.",
        "Spain condemned the Israeli raid. The markets fell, as did the shekel.",
    ],
)
def test_others_do_nothing(text):
    assert told(text) == ["ESP ACCUSE ISR"]
