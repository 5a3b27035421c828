"""Opening DuckDB, which is an extra."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.errors import MissingDependency

__all__ = ["connect"]

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
