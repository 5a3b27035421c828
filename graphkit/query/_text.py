"""Answers in sentences, with dates and citations, as a journalist can use them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit import model
from graphkit.model import Document, Evidence, date_words, denied_until, join_list, split_list
from graphkit.network import SourceCounter, iter_relations

from ._answers import documents_of, factual, name_of, names_of, voices_of
from ._balance import PATIENCE, frustration

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Row = Any
    Writer = Callable[["_Desk", pd.DataFrame], list["_Paragraph"]]

#: The longest line, unless told otherwise.
WIDTH = 96


def explain(network: nx.MultiDiGraph, answer: pd.DataFrame, *, width: int = WIDTH) -> str:
    """An answer in sentences, with dates, what is disputed, and numbered citations.

    Responses become a paragraph for each provocation: what happened, who responded and how, and who
    responded to that in turn. Inferred responses are said to be inferred.

    Parameters
    ----------
    network
        The network that was asked.
    answer
        What one of the questions returned; its columns tell which.
    width
        The longest line, in characters; a word that is longer is not broken.

    Returns
    -------
    str
        Paragraphs, wrapped, with a list of the documents cited; one sentence when there are no rows.

    Raises
    ------
    ValueError
        If the columns are those of no question.

    Examples
    --------
    >>> import graphkit
    >>> from graphkit.query import explain
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> print(explain(network, graphkit.responses(network, to="JPN", by="PRK")))
    There are no such responses on record.
    """
    found = _WRITERS.get(tuple(answer.columns))
    if found is None:
        raise ValueError(f"no question has the columns {', '.join(map(str, answer.columns))}")
    writer, nothing = found
    if answer.empty:
        return nothing
    desk = _Desk(network)
    paragraphs = writer(desk, answer)
    return "\n".join(paragraph.filled(width) for paragraph in [*paragraphs, *desk.sources()]).strip("\n")


class _Desk:
    """What the writers look things up in: relations by id, names, and the numbers of citations."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        self.network = network
        self.data = {key: data for key, _, _, data in iter_relations(network)}
        self.numbers: dict[str, int] = {}
        self.counter = SourceCounter(network)
        self.unsure: dict[tuple[str, ...], None] = {}

    def names(self, cell: str) -> str:
        """The names behind a cell of ids."""
        return names_of(self.network, split_list(cell))

    def cite(self, documents: Iterable[str]) -> str:
        """Numbers in brackets for documents, given out in the order of use."""
        numbers = sorted(self.numbers.setdefault(document, len(self.numbers) + 1) for document in documents)
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def told(self, key: str, text: str) -> str:
        """A relation as a sentence, how firmly it is held, and where it is told."""
        data = self.data.get(key)
        if data is None:
            return _sentence(text or f"relation {key}, which is not in this network")
        plain = data["summary"] or f"{data['type'].lower().replace('_', ' ')}, told in no words of its own"
        return f"{_sentence(plain)}{self.doubt(data)}{self.cite_all(data['evidence'])}"

    def cite_all(self, evidence: Iterable[Evidence]) -> str:
        """Numbers for all documents of some evidence; and to how many origins they lead, where those are fewer."""
        rows = tuple(evidence)
        found = self.counter.sources(self.counter.profile(rows))
        if not found.established:
            self.unsure[found.standing] = None
        numbers = self.cite(documents_of(rows))
        return f"{numbers} ({found.counted()})" if found.count < found.documents else numbers

    def doubt(self, data: Mapping[str, Any]) -> str:
        """A remark on what is not plainly asserted; of what is contested, who denies it."""
        if data["status"] not in ("contested", "acknowledged"):
            return f" ({_DOUBTS[data['status']]})" if data["status"] in _DOUBTS else ""
        deniers = voices_of(self.network, data["evidence"], "denies")
        by = f" by {names_of(self.network, deniers)}" if deniers else ""
        if data["status"] == "contested":
            return f" (Contested: denied{by}.)"
        until = denied_until(data["evidence"], self.network.graph.get("documents"))
        return f" (Acknowledged: denied{by} until {date_words(until)}.)"

    def sources(self) -> list[_Paragraph]:
        """The list of the documents that were cited."""
        if not self.numbers:
            return []
        documents = self.network.graph.get("documents", {})
        lines = [
            f"[{number}] {_reference(documents.get(key), key)}{self.retelling(documents.get(key))}"
            for key, number in self.numbers.items()
        ]
        notes = [_Paragraph(), _Paragraph(self.independence())] if self.unsure else []
        return [_Paragraph(), _Paragraph("Sources"), *(_Paragraph(line, "    ") for line in lines), *notes]

    def retelling(self, document: Document | None) -> str:
        """The mark of a document that only retells others."""
        if document is None or not document.retells:
            return ""
        documents = self.network.graph.get("documents", {})
        told = [
            f"[{self.numbers[key]}]" if key in self.numbers else documents[key].title if key in documents else key
            for key in document.retells
        ]
        return f" (retells {' and '.join(told)}: no source of its own)"

    def independence(self) -> str:
        """A remark on the documents that were counted as different sources, though nothing says that they are."""
        groups = (sorted(self.numbers[one] for one in group if one in self.numbers) for group in self.unsure)
        each = dict.fromkeys(" and ".join(f"[{number}]" for number in group) for group in groups if len(group) > 1)
        return f"Not established: that {'; that '.join(each)} are independent of each other."


#: When somebody held a place, at the end of a line of a profile.
_SPELL = re.compile(r"\(([^() ]+)\)$")
_DOUBTS = {
    "alleged": "This is alleged.",
    "expected": "This is only expected.",
    "considered": "This is only being considered.",
    "proposed": "This is only proposed.",
    "denied": "This is only denied.",
    "unsourced": "No source is given.",
}


def _each(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame, their cells by name."""
    return iter(frame.itertuples(index=False))


def _sentence(text: str) -> str:
    """Text that ends like a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


class _Paragraph(NamedTuple):
    """Text to be put in lines, and what all but the first begin with."""

    text: str = ""
    indent: str = ""

    def filled(self, width: int) -> str:
        """The paragraph in lines."""
        return textwrap.fill(
            self.text, width, subsequent_indent=self.indent, break_long_words=False, break_on_hyphens=False
        )


def _reference(document: Document | None, key: str) -> str:
    """A document as a reference."""
    if document is None:
        return key
    who = ", ".join(part for part in (document.author, document.publisher, date_words(document.date)) if part)
    return " ".join(_sentence(part) for part in (document.title, who) if part) + (
        f" {document.url}" if document.url else ""
    )


def _dated(desk: _Desk, key: str, date: str) -> str:
    """The date of a relation in words, or that there is none; that of a standing tie is how long it lasts."""
    data = desk.data.get(key)
    return date_words(date, lasting=data is not None and data["quad"] == "standing tie") or "no date"


# --- responses ----------------------------------------------------------------------------------


def _write_responses(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A paragraph for each provocation."""
    later: dict[str, list[str]] = {}
    for key, data in desk.data.items():
        for earlier in data["responds_to"]:
            later.setdefault(earlier, []).append(key)
    paragraphs = []
    for _, rows in answer.groupby("provocation_id", sort=False):
        paragraphs += [_Paragraph(_responses_to_one(desk, list(_each(rows)), later)), _Paragraph()]
    return paragraphs[:-1]


def _responses_to_one(desk: _Desk, rows: Sequence[Row], later: Mapping[str, list[str]]) -> str:
    """What happened and who responded, in one paragraph."""
    first = rows[0]
    head = f"{_since(first.provocation_date)}{desk.told(first.provocation_id, first.provocation)}"
    stated: dict[str, list[Row]] = {}
    for row in rows:
        if row.basis == "stated" and factual(desk.data[row.response_id]):
            stated.setdefault(_parties(desk, row), []).append(row)
    told = [_by_one_responder(desk, who, answers, later) for who, answers in stated.items()]
    told += _not_done(desk, rows)
    inferred = [_guess(desk, row) for row in rows if row.basis == "inferred"]
    note = "Not stated by any document, but inferred from dates and parties alone:" if inferred else ""
    return " ".join(part for part in (head, _cause(desk, first.provocation_id), *told, note, *inferred) if part)


def _parties(desk: _Desk, row: Row) -> str:
    """Who responded: both sides of a mutual relation."""
    mutual = desk.data[row.response_id]["mutual"]
    actors = split_list(f"{row.responder};{row.response_to}" if mutual else row.responder)
    return names_of(desk.network, dict.fromkeys(actors))


def _since(date: str) -> str:
    """The date at the head of a sentence; nothing where there is none."""
    return f"{_capital(date_words(date))}: " if date else ""


def _cause(desk: _Desk, key: str) -> str:
    """What a provocation was itself a response to."""
    data = desk.data.get(key)
    earlier = [one for one in (data["responds_to"] if data else ()) if one in desk.data]
    told = " ".join(f"{_since(desk.data[one]['date'])}{desk.told(one, '')}" for one in earlier)
    return f"That was itself a response. {told}" if told else ""


def _by_one_responder(desk: _Desk, who: str, rows: Sequence[Row], later: Mapping[str, list[str]]) -> str:
    """The stated responses of one party, each date said once, with what was said to answer them in turn."""
    said = all(desk.data[row.response_id]["status"] == "alleged" for row in rows)
    verb = "is said to have responded" if said else "responded"
    text, date = f"{who} {verb}{_times(len(rows))}.", None
    for row in rows:
        text += " " if row.response_date == date else f" {_since(row.response_date)}"
        text += desk.told(row.response_id, row.response)
        date = row.response_date
        for key in sorted(later.get(row.response_id, ())):
            text += f" To this there was a response in turn: {desk.told(key, '')}"
            date = None
    return text


def _not_done(desk: _Desk, rows: Sequence[Row]) -> list[str]:
    """The stated responses that nobody holds to have been made, apart from those that were."""
    ideas = [row for row in rows if row.basis == "stated" and not factual(desk.data[row.response_id])]
    if not ideas:
        return []
    told = (
        f"{', '.join(filter(None, (_parties(desk, row), date_words(row.response_date))))}: "
        f"{desk.told(row.response_id, row.response)}"
        for row in ideas
    )
    return ["Not known to have been done, but spoken of as responses:", *told]


def _times(count: int) -> str:
    """How often, when more than once."""
    return {1: "", 2: " twice"}.get(count, f" {count} times")


def _guess(desk: _Desk, row: Row) -> str:
    """One inferred response, with its lag and link."""
    provoked, provoker = split_list(row.provocation_to), split_list(row.provoker)
    by_provoked = not set(split_list(row.responder)).isdisjoint(provoked)
    on_provoker = not set(split_list(row.response_to)).isdisjoint(provoker)
    who = "the provoked side" if by_provoked else "a third party"
    whom = "the provoker" if on_provoker else "another" if by_provoked else "the provoked side"
    whom = "itself" if row.responder == row.response_to else whom
    days = [desk.data[key] for key in (row.provocation_id, row.response_id)]
    least = "" if all(data["since"] == data["until"] for data in days) else "at least "
    lag = f"{date_words(row.response_date)}, {least}{_number(int(row.lag_days), 'day')} later"
    return f"{desk.names(row.responder)}, {lag} ({who} on {whom}): {desk.told(row.response_id, row.response)}"


def _number(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _capital(text: str) -> str:
    """Text that begins like a sentence."""
    return text[:1].upper() + text[1:]


# --- the others ---------------------------------------------------------------------------------


def _write_contested(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A paragraph for each disputed claim."""
    paragraphs = []
    for row in _each(answer):
        held = f"Held by {_voices(desk, row.asserted_by)}; denied" if row.asserted_by else "Denied"
        denied = f" by {_voices(desk, row.denied_by)}" if row.denied_by else " by what only retells others"
        if row.denied_until:
            denied += f" until {date_words(row.denied_until)}, and acknowledged since"
        claim = f"{_capital(_dated(desk, row.relation_id, row.date))}: {_sentence(row.summary)}"
        evidence = desk.data[row.relation_id]["evidence"] if row.relation_id in desk.data else ()
        paragraphs.append(_Paragraph(f"{claim} {held}{denied}.{desk.cite_all(evidence)}"))
    return paragraphs


def _voices(desk: _Desk, cell: str) -> str:
    """Who says so, by name, with the verb of those who do not plainly assert it."""
    voices = (voice.partition(" (") for voice in split_list(cell))
    documents = desk.network.graph.get("documents", {})
    names = [
        (documents[name].title if name in documents else name_of(desk.network, name)) + blank + mark
        for name, blank, mark in voices
    ]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


def _write_timeline(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A line for each relation."""
    return [
        _Paragraph(
            f"{_capital(_dated(desk, row.relation_id, row.date))}: {desk.told(row.relation_id, row.summary)}", "  "
        )
        for row in _each(answer)
    ]


def _write_paths(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """Each path with its steps; a step with several relations shows them all."""
    lines = []
    for path, rows in answer.groupby("path", sort=False):
        lines += [_Paragraph(), _Paragraph(f"Path {path}, {_steps(desk, rows)}:")]
        for row in _each(rows):
            who = f"{desk.names(row.actor)} > {desk.names(row.recipient)}"
            told = f"{_dated(desk, row.relation_id, row.date)}: {desk.told(row.relation_id, row.summary)}"
            text = f"  {row.step}. {who}, {told}"
            lines.append(_Paragraph(text, "     "))
    if answer["step"].max() == 1:
        note = "These two deal with each other directly. To see through whom else: --indirect (indirect=True)."
        lines += [_Paragraph(), _Paragraph(note)]
    return lines[1:]


def _steps(desk: _Desk, rows: pd.DataFrame) -> str:
    """How many steps a path has, and whom it passes, where the parties of its relations leave no doubt."""
    ends: dict[int, set[str]] = {}
    for row in _each(rows):
        parties = set(split_list(f"{row.actor};{row.recipient}"))
        ends[row.step] = ends.get(row.step, parties) & parties
    passed = [ends[step] & ends[step + 1] for step in sorted(ends)[:-1]]
    by = f" by way of {' and '.join(desk.names(join_list(one)) for one in passed)}"
    return _number(len(ends), "step") + (by if passed and all(len(one) == 1 for one in passed) else "")


def _write_profile(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """The sections, a line for each row."""
    lines = []
    for section, rows in answer.groupby("section", sort=False):
        lines += [_Paragraph(), _Paragraph(_capital(str(section)))]
        for row in _each(rows):
            lines.append(_Paragraph(f"  {_profile_line(desk, row)}", "    "))
    return lines[1:]


def _profile_line(desk: _Desk, row: Row) -> str:
    """One row of a profile."""
    if row.section == "affiliation":
        return f"{row.item}: {_SPELL.sub(lambda found: f'({date_words(found[1], lasting=True)})', row.value)}"
    if not row.relation_id:
        return f"{row.item}: {row.value}"
    told = f"{_since(desk.data[row.relation_id]['date'])}{desk.told(row.relation_id, row.value)}"
    return f"{row.item}: {told}" if row.section == "statement" else told


def _write_leverage(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A sentence for each row."""
    lines: list[_Paragraph] = []
    alone: list[_Paragraph] = []
    for row in _each(answer):
        keys = [key for key in split_list(row.relation_ids) if key in desk.data]
        if row.basis.startswith("amount in ") and not row.alternative:
            alone += [_Paragraph(f"  {desk.told(key, '')}", "    ") for key in keys]
            continue
        cited = {document for key in keys for document in documents_of(desk.data[key]["evidence"])}
        text = _share(desk, row) if row.basis.startswith("amount in ") else _pressure(desk, row)
        lines.append(_Paragraph(text + desk.cite(sorted(cited)), "  "))
    if alone:
        note = "These amounts have one giver on record, so they are no measure of dependence:"
        lines += [*([_Paragraph()] if lines else []), _Paragraph(note), *dict.fromkeys(alone)]
    return [*lines, _Paragraph(), _Paragraph("Numbers of events are not dependence and are not used here.")]


def _pressure(desk: _Desk, row: Row) -> str:
    """One row of leverage that is stated, or a chain of such."""
    holder, over = name_of(desk.network, row.holder), name_of(desk.network, row.over)
    basis, _, notes = row.basis.removesuffix(")").partition(" (")
    doubts = [note for note in notes.split(";") if note not in ("", "dependence")]
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    if basis == "stated":
        return f"{holder} has leverage over {over}{doubt}."
    if basis == "stated dependence":
        return f"{over} depends on {holder}{doubt}; that this gives {holder} leverage is derived, not stated."
    means = " Part of it is derived from a dependence." if "dependence" in notes.split(";") else ""
    between = desk.names(basis.removeprefix("chain via "))
    text = f"{holder} has leverage over {over} only through {between}, by a chain that no document states"
    return f"{text}{doubt}.{means}"


def _share(desk: _Desk, row: Row) -> str:
    """One row of leverage that is a share of recorded amounts."""
    holder, over = name_of(desk.network, row.holder), name_of(desk.network, row.over)
    match = re.fullmatch(r"amount in (.*), asymmetry ([+-]\d\.\d\d)(?: \(([^()]*)\))?", row.basis, re.DOTALL)
    unit, asymmetry, after = match.groups() if match else (row.basis, "", "")
    doubt = f" ({after.replace(';', ', ')})" if after else ""
    other, _, share = row.alternative.rpartition(" ")
    text = f"Of what this dataset records {over} to have received in {unit}, {row.share:.0%} came from {holder}{doubt}"
    return f"{text}; next is {name_of(desk.network, other)} with {float(share):.0%}; asymmetry {asymmetry}."


def _write_brokers(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A line for each actor that stands between others."""
    lines = []
    for row in _each(answer[answer["total"] > 0]):
        counts = (
            (getattr(row, role), role)
            for role in ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
        )
        roles = ", ".join(f"{count} as {role}" for count, role in counts if count)
        name = name_of(desk.network, row.actor)
        measures = f"constraint {row.constraint:.2f}, betweenness {row.betweenness:.3f}"
        lines.append(_Paragraph(f"{name} stands between {_number(row.total, 'pair')}: {roles}; {measures}.", "  "))
    return lines or [_Paragraph("Nobody stands between two others who do not deal with each other directly.")]


def _write_blocs(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A paragraph for each camp."""
    lines = []
    for bloc, rows in answer.groupby("bloc", sort=True):
        strain = int(rows["against_bloc"].sum()) // 2
        friends = _number(int(rows["with_bloc"].sum()) // 2, "tie")
        names = names_of(desk.network, rows["actor"])
        lines.append(
            _Paragraph(f"Bloc {bloc}: {names}. Inside it {friends} of cooperation and {strain} of conflict.", "  ")
        )
    if answer.attrs.get("optimal") is False:
        lines.append(_Paragraph("These are the best that were found; that none fit better is not proven."))
    return lines


def _write_balance(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """The index, then a line for each strained triangle."""
    found = frustration(desk.network, threshold=answer.attrs.get("threshold", 0.0), time_limit=PATIENCE)
    balanced = int(answer["balanced"].sum())
    lines = [_Paragraph(f"{balanced} of {_number(len(answer), 'triangle')} are balanced. {_index(desk, found)}")]
    for row in _each(answer[~answer["balanced"]]):
        pairs = ((row.a, row.b, row.sign_ab), (row.b, row.c, row.sign_bc), (row.c, row.a, row.sign_ca))
        signs = "; ".join(
            f"{desk.names(f'{a};{b}')} {'cooperate' if sign > 0 else 'are in conflict'}" for a, b, sign in pairs
        )
        lines.append(_Paragraph(f"Under strain: {signs}.", "  "))
    return lines


def _index(desk: _Desk, found: Any) -> str:
    """The frustration index in a sentence or two."""
    proven = "exactly" if found.optimal else f"at most, and at least {found.bound}"
    text = f"Frustration index {found.index} ({proven}) of {_number(found.ties, 'tie')}."
    names = "; ".join(desk.names(f"{tie.a};{tie.b}") for tie in found.pivotal)
    return f"{text} Any one of these, if it turned, would lower it: {names}." if names else text


def _write_changes(desk: _Desk, answer: pd.DataFrame) -> list[_Paragraph]:
    """A line for each pair."""
    lines = []
    for row in _each(answer):
        known = [desk.data[key] for key in split_list(row.relation_ids) if key in desk.data]
        cited = {document for data in known for document in documents_of(data["evidence"])}
        toward = " and " if known and all(data["mutual"] for data in known) else " towards "
        pair = toward.join(name_of(desk.network, actor) for actor in (row.actor, row.recipient))
        state = f"{row.before or 'nothing on record'} before, {row.after or 'nothing on record'} after"
        lines.append(_Paragraph(f"{pair}: {row.change} ({state}).{desk.cite(sorted(cited))}", "  "))
    return lines


_WRITERS: dict[tuple[str, ...], tuple[Writer, str]] = {
    model.RESPONSES_COLUMNS: (_write_responses, "There are no such responses on record."),
    model.CONTESTED_COLUMNS: (_write_contested, "Nobody denies any of it."),
    model.TIMELINE_COLUMNS: (_write_timeline, "Nothing of the kind is on record."),
    model.PATHS_COLUMNS: (_write_paths, "No path connects them."),
    model.PROFILE_COLUMNS: (_write_profile, "Nothing is known."),
    model.LEVERAGE_COLUMNS: (_write_leverage, "No such leverage is on record."),
    model.BROKERS_COLUMNS: (_write_brokers, "There are no ties to stand between."),
    model.BLOCS_COLUMNS: (_write_blocs, "There are no signed ties to make camps of."),
    model.BALANCE_COLUMNS: (_write_balance, "There is no triangle of signed ties."),
    model.CHANGES_COLUMNS: (_write_changes, "Nothing changed."),
}
