"""What a person may do, each as the changes of rows that it comes to; nothing is changed here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from graphkit.dataset.names import one_line, plain_slug
from graphkit.dataset.rules import cells_of
from graphkit.dates import outer_bounds
from graphkit.edit.checking import names_one
from graphkit.edit.days import as_edtf, refuse_ahead
from graphkit.edit.find import amount_in, find_day
from graphkit.edit.refusal import Refused
from graphkit.edit.rows import Change, Row, Sheets, cells_of_text, row_name
from graphkit.model import COLUMNS, KINDS, ROLES, STANCES, Actor, date_bounds, join_list, split_list
from graphkit.words import counted

if TYPE_CHECKING:
    from graphkit.edit.texts import Library, Span

__all__ = [
    "KINDS_OF_COMMAND",
    "Draft",
    "amount_of",
    "drop_unused",
    "free_id",
    "party_of",
    "plan_command",
    "relation_id",
    "summary_of",
    "without_dateline",
]

_ACTOR_CELLS = (
    ("affiliations", "actor"),
    ("affiliations", "organisation"),
    ("relations", "actor"),
    ("relations", "recipient"),
    ("evidence", "speaker"),
    ("evidence", "via"),
)
_LONGEST = 240
#: The place and day that a report begins with, in capitals, or as East Asian agencies write it with who reports.
_PLACED = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .'-]{2,40}(?:, [^-–—]{3,40}| \([^)]{2,40}\))? [-–—]+ (?=\S)"
    r"|^[(\[【〔][^)\]】〕]{1,30}(?:=[^)\]】〕]{1,30})?[)\]】〕]\s*(?:[^\s=]{1,12}(?:\s[^\s=]{1,12}){0,2}\s*=\s*)?(?=\S)"
    r"|^[^\W\d_a-zA-Z]{1,12}[,，]?\s*(?:\d{4}\s*[年년]\s*)?\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일](?:电|電)?\s*[-–—=]+\s*(?=\S)"
)


@dataclass(slots=True)
class Draft:
    """Changes as they are put together, on tables of their own: what later ones rest on is there."""

    sheets: Sheets
    changes: list[Change] = field(default_factory=list)
    what: str = ""
    relation: str = ""
    decisions: list[dict[str, Any]] = field(default_factory=list)
    reply: dict[str, Any] | None = None

    def add(self, table: str, cells: Mapping[str, Any], at: int = -1) -> Row:
        """Add a row, at the end or at a place."""
        place = at if at >= 0 else len(self.sheets.rows(table))
        row = self._do(Change(table, None, cells_of_text(cells), place))
        assert row is not None
        return row

    def edit(self, table: str, place: int, cells: Mapping[str, Any]) -> None:
        """Give the row at a place other cells; nothing where they are the same."""
        new = cells_of_text(cells)
        if new != self.sheets.rows(table)[place].cells:
            self._do(self.sheets.change(table, place, new))

    def remove(self, table: str, place: int) -> None:
        """Take the row at a place out."""
        self._do(self.sheets.change(table, place, None))

    def _do(self, change: Change) -> Row | None:
        self.changes.append(change)
        return self.sheets.apply_one(change)

    def actor(self, key: str) -> Row | None:
        """The row of an actor."""
        return self.sheets["actors"].by_id(key)


Fields = Mapping[str, Any]
Planner = Callable[[Draft, Fields, "Library"], None]


def plan_command(fields: Fields, sheets: Sheets, library: Library) -> Draft:
    """Return what a command comes to.

    Parameters
    ----------
    fields
        The command as the page sends it.
    sheets
        The tables; they are not changed.
    library
        The documents.

    Raises
    ------
    Refused
        If it cannot be carried out.
    RowChanged
        If a row is not what the page took it for.
    """
    kind = fields.get("kind")
    planner = KINDS_OF_COMMAND.get(kind) if isinstance(kind, str) else None
    if planner is None:
        raise Refused(f"there is no command '{str(kind)[:40]}'", code="json", field="kind")
    draft = Draft(sheets.copy())
    planner(draft, fields, library)
    return draft


# --- fields ------------------------------------------------------------------------------------


def _text(fields: Fields, name: str, *, most: int = 10_000) -> str:
    """A field that is text on one line; absent, it is blank."""
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = format(value, "d") if isinstance(value, int) else repr(value)
    if not isinstance(value, str) or len(value) > most:
        raise Refused(f"'{name}' is no text of at most {most:,} characters", code="json", field=name)
    return one_line(value)


def _list(fields: Fields, name: str) -> list[Any]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused(f"'{name}' is no list", code="json", field=name)
    return value


def _whole(fields: Fields, name: str) -> int:
    value = fields.get(name)
    if type(value) is not int:
        raise Refused(f"'{name}' is no whole number", code="json", field=name)
    return value


def _one_of(value: str, allowed: Sequence[str], name: str) -> str:
    if value not in allowed:
        raise Refused(f"'{value}' is not one of {', '.join(allowed)}", field=name)
    return value


def _table(fields: Fields) -> str:
    return _one_of(_text(fields, "table"), list(COLUMNS), "table")


def _date(fields: Fields, name: str = "date") -> str:
    """A field that is a date: as EDTF, or in words that name one day by themselves ("4 June 2026")."""
    value = _text(fields, name)
    if re.search(r"[^\W\d_]", value) and not as_edtf(value):
        value = find_day(value, "")["date"] or value
    try:
        date_bounds(value)
    except ValueError as error:
        raise Refused(str(error), field=name) from error
    return value


# --- actors ------------------------------------------------------------------------------------


def party_of(draft: Draft, party: Any, name: str) -> str:
    """Return the id of a party, whose row is added where it is not there: a known one, one of the world, or a new one.

    Raises
    ------
    Refused
        If there is no such actor.
    """
    if isinstance(party, str):
        party = {"id": party}
    if not isinstance(party, Mapping):
        raise Refused("a party is an actor that was found, or a new one", code="json", field=name)
    if isinstance(party.get("new"), Mapping):
        return _new_actor(draft, party["new"], name)
    key = _known_actor(draft, _text(party, "id"), name)
    if isinstance(party.get("affiliation"), Mapping):
        _add_place(draft, key, party["affiliation"], name, draft.actor(key).cells.get("kind", ""))  # type: ignore[union-attr]
    return key


def _add_place(draft: Draft, key: str, place: Fields, field_name: str, kind: str) -> None:
    """Add an actor's place in another, if it has none that says the same; an office of none is a note of the actor."""
    if not _text(place, "organisation"):
        _add_note(draft, key, _text(place, "title"))
        return
    organisation = _known_actor(draft, _text(place, "organisation"), field_name)
    role = _one_of(_text(place, "role") or ("REPRESENTS" if kind == "person" else "PART_OF"), ROLES, field_name)
    cells = {"actor": key, "role": role, "organisation": organisation, "title": _text(place, "title")}
    cells |= {"since": _date(place, "since"), "until": _date(place, "until")}
    if draft.sheets["affiliations"].find(cells_of_text(cells)) < 0:
        draft.add("affiliations", cells)


def _add_note(draft: Draft, key: str, words: str) -> None:
    """Add words to the note of an actor, if they are not in it."""
    cells = draft.actor(key).cells  # type: ignore[union-attr]
    note = cells.get("note", "")
    if words and words.casefold() not in note.casefold():
        place = draft.sheets.find("actors", draft.actor(key).number)[0]  # type: ignore[union-attr]
        draft.edit("actors", place, {**cells, "note": f"{note}; {words}" if note else words})


_ASKED = {"actor": "who", "recipient": "to whom", "speaker": "says"}
_BLANK = {
    "actor": "'who' is blank: choose who did it",
    "recipient": "'to whom' is blank: choose whom it is done to or aimed at; where nobody is named, who answers it",
}


def _known_actor(draft: Draft, key: str, name: str) -> str:
    from graphkit.extract.gazetteer import world_actors

    if not key:
        raise Refused(f"'{_ASKED.get(name, name)}' is blank: choose an actor", field=name)
    if draft.actor(key) is None:
        actor = world_actors().get(key)
        if actor is None:
            raise Refused(f"there is no actor '{key[:60]}': choose one that was found, or a new one", field=name)
        draft.add("actors", _actor_cells(actor))
    return key


def _actor_cells(actor: Actor) -> dict[str, str]:
    return {name: column[0] for name, column in cells_of("actors", [actor]).items()}


def _new_actor(draft: Draft, new: Fields, field_name: str) -> str:
    """Add a new actor with its place in another, and return its id."""
    name = _text(new, "name")
    if not name:
        raise Refused("the new actor has no name", field=field_name)
    kind = _one_of(_text(new, "kind") or "other", KINDS, field_name)
    given = _text(new, "id")
    key = given or plain_slug(name)
    if given and any(
        c.table == "actors" and c.before is None and (c.after or {}).get("id") == given for c in draft.changes
    ):
        return given  # another field of this line brought them a moment ago
    if given and draft.actor(given) is not None:
        raise Refused(f"the id '{given}' is taken by {draft.actor(given).cells.get('name', given)}", field=field_name)  # type: ignore[union-attr]
    key = free_id(key, lambda one: draft.actor(one) is None)
    aliases = [one_line(str(alias)) for alias in _list(new, "aliases")]
    draft.add("actors", {"id": key, "name": name, "kind": kind, "aliases": join_list(a for a in aliases if a)})
    place = new.get("affiliation")
    if isinstance(place, Mapping):
        _add_place(draft, key, place, field_name, kind)
    return key


def free_id(key: str, is_free: Callable[[str], bool]) -> str:
    """Return an id, with a number behind it where it is taken.

    >>> free_id("a", lambda one: one not in ("a", "a-2"))
    'a-3'
    """
    number, found = 1, key
    while not is_free(found):
        number += 1
        found = f"{key}-{number}"
    return found


def _actor(draft: Draft, fields: Fields, _: Library) -> None:
    """A new actor by itself."""
    new = fields.get("new")
    if not isinstance(new, Mapping):
        raise Refused("a new actor needs a name", code="json", field="new")
    key = _new_actor(draft, new, "new")
    draft.what = f"new actor {key}"


def _merge(draft: Draft, fields: Fields, _: Library) -> None:
    """Two actors become one; first it is only said what that changes."""
    stay, go = _text(fields, "stay"), _text(fields, "go")
    rows = [draft.actor(key) for key in (stay, go)]
    if stay == go or rows[0] is None or rows[1] is None:
        raise Refused("two different actors of actors.csv are needed to merge", field="go")
    kept, gone = rows[0].cells, rows[1].cells
    counts: dict[str, int] = {}
    for table in ("relations", "evidence", "affiliations"):
        counts[table] = _rename(draft, table, go, stay)
    names = [*split_list(kept.get("aliases", "")), gone.get("name", ""), *split_list(gone.get("aliases", ""))]
    aliases = [name for name in dict.fromkeys(names) if name and name != kept.get("name")]
    filled = {name: kept.get(name) or gone.get(name, "") for name in (*COLUMNS["actors"], *kept, *gone)}
    place = draft.sheets["actors"].rows.index(rows[0])
    draft.edit("actors", place, {**filled, "aliases": join_list(aliases)})
    draft.remove("actors", draft.sheets["actors"].rows.index(rows[1]))
    words = ", ".join(f"{number} in {table}.csv" for table, number in counts.items() if number) or "no other rows"
    said = f"{kept.get('name', stay)} ({stay}) stays and takes the names of {gone.get('name', go)} ({go}), which goes"
    sentence = f"{said}; changed besides: {words}."
    draft.what = f"merged {go} into {stay}"
    if fields.get("sure") is not True:
        draft.reply = {"sentence": sentence}


def _rename(draft: Draft, table: str, go: str, stay: str) -> int:
    """Write one id for another in every row of a table; how many rows that changes. A row that repeats another goes."""
    columns = [column for name, column in _ACTOR_CELLS if name == table]
    sheet, count = draft.sheets[table], 0
    for place in range(len(sheet.rows) - 1, -1, -1):
        cells = sheet.rows[place].cells
        new = dict(cells)
        for column in columns:
            if go in split_list(cells.get(column, "")):
                new[column] = join_list(dict.fromkeys(stay if one == go else one for one in split_list(cells[column])))
        if new == cells:
            continue
        count += 1
        itself = table == "affiliations" and new.get("actor") == new.get("organisation")
        if itself or (not sheet.keyed and sheet.find(new) >= 0):
            draft.remove(table, place)
        else:
            draft.edit(table, place, new)
    return count


# --- relations and evidence --------------------------------------------------------------------


@cache
def _verbs() -> dict[str, str]:
    return tomllib.loads(resources.files("graphkit.edit").joinpath("verbs.toml").read_text("utf-8"))


def relation_id(date: str, actor: str, kind: str, mode: str, recipient: str) -> str:
    """Return the id that a relation is given: its month, who, did what, to whom.

    >>> relation_id("2026-05-12", "LVA", "SANCTION", "expel", "MAR")
    '2026-05-lva-expels-mar'
    """
    verb = _verbs().get(f"{kind}/{mode}") or _verbs().get(kind) or kind.removeprefix("x:")
    first = date_bounds(date)[0] or date_bounds(date)[1] or ""
    month = first[: len("2026-05")] if len(date) > len("2026~") else first[:4]
    return "-".join(part for part in (month, plain_slug(actor), plain_slug(verb), plain_slug(recipient)) if part)


def without_dateline(words: str) -> str:
    """Return words without the place and day that a report begins with.

    >>> without_dateline("RIGA, 14 May 2026 - Estonia backed Latvia.")
    'Estonia backed Latvia.'
    """
    return _PLACED.sub("", words)


def summary_of(words: str) -> str:
    """Return the summary that is proposed for some words: what they say, on one line.

    >>> summary_of("latvia expelled two\\ndiplomats of Morocco")
    'Latvia expelled two diplomats of Morocco.'
    >>> summary_of("RIGA, 14 May 2026 - Estonia backed Latvia.")
    'Estonia backed Latvia.'
    >>> summary_of("(서울=연합뉴스) 김민준 기자 = 한국은 북한을 비난했다.")
    '한국은 북한을 비난했다.'
    """
    text = without_dateline(one_line(words).strip(" \"'“”„«»"))
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + "…"
    ends = text[-1:] in ".!?…。！？"
    return f"{text[:1].upper()}{text[1:]}{'' if ends or not text else '.'}"


def drop_unused(draft: Draft, made: Callable[[str, Mapping[str, str]], bool]) -> None:
    """Take out the actors that a line brought and that nothing names any more once the draft's changes are made.

    Parameters
    ----------
    draft
        The draft.
    made
        Whether a line brought an actor, whose row is still as it was made.
    """
    for key in _no_longer_named(draft.changes):
        row = draft.actor(key)
        if row is None or not made(key, row.cells) or _is_named(draft.sheets, key):
            continue
        _remove_places(draft, key)
        draft.remove("actors", draft.sheets["actors"].rows.index(row))


def _no_longer_named(changes: Iterable[Change]) -> list[str]:
    """The actors that rows of relations and evidence named before some changes and do not afterwards."""
    found: dict[str, None] = {}
    for change in changes:
        for table, column in _ACTOR_CELLS:
            if table == change.table and table != "affiliations" and change.before is not None:
                left = split_list((change.after or {}).get(column, ""))
                found |= dict.fromkeys(one for one in split_list(change.before.get(column, "")) if one not in left)
    return list(found)


def _is_named(sheets: Sheets, key: str) -> bool:
    """Whether a row names an actor, but for its own place in another."""
    cells = [one for one in _ACTOR_CELLS if one != ("affiliations", "actor")]
    return any(names_one(row.cells.get(column), {key}) for table, column in cells for row in sheets.rows(table))


def _relation(draft: Draft, fields: Fields, library: Library) -> None:
    """A new relation with its first evidence."""
    span = library.span(fields)
    _list_document(draft, library, span.document)
    actors = [party_of(draft, party, "actor") for party in _list(fields, "actor")]
    recipients = [party_of(draft, party, "recipient") for party in _list(fields, "recipient")]
    for side, found in (("actor", actors), ("recipient", recipients)):
        if not found:
            raise Refused(_BLANK[side], field=side)
    kind, mode = _type_of(draft, fields)
    date, sheet = _date(fields), draft.sheets["relations"]
    answers = _answered(draft, _list(fields, "responds_to"), date)
    given = _text(fields, "id")
    if given and sheet.by_id(given) is not None:
        raise Refused(f"the id '{given}' is taken", field="id")
    written = library.get(span.document).cells.get("date", "")
    refuse_ahead(date, written, stance=_text(fields, "stance") or "asserts", said=fields.get("ahead"))
    dated = date or written
    key = given or free_id(
        relation_id(dated, actors[0], kind, mode, recipients[0]), lambda one: sheet.by_id(one) is None
    )
    mutual = fields.get("mutual")
    mutual = draft.sheets.types[kind].mutual_of(mode) if not isinstance(mutual, bool) else mutual
    cells = {
        "id": key,
        "actor": join_list(dict.fromkeys(actors)),
        "type": kind,
        "mode": mode,
        "recipient": join_list(dict.fromkeys(recipients)),
        "mutual": "true" if mutual else "false",
        "date": date,
        "place": _text(fields, "place"),
        "contexts": join_list(str(context) for context in _list(fields, "contexts")),
        **amount_of(fields),
        "responds_to": join_list(answers),
        "gist": _text(fields, "gist"),
        "summary": _text(fields, "summary") or summary_of(span.words),
    }
    draft.add("relations", cells)
    _add_evidence(draft, span, key, fields, default="asserts")
    draft.relation, draft.what = key, f"new relation {key}"


def _type_of(draft: Draft, fields: Fields) -> tuple[str, str]:
    """The type and mode of a line."""
    kind, mode = _text(fields, "type"), _text(fields, "mode")
    types = draft.sheets.types
    if kind not in types:
        raise Refused("'did' is blank: choose what was done" if not kind else f"'{kind}' is no type", field="type")
    if mode and mode not in types[kind].modes:
        allowed = ", ".join(types[kind].modes) or "none"
        raise Refused(f"'{mode}' is not a mode of {kind}: its modes are {allowed}", field="mode")
    return kind, mode


def amount_of(fields: Fields) -> dict[str, str]:
    """Return the amount and unit of a line: "100 million" and "USD", in whichever field the scale was written.

    Raises
    ------
    Refused
        If there is a unit without an amount.
    """
    amount, unit = _text(fields, "amount"), _text(fields, "unit")
    if unit and not amount:
        sentence = f"the unit says '{unit[:40]}' and the amount is blank: write the amount, or leave both blank"
        raise Refused(sentence, field="amount")
    told = amount_in(f"{amount} {unit}") if amount else {}
    return told if told and (not unit or told["unit"]) else {"amount": amount, "unit": unit}


def _answered(draft: Draft, ids: Sequence[Any], date: str) -> list[str]:
    """The relations that one of a date answers; one that surely came later is refused."""
    last = date_bounds(date)[1]
    for key in ids:
        row = draft.sheets["relations"].by_id(str(key))
        if row is None:
            raise Refused(f"there is no relation '{str(key)[:80]}'", field="responds_to")
        theirs = row.cells.get("date", "")
        first = _first(theirs)
        if last and first and last < first:
            sentence = f"it is dated {date}, before what it answers ({theirs}): mend the date, or choose another"
            raise Refused(sentence, field="responds_to")
    return list(dict.fromkeys(map(str, ids)))


def _first(date: str) -> str | None:
    """The first possible day of a date; None where that is none."""
    try:
        return date_bounds(date)[0]
    except ValueError:
        return None


def _list_document(draft: Draft, library: Library, key: str) -> None:
    """Put a document that no row lists into ``documents.csv``; of a changed text, first let its evidence be mended."""
    row, text = draft.sheets["documents"].by_id(key), library.get(key)
    if row is None:
        draft.add("documents", library.row_of(key))
    elif text.state == "changed":
        if any(one.cells.get("document") == key and "start" in one.cells for one in draft.sheets.rows("evidence")):
            sentence = "the text is not the one that was marked: move its evidence, or take it out of the table, first"
            raise Refused(sentence, code="text", field="document")
        _take_text(draft, row, text.sha256)


def _take_text(draft: Draft, row: Row, sha256: str) -> None:
    """Let the row of a document name the text that is there."""
    draft.edit("documents", draft.sheets["documents"].rows.index(row), {**row.cells, "sha256": sha256})


def _add_evidence(draft: Draft, span: Span, relation: str, fields: Fields, *, default: str) -> None:
    """Add the row of evidence that some words are."""
    stance = _one_of(_text(fields, "stance") or default, STANCES, "stance")
    people = {name: party_of(draft, fields[name], name) for name in ("speaker", "via") if fields.get(name)}
    cells = {
        "relation": relation,
        "document": span.document,
        "start": span.start,
        "end": span.end,
        "locator": _text(fields, "locator"),
        "date": _date(fields, "evidence_date"),
        "stance": stance,
        **people,
        "origin": "curated",
    }
    draft.add("evidence", cells)


def _evidence(draft: Draft, fields: Fields, library: Library) -> None:
    """More evidence for a known relation."""
    span, key = library.span(fields), _text(fields, "relation")
    if draft.sheets["relations"].by_id(key) is None:
        raise Refused(f"there is no relation '{key[:80]}'", field="relation")
    _list_document(draft, library, span.document)
    denies = fields.get("kind") == "denial"
    _add_evidence(draft, span, key, {**fields, "stance": "denies"} if denies else fields, default="asserts")
    draft.relation, draft.what = key, f"{'a denial of' if denies else 'more evidence for'} {key}"


def _answer(draft: Draft, fields: Fields, _: Library) -> None:
    """A known relation answers others."""
    key, sheet = _text(fields, "relation"), draft.sheets["relations"]
    row = sheet.by_id(key)
    if row is None:
        raise Refused(f"there is no relation '{key[:80]}'", field="relation")
    new = _answered(draft, _list(fields, "answers"), row.cells.get("date", ""))
    if key in new:
        raise Refused("a relation does not answer itself", field="answers")
    cell = join_list(dict.fromkeys([*split_list(row.cells.get("responds_to", "")), *new]))
    draft.edit("relations", sheet.rows.index(row), {**row.cells, "responds_to": cell})
    draft.relation, draft.what = key, f"{key} answers {', '.join(new)}"


def _move(draft: Draft, fields: Fields, library: Library) -> None:
    """The words of evidence stand elsewhere now."""
    span = library.span(fields)
    place, row = draft.sheets.find("evidence", _whole(fields, "row"))
    if row.cells.get("document") != span.document:
        raise Refused("that evidence is of another document", field="document")
    draft.edit("evidence", place, {**row.cells, "start": span.start, "end": span.end})
    text = library.get(span.document)
    listed = draft.sheets["documents"].by_id(span.document)
    if text.state == "changed" and listed is not None and fields.get("last") is True:
        _take_text(draft, listed, text.sha256)
    draft.relation = row.cells.get("relation", "")
    draft.what = f"moved the {row_name('evidence', row.cells)}"


# --- the tables --------------------------------------------------------------------------------


def _refuse_row_ahead(draft: Draft, table: str, cells: Fields, said: object) -> None:
    """Refuse the date of an act, or of words, that is after its document, unless it is said that it is meant."""
    written = [row.cells for row in draft.sheets.rows("documents")]
    dates = {row.get("id", ""): row.get("date", "") for row in written}
    if table == "evidence":
        refuse_ahead(str(cells.get("date", "")), dates.get(cells.get("document", ""), ""), stance="asserts", said=said)
    elif table == "relations":
        told = [row.cells for row in draft.sheets["evidence"].of(str(cells.get("id", "")))]
        holding = [row for row in told if row.get("stance") in ("asserts", "alleges")]
        if told and not holding:
            return
        days = [dates.get(row.get("document", ""), "") for row in holding]
        latest = max(days, key=lambda one: outer_bounds(one)[1], default="")
        refuse_ahead(str(cells.get("date", "")), latest, stance="asserts", said=said)


def _edit_cell(draft: Draft, table: str, entry: Fields, said: object) -> str:
    """Give one cell another value, if it still holds what the page showed."""
    place, row = draft.sheets.find(table, _whole(entry, "row"))
    column, value = _text(entry, "column"), _text(entry, "value")
    sheet = draft.sheets[table]
    if column not in (*COLUMNS[table], *sheet.columns, *sheet.added_columns()):
        raise Refused(f"{table}.csv has no column '{column[:60]}'", field="column")
    now = row.cells.get(column, "")
    if "before" in entry and one_line(str(entry["before"] or "")) != one_line(now):
        raise Refused(f"that cell holds '{now[:80]}' now: look at it again", code="changed", field=column)
    draft.edit(table, place, {**row.cells, column: value})
    if column == "date" and value != now:
        _refuse_row_ahead(draft, table, {**row.cells, column: value}, said)
    return f"{column} of {row_name(table, row.cells)}"


def _cell(draft: Draft, fields: Fields, _: Library) -> None:
    """One cell; an id that is changed is changed wherever it stands."""
    table = _table(fields)
    old = draft.sheets.find(table, _whole(fields, "row"))[1].cells.get("id", "")
    draft.what = f"changed {_edit_cell(draft, table, fields, fields.get('ahead'))}"
    new = _text(fields, "value")
    if _text(fields, "column") == "id" and old and new:
        _follow_id(draft, table, old, new)
    if table == "relations":
        draft.relation = new if _text(fields, "column") == "id" else old


_NAMED_IN = {
    "actors": _ACTOR_CELLS,
    "documents": (("evidence", "document"), ("documents", "retells")),
    "relations": (("evidence", "relation"), ("relations", "responds_to")),
}


def _follow_id(draft: Draft, table: str, old: str, new: str) -> None:
    """Write a row's new id wherever its old one stood, if no other row has that."""
    if draft.sheets[table].by_id(old) is not None:
        return
    for other, column in _NAMED_IN.get(table, ()):
        sheet = draft.sheets[other]
        for place, row in enumerate(list(sheet.rows)):
            if old in split_list(row.cells.get(column, "")):
                cell = join_list(new if one == old else one for one in split_list(row.cells[column]))
                draft.edit(other, place, {**row.cells, column: cell})


def _cells(draft: Draft, fields: Fields, _: Library) -> None:
    """A pasted rectangle: cells of rows that are there, and new rows below them."""
    table = _table(fields)
    entries, new = _list(fields, "cells"), _list(fields, "add")
    for entry in [*entries, *new]:
        if not isinstance(entry, Mapping):
            raise Refused("a pasted cell needs row, column and value", code="json", field="cells")
    for entry in entries:
        _edit_cell(draft, table, entry, fields.get("ahead"))
    for entry in new:
        _add_row(draft, table, entry, -1, fields.get("ahead"))
    draft.what = f"pasted {counted(len(entries), 'cell')} and {counted(len(new), 'new row')} into {table}.csv"


def _add_row(draft: Draft, table: str, cells: Fields, at: int, said: object) -> None:
    """Add a row; who is named in it may be somebody who was found or is new, and a blank id is made."""
    known = (*COLUMNS[table], *draft.sheets[table].columns)
    unknown = [name for name in cells if name not in known]
    if unknown:
        raise Refused(f"{table}.csv has no column '{str(unknown[0])[:60]}'", field="column")
    row = {
        name: _parties(draft, cells, name) if isinstance(cells[name], list) else _text(cells, name) for name in cells
    }
    if draft.sheets[table].keyed and not row.get("id"):
        row["id"] = free_id(_made_id(table, row), lambda one: draft.sheets[table].by_id(one) is None)
    draft.add(table, row, at)
    if row.get("date"):
        _refuse_row_ahead(draft, table, row, said)


def _parties(draft: Draft, cells: Fields, name: str) -> str:
    """A cell of actors who were found, or are new."""
    return join_list(dict.fromkeys(party_of(draft, party, name) for party in _list(cells, name)))


def _made_id(table: str, row: Mapping[str, str]) -> str:
    """The id of a new row that has none: of a relation what it says, else its name or title."""
    if table != "relations":
        return plain_slug(row.get("name") or row.get("title") or "") or table.removesuffix("s")
    sides = [(split_list(row.get(side, "")) or [""])[0] for side in ("actor", "recipient")]
    return relation_id(_date(row), sides[0], row.get("type", ""), row.get("mode", ""), sides[1]) or "relation"


def _add(draft: Draft, fields: Fields, _: Library) -> None:
    """A new row of a table."""
    table, cells = _table(fields), fields.get("cells")
    if not isinstance(cells, Mapping):
        raise Refused("a new row needs its cells", code="json", field="cells")
    at = draft.sheets.find(table, _whole(fields, "after"))[0] + 1 if fields.get("after") is not None else -1
    _add_row(draft, table, cells, at, fields.get("ahead"))
    draft.what = f"a new row of {table}.csv"


def _delete(draft: Draft, fields: Fields, _: Library) -> None:
    """Rows of a table go; a relation takes its evidence with it."""
    table = _table(fields)
    for number in _list(fields, "rows"):
        place, row = draft.sheets.find(table, _whole({"rows": number}, "rows"))
        if table == "relations":
            _remove_evidence(draft, row.cells.get("id", ""))
        if table == "actors":
            _remove_places(draft, row.cells.get("id", ""))
        draft.remove(table, place)
    draft.what = f"took {counted(len(_list(fields, 'rows')), 'row')} out of {table}.csv"


def _remove_evidence(draft: Draft, relation: str) -> None:
    rows = draft.sheets.rows("evidence")
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].cells.get("relation") == relation:
            draft.remove("evidence", place)


def _remove_places(draft: Draft, actor: str) -> None:
    rows = draft.sheets.rows("affiliations")
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].cells.get("actor") == actor:
            draft.remove("affiliations", place)


def _document(draft: Draft, fields: Fields, library: Library) -> None:
    """List a document, or change what its row says."""
    key = _text(fields, "id")
    names = {**{name: name for name in COLUMNS["documents"] if name not in _FIXED}, "document_kind": "kind"}
    given = {column: _text(fields, name) for name, column in names.items() if name in fields}
    given |= {name: _date(fields, name) for name in _DATES if name in fields}
    row = draft.sheets["documents"].by_id(key)
    if row is None:
        draft.add("documents", {**library.row_of(key), **given})
        draft.what = f"listed the document {key}"
    else:
        draft.edit("documents", draft.sheets["documents"].rows.index(row), {**row.cells, **given})
        draft.what = f"changed the document {key}"


_DATES = ("date", "accessed")
_FIXED = ("id", "kind", "sha256", "file")  # "kind" is the command's own

#: Every kind of command that changes tables alone, by name.
KINDS_OF_COMMAND: dict[str, Planner] = {
    "relation": _relation,
    "evidence": _evidence,
    "denial": _evidence,
    "answer": _answer,
    "cell": _cell,
    "cells": _cells,
    "add": _add,
    "delete": _delete,
    "actor": _actor,
    "merge": _merge,
    "document": _document,
    "move": _move,
}
