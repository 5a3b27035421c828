"""The documents that can be read: whose texts are found, what their sentences are, and what stands where in them."""

from __future__ import annotations

import base64
import binascii
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.dataset import read_text, text_sha256, texts_of
from graphkit.dataset.rules import cells_of
from graphkit.edit.bodies import issuer_in
from graphkit.edit.refusal import Refused
from graphkit.errors import DataError, GraphkitError
from graphkit.model import Document

if TYPE_CHECKING:
    from graphkit.edit.rows import Row, Sheets
    from graphkit.extract.records import SourceText

__all__ = ["NOWHERE", "Around", "Library", "Span", "Text", "paragraphs_of", "place_of", "read_dropped", "sentences_of"]

_PLACED = re.compile(r"^[ \t]*([A-ZÀ-Þ][^\W\d_]+(?:[ -][A-ZÀ-Þ][^\W\d_]+){0,2})(?=,? *[(,])", re.MULTILINE)
#: How East Asian agencies begin a report: "(서울=연합뉴스)", "【東京】".
_PLACED_TOO = re.compile(
    r"^[ \t]*(?:[(\[【〔]([^\W\d_]{1,12})(?=[=)\]】〕])|([^\W\d_a-zA-Z]{1,12})[,，]\s*\d)", re.MULTILINE
)
_WRAPPED, _WIDEST = 40, 200  # characters: lines of another length end where the writer wanted them to
_OPTION = ", or raise the limit (--max-size)"  # of extract alone
#: The number of a paragraph, or a line of signs.
_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[A-Za-z])?[.)\]:]+\s*|[\W_]+")
_DIGITS = 16  # of a place that is none
_SLACK = 20  # characters that a line may be shorter than it had to be


class Around(NamedTuple):
    """Where words stand: their sentence, the whole text, and the state in which it was written."""

    sentence: str = ""
    text: str = ""
    home: str = ""


#: Words by themselves.
NOWHERE = Around()


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a document, as a person chose them."""

    document: str
    start: int
    end: int
    words: str


@dataclass(slots=True)
class Text:
    """One document: its row as cells, its text, and whether the text is the one that its row names.

    ``source`` is what a reader made of a file, for a document that ``documents.csv`` does not list.
    """

    cells: Mapping[str, str]
    text: str
    state: str = "here"
    source: SourceText | None = None
    notice: str = ""
    _sentences: list[tuple[int, int]] | None = field(default=None, repr=False)
    _digest: str = field(default="", repr=False)
    _ready: str = field(default="", repr=False)

    @property
    def sha256(self) -> str:
        """The digest of the text."""
        self._digest = self._digest or text_sha256(self.text)
        return self._digest

    def sentences(self) -> list[tuple[int, int]]:
        """Return where each sentence begins and ends; found once."""
        if self._sentences is None:
            self._sentences = sentences_of(self.text)
        return self._sentences

    def ready(self) -> str:
        """Return the text, its paragraphs and its sentences as the inside of a JSON object; made once."""
        if not self._ready:
            said = {
                "length": len(self.text),
                "text": self.text,
                "paragraphs": paragraphs_of(self.text),
                "sentences": self.sentences(),
            }
            self._ready = json.dumps(said, ensure_ascii=False, separators=(",", ":"))[1:-1]
        return self._ready

    def home(self) -> str:
        """Return the state in whose city a text says it was written, or whose ministry issued it; blank for none.

        >>> Text({}, "A headline\\n\\nRIGA, 14 May 2026 - Latvia met Mali.").home()
        'LVA'
        >>> Text({}, "(서울=연합뉴스) 김민준 기자 = 한국은 북한을 비난했다.").home()
        'KOR'
        """
        from graphkit.extract.gazetteer import world_actors, world_index
        from graphkit.gazetteer.languages import state_told

        for match in _PLACED.finditer(self.text, 0, 1500):
            found = world_index().known(match[1].strip())
            if found is not None and found.actor in world_actors() and world_actors()[found.actor].kind == "state":
                return found.actor
        for match in _PLACED_TOO.finditer(self.text, 0, 1500):
            told = state_told(match[1] or match[2])
            if told is not None and told.whole:
                return told.id
        return issuer_in(self.text)

    def around(self, sentence: str = "") -> Around:
        """Return where words of the text stand: in a sentence of it, or anywhere."""
        return Around(sentence, self.text, self.home())

    def sentence_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of whole sentences around a span."""
        around = [(a, b) for a, b in self.sentences() if a < max(end, start + 1) and b > start]
        return (around[0][0], around[-1][1]) if around else (start, end)


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends; lines that end because a page is so wide do not end one.

    >>> sentences_of("It rained. They met in\\nthe old town.")
    [(0, 10), (11, 36)]

    The number of a paragraph is no sentence:

    >>> sentences_of("1. It rained.\\n\\n2. They met.")
    [(3, 13), (18, 27)]
    """
    from graphkit.extract.records import reading_form
    from graphkit.extract.rules import known_words
    from graphkit.extract.rules.text import split_sentences

    reading = reading_form(text, known=known_words)
    spans = [reading.span(start, end) for start, end in split_sentences(reading.text)]
    return [one for one in spans if not _NUMBER.fullmatch(text[slice(*one)])] or spans


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return where each paragraph begins and ends: blank lines part them, and lines that end by intent.

    A line ends by intent when the next word would have had room on it, as the longest line of the text shows.

    >>> paragraphs_of("A headline\\n\\nOne.\\nTwo.\\n")
    [(0, 10), (12, 16), (17, 21)]
    """
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    width = max((end - start for start, end in lines), default=0)
    wrapped = _WRAPPED <= width <= _WIDEST
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and wrapped and text[found[-1][1] : start] == "\n" and _is_cut(text, found[-1], (start, end), width):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_cut(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line goes on with what the one before it began: the next word had no room there."""
    begin = text.rfind("\n", before[0], before[1]) + 1 or before[0]
    word = len(text[line[0] : line[1]].split(maxsplit=1)[0])
    room = width - (before[1] - begin)
    ends = text[before[0] : before[1]].rstrip()[-1:] in '.!?:。！？”"'
    return room <= word or (not ends and room <= word + _SLACK)


class Library:
    """The documents of a dataset with their texts, those of a folder, and those dropped on the page.

    Parameters
    ----------
    folder
        The dataset's.
    documents
        A folder with more documents; None: none.
    """

    def __init__(self, folder: Path, documents: Path | None) -> None:
        self.folder, self.documents = folder, documents
        self.texts: dict[str, Text] = {}
        self.others: dict[str, Text] = {}
        self.notices: list[str] = []
        self._by_sha: dict[str, str] = {}

    def open(self, rows: Iterable[Row]) -> None:
        """Find the texts of the documents listed, and read the others of the folder."""
        listed = [row.cells for row in rows]
        records = [Document(row.get("id", ""), "", sha256=row["sha256"]) for row in listed if row.get("sha256")]
        found = texts_of(records, self.folder) if records else {}
        if self.documents is not None:
            self._read_folder(self.documents)
        for text in found.values():
            self._by_sha.setdefault(text_sha256(text), text)
        self.refresh(rows)

    def _read_folder(self, folder: Path) -> None:
        """Read every document of a folder; what cannot be read is a notice."""
        from graphkit.extract.documents import read_documents
        from graphkit.extract.run import find_documents

        for path in find_documents([folder]):
            if path.suffix.lower() in (".csv", ".json", ".jsonl"):
                continue
            try:
                self.add(read_documents(path))
            except GraphkitError as error:
                self.notices.append(str(error).replace(_OPTION, ""))
            except (OSError, RecursionError, MemoryError, ValueError) as error:
                self.notices.append(f"{path.name}: it cannot be read ({type(error).__name__})")

    def add(self, sources: Iterable[SourceText]) -> list[Text]:
        """Take in documents that were read, each as a text that no row lists yet."""
        added = []
        for source in sources:
            cells = _cells(source.record)
            text = Text(cells, source.text, source=source, notice="; ".join(source.notices))
            self._by_sha.setdefault(text.sha256, source.text)
            self.others[cells["id"]] = text
            added.append(text)
        return added

    def refresh(self, rows: Iterable[Row]) -> None:
        """Hold the texts against the rows of ``documents.csv`` as they are now."""
        known, new = self.texts, {}
        for row in rows:
            key = row.cells.get("id", "")
            before = known.get(key)
            if before is not None and before.cells is row.cells:
                new[key] = before
            else:
                new[key] = self._text_of(row.cells, before)
        taken = {text.cells.get("sha256") for text in new.values()}
        for key, text in self.others.items():
            if text.sha256 not in taken and key not in new:
                new[key] = text
        self.texts = new  # at once: whoever reads meanwhile finds every document

    def _text_of(self, cells: Mapping[str, str], before: Text | None) -> Text:
        """The text of a listed document: by its digest, else the file that it names, which has changed then."""
        sha256 = cells.get("sha256", "")
        if before is not None and before.sha256 == sha256:
            return replace(before, cells=cells, state="here", source=None)
        if sha256 in self._by_sha:
            return Text(cells, self._by_sha[sha256])
        named = self._named(cells.get("file", ""))
        if named is None:
            return Text(cells, "", "missing")
        if not sha256:
            return Text(cells, named)
        return Text(cells, named, "changed", notice="the text has changed since it was read: its words are looked for")

    def _named(self, file: str) -> str | None:
        """The text of the file that a row names, if it is inside the folder."""
        if Path(file).suffix not in (".txt", ".md") or ".." in Path(file).parts or Path(file).is_absolute():
            return None
        try:
            return read_text(self.folder / file, most=64_000_000)
        except (OSError, DataError, ValueError):
            return None

    def get(self, key: object) -> Text:
        """Return a document by its id.

        Raises
        ------
        Refused
            If there is none, or its text is not here.
        """
        text = self.texts.get(key) if isinstance(key, str) else None
        if text is None:
            raise Refused("there is no document of that id", code="unknown", field="document")
        return text

    def row_of(self, key: str) -> dict[str, str]:
        """Return the row that lists a document which no row lists yet.

        Raises
        ------
        Refused
            If there is no such document.
        """
        text = self.get(key)
        return dict(text.cells)

    def span(self, fields: Mapping[str, Any]) -> Span:
        """Return a span that the page sent, if the text holds just those words there.

        Raises
        ------
        Refused
            If the document has another text, or other words there.
        """
        text = self.get(fields.get("document"))
        start, end, words = fields.get("start"), fields.get("end"), fields.get("words")
        if type(start) is not int or type(end) is not int or not isinstance(words, str):
            raise Refused("a span needs start and end as whole numbers and words as text", code="json", field="start")
        if text.state == "missing":
            raise Refused("the text of that document is not here: name its folder with --documents", code="text")
        if fields.get("sha256") != text.sha256:
            raise Refused("the document has another text now: open it again", code="text", field="sha256")
        if not 0 <= start < end <= len(text.text) or text.text[start:end] != words:
            raise Refused("the document does not hold those words there: choose them again", code="text", field="words")
        if not words.strip():
            raise Refused("nothing is chosen: choose some words", code="text", field="words")
        return Span(str(fields["document"]), start, end, words)


def _cells(record: Document) -> dict[str, str]:
    """The row of a document as cells."""
    return {name: column[0] for name, column in cells_of("documents", [record]).items() if column[0]}


def read_dropped(fields: Mapping[str, Any]) -> list[SourceText]:
    """Read a file that was dropped on the page: its name, and its bytes in base64.

    Raises
    ------
    Refused
        If it is none that can be read.
    """
    from graphkit.extract.documents import read_documents

    name, packed = fields.get("name"), fields.get("base64")
    if not isinstance(name, str) or not isinstance(packed, str):
        raise Refused("a dropped file needs a name and its bytes in base64", code="json")
    try:
        data = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("the file did not arrive whole: drop it again", code="json", field="base64") from None
    bare = PureWindowsPath(PurePosixPath(name).name).name
    stem = re.sub(r"[^\w.\- ]", "_", bare).strip(". ")[-100:] or "document.txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / stem
        path.write_bytes(data)
        try:
            return read_documents(path)
        except GraphkitError as error:
            raise Refused(str(error).replace(_OPTION, "")) from error


def placed_again(words: str, text: str) -> tuple[int, int] | None:
    """Return where words stand in a changed text, if they do so just once."""
    first = text.find(words) if words else -1
    if first < 0 or text.find(words, first + 1) >= 0:
        return None
    return first, first + len(words)


def moved_evidence(sheets: Sheets, document: str, quotes: Mapping[str, str], text: str) -> Iterator[dict[str, Any]]:
    """Yield where the evidence of a changed document has its words now, as far as they stand there once."""
    for row in misplaced_evidence(sheets, document, quotes, text):
        words = quotes.get(_place(row), "")
        if found := placed_again(words, text):
            yield {
                "row": row.number,
                "relation": row.cells.get("relation", ""),
                "start": found[0],
                "end": found[1],
                "words": words,
                "sentence": "its words stand elsewhere in the text now",
            }


def misplaced_evidence(sheets: Sheets, document: str, quotes: Mapping[str, str], text: str) -> list[Row]:
    """Return the evidence of a document whose words are not where it says, or are not known."""
    placed = [row for row in sheets.rows("evidence") if row.cells.get("document") == document and "start" in row.cells]
    return [row for row in placed if quotes.get(_place(row)) != _words_at(row, text)]


def place_of(cells: Mapping[str, str]) -> tuple[int, int] | None:
    """Return where a row of evidence says that its words begin and end; None where it does not say so.

    >>> place_of({"start": "3", "end": "9"}), place_of({"start": "3"})
    ((3, 9), None)
    """
    start, end = cells.get("start", ""), cells.get("end", "")
    told = all(one.isdecimal() and len(one) < _DIGITS for one in (start, end))
    return (int(start), int(end)) if told else None


def _place(row: Row) -> str:
    return f"{row.cells['start']}:{row.cells.get('end', '')}"


def _words_at(row: Row, text: str) -> str:
    place = place_of(row.cells)
    return text[slice(*place)] if place is not None else ""
