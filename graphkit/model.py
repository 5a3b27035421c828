"""The records, the dates, and the columns of every table and every answer."""

from __future__ import annotations

import calendar
import contextlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

__all__ = [
    "ACTOR_COLUMNS",
    "ADDED_COLUMNS",
    "AFFILIATION_COLUMNS",
    "BALANCE_COLUMNS",
    "BLOCS_COLUMNS",
    "BROKERS_COLUMNS",
    "CHANGES_COLUMNS",
    "COLUMNS",
    "CONTESTED_COLUMNS",
    "DESCRIBE_COLUMNS",
    "DIFF_COLUMNS",
    "DOCUMENT_COLUMNS",
    "DOCUMENT_KINDS",
    "DYADS_COLUMNS",
    "EDGE_ATTRIBUTES",
    "EVIDENCE_COLUMNS",
    "FACTUAL",
    "GIST_LENGTH",
    "KINDS",
    "LEVERAGE_COLUMNS",
    "NODE_ATTRIBUTES",
    "PATHS_COLUMNS",
    "PLAIN",
    "PROFILE_COLUMNS",
    "REACTIONS_COLUMNS",
    "RECIPROCITY_COLUMNS",
    "RELATION_COLUMNS",
    "RESPONSES_COLUMNS",
    "ROLES",
    "SEARCH_COLUMNS",
    "SERIES_COLUMNS",
    "STANCES",
    "STATUSES",
    "SUMMARY_COLUMNS",
    "TABLES",
    "TIMELINE_COLUMNS",
    "UNANSWERED_COLUMNS",
    "Actor",
    "Affiliation",
    "Document",
    "Evidence",
    "Relation",
    "Row",
    "date_bounds",
    "date_words",
    "denied_until",
    "fold_name",
    "gist_of",
    "join_list",
    "lies_surely",
    "said_by",
    "said_on",
    "split_list",
    "status_of",
]

KINDS = ("state", "igo", "agency", "ngo", "media", "company", "armed-group", "person", "other")
DOCUMENT_KINDS = ("treaty", "statement", "resolution", "press release", "report", "article", "broadcast")
ROLES = ("LEADS", "MEMBER_OF", "REPRESENTS", "PART_OF")
STANCES = ("asserts", "denies", "alleges", "expects", "considers", "proposes")
#: The statuses of a relation that somebody holds to have happened. What is only denied, proposed,
#: considered or expected is shown when asked for, and never counted.
FACTUAL = ("contested", "acknowledged", "asserted", "alleged", "unsourced")
#: Those of them that somebody plainly asserts, also where another denies it, or that are the dataset's own word.
PLAIN = ("contested", "acknowledged", "asserted", "unsourced")
STATUSES = (
    "contested",
    "acknowledged",
    "asserted",
    "alleged",
    "expected",
    "considered",
    "proposed",
    "denied",
    "unsourced",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What every record has: ``extra``, the cells of columns that are not graphkit's, by name; blank ones left out."""

    extra: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Actor(Row):
    """One political actor: a state, an organisation, a part of a government, a person."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Affiliation(Row):
    """One actor's place in another, from ``since`` to ``until`` (EDTF text, blank when not known)."""

    actor: str
    role: str
    organisation: str
    title: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Document(Row):
    """One text that says something; ``sha256`` is of its text as UTF-8, in NFC, with line feeds as line ends.

    ``primary`` is whether it comes from who took part; None where that is not known. ``archived`` is the address of
    a copy, ``accessed`` the day it was read. ``retells`` are the ids of the documents that it only retells or is
    derived from: then it is no source of its own.
    """

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    kind: str = field(default="", kw_only=True)
    primary: bool | None = field(default=None, kw_only=True)
    date: str = ""
    url: str = ""
    archived: str = field(default="", kw_only=True)
    accessed: str = field(default="", kw_only=True)
    language: str = ""
    retells: tuple[str, ...] = field(default=(), kw_only=True)
    sha256: str = ""
    file: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relation(Row):
    """One thing that one actor did to, or is to, another; several ids on a side act together.

    ``gist`` is the summary in at most 48 characters, for rows and captions; blank: made from it by :func:`gist_of`.
    """

    id: str
    actor: tuple[str, ...]
    type: str
    mode: str
    recipient: tuple[str, ...]
    mutual: bool = False
    date: str = ""
    place: str = ""
    contexts: tuple[str, ...] = ()
    amount: int | float | None = None
    unit: str = ""
    responds_to: tuple[str, ...] = ()
    gist: str = field(default="", kw_only=True)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Evidence(Row):
    """One place in one document that speaks for or against one relation.

    ``start`` and ``end`` are half-open code-point offsets into the document's text; ``locator`` is the place in
    words (paragraph, article, page, minute) where the text is not carried. ``date`` is when it was said; blank: the
    document's. A blank ``speaker`` means that the document's own author says it; ``via`` is who carried the words.
    """

    relation: str
    document: str
    start: int | None = None
    end: int | None = None
    locator: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True)
    stance: str = "asserts"
    speaker: str = ""
    via: str = ""
    origin: str = "curated"
    confidence: float | None = None


#: The tables of a dataset, in the order in which they are read, and the record that one row is.
TABLES: dict[str, type[Any]] = {
    "actors": Actor,
    "affiliations": Affiliation,
    "documents": Document,
    "relations": Relation,
    "evidence": Evidence,
}


def _columns(record: type[Any]) -> tuple[str, ...]:
    """The columns that graphkit knows of a record: all its fields but ``extra``."""
    return tuple(each.name for each in fields(record) if each.name != "extra")


ACTOR_COLUMNS = _columns(Actor)
AFFILIATION_COLUMNS = _columns(Affiliation)
DOCUMENT_COLUMNS = _columns(Document)
RELATION_COLUMNS = _columns(Relation)
EVIDENCE_COLUMNS = _columns(Evidence)

#: The columns of each table.
COLUMNS: dict[str, tuple[str, ...]] = {
    "actors": ACTOR_COLUMNS,
    "affiliations": AFFILIATION_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
    "relations": RELATION_COLUMNS,
    "evidence": EVIDENCE_COLUMNS,
}

#: The columns that 0.1.0 did not have: a file may lack them, and they are read as blank.
ADDED_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("kind", "primary", "archived", "accessed", "retells"),
    "relations": ("gist",),
    "evidence": ("locator", "date"),
}

NODE_ATTRIBUTES = (*ACTOR_COLUMNS, "extra")
EDGE_ATTRIBUTES = (
    "type",
    "mode",
    "quad",
    "score",
    "date",
    "since",
    "until",
    "mutual",
    "place",
    "contexts",
    "amount",
    "unit",
    "responds_to",
    "status",
    "gist",
    "summary",
    "evidence",
    "origin",
    "extra",
)

RESPONSES_COLUMNS = (
    "responder",
    "response_type",
    "response_to",
    "response_date",
    "response",
    "provoker",
    "provocation_type",
    "provocation_to",
    "provocation_date",
    "provocation",
    "lag_days",
    "basis",
    "response_id",
    "provocation_id",
    "documents",
    "sources",
    "pair_rate",
    "pair_expected_rate",
    "pair_verdict",
)
CONTESTED_COLUMNS = (
    "relation_id",
    "actor",
    "type",
    "recipient",
    "date",
    "summary",
    "status",
    "asserted_by",
    "denied_by",
    "denied_until",
    "documents",
    "sources",
)
PATHS_COLUMNS = ("path", "step", "actor", "type", "recipient", "date", "summary", "relation_id")
TIMELINE_COLUMNS = ("date", "since", "until", "actor", "type", "recipient", "summary", "status", "relation_id")
PROFILE_COLUMNS = ("section", "item", "value", "relation_id")
LEVERAGE_COLUMNS = ("holder", "over", "basis", "share", "alternative", "relation_ids")
BROKERS_COLUMNS = (
    "actor",
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
    "total",
    "constraint",
    "betweenness",
    "between",
)
BLOCS_COLUMNS = ("bloc", "actor", "with_bloc", "against_bloc", "why")
BALANCE_COLUMNS = ("a", "b", "c", "sign_ab", "sign_bc", "sign_ca", "balanced", "relation_ids")
DIFF_COLUMNS = ("change", "kind", "id", "column", "before", "after", "summary")
CHANGES_COLUMNS = ("actor", "recipient", "before", "after", "change", "relation_ids")
UNANSWERED_COLUMNS = ("relation_id", "date", "actor", "type", "recipient", "summary", "status")
SUMMARY_COLUMNS = ("section", "item", "value")
SEARCH_COLUMNS = ("kind", "id", "text", "date", "relation_id")
RECIPROCITY_COLUMNS = (
    "responder",
    "provoker",
    "opportunities",
    "responses",
    "rate",
    "expected_rate",
    "rate_ratio",
    "p_value",
    "q_value",
    "median_lag_days",
    "expected_median_lag_days",
    "same_day",
    "before_rate",
    "p_after",
    "q_after",
    "verdict",
    "poisson_rate",
)
REACTIONS_COLUMNS = ("third", "toward", "kind", "provoker", "target", *RECIPROCITY_COLUMNS[2:])
DYADS_COLUMNS = (
    "actor",
    "recipient",
    "quad",
    "events",
    "reports",
    "days",
    "first",
    "last",
    "mean_score",
    "sum_score",
    "share",
)
SERIES_COLUMNS = ("date", "actor", "recipient", "events", "reports", "mean_score")
DESCRIBE_COLUMNS = ("item", "value")


def split_list(cell: str) -> tuple[str, ...]:
    """Return the items of a list cell, which are separated by ``;``; blanks around them do not count.

    >>> split_list("Russia; Moscow ;Rossiya")
    ('Russia', 'Moscow', 'Rossiya')
    >>> split_list("")
    ()
    """
    if ";" not in cell:
        return (cell.strip(),) if cell.strip() else ()
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def join_list(items: Iterable[str]) -> str:
    """Return the list cell of some items: the inverse of :func:`split_list`."""
    return ";".join(items)


def gist_of(summary: str, *, gist: str = "") -> str:
    """Return a relation's gist: the one that was written, else what the summary says in at most 48 characters.

    The rule: a summary that fits is taken whole; else the words before its first bracket, semicolon, colon, dash or
    comma, where they are at least 16 characters and fit; else as many whole words as fit, and "…". A full stop at the
    end goes.

    >>> gist_of("They sign a treaty.")
    'They sign a treaty'
    >>> gist_of("South Korea summoned the ambassador of Russia, demanded the withdrawal of the troops and said so.")
    'South Korea summoned the ambassador of Russia'
    >>> gist_of("North Korea has sent at least three thousand of its best soldiers to the west of Russia.")
    'North Korea has sent at least three thousand of…'
    """
    if gist:
        return gist
    words = " ".join(summary.split()).removesuffix(".")
    if len(words) <= GIST_LENGTH:
        return words
    for match in _CLAUSE_END.finditer(words):
        if 16 <= match.start() <= GIST_LENGTH:
            return words[: match.start()]
    head = words[:GIST_LENGTH]
    return (head[: head.rfind(" ")] if " " in head else head[:-1]).rstrip(" ,;:–—-(") + "…"


#: The most characters of a gist.
GIST_LENGTH = 48
_CLAUSE_END = re.compile(r"\s*(?:[(，、；：]|[;:,](?=\s))|\s+[–—-]\s")


def status_of(evidence: Sequence[Evidence], documents: Mapping[str, Document] | None = None) -> str:
    """Return what the evidence makes of a relation: one of ``STATUSES``.

    A relation is *contested* as soon as one place asserts or alleges it and another denies it,
    whoever is right: a denial never removes a claim. It is *acknowledged* when everyone who denied it has asserted
    it since. Without a denial the firmest stance counts. No evidence at all is *unsourced*.

    Parameters
    ----------
    evidence
        All rows of one relation.
    documents
        By id: for what was said without a date of its own, and for whose words a blank speaker stands.

    Notes
    -----
    One acknowledges who denied first and asserted later for certain: the last possible day of every denial is before
    the first possible day of an assertion. What has no date, or the same day, is not known to be earlier or later.

    Examples
    --------
    >>> no = Evidence("r", "a", stance="denies", speaker="RUS", date="2024-10-24")
    >>> yes = Evidence("r", "b", stance="asserts", speaker="RUS", date="2025-04")
    >>> status_of([no, Evidence("r", "c")]), status_of([no, yes, Evidence("r", "c")])
    ('contested', 'acknowledged')
    >>> status_of([Evidence("r", "a", stance="expects"), Evidence("r", "b", stance="alleges")])
    'alleged'
    """
    stances = {record.stance for record in evidence}
    if "denies" in stances and stances & {"asserts", "alleges"}:
        return "acknowledged" if denied_until(evidence, documents) else "contested"
    for stance, status in _STATUS_OF_STANCE:
        if stance in stances:
            return status
    return "unsourced"


def denied_until(evidence: Sequence[Evidence], documents: Mapping[str, Document] | None = None) -> str:
    """Return when the last of those who denied a relation first asserted it, as its date is written.

    Blank where somebody denies it still, where nobody ever did, or where it is not certain which came first.

    >>> no = Evidence("r", "a", stance="denies", speaker="RUS", date="2024-10-24")
    >>> denied_until([no, Evidence("r", "b", speaker="RUS", date="2025-04")])
    '2025-04'
    """
    denials: dict[object, list[str]] = {}
    assertions: dict[object, list[str]] = {}
    for record in evidence:
        if record.stance in ("denies", "asserts"):
            found = denials if record.stance == "denies" else assertions
            found.setdefault(_holder(record, documents or {}), []).append(said_on(record, documents))
    dates = []
    for holder, days in denials.items():
        ends = [date_bounds(day)[1] for day in days]
        starts = [(first, day) for day in assertions.get(holder, ()) if (first := date_bounds(day)[0])]
        later = [(first, day) for first, day in starts if all(end is not None and end < first for end in ends)]
        if not later:
            return ""
        dates.append(min(later))
    return max(dates)[1] if dates else ""


def _holder(record: Evidence, documents: Mapping[str, Document]) -> object:
    """Who says what a row of evidence says: the speaker, else whoever wrote the document."""
    if record.speaker:
        return record.speaker
    document = documents.get(record.document)
    return ("author", fold_name(document.author)) if document and document.author else ("document", record.document)


def said_on(record: Evidence, documents: Mapping[str, Document] | None = None) -> str:
    """Return when a row of evidence was said: its own date, else its document's, else blank.

    >>> said_on(Evidence("r", "d"), {"d": Document("d", "A paper", date="2024-05")})
    '2024-05'
    """
    document = (documents or {}).get(record.document)
    return record.date or (document.date if document else "")


def said_by(
    evidence: Iterable[Evidence], as_of: str, documents: Mapping[str, Document] | None = None
) -> tuple[Evidence, ...]:
    """Return the rows of evidence that may have been said by a day: all but what is surely of a later day.

    Parameters
    ----------
    evidence
        Rows of evidence.
    as_of
        An EDTF date; its last possible day counts.
    documents
        By id: for what has no date of its own. What has no date at all counts always.

    Raises
    ------
    ValueError
        If ``as_of`` is not EDTF or has no end.

    Examples
    --------
    >>> rows = [Evidence("r", "a", date="2024-10-24"), Evidence("r", "b", date="2025"), Evidence("r", "c")]
    >>> [row.document for row in said_by(rows, "2024-12-31")]
    ['a', 'c']
    """
    last = date_bounds(as_of)[1]
    if last is None:
        raise ValueError(f"the day '{as_of}' has no end: write a day, month or year, such as 2024-12-31")
    return tuple(row for row in evidence if (date_bounds(said_on(row, documents))[0] or "") <= last)


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


_STATUS_OF_STANCE = (
    ("asserts", "asserted"),
    ("alleges", "alleged"),
    ("expects", "expected"),
    ("considers", "considered"),
    ("proposes", "proposed"),
    ("denies", "denied"),
)


_PLAIN_LETTERS = str.maketrans("łøđıħ", "lodih")
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC")


def fold_name(name: str) -> str:
    """Return a name without letter case, accents, blanks and punctuation, to compare names by.

    Accents are taken off Latin, Greek, Cyrillic, Hebrew and Arabic letters only: in kana and Indic
    scripts such marks make another letter.

    >>> fold_name("São Tomé"), fold_name("Łukasz"), fold_name("バイデン") == fold_name("ハイデン")
    ('saotome', 'lukasz', False)
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.casefold())) or name.casefold().strip()
    kept, base = [], ""
    for letter in unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS)).casefold():
        category = unicodedata.category(letter)[0]
        if category in "LN":
            base = letter
        if category in "LN" or (category == "M" and not _accented(base)):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)) or name.casefold().strip()


def _accented(base: str) -> bool:
    """Whether marks on a letter are accents; so is a mark that stands on nothing."""
    return not base or unicodedata.name(base, "LATIN").startswith(_ACCENTED)


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
        f"date '{text[:80]}' is not EDTF: write "
        + (
            _meant(text)
            or "2024-06-18, 2024-06, 2024, 2024-10~ (about), 2024-11-16/2024-11-17 (from/to) or "
            "../2024-06 (some time before)"
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
        return ""
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
