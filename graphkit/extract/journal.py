"""Append-only files of JSON lines: read to the letter, written whole, and never left half a line behind.

Only an unfinished last line, which an interruption leaves, is passed over, and that is said. Any other line that is not
what graphkit writes is an error with file and line: what a damaged journal means is for a person to decide.
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import stat
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any

from graphkit.dataset.storage import locked, made_folder, sync_folder, write_bytes
from graphkit.errors import DataError
from graphkit.extract.records import Proposal
from graphkit.model import STANCES, Actor, Affiliation, Document, Evidence, Relation, date_bounds
from graphkit.ontology import load_ontology

__all__ = ["DECISIONS", "NAME_DECISIONS", "Journal", "known_fields", "read_record", "writing"]

#: What may be decided of a proposal, and what a journal may say of a name.
DECISIONS = ("accept", "reject", "skip")
NAME_DECISIONS = ("merge", "separate")
_log = logging.getLogger(__name__)


class Journal:
    """One file of JSON lines.

    Parameters
    ----------
    path
        The file; it is made at the first line. Its name says what its lines must be.
    open_here
        Whether this process has the dataset's folder open (:func:`graphkit.dataset.storage.session`), and gives its
        threads turns itself: then a line need not wait for tables that are being written.

    Examples
    --------
    >>> import tempfile
    >>> journal = Journal(Path(tempfile.mkdtemp()) / "decisions.jsonl")
    >>> journal.append([{"at": "2024", "reviewer": "ann", "decision": "skip", "target": "a1"}])
    >>> [line["decision"] for line in journal.lines()]
    ['skip']
    """

    def __init__(self, path: Path, *, open_here: bool = False) -> None:
        self.path, self.open_here = path, open_here
        self._checked: tuple[int, ...] | None = None
        self._said: set[int] = set()

    def mark(self) -> tuple[int, ...]:
        """Return what tells whether the file is the one it was a moment ago."""
        try:
            found = self.path.stat()
        except OSError:
            return ()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the lines, each checked once.

        Raises
        ------
        DataError
            If a line other than an unfinished last one cannot be read.
        """
        mark = self.mark()
        check = _CHECKS.get(self.path.name, _anything) if mark != self._checked else _anything
        for number, line in enumerate(self._raw(), 1):
            try:
                found = parse(line, first=number == 1)
                check(found)
            except (ValueError, RecursionError) as error:
                if not line.endswith(b"\n"):
                    self._say_unfinished(number)
                    return
                raise DataError(
                    f"{self.path} line {number}: {_sentence(error)}; nothing was changed: bring the file back from a "
                    "copy, or take that line out"
                ) from error
            yield found
        self._checked = mark

    def _raw(self) -> Iterator[bytes]:
        """The bytes of each line."""
        try:
            mode = self.path.stat().st_mode
            if not stat.S_ISREG(mode):
                raise DataError(f"{self.path} is {'a folder' if stat.S_ISDIR(mode) else 'no file'}: move it away")
            with self.path.open("rb") as file:
                yield from file
        except FileNotFoundError:
            return
        except OSError as error:
            raise DataError(f"{self.path} cannot be read: {error.strerror or error}") from error

    def _say_unfinished(self, number: int) -> None:
        """Say once that a line was cut short."""
        if number not in self._said:
            self._said.add(number)
            said = "%s line %d: the last line is unfinished, as an interruption leaves it: left out"
            _log.warning(said, self.path, number)

    def append(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Add lines, whole and on the disk before this returns; when that fails, none is there.

        Raises
        ------
        DataError
            If the file cannot be written, or another process goes on writing.
        """
        data = as_bytes(lines)
        if not data:
            return
        with writing(self.path.parent, open_here=self.open_here):
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise DataError(f"{self.path}: cannot be written ({error.strerror or error})") from error
            try:
                self._write(handle, data)
            finally:
                os.close(handle)

    def rewrite(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Make the file anew of some lines: at any moment it is the old one or the new one, whole.

        Raises
        ------
        DataError
            If it cannot be written; then it has not changed.
        """
        with writing(self.path.parent, open_here=self.open_here):
            try:
                write_bytes(self.path, as_bytes(lines))
                sync_folder(self.path.parent)
            except OSError as error:
                raise DataError(f"{self.path}: cannot be written ({error.strerror or error})") from error

    def _write(self, handle: int, data: bytes) -> None:
        """Write at the end; what does not fit is taken back."""
        end, closed = self._end(handle)
        try:
            os.ftruncate(handle, end)
            os.lseek(handle, end, os.SEEK_SET)
            view = memoryview(data if closed else b"\n" + data)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        except BaseException as error:
            os.ftruncate(handle, end)
            if isinstance(error, OSError):
                raise DataError(f"{self.path}: cannot be written ({error.strerror or error})") from error
            raise

    def _end(self, handle: int) -> tuple[int, bool]:
        """Where the whole lines end, and whether with a line feed: one that was cut short is written over."""
        size = os.fstat(handle).st_size
        if not size:
            return 0, True
        with os.fdopen(os.dup(handle), "rb") as file:
            begin = _last_line(file, size)
            file.seek(begin)
            line = file.read()
        if line.endswith(b"\n"):
            return size, True
        try:
            _CHECKS.get(self.path.name, _anything)(parse(line, first=begin == 0))
        except (ValueError, RecursionError):
            return begin, True
        return size, False

    def after(self, lines: Iterable[Mapping[str, Any]]) -> bytes:
        """Return what the whole file is once lines are added: for writing it together with others."""
        old = b"".join(line if line.endswith(b"\n") else line + b"\n" for line in self._whole())
        return old + as_bytes(lines)

    def _whole(self) -> Iterator[bytes]:
        """The bytes of each line that is whole."""
        for line in self._raw():
            if not line.endswith(b"\n"):
                try:
                    parse(line)
                except (ValueError, RecursionError):
                    return
            yield line


def writing(folder: Path, *, open_here: bool = False) -> contextlib.AbstractContextManager[None]:
    """Return the right to write a folder of journals: that of the dataset around one called ``review`` or ``edit``.

    Raises
    ------
    DataError
        If the folder cannot be made.
    """
    made_folder(folder)
    if open_here:
        return contextlib.nullcontext()
    return locked(folder.parent if folder.name in ("review", "edit") else folder)


def as_bytes(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Return lines as they stand in the file."""
    return b"".join(json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n" for line in lines)


def _last_line(file: typing.BinaryIO, size: int) -> int:
    """Where the last line of a file begins."""
    at, step = size - 1, 1 << 16  # the last byte itself may be a line feed
    while at > 0:
        begin = max(0, at - step)
        file.seek(begin)
        found = file.read(at - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        at = begin
    return 0


def parse(line: bytes, *, first: bool = False) -> dict[str, Any]:
    """Return one line as an object.

    Raises
    ------
    ValueError
        If it is none; the message says why.
    """
    try:
        text = line.decode("utf-8-sig" if first else "utf-8")
        found = json.loads(text, parse_constant=_no_number, parse_float=_number)
    except UnicodeDecodeError as error:
        raise ValueError(f"byte 0x{line[error.start]:02x} is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg} at character {error.pos + 1})") from error
    if not isinstance(found, dict):
        raise ValueError(f"it is {_called(found)}, not an object")
    return _paired(found) if "\\ud" in text.lower() else found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _number(word: str) -> float:
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(f"{word[:40]} is too large a number")
    return number


def _paired(value: Any) -> Any:
    """A value without halves of characters, which no file could take."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_paired(part) for part in value]
    return {_paired(key): _paired(part) for key, part in value.items()} if isinstance(value, dict) else value


def _sentence(error: Exception) -> str:
    """What is wrong, in words."""
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return str(error) or "it is not what graphkit writes"


# --- what a line must be -----------------------------------------------------------------------


_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


def _called(value: Any) -> str:
    return "null" if value is None else _NAMES.get(type(value), "something else")


def _need(entry: Mapping[str, Any], name: str, *kinds: type | None) -> Any:
    """A value of an object, which must be of one of some kinds; ``None`` among them: it may be absent."""
    value = entry.get(name)
    if value is None and (None in kinds):
        return None
    if name not in entry:
        raise ValueError(f"'{name}' is missing")
    if type(value) not in kinds:
        allowed = " or ".join(_NAMES[kind] for kind in kinds if kind is not None)
        raise ValueError(f"'{name}' is {_called(value)}, not {allowed}")
    return value


@cache
def _shape(record: type) -> tuple[tuple[str, bool, frozenset[type], bool], ...]:
    """For each field of a record: its name, whether it must be there, what it may be, whether it is a list of text."""
    hints = typing.get_type_hints(record)
    shape = []
    for part in fields(record):
        if part.name == "extra":  # columns of a person's own are none of a proposal's
            continue
        hint = hints[part.name]
        options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
        kinds = {option for option in options if isinstance(option, type) and not typing.get_origin(option)}
        words = typing.get_origin(hint) is tuple and typing.get_args(hint)[0] is str
        kinds |= {list} if typing.get_origin(hint) is tuple else set()
        kinds |= {dict} if typing.get_origin(hint) not in (None, tuple, types.UnionType) else set()
        kinds |= {int} if float in kinds else set()
        needed = part.default is MISSING and part.default_factory is MISSING
        shape.append((part.name, needed, frozenset(kinds), words))
    return tuple(shape)


def _need_record(record: type, values: Any, what: str) -> None:
    """Raise when an object has not the fields of a record; fields that are not known are a newer program's."""
    if not isinstance(values, dict):
        raise ValueError(f"'{what}' is {_called(values)}, not an object")
    for name, needed, kinds, words in _shape(record):
        if name not in values:
            if needed:
                raise ValueError(f"'{name}' of '{what}' is missing")
            continue
        value = values[name]
        if type(value) not in kinds:
            allowed = " or ".join(sorted(_NAMES.get(kind, "null") for kind in kinds))
            raise ValueError(f"'{name}' of '{what}' is {_called(value)}, not {allowed}")
        if words and not all(isinstance(part, str) for part in value):
            raise ValueError(f"'{name}' of '{what}' is not a list of text")


def _need_proposal(values: Any, what: str) -> None:
    _need_record(Proposal, values, what)
    kinds = load_ontology().types
    if values["type"] not in kinds and not values["type"].startswith("x:"):
        raise ValueError(f"type '{values['type'][:40]}' is not one of {', '.join(kinds)}")
    if values.get("stance", STANCES[0]) not in STANCES:
        raise ValueError(f"stance '{values['stance'][:40]}' is not one of {', '.join(STANCES)}")
    date_bounds(values.get("date", ""))


def _extracted(line: Mapping[str, Any]) -> None:
    """Raise when a line is not a document with its proposals."""
    _need_record(Document, line.get("document"), "document")
    date_bounds(line["document"].get("date", ""))
    _need(line, "file_sha256", str)
    _need(line, "coder", str)
    _need(line, "copy", bool, None)
    for item in _need(line, "items", list):
        if not isinstance(item, dict):
            raise ValueError(f"a proposal is {_called(item)}, not an object")
        for name, kind in (("id", str), ("context", str), ("context_start", int), ("responds_to", str)):
            _need(item, name, kind)
        _need_proposal(item.get("proposal"), "proposal")
        for denial in _need(item, "denials", list, None) or ():
            _need_proposal(denial, "denials")


def _decision(line: Mapping[str, Any]) -> None:
    """Raise when a line is not a decision."""
    for name in ("at", "reviewer", "decision", "target"):
        _need(line, name, str)
    allowed = (*DECISIONS, *NAME_DECISIONS, "undo")
    if line["decision"] not in allowed:
        raise ValueError(f"decision '{line['decision'][:40]}' is not one of {', '.join(allowed)}")
    changes = _need(line, "changes", dict, None) or {}
    if not all(isinstance(value, str) for value in changes.values()):
        raise ValueError("'changes' is not an object of text")
    _need(line, "reading", str, None)
    if line["decision"] == "merge":
        _need(changes, "into", str)


def _joined(line: Mapping[str, Any]) -> None:
    """Raise when a line is not what a proposal put into a dataset."""
    _need(line, "item", str)
    made = line.get("made", ...)
    if made is None:
        return
    if not isinstance(made, dict):
        raise ValueError("'made' is missing" if made is ... else f"'made' is {_called(made)}, not an object")
    if made.get("relation") is not None:
        _need_record(Relation, made["relation"], "relation")
    _need_record(Evidence, made.get("evidence"), "evidence")
    _need(made, "document", str)
    if not all(isinstance(name, str) for name in _need(made, "actors", list)):
        raise ValueError("'actors' is not a list of text")
    _need(made, "by", str, None)
    _need(made, "again", int, None)
    if not all(isinstance(value, str) for value in (_need(made, "names", dict, None) or {}).values()):
        raise ValueError("'names' is not an object of text")
    for name, record in (("denials", Evidence), ("affiliations", Affiliation), ("new_actors", Actor)):
        for values in _need(made, name, list, None) or ():
            _need_record(record, values, name)
    if made.get("new_document") is not None:
        _need_record(Document, made["new_document"], "new_document")


def _anything(_: Mapping[str, Any]) -> None:
    """Let every line be."""


_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
    "extracted.jsonl": _extracted,
    "decisions.jsonl": _decision,
    "joined.jsonl": _joined,
}


# --- records -----------------------------------------------------------------------------------


def known_fields(record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that the record has a field for: a journal may be older or newer than the program."""
    return {name: values[name] for name, *_ in _shape(record) if name in values}


def read_record(record: type, values: Mapping[str, Any]) -> Any:
    """Return a record of the dataset from a line; lists are tuples again, what the line lacks is blank."""
    return record(**{name: _tupled(value) for name, value in known_fields(record, values).items()})


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value
