"""Time Spark against DuckDB, and extraction on Spark against extraction without it, on the cores of this machine.

    python benchmarks/spark.py ../shared/samples/icews14 [--rows 1 10] [--documents 2000] [--only questions|documents]

``--rows`` are the sizes in million rows beside the year itself: copies of the year, shifted by whole years. Seconds on
the clock depend on what else the machine does; CPU seconds count all threads, and for Spark those of its Java process
and Python workers. Starting is reported by itself: the session, and the first question, which compiles.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from pathlib import Path

from events import copies, measured

from graphkit import events
from graphkit.events import import_events

MASTER = "local[2]"
TICKS = os.sysconf("SC_CLK_TCK")


def prepare(folder, year, sizes):
    import_events("quadruples", [folder], year)
    for million, path in sizes.items():
        copies(year, path, round(million * 11))


def tree_cpu(root):
    """CPU seconds of a process and all below it, those that ended included."""
    parents, spent = {}, {}
    for one in Path("/proc").glob("[0-9]*"):
        try:
            fields = (one / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(one.name)], spent[int(one.name)] = int(fields[1]), sum(map(int, fields[11:15])) / TICKS
    mine, grown = {root}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in mine} - mine
        grown, mine = bool(more), mine | more
    return sum(spent.get(one, 0) for one in mine)


def timed(function):
    """Seconds on the clock and of the processor, of this process and all that it started, and what was returned."""
    begun = time.perf_counter(), tree_cpu(os.getpid())
    found = function()
    return time.perf_counter() - begun[0], tree_cpu(os.getpid()) - begun[1], found


def on_duckdb(tables):
    found = {}
    for name, path in tables.items():
        with events.duckdb_backend() as backend:
            backend._connection.execute("SET threads = 2")
            found[name] = [timed(lambda ask=ask, b=backend, p=path: len(ask(p, backend=b))) for ask in ASKED]
    return found


def on_spark(tables):
    found = {}
    begun = time.perf_counter()
    settings = {"spark.sql.shuffle.partitions": "4", "spark.driver.memory": "4g"}
    with events.spark_backend(MASTER, settings=settings) as backend:
        found["start"] = time.perf_counter() - begun
        first = next(iter(tables.values()))
        found["first"] = timed(lambda: len(events.dyads(first, backend=backend)))
        for name, path in tables.items():
            found[name] = [timed(lambda ask=ask, p=path: len(ask(p, backend=backend))) for ask in ASKED]
    return found


ASKED = (events.dyads, events.reciprocity)


def questions(folder, scratch, sizes):
    tables = {"90,730": scratch / "year.parquet"}
    wanted = {million: scratch / f"m{million:g}.parquet" for million in sizes}
    measured(prepare, folder, tables["90,730"], wanted)
    tables |= {f"{million:g} million": path for million, path in wanted.items()}
    plain, spark = measured(on_duckdb, tables)[3], measured(on_spark, tables)[3]
    print(f"Spark starts in {spark['start']:.1f} s; the first question takes {spark['first'][0]:.1f} s", flush=True)
    for name in tables:
        for ask, ours, theirs in zip(ASKED, plain[name], spark[name], strict=True):
            assert ours[2] == theirs[2]
            wall, spent = (theirs[i] / ours[i] for i in (0, 1))
            print(
                f"{ask.__name__} of {name} rows: Spark {theirs[0]:.1f} s ({theirs[1]:.1f} s CPU) / "
                f"DuckDB {ours[0]:.1f} s ({ours[1]:.1f} s CPU): {wall:.1f}x, CPU {spent:.1f}x",
                flush=True,
            )


# --- extraction --------------------------------------------------------------------------------


def documents(folder, count):
    """Reports of some ten sentences each."""
    states = ["France", "Japan", "Turkey", "Iran", "Kenya", "Brazil", "China", "Russia"]
    acts = ["condemned", "threatened", "imposed sanctions on", "sent troops to the border with", "signed a treaty with"]
    rng = random.Random(1)
    folder.mkdir()
    for number in range(count):
        lines = []
        for _ in range(10):
            one, other = rng.sample(states, 2)
            lines.append(f"{one} {rng.choice(acts)} {other} on {rng.randrange(1, 28)} May 2024, officials said.")
        head = f"---\ntitle: Report {number}\ndate: 2024-05-{1 + number % 28:02}\n---\n"
        (folder / f"{number:05}.md").write_text(head + " ".join(lines) + "\n")


def extracted_here(folder):
    from graphkit.extract.records import PassingStore
    from graphkit.extract.run import extract_files

    return timed(lambda: sum(1 for _ in extract_files([folder], PassingStore(), workers=2)))


def extracted_on_spark(folder):
    from graphkit.cluster import spark_session
    from graphkit.extract.records import PassingStore
    from graphkit.extract.run import extract_on_spark

    begun = time.perf_counter()
    with spark_session(MASTER) as session:
        started = time.perf_counter() - begun
        return started, timed(lambda: sum(1 for _ in extract_on_spark([folder], PassingStore(), session)))


def texts(scratch, count):
    folder = scratch / "texts"
    documents(folder, count)
    here, (started, there) = measured(extracted_here, folder)[3], measured(extracted_on_spark, folder)[3]
    assert here[2] == there[2] == count
    print(
        f"extraction of {count:,} documents, two processes each: Spark {there[0]:.1f} s ({there[1]:.1f} s CPU) after "
        f"{started:.1f} s to start / local {here[0]:.1f} s ({here[1]:.1f} s CPU)\n"
        f"throughput on the clock {here[0] / there[0]:.2f}x, start included {here[0] / (there[0] + started):.2f}x, "
        f"per core (CPU) {here[1] / there[1]:.2f}x (wanted: at least 0.8x)",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=float, nargs="*", default=[1, 10], help="sizes in million rows")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--only", choices=["questions", "documents"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.only != "documents":
            questions(arguments.folder, Path(scratch), arguments.rows)
        if arguments.only != "questions":
            texts(Path(scratch), arguments.documents)


if __name__ == "__main__":
    main()
