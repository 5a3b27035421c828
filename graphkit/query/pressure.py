"""Who can press whom, and through whom: stated ties and their chains, and shares of recorded amounts."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.model import LEVERAGE_COLUMNS, join_list
from graphkit.network import iter_relations

from .act import factual, framed, party_in

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Ties = dict[str, dict[str, dict[str, str]]]
    Row = tuple[str, str, str, float | None, str, str]

#: The standing ties that give leverage, and whether the actor of the relation is the one that has it.
LEVERAGE_TIES = {"HAS_LEVERAGE_OVER": True, "DEPENDS_ON": False}


def leverage(
    network: nx.MultiDiGraph, *, holder: str | None = None, over: str | None = None, max_steps: int = 3
) -> pd.DataFrame:
    """Who has leverage over whom: what is stated, chains of it, and shares of recorded amounts.

    *Stated* leverage is a standing tie ``HAS_LEVERAGE_OVER``, or ``DEPENDS_ON`` read backwards. A
    *chain* leads from one to the next such tie. A *share* is how much of what an actor was given or
    traded in one unit, by the relations that carry an amount, came from one other: Hirschman's
    dependence. Only material cooperation between one actor and one recipient is summed, each unit by
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
        Columns ``LEVERAGE_COLUMNS``; by holder, over and basis. ``basis`` is ``stated``, ``chain via
        X;Y``, or ``amount in UNIT, asymmetry +0.25``, the asymmetry being the share less the reverse one.
        ``share`` (float) is missing for stated ties and chains; ``alternative`` names the
        second-largest source and its share, blank where there is none on record. A basis that is not
        plainly asserted has the status after it.

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
    >>> list(graphkit.leverage(network, over="North Korea", max_steps=1)["holder"].unique())
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
    """Holder to the one it has leverage over to the relations that say so, with their status."""
    ties: Ties = defaultdict(lambda: defaultdict(dict))
    for actor, recipient, key, data in network.edges(keys=True, data=True):
        if data["type"] in LEVERAGE_TIES and factual(data) and actor != recipient:
            pair = (actor, recipient) if LEVERAGE_TIES[data["type"]] else (recipient, actor)
            ties[pair[0]][pair[1]][key] = data["status"]
    return ties


def _chains(ties: Ties, start: str, max_steps: int) -> Iterator[Row]:
    """Every chain of ties from one holder that passes nobody twice."""
    stack: list[tuple[str, ...]] = [(start,)]
    while stack:
        path = stack.pop()
        for other in sorted(ties.get(path[-1], ())):
            if other not in path:
                longer = (*path, other)
                yield _chain_row(ties, longer)
                if len(longer) <= max_steps:
                    stack.append(longer)


def _chain_row(ties: Ties, path: tuple[str, ...]) -> Row:
    """One chain as a row: stated when it is a single tie."""
    steps = [ties[holder][over] for holder, over in itertools.pairwise(path)]
    firmest = [_firmest(step.values()) for step in steps]
    basis = "stated" if len(path) == 2 else f"chain via {join_list(path[1:-1])}"
    ids = join_list(key for step in steps for key in sorted(step))
    return (path[0], path[-1], _doubted(basis, firmest), None, "", ids)


def _doubted(basis: str, statuses: Iterable[str]) -> str:
    """The basis, with the statuses of what is not plainly asserted."""
    doubt = ";".join(sorted({status for status in statuses if status != "asserted"}))
    return f"{basis} ({doubt})" if doubt else basis


def _firmest(statuses: Iterable[str]) -> str:
    """The status that says most: plainly asserted before contested before alleged."""
    order = ("asserted", "contested", "alleged", "unsourced")
    return min(statuses, key=order.index)


def _shares(network: nx.MultiDiGraph) -> Iterator[Row]:
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
) -> Iterator[Row]:
    """The share of each giver in what each taker got, with the next best giver."""
    taken: dict[str, dict[str, float]] = defaultdict(dict)
    for (giver, taker), amounts in flows.items():
        taken[taker][giver] = sum(amounts[key] for key in sorted(amounts))

    def share(giver: str, taker: str) -> float:
        given = taken.get(taker, {})
        return given[giver] / sum(given[one] for one in sorted(given)) if giver in given else 0.0

    for (giver, taker), amounts in flows.items():
        others = sorted((-share(other, taker), other) for other in taken[taker] if other != giver)
        alternative = f"{others[0][1]} {-others[0][0]:.2f}" if others else ""
        asymmetry = share(giver, taker) - share(taker, giver)
        basis = _doubted(f"amount in {unit or 'no unit'}, asymmetry {asymmetry:+.2f}", (status[key] for key in amounts))
        yield (giver, taker, basis, share(giver, taker), alternative, join_list(sorted(amounts)))
