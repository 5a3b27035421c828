"""What happened in order, which claims are disputed, and what is known of one actor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit.model import (
    CONTESTED_COLUMNS,
    PROFILE_COLUMNS,
    TIMELINE_COLUMNS,
    Actor,
    Affiliation,
    Evidence,
    denied_until,
    join_list,
)
from graphkit.network import SourceCounter, iter_relations, roll_up

from ._answers import STANDING, actor_in, by_date, documents_of, framed, party_in, voices_of, worded

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

#: The order of the sections of a profile.
SECTIONS = (
    "actor",
    "affiliation",
    "standing tie",
    "act",
    "act by its people",
    "act by others",
    "act on its people",
    "statement",
)
Sides = tuple[tuple[str, ...], tuple[str, ...]]


def timeline(network: nx.MultiDiGraph, *, actor: str | None = None) -> pd.DataFrame:
    """What happened, in order.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`; for some dates, types or statuses only, from
        :func:`graphkit.filter_network`.
    actor
        Keep only relations that this actor takes part in, on either side. None keeps all.

    Returns
    -------
    DataFrame
        Columns ``TIMELINE_COLUMNS``; one row per relation, standing ties included, by first possible
        day, last possible day and id; what has no date comes last. ``since`` and ``until`` are those
        two days, blank where they are open or unknown.

    Raises
    ------
    UnknownActor
        If ``actor`` names nobody.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> bool(graphkit.timeline(network, actor="Pyongyang")["relation_id"].is_unique)
    True
    """
    party = None if actor is None else party_in(network, actor)
    records = sorted(
        (record for record in iter_relations(network) if party is None or party in (*record[1], *record[2])),
        key=lambda record: by_date(record[3]["since"], record[3]["until"], record[0]),
    )
    rows = [
        (
            data["date"],
            data["since"] or "",
            data["until"] or "",
            join_list(actors),
            data["type"],
            join_list(recipients),
            data["summary"],
            data["status"],
            key,
        )
        for key, actors, recipients, data in records
    ]
    return framed(rows, TIMELINE_COLUMNS)


def contested(network: nx.MultiDiGraph, *, actor: str | None = None) -> pd.DataFrame:
    """Which claims somebody denies, who holds them, and who denies them.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    actor
        Keep only claims about this actor, or asserted or denied by it. None keeps all.

    Returns
    -------
    DataFrame
        Columns ``CONTESTED_COLUMNS``; one row per relation with evidence that denies it, by date and
        id. ``status`` is contested, denied, or acknowledged: then everyone who denied it has asserted it since, and
        ``denied_until`` is when the last of them did (EDTF).
        ``asserted_by`` and ``denied_by`` list who says so, separated by ``;``: the id of the
        speaker, or the author or publisher of a document that says it in its own voice. Who does not
        plainly assert it has the stance after the name: `` (alleges)``, `` (considers)`` and so on.
        ``asserted_by`` is blank where every document denies. A document that only retells others is nobody's voice.
        ``sources`` (int) is the number of independent documents (:func:`graphkit.network.sources_of`).

    Raises
    ------
    UnknownActor
        If ``actor`` names nobody.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> "" in set(graphkit.contested(network)["denied_by"])
    False
    """
    party = None if actor is None else actor_in(network, actor)
    counter, documents = SourceCounter(network), network.graph.get("documents", {})
    rows = []
    for key, actors, recipients, data in iter_relations(network):
        denied = voices_of(network, data["evidence"], "denies")
        held = _holders(network, data["evidence"])
        denying = any(record.stance == "denies" for record in data["evidence"])
        if not denying or (party is not None and party not in (*actors, *recipients, *denied, *held)):
            continue
        held_by = [voice if stance == "asserts" else f"{voice} ({stance})" for voice, stance in held.items()]
        about = (key, join_list(actors), data["type"], join_list(recipients), data["date"], data["summary"])
        until = denied_until(data["evidence"], documents) if data["status"] == "acknowledged" else ""
        sources = counter.sources(counter.profile(data["evidence"])).count
        said = (data["status"], join_list(held_by), join_list(denied), until)
        row = (*about, *said, join_list(documents_of(data["evidence"])), sources)
        rows.append((by_date(data["since"], data["until"], key), row))
    return framed([row for _, row in sorted(rows)], CONTESTED_COLUMNS, sources="int64")


def _holders(network: nx.MultiDiGraph, evidence: tuple[Evidence, ...]) -> dict[str, str]:
    """Who holds it, with the firmest stance each takes; the firmest first, then by name."""
    held: dict[str, str] = {}
    for stance in ("asserts", "alleges", "expects", "considers", "proposes"):
        for voice in voices_of(network, evidence, stance):
            held.setdefault(voice, stance)
    return held


def profile(network: nx.MultiDiGraph, *, actor: str) -> pd.DataFrame:
    """What is known of one actor: who it is, what it belongs to, did, met with and said.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    actor
        Any name, alias, code or id.

    Returns
    -------
    DataFrame
        Columns ``PROFILE_COLUMNS``; sections in the order ``actor``, ``affiliation``, ``standing tie``,
        ``act``, ``act by its people``, ``act by others``, ``act on its people``, ``statement``; its people are
        who belongs to it on the day. ``item`` is what the row tells: an attribute, a
        role, the type of a relation, or a stance; ``value`` is a plain line. Relations are sorted by
        date and id, with ``[status]`` before what is not plainly asserted; a statement is what the
        actor says of a relation, its own or another's. ``relation_id`` is blank outside relations.

    Raises
    ------
    UnknownActor
        If ``actor`` names nobody.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> graphkit.profile(network, actor="DPRK").iloc[0]["value"]
    'PRK'
    """
    party = actor_in(network, actor)
    records = sorted(
        iter_relations(network), key=lambda record: by_date(record[3]["since"], record[3]["until"], record[0])
    )
    rows = [*_identity_rows(network, party), *_affiliation_rows(network, party)]
    rolled = roll_up(network).graph["relations"] if network.graph.get("affiliations") else {}
    for key, actors, recipients, data in records:
        rows += _relation_rows(party, key, (actors, recipients), rolled.get(key, ((), ())), data)
        rows += _statement_rows(party, key, data)
    return framed(sorted(rows, key=lambda row: SECTIONS.index(row[0])), PROFILE_COLUMNS)


def _identity_rows(network: nx.MultiDiGraph, party: str) -> Iterator[tuple[str, str, str, str]]:
    """The actor's own columns, those that are not blank."""
    record: Actor | None = network.graph.get("actors", {}).get(party)
    values = network.nodes[party] if record is None else {name: getattr(record, name) for name in record.__slots__}
    for item in ("id", "name", "kind", "aliases", "wikidata", "note"):
        value = values.get(item, "")
        text = value if isinstance(value, str) else join_list(value)
        if text:
            yield ("actor", item, text, "")


def _affiliation_rows(network: nx.MultiDiGraph, party: str) -> Iterator[tuple[str, str, str, str]]:
    """What the actor belongs to, then who belongs to it."""
    links: list[Affiliation] = sorted(
        network.graph.get("affiliations", ()),
        key=lambda link: (link.actor != party, link.since, link.organisation, link.actor, link.role, link.title),
    )
    for link in links:
        if party in (link.actor, link.organisation):
            title = f" as {link.title}" if link.title else ""
            dates = f" ({link.since or '..'}/{link.until or '..'})" if link.since or link.until else ""
            yield ("affiliation", link.role, f"{link.actor} {link.role} {link.organisation}{title}{dates}", "")


def _relation_rows(
    party: str, key: str, sides: Sides, rolled: Sides, data: dict[str, Any]
) -> Iterator[tuple[str, str, str, str]]:
    """The relation as an act of the actor or its people, or as one by others toward it or them."""
    actors, recipients = sides
    people = party not in (*actors, *recipients)  # then it is known by the sides that were rolled up
    acting, receiving = rolled if people else sides
    if party not in (*acting, *receiving):
        return
    own = party in acting or data["mutual"]
    if data["quad"] == STANDING:
        section = "standing tie"
    elif people:
        section = "act by its people" if own else "act on its people"
    else:
        section = "act" if own else "act by others"
    who = f"{join_list(actors)} > {join_list(recipients)}"
    yield (section, data["type"], f"{data['date'] or 'no date'}, {who}: {worded(data)}", key)


def _statement_rows(party: str, key: str, data: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """What the actor says of a relation, by stance and document."""
    said = {(record.stance, record.document) for record in data["evidence"] if record.speaker == party}
    for stance, document in sorted(said):
        yield ("statement", stance, f"{data['summary']} ({document})", key)
