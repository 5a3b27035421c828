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
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, GraphkitError
from graphkit.events.codes import classify
from graphkit.events.connection import connect
from graphkit.events.formats import FORMATS, Format, Layout, Options
from graphkit.events.lines import first_line, read_rows, texts_of
from graphkit.events.names import similar_actors
from graphkit.events.schema import COLUMNS
from graphkit.reading import LocalFile, Rejects, Source, find_sources, open_atomic

__all__ = ["ImportReport", "import_events"]

_CHUNK_ROWS = 20_000
#: Beyond this the rows read so far lie on the disk; each thread needs a part of it.
_MEMORY, _THREADS = "400MB", 4
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
        If a file or row cannot be read (unless ``skip_bad``), or a column is missing.
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
            job.rejects.settle(skip=skip_bad)
            report = job.finish(output, keep_reports=keep_reports)
        finally:
            job.database.close()
        job.rejects.items.sort(key=lambda item: (job.order.get(item.file, -1), item.line))
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


@dataclass(slots=True)
class _Import:
    """One import: what was read so far lies in a database in a temporary folder, so that memory stays flat."""

    format: Format
    folder: Path
    options: Options
    same: Mapping[str, str]
    careful: bool
    database: Any = None
    rejects: Rejects = field(default_factory=Rejects)
    files: list[dict[str, Any]] = field(default_factory=list)
    unused: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    order: dict[str, int] = field(default_factory=dict)
    #: What to add to a row's place in the table for its line, of files whose lines were not counted.
    shifts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the database."""
        self.database = connect(self.folder, memory=_MEMORY, threads=min(os.cpu_count() or 1, _THREADS))
        types = {"date": "DATE", "until": "DATE", "reported": "DATE"}
        columns = ", ".join(f"{name} {types.get(name, 'VARCHAR')}" for name in _PARTS if name != "date_text")
        self.database.execute(f"CREATE TABLE staged (file INTEGER, line BIGINT, {columns})")

    # --- reading -------------------------------------------------------------------------------

    def read(self, files: Sequence[str | Path]) -> None:
        """Read every file; what cannot be read is a reject."""
        listing = find_sources(files, suffixes=self.format.suffixes, rejects=self.rejects)
        sources: Sequence[Source] = listing.sources
        if self.format.name == "quadruples":
            sources = self.read_ids(sources)
        if listing.skipped:
            self.notes.append(f"{len(listing.skipped)} files are not {' or '.join(self.format.suffixes)}: not read")
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
        local = source.local(where, text=not parquet)
        entry = {"name": source.name, "sha256": local.sha256, "bytes": local.size, "encoding": local.encoding}
        if local.mixed:
            listed = ", ".join(map(str, local.mixed))
            self.notes.append(f"{source.name}: not UTF-8 in lines {listed}: these lines were read as Windows-1252")
        elif local.encoding not in ("", "utf-8"):
            self.notes.append(f"{source.name} was read as {local.encoding}")
        if parquet:
            layout, rows = self.read_parquet(number, local)
        elif not local.size:
            raise DataError("is empty")
        else:
            layout = self.format.layout(first_line(local.path), self.options)
            if self.format.name == "events":
                layout = self.dated(layout, local)
            rows = self.stage(number, source, local, layout)
        self.files.append({**entry, "rows": rows, "version": layout.version})
        self.unused |= dict.fromkeys(layout.unused)
        for path in where.iterdir():
            path.unlink()

    def stage(self, number: int, source: Source, local: LocalFile, layout: Layout) -> int:
        """Bring the rows of a file into the database and return how many there were, bad ones included."""
        rows = None if self.careful or layout.quoted or not local.plain else self.fast(number, local, layout)
        bad_before = len(self.rejects)
        if rows is None:
            rows = 0
            chunk: list[tuple[int, list[str]]] = []
            for row in read_rows(local.path, layout, self.rejects, source.name):
                chunk.append(row)
                if len(chunk) == _CHUNK_ROWS:
                    rows += self.insert(number, layout, chunk)
                    chunk = []
            rows += self.insert(number, layout, chunk)
        rows += len(self.rejects) - bad_before
        self.reject_problems(number, source.name, local)
        return rows

    def fast(self, number: int, local: LocalFile, layout: Layout) -> int | None:
        """Stage a file with DuckDB's reader; None, and nothing staged, unless it read each line as one good row."""
        if local.tabs != local.lines * (layout.width - 1):
            return None  # DuckDB drops an empty field too many without a word
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(layout.width))
        expected = local.lines - layout.header
        read = (
            f"read_csv($path, auto_detect=false, header={str(layout.header).lower()}, delim=$separator, quote='', "
            f"escape='', columns={{{columns}}}, strict_mode=true, null_padding=false, ignore_errors=false)"
        )
        names = ", ".join(f"coalesce({name}, '') AS {name}" for name in self.needed(layout))
        # numbering the rows keeps DuckDB to one thread: where a row of the file is one of the table, its place says it
        simple = layout.tables == "{raw}"
        line = "CAST(NULL AS BIGINT)" if simple else f"row_number() OVER () + {int(layout.header)}"
        raw = f"(SELECT {line} AS line, {names} FROM {read})"
        self.database.execute("BEGIN")
        try:
            self.database.execute(
                self.insertion(number, layout, raw), {"path": str(local.path), "separator": layout.separator}
            )
            count = "count(DISTINCT line)" if layout.pairs else "count(*)"
            (found,) = self.database.execute(f"SELECT {count} FROM staged WHERE file = {number}").fetchone()
        except self.database_error:
            found = -1
        if found != expected:
            self.database.execute("ROLLBACK")
            return None
        self.database.execute("COMMIT")
        (first,) = self.database.execute(f"SELECT min(rowid) FROM staged WHERE file = {number}").fetchone()
        self.shifts[number] = 1 + layout.header - (first or 0)
        return int(found)

    @property
    def database_error(self) -> type[Exception]:
        """The family of errors that DuckDB raises."""
        import duckdb

        family: type[Exception] = duckdb.Error
        return family

    def insert(self, number: int, layout: Layout, rows: list[tuple[int, list[str]]]) -> int:
        """Stage some rows that the careful reader has read."""
        import numpy as np
        import pandas as pd

        if not rows:
            return 0
        data: dict[str, Any] = {"line": np.array([line for line, _ in rows], np.int64)}
        for name in self.needed(layout):
            position = int(name[1:])
            data[name] = np.array([fields[position] for _, fields in rows], object)
        frame = pd.DataFrame({key: pd.Series(values, dtype=values.dtype) for key, values in data.items()})
        self.database.register("chunk", frame)
        self.database.execute(self.insertion(number, layout, "chunk"))
        self.database.unregister("chunk")
        return len(rows)

    def read_parquet(self, number: int, local: LocalFile) -> tuple[Layout, int]:
        """Stage a Parquet file, all columns as text."""
        read = "read_parquet($path)"
        try:
            self.database.execute(f"DESCRIBE SELECT * FROM {read}", {"path": str(local.path)})
        except self.database_error as error:
            raise DataError(f"is no Parquet file: {str(error).splitlines()[0]}") from error
        names = [row[0] for row in self.database.fetchall()]
        header = "\x1f".join(names)
        layout = replace(self.format.layout(header, replace(self.options, separator="\x1f")), version="Parquet")
        quoted = ['"' + name.replace('"', '""') + '"' for name in names]
        columns = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '') AS c{number}" for number, name in enumerate(quoted))
        raw = f"(SELECT row_number() OVER () AS line, {columns} FROM {read})"
        self.database.execute(self.insertion(number, layout, raw), {"path": str(local.path)})
        (rows,) = self.database.execute(f"SELECT count(*) FROM staged WHERE file = {number}").fetchone()
        return layout, int(rows)

    def needed(self, layout: Layout) -> list[str]:
        """The columns of a file that its layout uses."""
        text = " ".join([*layout.columns.values(), layout.tables])
        return sorted(set(re.findall(r"\bc\d+\b", text)), key=lambda name: int(name[1:])) or ["c0"]

    def insertion(self, number: int, layout: Layout, raw: str) -> str:
        """The statement that stages the rows of a file."""
        part = _PARTS | dict(layout.columns)
        part["until"] = layout.columns.get("until", part["date"])
        checks = {
            "problem": part["problem"],
            "date": f"CASE WHEN ({part['date']}) IS NULL THEN 'date ''' || {part['date_text']} || ''' is not "
            f"{layout.dates}' END",
            "score": _no_number("score", part["score"], "DOUBLE"),
            "reports": _no_number("reports", part["reports"], "BIGINT"),
        }
        part["problem"] = f"coalesce({', '.join(f'({check})' for check in checks.values())})"
        values = ", ".join(f"{part[name]} AS {name}" for name in _PARTS if name != "date_text")
        order = " ORDER BY line" if layout.tables != "{raw}" else ""  # a join may lose the order
        order += ", actor_no, recipient_no" if layout.pairs else ""
        return f"INSERT INTO staged SELECT {number}, line, {values} FROM {layout.tables.format(raw=raw)}{order}"

    def reject_problems(self, number: int, name: str, local: LocalFile) -> None:
        """Turn rows with a problem into rejects, with their text."""
        found = self.database.execute(
            "SELECT coalesce(line, rowid + ?) AS bad_line, min(problem) FROM staged "
            "WHERE problem IS NOT NULL AND file = ? GROUP BY bad_line ORDER BY bad_line",
            [self.shifts.get(number, 0), number],
        ).fetchall()
        texts = texts_of(local.path, {line for line, _ in found})
        for line, problem in found:
            self.rejects.add(name, line, problem, texts.get(line, ""))
        bad = [item.line for item in self.rejects.items if item.file == name]
        if bad != sorted(bad):
            mine = sorted((item for item in self.rejects.items if item.file == name), key=lambda item: item.line)
            self.rejects.items[:] = [item for item in self.rejects.items if item.file != name] + mine

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
            self.insert_pairs(table, rows)
        ordered = [source for source in sources if source in data]
        if not ordered:
            raise DataError("there are id files and no quadruples: give the folder that has both")
        origin, unit = self.options.time_origin, self.options.time_unit
        self.notes.append(f"time is read as {unit} since {origin} (--time-unit, --time-origin)")
        return ordered

    def insert_pairs(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Fill a small table."""
        import numpy as np
        import pandas as pd

        if rows:
            columns = [np.array(column, object) for column in zip(*rows, strict=True)]
            self.database.register(
                "pairs", pd.DataFrame({str(i): pd.Series(c, dtype=object) for i, c in enumerate(columns)})
            )
            self.database.execute(f"INSERT INTO {table} SELECT * FROM pairs")
            self.database.unregister("pairs")

    def dated(self, layout: Layout, local: LocalFile) -> Layout:
        """The layout with the order of its dates, where the column proves it; a question where it cannot."""
        if self.options.date_order:
            return layout
        position = int(re.findall(r"c(\d+)", layout.columns["date_text"])[0])
        values = [
            fields[position] for _, fields in read_rows(local.path, layout, Rejects(), "") if len(fields) > position
        ]
        parts = [found for value in values if (found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}", value))]
        if not parts:
            return layout
        day_first = any(int(found[1]) > 12 for found in parts)
        month_first = any(int(found[2]) > 12 for found in parts)
        if day_first == month_first:
            why = "no day is above 12" if not day_first else "both orders occur"
            raise DataError(
                f"is '{parts[0][0]}' day or month first? The column does not prove it ({why}): "
                "say --date-order dmy or --date-order mdy"
            )
        options = replace(self.options, date_order="dmy" if day_first else "mdy")
        return self.format.layout(first_line(local.path), options)

    # --- from rows to events -------------------------------------------------------------------

    def finish(self, output: Path, *, keep_reports: bool) -> ImportReport:
        """Give each event its type and states, merge reports, write the table."""
        self.apply_same()
        unknown = self.look_up()
        counts = self.merge(keep_reports=keep_reports)
        notes = [*self.notes, *self.similar()]
        self.write(output)
        read = sum(file["rows"] for file in self.files)
        return ImportReport(
            format=self.format.name,
            versions=tuple(dict.fromkeys(file["version"] for file in self.files)),
            citation=self.format.citation,
            files=tuple(self.files),
            read=read,
            events=counts["events"],
            reports=counts["reports"],
            repeated=counts["repeated"],
            merged=counts["merged"],
            skipped=dict(Counter(re.sub(r"'.*?'|\d[\d,]*", "...", item.reason) for item in self.rejects.items)),
            unknown_codes=unknown,
            not_carried=tuple(self.unused),
            gaps=_gaps([file["name"] for file in self.files], self.rejects) if self.format.name == "gdelt" else (),
            notes=tuple(notes),
            same=dict(self.same),
            graphkit=str(sys.modules["graphkit"].__version__),
        )

    def apply_same(self) -> None:
        """Read an actor as another where the user says so."""
        for old, new in self.same.items():
            found = 0
            for side in ("actor", "recipient"):
                key = f"CASE WHEN {side}_key = {side} THEN $new ELSE {side}_key END"
                self.database.execute(
                    f"UPDATE staged SET {side}_key = {key}, {side} = $new WHERE {side} = $old", {"old": old, "new": new}
                )
                found += self.database.fetchone()[0]
            self.notes.append(f"{found:,} mentions of '{old}' were read as '{new}'")

    def look_up(self) -> dict[str, int]:
        """Make the tables of what codes and names mean, and return the codes that nobody knows."""
        execute = self.database.execute
        execute(
            "CREATE TABLE codes "
            "(raw_code VARCHAR, raw_text VARCHAR, code VARCHAR, type VARCHAR, quad VARCHAR, score DOUBLE)"
        )
        found = execute(
            "SELECT code, text, count(*) FROM staged WHERE problem IS NULL GROUP BY code, text ORDER BY code, text"
        ).fetchall()
        weis = self.format.name == "keds" and any(re.fullmatch(r"2[12]\d", code) for code, _, _ in found)
        if weis:
            self.notes.append("codes of classes 21 and 22 occur, so these are WEIS codes and not CAMEO: typed blank")
        rows, unknown = [], Counter[str]()
        for code, text, number in found:
            meaning = classify("weis" if weis else self.format.codes, code, text)
            rows.append((code, text, meaning.code, meaning.type, meaning.quad, meaning.score))
            if not meaning.known:
                unknown[meaning.code or text or "(blank)"] += number
        self.insert_pairs("codes", rows)
        for table, resolve, keys in (
            ("states", self.format.actor_state, ("actor_key", "recipient_key")),
            ("places", self.format.place_state, ("place",)),
        ):
            execute(f"CREATE TABLE {table} (key VARCHAR, state VARCHAR)")
            union = " UNION ".join(f"SELECT DISTINCT {key} FROM staged WHERE {key} <> ''" for key in keys)
            resolved = ((key, resolve(key)) for (key,) in execute(union).fetchall())
            self.insert_pairs(table, [pair for pair in resolved if pair[1]])
        return dict(unknown.most_common())

    def merge(self, *, keep_reports: bool) -> dict[str, int]:
        """Make the table of what is kept: repeated rows once, reports of one event together."""
        execute = self.database.execute
        execute(
            "CREATE VIEW good AS SELECT s.rowid AS pos, s.event_id, s.date, s.until, s.actor, s.recipient, codes.code, "
            "CASE WHEN s.reports = '' THEN 1 ELSE CAST(s.reports AS BIGINT) END AS reports "
            "FROM staged s JOIN codes ON codes.raw_code = s.code AND codes.raw_text = s.text WHERE s.problem IS NULL"
        )
        what = "date, until, actor, recipient, code"
        once = "good"
        if self.format.has_ids:
            # a blank id says nothing of being the same row
            own = "CASE WHEN event_id = '' THEN CAST(pos AS VARCHAR) ELSE event_id END"
            execute(
                f"CREATE TABLE once AS SELECT min(pos) AS pos, {what}, max(reports) AS reports "
                f"FROM good GROUP BY {own}, {what}"
            )
            once = "once"
        grouping = "pos, " + what if keep_reports else what
        execute(
            f"CREATE TABLE kept AS SELECT min(pos) AS first_pos, CAST(sum(reports) AS BIGINT) AS all_reports "
            f"FROM {once} GROUP BY {grouping}"
        )
        sizes = [execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("good", once, "kept")]
        (reports,) = execute("SELECT coalesce(sum(all_reports), 0) FROM kept").fetchone()
        return {
            "events": sizes[2],
            "reports": int(reports),
            "repeated": sizes[0] - sizes[1],
            "merged": sizes[1] - sizes[2],
        }

    def similar(self) -> list[str]:
        """Pairs of actors that may be one."""
        found = self.database.execute(
            "SELECT name, sum(n) FROM (SELECT actor AS name, count(*) AS n FROM good GROUP BY actor UNION ALL "
            "SELECT recipient, count(*) FROM good GROUP BY recipient) WHERE name <> '' GROUP BY name"
        ).fetchall()
        return similar_actors({name: int(number) for name, number in found})

    def write(self, output: Path) -> None:
        """Write the table aside and put it in its place."""
        names = [(number, file, self.shifts.get(number, 0)) for file, number in self.order.items()]
        self.database.execute("CREATE TABLE files (number INTEGER, name VARCHAR, shift BIGINT)")
        self.insert_pairs("files", names)
        line = "coalesce(s.line, s.rowid + files.shift)"
        expressions = {
            "line": line,
            "event_id": f"CASE WHEN s.event_id = '' THEN files.name || ':' || {line} ELSE s.event_id END",
            "until": "CASE WHEN s.until IS NULL OR s.until < s.date THEN s.date ELSE s.until END",
            "day": "s.date - DATE '1970-01-01'",
            "actor_state": "coalesce(a.state, '')",
            "recipient_state": "coalesce(r.state, '')",
            "code": "codes.code",
            "type": "codes.type",
            "quad": "codes.quad",
            "score": "CASE WHEN s.score = '' THEN codes.score ELSE CAST(s.score AS DOUBLE) END",
            "reports": "kept.all_reports",
            "place_country": "coalesce(places.state, '')",
            "directed": str(self.format.directed).lower(),
            "file": "files.name",
        }
        columns = ", ".join(
            f"CAST({expressions.get(name, f's.{name}')} AS {kind}) AS {name}" for name, kind in COLUMNS.items()
        )
        select = (
            f"SELECT {columns} FROM kept JOIN staged s ON s.rowid = kept.first_pos "
            "JOIN codes ON codes.raw_code = s.code AND codes.raw_text = s.text "
            "JOIN files ON files.number = s.file LEFT JOIN states a ON a.key = s.actor_key "
            "LEFT JOIN states r ON r.key = s.recipient_key LEFT JOIN places ON places.key = s.place "
            "ORDER BY s.date, s.rowid"
        )
        aside = output.with_name(f".{output.name}.{os.getpid()}.tmp")
        shape = "FORMAT parquet, COMPRESSION zstd" if output.suffix.lower() == ".parquet" else "FORMAT csv, HEADER true"
        target = str(aside).replace("'", "''")
        try:
            _clear_left_over(output)
            self.database.execute(f"COPY ({select}) TO '{target}' ({shape})")
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.replace(output)
        except (OSError, self.database_error) as error:
            why = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise GraphkitError(f"'{output}' cannot be written: {why}") from error
        finally:
            aside.unlink(missing_ok=True)


def _no_number(name: str, expression: str, kind: str) -> str:
    """The problem of a cell that is to be a number and is none."""
    return (
        f"CASE WHEN ({expression}) <> '' AND TRY_CAST(({expression}) AS {kind}) IS NULL "
        f"THEN '{name} ''' || ({expression}) || ''' is no number' END"
    )


def _clear_left_over(output: Path) -> None:
    """Remove what a killed import of the same table left behind."""
    pattern = re.compile(rf"\.{re.escape(output.name)}\.(\d+)\.tmp")
    for path in output.parent.iterdir():
        found = pattern.fullmatch(path.name)
        if found and not _alive(int(found[1])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _gaps(names: Sequence[str], rejects: Rejects) -> tuple[str, ...]:
    """The slices of a GDELT series that are missing between the first and the last, in runs."""
    lost = {item.file for item in rejects.items if item.line == 0}
    stamps = [
        found[1]
        for name in names
        if name not in lost and (found := re.search(r"(?<!\d)(\d{8}(?:\d{6})?)\.export", name))
    ]
    gaps: list[str] = []
    for length, shape, step in ((14, "%Y%m%d%H%M%S", timedelta(minutes=15)), (8, "%Y%m%d", timedelta(days=1))):
        times = sorted({datetime.strptime(stamp, shape) for stamp in stamps if len(stamp) == length})
        for earlier, later in itertools.pairwise(times):
            missing = (later - earlier) // step - 1
            if missing > 0:
                first, last = earlier + step, later - step
                run = f"{first.strftime(shape)}" + (f" to {last.strftime(shape)}" if missing > 1 else "")
                gaps.append(f"{missing} {'slice' if missing == 1 else 'slices'} missing: {run}")
    return tuple(gaps)
