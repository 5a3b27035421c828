"""Where the rows of an import wait for its end: on the disk, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Staging"]

#: So many rows of small files wait in memory before they are written down.
_WAITING_ROWS = 200_000


@dataclass(slots=True)
class Staging:
    """Rows in the order in which they came: each batch is received, looked at, then kept unless it is at fault.

    ``types`` says which columns a row has, with ``line`` among them. What is kept becomes the view ``staged``, where
    ``pos`` is the place of a row among all.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from graphkit.events.connection import connect
    >>> with tempfile.TemporaryDirectory() as folder, connect() as database:
    ...     staging = Staging(database, pathlib.Path(folder), {"line": "BIGINT", "code": "VARCHAR"})
    ...     for large in (False, True):
    ...         _ = staging.receive("SELECT NULL, unnest(['010', '190'])", first_line=2, large=large)
    ...         staging.keep()
    ...     staging.show()
    ...     database.execute("SELECT pos, line, code FROM staged").fetchall()
    [(0, 2, '010'), (1, 3, '190'), (2, 2, '010'), (3, 3, '190')]
    """

    database: Any
    folder: Path
    types: Mapping[str, str]
    #: The parts that were written down, each as a query that numbers its rows.
    _parts: list[str] = field(default_factory=list)
    _written: int = 0
    _waiting: int = 0
    #: The batch that arrived: its rows as a query, its number of rows, and its file where it was written down.
    _arrived: tuple[str, int, Path | None] = ("", 0, None)

    def __post_init__(self) -> None:
        """Make the table of rows that wait."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.types.items())
        self.database.execute(f"CREATE OR REPLACE TABLE waiting ({columns})")

    def receive(self, select: str, parameters: Any = None, *, first_line: int = 1, large: bool = False) -> int:
        """Take a batch as the view ``arrived`` and return how many rows it has.

        Parameters
        ----------
        select
            Its columns are those of ``types``, in their order. A NULL ``line`` is counted from ``first_line`` on.
        parameters
            Of the statement.
        first_line
            The line of the first row, where each row is a line.
        large
            Whether to write the batch down at once, instead of gathering it with others.
        """
        execute = self.database.execute
        named = f"SELECT * FROM ({select}) AS batch({', '.join(self.types)})"
        path = None
        if large:
            self._write_down()
            path = self._next()
            execute(f"COPY ({named}) TO {_quoted(path)} (FORMAT parquet)", parameters)
            rows, place = f"read_parquet({_quoted(path)}, file_row_number = true)", "file_row_number"
        else:
            execute(f"CREATE OR REPLACE TEMP TABLE batch AS {named}", parameters)
            rows, place = "(SELECT rowid AS row_number, * FROM batch)", "row_number"
        (count,) = execute(f"SELECT count(*) FROM {rows}").fetchone()
        line = f"coalesce(line, {place} + {first_line})"
        query = f"SELECT {place} AS pos, * EXCLUDE ({place}) REPLACE ({line} AS line) FROM {rows}"
        execute(f"CREATE OR REPLACE TEMP VIEW arrived AS {query}")
        self._arrived = query, int(count), path
        return int(count)

    def keep(self) -> None:
        """Keep the batch that arrived; one that is not kept is forgotten."""
        query, count, path = self._arrived
        if path is not None:
            self._add(query, count)
            return
        self.database.execute("INSERT INTO waiting SELECT * EXCLUDE (pos) FROM arrived ORDER BY pos")
        self._waiting += count
        if self._waiting >= _WAITING_ROWS:
            self._write_down()

    def show(self) -> None:
        """Make the view ``staged`` of all that was kept."""
        parts = [*self._parts, f"SELECT {self._written} + rowid AS pos, * FROM waiting"]
        self.database.execute(f"CREATE OR REPLACE VIEW staged AS {' UNION ALL '.join(parts)}")

    def _write_down(self) -> None:
        """Write the rows that wait into a part of their own."""
        if not self._waiting:
            return
        path = self._next()
        self.database.execute(f"COPY waiting TO {_quoted(path)} (FORMAT parquet)")
        rows = f"read_parquet({_quoted(path)}, file_row_number = true)"
        self._add(f"SELECT file_row_number AS pos, * EXCLUDE (file_row_number) FROM {rows}", self._waiting)
        self._waiting = 0
        self.__post_init__()

    def _add(self, query: str, count: int) -> None:
        """Number the rows of a part among all."""
        self._parts.append(f"SELECT * REPLACE (pos + {self._written} AS pos) FROM ({query})")
        self._written += count

    def _next(self) -> Path:
        """A file for the next part; one of a batch that was not kept is written over."""
        return self.folder / f"part{len(self._parts)}.parquet"


def _quoted(path: Path) -> str:
    """A path as text in SQL."""
    return "'" + str(path).replace("'", "''") + "'"
