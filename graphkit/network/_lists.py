"""The actors and the relations of a network as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from graphkit.model import RELATION_COLUMNS, join_list
from graphkit.network._edges import iter_relations
from graphkit.network._sources import SourceCounter

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["list_actors", "list_relations"]


def list_actors(network: nx.MultiDiGraph) -> pd.DataFrame:
    """Return the actors of a network, one a row, by id.

    Returns
    -------
    DataFrame
        The columns of ``actors.csv`` but for ``note``, then ``relations`` (int): in how many the actor takes part.
        Of a filtered network, only actors that take part in what is left.

    Examples
    --------
    >>> import graphkit
    >>> list_actors(graphkit.build_network(graphkit.load_dataset())).columns.tolist()
    ['id', 'name', 'kind', 'aliases', 'wikidata', 'relations']
    """
    import pandas as pd

    counts = dict.fromkeys(network, 0)
    for _, actors, recipients, _ in iter_relations(network):
        for actor in {*actors, *recipients}:
            counts[actor] += 1
    rows = [
        (node, data["name"], data["kind"], join_list(data["aliases"]), data["wikidata"], counts[node])
        for node, data in sorted(network.nodes(data=True))
        if counts[node] or not network.graph.get("filtered")
    ]
    return pd.DataFrame(rows, columns=["id", "name", "kind", "aliases", "wikidata", "relations"])


def list_relations(network: nx.MultiDiGraph) -> pd.DataFrame:
    """Return the relations of a network, one a row, in the dataset's order.

    Returns
    -------
    DataFrame
        The columns of ``relations.csv``, then ``status``, ``documents``, ``sources`` (int: how many independent
        documents, see :func:`sources_of`) and ``said_by``; lists joined by ``;``.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), statuses=["contested"])
    >>> set(list_relations(network)["status"])
    {'contested'}
    """
    import pandas as pd

    columns = [*RELATION_COLUMNS, "status", "documents", "sources", "said_by"]
    counter = SourceCounter(network)
    rows = []
    for key, actors, recipients, data in iter_relations(network):
        evidence = data["evidence"]
        found = {
            **data,
            "id": key,
            "actor": actors,
            "recipient": recipients,
            "documents": dict.fromkeys(record.document for record in evidence),
            "sources": counter.sources(counter.profile(evidence)).count,
            "said_by": dict.fromkeys(record.speaker for record in evidence if record.speaker),
        }
        values = (found[column] for column in columns)
        rows.append([join_list(value) if isinstance(value, tuple | dict) else value for value in values])
    return pd.DataFrame(rows, columns=columns, dtype=object)
