"""What a foreign file says, before it is a dataset: nodes, ties, affiliations and sources, with what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from graphkit.model import date_bounds
from graphkit.reading import Rejects

__all__ = [
    "SHAPE",
    "STANCE_OF",
    "Harvest",
    "Node",
    "Ours",
    "Place",
    "SourceNote",
    "Tie",
    "edtf_date",
    "edtf_span",
    "first_text",
    "moment",
]

#: What reading JSON raises that is of another shape than its format's.
SHAPE = (AttributeError, KeyError, TypeError, ValueError)


@dataclass(slots=True)
class Node:
    """One actor of a foreign file; ``key`` is its id there, ``extra`` what no column of ours holds."""

    key: str
    name: str
    kind: str = "other"
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    note: str = ""
    code: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tie:
    """One relation of a foreign file, its parties named by the keys of their nodes.

    ``type`` is the file's own word; ``where`` is the place in the file, for messages and evidence; ``sources`` are
    keys of :class:`SourceNote`, none of them: the file itself. ``mutual`` None leaves it to the type. ``ours`` is there
    where graphkit wrote the file; ``key`` is then the relation's own id.
    """

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str
    key: str = ""
    mutual: bool | None = None
    date: str = ""
    place: str = ""
    amount: float | int | None = None
    unit: str = ""
    summary: str = ""
    where: str = ""
    sources: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    mode: str = ""
    contexts: tuple[str, ...] = ()
    responds_to: tuple[str, ...] = ()
    gist: str = ""
    ours: Ours | None = None
    stance: str = "asserts"


#: The stance that a relation's documents take, where only its status is known.
STANCE_OF = {
    "alleged": "alleges",
    "expected": "expects",
    "considered": "considers",
    "proposed": "proposes",
    "denied": "denies",
}


@dataclass(slots=True)
class Ours:
    """What a file that graphkit wrote says of a relation's evidence: status, documents, who says it, and where.

    ``whole`` is whether the file has the rows of evidence themselves, which then count instead.
    """

    status: str = ""
    documents: tuple[str, ...] = ()
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    locator: str = ""
    origin: str = ""
    whole: bool = False


@dataclass(slots=True)
class Place:
    """One actor's place in another: what becomes an affiliation."""

    actor: str
    role: str
    organisation: str
    title: str = ""
    since: str = ""
    until: str = ""


@dataclass(slots=True)
class SourceNote:
    """Where a relation comes from: what becomes a document."""

    key: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    note: str = ""


@dataclass(slots=True)
class Harvest:
    """Everything that was read from foreign files.

    Attributes
    ----------
    left_out
        What was not carried over, in words, with how often: ``"Address"`` 11 times.
    guessed
        What was guessed, as sentences that end with the option that would state it.
    unused
        Which columns nothing is made of, as sentences that end with what would use them.
    rejects
        Rows that could not be read.
    rest
        What graphkit wrote beside nodes and ties: rows of cells, each once, by table.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sources: dict[str, SourceNote] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    guessed: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    rejects: Rejects = field(default_factory=Rejects)
    rest: dict[str, dict[tuple[tuple[str, str], ...], dict[str, str]]] = field(default_factory=dict)

    def keep(self, table: str, rows: Iterable[dict[str, str]]) -> None:
        """Keep rows that graphkit wrote; several edges of one relation have the same."""
        self.rest.setdefault(table, {}).update({tuple(sorted(row.items())): row for row in rows})

    def add_node(self, node: Node) -> Node:
        """Keep a node; one that is there already gets what it lacks from the new one."""
        known = self.nodes.setdefault(node.key, node)
        if known is not node:
            names = (*known.aliases, node.name, *node.aliases)
            known.aliases = tuple(dict.fromkeys(name for name in names if name and name != known.name))
            known.wikidata = known.wikidata or node.wikidata
            known.extra = {**node.extra, **known.extra}
        return known

    def drop_dangling(self, what: str) -> None:
        """Leave out ties with an end that no node has, and say which ends."""
        kept = []
        for tie in self.ties:
            missing = [key for key in (*tie.actors, *tie.recipients) if key not in self.nodes]
            tie.actors = tuple(key for key in tie.actors if key in self.nodes)
            tie.recipients = tuple(key for key in tie.recipients if key in self.nodes)
            for key in missing:
                self.left_out[f"an end of a {what} that is not in the file: {key}"] += 1
            if tie.actors and tie.recipients:
                kept.append(tie)
            else:
                self.left_out[f"a {what} of type {tie.type or '(none)'} without both ends"] += 1
        self.ties = kept


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?", re.ASCII)


_ORDERED = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T]\d\d?:\d\d.*)?", re.ASCII)


def _in_order(text: str, order: str) -> str:
    """A date of three numbers whose order is stated as ISO 8601; any other text as it is."""
    found = _ORDERED.fullmatch(text)
    if found is None or not order:
        return text
    part = dict(zip(order, (found[1], found[3], found[4]), strict=True))
    return f"{part['y']}-{part['m']:0>2}-{part['d']:0>2}" if len(part["y"]) == 4 and len(part["d"]) < 3 else text


def edtf_date(text: str, order: str = "") -> str:
    """Return a date of a foreign file as EDTF; month or day ``00`` means that it is not known.

    Parameters
    ----------
    text
        ``1856-00-00``, ``2019-05``, ``2019-05-01T12:00:00`` or any EDTF.
    order
        What 1/2/2017 means: ``dmy``, ``mdy`` or ``ymd``; blank: such a date is refused.

    Raises
    ------
    ValueError
        If it is no date, such as ``2019-13``.

    Examples
    --------
    >>> edtf_date("1856-00-00"), edtf_date("2019-05-01T12:00:00"), edtf_date("")
    ('1856', '2019-05-01', '')
    >>> edtf_date("1/2/2017", "mdy"), edtf_date("1.2.2017", "dmy")
    ('2017-01-02', '2017-02-01')
    """
    plain = _in_order(text.strip(), order)
    if match := _DATE.fullmatch(plain):
        year, month, day = match.groups()
        known = [part for part in (month, day) if part not in (None, "00")]
        plain = "-".join([year, *(known if month not in (None, "00") else [])])
    try:
        date_bounds(plain)
    except ValueError as error:
        if order or not _ORDERED.fullmatch(plain):
            raise
        raise ValueError(f"{error}; in a table of ties --date-order dmy or mdy says it for all rows") from error
    return plain


_YEAR = re.compile(r"([12]\d{3})(?:\.0+)?", re.ASCII)
_EPOCH = re.compile(r"-?\d{11,14}(?:\.0+)?", re.ASCII)


def moment(text: str) -> str:
    """Return a time of a graph that changes as EDTF: a day, a year as a number, or milliseconds since 1970.

    An infinite time is an open end, blank.

    Raises
    ------
    ValueError
        If it is none of these, such as the number of a step.

    Examples
    --------
    >>> moment("2010.0"), moment("2010-05-01T00:00:00.000"), moment("1262304000000"), moment("-Infinity")
    ('2010', '2010-05-01', '2010-01-01', '')
    """
    plain = text.strip()
    if plain.lstrip("+-").casefold() in ("infinity", "inf", ""):
        return ""
    if year := _YEAR.fullmatch(plain):
        return year[1]
    if _EPOCH.fullmatch(plain):
        try:
            return (date(1970, 1, 1) + timedelta(milliseconds=float(plain))).isoformat()
        except OverflowError as error:
            raise ValueError(f"'{plain[:40]}' is a time before the year 1") from error
    return edtf_date(plain)


def edtf_span(since: str, until: str) -> str:
    """Return the EDTF interval from one date to another, either of which may be blank.

    Examples
    --------
    >>> edtf_span("2019", "2021-05"), edtf_span("2019", ""), edtf_span("", "2021"), edtf_span("2019", "2019")
    ('2019/2021-05', '2019/..', '../2021', '2019')
    """
    if not since and not until:
        return ""
    span = since if since == until else f"{since or '..'}/{until or '..'}"
    date_bounds(span)
    return span


def first_text(values: Iterable[str]) -> str:
    """The first of some texts that is not blank, or blank."""
    return next((value.strip() for value in values if value and value.strip()), "")
