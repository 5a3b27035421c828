"""GraphML as rows of nodes and edges, as yEd, Gephi and networkx write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

from ._gexf_in import DEEPEST, GraphRows

__all__ = ["read_graphml"]

_NUMBERS = ("double", "float", "int", "long")
#: A key of the file: the name of the attribute, whether it is a number, and its default.
_Keys = dict[str, tuple[str, bool, str]]


def read_graphml(stream: IO[bytes]) -> GraphRows:
    """Return the nodes and edges of a GraphML file; the namespace does not matter.

    Each edge says which way it goes, in ``direction``: by itself, by the graph, or, as yEd draws it, by its arrows. The
    label that yEd draws is a label. Nodes within others are nodes; that they lie there is a loss.

    Raises
    ------
    ValueError
        If it is not GraphML.

    Notes
    -----
    networkx 3.6 refuses files with edges of both kinds or with hyperedges, which GraphML allows.
    """
    found, seen = GraphRows(), False
    keys: _Keys = {}
    stack: list[str] = []
    try:
        # expat bounds how far entities may grow, and ElementTree reads none from elsewhere
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):  # noqa: S314
            name = element.tag.rpartition("}")[2]
            if event == "start":
                if not stack and name != "graphml":
                    raise ValueError(f"it begins with <{name}>")
                stack.append(name)
                if len(stack) > DEEPEST:
                    raise ValueError(f"it is nested more than {DEEPEST} deep")
                if name == "graph" and not seen:
                    seen, found.directed = True, element.get("edgedefault") == "directed"
                continue
            stack.pop()
            if name == "key":
                _add_key(keys, element)
            elif name == "node":
                found.nodes.append(_row(element, keys, "node"))
                found.losses += ["a node that lies inside another (its place there)"] if "node" in stack else []
                element.clear()
            elif name == "edge":
                found.edges.append(_edge(element, keys, directed=found.directed))
                element.clear()
            elif name == "hyperedge":
                found.losses.append("a hyperedge, an edge of more than two ends")
                element.clear()
    except (ElementTree.ParseError, LookupError) as error:  # the second: an encoding that there is not
        raise ValueError(f"it is not XML ({error})") from error
    if not seen:
        raise ValueError("it holds no <graph>")
    return found


def _add_key(keys: _Keys, element: ElementTree.Element) -> None:
    """Note what attribute a key stands for."""
    default = next((_text(child) for child in element if child.tag.rpartition("}")[2] == "default"), "")
    name = str(element.get("attr.name") or ("" if "yfiles.type" in element.attrib else element.get("id", "")))
    key = f"{element.get('for', 'all')} {element.get('id', '')}"
    keys[key] = (name, element.get("attr.type") in _NUMBERS, default)


def _text(element: ElementTree.Element) -> str:
    return (element.text or "").strip()


def _row(element: ElementTree.Element, keys: _Keys, what: str) -> dict[str, str]:
    """The attributes of a node or an edge, with the label that yEd draws."""
    row = {name: value for name, value in element.attrib.items() if name in ("id", "source", "target")}
    own = set(row)
    drawn = ""
    for part in element:
        if part.tag.rpartition("}")[2] != "data":
            continue
        key = part.get("key", "")
        name, number, _ = keys.get(f"{what} {key}", keys.get(f"all {key}", (key, False, "")))
        drawn = drawn or next(_labels(part), "")
        value = _text(part)
        if name and value:
            _put(row, own, name, _plain_number(value) if number else value)
    for key, (name, number, default) in keys.items():
        if default and name and name not in row and key.partition(" ")[0] in (what, "all"):
            _put(row, own, name, _plain_number(default) if number else default)
    if drawn and not row.get("label"):
        row["label"] = drawn
    return row


def _put(row: dict[str, str], own: set[str], name: str, value: str) -> None:
    """Add an attribute; one that is called as what the format has itself is told apart."""
    row[f"{name} (value)" if name in own else name] = value


def _plain_number(value: str) -> str:
    """A number without a fraction of nothing: ``2.0`` is ``2``."""
    whole, point, rest = value.partition(".")
    return whole if point and rest and not rest.strip("0") else value


def _labels(part: ElementTree.Element) -> Iterator[str]:
    """The labels in what yEd says of a node's or an edge's looks."""
    for child in part.iter():
        if child.tag.rpartition("}")[2] in ("NodeLabel", "EdgeLabel") and _text(child):
            yield " ".join(_text(child).split())


def _edge(element: ElementTree.Element, keys: _Keys, *, directed: bool) -> dict[str, str]:
    """The attributes of an edge, with which way it goes."""
    row = _row(element, keys, "edge")
    said = element.get("directed", "").strip().casefold()
    way = said in ("true", "1") if said else directed
    arrows = [child for child in element.iter() if child.tag.rpartition("}")[2] == "Arrows"]
    if arrows and way:
        ends = [arrows[0].get(end, "none") for end in ("source", "target")]
        if ends[0] != "none" and ends[1] == "none":  # yEd draws the arrow at the beginning
            row["source"], row["target"] = row.get("target", ""), row.get("source", "")
        way = ends.count("none") == 1
    row["direction"] = "directed" if way else "undirected"
    return row
