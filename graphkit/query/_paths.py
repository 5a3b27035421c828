"""How two actors are connected, step by step, with the relations behind each step."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from graphkit.model import FACTUAL, PATHS_COLUMNS, STATUSES, join_list, split_list
from graphkit.network import completed
from graphkit.words import counted

from ._answers import by_date, framed, party_in, state_sides, whole, worded
from ._register import question
from ._tables import cell, claim, day, named, sources
from ._text import Desk, Paragraph, bulleted, each, first_few, headed, joined, left_out, reading, several

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._answers import Edge

#: The most paths that an answer lists.
MOST_PATHS = 1000
#: In a short answer: so many paths, those whose steps rest on most relations; so many relations of each of their steps,
#: and of a direct tie; so many names of those whom the other paths pass.
SHORT_PATHS, SHORT_STEP, SHORT_ALONE, SHORT_NAMES = 5, 3, 15, 12
#: How many steps longer than the shortest path one through named actors may be.
DETOUR = 4


def _write_paths(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """Each path with its steps; a step with several relations shows them all, in a short answer the foremost."""
    paths_found: dict[Any, pd.DataFrame] = dict(list(answer.groupby("path", sort=False)))
    kept = list(paths_found)
    if desk.short:  # those whose weakest step has most relations
        kept = first_few(kept, SHORT_PATHS, key=lambda path: -paths_found[path].groupby("step").size().min())
    lines = []
    if len(kept) < len(paths_found):
        lines += [Paragraph(), *_others(desk, paths_found, kept)]
    single = len(paths_found) == 1 and answer["step"].max() == 1
    for number, path in enumerate(kept, 1):
        rows = paths_found[path]
        lines += [Paragraph(), headed(f"Path {number}, {_steps(desk, rows)}")]
        for step, relations in rows.groupby("step", sort=False):
            lines.append(Paragraph(f"Step {step}{_step_between(desk, relations)}{_share(desk, relations)}:"))
            lines += _told(desk, relations, SHORT_ALONE if single else SHORT_STEP)
    if answer["step"].max() == 1:
        note = "These two deal with each other directly. To see through whom else: --indirect (indirect=True)."
        lines += [Paragraph(), Paragraph(note)]
    elif untaken := answer.attrs.get("untaken", ()):
        direct = (
            f"Directly between the two: {counted(len(untaken), 'relation')}, only expected, considered, proposed or"
        )
        lines += [Paragraph(), Paragraph(f"{direct} denied. To take such steps too: --status (statuses=...).")]
    return lines[1:]


def _others(desk: Desk, found: Mapping[Any, pd.DataFrame], kept: Sequence[Any]) -> list[Paragraph]:
    """How many paths a short answer leaves out, and whom they pass."""
    rest = [path for path in found if path not in kept]
    passed = [_steps(desk, found[path]).partition(" by way of ")[2] for path in rest]
    names = [name for name in passed if name]
    more = [] if len(names) == len(rest) else ["others"]  # whom some pass, their relations do not tell
    by = f", by way of {joined([*names, *more]) if len(names) <= SHORT_NAMES else several(names)}," if names else ""
    told = f"{counted(len(found), 'way')}. Below are the {len(kept)} whose steps rest on most relations; "
    return [Paragraph(f"{told}{len(rest)} more{by} {'is' if len(rest) == 1 else 'are'} left out here.")]


def _told(desk: Desk, relations: pd.DataFrame, most: int) -> list[Paragraph]:
    """The relations of a step, in order of date; in a short answer those that most sources tell of."""
    rows = reading(desk, each(relations))
    kept = rows
    if desk.short and len(rows) > most + 1:
        kept = first_few(rows, most, key=lambda row: -int(sources()(desk, row) or 0))
    lines = [bulleted(desk.told_on(row.relation_id, row.date, row.summary)) for row in kept]
    return [*lines, *left_out(len(rows) - len(kept))]


def _step_between(desk: Desk, rows: pd.DataFrame) -> str:
    """Which two a step is between, where the parties of its relations leave no doubt."""
    both = set.intersection(*(set(split_list(f"{row.actor};{row.recipient}")) for row in each(rows)))
    return f", {' and '.join(desk.said(sorted(both)))}" if len(both) == 2 else ""


def _share(desk: Desk, rows: pd.DataFrame) -> str:
    """How many relations a step tells, and of how many between the two, where the parties leave no doubt."""
    both = set.intersection(*(set(split_list(f"{row.actor};{row.recipient}")) for row in each(rows)))
    told = set(rows["relation_id"])
    if len(both) != 2 or len(told) == 1:
        return ""
    for sides in (desk.network.graph.get("relations", {}), state_sides(desk.network)):
        between = {key for key, (acting, receiving) in sides.items() if _joins(both, set(acting), set(receiving))}
        if told < between:
            rest = "the other is" if len(between) - len(told) == 1 else "the others are"
            soft = f"{rest} only expected, considered, proposed or denied"
            return f", {len(told)} of the {len(between)} relations between the two; {soft}"
        if told == between:
            break
    return f", {len(told)} relations"


def _joins(both: set[str], acting: set[str], receiving: set[str]) -> bool:
    """Whether one of two is on one side of a relation and the other on the other."""
    return any(one in acting and both - {one} <= receiving for one in both)


def _steps(desk: Desk, rows: pd.DataFrame) -> str:
    """How many steps a path has, and whom it passes, where the parties of its relations leave no doubt."""
    ends: dict[int, set[str]] = {}
    for row in each(rows):
        parties = set(split_list(f"{row.actor};{row.recipient}"))
        ends[row.step] = ends.get(row.step, parties) & parties
    passed = [ends[step] & ends[step + 1] for step in sorted(ends)[:-1]]
    by = f" by way of {' and '.join(joined(desk.said(sorted(one))) for one in passed)}"
    return counted(len(ends), "step") + (by if passed and all(len(one) == 1 for one in passed) else "")


_SHOWN = {
    "path": cell("path"),
    "date": day("date"),
    "who": named("actor"),
    "what": claim(),
    "to whom": named("recipient"),
    "sources": sources(),
}


@question(PATHS_COLUMNS, text=_write_paths, nothing="No path connects them.", shown=_SHOWN)
def paths(
    network: nx.MultiDiGraph,
    *,
    between: tuple[str, str],
    max_steps: int | None = None,
    through: Iterable[str] = (),
    avoiding: Iterable[str] = (),
    directed: bool = False,
    indirect: bool = False,
    statuses: Iterable[str] = FACTUAL,
) -> pd.DataFrame:
    """How two actors are connected: the shortest ways, or all the ways up to some length.

    Length is the number of steps, whatever the relations. A step follows a relation either way unless
    ``directed``; the row shows who acted on whom.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`; within dates or types, from
        :func:`graphkit.filter_network`.
    between
        The two actors, from first to last; any name, alias, code or id. Of a network that was rolled up, a
        person stands for its state.
    max_steps
        None: all the shortest paths. A number, 1 or more: all simple paths of that many steps or
        fewer, the shortest first.
    through
        Keep only paths that pass through all of these actors; without ``max_steps`` the shortest of
        those, if it is no more than 4 steps longer than the shortest of all.
    avoiding
        Keep only paths that pass through none of these actors.
    directed
        Follow relations only from actor to recipient (mutual ones either way).
    indirect
        Leave out the direct tie of the two: only ways through somebody else, which tell through whom
        one can reach the other.
    statuses
        The statuses of relations to walk on. What is only denied, proposed, considered or expected
        connects nobody unless asked for.

    Returns
    -------
    DataFrame
        Columns ``PATHS_COLUMNS``; one row per relation of each step, by ``path`` and ``step`` (int,
        from 1), then date and id. The shortest come first, then by the names passed. No path: no rows.
        ``summary`` has ``[status]`` before it unless the relation is plainly asserted. At most 1000 paths
        are listed: the first in this order among the shortest, or of the lengths up to ``max_steps``.
        ``attrs["untaken"]`` lists the ids of relations directly between the two where none has a status that
        may be walked on.

    Raises
    ------
    UnknownActor
        If a name is nobody's.
    ValueError
        If the two are one actor, ``max_steps`` is below 1, or a status does not exist.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> steps = graphkit.paths(network, between=("Seoul", "Pyongyang"), max_steps=2)
    >>> bool((steps["step"] <= 2).all())
    True
    """
    first, last = (party_in(network, name) for name in between)
    wanted, barred = ({party_in(network, name) for name in names} for names in (through, avoiding))
    allowed = frozenset(statuses)
    _check((first, last), max_steps, allowed)
    if barred & {first, last} or first not in network or last not in network:
        return framed([], PATHS_COLUMNS, path="int64", step="int64")
    steps = _Steps(network, allowed, barred, directed)
    if indirect:
        steps.known |= {(first, last): False, (last, first): False}
    found = steps.shortest(first, last, wanted) if max_steps is None else steps.simple(first, last, max_steps, wanted)
    rows = [
        (number, place, *cells)
        for number, actors in enumerate(found, start=1)
        for place, pair in enumerate(pairwise(actors), start=1)
        for cells in steps.cells(*pair)
    ]
    frame = framed(rows, PATHS_COLUMNS, path="int64", step="int64")
    frame.attrs["untaken"] = [] if indirect else steps.untaken(first, last)
    return frame


def _check(ends: tuple[str, str], max_steps: int | None, statuses: frozenset[str]) -> None:
    """Refuse arguments that have no answer."""
    if ends[0] == ends[1]:
        raise ValueError(f"both ends of the path are {ends[0]}: name two actors")
    if max_steps is not None and max_steps < 1:
        raise ValueError(f"max_steps is {max_steps}: give 1 or more")
    unknown = sorted(statuses - set(STATUSES))
    if unknown:
        raise ValueError(f"status '{unknown[0]}' is not one of {', '.join(STATUSES)}")


class _Steps:
    """The network as steps that may be taken; only what is asked for is worked out."""

    def __init__(self, network: nx.MultiDiGraph, statuses: frozenset[str], barred: set[str], directed: bool) -> None:
        self.network, self.statuses, self.directed = network, statuses, directed
        self.barred = barred
        self.known: dict[tuple[str, str], bool] = {}
        self.shown: dict[tuple[str, str], list[tuple[str, ...]]] = {}

    def _next(self, actor: str, *, back: bool = False) -> Iterable[str]:
        """Whom an edge leads to, or back to, whatever its status."""
        givers: Iterable[str] = self.network.predecessors(actor)
        takers: Iterable[str] = self.network.successors(actor)
        if self.directed:
            return givers if back else takers
        return {*givers, *takers}

    def _may(self, actor: str, other: str) -> bool:
        """Whether a step may be taken: some relation has a status that counts, and nobody is avoided."""
        pair = (actor, other)
        if pair not in self.known:
            ways = (pair,) if self.directed else (pair, (other, actor))
            edges = (data for way in ways for data in self.network.get_edge_data(*way, default={}).values())
            self.known[pair] = other not in self.barred and any(
                completed(data)["status"] in self.statuses for data in edges
            )
        return self.known[pair]

    def shortest(self, first: str, last: str, wanted: set[str]) -> list[tuple[str, ...]]:
        """All the shortest paths; with actors to pass through, the shortest of those that do."""
        left = self.distances(last) if wanted else self.on_shortest(first, last)
        if first not in left:
            return []
        longest = min(left[first] + (DETOUR if wanted else 0), len(self.network) - 1)
        for steps in range(left[first], longest + 1):
            found = list(islice(self._walk((first,), steps, last, left, wanted - {first, last}), MOST_PATHS))
            if found:
                return found
        return []

    def simple(self, first: str, last: str, max_steps: int, wanted: set[str]) -> list[tuple[str, ...]]:
        """All paths of so many steps or fewer, the shortest first."""
        left = self.distances(last)
        longest = min(max_steps, len(self.network) - 1)
        lengths = range(left.get(first, longest + 1), longest + 1)
        every = (path for steps in lengths for path in self._walk((first,), steps, last, left, wanted - {first, last}))
        return list(islice(every, MOST_PATHS))

    def distances(self, last: str) -> dict[str, int]:
        """Steps from each actor to the last one."""
        left, edge, steps = {last: 0}, {last}, 0
        while edge:
            steps += 1
            edge = self._reached(edge, left, back=True)
            left |= dict.fromkeys(edge, steps)
        return left

    def on_shortest(self, first: str, last: str) -> dict[str, int]:
        """Steps to the last actor from those that are on some shortest path; searched from both ends."""
        ahead, behind = [{first}], [{last}]
        seen = ({first}, {last})
        while not (met := ahead[-1] & behind[-1]):
            back = len(behind[-1]) < len(ahead[-1])
            side = behind if back else ahead
            side.append(self._reached(side[-1], seen[back], back=back))
            seen[back].update(side[-1])
            if not side[-1]:
                return {}
        steps = len(behind) - 1
        left = dict.fromkeys(met, steps)
        for levels, back in ((ahead, True), (behind, False)):
            edge = met
            for number, level in enumerate(reversed(levels[:-1]), start=1):
                edge = {other for actor in edge for other in self._next(actor, back=back) if other in level}
                left |= dict.fromkeys(edge, steps + number if back else steps - number)
        return left

    def _reached(self, edge: set[str], seen: Container[str], *, back: bool) -> set[str]:
        """Whom one step from, or back from, these actors reaches for the first time."""
        found: set[str] = set()
        for actor in edge:
            fresh = (other for other in self._next(actor, back=back) if other not in seen and other not in found)
            found.update([other for other in fresh if (self._may(other, actor) if back else self._may(actor, other))])
        return found

    def _walk(
        self, path: tuple[str, ...], steps: int, last: str, left: dict[str, int], wanted: set[str]
    ) -> Iterator[tuple[str, ...]]:
        """The simple paths of exactly so many more steps that end at the last actor, in order of names."""
        if steps == 0:
            yield path
            return
        near = sorted(other for other in self._next(path[-1]) if left.get(other, steps) < steps and other not in path)
        for other in near:
            missing = wanted - {other}
            in_time = (other == last) == (steps == 1) and len(missing) <= max(steps - 2, 0)
            if in_time and self._may(path[-1], other):
                yield from self._walk((*path, other), steps - 1, last, left, missing)

    def cells(self, actor: str, other: str) -> list[tuple[str, ...]]:
        """The relations behind one step, by date and id."""
        if (actor, other) not in self.shown:
            taken = [edge for edge in self._between(actor, other) if edge[3]["status"] in self.statuses]
            self.shown[actor, other] = [self._cells(*edge) for edge in taken]
        return self.shown[actor, other]

    def untaken(self, actor: str, other: str) -> list[str]:
        """The relations between two where none may be walked on, by date and id."""
        edges = self._between(actor, other)
        return [] if any(edge[3]["status"] in self.statuses for edge in edges) else [edge[2] for edge in edges]

    def _between(self, actor: str, other: str) -> list[Edge]:
        """The relations between two, whatever their status, by date and id."""
        ways = ((actor, other),) if self.directed else ((actor, other), (other, actor))
        edges = whole(
            (*way, key, data) for way in ways for key, data in self.network.get_edge_data(*way, default={}).items()
        )
        kept: dict[str, Edge] = {}  # a mutual relation has an edge each way and is shown once
        for edge in edges:
            kept.setdefault(edge[2], edge)
        return sorted(kept.values(), key=lambda edge: by_date(edge[3]["since"], edge[3]["until"], edge[2]))

    def _cells(self, actor: str, other: str, key: str, data: dict[str, Any]) -> tuple[str, ...]:
        """One relation of a step, as the record has it."""
        actors, recipients = self.network.graph.get("relations", {}).get(key, ((actor,), (other,)))
        return (join_list(actors), data["type"], join_list(recipients), data["date"], worded(data), key)
