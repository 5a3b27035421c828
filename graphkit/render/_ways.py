"""The way each link takes from plate to plate: where it leaves each, and how it bends around what stands between."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Way", "find_ways"]

Spot = tuple[float, float]
#: Left, top, right, bottom.
Box = tuple[float, float, float, float]

#: How far a link may bend to either side, as a share of its length; the least that will do is taken.
BENDS = (0.0, 0.14, -0.14, 0.26, -0.26, 0.4, -0.4, 0.58, -0.58, 0.8, -0.8)
#: How many places along a link are looked at, and how far ends on one edge keep apart.
STEPS, APART, CORNER, CLEAR = 22, 15.0, 9.0, 7.0
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
        Two plates.

    Examples
    --------
    >>> way = find_ways([(0, 1)], {0: (0, 0, 10, 10), 1: (90, 0, 100, 10)})[0]
    >>> [round(one, 3) for one in (*way.start, *way.end)]
    [13, 5.0, 87, 5.0]
    """
    ways = [Way(a, b) for a, b in links if a != b]
    _set_ends(ways, boxes)
    if not ways or len(ways) > BENT:
        return ways
    wide = [(one, tuple(at + (-CLEAR if k < 2 else CLEAR) for k, at in enumerate(box))) for one, box in boxes.items()]
    search = _Bends([(one, (box[0], box[1], box[2], box[3])) for one, box in wide], boxes, notes, pair)
    for _ in range(2):
        for way in ways:
            way.bend = search.best(way, ways)
        _set_ends(ways, boxes)
    search.mend(ways)
    return ways


class _Bends:
    """Finds the least bend that runs through nobody and no note; of those alike, the one that crosses least."""

    def __init__(
        self, wide: Sequence[tuple[int, Box]], boxes: Mapping[int, Box], notes: Sequence[Box], pair: frozenset[int]
    ) -> None:
        self.wide, self.boxes, self.notes, self.pair = wide, boxes, notes, pair
        self.middles = {one: _middle(box) for one, box in boxes.items()}
        edges = [box for _, box in wide]
        self.edge = (
            min(box[0] for box in edges),
            min(box[1] for box in edges),
            max(box[2] for box in edges),
            max(box[3] for box in edges),
        )

    def best(self, way: Way, ways: Iterable[Way]) -> float:
        """The bend of a link."""
        start, end = self.middles[way.a], self.middles[way.b]
        found, least = 0.0, math.inf
        for bend in BENDS:
            tried = Way(way.a, way.b, start, end, _control(start, end, bend))
            hits = self._hits(tried)
            cost = hits * 12 + abs(bend) * 26
            if bend and hits < 1:
                cost += self._crossings(tried, ways)
            if cost < least:
                found, least = bend, cost
            if not hits and not bend:
                return 0.0
        return found

    def mend(self, ways: Sequence[Way]) -> None:
        """Bend anew what still runs through a plate or a note now that all ends have moved apart."""
        for way in ways:
            if self._hits(way) < 1:
                continue
            costs = []
            for bend in BENDS:
                way.bend = bend
                _set_ends(ways, self.boxes)
                costs.append((self._hits(way) * 12 + abs(bend) * 26 + self._crossings(way, ways), abs(bend), bend))
            way.bend = min(costs)[2]
            _set_ends(ways, self.boxes)

    def _hits(self, way: Way) -> float:
        """How much of a line runs through plates, notes, or out of the picture."""
        hits, left, top, right, bottom = 0.0, *self.edge
        others = [box for one, box in self.wide if one not in (way.a, way.b)]
        notes = () if {way.a, way.b} == self.pair else self.notes
        for k in range(1, STEPS):
            x, y = way.at(k / STEPS)
            hits += 0.1 * (x < left or y < top or x > right or y > bottom)
            hits += sum(a < x < c and b < y < d for a, b, c, d in others)
            hits += 0.3 * sum(a < x < c and b < y < d for a, b, c, d in notes)
        return hits

    def _crossings(self, way: Way, ways: Iterable[Way]) -> int:
        """How many straight links a line crosses."""
        points, found = [way.at(k / 4) for k in range(5)], 0
        for other in ways:
            if not {other.a, other.b} & {way.a, way.b}:
                line = self.middles[other.a], self.middles[other.b]
                found += sum(_cross(points[k], points[k + 1], *line) for k in range(4))
        return found


def _middle(box: Box) -> Spot:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _control(start: Spot, end: Spot, bend: float) -> Spot:
    """Beside the middle of a line, by a share of its length."""
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend


def _cross(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Whether two lines cross."""

    def side(start: Spot, end: Spot, spot: Spot) -> float:
        return (end[0] - start[0]) * (spot[1] - start[1]) - (end[1] - start[1]) * (spot[0] - start[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _set_ends(ways: Iterable[Way], boxes: Mapping[int, Box]) -> None:
    """Let each link leave each plate where it would without others, then spread the ends along that edge."""
    edges: dict[tuple[int, str], list[_End]] = {}
    found = list(ways)
    for way in found:
        start, end = _middle(boxes[way.a]), _middle(boxes[way.b])
        bent = _control(start, end, way.bend) if way.bend else None
        for name, plate, here, aim in (("start", way.a, start, bent or end), ("end", way.b, end, bent or start)):
            left, top, right, bottom = boxes[plate]
            box = (left - 3, top - 3, right + 3, bottom + 3)
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
        for one in meeting:
            x, y = getattr(one.way, one.name)
            setattr(one.way, one.name, (one.at, y) if side in ("top", "bottom") else (x, one.at))
    for way in found:
        way.control = _control(way.start, way.end, way.bend)


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
