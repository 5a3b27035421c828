"""Dates in the text as EDTF, relative to the document's date where the words are, with no invented precision."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {name: number for number, name in enumerate(_MONTHS, 1)}
MONTHS.update({name[:3]: number for name, number in MONTHS.items()}, sept=9)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS)}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
DATE = re.compile(
    r"\b(?=[\dJFMASONDYyTtnWLlIisduBbEeUm])(?:"
    rf"(?:{_DAY}\s+)?(?:of\s+)?\b{_MONTH}(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<until>\d{{1,2}}))?(?!\d))?(?:,?\s+(?P<year>[12]\d{{3}}))?\b"
    r"|\b(?P<relative>[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year))\b"
    r"|\b(?P<weekday>(?:[Ll]ast |[Nn]ext )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?:[Ii]n|[Ss]ince|of|[Dd]uring|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id)[ -](?P<alone>(?:19|20)\d\d)\b"
    r")"
)
YEAR = re.compile(r"[12]\d{3}")

_JOINT = re.compile(r"\s*\b(to|and|or|until|till|through)\b\s*(?:in |early |late |mid-)?|\s?([-–])\s?")
_OPENED = re.compile(r"\b(from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_CLOSES = {"from": "to", "between": "and"}
_DAY_BEFORE = re.compile(
    r"(?:\b(from|between|[Ff]rom|[Bb]etween)\s+)?\b(\d{1,2})(?:st|nd|rd|th)?\s+(to|and|or|until|till|through)\s+$"
)
_HOW = re.compile(
    r"\b(before|prior to|no later than|by|until|till|up to|since|from|starting|around|about|circa|approximately|roughly"
    r"|early|mid|late|some time (?:in|before))[\s-]+(?:in\s+|on\s+|the\s+|(?:early|late|mid)[ -]|end of\s+|start of\s+"
    r"|beginning of\s+|middle of\s+)*$",
    re.IGNORECASE,
)
_UNTIL = frozenset(["before", "prior to", "no later than", "by", "until", "till", "up to", "some time before"])
_SINCE = frozenset(["since", "from", "starting"])
_ROUGHLY = frozenset(["around", "about", "circa", "approximately", "roughly", "early", "mid", "late", "some time in"])
_PARTLY = frozenset(["early", "mid", "late"])  # "early on Friday" is that day, "early in May" roughly that month
LONG_AHEAD = 300  # days: what is told as to come and would be so far off was to come, in the words of some time ago

#: How far into a text its dateline may begin.
_HEAD = 1_500
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*(?:[ /][A-ZÀ-ÖØ-Þ][\w'’.\-]*){0,3}"
_DATELINE = re.compile(
    rf"^[ \t]*(?!(?:In|On|At|From|By|After|Since|Until) ){_PLACE}(?:, {_PLACE}){{0,2}}, "
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?P<when>(?:\d{{1,2}} {_MONTH}|{_MONTH.replace('<month>', '<before>')} \d{{1,2}})(?:,? [12]\d{{3}})?)"
    r"\.?(?: ?\([^)\n]{1,40}\)| ?/[^/\n]{1,40}/\.?)? ?(?:[-–—]|(?<=/\.)|(?<=/))",
    re.MULTILINE,
)


def find_dateline(text: str) -> tuple[int, int, str] | None:
    """Return where a report says when it was written, and when: at its beginning, after the place and before a dash.

    The date is blank where no year is given.

    Examples
    --------
    >>> find_dateline("SEOUL, 5 November 2024 (Agency) - The ambassador was summoned on Monday.")
    (7, 22, '2024-11-05')
    >>> find_dateline("KYIV, Ukraine, Nov. 5 -- Shelling went on.")
    (15, 21, '')
    >>> find_dateline("In Seoul, on 5 November 2024, they met.") is None
    True
    """
    return _dateline_of(text[:_HEAD])


@lru_cache(maxsize=4)
def _dateline_of(head: str) -> tuple[int, int, str] | None:
    match = _DATELINE.search(head) if "-" in head or "–" in head or "—" in head or "/" in head else None
    if match is None:
        return None
    start, end = match.span("when")
    when = DATE.match(head, start, end)
    return start, end, _value(when, None, "", False) if when and when["year"] else ""


def dateline_date(text: str) -> str:
    """Return the day on which a text says, in its dateline, that it was written; blank where it does not.

    >>> dateline_date("SEOUL, 5 November 2024 - The ambassador was summoned on Monday.")
    '2024-11-05'
    """
    found = find_dateline(text)
    return found[2] if found else ""


def find_dates(text: str, start: int, end: int, document: str, *, future: bool = False) -> list[tuple[int, str]]:
    """Return the dates that a sentence names, each with its offset, as EDTF.

    A date that cannot be settled without the document's date is left out when that is not known to the day, and so is
    that of a dateline: it says when the report was written.

    Examples
    --------
    >>> find_dates("They met on Tuesday and again on 16-17 November.", 0, 48, "2024-11-21")
    [(12, '2024-11-19'), (33, '2024-11-16/2024-11-17')]
    >>> find_dates("They met in June 2024.", 0, 22, "")
    [(12, '2024-06')]
    """
    base = _day(document)
    written = find_dateline(text) if start < _HEAD else None
    matches = [
        match for match in DATE.finditer(text, start, end) if not (written and written[0] <= match.start() < written[1])
    ]
    found: list[tuple[int, str]] = []
    i = 0
    while i < len(matches):
        first = last = matches[i]
        i += 1
        if i < len(matches) and _is_span(text, first, matches[i]):
            last = matches[i]
            i += 1
        value = _qualified(text, start, first, last, _Reader(base, document, future))
        if value:
            found.append((first.start(), value))
    return found


class _Reader(NamedTuple):
    """What a date without its year or day is read by."""

    base: datetime.date | None
    document: str
    future: bool

    def value(self, match: re.Match[str], year: str = "") -> str:
        return _value(match, self.base, self.document, self.future, year)


def _is_span(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Return whether two dates are the ends of one span: "between 28 May AND 3 June", "in May OR June"."""
    joint = _JOINT.fullmatch(text, first.end(), last.start())
    if joint is None:
        return False
    opened = _OPENED.search(text, max(0, first.start() - 12), first.start())
    return joint[1] in ("or", "-", "–") or (opened is not None and _CLOSES[opened[1].lower()] in (joint[1], ""))


def _qualified(text: str, start: int, first: re.Match[str], last: re.Match[str], reader: _Reader) -> str:
    """Return a date with what stands before it: a span, a bound or about when."""
    value = reader.value(last)
    if not value:
        return ""
    until = value.rsplit("/", 1)[-1]
    if first is not last:
        since = reader.value(first, until[:4])
        return f"{since.split('/')[0]}/{until}" if since else value
    day = _DAY_BEFORE.search(text, max(start, first.start() - 24), first.start())
    if day is not None and len(until) == 10 and (day[3] == "or" or day[1]) and int(day[2]) <= int(until[8:]):
        return f"{until[:8]}{int(day[2]):02d}/{until}"  # "from 2 to 5 June"
    word = _HOW.search(text, max(start, first.start() - 32), first.start())
    return _bounded(value, " ".join(word[1].lower().split()) if word else _how_within(first))


def _how_within(match: re.Match[str]) -> str:
    """Return the word that a year alone brings with it: "since 2014", "mid-2015"."""
    return match[0].lower().replace("-", " ").split()[0] if match["alone"] else ""


def _bounded(value: str, how: str) -> str:
    """Return a date as "before", "since", "around" and the like say."""
    if "/" in value or not how:
        return value
    if how in _UNTIL:
        return f"../{value}"
    if how in _SINCE:
        return f"{value}/.."
    roughly = how in _ROUGHLY and not (how in _PARTLY and len(value) == 10)
    return f"{value}~" if roughly else value


def _day(document: str) -> datetime.date | None:
    if not document:
        return None
    try:
        return datetime.date.fromisoformat(document)
    except ValueError:
        return None


def _value(match: re.Match[str], base: datetime.date | None, document: str, future: bool, given: str = "") -> str:
    if match["alone"]:
        return match["alone"]
    if match["month"]:
        return _calendar(match, base, document, future, given)
    if base is None:
        return ""
    if match["relative"]:
        return _relative(match["relative"].lower(), base)
    return _weekday(match["weekday"].lower(), base, future)


def _calendar(match: re.Match[str], base: datetime.date | None, document: str, future: bool, given: str) -> str:
    """Return a date of the calendar; ``given`` is the year where the other end of a span names it."""
    month = MONTHS[match["month"].rstrip(".").lower()[:3]]
    day, last = match["day"] or match["after"], match["last"] or match["until"]
    if match["month"] in ("May", "March", "Mar") and not (day or match["year"] or given):
        return ""
    year = (
        int(match["year"] or given) if match["year"] or given else _year(month, int(day or 1), base, document, future)
    )
    if year is None:
        return ""
    try:
        first = datetime.date(year, month, int(day or 1))
        if not day:
            return f"{year}-{month:02d}"
        return f"{first}/{datetime.date(year, month, int(last))}" if last else str(first)
    except ValueError:
        return ""


def _year(month: int, day: int, base: datetime.date | None, document: str, future: bool) -> int | None:
    """Return the year of a month named without one: the last such month, or the next for what is to come."""
    if base is None:
        return None
    if future:
        ahead = base.year + ((month, day) < (base.month, base.day))
        past = 30 * (month - base.month) + day - base.day
        return base.year - 1 if ahead == base.year and past > LONG_AHEAD else ahead
    return base.year - ((month, day) > (base.month, base.day))


def _relative(words: str, base: datetime.date) -> str:
    one = datetime.timedelta(days=1)
    simple = {"yesterday": base - one, "today": base, "tonight": base, "tomorrow": base + one}
    if words in simple:
        return str(simple[words])
    which, unit = words.split()
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return str(base.year + step)
    if unit == "month":
        month = base.month - 1 + step
        return f"{base.year + month // 12}-{month % 12 + 1:02d}"
    monday = base - datetime.timedelta(days=base.weekday()) + datetime.timedelta(weeks=step)
    return f"{monday}/{monday + datetime.timedelta(days=6)}"


def _weekday(words: str, base: datetime.date, future: bool) -> str:
    number = WEEKDAYS[words.split()[-1]]
    if words.startswith("next") or (future and not words.startswith("last")):
        ahead = (number - base.weekday()) % 7 or 7 * words.startswith("next")
        return str(base + datetime.timedelta(days=ahead))
    back = (base.weekday() - number) % 7 or 7 * words.startswith("last")
    return str(base - datetime.timedelta(days=back))
