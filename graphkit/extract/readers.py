"""The bytes of a file that a person named, within bounds of time and memory, to its text."""

from __future__ import annotations

import codecs
import errno
import io
import itertools
import os
import re
import signal
import threading
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from graphkit.control import visible
from graphkit.dataset import file_bytes
from graphkit.errors import DataError, MissingDependency

__all__ = [
    "MAX_BYTES",
    "MEGABYTES",
    "SECONDS",
    "Content",
    "bounded",
    "check_time",
    "load_bytes",
    "one_field",
    "out_of_memory",
    "read_docx",
    "read_html",
    "read_markdown",
    "read_pdf",
    "read_rtf",
    "read_text",
    "shown_name",
    "time_is_up",
    "time_left",
    "to_plain_text",
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


# text and names in one form


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


# what one document may cost


#: How long one document may take, in seconds, unless the caller says otherwise.
SECONDS = 25.0
#: How much memory the work on one document may take beyond what the program has already, in megabytes.
MEGABYTES = 750


class _TimeIsUp(BaseException):
    """Raised inside the work on a document that takes too long; no library catches it by accident."""


class _Here(threading.local):
    """The bounds that this thread works under."""

    deadline: float | None = None


_HERE = _Here()
_LOCK = threading.Lock()
_BEFORE: list[tuple[int, int]] = []  # the limits of the system, once for each thread that reads now


@contextmanager
def bounded(name: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Give up the work inside, with one sentence, when it takes too long or too much memory.

    Inside another such block it does nothing: the outer bounds hold.

    Parameters
    ----------
    name
        The document, as it is named in the sentence.
    seconds
        How long the work may take. It is stopped at any moment on the main thread of a Unix process, and elsewhere
        where it calls `check_time`.
    megabytes
        How much memory it may take beyond what the program has already, where the system can tell (Linux).

    Raises
    ------
    DataError
        If the work takes more time or memory than it may.

    Examples
    --------
    >>> with bounded("note.txt", seconds=10):
    ...     check_time()
    """
    if _HERE.deadline is not None:
        yield
        return
    _HERE.deadline = time.monotonic() + seconds
    try:
        with ExitStack() as stack:
            stack.enter_context(_memory_limit(megabytes))
            stack.enter_context(_time_limit(seconds))
            yield
    except _TimeIsUp:
        message = f"{name}: took longer than {seconds:g} seconds, the most that one document may take: split it"
        raise DataError(f"{message}, or raise the limit (--max-seconds)") from None
    except MemoryError:
        raise DataError(out_of_memory(name, megabytes)) from None
    finally:
        _HERE.deadline = None


def check_time() -> None:
    """Give up when the time of the document that is being read is over.

    Readers call it between two pages, so that the limit holds in threads too, where nothing can interrupt them.
    """
    if _HERE.deadline is not None and time.monotonic() > _HERE.deadline:
        raise _TimeIsUp


def time_is_up() -> NoReturn:
    """Give up the document that is being read."""
    raise _TimeIsUp


def time_left() -> float | None:
    """Return how many seconds the document that is being read has still; None where it is not bounded."""
    return None if _HERE.deadline is None else max(0.0, _HERE.deadline - time.monotonic())


def out_of_memory(name: str, megabytes: int) -> str:
    """Return the sentence on a document that needs more memory than it may take."""
    message = f"{name}: needs more memory than one document may take ({megabytes} MB)"
    return f"{message}: split it, or save it as plain text"


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_TimeIsUp`` after some seconds, where the system can: on the main thread of a Unix process."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if _imports(frame):  # a library that is imported by half would fail every document after this one
            signal.setitimer(signal.ITIMER_REAL, 0.05, 1.0)
            return
        raise _TimeIsUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again each second: what is raised in a finalizer is lost
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # the time may be up at this very line
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _imports(frame: FrameType | None) -> bool:
    """Whether a module is being imported."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


@contextmanager
def _memory_limit(megabytes: int) -> Iterator[None]:
    """Let the process grow by so much and no more; where several threads read at once, the first one's limit holds."""
    used = _memory_used()
    if used is None:
        yield
        return
    import resource

    with _LOCK:
        before = _BEFORE[0] if _BEFORE else resource.getrlimit(resource.RLIMIT_AS)
        if not _BEFORE:
            wanted = used + megabytes * 1_000_000
            allowed = [limit for limit in before if limit != resource.RLIM_INFINITY]
            resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *allowed]), before[1]))
        _BEFORE.append(before)
    try:
        yield
    finally:
        with _LOCK:
            _BEFORE.pop()
            if not _BEFORE:
                resource.setrlimit(resource.RLIMIT_AS, before)


def _memory_used() -> int | None:
    """The address space of this process in bytes; None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        import resource
    except (OSError, ValueError, ImportError):
        return None
    return pages * resource.getpagesize()


# the bytes


def load_bytes(path: str | Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file that is there, is a file and no pipe or device, and is not too large.

    Raises
    ------
    DataError
        If it is none of that, or cannot be opened.

    Examples
    --------
    >>> load_bytes("/dev/null")
    Traceback (most recent call last):
    graphkit.errors.DataError: dev/null: cannot be opened (it is a pipe or a device, not a file): save what it gives
    """
    if re.match(r"https?:/", str(path)):
        address = re.sub(r"^(https?):/+", r"\1://", str(path))  # a path has lost one of its strokes
        raise DataError(
            f"{address}: an address, not a file: save the page first (curl -o page.html ADDRESS) and name that"
        )
    path = Path(path)
    shown = "/".join((*map(shown_name, path.parent.parts[-1:]), shown_name(path)))
    try:
        size = path.stat().st_size if path.is_file() else 0
        if size > max_bytes:
            raise _too_large(path, size, max_bytes)
        if path.is_dir():
            os.scandir(path).close()  # what keeps a folder from being read
            raise DataError(f"{shown}: not a file; name a document, or a folder of documents")
        return file_bytes(path, most=max_bytes)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        odd = error.errno == errno.EINVAL
        todo = (
            "look at its name and folder"
            if missing
            else "save what it gives"
            if odd
            else "allow it to be read, or copy it"
        )
        raise DataError(f"{shown}: cannot be opened ({error.strerror or error}): {todo}") from error
    except ValueError as error:  # a name with a zero byte
        raise DataError(f"{shown}: no file can have this name") from error


def _too_large(path: Path, size: int, limit: int) -> DataError:
    message = f"{size / 1e6:.0f} MB is over the limit of {limit / 1e6:.0f} MB; split it, or raise the limit"
    return DataError(f"{shown_name(path)}: {message} (--max-size)")


# what a reader finds


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
