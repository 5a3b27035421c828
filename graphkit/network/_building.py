"""A dataset as a network, and the dataset that a network is a view of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import networkx as nx

from graphkit.dataset import Dataset
from graphkit.dataset.rules import made_records
from graphkit.errors import DataError
from graphkit.model import Relation, said_by
from graphkit.network._edges import actor_of, add_relation, attributes_of, columns_of, iter_relations
from graphkit.network._views import (
    filter_network,
    roll_up as rolled_up,  # build_network has a parameter of that name
)

__all__ = ["Sided", "build_network", "network_records", "to_dataset"]

#: A relation of a network: its id, its two sides and its attributes.
Sided = tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]
_BLANK = {name: getattr(Relation("", (), "", "", ()), name) for name in Relation.__dataclass_fields__}


def build_network(
    dataset: Dataset,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    as_of: str | None = None,
    roll_up: bool = False,
) -> nx.MultiDiGraph:
    """Return the network of a dataset: its actors as nodes, its relations as edges.

    A node is an actor's id with the columns of its row. An edge's key is the relation's id. A
    relation with several parties is an edge for each pair, a mutual one an edge each way, all with
    one key: count keys, not edges. ``network.graph`` holds ``name``, ``title``, ``version``,
    ``documents`` and ``actors`` (by id), ``paragraphs`` (where they begin, by document), ``types`` (the dataset's own),
    ``affiliations``, ``evidence``, ``as_of`` where it was asked for, and ``relations``: the two sides of each relation
    by its id, in the order of the dataset.

    Parameters
    ----------
    dataset
        From :func:`graphkit.load_dataset`.
    since, until
        EDTF dates; keep only relations whose possible days overlap them. None is open.
        Undated relations always stay.
    types
        Names of types, such as ``AID``; None keeps all.
    statuses
        Names of statuses, such as ``contested``; None keeps all.
    as_of
        An EDTF date; what was surely said later does not count, so that statuses are those of that day, and relations
        of which nobody had spoken are left out. What was said without a date counts always. None counts all.
    roll_up
        Replace persons and agencies by their state, or organisation, on the relation's date.

    Returns
    -------
    MultiDiGraph
        Edge attributes are those of ``graphkit.model.EDGE_ATTRIBUTES``; ``since`` and ``until``
        are the first and last possible day as ``YYYY-MM-DD``, None where open or unknown.

    Raises
    ------
    ValueError
        If a date is not EDTF, ``as_of`` has no end, or a type or status does not exist.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> network.nodes["PRK"]["name"]
    'North Korea'
    """
    network = nx.MultiDiGraph()
    for actor in dataset.records("actors"):
        network.add_node(actor.id, **columns_of(actor))
    network.graph.update(
        name=dataset.name,
        title=dataset.title,
        version=dataset.version,
        paragraphs=dict(dataset.paragraphs),
        types=dict(dataset.types),
        documents={document.id: document for document in dataset.records("documents")},
        affiliations=dataset.records("affiliations"),
        actors={actor.id: actor for actor in dataset.records("actors")},
        evidence=dataset.records("evidence"),
        relations={},
    )
    evidence: dict[str, list[Any]] = {}
    for record in dataset.records("evidence"):
        evidence.setdefault(record.relation, []).append(record)
    if as_of is not None:
        network.graph.update(as_of=as_of, filtered=True)
    for relation in dataset.records("relations"):
        rows = tuple(evidence.get(relation.id, ()))
        known = rows if as_of is None else said_by(rows, as_of, network.graph["documents"])
        if rows and not known:
            continue
        data = attributes_of(relation, known, network.graph)
        add_relation(network, relation.id, relation.actor, relation.recipient, data)
    if not (since is None and until is None and types is None and statuses is None):
        network = filter_network(network, since=since, until=until, types=types, statuses=statuses)
    return rolled_up(network) if roll_up else network


def to_dataset(network: nx.MultiDiGraph) -> Dataset:
    """Return the dataset that a network is a view of: the inverse of :func:`build_network`.

    Of a filtered network, the relations that are left with all actors and documents; what they
    answer is kept as far as it is left too. Edges that were added by hand become relations between
    their two ends, after the others.

    Raises
    ------
    DataError
        If the network breaks a rule of the data.

    Examples
    --------
    >>> import graphkit
    >>> dataset = graphkit.load_dataset()
    >>> to_dataset(build_network(dataset)) == dataset
    True
    """
    return Dataset.from_records(
        name=network.graph.get("name", "dataset"),
        title=network.graph.get("title", ""),
        version=network.graph.get("version", ""),
        paragraphs=network.graph.get("paragraphs", {}),
        types=network.graph.get("types", {}),
        **network_records(network, list(iter_relations(network))),
    )


def network_records(network: nx.MultiDiGraph, found: Sequence[Sided]) -> dict[str, Sequence[Any]]:
    """Return the records that a network is a view of, by table, unchecked: what is exported need not be a dataset.

    Parameters
    ----------
    network
        From :func:`build_network`.
    found
        Its relations, from :func:`iter_relations`.

    Raises
    ------
    DataError
        If an edge has no type.
    """
    actors = {**network.graph.get("actors", {})}
    actors |= {node: actor_of(node, data) for node, data in network.nodes(data=True)}
    order = {id(record): number for number, record in enumerate(network.graph.get("evidence", ()))}
    evidence = [record for *_, data in found for record in data.get("evidence", ())]
    if any(id(record) not in order for record in evidence):  # equal records that are not those of the network
        order = {record: number for number, record in enumerate(network.graph.get("evidence", ()))}
        evidence.sort(key=lambda record: order.get(record, len(order)))
    else:
        evidence.sort(key=lambda record: order[id(record)])
    return {
        "actors": list(actors.values()),
        "affiliations": list(network.graph.get("affiliations", ())),
        "documents": list(network.graph.get("documents", {}).values()),
        "relations": _relations(found),
        "evidence": evidence,
    }


def _relations(found: Sequence[Sided]) -> Sequence[Relation]:
    """The relations that edges stand for, with answers only to relations that are there."""
    for key, actor, recipient, data in found:
        if not data["type"]:
            raise DataError(f"the edge '{key}' from {actor[0]} to {recipient[0]} has no 'type': give it one")
    left = {key for key, *_ in found}
    columns = {name: [data.get(name, blank) for *_, data in found] for name, blank in _BLANK.items()}
    columns["responds_to"] = [
        tuple(one for one in answered if one in left) if answered else () for answered in columns["responds_to"]
    ]
    sides = {name: [one[place] for one in found] for place, name in enumerate(("id", "actor", "recipient"))}
    columns = {**columns, **sides}
    columns["extra"] = columns.pop("extra")  # it comes last
    return made_records(Relation, list(columns.values()))
