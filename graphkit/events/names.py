"""Actors that go by two names in one table."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.gazetteer import load_former_states, load_states
from graphkit.model import fold_name
from graphkit.words import counted

__all__ = ["similar_actors"]


def similar_actors(actors: Mapping[str, int], *, limit: int = 10) -> list[str]:
    """Return sentences about actors of one table that may be one.

    Parameters
    ----------
    actors
        Names or codes, each with how often it occurs.
    limit
        How many sentences at most; the others are counted.

    Returns
    -------
    list of str
        Spellings that differ in case, accents or punctuation only; a code or name that was withdrawn beside the
        one that followed it.

    Examples
    --------
    >>> similar_actors({"ROM": 3, "ROU": 9, "South_Korea": 1, "South Korea": 2})
    ["'South Korea' (2) and 'South_Korea' (1) differ in spelling only: --same 'South_Korea=South Korea' joins them", \
"'ROM' (3) was replaced by 'ROU' (9): --same ROM=ROU joins them"]
    """
    spellings: dict[str, list[str]] = {}
    states = load_states()
    for name in sorted(actors, key=lambda name: (name not in states, -actors[name], name)):
        spellings.setdefault(fold_name(name), []).append(name)
    said = [
        f"'{names[0]}' ({actors[names[0]]:,}) and '{other}' ({actors[other]:,}) differ in spelling only: "
        f"--same '{other}={names[0]}' joins them"
        for names in spellings.values()
        for other in names[1:]
    ]
    for record in load_former_states().values():
        if len(record.successors) == 1 and record.id in actors and record.successors[0] in actors:
            new = record.successors[0]
            said.append(
                f"'{record.id}' ({actors[record.id]:,}) was replaced by '{new}' ({actors[new]:,}): "
                f"--same {record.id}={new} joins them"
            )
    rest = [f"and {counted(len(said) - limit, 'more pair')} of names"] if len(said) > limit else []
    return said[:limit] + rest
