"""Which date is whose: a day in what is agreed or feared is not when it was said; and who is named beside an office."""

import pytest

from graphkit.extract import CoderChoice, extract_relations
from graphkit.extract.records import SourceText, items_of
from graphkit.extract.review import date_note
from graphkit.model import Document


def told(text):
    rows = extract_relations(text, date="2024-11-05").to_dict("records")
    return [(row["actor"], row["type"], row["recipient"], row["date"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Chile spoke with Peru and agreed to hold joint patrols in April.", ""),
        ("Chile spoke with Peru on Monday and agreed to hold joint patrols in April.", "2024-11-04"),
        ("Turkey accused Greece of planning to deploy troops on the islands next week.", ""),
        ("Chad and Mali agreed to open the border from 1 January.", ""),
        ("Chad and Mali agreed on Monday to open the border from 1 January.", "2024-11-04"),
        ("Chad threatened to cut ties with Mali on Monday.", "2024-11-04"),
        ("Chad shelled Mali on Monday.", "2024-11-04"),
        ("It ended a quarrel that began on 5 June 2017, when Egypt severed ties with Qatar.", "2017-06-05"),
        ("Chad visited Mali, and yesterday it shelled a town of Niger.", ""),
        ("Chad has met Mali in Rome and will meet Niger this month.", ""),
        ("The rule was prompted by the treaty between Chad and Mali of 2 May, Niger said.", ""),
        ("Chad captured a town of Mali, which provides half of its oil, on Monday.", "2024-11-04"),
        ("The rule was prompted by a treaty between Chad and Mali on 2 May.", "2024-05-02"),
    ],
)
def test_a_date_belongs_to_its_own_clause(text, date):
    assert told(text)[0][3] == date


def test_a_relative_clause_and_the_verb_after_it_have_a_date_each():
    dates = [row[3] for row in told("Chile, which Peru invaded in 2019, condemned Brazil on Monday.")]
    assert dates == ["2019", "2024-11-04"]


def test_that_november_is_of_the_year_told_and_two_dates_are_of_the_verb_and_its_noun():
    text = "Chad shelled Mali in 2010, and that November Mali shelled Chad."
    assert [row[3] for row in told(text)] == ["2010", "2010-11"]
    text = "Chad today summoned China's envoy over the use of water cannon by the Chinese navy against Mali on 2 May."
    assert {row[1]: row[3] for row in told(text)} == {"ACCUSE": "2024-11-05", "ASSAULT": "2024-05-02"}
    text = "China answered by seizing ships of Chad and, in May, arresting officers of Mali."
    assert {row[2][-3:]: row[3] for row in told(text)}.get("MLI", "2024-05") == "2024-05"


def test_a_date_before_a_semicolon_is_not_that_of_what_stands_behind_it():
    dates = [row[3] for row in told("France halted aid to Niger on 29 May; Niger condemns France.")]
    assert dates == ["2024-05-29", ""]


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("on the nineteenth of September", "2024-09-19"),
        ("on the twenty-first of May 2023", "2023-05-21"),
        ("in the spring of 2024", "2024-21"),
        ("in winter 2023", "2023-24"),
        ("in the first half of 2023", "2023-01/2023-06"),
        ("in the second half of 2023", "2023-07/2023-12"),
        ("in the 1990s", "199X"),
        ("in 2022-23", "2022/2023"),
        ("on 2024-09-03", "2024-09-03"),
        ("in May", "2024-05"),
        ("at the end of May", "2024-05"),
        ("two days ago", "2024-11-03"),
        ("a week ago", "2024-10-29~"),
        ("three months ago", "2024-08~"),
        ("a year ago", "2023"),
        ("the day before yesterday", "2024-11-03"),
    ],
)
def test_more_ways_to_say_when(when, date):
    assert told(f"Peru attacked Chile {when}.")[0][3] == date


@pytest.mark.parametrize("when", ["on 7 May 2024", "on May 7", "in 2023", "on Tuesday 7 May 2024"])
def test_a_date_between_subject_and_verb_loses_nothing(when):
    assert [row[:3] for row in told(f"Peru {when} expelled two Chilean diplomats.")] == [
        ("PER", "SANCTION", "chilean-diplomats")
    ]


def test_what_may_happen_is_no_month():
    assert told("Peru attacked Chile, and it may attack Bolivia.")[0][3] == ""


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The Greek foreign minister, Giorgos Gerapetritis, met his Turkish counterpart, Hakan Fidan, in Ankara.",
            ("giorgos-gerapetritis", "hakan-fidan"),
        ),
        ("Ruritania's foreign minister, Karl Brod, condemned Chile.", ("karl-brod", "CHL")),
        ("The foreign minister of Chad, Mali and Peru condemned Chile.", None),  # a list of states, no name
        ("Chile's president, Peru and Bolivia condemned Brazil.", ("chl-president", "BRA")),
        ("The Chadian ministers, Mali said, met Peru.", None),
    ],
)
def test_an_office_is_whoever_is_named_beside_it(text, parties):
    found = [(actor, recipient) for actor, _, recipient, _ in told(text)]
    if parties is None:
        assert all(actor != "mali" and "karl" not in actor for actor, _ in found)
    else:
        assert parties in found


def test_who_was_named_beside_an_office_is_known_by_the_last_name_from_then_on():
    text = "Ruritania's foreign minister, Karl Brod, condemned Chile. Brod called on Chile to apologise."
    assert [actor for actor, *_ in told(text)] == ["karl-brod", "karl-brod"]


def test_a_month_before_a_full_stop_ends_its_sentence():
    """ "May." is no abbreviation: each act has the day of its own sentence."""
    acts = told("Japan condemned Russia on 7 May. Chad condemned Mali on 8 May. Peru sued Chile on 3 Oct. 2024.")
    assert [date for *_, date in acts] == ["2024-05-07", "2024-05-08", "2024-10-03"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Fiji gave Vanuatu 3 million dollars in aid.", "AID"),
        ("Japan gave Ukraine 20 generators in aid of its hospitals.", "AID"),
        ("Fiji gave in to Vanuatu's demands.", "CONCEDE"),
    ],
)
def test_in_is_part_of_the_verb_only_beside_it(text, act):
    assert [kind for _, kind, *_ in told(text)] == [act]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Talks between Morocco and Algeria are to be held in Rabat on 15 May.", "2026-05-15"),
        ("Talks between Morocco and Algeria were held in Rabat on 15 May.", "2025-05-15"),
        ("Japan's prime minister arrives in Ukraine on 15 May.", "2026-05-15"),
        ("Morocco will recall its ambassador from Algeria on 15 May.", "2026-05-15"),
        ("Morocco recalled its ambassador from Algeria on 15 May.", "2025-05-15"),
        ("Morocco has recalled its ambassador from Algeria on 15 May.", "2025-05-15"),
        ("Morocco recalled its ambassador from Algeria on 13 May.", "2026-05-13"),
        ("Talks between Morocco and Algeria are held in Rabat on 15 May 2025.", "2025-05-15"),
    ],
)
def test_one_of_the_next_days_is_to_come_unless_it_is_told_as_past(text, date):
    """The text is of 14 May 2026 and gives no year."""
    assert [row["date"] for row in extract_relations(text, date="2026-05-14").to_dict("records")] == [date]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("31 February 2024", True),
        ("February 30, 2024", True),
        ("29 February 2023", True),
        ("31 June", True),
        ("2024-02-31", True),
        ("29 February 2024", False),
        ("30 June", False),
    ],
)
def test_a_reviewer_is_told_of_a_day_that_there_is_not(day, told):
    text = f"Morocco recalled its ambassador from Algeria on {day}."
    source = SourceText(text, Document("d", "D", date="2024-07-14"), "utf-8")
    (item,) = items_of(source, CoderChoice().load()(text, "2024-07-14"))
    assert (f"there is no such day as '{day}'" in date_note(item)) == told
    assert bool(item.proposal.date) != told


@pytest.mark.parametrize(
    ("text", "told_twice"),
    [
        ("Morocco recalled its ambassador from Algeria on 15 May.", True),
        ("Morocco recalled its ambassador from Algeria on 15 May 2025.", False),
        ("Morocco recalled its ambassador from Algeria on 13 May.", False),
        ("Morocco will recall its ambassador from Algeria on 15 May.", False),
    ],
)
def test_a_reviewer_is_told_of_a_year_that_is_not_written(text, told_twice):
    source = SourceText(text, Document("d", "D", date="2026-05-14"), "utf-8")
    (item,) = items_of(source, CoderChoice().load()(text, "2026-05-14"))
    note = "told as past, it was read as 2025; the text is of 14 May 2026, so that 15 May 2026 may be meant"
    assert date_note(item) == (f"the year is not written: {note}" if told_twice else "")


@pytest.mark.parametrize(
    ("text", "recipient", "date"),
    [
        ("Norway seized a Russian trawler near Jan Mayen.", "RUS", ""),
        ("Iraq expelled Jan Egeland of Norway.", "NOR", ""),
        ("Iraq summoned April Glaspie, the American ambassador, on Tuesday.", "USA", "2024-05-14"),
        ("Last August Romanian police arrested two Russians.", "RUS", "2023-08"),
        ("In June Chad invaded Mali.", "MLI", "2023-06"),
        ("Sweden condemned Iran on Jan. 3.", "IRN", "2024-01-03"),
    ],
)
def test_a_name_that_begins_like_a_month_is_no_date(text, recipient, date):
    [row] = extract_relations(text, date="2024-05-15").itertuples()
    assert (row.recipient_state, row.date) == (recipient, date)
