"""The description of a dataset's folder as a Frictionless Data Package (version 2)."""

from __future__ import annotations

from typing import Any

from graphkit.model import COLUMNS, KINDS, ROLES, STANCES, TABLES

__all__ = ["describe"]

_REQUIRED = {
    "actors": ("id", "name", "kind"),
    "affiliations": ("actor", "role", "organisation"),
    "documents": ("id", "title"),
    "relations": ("id", "actor", "type", "recipient"),
    "evidence": ("relation", "document", "stance", "origin"),
}
_TYPES = {"mutual": "boolean", "amount": "number", "start": "integer", "end": "integer", "confidence": "number"}
_ENUMS = {"kind": KINDS, "role": ROLES, "stance": STANCES}
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
    if column in _ENUMS:
        constraints["enum"] = list(_ENUMS[column])
    if constraints:
        field["constraints"] = constraints
    return field
