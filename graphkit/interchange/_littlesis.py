"""LittleSis API JSON as nodes and ties: one object, a list, or ``data`` with ``included``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphkit.reading import Source

from ._harvest import SHAPE, Harvest, Node, SourceNote, Tie, edtf_date, edtf_span, first_text

__all__ = ["SUFFIXES", "harvest_littlesis"]

SUFFIXES = (".json", ".jsonl")
_KINDS = {"Person": "person", "Org": "other"}
_ORGANISATIONS = {
    "Business": "company",
    "PublicCompany": "company",
    "PrivateCompany": "company",
    "GovernmentBody": "agency",
    "NonProfit": "ngo",
    "MediaOrg": "media",
}
_MUTUAL = frozenset({4, 8, 9, 12})


def harvest_littlesis(sources: Iterable[Source]) -> Harvest:
    """Return the entities and relationships of LittleSis API answers.

    An entity that a relationship names but no answer describes gets its number for a name, and is counted.
    """
    harvest = Harvest()
    for source in sources:
        for place, found in _objects(source, harvest):
            kind, attributes = str(found.get("type", "")), found.get("attributes")
            if not isinstance(attributes, dict):
                harvest.rejects.add(source.name, 0, f"{place} has no 'attributes'", json.dumps(found)[:200])
            elif "entity1_id" in attributes or kind.startswith("relationship"):
                _add_tie(harvest, attributes, found, f"{source.name} {place}", source.name)
            elif kind.startswith("entit") or "primary_ext" in attributes:
                try:
                    harvest.add_node(_node(attributes, found))
                except SHAPE as error:
                    why = f"{place} is not as LittleSis writes entities ({error})"
                    harvest.rejects.add(source.name, 0, why, json.dumps(found)[:200])
            else:
                harvest.left_out[f"a '{kind or 'thing without a type'}'"] += 1
    known = {key for tie in harvest.ties for key in (*tie.actors, *tie.recipients)} - harvest.nodes.keys()
    for key in sorted(known, key=lambda key: (len(key), key)):
        harvest.add_node(Node(key, f"LittleSis entity {key}", extra={"littlesis_id": key}))
        harvest.left_out["an entity without a name in the files"] += 1
    return harvest


def _objects(source: Source, harvest: Harvest) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entity and relationship of a file, with where it stands."""
    content = source.read()
    try:
        answers = [json.loads(content.decode("utf-8-sig"))]
    except (ValueError, RecursionError) as error:
        try:
            answers = [json.loads(line) for line in content.decode("utf-8-sig").splitlines() if line.strip()]
        except (ValueError, RecursionError):
            harvest.rejects.add(source.name, 0, f"is not JSON ({error})")
            return
    for answer in answers:
        for part in ("data", "included"):
            yield from _listed(answer, part, source, harvest)
        if isinstance(answer, list):
            for place, one in enumerate(answer):
                yield from _listed(
                    one if isinstance(one, dict) and "data" in one else {"data": one},
                    "data",
                    source,
                    harvest,
                    f"item {place + 1}: ",
                )


def _listed(
    answer: Any, part: str, source: Source, harvest: Harvest, before: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of one part of an answer, which may be one or a list."""
    found = answer.get(part) if isinstance(answer, dict) else None
    if found is None and part == "data" and isinstance(answer, dict) and "attributes" in answer:
        found = answer
    for place, one in enumerate(found if isinstance(found, list) else [found] if found is not None else [], 1):
        if isinstance(one, dict):
            yield f"{before}{part} {place}", one
        else:
            harvest.rejects.add(source.name, 0, f"{before}{part} {place} is not an object", str(one)[:200])


def _node(said: Mapping[str, Any], found: Mapping[str, Any]) -> Node:
    """The actor that an entity is."""
    key = str(said.get("id") or found.get("id") or "")
    kinds = [_ORGANISATIONS[name] for name in said.get("types") or () if name in _ORGANISATIONS]
    kind = kinds[0] if kinds else _KINDS.get(str(said.get("primary_ext")), "other")
    name = _line(said.get("name")) or f"LittleSis entity {key}"
    aliases = (_line(alias) for alias in said.get("aliases") or ())
    return Node(
        key=key,
        name=name,
        kind=kind,
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name)),
        note=_line(said.get("blurb")),
        extra={"littlesis_id": key},
    )


def _line(value: Any) -> str:
    r"""A value as text on one line; LittleSis has ``\r\n`` in texts."""
    return " ".join(str(value).split()) if value is not None else ""


def _add_tie(harvest: Harvest, said: Mapping[str, Any], found: Mapping[str, Any], where: str, file: str) -> None:
    """Add a relationship; a date or a category that is none makes it a reject."""
    key = str(said.get("id") or found.get("id") or "")
    try:
        category = int(said["category_id"])
        if not 1 <= category <= 12:
            raise ValueError(f"category {category} is not 1 to 12")
        date = edtf_span(*(edtf_date(str(said.get(end) or "")) for end in ("start_date", "end_date")))
        ends = [str(said[end]) for end in ("entity1_id", "entity2_id")]
    except (KeyError, TypeError, ValueError) as error:
        what = f"has no {error}" if isinstance(error, KeyError) else str(error)
        harvest.rejects.add(file, 0, f"relationship '{key}': {what}", json.dumps(found)[:200])
        return
    amount = said.get("amount")
    url = str(found.get("self") or (f"https://littlesis.org/relationships/{key}" if key else ""))
    harvest.sources.setdefault(url, SourceNote(url, f"LittleSis relationship {key}", "LittleSis", url))
    harvest.ties.append(
        Tie(
            actors=(ends[0],),
            recipients=(ends[1],),
            type=str(category),
            key=key,
            mutual=category in _MUTUAL or None,
            date=date,
            amount=amount if isinstance(amount, int | float) and not isinstance(amount, bool) else None,
            unit=_line(said.get("currency")) if amount is not None else "",
            summary=first_text((_line(said.get("description")), _line(said.get("description1")))),
            where=where,
            sources=(url,),
        )
    )
