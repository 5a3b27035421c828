"""Many pictures of the same plates at once: how hard each is to read, and what a plate would cost in other places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Bools = NDArray[np.bool_]
    #: Places of all plates, and of the notes where there are any, across and along: a row for each picture.
    Places = tuple[Floats, Floats]

__all__ = ["Trials"]

Pair = tuple[int, int]
Spot = tuple[float, float]

#: What each fault costs: two links that cross, two that leave a plate at nearly one angle, a link behind a plate or
#: through the notes, a plate on another.
CROSSING, NARROW_ANGLE, BEHIND, NOTES, COVERED = 6.0, 2.0, 22.0, 10.0, 40.0
#: What a link costs that is as long as the room, and by how many pixels one has to be too short to cost 1.
LENGTH, SHORT = 2.5, 6.0
#: Below this angle, in degrees, two links from one plate are hard to tell apart; the square of its cosine.
LEAST_ANGLE = 14.0
NEARLY = np.float32(math.cos(math.radians(LEAST_ANGLE)) ** 2)
#: What costs parts of a whole is rounded to this share, so that sums are the same in whatever order they are made.
GRAIN = np.float32(64.0)
#: How near a link may come to a plate.
CLEAR = 6.0


class Trials:
    """The plates and links of some pictures, and what their places cost.

    ``notes`` is the middle and half the size of the text beside the headline's link, which is in the way like a
    plate, but not of that link: ``pair``.
    """

    def __init__(
        self,
        boxes: Sequence[Spot],
        links: Sequence[Pair],
        room: Spot,
        *,
        pair: Sequence[int] = (),
        notes: tuple[Spot, Spot] | None = None,
    ) -> None:
        wide = room[0] > 600
        self.count, self.notes = len(boxes), notes
        self.room, self.box = _floats(room), _floats(boxes).reshape(-1, 2)
        self.limit = np.maximum((self.room - self.box) / 2, 0).astype(np.float32)
        self.shortest = np.float32(56 if wide else 26)
        self.half = np.vstack([self.box / 2 + CLEAR, _floats(notes[1])] if notes else [self.box / 2 + CLEAR])
        self.half = self.half.astype(np.float32)
        kept_free = _floats((26, 22) if wide else (9, 12)) - 2 * CLEAR
        self.far = (self.half[:, None] + self.half[None] + kept_free).astype(np.float32)
        if notes:
            self.far[-1] = self.far[:, -1] = self.half - CLEAR + _floats(notes[1])
        self.links = np.array([one for one in links if one[0] != one[1]], np.intp).reshape(-1, 2)
        self._set_links(frozenset(pair))

    def _set_links(self, pair: frozenset[int]) -> None:
        """Work out what each plate has to do with each link, once."""
        a, b = self.links.T
        plates = range(self.count)
        self.own = [np.flatnonzero((a == one) | (b == one)) for one in plates]
        self.rest = [np.flatnonzero((a != one) & (b != one)) for one in plates]
        self.to = [np.where(a[own] == one, b[own], a[own]) for one, own in enumerate(self.own)]
        # what it costs each link to run through each plate: nothing where it ends
        self.through = np.full((len(a), len(self.half)), np.float32(BEHIND))
        self.through[np.arange(len(a)), a] = self.through[np.arange(len(a)), b] = 0
        if self.notes:
            self.through[:, -1] = [0 if {*ends} == pair else NOTES for ends in self.links.tolist()]
        self.others = ~np.eye(self.count, len(self.half), dtype=np.bool_)
        # every two links of one plate, as the plate and their other ends
        self.corners = _corners(self.links)
        self.beside = [_beside(one, self.to) for one in plates]

    def places(self, starts: Sequence[Sequence[Spot]]) -> Places:
        """The places of some pictures, with those of the notes."""
        spots = _floats(starts)
        if self.notes:
            notes = np.broadcast_to(_floats(self.notes[0]), (len(spots), 1, 2))
            spots = np.concatenate([spots, notes], axis=1)
        return spots[..., 0].copy(), spots[..., 1].copy()

    def cost_at(self, places: Places, one: int, goals: Places) -> Floats:
        """What a plate and its links cost in each of some other places, a row of them for each picture."""
        away = tuple(at[:, None] - goal[..., None] for at, goal in zip(places, goals, strict=True))
        far = self.far[one]
        over = np.minimum(far[:, 0] - np.abs(away[0]), far[:, 1] - np.abs(away[1]))
        cost = np.where((over > 0) & self.others[one], over + np.float32(COVERED), 0).sum(axis=-1)
        rest = self.links[self.rest[one]].T
        starts, stops = (tuple(axis[..., end] for axis in away) for end in rest)
        side = starts[0] * stops[1] - stops[0] * starts[1]
        cost += np.float32(BEHIND) * _counted(self._hit_by(one, side, starts, stops))
        if len(self.own[one]):
            cost += self._cost_of_links(places, one, (away[0], away[1]), side)
        return np.asarray(cost, np.float32)

    def _hit_by(self, one: int, side: Floats, starts: Any, stops: Any) -> Bools:
        """Which of the other links run through a plate."""
        wide, high = np.abs(stops[0] - starts[0]), np.abs(stops[1] - starts[1])
        across, along = self.half[one]
        hit = np.abs(side) <= wide * along + high * across
        hit &= np.abs(starts[0] + stops[0]) <= wide + 2 * across
        hit &= np.abs(starts[1] + stops[1]) <= high + 2 * along
        return np.asarray(hit)

    def _cost_of_links(self, places: Places, one: int, away: Places, side: Floats) -> Floats:
        """What a plate's own links cost: their lengths, what they run through and cross, and their angles."""
        to = self.to[one]
        across, along = away[0][..., to], away[1][..., to]
        cost = self._lengths((across, along), (self.box[one] + self.box[to]) / 2)
        sides = across[..., None] * away[1][:, :, None] - along[..., None] * away[0][:, :, None]
        line = across[..., None], along[..., None]
        hit = self._hits(line, (away[0][:, :, None], away[1][:, :, None]), sides)
        cost += _counted(hit, self.through[self.own[one]].ravel())
        first, second = self.links[self.rest[one]].T
        cost += np.float32(CROSSING) * _counted(
            _opposite(sides[..., first], sides[..., second])
            & _opposite(side[:, :, None], self._goal_sides(places, one)[:, None])
        )
        return np.asarray(cost + np.float32(NARROW_ANGLE) * self._narrow(places, one, (across, along)))

    def _goal_sides(self, places: Places, one: int) -> Floats:
        """On which side of each other link the ends of a plate's own links are."""
        (x, y), to = places, self.to[one]
        first, second = self.links[self.rest[one]].T
        across, along = x[:, second] - x[:, first], y[:, second] - y[:, first]
        goal = x[:, to][:, :, None] - x[:, None, first], y[:, to][:, :, None] - y[:, None, first]
        return np.asarray(across[:, None] * goal[1] - along[:, None] * goal[0])

    def _narrow(self, places: Places, one: int, ways: Places) -> Floats:
        """How many pairs of links, of which one is a plate's own, leave a plate at nearly the same angle."""
        (first, second), (own, end) = self.beside[one]
        (across, along), (x, y), to = ways, places, self.to[one]
        found = _counted(_close((across[..., first], along[..., first]), (across[..., second], along[..., second])))
        other = (x[:, end] - x[:, to[own]])[:, None], (y[:, end] - y[:, to[own]])[:, None]
        return found + _counted(_close((-across[..., own], -along[..., own]), other))

    def _lengths(self, ways: Places, reach: Floats) -> Floats:
        """What the lengths of links cost, and that some are too short for what is drawn on them."""
        across, along = ways
        seen = np.maximum(np.abs(across) - reach[:, 0], np.abs(along) - reach[:, 1])
        each = np.sqrt(across * across + along * along) * np.float32(LENGTH / float(self.room[0]))
        each += np.maximum(self.shortest - seen, 0) / np.float32(SHORT)
        return np.asarray(np.rint(each * GRAIN).sum(axis=-1) / GRAIN)

    def _hits(self, line: Places, away: Places, sides: Floats) -> Bools:
        """Whether lines, each from its beginning, touch boxes whose middles are so far from there."""
        wide, high = np.abs(line[0]), np.abs(line[1])
        hit = np.abs(sides) <= wide * self.half[:, 1] + high * self.half[:, 0]
        hit &= np.abs(2 * away[0] - line[0]) <= wide + 2 * self.half[:, 0]
        hit &= np.abs(2 * away[1] - line[1]) <= high + 2 * self.half[:, 1]
        return np.asarray(hit)

    def cost_of_all(self, places: Places) -> Floats:
        """What each picture costs."""
        x, y = places
        a, b = self.links.T
        one, other = np.triu_indices(len(self.half), 1)
        far = self.far[one, other]
        over = np.minimum(far[:, 0] - np.abs(x[:, one] - x[:, other]), far[:, 1] - np.abs(y[:, one] - y[:, other]))
        cost = np.where(over > 0, over + np.float32(COVERED), 0).sum(axis=-1)
        across, along = x[:, b] - x[:, a], y[:, b] - y[:, a]
        cost += self._lengths((across, along), _floats(self.box[a] + self.box[b]) / np.float32(2))
        away = x[:, None] - x[:, a, None], y[:, None] - y[:, a, None]
        sides = across[..., None] * away[1] - along[..., None] * away[0]
        cost += _counted(self._hits((across[..., None], along[..., None]), away, sides), self.through.ravel(), keep=1)
        apart = _opposite(sides[:, :, a], sides[:, :, b])
        cost += np.float32(CROSSING / 2) * _counted(apart & apart.transpose(0, 2, 1), keep=1)
        plate, first, second = self.corners
        ways = [(x[:, end] - x[:, plate], y[:, end] - y[:, plate]) for end in (first, second)]
        cost += np.float32(NARROW_ANGLE) * _counted(_close(*ways), keep=1)
        return np.asarray(cost, np.float32)


def _floats(values: object) -> Floats:
    """An array of short floating numbers."""
    return np.asarray(values, np.float32)


def _counted(faults: Bools, weights: Floats | None = None, *, keep: int = 2) -> Floats:
    """How many of the last axes are true, or what those weigh; whole numbers, so exact in whatever order."""
    flat = faults.reshape(*faults.shape[:keep], -1).astype(np.float32)
    return np.asarray(flat @ (np.ones(flat.shape[-1], np.float32) if weights is None else weights))


def _opposite(one: Floats, other: Floats) -> Bools:
    """Whether two numbers are on opposite sides of 0."""
    return np.asarray(((one > 0) & (other < 0)) | ((one < 0) & (other > 0)))


def _close(one: Places, other: Places) -> Bools:
    """Whether two directions differ by less than the least angle."""
    along = one[0] * other[0] + one[1] * other[1]
    squares = (one[0] * one[0] + one[1] * one[1]) * (other[0] * other[0] + other[1] * other[1])
    return np.asarray((along > 0) & (along * along > NEARLY * squares))


def _corners(links: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Every two links that share a plate: the plate and the other end of each."""
    found = []
    ends = links.tolist()
    for at, (a, b) in enumerate(ends):
        for c, d in ends[:at]:
            for here, far in ((a, b), (b, a)):
                if here in (c, d):
                    found.append((here, far, d if here == c else c))
    plate, first, second = np.array(found, np.intp).reshape(-1, 3).T
    return plate, first, second


def _beside(one: int, to: Sequence[NDArray[np.intp]]) -> tuple[Any, Any]:
    """Every two of a plate's own links, and of each the others that leave its far end: the link, and where to."""
    own = [(k, end) for k, other in enumerate(to[one]) for end in to[other].tolist() if end != one]
    return np.triu_indices(len(to[one]), 1), np.array(own, np.intp).reshape(-1, 2).T
