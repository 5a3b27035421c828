"""GEXF 1.1 to 1.3 as rows of nodes and edges, with spells and timestamps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import IO
from xml.etree import ElementTree

from ._harvest import moment

__all__ = ["DEEPEST", "GraphRows", "read_gexf"]

#: The deepest nesting that is read; clusters of clusters are a few deep.
DEEPEST = 200


@dataclass(slots=True)
class GraphRows:
    """What a file of a graph holds: the rows of its nodes and edges by attribute, and the default direction."""

    directed: bool = True
    nodes: list[dict[str, str]] = field(default_factory=list)
    edges: list[dict[str, str]] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def read_gexf(stream: IO[bytes]) -> GraphRows:
    """Return the nodes and edges of a GEXF file of any version; the namespace does not matter.

    An edge's ``since`` and ``until`` come from its spells, its ``start`` and ``end`` (or ``startopen`` and
    ``endopen``, which leave the day itself out) or its timestamps, where the file's dates are dates. Numbers that are
    no dates stay as they are, as ``start`` and ``end``.

    Raises
    ------
    ValueError
        If the file is not XML or holds no graph.

    Notes
    -----
    networkx reads versions 1.1 and 1.2 without timestamps; of 1.3, which current Gephi writes, it finds no graph.
    """
    found, titles, stack = GraphRows(), {}, []
    seen = False
    try:
        # expat bounds how far entities may grow, and ElementTree reads none from elsewhere
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314
            name = element.tag.rpartition("}")[2]
            if event == "start":
                stack.append(name)
                if len(stack) > DEEPEST:
                    raise ValueError(f"it is nested more than {DEEPEST} deep")
                if name == "graph":
                    seen, found.directed = True, element.get("defaultedgetype", "undirected") == "directed"
                continue
            stack.pop()
            if name == "attribute":
                titles[element.get("id", "")] = element.get("title") or element.get("id", "")
            elif name == "node" and "edges" not in stack:
                found.nodes.append(_lasting(_row(element, titles)))
                _tell_parent(found, element, stack)
                element.clear()
            elif name == "edge":
                found.edges.append(_dated(_row(element, titles)))
                element.clear()
    except (ElementTree.ParseError, LookupError) as error:  # the second: an encoding that there is not
        raise ValueError(f"it is not XML ({error})") from error
    if not seen:
        raise ValueError("it holds no <graph>")
    return found


def _tell_parent(found: GraphRows, element: ElementTree.Element, stack: list[str]) -> None:
    """Note that nodes lie inside others, which we do not keep."""
    if stack.count("node") or element.get("pid"):
        found.losses.append("a node that lies inside another (its place there)")


def _row(element: ElementTree.Element, titles: dict[str, str]) -> dict[str, str]:
    """The attributes of a node or an edge, with its own values by title."""
    row = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    for part in _parts(element):
        name = part.tag.rpartition("}")[2]
        if name == "attvalue":
            key = part.get("for", part.get("id", ""))
            title = titles.get(key, key)
            row[title if title not in row else f"{title} (value)"] = part.get("value", "")
        elif name in ("spell", "slice"):
            row.setdefault("spells", "")
            stamp = part.get("timestamp", "")
            row["spells"] += f"{stamp or _edge_of(part, 'start')},{stamp or _edge_of(part, 'end')};"
    if times := row.pop("timestamps", "") or row.pop("timestamp", ""):
        stamps = [stamp.strip() for stamp in times.strip("<[]> ").replace(";", ",").split(",") if stamp.strip()]
        row["spells"] = row.get("spells", "") + "".join(f"{stamp},{stamp};" for stamp in stamps)
    return row


def _parts(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What stands inside an element, not inside the nodes and edges in it."""
    for child in element:
        if child.tag.rpartition("}")[2] in ("attvalues", "spells", "slices"):
            yield from child


def _edge_of(element: ElementTree.Element, end: str) -> str:
    """One end of a spell; of an open one, the day next to it."""
    if value := element.get(end):
        return value
    value = element.get(f"{end}open", "")
    return _next_day(value, 1 if end == "start" else -1) if value else ""


def _next_day(value: str, step: int) -> str:
    """The day after or before; what is no day stays."""
    try:
        return (date.fromisoformat(value[:10]) + timedelta(days=step)).isoformat()
    except ValueError:
        return value


def _lasting(row: dict[str, str]) -> dict[str, str]:
    """A node's row with its spells as a person reads them."""
    spells = [spell.split(",") for spell in row.get("spells", "").split(";") if spell]
    return row | ({"spells": _told(spells)} if spells else {})


def _dated(row: dict[str, str]) -> dict[str, str]:
    """An edge's row with ``since`` and ``until`` from its spells, the first start to the last end."""
    ends = [spell.split(",") for spell in row.pop("spells", "").split(";") if spell]
    for end, step in (("start", 1), ("end", -1)):
        if value := row.pop(f"{end}open", ""):
            row[end] = _next_day(value, step)
    if row.get("start") or row.get("end"):
        ends.append([row.pop("start", ""), row.pop("end", "")])
    if not ends:
        return row
    try:
        times = [(moment(start), moment(stop)) for start, stop in ends]
    except ValueError:  # the numbers of steps
        return row | {"times": _told(ends)}
    starts, stops = [start for start, _ in times], [stop for _, stop in times]
    row["since"] = "" if "" in starts else min(starts)
    row["until"] = "" if "" in stops else max(stops)
    return row | ({"spells": _told(times)} if len(times) > 1 else {})


def _told(spells: Iterable[Sequence[str]]) -> str:
    """Spells in one text: ``2019-01-01/2019-02-01;2021-01-01/..``."""
    return ";".join(f"{start or '..'}/{stop or '..'}" for start, stop in spells)
