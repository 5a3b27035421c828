"""Dates as people type them: weekends, seasons, "two weeks ago", "3 to 5 May"; each as EDTF."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from graphkit.dates import outer_bounds
from graphkit.edit.refusal import Refused
from graphkit.model import date_bounds

__all__ = ["SEASONS", "as_edtf", "is_ahead", "refuse_ahead", "typed_day"]

Read = Callable[[str], str]

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
_MONTHS += ["august", "september", "october", "november", "december"]
#: The seasons by their numbers in EDTF.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_BEGUN = {21: 3, 22: 6, 23: 9, 24: 12}  # the month with which a season begins
_DAYS = {"day": 1, "week": 7}
_OPEN = {"after": "{}/..", "since": "{}/..", "from": "{}/..", "by": "../{}", "until": "../{}", "till": "../{}"}
_UNSURE = {"~": "about|around|circa|ca|c|roughly|approximately|some time in|sometime in", "?": "perhaps|maybe|possibly"}


def as_edtf(text: str) -> str:
    """Return a text that is a date as EDTF; blank where it is none.

    >>> as_edtf("2024-03~"), as_edtf("2024-05-08/2024-05-03"), as_edtf("soon")
    ('2024-03~', '', '')
    """
    try:
        date_bounds(text)
    except ValueError:
        return ""
    return text


def is_ahead(date: str, document: str) -> bool:
    """Return whether a date is surely after that of a document, or, where it has none, after today.

    >>> is_ahead("2025-04-25", "2025-04-24"), is_ahead("2025-04", "2025-04-24"), is_ahead("../2099", "2025-04-24")
    (True, False, False)
    """
    until = outer_bounds(document)[1]
    if until == "9999~":
        until = datetime.date.today().isoformat()
    return outer_bounds(date)[0] > until


def refuse_ahead(date: str, document: str, *, stance: str, said: object) -> None:
    """Refuse an act that is held to have happened after its document, unless the writer has said that it is meant.

    Parameters
    ----------
    date
        The date of the act.
    document
        That of the document.
    stance
        How the document holds it.
    said
        The date for which the writer has said so, or several.

    Raises
    ------
    Refused
        If it is after the document.

    Examples
    --------
    >>> refuse_ahead("2099", "2025-04-24", stance="expects", said="")
    >>> refuse_ahead("2099", "2025-04-24", stance="asserts", said="2099")
    """
    if (
        stance not in ("asserts", "alleges")
        or date in (said if isinstance(said, list) else [said])
        or not is_ahead(date, document)
    ):
        return
    when = f"the document is of {document}" if document else "the document has no date and that day is still to come"
    raise Refused(
        f"{date} is still to come: {when}; choose the stance 'expects' or 'proposes', mend the date, "
        "or keep it once more if it is meant so",
        code="ahead",
        field="date",
    )


def typed_day(text: str, document: str, read: Read) -> str:
    """Return what somebody typed as EDTF, which may end before it begins; blank where it is of no way known here.

    Parameters
    ----------
    text
        The words.
    document
        The date of the document, from which "two weeks ago" counts.
    read
        Reads a single date, such as "3 May".

    Examples
    --------
    >>> typed_day("the summer of 2024", "", str), typed_day("three days ago", "2025-09-09", str)
    ('2024-22', '2025-09-06')
    """
    plain = re.sub(r"^(?:on|in|over|during|the|at)\s+(?:the\s+)?", "", " ".join(text.lower().split()))
    alone = next((found for way in (_by_figures, _by_calendar, _before_now) for found in way(plain, document)), "")

    def one(words: str) -> str:
        return next(_by_calendar(words, document), "") or read(words)

    return alone or next(_around(plain, one), "")


def _by_figures(text: str, _: str) -> Iterator[str]:
    """Decades, quarters, open ends and days written with dots."""
    if match := re.fullmatch(r"(\d{3})0['’]?s", text):
        yield f"{match[1]}X"
    if match := re.fullmatch(r"q([1-4])\s*(?:of\s*)?(\d{4})|(\d{4})\s*-?q([1-4])", text):
        quarter, year = int(match[1] or match[4]), match[2] or match[3]
        yield f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}"
    if match := re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text):
        yield f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"(\.\.)?/?(\d{4}(?:-\d\d){0,2})/?(\.\.)?", text):
        yield f"../{match[2]}" if match[1] else f"{match[2]}/.." if match[3] else match[2]
    if match := re.fullmatch(r"(\d{4})\s+or\s+(\d{4})", text):
        yield f"[{match[1]}, {match[2]}]"


def _by_calendar(text: str, document: str) -> Iterator[str]:
    """Months and seasons, of a year that is told, of the next one, or of the last one before the document."""
    if match := re.fullmatch(rf"(next |this |last )?({'|'.join(SEASONS)})(?:\s+(?:of\s+)?(\d{{4}}))?", text):
        season, year = SEASONS[match[2]], match[3] or _last_year(document, _BEGUN[SEASONS[match[2]]])
        if (
            not match[3]
            and year
            and match[1] in ("next ", "this ")
            and not (match[1] == "this " and year == document[:4])
        ):
            year = str(int(year) + 1)
        if year:
            yield f"{year}-{season}"
    if match := re.fullmatch(rf"({'|'.join(_MONTHS)})", text):
        month = _MONTHS.index(match[1]) + 1
        yield f"{_last_year(document, month)}-{month:02}"


def _last_year(document: str, month: int) -> str:
    """The year in which a month last began, as a document has it."""
    if not re.match(r"\d{4}-\d\d", document):
        return document[:4]
    return str(int(document[:4]) - (int(document[5:7]) < month))


def _before_now(text: str, document: str) -> Iterator[str]:
    """Weekends, and so many days, weeks, months or years ago."""
    try:
        today = datetime.date.fromisoformat(document)
    except ValueError:
        return
    if re.fullmatch(r"(?:last |past |this )?weekend", text):
        sunday = today - datetime.timedelta(days=(today.weekday() + 1) % 7)
        yield f"{sunday - datetime.timedelta(days=1)}/{sunday}"
    match = re.fullmatch(rf"(an?|{'|'.join(_NUMBERS)}|\d{{1,3}})\s+(day|week|month|year)s?\s+ago", text)
    if match is None:
        return
    count = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1]) + 1 if match[1] in _NUMBERS else 1
    if days := _DAYS.get(match[2]):
        then = today - datetime.timedelta(days=days * count)
        yield f"{then}{'~' if days > 1 else ''}"
    elif match[2] == "month":
        months = today.year * 12 + today.month - 1 - count
        yield f"{months // 12}-{months % 12 + 1:02}~"
    else:
        yield f"{today.year - count}~"


def _around(text: str, read: Read) -> Iterator[str]:
    """A date with words before it, or two with "to" between them."""
    two = re.fullmatch(r"(?:from |between )?(.+?)\s*(?: to | until | till | and |–|—| - )\s*(.+)", text)
    if two and (found := _stretch(two[1], read(two[2]), read)):
        yield found
    for sign, words in _UNSURE.items():
        if (match := re.fullmatch(rf"(?:{words})\.?\s+(.+)", text)) and re.fullmatch(
            r"\d{4}(-\d\d){0,2}", read(match[1])
        ):
            yield read(match[1]) + sign
    if (match := re.fullmatch(rf"({'|'.join(_OPEN)})\s+(.+)", text)) and (found := read(match[2])):
        yield _OPEN[match[1]].format(found)
    if (match := re.fullmatch(r"before\s+(.+)", text)) and (found := read(match[1])):
        yield f"../{_before(found)}"


def _stretch(first: str, last: str, read: Read) -> str:
    """Two dates as one: of the first only the day may be told; a weekday is that before the last."""
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first) and re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return f"{last[:8]}{int(re.sub(r'[a-z]+', '', first)):02}/{last}"
    begin = read(first)
    if not re.search(r"\d", first) and begin > last and re.fullmatch(r"\d{4}-\d\d-\d\d", begin):
        begin = str(datetime.date.fromisoformat(begin) - datetime.timedelta(days=7))
    return f"{begin}/{last}" if begin and last else ""


def _before(date: str) -> str:
    """The day, month or year before one."""
    parts = date.split("-")
    try:
        day = datetime.date(*(int(part) for part in [*parts, "1", "1"][:3])) - datetime.timedelta(days=1)
    except ValueError:
        return ""
    return str(day)[: len(date)]
