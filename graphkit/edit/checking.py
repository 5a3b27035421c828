"""The rules of a dataset on the rows that a command touches, and what they refer to: quick however large the tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graphkit.dataset.cells import Table
from graphkit.dataset.rules import broken_rules
from graphkit.edit.rows import Change, Row, Sheets
from graphkit.errors import Problem
from graphkit.model import COLUMNS, TABLES, split_list

__all__ = ["all_breaches", "further_breaches", "new_breaches"]

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


def _moved(changes: Sequence[Change]) -> set[tuple[str, str]]:
    """The table and id of rows that go, come, or are called or counted otherwise: others may name them."""
    found = set()
    for change in changes:
        for here, there in ((change.before, change.after), (change.after, change.before)):
            if here is None or "id" not in here:
                continue
            names = ("id", "kind") if change.table == "actors" else ("id", "date", "responds_to", "retells")
            if there is None or any(here.get(name) != there.get(name) for name in names):
                found.add((change.table, here["id"]))
        if change.table == "affiliations":
            found |= {
                ("actors", cells["actor"]) for cells in (change.before, change.after) if cells and "actor" in cells
            }
    return found


class _Part:
    """A part of the tables that is whole: whatever a row names is in it, if it is anywhere."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.kept: dict[str, dict[int, None]] = {name: {} for name in TABLES}
        self.ids: dict[str, dict[str, list[int]]] = {}
        self.waiting: list[tuple[str, int]] = []
        self.placed: dict[str, list[int]] = defaultdict(list)
        for name in ("actors", "documents", "relations"):
            places: dict[str, list[int]] = {}
            for place, row in enumerate(sheets.rows(name)):
                places.setdefault(row.cells.get("id", ""), []).append(place)
            self.ids[name] = places
        for place, row in enumerate(sheets.rows("affiliations")):
            self.placed[row.cells.get("actor", "")].append(place)

    def take(self, table: str, places: Iterable[int]) -> None:
        """Take rows in, and let what they name follow."""
        for place in places:
            if place not in self.kept[table]:
                self.kept[table][place] = None
                self.waiting.append((table, place))

    def follow(self) -> None:
        """Take in what the rows name, and what those name."""
        while self.waiting:
            table, place = self.waiting.pop()
            cells = self.sheets.rows(table)[place].cells
            for source, column, target in _REFERENCES:
                if source == table and column in cells:
                    for key in split_list(cells[column]):
                        self.take(target, self.ids[target].get(key, ()))
            if table == "actors":
                self.take("affiliations", self.placed.get(cells.get("id", ""), ()))

    def tables(self) -> dict[str, Table]:
        """The part as tables; rows count as in the whole."""
        return {name: self._table(name) for name in TABLES}

    def _table(self, name: str) -> Table:
        sheet = self.sheets[name]
        places = sorted(self.kept[name])
        rows = [sheet.rows[place] for place in places]
        own = {c for row in rows for c in row.cells} - set(COLUMNS[name])
        columns = {c: [row.cells.get(c, "") for row in rows] for c in (*COLUMNS[name], *sorted(own))}
        return Table(f"{name}.csv", columns, [place + 2 for place in places], sheet.dialect)


def _part(
    sheets: Sheets, touched: Sequence[tuple[str, Mapping[str, str]]], moved: set[tuple[str, str]]
) -> dict[str, Table]:
    """The rows touched, those that name what moved, and all that these name."""
    part = _Part(sheets)
    for table, cells in touched:
        sheet = sheets[table]
        if sheet.keyed:
            part.take(table, part.ids[table].get(cells.get("id", ""), ()))
        else:
            part.take(table, (place for place, row in enumerate(sheet.rows) if row.cells == cells))
    if moved:
        for table, column, target in _REFERENCES:
            wanted = {key for name, key in moved if name == target}
            if wanted:
                part.take(table, _naming(sheets.rows(table), column, wanted))
        for table, key in moved:
            part.take(table, part.ids[table].get(key, ()))
    part.follow()
    return part.tables()


def _naming(rows: Sequence[Row], column: str, wanted: set[str]) -> list[int]:
    """Where the rows stand that name one of some ids in a column."""
    found = []
    for place, row in enumerate(rows):
        cell = row.cells.get(column)
        if cell and (cell in wanted if ";" not in cell else not wanted.isdisjoint(split_list(cell))):
            found.append(place)
    return found
