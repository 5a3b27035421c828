"""Who says what, who denies it and when it was said; what is only said, offered, denied or wanted is no fact."""

import pandas as pd
import pytest

from graphkit.extract import extract_relations
from graphkit.extract.denial import mark_denials
from graphkit.extract.rules import code_document
from graphkit.extract.summaries import plain_summary

TODAY = "2026-03-04"


def told(text):
    """Return each proposal as doer, type, whom it is done to, stance and speaker."""
    frame = extract_relations(text, date=TODAY)
    return [(one.actor, one.type, one.recipient, one.stance, one.speaker) for one in frame.itertuples()]


def dates(text):
    frame = extract_relations(text, date=TODAY)
    return ["" if pd.isna(day) else day for day in frame["date"]]


def summaries(text):
    found = mark_denials(code_document(text, date=TODAY), text, code_document)
    return [
        plain_summary(one, actor=one.actor_name, recipient=one.recipient_name, sentence=text[one.start : one.end])
        for one in found
    ]


OFFER = (
    "Turkish Foreign Minister Hakan Fidan told reporters on 3 March that his country had offered to host a new round "
    "of talks between Iran and the United States. Washington rejected the Turkish offer the same day, according to two "
    "American officials quoted by Reuters."
)


def test_an_offer_is_told_by_who_told_of_it_and_refused_on_its_day():
    assert told(OFFER) == [
        ("TUR", "AGREE", "IRN", "asserts", "hakan-fidan"),
        ("TUR", "AGREE", "USA", "asserts", "hakan-fidan"),
        ("USA", "REJECT", "TUR", "asserts", "american-officials"),
    ]
    assert dates(OFFER) == ["2026-03-03"] * 3
    frame = extract_relations(OFFER, date=TODAY)
    assert frame["amount"].isna().all()  # two officials are no part of what was done
    assert frame["responds_to"].tolist()[-1] == 0


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Chad said it had shelled Mali.", [("TCD", "ASSAULT", "MLI", "asserts", "TCD")]),
        ("Chad admitted shelling Mali.", [("TCD", "ASSAULT", "MLI", "asserts", "TCD")]),
        ("Kenya charged that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "KEN")]),
        ("Kenya's claim that Chad shelled Mali was not verified.", [("TCD", "ASSAULT", "MLI", "alleges", "KEN")]),
        ("A report in Le Monde said Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "le-monde")]),
        ("Kenya confirmed Chad's shelling of Mali.", [("TCD", "ASSAULT", "MLI", "asserts", "KEN")]),
        ("As Kenya put it, Chad shelled Mali.", [("TCD", "ASSAULT", "MLI", "asserts", "KEN")]),
        ("Rumours spread that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "")]),
        ("Kenya accused Chad of having shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "KEN")]),
        ("Kenya stopped short of saying that Chad shelled Mali.", [("TCD", "ASSAULT", "MLI", "considers", "KEN")]),
        ("Chad proposed meeting Mali.", [("TCD", "CONSULT", "MLI", "considers", "")]),
        (
            "Niger said that Kenya's claim that Chad had shelled Mali was a lie.",
            [("TCD", "ASSAULT", "MLI", "alleges", "KEN"), ("TCD", "ASSAULT", "MLI", "denies", "NER")],
        ),
        ("Kenya repeated the claim that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "KEN")]),
        ("Kenya said Chad had not shelled Mali.", [("TCD", "ASSAULT", "MLI", "denies", "KEN")]),
        ("Chad said it never sold missiles to Mali.", [("TCD", "COOPERATE", "MLI", "denies", "TCD")]),
        ("Missiles were allegedly sold to Mali by Chad.", [("TCD", "COOPERATE", "MLI", "alleges", "")]),
        ("It was claimed that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "alleges", "")]),
        ("Chad is hoping to meet Mali's president.", [("TCD", "CONSULT", "mli-president", "considers", "")]),
        (
            "China denied a report in the Financial Times that it had sold missile parts to Iran.",
            [
                ("CHN", "COOPERATE", "IRN", "alleges", "financial-times"),
                ("CHN", "COOPERATE", "IRN", "denies", "CHN"),
            ],
        ),
        (
            "China denied a report that it had sold missile parts to Iran.",
            [("CHN", "COOPERATE", "IRN", "denies", "CHN")],
        ),
        ("Kenya wrongly said that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "denies", "")]),
        ("Kenya corrected its statement that Chad had shelled Mali.", [("TCD", "ASSAULT", "MLI", "considers", "KEN")]),
    ],
)
def test_who_says_so_is_kept(text, rows):
    assert [row for row in told(text) if row[1] in ("ASSAULT", "COOPERATE", "CONSULT")] == rows


@pytest.mark.parametrize(
    "text",
    [
        "Turkey has proposed talks between Iran and the United States.",
        "Turkey is ready to host talks between Iran and the United States.",
        "Turkey will host talks between Iran and the United States.",
        "Turkey's offer to host talks between Iran and the United States was turned down.",
    ],
)
def test_talks_that_are_only_offered_were_not_held(text):
    assert not [row for row in told(text) if row[1] == "CONSULT"]


def test_who_is_thanked_for_having_done_it_has_done_it():
    assert ("KEN", "AID", "MLI", "asserts", "") in told("Chad thanked Kenya for having sent food to Mali.")


def test_talks_that_were_hosted_were_held():
    assert ("IRN", "CONSULT", "USA") in [
        row[:3] for row in told("Turkey hosted talks between Iran and the United States.")
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "On Monday, Iran's foreign ministry said it would suspend inspections by the UN nuclear watchdog unless "
            "sanctions were lifted.",
            ["2026-03-02"],
        ),
        ("Chad said on Monday that it would send food to Mali on 10 March.", ["2026-03-02"]),
        ("On Monday, Chad's foreign ministry said it would hold talks with Mali.", ["2026-03-02"]),
        ("Chad said it would close its border with Mali on Sunday.", [""]),
        ("Kenya said on Monday that Chad had offered food to Mali.", [""]),  # when it offered is not told
        ("Chad shelled Mali on 1 March. Kenya condemned Chad the next day.", ["2026-03-01", "2026-03-02"]),
        ("Chad shelled Mali on 1 March. Two days later Kenya condemned Chad.", ["2026-03-01", "2026-03-03"]),
        ("Chad shelled Mali on 1 March. That day Kenya condemned Chad.", ["2026-03-01", "2026-03-01"]),
        ("Chad shelled Mali in 2019. Kenya condemned Chad the same day.", ["2019", ""]),
    ],
)
def test_what_is_done_by_saying_so_and_what_was_done_the_same_day_is_dated(text, days):
    assert dates(text) == days


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "China denied a report in the Financial Times that it had sold missile parts to Iran.",
            [
                "China sold missile parts to Iran, Financial Times alleges.",
                "Denied by China: China sold missile parts to Iran.",
            ],
        ),
        ("China said it had not sold missiles to Iran.", ["Denied by China: China sold missiles to Iran."]),
        ("France did not say that China had sold arms to Iran.", ["Left open whether China sold arms to Iran."]),
        (
            "Arms were sold to Iran by China, according to France.",
            ["Arms were sold to Iran by China, France says."],
        ),
        ("Chad is said to have sold arms to Mali.", ["Chad sold arms to Mali, it is alleged."]),
    ],
)
def test_a_summary_tells_it_in_the_words_own_terms(text, lines):
    assert [line for line in summaries(text) if "said no" not in line and "accused" not in line] == lines


@pytest.mark.parametrize("condition", ["if Togo agrees", "if Togo says so", "unless Togo says no"])
def test_who_would_have_to_agree_first_says_nothing(condition):
    rows = extract_relations(f"Mali may send troops to Ghana {condition}.")
    assert ("MLI", "GHA", "") in set(zip(rows.actor, rows.recipient, rows.speaker, strict=True))
