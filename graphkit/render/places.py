"""Decides where each group of actors stands, with its members around it, and how large a sign is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.render.aggregate import Tally, strongest_links
from graphkit.render.data import PageData
from graphkit.render.layout import Springs, apart, place
from graphkit.render.plates import plate_size

__all__ = ["group_columns", "group_middles", "group_places", "group_size", "node_size"]

#: How many of the links between groups draw them together, where there are many.
LINKS = 400
#: A group stands in the middle of so many of its most involved members.
GROUP_CORE = 12
#: So many of a group's most involved members have places around it, for when it is opened.
OPENED = 40

#: What the name of a group takes across, with a gap.
GROUP_WIDE = 350.0

Places = dict[int, tuple[int, int]]


def _both_tallies(data: PageData) -> Tally:
    """Who takes part, plain and rolled up, and in which pairs."""
    both = Tally(dict(data.tally.actors), data.tally.pairs)
    for one, count in data.rolled.actors.items():
        both.actors.setdefault(one, count)
    for one in data.lone if not both.actors else []:
        both.actors[one] = 0
    return both


def _rings(rest: Sequence[int], tally: Tally, places: Mapping[int, tuple[int, int]]) -> Places:
    """Places for the least involved: a ring of their own around their strongest neighbour's place."""
    near: dict[int, tuple[int, int]] = {}
    for (a, b), count in tally.pairs.items():
        for one, other in ((a, b), (b, a)):
            if one not in places and other in places and (count, -other) > near.get(one, (0, 0)):
                near[one] = (count, -other)
    found = {}
    for turn, one in enumerate(rest):
        x, y = places[-near[one][1]] if one in near else (0, 0)
        reach = 40 + 3 * math.sqrt(turn)
        angle = turn * 2.399963229728653
        found[one] = (round(x + reach * math.cos(angle)), round(y + reach * math.sin(angle)))
    return found


def node_size(kind: str, count: int, most: int) -> float:
    """Half the height of an actor's sign, 6 to 30 pixels: states larger, area by involvement."""
    scale = 1.0 if kind == "state" else 0.72
    return 6 + (24 * scale) * math.sqrt(count / max(most, 12))


def group_size(size: int, most: int) -> float:
    """Half the height of a group's sign, 10 to 40 pixels: area by how many are in it."""
    return 10 + 30 * math.sqrt(size / max(most, 1))


def group_places(data: PageData, groups: Sequence[Sequence[int]]) -> tuple[list[tuple[int, int]], Places]:
    """Return a place for each group, and around it one for each of its most involved members, for groups that open."""
    group = {one: position for position, members in enumerate(groups) for one in members}
    between: Counter[tuple[int, int]] = Counter()
    inside: list[list[tuple[int, int, int]]] = [[] for _ in groups]
    rank = {one: position for members in groups for position, one in enumerate(members[:OPENED])}
    for (a, b), count in data.tally.pairs.items():
        first, second = group.get(a), group.get(b)
        if first is None or second is None or a == b:
            continue
        if first != second:
            between[min(first, second), max(first, second)] += count
        elif a in rank and b in rank:
            inside[first].append((rank[a], rank[b], count))
    most = max(map(len, groups), default=1)
    boxes = [(GROUP_WIDE, 2 * group_size(len(members), most) + 50) for members in groups]
    ends = strongest_links(between, limit=LINKS)
    pulls = [round(0.3 + 0.1 * math.log(1 + between[pair]), 3) for pair in ends]
    middles = [(x, y) for x, y in place(boxes, Springs([a for a, _ in ends], [b for _, b in ends], pulls))]
    places: Places = {}
    for (x, y), members, ties in zip(middles, groups, inside, strict=True):
        boxes = [_plate(data, one) for one in members[:OPENED]]
        pulls = [round(0.6 + 0.3 * math.log(1 + count), 3) for _, _, count in ties]
        found = place(boxes, Springs([a for a, _, _ in ties], [b for _, b, _ in ties], pulls), tries=1)
        places |= {one: (x + dx, y + dy) for one, (dx, dy) in zip(members, found, strict=False)}
    both = _both_tallies(data)
    return middles, {**places, **_rings([one for one in both.actors if one not in places], both, places)}


def _plate(data: PageData, one: int) -> tuple[float, float]:
    """The room of the plate of a group's member, with a gap."""
    wide, high = plate_size(data.actors[one].name[:40], [], share=0.0, icon=True)
    return wide + 8, high + 6


def group_middles(data: PageData, groups: Sequence[Sequence[int]], places: Places) -> list[tuple[int, int]]:
    """Return a place for each group amid its most involved members, clear of one another."""
    counts = data.tally.actors
    most = max(map(len, groups), default=1)
    boxes, middles = [], []
    for members in groups:
        put = [one for one in members if one in places][:GROUP_CORE]
        weight = sum(counts[one] for one in put)
        middles.append([sum(places[one][k] * counts[one] for one in put) / weight for k in (0, 1)])
        side = 2 * group_size(len(members), most)
        boxes.append((max(side, 150.0), side + 17))
    return [(x, y) for x, y in apart(middles, boxes)]


def group_columns(
    groups: Sequence[Sequence[int]], middles: Sequence[tuple[int, int]], names: Sequence[str]
) -> dict[str, list[Any]]:
    """Return the columns of the groups: what each is called, its size, its place, its most involved members."""
    return {
        "label": list(names),
        "size": [len(members) for members in groups],
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "top": [list(members[:3]) for members in groups],
    }
