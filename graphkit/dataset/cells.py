"""The CSV files of a dataset as columns of text, and text as CSV: no rule of the data is known here."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from pathlib import Path

from graphkit.dataset.files import file_bytes
from graphkit.dataset.header import Header, read_header
from graphkit.errors import Problem

__all__ = ["Dialect", "Table", "guard", "read_table", "table_of_rows", "unguard", "write_table"]

_GUARDED = re.compile(r"(^|;)('*)(?=[=+\-@\t\r])")
_UNGUARDED = re.compile(r"(^|;)'('*)(?=[=+\-@\t\r])")
#: What may begin a formula, or a cell that was guarded; a blank cell begins with nothing.
_STARTS = frozenset("=+-@\t\r'")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written: separator, line ends, whether it begins with a mark and quotes every cell."""

    delimiter: str = ","
    newline: str = "\n"
    mark: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Table:
    """One CSV file: a list of cells a column, all of one length, and the spreadsheet row of each.

    ``lost`` are the ids of rows that could not be read, so that they are not called unknown as well.
    ``spelled`` is how the file names the columns that are the user's own. ``absent`` are the columns that the file
    lacks, which are blank. ``plain`` is whether it is known that no cell holds a control character.
    """

    file: str
    columns: dict[str, list[str]]
    rows: Sequence[int] = range(0)
    dialect: Dialect = field(default_factory=Dialect)
    lost: frozenset[str] = frozenset()
    spelled: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    plain: bool = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that could be gets a leading ``'``.

    So does what follows a ``;``, at which spreadsheets of half the world begin a new cell.
    """
    if cell[:1] not in _STARTS and ";" not in cell:  # nearly all there are
        return cell
    return _GUARDED.sub(r"\1'\2", cell) if not _NUMBER.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """Return the cell that :func:`guard` was given."""
    return _UNGUARDED.sub(r"\1\2", cell) if "'" in cell else cell


def read_table(
    path: Path, expected: Sequence[str], *, optional: Sequence[str] = (), name: str = ""
) -> tuple[Table, list[Problem], list[Problem]]:
    """Return a file's cells with what is wrong and what was accepted but should be known.

    A file that cannot be read as a table comes back empty, with the problem that says why. A column of ``optional``
    that the file lacks is blank. Problems bear ``name``, or the file's own.
    """
    name = name or path.name
    empty = Table(name, {column: [] for column in expected})
    try:
        data = file_bytes(path)
    except FileNotFoundError:
        message = f"the file is missing: it needs the columns {', '.join(expected)}"
        return empty, [Problem(name, None, "", "", message)], []
    except OSError as error:
        return empty, [Problem(name, None, "", "", f"the file cannot be read: {error.strerror}")], []
    text, problems = _decoded(name, data)
    if problems:
        return empty, problems, []
    dialect = _dialect(text, data)
    if quick := _regular(name, text, expected, optional, dialect):
        return quick
    rows, problems = _rows(name, text, dialect)
    return (empty, problems, []) if problems else table_of_rows(name, rows, expected, optional, dialect)


def table_of_rows(
    name: str, rows: list[list[str]], expected: Sequence[str], optional: Sequence[str], dialect: Dialect
) -> tuple[Table, list[Problem], list[Problem]]:
    """Return the table that some rows are, the header first, with what is wrong and what should be known."""
    empty = Table(name, {column: [] for column in expected})
    if not rows:
        return empty, [Problem(name, 1, "", "", f"the file is empty: it needs {', '.join(expected)}")], []
    header, problems = read_header(name, rows, expected, optional)
    if problems:
        return empty, problems, header.notices
    table, problems = _columns(name, rows, header, dialect)
    return _completed(table, expected, optional), problems, [*_notices(name, dialect, rows), *header.notices]


#: So many rows are turned into columns at once: few enough to stay close at hand for the processor.
_PART = 1000


def _regular(
    name: str, text: str, expected: Sequence[str], optional: Sequence[str], dialect: Dialect
) -> tuple[Table, list[Problem], list[Problem]] | None:
    """The table of a file that is as graphkit writes it, read part by part; None where a closer look is needed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
    try:
        rows = list(islice(reader, 1))
        if not rows or not all(map(str.strip, rows[0])):
            return None
        header, problems = read_header(name, rows, expected, optional)
        columns = None if problems else _parted(reader, len(rows[0]))
    except csv.Error:
        return None
    if columns is None:
        return None
    found = {column: columns[place] for column, place in zip(header.names, header.places, strict=True)}
    count = len(columns[0])
    lines = text.count("\n") + (not text.endswith("\n"))
    plain = lines == count + 1 and text.replace(dialect.newline, "").isprintable()
    table = Table(name, found, range(2, count + 2), dialect, frozenset(), header.spelled, plain=plain)
    return _completed(table, expected, optional), [], [*_notices(name, dialect, rows), *header.notices]


def _parted(reader: Iterator[list[str]], width: int) -> list[list[str]] | None:
    """The columns of rows none of which is blank or ragged; None where there may be such."""
    columns = [list[str]() for _ in range(width)]
    while part := list(islice(reader, _PART)):
        if set(map(len, part)) != {width} or not all(map(itemgetter(0), part)):
            return None
        for column, cells in zip(columns, zip(*part, strict=True), strict=True):
            column += _read(cells)
    return columns


def _completed(table: Table, expected: Sequence[str], optional: Sequence[str]) -> Table:
    """A table with blank columns in the place of those that the file may lack and does."""
    table.absent = tuple(column for column in optional if column not in table.columns)
    for column in table.absent:
        table.columns = _inserted(table.columns, column, expected, [""] * len(table))
    return table


#: What begins like none of the user's tables, and what it is.
_OTHERS = (
    (b"PK\x03\x04", "an Excel or LibreOffice workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"SQLite format", "a database"),
    (b"\x1f\x8b", "a compressed file"),
)


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """The file's text without its mark, or the problem with its encoding."""
    other = next((what for start, what in _OTHERS if data.startswith(start)), "")
    if other:
        book = "; or name the workbook itself, with its ending .xlsx" if "workbook" in other else ""
        message = (
            f"the file is {other}, not CSV, whatever its name says: in the spreadsheet save it as 'CSV UTF-8'{book}"
        )
        return "", [Problem(name, None, "", "", message)]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "the file is UTF-16, not UTF-8: in the spreadsheet save it as 'CSV UTF-8'"
        return "", [Problem(name, None, "", "", message)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02x}"
        message = f"{found} is not UTF-8: save the file as 'CSV UTF-8'"
        return "", [Problem(name, row, "", found, message)]


def _dialect(text: str, data: bytes) -> Dialect:
    """The separator, line ends and mark of a file, from its first line."""
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    newline = "\r\n" if header.endswith("\r") else "\n"
    quoted = all(cell[:1] == '"' for cell in header.split(delimiter))
    return Dialect(delimiter, newline, data.startswith(codecs.BOM_UTF8), quoted)


def _rows(name: str, text: str, dialect: Dialect) -> tuple[list[list[str]], list[Problem]]:
    """All rows, the header first; or the problem that ends the reading."""
    limit = csv.field_size_limit(sys.maxsize if os.name != "nt" else 2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        return [], [Problem(name, len(rows) + 1, "", "", f"the row is not CSV ({error}): look for a stray quote mark")]
    finally:
        csv.field_size_limit(limit)
    return rows, []


def _columns(name: str, rows: list[list[str]], header: Header, dialect: Dialect) -> tuple[Table, list[Problem]]:
    """The rows turned into columns, with a problem for each ragged row."""
    width, problems = len(rows[0]), []
    blank = set(_blank(rows))
    numbers: Sequence[int] = range(2, len(rows) + 1)
    ragged: list[int] = []
    if blank or set(map(len, rows)) != {width}:
        numbers = [number for number in numbers if number not in blank]
        rows = [_trimmed(row, header.width, width) for row in rows]
        width = header.width
        ragged = [number for number in numbers if len(rows[number - 1]) != width]
    for number in ragged:
        message = f"the row has {len(rows[number - 1])} cells, the header {width}: one cell a column is needed"
        problems.append(Problem(name, number, "", dialect.delimiter.join(rows[number - 1])[:80], message))
    key = header.places[header.names.index("id")] if "id" in header.names else 0
    lost = frozenset(rows[number - 1][key].strip() for number in ragged if len(rows[number - 1]) > key)
    if ragged:
        numbers = [number for number in numbers if len(rows[number - 1]) == width]
    kept = rows[1:] if len(numbers) == len(rows) - 1 else [rows[number - 1] for number in numbers]
    found = list(zip(*kept, strict=True)) or [()] * width
    columns = {column: _read(found[place]) for column, place in zip(header.names, header.places, strict=True)}
    return Table(name, columns, numbers, dialect, lost, header.spelled), problems


def _inserted(
    columns: Mapping[str, list[str]], column: str, expected: Sequence[str], cells: list[str]
) -> dict[str, list[str]]:
    """Some columns with one more, after the one that comes before it in ``expected``."""
    before = expected[max(expected.index(column) - 1, 0)]
    names = list(columns)
    names.insert(names.index(before) + 1 if before in names else len(names), column)
    return {name: columns.get(name, cells) for name in names}


def _trimmed(row: list[str], width: int, most: int) -> list[str]:
    """A row without the blank cells that a spreadsheet writes behind the last column, under no name."""
    return row if len(row) > most or any(cell.strip() for cell in row[width:]) else row[:width]


def _blank(rows: list[list[str]]) -> list[int]:
    """The numbers of the rows that have nothing in them."""
    if all(rows) and all(map(itemgetter(0), rows)):
        return []
    return [number for number, row in enumerate(rows, 1) if not "".join(row).strip()]


def _read(column: tuple[str, ...]) -> list[str]:
    """The cells of a column without blanks around them, and as they were before they were guarded."""
    joined = "\0".join(("", *column, ""))
    if not joined.isascii() or any(sign in joined for sign in (" \0", "\0 ", "\0'", ";'", "\t", "\n")):
        return [unguard(cell.strip()) for cell in column]
    return list(column)


def _notices(name: str, dialect: Dialect, rows: list[list[str]]) -> list[Problem]:
    """What was accepted although a dataset is not written that way."""
    notices = []
    if dialect.mark:
        notices.append(Problem(name, None, "", "", "begins with a byte order mark, as Excel writes it: accepted"))
    if dialect.delimiter != ",":
        mark = "tab" if dialect.delimiter == "\t" else dialect.delimiter
        notices.append(Problem(name, None, "", mark, f"is separated by '{mark}', not by commas: accepted"))
    blank = _blank(rows)
    if blank:
        listed = ", ".join(map(str, blank[:10]))
        notices.append(Problem(name, blank[0], "", "", f"blank rows left out: {listed}"))
    return notices


def write_table(columns: dict[str, list[str]], dialect: Dialect) -> str:
    """Return columns as CSV text, quoted only where needed and safe to open in a spreadsheet."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer,
        delimiter=dialect.delimiter,
        lineterminator=dialect.newline,
        quoting=csv.QUOTE_ALL if dialect.quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(map(guard, columns))
    guarded: Iterable[Iterable[str]] = (map(guard, column) for column in columns.values())
    writer.writerows(zip(*guarded, strict=True))
    return buffer.getvalue()
