"""What happened, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphkit.model import TIMELINE_COLUMNS, date_words, is_denied, join_list
from graphkit.network import iter_relations
from graphkit.words import counted, lying_surely

from ._answers import acting_in, by_date, framed, party_in
from ._register import question
from ._tables import RELATION_SHOWN
from ._text import Desk, Paragraph, each, has_span, in_time, surely

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


def _write_timeline(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """How many there are, then a line for each; of a time that was asked for, first what surely lies in it."""
    items = in_time(
        desk, each(answer), lambda row: Paragraph(desk.told_on(row.relation_id, row.date, row.summary), "  ")
    )
    if len(answer) < 2:
        return items
    days = sorted(day for row in each(answer) for day in (row.since, row.until) if day)
    months = list(dict.fromkeys(date_words(day[:7]) for day in (*days[:1], *days[-1:])))
    head = f"{counted(len(answer), 'relation')}{', ' if months else ''}{' to '.join(months)}."
    if has_span(desk):
        sure = sum(surely(desk, row) for row in each(answer))
        if not sure:
            return items
        rest = len(answer) - sure
        head = f"{lying_surely(sure, rest)}."
    return [Paragraph(head), Paragraph(), *items]


@question(TIMELINE_COLUMNS, text=_write_timeline, nothing="Nothing of the kind is on record.", shown=RELATION_SHOWN)
def timeline(
    network: nx.MultiDiGraph, *, actor: str | None = None, by: str | None = None, together: Iterable[str] = ()
) -> pd.DataFrame:
    """What happened, in order.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`; for some dates, types or statuses only, from
        :func:`graphkit.filter_network`.
    actor
        Keep only relations that this actor takes part in, on either side. None keeps all.
    by
        Keep only what this actor, or who acts for it, does: it is on the acting side, or the relation is mutual. None
        keeps all.
    together
        Keep only what all these actors, or who acts for them, do together: they are all on the acting side, or
        the relation is mutual and all are parties. Empty keeps all.

    Returns
    -------
    DataFrame
        Columns ``TIMELINE_COLUMNS``; one row per relation, standing ties included, by first possible
        day, last possible day and id; what has no date comes last. ``since`` and ``until`` are those
        two days, blank where they are open or unknown. ``attrs["denied"]`` lists the ids of what somebody
        denies or has denied.

    Raises
    ------
    UnknownActor
        If ``actor``, ``by`` or one of ``together`` names nobody.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> bool(graphkit.timeline(network, actor="Pyongyang")["relation_id"].is_unique)
    True
    >>> common = graphkit.timeline(network, together=["US", "Seoul", "Tokyo"])
    >>> "2023-08-18-camp-david-summit" in set(common["relation_id"])
    True
    """
    party = None if actor is None else party_in(network, actor)
    wanted = {party_in(network, name) for name in (*together, *([] if by is None else [by]))}
    acting = acting_in(network) if wanted else {}
    records = sorted(
        (
            record
            for record in iter_relations(network)
            if (party is None or party in (*record[1], *record[2])) and (not wanted or wanted <= acting[record[0]])
        ),
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
    frame = framed(rows, TIMELINE_COLUMNS)
    frame.attrs["denied"] = [key for key, *_, data in records if is_denied(data["evidence"], data["status"])]
    return frame
