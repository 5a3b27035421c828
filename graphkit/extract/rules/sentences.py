"""Sentences and tokens, with offsets into the text, in linear time and one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from graphkit.extract.rules.english import Word

if TYPE_CHECKING:
    from graphkit.extract.rules.dictionary import Dictionary

TOKEN = re.compile(
    r"[a-z]+(?![\w'’-])|[A-Z][a-z]+(?![\w'’-])|[.,](?!\d)"  # most tokens; the rest is slower
    r"|(?:[A-Z]\.){2,}"
    r"|[$€£]?\d+(?:[.,]\d+)*(?:-[a-z]+)*(?:[a-z]+)?"
    r"|['’]s\b"
    r"|[a-z][^\W_]*(?:-[^\W_]+|['’](?!s\b)[^\W_]+)*"
    r"|[^\W_]+(?:-(?=[a-z])[^\W_]+|['’](?!s\b)[^\W_]+)*(?:-(?=[a-z])[^\W_]+)*"
    r"|--+|\S"
)
LONGEST = 250  # tokens of one sentence; what is longer is cut, so that no step can take long
LONGEST_CHARACTERS = 4000
_LINE = re.compile(r"\n(?=\s*[^\sa-z])")  # a line of its own, such as a headline


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; very long ones are cut at a space.

    Notes
    -----
    Sentences are those of the library ``sentencex``; besides, a line that is followed by one that
    begins like a sentence is taken for a headline and ends.

    Examples
    --------
    >>> text = "Gen. Smith met U.S. officials. They agreed."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Gen. Smith met U.S. officials.', 'They agreed.']
    """
    import sentencex

    for sentence in sentencex.get_sentence_boundaries("en", text):
        begin, end = sentence["start_index"], sentence["end_index"]
        for line in _LINE.finditer(text, begin, end):
            yield from _pieces(text, begin, line.end())
            begin = line.end()
        yield from _pieces(text, begin, end)


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST_CHARACTERS:
        cut = text.rfind(" ", begin + 1, begin + LONGEST_CHARACTERS)
        cut = cut if cut > begin else begin + LONGEST_CHARACTERS
        yield begin, cut
        begin = cut
    piece = text[begin:end]
    inner = piece.strip()
    if inner:
        start = begin + piece.index(inner[0])
        yield start, start + len(inner)


class Sentence:
    """The tokens of one sentence: their words, tags and offsets; the offsets are reckoned when first asked for."""

    __slots__ = ("_ends", "_starts", "_text", "end", "start", "tags", "words", "written")

    def __init__(self, text: str, start: int, end: int, words: list[Word]) -> None:
        self.start = start
        self.end = end
        self.words = words.copy()
        self.tags = ""  # one character for each word, once settled in context
        self._text = text
        self.written = words  # the words before names were joined
        self._starts: list[int] | None = None
        self._ends: list[int] = []

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the text."""
        if self._starts is None:
            self._starts = self._locate()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends in the text."""
        if self._starts is None:
            self._starts = self._locate()
        return self._ends

    def _locate(self) -> list[int]:
        """Find the tokens in the text again: only blanks and quotation marks stand between them."""
        find, at = self._text.find, self.start
        starts: list[int] = []
        ends = self._ends
        for word in self.written:
            at = find(word.written, at)
            starts.append(at)
            at += len(word.written)
            ends.append(at)
        return starts

    def join_name(self, index: int, last: int, dictionary: Dictionary) -> None:
        """Make one word of the name from one token up to another; names further on must be joined already."""
        starts, ends = self.starts, self.ends
        name = self._text[starts[index] : ends[last - 1]]
        self.words[index:last] = [dictionary.word(" ".join(name.split()).replace("’", "'"))]
        ends[index:last] = [ends[last - 1]]
        del starts[index + 1 : last]


def read_sentence(text: str, start: int, end: int, dictionary: Dictionary) -> Sentence:
    """Return the sentence's tokens, names of several words as one token; the tags are still to be settled."""
    pieces = text[start:end].split()
    found = list(map(dictionary.pieces.get, pieces))
    if None in found:
        found = [known or _read_piece(piece, dictionary) for known, piece in zip(found, pieces, strict=True)]
    written: list[Word] = list(chain.from_iterable(found))  # type: ignore[arg-type]
    if end - start > LONGEST and len(written) + sum(map(text[start:end].count, QUOTES)) > LONGEST:
        tokens = TOKEN.findall(text, start, end)[:LONGEST]
        written = [dictionary.word(token) for token in tokens if token not in QUOTES]
    sentence = Sentence(text, start, end, written)
    if written:
        sentence.words[0] = dictionary.first_word(written[0].written)
        special = [index for index, word in enumerate(written) if word.special]
        if special:
            _settle_special(sentence, special, dictionary)
    return sentence


def _settle_special(sentence: Sentence, special: list[int], dictionary: Dictionary) -> None:
    """Take the capital after a colon for nothing, and join names of several words, from the last to the first."""
    words, firsts = sentence.words, dictionary.starts
    parts = [word.written for word in sentence.written]
    for index in special:
        if words[index].opens and index + 1 < len(words):
            words[index + 1] = dictionary.first_word(parts[index + 1])
    for index in reversed(special):
        size = _name_at(parts, index, firsts.get(parts[index], {}))
        if size > 1:
            sentence.join_name(index, index + size, dictionary)
            parts[index : index + size] = [""]


def _read_piece(piece: str, dictionary: Dictionary) -> tuple[Word, ...]:
    """Return the words of a piece of text without blanks, quotation marks left out, and remember them.

    No token reaches over a blank, so that a piece has the same tokens wherever it stands.
    """
    words = tuple([dictionary.word(token) for token in TOKEN.findall(piece) if token not in QUOTES])
    dictionary.remember_piece(piece, words)
    return words


QUOTES = frozenset(['"', "“", "”", "‘", "‟", "«", "»"])


def _name_at(parts: list[str], index: int, seconds: dict[str, list[tuple[str, ...]]]) -> int:
    """Return of how many words the longest known name at a position is, 1 when there is none."""
    if index + 1 < len(parts):
        for rest in seconds.get(parts[index + 1], ()):
            if not rest or tuple(parts[index + 2 : index + 2 + len(rest)]) == rest:
                return 2 + len(rest)
    return 1
