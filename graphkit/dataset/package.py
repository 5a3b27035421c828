"""The description of a dataset's folder as a Frictionless Data Package (version 2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from graphkit.model import ADDED_COLUMNS, COLUMNS, DOCUMENT_KINDS, GIST_LENGTH, KINDS, ROLES, STANCES, TABLES

__all__ = ["add_fields", "describe"]

_REQUIRED = {
    "actors": ("id", "name", "kind"),
    "affiliations": ("actor", "role", "organisation"),
    "documents": ("id", "title"),
    "relations": ("id", "actor", "type", "recipient"),
    "evidence": ("relation", "document", "stance", "origin"),
}
_TYPES = {
    "mutual": "boolean",
    "primary": "boolean",
    "amount": "number",
    "start": "integer",
    "end": "integer",
    "confidence": "number",
}
_ENUMS = {
    ("actors", "kind"): KINDS,
    ("affiliations", "role"): ROLES,
    ("documents", "kind"): DOCUMENT_KINDS,
    ("evidence", "stance"): STANCES,
}
_KEYS = {
    "affiliations": {"actor": "actors", "organisation": "actors"},
    "evidence": {"relation": "relations", "document": "documents"},
}


def describe() -> dict[str, Any]:
    """Return a new description of the five tables: their columns, types, allowed values and keys."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dataset",
        "resources": [_resource(table) for table in TABLES],
    }


def add_fields(package: dict[str, Any], tables: Collection[str]) -> bool:
    """Add to a description the fields of columns that graphkit has gained since; whether any was missing.

    A description that is not of the usual shape is left as it is.
    """
    added = False
    for resource in package.get("resources") or () if isinstance(package.get("resources"), list) else ():
        schema = resource.get("schema") if isinstance(resource, dict) else None
        fields = schema.get("fields") if isinstance(schema, dict) else None
        if not isinstance(fields, list) or not all(isinstance(one, dict) for one in fields):
            continue
        table = str(resource.get("name"))
        if table not in tables:
            continue
        for column in ADDED_COLUMNS.get(table, ()):
            names = [one.get("name") for one in fields]
            if column not in names:
                before = COLUMNS[table][COLUMNS[table].index(column) - 1]
                fields.insert(names.index(before) + 1 if before in names else len(names), _field(table, column))
                added = True
    return added


def _resource(table: str) -> dict[str, Any]:
    """The description of one table."""
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in COLUMNS[table]]}
    if "id" in _REQUIRED[table]:
        schema["primaryKey"] = ["id"]
    if table in _KEYS:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": target, "fields": ["id"]}}
            for column, target in _KEYS[table].items()
        ]
    file = {"path": f"{table}.csv", "format": "csv", "encoding": "utf-8"}
    return {"name": table, "type": "table", **file, "schema": schema}


def _field(table: str, column: str) -> dict[str, Any]:
    """The description of one column."""
    field: dict[str, Any] = {"name": column, "type": _TYPES.get(column, "string")}
    constraints: dict[str, Any] = {"required": True} if column in _REQUIRED[table] else {}
    if (table, column) in _ENUMS:
        constraints["enum"] = list(_ENUMS[table, column])
    if column == "gist":
        constraints["maxLength"] = GIST_LENGTH
    if constraints:
        field["constraints"] = constraints
    return field
