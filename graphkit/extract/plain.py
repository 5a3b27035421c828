"""Text in the one form that offsets count, and names and fields that are safe on one line."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from graphkit.control import visible

__all__ = ["one_field", "shown_name", "to_plain_text"]

_MAX_FIELD = 300
_HALVES = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")


def to_plain_text(text: str) -> str:
    r"""Return ``text`` in normal form C, with ``\n`` line ends, no byte order mark and no halves of letters.

    >>> to_plain_text("one\r\ntwo")
    'one\ntwo'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _whole(text))


def one_field(value: object) -> str:
    r"""Return a field of a file on one line, without control characters, not over the length of a title.

    >>> one_field("The\x07 Deal\n"), one_field(None)
    ('The Deal', '')
    """
    text = unicodedata.normalize("NFC", _whole(value[: 4 * _MAX_FIELD])) if isinstance(value, str) else ""
    return " ".join(_CONTROL.sub(" ", text).split())[:_MAX_FIELD].rstrip()


def shown_name(path: str | Path) -> str:
    r"""Return a file's name as it can be shown and stored: what is no letter of UTF-8 is written as ``\xff``.

    A byte of a name that is not UTF-8 keeps its value, so that the file can be found again; so do control
    characters and marks that change the direction of writing.

    >>> shown_name("folder/deal\udcff\x1b.txt")
    'deal\\xff\\x1b.txt'
    """
    return visible(Path(path).name, lines=False)


def _whole(text: str) -> str:
    """The text with halves of letters joined or replaced: some PDF files yield them, in pairs or alone."""
    if _HALVES.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
