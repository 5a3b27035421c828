"""Turns a network into the one table-like record that the page carries."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from calendar import month_name
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, repeat
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset import file_bytes, paragraph_starts
from graphkit.model import (
    EDGE_ATTRIBUTES,
    FACTUAL,
    KINDS,
    STANCES,
    STATUSES,
    Actor,
    Affiliation,
    Document,
    Evidence,
    date_bounds,
    date_words,
    denied_until,
    gist_of,
    is_denied,
    said_on,
    status_of,
    title_words,
)
from graphkit.network import SourceCounter, iter_relations, roll_up
from graphkit.ontology import QUADS, RelationType, types_with
from graphkit.render.aggregate import Tally

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PageData", "column_of", "each", "page_data", "sides_of"]

Parties = tuple[Sequence[str], Sequence[str]]
Sides = tuple[list[int | list[int]], list[int | list[int]]]
EPOCH = date(1970, 1, 1).toordinal()
#: What is read of each relation.
RELATION_READ = tuple(name for name in EDGE_ATTRIBUTES if name not in ("quad", "score", "origin", "extra"))
#: What is read of each piece of evidence.
EVIDENCE_READ = ("document", "stance", "speaker", "via", "start", "end", "origin", "confidence", "date")
#: A date that the page puts into words by itself.
_PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", re.ASCII)
#: How much of the paragraph around the exact words is carried along, on either side.
AROUND = 240


class PageData:
    """The page's record, with what Python itself needs of it: the counts, plain and rolled up."""

    def __init__(self, network: nx.MultiDiGraph, *, documents: Path | None = None) -> None:
        actors: Mapping[str, Actor] = network.graph["actors"]
        #: How many events of a table each relation sums up, by its id; empty where relations are not such sums.
        self.events: Mapping[str, int] = network.graph.get("events", {})
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
            "quads": list(QUADS),
            "factual": [STATUSES.index(status) for status in FACTUAL],
            "actors": self._actors(),
            "affiliations": self._affiliations(),
            "documents": _documents(network.graph["documents"].values()),
            **self._relations(network, texts),
        }
        self.record["dates"] = _worded(self._dates(network))

    def _dates(self, network: nx.MultiDiGraph) -> Iterator[str]:
        """Every date that the page shows."""
        yield from self.dates
        yield from (document.date for document in network.graph["documents"].values())
        for one in self.affiliations:
            yield from (one.since, one.until)

    def _actors(self) -> dict[str, Any]:
        """The columns of the actors."""
        kinds = {kind: position for position, kind in enumerate(KINDS)}
        return {
            "id": [actor.id for actor in self.actors],
            "name": [actor.name for actor in self.actors],
            "kind": column_of([kinds.get(actor.kind, len(KINDS) - 1) for actor in self.actors]),
            "aliases": column_of([actor.aliases for actor in self.actors]),
            "wikidata": column_of([actor.wikidata for actor in self.actors]),
            "note": column_of([actor.note for actor in self.actors]),
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
        ids, sides, data = _each_relation(network, self.place)
        number = dict(zip(ids, range(len(ids)), strict=True))
        self.tally.add_all(sides)
        read = _columns(data, RELATION_READ, itemgetter(*RELATION_READ))
        types, known = sorted(set(read["type"])), types_with(network.graph.get("types"))
        modes = sorted({pair for pair in set(zip(read["type"], read["mode"], strict=True)) if pair[1]})
        type_of = {name: position for position, name in enumerate(types)}
        mode_of = {pair: position for position, pair in enumerate(modes)}
        status_of = {name: position for position, name in enumerate(STATUSES)}
        days, counter = _Days(), SourceCounter(network)
        self.dates = set(read["date"])
        #: When what is acknowledged was first asserted by the last of those who had denied it, by position.
        self.denied_until = _denied_until(read["status"], read["evidence"], network.graph["documents"])
        relations = {
            "id": ids,
            "actors": column_of(sides[0]),
            "recipients": column_of(sides[1]),
            "type": column_of(read["type"], type_of.__getitem__),
            "mode": column_of([mode_of.get(pair, -1) for pair in zip(read["type"], read["mode"], strict=True)]),
            "mutual": column_of(read["mutual"], int),
            "date": column_of(read["date"]),
            "since": column_of(read["since"], days.__getitem__),
            "until": column_of(read["until"], days.__getitem__),
            "place": column_of(read["place"]),
            "contexts": column_of(read["contexts"]),
            "amount": column_of(read["amount"]),
            "unit": column_of(read["unit"]),
            "responds_to": column_of(read["responds_to"], lambda others: _known(others, number)),
            "status": column_of(read["status"], status_of.__getitem__),
            "gist": column_of(list(map(_gist, read["summary"], read["gist"]))),
            "summary": column_of(read["summary"]),
            "sources": column_of([counter.sources(counter.profile(rows)).count for rows in read["evidence"]]),
        }
        self.span = _span([day for day in days.values() if day is not None])
        self.asked = _asked(network.graph)
        return {
            "types": _types(types, known),
            "modes": _modes(modes, known),
            "relations": relations,
            "denied": [
                at for at, one in enumerate(zip(read["evidence"], read["status"], strict=True)) if is_denied(*one)
            ],
            "rolled": self._rolled(network, ids, sides),
            "evidence": self._evidence(read["evidence"], network.graph, texts, days),
            "history": self._history(read["evidence"], network.graph["documents"], days),
            "denied_until": self._denial_ends(read["evidence"], network.graph["documents"], days),
            "said_on": self._own_days(read["evidence"], network.graph["documents"]),
        }

    def _denial_ends(
        self, groups: Sequence[Sequence[Evidence]], documents: Mapping[str, Document], days: _Days
    ) -> dict[int, dict[str, tuple[str, int | None]]]:
        """When each who had denied a relation first asserted it, and the first day of that, by position and name."""
        found: dict[int, dict[str, tuple[str, int | None]]] = {}
        for position, rows in enumerate(groups):
            if not {"denies", "asserts"} <= {row.stance for row in rows}:
                continue
            own: dict[str, list[Evidence]] = {}
            for row in rows:
                own.setdefault(self._voice(row, documents), []).append(row)
            ends = {name: end for name, said in own.items() if (end := denied_until(said, documents))}
            if ends:
                found[position] = {name: (end, days[date_bounds(end)[0]]) for name, end in ends.items()}
                self.dates.update(ends.values())
        return found

    def _own_days(self, groups: Sequence[Sequence[Evidence]], documents: Mapping[str, Document]) -> dict[int, str]:
        """The own date of what is said for or against what somebody denies, by the position of the row."""
        disputed = (any(row.stance == "denies" for row in rows) for rows in groups)
        told = chain.from_iterable(zip(rows, repeat(some)) for rows, some in zip(groups, disputed, strict=True))
        rows = {at: row for at, (row, some) in enumerate(told) if some}
        found = {at: row.date for at, row in rows.items() if row.date}
        self.dates.update(found.values())
        # what has no date of its own was said by the last day of its document: the page has words for a plain one
        ends = {said_on(row, documents).rpartition("/")[2].rstrip("~?%") for row in rows.values() if not row.date}
        self.dates.update(f"../{end}" for end in ends if end not in ("", "..") and not _PLAIN.fullmatch(end))
        return found

    def _voice(self, row: Evidence, documents: Mapping[str, Document]) -> str:
        """Who says it, by the name that the page has for them; blank: an unsigned document."""
        if row.speaker:
            return self.actors[self.place[row.speaker]].name if row.speaker in self.place else row.speaker
        document = documents.get(row.document)
        return (document.author or document.publisher) if document else ""

    def _history(
        self, groups: Sequence[Sequence[Evidence]], documents: Mapping[str, Document], days: _Days
    ) -> dict[int, list[list[int | None]]]:
        """The statuses that a relation has had, each with its first day; only where it changed."""
        found: dict[int, list[list[int | None]]] = {}
        for position, rows in enumerate(groups):
            if len({row.stance for row in rows}) < 2:
                continue
            said = [date_bounds(said_on(row, documents))[0] for row in rows]
            past: list[list[int | None]] = []
            for day in sorted(set(said), key=lambda one: one or ""):
                known = [row for row, first in zip(rows, said, strict=True) if (first or "") <= (day or "")]
                status = STATUSES.index(status_of(known, documents))
                if not past or past[-1][1] != status:
                    past.append([days[day], status])
            if len(past) > 1:
                found[position] = past
        return found

    def _rolled(self, network: nx.MultiDiGraph, ids: Sequence[str], sides: Sides) -> dict[str, Any] | None:
        """Who acts on whom once persons and agencies stand for their states; None: as before."""
        if not self.affiliations:
            self.rolled = self.tally
            return None
        relations = roll_up(network).graph["relations"]
        folded = _numbered((relations[name] for name in ids), self.place)
        self.rolled.add_all(folded)
        return None if folded == sides else {"actors": column_of(folded[0]), "recipients": column_of(folded[1])}

    def _evidence(
        self, groups: Sequence[Sequence[Evidence]], about: Mapping[str, Any], texts: Mapping[str, str], days: _Days
    ) -> dict[str, Any]:
        """The columns of the evidence; ``relation`` is the position of what it speaks of."""
        stances = {name: position for position, name in enumerate(STANCES)}
        documents: Mapping[str, Document] = about["documents"]
        number = {name: position for position, name in enumerate(documents)}
        place = self.place
        rows: list[Evidence] = list(chain.from_iterable(groups))
        read = _columns(rows, EVIDENCE_READ, attrgetter(*EVIDENCE_READ))
        found = {
            "relation": list(chain.from_iterable(map(repeat, range(len(groups)), map(len, groups)))),
            "document": column_of(read["document"], lambda one: number.get(one, -1)),
            "stance": column_of(read["stance"], stances.__getitem__),
            "speaker": column_of(read["speaker"], lambda one: place.get(one, one)),
            "via": column_of(read["via"], lambda one: place.get(one, one)),
            **{name: column_of(read[name]) for name in ("start", "end", "origin", "confidence")},
            "said": column_of(_said(read["document"], read["date"], documents, days)),
        }
        starts: Mapping[str, Sequence[int]] = about.get("paragraphs", {})
        if starts:
            found["paragraph"] = column_of([_paragraph(one, starts.get(one.document, ())) for one in rows])
        if texts:
            quote = _Quotes(documents, texts)
            found["quote"] = column_of([quote(one) for one in rows])
        return found


def _denied_until(
    statuses: Sequence[str], groups: Sequence[Sequence[Evidence]], documents: Mapping[str, Document]
) -> dict[int, str]:
    """When what is acknowledged now was first asserted by the last of those who had denied it, by position."""
    acknowledged = [one for one, status in enumerate(statuses) if status == "acknowledged"]
    return {one: denied_until(groups[one], documents) for one in acknowledged}


def _worded(dates: Iterable[str]) -> dict[str, list[str]]:
    """How each date that is not a plain year, month or day reads: of an act, and of what lasts.

    The page takes these words as they are, so that it says of a date what the answers in text say.
    """
    rough = sorted({one for one in dates if one and not _PLAIN.fullmatch(one)})
    return {one: [date_words(one), date_words(one, lasting=True)] for one in rough}


def page_data(network: nx.MultiDiGraph, *, documents: Path | None = None) -> PageData:
    """Return what the page carries of a network."""
    return PageData(network, documents=documents)


def _each_relation(
    network: nx.MultiDiGraph, place: Mapping[str, int]
) -> tuple[list[str], Sides, list[Mapping[str, Any]]]:
    """What ``iter_relations`` yields; at once where every edge is whole and of a relation that the network knows."""
    known: Mapping[str, Parties] = network.graph.get("relations", {})
    found: dict[str, Mapping[str, Any]] = {}
    for _, others in network.adjacency():
        for edges in others.values():
            for key, data in edges.items():
                if key not in found:
                    found[key] = data
    if found.keys() <= known.keys() and min(map(len, found.values()), default=0) >= len(EDGE_ATTRIBUTES):
        here = {one: place[one] for one in network.nodes}
        ids = [name for name in known if name in found]
        with suppress(KeyError):  # an actor of the relation is no longer in the network
            return ids, _numbered(map(known.__getitem__, ids), here), [found[name] for name in ids]
    each = list(iter_relations(network))
    return [one[0] for one in each], _numbered((one[1:3] for one in each), place), [one[3] for one in each]


def _numbered(sides: Iterable[Parties], place: Mapping[str, int]) -> Sides:
    """Who acts and who is acted on, relation by relation: the number of one, or the numbers of several."""
    actors: list[int | list[int]] = []
    recipients: list[int | list[int]] = []
    for first, second in sides:
        actors.append(place[first[0]] if len(first) == 1 else [place[one] for one in first])
        recipients.append(place[second[0]] if len(second) == 1 else [place[one] for one in second])
    return actors, recipients


def _columns(rows: Sequence[Any], names: Sequence[str], read: Callable[[Any], tuple[Any, ...]]) -> dict[str, list[Any]]:
    """What ``read`` finds under each name, row by row."""
    columns: list[list[Any]] = [[] for _ in names]
    # row by row, and few rows at a time: reading one name of all rows, then the next, takes five times as long
    for start in range(0, len(rows), 64):
        for column, values in zip(columns, zip(*map(read, rows[start : start + 64]), strict=True), strict=True):
            column.extend(values)
    return dict(zip(names, columns, strict=True))


def _known(others: Sequence[str], number: Mapping[str, int]) -> Sequence[int]:
    """The numbers of those relations that are in the network."""
    # a shared empty tuple: tens of thousands of empty lists would keep the collector busy
    return [number[other] for other in others if other in number] if others else ()


class _Days(dict[str | None, int | None]):
    """Days since 1970 of ISO dates, each worked out once."""

    def __missing__(self, text: str | None) -> int | None:
        self[text] = value = date.fromisoformat(text).toordinal() - EPOCH if text else None
        return value


def _span(days: Sequence[int]) -> str:
    """From the month of the first day to that of the last, as people write them; blank where there is none."""
    months = [date.fromordinal(EPOCH + day) for day in (min(days), max(days))] if days else []
    return " to ".join(dict.fromkeys(f"{month_name[one.month]} {one.year:04}" for one in months))


def _asked(about: Mapping[str, Any]) -> str:
    """The dates that a network was narrowed to, and the day whose statuses it has, as a sentence or two; or blank."""
    since, until = (one or "" for one in about.get("span") or ("", ""))
    words = f"from {date_words(since)} on" if since else f"up to {date_words(until)}" if until else ""
    if since and until:
        words = date_words(since) if since == until else f"{date_words(since)} to {date_words(until)}"
    day = about.get("as_of") or ""
    told = f"As it was told by {date_words(day)}: what was told later does not count." if day else ""
    return " ".join(one for one in (f"Only {words}." if words else "", told) if one)


def column_of(values: list[Any], made: Callable[[Any], Any] | None = None) -> list[Any] | dict[str, Any]:
    """Return what is made of the values; or, where all are one and the same, that one and how many times.

    >>> column_of([1, 1]), column_of([1, 2], str)
    ({'all': 1, 'n': 2}, ['1', '2'])
    """
    if len(values) > 1 and values.count(values[0]) == len(values):
        return {"all": made(values[0]) if made else values[0], "n": len(values)}
    found = list(map(made, values)) if made else values
    if len(found) > 1 and found.count(found[0]) == len(found):
        return {"all": found[0], "n": len(found)}
    return found


def each(column: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
    """Return the values of a column of the record, also where all are one and the same.

    >>> each({"all": 1, "n": 2})
    [1, 1]
    """
    return [column["all"]] * int(column["n"]) if isinstance(column, Mapping) else column


def sides_of(table: Mapping[str, Any]) -> list[tuple[list[int], list[int]]]:
    """Return who acts and who is acted on, of each relation of the record.

    >>> sides_of({"actors": [1, [2, 3]], "recipients": {"all": 4, "n": 2}})
    [([1], [4]), ([2, 3], [4])]
    """
    both = ([one if isinstance(one, list) else [one] for one in each(table[name])] for name in ("actors", "recipients"))
    return list(zip(*both, strict=True))


def _gist(summary: str, gist: str) -> str:
    """A relation's gist; blank where the summary is short enough to be its own."""
    made = gist_of(summary, gist=gist)
    return "" if made == summary.removesuffix(".") else made


def _types(names: Sequence[str], known: Mapping[str, RelationType]) -> list[dict[str, Any]]:
    """What the page says of each relation type."""
    return [
        {
            "name": name,
            "label": known[name].label,
            "definition": known[name].definition,
            "quad": QUADS.index(known[name].quad) if known[name].quad else None,
            "score": known[name].score or 0,
        }
        for name in names
    ]


def _modes(pairs: Sequence[tuple[str, str]], known: Mapping[str, RelationType]) -> list[str]:
    """What each mode of a type is called."""
    return [known[kind].modes[mode].label if mode in known[kind].modes else mode for kind, mode in pairs]


def _documents(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """What the page says of each document, with its dates as days."""
    columns = ("id", "title", "author", "publisher", "date", "url", "language", "note")
    return [
        {name: getattr(one, name) for name in columns if getattr(one, name)}
        | ({"retells": ";".join(one.retells)} if one.retells else {})
        # what has no title, or nobody can open, is told by what it is
        | ({"kind": one.kind} if one.kind and (not one.url or title_words(one) != one.title) else {})
        for one in documents
    ]


def _texts(folder: Path) -> dict[str, str]:
    """The texts in a folder by their sha256, read the way the dataset's own are."""
    texts = {}
    for path in sorted(folder.iterdir()):
        try:
            raw = file_bytes(path, most=20_000_000).decode("utf-8", "replace")
        except OSError:  # a folder, a pipe, too large, or not to be read: none of the documents
            continue
        text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
        for form in (text, text.removeprefix("\ufeff")):
            texts[hashlib.sha256(form.encode("utf-8", "replace")).hexdigest()] = form
    return texts


def _paragraph(evidence: Evidence, starts: Sequence[int]) -> int | None:
    """Which paragraph the words are in, from 1; None: not known."""
    return bisect_right(starts, evidence.start) or None if starts and evidence.start is not None else None


def _said(
    named: Sequence[str], dates: Sequence[str], documents: Mapping[str, Document], days: _Days
) -> list[int | None]:
    """The first day on which each row of evidence may have been said; None: it has no date, nor has its document."""
    first = {name: days[date_bounds(one.date)[0]] for name, one in documents.items()}
    return [days[date_bounds(own)[0]] if own else first.get(name) for name, own in zip(named, dates, strict=True)]


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
