"""A language model's reply to relations: what is whole in it is kept, whatever stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

__all__ = ["LONGEST_REPLY", "Reply", "read_reply"]

#: Characters of a reply that are looked at.
LONGEST_REPLY = 1_000_000
_LONGEST_ITEM = 20_000
_MOST_ITEMS = 200  # of a passage of 4,000 letters
_MOST_LISTS = 10
_MOST_NESTED = 40  # brackets in what is mended, for that takes long when they are many
_THOUGHT = re.compile(r"<(/?)think(?:ing)?>")
_LIST = re.compile(r"""["'“”]?relations["'“”]?\s{0,40}:\s{0,40}\[""")
_ITEM_BEGINS = re.compile(r"""\{\s{0,40}["'“”]?[a-z_]{1,40}["'“”]?\s{0,40}:""")


@dataclass(frozen=True, slots=True)
class Reply:
    """The relations of a reply; ``odd`` of its entries could not be read, ``broken`` says that it stops midway."""

    relations: tuple[Mapping[str, Any], ...]
    odd: int = 0
    broken: bool = False


def read_reply(reply: str) -> Reply:
    r"""Return the relations of a reply.

    Words around the JSON, a code fence and thoughts are passed over; an entry that is no relation is counted, one with
    wrong quotation marks or a comma too many is mended (by the library json_repair), and of a reply that stops midway
    the entries before that are kept.

    Parameters
    ----------
    reply
        What the model said.

    Raises
    ------
    ValueError
        If there is nothing to use in it; the message says why.

    Examples
    --------
    >>> read_reply('Sure! {"relations": [{"type": "AID"}, 7, {"type": "A')
    Reply(relations=({'type': 'AID'},), odd=1, broken=True)
    """
    body = _without_thoughts(reply[:LONGEST_REPLY]).strip()
    whole = _whole(body)
    if whole is None:
        whole = _scanned(body)
    if whole.odd and not whole.relations:
        raise ValueError("nothing in its list 'relations' is an object with the keys asked for")
    return whole


def _without_thoughts(reply: str) -> str:
    """The reply behind what the model thought before; the beginning of a thought may be left out, its end may not."""
    parts: list[str] = []
    at = depth = 0
    for mark in _THOUGHT.finditer(reply):
        if mark[1]:
            if not depth:
                parts = []  # all before was one
            at, depth = mark.end(), 0
        elif not depth:
            parts.append(reply[at : mark.start()])
            depth = 1
    return "".join(parts) + ("" if depth else reply[at:])


def _whole(body: str) -> Reply | None:
    """The relations of a reply that is JSON as asked, or a list of them; None for any other."""
    fenced = body.removeprefix("```").removeprefix("json").removesuffix("```")
    try:
        found = json.loads(fenced)
        found = json.loads(found) if isinstance(found, str) else found
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and "sentence" in found:
        return Reply((found,))
    if isinstance(found, dict) and "relations" not in found and len(found) == 1:
        found = next(iter(found.values()))  # the whole under a name of its own
    if isinstance(found, dict):
        found = found.get("relations")
    if isinstance(found, list):
        return _sorted(found)
    raise ValueError("it is not an object with a list 'relations'")


def _sorted(entries: list[Any]) -> Reply:
    kept = tuple(entry for entry in entries if isinstance(entry, dict))[:_MOST_ITEMS]
    return Reply(kept, len(entries) - len(kept))


def _scanned(body: str) -> Reply:
    """The relations found one by one in a reply that is no JSON: of several lists, those of the last that has any."""
    begins = list(islice(_LIST.finditer(body), _MOST_LISTS)) or list(islice(_ITEM_BEGINS.finditer(body), 1))
    if not begins:
        raise ValueError("it is not JSON")
    empty: Reply | None = None
    for each in reversed(begins):
        try:
            found = _from(body, each)
        except ValueError:
            continue
        if found.relations or found.odd:
            return found
        empty = found
    if empty is None:
        raise ValueError("it stops midway")
    return empty


def _from(body: str, begins: re.Match[str]) -> Reply:
    """The relations from the beginning of a list, or of its first entry."""
    listed = begins[0].endswith("[")
    at = begins.end() if listed else begins.start()
    found: list[Mapping[str, Any]] = []
    odd, closed = 0, not listed
    for entry in _entries(body, at):
        closed = closed or entry is _CLOSED
        if isinstance(entry, dict):
            found.append(entry)
        elif entry is not _CLOSED:
            odd += 1
        if len(found) + odd >= _MOST_ITEMS:
            break
    if not found and not odd and not (listed and closed):
        raise ValueError("it stops midway")
    return Reply(tuple(found), odd, not closed)


_CLOSED = object()
_ODD = object()


def _entries(body: str, at: int) -> Iterator[object]:
    """The entries of a list: objects, something odd, or the end of the list; none for what stops midway."""
    while at < len(body):
        if body[at] == "{":
            found = _object(body, at)
            if found is None:
                return
            entry, at = found
            yield entry
        elif body[at] == "]":
            yield _CLOSED
            return
        elif body[at] in " \t\r\n,":
            at += 1
        else:
            ends = re.compile(r"[,{\]]").search(body, at + 1)
            if ends is None:
                return
            at = ends.start()
            yield _ODD


def _object(body: str, at: int) -> tuple[object, int] | None:
    """The object that begins at a place and where it ends, None when it does not end."""
    try:
        found, end = json.JSONDecoder().raw_decode(body, at)
    except (ValueError, RecursionError):
        ends = re.compile(r"\}(?=\s*(?:[,\]}]|\Z))").search(body, at, at + _LONGEST_ITEM)
        if ends is None:
            return None
        return _mended(body[at : ends.end()]), ends.end()
    return found, end


def _mended(words: str) -> object:
    """An object that is not quite JSON, by a kept library that mends quotation marks and commas."""
    from json_repair import loads

    if words.count("{") + words.count("[") > _MOST_NESTED:
        return _ODD
    try:
        found = loads(words)
    except (ValueError, RecursionError):
        return _ODD
    return found if isinstance(found, dict) and found else _ODD
