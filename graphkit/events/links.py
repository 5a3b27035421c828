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
        How many events at most of each pair and quad class; those of the latest days.

    Returns
    -------
    tuple of DataFrame
        actor, recipient, quad, month (its first day), events, reports; and actor, recipient, quad, date, event_id,
        code, source, reports, the latest first.

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
        source.backend.run("coded")
        source.backend.materialise("chosen", {"actor_id": columns[0], "recipient_id": columns[1]})
        source.backend.run("pair_days")
        days = source.backend.collect("pair_days")
        source.backend.materialise("shown", _latest(days, examples))
        source.backend.run("shown_events")
        return _months(days, source), _examples(source.backend.collect("shown_events"), source, examples)


def _latest(days: dict[str, Any], examples: int) -> dict[str, Any]:
    """The latest days of each pair and class that hold enough events."""
    import numpy as np

    order = np.lexsort((-days["day"], days["quad_id"], days["recipient_id"], days["actor_id"]))
    keys = {name: days[name][order] for name in ("actor_id", "recipient_id", "quad_id", "day")}
    events = days["events"][order].astype(np.int64)
    if not len(events):
        return {name: [-1] for name in keys}
    names = ("actor_id", "recipient_id", "quad_id")
    new = np.concatenate([[True], np.any([np.diff(keys[name]) != 0 for name in names], axis=0)])
    before = np.cumsum(events) - events
    begun = np.maximum.accumulate(np.where(new, np.arange(len(events)), 0))
    wanted = before - before[begun] < examples
    return {name: values[wanted] for name, values in keys.items()}


def _months(days: dict[str, Any], source: Opened) -> pd.DataFrame:
    """Events and reports by pair, class and month."""
    import numpy as np
    import pandas as pd

    month = days["day"].astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    keys = ["actor_id", "recipient_id", "quad_id", "month"]
    numbers = {name: days[name].astype(np.int64) for name in (*keys[:3], "events", "reports")} | {"month": month}
    sums = pd.DataFrame(numbers).groupby(keys, as_index=False)[["events", "reports"]].sum()
    found = {name: sums[name].to_numpy() for name in (*keys, "events", "reports")}
    frame = _named(found, source).assign(
        month=day_texts(found["month"]), events=found["events"], reports=found["reports"]
    )
    return pd.DataFrame(frame.sort_values(["actor", "recipient", "quad", "month"], kind="stable", ignore_index=True))


def _examples(found: dict[str, Any], source: Opened, examples: int) -> pd.DataFrame:
    """The examples, the latest first."""
    frame = _named(found, source).assign(
        date=day_texts(found["day"]),
        event_id=found["event_id"],
        code=found["code"],
        source=found["outlet"],
        reports=found["reports"],
    )
    order = ["actor", "recipient", "quad", "date", "reports", "event_id"]
    frame = frame.sort_values(order, ascending=[True, True, True, False, False, True], kind="stable")
    return frame.groupby(["actor", "recipient", "quad"]).head(examples).reset_index(drop=True)


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
