"""Where the rows of an import wait for its end: on the disk, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["QUICK", "Staging"]

#: So many rows of small files wait in one table before they are written down; a larger file has a table of its own.
_WAITING_ROWS = 200_000
#: The tables of so many bytes of files stay with the database, which spills them if it must; others are written down.
_AT_HAND = 300_000_000
#: How Parquet is written where nothing but whole columns is read: what helps to find one value costs time.
QUICK = "FORMAT parquet, DICTIONARY_SIZE_LIMIT 1000"


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
    ...     for size in (100, 900_000_000):
    ...         codes = "SELECT unnest(['010', '190'])"
    ...         _ = staging.receive(codes, constants={"line": "NULL"}, first_line=2, size=size)
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
    _at_hand: int = 0
    #: The batch that arrived: its rows as a query, its number of rows, its bytes, and its file where it has one.
    _arrived: tuple[str, int, int, Path | None] = ("", 0, 0, None)

    def __post_init__(self) -> None:
        """Make the table of rows that wait."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.types.items())
        self.database.execute(f"CREATE OR REPLACE TABLE waiting ({columns})")

    def receive(
        self,
        select: str,
        parameters: Any = None,
        *,
        constants: Mapping[str, str] | None = None,
        first_line: int = 1,
        size: int = 0,
    ) -> int:
        """Take a batch as the view ``arrived`` and return how many rows it has.

        Parameters
        ----------
        select
            Its columns are those of ``types`` that are no constants, in their order.
        parameters
            Of the statement.
        constants
            Columns that are the same in every row, each as SQL: they are not stored.
        first_line
            The line of the first row, where each row is a line: a NULL ``line`` is counted from here on.
        size
            The bytes of the file that the batch is all of, which say where it is kept; 0: it is a part of a file.
        """
        execute = self.database.execute
        given = constants or {}
        named = f"SELECT * FROM ({select}) AS batch({', '.join(name for name in self.types if name not in given)})"
        path = None
        if self._at_hand + size > _AT_HAND:
            self._write_down()
            path = self._next()
            execute(f"COPY ({named}) TO {_quoted(path)} ({QUICK})", parameters)
            rows, place = f"read_parquet({_quoted(path)}, file_row_number = true)", "file_row_number"
        else:
            execute(f"CREATE OR REPLACE TABLE batch AS {named}", parameters)
            rows, place = "batch", "rowid"
        (count,) = execute(f"SELECT count(*) FROM {rows}").fetchone()
        values = {
            name: f"CAST({given[name]} AS {kind})" if name in given else name for name, kind in self.types.items()
        }
        values["line"] = f"coalesce({values['line']}, {place} + {first_line})"
        query = (
            f"SELECT {place} AS pos, {', '.join(f'{value} AS {name}' for name, value in values.items())} FROM {rows}"
        )
        execute(f"CREATE OR REPLACE TEMP VIEW arrived AS {query}")
        self._arrived = query, int(count), size, path
        return int(count)

    def keep(self) -> None:
        """Keep the batch that arrived; one that is not kept is forgotten."""
        query, count, size, path = self._arrived
        if path is not None:
            self._add(query, count)
        elif count >= _WAITING_ROWS and size:
            self._write_down()
            table = f"part{len(self._parts)}"
            self.database.execute(f"ALTER TABLE batch RENAME TO {table}")
            self._add(query.removesuffix("batch") + table, count)
            self._at_hand += size
        else:
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
        self.database.execute(f"COPY waiting TO {_quoted(path)} ({QUICK})")
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
