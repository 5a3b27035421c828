"""The careful reader: one row at a time, nothing padded, nothing cut, every bad row named with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from graphkit.events.formats import Layout
from graphkit.reading import Rejects
from graphkit.words import counted

__all__ = ["count_in", "first_line", "has_comments", "read_rows", "texts_of"]

#: A quoted field may run over so many lines; beyond that the quote that opened it is a fault of its line.
MAX_RECORD_LINES = 1000
#: How TABARI writes what its file is about, among the events of a file that may have comments.
_NOTE = re.compile(r"\d{6}\tDOC\tDOC\t999(\t|$)")


def first_line(path: Path, comment: str = "", *, quoted: bool = False) -> str:
    """Return the first line of a UTF-8 file that is neither blank nor a comment, without its end.

    Where other lines follow, one that a comment ends does not count: it may lack fields. Where fields are ``quoted``
    the lines that belong to the same row are a part of it.
    """
    found = ""
    lines = _lines(path)
    for _, line in lines:
        if quoted and line:
            row, _ = _whole_row(line, lambda: next(lines, None))
            return line if row.count('"') % 2 else row
        if comment and not _cut(line, comment, "\t"):
            continue
        if line and not (comment and "\t" + comment in line.replace(" ", "")):
            return line
        found = found or line
    return _cut(found, comment, "\t")


def has_comments(path: Path, comment: str) -> bool:
    """Whether a field of a file begins with the sign of a comment, or a line is a note of TABARI's."""
    if not comment:
        return False
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(1 << 20) + file.readline(), b"")
        if not any(comment.encode() in block or b"\tDOC\tDOC\t999" in block for block in blocks):
            return False
    return any(_cut(line, comment, "\t") != line for _, line in _lines(path))


def count_in(path: Path, sign: str) -> int:
    """Return how often a sign occurs in a UTF-8 file."""
    with path.open("rb") as file:
        return sum(block.count(sign.encode()) for block in iter(lambda: file.read(1 << 20) + file.readline(), b""))


def _cut(line: str, comment: str, separator: str) -> str:
    """A line without the comment at its end: what begins a field, or follows a blank, with the sign of a comment.

    Nothing is left of a note of TABARI's.
    """
    if not comment:
        return line
    if _NOTE.match(line):
        return ""
    if comment not in line:
        return line
    fields = line.split(separator)
    for number, field in enumerate(fields):
        if field.lstrip().startswith(comment):
            return separator.join(fields[:number]).rstrip()
    head, sign, _ = fields[-1].partition(" " + comment)
    return separator.join([*fields[:-1], head]).rstrip() if sign else line


def read_rows(path: Path, layout: Layout, rejects: Rejects, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of every good row; a bad one goes to ``rejects`` with its line, reason and text.

    Blank lines and comments are no rows. A field may hold a carriage return; a row with a NUL is bad.
    """
    rows = _quoted(path, layout, rejects, name) if layout.quoted else _plain(path, layout)
    skip_header = layout.header
    for line, text, fields in rows:
        if skip_header:
            skip_header = False
        elif "\x00" in text:
            rejects.add(name, line, "holds a NUL byte", text)
        elif layout.comment and layout.least <= len(fields) < layout.width and _cut(text, layout.comment, "\t") != text:
            yield line, fields + [""] * (layout.width - len(fields))  # the comment stands where they would
        elif len(fields) != layout.width and not (layout.notes and len(fields) >= layout.least):
            rejects.add(name, line, f"has {counted(len(fields), 'field')} instead of {layout.width}", text)
        else:
            yield line, fields


def texts_of(path: Path, wanted: set[int]) -> dict[int, str]:
    """Return the text of some lines of a file, by number."""
    return {number: line for number, line in _lines(path) if number in wanted} if wanted else {}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; only a line feed ends one, with or without a carriage return before it."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            yield number, raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8")


def _plain(path: Path, layout: Layout) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a file without quoting: a line is a row."""
    for number, line in _lines(path):
        kept = _cut(line, layout.comment, layout.separator)
        if kept:
            yield number, line, kept.split(layout.separator)


def _whole_row(line: str, take: Callable[[], tuple[int, str] | None]) -> tuple[str, list[tuple[int, str]]]:
    """A line with those after it up to where every quote is closed, or as far as it goes; and which it took."""
    record = line
    taken: list[tuple[int, str]] = []
    while record.count('"') % 2 and len(taken) < MAX_RECORD_LINES and (more := take()) is not None:
        taken.append(more)
        record += "\n" + more[1]
    return record, taken


def _quoted(path: Path, layout: Layout, rejects: Rejects, name: str) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a file with quoting: a row ends where every quote is closed.

    A row that cannot be read so costs its first line only: reading goes on at the line after it, so that one stray
    quote swallows nothing.
    """
    source = _lines(path)
    waiting: list[tuple[int, str]] = []  # lines read ahead for a row that proved bad

    def take() -> tuple[int, str] | None:
        return waiting.pop(0) if waiting else next(source, None)

    while (here := take()) is not None:
        number, text = here
        if not text:
            continue
        if '"' not in text:
            yield number, text, text.split(layout.separator)
            continue
        record, taken = _whole_row(text, take)
        fields = _fields(record, layout)
        if fields is not None and (len(fields) == layout.width or not taken):
            yield number, record, fields
            continue
        waiting[:0] = taken
        rejects.add(name, number, "its quotes do not pair up", text)


def _fields(record: str, layout: Layout) -> list[str] | None:
    """The fields of one row, or None where its quotes are at fault."""
    if record.count('"') % 2:
        return None
    try:
        rows = list(csv.reader([record], delimiter=layout.separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
