"""What the questions share: which claims count as acts, how one is worded, how an answer is framed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphkit.model import (
    FACTUAL,
    Actor,
    Document,
    Evidence,
    date_words,
    denied_on,
    denied_until,
    spoken_name,
    title_of,
)
from graphkit.network import completed, find_actor, iter_relations, relation_of, roll_up, rolled_sides, state_on

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Edge = tuple[str, str, str, dict[str, Any]]

STANDING = "standing tie"


def whole(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Edges with the ids of their relations and all their attributes, also those that were added by hand."""
    for actor, recipient, key, data in edges:
        yield actor, recipient, relation_of(actor, recipient, key), completed(data)


def factual(data: Mapping[str, Any]) -> bool:
    """Whether somebody holds that this relation is so."""
    return data["status"] in FACTUAL


def state_view(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network with everybody as the state they act for; as it is where it says nothing of who belongs to whom."""
    return roll_up(network) if network.graph.get("affiliations") else network


def state_sides(network: nx.MultiDiGraph) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two sides of each relation in :func:`state_view`, by its id; the view itself is not made."""
    if network.graph.get("affiliations"):
        return rolled_sides(network)
    known: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = network.graph.get("relations", {})
    return known


def acting_in(network: nx.MultiDiGraph) -> dict[str, set[str]]:
    """Who acts in each relation, on both sides of a mutual one, and the states that they act for."""
    rolled = state_sides(network)
    found = {}
    for key, actors, recipients, data in iter_relations(network):
        state_actors, state_recipients = rolled.get(key, ((), ()))
        found[key] = {*actors, *state_actors, *((*recipients, *state_recipients) if data["mutual"] else ())}
    return found


def worded(data: Mapping[str, Any]) -> str:
    """The relation's summary, with its status before it unless it is plainly asserted."""
    if data["status"] == "asserted":
        return str(data["summary"])
    return f"[{data['status']}] {data['summary']}".rstrip()


def actor_in(network: nx.MultiDiGraph, name: str) -> str:
    """The id of the actor of that name; an id is taken as it is, without going through all the names."""
    return name if name in network or name in network.graph.get("actors", {}) else find_actor(network, name)


def party_in(network: nx.MultiDiGraph, name: str) -> str:
    """The id of the actor of that name; where it was rolled up, the one it was rolled up to."""
    actor = actor_in(network, name)
    if actor in network:
        return actor
    state = state_on(network, actor)
    return state if state in network else actor


def name_of(network: nx.MultiDiGraph, actor: str) -> str:
    """The name of an actor, or the id when nothing more is known."""
    record: Actor | None = network.graph.get("actors", {}).get(actor)
    if record is not None:
        return record.name
    return str(network.nodes[actor].get("name", actor)) if actor in network else actor


def said_of(network: nx.MultiDiGraph, actor: str) -> str:
    """The name of an actor as it stands in a sentence: the United States, the Kremlin, Japan."""
    record: Actor | None = network.graph.get("actors", {}).get(actor)
    return spoken_name(record or Actor(actor, name_of(network, actor), "other"))


def voice_said(network: nx.MultiDiGraph, voice: str) -> str:
    """Who says something, as it stands in a sentence; of a document that nobody signed, its title."""
    document: Document | None = network.graph.get("documents", {}).get(voice)
    if document is None or voice in network.graph.get("actors", {}):
        return said_of(network, voice)
    return f"an unsigned text, “{title_of(document)}”"


def documents_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The ids of the documents that speak of a relation, each once, sorted."""
    return tuple(sorted({record.document for record in evidence}))


def voices_of(network: nx.MultiDiGraph, evidence: Iterable[Evidence], stance: str) -> list[str]:
    """Who takes this stance, each once, sorted; a document that retells others speaks with the voice of the one."""
    return sorted({voice for one in evidence if one.stance == stance and (voice := _voice_of(network, one))})


def _voice_of(network: nx.MultiDiGraph, evidence: Evidence) -> str:
    """Who says it: the speaker, else the document's author or publisher, else the document's id.

    Blank for what a retelling says of itself, unless it retells one document: then that one says it.
    """
    if evidence.speaker:
        return evidence.speaker
    documents: Mapping[str, Document] = network.graph.get("documents", {})
    document, key = documents.get(evidence.document), evidence.document
    while document is not None and document.retells:
        if len(document.retells) > 1:
            return ""
        key = document.retells[0]
        document = documents.get(key)
    return key if document is None else (document.author or document.publisher or document.id).replace(";", ",")


def own_words(network: nx.MultiDiGraph, evidence: Iterable[Evidence], voice: str) -> list[Evidence]:
    """The rows of evidence in which one voice speaks."""
    return [record for record in evidence if voices_of(network, [record], record.stance) == [voice]]


def denials(
    network: nx.MultiDiGraph, evidence: Sequence[Evidence], deniers: Iterable[str]
) -> dict[str, dict[str, str]]:
    """When each denied it first, by until when they did; blank: they deny it still."""
    documents = network.graph.get("documents", {})
    until: dict[str, dict[str, str]] = {}
    for one in deniers:
        own = own_words(network, evidence, one)
        until.setdefault(denied_until(own, documents), {})[one] = denied_on(own, documents)
    return until


def all_until(number: int, date: str) -> str:
    """Until when so many denied something, so that it is told of each of them."""
    return f"{', both' if number == 2 else ', all' if number > 2 else ''} until {date_words(date)}"


@lru_cache(maxsize=65536)
def ordinal(day: str) -> int:
    """A day as a count of days, so that two can be subtracted."""
    return datetime.date.fromisoformat(day).toordinal()


def by_date(since: str | None, until: str | None, key: str) -> tuple[bool, str, str, str]:
    """A sort key: first possible day, last possible day, id; what has no date comes last."""
    return (since is None and until is None, since or "", until or "9999-12-31", key)


def as_read(since: str | None, until: str | None, key: str) -> tuple[str, str, str]:
    """A sort key for reading: what has no known beginning stands at the day by which it was on record."""
    return (since or until or "9999-12-31", until or "9999-12-31", key)


def framed(rows: Sequence[Sequence[Any]], columns: Sequence[str], **dtypes: str) -> pd.DataFrame:
    """An answer: text columns unless ``dtypes`` says otherwise, the same with and without rows."""
    import pandas as pd

    cells = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {
            column: pd.Series(list(cell), dtype=dtypes.get(column, "object"))
            for column, cell in zip(columns, cells, strict=True)
        }
    )
