"""Which claims are disputed: who holds them, who denies them, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model import (
    CONTESTED_COLUMNS,
    Evidence,
    date_words,
    denied_until,
    join_list,
    split_list,
)
from graphkit.network import SourceCounter, iter_relations

from ._answers import actor_in, by_date, documents_of, framed, name_of, voices_of
from ._register import question
from ._text import Desk, Paragraph, capital, dated, each, sentence

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def _write_contested(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """A paragraph for each disputed claim."""
    paragraphs = []
    for row in each(answer):
        held = f"Held by {_voices(desk, row.asserted_by)}; denied" if row.asserted_by else "Denied"
        denied = f" by {_voices(desk, row.denied_by)}" if row.denied_by else " by what only retells others"
        if row.denied_until:
            denied += f" until {date_words(row.denied_until)}, and acknowledged since"
        claim = f"{capital(dated(desk, row.relation_id, row.date))}: {sentence(row.summary)}"
        evidence = desk.data[row.relation_id]["evidence"] if row.relation_id in desk.data else ()
        paragraphs.append(Paragraph(f"{claim} {held}{denied}.{desk.cite_all(evidence)}"))
    return paragraphs


def _voices(desk: Desk, cell: str) -> str:
    """Who says so, by name, with the verb of those who do not plainly assert it."""
    voices = (voice.partition(" (") for voice in split_list(cell))
    documents = desk.network.graph.get("documents", {})
    names = [
        (documents[name].title if name in documents else name_of(desk.network, name)) + blank + mark
        for name, blank, mark in voices
    ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


@question(CONTESTED_COLUMNS, text=_write_contested, nothing="Nobody denies any of it.")
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
