"""Relations as edges and back: an edge's attributes, and each relation of a network once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from graphkit.errors import DataError
from graphkit.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Actor, Relation, date_bounds, join_list, status_of
from graphkit.ontology import load_ontology

__all__ = [
    "actor_of",
    "add_relation",
    "attributes_of",
    "columns_of",
    "completed",
    "empty_view",
    "iter_relations",
    "relation_of",
]


def iter_relations(
    network: nx.MultiDiGraph,
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]]:
    """Yield each relation of a network once: its id, its two sides and its attributes, in the dataset's order.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> next(iter_relations(network))[0] in network.graph["relations"]
    True
    """
    sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = network.graph.get("relations", {})
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for actor, neighbours in network.adjacency():
        for recipient, edges in neighbours.items():
            for key, data in edges.items():
                found.setdefault(relation_of(actor, recipient, key), []).append((actor, recipient, data))
    for name in [*(name for name in sides if name in found), *(name for name in found if name not in sides)]:
        parts = found[name]
        actors, recipients = sides.get(name) or _ends_of(name, parts)
        here = tuple(one for one in actors if one in network), tuple(one for one in recipients if one in network)
        yield name, *here, completed(parts[0][2], network.graph)


def relation_of(actor: str, recipient: str, key: Any) -> str:
    """Return the id of the relation that an edge belongs to: its key, or one made for an edge without a key of its own.

    >>> relation_of("CHN", "JPN", 0)
    'CHN-JPN-0'
    """
    return key if isinstance(key, str) else f"{actor}-{recipient}-{key}"


def _ends_of(name: str, edges: Sequence[tuple[str, str, dict[str, Any]]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a relation that is only known by its edges, which must agree."""
    if any(data != edges[0][2] for *_, data in edges):
        raise DataError(f"two edges with the key '{name}' say different things: give each a key of its own")
    forward = edges[:1] if edges[0][2].get("mutual") else edges
    return tuple(dict.fromkeys(edge[0] for edge in forward)), tuple(dict.fromkeys(edge[1] for edge in forward))


def completed(data: dict[str, Any], about: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return an edge's attributes; of an edge that was added by hand, with what was not said filled in.

    ``about`` is what the network says of itself (``network.graph``): its documents, and types of its own.

    >>> completed({"type": "AID"})["quad"]
    'material cooperation'
    """
    if len(data) >= len(EDGE_ATTRIBUTES):
        return data
    known = {name: data[name] for name in Relation.__dataclass_fields__ if name in data}
    relation = Relation(**{"id": "", "actor": (), "type": "", "mode": "", "recipient": (), **known})
    return {**attributes_of(relation, tuple(data.get("evidence", ())), about or {}), **data}


def columns_of(actor: Actor) -> dict[str, Any]:
    """An actor's fields by name."""
    return {name: getattr(actor, name) for name in NODE_ATTRIBUTES}


def actor_of(node: str, data: Mapping[str, Any]) -> Actor:
    """The actor that a node stands for."""
    known = {name: data[name] for name in Actor.__dataclass_fields__ if name in data and name != "id"}
    return Actor(**{"id": node, "name": node, "kind": "other", **known})


def attributes_of(relation: Relation, evidence: tuple[Any, ...], about: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a relation's edges in a network of which ``about`` tells."""
    kind = load_ontology().types.get(relation.type) or about.get("types", {}).get(relation.type)
    since, until = date_bounds(relation.date)
    return {
        "type": relation.type,
        "mode": relation.mode,
        "quad": kind.quad if kind else "",
        "score": kind.score_of(relation.mode) if kind else 0.0,
        "date": relation.date,
        "since": since,
        "until": until,
        "mutual": relation.mutual,
        "place": relation.place,
        "contexts": relation.contexts,
        "amount": relation.amount,
        "unit": relation.unit,
        "responds_to": relation.responds_to,
        "status": status_of(evidence, about.get("documents")),
        "gist": relation.gist,
        "summary": relation.summary,
        "evidence": evidence,
        "origin": join_list(dict.fromkeys(record.origin for record in evidence)),
        "extra": relation.extra,
    }


def add_relation(
    network: nx.MultiDiGraph, key: str, actors: tuple[str, ...], recipients: tuple[str, ...], data: dict[str, Any]
) -> None:
    """Add a relation: an edge for each pair, and one back where it is mutual."""
    network.graph["relations"][key] = actors, recipients
    pairs = [(actor, recipient) for actor in actors for recipient in recipients if actor != recipient]
    pairs = pairs or [(actors[0], recipients[0])]
    if data["mutual"]:
        pairs = list(dict.fromkeys([*pairs, *((recipient, actor) for actor, recipient in pairs)]))
    for actor, recipient in pairs:
        network.add_edge(actor, recipient, key=key, **data)


def empty_view(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A new network with the same actors and documents, and no relations."""
    view = nx.MultiDiGraph(**{**network.graph, "relations": {}})
    view.add_nodes_from((node, dict(data)) for node, data in network.nodes(data=True))
    view.graph["filtered"] = True
    return view
