"""How often an inferred answer is chance: what its parties do after such acts, and what timing alone would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.chance import MIN_OPPORTUNITIES, MIN_RESPONSE_DAYS, answer_tests, answer_verdicts
from graphkit.network import iter_relations

from ._answers import STANDING, factual, ordinal

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Sides = tuple[tuple[str, ...], tuple[str, ...]]

__all__ = ["TOO_FEW", "pair_rates"]

TOO_FEW = "too few"


def pair_rates(
    view: nx.MultiDiGraph, sides: Sequence[Sides], earlier: Integers, later: Integers, within_days: int
) -> dict[str, Any]:
    """The columns ``pair_rate``, ``pair_expected_rate`` and ``pair_verdict`` of rows of a provocation and a response.

    ``sides`` are the parties of each relation; ``earlier`` and ``later`` point into it. A row's pair is everything that
    the same parties do: the provocations are the dated days on which the provoker acts on whom it provoked, the
    responses those on which the responder acts on whom it responded to.
    """
    import numpy as np
    import pandas as pd

    days = _days_of(view)
    codes = {pair: number for number, pair in enumerate(dict.fromkeys(sides))}
    code = np.array([codes[pair] for pair in sides], np.int64)
    keys, inverse = np.unique(code[earlier] * len(codes) + code[later], return_inverse=True)
    acts = [days.get(pair, []) for pair in codes]
    number = np.array([len(one) for one in acts], np.int64)
    provoking, replying = np.divmod(keys, len(codes))
    enough = np.flatnonzero((number[provoking] >= MIN_OPPORTUNITIES) & (number[replying] >= MIN_RESPONSE_DAYS))
    rate, expected = np.full(len(keys), np.nan), np.full(len(keys), np.nan)
    verdict = np.full(len(keys), TOO_FEW, object)
    if len(enough):
        everything = [day for one in days.values() for day in one]
        tests = answer_tests(
            _flat([acts[one] for one in provoking[enough]]),
            _flat([acts[one] for one in replying[enough]]),
            len(enough),
            first=min(everything),
            last=max(everything),
            within_days=within_days,
            least=(MIN_OPPORTUNITIES, MIN_RESPONSE_DAYS),
        )
        verdict[enough] = answer_verdicts(tests)["verdict"]
        tested = verdict[enough] != TOO_FEW
        chances = np.maximum(tests.opportunities, 1)
        rate[enough] = np.where(tested, tests.responses / chances, np.nan)
        expected[enough] = np.where(tested, tests.expected / chances, np.nan)
    return {
        "pair_rate": rate.take(inverse),
        "pair_expected_rate": expected.take(inverse),
        "pair_verdict": pd.Series(verdict.take(inverse), dtype="object"),
    }


def _days_of(view: nx.MultiDiGraph) -> Mapping[Sides, list[int]]:
    """The days on which one side acts on another, where the day is known; mutual acts count both ways."""
    found: dict[Sides, set[int]] = {}
    for _, actors, recipients, data in iter_relations(view):
        if data["quad"] == STANDING or not factual(data) or data["since"] is None or data["since"] != data["until"]:
            continue
        day = ordinal(data["since"]) - 719_163  # days since 1970-01-01
        found.setdefault((actors, recipients), set()).add(day)
        if data["mutual"]:
            found.setdefault((recipients, actors), set()).add(day)
    return {sides: sorted(days) for sides, days in found.items()}


def _flat(days: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    """Days of several pairs as the number of the pair and the day."""
    import numpy as np

    owner = np.repeat(np.arange(len(days)), [len(one) for one in days])
    return owner, np.fromiter((day for one in days for day in one), np.int64, len(owner))
