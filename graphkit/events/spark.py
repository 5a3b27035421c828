"""Apache Spark as an engine: the same SQL files on a cluster, for tables that one machine cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.cluster import cluster_lost, spark_session, spark_told
from graphkit.errors import DataError, GraphkitError
from graphkit.events.backend import Columns, source_of, sql_of
from graphkit.events.schema import COLUMNS

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Spark", "spark_backend"]


class Spark:
    """The engine for a cluster; what is kept is a cached view, and results come back through Arrow."""

    remote = True

    def __init__(self, session: Any) -> None:
        self._session = session
        self._kept: dict[str, Any] = {}

    def open(self, table: str | Path) -> None:
        """Show an event table as ``source``: a file or folder that every worker reaches under that name."""
        self._try(lambda: self._show(str(table)), f"'{table}' is no event table")

    def _show(self, table: str) -> None:
        """Read a table and name it ``source``."""
        types = ", ".join(f"{name} {_TYPES.get(kind, kind)}" for name, kind in COLUMNS.items())
        reader = self._session.read
        if not table.lower().endswith(".csv"):
            found = reader.parquet(table)
        else:
            found = reader.schema(types).csv(table, header=True, quote='"', escape='"', multiLine=True)
        found.createOrReplaceTempView("event_table")
        days = "datediff({}, DATE'1970-01-01')"
        sql = source_of("event_table", end=days.format("until"), added=days.format("reported"))
        self._session.sql(sql).createOrReplaceTempView("source")

    def materialise(self, name: str, columns: Columns) -> None:
        """Keep a small table of ours."""
        import pyarrow

        whole = {key: not (len(values) and isinstance(values[0], str)) for key, values in columns.items()}
        arrays = {
            key: pyarrow.array(list(values), pyarrow.int64() if whole[key] else pyarrow.string())
            for key, values in columns.items()
        }
        table = pyarrow.table(arrays)
        self._try(lambda: self._keep(name, self._session.createDataFrame(table)), f"Spark cannot keep {name}")

    def run(self, name: str) -> None:
        """Run a file and keep its result."""
        self._try(lambda: self._keep(name, self._session.sql(sql_of(name))), f"Spark refuses {name}.sql")

    def collect(self, name: str) -> dict[str, np.ndarray[Any, Any]]:
        """Return a kept table as arrays by column."""
        import pyarrow

        table = self._try(lambda: self._session.table(name).toArrow(), f"Spark cannot finish {name}.sql")
        filled = {
            key: column if pyarrow.types.is_string(column.type) else column.cast(pyarrow.int64()).fill_null(0)
            for key, column in zip(table.column_names, table.columns, strict=True)
        }
        return {key: column.to_numpy(zero_copy_only=False) for key, column in filled.items()}

    def _keep(self, name: str, frame: Any) -> None:
        """Cache a result under a name, in place of an older one."""
        old = self._kept.pop(name, None)
        self._kept[name] = frame.cache()
        frame.createOrReplaceTempView(name)
        if old is not None:
            old.unpersist()

    def _try(self, step: Any, said: str) -> Any:
        """Do a step; what Spark says no to is one sentence."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            return step()
        except (PySparkException, Py4JError, ConnectionError) as error:
            lost = cluster_lost(self._session, error)
            if lost:
                raise GraphkitError(lost) from error
            kind = DataError if "event table" in said else GraphkitError
            raise kind(f"{said}: {spark_told(error)}") from error

    def close(self) -> None:
        """Forget what was kept."""
        with suppress(Exception):  # a session that is gone keeps nothing
            for frame in self._kept.values():
                frame.unpersist()
        self._kept.clear()


_TYPES = {"VARCHAR": "STRING"}


@contextmanager
def spark_backend(master: str, *, settings: Mapping[str, str] | None = None) -> Iterator[Spark]:
    """Give a Spark engine, and stop the session after it unless one was running before.

    Parameters
    ----------
    master
        The cluster, such as ``spark://host:7077``, ``yarn``, or ``local[2]`` for this machine alone.
    settings
        Spark's own settings, such as ``{"spark.executor.memory": "4g"}``.

    Raises
    ------
    MissingDependency
        If PySpark or Java is not installed.
    GraphkitError
        If the cluster cannot be reached.
    """
    with spark_session(master, settings=settings) as session:
        backend = Spark(session)
        try:
            yield backend
        finally:
            backend.close()
