"""Sentences and tokens, with offsets into the text, in linear time and one sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    """The tokens of one sentence: their words, tags and offsets."""

    __slots__ = ("end", "ends", "start", "starts", "tags", "words")

    def __init__(self, start: int, end: int, words: list[Word], starts: list[int], ends: list[int]) -> None:
        self.start = start
        self.end = end
        self.words = words
        self.starts = starts
        self.ends = ends
        self.tags = [word.tag for word in words]


def read_sentence(text: str, start: int, end: int, dictionary: Dictionary) -> Sentence:
    """Return the sentence's tokens, names of several words as one token, with the tags of the words alone."""
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    if len(spans) > LONGEST:
        del spans[LONGEST:]
    parts = [text[a:b] for a, b in spans]
    if not QUOTES.isdisjoint(parts):
        kept = [index for index, part in enumerate(parts) if part not in QUOTES]
        parts, spans = [parts[index] for index in kept], [spans[index] for index in kept]
    known, firsts = dictionary.seen, dictionary.starts
    words = [known.get(part) or dictionary.word(part) for part in parts]
    if words:
        words[0] = dictionary.first_word(parts[0])
        for index, word in enumerate(words):
            if word.opens and index + 1 < len(words):
                words[index + 1] = dictionary.first_word(parts[index + 1])
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    for index in [index for index, part in enumerate(parts) if part in firsts][::-1]:
        size = _name_at(parts, index, firsts[parts[index]])
        if size > 1:
            last = index + size
            words[index:last] = [dictionary.word(_joined(text, starts[index], ends[last - 1]))]
            ends[index:last] = [ends[last - 1]]
            del starts[index + 1 : last]
            parts[index:last] = [""]
    return Sentence(start, end, words, starts, ends)


QUOTES = frozenset(['"', "“", "”", "‘", "‟", "«", "»", "``", "''"])


def _name_at(parts: list[str], index: int, seconds: dict[str, list[tuple[str, ...]]]) -> int:
    """Return of how many words the longest known name at a position is, 1 when there is none."""
    if index + 1 < len(parts):
        for rest in seconds.get(parts[index + 1], ()):
            if not rest or tuple(parts[index + 2 : index + 2 + len(rest)]) == rest:
                return 2 + len(rest)
    return 1


def _joined(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split()).replace("’", "'")
