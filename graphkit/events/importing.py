"""Other people's event files become one event table: every row kept, merged or rejected, and all of it counted."""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, GraphkitError
from graphkit.events.blocks import duckdb_rows, open_blocks
from graphkit.events.connection import connect, database_error, fill
from graphkit.events.formats import FORMATS, Format, Layout, Options
from graphkit.events.lines import count_in, first_line, has_comments, read_rows, texts_of
from graphkit.events.merging import Merging
from graphkit.events.staging import Staging
from graphkit.reading import LocalFile, Reject, Rejects, Source, find_sources, open_atomic
from graphkit.words import counted, fitting

__all__ = ["ImportReport", "import_events"]

_CHUNK_ROWS = 20_000
#: What grouping and sorting may take before they spill to the disk; each thread needs a part of it.
_MEMORY, _THREADS = "400MB", 2
#: Files that lie beside GDELT's events and are none.
_NO_EVENTS = re.compile(r"\.(mentions|gkg|gkgcounts)\.csv", re.IGNORECASE)
_ID_FILES = {"entity2id.txt": "entities", "relation2id.txt": "relations"}
#: The parts of an event that are read from a file, each with what stands for it where a layout has no column.
_PARTS = {
    "event_id": "''",
    "date_text": "''",
    "date": "NULL",
    "until": "NULL",
    "reported": "NULL",
    "actor": "''",
    "recipient": "''",
    "actor_key": "''",
    "recipient_key": "''",
    "code": "''",
    "text": "''",
    "score": "''",
    "reports": "'1'",
    "source": "''",
    "place": "''",
    "problem": "NULL",
}
#: Parts that are worked out from others, so that no file leaves them out.
_WORKED_OUT = ("date_text", "problem")
#: What stands in the table for a part that no file has, where it is not the text above.
_ALIKE = {"until": "date", "score": "NULL"}
#: The parts that are no text.
_TYPES = {"date": "DATE", "until": "DATE", "reported": "DATE", "score": "DOUBLE", "reports": "BIGINT"}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; the file ``OUT.json`` beside the table holds the same.

    ``files``: name, sha256, bytes, rows, encoding and version of each. ``read``: rows in all files. ``events``: rows
    of the table. ``reports``: rows or mentions behind them. ``repeated``: rows that were there twice.
    ``merged``: rows that became one event with another. ``skipped``: reasons, each with how many. ``unknown_codes``,
    ``not_carried``, ``gaps`` and ``notes`` say the rest.
    """

    format: str
    versions: tuple[str, ...]
    citation: str
    files: tuple[dict[str, Any], ...]
    read: int
    events: int
    reports: int
    repeated: int
    merged: int
    skipped: Mapping[str, int]
    unknown_codes: Mapping[str, int]
    not_carried: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    same: Mapping[str, str]
    graphkit: str


def import_events(
    format: str,  # noqa: A002 - the command's word
    files: Sequence[str | Path],
    output: str | Path,
    *,
    skip_bad: bool = False,
    keep_reports: bool = False,
    same: Mapping[str, str] | None = None,
    options: Options | None = None,
    careful: bool = False,
) -> ImportReport:
    """Read event files into one event table.

    Parameters
    ----------
    format
        One of ``events.FORMATS``.
    files
        Files, folders, globs, zips, gzips or ``-``; :func:`graphkit.reading.find_sources` says in which order.
    output
        The table to write, ``.parquet`` or ``.csv``. It takes its place when it is whole; ``OUT.json`` beside it says
        what was done, ``OUT.rejected.tsv`` what was left out.
    skip_bad
        Leave out rows that cannot be read, instead of stopping.
    keep_reports
        Keep every report as a row, instead of one row per day, actor, recipient and code.
    same
        Actors that are to be read as another: ``{"ROM": "ROU"}``.
    options
        What the format cannot say of itself: columns, the order of dates, the time of quadruples.
    careful
        Read with graphkit's own reader only. The table is the same; it takes longer.

    Returns
    -------
    ImportReport
        What was read, kept, merged and skipped.

    Raises
    ------
    DataError
        If a file or row cannot be read (unless ``skip_bad``), or a column is missing; if nothing in the files is
        usable, also with ``skip_bad``.
    GraphkitError
        If the table cannot be written.
    MissingDependency
        If duckdb is not installed.
    ValueError
        If there is no such format, or ``output`` ends in neither ``.parquet`` nor ``.csv``.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "levant.tab")
    ...     _ = path.write_text("930913\\tISR\\tPSE\\t057\\n930913\\tISR\\tPSE\\t057\\n")
    ...     report = import_events("keds", [path], path.with_suffix(".parquet"))
    >>> report.read, report.events, report.reports
    (2, 1, 2)
    """
    if format not in FORMATS:
        raise ValueError(f"there is no format '{format}': it is one of {', '.join(FORMATS)}")
    output = Path(output)
    if output.suffix.lower() not in (".parquet", ".csv"):
        raise ValueError(f"'{output.name}' ends in neither .parquet nor .csv: an event table is one of them")
    if not output.parent.is_dir():
        raise GraphkitError(f"'{output}' cannot be written: there is no folder '{output.parent}'")
    with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
        job = _Import(FORMATS[format], Path(folder), options or Options(), same or {}, careful)
        try:
            job.read(files)
            job.rejects.items.sort(key=lambda item: (job.order.get(item.file, -1), item.line))
            job.refuse_unusable()
            job.rejects.settle(skip=skip_bad)
            report = job.finish(output, keep_reports=keep_reports)
        except RuntimeError as error:
            if str(error) == "Query interrupted":  # DuckDB's word for it
                raise KeyboardInterrupt from None
            raise
        finally:
            job.database.close()
    _write_beside(output, report, job.rejects)
    return report


def _write_beside(output: Path, report: ImportReport, rejects: Rejects) -> None:
    """Write what was done and what was left out beside the table."""
    with open_atomic(output.with_name(output.name + ".json")) as file:
        file.write((json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))
    rejected = output.with_name(output.name + ".rejected.tsv")
    if rejects:
        rejects.write(rejected)
    else:
        rejected.unlink(missing_ok=True)  # of an earlier import


def _mark(source: Source) -> tuple[int, ...]:
    """What another writer to a source's file changes of it; nothing for standard input."""
    if source.path is None:
        return ()
    found = source.path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(slots=True)
class _Import:
    """One import: what was read so far lies in a database in a temporary folder, so that memory stays flat."""

    format: Format
    folder: Path
    options: Options
    same: Mapping[str, str]
    careful: bool
    #: Whether any file says until when an event lasted.
    spread: bool = False
    database: Any = None
    rejects: Rejects = field(default_factory=Rejects)
    files: list[dict[str, Any]] = field(default_factory=list)
    unused: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)
    #: How many rows Arrow found in the file that is being read, None where it gave up.
    begun: dict[Path, int | None] = field(default_factory=dict)
    staging: Staging = field(init=False)

    def __post_init__(self) -> None:
        """Open the database."""
        self.database = connect(self.folder, memory=_MEMORY, threads=min(os.cpu_count() or 1, _THREADS))
        types = {name: _TYPES.get(name, "VARCHAR") for name in _PARTS if name != "date_text"}
        self.staging = Staging(self.database, self.folder, {"file": "INTEGER", "line": "BIGINT", **types})

    # --- reading -------------------------------------------------------------------------------

    def read(self, files: Sequence[str | Path]) -> None:
        """Read every file; what cannot be read is a reject."""
        listing = find_sources(files, suffixes=self.format.suffixes, rejects=self.rejects)
        sources: Sequence[Source] = listing.sources
        if self.format.name == "quadruples":
            sources = self.read_ids(sources)
        if self.format.name == "gdelt":
            events = [source for source in sources if not _NO_EVENTS.search(source.name)]
            if len(events) < len(sources):
                others = counted(len(sources) - len(events), "file")
                self.notes.append(f"{others} of mentions or of the knowledge graph: not read")
            sources = events
        if listing.skipped:
            others = f"{counted(len(listing.skipped), 'file')} {fitting(len(listing.skipped), 'is', 'are')}"
            self.notes.append(f"{others} not {' or '.join(self.format.suffixes)}: not read")
        for number, source in enumerate(sources):
            self.order[source.name] = number
            try:
                self.read_file(number, source)
            except DataError as error:
                self.rejects.add(source.name, 0, str(error).removeprefix(f"{source.name}: "))
        if not self.files and not self.rejects:
            raise DataError("there is nothing to read in the files given")

    def read_file(self, number: int, source: Source) -> None:
        """Read one file: the fast way where it can be trusted, else the careful one."""
        where = self.folder / f"file{number}"
        where.mkdir()
        parquet = source.name.lower().endswith(".parquet")
        before = _mark(source)
        local = source.local(where, text=not parquet, meanwhile=None if parquet else partial(self.begin, number))
        entry = {"name": source.name, "sha256": local.sha256, "bytes": local.size, "encoding": local.encoding}
        if local.mixed:
            listed = ", ".join(map(str, local.mixed))
            self.notes.append(f"{source.name}: not UTF-8 in lines {listed}: these lines were read as Windows-1252")
        elif local.encoding not in ("", "utf-8"):
            self.notes.append(f"{source.name} was read as {local.encoding}")
        if parquet:
            layout, rows = self.read_parquet(number, source.name, local)
        elif not local.size:
            raise DataError("is empty")
        else:
            first = first_line(local.path, self.format.comment, quoted=self.format.quoted_first)
            layout = self.format.layout(first, self.options)
            if self.format.asks_order:
                layout = self.dated(layout, local)
            rows = self.stage(number, source, local, layout)
        if _mark(source) != before:
            raise GraphkitError(f"{source.name} changed while it was read: import it when nothing writes to it")
        self.files.append({**entry, "rows": rows, "version": layout.version})
        self.unused |= dict.fromkeys(layout.unused)
        for path in where.iterdir():
            path.unlink()

    def stage(self, number: int, source: Source, local: LocalFile, layout: Layout) -> int:
        """Bring the rows of a file into the database and return how many there were, bad ones included."""
        problems: list[tuple[int, str]] = []
        trusted = not self.careful and local.plain and not layout.quoted
        plain = trusted and not has_comments(local.path, layout.comment)
        rows = self.fast(number, local, layout, problems) if plain else None
        bad_before = len(self.rejects)
        if rows is None:
            rows = 0
            read = read_rows(local.path, layout, self.rejects, source.name)
            while chunk := list(itertools.islice(read, _CHUNK_ROWS)):
                rows += self.insert(number, layout, chunk, problems)
        rows += len(self.rejects) - bad_before
        if layout.comment and (more := local.lines - layout.header - rows):
            what = fitting(more, "is a comment, a note or blank", "are comments, notes or blank")
            self.notes.append(f"{source.name}: {counted(more, 'line')} {what}: no event")
        self.reject_problems(problems, source.name, local)
        return rows

    def begin(self, number: int, path: Path) -> None:
        """Receive a file before it is known whether Arrow may read it: most may, and each core has something to do."""
        self.begun.clear()
        if self.careful or self.format.asks_order or self.format.comment:
            return  # what is asked of the whole file first
        with suppress(DataError, OSError, UnicodeError):  # which is said when the file is read for good
            layout = self.format.layout(first_line(path, quoted=self.format.quoted_first), self.options)
            if not layout.quoted:
                self.begun[path] = self.by_arrow(number, path, layout)

    def fast(self, number: int, local: LocalFile, layout: Layout, problems: list[tuple[int, str]]) -> int | None:
        """Stage a file with a quick reader; None, and nothing staged, unless one read each line as one good row."""
        path, wanted = local.path, local.lines - layout.header
        found = self.begun[path] if path in self.begun else self.by_arrow(number, path, layout)
        # DuckDB drops an empty field too many without a word
        if found != wanted and count_in(path, layout.separator) == local.lines * (layout.width - 1):
            select, given = duckdb_rows(path, layout, self.needed(layout))
            found = self.arrive(number, path, layout, select, given)
        if found != wanted:
            return None
        self.keep(problems)
        return found

    def by_arrow(self, number: int, path: Path, layout: Layout) -> int | None:
        """Receive the rows of a file by Arrow's reader, and count them; None where it cannot read the file."""
        names = self.needed(layout)
        blocks = open_blocks(path, layout, names)
        if blocks is None:
            return None
        self.database.register("blocks", blocks)
        try:
            return self.arrive(number, path, layout, f"SELECT line, {', '.join(names)} FROM blocks")
        finally:
            self.database.unregister("blocks")
            blocks.close()

    def arrive(
        self, number: int, path: Path, layout: Layout, raw: str, given: Mapping[str, str] | None = None
    ) -> int | None:
        """Receive the rows of a file, given as a query, and count them; None where a reader gives up."""
        constants = self.constants(number, layout) | ({"line": "NULL"} if layout.tables == "{raw}" else {})
        select = self.selection(layout, f"({raw})", constants)
        first, size = 1 + layout.header, path.stat().st_size
        try:
            found = self.staging.receive(select, given, constants=constants, first_line=first, size=size)
        except database_error() as error:
            if "KeyboardInterrupt" in str(error):  # in Arrow's stream, of which DuckDB has only the words
                raise KeyboardInterrupt from None
            return None
        if layout.pairs:
            ((found,),) = self.database.execute("SELECT count(DISTINCT line) FROM arrived").fetchall()
        return found

    def keep(self, problems: list[tuple[int, str]]) -> None:
        """Keep what arrived, and note the lines that have a problem."""
        found = "SELECT line, min(problem) FROM arrived WHERE problem IS NOT NULL GROUP BY line ORDER BY line"
        problems += self.database.execute(found).fetchall()
        self.staging.keep()

    def insert(
        self, number: int, layout: Layout, rows: list[tuple[int, list[str]]], problems: list[tuple[int, str]]
    ) -> int:
        """Stage some rows that the careful reader has read."""
        import numpy as np

        data: dict[str, Any] = {"line": np.array([line for line, _ in rows], np.int64)}
        for name in self.needed(layout):
            position = int(name[1:])
            data[name] = np.array([fields[position] for _, fields in rows], object)
        self.database.register("chunk", data)
        constants = self.constants(number, layout)
        self.staging.receive(self.selection(layout, "chunk", constants), constants=constants)
        self.database.unregister("chunk")
        self.keep(problems)
        return len(rows)

    def read_parquet(self, number: int, name: str, local: LocalFile) -> tuple[Layout, int]:
        """Stage a Parquet file, all columns as text."""
        read = "read_parquet($path)"
        try:
            self.database.execute(f"DESCRIBE SELECT * FROM {read}", {"path": str(local.path)})
        except database_error() as error:
            raise DataError(f"is no Parquet file: {str(error).splitlines()[0]}") from error
        names = [row[0] for row in self.database.fetchall()]
        header = "\x1f".join(names)
        layout = replace(self.format.layout(header, replace(self.options, separator="\x1f")), version="Parquet")
        quoted = ['"' + name.replace('"', '""') + '"' for name in names]
        columns = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '') AS c{number}" for number, name in enumerate(quoted))
        constants = self.constants(number, layout)
        select = self.selection(layout, f"(SELECT row_number() OVER () AS line, {columns} FROM {read})", constants)
        rows = self.staging.receive(select, {"path": str(local.path)}, constants=constants, size=local.size)
        problems: list[tuple[int, str]] = []
        self.keep(problems)
        for line, problem in problems:
            self.rejects.add(name, line, problem)
        return layout, rows

    def needed(self, layout: Layout) -> list[str]:
        """The columns of a file that its layout uses."""
        text = " ".join([*layout.columns.values(), layout.tables])
        return sorted(set(re.findall(r"\bc\d+\b", text)), key=lambda name: int(name[1:])) or ["c0"]

    def constants(self, number: int, layout: Layout) -> dict[str, str]:
        """The parts that are the same in every row of a file: those that its layout has no column for."""
        self.spread = self.spread or "until" in layout.columns
        missing = {name: value for name, value in _PARTS.items() if name not in (*layout.columns, *_WORKED_OUT)}
        return {"file": str(number)} | missing | {name: value for name, value in _ALIKE.items() if name in missing}

    def selection(self, layout: Layout, raw: str, constants: Mapping[str, str]) -> str:
        """The query for the parts of each row of a file; what is read twice is worked out once, in a query inside."""
        part = _PARTS | dict(layout.columns)
        more = ", actor_no, recipient_no" if layout.pairs else ""
        inside = ", ".join(f"{expression} AS {name}" for name, expression in part.items())
        values = {name: name for name in ("line", *_PARTS) if name not in ("date_text", *constants)}
        values |= {name: f"TRY_CAST({name} AS {_TYPES[name]})" for name in ("score", "reports") if name in values}
        values["problem"] = (
            f"coalesce(problem, CASE WHEN date IS NULL THEN 'date ''' || date_text || ''' is not {layout.dates}' END, "
            f"{_no_number('score', 'DOUBLE')}, {_no_number('reports', 'BIGINT')})"
        )
        order = f" ORDER BY line{more}" if layout.tables != "{raw}" else ""  # a join may lose the order
        return (
            f"SELECT {', '.join(values.values())} "
            f"FROM (SELECT line, {inside}{more} FROM {layout.tables.format(raw=raw)}){order}"
        )

    def reject_problems(self, problems: list[tuple[int, str]], name: str, local: LocalFile) -> None:
        """Turn rows with a problem into rejects, with their text."""
        texts = texts_of(local.path, {line for line, _ in problems})
        for line, problem in problems:
            self.rejects.add(name, line, problem, texts.get(line, ""))

    # --- formats with needs of their own -------------------------------------------------------

    def read_ids(self, sources: Sequence[Source]) -> list[Source]:
        """Read the id files that lie among or beside the quadruples, and return the other files."""
        named = {Path(source.name).name.lower(): source for source in sources}
        data = [source for name, source in named.items() if name not in _ID_FILES and name != "stat.txt"]
        for file, table in _ID_FILES.items():
            source = named.get(file)
            if source is None:
                beside = [Path(one.name).parent / file for one in data if one.path == Path(one.name)]
                found = next((path for path in beside if path.is_file()), None)
                if found is None:
                    raise DataError(f"{file} is neither among the files nor beside them: it says what the numbers mean")
                (source,) = find_sources([found]).sources
            where = self.folder / table
            where.mkdir()
            rows = []
            for line, text in enumerate(source.local(where).path.read_text("utf-8").splitlines(), 1):
                fields = text.split("\t")
                if len(fields) >= 2 and fields[1].strip().isdecimal():
                    rows.append((fields[1].strip(), fields[0].strip()))
                elif text.strip() and not (line == 1 and text.strip().isdecimal()):
                    raise DataError(f"{source.name} line {line}: a name and a number are expected, separated by a tab")
            self.database.execute(f"CREATE TABLE {table} (id VARCHAR, name VARCHAR)")
            fill(self.database, table, rows)
        ordered = [source for source in sources if source in data]
        if not ordered:
            raise DataError("there are id files and no quadruples: give the folder that has both")
        origin, unit = self.options.time_origin, self.options.time_unit
        self.notes.append(f"time is read as {unit} since {origin} (--time-unit, --time-origin)")
        return ordered

    def dated(self, layout: Layout, local: LocalFile) -> Layout:
        """The layout with the order of its dates, where the column proves it; a question where it cannot."""
        if self.options.date_order:
            return layout
        position = int(re.findall(r"c(\d+)", layout.columns["date_text"])[0])
        example, day_first, month_first = "", False, False
        for _, fields in read_rows(local.path, layout, Rejects(), ""):  # none is kept, so that memory stays flat
            if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}", fields[position]):
                example = example or found[0]
                day_first, month_first = day_first or int(found[1]) > 12, month_first or int(found[2]) > 12
        if not example:
            return layout
        if day_first == month_first:
            why = "no day is above 12" if not day_first else "both orders occur"
            raise DataError(
                f"is '{example}' day or month first? The column does not prove it ({why}): "
                "say --date-order dmy or --date-order mdy"
            )
        options = replace(self.options, date_order="dmy" if day_first else "mdy")
        return self.format.layout(first_line(local.path, self.format.comment), options)

    # --- from rows to events -------------------------------------------------------------------

    def refuse_unusable(self) -> None:
        """Refuse files of which nothing is left where what cannot be read is left out."""
        if not self.rejects:
            return
        self.staging.show()
        if not self.database.execute("SELECT 1 FROM staged WHERE problem IS NULL LIMIT 1").fetchone():
            self.rejects.refuse("nothing in the files given can be used, so there is no table to write")

    def finish(self, output: Path, *, keep_reports: bool) -> ImportReport:
        """Give each event its type and states, merge reports, write the table."""
        self.staging.show()
        merging = Merging(self.database, self.folder, self.format, self.order, self.spread)
        merging.apply_same(self.same)
        unknown = merging.look_up()
        notes = [*self.notes, *merging.notes, *merging.similar()]
        counts = merging.write(output, keep_reports=keep_reports)
        return ImportReport(
            format=self.format.name,
            versions=tuple(dict.fromkeys(file["version"] for file in self.files)),
            citation=self.format.citation,
            files=tuple(self.files),
            read=sum(file["rows"] for file in self.files),
            events=counts["events"],
            reports=counts["reports"],
            repeated=counts["repeated"],
            merged=counts["merged"],
            skipped=dict(Counter(map(_reason, self.rejects.items))),
            unknown_codes=unknown,
            not_carried=tuple(self.unused),
            gaps=_gaps([file["name"] for file in self.files]) if self.format.name == "gdelt" else (),
            notes=tuple(notes),
            same=dict(self.same),
            graphkit=str(sys.modules["graphkit"].__version__),
        )


def _reason(item: Reject) -> str:
    """Why a reject was left out, rows at fault in one way together; of a whole file all is said."""
    return re.sub(r"'.*?'|\d[\d,]*", "...", item.reason) if item.line else item.reason


def _no_number(name: str, kind: str) -> str:
    """The problem of a cell that is to be a number and is none."""
    return (
        f"CASE WHEN {name} <> '' AND TRY_CAST({name} AS {kind}) IS NULL "
        f"THEN '{name} ''' || {name} || ''' is no number' END"
    )


def _gaps(names: Sequence[str]) -> tuple[str, ...]:
    """The slices of a GDELT series that are missing between the first and the last of those read, in runs."""
    stamps = [found[1] for name in names if (found := re.search(r"(?<!\d)(\d{8}(?:\d{6})?)\.export", name))]
    gaps: list[str] = []
    for length, shape, step in ((14, "%Y%m%d%H%M%S", timedelta(minutes=15)), (8, "%Y%m%d", timedelta(days=1))):
        times = sorted({datetime.strptime(stamp, shape) for stamp in stamps if len(stamp) == length})
        for earlier, later in itertools.pairwise(times):
            missing = (later - earlier) // step - 1
            if missing > 0:
                first, last = earlier + step, later - step
                run = f"{first.strftime(shape)}" + (f" to {last.strftime(shape)}" if missing > 1 else "")
                gaps.append(f"{counted(missing, 'slice')} missing: {run}")
    return tuple(gaps)
