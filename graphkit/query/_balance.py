"""Who is with whom: balance of triangles, the exact frustration index, and the camps that fit best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.model import BALANCE_COLUMNS, BLOCS_COLUMNS, FACTUAL, join_list
from graphkit.network import iter_relations, signed_network
from graphkit.words import counted

from ._answers import framed
from ._partition import best_partition, frustrated_somewhere
from ._register import question
from ._tables import cell, named
from ._text import Desk, Paragraph, capital, each, joined

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._text import Row

    Act = tuple[tuple[tuple[str, ...], tuple[str, ...]], dict[str, Any]]  #: the two sides of a relation, and its data

#: Why an actor that nothing but conflict ties to others is in no camp.
NOBODY = "no cooperation with anybody"
METHODS = ("balance", "louvain")


@dataclass(frozen=True, slots=True)
class Tie:
    """One signed tie of two actors (``a`` before ``b`` in the alphabet) and the relations behind it."""

    a: str
    b: str
    sign: int
    relation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frustration:
    """How far a network is from falling into two camps.

    Attributes
    ----------
    index
        The frustration index: the fewest ties that go against the best two camps.
    camps
        Those camps, each sorted; the first holds the first actor of the alphabet. Parts of the network
        with no tie between them are each laid so that their own first actor is in the first camp.
    frustrated
        The ties that go against these camps: cooperation between them, conflict inside one.
    pivotal
        The ties of which any single one, if it turned, would lower the index by 1.
    ties
        How many signed ties there are.
    optimal
        Whether ``index`` is proven to be the smallest.
    bound
        No partition has fewer frustrated ties than this; equals ``index`` when optimal.
    pivotal_complete
        Whether ``pivotal`` is known to be all of them.
    """

    index: int
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[Tie, ...]
    pivotal: tuple[Tie, ...]
    ties: int
    optimal: bool
    bound: int
    pivotal_complete: bool


def _write_blocs(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """An item for each camp, then who is in none and why, then what the camps mean."""
    lines = []
    for bloc, rows in answer.groupby("bloc", sort=True):
        strain = int(rows["against_bloc"].sum()) // 2
        friends = counted(int(rows["with_bloc"].sum()) // 2, "tie")
        names = joined(desk.said(rows["actor"]))
        lines.append(
            Paragraph(f"Bloc {bloc}: {names}. Inside it {friends} of cooperation and {strain} of conflict.", "  ")
        )
    for why, rows in answer[answer["bloc"].isna()].groupby("why", sort=True):
        lines.append(Paragraph(f"Unplaced: {joined(desk.said(rows['actor']))} ({why}).", "  "))
    parts = answer.attrs.get("parts", 1)
    if parts > 1:
        lines.append(Paragraph(f"The network falls into {parts} parts that do not touch: each has blocs of its own."))
    if answer.attrs.get("optimal") is False:
        lines.append(Paragraph("These are the best that were found; that none fit better is not proven."))
    return lines


def _write_balance(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """The index, a line for each strained triangle, then the acts on which alone a sign in one of them rests."""
    signed = signed_network(desk.network, threshold=answer.attrs.get("threshold", 0.0))
    single: dict[str, tuple[str, str]] = {}
    found = _frustration(signed, PATIENCE)
    balanced = int(answer["balanced"].sum())
    lines = [Paragraph(f"{balanced} of {counted(len(answer), 'triangle')} are balanced. {_index(desk, found)}")]
    for row in each(answer[~answer["balanced"]]):
        pairs = _pairs(row)
        signs = "; ".join(
            f"{' and '.join(desk.said((a, b)))} {'cooperate' if sign > 0 else 'are at odds'}" for a, b, sign in pairs
        )
        lines.append(Paragraph(f"Under strain: {signs}.", "  "))
        ties = [(a, b, signed.get_edge_data(a, b, {}).get("relation_ids", ())) for a, b, _ in pairs]
        single |= {ids[0]: (a, b) for a, b, ids in ties if len(ids) == 1}
    return [*lines, *_resting(desk, single)]


def _resting(desk: Desk, single: Mapping[str, tuple[str, str]]) -> list[Paragraph]:
    """The acts that are all there is between two actors of a strained triangle, with the score that gave the sign."""
    if not single:
        return []
    lines = [Paragraph(), Paragraph("Signs that rest on one act alone, with its score from -10 to +10:")]
    for key, pair in sorted(single.items(), key=lambda one: one[1]):
        score = f"{desk.data[key]['score']:+g}" if key in desk.data else "no score"
        lines.append(Paragraph(f"  {capital(' and '.join(desk.said(pair)))} ({score}): {desk.told(key, '')}", "    "))
    return lines


def _index(desk: Desk, found: Frustration) -> str:
    """The frustration index in a sentence or two."""
    proven = "exactly" if found.optimal else f"at most, and at least {found.bound}"
    text = f"Frustration index {found.index} ({proven}) of {counted(found.ties, 'tie')}."
    names = "; ".join(" and ".join(desk.said((tie.a, tie.b))) for tie in found.pivotal)
    return f"{text} Any one of these, if it turned, would lower it: {names}." if names else text


def _pairs(row: Row) -> tuple[tuple[str, str, int], ...]:
    """The three pairs of a triangle, each with its sign."""
    return (row.a, row.b, row.sign_ab), (row.b, row.c, row.sign_bc), (row.c, row.a, row.sign_ca)


def _pairs_of(sign: int) -> Callable[[Desk, Row], str]:
    """The pairs of a triangle that have this sign."""
    return lambda desk, row: "; ".join(desk.names((a, b)) for a, b, one in _pairs(row) if one == sign)


_TRIANGLE = {
    "three": lambda desk, row: desk.names((row.a, row.b, row.c)),
    "cooperate": _pairs_of(1),
    "at odds": _pairs_of(-1),
    "balanced": lambda _, row: "yes" if row.balanced else "no",
}
_MEMBER = {
    "bloc": cell("bloc"),
    "who": named("actor"),
    "friends inside": cell("with_bloc"),
    "foes inside": cell("against_bloc"),
    "why in none": cell("why"),
}


@question(BALANCE_COLUMNS, text=_write_balance, nothing="There is no triangle of signed ties.", shown=_TRIANGLE)
def balance(network: nx.MultiDiGraph, *, threshold: float = 0.0) -> pd.DataFrame:
    """Which triangles of actors are balanced and which are under strain.

    A pair's sign is that of its net score. A triangle is *balanced* when the product of its three
    signs is positive: three friends, or two friends with a common enemy.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, usually rolled up.
    threshold
        Pairs whose net score is not beyond this, either way, have no sign; 0 or more.

    Returns
    -------
    DataFrame
        Columns ``BALANCE_COLUMNS``; one row per triangle, ``a`` before ``b`` before ``c`` in the alphabet, signs 1
        or -1 (int), ``balanced`` (bool), the strained ones first, then by names. ``relation_ids`` are
        those behind the three signs. ``attrs["threshold"]`` keeps the threshold.

    Raises
    ------
    ValueError
        If ``threshold`` is below 0.

    Notes
    -----
    After Heider, Journal of Psychology 21, 1946, and Cartwright and Harary, Psychological Review 63, 1956.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> triangles = graphkit.balance(network)
    >>> bool((triangles["a"] < triangles["b"]).all())
    True
    """
    signed = signed_network(network, threshold=threshold)
    rows = []
    for a, b, c in _triangles(signed):
        ties = (signed[a][b], signed[b][c], signed[c][a])
        signs = tuple(tie["sign"] for tie in ties)
        ids = join_list(sorted({key for tie in ties for key in tie["relation_ids"]}))
        rows.append((a, b, c, *signs, signs[0] * signs[1] * signs[2] > 0, ids))
    rows.sort(key=lambda row: (row[6], row[:3]))
    dtypes = {"sign_ab": "int64", "sign_bc": "int64", "sign_ca": "int64", "balanced": "bool"}
    frame = framed(rows, BALANCE_COLUMNS, **dtypes)
    frame.attrs["threshold"] = threshold
    return frame


def _triangles(signed: nx.Graph) -> Iterator[tuple[str, str, str]]:
    """Every triangle once, its actors in the order of the alphabet."""
    later = {actor: {other for other in signed[actor] if other > actor} for actor in sorted(signed)}
    for a, after in later.items():
        for b in sorted(after):
            for c in sorted(after & later[b]):
                yield a, b, c


def frustration(network: nx.MultiDiGraph, *, threshold: float = 0.0, time_limit: float | None = None) -> Frustration:
    """How many ties go against the best two camps, which ones, and which single tie would ease it.

    The *frustration index* is the smallest number of ties that would have to turn for the network to
    fall into two camps with cooperation inside and conflict between. It is exact, found for each connected
    part by itself.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, usually rolled up.
    threshold
        Pairs whose net score is not beyond this, either way, have no tie; 0 or more.
    time_limit
        Most seconds to spend; None is no limit. When it is reached, ``optimal`` is False, ``index``
        is the best found and ``bound`` what is proven.

    Returns
    -------
    Frustration
        Without a tie of conflict the index is 0 and the second camp is empty.

    Raises
    ------
    ValueError
        If ``threshold`` is below 0 or ``time_limit`` is not above 0.

    Notes
    -----
    Divisions are tried actor by actor, branch and bound. Where that takes too many steps, an integer program is
    solved by HiGHS through SciPy: that of Aref and Wilson, Journal of Complex Networks 7, 2019, in its form with one
    variable per actor and per tie.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> found = graphkit.frustration(network)
    >>> found.optimal and len(found.frustrated) == found.index
    True
    """
    _check_limit(time_limit)
    return _frustration(signed_network(network, threshold=threshold), time_limit)


def _frustration(signed: nx.Graph, time_limit: float | None) -> Frustration:
    """The frustration of signed ties."""
    ties = _ties(signed)
    signs = {(tie.a, tie.b): tie.sign for tie in ties}
    best = best_partition(signs, camps=2, time_limit=time_limit)
    pivotal, complete = frustrated_somewhere(signs, best, time_limit=time_limit)
    sides = tuple(tuple(sorted(actor for actor, camp in best.camp.items() if camp == side)) for side in (0, 1))
    return Frustration(
        index=best.cost,
        camps=(sides[0], sides[1]),
        frustrated=tuple(tie for tie in ties if (tie.a, tie.b) in best.frustrated),
        pivotal=tuple(tie for tie in ties if (tie.a, tie.b) in pivotal),
        ties=len(ties),
        optimal=best.optimal,
        bound=best.bound,
        pivotal_complete=complete,
    )


def _check_limit(time_limit: float | None) -> None:
    """Refuse a time limit in which nothing can be done."""
    if time_limit is not None and time_limit <= 0:
        raise ValueError(f"time_limit is {time_limit}: give more than 0 seconds, or None for no limit")


def _ties(signed: nx.Graph) -> list[Tie]:
    """The signed ties in the order of the alphabet."""
    return sorted(
        (Tie(min(a, b), max(a, b), data["sign"], data["relation_ids"]) for a, b, data in signed.edges(data=True)),
        key=lambda tie: (tie.a, tie.b),
    )


#: Most seconds that an answer which only makes use of the two camps spends on finding them.
PATIENCE = 60.0


def camp_of(network: nx.MultiDiGraph) -> dict[str, int]:
    """The bloc, from 1, of each actor that is in one; the best found within a minute."""
    found = blocs(network, time_limit=PATIENCE).dropna(subset=["bloc"])
    return {str(actor): int(bloc) for actor, bloc in zip(found["actor"], found["bloc"], strict=True)}


@question(BLOCS_COLUMNS, text=_write_blocs, nothing="There are no signed ties to make camps of.", shown=_MEMBER)
def blocs(
    network: nx.MultiDiGraph,
    *,
    k: int = 2,
    threshold: float = 0.0,
    method: str = "balance",
    time_limit: float | None = None,
) -> pd.DataFrame:
    """Which camps fit best.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, usually rolled up.
    k
        Most camps to make of each connected part, 1 or more; fewer where more do not fit better. Louvain chooses by
        itself.
    threshold
        Pairs whose net score is not beyond this, either way, have no tie; 0 or more.
    method
        ``balance``: the fewest ties of conflict inside camps and of cooperation between them.
        ``louvain``: communities of the ties of cooperation alone, weighted by net score, for comparison.
    time_limit
        Most seconds to spend on ``balance``; None is no limit. When it is reached, the best found.

    Returns
    -------
    DataFrame
        Columns ``BLOCS_COLUMNS``; one row per actor that has a tie, by ``bloc`` (Int64, from 1), then id.
        ``with_bloc`` (int) counts its ties of cooperation inside its own bloc, ``against_bloc`` (int) its ties of
        conflict there. An actor without cooperation inside the camp that it fits is *unplaced*: its ``bloc`` is
        missing, ``why`` says why, and it comes last. Parts of the network with no tie between them have blocs of
        their own. ``attrs["optimal"]`` is whether the camps are proven to fit best, ``attrs["parts"]`` the number of
        parts.

    Raises
    ------
    ValueError
        If ``k`` is below 1, ``threshold`` below 0, ``method`` none of those allowed or ``time_limit`` not
        above 0.

    Notes
    -----
    The criterion is that of Doreian and Mrvar, Social Networks 18, 1996, with equal weights. Two camps
    are exact at any size; more are exact in each connected part of up to 30 actors or so, beyond which they
    come from a local search that is the same every time but not proven best.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> camps = graphkit.blocs(network).set_index("actor")["bloc"]
    >>> bool(camps["PRK"] == camps["RUS"])
    True
    """
    if k < 1:
        raise ValueError(f"k is {k}: give 1 camp or more")
    if method not in METHODS:
        raise ValueError(f"method '{method}' is not one of {', '.join(METHODS)}")
    _check_limit(time_limit)
    signed = signed_network(network, threshold=threshold)
    if method == "louvain":
        camp, optimal = _communities(signed), False
    else:
        found = best_partition({(tie.a, tie.b): tie.sign for tie in _ties(signed)}, camps=k, time_limit=time_limit)
        camp, optimal = dict(found.camp), found.optimal
    part = _parts(signed)
    sided = {actor: (part[actor], camp[actor]) for actor in sorted(camp)}
    placed = {actor: side for actor, side in sided.items() if _inside(signed, sided, (actor, side), 1)}
    number = {side: place for place, side in enumerate(dict.fromkeys(placed.values()), 1)}
    within = {one: [_inside(signed, placed, (one, side), sign) for sign in (1, -1)] for one, side in sided.items()}
    acts = _acts_of(network, {actor for actor, ties in within.items() if not ties[0]})
    rows = []
    for actor, ties in within.items():
        why = "" if ties[0] else _why(signed, actor, acts[actor])
        rows.append((number[sided[actor]] if ties[0] else None, actor, *ties, why))
    rows.sort(key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    frame = framed(rows, BLOCS_COLUMNS, bloc="Int64", with_bloc="int64", against_bloc="int64")
    frame.attrs.update(optimal=optimal, parts=len(set(part.values())))
    return frame


def _parts(signed: nx.Graph) -> dict[str, int]:
    """The connected part of each actor."""
    import networkx as nx

    found = sorted(nx.connected_components(signed), key=min)
    return {actor: number for number, members in enumerate(found) for actor in members}


def _acts_of(network: nx.MultiDiGraph, wanted: set[str]) -> dict[str, list[Act]]:
    """The relations that each of some actors is a party to."""
    found: dict[str, list[Act]] = {actor: [] for actor in wanted}
    for _, actors, recipients, data in iter_relations(network) if wanted else ():
        for actor in wanted.intersection((*actors, *recipients)):
            found[actor].append(((actors, recipients), data))
    return found


def _why(signed: nx.Graph, actor: str, acts: Iterable[Act]) -> str:
    """Why an actor has no friend in the camp that it fits."""
    if any(data["sign"] > 0 for data in signed[actor].values()):
        return "cooperation only across camps"
    joint = planned = False
    for (actors, recipients), data in acts:
        if data["score"] <= 0 or {*actors, *recipients} == {actor}:
            joint = joint or any(len(side) > 1 for side in (actors, recipients) if actor in side)
        elif data["status"] in FACTUAL:
            return "no cooperation that outweighs the conflict with the same actor"
        else:
            planned = True
    if planned:
        return "cooperation that is only expected, considered, proposed or denied"
    return "acts together with others, but no act of cooperation towards or by another" if joint else NOBODY


def _inside(signed: nx.Graph, sided: Mapping[str, tuple[int, int]], one: tuple[str, tuple[int, int]], sign: int) -> int:
    """How many ties of a sign an actor, given with its side, has to those who are on that side."""
    actor, side = one
    return sum(sided.get(other) == side and data["sign"] == sign for other, data in signed[actor].items())


def _communities(signed: nx.Graph) -> dict[str, int]:
    """Louvain's communities of the ties of cooperation; an actor with none is by itself."""
    import networkx as nx

    friends = nx.Graph()
    friends.add_nodes_from(sorted(signed))
    friends.add_edges_from(
        (tie.a, tie.b, {"weight": signed[tie.a][tie.b]["score"]}) for tie in _ties(signed) if tie.sign > 0
    )
    found = nx.community.louvain_communities(friends, seed=0) if len(friends) else []
    ordered = sorted(found, key=min)
    return {actor: number for number, members in enumerate(ordered) for actor in members}
