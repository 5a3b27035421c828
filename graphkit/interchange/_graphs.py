"""Graph files of other tools: GraphML, GEXF, GML, node-link and Cytoscape JSON as nodes and ties."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping

from graphkit.errors import DataError
from graphkit.network import NODE_ROLES, TIE_ROLES
from graphkit.reading import Source

from ._columns import Columns, guess_columns, joined_ties, node_of, signed_tie, tell_unused, tie_of
from ._gexf_in import GraphRows, read_gexf
from ._gml_in import read_gml
from ._graphml_in import read_graphml
from ._harvest import Harvest, SourceNote, Tie
from ._json_in import read_cytoscape, read_node_link
from ._rest import take_rest

__all__ = ["GRAPH_SUFFIXES", "harvest_graphs"]

GRAPH_SUFFIXES = {
    "graphml": (".graphml", ".xml"),
    "gexf": (".gexf", ".xml"),
    "gml": (".gml", ".txt"),
    "node-link": (".json",),
    "cytoscape": (".cyjs", ".json"),
}
_Rows = list[dict[str, str]]
#: The rows of the nodes and of the edges, and whether edges have a direction where they do not say.
_Graph = tuple[_Rows, _Rows, bool]
#: A number under ``value`` is a weight in files of graphs, and no amount of anything.
_ROLES = {**TIE_ROLES, "amount": ("amount", "sum")}
#: The most nodes and edges that are read, opening and closing tags counted.
_MOST = 1_000_000


def harvest_graphs(
    sources: Iterable[Source], *, form: str, columns: Mapping[str, str] | None = None, sign: str = ""
) -> Harvest:
    """Return the nodes and ties of files of graphs.

    Edges that share a relation of ours (files that graphkit wrote) become one tie again; an undirected edge is a tie
    without a direction. Attributes that mean nothing to us are kept as they are.

    Parameters
    ----------
    sources
        The files.
    form
        ``graphml``, ``gexf``, ``gml``, ``node-link`` or ``cytoscape``.
    columns
        Which attribute of an edge is what, as far as the user says.
    sign
        The attribute whose 1 and -1 mean an alliance and a rivalry; blank: none does.

    Raises
    ------
    DataError
        If a file is not of that format.
    """
    harvest = Harvest()
    for source in sources:
        try:
            nodes, edges, directed = _READERS[form](source, harvest)
        except (ValueError, RecursionError) as error:
            raise DataError(f"{source.name} is not {_TITLES.get(form, form.upper())}: {error}") from error
        for place, row in _placed(nodes, edges, source.name):
            take_rest(harvest, row, place)
        _add_nodes(harvest, nodes, source.name)
        columns_of = _columns_of(harvest, edges, source.name, columns or {})
        harvest.unused += tell_unused(columns_of, _cells(edges), sign=sign, form=form, where=source.name)
        _add_ties(harvest, edges, source.name, columns_of, directed, sign)
    harvest.drop_dangling("tie")
    return harvest


def _placed(nodes: _Rows, edges: _Rows, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a graph with their places in the file."""
    for what, rows in (("node", nodes), ("edge", edges)):
        for number, row in enumerate(rows, 1):
            yield f"{name} {what} {row.get('id') or number}", row


def _gexf(source: Source, harvest: Harvest) -> _Graph:
    """The nodes and edges of a GEXF file."""
    content = source.read()
    _refuse_large(source, content)
    found = read_gexf(io.BytesIO(content))
    harvest.left_out.update(found.losses)
    labelled = not any("relation_type" in edge for edge in found.edges)
    for edge in found.edges:
        edge["type"], edge["direction"] = edge.pop("kind", ""), edge.pop("type", "")
        edge["type"] = edge["type"] or (edge.pop("label", "") if labelled else "")
        edge["direction"] = edge["direction"] or ("directed" if found.directed else "undirected")
    return found.nodes, found.edges, found.directed


def _gml(source: Source, harvest: Harvest) -> _Graph:
    """The nodes and edges of a GML file."""
    content = source.read()
    _refuse_large(source, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", "replace")
        harvest.guessed.append(f"{source.name} is read as windows-1252: save it as UTF-8 if names look wrong")
    found = read_gml(text)
    harvest.left_out.update(found.losses)
    return found.nodes, found.edges, found.directed


def _reader(read: Callable[[bytes], GraphRows]) -> Callable[[Source, Harvest], _Graph]:
    """What reads the nodes and edges of a file that needs nothing but to be parsed."""

    def rows(source: Source, harvest: Harvest) -> _Graph:
        content = source.read()
        _refuse_large(source, content)
        found = read(content)
        harvest.left_out.update(found.losses)
        return found.nodes, found.edges, found.directed

    return rows


#: What reads the rows of each format.
_READERS: dict[str, Callable[[Source, Harvest], _Graph]] = {
    "gexf": _gexf,
    "graphml": _reader(lambda content: read_graphml(io.BytesIO(content))),
    "gml": _gml,
    "node-link": _reader(read_node_link),
    "cytoscape": _reader(read_cytoscape),
}
_TITLES = {"graphml": "GraphML", "node-link": "node-link JSON", "cytoscape": "Cytoscape JSON"}


def _refuse_large(source: Source, content: bytes) -> None:
    """Refuse a graph that would fill the memory: a map of so many could not be read anyway."""
    count = sum(content.count(mark) for mark in (b"node", b"edge"))
    if count > _MOST:
        raise DataError(
            f"{source.name}: holds about {count:,} nodes and edges, over the limit of {_MOST:,}: "
            "write its edges as a table and ask that with graphkit events"
        )


def _add_nodes(harvest: Harvest, nodes: _Rows, name: str) -> None:
    """Add the nodes of a graph."""
    roles = {role: known for role, known in NODE_ROLES.items() if role != "key"}
    has_ids = any("id" in row for row in nodes)
    columns = guess_columns(_names(nodes), stated={"key": "id"} if has_ids else None, roles={"key": ("id",), **roles})
    for number, row in enumerate(nodes, 1):
        try:
            harvest.add_node(node_of(row, columns))
        except ValueError as error:
            harvest.rejects.add(name, 0, f"node {number} {error}")


def _names(rows: _Rows) -> list[str]:
    """The attributes that some rows have."""
    return list(dict.fromkeys(name for row in rows for name in row))


def _cells(edges: _Rows) -> Callable[[str], Iterable[str]]:
    """What gives the cells of an attribute."""
    return lambda name: (row.get(name, "") for row in edges)


def _columns_of(harvest: Harvest, edges: _Rows, name: str, stated: Mapping[str, str]) -> Columns:
    """Which attribute of edges is what; what was guessed is told."""
    names = _names(edges)
    ends = {"actor": "source", "recipient": "target"}
    columns = guess_columns(
        names,
        stated={**_there(ends, names), **stated} if edges else None,
        roles=_ROLES,
        cells=_cells(edges),
        where=name,
    )
    if "relation" not in columns.roles and columns.roles.keys() - ends.keys() - columns.stated - {"key"}:
        harvest.guessed.append(f"{name}: {columns.option}")
    return columns


def _add_ties(harvest: Harvest, edges: _Rows, name: str, columns: Columns, directed: bool, sign: str) -> None:
    """Add the edges of a graph as ties."""
    if sign and edges and not any(sign in row for row in edges):
        raise DataError(f"{name} has no '{sign}' for --sign: its edges have {', '.join(_names(edges))}")
    found: list[Tie] = []
    for number, row in enumerate(edges, 1):
        where = f"{name} edge {row.get('id') or number}"
        try:
            tie = _tie(row, columns, where, directed)
            tie = signed_tie(tie, row.get(sign, "")) if sign else tie
        except ValueError as error:
            harvest.rejects.add(name, 0, f"edge {row.get('id') or number}: {error}", " ".join(row.values())[:200])
            continue
        if not tie.type and sign:
            harvest.left_out[f"a tie whose {sign} is neither positive nor negative"] += 1
            continue
        for source in tie.sources:
            url = source if source.startswith(("http://", "https://")) else ""
            harvest.sources.setdefault(source, SourceNote(source, source[:200], url=url))
        found.append(tie)
    harvest.ties += list(joined_ties(found, columns))


def _there(ends: Mapping[str, str], names: list[str]) -> Mapping[str, str]:
    """The two ends of edges, if any of them has both."""
    if missing := [name for name in ends.values() if name not in names]:
        raise DataError(f"no edge of the graph has a '{missing[0]}'")
    return ends


def _tie(row: dict[str, str], columns: Columns, where: str, directed: bool) -> Tie:
    """The tie that an edge is; an end may have any id, one with ``;`` in it too."""
    ends = {role: row.get(columns.roles[role], "") for role in ("actor", "recipient")}
    if missing := [role for role, end in ends.items() if not end]:
        raise ValueError(f"has no {columns.roles[missing[0]]}")
    tie = tie_of(
        {**row, **dict.fromkeys((columns.roles[role] for role in ends), "x")}, columns, where=where, mutual=not directed
    )
    if tie.ours is None or (tie.actors, tie.recipients) == (("x",), ("x",)):
        tie.actors, tie.recipients = (ends["actor"],), (ends["recipient"],)
    return tie
