"""One dataset that is open for editing: its tables in memory, what is kept, what is saved, and who is told."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphkit.dataset.names import AliasIndex
from graphkit.edit.checking import all_findings, further_breaches
from graphkit.edit.commands import Draft, drop_unused, plan_command
from graphkit.edit.find import find_acts
from graphkit.edit.ledger import Ledger
from graphkit.edit.prefill import Prefill
from graphkit.edit.proposals import DECIDING, Proposals
from graphkit.edit.refusal import Refused
from graphkit.edit.related import relation_status
from graphkit.edit.rows import Change, Row, RowChanged, Sheets
from graphkit.edit.saving import Saver
from graphkit.edit.texts import Around, Library, misplaced_evidence, read_dropped
from graphkit.edit.who import Names
from graphkit.errors import DataError, GraphkitError, Problem
from graphkit.model import TABLES, split_list

__all__ = ["Workbench"]

_KEPT_EVENTS = 500
STALE = 10.0  # seconds without a request after which a tab is given up; one waits at most 8 s for what happens
_WARM_AFTER = 5.0  # seconds that a page may take to come
_PAGE = 0.7  # seconds in which a page draws its text, and what waits for a person may wait


class Workbench:
    """A dataset's folder, open: commands in, rows and events out. Every method may be called from any thread.

    Parameters
    ----------
    folder
        The dataset's folder, which this process has open (see :func:`graphkit.dataset.storage.session`).
    documents
        A folder with more documents; None: none.
    curator
        Who decides.
    """

    def __init__(self, folder: Path, *, documents: Path | None = None, curator: str = "") -> None:
        self.folder, self.curator = folder, curator
        self.turn = threading.RLock()
        self.heard = threading.Condition(self.turn)
        self.events: list[dict[str, Any]] = []
        self.event = 0
        self._turns: dict[str, int] = {}
        self.tab = ""
        self._asking: Counter[str] = Counter()  # what each tab asks for just now
        self._asked: dict[str, float] = {}  # when each tab was answered last
        self.closing = False
        self.shown = threading.Event()  # whether a page has asked for its first text
        self.revision = 0
        self._listeners: list[Callable[[Sequence[Change] | None], None]] = []
        self.ledger = Ledger(folder / "edit")
        self.saver = Saver(self)
        self.sheets = self.saver.open()
        self.documents = Library(folder, documents)
        self.documents.open(self.sheets.rows("documents"))
        self.proposals = Proposals(self)
        self.proposals.settle()
        self.names = Names(self)
        self.prefill = Prefill(self, self.names)
        self.findings: list[Problem] = all_findings(self.sheets)
        self.checked = self.revision

    def start(self) -> None:
        """Begin to save behind the commands, and get ready what the first line needs."""
        self.saver.start()
        threading.Thread(target=self._warm, name="graphkit-edit-words", daemon=True).start()

    def _warm(self) -> None:
        """Make the first text ready; once a page has it, load the words of the coder and of the world, too."""
        with contextlib.suppress(GraphkitError, OSError):
            if first := next((text for text in self.documents.texts.values() if text.state == "here"), None):
                first.ready()
            if self.shown.wait(_WARM_AFTER):
                time.sleep(_PAGE)
            find_acts(self.sheets.types, "a")
            self.names.warm()

    def close(self) -> str:
        """Save what is not saved yet, and say how it went.

        Returns
        -------
        str
            One sentence.
        """
        with self.turn:
            self.closing = True
            self.tell("closing")
        return self.saver.stop()

    # --- commands ------------------------------------------------------------------------------

    def command(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out one command of the page; it is on the disk when this returns.

        Raises
        ------
        Refused
            If it cannot be carried out; then nothing has changed.
        """
        with self.turn:
            kind = fields.get("kind")
            if kind == "choose":
                draft = self.saver.choose(fields)
            elif kind in DECIDING:
                draft = self.proposals.plan(fields)
            else:
                if kind == "relation" and "mutual" not in fields:
                    fields = {**fields, **self.prefill.directed(fields)}
                if kind == "move":
                    fields = {**fields, "last": self._is_last(fields)}
                draft = _planned(fields, self.sheets, self.documents)
            if draft.reply is not None:
                return draft.reply
            if not draft.changes and not draft.decisions and kind != "choose":
                raise Refused("nothing changes: it is so already")
            if kind in ("cell", "cells", "delete"):
                drop_unused(draft, self.ledger.brought)
            self._check(draft)
            past = self._contested(fields["conflict"]) if kind == "choose" else []
            kept = self._keep({"command": _without_bulk(fields), "what": draft.what}, draft)
            if kind == "choose":
                self.saver.chosen(fields["conflict"])
                with contextlib.suppress(Refused):  # then undo says so itself
                    for line in past:
                        self._pass(line)
            return kept | self.steps()

    def _check(self, draft: Draft) -> None:
        """Refuse what would break a rule that is not broken yet."""
        wrong = further_breaches(self.sheets, draft.sheets, draft.changes)
        if wrong:
            first = wrong[0]
            raise Refused(f"{first.file.removesuffix('.csv')}, {first.column}: {first.message}", field=first.column)

    def _keep(self, said: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
        """Put a command on the disk, then into the tables in memory."""
        if draft.decisions:
            said = {**said, "decisions": draft.decisions}
        line = self._write(said, draft.changes)
        before = self.sheets
        self.sheets = draft.sheets
        self.revision += 1
        self._follow(before, draft)
        self.saver.wake()
        return {
            "kept": line["n"],
            "what": draft.what,
            "changes": self._told(before, draft.changes),
            "relation": draft.relation,
            **self.steps(),
            "saved": self.saver.saved,
        }

    def _write(self, said: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
        """Put a line into the ledger, which is on the disk then; refuse where that cannot be."""
        try:
            return self.ledger.keep(said, changes, who=self.curator)
        except DataError as error:
            raise Refused(f"nothing was kept: {error}", code="disk") from error

    def _follow(self, before: Sheets, draft: Draft) -> None:
        """Let what is made of the tables follow them."""
        if any(change.table == "documents" for change in draft.changes):
            self.documents.refresh(self.sheets.rows("documents"))
        if draft.decisions:
            self.proposals.write(draft.decisions)
        for listener in self._listeners:
            listener(draft.changes)

    def follow(self, listener: Callable[[Sequence[Change] | None], None]) -> None:
        """Let something be told the changes of every command; None: everything may be another."""
        self._listeners.append(listener)

    def reindex(self) -> None:
        """Tell whoever follows that everything may be another."""
        for listener in self._listeners:
            listener(None)

    def _told(self, before: Sheets, changes: Iterable[Change]) -> list[dict[str, Any]]:
        """Changes as the page is told them."""
        told = []
        for change in changes:
            sheet = before[change.table] if change.before is not None else self.sheets[change.table]
            place = sheet.find(change.before or change.after or {}, change.at)
            number = sheet.rows[place].number if place >= 0 else None
            told.append({"table": change.table, "row": number, "before": change.before, "after": change.after})
        return told

    def steps(self) -> dict[str, Any]:
        """Return what undo and redo would take back or do again."""
        pairs = {"undo": self.ledger.find(None), "redo": self.ledger.find(None, undone=True)}
        return {name: line and {"n": line["n"], "what": line["what"]} for name, line in pairs.items()}

    def undo(self, number: int | None = None) -> dict[str, Any]:
        """Take back the last command, or one by its number, if its rows are as it left them.

        Raises
        ------
        Refused
            If there is nothing to take back, or a row has changed since.
        """
        return self._again(number, undone=False)

    def redo(self) -> dict[str, Any]:
        """Do again what was taken back last.

        Raises
        ------
        Refused
            If there is nothing to do again, or a row has changed since.
        """
        return self._again(None, undone=True)

    def _again(self, number: int | None, *, undone: bool) -> dict[str, Any]:
        with self.turn:
            line = self.ledger.find(number, undone=undone)
            if line is None:
                raise Refused(f"there is nothing to {'do again' if undone else 'take back'}", code="unknown")
            changes = [Change.of_line(change) for change in line["changes"]]
            if not undone:
                changes = [change.undone() for change in reversed(changes)]
            draft = Draft(self.sheets.copy())
            verb = "done again" if undone else "taken back"
            try:
                for change in changes:
                    draft.changes.append(change)
                    draft.sheets.apply_one(change)
            except RowChanged as error:
                sentence = f"'{line['what']}' cannot be {verb}: {error}"
                if number is None:  # what lies before it can be
                    self._pass(line)
                    sentence += "; it is passed over, and the next time the step before it is " + verb
                raise Refused(sentence, code="changed") from error
            draft.what = f"{verb}: {line['what']}"
            draft.decisions = self.proposals.reversed(line, again=undone)
            self._check(draft)
            return self._keep({"redoes" if undone else "undoes": line["n"], "what": draft.what}, draft)

    def _contested(self, conflict: object) -> list[dict[str, Any]]:
        """The lines that led to one's own form of a row on which a person decides."""
        found = next(one for one in self.saver.conflicts if one["conflict"] == conflict)
        return self.ledger.leading_to(found["table"], found["before"], found["own"])

    def _pass(self, line: Mapping[str, Any]) -> None:
        """Note that a line can be neither taken back nor done again, as its rows are not what it left."""
        self._write({"passes": line["n"], "what": f"passed over: {line['what']}"}, ())
        self.saver.wake()

    def unfinished(self, key: object, line: object, *, turn: int | None = None) -> None:
        """Keep a line of the page that is not finished; None: it is.

        What comes late, behind a later ``turn`` of the same line, changes nothing: requests may overtake one another.

        Raises
        ------
        Refused
            If it cannot be kept.
        """
        if not isinstance(key, str) or not 0 < len(key) <= 200 or not (line is None or isinstance(line, dict)):
            raise Refused("an unfinished line needs an id and its fields", code="json")
        with self.turn:
            if turn is not None and turn < self._turns.get(key, 0):
                return
            try:
                self.ledger.draft(key, line)
            except DataError as error:
                raise Refused(f"the line was not kept: {error}", code="disk") from error
            if turn is not None:
                self._turns[key] = turn

    def drop(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Read a file that was dropped on the page, keep its text, and list its documents.

        Raises
        ------
        Refused
            If it cannot be read or kept.
        """
        sources = read_dropped(fields)
        with self.turn:
            ids, notices = [], []
            for source in sources:
                key, notice = self._list_dropped(source)
                ids.append(key)
                notices += [notice] if notice else []
            return {"documents": ids, "notices": notices, **self.steps()}

    def _list_dropped(self, source: Any) -> tuple[str, str]:
        known = {text.sha256: key for key, text in self.documents.texts.items() if text.state == "here"}
        if (key := known.get(source.record.sha256)) is not None and self.sheets["documents"].by_id(key) is not None:
            return key, f"{self.documents.texts[key].cells.get('title', key)} is there already"
        kept = self.proposals.keep_text(source)
        (text,) = self.documents.add([kept])
        self.documents.refresh(self.sheets.rows("documents"))
        self.command({"kind": "document", "id": text.cells["id"]})
        return text.cells["id"], text.notice

    # --- what others are told ------------------------------------------------------------------

    def tell(self, kind: str, **said: Any) -> None:
        """Tell every page that something happened."""
        with self.heard:
            self.event += 1
            self.events.append({"event": self.event, "kind": kind, **said})
            del self.events[:-_KEPT_EVENTS]
            self.heard.notify_all()

    def wait(self, after: int, seconds: float) -> dict[str, Any]:
        """Return what happened after an event, waiting a while for something to."""
        until = time.monotonic() + seconds
        with self.heard:
            while self.event <= after and not self.closing and (left := until - time.monotonic()) > 0:
                self._give_up()
                self.heard.wait(min(left, 0.5))  # whoever ends the server may not be able to wake us
            return {"events": [one for one in self.events if one["event"] > after], "event": self.event}

    @contextlib.contextmanager
    def hearing(self, tab: str) -> Iterator[None]:
        """Answer something that a tab asks for: for so long, and a moment more, it is surely there."""
        self._asking[tab] += 1
        try:
            yield
        finally:
            self._asking[tab] -= 1
            self._asked[tab] = time.monotonic()

    def _give_up(self) -> None:
        """Take the pen from a tab that no longer asks for anything: its browser was ended."""
        last = self._asked.get(self.tab)
        if last is not None and not self._asking[self.tab] and time.monotonic() - last > STALE:
            self.leave(self.tab)

    def leave(self, tab: object) -> str:
        """Take the pen from a tab that is closed; return who has it."""
        with self.turn:
            if self.tab and self.tab == tab:
                self.tab = ""
                self.tell("tab", tab="")
            return self.tab

    def take(self, tab: object, *, by_force: bool) -> str:
        """Give the pen to a tab, if nobody has it or it is taken; return who has it."""
        if not isinstance(tab, str) or not 0 < len(tab) <= 100:
            raise Refused("a tab needs a name", code="json", field="tab")
        with self.turn:
            if self.tab != tab:
                self._give_up()
            if self.tab != tab and (by_force or not self.tab):
                self.tab = tab
                self.tell("tab", tab=tab)
            return self.tab

    # --- what the page sees --------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return the state of everything, without the texts and rows."""
        with self.turn:
            return {
                "title": self.sheets.title,
                "folder": self.folder.name or str(self.folder),
                "curator": self.curator,
                "documents": self._documents(),
                "tables": self._tables(),
                "vocabulary": vocabulary(self.sheets),
                "proposals": dict(self.proposals.counts()),
                **self.steps(),
                "saving": self.saver.state(),
                "conflicts": self.saver.conflicts,
                "drafts": self.ledger.drafts,
                "notices": self.documents.notices,
                "tab": self.tab,
                "event": self.event,
            }

    def _documents(self) -> list[dict[str, Any]]:
        listed = {row.cells.get("id") for row in self.sheets.rows("documents")}
        evidence = Counter(row.cells.get("document") for row in self.sheets.rows("evidence"))
        waiting = self.proposals.by_document()
        shown = ("title", "publisher", "date", "language", "sha256")
        return [
            {
                "id": key,
                **{name: text.cells.get(name, "") for name in shown},
                "listed": key in listed,
                "text": text.state,
                "evidence": evidence[key],
                "proposals": waiting.get(text.cells.get("sha256", ""), dict(self.proposals.NONE)),
            }
            for key, text in self.documents.texts.items()
        ]

    def _tables(self) -> list[dict[str, Any]]:
        found = Counter(problem.file for problem in self.findings)
        return [
            {
                "name": name,
                "columns": self.columns(name),
                "rows": len(self.sheets.rows(name)),
                "findings": found[f"{name}.csv"],
                "problem": self.sheets[name].problem,
            }
            for name in TABLES
        ]

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table as they are shown: those of the file, then those it lacks."""
        return list(self.sheets[name].table().columns) if name in TABLES else []

    def quotes(self, document: str) -> dict[str, str]:
        """Return the words that the evidence in a document was chosen by, by ``start:end``."""
        text = self.documents.get(document)
        return {**self.proposals.quotes(text.cells.get("sha256", "")), **self.ledger.quotes().get(document, {})}

    def _is_last(self, fields: Mapping[str, Any]) -> bool:
        """Whether all evidence of a changed text stands on its words once a row of it has moved."""
        text = self.documents.get(fields.get("document"))
        key = str(fields["document"])
        wrong = misplaced_evidence(self.sheets, key, self.quotes(key), text.text)
        return all(row.number == fields.get("row") for row in wrong)

    def alias_index(self) -> AliasIndex:
        """Return the names of the dataset's actors, to match a whole name by."""
        return self.names.index()

    def party(self, party: Mapping[str, Any], around: Around) -> dict[str, Any]:
        """Return a party of the coder as one that is known, of the world, or new."""
        return self.names.party(party, around)

    def speaker_in(self, sentence: str, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return who says what a line says, where the coder names nobody."""
        return self.names.speaker_in(sentence, line)

    def names_of(self, cell: str) -> list[str]:
        """Return the names of the actors in a cell; of one that nobody knows, its id."""
        found = []
        for key in split_list(cell):
            actor = self.names.get(key)
            found.append(actor.name if actor is not None else key)
        return found

    def status_of(self, relation: str) -> str:
        """Return what the evidence makes of a relation."""
        return relation_status(self.evidence_of(relation))

    def evidence_of(self, relation: str) -> list[Row]:
        """Return the rows of evidence of a relation."""
        return list(self.sheets["evidence"].of(relation))

    @property
    def joining(self) -> Proposals:
        """What notes in the review's journals which rows proposals became."""
        return self.proposals

    @property
    def saved(self) -> int:
        """The number of the last command that the tables hold."""
        return self.saver.saved

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table."""
        return self.sheets.rows(name)


def _planned(fields: Mapping[str, Any], sheets: Sheets, library: Library) -> Draft:
    try:
        return plan_command(fields, sheets, library)
    except RowChanged as error:
        raise Refused(str(error), code="changed") from error


def _without_bulk(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A command as the journal keeps it: what its changes say anyway is left out."""
    return {name: value for name, value in fields.items() if name not in ("cells", "add")}


def vocabulary(sheets: Sheets) -> dict[str, Any]:
    """Return the words that lines are made of, with their meanings."""
    from graphkit.model import DOCUMENT_KINDS, KINDS, ROLES, STANCES
    from graphkit.ontology import load_ontology

    types = [
        {
            **{name: getattr(kind, name) for name in ("name", "label", "definition", "quad", "score", "mutual")},
            "standing": kind.standing,
            "modes": [
                {name: getattr(mode, name) for name in ("name", "label", "definition", "score", "mutual")}
                for mode in kind.modes.values()
            ],
        }
        for kind in sheets.types.values()
    ]
    contexts = load_ontology().contexts.values()
    return {
        "types": types,
        "contexts": [{"name": c.name, "label": c.label, "definition": c.definition} for c in contexts],
        "kinds": list(KINDS),
        "roles": list(ROLES),
        "stances": list(STANCES),
        "document_kinds": list(DOCUMENT_KINDS),
    }
