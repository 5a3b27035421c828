"""Reads the text of a view, which is what the page's address holds, and says in one sentence what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from graphkit.render.view_keys import ViewKey, view_keys

__all__ = ["Known", "read_state", "selection_in", "selection_keys", "state_text"]

FACETS = ("kind", "type", "status", "speaker", "document", "bloc")
SELECTING = ("actor", "relation", "link")


class Known:
    """What a view's text may name: the actors, relations and groups of one page."""

    def __init__(self, actors: Container[str], relations: Container[str], groups: int = 0) -> None:
        self.actors = actors
        self.relations = relations
        self.groups = groups

    def group(self, value: str) -> int:
        """Return the number of the group that an id such as ``group:3`` means, from 1; 0 when there is none."""
        match = re.fullmatch(r"group:([1-9]\d{0,6})", value, re.A)
        return int(match[1]) if match and int(match[1]) <= self.groups else 0

    def actor(self, value: str) -> str:
        """Say what is wrong with the id of one actor or group; blank when nothing is."""
        fine = value in self.actors or self.group(value)
        return "" if fine else f"'{value}' is not the id of an actor in this map"

    def several(self, value: str) -> str:
        """The same of ids with a space between."""
        return next(filter(None, map(self.actor, value.split())), "")

    def opened(self, value: str) -> str:
        """The same of the numbers of groups."""
        odd = next((one for one in value.split() if not self.group(f"group:{one}")), None)
        return "" if odd is None else f"'{odd}' is not the number of a group in this map"

    def link(self, value: str) -> str:
        """The same of two ids."""
        return self.several(value) if len(value.split()) == 2 else f"'{value}' is not the ids of two actors"

    def relation(self, value: str) -> str:
        """The same of a relation's id."""
        return "" if value in self.relations else f"'{value}' is not the id of a relation in this map"

    def answers(self, value: str) -> str:
        """The same of a relation's id, or nothing: the list to choose from."""
        return self.relation(value) if value else ""

    def path(self, value: str) -> str:
        """The same of a path's two ends, what it leads through, and which one it is."""
        ends = [one for one in value.split()[:3] if one != "-"]
        shaped = re.fullmatch(r"\S+ \S+ \S+ (shortest|strongest|timed) \d{1,6}", value)
        return self.several(" ".join(ends)) if shaped else f"'{value}' is not a path such as 'KOR PRK - shortest 0'"

    def pins(self, value: str) -> str:
        """The same of actors moved by hand."""
        pattern = next(key.pattern for key in view_keys() if key.form == "pins")
        places = [re.fullmatch(pattern, one, re.A) for one in value.split("|")]
        if None in places:
            return f"'{value}' is not actors and places such as 'PRK 10 -20|RUS 0 0'"
        return self.several(" ".join(place[0].split()[0] for place in places if place))


def read_state(text: str, known: Known) -> dict[str, str]:
    """Return the keys and values of a view's text; what stands before a ``#`` is passed over.

    Raises
    ------
    ValueError
        If a key does not exist or its value says nothing: the sentence names both.

    Examples
    --------
    >>> read_state("#since=2024-10-01&link=PRK+RUS", Known({"PRK", "RUS"}, ()))
    {'since': '2024-10-01', 'link': 'PRK RUS'}
    >>> read_state("since=October", Known((), ()))
    Traceback (most recent call last):
    ValueError: view_state since: 'October' is not a day such as 2024-10-28
    """
    fields: dict[str, str] = {}
    for key, value in parse_qsl(text.rpartition("#")[2], keep_blank_values=True):
        fields.setdefault(key, value)
    keys = {key.name: key for key in view_keys()}
    for key, value in fields.items():
        if key not in keys:
            raise ValueError(f"view_state: '{_short(key)}' is not one of {', '.join(keys)}")
        wrong = _check(keys[key], known)(value)
        if wrong:
            raise ValueError(f"view_state {key}: {_short(wrong)}")
    return fields


def state_text(fields: Mapping[str, str]) -> str:
    """Return keys and values as a view's text.

    >>> state_text({"link": "PRK RUS"})
    'link=PRK+RUS'
    """
    return urlencode(fields)


def selection_in(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return what a view has selected: one actor, relation or link, or nothing.

    >>> selection_in({"link": "PRK RUS", "table": "links"})
    {'link': ('PRK', 'RUS')}
    """
    for key in SELECTING:
        if key in fields:
            return {key: tuple(fields[key].split()) if key == "link" else fields[key]}
    return {}


def selection_keys(fields: Mapping[str, str], selection: Mapping[str, Any]) -> dict[str, str]:
    """Return a view's keys with something else selected; what stands only for the old selection goes with it.

    >>> selection_keys({"since": "2024-10-01", "actor": "RUS", "focus": "1"}, {"link": ("PRK", "RUS")})
    {'since': '2024-10-01', 'link': 'PRK RUS'}
    """
    stale = (*SELECTING, "focus", "answers", "by", "to", "step", "within", "path", "story")
    kept = {key: value for key, value in fields.items() if key not in stale}
    return kept | {key: " ".join(value) if key == "link" else value for key, value in selection.items()}


def _check(key: ViewKey, known: Known) -> Callable[[str], str]:
    """What says what is wrong with a value of a key, or nothing: one line for each form of ``view_state.toml``."""
    if key.form in ("number", "days-ahead"):
        return _between(*map(int, key.values))
    checks: dict[str, Callable[[str], str]] = {
        "day": _day,
        "switch": _like("[01]", "0 or 1"),
        "entries": _hidden,
        "actors": known.several,
        "groups": known.opened,
        "word": _like(
            "|".join([*map(str, key.values), "1"] if key.values[1:] else map(str, key.values)), _either(key.values)
        ),
        "selected-actor": known.actor,
        "selected-link": known.link,
        "selected-relation": known.relation,
        "answers": known.answers,
        "party": known.actor,
        "path": known.path,
        "pins": known.pins,
        "story": _like(key.pattern, "a story and a step such as 1.2"),
        "camera": _like(key.pattern, "a place and a scale such as '0 0 1.5'"),
    }
    return checks[key.form]


def _between(least: int, most: int) -> Callable[[str], str]:
    """A check that a value is a whole number within bounds."""
    words = _either(range(least, most + 1)) if most < 10 else f"a whole number from {least} to {most}"

    def check(value: str) -> str:
        fine = re.fullmatch(r"\d{1,9}", value, re.A) and least <= int(value) <= most
        return "" if fine else f"'{value}' is not {words}"

    return check


def _either(values: Iterable[object]) -> str:
    """Some values as a sentence has them: ``0, 1 or 2``."""
    return " or ".join(", ".join(map(str, values)).rsplit(", ", 1))


def _like(pattern: str, words: str) -> Callable[[str], str]:
    """A check that a value has a form."""
    return lambda value: "" if re.fullmatch(pattern, value, re.A) else f"'{value}' is not {words}"


def _day(value: str) -> str:
    """Say what is wrong with a day."""
    try:
        return "" if date.fromisoformat(value).isoformat() == value else f"'{value}' is not a day such as 2024-10-28"
    except ValueError:
        return f"'{value}' is not a day such as 2024-10-28"


def hidden_in(value: str) -> list[str] | None:
    """Return what a value of ``hide`` lists; None when it cannot be read.

    >>> hidden_in('["type:ACCUSE"]'), hidden_in("type:ACCUSE kind:media"), hidden_in("[")
    (['type:ACCUSE'], ['type:ACCUSE', 'kind:media'], None)
    """
    if not value.startswith("["):
        return [one for one in re.split("[ ,]+", value) if one]
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if all(isinstance(one, str) for one in found) else None


def _hidden(value: str) -> str:
    """Say what is wrong with a list of what is filtered out."""
    entries = hidden_in(value)
    if entries is None:
        return f"'{value}' is not a JSON list such as [\"status:denied\"]"
    odd = next((one for one in entries if one.partition(":")[0] not in FACETS), None)
    return "" if odd is None else f"'{odd}' does not begin with {', '.join(f'{one}:' for one in FACETS)}"


def _short(text: str) -> str:
    """Without line breaks, and no longer than can be read in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:300]}…"
