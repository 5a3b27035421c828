"""A dataset as one Excel workbook: a sheet a table, every column text, the vocabulary as drop-down lists."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graphkit.dataset.cells import Dialect, Table, guard, table_of_rows
from graphkit.dataset.files import file_bytes
from graphkit.errors import DataError, MissingDependency, Problem
from graphkit.model import ADDED_COLUMNS, COLUMNS, DOCUMENT_KINDS, KINDS, ROLES, STANCES, TABLES
from graphkit.ontology import load_ontology

__all__ = ["SUFFIX", "bounded_rows", "holds_dataset", "open_workbook", "read_workbook", "workbook_bytes"]

SUFFIX = ".xlsx"
#: The largest workbook that is read, packed and unpacked, in bytes, and the most cells of a sheet.
LARGEST, UNPACKED, CELLS = 50_000_000, 200_000_000, 2_000_000
#: The last row that a spreadsheet has.
LAST_ROW = 1_048_576
#: The longest text that a cell of a workbook holds.
LONGEST = 32_767
VOCABULARY = "vocabulary"
#: The rows that drop-down lists are laid on.
ROWS = 5000
_TRUTH = ("true", "false")
_NAMED = {  # columns whose cells name rows of another sheet
    "affiliations": {"actor": "actors", "organisation": "actors"},
    "documents": {"retells": "documents"},
    "relations": {"actor": "actors", "recipient": "actors", "responds_to": "relations"},
    "evidence": {"relation": "relations", "document": "documents", "speaker": "actors", "via": "actors"},
}


def _library() -> Any:
    """The library for workbooks."""
    try:
        import openpyxl
    except ImportError as error:
        raise MissingDependency("workbooks (.xlsx) need openpyxl", extra="formats") from error
    return openpyxl


# --- writing -----------------------------------------------------------------------------------


def workbook_bytes(tables: Mapping[str, Mapping[str, Sequence[str]]], *, title: str) -> bytes:
    """Return a workbook with the cells of the five tables, ready to be filled in.

    Parameters
    ----------
    tables
        The cells of each table, column by column.
    title
        What the dataset is called: the workbook's title.

    Raises
    ------
    DataError
        If a cell is longer than a workbook's can be.
    MissingDependency
        If openpyxl is not installed.
    """
    book = _library().Workbook()
    book.remove(book.active)
    book.properties.title = title
    places = _vocabulary(book)
    for number, (name, columns) in enumerate(tables.items()):
        sheet = book.create_sheet(name, number)
        for place, (column, cells) in enumerate(columns.items(), 1):
            _fill(sheet, place, column, cells)
        sheet.freeze_panes = "A2"
        _drop_downs(sheet, name, list(columns), places)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, place: int, column: str, cells: Sequence[str]) -> None:
    """Write one column, as text however it looks, so that no date or number is taken for what it is not."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    wide = {"summary": 60, "title": 40, "name": 28, "note": 40, "url": 30, "aliases": 30}
    dimension = sheet.column_dimensions[get_column_letter(place)]
    dimension.width, dimension.number_format = wide.get(column, 16), "@"
    for row, text in enumerate([column, *cells], 1):
        if len(text) > LONGEST:
            raise DataError(f"sheet {sheet.title} row {row}, {column}: more than {LONGEST:,} characters: save as CSV")
        cell = sheet.cell(row, place, guard(text) or None)
        cell.number_format = "@"
        if row == 1:
            cell.font = Font(bold=True)


def _vocabulary(book: Any) -> dict[str, str]:
    """Add the sheet with the words that columns may hold; return where each list of them is."""
    ontology = load_ontology()
    lists: dict[str, Sequence[str]] = {
        "actors.kind": KINDS,
        "affiliations.role": ROLES,
        "documents.kind": DOCUMENT_KINDS,
        "documents.primary": _TRUTH,
        "relations.type": list(ontology.types),
        "relations.mutual": _TRUTH,
        "relations.contexts": sorted(ontology.contexts),
        "evidence.stance": STANCES,
        "relations.mode": list(dict.fromkeys(mode for kind in ontology.types.values() for mode in kind.modes)),
    }
    sheet = book.create_sheet(VOCABULARY)
    from openpyxl.utils import get_column_letter

    places = {}
    for place, (name, words) in enumerate(lists.items(), 1):
        _fill(sheet, place, name, words)
        letter = get_column_letter(place)
        places[name] = f"{VOCABULARY}!${letter}$2:${letter}${len(words) + 1}"
    _explained(sheet, len(lists) + 2)
    return places


def _explained(sheet: Any, place: int) -> None:
    """Add what each type means, and its modes, beside the lists."""
    types = load_ontology().types
    _fill(sheet, place, "type", list(types))
    _fill(sheet, place + 1, "its modes", ["; ".join(kind.modes) for kind in types.values()])
    _fill(sheet, place + 2, "what it means", [f"{kind.label}. {kind.definition}" for kind in types.values()])


def _drop_downs(sheet: Any, table: str, columns: Sequence[str], places: Mapping[str, str]) -> None:
    """Lay the lists on the columns; where several words or one's own are allowed, another may be written."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    named = {column: f"{other}!$A$2:$A${ROWS}" for column, other in _NAMED.get(table, {}).items()}
    for place, column in enumerate(columns, 1):
        source = places.get(f"{table}.{column}") or named.get(column)
        if source is None:
            continue
        strict = column not in named and column not in ("contexts", "type", "mode")
        rule = DataValidation(type="list", formula1=f"={source}", allow_blank=True, showErrorMessage=strict)
        rule.error, rule.errorTitle = "Choose a word of the list, or leave the cell blank.", column
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(rule)


# --- reading -----------------------------------------------------------------------------------


def read_workbook(path: Path) -> tuple[dict[str, Table], str, list[Problem], list[Problem]]:
    """Return the tables of a workbook, its title, what is wrong and what was accepted but should be known.

    The problems name the tables as if they were files: :func:`as_sheets` words them for a workbook.

    Raises
    ------
    DataError
        If it is no workbook that can be read.
    MissingDependency
        If openpyxl is not installed.
    """
    book = _opened(path)
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    notices: list[Problem] = []
    try:
        for name in TABLES:
            tables[name], wrong, known = _sheet(book, name)
            problems += wrong
            notices += known
        strange = [each for each in book.sheetnames if each not in TABLES and each != VOCABULARY]
        notices += [
            Problem(path.name, None, "", each, f"the sheet '{each}' is no table of a dataset: not read")
            for each in strange
        ]
        return tables, str(book.properties.title or ""), problems, notices
    except DataError:
        raise
    except Exception as error:  # a library of a hundred thousand lines on a file that anybody may have written
        raise _unreadable(path, error) from error
    finally:
        book.close()


def _opened(path: Path) -> Any:
    """The workbook, to be read row by row."""
    _library()
    try:
        data = file_bytes(path, most=LARGEST)
    except OSError as error:
        raise DataError(f"'{path}' cannot be read: {error.strerror or error}") from error
    return open_workbook(data, str(path))


def open_workbook(data: bytes, path: str, *, values: bool = False) -> Any:
    """Return a workbook that is to be read row by row.

    Parameters
    ----------
    data
        What is in its file.
    path
        The file, for messages.
    values
        Whether a formula stands for its last value.

    Raises
    ------
    DataError
        If it is no workbook, or unpacks to more than can be read.
    MissingDependency
        If openpyxl is not installed.
    """
    library = _library()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED:
                raise DataError(f"'{path}' unpacks to more than {UNPACKED // 1_000_000} MB: save its tables as CSV")
        return library.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    except DataError:
        raise
    except Exception as error:  # it lets through what zipfile, the XML reader and its own parsers raise
        raise _unreadable(path, error) from error


def holds_dataset(path: Path) -> bool:
    """Return whether a workbook is a dataset, with a sheet ``relations`` or ``actors``, or somebody's own tables.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    DataError
        If it is no workbook.
    """
    book = open_workbook(file_bytes(path, most=LARGEST), str(path))
    return bool({"relations", "actors"} & {str(name).strip().lower() for name in book.sheetnames})


def bounded_rows(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Yield the rows of a sheet with their numbers; those that hold no cell are passed over.

    Raises
    ------
    DataError
        If the sheet is a chart, or has more cells or rows than can be read.
    """
    if not hasattr(sheet, "reset_dimensions"):
        raise DataError(f"the sheet '{sheet.title}' is a chart: write the table into a sheet of cells")
    sheet.reset_dimensions()  # what it says of its own size may be false
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        count += len(cells)
        if number > LAST_ROW:
            raise DataError(f"the sheet '{sheet.title}' has more than {LAST_ROW:,} rows, which no spreadsheet has")
        if count > CELLS:
            raise DataError(f"the sheet '{sheet.title}' has more than {CELLS:,} cells: save it as CSV")
        if cells:
            yield number, cells


def _unreadable(path: str | Path, error: Exception) -> DataError:
    """The error for a file that is no workbook, or a broken one."""
    return DataError(f"'{path}' is no Excel workbook that can be read ({type(error).__name__}): save it as .xlsx again")


def _sheet(book: Any, name: str) -> tuple[Table, list[Problem], list[Problem]]:
    """One sheet as a table."""
    file, expected = f"{name}.csv", COLUMNS[name]
    if name not in book.sheetnames:
        message = f"the sheet is missing: it needs the columns {', '.join(expected)}"
        return Table(file, {column: [] for column in expected}), [Problem(file, None, "", "", message)], []
    problems: list[Problem] = []
    rows = _rows(book[name], file, problems)
    width = max(map(len, rows), default=0)
    if width * len(rows) > CELLS:
        raise DataError(f"the sheet '{name}' has a cell far from the others, in column {width} or row {len(rows)}")
    rows = [[*row, *([""] * (width - len(row)))] for row in rows]
    if not rows:
        return *table_of_rows(file, [], expected, (), Dialect())[:2], []
    table, wrong, notices = table_of_rows(file, rows, expected, ADDED_COLUMNS.get(name, ()), Dialect())
    return table, [*problems, *wrong], notices


def _rows(sheet: Any, file: str, problems: list[Problem]) -> list[list[str]]:
    """The rows of a sheet as text, blank cells at their ends and blank rows at its end left out."""
    rows: list[list[str]] = []
    for number, cells in bounded_rows(sheet):
        row = [_text(cell, file, number, problems) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if row:
            rows += ([] for _ in range(number - 1 - len(rows)))
            rows.append(row)
    return rows


def _text(cell: Any, file: str, row: int, problems: list[Problem]) -> str:
    """What a cell says; a problem where the spreadsheet has made something else of what was written."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        problems.append(_spoilt(cell, file, row, "is a formula: copy it and paste its value"))
    elif isinstance(value, datetime | date):
        day = f"{value:%Y-%m-%d}" if value.year >= 1000 else value.isoformat()[:10]
        more = "a date of the spreadsheet's, which says a day even where none was written"
        message = f"is {more}: make the column text and write {day}, or no more of it than the source gives"
        problems.append(_spoilt(cell, file, row, message))
        return day
    elif isinstance(value, bool):
        return "true" if value else "false"
    elif isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    return str(value).strip()


def _spoilt(cell: Any, file: str, row: int, message: str) -> Problem:
    """The problem of one cell."""
    return Problem(file, row, cell.column_letter, str(cell.value)[:80], message)
