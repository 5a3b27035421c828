"""Other people's graphs and tables of ties as a dataset, and a network as a plain graph of text and numbers."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphkit.dataset import Dataset
from graphkit.gazetteer import state_named, state_of
from graphkit.model import KINDS, Actor, Document, Evidence, Relation, date_bounds, join_list, split_list
from graphkit.network._building import build_network, to_dataset
from graphkit.network._edges import completed, relation_of
from graphkit.network._roles import TIE_ROLES, column_of
from graphkit.network._sources import SourceCounter
from graphkit.ontology import RelationType, load_ontology, own_type
from graphkit.words import counted

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_network", "from_networkx", "from_pandas", "to_networkx"]

_TIE = "x:tie"
_WORD = re.compile(r"[^\W_]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# --- in ----------------------------------------------------------------------------------------


def from_networkx(graph: nx.Graph, *, type: str | None = None, date: str | None = None, name: str = "") -> Dataset:  # noqa: A002
    """Return the dataset of any networkx graph: its nodes as actors, its edges as relations.

    Node attributes ``name`` (or ``label``), ``kind``, ``aliases``, ``wikidata`` and ``note`` fill the actor; edge
    attributes ``mode``, ``date``, ``place``, ``amount``, ``unit``, ``contexts``, ``mutual`` and ``summary`` the
    relation. All others are kept as columns of one's own (``extra``). The edges of an undirected graph are mutual. A
    type that is none of graphkit's becomes one of the dataset's own (``x:friend``).

    Parameters
    ----------
    graph
        A Graph, DiGraph, MultiGraph or MultiDiGraph; of a network of :func:`build_network`, the dataset it is of.
    type
        A type for all edges (``AID``, ``x:donation``), or the edge attribute that holds it. None: the attribute
        ``type``, and where there is none ``x:tie``.
    date
        The edge attribute that holds the date, or one EDTF date for all. None: the attribute ``date``, if any.
    name
        What the dataset is called; blank: the graph's name.

    Raises
    ------
    ValueError
        If something that was named is not there, or a date is none.
    DataError
        If the records break another rule of the data.

    Examples
    --------
    >>> dataset = from_networkx(nx.path_graph(["Ann", "Ben", "Cy"]), type="x:friend", date="2024")
    >>> dataset.relations[["actor", "type", "recipient", "mutual", "date"]].values.tolist()[0]
    ['ann', 'x:friend', 'ben', True, '2024']
    """
    if "relations" in graph.graph and "actors" in graph.graph:
        return to_dataset(graph)
    if graph.is_multigraph():
        ties = [_Tie(a, b, key, dict(data)) for a, b, key, data in graph.edges(keys=True, data=True)]
    else:
        ties = [_Tie(a, b, None, dict(data)) for a, b, data in graph.edges(data=True)]
    nodes: dict[Hashable, Mapping[str, Any]] = dict(graph.nodes(data=True))
    made = _Making(nodes, ties, directed=graph.is_directed(), origin="import:networkx")
    return made.dataset(name or str(graph.graph.get("name", "")), type, date, "edge attribute")


def as_network(graph: nx.Graph) -> nx.MultiDiGraph:
    """Return a network of graphkit as it is, and the network of any other graph, by :func:`from_networkx`.

    >>> as_network(nx.path_graph(3)).number_of_nodes()
    3
    """
    return graph if "relations" in graph.graph and "actors" in graph.graph else build_network(from_networkx(graph))


def from_pandas(
    frame: pd.DataFrame,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    type: str | None = None,  # noqa: A002
    date: str | None = None,
    directed: bool = True,
) -> Dataset:
    """Return the dataset of an edge list: one relation a row.

    Parameters
    ----------
    frame
        A table with a column for each side of a tie. Other columns are taken as :func:`from_networkx` takes edge
        attributes.
    actor, recipient
        The columns of the two sides. None looks for common names: source and target, from and to, and the like.
    type
        A type for all rows, or the column that holds it. None looks for a column; ``x:tie`` where there is none.
    date
        The column that holds the date, or one EDTF date for all. None looks for a column, or for two such as
        ``start`` and ``end``.
    directed
        Whether the first side acts on the second; if not, the ties are mutual.

    Raises
    ------
    ValueError
        If a column is missing, or a date is none.
    DataError
        If the records break another rule of the data.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"Source": ["Ann"], "Target": ["Ben"], "Relation": ["Gave money to"], "Year": [2024]})
    >>> from_pandas(frame).relations[["actor", "type", "recipient", "date"]].values.tolist()
    [['ann', 'x:gave-money-to', 'ben', '2024']]
    """
    columns = {str(column): column for column in frame.columns}
    sides = [_column(columns, "actor", actor), _column(columns, "recipient", recipient)]
    found = {what: given or _guessed(columns, what) for what, given in (("type", type), ("date", date))}
    spans = None if found["date"] else [_guessed(columns, end) for end in ("since", "until")]
    ties = []
    for number, row in enumerate(frame.to_dict("records"), 1):
        ends = [row.pop(columns[side]) for side in sides]
        if any(_missing(end) for end in ends):
            blank = sides[0] if _missing(ends[0]) else sides[1]
            raise ValueError(f"row {number} has no {blank}: each row needs both sides of a tie")
        said = {str(column): value for column, value in row.items()}
        if spans and any(spans):
            said["date"] = _span(said, *spans)
            said = {column: value for column, value in said.items() if column not in spans}
        ties.append(_Tie(ends[0], ends[1], None, said))
    nodes: dict[Hashable, Mapping[str, Any]] = {end: {} for tie in ties for end in (tie.actor, tie.recipient)}
    made = _Making(nodes, ties, directed=directed, origin="import:pandas")
    return made.dataset("", found["type"], found["date"], "column")


def _column(columns: Mapping[str, Any], what: str, given: str | None) -> str:
    """The column of one side of the ties."""
    found = given or _guessed(columns, what)
    if found is None or found not in columns:
        missing = f"there is no column '{given}'" if given else f"no column is known to hold the {what}"
        raise ValueError(f"{missing}: name it by {what}=, one of {', '.join(columns)}")
    return found


def _guessed(columns: Mapping[str, Any], what: str) -> str | None:
    """The column whose name says that it holds something."""
    return column_of(columns, TIE_ROLES[what]) or None


def _span(row: Mapping[str, Any], since: str | None, until: str | None) -> str:
    """The interval from one column to another, blank where both are."""
    ends = [_date_text(row.get(column)) if column else "" for column in (since, until)]
    if not any(ends) or ends[0] == ends[1]:
        return ends[0]
    return f"{ends[0] or '..'}/{ends[1] or '..'}"


@dataclass(slots=True)
class _Tie:
    """One edge or row."""

    actor: Hashable
    recipient: Hashable
    key: Any
    data: dict[str, Any]


@dataclass(slots=True)
class _Making:
    """What a dataset is made of."""

    nodes: Mapping[Hashable, Mapping[str, Any]]
    ties: Sequence[_Tie]
    directed: bool
    origin: str
    types: dict[str, RelationType] = field(default_factory=dict)
    ids: dict[Hashable, str] = field(default_factory=dict)
    keys: Counter[Any] = field(default_factory=Counter)

    def dataset(self, name: str, kind: str | None, date: str | None, where: str) -> Dataset:
        """The dataset; ``kind`` and ``date`` are names of what holds them, or the values for all."""
        known = {key for tie in self.ties for key in tie.data}
        self.keys.update(tie.key for tie in self.ties)
        kind = self._held(kind, "type", known, where)
        date = self._held(date, "date", known, where)
        actors = self._actors()
        names = {actor.id: actor.name for actor in actors}
        relations = [self._relation(number, tie, kind, date, names) for number, tie in enumerate(self.ties, 1)]
        slug = _slug(name) or "graph"
        title = name or f"a graph of {counted(len(actors), 'actor')} and {counted(len(relations), 'tie')}"
        document = Document(slug, title)
        return Dataset.from_records(
            name=slug,
            title=name,
            types=self.types,
            actors=actors,
            documents=[document] if relations else [],
            relations=relations,
            evidence=[Evidence(one.id, document.id, origin=self.origin) for one in relations],
        )

    def _held(self, given: str | None, what: str, known: Iterable[str], where: str) -> str | None:
        """The name of what holds the type or date of a tie; ``=`` and the value where it is the same for all."""
        if given is None:
            return what if what in known else None
        if given in known:
            return given
        if what == "type" and (given.upper() in load_ontology().types or given.startswith("x:")):
            return f"={given}"
        if what == "date" and _is_date(given):
            return f"={given}"
        allowed = "a type such as AID or x:friend" if what == "type" else "a date such as 2024-06-18, 2024-06 or 2024"
        there = ", ".join(sorted(known)) or "none"
        raise ValueError(f"there is no {where} '{given}' for the {what}: name one ({there}), or {allowed}")

    def _actors(self) -> list[Actor]:
        """The nodes as actors, each under an id of its own."""
        taken: set[str] = set()
        actors = []
        for number, (node, data) in enumerate(self.nodes.items(), 1):
            name = _text(data.get("name") or data.get("label") or node) or f"actor {number}"
            kind = _text(data.get("kind"))
            key = self._id(node, name, kind, number)
            kind = kind if kind in KINDS and (kind != "state" or re.fullmatch("[A-Z]{3}", key)) else "other"
            while key in taken:
                stem, _, last = key.rpartition("-")
                key = f"{stem}-{int(last) + 1}" if stem and last.isdecimal() else f"{key.lower()}-2"
                kind = "other" if kind == "state" else kind
            taken.add(key)
            self.ids[node] = key
            extra = _extra(data, ("id", "name", "label", "kind", "aliases", "wikidata", "note"))
            wikidata = _text(data.get("wikidata"))
            item = wikidata if re.fullmatch(r"Q[1-9][0-9]*", wikidata) else ""
            kept = {"kind": (_text(data.get("kind")), kind), "wikidata": (wikidata, item)}
            extra |= {name: had for name, (had, has) in kept.items() if had not in ("", has)}
            actors.append(
                Actor(
                    key,
                    name,
                    kind,
                    _list(data.get("aliases")),
                    item,
                    _text(data.get("note")),
                    extra=tuple(sorted(extra.items())),
                )
            )
        return actors

    def _id(self, node: Hashable, name: str, kind: str, number: int) -> str:
        """The id that a node gets: the code of a state where it is said to be one, else a slug."""
        if kind == "state":
            found = state_of(_text(node)) or state_named(name) or state_named(_text(node))
            if found:
                return found
        return _slug(_text(node)) or _slug(name) or f"actor-{number}"

    def _relation(
        self, number: int, tie: _Tie, kind: str | None, date: str | None, names: Mapping[str, str]
    ) -> Relation:
        """One tie as a relation; what a column cannot take is kept as one of one's own."""
        data = tie.data
        named = self._type(_value(data, kind) or _TIE)
        known = self.types.get(named) or load_ontology().types[named]
        mode, day, amount = _text(data.get("mode")), _value(data, date), _number(data.get("amount"))
        contexts = _list(data.get("contexts"))
        actor, recipient = self.ids[tie.actor], self.ids[tie.recipient]
        if not _is_date(day):
            raise ValueError(f"the tie {names[actor]}-{names[recipient]} has the date '{day}', which cannot be read")
        fits = {
            "mode": mode in known.modes,
            "amount": amount is not None,
            "contexts": set(contexts) <= set(load_ontology().contexts),
        }
        taken = {kind, date, "mutual", "place", "unit", "summary", *(name for name, fit in fits.items() if fit)}
        label = known.modes[mode].label if fits["mode"] else known.label
        return Relation(
            self._key(number, tie.key),
            (actor,),
            named,
            mode if fits["mode"] else "",
            (recipient,),
            _truth(data.get("mutual"), otherwise=not self.directed),
            day,
            _text(data.get("place")),
            contexts if fits["contexts"] else (),
            amount,
            _text(data.get("unit")),
            summary=_text(data.get("summary")) or f"{names[actor]} {label} {names[recipient]}.",
            extra=tuple(sorted(_extra(data, [one for one in taken if one]).items())),
        )

    def _key(self, number: int, key: Any) -> str:
        """The id of a relation: the edge's key where it is text that no other edge has, else a number."""
        if isinstance(key, str) and re.fullmatch(r"[^\s;]+", key) and self.keys[key] == 1:
            return key
        made = f"r{number}"
        return made if made not in self.keys else f"tie-{number}"

    def _type(self, text: str) -> str:
        """The name of a type: graphkit's where it is one, else one of the dataset's own, which is declared."""
        if text.upper() in load_ontology().types:
            return text.upper()
        name = f"x:{_slug(text.removeprefix('x:')) or 'tie'}"
        label = "is tied to" if name == _TIE else text.removeprefix("x:").replace("_", " ")
        self.types.setdefault(name, own_type(name, {"label": label, "mutual": not self.directed}))
        return name


def _value(data: Mapping[str, Any], held: str | None) -> str:
    """What a tie has under a name, or the one value for all, which begins with ``=``."""
    if held is None:
        return ""
    return held[1:] if held.startswith("=") else _date_text(data.get(held))


def _number(value: Any) -> int | float | None:
    """A number with an end; None for anything else."""
    plain = value.item() if hasattr(value, "item") else value
    fine = isinstance(plain, int | float) and not isinstance(plain, bool) and math.isfinite(plain)
    return plain if fine else None


def _truth(value: Any, *, otherwise: bool) -> bool:
    """Whether a value says yes; ``otherwise`` where it says nothing."""
    return otherwise if _missing(value) else _text(value).casefold() in ("true", "1", "yes")


def _slug(text: str) -> str:
    """Text as an id: lower-case words joined by hyphens."""
    return "-".join(_WORD.findall(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())))


def _missing(value: Any) -> bool:
    """Whether there is no value: None, not a number, blank."""
    return value is None or value != value or type(value).__name__ in ("NAType", "NaTType") or str(value).strip() == ""


def _text(value: Any) -> str:
    """A value as one line of text; lists joined, missing ones blank."""
    if isinstance(value, list | tuple | set | frozenset):
        return join_list(_text(one).replace(";", ",") for one in value)
    if _missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in str(value))
    return " ".join(_NOT_XML.sub("", plain).split())


def _date_text(value: Any) -> str:
    """A date as EDTF: days and years of Python and pandas as such, text as it is."""
    if isinstance(value, datetime.datetime) and not _missing(value):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date) and not _missing(value) else _text(value)


def _is_date(text: str) -> bool:
    """Whether text is blank or an EDTF date."""
    try:
        date_bounds(text)
    except ValueError:
        return False
    return True


def _list(value: Any) -> tuple[str, ...]:
    """A list, or text in which ``;`` parts its items."""
    return tuple(dict.fromkeys(split_list(_text(value))))


def _extra(data: Mapping[str, Any], known: Iterable[str]) -> dict[str, str]:
    """What is kept as columns of one's own: all but what is known, and blanks."""
    names = set(known)
    cells = {_text(key): _text(value) for key, value in data.items() if key not in names}
    return {key: value for key, value in cells.items() if key and value}


# --- out ---------------------------------------------------------------------------------------


def to_networkx(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a network as a plain graph whose attributes are text and whole or broken numbers only.

    Every writer of networkx takes it, and ``nx.node_link_data`` of it is JSON. Each attribute has one type: lists are
    joined by ``;``, truth is 0 or 1, what is blank is blank text, and an amount that is not known is left out.
    Of the evidence stay the ids of the ``documents``, who says it (``said_by``), and the number of ``sources``;
    affiliations and the documents themselves are not in it.

    Parameters
    ----------
    network
        From :func:`build_network`.

    Returns
    -------
    MultiDiGraph
        The edge key is the relation's id; a relation with several parties is an edge for each pair, a mutual one an
        edge each way, all with the ``id`` of the relation.

    Examples
    --------
    >>> import graphkit, json
    >>> plain = to_networkx(graphkit.build_network(graphkit.load_dataset()))
    >>> plain["RUS"]["PRK"]["2024-06-18-rus-prk-treaty"]["mutual"]
    1
    >>> len(json.dumps(nx.node_link_data(plain, edges="edges"))) > 0
    True
    """
    plain = nx.MultiDiGraph(**{key: _text(network.graph.get(key, "")) for key in ("name", "title", "version")})
    edges = [(a, b, key, completed(data, network.graph)) for a, b, key, data in network.edges(keys=True, data=True)]
    rows = [data.get("extra", ()) for _, data in network.nodes(data=True)] + [data["extra"] for *_, data in edges]
    own = _attribute_names(dict(row) for row in rows)
    for node, data in network.nodes(data=True):
        columns = {key: _text(data.get(key)) for key in ("name", "kind", "aliases", "wikidata", "note")}
        plain.add_node(_text(node), **columns, **{own[key]: _text(value) for key, value in data.get("extra", ())})
    counter = SourceCounter(network)
    for actor, recipient, key, data in edges:
        attributes = {"id": relation_of(actor, recipient, key), **_plain(data, counter)}
        attributes |= {own[name]: _text(value) for name, value in data["extra"]}
        plain.add_edge(_text(actor), _text(recipient), key=attributes["id"], **attributes)
    return plain


def _attribute_names(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """A name in plain letters for each column of one's own, as every format takes it; no two alike."""
    names: dict[str, str] = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        stem = "extra_" + re.sub("[^0-9A-Za-z]+", "_", name).strip("_")
        plain = next(one for one in chain([stem], (f"{stem}_{n}" for n in count(2))) if one not in names.values())
        names[name] = plain
    return names


def _plain(data: Mapping[str, Any], counter: SourceCounter) -> dict[str, str | int | float]:
    """The attributes of an edge as text and numbers, each always of one type."""
    texts = ("type", "mode", "quad", "date", "since", "until", "place", "contexts", "unit", "responds_to", "status")
    evidence = data["evidence"]
    found: dict[str, str | int | float] = {key: _text(data[key]) for key in (*texts, "gist", "summary", "origin")}
    found |= {
        "score": float(data["score"]),
        "mutual": int(bool(data["mutual"])),
        "documents": join_list(dict.fromkeys(record.document for record in evidence)),
        "said_by": join_list(dict.fromkeys(record.speaker for record in evidence if record.speaker)),
        "sources": counter.sources(counter.profile(evidence)).count,
    }
    return found if data["amount"] is None else {**found, "amount": float(data["amount"])}
