"""Node-link JSON and Cytoscape JSON as rows of nodes and edges."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ._gexf_in import GraphRows

__all__ = ["read_cytoscape", "read_node_link"]


def read_node_link(content: bytes) -> GraphRows:
    """Return the nodes and edges of node-link JSON, as networkx and D3 write it; ``links`` are edges.

    An edge names its ends by their ids, or by their places in a list of nodes that have none.

    Raises
    ------
    ValueError
        If it is not JSON, or has no list of nodes and none of edges.

    Examples
    --------
    >>> read_node_link(b'{"nodes": [{"id": "a"}, {"id": "b"}], "links": [{"source": "a", "target": "b"}]}').edges
    [{'source': 'a', 'target': 'b', 'direction': 'undirected'}]
    """
    found = _object(content)
    edges = found.get("edges", found.get("links"))
    rows = GraphRows(directed=found.get("directed") is True)
    rows.nodes = [_row(one, rows) for one in _listed(found.get("nodes"), "nodes")]
    if not any("id" in row for row in rows.nodes):
        rows.nodes = [{"id": str(place), **row} for place, row in enumerate(rows.nodes)]
    rows.edges = [_edge(one, rows) for one in _listed(edges, "edges")]
    return rows


def read_cytoscape(content: bytes) -> GraphRows:
    """Return the nodes and edges of Cytoscape JSON: ``elements`` by group, or in one list.

    Raises
    ------
    ValueError
        If it is not JSON, or has no ``elements``.

    Examples
    --------
    >>> read_cytoscape(b'{"elements": [{"data": {"id": "a"}}, {"data": {"source": "a", "target": "a"}}]}').nodes
    [{'id': 'a'}]
    """
    found = _object(content)
    directed = found.get("directed")
    data = found.get("data")
    if directed is None and isinstance(data, dict):
        directed = data.get("directed")
    rows = GraphRows(directed=directed is not False)
    for what, one in _elements(found.get("elements")):
        inner = one.get("data") if isinstance(one, dict) else None
        if not isinstance(inner, dict):
            raise ValueError("an element has no 'data'")
        if what == "nodes" or (not what and not {"source", "target"} <= inner.keys()):
            rows.nodes.append(_row(inner, rows))
        else:
            rows.edges.append(_edge(inner, rows))
    return rows


def _object(content: bytes) -> dict[str, Any]:
    """The object that a file holds."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    return found


def _listed(value: Any, what: str) -> list[Any]:
    """A list of objects."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"it holds no list of objects '{what}'")
    return value


def _elements(value: Any) -> Iterator[tuple[str, Any]]:
    """Each element with its group, blank where it does not say."""
    if isinstance(value, dict):
        for group in ("nodes", "edges"):
            yield from ((group, one) for one in _listed(value.get(group, []), group))
    else:
        for one in _listed(value, "elements"):
            yield str(one.get("group") or ""), one


def _row(data: Mapping[str, Any], rows: GraphRows) -> dict[str, str]:
    """The attributes of a node or an edge as text; what is blank is left out."""
    row = {}
    for name, value in data.items():
        text = _text(value)
        if text is None:
            rows.losses.append(f"a nested attribute: {name}")
        elif text:
            row[name] = text
    for again in ("key", "value"):  # networkx writes the id twice
        if "id" in row and row.get(again) == row["id"]:
            del row[again]
    return row


def _text(value: Any) -> str | None:
    """A value as text; None where it is an object or a list of them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ";".join(map(str, value)) if not any(isinstance(one, dict | list) for one in value) else None
    return None if isinstance(value, dict) else str(value)


def _edge(data: Mapping[str, Any], rows: GraphRows) -> dict[str, str]:
    """An edge with which way it goes."""
    return {**_row(data, rows), "direction": "directed" if rows.directed else "undirected"}
