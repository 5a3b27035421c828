"""Which reader a file needs: by its first bytes, then by its ending; and what to say of files that are no documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from graphkit.errors import DataError
from graphkit.extract.mail import read_feed, read_mail
from graphkit.extract.plain import shown_name
from graphkit.extract.readers import Content, read_docx, read_html, read_markdown, read_pdf, read_rtf, read_text

__all__ = ["SUFFIXES", "reader_of"]


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
    return (
        read_feed if re.match(rb"(?s)(?:\xef\xbb\xbf)?(?:<\?xml.{0,500}?)?<(?:rss|feed|rdf:RDF)\b", head) else read_text
    )


def _foreign(suffix: str, data: bytes) -> str:
    """What a file is that holds no text to read, and what to do; blank for one that may."""
    if data.startswith(b"PK\x03\x04") and suffix != ".docx":
        suffix = next((kind for name, kind in _INSIDE.items() if name in data[:200] or name in data[-20_000:]), suffix)
    elif data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        suffix = ".png"
    return _FOREIGN.get(suffix, "")


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
