"""Rows that were read become events: codes and actors get a meaning, reports are merged, the table is written."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.events.codes import classify
from graphkit.events.connection import database_error, fill
from graphkit.events.formats import Format
from graphkit.events.names import similar_actors
from graphkit.events.schema import COLUMNS
from graphkit.events.staging import QUICK
from graphkit.words import counted, fitting

__all__ = ["Merging"]

#: So many rows are merged and sorted at a time.
_SPAN_ROWS = 1_000_000


@dataclass(slots=True)
class Merging:
    """The way of all rows that an import has read, the view ``staged``, to a table of events.

    ``look_up`` comes first, then ``write``; ``notes`` are what a user is told besides.
    """

    database: Any
    folder: Path
    format: Format
    #: The number of each file, by its name.
    order: Mapping[str, int]
    #: Whether any file says until when an event lasted.
    spread: bool
    notes: list[str] = field(default_factory=list)

    def apply_same(self, same: Mapping[str, str]) -> None:
        """Read an actor as another where the user says so: the view ``events`` is ``staged`` with that done."""
        sides = ("actor", "recipient")
        final = {old: old for old in same}
        found = Counter[str]()
        for side in sides if same else ():
            listed = f"SELECT {side}, count(*) FROM staged WHERE {side} IN (SELECT unnest($names)) GROUP BY {side}"
            for name, number in self.database.execute(listed, {"names": list(same)}).fetchall():
                found[name] += number
        for old, new in same.items():
            moved = found.pop(old, 0)
            found[new] += moved
            self.notes.append(f"{counted(moved, 'mention')} of '{old}' {fitting(moved, 'was', 'were')} read as '{new}'")
            final = {name: new if now == old else now for name, now in final.items()}
        self.database.execute("CREATE TABLE same (old VARCHAR, new VARCHAR)")
        fill(self.database, "same", list(final.items()))
        columns, joins = [], []
        for side in sides if same else ():
            now = f"coalesce(same_{side}.new, {side})"
            columns.append(f"{now} AS {side}")
            columns.append(f"CASE WHEN {side}_key = {side} THEN {now} ELSE {side}_key END AS {side}_key")
            joins.append(f"LEFT JOIN same AS same_{side} ON same_{side}.old = staged.{side}")
        chosen = f"staged.* REPLACE ({', '.join(columns)})" if columns else "*"
        self.database.execute(f"CREATE VIEW events AS SELECT {chosen} FROM staged {' '.join(joins)}")

    def look_up(self) -> dict[str, int]:
        """Make the tables of what codes and names mean, and return the codes that nobody knows."""
        execute = self.database.execute
        execute(
            "CREATE TABLE codes "
            "(raw_code VARCHAR, raw_text VARCHAR, code VARCHAR, type VARCHAR, quad VARCHAR, score DOUBLE)"
        )
        found = execute(
            "SELECT code, text, count(*) FROM events WHERE problem IS NULL GROUP BY code, text ORDER BY code, text"
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
        fill(self.database, "codes", rows)
        side = "SELECT {0} AS name, {0}_key AS key, count(*) AS n FROM events WHERE problem IS NULL GROUP BY ALL"
        both = f"{side.format('actor')} UNION ALL {side.format('recipient')}"
        execute(f"CREATE TABLE parties AS SELECT name, key, sum(n) AS n FROM ({both}) GROUP BY ALL")
        for table, resolve, keys in (
            ("states", self.format.actor_state, "SELECT DISTINCT key FROM parties"),
            ("places", self.format.place_state, "SELECT DISTINCT place FROM events"),
        ):
            execute(f"CREATE TABLE {table} (key VARCHAR, state VARCHAR)")
            resolved = ((key, resolve(key)) for (key,) in execute(keys).fetchall() if key)
            fill(self.database, table, [pair for pair in resolved if pair[1]])
        own = all(code == meaning for code, _, meaning, *_ in rows)  # most formats keep the code as it is
        joined = (
            "SELECT e.*, e.code AS kept_code FROM events e"
            if own
            else (
                "SELECT e.*, codes.code AS kept_code FROM events e "
                "JOIN codes ON codes.raw_code = e.code AND codes.raw_text = e.text"
            )
        )
        execute(f"CREATE VIEW good AS {joined} WHERE e.problem IS NULL")
        return dict(unknown.most_common())

    def spans(self) -> list[tuple[Any, Any]]:
        """Runs of days with not too many rows each: what is one event lies on one day, so each can be merged alone."""
        days = self.database.execute("SELECT date, count(*) FROM good GROUP BY date ORDER BY date").fetchall()
        runs: list[tuple[Any, Any]] = []
        size = 0
        for day, number in days:
            if runs and size + number <= _SPAN_ROWS:
                runs[-1] = (runs[-1][0], day)
            else:
                runs.append((day, day))
                size = 0
            size += number
        return runs

    def merge(self, *, keep_reports: bool) -> dict[str, int]:
        """Find what becomes of the rows in ``now``: which are ``gone``, repeated or merged, and what others count.

        Nearly all rows stand alone. So digests of what makes an event are grouped first, as they are small, and only
        rows that share one are compared: the table ``alike``.
        """
        execute = self.database.execute
        what = f"date, {'until, ' if self.spread else ''}actor, recipient, kept_code"
        shared = f"SELECT hash({what}) AS digest FROM now GROUP BY digest HAVING count(*) > 1"
        execute(
            f"CREATE OR REPLACE TABLE alike AS SELECT pos, event_id, coalesce(reports, 1) AS reports, {what} FROM now "
            f"WHERE hash({what}) IN ({shared})"
        )
        again = self.repeated(what)
        rows = (
            "SELECT * REPLACE (coalesce(best.reports, alike.reports) AS reports) FROM alike LEFT JOIN best USING (pos)"
        )
        execute(
            "CREATE OR REPLACE TABLE counted AS SELECT min(pos) AS pos, CAST(sum(reports) AS BIGINT) AS reports "
            f"FROM ({rows} ANTI JOIN again USING (pos)) GROUP BY {f'pos, {what}' if keep_reports else what}"
        )
        execute("CREATE OR REPLACE TABLE gone AS SELECT pos FROM alike ANTI JOIN counted USING (pos)")
        (good, all_reports), (gone,), (less, more) = (
            execute(f"SELECT {asked}").fetchone()
            for asked in (
                "count(*), coalesce(sum(coalesce(reports, 1)), 0) FROM now",
                "count(*) FROM gone",
                "(SELECT coalesce(sum(reports), 0) FROM alike), (SELECT coalesce(sum(reports), 0) FROM counted)",
            )
        )
        reports = int(all_reports - less + more)
        return {"events": good - gone, "reports": reports, "repeated": again, "merged": gone - again}

    def repeated(self, what: str) -> int:
        """Find the rows that are there twice, and return how many are ``again`` there; ``best`` has their reports."""
        execute = self.database.execute
        # a blank id says nothing of being the same row
        execute(
            "CREATE OR REPLACE TABLE same_id AS SELECT pos, min(pos) OVER same AS first_pos, "
            "max(reports) OVER same AS reports FROM alike WHERE event_id <> '' "
            f"WINDOW same AS (PARTITION BY event_id, {what})"
        )
        execute("CREATE OR REPLACE TABLE again AS SELECT pos FROM same_id WHERE pos <> first_pos")
        execute("CREATE OR REPLACE TABLE best AS SELECT pos, reports FROM same_id WHERE pos = first_pos")
        (number,) = execute("SELECT count(*) FROM again").fetchone()
        return int(number)

    def similar(self) -> list[str]:
        """Pairs of actors that may be one."""
        found = self.database.execute("SELECT name, sum(n) FROM parties WHERE name <> '' GROUP BY name").fetchall()
        return similar_actors({name: int(number) for name, number in found})

    def name_words(self) -> None:
        """Make the tables of words by number: what is sorted is narrow, and becomes words only after that."""
        execute = self.database.execute
        execute("CREATE TABLE files (number INTEGER, name VARCHAR)")
        fill(self.database, "files", [(number, file) for file, number in self.order.items()])
        used = {"files": ("name",), "codes": ("code", "type", "quad"), "states": ("state",), "places": ("state",)}
        union = " UNION ".join(f"SELECT {name} AS word FROM {table}" for table, names in used.items() for name in names)
        execute(f"CREATE TYPE words AS ENUM (SELECT word FROM ({union} UNION SELECT '') ORDER BY word)")
        for table, names in used.items():
            cast = ", ".join(f"CAST({name} AS words) AS {name}" for name in names)
            execute(f"CREATE TABLE {table}_by_number AS SELECT * REPLACE ({cast}) FROM {table}")

    def kept_rows(self) -> str:
        """The query for the table's columns of what is kept, by day."""
        sorted_columns = {
            "until": "CASE WHEN s.until IS NULL OR s.until < s.date THEN s.date ELSE s.until END",
            "actor_state": "a.state",
            "recipient_state": "r.state",
            "code": "codes.code",
            "type": "codes.type",
            "quad": "codes.quad",
            "score": "coalesce(s.score, codes.score)",
            "reports": "coalesce(counted.reports, s.reports, 1)",
            "place_country": "places.state",
            "file": "files.name",
        }
        expressions = {
            "event_id": "CASE WHEN event_id = '' THEN CAST(file AS VARCHAR) || ':' || line ELSE event_id END",
            "day": "date - DATE '1970-01-01'",
            "directed": str(self.format.directed).lower(),
        }
        states = ("actor_state", "recipient_state", "place_country")
        expressions |= {name: f"coalesce({name}, CAST('' AS words))" for name in states}
        inside = ", ".join(
            f"{sorted_columns.get(name, f's.{name}')} AS {name}" for name in COLUMNS if name not in ("day", "directed")
        )
        by_number = (*states, "code", "type", "quad", "file")  # Parquet takes them as they are, and holds text
        columns = ", ".join(
            f"CAST({expressions.get(name, name)} AS {'words' if name in by_number else kind}) AS {name}"
            for name, kind in COLUMNS.items()
        )
        return (
            f"SELECT {columns} FROM (SELECT {inside} FROM now s ANTI JOIN gone ON gone.pos = s.pos "
            "LEFT JOIN counted ON counted.pos = s.pos "
            "JOIN codes_by_number codes ON codes.raw_code = s.code AND codes.raw_text = s.text "
            "JOIN files_by_number files ON files.number = s.file LEFT JOIN states_by_number a ON a.key = s.actor_key "
            "LEFT JOIN states_by_number r ON r.key = s.recipient_key LEFT JOIN places_by_number places "
            "ON places.key = s.place ORDER BY s.date, s.pos)"
        )

    def write(self, output: Path, *, keep_reports: bool) -> Counter[str]:
        """Merge and write the rows, some days at a time, put the table in its place, and count what became of them."""
        counts = Counter[str]()
        try:
            self.name_words()
            spans = self.spans() or [(None, None)]
            ready: list[str] = []
            for first, last in spans:
                days = f"WHERE date BETWEEN DATE '{first}' AND DATE '{last}'" if len(spans) > 1 else ""
                self.database.execute(f"CREATE OR REPLACE VIEW now AS SELECT * FROM good {days}")
                counts.update(self.merge(keep_reports=keep_reports))
                if len(spans) > 1:
                    ready.append(str(self.folder / f"span{len(ready)}.parquet"))
                    self.database.execute(f"COPY ({self.kept_rows()}) TO '{ready[-1]}' ({QUICK})")
            self.put(f"SELECT * FROM read_parquet({ready})" if ready else self.kept_rows(), output)
        except (OSError, database_error()) as error:
            why = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise GraphkitError(f"'{output}' cannot be written: {why}") from error
        return counts

    def put(self, select: str, output: Path) -> None:
        """Write a query's rows aside, and into their place when all of them are on the disk."""
        aside = output.with_name(f".{output.name}.{os.getpid()}.tmp")
        shape = (
            f"{QUICK}, COMPRESSION zstd, COMPRESSION_LEVEL 1"
            if output.suffix.lower() == ".parquet"
            else "FORMAT csv, HEADER true"
        )
        target = str(aside).replace("'", "''")
        try:
            _clear_left_over(output)
            self.database.execute(f"COPY ({select}) TO '{target}' ({shape})")
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.replace(output)
        finally:
            aside.unlink(missing_ok=True)


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
