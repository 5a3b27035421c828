"""Questions over event tables: by hand, against slow independent counts, and the same on another engine."""

from __future__ import annotations

import datetime
import importlib.resources
import io
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from graphkit import events
from graphkit.chance import answer_tests
from graphkit.cli import main
from graphkit.cli.events_map import events_dataset
from graphkit.errors import DataError, GraphkitError, UnknownActor
from graphkit.events import Filters, Options, import_events
from graphkit.model import DYADS_COLUMNS, RECIPROCITY_COLUMNS, SERIES_COLUMNS

pytest.importorskip("duckdb")
SQL = sorted(path.name for path in (importlib.resources.files("graphkit.events") / "sql").iterdir())
HAND = [
    ("2023-01-01", "A", "B"),
    ("2023-01-03", "B", "A"),
    ("2023-01-10", "A", "B"),
    ("2023-01-11", "B", "A"),
    ("2023-01-20", "A", "B"),
    ("2023-02-05", "B", "A"),
    ("2023-02-28", "C", "D"),
]


def table_of(folder, rows, *, name="t", ending=".parquet", more=()):
    """An event table of (date, actor, recipient, code) rows; the code is 190 where it is missing."""
    folder.mkdir(exist_ok=True)
    head = ["date", "actor", "recipient", "code", *more]
    lines = [",".join(map(str, [*row, *(["190"] if len(row) == 3 else [])])) for row in rows]
    (folder / f"{name}-in.csv").write_text("\n".join([",".join(head), *lines]) + "\n")
    import_events("events", [folder / f"{name}-in.csv"], folder / f"{name}{ending}")
    return folder / f"{name}{ending}"


@pytest.fixture(scope="module")
def hand(tmp_path_factory):
    return table_of(tmp_path_factory.mktemp("hand"), HAND)


@pytest.mark.slow
def test_the_example_worked_out_by_hand(hand):
    found = events.reciprocity(hand, within_days=3, lags=True)
    assert list(found.columns[: len(RECIPROCITY_COLUMNS)]) == list(RECIPROCITY_COLUMNS)
    row = found[(found["responder"] == "B") & (found["provoker"] == "A")].iloc[0]
    assert (row["opportunities"], row["responses"], row["same_day"], row["verdict"]) == (3, 2, 0, "too few")
    assert row["rate"] == pytest.approx(2 / 3)
    assert row["expected_rate"] == pytest.approx(5 / 31)
    assert row["rate_ratio"] == pytest.approx(4.13, abs=0.005)
    assert (row["median_lag_days"], row["expected_median_lag_days"], row["before_rate"]) == (1.5, 2, 0)
    assert [row[f"responses_lag_{lag}"] for lag in (1, 2, 3)] == [1, 1, 0]
    assert row["expected_lag_1"] == pytest.approx(6 / 31)
    assert np.isnan(row["p_value"])
    assert np.isnan(row["q_value"])
    assert "0 of 2 ordered pairs had enough acts to be tested, 2023-01-01 to 2023-02-28" in found.attrs["notes"]


def feud(days=1500, seed=3):
    """B answers A; C and D act by themselves."""
    rng = random.Random(seed)
    start = datetime.date(2018, 1, 1)
    rows = []
    for number in range(days):
        day = start + datetime.timedelta(number)
        if rng.random() < 0.08:
            rows.append((day, "A", "B"))
            if rng.random() < 0.6:
                rows.append((day + datetime.timedelta(rng.choice([1, 2])), "B", "A"))
        for one, other in (("C", "D"), ("D", "C")):
            if rng.random() < 0.08:
                rows.append((day, one, other))
    return rows


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    return table_of(tmp_path_factory.mktemp("long"), feud())


@pytest.mark.slow
def test_verdicts_and_their_words(long):
    found = events.reciprocity(long).set_index(["responder", "provoker"])
    assert found.loc[("B", "A"), "verdict"] == "answers"
    assert found.loc[("C", "D"), "verdict"] == found.loc[("D", "C"), "verdict"] == "no"
    said = events.explain_reciprocity(found.reset_index(), within_days=7)
    assert said.startswith("After 1")
    assert "B was more active after than before: B answers A." in said
    assert "Nothing here shows that A acts on B more or sooner" in said
    late = events.reciprocity(long, within_days=1)
    assert late.iloc[0]["responses"] < found.loc[("B", "A"), "responses"]


@pytest.mark.slow
def test_every_column_against_the_tests_of_raw_days(long):
    rows = pd.read_csv(long.with_name("t-in.csv"), dtype=str)
    rows["day"] = pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]").astype(int)
    found = events.reciprocity(long, within_days=5, null="quarter").set_index(["responder", "provoker"])
    for (responder, provoker), row in found.iterrows():
        acts = rows[(rows["actor"] == provoker) & (rows["recipient"] == responder)]["day"].tolist()
        replies = rows[(rows["actor"] == responder) & (rows["recipient"] == provoker)]["day"].tolist()
        tests = answer_tests(
            ([0] * len(acts), acts),
            ([0] * len(replies), replies),
            1,
            first=rows["day"].min(),
            last=rows["day"].max(),
            within_days=5,
            period="quarter",
        )
        last = rows["day"].max() - 5
        days = sorted({day for day in acts if day <= last})
        lags = [min((r - day for r in replies if 0 < r - day <= 5), default=None) for day in days]
        answered = [lag for lag in lags if lag]
        assert (row["opportunities"], row["responses"]) == (len(days), len(answered))
        assert row["median_lag_days"] == np.median(answered)
        assert row["same_day"] == len(set(days) & set(replies))
        assert row["expected_rate"] == pytest.approx(tests.expected[0] / len(days), abs=1e-12)
        assert row["p_value"] == pytest.approx(tests.p_value[0], abs=1e-12)
        assert row["p_after"] == pytest.approx(tests.p_after[0], abs=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_the_counts_of_the_engine_are_those_of_the_tests(tmp_path, seed):
    rng = random.Random(seed)
    start = datetime.date(2019, 12, 1)
    rows = [
        (
            start + datetime.timedelta(rng.randrange(90)),
            rng.choice("ABC"),
            rng.choice("ABC"),
            rng.choice(["190", "112", "010"]),
        )
        for _ in range(150)
    ]
    table = table_of(tmp_path, rows)
    for same_day in (False, True):
        options = {
            "within_days": 4,
            "same_day": same_day,
            "provocation": ("ACCUSE",),
            "response": ("material conflict",),
        }
        whole = events.reciprocity(table, lags=True, **options)
        # a period as long as the table is counted in numpy alone
        both = events.reciprocity(table, lags=True, periods=["2019-12-01/2020-03-31"], **options)
        other = both[both["period"] != "whole"].drop(columns="period").reset_index(drop=True)
        order = ["responder", "provoker"]
        pd.testing.assert_frame_equal(
            whole.sort_values(order).reset_index(drop=True), other.sort_values(order).reset_index(drop=True)
        )
        assert not (whole["responder"] == whole["provoker"]).any()


class Sqlite:
    """A second engine, in a page: it runs the same files unchanged."""

    remote = False

    def __init__(self):
        self.base = sqlite3.connect(":memory:")

    def open(self, table):
        import duckdb

        with duckdb.connect() as connection:
            rows = connection.execute(f"SELECT * FROM '{table}'").fetchall()
        epoch = datetime.date(1970, 1, 1)
        names = ["event_id", "day", "end_day", "added_day", "actor", "recipient", "actor_state", "recipient_state"]
        names += ["code", "type_name", "quad_name", "points", "reports", "directed", "outlet"]
        source = []
        for row in rows:
            added = (row[4] - epoch).days if row[4] else row[3]
            points = None if row[12] is None else round(row[12] * 1000)
            source.append(
                (row[0], row[3], (row[2] - epoch).days, added, *row[5:12], points, row[13], int(row[16]), row[14])
            )
        self._fill("source", names, source)

    def materialise(self, name, columns):
        values = [[v.item() if hasattr(v, "item") else v for v in column] for column in columns.values()]
        self._fill(name, list(columns), list(zip(*values, strict=True)))

    def run(self, name):
        self.base.execute(f"DROP TABLE IF EXISTS {name}")
        text = (importlib.resources.files("graphkit.events") / "sql" / f"{name}.sql").read_text()
        self.base.execute(f"CREATE TABLE {name} AS {text}")

    def collect(self, name):
        cursor = self.base.execute(f"SELECT * FROM {name}")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        return {
            key: np.array(
                [0 if v is None else v for v in values], object if rows and isinstance(values[0], str) else int
            )
            for key, values in zip(names, columns, strict=True)
        }

    def _fill(self, name, columns, rows):
        self.base.execute(f"DROP TABLE IF EXISTS {name}")
        self.base.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        self.base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)


@pytest.mark.slow
def test_another_engine_gives_identical_tables(long, hand):
    for table in (long, hand):
        for ask in (
            lambda **k: events.dyads(**k),
            lambda **k: events.reactions(**k),
            lambda **k: events.reciprocity(**k),
            lambda **k: events.reciprocity_sensitivity(**k),
            lambda **k: events.timeline(actor="A", recipient="B", by="week", **k),
            lambda **k: events.reciprocity_events(responder="B", provoker="A", **k),
            lambda **k: events.describe(**k),
        ):
            one, other = ask(table=table), ask(table=table, backend=Sqlite())
            pd.testing.assert_frame_equal(one, other, check_exact=True)
            assert one.attrs == other.attrs


@pytest.mark.parametrize("name", SQL)
@pytest.mark.parametrize("dialect", ["duckdb", "spark", "bigquery", "trino"])
def test_the_files_are_in_the_common_subset(name, dialect):
    sqlglot = pytest.importorskip("sqlglot")
    from sqlglot import exp

    text = (importlib.resources.files("graphkit.events") / "sql" / name).read_text()
    tree = sqlglot.parse_one(text, dialect=dialect)
    assert isinstance(tree, exp.Query)
    assert sqlglot.transpile(text, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
    for kind in (exp.Div, exp.Cast, exp.Window, exp.Order, exp.Command):
        assert not list(tree.find_all(kind)), f"{name} has {kind.__name__}"
    for join in tree.find_all(exp.Join):
        condition = join.args.get("on")
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition] if condition else []:
            assert isinstance(part, exp.EQ), f"{name}: {part} is no equality"
    assert not [literal for literal in tree.find_all(exp.Literal) if not literal.is_string and "." in literal.this]


def test_what_counts_as_an_act_is_said_once():
    folder = importlib.resources.files("graphkit.events") / "sql"
    said = [path.name for path in folder.iterdir() if "a.wanted + r.wanted" in path.read_text()]
    assert said == ["deeds.sql"]


@pytest.mark.slow
def test_no_text_of_the_user_reaches_sql(tmp_path):
    evil = "A'); DROP TABLE source; --"
    table = table_of(tmp_path, [("2020-01-01", evil, 'B "q"'), ("2020-01-02", 'B "q"', evil)])
    found = events.dyads(table, filters=Filters(actors=[evil], same={evil: "it's"}))
    assert set(found["actor"]) == {"it's", 'B "q"'}
    quoted = tmp_path / "it's here"
    assert len(events.dyads(table_of(quoted, HAND))) == 3


# --- counting ----------------------------------------------------------------------------------


def test_dyads_by_hand(tmp_path):
    rows = [
        ("2020-01-01", "Iran", "Iraq", "190"),
        ("2020-01-01", "Iran", "Iraq", "190"),
        ("2020-01-05", "Iran", "Iraq", "043"),
        ("2020-01-07", "Iran", "Cuba", "193"),
        ("2020-01-08", "Iran", "", "193"),
        ("2020-01-09", "Citizen (Iran)", "Iraq", "193"),
    ]
    table = table_of(tmp_path, rows)
    found = events.dyads(table)
    assert list(found.columns) == list(DYADS_COLUMNS)
    first = found[(found["recipient"] == "Iraq") & (found["actor"] == "Iran") & (found["quad"] == "material conflict")]
    assert first[["events", "reports", "days", "first", "last"]].to_numpy().tolist() == [
        [1, 2, 1, "2020-01-01", "2020-01-01"]
    ]
    assert first["share"].iloc[0] == pytest.approx(1 / 3)
    assert first["mean_score"].iloc[0] == first["sum_score"].iloc[0] < 0
    assert "1 event without an actor or recipient is left out" in found.attrs["notes"]
    rolled = events.dyads(table, filters=Filters(roll_up=True, quads=["material conflict"]))
    assert rolled[["actor", "recipient", "events"]].to_numpy().tolist() == [["IRN", "IRQ", 2], ["IRN", "CUB", 1]]
    assert len(events.dyads(table, filters=Filters(actors=["Cuba"]))) == 1
    assert events.dyads(table, filters=Filters(types=["CONSULT"]))["events"].tolist() == [1]
    assert events.dyads(table, filters=Filters(since="2020-01-06"))["events"].sum() == 2
    empty = events.dyads(table, filters=Filters(since="2021"))
    assert (len(empty), list(empty.columns)) == (0, list(DYADS_COLUMNS))


@pytest.mark.slow
def test_an_actor_goes_by_any_name(tmp_path):
    rows = [("2020-01-01", "North_Korea", "Kim (North Korea)"), ("2020-01-02", "South Korea", "NATO")]
    table = table_of(tmp_path, rows)
    for name in ("North Korea", "PRK", "DPRK", "Pyongyang", "north_korea"):
        assert events.ego(table, name)["recipient"].tolist() == ["Kim (North Korea)"]
    assert events.ego(table, "nato")["actor"].tolist() == ["South Korea"]
    with pytest.raises(UnknownActor, match=r"no actor 'South Kora' among 4; did you mean South Korea"):
        events.ego(table, "South Kora")


@pytest.mark.slow
def test_a_timeline_has_its_zeros(tmp_path):
    rows = [("2020-01-06", "A", "B"), ("2020-01-27", "B", "A", "043"), ("2020-02-03", "C", "D")]
    found = events.timeline(table_of(tmp_path, rows), "A", "B", by="week")
    assert list(found.columns) == list(SERIES_COLUMNS)
    assert found["date"].unique().tolist() == ["2020-01-06", "2020-01-13", "2020-01-20", "2020-01-27", "2020-02-03"]
    assert found["events"].tolist() == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert np.isnan(found["mean_score"].iloc[1])
    monthly = events.timeline(table_of(tmp_path, rows), "A", "B")
    assert monthly[["date", "actor", "events"]].to_numpy().tolist() == [
        ["2020-01-01", "A", 1],
        ["2020-01-01", "B", 1],
        ["2020-02-01", "A", 0],
        ["2020-02-01", "B", 0],
    ]
    with pytest.raises(GraphkitError, match="both mean A"):
        events.timeline(table_of(tmp_path, rows), "A", "a")
    with pytest.raises(ValueError, match="by is 'year'"):
        events.timeline(table_of(tmp_path, rows), "A", "B", by="year")


@pytest.mark.slow
def test_describe_counts_what_is_missing(tmp_path):
    table = table_of(tmp_path, [*HAND, ("2023-01-05", "", "B", "13y")])
    found = dict(events.describe(table).to_numpy().tolist())
    assert (found["events"], found["first day"], found["last day"]) == ("8", "2023-01-01", "2023-02-28")
    assert found["without actor or recipient"] == "1 (12.5%)"
    assert found["without a type"] == "1 (12.5%)"
    assert found["days with events"] == "8 of 59"
    assert found["format"].startswith("events")
    (tmp_path / "t.parquet.json").unlink()
    assert dict(events.describe(table).to_numpy().tolist())["format"].startswith("not known")


@pytest.mark.slow
def test_csv_and_parquet_answer_alike(tmp_path, hand):
    as_csv = table_of(tmp_path, HAND, ending=".csv")
    pd.testing.assert_frame_equal(events.dyads(as_csv), events.dyads(hand), check_exact=True)


@pytest.mark.slow
def test_two_names_are_joined_in_a_question(tmp_path):
    table = table_of(tmp_path, [("2020-01-01", "ROM", "USA"), ("2020-01-02", "ROU", "USA")])
    assert len(events.dyads(table)) == 2
    joined = events.dyads(table, filters=Filters(same={"ROM": "ROU"}))
    assert joined[["actor", "events"]].to_numpy().tolist() == [["ROU", 2]]


# --- what a question of order leaves out -------------------------------------------------------


@pytest.mark.slow
def test_late_rows_are_left_out_and_counted(tmp_path):
    rows = [(date, a, b, "190", date) for date, a, b in HAND]
    # a year ago by the day it was added, and one of the same time added far later
    rows += [("2022-01-10", "A", "B", "190", "2023-01-10"), ("2023-01-14", "A", "B", "190", "2023-03-14")]
    table = table_of(tmp_path, rows, more=["reported"])
    found = events.reciprocity(table, within_days=3)
    assert found.set_index("responder").loc["B", "opportunities"] == 3
    assert any("2 events added more than 30 days from their day" in note for note in found.attrs["notes"])
    assert any("2023-01-01 to 2023-02-28" in note for note in found.attrs["notes"])
    kept = events.reciprocity(table, within_days=3, include_late=True)
    assert kept.set_index("responder").loc["B", "opportunities"] == 5
    assert any("2022-01-10 to 2023-02-28" in note for note in kept.attrs["notes"])


@pytest.mark.slow
def test_rough_days_are_left_out_and_counted(tmp_path):
    rows = [(date, a, b, "190", date) for date, a, b in HAND] + [("2023-01-14", "A", "B", "190", "2023-01-16")]
    table = table_of(tmp_path, rows, more=["until"])
    found = events.reciprocity(table, within_days=3)
    assert found.set_index("responder").loc["B", "opportunities"] == 3
    assert any("1 event whose day is not known" in note for note in found.attrs["notes"])
    week = events.timeline(table, "A", "B", by="week")
    assert week["events"].sum() == 6
    assert week.attrs["notes"] == ["1 event is not dated to the week and left out"]


@pytest.mark.slow
def test_a_table_without_direction_is_refused(tmp_path):
    text = "event_id_cnty,event_date,event_type,actor1,actor2\nX1,28 December 2022,Battles,A,B\n"
    (tmp_path / "a.csv").write_text(text)
    import_events("acled", [tmp_path / "a.csv"], tmp_path / "o.parquet")
    with pytest.raises(
        GraphkitError, match=r"the 1 event of .* has no direction \(acled names two sides.*reciprocity cannot be asked"
    ):
        events.reciprocity(tmp_path / "o.parquet")
    assert any("no direction" in note for note in events.dyads(tmp_path / "o.parquet").attrs["notes"])


@pytest.mark.slow
def test_sub_periods_and_years_beside_the_whole(long):
    found = events.reciprocity(long, periods=["2018/2019"], by_year=True, filters=Filters(actors=["A"]))
    pair = found[(found["responder"] == "B") & (found["provoker"] == "A")]
    assert pair["period"].tolist() == ["whole", "2018/2019", "2018", "2019", "2020", "2021", "2022"]
    # nothing of one year is an opportunity that only the next year answers: the last 7 days of each are left out
    assert pair["opportunities"].iloc[2:].sum() <= pair["opportunities"].iloc[0]
    with pytest.raises(ValueError, match="the period 1990 has no day in common"):
        events.reciprocity(long, periods=["1990"])


@pytest.mark.slow
def test_sensitivity_says_where_the_verdict_changes(long):
    found = events.reciprocity_sensitivity(long).set_index(["responder", "provoker"])
    assert found.loc[("B", "A"), "month_7"] == "answers"
    assert set(found.columns) >= {f"{n}_{d}" for n in ("month", "quarter", "year") for d in (1, 3, 7, 14)}
    for _, row in found.iterrows():
        differing = [name for name in found.columns[:-1] if row[name] != row["month_7"]]
        assert row["changes"] == ";".join(differing)


def test_the_events_behind_a_row(hand):
    found = events.reciprocity_events(hand, responder="B", provoker="A", within_days=3)
    assert found[["provocation_date", "response_date", "lag_days"]].to_numpy().tolist() == [
        ["2023-01-01", "2023-01-03", 2],
        ["2023-01-10", "2023-01-11", 1],
    ]
    assert found["provocation_code"].tolist() == ["190", "190"]


def test_what_is_refused(tmp_path, hand):
    with pytest.raises(DataError, match="there is no event table"):
        events.dyads(tmp_path / "none.parquet")
    (tmp_path / "x.parquet").write_text("no")
    with pytest.raises(DataError, match="is no event table"):
        events.dyads(tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="there is no class of acts 'WAR'"):
        events.reciprocity(hand, provocation=("WAR",))
    with pytest.raises(ValueError, match="within_days is 0"):
        events.reciprocity(hand, within_days=0)
    with pytest.raises(ValueError, match="swap them"):
        events.dyads(hand, filters=Filters(since="2023", until="2020"))
    with pytest.raises(ValueError, match="there is no type 'WAR'"):
        events.dyads(hand, filters=Filters(types=["WAR"]))


# --- commands ----------------------------------------------------------------------------------


def run(*words):
    return CliRunner().invoke(main, ["events", *map(str, words)])


@pytest.mark.slow
def test_commands_write_data_to_stdout_and_words_to_stderr(long, hand):
    done = run("dyads", hand, "--format", "csv")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, ",".join(DYADS_COLUMNS))
    assert "7 events from 7 reports" in done.stderr
    assert run("ego", hand, "A").exit_code == 0
    assert run("timeline", hand, "A", "B", "--by", "day").stdout.count("\n") == 1 + 2 * 59
    assert run("describe", hand, "--format", "json").stdout.startswith("[")
    text = run("reciprocity", long, "--format", "text").stdout
    assert "B answers A." in text
    assert "2 of 2" not in text
    assert run("reciprocity", long, "--lags", "--by", "year", "--format", "csv").exit_code == 0
    assert "the verdict changes with the setting for" in run("reciprocity", long, "--sensitivity").stderr
    behind = run("reciprocity", long, "--events", "B", "A", "--within-days", "2", "--format", "csv")
    assert behind.stdout.splitlines()[0].startswith("responder,provoker,provocation_date")


@pytest.mark.slow
def test_commands_exit_as_promised(hand, tmp_path):
    assert run("dyads", tmp_path / "none.parquet").exit_code == 1
    assert run("ego", hand, "Nobody").exit_code == 1
    assert run("reciprocity", hand, "--provocation", "WAR").exit_code == 2
    assert run("reciprocity", hand, "--periods", "1990").exit_code == 2
    assert run("reciprocity", hand, "--within-days", "0").exit_code == 2
    assert run("dyads", hand, "--since", "2023", "--until", "2020").exit_code == 2


def test_help_imports_no_engine():
    code = (
        "import sys; from graphkit.cli import main\n"
        "for words in (['--help'], ['events', '--help'], ['import', '--help']):\n"
        "    main(words, standalone_mode=False)\n"
        "assert not {'duckdb', 'pyspark', 'pandas', 'numpy'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# --- the map -----------------------------------------------------------------------------------


def star(folder):
    """A hub that acts 8, 1 and 1 times five-fold on others, and a pair of nobody's."""
    start = datetime.date(2020, 1, 1)
    rows = []
    for other, number in (("Iran", 40), ("Iraq", 5), ("Cuba", 5), ("France", 1)):
        rows += [(start + datetime.timedelta(n), "United States", other, "190") for n in range(number)]
    rows += [(start, "Peru", "Peru", "190"), (start, "", "Peru", "190")]
    return table_of(
        folder, [(*row, f"http://news.example/{number}") for number, row in enumerate(rows)], more=["source"]
    )


def drawn(path):
    """The words of a page that say what is drawn."""
    return path.read_text("utf-8")


@pytest.mark.slow
def test_the_map_draws_what_stands_out_and_says_what_it_leaves(tmp_path):
    table, out = star(tmp_path), tmp_path / "map.html"
    done = run("map", table, "-o", out, "--alpha", "0.05")
    assert done.exit_code == 0, done.output
    # (1 - 40/51) ** 3 = 0.01; the others are beyond 0.7
    assert "1 of 4 pairs drawn, 77% of 52 events, 2% lie within one actor; rule: ties that stand out" in done.stderr
    page = drawn(out)
    assert "40 reports, coded by machine, not checked: 40 events on 40 days, 2020-01-01 to 2020-02-09" in page
    assert r"by month \u2588\u2583 most in 2020-01 (31)" in page  # a full bar and one of three eighths
    assert "Coded by machine, not checked. 1 of 4 pairs drawn" in page
    # the latest 20 days are the examples, each with its address
    assert "http://news.example/39" in page
    assert "http://news.example/20" in page
    assert "http://news.example/19" not in page
    assert "Iraq" not in page.split("<script")[0]


@pytest.mark.slow
def test_the_examples_of_a_pair_are_twenty_from_its_classes_in_turn(tmp_path):
    start = datetime.date(2020, 1, 1)
    rows = [(start + datetime.timedelta(n), "A", "B", "190") for n in range(30)]
    rows += [(start + datetime.timedelta(n), "A", "B", "040") for n in range(3)]
    rows += [(start, "B", "A", "190")] * 2
    months, examples = events.pair_details(table_of(tmp_path, rows), [("A", "B"), ("B", "A")])
    counts = examples.groupby(["actor", "recipient", "quad"])["date"].agg(["size", "min", "max"])
    assert counts.loc[("A", "B", "verbal cooperation")].tolist() == [3, "2020-01-01", "2020-01-03"]
    assert counts.loc[("A", "B", "material conflict")].tolist() == [17, "2020-01-14", "2020-01-30"]
    assert counts.loc[("B", "A", "material conflict")].tolist() == [1, "2020-01-01", "2020-01-01"]
    assert examples[examples["actor"] == "A"]["date"].iloc[:2].tolist() == ["2020-01-03", "2020-01-02"]
    assert months[months["actor"] == "A"]["month"].unique().tolist() == ["2020-01-01"]
    assert months["events"].tolist() == [3, 30, 1]
    assert months["reports"].tolist() == [3, 30, 2]


@pytest.mark.slow
def test_the_map_by_plain_strength_around_somebody_and_with_nothing(tmp_path):
    table, out = star(tmp_path), tmp_path / "map.html"
    assert "3 of 4 pairs drawn, 96% of 52" in run("map", table, "-o", out, "--keep", "strongest").stderr
    two = run("map", table, "-o", out, "--keep", "strongest", "--pairs", "2")
    assert "2 of 4 pairs drawn" in two.stderr
    assert "the 2 strongest of 3" in two.stderr
    cuba = run("map", table, "-o", out, "--around", "Paris").stderr  # however weak
    assert "1 of 1 pairs drawn, 2% of 52 events" in cuba
    assert "rule: every pair around these actors" in cuba
    nothing = run("map", table, "-o", out, "--since", "2021")
    assert nothing.exit_code == 1
    assert "there is no pair to draw" in nothing.stderr
    assert run("map", table, "-o", out, "--alpha", "2").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["acled", "keds"])
def test_a_map_of_two_sides_has_no_arrows(tmp_path, name):
    rows = [(f"2022-01-{n:02}", ("Army", "Rebels")[:: 1 if n % 2 else -1]) for n in range(1, 21)]
    texts = {
        "acled": "event_date,event_type,actor1,actor2\n" + "".join(f"{d},Battles,{a},{b}\n" for d, (a, b) in rows),
        "keds": "".join(f"{date}\t{one}\t{other}\t190\n" for date, (one, other) in rows),
    }
    (tmp_path / "a.csv").write_text(texts[name])
    import_events(name, [tmp_path / "a.csv"], tmp_path / "t.parquet")
    done = run("map", tmp_path / "t.parquet", "-o", tmp_path / "m.html", "--keep", "strongest")
    assert done.exit_code == 0, done.output
    frame = events.dyads(tmp_path / "t.parquet", filters=Filters(actors=["Army"]))
    pairs = list(zip(frame["actor"], frame["recipient"], strict=True))
    dataset = events_dataset(tmp_path / "t.parquet", frame, pairs, Filters())
    assert dataset.relations["mutual"].tolist() == [name == "acled"] * 2
    few = run("map", tmp_path / "t.parquet", "-o", tmp_path / "m.html", "--keep", "strongest", "--since", "2022-01-18")
    assert few.exit_code == 0
    assert "rule: no pair has at least 5 events, so every pair" in few.stderr


@pytest.mark.slow
def test_a_table_in_which_nothing_stands_out_is_drawn_all_the_same_by_a_rule_that_is_said(tmp_path):
    days = [f"2023-01-{n:02}" for n in range(1, 31)]
    table = table_of(
        tmp_path, [(day, "ABCDEF"[n % 6], "ABCDEF"[(n + 1 + n // 6) % 6], "190") for n, day in enumerate(days)]
    )
    done = run("map", table, "-o", tmp_path / "m.html")
    assert done.exit_code == 0, done.output
    assert "of 30 events; rule: no tie stands out (backbone, alpha 0.01), so every pair" in done.stderr
    more = table_of(tmp_path, [(day, "A", "BC"[n % 5 > 3], "190") for n, day in enumerate(days)])
    done = run("map", more, "-o", tmp_path / "m.html")
    assert "2 of 2 pairs drawn, 100% of 30 events; rule: no tie stands out" in done.stderr
    assert "so every pair of at least 5 events" in done.stderr


@pytest.mark.slow
def test_the_text_names_states_and_the_classes_that_were_asked_for(tmp_path):
    start = datetime.date(2023, 1, 1)
    rows = [(start + datetime.timedelta(3 * n), "North_Korea", "Rebel_Group_(Iran)", "112") for n in range(40)]
    rows += [(start + datetime.timedelta(3 * n + 1), "Rebel_Group_(Iran)", "North_Korea", "190") for n in range(30)]
    table = table_of(tmp_path, rows)
    asked = ("--provocation", "verbal conflict", "--response", "ASSAULT", "--format", "text")
    said = run("reciprocity", table, *asked).stdout
    assert (
        "days on which North Korea acted against Rebel Group (Iran) (verbal conflict), Rebel Group (Iran) acted" in said
    )
    assert "acted against North Korea (ASSAULT) within 7 days" in said
    assert "days on which Iran acted against North Korea" not in said
    assert "which North Korea acted against Iran (" in run("reciprocity", table, "--roll-up", *asked).stdout
    aid = ("--provocation", "AID", "--events", "Iran", "North Korea")
    assert (
        "0 days on which North Korea acted on Iran were answered within 7 days"
        in run("reciprocity", table, *aid).stderr
    )


@pytest.mark.slow
def test_a_verdict_on_the_whole_that_holds_in_no_part_is_said_to_be_so(tmp_path):
    acts = [datetime.date(year, month, 3 + 2 * month) for year in range(2015, 2020) for month in range(1, 13)]
    rows = [(day, "A", "B", "190") for day in acts] + [(day + datetime.timedelta(1), "B", "A", "190") for day in acts]
    rows += [(day, "C", "D", "190") for day in acts]
    table = table_of(tmp_path, rows)
    done = run("reciprocity", table, "--by", "year", "--within-days", "3")
    frame = pd.read_csv(io.StringIO(done.stdout))
    assert frame[(frame["responder"] == "B") & (frame["period"] == "whole")]["verdict"].tolist() == ["answers"]
    assert set(frame[frame["period"] != "whole"]["verdict"]) == {"too few"}  # 12 acts a year
    assert "the verdict on the whole span is that of no part of it: B to A (answers)" in done.stderr
    holds = run("reciprocity", table, "--periods", "2015/2017,2018/2019", "--within-days", "3")
    assert "of no part" not in holds.stderr


def test_one_of_a_thing_is_said_as_one(tmp_path):
    rows = [(f"2023-01-{n:02}", "A", "B", "190") for n in range(1, 22)] + [("2023-01-05", "", "B", "190")]
    notes = events.reciprocity(table_of(tmp_path, rows)).attrs["notes"]
    assert notes[0] == "1 event without an actor or recipient is left out"
    one = table_of(tmp_path, [("2023-01-05", "A", "B", "190")])
    assert events.dyads(one).attrs["notes"] == ["1 event from 1 report in the chosen time"]
    assert "1 pair has too few acts" in events.explain_reciprocity(
        events.reciprocity(table_of(tmp_path, rows)), within_days=7
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "title"),
    [
        # each pair has 12 events, 6 of them cooperation and 6 conflict
        (0, "72 events drawn among 4 actors: no pair stands out, all 6 have 12"),
        # five more are no more than the strongest of six pairs has by chance
        (5, "77 events drawn among 4 actors: no pair stands out, none has more than 17"),
        (60, "More than half of 132 events drawn ran between Mali and Chad"),
    ],
)
def test_the_headline_of_a_table_counts_events_and_names_no_pair_that_does_not_stand_out(tmp_path, more, title):
    names = ["Chad", "Mali", "Peru", "Togo"]
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    rows = [(f"2024-01-{n:02}", *pair, code) for pair in pairs for code in ("040", "190") for n in range(1, 7)]
    rows += [(f"2024-{2 + n // 20:02}-{1 + n % 20:02}", "Mali", "Chad", "190") for n in range(more)]
    out = tmp_path / "map.html"
    assert run("map", table_of(tmp_path, rows), "--keep", "strongest", "-o", out).exit_code == 0
    assert title in out.read_text("utf-8")


@pytest.mark.slow
def test_coded_and_curated_links_stand_on_one_map(tmp_path):
    from graphkit import build_network, load_dataset
    from graphkit.cli.events_map import add_events

    curated = build_network(load_dataset())
    rows = [("2024-01-01", "North Korea", "Russia", "190")] * 3  # merged: reports of one event
    rows += [(f"2024-02-{n:02}", "North Korea", "Russia", "040") for n in range(1, 29)]
    rows += [(f"2014-03-{n:02}", "Kim Jong-un", "Nowhere Front", "112") for n in range(1, 9)]
    table = table_of(tmp_path, rows)
    both, said = add_events(curated, table, Filters())
    assert "2 of 2 pairs drawn" in said
    coded = {
        key: (one, other) for one, other, key, kind in both.edges(keys=True, data="type") if kind[:8] == "x:coded-"
    }
    # a state is the state of the dataset; a person without a post in the dataset at that time stands apart
    assert set(coded.values()) == {("PRK", "RUS"), ("kim-jong-un-2", "nowhere-front")}
    assert {both.edges[*ends, key]["origin"] for key, ends in coded.items()} == {"import:events"}
    assert all(both.edges[edge]["type"] == kind for *edge, kind in curated.edges(keys=True, data="type"))
    assert both.number_of_edges() == curated.number_of_edges() + len(coded)
    summaries = [both.edges[*ends, key]["summary"] for key, ends in coded.items()]
    wanted = (
        "28 reports, coded by machine, not checked: 28 events on 28 days",
        "3 reports, coded by machine, not checked: 1 event on 1 day,",
    )
    assert [sum(words in said for said in summaries) for words in wanted] == [1, 1]
    gists = [both.edges[*ends, key]["gist"] for key, ends in coded.items()]
    assert "1 event, 3 reports" in gists
    none = CliRunner().invoke(main, ["map", "--events", str(table), "--since", "2030", "-o", str(tmp_path / "n.html")])
    assert none.exit_code == 1
    assert "0 of 0 pairs drawn, none of 0 events; rule" in none.stderr
    assert "leave out --events" in none.stderr
    out = tmp_path / "map.html"
    done = CliRunner().invoke(main, ["map", "--events", str(table), "--since", "2024", "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert f"{table}, coded by machine, not checked: 1 of 1 pairs drawn, 100% of 29 events" in done.stderr
    assert out.stat().st_size > 100_000
    refused = CliRunner().invoke(main, ["map", "--events", str(out), "-o", str(tmp_path / "x.html")])
    assert refused.exit_code == 1
    assert "an event table is one of them" in refused.stderr
    few = table_of(tmp_path, [("2024-01-01", "North Korea", "Russia")], name="few")
    done = CliRunner().invoke(main, ["map", "--events", str(few), "-o", str(tmp_path / "x.html")])
    assert "1 of 1 pairs drawn, 100% of 1 event; rule: no tie stands out" in done.stderr


@pytest.mark.slow
def test_two_names_of_one_actor_in_a_table_are_one_on_the_map(tmp_path):
    from graphkit import build_network, load_dataset
    from graphkit.cli.events_map import add_events

    pairs = (("North Korea", "Russia"), ("Pyongyang", "Moscow"), ("Pyongyang", "North Korea"), ("Pyongyang", "Ukraine"))
    table = table_of(tmp_path, [(f"2024-10-{n:02}", *pair, "040") for pair in pairs for n in range(1, 8)])
    both, said = add_events(build_network(load_dataset()), table, Filters())
    coded = {
        (one, other): gist
        for one, other, key, gist in both.edges(keys=True, data="gist")
        if both.edges[one, other, key]["type"].startswith("x:coded-")
    }
    # what Pyongyang does to Moscow is what North Korea does to Russia; what it does to itself is not drawn
    assert coded == {("PRK", "RUS"): "14 events, 14 reports", ("PRK", "UKR"): "7 events, 7 reports"}
    assert said.startswith("2 of 2 pairs drawn, 75% of 28 events, 25% lie within one actor")
    assert said.endswith("read as one: Moscow = RUS, Pyongyang = PRK")


@pytest.mark.slow
@pytest.mark.parametrize("lacks", ["pyspark", "java"])
def test_a_machine_without_spark_is_told_in_one_sentence(tmp_path, monkeypatch, lacks):
    table = table_of(tmp_path, [("2024-01-01", "A", "B")])
    if lacks == "pyspark":
        monkeypatch.setitem(sys.modules, "pyspark", None)
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
        monkeypatch.setitem(sys.modules, "pyspark.errors", None)
        wanted = "Error: Spark needs PySpark, and Java 17 or later "
    else:
        pytest.importorskip("pyspark", reason="needs the extra graphkit[spark]")
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        wanted = "Error: Spark needs Java 17 or later "
    refused = run("dyads", table, "--engine", "spark", "--master", "local[1]")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith(wanted)
    assert refused.stderr.count("\n") == 1


SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "icews14"


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the real samples are not beside this checkout")
def test_the_events_of_2014(tmp_path):
    import_events("quadruples", [SAMPLE], tmp_path / "o.parquet", options=Options())
    found = events.reciprocity(tmp_path / "o.parquet", filters=Filters(roll_up=True))
    assert (found["verdict"] != "too few").sum() == found["q_value"].notna().sum() > 10
    assert set(found["verdict"]) <= {"too few", "no", "together", "answers", "before"}
    done = run("map", tmp_path / "o.parquet", "--by-name", "-o", tmp_path / "map.html", "--pairs", "1000")
    assert "945 of 31,722 pairs drawn, 37% of 90,730 events" in done.stderr


@pytest.mark.slow
def test_a_table_that_changes_is_looked_at_anew(tmp_path):
    table = tmp_path / "o.parquet"
    with events.duckdb_backend() as backend:
        for who in ("ISR", "IRN"):
            (tmp_path / "a.tab").write_text(f"930913\t{who}\tPSE\t190\n")
            events.import_events("keds", [tmp_path / "a.tab"], table)
            for _ in range(2):
                assert events.dyads(table, backend=backend)["actor"].tolist() == [who]


def test_a_table_in_text_has_headings_and_short_numbers(tmp_path):
    start = datetime.date(2020, 1, 1)
    rows = [(start, "A", "B", "190"), (start, "A", "B", "040"), (start, "B", "A", "040")]
    told = run("dyads", table_of(tmp_path, rows), "--format", "text").stdout.splitlines()
    assert told[0].split()[:3] == ["actor", "recipient", "quad"]
    assert [line.split()[-1] for line in told[1:]] == ["0.50", "0.50", "1.00"]


@pytest.mark.slow
def test_a_word_for_nobody_is_no_actor_of_the_map_and_its_events_are_counted(tmp_path):
    days = [f"2023-01-{n:02}" for n in range(1, 11)]
    rows = [(day, "A", "B", "190") for day in days] + [(day, "Unspecified Actor", "B", "190") for day in days[:6]]
    table = table_of(tmp_path, rows)
    done = run("map", table, "-o", tmp_path / "m.html")
    assert done.exit_code == 0, done.output
    assert "1 of 1 pairs drawn, 62% of 16 events, 6 events with nobody named left out" in done.stderr
    # who asks for it gets it
    asked = run("map", table, "-o", tmp_path / "m.html", "--around", "Unspecified Actor")
    assert "left out" not in asked.stderr and "1 of 1 pairs drawn" in asked.stderr
