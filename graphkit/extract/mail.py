"""Readers of what carries other texts: mails and saved pages (.eml, .mhtml) and feeds (RSS, Atom)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.readers import Content, check_time, one_field, read_html, shown_name

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["read_feed", "read_mail"]

_MOST_ITEMS = 5_000


def read_mail(path: Path, data: bytes) -> Content:
    """Return the text of a mail or a saved page, with its subject, sender and date.

    Raises
    ------
    DataError
        If it holds no text.
    """
    import email.message
    import email.policy
    import email.utils

    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, email.message.EmailMessage):
        raise DataError(f"{shown_name(path)}: no mail that can be read")
    saved = path.suffix.lower() in (".mhtml", ".mht")
    page, plain = _part(message, "text/html"), _part(message, "text/plain")
    if page is not None and (saved or plain is None):
        found = read_html(path, page)
        text, notices = found.text, found.notices
    elif plain is not None:
        found, text, notices = Content(""), plain.decode("utf-8", "replace"), ()
    else:
        raise DataError(f"{shown_name(path)}: the mail holds no text, only what is attached to it")
    sender = email.utils.parseaddr(_header(message, "From"))
    return Content(
        text,
        title=_header(message, "Subject") or found.title,
        author=found.author if saved else (sender[0] or sender[1]),
        publisher=found.publisher,
        date=found.date if saved and found.date else _day(_header(message, "Date")),
        dated_by_file=saved and not found.date,
        url=_header(message, "Snapshot-Content-Location") or found.url,
        language=found.language,
        notices=notices,
    )


def _part(message: EmailMessage, kind: str) -> bytes | None:
    """The first part of a kind that is not attached, as UTF-8."""
    for part in message.walk():
        check_time()
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            found = part.get_payload(decode=True)
            charset = part.get_content_charset("utf-8")
            if isinstance(found, bytes) and found.strip():
                try:
                    return found.decode(charset).encode("utf-8", "replace")
                except (LookupError, ValueError):
                    return found.decode("utf-8", "replace").encode("utf-8")
    return None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_field(str(message.get(name, "")))
    except Exception:  # a header may be damaged in more ways than the library knows
        return ""


def _day(text: str) -> str:
    """The day of a mail or an item of a feed; blank where it has none that can be read."""
    import email.utils

    if match := re.match(r"\d{4}-\d\d-\d\d", text):
        return match[0]
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""


def read_feed(path: Path, data: bytes) -> Content:
    """Return the items of a feed (RSS, Atom), each a document of its own.

    Raises
    ------
    DataError
        If it is no feed, or has no items.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingDependency(f"{shown_name(path)} needs lxml", extra="documents") from error
    try:  # a tree that is too deep, or entities that grow without end, are an error here
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise DataError(f"{shown_name(path)}: not a feed that can be read ({one_field(str(error))})") from error
    found = list(root.iter("{*}item", "{*}entry"))
    if not found:
        raise DataError(
            f"{shown_name(path)}: XML, but no feed (RSS, Atom) with items: save the text of it and name that"
        )
    publisher = _text(root if _name(root) == "feed" else next(iter(root), root), ("title",))
    items = tuple(item for element in found[:_MOST_ITEMS] if (item := _item(element, publisher)).text.strip())
    more = len(found) - _MOST_ITEMS
    notices = (f"{shown_name(path)}: the last {more} items are left unread",) if more > 0 else ()
    if not items:
        raise DataError(
            f"{shown_name(path)}: the items of the feed hold no text, only links: save the pages and name them"
        )
    return Content("\n\n".join(item.text for item in items), items=items, notices=notices)


def _item(element: Any, publisher: str) -> Content:
    """One item: its title and the longest text that it has."""
    check_time()
    title = _plain(_text(element, ("title",)))
    texts = [_plain(_text(element, (name,))) for name in ("encoded", "content", "description", "summary")]
    links = [child for child in element if _name(child) == "link" and child.get("rel", "alternate") == "alternate"]
    link = _text(element, ("link",)) or next((child.get("href", "") for child in links), "")
    body = max(texts, key=len)
    return Content(
        "\n\n".join(filter(None, (title, body))),
        title=title,
        author=_text(element, ("creator", "author")),
        publisher=publisher,
        date=_day(_text(element, ("pubDate", "published", "date", "updated"))),
        url=link,
    )


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, names: Iterable[str]) -> str:
    """The text of the first child that has one of the names."""
    for name in names:
        for child in element:
            if _name(child) == name and (found := "".join(child.itertext()).strip()):
                return found
    return ""


def _plain(text: str) -> str:
    """The words of a piece of HTML, a paragraph a line."""
    if "<" not in text and "&" not in text:
        return text.strip()
    from html import unescape

    broken = re.sub(r"(?i)<(?:/p|br|/div|/li|/h\d)\b[^<>]{0,200}>", "\n", text)
    lines = unescape(re.sub(r"<[^<>]{0,5000}>", "", broken)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
