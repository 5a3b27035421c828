"""Counts a network into actors, links and communities, and chooses which of them a first view shows."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import cast

__all__ = ["Tally", "View", "communities", "first_view", "limits", "strongest_links"]

#: So many actors and links are drawn at first.
FIRST = (14, 28)
#: A tie whose share of an actor's relations is as likely as this by chance does not stand out.
CHANCE = 0.2


@dataclass(slots=True)
class Tally:
    """How often each actor and each pair of actors takes part, every relation once.

    ``within`` is how many relations have one actor alone on both sides: no link shows them.
    """

    actors: dict[int, int] = field(default_factory=dict)
    pairs: dict[tuple[int, int], int] = field(default_factory=dict)
    within: int = 0

    @property
    def links(self) -> int:
        """How many pairs of two different actors there are: what a map may draw as links."""
        return sum(a != b for a, b in self.pairs)

    def add_all(self, sides: tuple[Sequence[int | list[int]], Sequence[int | list[int]]]) -> None:
        """Count relations given by their two sides, each one number or several."""
        if list in {*map(type, sides[0]), *map(type, sides[1])}:
            several = [isinstance(a, list) or isinstance(b, list) for a, b in zip(*sides, strict=True)]
            for a, b in zip(*(compress(side, several) for side in sides), strict=True):
                self.add(a if isinstance(a, list) else [a], b if isinstance(b, list) else [b])
            one = [not many for many in several]
            sides = list(compress(sides[0], one)), list(compress(sides[1], one))
        actors, recipients = cast("tuple[Sequence[int], Sequence[int]]", sides)
        pairs = Counter(zip(map(min, actors, recipients), map(max, actors, recipients), strict=True))
        single = Counter(actors)
        single.update(recipients)
        own = {a: count for (a, b), count in pairs.items() if a == b}
        single.subtract(own)
        self.within += sum(own.values())
        for actor, count in single.items():
            self.actors[actor] = self.actors.get(actor, 0) + count
        for pair, count in pairs.items():
            self.pairs[pair] = self.pairs.get(pair, 0) + count

    def add(self, actors: Sequence[int], recipients: Sequence[int]) -> None:
        """Count one relation of some actors and recipients, which are positions in one list."""
        self.within += len({*actors, *recipients}) == 1
        for one in {*actors, *recipients}:
            self.actors[one] = self.actors.get(one, 0) + 1
        for pair in {(a, b) if a <= b else (b, a) for a in actors for b in recipients}:
            self.pairs[pair] = self.pairs.get(pair, 0) + 1


@dataclass(frozen=True, slots=True)
class View:
    """What a first view draws: actors, most involved first, and links, in the order they are kept."""

    actors: tuple[int, ...]
    links: tuple[tuple[int, int], ...]


def limits(*, max_actors: int | None = None, max_links: int | None = None) -> tuple[int, int]:
    """Return how many actors and links a first view draws, where the caller has not said."""
    return max_actors or FIRST[0], max_links or FIRST[1]


def first_view(tally: Tally, *, max_actors: int, max_links: int, pair: tuple[int, int] | None = None) -> View:
    """Return the most involved actors and the links between them that stand out, then the strongest.

    ``pair`` is always among them, as far as it takes part.

    >>> tally = Tally()
    >>> for pair in [(0, 1), (0, 1), (1, 2)]:
    ...     tally.add([pair[0]], [pair[1]])
    >>> first_view(tally, max_actors=2, max_links=9)
    View(actors=(1, 0), links=((0, 1),))
    """
    ahead = [one for one in pair or () if one in tally.actors]
    ranked = sorted(tally.actors, key=lambda one: (one not in ahead, -tally.actors[one], one))[:max_actors]
    ranked.sort(key=lambda one: (-tally.actors[one], one))
    shown = set(ranked)
    among = {pair: n for pair, n in tally.pairs.items() if {*pair} <= shown and pair[0] != pair[1]}
    return View(tuple(ranked), tuple(strongest_links(among, limit=max_links)))


def strongest_links(pairs: Mapping[tuple[int, int], int], *, limit: int) -> list[tuple[int, int]]:
    """Return at most ``limit`` links: what holds the network together first, then the strongest.

    First a maximum spanning forest, so that nobody is left alone; then the links that stand out among those of an
    actor (the disparity filter of :func:`graphkit.backbone`, at 0.2), then all others; each by strength. The page
    chooses by the same rule when the reader filters.
    """
    ordered = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    if len(ordered) <= limit:
        return ordered
    forest = _spanning_forest(ordered)
    out = [pair for pair, chance in _disparity(pairs).items() if chance < CHANCE]
    out.sort(key=lambda pair: (-pairs[pair], pair))
    return list(dict.fromkeys([*forest, *out, *ordered]))[:limit]


def _disparity(pairs: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], float]:
    """How likely each tie has so large a share of its actor's relations by chance; of its two ends the smaller."""
    ties: Counter[int] = Counter()
    sums: Counter[int] = Counter()
    for (a, b), count in pairs.items():
        for end in (a, b) if a != b else ():
            ties[end] += 1
            sums[end] += count
    return {
        (a, b): min((1 - count / sums[end]) ** (ties[end] - 1) if ties[end] > 1 else 1.0 for end in (a, b))
        for (a, b), count in pairs.items()
        if a != b
    }


def _spanning_forest(ordered: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The links that join two parts not joined before, in the order given (Kruskal)."""
    root: dict[int, int] = {}

    def find(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    forest = []
    for a, b in ordered:
        left, right = find(a), find(b)
        if left != right:
            root[max(left, right)] = min(left, right)
            forest.append((a, b))
    return forest


def communities(tally: Tally, *, least: int = 3, most: int = 60) -> list[list[int]]:
    """Return groups of actors who deal with one another more than with the rest.

    Parameters
    ----------
    tally
        Who deals with whom, and how often.
    least
        How many actors a group has at the least; whoever is in a smaller one is in none.
    most
        How many groups there are at the most: the largest.

    Returns
    -------
    list
        The members of each group, most involved first; the largest group first. The same counts
        give the same groups, on every machine.

    Notes
    -----
    Modularity is raised by moving one actor at a time, then one group at a time, after Blondel and
    others (2008); an actor is looked at again only when a neighbour moved, after Traag, Waltman and
    van Eck (2019). All is reckoned in whole numbers, so nothing depends on how a machine rounds.

    Examples
    --------
    >>> tally = Tally()
    >>> for pair in [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]:
    ...     tally.add([pair[0]], [pair[1]])
    >>> communities(tally)
    [[2, 0, 1], [3, 4, 5]]
    """
    ties: dict[int, dict[int, int]] = {one: {} for one in sorted(tally.actors)}
    for (a, b), count in tally.pairs.items():
        if a != b:
            ties[a][b] = ties[b][a] = count
    degree = {one: sum(others.values()) for one, others in ties.items()}
    home = {one: one for one in ties}
    while True:
        moved = _settle(ties, degree)
        if all(one == at for one, at in moved.items()):
            break
        home = {one: moved[at] for one, at in home.items()}
        ties, degree = _folded(ties, degree, moved)
    groups: dict[int, list[int]] = {}
    for one in sorted(home, key=lambda one: (-tally.actors[one], one)):
        groups.setdefault(home[one], []).append(one)
    found = [members for members in groups.values() if len(members) >= least]
    return sorted(found, key=lambda members: (-len(members), members[0]))[:most]


def _settle(ties: Mapping[int, Mapping[int, int]], degree: Mapping[int, int]) -> dict[int, int]:
    """Where each actor goes when each, in turn, joins the group in which modularity is highest."""
    total = sum(degree.values())
    home = {one: one for one in ties}
    inside = dict(degree)
    queue, waiting = deque(ties), set(ties)
    while queue:
        one = queue.popleft()
        waiting.discard(one)
        old, own = home[one], degree[one]
        inside[old] -= own
        shared = {old: 0}
        for other, count in ties[one].items():
            shared[home[other]] = shared.get(home[other], 0) + count
        new, most = old, shared[old] * total - own * inside[old]
        for group, count in shared.items():
            gain = count * total - own * inside[group]
            if gain > most or (gain == most and group < new != old):
                new, most = group, gain
        inside[new] += own
        if new != old:
            home[one] = new
            again = [other for other in ties[one] if home[other] != new and other not in waiting]
            waiting.update(again)
            queue.extend(again)
    return home


def _folded(
    ties: Mapping[int, Mapping[int, int]], degree: Mapping[int, int], home: Mapping[int, int]
) -> tuple[dict[int, dict[int, int]], dict[int, int]]:
    """The ties between groups, and the degree of each, as if each were one actor."""
    between: dict[int, dict[int, int]] = {}
    whole: dict[int, int] = {}
    for one, others in ties.items():
        mine = between.setdefault(home[one], {})
        whole[home[one]] = whole.get(home[one], 0) + degree[one]
        for other, count in others.items():
            if home[other] != home[one]:
                mine[home[other]] = mine.get(home[other], 0) + count
    return between, whole
