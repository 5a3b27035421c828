"""The questions that count: ``dyads``, ``ego``, ``timeline`` and ``describe``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from graphkit.errors import GraphkitError
from graphkit.events.backend import Backend
from graphkit.events.opening import (
    LATENESS_DAYS,
    QUAD_NAMES,
    Filters,
    Opened,
    day_text,
    day_texts,
    opened,
    read_sidecar,
)
from graphkit.model import DESCRIBE_COLUMNS, DYADS_COLUMNS, SERIES_COLUMNS
from graphkit.words import counted, fitting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["describe", "dyads", "ego", "timeline"]


def dyads(table: str | Path, *, filters: Filters | None = None, backend: Backend | None = None) -> pd.DataFrame:
    """Who does how much to whom, by quad class.

    Parameters
    ----------
    table
        An event table, ``.parquet`` or ``.csv``, as :func:`import_events` writes it.
    filters
        What of it is asked for. ``actors`` keeps the pairs in which one of them takes part.
    backend
        The engine; None is DuckDB.

    Returns
    -------
    DataFrame
        Columns ``DYADS_COLUMNS``, by number of events, then names. ``share`` is the share of the actor's events in
        the chosen time and kinds. ``first`` and ``last`` are days as text. Rows without an actor or recipient are
        left out; ``attrs["notes"]`` says how many. ``attrs["directed"]`` is False where actor and recipient are only
        two sides (UCDP, ACLED).

    Raises
    ------
    DataError
        If there is no such table.
    UnknownActor
        If an actor of the filters is not in it.
    MissingDependency
        If duckdb is not installed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from graphkit.events import import_events
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "levant.tab")
    ...     _ = path.write_text("930913\\tISR\\tPSE\\t057\\n930914\\tISR\\tPSE\\t042\\n930914\\tPSE\\tISR\\t190\\n")
    ...     _ = import_events("keds", [path], path.with_suffix(".parquet"))
    ...     found = dyads(path.with_suffix(".parquet"))
    >>> found[["actor", "recipient", "quad", "events", "share"]].values.tolist()
    [['ISR', 'PSE', 'verbal cooperation', 2, 1.0], ['PSE', 'ISR', 'material conflict', 1, 1.0]]
    """
    filters = filters or Filters()
    with opened(table, filters, backend) as source:
        return _kept(_dyads(source), source, [source.who(name) for name in filters.actors])


def ego(
    table: str | Path, actor: str, *, filters: Filters | None = None, backend: Backend | None = None
) -> pd.DataFrame:
    """What one actor does to others, and they to it.

    Parameters
    ----------
    table, filters, backend
        As :func:`dyads` takes them.
    actor
        Any name or code: a state stands for everybody who acts for it.

    Returns
    -------
    DataFrame
        The rows of :func:`dyads` in which the actor takes part.

    Raises
    ------
    DataError, UnknownActor, MissingDependency
        As :func:`dyads`.
    """
    filters = filters or Filters()
    with opened(table, filters, backend) as source:
        return _kept(_dyads(source), source, [source.who(actor), *(source.who(name) for name in filters.actors)])


def _kept(frame: pd.DataFrame, source: Opened, groups: list[set[int]]) -> pd.DataFrame:
    """The rows in which the wanted actors take part: the first group always, of the others any."""
    attrs = dict(frame.attrs)
    if groups:
        wanted = {source.labels[number] for group in groups for number in group}
        frame = frame[frame["actor"].isin(wanted) | frame["recipient"].isin(wanted)].reset_index(drop=True)
    frame.attrs.update(attrs)
    return frame


def _dyads(source: Opened) -> pd.DataFrame:
    """All pairs."""
    import numpy as np
    import pandas as pd

    source.name_actors()
    source.choose_kinds()
    source.backend.run("dyads")
    found = source.backend.collect("dyads")
    labels = np.array([*source.labels, ""], object)
    quads = np.array(QUAD_NAMES, object)
    scored, points = found["scored"], found["points"].astype(np.int64)
    totals = np.bincount(found["actor_id"], weights=found["events"], minlength=len(labels))
    frame = pd.DataFrame(
        {
            "actor": labels[found["actor_id"]],
            "recipient": labels[found["recipient_id"]],
            "quad": quads[found["quad_id"]],
            "events": found["events"].astype(np.int64),
            "reports": found["reports"].astype(np.int64),
            "days": found["days"].astype(np.int64),
            "first": day_texts(found["first_at"]),
            "last": day_texts(found["last_at"]),
            "mean_score": np.where(scored > 0, points / 1000 / np.maximum(scored, 1), np.nan),
            "sum_score": np.where(scored > 0, points / 1000, np.nan),
            "share": found["events"] / np.maximum(totals[found["actor_id"]], 1),
        },
        columns=list(DYADS_COLUMNS),
    )
    order = ["events", "actor", "recipient", "quad"]
    frame = frame.sort_values(order, ascending=[False, True, True, True], kind="stable").reset_index(drop=True)
    whole = source.coverage()
    frame.attrs["notes"], frame.attrs["directed"] = _notes(whole), whole["undirected"] < max(whole["events"], 1)
    return frame


def _notes(found: dict[str, int]) -> list[str]:
    """How much lies in the chosen time, and what a question about pairs leaves out."""
    nameless, undirected = found["nameless"], found["undirected"]
    notes = [f"{counted(found['events'], 'event')} from {counted(found['reports'], 'report')} in the chosen time"]
    if nameless:
        be = fitting(nameless, "is", "are")
        notes.append(f"{counted(nameless, 'event')} without an actor or recipient {be} left out")
    if undirected:
        have = fitting(undirected, "has", "have")
        notes.append(f"{counted(undirected, 'event')} {have} no direction: actor and recipient are only two sides")
    return notes


def timeline(
    table: str | Path,
    actor: str,
    recipient: str,
    *,
    by: Literal["day", "week", "month"] = "month",
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """What two actors did to each other, period by period, periods without an event included.

    Parameters
    ----------
    table, filters, backend
        As :func:`dyads` takes them.
    actor, recipient
        Any names or codes: a state stands for everybody who acts for it.
    by
        day, week (from Monday) or month.

    Returns
    -------
    DataFrame
        Columns ``SERIES_COLUMNS``: two rows a period, the actor's acts first. ``date`` is the period's first day.
        From the first to the last period of the table, in the chosen time. Events whose day is not known closer than
        the period are left out; ``attrs["notes"]`` says how many.

    Raises
    ------
    DataError, UnknownActor, MissingDependency
        As :func:`dyads`.
    GraphkitError
        If both names mean one actor.
    ValueError
        If ``by`` is none of the three.
    """
    import numpy as np
    import pandas as pd

    if by not in ("day", "week", "month"):
        raise ValueError(f"by is '{by}': it is day, week or month")
    with opened(table, filters or Filters(), backend) as source:
        first, second = source.who(actor), source.who(recipient)
        if first & second:
            both = source.labels[min(first & second)]
            raise GraphkitError(f"'{actor}' and '{recipient}' both mean {both}: name two actors")
        source.name_actors(side={**dict.fromkeys(first, 1), **dict.fromkeys(second, 2)})
        source.choose_kinds()
        source.backend.run("series")
        found, whole = source.backend.collect("series"), source.coverage()
    period = _period_starts(found["day"], by)
    known = period == _period_starts(found["end_day"], by)
    spread = int(found["events"][~known].sum())
    if whole["events"]:
        edges = _period_starts(np.array([whole["first_at"], whole["last_at"]]), by)
        starts = np.unique(_period_starts(np.arange(edges[0], edges[1] + 1), by))
    else:
        starts = np.array([], np.int64)
    rows = []
    for side, (one, other) in ((1, (actor, recipient)), (2, (recipient, actor))):
        chosen = known & (found["actor_side"] == side)
        at = np.searchsorted(starts, period[chosen])
        sums = {
            name: np.bincount(at, weights=found[name][chosen].astype(float), minlength=len(starts))
            for name in ("events", "reports", "points", "scored")
        }
        mean = np.where(sums["scored"] > 0, sums["points"] / 1000 / np.maximum(sums["scored"], 1), np.nan)
        counts = {name: np.rint(sums[name]).astype(np.int64) for name in ("events", "reports")}
        dates = day_texts(starts)
        rows.append(pd.DataFrame({"date": dates, "actor": one, "recipient": other, **counts, "mean_score": mean}))
    frame = pd.concat(rows).sort_values("date", kind="stable").reset_index(drop=True)[list(SERIES_COLUMNS)]
    left_out = f"{counted(spread, 'event')} {fitting(spread, 'is', 'are')} not dated to the {by} and left out"
    frame.attrs["notes"] = [left_out] if spread else []
    return frame


def _period_starts(days: Any, by: str) -> Any:
    """The first day of each day's period."""
    import numpy as np

    days = np.asarray(days).astype(np.int64)
    if by == "day":
        return days
    if by == "week":
        return days - (days + 3) % 7  # 1970-01-01 was a Thursday
    return days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def describe(table: str | Path, *, filters: Filters | None = None, backend: Backend | None = None) -> pd.DataFrame:
    """What is in an event table.

    Parameters
    ----------
    table, filters, backend
        As :func:`dyads` takes them.

    Returns
    -------
    DataFrame
        Columns ``item`` and ``value`` (text): rows and reports, span and gaps, actors, what has no actor, type, day
        or direction, where it comes from.

    Raises
    ------
    DataError, MissingDependency
        As :func:`dyads`.
    """
    import pandas as pd

    with opened(table, filters or Filters(), backend) as source:
        found = source.coverage()
        states = {state for _, state in source.parties if state}
        actors, form = len(source.labels), source.format
    total = max(found["events"], 1)

    def part(number: int) -> str:
        return f"{number:,} ({number / total:.1%})"

    items = {"events": f"{found['events']:,}", "reports": f"{found['reports']:,}"}
    items["reports per event"] = f"{found['reports'] / total:.2f}"
    if found["events"]:
        span = found["last_at"] - found["first_at"] + 1
        items["first day"], items["last day"] = day_text(found["first_at"]), day_text(found["last_at"])
        items["days with events"] = f"{found['days']:,} of {span:,}"
    items |= {
        "actors": f"{actors:,}",
        "states": f"{len(states):,}",
        "without actor or recipient": part(found["nameless"]),
        "actor of no known state": part(found["stateless"]),
        "without a type": part(found["untyped"]),
        "day not known": part(found["inexact"]),
        f"added more than {LATENESS_DAYS} days later": part(found["late"]),
        "without direction": part(found["undirected"]),
    }
    items |= _origin(read_sidecar(Path(table)), form)
    frame = pd.DataFrame(list(items.items()), columns=list(DESCRIBE_COLUMNS))
    frame.attrs["notes"] = []
    return frame


def _origin(side: dict[str, Any], form: str) -> dict[str, str]:
    """Where a table comes from, as its import says."""
    if not form:
        return {"format": "not known: there is no .json beside the table"}
    left_out = sum(side.get("skipped", {}).values())
    return {
        "format": f"{form} ({', '.join(side.get('versions', ()))})",
        "files": f"{len(side.get('files', ())):,}",
        "rows left out at import": f"{left_out:,}",
        "gaps": "; ".join(side.get("gaps", ())) or "none listed",
        "cite": str(side.get("citation", "")),
    }
