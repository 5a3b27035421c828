"""A network as GEXF, GraphML, node-link JSON and Cytoscape JSON, each written by networkx."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from graphkit.reading import open_atomic

from ._plain import Plain, plain_rows, span_of
from ._rest import attach_rest, rows_and_rest

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_cytoscape", "to_gexf", "to_graphml", "to_node_link"]


def to_gexf(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as GEXF 1.2 with spells, for Gephi and others.

    A relation is an edge for each pair, from its first possible day to the day after its last one; one whose days are
    not known has no spell. The file says so in its description, with what it could not carry.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight. Gephi joins parallel edges by
        itself unless told not to.

    Returns
    -------
    Plain
        What was written; ``losses`` counts what was not.

    Raises
    ------
    GraphkitError
        If the file cannot be written.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_gexf(network, pathlib.Path(folder, "map.gexf"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    from networkx.readwrite.gexf import GEXFWriter

    plain = _directed(network, merge_parallel=merge_parallel)
    graph = _graph(plain)
    graph.graph["mode"] = "dynamic"
    for (*_, data), edge in zip(graph.edges(data=True), _in_graph_order(graph, plain), strict=True):
        spells = edge.get("spells") or [span for span in [span_of(data)] if any(span)]
        if len(spells) > 1:
            data["spells"] = [(since or None, until or None) for since, until in spells]
        elif spells:
            data |= {name: day for name, day in zip(("start", "end"), spells[0], strict=True) if day}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    writer.graph_element.attrib.setdefault("timeformat", "date")
    del writer.graph_element.attrib["name"]  # networkx writes it; the published schema does not know it
    meta = writer.xml[0]
    meta.attrib.pop("lastmodifieddate", None)  # the same network gives the same file
    meta[0].text = "graphkit"
    described = f"{plain.name}. The end of a spell is the day after the last possible day."
    if plain.losses:
        described += f" Not carried over: {plain.told()}."
    from xml.etree.ElementTree import SubElement

    SubElement(meta, "description").text = described
    with open_atomic(Path(path)) as file:
        writer.write(file)
    return plain


def to_graphml(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as GraphML, for yEd, Gephi, igraph and others.

    Each edge has an id of its own, that of its relation; each attribute one type over the whole file. What could not
    be carried over stands in the graph's attribute ``not_carried_over``.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Raises
    ------
    GraphkitError
        If the file cannot be written.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_graphml(network, pathlib.Path(folder, "map.graphml"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    import networkx as nx

    plain = _directed(network, merge_parallel=merge_parallel)
    with open_atomic(Path(path)) as file:
        nx.write_graphml(_graph(plain, without=("id",)), file)  # the key of an edge becomes its id
    return plain


def to_node_link(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as node-link JSON, as :func:`networkx.node_link_graph` and D3 read it.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Raises
    ------
    GraphkitError
        If the file cannot be written.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_node_link(network, pathlib.Path(folder, "a.json"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    import networkx as nx

    plain = _directed(network, merge_parallel=merge_parallel)
    _write_json(nx.node_link_data(_graph(plain), edges="edges"), path)
    return plain


def to_cytoscape(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as Cytoscape JSON, for Cytoscape and Cytoscape.js.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Raises
    ------
    GraphkitError
        If the file cannot be written.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_cytoscape(network, pathlib.Path(folder, "a.cyjs"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    import networkx as nx

    plain = _directed(network, merge_parallel=merge_parallel)
    graph = _graph(plain)
    for node, data in graph.nodes(data=True):
        data["label"] = data.get("name", node)  # Cytoscape's own `name` is the node's id
    _write_json(nx.cytoscape_data(graph, name="label"), path)
    return plain


def _directed(network: nx.MultiDiGraph, *, merge_parallel: bool) -> Plain:
    """The rows of a network for formats in which every edge of a file has a direction, or none has."""
    if merge_parallel:
        plain = plain_rows(network, merge_parallel=True)
    else:
        plain, rest = rows_and_rest(network)
        attach_rest(plain, rest)
    if mutual := sum(bool(edge.get("mutual")) for edge in plain.edges):
        plain.losses["that a tie has no direction (it gets one; its attribute mutual is true)"] = mutual
    return plain


def _graph(plain: Plain, *, without: Collection[str] = ()) -> nx.MultiDiGraph:
    """The rows as a graph with nothing but text and numbers."""
    import networkx as nx

    graph = nx.MultiDiGraph(name=plain.name, version=plain.version)
    if plain.losses:
        graph.graph["not_carried_over"] = plain.told()
    for node, row in plain.nodes.items():
        graph.add_node(node, label=row.get("name", node), **row)
    for edge in plain.edges:
        data: dict[str, Any] = {
            name: value for name, value in edge.items() if name not in ("source", "target", "spells", *without)
        }
        graph.add_edge(edge["source"], edge["target"], key=edge["id"], **data)
    return graph


def _in_graph_order(graph: nx.MultiDiGraph, plain: Plain) -> Iterator[dict[str, Any]]:
    """The rows of edges in the order in which the graph has them."""
    rows = {(edge["source"], edge["target"], edge["id"]): edge for edge in plain.edges}
    return (rows[place] for place in graph.edges(keys=True))


def _write_json(found: Any, path: str | Path) -> None:
    """Write JSON as UTF-8."""
    with open_atomic(Path(path)) as file:
        _dump(found, file)


def _dump(found: Any, file: IO[bytes]) -> None:
    for part in json.JSONEncoder(ensure_ascii=False, allow_nan=False).iterencode(found):
        file.write(part.encode("utf-8"))
