"""Which claims, names and places speak of some words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.model import SEARCH_COLUMNS, Actor, fold_name, join_list
from graphkit.network import iter_relations
from graphkit.words import counted

from ._answers import by_date, framed, name_of, worded
from ._register import question
from ._tables import cell, day, sources
from ._text import Desk, Paragraph, each, headed, in_time, joined

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Found = tuple[str, str, str, str, str]

_HEADINGS = {"actor": "Actors", "place": "Places", "claim": "What is told"}
_WORD = re.compile(r"[^\W_]+")


def _write_search(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """The actors, the places and the claims, an item for each."""
    lines: list[Paragraph] = []
    for kind, rows in answer.groupby("kind", sort=False):
        lines += [Paragraph(), headed(_HEADINGS[str(kind)])]
        lines += (
            in_time(desk, each(rows), lambda row: Paragraph(desk.told_on(row.relation_id, row.date, row.text), "  "))
            if kind == "claim"
            else [Paragraph(row.text, "  ") for row in each(rows)]
        )
    return lines[1:]


_SHOWN = {"kind": cell("kind"), "date": day("date"), "what": cell("text"), "sources": sources()}


@question(SEARCH_COLUMNS, text=_write_search, nothing="Nothing here speaks of these words.", shown=_SHOWN)
def search(network: nx.MultiDiGraph, *, words: str) -> pd.DataFrame:
    """Which claims, names and places speak of some words.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    words
        What to look for: every word must be there, in any order, whole or as the beginning of another. Letter case and
        accents do not matter. A claim is looked up in its summary, place and unit and in the names of its parties; an
        actor in its names and note.

    Returns
    -------
    DataFrame
        Columns ``SEARCH_COLUMNS``: ``kind`` is actor, place or claim, in this order; ``id`` is the actor's or the
        relation's, blank of a place; claims are sorted by date, with ``[status]`` before what is not plainly
        asserted. ``relation_id`` is blank but of claims.

    Raises
    ------
    ValueError
        If there is no word to look for.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> found = graphkit.search(network, words="Kursk troops")
    >>> bool((found["kind"] == "claim").any())
    True
    """
    wanted = _words(words)
    if not wanted:
        raise ValueError(f"there is no word in '{words}': give one or more to look for")
    records = sorted(iter_relations(network), key=lambda one: by_date(one[3]["since"], one[3]["until"], one[0]))
    claims = []
    places: dict[str, int] = {}
    for key, actors, recipients, data in records:
        parties = [_spelled(network, one) for one in (*actors, *recipients)]
        if _speaks(wanted, [data["summary"], data["gist"], data["place"], data["unit"], *parties]):
            claims.append(("claim", key, worded(data), data["date"], key))
        if data["place"] and _speaks(wanted, [data["place"]]):
            places[data["place"]] = places.get(data["place"], 0) + 1
    found = [("place", "", f"{place}: {counted(count, 'relation')}", "", "") for place, count in sorted(places.items())]
    return framed([*_actors(network, wanted), *found, *claims], SEARCH_COLUMNS)


def _actors(network: nx.MultiDiGraph, wanted: list[str]) -> Iterator[Found]:
    """The actors whose names or note have the words, by id."""
    known: dict[str, Actor] = network.graph.get("actors", {})
    for key in sorted(known):
        actor = known[key]
        if _speaks(wanted, [actor.id, actor.name, *actor.aliases, actor.note]):
            names = f", also {joined(actor.aliases)}" if actor.aliases else ""
            yield ("actor", key, f"{actor.name} ({key}), {actor.kind}{names}", "", "")


def _spelled(network: nx.MultiDiGraph, actor: str) -> str:
    """All names of an actor."""
    record: Actor | None = network.graph.get("actors", {}).get(actor)
    return name_of(network, actor) if record is None else f"{record.id} {record.name} {join_list(record.aliases)}"


def _words(text: str) -> list[str]:
    """The words of a text without letter case and accents."""
    return [word for one in _WORD.findall(text) if (word := fold_name(one))]


def _speaks(wanted: list[str], texts: Iterable[str]) -> bool:
    """Whether every wanted word begins a word of the texts; a plural finds its singular."""
    there = _words(" ".join(texts))
    return all(
        any(word.startswith(one) or (len(one) > 4 and one.endswith("s") and word == one[:-1]) for word in there)
        for one in wanted
    )
