"""Tables as rows under a header: CSV files of any make, the sheets of workbooks, matrices of ties."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from graphkit.dataset import unguard
from graphkit.dataset.workbook import bounded_rows, open_workbook
from graphkit.errors import DataError
from graphkit.network import NODE_ROLES, TIE_ROLES, column_of
from graphkit.reading import Source

from ._harvest import Harvest

__all__ = ["Sheet", "read_sheets"]

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "blanks"}
#: The most rows of a table and cells of a line: what is larger is no dataset that people read.
MOST_ROWS, MOST_COLUMNS = 200_000, 20_000
_TOO_MANY = "a dataset is what people read; for tables of events there is 'graphkit import events'"
#: How many rows a title and remarks above a header may take.
_ABOVE = 20
_Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its header and its rows with their numbers; ``book`` is whether it is one of a workbook."""

    name: str
    header: tuple[str, ...]
    rows: tuple[_Row, ...]
    book: bool = False

    def cells(self, name: str) -> Iterator[str]:
        """The cells of a column."""
        place = self.header.index(name)
        return (row[place] for _, row in self.rows if len(row) > place)

    def without_header(self) -> Sheet:
        """The same where the first row is a tie as well."""
        names = tuple(f"column {place}" for place in range(1, len(self.header) + 1))
        first = self.rows[0][0] - 1 if self.rows else 1
        return replace(self, header=names, rows=((first, self.header), *self.rows))


def read_sheets(source: Source, harvest: Harvest, stated: Mapping[str, str]) -> Iterator[Sheet]:
    """Yield the tables of a file.

    Parameters
    ----------
    source
        A CSV file, whatever parts its cells, or a workbook.
    harvest
        Gets told what was guessed.
    stated
        Which column is what, as far as the user says: a header is known by these names as well.

    Raises
    ------
    DataError
        If the file is neither, or holds more than can be read.
    """
    if source.name.lower().endswith((".xlsx", ".xlsm")):
        yield from _workbook(source, harvest, stated)
        return
    with TemporaryDirectory() as folder:
        local = source.local(Path(folder))
        if local.encoding != "utf-8":
            harvest.guessed.append(f"{source.name} is read as {local.encoding}: save it as UTF-8 if names look wrong")
        with local.path.open(encoding="utf-8", newline="") as file:
            konect = _konect_columns(file.readline(), source.name)
            file.seek(0)
            first, passed = _first_line(file)
            if first.startswith("PK\x03\x04"):
                raise DataError(f"{source.name} is an Excel workbook under another name: rename it to .xlsx")
            below = list(islice(file, _ABOVE))
            separator = _separator(first, below)
            if separator != ",":
                harvest.guessed.append(f"{source.name} is separated by {_SEPARATORS[separator]}")
            rows = list(_rows(chain([first], below, file), passed, separator, source.name))
        if konect:
            yield _konect_sheet(source.name, rows, konect, harvest)
            return
        yield _sheet(source.name, rows, harvest, stated)


#: How the first line of a KONECT file begins, and what its third column is, by the word that follows.
_KONECT = re.compile(r"%\s*(sym|asym|bip)\s+([a-z]+)\s*")
_KONECT_VALUES = {"signed": "Sign", "multisigned": "Sign"}


def _konect_columns(line: str, name: str) -> tuple[str, ...]:
    """The columns of a file of KONECT, by its first line; none where it is another. One of Pajek is refused."""
    if line.lstrip("\ufeff").casefold().startswith(("*vertices", "*network", "*arcs", "*edges")):
        raise DataError(
            f"{name} is a Pajek file, which is not read: open it in Gephi or with networkx.read_pajek and save it as "
            "GEXF or GraphML, then import that"
        )
    found = _KONECT.fullmatch(line)
    return ("Source", "Target", _KONECT_VALUES.get(found[2], "Weight"), "Date", f"way:{found[1]}") if found else ()


def _konect_sheet(name: str, rows: Iterable[_Row], columns: tuple[str, ...], harvest: Harvest) -> Sheet:
    """The ties of a file of KONECT: two numbers, a weight or a sign, and the second since 1970."""
    way = "Directed" if columns[-1] == "way:asym" else "Undirected"
    header = (*columns[:-1], "Type")
    filled = []
    for number, row in rows:
        ends, weight, seconds = row[:2], row[2] if len(row) > 2 else "", row[3] if len(row) > 3 else ""
        plain = re.fullmatch(r"-?\d{1,11}(?:\.\d*)?", seconds, re.ASCII)
        day = (date(1970, 1, 1) + timedelta(seconds=float(seconds))).isoformat() if plain and float(seconds) else ""
        filled.append((number, (*ends, weight, day or seconds.strip("0."), way)))
    harvest.guessed.append(f"{name} is a file of KONECT: ends, {header[2].lower()}, time, ties {way.lower()}")
    return Sheet(name, header, tuple(filled))


def _first_line(file: TextIO) -> tuple[str, int]:
    """The first line of a table, and how many remarks and blank lines stand above it."""
    for passed, line in enumerate(file):
        if line.strip() and not line.startswith(("# ", "% ", "#\t")) and not re.fullmatch(r"sep=.\s*", line, re.I):
            return line, passed
    return "", 0


def _separator(line: str, below: Sequence[str]) -> str:
    """What parts the cells of a line; of a title above the table, those of the lines below it."""
    found = max(",;\t|", key=line.count)
    filled = [one for one in below if one.strip()]
    if not line.count(found) and filled:
        common = max(",;\t|", key=lambda sign: sum(sign in one for one in filled))
        if sum(common in one for one in filled) * 2 > len(filled):
            return common
    return " " if not line.count(found) and 2 <= len(line.split()) <= 4 else found


def _rows(file: Iterable[str], passed: int, separator: str, name: str) -> Iterator[_Row]:
    """The rows of a CSV file that hold something, with the lines on which they end."""
    limit = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        lines = _narrow(file, separator, name)
        blanks = separator == " "
        reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=blanks)
        count = 0
        for row in reader:
            cells = tuple(unguard(cell.strip()) for cell in row)
            if any(cells):
                count += 1
                if count > MOST_ROWS:
                    raise DataError(f"{name} has more than {MOST_ROWS:,} rows: {_TOO_MANY}")
                yield reader.line_num + passed, cells
    except csv.Error as error:
        raise DataError(
            f"{name} line {reader.line_num + passed + 1}: is not CSV ({error}): look for a stray quote mark"
        ) from error
    finally:
        csv.field_size_limit(limit)


def _narrow(lines: Iterable[str], separator: str, name: str) -> Iterator[str]:
    """The lines of a file, none of which may hold more cells than any table has."""
    for number, line in enumerate(lines, 1):
        if line.count(separator) > MOST_COLUMNS:
            raise DataError(f"{name} line {number}: more than {MOST_COLUMNS:,} cells: this is no table of ties")
        yield " ".join(line.split()) + "\n" if separator == " " and '"' not in line else line


def _is_header(row: Sequence[str], stated: Mapping[str, str]) -> bool:
    """Whether a row names columns that are known: two ends, or the id and something else of a node."""
    names = [cell for cell in row if cell]
    if stated and {stated.get("actor"), stated.get("recipient")} <= set(names):
        return True
    ends = {column_of(names, TIE_ROLES[role]) for role in ("actor", "recipient")}
    return ("" not in ends and len(ends) == 2) or (len(names) > 1 and bool(column_of(names, NODE_ROLES["key"])))


def _sheet(
    name: str, rows: Sequence[_Row], harvest: Harvest, stated: Mapping[str, str], *, book: bool = False
) -> Sheet:
    """A table from its rows; the header is the first that names columns that are known, else the first."""
    kept = [(number, row) for number, row in rows if any(row)]
    if not kept:
        raise DataError(f"{name} is empty: the first row names the columns")
    place = next((place for place, (_, row) in enumerate(kept[:_ABOVE]) if _is_header(row, stated)), 0)
    if place:
        line, above = kept[place][0], "row above it is" if place == 1 else f"{place} rows above it are"
        harvest.guessed.append(f"{name}: the header is in line {line}, the {above} left out")
    header = kept[place][1]
    twice = [column for column in header if column and header.count(column) > 1]
    if twice and len(kept) > 1:
        raise DataError(f"{name} has the column '{twice[0]}' twice: rename one")
    return _unfolded(Sheet(name, header, tuple(kept[place + 1 :]), book), harvest)


def _unfolded(sheet: Sheet, harvest: Harvest) -> Sheet:
    """A matrix of who is tied to whom as a list of ties; any other table as it is."""
    names, labels = sheet.header[1:], tuple(row[0] for _, row in sheet.rows)
    if len(names) < 2 or "" in names or set(names) != set(labels) or len(labels) != len(names):
        return sheet
    cells = {(row[0], name): cell for _, row in sheet.rows for name, cell in zip(names, row[1:], strict=False)}
    ties = {pair: cell for pair, cell in cells.items() if cell and cell.strip("0.,") and cell != "-"}
    even = all(ties.get(pair[::-1]) == cell for pair, cell in ties.items())
    lines = {row[0]: number for number, row in sheet.rows}
    kept = {pair: cell for pair, cell in ties.items() if not even or lines[pair[0]] <= lines[pair[1]]}
    way = "Undirected" if even else "Directed"
    harvest.guessed.append(
        f"{sheet.name} is a matrix of {len(names)} by {len(names)}: each cell that is not 0 is a tie, "
        + ("without a direction, as both halves are the same" if even else "from its row to its column")
    )
    rows = tuple((lines[one], (one, other, cell, way)) for (one, other), cell in kept.items())
    return Sheet(sheet.name, ("Source", "Target", "Weight", "Type"), rows, sheet.book)


def _workbook(source: Source, harvest: Harvest, stated: Mapping[str, str]) -> Iterator[Sheet]:
    """The sheets of an Excel workbook that hold something."""
    content = source.read()
    book = open_workbook(content, source.name, values=True)
    for sheet in book.worksheets:
        try:
            found = [(number, _trimmed([_text(cell.value) for cell in row])) for number, row in bounded_rows(sheet)]
        except DataError as error:
            raise DataError(f"{source.name}: {error}") from error
        except Exception as error:  # openpyxl lets through what the XML reader and its own parsers raise
            raise DataError(f"{source.name} sheet {sheet.title} cannot be read: {error}") from error
        name = f"{source.name} sheet {sheet.title}"
        rows = [(number, row) for number, row in _unmerged(found, content, sheet, name, harvest) if row]
        if len(rows) > MOST_ROWS:
            raise DataError(f"{name} has more than {MOST_ROWS:,} rows: {_TOO_MANY}")
        if rows:
            yield _sheet(name, rows, harvest, stated, book=True)


_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


def _unmerged(rows: list[_Row], content: bytes, sheet: Any, name: str, harvest: Harvest) -> list[_Row]:
    """Rows in which a cell that was merged with those below counts for each of them."""
    from openpyxl.utils import column_index_from_string

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        place = str(getattr(sheet, "_worksheet_path", "")).lstrip(
            "/"
        )  # read row by row, openpyxl tells no merged cells
        merged = _MERGED.findall(parts.read(place)) if place in parts.namelist() else []
    by_number, filled = {number: list(row) for number, row in rows}, 0
    for letters, first, last in merged[:MOST_ROWS]:
        column = column_index_from_string(letters.decode()) - 1
        top = by_number.get(int(first), [])
        for number in range(int(first) + 1, min(int(last), int(first) + MOST_ROWS) + 1):
            row = by_number.get(number)
            if row and column < len(top) and top[column] and len(row) > column and not row[column]:
                row[column] = top[column]
                filled += 1
    if filled:
        harvest.guessed.append(f"{name}: a merged cell counts for each of its rows ({filled} cells)")
    return [(number, tuple(by_number[number])) for number, _ in rows]


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
