"""Who responded to whom: answers that a document states, and acts that may be answers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import UnknownActor
from graphkit.model import PLAIN, RESPONSES_COLUMNS, date_words, denial_words, join_list, split_list
from graphkit.network import SourceCounter, iter_relations, relation_of
from graphkit.ontology import types_with
from graphkit.words import counted

from ._answers import (
    STANDING,
    actor_in,
    as_read,
    by_date,
    documents_of,
    factual,
    framed,
    ordinal,
    state_view,
    whole,
    worded,
)
from ._inferred import Acts, answers_within, sequence_of
from ._rates import TOO_FEW, pair_rates
from ._register import question
from ._tables import cell, day, named
from ._text import (
    Desk,
    Paragraph,
    at_head,
    bulleted,
    capital,
    date_said,
    each,
    first_few,
    headed,
    joined,
    left_out,
    several,
    since_words,
)

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ._answers import Edge
    from ._text import Row

    Integers = NDArray[np.int64]
    Record = tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]

BASES = ("stated", "inferred", "all")

#: The most words of a brief answer.
BRIEF_WORDS = 120
#: Of an answer that is shortened: so many acts, those with most answers, and so many answers to each or to one alone.
SHORT_ACTS, SHORT_ANSWERS, SHORT_ALONE = 5, 4, 15
_MONTH = 31  # days


class _Side(NamedTuple):
    """The actor that was asked for, and the networks it acts in: as given, and rolled up where that differs."""

    actor: str
    networks: tuple[nx.MultiDiGraph, ...]

    def node(self) -> str | None:
        """The actor's node in the last of the networks; None once it is folded into a state."""
        return self.actor if self.actor in self.networks[-1] else None

    def ids(self) -> frozenset[str]:
        """The relations in which it acts."""
        return frozenset(
            key
            for network in self.networks
            if self.actor in network
            for edges in (network.out_edges, network.in_edges)
            for actor, _, key, data in whole(edges(self.actor, keys=True, data=True))
            if actor == self.actor or self.actor in _sides(network, key)[0] or data["mutual"]
        )


def _write_responses(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """How much there is, a heading for each provocation, and an item for each answer to it."""
    later = _later(desk)
    groups = _by_provocation(answer)
    shown = first_few(groups, SHORT_ACTS, key=lambda rows: -len(rows)) if desk.short else groups
    paragraphs = [*_opening(desk, answer, len(groups)), Paragraph()] if len(groups) > 1 else []
    if len(shown) < len(groups):
        rest = len(answer) - sum(map(len, shown))
        note = f"Below are the {_number(len(shown))} acts with most answers; {len(groups) - len(shown)} more"
        paragraphs[-1:] = [Paragraph(f"{note}, with {counted(rest, 'answer')}, are left out here."), Paragraph()]
    for rows in shown:
        limit = SHORT_ANSWERS if len(groups) > 1 else SHORT_ALONE
        paragraphs += [*_responses_to_one(desk, rows, later, limit if desk.short else len(rows)), Paragraph()]
    return paragraphs[:-1]


def _opening(desk: Desk, answer: pd.DataFrame, acts: int) -> list[Paragraph]:
    """How many answers there are to how many acts, whose they are, and who answered first and last."""
    done, _ = _stated_answers(desk, each(answer))
    told = [*_how_many(desk, answer, done, acts), _ends(desk, done)]
    return [Paragraph(" ".join(part for part in told if part))]


def _later(desk: Desk) -> dict[str, list[str]]:
    """The relations that are told to answer each relation."""
    later: dict[str, list[str]] = {}
    for key, data in desk.data.items():
        for earlier in data["responds_to"]:
            later.setdefault(earlier, []).append(key)
    return later


def _by_provocation(answer: pd.DataFrame) -> list[list[Row]]:
    """The rows of an answer, those to one provocation together."""
    groups: dict[str, list[Row]] = {}
    for row in each(answer):
        groups.setdefault(row.provocation_id, []).append(row)
    return list(groups.values())


def _foremost(desk: Desk, done: Sequence[Row], most: int) -> list[Row]:
    """Of many answers those that say most, in their order: with a date of a month or less, told by most sources."""
    if len(done) <= most + 1:
        return list(done)

    def weight(row: Row) -> tuple[bool, int]:
        first, last = _days_of(desk, row)
        return first is None or last is None or ordinal(last) - ordinal(first) > _MONTH, -row.sources

    return first_few(done, most, key=weight)


def _responses_to_one(desk: Desk, rows: Sequence[Row], later: Mapping[str, list[str]], most: int) -> list[Paragraph]:
    """What happened, who answered in order of date, who was first and last, and who has not answered."""
    first = rows[0]
    head = ": ".join(part for part in (capital(_when(desk, rows)), _title(desk, first)) if part)
    told = [headed(head), *_about(desk, first.provocation_id)]
    done, ideas = _stated_answers(desk, rows)
    kept = _foremost(desk, done, most)
    for row in kept:
        told += _bullet(desk, row, later)
    told += [*left_out(len(done) - len(kept)), *_not_done(desk, ideas)]
    told += [
        Paragraph(line) for line in (_counts(desk, done, ideas), _ends(desk, done), _silent(desk, first, later)) if line
    ]
    inferred = [bulleted(_guess(desk, row)) for row in rows if row.basis == "inferred"]
    note = [Paragraph("Not stated by any document, but inferred from dates and parties alone:")]
    return [*told, *(note if inferred else []), *inferred]


def _when(desk: Desk, rows: Sequence[Row]) -> str:
    """The date of what was answered; where its beginning is open and an answer is older, the first one's."""
    date = rows[0].provocation_date
    act = desk.data.get(rows[0].provocation_id)
    if act is None or act["since"] or not act["until"]:
        return at_head(date)
    ends = [(until, row.response_date) for row in rows if row.basis == "stated" if (until := _days_of(desk, row)[1])]
    if not ends or min(ends)[0] >= act["until"]:
        return at_head(date)
    return f"{at_head('../' + min(ends)[0])}, when it was first answered"


def _title(desk: Desk, row: Row) -> str:
    """What the provocation was, as a heading."""
    data = desk.data.get(row.provocation_id)
    if data is None:
        return f"relation {row.provocation_id}, which is not in this network"
    actors, recipients = (desk.names(split_list(cell)) for cell in (row.provoker, row.provocation_to))
    return str(data["summary"] or f"{actors} {data['type'].lower()} {recipients}").rstrip(".")


def _about(desk: Desk, key: str) -> list[Paragraph]:
    """How firmly the provocation is held and where it is told; what it was itself an answer to."""
    data = desk.data.get(key)
    if data is None:
        return []
    doubt = desk.doubt(data).strip(" ()")
    told = " ".join(part for part in (doubt, f"Told in{desk.cite_all(data['evidence'])}.", _cause(desk, key)) if part)
    return [Paragraph(told.replace("Told in.", "No document is given."))]


def _stated_answers(desk: Desk, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The stated answers in order of date: those that somebody holds to have been made, and the others."""
    stated = [row for row in rows if row.basis == "stated"]
    stated.sort(key=lambda row: as_read(*_days_of(desk, row), row.response_id))
    done = [row for row in stated if factual(desk.data[row.response_id])]
    return done, [row for row in stated if not factual(desk.data[row.response_id])]


def _bullet(desk: Desk, row: Row, later: Mapping[str, list[str]]) -> list[Paragraph]:
    """One answer: when, who and what; and what was said to answer it in turn."""
    told = desk.told(row.response_id, row.response)
    names = _answerers(desk, row)
    plain = [name.removeprefix("the ") for name in names]
    who = "" if all(name in told for name in plain) or _opens(desk, row, told) else f"{capital(several(names))}: "
    items = [bulleted(f"{since_words(row.response_date) or 'No date: '}{who}{told}")]
    items += [
        bulleted(f"in turn, {since_words(desk.data[key]['date'], within=True)}{desk.told(key, '')}", deep=True)
        for key in sorted(later.get(row.response_id, ()))
    ]
    return items


def _opens(desk: Desk, row: Row, told: str) -> bool:
    """Whether a sentence begins with the one who answered, by any of its names."""
    parties = split_list(row.responder)
    known = desk.network.graph.get("actors", {})
    if len(parties) > 1 or parties[0] not in known:
        return False
    opening = told.removeprefix("The ")
    return any(
        re.match(rf"{re.escape(name)}\b", opening) for name in (known[parties[0]].name, *known[parties[0]].aliases)
    )


def _answerers(desk: Desk, row: Row) -> list[str]:
    """The names of those who answered."""
    return desk.said(_parties(desk, row))


def _tally(desk: Desk, done: Sequence[Row]) -> tuple[list[set[str]], int, int]:
    """Whose the answers are that the map counts; how many others are by a party to the act, how many only alleged."""
    given, by_party, alleged = [], 0, 0
    for row in done:
        parties = set(split_list(f"{row.provoker};{row.provocation_to}"))
        if desk.data[row.response_id]["status"] not in PLAIN:
            alleged += 1
        elif others := set(split_list(row.responder)) - parties:
            given.append(others)
        else:
            by_party += 1
    return given, by_party, alleged


def _counts(desk: Desk, done: Sequence[Row], ideas: Sequence[Row] = (), *, brief: bool = False) -> str:
    """How many answers there are, how many of them the map counts, and what the others are; nothing of few.

    ``ideas`` are only spoken of, and no answers. ``brief`` follows the number of all answers and leaves to what
    follows it how many are alleged.
    """
    given, by_party, alleged = _tally(desk, done)
    rest = [(by_party, "by a party to it"), (alleged, "only alleged")]
    if len(given) < 2 or not (by_party or alleged or ideas or len(given) > 2):
        return ""
    sides = len(set().union(*given))
    whose = f"{counted(sides, 'side')} that {'is' if sides == 1 else 'are'} no party to it"
    if brief:
        party = f"; {_number(by_party)} {'is' if by_party == 1 else 'are'} by a party to it" if by_party else ""
        return f"Of these, {len(given)} are asserted and from {whose}{party}."
    told = f"{len(given)} asserted by a source and from {whose}, which are those that the map counts"
    beside = [f"{_number(count)} {words}" for count, words in (*rest, (len(ideas), "only spoken of")) if count]
    return f"{counted(len(done) + len(ideas), 'answer')} in all: {joined([told, *beside])}."


def _of_them(desk: Desk, done: Sequence[Row]) -> str:
    """How many answers one of several acts has: as the map counts them, and apart what it does not count."""
    given, by_party, alleged = _tally(desk, done)
    kinds = ((len(given), "asserted by others"), (by_party, "by a party to it"), (alleged, "only alleged"))
    told = [f"{_number(count)} {words}" for count, words in kinds if count]
    return f"{len(done)} of them" if len(given) == len(done) else joined(told)


def _ends(desk: Desk, done: Sequence[Row], *, of: str = "") -> str:
    """Who answered first and who last, as far as the dates tell; ``of`` names the act where others were told of.

    An open date has one bound: what is on record by a day is earlier than all that begins after that day.
    """
    days = [(row, *_days_of(desk, row)) for row in done]
    dated = [(row, since, until) for row, since, until in days if since or until]
    undated = [row for row, since, until in days if not (since or until)]
    to, asked = f" to{of}" if of else "", _asked(desk)
    if not dated:
        return ""
    if len(done) == 1:
        return f"This is the only answer{to} on record{asked}: by {several(_answerers(desk, done[0]))}."
    if undated and len(dated) == 1:
        return ""  # neither first nor last
    same = {(since, until) for _, since, until in dated}
    if len(same) == 1 and all(next(iter(same))):
        these = f"The answers{to}{' that have a date' if undated else ''}"
        return f"{these} are all of {date_said(dated[0][0].response_date)}."
    spans = [(row, *_places(since, until)) for row, since, until in dated]
    first, before = _foremost_of(spans)
    last, after = _foremost_of([(row, -end, -begin) for row, begin, end in spans])
    if not first and not last:
        return f"Who answered{of} first and who last, the dates do not say."
    return " ".join(
        (
            _end(desk, first, before, ("First", f"answer{of}{asked}", "earlier")),
            _end(desk, last, after, ("Last", f"answer{of}{asked}", "later")),
            *_without_date(desk, undated),
        )
    )


def _foremost_of(spans: Sequence[tuple[Row, float, float]]) -> tuple[list[Row], list[Row]]:
    """Who surely came before somebody and is known best, and who may have come before these; nobody: it is not known.

    Each has the first and the last place it may have.
    """
    start = min(end for *_, end in spans)
    latest = max(begin for _, begin, end in spans if end == start)
    first = [row for row, begin, end in spans if (begin, end) == (latest, start)]
    rest = [(row, begin) for row, begin, end in spans if (begin, end) != (latest, start)]
    before = [row for row, begin in rest if begin < start]
    return ([], []) if len(before) == len(rest) else (first, before)


def _places(since: str | None, until: str | None) -> tuple[float, float]:
    """The first and the last place in time that something may have; without end where its date is open."""
    return (ordinal(since) if since else -math.inf, ordinal(until) if until else math.inf)


def _without_date(desk: Desk, rows: Sequence[Row]) -> list[str]:
    """That answers without a date may be earlier or later than those that have one; nothing where there are none."""
    if not rows:
        return []
    many = "One more answer has" if len(rows) == 1 else f"{capital(_number(len(rows)))} more answers have"
    names = several([name for row in rows for name in _answerers(desk, row)])
    return [f"{many} no date and may be earlier or later: by {names}."]


def _asked(desk: Desk) -> str:
    """The time that was asked for, where answers out of it are left out."""
    since, until = desk.network.graph.get("span", (None, None))
    if since and until and date_words(since) == date_words(until):
        return f" {'on' if len(since) == 10 else 'in'} {date_words(since)}"
    if since and until:
        return f" from {date_words(since)} to {date_words(until)}"
    return f" from {date_words(since)} on" if since else f" up to {date_words(until)}" if until else ""


def _end(desk: Desk, rows: Sequence[Row], others: Sequence[Row], words: tuple[str, str, str]) -> str:
    """Who was first, or last, by the dates that are known best; and who may have been before, or after."""
    if not rows:
        return f"Who was {words[0].lower()} to {words[1]}, the dates do not say."
    names = list(dict.fromkeys(name for row in rows for name in _answerers(desk, row)))
    may = [name for row in others for name in _answerers(desk, row) if name not in names]
    perhaps = f"; {several(may)} may have been {words[2]}" if may else ""
    return f"{words[0]} to {words[1]}: {several(names)}, {at_head(rows[0].response_date)}{perhaps}."


def _days_of(desk: Desk, row: Row) -> tuple[str | None, str | None]:
    """The first and last possible day of an answer."""
    data = desk.data[row.response_id]
    return data["since"], data["until"]


def _silent(desk: Desk, row: Row, later: Mapping[str, list[str]]) -> str:
    """Which party to the provocation has no answer on record."""
    data = desk.data.get(row.provocation_id)
    if data is None or data["mutual"]:
        return ""
    answered = {
        party for key in later.get(row.provocation_id, ()) if factual(desk.data[key]) for party in desk.acting[key]
    }
    toward = [one for one in split_list(row.provocation_to) if one not in (*answered, *split_list(row.provoker))]
    if not toward:
        return ""
    whose = "the other party to it" if len(toward) == 1 else "the other parties to it"
    return f"No answer from {several(desk.said(toward))}, {whose}, is on record."


def _brief_responses(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """One paragraph of at most 120 words: how much there is, the act with most answers, first, last, who is silent."""
    later = _later(desk)
    stated = answer[answer["basis"] == "stated"]
    done = [row for row in each(stated) if factual(desk.data[row.response_id])]
    known = {row.response_id for row in done} | {row.response_id for row in each(answer) if row.basis == "inferred"}
    groups = _by_provocation(answer[answer["response_id"].isin(list(known))])
    rows = max(groups, key=lambda group: (sum(row.basis == "stated" for row in group), len(group)), default=[])
    parts = _how_many(desk, answer, done, len(groups))
    if done:
        own, _ = _stated_answers(desk, rows)
        when = _when(desk, rows) or "without a date"
        act = f"{_title(desk, rows[0])} ({when})."
        doubt = desk.doubt(desk.data.get(rows[0].provocation_id, {"status": ""})).strip(" ()")
        most = f"The act with most answers, {_of_them(desk, own)}" if len(own) > 1 else "The act most answered"
        about = [line for line in (f"{most}: {act}", doubt) if line]
        of = " that act" if len(groups) > 1 else ""  # the counts above are of all acts, what follows is of one
        parts, rest = ([*parts, *about], []) if of else ([capital(act), *about[1:], parts[0]], parts[1:])
        ends = [line for line in (_ends(desk, own, of=of), _silent(desk, rows[0], later)) if line]
        counts = "" if of else _counts(desk, own, brief=True)
        parts = [*parts, *([counts] if counts else []), *rest, *ends]
    kept: list[str] = []
    for part in parts:
        if _words([*kept, part]) <= BRIEF_WORDS:
            kept.append(part)
    return [Paragraph(" ".join(kept))]


def _words(parts: Iterable[str]) -> int:
    """How many words some sentences have."""
    return len(" ".join(parts).split())


def _how_many(desk: Desk, answer: pd.DataFrame, done: Sequence[Row], acts: int) -> list[str]:
    """How many answers there are, to how many acts, how many are in doubt or only ideas, and whose they are.

    What answers several acts is one answer.
    """
    done = list({row.response_id: row for row in done}.values())
    known, stated = {row.response_id for row in done}, answer["basis"] == "stated"
    ideas = len(set(answer.loc[stated, "response_id"]) - known)
    guessed = len(set(answer.loc[~stated, "response_id"]) - known)
    number = len(known) + guessed
    verb = "is" if number == 1 else "are"
    to = counted(acts, "act") if acts > 1 else "it"
    count = (
        f"There {verb} {counted(number, 'answer')} to {to} on record{_asked(desk)}"
        if acts
        else "No answer is on record"
    )
    beside = ideas if number and not guessed else 0
    count += f", and {_number(beside)} more only spoken of" if beside else ""
    inferred = "all" if guessed == number else str(guessed)
    parts = [f"{count}, {inferred} of them only inferred from dates and parties." if guessed else f"{count}."]
    if done:
        names = [
            name
            for row in done
            for name in _answerers(desk, row)
            if name not in desk.said(split_list(row.provoker)) or len(done) == 1
        ]
        by = [name for name, _ in Counter(names).most_common()]
        parts += [f"They came from {several(by)}." if number > 1 else f"It came from {several(by)}."] if by else []
    doubts = Counter(data["status"] for row in done if (data := desk.data[row.response_id])["status"] != "asserted")
    since = doubts.pop("acknowledged", 0)
    denied = doubts.pop("contested", 0) + since
    doubted = [f"{_number(many)} {'is' if many == 1 else 'are'} {status}" for status, many in sorted(doubts.items())]
    doubted += [f"{_number(denied)} {denial_words(denied, since, number=_number)}"] if denied else []
    parts += [f"Of the answers, {joined(doubted)}."] if doubted else []
    more = f"{capital(_number(ideas))}{' more' if acts else ''} {'was' if ideas == 1 else 'were'} only spoken of."
    return [*parts, more] if ideas > beside else parts


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _number(count: int) -> str:
    """A count as one says it."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _parties(desk: Desk, row: Row) -> Iterable[str]:
    """Who responded: both sides of a mutual relation."""
    mutual = desk.data[row.response_id]["mutual"]
    return dict.fromkeys(split_list(f"{row.responder};{row.response_to}" if mutual else row.responder))


def _cause(desk: Desk, key: str) -> str:
    """What a provocation was itself a response to."""
    data = desk.data.get(key)
    earlier = [one for one in (data["responds_to"] if data else ()) if one in desk.data]
    told = " ".join(f"{since_words(desk.data[one]['date'])}{desk.told(one, '')}" for one in earlier)
    return f"That was itself a response. {told}" if told else ""


def _not_done(desk: Desk, ideas: Sequence[Row]) -> list[Paragraph]:
    """The stated responses that nobody holds to have been made, apart from those that were."""
    if not ideas:
        return []
    told = []
    for row in ideas:
        who = capital(joined(_answerers(desk, row)))
        told.append(bulleted(f"{since_words(row.response_date)}{who}: {desk.told(row.response_id, row.response)}"))
    return [Paragraph("Not known to have been done, but spoken of as responses:"), *told]


def _guess(desk: Desk, row: Row) -> str:
    """One inferred response, with its lag and link."""
    provoked, provoker = split_list(row.provocation_to), split_list(row.provoker)
    by_provoked = not set(split_list(row.responder)).isdisjoint(provoked)
    on_provoker = not set(split_list(row.response_to)).isdisjoint(provoker)
    who = "the provoked side" if by_provoked else "a third party"
    whom = "the provoker" if on_provoker else "another" if by_provoked else "the provoked side"
    whom = "itself" if row.responder == row.response_to else whom
    days = [desk.data[key] for key in (row.provocation_id, row.response_id)]
    least = "" if all(data["since"] == data["until"] for data in days) else "at least "
    lag = f"{date_words(row.response_date)}, {least}{counted(int(row.lag_days), 'day')} later"
    responder = capital(several(desk.said(split_list(row.responder))))
    return f"{responder}, {lag} ({who} on {whom}): {desk.told(row.response_id, row.response)} {_odds(row)}"


def _odds(row: Row) -> str:
    """How often an inferred response of the same parties is chance."""
    if row.pair_verdict == TOO_FEW:
        return "(These parties act too seldom to say how often that is chance.)"
    meaning = {
        "no": "no more than chance",
        "together": "they act close in time, but who answers is open",
        "answers": "more than chance, and after rather than before",
        "before": "rather before than after",
    }[row.pair_verdict]
    return (
        f"(So in {row.pair_rate:.0%} of such cases; timing alone would give {row.pair_expected_rate:.0%}: {meaning}.)"
    )


_SHOWN = {
    "date": day("response_date"),
    "who": named("responder"),
    "what": cell("response"),
    "in answer to": cell("provocation"),
    "of": day("provocation_date"),
    "sources": cell("sources"),
}


@question(
    RESPONSES_COLUMNS,
    text=_write_responses,
    nothing="There are no such responses on record.",
    shown=_SHOWN,
    brief=_brief_responses,
)
def responses(
    network: nx.MultiDiGraph,
    *,
    to: str | None = None,
    by: str | None = None,
    provocation_type: str | None = None,
    basis: str = "stated",
    within_days: int = 14,
    roll_up: bool = True,
) -> pd.DataFrame:
    """Who responded to whom, how, and how soon.

    A *stated* response is a relation of which a document says that it answers another one
    (``responds_to``). An *inferred* one is a guess from dates alone: an act whose first possible day
    comes after the last possible day of the *provocation*, no more than ``within_days`` later, and
    that is, from the most to the least specific link,

    1. by the provoked side on the provoker,
    2. by a third party on the provoker,
    3. by a third party on the provoked side,
    4. by the provoked side on anybody else.

    Acts of the same day are not inferred to answer each other: their order is not known. Standing
    ties, undated acts and what is only denied, proposed, considered or expected are never used to
    infer. A pair that is stated is never inferred as well.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    to
        Keep only responses to acts of this actor; any name, alias, code or id. The id of a relation keeps those to
        it alone. None keeps all.
    by
        Keep only responses by this actor. None keeps all.
    provocation_type
        Keep only responses to acts of this type, such as ``MOBILIZE``. None keeps all.
    basis
        ``stated``, ``inferred`` or ``all``.
    within_days
        Longest lag of an inferred response, in days, 1 or more.
    roll_up
        Show the act of a minister or a ministry as its state's. A person who is asked for in ``to``
        or ``by`` is found all the same.

    Returns
    -------
    DataFrame
        Columns ``RESPONSES_COLUMNS``; one row per pair of a response and what it answers, however
        many actors take part: they share a cell, separated by ``;``. Stated rows come first, by date
        of the provocation, then of the response; inferred rows by ``lag_days``, then by the link
        above. ``response`` and ``provocation`` are the summaries, with ``[status]`` before them
        unless the relation is plainly asserted; what the provocation itself answered follows it as
        ``(in answer to: ...)``. ``lag_days`` is the first possible day of the response less the last
        possible day of the provocation, 0 where the two may overlap, missing where a day is not known.
        A provocation that is not in this network (filtered out) leaves blanks beside its id.
        Beside an inferred response, ``pair_rate`` says after what share of such days the same parties acted so within
        the window, ``pair_expected_rate`` what share timing alone would give, and ``pair_verdict`` what
        :func:`graphkit.chance.answer_verdicts` makes of it; with *too few* such days the rates are missing. Of
        stated responses all three are blank.

    Raises
    ------
    UnknownActor
        If ``to`` or ``by`` names nobody.
    ValueError
        If ``basis`` or ``provocation_type`` is none of those allowed or ``within_days`` is below 1.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> answers = graphkit.responses(network, to="North Korea")
    >>> set(answers["basis"])
    {'stated'}
    """
    import pandas as pd

    _check(basis, within_days, provocation_type, types_with(network.graph.get("types")))
    view = state_view(network) if roll_up else network
    act = to if to in network.graph.get("relations", {}) else None
    answerer, provoker = _side(network, view, by), _side(network, view, None if act else to)
    frames = []
    if basis != "inferred":
        frames.append(_stated(view, answerer, provoker, provocation_type))
    if basis != "stated":
        frames.append(_inferred(view, answerer, provoker, provocation_type, within_days))
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    found = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    return found if act is None else found[found["provocation_id"] == act].reset_index(drop=True)


def _check(basis: str, within_days: int, provocation_type: str | None, types: Collection[str]) -> None:
    """Refuse arguments that have no answer."""
    if basis not in BASES:
        raise ValueError(f"basis '{basis}' is not one of {', '.join(BASES)}")
    if within_days < 1:
        raise ValueError(f"within_days is {within_days}: give 1 day or more")
    if provocation_type is not None and provocation_type not in types:
        raise ValueError(f"type '{provocation_type}' is not one of {', '.join(types)}")


def _side(network: nx.MultiDiGraph, view: nx.MultiDiGraph, name: str | None) -> _Side | None:
    """The named actor, before and after rolling up; None when nobody was named."""
    if name is None:
        return None
    try:
        actor = actor_in(network, name)
    except UnknownActor as error:
        raise UnknownActor(_near_relations(network, name) or str(error)) from error
    return _Side(actor, (network,) if view is network else (network, view))


def _near_relations(network: nx.MultiDiGraph, name: str) -> str:
    """What to say of a mistyped id of a relation; blank where none is near."""
    import difflib

    known = sorted(key for key, *_ in iter_relations(network))
    begun = [key for key in known if len(name) > 3 and key.startswith(name)]
    near = list(dict.fromkeys([*begun, *difflib.get_close_matches(name, known, n=3, cutoff=0.75)]))[:3]
    return f"no actor or relation '{name}': did you mean {' or '.join(near)}?" if near else ""


def _sides(network: nx.MultiDiGraph, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a relation; blank where only its edges are known."""
    known: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = network.graph.get("relations", {})
    return known.get(key, ((), ()))


def _stated(
    view: nx.MultiDiGraph, answerer: _Side | None, provoker: _Side | None, provocation_type: str | None
) -> pd.DataFrame:
    """The answers that a document states."""
    answered, provoking = (None if side is None else side.ids() for side in (answerer, provoker))
    records: dict[str, Record] = {
        key: (actors, recipients, data) for key, actors, recipients, data in iter_relations(view)
    }
    pairs = [
        (response, provocation)
        for response, (_, _, data) in records.items()
        if answered is None or response in answered
        for provocation in dict.fromkeys(data["responds_to"])
        if (provoking is None or provocation in provoking)
        and (provocation_type is None or _is_of_type(records.get(provocation), provocation_type))
    ]
    if not pairs:
        return _empty()
    table = _Table(view, records, {key for pair in pairs for key in pair})
    codes = sorted((table.code[provocation], table.code[response]) for response, provocation in pairs)
    earlier, later = sequence_of(pair[0] for pair in codes), sequence_of(pair[1] for pair in codes)
    return table.frame(earlier, later, _stated_lags(table, earlier, later), "stated")


def _is_of_type(record: Record | None, wanted: str) -> bool:
    """Whether a relation is known and of the type that was asked for."""
    return record is not None and record[2]["type"] == wanted


def _stated_lags(table: _Table, earlier: Integers, later: Integers) -> list[int | None]:
    """Days from the last possible day of each provocation to the first of its response."""
    lags: list[int | None] = []
    for provocation, response in zip(earlier.tolist(), later.tolist(), strict=True):
        (begun, over), (first, last) = table.days[provocation], table.days[response]
        if over is None or first is None:
            lags.append(None)
        else:
            overlap = (last is None or begun is None or last >= begun) and first < over
            lags.append(0 if overlap else ordinal(first) - ordinal(over))
    return lags


def _inferred(
    view: nx.MultiDiGraph,
    answerer: _Side | None,
    provoker: _Side | None,
    provocation_type: str | None,
    within_days: int,
) -> pd.DataFrame:
    """The acts that may be answers, going by dates and parties alone."""
    provocations = [
        edge
        for edge in _act_edges(view, provoker)
        if edge[3]["until"] is not None
        and edge[0] != edge[1]
        and (provocation_type is None or edge[3]["type"] == provocation_type)
    ]
    answers = [edge for edge in _act_edges(view, answerer) if edge[3]["since"] is not None]
    if not provocations or not answers:
        return _empty()
    sides = view.graph.get("relations", {})
    records: dict[str, Record] = {
        key: (*sides.get(key, ((actor,), (recipient,))), data)
        for actor, recipient, key, data in (*provocations, *answers)
    }
    table = _Table(view, records, records)
    actors = {actor: code for code, actor in enumerate(view)}
    stated = sequence_of(
        table.code[earlier] * len(table.code) + table.code[later]
        for later, (_, _, data) in records.items()
        for earlier in data["responds_to"]
        if earlier in table.code
    )
    found = answers_within(
        _acts(provocations, table.code, actors, "until"),
        _acts(answers, table.code, actors, "since"),
        within_days=within_days,
        size=len(table.code),
        stated=stated,
    )
    rates = pair_rates(
        view, [(one, other) for one, other, _ in table.shown], found.provocation, found.response, within_days
    )
    return table.frame(found.provocation, found.response, found.lag, "inferred").assign(**rates)


def _act_edges(view: nx.MultiDiGraph, side: _Side | None) -> Iterator[Edge]:
    """The edges that are acts of a side: no standing ties, nothing that nobody holds to have happened."""
    if side is not None and side.node() is not None:
        edges = view.out_edges(side.node(), keys=True, data=True)
    elif side is not None:
        ids = side.ids()
        edges = (edge for edge in view.edges(keys=True, data=True) if relation_of(*edge[:3]) in ids)
    else:
        edges = view.edges(keys=True, data=True)
    return (edge for edge in whole(edges) if edge[3]["quad"] != STANDING and factual(edge[3]))


def _acts(edges: list[Edge], code: Mapping[str, int], actors: Mapping[str, int], day: str) -> Acts:
    """Edges as arrays of codes and days."""
    return Acts(
        sequence_of(code[key] for _, _, key, _ in edges),
        sequence_of(actors[actor] for actor, _, _, _ in edges),
        sequence_of(actors[recipient] for _, recipient, _, _ in edges),
        sequence_of(ordinal(data[day]) for _, _, _, data in edges),
    )


def _empty() -> pd.DataFrame:
    """No responses, with their columns."""
    rates = dict.fromkeys(("pair_rate", "pair_expected_rate"), "float64")
    return framed([], RESPONSES_COLUMNS, lag_days="Int64", sources="int64", **rates)


class _Table:
    """What the answer shows of each relation, in order of date and id, for gathering by position."""

    def __init__(self, network: nx.MultiDiGraph, records: Mapping[str, Record], keys: Iterable[str]) -> None:
        self.counter = SourceCounter(network)
        days = {key: _days(records.get(key)) for key in keys}
        self.records = records
        self.keys = sorted(days, key=lambda key: by_date(*days[key], key))
        self.days = [days[key] for key in self.keys]
        self.code = {key: code for code, key in enumerate(self.keys)}
        self.shown = [records.get(key, ((), (), None)) for key in self.keys]

    def frame(self, earlier: Integers, later: Integers, lags: Integers | list[int | None], basis: str) -> pd.DataFrame:
        """One row per pair of positions: a provocation and its response."""
        import numpy as np
        import pandas as pd

        def gather(values: Iterable[str], positions: Integers) -> pd.Series[str]:
            column = np.array([*values, None], dtype=object)[:-1]
            return pd.Series(column.take(positions), dtype="object", copy=False)

        actor, recipient = [join_list(one) for one, _, _ in self.shown], [join_list(one) for _, one, _ in self.shown]
        kind, date = ([data[name] if data else "" for *_, data in self.shown] for name in ("type", "date"))
        text = [worded(data) if data else "" for *_, data in self.shown]
        explained = [words + self._explanation(key) for words, key in zip(text, self.keys, strict=True)]
        columns = {
            "responder": gather(actor, later),
            "response_type": gather(kind, later),
            "response_to": gather(recipient, later),
            "response_date": gather(date, later),
            "response": gather(text, later),
            "provoker": gather(actor, earlier),
            "provocation_type": gather(kind, earlier),
            "provocation_to": gather(recipient, earlier),
            "provocation_date": gather(date, earlier),
            "provocation": gather(explained, earlier),
            "lag_days": pd.Series(pd.array(lags, dtype="Int64")),
            "basis": gather([basis], np.zeros(len(later), dtype=np.int64)),
            "response_id": gather(self.keys, later),
            "provocation_id": gather(self.keys, earlier),
            "documents": self._documents(earlier, later),
            "sources": self._sources(earlier, later),
            "pair_rate": np.full(len(later), np.nan),
            "pair_expected_rate": np.full(len(later), np.nan),
            "pair_verdict": gather([""], np.zeros(len(later), dtype=np.int64)),
        }
        return pd.DataFrame(columns, columns=list(RESPONSES_COLUMNS), copy=False)

    def _documents(self, earlier: Integers, later: Integers) -> pd.Series[str]:
        """The documents that speak of either side of each pair; each combination is worded once."""
        import numpy as np
        import pandas as pd

        cited = [documents_of(data["evidence"]) if data else () for *_, data in self.shown]
        sets = {documents: code for code, documents in enumerate(dict.fromkeys(cited))}
        codes = np.array([sets[documents] for documents in cited], dtype=np.int64)
        pairs, combinations = pd.factorize(codes.take(earlier) * len(sets) + codes.take(later))
        known = list(sets)
        cells = [
            join_list(sorted({*known[pair // len(sets)], *known[pair % len(sets)]})) for pair in combinations.tolist()
        ]
        return pd.Series(np.array([*cells, None], dtype=object).take(pairs), dtype="object", copy=False)

    def _sources(self, earlier: Integers, later: Integers) -> pd.Series[int]:
        """How many independent documents speak of either side of each pair; each combination is counted once."""
        import numpy as np
        import pandas as pd

        profiles = [self.counter.profile(data["evidence"] if data else ()) for *_, data in self.shown]
        sets = {profile: code for code, profile in enumerate(dict.fromkeys(profiles))}
        codes = np.array([sets[profile] for profile in profiles], dtype=np.int64)
        pairs, combinations = pd.factorize(codes.take(earlier) * len(sets) + codes.take(later))
        known = list(sets)
        counts = [
            self.counter.sources(known[pair // len(sets)], known[pair % len(sets)]).count
            for pair in combinations.tolist()
        ]
        return pd.Series(np.array([*counts, 0], dtype=np.int64).take(pairs), dtype="int64", copy=False)

    def _explanation(self, key: str, seen: tuple[str, ...] = ()) -> str:
        """What a provocation itself answered, and what that answered; nothing when it answered nothing."""
        record = self.records.get(key)
        reasons = [
            worded(self.records[earlier][2]) + self._explanation(earlier, (*seen, key))
            for earlier in (record[2]["responds_to"] if record else ())
            if earlier in self.records and earlier not in (*seen, key)
        ]
        return f" (in answer to: {'; '.join(reasons)})" if reasons else ""


def _days(record: Record | None) -> tuple[str | None, str | None]:
    """The first and last possible day of a relation; both unknown when it is not in the network."""
    return (None, None) if record is None else (record[2]["since"], record[2]["until"])
