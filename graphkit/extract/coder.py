"""The coders behind one face, text and its date in, proposals out; and the form of a text that they read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graphkit.extract.records import Proposal
from graphkit.extract.rules.words import word_class

if TYPE_CHECKING:
    from graphkit.extract.rules import Dictionary

__all__ = [
    "CODERS",
    "Coder",
    "CoderChoice",
    "Reading",
    "reading_form",
]


#: A coder: the text and the date of its document (EDTF, blank when not known) to proposals.
Coder = Callable[[str, str], Sequence[Proposal]]
CODERS = ("rules", "spacy", "llm")


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """Which coder to use, and with what; small enough to be handed to another process.

    Parameters
    ----------
    name
        One of ``CODERS``.
    model
        The spaCy pipeline or the language model; the rule coder has none.
    base_url
        The address of a language model's server; blank: the client's own default.
    actors, patterns
        Files with one's own actors and patterns for the rule coder and the spaCy coder; blank: none.
    api
        Which interface the server of a language model speaks: ``openai`` or ``anthropic``.
    cache
        The folder in which its replies are kept, so that no passage is asked about twice; blank: nowhere.
    call_seconds
        How long one call to it may take.

    Raises
    ------
    ValueError
        If ``name`` is not one of ``CODERS``, a coder that needs a model has none, or ``base_url`` is no address.

    Examples
    --------
    >>> CoderChoice("spacy", model="en_core_web_sm").signature
    'spacy:en_core_web_sm'
    """

    name: str = "rules"
    model: str = ""
    base_url: str = ""
    actors: str = ""
    patterns: str = ""
    api: str = "openai"
    cache: str = ""
    call_seconds: float = 120.0

    def __post_init__(self) -> None:
        """Refuse a choice that cannot be loaded."""
        if self.name not in CODERS:
            raise ValueError(f"coder '{self.name}' is not one of {', '.join(CODERS)}")
        if self.name != "rules" and not self.model:
            raise ValueError(f"the {self.name} coder needs the name of a model: --model NAME")
        if self.base_url and not self.base_url.startswith(("http://", "https://")):
            raise ValueError(f"base_url '{self.base_url}' is no address: it begins with http:// or https://")

    @property
    def signature(self) -> str:
        """What the proposals of this choice depend on: a document is read again when it changes."""
        files = [_digest(name) for name in (self.actors, self.patterns) if name]
        return ":".join(part for part in (self.name, self.model, *files) if part)

    def load(self) -> Coder:
        """Return the coder, ready to work.

        Raises
        ------
        DataError
            If a file of actors or patterns cannot be read.
        MissingDependency
            If the library that the coder needs, or its model, is not installed.
        """
        coder = _LOADERS[self.name](self)
        return _WithDenials(coder, coder if self.name == "rules" else _rules(self))


class _WithDenials:
    """A coder whose proposals are marked where the text denies them; the rule coder tells who does."""

    def __init__(self, coder: Coder, naming: Coder) -> None:
        self.coder, self.naming = coder, naming

    @property
    def rejected(self) -> dict[str, int]:
        """Why proposals of the last text were not borne out by it, and how many."""
        return dict(getattr(self.coder, "rejected", {}))

    @property
    def rejections(self) -> int:
        """How many proposals of the last text were not borne out by it."""
        return sum(self.rejected.values())

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on the last text: what of it was lost."""
        return tuple(getattr(self.coder, "notices", ()))

    @property
    def incomplete(self) -> bool:
        """Whether a part of the last text was lost."""
        return bool(getattr(self.coder, "incomplete", False))

    def close(self) -> None:
        """End what the coder waits for."""
        close = getattr(self.coder, "close", None)
        if close is not None:
            close()

    def __call__(self, text: str, date: str) -> list[Proposal]:
        """Return the proposals for one text."""
        from graphkit.extract.denial import mark_denials

        reading = reading_form(text)
        proposals = self.coder(reading.text, date)
        return reading.placed(mark_denials(proposals, reading.text, lambda words: self.naming(words, "")))


def _digest(name: str) -> str:
    from graphkit.extract.readers import load_bytes

    return hashlib.sha256(load_bytes(name)).hexdigest()[:8]


def _dictionary(choice: CoderChoice) -> Dictionary:
    from graphkit.extract.rules import load_dictionary

    return load_dictionary(actors=_named(choice.actors), patterns=_named(choice.patterns))


def _rules(choice: CoderChoice) -> Coder:
    from graphkit.extract.rules import code_document

    dictionary = _dictionary(choice)
    return lambda text, date: code_document(text, date=date or None, dictionary=dictionary)


def _named(name: str) -> list[str]:
    return [name] if name else []


def _spacy(choice: CoderChoice) -> Coder:
    from graphkit.extract.spacy_coder import load_spacy_coder

    return load_spacy_coder(choice.model, dictionary=_dictionary(choice))


def _llm(choice: CoderChoice) -> Coder:
    from graphkit.extract.llm_cache import ReplyCache
    from graphkit.extract.llm_coder import LanguageModelCoder, complete_with

    server = complete_with(choice.model, base_url=choice.base_url, seconds=choice.call_seconds, api=choice.api)
    where = {"model": choice.model, "base_url": str(server.client.base_url), "api": choice.api}
    cache = ReplyCache(choice.cache, **where) if choice.cache else None
    return LanguageModelCoder(server, model=choice.model, cache=cache, rules=_rules(choice))


_LOADERS: dict[str, Callable[[CoderChoice], Coder]] = {"rules": _rules, "spacy": _spacy, "llm": _llm}


# text as coders read it: one form of apostrophes, blanks and letters, whole lines, and the way back


# Signs of another shape, each in the place of one.
_WIDE_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_SAME = str.maketrans(
    {chr(code): " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
    | {chr(code): chr(code - 0xFEE0) for code in _WIDE_LETTERS}
    | dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-")
    | dict.fromkeys("\u201e\u201f\u2033\uff02\u301d\u301e", '"')
)
_SAME_SIGNS = frozenset(map(chr, _SAME))
_APOSTROPHES = {sign: re.compile(rf"{sign}(?<=\w{sign})") for sign in "\u2019\u02bc\u02b9\u2032\u00b4\uff07\u201b`"}
# Signs that take no place, or another number of places.
_UNSEEN = "".join(
    map(chr, (0xAD, 0x34F, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2065)))
) + "".join(map(chr, (*range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC))))
_JOINERS, _LIGATURES, _MARKS = (
    "\u200c\u200d",
    "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
    map(chr, range(0x300, 0x370)),
)
_OTHER_SIGNS = frozenset((*_UNSEEN, *_JOINERS, *_LIGATURES, *_MARKS, "\r"))
_OTHER = re.compile(
    f"\u00ad[ \t]*\n[ \t]*|[{_UNSEEN}]+"
    f"|(?<![\u0590-\u0dff])[{_JOINERS}]+"  # they make other words of Persian and Indic ones
    f"|[{_LIGATURES}]|\r\n?"
    "|[A-Za-z][\u0300-\u036f]+"
)
_CUT = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")
_WORDS = re.compile(r"\w[\w'’-]*(?<![-'’])")
_BEFORE, _AFTER = re.compile(r"[\w.'’-]*\Z"), re.compile(r"[\w'’-]*")
_ITEM = re.compile(r"(?:[-*\u2022\u2013\u2014>|#]|\(?\w{1,3}[.)])\s")
_GOES_ON = re.compile(rf"(?:[,;(]|\b(?:{'|'.join(sorted(word_class('normal.goes_on')))}))\Z")
_ARTICLE = re.compile(r"(?<=\w )(?:an?|the) ")
_NARROW, _WIDE, _FEW, _SENTENCE = 40, 130, 3, 5
_PREFIXES = word_class("normal.prefixes")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in the form in which coders read it, and where each of its places is in the text as given.

    ``starts`` are the places where its parts begin; of each, ``origins`` has where it begins and ends in the text as
    given, and whether the letters between are the same.
    """

    text: str
    starts: Sequence[int] = ()
    origins: Sequence[tuple[int, int, bool]] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of this text stands in the text as given.

        >>> reading = reading_form("The ﬁre in the min\u00adister’s house")
        >>> reading.text, reading.span(4, 8)
        ("The fire in the minister's house", (4, 7))
        """
        if not self.starts or end <= start:
            return start, end
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin, _, same = self.origins[first]
        begin += (start - self.starts[first]) * same
        stop, until, same = self.origins[last]
        return begin, stop + end - self.starts[last] if same else until

    def placed(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return proposals made of this text with their offsets in the text as given."""
        return [self._placed(proposal) for proposal in proposals] if self.starts else list(proposals)

    def _placed(self, proposal: Proposal) -> Proposal:
        moved: dict[str, int] = {}
        for side in ("actor_", "recipient_", "cue_", "response_", ""):
            start, end = getattr(proposal, f"{side}start"), getattr(proposal, f"{side}end")
            if start is not None and end is not None:
                moved[f"{side}start"], moved[f"{side}end"] = self.span(start, end)
        return replace(proposal, **moved)  # type: ignore[arg-type]


def reading_form(text: str) -> Reading:
    r"""Return a text as coders read it, with the way back.

    Apostrophes, blanks, hyphens and wide letters have one form; what cannot be seen is left out, ligatures are
    letters again, accents stand on theirs. Lines that end because a page is so wide are joined, and words that were
    cut there are made whole; a headline keeps its line.

    Examples
    --------
    >>> reading_form("The People\u2019s\u00a0Repub\u00ad\nlic").text
    "The People's Republic"
    >>> reading_form("Japan met Ukraine.").starts
    ()
    """
    lines = "\n" in text
    if text.isascii() and not lines:
        return Reading(text)
    signs = set(text)  # a few dozen: what is not there need not be looked for
    plain = text.translate(_SAME) if not signs.isdisjoint(_SAME_SIGNS) else text
    for sign, after_letter in _APOSTROPHES.items():
        plain = after_letter.sub("'", plain) if sign in signs else plain
    joined, cuts = _whole_lines(plain) if lines else (plain, [])
    others = list(_replaced(joined)) if not signs.isdisjoint(_OTHER_SIGNS) else []
    edits = sorted([*others, *cuts]) if cuts else others
    return _edited(joined, edits) if edits else Reading(joined)


def _replaced(text: str) -> Iterator[tuple[int, int, str]]:
    """Where signs of another length stand, and what is read for them."""
    for match in _OTHER.finditer(text):
        found = match[0]
        if found[0] == "\r":
            yield *match.span(), "\n"
        elif "\ufb00" <= found <= "\ufb06" or found[0].isalpha():
            yield *match.span(), unicodedata.normalize("NFKC" if found[0] >= "\ufb00" else "NFC", found)
        else:
            yield *match.span(), ""


def _edited(text: str, edits: list[tuple[int, int, str]]) -> Reading:
    """The text with the edits made, and the way back."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    size = at = 0
    for start, end, new in [*edits, (len(text), len(text), "")]:
        if start < at:
            continue  # inside what was replaced before
        for part, origin in ((text[at:start], (at, start, True)), (new, (start, end, False))):
            if part:
                parts.append(part)
                starts.append(size)
                origins.append(origin)
                size += len(part)
        at = end
    return Reading("".join(parts), starts, origins)


# lines


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: where its words begin and end."""

    begin: int
    end: int


_End = tuple[_Line, _Line, int]


def _whole_lines(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with blanks for the line ends inside sentences, and the hyphens to take out of words that were cut."""
    inner = list(_inner_ends(text))
    if not inner:
        return text, []
    cuts = list(_cuts(text)) if "-\n" in text or "- \n" in text else []
    joined = set(_wrapped(text, inner)) - {end - 1 for _, end, _ in cuts}
    if not joined:
        return text, cuts
    parts, at = [], 0
    for place in sorted(joined):
        parts.append(text[at:place])
        at = place + 1
    return " ".join([*parts, text[at:]]), cuts


def _inner_ends(text: str) -> Iterator[_End]:
    """The line ends inside paragraphs: the line before, the one after, and where the line ends."""
    at, before = 0, None
    for line in text.split("\n"):
        words = line.strip()
        here = None
        if words:
            begin = at + line.index(words[0])
            here = _Line(begin, begin + len(words))
            if before is not None:
                yield before, here, at - 1
        before, at = here, at + len(line) + 1


def _wrapped(text: str, inner: list[_End]) -> list[int]:
    """The line ends that are there because the page is so wide: the next word had no room any more."""
    full = {place for _, _, place in _full_lines(text, inner)}
    return [place for before, after, place in inner if place in full or _is_unfinished(text, before, after)]


def _full_lines(text: str, inner: list[_End]) -> list[_End]:
    """The ends of lines that are as long as the lines of the page may be, where most of them are."""
    bounds = {(line.begin, line.end) for before, after, _ in inner for line in (before, after)}
    sizes = sorted(end - begin for begin, end in bounds if " " in text[begin:end])  # an address cannot be broken
    width = sizes[-1 - len(sizes) // 50] if sizes else 0
    if not _NARROW <= width <= _WIDE:
        return []
    full = [
        (before, after, place)
        for before, after, place in inner
        if before.end - before.begin + 1 + _first_word(text, after) > width and not _ITEM.match(text, after.begin)
    ]
    if len(full) < _FEW:
        return [
            (before, after, place)
            for before, after, place in full
            if text[after.begin].islower() or (_is_running(text[before.begin : before.end]) and _is_prose(text, after))
        ]
    return full if 2 * len(full) >= len(inner) else []


def _is_unfinished(text: str, before: _Line, after: _Line) -> bool:
    """Whether a line stops amid a sentence: headlines have few articles, and do not end with "of"."""
    words = text[max(before.begin, before.end - 2 * _WIDE) : before.end]
    if not words[-1].isalpha() and words[-1] != ",":
        return False
    last = words.rsplit(maxsplit=1)[-1]
    if _ITEM.match(text, after.begin) or not last.islower():
        return False
    return bool(_GOES_ON.search(words)) or (_is_running(words) and _is_prose(text, after))


def _is_prose(text: str, line: _Line) -> bool:
    """Whether a line may go on with a sentence: the name of an author, or a date, does not."""
    words = text[line.begin : line.end]
    return words[0].islower() or len(words) >= _NARROW or any(sign in words for sign in ".!?")


def _is_running(words: str) -> bool:
    """Whether a line is part of a sentence rather than a headline: it has an article, and no sign at its end."""
    return words[-1].isalnum() and words.count(" ") >= _SENTENCE and _ARTICLE.search(words) is not None


def _first_word(text: str, line: _Line) -> int:
    """How long the first word of a line is."""
    return len(text[line.begin : min(line.end, line.begin + _WIDE)].split(maxsplit=1)[0])


def _cuts(text: str) -> Iterator[tuple[int, int, str]]:
    """What to take out where a line ends with a hyphen: the hyphen of a word that was cut, or the line end alone."""
    found = [
        (match, before[0], after[0])
        for match in _CUT.finditer(text)
        if (before := _BEFORE.search(text, max(0, match.start() - 40), match.start()))
        and (after := _AFTER.match(text, match.end()))
    ]
    if not found:
        return
    words = Counter(_WORDS.findall(text))
    words.subtract(part for _, before, after in found for part in (before, after))
    for match, first, second in found:
        yield match.start() + _is_compound(words, first, second), match.end(), ""


def _is_compound(words: Counter[str], before: str, after: str) -> bool:
    """Whether a hyphen at the end of a line belongs to the word, by the text's words: "long-range", "min-ister"."""
    whole, known = before + after, _known_words()
    if words[whole] > 0:
        return False
    if words[f"{before}-{after}"] > 0 or not after[0].islower():
        return True
    if whole in known or whole.lower() in known:
        return False
    if before.lower() in _PREFIXES or before.isupper():
        return True
    return all(part.lower() in known or words[part] > 0 for part in (before, after))


@cache
def _known_words() -> frozenset[str]:
    """The words that the rule coder's dictionary has."""
    from graphkit.extract.rules import load_dictionary

    dictionary = load_dictionary()
    return frozenset((*dictionary.lexicon.tags, *dictionary.agents, *dictionary.names, *dictionary.adjectives))
