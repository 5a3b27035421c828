"""What is in a dataset: who, since when, what is disputed, and how much of each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.model import SUMMARY_COLUMNS, date_words, denial_words, is_denied
from graphkit.network import iter_relations
from graphkit.words import counted, fitting

from ._answers import STANDING, framed, name_of
from ._register import question
from ._tables import cell
from ._text import Desk, Paragraph, capital, each, headed

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Line = tuple[str, str, str]
    Record = tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]

#: How many of the actors with most relations are named.
MOST_ACTORS = 10
_HEADINGS = {
    "who": "Who is in it, by relations",
    "disputed": "What is disputed or not plainly asserted",
    "month": "Relations by month",
}


def _write_summary(desk: Desk, answer: pd.DataFrame) -> list[Paragraph]:
    """What it is in a paragraph, then who, what is disputed, and a line for each month."""
    known = answer[answer["section"] == "dataset"].set_index("item")["value"].to_dict()
    title = known.get("title") or known.get("name") or "This network"
    version = f", version {known['version']}" if "version" in known else ""
    numbers = [counted(int(known[f"{noun}s"]), noun) for noun in ("relation", "actor", "document")]
    idle = int(known.get("actors without relations", 0))
    beside = f" ({counted(idle, 'more actor')} {fitting(idle, 'is', 'are')} listed without any here)" if idle else ""
    counts = "{} among {}{beside}, from {}{listed}".format(*numbers, beside=beside, listed=_unused(known))
    ends = dict.fromkeys(known[end] for end in ("since", "until") if end in known)
    span = f" The acts date from {' to '.join(ends)}." if ends else ""
    many = int(known.get("answers", 0))
    answers = f" {many:,} of them {fitting(many, 'answers', 'answer')} another." if many else ""
    lines = [Paragraph(f"{title}{version}: {counts}.{span}{answers}")]
    for section, rows in answer[answer["section"] != "dataset"].groupby("section", sort=False):
        lines += [Paragraph(), headed(_HEADINGS[str(section)])]
        if section == "disputed":
            lines += _denied(desk)
        longest = max(int(row.value) for row in each(rows)) if section == "month" else 0
        for row in each(rows):
            if section == "month":
                name = capital(date_words(row.item)) if row.item[:1].isdecimal() else capital(row.item)
                lines.append(
                    Paragraph(f"{name}: {row.value} {'█' * round(20 * int(row.value) / longest)}".rstrip(), "  ")
                )
            else:
                lines.append(Paragraph(f"{row.item}: {int(row.value):,}", "  "))
    return lines


def _unused(known: Mapping[Any, Any]) -> str:
    """How many of the documents only retell others, and how many more nothing rests on; blank for none."""
    retelling, idle = (int(known.get(f"documents {what}", 0)) for what in ("that retell others", "without relations"))
    told = [f"{retelling} of which only {fitting(retelling, 'retells', 'retell')} others"] if retelling else []
    told += (
        [f"{counted(idle, 'more document')} {fitting(idle, 'is', 'are')} listed on which no relation rests"]
        if idle
        else []
    )
    return f" ({'; '.join(told)})" if told else ""


def _denied(desk: Desk) -> list[Paragraph]:
    """How many relations somebody denies or has denied, which no one status tells."""
    denied = [data for data in desk.data.values() if is_denied(data["evidence"], data["status"])]
    since = sum(data["status"] == "acknowledged" for data in denied)
    told = f"{counted(len(denied), 'relation')} {denial_words(len(denied), since)}. By status:"
    return [Paragraph(told)] if denied else []


_SHOWN = {"about": cell("section"), "item": cell("item"), "value": cell("value")}


@question(SUMMARY_COLUMNS, text=_write_summary, nothing="There is nothing in it.", shown=_SHOWN)
def summary(network: nx.MultiDiGraph) -> pd.DataFrame:
    """What is in a dataset: who, since when, what is disputed, and how much of each month.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.

    Returns
    -------
    DataFrame
        Columns ``SUMMARY_COLUMNS``, all text. Sections: ``dataset`` (title, version, numbers of actors with relations,
        relations and documents with relations, how many of these documents retell others, documents and actors without
        relations, first and last month of the acts), ``who`` (the ten actors
        with most relations), ``disputed`` (how many relations of each status that somebody denies, and of each that
        nobody plainly asserts), ``month`` (how many acts surely lie in each, then those without a month, which is
        blank dates and longer periods).

    Examples
    --------
    >>> import graphkit
    >>> found = graphkit.summary(graphkit.build_network(graphkit.load_dataset()))
    >>> list(dict.fromkeys(found["section"]))
    ['dataset', 'who', 'disputed', 'month']
    """
    records = list(iter_relations(network))
    parties = Counter(party for _, actors, recipients, _ in records for party in {*actors, *recipients})
    acts = [data for *_, data in records if data["quad"] != STANDING]
    rows = list(_dataset(network, records, acts, len(parties))) if records else []
    for party, count in sorted(parties.items(), key=lambda one: (-one[1], one[0]))[:MOST_ACTORS]:
        rows.append(("who", name_of(network, party), str(count)))
    statuses = Counter(data["status"] for *_, data in records)
    rows += [("disputed", status, str(count)) for status, count in sorted(statuses.items()) if status != "asserted"]
    months = Counter(
        data["since"][:7] if data["since"] and data["until"] and data["since"][:7] == data["until"][:7] else ""
        for data in acts
    )
    rows += [("month", month, str(months[month])) for month in sorted(months) if month]
    if months[""]:
        rows.append(("month", "not of one month", str(months[""])))
    return framed(rows, SUMMARY_COLUMNS)


def _dataset(
    network: nx.MultiDiGraph, records: Sequence[Record], acts: Sequence[dict[str, Any]], actors: int
) -> Iterator[Line]:
    """The title, the version, the numbers and the span."""
    for item in ("name", "title", "version"):
        if network.graph.get(item):
            yield ("dataset", item, str(network.graph[item]))
    documents = {record.document for *_, data in records for record in data["evidence"]}
    yield from (
        ("dataset", item, str(number))
        for item, number in (("actors", actors), ("relations", len(records)), ("documents", len(documents)))
    )
    known = network.graph.get("documents", {})
    retelling = sum(bool(known[key].retells) for key in documents if key in known)
    unused = len(known.keys() - documents)
    if retelling:
        yield ("dataset", "documents that retell others", str(retelling))
    if unused:
        yield ("dataset", "documents without relations", str(unused))
    if idle := network.number_of_nodes() - actors:
        yield ("dataset", "actors without relations", str(idle))
    days = [[data[end] for data in acts if data[end]] for end in ("since", "until")]
    if all(days):
        yield ("dataset", "since", date_words(min(days[0])[:7]))
        yield ("dataset", "until", date_words(max(days[1])[:7]))
    answers = sum(bool(data["responds_to"]) for *_, data in records)
    if answers:
        yield ("dataset", "answers", str(answers))
