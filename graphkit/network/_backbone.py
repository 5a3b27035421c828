"""The ties of a weighted graph that stand out among those of their actors."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import networkx as nx

from graphkit.network._edges import relation_of
from graphkit.network._views import keep_relations

__all__ = ["backbone", "disparity"]

Pair = tuple[Any, Any]
_NUMBER = (int, float)


def disparity(graph: nx.Graph, *, weight: str = "weight") -> dict[Pair, float]:
    """Return for each tie how likely so large a share of its actor's weight would be by chance.

    An actor's weight is thought to be spread over its ``k`` ties at random, each division as likely as another. A tie
    with the share ``p`` then has the significance ``(1 - p) ** (k - 1)``; of its two ends the smaller one counts. In
    a directed graph the one end is judged among what the actor sends, the other among what its recipient gets. A lone
    tie is judged at its other end.

    Parameters
    ----------
    graph
        Any networkx graph, such as a network of :func:`build_network`. Parallel edges are one tie with their weights
        summed; an edge from an actor to itself is none.
    weight
        The edge attribute with the weight, 0 or more; 1 where an edge has none.

    Returns
    -------
    dict
        The significance, from 0 to 1, of each ordered pair that has an edge; of an undirected graph each pair once.

    Raises
    ------
    ValueError
        If a weight is not a number, is below 0 or has no end.

    Notes
    -----
    After Serrano, Boguñá and Vespignani, PNAS 106:16 (2009).

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("hub", "a", 8), ("hub", "b", 1), ("hub", "c", 1)])
    >>> {other: round(value, 2) for (_, other), value in disparity(graph).items()}
    {'a': 0.04, 'b': 0.81, 'c': 0.81}
    """
    weights = _weights(graph, weight)
    sent: dict[Any, list[float]] = defaultdict(list)
    got = sent if not graph.is_directed() else defaultdict(list)
    for (actor, recipient), value in weights.items():
        sent[actor].append(value)
        got[recipient].append(value)
    of_sent = {actor: (len(values), sum(values)) for actor, values in sent.items()}
    of_got = of_sent if got is sent else {recipient: (len(values), sum(values)) for recipient, values in got.items()}
    return {
        (actor, recipient): min(_by_chance(value, *of_sent[actor]), _by_chance(value, *of_got[recipient]))
        for (actor, recipient), value in weights.items()
    }


def _by_chance(value: float, ties: float, total: float) -> float:
    """How likely a tie has so large a share of an actor's weight by chance; 1 where the actor has no other."""
    return (1 - value / total) ** (ties - 1) if ties > 1 and total else 1.0


def _weights(graph: nx.Graph, weight: str) -> dict[Pair, float]:
    """The summed weight of each pair; of an undirected graph under the order in which it is met first."""
    found: dict[Pair, float] = {}
    directed = graph.is_directed()
    for actor, recipient, data in graph.edges(data=True):
        value = data.get(weight, 1)
        if not isinstance(value, _NUMBER) or not math.isfinite(value) or value < 0:
            raise ValueError(
                f"the {weight} of the tie {actor}-{recipient} is {value!r}: it must be a number, 0 or more"
            )
        pair = (actor, recipient)
        if not directed and pair not in found and pair[::-1] in found:
            pair = pair[::-1]
        if actor != recipient:
            found[pair] = found.get(pair, 0.0) + value
    return found


def backbone(graph: nx.Graph, *, alpha: float = 0.05, weight: str = "weight") -> nx.Graph:
    """Return a new graph with only the ties that stand out: those whose :func:`disparity` is below ``alpha``.

    Parameters
    ----------
    graph
        Any networkx graph, such as a network of :func:`build_network`.
    alpha
        The limit, above 0 and up to 1: the smaller, the fewer ties.
    weight
        The edge attribute with the weight, 0 or more; 1 where an edge has none.

    Returns
    -------
    Graph
        Of the same kind, with all nodes. Of a network of graphkit, with each relation that holds such a tie.

    Raises
    ------
    ValueError
        If ``alpha`` is not above 0 and up to 1, or a weight is not a number, 0 or more.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("hub", "a", 8), ("hub", "b", 1), ("hub", "c", 1)])
    >>> list(backbone(graph).edges)
    [('hub', 'a')]
    """
    if not 0 < alpha <= 1:
        raise ValueError(f"alpha is {alpha}: it must be above 0 and up to 1")
    kept = {pair for pair, value in disparity(graph, weight=weight).items() if value < alpha}
    if not graph.is_directed():
        kept |= {pair[::-1] for pair in kept}
    if "relations" in graph.graph:
        edges = graph.edges(keys=True)
        return keep_relations(graph, {relation_of(*edge) for edge in edges if edge[:2] in kept})
    view = graph.__class__(**graph.graph)
    view.add_nodes_from((node, dict(data)) for node, data in graph.nodes(data=True))
    options = {"keys": True} if graph.is_multigraph() else {}
    view.add_edges_from(edge for edge in graph.edges(data=True, **options) if edge[:2] in kept)
    return view
