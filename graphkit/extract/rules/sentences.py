"""Sentences and tokens, with offsets into the text, in linear time and one sentence at a time."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from graphkit.extract.rules.words import ANSWERS, BEGINS_NAME, OPENS, TOKEN, Piece, Word

if TYPE_CHECKING:
    from graphkit.extract.rules.dictionary import Dictionary

LONGEST = 250  # tokens of one sentence; what is longer is cut, so that no step can take long
LONGEST_CHARACTERS = 4000
BLOCK = 10_000  # characters, at least, whose sentences are found at once; at most ten times as many
_SENTENCE_END = re.compile(r"[a-z]{4}[.!?]\s+(?=[A-Z])")
_CAPITALS = re.compile(r"[A-Z]{3}[^a-z\n]{6}")
_SHOUTED = re.compile(r"^[^a-zß-öø-ÿ\n]*[A-Z]{3}[^a-zß-öø-ÿ\n]*$", re.MULTILINE)  # a headline in capitals
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

    several_lines = "\n" in text
    for first, last in _blocks(text) if len(text) > BLOCK else ((0, len(text)),):
        for sentence in sentencex.get_sentence_boundaries("en", text[first:last]):
            begin, end = first + sentence["start_index"], first + sentence["end_index"]
            if several_lines:
                for line in _LINE.finditer(text, begin, end):
                    yield from _pieces(text, begin, line.end())
                    begin = line.end()
            if end - begin > LONGEST_CHARACTERS:
                yield from _pieces(text, begin, end)
            else:
                piece = text[begin:end]
                inner = piece.strip()
                if inner:
                    begin += piece.index(inner[0])
                    yield begin, begin + len(inner)


def unshout(text: str, dictionary: Dictionary) -> str:
    """Return the text with lines that are all capitals written as others are; every word keeps its place.

    Examples
    --------
    >>> from graphkit.extract.rules import load_dictionary
    >>> unshout("SOUTH KOREAN TROOPS SHELL CHAD", load_dictionary())
    'South Korean troops shell Chad'
    """
    if _CAPITALS.search(text) is None:
        return text  # as of nearly every document
    return _SHOUTED.sub(lambda line: _lowered(line[0], dictionary), text)


def _lowered(line: str, dictionary: Dictionary) -> str:
    """Return a line in small letters but for its first word and the names that the dictionary knows."""
    words = [(match.group(), match.start()) for match in TOKEN.finditer(line)]
    if len(words) < 4 or any(len(word.title()) != len(word) or len(word.lower()) != len(word) for word, _ in words):
        return line
    written = [dictionary.spelling(word) for word, _ in words]
    for i, (one, two) in enumerate(pairwise(written)):
        for rest in dictionary.starts.get(one.title(), {}).get(two.title(), ()):
            size = 2 + len(rest)
            if [word.title() for word in written[i : i + size]] == [one.title(), two.title(), *rest]:
                written[i : i + size] = [one.title(), two.title(), *rest]
    letters = list(line)
    for (word, start), new in zip(words, written, strict=True):
        letters[start : start + len(word)] = new if start else new[:1].upper() + new[1:]
    return "".join(letters)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of parts that end with a paragraph, so that only the sentences of one are held at a time.

    A paragraph without end is cut behind a sentence, or else at a blank: there are signs that the library takes
    a time for which grows with the square of their number.
    """
    begin = 0
    while begin < len(text):
        most = begin + 10 * BLOCK
        blank = text.find("\n\n", begin + BLOCK, most)
        if blank >= 0:
            end = blank + 2
        elif most >= len(text):
            end = len(text)
        else:
            sentence = _SENTENCE_END.search(text, begin + BLOCK, most)
            space = text.rfind(" ", begin + BLOCK, begin + 2 * BLOCK)
            end = sentence.end() if sentence is not None else max(space, begin + BLOCK) + 1
        yield begin, end
        begin = end


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

    __slots__ = ("_ends", "_firsts", "_lasts", "_steps", "_text", "end", "special", "start", "tags", "words", "written")

    def __init__(self, text: str, start: int, end: int, words: list[Word], steps: Iterable[bytes]) -> None:
        self.start = start
        self.end = end
        self.words = words.copy()
        self.tags = ""  # one character for each word, once settled in context
        self.written = words  # the words before names were joined
        self.special = 0  # what is special about its words, taken together
        self._text = text
        self._steps = steps  # of its pieces
        self._ends: list[int] = []  # where the words as written end in the text
        self._firsts: Sequence[int] = range(len(words))  # of each token the first word as written
        self._lasts: Sequence[int] = self._firsts  # and the last

    def start_of(self, token: int) -> int:
        """Return where a token begins in the text."""
        word = self._firsts[token]
        return (self._ends or self._locate())[word] - len(self.written[word].written)

    def end_of(self, token: int) -> int:
        """Return where a token ends in the text."""
        return (self._ends or self._locate())[self._lasts[token]]

    def span_of(self, first: int, last: int) -> tuple[int, int]:
        """Return where a token begins in the text and where another ends."""
        ends, word = self._ends or self._locate(), self._firsts[first]
        return ends[word] - len(self.written[word].written), ends[self._lasts[last]]

    def beside(self, token: int) -> tuple[str, str]:
        """Return what stands next to a token in the text: two characters before it and five after."""
        start, end = self.span_of(token, token)
        return self._text[max(0, start - 2) : start], self._text[end : end + 5]

    def find_phrases(self, phrases: tuple[list[str], ...]) -> list[int]:
        """Return the tokens of every phrase of several words that stands in the sentence."""
        texts = [word.text for word in self.words]
        found: list[int] = []
        for phrase in phrases:
            at = texts.index(phrase[-1]) if phrase[-1] in texts else -1
            while at >= 0:
                first = at - len(phrase) + 1
                if first >= 0 and texts[first : at + 1] == phrase:
                    found += range(first, at + 1)
                at = texts.index(phrase[-1], at + 1) if phrase[-1] in texts[at + 1 :] else -1
        return found

    def is_quoted(self, token: int) -> bool:
        """Return whether a token stands within quotation marks that its paragraph opened."""
        at = self.start_of(token)
        before = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _locate(self) -> list[int]:
        """Find the words in the text again: only blanks and quotation marks stand between them."""
        ends = list(accumulate(b"".join(self._steps), initial=self.start - 1))
        if ends[-1] == self.end:
            del ends[0]
        else:  # there are two blanks somewhere, or a quotation mark
            at, find = self.start, self._text.find
            ends = [at := find(part, at) + len(part) for part in map(WRITTEN, self.written)]
        self._ends = ends
        return ends

    def join_names(self, names: list[tuple[int, int]], dictionary: Dictionary) -> None:
        """Make one word of each name, which reaches from one token up to another."""
        firsts, lasts = list(self._firsts), list(self._lasts)
        for index, last in reversed(names):  # so that the places of those before it stay
            name = self._text[self.start_of(index) : self.end_of(last - 1)]
            self.words[index:last] = [dictionary.word(" ".join(name.split()).replace("’", "'"))]
            del firsts[index + 1 : last], lasts[index : last - 1]
        self._firsts, self._lasts = firsts, lasts


def read_sentence(text: str, start: int, end: int, dictionary: Dictionary) -> Sentence:
    """Return the sentence's tokens, names of several words as one token; the tags are still to be settled."""
    pieces = text[start:end].split()
    found = list(map(dictionary.pieces.get, pieces))
    if None in found:
        found = [known or _read_piece(piece, dictionary) for known, piece in zip(found, pieces, strict=True)]
    words, steps = zip(*found, strict=True) if found else ((), ())
    written: list[Word] = list(chain.from_iterable(words))
    special = list(map(SPECIAL, written))
    if end - start > LONGEST and len(written) + sum(map(text[start:end].count, QUOTES)) > LONGEST:
        tokens = TOKEN.findall(text, start, end)[:LONGEST]
        written = [dictionary.word(token) for token in tokens if token not in QUOTES]
        special = [*special[: len(written) - 1], special[len(written) - 1] | ANSWERS] if written else []
        steps = ()
    sentence = Sentence(text, start, end, written, steps)
    if written:
        sentence.words[0] = dictionary.first_word(written[0])
        _settle_special(sentence, special, dictionary)
    return sentence


def _settle_special(sentence: Sentence, special: list[int], dictionary: Dictionary) -> None:
    """Take the capital after a colon for nothing, and join names of several words; of two that overlap the first."""
    words, written = sentence.words, sentence.written
    last = len(written) - 1
    names: list[tuple[int, int]] = []
    total = end = 0
    for index in compress(range(len(special)), special):
        marks = special[index]
        total |= marks
        if index < last:
            if marks & BEGINS_NAME and index >= end:
                rests = written[index].seconds.get(written[index + 1].written)
                stop = _name_end(written, index + 2, rests) if rests else 0
                if stop:
                    names.append((index, stop))
                    end = stop
            if marks & OPENS:
                words[index + 1] = dictionary.first_word(written[index + 1])
    sentence.special = total
    if names:
        sentence.join_names(names, dictionary)


def _read_piece(text: str, dictionary: Dictionary) -> Piece:
    """Return the words of a piece of text without blanks, and remember them.

    No token reaches over a blank, so that a piece has the same tokens wherever it stands.
    """
    # interned, the piece, the word as written and in lower case are mostly one string: less memory to look at
    tokens = [(sys.intern(match.group()), match.end()) for match in TOKEN.finditer(text) if match.group() not in QUOTES]
    ends = [-1, *[end for _, end in tokens]]
    steps = bytes([b - a for a, b in pairwise(ends)]) if len(text) < 255 else b""  # a byte holds no more
    piece = Piece(tuple([dictionary.word(token) for token, _ in tokens]), steps)
    dictionary.remember_piece(sys.intern(text), piece)
    return piece


SPECIAL, WRITTEN = attrgetter("special"), attrgetter("written")
QUOTES = frozenset(['"', "“", "”", "‘", "‟", "«", "»"])


def _name_end(written: list[Word], begin: int, rests: list[tuple[str, ...]]) -> int:
    """Return where the longest known name ends of which the third word may be at a position, 0 when there is none."""
    for rest in rests:
        last = begin + len(rest)
        if last <= len(written) and (not rest or tuple([word.written for word in written[begin:last]]) == rest):
            return last
    return 0
