"""A text as a whole: where its sentences stand, its dates as EDTF and which of them an event has, and whose it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graphkit.extract.rules.clauses import Clause, brought_by_whom, is_past
from graphkit.extract.rules.dictionary import Dictionary, Known, Memory, slug
from graphkit.extract.rules.events import FUTURE
from graphkit.extract.rules.match import DOUBTFUL
from graphkit.extract.rules.parse import Event, Mention, Parse, begun_by
from graphkit.extract.rules.sentences import LONGEST_CHARACTERS
from graphkit.extract.rules.voices import read_capitals, settle_voice
from graphkit.extract.rules.words import (
    DATE,
    MONTH,
    MONTHS,
    ORDINALS,
    TOKEN,
    WEEK,
    WEEKDAY,
    WEEKDAYS,
    Word,
    any_of,
    class_words,
    day_of,
    is_month,
    is_soon,
    long_ago,
    part_of_year,
    relative_date,
    word_class,
    word_table,
)
from graphkit.gazetteer import load_states

BLOCK = 10_000  # characters, at least, whose sentences are found at once; at most ten times as many
_SENTENCE_END = re.compile(r"[a-z]{4}[.!?]\s+(?=[A-Z])")
_ONE_SENTENCE = re.compile(r"[A-Za-z0-9 ,'%$:;\"()-]+[.?!]?")  # plain letters and marks, a stop at most at the end
_LINE = r"\n(?=\s*[^\sa-z])"  # a line of its own, such as a headline
_STOPPED = rf"\b(?:{'|'.join(sorted(map(str.title, MONTHS)))})\.\s+(?=[A-Z])"  # before no number: "on 7 May. Chad"
_ENDS = {mark: re.compile(pattern) for mark, pattern in (("\n", f"{_LINE}|{_STOPPED}"), ("", _STOPPED))}
_CLOCK = re.compile(
    r"[\[(•*]? ?(?:(?:(?:[01]\d|2[0-3])[.:h]|\d[:h])[0-5]\d(?: ?[ap]\.?m\b\.?)?|1?\d(?:\.[0-5]\d)? ?[ap]\.?m\b\.?)"
    r"(?: \(?(?:GMT|UTC|BST|CES?T|EE?S?T|E[SD]T|MSK|[IJK]ST|ET|hrs|local time)\b\)?)?[\])]?(?: ?[-–—:|])?"
    r"(?=\s*(?:[A-ZÀ-ÖØ-Þ“\"‘'(]|\n|\Z))"
)  # "09.58", "9.58am", "10:05 GMT", "14h30 -"
CLOCK_BEGINS = frozenset("0123456789[(•*")
LONGEST_CLOCK = 24  # characters
_SMALL = re.compile(r"[a-z]")
_CAPITALS = re.compile(r"[A-Z]{3}[^a-z\n]{6}")
_SHOUTED = re.compile(r"^[^a-zß-öø-ÿ\n]*[A-Z]{3}[^a-zß-öø-ÿ\n]*$", re.MULTILINE)  # a headline in capitals


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Return an iterator over the start and end of each sentence; very long ones are cut at a space.

    Notes
    -----
    Sentences are those of the library ``sentencex``; besides, a line that is followed by one that
    begins like a sentence is taken for a headline and ends, and so does one whose last word is a month.

    Examples
    --------
    >>> text = "Gen. Smith met U.S. officials. They agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Gen. Smith met U.S. officials.', 'They agreed.']
    """
    if len(text) < LONGEST_CHARACTERS and _ONE_SENTENCE.fullmatch(text) is not None:
        return _pieces(text, 0, len(text))  # the library would find nothing else, and takes longer
    return _set_apart(_sentences(text), text) if "\n" in text else _sentences(text)


def _set_apart(bounds: Iterator[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Yield the time at which an item of a live blog begins by itself: "10:05 GMT In response, Chad closed"."""
    for start, end in bounds:
        time = _CLOCK.match(text, start, end) if text[start] in CLOCK_BEGINS else None
        if time is None or text[text.rfind("\n", 0, start) + 1 : start].strip():
            yield start, end
            continue
        yield start, time.end()
        if time.end() < end:
            yield from _pieces(text, time.end(), end)


def is_clock(text: str, start: int, end: int) -> bool:
    """Return whether a sentence is no more than the time at which an item of a live blog begins."""
    return end - start <= LONGEST_CLOCK and _CLOCK.fullmatch(text, start, end) is not None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    import sentencex

    ends = _ENDS["\n" if "\n" in text else ""]
    for first, until in _blocks(text) if len(text) > BLOCK else ((0, len(text)),):
        for sentence in sentencex.get_sentence_boundaries("en", text[first:until]):
            begin, end = first + sentence["start_index"], first + sentence["end_index"]
            for last in ends.finditer(text, begin, end):
                yield from _pieces(text, begin, last.end())
                begin = last.end()
            if end - begin > LONGEST_CHARACTERS:
                yield from _pieces(text, begin, end)
            else:
                piece = text[begin:end]
                inner = piece.strip()
                if inner:
                    begin += piece.index(inner[0])
                    yield begin, begin + len(inner)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of parts that end with a paragraph, so that only the sentences of one are held at a time.

    A paragraph without end is cut behind a sentence, or else at a blank: there are signs that the library takes
    a time for which grows with the square of their number.
    """
    begin = 0
    while begin < len(text):
        most = begin + 10 * BLOCK
        blank = text.find("\n\n", begin + BLOCK, most)
        if blank >= 0:
            end = blank + 2
        elif most >= len(text):
            end = len(text)
        else:
            sentence = _SENTENCE_END.search(text, begin + BLOCK, most)
            space = text.rfind(" ", begin + BLOCK, begin + 2 * BLOCK)
            end = sentence.end() if sentence is not None else max(space, begin + BLOCK) + 1
        yield begin, end
        begin = end


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST_CHARACTERS:
        cut = text.rfind(" ", begin + 1, begin + LONGEST_CHARACTERS)
        cut = cut if cut > begin else begin + LONGEST_CHARACTERS
        yield begin, cut
        begin = cut
    piece = text[begin:end]
    inner = piece.strip()
    if inner:
        start = begin + piece.index(inner[0])
        yield start, start + len(inner)


def unshout(text: str, dictionary: Dictionary) -> str:
    """Return the text with lines that are all capitals written as others are; every word keeps its place.

    Examples
    --------
    >>> from graphkit.extract.rules import load_dictionary
    >>> unshout("SOUTH KOREAN TROOPS SHELL CHAD", load_dictionary())
    'South Korean troops shell Chad'
    """
    one_line = "\n" not in text and _SMALL.search(text) is not None
    if one_line or _CAPITALS.search(text) is None:
        return text  # as of nearly every document
    return _SHOUTED.sub(lambda line: _lowered(line[0], dictionary), text)


def _lowered(line: str, dictionary: Dictionary) -> str:
    """Return a line in small letters but for its first word and the names that the dictionary knows."""
    words = [(match.group(), match.start()) for match in TOKEN.finditer(line)]
    if len(words) < 4 or any(len(word.title()) != len(word) or len(word.lower()) != len(word) for word, _ in words):
        return line
    written = [dictionary.spelling(word) for word, _ in words]
    for i, (one, two) in enumerate(pairwise(written)):
        for rest in dictionary.starts.get(one.title(), {}).get(two.title(), ()):
            size = 2 + len(rest)
            if [word.title() for word in written[i : i + size]] == [one.title(), two.title(), *rest]:
                written[i : i + size] = [one.title(), two.title(), *rest]
    letters = list(line)
    for (word, start), new in zip(words, written, strict=True):
        letters[start : start + len(word)] = new if start else new[:1].upper() + new[1:]
    return "".join(letters)


# its dates


_UNTIL, _SINCE, _ROUGHLY, _PARTLY = (
    tuple(word.replace("_", " ") for word in class_words(f"dates.{name}"))
    for name in ("until", "since", "roughly", "partly")
)
_CLOSES = word_table("dates.closes")
_JOINING = any_of(class_words("dates.joining"))
YEAR = re.compile(r"[12]\d{3}")

_JOINT = re.compile(rf"\s*\b({_JOINING})\b\s*(?:in |(?:{any_of(_PARTLY)})[ -])?|\s?([-–])\s?")
_OPENED = re.compile(rf"\b({any_of(_CLOSES)})\s+(?:the\s+)?$", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"(?:\b({any_of(_CLOSES, small=True)})\s+)?\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_JOINING})\s+$")
_HOW = re.compile(
    rf"\b({any_of((*_UNTIL, *_SINCE, *_ROUGHLY))})[\s-]+"
    rf"(?:(?:{any_of(class_words('dates.meanwhile'))})\s+|(?:{any_of(_PARTLY)})[ -])*$",
    re.IGNORECASE,
)
LONG_AHEAD = 300  # days: what is told as to come and would be so far off was to come, in the words of some time ago

#: How far into a text its dateline may begin.
_HEAD = 1_500
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*(?:[ /][A-ZÀ-ÖØ-Þ][\w'’.\-]*){0,3}"
_CITY = rf"(?!(?:{any_of(class_words('dates.no_city'))}) ){_PLACE}(?:, {_PLACE}){{0,2}}, (?:(?:{WEEKDAY}),? )?"
_DATELINE = re.compile(
    rf"^[ \t]*{_CITY}(?P<when>(?:\d{{1,2}} (?P<month>{MONTH})|(?P<before>{MONTH}) \d{{1,2}})(?:,? [12]\d{{3}})?)"
    r"\.?(?: ?\([^)\n]{1,40}\)| ?/[^/\n]{1,40}/\.?)? ?(?:[-–—]|(?<=/\.)|(?<=/))",
    re.MULTILINE,
)
#: "(Lima, 5 March 2024) ...", "Lima, 5 March 2024. ...": at the very beginning only.
_OPENING = re.compile(
    rf"\s*\(?{_CITY}(?P<when>(?:\d{{1,2}} (?:{MONTH})|(?:{MONTH}) \d{{1,2}}),? [12]\d{{3}})(?:\)|\.)\s"
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
    match = match or _OPENING.match(head)
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
    base, matches = day_of(document), list(DATE.finditer(text, start, end))
    if start < _HEAD and any(match["month"] for match in matches) and (written := find_dateline(text)) is not None:
        matches = [match for match in matches if not written[0] <= match.start() < written[1]]
    found: list[tuple[int, str]] = []
    i = 0
    while i < len(matches):
        first = last = matches[i]
        i += 1
        if i < len(matches) and _is_span(text, first, matches[i]):
            last = matches[i]
            i += 1
        reader = _Reader(base, document, future)
        value = _qualified(text, start, first, last, reader)
        if found and first["month"] and text.startswith("that ", first.start() - 5) and found[-1][1][:4].isdigit():
            value = reader.value(first, found[-1][1][:4])  # "in 2010 ... THAT November"
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
        since = reader.value(first, until[:4]).split("/")[0]
        if since > until and first["weekday"]:  # "from Monday to Wednesday", told on a Tuesday
            since = str(datetime.date.fromisoformat(since) - datetime.timedelta(weeks=1))
        return f"{since}/{until}" if since and since <= until else value
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


def _value(match: re.Match[str], base: datetime.date | None, document: str, future: bool, given: str = "") -> str:
    if match["alone"]:
        return f"{match['alone']}/{match['alone'][:2]}{match['through']}" if match["through"] else match["alone"]
    if match["iso"]:
        return match["iso"] if day_of(match["iso"]) else ""
    if match["decade"]:
        return f"{match['decade']}X"
    if match["of"]:
        return part_of_year(match)
    if match["month"]:
        return _calendar(match, base, document, future, given)
    if base is None:
        return ""
    if match["ago"]:
        return long_ago(match, base)
    if match["relative"]:
        return relative_date(match["relative"].lower(), base)
    return _weekday(match["weekday"].lower(), base, future)


def _calendar(match: re.Match[str], base: datetime.date | None, document: str, future: bool, given: str) -> str:
    """Return a date of the calendar; ``given`` is the year where the other end of a span names it."""
    month = MONTHS[match["month"].rstrip(".").lower()[:3]]
    day, last = match["day"] or ORDINALS.get(match["nth"]) or match["after"], match["last"] or match["until"]
    if not (day or match["year"] or given or is_month(match)):
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


def _weekday(words: str, base: datetime.date, future: bool) -> str:
    number = WEEKDAYS[words.split()[-1]]
    if words.startswith("next") or (future and not words.startswith("last")):
        ahead = (number - base.weekday()) % 7 or 7 * words.startswith("next")
        return str(base + datetime.timedelta(days=ahead))
    back = (base.weekday() - number) % 7 or 7 * words.startswith("last")
    return str(base - datetime.timedelta(days=back))


# When an event was: the date of its own verb or noun, not that of another, nor the day on which somebody said so


Dates = list[tuple[int, str]]  # each with its offset
AHEAD = FUTURE | DOUBTFUL
WHENS = word_class("dates.whens")
DESCRIBING, APPOSED = "Ee", "DNPJ"  # tags with which an aside begins: "ELECTED in 2020", "THE largest in 2020"
DATED = re.compile("[Z#]")  # tags of words that may be a date
EXPECTED = word_class("dating.expected")
AWAITED = word_class("dating.awaited")
SPEECH = word_class("dating.speech")
SEATED = word_class("dating.seated")
DENYING = word_class("dating.denying")
JUDGED = word_class("responses.judged")
ACCUSING = word_class("dating.accusing")
DEEDS = word_class("dating.deeds")
APART = word_class("dating.apart")
ASKED = word_class("dating.asked")
PARTS = word_class("dating.parts")
HAPPENING = word_class("dating.happening")


def date_of(event: Event, parse: Parse, text: str) -> str:
    """Return the date named nearest to the event's words in its sentence, unless it says when something else was."""
    sentence, tags = parse.sentence, parse.sentence.tags
    if "Z" not in tags and "#" not in tags:
        return ""
    if not parse.memory.date and YEAR.search(text, sentence.start, sentence.end) is None:
        return ""  # without the document's date only what names its year can be settled
    return _date_near(event, parse, text)


def _date_near(event: Event, parse: Parse, text: str) -> str:
    sentence = parse.sentence
    tags, words = sentence.tags, sentence.words
    near = [match.start() for match in DATED.finditer(tags) if match[0] == "Z" or _may_date(words, match.start())]
    if not near:
        return ""
    begin, end = sentence.span_of(max(near[0] - 4, 0), min(near[-1] + 4, len(tags) - 1))
    if not parse.memory.date and YEAR.search(text, begin, end) is None:
        return ""
    found = [date for date in find_dates(text, begin, end, parse.memory.date) if not _of_thing(event, parse, date[0])]
    found = [date for date in found if not _in_aside(event, parse, *date)] if "," in tags else found
    base = day_of(parse.memory.date) if found else None
    soon = any(is_soon(value, base) for _, value in found)
    ahead = bool(found) and event.clause is not None and _is_ahead(event, parse)
    later = find_dates(text, begin, end, parse.memory.date, future=True) if soon or ahead else found
    if event.clause is None:
        return _noun_date(event, parse, found, later)
    if found:
        if soon and not ahead:
            later = _unless_past(event.clause, found, later, parse)
        found = _own_dates(event, event.clause, parse, found, later)
    if not found:
        return ""
    cue = sentence.start_of(event.cue[0])
    value = found[0][1] if len(found) < 2 else min(found, key=lambda item: abs(item[0] - cue))[1]
    if value.endswith("/..") and begun_by(parse, event.clause) in WHENS:
        return value[:-3]  # "since 14 September, WHEN Chad shut its border"
    return value


def _may_date(words: Sequence[Word], at: int) -> bool:
    """Return whether a number may be of a date: a year, the 1990s, "two days AGO"."""
    text = words[at].text
    return text[:4].isdigit() or text[-4:].isdigit() or (at + 2 < len(words) and words[at + 2].text == "ago")


def _of_thing(event: Event, parse: Parse, offset: int) -> bool:
    """Return whether a date is that of another noun: "after the coup OF 26 July"."""
    words, tags, sentence = parse.sentence.words, parse.sentence.tags, parse.sentence
    token = sentence.token_at(offset)
    if token < 2 or words[token - 1].text != "of" or tags[token - 2] not in "NP" or words[token - 2].text in PARTS:
        return False
    return not event.cue[0] <= token - 2 < event.cue[1]


def _in_aside(event: Event, parse: Parse, offset: int, value: str) -> bool:
    """Return whether a date only describes somebody, between commas: "its president, ELECTED IN 2020, condemned"."""
    tags, clause = parse.sentence.tags, event.clause
    token = parse.sentence.token_at(offset)
    begin, end = tags.rfind(",", 0, token), tags.find(",", token)
    end = len(tags) if end < 0 else end
    opening = _opening(tags, token)
    if clause is None or begin < 1 or opening <= begin + 1 or begin < event.cue[0] < end:
        return False
    if any(begin < each.a < end and each.form in "VBGo" for each in parse.clauses):
        return False  # "THE MINISTRY SAID ON MONDAY"
    between = clause.subject >= 0 and parse.chunks.lasts[clause.subject] < begin and end < clause.a
    described = tags[begin + 1] in DESCRIBING or (between and value.endswith("/.."))
    return described or (between and tags[begin + 1] in APPOSED)


def _opening(tags: str, token: int) -> int:
    """Return the token that a date begins with, a preposition before it included: "IN May"."""
    return token - (token > 0 and tags[token] != "I" and tags[token - 1] == "I")


def _unless_past(clause: Clause | None, found: Dates, later: Dates, parse: Parse) -> Dates:
    """Return dates beside a verb: one of the next days is to come ("arrives ON 15 MAY") unless that tells the past."""
    if clause is not None and is_past(clause, parse.sentence.words):
        return found
    base, ahead = day_of(parse.memory.date), dict(later)
    return [(offset, ahead[offset] if is_soon(value, base) else value) for offset, value in found]


def _noun_date(event: Event, parse: Parse, found: Dates, later: Dates) -> str:
    """Return when it was that a noun names: "the 2022 INVASION", "the ATTACK on Monday", "TALKS began on Monday"."""
    sentence = parse.sentence
    for i in range(max(event.cue[0] - 3, 0), event.cue[0]):
        text = sentence.words[i].text
        if sentence.tags[i] == "#" and len(text) == 4 and text[:2] in ("19", "20") and text.isdigit():
            return text
    cue = sentence.start_of(event.cue[0])
    own = []
    for offset, value in found:
        owner = dated_clause(parse, offset)
        happened = owner is not None and owner.lemma in HAPPENING and event.cue[0] < owner.a
        # "prompted BY", "TODAY summoned him over the use of water cannon on 5 August"
        caused = owner is not None and owner.a < event.cue[0] and (brought_by_whom(owner) >= 0 or found[0][0] < cue)
        if owner is None or happened or (caused and cue < offset) or cue < offset < sentence.start_of(owner.a):
            own.append((offset, dict(_unless_past(owner, found, later, parse)).get(offset, value)))
    return min(own, key=lambda item: abs(item[0] - cue))[1] if own else ""


def _is_ahead(event: Event, parse: Parse) -> bool:
    """Return whether what the event's verb names is still to come: "will meet", "is due to visit"."""
    clause = event.clause
    if clause is None or event.stance == "expects" or clause.modal in AHEAD:
        return clause is not None
    matrix = parse.lookup.get(clause.matrix, clause) if clause.form == "o" else clause
    words = [word.text for word in parse.sentence.words[matrix.a : matrix.b + 1]]
    return matrix.lemma in EXPECTED or not AWAITED.isdisjoint(words)


def _own_dates(event: Event, clause: Clause, parse: Parse, found: Dates, later: Dates) -> Dates:
    """Return the dates that are not those of another verb; when a thing is said is no day to come."""
    kept = []
    to_come = dict(later)
    matrix = parse.lookup.get(clause.matrix) if clause.via == "control" else None
    charged = matrix is not None and matrix.lemma in ACCUSING
    for offset, value in found:
        ahead = to_come.get(offset, value)
        owner = dated_clause(parse, offset)
        if _is_when(clause, offset, parse):
            return [(offset, value)]
        if _is_apart(event, clause, owner, offset, parse):
            continue
        if value.startswith("../") and (event.type in ASKED or (owner is not None and owner is not clause)):
            continue  # "urged Peru to leave BY FRIDAY"
        if charged and offset < parse.sentence.start_of(event.cue[0]):
            continue  # "accused Peru ON MONDAY of bombing Lima"
        if owner is not None and _is_within(event, clause, owner, offset, parse):
            continue
        if _is_of_report(clause, owner, parse):
            continue
        if later is found and clause.form == "E" and event.type in SPEECH and is_later(value, parse.memory.date):
            continue  # "accused Peru of planning to deploy troops NEXT WEEK"
        if owner is not None and owner.form == "o" and _is_of_plan(event, clause, owner, value, parse):
            continue
        if (
            owner is None
            or owner is clause
            or owner.a <= event.cue[0] < owner.b
            or _closes(offset, owner, clause, parse)
        ):
            kept.append((offset, ahead))
        elif not _of_another(event, clause, owner, parse):
            reports = parse.dictionary.patterns.operators["report"]
            kept.append((offset, value if owner.lemma in reports else ahead))
    return kept


def _is_within(event: Event, clause: Clause, owner: Clause, offset: int, parse: Parse) -> bool:
    """Return whether a date is that of what is asked, or told behind "that": "asked Peru to meet ON FRIDAY"."""
    if owner.at <= clause.at or offset < parse.sentence.start_of(owner.a):
        return False
    asked = event.type == "REQUEST" and owner.form == "o" and owner.at == clause.complement
    return asked or "T" in parse.chunks.kinds[clause.at : owner.at]


def _is_of_report(clause: Clause, owner: Clause | None, parse: Parse) -> bool:
    """Return whether a date is that of a report of what had been done: "said ON MONDAY that Peru HAD shelled"."""
    if owner is clause or parse.sentence.words[clause.a].text != "had":
        return False
    reports = parse.dictionary.patterns.operators["report"]
    return any(
        each.at < clause.at and each.form in "VE" and (each.lemma in reports or each.lemma in JUDGED)
        for each in parse.clauses
    )


def _is_apart(event: Event, clause: Clause, owner: Clause | None, offset: int, parse: Parse) -> bool:
    """Return whether a date stands in another statement: behind ";", in what will be, in "which Peru held in 2019"."""
    sentence, cue = parse.sentence, event.cue[0]
    token = sentence.token_at(offset)
    between = [word.text for word in sentence.words[min(cue, token) : max(cue, token)]]
    if ";" in between or owner is None or owner is clause:
        return ";" in between
    kinds, at = parse.chunks.kinds, clause.subject
    if token < cue and "," in between and at >= 0 and kinds.startswith(",W", at + 1) and parse.chunks.lasts[at] < token:
        return True
    if owner.form == "o" or owner.matrix == clause.at or clause.matrix == owner.at or owner.at < clause.at:
        return False
    return owner.a > token or (owner.modal in FUTURE and not clause.modal)


def _closes(offset: int, owner: Clause, clause: Clause, parse: Parse) -> bool:
    """Return whether a date stands behind an aside: "captured the field, which gives half of its oil, ON TUESDAY"."""
    if owner.via != "relative" or owner.at < clause.at:
        return False
    words, sentence = parse.sentence.words, parse.sentence
    token = sentence.token_at(offset)
    opened = parse.chunks.kinds.rfind(",W", clause.at, owner.at)
    return opened > 0 and "," in [word.text for word in words[token - 2 : token]] and owner.b < token


def _is_when(clause: Clause, offset: int, parse: Parse) -> bool:
    """Return whether "when" follows a date and begins a clause: "on 5 June 2017, WHEN Peru broke off relations"."""
    at = parse.chunks.kinds.rfind("U", 0, clause.at)
    if at < 2 or parse.chunks.word(at) != "when":
        return False
    end = parse.sentence.start_of(parse.chunks.begins[at])
    return 0 < end - offset < 30 and not any(offset < parse.sentence.start_of(each.a) < end for each in parse.clauses)


def is_later(value: str, document: str) -> bool:
    """Return whether a date is after the day of the document."""
    return len(document) == 10 and value[:1] != "." and value[:10] > document


def _is_of_plan(event: Event, clause: Clause, owner: Clause, value: str, parse: Parse) -> bool:
    """Return whether a date is that of what is agreed or wanted, not of the event: "met and agreed to go IN APRIL".

    A day of the last week is when something was agreed: "threatened to close the strait on Monday".
    """
    if owner is clause or owner.a <= event.cue[0] < owner.b:
        return False
    if owner.matrix != clause.at:
        return owner.matrix in parse.lookup and clause.matrix != owner.matrix
    said, today = day_of(value), day_of(parse.memory.date)
    recent = said is not None and today is not None and 0 <= (today - said).days < WEEK
    return event.type in SPEECH and not recent


def dated_clause(parse: Parse, offset: int) -> Clause | None:
    """Return the clause that a date stands in: of the verb before it, or of the verb whose subject is."""
    sentence, lasts = parse.sentence, parse.chunks.lasts
    token = sentence.token_at(offset)
    owner = None
    opens = token > 1 and sentence.words[token - 1].text in ("and", "but", ";")  # "..., and YESTERDAY we left"
    opening = _opening(sentence.tags, token)
    aside = (
        opening > 1
        and sentence.words[opening - 1].text in (",", "and")
        and "," in [word.text for word in sentence.words[token + 1 : token + 3]]
    )  # "and, IN MAY, arresting"
    for clause in parse.clauses:
        if (opens or aside) and clause.a > token:
            begin = parse.chunks.begins[clause.subject] if clause.subject >= 0 else 0
            return clause if token < begin <= token + 3 or (aside and clause.a <= token + 3) else owner
        at, before = clause.subject, clause.previous
        if clause.a <= token or (0 <= at < clause.at and lasts[at] < token and (before is None or before.at < at)):
            owner = clause
    return owner


def _of_another(event: Event, clause: Clause, owner: Clause, parse: Parse) -> bool:
    """Return whether the date of another verb is not the event's: "X, which BROKE AWAY in 1993", "X SAID on Monday"."""
    if _begun_by(owner, parse) != _begun_by(clause, parse):
        return True
    if owner.form in "Ee" and owner.at > 1 and parse.chunks.kinds[owner.at - 2 : owner.at] == "n,":
        return owner.at < clause.at  # "Kenya, ATTACKED in 1998,"
    above = parse.lookup.get(owner.matrix, owner) if owner.via == "control" else owner
    if above.via == "relative" and above is not clause and clause.matrix != above.at:
        kinds = parse.chunks.kinds
        at = kinds.rfind("W", 0, above.at)
        return at > 0 or above.at > clause.at
    if owner.via == "reduced" and owner.at > clause.at and clause.matrix != owner.at:
        return True  # "banned all films MADE after 1 January"
    if owner.lemma in DENYING:
        return True
    told = owner.that >= 0 or clause.at < owner.at or clause.matrix == owner.at
    return told and event.type in DEEDS and owner.lemma in parse.dictionary.patterns.operators["report"]


def _begun_by(clause: Clause, parse: Parse) -> int:
    """Return where "after", "because" and the like begin what a verb stands in; -1 where nothing of the kind does."""
    while clause.via == "control" and clause.matrix in parse.lookup:
        clause = parse.lookup[clause.matrix]
    at = parse.chunks.kinds.rfind("U", 0, clause.at)
    if at < 0 or parse.chunks.word(at) not in APART or any(at < other.at < clause.at for other in parse.clauses):
        return -1
    return at


# the place of an event


LOCATING = word_class("amounts.locating")


def place_of(parse: Parse, event: Event, text: str) -> str:
    """Return the place that "in" or "at" brings in the event's clause, as written, unless it is one of the parties."""
    if event.clause is None:
        return ""
    for word, at in event.clause.phrases:
        if word in LOCATING and not _locates_object(parse, event, at):
            mention = parse.mention(at)
            head = parse.sentence.words[mention.head]
            named = head.name is not None or parse.sentence.tags[mention.head] == "P"
            if named and mention.kind != "person" and mention not in (event.recipient, event.actor):
                start, end = parse.sentence.span_of(_name_begin(parse, mention), mention.head)
                return "" if mention.thing else text[start:end]
    return ""


def _locates_object(parse: Parse, event: Event, at: int) -> bool:
    """Return whether a place is where whom it is done to sits: "urged THE AUTHORITIES IN Bamako to"."""
    told = event.clause.object if event.clause is not None and event.type in SEATED else -1
    return told >= 0 and at == told + 2


def _name_begin(parse: Parse, mention: Mention) -> int:
    """Return the token with which the name of a place begins: "the NORTH Kivu province"."""
    first = mention.head
    while first > mention.a and parse.sentence.tags[first - 1] in "PH":
        first -= 1
    return first


# whose text it is: the state of a section, of the author of a statement, or of who speaks in a transcript


STATEMENTS = word_class("home.statements")
OFFICES = word_class("home.offices")
ASKING = word_class("home.asking")
ANSWERING = word_class("home.answering")
LABEL_ENDS = frozenset(":-–—")
LONGEST_LABEL = 5  # words before the colon
LONGEST_LIST = 9  # words of states before the colon
BULLETS = frozenset("-–—•*·")
LISTED = frozenset({",", "and", "&", "/", "the"})
SOON = 8  # sentences in which a statement names whose it is
_HERE = re.compile(r"\bhere in ((?:[A-Z]\w+ ?)+)")


_SEAT = re.compile(r"^[ \t]*([A-Z][A-Z'’. -]{2,30}?)(?:, [^\n]{0,40}?)? ?(?:[-–—:(\n]|$)", re.MULTILINE)


def seat_of(text: str, dictionary: Dictionary) -> str:
    """Return the state in which a report was written, by the place in capitals at its head, where it also speaks of it.

    Examples
    --------
    >>> from graphkit.extract.rules import load_dictionary
    >>> seat_of("PORT SUDAN, May 7 - Sudan has broken off relations.", load_dictionary())
    'SDN'
    """
    for match in _SEAT.finditer(text[:_HEAD]):
        name = dictionary.names.get(match[1].title())
        known = load_states().get(name[2]) if name is not None and name[1] != "person" else None
        if known is not None and any(word in text for word in (*known.names, *known.adjectives)):
            return known.id
    return ""


def _here(parse: Parse, text: str) -> Known | None:
    """Return the state where a transcript is made: "here in Paris"."""
    here = _HERE.search(text) if "here in " in text else None
    return _state(parse.dictionary, here[1].strip()) if here is not None else None


NOBODYS = word_class("home.nobodys")
HEAD_LINES = 3
HEADING = 8  # words that a heading may have
WRITING = word_class("home.writing")
DATELINE_MARKS = frozenset(["(", "[", "-", "--", "—", "–", ","])


def settle_author(parses: Sequence[Parse]) -> None:
    """Find whose text it is: by its heading, its dateline, or else by whom it never sets against "us"."""
    if len(parses) < 2:
        return
    memory = parses[0].memory
    _settle_dateline(parses)
    _settle_heading(parses, by_subject=False)
    if memory.home is None and sum(map(_says_ours, parses)) > 1:
        settle_voice(parses)
    if memory.home is None:
        _settle_heading(parses, by_subject=True)


def _settle_heading(parses: Sequence[Parse], *, by_subject: bool) -> None:
    """Find whose statement it is that a heading announces: "Press statement of the Foreign Ministry of Nepal".

    Where the heading names no state, ``by_subject`` takes the first that does something in the text.
    """
    first, memory = parses[0], parses[0].memory
    words = first.sentence.words
    for before, parse in pairwise(parses[:HEAD_LINES]):  # "STATEMENT No. 114.", "Dhaka, 5 May"
        if len(before.sentence.words) >= HEADING:
            break
        heads = not any(clause.form in "VEBMA" for clause in parse.clauses)
        words = [*words, *parse.sentence.words[: 2 * HEADING if heads else HEADING]]
    if STATEMENTS.isdisjoint([word.text for word in words[:30]]):
        return
    offices = [word for word in words if word.noun in OFFICES]
    bodies = [word.name[0] for word in first.sentence.words if word.name is not None and word.name[1] == "igo"]
    if bodies and not offices and memory.author is None and len(first.sentence.words) < HEADING:
        title = first.dictionary.titles[bodies[0]]  # "European Commission, press briefing"
        memory.author = bodies[0], "igo", "", title
    seats = [word for word in first.sentence.words if word.name is not None and word.written in first.dictionary.seats]
    if not offices and not (seats and len(first.sentence.words) < HEADING):
        return  # "Department of State, press briefing" names no office, and whose it is
    named = [word for word in words if word.belongs]
    if not named and by_subject:
        named = [word for parse in parses[1:SOON] for word in _subjects(parse)]
    for word in named:
        state = first.dictionary.state_of(word)
        if state:
            memory.home = memory.author = first.dictionary.known_state(state)
            return


def _says_ours(parse: Parse) -> int:
    """Return how often a sentence speaks of "us" outside quotation marks."""
    words, quoted = parse.sentence.words, parse.sentence.is_quoted
    return sum(word.text in WRITING and word.name is None and not quoted(i) for i, word in enumerate(words))


def _settle_dateline(parses: Sequence[Parse]) -> None:
    """Let whoever writes "our army" under a dateline be the state whose capital that is: "PYONGYANG (agency) --"."""
    first, memory = parses[0], parses[0].memory
    seat = first.sentence.words[0] if first.sentence.words else None
    if seat is None or len(first.sentence.words) < HEADING or first.sentence.words[1].text not in DATELINE_MARKS:
        return
    seat = first.dictionary.word(first.dictionary.spelling(seat.written))
    if seat.name is None or seat.written not in first.dictionary.seats:
        return
    for parse in parses[:SOON]:
        for token, word in enumerate(parse.sentence.words):
            if word.text in WRITING and not parse.sentence.is_quoted(token):
                memory.author = memory.home = first.dictionary.known_state(seat.name[2])
                return


def _subjects(parse: Parse) -> list[Word]:
    """Return the words that name a state and are subjects of what is done now, or has been."""
    words, lasts = parse.sentence.words, parse.chunks.lasts
    now = [
        clause
        for clause in parse.clauses
        if clause.subject >= 0
        and (words[clause.a].text in ("has", "have") or (clause.form == "V" and words[clause.a].text.endswith("s")))
    ]
    heads = [words[lasts[clause.subject]] for clause in now]
    return [word for word in heads if word.name is not None and word.name[1] == "state"]


def read_label(parse: Parse, text: str) -> None:
    """Remember whose a section is, or who speaks: "NIGER: ...", "Peru and Chile: ...", "MR. MILLER: ..."."""
    words, memory = parse.sentence.words, parse.memory
    if words and words[0].text in BULLETS:
        words = words[1:]
    longest = LONGEST_LIST if words and words[0].belongs else LONGEST_LABEL
    at = next((i for i, word in enumerate(words[: longest + 1]) if word.text in LABEL_ENDS), -1)
    if at < 1 or not words[0].written[:1].isupper():
        return
    if words[at].text != ":":
        read_capitals(parse, at, _state(parse.dictionary, words[0].written))  # "CHAD - The army"
        return
    label = words[:at]
    texts = [word.text for word in label]
    states = _states(label, parse.dictionary)
    if states:
        begin_section(parse, states)
    elif at > LONGEST_LABEL:
        return
    elif not ASKING.isdisjoint(texts):
        memory.asking, memory.talker = True, None
    elif _is_speaker(label):
        memory.home = memory.home or _here(parse, text)
        memory.asking, memory.talker = False, _speaker(label, memory)


def begin_section(parse: Parse, states: tuple[Known, ...]) -> None:
    """Let what a list tells of states begin with a sentence, whose first phrase names them."""
    subjects = [parse.mention(0)] if len(states) == 1 and parse.chunks.kinds.startswith("n") else []
    parse.memory.begin_section(parse.sentence.start, states, subjects)


def _states(label: Sequence[Word], dictionary: Dictionary) -> tuple[Known, ...]:
    """Return the states that a label names, where it names nothing else: "Oman and Bahrain"."""
    whole = _state(dictionary, " ".join(word.written for word in label))
    if whole is not None or len(label) == 1:
        return (whole,) if whole is not None else ()
    states = [_state(dictionary, word.written) for word in label if word.text not in LISTED]
    found = [state for state in states if state is not None]
    return tuple(found) if len(found) == len(states) else ()


def _is_speaker(label: Sequence[Word]) -> bool:
    """Return whether a label is somebody's name or office."""
    if label[0].title or label[0].text in ANSWERING or label[-1].text in ANSWERING:
        return True
    if label[-1].name is not None:
        return label[-1].name[1] == "person"
    return all(word.written.isupper() and len(word.text) > 1 for word in label) and len(label) < 4


def _speaker(label: Sequence[Word], memory: Memory) -> Known | None:
    """Return who speaks, of the state whose text it is; nobody who is only called "A" or "GUEST"."""
    known = label[-1].name
    if known is not None and known[1] == "person":
        return known[0], known[1], known[2], label[-1].written
    names = [word.written.title() for word in label if not word.title and word.text != "."]
    state = memory.home[2] if memory.home is not None else ""
    if not state and len(label) == 1 and label[0].text in NOBODYS:
        return None
    shown = " ".join(names) or label[-1].written.title()
    return slug(shown), "person", state, shown


def _state(dictionary: Dictionary, written: str) -> Known | None:
    """Return the state that some words name, also in capitals."""
    for text in (written, written.title()):
        known = dictionary.names.get(text.removesuffix("."))
        if known is not None and known[2] in dictionary.states and known[1] == "state":
            return dictionary.known_state(known[2])
    return None
