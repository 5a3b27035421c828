"""What two datasets say differently: relations, claims, denials, statuses, actors, and whether two coders agree."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset.files import file_bytes
from graphkit.errors import DataError
from graphkit.model import COLUMNS, DIFF_COLUMNS, Evidence, Relation, date_bounds, join_list, status_of

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.dataset import Dataset

__all__ = ["Agreement", "Difference", "agreement", "compare_relations", "diff"]

#: The tables that are compared row by row, with what one row is called.
_KEYED = {"actors": "actor", "documents": "document"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is in one dataset and not, or not so, in the other.

    ``change`` is ``added``, ``withdrawn`` or ``edited``; ``kind`` is ``relation``, ``claim``, ``denial``, ``status``,
    ``actor``, ``affiliation`` or ``document``; ``id`` is the id of the row, of a claim that of its relation.
    """

    change: str
    kind: str
    id: str
    column: str
    before: str
    after: str
    summary: str


def diff(first: Dataset, second: Dataset) -> pd.DataFrame:
    """Return what was added, edited and withdrawn from one dataset to another.

    Rows are matched by their ids; evidence, which has none, by its document, speaker and stance where that is one row
    on each side, else by all it says. Each change of a relation's status is a
    row of its own, so that a denial that was added shows twice: as the denial and as what it did to the relation.

    Parameters
    ----------
    first
        The older dataset.
    second
        The newer one.

    Returns
    -------
    DataFrame
        Columns ``change``, ``kind``, ``id``, ``column``, ``before``, ``after``, ``summary``, all text; relations with
        their claims first, then actors, affiliations and documents. Two equal datasets: no rows, the same columns.

    Examples
    --------
    >>> from graphkit.dataset import load_dataset
    >>> diff(load_dataset(), load_dataset()).empty
    True
    """
    import pandas as pd

    rows = [*compare_relations(_told(first), _told(second)), *_other_rows(first, second)]
    cells = [[getattr(row, column) for column in DIFF_COLUMNS] for row in rows]
    return pd.DataFrame(cells, columns=list(DIFF_COLUMNS), dtype=object)


#: A relation with its evidence, by the relation's id.
Told = Mapping[str, tuple[Relation, tuple[Evidence, ...]]]


def _told(dataset: Dataset) -> Told:
    """The relations of a dataset with their evidence."""
    evidence: dict[str, list[Evidence]] = {}
    for record in dataset.records("evidence"):
        evidence.setdefault(record.relation, []).append(record)
    return {one.id: (one, tuple(evidence.get(one.id, ()))) for one in dataset.records("relations")}


def compare_relations(before: Told, after: Told) -> Iterator[Difference]:
    """Yield what is different between two sets of relations with their evidence, in the order of the second.

    Parameters
    ----------
    before, after
        Relations with their evidence, by id.
    """
    for key in dict.fromkeys([*after, *before]):
        if key not in before:
            yield Difference("added", "relation", key, "", "", relation_text(after[key][0]), after[key][0].summary)
        elif key not in after:
            yield Difference(
                "withdrawn", "relation", key, "", relation_text(before[key][0]), "", before[key][0].summary
            )
        else:
            yield from _edits("relation", key, before[key][0], after[key][0], after[key][0].summary)
            yield from _claims(key, before[key][1], after[key][1], after[key][0].summary)


def relation_text(relation: Relation) -> str:
    """A relation in one line: who, what, whom, when."""
    text = f"{join_list(relation.actor)} {relation.type} {join_list(relation.recipient)}"
    return f"{text} {relation.date}".strip()


def _edits(kind: str, key: str, before: Any, after: Any, summary: str) -> Iterator[Difference]:
    """A difference for each column that two rows of one id do not share."""
    for column in before.__dataclass_fields__:
        old, new = getattr(before, column), getattr(after, column)
        if old != new:
            yield Difference("edited", kind, key, column, _cell(old), _cell(new), summary)


def _cell(value: Any) -> str:
    """A value of a record as text."""
    if isinstance(value, tuple):
        return join_list(f"{part[0]}={part[1]}" if isinstance(part, tuple) else str(part) for part in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _claims(key: str, before: Sequence[Evidence], after: Sequence[Evidence], summary: str) -> Iterator[Difference]:
    """The claims and denials that came or went, and what that did to the relation's status."""
    old, new = Counter(before), Counter(after)
    gone, come = list((old - new).elements()), list((new - old).elements())
    for one, other in _same_claims(gone, come):
        gone.remove(one)
        come.remove(other)
        yield from _edits("denial" if one.stance == "denies" else "claim", key, one, other, summary)
    for change, records in (("withdrawn", gone), ("added", come)):
        for record in records:
            kind = "denial" if record.stance == "denies" else "claim"
            text = _claim_text(record)
            sides = (text, "") if change == "withdrawn" else ("", text)
            yield Difference(change, kind, key, record.stance, *sides, summary)
    was, now = status_of(before), status_of(after)
    if was != now:
        yield Difference("edited", "status", key, "status", was, now, summary)


def _same_claims(gone: Iterable[Evidence], come: Iterable[Evidence]) -> Iterator[tuple[Evidence, Evidence]]:
    """The claims that both sides have, told otherwise: who takes which stance in a document, once on each side."""
    sides: list[dict[tuple[str, ...], list[Evidence]]] = [{}, {}]
    for side, records in zip(sides, (gone, come), strict=True):
        for record in records:
            side.setdefault((record.document, record.speaker, record.stance), []).append(record)
    for claim, one in sides[0].items():
        if len(one) == len(sides[1].get(claim, ())) == 1:
            yield one[0], sides[1][claim][0]


def _claim_text(record: Evidence) -> str:
    """A row of evidence in one line: who says it, in which document, where."""
    who = f"{record.speaker} in {record.document}" if record.speaker else record.document
    via = f" via {record.via}" if record.via else ""
    place = f", characters {record.start} to {record.end}" if record.start is not None else ""
    locator = f", {record.locator}" if record.locator else ""
    return f"{who}{via}{locator}{place}"


def _other_rows(first: Dataset, second: Dataset) -> Iterator[Difference]:
    """What is different in the tables of actors, affiliations and documents."""
    for table, kind in _KEYED.items():
        before = {record.id: record for record in first.records(table)}
        after = {record.id: record for record in second.records(table)}
        title = "name" if table == "actors" else "title"
        for key in dict.fromkeys([*after, *before]):
            if key not in before:
                yield Difference("added", kind, key, "", "", getattr(after[key], title), "")
            elif key not in after:
                yield Difference("withdrawn", kind, key, "", getattr(before[key], title), "", "")
            else:
                yield from _edits(kind, key, before[key], after[key], getattr(after[key], title))
    old, new = Counter(first.records("affiliations")), Counter(second.records("affiliations"))
    for record in (old - new).elements():
        yield Difference("withdrawn", "affiliation", record.actor, record.role, _place_text(record), "", "")
    for record in (new - old).elements():
        yield Difference("added", "affiliation", record.actor, record.role, "", _place_text(record), "")


def _place_text(record: Any) -> str:
    """An affiliation in one line."""
    span = f" {record.since or '..'}/{record.until or '..'}" if record.since or record.until else ""
    title = f" ({record.title})" if record.title else ""
    return f"{record.role} {record.organisation}{title}{span}"


# --- whether two coders agree ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people who coded the same documents agree.

    ``share`` is the share of relations that both have, of all that either has (the Jaccard index); ``type_kappa`` and
    ``stance_kappa`` are Cohen's kappa over what both coded, None where there is nothing to compare or no choice was
    made; ``only_first``, ``only_second`` and ``differing`` list ids.
    """

    documents: tuple[str, ...]
    both: int
    share: float | None
    type_kappa: float | None
    stance_kappa: float | None
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    differing: tuple[tuple[str, str, str], ...]

    def lines(self) -> list[str]:
        """Return the agreement in sentences; none where no document is in both."""
        if not self.documents:
            return []
        shared = "1 document" if len(self.documents) == 1 else f"{len(self.documents)} documents"
        if self.share is None:
            return [f"coded by both: {shared}, without a relation"]
        kappas = [
            f"Cohen's kappa {name} {'-' if kappa is None else format(kappa, '.2f')}"
            for name, kappa in (("on type", self.type_kappa), ("on status", self.stance_kappa))
        ]
        found = [
            f"coded by both: {shared}; relations that both have: {self.both} ({self.share:.0%}); {'; '.join(kappas)}"
        ]
        found += [f"only in A: {key}" for key in self.only_first]
        found += [f"only in B: {key}" for key in self.only_second]
        return found + [f"differs: {ours} of A, {theirs} of B: {what}" for ours, theirs, what in self.differing]


def agreement(first: Dataset, second: Dataset) -> Agreement:
    """Return how far two datasets that were coded from the same documents agree.

    Relations are held against each other within the documents that both have evidence from (the same id or the same
    SHA-256), one of each side at most once: those of the same parties, in either direction where both are mutual,
    whose possible days overlap; of several, the one of the same type, then the one whose words are nearest.

    Parameters
    ----------
    first, second
        The two datasets, with actors under the same ids.

    Notes
    -----
    Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).

    Examples
    --------
    >>> from graphkit.dataset import load_dataset
    >>> agreement(load_dataset(), load_dataset()).share
    1.0
    """
    shared = _shared_documents(first, second)
    ours, theirs = _coded(first, set(shared)), _coded(second, set(shared.values()))
    order = {key: place for place, key in enumerate(ours)}
    pairs = sorted(_pairs(ours, theirs, shared), key=lambda pair: order[pair[0]])
    first_met, second_met = {a for a, _ in pairs}, {b for _, b in pairs}
    union = len(ours) + len(theirs) - len(pairs)
    types = [(ours[a][0].type, theirs[b][0].type) for a, b in pairs]
    stances = [(_stance(ours[a][1]), _stance(theirs[b][1])) for a, b in pairs]
    return Agreement(
        documents=tuple(sorted(shared)),
        both=len(pairs),
        share=len(pairs) / union if union else None,
        type_kappa=cohens_kappa(types),
        stance_kappa=cohens_kappa(stances),
        only_first=tuple(key for key in ours if key not in first_met),
        only_second=tuple(key for key in theirs if key not in second_met),
        differing=tuple(
            (a, b, what)
            for (a, b), kinds, said in zip(pairs, types, stances, strict=True)
            if (what := _what_differs(ours[a][0], theirs[b][0], kinds, said))
        ),
    )


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two coders: agreement beyond what their habits alone would give.

    Parameters
    ----------
    pairs
        What the one and the other called each thing; None comes back for none, or where both always said the same
        one word, so that there was nothing to agree on.

    Examples
    --------
    Cohen's own measure by hand: 8 of 10 agree, by chance alone 0.5 would.

    >>> said = [("a", "a")] * 4 + [("b", "b")] * 4 + [("a", "b"), ("b", "a")]
    >>> round(cohens_kappa(said), 3)
    0.6
    """
    count = len(pairs)
    if not count:
        return None
    observed = sum(a == b for a, b in pairs) / count
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[word] * second[word] for word in first) / count**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _shared_documents(first: Dataset, second: Dataset) -> dict[str, str]:
    """The documents that both have: the id in the first to that in the second."""
    ids = {record.id: record.id for record in second.records("documents")}
    digests = {record.sha256: record.id for record in second.records("documents") if record.sha256}
    found = {}
    for record in first.records("documents"):
        other = digests.get(record.sha256) if record.sha256 else None
        if other or record.id in ids:
            found[record.id] = other or ids[record.id]
    return found


def _coded(dataset: Dataset, documents: set[str]) -> dict[str, tuple[Relation, tuple[Evidence, ...]]]:
    """The relations of a dataset that have evidence in some documents, with that evidence."""
    told = {
        key: (relation, tuple(record for record in evidence if record.document in documents))
        for key, (relation, evidence) in _told(dataset).items()
    }
    return {key: value for key, value in told.items() if value[1]}


def _pairs(ours: Told, theirs: Told, shared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Which relation of the one is which of the other; best matches first, each used once."""
    by_parties: dict[frozenset[str], list[str]] = {}
    for key, (relation, _) in theirs.items():
        by_parties.setdefault(frozenset((*relation.actor, *relation.recipient)), []).append(key)
    ranked: list[tuple[float, int, str, str]] = []
    for key, (relation, evidence) in ours.items():
        places = {shared[record.document] for record in evidence}
        for other in by_parties.get(frozenset((*relation.actor, *relation.recipient)), ()):
            candidate, said = theirs[other]
            if places & {record.document for record in said} and _may_be_same(relation, candidate):
                ranked.append((-_likeness(key, relation, other, candidate), len(ranked), key, other))
    used: set[tuple[int, str]] = set()
    for _, _, key, other in sorted(ranked):
        if not used & {(0, key), (1, other)}:
            used |= {(0, key), (1, other)}
            yield key, other


def _may_be_same(one: Relation, other: Relation) -> bool:
    """Whether two relations of the same parties can be one: direction and days allow it."""
    same_way = (one.actor, one.recipient) == (other.actor, other.recipient)
    return (same_way or (one.mutual and other.mutual)) and overlap(one.date, other.date)


def overlap(one: str, other: str) -> bool:
    """Whether two dates may be the same."""
    (a, b), (c, d) = date_bounds(one), date_bounds(other)
    return (a or "") <= (d or "9999~") and (c or "") <= (b or "9999~")


def _likeness(key: str, one: Relation, other_key: str, other: Relation) -> float:
    """How much alike two relations of the same parties are."""
    ours, theirs = set(one.summary.casefold().split()), set(other.summary.casefold().split())
    words = len(ours & theirs) / max(1, len(ours | theirs))
    return 4 * (key == other_key) + 2 * (one.type == other.type) + (one.date == other.date) + words


def _stance(evidence: Iterable[Evidence]) -> str:
    """What a coder made of a relation in the shared documents."""
    return status_of(tuple(evidence))


def _what_differs(one: Relation, other: Relation, kinds: tuple[str, str], said: tuple[str, str]) -> str:
    """What two readings of one thing do not share, in words; blank for nothing."""
    found = []
    if kinds[0] != kinds[1]:
        found.append(f"type {kinds[0]} or {kinds[1]}")
    if said[0] != said[1]:
        found.append(f"status {said[0]} or {said[1]}")
    if one.date != other.date:
        found.append(f"date {one.date or 'none'} or {other.date or 'none'}")
    return "; ".join(found)


# --- one table as text, for git ----------------------------------------------------------------


#: The largest file that is shown as text, in bytes.
_LARGEST = 50_000_000


def table_file_as_text(path: Path) -> str:
    """Return a table's file as :func:`table_as_text` does; a file that is no table comes back as it is.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    try:
        text = file_bytes(path, most=_LARGEST).decode("utf-8-sig", "backslashreplace")
    except OSError as error:
        raise DataError(f"'{path}' cannot be read: {error.strerror}") from error
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (ValueError, csv.Error):
        return text
    names = {frozenset(columns): name for name, columns in COLUMNS.items()}
    name = next((names[key] for key in names if len(key & set(header)) >= len(key) * 0.6), "")
    width = len(header)
    if any(len(row) != width for row in rows):
        return text
    return table_as_text(name, {column: [row[place] for row in rows] for place, column in enumerate(header)})


def table_as_text(name: str, columns: Mapping[str, Sequence[str]]) -> str:
    """Return a table with a line for each cell that is not blank, under the id of its row: what ``git diff`` can show.

    Parameters
    ----------
    name
        The name of the table, such as ``relations``.
    columns
        Its cells by column.

    Examples
    --------
    >>> print(table_as_text("actors", {"id": ["PRK"], "name": ["North Korea"], "note": [""]}))
    PRK
      name: North Korea
    """
    known = COLUMNS.get(name, ())
    key: Callable[[Mapping[str, str]], str] = (
        (lambda row: row["id"]) if "id" in columns else lambda row: " ".join(filter(None, list(row.values())[:3]))
    )
    lines = []
    ordered = [
        *(column for column in known if column in columns),
        *(column for column in columns if column not in known),
    ]
    for cells in zip(*(columns[column] for column in ordered), strict=True):
        row = dict(zip(ordered, cells, strict=True))
        lines.append(key(row))
        lines += [f"  {column}: {cell}" for column, cell in row.items() if cell and column != "id"]
    return "\n".join(lines)
