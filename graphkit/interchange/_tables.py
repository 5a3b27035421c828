"""Lists of ties, and of nodes, as CSV files and Excel workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graphkit.dataset.names import one_line
from graphkit.errors import DataError
from graphkit.model import COLUMNS, ROLES, split_list
from graphkit.network import NODE_ROLES, plain_heading
from graphkit.reading import Source

from ._columns import Columns, guess_columns, joined_ties, node_of, signed_tie, tell_unused, tie_of
from ._harvest import Harvest, Node, SourceNote, Tie
from ._rest import TYPE_COLUMNS, take_rest
from ._sheets import Sheet, read_sheets

__all__ = ["SUFFIXES", "harvest_tables"]

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_NODE_WORDS = ("node", "actor", "vertex", "vertices", "entit")
_ENDS = {"actor", "recipient"}
#: What a sheet of affiliations has at least; in a workbook whose columns somebody cut it has no more.
_PLACES = {"actor", "role", "organisation"}
#: The tables that graphkit writes beside nodes and ties, with their columns.
_TABLES = {name: set(COLUMNS[name]) for name in ("affiliations", "documents", "evidence")} | {
    "types": set(TYPE_COLUMNS)
}
#: Among how many columns two that share words are looked for.
_MOST_GUESSED = 30


def harvest_tables(
    sources: Iterable[Source],
    *,
    columns: Mapping[str, str] | None = None,
    sign: str = "",
    undirected: bool = False,
    date_order: str = "",
) -> Harvest:
    """Return the ties of some tables; a table of nodes among them names the actors.

    Parameters
    ----------
    sources
        CSV files and Excel workbooks. A table with an id and no second end is a list of nodes.
    columns
        Which column is what, as far as the user says; the rest is guessed from the names, and the guess is told.
    sign
        The column whose 1 and -1 (+ and -, friend and enemy) mean an alliance and a rivalry; blank: none does.
    undirected
        Whether ties have no direction where the table does not say.
    date_order
        What 1/2/2017 means: ``dmy``, ``mdy`` or ``ymd``; blank: such a date is refused.

    Raises
    ------
    DataError
        If a table has no column for the two ends, or a stated column is not there.
    """
    harvest = Harvest()
    stated = columns or {}
    found = [_numbered(sheet, stated) for source in sources for sheet in read_sheets(source, harvest, stated)]
    nodes: list[Sheet] = []
    ties: list[tuple[Sheet, dict[str, str]]] = []
    others: list[Sheet] = []
    for sheet in found:
        if table := _table_of(sheet):
            _add_rows(harvest, sheet, table)
        elif _lists_nodes(sheet, stated):
            nodes.append(sheet)
        elif ends := _ends_of(sheet, stated):
            ties.append(_headed(sheet, ends, stated, harvest))
        else:
            others.append(sheet)
    if not ties:  # a table of two columns needs no names that are known
        bare = [(sheet, _bare_ends(sheet)) for sheet in others or nodes]
        ties = [_headed(sheet, ends, stated, harvest) for sheet, ends in bare if ends]
        nodes, others = (nodes, [sheet for sheet, ends in bare if not ends]) if others else ([], [])
    if not ties and not others:
        raise DataError("there is no list of ties among the files: one needs a column for each of the two ends")
    for sheet in others:
        if not (sheet.book and ties):
            _refuse(sheet)
        harvest.left_out[f"{sheet.name}, which is no list of ties and none of nodes"] += 1
    _add_all_nodes(harvest, nodes, ties)
    for sheet, ends in ties:
        said = _stated_in(sheet, stated)
        guess = guess_columns(sheet.header, stated={**ends, **said}, cells=sheet.cells, where=sheet.name)
        _add_ties(harvest, sheet, replace(guess, stated=frozenset(said), date_order=date_order), sign, undirected)
    return harvest


def _numbered(sheet: Sheet, stated: Mapping[str, str]) -> Sheet:
    """A table without a header, if the user says so by naming a column by its number: ``column 1``."""
    return sheet.without_header() if any(re.fullmatch(r"column \d+", name) for name in stated.values()) else sheet


def _stated_in(sheet: Sheet, stated: Mapping[str, str]) -> dict[str, str]:
    """What the user says of columns that a table has."""
    return {role: column for role, column in stated.items() if column in sheet.header}


def _lists_nodes(sheet: Sheet, stated: Mapping[str, str]) -> bool:
    """Whether a table is a list of nodes: it has an id or a name and no two ends."""
    if _stated_in(sheet, stated).keys() >= _ENDS or _ends_of(sheet, {}, shared=False):
        return False
    ends = guess_columns(sheet.header).roles
    named = any(word in sheet.name.rsplit("/", 1)[-1].casefold() for word in _NODE_WORDS)
    return bool(guess_columns(sheet.header, roles=NODE_ROLES).roles.get("key")) and (named or "recipient" not in ends)


def _ends_of(sheet: Sheet, stated: Mapping[str, str], *, shared: bool = True) -> dict[str, str]:
    """The columns of the two ends: as stated, by their names, by names that are twins, or by what stands in both."""
    known = _stated_in(sheet, stated)
    missing = [column for column in stated.values() if column not in sheet.header]
    if missing and not sheet.book:
        listed = ", ".join(filter(None, sheet.header))
        raise DataError(f"{sheet.name} has no column '{missing[0]}': its columns are {listed}")
    roles = guess_columns(sheet.header, stated=known, cells=sheet.cells, where=sheet.name).roles
    if roles.keys() >= _ENDS:
        return {role: roles[role] for role in _ENDS}
    if not known.keys() & _ENDS:
        return _twins(sheet) or (_sharing(sheet) if shared else {})
    return {}


def _twins(sheet: Sheet) -> dict[str, str]:
    """Two columns that are called alike but for a number or a letter: ``country1`` and ``country2``."""
    plain = {plain_heading(name): name for name in reversed(sheet.header) if name}
    for heading, name in reversed(plain.items()):
        for first, second in (("1", "2"), (" a", " b"), (" i", " j")):
            other = plain.get(f"{heading.removesuffix(first)}{second}")
            if heading.endswith(first) and heading != first and other:
                return {"actor": name, "recipient": other}
    return {}


def _sharing(sheet: Sheet) -> dict[str, str]:
    """Two columns of words in which the same ones stand, in different rows."""
    places = [place for place, name in enumerate(sheet.header) if name][:_MOST_GUESSED]
    rows = [row for _, row in sheet.rows]
    cells = {place: [row[place] if len(row) > place else "" for row in rows] for place in places}
    words = {place: {cell for cell in column if cell} for place, column in cells.items()}
    fit = [place for place in places if words[place] and not any(word[:1].isdigit() for word in words[place])]
    best = (0, -1, -1)
    for one in fit:
        for other in fit[fit.index(one) + 1 :]:
            common = len(words[one] & words[other])
            alike = sum(a == b for a, b in zip(cells[one], cells[other], strict=True))
            if common > best[0] and common * 5 >= min(len(words[one]), len(words[other])) and alike * 2 < len(rows):
                best = (common, one, other)
    return {"actor": sheet.header[best[1]], "recipient": sheet.header[best[2]]} if best[0] else {}


def _bare_ends(sheet: Sheet) -> dict[str, str]:
    """The two columns of a table that has no others, or that share words."""
    named = [name for name in sheet.header if name]
    told = set(guess_columns(sheet.header, roles=NODE_ROLES).roles.values())
    if len(named) != 2 or told == set(named):  # an id and a name are a list of nodes, unless the same stand in both
        return _sharing(sheet)
    return dict(zip(("actor", "recipient"), named, strict=True))


def _headed(
    sheet: Sheet, ends: dict[str, str], stated: Mapping[str, str], harvest: Harvest
) -> tuple[Sheet, dict[str, str]]:
    """A table and its two ends; if the first row names somebody who stands below too, it is no header."""
    below = {cell for column in ends.values() for cell in sheet.cells(column)}
    if stated or not below & set(ends.values()):
        return sheet, ends
    harvest.guessed.append(f"{sheet.name} has no header: its first row is a tie as well")
    return sheet.without_header(), {role: f"column {sheet.header.index(name) + 1}" for role, name in ends.items()}


def _refuse(sheet: Sheet) -> None:
    """Say that it is not known which columns are the ends."""
    listed = ", ".join(filter(None, sheet.header))
    roles = guess_columns(sheet.header, cells=sheet.cells).roles
    role = next(role for role in ("actor", "recipient") if role not in roles)
    raise DataError(
        f"{sheet.name}: no column is known to be the {role}: state it, such as "
        f"--columns actor=COLUMN,recipient=COLUMN; the columns are {listed}"
    )


def _add_all_nodes(harvest: Harvest, nodes: Iterable[Sheet], ties: Iterable[tuple[Sheet, Mapping[str, str]]]) -> None:
    """Add the lists of nodes; a sheet of a workbook that names none of those who are tied is something else."""
    tied = {
        end
        for sheet, ends in ties
        for column in ends.values()
        for cell in sheet.cells(column)
        for end in split_list(cell)
    }
    for sheet in nodes:
        roles = guess_columns(sheet.header, roles=NODE_ROLES).roles
        cells = {cell for role in ("key", "name") if role in roles for cell in sheet.cells(roles[role])}
        if sheet.book and not cells & tied and not set(sheet.header) >= set(COLUMNS["actors"]):
            harvest.left_out[f"{sheet.name}, which names nobody who is tied"] += 1
        else:
            _add_nodes(harvest, sheet)


def _table_of(sheet: Sheet) -> str:
    """Which table of graphkit's one is that is no list of nodes or ties, or blank."""
    header = set(sheet.header)
    if sheet.book and header >= _PLACES:
        return "affiliations"
    return next((table for table, columns in _TABLES.items() if header >= columns), "")


def _add_rows(harvest: Harvest, sheet: Sheet, table: str) -> None:
    """Keep the rows of a table that graphkit wrote beside nodes and ties; a row that is no affiliation is rejected."""
    kept = []
    for number, row in sheet.rows:
        said = {name: cell for name, cell in zip(sheet.header, row, strict=False) if name and cell}
        if table != "affiliations":
            kept.append(said)
        elif said.get("role") in ROLES and said.keys() >= _PLACES:
            kept.append({name: one_line(cell) if "\n" in cell else cell for name, cell in said.items()})
        else:
            reason = f"is no affiliation: a role is one of {', '.join(ROLES)}"
            harvest.rejects.add(sheet.name, number, reason, " | ".join(row))
    harvest.keep(table, kept)


def _add_nodes(harvest: Harvest, sheet: Sheet) -> None:
    """Add the nodes of a table."""
    columns = guess_columns(sheet.header, roles=NODE_ROLES)
    for number, row in sheet.rows:
        where, cells = f"{sheet.name} row {number}", dict(zip(sheet.header, row, strict=False))
        take_rest(harvest, cells, where)
        try:
            harvest.add_node(node_of(cells, columns))
        except ValueError as error:
            harvest.rejects.add(where.rpartition(" row ")[0], number, str(error), " | ".join(row))


def _add_ties(harvest: Harvest, sheet: Sheet, columns: Columns, sign: str, undirected: bool) -> None:
    """Add the ties of a table, and a node for each end that no list of nodes has."""
    if sign and sign not in sheet.header:
        raise DataError(f"{sheet.name} has no column '{sign}' for --sign: its columns are {', '.join(sheet.header)}")
    if columns.decimal != ".":
        harvest.guessed.append(f"{sheet.name}: amounts are read with a comma before their fractions where one is")
    if "relation" not in columns.roles and not columns.stated >= columns.roles.keys():  # what graphkit wrote is known
        harvest.guessed.append(f"{sheet.name}: {columns.option}")
    form = "xlsx" if sheet.book else "csv"
    harvest.unused += tell_unused(columns, sheet.cells, sign=sign, form=form, where=sheet.name)
    by_name = {node.name: key for key, node in harvest.nodes.items()}
    names = columns.roles
    found: list[Tie] = []
    for number, row in sheet.rows:
        cells = dict(zip(sheet.header, row, strict=False))
        take_rest(harvest, cells, f"{sheet.name} row {number}")
        try:
            if len(row) > len(sheet.header) and any(row[len(sheet.header) :]):
                raise ValueError(f"has {len(row)} cells, the header {len(sheet.header)}")
            tie = tie_of(cells, columns, where=f"{sheet.name} row {number}", mutual=undirected or None)
            tie = signed_tie(tie, cells.get(sign, "").strip()) if sign else tie
        except ValueError as error:
            harvest.rejects.add(sheet.name, number, str(error), " | ".join(row))
            continue
        if not tie.type and sign:
            harvest.left_out[f"a tie whose {sign} is neither positive nor negative"] += 1
            continue
        for source in tie.sources:
            url = source if source.startswith(("http://", "https://")) else ""
            harvest.sources.setdefault(source, SourceNote(source, source[:200], url=url))
        sides = ((tie.actors, names.get("actor_name")), (tie.recipients, names.get("recipient_name")))
        tie.actors, tie.recipients = (
            tuple(_end(harvest, by_name.get(end, end), name) for end, name in _named(ends, cells, own))
            for ends, own in sides
        )
        found.append(tie)
    harvest.ties += joined_ties(found, columns)


def _end(harvest: Harvest, key: str, name: str) -> str:
    """The key of an end, for which there is a node now; an id is no further name of one that is there."""
    if key not in harvest.nodes or name != key:
        harvest.add_node(Node(key, name, ""))
    return key


def _named(ends: tuple[str, ...], cells: Mapping[str, str], column: str | None) -> Iterable[tuple[str, str]]:
    """The ends of a tie with the names that another column has for them."""
    names = split_list(cells.get(column, "")) if column else ()
    return zip(ends, names if len(names) == len(ends) else ends, strict=True)
