"""A session of Apache Spark, which is an extra."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError, MissingDependency

__all__ = ["cluster_lost", "spark_session", "spark_told"]

_USUAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.executorEnv.PYTHONWARNINGS": "ignore::FutureWarning",  # PySpark warns in each worker of a new pandas
}
_JAVA = "Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)"


@contextmanager
def spark_session(master: str, *, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Give a Spark session: the one that runs, where it is what is asked for, or a new one that is stopped afterwards.

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
        If the cluster cannot be reached, or a session runs already with another master or other settings.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkContext
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingDependency(f"Spark needs PySpark, and {_JAVA}", extra="spark") from error
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise MissingDependency(f"Spark needs {_JAVA}: install it, or say where it is in JAVA_HOME")
    context = SparkContext._active_spark_context
    if context is not None:
        _same(context, master, settings or {})
        yield SparkSession.getActiveSession() or SparkSession.builder.getOrCreate()
        return
    if master.startswith("local"):  # the workers are this machine's: let them be of this environment
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("graphkit").master(master)
    for name, value in {**_USUAL, **(settings or {})}.items():
        builder = builder.config(name, value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # it warns of every new pandas; what we use is Arrow
            session = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise GraphkitError(f"Spark does not start at '{master}': {str(error).splitlines()[0]}") from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _same(context: Any, master: str, settings: Mapping[str, str]) -> None:
    """Refuse where what runs is not what is asked for: a session's master and settings cannot be changed."""
    end = "stop it first (its stop()), or ask for what it has"
    if context.master != master:
        raise GraphkitError(f"a Spark session runs already at '{context.master}', not at '{master}': {end}")
    has = dict(context.getConf().getAll())
    other = [
        f"{name} is {has.get(name, 'not set')}, not {value}"
        for name, value in settings.items()
        if has.get(name) != value
    ]
    if other:
        raise GraphkitError(f"the Spark session that runs already has other settings ({'; '.join(other)}): {end}")


def cluster_lost(session: Any, error: BaseException) -> str:
    """Return what is to be said where an error means that the cluster, or the session, is gone; else blank.

    Parameters
    ----------
    session
        From :func:`spark_session`.
    error
        What Spark raised.
    """
    from py4j.protocol import Py4JError, Py4JNetworkError

    gone = isinstance(error, (Py4JNetworkError, ConnectionError))
    try:
        gone = gone or bool(session.sparkContext._jsc.sc().isStopped())
    except (Py4JError, ConnectionError, AttributeError, AssertionError):
        gone = True
    words = spark_told(error)
    return f"the Spark cluster is lost ({words}): start it again and repeat the command" if gone else ""


def spark_told(error: BaseException) -> str:
    """Return what went wrong on one line: of Java's report the line that says it."""
    lines = str(error).splitlines()
    return next((line.strip() for line in lines if "Exception: " in line), lines[0] if lines else type(error).__name__)
