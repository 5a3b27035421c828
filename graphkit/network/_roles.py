"""By which names the columns of other people's lists of ties and of nodes are known."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["NODE_ROLES", "TIE_ROLES", "column_of", "plain_heading"]

#: What a column of a list of ties can be, with the names by which it is known; the first that is there counts.
TIE_ROLES: dict[str, tuple[str, ...]] = {
    "actor": (
        *("actor", "donor", "giver", "payer", "who", "sender", "exporter", "source", "from", "subject", "u", "src"),
        *("ego", "source id", "from id", "owner", "initiator", "side a", "node1", "a"),
        *("quelle", "von", "origen", "origine"),
    ),
    "recipient": (
        *("recipient", "target", "to", "receiver", "object", "whom", "to whom", "v", "dst", "tgt", "alter"),
        *("target id", "to id", "beneficiary", "payee", "asset", "importer", "side b", "node2", "b"),
        *("ziel", "an", "destino", "cible"),
    ),
    "type": (
        *("relation type", "type", "relation", "relationship", "predicate", "kind", "edge type", "category"),
        *("tie", "link type", "interaction", "label", "did what", "what", "how", "art", "typ", "tipo"),
    ),
    "date": ("date", "when", "day", "event date", "timestamp", "time", "year", "datum", "fecha", "jahr"),
    "since": ("since", "start", "begin", "from date", "start date", "start year", "begin year", "valid from"),
    "until": ("until", "end", "to date", "end date", "end year", "valid to"),
    "timeset": ("timeset", "interval"),
    "mutual": ("mutual", "undirected", "directed", "directedness"),
    "place": ("place", "location", "where"),
    "amount": ("amount", "value", "sum", "betrag", "montant", "importe"),
    "unit": ("unit", "currency", "währung", "devise", "moneda"),
    "summary": ("summary", "description", "what", "note", "notes", "comment", "title"),
    "source": ("source url", "url", "sources", "reference", "citation", "document", "link"),
    "key": ("id", "edge id", "key"),
    "mode": ("mode",),
    "contexts": ("contexts",),
    "responds_to": ("responds to",),
    "gist": ("gist",),
    "relation": ("relation id",),
    "actor_name": ("source name", "source label", "from name", "actor name"),
    "recipient_name": ("target name", "target label", "to name", "recipient name"),
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
    listed = list(reversed(list(names)))
    plain = {plain_heading(re.sub(r"\(.*\)", "", name)): name for name in listed}  # `Amount (EUR)` is an amount
    plain |= {plain_heading(name): name for name in listed}
    return next((plain[name] for name in known if name in plain), "")
