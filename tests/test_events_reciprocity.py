"""``reciprocity`` against plain slow computations: every column anew from the dates, and a published event model."""

from __future__ import annotations

import calendar
import datetime
import math
import random
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graphkit import events
from graphkit.events import import_events
from graphkit.model import REACTIONS_COLUMNS, RECIPROCITY_COLUMNS

pytest.importorskip("duckdb")
EPOCH = datetime.date(1970, 1, 1)
SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "icews14"
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def table_of(folder, rows):
    """An event table of (day, actor, recipient) rows, all of material conflict."""
    lines = [f"{EPOCH + datetime.timedelta(day)},{actor},{recipient},190" for day, actor, recipient in rows]
    (folder / "in.csv").write_text("\n".join(["date,actor,recipient,code", *lines]) + "\n")
    import_events("events", [folder / "in.csv"], folder / "t.parquet")
    return folder / "t.parquet"


def month_of(day, period):
    date = EPOCH + datetime.timedelta(day)
    return date.year, {"month": date.month, "quarter": (date.month - 1) // 3, "year": 0}[period]


def convolved(parts):
    """The distribution of a sum, as whole numbers of ways."""
    total = Counter({0: 1})
    for part in parts:
        total, old = Counter(), total
        for value, ways in old.items():
            for more, others in part.items():
                total[value + more] += ways * others
    return total


def tail(distribution, least):
    """The exact probability of a value this high."""
    return Fraction(sum(ways for value, ways in distribution.items() if value >= least), sum(distribution.values()))


def median(weights):
    """The middle of weighted values, halfway where two share it."""
    half, seen, rest = sum(weights.values()) / 2, 0, sorted(value for value, weight in weights.items() if weight)
    for number, value in enumerate(rest):
        seen += weights[value]
        if seen == half:
            return (value + rest[number + 1]) / 2
        if seen > half:
            return float(value)
    return math.nan


def slow_row(acts, replies, first, last, w, period, same_day):
    """One row, from the definitions and day by day."""

    def lag(day):
        return next((k for k in range(0 if same_day else 1, w + 1) if day + k in replies), None)

    months = defaultdict(list)
    for day in range(first, last - w + 1):
        months[month_of(day, period)].append(day)
    chances = [day for day in sorted(acts) if day <= last - w]
    lags = [lag(day) for day in chances]
    found = [k for k in lags if k is not None]
    expected, parts = Counter(), []
    for days in months.values():
        inside = [day for day in days if day in acts]
        worth = [0 if lag(day) is None else w + 1 - lag(day) for day in days]
        for day in days:
            if lag(day) is not None:
                expected[lag(day)] += Fraction(len(inside), len(days))
        if inside and any(worth):
            at = [day - days[0] for day in inside]
            parts.append(Counter(sum(worth[(k + turn) % len(days)] for k in at) for turn in range(len(days))))
    order = [day for day in chances if day - w >= first]
    after = {day: next((w + 1 - k for k in range(1, w + 1) if day + k in replies), 0) for day in order}
    before = {day: next((w + 1 - k for k in range(1, w + 1) if day - k in replies), 0) for day in order}
    turns = Counter()
    for day in order:
        turns[month_of(day, "month")] += after[day] - before[day]
    flips = convolved(Counter([turn, -turn]) for turn in turns.values())
    n, rate = len(chances), Fraction(len(found), len(chances))
    tested = n >= 20 and len(replies) >= 5
    return {
        "opportunities": n,
        "responses": len(found),
        "rate": rate,
        "expected_rate": sum(expected.values()) / n,
        "rate_ratio": rate / (sum(expected.values()) / n) if sum(expected.values()) else math.nan,
        "p_value": tail(convolved(parts), sum(w + 1 - k for k in found)) if tested else math.nan,
        "median_lag_days": median(Counter(found)),
        "expected_median_lag_days": median(expected),
        "same_day": len(set(chances) & replies),
        "before_rate": Fraction(sum(before[day] > 0 for day in order), len(order)) if order else math.nan,
        "p_after": tail(flips, sum(turns.values())) if tested and order else math.nan,
        "p_before": tail(flips, -sum(turns.values()))
        if tested and order
        else math.nan,  # sign flips are the same both ways
        "poisson_rate": 1 - math.exp(-len(replies) / (last - first + 1) * w),
        "tested": tested,
    }


def corrected(rows, name, chosen):
    """Benjamini and Hochberg: the smallest level at which each would pass."""
    ranked = sorted(chosen, key=lambda pair: rows[pair][name])
    found, least = {}, 1.0
    for rank in range(len(ranked), 0, -1):
        least = min(least, float(rows[ranked[rank - 1]][name]) * len(ranked) / rank)
        found[ranked[rank - 1]] = least
    return found


def slow_reciprocity(acts, w, period, same_day):
    """The whole table."""
    days = defaultdict(set)
    for day, actor, recipient in acts:
        if actor != recipient:
            days[actor, recipient].add(day)
    first, last = min(day for day, _, _ in acts), max(day for day, _, _ in acts)
    rows = {
        (b, a): slow_row(found, days.get((b, a), set()), first, last, w, period, same_day)
        for (a, b), found in days.items()
        if any(day <= last - w for day in found)
    }
    q = corrected(rows, "p_value", [pair for pair, row in rows.items() if row["tested"]])
    passed = [pair for pair in q if q[pair] < 0.05]
    q_after, q_before = corrected(rows, "p_after", passed), corrected(rows, "p_before", passed)
    for pair, row in rows.items():
        row["q_value"], row["q_after"] = q.get(pair, math.nan), q_after.get(pair, math.nan)
        row["verdict"] = (
            "too few" if pair not in q else "no" if pair not in passed else "answers" if q_after[pair] < 0.05
            else "before" if q_before[pair] < 0.05 else "together"
        )  # fmt: skip
    return rows


def feuds(seed, years=3):
    """A answered by B, C and D in bursts together, E at random, some too rare to test."""
    rng, start = random.Random(seed), 17_000
    rows, hot = [], set()
    for _ in range(years * 8):
        begin = rng.randrange(years * 365)
        hot |= set(range(begin, begin + 6))
    for day in range(start, start + years * 365):
        if rng.random() < 0.09:
            rows.append((day, "A", "B"))
            if rng.random() < 0.6:
                rows.append((day + rng.choice([1, 1, 2, 4]), "B", "A"))
        for one, other in (("C", "D"), ("D", "C")):
            if rng.random() < (0.4 if day - start in hot else 0.01):
                rows.append((day, one, other))
        for one, other, often in (
            ("E", "A", 0.05),
            ("A", "E", 0.08),
            ("E", "C", 0.004),
            ("C", "E", 0.06),
            ("E", "E", 0.1),
        ):
            if rng.random() < often:
                rows.append((day, one, other))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "within", "period", "same_day"),
    [
        (1, 7, "month", False),
        (2, 3, "month", True),
        (3, 14, "quarter", False),
        (4, 1, "year", False),
        (5, 5, "year", True),
    ],
)
def test_every_column_anew_from_the_dates(tmp_path, seed, within, period, same_day):
    rows = feuds(seed)
    found = events.reciprocity(table_of(tmp_path, rows), within_days=within, null=period, same_day=same_day)
    slow = slow_reciprocity(rows, within, period, same_day)
    assert set(zip(found["responder"], found["provoker"], strict=True)) == set(slow)
    counts = {"opportunities", "responses", "same_day", "median_lag_days", "verdict"}
    for row in found.to_dict("records"):
        wanted = slow[row["responder"], row["provoker"]]
        for name in RECIPROCITY_COLUMNS[2:]:
            if name in counts:
                assert row[name] == wanted[name] or (row[name] != row[name] and math.isnan(wanted[name])), (
                    name,
                    row,
                    wanted,
                )
            else:
                assert row[name] == pytest.approx(float(wanted[name]), abs=1e-9, nan_ok=True), (name, row, wanted)
    if within == 7:
        assert set(found["verdict"]) >= {"too few", "no", "answers", "together"}


def squabbles(seed, days):
    """Ministries and towns of three states, and a group of none: words and deeds, in every direction."""
    rng, start, rows = random.Random(seed), 15_000 + 11 * seed, []
    who = ["Defense Ministry (Israel)", "Mayor (Israel)", "Iran", "Foreign Ministry (Iran)", "Iraq", "Rebels"]
    for day in range(start, start + days):
        for _ in range(rng.choice([0, 1, 2, 3, 6])):
            one, other = rng.sample(who, 2)
            rows.append((day, one, other, rng.choice(["111", "112", "190", "173", "040"])))
            if rng.random() < 0.3:
                rows.append((day + rng.choice([0, 1, 2, 3]), other, one, rng.choice(["190", "112"])))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_classes_states_and_periods_are_as_counted_anew(tmp_path, seed):
    """Words answered by force, everybody as the state, in the whole span and in parts with short months."""
    rows = squabbles(seed, 500)
    lines = [f'{EPOCH + datetime.timedelta(day)},"{one}","{other}",{code}' for day, one, other, code in rows]
    (tmp_path / "in.csv").write_text("\n".join(["date,actor,recipient,code", *lines]) + "\n")
    import_events("events", [tmp_path / "in.csv"], tmp_path / "t.parquet")
    first, last = min(rows)[0], max(rows)[0]
    parts = {"whole": (first, last)}
    for begin, end in ((first + 40, first + 260), (first + 100, last + 90)):
        texts = [str(EPOCH + datetime.timedelta(day)) for day in (begin, end)]
        parts["/".join(texts)] = (begin, min(end, last))
    period, same_day = ("month", "quarter", "year")[seed % 3], seed == 2
    found = events.reciprocity(
        tmp_path / "t.parquet", within_days=4, null=period, same_day=same_day, lags=True, periods=list(parts)[1:],
        provocation=["verbal conflict"], response=["ASSAULT", "COERCE"], filters=events.Filters(roll_up=True),
    )  # fmt: skip
    states = {"Israel": "ISR", "Iran": "IRN", "Iraq": "IRQ"}
    deeds = defaultdict(set)
    for day, one, other, code in rows:
        a, b = (next((key for name, key in states.items() if name in who), who) for who in (one, other))
        if a != b:
            deeds["words" if code in ("111", "112") else code, a, b].add(day)
    seen = set()
    for part, (begin, end) in parts.items():
        inside = {key: {day for day in days if begin <= day <= end} for key, days in deeds.items()}
        slow = {}
        for kind, a, b in [key for key in inside if key[0] == "words"]:
            replies = inside.get(("190", b, a), set()) | inside.get(("173", b, a), set())
            if any(day <= end - 4 for day in inside[kind, a, b]):
                slow[b, a] = slow_row(inside[kind, a, b], replies, begin, end, 4, period, same_day)
        q = corrected(slow, "p_value", [pair for pair, row in slow.items() if row["tested"]])
        frame = found[found["period"] == part]
        assert set(zip(frame["responder"], frame["provoker"], strict=True)) == set(slow)
        for row in frame.to_dict("records"):
            pair = row["responder"], row["provoker"]
            for name in [*RECIPROCITY_COLUMNS[2:7], *RECIPROCITY_COLUMNS[9:14], "poisson_rate"]:
                exact = 0 if name in ("opportunities", "responses", "same_day", "median_lag_days") else 1e-9
                wanted = pytest.approx(float(slow[pair][name]), abs=exact, rel=0, nan_ok=True)
                assert row[name] == wanted, (part, pair, name)
            assert row["q_value"] == pytest.approx(q.get(pair, math.nan), abs=1e-9, nan_ok=True)
            assert sum(row[f"responses_lag_{lag}"] for lag in range(not same_day, 5)) == row["responses"]
            seen.add((part, row["verdict"]))
    assert {part for part, _ in seen} == set(parts)
    assert {verdict for _, verdict in seen} > {"too few"}


def test_the_example_by_hand_from_these_definitions():
    """Two months by hand: the slow computation itself is right."""
    assert calendar.monthrange(2023, 1)[1] == 31
    january = (datetime.date(2023, 1, 1) - EPOCH).days
    acts, replies = {january, january + 9, january + 19}, {january + 2, january + 10, january + 35}
    row = slow_row(acts, replies, january, january + 58, 3, "month", same_day=False)
    assert (row["opportunities"], row["responses"], row["expected_rate"]) == (3, 2, Fraction(5, 31))
    long = slow_row(acts | {january + 31 + k for k in range(17)}, replies | {january + 36, january + 38}, january,
                    january + 58, 3, "month", same_day=False)  # fmt: skip
    assert long["opportunities"] == 20  # enough to be tested: the p-value is exact
    assert 0 < long["p_value"] < 1


@pytest.mark.slow
def test_pairs_tested_a_few_at_a_time_make_the_same_table(tmp_path, monkeypatch):
    rng = random.Random(4)
    names = [f"N{number}" for number in range(12)]
    rows = [(17_000 + rng.randrange(900), *rng.sample(names, 2)) for _ in range(6_000)]
    table = table_of(tmp_path, rows)
    options = {"lags": True, "by_year": True}
    whole = events.reciprocity(table, **options)
    monkeypatch.setattr(sys.modules["graphkit.events.reciprocity"], "BLOCK_ACTS", 700)
    pd.testing.assert_frame_equal(events.reciprocity(table, **options), whole)
    assert len(whole[whole["period"] == "whole"]) == 132


# --- third parties -----------------------------------------------------------------------------


def crowd(seed, years=3):
    """A acts on B; C turns on A a day or two later, half the time; D helps B and E turns on A by themselves."""
    rng, rows = random.Random(seed), []
    for day in range(17_000, 17_000 + years * 365):
        if rng.random() < 0.1:
            rows.append((day, "A", "B", "190"))
            rows += [(day, "C", "A", "112")] * (rng.random() < 0.2)  # in the same report: no reaction
            if rng.random() < 0.6:
                rows.append((day + rng.choice([1, 2]), "C", "A", "112"))
        for who, whom, code in (("D", "B", "070"), ("E", "A", "190"), ("B", "A", "190"), ("D", "A", "040")):
            if rng.random() < 0.07:
                rows.append((day, who, whom, code))
    rows += [(17_000 + n, "F", "A", "112") for n in range(19)]  # too few
    return rows


@pytest.mark.slow
def test_third_parties_are_found_and_every_column_is_as_counted_anew(tmp_path):
    rows = crowd(5)
    lines = [f"{EPOCH + datetime.timedelta(day)},{who},{whom},{code}" for day, who, whom, code in rows]
    (tmp_path / "in.csv").write_text("\n".join(["date,actor,recipient,code", *lines]) + "\n")
    table = tmp_path / "t.parquet"
    import_events("events", [tmp_path / "in.csv"], table)
    found = events.reactions(table, within_days=5)
    kinds = {"190": "conflict", "112": "conflict", "070": "cooperation", "040": "cooperation"}
    days, first, last = defaultdict(set), min(rows)[0], max(rows)[0]
    for day, who, whom, code in rows:
        days[who, whom, kinds[code]].add(day)
        if code == "190":
            days[who, whom, "provokes"].add(day)
    slow = {}
    for a, b, what in [key for key in days if key[2] == "provokes"]:
        for c, toward, kind in list(days):
            acts, replies = days[a, b, what], days[c, toward, kind]
            enough = len([day for day in acts if day <= last - 5]) >= 20 and len(replies) >= 20
            if enough and kind != "provokes" and toward in (a, b) and c not in (a, b):
                side = "provoker" if toward == a else "target"
                slow[c, side, kind, a, b] = slow_row(acts, replies, first, last, 5, "month", same_day=False)
    q = corrected(slow, "p_value", list(slow))
    keys = ["third", "toward", "kind", "provoker", "target"]
    assert {tuple(row) for row in found[keys].to_numpy()} == set(slow)
    for row in found.to_dict("records"):
        key = tuple(row[name] for name in keys)
        for name in ("opportunities", "responses", "same_day"):
            assert row[name] == slow[key][name], (key, name)
        for name in ("rate", "expected_rate", "rate_ratio", "p_value", "before_rate", "p_after", "poisson_rate"):
            assert row[name] == pytest.approx(float(slow[key][name]), abs=1e-9), (key, name)
        assert row["q_value"] == pytest.approx(q[key], abs=1e-9)
    verdicts = found.set_index(keys)["verdict"]
    assert verdicts["C", "provoker", "conflict", "A", "B"] == "answers"
    assert (verdicts.drop(("C", "provoker", "conflict", "A", "B")) != "answers").all()
    assert "F" not in set(found["third"])
    assert f"{len(found)} reactions were tested" in found.attrs["notes"][-1]
    said = events.explain_reactions(found, within_days=5)
    assert said.startswith("After ")
    assert "C turned to A with conflict within 5 days" in said.splitlines()[0]
    assert "C reacts." in said.splitlines()[0]
    fewer = events.reactions(table, within_days=5, filters=events.Filters(actors=["D"]))
    assert (fewer["third"] == "D").all()
    assert 0 < len(fewer) < len(found)
    none = events.reactions(table, filters=events.Filters(since="2100"))
    assert (len(none), list(none.columns)) == (0, list(REACTIONS_COLUMNS))


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the events of 2014 are not beside this checkout")
def test_who_else_moved_in_the_events_of_2014_is_as_counted_anew(tmp_path):
    """In 2014 the American secretary of state met the Russian foreign minister after most American acts on him."""
    import_events("quadruples", [SAMPLES], tmp_path / "t.parquet")
    asked = {"filters": events.Filters(roll_up=True, actors=["USA", "Russia"]), "within_days": 3}
    found = events.reactions(tmp_path / "t.parquet", provocation=QUADS, **asked)
    table = pd.read_parquet(tmp_path / "t.parquet")
    for side in ("actor", "recipient"):
        table[side] = table[f"{side}_state"].where(table[f"{side}_state"] != "", table[side])
    table["kind"] = table["quad"].str.split().str[-1].fillna("")
    first, last = int(table["day"].min()), int(table["day"].max())
    typed = table[table["quad"] != ""]
    everything = typed.groupby(["actor", "recipient"])["day"].agg(set).to_dict()
    by_kind = typed.groupby(["actor", "recipient", "kind"])["day"].agg(set).to_dict()
    met = ("John_Kerry", "target", "cooperation", "USA", "Sergey_Viktorovich_Lavrov")
    keys = ["third", "toward", "kind", "provoker", "target"]
    checked = found[(found.index % 40 == 0) | (found[keys].apply(tuple, axis=1) == met)]
    assert len(checked) > 15
    for row in checked.to_dict("records"):
        toward = row[row["toward"]]
        acts, replies = everything[row["provoker"], row["target"]], by_kind[row["third"], toward, row["kind"]]
        slow = slow_row(acts, replies, first, last, 3, "month", same_day=False)
        assert [row[name] for name in ("opportunities", "responses", "same_day")] == [
            slow[name] for name in ("opportunities", "responses", "same_day")
        ]
        for name in ("rate", "expected_rate", "rate_ratio", "p_value", "before_rate", "p_after", "poisson_rate"):
            assert row[name] == pytest.approx(float(slow[name]), abs=1e-9), (row, name)
    rows = {number: {"p_value": value} for number, value in found["p_value"].items()}
    assert found["q_value"].to_dict() == pytest.approx(corrected(rows, "p_value", list(rows)), abs=1e-9)
    (row,) = found[found[keys].apply(tuple, axis=1) == met].to_dict("records")
    assert (row["opportunities"], row["responses"], row["verdict"]) == (92, 81, "answers")


# --- the relational event model ----------------------------------------------------------------


def world(kind, seed, days=900):
    """About 300 events: B answers A within two days, or B keeps away from days after A's."""
    rng, rows, last = random.Random(seed), [], -99
    for day in range(days):
        if rng.random() < 0.1:
            rows.append((day, "A", "B"))
            last = day
            if kind == "answers" and rng.random() < 0.6:
                rows.append((day + rng.choice([1, 2]), "B", "A"))
        if kind == "avoids" and day - last > 8 and rng.random() < 0.2:
            rows.append((day, "B", "A"))
        for one, other in (("C", "D"), ("D", "C")):
            if rng.random() < 0.05:
                rows.append((day, one, other))
    return sorted(rows)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["answers", "avoids"])
@pytest.mark.parametrize("seed", range(3))
def test_the_sign_is_that_of_a_relational_event_model(tmp_path, kind, seed):
    remflow = pytest.importorskip("remflow", reason="remflow is not installed: pip install --no-deps remflow")
    rows = world(kind, seed)
    table = table_of(tmp_path, rows)
    row = events.reciprocity(table).set_index(["responder", "provoker"]).loc[("B", "A")]
    pair = [row for row in rows if row[1] in "AB"]
    frame = pd.DataFrame(pair, columns=["time", "sender", "receiver"]).assign(time=np.arange(1, len(pair) + 1))
    history = remflow.remify(frame, ordinal=True, model="tie")
    stats = remflow.remstats(history, "~ inertia() + reciprocity()", memory="window", memory_value=3)
    fitted = remflow.coefficient_table(remflow.remstimate(history, stats)).set_index("effect")
    sign = fitted.loc["reciprocity", "estimate"]
    assert (sign > 0) == (row["rate_ratio"] > 1) == (kind == "answers"), (sign, row["rate_ratio"])
