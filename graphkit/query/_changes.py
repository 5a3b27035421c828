"""What changed between two dates, or between two networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.model import CHANGES_COLUMNS, date_bounds, date_words, join_list
from graphkit.network import iter_relations, side_score

from ._answers import STANDING, by_date, factual, framed, worded
from ._leverage import LEVERAGE_TIES
from ._register import question
from ._tables import cell, named
from ._text import Desk, Paragraph, bulleted, capital, each, joined, since_words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from ._text import Row

    Holds = Callable[[Mapping[str, Any]], bool]
    Pairs = dict[tuple[str, str], dict[str, tuple[float, bool]]]


#: The most events that are named of one change.
_EVENTS = 3


def _write_changes(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """An item for each change, of all the pairs that it is the same for, and the events behind it."""
    lines = []
    for actors, recipients, row in _gathered(each(answer)):
        keys = desk.known(row.relation_ids)
        toward = " and " if keys and all(desk.data[key]["mutual"] for key in keys) else " towards "
        pair = capital(toward.join(joined(desk.said(side)) for side in (actors, recipients)))
        lines.append(bulleted(f"{pair}: {_turn(row)}."))
        told = _telling(desk, keys, row.after, answer.attrs.get("since", ""))
        lines += [bulleted(f"{since_words(desk.data[key]['date'])}{desk.told(key, '')}", deep=True) for key in told]
        if len(keys) > len(told):
            lines.append(bulleted(_rest(desk, [key for key in keys if key not in told]), deep=True))
    return lines


def _turn(row: Row) -> str:
    """What changed, as one says it."""
    if row.change == "appeared" and row.after and not row.before:
        return f"{row.after}, where nothing was on record before"
    if row.change.startswith("turned ") and ";" not in row.change and row.before and row.after:
        return f"from {row.before} to {row.after}"
    return f"{row.change} ({row.before or 'nothing on record'} before, {row.after or 'nothing on record'} after)"


def _rest(desk: Desk, keys: Sequence[str]) -> str:
    """How many events more there are, and of which time."""
    days = sorted(day[:7] for key in keys if (day := desk.data[key]["since"] or desk.data[key]["until"]))
    if not days:
        return f"and {len(keys)} more"
    months = list(dict.fromkeys((date_words(days[0]), date_words(days[-1]))))
    return f"and {len(keys)} more, {'of' if len(months) == 1 else 'from'} {' to '.join(months)}"


def _gathered(rows: Iterable[Row]) -> list[tuple[list[str], list[str], Row]]:
    """Changes that are the same for several recipients of one actor, or several actors toward one, told once."""
    found: list[tuple[list[str], list[str], Row]] = []
    by_actor: dict[tuple[str, ...], tuple[list[str], list[str], Row]] = {}
    for row in rows:
        key = (row.actor, *row[2:])
        if key not in by_actor:
            by_actor[key] = ([row.actor], [], row)
            found.append(by_actor[key])
        by_actor[key][1].append(row.recipient)
    by_recipients: dict[tuple[object, ...], tuple[list[str], list[str], Row]] = {}
    for actors, recipients, row in found:
        known = by_recipients.setdefault((*recipients, *row[2:]), ([], recipients, row))
        known[0].extend(actors)
    return list(by_recipients.values())


def _telling(desk: Desk, keys: Sequence[str], after: str, since: str = "") -> list[str]:
    """The events that weigh most for what the pair came to, in order of date; those of the time before only alone."""
    sign = -1 if after in ("conflict", "disagreement") else 1
    new = [key for key in keys if (desk.data[key]["since"] or "") > since]
    weight = sorted(new or keys, key=lambda key: (-sign * desk.data[key]["score"], key))
    days = {key: by_date(desk.data[key]["since"], desk.data[key]["until"], key) for key in weight[:_EVENTS]}
    return sorted(days, key=days.__getitem__)


def _weightiest(desk: Desk, row: Row) -> str:
    """One of the events that weigh most for a change, with its status."""
    keys = desk.known(row.relation_ids)
    return "; ".join(worded(desk.data[key]) for key in _telling(desk, keys, row.after, desk.attrs.get("since", ""))[:1])


_SHOWN = {
    "who": named("actor"),
    "to whom": named("recipient"),
    "before": cell("before"),
    "after": cell("after"),
    "change": cell("change"),
    "what": _weightiest,
}


@question(CHANGES_COLUMNS, text=_write_changes, nothing="Nothing changed.", shown=_SHOWN)
def changes(
    network: nx.MultiDiGraph,
    *,
    since: str | None = None,
    until: str | None = None,
    earlier: nx.MultiDiGraph | None = None,
) -> pd.DataFrame:
    """What changed for each pair: what appeared, ended, or turned from cooperation to conflict and back.

    Between two dates: *before* is what had begun by the last possible day of ``since``; *after* is what began later
    and may have by the last possible day of ``until``, with the standing ties that still hold then. An act that is
    over changes nothing by being over; only a standing tie can end. Between two networks: *before* is all of
    ``earlier``, *after* all of ``network``. A pair is in *cooperation* or against each other by the sum of the scores
    of its relations, each counted once; *neutral* if that is 0. Against each other it is *conflict* where there is a
    threat, material conflict or a standing rivalry among them, and *disagreement* where there are only criticism and
    refusals. Requests, leverage and dependence take no side: a pair that has nothing else is neutral.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    since, until
        Two EDTF dates. Undated acts are on neither side, undated standing ties on both. An interval
        begins on its first possible day; of one day that is not known closely, such as ``2024`` or
        ``../2024-06``, the last possible one counts for *before*, the first possible one for *after*:
        what may have been on either side of ``since`` is on neither.
    earlier
        Another network to compare with, in place of the two dates.

    Returns
    -------
    DataFrame
        Columns ``CHANGES_COLUMNS``; one row per pair and direction that changed (one row for both where
        only mutual relations are concerned), by actor and recipient. ``before`` and ``after`` are
        ``cooperation``, ``disagreement``, ``conflict``, ``neutral`` or blank (nothing). ``change`` is ``appeared``,
        ``ended``, ``turned to conflict`` (or to another of these) or ``turned neutral``; between two networks also
        ``relations added``, ``withdrawn`` or ``edited``, with ``; asserted is now contested`` where the status of
        others changed as well, or ``status changed``, where ``before`` and ``after`` are statuses. ``relation_ids``
        are those that are on one side only, or not the same on both. What is only denied, proposed, considered or
        expected does not count. That conflict is over is no change to disagreement.
        ``attrs["since"]`` is the last day of the time before.

    Raises
    ------
    ValueError
        If a date is not EDTF or has an open end, ``until`` is not after ``since``, or neither two dates nor another
        network are given.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset(), roll_up=True)
    >>> found = graphkit.changes(network, since="2024-05", until="2024-12")
    >>> "appeared" in set(found["change"])
    True
    """
    if earlier is not None:
        if since is not None or until is not None:
            raise ValueError("give two dates, or another network, not both")
        first, before, after = "", _pairs(earlier, factual), _pairs(network, factual)
    else:
        first, last = _between(since, until)
        before = _pairs(network, lambda data: factual(data) and _held_by(data, first))
        after = _pairs(network, lambda data: factual(data) and _came_or_holds(data, first, last))
    graphs = (network,) if earlier is None else (network, earlier)
    records = [(key, data) for graph in graphs for key, _, _, data in iter_relations(graph)]
    may_end = {key for key, data in records if earlier is not None or data["quad"] == STANDING}
    silent = {key for key, data in records if data["type"] in LEVERAGE_TIES}
    rows: dict[tuple[str, str], tuple[str, str, str, str]] = {}
    for pair in sorted(before.keys() | after.keys()):
        was, now = before.get(pair, {}), after.get(pair, {})
        if now.items() <= was.items() and may_end.isdisjoint(was.keys() - now.keys()):
            continue  # nothing came and nothing ended: acts that are over change nothing
        voiced = set(was).union(now) - silent or silent
        stance, then = (_stance({key: side[key] for key in side if key in voiced}) for side in (was, now))
        change = _change(stance, then)
        if change == "ended" and may_end.isdisjoint(was):
            continue
        cells = (stance, then, change, join_list(sorted({key for key, _ in was.items() ^ now.items()})))
        if change and rows.get(pair[::-1]) != cells:
            rows[pair] = cells
    if earlier is not None:
        _add_quiet(rows, before, after, _told(earlier), _told(network))
    frame = framed([(*pair, *cells) for pair, cells in sorted(rows.items())], CHANGES_COLUMNS)
    frame.attrs["since"] = first
    return frame


#: What of a relation, besides its status, is edited where it is not the same.
_EDITED = ("type", "mode", "date", "mutual", "place", "contexts", "amount", "unit", "responds_to", "summary")


def _told(network: nx.MultiDiGraph) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """The status of each relation, and what else is said of it."""
    return {key: (data["status"], tuple(data[name] for name in _EDITED)) for key, _, _, data in iter_relations(network)}


def _add_quiet(
    rows: dict[tuple[str, str], tuple[str, str, str, str]],
    before: Pairs,
    after: Pairs,
    then: Mapping[str, tuple[str, tuple[Any, ...]]],
    now: Mapping[str, tuple[str, tuple[Any, ...]]],
) -> None:
    """Add what changed of pairs that did not turn: relations that came, went or were edited, and others' status."""
    for pair in sorted(before.keys() | after.keys()):
        if pair in rows:
            continue
        old, new = before.get(pair, {}), after.get(pair, {})
        both = sorted(old.keys() & new.keys())
        turned = [key for key in both if then[key][0] != now[key][0]]
        found = {
            "added": sorted(new.keys() - old.keys()),
            "withdrawn": sorted(old.keys() - new.keys()),
            "edited": [key for key in both if then[key][1] != now[key][1]],
        }
        words = [word for word, keys in found.items() if keys]
        was, is_now = (join_list(dict.fromkeys(side[key][0] for key in turned)) for side in (then, now))
        if words:
            said = f"relations {' and '.join(words)}" + (f"; {was} is now {is_now}" if turned else "")
            listed = dict.fromkeys([*(key for keys in found.values() for key in keys), *turned])
            cells = (_stance(old), _stance(new), said, join_list(listed))
        elif turned:
            cells = (was, is_now, "status changed", join_list(turned))
        if (words or turned) and rows.get(pair[::-1]) != cells:
            rows[pair] = cells


def _between(since: str | None, until: str | None) -> tuple[str, str]:
    """The last possible days of the two dates."""
    if not since or not until:
        raise ValueError(
            "changes need two dates or another dataset: give since and until (--since, --until), or earlier (--earlier)"
        )
    first, last = date_bounds(since)[1], date_bounds(until)[1]
    if first is None or last is None:
        raise ValueError(f"'{since if first is None else until}' has no end: give a day, a month or a year")
    if last <= first:
        raise ValueError(f"until '{until}' is not after since '{since}': give the earlier date first")
    return first, last


def _held_by(data: Mapping[str, Any], day: str) -> bool:
    """Whether an act had begun, or a standing tie held, on that day."""
    since, until = data["since"], data["until"]
    if data["quad"] == STANDING:
        return (since is None or since <= day) and (until is None or until >= day)
    known = since if since and "/" in data["date"] else until
    return known is not None and known <= day


def _came_or_holds(data: Mapping[str, Any], first: str, last: str) -> bool:
    """Whether an act began between two days, or a standing tie holds on the second."""
    if data["quad"] == STANDING:
        return _held_by(data, last)
    return data["since"] is not None and first < data["since"] <= last


def _pairs(network: nx.MultiDiGraph, holds: Holds) -> Pairs:
    """The scores of the relations that hold, by pair and id; acts inside one state are left out."""
    pairs: Pairs = defaultdict(dict)
    for key, actors, recipients, data in iter_relations(network):
        if holds(data):
            for actor in actors:
                for recipient in recipients:
                    if actor != recipient:
                        pairs[actor, recipient][key] = side_score(data), _is_conflict(data)
                        if data["mutual"]:
                            pairs[recipient, actor][key] = pairs[actor, recipient][key]
    return pairs


def _is_conflict(data: Mapping[str, Any]) -> bool:
    """Whether a relation is more than words of disagreement: a threat, material conflict, a standing rivalry."""
    against = data["type"] == "THREATEN" or data["quad"] in ("material conflict", STANDING)
    return bool(against and data["score"] < 0)


def _stance(scores: Mapping[str, tuple[float, bool]]) -> str:
    """What the relations of a pair come to."""
    if not scores:
        return ""
    total = sum(scores[key][0] for key in sorted(scores))
    if total < 0:
        return "conflict" if any(conflict for _, conflict in scores.values()) else "disagreement"
    return "cooperation" if total > 0 else "neutral"


def _change(before: str, after: str) -> str:
    """The word for a change; blank for none."""
    if before == after or (before, after) == ("conflict", "disagreement"):  # conflict that is over is not undone by it
        return ""
    if not after:
        return "ended"
    if not before:
        return "appeared"
    return "turned neutral" if after == "neutral" else f"turned to {after}"
