"""Which column, or attribute, of a foreign table means what: stated by the user or guessed from the names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graphkit.errors import DataError
from graphkit.model import KINDS, split_list
from graphkit.network import TIE_ROLES, column_of, plain_heading
from graphkit.words import fitting

from ._harvest import Node, Ours, Tie, edtf_date, edtf_span, moment
from ._rest import ATTRIBUTES

__all__ = [
    "Columns",
    "guess_columns",
    "joined_ties",
    "node_of",
    "parse_columns",
    "signed_tie",
    "tell_unused",
    "tie_of",
]

#: What graphkit writes of a relation beside its columns: it follows from them, or is read by :func:`_ours`.
_OURS = frozenset(
    (
        *("actors", "recipients", "label", "quad", "score", "weight", "origin", "status", "documents", "locator"),
        *("asserted by", "denied by", "networkx key"),
    )
)
_MOST_TYPES, _LONGEST_TYPE = 200, 60
_DIRECTIONS = {"directed": False, "undirected": True, "mutual": True}
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each role; ``own`` are the columns of no role, which are kept as they are.

    ``direction`` is the column whose cells say ``Directed`` or ``Undirected``, as Gephi writes it; ``decimal`` is what
    amounts have before their fractions, ``?`` where their column has both signs there; ``date_order`` is
    what 1/2/2017 means.
    """

    roles: Mapping[str, str]
    own: tuple[str, ...] = ()
    direction: str = ""
    decimal: str = "."
    stated: frozenset[str] = field(default_factory=frozenset)
    date_order: str = ""

    @property
    def option(self) -> str:
        """The option that would state what was guessed."""
        return "--columns " + ",".join(f"{role}={_quoted(column)}" for role, column in self.roles.items())


def _quoted(name: str) -> str:
    """A name as a shell takes it."""
    return name if re.fullmatch(r"[\w./:-]+", name) else f"'{name}'"


def parse_columns(text: str, *, roles: Iterable[str] = TIE_ROLES) -> dict[str, str]:
    """Return the columns that an option states: ``actor=Source,recipient=Target``.

    Raises
    ------
    DataError
        If a part has no ``=`` or a role does not exist.

    Examples
    --------
    >>> parse_columns("actor=Source,recipient=Target")
    {'actor': 'Source', 'recipient': 'Target'}
    """
    allowed = list(roles)
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        role, equals, column = part.partition("=")
        if not equals or role.strip() not in allowed:
            raise DataError(f"'{part}' is no column: write ROLE=COLUMN, where ROLE is one of {', '.join(allowed)}")
        found[role.strip()] = column.strip()
    return found


def guess_columns(
    names: Iterable[str],
    *,
    stated: Mapping[str, str] | None = None,
    roles: Mapping[str, tuple[str, ...]] = TIE_ROLES,
    cells: Callable[[str], Iterable[str]] = lambda name: (),
    where: str = "the table",
) -> Columns:
    """Return which column means what.

    Parameters
    ----------
    names
        The columns of the table, or the attributes of a graph's edges.
    stated
        What the user says; it counts before any guess.
    roles
        The roles there are, with the names by which each is known.
    cells
        The cells of a column: a ``Type`` that only holds ``Directed`` and ``Undirected`` says which way ties go.
    where
        What to call the table in messages.

    Raises
    ------
    DataError
        If a column that was stated is not there.

    Examples
    --------
    >>> guess_columns(["Source", "Target", "Weight"]).roles
    {'actor': 'Source', 'recipient': 'Target'}
    """
    listed = [name for name in dict.fromkeys(names) if name and name not in ATTRIBUTES]
    given = dict(stated or {})
    for role, column in given.items():
        if column not in listed:
            raise DataError(f"{where} has no column '{column}' for {role}: its columns are {', '.join(listed)}")
    left = [name for name in listed if name not in given.values()]
    direction = next((name for name in left if _is_direction(cells(name))), "")
    left = [name for name in left if name != direction]
    found = dict(given)
    for role, known in roles.items():
        column = column_of(left, known)
        if role not in found and column and column not in found.values():
            found[role] = column
    cited = column_of([name for name in left if name not in found.values()], ("source",))
    if "source" in roles and "source" not in found and cited:  # other columns are the ends
        found["source"] = cited
    for end in ("actor", "recipient"):  # a column of names without one of ids is the end itself
        if end in roles and end not in found and f"{end}_name" in found:
            found[end] = found.pop(f"{end}_name")
    if "type" in found and "type" not in given and not _are_words(cells(found["type"])):
        del found["type"]  # whole sentences under "What" or "Label" are no types
        summary = column_of([name for name in left if name not in found.values()], roles["summary"])
        found |= {"summary": summary} if summary and "summary" not in found else {}
    ordered = {role: found[role] for role in roles if role in found}
    ours = _OURS if "relation" in ordered else frozenset()
    left = [name for name in listed if name not in ordered.values() and name != direction]
    own = tuple(name for name in left if plain_heading(name) not in ours)
    decimal = _decimal_of(cells(ordered["amount"])) if "amount" in ordered else "."
    return Columns(ordered, own, direction, decimal, frozenset(given))


def _are_words(cells: Iterable[str]) -> bool:
    """Whether some cells are names of types: short, and not too many."""
    words = {cell for cell in cells if cell}
    return len(words) <= _MOST_TYPES and all(len(word) <= _LONGEST_TYPE for word in words)


def _decimal_of(cells: Iterable[str]) -> str:
    """What some amounts have before their fractions: a point, a comma, or ``?`` where both occur."""
    listed = [cell for cell in cells if cell]
    comma = any(re.search(r",\d{1,2}(?!\d)|,\d{4,}|\.\d{3},\d", cell) for cell in listed)
    point = any(re.search(r"\.\d{1,2}(?!\d)|\.\d{4,}|,\d{3}\.\d", cell) for cell in listed)
    return "?" if comma and point else "," if comma else "."


def _is_direction(cells: Iterable[str]) -> bool:
    """Whether a column only says which way ties go."""
    words = {cell.strip().casefold() for cell in cells} - {""}
    return bool(words) and words <= _DIRECTIONS.keys()


def tie_of(row: Mapping[str, str], columns: Columns, *, where: str, mutual: bool | None = None) -> Tie:
    """Return the tie that a row is, its ends by their cells.

    Parameters
    ----------
    row
        The cells by column.
    columns
        From :func:`guess_columns`.
    where
        The row's place in the file.
    mutual
        Whether ties have no direction where the row does not say; None leaves it to their type.

    Raises
    ------
    ValueError
        If an end is blank or a date is none; the message says so.
    """

    def cell(role: str) -> str:
        return row.get(columns.roles.get(role, ""), "").strip()

    for role in ("actor", "recipient"):
        if not cell(role):
            raise ValueError(f"has no {role} (column '{columns.roles[role]}')")
    sides = {role: cell(role) for role in ("actor", "recipient")}
    if cell("relation"):
        sides |= {role: row[f"{role}s"] for role in sides if row.get(f"{role}s", "").strip()}
    amount = _amount(cell("amount"), columns.decimal)
    since, until, day = (edtf_date(cell(role), columns.date_order) for role in ("since", "until", "date"))
    span = edtf_span(since, until)
    extra = {name: row[name].strip() for name in columns.own if row.get(name, "").strip()}
    if cell("timeset") and not (span or cell("date")):
        span = _timeset_span(cell("timeset"))
        extra |= {} if span else {columns.roles["timeset"]: cell("timeset")}
    return Tie(
        actors=split_list(sides["actor"]),
        recipients=split_list(sides["recipient"]),
        type=cell("type"),
        key=cell("relation") or cell("key"),
        mutual=_mutual(row, columns, cell("mutual"), mutual),
        date=day or span,
        place=cell("place"),
        amount=amount,
        unit="" if amount is None else cell("unit") or _currency(cell("amount")) or _unit_in(columns),
        summary=cell("summary"),
        where=where,
        sources=(cell("source"),) if cell("source") else (),
        extra=extra,
        mode=cell("mode"),
        contexts=split_list(cell("contexts")),
        responds_to=split_list(cell("responds_to")),
        gist=cell("gist"),
        ours=_ours(row) if cell("relation") else None,
    )


#: What a cell of a column of signs says: a friend, an enemy, or neither.
_SIGNS = {
    **dict.fromkeys(("+", "+1", "positive", "pos", "friend", "friends", "ally", "allies", "allied"), 1),
    **dict.fromkeys(("-", "\u2212", "negative", "neg", "enemy", "enemies", "foe", "rival", "rivals", "hostile"), -1),
    **dict.fromkeys(("neutral", "none"), 0),
}
_TIED = {1: "ALLIED_WITH", 0: "", -1: "RIVAL_OF"}
_CALLED_SIGN = ("sign", "signs", "polarity", "valence", "friend or enemy")
#: So many columns are named of those that nothing is made of.
_MOST_NAMED = 8


def signed_tie(tie: Tie, sign: str) -> Tie:
    """Return a tie of a signed network: an alliance, a rivalry, or neither, which has no type.

    Raises
    ------
    ValueError
        If the sign is none.
    """
    value = _sign_of(sign)
    if value is None:
        raise ValueError(f"has the sign '{sign}': write 1 or -1, + or -, friend or enemy")
    tie.type, tie.mutual = _TIED[value], True
    return tie


def _sign_of(text: str) -> int | None:
    """A cell's sign, 0 for neither; None where it is no sign."""
    plain = text.strip().casefold().replace("\u2212", "-") or "0"
    if plain in _SIGNS:
        return _SIGNS[plain]
    try:
        value = float(plain)
    except ValueError:
        return None
    return (value > 0) - (value < 0)


def _are_signs(name: str, cells: Iterable[str]) -> bool:
    """Whether a column holds nothing but signs of one size, both of them or under a heading that says so."""
    words = {cell.strip().casefold() for cell in cells} - {""}
    if any(_sign_of(word) is None or (_is_number(word) and abs(float(word)) not in (0, 1)) for word in words):
        return False
    found = {_sign_of(word) for word in words}
    return -1 in found and (1 in found or plain_heading(name) in _CALLED_SIGN)


def _is_number(word: str) -> bool:
    """Whether a word is a number."""
    return re.fullmatch(r"[+-]?\d+(?:\.\d*)?", word, re.ASCII) is not None


def tell_unused(
    columns: Columns, cells: Callable[[str], Iterable[str]], *, sign: str, form: str, where: str
) -> Iterator[str]:
    """Yield a sentence on the columns that nothing is made of, and one on each that holds signs.

    Parameters
    ----------
    columns
        From :func:`guess_columns`; what graphkit wrote itself has no such columns.
    cells
        The cells of a column.
    sign
        The column that is used as one of signs.
    form, where
        The format, and the name of the file.
    """
    if "relation" in columns.roles:
        return
    command = f"graphkit import {form} {_quoted(where)}"
    meant = [columns.roles[role] for role in ("type", "amount") if role in columns.roles]
    signs = [] if sign else [name for name in (*columns.own, *meant) if _are_signs(name, cells(name))]
    for name in signs:
        said = " and ".join(sorted({cell.strip() for cell in cells(name)} - {""})[:5])
        yield (
            f"{where}: the column '{name}' makes no alliances and rivalries, though it holds only {said}: "
            f"{command} --sign {_quoted(name)} --into DIR does that"
        )
    left = [name for name in columns.own if name not in (sign, *signs) and any(map(str.strip, cells(name)))]
    if left:
        named = ", ".join(f"'{name}'" for name in left[:_MOST_NAMED])
        more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        yield (
            f"{where}: map and questions make nothing of the {fitting(len(left), 'column', 'columns')} {named}{more}, "
            f"kept as {fitting(len(left), 'it is', 'they are')}: {command} --columns ROLE=COLUMN --into DIR uses one "
            "(ROLE is one of type, date, since, until, place, amount, unit, summary, source)"
        )


def _ours(row: Mapping[str, str]) -> Ours:
    """What graphkit wrote of the evidence for a relation."""
    status, locator, origin = (row.get(name, "").strip() for name in ("status", "locator", "origin"))
    documents, asserted, denied = (split_list(row.get(name, "")) for name in ("documents", "asserted_by", "denied_by"))
    return Ours(status, documents, asserted, denied, locator, origin)


def _mutual(row: Mapping[str, str], columns: Columns, said: str, default: bool | None) -> bool | None:
    """Whether a tie has no direction."""
    truth: bool | None = None
    if said:
        truth = _TRUTHS.get(said.casefold(), _DIRECTIONS.get(said.casefold()))
        if truth is None:
            raise ValueError(f"says '{said}' for mutual: write true or false")
        truth = truth != (plain_heading(columns.roles["mutual"]) == "directed")
    word = row.get(columns.direction, "").strip().casefold() if columns.direction else ""
    return truth if truth is not None else _DIRECTIONS[word] if word else default


def _timeset_span(text: str) -> str:
    """The first to the last time of a cell such as ``<[2010.0, 2012.0]>``; blank where they are no dates."""
    try:
        ends = [moment(end) for end in re.findall(r"[^\s<>\[\](),;]+", text)]
        return edtf_span("" if "" in ends[:1] else min(ends), "" if "" in ends[-1:] else max(ends)) if ends else ""
    except ValueError:
        return ""


_NONE = frozenset({"", "-", "\u2013", "\u2014", "n/a", "na", "nan", "none", "null", "?"})
_ENGLISH = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,\d+)?", re.ASCII)
_POWER = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d\d?", re.ASCII)
_CODE = re.compile(r"\b[A-Z]{3}\b")


def _currency(text: str) -> str:
    """The sign or the code of a currency in an amount, or blank."""
    code = _CODE.search(text)
    return code[0] if code else "".join(sign for sign in text if unicodedata.category(sign) == "Sc")


def _unit_in(columns: Columns) -> str:
    """The unit in the heading of the amounts: ``Amount (EUR)``."""
    found = re.search(r"\(([^()]{1,20})\)", columns.roles.get("amount", ""))
    return found[1].strip() if found else ""


def _amount(text: str, decimal: str) -> int | float | None:
    """A number; thousands may be parted by commas, points, blanks or apostrophes."""
    bare = re.sub(r"[\s\u2019'\u2009\u202f\xa0]", "", _CODE.sub("", text))
    bare = "".join(sign for sign in bare if unicodedata.category(sign) != "Sc").replace("\u2212", "-")
    if bare.casefold() in _NONE:
        return None
    readings = {}
    if _POWER.fullmatch(bare) or (decimal != "," and _ENGLISH.fullmatch(bare)):
        readings["."] = float(bare.replace(",", ""))
    if decimal != "." and _COMMA.fullmatch(bare):
        readings[","] = float(bare.replace(".", "").replace(",", "."))
    if len(set(readings.values())) > 1:
        raise ValueError(f"'{text[:40]}' may be either of two amounts, as others have points and commas: write 1200.5")
    if not readings:
        raise ValueError(f"'{text[:40]}' is no amount: write a number such as 1200.5")
    value = next(iter(readings.values()))
    return int(value) if value.is_integer() else value


def node_of(row: Mapping[str, str], columns: Columns) -> Node:
    """Return the actor that a row of a list of nodes is.

    Raises
    ------
    ValueError
        If it has no id.
    """

    def cell(role: str) -> str:
        return row.get(columns.roles.get(role, ""), "").strip()

    key = cell("key") or cell("name")
    if not key:
        raise ValueError("has no id and no name")
    kind = cell("kind").casefold()
    name = cell("name") or key
    extra = {
        own: row[own].strip()
        for own in columns.own
        if row.get(own, "").strip() and not (own == "label" and row[own].strip() == name)
    }
    if kind not in KINDS and kind:
        extra = {columns.roles["kind"]: cell("kind"), **extra}
    return Node(
        key=key,
        name=name,
        kind=kind if kind in KINDS else "",
        aliases=split_list(cell("aliases")),
        wikidata=cell("wikidata"),
        note=cell("note"),
        extra=extra,
    )


def joined_ties(ties: Iterable[Tie], columns: Columns) -> Iterator[Tie]:
    """Yield the ties, those that share a relation of ours as one with several parties.

    Parameters
    ----------
    ties
        In the order of the file.
    columns
        From :func:`guess_columns`: only where a column holds the relation's id is anything joined.
    """
    if "relation" not in columns.roles:
        yield from ties
        return
    found: dict[str, Tie] = {}
    for tie in ties:
        known = found.setdefault(tie.key, tie) if tie.key else tie
        if known is tie and not tie.key:
            yield tie
        elif known is not tie and not (tie.mutual and tie.actors[0] in known.recipients):
            known.actors = tuple(dict.fromkeys((*known.actors, *tie.actors)))
            known.recipients = tuple(dict.fromkeys((*known.recipients, *tie.recipients)))
    yield from found.values()
