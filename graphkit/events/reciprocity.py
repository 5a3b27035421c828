"""``reciprocity``: does B answer A more often than chance, how fast, and who comes first?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.chance import (
    LEVEL,
    MIN_OPPORTUNITIES,
    MIN_RESPONSE_DAYS,
    PERIODS,
    AnswerTests,
    Period,
    answer_tests,
    answer_verdicts,
    join_tests,
)
from graphkit.errors import GraphkitError
from graphkit.events.backend import Backend
from graphkit.events.opening import Filters, Opened, day_text, day_texts, opened
from graphkit.events.words import CONFLICT, acted, named
from graphkit.model import RECIPROCITY_COLUMNS, date_bounds
from graphkit.ontology import QUADS, load_ontology
from graphkit.words import counted, fitting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SENSITIVITY_DAYS", "explain_reciprocity", "reciprocity", "reciprocity_events", "reciprocity_sensitivity"]

SENSITIVITY_DAYS = (1, 3, 7, 14)
#: What is kept of each act, as narrow as it can be: there are tens of millions of them.
_COLLECTED = {"actor_id": "int32", "recipient_id": "int32", "day": "int32", "provokes": "int8", "responds": "int8"}
#: So many acts are tested at a time.
BLOCK_ACTS = 2_000_000


@dataclass(frozen=True, slots=True)
class Acts:
    """Days on which one actor acts toward another, the pairs of whom one could be answered, and the span."""

    actor: Any
    recipient: Any
    day: Any
    provokes: Any
    responds: Any
    first: int
    last: int
    labels: list[str]
    notes: list[str]


def reciprocity(
    table: str | Path,
    *,
    within_days: int = 7,
    null: Period = "month",
    same_day: bool = False,
    provocation: Sequence[str] = CONFLICT,
    response: Sequence[str] = CONFLICT,
    include_late: bool = False,
    lags: bool = False,
    periods: Sequence[str] = (),
    by_year: bool = False,
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """Test for every ordered pair whether B's acts toward A follow A's acts toward B more than chance.

    :func:`graphkit.chance.answer_tests` defines opportunity, answer, score, chance and order;
    :func:`graphkit.chance.answer_verdicts` the verdict.

    Parameters
    ----------
    table, filters, backend
        As :func:`dyads` takes them. ``filters.actors`` keeps pairs in which one of them takes part: fewer pairs are
        tested then, and the q-values are of these.
    within_days
        The longest lag of an answer, in days, 1 or more.
    null
        What keeps its level under chance: month, quarter or year.
    same_day
        Whether an act of the same day is an answer.
    provocation, response
        PLOVER types or quad classes that count as the one and as the other.
    include_late
        Whether to keep events that were added more than 30 days after their day (GDELT's "a year ago").
    lags
        Whether to add ``responses_lag_1``, ``expected_lag_1`` and so on.
    periods
        Sub-periods to show beside the whole, EDTF: ``1990/1999``. There is a column ``period`` first then, and
        ``attrs["notes"]`` names the pairs whose verdict on the whole is that of no part.
    by_year
        Whether to show each year beside the whole.

    Returns
    -------
    DataFrame
        Columns ``RECIPROCITY_COLUMNS``, a row for each ordered pair with an opportunity; tested pairs first, by q,
        p, then names. What was not tested has NaN for p and q. ``attrs["notes"]`` says what was left out and how many
        pairs were tested.

    Raises
    ------
    DataError, UnknownActor, MissingDependency
        As :func:`dyads`.
    GraphkitError
        If no event of the table has a direction.
    ValueError
        If ``within_days`` is below 1, or a class of acts is not known.

    Notes
    -----
    Counts come from SQL over whole numbers; the exact tests are computed once, in numpy.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from graphkit.events import import_events
    >>> rows = [("230101", "A", "B"), ("230103", "B", "A"), ("230110", "A", "B"), ("230111", "B", "A"),
    ...         ("230120", "A", "B"), ("230205", "B", "A"), ("230228", "C", "D")]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "acts.tab")
    ...     _ = path.write_text("".join("\\t".join([*row, "190"]) + "\\n" for row in rows))
    ...     _ = import_events("keds", [path], path.with_suffix(".parquet"))
    ...     found = reciprocity(path.with_suffix(".parquet"), within_days=3)
    >>> found[found["provoker"] == "A"][["opportunities", "responses", "verdict"]].values.tolist()
    [[3, 2, 'too few']]
    """
    import pandas as pd

    if within_days < 1:
        raise ValueError(f"within_days is {within_days}: it must be 1 or more")
    options: dict[str, Any] = {"within_days": within_days, "period": null, "same_day": same_day}
    with acts_of(table, filters or Filters(), backend, provocation, response, include_late=include_late) as (
        source,
        acts,
    ):
        whole = _table(acts, options, lags=lags, counts=_counts(source, within_days, same_day=same_day))
        parts = [*periods, *(_years(acts) if by_year else ())]
        if not parts:
            return whole
        frames = [("whole", whole)]
        for part in parts:
            first, last = _bounds(part, acts)
            frames.append((part, _table(acts, options, lags=lags, first=first, last=last)))
    for name, frame in frames:
        frame.insert(0, "period", name)
    order = {pair: number for number, pair in enumerate(zip(whole["responder"], whole["provoker"], strict=True))}
    together = pd.concat([frame for _, frame in frames], ignore_index=True)
    together["_pair"] = [
        order.get(pair, len(order)) for pair in zip(together["responder"], together["provoker"], strict=True)
    ]
    together = together.sort_values("_pair", kind="stable").drop(columns="_pair").reset_index(drop=True)
    together.attrs["notes"] = [*whole.attrs["notes"], *_nowhere(together)]
    return together


def _nowhere(frame: pd.DataFrame) -> list[str]:
    """The pairs whose verdict on the whole span is that of none of its parts, in one sentence if there are any."""
    found = frame[frame["verdict"].isin(["answers", "together", "before"])]
    columns = [found[name].tolist() for name in ("responder", "provoker", "verdict", "period")]
    rows = list(zip(*columns, strict=True))
    parts = {row[:3] for row in rows if row[3] != "whole"}
    lone = [f"{b} to {a} ({said})" for b, a, said, part in rows if part == "whole" and (b, a, said) not in parts]
    if not lone:
        return []
    more = f" and {len(lone) - 5:,} more" if len(lone) > 5 else ""
    return [f"the verdict on the whole span is that of no part of it: {', '.join(lone[:5])}{more}"]


def reciprocity_sensitivity(
    table: str | Path,
    *,
    provocation: Sequence[str] = CONFLICT,
    response: Sequence[str] = CONFLICT,
    same_day: bool = False,
    include_late: bool = False,
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """Return the verdict on every tested pair under each null and window: does it hang on a choice of ours?

    Parameters
    ----------
    table, provocation, response, same_day, include_late, filters, backend
        As :func:`reciprocity` takes them.

    Returns
    -------
    DataFrame
        responder, provoker, a column for each of month, quarter, year with 1, 3, 7 and 14 days (``month_7``), and
        ``changes``: the settings under which it is not what it is by default (month, 7 days), or blank. Pairs that no
        setting tests are left out.

    Raises
    ------
    DataError, UnknownActor, MissingDependency, GraphkitError, ValueError
        As :func:`reciprocity`.
    """
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    with acts_of(table, filters or Filters(), backend, provocation, response, include_late=include_late) as (_, acts):
        for null in PERIODS:
            for days in SENSITIVITY_DAYS:
                options = {"within_days": days, "period": null, "same_day": same_day}
                frame = _table(acts, options).set_index(["responder", "provoker"])
                columns[f"{null}_{days}"] = frame["verdict"]
    result = pd.DataFrame(columns).fillna("too few").sort_index()
    result = result[(result != "too few").any(axis=1)]
    usual = result["month_7"]
    changes = [
        ";".join(name for name in result.columns if row[name] != base)
        for (_, row), base in zip(result.iterrows(), usual, strict=True)
    ]
    result = result.assign(changes=changes).reset_index()
    result.attrs["notes"] = acts.notes
    return result


def reciprocity_events(
    table: str | Path,
    *,
    responder: str,
    provoker: str,
    within_days: int = 7,
    same_day: bool = False,
    provocation: Sequence[str] = CONFLICT,
    response: Sequence[str] = CONFLICT,
    include_late: bool = False,
    filters: Filters | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """List the pairs of events behind one row of :func:`reciprocity`.

    Parameters
    ----------
    responder, provoker
        Any names or codes of the two.
    table, within_days, same_day, provocation, response, include_late, filters, backend
        As :func:`reciprocity` takes them.

    Returns
    -------
    DataFrame
        responder, provoker, provocation_date, provocation_code, provocation_id, response_date, response_code,
        response_id, lag_days: each event of an answered day with each event of the day that answered it, by day.

    Raises
    ------
    DataError, UnknownActor, MissingDependency, GraphkitError, ValueError
        As :func:`reciprocity`.
    """
    import numpy as np
    import pandas as pd

    with acts_of(
        table,
        filters or Filters(),
        backend,
        provocation,
        response,
        include_late=include_late,
        pair=(responder, provoker),
    ) as (source, acts):
        _counts(source, within_days, same_day=same_day)
        deeds = pd.DataFrame(source.backend.collect("deeds"))
        answers = pd.DataFrame(source.backend.collect("answers"))
        second, first = source.who(responder), source.who(provoker)
        labels = np.array(source.labels, object)
    answers = answers[answers["provoker"].isin(first) & answers["responder"].isin(second)]
    answers["reply_day"] = answers["day"] + answers["lag_days"]
    shown = ["day", "event_id", "code"]
    provoking = deeds[deeds["provokes"] == 1].rename(columns={"actor_id": "provoker", "recipient_id": "responder"})
    replying = deeds[deeds["responds"] == 1].rename(
        columns={"actor_id": "responder", "recipient_id": "provoker", "day": "reply_day"}
    )
    joined = answers.merge(provoking[["provoker", "responder", *shown]], on=["provoker", "responder", "day"]).merge(
        replying[["provoker", "responder", "reply_day", "event_id", "code"]],
        on=["provoker", "responder", "reply_day"],
        suffixes=("", "_reply"),
    )
    frame = pd.DataFrame(
        {
            "responder": labels[joined["responder"].to_numpy(int)],
            "provoker": labels[joined["provoker"].to_numpy(int)],
            "provocation_date": day_texts(joined["day"]),
            "provocation_code": joined["code"],
            "provocation_id": joined["event_id"],
            "response_date": day_texts(joined["reply_day"]),
            "response_code": joined["code_reply"],
            "response_id": joined["event_id_reply"],
            "lag_days": joined["lag_days"].astype(int),
        }
    )
    frame = frame.sort_values(list(frame.columns[[2, 5, 4, 7, 0, 1]]), kind="stable").reset_index(drop=True)
    days = len(answers)
    answered = (
        f"{counted(days, 'day')} on which {provoker} acted on {responder} {fitting(days, 'was', 'were')} answered"
    )
    frame.attrs["notes"] = [*acts.notes, f"{answered} within {counted(within_days, 'day')}"]
    return frame


def explain_reciprocity(
    frame: pd.DataFrame,
    *,
    within_days: int,
    null: str = "month",
    limit: int = 20,
    provocation: Sequence[str] = CONFLICT,
    response: Sequence[str] = CONFLICT,
) -> str:
    """Return the tested rows of :func:`reciprocity` in sentences, ``limit`` at most.

    Parameters
    ----------
    frame
        Its answer.
    within_days, null, provocation, response
        What it was asked with.
    limit
        How many rows at most; the others are counted.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"responder": "Y", "provoker": "X", "opportunities": 919, "responses": 612, "rate": 0.666,
    ...        "expected_rate": 0.61, "p_value": 0.002, "q_value": 0.01, "verdict": "together"}
    >>> print(explain_reciprocity(pd.DataFrame([row]), within_days=7))  # doctest: +NORMALIZE_WHITESPACE
    After 919 days on which X acted against Y, Y acted against X within 7 days 612 times (67%); 61% would be expected
    from how busy both were in the same months (p = 0.002, q = 0.01). Y was no more active after than before: they move
    together; the dates do not show who answers.
    """
    tested = frame[frame["verdict"] != "too few"]
    classes = (provocation, response)
    shown = tested.head(limit).to_dict("records")
    said = [_sentence(row, within_days, null, classes, len(tested)) for row in shown]
    rest = []
    if len(tested) > limit:
        more = len(tested) - limit
        rest.append(f"{counted(more, 'more pair')} {fitting(more, 'was', 'were')} tested.")
    days = int(frame.attrs.get("days", 0))
    if not len(tested) and 0 < days < MIN_OPPORTUNITIES + within_days:
        rest.append(too_short(days, within_days))
    elif not len(frame):
        rest.append("Nobody acts on anybody in these classes, early enough to be answered.")
    if len(frame) > len(tested):
        few = len(frame) - len(tested)
        rest.append(
            f"{counted(few, 'pair')} {fitting(few, 'has', 'have')} too few acts to say: "
            f"under {MIN_OPPORTUNITIES} days that could be answered, "
            f"or the other side active on fewer than {MIN_RESPONSE_DAYS}."
        )
    return "\n\n".join([*said, *rest])


def too_short(days: int, within_days: int) -> str:
    """Return that a span has too few days for a question of order, and how many are needed."""
    return (
        f"The span is too short to say who answers whom: it has {counted(days, 'day')}, and at least "
        f"{MIN_OPPORTUNITIES + within_days} are needed: {MIN_OPPORTUNITIES} days of acts and "
        f"{counted(within_days, 'day')} after the last to answer it."
    )


def not_shown(row: Mapping[Any, Any], who: str, did: str, tested: int) -> str:
    """Return what a test that shows nothing leaves open: no evidence is not evidence of none.

    >>> not_shown({"p_value": 0.4}, "Y", "acts on X", 12)
    'Nothing here shows that Y acts on X more or sooner after such days than chance would have it.'
    >>> not_shown({"p_value": 0.011}, "Y", "acts on X", 12)
    'Y acts on X more or sooner than expected, but among the 12 tested that may be chance.'
    """
    if row["p_value"] < LEVEL:
        return f"{who} {did} more or sooner than expected, but among the {tested:,} tested that may be chance."
    return f"Nothing here shows that {who} {did} more or sooner after such days than chance would have it."


def _sentence(
    row: dict[Any, Any], within_days: int, null: str, classes: tuple[Sequence[str], Sequence[str]], tested: int
) -> str:
    """One row in words."""
    b, a = named(row["responder"]), named(row["provoker"])
    period = f"{row['period']}: " if row.get("period", "whole") != "whole" else ""
    ends = {
        "no": not_shown(row, b, f"acts on {a}", tested),
        "together": f"{b} was no more active after than before: they move together; the dates do not show who answers.",
        "answers": f"{b} was more active after than before: {b} answers {a}.",
        "before": f"{b} was more active before than after: {b} comes first, so look at how {a} answers {b}.",
    }
    return (
        f"{period}After {row['opportunities']:,} days on which {acted(a, b, classes[0])}, {acted(b, a, classes[1])} "
        f"within {counted(within_days, 'day')} {counted(row['responses'], 'time')} ({row['rate']:.0%}); "
        f"{row['expected_rate']:.0%} would be expected from how busy both were in the same {null}s "
        f"(p = {short(row['p_value'])}, q = {short(row['q_value'])}). "
        f"{ends[row['verdict']]}"
    )


def short(value: float) -> str:
    """A probability as people write it."""
    return f"{value:.2g}" if value >= 0.0001 else "less than 0.0001"


# --- from the table to whole numbers -----------------------------------------------------------


@contextmanager
def acts_of(
    table: str | Path,
    filters: Filters,
    backend: Backend | None,
    provocation: Sequence[str],
    response: Sequence[str],
    *,
    include_late: bool,
    pair: tuple[str, str] | None = None,
    question: str = "reciprocity",
) -> Iterator[tuple[Opened, Acts]]:
    """Open a table and collect the days on which anybody acts toward anybody."""
    for name in (*provocation, *response):
        if name not in QUADS and name not in load_ontology().types:
            raise ValueError(
                f"there is no class of acts '{name}': it is a type such as ASSAULT or one of {', '.join(QUADS)}"
            )
    with opened(table, filters, backend) as source:
        if include_late:
            source.set(lateness=10_000_000)
        found = source.coverage()
        if found["events"] and found["undirected"] == found["events"]:
            raise GraphkitError(
                f"the {counted(found['events'], 'event')} of '{table}' "
                f"{fitting(found['events'], 'has', 'have')} no direction ({source.format or 'their source'} "
                f"names two sides, not who acted on whom): {question} cannot be asked of them"
            )
        sides = [source.who(name) for name in (pair if pair is not None else filters.actors)]
        third_parties = question != "reciprocity"  # they act on either side: everybody's acts are needed
        wanted = set().union(*sides) if sides and not third_parties else set(range(len(source.labels)))
        source.name_actors(wanted=dict.fromkeys(wanted, 1))
        source.choose_kinds(provocation=provocation, response=response)
        source.set(first_day=found["first_usable"], final_day=found["last_usable"], listed=int(pair is not None))
        source.backend.run("deeds")
        source.backend.run("acts")
        found_days = source.backend.collect("acts")
        days = {name: found_days.pop(name).astype(kind) for name, kind in _COLLECTED.items()}
        yield (
            source,
            Acts(
                days["actor_id"],
                days["recipient_id"],
                days["day"],
                days["provokes"],
                days["responds"],
                found["first_usable"],
                found["last_usable"],
                source.labels,
                _notes(found),
            ),
        )


def _notes(found: dict[str, int]) -> list[str]:
    """What a question of order leaves out."""
    said = {
        "nameless": "without an actor or recipient",
        "inexact": "whose day is not known",
        "late": "added more than 30 days from their day (--include-late keeps them)",
        "undirected": "without direction",
    }
    counts = {words: found[name] for name, words in said.items() if found[name]}
    return [f"{counted(n, 'event')} {words} {fitting(n, 'is', 'are')} left out" for words, n in counts.items()]


def _counts(source: Opened, within_days: int, *, same_day: bool) -> dict[str, Any]:
    """The observed counts from the engine: per pair opportunities, same days, and answers by lag."""
    source.set(within_days=within_days)
    source.backend.materialise("lags", {"lag_days": list(range(0 if same_day else 1, within_days + 1))})
    for name in ("opportunities", "replies", "answers", "pairs", "answers_by_lag"):
        source.backend.run(name)
    return {"pairs": source.backend.collect("pairs"), "lags": source.backend.collect("answers_by_lag")}


def _table(
    acts: Acts,
    options: dict[str, Any],
    *,
    lags: bool = False,
    first: int | None = None,
    last: int | None = None,
    counts: dict[str, Any] | None = None,
) -> pd.DataFrame:
    """The answer for one span; the observed counts are those of the engine where they are given."""
    import numpy as np
    import pandas as pd

    first, last = acts.first if first is None else first, acts.last if last is None else last
    size = max(len(acts.labels), 1)
    open_pairs, tests = _tests(acts, first, last, options)
    observed = _observed(tests, open_pairs, size, counts)
    verdicts = answer_verdicts(tests)
    labels = np.array([*acts.labels, ""], object)
    tested = verdicts["verdict"] != "too few"
    frame = pd.DataFrame(
        {
            "responder": labels[open_pairs % size],
            "provoker": labels[open_pairs // size],
            **measures(tests, verdicts, observed),
        },
        columns=list(RECIPROCITY_COLUMNS),
    )
    if lags:
        frame = pd.concat([frame, pd.DataFrame(_by_lag(tests, observed))], axis=1)
    frame = frame.sort_values(["q_value", "p_value", "responder", "provoker"], kind="stable").reset_index(drop=True)
    frame.attrs["notes"] = [*acts.notes, _tested(int(tested.sum()), len(frame), first, last)]
    frame.attrs["days"] = max(last - first + 1, 0)
    return frame


def _tests(acts: Acts, first: int, last: int, options: dict[str, Any]) -> tuple[Any, AnswerTests]:
    """The pairs that could be answered, and their tests: some pairs at a time, so that sorting takes little memory."""
    import numpy as np

    size = max(len(acts.labels), 1)
    inside = np.flatnonzero((acts.day >= first) & (acts.day <= last))
    blocks = max(-(-len(inside) // BLOCK_ACTS), 1)
    block = (acts.actor[inside] + acts.recipient[inside]) % blocks  # the same for both directions of a pair
    pairs, parts = [], []
    for number in range(blocks):
        chosen = inside[block == number]
        actor, recipient, day = (values[chosen].astype(np.int64) for values in (acts.actor, acts.recipient, acts.day))
        provokes, responds = acts.provokes[chosen] == 1, acts.responds[chosen] == 1
        forward, backward = actor * size + recipient, recipient * size + actor
        found = np.unique(forward[provokes & (day <= last - options["within_days"])])
        pairs.append(found)
        parts.append(
            answer_tests(
                _numbered(found, forward[provokes], day[provokes]),
                _numbered(found, backward[responds], day[responds]),
                len(found),
                first=first,
                last=max(last, first),
                least=(MIN_OPPORTUNITIES, MIN_RESPONSE_DAYS),  # exact only where it decides
                **options,
            )
        )
    return np.concatenate(pairs), join_tests(parts)


def measures(tests: AnswerTests, verdicts: dict[str, Any], observed: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that say how often, how likely and in which order, given the counts that were observed."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        rate, expected = observed["responses"] / observed["opportunities"], tests.expected / observed["opportunities"]
        ratio = np.where(expected > 0, rate / expected, np.nan)
        before = tests.before / tests.order_days
    return {
        "opportunities": observed["opportunities"],
        "responses": observed["responses"],
        "rate": rate,
        "expected_rate": expected,
        "rate_ratio": ratio,
        "p_value": tests.p_value,
        "q_value": verdicts["q_value"],
        "median_lag_days": tests.median_lag,
        "expected_median_lag_days": tests.expected_median_lag,
        "same_day": observed["same_day"],
        "before_rate": before,
        "p_after": tests.p_after,
        "q_after": verdicts["q_after"],
        "verdict": verdicts["verdict"],
        "poisson_rate": tests.naive_rate,
    }


def _by_lag(tests: AnswerTests, observed: dict[str, Any]) -> dict[str, Any]:
    """The responses and those expected, a column for each lag."""
    return {
        f"{what}_lag_{lag}": values[:, number]
        for number, lag in enumerate(tests.lags)
        for what, values in (("responses", observed["by_lag"]), ("expected", tests.expected_by_lag))
    }


def _tested(tested: int, pairs: int, first: int, last: int) -> str:
    """How many pairs were tested, and over which days."""
    return f"{tested:,} of {pairs:,} ordered pairs had enough acts to be tested, {day_text(first)} to {day_text(last)}"


def _numbered(pairs: Any, keys: Any, days: Any) -> tuple[Any, Any]:
    """The days of pairs that can be answered, each with its pair's number."""
    import numpy as np

    place = np.searchsorted(pairs, keys)
    met = np.append(pairs, -1)[place] == keys
    place, days = place[met], days[met]
    order = np.lexsort((days, place))
    return place[order], days[order]


def _observed(tests: AnswerTests, pairs: Any, size: int, counts: dict[str, Any] | None) -> dict[str, Any]:
    """The observed counts: the engine's where it counted, else those of the tests, which are the same."""
    import numpy as np

    if counts is None:
        return {
            "opportunities": tests.opportunities,
            "responses": tests.responses,
            "same_day": tests.same_day,
            "by_lag": tests.responses_by_lag,
        }
    found, lags = counts["pairs"], counts["lags"]
    order = np.argsort(pairs)

    def placed(rows: dict[str, Any]) -> Any:
        """Where among the pairs each row is."""
        keys = rows["provoker"].astype(np.int64) * size + rows["responder"]
        return order[np.searchsorted(pairs, keys, sorter=order)]

    place = placed(found)
    result = {name: np.zeros(len(pairs), np.int64) for name in ("opportunities", "same_day")}
    for name, values in result.items():
        values[place] = found[name]
    by_lag = np.zeros((len(pairs), len(tests.lags)), np.int64)
    by_lag[placed(lags), lags["lag_days"].astype(np.int64) - tests.lags[0]] = lags["answers"]
    return {**result, "responses": by_lag.sum(axis=1), "by_lag": by_lag}


def _years(acts: Acts) -> list[str]:
    """The years that the acts span."""
    first, last = int(day_text(acts.first)[:4]), int(day_text(acts.last)[:4])
    return [str(year) for year in range(first, last + 1)]


def _bounds(period: str, acts: Acts) -> tuple[int, int]:
    """The first and last day of a sub-period, inside the table."""
    import numpy as np

    since, until = date_bounds(period)
    first = acts.first if since is None else max(acts.first, int(np.datetime64(since, "D").astype(int)))
    last = acts.last if until is None else min(acts.last, int(np.datetime64(until, "D").astype(int)))
    if first > last:
        raise ValueError(f"the period {period} has no day in common with the table")
    return first, last
