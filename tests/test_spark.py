"""Spark: a real Master and two Workers, the same questions, the same tables; nothing of it is left running."""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from graphkit import events
from graphkit.cli import main
from graphkit.errors import DataError, GraphkitError
from graphkit.events import Filters, import_events

pytestmark = [pytest.mark.spark, pytest.mark.slow]
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.executor.memory": "768m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.cores.max": "2",
    "spark.sql.codegen.wholeStage": "false",  # compiling a query takes longer than our small tables do
    "spark.sql.adaptive.enabled": "false",
}


def give_up(reason):
    """Skip, or fail where Spark is required."""
    if os.environ.get("GRAPHKIT_REQUIRE_SPARK") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def dies_with_us():
    """Ask Linux to end this process when the one that started it ends, however that ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Cluster:
    """A Master and two Workers of our own on 127.0.0.1."""

    def __init__(self, folder):
        import pyspark

        self.folder, self.started, self.files = folder, [], []
        self.program = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self.start("master", "master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", free_port())
        self.wait("master", "I have been elected leader")
        for name in ("one", "two"):
            more = ("--host", "127.0.0.1", "--cores", 1, "--memory", "1g", "--webui-port", free_port())
            self.start(name, "worker.Worker", self.master, *more, "-d", folder / name)
        for name in ("one", "two"):
            self.wait(name, "Successfully registered with master")

    def start(self, name, kind, *words):
        (self.folder / name).mkdir()
        self.files.append((self.folder / f"{name}.log").open("wb"))
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
        environment["SPARK_LOCAL_DIRS"] = environment["SPARK_LOG_DIR"] = str(self.folder)
        environment["PYSPARK_PYTHON"] = sys.executable
        command = [self.program, f"org.apache.spark.deploy.{kind}", *map(str, words)]
        self.started.append(
            subprocess.Popen(
                command,
                stdout=self.files[-1],
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.folder,
                preexec_fn=dies_with_us,
            )
        )

    def wait(self, name, words, seconds=180):
        end = time.monotonic() + seconds
        while words not in (self.folder / f"{name}.log").read_text("utf-8", "replace"):
            if time.monotonic() > end or self.started[-1].poll() is not None:
                text = (self.folder / f"{name}.log").read_text("utf-8", "replace")[-2000:]
                self.stop()
                give_up(f"Spark's {name} does not start: {text}")
            time.sleep(0.2)

    def stop(self):
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for file in self.files:
            file.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The cluster of this file's tests; what was started is stopped, also after a failure."""
    pytest.importorskip("duckdb")
    try:
        import pyspark  # noqa: F401
    except ImportError:
        give_up("PySpark is not installed: pip install 'actor-graphkit[spark]'")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        give_up("Java is not installed: apt-get install openjdk-17-jre-headless")
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield running
    finally:
        running.stop()
        assert not javas(running.folder), "a Java process is left behind"


def javas(folder):
    """The Java processes whose command or working folder is of this cluster."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (one / "cmdline").read_bytes().split(b"\0")
            mine = str(folder).encode() in b" ".join(words) or str((one / "cwd").readlink()).startswith(str(folder))
            if mine and words[0].endswith(b"java"):
                found.append(int(one.name))
    return found


@pytest.fixture(scope="module")
def spark(cluster):
    """One session for all tests."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with events.spark_backend(cluster.master, settings=SETTINGS) as backend:
        yield backend


def table_of(folder, seed, count=900, ending=".parquet"):
    """A random table with what a table may lack: actors, days, types, direction of time, scores."""
    rng, start = random.Random(seed), datetime.date(2019, 12, 1)
    lines = ["date,until,reported,actor,recipient,code,score,source"]
    for _ in range(count):
        day = start + datetime.timedelta(rng.randrange(400))
        until = day + datetime.timedelta(rng.choice([0] * 9 + [3]))
        added = rng.choice(["", day, day + datetime.timedelta(400)])
        who, whom = (rng.choice(["Iran", "Iraq", "Kim (North Korea)", 'A\'B "q"', "Ümit", ""]) for _ in range(2))
        quoted = ['"' + name.replace('"', '""') + '"' for name in (who, whom)]
        lines.append(f"{day},{until},{added},{','.join(quoted)},{rng.choice(['190', '112', '040', '010', '13y'])},"
                     f"{rng.choice(['', '-2.5', '3.1'])},{rng.choice(['', 'http://x.example/1'])}")  # fmt: skip
    (folder / f"{seed}.in.csv").write_text("\n".join(lines) + "\n", "utf-8")
    out = folder / f"{seed}{ending}"
    import_events("events", [folder / f"{seed}.in.csv"], out)
    return out


def questions(table, actor, other):
    """Every question, as functions of a backend."""
    rolled = Filters(roll_up=True, since="2014", quads=["material conflict", "verbal conflict"])
    return {
        "describe": lambda **k: events.describe(table, **k),
        "dyads": lambda **k: events.dyads(table, **k),
        "dyads, filtered": lambda **k: events.dyads(table, filters=rolled, **k),
        "ego": lambda **k: events.ego(table, actor, **k),
        "timeline": lambda **k: events.timeline(table, actor, other, by="week", **k),
        "reciprocity": lambda **k: events.reciprocity(table, lags=True, **k),
        "same day": lambda **k: events.reciprocity(table, same_day=True, within_days=3, filters=rolled, **k),
        "reactions": lambda **k: events.reactions(table, within_days=3, **k),
        "events behind": lambda **k: events.reciprocity_events(table, responder=actor, provoker=other, **k),
        "months": lambda **k: events.pair_details(table, [(actor, other)], **k)[0],
        "examples": lambda **k: events.pair_details(table, [(actor, other)], **k)[1],
    }


def alike(table, actor, other, backend, names=None):
    for name, ask in questions(table, actor, other).items():
        if names is None or name in names:
            one, two = ask(), ask(backend=backend)
            pd.testing.assert_frame_equal(one, two, check_exact=True, obj=name)
            assert one.attrs == two.attrs, name


def test_every_question_gives_identical_tables_on_random_data(spark, tmp_path):
    alike(table_of(tmp_path, 1), "Iran", "Iraq", spark)


def test_a_csv_table_is_read_alike(spark, tmp_path):
    alike(table_of(tmp_path, 2, 200, ".csv"), "Iran", 'A\'B "q"', spark, {"describe", "dyads", "examples"})


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real samples are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "folder", "names"),
    [
        ("gdelt", "gdelt", {"describe", "dyads", "reciprocity"}),
        ("icews", "icews", {"describe", "dyads", "reciprocity"}),
        ("quadruples", "icews14", {"describe", "dyads", "reciprocity", "dyads, filtered"}),
    ],
)
def test_the_real_samples_give_identical_tables(spark, tmp_path, name, folder, names):
    import_events(name, [SAMPLES / folder], tmp_path / "o.parquet")
    alike(tmp_path / "o.parquet", "USA", "Iran", spark, names)


def test_a_folder_of_parts_and_what_is_no_table(spark, tmp_path):
    table = table_of(tmp_path, 3, 100)
    parts = tmp_path / "parts"
    parts.mkdir()
    shutil.copy(table, parts / "a.parquet")
    for place in (parts, parts.as_uri()):
        pd.testing.assert_frame_equal(events.dyads(place, backend=spark), events.dyads(table), check_exact=True)
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(DataError, match="is no event table"):
        events.dyads(tmp_path / "x.parquet", backend=spark)
    with pytest.raises(DataError, match="there is no event table"):
        events.dyads(parts)


def run(*words):
    return CliRunner().invoke(main, ["events", *map(str, words)])


def test_every_command_takes_the_engine(spark, cluster, tmp_path):
    table, engine = table_of(tmp_path, 4, 300), ("--engine", "spark", "--master", cluster.master)
    for words in (("describe",), ("dyads",), ("reciprocity", "--within-days", 3)):
        here, there = (run(words[0], table, *words[1:], *more, "--format", "csv") for more in ((), engine))
        assert there.exit_code == 0, there.output
        assert there.stdout == here.stdout
    done = run("map", table, *engine, "--by-name", "--alpha", 1, "-o", tmp_path / "map.html")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "map.html").stat().st_size > 10_000


# --- extraction --------------------------------------------------------------------------------


def documents(folder, count):
    """Short documents of who did what, and one that is none."""
    folder.mkdir()
    states = ["France", "Japan", "Turkey", "Iran", "Kenya", "Brazil"]
    acts = ["condemned", "threatened", "imposed sanctions on", "sent troops to the border with", "signed a treaty with"]
    rng = random.Random(1)
    for number in range(count):
        one, other = rng.sample(states, 2)
        head = f"---\ntitle: Report {number}\ndate: 2024-05-{1 + number % 28:02}\n---\n"
        text = f"{one} {rng.choice(acts)} {other}. It is report {number}.\n"
        (folder / f"{number:04}.md").write_text(head + text)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")


def test_extraction_proposes_the_same(spark, cluster, tmp_path):
    documents(tmp_path / "in", 200)
    words = ["extract", str(tmp_path / "in"), "--format", "jsonl"]
    here = CliRunner().invoke(main, words)
    there = CliRunner().invoke(main, [*words, "--engine", "spark", "--master", cluster.master])
    assert (here.exit_code, there.exit_code) == (0, 0), there.output
    assert there.stdout == here.stdout
    assert there.stdout.count("\n") > 150
    assert "1 could not be read" in there.stderr
    assert there.stderr.splitlines()[-3:] == here.stderr.splitlines()[-3:]


def deadly_part():
    """The work on some files, which ends its process at one of them; sent to the workers whole, not by name."""

    def part(task, files):
        import os

        from graphkit.extract.run import _part

        for path in files:
            if path.name == "0001.md":
                os._exit(9)
            yield from _part(task, [path])

    part.__module__ = "__main__"  # so that it is pickled as it is
    return part


def test_a_document_that_kills_its_worker_is_one_outcome(spark, cluster, tmp_path, monkeypatch):
    from graphkit.cluster import spark_session
    from graphkit.extract.records import PassingStore
    from graphkit.extract.run import extract_on_spark

    documents(tmp_path / "in", 3)
    monkeypatch.setattr("graphkit.extract.run._part", deadly_part())
    with spark_session(cluster.master) as session:
        found = {one.path.name: one for one in extract_on_spark([tmp_path / "in"], PassingStore(), session)}
    assert {name for name, one in found.items() if one.status == "refused"} == {"0001.md", "broken.pdf"}
    assert "the process that read it died" in found["0001.md"].message


def test_both_workers_take_part(spark, cluster):
    logs = [(cluster.folder / f"{name}.log").read_text("utf-8", "replace") for name in ("one", "two")]
    assert all("Asked to launch executor" in text for text in logs)


def test_a_test_run_that_is_killed_leaves_no_java(tmp_path, cluster):
    """What dies with SIGTERM, without a chance to clean up, takes its Master along."""
    script = tmp_path / "killed.py"
    script.write_text(
        textwrap.dedent(f"""
        import importlib.util, pathlib, sys, time
        spec = importlib.util.spec_from_file_location("cluster_tests", {__file__!r})
        tests = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tests)
        cluster = tests.Cluster.__new__(tests.Cluster)
        import pyspark
        cluster.folder, cluster.started, cluster.files = pathlib.Path({str(tmp_path)!r}), [], []
        cluster.program = str(pathlib.Path(pyspark.__file__).parent / "bin" / "spark-class")
        ports = "--port", tests.free_port(), "--webui-port", tests.free_port()
        cluster.start("master", "master.Master", "--host", "127.0.0.1", *ports)
        cluster.wait("master", "elected leader")
        print("up", flush=True)
        time.sleep(300)
        """)
    )
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"up\n"
    assert javas(tmp_path)
    process.terminate()
    process.wait()
    process.stdout.close()
    end = time.monotonic() + 30
    while javas(tmp_path) and time.monotonic() < end:
        time.sleep(0.2)
    assert not javas(tmp_path)


def test_another_master_or_setting_than_that_of_the_running_session_is_refused(spark, cluster):
    from graphkit.cluster import spark_session

    def ask(master, settings):
        with spark_session(master, settings=settings) as session:
            return session

    with pytest.raises(GraphkitError, match=r"runs already at 'spark://.*', not at 'local\[2\]': stop it first"):
        ask("local[2]", {})
    wanted = {"spark.executor.memory": "768m", "spark.sql.shuffle.partitions": "7"}
    with pytest.raises(GraphkitError, match=r"\(spark.sql.shuffle.partitions is 2, not 7\): stop it first"):
        ask(cluster.master, wanted)
    assert ask(cluster.master, SETTINGS).sparkContext.master == cluster.master


def test_a_lost_cluster_is_not_told_as_a_damaged_file(tmp_path):
    """A session of its own, which ends: first as a lost master ends it, then its Java process with it."""
    table = table_of(tmp_path, 9, 50)
    documents(tmp_path / "in", 3)
    script = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from graphkit import events
        from graphkit.cluster import spark_session
        from graphkit.errors import GraphkitError
        from graphkit.extract.records import PassingStore
        from graphkit.extract.run import extract_on_spark

        def said(step):
            try:
                step()
            except GraphkitError as error:
                print(type(error).__name__, error, flush=True)

        with spark_session("local[1]") as session:
            java = session.sparkContext._gateway.proc
            questions = (
                lambda: events.dyads({str(table)!r}, backend=backend),
                lambda: list(extract_on_spark([Path({str(tmp_path / "in")!r})], PassingStore(), session)),
            )
            with events.spark_backend("local[1]") as backend:
                session.sparkContext._jsc.sc().stop()
                for question in questions:
                    said(question)
                os.kill(java.pid, signal.SIGKILL)
                java.wait()
                for question in questions:
                    said(question)
            os._exit(0)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300)
    lines = [line for line in done.stdout.splitlines() if line]
    assert len(lines) == 4, done.stdout + done.stderr[-2000:]
    assert all(line.startswith("GraphkitError the Spark cluster is lost (") for line in lines), lines
