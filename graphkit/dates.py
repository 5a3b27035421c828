"""Dates as EDTF (ISO 8601-2): their first and last days, and how people write them."""

from __future__ import annotations

import calendar
import contextlib
import re
from datetime import date
from functools import lru_cache
from typing import ClassVar

__all__ = ["date_bounds", "date_words", "lies_surely", "outer_bounds"]


class _Pattern:
    """The plain forms of a date, which are nearly all there are and need no parser."""

    PLAIN: ClassVar[re.Pattern[str]] = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?", re.ASCII)
    WINTER: ClassVar[re.Pattern[str]] = re.compile(r"(\d{4})-2[48][~?%]?", re.ASCII)
    OPEN_SET: ClassVar[re.Pattern[str]] = re.compile(r"[\[{](?:(\.\.)([^.,]+)|([^.,]+)(\.\.))[\]}]")


@lru_cache(maxsize=65536)
def date_bounds(text: str) -> tuple[str | None, str | None]:
    """Return the first and the last possible day of an EDTF date (ISO 8601-2), as ``YYYY-MM-DD``.

    Precision is kept and never invented: a month is all its days. ``~`` and ``?`` leave the days
    as they are. None is an open or unknown end; a blank date is unknown at both ends.

    Parameters
    ----------
    text
        ``2024-06-18``, ``2024-06``, ``2024``, ``2024-10~``, ``2024-11-16/2024-11-17``,
        ``../2024-06``, ``202X``, ``2024-24`` (a season), ``[2024-05, 2024-07]`` (one of a set) and
        the like: EDTF levels 0 and 1, and of level 2 sets, seasons and partial qualifiers; years 1 to 9999.

    Raises
    ------
    ValueError
        If ``text`` is not EDTF, names a day that does not exist, ends before it begins or lies
        outside the years 1 to 9999.

    Notes
    -----
    Plain dates are read here; everything else by the library ``edtf``. A winter (``2024-24``) is
    counted from December to the end of the following February: the library stops in December.

    Examples
    --------
    >>> date_bounds("2024-02")
    ('2024-02-01', '2024-02-29')
    >>> date_bounds("../2024-06")
    (None, '2024-06-30')
    """
    if not text:
        return None, None
    first, slash, last = text.partition("/")
    if not slash:
        return _plain_bounds(text) or _edtf_bounds(text)
    if "/" in last or _meant(text):
        raise _not_edtf(text)
    since = None if first in ("", "..") else date_bounds(first)[0]
    until = None if last in ("", "..") else date_bounds(last)[1]
    if (since is None) == (until is None) and since is None and ".." not in (first, last):
        raise _not_edtf(text)
    if since and until and since > until:
        raise ValueError(f"date '{text}' ends before it begins: write the earlier day first")
    return since, until


def outer_bounds(text: str) -> tuple[str, str]:
    """Return the first and the last possible day, to be compared as text: the ends of time for open ones.

    What is no date may be any day.

    >>> outer_bounds("../2024-06"), outer_bounds("soon")
    (('0000', '2024-06-30'), ('0000', '9999~'))
    """
    try:
        since, until = date_bounds(text)
    except ValueError:
        since = until = None
    return since or "0000", until or "9999~"


def _plain_bounds(text: str) -> tuple[str, str] | None:
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD; None for any other form."""
    match = _Pattern.PLAIN.fullmatch(text)
    if match is None or match[1] == "0000" or int(match[2] or 1) > 20:
        return None
    year, month = int(match[1]), int(match[2] or 0)
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"date '{text}' has no such month: months are 01 to 12")
    if not month:
        return f"{match[1]}-01-01", f"{match[1]}-12-31"
    days = calendar.monthrange(year, month)[1]
    if match[3] is None:
        return f"{text[:7]}-01", f"{text[:7]}-{days:02d}"
    if not 1 <= int(match[3]) <= days:
        raise ValueError(f"date '{text}' has no such day: that month has {days} days")
    return text[:10], text[:10]


def _edtf_bounds(text: str) -> tuple[str | None, str | None]:
    """First and last day of any other EDTF date, by the library."""
    if (one := _Pattern.OPEN_SET.fullmatch(text)) is not None:
        return (None, date_bounds(one[2])[1]) if one[1] else (date_bounds(one[3])[0], None)
    if "S" in text:
        raise _not_edtf(text)  # significant digits, of which the library makes a year that is too precise
    winter = _Pattern.WINTER.fullmatch(text)
    if winter and 1 <= int(winter[1]) < 9999:
        return f"{winter[1]}-12-01", date_bounds(f"{int(winter[1]) + 1:04d}-02")[1]
    from edtf import EDTFParseException, parse_edtf

    try:
        with contextlib.redirect_stdout(None):  # the library prints while it fails
            parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        bounds = tuple(f"{day.tm_year:04d}-{day.tm_mon:02d}-{day.tm_mday:02d}" for day in (lower, upper))
        years = (lower.tm_year, upper.tm_year)
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError) as error:
        raise _not_edtf(text) from error
    if not all(1 <= year <= 9999 for year in years):
        raise ValueError(f"date '{text}' is outside the years 1 to 9999")
    return bounds[0], bounds[1]


def _not_edtf(text: str) -> ValueError:
    """The error for something that is not a date, with what to write where that can be told."""
    return ValueError(
        f"date '{text[:80]}' cannot be read: write "
        + (
            _meant(text)
            or "a day as 2024-06-18, a month as 2024-06, a year as 2024, about then as 2024-10~, from one day to "
            "another as 2024-11-16/2024-11-17, or some time before as ../2024-06"
        )
    )


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_THREE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?:[ T]\d\d?:\d\d.*)?", re.ASCII)
_TWO = re.compile(r"(\d{1,2})[./-](\d{4})|(\d{4})[./](\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})?[. -]*([A-Za-z]{3,9})[., -]*(?:(\d{1,2}),? +)?(\d{4}|\d\d)?", re.ASCII)
_SERIAL = re.compile(r"[2-6]\d{4}", re.ASCII)
_PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)


def _meant(text: str) -> str:
    """What to write for a date as spreadsheets and people write it; blank where that cannot be told."""
    if (found := _THREE.fullmatch(text)) is not None:
        return _three(int(found[1]), int(found[3]), int(found[4]), year_first=len(found[1]) == 4, two=len(found[4]) < 3)
    if (found := _PACKED.fullmatch(text)) is not None:
        return _iso(*map(int, found.groups()))
    if (found := _TWO.fullmatch(text)) is not None:
        year, month = int(found[2] or found[3]), int(found[1] or found[4])
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else ""
    if _SERIAL.fullmatch(text):
        day = date.fromordinal(date(1899, 12, 30).toordinal() + int(text)).isoformat()
        return f"{day}, if this is the number of a day in a spreadsheet"
    found = _NAMED.fullmatch(text)
    month = _MONTHS.get(found[2].casefold(), 0) if found else 0
    if found is None or not month:
        return ""
    number, written = found[1] or found[3], found[4]
    if written and len(written) == 4:
        return _iso(int(written), month, int(number)) if number else f"{written}-{month:02d}"
    if written and number:
        whole = _iso(2000 + int(written), month, int(number))
        return whole and f"{whole}, with the century that is meant"
    short = written or number
    if short is None:
        return f"the year and the month, such as 2024-{month:02d}"
    return f"20{int(short):02d}-{month:02d}, if that is the month and the year that are meant"


def _three(first: int, middle: int, last: int, *, year_first: bool, two: bool) -> str:
    """What to write for three numbers: exact where only one order makes a date."""
    if year_first:
        return _iso(first, middle, last)
    year = 2000 + last if two else last
    days = list(dict.fromkeys(filter(None, (_iso(year, middle, first), _iso(year, first, middle)))))
    return (
        " or ".join(days) + (", whichever is meant" if days[1:] else ", with the century that is meant" if two else "")
        if days
        else ""
    )


def _iso(year: int, month: int, day: int) -> str:
    """A day as it is written; blank where there is none of these numbers."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


# --- dates in words ----------------------------------------------------------------------------

_SEASONS = {
    21: "spring {}",
    22: "summer {}",
    23: "autumn {}",
    24: "winter {}",
    **{25 + n: f"{name} {{}} in the north" for n, name in enumerate(("spring", "summer", "autumn", "winter"))},
    **{29 + n: f"{name} {{}} in the south" for n, name in enumerate(("spring", "summer", "autumn", "winter"))},
    **{33 + n: f"the {name} quarter of {{}}" for n, name in enumerate(("first", "second", "third", "fourth"))},
    **{37 + n: f"the {name} four months of {{}}" for n, name in enumerate(("first", "second", "last"))},
    **{40 + n: f"the {name} half of {{}}" for n, name in enumerate(("first", "second"))},
}
_DAY = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?", re.ASCII)


def date_words(text: str, *, lasting: bool = False) -> str:
    """Return an EDTF date as a person would say it; what is no EDTF date is returned as it is.

    Parameters
    ----------
    text
        A date as :func:`date_bounds` takes it; blank stays blank.
    lasting
        Whether it is the time of something that lasts, such as an alliance. Of an act between two months it is not
        known whether it took that long or was done some day in it, and the words say no more.

    Examples
    --------
    >>> date_words("2024-06-18/2024-06-20"), date_words("2024-10/2025-01~"), date_words("198X?")
    ('18 to 20 June 2024', 'between October 2024 and about January 2025', 'perhaps the 1980s')
    >>> date_words("[2024-03,2024-04]"), date_words("2024-XX"), date_words("2024-21")
    ('March or April 2024', 'some month of 2024', 'spring 2024')
    >>> date_words("2024-11/2024-11-05")
    'between 1 and 5 November 2024'
    """
    try:
        bounds = date_bounds(text)
    except ValueError:
        return text
    first, slash, last = text.partition("/")
    if not slash:
        return _once(text, bounds)
    if bounds == (None, None):
        return "with no known beginning or end" if lasting else "at an unknown time"
    if last in ("", ".."):
        return f"since {_once(first, date_bounds(first))}"
    if first in ("", ".."):
        return f"by {_once(last, date_bounds(last))}"
    begin, end = _shared([_end(one, side) for side, one in enumerate(_as_fine(first, last))])
    days = len(first.strip("~?%")) == len(last.strip("~?%")) == 10
    return f"{begin} to {end}" if days or lasting else f"between {begin} and {end}"


def _as_fine(first: str, last: str) -> tuple[str, str]:
    """The two ends of a period; where one is a day of what the other is, the first or last day of that."""
    if not {*first, *last}.isdisjoint("~?%X[{") or len(first) == len(last):
        return first, last
    begin, end = date_bounds(first), date_bounds(last)
    if len(last) == 10 and begin[0] is not None and begin[0] <= last <= (begin[1] or ""):
        return begin[0], last
    if len(first) == 10 and end[1] is not None and (end[0] or "9") <= first <= end[1]:
        return first, end[1]
    return first, last


def _end(text: str, side: int) -> str:
    """One end of a period in words: of what is itself a stretch of days, the first or the last."""
    bounds = date_bounds(text)
    words = _once(text, bounds)
    return words if not words.startswith("between ") else _once(bounds[side] or text, bounds)


def _once(text: str, bounds: tuple[str | None, str | None]) -> str:
    """A date that is no period in words; ``bounds`` are its first and last possible day."""
    if text[:1] in ("[", "{"):
        return _set(text[1:-1], "or" if text[0] == "[" else "and")
    marks = {sign for sign in text if sign in "~?%"}
    doubt = "".join(word for signs, word in (("?%", "perhaps "), ("~%", "about ")) if not marks.isdisjoint(signs))
    bare = text.translate({ord(sign): None for sign in "~?%"})
    if (found := _DAY.fullmatch(bare)) is not None:
        return doubt + _day(*found.groups())
    if re.fullmatch(r"\d{3}X", bare, re.ASCII):
        return f"{doubt}the {bare[:3]}0s"
    if None in bounds:
        return text
    if bounds[0] == bounds[1]:
        return doubt + _once(bounds[0] or "", bounds)
    begin, end = (day or "" for day in bounds)
    years = begin.endswith("01-01") and end.endswith("12-31")
    return f"{doubt}between " + " and ".join(
        _shared([_once(day[:4] if years else day, bounds) for day in (begin, end)])
    )


def _day(year: str, month: str | None, day: str | None) -> str:
    """A year, month or day in words, also where one of its numbers is not known."""
    if month is None:
        return year
    if month == "XX":
        return f"some {'month' if day is None else 'day'} of {year}"
    if int(month) in _SEASONS:
        return _SEASONS[int(month)].format(f"{year}-{int(year) % 100 + 1:02d}" if month in ("24", "28") else year)
    named = f"{calendar.month_name[int(month)]} {year}"
    return named if day is None else f"some day of {named}" if day == "XX" else f"{int(day)} {named}"


def _set(items: str, joint: str) -> str:
    """One of some dates, or all of them, in words."""
    parts: list[str] = []
    for item in items.split(","):
        first, dots, last = item.strip().partition("..")
        ends = [_once(end, date_bounds(end)) for end in (first, last) if end]
        if dots and len(ends) == 1:
            parts.append(f"{ends[0]} {joint} {'later' if first else 'earlier'}")
        else:
            parts.append(" to ".join(_shared(ends)))
    parts = _shared(parts) if not any(re.search(" (?:to|or|and) ", part) for part in parts) else parts
    return f" {joint} ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)


def _shared(words: list[str]) -> list[str]:
    """Dates in words of which the last alone has the year, or the month and year, that all of them share."""
    parts = [each.split() for each in words]
    plain = all(each[-1].isdecimal() and len(each) == len(parts[0]) for each in parts)
    plain = plain and all(word.isdecimal() or word.casefold() in _MONTHS for each in parts for word in each)
    same = 0
    while plain and len(parts[0]) > same + 1 and len({each[-1 - same] for each in parts}) == 1:
        same += 1
    return [*(" ".join(each[: len(each) - same]) for each in parts[:-1]), words[-1]]


def lies_surely(first: str | None, last: str | None, *, since: str | None = None, until: str | None = None) -> bool:
    """Return whether something lies surely in a range of days.

    It does when its first possible day is not before ``since`` and its last is not after ``until``. An end of the
    range that is not given is no bound; what has no last day is never surely inside an ``until``.

    Parameters
    ----------
    first, last
        The first and last possible day, as :func:`date_bounds` gives them; None is open or unknown.
    since, until
        The range: EDTF dates, of which the first day of the one and the last day of the other count.

    Examples
    --------
    >>> lies_surely("2024-10-01", "2024-10-31", since="2024-10", until="2024")
    True
    >>> lies_surely("2024-10-01", None, since="2024-10"), lies_surely("2024-10-01", None, until="2030")
    (True, False)
    >>> lies_surely(None, None, since="2024")
    False
    """
    begin = date_bounds(since)[0] if since else None
    end = date_bounds(until)[1] if until else None
    return (begin is None or (first is not None and first >= begin)) and (
        end is None or (last is not None and last <= end)
    )
