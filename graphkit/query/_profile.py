"""What is known of one actor: who it is, what it did and said, what others did to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit.model import (
    PROFILE_COLUMNS,
    Actor,
    Affiliation,
    date_words,
    join_list,
)
from graphkit.network import iter_relations, roll_up

from ._answers import STANDING, actor_in, by_date, framed, worded
from ._register import question
from ._text import Desk, Paragraph, capital, each, since_words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._text import Row

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
#: When somebody held a place, at the end of a line of a profile.
_SPELL = re.compile(r"\(([^() ]+)\)$")


def _write_profile(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """The sections, a line for each row."""
    lines = []
    for section, rows in answer.groupby("section", sort=False):
        lines += [Paragraph(), Paragraph(capital(str(section)))]
        for row in each(rows):
            lines.append(Paragraph(f"  {_profile_line(desk, row)}", "    "))
    return lines[1:]


def _profile_line(desk: Desk, row: Row) -> str:
    """One row of a profile."""
    if row.section == "affiliation":
        return f"{row.item}: {_SPELL.sub(lambda found: f'({date_words(found[1], lasting=True)})', row.value)}"
    if not row.relation_id:
        return f"{row.item}: {row.value}"
    told = f"{since_words(desk.data[row.relation_id]['date'])}{desk.told(row.relation_id, row.value)}"
    return f"{row.item}: {told}" if row.section == "statement" else told


@question(PROFILE_COLUMNS, text=_write_profile, nothing="Nothing is known.")
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
