"""What a coder proposes, in the journals of the review: shown in the text, decided here or there alike."""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from graphkit.dataset.rules import cells_of
from graphkit.edit.bodies import names_party
from graphkit.edit.commands import Draft, amount_of, free_id, party_of, relation_id, summary_of
from graphkit.edit.days import is_ahead, refuse_ahead
from graphkit.edit.refusal import Refused
from graphkit.edit.related import by_party, listed, same_relations
from graphkit.edit.texts import NOWHERE, Around
from graphkit.errors import DataError, GraphkitError
from graphkit.extract.gazetteer import world_actors
from graphkit.extract.joining import Known, rows_of_accepted
from graphkit.extract.journal import read_record
from graphkit.extract.review import EDITABLE, Decision, ReviewStore, checked_changes, date_note, edited, state_notes
from graphkit.model import TABLES, Actor, Document, join_list, split_list

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk
    from graphkit.edit.rows import Row, Sheet
    from graphkit.edit.texts import Text
    from graphkit.extract.records import Item, Proposal, SourceText

__all__ = ["DECIDING", "Proposals", "is_given", "line_of", "party_told"]

DECIDING = ("accept", "reject", "skip", "pend")
_ROWS = (("actors", "new_actors"), ("affiliations", "affiliations"))
_AFTER = 90  # characters behind a party in which its name may stand
_LINE = ("type", "mode", "date", "place", "unit", "stance", "summary")


class Proposals:
    """The proposals of a dataset, and what is decided on them.

    Parameters
    ----------
    bench
        The workbench.
    """

    NONE: ClassVar[dict[str, int]] = {"pending": 0, "accept": 0, "reject": 0, "skip": 0}

    def __init__(self, bench: Desk) -> None:
        self.bench = bench
        self.store = ReviewStore(bench.folder / "review", open_here=True)
        self.store.verify()
        self._joined: dict[str, dict[str, Any] | None] = {}
        self._waiting: list[Mapping[str, Any]] = []
        self._before: dict[str, dict[str, Any]] | None = None

    # --- what is proposed ----------------------------------------------------------------------

    def counts(self) -> Counter[str]:
        """Return how many proposals there are of each decision."""
        total = Counter(self.NONE)
        for found in self.by_document().values():
            total.update(found)
        return total

    def by_document(self) -> dict[str, dict[str, int]]:
        """Return how many proposals of each decision a document has, by the digest of its text."""
        decided = self.store.decisions()
        found: dict[str, dict[str, int]] = defaultdict(lambda: dict(self.NONE))
        for item in self.store.items.values():
            found[item.document.sha256][decided[item.id].decision if item.id in decided else "pending"] += 1
        return found

    def of(self, text: Text) -> list[dict[str, Any]]:
        """Return the proposals of a document as the page shows them, in the order of the text."""
        decided = self.store.decisions()
        items = [item for item in self.store.items.values() if item.document.sha256 == text.sha256]
        items.sort(key=lambda item: (item.proposal.start, item.proposal.end))
        around, known = text.around(), by_party(self.bench.rows("relations")) if items else {}
        return [self._shown(item, decided.get(item.id), around, known) for item in items]

    def quotes(self, sha256: str) -> dict[str, str]:
        """Return the sentences of a text's proposals, by ``start:end``."""
        items = [item for item in self.store.items.values() if item.document.sha256 == sha256]
        places = [(item.proposal.start, item.proposal.end, item.sentence) for item in items]
        return {f"{start}:{end}": words for start, end, words in places if len(words) == end - start}

    def _line(self, item: Item, decision: Decision | None, around: Around) -> dict[str, Any]:
        """A proposal as a line of the page, with a decision's changes; its parties are known ones where they can be."""
        said = edited(item, decision.changes) if decision is not None and decision.changes else item.proposal
        line = line_of(said, summary=summary_of(item.sentence))
        if decision is None and said.stance == "asserts" and said.date and is_ahead(said.date, item.document.date):
            line["stance"] = "expects"  # "will sign next week"
        around = around._replace(sentence=item.sentence)
        for side in ("actor", "recipient"):
            changed = decision is not None and side in decision.changes
            party = line[side][0] if changed else party_told(said, side, item.sentence, item.proposal.start)
            line[side] = [self.bench.party(party, around)]
        if line["speaker"]:
            line["speaker"] = self.bench.party(line["speaker"], around)
        elif decision is None or "speaker" not in decision.changes:
            line["speaker"] = self.bench.speaker_in(item.sentence, line)
        return line | {"responds_to": self._links(item, decision)}

    def _shown(
        self, item: Item, decision: Decision | None, around: Around, known_rows: Mapping[str, Sequence[Row]]
    ) -> dict[str, Any]:
        said = item.proposal
        cue = None if said.cue_start is None else [said.cue_start, said.cue_end]
        line = self._line(item, decision, around)
        known = (decision.changes.get("relation") if decision is not None else "") or self._same(line, known_rows)
        return {
            "proposal": item.id,
            "decision": decision.decision if decision is not None else "pending",
            "start": item.proposal.start,
            "end": item.proposal.end,
            "cue": cue,
            "line": line,
            "summary": line["summary"],
            "confidence": item.proposal.confidence,
            "known": {"relation": known, "why": "the same parties and type on a date that may be the same"}
            if known
            else None,
            "date_note": date_note(item),
            "state_notes": state_notes(item, edited(item, decision.changes) if decision is not None else None),
            "implied": [side for side in ("actor", "recipient") if not is_given(said, side, around.text)],
            "denied_by": [denial.speaker_name or denial.speaker for denial in item.denials],
            "answers": item.responds_to,
        }

    def _links(self, item: Item, decision: Decision | None) -> list[str]:
        """The relations that a proposal answers, as far as they are there."""
        if decision is not None and "responds_to" in decision.changes:
            return list(split_list(decision.changes["responds_to"]))
        made = self._made(item.responds_to) if item.responds_to else None
        relation = (made or {}).get("relation")
        return [relation["id"]] if relation else []

    def _same(self, line: Mapping[str, Any], known: Mapping[str, Sequence[Row]]) -> str:
        """The relation that a proposal tells of again, if one stands out."""
        found = same_relations(self.bench, line, most=1, known=known)
        return str(found[0]["relation"]) if found else ""

    def _made(self, item: str) -> dict[str, Any] | None:
        """What an accepted proposal put into the tables."""
        if item in self._joined:
            return self._joined[item]
        if self._before is None:  # nobody else writes while the dataset is open
            self._before = self.store.joined()
        return self._before.get(item)

    # --- deciding ------------------------------------------------------------------------------

    def plan(self, fields: Mapping[str, Any]) -> Draft:
        """Return what a decision comes to.

        Raises
        ------
        Refused
            If there is no such proposal, or it cannot be decided so.
        """
        key, kind = fields.get("proposal"), str(fields["kind"])
        if not isinstance(key, str) or key not in self.store.items:
            raise Refused("there is no such proposal", code="unknown", field="proposal")
        standing = self.store.decisions().get(key)
        draft = Draft(self.bench.sheets.copy())
        if standing is not None and standing.decision == "accept":
            raise Refused("it is accepted: take that back first (undo), then decide anew", field="proposal")
        if kind == "pend":
            if standing is None:
                raise Refused("nothing is decided on it yet", field="proposal")
            draft.decisions = [self._decision("undo", key)]
        elif kind == "accept":
            self._accept(draft, self.store.items[key], fields)
        else:
            draft.decisions = [self._decision(kind, key)]
        said = {"accept": "accepted", "reject": "rejected", "skip": "left for later", "pend": "took back a decision on"}
        draft.what = f"{said[kind]} a proposal" + (f": {draft.relation}" if draft.relation else "")
        return draft

    def _decision(self, decision: str, target: str, changes: Mapping[str, str] | None = None) -> dict[str, Any]:
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        said = {"at": at, "reviewer": self.bench.curator, "decision": decision, "target": target}
        return {**said, "changes": dict(changes or {}), "made": None}

    def _accept(self, draft: Draft, item: Item, fields: Mapping[str, Any]) -> None:
        """Put the rows of a proposal into the tables, with a person's changes."""
        changes = self._changes(draft, item, fields)
        others = {} if fields.get("relation") else self._others(draft, item, fields)
        said = edited(item, changes)
        if "date" in changes and not fields.get("relation"):  # one that a person wrote
            refuse_ahead(said.date, item.document.date, stance=said.stance, said=fields.get("ahead"))
        sheet = draft.sheets["relations"]
        try:
            made = rows_of_accepted(self.store, (item.id, changes), self._names(draft), relation="?")
        except DataError as error:
            raise Refused(str(error), field="proposal") from error
        if made["relation"] is not None:
            act = made["relation"] = {**made["relation"], **_with_others(made["relation"], others)}
            day = act["date"] or item.document.date
            key = relation_id(day, act["actor"][0], said.type, said.mode, act["recipient"][0])
            key = free_id(key, lambda one: sheet.by_id(one) is None)
            for row in (made["evidence"], *made["denials"]):
                row["relation"] = key
            act["id"] = key
        _put_in(draft, made, self.bench)
        entry = self._decision("accept", item.id, changes)
        by = Decision(entry["at"], entry["reviewer"], "accept", item.id, changes).digest
        entry["made"] = {**made, "by": by, "names": {}, "again": 0}
        draft.decisions = [entry]
        draft.relation = made["evidence"]["relation"]

    def _changes(self, draft: Draft, item: Item, fields: Mapping[str, Any]) -> dict[str, str]:
        """A person's changes to a proposal, as the review keeps them."""
        given = fields.get("line") or {}
        if not isinstance(given, Mapping):
            raise Refused("a line is an object of fields", code="json", field="line")
        text = next((t for t in self.bench.documents.texts.values() if t.sha256 == item.document.sha256), None)
        around = text.around() if text is not None else NOWHERE
        line = {**self._line(item, None, around), **given}
        new: dict[str, str] = {}
        for name in _LINE:
            if name in line:
                new[name] = str(line[name] or "")
        if "amount" in line:
            new |= amount_of(line)
        for side in ("actor", "recipient"):
            if line.get(side):
                new[side] = self._side(draft, item, listed(line[side])[0], side)
        if "speaker" in line:
            new["speaker"] = self._side(draft, item, line["speaker"], "speaker") if line["speaker"] else ""
        if "responds_to" in line and [*line["responds_to"]] != self._links(item, None):
            new["responds_to"] = join_list(map(str, line["responds_to"]))
        if fields.get("relation"):
            if draft.sheets["relations"].by_id(str(fields["relation"])) is None:
                raise Refused(f"there is no relation '{str(fields['relation'])[:80]}'", field="relation")
            new["relation"] = str(fields["relation"])
            new.pop("responds_to", None)
        elif not new.get("summary"):
            new["summary"] = summary_of(item.sentence)
        try:
            return checked_changes(item, new)
        except DataError as error:
            field = next((name for name in EDITABLE if f", {name}:" in str(error)), "")
            raise Refused(str(error).partition(": ")[2] or str(error), field=field) from error

    def _others(self, draft: Draft, item: Item, fields: Mapping[str, Any]) -> dict[str, list[str]]:
        """The parties beside the one that a proposal has on each side: a relation may have several."""
        line = fields.get("line") or {}
        return {
            side: [self._side(draft, item, party, side) for party in listed(line.get(side))[1:]]
            for side in ("actor", "recipient")
        }

    def _side(self, draft: Draft, item: Item, party: Any, side: str) -> str:
        """The id of a party of a line; what the proposal says itself stays as it says it."""
        own = str(getattr(item.proposal, side))
        new = party.get("new") if isinstance(party, Mapping) else None
        if isinstance(new, Mapping) and new.get("id") and draft.actor(str(new["id"])) is not None:
            return str(new["id"])  # made by the other side of this line, or by an earlier one
        if isinstance(party, Mapping) and party.get("id") == own and own not in world_actors():
            return own
        return party_of(draft, party, side)

    def _names(self, draft: Draft) -> Known:
        """Who and what the dataset has, with what the draft adds."""
        index = self.bench.alias_index()
        for change in draft.changes:
            if change.table == "actors" and change.after is not None and change.after.get("id", "") not in index:
                index.add(_actor(change.after))
        papers = [row.cells for row in draft.sheets.rows("documents") if row.cells.get("sha256")]
        documents = {c["sha256"]: _document(c) for c in papers}
        for text in self.bench.documents.texts.values():
            if text.cells.get("sha256") and text.cells["sha256"] not in documents:
                documents[text.cells["sha256"]] = _document(text.cells)
        actors, dates = _Rows(draft.sheets["actors"], _actor), _Rows(draft.sheets["relations"], _date_of)
        self._made("")  # reads what joined before
        made = {**(self._before or {}), **self._joined}
        joined = {key: rows["relation"]["id"] for key, rows in made.items() if rows and rows["relation"]}
        return Known(actors, index, documents, dates, joined)

    def reversed(self, line: Mapping[str, Any], *, again: bool) -> list[dict[str, Any]]:
        """Return the decisions that take back those of a line of the ledger, or make them again."""
        made = []
        for entry in line.get("decisions") or ():
            if again == (entry["decision"] != "undo"):
                anew = self._decision(entry["decision"] if again else "undo", entry["target"], entry["changes"])
                if again and entry["made"] is not None:
                    by = Decision(anew["at"], anew["reviewer"], "accept", entry["target"], entry["changes"]).digest
                    anew["made"] = {**entry["made"], "by": by}
                made.append(anew if again else {**anew, "changes": {}})
            elif not again:
                made.append(self._decision("undo", entry["target"]))
        return made

    # --- the journals --------------------------------------------------------------------------

    def write(self, decisions: Sequence[Mapping[str, Any]]) -> None:
        """Write decisions into the review's journal; what cannot be written now is written with the tables."""
        self._waiting += decisions
        with contextlib.suppress(DataError):
            self._write()

    def _write(self) -> None:
        """Write the decisions that wait, where they are not there yet."""
        there = {(d.at, d.decision, d.target) for d in self.store.history}
        while self._waiting:
            entry = self._waiting[0]
            if (entry["at"], entry["decision"], entry["target"]) not in there:
                if entry["decision"] == "undo":
                    self.store.undo(reviewer=entry["reviewer"], target=entry["target"], at=entry["at"])
                else:
                    self.store.decide(
                        entry["target"],
                        entry["decision"],
                        reviewer=entry["reviewer"],
                        changes=entry["changes"],
                        at=entry["at"],
                    )
            if entry["decision"] == "undo" and self._made(entry["target"]) is not None:
                self._joined[entry["target"]] = None
            elif entry["made"] is not None:
                self._joined[entry["target"]] = dict(entry["made"])
            del self._waiting[0]

    def settle(self) -> None:
        """Write what an interruption kept from the review's journals."""
        saved = self.bench.saved
        for line in self.bench.ledger.lines:
            if line["n"] > saved and line.get("decisions"):
                self.write(line["decisions"])

    def joined_file(self) -> dict[str, bytes]:
        """Return the journal of what joined, with what is new in it; nothing where nothing is."""
        self._write()
        if not self._joined:
            return {}
        return {"review/joined.jsonl": self.store.with_joined(self._joined)}

    def noted(self, written: Mapping[str, bytes]) -> None:
        """Forget what was written down."""
        if written:
            self._before = there = self.store.joined()
            self._joined = {key: made for key, made in self._joined.items() if there.get(key) != made}

    # --- reading -------------------------------------------------------------------------------

    def keep_text(self, source: SourceText) -> SourceText:
        """Keep the text of a document in the dataset's folder; return it with the file that holds it.

        Raises
        ------
        Refused
            If it cannot be written.
        """
        try:
            self.store.keep_text(source)
        except DataError as error:
            raise Refused(f"nothing was kept: {error}", code="disk") from error
        record = source.record
        note = "; ".join(part for part in (f"from {record.file}" if record.file else "", record.note) if part)
        return replace(source, record=replace(record, file=f"review/texts/{record.id}.txt", note=note))

    def read(self, document: object) -> dict[str, Any]:
        """Let the rule coder read a document, and keep what it proposes in the review's journal.

        Raises
        ------
        Refused
            If its text is not here.
        """
        from graphkit.extract import CoderChoice
        from graphkit.extract.records import SourceText, items_of, keep_grounded

        text = self.bench.documents.get(document)
        if text.state == "missing":
            raise Refused("the text of that document is not here", code="text", field="document")
        record = replace(_document(text.cells), sha256=text.sha256)
        source = text.source or SourceText(text.text, record, "")
        choice = CoderChoice()
        coder = choice.load()
        grounded = keep_grounded(list(coder(text.text, source.day)), text.text)
        items = items_of(source, grounded.proposals)
        with self.bench.turn:
            try:
                self.store.add_document(
                    source, items, file_sha256="", coder=choice.signature, rejected=grounded.rejections
                )
            except GraphkitError as error:
                raise Refused(f"nothing was kept: {error}", code="disk") from error
        language = text.cells.get("language", "")
        notice = "" if language in ("", "en") else "the rule coder reads English only: of this text it reads the names"
        return {"proposals": len(items), "notice": notice}


_Made = TypeVar("_Made")


class _Rows(Mapping[str, _Made]):
    """The rows of a table by id, each made into something when it is asked for."""

    def __init__(self, sheet: Sheet, make: Callable[[Mapping[str, str]], _Made]) -> None:
        self.sheet, self.make = sheet, make

    def __getitem__(self, key: str) -> _Made:
        row = self.sheet.by_id(key)
        if row is None:
            raise KeyError(key)
        return self.make(row.cells)

    def __iter__(self) -> Iterator[str]:
        return iter(self.sheet.index)

    def __len__(self) -> int:
        return len(self.sheet.index)


def _date_of(cells: Mapping[str, str]) -> str:
    return cells.get("date", "")


def line_of(said: Proposal, *, summary: str = "") -> dict[str, Any]:
    """Return a proposal as a line of the page."""
    line: dict[str, Any] = {name: getattr(said, name) for name in ("type", "mode", "date", "place", "unit", "stance")}
    for side in ("actor", "recipient"):
        line[side] = [_party(said, side)]
    line["speaker"] = {"id": said.speaker, "name": said.speaker_name or said.speaker} if said.speaker else None
    return line | {
        "amount": said.amount,
        "mutual": said.mutual,
        "contexts": list(said.contexts),
        "responds_to": [],
        "summary": summary,
    }


def is_given(said: Proposal, side: str, text: str) -> bool:
    """Return whether the words of a party give it: no verb, and no place in another sentence."""
    start, end = getattr(said, f"{side}_start"), getattr(said, f"{side}_end")
    return start is not None and said.start <= start < said.end and names_party(text[start:end])


def party_told(said: Proposal, side: str, text: str, begin: int = 0) -> dict[str, Any]:
    """Return a party of a proposal with its words, and what stands after them in a text that begins at a place."""
    party = _party(said, side)
    start, end = getattr(said, f"{side}_start"), getattr(said, f"{side}_end")
    if start is None or end is None or not 0 <= start - begin < end - begin <= len(text):
        return party
    after = text[end - begin : end - begin + _AFTER]
    return {**party, "words": text[start - begin : end - begin], "after": after}


def _party(said: Proposal, side: str) -> dict[str, Any]:
    key, name = getattr(said, side), getattr(said, f"{side}_name") or getattr(said, side)
    return {"id": key, "name": name, "kind": getattr(said, f"{side}_kind"), "state": getattr(said, f"{side}_state")}


def _with_others(relation: Mapping[str, Any], others: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The sides of a relation with further parties."""
    return {side: [*dict.fromkeys([*relation[side], *several])] for side, several in others.items()}


def _actor(cells: Mapping[str, str]) -> Actor:
    aliases = split_list(cells.get("aliases", ""))
    return Actor(cells.get("id", ""), cells.get("name", ""), cells.get("kind", ""), aliases)


def _document(cells: Mapping[str, str]) -> Document:
    names = ("title", "author", "publisher", "date", "url", "language", "sha256", "file", "note")
    said: dict[str, Any] = {name: cells.get(name, "") for name in names}
    return Document(id=cells.get("id", ""), **said)


def _put_in(draft: Draft, made: Mapping[str, Any], bench: Desk) -> None:
    """Add the rows that a proposal makes, as far as they are not there."""
    if draft.sheets["documents"].by_id(made["document"]) is None:
        known = made["document"] in bench.documents.texts
        row = bench.documents.row_of(made["document"]) if known else _cells("documents", made["new_document"])
        draft.add("documents", row)
    for table, name in _ROWS:
        for values in made[name]:
            _add_new(draft, table, values)
    if made["relation"] is not None:
        _add_new(draft, "relations", made["relation"])
    for values in (made["evidence"], *made["denials"]):
        _add_new(draft, "evidence", values)


def _add_new(draft: Draft, table: str, values: Mapping[str, Any]) -> None:
    cells = {name: cell for name, cell in _cells(table, values).items() if cell}
    sheet = draft.sheets[table]
    there = sheet.by_id(cells.get("id", "")) is not None if sheet.keyed else sheet.find(cells) >= 0
    if not there:
        draft.add(table, cells)


def _cells(table: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row that stands in the journal."""
    record = read_record(TABLES[table], values)
    return {name: column[0] for name, column in cells_of(table, [record]).items()}
