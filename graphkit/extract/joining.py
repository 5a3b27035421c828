"""Accepted proposals to rows of a dataset, and back out again when a decision is undone."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit.dataset import (
    FILES,
    Dataset,
    load_completed,
    load_dataset,
    save_beside,
    save_dataset,
    write_workbook,
)
from graphkit.dataset.names import AliasIndex, one_line, plain_slug
from graphkit.dataset.storage import ChangedMeanwhile, digests, locked, made_folder
from graphkit.errors import DataError
from graphkit.extract.gazetteer import world_actors
from graphkit.extract.records import Proposal
from graphkit.extract.review import Decision, Item, ReviewStore, denials_of, edited, link_ids
from graphkit.extract.summaries import plain_summary
from graphkit.extract.traces import Standing, Trace
from graphkit.model import KINDS, TABLES, Actor, Affiliation, Document, Evidence, Relation, date_bounds

__all__ = [
    "Joined",
    "Known",
    "join_accepted",
    "join_folder",
    "pair_of",
    "relation_id",
    "relations_by_pair",
    "resolve_actor",
    "rows_of_accepted",
    "start_dataset",
    "start_workbook",
]

_STATELESS = ("person", "agency")
_TRIES = 5
_LASTING = frozenset(["ALLIED_WITH", "RIVAL_OF", "DEPENDS_ON", "HAS_LEVERAGE_OVER"])  # ties that have no day


@dataclass(frozen=True, slots=True)
class Joined:
    """A dataset with the accepted proposals in it, and what that took.

    ``made`` is for :meth:`ReviewStore.note_joined` once the dataset is saved; ``refused`` holds a
    sentence for each accepted proposal that would break a rule of the dataset; ``actors`` are the
    actors that were made, without the states and organisations that are known of the world.
    ``added``, ``changed`` and ``removed`` count relations; ``further`` counts, in that order, proposals that are only
    further evidence for a relation. ``restored`` are the rows, by id, that the tables lacked although they had joined;
    ``notes`` are sentences on what was left as a person made it.
    """

    dataset: Dataset
    added: int = 0
    changed: int = 0
    removed: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, dict[str, Any] | None] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    restored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    further: tuple[int, int, int] = (0, 0, 0)


@dataclass(slots=True)
class _Rows:
    """What one accepted proposal puts into a dataset."""

    relation: Relation | None
    evidence: Evidence
    denials: tuple[Evidence, ...]
    actors: tuple[Actor, ...]
    affiliations: tuple[Affiliation, ...]
    document: Document

    def line(self) -> dict[str, Any]:
        """The rows as they stand in the journal."""
        return {
            "relation": None if self.relation is None else _plain(asdict(self.relation)),
            "evidence": _plain(asdict(self.evidence)),
            "denials": [_plain(asdict(denial)) for denial in self.denials],
            "actors": [actor.id for actor in self.actors],
            "document": self.document.id,
            "affiliations": [_plain(asdict(affiliation)) for affiliation in self.affiliations],
            "new_actors": [_plain(asdict(actor)) for actor in self.actors],
            "new_document": _plain(asdict(self.document)),
        }


def join_accepted(store: ReviewStore, dataset: Dataset) -> Joined:
    """Return ``dataset`` with every accepted proposal of ``store`` in it, and those undone taken out.

    Rows that are already there and still wanted are left as they are, also when a person has edited them since. Rows
    leave only by a decision that says so, never because a journal lacks something, and never when a person has changed
    them since they joined. Rows that joined and that the tables lack join again, once; a person who takes them out a
    second time means it. A proposal that would break a rule is left out with the sentence that says why.

    Parameters
    ----------
    store
        The proposals and decisions.
    dataset
        The dataset they are to join; it is not changed.

    Returns
    -------
    Joined
        The new dataset and what was added, changed, removed and refused.
    """
    refused: dict[str, str] = {}
    while True:
        draft = _Draft(store, dataset, refused)
        try:
            joined = draft.build()
        except DataError as error:
            blamed = draft.blame(error)
            if not blamed.keys() - refused.keys():
                raise
            refused |= blamed
            continue
        return replace(joined, refused=dict(refused))


def join_folder(store: ReviewStore, path: str | Path) -> Joined:
    """Join the accepted proposals to the dataset in a folder, save it, and write down what was done, as one act.

    A table that another program changes meanwhile is read anew.

    Raises
    ------
    DataError
        If the dataset cannot be read or written, or breaks a rule by itself, or a journal cannot be read.
    """
    folder = Path(path)
    if not folder.is_dir():
        load_dataset(folder)  # says what is wrong
    with locked(folder):
        for left in reversed(range(_TRIES)):
            try:
                return _join_once(store, folder)
            except ChangedMeanwhile:
                if not left:
                    raise
    raise AssertionError


def _join_once(store: ReviewStore, folder: Path) -> Joined:
    """One try at joining; nothing is written when a table changes meanwhile."""
    journal = store.folder / "joined.jsonl"
    inside = journal.parent.parent.resolve() == folder.resolve()
    expected = digests(folder, [*FILES, *([f"review/{journal.name}"] if inside else [])])
    store.verify()
    dataset, back = _complete(store, folder)
    joined = join_accepted(store, dataset)
    joined = replace(joined, restored=tuple(dict.fromkeys([*back, *joined.restored])))
    if joined.made or back:
        beside = {f"review/{journal.name}": store.with_joined(joined.made)} if inside and joined.made else {}
        save_beside(joined.dataset, folder, beside, expected=expected)
        if not inside:
            store.note_joined(joined.made)
    return joined


def _complete(store: ReviewStore, folder: Path) -> tuple[Dataset, list[str]]:
    """The dataset, with the rows that others need and that had joined but are lost, and their ids."""
    try:
        return load_dataset(folder), []
    except DataError:
        traces = [Trace(made) for made in store.joined_lines()]
        missing: dict[str, dict[str, Any]] = {
            "actors": {**world_actors(), **{row.id: row for trace in traces for row in trace.actors}},
            "documents": {item.document.id: _document(item.document) for item in store.items.values()},
            "relations": {trace.relation.id: trace.relation for trace in traces if trace.relation is not None},
        }
        missing["documents"] |= {trace.new_document.id: trace.new_document for trace in traces if trace.new_document}
        return load_completed(folder, missing)


def start_dataset(path: str | Path, *, title: str = "") -> Path:
    """Make a folder with the five tables of a dataset, empty, and the description that goes with them.

    Parameters
    ----------
    path
        The folder; it may exist, but hold no dataset.
    title
        What the dataset is called; blank: the folder's name.

    Raises
    ------
    DataError
        If the folder already holds a dataset or cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> sorted(p.name for p in start_dataset(tempfile.mkdtemp()).glob("*.csv"))[:2]
    ['actors.csv', 'affiliations.csv']
    """
    folder = Path(path)
    if not str(path):
        raise DataError("the folder's name is blank: name a folder to start the dataset in")
    made_folder(folder)
    with locked(folder):
        there = [f"{name}.csv" for name in TABLES if (folder / f"{name}.csv").exists()]
        if there:
            raise DataError(f"{folder} already holds a dataset ({', '.join(there)}): name another folder")
        name = folder.resolve().name
        save_dataset(Dataset.from_records(name=plain_slug(name), title=title or name, version="0.1.0"), folder)
    return folder


def start_workbook(path: str | Path, *, title: str = "") -> Path:
    """Make an Excel workbook with the five tables of a dataset, empty, as sheets; return where it is.

    Parameters
    ----------
    path
        The workbook; ``.xlsx`` is added to its name where it is missing.
    title
        What the dataset is called; blank: the file's name.

    Raises
    ------
    DataError
        If there is such a file already or it cannot be written.
    MissingDependency
        If openpyxl is not installed.
    """
    place = Path(path)
    if place.name in ("", ".."):
        raise DataError("the workbook's name is blank: name a file to start the dataset in")
    book = place if place.suffix.lower() == ".xlsx" else place.with_name(f"{place.name}.xlsx")
    if os.path.lexists(book):
        raise DataError(f"{book} is there already: name another file")
    write_workbook(Dataset.from_records(name=book.stem, title=title or book.stem, version="0.1.0"), book)
    return book


class _Draft:
    """One try at the new dataset."""

    def __init__(self, store: ReviewStore, dataset: Dataset, refused: Mapping[str, str]) -> None:
        self.store, self.dataset = store, dataset
        self.before = {key: Trace(made) for key, made in store.joined().items()}
        self.ever = [Trace(made) for made in store.joined_lines()]
        self.orphans: set[str] = set()
        self.left: set[str] = set()  # relations that stay although their proposal was undone
        self.spare: tuple[set[str], set[str]] = (set(), set())  # actors and documents that may not be needed now
        self.tables: dict[str, dict[Any, Any]] = {
            name: {getattr(row, "id", row): row for row in dataset.records(name)} for name in TABLES
        }
        self.decided, self.names = store.decisions(), store.decided_names()
        accepted = [(item, changes) for item, changes in store.accepted() if item.id not in refused]
        brought = {name for trace in self.ever for name in trace.actor_ids}
        self.rows = _rows_of(accepted, dataset, store.merges(), brought, _named(self.before))
        self.witness = {row: key for key, rows in self.rows.items() for row in (rows.evidence, *rows.denials)}
        known = {row for trace in self.ever for row in trace.evidence} | self.witness.keys()
        self.now = Standing(self.tables, known)
        self.placed = set(self.now.placed)
        self.lines: dict[str, list[Decision]] = defaultdict(list)
        for decision in store.history:
            self.lines[decision.target].append(decision)
        self.made: dict[str, dict[str, Any] | None] = {}
        self.counts = Counter[tuple[str, bool]]()
        self.restored: list[str] = []
        self.notes: list[str] = []

    def build(self) -> Joined:
        """The dataset of this try; DataError when a rule breaks."""
        for key in [*self.before, *(key for key in self.rows if key not in self.before)]:
            rows, old = self.rows.get(key), self.before.get(key)
            if rows is None:
                if old is not None:
                    self._withdraw(key, old)
            elif old is None:
                self._join(key, rows)
            elif self._is_decided_anew(key, old) and not old.says(self._as_told_then(key, rows, old).line()):
                self._change(key, rows, old)
            else:
                self._keep(key, rows, old)
        self._prune()
        if forgotten := self.counts["forgotten", True]:
            self.notes.append(
                f"{forgotten} joined before by decisions that decisions.jsonl no longer has: left as they are"
            )
        dataset = Dataset.from_records(
            name=self.dataset.name,
            title=self.dataset.title,
            version=self.dataset.version,
            paragraphs=self.dataset.paragraphs,
            types=self.dataset.types,
            **{name: rows.values() for name, rows in self.tables.items()},
        )
        known = {actor.id for actor in self.dataset.records("actors")} | world_actors().keys()
        new = tuple(actor for actor in dataset.records("actors") if actor.id not in known)
        return Joined(
            dataset,
            self.counts["added", True],
            self.counts["changed", True],
            self.counts["removed", True],
            made=self.made,
            actors=new,
            restored=tuple(dict.fromkeys(self.restored)),
            notes=tuple(self.notes),
            further=(self.counts["added", False], self.counts["changed", False], self.counts["removed", False]),
        )

    def blame(self, error: DataError) -> dict[str, str]:
        """The sentence for each accepted proposal whose rows break a rule."""
        owners = {trace.relation.id: key for key, trace in self.before.items() if trace.relation is not None}
        owners |= {rows.relation.id: key for key, rows in self.rows.items() if rows.relation is not None}
        witness = {row: key for key, trace in self.before.items() for row in trace.evidence} | self.witness
        found: dict[str, str] = {}
        rows = {f"{name}.csv": list(self.tables[name].values()) for name in ("relations", "evidence")}
        for problem in error.problems:
            if problem.row is None or problem.file not in rows:
                continue
            row = rows[problem.file][problem.row - 2]
            key = witness.get(row) if isinstance(row, Evidence) else owners.get(row.id)
            if key in self.rows:
                found.setdefault(key, problem.message)
        return found

    # what becomes of one proposal

    def _withdraw(self, key: str, old: Trace) -> None:
        """Take out what was undone by a decision; what is only missing from a journal stays."""
        if not self._is_undone(key, old):
            self.counts["forgotten", True] += key not in self.decided
            return
        self.made[key] = None
        if old.is_changed(self.now):
            self._leave(old, "was undone")
            return
        self._take_out(old, replaced=False)
        self.counts["removed", old.relation is not None] += 1

    def _is_undone(self, key: str, old: Trace) -> bool:
        """Whether the journal says that the decision by which rows joined was taken back or replaced."""
        if key in self.decided and self.decided[key].decision == "accept":
            return False
        lines = [decision.digest for decision in self.lines[key]]
        if old.by is None:  # joined by a graphkit that did not write it down
            return bool(lines)
        return old.by in lines[:-1]

    def _leave(self, old: Trace, why: str) -> None:
        """Say that rows stay as a person has changed them."""
        row = old.relation.id if old.relation is not None else old.evidence[0].relation
        self.left.add(row)
        self.notes.append(f"{row} {why}, but was changed by hand since it joined: left as it is")

    def _is_decided_anew(self, key: str, old: Trace) -> bool:
        """Whether somebody has decided on a proposal or a name since rows joined."""
        if old.by != self.decided[key].digest:
            return old.by is None or old.by in [decision.digest for decision in self.lines[key]]
        now = self._names(key)
        return any(old.names.get(name) != digest for name, digest in now.items()) or any(
            decision.decision == "undo" for name in old.names.keys() - now.keys() for decision in self.lines[name]
        )

    def _as_told_then(self, key: str, rows: _Rows, old: Trace) -> _Rows:
        """The rows with the summary that an older graphkit made: that its words are others now decides nothing."""
        ours = "summary" not in self.decided[key].changes
        if old.by is not None or rows.relation is None or old.relation is None or not ours:
            return rows
        return replace(rows, relation=replace(rows.relation, summary=old.relation.summary))

    def _names(self, key: str) -> dict[str, str]:
        """The decisions that stand on the names in a proposal."""
        item = self.store.items[key]
        sayings = (item.proposal, *item.denials)
        names = {name for said in sayings for name in (said.actor, said.recipient, said.speaker)}
        return {name: self.names[name] for name in sorted(names) if name in self.names}

    def _join(self, key: str, rows: _Rows) -> None:
        """Put in what was accepted."""
        relation, there = rows.relation, self.tables["relations"]
        if relation is not None and relation.id in there:  # it joined before, and the journal that says so is gone
            line = self._line(key, rows)
            self.made[key] = {**line, "relation": _plain(asdict(there[relation.id]))}
            self.tables["evidence"] |= {row: row for row in Trace(line).evidence if not self.now.has(row)}
            return
        self._put_in(rows, replaces=False)
        self.made[key] = self._line(key, rows)
        self.counts["added", relation is not None] += 1

    def _change(self, key: str, rows: _Rows, old: Trace) -> None:
        """Put what a new decision says in the place of what the last one said."""
        if old.is_changed(self.now):
            self._leave(old, "was decided on anew")
            self.made[key] = {**old.made, **self._stamp(key)}
            return
        self._take_out(old, replaced=rows.relation is not None)
        self._put_in(rows, replaces=True)
        self.made[key] = self._line(key, rows)
        self.counts["changed", rows.relation is not None] += 1

    def _keep(self, key: str, rows: _Rows, old: Trace) -> None:
        """Leave rows as they are, but for new answers and for what the tables lack."""
        made = dict(old.made)
        if old.by != self.decided[key].digest:
            made |= self._stamp(key)
        if rows.relation is not None and old.relation is not None:
            made |= self._link(old.relation, rows.relation.responds_to)
        if lacking := old.lacking(self.now, rows.affiliations):
            made["again"] = old.again + 1
            if old.again and old.by == self.decided[key].digest:
                if old.again == 1:
                    self.notes.append(f"{', '.join(lacking)} was taken out by hand again: it stays out")
                else:
                    made["again"] = old.again
            else:
                self._restore(old, rows)
                self.restored += lacking
        if made != old.made:
            self.made[key] = made

    def _link(self, old: Relation, answers: Sequence[str]) -> dict[str, Any]:
        """Add the answers that came with other proposals, unless a person has changed them."""
        row = self.tables["relations"].get(old.id)
        new = tuple(dict.fromkeys([*old.responds_to, *answers]))
        if row is None or new == old.responds_to or row.responds_to != old.responds_to:
            return {}
        self.tables["relations"][old.id] = replace(row, responds_to=new)
        self.counts["changed", True] += 1
        return {"relation": _plain(asdict(replace(old, responds_to=new)))}

    def _restore(self, old: Trace, rows: _Rows) -> None:
        """Put back what had joined and is not there."""
        if old.relation is not None:
            self.tables["relations"].setdefault(old.relation.id, old.relation)
        self.tables["evidence"] |= {row: row for row in old.evidence if not self.now.has(row)}
        self._cast(rows)
        self.tables["documents"].setdefault(rows.document.id, rows.document)

    def _line(self, key: str, rows: _Rows) -> dict[str, Any]:
        """What the journal says of rows that join."""
        return {**rows.line(), **self._stamp(key)}

    def _stamp(self, key: str) -> dict[str, Any]:
        """By which decisions rows joined."""
        return {"by": self.decided[key].digest, "names": self._names(key), "again": 0}

    # rows

    def _put_in(self, rows: _Rows, *, replaces: bool) -> None:
        new, tables = rows.relation, self.tables
        if new is not None and (replaces or new.id not in tables["relations"]):
            tables["relations"][new.id] = new
        tables["evidence"] |= {row: row for row in (rows.evidence, *rows.denials)}
        self._cast(rows)
        tables["documents"].setdefault(rows.document.id, rows.document)

    def _cast(self, rows: _Rows) -> None:
        """Put in the actors of a proposal and their places in others; one that has a place keeps it."""
        for actor in rows.actors:
            known = self.tables["actors"].get(actor.id)
            if known is None or known.name == known.id:  # a merged name gives way to the one it was merged into
                self.tables["actors"][actor.id] = actor
        new = [row for row in rows.affiliations if row.actor not in self.placed]
        self.tables["affiliations"] |= {row: row for row in new}
        self.placed |= {row.actor for row in new}

    def _take_out(self, old: Trace, *, replaced: bool) -> None:
        """Remove what a proposal put in; its relation goes at the end, unless something else speaks for it."""
        for row in old.evidence:
            if row not in self.witness:  # another proposal may say the same of the same words
                self.tables["evidence"].pop(self.now.stored(row) or row, None)
        if old.relation is not None and not replaced:
            self.orphans.add(old.relation.id)
        actors, documents = self.spare
        actors |= old.actor_ids | old.mentioned
        documents.add(old.document)

    def _prune(self) -> None:
        """Remove what proposals had brought and nothing needs now that others were taken out."""
        evidence, relations = self.tables["evidence"].values(), self.tables["relations"]
        gone = self.orphans - {row.relation for row in evidence} - self.left
        self.tables["relations"] = {key: _unlinked(row, gone) for key, row in relations.items() if key not in gone}
        self._unlink(gone)
        spare_actors, spare_documents = self.spare
        used = _used_actors(self.tables)
        self._drop("actors", {key for key in spare_actors - used if self._is_as_brought("actors", key)})
        cited = {row.document for row in evidence}
        self._drop("documents", {key for key in spare_documents - cited if self._is_as_brought("documents", key)})
        affiliations = self.tables["affiliations"].values()
        self.tables["affiliations"] = {row: row for row in affiliations if row.actor in self.tables["actors"]}

    def _unlink(self, gone: set[str]) -> None:
        """Keep in mind that answers to what is gone went with it."""
        for key, old in self.before.items():
            if old.relation is not None and not gone.isdisjoint(old.relation.responds_to):
                made = self.made.get(key, old.made)
                if made is not None and made["relation"] is not None:
                    links = [link for link in made["relation"]["responds_to"] if link not in gone]
                    self.made[key] = {**made, "relation": {**made["relation"], "responds_to": links}}

    def _is_as_brought(self, table: str, key: str) -> bool:
        """Whether a proposal brought this actor or document, and nobody has changed it since."""
        row = self.tables[table].get(key)
        if row is None:
            return False
        if table == "documents":
            return any(trace.document == key and trace.brought_document(row) for trace in self.ever)
        placed = [place for place in self.tables["affiliations"] if place.actor == key]
        return any(key in trace.actor_ids and trace.brought_actor(row, placed) for trace in self.ever)

    def _drop(self, table: str, keys: Iterable[str]) -> None:
        for key in keys:
            self.tables[table].pop(key, None)


def _rows_of(
    accepted: Sequence[tuple[Item, Mapping[str, str]]],
    dataset: Dataset,
    merges: Mapping[str, str],
    brought: set[str],
    named: Mapping[str, str],
) -> dict[str, _Rows]:
    """The rows of every accepted proposal, by its id."""
    actors = {actor.id: actor for actor in dataset.records("actors")}
    index = AliasIndex(actors.values())
    links = _links(accepted, named)
    dates = {relation.id: relation.date for relation in dataset.records("relations")}
    dates |= {links[item.id]: edited(item, changes).date for item, changes in accepted if "relation" not in changes}
    papers = {document.sha256: document for document in dataset.records("documents") if document.sha256}
    answers: dict[str, list[str]] = defaultdict(list)
    for item, changes in accepted:  # what is told twice answers what either telling says it does
        answers[links[item.id]] += _answers(item, changes, links, dates)
    return {
        item.id: _rows(
            replace(item, document=papers.get(item.document.sha256) or _document(item.document)),
            changes,
            _Cast(actors, index, merges, brought),
            links[item.id],
            tuple(dict.fromkeys(key for key in answers[links[item.id]] if key != links[item.id])),
        )
        for item, changes in accepted
    }


def _named(joined: Mapping[str, Trace]) -> dict[str, str]:
    """The id that the relation of each proposal joined under."""
    return {key: trace.relation.id for key, trace in joined.items() if trace.relation is not None}


def _links(accepted: Sequence[tuple[Item, Mapping[str, str]]], named: Mapping[str, str]) -> dict[str, str]:
    """The relation that each proposal makes or is further evidence for, also of one that is evidence itself."""
    own = {item.id: named.get(item.id) or relation_id(item) for item, _ in accepted}
    links = {item.id: changes.get("relation") or own[item.id] for item, changes in accepted}
    onward = {own[item.id]: links[item.id] for item, _ in accepted}
    for key, target in links.items():
        seen = {target}
        while (further := onward.get(target, target)) not in seen:
            seen.add(further)
            target = further
        links[key] = target
    return links


def _answers(
    item: Item, changes: Mapping[str, str], links: Mapping[str, str], dates: Mapping[str, str]
) -> tuple[str, ...]:
    """The relations that a proposal answers: those a person wrote down, else the one that was proposed."""
    if "responds_to" not in changes:
        return _answered(item, links, dates)
    named = link_ids(changes["responds_to"])
    open_link = item.responds_to if item.responds_to not in links else ""
    return tuple(dict.fromkeys(links.get(key, key) for key in named if key != open_link))


def _answered(item: Item, links: Mapping[str, str], dates: Mapping[str, str]) -> tuple[str, ...]:
    """The relation that a proposal answers, when that one was accepted too and did not come later."""
    own, target = links[item.id], links.get(item.responds_to, "")
    if not target or target == own:
        return ()
    until, since = date_bounds(dates.get(own, ""))[1], date_bounds(dates.get(target, ""))[0]
    return () if until and since and until < since else (target,)


def rows_of_accepted(
    store: ReviewStore, accepted: tuple[str, Mapping[str, str]], known: Known, *, relation: str
) -> dict[str, Any]:
    """Return what one proposal puts into a dataset when it is accepted, as ``joined.jsonl`` tells of it.

    Parameters
    ----------
    store
        The proposals and decisions.
    accepted
        The proposal's id, and the changes with which it is accepted.
    known
        Who and what the dataset has.
    relation
        The id that a new relation is to get.
    """
    key, changes = accepted
    item = store.items[key]
    others = [(one, changed) for one, changed in store.accepted() if one.id != key]
    joined = {name: Trace(made) for name, made in store.joined().items()}
    links = _links([*others, (item, changes)], {**known.joined, key: relation})
    item = replace(item, document=known.documents.get(item.document.sha256) or _document(item.document))
    brought = {name for trace in joined.values() for name in trace.actor_ids}
    cast = _Cast(known.actors, known.index, store.merges(), brought)
    answers = tuple(one for one in _answers(item, changes, links, known.dates) if one in known.dates)
    return _rows(item, changes, cast, links[key], answers).line()


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what a dataset has: actors by id and by name, documents by digest, the dates of relations by id.

    ``joined`` is the id of the relation that each accepted proposal became.
    """

    actors: Mapping[str, Actor]
    index: AliasIndex
    documents: Mapping[str, Document]
    dates: Mapping[str, str]
    joined: Mapping[str, str]


class _Cast:
    """Who takes part in one proposal: known actors by id, new ones as they are met."""

    def __init__(
        self, known: Mapping[str, Actor], index: AliasIndex, merges: Mapping[str, str], brought: set[str]
    ) -> None:
        self.known, self.index, self.merges, self.brought = known, index, merges, brought
        self.new: dict[str, Actor] = {}
        self.affiliations: list[Affiliation] = []

    def take(self, key: str, name: str, kind: str = "", state: str = "") -> str:
        """The id of an actor, who is made when nobody knows it."""
        actor = resolve_actor(key, name, kind, index=self.index, merges=self.merges)
        if actor.id in self.new:
            return actor.id
        if actor.id in self.known:
            if actor.id not in self.brought:
                return actor.id
            actor = self.known[actor.id]  # its place in others may have been lost
        else:
            self.new[actor.id] = actor
        if state and state != actor.id and actor.kind in _STATELESS:
            role = "REPRESENTS" if actor.kind == "person" else "PART_OF"
            self.affiliations.append(Affiliation(actor.id, role, self.take(state, "", "state")))
        return actor.id

    def called(self, key: str) -> str:
        """The name of an actor that takes part."""
        actor = self.new.get(key) or self.known.get(key)
        return actor.name if actor is not None else key


def resolve_actor(key: str, name: str, kind: str, *, index: AliasIndex, merges: Mapping[str, str]) -> Actor:
    """Return the actor that a proposal means: by a person's merge, by id, by a certain name, else a new one."""
    if key in merges:
        key, name = merges[key], ""
    found = index.known(key) or (index.known(name) if name else None)
    if found is not None and found.actor:
        return Actor(found.actor, name or key, "other")
    if len(key) == 3 and key.isascii() and key.isalpha() and key.isupper():
        return _state(key, name)
    if key in world_actors() and name in ("", key):  # a reviewer wrote it
        return world_actors()[key]
    kind = kind if kind in KINDS and kind != "state" else "other"
    return Actor(plain_slug(key), one_line(name or key) or plain_slug(key), kind)


def _rows(item: Item, changes: Mapping[str, str], cast: _Cast, key: str, answered: tuple[str, ...]) -> _Rows:
    """The rows that one accepted proposal becomes."""
    said = edited(item, changes)
    relation = None if changes.get("relation") else _new_relation(item, said, cast, key)
    evidence, *denials = [_evidence(item, each, cast, key) for each in (said, *denials_of(item, changes))]
    denied = tuple(row for row in dict.fromkeys(denials) if row.speaker)
    if relation is not None:
        told = one_line(changes.get("summary", "")) or relation.summary  # who denies it is told by the evidence
        relation = replace(relation, responds_to=answered, summary=told)
    return _Rows(relation, evidence, denied, tuple(cast.new.values()), tuple(cast.affiliations), item.document)


def _evidence(item: Item, said: Proposal, cast: _Cast, key: str) -> Evidence:
    """The row of evidence of a proposal, or of what denies it."""
    return Evidence(
        relation=key,
        document=item.document.id,
        start=said.start,
        end=said.end,
        stance=said.stance,
        speaker=cast.take(said.speaker, said.speaker_name) if said.speaker else "",
        origin=said.origin or "rules:unnamed",
        confidence=round(said.confidence, 3),
    )


def _new_relation(item: Item, said: Proposal, cast: _Cast, key: str) -> Relation:
    """The relation that a proposal makes, with the actors it needs."""
    said = replace(
        said, actor_name=_as_written(item, "actor", said), recipient_name=_as_written(item, "recipient", said)
    )
    actor = cast.take(said.actor, said.actor_name, said.actor_kind, said.actor_state)
    recipient = cast.take(said.recipient, said.recipient_name, said.recipient_kind, said.recipient_state)
    return Relation(
        id=key,
        actor=(actor,),
        type=said.type,
        mode=said.mode,
        recipient=(recipient,),
        mutual=said.mutual,
        date=_dated(said, item.document.date),
        place=one_line(said.place),
        contexts=said.contexts,
        amount=said.amount,
        unit=one_line(said.unit),
        summary=plain_summary(
            said, actor=cast.called(actor), recipient=cast.called(recipient), sentence=item.told_in(said)
        ),
    )


def _dated(said: Proposal, published: str) -> str:
    """The date of the relation: where the text names none, an act was by the day its document is of."""
    told = said.stance in ("asserts", "alleges", "denies") and said.type not in _LASTING
    if said.date or not (published and told) or "/" in published:
        return said.date
    return f"../{published}"


def _as_written(item: Item, side: str, said: Proposal) -> str:
    """The name of an actor, with the capitals that the document gives it."""
    name: str = getattr(said, f"{side}_name") or getattr(said, side)
    words = one_line(item.words(side))
    return words if words.casefold() == name.casefold() else name


def _document(record: Document) -> Document:
    """The row of a document that joins a dataset: its text is the one kept beside the proposals."""
    note = "; ".join(one_line(part) for part in (f"from {record.file}" if record.file else "", record.note) if part)
    return replace(record, file=f"review/texts/{record.id}.txt", note=note)


def relation_id(item: Item) -> str:
    """Return the id that the relation of a proposal gets: the same at every run.

    It is made of the type and the proposal's own id.
    """
    return f"{item.proposal.type.lower().replace('_', '-')}-{item.id}"


def relations_by_pair(dataset: Dataset) -> dict[frozenset[str], list[Relation]]:
    """Return what a dataset says of each pair of actors, in either direction, in its order."""
    pairs: dict[frozenset[str], list[Relation]] = defaultdict(list)
    for relation in dataset.records("relations"):
        for pair in {frozenset((a, b)) for a in relation.actor for b in relation.recipient}:
            pairs[pair].append(relation)
    return dict(pairs)


def pair_of(item: Item, *, index: AliasIndex, merges: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of the two actors that a proposal is about, as a dataset would have them."""
    said = item.proposal
    actor = resolve_actor(said.actor, said.actor_name, said.actor_kind, index=index, merges=merges)
    recipient = resolve_actor(said.recipient, said.recipient_name, said.recipient_kind, index=index, merges=merges)
    return frozenset((actor.id, recipient.id))


def _state(code: str, name: str) -> Actor:
    return world_actors().get(code) or Actor(code, name or code, "state")


def _used_actors(tables: Mapping[str, Mapping[Any, Any]]) -> set[str]:
    """Every actor that a relation, a speaker or an affiliation needs."""
    used = {actor for row in tables["relations"].values() for actor in (*row.actor, *row.recipient)}
    used |= {name for row in tables["evidence"].values() for name in (row.speaker, row.via) if name}
    return used | {row.organisation for row in tables["affiliations"].values() if row.actor in used}


def _unlinked(row: Relation, gone: set[str]) -> Relation:
    """The relation without links to what is gone."""
    if gone.isdisjoint(row.responds_to):
        return row
    return replace(row, responds_to=tuple(key for key in row.responds_to if key not in gone))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """The values as JSON gives them back; columns of a user's own are none of a proposal's."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if name != "extra"
    }
