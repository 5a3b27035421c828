"""Who can press whom, and through whom: stated ties and their chains, and shares of recorded amounts."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.model import LEVERAGE_COLUMNS, join_list, split_list
from graphkit.network import iter_relations

from ._answers import documents_of, factual, framed, name_of, party_in, whole
from ._register import question
from ._tables import named
from ._text import Desk, Paragraph, capital, each, joined

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._text import Row

    Tie = dict[str, tuple[bool, str]]  #: by id: whether leverage is said in so many words, and the status
    Ties = dict[str, dict[str, Tie]]
    Held = tuple[str, str, str, float | None, str, str]

#: The standing ties that give leverage, and whether the actor of the relation is the one that has it.
LEVERAGE_TIES = {"HAS_LEVERAGE_OVER": True, "DEPENDS_ON": False}


def _write_leverage(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """A sentence for each row: what is stated, then shares, then amounts that no other giver's stand beside."""
    stated: list[Paragraph] = []
    shares: list[Paragraph] = []
    alone: list[Paragraph] = []
    told = {(row.holder, row.over, _unit_of(row)): row.share for row in each(answer) if row.alternative}
    for row in each(answer):
        keys = desk.known(row.relation_ids)
        cited = desk.cite(sorted({document for key in keys for document in documents_of(desk.data[key]["evidence"])}))
        if not row.basis.startswith("amount in "):
            stated.append(Paragraph(_pressure(desk, row) + cited, "  "))
        elif not row.alternative:
            alone += [Paragraph(f"  {desk.told(key, '')}", "    ") for key in keys]
        elif _weighs(desk, row, back := told.get((row.over, row.holder, _unit_of(row)))):
            shares.append(Paragraph(_share(desk, row, keys, back) + cited, "  "))
    lines = [*stated, *shares]
    if alone:
        note = "These amounts have one giver on record, so they are no measure of dependence:"
        lines += [*([Paragraph()] if lines else []), Paragraph(note), *dict.fromkeys(alone)]
    return [*lines, Paragraph(), Paragraph("Numbers of events are not dependence and are not used here.")]


def _unit_of(row: Row) -> str:
    """The unit that a row of shares is of."""
    return str(row.basis.removeprefix("amount in ").rpartition(", asymmetry ")[0])


def _weighs(desk: Desk, row: Row, reverse: float | None) -> bool:
    """Whether a share is worth a sentence: its holder is somebody, and the reverse one, told as well, is no larger."""
    return _is_somebody(desk, row.holder, row) and (
        reverse is None or row.share >= reverse or not _is_somebody(desk, row.over, row)
    )


def _is_somebody(desk: Desk, actor: str, row: Row) -> bool:
    """Whether an actor is more than a remainder such as other trade partners; what was imported knows no kinds."""
    record = desk.network.graph.get("actors", {}).get(actor)
    return (
        record is None
        or record.kind != "other"
        or any(
            one.origin.startswith("import:")
            for key in desk.known(row.relation_ids)
            for one in desk.data[key]["evidence"]
        )
    )


def _pressure(desk: Desk, row: Row) -> str:
    """One row of leverage that is stated, or a chain of such."""
    holder, over = desk.said((row.holder, row.over))
    basis, _, notes = row.basis.removesuffix(")").partition(" (")
    doubts = [note for note in notes.split(";") if note not in ("", "dependence")]
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    if basis == "stated":
        return f"{capital(holder)} has leverage over {over}{doubt}."
    if basis == "stated dependence":
        return f"{capital(over)} depends on {holder}{doubt}; that this gives {holder} leverage is derived, not stated."
    means = " Part of it is derived from a dependence." if "dependence" in notes.split(";") else ""
    between = joined(desk.said(split_list(basis.removeprefix("chain via "))))
    text = f"{capital(holder)} has leverage over {over} only through {between}, by a chain that no document states"
    return f"{text}{doubt}.{means}"


def _share(desk: Desk, row: Row, keys: Iterable[str], back: float | None) -> str:
    """One row of leverage that is a share of recorded amounts; ``back`` is the share the other way, if it is told."""
    holder, over = desk.said((row.holder, row.over))
    match = re.fullmatch(r"amount in (.*), asymmetry ([+-]\d\.\d\d)(?: \(([^()]*)\))?", row.basis, re.DOTALL)
    unit, asymmetry, after = match.groups() if match else (row.basis, "0", "")
    unit = re.sub(r"^USD\b", "US dollars", unit)
    doubt = f" ({after.replace(';', ', ')})" if after else ""
    amount = _in_words(math.fsum(float(desk.data[key]["amount"]) for key in keys))
    other, _, second = row.alternative.rpartition(" ")
    rough = round(row.share - float(asymmetry), 2)  # of an answer for one holder alone, which has no row of the other
    reverse = _percent(back) if back is not None else f"about {_percent(rough)}" if rough > 0 else ""
    other_way = f" The other way round it is {reverse}." if reverse else ""
    rest = (
        f". Next, with {_percent(float(second))}: {desk.said([other])[0]}"
        if _is_somebody(desk, other, row)
        else f"; all others together {_percent(1 - row.share)}"
    )
    return f"{_had(holder, over, _percent(row.share), f'{amount} {unit}')}{doubt}{rest}.{other_way}"


def _had(holder: str, over: str, share: str, amount: str) -> str:
    """Who had how much of what of whom, and when: the measure "USD of trade in 2022" says what and when."""
    found = re.fullmatch(r"(\S.*?)(?: of ([^\d()]+?))?(?: in (\d{4}))?", amount)
    much, what, year = found.groups() if found else (amount, None, None)
    begin = f"In {year} {holder}" if year else capital(holder)
    if what is None:
        return f"{begin} {'accounted' if year else 'accounts'} for {share} of what is on record for {over}: {much}"
    whose = f"{over}'" if over.endswith("s") else f"{over}'s"
    article = "" if re.match(r"\w+['’]", what) else "the "  # "the metal sold", but "Russia's and China's trade"
    of = f"{whose} {what}" if " " not in what else f"{article}{what} on record for {over}"
    return f"{begin} had {share} of {of}, {much}"


def _percent(share: float) -> str:
    """A share as one says it: what is more than nothing is not called 0%, what is less than all not 100%."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 < share < 1 else f"{share:.0%}"


def _in_words(amount: float) -> str:
    """An amount as one says it: 1.53 billion, 153,400."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if amount >= size:
            return f"{amount / size:.4g} {word}"
    return f"{amount:,.15g}"


def _by_what(_: Desk, row: Row) -> str:
    """What leverage rests on, without the measures that the columns have."""
    return str(row.basis) if not row.basis.startswith("amount in ") else _unit_of(row)


def _shared(_: Desk, row: Row) -> str:
    """The share of a row; of what has one giver on record, that it has."""
    if row.share is None or row.share != row.share:
        return ""
    return _percent(float(row.share)) if row.alternative else "only one on record"


def _next(desk: Desk, row: Row) -> str:
    """Who comes next, with the share."""
    other, _, share = str(row.alternative or "").rpartition(" ")
    return f"{name_of(desk.network, other)}, {_percent(float(share))}" if other else ""


_SHOWN = {
    "who": named("holder"),
    "over whom": named("over"),
    "by what": _by_what,
    "share": _shared,
    "next best": _next,
}


@question(LEVERAGE_COLUMNS, text=_write_leverage, nothing="No such leverage is on record.", shown=_SHOWN)
def leverage(
    network: nx.MultiDiGraph, *, holder: str | None = None, over: str | None = None, max_steps: int = 3
) -> pd.DataFrame:
    """Who has leverage over whom: what is stated, chains of it, and shares of recorded amounts.

    *Stated* leverage is a standing tie ``HAS_LEVERAGE_OVER``; a *stated dependence* is ``DEPENDS_ON``,
    from which leverage of the other side is derived. A *chain* leads from one to the next such tie; one
    that a tie between two of its actors makes shorter is left out. A *share* is how much of what an
    actor was given or traded in one unit, by the relations that carry an amount, came from one other:
    Hirschman's dependence. Only material cooperation between one actor and one recipient is summed, each unit by
    itself. Numbers of events are not dependence and are never used.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, usually rolled up.
    holder, over
        Keep only leverage that this actor has, or that is held over this actor. None keeps all.
    max_steps
        The longest chain, in ties, 1 or more.

    Returns
    -------
    DataFrame
        Columns ``LEVERAGE_COLUMNS``; by holder, over and basis. ``basis`` is ``stated``, ``stated
        dependence``, ``chain via X;Y``, or ``amount in UNIT, asymmetry +0.25``, the asymmetry being the
        share less the reverse one. After it, in brackets, ``dependence`` if a chain has a tie that is
        derived from one, the status of what is not plainly asserted, and ``one source`` or ``one
        record`` if all that is on record in this unit came from one giver or is told by one relation: a
        share of 1 then says nothing of dependence. ``share`` (float) is missing for stated ties and
        chains; ``alternative`` names the second-largest source and its share, blank where there is none
        on record.

    Raises
    ------
    UnknownActor
        If a name is nobody's.
    ValueError
        If ``max_steps`` is below 1.

    Notes
    -----
    Shares after Hirschman, National Power and the Structure of Foreign Trade, 1945. They are shares
    of what this dataset records, not of all there is.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> list(graphkit.leverage(network, holder="China", over="North Korea", max_steps=1)["holder"].unique())
    ['CHN']
    """
    if max_steps < 1:
        raise ValueError(f"max_steps is {max_steps}: give 1 or more")
    wanted = [None if name is None else party_in(network, name) for name in (holder, over)]
    ties = _stated_ties(network)
    rows = [row for start in sorted(ties) for row in _chains(ties, start, max_steps)] + list(_shares(network))
    kept = [row for row in rows if wanted[0] in (None, row[0]) and wanted[1] in (None, row[1])]
    return framed(sorted(kept, key=lambda row: (row[:3], row[5])), LEVERAGE_COLUMNS, share="float64")


def _stated_ties(network: nx.MultiDiGraph) -> Ties:
    """Holder to the one it has leverage over to the relations that say so."""
    ties: Ties = defaultdict(lambda: defaultdict(dict))
    for actor, recipient, key, data in whole(network.edges(keys=True, data=True)):
        if data["type"] in LEVERAGE_TIES and factual(data) and actor != recipient:
            direct = LEVERAGE_TIES[data["type"]]
            pair = (actor, recipient) if direct else (recipient, actor)
            ties[pair[0]][pair[1]][key] = direct, data["status"]
    return ties


def _chains(ties: Ties, start: str, max_steps: int) -> Iterator[Held]:
    """Every chain of ties from one holder that passes nobody twice and that no tie makes shorter."""
    stack: list[tuple[str, ...]] = [(start,)]
    while stack:
        path = stack.pop()
        for other in sorted(ties.get(path[-1], ())):
            if other not in path and not any(other in ties.get(holder, ()) for holder in path[:-1]):
                longer = (*path, other)
                yield _chain_row(ties, longer)
                if len(longer) <= max_steps:
                    stack.append(longer)


def _chain_row(ties: Ties, path: tuple[str, ...]) -> Held:
    """One chain as a row: stated when it is a single tie."""
    steps = [ties[holder][over] for holder, over in itertools.pairwise(path)]
    firmest = [min(step.values(), key=_softness) for step in steps]
    derived = not all(direct for direct, _ in firmest)
    if len(path) == 2:
        basis, notes = "stated dependence" if derived else "stated", []
    else:
        basis, notes = f"chain via {join_list(path[1:-1])}", ["dependence"] * derived
    ids = join_list(key for step in steps for key in sorted(step))
    return (path[0], path[-1], _noted(basis, notes, (status for _, status in firmest)), None, "", ids)


def _noted(basis: str, notes: Iterable[str], statuses: Iterable[str]) -> str:
    """The basis, with notes and the statuses of what is not plainly asserted."""
    doubts = sorted({status for status in statuses if status != "asserted"})
    after = ";".join([*notes, *doubts])
    return f"{basis} ({after})" if after else basis


def _softness(tie: tuple[bool, str]) -> tuple[int, bool]:
    """A sort key of what ties say: the firmest status first, and what is said in so many words."""
    order = ("asserted", "acknowledged", "contested", "alleged", "unsourced")
    return order.index(tie[1]), not tie[0]


def _shares(network: nx.MultiDiGraph) -> Iterator[Held]:
    """Hirschman's shares, of each unit by itself."""
    amounts: dict[str, dict[tuple[str, str], dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    status: dict[str, str] = {}
    for key, actors, recipients, data in iter_relations(network):
        if _carries_amount(data) and len(actors) == len(recipients) == 1 and actors != recipients:
            pair = (actors[0], recipients[0])
            status[key] = data["status"]
            for giver, taker in (pair, pair[::-1]) if data["mutual"] else (pair,):
                amounts[data["unit"]][giver, taker][key] = float(data["amount"])
    for unit, flows in amounts.items():
        yield from _unit_shares(unit, flows, status)


def _carries_amount(data: Mapping[str, Any]) -> bool:
    """Whether something countable changed hands, as far as somebody says."""
    amount = data["amount"]
    return data["quad"] == "material cooperation" and factual(data) and amount is not None and amount > 0


def _unit_shares(
    unit: str, flows: Mapping[tuple[str, str], Mapping[str, float]], status: Mapping[str, str]
) -> Iterator[Held]:
    """The share of each giver in what each taker got, with the next best giver."""
    taken: dict[str, dict[str, float]] = defaultdict(dict)
    for (giver, taker), amounts in flows.items():
        taken[taker][giver] = math.fsum(amounts.values())

    def share(giver: str, taker: str) -> float:
        given = taken.get(taker, {})
        return given[giver] / math.fsum(given.values()) if giver in given else 0.0

    for (giver, taker), amounts in flows.items():
        others = sorted((-share(other, taker), other) for other in taken[taker] if other != giver)
        alternative = f"{others[0][1]} {-others[0][0]:.2f}" if others else ""
        asymmetry = share(giver, taker) - share(taker, giver)
        note = [] if others else ["one source" if len(amounts) > 1 else "one record"]
        basis = f"amount in {unit or 'no unit'}, asymmetry {asymmetry:+.2f}"
        basis = _noted(basis, note, (status[key] for key in amounts))
        yield (giver, taker, basis, share(giver, taker), alternative, join_list(sorted(amounts)))
