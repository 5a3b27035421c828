"""Two datasets as one: who is who, which relation is which, and what came from where."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset.cells import guard
from graphkit.dataset.compare import overlap, relation_text
from graphkit.dataset.files import file_bytes
from graphkit.dataset.names import AliasIndex
from graphkit.dataset.storage import locked
from graphkit.errors import DataError
from graphkit.model import COLUMNS, Actor, Document, Relation

if TYPE_CHECKING:
    from graphkit.dataset import Dataset

__all__ = ["JOURNAL", "Match", "MergePlan", "Merged", "merge_with", "plan_merge", "save_merged"]

#: The file beside a merged dataset that says where its rows come from.
JOURNAL = "merge-journal.csv"

_LISTED = ("aliases", "contexts", "responds_to", "retells")
_SOURCE = "source_id"


@dataclass(frozen=True, slots=True)
class Match:
    """One row of the second dataset that is, or may be, one of the first; ``reason`` is a plain sentence."""

    table: str
    second: str
    first: str
    reason: str


@dataclass(slots=True)
class MergePlan:
    """What is to become one when two datasets are merged.

    Attributes
    ----------
    actors, documents
        Ids of the second dataset that are surely one of the first, and which.
    relations
        The same for relations: what a person said is one. None is, unless asked for.
    perhaps
        Actors and relations that may be the same: for a person to decide.
    reasons
        Why what is surely the same is so.
    """

    actors: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    perhaps: list[Match] = field(default_factory=list)
    reasons: list[Match] = field(default_factory=list)

    def accept(self, match: Match) -> None:
        """Take two rows that may be the same for the same, because a person said so."""
        ids: dict[str, str] = getattr(self, match.table)
        ids[match.second] = match.first
        self.perhaps = [other for other in self.perhaps if (other.table, other.second) != (match.table, match.second)]
        self.reasons.append(replace(match, reason="a person said so"))

    def agree(self, actors: Mapping[str, str], relations: Mapping[str, str], *, ours: Dataset, theirs: Dataset) -> None:
        """Add what a person said is one: ids of the second dataset to ids of the first.

        Raises
        ------
        DataError
            If an id does not exist.
        """
        for table, said in (("actors", actors), ("relations", relations)):
            sides = [{record.id for record in dataset.records(table)} for dataset in (theirs, ours)]
            for second, first in said.items():
                for key, known, where in zip((second, first), sides, ("the second", "the first"), strict=True):
                    if key not in known:
                        raise DataError(f"there is no '{key}' among the {table} of {where} dataset")
                self.accept(Match(table, second, first, ""))


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged dataset, and what became of each row of the second.

    ``sources`` says of each row with an id whether it is of the ``first``, the ``second`` or ``both``.
    ``journal`` has a row for each row of the second dataset that is not simply its own: table, id in the second, id
    in the result, and what happened: ``the same as``, ``renamed`` or ``kept`` (a value of the first that the second
    contradicts). ``added`` counts the new rows by table.
    """

    dataset: Dataset
    journal: tuple[tuple[str, str, str, str], ...]
    added: Mapping[str, int]
    sources: tuple[tuple[str, str, str], ...] = ()


def plan_merge(first: Dataset, second: Dataset, *, threshold: float = 85.0) -> MergePlan:
    """Return what of the second dataset is surely, and what is perhaps, already in the first.

    Actors are *surely* the same by a common id with a name in common, a common Wikidata id, or a name of the one that
    is a name of the other give or take case, accents and an article; *perhaps* by a name that looks like one of the
    other's. Kinds must not contradict each other. Documents are the same by their id with an equal title, by the
    SHA-256 of their texts, or by their address. Relations of the same actors and type whose days may be the same are
    *perhaps* one.

    Parameters
    ----------
    first, second
        The two datasets.
    threshold
        The lowest likeness of two names, 0 to 100, that is worth asking about.

    Examples
    --------
    >>> from graphkit.dataset import load_dataset
    >>> plan_merge(load_dataset(), load_dataset()).perhaps
    []
    """
    plan = MergePlan()
    _match_actors(first, second, plan, threshold)
    _match_documents(first, second, plan)
    _match_relations(first, second, plan)
    return plan


def _match_actors(first: Dataset, second: Dataset, plan: MergePlan, threshold: float) -> None:
    """Match the actors of two datasets."""
    known = {actor.id: actor for actor in first.records("actors")}
    by_qid = {actor.wikidata: actor for actor in known.values() if actor.wikidata}
    by_source = {source: actor for actor in known.values() if (source := dict(actor.extra).get(_SOURCE))}
    index = AliasIndex(known.values(), threshold=threshold)
    taken: dict[str, str] = {}
    for actor in second.records("actors"):
        found, reason = _surely(actor, known, by_qid, by_source, index)
        if found and (found.id not in taken or found.id == actor.id):
            taken[found.id] = plan.actors[actor.id] = found.id
            if found.id != actor.id:
                plan.reasons.append(Match("actors", actor.id, found.id, reason))
        elif not found and (near := _near(actor, index)) and _kinds_agree(actor, known[near.first]):
            plan.perhaps.append(near)


def _surely(
    actor: Actor,
    known: Mapping[str, Actor],
    by_qid: Mapping[str, Actor],
    by_source: Mapping[str, Actor],
    index: AliasIndex,
) -> tuple[Actor | None, str]:
    """The actor of the first dataset that one of the second surely is, and why."""
    source = dict(actor.extra).get(_SOURCE)
    if source and source in by_source:
        return by_source[source], f"both are {source} where they come from"
    if actor.wikidata and actor.wikidata in by_qid:
        return by_qid[actor.wikidata], f"both are {actor.wikidata} in Wikidata"
    same = known.get(actor.id)
    if same is not None and not _apart(actor, same) and (same.kind == "state" or _share_a_name(actor, same)):
        return same, "both have the same id and a name in common"
    for name in (actor.name, *actor.aliases):
        found = index.known(name)
        if found and found.actor and _kinds_agree(actor, known[found.actor]) and not _apart(actor, known[found.actor]):
            return known[found.actor], f"'{name}' {found.reason}"
    return None, ""


def _apart(one: Actor, other: Actor) -> bool:
    """Whether two actors cannot be one: their Wikidata ids, or their ids where they come from, contradict."""
    ours, theirs = dict(one.extra).get(_SOURCE, ""), dict(other.extra).get(_SOURCE, "")
    same_origin = ours.partition(":")[0] == theirs.partition(":")[0]
    return bool(one.wikidata and other.wikidata and one.wikidata != other.wikidata) or bool(
        ours and theirs and same_origin and ours != theirs
    )


def _share_a_name(one: Actor, other: Actor) -> bool:
    """Whether some name of the one is one of the other's."""
    index = AliasIndex([other])
    return any(index.known(name) for name in (one.name, *one.aliases))


def _kinds_agree(one: Actor, other: Actor) -> bool:
    """Whether two kinds can be one: equal, or one of them says little."""
    return one.kind == other.kind or "other" in (one.kind, other.kind)


def _near(actor: Actor, index: AliasIndex) -> Match | None:
    """The known actor whose name looks like this one's."""
    found = index.match(actor.name)
    return Match("actors", actor.id, found.actor, found.reason) if found.actor else None


def _match_documents(first: Dataset, second: Dataset, plan: MergePlan) -> None:
    """Match the documents of two datasets."""
    known = {record.id: record for record in first.records("documents")}
    digests = {record.sha256: record.id for record in known.values() if record.sha256}
    addresses = {record.url: record.id for record in known.values() if record.url}
    for record in second.records("documents"):
        same = known.get(record.id)
        found = digests.get(record.sha256, "") if record.sha256 else ""
        if not found and same is not None and _one_text(same, record):
            found = same.id
        if not found and record.url and not record.sha256:
            found = addresses.get(record.url, "")
        if found:
            plan.documents[record.id] = found
            if found != record.id:
                reason = "their texts are the same" if record.sha256 else "they have the same address"
                plan.reasons.append(Match("documents", record.id, found, reason))


def _one_text(one: Document, other: Document) -> bool:
    """Whether two documents of one id can be the same."""
    if one.sha256 and other.sha256:
        return one.sha256 == other.sha256
    return one.title == other.title or bool(one.url and one.url == other.url)


def _match_relations(first: Dataset, second: Dataset, plan: MergePlan) -> None:
    """Find the relations of two datasets that may be one under other ids."""
    by_parties: dict[tuple[str, frozenset[str]], list[Relation]] = {}
    ids = set()
    for relation in first.records("relations"):
        ids.add(relation.id)
        by_parties.setdefault((relation.type, frozenset((*relation.actor, *relation.recipient))), []).append(relation)
    for relation in second.records("relations"):
        if relation.id in ids:
            continue
        sides = _sides(relation, plan.actors)
        for other in by_parties.get((relation.type, frozenset((*sides[0], *sides[1]))), ()):
            same_way = sides == (other.actor, other.recipient) or (relation.mutual and other.mutual)
            if same_way and overlap(relation.date, other.date):
                plan.perhaps.append(Match("relations", relation.id, other.id, _why_same(relation, other)))


def _sides(relation: Relation, actors: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a relation under the ids of the first dataset."""
    actor, recipient = (
        tuple(dict.fromkeys(actors.get(one, one) for one in side)) for side in (relation.actor, relation.recipient)
    )
    return actor, recipient


def _why_same(one: Relation, other: Relation) -> str:
    """Why two relations may be one."""
    days = "on the same date" if one.date == other.date and one.date else "on days that may be the same"
    return f"both say that {relation_text(other)}, {days}"


# --- merging by a plan -------------------------------------------------------------------------


def merge_with(first: Dataset, second: Dataset, plan: MergePlan) -> Merged:
    """Return the rows of two datasets as one, by a plan, with a journal of what came from where.

    What the plan says is the same becomes one row: the first dataset's values stand, blanks are filled from the
    second, lists are joined, and the second's name becomes an alias. Where both say something and not the same, the
    first's value stands and the journal keeps the second's. Relations of one id that contradict each other are two
    readings: both stay, the second under a new id. Evidence of both is kept.

    Parameters
    ----------
    first, second
        The two datasets.
    plan
        From :func:`plan_merge`, as far as a person agreed to it.

    Raises
    ------
    DataError
        If the whole breaks a rule.

    Examples
    --------
    >>> from graphkit.dataset import load_dataset
    >>> dataset = load_dataset()
    >>> merge_with(dataset, dataset, plan_merge(dataset, dataset)).dataset == dataset
    True
    """
    return _Merger(first, second, plan).merged()


class _Merger:
    """One merge: the ids that rows of the second dataset get, and the journal."""

    def __init__(self, first: Dataset, second: Dataset, plan: MergePlan) -> None:
        self.first, self.second = first, second
        self.journal: list[tuple[str, str, str, str]] = []
        self.ids = {"actors": dict(plan.actors), "documents": dict(plan.documents), "relations": dict(plan.relations)}
        for match in plan.reasons:
            self.journal.append((match.table, match.second, match.first, f"the same: {match.reason}"))

    def merged(self) -> Merged:
        """The merged dataset."""
        from graphkit.dataset import Dataset

        tables: dict[str, list[Any]] = {}
        tables["actors"] = self.keyed("actors", self.second.records("actors"))
        tables["documents"] = self.keyed("documents", self.second.records("documents"))
        relations = [self.with_actors(relation) for relation in self.second.records("relations")]
        self.part_readings(relations)
        relations = [replace(one, responds_to=self.renamed("relations", one.responds_to)) for one in relations]
        tables["relations"] = self.keyed("relations", relations)
        tables["documents"] = [
            replace(one, retells=self.renamed("documents", one.retells)) if one.retells else one
            for one in tables["documents"]
        ]
        for table, columns in (("affiliations", ("actor", "organisation")), ("evidence", ("speaker", "via"))):
            moved = [self.moved(record, columns) for record in self.second.records(table)]
            tables[table] = list(dict.fromkeys([*self.first.records(table), *moved]))
        added = {table: len(rows) - len(self.first.records(table)) for table, rows in tables.items()}
        paragraphs = {
            self.ids["documents"].get(key, key): starts for key, starts in self.second.paragraphs.items()
        } | dict(self.first.paragraphs)
        dataset = Dataset.from_records(
            name=self.first.name,
            title=self.first.title,
            version=self.first.version,
            paragraphs=paragraphs,
            types={**self.second.types, **self.first.types},
            **tables,
        )
        return Merged(dataset, tuple(self.journal), added, tuple(self.sources(dataset)))

    def sources(self, dataset: Dataset) -> Iterator[tuple[str, str, str]]:
        """Of each row with an id, which dataset it is from."""
        for table, ids in self.ids.items():
            ours = {record.id for record in self.first.records(table)}
            theirs = {ids.get(record.id, record.id) for record in self.second.records(table)}
            for record in dataset.records(table):
                both = record.id in ours and record.id in theirs
                yield table, record.id, "both" if both else "first" if record.id in ours else "second"

    def renamed(self, table: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the second dataset as they are in the result."""
        known = self.ids[table]
        return tuple(dict.fromkeys(known.get(one, one) for one in ids))

    def with_actors(self, relation: Relation) -> Relation:
        """A relation of the second dataset with the result's actors."""
        return replace(
            relation,
            actor=self.renamed("actors", relation.actor),
            recipient=self.renamed("actors", relation.recipient),
        )

    def moved(self, record: Any, columns: Sequence[str]) -> Any:
        """A row of the second dataset that names others, with the result's ids."""
        values = {
            column: self.ids["actors"].get(getattr(record, column), getattr(record, column)) for column in columns
        }
        if hasattr(record, "relation"):
            values["relation"] = self.ids["relations"].get(record.relation, record.relation)
            values["document"] = self.ids["documents"].get(record.document, record.document)
        return replace(record, **values)

    def part_readings(self, relations: Sequence[Relation]) -> None:
        """Give a new id to each relation of the second dataset that contradicts the first's of its id."""
        known = {relation.id: relation for relation in self.first.records("relations")}
        taken = {*known, *(relation.id for relation in relations)}
        for relation in relations:
            other = known.get(relation.id)
            if other is None or relation.id in self.ids["relations"] or not _contradictions(other, relation):
                continue
            number = next(n for n in range(2, len(taken) + 3) if f"{relation.id}-{n}" not in taken)
            new = self.ids["relations"][relation.id] = f"{relation.id}-{number}"
            taken.add(new)
            columns = ", ".join(_contradictions(other, relation))
            self.journal.append(("relations", relation.id, new, f"renamed: the two differ in {columns}"))

    def keyed(self, table: str, records: Iterable[Any]) -> list[Any]:
        """The rows of a table that has ids."""
        rows = {record.id: record for record in self.first.records(table)}
        ids = self.ids[table]
        for record in records:
            key = ids.get(record.id, record.id)
            if key in rows and (record.id in ids or table == "relations"):
                rows[key] = self.joined(table, rows[key], record)
                continue
            if key in rows:  # another actor or document of that id
                number = next(n for n in range(2, len(rows) + 3) if f"{_lower(key)}-{n}" not in rows)
                key = ids[record.id] = f"{_lower(key)}-{number}"
                self.journal.append((table, record.id, key, "renamed: the first dataset has another of that id"))
            rows[key] = replace(record, id=key)
        return list(rows.values())

    def joined(self, table: str, ours: Any, theirs: Any) -> Any:
        """Two rows as one; what of the second is not kept goes into the journal."""
        changed: dict[str, Any] = {}
        for column in COLUMNS[table]:
            old, new = getattr(ours, column), getattr(theirs, column)
            if column == "id" or old == new or new in ("", (), None):
                continue
            if column in _LISTED:
                changed[column] = tuple(dict.fromkeys([*old, *new]))
            elif old in ("", (), None):
                changed[column] = new
            else:
                if column == "name":
                    changed["aliases"] = tuple(dict.fromkeys([*changed.get("aliases", ours.aliases), new]))
                self.journal.append((table, theirs.id, ours.id, f"kept: {column} '{old}', the second has '{new}'"))
        if table == "actors" and "aliases" in changed:
            changed["aliases"] = tuple(name for name in changed["aliases"] if name != ours.name)
        own = {**dict(theirs.extra), **dict(ours.extra)}
        for column, value in theirs.extra:
            if own[column] != value:
                self.journal.append(
                    (table, theirs.id, ours.id, f"kept: {column} '{own[column]}', the second has '{value}'")
                )
        return replace(ours, **changed, extra=tuple(sorted(own.items())))


def _lower(key: str) -> str:
    """An id to which a number can be added: those of states are capitals, all others are not."""
    return key.lower()


def _contradictions(ours: Relation, theirs: Relation) -> list[str]:
    """The columns in which two relations of one id say different things."""
    return list(_differing(ours, theirs))


def _differing(ours: Relation, theirs: Relation) -> Iterator[str]:
    for column in COLUMNS["relations"]:
        old, new = getattr(ours, column), getattr(theirs, column)
        if (
            column not in (*_LISTED, "summary", "gist")
            and old != new
            and old not in ("", (), None)
            and new not in ("", (), None)
        ):
            yield column


def save_merged(merged: Merged, path: str | Path, *, expected: Mapping[str, str], names: tuple[str, str]) -> None:
    """Write a merged dataset into a folder together with the journal of its merges: both, or nothing.

    ``merge-journal.csv`` says of each row where it comes from, and what was matched, renamed and kept; the rows of
    earlier merges stay.

    Parameters
    ----------
    merged
        From :func:`merge_with`.
    path
        The folder; it is made where it does not exist.
    expected
        What :func:`graphkit.dataset.read_state` said of the folder before the two were read.
    names
        What the two datasets are called.

    Raises
    ------
    DataError
        If the folder cannot be written, its journal cannot be read, or a file has changed since; then nothing has.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.dataset import load_dataset, read_state
    >>> dataset = load_dataset()
    >>> merged = merge_with(dataset, dataset, plan_merge(dataset, dataset))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_merged(merged, folder, expected=read_state(folder), names=("mine", "a colleague's"))
    ...     Path(folder, JOURNAL).exists() and load_dataset(folder) == dataset
    True
    """
    from graphkit.dataset import save_beside

    folder = Path(path)
    with locked(folder, make=True):
        journal = _journal_text(merged, folder / JOURNAL, *names).encode("utf-8", "backslashreplace")
        save_beside(merged.dataset, folder, {JOURNAL: journal}, expected=expected)


def _journal_text(merged: Merged, path: Path, first: str, second: str) -> str:
    """What a journal says once a merge is added to it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        before = file_bytes(path).decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the journal '{path}' cannot be read: {error}; move it away, nothing was changed") from error
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    if not before:
        writer.writerow(["at", "first", "second", "table", "id", "from", "id_in_second", "what"])
    notes: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for table, old, new, what in merged.journal:
        notes.setdefault((table, new), []).append((old, what))
    for table, key, where in merged.sources:
        for old, what in notes.get((table, key), [("", "")]):
            writer.writerow([guard(cell) for cell in (now, first, second, table, key, where, old, what)])
    return before + buffer.getvalue()
