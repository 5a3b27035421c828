"""Opening DuckDB, which is an extra."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphkit.errors import MissingDependency

__all__ = ["connect", "database_error", "fill"]

#: Beyond this DuckDB spills to the disk.
MEMORY_LIMIT = "2GB"


def connect(folder: Path | None = None, *, memory: str = MEMORY_LIMIT, threads: int | None = None) -> Any:
    """Return an empty DuckDB database that downloads nothing and spills into ``folder``."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingDependency("event tables need duckdb", extra="events") from error
    settings: dict[str, Any] = {
        "memory_limit": memory,
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(":memory:", config=settings)
    connection.execute("SET enable_progress_bar = false")
    if threads is not None:
        connection.execute(f"SET threads = {threads}")
    if folder is not None:
        connection.execute(f"SET temp_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
    return connection


def database_error() -> type[Exception]:
    """Return the family of errors that DuckDB raises."""
    import duckdb

    family: type[Exception] = duckdb.Error
    return family


def fill(database: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Fill a small table.

    >>> with connect() as database:
    ...     _ = database.execute("CREATE TABLE codes (code VARCHAR, score DOUBLE)")
    ...     fill(database, "codes", [("010", 0.0), ("190", None)])
    ...     database.execute("SELECT * FROM codes").fetchall()
    [('010', 0.0), ('190', None)]
    """
    import numpy as np

    if rows:
        columns = [np.array(column, object) for column in zip(*rows, strict=True)]
        database.register("pairs", {f"c{number}": column for number, column in enumerate(columns)})
        database.execute(f"INSERT INTO {table} SELECT * FROM pairs")
        database.unregister("pairs")
