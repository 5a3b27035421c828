"""Accepted proposals to rows of a dataset, and back out again when a decision is undone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit.dataset import Dataset, load_dataset, save_dataset
from graphkit.dataset.names import AliasIndex, one_line, plain_slug
from graphkit.errors import DataError
from graphkit.extract.gazetteer import world_actors
from graphkit.extract.records import Proposal
from graphkit.extract.review import Item, ReviewStore, denials_of, edited, link_ids
from graphkit.extract.summaries import plain_summary, with_deniers
from graphkit.model import KINDS, TABLES, Actor, Affiliation, Document, Evidence, Relation, date_bounds

__all__ = [
    "Joined",
    "join_accepted",
    "join_folder",
    "pair_of",
    "relation_id",
    "relations_by_pair",
    "resolve_actor",
    "start_dataset",
]

_STATELESS = ("person", "agency")


@dataclass(frozen=True, slots=True)
class Joined:
    """A dataset with the accepted proposals in it, and what that took.

    ``made`` is for :meth:`ReviewStore.note_joined` once the dataset is saved; ``refused`` holds a
    sentence for each accepted proposal that would break a rule of the dataset; ``actors`` are the
    actors that were made, without the states and organisations that are known of the world.
    """

    dataset: Dataset
    added: int = 0
    changed: int = 0
    removed: int = 0
    refused: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, dict[str, Any] | None] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()


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
        }


def join_accepted(store: ReviewStore, dataset: Dataset) -> Joined:
    """Return ``dataset`` with every accepted proposal of ``store`` in it, and those undone taken out.

    Rows that are already there and still wanted are left as they are, also when a person has edited
    them since. A proposal that would break a rule is left out with the sentence that says why.

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
            if not blamed:
                raise
            refused |= blamed
            continue
        return replace(joined, refused=dict(refused))


def join_folder(store: ReviewStore, path: str | Path) -> Joined:
    """Join the accepted proposals to the dataset in a folder, save it, and write down what was done.

    Raises
    ------
    DataError
        If the dataset cannot be read or written, or breaks a rule by itself.
    """
    joined = join_accepted(store, load_dataset(path))
    if joined.made:
        save_dataset(joined.dataset, path)
        store.note_joined(joined.made)
    return joined


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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [f"{name}.csv" for name in TABLES if (folder / f"{name}.csv").exists()]
    except (OSError, ValueError) as error:  # a name too long, a link that leads to itself, a NUL
        raise DataError(f"the folder '{folder}' cannot be made: {getattr(error, 'strerror', None) or error}") from error
    if there:
        raise DataError(f"{folder} already holds a dataset ({', '.join(there)}): name another folder")
    name = folder.resolve().name
    save_dataset(Dataset.from_records(name=plain_slug(name), title=title or name, version="0.1.0"), folder)
    return folder


class _Draft:
    """One try at the new dataset."""

    def __init__(self, store: ReviewStore, dataset: Dataset, refused: Mapping[str, str]) -> None:
        self.dataset = dataset
        self.before = store.joined()
        self.brought = store.brought()
        self.orphans: set[str] = set()
        self.tables: dict[str, dict[Any, Any]] = {
            name: {getattr(row, "id", row): row for row in dataset.records(name)} for name in TABLES
        }
        accepted = [(item, changes) for item, changes in store.accepted() if item.id not in refused]
        self.rows = _rows_of(accepted, dataset, store.merges())
        self.owner = {rows.relation.id: key for key, rows in self.rows.items() if rows.relation is not None}
        self.witness = {row: key for key, rows in self.rows.items() for row in (rows.evidence, *rows.denials)}

    def build(self) -> Joined:
        """The dataset of this try; DataError when a rule breaks."""
        made: dict[str, dict[str, Any] | None] = {}
        counts = Counter[str]()
        for key in [*self.before, *(key for key in self.rows if key not in self.before)]:
            rows, old = self.rows.get(key), self.before.get(key)
            line = None if rows is None else rows.line()
            if _same(old, line):
                continue
            if old is not None:
                self._take_out(old, replaced=rows is not None and rows.relation is not None)
            if rows is not None:
                self._put_in(rows, replaces=old is not None)
            counts["removed" if line is None else "changed" if old else "added"] += 1
            made[key] = line
        self._prune()
        dataset = Dataset.from_records(
            name=self.dataset.name,
            title=self.dataset.title,
            version=self.dataset.version,
            paragraphs=self.dataset.paragraphs,
            **{name: rows.values() for name, rows in self.tables.items()},
        )
        known = {actor.id for actor in self.dataset.records("actors")} | world_actors().keys()
        new = tuple(actor for actor in dataset.records("actors") if actor.id not in known)
        return Joined(dataset, counts["added"], counts["changed"], counts["removed"], made=made, actors=new)

    def blame(self, error: DataError) -> dict[str, str]:
        """The sentence for each accepted proposal whose rows break a rule."""
        found: dict[str, str] = {}
        rows = {f"{name}.csv": list(self.tables[name].values()) for name in ("relations", "evidence")}
        for problem in error.problems:
            if problem.row is None or problem.file not in rows:
                continue
            row = rows[problem.file][problem.row - 2]
            key = self.witness.get(row) if isinstance(row, Evidence) else self.owner.get(row.id)
            if key is not None:
                found.setdefault(key, problem.message)
        return found

    def _put_in(self, rows: _Rows, *, replaces: bool) -> None:
        new, tables = rows.relation, self.tables
        if new is not None and (replaces or new.id not in tables["relations"]):
            tables["relations"][new.id] = new
        tables["evidence"] |= {row: row for row in (rows.evidence, *rows.denials)}
        for actor in rows.actors:
            known = tables["actors"].get(actor.id)
            if known is None or known.name == known.id:  # a merged name gives way to the one it was merged into
                tables["actors"][actor.id] = actor
        for affiliation in rows.affiliations:
            tables["affiliations"][affiliation] = affiliation
        tables["documents"].setdefault(rows.document.id, rows.document)

    def _take_out(self, old: Mapping[str, Any], *, replaced: bool) -> None:
        """Remove what a proposal put in; its relation goes at the end, unless something else speaks for it."""
        for row in (Evidence(**values) for values in (old["evidence"], *old.get("denials", ()))):
            if row not in self.witness:  # another proposal may say the same of the same words
                self.tables["evidence"].pop(row, None)
        if old["relation"] is not None and not replaced:
            self.orphans.add(old["relation"]["id"])

    def _prune(self) -> None:
        """Remove the relations, actors and documents that proposals had brought and nothing needs any more."""
        evidence, relations = self.tables["evidence"].values(), self.tables["relations"]
        gone = self.orphans - {row.relation for row in evidence}
        self.tables["relations"] = {key: _unlinked(row, gone) for key, row in relations.items() if key not in gone}
        actors, documents = self.brought
        self._drop("actors", actors - _used_actors(self.tables))
        self._drop("documents", documents - {row.document for row in evidence})
        affiliations = self.tables["affiliations"].values()
        self.tables["affiliations"] = {row: row for row in affiliations if row.actor in self.tables["actors"]}

    def _drop(self, table: str, keys: Iterable[str]) -> None:
        for key in keys:
            self.tables[table].pop(key, None)


def _same(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> bool:
    """Whether a proposal says what it said the last time; which actors were new then does not matter."""
    if old is None or new is None:
        return old is new
    return all(
        _filled(old.get(name)) == _filled(new.get(name)) for name in ("relation", "evidence", "denials", "document")
    )


def _filled(value: Any) -> Any:
    """What a journal says without blanks: one that is older than the program lacks columns that are blank since."""
    if isinstance(value, Mapping):
        return {name: part for name, part in value.items() if part not in ("", None, [])}
    return [_filled(part) for part in value or ()] if isinstance(value, list) or value is None else value


def _rows_of(
    accepted: Sequence[tuple[Item, Mapping[str, str]]], dataset: Dataset, merges: Mapping[str, str]
) -> dict[str, _Rows]:
    """The rows of every accepted proposal, by its id."""
    actors = {actor.id: actor for actor in dataset.records("actors")}
    index = AliasIndex(actors.values())
    links = {item.id: changes.get("relation") or relation_id(item) for item, changes in accepted}
    dates = {relation.id: relation.date for relation in dataset.records("relations")}
    dates |= {links[item.id]: edited(item, changes).date for item, changes in accepted if "relation" not in changes}
    papers = {document.sha256: document for document in dataset.records("documents") if document.sha256}
    return {
        item.id: _rows(
            replace(item, document=papers.get(item.document.sha256) or _document(item.document)),
            changes,
            _Cast(actors, index, merges),
            links[item.id],
            _answers(item, changes, links, dates),
        )
        for item, changes in accepted
    }


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


class _Cast:
    """Who takes part in one proposal: known actors by id, new ones as they are met."""

    def __init__(self, known: Mapping[str, Actor], index: AliasIndex, merges: Mapping[str, str]) -> None:
        self.known, self.index, self.merges = known, index, merges
        self.new: dict[str, Actor] = {}
        self.affiliations: list[Affiliation] = []

    def take(self, key: str, name: str, kind: str = "", state: str = "") -> str:
        """The id of an actor, who is made when nobody knows it."""
        actor = resolve_actor(key, name, kind, index=self.index, merges=self.merges)
        if actor.id in self.known or actor.id in self.new:
            return actor.id
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
        made = with_deniers(relation.summary, [cast.called(row.speaker) for row in denied])
        relation = replace(relation, responds_to=answered, summary=one_line(changes.get("summary", "")) or made)
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
        date=said.date,
        place=one_line(said.place),
        contexts=said.contexts,
        amount=said.amount,
        unit=one_line(said.unit),
        summary=plain_summary(said, actor=cast.called(actor), recipient=cast.called(recipient)),
    )


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
