"""Exact tests on arrays of days: does B act on A soon after A acts on B more often than chance?

Days are whole days since 1970-01-01. Nothing here is random: every distribution is computed in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

__all__ = [
    "LEVEL",
    "MIN_OPPORTUNITIES",
    "MIN_RESPONSE_DAYS",
    "PERIODS",
    "AnswerTests",
    "answer_tests",
    "answer_verdicts",
    "benjamini_hochberg",
    "join_tests",
]

#: Below this, p or q is taken for more than chance.
LEVEL = 0.05

Period = Literal["month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("month", "quarter", "year")
#: Fewer opportunities, or fewer days on which the responder acts, are not tested.
MIN_OPPORTUNITIES = 20
MIN_RESPONSE_DAYS = 5
#: The convolutions are exact to about this; a smaller p is given as this.
_SMALLEST_P = 1e-15
_CHUNK = 1 << 21


@dataclass(frozen=True, slots=True)
class AnswerTests:
    """What :func:`answer_tests` finds, one value a pair; ``*_by_lag`` has one row a pair and one column a lag.

    ``opportunities``, ``responses``, ``same_day``, ``response_days``: numbers of days. ``expected``: responses
    expected from timing alone. ``score`` and ``expected_score``: points. ``order_days``: the provoker's days that
    are far enough from both ends to look both ways; ``before`` how many of them B preceded. ``after_score`` and
    ``before_score``: the points of those days. ``p_value``, ``p_after``, ``p_before``: one-sided, exact; NaN where
    there is no opportunity. ``lags``: the lags of the columns of ``*_by_lag``. ``naive_rate``: 1 - exp(-rate * w).
    """

    opportunities: Ints
    responses: Ints
    expected: Floats
    score: Ints
    expected_score: Floats
    p_value: Floats
    median_lag: Floats
    expected_median_lag: Floats
    same_day: Ints
    response_days: Ints
    order_days: Ints
    before: Ints
    after_score: Ints
    before_score: Ints
    p_after: Floats
    p_before: Floats
    naive_rate: Floats
    lags: Ints
    responses_by_lag: Ints
    expected_by_lag: Floats


def answer_tests(
    provocations: tuple[Sequence[int] | Ints, Sequence[int] | Ints],
    responses: tuple[Sequence[int] | Ints, Sequence[int] | Ints],
    count: int,
    *,
    first: int,
    last: int,
    within_days: int = 7,
    period: Period = "month",
    same_day: bool = False,
    least: tuple[int, int] = (0, 0),
) -> AnswerTests:
    """Test for each of many pairs whether B's acts follow A's more often, or sooner, than chance.

    An *opportunity* is a day on which A acts toward B, at least ``within_days`` = w days before ``last``. Its
    *answer* is the first day on which B acts toward A in the w days that follow. An answered opportunity scores
    w + 1 - lag *points*.

    *Chance* keeps B's days and turns A's round within each calendar month: the month's days are shifted in a
    circle, each month by its own number, all shifts equally likely. So what the months have in common stays, and
    only the timing between the two goes. ``p_value`` is the exact probability of a score this high.

    The *order* test compares the points of the w days after A's acts with those of the w days before. Under chance
    the difference of each month may as well have the other sign; ``p_after`` and ``p_before`` are exact, too.

    Parameters
    ----------
    provocations, responses
        Two arrays each: the number of the pair, 0 to ``count`` - 1, and the day. Repeated days count once.
    count
        How many pairs there are.
    first, last
        The first and last day that the data covers.
    within_days
        The longest lag that counts as an answer, in days, 1 or more.
    period
        What A's days are turned round in: month, quarter or year.
    same_day
        Whether an act of the same day is an answer of lag 0. Of a day nobody knows who came first.
    least
        How many opportunities, and days of B, a pair must have to be tested; the p-values of others are NaN.

    Returns
    -------
    AnswerTests
        Arrays of ``count`` values.

    Raises
    ------
    ValueError
        If ``within_days`` is below 1, ``period`` is not in ``PERIODS`` or a day is outside ``first`` to ``last``.

    Examples
    --------
    A acts on 1, 10 and 20 January 2023; B on 3 and 11 January and 5 February; both may act up to 28 February.

    >>> january = 19358
    >>> a, b = [january, january + 9, january + 19], [january + 2, january + 10, january + 35]
    >>> tests = answer_tests(([0] * 3, a), ([0] * 3, b), 1, first=january, last=january + 58, within_days=3)
    >>> int(tests.responses[0]), round(31 * float(tests.p_value[0]), 9), float(tests.p_after[0])
    (2, 1.0, 0.5)
    """
    import numpy as np

    if within_days < 1:
        raise ValueError(f"within_days is {within_days}: it must be 1 or more")
    if period not in PERIODS:
        raise ValueError(f"period is {period!r}: it is one of {', '.join(PERIODS)}")
    frame = _Frame(count, first, last, within_days, period, same_day)
    acts, replies = frame.keys(*provocations), frame.keys(*responses)
    owner, day = frame.split(acts)
    chosen = day <= last - within_days
    acts, owner, day = acts[chosen], owner[chosen], day[chosen]
    lag = frame.lag_after(acts, replies)
    same = np.isin(acts, replies, assume_unique=True)
    if same_day:
        lag = np.where(same, 0, lag)
    answered = lag <= within_days
    opportunities = np.bincount(owner, minlength=count)
    open_keys, open_lag = frame.open_days(replies)
    response_days = np.bincount(frame.split(replies)[0], minlength=count)
    tested = (opportunities >= max(least[0], 1)) & (response_days >= least[1])
    null = _null(frame, acts, open_keys, open_lag, tested)
    score = _sum(owner, np.where(answered, within_days + 1 - lag, 0), count)
    by_lag = np.zeros((count, len(frame.lags)), np.int64)
    np.add.at(by_lag, (owner[answered], lag[answered] - frame.lags[0]), 1)
    p_value = _upper_tail(null.owner, null.starts, null.values, score, scale=null.sizes)
    order = _order(frame, acts, replies, tested)
    rate = response_days / max(last - first + 1, 1)
    return AnswerTests(
        opportunities=opportunities,
        responses=_sum(owner, answered, count),
        expected=null.expected_by_lag.sum(axis=1),
        score=score,
        expected_score=null.expected_by_lag @ (within_days + 1 - frame.lags),
        p_value=np.where(tested, p_value, np.nan),
        median_lag=_medians(by_lag, frame.lags),
        expected_median_lag=_medians(null.expected_by_lag, frame.lags),
        same_day=_sum(owner, same, count),
        response_days=response_days,
        naive_rate=1 - np.exp(-rate * within_days),
        lags=frame.lags,
        responses_by_lag=by_lag,
        expected_by_lag=null.expected_by_lag,
        **order,
    )


def join_tests(parts: Sequence[AnswerTests]) -> AnswerTests:
    """Return the tests of the pairs of several calls of :func:`answer_tests` as one, in the order given.

    Parameters
    ----------
    parts
        One or more, with the same lags.

    Examples
    --------
    >>> parts = [answer_tests(([0], [5]), ([0], [reply]), 1, first=0, last=99) for reply in (6, 20)]
    >>> join_tests(parts).responses.tolist()
    [1, 0]
    """
    import numpy as np

    names = [one.name for one in fields(AnswerTests) if one.name != "lags"]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return AnswerTests(**joined, lags=parts[0].lags)


def benjamini_hochberg(p_values: Sequence[float] | Floats) -> Floats:
    """Return the q-values of some p-values: the false discovery rate at which each would be a discovery.

    Parameters
    ----------
    p_values
        NaN stands for what was not tested: it stays NaN and is not counted.

    Notes
    -----
    After Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, float("nan")]).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    """
    import numpy as np

    values = np.asarray(p_values, float)
    q_values = np.full(values.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(values))
    order = tested[np.argsort(values[tested], kind="stable")]
    raw = values[order] * len(order) / np.arange(1, len(order) + 1)
    q_values[order] = np.minimum(np.minimum.accumulate(raw[::-1])[::-1], 1)
    return q_values


def answer_verdicts(tests: AnswerTests, *, level: float = LEVEL) -> dict[str, Any]:
    """Return what the tests of one table say together: ``q_value``, ``q_after`` and ``verdict``, one value a pair.

    Parameters
    ----------
    tests
        From :func:`answer_tests`; all pairs of one table.
    level
        The false discovery rate that is accepted.

    Returns
    -------
    dict
        ``verdict`` is *too few* (not tested), *no*, *together* (they act close in time, the dates do not show who
        answers), *answers* (and B is more active after A's acts than before) or *before* (the other way round).
        ``q_value`` is corrected over the pairs that were tested, ``q_after`` over those that passed.

    Examples
    --------
    >>> tests = answer_tests(([0], [5]), ([0], [6]), 1, first=0, last=99)
    >>> answer_verdicts(tests)["verdict"].tolist()
    ['too few']
    """
    import numpy as np

    tested = (tests.opportunities >= MIN_OPPORTUNITIES) & (tests.response_days >= MIN_RESPONSE_DAYS)
    q_value = benjamini_hochberg(np.where(tested, tests.p_value, np.nan))
    passed = tested & (np.nan_to_num(q_value, nan=1.0) < level)
    q_after = benjamini_hochberg(np.where(passed, tests.p_after, np.nan))
    q_before = benjamini_hochberg(np.where(passed, tests.p_before, np.nan))
    verdict = np.select(
        [~tested, ~passed, np.nan_to_num(q_after, nan=1.0) < level, np.nan_to_num(q_before, nan=1.0) < level],
        ["too few", "no", "answers", "before"],
        "together",
    ).astype(object)
    return {"q_value": q_value, "q_after": q_after, "verdict": verdict}


class _Frame:
    """The days that the data covers, its periods, and keys that hold a pair and a day in one number."""

    def __init__(self, count: int, first: int, last: int, within: int, period: Period, same_day: bool) -> None:
        import numpy as np

        self.count, self.first, self.last, self.within = count, first, last, within
        self.width = last - first + 1 + within + 1  # the gap keeps one pair's days out of the next pair's window
        self.lags = np.arange(0 if same_day else 1, within + 1)
        days = np.arange(first, max(last - within, first - 1) + 1)
        self.starts, self.sizes, self.period_of = _periods(days, period)
        self.month_of = _periods(days, "month")[2]

    def keys(self, owner: Sequence[int] | Ints, day: Sequence[int] | Ints) -> Ints:
        """The sorted, distinct keys of some days."""
        import numpy as np

        owners, days = np.asarray(owner, np.int64), np.asarray(day, np.int64)
        if len(days) and (days.min() < self.first or days.max() > self.last):
            raise ValueError(f"days run from {days.min()} to {days.max()}: outside {self.first} to {self.last}")
        keys = owners * self.width + (days - self.first)
        distinct: Ints = keys if (np.diff(keys) > 0).all() else np.unique(keys)
        return distinct

    def split(self, keys: Ints) -> tuple[Ints, Ints]:
        """The pairs and days of some keys."""
        return keys // self.width, keys % self.width + self.first

    def lag_after(self, acts: Ints, replies: Ints) -> Ints:
        """How many days after each act the next reply comes; more than ``within`` where none does in time."""
        import numpy as np

        padded = np.append(replies, np.iinfo(np.int64).max)
        gap: Ints = padded[np.searchsorted(replies, acts, side="right")] - acts
        return np.minimum(gap, self.within + 1)

    def lag_before(self, acts: Ints, replies: Ints) -> Ints:
        """How many days before each act the last reply came; more than ``within`` where none did in time."""
        import numpy as np

        padded = np.insert(replies, 0, -self.width - self.within)
        gap: Ints = acts - padded[np.searchsorted(replies, acts, side="left")]
        return np.minimum(gap, self.within + 1)

    def open_days(self, replies: Ints) -> tuple[Ints, Ints]:
        """The days on which an act would be answered, with the lag: the w days before each reply, up to the last."""
        import numpy as np

        room = np.diff(replies, prepend=-self.width - self.within)
        keys, lags = [], []
        for lag in self.lags.tolist():
            reached = replies[room >= lag] - lag
            if lag and not self.lags[0]:  # a day with a reply of its own is answered at once
                reached = reached[~np.isin(reached, replies)]
            keys.append(reached)
            lags.append(np.full(len(reached), lag))
        key, key_lag = np.concatenate(keys), np.concatenate(lags)
        position = key % self.width
        inside = (key >= 0) & (position <= self.last - self.within - self.first)
        return key[inside], key_lag[inside]


def _periods(days: Ints, period: Period) -> tuple[Ints, Ints, Ints]:
    """Where each period begins among the days, how many days it has, and the period of each day."""
    import numpy as np

    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    label = months // {"month": 1, "quarter": 3, "year": 12}[period]
    _, starts, inverse, sizes = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    return starts, sizes, inverse


@dataclass(slots=True)
class _Null:
    """The scores of all shifts, a pair's periods one after the other, and the expected responses by lag.

    Group g has ``sizes[g]`` equally likely values from ``starts[g]`` on and belongs to pair ``owner[g]``.
    """

    owner: Ints
    starts: Ints
    sizes: Ints
    values: Ints
    expected_by_lag: Floats


def _null(frame: _Frame, acts: Ints, open_keys: Ints, open_lag: Ints, tested: Any) -> _Null:
    """What the responses would be if A's days were shifted within each period, and of tested pairs the scores."""
    import numpy as np

    periods = max(len(frame.sizes), 1)
    act_owner, act_at = acts // frame.width, acts % frame.width
    open_owner, open_at = open_keys // frame.width, open_keys % frame.width
    act_group = act_owner * periods + frame.period_of[act_at]
    open_group = open_owner * periods + frame.period_of[open_at]
    groups, number = np.unique(act_group, return_counts=True)
    place = np.searchsorted(groups, open_group)
    met = np.append(groups, -1)[place] == open_group  # periods without an act of A expect nothing
    open_group, open_at, open_lag, place = open_group[met], open_at[met], open_lag[met], place[met]
    size = frame.sizes[groups % periods]
    expected = np.zeros((frame.count, len(frame.lags)))
    np.add.at(expected, (open_group // periods, open_lag - frame.lags[0]), number[place] / size[place])
    used = np.unique(open_group)
    used = used[tested[used // periods]]
    values = _shifted_scores(
        used,
        frame,
        (act_group, act_at - frame.starts[act_group % periods]),
        (open_group, open_at - frame.starts[open_group % periods], frame.within + 1 - open_lag),
    )
    sizes = frame.sizes[used % periods]
    starts = np.cumsum(sizes) - sizes
    return _Null(used // periods, starts, sizes, values, expected)


def _shifted_scores(groups: Ints, frame: _Frame, acts: tuple[Ints, Ints], points: tuple[Ints, Ints, Ints]) -> Ints:
    """The score of each shift of each group: the circular correlation of A's days with the points of the days."""
    import numpy as np

    sizes = frame.sizes[groups % max(len(frame.sizes), 1)]
    starts = np.cumsum(sizes) - sizes
    values = np.zeros(int(sizes.sum()), np.int64)
    act_place, point_place = _places(groups, acts[0]), _places(groups, points[0])
    for size in np.unique(sizes).tolist():
        rows = np.flatnonzero(sizes == size)
        row_of = np.full(len(groups) + 1, -1)
        row_of[rows] = np.arange(len(rows))
        act_row, point_row = row_of[act_place], row_of[point_place]
        step = max(_CHUNK // size, 1)
        act_chosen, point_chosen = np.flatnonzero(act_row >= 0), np.flatnonzero(point_row >= 0)
        for begin in range(0, len(rows), step):
            height = min(step, len(rows) - begin)
            days = np.zeros((height, size))
            worth = np.zeros((height, size))
            for target, row, at, weight, chosen in (
                (days, act_row, acts[1], None, act_chosen),
                (worth, point_row, points[1], points[2], point_chosen),
            ):
                here = chosen[(row[chosen] >= begin) & (row[chosen] < begin + height)]
                target[row[here] - begin, at[here]] = 1 if weight is None else weight[here]
            spectrum = np.conj(np.fft.rfft(days)) * np.fft.rfft(worth)
            found = np.rint(np.fft.irfft(spectrum, n=size)).astype(np.int64)
            values[starts[rows[begin : begin + height], None] + np.arange(size)] = found
    return values


def _places(groups: Ints, wanted: Ints) -> Ints:
    """Where each wanted group stands among the groups; their number where it is not among them."""
    import numpy as np

    place = np.searchsorted(groups, wanted)
    return np.where(np.append(groups, -1)[place] == wanted, place, len(groups))


def _order(frame: _Frame, acts: Ints, replies: Ints, tested: Any) -> dict[str, Any]:
    """Whether B is more active after A's acts than before: the sign-flip test over the months."""
    import numpy as np

    acts = acts[acts % frame.width >= frame.within]  # those near the end were left out before
    owner = acts // frame.width
    after, before = frame.lag_after(acts, replies), frame.lag_before(acts, replies)
    points_after = frame.within + 1 - after
    points_before = frame.within + 1 - before
    months = max(int(frame.month_of.max(initial=0)) + 1, 1)
    groups, inverse = np.unique(owner * months + frame.month_of[acts % frame.width], return_inverse=True)
    difference = _sum(inverse, points_after - points_before, len(groups))
    counted = (difference != 0) & tested[groups // months]
    groups, difference = groups[counted], difference[counted]
    owners = groups // months
    values = np.stack([np.zeros_like(difference), np.abs(difference)], axis=1).ravel()
    starts, sizes = 2 * np.arange(len(groups)), np.full(len(groups), 2)
    # the sum of signs times sizes is as high as seen when the chosen sizes reach those that point up
    up = _sum(owners, np.maximum(difference, 0), frame.count)
    down = _sum(owners, np.maximum(-difference, 0), frame.count)
    days = np.bincount(owner, minlength=frame.count)
    known = tested & (days > 0)
    return {
        "order_days": days,
        "before": _sum(owner, before <= frame.within, frame.count),
        "after_score": _sum(owner, points_after, frame.count),
        "before_score": _sum(owner, points_before, frame.count),
        "p_after": np.where(known, _upper_tail(owners, starts, values, up, scale=sizes), np.nan),
        "p_before": np.where(known, _upper_tail(owners, starts, values, down, scale=sizes), np.nan),
    }


def _upper_tail(owner: Ints, starts: Ints, values: Ints, observed: Ints, *, scale: Ints) -> Floats:
    """The probability that the sum over a pair's groups is at least what was observed.

    Each group takes one of its ``scale`` values, all equally likely; groups are independent.
    """
    import numpy as np

    result: Floats = (observed <= 0).astype(float)
    if not len(owner):
        return result
    top = np.maximum.reduceat(values, starts)
    groups = np.bincount(owner, minlength=len(observed))
    widest = np.zeros(len(observed), np.int64)
    np.maximum.at(widest, owner, top)
    bucket = np.stack([_bits(groups), _bits(widest + 1)])
    offsets = np.concatenate([[0], np.cumsum(groups)])  # groups come in the order of their owners
    for many, wide in np.unique(bucket[:, groups > 0], axis=1).T:
        members = np.flatnonzero((groups > 0) & (bucket[0] == many) & (bucket[1] == wide))
        step = max(_CHUNK >> int(many + wide), 1)
        for begin in range(0, len(members), step):
            chosen = members[begin : begin + step]
            dense = _mass_functions(chosen, groups, offsets, starts, scale, values, 1 << int(many), 1 << int(wide))
            sums = _convolve(dense)
            tails = np.cumsum(sums[:, ::-1], axis=1)[:, ::-1]
            reached = np.minimum(observed[chosen], tails.shape[1] - 1)
            found = tails[np.arange(len(chosen)), reached]
            result[chosen] = np.where(observed[chosen] <= 0, 1.0, np.clip(found, _SMALLEST_P, 1.0))
    return result


def _bits(numbers: Ints) -> Ints:
    """The exponent of the smallest power of two that is not below each number."""
    import numpy as np

    exponents: Ints = np.ceil(np.log2(np.maximum(numbers, 1))).astype(np.int64)
    return exponents


def _mass_functions(
    owners: Ints,
    groups: Ints,
    offsets: Ints,
    starts: Ints,
    scale: Ints,
    values: Ints,
    many: int,
    wide: int,
) -> Floats:
    """The probability of each value of each group, as an array of owner, group and value."""
    import numpy as np

    number = groups[owners]
    row = np.repeat(np.arange(len(owners)), number)
    slot = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    group = offsets[owners][row] + slot
    length = scale[group]
    cell = np.repeat(row * many + slot, length)
    source = np.repeat(starts[group], length) + np.arange(len(cell)) - np.repeat(np.cumsum(length) - length, length)
    weight = np.repeat(1 / length, length)
    flat = np.bincount(cell * wide + values[source], weights=weight, minlength=len(owners) * many * wide)
    dense: Floats = flat.reshape(len(owners), many, wide).astype(float)
    dense[:, :, 0] += np.arange(many) >= number[:, None]  # an empty slot adds nothing for certain
    return dense


def _convolve(dense: Floats) -> Floats:
    """The distribution of the sum over the second axis, two groups at a time."""
    import numpy as np

    while dense.shape[1] > 1:
        size = 2 * dense.shape[2]
        spectrum = np.fft.rfft(dense, n=size)
        dense = np.fft.irfft(spectrum[:, 0::2] * spectrum[:, 1::2], n=size)
    return dense[:, 0]


def _sum(owner: Ints, values: Any, count: int) -> Ints:
    """The whole-number sums of the values by owner."""
    import numpy as np

    return np.rint(np.bincount(owner, weights=values, minlength=count)).astype(np.int64)


def _medians(weights: Any, lags: Ints) -> Floats:
    """The median lag of each row's weights; NaN where there are none, halfway where two lags share the middle."""
    import numpy as np

    weights = np.asarray(weights, float)
    total = weights.sum(axis=1, keepdims=True)
    below = np.cumsum(weights, axis=1)
    slack = 1e-9 * np.maximum(total, 1)
    low = lags[np.argmax(below >= total / 2 - slack, axis=1)]
    high = lags[np.argmax(below > total / 2 + slack, axis=1)]
    return np.where(total[:, 0] > 0, (low + high) / 2, np.nan)
