"""What is known of one actor: who it is, what it did and said, what others did to it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any

from graphkit.model import (
    PROFILE_COLUMNS,
    Actor,
    Affiliation,
    date_words,
    join_list,
    split_list,
)
from graphkit.network import iter_relations

from ._answers import STANDING, actor_in, by_date, framed, said_of, state_sides, worded
from ._register import question
from ._tables import cell, sources
from ._text import Desk, Paragraph, capital, each, headed, joined, reading, sentence, since_words

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
#: What stands above each section of a profile in words.
_HEADINGS = {
    "affiliation": "{place}",
    "standing tie": "Standing ties",
    "act": "What {it} did",
    "act by its people": "What {its} people did",
    "act by others": "What others did to {it}",
    "act on its people": "What others did to {its} people",
    "statement": "What {it} said of other things",
}
#: What else a heading says, where the profile is of a person and where not.
_WORDS = {
    True: {"its": "this person's", "place": "Offices and memberships"},
    False: {"its": "its", "place": "Whom it belongs to, and who belongs to it"},
}
#: A stance before what it is taken to.
_STANCES = {
    "denies": "denied",
    "alleges": "alleged",
    "expects": "expected",
    "considers": "considered",
    "proposes": "proposed",
}
#: A role in words, while it lasts and when it is over.
_ROLES = {
    "LEADS": ("leads", "led"),
    "MEMBER_OF": ("is a member of", "was a member of"),
    "REPRESENTS": ("represents", "represented"),
    "PART_OF": ("is part of", "was part of"),
}
#: A name of many: the US intelligence agencies are part of the United States.
_PLURAL = re.compile(r"(?:agencies|Forces|Chiefs|Courts|forces|troops|guards|services|groups|[^s]ers)$")
_KINDS = {
    "igo": "an intergovernmental organisation",
    "agency": "an agency",
    "ngo": "a non-governmental organisation",
    "media": "a news outlet",
    "other": "an actor",
    "armed-group": "an armed group",
}


def _write_profile(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """Who it is in a sentence, then the sections, a line for each row."""
    lines: list[Paragraph] = []
    own: set[str] = set()
    person = bool(((answer["section"] == "actor") & (answer["item"] == "kind") & (answer["value"] == "person")).any())
    name = "it"
    for section, rows in answer.groupby("section", sort=False):
        if section == "actor":
            known = dict(zip(rows["item"], rows["value"], strict=True))
            name = said_of(desk.network, known["id"]) if "id" in known else known.get("name", name)
            lines += [Paragraph(), Paragraph(_identity(desk, rows))]
            continue
        told = [Paragraph(line, "  ") for line in _section(desk, str(section), rows, own)]
        own |= set(rows["relation_id"]) if section in ("act", "standing tie") else set()
        if told:
            heading = _HEADINGS[str(section)].format_map({"it": name, **_WORDS[person]})
            lines += [Paragraph(), headed(heading), *told]
    return lines[1:]


def _section(desk: Desk, section: str, rows: pd.DataFrame, own: Container[str]) -> list[str]:
    """The lines of one section, by date; of what the actor says, what is not among its own acts above."""
    shown = reading(desk, each(rows)) if section not in ("affiliation", "standing tie") else list(each(rows))
    if section == "statement":
        shown = [row for row in shown if row.item != "asserts" or row.relation_id not in own]
    return list(dict.fromkeys(_profile_line(desk, row) for row in shown))


def _identity(desk: Desk, rows: pd.DataFrame) -> str:
    """Who the actor is, in a sentence or two."""
    known = dict(zip(rows["item"], rows["value"], strict=True))
    kind = str(known.get("kind", "other"))
    name = said_of(desk.network, str(known["id"])) if "id" in known else known.get("name", "")
    text = f"{capital(name)} is {_KINDS.get(kind, f'a {kind}')}."
    if "aliases" in known:
        text += f" {'Also known as' if kind == 'person' else 'It also goes by'} {joined(split_list(known['aliases']))}."
    ids = [f"{where} {known[item]}" for item, where in (("id", "here"), ("wikidata", "in Wikidata")) if item in known]
    text += f" Id: {', '.join(ids)}." if ids else ""
    return f"{text} {sentence(str(known['note']))}" if "note" in known else text


def _profile_line(desk: Desk, row: Row) -> str:
    """One row of a profile."""
    if not row.relation_id:
        return sentence(row.value)
    data = desk.data[row.relation_id]
    told = desk.told(row.relation_id, row.value)
    when = since_words(data["date"]) if data["quad"] != STANDING else ""
    stance = f"{_STANCES.get(row.item, row.item)}: " if row.section == "statement" and row.item != "asserts" else ""
    return f"{when}{stance}{told}"


_SHOWN = {"section": cell("section"), "item": cell("item"), "what": cell("value"), "sources": sources()}


@question(PROFILE_COLUMNS, text=_write_profile, nothing="Nothing is known.", shown=_SHOWN)
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
        Columns ``PROFILE_COLUMNS``; sections in the order ``actor``, ``affiliation``, ``standing tie``, ``act``,
        ``act by its people``, ``act by others``, ``act on its people``, ``statement``; its people are who belongs to
        it on the day. ``item`` is what the row tells: an attribute, a role, the type of a relation, or a stance;
        ``value`` is a plain line, such as ``Kim Jong-un leads North Korea since December 2011``. Relations are sorted
        by date and id, with ``[status]`` before what is not plainly asserted; a statement is what the actor says of a
        relation, its own or another's. ``relation_id`` is blank outside relations.

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
    rolled = state_sides(network)
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
            yield ("affiliation", link.role, _held(network, link), "")


def _held(network: nx.MultiDiGraph, link: Affiliation) -> str:
    """Who has which place where, and since or until when, in words."""
    over = link.until not in ("", "..")
    verb = _ROLES[link.role][over] if link.role in _ROLES else link.role.lower().replace("_", " ")
    title = f" as {link.title}" if link.title else ""
    since = link.since if link.since not in ("", "..") else ""
    if since and over:
        spell = f" from {date_words(since)} to {date_words(link.until)}"
    else:
        spell = f" until {date_words(link.until)}" if over else f" since {date_words(since)}" if since else ""
    member, organisation = said_of(network, link.actor), said_of(network, link.organisation)
    if _PLURAL.search(member.partition(" of ")[0]):
        verb = re.sub(r"^is\b", "are", re.sub(r"^was\b", "were", verb))
    return f"{capital(member)} {verb} {organisation}{title}{spell}"


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
    when = date_words(data["date"], lasting=data["quad"] == STANDING)
    yield (section, data["type"], f"{capital(when)}: {worded(data)}" if when else worded(data), key)


def _statement_rows(party: str, key: str, data: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """What the actor says of a relation, by stance and document."""
    said = {(record.stance, record.document) for record in data["evidence"] if record.speaker == party}
    for stance, document in sorted(said):
        yield ("statement", stance, f"{data['summary']} ({document})", key)
