"""By which names the columns of other people's lists of ties and of nodes are known."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["NODE_ROLES", "TIE_ROLES", "column_of", "plain_heading"]

_FIRST = ("actor 1", "actor1", "party 1", "entity 1", "node 1", "node1", "country 1", "person 1", "side a", "node a")
_SECOND = ("actor 2", "actor2", "party 2", "entity 2", "node 2", "node2", "country 2", "person 2", "side b", "node b")

#: What a column of a list of ties can be, with the names by which it is known; the first that is there counts.
TIE_ROLES: dict[str, tuple[str, ...]] = {
    "actor": (
        *("actor", "source", "from", "sender", "subject", "who", "u", "src", "ego", "source id", "from id", "a"),
        *_FIRST,
    ),
    "recipient": (
        *("recipient", "target", "to", "receiver", "object", "whom", "v", "dst", "tgt", "alter"),
        *("target id", "to id", "b", *_SECOND),
    ),
    "type": (
        *("relation type", "type", "relation", "relationship", "predicate", "kind", "edge type", "category"),
        *("label", "tie", "link type", "interaction"),
    ),
    "date": ("date", "when", "day", "event date", "timestamp", "time", "year"),
    "since": ("since", "start", "begin", "from date", "start date", "start year", "begin year", "valid from"),
    "until": ("until", "end", "to date", "end date", "end year", "valid to"),
    "mutual": ("mutual", "undirected", "directed", "directedness"),
    "place": ("place", "location", "where"),
    "amount": ("amount", "value", "sum"),
    "unit": ("unit", "currency"),
    "summary": ("summary", "description", "what", "note", "notes", "comment", "title"),
    "source": ("source url", "url", "reference", "citation", "document", "link"),
    "key": ("id", "edge id", "key"),
    "relation": ("relation id",),
}
#: What a column of a list of nodes can be.
NODE_ROLES: dict[str, tuple[str, ...]] = {
    "key": ("id", "node", "node id", "key", "name", "label", "actor"),
    "name": ("name", "label", "title", "full name", "actor"),
    "kind": ("kind", "type", "class", "category", "entity type"),
    "aliases": ("aliases", "alias", "other names", "also known as"),
    "wikidata": ("wikidata", "qid", "wikidata id"),
    "note": ("note", "notes", "description", "blurb"),
}


def plain_heading(name: str) -> str:
    """Return a column's name in lower case, words separated by blanks.

    >>> plain_heading("startDate"), plain_heading("start_date"), plain_heading("Start date ")
    ('start date', 'start date', 'start date')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


def column_of(names: Iterable[str], known: Iterable[str]) -> str:
    """Return the first of some columns that goes by one of the known names; blank where none does.

    >>> column_of(["From", "To"], TIE_ROLES["recipient"])
    'To'
    """
    plain = {plain_heading(name): name for name in reversed(list(names))}
    return next((plain[name] for name in known if name in plain), "")
