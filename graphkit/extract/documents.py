"""Files to documents: the kind of a file, its text, headline, date and language, and its row in the table."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from graphkit.dataset import text_sha256
from graphkit.errors import DataError, MissingDependency
from graphkit.extract.readers import (
    MAX_BYTES,
    MEGABYTES,
    Content,
    bounded,
    load_bytes,
    one_field,
    out_of_memory,
    read_docx,
    read_html,
    read_markdown,
    read_pdf,
    read_rtf,
    read_text,
    shown_name,
    time_is_up,
    time_left,
    to_plain_text,
)
from graphkit.extract.records import SourceText, reading_form
from graphkit.model import Document, date_bounds

__all__ = [
    "DATED_BY_FILE",
    "LANGUAGES",
    "MAX_BYTES",
    "SUFFIXES",
    "SourceText",
    "detect_language",
    "document_id",
    "headline",
    "is_title",
    "language_name",
    "load_bytes",
    "read_apart",
    "read_content",
    "read_document",
    "read_documents",
    "reader_of",
    "to_plain_text",
    "written_date",
]


#: What the note of a document says when its date is the day that its file was made.
DATED_BY_FILE = "dated by the file, not by its text"
_DATELINE = 1500


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
            raise DataError(f"{shown_name(path)}: the file is empty: give one that holds text")
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
    from graphkit.extract.rules.text import dateline_date

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


# the kind of a file: by its first bytes, then by its ending


_FEED = re.compile(rb"(?s)(?:\xef\xbb\xbf)?(?:<\?xml.{0,500}?)?<(?:rss|feed|rdf:RDF)\b")


#: What files of other endings are, and what to do with them.
_KINDS = {
    ".xlsx .xls .ods .csv .tsv .json .jsonl .gml .graphml .gexf .parquet": (
        "a table, not a text: graphkit import --help says which tables are read"
    ),
    ".pptx .ppt .odp": "slides, not a text: save them as PDF and name that",
    ".odt .pages .epub": "a form that is not read: save it as .docx, PDF or plain text and name that",
    ".zip .gz .tar .7z .rar": "packed: unpack it and name the folder",
    ".png .jpg .jpeg .gif .tif .tiff .webp .heic": (
        "a picture, not a text: run it through text recognition (OCR) first"
    ),
    ".mp3 .mp4 .wav .m4a .mov": "sound or film, not a text: write down what is said and name that",
}


_FOREIGN = {suffix: told for suffixes, told in _KINDS.items() for suffix in suffixes.split()}
#: What each page of ``graphkit map`` carries: the record that it draws.
_MAP = re.compile(rb"""<script[^>]{0,80}\bid=["']?graphkit-data\b""")
_INSIDE = {
    b"xl/workbook.xml": ".xlsx",
    b"ppt/presentation.xml": ".pptx",
    b"opendocument.text": ".odt",
    b"epub+zip": ".epub",
}


def reader_of(path: Path, data: bytes) -> Callable[[Path, bytes], Content]:
    """Return the reader for a file: by its first bytes, then by its ending.

    >>> reader_of(Path("note"), b"%PDF-1.7") is SUFFIXES[".pdf"]
    True
    """
    head = data[:1024].lstrip()
    suffix = path.suffix.lower()
    if head.startswith(b"%PDF-") or suffix == ".pdf":
        return read_pdf
    if _MAP.search(data):
        raise DataError(
            f"{shown_name(path)}: a map that graphkit made, no document: left out; give the texts it rests on"
        )
    if kind := _foreign(suffix, data):
        raise DataError(f"{shown_name(path)}: {kind}")
    if head.startswith(b"PK\x03\x04") or suffix == ".docx":
        return read_docx
    if head.startswith(b"{\\rtf"):
        return read_rtf
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if re.match(rb"(?i)<!doctype html|<html", head):
        return read_html
    return read_feed if _FEED.match(head) else read_text


def _foreign(suffix: str, data: bytes) -> str:
    """What a file is that holds no text to read, and what to do; blank for one that may."""
    if data.startswith(b"PK\x03\x04") and suffix != ".docx":
        suffix = next((kind for name, kind in _INSIDE.items() if name in data[:200] or name in data[-20_000:]), suffix)
    elif data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        suffix = ".png"
    return _FOREIGN.get(suffix, "")


def read_mail(path: Path, data: bytes) -> Content:
    """Return the text of a mail or a saved page."""
    from graphkit.extract import mail

    return mail.read_mail(path, data)


def read_feed(path: Path, data: bytes) -> Content:
    """Return the items of a feed."""
    from graphkit.extract import mail

    return mail.read_feed(path, data)


#: The endings that are read, and by what; a folder's other files are left alone.
SUFFIXES: dict[str, Callable[[Path, bytes], Content]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".eml": read_mail,
    ".mhtml": read_mail,
    ".mht": read_mail,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}


# files that take long are read by a process of their own


#: From how many bytes of a page, or of an unpacked Word file, on; a small one cannot take long.
_PAGE, _UNPACKED = 300_000, 5_000_000
_IMPORT = "from graphkit.extract.documents import read_apart"
_START = f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); {_IMPORT}; read_apart()"


def read_content(path: Path, data: bytes) -> Content:
    """Return what the reader of this kind of file makes of its bytes.

    Large pages and Word files go to a process of their own: their libraries work in C for seconds or minutes, and
    nothing but the end of the process stops them there.

    Raises
    ------
    DataError
        If the file cannot be read, or only with more time or memory than one document may take.
    MissingDependency
        If the library for the format is not installed.
    """
    reader = reader_of(path, data)
    if not _is_heavy(reader, data) or getattr(sys, "frozen", False):
        return reader(path, data)
    command = [sys.executable, "-c", _START, json.dumps(sys.path), path.name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=time_left(), check=False)  # noqa: S603
        told: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        time_is_up()
    except ValueError:
        message = "the process that read it died; it may be damaged or too large"
        raise DataError(f"{shown_name(path)}: {message}") from None
    if "missing" in told:
        raise MissingDependency(told["missing"])
    if "problem" in told:
        raise DataError(told["problem"])
    return Content(**{**told, "notices": tuple(told["notices"])})


def read_apart() -> None:
    """Read the file on stdin and write what it says to stdout, as JSON: what `read_content` starts."""
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no answer
    path, data = Path(sys.argv[2]), sys.stdin.buffer.read()
    told: dict[str, Any]
    try:
        with bounded(shown_name(path), seconds=3600):
            told = asdict(reader_of(path, data)(path, data))
    except MissingDependency as error:
        told = {"missing": str(error)}
    except DataError as error:
        told = {"problem": str(error)}
    if "problem" in told and _filled_memory():  # a library may hide that memory was what it lacked
        told = {"problem": out_of_memory(shown_name(path), MEGABYTES)}
    out.write(json.dumps(told))
    out.flush()


def _is_heavy(reader: object, data: bytes) -> bool:
    """Whether a file is large, packed or as it is."""
    if reader is SUFFIXES[".html"]:
        return len(data) > _PAGE
    if reader is not SUFFIXES[".docx"]:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(item.file_size for item in archive.infolist()) > _UNPACKED
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _filled_memory() -> bool:
    """Whether this process came near the memory that it may have."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmPeak:"))
    except (OSError, ValueError, StopIteration):
        return False
    return peak * 1024 > 0.9 * MEGABYTES * 1_000_000


# the head of a text


_HEAD, _LINES, _LONGEST = 3_000, 15, 200
_SAID = (
    r"(?:(?:first |originally )?published|posted|released|issued|dated?|publication date|date of publication"
    r"|(?:press|news) (?:release|statement)|for immediate release|(?:[^\W\da-zA-Z_]{1,15} )?보도 ?자료"
    r"|(?:기사)?입력|등록|송고|승인|게재|발행|公開|配信|掲載|发布(?:时间)?|發布(?:時間)?|发表)"
)
_BYLINE = re.compile(r"(?i:by|from) [A-Z]|[\w.+-]+@[\w.-]+\Z|(?i:(?:press|news) release\b|for immediate release)")
_SPOKEN = re.compile(r"(?:Q|A|HOST|MODERATOR|ANCHOR|REPORTER|INTERVIEWER|QUESTION|Question|Answer)\s?[:.]\s")
_SENTENCES = re.compile(r"(?:[a-z]{3}|[A-Z]{4})[.!]\s+[A-Z\"“].*\s\S+\s")  # more than one, whatever ends the last
_JUNK = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled.*|(?:about|https?|file|data|blob):\S*"
    r"|(?:word )?document\d*|.*\.(?:docx?|pdf|indd|rtf|html?|txt)",
    re.IGNORECASE,
)
_HALF = "(?: ?(?:오전|오후|午前|午後|上午|下午))?"
_TIME = rf"(?:{_HALF},? (?:at )?\d{{1,2}}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{{2,5}}\)?)?)?"
_PARTS = re.compile(r" ?[|\u2022\u00b7/] ?| [-\u2013\u2014] ")


@cache
def _dates() -> re.Pattern[str]:
    """A date with its year, in full: nothing of it may be guessed."""
    from graphkit.extract.rules.words import MONTHS

    month = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
    again = month.replace("<month>", "<month2>")
    return re.compile(
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {month},? (?P<year>[12]\d{{3}})"
        rf"|{again} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>[12]\d{{3}})"
        r"|(?P<year3>[12]\d{3})[년年./](?: ?)(?P<month3>\d{1,2})[월月./](?: ?)(?P<day3>\d{1,2})[일日.]?(?!\d)"
        r"|(?P<iso>[12]\d{3}-\d\d-\d\d)(?:T[\d:.+Z-]+)?)",
        re.IGNORECASE,
    )


def written_date(text: str) -> str:
    """Return the day that stands under the headline or behind "Published", as EDTF; blank where none does.

    A date counts that has a line, or a part of one, to itself: those inside sentences are of what is told.

    Examples
    --------
    >>> written_date("A deal is struck\\n\\nBy Ann Writer | November 27, 2024\\n\\nOn 3 May 2023 they met.")
    '2024-11-27'
    >>> written_date("A deal is struck\\n\\nBy our correspondent in Port Vila, 14 May 2025\\n\\nThey met.")
    '2025-05-14'
    >>> written_date("Ministry\\nPress release, 4 June 2026\\n\\nThey met.")
    '2026-06-04'
    >>> written_date("외교부 보도자료 2026년 9월 17일")
    '2026-09-17'
    >>> written_date("They met on 3 May 2023.")
    ''
    """
    lines = _lines(text[:_HEAD])
    tail = _lines(text[-500:])[-3:]
    alone = ""
    for line in lines[:_LINES]:
        if len(line) <= _LONGEST:
            for part in (*_PARTS.split(line), line):
                if said := _day_of(part, said=True):
                    return said
                alone = alone or _day_of(part, said=False)
    return alone or next((said for line in tail if (said := _day_of(line, said=True))), "")


def _lines(text: str) -> list[str]:
    """The lines of a stretch of text as coders read them, without those that are blank."""
    return [line for line in map(str.strip, _as_read(text).split("\n")) if line]


def _as_read(text: str) -> str:
    """A stretch of text as coders read it."""
    from graphkit.extract.rules import known_words

    return reading_form(text, known=known_words).text


def _day_of(part: str, *, said: bool) -> str:
    """The day, where a part of a line is a date and no more, with or without what says that it is of the text."""
    match = _dates().search(part)
    if match is None:
        return ""
    before, after = part[: match.start()].strip(), part[match.end() :]
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?)?"
    place = (
        r"" if said else r"(?:[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2},|(?:By|From) [^\d.:;,]{2,60}(?:, [A-Z][\w.'-]+)?,)?"
    )
    lead = rf"(?i:{_SAID}(?: on)?\s*[:,]?\s*)" if said else r""
    if not re.fullmatch(rf"{lead}{place}\s*(?i:{weekday})", before) or not re.fullmatch(_TIME + r"[.)\s]*", after):
        return ""
    return _iso(match)


def _iso(match: re.Match[str]) -> str:
    import datetime

    from graphkit.extract.rules.words import MONTHS

    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["year3"]:
        year, month, day = (int(match[name]) for name in ("year3", "month3", "day3"))
    else:
        name = (match["month"] or match["month2"]).lower()
        year, month, day = int(match["year"] or match["year2"]), MONTHS[name], int(match["day"] or match["day2"])
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""


def headline(text: str) -> str:
    """Return the headline of a text: a first line that is no sentence and stands apart; blank where there is none.

    Examples
    --------
    >>> headline("Japan and Ukraine sign a deal\\n\\nKYIV - The ministers met.")
    'Japan and Ukraine sign a deal'
    >>> headline("HOST: With us is the minister. Welcome!\\n\\nA: Thank you.")
    ''
    >>> headline("한국 외교부, 북한 비난\\n\\n입력 2026-05-14 10:30\\n\\n한국은 북한을 비난했다.")
    '한국 외교부, 북한 비난'
    >>> headline("The ministers met in Kyiv. They signed.")
    ''
    """
    lines = _as_read(text[:_HEAD]).strip().split("\n")
    for place, line in enumerate(lines[:6]):
        words = line.strip().strip("#*_ ")
        parts = _PARTS.split(words)
        if len(parts) > 1 and _day_of(parts[-1], said=False):
            words = words[: words.rindex(parts[-1])].rstrip(" |\u2022\u00b7/\u2013\u2014-")  # "A deal | 5 March 2024"
        if not words or _BYLINE.match(words) or written_date(words):
            continue
        follows = lines[place + 1].strip() if place + 1 < len(lines) else None
        apart = follows is not None and (not follows or bool(_BYLINE.match(follows)) or bool(written_date(follows)))
        caseless = words[0].isalpha() and words[0].lower() == words[0].upper()
        short = (2 <= len(words.split()) <= 30 or (caseless and len(words) >= 4)) and len(words) <= _LONGEST
        begins = words[0].isupper() or words[0].isdigit() or words[0] in "\"'“‘「『[" or caseless
        if _SPOKEN.match(words) or _SENTENCES.search(words):
            return ""  # what somebody says, or a paragraph that ends in a question
        return one_field(words) if short and apart and begins and words[-1] not in ".;,:。" else ""
    return ""


def is_title(title: str) -> bool:
    """Return whether a file's title is one, and not what a program put there.

    >>> is_title("about:blank"), is_title("Microsoft Word - draft3.doc"), is_title("The Deal")
    (False, False, True)
    """
    return bool(title) and _JUNK.fullmatch(title) is None


# its language


#: The languages of the field, and some neighbours, by their ISO 639-1 codes.
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
_SAMPLE, _FEW_LETTERS = 4_000, 12
_TOLD = 100  # letters: in fewer, a rare language is mostly English without small words
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|a|that|for|is|on|was|by|with|said|has|from|its|as|at|it|be|were|are|an|have|he|they)\b"
)
_SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HEBREW": "he",
    "CJK": "zh",
    "GREEK": "el",
    "THAI": "th",
}
_SAME_LANGUAGE = {"wuu": "zh", "yue": "zh", "zxx": "", "und": "", "no": "nb", "sh": "hr"}


def detect_language(text: str) -> str:
    """Return the language of a text as its ISO 639-1 code; blank where it is too short to tell.

    The same text always gives the same answer. What is neither English nor in a script of one language is told by
    ``py3langid`` (Lui and Baldwin 2012, "langid.py"), where it is installed.

    Examples
    --------
    >>> detect_language("The minister said that it was for the good of the country.")
    'en'
    >>> detect_language("한국은 러시아 대사를 초치했다고 밝혔다.")
    'ko'
    """
    sample = text[:_SAMPLE]
    letters = Counter(_script(letter) for letter in sample if letter.isalpha())
    total = sum(letters.values())
    if total < _FEW_LETTERS:
        return ""
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0.1 * total:
        return "ja"
    script, count = letters.most_common(1)[0]
    if count > 0.6 * total and script in _SCRIPTS:
        return _SCRIPTS[script]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if script == "LATIN" and 5 * len(_ENGLISH.findall(sample.lower())) >= len(words):
        return "en"
    code = _by_library(sample.strip())
    return "" if script == "LATIN" and total < _TOLD and code not in LANGUAGES else code


def language_name(code: str) -> str:
    """Return the English name of a language with its code.

    >>> language_name("fr"), language_name("xx")
    ('French (fr)', 'xx')
    """
    return f"{LANGUAGES[code]} ({code})" if code in LANGUAGES else code


def _by_library(sample: str) -> str:
    try:
        import py3langid
    except ImportError:
        return ""
    code = str(py3langid.classify(sample)[0])
    return _SAME_LANGUAGE.get(code, code)


def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
