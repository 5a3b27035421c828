"""The way each link takes from plate to plate: where it leaves each, and how it bends around what stands between.

The page does the same in JavaScript (``web/core/bending.js``); a test holds that both give the same ways.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from graphkit.render.arrange import cross

__all__ = ["Way", "find_ways", "ways_blocked", "ways_crossing", "ways_over"]

Spot = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

#: How far a link may bend to either side, as a share of its length, and how far its bend may move along it.
BENDS = (0, 0.1, -0.1, 0.18, -0.18, 0.26, -0.26, 0.4, -0.4, 0.58, -0.58, 0.8, -0.8, 1.1, -1.1)
ALONG = (0, 0.25, -0.25, 0.45, -0.45)
#: How many places along a link are looked at; how far ends on one edge keep apart, and links from plates.
STEPS, APART, CORNER, CLEAR, MARGIN = 26, 15.0, 9.0, 7.0, 3.0
#: How far a link may reach beyond all plates.
OUT = 24.0
#: What it costs to run through a note; through a plate it is 1.
NOTE = 0.6
#: Beyond so many links, all are straight.
BENT = 120


@dataclass(slots=True)
class Way:
    """The line between two plates: it leaves one, bends towards a control point, and ends at the other."""

    a: int
    b: int
    start: Spot = (0.0, 0.0)
    end: Spot = (0.0, 0.0)
    control: Spot = (0.0, 0.0)
    bend: float = 0.0

    def at(self, share: float) -> Spot:
        """A point of the line, so much of the way along it."""
        (x1, y1), (x2, y2), (x3, y3), rest = self.start, self.control, self.end, 1 - share
        one, two, three = rest * rest, 2 * rest * share, share * share
        return one * x1 + two * x2 + three * x3, one * y1 + two * y2 + three * y3

    def clear_at(self, boxes: Iterable[Box]) -> Spot:
        """The point nearest to the middle of the line that no box covers; the middle, where all are covered."""
        known = list(boxes)
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
            x, y = self.at(share)
            if not any(a - 10 < x < c + 10 and b - 10 < y < d + 10 for a, b, c, d in known):
                return x, y
        return self.at(0.5)


@dataclass(slots=True)
class _End:
    """Where a link meets an edge of a plate."""

    way: Way
    name: str
    at: float
    low: float
    high: float
    order: float = field(default=0.0)


class _Look(NamedTuple):
    """At how many places of a line is looked, and what it costs there to be out of the picture."""

    steps: int
    out: float
    beyond: float


FIRST, LAST = _Look(STEPS, 0.5, 0.0), _Look(2 * STEPS, 0.4, OUT)


def find_ways(
    links: Sequence[tuple[int, int]],
    boxes: Mapping[int, Box],
    *,
    notes: Sequence[Box] = (),
    pair: frozenset[int] = frozenset(),
) -> list[Way]:
    """Return the ways of some links between plates.

    Parameters
    ----------
    links
        Pairs of plates.
    boxes
        The room that each plate takes.
    notes
        Boxes of text that all links bend around but that between the ``pair`` it speaks of.
    pair
        Two plates whose link runs level where they stand side by side.

    Examples
    --------
    >>> way = find_ways([(0, 1)], {0: (0, 0, 10, 10), 1: (90, 0, 100, 10)})[0]
    >>> [round(one, 3) for one in (*way.start, *way.end)]
    [13.0, 5.0, 87.0, 5.0]
    """
    ways = [Way(a, b) for a, b in links if a != b]
    scene = _Scene(boxes, notes, pair)
    scene.set_ends(ways)
    if not ways or len(ways) > BENT:
        return ways
    for _ in range(2):
        for way in ways:
            way.bend = scene.best_bend(way, ways)
        scene.set_ends(ways)
    for way in ways:
        scene.go_around(way)
    return ways


def ways_blocked(
    ways: Sequence[Way], boxes: Mapping[int, Box], *, notes: Sequence[Box] = (), pair: frozenset[int] = frozenset()
) -> float:
    """Return how much of some ways runs through plates, notes or far out of the picture.

    >>> ways_blocked(find_ways([(0, 1)], {0: (0, 0, 9, 9), 1: (90, 0, 99, 9)}), {0: (0, 0, 9, 9), 1: (90, 0, 99, 9)})
    0.0
    """
    scene = _Scene(boxes, notes, pair)
    return sum((scene.hits(way, LAST) for way in ways), 0.0)


def ways_crossing(ways: Sequence[Way]) -> int:
    """Return how many times ways that share no plate cross one another, as they are drawn.

    >>> boxes = {0: (0, 0, 9, 9), 1: (90, 90, 99, 99), 2: (0, 90, 9, 99), 3: (90, 0, 99, 9)}
    >>> ways_crossing(find_ways([(0, 1), (2, 3)], boxes))
    1
    """
    drawn = [(way, _points(way)) for way in ways]
    found = 0
    for k, (one, points) in enumerate(drawn):
        for other, others in drawn[:k]:
            if one.a not in (other.a, other.b) and one.b not in (other.a, other.b):
                found += _meet(points, others)
    return found


def ways_over(ways: Sequence[Way], pair: frozenset[int]) -> int:
    """Return how many times the way between two plates is crossed, by those that leave the same plates, too.

    >>> boxes = {0: (0, 0, 9, 9), 1: (90, 90, 99, 99), 2: (0, 90, 9, 99), 3: (90, 0, 99, 9)}
    >>> ways_over(find_ways([(0, 1), (2, 3), (0, 2)], boxes), frozenset((0, 1)))
    1
    """
    drawn = [(frozenset((way.a, way.b)), _points(way)) for way in ways]
    return sum(
        _meet(points, others) for ends, points in drawn if ends == pair for other, others in drawn if other != pair
    )


def _points(way: Way) -> list[Spot]:
    """A way as straight pieces."""
    return [way.at(k / 8) for k in range(9)] if way.bend else [way.start, way.end]


def _meet(points: Sequence[Spot], others: Sequence[Spot]) -> int:
    """How many times two ways cross."""
    return sum(cross(line, its) for line in pairwise(points) for its in pairwise(others))


class _Scene:
    """What links have to go around, and where they may leave plates."""

    def __init__(self, boxes: Mapping[int, Box], notes: Sequence[Box], pair: frozenset[int]) -> None:
        self.notes, self.pair = list(notes), pair
        self.wide = [(one, _grown(box, CLEAR)) for one, box in boxes.items()]
        self.plates = {one: _grown(box, MARGIN) for one, box in boxes.items()}
        self.middles = {one: _middle(box) for one, box in boxes.items()}
        edges = [box for _, box in self.wide] or [(0.0, 0.0, 0.0, 0.0)]
        self.edge = (
            min(box[0] for box in edges),
            min(box[1] for box in edges),
            max(box[2] for box in edges),
            max(box[3] for box in edges),
        )

    def hits(self, way: Way, look: _Look, most: float = math.inf) -> float:
        """How much of a line runs through plates, notes, or out of the picture; from ``most`` on no more is counted."""
        left, top, right, bottom = _grown(self.edge, look.beyond)
        (x1, y1), (x2, y2), (x3, y3) = way.start, way.control, way.end
        # a curve lies within its three points: what is outside of their box is not in the way
        low, high = (min(x1, x2, x3), min(y1, y2, y3)), (max(x1, x2, x3), max(y1, y2, y3))
        near = [(*box, 1.0) for one, box in self.wide if one != way.a and one != way.b and _touches(box, low, high)]
        if {way.a, way.b} != self.pair:
            near += [(*box, NOTE) for box in self.notes if _touches(box, low, high)]
        if not near and low[0] >= left and low[1] >= top and high[0] <= right and high[1] <= bottom:
            return 0.0
        found = 0.0
        for one, two, three in _shares(look.steps):
            x, y = one * x1 + two * x2 + three * x3, one * y1 + two * y2 + three * y3
            if x < left or y < top or x > right or y > bottom:
                found += look.out
            for a, b, c, d, weight in near:
                if a < x < c and b < y < d:
                    found += weight
            if found >= most:
                break
        return found

    def best_bend(self, way: Way, ways: Sequence[Way]) -> float:
        """The least bend that runs through nobody and no note; of those alike, the one that crosses least."""
        start, end = self.middles[way.a], self.middles[way.b]
        best, least = 0.0, math.inf
        for bend in BENDS:
            if abs(bend) * 26 >= least:  # not even if it ran through nothing
                continue
            aim = _control(start, end, bend) if bend else None
            out, into = (
                _leave(self.plates[way.a], start, aim or end)[1],
                _leave(self.plates[way.b], end, aim or start)[1],
            )
            tried = Way(way.a, way.b, out, into, _control(out, into, bend), bend)
            hits = self.hits(tried, FIRST)
            cost = hits * 12 + abs(bend) * 26
            if bend and hits < 1 and cost < least:
                cost += self._crossings(tried, ways)
            if cost < least:
                best, least = bend, cost
            if not hits and not bend:
                return 0.0
        return best

    def go_around(self, way: Way) -> None:
        """Bend what runs behind a plate or a note now that the ends have made room for one another."""
        least, best = self.hits(way, LAST), way.control
        for along in ALONG if least else ():
            for bend in BENDS:
                x, y = _control(way.start, way.end, bend)
                way.control = (
                    x + (way.end[0] - way.start[0]) * along,
                    y + (way.end[1] - way.start[1]) * along,
                )
                found = self.hits(way, LAST, least)
                if found < least:
                    least, best = found, way.control
                if not least:
                    break
            if not least:
                break
        way.control = best

    def _crossings(self, way: Way, ways: Iterable[Way]) -> int:
        """How many straight links a line crosses."""
        pieces, found = list(pairwise(way.at(k / 4) for k in range(5))), 0
        for other in ways:
            if other.a not in (way.a, way.b) and other.b not in (way.a, way.b):
                line = self.middles[other.a], self.middles[other.b]
                found += sum(cross(piece, line) for piece in pieces)
        return found

    def set_ends(self, ways: Sequence[Way]) -> None:
        """Let each link leave each plate where it would without others, then spread the ends along that edge."""
        edges: dict[tuple[int, str], list[_End]] = {}
        for way in ways:
            start, end = self.middles[way.a], self.middles[way.b]
            bent = _control(start, end, way.bend) if way.bend else None
            for name, plate, here, aim in (("start", way.a, start, bent or end), ("end", way.b, end, bent or start)):
                box = self.plates[plate]
                side, spot = _leave(box, here, aim)
                flat = side in ("top", "bottom")
                low, high = (box[0], box[2]) if flat else (box[1], box[3])
                corner = min(CORNER, (high - low) / 4)
                order = math.atan2(aim[1] - here[1], aim[0] - here[0])
                edges.setdefault((plate, side), []).append(
                    _End(way, name, spot[0] if flat else spot[1], low + corner, high - corner, order)
                )
                setattr(way, name, spot)
        for (_, side), meeting in edges.items():
            _spread(meeting)
            if side not in ("top", "bottom"):
                self._straighten(meeting)
            for one in meeting:
                x, y = getattr(one.way, one.name)
                setattr(one.way, one.name, (one.at, y) if side in ("top", "bottom") else (x, one.at))
        for way in ways:
            way.control = _control(way.start, way.end, way.bend)

    def _straighten(self, ends: Sequence[_End]) -> None:
        """Let the headline's link run level between the middles of its plates; what leaves beside it makes room."""
        at = next((k for k, one in enumerate(ends) if {one.way.a, one.way.b} == self.pair), None)
        if at is None:
            return
        own = ends[at]
        middle = self.middles[own.way.a][1]
        if abs(self.middles[own.way.b][1] - middle) > 0.01:
            return
        own.at = middle
        for k, one in enumerate(ends):
            if k < at:
                one.at = max(min(one.at, middle - APART * (at - k)), own.low)
            elif k > at:
                one.at = min(max(one.at, middle + APART * (k - at)), own.high)


@lru_cache(maxsize=4)
def _shares(steps: int) -> list[tuple[float, float, float]]:
    """How much the three points of a line weigh at each place that is looked at (:meth:`Way.at`)."""
    return [
        ((rest := 1 - k / steps) * rest, 2 * rest * (k / steps), (k / steps) * (k / steps)) for k in range(1, steps)
    ]


def _grown(box: Box, by: float) -> Box:
    """A box that is larger on all sides."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _touches(box: Box, low: Spot, high: Spot) -> bool:
    """Whether a box shares something with what lies between two corners."""
    return box[0] < high[0] and box[2] > low[0] and box[1] < high[1] and box[3] > low[1]


def _middle(box: Box) -> Spot:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _control(start: Spot, end: Spot, bend: float) -> Spot:
    """Beside the middle of a line, by a share of its length."""
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend


def _leave(box: Box, middle: Spot, goal: Spot) -> tuple[str, Spot]:
    """By which side, and where, the line from the middle of a box to somewhere leaves it."""
    (x, y), (left, top, right, bottom) = middle, box
    dx, dy = goal[0] - x or 1e-6, goal[1] - y or 1e-6
    across = (right - x if dx > 0 else x - left) / abs(dx)
    along = (bottom - y if dy > 0 else y - top) / abs(dy)
    if across < along:
        return ("right", (right, y + dy * across)) if dx > 0 else ("left", (left, y + dy * across))
    return ("bottom", (x + dx * along, bottom)) if dy > 0 else ("top", (x + dx * along, top))


def _spread(ends: list[_End]) -> None:
    """Keep ends on one edge apart as far as there is room."""
    ends.sort(key=lambda one: (one.at, one.order))
    low, high = ends[0].low, ends[0].high
    gap = min(APART, (high - low) / max(len(ends) - 1, 1))
    last = -math.inf
    for one in ends:
        one.at = last = max(min(one.at, high), low, last + gap)
    last = math.inf
    for one in reversed(ends):
        one.at = last = min(one.at, high, last - gap)
    for one in ends:
        one.at = max(one.at, low)
