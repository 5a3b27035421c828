"""Proposals and new names as spreadsheets to decide in, and the decisions read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graphkit.dataset import Dataset, file_bytes, guard, unguard, write_text
from graphkit.dataset.cells import Table, read_table
from graphkit.dataset.names import AliasIndex, AliasMatch, one_line
from graphkit.dataset.storage import ChangedMeanwhile, digests
from graphkit.errors import DataError, Problem
from graphkit.extract.joining import pair_of, relations_by_pair
from graphkit.extract.journal import writing
from graphkit.extract.matching import Matched, iter_matched
from graphkit.extract.records import Proposal
from graphkit.extract.references import References
from graphkit.extract.review import DECISIONS, EDITABLE, Item, ReviewStore, checked_changes, current_value, state_notes
from graphkit.model import Actor

__all__ = ["ACTOR_SHEET_COLUMNS", "PROPOSAL_SHEET_COLUMNS", "Applied", "apply_sheet", "new_names", "write_sheets"]

#: The columns of ``proposals.csv``: ``decision`` and those a reviewer may change are read back.
PROPOSAL_SHEET_COLUMNS = (
    "id",
    "decision",
    *EDITABLE,
    "actor_words",
    "recipient_words",
    "cue",
    "sentence",
    "confidence",
    "origin",
    "document",
    "start",
    "end",
    "known",
    "check",
)
#: The columns of ``actors.csv``: one row for each name that may be a known actor under another spelling.
ACTOR_SHEET_COLUMNS = ("id", "decision", "name", "kind", "into", "score", "reason", "proposals", "check")
_TRIES = 5
_WORDS = {
    "yes": "accept",
    "y": "accept",
    "a": "accept",
    "no": "reject",
    "n": "reject",
    "r": "reject",
    "s": "skip",
    "edit": "accept",
}


@dataclass(frozen=True, slots=True)
class Applied:
    """How many decisions a spreadsheet brought, and how many of its rows had been decided before."""

    decided: int
    known: int
    blank: int


def write_sheets(store: ReviewStore, dataset: Dataset) -> tuple[Path, Path]:
    """Write what is still to be decided as ``proposals.csv`` and ``actors.csv`` in the store's folder.

    A row of an earlier sheet that has a decision not yet applied is kept as it is, also one that somebody writes while
    this runs.

    Parameters
    ----------
    store
        The proposals and decisions.
    dataset
        What is known already; it fills the column ``known`` and the suggestions for names. A proposal that tells an
        act of it, or of another document, again has that one's id in the column ``relation``.

    Returns
    -------
    tuple of Path
        The two files.

    Raises
    ------
    MissingDependency
        If a name is not known and ``rapidfuzz`` is not installed; ``proposals.csv`` is written all the same.
    DataError
        If a file cannot be written.
    """
    index = AliasIndex(dataset.records("actors"))
    merges, by_pair = store.merges(), relations_by_pair(dataset)

    def known(matched: Matched) -> str:
        found = by_pair.get(pair_of(matched.item, index=index, merges=merges), [])
        return " | ".join((*matched.sentences(), *(f"{r.id}: {r.date} {r.summary}".strip() for r in found[:8])))

    def rows() -> Iterator[dict[str, str]]:
        return (_proposal_row(each, known(each)) for each in iter_matched(store, dataset))

    with writing(store.folder):
        proposals = _write(store.folder / "proposals.csv", PROPOSAL_SHEET_COLUMNS, rows)
        names = _write(store.folder / "actors.csv", ACTOR_SHEET_COLUMNS, lambda: new_names(store, dataset))
    return proposals, names


def new_names(store: ReviewStore, dataset: Dataset) -> Iterator[dict[str, str]]:
    """Yield a row of ``actors.csv`` for each proposed actor that is not known, the suggestion with its reason.

    A name is held against the actors of the dataset and the new ones before it.

    Raises
    ------
    MissingDependency
        If a name is not known as it is and ``rapidfuzz`` is not installed.
    """
    index = AliasIndex(dataset.records("actors"))
    decided = store.names_decided()
    for key, (name, kind, count, check) in _cast(store.iter_pending()).items():
        if key in decided or (len(key) == 3 and key.isupper()):
            continue
        if any(found is not None and found.actor for found in (index.known(key), index.known(name))):
            continue
        yield _name_row(key, (name, kind, count), index.match(name)) | {"check": check}
        index.add(Actor(key, name, kind))


def _name_row(key: str, about: tuple[str, str, int], match: AliasMatch) -> dict[str, str]:
    name, kind, count = about
    return {
        "id": key,
        "decision": "",
        "name": name,
        "kind": kind,
        "into": match.actor,
        "score": f"{match.score:g}" if match.actor else "",
        "reason": match.reason,
        "proposals": str(count),
    }


def _cast(items: Iterable[Item]) -> dict[str, tuple[str, str, int, str]]:
    """Every actor that proposals name: id to name, kind, how often, and what to look at."""
    cast: dict[str, tuple[str, str, int, str]] = {}
    for item in items:
        said = item.proposal
        notes = state_notes(item)
        sides = (
            (said.actor, said.actor_name, said.actor_kind, notes.get("actor", "")),
            (said.recipient, said.recipient_name, said.recipient_kind, notes.get("recipient", "")),
        )
        for key, name, kind, check in sides:
            before = cast.get(key, (name or key, kind, 0, ""))
            cast[key] = (before[0], before[1], before[2] + 1, before[3] or check)
    return cast


def _called(said: Proposal, side: str) -> str:
    name: str = getattr(said, f"{side}_name") or getattr(said, side)
    return name


def _proposal_row(matched: Matched, known: str) -> dict[str, str]:
    item, said = matched.item, matched.item.proposal
    row = {name: current_value(item, name) for name in EDITABLE}
    row |= {"relation": matched.relation, "responds_to": matched.responds_to}
    return row | {
        "id": item.id,
        "decision": "",
        "actor_words": item.words("actor"),
        "recipient_words": item.words("recipient"),
        "cue": item.words("cue"),
        "sentence": item.context,
        "confidence": f"{said.confidence:.2f}",
        "origin": said.origin,
        "document": item.document.title,
        "start": str(said.start),
        "end": str(said.end),
        "known": known,
        "check": "; ".join(f"{_called(said, side)} {note}" for side, note in state_notes(item).items()),
    }


def _write(path: Path, columns: Sequence[str], rows: Callable[[], Iterable[Mapping[str, str]]]) -> Path:
    """Write one sheet for people, a row at a time, whole or not at all; again when somebody saves it meanwhile.

    It begins with a byte order mark, so that spreadsheets read its letters right.
    """
    for left in reversed(range(_TRIES)):
        digest = digests(path.parent, [path.name])[path.name]
        try:
            before = _undecided(path, columns)
            kept = (before.get(row["id"], row) for row in rows())
            cells = ([guard(one_line(row[column])) for column in columns] for row in kept)
            write_text(path, map(_line, chain([columns], cells)), mark=True, expected=digest)
        except ChangedMeanwhile:
            if not left:
                raise
        except OSError as error:
            raise DataError(f"{path} cannot be written: {error.strerror or error}") from error
        else:
            break
    return path


def _line(cells: Sequence[str]) -> str:
    """One row as a line of CSV."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _undecided(path: Path, columns: Sequence[str]) -> dict[str, dict[str, str]]:
    """The rows that hold a decision somebody wrote; a sheet of another form is set aside."""
    try:
        lines = io.StringIO(file_bytes(path).decode("utf-8-sig"), newline="")
        header = lines.readline()
        delimiter = max(",;\t", key=header.count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        if sorted(names) != sorted(columns):
            raise ValueError("other columns")
        found = csv.DictReader(lines, names, delimiter=delimiter)
        kept = [row for row in found if (row["decision"] or "").strip()]
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({error.strerror or error})") from error
    except (ValueError, csv.Error):
        path.replace(path.with_suffix(".old.csv"))
        return {}
    return {row["id"]: {name: unguard(row[name] or "") for name in columns} for row in kept}


def _rows(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    for place, number in enumerate(table.rows):
        yield number, {name: column[place] for name, column in table.columns.items()}


def apply_sheet(path: str | Path, store: ReviewStore, *, dataset: Dataset, reviewer: str) -> Applied:
    """Read the decisions of a spreadsheet into the journal: all of them, or none when one is wrong.

    ``proposals.csv`` takes ``accept``, ``reject`` or ``skip`` (also ``yes`` and ``no``) in the column
    ``decision``; other cells of an accepted row that were changed are changes to the proposal.
    ``actors.csv`` takes ``merge`` (into the actor of the column ``into``) or ``new``.

    Parameters
    ----------
    path
        The file, told apart by its columns.
    store
        The proposals and decisions so far.
    dataset
        Where the actors that names may be merged into are.
    reviewer
        Who decided.

    Returns
    -------
    Applied
        How many decisions were new, known already and still blank.

    Raises
    ------
    DataError
        If the file is no such spreadsheet or a cell is wrong; ``problems`` lists every one.
    """
    path = Path(path)
    header = _header(path)
    if "into" in header:
        return _apply(path, ACTOR_SHEET_COLUMNS, lambda row: _name_step(row, store, dataset, reviewer), store.together)
    known = References(store, dataset, accepting=_accepting(path))
    return _apply(path, PROPOSAL_SHEET_COLUMNS, lambda row: _proposal_step(row, known, reviewer), store.together)


def _accepting(path: Path) -> list[str]:
    """The proposals that a sheet accepts."""
    rows = _rows(read_table(path, PROPOSAL_SHEET_COLUMNS, optional=("check",))[0])
    return [row["id"] for _, row in rows if _word(row) == "accept"]


def _word(row: Mapping[str, str]) -> str:
    word = row["decision"].casefold()
    return _WORDS.get(word, word)


_Step = Callable[[], object]


def _apply(
    path: Path,
    columns: Sequence[str],
    step: Callable[[dict[str, str]], _Step | None],
    together: Callable[[], AbstractContextManager[None]],
) -> Applied:
    """Check every row first, then carry all of them out."""
    table, problems, _ = read_table(path, columns, optional=("check",))
    steps: list[_Step | None] = []
    blank = 0
    for number, row in _rows(table) if not problems else ():
        if not row["decision"]:
            blank += 1
            continue
        try:
            steps.append(step(row))
        except DataError as error:
            problems.append(Problem(path.name, number, "", row["decision"], str(error)))
    if problems:
        raise DataError(problems)
    wanted = [each for each in steps if each is not None]
    with together():
        for each in wanted:
            each()
    return Applied(len(wanted), len(steps) - len(wanted), blank)


def _proposal_step(row: Mapping[str, str], known: References, reviewer: str) -> _Step | None:
    """What to do for one row of proposals; None when the journal says so already."""
    store, decision = known.store, _word(row)
    if decision not in DECISIONS:
        raise DataError(f"decision '{row['decision']}' is not one of {', '.join(DECISIONS)}")
    item = store.items.get(row["id"])
    if item is None:
        raise DataError(f"no proposal '{row['id']}' among {len(store.items)}: was the id column changed?")
    written = {name: row[name] for name in EDITABLE} if decision == "accept" else {}
    changes = known.checked(item, checked_changes(item, written))
    before = store.decisions().get(item.id)
    if before is not None and (before.decision, dict(before.changes)) == (decision, changes):
        return None
    return lambda: store.decide(item.id, decision, reviewer=reviewer, changes=changes)


def _name_step(row: Mapping[str, str], store: ReviewStore, dataset: Dataset, reviewer: str) -> _Step | None:
    """What to do for one row of names."""
    word = row["decision"].casefold()
    if word not in ("merge", "new"):
        raise DataError(f"decision '{row['decision']}' is not one of merge, new")
    key = row["id"]
    if word == "new":
        return (
            None
            if key in store.names_decided() - set(store.merges())
            else lambda: store.keep_separate(key, reviewer=reviewer)
        )
    into = AliasIndex(dataset.records("actors")).known(row["into"])
    target = into.actor if into is not None and into.actor else ""
    if not target and row["into"] not in _cast(store.items.values()):
        raise DataError(f"into '{row['into']}' is no actor of the dataset: write an id or a name of actors.csv")
    target = target or row["into"]
    return None if store.merges().get(key) == target else lambda: store.merge_name(key, target, reviewer=reviewer)


def _header(path: Path) -> str:
    """The first line of a file."""
    try:
        return file_bytes(path).split(b"\n", 1)[0][:10_000].decode("utf-8", "replace")
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({error.strerror or error})") from error
