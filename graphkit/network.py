"""A dataset as a ``MultiDiGraph`` and back; views of it; finding an actor by any of its names."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx

from graphkit.dataset import Dataset, Places
from graphkit.errors import DataError, UnknownActor
from graphkit.model import (
    EDGE_ATTRIBUTES,
    FACTUAL,
    NODE_ATTRIBUTES,
    RELATION_COLUMNS,
    STATUSES,
    Actor,
    Affiliation,
    Relation,
    date_bounds,
    fold_name,
    join_list,
    status_of,
)
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "affiliation_on",
    "build_network",
    "completed",
    "filter_network",
    "find_actor",
    "iter_relations",
    "keep_relations",
    "list_actors",
    "list_relations",
    "relation_of",
    "roll_up",
    "signed_network",
    "state_on",
    "to_dataset",
]

_ENDS = ("0000", "9999~")


# --- building and going back -------------------------------------------------------------------


def build_network(
    dataset: Dataset,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    roll_up: bool = False,
) -> nx.MultiDiGraph:
    """Return the network of a dataset: its actors as nodes, its relations as edges.

    A node is an actor's id with the columns of its row. An edge's key is the relation's id. A
    relation with several parties is an edge for each pair, a mutual one an edge each way, all with
    one key: count keys, not edges. ``network.graph`` holds ``name``, ``title``, ``version``,
    ``documents`` and ``actors`` (by id), ``paragraphs`` (where they begin, by document),
    ``affiliations``, ``evidence``, and ``relations``: the two sides of each relation by its id, in
    the order of the dataset.

    Parameters
    ----------
    dataset
        From :func:`graphkit.load_dataset`.
    since, until
        EDTF dates; keep only relations whose possible days overlap them. None is open.
        Undated relations always stay.
    types
        Names of types, such as ``AID``; None keeps all.
    statuses
        Names of statuses, such as ``contested``; None keeps all.
    roll_up
        Replace persons and agencies by their state, or organisation, on the relation's date.

    Returns
    -------
    MultiDiGraph
        Edge attributes are those of ``graphkit.model.EDGE_ATTRIBUTES``; ``since`` and ``until``
        are the first and last possible day as ``YYYY-MM-DD``, None where open or unknown.

    Raises
    ------
    ValueError
        If a date is not EDTF, or a type or status does not exist.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> network.nodes["PRK"]["name"]
    'North Korea'
    """
    network = nx.MultiDiGraph()
    for actor in dataset.records("actors"):
        network.add_node(actor.id, **_columns(actor))
    network.graph.update(
        name=dataset.name,
        title=dataset.title,
        version=dataset.version,
        paragraphs=dict(dataset.paragraphs),
        documents={document.id: document for document in dataset.records("documents")},
        affiliations=dataset.records("affiliations"),
        actors={actor.id: actor for actor in dataset.records("actors")},
        evidence=dataset.records("evidence"),
        relations={},
    )
    evidence: dict[str, list[Any]] = {}
    for record in dataset.records("evidence"):
        evidence.setdefault(record.relation, []).append(record)
    for relation in dataset.records("relations"):
        data = _attributes(relation, tuple(evidence.get(relation.id, ())))
        _add(network, relation.id, relation.actor, relation.recipient, data)
    if not (since is None and until is None and types is None and statuses is None):
        network = filter_network(network, since=since, until=until, types=types, statuses=statuses)
    return _rolled_up(network) if roll_up else network


def to_dataset(network: nx.MultiDiGraph) -> Dataset:
    """Return the dataset that a network is a view of: the inverse of :func:`build_network`.

    Of a filtered network, the relations that are left with all actors and documents; what they
    answer is kept as far as it is left too. Edges that were added by hand become relations between
    their two ends, after the others.

    Raises
    ------
    DataError
        If the network breaks a rule of the data.

    Examples
    --------
    >>> import graphkit
    >>> dataset = graphkit.load_dataset()
    >>> to_dataset(build_network(dataset)) == dataset
    True
    """
    found = list(iter_relations(network))
    left = {key for key, *_ in found}
    actors = {**network.graph.get("actors", {})}
    actors |= {node: _actor(node, data) for node, data in network.nodes(data=True)}
    order = {record: number for number, record in enumerate(network.graph.get("evidence", ()))}
    evidence = [record for *_, data in found for record in data.get("evidence", ())]
    return Dataset.from_records(
        name=network.graph.get("name", "dataset"),
        title=network.graph.get("title", ""),
        version=network.graph.get("version", ""),
        paragraphs=network.graph.get("paragraphs", {}),
        actors=actors.values(),
        affiliations=network.graph.get("affiliations", ()),
        documents=network.graph.get("documents", {}).values(),
        relations=[_relation(key, actor, recipient, _answering(data, left)) for key, actor, recipient, data in found],
        evidence=sorted(evidence, key=lambda record: order.get(record, len(order))),
    )


def iter_relations(
    network: nx.MultiDiGraph,
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], dict[str, Any]]]:
    """Yield each relation of a network once: its id, its two sides and its attributes, in the dataset's order.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> next(iter_relations(network))[0] in network.graph["relations"]
    True
    """
    sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = network.graph.get("relations", {})
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for actor, recipient, key, data in network.edges(keys=True, data=True):
        found.setdefault(relation_of(actor, recipient, key), []).append((actor, recipient, data))
    for name in [*(name for name in sides if name in found), *(name for name in found if name not in sides)]:
        edges = found[name]
        actors, recipients = sides.get(name) or _ends_of(name, edges)
        here = tuple(one for one in actors if one in network), tuple(one for one in recipients if one in network)
        yield name, *here, completed(edges[0][2])


def relation_of(actor: str, recipient: str, key: Any) -> str:
    """Return the id of the relation that an edge belongs to: its key, or one made for an edge without a key of its own.

    >>> relation_of("CHN", "JPN", 0)
    'CHN-JPN-0'
    """
    return key if isinstance(key, str) else f"{actor}-{recipient}-{key}"


def _ends_of(name: str, edges: Sequence[tuple[str, str, dict[str, Any]]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a relation that is only known by its edges, which must agree."""
    if any(data != edges[0][2] for *_, data in edges):
        raise DataError(f"two edges with the key '{name}' say different things: give each a key of its own")
    forward = edges[:1] if edges[0][2].get("mutual") else edges
    return tuple(dict.fromkeys(edge[0] for edge in forward)), tuple(dict.fromkeys(edge[1] for edge in forward))


def completed(data: dict[str, Any]) -> dict[str, Any]:
    """Return an edge's attributes; of an edge that was added by hand, with what was not said filled in.

    >>> completed({"type": "AID"})["quad"]
    'material cooperation'
    """
    if len(data) >= len(EDGE_ATTRIBUTES):
        return data
    known = {name: data[name] for name in Relation.__dataclass_fields__ if name in data}
    relation = Relation(**{"id": "", "actor": (), "type": "", "mode": "", "recipient": (), **known})
    return {**_attributes(relation, tuple(data.get("evidence", ()))), **data}


def _columns(actor: Actor) -> dict[str, Any]:
    """An actor's fields by name."""
    return {name: getattr(actor, name) for name in NODE_ATTRIBUTES}


def _actor(node: str, data: Mapping[str, Any]) -> Actor:
    """The actor that a node stands for."""
    known = {name: data[name] for name in Actor.__dataclass_fields__ if name in data and name != "id"}
    return Actor(**{"id": node, "name": node, "kind": "other", **known})


def _attributes(relation: Relation, evidence: tuple[Any, ...]) -> dict[str, Any]:
    """The attributes of a relation's edges."""
    kind = load_ontology().types.get(relation.type)
    since, until = date_bounds(relation.date)
    return {
        "type": relation.type,
        "mode": relation.mode,
        "quad": kind.quad if kind else "",
        "score": kind.score_of(relation.mode) if kind else 0.0,
        "date": relation.date,
        "since": since,
        "until": until,
        "mutual": relation.mutual,
        "place": relation.place,
        "contexts": relation.contexts,
        "amount": relation.amount,
        "unit": relation.unit,
        "responds_to": relation.responds_to,
        "status": status_of(evidence),
        "gist": relation.gist,
        "summary": relation.summary,
        "evidence": evidence,
        "origin": join_list(dict.fromkeys(record.origin for record in evidence)),
        "extra": relation.extra,
    }


def _answering(data: Mapping[str, Any], left: Collection[str]) -> Mapping[str, Any]:
    """An edge's attributes, with answers only to relations that are left."""
    return {**data, "responds_to": tuple(key for key in data.get("responds_to", ()) if key in left)}


def _relation(key: str, actor: tuple[str, ...], recipient: tuple[str, ...], data: Mapping[str, Any]) -> Relation:
    """The relation that an edge stands for."""
    if not data["type"]:
        raise DataError(f"the edge '{key}' from {actor[0]} to {recipient[0]} has no 'type': give it one")
    known = {name: data[name] for name in Relation.__dataclass_fields__ if name in data}
    return Relation(**{"mode": "", **known, "id": key, "actor": actor, "recipient": recipient})


def _add(
    network: nx.MultiDiGraph, key: str, actors: tuple[str, ...], recipients: tuple[str, ...], data: dict[str, Any]
) -> None:
    """Add a relation: an edge for each pair, and one back where it is mutual."""
    network.graph["relations"][key] = actors, recipients
    pairs = [(actor, recipient) for actor in actors for recipient in recipients if actor != recipient]
    pairs = pairs or [(actors[0], recipients[0])]
    if data["mutual"]:
        pairs = list(dict.fromkeys([*pairs, *((recipient, actor) for actor, recipient in pairs)]))
    for actor, recipient in pairs:
        network.add_edge(actor, recipient, key=key, **data)


def _empty(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A new network with the same actors and documents, and no relations."""
    view = nx.MultiDiGraph(**{**network.graph, "relations": {}})
    view.add_nodes_from((node, dict(data)) for node, data in network.nodes(data=True))
    view.graph["filtered"] = True
    return view


# --- views -------------------------------------------------------------------------------------


def filter_network(
    network: nx.MultiDiGraph,
    *,
    since: str | None = None,
    until: str | None = None,
    types: Collection[str] | None = None,
    statuses: Collection[str] | None = None,
    actors: Collection[str] | None = None,
) -> nx.MultiDiGraph:
    """Return a new network with only some of the relations; all actors stay.

    Parameters
    ----------
    network
        From :func:`build_network`.
    since, until
        EDTF dates; keep relations whose possible days overlap them. Undated relations always stay.
    types, statuses
        Names to keep; None keeps all.
    actors
        Any names of actors; keep relations in which one of them takes part, on either side.

    Raises
    ------
    ValueError
        If a date is not EDTF, ``since`` is after ``until``, or a type or status does not exist.
    UnknownActor
        If an actor is not in the network.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> filter_network(network, since="2030").number_of_nodes() == network.number_of_nodes()
    True
    """
    first = date_bounds(since)[0] if since else None
    last = date_bounds(until)[1] if until else None
    if first and last and first > last:
        raise ValueError(f"since '{since}' is after until '{until}': swap them")
    kept_types = _chosen("type", types, list(load_ontology().types))
    kept_statuses = _chosen("status", statuses, STATUSES)
    ids = None if actors is None else {find_actor(network, actor) for actor in actors}
    view = _empty(network)
    for key, actor, recipient, data in iter_relations(network):
        if (
            (data["until"] or _ENDS[1]) >= (first or "")
            and (data["since"] or _ENDS[0]) <= (last or _ENDS[1])
            and (kept_types is None or data["type"] in kept_types)
            and (kept_statuses is None or data["status"] in kept_statuses)
            and (ids is None or not ids.isdisjoint((*actor, *recipient)))
        ):
            _add(view, key, actor, recipient, dict(data))
    return view


def keep_relations(network: nx.MultiDiGraph, ids: Collection[str]) -> nx.MultiDiGraph:
    """Return a new network with only the relations of some ids; all actors stay.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> keep_relations(network, []).number_of_edges()
    0
    """
    view = _empty(network)
    for key, actor, recipient, data in iter_relations(network):
        if key in ids:
            _add(view, key, actor, recipient, dict(data))
    return view


def _chosen(what: str, names: Collection[str] | None, allowed: Sequence[str]) -> set[str] | None:
    """The names to keep, each of which must exist; letter case does not matter."""
    if names is None:
        return None
    spelling = {name.casefold(): name for name in allowed}
    for name in [names] if isinstance(names, str) else names:
        if name.casefold() not in spelling:
            raise ValueError(f"there is no {what} '{name}': {what} is one of {', '.join(allowed)}")
    return {spelling[name.casefold()] for name in ([names] if isinstance(names, str) else names)}


def roll_up(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a new network in which states and organisations act for their persons and agencies.

    Each actor is replaced by where its affiliations lead on the day of the relation, up to a state
    or, where there is none, an organisation that is part of nothing. What happens inside one state
    becomes an edge from it to itself. No relation is dropped, and ``network.graph["actors"]``
    keeps those who were folded away.

    Examples
    --------
    >>> import graphkit
    >>> rolled = roll_up(build_network(graphkit.load_dataset()))
    >>> {rolled.nodes[node]["kind"] for node in rolled if node == "PRK"}
    {'state'}
    """
    view = nx.MultiDiGraph(**{**network.graph, "relations": {}})
    places = _places(network)
    for node, data in network.nodes(data=True):
        if node not in places.spells or places.kinds.get(node) == "state":
            view.add_node(node, **data)
    for key, actor, recipient, data in iter_relations(network):
        sides = [tuple(dict.fromkeys(places.top(one, data["date"]) for one in side)) for side in (actor, recipient)]
        for node in (*sides[0], *sides[1]):
            if node not in view:
                view.add_node(node, **_node(network, node))
        _add(view, key, sides[0], sides[1], dict(data))
    return view


_rolled_up = roll_up  # build_network has a parameter of that name


def _places(network: nx.MultiDiGraph) -> Places:
    """Where the actors of a network belong."""
    kinds = {actor.id: actor.kind for actor in _everybody(network).values()}
    return Places(network.graph.get("affiliations", ()), kinds)


def _node(network: nx.MultiDiGraph, node: str) -> dict[str, Any]:
    """The attributes of an actor, whether or not it is in the network."""
    return dict(network.nodes[node]) if node in network else _columns(_everybody(network)[node])


def state_on(network: nx.MultiDiGraph, actor: str, date: str = "") -> str:
    """Return the state, or organisation, that an actor belongs to on a date; itself where there is none.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset())
    >>> state_on(network, "vladimir-putin", "2024-06-18")
    'RUS'
    """
    return _places(network).top(actor, date)


def affiliation_on(network: nx.MultiDiGraph, actor: str, date: str = "") -> Affiliation | None:
    """Return the firmest affiliation of an actor on a date, or None."""
    return next(iter(_places(network).on(actor, date)), None)


def signed_network(network: nx.MultiDiGraph, *, threshold: float = 0.0) -> nx.Graph:
    """Return who is with whom and who against: one signed tie for each pair with a clear balance.

    A pair's *net score* is the sum of the scores of the relations between the two, each counted
    once, from -10 (conflict) to +10 (cooperation). Relations that are only denied, proposed,
    considered or expected did not happen as far as anybody says, and do not count.

    Parameters
    ----------
    network
        From :func:`build_network`, usually rolled up.
    threshold
        Pairs whose net score is not beyond this, either way, have no tie; 0 or more.

    Returns
    -------
    Graph
        The actors that have a tie; edge attributes ``sign`` (1 or -1), ``score`` (float) and ``relation_ids``
        (sorted tuple).

    Raises
    ------
    ValueError
        If ``threshold`` is below 0.

    Examples
    --------
    >>> import graphkit
    >>> signed = signed_network(build_network(graphkit.load_dataset(), roll_up=True))
    >>> signed["PRK"]["RUS"]["sign"]
    1
    """
    if threshold < 0:
        raise ValueError(f"threshold is {threshold}: it must be 0 or more")
    pairs: dict[tuple[str, str], dict[str, float]] = {}
    for actor, recipient, key, edge in network.edges(keys=True, data=True):
        data = completed(edge)
        if actor != recipient and data["status"] in FACTUAL:
            pair = (actor, recipient) if actor < recipient else (recipient, actor)
            pairs.setdefault(pair, {})[relation_of(actor, recipient, key)] = data["score"]
    signed = nx.Graph(name=network.graph.get("name", ""))
    for pair, scores in sorted(pairs.items()):
        score = sum(scores[key] for key in sorted(scores))
        if abs(score) > threshold:
            sign = 1 if score > 0 else -1
            signed.add_edge(*pair, sign=sign, score=score, relation_ids=tuple(sorted(scores)))
    return signed


# --- lists -------------------------------------------------------------------------------------


def list_actors(network: nx.MultiDiGraph) -> pd.DataFrame:
    """Return the actors of a network, one a row, by id.

    Returns
    -------
    DataFrame
        The columns of ``actors.csv`` but for ``note``, then ``relations`` (int): in how many the actor takes part.
        Of a filtered network, only actors that take part in what is left.

    Examples
    --------
    >>> import graphkit
    >>> list_actors(build_network(graphkit.load_dataset())).columns.tolist()
    ['id', 'name', 'kind', 'aliases', 'wikidata', 'relations']
    """
    import pandas as pd

    counts = dict.fromkeys(network, 0)
    for _, actors, recipients, _ in iter_relations(network):
        for actor in {*actors, *recipients}:
            counts[actor] += 1
    rows = [
        (node, data["name"], data["kind"], join_list(data["aliases"]), data["wikidata"], counts[node])
        for node, data in sorted(network.nodes(data=True))
        if counts[node] or not network.graph.get("filtered")
    ]
    return pd.DataFrame(rows, columns=["id", "name", "kind", "aliases", "wikidata", "relations"])


def list_relations(network: nx.MultiDiGraph) -> pd.DataFrame:
    """Return the relations of a network, one a row, in the dataset's order.

    Returns
    -------
    DataFrame
        The columns of ``relations.csv``, then ``status``, ``documents`` and ``said_by``; lists joined by ``;``.

    Examples
    --------
    >>> import graphkit
    >>> network = build_network(graphkit.load_dataset(), statuses=["contested"])
    >>> set(list_relations(network)["status"])
    {'contested'}
    """
    import pandas as pd

    columns = [*RELATION_COLUMNS, "status", "documents", "said_by"]
    rows = []
    for key, actors, recipients, data in iter_relations(network):
        evidence = data["evidence"]
        found = {
            **data,
            "id": key,
            "actor": actors,
            "recipient": recipients,
            "documents": dict.fromkeys(record.document for record in evidence),
            "said_by": dict.fromkeys(record.speaker for record in evidence if record.speaker),
        }
        values = (found[column] for column in columns)
        rows.append([join_list(value) if isinstance(value, tuple | dict) else value for value in values])
    return pd.DataFrame(rows, columns=columns, dtype=object)


# --- names -------------------------------------------------------------------------------------


def find_actor(network: nx.MultiDiGraph | Dataset, name: str) -> str:
    """Return the id of the actor that goes by a name: an id, code, name or alias in any script.

    Letter case, accents, blanks and punctuation do not matter.

    Parameters
    ----------
    network
        A network or a dataset.
    name
        For example ``DPRK``, ``North Korea``, ``PRK`` or ``Pyongyang``.

    Raises
    ------
    UnknownActor
        If nobody, or more than one actor, goes by that name; it suggests near spellings.

    Examples
    --------
    >>> import graphkit
    >>> find_actor(graphkit.load_dataset(), "pyongyang")
    'PRK'
    """
    actors = _everybody(network)
    if name in actors:
        return name
    found = _index(actors.values(), _exact).get(_exact(name)) or _index(actors.values(), fold_name).get(
        fold_name(name), {}
    )
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UnknownActor(f"'{name}' is a name of {' and '.join(sorted(found))}: use the id of the one you mean")
    raise UnknownActor(f"no actor '{name}' among {len(actors)}{_near(name, actors.values())}")


def _everybody(network: nx.MultiDiGraph | Dataset) -> Mapping[str, Actor]:
    """All actors by id."""
    if isinstance(network, Dataset):
        return {actor.id: actor for actor in network.records("actors")}
    known: dict[str, Actor] = network.graph.get("actors", {})
    changed = {
        node: _actor(node, data) for node, data in network.nodes(data=True) if not _stands(known.get(node), data)
    }
    return {**known, **changed}


def _stands(actor: Actor | None, data: Mapping[str, Any]) -> bool:
    """Whether a node still says what the dataset says of its actor."""
    return (
        actor is not None
        and data.get("name") == actor.name
        and data.get("aliases") == actor.aliases
        and data.get("kind") == actor.kind
    )


def _exact(name: str) -> str:
    """A name without letter case."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _index(actors: Iterable[Actor], fold: Callable[[str], str]) -> dict[str, dict[str, None]]:
    """The ids that go by each name; an id counts before a name, and a name before an alias."""
    index: dict[str, dict[str, None]] = {}
    everybody = list(actors)
    for names in (lambda a: (a.id,), lambda a: (a.name,), lambda a: a.aliases):
        taken = frozenset(index)
        for actor in everybody:
            for name in names(actor):
                if (key := fold(name)) and key not in taken:
                    index.setdefault(key, {})[actor.id] = None
    return index


def _near(name: str, actors: Iterable[Actor]) -> str:
    """The names nearest to one that nobody has, as the end of a sentence."""
    owners = {fold_name(spelling): actor for actor in actors for spelling in (actor.id, actor.name, *actor.aliases)}
    near = difflib.get_close_matches(fold_name(name), owners, n=6, cutoff=0.6)
    parts = Counter(fold_name(part) for part in name.split())
    near += [key for key in owners if any(len(part) > 3 and part in key for part in parts)][:3]
    found = list(dict.fromkeys(f"{owners[key].name} ({owners[key].id})" for key in near))[:3]
    return f"; did you mean {' or '.join(found)}?" if found else ": graphkit actors lists them all"
