"""What a quarrel began with, and what is protested against as it happens."""

import pytest

from graphkit.extract import extract_relations


def links(text):
    """Return the acts with those that they answer."""
    rows = extract_relations(text, date="2024-05-15").to_dict("records")
    acts = [
        (row["actor_state"] or row["actor"], row["type"], row["recipient_state"] or row["recipient"]) for row in rows
    ]
    answered = [(at, row["responds_to"]) for at, row in enumerate(rows)]
    return [(acts[at], acts[int(place)]) for at, place in answered if place == place and place is not None]


RECALL, SEIZURE = ("TCD", "SANCTION", "MLI"), ("MLI", "COERCE", "TCD")
BEGAN = [
    "The row began when Mali seized a Chadian plane.",
    "The dispute goes back to June, when Mali seized a Chadian plane.",
    "The dispute erupted over Mali's seizure of a Chadian plane.",
    "Talks failed. The crisis broke out in May after Malian soldiers detained six Chadian traders.",
    "Relations have soured since Mali seized a Chadian plane in June.",
    "The quarrel started with the arrest of two Chadian traders by Mali.",
]


@pytest.mark.parametrize("origin", BEGAN)
def test_an_act_answers_what_the_quarrel_began_with(origin):
    assert links(f"Chad recalled its ambassador from Mali. {origin}") == [(RECALL, SEIZURE)]


NOT_BEGUN = [
    "The row began when Kenya seized a plane of Togo.",  # of others
    "A row began when Mali seized a Chadian plane.",  # another quarrel
    "The row did not begin when Mali seized a Chadian plane.",
    "The film begins when Mali seizes a Chadian plane.",
    "The row may begin when Mali seizes a Chadian plane.",
]


@pytest.mark.parametrize("origin", NOT_BEGUN)
def test_what_began_no_quarrel_of_the_two_is_not_answered(origin):
    assert links(f"Chad recalled its ambassador from Mali. {origin}") == []


def test_who_seized_first_is_who_is_answered():
    text = "Chad recalled its envoy from Mali. Mali shut its airspace. The row began when Mali seized a plane of Chad."
    assert (RECALL, SEIZURE) in links(text)


@pytest.mark.parametrize(
    ("text", "answer", "answered"),
    [
        (
            "Japan protests as Russia suspends Kuril fishing accord",
            ("JPN", "ACCUSE", "RUS"),
            ("RUS", "SANCTION", "JPN"),
        ),
        ("EU condemns Belarus as Minsk jails Polish reporter", None, ("BLR", "COERCE", "POL")),
        ("Peru protests as Chile closes border with Bolivia", ("PER", "ACCUSE", "CHL"), ("CHL", "COERCE", "BOL")),
    ],
)
def test_who_protests_in_a_headline_as_something_is_done_answers_it(text, answer, answered):
    [(first, second)] = links(text)
    assert answer in (None, first)
    assert second == answered


@pytest.mark.parametrize(
    "text",
    [
        "The United States accused China of spying as leaders met in Bali.",
        "Chad closed its border as Mali shelled a town in Niger.",
        "Peru condemned Chile as Chile closed its border with Peru.",  # in a sentence it tells when
        "Peru criticised Chile as Bolivia closed its border with Argentina.",
    ],
)
def test_what_only_happens_meanwhile_is_not_answered(text):
    assert links(text) == []
