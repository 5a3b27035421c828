"""What nodes and edges have no attribute for: evidence, documents, affiliations, own types, as rows of cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphkit.dataset.rules import cells_of, records_from
from graphkit.errors import DataError
from graphkit.model import COLUMNS, Affiliation, Document, Evidence, join_list, split_list
from graphkit.network import Sided, iter_relations, network_records
from graphkit.ontology import RelationType, own_type

from ._harvest import Harvest, Node
from ._plain import BESIDE, Cleaner, Plain, plain_rows, writable

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["ATTRIBUTES", "TYPE_COLUMNS", "Kept", "Rest", "attach_rest", "rows_and_rest", "tables_of", "take_rest"]

#: The rows of each table, each a mapping of columns to cells that are not blank.
Rest = dict[str, list[dict[str, str]]]
#: The attributes of edges and of nodes that hold rows as JSON, with the table that they are of. Every edge has the
#: evidence and the documents of its relation, so that they stay with it in a program that leaves edges out. What
#: belongs to no edge and no node stands at the first node.
_OF_EDGES = {"graphkit_evidence": "evidence", "graphkit_documents": "documents"}
_OF_NODES = {"graphkit_affiliations": "affiliations"}
_ELSE = "graphkit_rest"
ATTRIBUTES = frozenset((*_OF_EDGES, *_OF_NODES, _ELSE))
TYPE_COLUMNS = ("name", "label", "definition", "quad", "score", "mutual")


def rows_and_rest(network: nx.MultiDiGraph, *, merge_parallel: bool = False) -> tuple[Plain, Rest]:
    """Return a network as rows, and what it knows beside its nodes and relations.

    Of a view only what belongs to it: the documents that its evidence is from and those that they retell, the places
    of its actors and of who speaks. A network that is no view has all documents.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    merge_parallel
        As :func:`plain_rows` takes it.

    Returns
    -------
    Plain
        The rows; what the rest has is no loss.
    dict
        Rows of ``actors`` (who is no node, and speaks or has an actor in it), ``affiliations``, ``documents``,
        ``evidence`` and ``types``.
    """
    network = writable(network)
    found = list(iter_relations(network))
    plain = plain_rows(network, merge_parallel=merge_parallel, found=found)
    for carried in BESIDE:
        plain.losses.pop(carried, None)
    return plain, _rest_of(network, found)


def _rest_of(network: nx.MultiDiGraph, found: Sequence[Sided]) -> Rest:
    """What a network, checked, knows beside its nodes and relations."""
    records = network_records(network, found)
    evidence = records["evidence"]
    everything = len(evidence) >= len(network.graph.get("evidence", ()))
    documents = {record.id: record for record in records["documents"]}
    retells = {key: record.retells for key, record in documents.items()}
    cited = documents if everything else set(_retold([record.document for record in evidence], retells))
    told = [who for record in evidence for who in (record.speaker, record.via) if who]
    places, known = _places(records["affiliations"], [*network, *told])
    starts = network.graph.get("paragraphs", {})
    rows = {
        "actors": _rows("actors", [one for one in records["actors"] if one.id in known and one.id not in network]),
        "affiliations": _rows("affiliations", places),
        "documents": _rows("documents", [documents[key] for key in documents if key in cited]),
        "evidence": _rows("evidence", evidence),
        "types": [_type_row(kind) for kind in network.graph.get("types", {}).values()],
    }
    for row in rows["documents"]:
        if row["id"] in starts:
            row["paragraphs"] = join_list(map(str, starts[row["id"]]))
    return rows


def _rows(table: str, records: Sequence[Any]) -> list[dict[str, str]]:
    """Records as rows of the cells that are not blank."""
    cells = cells_of(table, records)
    return [
        {name: cell for name, cell in zip(cells, row, strict=True) if cell} for row in zip(*cells.values(), strict=True)
    ]


def _type_row(kind: Any) -> dict[str, str]:
    """A type that a dataset declares as a row."""
    values = {name: getattr(kind, name) for name in TYPE_COLUMNS}
    values |= {"score": "" if kind.score is None else kind.score, "mutual": "true" if kind.mutual else ""}
    return {name: str(value) for name, value in values.items() if value != ""}


def _retold(keys: Sequence[str], retells: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Those of some documents that there are and those that they retell, and so on, each once."""
    found: set[str] = set()
    waiting = list(reversed(keys))
    while waiting:
        key = waiting.pop()
        if key in retells and key not in found:
            found.add(key)
            yield key
            waiting += retells[key]


def _places(affiliations: Sequence[Any], actors: Iterable[str]) -> tuple[list[Any], Collection[str]]:
    """The affiliations of some actors and of those they belong to, with all who are named."""
    known = set(actors)
    count = -1
    while count < len(known):
        count = len(known)
        known.update(place.organisation for place in affiliations if place.actor in known)
    return [place for place in affiliations if place.actor in known], known


# --- out ---------------------------------------------------------------------------------------


def attach_rest(plain: Plain, rest: Rest) -> None:
    """Give edges and nodes the rows that belong to them, as JSON, and the first node the others.

    Parameters
    ----------
    plain
        One edge for each pair of a relation.
    rest
        From :func:`rows_and_rest`.
    """
    clean = Cleaner(plain.losses)
    documents = {row["id"]: row for row in rest["documents"]}
    evidence: dict[str, list[dict[str, str]]] = {}
    for row in rest["evidence"]:
        evidence.setdefault(row.get("relation", ""), []).append(row)
    retells = {key: split_list(row.get("retells", "")) for key, row in documents.items()}
    written = {key: clean(_packed(row)) for key, row in documents.items()}
    packed: dict[str, dict[str, str]] = {}
    used: set[str] = set()
    for edge in plain.edges:
        key = edge["relation_id"]
        if key not in packed:
            rows = evidence.get(key, ())
            cited = list(_retold([row["document"] for row in rows if "document" in row], retells))
            used.update(cited)
            said = [{name: cell for name, cell in row.items() if name != "relation"} for row in rows]
            packed[key] = {"graphkit_evidence": clean(_packed(said))} if said else {}
            packed[key] |= {"graphkit_documents": f"[{','.join(written[one] for one in cited)}]"} if cited else {}
        edge |= packed[key]
    places: dict[str, list[dict[str, str]]] = {}
    for row in rest["affiliations"]:
        places.setdefault(row["actor"], []).append(row)
    for node, data in plain.nodes.items():
        if node in places:
            data["graphkit_affiliations"] = clean(_packed(places.pop(node)))
    left = {
        "actors": rest["actors"],
        "affiliations": [row for rows in places.values() for row in rows],
        "documents": [row for key, row in documents.items() if key not in used],
        "types": rest["types"],
    }
    if plain.nodes and any(left.values()):
        first = next(iter(plain.nodes.values()))
        first[_ELSE] = clean(_packed({table: rows for table, rows in left.items() if rows}))


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def tables_of(rest: Rest) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield each table with its header and its rows, for formats that have tables; own types only where there are some.

    Who is no node and speaks is in the table ``actors``, if anybody is.
    """
    columns = {**COLUMNS, "types": TYPE_COLUMNS}
    for table, rows in rest.items():
        if rows or table not in ("actors", "types"):
            names = list(dict.fromkeys((*columns[table], *sorted({name for row in rows for name in row}))))
            yield table, names, [[row.get(name, "") for name in names] for row in rows]


# --- in ----------------------------------------------------------------------------------------


def take_rest(harvest: Harvest, row: Mapping[str, str], where: str) -> None:
    """Keep the rows that an edge or a node which graphkit wrote carries, and the actors among them as nodes.

    Raises
    ------
    DataError
        If an attribute holds something else.
    """
    relation = row.get("relation_id", "").strip()
    for attribute in ATTRIBUTES & row.keys():
        if text := row[attribute].strip():
            for table, rows in _unpacked(attribute, text, where).items():
                if table == "actors":
                    for one in rows:
                        harvest.add_node(_node_of(one))
                    continue
                harvest.keep(table, ({**one, "relation": relation} if table == "evidence" else one for one in rows))


def _node_of(row: Mapping[str, str]) -> Node:
    """An actor who is no node of the graph."""
    (actor,) = records_from("actors", [row])
    return Node(actor.id, actor.name, actor.kind, actor.aliases, actor.wikidata, actor.note, extra=dict(actor.extra))


def _unpacked(attribute: str, text: str, where: str) -> Rest:
    """The rows in an attribute, by table."""
    try:
        found = json.loads(text)
        tables = found if attribute == _ELSE else {{**_OF_EDGES, **_OF_NODES}[attribute]: found}
        return {
            str(table): [{str(name): str(cell) for name, cell in row.items()} for row in rows]
            for table, rows in tables.items()
        }
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise DataError(
            f"{where}: its attribute '{attribute}' is not what graphkit wrote: export it again, or delete the "
            "attribute, and with it who says what in which document"
        ) from error


class Kept:
    """What graphkit wrote beside nodes and ties, as records.

    Parameters
    ----------
    harvest
        What the files say; it is told what cannot be kept, and gets the actors who are no nodes.
    actor_of, document_of
        The id that an actor and a document get, by their ids in the file.

    Raises
    ------
    DataError
        If a cell is no value of its column.
    """

    def __init__(self, harvest: Harvest, *, actor_of: Callable[[str], str], document_of: Callable[[str], str]) -> None:
        self.harvest, self.actor_of, self.document_of = harvest, actor_of, document_of
        listed = self._records("documents", drop="paragraphs")
        there = {record.id for record in listed}
        self.documents: dict[str, Document] = {record.id: self._told(record, there) for record in listed}
        self.paragraphs = {
            row["id"]: tuple(map(int, split_list(row["paragraphs"])))
            for row in harvest.rest.get("documents", {}).values()
            if "paragraphs" in row
        }
        self.types: dict[str, RelationType] = dict(map(_type_of, harvest.rest.get("types", {}).values()))
        self.evidence: dict[str, list[Evidence]] = {}
        for record in self._records("evidence"):
            self.evidence.setdefault(record.relation, []).append(record)

    def _records(self, table: str, *, drop: str = "") -> tuple[Any, ...]:
        """The rows of a table as records."""
        rows = [
            {name: cell for name, cell in row.items() if name != drop}
            for row in self.harvest.rest.get(table, {}).values()
        ]
        try:
            return records_from(table, rows)
        except ValueError as error:
            raise DataError(f"{error}: export the dataset again") from error

    def _told(self, document: Document, there: Collection[str]) -> Document:
        """A document that retells only what is there; what is not is counted."""
        known = tuple(key for key in document.retells if key in there)
        if known == document.retells:
            return document
        self.harvest.left_out["that a document retells one that is not in the file"] += 1
        return replace(document, retells=known)

    def evidence_of(self, relation: str, key: str) -> Iterator[Evidence]:
        """Yield the evidence for a relation, by its id now and its id in the file."""
        for record in self.evidence[key]:
            said = [self.actor_of(who) if who else "" for who in (record.speaker, record.via)]
            document = self.document_of(record.document)
            yield replace(record, relation=relation, document=document, speaker=said[0], via=said[1])

    def affiliations(self) -> Iterator[Affiliation]:
        """Yield where actors belong, those of the file whose ends it has or that can be made."""
        for record in self._records("affiliations"):
            actor, organisation = self.actor_of(record.actor), self.actor_of(record.organisation)
            yield replace(record, actor=actor, organisation=organisation)

    def tell(self, relations: Collection[str]) -> None:
        """Count the evidence for relations that are not there."""
        lost = sum(len(records) for key, records in self.evidence.items() if key not in relations)
        if lost:
            self.harvest.left_out["a row of evidence for a relation that is not in the files"] += lost


def _type_of(row: Mapping[str, str]) -> tuple[str, RelationType]:
    """A type that a dataset declares, by its name."""
    entry: dict[str, Any] = {name: row[name] for name in ("label", "definition", "quad") if name in row}
    try:
        entry |= {"score": float(row["score"])} if row.get("score") else {}
        return row["name"], own_type(row["name"], entry | {"mutual": row.get("mutual", "").casefold() == "true"})
    except (KeyError, ValueError) as error:
        raise DataError(f"a type of the dataset's own cannot be read: {error}: export the dataset again") from error
