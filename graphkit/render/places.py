"""Decides where each actor and each group of actors stands, and how large its sign is."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.render.aggregate import Tally, strongest_links
from graphkit.render.data import PageData
from graphkit.render.layout import Springs, apart, beside, place
from graphkit.render.plates import plate_size

__all__ = ["actor_places", "group_columns", "group_middles", "group_places", "group_size", "node_size"]

#: How many actors are given a place by forces, so that all can be drawn at once: at least, if there
#: are as many, and at the most.
CORE = (150, 500)
#: How many of the links between them draw them together, where there are many: those drawn at first.
LINKS = 400
#: How strongly a link pulls where cooperation does not prevail, and where it is not drawn at first.
APART, UNSEEN = 0.35, 0.1
#: How strongly belonging to somebody pulls, and how plain its line is.
BELONGS, BELONGS_SEEN = 1.2, 0.4
#: A group stands in the middle of so many of its most involved members.
GROUP_CORE = 12
#: So many of a group's most involved members have places around it, for when it is opened.
OPENED = 40

Places = dict[int, tuple[int, int]]


def actor_places(data: PageData, groups: Sequence[Sequence[int]], *, core: int) -> Places:
    """Return a place for each actor: for the most involved by forces, for all others beside their neighbours.

    ``core`` is how many are drawn at first; ``groups`` are drawn together where there are any.
    """
    both = _both_tallies(data)
    ranked = sorted(both.actors, key=lambda one: (-both.actors[one], one))
    most = max(both.actors.values(), default=1)
    count = min(max(core, CORE[0]), CORE[1])
    boxes = [_box(data, one, both.actors[one], most, rank) for rank, one in enumerate(ranked[: CORE[1]])]
    springs = _springs(data, both, ranked[:count], groups)
    found = place(boxes[:count], springs)
    if len(boxes) > count:
        near = _neighbours(ranked[count : CORE[1]], ranked[:count], both)
        found = beside(found, boxes, near)
    places = {one: (x, y) for one, (x, y) in zip(ranked, found, strict=False)}
    return {**places, **_rings(ranked[CORE[1] :], both, places)}


def _both_tallies(data: PageData) -> Tally:
    """Who takes part, plain and rolled up, and in which pairs."""
    both = Tally(dict(data.tally.actors), data.tally.pairs)
    for one, count in data.rolled.actors.items():
        both.actors.setdefault(one, count)
    for one in data.lone if not both.actors else []:
        both.actors[one] = 0
    return both


def _springs(data: PageData, both: Tally, chosen: Sequence[int], groups: Sequence[Sequence[int]]) -> Springs:
    """What pulls the chosen actors together: their links, cooperation above all, and belonging to one another."""
    number = {one: position for position, one in enumerate(chosen)}
    group = {one: position for position, members in enumerate(groups) for one in members}
    among = {(a, b): n for (a, b), n in both.pairs.items() if a in number and b in number and a != b}
    balance = _balance(data, number)
    drawn = set(strongest_links(among, limit=LINKS))
    pulls: dict[tuple[int, int], tuple[float, float]] = {}
    for (a, b), count in among.items():
        seen = round(0.6 + 0.3 * math.log(1 + count), 3)
        pull = seen * (1.0 if balance[a, b] > 0 else APART) * (1.0 if (a, b) in drawn else UNSEEN)
        if group:
            pull *= 1.5 if group.get(a) == group.get(b) else 0.5
        pulls[number[a], number[b]] = pull, seen if (a, b) in drawn else 0.0
    for one in data.affiliations:
        ends = number.get(data.place.get(one.actor, -1)), number.get(data.place.get(one.organisation, -1))
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            pull, seen = pulls.get((ends[0], ends[1]), (0.0, 0.0))
            pulls[ends[0], ends[1]] = pull + BELONGS, max(seen, BELONGS_SEEN)
    columns = zip(*((a, b, pull, seen) for (a, b), (pull, seen) in pulls.items()), strict=True)
    return Springs(*columns) if pulls else Springs([], [], [])


def _balance(data: PageData, number: Mapping[int, int]) -> dict[tuple[int, int], int]:
    """How many more relations of cooperation than of conflict each pair of the chosen actors has."""
    signs = [(one["score"] > 0) - (one["score"] < 0) for one in data.record["types"]]
    columns = [_unfolded(data.record["relations"][name]) for name in ("actors", "recipients", "type")]
    found: dict[tuple[int, int], int] = {}
    for actors, recipients, kind in zip(*columns, strict=True):
        for a in actors if isinstance(actors, list) else (actors,):
            for b in recipients if isinstance(recipients, list) else (recipients,):
                if a in number and b in number:
                    pair = (a, b) if a <= b else (b, a)
                    found[pair] = found.get(pair, 0) + signs[kind]
    return found


def _unfolded(column: list[Any] | Mapping[str, Any]) -> list[Any]:
    """The values of a column, also where all are one and the same."""
    return column if isinstance(column, list) else [column["all"]] * column["n"]


def _neighbours(rest: Sequence[int], chosen: Sequence[int], both: Tally) -> list[list[tuple[int, int]]]:
    """For each of the rest, the positions of those of the chosen it deals with, and how often."""
    number = {one: position for position, one in enumerate(chosen)}
    row = {one: position for position, one in enumerate(rest)}
    found: list[list[tuple[int, int]]] = [[] for _ in rest]
    for (a, b), count in both.pairs.items():
        for one, other in ((a, b), (b, a)):
            if one in row and other in number:
                found[row[one]].append((number[other], count))
    return found


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


def _box(data: PageData, one: int, count: int, most: int, rank: int) -> tuple[float, float]:
    """Room for an actor's sign and, for those whose names are shown first, its label."""
    actor = data.actors[one]
    size = 2 * node_size(actor.kind, count, most)
    if rank >= 90:
        return size, size + 9
    wide = sum(12 if unicodedata.east_asian_width(c) in "WF" else 6.6 for c in actor.name[:26])
    return max(size, wide), size + 17


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
    boxes = [(260.0, 2 * group_size(len(members), most) + 50) for members in groups]
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
    data: PageData, groups: Sequence[Sequence[int]], middles: Sequence[tuple[int, int]]
) -> dict[str, list[Any]]:
    """Return the columns of the groups: what each is called, its size, its place, its most involved members."""
    return {
        "label": [_group_label(data, members) for members in groups],
        "size": [len(members) for members in groups],
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "top": [list(members[:3]) for members in groups],
    }


def _group_label(data: PageData, members: Sequence[int]) -> str:
    """The names of the most involved, and how many more there are."""
    names = ", ".join(data.actors[one].name for one in members[:3])
    return f"{names} and {len(members) - 3:,} more" if len(members) > 3 else names
