"""Time the questions over event tables against the plain way of doing each, in one run.

Give the folder of the events of 2014 (train.txt, valid.txt, test.txt and the two id files):

    python benchmarks/events.py ../shared/samples/icews14 [--rows 1] [--only NAME]

``--rows`` is how many million rows the large table has: copies of the year, shifted by whole years of 365 days. Every
measurement is a child process of its own; CPU seconds count all threads, wall seconds depend on what else the machine
does, and memory is the peak of the child. Ratios are ours against the plain way.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from graphkit import events
from graphkit.chance import answer_tests, answer_verdicts
from graphkit.events import Filters, duckdb_backend, import_events
from graphkit.events.backend import sql_of

WITHIN = 7


def measured(function, *arguments):
    """Wall seconds, CPU seconds and peak megabytes of a function in a child process, with what it returns."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_child, args=(there, function, arguments))
    process.start()
    result = here.recv()
    process.join()
    return result


def _child(pipe, function, arguments):
    import duckdb  # noqa: F401 - what is loaded anyway is not measured
    import pandas as pd  # noqa: F401

    base = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.perf_counter()
    value = function(*arguments)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - base.ru_utime - base.ru_stime
    pipe.send((time.perf_counter() - begun, cpu, used.ru_maxrss / 1024, value))


def line(name, ours, plain, allowed, *, memory=None):
    ratios = f"wall {ours[0] / plain[0]:.2f}x, cpu {ours[1] / plain[1]:.2f}x (allowed {allowed}x)"
    seen = f", {ours[2]:.0f} MB / {plain[2]:.0f} MB" if ours[2] > 1 else ""  # 1: measured inside, without memory
    more = f", memory {ours[2] / plain[2]:.2f}x (allowed {memory}x)" if memory else ""
    print(f"{name}: {ours[0]:.2f} s / {plain[0]:.2f} s{seen}: {ratios}{more}", flush=True)


# --- tables ------------------------------------------------------------------------------------


def prepare(folder, year, large, number):
    import_events("quadruples", [folder], year)
    copies(year, large, number)


def copies(table, target, number):
    """Copies of a table of one year, shifted by whole years."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (SELECT event_id || '-' || k AS event_id, CAST(date + to_days(365 * k) AS DATE) AS date,
                CAST(until + to_days(365 * k) AS DATE) AS until, day + 365 * k AS day,
                * EXCLUDE (event_id, date, until, day) FROM '{table}', (SELECT unnest(range({number})) AS k)
                ORDER BY day) TO '{target}' (FORMAT parquet)"""
        )


# --- reciprocity -------------------------------------------------------------------------------


def ours(table, memory=None):
    if memory is None:
        found = events.reciprocity(table)
    else:
        with duckdb_backend(memory=memory) as backend:
            found = events.reciprocity(table, backend=backend)
    return len(found), found.drop(columns="verdict").sum(numeric_only=True).round(6).to_dict()


def pandas_way(table):
    """The same joins in pandas, written with care: columns chosen, actors as integers, lags as a small table."""
    import pandas as pd

    columns = ["day", "actor", "recipient", "actor_state", "recipient_state", "quad", "date", "until", "reported"]
    rows = pd.read_parquet(table, columns=columns)
    rows = rows[(rows["date"] == rows["until"]) & rows["reported"].isna()]
    first, last = int(rows["day"].min()), int(rows["day"].max())
    rows = rows[rows["quad"] == "material conflict"]
    names = pd.Index(np.union1d(rows["actor"].unique(), rows["recipient"].unique()))
    size = len(names)
    acts = pd.DataFrame(
        {
            "a": names.get_indexer(rows["actor"]),
            "b": names.get_indexer(rows["recipient"]),
            "day": rows["day"].to_numpy(),
        }
    )
    acts = acts[acts["a"] != acts["b"]].drop_duplicates()
    chances = acts[acts["day"] <= last - WITHIN]
    replies = acts.rename(columns={"a": "b", "b": "a"})
    lags = pd.DataFrame({"lag": np.arange(1, WITHIN + 1)})
    open_days = replies.merge(lags, how="cross")
    open_days["day"] -= open_days["lag"]
    open_days = open_days.groupby(["a", "b", "day"], as_index=False)["lag"].min()
    answers = chances.merge(open_days, on=["a", "b", "day"])
    counts = answers.groupby(["a", "b", "lag"]).size()
    chances.merge(replies, on=["a", "b", "day"]).groupby(["a", "b"]).size()
    pairs = np.unique(chances["a"].to_numpy(np.int64) * size + chances["b"])
    sides = []
    for side in (acts, replies):
        place = np.searchsorted(pairs, side["a"].to_numpy(np.int64) * size + side["b"])
        met = np.append(pairs, -1)[place] == side["a"].to_numpy(np.int64) * size + side["b"]
        sides.append((place[met], side["day"].to_numpy(np.int64)[met]))
    tests = answer_tests(*sides, len(pairs), first=first, last=last, within_days=WITHIN)
    answer_verdicts(tests)
    return len(pairs), int(counts.sum())


def counts_only(table, texts=False):
    """The observed counts alone: our SQL, with the actors as integers or as names."""
    with duckdb_backend() as backend:
        connection = prepared(backend, table, texts=texts)
        begun = time.perf_counter(), time.process_time()
        for name in ("opportunities", "replies", "answers", "pairs", "answers_by_lag"):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql_of(name)}")
        (number,) = connection.execute("SELECT sum(answers) FROM answers_by_lag").fetchone()
        return time.perf_counter() - begun[0], time.process_time() - begun[1], 1.0, int(number)


def range_join(table):
    """The observed counts by the obvious join on a range."""
    with duckdb_backend() as backend:
        connection = prepared(backend, table, texts=False)
        begun = time.perf_counter(), time.process_time()
        connection.execute(
            """CREATE TEMP TABLE counted AS
            SELECT provoker, responder, lag, count(*) AS answers FROM (
                SELECT o.actor_id AS provoker, o.recipient_id AS responder, o.day, min(r.day - o.day) AS lag
                FROM acts o LEFT JOIN acts r ON r.actor_id = o.recipient_id AND r.recipient_id = o.actor_id
                    AND r.responds = 1 AND r.day > o.day AND r.day <= o.day + 7
                WHERE o.provokes = 1 AND o.day <= (SELECT final_day - 7 FROM settings)
                GROUP BY ALL) GROUP BY ALL"""
        )
        connection.execute(
            """CREATE TEMP TABLE same AS SELECT o.actor_id, o.recipient_id, count(*) AS n, count(r.day) AS same_day
            FROM acts o LEFT JOIN acts r ON r.actor_id = o.recipient_id AND r.recipient_id = o.actor_id
                AND r.responds = 1 AND r.day = o.day
            WHERE o.provokes = 1 AND o.day <= (SELECT final_day - 7 FROM settings) GROUP BY ALL"""
        )
        (number,) = connection.execute("SELECT sum(answers) FROM counted WHERE lag IS NOT NULL").fetchone()
        return time.perf_counter() - begun[0], time.process_time() - begun[1], 1.0, int(number)


def prepared(backend, table, *, texts):
    """A database with the acts, their actors as integers or as names."""
    connection = backend._connection
    connection.execute(
        f"""CREATE TEMP TABLE named AS SELECT DISTINCT actor, recipient, day FROM '{table}'
        WHERE quad = 'material conflict' AND actor <> recipient"""
    )
    connection.execute(
        """CREATE TEMP TABLE numbers AS SELECT name, row_number() OVER (ORDER BY name) AS id
        FROM (SELECT actor AS name FROM named UNION SELECT recipient FROM named)"""
    )
    names = "n.actor AS actor_id, n.recipient AS recipient_id" if texts else "a.id AS actor_id, r.id AS recipient_id"
    connection.execute(
        f"""CREATE TEMP TABLE acts AS SELECT {names}, n.day, 1 AS provokes, 1 AS responds FROM named n
        JOIN numbers a ON a.name = n.actor JOIN numbers r ON r.name = n.recipient"""
    )
    connection.execute("CREATE TEMP TABLE settings AS SELECT max(day) AS final_day, 7 AS within_days FROM acts")
    connection.execute("CREATE TEMP TABLE lags AS SELECT unnest(range(1, 8)) AS lag_days")
    return connection


def exact_p(table):
    """Seconds of the SQL and of the exact tests after it."""
    from graphkit import chance
    from graphkit.events import reciprocity as _  # noqa: F401 - loads the module
    from graphkit.events.reciprocity import _counts, _table, acts_of

    reciprocity_module = sys.modules["graphkit.events.reciprocity"]
    begun = time.perf_counter(), time.process_time()
    conflict = ("material conflict",)
    with acts_of(table, Filters(), None, conflict, conflict, include_late=False) as (source, acts):
        counts = _counts(source, WITHIN, same_day=False)
        middle = time.perf_counter(), time.process_time()
        options = {"within_days": WITHIN, "period": "month", "same_day": False}
        chance.MIN_OPPORTUNITIES, reciprocity_module.MIN_OPPORTUNITIES = 10**9, 10**9
        _table(acts, options, counts=counts)  # everything but the exact tests
        between = time.perf_counter(), time.process_time()
        chance.MIN_OPPORTUNITIES, reciprocity_module.MIN_OPPORTUNITIES = 20, 20
        found = _table(acts, options, counts=counts)
    ended = time.perf_counter(), time.process_time()
    exact = [ended[i] - between[i] - (between[i] - middle[i]) for i in (0, 1)]
    return [middle[i] - begun[i] for i in (0, 1)], exact, len(found)


# --- import ------------------------------------------------------------------------------------


def gdelt_file(path, rows):
    """A GDELT 2.0 file of our own making, nearly all of whose rows are events of their own, as in the real files."""
    rng = np.random.default_rng(1)
    states = np.array(
        [
            "USA",
            "RUS",
            "CHN",
            "IRN",
            "ISR",
            "PSE",
            "FRA",
            "GBR",
            "DEU",
            "IND",
            "PAK",
            "UKR",
            "TUR",
            "SYR",
            "EGY",
            "SAU",
            "NGA",
            "KEN",
            "BRA",
            "MEX",
        ]
    )
    roles = np.array(["", "GOV", "MIL", "COP", "BUS", "MED", "OPP", "REB"])
    place = ["4", "Washington, District of Columbia, United States", "US", "USDC", "DC001", "38.9", "-77.0", "531871"]
    with path.open("w") as file:
        for start in range(0, rows, 50_000):
            count = min(50_000, rows - start)
            who, what = rng.integers(0, 20, (2, count)), rng.integers(0, 8, (2, count))
            (one, other), (role, its) = states[who], roles[what]
            # rows come by the day they were added; some tell of a week, a month, a year ago
            day = np.datetime64("2018-01-01") + (start + np.arange(count)) // 20_000
            ago = day - rng.choice([0, 0, 0, 0, 0, 0, 0, 7, 30, 365], count)
            days, added = (np.char.replace(value.astype(str), "-", "") for value in (ago, day))
            code = np.array(["010", "043", "190", "112", "036", "173", "051"])[rng.integers(0, 7, count)]
            for i in range(count):
                fields = [
                    str(start + i),
                    days[i],
                    days[i][:6],
                    days[i][:4],
                    "2018.02",
                    one[i] + role[i],
                    "NAME",
                    one[i],
                ]
                fields += [""] * 7 + [other[i] + its[i], "NAME", other[i]] + [""] * 7
                fields += ["1", code[i], code[i], code[i][:2], "1", "2.8", str(1 + i % 9), "1", "4", "-2.5"] + place * 3
                page = f"http://www.example.org/news/2018/story/{(start + i) * 7919 % 1_000_003}/with-a-long-name.html"
                file.write("\t".join([*fields, added[i] + "000000", page]) + "\n")


def import_ours(path, target, careful):
    report = import_events("gdelt", [path], target, careful=careful)
    return report.read, report.events


def import_pandas(path):
    import pandas as pd

    columns = [0, 1, 5, 7, 15, 17, 26, 30, 31, 53, 59, 60]
    text = dict.fromkeys(columns, str)
    frame = pd.read_csv(path, sep="\t", header=None, usecols=columns, dtype=text, keep_default_na=False, quoting=3)
    return len(frame)


# --- network and map ---------------------------------------------------------------------------


def network_dataset(table):
    """The events of a table as a dataset: a relation each."""
    import pandas as pd

    from graphkit.dataset import Dataset
    from graphkit.model import Actor, Document, Evidence, Relation

    columns = ["actor", "recipient", "type", "date"]
    rows = pd.read_parquet(table, columns=columns)
    names = sorted({*rows["actor"], *rows["recipient"]})
    ids = {name: f"a{number}" for number, name in enumerate(names)}
    relations = [
        Relation(f"r{n}", (ids[actor],), kind or "CONSULT", "", (ids[recipient],), date=str(day)[:10])
        for n, (actor, recipient, kind, day) in enumerate(zip(*(rows[name] for name in columns), strict=True))
    ]
    return Dataset.from_records(
        name="events",
        actors=[Actor(key, name, "other") for name, key in ids.items()],
        documents=[Document("d", "Events")],
        relations=relations,
        evidence=[Evidence(relation.id, "d") for relation in relations],
    )


def network_both(table):
    """The network of the events, and the same edges with the same attributes by networkx from a data frame."""
    import networkx as nx
    import pandas as pd

    from graphkit.network import build_network

    dataset = network_dataset(table)
    network = build_network(dataset)
    rows = [(a, b, key, *data.values()) for a, b, key, data in network.edges(keys=True, data=True)]
    names = list(next(iter(network.edges(data=True)))[2])
    frame = pd.DataFrame(rows, columns=["from", "to", "id", *names])
    del network, rows
    options = {"edge_attr": names, "edge_key": "id", "create_using": nx.MultiDiGraph}
    return in_turn(
        lambda: build_network(dataset), lambda: nx.from_pandas_edgelist(frame, "from", "to", **options), rounds=5
    )


def map_part(table, page, part):
    """Seconds of the map of an event table, of ``dyads``, or of the page of the graph that the map draws.

    Each is asked for in a process of its own, as a command is: where the actors sit is worked out once a process.
    """
    from dataclasses import replace

    from graphkit.cli.events_map import Choice, choose_pairs, draw_events, events_dataset
    from graphkit.network import build_network
    from graphkit.render import MapOptions, write_map

    filters = replace(Filters(), roll_up=True)
    if part == "page":
        frame = events.dyads(table, filters=filters)
        network = build_network(events_dataset(table, frame, choose_pairs(frame, Choice(), set())[0], filters))
    parts = {
        "map": lambda: draw_events(table, page, Choice(), Filters(), by_name=False),
        "dyads": lambda: events.dyads(table, filters=filters),
        "page": lambda: write_map(network, page, options=MapOptions(max_links=None)),
    }
    return in_turn(parts[part], rounds=1)[0]


def in_turn(*functions, rounds):
    """The best seconds of each function, on the clock and of the processor, when they run in turn."""
    times = [[] for _ in functions]
    for _ in range(rounds):
        for function, kept in zip(functions, times, strict=True):
            begun = time.perf_counter(), time.process_time()
            function()
            kept.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    return [(*(min(one) for one in zip(*kept, strict=True)), 1.0) for kept in times]


# --- the run -----------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1, help="million rows of the large table")
    parser.add_argument("--only", choices=list(PARTS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        year, large = folder / "year.parquet", folder / "large.parquet"
        # in a child as well: a child's peak of memory begins with what its parent holds
        measured(prepare, arguments.folder, year, large, 11 * arguments.rows)
        for name, part in PARTS.items():
            if arguments.only == name or (arguments.only is None and name != "huge"):
                part(folder, large)


def reciprocity(folder, large):
    line("reciprocity / pandas", measured(ours, large), measured(pandas_way, large), 0.7, memory=0.6)
    _, _, _, (sql, exact, pairs) = measured(exact_p, large)
    print(
        f"exact tests of {pairs} pairs / the SQL before them: wall {exact[0] / sql[0]:.2f}x, "
        f"cpu {exact[1] / sql[1]:.2f}x (allowed 0.5x)",
        flush=True,
    )


def counted(folder, large):
    whole, names, plain = (
        measured(*job)[3] for job in ((counts_only, large), (counts_only, large, True), (range_join, large))
    )
    assert whole[3] == names[3] == plain[3]
    line("counts / range join", whole, plain, 1.0)
    line("integers / names", whole, names, 0.5)


def in_order(table, target, number):
    """Copies of a table of one year, one after the other in time, written a year at a time."""
    import duckdb
    import pyarrow.parquet

    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE year AS SELECT * FROM '{table}' ORDER BY day")
        writer = None
        for k in range(number):
            days = ", ".join(f"CAST({name} + to_days({365 * k}) AS DATE) AS {name}" for name in ("date", "until"))
            moved = f"event_id || '-{k}' AS event_id, {days}, CAST(day + {365 * k} AS INTEGER) AS day"
            rows = connection.sql(f"SELECT * REPLACE ({moved}) FROM year").to_arrow_table()
            writer = writer or pyarrow.parquet.ParquetWriter(target, rows.schema, compression="zstd")
            writer.write_table(rows)
        writer.close()


def asked(question, table):
    with duckdb_backend(memory="4GB") as backend:
        return len(getattr(events, question)(table, backend=backend))


def huge(folder, large):
    tables = [folder / "10.parquet", folder / "100.parquet"]
    for path, number in zip(tables, (110, 1102), strict=True):
        measured(in_order, folder / "year.parquet", path, number)
    for question in ("dyads", "reciprocity"):
        small, big = (measured(asked, question, path) for path in tables)
        line(f"{question} of 100 million rows / 10 million, within 4 GB", big, small, 12)


def growth(folder, large):
    larger = folder / "larger.parquet"
    measured(copies, folder / "year.parquet", larger, 110)
    small, big = measured(ours, large), measured(ours, larger)
    line("10 million rows / 1 million", big, small, 12)
    tight = measured(ours, larger, "2GB")
    print(
        f"10 million rows within 2 GB: {tight[0]:.1f} s, {tight[2]:.0f} MB, same table: {tight[3] == big[3]}",
        flush=True,
    )


def imports(folder, large):
    paths = [folder / "small.export.CSV", folder / "big.export.CSV"]
    for path, rows in zip(paths, (600_000, 2_400_000), strict=True):
        measured(gdelt_file, path, rows)
    out = folder / "o.parquet"
    jobs = [(import_pandas, paths[0]), (import_ours, paths[0], out, False)]
    plain, fast = (best(runs) for runs in zip(*([measured(*job) for job in jobs] for _ in range(3)), strict=True))
    line("import gdelt / pandas.read_csv", fast, plain, 1.0)
    line("careful import / pandas.read_csv", measured(import_ours, paths[0], out, True), plain, 12)
    line("import of 2,400,000 rows / 600,000", measured(import_ours, paths[1], out, False), fast, "-", memory=1.1)


def best(runs):
    """The least seconds and the most memory of several runs."""
    return min(run[0] for run in runs), min(run[1] for run in runs), max(run[2] for run in runs), runs[0][3]


def drawing(folder, large):
    parts = ("map", "dyads", "page")
    runs = [[measured(map_part, large, folder / "map.html", part)[3] for part in parts] for _ in range(3)]
    ours, asked, page = ([min(one) for one in zip(*times, strict=True)] for times in zip(*runs, strict=True))
    line("events map / (dyads and the page)", ours, [a + b for a, b in zip(asked, page, strict=True)], 2)


def networks(folder, large):
    line("network of a year's events / networkx", *measured(network_both, folder / "year.parquet")[3], 1.3)


PARTS = {
    "reciprocity": reciprocity,
    "counts": counted,
    "growth": growth,
    "import": imports,
    "map": drawing,
    "network": networks,
    "huge": huge,  # only where it is asked for: it takes minutes
}


if __name__ == "__main__":
    main()
