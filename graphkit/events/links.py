"""What a map shows of a few pairs: how much they did month by month, and examples with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.events.backend import Backend
from graphkit.events.opening import QUAD_NAMES, Filters, Opened, day_texts, opened

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pair_details"]

_CLASS = ("actor_id", "recipient_id", "quad_id")
_TEXTS = {"event_id": "event_id", "code": "code", "source": "outlet"}


def pair_details(
    table: str | Path,
    pairs: Sequence[tuple[str, str]],
    *,
    examples: int = 20,
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what some pairs did month by month, and examples of it.

    Parameters
    ----------
    table, filters, backend
        As :func:`dyads` takes them.
    pairs
        (actor, recipient), as :func:`dyads` names them with the same filters.
    examples
        How many events at most of each pair: the latest of its quad classes, these in turn.

    Returns
    -------
    tuple of DataFrame
        actor, recipient, quad, month (its first day), events, reports; and actor, recipient, quad, date, event_id,
        code, source, reports. Both by actor, recipient and class, the latest first.

    Raises
    ------
    DataError, MissingDependency
        As :func:`dyads`.
    """
    with opened(table, filters or Filters(), backend) as source:
        number = {label: position for position, label in enumerate(source.labels)}
        chosen = [(number[one], number[other]) for one, other in pairs if one in number and other in number]
        columns = list(zip(*chosen, strict=True)) if chosen else [(-1,), (-1,)]
        source.name_actors(wanted=dict.fromkeys({one for pair in chosen for one in pair}, 1))
        source.choose_kinds()
        source.backend.materialise("chosen", {"actor_id": columns[0], "recipient_id": columns[1]})
        source.backend.run("coded")
        source.backend.run("pair_days")
        days = _in_order(source.backend.collect("pair_days"))
        source.backend.materialise("shown", _latest(days, examples))
        source.backend.run("shown_events")
        return _months(days, source), _examples(source.backend.collect("shown_events"), source, examples)


def _in_order(days: dict[str, Any]) -> dict[str, Any]:
    """The days of pairs and classes, the latest of each first."""
    import numpy as np

    found = {name: values.astype(np.int64) for name, values in days.items()}
    key = np.zeros(len(found["day"]), np.int64)
    for name in (*_CLASS, "day"):  # one number for all four sorts several times as fast
        values = found[name] if name != "day" else found["day"].max(initial=0) - found["day"]
        key = key * (int(values.max(initial=0)) + 1) + values
    order = np.argsort(key, kind="stable")
    return {name: values[order] for name, values in found.items()}


def _new(keys: Sequence[Any]) -> Any:
    """Whether each row differs from the one before it."""
    import numpy as np

    first = np.zeros(len(keys[0]), bool)
    first[:1] = True
    for values in keys:
        first[1:] |= values[1:] != values[:-1]
    return first


def _begun(keys: Sequence[Any]) -> Any:
    """The place of the first row with the keys of each row."""
    import numpy as np

    return np.maximum.accumulate(np.where(_new(keys), np.arange(len(keys[0])), 0))


def _latest(days: dict[str, Any], examples: int) -> dict[str, Any]:
    """The latest days of each pair and class that hold enough events."""
    import numpy as np

    events = days["events"]
    if not len(events):
        return {name: [-1] for name in (*_CLASS, "day")}
    before = np.cumsum(events) - events
    wanted = before - before[_begun([days[name] for name in _CLASS])] < examples
    return {name: days[name][wanted] for name in (*_CLASS, "day")}


def _months(days: dict[str, Any], source: Opened) -> pd.DataFrame:
    """Events and reports by pair, class and month, the latest first."""
    import numpy as np

    month = days["day"].astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    starts = np.flatnonzero(_new([*(days[name] for name in _CLASS), month]))
    sums = {name: np.add.reduceat(days[name], starts) if len(starts) else days[name] for name in ("events", "reports")}
    firsts, number = np.unique(month[starts], return_inverse=True)
    frame = _named({name: days[name][starts] for name in _CLASS}, source)
    return frame.assign(month=np.array(day_texts(firsts), object)[number], **sums)


def _examples(found: dict[str, Any], source: Opened, examples: int) -> pd.DataFrame:
    """The examples, the latest first: of each pair so many, its classes in turn."""
    import numpy as np

    numbers = {name: found[name].astype(np.int64) for name in (*_CLASS, "day", "reports")}
    actor, recipient, quad, day, reports = numbers.values()
    ids = found["event_id"].astype(str)
    order = np.lexsort((ids, -reports, -day, quad, recipient, actor))
    turn = _turns([numbers[name][order] for name in _CLASS])
    first = np.lexsort((quad[order], turn, recipient[order], actor[order]))
    inside = _turns([numbers[name][order][first] for name in _CLASS[:2]]) < examples
    chosen = order[np.sort(first[inside])]
    return _named({name: numbers[name][chosen] for name in _CLASS}, source).assign(
        date=day_texts(day[chosen]),
        **{name: found[column][chosen] for name, column in _TEXTS.items()},
        reports=reports[chosen],
    )


def _turns(keys: Sequence[Any]) -> Any:
    """How many rows of the same keys stand before each row."""
    import numpy as np

    return np.arange(len(keys[0])) - _begun(keys)


def _named(found: dict[str, Any], source: Opened) -> pd.DataFrame:
    """The pairs and classes by name."""
    import numpy as np
    import pandas as pd

    labels, quads = np.array([*source.labels, ""], object), np.array(QUAD_NAMES, object)
    return pd.DataFrame(
        {
            "actor": labels[found["actor_id"].astype(int)],
            "recipient": labels[found["recipient_id"].astype(int)],
            "quad": quads[found["quad_id"].astype(int)],
        }
    )
