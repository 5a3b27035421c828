"""The five tables in memory, row by row as their files have them, and single changes to them."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.dataset import file_bytes, read_cells
from graphkit.dataset.cells import Dialect, Table, guard, unguard
from graphkit.errors import DataError, Problem
from graphkit.model import COLUMNS, TABLES
from graphkit.ontology import RelationType

__all__ = ["Change", "Row", "RowChanged", "Sheet", "Sheets", "cells_of_text", "read_sheets"]

Cells = dict[str, str]
_NUMBERS = itertools.count(1)
_KEYED = ("actors", "documents", "relations")
#: The column by which the rows of a table are looked up.
_LOOKED_UP = {"actors": "id", "documents": "id", "relations": "id", "affiliations": "actor", "evidence": "relation"}


class RowChanged(DataError):
    """A row is not what a command took it for; nothing was changed."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row: its number in this session, its cells by column (blank ones left out), and its text in the file."""

    number: int
    cells: Mapping[str, str]
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after a command: None before, it is new; None after, it goes. ``at`` is where it stands."""

    table: str
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None
    at: int = -1
    raw: str = ""
    new_raw: str = ""

    def line(self) -> dict[str, Any]:
        """Return the change as it stands in the journal."""
        said: dict[str, Any] = {"table": self.table, "before": _own(self.before), "after": _own(self.after)}
        said |= {"at": self.at, "raw": self.raw, "new_raw": self.new_raw}
        return {name: value for name, value in said.items() if value != ""}

    def undone(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.table, self.after, self.before, self.at, self.new_raw, self.raw)

    @classmethod
    def of_line(cls, line: Mapping[str, Any]) -> Change:
        """Return the change that a line of the journal tells of."""
        names = ("table", "before", "after", "at", "raw", "new_raw")
        return cls(**{name: line[name] for name in names if name in line})


def _own(cells: Mapping[str, str] | None) -> Cells | None:
    return None if cells is None else dict(cells)


def cells_of_text(values: Mapping[str, Any]) -> Cells:
    """Return cells without those that are blank."""
    return {name: text for name, value in values.items() if (text := str(value).strip())}


@dataclass(slots=True)
class Sheet:
    """One table: its columns in the order of the file, how the file is written, and its rows.

    ``problem`` says why the file cannot be read as a table; then it has no rows and is left as it is.
    """

    name: str
    columns: list[str]
    spelled: Mapping[str, str] = field(default_factory=dict)
    dialect: Dialect = field(default_factory=Dialect)
    header: str = ""
    ended: bool = True
    rows: list[Row] = field(default_factory=list)
    problem: str = ""
    index: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Make the rows quick to look up."""
        if not self.index:
            self.reindex()

    @property
    def keyed(self) -> bool:
        """Whether its rows are known by an id."""
        return self.name in _KEYED

    def reindex(self) -> None:
        """Look all rows up anew."""
        found: dict[str, list[Row]] = {}
        column = _LOOKED_UP[self.name]
        for row in self.rows:
            found.setdefault(row.cells.get(column, ""), []).append(row)
        self.index = {key: tuple(rows) for key, rows in found.items()}

    def of(self, key: str) -> tuple[Row, ...]:
        """Return the rows of an id; of the affiliations those of an actor, of the evidence those of a relation."""
        return self.index.get(key, ())

    def by_id(self, key: str) -> Row | None:
        """Return the first row of an id."""
        return next(iter(self.of(key)), None)

    def find(self, cells: Mapping[str, str], at: int = -1) -> int:
        """Return where a row of just these cells stands, first looking at one place; -1: nowhere."""
        if 0 <= at < len(self.rows) and self.rows[at].cells == cells:
            return at
        found = next((row for row in self.of(cells.get(_LOOKED_UP[self.name], "")) if row.cells == cells), None)
        return -1 if found is None else self.rows.index(found)

    def put(self, place: int, row: Row, *, new: bool) -> None:
        """Put a row at a place: a new one before what stands there, or in its stead."""
        if new:
            self.rows.insert(place, row)
        else:
            self._forget(self.rows[place])
            self.rows[place] = row
        key = row.cells.get(_LOOKED_UP[self.name], "")
        self.index[key] = (*self.index.get(key, ()), row)

    def take_out(self, place: int) -> None:
        """Take the row at a place out."""
        self._forget(self.rows.pop(place))

    def _forget(self, row: Row) -> None:
        key = row.cells.get(_LOOKED_UP[self.name], "")
        left = tuple(one for one in self.index.get(key, ()) if one is not row)
        if left:
            self.index[key] = left
        else:
            self.index.pop(key, None)

    def fitting(self, cells: Mapping[str, str], raw: str) -> str:
        """Return the text that a row had in the file, if it still says just these cells; else blank."""
        if not raw:
            return ""
        found = next(csv.reader(io.StringIO(raw, newline=""), delimiter=self.dialect.delimiter), [])
        said = {name: unguard(cell.strip()) for name, cell in zip(self.columns, found, strict=False) if cell.strip()}
        return raw if len(found) >= len(self.columns) and said == cells else ""

    def widen(self) -> None:
        """Let the columns that rows have something in be the file's: no row stands as it stood."""
        if new := self.added_columns():
            self.columns, self.header = [*self.columns, *new], ""
            self.rows = [Row(row.number, row.cells) for row in self.rows]
            self.reindex()

    def text(self) -> str:
        """Return what the file is to hold: rows that did not change stand as they stood."""
        new = self.added_columns()
        columns = [*self.columns, *new]
        head = self.header if self.header and not new else self._line([self.spelled.get(c, c) for c in columns])
        parts = [head, *(row.raw if row.raw and not new else self._row(row, columns) for row in self.rows)]
        return "\ufeff" * self.dialect.mark + "".join(map(self._whole, parts[:-1])) + self._last(parts[-1])

    def added_columns(self) -> list[str]:
        """Return the columns that rows have something in and the file lacks."""
        known = set(self.columns)
        met = dict.fromkeys(name for row in self.rows for name in row.cells if name not in known)
        order = COLUMNS[self.name]
        return sorted(met, key=lambda name: (name not in order, order.index(name) if name in order else 0, name))

    def _row(self, row: Row, columns: Sequence[str]) -> str:
        return self._line([guard(row.cells.get(column, "")) for column in columns])

    def _line(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO(newline="")
        writer = csv.writer(
            buffer,
            delimiter=self.dialect.delimiter,
            lineterminator=self.dialect.newline,
            quoting=csv.QUOTE_ALL if self.dialect.quoted else csv.QUOTE_MINIMAL,
        )
        writer.writerow(cells)
        return buffer.getvalue()

    def _whole(self, part: str) -> str:
        return part if part.endswith("\n") else part + self.dialect.newline

    def _last(self, part: str) -> str:
        """The last row, which ends as the file ended."""
        return self._whole(part) if self.ended else part.removesuffix(self.dialect.newline)

    def table(self) -> Table:
        """Return the table as the rules of a dataset read it; rows count as in the file."""
        names = dict.fromkeys([*COLUMNS[self.name], *self.columns, *self.added_columns()])
        columns = {name: [row.cells.get(name, "") for row in self.rows] for name in names}
        return Table(f"{self.name}.csv", columns, range(2, len(self.rows) + 2), self.dialect, spelled=self.spelled)


class Sheets:
    """The five tables of a dataset's folder, and what its description says.

    Parameters
    ----------
    sheets
        By name.
    types
        The types of relations that the dataset may use.
    title
        What the dataset is called.
    problems
        What reading the files showed to be wrong.
    """

    def __init__(
        self,
        sheets: Mapping[str, Sheet],
        types: Mapping[str, RelationType],
        title: str = "",
        problems: Sequence[Problem] = (),
    ) -> None:
        self.sheets, self.types, self.title, self.problems = dict(sheets), types, title, tuple(problems)

    def __getitem__(self, name: str) -> Sheet:
        return self.sheets[name]

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table."""
        return self.sheets[name].rows

    def copy(self) -> Sheets:
        """Return tables that do not change when these do; the rows themselves never change."""
        new = {
            name: Sheet(
                s.name, s.columns, s.spelled, s.dialect, s.header, s.ended, list(s.rows), s.problem, dict(s.index)
            )
            for name, s in self.sheets.items()
        }
        return Sheets(new, self.types, self.title, self.problems)

    def tables(self) -> dict[str, Table]:
        """Return the tables as the rules of a dataset read them."""
        return {name: sheet.table() for name, sheet in self.sheets.items()}

    def apply(self, changes: Iterable[Change]) -> list[Row | None]:
        """Make changes, all or none; return the row that each leaves, None where one goes.

        Raises
        ------
        RowChanged
            If a row that is to change is not there as it was.
        """
        kept = self.copy()
        try:
            return [self.apply_one(change) for change in changes]
        except RowChanged:
            self.sheets = kept.sheets
            raise

    def apply_one(self, change: Change) -> Row | None:
        """Make one change; return the row that it leaves, None where it goes.

        Raises
        ------
        RowChanged
            If the row that is to change is not there as it was.
        """
        sheet = self.sheets[change.table]
        if sheet.problem:
            raise RowChanged(
                f"{sheet.name}.csv cannot be read as a table, so nothing in it is changed: {sheet.problem}"
            )
        if change.before is None:
            assert change.after is not None
            row = Row(next(_NUMBERS), dict(change.after), sheet.fitting(change.after, change.new_raw))
            sheet.put(change.at if 0 <= change.at <= len(sheet.rows) else len(sheet.rows), row, new=True)
            return row
        place = sheet.find(change.before, change.at)
        if place < 0:
            raise RowChanged(f"the row of {sheet.name}.csv ({row_name(change.table, change.before)}) has changed since")
        if change.after is None:
            sheet.take_out(place)
            return None
        row = Row(sheet.rows[place].number, dict(change.after), sheet.fitting(change.after, change.new_raw))
        sheet.put(place, row, new=False)
        return row

    def find(self, table: str, number: int) -> tuple[int, Row]:
        """Return a row by its number in this session, and where it stands.

        Raises
        ------
        RowChanged
            If it is gone.
        """
        for place, row in enumerate(self.sheets[table].rows):
            if row.number == number:
                return place, row
        raise RowChanged(f"that row of {table}.csv is not there any more: look at the table again")

    def change(self, table: str, place: int, after: Mapping[str, str] | None) -> Change:
        """Return the change of the row that stands at a place."""
        row = self.sheets[table].rows[place]
        return Change(table, row.cells, None if after is None else cells_of_text(after), place, row.raw)


def row_name(table: str, cells: Mapping[str, str]) -> str:
    """Return what a row is called in a sentence.

    >>> row_name("evidence", {"relation": "r1", "document": "d1", "start": "3"})
    'evidence of r1 in d1'
    """
    if table in _KEYED:
        return cells.get("id", "without an id")
    if table == "evidence":
        return f"evidence of {cells.get('relation', '?')} in {cells.get('document', '?')}"
    return f"{cells.get('actor', '?')} {cells.get('role', '?')} {cells.get('organisation', '?')}"


# --- reading -----------------------------------------------------------------------------------


def read_sheets(folder: Path, known: Sheets | None = None) -> Sheets:
    """Return the tables in a folder; rows that stood in others keep their numbers.

    Raises
    ------
    DataError
        If there is no such folder.
    """
    found = read_cells(folder)
    sheets = {}
    for name in TABLES:
        broken = [p.message for p in found.problems if p.file == f"{name}.csv" and p.row in (None, 1)]
        path = folder / f"{name}.csv"
        sheets[name] = (
            Sheet(name, list(COLUMNS[name]), problem=broken[0]) if broken else _sheet(path, name, found.tables[name])
        )
    new = Sheets(sheets, found.types, found.title, found.problems)
    if known is not None:
        _keep_numbers(new, known)
    return new


def _keep_numbers(new: Sheets, known: Sheets) -> None:
    """Give rows that were known the numbers they had."""
    for name, sheet in new.sheets.items():
        had: dict[object, list[int]] = {}
        for row in known.rows(name):
            had.setdefault(_identity(sheet, row), []).append(row.number)
        for place, row in enumerate(sheet.rows):
            numbers = had.get(_identity(sheet, row))
            if numbers:
                sheet.rows[place] = Row(numbers.pop(0), row.cells, row.raw)
        sheet.reindex()


def _identity(sheet: Sheet, row: Row) -> object:
    return row.cells.get("id") if sheet.keyed else tuple(sorted(row.cells.items()))


def _sheet(path: Path, name: str, table: Table) -> Sheet:
    """One table with the text of each row."""
    absent = set(table.absent)
    columns = [column for column in table.columns if column not in absent]
    sheet = Sheet(name, columns, table.spelled, table.dialect)
    cells = zip(*(table.columns[column] for column in columns), strict=True) if len(table) else ()
    kept = dict(zip(table.rows, cells, strict=True))
    sheet.header, raws, sheet.ended = _raws(path, table.dialect)
    if len(kept) and raws and max(kept) > max(raws):
        raws = {}
    numbers = sorted(kept.keys() | raws.keys())
    for number in numbers:
        if number in kept:
            row = {c: cell for c, cell in zip(columns, kept[number], strict=True) if cell}
            sheet.rows.append(Row(next(_NUMBERS), row, raws.get(number, "")))
        elif sheet.rows and not raws[number].strip(" \t\r\n,;"):  # a blank row stays with the one above it
            last = sheet.rows[-1]
            sheet.rows[-1] = Row(last.number, last.cells, last.raw + raws[number])
        elif raws[number].strip():
            ragged = next(csv.reader([raws[number]], delimiter=table.dialect.delimiter), [])
            row = {c: cell.strip() for c, cell in zip(columns, ragged, strict=False) if cell.strip()}
            sheet.rows.append(Row(next(_NUMBERS), row, raws[number]))
    sheet.reindex()
    return sheet


def _raws(path: Path, dialect: Dialect) -> tuple[str, dict[int, str], bool]:
    """The text of the first row of a file, that of each other by its number, and whether the last has a line end.

    Nothing where the rows cannot be told.
    """
    try:
        text = file_bytes(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return "", {}, True
    ended = text.endswith("\n")
    text += "" if ended else dialect.newline
    lines = re.findall(r"[^\n]*\n|[^\n]+\Z", text)
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    raws, begin = [], 0
    limit = csv.field_size_limit(2**31 - 1)
    try:
        for _ in reader:
            raws.append("".join(lines[begin : reader.line_num]))
            begin = reader.line_num
    except csv.Error:
        return "", {}, True
    finally:
        csv.field_size_limit(limit)
    return (raws[0], dict(enumerate(raws[1:], 2)), ended) if raws else ("", {}, True)
