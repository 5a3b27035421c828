"""``reactions``: who else moves when A acts on B?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.chance import MIN_OPPORTUNITIES, AnswerTests, Period, answer_tests, answer_verdicts, join_tests
from graphkit.events.backend import Backend
from graphkit.events.opening import Filters, day_text
from graphkit.events.reciprocity import Acts, acts_of, measures, not_shown, short, too_short
from graphkit.events.words import CONFLICT, acted, named
from graphkit.model import REACTIONS_COLUMNS
from graphkit.ontology import QUADS
from graphkit.words import counted, fitting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MIN_THIRD_DAYS", "explain_reactions", "reactions"]

#: Third parties that act on fewer days are not tested.
MIN_THIRD_DAYS = 20
_KINDS = {kind: tuple(quad for quad in QUADS if quad.endswith(kind)) for kind in ("cooperation", "conflict")}
_CHUNK = 2_000


def reactions(
    table: str | Path,
    *,
    within_days: int = 7,
    null: Period = "month",
    provocation: Sequence[str] = CONFLICT,
    include_late: bool = False,
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """Test which third parties act, toward either side, after A acts toward B.

    The test is that of :func:`reciprocity`: an opportunity is a day on which A, the *provoker*, acts toward B, the
    *target*; its answer is the first day, of the ``within_days`` that follow, on which C, the *third*, acts toward A or
    toward B with cooperation or with conflict. The same day is no answer: "C condemns" stands in the same report.

    Parameters
    ----------
    table, within_days, null, include_late, backend
        As :func:`reciprocity` takes them.
    provocation
        PLOVER types or quad classes of what A does to B.
    filters
        As :func:`dyads` takes them. ``filters.actors`` keeps triples in which one of them takes part, and the q-values
        are of these.

    Returns
    -------
    DataFrame
        Columns ``REACTIONS_COLUMNS``: ``toward`` is provoker or target, ``kind`` cooperation or conflict, the others
        are as in :func:`reciprocity`. A row for each triple with 20 opportunities or more and 20 days of the
        third party or more; by q, p, then names. ``attrs["notes"]`` says what was left out and how many were tested.

    Raises
    ------
    DataError, UnknownActor, MissingDependency, GraphkitError, ValueError
        As :func:`reciprocity`.
    """
    import numpy as np
    import pandas as pd

    if within_days < 1:
        raise ValueError(f"within_days is {within_days}: it must be 1 or more")
    filters = filters or Filters()
    options: dict[str, Any] = {"include_late": include_late, "question": "reactions"}
    replies: dict[str, Acts] = {}
    for kind, quads in _KINDS.items():
        with acts_of(table, filters, backend, provocation, quads, **options) as (source, replies[kind]):
            wanted = set().union(*(source.who(name) for name in filters.actors))
    first, last = replies["conflict"].first, replies["conflict"].last
    labels = np.array([*replies["conflict"].labels, ""], object)
    provoked = _by_pair(replies["conflict"], "provokes", last - within_days, MIN_OPPORTUNITIES)
    thirds = {kind: _by_pair(acts, "responds", last, MIN_THIRD_DAYS) for kind, acts in replies.items()}
    triples = _triples(provoked, thirds, wanted)
    days = [(provoked[a, b], thirds[kind][c, a if side == "provoker" else b]) for c, side, kind, a, b in triples]
    tests = _tests(days, {"first": first, "last": max(last, first), "within_days": within_days, "period": null})
    observed = {name: getattr(tests, name) for name in ("opportunities", "responses", "same_day")}
    who = [(labels[c], side, kind, labels[a], labels[b]) for c, side, kind, a, b in triples]
    named = dict(zip(REACTIONS_COLUMNS[:5], zip(*who, strict=True) if who else [()] * 5, strict=True))
    frame = pd.DataFrame(named | measures(tests, answer_verdicts(tests), observed), columns=list(REACTIONS_COLUMNS))
    order = ["q_value", "p_value", *REACTIONS_COLUMNS[:5]]
    frame = frame.sort_values(order, kind="stable").reset_index(drop=True)
    span = f", {day_text(first)} to {day_text(last)}" if len(labels) > 1 else ""
    tested = (
        f"{counted(len(frame), 'reaction')} {fitting(len(frame), 'was', 'were')} tested: "
        f"those to at least {MIN_OPPORTUNITIES} days of acts, by who acted on at least {MIN_THIRD_DAYS} days{span}"
    )
    frame.attrs["notes"] = [*replies["conflict"].notes, tested]
    frame.attrs["days"] = max(last - first + 1, 0)
    return frame


def explain_reactions(
    frame: pd.DataFrame,
    *,
    within_days: int,
    null: str = "month",
    limit: int = 20,
    provocation: Sequence[str] = CONFLICT,
) -> str:
    """Return the rows of :func:`reactions` in sentences: first those with a finding, ``limit`` at most.

    Parameters
    ----------
    frame
        Its answer.
    within_days, null, provocation
        What it was asked with.
    limit
        How many rows at most; the others are counted.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"third": "C", "toward": "provoker", "kind": "conflict", "provoker": "A", "target": "B",
    ...        "opportunities": 100, "responses": 40, "rate": 0.4, "expected_rate": 0.2, "p_value": 0.0002,
    ...        "q_value": 0.01, "verdict": "answers"}
    >>> print(explain_reactions(pd.DataFrame([row]), within_days=7))  # doctest: +NORMALIZE_WHITESPACE
    After 100 days on which A acted against B, C turned to A with conflict within 7 days 40 times (40%); 20% would be
    expected from how busy both were in the same months (p = 0.0002, q = 0.01). C was more active after than before: C
    reacts.
    """
    tested = int((frame["verdict"] != "too few").sum()) if len(frame) else 0
    shown = frame.head(limit).to_dict("records")
    said = [_sentence(row, within_days, null, provocation, tested) for row in shown]
    if len(frame) > limit:
        more = len(frame) - limit
        said.append(f"{counted(more, 'more reaction')} {fitting(more, 'was', 'were')} tested.")
    days = int(frame.attrs.get("days", 0))
    if not len(frame) and 0 < days < MIN_OPPORTUNITIES + within_days:
        said.append(too_short(days, within_days))
    elif not len(frame):
        said.append(
            f"No third party has enough acts to say: {MIN_THIRD_DAYS} days of its own, beside {MIN_OPPORTUNITIES} days "
            "of acts between two others."
        )
    return "\n\n".join(said)


def _sentence(row: dict[Any, Any], within_days: int, null: str, provocation: Sequence[str], tested: int) -> str:
    """One row in words."""
    c, a, b = (named(row[name]) for name in ("third", "provoker", "target"))
    toward = a if row["toward"] == "provoker" else b
    ends = {
        "no": not_shown(row, c, "does so", tested),
        "together": f"{c} was no more active after than before: the dates do not show that {c} reacts.",
        "answers": f"{c} was more active after than before: {c} reacts.",
        "before": f"{c} was more active before than after: {c} comes first.",
        "too few": "There are too few acts to say.",
    }
    return (
        f"After {row['opportunities']:,} days on which {acted(a, b, provocation)}, {c} turned to {toward} with "
        f"{row['kind']} within {counted(within_days, 'day')} {counted(row['responses'], 'time')} ({row['rate']:.0%}); "
        f"{row['expected_rate']:.0%} would be expected from how busy both were in the same {null}s "
        f"(p = {short(row['p_value'])}, "
        f"q = {short(row['q_value'])}). {ends[row['verdict']]}"
    )


def _by_pair(acts: Acts, what: str, last: int, least: int) -> dict[tuple[int, int], Any]:
    """The days of each ordered pair that has at least so many up to a day."""
    import numpy as np

    chosen = getattr(acts, what) == 1
    size = max(len(acts.labels), 1)
    keys, days = (acts.actor.astype(np.int64) * size + acts.recipient)[chosen], acts.day[chosen].astype(np.int64)
    order = np.lexsort((days, keys))
    keys, days = keys[order], days[order]
    pairs, starts = np.unique(keys, return_index=True)
    parts = np.split(days, starts[1:]) if len(pairs) else []
    return {
        (int(pair // size), int(pair % size)): part
        for pair, part in zip(pairs, parts, strict=True)
        if int((part <= last).sum()) >= least
    }


def _triples(
    provoked: dict[tuple[int, int], Any], thirds: dict[str, dict[tuple[int, int], Any]], wanted: set[int]
) -> list[tuple[int, str, str, int, int]]:
    """Who may have reacted: third, toward, kind, provoker and target, in this order."""
    acting: dict[tuple[str, int], list[int]] = {}
    for kind, pairs in thirds.items():
        for third, toward in pairs:
            acting.setdefault((kind, toward), []).append(third)
    found = [
        (third, side, kind, a, b)
        for a, b in provoked
        for side, toward in (("provoker", a), ("target", b))
        for kind in thirds
        for third in acting.get((kind, toward), ())
        if third not in (a, b)
    ]
    return sorted(one for one in found if not wanted or wanted & {one[0], one[3], one[4]})


def _tests(days: list[tuple[Any, Any]], options: dict[str, Any]) -> AnswerTests:
    """The tests of all triples, some at a time, since many share the same days."""
    parts = []
    for begin in range(0, max(len(days), 1), _CHUNK):
        chunk = days[begin : begin + _CHUNK]
        provocations, replies = (_side([pair[side] for pair in chunk]) for side in (0, 1))
        least = (MIN_OPPORTUNITIES, MIN_THIRD_DAYS)
        parts.append(answer_tests(provocations, replies, len(chunk), least=least, **options))
    return join_tests(parts)


def _side(days: list[Any]) -> tuple[Any, Any]:
    """The days of one side of some triples, with their number."""
    import numpy as np

    owner = np.repeat(np.arange(len(days)), [len(one) for one in days])
    return owner, np.concatenate(days) if days else np.array([], np.int64)
