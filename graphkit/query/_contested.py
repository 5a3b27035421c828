"""Which claims are disputed: who holds them, who denies them, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.model import (
    CONTESTED_COLUMNS,
    Evidence,
    date_words,
    denied_on,
    denied_until,
    join_list,
    split_list,
)
from graphkit.network import SourceCounter, iter_relations
from graphkit.words import counted

from ._answers import actor_in, all_until, by_date, denials, documents_of, framed, own_words, voice_said, voices_of
from ._register import question
from ._tables import cell, day
from ._text import Desk, Paragraph, capital, dated, each, in_time, joined, sentence

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._text import Row


#: The day of a denial that nobody tells.
UNKNOWN = "../.."
#: Most names that are read aloud of those who hold, allege or deny a claim.
MOST_VOICES = 5
_ORDER = ("state", "igo", "agency")


def _write_contested(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """How many there are, then an item for each: who holds it, who denies it still, who did until when."""
    counts = Counter(_STANDING.get(status, "that nobody holds and some deny") for status in answer["status"])
    told = joined([f"{count} {words}" for words, count in counts.most_common()])
    head = [Paragraph(f"{counted(len(answer), 'claim')}: {told}."), Paragraph()] if len(answer) > 1 else []
    return [*head, *in_time(desk, each(answer), lambda row: _disputed(desk, row))]


#: What a status says of a claim that somebody denies or denied.
_STANDING = {
    "contested": "held or alleged by some and denied by others",
    "acknowledged": "denied at first and acknowledged since",
}


def _disputed(desk: Desk, row: Row) -> Paragraph:
    """One disputed claim."""
    evidence = desk.data[row.relation_id]["evidence"] if row.relation_id in desk.data else ()
    denied = _denials(desk, split_list(row.denied_by), evidence) or ["denied by what only retells others"]
    claim = f"{capital(dated(desk, row.relation_id, row.date))}: {sentence(row.summary)}"
    told = capital("; ".join([*_held(desk, row), *_doubted(desk, evidence, row.asserted_by), *denied]))
    return Paragraph(f"{claim} {told}.{desk.cite_all(evidence)}", "  ")


def _held(desk: Desk, row: Row) -> list[str]:
    """Who holds it and who only alleges it."""
    voices = split_list(row.asserted_by)
    alleging = [voice for voice in voices if voice.endswith(" (alleges)")]
    sides = {"held by": [voice for voice in voices if voice not in alleging], "alleged by": alleging}
    return [f"{verb} {_voices(desk, who, marked=False)}" for verb, who in sides.items() if who]


def _denials(desk: Desk, deniers: tuple[str, ...], evidence: tuple[Evidence, ...]) -> list[str]:
    """Who denies it still, and who did until when."""
    until = denials(desk.network, evidence, deniers)
    still = until.pop("", {})
    return [
        *([f"denied by {_deniers(desk, still)}"] if still else []),
        *(
            f"denied by {_deniers(desk, who)}{all_until(len(who), date)}, and acknowledged since"
            for date, who in until.items()
        ),
    ]


def _deniers(desk: Desk, days: Mapping[str, str]) -> str:
    """Who denies it, each with the day or period of the first denial where that is known."""
    return _foremost(desk, [(one, _when(date)) for one, date in days.items()])


def _when(date: str) -> str:
    return "" if date in ("", UNKNOWN) else f" ({date_words(date)})"


def _doubted(desk: Desk, evidence: tuple[Evidence, ...], asserted: str) -> list[str]:
    """Who does not hold it but expects, considers or proposes it."""
    holders = {voice.partition(" (")[0] for voice in split_list(asserted)}
    told = []
    for stance, verb in (("expects", "expected"), ("considers", "considered"), ("proposes", "proposed")):
        voices = [voice for voice in voices_of(desk.network, evidence, stance) if voice not in holders]
        holders.update(voices)
        told += [f"only {verb} by {_voices(desk, voices)}"] if voices else []
    return told


def _voices(desk: Desk, cells: Sequence[str], *, marked: bool = True) -> str:
    """Who says so, by name, five at most; ``marked`` with the verb of those who do not plainly assert it."""
    voices = [voice.partition(" (") for voice in cells]
    return _foremost(desk, [(one, gap + mark if marked else "") for one, gap, mark in voices])


def _foremost(desk: Desk, voices: Sequence[tuple[str, str]]) -> str:
    """Voices by name, each with what is said behind it, five at most: states first."""
    ranked = sorted(voices, key=lambda voice: _standing(desk, voice[0]))
    names = [voice_said(desk.network, one) + mark for one, mark in ranked[:MOST_VOICES]]
    more = len(ranked) - MOST_VOICES
    return joined([*names, f"{more} more"] if more > 0 else names)


def _standing(desk: Desk, voice: str) -> int:
    """Where a voice stands in a list: states, then institutions, then persons and others, unsigned texts last."""
    if voice in desk.network.graph.get("documents", {}):
        return len(_ORDER) + 1
    record = desk.network.graph.get("actors", {}).get(voice)
    return _ORDER.index(record.kind) if record is not None and record.kind in _ORDER else len(_ORDER)


_SHOWN = {
    "date": day("date"),
    "what": cell("summary"),
    "held by": lambda desk, row: _voices(desk, split_list(row.asserted_by)),
    "denied by": lambda desk, row: _deniers(
        desk, dict(zip(split_list(row.denied_by), split_list(row.denied_on), strict=True))
    ),
    "status": cell("status"),
    "sources": cell("sources"),
}


@question(
    CONTESTED_COLUMNS,
    text=_write_contested,
    nothing="No denial is on record; that nobody denies it is not said.",
    shown=_SHOWN,
)
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
        Columns ``CONTESTED_COLUMNS``; one row per relation with evidence that denies it, by date and id. ``status``
        is contested, denied, or acknowledged: then everyone who denied it has asserted it since, and ``denied_until``
        is when the last of them did (EDTF). ``asserted_by`` and ``denied_by`` list who says so, separated by ``;``:
        the id of the speaker, or the author or publisher of a document that says it in its own voice. ``denied_on`` is
        when each of ``denied_by`` first denied it, in their order (EDTF): its own day, else ``../`` and the end of
        the document that tells it, ``../..`` where neither is known. Who does not
        plainly assert it has `` (alleges)`` after the name; who only expects, considers or proposes it holds nothing
        and is not listed. ``asserted_by`` is blank where nobody holds it. A document that only retells others is
        nobody's voice. ``sources`` (int) is the number of independent documents
        (:func:`graphkit.network.sources_of`).

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
        days = [denied_on(own_words(network, data["evidence"], voice), documents) for voice in denied]
        sources = counter.sources(counter.profile(data["evidence"])).count
        said = (data["status"], join_list(held_by), join_list(denied), join_list(days), until)
        row = (*about, *said, join_list(documents_of(data["evidence"])), sources)
        rows.append((by_date(data["since"], data["until"], key), row))
    return framed([row for _, row in sorted(rows)], CONTESTED_COLUMNS, sources="int64")


def _holders(network: nx.MultiDiGraph, evidence: tuple[Evidence, ...]) -> dict[str, str]:
    """Who holds it, with the firmer stance each takes; the firmest first, then by name."""
    held: dict[str, str] = {}
    for stance in ("asserts", "alleges"):
        for voice in voices_of(network, evidence, stance):
            held.setdefault(voice, stance)
    return held
