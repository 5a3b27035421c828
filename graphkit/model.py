"""The records, and the columns of every table and every answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from graphkit.dates import date_bounds, date_words, lies_surely

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
    "DENIED",
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
    "NO_ADDRESS",
    "NO_AUTHOR",
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
    "denial_words",
    "denied_until",
    "fold_name",
    "gist_of",
    "is_denied",
    "join_list",
    "lies_surely",
    "said_by",
    "said_on",
    "split_list",
    "spoken_name",
    "status_of",
    "title_of",
    "title_words",
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
#: What is said of a document that nobody can open, and of one that nobody signed.
NO_ADDRESS, NO_AUTHOR = "no address on record", "author and publisher not named"
#: How the title of a document begins that has none.
_UNTITLED = re.compile(r"\A\[untitled\]\s*", re.IGNORECASE)
#: Those that say of a relation that somebody denies it or has denied it (:func:`is_denied` asks the evidence too).
DENIED = ("contested", "acknowledged", "denied")
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
    "denied_on",
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


#: What is spoken of with an article where its name ends in such a word, or has one before "of" or "for".
_THE = re.compile(
    r"(?:Kingdom|States|Nations|Union|Republic|Federation|Netherlands|Philippines|Emirates|Maldives|Bahamas|Gambia"
    r"|Islands|Kremlin|Vatican|Ministry|Parliament|Government|Council|Assembly|Committee|Commission|Service|Agency"
    r"|Command|Administration|Department|Cabinet|Army|Navy|Guard|Forces|Courts?|Duma|Team|Panel|Group|Centre|Center|Chiefs"
    r"|Association|Staff|Programme|Bank|Party|House|Senate|Congress|Office|Authority|Fund|League|Organi[sz]ation)"
    r"(?= of | for |$)"
)
#: Names of one word that have an article all the same.
_THE_ONE = frozenset(("BBC", "EU", "UN", "US", "UK", "CIA", "FBI", "IAEA", "OSCE", "Pentagon", "Vatican", "Hague"))


def spoken_name(actor: Actor) -> str:
    """Return the name of an actor as it stands in a sentence.

    An alias that is the name with an article decides, then what kind of word the name ends in.

    >>> spoken_name(Actor("USA", "United States", "state")), spoken_name(Actor("JPN", "Japan", "state"))
    ('the United States', 'Japan')
    >>> spoken_name(Actor("courts", "Courts of South Korea", "agency")), spoken_name(Actor("bbc", "BBC", "media"))
    ('the Courts of South Korea', 'the BBC')
    """
    name = actor.name
    if name.startswith(("The ", "the ")) or actor.kind == "person":
        return name
    known = {alias.casefold() for alias in actor.aliases}
    article = f"the {name}".casefold() in known or name in _THE_ONE or _THE.search(name.partition(" of ")[0])
    return f"the {name}" if article else name


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
    comma, where they are at least 16 characters and fit and are no list; else as many whole words as fit, and "…". A
    full stop at the end goes.

    >>> gist_of("They sign a treaty.")
    'They sign a treaty'
    >>> gist_of("South Korea summoned the ambassador of Russia, demanded the withdrawal of the troops and said so.")
    'South Korea summoned the ambassador of Russia'
    >>> gist_of("The G7, South Korea, Australia and New Zealand condemned the cooperation of the two.")
    'The G7, South Korea, Australia and New Zealand…'
    >>> gist_of("North Korea has sent at least three thousand of its best soldiers to the west of Russia.")
    'North Korea has sent at least three thousand of…'
    """
    if gist:
        return gist
    words = " ".join(summary.split()).removesuffix(".")
    if len(words) <= GIST_LENGTH:
        return words
    for match in _CLAUSE_END.finditer(words):
        if match[0] in ",，、" and "," in words[: match.start()]:
            break  # a list, or what is between two commas: not the end of a thought
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


def is_denied(evidence: Iterable[Evidence], status: str = "") -> bool:
    """Return whether anybody denies a relation or has denied it, as its evidence or its status says.

    What is *acknowledged* was denied before; what one denies and another only considers has the status *considered*.

    >>> is_denied([Evidence("r", "a", stance="considers"), Evidence("r", "b", stance="denies")])
    True
    >>> is_denied((), "acknowledged"), is_denied((), "asserted")
    (True, False)
    """
    return status in DENIED or any(record.stance == "denies" for record in evidence)


def denial_words(denied: int, since: int, *, number: Callable[[int], str] = str) -> str:
    """Return what is said of so many that somebody denies or has denied, ``since`` of them acknowledged by now.

    >>> denial_words(4, 1), denial_words(1, 0)
    ('are denied, and 1 of them has since been acknowledged', 'is denied')
    >>> denial_words(2, 2)
    'were denied and have since been acknowledged'
    """
    have = "has" if since == 1 else "have"
    if since == denied:
        return f"{'was' if denied == 1 else 'were'} denied and {have} since been acknowledged"
    more = f", and {number(since)} of them {have} since been acknowledged" if since else ""
    return f"{'is' if denied == 1 else 'are'} denied{more}"


def denied_on(evidence: Iterable[Evidence], documents: Mapping[str, Document] | None = None) -> str:
    """Return when the first denial among rows of evidence was made, as far as is known (EDTF).

    A denial without a date of its own was made by the last day of its document. What has neither is "../..".

    >>> no = Evidence("r", "d", stance="denies", speaker="RUS")
    >>> denied_on([no], {"d": Document("d", "A paper", date="2024-05")})
    '../2024-05'
    >>> denied_on([no, Evidence("r", "d", stance="denies", speaker="RUS", date="2024-04-02")])
    '2024-04-02'
    """
    told = []
    for record in evidence:
        if record.stance == "denies":
            said = said_on(record, documents)
            last = date_bounds(said)[1]
            by = said.rpartition("/")[2].rstrip("~?%") if last else ".."
            told.append((last or "9999", not record.date, record.date or f"../{by}"))
    return min(told)[2] if told else ""


def _holder(record: Evidence, documents: Mapping[str, Document]) -> object:
    """Who says what a row of evidence says: the speaker, else whoever wrote the document."""
    if record.speaker:
        return record.speaker
    document = documents.get(record.document)
    return ("author", fold_name(document.author)) if document and document.author else ("document", record.document)


def title_of(document: Document) -> str:
    """Return a document's title; of one that has none, what whoever recorded it calls it, else its id.

    >>> [title_of(Document("d", title)) for title in ("A treaty", "[Untitled] The treaty", "[Untitled]", "")]
    ['A treaty', 'The treaty', 'd', 'd']
    """
    return _UNTITLED.sub("", document.title) or document.id


def title_words(document: Document) -> str:
    """Return a document's title; of one that has none, what it is and what whoever recorded it calls it.

    >>> title_words(Document("d", "[Untitled] The treaty", kind="article")), title_words(Document("d", "A treaty"))
    ('an article without a title, here called “The treaty”', 'A treaty')
    """
    if not _UNTITLED.match(document.title):
        return document.title
    kind = document.kind or "text"
    return f"a{'n' * (kind[0] in 'aeiou')} {kind} without a title, here called “{title_of(document)}”"


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
