"""The readers: the bytes of one file to its text, and what the file says of itself."""

from __future__ import annotations

import codecs
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.bounds import check_time
from graphkit.extract.plain import one_field, shown_name, to_plain_text

__all__ = [
    "MAX_BYTES",
    "Content",
    "read_docx",
    "read_html",
    "read_markdown",
    "read_pdf",
    "read_rtf",
    "read_text",
]

#: The largest file that is read, in bytes, unless the caller says otherwise.
MAX_BYTES = 50_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Codecs that are for other things than pages.
_NO_CHARSETS = ("idna", "palmos", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")


@dataclass(frozen=True, slots=True)
class Content:
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
    items: tuple[Content, ...] = ()  # of a file that holds several documents


# plain text


def read_text(path: Path, data: bytes) -> Content:
    """Return the content of a plain text file, in whichever encoding it is."""
    text, encoding, notices = _decode(path, data)
    return Content(text, encoding, notices=notices)


def _decode(path: Path, data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and what to say of it: a byte order mark, then UTF-8, then a guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(path, data, name), name, ()
    if b"\x00" in data[:4096]:
        raise DataError(f"{shown_name(path)}: neither text, Markdown, HTML, PDF, Word (.docx), RTF, mail nor feed")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _guess(path, data)


def _decode_as(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError(f"{shown_name(path)}: says it is {encoding} but byte {error.start} is not") from error


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
    said = f"{shown_name(path)}: not UTF-8; read as {encoding}, which is a guess" + (
        f" ({lost} letters could not be read)" if lost else ""
    )
    return text, encoding, (said,)


# Markdown


def read_markdown(path: Path, data: bytes) -> Content:
    """The words of a Markdown file without its marks; ``title:``, ``date:`` and so on from its head."""
    text, encoding, notices = _decode(path, data)
    fields, body = _front_matter(to_plain_text(text))
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise _missing("markdown-it-py", path) from error
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").parse(body)
    return Content(
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


def read_html(path: Path, data: bytes) -> Content:
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
    except MemoryError:
        raise
    except Exception as error:
        raise DataError(f"{shown_name(path)}: the HTML cannot be read ({type(error).__name__}: {error})") from error
    if not text or not text.strip():
        raise DataError(f"{shown_name(path)}: no text found in the page")
    language = re.search(r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z-]{2,12})", html[:20_000])
    return Content(
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
    """As for text, but a page may name its encoding; a name that cannot be right is passed over."""
    named = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", data[:4096])
    if named is None or any(data.startswith(mark) for mark, _ in _MARKS):
        return _decode(path, data)
    name = named[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(name).name.replace("_", "-")
        if codec not in _NO_CHARSETS and not codec.startswith(("utf-16", "utf-32")):  # those have a zero in each letter
            return data.decode(name), name, ()
    except (LookupError, ValueError):  # unknown, not for text, or not the one of this page
        pass
    return _decode(path, data)


# PDF


def read_pdf(path: Path, data: bytes) -> Content:
    """Return the content of a PDF."""
    try:
        import pypdf
    except ImportError as error:
        raise _missing("pypdf", path) from error
    try:
        return _pdf_content(path, data, pypdf)
    except (DataError, MissingDependency, MemoryError):
        raise
    except Exception as error:
        raise DataError(f"{shown_name(path)}: the PDF cannot be read ({_reason(error)})") from error


def _reason(error: Exception) -> str:
    """What a library says of a damaged file, on one line."""
    return f"{type(error).__name__}: {one_field(str(error)[:200])}".removesuffix(": ")


def _pdf_content(path: Path, data: bytes, pypdf: Any) -> Content:
    """The text of every page; an encrypted file opens only when its password is blank."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _decrypted(reader):
        raise DataError(f"{shown_name(path)}: the PDF is encrypted; save a copy without a password and name that")
    pages = list(_pdf_pages(reader))
    if not any(page.strip() for page in pages):
        message = "the PDF holds images and no text; run it through text recognition (OCR) first"
        raise DataError(f"{shown_name(path)}: {message}")
    title, author, date = _pdf_fields(reader)
    return Content(
        "\n\n".join(_unwrap(page) for page in pages),
        title=title,
        author=author,
        date=_pdf_date(date),
        dated_by_file=True,
    )


def _pdf_pages(reader: Any) -> Iterator[str]:
    """The text of each page, as long as there is time."""
    for page in reader.pages:
        check_time()
        yield page.extract_text() or ""


def _pdf_fields(reader: Any) -> tuple[str, str, str]:
    """Title, author and date of creation; blank where they are damaged, which is no reason to leave the text unread."""
    try:
        info = reader.metadata or {}
        return one_field(info.get("/Title")), one_field(info.get("/Author")), one_field(info.get("/CreationDate"))
    except MemoryError:
        raise
    except Exception:
        return "", "", ""


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


def read_docx(path: Path, data: bytes) -> Content:
    """Return the content of a Word file."""
    try:
        import docx
    except ImportError as error:
        raise _missing("python-docx", path) from error
    try:
        _check_archive(path, data)
        document = docx.Document(io.BytesIO(data))
        parts = list(_docx_parts(document))
    except (DataError, MemoryError):
        raise
    except Exception as error:
        message = f"not a Word document that can be read ({_reason(error)})"
        raise DataError(f"{shown_name(path)}: {message}") from error
    if not any(part.strip() for part in parts):
        raise DataError(f"{shown_name(path)}: the Word document holds no text")
    fields = _docx_fields(document)
    notices = () if fields is not None else (f"{shown_name(path)}: its title, author and date cannot be read",)
    return Content("\n\n".join(filter(str.strip, parts)), dated_by_file=True, notices=notices, **(fields or {}))  # type: ignore[arg-type]


def _docx_fields(document: Any) -> dict[str, str] | None:
    """What the file says of itself; None where that is damaged or of a form of its own."""
    try:
        about = document.core_properties
        when = about.created
        fields = {"title": about.title, "author": about.author, "language": about.language}
    except MemoryError:
        raise
    except Exception:
        return None
    return {name: one_field(value) for name, value in fields.items()} | {
        "date": when.date().isoformat() if when else ""
    }


def _check_archive(path: Path, data: bytes) -> None:
    """Refuse a package that unpacks to far more than it is: a few kilobytes can hold gigabytes."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(f"{shown_name(path)}: encrypted, or in the old .doc form; save it as .docx without a password")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(item.file_size for item in archive.infolist())
    if size > 4 * MAX_BYTES:
        raise DataError(
            f"{shown_name(path)}: unpacks to {size / 1e6:.0f} MB, over the limit of {4 * MAX_BYTES / 1e6:.0f} MB"
        )


def _docx_parts(document: Any) -> Iterator[str]:
    """Paragraphs, and the rows of tables, in the order of the page.

    They are read as they stand in the file: a cell that says it spans millions of columns is one cell.
    """
    from docx.oxml.ns import qn

    last, cells = None, list[str]()
    for paragraph in document.element.body.iter(qn("w:p")):
        check_time()
        rows = list(paragraph.iterancestors(qn("w:tr"), _FALLBACK))
        if any(above.tag == _FALLBACK for above in rows):
            continue  # the same text for older programs
        row = rows[-1] if rows else None
        if cells and (row is None or row is not last):
            yield "\n".join(cells)
            cells = []
        last = row
        cells.append(paragraph.text)
    yield "\n".join(cells)


# other kinds


def read_rtf(path: Path, data: bytes) -> Content:
    """Return the content of an RTF file."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise _missing("striprtf", path) from error
    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except MemoryError:
        raise
    except Exception as error:
        raise DataError(f"{shown_name(path)}: the RTF cannot be read ({_reason(error)})") from error
    title = re.search(rb"\\title ([^{}\\]{1,300})\}", data[:20_000])
    return Content(text, title=title[1].decode("latin-1") if title else "")


def _missing(library: str, path: Path) -> MissingDependency:
    return MissingDependency(f"{shown_name(path)} needs {library}", extra="documents")
