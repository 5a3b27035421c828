"""What the page is shown: a document with its marks, a table with its findings, the card of a relation, the map."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.edit.refusal import Refused
from graphkit.edit.related import label_of, title_of, titled
from graphkit.edit.texts import moved_evidence, place_of
from graphkit.errors import GraphkitError
from graphkit.model import TABLES, fold_name, split_list

if TYPE_CHECKING:
    from graphkit.edit.rows import Row
    from graphkit.edit.texts import Text
    from graphkit.edit.workbench import Workbench

__all__ = ["Maps", "Whole", "card", "document", "findings", "first_document", "table"]

_LONGEST = 5_000_000
_SHOWN = ("title", "publisher", "author", "date", "url", "language", "sha256")


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer with a part that is JSON already, as it is the same every time and long."""

    said: dict[str, Any]
    ready: str


def document(bench: Workbench, key: str, known: str = "") -> Whole | dict[str, Any]:
    """Return a document with its text, its sentences, and what stands where in it.

    Parameters
    ----------
    bench
        The workbench.
    key
        The document's id.
    known
        The digest of the text that the page has: of that, what never changes is left out.

    Raises
    ------
    Refused
        If there is no such document.
    """
    text = bench.documents.get(key)
    if len(text.text) > _LONGEST:
        found, most = (f"{size / 1e6:.0f} million" for size in (len(text.text), _LONGEST))
        raise Refused(f"that text has {found} characters, and at most {most} are shown: cut it in parts")
    with bench.turn:
        proposals = bench.proposals.of(text)
        marks = [*_evidence_marks(bench, key, text), *_proposal_marks(bench, proposals, text)]
        moved = list(moved_evidence(bench.sheets, key, bench.quotes(key), text.text)) if text.state == "changed" else []
        listed = bench.sheets["documents"].by_id(key) is not None
    said = {
        "id": key,
        **{name: text.cells.get(name, "") for name in _SHOWN},
        "sha256": text.sha256 if text.state != "missing" else text.cells.get("sha256", ""),
        "listed": listed,
        "state": text.state,
        "marks": marks,
        "proposals": proposals,
        "moved": moved,
        "notice": text.notice,
    }
    return said if known and known == text.sha256 else Whole(said, text.ready())


def first_document(bench: Workbench, preferred: object, *, info: Mapping[str, Any]) -> Whole | dict[str, Any]:
    """Return the document that the page opens first, and what else it shows.

    Parameters
    ----------
    bench
        The workbench.
    preferred
        The document that the page had; where it is none, one with proposals that wait, or any.
    info
        The state of everything.
    """
    here = [key for key, text in bench.documents.texts.items() if text.state == "here" and len(text.text) <= _LONGEST]
    waiting = bench.proposals.by_document()
    pending = (key for key in here if waiting.get(bench.documents.texts[key].sha256, bench.proposals.NONE)["pending"])
    key = preferred if preferred in here else next(pending, next(iter(here), ""))
    bench.shown.set()
    if not key:
        return {"id": "", "info": info}
    found = document(bench, str(key))
    if isinstance(found, Whole):
        found.said["info"] = info
    return found


def _evidence_marks(bench: Workbench, key: str, text: Text) -> list[dict[str, Any]]:
    relations = bench.sheets["relations"]
    marks = []
    for row in bench.rows("evidence"):
        cells = row.cells
        place = _place(cells, len(text.text)) if cells.get("document") == key else None
        if place is None or text.state == "changed":
            continue
        about = relations.by_id(cells.get("relation", ""))
        marks.append(
            {
                "mark": f"e{row.number}",
                "layer": "denial" if cells.get("stance") == "denies" else "evidence",
                "start": place[0],
                "end": place[1],
                "words": text.text[place[0] : place[1]],
                "relation": cells.get("relation", ""),
                "row": row.number,
                "stance": cells.get("stance", ""),
                "speaker": (bench.names_of(cells.get("speaker", "")) or [""])[0],
                "summary": about.cells.get("summary", "") if about is not None else "",
                "title": title_of(bench, about) if about is not None else "",
                "proposal": "",
            }
        )
    return marks


def _place(cells: Mapping[str, str], length: int) -> tuple[int, int] | None:
    """Where a row of evidence stands in its text; None where it does not say so, or wrongly."""
    place = place_of(cells)
    return place if place is not None and place[0] < place[1] <= length else None


def _title_of_line(bench: Workbench, line: Mapping[str, Any]) -> str:
    """Who does what to whom, and when, by a proposal."""
    sides = ([party["name"] for party in line[side]] for side in ("actor", "recipient"))
    return titled(*sides, label=label_of(bench.sheets.types, line["type"], line["mode"]), date=line["date"])


def _proposal_marks(bench: Workbench, proposals: list[dict[str, Any]], text: Text) -> list[dict[str, Any]]:
    return [
        {
            "mark": f"p{one['proposal']}",
            "layer": "proposal",
            "start": one["start"],
            "end": one["end"],
            "words": text.text[one["start"] : one["end"]],
            "relation": "",
            "row": None,
            "stance": one["line"]["stance"],
            "speaker": (one["line"]["speaker"] or {}).get("name", ""),
            "summary": one["summary"],
            "title": _title_of_line(bench, one["line"]),
            "proposal": one["proposal"],
        }
        for one in proposals
        if one["decision"] == "pending"
    ]


def table(bench: Workbench, name: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a stretch of a table's rows, sorted and filtered, with the findings at their cells.

    Raises
    ------
    Refused
        If there is no such table or column.
    """
    if name not in TABLES:
        raise Refused(f"there is no table '{name[:40]}': the tables are {', '.join(TABLES)}", code="unknown")
    offset, count = _number(asked, "offset", 0), min(_number(asked, "count", 200), 2000)
    with bench.turn:
        rows = list(enumerate(bench.rows(name), 2))
        columns, problem = bench.columns(name), bench.sheets[name].problem
        found = _by_line(bench, name)
    if words := asked.get("filter", "").split():
        rows = [(line, row) for line, row in rows if _holds(row, words)]
    if column := asked.get("sort", ""):
        if column not in columns:
            raise Refused(f"{name}.csv has no column '{column[:60]}'", code="unknown", field="sort")
        rows.sort(key=lambda one: _order(one[1].cells.get(column, "")), reverse=asked.get("descending") == "1")
    if asked.get("row"):
        wanted = _number(asked, "row", 0)
        offset = next((place for place, (_, row) in enumerate(rows) if row.number == wanted), offset)
    shown = [
        {"row": row.number, "line": line, "cells": row.cells, "findings": found.get(line, [])}
        for line, row in rows[offset : offset + count]
    ]
    return {"name": name, "columns": columns, "total": len(rows), "offset": offset, "problem": problem, "rows": shown}


def _number(asked: Mapping[str, str], name: str, default: int) -> int:
    value = asked.get(name, "")
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise Refused(f"'{name}' is no whole number", code="json", field=name)
    return int(value)


def _holds(row: Row, words: list[str]) -> bool:
    text = fold_name(" ".join(row.cells.values()))
    return all(fold_name(word) in text for word in words)


def _order(cell: str) -> tuple[bool, float, str]:
    """Numbers by their size, text by its letters, blanks last."""
    try:
        return not cell, float(cell), ""
    except ValueError:
        return not cell, float("inf"), cell.casefold()


def _by_line(bench: Workbench, name: str) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for problem in bench.findings:
        if problem.file == f"{name}.csv" and problem.row is not None:
            found[problem.row].append({"column": problem.column, "message": problem.message})
    return found


def findings(bench: Workbench) -> dict[str, Any]:
    """Return every breach of the rules in the tables."""
    with bench.turn:
        listed = []
        for problem in bench.findings:
            name = problem.file.removesuffix(".csv")
            place = (problem.row or 0) - 2
            rows = bench.rows(name) if name in TABLES else []
            number = rows[place].number if 0 <= place < len(rows) else None
            said = {"column": problem.column, "value": problem.value, "message": problem.message}
            listed.append({"table": name, "row": number, "line": problem.row, **said})
        return {"findings": listed, "current": bench.checked == bench.revision}


def card(bench: Workbench, key: str) -> dict[str, Any]:
    """Return a relation with its evidence in order of date, its status, and what it answers and is answered by.

    One that is not there, perhaps because it was undone, is None.
    """
    with bench.turn:
        row = bench.sheets["relations"].by_id(key)
        if row is None:
            return {"relation": None}
        cells = row.cells
        label = label_of(bench.sheets.types, cells.get("type", ""), cells.get("mode", ""))
        said = bench.evidence_of(key)
        answers = split_list(cells.get("responds_to", ""))
        by = [one for one in bench.rows("relations") if key in split_list(one.cells.get("responds_to", ""))]
        answered = [one for one in map(bench.sheets["relations"].by_id, answers) if one is not None]
        return {
            "relation": dict(cells),
            "row": row.number,
            "actors": _people(bench, cells.get("actor", "")),
            "recipients": _people(bench, cells.get("recipient", "")),
            "status": bench.status_of(key),
            "label": label,
            "evidence": sorted((_said(bench, one) for one in said), key=lambda one: (not one["date"], one["date"])),
            "answers": [_brief(bench, one) for one in answered],
            "answered_by": [_brief(bench, one) for one in by],
        }


def _people(bench: Workbench, cell: str) -> list[dict[str, str]]:
    return [{"id": key, "name": name} for key, name in zip(split_list(cell), bench.names_of(cell), strict=True)]


def _brief(bench: Workbench, row: Row) -> dict[str, str]:
    title = title_of(bench, row)
    return {
        "relation": row.cells.get("id", ""),
        "title": title,
        **{name: row.cells.get(name, "") for name in ("date", "summary")},
    }


def _said(bench: Workbench, row: Row) -> dict[str, Any]:
    """One row of evidence as the card shows it."""
    cells = row.cells
    key = cells.get("document", "")
    text = bench.documents.texts.get(key)
    place = _place(cells, len(text.text)) if text is not None and text.state == "here" else None
    listed = bench.sheets["documents"].by_id(key)
    about = listed.cells if listed is not None else {}
    people = {name: next(iter(_people(bench, cells.get(name, ""))), None) for name in ("speaker", "via")}
    return {
        "row": row.number,
        "document": key,
        "title": about.get("title", key),
        "date": cells.get("date") or about.get("date", ""),
        "stance": cells.get("stance", ""),
        **people,
        "start": place[0] if place else None,
        "end": place[1] if place else None,
        "words": text.text[place[0] : place[1]] if text is not None and place else "",
        "locator": cells.get("locator", ""),
    }


class Maps:
    """The page of ``graphkit map`` for the frame, drawn anew after saving, each time under a path nobody can guess.

    Parameters
    ----------
    bench
        The workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._drawn: tuple[int, str, str, str] = (-1, "", "", "")

    def latest(self) -> dict[str, str]:
        """Return where the map is, the token of its channel, or a sentence why there is none."""
        saved = self.bench.saver.saved * 1000 + self.bench.saver.readings
        if self._drawn[0] != saved:
            try:
                html, channel = self._draw()
            except GraphkitError as error:
                return {"path": "", "channel": "", "sentence": str(error).partition("\n")[0]}
            self._drawn = (saved, f"/map/{secrets.token_urlsafe(32)}", channel, html)
        return {"path": self._drawn[1], "channel": self._drawn[2], "sentence": ""}

    def _draw(self) -> tuple[str, str]:
        from graphkit.dataset import load_dataset
        from graphkit.network import build_network
        from graphkit.render.page import build_page

        dataset = load_dataset(self.bench.folder)
        if not dataset.records("relations"):
            raise Refused("there is no relation to draw yet")
        page = build_page(build_network(dataset))
        page.channel = channel = secrets.token_urlsafe(16)
        return page.html(), channel

    def html(self, path: str) -> str:
        """Return the page under a path.

        Raises
        ------
        Refused
            If it is not the path of the map as it is now.
        """
        if not self._drawn[1] or not secrets.compare_digest(path.encode(), self._drawn[1].encode()):
            raise Refused("there is no map there any more", code="unknown")
        return self._drawn[3]
