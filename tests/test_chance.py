"""The exact tests: by hand, against a slow independent computation, and on simulated worlds."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from graphkit.chance import answer_tests, answer_verdicts, benjamini_hochberg

EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out

JANUARY = 19358  # 2023-01-01
DAYS = 59  # January and February 2023
A = [JANUARY, JANUARY + 9, JANUARY + 19]
B = [JANUARY + 2, JANUARY + 10, JANUARY + 35]


def one(a, b, **options):
    """The tests of a single pair."""
    settings = {"first": JANUARY, "last": JANUARY + DAYS - 1, "within_days": 3} | options
    return answer_tests(([0] * len(a), a), ([0] * len(b), b), 1, **settings)


def test_the_example_worked_out_by_hand():
    found = one(A, B)
    assert (found.opportunities[0], found.responses[0], found.same_day[0]) == (3, 2, 0)
    assert found.expected[0] == pytest.approx(3 * 5 / 31)
    assert (2 / 3) / (found.expected[0] / 3) == pytest.approx(4.13, abs=0.005)
    assert (found.score[0], found.expected_score[0]) == (5, pytest.approx(33 / 31))
    assert found.p_value[0] == pytest.approx(1 / 31, abs=1e-12)
    assert (found.after_score[0], found.before_score[0], found.p_after[0]) == (3, 0, 0.5)
    assert (found.order_days[0], found.before[0], found.p_before[0]) == (2, 0, 1.0)
    assert found.median_lag[0] == 1.5
    assert found.responses_by_lag.tolist() == [[1, 1, 0]]
    # of the five open days two have lag 1, two lag 2, one lag 3
    assert found.expected_by_lag[0] == pytest.approx([6 / 31, 6 / 31, 3 / 31])
    assert found.expected_median_lag[0] == 2
    assert found.naive_rate[0] == pytest.approx(1 - math.exp(-3 * 3 / 59))


def test_an_act_of_the_same_day_is_no_answer_unless_told():
    a, b = [JANUARY + 5], [JANUARY + 5]
    assert (one(a, b).responses[0], one(a, b).same_day[0]) == (0, 1)
    moved = one(a, b, same_day=True)
    assert (moved.responses[0], moved.score[0], moved.median_lag[0]) == (1, 4, 0)
    assert moved.p_value[0] == pytest.approx(1 / 31)
    assert moved.after_score[0] == moved.before_score[0] == 0


def test_days_count_once_and_pairs_do_not_mix():
    both = answer_tests(
        ([0, 1, 0, 0, 1], [A[0], A[2], A[0], A[1], JANUARY + 40]),
        ([1, 0, 0, 0], [JANUARY, *B]),
        2,
        first=JANUARY,
        last=JANUARY + DAYS - 1,
        within_days=3,
    )
    assert both.opportunities.tolist() == [2, 2]
    alone = one([A[0], A[1]], B)
    assert both.p_value[0] == pytest.approx(alone.p_value[0])
    assert both.responses.tolist() == [2, 0]


def slow(a, b, first, last, w):
    """The same numbers in exact fractions, straight from the definition."""
    import datetime

    epoch = datetime.date(1970, 1, 1)
    month = lambda d: (epoch + datetime.timedelta(d)).strftime("%Y-%m")  # noqa: E731
    valid = range(first, last - w + 1)
    points = {d: max((w + 1 - lag for lag in range(1, w + 1) if d + lag in b), default=0) for d in valid}
    months = {}
    for d in valid:
        months.setdefault(month(d), []).append(d)
    total = {0: Fraction(1)}
    expected = Fraction(0)
    for days in months.values():
        acts = [i for i, d in enumerate(days) if d in a]
        expected += Fraction(len(acts) * sum(points[d] > 0 for d in days), len(days))
        scores = [sum(points[days[(i + s) % len(days)]] for i in acts) for s in range(len(days))]
        merged = {}
        for old, p in total.items():
            for score in scores:
                merged[old + score] = merged.get(old + score, 0) + p / len(days)
        total = merged
    observed = sum(points[d] for d in a if d in points)
    p_value = sum(p for score, p in total.items() if score >= observed)
    differences = {}
    for d in a:
        if first + w <= d <= last - w:
            after = max((w + 1 - lag for lag in range(1, w + 1) if d + lag in b), default=0)
            before = max((w + 1 - lag for lag in range(1, w + 1) if d - lag in b), default=0)
            differences[month(d)] = differences.get(month(d), 0) + after - before
    flips = list(itertools.product((1, -1), repeat=len(differences)))
    seen = sum(differences.values())
    high = sum(sum(s * v for s, v in zip(f, differences.values(), strict=True)) >= seen for f in flips)
    return observed, expected, p_value, Fraction(high, len(flips))


@settings(max_examples=3 * EXAMPLES // 2, deadline=None)
@given(
    st.sets(st.integers(0, 99), max_size=25),
    st.sets(st.integers(0, 99), max_size=25),
    st.integers(1, 9),
    st.integers(0, 400),
)
def test_against_exact_fractions(a, b, w, shift):
    first = JANUARY + shift
    a, b = {first + d for d in a}, {first + d for d in b}
    found = one(sorted(a), sorted(b), first=first, last=first + 99, within_days=w)
    score, expected, p_value, p_after = slow(a, b, first, first + 99, w)
    assert found.score[0] == score
    assert found.expected[0] == pytest.approx(float(expected), abs=1e-12)
    if found.opportunities[0]:
        assert found.p_value[0] == pytest.approx(float(p_value), abs=1e-12)
    if found.order_days[0]:
        assert found.p_after[0] == pytest.approx(float(p_after), abs=1e-12)


@pytest.mark.slow
def test_many_pairs_at_once_give_what_each_gives_alone():
    rng = np.random.default_rng(5)
    first, last, count = JANUARY, JANUARY + 1500, 60
    sides = []
    for _ in range(2):
        hits = np.argwhere(rng.random((count, 1501)) < rng.choice([0.002, 0.05, 0.4], (count, 1)))
        sides.append((hits[:, 0], hits[:, 1] + first))
    together = answer_tests(*sides, count, first=first, last=last)
    fewer = answer_tests(*sides, count, first=first, last=last, least=(20, 5))
    tested = (together.opportunities >= 20) & (together.response_days >= 5)
    assert 0 < tested.sum() < count
    for name in ("p_value", "p_after", "p_before"):
        assert np.array_equal(getattr(fewer, name), np.where(tested, getattr(together, name), np.nan), equal_nan=True)
    assert np.array_equal(fewer.expected, together.expected)
    for pair in range(count):
        a, b = (days[owner == pair] for owner, days in sides)
        alone = one(a, b, first=first, last=last, within_days=7)
        for name in ("opportunities", "responses", "expected", "score", "p_value", "p_after", "p_before", "before"):
            assert getattr(together, name)[pair] == pytest.approx(getattr(alone, name)[0], abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("period", ["quarter", "year"])
def test_longer_periods_keep_less(period):
    # both sides act in January only: within the month no shift is special, within the year it is
    days = list(range(JANUARY, JANUARY + 31, 2))
    options = {"first": JANUARY, "last": JANUARY + 364, "within_days": 3}
    month = one(days, [d + 1 for d in days], period="month", **options)
    longer = one(days, [d + 1 for d in days], period=period, **options)
    assert longer.p_value[0] < month.p_value[0]
    assert longer.expected[0] < month.expected[0]


def test_no_room_for_an_opportunity():
    found = one([JANUARY], [JANUARY + 1], last=JANUARY + 2)
    assert found.opportunities[0] == 0
    assert math.isnan(found.p_value[0])
    assert math.isnan(found.median_lag[0])
    with pytest.raises(ValueError, match="within_days is 0"):
        one(A, B, within_days=0)
    with pytest.raises(ValueError, match="period is 'week'"):
        one(A, B, period="week")
    with pytest.raises(ValueError, match="outside"):
        one([JANUARY - 1], B)


def test_benjamini_hochberg_by_hand():
    # ranks 1..4 of 4: 0.005*4/1, 0.01*4/2, 0.03*4/3, 0.5*4/4
    assert benjamini_hochberg([0.5, 0.01, 0.03, 0.005]) == pytest.approx([0.5, 0.02, 0.04, 0.02])
    assert np.isnan(benjamini_hochberg([float("nan")])).all()
    assert benjamini_hochberg([]).tolist() == []


def verdict(a, b, span=1500):
    return answer_verdicts(one(a, b, first=JANUARY, last=JANUARY + span - 1))["verdict"][0]


def test_the_verdicts():
    acts = list(range(JANUARY + 10, JANUARY + 1400, 17))
    after = [d + 1 for d in acts]
    assert verdict(acts, after) == "answers"
    assert verdict(acts, sorted({*[d - 1 for d in acts], *[d + 2 for d in acts]})) == "before"
    assert verdict(acts, sorted({*after, *[d - 1 for d in acts]})) == "together"
    assert verdict(acts[:19], after) == "too few"
    assert verdict(acts, after[:4]) == "too few"
    assert verdict(acts[:20], after[:5]) != "too few"
    rng = np.random.default_rng(1)
    assert verdict(*(np.flatnonzero(rng.random(1500) < 0.1) + JANUARY for _ in range(2))) == "no"


@pytest.mark.slow
def test_simulated_worlds_are_told_apart():
    import importlib.util
    import pathlib

    path = pathlib.Path(__file__).parents[1] / "benchmarks" / "reciprocity_worlds.py"
    spec = importlib.util.spec_from_file_location("reciprocity_worlds", path)
    worlds = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(worlds)
    found = {name: worlds.shares(name, 500) for name in worlds.WORLDS}
    for name in ("both independent", "hot and cold years", "two months of war a year", "own campaigns of 20 days"):
        assert found[name]["answers"] <= 0.03, name
        assert found[name]["month"] <= 0.09, name
    for days in (3, 10):
        assert found[f"shared bursts of {days} days"]["answers"] <= 0.07
    assert found["B answers 1 act in 5"]["answers"] >= 0.6
    assert found["both answer 1 in 5"]["answers"] <= 0.07
    assert found["hot and cold years"]["poisson"] > 0.9  # why the month is kept
