"""Files to text: plain text, Markdown, HTML, PDF and Word, with what the file says of itself."""

from __future__ import annotations

import datetime
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphkit.dataset import text_sha256
from graphkit.errors import DataError, MissingDependency
from graphkit.model import Document, date_bounds

__all__ = ["DATED_BY_FILE", "MAX_BYTES", "SUFFIXES", "SourceText", "document_id", "read_document", "to_plain_text"]

#: The largest file that is read, in bytes, unless the caller says otherwise.
MAX_BYTES = 50_000_000
#: What the note of a document says when its date is the day that its file was made.
DATED_BY_FILE = "dated by the file, not by its text"
_MAX_FIELD = 300
_DATELINE = 1500
_HALVES = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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


@dataclass(frozen=True, slots=True)
class _Content:
    """What a reader of one format returns."""

    text: str
    encoding: str = ""
    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    notices: tuple[str, ...] = ()
    dated_by_file: bool = False


def read_document(path: str | Path, *, max_bytes: int = MAX_BYTES, root: str | Path | None = None) -> SourceText:
    r"""Read one file into text and one row for the table of documents.

    The text is in Unicode normal form C with ``\n`` line ends and never changes after that, so that
    offsets into it stay right. The format is told by the file's first bytes, then by its ending.

    Parameters
    ----------
    path
        A ``.txt``, ``.md``, ``.html``, ``.pdf`` or ``.docx`` file.
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
    path = Path(path)
    data = _load(path, max_bytes)
    content = _reader(path, data)(path, data)
    text = to_plain_text(content.text)
    if not text.strip():
        raise DataError(f"{path.name}: no text in it, so nothing to read")
    file = str(path.relative_to(root)) if root is not None and path.is_relative_to(root) else path.name
    record = _record(path, file.replace("\\", "/"), text, content)
    by_file = content.dated_by_file and bool(record.date) and not _says_date(text, record.date)
    from graphkit.extract.rules.dates import dateline_date

    if (by_file or not record.date) and (written := dateline_date(text)):
        record, by_file = replace(record, date=written), False
    if by_file:
        record = replace(record, note="; ".join(part for part in (record.note, DATED_BY_FILE) if part))
    return SourceText(text, record, content.encoding, content.notices, by_file)


def to_plain_text(text: str) -> str:
    r"""Return ``text`` in normal form C, with ``\n`` line ends, no byte order mark and no halves of letters.

    >>> to_plain_text("one\r\ntwo")
    'one\ntwo'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if _HALVES.search(text):  # some PDF files yield surrogates, in pairs or alone
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", text)


def document_id(title: str, digest: str) -> str:
    """Return the id of a document: a slug of its title and the first eight digits of its digest.

    >>> document_id("Der Vertrag: Folgen", "e3b0c44298")
    'der-vertrag-folgen-e3b0c442'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{slug or 'document'}-{digest[:8]}"


def _load(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file that is there, is a file, and is not too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DataError(f"{path}: not a file; name a document, or a folder of documents")
        if size > max_bytes:
            raise DataError(
                f"{path.name}: {size / 1e6:.0f} MB is over the limit of {max_bytes / 1e6:.0f} MB; "
                "split it, or raise the limit"
            )
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({error.strerror or error})") from error
    if not data.strip():
        raise DataError(f"{path.name}: the file is empty")
    return data


def _reader(path: Path, data: bytes) -> Callable[[Path, bytes], _Content]:
    """The reader for this file: by its first bytes, then by its ending."""
    head = data[:1024].lstrip()
    suffix = path.suffix.lower()
    if head.startswith(b"%PDF-") or suffix == ".pdf":
        return _read_pdf
    if head.startswith(b"PK\x03\x04") or suffix == ".docx":
        return _read_docx
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return _read_html if re.match(rb"(?i)<!doctype html|<html", head) else _read_text


def _record(path: Path, file: str, text: str, content: _Content) -> Document:
    """The row of the table of documents."""
    digest = text_sha256(text)
    title = _clean(content.title) or path.stem
    note = f"read as {content.encoding}, which was guessed" if content.encoding not in ("", "utf-8", "ascii") else ""
    return Document(
        id=document_id(title, digest),
        title=title,
        author=_clean(content.author),
        publisher=_clean(content.publisher),
        date=_checked_date(content.date),
        url=_checked_url(content.url),
        language=_clean(content.language).lower()[:12],
        sha256=digest,
        file=file,
        note=note,
    )


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


def _clean(value: object) -> str:
    """A field of a file on one line, without control characters, not over the length of a title."""
    text = unicodedata.normalize("NFC", value if isinstance(value, str) else "")
    return " ".join(_CONTROL.sub(" ", text).split())[:_MAX_FIELD]


def _checked_date(value: str) -> str:
    """The date when it is one, else blank: nothing is invented."""
    text = _clean(value)
    try:
        date_bounds(text)
    except ValueError:
        return ""
    return text


def _checked_url(value: str) -> str:
    """The address when it is one of the web, else blank."""
    text = _clean(value)
    return text if re.match(r"https?://\S+\Z", text) else ""


# plain text


def _read_text(path: Path, data: bytes) -> _Content:
    text, encoding, notices = _decode(path, data)
    return _Content(text, encoding, notices=notices)


def _decode(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and what to say of it: a byte order mark, then UTF-8, then a guess."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decode_as(path, data, name), "utf-8" if name == "utf-8" else name, ()
    if b"\x00" in data[:4096]:
        raise DataError(f"{path.name}: neither text, Markdown, HTML, PDF nor Word (.docx)")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _guess(path, data)


def _decode_as(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: says it is {encoding} but byte {error.start} is not") from error


def _guess(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The most likely encoding of text that is not UTF-8."""
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise _missing("charset-normalizer", path) from error
    best = from_bytes(data[:500_000]).best()
    encoding = best.encoding if best is not None else "cp1252"
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    said = f"{path.name}: not UTF-8; read as {encoding}, which is a guess" + (
        f" ({lost} letters could not be read)" if lost else ""
    )
    return text, encoding, (said,)


# Markdown


def _read_markdown(path: Path, data: bytes) -> _Content:
    """The words of a Markdown file without its marks; ``title:``, ``date:`` and so on from its head."""
    text, encoding, notices = _decode(path, data)
    fields, body = _front_matter(to_plain_text(text))
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise _missing("markdown-it-py", path) from error
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(body)
    return _Content(
        "\n\n".join(_markdown_blocks(tokens)) or body,  # nested too deep to parse: as it stands
        encoding,
        title=fields.get("title", "") or _first_heading(tokens),
        author=fields.get("author", ""),
        publisher=fields.get("publisher", ""),
        date=fields.get("date", ""),
        url=fields.get("url", ""),
        language=fields.get("lang", "") or fields.get("language", ""),
        notices=notices,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The ``key: value`` lines between two lines of dashes at the head, and the rest."""
    match = re.match(r"---[ \t]*\n(.{0,10000}?)\n---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match[1].splitlines())
    fields = {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
    return fields, text[match.end() :]


def _markdown_blocks(tokens: list[Any]) -> list[str]:
    blocks = [_inline_text(token) if token.type == "inline" else token.content for token in tokens]
    return [block.strip() for block in blocks if block.strip()]


def _inline_text(token: Any) -> str:
    """The words of one paragraph: links by their words, images and tags left out."""
    parts = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return "".join(parts)


def _first_heading(tokens: list[Any]) -> str:
    pairs = itertools.pairwise(tokens)
    return next((_inline_text(inline) for mark, inline in pairs if mark.type == "heading_open"), "")


# HTML


def _read_html(path: Path, data: bytes) -> _Content:
    """The main text of a page, without menus and footers; all of its text when no main text shows itself."""
    try:
        import trafilatura
    except ImportError as error:
        raise _missing("trafilatura", path) from error
    html, encoding, notices = _decode_html(path, data)
    try:
        # bare_extraction parses once and keeps its metadata apart from the text
        page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
        fields = page.as_dict() if page is not None and hasattr(page, "as_dict") else {}
        text = fields.get("text") or trafilatura.html2txt(html)
    except Exception as error:
        raise DataError(f"{path.name}: the HTML cannot be read ({type(error).__name__}: {error})") from error
    if not text or not text.strip():
        raise DataError(f"{path.name}: no text found in the page")
    language = re.search(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", html[:20_000])
    return _Content(
        text,
        encoding,
        title=fields.get("title") or "",
        author=fields.get("author") or "",
        publisher=fields.get("sitename") or "",
        date=fields.get("date") or "",
        url=fields.get("url") or "",
        language=language[1] if language else "",
        notices=notices,
    )


def _decode_html(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """As for text, but a page may name its encoding."""
    named = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", data[:4096])
    if named is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named[1].decode("ascii").lower()
        try:
            return data.decode(name), name, ()
        except (LookupError, UnicodeDecodeError):
            pass
    return _decode(path, data)


# PDF


def _read_pdf(path: Path, data: bytes) -> _Content:
    try:
        import pypdf
    except ImportError as error:
        raise _missing("pypdf", path) from error
    try:
        return _pdf_content(path, data, pypdf)
    except (DataError, MissingDependency):
        raise
    except Exception as error:
        raise DataError(f"{path.name}: the PDF cannot be read ({type(error).__name__}: {error})") from error


def _pdf_content(path: Path, data: bytes, pypdf: Any) -> _Content:
    """The text of every page; an encrypted file opens only when its password is blank."""
    import io

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _decrypted(reader):
        raise DataError(f"{path.name}: the PDF is encrypted; save a copy without a password and name that")
    pages = [page.extract_text() or "" for page in reader.pages]
    if not any(page.strip() for page in pages):
        raise DataError(f"{path.name}: the PDF holds images and no text; run it through text recognition (OCR) first")
    info = reader.metadata or {}
    return _Content(
        "\n\n".join(_unwrap(page) for page in pages),
        title=_clean(info.get("/Title")),
        author=_clean(info.get("/Author")),
        date=_pdf_date(_clean(info.get("/CreationDate"))),
        dated_by_file=True,
    )


def _decrypted(reader: Any) -> bool:
    """Whether the file opens with a blank password (its owner forbids changes, not reading)."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def _unwrap(page: str) -> str:
    """A page with its line breaks inside sentences taken out and its hyphenated words made whole."""
    page = to_plain_text(page)
    page = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page)
    return re.sub(r"(?<=[A-Za-z0-9,;'’”)])[ \t]*\n(?=[a-z(])", " ", page)


def _pdf_date(value: str) -> str:
    match = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", value)
    return "-".join(match.groups()) if match else ""


# Word


def _read_docx(path: Path, data: bytes) -> _Content:
    try:
        import docx
    except ImportError as error:
        raise _missing("python-docx", path) from error
    import io

    try:
        _check_archive(path, data)
        document = docx.Document(io.BytesIO(data))
        parts = list(_docx_parts(document))
        about = document.core_properties
    except DataError:
        raise
    except Exception as error:
        raise DataError(f"{path.name}: not a Word document that can be read ({type(error).__name__})") from error
    if not any(part.strip() for part in parts):
        raise DataError(f"{path.name}: the Word document holds no text")
    when = about.created
    return _Content(
        "\n\n".join(part for part in parts if part.strip()),
        title=about.title or "",
        author=about.author or "",
        date=when.date().isoformat() if when else "",
        dated_by_file=True,
        language=about.language or "",
    )


def _check_archive(path: Path, data: bytes) -> None:
    """Refuse a package that unpacks to far more than it is: a few kilobytes can hold gigabytes."""
    import io

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(f"{path.name}: encrypted, or in the old .doc form; save it as .docx without a password")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(item.file_size for item in archive.infolist())
    if size > 4 * MAX_BYTES:
        raise DataError(f"{path.name}: unpacks to {size / 1e6:.0f} MB, over the limit of {4 * MAX_BYTES / 1e6:.0f} MB")


def _docx_parts(document: Any) -> Any:
    """Paragraphs and the cells of tables, in the order of the page."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\n".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text


def _missing(library: str, path: Path) -> MissingDependency:
    return MissingDependency(f"{path.name} needs {library}", extra="documents")


#: The endings that are read, and by what; a folder's other files are left alone.
SUFFIXES: dict[str, Callable[[Path, bytes], _Content]] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
