"""The head of a text: its headline, and the day on which it says that it was written."""

from __future__ import annotations

import re
from functools import cache

from graphkit.extract.normal import reading_form
from graphkit.extract.plain import one_field

__all__ = ["headline", "is_title", "written_date"]

_HEAD, _LINES, _LONGEST = 3_000, 15, 200
_SAID = (
    r"(?:(?:first |originally )?published|posted|released|issued|dated?|publication date|date of publication"
    r"|press release|for immediate release)"
)
_BYLINE = re.compile(r"(?i:by|from) [A-Z]|[\w.+-]+@[\w.-]+\Z|(?i:(?:press|news) release\b|for immediate release)")
_JUNK = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled.*|(?:word )?document\d*|.*\.(?:docx?|pdf|indd|rtf|html?|txt)",
    re.IGNORECASE,
)
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,5}\)?)?)?"
_PARTS = re.compile(r" ?[|\u2022\u00b7/] ?| [-\u2013\u2014] ")


@cache
def _dates() -> re.Pattern[str]:
    """A date with its year, in full: nothing of it may be guessed."""
    from graphkit.extract.rules.words import MONTHS

    month = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
    again = month.replace("<month>", "<month2>")
    return re.compile(
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {month},? (?P<year>[12]\d{{3}})"
        rf"|{again} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>[12]\d{{3}})"
        r"|(?P<iso>[12]\d{3}-\d\d-\d\d)(?:T[\d:.+Z-]+)?)",
        re.IGNORECASE,
    )


def written_date(text: str) -> str:
    """Return the day that stands under the headline or behind "Published", as EDTF; blank where none does.

    A date counts that has a line, or a part of one, to itself: those inside sentences are of what is told.

    Examples
    --------
    >>> written_date("A deal is struck\\n\\nBy Ann Writer | November 27, 2024\\n\\nOn 3 May 2023 they met.")
    '2024-11-27'
    >>> written_date("They met on 3 May 2023.")
    ''
    """
    lines = _lines(text[:_HEAD])
    tail = _lines(text[-500:])[-3:]
    alone = ""
    for line in lines[:_LINES]:
        if len(line) <= _LONGEST:
            for part in (*_PARTS.split(line), line):
                if said := _day_of(part, said=True):
                    return said
                alone = alone or _day_of(part, said=False)
    return alone or next((said for line in tail if (said := _day_of(line, said=True))), "")


def _lines(text: str) -> list[str]:
    """The lines of a stretch of text as coders read them, without those that are blank."""
    return [line for line in map(str.strip, reading_form(text).text.split("\n")) if line]


def _day_of(part: str, *, said: bool) -> str:
    """The day, where a part of a line is a date and no more, with or without what says that it is of the text."""
    match = _dates().search(part)
    if match is None:
        return ""
    before, after = part[: match.start()].strip(), part[match.end() :]
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?)?"
    place = r"" if said else r"(?:[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2},)?"
    lead = rf"(?i:{_SAID}(?: on)?\s*:?\s*)" if said else r""
    if not re.fullmatch(rf"{lead}{place}\s*(?i:{weekday})", before) or not re.fullmatch(_TIME + r"[.)\s]*", after):
        return ""
    return _iso(match)


def _iso(match: re.Match[str]) -> str:
    import datetime

    from graphkit.extract.rules.words import MONTHS

    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    else:
        name = (match["month"] or match["month2"]).lower()
        year, month, day = int(match["year"] or match["year2"]), MONTHS[name], int(match["day"] or match["day2"])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def headline(text: str) -> str:
    """Return the headline of a text: a first line that is no sentence and stands apart; blank where there is none.

    Examples
    --------
    >>> headline("Japan and Ukraine sign a deal\\n\\nKYIV - The ministers met.")
    'Japan and Ukraine sign a deal'
    >>> headline("The ministers met in Kyiv. They signed.")
    ''
    """
    lines = reading_form(text[:_HEAD]).text.strip().split("\n")
    for place, line in enumerate(lines[:6]):
        words = line.strip().strip("#*_ ")
        if not words or _BYLINE.match(words) or written_date(words):
            continue
        follows = lines[place + 1].strip() if place + 1 < len(lines) else None
        apart = follows is not None and (not follows or bool(_BYLINE.match(follows)) or bool(written_date(follows)))
        short = 2 <= len(words.split()) <= 30 and len(words) <= _LONGEST
        begins = words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘"
        return one_field(words) if short and apart and begins and words[-1] not in ".;,:" else ""
    return ""


def is_title(title: str) -> bool:
    """Return whether a file's title is one, and not what a program put there.

    >>> is_title("Microsoft Word - draft3.doc"), is_title("The Deal")
    (False, True)
    """
    return bool(title) and _JUNK.fullmatch(title) is None
