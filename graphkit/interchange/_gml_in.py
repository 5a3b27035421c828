"""GML as rows of nodes and edges: parallel edges, text ids and nested attributes as tools write them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ._gexf_in import DEEPEST, GraphRows

__all__ = ["read_gml"]

_TOKEN = re.compile(r'"([^"]*)"|(\[)|(\])|(#[^\n]*(?=\n|$))|([^\s\[\]"]+)')
_WHOLE = re.compile(r"[+-]?\d+\.0+", re.ASCII)


def read_gml(text: str) -> GraphRows:
    """Return the nodes and edges of a GML file.

    Raises
    ------
    ValueError
        If it is not GML.

    Notes
    -----
    networkx 3.6 refuses parallel edges in a file that does not say ``multigraph``, which files of other tools do not.

    Examples
    --------
    >>> found = read_gml('graph [ node [ id 1 label "Ann" ] node [ id 2 ] edge [ source 1 target 2 weight -1 ] ]')
    >>> found.nodes[0], found.edges[0]["weight"], found.directed
    ({'id': '1', 'label': 'Ann'}, '-1', False)
    """
    found, tokens = GraphRows(directed=False), _tokens(text)
    seen = False
    for key, value in _pairs(tokens, top=True):
        if key == "graph" and value is None:
            seen = True
            for name, cell in _pairs(tokens):
                if name.casefold() == "directed":
                    found.directed = cell == "1"
                elif name in ("node", "edge") and cell is None:
                    row = _row(tokens, found)
                    (found.nodes if name == "node" else found.edges).append(row)
                elif cell is None:
                    _skip(tokens)
        elif value is None:
            _skip(tokens)
    if not seen:
        raise ValueError("it holds no 'graph ['")
    return found


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words of a file, each with what it is: ``text``, ``[``, ``]`` or ``word``."""
    place, end = 0, len(text)
    for match in _TOKEN.finditer(text):
        if text[place : match.start()].strip():
            raise ValueError(f"line {text.count(chr(10), 0, place) + 1} has a quote mark that nothing closes")
        place = match.end()
        quoted, opened, closed, remark, word = match.groups()
        if remark is None:
            yield (
                ("text", quoted)
                if quoted is not None
                else ("[", "")
                if opened
                else ("]", "")
                if closed
                else ("word", word)
            )
    if text[place:end].strip():
        raise ValueError(f"line {text.count(chr(10), 0, place) + 1} has a quote mark that nothing closes")


def _pairs(tokens: Iterator[tuple[str, str]], *, top: bool = False) -> Iterator[tuple[str, str | None]]:
    """The keys of a list with their values; None where a list begins, which whoever asks has to read."""
    for kind, key in tokens:
        if kind == "]" and not top:
            return
        if kind != "word":
            raise ValueError("it has a value without a key, or brackets that do not match")
        kind, value = next(tokens, ("", ""))
        if kind == "[":
            yield key, None
        elif kind in ("word", "text"):
            yield key, html.unescape(value) if kind == "text" else value
        else:
            raise ValueError(f"it has the key '{key[:40]}' without a value")
    if not top:
        raise ValueError("it ends within a list: a bracket is not closed")


def _row(tokens: Iterator[tuple[str, str]], found: GraphRows) -> dict[str, str]:
    """The attributes of a node or an edge."""
    row: dict[str, str] = {}
    for key, value in _pairs(tokens):
        if value is None:
            found.losses.append(f"an attribute with parts of its own: {key}")
            _skip(tokens)
            continue
        plain = value.partition(".")[0] if _WHOLE.fullmatch(value) else value
        row[key] = f"{row[key]};{plain}" if key in row else plain
    return row


def _skip(tokens: Iterator[tuple[str, str]]) -> None:
    """Read to the end of a list, whatever is in it."""
    depth = 1
    for kind, _ in tokens:
        depth += (kind == "[") - (kind == "]")
        if depth > DEEPEST:
            raise ValueError(f"it is nested more than {DEEPEST} deep")
        if not depth:
            return
    raise ValueError("it ends within a list: a bracket is not closed")
