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

__all__ = ["spark_session"]

_USUAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.executorEnv.PYTHONWARNINGS": "ignore::FutureWarning",  # PySpark warns in each worker of a new pandas
}
_JAVA = "Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)"


@contextmanager
def spark_session(master: str, *, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Give a Spark session: the one that runs, or a new one that is stopped afterwards.

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
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingDependency(f"Spark needs PySpark, and {_JAVA}", extra="spark") from error
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise MissingDependency(f"Spark needs {_JAVA}: install it, or say where it is in JAVA_HOME")
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
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
