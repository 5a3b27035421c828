"""Who stands between groups: Gould and Fernandez's roles, Burt's constraint, betweenness."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.model import BROKERS_COLUMNS, join_list, split_list
from graphkit.network import state_on

from ._answers import factual, framed, whole
from ._balance import camp_of
from ._register import question
from ._tables import cell, named
from ._text import Desk, Paragraph, capital, each

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


GROUPINGS = ("kind", "state", "blocs")


_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
_MEANING = (
    "A coordinator stands between two of its own group, an itinerant between two of another; a gatekeeper lets others "
    "in to its group, a representative speaks for it to others, a liaison links two other groups. Constraint is low, "
    "betweenness high, where others have few ways around."
)
#: The most pairs that are named.
_PAIRS = 5


def _write_brokers(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """An item for each actor that stands between others: between whom, and in which roles."""
    lines = []
    for row in each(answer[answer["total"] > 0]):
        name = capital(desk.said([row.actor])[0])
        measures = f"constraint {row.constraint:.2f}, betweenness {row.betweenness:.3f}"
        lines.append(Paragraph(f"{name} stands between {_between(desk, row)}. Roles: {_parts(row)}; {measures}.", "  "))
    if not lines:
        return [Paragraph("Nobody stands between two others who do not deal with each other directly.")]
    return [*lines, Paragraph(), Paragraph(_MEANING)]


def _parts(row: Any) -> str:
    """The roles of an actor, with how often it has each."""
    return ", ".join(f"{role} {getattr(row, role)}" for role in _ROLES if getattr(row, role))


def _between(desk: Desk, row: Any) -> str:
    """The pairs that an actor stands between, by name; of many the first ones."""
    pairs = [one.split(" > ") for one in split_list(row.between)]
    named = [sorted(desk.said(pair), key=lambda name: name.removeprefix("the ")) for pair in pairs]
    told = dict.fromkeys(map(" and ".join, named))
    names = list(told)[:_PAIRS]
    rest = len(told) - len(names)
    more = f"; and {rest} more {'pair' if rest == 1 else 'pairs'}" if rest else ""
    return "; ".join(names) + more


_SHOWN = {
    "who": named("actor"),
    "pairs": cell("total"),
    "roles": lambda _, row: _parts(row),
    "between": _between,
    "betweenness": cell("betweenness"),
}


@question(BROKERS_COLUMNS, text=_write_brokers, nothing="There are no ties to stand between.", shown=_SHOWN)
def brokers(
    network: nx.MultiDiGraph,
    *,
    groups: str | Mapping[str, Hashable] = "kind",
    include_conflict: bool = False,
) -> pd.DataFrame:
    """Who stands between others who do not deal with each other directly, and between which groups.

    An actor *brokers* for A and B where A acts on it, it acts on B, and A does not act on B. Its role
    follows from the three groups: *coordinator* (all one), *itinerant* (A and B one, the broker
    another), *gatekeeper* (broker and B one), *representative* (A and broker one), *liaison* (three).

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`. Several relations of a pair count as one tie.
    groups
        ``kind``; ``state``, by the firmest affiliation of any date; ``blocs``, the camps of
        :func:`graphkit.blocs` (the best found within a minute), each actor outside them by
        itself; or a mapping of every actor's id to its group.
    include_conflict
        Count ties of conflict as well: by default only relations with a score above 0, and types of one's own that
        have no class, make a tie.

    Returns
    -------
    DataFrame
        Columns ``BROKERS_COLUMNS``; one row per actor with a tie, by ``total`` from the most, then id. The roles are
        counts (int). ``between`` lists the pairs, ``A > B`` for A who acts on it and B on whom it acts, separated by
        ``;``: those first whose two have most ties. ``constraint`` (float) is Burt's, on the ties without direction;
        ``betweenness`` (float) the directed, normalised one of networkx. What is only denied, proposed,
        considered or expected does not count.

    Raises
    ------
    ValueError
        If ``groups`` is none of those allowed, or a mapping that leaves out an actor.

    Notes
    -----
    Roles after Gould and Fernandez, Sociological Methodology 19, 1989, counted as ``sna::brokerage``
    in R does. Betweenness takes time in proportion to actors times ties.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> int(graphkit.brokers(network)["total"].min()) >= 0
    True
    """
    import networkx as nx

    ties = _ties(network, include_conflict)
    if not len(ties):
        return framed([], BROKERS_COLUMNS, **_DTYPES)
    group = _groups(network, ties, groups)
    constraint = _constraint(ties.to_undirected())
    betweenness = nx.betweenness_centrality(ties)
    rows = []
    for actor in ties:
        roles = _roles(ties, group, actor)
        pairs = sorted(_pairs(ties, actor), key=lambda pair: (-len(ties[pair[0]]) - len(ties[pair[1]]), pair))
        between = join_list(f"{giver} > {receiver}" for giver, receiver in pairs)
        rows.append((actor, *roles, sum(roles), float(constraint[actor]), float(betweenness[actor]), between))
    return framed(sorted(rows, key=lambda row: (-row[6], row[0])), BROKERS_COLUMNS, **_DTYPES)


def _constraint(ties: nx.Graph) -> dict[str, float]:
    """Burt's constraint of each actor: how far those it has ties with have ties with one another.

    As networkx has it for ties without weight, which loads SciPy for that.
    """
    near = {actor: set(ties[actor]) for actor in ties}
    share = {actor: 1 / len(others) for actor, others in near.items()}
    return {
        actor: sum((share[actor] * (1 + sum(share[both] for both in others & near[other]))) ** 2 for other in others)
        for actor, others in near.items()
    }


_DTYPES = dict.fromkeys(BROKERS_COLUMNS[1:7], "int64") | {"constraint": "float64", "betweenness": "float64"}


def _ties(network: nx.MultiDiGraph, include_conflict: bool) -> nx.DiGraph:
    """Who deals with whom, each pair and direction once, in the order of names."""
    import networkx as nx

    pairs = {
        (actor, recipient)
        for actor, recipient, _, data in whole(network.edges(keys=True, data=True))
        if actor != recipient and factual(data) and (include_conflict or data["score"] > 0 or not data["quad"])
    }
    ties = nx.DiGraph()
    ties.add_nodes_from(sorted({actor for pair in pairs for actor in pair}))
    ties.add_edges_from(sorted(pairs))
    return ties


def _groups(network: nx.MultiDiGraph, ties: nx.DiGraph, groups: str | Mapping[str, Hashable]) -> Mapping[str, Hashable]:
    """The group of each actor."""
    if isinstance(groups, Mapping):
        missing = sorted(actor for actor in ties if actor not in groups)
        if missing:
            raise ValueError(f"groups has no group for {', '.join(missing[:5])}: give every actor one")
        return groups
    if groups == "kind":
        return {actor: network.nodes[actor].get("kind", "other") for actor in ties}
    if groups == "state":
        return {actor: state_on(network, actor) for actor in ties}
    if groups == "blocs":
        camps = camp_of(network)
        return {actor: camps.get(actor, actor) for actor in ties}
    raise ValueError(f"groups '{groups}' is not one of {', '.join(GROUPINGS)}, nor a mapping of actors to groups")


def _roles(ties: nx.DiGraph, group: Mapping[str, Hashable], broker: str) -> tuple[int, int, int, int, int]:
    """How often an actor is coordinator, itinerant, gatekeeper, representative and liaison."""
    coordinator = itinerant = gatekeeper = representative = liaison = 0
    own = group[broker]
    for giver, receiver in _pairs(ties, broker):
        start, end = group[giver], group[receiver]
        if start == end:
            coordinator += start == own
            itinerant += start != own
        elif start == own:
            representative += 1
        elif end == own:
            gatekeeper += 1
        else:
            liaison += 1
    return coordinator, itinerant, gatekeeper, representative, liaison


def _pairs(ties: nx.DiGraph, broker: str) -> Iterator[tuple[str, str]]:
    """Who acts on the broker, and on whom it acts, where the first does not act on the second."""
    receivers = set(ties.successors(broker))
    for giver in ties.predecessors(broker):
        for receiver in receivers.difference(ties.successors(giver), (giver,)):
            yield giver, receiver
