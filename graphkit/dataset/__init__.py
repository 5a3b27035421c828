"""A folder of tables to a ``Dataset`` and back: load, check, merge, save. The one door in."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphkit.dataset.cells import Dialect, Table, guard, read_table, unguard, write_table
from graphkit.dataset.files import file_bytes
from graphkit.dataset.header import OWN
from graphkit.dataset.package import add_fields, describe
from graphkit.dataset.places import Places
from graphkit.dataset.rules import broken_rules, cells_of, notable, records_of
from graphkit.dataset.storage import INTENT, commit, digests, locked, settle, standing, write_bytes, write_text
from graphkit.dataset.texts import paragraph_starts, read_text, text_problems, text_sha256, texts_of
from graphkit.dataset.workbook import SUFFIX, read_workbook, workbook_bytes
from graphkit.errors import DataError, Problem
from graphkit.model import ADDED_COLUMNS, COLUMNS, TABLES
from graphkit.ontology import RelationType, own_type, types_with

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CheckReport",
    "Dataset",
    "Places",
    "bundled_path",
    "check_dataset",
    "file_bytes",
    "guard",
    "load_dataset",
    "merge",
    "paragraph_starts",
    "read_cells",
    "read_state",
    "read_text",
    "save_cells",
    "save_dataset",
    "text_sha256",
    "texts_of",
    "uncollected",
    "unguard",
    "write_bytes",
    "write_text",
    "write_workbook",
]

_KEYED = {"actors": "id", "documents": "id", "relations": "id"}
_PACKAGE = "datapackage.json"
_TRIES = 10
#: The files that make a dataset.
FILES = (_PACKAGE, *(f"{table}.csv" for table in TABLES))


@dataclass(frozen=True, slots=True)
class Dataset:
    """Relations between political actors with their sources: checked once, never changed afterwards.

    Two datasets are equal when their name, title, version and all their rows are, in order.

    Notes
    -----
    Made by :func:`load_dataset`, :func:`merge` or :meth:`from_records`, which check every rule.
    """

    name: str = "dataset"
    title: str = ""
    version: str = ""
    tables: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    paragraphs: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    types: Mapping[str, RelationType] = field(default_factory=dict, repr=False)

    @classmethod
    def from_records(
        cls,
        *,
        name: str = "dataset",
        title: str = "",
        version: str = "",
        paragraphs: Mapping[str, Sequence[int]] | None = None,
        types: Mapping[str, RelationType] | None = None,
        **records: Iterable[Any],
    ) -> Dataset:
        """Return the dataset of some records, given by the name of their table.

        ``paragraphs`` holds, by document, where each paragraph of its text begins (see
        :func:`paragraph_starts`), so that evidence can be cited by paragraph without the text. ``types`` are
        the dataset's own types by name, from :func:`graphkit.ontology.own_type`.

        Raises
        ------
        DataError
            If a rule is broken; rows are counted as they would be in the CSV file.
        ValueError
            If there is no table of that name.

        Examples
        --------
        >>> from graphkit.model import Actor
        >>> Dataset.from_records(actors=[Actor("PRK", "North Korea", "state")]).actors["name"].tolist()
        ['North Korea']
        """
        unknown = [table for table in records if table not in TABLES]
        if unknown:
            raise ValueError(f"there is no table '{unknown[0]}': the tables are {', '.join(TABLES)}")
        tables = {table: _table_of(table, tuple(records.get(table, ()))) for table in TABLES}
        own = dict(types or {})
        problems = broken_rules(tables, types_with(own))
        if problems:
            raise DataError(problems)
        known = {document: tuple(starts) for document, starts in (paragraphs or {}).items()}
        made = records_of(tables, types_with(own))
        return cls(name, title, version, MappingProxyType(made), MappingProxyType(known), MappingProxyType(own))

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to make it again, so that it can be copied and sent to another process."""
        parts = map(dict, (self.tables, self.paragraphs, self.types))
        return _restored, (self.name, self.title, self.version, *parts)

    def records(self, table: str) -> tuple[Any, ...]:
        """Return the rows of a table as records of :mod:`graphkit.model`, in order.

        Raises
        ------
        ValueError
            If there is no table of that name.

        Examples
        --------
        >>> load_dataset().records("actors")[0].kind
        'state'
        """
        if table not in TABLES:
            raise ValueError(f"there is no table '{table}': the tables are {', '.join(TABLES)}")
        return self.tables.get(table, ())

    @property
    def actors(self) -> pd.DataFrame:
        """The actors, one a row: a new DataFrame with the columns of ``actors.csv``."""
        return self._frame("actors")

    @property
    def affiliations(self) -> pd.DataFrame:
        """The affiliations, one a row: a new DataFrame with the columns of ``affiliations.csv``."""
        return self._frame("affiliations")

    @property
    def documents(self) -> pd.DataFrame:
        """The documents, one a row: a new DataFrame with the columns of ``documents.csv``."""
        return self._frame("documents")

    @property
    def relations(self) -> pd.DataFrame:
        """The relations, one a row: a new DataFrame with the columns of ``relations.csv``; lists joined by ``;``."""
        return self._frame("relations")

    @property
    def evidence(self) -> pd.DataFrame:
        """The evidence, one place a row: a new DataFrame with the columns of ``evidence.csv``."""
        return self._frame("evidence")

    def _frame(self, table: str) -> pd.DataFrame:
        """A table as a new DataFrame: text as text, lists joined, truth, offsets and numbers as such."""
        import pandas as pd

        cells: dict[str, Any] = cells_of(table, self.records(table))
        frame = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()})
        if table == "documents":
            frame["primary"] = frame["primary"].map({"true": True, "false": False}).astype("boolean")
        if table == "relations":
            frame["mutual"] = frame["mutual"] == "true"
            frame["amount"] = pd.to_numeric(frame["amount"].replace("", None)).astype("Float64")
        if table == "evidence":
            for column in ("start", "end"):
                frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("Int64")
            frame["confidence"] = pd.to_numeric(frame["confidence"].replace("", None)).astype("Float64")
        return frame


def _restored(name: str, title: str, version: str, *parts: dict[str, Any]) -> Dataset:
    """A dataset that was taken apart."""
    return Dataset(name, title, version, *map(MappingProxyType, parts))


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What :func:`check_dataset` found: ``problems`` that must be mended, ``notices`` to know of."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    counts: Mapping[str, int]

    def frame(self) -> pd.DataFrame:
        """Return the problems, one a row: file, row, column, value, message."""
        import pandas as pd

        columns = list(Problem.__dataclass_fields__)
        return pd.DataFrame([[getattr(p, c) for c in columns] for p in self.problems], columns=columns, dtype=object)


# --- loading and checking ----------------------------------------------------------------------


def bundled_path() -> Path:
    """Return the folder of the dataset that comes with graphkit.

    Examples
    --------
    >>> (bundled_path() / "relations.csv").exists()
    True
    """
    try:
        return Path(str(resources.files("graphkit.data")))
    except ModuleNotFoundError:  # a checkout on the path, not installed
        return Path(__file__).parents[2] / "data"


def load_dataset(path: str | Path | None = None) -> Dataset:
    """Read a folder of tables, check every rule at once, and return it.

    Parameters
    ----------
    path
        A folder with ``actors.csv``, ``affiliations.csv``, ``documents.csv``, ``relations.csv`` and
        ``evidence.csv``, and usually ``datapackage.json``, or an Excel workbook (``.xlsx``) with a sheet for each;
        None reads the bundled dataset.

    Raises
    ------
    DataError
        If there is no such folder or a rule is broken; ``problems`` lists every breach.

    Examples
    --------
    >>> dataset = load_dataset()
    >>> dataset.name
    'russia-dprk-2022-2025'
    """
    folder = _folder(path)
    with uncollected():
        tables, package, problems, _ = _read(folder)
        if problems:
            raise DataError(problems)
        made = records_of(tables, types_with(package[4]))
        parts = MappingProxyType(made), MappingProxyType(package[3]), MappingProxyType(package[4])
        return Dataset(*package[:3], *parts)


def load_completed(path: str | Path, missing: Mapping[str, Mapping[str, Any]]) -> tuple[Dataset, list[str]]:
    """Return the dataset in a folder with rows that others refer to and its tables lack, and the ids of those rows.

    Parameters
    ----------
    path
        The folder.
    missing
        The rows that may be taken, by table and id.

    Raises
    ------
    DataError
        If anything else is wrong with the dataset.
    """
    tables, package, problems, _ = _read(_folder(path))
    name, title, version, paragraphs, own = package
    types = types_with(own)
    found: dict[str, list[Any]] = {table: [] for table in TABLES}
    added: list[str] = []
    while problems:
        wanted = [_referred(problem, missing) for problem in problems]
        if not all(wanted):
            raise DataError(problems)
        for table, key in dict.fromkeys(each for each in wanted if each is not None):
            if key in added:
                raise DataError(problems)
            added.append(key)
            found[table].append(missing[table][key])
        known = {name: [*_records(tables, name, types), *found[name]] for name in TABLES}
        problems = broken_rules({name: _table_of(name, known[name]) for name in TABLES}, types)
    known = {name: [*_records(tables, name, types), *found[name]] for name in TABLES}
    about = Dataset.from_records(name=name, title=title, version=version, paragraphs=paragraphs, types=own, **known)
    return about, added


def _records(tables: Mapping[str, Table], name: str, types: Mapping[str, RelationType]) -> Sequence[Any]:
    """The rows of one table, whatever they refer to."""
    return records_of(tables, types)[name]


def _referred(problem: Problem, missing: Mapping[str, Mapping[str, Any]]) -> tuple[str, str] | None:
    """The table and id of the row that a problem says is missing, if we have it."""
    match = re.match(r"(\w+)\.csv has no id '([^']*)'", problem.message)
    return (match[1], match[2]) if match and match[2] in missing.get(match[1], {}) else None


@dataclass(frozen=True, slots=True)
class Cells:
    """The tables of a folder as they stand, whatever rules they break, and the types that the dataset may use."""

    tables: Mapping[str, Table]
    types: Mapping[str, RelationType]
    title: str
    problems: tuple[Problem, ...]


def read_cells(path: str | Path) -> Cells:
    """Read a folder of tables to be mended: cells as text, with every breach that reading them shows.

    Parameters
    ----------
    path
        The folder.

    Raises
    ------
    DataError
        If there is no such folder.

    Examples
    --------
    >>> len(read_cells(bundled_path()).tables["actors"]) == len(load_dataset().actors)
    True
    """
    tables, package, problems, _ = _read_files(_folder(path))
    return Cells(tables, types_with(package[4]), package[1] or package[0], tuple(problems))


def save_cells(
    path: str | Path, files: Mapping[str, str | bytes], *, expected: Mapping[str, str], widened: bool = False
) -> None:
    """Write tables that are given as the text of their files, and other files of their folder, all of them or none.

    Parameters
    ----------
    path
        The folder.
    files
        What to write, by name.
    expected
        What :func:`read_state` said of the folder before the tables were read.
    widened
        Whether a table gets a column that its file lacked: then ``datapackage.json`` describes it, too.

    Raises
    ------
    ChangedMeanwhile
        If a file is another now; then nothing has changed.
    DataError
        If a file cannot be written; then nothing has changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_dataset(load_dataset(), folder)
    ...     save_cells(folder, {"edit/saved.json": "{}"}, expected=read_state(folder))
    ...     load_dataset(folder) == load_dataset()
    True
    """
    folder = Path(path)
    with locked(folder):
        described = widened and (folder / _PACKAGE).exists()
        commit(folder, {**files, **(_schema_file(folder, files) if described else {})}, expected=expected)


def check_dataset(path: str | Path | None = None, *, documents: str | Path | None = None) -> CheckReport:
    """Check a folder of tables and return every breach of every rule, and what is worth knowing.

    Parameters
    ----------
    path
        The dataset's folder or workbook; None checks the bundled one.
    documents
        A folder with the texts of documents; those whose SHA-256 a document has are used to check
        that evidence lies inside its document. Texts in the dataset's own folder are always used.

    Raises
    ------
    DataError
        If there is no such folder.

    Examples
    --------
    >>> check_dataset().problems
    ()
    """
    folder = _folder(path)
    tables, package, problems, notices = _read(folder, documents=None if documents is None else _folder(documents))
    counts = MappingProxyType({name: len(table) for name, table in tables.items()})
    if not problems:
        known = notable(records_of(tables, types_with(package[4])))
        notices = [*notices, *(_as_sheets(folder, known) if folder.is_file() else known)]
    return CheckReport(tuple(problems), tuple(notices), counts)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Put off garbage collection: a million new cells, none of them garbage, would be walked again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _folder(path: str | Path | None) -> Path:
    """The folder asked for, which must be there."""
    folder = bundled_path() if path is None else Path(path)
    try:
        kind = folder.stat().st_mode
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        found = "not there" if missing else f"not to be read ({getattr(error, 'strerror', '') or error})"
    else:
        found = "" if stat.S_ISDIR(kind) else "a file, not a folder"
        if stat.S_ISREG(kind) and folder.suffix.lower() == SUFFIX:
            return folder
    if found:
        raise DataError(f"the folder '{folder}' is {found}: name a folder with {', '.join(f'{t}.csv' for t in TABLES)}")
    return folder


def _read(
    folder: Path, *, documents: Path | None = None
) -> tuple[dict[str, Table], Package, list[Problem], list[Problem]]:
    """The tables of a folder or workbook, what it says of itself, all problems and all notices."""
    if folder.is_file():
        return _read_book(folder, documents)
    tables, package, problems, notices = _read_files(folder)
    breaches = _breaches(tables, package, problems, (folder, documents))
    return tables, package, [*problems, *breaches], notices


def _read_book(path: Path, documents: Path | None) -> tuple[dict[str, Table], Package, list[Problem], list[Problem]]:
    """The same of a workbook; the texts of documents are beside it."""
    tables, title, problems, notices = read_workbook(path)
    package: Package = (path.stem, title or path.stem, "", {}, {})
    problems += _breaches(tables, package, problems, (path.parent, documents))
    return tables, package, _as_sheets(path, problems), _as_sheets(path, notices)


def _as_sheets(path: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of tables as problems of a workbook's sheets."""
    files = re.compile(rf"\b({'|'.join(TABLES)})\.csv\b")
    return [
        replace(
            problem,
            file=f"{path.name} sheet {problem.file.removesuffix('.csv')}"
            if files.fullmatch(problem.file)
            else problem.file,
            message=files.sub(r"the sheet \1", problem.message),
        )
        for problem in problems
    ]


def _breaches(
    tables: Mapping[str, Table], package: Package, problems: Iterable[Problem], texts: tuple[Path, Path | None]
) -> list[Problem]:
    """The breaches of the rules that tables show when they are read together; ``texts`` is where documents may be."""
    unread = {problem.file for problem in problems if not len(tables.get(Path(problem.file).stem, ()))}
    breaches = broken_rules(tables, types_with(package[4]))
    if unread:  # ids of a file that could not be read at all are not unknown
        blamed = tuple(f"{file} has no id" for file in unread)
        breaches = [problem for problem in breaches if not problem.message.startswith(blamed)]
    return [*breaches, *text_problems(tables, *texts)]


def _read_files(folder: Path) -> tuple[dict[str, Table], Package, list[Problem], list[Problem]]:
    """The tables of a folder and its description, all of one moment: read again when somebody saves meanwhile."""
    settle(folder)
    for _ in range(_TRIES):
        before = _marks(folder)
        places = standing(folder)
        tables: dict[str, Table] = {}
        package, problems = _package(folder, places.get(_PACKAGE))
        notices: list[Problem] = []
        for name in TABLES:
            file = f"{name}.csv"
            tables[name], wrong, accepted = read_table(
                places.get(file, folder / file), COLUMNS[name], optional=ADDED_COLUMNS.get(name, ()), name=file
            )
            problems += wrong
            notices += accepted
        if _marks(folder) == before:
            break
    return tables, package, problems, notices


def _marks(folder: Path) -> list[tuple[int, int, int] | None]:
    """What tells that the files of a folder are those of a moment ago."""
    marks: list[tuple[int, int, int] | None] = []
    for name in (*FILES, INTENT):
        try:
            found = (folder / name).stat()
            marks.append((found.st_ino, found.st_mtime_ns, found.st_size))
        except OSError:
            marks.append(None)
    return marks


#: Name, title, version, where the paragraphs of documents begin, and types of its own.
Package = tuple[str, str, str, dict[str, tuple[int, ...]], dict[str, RelationType]]


def _package(folder: Path, place: Path | None = None) -> tuple[Package, list[Problem]]:
    """What ``datapackage.json`` says of the dataset, or the folder's name where there is none."""
    path = place or folder / _PACKAGE
    try:
        found = json.loads(file_bytes(path).decode("utf-8-sig"))
        if not isinstance(found, dict):
            raise ValueError("it is not an object")
    except FileNotFoundError:
        return (folder.resolve().name or "dataset", "", "", {}, {}), []
    except (ValueError, RecursionError) as error:
        return ("dataset", "", "", {}, {}), [Problem(_PACKAGE, None, "", "", f"the file is not JSON: {error}")]
    except OSError as error:
        wrong = Problem(_PACKAGE, None, "", "", f"the file cannot be read: {error.strerror}")
        return ("dataset", "", "", {}, {}), [wrong]
    paragraphs, problems = _paragraphs(_PACKAGE, found.get("paragraphs") or {})
    types, wrong_types = _own_types(found.get("types") or {})
    return (
        str(found.get("name") or folder.resolve().name or "dataset"),
        str(found.get("title") or ""),
        str(found.get("version") or ""),
        paragraphs,
        types,
    ), [*problems, *wrong_types]


def _own_types(found: Any) -> tuple[dict[str, RelationType], list[Problem]]:
    """The types that a dataset declares for itself, by name, and what is wrong with them."""
    if not isinstance(found, dict):
        allowed = 'list each by its name, such as {"x:donation": {"label": "gave money to"}}'
        return {}, [Problem(_PACKAGE, None, "types", "", f"the types are no object: {allowed}")]
    types, problems = {}, []
    for name, entry in found.items():
        try:
            types[name] = own_type(name, entry if isinstance(entry, dict) else {})
        except ValueError as error:
            problems.append(Problem(_PACKAGE, None, "types", name, str(error)))
    return types, problems


def _paragraphs(file: str, found: Any) -> tuple[dict[str, tuple[int, ...]], list[Problem]]:
    """Where paragraphs begin, by document, and what is wrong with it."""
    listed: dict[str, Any] = found if isinstance(found, dict) else {"paragraphs": None}
    right = {document: tuple(starts) for document, starts in listed.items() if _ascends(starts)}
    allowed = 'list the first character of each paragraph by document id, such as {"article": [0, 190]}'
    return right, [
        Problem(file, None, "paragraphs", key, f"'{key}' is not a rising list of whole numbers: {allowed}")
        for key in listed
        if key not in right
    ]


def _ascends(starts: Any) -> bool:
    """Whether something is a list of whole numbers, each larger than the one before."""
    whole = isinstance(starts, list) and all(type(start) is int and start >= 0 for start in starts)
    return whole and all(a < b for a, b in pairwise(starts))


# --- saving ------------------------------------------------------------------------------------


def save_dataset(dataset: Dataset, path: str | Path, *, expected: Mapping[str, str] | None = None) -> None:
    """Write a dataset into a folder, so that git shows only what changed.

    A table whose rows are the same as in the folder is left as it is, byte for byte; another keeps
    its separator, line ends and order of columns. All files are one act: whatever interrupts it,
    the next command finds the folder as it was or as it was to be. One process writes at a time.
    A cell that a spreadsheet would take for a formula is written with a leading ``'``, which loading
    takes off again.

    Parameters
    ----------
    dataset
        The dataset.
    path
        The folder; it is made where it does not exist.
    expected
        What :func:`read_state` said of the folder before the rows were read that this dataset was made from; where it
        is another now, nothing is written. None: whatever is there is replaced.

    Raises
    ------
    DataError
        If the folder cannot be made or written to, another process is writing there, or another program changes
        a table at this moment, or has changed one since ``expected``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_dataset(load_dataset(), folder)
    ...     load_dataset(folder) == load_dataset()
    True
    """
    folder = Path(path)
    with locked(folder, make=True):
        save_beside(dataset, folder, {}, expected=digests(folder, FILES) if expected is None else expected)


def read_state(path: str | Path) -> dict[str, str]:
    """Return the digests of a dataset's files, blank for those that are not there, to be compared when it is saved.

    Parameters
    ----------
    path
        The folder, which need not exist.

    Examples
    --------
    >>> import tempfile
    >>> any(read_state(tempfile.mkdtemp()).values())
    False
    """
    settle(path)
    return digests(path, FILES)


def save_beside(dataset: Dataset, folder: Path, others: Mapping[str, bytes], *, expected: Mapping[str, str]) -> None:
    """Write a dataset and other files of its folder, all of them or none; the folder is ``locked``.

    Raises
    ------
    ChangedMeanwhile
        If a file has not the digest expected; then nothing has changed.
    DataError
        If a file cannot be written; then nothing has changed.
    """
    files: dict[str, str | bytes] = {**_package_file(folder, dataset)}
    for name in TABLES:
        files |= _table_file(folder / f"{name}.csv", name, dataset.records(name), types_with(dataset.types))
    files |= _schema_file(folder, files)
    commit(folder, {**files, **others}, expected=expected)


def _table_file(path: Path, name: str, records: Sequence[Any], types: Mapping[str, RelationType]) -> dict[str, str]:
    """What to write for one table; nothing where the file says the same already."""
    new = _table_of(name, records)
    dialect, columns = Dialect(), new.columns
    if path.is_file():
        old, problems, _ = read_table(path, COLUMNS[name], optional=ADDED_COLUMNS.get(name, ()))
        if not problems:
            known = _written(name, old, types)
            if list(known) == list(records) and len(known) == len(old):
                return {}
            dialect, columns = old.dialect, _in_place(columns, old, [known.get(record) for record in records])
    return {path.name: "\ufeff" * dialect.mark + write_table(columns, dialect)}


def _in_place(new: Mapping[str, list[str]], old: Table, kept: Sequence[int | None]) -> dict[str, list[str]]:
    """New cells under the names and in the order of a file's columns; a row that was there keeps its spelling.

    Own columns that the file lacks follow the others, if anything is in them.
    """
    count = len(kept)
    columns: dict[str, list[str]] = {}
    for column in dict.fromkeys([*old.columns, *new]):
        cells, before = new.get(column, [""] * count), old.columns.get(column)
        if before is not None:
            cells = [cell if k is None else before[k] for cell, k in zip(cells, kept, strict=True)]
        if before is not None or any(cells):
            columns[old.spelled.get(column, column)] = cells
    return columns


def _written(name: str, table: Table, types: Mapping[str, RelationType]) -> dict[Any, int]:
    """Where each record stands in a table of cells, so that a row that did not change keeps its spelling."""
    tables = {other: _table_of(other, ()) for other in TABLES} | {name: table}
    try:
        return {record: number for number, record in enumerate(records_of(tables, types)[name])}
    except (KeyError, ValueError):
        return {}


def _table_of(name: str, records: Sequence[Any]) -> Table:
    """The cells of some records, numbered as they would be in a file."""
    return Table(f"{name}.csv", cells_of(name, records), range(2, len(records) + 2))


def _package_file(folder: Path, dataset: Dataset) -> dict[str, str]:
    """What to write to describe the folder; nothing where its name, title and version stand there already."""
    path = folder / _PACKAGE
    about, problems = _package(folder)
    if problems:
        raise DataError(problems)
    paragraphs = {document: list(starts) for document, starts in dataset.paragraphs.items()}
    parts = dict(dataset.paragraphs), dict(dataset.types)
    if path.exists() and about == (dataset.name, dataset.title, dataset.version, *parts):
        return {}
    found = json.loads(file_bytes(path).decode("utf-8-sig")) if path.exists() else describe()
    types = {name: _entry(kind) for name, kind in dataset.types.items()}
    wanted = {"name": dataset.name, "title": dataset.title, "version": dataset.version, "types": types}
    wanted["paragraphs"] = paragraphs
    filled = {key: value for key, value in wanted.items() if value or key in found}
    return {_PACKAGE: json.dumps({**found, **filled}, ensure_ascii=False, indent=2) + "\n"}


def _entry(kind: RelationType) -> dict[str, Any]:
    """A type of one's own as it is declared."""
    names = ("label", "definition", "quad", "score", "mutual")
    return {name: value for name in names if (value := getattr(kind, name)) not in ("", None)}


def _schema_file(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, str]:
    """The description with the columns that its tables are about to get; nothing where it has them all."""
    path = folder / _PACKAGE
    known = files.get(_PACKAGE) or (file_bytes(path).decode("utf-8-sig") if path.exists() else "{}")
    package = json.loads(known)
    if not add_fields(package, {name for name in TABLES if f"{name}.csv" in files}):
        return {}
    return {_PACKAGE: json.dumps(package, ensure_ascii=False, indent=2) + "\n"}


def write_workbook(dataset: Dataset, path: str | Path) -> None:
    """Write a dataset as an Excel workbook: a sheet a table, all columns text, the vocabulary as drop-down lists.

    :func:`load_dataset` and ``--data`` read it as they read a folder. Where paragraphs begin is not in it.

    Parameters
    ----------
    dataset
        The dataset, which may be empty.
    path
        The file, ending in ``.xlsx``; what was there is replaced.

    Raises
    ------
    DataError
        If the file's name does not end so, a cell is longer than a workbook's can be, or it cannot be written.
    MissingDependency
        If openpyxl is not installed.
    """
    path = Path(path)
    if path.suffix.lower() != SUFFIX:
        raise DataError(f"'{path}' does not end in {SUFFIX}: name a workbook")
    tables = {name: cells_of(name, dataset.records(name)) for name in TABLES}
    content = workbook_bytes(tables, title=dataset.title)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)
        raise DataError(f"'{path}' cannot be written: {getattr(error, 'strerror', None) or error}") from error


# --- merging -----------------------------------------------------------------------------------


def merge(first: Dataset, second: Dataset) -> Dataset:
    """Return one dataset with the rows of two; a row of the second that the first has is not repeated.

    Where both have a row of the same id, blanks of one are filled from the other and lists of
    aliases, contexts, answers and documents retold are joined; nothing is ever replaced.

    Parameters
    ----------
    first
        The dataset whose name, title, version and order come first.
    second
        The dataset to add.

    Raises
    ------
    DataError
        If rows of the same id contradict each other, with each contradiction, or the whole breaks a rule.

    Examples
    --------
    >>> merge(load_dataset(), load_dataset()) == load_dataset()
    True
    """
    problems: list[Problem] = []
    tables: dict[str, Any] = {
        name: _merged(name, first.records(name), second.records(name), problems) for name in TABLES
    }
    problems += [
        Problem(_PACKAGE, None, "types", name, f"the two say different things of the type '{name}': make them agree")
        for name in first.types.keys() & second.types.keys()
        if first.types[name] != second.types[name]
    ]
    if problems:
        raise DataError(problems)
    paragraphs = {**second.paragraphs, **first.paragraphs}
    types = {**second.types, **first.types}
    return Dataset.from_records(
        name=first.name, title=first.title, version=first.version, paragraphs=paragraphs, types=types, **tables
    )


def _merged(name: str, first: Sequence[Any], second: Sequence[Any], problems: list[Problem]) -> list[Any]:
    """The rows of two tables as one; contradictions are added to ``problems``."""
    if name not in _KEYED:
        return list(dict.fromkeys([*first, *second]))
    rows = {record.id: record for record in first}
    for number, record in enumerate(second, 2):
        if record.id in rows:
            rows[record.id] = _joined(name, number, rows[record.id], record, problems)
        else:
            rows[record.id] = record
    return list(rows.values())


def _joined(name: str, number: int, old: Any, new: Any, problems: list[Problem]) -> Any:
    """Two rows of one id as one."""
    changed: dict[str, Any] = {}
    for column in COLUMNS[name]:
        ours, theirs = getattr(old, column), getattr(new, column)
        if ours == theirs or theirs in ("", (), None):
            continue
        if column in ("aliases", "contexts", "responds_to", "retells"):
            changed[column] = tuple(dict.fromkeys([*ours, *theirs]))
        elif ours in ("", (), None):
            changed[column] = theirs
        else:
            problems.append(_disagreement(name, number, old.id, column, ours, theirs))
    if new.extra and new.extra != old.extra:
        own = dict(old.extra)
        for column, theirs in new.extra:
            if own.setdefault(column, theirs) != theirs:
                problems.append(_disagreement(name, number, old.id, f"{OWN}{column}", own[column], theirs))
        changed["extra"] = tuple(sorted(own.items()))
    return replace(old, **changed)


def _disagreement(name: str, number: int, key: str, column: str, ours: Any, theirs: Any) -> Problem:
    """The problem of two rows of one id that say different things."""
    message = f"'{key}' is '{ours}' in the one and '{theirs}' in the other: make them agree, then merge"
    return Problem(f"{name}.csv", number, column, str(theirs), message)
