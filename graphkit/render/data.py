"""Turns a network into the one table-like record that the page carries."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset import paragraph_starts
from graphkit.model import EDGE_ATTRIBUTES, FACTUAL, KINDS, STANCES, STATUSES, Actor, Affiliation, Document, Evidence
from graphkit.network import iter_relations, roll_up
from graphkit.ontology import QUADS, load_ontology
from graphkit.render.aggregate import Tally

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PageData", "page_data"]

Sides = tuple[list[int | list[int]], list[int | list[int]]]
EPOCH = date(1970, 1, 1).toordinal()
#: How much of the paragraph around the exact words is carried along, on either side.
AROUND = 240


class PageData:
    """The page's record, with what Python itself needs of it: the counts, plain and rolled up."""

    def __init__(self, network: nx.MultiDiGraph, *, documents: Path | None = None) -> None:
        actors: Mapping[str, Actor] = network.graph["actors"]
        self.actors: list[Actor] = list(actors.values())
        self.place = {actor.id: position for position, actor in enumerate(self.actors)}
        self.tally, self.rolled = Tally(), Tally()
        self.affiliations: tuple[Affiliation, ...] = tuple(network.graph.get("affiliations", ()))
        self.lone = [self.place[one] for one in network.nodes]
        texts = _texts(documents) if documents is not None else {}
        self.record: dict[str, Any] = {
            "kinds": list(KINDS),
            "statuses": list(STATUSES),
            "stances": list(STANCES),
            "factual": [STATUSES.index(status) for status in FACTUAL],
            "quads": list(QUADS),
            "actors": self._actors(),
            "affiliations": self._affiliations(),
            "documents": _documents(network.graph["documents"].values()),
            **self._relations(network, texts),
        }

    def _actors(self) -> dict[str, Any]:
        """The columns of the actors."""
        kinds = {kind: position for position, kind in enumerate(KINDS)}
        return {
            "id": [actor.id for actor in self.actors],
            "name": [actor.name for actor in self.actors],
            "kind": _column([kinds.get(actor.kind, len(KINDS) - 1) for actor in self.actors]),
            "aliases": _column([actor.aliases for actor in self.actors]),
            "wikidata": _column([actor.wikidata for actor in self.actors]),
            "note": _column([actor.note for actor in self.actors]),
        }

    def _affiliations(self) -> list[list[Any]]:
        """One row per affiliation whose two ends are known."""
        return [
            [self.place[one.actor], one.role, self.place[one.organisation], one.title, one.since, one.until]
            for one in self.affiliations
            if one.actor in self.place and one.organisation in self.place
        ]

    def _relations(self, network: nx.MultiDiGraph, texts: Mapping[str, str]) -> dict[str, Any]:
        """The columns of the relations and of their evidence, and the vocabulary they use."""
        place = self.place
        ids: list[str] = []
        parties: list[tuple[Sequence[str], Sequence[str]]] = []
        data: list[Mapping[str, Any]] = []
        for name, actors, recipients, attributes in _each_relation(network):
            ids.append(name)
            parties.append((actors, recipients))
            data.append(attributes)
        number = dict(zip(ids, range(len(ids)), strict=True))
        sides = _numbered(parties, place)
        self.tally.add_all(sides)
        types = sorted({one["type"] for one in data})
        modes = sorted({(one["type"], one["mode"]) for one in data if one["mode"]})
        type_of = {name: position for position, name in enumerate(types)}
        mode_of = {pair: position for position, pair in enumerate(modes)}
        status_of = {name: position for position, name in enumerate(STATUSES)}
        days = _Days()
        relations = {
            "id": ids,
            "actors": _column(sides[0]),
            "recipients": _column(sides[1]),
            "type": _column([type_of[one["type"]] for one in data]),
            "mode": _column([mode_of.get((one["type"], one["mode"]), -1) for one in data]),
            "mutual": _column([int(one["mutual"]) for one in data]),
            "date": _column([one["date"] for one in data]),
            "since": _column([days[one["since"]] for one in data]),
            "until": _column([days[one["until"]] for one in data]),
            "place": _column([one["place"] for one in data]),
            "contexts": _column([one["contexts"] for one in data]),
            "amount": _column([one["amount"] for one in data]),
            "unit": _column([one["unit"] for one in data]),
            "responds_to": _column([_known(one["responds_to"], number) for one in data]),
            "status": _column([status_of[one["status"]] for one in data]),
            "summary": _column([one["summary"] for one in data]),
        }
        return {
            "types": _types(types),
            "modes": _modes(modes),
            "relations": relations,
            "rolled": self._rolled(network, ids, sides),
            "evidence": self._evidence([one["evidence"] for one in data], network.graph, texts),
        }

    def _rolled(self, network: nx.MultiDiGraph, ids: Sequence[str], sides: Sides) -> dict[str, Any] | None:
        """Who acts on whom once persons and agencies stand for their states; None: as before."""
        if not self.affiliations:
            self.rolled = self.tally
            return None
        relations = roll_up(network).graph["relations"]
        folded = _numbered((relations[name] for name in ids), self.place)
        self.rolled.add_all(folded)
        return None if folded == sides else {"actors": _column(folded[0]), "recipients": _column(folded[1])}

    def _evidence(
        self, groups: Iterable[Sequence[Evidence]], about: Mapping[str, Any], texts: Mapping[str, str]
    ) -> dict[str, Any]:
        """The columns of the evidence; ``relation`` is the position of what it speaks of."""
        stances = {name: position for position, name in enumerate(STANCES)}
        documents: Mapping[str, Document] = about["documents"]
        number = {name: position for position, name in enumerate(documents)}
        place = self.place
        relation: list[int] = []
        rows: list[Evidence] = []
        for position, group in enumerate(groups):
            rows.extend(group)
            relation.extend([position] * len(group))
        found = {
            "relation": relation,
            "document": _column([number.get(one.document, -1) for one in rows]),
            "stance": _column([stances[one.stance] for one in rows]),
            "speaker": _column([place.get(one.speaker, one.speaker) for one in rows]),
            "via": _column([place.get(one.via, one.via) for one in rows]),
            "start": _column([one.start for one in rows]),
            "end": _column([one.end for one in rows]),
            "origin": _column([one.origin for one in rows]),
            "confidence": _column([one.confidence for one in rows]),
        }
        starts: Mapping[str, Sequence[int]] = about.get("paragraphs", {})
        if starts:
            found["paragraph"] = _column([_paragraph(one, starts.get(one.document, ())) for one in rows])
        if texts:
            quote = _Quotes(documents, texts)
            found["quote"] = _column([quote(one) for one in rows])
        return found


def page_data(network: nx.MultiDiGraph, *, documents: Path | None = None) -> PageData:
    """Return what the page carries of a network."""
    return PageData(network, documents=documents)


def _each_relation(network: nx.MultiDiGraph) -> Iterable[tuple[str, Sequence[str], Sequence[str], Mapping[str, Any]]]:
    """What ``iter_relations`` yields; at once where every edge is whole and of a relation that the network knows."""
    sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = network.graph.get("relations", {})
    found: dict[str, Mapping[str, Any]] = {}
    for _, others in network.adjacency():
        for edges in others.values():
            for key, data in edges.items():
                if key not in found:
                    found[key] = data
    actors = set(network.nodes)
    known = all(name in sides for name in found) and all(len(data) >= len(EDGE_ATTRIBUTES) for data in found.values())
    if not known or not actors.issuperset(one for name in found for side in sides[name] for one in side):
        return iter_relations(network)
    return ((name, *ends, found[name]) for name, ends in sides.items() if name in found)


def _numbered(sides: Iterable[tuple[Sequence[str], Sequence[str]]], place: Mapping[str, int]) -> Sides:
    """Who acts and who is acted on, relation by relation: the number of one, or the numbers of several."""
    actors: list[int | list[int]] = []
    recipients: list[int | list[int]] = []
    for first, second in sides:
        actors.append(place[first[0]] if len(first) == 1 else [place[one] for one in first])
        recipients.append(place[second[0]] if len(second) == 1 else [place[one] for one in second])
    return actors, recipients


def _known(others: Sequence[str], number: Mapping[str, int]) -> Sequence[int]:
    """The numbers of those relations that are in the network."""
    # a shared empty tuple: tens of thousands of empty lists would keep the collector busy
    return [number[other] for other in others if other in number] if others else ()


class _Days(dict[str | None, int | None]):
    """Days since 1970 of ISO dates, each worked out once."""

    def __missing__(self, text: str | None) -> int | None:
        self[text] = value = date.fromisoformat(text).toordinal() - EPOCH if text else None
        return value


def _column(values: list[Any]) -> list[Any] | dict[str, Any]:
    """The values; or, where all are one and the same, that one and how many times."""
    if len(values) > 1 and values.count(values[0]) == len(values):
        return {"all": values[0], "n": len(values)}
    return values


def _types(names: Sequence[str]) -> list[dict[str, Any]]:
    """What the page says of each relation type."""
    known = load_ontology().types
    return [
        {
            "name": name,
            "label": known[name].label,
            "definition": known[name].definition,
            "quad": QUADS.index(known[name].quad),
            "score": known[name].score,
        }
        for name in names
    ]


def _modes(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """What each mode of a type is called."""
    known = load_ontology().types
    return [known[kind].modes[mode].label if mode in known[kind].modes else mode for kind, mode in pairs]


def _documents(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """What the page says of each document, with its dates as days."""
    columns = ("id", "title", "author", "publisher", "date", "url", "language", "note")
    return [
        {name: getattr(one, name) for name in columns if getattr(one, name)} | ({"retells": 1} if one.retells else {})
        for one in documents
    ]


def _texts(folder: Path) -> dict[str, str]:
    """The texts in a folder by their sha256, read the way the dataset's own are."""
    texts = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_size < 20_000_000:
            raw = path.read_bytes().decode("utf-8", "replace")
            text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
            for form in (text, text.removeprefix("\ufeff")):
                texts[hashlib.sha256(form.encode("utf-8", "replace")).hexdigest()] = form
    return texts


def _paragraph(evidence: Evidence, starts: Sequence[int]) -> int | None:
    """Which paragraph the words are in, from 1; None: not known."""
    return bisect_right(starts, evidence.start) or None if starts and evidence.start is not None else None


class _Quotes:
    """Finds the exact words of a piece of evidence, where the text of its document is at hand."""

    def __init__(self, documents: Mapping[str, Document], texts: Mapping[str, str]) -> None:
        self.text = {name: texts[one.sha256] for name, one in documents.items() if one.sha256 and one.sha256 in texts}
        self.starts = {name: paragraph_starts(text) for name, text in self.text.items()}

    def __call__(self, evidence: Evidence) -> list[Any] | None:
        """Words before, the exact words, words after, and which paragraph; None: no text."""
        text = self.text.get(evidence.document)
        if text is None or evidence.start is None or evidence.end is None:
            return None
        start, end = evidence.start, evidence.end
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        before, after = text[first:start], text[end : last if last >= 0 else len(text)]
        if len(before) > AROUND:
            before = "\u2026" + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + "\u2026"
        return [before, text[start:end], after, bisect_right(self.starts[evidence.document], start)]
