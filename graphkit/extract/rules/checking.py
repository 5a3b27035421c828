"""One's own files of patterns and actors, checked when they are read: each fault with its place and what is allowed."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, Problem
from graphkit.extract.readers import one_field, shown_name
from graphkit.extract.rules.words import class_words, read_data
from graphkit.model import KINDS
from graphkit.ontology import load_ontology

__all__ = ["ACTOR_COLUMNS", "read_actors", "read_patterns"]

#: The columns of a file of actors; those of a dataset's ``actors.csv`` that a coder has no use for may be there.
ACTOR_COLUMNS = ("id", "kind", "names", "adjectives", "state", "name", "aliases", "wikidata", "note")
_GROUPS = ("events", "ties", "operators")
_PHRASES = ("verbs", "received", "nouns")
_KEYS = ("type", "mode", "mutual", "strict", "on_state", *_PHRASES)
_WORD = re.compile(r"[^\W\d_A-Z][^\W_A-Z]*(?:['’.-][^\W_A-Z]+)*\.?")
_ID = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_CLASS = re.compile(r"@\{([\w.]+)\}")
_MOST = 10_000  # phrases that one with word classes may stand for
_STATE = re.compile(r"[A-Z]{3}", re.ASCII)

_Found = Iterator[tuple[str, object, str]]  # place, value, what is wrong with it


def read_patterns(path: str | Path) -> dict[str, Any]:
    """Return what a file of patterns (TOML) says, once everything in it is known to be right.

    Raises
    ------
    DataError
        If it is no TOML, or has an unknown group, key, type or mode or a phrase without a verb; ``problems`` lists
        every fault with the group it is in.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "mine.toml")
    >>> _ = path.write_text("[[events]]\\ntype = 'HELP'\\nverbs = 'airlift food to'")
    >>> read_patterns(path)
    Traceback (most recent call last):
    graphkit.errors.DataError: 1 problem
    mine.toml, events group 1, type: 'HELP' is not one of AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, ...
    """
    data = _toml(path, _text(path))
    _refuse(path, _pattern_faults(data))
    return data


def _toml(path: str | Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{shown_name(path)}: not TOML that can be read: {one_field(str(error))}") from error


def check_built_in() -> None:
    """Check graphkit's own file of patterns, as whoever mends one needs it.

    Raises
    ------
    DataError
        If something in it is not right; ``problems`` lists every fault with its group.

    Examples
    --------
    >>> check_built_in()
    """
    _refuse("events.toml", _pattern_faults(_toml("events.toml", read_data("events.toml"))))


def read_actors(path: str | Path) -> list[dict[str, str]]:
    """Return the rows of a file of actors (CSV), once everything in it is known to be right.

    Raises
    ------
    DataError
        If it is no CSV, lacks a column or has an unknown one, or a row has no id, no name, or an unknown kind;
        ``problems`` lists every fault with its row.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "mine.csv")
    >>> _ = path.write_text("id,kind,names\\nred-hand,armed-group,Red Hand\\n")
    >>> read_actors(path)[0]["names"]
    'Red Hand'
    """
    try:
        lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
        table = [(lines.line_num, row) for row in lines if any(map(str.strip, row))]
    except csv.Error as error:
        raise DataError(f"{shown_name(path)}: not CSV that can be read: {one_field(str(error))}") from error
    header = [name.strip() for name in table[0][1]] if table else []
    _refuse(path, _header_faults(header))
    rows = [dict(zip(header, map(str.strip, row), strict=False)) for _, row in table[1:]]
    kinds = {row["id"] for row in rows}
    faults = [
        Problem(shown_name(path), number, column, str(value), message)
        for (number, cells), row in zip(table[1:], rows, strict=True)
        for column, value, message in _row_faults(header, cells, row, kinds)
    ]
    if faults:
        raise DataError(faults)
    return rows


def _text(path: str | Path) -> str:
    from graphkit.extract.readers import load_bytes

    try:
        return load_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{shown_name(path)}: not UTF-8 text (byte {error.start}): save it as UTF-8") from error


def _refuse(path: str | Path, faults: _Found) -> None:
    problems = [Problem(shown_name(path), None, place, str(value), message) for place, value, message in faults]
    if problems:
        raise DataError(problems)


# patterns


def _pattern_faults(data: dict[str, Any]) -> _Found:
    yield from _unknown("", data, _GROUPS, "group")
    events = data.get("events", [])
    if not isinstance(events, list) or not all(isinstance(group, dict) for group in events):
        yield "events", _brief(events), "is not a list of groups: begin each with the line [[events]]"
        events = []
    for number, group in enumerate(events, 1):
        yield from _group_faults(f"events group {number}", group)
    for name, allowed in (("ties", _standing()), ("operators", _operators())):
        table = data.get(name, {})
        if not isinstance(table, dict):
            yield name, _brief(table), f"is not a table: begin it with the line [{name}]"
            continue
        yield from _unknown(name, table, allowed, "name")
        for key, text in table.items():
            yield from _phrase_faults(f"{name}, {key}", text)


def _group_faults(place: str, group: dict[str, Any]) -> _Found:
    """What is wrong with one group of patterns."""
    yield from _unknown(place, group, _KEYS, "key")
    types = load_ontology().types
    type_, mode = group.get("type"), group.get("mode", "")
    if not isinstance(type_, str) or (type_ and type_ not in types):
        found = "is missing" if type_ is None else f"'{_brief(type_)}' is not one of {', '.join(types)}"
        yield f"{place}, type", type_, f"{found}, or blank for acts that are no relation"
    elif mode and (not isinstance(mode, str) or not type_ or mode not in types[type_].modes):
        allowed = ", ".join(types[type_].modes) if type_ else ""
        yield f"{place}, mode", mode, f"'{_brief(mode)}' is not a mode of '{type_}': {allowed or 'it has none'}"
    on_state = group.get("on_state", "")
    if on_state and on_state not in list(types):
        yield f"{place}, on_state", on_state, f"'{_brief(on_state)}' is not one of {', '.join(types)}, or blank"
    for flag in ("mutual", "strict"):
        if not isinstance(group.get(flag, False), bool):
            yield f"{place}, {flag}", group[flag], f"'{_brief(group[flag])}' is not true or false"
    if not any(key in group for key in _PHRASES):
        yield place, "", f"has no patterns: write at least one of {', '.join(_PHRASES)}"
    for key in _PHRASES:
        if key in group:
            yield from _phrase_faults(f"{place}, {key}", group[key])


def _phrase_faults(place: str, text: object) -> _Found:
    """What is wrong with a list of phrases: each needs a word in base form first."""
    if not isinstance(text, str):
        yield place, _brief(text), "is not text: write the phrases between quotation marks, separated by commas"
        return
    lines = [line.strip().removesuffix(",") for line in text.splitlines() if line.strip()]
    if not lines:
        yield place, text, "has no phrase: write a verb or a noun in its base form"
    for phrase in (phrase.strip() for line in lines for phrase in line.split(",")):
        words = phrase.split()
        if not words:
            yield place, phrase, "has an empty phrase between two commas: take one of them out"
        elif "@{" in phrase:
            yield from _class_faults(place, phrase)
        elif not _WORD.fullmatch(words[0]) or not all(_WORD.fullmatch(w) for word in words for w in word.split("|")):
            allowed = (
                "write words in lower case and base form, and prepositions that may stand for one another as on|at"
            )
            yield place, phrase, f"'{_brief(phrase)}' is not a phrase: {allowed}"


def _class_faults(place: str, phrase: str) -> _Found:
    """What is wrong with the word classes of a phrase."""
    names, count = _CLASS.findall(phrase), 1
    if not names:
        yield place, phrase, f"'{_brief(phrase)}' is not a phrase: write a word class as @{{forces.ships}}"
    for name in names:
        try:
            count *= len(class_words(name))
        except ValueError as error:
            yield place, phrase, f"'{_brief(phrase)}': {error}"
    if count > _MOST:
        yield (
            place,
            phrase,
            f"'{_brief(phrase)}' stands for {count:,} phrases, more than {_MOST:,}: write fewer classes",
        )


def _unknown(place: str, found: Iterable[str], allowed: Iterable[str], what: str) -> _Found:
    for key in found:
        if key not in allowed:
            near = get_close_matches(key, list(allowed), 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            yield place, key, f"'{_brief(key)}' is not a {what}: {', '.join(allowed)} are{hint}"


def _brief(value: object) -> str:
    return one_field(str(value)[:60])


def _standing() -> tuple[str, ...]:
    return tuple(name for name, kind in load_ontology().types.items() if kind.standing)


@cache
def _operators() -> tuple[str, ...]:
    return tuple(tomllib.loads(read_data("events.toml"))["operators"])


# actors


def _header_faults(header: list[str]) -> _Found:
    yield from _unknown("header", [n for n in header if not n.startswith("extra:")], ACTOR_COLUMNS, "column")
    for name in header:
        if header.count(name) > 1:
            yield "header", name, f"'{_brief(name)}' is there twice"
            break
    if "id" not in header:
        yield "header", "", "the column id is missing"
    if "names" not in header and "name" not in header:
        yield "header", "", "the column names is missing"


def _row_faults(header: list[str], cells: list[str], row: dict[str, str], known: set[str]) -> _Found:
    """What is wrong with one row of actors."""
    if len(cells) > len(header) and any(map(str.strip, cells[len(header) :])):
        yield (
            "",
            "",
            f"has {len(cells)} cells, the header {len(header)}: put quotation marks around a cell with a comma",
        )
    checks: dict[str, tuple[Callable[[str], object], str]] = {
        "id": (_ID.fullmatch, "is not an id: write a short name without blanks, such as red-army, or KOR for a state"),
        "kind": (lambda cell: not cell or cell in KINDS, f"is not one of {', '.join(KINDS)}"),
        "state": (lambda cell: not cell or cell in known or _STATE.fullmatch(cell), "is not the code of a state: JPN"),
    }
    for column, (right, message) in checks.items():
        cell = row.get(column, "")
        if not right(cell):
            yield column, cell, f"'{_brief(cell)}' {message}"
    if row.get("kind") == "state" and not _STATE.fullmatch(row.get("id", "")):
        yield "id", row.get("id", ""), "of a state is not three capital letters, as in ISO 3166: KOR"
    if not any(part.strip() for part in f"{row.get('names', '')};{row.get('name', '')}".split(";")):
        yield "names", "", "is blank: write the names that texts use, separated by ';'"
