"""The rules of a dataset on the rows that a command touches, and what they refer to: quick however large the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from graphkit.dataset.cells import Table
from graphkit.dataset.rules import broken_rules
from graphkit.edit.rows import Change, Row, Sheets
from graphkit.errors import Problem
from graphkit.model import COLUMNS, TABLES, split_list

__all__ = ["all_breaches", "all_findings", "further_breaches", "names_one", "new_breaches"]

#: Table, column, and the table whose ids stand there.
_REFERENCES = (
    ("affiliations", "actor", "actors"),
    ("affiliations", "organisation", "actors"),
    ("relations", "actor", "actors"),
    ("relations", "recipient", "actors"),
    ("relations", "responds_to", "relations"),
    ("documents", "retells", "documents"),
    ("evidence", "relation", "relations"),
    ("evidence", "document", "documents"),
    ("evidence", "speaker", "actors"),
    ("evidence", "via", "actors"),
)
_ROW = re.compile(r"\brow \d+")


def further_breaches(before: Sheets, after: Sheets, changes: Iterable[Change]) -> list[Problem]:
    """Return the breaches that some changes bring, looking only at the rows that they touch and what these name.

    Parameters
    ----------
    before, after
        The tables without and with the changes.
    changes
        The changes.
    """
    touched = list(changes)
    sides = [[(c.table, cells) for c in touched if (cells := getattr(c, side)) is not None] for side in _SIDES]
    moved = _moved(touched)
    old, new = (_part(sheets, cells, moved) for sheets, cells in zip((before, after), sides, strict=True))
    return new_breaches(broken_rules(old, before.types), broken_rules(new, after.types))


_SIDES = ("before", "after")


def new_breaches(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """Return the problems that are in the second list only, wherever the rows stand."""
    left = Counter(map(_said, before))
    found = []
    for problem in after:
        if left[_said(problem)]:
            left[_said(problem)] -= 1
        else:
            found.append(problem)
    return found


def _said(problem: Problem) -> tuple[str, str, str, str]:
    return problem.file, problem.column, problem.value, _ROW.sub("row", problem.message)


def all_breaches(sheets: Sheets) -> list[Problem]:
    """Return every breach of every rule, with rows as they will stand in the files."""
    return broken_rules(sheets.tables(), sheets.types)


def all_findings(sheets: Sheets) -> list[Problem]:
    """Return what reading the files showed to be wrong, and every breach of the rules."""
    return [*sheets.problems, *all_breaches(sheets)]


def _moved(changes: Sequence[Change]) -> set[tuple[str, str]]:
    """The table and id of rows that go, or are called or counted otherwise: others may name them."""
    new = {c.after.get("id", "") for c in changes if c.table == "actors" and c.before is None and c.after is not None}
    found = set()
    for change in changes:
        if change.before is not None and "id" in change.before:
            names = ("id", "kind") if change.table == "actors" else ("id", "date", "responds_to", "retells")
            if change.after is None or any(change.before.get(name) != change.after.get(name) for name in names):
                found.add((change.table, change.before["id"]))
        if change.table == "affiliations":
            actors = {cells.get("actor", "") for cells in (change.before, change.after) if cells}
            found |= {("actors", actor) for actor in actors - new}
    return found


class _Part:
    """A part of the tables that is whole: whatever a row names is in it, if it is anywhere."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.kept: dict[str, dict[int, Row]] = {name: {} for name in TABLES}
        self.waiting: list[tuple[str, Row]] = []

    def take(self, table: str, rows: Iterable[Row]) -> None:
        """Take rows in, and let what they name follow."""
        for row in rows:
            if row.number not in self.kept[table]:
                self.kept[table][row.number] = row
                self.waiting.append((table, row))

    def follow(self) -> None:
        """Take in what the rows name, and what those name."""
        while self.waiting:
            table, row = self.waiting.pop()
            for source, column, target in _REFERENCES:
                if source == table and column in row.cells:
                    for key in split_list(row.cells[column]):
                        self.take(target, self.sheets[target].of(key))
            if table == "actors":
                self.take("affiliations", self.sheets["affiliations"].of(row.cells.get("id", "")))

    def tables(self) -> dict[str, Table]:
        """The part as tables."""
        return {name: self._table(name) for name in TABLES}

    def _table(self, name: str) -> Table:
        rows = [self.kept[name][number] for number in sorted(self.kept[name])]
        own = {c for row in rows for c in row.cells} - set(COLUMNS[name])
        columns = {c: [row.cells.get(c, "") for row in rows] for c in (*COLUMNS[name], *sorted(own))}
        return Table(f"{name}.csv", columns, range(2, len(rows) + 2), self.sheets[name].dialect)


def _part(
    sheets: Sheets, touched: Sequence[tuple[str, Mapping[str, str]]], moved: set[tuple[str, str]]
) -> dict[str, Table]:
    """The rows touched, those that name what moved, and all that these name."""
    part = _Part(sheets)
    for table, cells in touched:
        sheet = sheets[table]
        if sheet.keyed:
            part.take(table, sheet.of(cells.get("id", "")))
        else:
            key = cells.get("actor" if table == "affiliations" else "relation", "")
            part.take(table, (row for row in sheet.of(key) if row.cells == cells))
    for table, column, target in _REFERENCES if moved else ():
        if wanted := {key for name, key in moved if name == target}:
            part.take(table, (row for row in sheets.rows(table) if names_one(row.cells.get(column), wanted)))
    for table, key in moved:
        part.take(table, sheets[table].of(key))
    part.follow()
    return part.tables()


def names_one(cell: str | None, wanted: Collection[str]) -> bool:
    """Return whether a cell names one of some ids.

    >>> names_one("a; b", {"b"}), names_one(None, {"b"})
    (True, False)
    """
    if not cell:
        return False
    return cell in wanted if ";" not in cell else any(one in wanted for one in split_list(cell))
