"""Dividing a signed graph into camps with the fewest ties that go against them, exactly.

Every division that fits best is found by trying actor after actor, which is quick up to a hundred actors or so; where
that would take too many steps, an integer program finds one, with SciPy.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pair = tuple[str, str]
    Signs = Mapping[Pair, int]

#: After this many steps the divisions of a connected part are no longer tried one by one.
MOST_STEPS = 100_000
#: Nor are those of a part with more actors than this.
MOST_TRIED = 300
#: Up to this many actors in a connected part more than two camps are found by the integer program.
MOST_ACTORS = 30
#: Up to this many ties in a connected part all the ties that some best division frustrates are sought.
MOST_TIES = 400


@dataclass(frozen=True, slots=True)
class Partition:
    """The camp (from 0) of each actor, what it costs, and what is proven about that cost.

    ``searched`` are the ties of those parts of which every best division is known, ``somewhere`` those of them that
    one of these frustrates.
    """

    camp: Mapping[str, int]
    frustrated: frozenset[Pair]
    bound: int
    optimal: bool
    searched: frozenset[Pair] = frozenset()
    somewhere: frozenset[Pair] = frozenset()

    @property
    def cost(self) -> int:
        """How many ties go against the camps."""
        return len(self.frustrated)


def best_partition(signs: Signs, *, camps: int, time_limit: float | None = None) -> Partition:
    """The division into at most ``camps`` camps that the fewest ties go against; each connected part by itself."""
    camp: dict[str, int] = {}
    bound, optimal = 0, True
    searched: set[Pair] = set()
    somewhere: set[Pair] = set()
    deadline = None if time_limit is None else time.monotonic() + time_limit
    for part in _parts(signs):
        if divisions := _best_divisions(part, camps):
            found = min(divisions, key=lambda one: list(one.values()))
            least = len(_against(part, found))
            searched |= part.keys()
            somewhere = somewhere.union(*(_against(part, one) for one in divisions))
        else:
            left = None if deadline is None else max(deadline - time.monotonic(), 0.01)
            found, least = _divide(part, camps, left)
        camp |= _in_order(found)
        optimal = optimal and least == len(_against(part, found))
        bound += least
    frustrated = _against(signs, camp)
    return Partition(camp, frustrated, bound, optimal, frozenset(searched), frozenset(somewhere))


def frustrated_somewhere(
    signs: Signs, best: Partition, *, time_limit: float | None = None
) -> tuple[frozenset[tuple[str, str]], bool]:
    """The ties that go against some best division into two camps, and whether these are surely all.

    They are the ties of which any one, if it turned, would lower the cost by 1: turning a tie that a
    best division frustrates saves its cost, and a division that is better for the turn frustrated it before.
    """
    if not best.optimal:
        return best.frustrated, False
    found, complete = set(best.frustrated | best.somewhere), True
    deadline = None if time_limit is None else time.monotonic() + time_limit
    for part in _parts({pair: sign for pair, sign in signs.items() if pair not in best.searched}):
        cost = len(best.frustrated & part.keys())
        if cost and len(part) > MOST_TIES:
            complete = False
        while cost and len(part) <= MOST_TIES:
            left = None if deadline is None else max(deadline - time.monotonic(), 0.01)
            more, proven = _other_best(part, cost, found, left)
            complete = complete and proven
            if not more:
                break
            found |= more
    return frozenset(found), complete


def _best_divisions(part: Signs, camps: int) -> list[dict[str, int]]:
    """Every division of one connected part that fits best; none where there are too many to try."""
    actors = sorted({actor for pair in part for actor in pair})
    if len(actors) > MOST_TRIED:
        return []
    start = _local_search(part, actors, camps)
    found = _Search(part, actors, camps, most=len(_against(part, start))).divisions()
    least = min((cost for cost, _ in found), default=0)
    return [_in_order(division) for cost, division in found if cost == least]


class _Search:
    """Divisions of a signed graph, found by giving actor after actor a camp, of a cost of at most ``most``."""

    def __init__(self, part: Signs, actors: list[str], camps: int, *, most: int) -> None:
        self.camps, self.most = camps, most
        self.order = _closest_first(part, actors)
        place = {actor: number for number, actor in enumerate(self.order)}
        self.later: list[list[tuple[int, int]]] = [[] for _ in actors]  # the ties of each to those placed after it
        for (a, b), sign in part.items():
            first, last = sorted((place[a], place[b]))
            self.later[first].append((last, sign))
        self.against = [[0] * camps for _ in actors]  # what each would cost in each camp, by those placed before it
        self.camp = [0] * len(actors)
        self.found: list[tuple[int, dict[str, int]]] = []
        self.steps = 0

    def divisions(self) -> list[tuple[int, dict[str, int]]]:
        """All with their costs, those that differ in the numbers of the camps alone once; none after too many steps."""
        self._place(0, 0, 0, 0)
        return self.found if self.steps <= MOST_STEPS else []

    def _place(self, number: int, cost: int, rest: int, used: int) -> None:
        """Try each camp for an actor; ``rest`` is what all that come after it cost at least by those before them."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            return
        if number == len(self.order):
            self.most = min(self.most, cost)
            self.found.append((cost, dict(zip(self.order, self.camp, strict=True))))
            return
        own = self.against[number]
        rest -= min(own)
        for camp in sorted(range(min(used + 1, self.camps)), key=own.__getitem__):
            if cost + own[camp] + rest > self.most:
                break
            more = self._press(number, camp, 1)
            if cost + own[camp] + rest + more <= self.most:
                self.camp[number] = camp
                self._place(number + 1, cost + own[camp], rest + more, max(used, camp + 1))
            self._press(number, camp, -1)

    def _press(self, number: int, camp: int, step: int) -> int:
        """Count what those placed later cost by an actor in this camp; return by how much the least they cost grows."""
        more = 0
        for other, sign in self.later[number]:
            against = self.against[other]
            more -= min(against)
            for one in range(self.camps):
                if (one == camp) == (sign < 0):
                    against[one] += step
            more += min(against)
        return more


def _closest_first(part: Signs, actors: list[str]) -> list[str]:
    """The actors so that each has as many ties as can be to those before it."""
    near: dict[str, set[str]] = {actor: set() for actor in actors}
    for a, b in part:
        near[a].add(b)
        near[b].add(a)
    order: list[str] = []
    placed = dict.fromkeys(actors, 0)
    while placed:
        order.append(max(placed, key=lambda actor: (placed[actor], len(near[actor]))))
        del placed[order[-1]]
        for other in near[order[-1]] & placed.keys():
            placed[other] += 1
    return order


def _parts(signs: Signs) -> list[dict[Pair, int]]:
    """The connected parts, in the order of their first actors."""
    import networkx as nx

    graph = nx.Graph(sorted(signs))
    number = {
        actor: place for place, part in enumerate(sorted(nx.connected_components(graph), key=min)) for actor in part
    }
    parts: list[dict[Pair, int]] = [{} for _ in range(len(set(number.values())))]
    for pair in sorted(signs):
        parts[number[pair[0]]][pair] = signs[pair]
    return parts


def _in_order(camp: Mapping[str, int]) -> dict[str, int]:
    """The same camps, numbered by their first actors."""
    order: dict[int, int] = {}
    for actor in sorted(camp):
        order.setdefault(camp[actor], len(order))
    return {actor: order[camp[actor]] for actor in sorted(camp)}


def _against(signs: Signs, camp: Mapping[str, int]) -> frozenset[Pair]:
    """The ties that go against a division: conflict inside a camp, cooperation between two."""
    return frozenset(pair for pair, sign in signs.items() if (camp[pair[0]] == camp[pair[1]]) != (sign > 0))


def _divide(part: Signs, camps: int, time_limit: float | None) -> tuple[dict[str, int], int]:
    """A division of one connected part and the proven lower bound of its cost."""
    actors = sorted({actor for pair in part for actor in pair})
    if camps == 1:
        alone = dict.fromkeys(actors, 0)
        return alone, len(_against(part, alone))
    start = _local_search(part, actors, camps)
    cost = len(_against(part, start))
    if cost == 0:
        return start, 0
    if camps > 2 and len(actors) > MOST_ACTORS:
        return start, 0
    program = _Program(part, actors, camps)
    found, bound = program.solve(time_limit)
    if found is None or len(_against(part, found)) > cost:
        found = start
    return found, min(bound, len(_against(part, found)))


def _other_best(part: Signs, cost: int, known: Iterable[Pair], time_limit: float | None) -> tuple[set[Pair], bool]:
    """Ties not yet known that another division of the same cost goes against; and whether the search was finished."""
    actors = sorted({actor for pair in part for actor in pair})
    program = _Program(part, actors, 2)
    found, proven = program.solve_at(cost, set(known), time_limit)
    return ({pair for pair in _against(part, found) if pair not in known} if found else set()), proven


def _local_search(part: Signs, actors: list[str], camps: int) -> dict[str, int]:
    """A good division: from several fixed starts, move one actor at a time while that helps."""
    friends: dict[str, list[tuple[str, int]]] = {actor: [] for actor in actors}
    for (a, b), sign in part.items():
        friends[a].append((b, sign))
        friends[b].append((a, sign))
    best, least = dict.fromkeys(actors, 0), len(part) + 1
    for start in range(STARTS):
        camp = _first_division(friends, actors[start * len(actors) // STARTS], camps)
        _improve(friends, camp, camps)
        cost = len(_against(part, camp))
        if cost < least:
            best, least = camp, cost
    return best


#: From how many actors the local search starts.
STARTS = 8


def _first_division(friends: Mapping[str, list[tuple[str, int]]], first: str, camps: int) -> dict[str, int]:
    """Go out from one actor: each next one joins the camp that suits those placed before it best."""
    camp = {first: 0}
    queue = [first]
    for actor in queue:
        for other, _ in friends[actor]:
            if other not in camp:
                camp[other] = _best_camp(friends[other], camp, camps)
                queue.append(other)
    return camp


def _best_camp(ties: Iterable[tuple[str, int]], camp: Mapping[str, int], camps: int) -> int:
    """The camp with the most friends less foes among those that are placed; the lowest of equals."""
    score = [0] * camps
    for other, sign in ties:
        if other in camp:
            score[camp[other]] += sign
    return score.index(max(score))


def _improve(friends: Mapping[str, list[tuple[str, int]]], camp: dict[str, int], camps: int) -> None:
    """Move single actors to where they fit better until none does."""
    moved = True
    while moved:
        moved = False
        for actor in sorted(camp):
            score = [0] * camps
            for other, sign in friends[actor]:
                score[camp[other]] += sign
            if max(score) > score[camp[actor]]:
                camp[actor] = score.index(max(score))
                moved = True


class _Program:
    """The integer program: in which camp each actor is, and which ties go against that."""

    def __init__(self, part: Signs, actors: list[str], camps: int) -> None:
        self.part, self.actors = part, actors
        self.columns = camps if camps > 2 else 1
        self.place = {actor: place for place, actor in enumerate(actors)}
        self.tie = {pair: len(actors) * self.columns + number for number, pair in enumerate(part)}
        self.size = len(actors) * self.columns + len(part)
        self.rows: list[tuple[dict[int, float], float]] = []
        for pair, sign in part.items():
            self._add_tie(pair, sign)
        for ring in self._strained_triangles():
            self.rows.append((dict.fromkeys(ring, 1.0), 1.0))

    def _camp(self, actor: str, column: int) -> int:
        """The variable that says whether an actor is in a camp."""
        return self.place[actor] * self.columns + column

    def _add_tie(self, pair: Pair, sign: int) -> None:
        """A tie goes against the camps at least when these rows, of the form sum >= number, say so."""
        against = self.tie[pair]
        for column in range(self.columns):
            a, b = self._camp(pair[0], column), self._camp(pair[1], column)
            if sign > 0:
                self.rows += [({against: 1.0, a: -1.0, b: 1.0}, 0.0), ({against: 1.0, a: 1.0, b: -1.0}, 0.0)]
            else:
                self.rows.append(({against: 1.0, a: -1.0, b: -1.0}, -1.0))
                if self.columns == 1:
                    self.rows.append(({against: 1.0, a: 1.0, b: 1.0}, 1.0))

    def _strained_triangles(self) -> Iterable[tuple[int, int, int]]:
        """The ties of each triangle that no division satisfies: one of them at least goes against it."""
        later: dict[str, set[str]] = {actor: set() for actor in self.actors}
        for a, b in self.part:
            later[a].add(b)
        for a, b in self.part:
            for c in sorted(later[a] & later[b]):
                ring = ((a, b), (b, c), (a, c))
                foes = sum(self.part[pair] < 0 for pair in ring)
                if foes == 1 or (foes == 3 and self.columns == 1):
                    yield self.tie[ring[0]], self.tie[ring[1]], self.tie[ring[2]]

    def solve(self, time_limit: float | None) -> tuple[dict[str, int] | None, int]:
        """The best division that was found, None if none, and the lower bound of its cost."""
        import math

        import numpy as np

        cost = np.zeros(self.size)
        cost[list(self.tie.values())] = 1.0
        answer = self._run(cost, [], time_limit)
        bound = answer.mip_dual_bound
        least = 0 if bound is None or not math.isfinite(bound) else math.ceil(bound - 1e-6)
        return self._division(answer.x), max(least, 0)

    def solve_at(self, cost: int, known: set[Pair], time_limit: float | None) -> tuple[dict[str, int] | None, bool]:
        """The division of exactly this cost with the most ties against it that are not yet known."""
        import numpy as np

        goal = np.zeros(self.size)
        goal[[place for pair, place in self.tie.items() if pair not in known]] = -1.0
        answer = self._run(goal, [dict.fromkeys(self.tie.values(), -1.0)], time_limit, least=-cost)
        return self._division(answer.x), answer.status == 0

    def _division(self, values: NDArray[np.float64] | None) -> dict[str, int] | None:
        """Each actor's camp from the values of the variables."""
        if values is None:
            return None
        if self.columns == 1:
            return {actor: round(values[place]) for actor, place in self.place.items()}
        table = values[: len(self.actors) * self.columns].reshape(-1, self.columns)
        return {actor: int(table[place].argmax()) for actor, place in self.place.items()}

    def _run(
        self, goal: NDArray[np.float64], extra: list[dict[int, float]], time_limit: float | None, *, least: float = 0.0
    ) -> Any:
        """What HiGHS makes of it."""
        import numpy as np
        from scipy import optimize, sparse

        rows = [*self.rows, *((row, least) for row in extra)]
        lower = np.array([number for _, number in rows])
        upper = np.full(len(rows), np.inf)
        if self.columns > 1:
            one = [{self._camp(actor, column): 1.0 for column in range(self.columns)} for actor in self.actors]
            rows += [(row, 1.0) for row in one]
            lower, upper = np.append(lower, np.ones(len(one))), np.append(upper, np.ones(len(one)))
        places = [(number, column, value) for number, (row, _) in enumerate(rows) for column, value in row.items()]
        at, columns, values = (np.array(cells) for cells in zip(*places, strict=True))
        matrix = sparse.csr_array((values, (at, columns)), shape=(len(rows), self.size))
        return optimize.milp(
            goal,
            integrality=np.ones(self.size),
            bounds=optimize.Bounds(np.zeros(self.size), self._most()),
            constraints=optimize.LinearConstraint(matrix, lower, upper),
            options={"mip_rel_gap": 0.0} | ({} if time_limit is None else {"time_limit": time_limit}),
        )

    def _most(self) -> NDArray[np.float64]:
        """The upper bounds: of divisions that differ only in the numbers of the camps, one is left."""
        import numpy as np

        most = np.ones(self.size)
        if self.columns == 1:
            degree = dict.fromkeys(self.actors, 0)
            for pair in self.part:
                degree[pair[0]] += 1
                degree[pair[1]] += 1
            most[self.place[max(self.actors, key=lambda actor: degree[actor])]] = 0.0
        else:
            for place, actor in enumerate(self.actors[: self.columns]):
                for column in range(place + 1, self.columns):
                    most[self._camp(actor, column)] = 0.0
        return most
