"""A language model's reply to relations: what is whole in it is kept, whatever stands around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["LONGEST_REPLY", "Reply", "read_reply"]

#: Characters of a reply that are looked at.
LONGEST_REPLY = 1_000_000
_LONGEST_ITEM = 20_000
_MOST_ITEMS = 500
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_LIST = re.compile(r"""["'“”]?relations["'“”]?\s*:\s*\[""")
_ITEM_BEGINS = re.compile(r"""\{\s*["'“”]?[a-z_]+["'“”]?\s*:""")


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
    body = _THOUGHT.sub("", reply[:LONGEST_REPLY]).strip()
    whole = _whole(body)
    if whole is None:
        whole = _scanned(body)
    if whole.odd and not whole.relations:
        raise ValueError("nothing in its list 'relations' is an object with the keys asked for")
    return whole


def _whole(body: str) -> Reply | None:
    """The relations of a reply that is JSON as asked, or a list of them; None for any other."""
    fenced = re.sub(r"\A```(?:json)?\s*|\s*```\Z", "", body)
    try:
        found = json.loads(fenced)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and isinstance(found.get("relations"), list):
        return _sorted(found["relations"])
    if isinstance(found, dict) and "sentence" in found:
        return Reply((found,))
    if isinstance(found, list) and found:
        return _sorted(found)
    raise ValueError("it is not an object with a list 'relations'")


def _sorted(entries: list[Any]) -> Reply:
    kept = tuple(entry for entry in entries if isinstance(entry, dict))[:_MOST_ITEMS]
    return Reply(kept, len(entries) - len(kept))


def _scanned(body: str) -> Reply:
    """The relations found one by one in a reply that is no JSON as it stands."""
    begins = _LIST.search(body) or _ITEM_BEGINS.search(body)
    if begins is None:
        raise ValueError("it is not JSON")
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
        if len(found) >= _MOST_ITEMS:
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

    try:
        found = loads(words)
    except (ValueError, RecursionError):
        return _ODD
    return found if isinstance(found, dict) and found else _ODD
