"""``graphkit events map``: from the pairs of an event table to the ordinary map page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.cli.options import counted
from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphkit.dataset import Dataset
    from graphkit.events import Backend, Filters

__all__ = ["Choice", "add_events", "choose_pairs", "draw_events", "events_dataset"]

MIN_EVENTS = 5
_BARS = " ▁▂▃▄▅▆▇█"
#: What sources write where nobody is named: ICEWS, and the names and code of CAMEO that GDELT has;
#: as ``fold_name`` writes them.
_NOBODY = {
    f"{one}{many}"
    for one in ("unspecifiedactor", "unidentifiedactor", "unidentifiedstateactor", "unknownactor")
    for many in ("", "s")
} | {"unspecified", "unidentified", "unknown", "uis"}
#: A type of its own for each quad class: an edge sums many types up.
_TYPES = {
    "verbal cooperation": ("x:coded-verbal-cooperation", "cooperated in words with", 3),
    "material cooperation": ("x:coded-material-cooperation", "cooperated in deeds with", 7),
    "verbal conflict": ("x:coded-verbal-conflict", "was in conflict in words with", -4),
    "material conflict": ("x:coded-material-conflict", "was in conflict in deeds with", -8),
    "": ("x:coded-other", "made statements about or to", None),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs are drawn: by ``rule`` (backbone, strongest), at most ``pairs``, those around some actors only."""

    rule: str = "backbone"
    pairs: int = 400
    alpha: float = 0.01
    around: tuple[str, ...] = ()


def choose_pairs(frame: pd.DataFrame, choice: Choice, around: set[str]) -> tuple[list[tuple[str, str]], str]:
    """Return the ordered pairs to draw, the strongest first, and one sentence that says which they are.

    Parameters
    ----------
    frame
        From :func:`graphkit.events.dyads`.
    choice
        The rule.
    around
        The actors, as the frame names them, that a pair must have one of; empty: any.
    """
    import networkx as nx

    from graphkit.network import disparity

    named = _somebody(frame, around)
    nobody = int(frame["events"].sum()) - int(named["events"].sum())
    other = named[named["actor"] != named["recipient"]]
    totals = other.groupby(["actor", "recipient"], as_index=False)["events"].sum()
    if around:
        totals = totals[totals["actor"].isin(around) | totals["recipient"].isin(around)]
    listed = zip(*(totals[name].tolist() for name in ("actor", "recipient", "events")), strict=True)
    rows = sorted(listed, key=lambda row: (-row[2], row[0], row[1]))
    enough = [row for row in rows if row[2] >= MIN_EVENTS]
    least = f"at least {MIN_EVENTS} events"
    if around:
        kept, said = rows, "every pair around these actors"
    elif choice.rule == "backbone":
        graph = nx.DiGraph()
        graph.add_weighted_edges_from(rows)
        ties = {pair for pair, chance in disparity(graph).items() if chance < choice.alpha}  # those of the backbone
        kept = [row for row in enough if row[:2] in ties]
        said = f"ties that stand out (backbone, alpha {choice.alpha:g}), {least}"
        if not kept:
            kept, all_of = enough or rows, f"every pair of {least}" if enough else "every pair"
            said = f"no tie stands out (backbone, alpha {choice.alpha:g}), so {all_of}"
    else:
        kept, said = enough or rows, least if enough else f"no pair has {least}, so every pair"
    drawn = kept[: choice.pairs]
    if len(kept) > len(drawn):
        said += f", the {f'{len(drawn)} ' if len(drawn) > 1 else ''}strongest of {len(kept):,}"
    events, every = sum(row[2] for row in drawn), int(frame["events"].sum())
    inside = every - nobody - int(other["events"].sum())
    within = f", {inside / every:.0%} lie within one actor" if inside else ""
    within += f", {counted(nobody, 'event')} with nobody named left out" if nobody else ""
    share = f"{events / every:.0%}" if every else "none"
    return [row[:2] for row in drawn], (
        f"{len(drawn):,} of {len(totals):,} pairs drawn, {share} of {counted(every, 'event')}{within}; rule: {said}"
    )


def _somebody(frame: pd.DataFrame, around: set[str]) -> pd.DataFrame:
    """The pairs of which neither is a word for nobody, unless it is asked for by name."""
    from graphkit.model import fold_name

    nobody = {
        label
        for side in ("actor", "recipient")
        for label in frame[side].unique()
        if fold_name(str(label).replace("_", " ")) in _NOBODY
    } - around
    return frame[~(frame["actor"].isin(nobody) | frame["recipient"].isin(nobody))] if nobody else frame


def draw_events(
    table: str | Path,
    output: Path,
    choice: Choice,
    filters: Filters,
    *,
    by_name: bool,
    backend: Backend | None = None,
    **options: Any,
) -> str:
    """Draw the map of an event table and return what it shows, in one sentence."""
    from graphkit.network import build_network
    from graphkit.render import MapOptions, write_map

    filters = replace(filters, roll_up=filters.roll_up or not by_name)
    dataset, said, events = _coded(table, choice, filters, backend=backend)
    options["subtitle"] = options.get("subtitle") or f"Coded by machine, not checked. {said}"
    network = build_network(dataset)
    network.graph["events"] = events  # a link sums many up: the headline counts these
    write_map(network, output, options=MapOptions(max_links=None, **options))
    return said


def add_events(network: nx.MultiDiGraph, table: Path, filters: Filters) -> tuple[nx.MultiDiGraph, str]:
    """Return a network with the pairs of an event table that stand out, and what was added, in one sentence.

    Parameters
    ----------
    network
        Of a curated dataset. An actor that has the name or state of one of its actors is that actor.
    table
        The event table; its actors are rolled up to their states where these are known.
    filters
        What of the table is asked for.
    """
    from graphkit.dataset import Dataset
    from graphkit.network import build_network, to_dataset

    coded, said, _ = _coded(table, Choice(), replace(filters, roll_up=True), network=network)
    curated = to_dataset(network)
    tables = ("actors", "affiliations", "documents", "relations", "evidence")
    added = {name: coded.records(name) for name in tables}
    known = {actor.id for actor in curated.records("actors")}
    added["actors"] = tuple(actor for actor in added["actors"] if actor.id not in known)
    both = Dataset.from_records(
        name=curated.name,
        title=curated.title,
        version=curated.version,
        paragraphs=curated.paragraphs,
        types={**curated.types, **coded.types},
        **{name: [*curated.records(name), *added[name]] for name in added},
    )
    return build_network(both), said


def _coded(
    table: str | Path,
    choice: Choice,
    filters: Filters,
    *,
    network: nx.MultiDiGraph | None = None,
    backend: Backend | None = None,
) -> tuple[Dataset, str, dict[str, int]]:
    """The pairs of an event table that are drawn, as a dataset, which they are, and the events in each relation."""
    from graphkit import events

    with nullcontext(backend) if backend is not None else events.duckdb_backend() as engine:
        frame = events.dyads(table, filters=filters, backend=engine)
        around: set[str] = set()
        for name in choice.around:
            around.update(events.find_actors(table, name, filters=filters, backend=engine))
        pairs, said = choose_pairs(frame, choice, around)
        if not pairs:
            other = "ask for more of the table" if network is None else "leave out --events, or ask for more of it"
            raise GraphkitError(f"there is no pair to draw ({said}): {other}")
        known = {} if network is None else _known(frame, pairs, network)
        twins = _twins(known)
        if twins:  # counted once more, as the one actor that they are: its events and pairs are those of all its names
            same = {name: twins.get(other, other) for name, other in filters.same.items()} | twins
            dataset, said, counts = _coded(table, choice, replace(filters, same=same), network=network, backend=engine)
            one = f"{said}; read as one: {', '.join(f'{one} = {other}' for one, other in twins.items())}"
            return dataset, one, counts
        taken = set() if network is None else set(network)
        dataset = events_dataset(table, frame, pairs, filters, known=known, taken=taken, backend=engine)
        drawn = _rows_of(frame, pairs)["events"].tolist()
        return dataset, said, {f"coded-{number}": count for number, count in enumerate(drawn, 1)}


def _rows_of(frame: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The rows of the pairs that are drawn, each a relation of the map."""
    wanted = set(pairs)
    both = zip(frame["actor"].tolist(), frame["recipient"].tolist(), strict=True)
    return frame[[pair in wanted for pair in both]]


def events_dataset(
    table: str | Path,
    frame: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
    filters: Filters,
    *,
    known: Mapping[str, str] | None = None,
    taken: Collection[str] = (),
    backend: Backend | None = None,
) -> Dataset:
    """Return the dataset of some pairs: a relation for each class of what one did to the other, with examples.

    ``known`` gives the ids that actors have in another dataset, ``taken`` all ids of that.
    """
    from graphkit import events
    from graphkit.dataset import Dataset
    from graphkit.model import Document, Evidence, Relation

    directed = frame.attrs.get("directed", True)  # else no arrow may say who acted on whom
    months, examples = events.pair_details(table, pairs, filters=filters, backend=backend)
    side = events.read_sidecar(Path(table))
    origin = f"import:{side.get('format') or 'events'}"
    ids = _ids({name for pair in pairs for name in pair}, known or {}, taken)
    source = Document(
        "coded-events", f"Event table {Path(table).name}", kind="report", publisher=str(side.get("citation", ""))
    )
    documents: dict[str, Document] = {"": source}
    relations, evidence = [], []
    shown, monthly = _by_class(examples), _by_class(months)
    for number, row in enumerate(_rows_of(frame, pairs).to_dict("records"), 1):
        key = (row["actor"], row["recipient"], row["quad"])
        relations.append(
            Relation(
                f"coded-{number}",
                (ids[row["actor"]],),
                _TYPES[row["quad"]][0],
                "",
                (ids[row["recipient"]],),
                date=_dates(row),
                mutual=not directed,
                gist=f"{counted(row['events'], 'event')}, {counted(row['reports'], 'report')}",
                summary=_summary(row, monthly[key]["month"], monthly[key]["events"]),
            )
        )
        evidence.append(Evidence(f"coded-{number}", "coded-events", origin=origin))
        listed = zip(*(shown[key][name] for name in ("source", "event_id", "code", "date")), strict=True)
        for outlet, event, code, date in listed:
            document = _document(outlet, date, documents)
            place = f"event {event}, code {code or 'none'}"
            evidence.append(Evidence(f"coded-{number}", document, locator=place, date=date, origin=origin))
    return Dataset.from_records(
        name=Path(table).stem,
        title=f"{Path(table).name}: {side.get('format') or 'events'}, coded by machine",
        actors=_actors(ids),
        documents=list(documents.values()),
        relations=relations,
        evidence=evidence,
        types=_types(mutual=not directed),
    )


def _by_class(frame: pd.DataFrame) -> Mapping[tuple[str, str, str], Mapping[str, Sequence[Any]]]:
    """The columns of a frame, cut where actor, recipient or class change; nothing where there is none."""
    from collections import defaultdict
    from itertools import pairwise

    import numpy as np

    names = ["actor", "recipient", "quad"]
    columns = {str(name): frame[name].tolist() for name in frame}
    found: dict[tuple[str, str, str], Mapping[str, Sequence[Any]]] = defaultdict(lambda: dict.fromkeys(columns, ()))
    new = frame[names].ne(frame[names].shift()).to_numpy().any(axis=1)
    for start, end in pairwise([*np.flatnonzero(new).tolist(), len(frame)]):
        key = (columns["actor"][start], columns["recipient"][start], columns["quad"][start])
        found[key] = {name: values[start:end] for name, values in columns.items()}
    return found


def _types(*, mutual: bool) -> dict[str, Any]:
    """The types of the links, by name."""
    from graphkit.ontology import own_type

    return {
        name: own_type(name, {"label": label, "quad": quad, "score": score, "mutual": mutual})
        for quad, (name, label, score) in _TYPES.items()
    }


def _summary(row: dict[Any, Any], months: Sequence[str], events: Sequence[int]) -> str:
    """How much one did to the other, with a bar for each month."""
    score = "" if row["mean_score"] != row["mean_score"] else f"; mean score {row['mean_score']:.1f}"
    counts = (counted(row[name], name[:-1]) for name in ("reports", "events", "days"))
    said = "{}, coded by machine, not checked: {} on {}".format(*counts)
    return f"{said}, {row['first']} to {row['last']}{score}{_bars(months, events)}"


def _bars(months: Sequence[str], events: Sequence[int]) -> str:
    """A bar for each month from the first to the last, the highest named; at most ten years of them.

    The months are those with events, the latest first.
    """
    if len(months) < 2:
        return ""
    top = max(events)
    most = min(month for month, number in zip(months, events, strict=True) if number == top)[:7]
    first, last = _month(months[-1]), _month(months[0])
    if last - first >= 120:
        return f"; most in {most} ({top:,})"
    number = {_month(month): count for month, count in zip(months, events, strict=True)}
    drawn = "".join(_BARS[-(-number.get(month, 0) * (len(_BARS) - 1) // top)] for month in range(first, last + 1))
    return f"; by month {drawn} most in {most} ({top:,})"


def _month(day: str) -> int:
    """The month of a day as a whole number."""
    return int(day[:4]) * 12 + int(day[5:7])


def _document(source: str, date: str, documents: dict[str, Any]) -> str:
    """The id of the document that an example rests on, made where it is new; the table itself where none is named."""
    from urllib.parse import urlsplit

    from graphkit.model import Document

    if source not in documents:
        address = source if source.startswith(("http://", "https://")) else ""
        title = (urlsplit(address).netloc if address else source) or source
        name = f"coded-source-{len(documents)}"
        documents[source] = Document(name, title, kind="article", url=address, date=date if address else "")
    return str(documents[source].id)


def _known(frame: pd.DataFrame, pairs: Sequence[tuple[str, str]], network: nx.MultiDiGraph) -> dict[str, str]:
    """The ids that actors have in a network: those of its actors that have their name and a place in their time."""
    from graphkit.dataset.places import Places
    from graphkit.errors import UnknownActor
    from graphkit.network import find_actor

    places = Places(
        network.graph["affiliations"], {name: actor.kind for name, actor in network.graph["actors"].items()}
    )
    wanted = set(pairs)
    dates: dict[str, set[str]] = {}
    for row in frame.to_dict("records"):
        if (row["actor"], row["recipient"]) in wanted:
            for label in (row["actor"], row["recipient"]):
                dates.setdefault(label, set()).add(_dates(row))
    found = {}
    for label, spans in dates.items():
        try:
            actor = find_actor(network, label.replace("_", " "))
        except UnknownActor:
            continue
        if actor not in places.spells or all(places.gap(actor, date) is None for date in spans):
            found[label] = actor
    return found


def _twins(known: Mapping[str, str]) -> dict[str, str]:
    """Labels of one table that mean one actor, each with the label it is read as: the actor's id, else the first."""
    named: dict[str, list[str]] = {}
    for label in sorted(known):
        named.setdefault(known[label], []).append(label)
    chosen = {one: one if one in labels else labels[0] for one, labels in named.items()}
    return {label: chosen[one] for one, labels in named.items() for label in labels if label != chosen[one]}


def _dates(row: Mapping[Any, Any]) -> str:
    """The days on which one acted on the other in one class, as a date."""
    return str(row["first"] if row["first"] == row["last"] else f"{row['first']}/{row['last']}")


def _ids(labels: set[str], known: Mapping[str, str], others: Collection[str]) -> dict[str, str]:
    """An id for each actor: the one that is known, a state's own code, else its name in small letters."""
    from graphkit.dataset.names import plain_slug
    from graphkit.gazetteer import load_states, state_named

    ids: dict[str, str] = dict(known)
    taken = {*known.values(), *others}
    for label in sorted(labels - set(known)):
        code = label if label in load_states() else state_named(label)
        wanted = code if code and code not in taken else plain_slug(label)
        number, found = 2, wanted
        while found in taken:
            found, number = f"{wanted.lower()}-{number}", number + 1
        taken.add(found)
        ids[label] = found
    return ids


def _actors(ids: dict[str, str]) -> list[Any]:
    """The actors of the map: states by their name, others by that of the source."""
    from graphkit.gazetteer import load_states
    from graphkit.model import Actor

    states = load_states()
    return [
        Actor(one, states[one].name, "state") if one in states else Actor(one, label.replace("_", " "), "other")
        for label, one in ids.items()
    ]
