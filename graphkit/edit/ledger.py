"""What was done, as it is kept: one line a command on the disk before anybody is told, and what can be taken back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphkit.dataset.storage import sync_folder
from graphkit.edit.rows import Change
from graphkit.errors import DataError
from graphkit.extract.journal import Journal

__all__ = ["Ledger", "net_changes"]

#: The commands that bring the actors whom they name.
_BRINGING = ("relation", "evidence", "denial", "accept")
_NAMES = ("journal.jsonl", "drafts.jsonl")


class Ledger:
    """The journal of a dataset's workbench, with the lines that can be taken back and done again.

    Parameters
    ----------
    folder
        The folder ``edit`` of the dataset; it is made at the first line.

    Examples
    --------
    >>> import tempfile
    >>> Ledger(Path(tempfile.mkdtemp()) / "edit").last
    0
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journal, self._drafts = (Journal(folder / name, open_here=True) for name in _NAMES)
        self.lines: list[dict[str, Any]] = [_checked(line) for line in self._journal.lines()]
        self.done: list[dict[str, Any]] = []
        self.undone: list[dict[str, Any]] = []
        for line in self.lines:
            self._follow(line)
        self.drafts: dict[str, Any] = {}
        self._read_drafts()

    @property
    def last(self) -> int:
        """The number of the last line."""
        return int(self.lines[-1]["n"]) if self.lines else 0

    def keep(self, said: Mapping[str, Any], changes: Sequence[Change], *, who: str) -> dict[str, Any]:
        """Append one command with its changes; it is on the disk when this returns.

        Raises
        ------
        DataError
            If it cannot be written; then it is not there.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = {"n": self.last + 1, "at": now, "who": who, **said, "changes": [change.line() for change in changes]}
        first = not self.lines
        self._need_folder()
        self._journal.append([line])
        if first:
            for folder in (self.folder, self.folder.parent):  # the folder's own name, too
                sync_folder(folder)
        self.lines.append(line)
        self._follow(line)
        return line

    def _need_folder(self) -> None:
        """Raise when the dataset is not where it was: making its folder anew would hide that."""
        if not self.folder.parent.is_dir():
            raise DataError(f"the folder '{self.folder.parent}' is not there any more: bring it back, then go on")

    def _follow(self, line: dict[str, Any]) -> None:
        """Put a line where undo and redo find it."""
        if "undoes" in line:
            self._move(self.done, self.undone, line["undoes"])
        elif "redoes" in line:
            self._move(self.undone, self.done, line["redoes"])
        elif "passes" in line:
            for lines in (self.done, self.undone):
                lines[:] = [one for one in lines if one["n"] != line["passes"]]
        elif line["changes"] or line.get("decisions"):  # a choice for what stands there anyway changes nothing
            self.done.append(line)
            self.undone.clear()

    @staticmethod
    def _move(source: list[dict[str, Any]], target: list[dict[str, Any]], number: int) -> None:
        for place in range(len(source) - 1, -1, -1):
            if source[place]["n"] == number:
                target.append(source.pop(place))
                return

    def find(self, number: int | None, *, undone: bool = False) -> dict[str, Any] | None:
        """Return the line to take back or to do again: the last one, or that of a number."""
        lines = self.undone if undone else self.done
        if number is None:
            return lines[-1] if lines else None
        return next((line for line in lines if line["n"] == number), None)

    def leading_to(
        self, table: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None
    ) -> list[dict[str, Any]]:
        """Return the lines that can be taken back and led a row from one form to another, the last first."""
        found, wanted = [], after
        for line in reversed(self.done):
            for change in reversed(line["changes"]):
                if wanted == before or change["table"] != table or (change.get("after") or None) != wanted:
                    continue
                if wanted is None and (change.get("before") or {}).get("id") != (before or {}).get("id"):
                    continue
                wanted = change.get("before") or None
                found.append(line)
        return [line for place, line in enumerate(found) if line not in found[:place]] if wanted == before else []

    def brought(self, key: str, cells: Mapping[str, str]) -> bool:
        """Return whether a line of a relation or its evidence brought an actor, whose row is as it was made."""
        for line in reversed(self.lines):
            kind = (line.get("command") or {}).get("kind")
            for change in line["changes"] if kind in _BRINGING else ():
                if change["table"] == "actors" and not change.get("before") and change["after"].get("id") == key:
                    return bool(change["after"] == cells)
        return False

    def pending(self, saved: int) -> list[Change]:
        """Return the changes of all lines after one, in order."""
        later = (line for line in self.lines if line["n"] > saved)
        return [Change.of_line(change) for line in later for change in line["changes"]]

    def chosen(self, saved: int) -> set[str]:
        """Return the conflicts on which a person decided after a line."""
        later = (line.get("command") or {} for line in self.lines if line["n"] > saved)
        return {str(said.get("conflict")) for said in later if said.get("kind") == "choose"}

    def quotes(self) -> dict[str, dict[str, str]]:
        """Return the words that evidence was chosen by: by document, then by ``start:end``."""
        found: dict[str, dict[str, str]] = {}
        for line in self.lines:
            said = line.get("command") or {}
            if isinstance(said.get("words"), str) and isinstance(said.get("document"), str):
                place = f"{said.get('start')}:{said.get('end')}"
                found.setdefault(said["document"], {})[place] = said["words"]
        return found

    def draft(self, key: str, line: Any) -> None:
        """Keep a line that is not finished; None: it is finished, or given up.

        Raises
        ------
        DataError
            If it cannot be written.
        """
        entry = {"id": key, "line": line, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        self._need_folder()
        self._drafts.append([entry])
        self._note(entry)

    def _read_drafts(self) -> None:
        """Read the lines that are not finished; a file that holds more than these is made anew of them."""
        entries = list(self._drafts.lines())
        for entry in entries:
            self._note(entry)
        last = {str(entry.get("id")): entry for entry in entries}
        kept = {key: entry for key, entry in last.items() if key in self.drafts}
        if len(entries) > len(kept):
            with contextlib.suppress(DataError):  # it only stays longer than it need be
                self._drafts.rewrite(kept.values())

    def _note(self, entry: Mapping[str, Any]) -> None:
        if entry.get("line") is None:
            self.drafts.pop(str(entry.get("id")), None)
        else:
            self.drafts[str(entry.get("id"))] = entry["line"]

    # what of it is in the tables

    def saved(self) -> tuple[int, list[dict[str, Any]]]:
        """Return the number of the last line that the tables hold, and the rows on which a person is to decide."""
        try:
            found = json.loads((self.folder / "saved.json").read_text("utf-8"))
            return int(found["saved"]), list(found["conflicts"])
        except FileNotFoundError:
            return 0, []
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"{self.folder / 'saved.json'} cannot be read: look at the tables, then delete it"
            ) from error


def saved_file(saved: int, conflicts: Iterable[Mapping[str, Any]]) -> bytes:
    """Return what ``saved.json`` is to hold."""
    return (json.dumps({"saved": saved, "conflicts": list(conflicts)}, ensure_ascii=False) + "\n").encode()


def _checked(line: dict[str, Any]) -> dict[str, Any]:
    """A line, if it is one that graphkit writes."""
    changes = line.get("changes")
    if type(line.get("n")) is not int or not isinstance(changes, list):
        raise DataError("edit/journal.jsonl holds a line that graphkit does not write: bring the file back from a copy")
    return line


def net_changes(changes: Iterable[Change]) -> list[Change]:
    """Return what a run of changes comes to: one change a row, none for a row that is as it was.

    >>> one, two = {"id": "a"}, {"id": "a", "note": "x"}
    >>> net_changes([Change("actors", None, one), Change("actors", one, two)]) == [Change("actors", None, two)]
    True
    >>> net_changes([Change("actors", one, two), Change("actors", two, one)])
    []
    """
    net: list[Change] = []
    for change in changes:
        place = next(
            (
                at
                for at in range(len(net) - 1, -1, -1)
                if net[at].table == change.table and change.before is not None and net[at].after == change.before
            ),
            -1,
        )
        if place < 0:
            net.append(change)
            continue
        old = net.pop(place)
        joined = Change(change.table, old.before, change.after, old.at, old.raw, change.new_raw)
        if joined.before != joined.after:
            net.insert(place, joined)
    return net
