"""Quotes found again in a text, whatever became of its quotation marks, blanks, hyphens and ligatures on the way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["find_quote", "find_quotes"]

_MAX_QUOTE = 4000
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\u1160-\u11ff]*", re.DOTALL)
_SAME = {
    letter: plain
    for plain, group in (
        ("'", "’‘‛ʼʹ′`´‹›"),
        ('"', "“”„‟″«»〝〞「」『』《》〈〉"),
        ("-", "‐‑‒–—―−－"),
        (".", "。"),
        (",", "、،"),
        ("?", "؟"),
        (";", "؛"),
        ("ی", "يى"),
        ("ک", "ك"),
    )
    for letter in group
}
# soft hyphens, joiners, marks of direction, the Arabic stretching mark, vowel signs that few texts write
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u0640\u064b-\u0652\u0670\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_MARKS = "\"' "
# a quote may begin behind these letters of an Arabic word: and, so, in, like, to, the
_CLITICS = re.compile(r"(?:[وف]?[بكل]?(?:ال|ل)?|[وف]?لل)\Z")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff]"
)
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")


def find_quote(text: str, quote: str, *, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    r"""Return where the words of ``quote`` stand in ``text[start:end]``, or None when they do not.

    Line breaks, the shape of quotation marks and dashes, ligatures, invisible characters and a hyphen at the end of a
    line may differ, and so may blanks in scripts that have none; words and letters may not. Words are found whole:
    ``Iran`` is not in ``Iranian``. A Korean word may go on with its endings, an Arabic one begin with "and" or "the".

    Parameters
    ----------
    text
        The text.
    quote
        The words to find, at most 4,000 characters.
    start, end
        Where to look; the whole text when not given.

    Examples
    --------
    >>> find_quote("Japan’s minister\nmet him.", "Japan's minister met")
    (0, 20)
    >>> find_quote("Iranian ships", "Iran") is None
    True
    >>> find_quote("中国 外交部", "中国外交部"), find_quote("The agree-\nment", "agreement")
    ((0, 6), (4, 15))
    """
    return next(iter(find_quotes(text, quote, start=start, end=end)), None)


def find_quotes(text: str, quote: str, *, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return every place where the words of ``quote`` stand in ``text[start:end]``, as :func:`find_quote` finds them.

    Examples
    --------
    >>> find_quotes("Iran met Iran.", "Iran")
    [(0, 4), (9, 13)]
    """
    if len(quote) > _MAX_QUOTE:
        return []
    piece = text[start : len(text) if end is None else end]
    for joined in (True, False):
        folded = _folded(piece, joined=joined)
        for form in dict.fromkeys((quote, quote.strip(_MARKS), _folded(quote).text.strip(_MARKS))):
            found = folded.find(_folded(form, joined=joined).text.strip())
            if found:
                return [(start + first, start + last) for first, last in found]
    return []


class _Folded:
    """A piece of text in one plain spelling, and where each of its letters stands in the text."""

    def __init__(self, piece: str, *, joined: bool) -> None:
        letters: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        for cluster in _CLUSTER.finditer(_line_ends(piece, joined=joined)):
            for letter in _plain(cluster[0]):
                letters.append(letter)
                self.begins.append(cluster.start())
                self.ends.append(cluster.end())
        self.text = "".join(letters)
        self._drop_blanks()

    def _drop_blanks(self) -> None:
        """Leave one blank of several, and none beside letters of a script without blanks."""
        text = f" {self.text} "
        kept = [place for place in range(len(self.text)) if not _is_idle(text, place + 1)]
        self.text = "".join(self.text[place] for place in kept)
        self.begins, self.ends = ([each[place] for place in kept] for each in (self.begins, self.ends))

    def find(self, words: str) -> list[tuple[int, int]]:
        """Where words stand whole, in the text as it was."""
        found: list[tuple[int, int]] = []
        if not any(letter.isalnum() for letter in words):
            return found
        at = self.text.find(words)
        while at >= 0:
            last = at + len(words)
            whole = self._begins_word(at) and self._ends_word(last)
            if whole:
                found.append((self.begins[at], self.ends[last - 1]))
            at = self.text.find(words, last if whole else at + 1)
        return found

    def _begins_word(self, at: int) -> bool:
        before, first = self.text[max(0, at - 1) : at], self.text[at]
        if not before or not before.isalnum() or not first.isalnum() or _UNSPACED.match(before + first):
            return True
        if _UNSPACED.match(first):
            return True
        head = re.search(r"\w*\Z", self.text[max(0, at - 5) : at])
        return bool(_ARABIC.match(first) and head and _CLITICS.fullmatch(head[0]))

    def _ends_word(self, last: int) -> bool:
        final, after = self.text[last - 1], self.text[last : last + 1]
        if after and unicodedata.category(after) == "Mn":
            return False
        if not after.isalnum() or not final.isalnum():
            return True
        return bool(_UNSPACED.match(after) or _UNSPACED.match(final) or _HANGUL.match(final))


def _is_idle(text: str, place: int) -> bool:
    """Whether a blank follows another, or stands beside a letter of a script without blanks."""
    if text[place] != " ":
        return False
    before, after = text[place - 1], text[place : place + 3].lstrip()
    return before == " " or bool(_UNSPACED.match(before) or _UNSPACED.match(after))


@lru_cache(maxsize=64)
def _folded(piece: str, *, joined: bool = True) -> _Folded:
    return _Folded(piece, joined=joined)


def _line_ends(piece: str, *, joined: bool) -> str:
    """The text with words that are cut at line ends as one; what is taken out becomes characters that nobody sees."""
    keep = "" if joined else "-"
    bare = re.sub(r"(?<=[«‹])\s|\s(?=[»›])", "\u200b", piece)
    return re.sub(
        r"(?<=\w)[-‐\u00ad]([ \t]*\r?\n\s*)(?=\w)", lambda cut: (keep or "\u200b") + "\u200b" * len(cut[1]), bare
    )


def _plain(cluster: str) -> str:
    """One letter with its marks in the plain spelling."""
    if cluster.isascii():
        return " " if cluster.isspace() else cluster
    if _UNSEEN.match(cluster):
        return ""
    if cluster.isspace():
        return " "
    composed = unicodedata.normalize("NFKC", _SAME.get(cluster, cluster))
    parts = (each if _HANGUL.match(each) else unicodedata.normalize("NFKD", each) for each in composed)
    return "".join(_SAME.get(each, _digit(each)) for part in parts for each in part if not _UNSEEN.match(each))


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
