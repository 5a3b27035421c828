"""Lists of ties, and of nodes, as CSV files and Excel workbooks."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from graphkit.dataset import unguard
from graphkit.dataset.workbook import bounded_rows, open_workbook
from graphkit.errors import DataError
from graphkit.network import NODE_ROLES
from graphkit.reading import Source

from ._columns import Columns, guess_columns, joined_ties, node_of, tie_of
from ._harvest import Harvest, Node, SourceNote, Tie

__all__ = ["SUFFIXES", "harvest_tables"]

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: The most rows of a table and cells of a line: what is larger is no dataset that people read.
MOST_ROWS, MOST_COLUMNS = 200_000, 20_000
_TOO_MANY = "a dataset is what people read; for tables of events there is 'graphkit import events'"
_NODE_WORDS = ("node", "actor", "vertex", "vertices", "entit")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table: its name, its header and its rows with their numbers."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def cells(self, name: str) -> Iterator[str]:
        """The cells of a column."""
        place = self.header.index(name)
        return (row[place] for _, row in self.rows if len(row) > place)


def harvest_tables(
    sources: Iterable[Source], *, columns: Mapping[str, str] | None = None, sign: str = "", undirected: bool = False
) -> Harvest:
    """Return the ties of some tables; a table of nodes among them names the actors.

    Parameters
    ----------
    sources
        CSV files and Excel workbooks. A table with an id and no second end is a list of nodes.
    columns
        Which column is what, as far as the user says; the rest is guessed from the names, and the guess is told.
    sign
        The column whose 1 and -1 mean an alliance and a rivalry; blank: none does.
    undirected
        Whether ties have no direction where the table does not say.

    Raises
    ------
    DataError
        If a table has no column for the two ends, or a stated column is not there.
    """
    harvest = Harvest()
    nodes: list[_Sheet] = []
    ties: list[_Sheet] = []
    for source in sources:
        for sheet in _sheets(source, harvest):
            (nodes if _lists_nodes(sheet, columns) else ties).append(sheet)
    for sheet in nodes:
        _add_nodes(harvest, sheet)
    if not ties:
        raise DataError("there is no list of ties among the files: one needs a column for each of the two ends")
    for sheet in ties:
        _add_ties(harvest, sheet, columns or {}, sign, undirected)
    return harvest


def _sheets(source: Source, harvest: Harvest) -> Iterator[_Sheet]:
    """The tables of a file."""
    if source.name.lower().endswith((".xlsx", ".xlsm")):
        yield from _workbook(source)
        return
    with TemporaryDirectory() as folder:
        local = source.local(Path(folder))
        if local.encoding != "utf-8":
            harvest.guessed.append(f"{source.name} is read as {local.encoding}: save it as UTF-8 if names look wrong")
        with local.path.open(encoding="utf-8", newline="") as file:
            first = file.readline()
            if first.startswith("PK\x03\x04"):
                raise DataError(f"{source.name} is an Excel workbook under another name: rename it to .xlsx")
            separator = max(_SEPARATORS, key=first.count)
            if separator != ",":
                harvest.guessed.append(f"{source.name} is separated by {_SEPARATORS[separator]}")
            file.seek(0)
            yield _sheet(source.name, list(_rows(file, separator, source.name)))


def _rows(file: TextIO, separator: str, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a CSV file that hold something, with the lines on which they end."""
    limit = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        reader = csv.reader(_narrow(file, separator, name), delimiter=separator, strict=True)
        count = 0
        for row in reader:
            cells = tuple(unguard(cell.strip()) for cell in row)
            if any(cells):
                count += 1
                if count > MOST_ROWS:
                    raise DataError(f"{name} has more than {MOST_ROWS:,} rows: {_TOO_MANY}")
                yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(
            f"{name} line {reader.line_num + 1}: is not CSV ({error}): look for a stray quote mark"
        ) from error
    finally:
        csv.field_size_limit(limit)


def _narrow(file: TextIO, separator: str, name: str) -> Iterator[str]:
    """The lines of a file, none of which may hold more cells than any table has."""
    for number, line in enumerate(file, 1):
        if line.count(separator) > MOST_COLUMNS:
            raise DataError(f"{name} line {number}: more than {MOST_COLUMNS:,} cells: this is no table of ties")
        yield line


def _sheet(name: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> _Sheet:
    """A table from its rows, of which the first that is not blank is the header."""
    kept = [(number, row) for number, row in rows if any(row)]
    if not kept:
        raise DataError(f"{name} is empty: the first row names the columns")
    header = kept[0][1]
    twice = [column for column in header if column and header.count(column) > 1]
    if twice:
        raise DataError(f"{name} has the column '{twice[0]}' twice: rename one")
    return _Sheet(name, header, tuple(kept[1:]))


def _workbook(source: Source) -> Iterator[_Sheet]:
    """The sheets of an Excel workbook that hold something."""
    book = open_workbook(source.read(), source.name, values=True)
    for sheet in book.worksheets:
        try:
            found = [(number, _trimmed([_text(cell.value) for cell in row])) for number, row in bounded_rows(sheet)]
        except DataError as error:
            raise DataError(f"{source.name}: {error}") from error
        except Exception as error:  # openpyxl lets through what the XML reader and its own parsers raise
            raise DataError(f"{source.name} sheet {sheet.title} cannot be read: {error}") from error
        rows = [(number, row) for number, row in found if row]
        if len(rows) > MOST_ROWS:
            raise DataError(f"{source.name} sheet {sheet.title} has more than {MOST_ROWS:,} rows: {_TOO_MANY}")
        if rows:
            yield _sheet(f"{source.name} sheet {sheet.title}", rows)


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """A row without the blank cells at its end."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(cell: Any) -> str:
    """A cell of a workbook as text: a day as ISO 8601, a whole number without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _lists_nodes(sheet: _Sheet, stated: Mapping[str, str] | None) -> bool:
    """Whether a table is a list of nodes: it has an id or a name and no two ends."""
    if (
        stated
        and {"actor", "recipient"} <= stated.keys()
        and {stated["actor"], stated["recipient"]} <= set(sheet.header)
    ):
        return False
    ends = guess_columns(sheet.header).roles
    if {"actor", "recipient"} <= ends.keys():
        return False
    named = any(word in sheet.name.rsplit("/", 1)[-1].casefold() for word in _NODE_WORDS)
    return bool(guess_columns(sheet.header, roles=NODE_ROLES).roles.get("key")) and (named or "recipient" not in ends)


def _add_nodes(harvest: Harvest, sheet: _Sheet) -> None:
    """Add the nodes of a table."""
    columns = guess_columns(sheet.header, roles=NODE_ROLES)
    for number, row in sheet.rows:
        where, cells = f"{sheet.name} row {number}", dict(zip(sheet.header, row, strict=False))
        try:
            harvest.add_node(node_of(cells, columns))
        except ValueError as error:
            harvest.rejects.add(where.rpartition(" row ")[0], number, str(error), " | ".join(row))


def _add_ties(harvest: Harvest, sheet: _Sheet, stated: Mapping[str, str], sign: str, undirected: bool) -> None:
    """Add the ties of a table, and a node for each end that no list of nodes has."""
    columns = _ends(sheet, stated, sign)
    if not columns.stated >= columns.roles.keys():
        harvest.guessed.append(f"{sheet.name}: {columns.option}")
    by_name = {node.name: key for key, node in harvest.nodes.items()}
    found: list[Tie] = []
    for number, row in sheet.rows:
        cells = dict(zip(sheet.header, row, strict=False))
        try:
            if len(row) > len(sheet.header) and any(row[len(sheet.header) :]):
                raise ValueError(f"has {len(row)} cells, the header {len(sheet.header)}")
            tie = tie_of(cells, columns, where=f"{sheet.name} row {number}", mutual=undirected or None)
            tie = _signed(tie, cells.get(sign, "").strip()) if sign else tie
        except ValueError as error:
            harvest.rejects.add(sheet.name, number, str(error), " | ".join(row))
            continue
        if not tie.type and sign:
            harvest.left_out[f"a tie whose {sign} is neither positive nor negative"] += 1
            continue
        for source in tie.sources:
            url = source if source.startswith(("http://", "https://")) else ""
            harvest.sources.setdefault(source, SourceNote(source, source[:200], url=url))
        tie.actors, tie.recipients = (
            tuple(harvest.add_node(Node(by_name.get(end, end), end, "")).key for end in ends)
            for ends in (tie.actors, tie.recipients)
        )
        found.append(tie)
    harvest.ties += joined_ties(found, columns)


def _ends(sheet: _Sheet, stated: Mapping[str, str], sign: str) -> Columns:
    """Which column is what; a table of two columns needs no names."""
    known = {role: column for role, column in stated.items() if column in sheet.header}
    columns = guess_columns(
        sheet.header, stated=stated if len(known) == len(stated) else known, cells=sheet.cells, where=sheet.name
    )
    if missing := [column for column in stated.values() if column not in sheet.header]:
        listed = ", ".join(filter(None, sheet.header))
        raise DataError(f"{sheet.name} has no column '{missing[0]}': its columns are {listed}")
    if sign and sign not in sheet.header:
        raise DataError(f"{sheet.name} has no column '{sign}' for --sign: its columns are {', '.join(sheet.header)}")
    if not {"actor", "recipient"} <= columns.roles.keys() and len([name for name in sheet.header if name]) == 2:
        ends = dict(zip(("actor", "recipient"), sheet.header, strict=True))
        return Columns(ends)
    for role in ("actor", "recipient"):
        if role not in columns.roles:
            listed = ", ".join(filter(None, sheet.header))
            raise DataError(
                f"{sheet.name}: no column is known to be the {role}: state it, such as "
                f"--columns actor=COLUMN,recipient=COLUMN; the columns are {listed}"
            )
    return columns


def _signed(tie: Tie, sign: str) -> Tie:
    """A tie of a signed network: an alliance, a rivalry, or neither."""
    try:
        value = float(sign or 0)
    except ValueError:
        raise ValueError(f"has the sign '{sign}': write 1 or -1") from None
    tie.type, tie.mutual = {1: "ALLIED_WITH", 0: "", -1: "RIVAL_OF"}[(value > 0) - (value < 0)], True
    return tie
