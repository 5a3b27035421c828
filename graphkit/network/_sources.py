"""How many independent documents stand behind a relation: origins, not outlets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graphkit.model import Document, Evidence, fold_name, split_list

__all__ = ["Profile", "SourceCounter", "Sources", "sources_of"]

#: The documents of some rows of evidence, and the origins of what each says.
Origin = tuple[str, str]
Profile = tuple[tuple[str, frozenset[Origin]], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands behind a relation.

    ``standing`` are the documents that each lead to an origin of their own, ``count`` is their number.
    ``established`` is false where nothing says that these are independent: two documents quote the same as well, have
    the same author or publisher, or do not say who made them.
    """

    documents: int = 0
    retellings: int = 0
    standing: tuple[str, ...] = ()
    established: bool = True

    @property
    def count(self) -> int:
        """How many sources there are."""
        return len(self.standing)

    def words(self) -> str:
        """Return it as people say it; blank where there is but one document, or none.

        >>> Sources(3, 2, ("a",)).words(), Sources(2, 0, ("a", "b"), established=False).words()
        ('3 documents, 1 origin', '2 documents, 2 origins, whose independence is not established')
        """
        doubt = "" if self.established else ", whose independence is not established"
        return self.counted() + doubt if self.documents > 1 else ""

    def counted(self) -> str:
        """Return the two numbers in words, without a doubt about them."""
        parts = (self.documents, "document"), (self.count, "origin")
        return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts)


def sources_of(network: nx.MultiDiGraph, evidence: Iterable[Evidence]) -> Sources:
    """Return how many independent documents stand behind a relation.

    The *origin* of some words is who is quoted (``speaker``), else whose words are carried (``via``), else the document
    itself, or its author where that is an actor. ``count`` is the most origins that can be told apart, one for each
    document: three documents that only quote the same speaker have one. A document that retells another of them is no
    source; one that retells what is not here stands for that. What denies a relation is no source of it, unless
    nothing else speaks of it.

    Parameters
    ----------
    network
        From :func:`build_network`; it knows the documents and actors.
    evidence
        The rows of one relation, such as the ``evidence`` of an edge.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> found = graphkit.iter_relations(network)
    >>> data = next(data for key, *_, data in found if key == "2024-06-18-rus-prk-treaty")
    >>> sources_of(network, data["evidence"]).words()
    '6 documents, 6 origins, whose independence is not established'
    """
    counter = SourceCounter(network)
    return counter.sources(counter.profile(evidence))


class SourceCounter:
    """Counts the sources of many relations of one network."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        self.documents: Mapping[str, Document] = network.graph.get("documents", {})
        self.names: dict[str, set[str]] = {}
        for actor in network.graph.get("actors", {}).values():
            for name in (actor.name, *actor.aliases):
                self.names.setdefault(fold_name(name), set()).add(actor.id)
        self.kept: dict[str, Any] = {}
        self.counts: dict[Profile, Sources] = {}

    def profile(self, evidence: Iterable[Evidence]) -> Profile:
        """Return the documents of some rows, and the origins of each; equal ones have equal sources."""
        rows = list(evidence)
        found: dict[str, set[Origin]] = {}
        for row in [row for row in rows if row.stance != "denies"] or rows:
            found.setdefault(row.document, set()).update(self._origins(row))
        return tuple(sorted((document, frozenset(origins)) for document, origins in found.items()))

    def sources(self, *profiles: Profile) -> Sources:
        """Return the sources behind one relation, or behind several together."""
        profile = profiles[0] if len(profiles) == 1 else _joined(profiles)
        if profile not in self.counts:
            self.counts[profile] = self._sources(profile)
        return self.counts[profile]

    def _sources(self, profile: Profile) -> Sources:
        present = {document for document, _ in profile}
        retellings = {document for document in present if self._retold(document)}
        own = {one: origins for one, origins in profile if self._retold(one).isdisjoint(present)}
        standing = _told_apart(self._united(own))
        sure = len(standing) < 2 or (_disjoint(own[one] for one in standing) and self._apart(standing))
        return Sources(len(profile), len(retellings), tuple(standing), sure)

    def _united(self, own: Mapping[str, frozenset[Origin]]) -> dict[str, frozenset[Origin]]:
        """The origins of documents; retellings of what is not here have one between them where they share a part."""
        leaders: dict[str, str] = {}
        for document in own:
            roots = sorted(self._retold(document))
            known = sorted({leaders[root] for root in roots if root in leaders})
            first = known[0] if known else document
            leaders = {root: first if leader in known else leader for root, leader in leaders.items()}
            leaders |= dict.fromkeys(roots, first)
        made = {one: leaders[next(iter(self._retold(one)))] for one in own if self._retold(one)}
        replaced = {("document", one): ("retold", leader) for one, leader in made.items()}
        return {one: frozenset(replaced.get(origin, origin) for origin in origins) for one, origins in own.items()}

    def _origins(self, row: Evidence) -> Iterable[Origin]:
        """Whose words they are: the speaker's, else of who carried them, else the document's or its author's."""
        if row.speaker or row.via:
            return (("actor", row.speaker or row.via),)
        document = self.documents.get(row.document)
        authors = self._actors_named(document.author) if document and document.author and not document.retells else ()
        return [("actor", one) for one in authors] or [("document", row.document)]

    def _actors_named(self, author: str) -> Iterable[str]:
        """The actors that an author's name is surely that of."""
        found = (self.names.get(fold_name(name), set()) for name in split_list(author))
        return [next(iter(ids)) for ids in found if len(ids) == 1]

    def _retold(self, document: str) -> frozenset[str]:
        """All that a document retells, by way of others too."""
        if document not in self.kept:
            found: dict[str, None] = {}
            waiting = [document]
            while waiting:
                record = self.documents.get(waiting.pop())
                new = [one for one in (record.retells if record else ()) if one not in found]
                found |= dict.fromkeys(new)
                waiting += new
            self.kept[document] = frozenset(found)
        known: frozenset[str] = self.kept[document]
        return known

    def _apart(self, chosen: Iterable[str]) -> bool:
        """Whether each of some documents says who made it, and no two were made by the same."""
        seen: set[str] = set()
        for document in chosen:
            records = [self.documents.get(one) for one in (self._retold(document) or {document})]
            makers = {
                fold_name(name)
                for record in records
                if record is not None
                for name in (*split_list(record.author), *split_list(record.publisher))
            }
            if not makers or makers & seen:
                return False
            seen |= makers
        return True


def _joined(profiles: Iterable[Profile]) -> Profile:
    """The profile of several relations together."""
    found: dict[str, frozenset[Origin]] = {}
    for profile in profiles:
        for document, origins in profile:
            found[document] = found.get(document, frozenset()) | origins
    return tuple(sorted(found.items()))


def _disjoint(sets: Iterable[frozenset[Origin]]) -> bool:
    """Whether no two sets have a member in common."""
    seen: set[Origin] = set()
    for one in sets:
        if not seen.isdisjoint(one):
            return False
        seen |= one
    return True


def _told_apart(origins: Mapping[str, frozenset[Origin]]) -> list[str]:
    """The most documents that each have an origin of its own, found by augmenting paths."""
    taken: dict[Origin, str] = {}

    def place(document: str, tried: set[Origin]) -> bool:
        for origin in sorted(origins[document]):
            if origin not in tried:
                tried.add(origin)
                if origin not in taken or place(taken[origin], tried):
                    taken[origin] = document
                    return True
        return False

    for document in origins:
        place(document, set())
    return sorted(taken.values())
