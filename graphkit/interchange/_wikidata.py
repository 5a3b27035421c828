"""Wikidata entity JSON: persons, the positions they held, and what they belonged to, as affiliations with dates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any

from graphkit.reading import Source

from ._harvest import SHAPE, Harvest, Node, Place, edtf_span

__all__ = ["SUFFIXES", "harvest_wikidata"]

SUFFIXES = (".json", ".jsonl")
_HUMAN = "Q5"
_STATES = frozenset({"Q3624078", "Q6256", "Q7275", "Q3024240", "Q1763527"})
_KINDS = {
    "Q484652": "igo",  # international organisation
    "Q245065": "igo",  # intergovernmental organisation
    "Q43229": "other",  # organisation
    "Q192350": "agency",  # ministry
    "Q327333": "agency",  # government agency
    "Q7210356": "other",  # political organisation
    "Q7278": "other",  # political party
    "Q4830453": "company",  # business
    "Q6881511": "company",  # enterprise
    "Q11032": "media",  # newspaper
    "Q163740": "ngo",  # nonprofit organisation
}
#: Properties that say where somebody belongs, and the role that is.
_ROLES = {"P102": "MEMBER_OF", "P463": "MEMBER_OF", "P108": "PART_OF", "P361": "PART_OF", "P749": "PART_OF"}
_HEADS = {"P35": "LEADS", "P6": "LEADS", "P488": "LEADS", "P169": "LEADS"}


def harvest_wikidata(sources: Iterable[Source]) -> Harvest:
    """Return the actors of Wikidata entity files and where they belonged, from when to when.

    *Position held* (P39) becomes an affiliation to the organisation or state that the qualifier ``of`` (P642),
    *jurisdiction* (P1001) or *organisation* names, with the position as its title; start and end come from the
    qualifiers P580 and P582. A position of which no file says to what it belongs is counted and left out.
    """
    harvest = Harvest()
    entities: dict[str, dict[str, Any]] = {}
    for source in sources:
        for key, entity in _entities(source, harvest):
            try:
                node, office = _node(key, entity), _is_position(entity)
                _add_places(Harvest(), key, entity, {key: entity})
            except SHAPE as error:
                harvest.rejects.add(source.name, 0, f"{key} is not as Wikidata writes entities ({error})")
                continue
            entities[key] = entity
            if not office:
                harvest.add_node(node)
    for key, entity in entities.items():
        _add_places(harvest, key, entity, entities)
    known = len(harvest.places)
    harvest.places = list({tuple(astuple(place)): place for place in harvest.places}.values())
    if known > len(harvest.places):
        harvest.left_out["a place that is there twice with the same dates"] += known - len(harvest.places)
    return harvest


def _entities(source: Source, harvest: Harvest) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entities of a file: ``{"entities": {...}}``, a list, one entity, or one a line as in a dump."""
    content = source.read().decode("utf-8-sig", "backslashreplace")
    try:
        found = [json.loads(content)]
    except (ValueError, RecursionError):
        found = []
        for number, line in enumerate(content.splitlines(), 1):
            text = line.strip().rstrip(",")
            if text in ("", "[", "]"):
                continue
            try:
                found.append(json.loads(text))
            except (ValueError, RecursionError) as error:
                harvest.rejects.add(source.name, number, f"is not JSON ({error})", text[:200])
    for one in found:
        listed = one.get("entities", one) if isinstance(one, dict) else one
        alone = not isinstance(listed, dict) or "id" in listed
        for entity in listed if isinstance(listed, list) else [listed] if alone else listed.values():
            if isinstance(entity, dict) and isinstance(entity.get("id"), str):
                yield entity["id"], entity
            else:
                harvest.rejects.add(source.name, 0, "holds something that is no entity", str(entity)[:200])


def _node(key: str, entity: Mapping[str, Any]) -> Node:
    """The actor that an entity is."""
    labels = [label["value"] for label in _languages(entity.get("labels"))]
    names = [*labels, *(alias["value"] for many in _lists(entity.get("aliases")) for alias in many)]
    name = labels[0] if labels else key
    classes = {value for claim in _claims(entity, "P31") if (value := _item(claim.get("mainsnak")))}
    kind = "person" if _HUMAN in classes else "state" if classes & _STATES else ""
    kind = kind or next((_KINDS[one] for one in sorted(classes) if one in _KINDS), "other")
    code = next((str(_value(claim.get("mainsnak"))) for claim in _claims(entity, "P298")), "")
    return Node(
        key=key,
        name=name,
        kind=kind,
        aliases=tuple(dict.fromkeys(one for one in names if one != name)),
        wikidata=key,
        code=code,
    )


def _languages(values: Any) -> list[dict[str, str]]:
    """Labels, English first, the others in the order of the file."""
    found = {code: value for code, value in (values or {}).items() if isinstance(value, dict) and value.get("value")}
    return [found[code] for code in sorted(found, key=lambda code: (code != "en", not code.startswith("en")))]


def _lists(values: Any) -> list[list[dict[str, str]]]:
    """Aliases by language, English first."""
    found = values if isinstance(values, dict) else {}
    return [found[code] for code in sorted(found, key=lambda code: code != "en")]


def _claims(entity: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The claims of a property, those of the preferred rank alone where there are any, never deprecated ones."""
    claims = [claim for claim in (entity.get("claims") or {}).get(name, ()) if claim.get("rank") != "deprecated"]
    preferred = [claim for claim in claims if claim.get("rank") == "preferred"]
    return preferred if name == "P31" and preferred else claims


def _value(snak: Any) -> Any:
    """The value of a snak; None where it has none."""
    return (snak or {}).get("datavalue", {}).get("value")


def _item(snak: Any) -> str:
    """The entity that a snak names, or blank."""
    value = _value(snak)
    if not isinstance(value, dict):
        return ""
    return str(value.get("id") or (f"Q{value['numeric-id']}" if "numeric-id" in value else ""))


def _day(harvest: Harvest, claim: Mapping[str, Any], name: str) -> str:
    """The date of a qualifier, as precise as Wikidata says: a decade (8), a year (9), a month (10) or a day (11)."""
    for snak in (claim.get("qualifiers") or {}).get(name, ()):
        value = _value(snak)
        if not isinstance(value, dict):
            if snak.get("snaktype") == "somevalue":
                harvest.left_out["a date of which Wikidata says that it is not known"] += 1
            continue
        time, precision = str(value.get("time", "")), int(value.get("precision", 11))
        if re.fullmatch(r"\+0*[1-9]\d{0,3}-\d\d-\d\dT.*", time) is None or precision < 8:
            harvest.left_out["a date before the year 1, or no more precise than a century"] += 1
            continue
        day = f"{int(time[1:].partition('-')[0]):04d}-{time.partition('-')[2][:5]}"
        return {8: f"{day[:3]}X", 9: day[:4], 10: day[:7]}.get(precision, day)
    return ""


def _place(harvest: Harvest, claim: Mapping[str, Any], actor: str, role: str, where: str, title: str) -> None:
    """Add one place of an actor; one that ends before it begins makes it a reject."""
    since, until = (_day(harvest, claim, name) for name in ("P580", "P582"))
    try:
        edtf_span(since, until)
    except ValueError as error:
        harvest.rejects.add(actor, 0, f"{title or role} at {where}: {error}")
        return
    harvest.places.append(Place(actor, role, where, title, since, until))


def _is_position(entity: Mapping[str, Any]) -> bool:
    """Whether an entity is an office and no actor: a position, or a public office."""
    classes = {_item(claim.get("mainsnak")) for claim in _claims(entity, "P31")}
    return bool(classes & {"Q4164871", "Q294414", "Q303618", "Q83307"})


def _add_places(harvest: Harvest, key: str, entity: Mapping[str, Any], entities: Mapping[str, Any]) -> None:
    """Add where one entity belongs."""
    for claim in _claims(entity, "P39"):
        position = _item(claim.get("mainsnak"))
        office = entities.get(position, {})
        qualified = [_item(snak) for name in ("P642", "P1001", "P2389") for snak in _qualifiers(claim, name)]
        general = [_item(one.get("mainsnak")) for name in ("P1001", "P361", "P2389") for one in _claims(office, name)]
        where = next((one for one in (*qualified, *general) if one in harvest.nodes), "")
        title = next((label["value"] for label in _languages(office.get("labels"))), position)
        if where:
            role = "LEADS" if _leads(entities, where, key) else "REPRESENTS"
            _place(harvest, claim, key, role, where, title)
        else:
            harvest.left_out[f"a position of which no file says where it belongs: {title or '(none)'}"] += 1
    for name, role in _ROLES.items():
        for claim in _claims(entity, name):
            where = _item(claim.get("mainsnak"))
            if where in harvest.nodes:
                _place(harvest, claim, key, role, where, "")
            elif where:
                harvest.left_out[f"a membership in something that is not in the files: {where}"] += 1


def _qualifiers(claim: Mapping[str, Any], name: str) -> list[Any]:
    """The qualifiers of a claim."""
    return list((claim.get("qualifiers") or {}).get(name, ()))


def _leads(entities: Mapping[str, Any], where: str, person: str) -> bool:
    """Whether the organisation names the person as its head."""
    claims = (claim for name in _HEADS for claim in _claims(entities.get(where, {}), name))
    return any(_item(claim.get("mainsnak")) == person for claim in claims)
