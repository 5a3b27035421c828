"""FollowTheMoney entities (JSON lines) as nodes and ties."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphkit.errors import MissingDependency
from graphkit.gazetteer import state_named
from graphkit.model import DENIED
from graphkit.ontology import load_ontology
from graphkit.reading import Source

from ._harvest import STANCE_OF, Harvest, Node, SourceNote, Tie, edtf_date, edtf_span, first_text

__all__ = ["SUFFIXES", "harvest_ftm"]

SUFFIXES = (".jsonl", ".ndjson", ".json", ".ftm", ".ijson")
_KINDS = {"Person": "person", "Company": "company", "PublicBody": "agency"}
#: Schemata that describe an entity and are no actor and no tie of their own.
_MUTUAL = ("Family", "Associate", "UnknownLink")
_DEEPEST = 20
_DENIAL = "who denies a relation (FollowTheMoney has no place for it; csv, xlsx, gexf and graphml have)"
_SINCE, _UNTIL = ("startDate", "periodStart"), ("endDate", "periodEnd")


@dataclass(frozen=True, slots=True)
class _Schema:
    """What FollowTheMoney's own model says of a schema."""

    name: str
    is_actor: bool
    is_document: bool
    source: str
    target: str
    reverse: Mapping[str, str]


@lru_cache(maxsize=1)
def _schemata() -> Mapping[str, _Schema]:
    """The schemata of FollowTheMoney's model, by name."""
    try:
        from followthemoney import model
    except ImportError as error:
        raise MissingDependency("reading FollowTheMoney needs followthemoney", extra="formats") from error
    found = {}
    for name, schema in model.schemata.items():
        source, target = (schema.edge_source or "", schema.edge_target or "") if schema.edge else ("", "")
        if name == "Sanction":
            source, target = "", "entity"
        reverse = {
            key: prop.reverse.name for key, prop in schema.properties.items() if prop.reverse is not None and prop.stub
        }
        found[name] = _Schema(name, schema.is_a("LegalEntity"), schema.is_a("Document"), source, target, reverse)
    return found


def harvest_ftm(sources: Iterable[Source]) -> Harvest:
    """Return the actors and ties of FollowTheMoney files, one JSON object a line.

    Persons, companies and other legal entities are actors, and whatever else stands at an end of a tie (a vessel,
    a position). A tie that links several owners or assets is one relation with several parties. A ``Sanction`` is a
    tie from the country, or else the authority, that imposed it.
    """
    harvest, others, merged = Harvest(), {}, {}
    schemata = _schemata()
    for source in sources:
        for number, entity in _entities(source, harvest):
            where = f"{source.name} line {number}"
            merged.update({str(one): entity["id"] for one in entity.get("referents") or () if one != entity["id"]})
            schema = schemata.get(entity["schema"])
            if schema is None:
                harvest.left_out[f"an entity of a schema that FollowTheMoney does not know: {entity['schema']}"] += 1
            elif schema.target:
                _add_tie(harvest, schema, entity, source.name, number)
            elif schema.is_actor:
                harvest.add_node(_node(entity, schema))
            elif schema.is_document:
                _add_document(harvest, entity)
            else:
                others[entity["id"]] = (_node(entity, schema), where)
    for tie in harvest.ties:  # an id that was merged into another
        tie.actors = tuple(dict.fromkeys(merged.get(key, key) for key in tie.actors))
        tie.recipients = tuple(dict.fromkeys(merged.get(key, key) for key in tie.recipients))
    _add_ends(harvest, {key: node for key, (node, _) in others.items()})
    _keep_proofs(harvest)
    harvest.drop_dangling("tie")
    return harvest


def _entities(source: Source, harvest: Harvest) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entities of a file with their line; a line that is none is a reject."""
    stated: dict[str, tuple[int, dict[str, Any]]] = {}
    with io.BytesIO(source.read()) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                entity = json.loads(line)
            except (ValueError, RecursionError) as error:
                harvest.rejects.add(source.name, number, f"is not JSON ({error})", _shown(line))
                continue
            if isinstance(entity, dict) and "properties" not in entity and {"canonical_id", "prop"} <= entity.keys():
                _add_statement(stated, number, entity)
                continue
            for one in _unnested(entity):
                problem = _problem(one)
                if problem:
                    harvest.rejects.add(source.name, number, problem, _shown(line))
                else:
                    yield number, one
    yield from stated.values()


def _add_statement(stated: dict[str, tuple[int, dict[str, Any]]], number: int, said: Mapping[str, Any]) -> None:
    """Add one statement, as OpenSanctions publishes them, to the entity that it is about."""
    key = str(said["canonical_id"] or said.get("entity_id"))
    fresh: dict[str, Any] = {"id": key, "schema": said.get("schema"), "properties": {}, "referents": [], "datasets": []}
    entity = stated.setdefault(key, (number, fresh))[1]
    for name, value in (("referents", said.get("entity_id")), ("datasets", said.get("dataset"))):
        if value and value not in entity[name]:
            entity[name].append(value)
    if said["prop"] == "id":
        return
    schemata, schema = _schemata(), str(said.get("schema"))
    if schema in schemata and schemata[schema].target:  # the most telling schema of what was merged
        entity["schema"] = schema
    values = entity["properties"].setdefault(str(said["prop"]), [])
    if str(said.get("value")) not in values:
        values.append(str(said.get("value")))


def _unnested(entity: Any, depth: int = 0) -> Iterator[Any]:
    """An entity, and those that are written inside it, each with the link to it that its place there stands for."""
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict) or depth > _DEEPEST:
        yield entity
        return
    schema = _schemata().get(str(entity.get("schema")))
    inner = []
    for name, values in entity["properties"].items():
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict) and isinstance(value.get("properties"), dict):
                back = schema.reverse.get(name, "") if schema else ""
                if back:
                    value["properties"].setdefault(back, [entity.get("id")])
                inner.append(value)
    yield entity
    for value in inner:
        yield from _unnested(value, depth + 1)


def _shown(line: bytes) -> str:
    return line[:200].decode("utf-8", "backslashreplace").strip()


def _problem(entity: Any) -> str:
    """What keeps an object from being an entity, or blank."""
    if not isinstance(entity, dict):
        return "is not a JSON object"
    if not isinstance(entity.get("id"), str) or not entity["id"]:
        return "has no 'id'"
    if not isinstance(entity.get("schema"), str):
        return "has no 'schema'"
    properties = entity.setdefault("properties", {})
    if not isinstance(properties, dict):
        return "has 'properties' that are no object"
    for name, values in properties.items():
        if isinstance(values, str):
            properties[name] = [values]
        elif not isinstance(values, list):
            return f"has a property '{name}' that is no list"
        else:  # some writers nest the entities that are linked to
            properties[name] = [str(value.get("id", "")) if isinstance(value, dict) else str(value) for value in values]
    return ""


def _node(entity: Mapping[str, Any], schema: _Schema) -> Node:
    """The actor that an entity is."""
    said = entity["properties"]
    names = [name.strip() for name in (*said.get("name", ()), *said.get("weakAlias", ()), *said.get("alias", ()))]
    name = first_text((str(entity.get("caption") or ""), *names, entity["id"]))
    kind = _KINDS.get(schema.name, "other")
    if kind == "agency" and state_named(name):  # a public body that is called like a state is the state
        kind = ""
    extra = {"ftm_schema": schema.name, "ftm_topics": ";".join(said.get("topics", ()))}
    return Node(
        key=entity["id"],
        name=name,
        kind=kind,
        aliases=tuple(dict.fromkeys(one for one in names if one and one != name)),
        wikidata=first_text(said.get("wikidataId", ())),
        extra={column: value for column, value in extra.items() if value},
    )


def _add_tie(harvest: Harvest, schema: _Schema, entity: Mapping[str, Any], file: str, number: int) -> None:
    """Add the tie that an entity is; a date that is none makes it a reject."""
    said = entity["properties"]
    try:
        date = _date(said)
        amount = _number(first_text(said.get("amount", ())))
    except ValueError as error:
        harvest.rejects.add(file, number, f"{schema.name} '{entity['id']}': {error}")
        return
    actors = tuple(said.get(schema.source, ())) if schema.source else _sanctioning(harvest, said)
    status = first_text(said.get("status", ()))
    role = first_text((*said.get("role", ()), *said.get("relationship", ()), *said.get("program", ())))
    kind, _, mode = role.partition("/")
    ours = schema.name == "UnknownLink" and (kind in load_ontology().types or kind.startswith("x:"))
    written = schema.name == "Sanction" and entity["id"].startswith("relation-")
    if (ours or written) and status in DENIED:
        harvest.left_out[_DENIAL] += 1
    told = (*said.get("summary", ()), str(entity.get("caption") or ""))
    summary = first_text(told if ours else (role, *told))
    harvest.ties.append(
        Tie(
            actors=actors,
            recipients=tuple(said.get(schema.target, ())),
            type=kind if ours else schema.name,
            mode=mode if ours else "",
            stance=STANCE_OF.get(status, "asserts") if ours or written else "asserts",
            key=entity["id"],
            mutual=None if ours else schema.name in _MUTUAL or None,
            date=date,
            amount=amount,
            unit=first_text(said.get("currency", ())) if amount is not None else "",
            summary=summary if summary != schema.name else "",
            where=f"{file} line {number}",
            sources=_sources(harvest, entity) or tuple(said.get("proof", ())),
        )
    )


def _date(said: Mapping[str, list[str]]) -> str:
    """The date of a tie: its first start to its last end, or the one day it names."""
    since = sorted(edtf_date(text) for name in _SINCE for text in said.get(name, ()))
    until = sorted(edtf_date(text) for name in _UNTIL for text in said.get(name, ()))
    if since or until:
        return edtf_span(since[0] if since else "", until[-1] if until else "")
    days = sorted(edtf_date(text) for text in said.get("date", ()))
    return edtf_span(days[0], days[-1]) if days else ""


def _number(text: str) -> float | int | None:
    """An amount; None where there is none or it is no plain number."""
    try:
        value = float(text.replace(",", "")) if text else None
    except ValueError:
        return None
    if value is None or value != value or abs(value) > 1e15:
        return None
    return int(value) if value == int(value) else value


def _sanctioning(harvest: Harvest, said: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Who imposed a sanction: its countries, or else the authority by name."""
    known = tuple(f"actor-{key}" for key in said.get("authority", ()))
    if known and all(key in harvest.nodes for key in known):  # as graphkit writes them
        return known
    countries = [code.strip().upper() for code in said.get("country", ()) if code.strip()]
    for code in countries:
        harvest.add_node(Node(f"country:{code}", _country(code), "", code=code))
    if countries:
        return tuple(f"country:{code}" for code in countries)
    authority = first_text((*said.get("authority", ()), *said.get("publisher", ())))
    if not authority:
        return ()
    return (harvest.add_node(Node(f"authority:{authority}", authority, "agency")).key,)


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    """What FollowTheMoney calls a country; some of its codes are of no state, such as ``eu``."""
    from followthemoney.types import registry

    return registry.country.caption(code.lower()) or code


def _sources(harvest: Harvest, entity: Mapping[str, Any]) -> tuple[str, ...]:
    """The data sets that an entity comes from, as sources."""
    url = first_text(entity["properties"].get("sourceUrl", ()))
    keys = []
    for name in entity.get("datasets") or ():
        key = f"{name} {url}".strip()
        title = f"{name}: {url}" if url else f"FollowTheMoney data set {name}"
        harvest.sources.setdefault(key, SourceNote(key, title, publisher=str(name), url=url))
        keys.append(key)
    return tuple(keys)


def _add_document(harvest: Harvest, entity: Mapping[str, Any]) -> None:
    """Add a document, which is a source where a tie names it as its proof."""
    said = entity["properties"]
    title = first_text((*said.get("title", ()), *said.get("fileName", ()), entity["id"]))
    try:
        date = edtf_date(first_text(said.get("date", ())))
    except ValueError:
        date = ""
    publisher = first_text((*said.get("publisher", ()), *said.get("author", ())))
    url = first_text(said.get("sourceUrl", ()))
    harvest.sources[entity["id"]] = SourceNote(entity["id"], title, publisher, url, date)


def _keep_proofs(harvest: Harvest) -> None:
    """Keep the documents that ties rest on; count the others, and the proofs that are in no file."""
    used = {key for tie in harvest.ties for key in tie.sources}
    for tie in harvest.ties:
        known = tuple(key for key in tie.sources if key in harvest.sources)
        harvest.left_out["a document that a tie names as its proof and that is not in the files"] += len(
            tie.sources
        ) - len(known)
        tie.sources = known
    idle = [key for key in harvest.sources if key not in used]
    harvest.left_out["a document that no tie names as its proof"] += len(idle)


def _add_ends(harvest: Harvest, others: Mapping[str, Node]) -> None:
    """Add what is no legal entity but stands at an end of a tie; count what stands nowhere."""
    used = {key for tie in harvest.ties for key in (*tie.actors, *tie.recipients)}
    for key, node in others.items():
        if key in used:
            harvest.add_node(node)
        else:
            harvest.left_out[node.extra["ftm_schema"]] += 1
