"""The texts of documents: read in one form, known by their SHA-256, and spans that lie outside them."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.dataset.cells import Table
from graphkit.dataset.files import file_bytes
from graphkit.errors import DataError, Problem
from graphkit.model import Document

__all__ = ["paragraph_starts", "read_text", "text_problems", "text_sha256", "texts_of"]


def read_text(path: str | Path, *, most: int | None = None) -> str:
    """Return a plain text file as documents are counted: UTF-8, NFC, line feeds as line ends.

    Raises
    ------
    DataError
        If the file is not UTF-8.
    OSError
        If it cannot be read, is no regular file, or has more than ``most`` bytes.
    """
    try:
        text = file_bytes(path, most=most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"'{path}' is not UTF-8 text (byte {error.start}): save it as UTF-8") from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraph_starts(text: str) -> tuple[int, ...]:
    """Return where each paragraph of a text begins: every line that is not blank is one.

    Examples
    --------
    >>> paragraph_starts("One.\\n\\nTwo.\\n")
    (0, 6)
    """
    return tuple(match.start() for match in re.finditer(r"[^\n]*\S[^\n]*", text))


def text_sha256(text: str) -> str:
    """Return the SHA-256 by which a document's text is known.

    >>> text_sha256("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def texts_of(documents: Iterable[Document], folder: str | Path) -> dict[str, str]:
    """Return the texts in a folder that belong to documents, by document id.

    A text belongs to a document when its SHA-256 is the document's, whatever the file is called.
    Files that are not UTF-8 text, cannot be read, or are larger than 64 MB, belong to none.

    Raises
    ------
    DataError
        If the folder itself cannot be read.
    """
    wanted: dict[str, list[str]] = {}
    for document in documents:
        wanted.setdefault(document.sha256, []).append(document.id)
    found: dict[str, str] = {}
    try:
        os.scandir(folder).close()
    except (OSError, ValueError) as error:
        raise DataError(f"the folder '{folder}' cannot be read: {getattr(error, 'strerror', None) or error}") from error
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix in (".csv", ".json"):
            continue
        try:
            text = read_text(path, most=64_000_000)
        except (DataError, OSError):
            continue
        found |= dict.fromkeys(wanted.get(text_sha256(text), ()), text)
    return found


def text_problems(tables: Mapping[str, Table], folder: Path, documents: Path | None) -> Iterator[Problem]:
    """A problem for each text that is not the one its document names, and each span outside its text."""
    table = tables["documents"]
    texts: dict[str, str] = {}
    columns = (table.columns[name] for name in ("id", "file", "sha256"))
    for row, key, file, sha256 in zip(table.rows, *columns, strict=True):
        if not file.endswith((".txt", ".md")) or not Path(file).suffix or ".." in Path(file).parts:
            continue
        try:
            texts[key] = read_text(folder / file)
        except OSError:  # not here: the text may be anywhere, or nowhere
            continue
        except DataError as error:
            yield Problem(table.file, row, "file", file, str(error))
            continue
        if sha256 and text_sha256(texts[key]) != sha256:
            message = f"the SHA-256 of '{file}' is {text_sha256(texts[key])}: the text has changed since it was read"
            yield Problem(table.file, row, "sha256", sha256, message)
    if documents is not None:
        known = zip(table.columns["id"], table.columns["sha256"], strict=True)
        texts |= texts_of((Document(key, "", sha256=sha256) for key, sha256 in known), documents)
    yield from _outside(tables["evidence"], texts)


def _outside(table: Table, texts: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each span that ends after its document's text does."""
    for row, document, end in zip(table.rows, table.columns["document"], table.columns["end"], strict=True):
        if document in texts and end.isdecimal() and len(end) < 16 and int(end) > len(texts[document]):
            message = f"'{end}' is outside '{document}', which has {len(texts[document])} characters"
            yield Problem(table.file, row, "end", end, message)
