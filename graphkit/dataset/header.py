"""The first row of a table: which column is which, and which are the user's own."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.errors import Problem

__all__ = ["OWN", "Header", "read_header"]

#: What the name of a column that graphkit does not know begins with, in memory and in new files.
OWN = "extra:"
#: How many rows may stand above a header that is found and named in the message.
_ABOVE = 20


@dataclass(slots=True)
class Header:
    """The columns of a file: the name of each, its place in a row, and how the file spells those that are own."""

    names: list[str]
    places: list[int]
    spelled: dict[str, str] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of cells that a row needs."""
        return self.places[-1] + 1


def read_header(
    file: str, rows: Sequence[Sequence[str]], expected: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Header, list[Problem]]:
    """Return the columns that the first row names, with what is wrong with it.

    Parameters
    ----------
    file
        The name for messages.
    rows
        All rows, the header first.
    expected
        The columns that the table has.
    optional
        Those of them that a file may lack.
    """
    cells = [cell.strip() for cell in rows[0]]
    header = Header([], [])
    if misplaced := _misplaced(rows, expected):
        return header, [Problem(file, 1, "", "", misplaced)]
    problems: list[Problem] = []
    for place, cell in enumerate(cells):
        if cell not in ("", OWN):
            header.names.append(cell if cell in expected or cell.startswith(OWN) else f"{OWN}{cell}")
            header.places.append(place)
            if cell not in expected:
                header.spelled[header.names[-1]] = cell
        elif row := next((n for n, row in enumerate(rows[1:], 2) if row[place : place + 1] and row[place].strip()), 0):
            value = rows[row - 1][place]
            message = f"column {place + 1} has no name, but row {row} has '{value[:40]}' in it: write a name above it"
            problems.append(Problem(file, 1, "", value, message))
    problems += _wrong(file, header, expected, optional)
    header.notices = list(_named_once(file, header, expected))
    return header, problems


def _misplaced(rows: Sequence[Sequence[str]], expected: Sequence[str]) -> str | None:
    """A sentence on a header that is not the first row; None where it is, or there is none to be found."""
    if any(cell.strip() in expected for cell in rows[0]):
        return None
    blank = not "".join(rows[0]).strip()
    for number, row in enumerate(rows[1:_ABOVE], 2):
        if sum(cell.strip() in expected for cell in row) * 2 > len(expected):
            above = "the row above it" if number == 2 else f"the {number - 1} rows above it"
            what = "is blank" if blank else "is not the header"
            return f"the first row {what}: the names of the columns stand in row {number}; take out {above}"
    return f"the first row is blank: it must name the columns {', '.join(expected)}" if blank else None


def _wrong(file: str, header: Header, expected: Sequence[str], optional: Sequence[str]) -> Iterator[Problem]:
    """A problem for each column that is missing, though it must be there, or there twice."""
    allowed = f"the columns are {', '.join(expected)}"
    for column in dict.fromkeys([*expected, *header.names]):
        count = header.names.count(column)
        if count > 1:
            shown = header.spelled.get(column, column)
            yield Problem(file, 1, shown, shown, f"the column is there twice: {allowed}")
        elif not count and column not in optional:
            near = _near(column, header.spelled.values())
            meant = f"; is '{near}' meant? Then rename it" if near else ""
            yield Problem(file, 1, column, column, f"the column is missing{meant}: {allowed}")


def _named_once(file: str, header: Header, expected: Sequence[str]) -> Iterator[Problem]:
    """A notice for each column that graphkit does not know."""
    absent = [column for column in expected if column not in header.names]
    for name, spelled in header.spelled.items():
        near = _near(spelled, absent)
        meant = f"; if '{near}' is meant, rename it" if near else ""
        yield Problem(file, 1, spelled, spelled, f"is a column of your own, kept as '{name}'{meant}")


def _near(name: str, names: Iterable[str]) -> str:
    """The name that another is most like; blank where there is none."""
    folded = {each.casefold().replace(" ", "_"): each for each in names}
    near = difflib.get_close_matches(name.casefold().replace(" ", "_"), folded, n=1, cutoff=0.75)
    return folded[near[0]] if near else ""
