"""What whole articles led the rule coder to say: of conditions, requests, places, pronouns and numbers."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations
from graphkit.extract.documents import is_title


def rows(text):
    """Return the proposals of a text."""
    return extract_relations(text, date="2025-03-05").to_dict("records")


def told(text, stance="asserts"):
    """Return what a text tells as "actor TYPE recipient", by states, or by ids where there are none."""
    return [
        f"{row['actor_state'] or row['actor']} {row['type']} {row['recipient_state'] or row['recipient']}"
        for row in rows(text)
        if row["stance"] == stance
    ]


@pytest.mark.parametrize(
    ("text", "asserted", "considered"),
    [
        (
            "Peru warned Chad that it will face sanctions if it attacks Mali.",
            ["PER THREATEN TCD"],
            ["TCD ASSAULT MLI"],
        ),
        ("France told Russia that it would lose trade if it invaded Moldova.", [], ["RUS ASSAULT MDA"]),
        ("Peru warned Chad of trouble if Mali bombed Togo.", ["PER THREATEN TCD"], ["MLI ASSAULT TGO"]),
        # a threat is made with a condition, and stands
        (
            "Chad said if Peru sells arms to Mali it would attack Mali.",
            ["TCD THREATEN MLI"],
            ["PER COOPERATE MLI"],
        ),
        ("Asked if it would stay, Chad attacked Mali.", ["TCD ASSAULT MLI"], []),
    ],
)
def test_what_is_done_only_if_is_no_act_and_who_is_warned_would_do_it(text, asserted, considered):
    assert told(text) == asserted
    assert told(text, "considers") == considered


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Japan protested to North Korea on Tuesday after it launched a missile.", "PRK MOBILIZE JPN"),
        ("Chad complained to Mali after it sent warships.", "MLI MOBILIZE TCD"),
        ("Chad condemned Mali after it bombed Togo.", "MLI ASSAULT TGO"),
        # who did something himself is "it"
        ("Chad withdrew its troops from Mali after it bombed Togo.", "TCD ASSAULT TGO"),
        ("Chad condemned Mali after it was bombed by Togo.", "TGO ASSAULT TCD"),
    ],
)
def test_who_is_blamed_after_it_acted_is_who_acted(text, acts):
    assert acts in told(text)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Chad called on Peru to resume dialogue with Mali.", ["TCD REQUEST PER"]),
        ("Chad asked Peru to resume trade with Mali.", ["TCD REQUEST PER"]),
        ("Chad appealed to Peru to begin peace talks with Mali.", ["TCD REQUEST PER"]),
        ("Chad called for dialogue between Peru and Mali.", ["TCD REQUEST PER"]),
        # what somebody is asked to stop goes on
        ("France urged Chad to stop attacks on Mali.", ["FRA REQUEST TCD", "TCD ASSAULT MLI"]),
        ("Peru held a dialogue with Mali.", ["PER CONSULT MLI"]),
    ],
)
def test_what_is_asked_for_has_not_happened(text, acts):
    assert told(text) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        # an exercise at one's own city is aimed at nobody
        ("South Korea and the United States mobilised a naval exercise off Busan on Monday.", []),
        ("South Korea began a naval exercise off Busan.", []),
        ("China began a naval exercise off Busan.", ["CHN MOBILIZE KOR"]),
        # shoals and reefs are nobody, whatever their names begin with
        (
            "Russia condemned Japan. China's coast guard blocked Philippine vessels at the Second Thomas Shoal.",
            ["RUS ACCUSE JPN", "CHN COERCE PHL"],
        ),
        ("Chad blocked Malian boats at the Third Hope Reef.", ["TCD COERCE MLI"]),
    ],
)
def test_a_place_is_nobody(text, acts):
    assert told(text) == acts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # "the two coast guards" are the two who talk, and no amount
        ("Chad and Mali held talks between the two coast guards on Monday.", [("TCD CONSULT MLI", None)]),
        ("Chad and Mali exchanged 200 prisoners.", [("TCD COOPERATE MLI", 200)]),
        # an amount is of its own verb
        (
            "Taiwan scrambles fighter jets after 41 Chinese aircraft cross the median line.",
            [("TWN MOBILIZE CHN", None), ("CHN MOBILIZE TWN", None)],
        ),
        ("Turkey sent the 200 soldiers to Syria.", [("TUR MOBILIZE SYR", 200)]),
    ],
)
def test_an_amount_is_of_the_act_that_it_counts(text, expected):
    found = [
        (
            f"{row['actor_state']} {row['type']} {row['recipient_state']}",
            None if pd.isna(row["amount"]) else row["amount"],
        )
        for row in rows(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "states"),
    [
        # an office without a state is that of the state whose act the sentence before tells
        (
            "North Korea fired at Japan. North Korea threatened Japan. China urged all sides to show restraint. "
            "Foreign Ministry spokesperson Liu Wen criticised the American sanctions.",
            ("CHN", "actor"),
        ),
        ("Mali bombed Togo. Chad urged restraint. Government spokesman Ali Daoud criticised Peru.", ("TCD", "actor")),
        # what the words tell is no guess
        ("Chad urged restraint. Malian spokesman Ali Daoud criticised Peru.", ("MLI", "")),
        ("Mali bombed Togo. Spokesman Ali Daoud of Chad criticised Peru.", ("TCD", "")),
    ],
)
def test_whose_an_office_is_that_no_words_tell_is_marked_as_a_guess(text, states):
    last = rows(text)[-1]
    assert (last["actor_state"], last["guessed"]) == states


def denied(text):
    """Return what is denied as "actor TYPE recipient", by states."""
    return told(text, "denies")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what a relative clause tells as a fact is not the claim that is denied
        (
            "Chad, which signed a treaty with Mali in 2024, denied a report that it had sold parts. "
            "Government spokesman Ali Daoud rejected the claim as groundless.",
            [],
        ),
        ("Peru said Chad had bombed Mali. Chad rejected the claim as groundless.", ["TCD ASSAULT MLI"]),
        # nobody denies by "denies that" that he was asked
        ("Mali has requested that Chad withdraw the tax. Chad denies that the tax is connected with the dispute.", []),
    ],
)
def test_who_denies_one_thing_does_not_deny_what_is_told_besides(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("about:blank", False),
        ("https://example.org/news/1", False),
        ("file:///tmp/a.html", False),
        ("About the treaty", True),
        ("About: a treaty in doubt", True),
    ],
)
def test_what_a_browser_puts_for_a_title_is_none(title, is_one):
    assert is_title(title) == is_one


@pytest.mark.parametrize(
    "text",
    [
        "Peru condemned what it called a climate of aggression in Chile.",
        'Peru\'s president called the Chileans "Nazi remnants".',
        "Peru hit what it called terrorist camps in Chile.",
    ],
)
def test_what_something_is_called_is_no_telephone_call(text):
    assert not [one for one in told(text) if "CONSULT" in one]


def test_who_is_called_is_still_talked_to():
    assert told("Peru's president called Chile's premier on Monday.") == ["PER CONSULT CHL"]


@pytest.mark.parametrize("words", ["traded accusations", "trade barbs", "exchanged insults", "swapped accusations"])
def test_who_trade_accusations_accuse_one_another(words):
    assert told(f"Peru and Chile {words} over fishing.") == ["PER ACCUSE CHL"]
