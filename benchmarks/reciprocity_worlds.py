"""How often the test of reciprocity says yes in worlds whose truth is known.

    python benchmarks/reciprocity_worlds.py [WORLDS]

Each world is four years of days of two actors, drawn anew. The table gives the share of worlds in which p is below
0.05: for a naive Poisson rate, for days shifted in the whole span, in the year and in the month, then the share of
the verdicts ``answers`` and ``together``. The seed is fixed, so the table is always the same.
"""

from __future__ import annotations

import argparse

import numpy as np

from graphkit.chance import answer_tests, answer_verdicts

FIRST, LENGTH, SEED = 17897, 1461, 20230101  # 2019-01-01, four years
WITHIN = 7


def independent(rng, worlds):
    return rng.random((worlds, LENGTH)) < 0.07, rng.random((worlds, LENGTH)) < 0.07


def hot_and_cold_years(rng, worlds):
    level = np.repeat(rng.permuted(np.tile([0.02, 0.05, 0.12, 0.3], (worlds, 1)), axis=1), 366, axis=1)[:, :LENGTH]
    return rng.random((worlds, LENGTH)) < level, rng.random((worlds, LENGTH)) < level


def months_of_war(rng, worlds):
    month = (np.arange(FIRST, FIRST + LENGTH).astype("datetime64[D]").astype("datetime64[M]")).astype(int)
    label, of_day = np.unique(month, return_inverse=True)
    war = np.zeros((worlds, len(label)), bool)
    for year in range(0, len(label), 12):
        war[np.arange(worlds)[:, None], year + rng.permuted(np.tile(np.arange(12), (worlds, 1)), axis=1)[:, :2]] = True
    level = np.where(war, 0.4, 0.03)[:, of_day]
    return rng.random((worlds, LENGTH)) < level, rng.random((worlds, LENGTH)) < level


def own_campaigns(rng, worlds):
    return tuple(rng.random((worlds, LENGTH)) < np.where(bursts(rng, worlds, 1 / 100, 20), 0.4, 0.02) for _ in range(2))


def bursts(rng, worlds, rate, days):
    """Days within a burst; bursts begin at a rate and last some days."""
    begun = np.cumsum(rng.random((worlds, LENGTH)) < rate, axis=1)
    return (begun - np.pad(begun, ((0, 0), (days, 0)))[:, :LENGTH]) > 0


def shared_bursts(days):
    def world(rng, worlds):
        level = np.where(bursts(rng, worlds, 1 / 60, days), 0.4, 0.02)
        return rng.random((worlds, LENGTH)) < level, rng.random((worlds, LENGTH)) < level

    return world


def answered(rng, acts, share=0.2):
    """The days on which an act in five is answered, 1 to 3 days later."""
    worlds, day = np.nonzero(acts & (rng.random(acts.shape) < share))
    day = day + rng.integers(1, 4, len(day))
    result = np.zeros(acts.shape, bool)
    inside = day < LENGTH
    result[worlds[inside], day[inside]] = True
    return result


def one_answers(rng, worlds):
    first, second = independent(rng, worlds)
    return first, second | answered(rng, first)


def both_answer(rng, worlds):
    first, second = independent(rng, worlds)
    for day in range(LENGTH):  # what answers may itself be answered
        for mine, other in ((first, second), (second, first)):
            chosen = np.flatnonzero(mine[:, day] & (rng.random(worlds) < 0.2))
            later = day + rng.integers(1, 4, len(chosen))
            other[chosen[later < LENGTH], later[later < LENGTH]] = True
    return first, second


WORLDS = {
    "both independent": independent,
    "hot and cold years": hot_and_cold_years,
    "two months of war a year": months_of_war,
    "own campaigns of 20 days": own_campaigns,
    "shared bursts of 3 days": shared_bursts(3),
    "shared bursts of 10 days": shared_bursts(10),
    "B answers 1 act in 5": one_answers,
    "both answer 1 in 5": both_answer,
}
COLUMNS = ("poisson", "span", "year", "month", "answers", "together")


def shares(name: str, worlds: int) -> dict[str, float]:
    """The share of worlds of one kind in which each rule says yes."""
    rng = np.random.default_rng([SEED, list(WORLDS).index(name)])
    first, second = WORLDS[name](rng, worlds)
    sides = [(owner, day + FIRST) for owner, day in (np.nonzero(first), np.nonzero(second))]
    last = FIRST + LENGTH - 1
    tests = {
        period: answer_tests(*sides, worlds, first=FIRST, last=last, within_days=WITHIN, period=period)
        for period in ("year", "month")
    }
    month = tests["month"]
    # each world is a table of its own with one row, so that q is p
    verdicts = [
        answer_verdicts(type(month)(**{field: row_of(getattr(month, field), world) for field in month.__slots__}))
        for world in range(worlds)
    ]
    verdict = np.array([found["verdict"][0] for found in verdicts])
    return {
        "poisson": float(np.mean(poisson(month) < 0.05)),
        "span": float(np.mean(span(first, second) < 0.05)),
        "year": float(np.mean(tests["year"].p_value < 0.05)),
        "month": float(np.mean(month.p_value < 0.05)),
        "answers": float(np.mean(verdict == "answers")),
        "together": float(np.mean(verdict == "together")),
    }


def row_of(values, world):
    return values if len(values) == WITHIN and values.ndim == 1 else values[world : world + 1]


def poisson(tests):
    """One-sided binomial p of the responses against 1 - exp(-rate * w)."""
    from scipy.stats import binom

    return binom.sf(tests.responses - 1, tests.opportunities, tests.naive_rate)


def span(first, second):
    """The exact p of the score when A's days are turned round in the whole span."""
    points = np.zeros(second.shape)
    for lag in range(WITHIN, 0, -1):
        hit = np.zeros(second.shape, bool)
        hit[:, :-lag] = second[:, lag:]
        points[hit] = WITHIN + 1 - lag
    acts, worth = first[:, :-WITHIN].astype(float), points[:, :-WITHIN]
    spectrum = np.conj(np.fft.rfft(acts)) * np.fft.rfft(worth)
    scores = np.rint(np.fft.irfft(spectrum, n=acts.shape[1]))
    return np.mean(scores >= scores[:, :1], axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worlds", nargs="?", type=int, default=500)
    worlds = parser.parse_args().worlds
    print(f"{worlds} worlds of each kind, share of yes at 0.05\n")
    print(f"{'world':28}" + "".join(f"{name:>10}" for name in COLUMNS))
    for name in WORLDS:
        found = shares(name, worlds)
        print(f"{name:28}" + "".join(f"{found[column]:10.2f}" for column in COLUMNS))


if __name__ == "__main__":
    main()
