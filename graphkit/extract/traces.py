"""What a proposal put into a dataset, held against what the tables say now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from graphkit.extract.gazetteer import world_actors
from graphkit.extract.journal import read_record
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

__all__ = ["Standing", "Trace"]


class Standing:
    """The tables of a dataset as they stand, with what makes looking rows up quick.

    Parameters
    ----------
    tables
        The rows of each table by id, or by themselves.
    known
        The evidence that proposals ever made; other rows are a person's.
    """

    def __init__(self, tables: Mapping[str, dict[Any, Any]], known: Collection[Evidence]) -> None:
        self.relations: Mapping[str, Relation] = dict(tables["relations"])
        self.actors: Collection[str] = set(tables["actors"])
        self.placed = {row.actor for row in tables["affiliations"]}
        self.evidence: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
        self.strangers: list[Evidence] = []
        self.edited: dict[str, list[Evidence]] = defaultdict(list)
        for row in tables["evidence"]:
            self.evidence[_about(row)].append(row)
            if row not in known:
                self.strangers.append(row)
                self.edited[row.relation].append(row)

    def has(self, row: Evidence) -> bool:
        """Return whether there is evidence from that document, of that stance, for that relation, or an edited form."""
        return _about(row) in self.evidence or self.has_edited(row)

    def has_edited(self, row: Evidence) -> bool:
        """Return whether a person's row may be this one with other cells: of the same document, or the same words."""
        places = ((found.document, found.start, found.end) for found in self.edited.get(row.relation, ()))
        return any(document == row.document or span == [row.start, row.end] for document, *span in places)

    def stored(self, row: Evidence) -> Evidence | None:
        """Return the row of the table that is this one."""
        return next((found for found in self.evidence.get(_about(row), ()) if _same(found, row)), None)


class Trace:
    """One line of ``joined.jsonl``: the rows that joined, as they were then.

    ``by`` is the digest of the decision, ``names`` those of the decisions on the names in it, ``again`` how often the
    rows had to be put back; all are absent from what graphkit 0.1.0 wrote.
    """

    def __init__(self, made: Mapping[str, Any]) -> None:
        self.made = made
        self.relation: Relation | None = None if made["relation"] is None else read_record(Relation, made["relation"])
        self.evidence: tuple[Evidence, ...] = tuple(
            read_record(Evidence, values) for values in (made["evidence"], *(made.get("denials") or ()))
        )
        self.document: str = made["document"]
        self.actor_ids: set[str] = set(made["actors"])
        self.actors: list[Actor] = [read_record(Actor, values) for values in made.get("new_actors") or ()]
        about = made.get("new_document")
        self.new_document: Document | None = None if about is None else read_record(Document, about)
        places = made.get("affiliations")
        self.affiliations: list[Affiliation] | None = (
            None if places is None else [read_record(Affiliation, values) for values in places]
        )
        self.by: str | None = made.get("by")
        self.names: Mapping[str, str] = made.get("names") or {}
        self.again: int = made.get("again") or 0

    @property
    def mentioned(self) -> set[str]:
        """Every actor that the rows name."""
        names = {row.speaker for row in self.evidence} | {row.via for row in self.evidence}
        if self.relation is not None:
            names |= {*self.relation.actor, *self.relation.recipient}
        return (names | {row.organisation for row in self.affiliations or ()}) - {""}

    def says(self, line: Mapping[str, Any]) -> bool:
        """Return whether another line says the same; what this one did not know of does not matter."""
        names = ("relation", "evidence", "document", "denials")
        return all(_covered(self.made.get(name) or [], line.get(name) or []) for name in names)

    def is_changed(self, now: Standing) -> bool:
        """Return whether a person has changed the rows since they joined."""
        if self.relation is not None:
            row = now.relations.get(self.relation.id)
            if not self._is_as_joined(row, now) if row is not None else self._is_renamed(now):
                return True
        return any(now.stored(row) is None and now.has_edited(row) for row in self.evidence)

    def _is_as_joined(self, row: Relation, now: Standing) -> bool:
        """Whether a relation is what it was; an answer to what is there no more does not count."""
        assert self.relation is not None
        links = (tuple(key for key in each.responds_to if key in now.relations) for each in (row, self.relation))
        return _same(*(replace(each, responds_to=left) for each, left in zip((row, self.relation), links, strict=True)))

    def lacking(self, now: Standing, places: Sequence[Affiliation]) -> list[str]:
        """Return the ids of the relations and actors whose rows had joined and are in no table."""
        lost: list[str] = []
        relation = self.evidence[0].relation
        if self.relation is not None and self.relation.id not in now.relations:
            lost += [] if self._is_renamed(now) else [self.relation.id]
        elif relation in now.relations and not all(map(now.has, self.evidence)):
            lost.append(relation)
        expected = (*(self.affiliations or ()), *places)
        lost += [row.actor for row in expected if row.actor in now.actors and row.actor not in now.placed]
        return list(dict.fromkeys(lost))

    def _is_renamed(self, now: Standing) -> bool:
        """Whether a person gave the relation another id: its evidence is there under that one."""
        return any(
            _same(replace(found, relation=row.relation), row) for found in now.strangers for row in self.evidence
        )

    def brought_actor(self, row: Actor, places: Sequence[Affiliation]) -> bool:
        """Return whether an actor, and its place in others, are as this proposal brought them."""
        if self.affiliations is None:  # graphkit 0.1.0 did not write down more than the id
            bare = replace(row, aliases=(), wikidata="", note="")
            plain = row == bare or row == world_actors().get(row.id)
            return plain and all(not (place.title or place.since or place.until) for place in places)
        then = next((actor for actor in self.actors if actor.id == row.id), None)
        return then is not None and _same(row, then) and all(place in self.affiliations for place in places)

    def brought_document(self, row: Document) -> bool:
        """Return whether a document is as this proposal brought it."""
        if self.new_document is None:
            return row.file == f"review/texts/{row.id}.txt" and not row.extra
        return _same(row, self.new_document)


def _about(row: Evidence) -> tuple[str, str, str]:
    return row.relation, row.document, row.stance


def _same(now: Any, then: Any) -> bool:
    """Whether a row is what it was, as cells; a column that was not written down then was blank."""
    return all(_text(getattr(now, part.name)) == _text(getattr(then, part.name)) for part in fields(now))


def _text(value: Any) -> Any:
    """A value as a table gives it back."""
    if isinstance(value, str):
        return " ".join(value.split())
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _covered(old: Any, new: Any) -> bool:
    """Whether new values are the old ones, as far as the old ones go."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        blank: tuple[Any, ...] = ("", None, [], ())
        known = ((value, new.get(name)) for name, value in old.items() if name != "extra")
        return all((value in blank and now in blank) or _covered(value, now) for value, now in known)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return len(old) == len(new) and all(map(_covered, old, new))
    return bool(old == new)
