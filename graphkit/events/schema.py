"""The one table that every event format is read into."""

from __future__ import annotations

__all__ = ["COLUMNS"]

#: The columns of an event table, each with its type in SQL. ``docs/events.md`` explains them.
COLUMNS: dict[str, str] = {
    "event_id": "VARCHAR",
    "date": "DATE",
    "until": "DATE",
    "day": "INTEGER",
    "reported": "DATE",
    "actor": "VARCHAR",
    "recipient": "VARCHAR",
    "actor_state": "VARCHAR",
    "recipient_state": "VARCHAR",
    "code": "VARCHAR",
    "type": "VARCHAR",
    "quad": "VARCHAR",
    "score": "DOUBLE",
    "reports": "BIGINT",
    "source": "VARCHAR",
    "place_country": "VARCHAR",
    "directed": "BOOLEAN",
    "file": "VARCHAR",
    "line": "BIGINT",
}
