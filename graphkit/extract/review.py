"""Proposals and the decisions on them: a folder of append-only journals that an interruption cannot harm."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset.names import one_line
from graphkit.dataset.storage import write_text
from graphkit.errors import DataError
from graphkit.extract.journal import DECISIONS, NAME_DECISIONS, Journal, known_fields, read_record, writing
from graphkit.extract.records import FRAME_COLUMNS, Item, PassingStore, Proposal, SourceText, items_frame, items_of
from graphkit.extract.summaries import plain_summary, with_deniers
from graphkit.model import STANCES, Document, date_bounds, date_words, split_list
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DECISIONS",
    "EDITABLE",
    "FRAME_COLUMNS",
    "NEW_MARK",
    "Decision",
    "Item",
    "PassingStore",
    "ReviewStore",
    "checked_changes",
    "coder_name",
    "date_note",
    "default_reviewer",
    "denials_of",
    "edited",
    "is_marked_new",
    "items_frame",
    "items_of",
    "link_ids",
    "state_notes",
    "unmarked",
]

#: The columns of a proposal that a reviewer may change; ``denied_by`` names who denies it in the same text, joined by
#: ``;``, ``relation`` is the id of a relation it is more evidence for, ``responds_to`` the ids of the relations or
#: proposals that it answers, joined by ``;``.
EDITABLE = (
    "actor",
    "type",
    "mode",
    "recipient",
    "date",
    "stance",
    "speaker",
    "denied_by",
    "place",
    "amount",
    "unit",
    "summary",
    "relation",
    "responds_to",
)
#: What a reviewer writes before the name of an actor that is new. A ``+`` would make it a formula.
NEW_MARK = "new:"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the journal: who decided what, when, and with which changes."""

    at: str
    reviewer: str
    decision: str
    target: str
    changes: Mapping[str, str] = field(default_factory=dict)
    #: Which reading of the text the proposal was made by, where a text was read several times; blank in older journals.
    reading: str = ""

    @property
    def digest(self) -> str:
        """What tells this decision from another, wherever it stands in the journal."""
        said = json.dumps([self.at, self.reviewer, self.decision, self.target, sorted(self.changes.items())])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class ReviewStore:
    """The proposals made from documents, and every decision on them, in one folder.

    Three journals are only ever appended to, a line at a time: ``extracted.jsonl`` (one line a
    document with its proposals), ``decisions.jsonl`` and ``joined.jsonl`` (what became part of the
    dataset). A line cut short by an interruption is left out, which is said, and written over by the next one; any
    other line that cannot be read is a :class:`~graphkit.errors.DataError` with file and line.

    Parameters
    ----------
    folder
        The folder; it is made at the first line.
    open_here
        Whether this process has the dataset's folder open and gives its threads turns itself.

    Examples
    --------
    >>> import tempfile
    >>> ReviewStore(tempfile.mkdtemp()).pending()
    []
    """

    def __init__(self, folder: str | Path, *, open_here: bool = False) -> None:
        self.folder, self.open_here = Path(folder), open_here
        names = ("extracted.jsonl", "decisions.jsonl", "joined.jsonl")
        self._journals = {name: Journal(self.folder / name, open_here=open_here) for name in names}
        self._items: dict[str, Item] | None = None
        self._readings: dict[str, str] = {}
        self._history: list[Decision] | None = None
        self._mark: tuple[int, ...] = ()
        self._waiting: list[Decision] | None = None

    def verify(self) -> None:
        """Read every journal anew.

        Raises
        ------
        DataError
            If a line cannot be read, other than an unfinished last one.
        """
        self._items = self._history = None
        for name in self._journals:
            for _ in self._lines(name):
                pass

    # documents and proposals

    def seen(self) -> dict[tuple[str, str], str]:
        """Return with which settings each file was last read, by its SHA-256 and the name of the coder."""
        lines = self._lines("extracted.jsonl")
        return {(line["file_sha256"], coder_name(line["coder"])): line["coder"] for line in lines}

    def texts_seen(self) -> dict[tuple[str, str], str]:
        """Return with which settings each text was last read, by its SHA-256 and the name of the coder."""
        lines = self._lines("extracted.jsonl")
        return {_reading(line): line["coder"] for line in lines if not line.get("copy")}

    def titles(self) -> dict[str, str]:
        """Return the title of each document that was read, by its id, in the order of reading."""
        lines = self._lines("extracted.jsonl")
        return {str(line["document"]["id"]): str(line["document"]["title"]) for line in lines if not line.get("copy")}

    def add_document(
        self,
        source: SourceText,
        items: Sequence[Item],
        *,
        file_sha256: str,
        coder: str,
        rejected: int = 0,
        copy: bool = False,
    ) -> None:
        """Append one document and its proposals; its text is kept beside them when it has any.

        Parameters
        ----------
        source
            The document.
        items
            Its proposals. They take the place of those that the same coder made of the same text before and that
            nobody has decided on.
        file_sha256
            Of the file.
        coder
            The signature of the coder.
        rejected
            How many proposals did not stand in the text.
        copy
            Whether the same text was read from another file; then there are no proposals.
        """
        if items:
            self.keep_text(source)
        line = {
            "document": asdict(source.record),
            "file_sha256": file_sha256,
            "coder": coder,
            "notices": list(source.notices),
            "rejected": rejected,
            "items": [_item_line(item) for item in items],
        } | ({"copy": True} if copy else {})
        self._append("extracted.jsonl", line)
        self._items = None

    def keep_text(self, source: SourceText) -> None:
        """Keep the text of a document beside the proposals.

        Raises
        ------
        DataError
            If it cannot be written.
        """
        folder, ignore = self.folder / "texts", self.folder / ".gitignore"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not ignore.exists():
                write_text(ignore, "# the texts of documents may be somebody's copyright\ntexts/\n")
            write_text(folder / f"{source.record.id}.txt", source.text)
        except (OSError, UnicodeError) as error:
            raise DataError(f"{folder}: cannot be written ({getattr(error, 'strerror', error)})") from error

    def frame(self) -> pd.DataFrame:
        """Return the proposals, one a row, as a reader needs them: in words, with their sentence and document."""
        return items_frame(self.items.values())

    def iter_items(self) -> Iterator[Item]:
        """Yield every proposal made so far, in the order of reading, without holding them all.

        Of a text that one coder read several times, with other settings, the last reading counts, and what somebody
        decided on before, as it was then.
        """
        return (item for item, _ in self._read_items())

    def _read_items(self) -> Iterator[tuple[Item, str]]:
        """The proposals that stand, each with the reading it is from."""
        met: set[str] = set()
        last: dict[tuple[str, str], int] = {}
        decided = self.decisions()
        readings: set[tuple[str, str]] = set()
        for place, line in enumerate(self._lines("extracted.jsonl")):
            if not line.get("copy"):
                last[_reading(line)] = place
            readings.update((entry["id"], _digest(line, entry)) for entry in line["items"] if entry["id"] in decided)
        for place, line in enumerate(self._lines("extracted.jsonl")):
            document = read_record(Document, line["document"])
            stands = line.get("copy") or last[_reading(line)] == place
            for entry in line["items"]:
                key, decision = entry["id"], decided.get(entry["id"])
                if key in met or (decision is None and not stands):
                    continue
                reading = _digest(line, entry)
                if decision and (key, decision.reading) in readings and decision.reading != reading:
                    continue
                met.add(key)
                yield _read_item(entry, document), reading

    @property
    def items(self) -> Mapping[str, Item]:
        """Every proposal made so far, by id, in the order of reading."""
        if self._items is None:
            self._items, self._readings = {}, {}
            for item, reading in self._read_items():
                self._items[item.id], self._readings[item.id] = item, reading
        return self._items

    # decisions

    @property
    def history(self) -> Sequence[Decision]:
        """Every line of the journal of decisions, oldest first."""
        mark = self._journals["decisions.jsonl"].mark()
        if self._history is None or (mark != self._mark and self._waiting is None):
            self._history = [Decision(**known_fields(Decision, line)) for line in self._lines("decisions.jsonl")]
            self._mark = mark
        return self._history

    def decisions(self) -> dict[str, Decision]:
        """Return the decision that stands for each proposal that has one, by its id."""
        return {d.target: d for d in self._standing() if d.decision in DECISIONS}

    def merges(self) -> dict[str, str]:
        """Return the proposed actors that a person said are known ones: proposed id to known id."""
        return {d.target: d.changes["into"] for d in self._standing() if d.decision == "merge"}

    def decided_names(self) -> dict[str, str]:
        """Return the digest of the decision that stands for each proposed actor on whose name a person has decided."""
        return {d.target: d.digest for d in self._standing() if d.decision in NAME_DECISIONS}

    def names_decided(self) -> set[str]:
        """Return the proposed actors on whose names a person has decided."""
        return {d.target for d in self._standing() if d.decision in NAME_DECISIONS}

    def pending(self, *, skipped: bool = False) -> list[Item]:
        """Return the proposals still to be decided, in order; those skipped only when asked for."""
        decided = self.decisions()
        return [
            item
            for item in self.items.values()
            if item.id not in decided or (skipped and decided[item.id].decision == "skip")
        ]

    def iter_pending(self) -> Iterator[Item]:
        """Yield the proposals still to be decided, in order, without holding them all."""
        decided = self.decisions()
        return (item for item in self.iter_items() if item.id not in decided)

    def accepted(self) -> list[tuple[Item, Mapping[str, str]]]:
        """Return the accepted proposals with the changes a person made, in the order of reading."""
        decided = self.decisions()
        return [
            (item, decided[item.id].changes)
            for item in self.items.values()
            if item.id in decided and decided[item.id].decision == "accept"
        ]

    def decide(
        self, item: str, decision: str, *, reviewer: str, changes: Mapping[str, str] | None = None, at: str = ""
    ) -> Decision:
        """Write down a decision on one proposal.

        Parameters
        ----------
        item
            The id of the proposal.
        decision
            One of ``DECISIONS``. Accepting with ``changes`` is accepting an edited proposal.
        reviewer
            Who decides.
        changes
            New values for columns of ``EDITABLE``, as text.
        at
            The moment, ISO 8601; blank: now.

        Raises
        ------
        DataError
            If there is no such proposal or a change breaks a rule.
        ValueError
            If ``decision`` is not one of ``DECISIONS``.
        """
        if decision not in DECISIONS:
            raise ValueError(f"decision '{decision}' is not one of {', '.join(DECISIONS)}")
        if item not in self.items:
            raise DataError(f"no proposal '{item}' in {self.folder}: take its id from proposals.csv")
        checked = checked_changes(self.items[item], changes or {})
        return self._record(Decision(at or _now(), reviewer, decision, item, checked, self._readings[item]))

    def merge_name(self, name: str, into: str, *, reviewer: str, at: str = "") -> Decision:
        """Write down that the proposed actor ``name`` (its id) is the known actor ``into``."""
        return self._record(Decision(at or _now(), reviewer, "merge", name, {"into": into}))

    def keep_separate(self, name: str, *, reviewer: str, at: str = "") -> Decision:
        """Write down that the proposed actor ``name`` (its id) is a new one."""
        return self._record(Decision(at or _now(), reviewer, "separate", name))

    def undo(self, *, reviewer: str, target: str = "", at: str = "") -> Decision | None:
        """Take back the last decision that stands, or the one on ``target``; return it, or None when there is none."""
        if not self.folder.exists():
            return None
        with writing(self.folder, open_here=self.open_here):
            standing = [d for d in self._standing() if not target or d.target == target]
            if not standing:
                return None
            self._record(Decision(at or _now(), reviewer, "undo", standing[-1].target))
            self._items = None  # of a text that was read again since, the last reading counts anew
            return standing[-1]

    def _standing(self) -> list[Decision]:
        """The decisions in force, oldest first: undoing one brings back the one it had replaced."""
        stacks: dict[str, list[tuple[int, Decision]]] = {}
        for place, decision in enumerate(self.history):
            stack = stacks.setdefault(decision.target, [])
            if decision.decision != "undo":
                stack.append((place, decision))
            elif stack:
                stack.pop()
        return [decision for _, decision in sorted((stack[-1] for stack in stacks.values() if stack), key=_place)]

    def _record(self, decision: Decision) -> Decision:
        if self._waiting is not None:
            self._waiting.append(decision)
            self._history = [*self.history, decision]
        else:
            self._append("decisions.jsonl", asdict(decision))
        return decision

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep the decisions that are made inside as one act: all of them, or none when something fails."""
        self._waiting = []
        try:
            yield
            decisions, self._waiting = self._waiting, None
            self._append("decisions.jsonl", *map(asdict, decisions))
        finally:
            self._waiting = self._history = None

    # what became part of the dataset

    def joined(self) -> dict[str, dict[str, Any]]:
        """Return what each proposal put into the dataset the last time, by the proposal's id."""
        found: dict[str, dict[str, Any]] = {}
        for line in self._lines("joined.jsonl"):
            found.pop(line["item"], None)
            if line["made"] is not None:
                found[line["item"]] = line["made"]
        return found

    def joined_lines(self) -> list[dict[str, Any]]:
        """Return what proposals ever put into the dataset, oldest first."""
        return [line["made"] for line in self._lines("joined.jsonl") if line["made"] is not None]

    def note_joined(self, made: Mapping[str, dict[str, Any] | None]) -> None:
        """Append what proposals put into the dataset; None: it was taken out again."""
        if made:
            self._append("joined.jsonl", *_joined_lines(made))

    def with_joined(self, made: Mapping[str, dict[str, Any] | None]) -> bytes:
        """Return what ``joined.jsonl`` is with this noted, so that it can be written as one act with the tables."""
        return self._journals["joined.jsonl"].after(_joined_lines(made))

    def brought(self) -> tuple[set[str], set[str]]:
        """Return the actors and the documents that proposals ever brought into the dataset, by id."""
        lines = self.joined_lines()
        return {actor for made in lines for actor in made["actors"]}, {made["document"] for made in lines}

    # files

    def _append(self, name: str, *lines: Mapping[str, Any]) -> None:
        """Add lines, whole and on the disk before this returns."""
        self._journals[name].append(lines)

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The lines of a journal, each of them checked."""
        return self._journals[name].lines()


def _joined_lines(made: Mapping[str, dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The lines of the journal of what was joined."""
    return [{"item": item, "made": rows} for item, rows in made.items()]


def coder_name(signature: str) -> str:
    """Return the name of the coder in a signature.

    >>> coder_name("rules:date 2024-11-18")
    'rules'
    """
    return signature.partition(":")[0]


def _reading(line: Mapping[str, Any]) -> tuple[str, str]:
    """What a line of the journal is a reading of: a text, by a coder."""
    return line["document"]["sha256"], coder_name(line["coder"])


def _digest(line: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """What tells one reading's form of a proposal, with its document's, from another's."""
    return hashlib.sha256(json.dumps([line["document"], entry], sort_keys=True).encode()).hexdigest()[:16]


def checked_changes(item: Item, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the changes that differ from the proposal, each checked.

    Raises
    ------
    DataError
        If a column cannot be changed or its new value is not allowed.
    """
    unknown = [name for name in changes if name not in EDITABLE]
    if unknown:
        raise DataError(f"proposal {item.id}: '{unknown[0]}' cannot be changed; these can: {', '.join(EDITABLE)}")
    new = {name: one_line(value) for name, value in changes.items()}
    said = {name: current_value(item, name) for name in EDITABLE}
    kept = {name: value for name, value in new.items() if value != one_line(said[name])}
    names = [denial.speaker_name or denial.speaker for denial in item.denials]
    if kept.get("summary") == one_line(with_deniers(said["summary"], names)):
        del kept["summary"]  # as sheets had it once: who denies it is told by the evidence
    if kept.get("relation") and kept.get("responds_to"):
        message = "more evidence for a relation brings no answers with it; change responds_to in relations.csv"
        raise DataError(f"proposal {item.id}, responds_to: {message}")
    for name, message in _broken(said | kept):
        if name in kept or (name == "mode" and "type" in kept):
            raise DataError(f"proposal {item.id}, {name}: {message}")
    return kept


def is_marked_new(name: str) -> bool:
    """Return whether a reviewer says that this actor is a new one.

    >>> is_marked_new("new: Freedonia")
    True
    """
    return name.casefold().startswith(NEW_MARK)


def unmarked(name: str) -> str:
    """Return the name of an actor without the mark that says it is new.

    >>> unmarked("new: Freedonia")
    'Freedonia'
    """
    return name[len(NEW_MARK) :].strip() if is_marked_new(name) else name


def link_ids(cell: str) -> list[str]:
    """Return the ids in a cell of ``responds_to``.

    >>> link_ids("a; b")
    ['a', 'b']
    """
    return list(dict.fromkeys(part for part in re.split(r"[;,\s]+", cell) if part))


def current_value(item: Item, name: str) -> str:
    """Return what a proposal says in one of the columns of ``EDITABLE``, as text."""
    if name == "denied_by":
        return ";".join(dict.fromkeys(denial.speaker for denial in item.denials))
    if name == "summary":
        said = item.proposal
        one, other = said.actor_name or said.actor, said.recipient_name or said.recipient
        return plain_summary(said, actor=one, recipient=other, sentence=item.sentence)
    value = item.responds_to if name == "responds_to" else getattr(item.proposal, name, "")
    if name == "amount" and value is not None:
        return format(value, "d") if isinstance(value, int) else repr(value)
    return "" if value is None else str(value)


def _broken(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Column and sentence for each value that no dataset would take."""
    types = load_ontology().types
    kind = types.get(values["type"])
    if kind is None:
        yield "type", f"'{values['type']}' is not one of {', '.join(types)}"
    elif values["mode"] and values["mode"] not in kind.modes:
        yield "mode", f"'{values['mode']}' is not a mode of {values['type']}: {', '.join(kind.modes) or 'it has none'}"
    if values["stance"] not in STANCES:
        yield "stance", f"'{values['stance']}' is not one of {', '.join(STANCES)}"
    for side in ("actor", "recipient"):
        if not values[side]:
            yield side, "may not be blank; write a name or an id"
    try:
        date_bounds(values["date"])
    except ValueError as error:
        yield "date", str(error)
    if values["amount"] and not re.fullmatch(r"-?\d{1,18}(?:\.\d{1,9})?", values["amount"], re.ASCII):
        yield "amount", f"'{values['amount']}' is not a number: write 12000000000 or 0.5"


def denials_of(item: Item, changes: Mapping[str, str]) -> tuple[Proposal, ...]:
    """Return who denies a proposal, with a reviewer's changes: a name that was written down denies it in its words."""
    if "denied_by" not in changes:
        return item.denials
    known = {denial.speaker: denial for denial in item.denials}
    first = item.denials[0] if item.denials else item.proposal
    names = [unmarked(name) for name in split_list(changes["denied_by"])]
    return tuple(known.get(name) or replace(first, stance="denies", speaker=name, speaker_name=name) for name in names)


def default_reviewer() -> str:
    """Return who is deciding: ``GRAPHKIT_REVIEWER``, or the name of the account."""
    if name := os.environ.get("GRAPHKIT_REVIEWER", "").strip():
        return name
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no account of that number
        return "reviewer"


def _item_line(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "context": item.context,
        "context_start": item.context_start,
        "responds_to": item.responds_to,
        "proposal": asdict(item.proposal),
        "denials": [asdict(denial) for denial in item.denials],
    }


def _read_item(entry: Mapping[str, Any], document: Document) -> Item:
    return Item(
        entry["id"],
        document,
        _read_proposal(entry["proposal"]),
        entry["context"],
        entry["context_start"],
        entry["responds_to"],
        tuple(map(_read_proposal, entry.get("denials", ()))),
    )


def _read_proposal(values: Mapping[str, Any]) -> Proposal:
    said: Proposal = read_record(Proposal, values)
    return said


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _place(entry: tuple[int, Decision]) -> int:
    return entry[0]


def edited(item: Item, changes: Mapping[str, str]) -> Proposal:
    """Return the proposal with a reviewer's changes."""
    apart = ("summary", "relation", "responds_to", "denied_by")
    new: dict[str, Any] = {name: value for name, value in changes.items() if name not in apart}
    for side in ("actor", "recipient", "speaker"):
        if side in changes:
            new[side] = new[f"{side}_name"] = unmarked(changes[side])
            if side in item.proposal.guessed and unmarked(changes[side]) != getattr(item.proposal, side):
                new[f"{side}_state"] = ""  # the guess was of another
    if "amount" in changes:
        number = float(changes["amount"]) if changes["amount"] else None
        new["amount"] = int(number) if number is not None and number.is_integer() else number
    return replace(item.proposal, **new)


def state_notes(item: Item, said: Proposal | None = None) -> dict[str, str]:
    """Return what a reviewer should know of the parties, by side: who, or whose, no words of the text tell.

    Parameters
    ----------
    item
        The proposal as it was made.
    said
        The proposal as it was corrected; as it was made when not given.
    """
    from graphkit.gazetteer import load_states

    said = said or item.proposal
    notes = {}
    for side in said.guessed:
        party = getattr(said, side)
        if party != getattr(item.proposal, side):
            continue  # a person put it there
        code = getattr(said, f"{side}_state") or party
        state = load_states()[code].name if code in load_states() else code
        whose = state if party == code else f"of {state}"
        notes[side] = f"{whose}, by what the text speaks of and no words of it: check"
    return notes


def date_note(item: Item) -> str:
    """Return what a reviewer should know of the date of a proposal; blank: nothing.

    The sentence names a day that there is not ("31 February 2024"), which was left out; or it gives no year and tells
    it as past, so that it was read as the year before's, and a year later it would be one of the next days.
    """
    from graphkit.extract.rules.words import day_of, impossible_days, is_soon

    if missing := impossible_days(item.sentence):
        named = ", ".join(f"'{one}'" for one in missing)
        return f"there is no such day as {named}: it was not taken for a date, see what is meant"
    date, written = item.proposal.date, item.document.date
    if not is_soon(date, day_of(written)) or date[:4] in item.sentence:
        return ""
    meant = f"{int(date[:4]) + 1}{date[4:]}"
    return (
        f"the year is not written: told as past, it was read as {date[:4]}; the text is of {date_words(written)}, "
        f"so that {date_words(meant)} may be meant"
    )
