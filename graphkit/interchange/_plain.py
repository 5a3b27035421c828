"""A network as rows of text and numbers, which every other format can hold, with what that loses."""

from __future__ import annotations

import contextlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError
from graphkit.model import EDGE_ATTRIBUTES, date_bounds, join_list
from graphkit.network import Sided, as_network, iter_relations, plain_heading
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "BESIDE",
    "DOCUMENTS",
    "EDGE_FIELDS",
    "NODE_FIELDS",
    "SINGLE",
    "Cleaner",
    "Plain",
    "plain_rows",
    "span_of",
    "writable",
]

#: What a node has in every format, and the one type that its values are of.
NODE_FIELDS: dict[str, type] = {"name": str, "kind": str, "aliases": str, "wikidata": str, "note": str}
#: What an edge has in every format, and the one type that its values are of. Lists are joined by ``;``.
EDGE_FIELDS: dict[str, type] = {
    "relation_id": str,
    "actors": str,
    "recipients": str,
    "relation_type": str,
    "label": str,
    "mode": str,
    "quad": str,
    "score": float,
    "date": str,
    "since": str,
    "until": str,
    "mutual": bool,
    "place": str,
    "contexts": str,
    "amount": float,
    "unit": str,
    "responds_to": str,
    "status": str,
    "gist": str,
    "summary": str,
    "documents": str,
    "asserted_by": str,
    "denied_by": str,
    "locator": str,
    "origin": str,
}
_FORMS = tuple(EDGE_FIELDS.items())
#: Four things that rows cannot carry, as losses call them; what has a place for them takes them off the list.
_PLACES = "the places of evidence in the texts of documents"
DOCUMENTS = "documents' titles, dates and addresses (their ids are)"
_AFFILIATIONS = "affiliations (who belongs where, from when to when)"
SINGLE = "relations one by one, with who says and who denies each (an edge is the sum of several)"
#: Those of them that stand beside nodes and edges.
BESIDE = (_PLACES, DOCUMENTS, _AFFILIATIONS)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_Row = dict[str, Any]


@dataclass(slots=True)
class Plain:
    """The rows of a network: its nodes by id, its edges (one for each pair of a relation), and what was lost.

    ``losses`` counts, in words, what the rows could not carry.
    """

    name: str
    version: str
    nodes: dict[str, _Row] = field(default_factory=dict)
    edges: list[_Row] = field(default_factory=list)
    losses: Counter[str] = field(default_factory=Counter)

    def own(self, rows: Iterable[_Row]) -> list[str]:
        """The names of the user's own columns in some rows."""
        return sorted(name for name in set().union(*rows) if name.startswith("extra:"))

    def told(self) -> str:
        """The losses in one text, for a file that has a place for it; blank for none."""
        return "; ".join(f"{what}: {count}" for what, count in sorted(self.losses.items()))


def writable(graph: nx.Graph) -> nx.MultiDiGraph:
    """Return a network that every format can hold: any graph as a network, what was added by hand checked.

    An export need not be a dataset: an actor of an unknown kind, or a type that nobody declared, goes out as it is.

    Raises
    ------
    DataError
        If a node is no text, or an edge has no type, or a date, an amount or a ``mutual`` that is none.

    Examples
    --------
    >>> import networkx
    >>> sorted(writable(networkx.path_graph(3)))
    ['0', '1', '2']
    """
    network = as_network(graph)
    for node in network:
        if not isinstance(node, str) or not node:
            raise DataError(
                f"the actor {node!r} has an id that is no text: rename it, such as to '{node or 'somebody'}'"
            )
    for actor, recipient, key, data in network.edges(keys=True, data=True):
        problem = _problem(data)
        if problem:
            raise DataError(f"the edge '{key}' from {actor} to {recipient} {problem}")
    return network


def _problem(data: Mapping[str, Any]) -> str:
    """What keeps an edge from being written, or blank."""
    if not data.get("type") or not isinstance(data["type"], str):
        return "has no 'type': give it one"
    if not isinstance(data.get("mutual", False), bool | int):
        return f"has '{data['mutual']}' for mutual: write True or False"
    amount = data.get("amount")
    if amount is not None and not isinstance(amount, int | float):
        return f"has the amount '{amount}': write a number"
    if len(data) >= len(EDGE_ATTRIBUTES):
        return ""
    try:
        date_bounds(data.get("date", ""))
    except (TypeError, ValueError, AttributeError) as error:
        return f"has no date that can be read: {error}"
    return ""


def plain_rows(
    network: nx.MultiDiGraph, *, merge_parallel: bool = False, found: Iterable[Sided] | None = None
) -> Plain:
    """Return a network as rows of text and numbers.

    Every relation is one edge for each pair of its parties; one without a direction is one edge with ``mutual``
    true. The ``id`` of an edge is the id of its relation, with ``#2`` and so on for further pairs.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    merge_parallel
        Whether the relations of a pair are joined into one edge for each class, with the sum of their weights, each 1
        unless a column of its own says another ``weight``, and the spells in which they lie.
    found
        The network's relations, from :func:`iter_relations`, where somebody has them already.
    """
    network = network if found is not None else writable(network)
    plain = Plain(str(network.graph.get("name", "")), str(network.graph.get("version", "")))
    clean = Cleaner(plain.losses)
    sides = network.graph.get("relations", {})
    for node, data in network.nodes(data=True):
        plain.nodes[clean(str(node))] = _node_row(data, clean)
    for key, actors, recipients, data in iter_relations(network) if found is None else found:
        row = _edge_row(key, data, clean)
        if len(actors) > 1 or len(recipients) > 1:
            row |= {"actors": clean(join_list(actors)), "recipients": clean(join_list(recipients))}
        for number, (actor, recipient) in enumerate(_pairs(actors, recipients, mutual=data["mutual"]), 1):
            own = f"{row['relation_id']}#{number}" if number > 1 else row["relation_id"]
            while number > 1 and own in sides:  # somebody calls a relation `a#2`
                own += "#"
            plain.edges.append(
                {"id": own, "source": clean(actor), "target": clean(recipient), "weight": _weight(data), **row}
            )
        if any(record.start is not None or (record.locator and "locator" not in row) for record in data["evidence"]):
            plain.losses[_PLACES] += len(data["evidence"])
    if documents := sum(map(_says_more, network.graph.get("documents", {}).values())):
        plain.losses[DOCUMENTS] = documents
    if network.graph.get("affiliations"):
        plain.losses[_AFFILIATIONS] = len(network.graph["affiliations"])
    if merge_parallel:
        plain.losses[SINGLE] = len({edge["relation_id"] for edge in plain.edges})
        plain.edges = list(_merged(plain.edges))
    return plain


def _weight(data: Mapping[str, Any]) -> float:
    """The weight of an edge: the number in the relation's own column ``weight``, else 1."""
    for name, value in data.get("extra", ()):
        if plain_heading(name) == "weight":
            with contextlib.suppress(ValueError):
                found = float(value)
                return found if math.isfinite(found) else 1.0
    return 1.0


def _says_more(document: Any) -> bool:
    """Whether more is known of a document than its id."""
    return any(
        (document.title not in ("", document.id), document.author, document.publisher, document.date, document.url)
    )


def _pairs(actors: Sequence[str], recipients: Sequence[str], *, mutual: bool) -> Iterable[tuple[str, str]]:
    """The pairs of a relation; of one without a direction each pair once, whichever way."""
    if len(actors) == len(recipients) == 1:  # nearly all there are
        return ((actors[0], recipients[0]),)
    pairs = [(a, b) for a in actors for b in recipients if a != b] or [(actors[0], recipients[0])]
    found: dict[tuple[str, str], None] = {}
    for pair in pairs:
        if not (mutual and pair[::-1] in found):
            found[pair] = None
    return found


class Cleaner:
    """Takes out what no XML file can hold, and counts it."""

    def __init__(self, losses: Counter[str]) -> None:
        self.losses = losses

    def __call__(self, text: str) -> str:
        """Return text without control characters."""
        if text.isascii() and text.isprintable():
            return text
        clean, count = _UNSEEN.subn("", text)
        if count:
            self.losses["control characters, which no XML file can hold"] += count
        return clean


def _node_row(data: Mapping[str, Any], clean: Callable[[str], str]) -> _Row:
    """The attributes of an actor; what is blank is left out."""
    row: _Row = {name: clean(_text(data.get(name, ""))) for name in NODE_FIELDS}
    row |= {f"extra:{name}": clean(value) for name, value in data.get("extra", ())}
    return {name: value for name, value in row.items() if value != ""}


def _edge_row(key: str, data: Mapping[str, Any], clean: Callable[[str], str]) -> _Row:
    """The attributes of a relation; what is blank is left out."""
    evidence = data["evidence"]
    kind = load_ontology().types.get(data["type"])
    made = {
        "relation_id": key,
        "relation_type": data["type"],
        "label": kind.label if kind else data["type"].removeprefix("x:"),
        "documents": join_list(dict.fromkeys([record.document for record in evidence])),
        "asserted_by": join_list(_speakers(evidence, ("asserts", "alleges"))),
        "denied_by": join_list(_speakers(evidence, ("denies",))),
        "locator": evidence[0].locator if len({record.locator for record in evidence}) == 1 else "",
    }
    row: _Row = {}
    said = {**data, **made}
    for name, form in _FORMS:  # a hundred thousand times: nothing is called that need not be
        value = said.get(name)
        if value is None or value == "" or value == ():
            continue
        if form is not str:
            row[name] = form(value)
        elif type(value) is str and value.isascii() and value.isprintable():
            row[name] = value
        elif text := clean(value if type(value) is str else _text(value)):
            row[name] = text
    for name, value in data.get("extra", ()):
        if text := clean(value):
            row[f"extra:{name}"] = text
    return row


def _speakers(evidence: Iterable[Any], stances: tuple[str, ...]) -> dict[str, None]:
    """Who takes one of some stances: speakers, or where the document's author does, the document."""
    return dict.fromkeys(record.speaker or record.document for record in evidence if record.stance in stances)


def _text(value: Any) -> str:
    """A value as text; a list joined by ``;``."""
    return join_list(map(str, value)) if isinstance(value, tuple | list | dict) else "" if value is None else str(value)


def span_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the half-open spell of an edge: its first possible day and the day after its last, blank where open.

    Examples
    --------
    >>> span_of({"since": "2024-06-18", "until": "2024-06-18"})
    ('2024-06-18', '2024-06-19')
    >>> span_of({"since": "2024-06-18"})
    ('2024-06-18', '')
    """
    until = str(row.get("until", ""))
    if until:
        try:
            until = (date.fromisoformat(until) + timedelta(days=1)).isoformat()
        except OverflowError:
            until = ""
    return str(row.get("since", "")), until


def _merged(edges: Iterable[_Row]) -> Iterator[_Row]:
    """One edge for each pair and class, with the sum of weights and the spells in which the relations lie."""
    groups: dict[tuple[str, str, str, bool], list[_Row]] = {}
    for edge in edges:
        ends = sorted((edge["source"], edge["target"])) if edge.get("mutual") else (edge["source"], edge["target"])
        groups.setdefault((*ends, edge.get("quad", ""), bool(edge.get("mutual"))), []).append(edge)
    taken: set[str] = set()
    for (source, target, quad, mutual), rows in groups.items():
        spells = _disjoint(span_of(row) for row in rows)
        scores = [row["score"] for row in rows if "score" in row]
        key = f"{source}-{target}-{quad.replace(' ', '-') or 'own'}{'-mutual' if mutual else ''}"
        while key in taken:  # a-b and c, a and b-c
            key += "#"
        taken.add(key)
        yield {
            "id": key,
            "source": source,
            "target": target,
            "weight": sum(row["weight"] for row in rows),
            "quad": quad,
            "label": f"{quad or 'own types'} ({len(rows)})",
            "mutual": mutual,
            "relation_id": join_list(dict.fromkeys(row["relation_id"] for row in rows)),
            "relation_type": join_list(dict.fromkeys(row["relation_type"] for row in rows)),
            **({"score": sum(scores) / len(scores)} if scores else {}),
            "spells": spells,
        }


def _disjoint(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spells in order that do not overlap; a relation without any date gives none."""
    found: list[tuple[str, str]] = []
    for since, until in sorted(span for span in spans if any(span)):
        if found and (not found[-1][1] or since <= found[-1][1]):
            last = found[-1]
            end = "" if not last[1] or not until else max(last[1], until)
            found[-1] = (last[0], end)
        else:
            found.append((since, until))
    return found
