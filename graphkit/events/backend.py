"""Where the questions run: an engine opens the event table, keeps intermediate results, and gives small tables back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from graphkit.errors import DataError, GraphkitError
from graphkit.events.connection import connect
from graphkit.events.schema import COLUMNS

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Backend", "Columns", "DuckDB", "duckdb_backend", "source_of", "sql_of"]

Columns = Mapping[str, Sequence[Any]]


class Backend(Protocol):
    """An engine. ``open`` shows the event table as ``source``; the other methods name what they keep.

    ``remote`` says whether tables may lie elsewhere than in a file of this machine.

    ``source`` has ``day``, ``end_day``, ``added_day`` (``day`` where it is not known), ``actor``, ``recipient``,
    ``actor_state``, ``recipient_state``, ``type_name``, ``quad_name``, ``points`` (the score in whole thousandths,
    or NULL), ``reports``, ``directed`` (0 or 1), ``event_id``, ``code`` and ``outlet``.
    """

    remote: bool

    def open(self, table: str | Path) -> None:
        """Show an event table as ``source``."""

    def materialise(self, name: str, columns: Columns) -> None:
        """Keep a small table of ours; every column holds whole numbers or text."""

    def run(self, name: str) -> None:
        """Run the file ``sql/NAME.sql`` and keep its result as ``name``, computed once."""

    def collect(self, name: str) -> dict[str, np.ndarray[Any, Any]]:
        """Return a kept table as arrays by column, in no particular order."""


@cache
def sql_of(name: str) -> str:
    """Return the text of one of the SQL files, which every engine runs as it is."""
    return (resources.files("graphkit.events") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def source_of(table: str, *, end: str, added: str) -> str:
    """Return the query that makes ``source`` of an event table, given how the engine says two dates in days."""
    return f"""
        SELECT event_id, day, {end} AS end_day, coalesce({added}, day) AS added_day,
            coalesce(actor, '') AS actor, coalesce(recipient, '') AS recipient,
            coalesce(actor_state, '') AS actor_state, coalesce(recipient_state, '') AS recipient_state,
            coalesce(code, '') AS code, coalesce(type, '') AS type_name, coalesce(quad, '') AS quad_name,
            CAST(round(score * 1000) AS BIGINT) AS points, reports, CAST(directed AS INTEGER) AS directed,
            coalesce(source, '') AS outlet
        FROM {table}"""


class DuckDB:
    """The engine that needs nothing but a library; what does not fit into memory is spilled to the disk."""

    remote = False

    def __init__(self, folder: Path, *, memory: str | None = None) -> None:
        self._connection = connect(folder, memory=memory) if memory else connect(folder)

    def open(self, table: str | Path) -> None:
        """Show an event table as ``source``."""
        table = Path(table)
        path = str(table).replace("'", "''")
        if table.suffix.lower() == ".parquet":
            read = f"read_parquet('{path}')"
        else:
            types = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
            read = f"read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', columns={{{types}}})"
        source = source_of(read, end="until - DATE '1970-01-01'", added="reported - DATE '1970-01-01'")
        self._try(f"CREATE OR REPLACE VIEW source AS {source}", table)
        self._try("SELECT 1 FROM source LIMIT 1", table)

    def materialise(self, name: str, columns: Columns) -> None:
        """Keep a small table of ours."""
        import numpy as np
        import pandas as pd

        text = {key: len(values) > 0 and isinstance(values[0], str) for key, values in columns.items()}
        frame = pd.DataFrame(
            {
                key: pd.Series(
                    np.asarray(values, object if text[key] else np.int64), dtype=object if text[key] else None
                )
                for key, values in columns.items()
            }
        )
        self._connection.register("ours", frame)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM ours")
        self._connection.unregister("ours")

    def run(self, name: str) -> None:
        """Run a file and keep its result."""
        self._try(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql_of(name)}")

    def collect(self, name: str) -> dict[str, np.ndarray[Any, Any]]:
        """Return a kept table as arrays by column."""
        import numpy as np

        found = self._connection.execute(f"SELECT * FROM {name}").fetchnumpy()
        masked = np.ma.MaskedArray
        return {key: values.filled(0) if isinstance(values, masked) else values for key, values in found.items()}

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _try(self, sql: str, table: Path | None = None) -> None:
        """Run a statement; what the engine says no to carries the SQL."""
        import duckdb

        try:
            self._connection.execute(sql)
        except duckdb.Error as error:
            if table is not None:
                raise DataError(f"'{table}' is no event table: {str(error).splitlines()[0]}") from error
            raise GraphkitError(f"DuckDB refuses: {str(error).splitlines()[0]}\n{sql}") from error


@contextmanager
def duckdb_backend(*, memory: str | None = None) -> Iterator[DuckDB]:
    """Give a DuckDB engine with a folder to spill into, and clean up after it.

    >>> with duckdb_backend() as backend:
    ...     backend.materialise("lags", {"lag_days": [1, 2]})
    ...     backend.collect("lags")["lag_days"].tolist()
    [1, 2]
    """
    with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
        backend = DuckDB(Path(folder), memory=memory)
        try:
            yield backend
        finally:
            backend.close()
