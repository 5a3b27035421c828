"""Seats every sign of the page: the first picture by arranging, all others beside whom they deal with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphkit.render._ways import find_ways, ways_blocked, ways_crossing, ways_over
from graphkit.render.aggregate import strongest_links
from graphkit.render.arrange import Frame, arrangements, picture_counts
from graphkit.render.plates import members_of, plate_size, text_width

if TYPE_CHECKING:
    from graphkit.render.aggregate import Tally, View
    from graphkit.render.data import PageData

__all__ = ["NARROW", "WIDE", "Seats", "arranged", "seats"]

#: The room for the first picture on a laptop and on a phone.
WIDE, NARROW = (1000.0, 490.0), (348.0, 330.0)
#: On a phone at most so many signs and links are drawn at first.
NARROW_ACTORS, NARROW_LINKS = 9, 16
#: Where there are so many links of more than one relation, those of one are only counted there.
FIRM = 5
#: So large a part of those drawn at first, the most involved, is arranged by itself before the rest is added, where
#: there are more than so many.
CORE, WHOLE = 0.7, 10
#: The sizes of plates are rounded up to so many pixels: a member more, or a longer name, moves nobody.
STEP = 12.0
#: So many are put near those they deal with, all others on rings.
NEAR = 500
#: So few are moved apart until none overlap, however long that takes.
FEW = 80
#: What it costs that a link bends by its whole length (as a square); one that is shorter has no room for its head.
BENT, SHORTEST = 6.0, 24.0
#: How much more it costs that a link crosses the one of which the headline speaks.
FOREMOST = 2.0
GOLDEN = 2.399963229728653

Spot = tuple[float, float]
Box = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Seats:
    """A place for each actor: as signs of their own, as sides with their members on them, and of those on a phone."""

    own: dict[int, tuple[int, int]]
    sides: dict[int, tuple[int, int]]
    narrow: dict[int, tuple[int, int]]


def seats(
    data: PageData,
    tally: Tally,
    view: View,
    *,
    home: Sequence[int],
    brief: Sequence[str],
    pair: tuple[int, int] | None,
    notes: Sequence[Mapping[str, Any]] = (),
) -> Seats:
    """Return the places of all actors.

    ``tally`` and ``view`` are of the first picture: who is drawn in it and who deals with whom; ``pair`` stands in
    the middle, with ``notes`` beside its link. Persons and agencies that are drawn as signs of their own stand right
    below the sign of their side.
    """
    members = members_of(home, data.tally.actors)
    boxes = {
        # as large as can be: one relation more, and a larger name, moves nobody
        one: _box(data, one, [brief[at] for at in members.get(one, ())], 1.0 if one in view.actors else 0.2)
        for one in {*tally.actors, *view.actors}
    }
    names = [actor.id for actor in data.actors]
    wide = _placed(view.actors, view.links, boxes, room=WIDE, names=names, pair=pair, notes=notes)
    sides = _whole(wide, tally, boxes)
    few = _phone_view(tally, view, pair)
    small = {one: plate_size(brief[one], [], share=0.2) for one in boxes}
    few_notes = [one for one in notes if one["relation"] == notes[-1]["relation"]]  # a phone has no room for more
    narrow = _whole(_placed(few[0], few[1], small, room=NARROW, names=names, pair=pair, notes=few_notes), tally, small)
    return Seats(own=_opened(data, sides, members), sides=_rounded(sides), narrow=_rounded(narrow))


def frame_for(count: int, room: Box) -> Frame | None:
    """The grid on which so many plates are arranged; None: they are too many for it."""
    wide = room[0] > 600
    for rows in ((3, 2, 3), (4, 2, 4), (5, 5, 2, 5, 5)) if wide else ((2, 2, 2), (3, 3, 2, 3, 3)):
        frame = Frame(*room, rows)
        if count <= (0.8 * sum(rows) if sum(rows) < 20 else sum(rows)):
            return frame
    return None


def _box(data: PageData, one: int, members: Sequence[str], share: float) -> Box:
    """The size of an actor's plate."""
    actor = data.actors[one]
    return plate_size(actor.name[:40], members, share=share, icon=actor.kind != "state")


def _phone_view(tally: Tally, view: View, pair: tuple[int, int] | None) -> tuple[list[int], list[tuple[int, int]]]:
    """Who and what is drawn at first where there is little room: as the page chooses (``web/core/shown.js``)."""
    chosen = [*(pair or ()), *(one for one in view.actors if not pair or one not in pair)][:NARROW_ACTORS]
    among = {(a, b): n for (a, b), n in tally.pairs.items() if a in chosen and b in chosen and a != b}
    firm = {ends: n for ends, n in among.items() if n > 1}
    return chosen, strongest_links(firm if len(firm) >= FIRM else among, limit=NARROW_LINKS)


def _placed(
    actors: Sequence[int],
    links: Iterable[tuple[int, int]],
    boxes: Mapping[int, Box],
    *,
    room: Box,
    names: Sequence[str],
    pair: tuple[int, int] | None,
    notes: Sequence[Mapping[str, Any]],
) -> dict[int, Spot]:
    """Places of the signs of a first picture; ``actors`` come the most involved first."""
    # by nothing that changes with counts: one relation more moves nobody
    order = sorted(actors, key=lambda one: names[one])
    number = {one: position for position, one in enumerate(order)}
    ends = [(number[a], number[b]) for a, b in sorted(links) if a != b and a in number and b in number]
    frame = frame_for(len(order), room)
    middle = (number[pair[0]], number[pair[1]]) if pair and pair[0] in number and pair[1] in number else None
    if middle and boxes[order[middle[0]]][0] + boxes[order[middle[1]]][0] > 0.9 * room[0]:
        middle = None
    if frame is None:
        return _forced(order, ends, boxes)
    plates = _Plates(
        sizes=tuple((STEP * math.ceil(boxes[one][0] / STEP), boxes[one][1]) for one in order),
        names=tuple(names[one] for one in order),
        core=tuple(number[one] for one in actors[: round(CORE * len(actors)) if len(actors) > WHOLE else None]),
        held=(middle[1], middle[0]) if middle else (),
        notes=tuple((str(one["bold"]), str(one["text"])) for one in notes),
    )
    return dict(zip(order, arranged(plates, tuple(ends), frame), strict=True))


@dataclass(frozen=True, slots=True)
class _Plates:
    """The plates of a first picture: their sizes and ids, who is arranged first, who is held, what is noted there."""

    sizes: tuple[Box, ...]
    names: tuple[str, ...]
    core: tuple[int, ...]
    held: tuple[int, ...]
    notes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)  # a page, its widget and a figure of one network ask for the same
def arranged(plates: _Plates, ends: tuple[tuple[int, int], ...], frame: Frame) -> tuple[Spot, ...]:
    """Return places of some plates with links: of several arrangements, the one that reads best as drawn."""
    sizes, wide = dict(enumerate(plates.sizes)), frame.width > 600
    tried = [
        apart(dict(enumerate(found)), sizes, held=plates.held, gap=8.0)
        for found in arrangements(plates.sizes, ends, frame, names=plates.names, pair=plates.held, core=plates.core)
    ]
    best = min(tried, key=lambda spots: _faults(spots, sizes, ends, plates.held, notes=plates.notes, wide=wide))
    return tuple(best[one] for one in range(len(sizes)))


def _faults(
    spots: Mapping[int, Spot],
    sizes: Mapping[int, Box],
    links: Sequence[tuple[int, int]],
    held: Sequence[int],
    *,
    notes: Sequence[tuple[str, str]],
    wide: bool,
) -> float:
    """How hard a picture is to read with its links bent as they are drawn, around the notes between the two held."""
    boxes = {
        one: (x - sizes[one][0] / 2, y - sizes[one][1] / 2, x + sizes[one][0] / 2, y + sizes[one][1] / 2)
        for one, (x, y) in spots.items()
    }
    beside = _note_boxes([boxes[one] for one in held], notes, wide=wide) if held else []
    pair = frozenset(held)
    ways = find_ways(links, boxes, notes=beside, pair=pair)
    counts = picture_counts(list(spots.values()), list(sizes.values()), links)
    behind, bent = ways_blocked(ways, boxes), sum(way.bend**2 for way in ways)
    # notes give way where they can, plates never
    over = ways_blocked(ways, boxes, notes=beside, pair=pair) - behind
    return (
        4 * behind
        + over
        + ways_crossing(ways)
        + FOREMOST * ways_over(ways, pair)
        + 0.5 * counts["narrow"]
        + BENT * bent
        + 2 * _touching(spots, sizes, links)
    )


def _touching(spots: Mapping[int, Spot], sizes: Mapping[int, Box], links: Sequence[tuple[int, int]]) -> int:
    """How many links are too short to show what is drawn on them."""
    found = 0
    for a, b in links:
        gaps = (abs(spots[a][k] - spots[b][k]) - (sizes[a][k] + sizes[b][k]) / 2 for k in (0, 1))
        found += max(gaps) < SHORTEST
    return found


def _forced(order: Sequence[int], ends: Sequence[tuple[int, int]], boxes: Mapping[int, Box]) -> dict[int, Spot]:
    """Places of more signs than a grid holds, by forces."""
    from graphkit.render.layout import Springs, place

    springs = Springs([a for a, _ in ends], [b for _, b in ends], [1.0] * len(ends))
    found = place([boxes[one] for one in order], springs, tries=1 if len(order) > 150 else 0)
    return {one: (float(x), float(y)) for one, (x, y) in zip(order, found, strict=True)}


def apart(
    places: Mapping[int, Spot],
    boxes: Mapping[int, Box],
    *,
    held: Sequence[int] = (),
    gap: float = 14.0,
    clear: Mapping[int, Box] | None = None,
) -> dict[int, Spot]:
    """Return the places moved so that no two boxes overlap; those held stay where they are.

    ``clear`` is how far off, across or along, the middle of every other box must be at least.

    >>> apart({0: (0, 0), 1: (30, 0)}, {0: (60, 20), 1: (60, 20)}, held=[0])
    {0: (0.0, 0), 1: (74.0, 0)}
    """
    found = dict(places)
    order = sorted(found)
    # how far each two must be from one another, worked out once: the loop below is most of what a map costs
    far = {
        one: [(other, *_distance(one, other, boxes, gap, clear)) for other in order[at + 1 :]]
        for at, one in enumerate(order)
    }
    for _ in range(60 if len(order) > FEW else 600):
        moved = False
        for one in order:
            for other, across, along in far[one]:
                (x, y), (u, v) = found[one], found[other]
                wide = across - (x - u if x > u else u - x)
                if wide <= 0:
                    continue
                high = along - (y - v if y > v else v - y)
                if high <= 0 or (one in held and other in held):
                    continue
                moved = True
                share = 1.0 if one in held else 0.0 if other in held else 0.5
                if wide < high * 2.2:
                    way = 1 if u >= x else -1
                    found[one], found[other] = (x - way * wide * (1 - share), y), (u + way * wide * share, v)
                else:
                    way = 1 if v >= y else -1
                    found[one], found[other] = (x, y - way * high * (1 - share)), (u, v + way * high * share)
        if not moved:
            break
    return found


def _distance(
    one: int, other: int, boxes: Mapping[int, Box], gap: float, clear: Mapping[int, Box] | None
) -> tuple[float, float]:
    """How far the middles of two boxes must be from one another, across or along."""
    wide, high = ((boxes[one][k] + boxes[other][k]) / 2 + gap for k in (0, 1))
    if clear:
        wide, high = (max(far, clear[one][k], clear[other][k]) for k, far in enumerate((wide, high)))
    return wide, high


def _note_boxes(
    plates: Sequence[tuple[float, float, float, float]], notes: Sequence[tuple[str, str]], *, wide: bool
) -> list[tuple[float, float, float, float]]:
    """The room of the notes between two plates, about as the page writes them: one above the link, the rest below."""
    one, two = sorted(plates)
    left, right, y = one[2], two[0], (one[1] + one[3]) / 2
    room, size = right - left - (40 if wide else 4), 13.0 if wide else 11.5
    blocks = [
        (_rows(text_width(bold, size, bold=True), room) + (wide and _rows(text_width(text, 12.5), room)), bold, text)
        for bold, text in notes
    ]
    above, below = (blocks[:1], blocks[1:]) if len(blocks) > 1 else ([], blocks)
    found = []
    for some, top in ((above, y - 19 - 16.5 * sum(lines for lines, _, _ in above)), (below, y + 16)):
        if some:
            texts = [text_width(bold, size, bold=True) for _, bold, _ in some]
            texts += [text_width(text, 12.5) for _, _, text in some if wide]
            across = min(max(texts), room) + 8
            start = left + 18 if wide else (left + right) / 2 - across / 2 - 4
            found.append((start, top, start + 8 + across, top + 8 + 16.5 * sum(lines for lines, _, _ in some)))
    return found


def _rows(wide: float, room: float) -> int:
    """How many lines a text takes that is so wide on one."""
    return math.ceil(wide / max(room, 1))


def _whole(places: dict[int, Spot], tally: Tally, boxes: Mapping[int, Box]) -> dict[int, Spot]:
    """The places given and one for everybody else who takes part: near those they deal with, where there is room."""
    rest = sorted((one for one in tally.actors if one not in places), key=lambda one: (-tally.actors[one], one))
    found = dict(places)
    near: dict[int, list[tuple[int, int]]] = {one: [] for one in rest}
    for (a, b), count in tally.pairs.items():
        for one, other in ((a, b), (b, a)):
            if one in near and other in places:
                near[one].append((other, count))
    room = _Room(found, boxes)
    for turn, one in enumerate(rest):
        weight = sum(count for _, count in near[one])
        x = sum(places[other][0] * count for other, count in near[one]) / weight if weight else 0.0
        y = sum(places[other][1] * count for other, count in near[one]) / weight if weight else 0.0
        if turn < NEAR:
            found[one] = room.seat(one, (x, y), turn)
        else:
            reach = 500 + 6 * math.sqrt(turn)
            found[one] = (x + reach * math.cos(turn * GOLDEN), y + reach * math.sin(turn * GOLDEN))
    return found


class _Room:
    """Boxes already on the plane, found by cell."""

    CELL = 160.0

    def __init__(self, places: Mapping[int, Spot], boxes: Mapping[int, Box]) -> None:
        self.boxes = boxes
        self.cells: dict[tuple[int, int], list[tuple[Spot, Box]]] = {}
        for one, spot in places.items():
            self._take(spot, boxes[one])

    def _take(self, spot: Spot, box: Box) -> None:
        """Remember a box in each cell it reaches."""
        for cell in self._cells(spot, box):
            self.cells.setdefault(cell, []).append((spot, box))

    def _cells(self, spot: Spot, box: Box) -> list[tuple[int, int]]:
        """The cells that a box reaches."""
        ranges = [
            range(math.floor((at - size / 2) / self.CELL), math.floor((at + size / 2) / self.CELL) + 1)
            for at, size in zip(spot, box, strict=True)
        ]
        return [(column, row) for column in ranges[0] for row in ranges[1]]

    def seat(self, one: int, goal: Spot, turn: int) -> Spot:
        """The first free place on a spiral around where somebody is drawn to."""
        box = self.boxes[one]
        for step in range(400):
            reach = 60 + 15 * step**0.75
            angle = (turn + step) * GOLDEN
            spot = (goal[0] + 1.5 * reach * math.cos(angle), goal[1] + reach * math.sin(angle))
            if all(
                self._free(spot, box, other) for cell in self._cells(spot, box) for other in self.cells.get(cell, ())
            ):
                break
        self._take(spot, box)
        return spot

    @staticmethod
    def _free(spot: Spot, box: Box, other: tuple[Spot, Box]) -> bool:
        """Whether a box keeps clear of another."""
        (x, y), (wide, high) = other
        return abs(x - spot[0]) >= (wide + box[0]) / 2 + 10 or abs(y - spot[1]) >= (high + box[1]) / 2 + 8


#: What a member takes that is drawn as a sign of its own, below its side.
MEMBER = (168.0, 34.0)


def _opened(
    data: PageData, sides: Mapping[int, Spot], members: Mapping[int, Sequence[int]]
) -> dict[int, tuple[int, int]]:
    """Places for when everybody has a sign of its own: members in columns above and below the sign of their side."""
    offsets = {one: _around(len(members.get(one, ()))) for one in sides}
    boxes, clear = {}, {}
    for one, spots in offsets.items():
        across, along = (max((abs(spot[k]) for spot in spots), default=0.0) for k in (0, 1))
        boxes[one] = 2 * across + MEMBER[0], 2 * along + MEMBER[1]
        # so far off that nobody is nearer to the sign of another side than to the own one
        reach = math.hypot(across, along) + 10
        clear[one] = across + reach, along + reach
    ahead = sorted(sides, key=lambda one: (-data.tally.actors.get(one, 0), one))[:NEAR]
    spread = {one: (sides[one][0] * 1.5, sides[one][1] * 2.2) for one in ahead}
    middles = {**sides, **apart(spread, boxes, clear=clear)} if members else dict(sides)
    found = {}
    for one, (x, y) in middles.items():
        found[one] = (round(x), round(y))
        for member, (dx, dy) in zip(members.get(one, ()), offsets[one], strict=True):
            found[member] = (round(x + dx), round(y + dy))
    return found


def _around(count: int) -> list[Spot]:
    """Where so many members stand around the sign of their side: in rows below and above it by turns."""
    columns = min(max(math.ceil(math.sqrt(count / 2)), 1), 8)
    found = []
    for turn in range(count):
        row, column = divmod(turn, columns)
        way = (1 if row % 2 == 0 else -1) * (row // 2)
        found.append(((column - (columns - 1) / 2) * MEMBER[0], (42 if row % 2 == 0 else -42) + way * MEMBER[1]))
    return found


def _rounded(places: Mapping[int, Spot]) -> dict[int, tuple[int, int]]:
    """Whole pixels."""
    return {one: (round(x), round(y)) for one, (x, y) in places.items()}
