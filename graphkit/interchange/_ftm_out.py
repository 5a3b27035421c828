"""A network as FollowTheMoney entities, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import MissingDependency
from graphkit.model import date_bounds
from graphkit.network import iter_relations
from graphkit.reading import open_atomic

from ._plain import DOCUMENTS, Plain, plain_rows, writable

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_ftm"]

_SCHEMATA = {"person": "Person", "company": "Company", "state": "PublicBody", "agency": "PublicBody"}


def to_ftm(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as FollowTheMoney entities (JSON lines), each checked by followthemoney.

    Actors become ``Person``, ``Company``, ``PublicBody`` or ``Organization``; a relation a link (``UnknownLink``)
    with its type as ``role``, its status, its dates and, as ``proof``, the documents that speak of it. A type that
    was read from FollowTheMoney becomes its schema again. A ``PublicBody`` that is a state has its country.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.

    Raises
    ------
    GraphkitError
        If the file cannot be written.
    MissingDependency
        If ``followthemoney`` is not installed.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_ftm(network, pathlib.Path(folder, "a.ftm.jsonl"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    try:
        from followthemoney import model
    except ImportError as error:
        raise MissingDependency("writing FollowTheMoney needs followthemoney", extra="formats") from error
    network = writable(network)
    plain = plain_rows(network)
    plain.losses.pop(DOCUMENTS, None)
    edges = {name: (schema.edge_source, schema.edge_target) for name, schema in model.schemata.items() if schema.edge}
    with open_atomic(Path(path)) as file:
        for entity in _entities(network, plain, edges):
            said = {name: [value for value in values if value] for name, values in entity["properties"].items()}
            proxy = model.get_proxy({"id": entity["id"], "schema": entity["schema"], "properties": {}})
            for name, values in said.items():
                for value in values:
                    before = len(proxy.get(name))
                    proxy.add(name, value)
                    if len(proxy.get(name)) == before and value not in proxy.get(name):
                        plain.losses[f"a value that FollowTheMoney does not take as {name}"] += 1
            file.write(json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True).encode("utf-8") + b"\n")
    return plain


_PLAIN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?", re.ASCII)


def _id(kind: str, key: str) -> str:
    """The id of an entity: FollowTheMoney takes plain letters only, and drops a link to any other in silence."""
    made = f"{kind}-{key}"
    if _PLAIN.fullmatch(made):
        return made
    return f"{kind}-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _entities(network: nx.MultiDiGraph, plain: Plain, edges: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every actor, document and relation as an entity, its values not checked yet."""
    for node, data in network.nodes(data=True):
        names = [data.get("name", node)]
        said = {
            "name": names,
            "alias": list(data.get("aliases", ())),
            "wikidataId": [data.get("wikidata", "")],
            "notes": [data.get("note", "")],
        }
        if data.get("kind") == "state":
            said["country"] = [node]
        yield {
            "id": _id("actor", node),
            "schema": _SCHEMATA.get(data.get("kind", ""), "Organization"),
            "properties": said,
        }
    for document in network.graph.get("documents", {}).values():
        said = {
            "title": [document.title],
            "author": [document.author],
            "publisher": [document.publisher],
            "date": _days(document.date)[:1],
            "sourceUrl": [document.url],
        }
        yield {"id": _id("document", document.id), "schema": "Document", "properties": said}
    for key, actors, recipients, data in iter_relations(network):
        yield _link(key, actors, recipients, data, plain, edges)


def _days(text: str) -> list[str]:
    """The first and last day of a date as FollowTheMoney writes it: no more precise than it is."""
    if not text:
        return []
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", text):  # 2024-24 is a winter, not a month
        return [text, text]
    return [day or "" for day in date_bounds(text)]


def _link(
    key: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    data: Mapping[str, Any],
    plain: Plain,
    edges: Mapping[str, Any],
) -> dict[str, Any]:
    """A relation as a link between its parties."""
    schema = _schema_of(data, edges)
    source, target = edges.get(schema, ("", "entity"))
    since, until = (_days(data["date"]) or ["", ""])[:2]
    said: dict[str, list[str]] = {
        "startDate": [since],
        "endDate": [until],
        "status": [data["status"]],
        "summary": [data["summary"]],
        "proof": [_id("document", record.document) for record in data["evidence"]],
    }
    if schema == "Sanction":
        said |= {"authority": [str(actor) for actor in actors], "entity": [_id("actor", one) for one in recipients]}
    else:
        said |= {source: [_id("actor", one) for one in actors], target: [_id("actor", one) for one in recipients]}
        said["role"] = [f"{data['type']}/{data['mode']}" if data["mode"] else data["type"]]
    if any(record.stance == "denies" for record in data["evidence"]):
        plain.losses["who denies a relation (its status says that it is disputed)"] += 1
    if any(record.speaker or record.via for record in data["evidence"]):
        plain.losses["who says it"] += 1
    if any(data[name] not in (None, "", ()) for name in ("place", "amount", "contexts", "gist")):
        plain.losses["places, amounts, contexts and captions of relations"] += 1
    if data["responds_to"]:
        plain.losses["what a relation answers"] += 1
    return {"id": _id("relation", key), "schema": schema, "properties": said}


def _schema_of(data: Mapping[str, Any], edges: Mapping[str, Any]) -> str:
    """The schema of a relation: the one it was read from, or a link."""
    if data["type"] == "SANCTION":
        return "Sanction"
    known = {name.lower(): name for name in edges}
    return known.get(data["type"].removeprefix("x:").replace("-", ""), "UnknownLink")
