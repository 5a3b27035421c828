"""The tables on the disk: written behind the commands, never over what somebody else has written there."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.dataset import read_cells, read_state, save_cells
from graphkit.dataset.storage import ChangedMeanwhile, digests
from graphkit.edit.checking import all_breaches, all_findings, new_breaches
from graphkit.edit.commands import Draft
from graphkit.edit.ledger import net_changes, saved_file
from graphkit.edit.refusal import Refused
from graphkit.edit.rows import Change, RowChanged, Sheets, read_sheets
from graphkit.errors import GraphkitError, Problem
from graphkit.model import TABLES

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk

__all__ = ["Saver"]

_PATIENCE = 0.4  # seconds after the last command
_LONGEST = 1.2  # seconds after the first one that is not saved
_RETRY = 3.0
_TRIES = 5


class Saver:
    """What brings the tables of a workbench to the disk.

    Parameters
    ----------
    bench
        The workbench. Its tables are read by :meth:`open`.
    """

    def __init__(self, bench: Desk) -> None:
        self.bench = bench
        self.saved, conflicts = bench.ledger.saved()
        chosen = bench.ledger.chosen(self.saved)
        self.conflicts = [one for one in conflicts if one["conflict"] not in chosen]
        self.known: dict[str, str] = {}
        self.readings = 0
        self.problem = ""
        self._base: Sheets | None = None
        self._saving = threading.Lock()
        self._due = threading.Event()
        self._stopping = threading.Event()
        self._first = 0.0
        self._last = 0.0
        self._thread: threading.Thread | None = None
        self._seen: list[tuple[int, int] | None] = []

    # --- reading -------------------------------------------------------------------------------

    def open(self) -> Sheets:
        """Read the tables, and make the changes that were kept and are not in them yet."""
        sheets = self._read(None)
        self._base = sheets.copy()
        return self._with_pending(sheets)

    def _read(self, known: Sheets | None) -> Sheets:
        """The tables as they stand, all of one moment."""
        for _ in range(_TRIES):
            before = read_state(self.bench.folder)
            sheets = read_sheets(self.bench.folder, known)
            if read_state(self.bench.folder) == before:
                break
        self.known = before
        self.readings += 1
        return sheets

    def _with_pending(self, sheets: Sheets) -> Sheets:
        """The tables with the changes that they do not hold yet; what does not fit is a conflict."""
        net = net_changes(self.bench.ledger.pending(self.saved))
        net = [change for change in net if not self._is_contested(change)]
        while True:
            made, refused = _made(sheets, net)
            wrong = new_breaches(all_breaches(sheets), all_breaches(made)) if net else []
            blamed = [change for change in net if change not in refused and _is_blamed(change, wrong, made)]
            if not blamed:
                break
            net = [change for change in net if change not in blamed]
            self._contest(sheets, blamed)
        self._contest(sheets, refused)
        return made

    def _is_contested(self, change: Change) -> bool:
        return any(
            found["table"] == change.table and found["before"] == change.before and found["own"] == change.after
            for found in self.conflicts
        )

    def _contest(self, sheets: Sheets, changes: Sequence[Change]) -> None:
        """Put rows before a person in both forms."""
        for change in changes:
            cells = change.before or change.after or {}
            theirs = sheets[change.table].by_id(cells.get("id", "")) if sheets[change.table].keyed else None
            entry = {
                "table": change.table,
                "before": change.before,
                "own": change.after,
                "theirs": None if theirs is None else dict(theirs.cells),
            }
            said = hashlib.sha256(repr(sorted(entry.items(), key=lambda item: item[0])).encode()).hexdigest()[:12]
            if all(found["conflict"] != said for found in self.conflicts):
                self.conflicts.append({"conflict": said, **entry})
                self.bench.tell("conflict", conflict=said, table=change.table)

    # --- conflicts -----------------------------------------------------------------------------

    def choose(self, fields: Mapping[str, Any]) -> Draft:
        """Return what a person's choice between two forms of a row comes to; once it is kept, it is :meth:`chosen`.

        Raises
        ------
        Refused
            If there is no such choice, or the row has changed since it was shown.
        """
        found = next((one for one in self.conflicts if one["conflict"] == fields.get("conflict")), None)
        if found is None or fields.get("take") not in ("own", "theirs"):
            raise Refused("there is no such choice to make any more", code="unknown", field="conflict")
        draft = Draft(self.bench.sheets.copy())
        draft.what = (
            f"kept {'one’s own' if fields['take'] == 'own' else 'the other'} form of a row of {found['table']}.csv"
        )
        if fields["take"] == "own":
            self._take_own(draft, found)
        return draft

    def chosen(self, conflict: object) -> None:
        """Forget a choice that was made and kept."""
        self.conflicts = [one for one in self.conflicts if one["conflict"] != conflict]

    def _take_own(self, draft: Draft, found: dict[str, Any]) -> None:
        sheet, theirs, own = draft.sheets[found["table"]], found["theirs"], found["own"]
        key = (theirs or own or {}).get("id", "")
        now = sheet.by_id(key) if sheet.keyed and key else None
        if (None if now is None else now.cells) != theirs:
            found["theirs"] = None if now is None else dict(now.cells)
            sentence = "that row has changed once more: look at both forms again"
            raise Refused(sentence, code="changed", field="conflict")
        place = sheet.rows.index(now) if now is not None else -1
        if place < 0 and own is not None:
            draft.add(found["table"], own)
        elif place >= 0 and own is None:
            draft.remove(found["table"], place)
        elif place >= 0 and own is not None:
            draft.edit(found["table"], place, own)

    # --- writing -------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to save in a thread of its own."""
        self._seen = self._marks()
        self._thread = threading.Thread(target=self._run, name="graphkit-edit-saving", daemon=True)
        self._thread.start()
        if self.bench.ledger.last > self.saved:
            self.wake()

    def wake(self) -> None:
        """Say that there is something to save."""
        now = time.monotonic()
        self._last = now
        self._first = self._first or now
        self._due.set()

    def stop(self) -> str:
        """Save what is left and end; return a sentence on it."""
        self._stopping.set()
        self._due.set()
        if self._thread is not None:
            self._thread.join(30)
        self.save()
        left = self.bench.ledger.last - self.saved
        if self.problem and left:
            kept = "1 command is" if left == 1 else f"{left} commands are"
            return f"{kept} in edit/journal.jsonl and not in the tables yet: {self.problem}"
        if self.problem:
            return f"all was saved, but {self.problem}"
        return "all is saved" if self.bench.ledger.last else "nothing was changed"

    def state(self) -> dict[str, Any]:
        """Return how far saving is."""
        kept = self.bench.ledger.last
        state = "held" if self.problem else "saved" if self.saved >= kept else "waiting"
        return {"kept": kept, "saved": self.saved, "state": state, "sentence": self.problem}

    def _run(self) -> None:
        while not self._stopping.is_set():
            due = self._due.wait(_RETRY)
            self._due.clear()
            if not due and not self.problem and self._marks() == self._seen:
                continue  # nobody has done anything
            self._rest()
            self._first = 0.0
            if self._stopping.is_set():
                return
            self.save()
            self._seen = self._marks()
            with contextlib.suppress(Exception):  # findings are told again after the next save
                self._look()

    def _marks(self) -> list[tuple[int, int] | None]:
        """What tells that nobody has written the tables since a moment ago."""
        marks: list[tuple[int, int] | None] = []
        for name in self.known:
            try:
                found = (self.bench.folder / name).stat()
                marks.append((found.st_mtime_ns, found.st_size))
            except OSError:
                marks.append(None)
        return marks

    def _rest(self) -> None:
        """Wait until a person pauses, but not for long."""
        while not self._stopping.is_set():
            now = time.monotonic()
            left = min(self._last + _PATIENCE, self._first + _LONGEST) - now
            if left <= 0:
                return
            self._stopping.wait(left)

    def save(self) -> bool:
        """Write the tables; whether they are on the disk. What was kept stays kept either way."""
        with self._saving:  # the page may ask for it while the thread is at it
            try:
                self._save_patiently()
            except (GraphkitError, OSError) as error:
                self._hold(str(error))
                return False
            except Exception as error:  # the thread has to go on: the next try may be better
                self._hold(f"that is a fault of graphkit ({type(error).__name__}: {str(error)[:160]})")
                return False
            self.problem = ""
            self.bench.tell("saved", saved=self.saved)
            return True

    def _save_patiently(self) -> None:
        """Try again where somebody else has written the tables meanwhile."""
        for left in reversed(range(_TRIES)):
            try:
                self._save()
                return
            except ChangedMeanwhile:
                if not left:
                    raise

    def _hold(self, sentence: str) -> None:
        if sentence != self.problem:
            self.problem = sentence
            self.bench.tell("held", sentence=sentence)

    def _save(self) -> None:
        """One try."""
        bench = self.bench
        self._take_in()
        with bench.turn:
            sheets, last, conflicts = bench.sheets.copy(), bench.ledger.last, list(self.conflicts)
            joined = bench.joining.joined_file()
            expected = dict(self.known)
        assert self._base is not None
        files: dict[str, str | bytes] = {}
        for name in TABLES:
            if not sheets[name].problem and not _same_rows(sheets, self._base, name):
                files[f"{name}.csv"] = sheets[name].text()
        if last == self.saved and not files and not joined and conflicts == bench.ledger.saved()[1]:
            return
        widened = any(sheets[name].added_columns() for name in TABLES)
        beside = {"edit/saved.json": saved_file(last, conflicts), **joined}
        save_cells(bench.folder, {**files, **beside}, expected=expected, widened=widened)
        written = {name: _digest(content) for name, content in files.items()}
        with bench.turn:
            self.known |= written
            if widened:
                self.known |= digests(bench.folder, ["datapackage.json"])
            self.saved = last
            self._settle(sheets, set(files))
            bench.joining.noted(joined)

    def _settle(self, sheets: Sheets, files: set[str]) -> None:
        """Let what was written be what the next save rests on."""
        for name in TABLES:
            if f"{name}.csv" in files and sheets[name].added_columns():
                sheets[name].widen()
                self.bench.sheets[name].widen()
        self._base = sheets

    def _take_in(self) -> None:
        """Take in what somebody else wrote into the tables since they were read."""
        bench = self.bench
        if digests(bench.folder, self.known) == self.known:
            return
        with bench.turn:
            before = bench.sheets
            theirs = self._read(before)
            self._base = theirs.copy()
            bench.sheets = self._with_pending(theirs)
            bench.revision += 1
            bench.documents.refresh(bench.sheets.rows("documents"))
            bench.reindex()
            names = [name for name in TABLES if not _same_rows(bench.sheets, before, name)]
            bench.tell("outside", tables=names)

    def _look(self) -> None:
        """Check every rule on the tables as they are."""
        with self.bench.turn:
            sheets, revision = self.bench.sheets.copy(), self.bench.revision
        if sheets.problems:  # some may have been mended
            with contextlib.suppress(GraphkitError):
                sheets.problems = self.bench.sheets.problems = read_cells(self.bench.folder).problems
        found = all_findings(sheets)
        with self.bench.turn:
            if self.bench.findings != found:
                self.bench.findings = found
                self.bench.tell("findings", findings=len(found))
            self.bench.checked = revision


def _digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def _made(sheets: Sheets, net: Sequence[Change]) -> tuple[Sheets, list[Change]]:
    """Tables with some changes, and the changes whose rows are not what they were."""
    made, refused = sheets.copy(), []
    for change in net:
        sheet = made[change.table]
        if change.after is not None and _is_there(made, change):
            continue
        if change.before is None:
            key = (change.after or {}).get("id")
            if sheet.keyed and key and sheet.by_id(key) is not None:
                refused.append(change)
                continue
        elif sheet.find(change.before) < 0:
            gone = change.after is None and (not sheet.keyed or sheet.by_id(change.before.get("id", "")) is None)
            if not gone:
                refused.append(change)
            continue
        try:
            made.apply_one(change)
        except RowChanged:
            refused.append(change)
    return made, refused


def _is_there(sheets: Sheets, change: Change) -> bool:
    """Whether what a change leads to is so already."""
    assert change.after is not None
    sheet = sheets[change.table]
    gone = change.before is None or sheet.find(change.before) < 0
    return gone and sheet.find(change.after) >= 0


def _is_blamed(change: Change, wrong: Sequence[Problem], sheets: Sheets) -> bool:
    """Whether a breach lies in the row that a change leaves."""
    if change.after is None:
        return bool(wrong) and any(_names(problem, change) for problem in wrong)
    rows = sheets.rows(change.table)
    for problem in wrong:
        if problem.file == f"{change.table}.csv" and problem.row is not None:
            place = problem.row - 2
            if 0 <= place < len(rows) and rows[place].cells == change.after:
                return True
    return False


def _names(problem: Problem, change: Change) -> bool:
    key = (change.before or {}).get("id", "")
    return bool(key) and f"{change.table}.csv has no id '{key}'" in problem.message


def _same_rows(one: Sheets, other: Sheets, name: str) -> bool:
    """Whether two tables have the same rows in the same order, and would be written alike."""
    mine, theirs = one.rows(name), other.rows(name)
    return len(mine) == len(theirs) and all(
        a is b or (a.cells == b.cells and (a.raw == b.raw or not a.raw)) for a, b in zip(mine, theirs, strict=True)
    )
