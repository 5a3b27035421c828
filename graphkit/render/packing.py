"""Writes the record shorter before a page carries it; ``core/unpack.js`` reads it back to the same values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from graphkit.render.data import column_of, each

__all__ = ["packed_core", "packed_rest"]

#: What a document may have, each name a column; a document's language is most often English.
DOCUMENT = {
    "id": "",
    "title": "",
    "author": "",
    "publisher": "",
    "date": "",
    "url": "",
    "note": "",
    "retells": "",
    "kind": "",
}
LANGUAGE = "en"
#: So many words of a title in an address, one after the other, are told by their numbers.
RUN = 3
_WORDS = re.compile("[^a-z0-9]+")
_APOSTROPHES = re.compile("['\u2019.]")


def packed_core(core: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the first picture needs: small numbers as digits, ends of time counted from the beginnings."""
    relations = {**core["relations"], "until": _counted_from(core["relations"]["since"], core["relations"]["until"])}
    types = [{name: value for name, value in one.items() if name != "definition"} for one in core["types"]]
    return _digits({**core, "types": types, "relations": relations})


def packed_rest(rest: Mapping[str, Any], types: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return all else: documents as columns, rows of evidence counted, days of telling counted from the documents'."""
    evidence, documents = dict(rest["evidence"]), rest["documents"]
    where = each(evidence["document"])
    days = [None] * len(documents)
    for position, day in zip(where, each(evidence["said"]), strict=True):
        if position >= 0 and days[position] is None:
            days[position] = day
    evidence["said"] = _counted_from([days[one] if one >= 0 else None for one in where], evidence["said"])
    evidence["relation"] = _runs(evidence["relation"], len(rest["relations"]["id"]))
    columns = {**packed_documents(documents), "day": days}
    definitions = [one["definition"] for one in types]
    return _digits({**rest, "evidence": evidence, "documents": columns, "definitions": definitions})


def packed_documents(documents: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return documents as columns, with the words that an address has from its title told by their numbers.

    >>> packed_documents([{"id": "d", "title": "Kim's army at war", "url": "https://a.org/kims-army-at-war.html"}])["url"]
    ['https://a.org/{0-4}.html']
    """
    columns = {name: [one.get(name, blank) for one in documents] for name, blank in DOCUMENT.items()}
    columns["url"] = [_short(url, title) for url, title in zip(columns["url"], columns["title"], strict=True)]
    columns["language"] = ["" if (one := row.get("language", "")) == LANGUAGE else one or "-" for row in documents]
    return columns


def slug_words(title: str) -> list[str]:
    """Return the words of a title as addresses have them.

    >>> slug_words("Kim’s army: at war")
    ['kims', 'army', 'at', 'war']
    """
    return [word for word in _WORDS.split(_APOSTROPHES.sub("", title.lower())) if word]


def _short(url: str, title: str) -> str:
    """An address with the longest run of its title's words told by their numbers; a brace of its own is doubled."""
    words, best = slug_words(title), (0, RUN - 1)
    for first in range(len(words)):
        last = first + best[1] - best[0] + 1
        while last <= len(words) and "-".join(words[first:last]) in url:
            best = (first, last)
            last += 1
    run = "-".join(words[best[0] : best[1]])
    if best[1] - best[0] < RUN:
        return url.replace("{", "{}")
    before, _, after = url.partition(run)
    return f"{before.replace('{', '{}')}{{{best[0]}-{best[1]}}}{after.replace('{', '{}')}"


def _counted_from(starts: Any, values: Any) -> list[int | None]:
    """Each number less the one it is counted from, where both are known."""
    pairs = zip(each(starts), each(values), strict=True)
    return [value if start is None or value is None else value - start for start, value in pairs]


def _runs(numbers: Sequence[int], count: int) -> list[int]:
    """How many rows each of so many relations has, of rows that come relation by relation."""
    found = [0] * count
    for number, rows in groupby(numbers):
        found[number] = len(list(rows))
    return found


def _digits(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with each column of small numbers as a text of digits, and one that is all the same as that one."""
    tables = {name: record[name] for name in ("actors", "relations", "evidence", "documents") if name in record}
    short = {name: {key: _shortest(column) for key, column in table.items()} for name, table in tables.items()}
    return {**record, **short}


def _shortest(column: Any) -> Any:
    """One column, as short as can be."""
    found = column_of(column) if isinstance(column, list) else column
    if isinstance(found, list) and found and all(type(one) is int and 0 <= one <= 9 for one in found):
        return "".join(map(str, found))
    return found
