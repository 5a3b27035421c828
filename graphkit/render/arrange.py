"""Arranges a few plates so that their links can be followed: on a grid, by trying exchanges, without numpy."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

__all__ = ["Frame", "arrange", "arrangements", "cross", "picture_counts", "settle"]

Pair = tuple[int, int]
Spot = tuple[float, float]
Line = tuple[Spot, Spot]
#: Where links run: the line of each, all lines and the occupied places as bits; how many cross, are close, are blocked.
State = tuple[list[int], int, int, int, int, int]
#: Of any two places the number of their line; per line as bits what it crosses, is close to, runs through; per place
#: the lines that run through it; the length of each line.
Tables = tuple[list[list[int]], list[int], list[int], list[int], list[int], list[float]]

#: What each fault costs: two links that cross, two that leave a plate at nearly one angle.
CROSSING, NARROW_ANGLE = 4, 3
#: Below this many degrees two links from one plate are hard to tell apart.
LEAST_ANGLE = 14.0
#: The square of that angle's cosine.
NEARLY = math.cos(math.radians(LEAST_ANGLE)) ** 2
#: How many exchanges are tried, from how many starts.
STARTS, TRIES = 6, 1500
#: How many moves are tried once the plates have their real sizes, and how many of those are exchanges of two.
SETTLING, EXCHANGES = 800, 0.15
#: What a line behind a plate costs then: it has to bend around it.
BEHIND = 18
#: What a line through the notes costs.
NOTES = 18


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


@lru_cache(maxsize=8)
def _tables(frame: Frame, reach: tuple[float, float]) -> Tables:
    """The lines between any two places."""
    spots = frame.spots()
    pairs = list(combinations(range(len(spots)), 2))
    number = [[0] * len(spots) for _ in spots]
    for k, (a, b) in enumerate(pairs):
        number[a][b] = number[b][a] = k
    lines = [(spots[a], spots[b]) for a, b in pairs]
    crosses, narrow = [0] * len(pairs), [0] * len(pairs)
    for i, (a, b) in enumerate(pairs):
        for j in range(i):
            c, d = pairs[j]
            shared = {a, b} & {c, d}
            if not shared:
                if cross(lines[i], lines[j]):
                    crosses[i] |= 1 << j
                    crosses[j] |= 1 << i
            elif _angle(spots, shared.pop(), (a, b), (c, d)) < LEAST_ANGLE:
                narrow[i] |= 1 << j
                narrow[j] |= 1 << i
    # what is written beside the headline's link is in the way like a plate, and always there
    notes = (spots[0][0] + spots[1][0]) / 2, 12.0
    room = ((spots[1][0] - spots[0][0]) / 2 - reach[0] * 1.1, reach[1] * 2.6)
    through = [
        (1 << len(spots) if pair != (0, 1) and _hits(line, notes, room) else 0)
        | sum(1 << k for k, spot in enumerate(spots) if k not in pair and _hits(line, spot, reach))
        for pair, line in zip(pairs, lines, strict=True)
    ]
    over = [sum(1 << line for line, under in enumerate(through) if under >> one & 1) for one in range(len(spots))]
    return number, crosses, narrow, through, over, [math.dist(*line) / frame.width for line in lines]


def arrange(count: int, links: Sequence[Pair], frame: Frame, *, pair: Pair | None = None, seed: int = 1) -> list[Spot]:
    """Return a place for each of some plates, so that their links cross little and run through none.

    Parameters
    ----------
    count
        How many plates there are, at most as many as the frame has places.
    links
        Pairs of positions of plates that a line joins, each once.
    frame
        The room.
    pair
        Two plates that stand side by side in the middle; None: nobody.
    seed
        Where the starts come from. The same seed gives the same places, and how strong a link is does not matter:
        a relation more between two who are linked moves nobody.

    Returns
    -------
    list
        The middle of each plate, around (0, 0).

    Notes
    -----
    Simulated annealing (after Davidson and Harel, 1996) on a grid. Which lines of the grid cross is worked out once,
    as bits of whole numbers, so that trying an exchange is a few operations.

    Examples
    --------
    >>> arrange(2, [(0, 1)], Frame(1000, 500, (3, 2, 3)), pair=(0, 1))[0][1]
    0.0
    """
    return arrangements(count, links, frame, pair=pair, seed=seed, most=1)[0]


def arrangements(
    count: int, links: Sequence[Pair], frame: Frame, *, pair: Pair | None = None, seed: int = 1, most: int = 4
) -> list[list[Spot]]:
    """Return up to ``most`` different arrangements of :func:`arrange`, the best first.

    >>> len(arrangements(3, [(0, 1)], Frame(1000, 500, (3, 2, 3)), most=2))
    2
    """
    spots, reach = frame.spots(), (96.0, 27.0) if frame.width > 600 else (44.0, 18.0)
    if count > len(spots):
        raise ValueError(f"{count} plates do not fit into {len(spots)} places: make the frame's rows longer")
    search = _Grid(count, links, _tables(frame, reach), places=len(spots), pair=pair)
    found = [search.run(random.Random(seed + turn)) for turn in range(STARTS)]  # noqa: S311
    ranked = sorted(range(STARTS), key=lambda turn: found[turn][0])
    different = dict.fromkeys(tuple(found[turn][1]) for turn in ranked)
    return [[spots[at] for at in one] for one in list(different)[:most]]


def settle(
    places: Sequence[Spot],
    boxes: Sequence[Spot],
    links: Sequence[Pair],
    *,
    room: Spot,
    held: Sequence[int] = (),
    seed: int = 1,
    tries: int = SETTLING,
    heat: float = 0.0,
) -> list[Spot]:
    """Return the places moved a little, as plates of their real sizes need: none on another, few links behind one.

    Parameters
    ----------
    places, boxes
        The middle of each plate, and its width and height.
    links
        Pairs of positions of plates that a line joins.
    room
        The width and height that no plate leaves.
    held
        Plates that stay where they are; what lies between the first two is kept free.
    seed
        Where chance begins.
    tries
        How many moves are tried.
    heat
        How much worse a move may make the picture at first; where it may at all, plates are also exchanged.

    Examples
    --------
    >>> moved = settle([(0, 0), (30, 0)], [(60, 20)] * 2, [], room=(400, 200), held=[0])
    >>> picture_counts(moved, [(60, 20)] * 2, [])["overlaps"]
    0
    """
    found = _Sized(list(places), list(boxes), links, room=room, notes=held[:2])
    free = [one for one in range(len(places)) if one not in held]
    rng = random.Random(seed)  # noqa: S311
    for turn in range(tries if free else 0):
        left = 1 - turn / tries
        if heat and len(free) > 1 and rng.random() < EXCHANGES:
            one, other = rng.sample(free, 2)
            goals = {one: found.places[other], other: found.places[one]}
        else:
            one, reach = free[turn % len(free)], left * room[0] / (5 if heat else 7) + 6
            x, y = found.places[one]
            goals = {one: (x + rng.gauss(0, reach), y + rng.gauss(0, reach / 2))}
        # how much more it may cost is drawn first, so that what costs more is not counted to its end
        found.try_moves(goals, -heat * left**2 * math.log(1 - rng.random()) if heat else 0.0)
    return found.places


class _Sized:
    """Plates of their real sizes, moved one at a time to where the picture is easier to read."""

    def __init__(
        self, places: list[Spot], boxes: list[Spot], links: Sequence[Pair], *, room: Spot, notes: Sequence[int]
    ) -> None:
        self.places, self.boxes, self.room = places, boxes, room
        self.links = [(a, b) for a, b in links if a != b]
        self.reach = [(wide / 2 + 6, high / 2 + 6) for wide, high in boxes]
        self.of: list[list[Pair]] = [[] for _ in places]
        for a, b in self.links:
            self.of[a].append((a, b))
            self.of[b].append((a, b))
        self.beside = {(a, b): [one for one in self.links if not {a, b}.intersection(one)] for a, b in self.links}
        self.known: dict[int, float] = {}  # what each plate costs, since one last moved
        self.wide = room[0] > 600
        self.notes: tuple[Spot, Spot] | None = None
        if len(notes) == 2:
            (x, y), (u, _) = places[notes[0]], places[notes[1]]
            half = (boxes[notes[0]][0] + boxes[notes[1]][0]) / 2
            self.notes = ((x + u) / 2, y + 12.0), (max((abs(u - x) - half) / 2, 1.0), 62.0 if self.wide else 56.0)

    def try_moves(self, goals: Mapping[int, Spot], more: float) -> None:
        """Move some plates, and leave them there where that costs no more than ``more`` above what it cost."""
        old = {one: self.places[one] for one in goals}
        most = sum(map(self._cost_now, goals)) + more
        for one, (x, y) in goals.items():
            wide, high = self.boxes[one]
            reach = max((self.room[0] - wide) / 2, 0.0), max((self.room[1] - high) / 2, 0.0)
            self.places[one] = round(min(max(x, -reach[0]), reach[0]), 1), round(min(max(y, -reach[1]), reach[1]), 1)
        costs: dict[int, float] = {}
        for one in goals:
            costs[one] = self._cost(one, most - sum(costs.values()))
            if sum(costs.values()) > most:
                for moved, place in old.items():
                    self.places[moved] = place
                return
        self.known = costs

    def _cost_now(self, one: int) -> float:
        """What a plate costs where it is, counted once until any of them moves."""
        if one not in self.known:
            self.known[one] = self._cost(one)
        return self.known[one]

    def _cost(self, one: int, most: float = math.inf) -> float:
        """What a plate and its links cost where they are; beyond ``most`` no further is counted."""
        cost = self._covered(one)
        for link in self.of[one]:
            if cost > most:
                return cost
            cost = self._link_cost(link, cost)
        if cost > most:
            return cost
        places = self.places
        (x, y), (wide, high) = places[one], self.boxes[one]
        across, along = self.reach[one]
        left, right, top, bottom = x - across, x + across, y - along, y + along
        for a, b in self.links:
            (x1, y1), (x2, y2) = places[a], places[b]
            if (x1 < left and x2 < left) or (x1 > right and x2 > right):
                continue
            if (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
                continue
            if one != a and one != b and _hits((places[a], places[b]), (x, y), (across, along)):
                cost += BEHIND
        if self.notes and abs(x - self.notes[0][0]) < wide / 2 + self.notes[1][0]:
            cost += 40 * (abs(y - self.notes[0][1]) < high / 2 + self.notes[1][1])
        return cost if cost > most else cost + NARROW_ANGLE * self._narrow(one)

    def _narrow(self, one: int) -> int:
        """How many pairs of links, of which one is a plate's own, leave a plate at nearly the same angle."""
        found = 0
        for p, q in self.of[one]:
            other = q if p == one else p
            away = self._way(other, one)
            found += sum(_close(away, self._way(other, b if a == other else a)) for a, b in self.of[other]) - 1
        ways = [self._way(one, b if a == one else a) for a, b in self.of[one]]
        return found + sum(_close(first, second) for first, second in combinations(ways, 2))

    def _way(self, one: int, other: int) -> Spot:
        """How far it is from one plate to another, across and along."""
        (x, y), (u, v) = self.places[one], self.places[other]
        return u - x, v - y

    def _covered(self, one: int) -> float:
        """What it costs that other plates lie on this one or close to it."""
        boxes = self.boxes
        (x, y), (wide, high) = self.places[one], boxes[one]
        gap = (26.0, 22.0) if self.wide else (9.0, 12.0)
        cost = 0.0
        for other, (u, v) in enumerate(self.places):
            along = (high + boxes[other][1]) / 2 + gap[1] - (y - v if y > v else v - y)
            if along > 0 and other != one:
                across = (wide + boxes[other][0]) / 2 + gap[0] - (x - u if x > u else u - x)
                if across > 0:
                    cost += 60 + (across if across < along else along)
        return cost

    def _link_cost(self, link: Pair, cost: float) -> float:
        """The cost so far with that of a link: how long it is, what it runs through and crosses."""
        places, (p, q) = self.places, link
        line = (x1, y1), (x2, y2) = places[p], places[q]
        left, right = (x1, x2) if x1 < x2 else (x2, x1)
        top, bottom = (y1, y2) if y1 < y2 else (y2, y1)
        cost += 2.5 * math.dist(*line) / self.room[0] + self._shortness(link)
        # what is not even beside the line's box is not asked further: this is where the time goes
        for other, ((u, v), (across, along)) in enumerate(zip(places, self.reach, strict=True)):
            if v + along < top or v - along > bottom or u + across < left or u - across > right:
                continue
            if other != p and other != q and _hits(line, (u, v), (across, along)):
                cost += BEHIND
        if self.notes is not None and _hits(line, *self.notes):
            cost += NOTES
        wide, high = x2 - x1, y2 - y1
        for (x3, y3), (x4, y4) in [(places[a], places[b]) for a, b in self.beside[link]]:
            if (x3 < left and x4 < left) or (x3 > right and x4 > right) or (y3 < top and y4 < top):
                continue
            if y3 > bottom and y4 > bottom:
                continue
            if (wide * (y3 - y1) - high * (x3 - x1)) * (wide * (y4 - y1) - high * (x4 - x1)) < 0:  # as in `cross`
                across, along = x4 - x3, y4 - y3
                if (across * (y1 - y3) - along * (x1 - x3)) * (across * (y2 - y3) - along * (x2 - x3)) < 0:
                    cost += CROSSING
        return cost

    def _shortness(self, link: Pair) -> float:
        """What it costs that a link is too short for what is drawn on it."""
        (x, y), (u, v) = self.places[link[0]], self.places[link[1]]
        (wide, high), (wide2, high2) = self.boxes[link[0]], self.boxes[link[1]]
        seen = max(abs(x - u) - (wide + wide2) / 2, abs(y - v) - (high + high2) / 2)
        return max((56.0 if self.wide else 26.0) - seen, 0.0) / 3


class _Grid:
    """Plates on the places of a grid, exchanged until the picture is easy to read."""

    def __init__(
        self,
        count: int,
        links: Sequence[Pair],
        tables: Tables,
        *,
        places: int,
        pair: Pair | None,
    ) -> None:
        self.count, self.places, self.pair = count, places, pair
        self.number, self.crosses, self.narrow, self.through, self.over, self.length = tables
        self.links = [(a, b) for a, b in links if a != b]
        self.of: list[list[int]] = [[] for _ in range(count)]
        for k, (a, b) in enumerate(self.links):
            self.of[a].append(k)
            self.of[b].append(k)

    def run(self, rng: random.Random) -> tuple[float, list[int]]:
        """The cost and the places of one search."""
        at = self._start(rng)
        holder = [-1] * self.places
        for plate, place in enumerate(at):
            holder[place] = plate
        free = [one for one in range(self.count) if not self.pair or one not in self.pair]
        open_places = [one for one in range(self.places) if not self.pair or one > 1]
        state = self._state(at)
        cost = self._cost(state)
        best, kept = cost, list(at)
        if not free:
            return best, kept
        for step in range(TRIES):
            heat = 6.0 * (1 - step / TRIES) ** 2 + 0.01
            plate = free[int(rng.random() * len(free))]
            goal = open_places[int(rng.random() * len(open_places))]
            old, other = at[plate], holder[goal]
            if goal == old:
                continue
            self._put(at, holder, (plate, goal), (other, old))
            moved = self._moved(state, at, (plate, other), (old, goal))
            new = self._cost(moved)
            if new <= cost or rng.random() < math.exp((cost - new) / heat):
                cost, state = new, moved
                if cost < best:
                    best, kept = cost, list(at)
            else:
                self._put(at, holder, (plate, old), (other, goal))
        return best, kept

    @staticmethod
    def _put(at: list[int], holder: list[int], *moves: tuple[int, int]) -> None:
        """Put plates into places; -1 is no plate."""
        for plate, place in moves:
            holder[place] = plate
            if plate >= 0:
                at[plate] = place

    def _start(self, rng: random.Random) -> list[int]:
        """Places to begin with, the pair in the middle."""
        taken = [one for one in range(self.places) if not self.pair or one > 1]
        order = sorted(taken, key=lambda _: rng.random())
        at = [0] * self.count
        for plate in range(self.count):
            at[plate] = self.pair.index(plate) if self.pair and plate in self.pair else order.pop()
        return at

    def _state(self, at: Sequence[int]) -> State:
        """The lines between places, and their faults."""
        here = [self.number[at[a]][at[b]] for a, b in self.links]
        occupied = sum(1 << place for place in at) | (1 << self.places if self.pair else 0)
        return self._drawn((here, 0, occupied, 0, 0, 0), here)

    def _drawn(self, state: State, added: Iterable[int]) -> State:
        """The state with lines added."""
        here, lines, occupied, crossing, angles, blocked = state
        crosses, narrow, through = self.crosses, self.narrow, self.through
        for line in added:
            crossing += (crosses[line] & lines).bit_count()
            angles += (narrow[line] & lines).bit_count()
            blocked += (through[line] & occupied).bit_count()
            lines |= 1 << line
        return here, lines, occupied, crossing, angles, blocked

    def _moved(self, before: State, at: Sequence[int], plates: Pair, places: Pair) -> State:
        """The state once a plate has left the first place for the second, and another (-1: none) the other way."""
        here, lines, occupied, crossing, angles, blocked = before
        here, (plate, other) = here.copy(), plates
        crosses, narrow, through, links, number = self.crosses, self.narrow, self.through, self.links, self.number
        moving = self.of[plate]
        if other >= 0:
            moving = [*moving, *[k for k in self.of[other] if plate not in links[k]]]
        for k in moving:
            line = here[k]
            lines ^= 1 << line
            crossing -= (crosses[line] & lines).bit_count()
            angles -= (narrow[line] & lines).bit_count()
            blocked -= (through[line] & occupied).bit_count()
            a, b = links[k]
            here[k] = number[at[a]][at[b]]
        if other < 0:
            left, taken = places
            occupied ^= 1 << left | 1 << taken
            blocked += (self.over[taken] & lines).bit_count() - (self.over[left] & lines).bit_count()
        return self._drawn((here, lines, occupied, crossing, angles, blocked), [here[k] for k in moving])

    def _cost(self, state: State) -> float:
        """How hard a picture is to read."""
        here, _, _, crossing, angles, blocked = state
        far = 0.0
        for line in here:
            far += self.length[line]
        return CROSSING * crossing + NARROW_ANGLE * angles + BEHIND * blocked + 2.5 * far


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


def _close(one: Spot, other: Spot) -> bool:
    """Whether two directions differ by less than the least angle."""
    (x, y), (u, v) = one, other
    along = x * u + y * v
    return along > 0 and along * along > NEARLY * (x * x + y * y) * (u * u + v * v)


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
