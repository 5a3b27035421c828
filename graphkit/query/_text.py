"""How an answer is put in sentences: names, dates, doubts and numbered citations."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from graphkit.control import markdown
from graphkit.model import (
    NO_ADDRESS,
    NO_AUTHOR,
    Document,
    Evidence,
    date_words,
    denied_until,
    lies_surely,
    split_list,
    title_words,
)
from graphkit.network import SourceCounter, iter_relations
from graphkit.words import counted, lying_surely

from ._answers import acting_in, all_until, as_read, denials, documents_of, name_of, said_of, voice_said, voices_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Row = Any

_Item = TypeVar("_Item")

__all__ = [
    "WIDTH",
    "Desk",
    "Paragraph",
    "at_head",
    "bulleted",
    "capital",
    "date_said",
    "dated",
    "each",
    "first_few",
    "has_span",
    "headed",
    "in_time",
    "joined",
    "left_out",
    "reading",
    "sentence",
    "several",
    "since_words",
    "surely",
    "written",
]

#: The longest line, unless told otherwise.
WIDTH = 96

#: Around what Markdown sets in bold or links: characters that Unicode keeps for a program's own use.
_BOLD, _BOLD_END, _LINK, _LINK_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_MARKS = dict.fromkeys(map(ord, (_BOLD, _BOLD_END, _LINK, _LINK_END)))
_EXACT = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

#: So many documents are cited for a relation in a short answer.
SHORT_DOCUMENTS = 4
_MOST_GROUPS = 3  #: Most groups of sources that are named one by one as perhaps not independent.
_DOUBTS = {
    "alleged": "This is alleged.",
    "expected": "This is only expected.",
    "considered": "This is only being considered.",
    "proposed": "This is only proposed.",
    "denied": "This is only denied.",
    "unsourced": "No source is given.",
}


class Desk:
    """What the writers look things up in: relations by id, names, and the numbers of citations."""

    def __init__(self, network: nx.MultiDiGraph) -> None:
        self.network = network
        self.data = {key: data for key, _, _, data in iter_relations(network)}
        self.numbers: dict[str, int] = {}
        self.counter = SourceCounter(network)
        self.unsure: dict[tuple[str, ...], None] = {}
        self.short = False  # whether an answer that is long is told in part, for a screen
        self.unlisted: set[str] = set()  # of the documents of claims that have too many for a short answer
        self.attrs: Mapping[Any, Any] = {}  # those of the answer that is laid out as a table

    @cached_property
    def acting(self) -> Mapping[str, set[str]]:
        """Who acts in each relation, as :func:`acting_in` has it."""
        return acting_in(self.network)

    def names(self, actors: Iterable[str]) -> str:
        """The names of actors as running text, without articles."""
        return joined([name_of(self.network, actor) for actor in actors])

    def said(self, actors: Iterable[str]) -> list[str]:
        """The names of actors as they stand in a sentence."""
        return [said_of(self.network, actor) for actor in actors]

    def known(self, cell: str) -> list[str]:
        """The relations in a cell of ids that are in this network."""
        return [key for key in split_list(cell) if key in self.data]

    def cite(self, documents: Iterable[str]) -> str:
        """Numbers in brackets for documents, given out in the order of use."""
        numbers = sorted(self.numbers.setdefault(document, len(self.numbers) + 1) for document in documents)
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""

    def told_on(self, key: str, date: str, text: str) -> str:
        """A relation as :meth:`told` has it, with its date, or that it has none, before it."""
        return f"{capital(dated(self, key, date))}: {self.told(key, text)}"

    def told(self, key: str, text: str) -> str:
        """A relation as a sentence, how firmly it is held, and where it is told."""
        data = self.data.get(key)
        if data is None:
            return sentence(text or f"relation {key}, which is not in this network")
        plain = data["summary"] or f"{data['type'].lower().replace('_', ' ')}, told in no words of its own"
        return f"{sentence(plain)}{self.doubt(data)}{self.cite_all(data['evidence'])}"

    def cite_all(self, evidence: Iterable[Evidence]) -> str:
        """Numbers for all documents of some evidence; and to how many origins they lead, where those are fewer."""
        rows = tuple(evidence)
        found = self.counter.sources(self.counter.profile(rows))
        if not found.established:
            self.unsure[found.standing] = None
        documents = documents_of(rows)
        kept = self._foremost(rows, documents)
        numbers = self.cite(kept)
        if len(kept) < len(documents):
            self.unlisted.update(documents)
            numbers = f"{numbers.removesuffix(']')} and {len(documents) - len(kept)} more]"
        return f"{numbers} ({found.counted()})" if found.count < found.documents else numbers

    def _foremost(self, evidence: Sequence[Evidence], documents: Sequence[str]) -> Sequence[str]:
        """All documents; of many in a short answer some: one for each stance, then what is cited already."""
        if not self.short or len(documents) <= SHORT_DOCUMENTS + 1:
            return documents
        stances = {one.stance: one.document for one in reversed(evidence)}.values()
        return sorted(documents, key=lambda one: (one not in stances, one not in self.numbers))[:SHORT_DOCUMENTS]

    def doubt(self, data: Mapping[str, Any]) -> str:
        """A remark on what is not plainly asserted; of what is contested, who denies it."""
        if data["status"] not in ("contested", "acknowledged"):
            return f" ({_DOUBTS[data['status']]})" if data["status"] in _DOUBTS else ""
        deniers = voices_of(self.network, data["evidence"], "denies")
        if data["status"] == "contested":
            return f" (Contested: denied{self._by(deniers)}.)"
        sides = denials(self.network, data["evidence"], deniers).items()
        told = [f"{self._by(who)}{all_until(len(who), date)}" for date, who in sides if date]
        if not told:  # only what retells others denies it
            last = denied_until(data["evidence"], self.network.graph.get("documents"))
            told = [f"{self._by(deniers)}{all_until(1, last)}"]
        return f" (Acknowledged: denied{joined(told)}.)"

    def _by(self, voices: Iterable[str]) -> str:
        """By whom, as running text; nothing where nobody is named."""
        named = joined([voice_said(self.network, one) for one in voices])
        return f" by {named}" if named else ""

    def sources(self) -> list[Paragraph]:
        """The list of the documents that were cited."""
        if not self.numbers:
            return []
        documents = self.network.graph.get("documents", {})
        addressed = any(one.url for one in documents.values())
        lines = [
            f"[{number}] {_reference(documents.get(key), key, addressed=addressed)}{self.retelling(documents.get(key))}"
            for key, number in self.numbers.items()
        ]
        rest = len(self.unlisted - self.numbers.keys())
        left = f"{counted(rest, 'more document')} {'is' if rest == 1 else 'are'} left out here." if rest else ""
        notes = [Paragraph(note) for note in (left, self.independence()) if note]
        listed = [Paragraph(line, "    ") for line in lines]
        return [Paragraph(), headed("Sources"), *listed, *([Paragraph(), *notes] if notes else [])]

    def retelling(self, document: Document | None) -> str:
        """The mark of a document that only retells others."""
        if document is None or not document.retells:
            return ""
        documents = self.network.graph.get("documents", {})
        told = [
            f"[{self.numbers[key]}]"
            if key in self.numbers
            else title_words(documents[key])
            if key in documents
            else key
            for key in document.retells
        ]
        return f" (retells {' and '.join(told)}: no source of its own)"

    def independence(self) -> str:
        """A remark on the documents that were counted as different sources, though nothing says that they are."""
        groups = (sorted(self.numbers[one] for one in group if one in self.numbers) for group in self.unsure)
        each = dict.fromkeys(several([f"[{number}]" for number in group]) for group in groups if len(group) > 1)
        if not each:
            return ""
        if len(each) > _MOST_GROUPS:
            return (
                f"Not established: that the sources told together are independent of each other, in {len(each)} cases, "
                f"the first of them {next(iter(each))}."
            )
        return f"Not established: that {'; that '.join(each)} are independent of each other."


class Paragraph(NamedTuple):
    """Text to be put in lines, what all but the first begin with, and what the first begins with."""

    text: str = ""
    indent: str = ""
    mark: str = ""

    def filled(self, width: int) -> str:
        """The paragraph in lines of plain text."""
        heading = self.mark.startswith("#")
        return textwrap.fill(
            self.text.translate(_MARKS),
            width,
            initial_indent="" if heading else self.mark,
            subsequent_indent=self.indent,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def marked(self) -> str:
        """The paragraph as Markdown: exact dates bold, addresses as links, all else as the text it is."""
        mark = self.mark or ("- " if self.indent else "")
        parts = re.split(f"{_LINK}([^{_LINK_END}]*){_LINK_END}", self.text.strip())
        text = "".join(_linked(part) if place % 2 else markdown(part) for place, part in enumerate(parts))
        return mark + text.replace(_BOLD, "**").replace(_BOLD_END, "**")


def _linked(address: str) -> str:
    """An address as a link of Markdown; as text where it holds what no link may."""
    return f"<{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else markdown(address)


def headed(text: str) -> Paragraph:
    """A heading."""
    return Paragraph(text, "", "### ")


def bulleted(text: str, *, deep: bool = False) -> Paragraph:
    """An item of a list; ``deep`` belongs to the one before."""
    return Paragraph(text, "    ", "  - ") if deep else Paragraph(text, "  ", "- ")


def written(paragraphs: Iterable[Paragraph], width: int | None) -> str:
    """Paragraphs as plain text of a width, or, without one, as Markdown."""
    if width is not None:
        return "\n".join(paragraph.filled(width) for paragraph in paragraphs).strip("\n")
    lines: list[str] = []
    before = ""
    for paragraph in paragraphs:
        line = paragraph.marked()
        listed = line.lstrip().startswith("- ")
        if line and before and not (listed and before.lstrip().startswith("- ")):
            lines.append("")  # Markdown keeps apart only what a blank line parts
        lines.append(line)
        before = line
    return "\n".join(lines).strip("\n")


def each(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame, their cells by name."""
    return iter(frame.itertuples(index=False))


def sentence(text: str) -> str:
    """Text that ends like a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _reference(document: Document | None, key: str, *, addressed: bool) -> str:
    """A document as a reference; whether it has no address is said where others are ``addressed``."""
    if document is None:
        return key
    title, unsigned = document.title, ""
    if title_words(document) != title:
        title = capital(title_words(document))
        unsigned = "" if document.author or document.publisher else capital(NO_AUTHOR)
    if title == document.url:  # of a list of ties nothing but the address is known
        title = ""
    dated = date_words(document.date)
    who = ", ".join(part for part in (document.author, document.publisher, unsigned, dated) if part)
    told = " ".join(sentence(part) for part in (title, who) if part)
    if document.url:
        return f"{told} {_LINK}{document.url}{_LINK_END}".strip()
    # of a bare title nothing was recorded, not only no address; what retells others leads to them
    return f"{told} {capital(NO_ADDRESS)}." if addressed and who and not document.retells else told


def dated(desk: Desk, key: str, date: str) -> str:
    """The date of a relation in words, or that there is none; that of a standing tie is how long it lasts."""
    data = desk.data.get(key)
    return at_head(date, lasting=data is not None and data["quad"] == "standing tie") or "no date"


def since_words(date: str, *, within: bool = False) -> str:
    """The date at the head of a sentence, or ``within`` one; nothing where there is none."""
    return f"{at_head(date) if within else capital(at_head(date))}: " if date else ""


def at_head(date: str, *, lasting: bool = False) -> str:
    """A date before what it is of: an act of which only a last possible day is known was no later than that.

    What lasts, and has no known beginning, is on record by then.
    """
    words = date_said(date, lasting=lasting)
    if not words.startswith("by "):
        return words
    return f"on record {words}" if lasting else f"no later than {words.removeprefix('by ')}"


def reading(desk: Desk, rows: Iterable[Row]) -> list[Row]:
    """The rows in the order in which they are read: by date, what has no known beginning where it was on record."""
    found = [(desk.data.get(row.relation_id), row) for row in rows]
    days = [
        as_read(data["since"], data["until"], row.relation_id) if data else ("9999-12-31", "9999-12-31", "")
        for data, row in found
    ]
    return [found[place][1] for place in sorted(range(len(found)), key=days.__getitem__)]


def first_few(items: Sequence[_Item], most: int, *, key: Callable[[_Item], Any]) -> list[_Item]:
    """So many of some items, those that come first by a key, in the order in which all of them were."""
    places = sorted(range(len(items)), key=lambda place: key(items[place]))
    return [items[place] for place in sorted(places[:most])]


def left_out(rest: int) -> list[Paragraph]:
    """How many more items of a list a short answer leaves out; nothing where it tells all."""
    return [bulleted(f"and {rest} more, which are left out here")] if rest else []


def has_span(desk: Desk) -> bool:
    """Whether a time was asked for."""
    return any(day is not None for day in desk.network.graph.get("span", ()))


def surely(desk: Desk, row: Row) -> bool:
    """Whether a relation surely lies in the time that was asked for."""
    since, until = desk.network.graph.get("span", (None, None))
    data = desk.data.get(row.relation_id)
    return data is not None and lies_surely(data["since"], data["until"], since=since, until=until)


def in_time(desk: Desk, rows: Iterable[Row], item: Callable[[Row], Paragraph]) -> list[Paragraph]:
    """An item for each row; where a time was asked for, first what surely lies in it, then what only may."""
    ordered = reading(desk, rows)
    if not has_span(desk):
        return [item(row) for row in ordered]
    sure = [row for row in ordered if surely(desk, row)]
    maybe = [row for row in ordered if not surely(desk, row)]
    if not maybe:
        return [item(row) for row in sure]
    note = "These may lie in that time, or only begin before it, end after it or have no certain date:"
    head = [Paragraph(), Paragraph(note)] if sure else [Paragraph(f"{capital(lying_surely(0, len(maybe)))}. {note}")]
    return [*(item(row) for row in sure), *head, *(item(row) for row in maybe)]


def date_said(date: str, *, lasting: bool = False) -> str:
    """A date in words; one day is marked as exact, which Markdown sets in bold."""
    words = date_words(date, lasting=lasting)
    return f"{_BOLD}{words}{_BOLD_END}" if _EXACT.fullmatch(date) else words


def capital(text: str) -> str:
    """Text that begins like a sentence."""
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str]) -> str:
    """Names as running text: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


def several(names: Sequence[str], *, most: int = 4) -> str:
    """Names as running text, of many the first ones and how many more."""
    names = list(dict.fromkeys(names))
    if len(names) <= most + 1:
        return joined(names)
    return f"{', '.join(names[:most])} and {len(names) - most} others"
