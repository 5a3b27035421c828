"""What a notebook shows of a dataset, a network and an answer: counts, dates, names, whole sentences, links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from graphkit.model import date_words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphkit.dataset import Dataset

__all__ = ["html_of"]

#: The most rows that are shown.
ROWS = 20
#: The columns of an answer that hold ids of relations, those first whose sources are shown.
_IDS = ("response_id", "relation_id", "id")
_STYLE = "text-align:left;vertical-align:top;white-space:normal"


def html_of(shown: Any) -> str | None:
    """Return the HTML face of a dataset, a network or an answer; of another thing what it says of itself.

    Examples
    --------
    >>> import graphkit
    >>> "<table" in html_of(graphkit.load_dataset())
    True
    """
    from graphkit.dataset import Dataset
    from graphkit.network import build_network

    if isinstance(shown, Dataset):
        return _network_face(build_network(shown), "Dataset", shown)
    if getattr(shown, "graph", None) is not None and "relations" in shown.graph and "documents" in shown.graph:
        return _network_face(shown, "Network")
    if hasattr(shown, "columns"):
        face = _answer_face(shown)
        if face is not None:
            return face
    own = getattr(shown, "_repr_html_", None)
    return None if own is None else own()


def _network_face(network: nx.MultiDiGraph, what: str, dataset: Dataset | None = None) -> str:
    """Counts and span, then the latest relations with names."""
    from graphkit.query import summary, tabled, timeline

    facts = summary(network)
    known = facts[facts["section"] == "dataset"].set_index("item")["value"].to_dict()
    title = known.get("title") or known.get("name") or what
    if not known:
        return f"<p><b>{escape(str(title))}</b>: nothing is in it yet.</p>"
    version = f", version {known['version']}" if "version" in known else ""
    numbers = tuple((known[f"{noun}s"], noun) for noun in ("relation", "actor", "document"))
    counts = "{} among {}, from {}".format(
        *(f"{count} {noun}{'' if int(count) == 1 else 's'}" for count, noun in numbers)
    )
    ends = dict.fromkeys(known[end] for end in ("since", "until") if end in known)
    span = f", {' to '.join(ends)}" if ends else ""
    note = " Filtered." if network.graph.get("filtered") else ""
    who = facts[facts["section"] == "who"].head(6)
    names = ", ".join(f"{row.item} ({row.value})" for row in who.itertuples())
    acts = timeline(network)
    latest = acts[acts["since"] != ""].sort_values(["since", "relation_id"]).tail(5)
    table = _table(tabled(network, latest), _links(network, latest["relation_id"]))
    head = f"<b>{escape(str(title))}</b>{escape(version)} ({what.lower()}): {counts}{escape(span)}.{note}"
    return f"<div><p>{head}<br>Most often: {escape(names)}. The latest:</p>{table}</div>"


def _answer_face(answer: pd.DataFrame) -> str | None:
    """An answer as a table with names where its network is known, also laid out already; None for what is no answer."""
    from graphkit.query import QUESTIONS, network_of, tabled

    if answer.attrs.get("laid out"):
        more = f"<p>{ROWS} of {len(answer)} rows shown</p>" if len(answer) > ROWS else ""
        return f"<div>{_table(answer.head(ROWS))}{more}</div>"
    columns = tuple(answer.columns)
    question = next((one for one in QUESTIONS.values() if one.columns == columns), None)
    if question is None:
        return None
    if answer.empty:
        return f"<p>{escape(question.nothing)}</p>"
    network = network_of(answer)
    part = answer.head(ROWS)
    more = f" ({ROWS} of {len(answer)} rows shown)" if len(answer) > ROWS else f" ({len(answer)} rows)"
    caption = f"<p><b>{escape(question.asks)}</b>{more}</p>"
    if network is None:
        return f"<div>{caption}{_table(part.astype(object).where(part.notna(), ''))}</div>"
    ids = next((column for column in _IDS if column in columns), None)
    return f"<div>{caption}{_table(tabled(network, part), _links(network, part[ids]) if ids else None)}</div>"


def _table(frame: pd.DataFrame, links: Sequence[str] | None = None) -> str:
    """A table whose cells are whole; the column ``sources`` is replaced by links where there are some."""
    columns = [str(column) for column in frame.columns]
    head = "".join(f'<th style="{_STYLE}">{escape(column)}</th>' for column in columns)
    lines = []
    for number, row in enumerate(frame.itertuples(index=False)):
        cells = [escape(str(value)) for value in row]
        if links is not None and "sources" in columns:
            place = columns.index("sources")
            cells[place] = f"{cells[place]} {links[number]}".strip()
        lines.append("<tr>" + "".join(f'<td style="{_STYLE}">{cell}</td>' for cell in cells) + "</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _links(network: nx.MultiDiGraph, ids: Iterable[str]) -> list[str]:
    """For each relation the addresses of its documents as numbered links, the first three of them."""
    from graphkit.network import iter_relations

    documents = network.graph["documents"]
    evidence = {key: data["evidence"] for key, _, _, data in iter_relations(network)}
    found = []
    for key in ids:
        told = dict.fromkeys(one.document for one in evidence.get(key, ()))
        known = [documents[one] for one in told if one in documents and documents[one].url.startswith("http")]
        found.append(
            " ".join(
                f'<a href="{escape(one.url)}" title="{escape(f"{one.title}. {date_words(one.date)}")}">[{number}]</a>'
                for number, one in enumerate(known[:3], 1)
            )
        )
    return found
