"""Places actors on the plane: a force layout of our own that gives the same places on every run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Ints = NDArray[np.intp]
    Pair = tuple[Floats, Floats]

__all__ = ["Springs", "apart", "place"]

#: Width divided by height of the room for the picture on a laptop screen.
ASPECT = 1.12
#: Pixels that a node and its label are to keep free around them.
MARGIN = 8.0
#: How high the picture of a few actors is at the least: the page enlarges it no more than it enlarges their signs.
LEAST_HEIGHT = 320.0
#: How far an actor is moved in search of a better place, by the mean length of a line, in one round after the other.
REACHES = ((0.55, 1.3, 2.2), (0.2, 0.6, 1.2), (0.45, 0.95, 1.7), (0.1, 0.3, 0.55))
COMPASS = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))


@dataclass(frozen=True, slots=True)
class Springs:
    """What pulls actors together: pairs of positions in the list of actors, how strongly, and how plain the line is."""

    first: Sequence[int]
    second: Sequence[int]
    weight: Sequence[float]
    seen: Sequence[float] = ()


@dataclass(slots=True)
class _Drawing:
    """One connected part as it is drawn: half the room around each actor, its least height, and the lines."""

    half: Floats
    least: float
    first: Ints
    second: Ints
    weight: Floats
    seen: Floats
    pull: Floats


def place(boxes: Sequence[tuple[float, float]], springs: Springs, *, tries: int = 0, seed: int = 1) -> list[list[int]]:
    """Return a place in pixels for each actor, so that tied actors are near and labels apart.

    Parameters
    ----------
    boxes
        Width and height in pixels of each actor's sign and label.
    springs
        What pulls together.
    tries
        How many starts to try and to improve on; the one that is easiest to read is kept. 0: as
        many as are cheap at this size. 1: one, taken as it is, where places are wanted in a hurry.
    seed
        Where the starts come from. The same seed gives the same places.

    Returns
    -------
    list
        ``[x, y]`` in whole pixels, in the order of ``boxes``, around (0, 0).

    Notes
    -----
    After Fruchterman and Reingold (1991), per connected part, with gravity; boxes that overlap are
    pushed apart; then actors are moved, one at a time, to where fewer lines cross or run through
    others, after Davidson and Harel (1996). Parts are packed on shelves. Nothing but sums, products
    and roots is reckoned with, which all machines round alike.

    Examples
    --------
    >>> place([], Springs([], [], []))
    []
    >>> len(place([(60.0, 30.0)] * 3, Springs([0], [1], [1.0])))
    3
    """
    if not boxes:
        return []
    size = np.asarray(boxes, dtype=float)
    first, second = np.asarray(springs.first, dtype=np.intp), np.asarray(springs.second, dtype=np.intp)
    parts = _parts(len(boxes), first, second)
    placed = []
    for members in parts:
        drawing = _drawing(members, size, (first, second), springs)
        placed.append(_place_part(drawing, tries=tries, seed=seed))
    where = _pack(parts, placed, size)
    where -= (where.min(axis=0) + where.max(axis=0)) / 2
    return [[int(x), int(y)] for x, y in np.rint(where)]


def apart(places: Sequence[Sequence[float]], boxes: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Return the places in whole pixels, moved apart so that no two boxes around them overlap.

    >>> apart([(0, 0), (30, 0)], [(60, 20), (60, 20)])
    [[-19, 0], [49, 0]]
    """
    if not boxes:
        return []
    where = _spread(np.asarray(places, dtype=float), (np.asarray(boxes, dtype=float) + MARGIN) / 2)
    return [[int(x), int(y)] for x, y in np.rint(where)]


def _parts(count: int, first: Ints, second: Ints) -> list[Ints]:
    """The connected parts, largest first, each as positions in ascending order."""
    label = np.arange(count)
    while first.size:
        low = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, first, low)
        np.minimum.at(label, second, low)
        label = label[label]
        if np.array_equal(before, label):
            break
    groups = [np.flatnonzero(label == root) for root in np.unique(label)]
    return sorted(groups, key=lambda members: (-len(members), int(members[0])))


def _drawing(members: Ints, size: Floats, ends: tuple[Ints, Ints], springs: Springs) -> _Drawing:
    """What is drawn of one connected part, its actors numbered anew."""
    count = len(members)
    number = np.full(len(size), -1)
    number[members] = np.arange(count)
    mine = np.flatnonzero(number[ends[0]] >= 0)
    first, second = number[ends[0][mine]], number[ends[1][mine]]
    weight = np.asarray(springs.weight, dtype=float)[mine]
    seen = np.asarray(springs.seen, dtype=float)[mine] if len(springs.seen) else weight
    pull = np.zeros((count, count))
    np.add.at(pull, (first, second), weight)
    pull = np.minimum(pull + pull.T, 6.0)
    np.fill_diagonal(pull, 0)
    plain = seen > 0
    least = LEAST_HEIGHT if 2 * count > len(size) else 40.0
    return _Drawing((size[members] + MARGIN) / 2, least, first[plain], second[plain], weight[plain], seen[plain], pull)


def _place_part(drawing: _Drawing, *, tries: int, seed: int) -> Floats:
    """Places of one connected part, around its own centre, with no two boxes on one another."""
    count = len(drawing.half)
    if count == 1:
        return np.zeros((1, 2))
    starts = tries or (6 if count <= 90 else 1)
    settled = _settle(drawing.pull, np.random.default_rng(seed).random((starts, 2, count)))
    found = np.stack(
        [_spread(_shape(where.T, drawing.half, drawing.least), drawing.half, rounds=24) for where in settled]
    )
    if count > 200 or tries == 1:
        return _spread(found[0], drawing.half)
    search = _Search(drawing, found)
    search.improve(MOVES if count <= 90 else MOVES[::2])
    return _spread(search.best(), drawing.half)


def _settle(pull: Floats, starts: Floats) -> Floats:
    """Fruchterman-Reingold on a matrix of pulls, from several starts at once; distances come out around one."""
    count = len(pull)
    kind = np.float32
    pull = pull.astype(kind)
    where: Floats = ((starts - 0.5) * (2 * math.sqrt(count))).astype(kind)
    steps = 160 if count <= 90 else 90
    heat = math.sqrt(count) / 4
    # the much tied need room of their own, or their links become too short to read
    crowd = (1 + np.sqrt(pull.sum(axis=1)) / 2).astype(kind)
    both = crowd[:, None] * crowd[None, :]
    for step in range(steps):
        gap = where[:, :, :, None] - where[:, :, None, :]
        square = gap[:, 0] * gap[:, 0]
        square += gap[:, 1] * gap[:, 1]
        np.maximum(square, kind(0.01), out=square)
        force = both / square
        force -= pull * np.sqrt(square)
        move = (gap * force[:, None]).sum(axis=3) - kind(0.04) * crowd * where
        length = np.maximum(np.sqrt(move[:, :1] * move[:, :1] + move[:, 1:] * move[:, 1:]), kind(1e-6))
        where += move / length * np.minimum(length, kind(heat * (1 - step / steps) + 0.01))
    return np.asarray(where, dtype=float)


def _shape(where: Floats, half: Floats, least: float) -> Floats:
    """The same places turned so that the longer axis lies flat, and scaled to hold their boxes."""
    where = _turned(where - where.mean(axis=0))
    far = np.abs(where)
    most = np.maximum(np.quantile(far, 0.8, axis=0), 1e-6)
    where = np.sign(where) * np.where(far > most, most + (far - most) * 0.5, far)
    reach = np.maximum(np.abs(where).max(axis=0), 1e-6)
    room = float((half[:, 0] * half[:, 1]).sum()) * 4 * 3.4
    height = max(math.sqrt(room / ASPECT), least)
    ratio = min(max(reach[0] / reach[1], 0.9 * ASPECT), 1.3 * ASPECT)
    target = np.array([height * ASPECT / 2, height * ASPECT / 2 / ratio])
    # to the power of 7/8, by roots: what lies far out is drawn in a little
    once = np.sqrt(np.abs(where) / reach)
    twice = np.sqrt(once)
    return np.asarray(np.sign(where) * once * twice * np.sqrt(twice) * target)


def _turned(where: Floats) -> Floats:
    """The same places turned onto their principal axes, the longer one flat."""
    x, y = where[:, 0], where[:, 1]
    a, b, c = float((x * x).sum()), float((x * y).sum()), float((y * y).sum())
    slope = (a - c) / 2 + math.sqrt((a - c) * (a - c) / 4 + b * b)
    length = math.sqrt(slope * slope + b * b)
    if length < 1e-9:
        return where if a >= c else where[:, ::-1]
    along, across = slope / length, b / length
    return np.stack([x * along + y * across, y * along - x * across], axis=1)


def _spread(where: Floats, half: Floats, *, rounds: int = 160) -> Floats:
    """Push boxes that overlap apart along the axis where they overlap least."""
    # two on one spot have no direction to part in: give each its own
    where = where + np.arange(len(where))[:, None] * np.array([1e-3, 7e-4])
    for turn in range(rounds):
        if turn % 8 == 0:
            low, high = _close(where, half + 12)
            reach = half[low] + half[high]
        gap = where[low] - where[high]
        over = reach - np.abs(gap)
        clash = (over[:, 0] > 0) & (over[:, 1] > 0)
        if not clash.any():
            if turn % 8 == 0:
                break
            continue
        flat = over[:, 0] < over[:, 1] * 1.6
        step = np.where(clash[:, None] & np.stack([flat, ~flat], axis=1), 0.3 * over * np.sign(gap), 0.0)
        for axis in (0, 1):
            where[:, axis] += np.bincount(low, step[:, axis], len(where))
            where[:, axis] += np.bincount(high, -step[:, axis], len(where))
    return where


def _close(where: Floats, half: Floats) -> tuple[Ints, Ints]:
    """The pairs of boxes that overlap."""
    x, y = where[:, 0], where[:, 1]
    clash = np.abs(x[:, None] - x) < half[:, :1] + half[:, 0]
    clash &= np.abs(y[:, None] - y) < half[:, 1:] + half[:, 1]
    low, high = np.nonzero(clash)
    first = low < high
    return low[first], high[first]


class _Search:
    """Moves actors, one at a time, to where the picture is easiest to read, in several pictures at once."""

    def __init__(self, drawing: _Drawing, where: Floats) -> None:
        # whole pixels in single precision: on which side of a line a place lies comes out exact
        where = np.rint(where).astype(np.float32)
        self.half, self.seen = drawing.half.astype(np.float32), drawing.seen.astype(np.float32)
        self.weight = drawing.weight.astype(np.float32)
        self.x, self.y = where[:, :, 0].copy(), where[:, :, 1].copy()
        self.first, self.second = drawing.first, drawing.second
        self.clear = self.half.min(axis=1) + np.float32(2)
        self.frame = np.abs(where).max(axis=1)
        along = where[:, drawing.second] - where[:, drawing.first]
        self.length = np.maximum(np.sqrt((along * along).sum(axis=2)).mean(axis=1), 1.0)[:, None]

    def costs(self) -> Floats:
        """How hard each picture is to read, over all actors."""
        each = [self._costs(one, self.x[:, one, None], self.y[:, one, None]) for one in range(len(self.half))]
        return np.asarray(np.concatenate(each, axis=1).sum(axis=1))

    def best(self) -> Floats:
        """The places of the picture that is easiest to read."""
        best = int(self.costs().argmin()) if len(self.x) > 1 else 0
        return np.stack([self.x[best], self.y[best]], axis=1).astype(float)

    def improve(self, rounds: Sequence[Floats]) -> None:
        """Move each actor, the most tied first, to the best of some places around it, in each round."""
        tied = np.bincount(np.concatenate((self.first, self.second)), np.tile(self.seen, 2), len(self.half))
        order = [int(one) for one in np.argsort(-tied, kind="stable")]
        rows = np.arange(len(self.x))
        for moves in rounds:
            steps = np.rint(self.length * moves[:, 0]), np.rint(self.length * moves[:, 1])
            for one in order:
                x = np.clip(self.x[:, one, None] + steps[0], -self.frame[:, :1], self.frame[:, :1])
                y = np.clip(self.y[:, one, None] + steps[1], -self.frame[:, 1:], self.frame[:, 1:])
                costs = self._costs(one, x, y)
                costs[:, 0] -= 1e-6
                best = costs.argmin(axis=1)
                self.x[:, one], self.y[:, one] = x[rows, best], y[rows, best]

    def _costs(self, one: int, x: Floats, y: Floats) -> Floats:
        """What an actor costs at each of some places: uneven lengths, overlaps, lines crossed, lines through signs."""
        touches = (self.first == one) | (self.second == one)
        mine, rest = np.flatnonzero(touches), np.flatnonzero(~touches)
        others = np.where(self.first[mine] == one, self.second[mine], self.first[mine])
        seen = self.seen[mine]
        # axes: picture, place, line of the actor, any actor or line
        away = self.x[:, None] - x[:, :, None], self.y[:, None] - y[:, :, None]
        line = away[0][:, :, others], away[1][:, :, others]
        length = np.maximum(np.sqrt(line[0] * line[0] + line[1] * line[1]), 1.0)
        mean = self.length[:, :, None]
        short = np.maximum(1 - length / (0.6 * mean + (self.clear[one] + self.clear[others])), 0)
        found = (2 * np.abs(length / mean - 1) * self.weight[mine] + 12 * short * seen * seen).sum(axis=2)
        found += (x * x / (ASPECT * ASPECT) + y * y) / (self.length * self.length * 2)
        found += self._over(one, away)
        side = line[0][..., None] * away[1][:, :, None] - line[1][..., None] * away[0][:, :, None]
        hit = np.abs(side) < (self.clear * length[..., None])
        hit &= self._along(line, away, length)
        hit[..., one] = False
        found += 10 * (hit.sum(axis=3) * seen).sum(axis=2)
        found += self._others(one, (others, rest), away, side)
        return np.asarray(found)

    def _over(self, one: int, away: Pair) -> Floats:
        """How far an actor's box lies over others."""
        reach = self.half + self.half[one]
        over = (reach[:, 0] - np.abs(away[0])).clip(0) * (reach[:, 1] - np.abs(away[1])).clip(0)
        over[:, :, one] = 0
        return np.asarray((6 * (over > 0) + over / 400).sum(axis=2))

    def _along(self, line: Pair, away: Pair, length: Floats) -> NDArray[np.bool_]:
        """Whether any actor lies beside an actor's line, not before or beyond it."""
        share = line[0][..., None] * away[0][:, :, None] + line[1][..., None] * away[1][:, :, None]
        square = (length * length)[..., None]
        return np.asarray((share > 0.02 * square) & (share < 0.98 * square))

    def _others(self, one: int, lines: tuple[Ints, Ints], away: Pair, side: Floats) -> Floats:
        """Weight of the other lines that an actor's lines cross, and of those that run through its sign."""
        others, rest = lines
        start, stop = self.first[rest], self.second[rest]
        base = (self.x[:, stop] - self.x[:, start])[:, None], (self.y[:, stop] - self.y[:, start])[:, None]
        square = np.maximum(base[0] * base[0] + base[1] * base[1], 1.0)
        from_start = away[0][:, :, start], away[1][:, :, start]
        here = base[1] * from_start[0] - base[0] * from_start[1]
        share = -base[0] * from_start[0] - base[1] * from_start[1]
        near = (share > 0) & (share < square) & (here * here < self.clear[one] * self.clear[one] * square)
        found = 10 * (near * self.seen[rest]).sum(axis=2)
        goal = self.x[:, others, None] - self.x[:, None, start], self.y[:, others, None] - self.y[:, None, start]
        there = base[0] * goal[1] - base[1] * goal[0]
        crossing = side[..., start] * side[..., stop] < 0
        crossing &= here[:, :, None] * there[:, None] < 0
        mine = self.seen[(self.first == one) | (self.second == one)]
        weight = np.minimum(mine[:, None], self.seen[rest])
        return np.asarray(found + 2 * (crossing * weight).sum(axis=(2, 3)))


#: No move, and moves in eight directions, in each round.
MOVES = [
    np.array([(0, 0), *((reach * x, reach * y) for reach in reaches for x, y in COMPASS)], np.float32)
    for reaches in REACHES
]


def _pack(parts: list[Ints], placed: list[Floats], size: Floats) -> Floats:
    """Every part's places on one plane: the largest in the middle, the rest on shelves below it."""
    where = np.zeros((sum(map(len, parts)), 2))
    where[parts[0]] = placed[0]
    reach = size[parts[0]] / 2
    left, right = float((placed[0] - reach)[:, 0].min()), float((placed[0] + reach)[:, 0].max())
    area = 0.0
    for members, places in zip(parts, placed, strict=True):
        span = np.ptp(np.concatenate([places - size[members] / 2, places + size[members] / 2]), axis=0) + 2 * MARGIN
        area += float(span[0]) * float(span[1])
    # as wide as leaves the whole, shelves included, in the proportions of the screen
    width = max(right - left, 700.0, math.sqrt(area * ASPECT))
    x, y, shelf = left, float((placed[0] + reach)[:, 1].max()) + 3 * MARGIN, 0.0
    for members, places in zip(parts[1:], placed[1:], strict=True):
        low = (places - size[members] / 2).min(axis=0)
        span = (places + size[members] / 2).max(axis=0) - low
        if x > left and x + span[0] > left + width:
            x, y, shelf = left, y + shelf + 2 * MARGIN, 0.0
        where[members] = places - low + np.array([x, y])
        x, shelf = x + span[0] + 2 * MARGIN, max(shelf, float(span[1]))
    return where
