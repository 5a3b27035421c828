"""Views of a network: part of its relations, rolled up to states, signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import networkx as nx

from graphkit.dataset import Places
from graphkit.model import FACTUAL, STATUSES, Affiliation, date_bounds, lies_surely
from graphkit.network._edges import add_relation, columns_of, completed, empty_view, iter_relations, relation_of
from graphkit.network._names import everybody, find_actor
from graphkit.network._sources import SourceCounter
from graphkit.ontology import load_ontology, types_with

__all__ = [
    "affiliation_on",
    "filter_network",
    "keep_relations",
    "roll_up",
    "rolled_sides",
    "side_score",
    "signed_network",
    "state_on",
]

_ENDS = ("0000", "9999~")


def filter_network(
    network: nx.MultiDiGraph,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    actors: Collection[str] | None = None,
    sure: bool = False,
    min_sources: int = 0,
    between: tuple[str, str] | None = None,
) -> nx.MultiDiGraph:
    """Return a new network with only some of the relations; all actors stay.

    Parameters
    ----------
    network
        From :func:`build_network`.
    since, until
        EDTF dates; keep relations whose possible days overlap them. Undated relations always stay. The new network's
        ``graph["span"]`` keeps the two, so that an answer in words can say what surely lies between them.
    types, statuses
        Names to keep; None keeps all.
    actors
        Any names of actors; keep relations in which one of them takes part, on either side.
    sure
        Keep only relations that lie between ``since`` and ``until`` for certain
        (:func:`graphkit.model.lies_surely`); undated ones do not.
    min_sources
        Keep only relations behind which stand at least so many independent documents (:func:`sources_of`).
    between
        Any names of two actors; keep relations from the one to the other, either way, and those without a direction
        that both are party to. What persons and agencies do counts as done by the state they act for on that day.

    Raises
    ------
    ValueError
        If a date is not EDTF, ``since`` is after ``until``, a type or status does not exist, or ``between`` names one
        actor twice.
    UnknownActor
        If an actor is not in the network.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> filter_network(network, since="2030").number_of_nodes() == network.number_of_nodes()
    True
    """
    first = date_bounds(since)[0] if since else None
    last = date_bounds(until)[1] if until else None
    if first and last and first > last:
        raise ValueError(f"since '{since}' is after until '{until}': swap them")
    kept_types = _chosen("type", types, list(types_with(network.graph.get("types"))))
    kept_statuses = _chosen("status", statuses, STATUSES)
    ids = None if actors is None else {find_actor(network, actor) for actor in actors}
    counter = SourceCounter(network) if min_sources > 0 else None
    shared = None if between is None else _between(network, *between)
    view = empty_view(network)
    if since or until:
        view.graph["span"] = (since, until)
    for key, actor, recipient, data in iter_relations(network):
        if (
            (data["until"] or _ENDS[1]) >= (first or "")
            and (data["since"] or _ENDS[0]) <= (last or _ENDS[1])
            and (kept_types is None or data["type"] in kept_types)
            and (kept_statuses is None or data["status"] in kept_statuses)
            and (ids is None or not ids.isdisjoint((*actor, *recipient)))
            and (shared is None or key in shared)
            and (not sure or lies_surely(data["since"], data["until"], since=since, until=until))
            and (counter is None or counter.sources(counter.profile(data["evidence"])).count >= min_sources)
        ):
            add_relation(view, key, actor, recipient, dict(data))
    return view


def _between(network: nx.MultiDiGraph, first: str, second: str) -> set[str]:
    """The ids of the relations between two actors, or those who act for them."""
    one, other = (find_actor(network, name) for name in (first, second))
    if one == other:
        raise ValueError(f"'{first}' and '{second}' are one actor: name two")
    rolled = rolled_sides(network) if network.graph.get("affiliations") else {}
    found = set()
    for key, *sides, data in iter_relations(network):
        acting, receiving = ({*side, *more} for side, more in zip(sides, rolled.get(key, ((), ())), strict=True))
        if data["mutual"]:
            acting = receiving = acting | receiving
        if (one in acting and other in receiving) or (other in acting and one in receiving):
            found.add(key)
    return found


def keep_relations(network: nx.MultiDiGraph, ids: Collection[str]) -> nx.MultiDiGraph:
    """Return a new network with only the relations of some ids; all actors stay.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> keep_relations(network, []).number_of_edges()
    0
    """
    view = empty_view(network)
    for key, actor, recipient, data in iter_relations(network):
        if key in ids:
            add_relation(view, key, actor, recipient, dict(data))
    return view


def _chosen(what: str, names: Collection[str] | None, allowed: Sequence[str]) -> set[str] | None:
    """The names to keep, each of which must exist; letter case does not matter."""
    if names is None:
        return None
    spelling = {name.casefold(): name for name in allowed}
    for name in [names] if isinstance(names, str) else names:
        if name.casefold() not in spelling:
            raise ValueError(f"there is no {what} '{name}': {what} is one of {', '.join(allowed)}")
    return {spelling[name.casefold()] for name in ([names] if isinstance(names, str) else names)}


def roll_up(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a new network in which states and organisations act for their persons and agencies.

    Each actor is replaced by where its affiliations lead on the day of the relation, up to a state
    or, where there is none, an organisation that is part of nothing. What happens inside one state
    becomes an edge from it to itself. No relation is dropped, and ``network.graph["actors"]``
    keeps those who were folded away.

    Examples
    --------
    >>> import graphkit
    >>> rolled = roll_up(graphkit.build_network(graphkit.load_dataset()))
    >>> {rolled.nodes[node]["kind"] for node in rolled if node == "PRK"}
    {'state'}
    """
    view = nx.MultiDiGraph(**{**network.graph, "relations": {}})
    places = _places(network)
    for node, data in network.nodes(data=True):
        if node not in places.spells or places.kinds.get(node) == "state":
            view.add_node(node, **data)
    for key, actor, recipient, data in iter_relations(network):
        sides = _rolled(places, data["date"], (actor, recipient))
        for node in (*sides[0], *sides[1]):
            if node not in view:
                view.add_node(node, **_node(network, node))
        add_relation(view, key, sides[0], sides[1], dict(data))
    return view


def rolled_sides(network: nx.MultiDiGraph) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the two sides of each relation as :func:`roll_up` has them, by its id, without making the network.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> rolled_sides(network) == roll_up(network).graph["relations"]
    True
    """
    places = _places(network)
    return {key: _rolled(places, data["date"], sides) for key, *sides, data in iter_relations(network)}


def _rolled(places: Places, date: str, sides: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a relation with everybody as what they belong to on its date, each once."""
    actors, recipients = (tuple(dict.fromkeys([places.top(one, date) for one in side])) for side in sides)
    return actors, recipients


def _places(network: nx.MultiDiGraph) -> Places:
    """Where the actors of a network belong."""
    kinds = {actor.id: actor.kind for actor in everybody(network).values()}
    return Places(network.graph.get("affiliations", ()), kinds)


def _node(network: nx.MultiDiGraph, node: str) -> dict[str, Any]:
    """The attributes of an actor, whether or not it is in the network."""
    return dict(network.nodes[node]) if node in network else columns_of(everybody(network)[node])


def state_on(network: nx.MultiDiGraph, actor: str, date: str = "") -> str:
    """Return the state, or organisation, that an actor belongs to on a date; itself where there is none.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> state_on(network, "vladimir-putin", "2024-06-18")
    'RUS'
    """
    return _places(network).top(actor, date)


def affiliation_on(network: nx.MultiDiGraph, actor: str, date: str = "") -> Affiliation | None:
    """Return the firmest affiliation of an actor on a date, or None."""
    return next(iter(_places(network).on(actor, date)), None)


def side_score(data: Mapping[str, Any]) -> float:
    """Return the score by which a relation counts as cooperation or conflict between its parties; 0 takes no side.

    It is the relation's own score, and 0 where the vocabulary scores its type 0: a request asks for something, kindly
    or not, and sets nobody against anybody; leverage and dependence do neither.

    Examples
    --------
    >>> side_score({"type": "REQUEST", "score": -1.0}), side_score({"type": "ACCUSE", "score": -2.0})
    (0.0, -2.0)
    """
    kind = load_ontology().types.get(data["type"])
    return 0.0 if kind is not None and kind.score == 0 else float(data["score"])


def signed_network(network: nx.MultiDiGraph, *, threshold: float = 0.0) -> nx.Graph:
    """Return who is with whom and who against: one signed tie for each pair with a clear balance.

    A pair's *net score* is the sum of the scores of the relations between the two, each counted
    once, from -10 (conflict) to +10 (cooperation). Requests take no side (:func:`side_score`).
    Relations that are only denied, proposed, considered or expected did not happen as far as
    anybody says, and do not count.

    Parameters
    ----------
    network
        From :func:`build_network`, usually rolled up.
    threshold
        Pairs whose net score is not beyond this, either way, have no tie; 0 or more.

    Returns
    -------
    Graph
        The actors that have a tie; edge attributes ``sign`` (1 or -1), ``score`` (float) and ``relation_ids``
        (sorted tuple of those that take a side).

    Raises
    ------
    ValueError
        If ``threshold`` is below 0.

    Examples
    --------
    >>> import graphkit
    >>> signed = signed_network(graphkit.build_network(graphkit.load_dataset(), roll_up=True))
    >>> signed["PRK"]["RUS"]["sign"]
    1
    """
    if threshold < 0:
        raise ValueError(f"threshold is {threshold}: it must be 0 or more")
    pairs: dict[tuple[str, str], dict[str, float]] = {}
    for actor, recipient, key, edge in network.edges(keys=True, data=True):
        data = completed(edge, network.graph)
        if actor != recipient and data["status"] in FACTUAL:
            pair = (actor, recipient) if actor < recipient else (recipient, actor)
            pairs.setdefault(pair, {})[relation_of(actor, recipient, key)] = side_score(data)
    signed = nx.Graph(name=network.graph.get("name", ""))
    for pair, scores in sorted(pairs.items()):
        score = sum(scores[key] for key in sorted(scores))
        if abs(score) > threshold:
            sign = 1 if score > 0 else -1
            signed.add_edge(
                *pair, sign=sign, score=score, relation_ids=tuple(sorted(key for key in scores if scores[key]))
            )
    return signed
