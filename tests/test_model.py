"""Dates keep their precision; the columns are those of the design."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies as st

from graphkit import model
from graphkit.model import Evidence, date_bounds, date_words, join_list, split_list, status_of


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2024-06-18", "2024-06-18", "2024-06-18"),
        ("2024-06", "2024-06-01", "2024-06-30"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-10~", "2024-10-01", "2024-10-31"),
        ("2024-10-05?", "2024-10-05", "2024-10-05"),
        ("2024%", "2024-01-01", "2024-12-31"),
        ("2024-11-16/2024-11-17", "2024-11-16", "2024-11-17"),
        ("2024-10~/2024-12", "2024-10-01", "2024-12-31"),
        ("../2024-06", None, "2024-06-30"),
        ("2024-06/..", "2024-06-01", None),
        ("2024-06-18/", "2024-06-18", None),
        ("/2024", None, "2024-12-31"),
        ("../..", None, None),
        ("", None, None),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-28", "2024-12-01", "2025-02-28"),
        ("[..1960-12-03]", None, "1960-12-03"),
        ("[1960-12..]", "1960-12-01", None),
        ("[2024-01-05, 2024-03]", "2024-01-05", "2024-03-31"),
        ("2024-10-XX", "2024-10-01", "2024-10-31"),
    ],
)
def test_first_and_last_possible_day(text, since, until):
    assert date_bounds(text) == (since, until)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("March 2019", "cannot be read"),
        ("2024-13", "no such month"),
        ("2024-02-30", "no such day"),
        ("2024/2023", "ends before it begins"),
        ("20240618", "cannot be read"),
        ("18/06/2024", "cannot be read"),
        ("2024-06-18/2024-06-20/2024", "cannot be read"),
        ("/", "cannot be read"),
        ("２０２４", "cannot be read"),
        ("-0100", "outside the years"),
        ("0000", "outside the years|cannot be read"),
        ("today", "cannot be read"),
        ("1950S2", "cannot be read"),
    ],
)
def test_what_is_not_a_date_is_said(text, says, capsys):
    with pytest.raises(ValueError, match=says):
        date_bounds(text)
    assert capsys.readouterr().out == ""


@given(st.dates(min_value=datetime.date(1, 1, 1)))
def test_every_day_is_itself(day):
    assert date_bounds(day.isoformat()) == (day.isoformat(), day.isoformat())


@given(st.dates(), st.dates())
def test_an_interval_is_its_ends(one, other):
    first, last = sorted([one.isoformat(), other.isoformat()])
    assert date_bounds(f"{first}/{last}") == (first, last)


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        (["asserts"], "asserted"),
        (["asserts", "denies"], "contested"),
        (["denies", "alleges"], "contested"),
        (["denies"], "denied"),
        (["denies", "proposes"], "proposed"),
        (["alleges", "asserts", "proposes"], "asserted"),
        (["expects", "considers"], "expected"),
        (["considers", "proposes"], "considered"),
        (["proposes"], "proposed"),
        ([], "unsourced"),
    ],
)
def test_status_follows_from_the_evidence(stances, status):
    evidence = [Evidence("r", "d", stance=stance) for stance in stances]
    assert status_of(evidence) == status
    assert status_of(evidence[::-1]) == status
    assert status in model.STATUSES


@given(st.lists(st.text("abc é-", min_size=1).map(str.strip).filter(bool)))
def test_lists_come_back(items):
    assert split_list(join_list(items)) == tuple(items)


def test_columns_are_those_of_the_design():
    design = {
        "actors": "id name kind aliases wikidata note",
        "affiliations": "actor role organisation title since until",
        "documents": "id title author publisher kind primary date url archived accessed language retells sha256 file"
        " note",
        "relations": "id actor type mode recipient mutual date place contexts amount unit responds_to gist summary",
        "evidence": "relation document start end locator date stance speaker via origin confidence",
    }
    assert {table: " ".join(columns) for table, columns in model.COLUMNS.items()} == design
    assert list(model.TABLES) == list(design)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-06-18", "18 June 2024"),
        ("2024-06", "June 2024"),
        ("2024~", "about 2024"),
        ("2024-03?", "perhaps March 2024"),
        ("2024-03%", "perhaps about March 2024"),
        ("2024-~06-18", "about 18 June 2024"),
        ("198X?", "perhaps the 1980s"),
        ("19XX", "between 1900 and 1999"),
        ("2024-XX", "some month of 2024"),
        ("2024-06-XX", "some day of June 2024"),
        ("2024-XX-XX", "some day of 2024"),
        ("2024-21", "spring 2024"),
        ("2024-24", "winter 2024-25"),
        ("2024-34", "the second quarter of 2024"),
        ("2024-41", "the second half of 2024"),
        ("[2024-03,2024-04]", "March or April 2024"),
        ("{2024-03, 2025-04}", "March 2024 and April 2025"),
        ("[2024-06-18,2024-06-20..2024-06-22]", "18 June 2024 or 20 to 22 June 2024"),
        ("[..2024-03]", "March 2024 or earlier"),
        ("{2024-03..}", "March 2024 and later"),
        ("2024-06-18/2024-06-20", "18 to 20 June 2024"),
        ("2024-06-30/2024-07-02", "30 June to 2 July 2024"),
        ("2024-06-18/2024-06~", "between 18 June 2024 and about June 2024"),
        ("2024-10/2025-01", "between October 2024 and January 2025"),
        ("19XX/2005", "between 1 January 1900 and 2005"),
        ("2024-06/..", "since June 2024"),
        ("/2024-06~", "by about June 2024"),
        ("../..", "at an unknown time"),
        ("", ""),
        ("Tuesday", "Tuesday"),
    ],
)
def test_dates_in_words(date, words):
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-10/2024-12~", "October 2024 to about December 2024"),
        ("2024-10/2024-12", "October to December 2024"),
        ("../..", "with no known beginning or end"),
        ("2024-06/..", "since June 2024"),
        ("2024-06", "June 2024"),
    ],
)
def test_what_lasts_is_worded_as_lasting(date, words):
    assert date_words(date, lasting=True) == words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20/11/2023", "2023-11-20"),
        ("11/20/2023", "2023-11-20"),
        ("15.01.2024", "2024-01-15"),
        ("5.5.2024", "2024-05-05"),
        ("05/06/2024", "2024-06-05 or 2024-05-06, whichever is meant"),
        ("20/11/23", "2023-11-20, with the century that is meant"),
        ("2024/6/18", "2024-06-18"),
        ("2024-6-1", "2024-06-01"),
        ("2024-06-18 00:00:00", "2024-06-18"),
        ("20240618", "2024-06-18"),
        ("11/2023", "2023-11"),
        ("2024.06", "2024-06"),
        ("Jan-24", "2024-01, if that is the month and the year that are meant"),
        ("18-Jun-2024", "2024-06-18"),
        ("June 18, 2024", "2024-06-18"),
        ("18 June 2024", "2024-06-18"),
        ("Sept 2024", "2024-09"),
        ("45261", "2023-12-01, if this is the number of a day in a spreadsheet"),
    ],
)
def test_a_date_as_spreadsheets_write_it_is_refused_with_what_to_write(written, meant):
    with pytest.raises(ValueError, match="cannot be read: write") as caught:
        date_bounds(written)
    assert str(caught.value) == f"date '{written}' cannot be read: write {meant}"
    for one in meant.split(",")[0].split(" or "):
        assert date_bounds(one)


@pytest.mark.parametrize(("written", "month"), [("Mar", "2024-03"), ("October", "2024-10")])
def test_a_month_alone_is_told_how_it_is_written_with_its_year(written, month):
    with pytest.raises(ValueError, match=f"write the year and the month, such as {month}"):
        date_bounds(written)


@pytest.mark.parametrize("written", ["31/02/2024", "99/99/2024", "Tuesday", "1/2", "٣/٤/٢٠٢٤", "x" * 9999])
def test_what_no_date_can_be_told_of_is_told_the_forms(written):
    with pytest.raises(ValueError, match="2024-06-18, a month as 2024-06, a year as 2024") as caught:
        date_bounds(written)
    assert len(str(caught.value)) < 300
