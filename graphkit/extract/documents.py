"""Files to text, with what the file says of itself, and the row that each makes in the table of documents."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from graphkit.dataset import text_sha256
from graphkit.errors import DataError
from graphkit.extract.apart import read_content
from graphkit.extract.bounds import bounded
from graphkit.extract.files import load_bytes
from graphkit.extract.heading import headline, is_title, written_date
from graphkit.extract.kinds import SUFFIXES
from graphkit.extract.language import detect_language
from graphkit.extract.plain import one_field, shown_name, to_plain_text
from graphkit.extract.readers import MAX_BYTES, Content
from graphkit.model import Document, date_bounds

__all__ = [
    "DATED_BY_FILE",
    "MAX_BYTES",
    "SUFFIXES",
    "SourceText",
    "document_id",
    "load_bytes",
    "read_document",
    "read_documents",
    "to_plain_text",
]

#: What the note of a document says when its date is the day that its file was made.
DATED_BY_FILE = "dated by the file, not by its text"
_DATELINE = 1500


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, the row it makes in the table of documents, and how its letters were read.

    ``dated_by_file`` says that the date of the row is the day the file was made, which its text does not bear out.
    """

    text: str
    record: Document
    encoding: str
    notices: tuple[str, ...] = ()
    dated_by_file: bool = False

    @property
    def day(self) -> str:
        """The date that words such as "on Monday" may be read by; blank when only the file is dated."""
        return "" if self.dated_by_file else self.record.date


def read_document(path: str | Path, *, max_bytes: int = MAX_BYTES, root: str | Path | None = None) -> SourceText:
    r"""Read one file into text and one row for the table of documents.

    The text is in Unicode normal form C with ``\n`` line ends and never changes after that, so that
    offsets into it stay right. The format is told by the file's first bytes, then by its ending.

    Parameters
    ----------
    path
        A file of one of the kinds in ``SUFFIXES``: text, Markdown, HTML, PDF, Word, RTF, mail, a saved page.
    max_bytes
        The largest size that is read; a larger file is refused before it is opened.
    root
        The folder that the ``file`` of the row is relative to; None: the file's own folder.

    Returns
    -------
    SourceText
        ``text``, ``record`` (a :class:`graphkit.model.Document`), ``encoding`` and ``notices``.

    Raises
    ------
    DataError
        If the file is missing, empty, too large, encrypted, holds only images, or is damaged.
    MissingDependency
        If the library for the format is not installed.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "note.txt").write_text("Japan met Ukraine.", encoding="utf-8")
    >>> read_document(folder / "note.txt").text
    'Japan met Ukraine.'
    """
    found = read_documents(path, max_bytes=max_bytes, root=root)
    if len(found) > 1:
        raise DataError(f"{shown_name(path)}: holds {len(found)} documents: read them with read_documents")
    return found[0]


def read_documents(path: str | Path, *, max_bytes: int = MAX_BYTES, root: str | Path | None = None) -> list[SourceText]:
    """Read one file into its documents: one of most files, one of each item of a feed (RSS, Atom).

    Parameters
    ----------
    path, max_bytes, root
        As for `read_document`.

    Raises
    ------
    DataError
        As `read_document`.
    MissingDependency
        If the library for the format is not installed.
    """
    path = Path(path)
    with bounded(shown_name(path)):
        data = load_bytes(path, max_bytes=max_bytes)
        if not data.strip():
            raise DataError(f"{shown_name(path)}: the file is empty")
        content = read_content(path, data)
        sources = [_source(path, part, root) for part in content.items or (content,)]
    if content.items and content.notices:
        sources[0] = replace(sources[0], notices=content.notices)
    return sources


def _source(path: Path, content: Content, root: str | Path | None) -> SourceText:
    """The text of one document and its row."""
    text = to_plain_text(content.text)
    if not text.strip():
        raise DataError(f"{shown_name(path)}: no text in it, so nothing to read")
    record = _record(path, _file(path, root), text, content)
    by_file = content.dated_by_file and bool(record.date) and not _says_date(text, record.date)
    if (by_file or not record.date) and (written := _written(text)):
        record, by_file = replace(record, date=written), False
    if by_file:
        record = replace(record, note="; ".join(part for part in (record.note, DATED_BY_FILE) if part))
    return SourceText(text, record, content.encoding, content.notices, by_file)


def _written(text: str) -> str:
    """The day on which a text says that it was written: in its dateline, under its headline, behind "Published"."""
    from graphkit.extract.rules.dates import dateline_date

    return dateline_date(text) or written_date(text)


def document_id(title: str, digest: str) -> str:
    """Return the id of a document: a slug of its title and the first eight digits of its digest.

    >>> document_id("Der Vertrag: Folgen", "e3b0c44298")
    'der-vertrag-folgen-e3b0c442'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{slug or 'document'}-{digest[:8]}"


def _record(path: Path, file: str, text: str, content: Content) -> Document:
    """The row of the table of documents."""
    digest = text_sha256(text)
    given = one_field(content.title)
    title = (given if is_title(given) else headline(text)) or given or _stem(path)
    declared = one_field(content.language).lower()[:12]
    found = detect_language(text)
    note = f"read as {content.encoding}, which was guessed" if content.encoding not in ("", "utf-8", "ascii") else ""
    return Document(
        id=document_id(title, digest),
        title=title,
        author=one_field(content.author),
        publisher=one_field(content.publisher),
        date=_checked_date(content.date),
        url=_checked_url(content.url),
        language=declared if found in ("", declared.partition("-")[0]) else found,
        sha256=digest,
        file=file,
        note=note,
    )


def _file(path: Path, root: str | Path | None) -> str:
    """The name of the file from the root, or from its own folder, as it can be stored."""
    inside = path.relative_to(root) if root is not None and path.is_relative_to(root) else PurePath(path.name)
    return "/".join(map(shown_name, inside.parts))


def _stem(path: Path) -> str:
    """The title of a document that says none: its file's name."""
    return one_field(shown_name(path).removesuffix(path.suffix)) or "document"


def _says_date(text: str, date: str) -> bool:
    """Whether the text begins or ends with a stretch in which this very day is written out."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return False
    words = f"{text[:_DATELINE]} {text[-_DATELINE:]}"
    month = rf"(?:{day:%B}|{day:%b}\.?)"
    forms = (
        rf"{day.day}(?:st|nd|rd|th)? {month},? {day.year}",
        rf"{month} {day.day}(?:st|nd|rd|th)?,? {day.year}",
        date,
    )
    return any(re.search(rf"(?<!\d){form}(?!\d)", words, re.IGNORECASE) for form in forms)


def _checked_date(value: str) -> str:
    """The date when it is one, else blank: nothing is invented."""
    text = one_field(value)
    try:
        date_bounds(text)
    except ValueError:
        return ""
    return text


def _checked_url(value: str) -> str:
    """The address when it is one of the web, else blank."""
    text = one_field(value)
    return text if re.match(r"https?://\S+\Z", text) else ""
