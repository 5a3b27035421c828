"""Arranges a few plates so that their links can be followed: many pictures at once, from places told by their names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from graphkit.render._trials import LEAST_ANGLE, Trials

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = tuple[NDArray[np.float32], NDArray[np.float32]]

__all__ = ["Frame", "arrangements", "cross", "picture_counts"]

Pair = tuple[int, int]
Spot = tuple[float, float]
Line = tuple[Spot, Spot]

#: How many pictures are improved side by side, in how many steps: first of the core alone, then of all.
PICTURES, CORE_STEPS, STEPS = 10, 400, 400
#: How many other places a plate is offered in a step, and how many of those are anywhere in the room.
OFFERS, ANYWHERE = 16, 4
#: How much worse a step may make a picture at first: of the core alone, of all, of the core among all.
HEAT, LATER_HEAT, CORE_HEAT, COLD = 14.0, 12.0, 4.0, 0.15
#: How far the core moves then, in pixels, at first.
CORE_REACH = 120.0
#: In one step of so many, a plate may change places with another of so many.
EXCHANGE, PARTNERS = 4, 8
#: The last part of the steps, of which the best picture is kept, looked at after so many.
KEPT, LOOK = 0.4, 20
#: So many numbers stand for chance that is drawn as Gumbel described it: the least sum is a choice by cost and heat.
TABLE = 4096
GUMBEL = np.array([math.log(-math.log((k + 0.5) / TABLE)) for k in range(TABLE)], np.float32)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for the picture: its width and height, and the plates that lie across it row by row.

    ``rows`` says how many places each row has; the middle one holds the headline's two plates.
    """

    width: float
    height: float
    rows: tuple[int, ...]

    @property
    def middle(self) -> int:
        """The number of the middle row."""
        return len(self.rows) // 2

    def spots(self) -> list[Spot]:
        """The places of the grid, as the middles of plates; the headline's two come first."""
        side = self.width / 2 - 95 if self.width > 600 else self.width / 2 - 46
        high = self.height / 2 - 28
        pair = (
            [(-0.66 * side, 0.0), (0.6 * side, 0.0)] if self.width > 600 else [(-0.96 * side, 0.0), (0.9 * side, 0.0)]
        )
        found = list(pair)
        for row, count in enumerate(self.rows):
            y = high * (2 * row / max(len(self.rows) - 1, 1) - 1)
            if row == self.middle:
                found += [(side * (1 - 2 * turn), 0.0) for turn in range(count - 2)]
                continue
            shift = 0.35 if row % 2 else 0.0
            for column in range(count):
                x = side * (2 * (column + 0.5 * (1 if shift else 0)) / max(count - 1 + (1 if shift else 0), 1) - 1)
                # a row is a little bent, so that no three plates lie on one line
                found.append(
                    (
                        round(x, 1),
                        round(y + 14 * (1 if column % 2 else -1) * (0.5 if row in (0, len(self.rows) - 1) else 1), 1),
                    )
                )
        return found


def arrangements(
    boxes: Sequence[Spot],
    links: Sequence[Pair],
    frame: Frame,
    *,
    names: Sequence[str] = (),
    pair: Sequence[int] = (),
    core: Sequence[int] | None = None,
    seed: int = 1,
) -> list[list[Spot]]:
    """Return places for some plates in several ways, so that their links cross little and run through none.

    Parameters
    ----------
    boxes
        The width and height of each plate; they are at most as many as the frame has places.
    links
        Pairs of positions of plates that a line joins, each once.
    frame
        The room.
    names
        What tells the plates apart whatever else is drawn: where each begins. Blank: their positions.
    pair
        Two plates that stand side by side in the middle, the left one first; blank: nobody.
    core
        The plates that are arranged first, by themselves, and hardly moved by what is added; None: all.
    seed
        Where chance begins. The same seed gives the same places, and how strong a link is does not matter: a relation
        more between two who are linked moves nobody, and a link more of somebody outside of the core moves few.

    Returns
    -------
    list
        For each picture the middle of each plate, around (0, 0); the best first.

    Raises
    ------
    ValueError
        If there are more plates than places.

    Notes
    -----
    Simulated annealing (after Davidson and Harel, 1996), of ten pictures in step: each plate in turn is offered some
    places, of which one is drawn by what it costs there (a heat bath, after Geman and Geman, 1984).

    Examples
    --------
    >>> arrangements([(90, 30)] * 2, [(0, 1)], Frame(1000, 500, (3, 2, 3)), pair=(0, 1))[0][1][1]
    0.0
    """
    spots, known = frame.spots(), [str(one) for one in names or range(len(boxes))]
    if len(boxes) > len(spots):
        raise ValueError(f"{len(boxes)} plates do not fit into {len(spots)} places: make the frame's rows longer")
    if not boxes:
        return [[]]
    wide, room = frame.width > 600, (frame.width, frame.height)
    middle = dict(zip(pair, spots, strict=False))
    first = sorted({*pair, *(range(len(boxes)) if core is None else core)})
    number = {one: at for at, one in enumerate(first)}
    notes = _notes([boxes[one] for one in pair], spots, wide=wide) if len(pair) == 2 else None
    held = [number[one] for one in pair]
    ends = [(number[a], number[b]) for a, b in links if a in number and b in number]
    trials = Trials([boxes[one] for one in first], ends, room, pair=held, notes=notes)
    starts = [_start(first, known, spots[len(pair) :], middle, turn) for turn in range(PICTURES)]
    search = _Search(trials, trials.places([[one[plate] for plate in first] for one in starts]), seed)
    done = search.run(CORE_STEPS, [at for at in range(len(first)) if at not in held], heat=HEAT)
    if len(first) < len(boxes):
        best = dict(zip(first, done[0], strict=True))
        rest = [one for one in range(len(boxes)) if one not in number]
        trials = Trials(boxes, links, room, pair=pair, notes=notes)
        starts = [_start(rest, known, _open(spots, best.values()), best, turn) for turn in range(PICTURES)]
        search = _Search(trials, trials.places([[one[at] for at in range(len(boxes))] for one in starts]), seed)
        done = search.run(STEPS, rest, heat=LATER_HEAT, settled=[one for one in first if one not in pair])
    return done


def _notes(pair: Sequence[Spot], spots: Sequence[Spot], *, wide: bool) -> tuple[Spot, Spot]:
    """The middle and half the size of what is written between the headline's two."""
    (x, y), (u, _) = spots[:2]
    half = (pair[0][0] + pair[1][0]) / 2
    return ((x + u) / 2, y + 12.0), (max((abs(u - x) - half) / 2, 1.0), 62.0 if wide else 56.0)


def _open(spots: Sequence[Spot], taken: Iterable[Spot]) -> list[Spot]:
    """The places that nobody stands on or close to."""
    known = list(taken)
    free = [(x, y) for x, y in spots[2:] if all(abs(x - u) > 120 or abs(y - v) > 40 for u, v in known)]
    return free or list(spots[2:])


def _start(
    plates: Sequence[int], names: Sequence[str], spots: Sequence[Spot], placed: dict[int, Spot], turn: int
) -> dict[int, Spot]:
    """Places to begin with: each of some plates where its name says, or the next best that is free."""

    def key(*words: object) -> bytes:
        return blake2b(" ".join(map(str, (turn, *words))).encode("utf-8", "replace"), digest_size=8).digest()

    found, free = dict(placed), list(range(len(spots)))
    for one in sorted((one for one in plates if one not in placed), key=lambda one: key(names[one])):
        best = min(free, key=lambda at: key(at, names[one]))
        found[one] = spots[best]
        if len(free) > 1:
            free.remove(best)
    return found


class _Search:
    """Pictures side by side, each improved in steps."""

    def __init__(self, trials: Trials, places: Places, seed: int) -> None:
        self.trials, self.places = trials, places
        self.rng = np.random.default_rng(seed)
        self.rows = np.arange(len(places[0]))

    def run(self, steps: int, free: Sequence[int], *, heat: float, settled: Sequence[int] = ()) -> list[list[Spot]]:
        """The best picture of each row, the best of all first; the settled move less than the free."""
        best, least = self._copy(), self.trials.cost_of_all(self.places)
        order: list[int] = []
        for step in range(steps if free or settled else 0):
            left = 1 - step / steps
            warmth = heat * left * left + COLD
            if not settled and len(free) > 1 and step % EXCHANGE == 0:
                self._exchange(free, warmth)
                continue
            if not order:
                order = self.rng.permutation([*free, *free, *settled] if settled else list(free)).tolist()
            one = order.pop()
            if one in settled:
                self._offer(one, CORE_REACH * left + 6, 0, min(warmth, CORE_HEAT))
            else:
                self._offer(one, left * float(self.trials.room[0]) / 5 + 6, ANYWHERE * (2 if settled else 1), warmth)
            if step > (1 - KEPT) * steps and (step % LOOK == LOOK - 1 or step == steps - 1):
                cost = self.trials.cost_of_all(self.places)
                better = cost < least
                least = np.where(better, cost, least)
                for kept, now in zip(best, self.places, strict=True):
                    kept[better] = now[better]
        count = self.trials.count
        ranked = sorted(self.rows.tolist(), key=lambda row: float(least[row]))
        return [
            [(float(x), float(y)) for x, y in zip(best[0][k, :count], best[1][k, :count], strict=True)] for k in ranked
        ]

    def _copy(self) -> Places:
        """The places as they are now."""
        return self.places[0].copy(), self.places[1].copy()

    def _chosen(self, cost: NDArray[np.float32], heat: float) -> NDArray[np.intp]:
        """For each picture one of several, the more likely the less it costs."""
        chance = GUMBEL[self.rng.integers(TABLE, size=cost.shape)]
        return np.asarray((cost + np.float32(heat) * chance).argmin(axis=1))

    def _offer(self, one: int, reach: float, anywhere: int, heat: float) -> None:
        """Let a plate stay, or take one of the places around it or anywhere."""
        rows = len(self.rows)
        # the sum of three: about as far as a normal distribution reaches, and the same on every machine
        around = (self.rng.random((3, 2, rows, OFFERS - anywhere)).sum(axis=0) - 1.5) * 2 * reach
        goals = []
        for axis, places in enumerate(self.places):
            here, limit = places[:, one, None], self.trials.limit[one, axis]
            tried = [here + around[axis] / (1, 2)[axis], (2 * self.rng.random((rows, anywhere)) - 1) * limit]
            inside = np.rint(np.clip(np.concatenate(tried, axis=1), -limit, limit)).astype(np.float32)
            goals.append(np.concatenate([here, inside], axis=1))
        pick = self._chosen(self.trials.cost_at(self.places, one, (goals[0], goals[1])), heat)
        for places, goal in zip(self.places, goals, strict=True):
            places[:, one] = goal[self.rows, pick]

    def _exchange(self, free: Sequence[int], heat: float) -> None:
        """Let a plate stay, or change places with one of some others."""
        order: Any = self.rng.permutation(free)
        one, others = order[0], order[1 : PARTNERS + 1]
        tried = []
        for axis, places in enumerate(self.places):
            rows = np.repeat(places[:, None], len(others) + 1, axis=1)
            for turn, other in enumerate(others, start=1):
                for plate, goal in ((one, other), (other, one)):
                    limit = self.trials.limit[plate, axis]
                    rows[:, turn, plate] = np.clip(places[:, goal], -limit, limit)
            tried.append(rows)
        flat = tried[0].reshape(-1, tried[0].shape[-1]), tried[1].reshape(-1, tried[1].shape[-1])
        pick = self._chosen(self.trials.cost_of_all(flat).reshape(len(self.rows), -1), heat)
        self.places = tried[0][self.rows, pick], tried[1][self.rows, pick]


def cross(one: Line, other: Line) -> bool:
    """Return whether two lines cross.

    >>> cross(((0, 0), (9, 9)), ((0, 9), (9, 0)))
    True
    """
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    side_c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    side_d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    side_a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    side_b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    return side_c * side_d < 0 and side_a * side_b < 0


def _angle(spots: Sequence[Spot], at: int, one: Pair, other: Pair) -> float:
    """The angle in degrees between two lines where they meet."""
    x, y = spots[at]
    ways = []
    for a, b in (one, other):
        end = spots[b if a == at else a]
        ways.append(math.atan2(end[1] - y, end[0] - x))
    between = abs(ways[0] - ways[1]) % (2 * math.pi)
    return math.degrees(min(between, 2 * math.pi - between))


def _hits(line: Line, middle: Spot, reach: tuple[float, float]) -> bool:
    """Whether a line runs through a plate that reaches so far across and along (Liang and Barsky)."""
    (x1, y1), (x2, y2) = line
    start, end = 0.0, 1.0
    for begin, way, centre, half in ((x1, x2 - x1, middle[0], reach[0]), (y1, y2 - y1, middle[1], reach[1])):
        low, high = centre - half - begin, centre + half - begin
        if way == 0:
            if low > 0 or high < 0:
                return False
            continue
        near, far = (low / way, high / way) if way > 0 else (high / way, low / way)
        if near > start:
            start = near
        if far < end:
            end = far
    return start <= end


def picture_counts(
    places: Sequence[Spot], boxes: Sequence[tuple[float, float]], links: Iterable[Pair]
) -> dict[str, int]:
    """Return the faults of a picture whose links are straight: what tells one layout from another.

    >>> picture_counts([(0, 0), (100, 0), (200, 0)], [(40, 20)] * 3, [(0, 2)])
    {'through': 1, 'overlaps': 0, 'crossings': 0, 'narrow': 0}
    """
    drawn = [(a, b) for a, b in links if a != b]
    lines = [(places[a], places[b]) for a, b in drawn]
    through = sum(
        _hits(line, places[k], (wide / 2, high / 2))
        for pair, line in zip(drawn, lines, strict=True)
        for k, (wide, high) in enumerate(boxes)
        if k not in pair
    )
    overlaps = sum(
        abs(places[a][0] - places[b][0]) * 2 < boxes[a][0] + boxes[b][0]
        and abs(places[a][1] - places[b][1]) * 2 < boxes[a][1] + boxes[b][1]
        for a, b in combinations(range(len(places)), 2)
    )
    crossings = narrow = 0
    for i, j in combinations(range(len(drawn)), 2):
        shared = set(drawn[i]) & set(drawn[j])
        if not shared:
            crossings += cross(lines[i], lines[j])
        elif len(shared) == 1:
            narrow += _angle(places, shared.pop(), drawn[i], drawn[j]) < LEAST_ANGLE
    return {"through": through, "overlaps": overlaps, "crossings": crossings, "narrow": narrow}
