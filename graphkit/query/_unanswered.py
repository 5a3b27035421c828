"""Which acts nobody answered, as far as is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.model import UNANSWERED_COLUMNS, join_list
from graphkit.network import iter_relations
from graphkit.words import counted

from ._answers import STANDING, by_date, factual, framed, party_in, state_sides
from ._register import question
from ._tables import RELATION_SHOWN
from ._text import Desk, Paragraph, each, reading

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def _write_unanswered(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """How many there are, then an item for each act."""
    head = f"No answer to {counted(len(answer), 'act')} is on record; there may have been some all the same."
    items = [
        Paragraph(desk.told_on(row.relation_id, row.date, row.summary), "  ") for row in reading(desk, each(answer))
    ]
    return [Paragraph(head), Paragraph(), *items]


@question(
    UNANSWERED_COLUMNS,
    text=_write_unanswered,
    nothing="Every such act has an answer on record, or there is none.",
    shown=RELATION_SHOWN,
)
def unanswered(network: nx.MultiDiGraph, *, by: str | None = None, to: str | None = None) -> pd.DataFrame:
    """Which acts nobody is on record to have answered.

    An *act* is a relation between two sides that somebody holds to have happened; standing ties are none. It is
    *answered* where a relation that somebody holds to have happened says that it responds to it.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, unfiltered: an answer that was filtered out is not seen. For some of the
        acts only, filter the answer.
    by
        Keep only acts of this actor, or of who acts for it. None keeps all.
    to
        Keep only acts on this actor, or on who acts for it. None keeps all.

    Returns
    -------
    DataFrame
        Columns ``UNANSWERED_COLUMNS``; one row per act, by date and id. What has no answer on record may have been
        answered all the same.

    Raises
    ------
    UnknownActor
        If ``by`` or ``to`` names nobody.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> acts = graphkit.unanswered(network, by="Russia")
    >>> "2024-10-prk-troops-to-russia" in set(acts["relation_id"])
    False
    """
    wanted = [None if name is None else party_in(network, name) for name in (by, to)]
    records = {key: (sides, data) for key, *sides, data in iter_relations(network)}
    answered = {earlier for _, data in records.values() if factual(data) for earlier in data["responds_to"]}
    rolled = state_sides(network)
    rows = []
    for key, ((actors, recipients), data) in records.items():
        if key in answered or not factual(data) or data["quad"] == STANDING or set(actors) == set(recipients):
            continue
        state_actors, state_recipients = rolled.get(key, ((), ()))
        sides = [{*actors, *state_actors}, {*recipients, *state_recipients}]
        if data["mutual"]:
            sides = [sides[0] | sides[1]] * 2
        if all(one is None or one in side for one, side in zip(wanted, sides, strict=True)):
            row = (key, data["date"], join_list(actors), data["type"], join_list(recipients), data["summary"])
            rows.append((by_date(data["since"], data["until"], key), (*row, data["status"])))
    return framed([row for _, row in sorted(rows)], UNANSWERED_COLUMNS)
