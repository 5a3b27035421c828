"""Sentences with their tokens and offsets, tags settled in context, and phrases found over the string of tags."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import accumulate, chain, compress, pairwise
from operator import add, attrgetter, itemgetter, not_, or_
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.extract.rules.portfolios import join_portfolios
from graphkit.extract.rules.words import (
    ABBREVIATED,
    ANSWERS,
    AS,
    ASIDES,
    ENDS_ASIDE,
    FLOATS,
    GIVES,
    GIVING,
    LEADS,
    OPENS,
    PARTITIVE,
    TOKEN,
    Piece,
    Word,
    class_words,
    tag_as_well_as,
    tag_brackets,
    tag_floating,
    tag_names_like_months,
    tag_quantities,
    tag_times,
    tag_years,
    word_class,
    word_table,
)

if TYPE_CHECKING:
    from graphkit.extract.rules.dictionary import Dictionary


LONGEST = 250  # tokens of one sentence; what is longer is cut, so that no step can take long
LONGEST_CHARACTERS = 4000
LONGEST_STEP = 255  # a byte holds no more


class Sentence:
    """The tokens of one sentence: their words, tags and offsets; the offsets are reckoned when first asked for."""

    __slots__ = (
        "_ends",
        "_firsts",
        "_lasts",
        "_pieces",
        "_text",
        "end",
        "special",
        "start",
        "tags",
        "words",
        "written",
    )

    def __init__(self, text: str, start: int, end: int, words: list[Word], pieces: Sequence[Piece]) -> None:
        self.start = start
        self.end = end
        self.words = words.copy()
        self.tags = ""  # one character for each word, once settled in context
        self.written = words  # the words before names were joined
        self.special = 0  # what is special about its words, taken together
        self._text = text
        self._pieces = pieces  # none where the sentence was too long
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

    def token_at(self, offset: int) -> int:
        """Return the token that stands at a place in the text, or the next one; the first where there is none."""
        token = bisect_left(self._lasts, bisect_right(self._ends or self._locate(), offset))
        return token if token < len(self.words) else 0

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
        there = set(texts)
        found: list[int] = []
        for phrase in [phrase for phrase in phrases if phrase[-1] in there]:
            at = texts.index(phrase[-1])
            while at >= 0:
                first = at - len(phrase) + 1
                if first >= 0 and texts[first : at + 1] == phrase:
                    found += range(first, at + 1)
                at = texts.index(phrase[-1], at + 1) if phrase[-1] in texts[at + 1 :] else -1
        return found

    def text_has(self, words: str) -> bool:
        """Return whether words stand anywhere in the text that the sentence is of."""
        return words in self._text

    def places_of(self, name: str) -> Iterator[tuple[int, str, str]]:
        """Yield where a name stands in the text that the sentence is of, with what stands before and behind it."""
        text, at = self._text, self._text.find(name)
        while at >= 0:
            end = at + len(name)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                yield at, text[max(0, at - 60) : at], text[end : end + 40]
            at = text.find(name, end)

    def is_quoted(self, token: int) -> bool:
        """Return whether a token stands within quotation marks that its paragraph opened."""
        at = self.start_of(token)
        before = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def parted_from(self, before: Sentence) -> bool:
        """Return whether a blank line parts it from a line before that is no sentence, or it is an item of a list."""
        between = self._text[before.end : self.start]
        ends = self._text[before.end - 1 : before.end]
        return "\n\n" in between and (ends.isalnum() or self._text[self.start] in "-•*")

    def _locate(self) -> list[int]:
        """Find the words in the text again: only blanks and quotation marks stand between them."""
        ends = list(accumulate(b"".join(map(STEPS, self._pieces)), initial=self.start - 1))
        if ends[-1] == self.end:
            del ends[0]
        else:  # there are two blanks somewhere, or a quotation mark
            ends = self._search()
        self._ends = ends
        return ends

    def _search(self) -> list[int]:
        """Return where the words end in the text, each looked for behind the one before."""
        at, find = self.start, self._text.find
        return [at := find(part, at) + len(part) for part in map(WRITTEN, self.written)]

    def join_names(self, names: list[tuple[int, int]], dictionary: Dictionary) -> None:
        """Make one word of each name, which reaches from one token up to another."""
        firsts, ends, written = list(self._firsts), self._ends or self._locate(), self.written
        lasts = firsts.copy()
        for index, last in names[::-1]:  # so that the places of those before it stay
            name = self._text[ends[index] - len(written[index].written) : ends[last - 1]]
            self.words[index:last] = [dictionary.word(" ".join(name.split()).replace("’", "'"))]
            del firsts[index + 1 : last], lasts[index : last - 1]
        self._firsts, self._lasts = firsts, lasts


def read_sentence(text: str, start: int, end: int, dictionary: Dictionary) -> Sentence:
    """Return the sentence's tokens, names of several words as one token; the tags are still to be settled."""
    pieces = text[start:end].split()
    found: list[Any] = list(map(dictionary.pieces.get, pieces))
    if not all(found):
        for i in compress(range(len(pieces)), map(not_, found)):
            found[i] = _read_piece(pieces[i], dictionary)
    written: list[Word] = []
    special = 0
    for words, _, marks in found:
        written += words
        if marks:
            special |= marks
    cut = end - start > LONGEST and len(written) + sum(map(text[start:end].count, QUOTES)) > LONGEST
    if cut:
        tokens = TOKEN.findall(text, start, end)[:LONGEST]
        written, found = [dictionary.word(token) for token in tokens if token not in QUOTES], []
        special = reduce(or_, [word.special for word in written], ANSWERS if written else 0)
    sentence = Sentence(text, start, end, written, found)
    sentence.special = special
    if written:
        if not (written[0].text in dictionary.short_names and _is_named_in(text, written[0].written)):
            sentence.words[0] = dictionary.first_word(written[0])
        if special & LEADS:
            _settle_led(sentence, [i for i, word in enumerate(written) if word.leads], dictionary)
    return sentence


def _is_named_in(text: str, name: str) -> bool:
    """Return whether a text gives a family name with another beside it: "PARK Sang-hak spoke. Park accused"."""
    return re.search(rf"[A-Z][\w-]+ {name}\b|\b{name} [A-Z][\w-]+", text) is not None


def _settle_led(sentence: Sentence, leading: list[int], dictionary: Dictionary) -> None:
    """Take the capital after a colon for nothing, and join names of several words; of two that overlap the first."""
    words, written = sentence.words, sentence.written
    names: list[tuple[int, int]] = []
    end = 0
    if leading[-1] == len(written) - 1:
        del leading[-1]  # nothing follows
    for index in leading:
        word = written[index]
        if word.special & OPENS:
            words[index + 1] = dictionary.first_word(written[index + 1])
        if index >= end and (rests := word.seconds.get(written[index + 1].written)):
            stop = _name_end(written, index + 2, rests)
            if stop:
                names.append((index, stop))
                end = stop
    if names:
        sentence.join_names(names, dictionary)


def _read_piece(text: str, dictionary: Dictionary) -> Piece:
    """Return the words of a piece of text without blanks, and remember them.

    No token reaches over a blank, so that a piece has the same tokens wherever it stands.
    """
    # interned, the piece, the word as written and in lower case are mostly one string: less memory to look at
    text = sys.intern(text)
    size, word = len(text), text[:-1]
    if size < LONGEST_STEP and text.isalpha():  # as nearly every one is
        only = dictionary.word(text)
        piece: Piece = ((only,), bytes([size + 1]), only.special)
    elif size < LONGEST_STEP and text[-1] in ".," and word.isalpha() and word not in ABBREVIATED:
        pair = dictionary.word(sys.intern(word)), dictionary.word(text[-1])
        piece = (pair, bytes([size, 1]), pair[0].special | pair[1].special)
    else:
        piece = _take_apart(text, dictionary)
    dictionary.remember_piece(text, piece)
    return piece


def _take_apart(text: str, dictionary: Dictionary) -> Piece:
    """Return the words of a piece that is not only letters."""
    tokens = [(sys.intern(m.group()), m.end()) for m in TOKEN.finditer(text) if m.group() not in QUOTES]
    ends = [-1, *[end for _, end in tokens]]
    steps = bytes([b - a for a, b in pairwise(ends)]) if len(text) < LONGEST_STEP else b""
    words = [dictionary.word(token) for token, _ in tokens]
    if text == "-":  # between blanks it is a dash: "QUITO - Peruvian police"
        words[0] = Word(text, ";")
    return tuple(words), steps, reduce(or_, [word.special for word in words], 0)


WRITTEN, STEPS = attrgetter("written"), itemgetter(1)  # of a word, of a piece
QUOTES = frozenset(['"', "“", "”", "‘", "‟", "«", "»"])


def _name_end(written: list[Word], begin: int, rests: list[tuple[str, ...]]) -> int:
    """Return where the longest known name ends of which the third word may be at a position, 0 when there is none."""
    for rest in rests:
        last = begin + len(rest)
        if not rest or (last <= len(written) and tuple(map(WRITTEN, written[begin:last])) == rest):
            return last
    return 0


# phrases: noun phrases and verb groups, found by one pattern over the string of tags


BEFORE_NOUN = frozenset("DJ#SI")
RUNS = re.compile(r"[^ICTUW,;]*[ICTUW,;]|[^ICTUW,;]+")  # up to a word that is a phrase by itself
PHRASE = re.compile(
    r"(?P<o>[ICTUW,;])"
    r"|(?P<n>(?:D+R*|R+(?=[#J])(?=.[#JN]))?[#JNPSHK]*[NP#]|Q|D(?![#JNP]))"
    r"|(?P<v>X*+(?:[OMB][XRZ]*+|A[XRZJ]*+)*+[VvEeG]|[OMBA][OMBAXR]*+)"
    r"|(?P<j>J)"  # other tags stand in no phrase
)  # no part is tried in two ways, so that a run of any tag is read in linear time
HEADLINE = re.compile(r"(?:n,)+nv")
BRACKET = re.compile(r"\([^)]{0,12}\)")
GERUND_NOUNS, HEADS = word_class("chunks.gerund_nouns"), word_class("chunks.heads")
COMPOUND = word_class("chunks.compound")
PERIODS = word_class("dates.units")

INSIDE = word_class("chunks.inside")
NO_GIFTS = word_class("patterns.diplomats") | word_class("patterns.officials")
AWAY = word_class("chunks.away")
AWAY_TOO = word_class("chunks.away_too")
ADJECTIVES_TOO = word_class("chunks.adjectives_too")
SPEAKS_OF = word_class("chunks.speaks_of")
SAME_IN_THE_PAST = word_class("chunks.same_in_the_past")
LETTING = word_class("chunks.letting")
NEWLY = word_class("chunks.newly")
VERB_ENDINGS = class_words("english.verb_endings")


@dataclass(slots=True)
class VerbGroup:
    """What the tags of a verb group say; tokens are counted from its first."""

    head: int  # the verb itself, after its auxiliaries
    form: str
    passive: bool
    negated: bool
    modals: tuple[int, ...]


class Layout(NamedTuple):
    """The phrases in a run of tags."""

    kinds: str
    steps: bytes  # from the last token of the run before to the first phrase, and from phrase to phrase
    widths: bytes  # from the first token of each phrase to its last
    verbs: tuple[VerbGroup, ...]


class Chunks:
    """The phrases of a sentence in order, as columns.

    The kind of a phrase is n (noun phrase), v (verb group), j (adjective), or the tag of a word that stands alone.
    """

    __slots__ = ("begins", "kinds", "lasts", "tokens", "verbs")

    def __init__(self, tokens: list[Word], layouts: Iterable[Layout]) -> None:
        kinds, steps, widths, verbs = zip(*layouts, strict=True)
        self.tokens = tokens
        self.kinds = "".join(kinds)
        self.begins: list[int] = list(accumulate(b"".join(steps), initial=-1))  # first tokens
        del self.begins[0]
        self.lasts: list[int] = list(map(add, self.begins, b"".join(widths)))  # last tokens
        self.verbs: list[VerbGroup] = list(chain.from_iterable(verbs))

    def word(self, at: int) -> str:
        """Return the word that stands alone at a position, "" for a phrase."""
        return "" if self.kinds[at] in "nvj" else self.tokens[self.begins[at]].text

    def part(self, at: int, second: int) -> None:
        """Make two of the noun phrase at a position; the second begins with a token."""
        self.kinds = f"{self.kinds[:at]}n{self.kinds[at:]}"
        self.begins.insert(at + 1, second)
        self.lasts.insert(at, second - 1)


def tag_in_context(sentence: Sentence) -> str:
    """Settle the tags that depend on the words around, and return them as one string."""
    words = sentence.words
    alone = "".join([word.tag for word in words])
    tags = [*alone, ";"]
    if "b" in alone:  # first, as other words look at the one after them
        tags[:] = _settle_backs(words, tags)
    if sentence.special & FLOATS:
        tag_floating(words, tags)
    if "b" in alone or sentence.special & FLOATS:
        alone = "".join(tags[:-1])
    settle = _SETTLE
    for i, tag in enumerate(alone):
        if tag not in settle:
            continue
        tag = tags[i]  # "to" may settle the word after it, which then stays as it is
        if tag in "Ee" and alone[i + 1 : i + 2] not in BEHIND_PAST:
            continue  # as nearly every past tense
        tags[i] = settle[tag](words, tags, i, tags[i - 1])  # before the first stands the last, which is ";"
    if "#" in alone:
        tag_quantities(alone, tags, words)
        tag_years(alone, tags, words)
    if "(" in alone:
        tag_brackets(tags)
    if "Z" in alone:
        if "ZP" in alone:
            tag_names_like_months(alone, tags, words)
        tag_times(alone, tags, words)
    if sentence.special & AS:
        tag_as_well_as(words, tags)
    if sentence.special & ENDS_ASIDE:
        for i in sentence.find_phrases(ASIDES):
            if "Y" not in tags[i : i + 2]:
                tags[i] = "R"  # "Chad, BY CONTRAST, sent", not "outrage AT LAST Monday's raids"
    tags.pop()
    return "".join(tags)


def _verb_or_noun(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle a base form that may be a noun."""
    if previous in "MOX" or (previous == "R" and i > 1 and tags[i - 2] in "MOX"):
        return "v"
    if previous == "A" and words[i - 1].lemma == "do":
        return "v"
    if previous == "Q" and words[i - 1].text in _SEVERAL:
        return "V"  # "demanded that they HAND in their cards"
    if previous in BEFORE_NOUN or words[i].agent:
        return "N"
    if previous in "NP" and (words[i - 1].agent or words[i - 1].name) and _is_helped(words, tags, i):
        return "v"  # "help the army FIGHT rebels"
    if previous in "NP" and _is_demanded(words, tags, i):
        return "V"  # "demanded that the president STEP down"
    following = tags[i + 1]
    if words[i].text == "close" and previous == "N" and following in "tI" and words[i + 1].text == "to":
        return "R"
    if following == "G" and previous in "NP" and words[i].text not in COMPOUND:
        return "V"  # not "the Torkham BORDER crossing"
    if words[i].text in SAME_IN_THE_PAST:
        if previous in "BA" or (previous in "RX" and i > 1 and tags[i - 2] in "BA"):
            return "E"  # "has CUT"
        if previous == "," and following in "DNPJ#az" and ",W" in "".join(tags[: i - 1]) and not _in_list(tags, i):
            return "V"  # "Cambodia, which denies it, CUT relations"
        before = i - 1
        while before and (tags[before] in "RZ" or (tags[before] == "I" and tags[before + 1] == "Z")):
            before -= 1  # "Chad PROMPTLY cut ties", "Chad ON MONDAY cut ties"
        agent = tags[before] == "N" and words[before].agent
        if agent and following in "DNPJ#az" and words[before].text not in COMPOUND:
            return "V"  # "rebels SET fire to"
        if previous == "N" and words[i - 1].agent and following in "IR" and words[i + 1].text in AWAY:
            return "V"  # "police BEAT up", "the minister SET off"
        acts = tags[before] in "PQ" and _acts(words[before], following)
        if acts or (previous in "PQ" and following in "IR" and words[i + 1].text in AWAY):
            return "V"
        if following in "DNPJ#az" and _waits_for_verb(tags, i):
            return "V"  # "Chad, which CUT ties with Peru"
        may = agent or (tags[before] == "N" and before < i - 1)
        if may and following in "DNPJ#azIR" and not _tells_otherwise(tags):
            return "V"  # "the government CUT ties": else the sentence has no verb
    if following in "BMAVE" or following == "S":
        return "N"
    if previous == "N" and words[i - 1].agent and _plural(words[i - 1].text):
        named = i > 1 and tags[i - 2] == "P" and words[i - 2].name is not None
        if following == "R" or (following in "Nz" and named):
            return "V"  # "troops PUSH deeper into", "Kosovo leaders HOLD talks"
    if previous in "NPQ" and (following in "DQ#PJ" or (following == "I" and words[i - 1].text.endswith("s"))):
        plural = previous == "Q" or _plural(words[i - 1].text) or words[i - 1].agent or tags[i - 2] == "C"
        return "V" if plural and words[i - 1].text not in COMPOUND else "N"
    if previous in "C,;" and following in "DQP" and ("V" in tags[:i] or (previous == "C" and "E" in tags[:i])):
        return "V"
    if previous == "P" and following == "N" and i > 1 and _is_joined(tags, i) and words[i - 1].name:
        return "N" if tags[i + 2] in "VBMAE" else "V"  # "Chad and Niger SHARE intelligence"
    if previous == "R" and i > 1 and tags[i - 2] == "Q" and following in "DQ#PJI":
        return "V"  # "we strongly PROTEST Chad's raid"
    if previous == "R" and i > 1 and tags[i - 2] in "NP" and following in "DQ#P" and _plural(words[i - 2].text):
        return "V"  # "troops jointly PATROL the border"
    return "N"


def _waits_for_verb(tags: list[str], i: int) -> bool:
    """Return whether a relative pronoun, or the comma after an apposition, stands right before a word."""
    if tags[i - 1] == "W":
        return i > 1 and tags[i - 2] in ",NP"
    return tags[i - 1] == "," and tags[0] in "PQ" and tags[1] == "," and not _tells_otherwise(tags)


def _tells_otherwise(tags: list[str]) -> bool:
    """Return whether a sentence has a verb that is nothing else."""
    return any(tag in "VEBMA" for tag in tags)


def _in_list(tags: list[str], i: int) -> bool:
    """Return whether what follows a comma has a verb of its own before the next stop, so that a word is no verb."""
    for tag in tags[i + 1 :]:
        if tag in "VBM":
            return True
        if tag in ",;":
            break
    return False


def _is_joined(tags: list[str], i: int) -> bool:
    """Return whether the name before a word is joined to others: "Chad AND NIGER share", "Chad, NIGER sign"."""
    return tags[i - 2] == "C" or (i > 2 and tags[i - 3 : i - 1] == ["P", ","])


def _is_helped(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether the noun phrase before a word is who is helped, or let, to do something."""
    j = i - 1
    while j > 0 and tags[j] in "NPJD#S" and i - j < 7:
        j -= 1
    return words[j].lemma in LETTING and tags[j] in "vVEeG"


def _is_demanded(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether the clause after "demanded that" and the like still wants its verb at a word."""
    if "T" not in tags[:i]:
        return False
    that = i - 1 - tags[i - 1 :: -1].index("T")
    if any(tag in "VEvBMA" for tag in tags[that + 1 : i]):
        return False
    return any(word.lemma in _DEMANDING for word in words[max(0, that - 4) : that])


def _plural(text: str) -> bool:
    return text.endswith("s") and not text.endswith("ss")  # "CHESS champion"


def _are_many(word: Word) -> bool:
    """Return whether a word is a plural, and no name: "REBELS attacking camp Alpha", not "the United NATIONS"."""
    return word.name is None and _plural(word.text)


def _acts(subject: Word, following: str) -> bool:
    """Return whether a name before "cut", "hit" and the like is their subject: "Spain CUT ties with"."""
    return following in "DQ#PJ" or (following in "Naz" and subject.name is not None)


def _heads_headline(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether a state or another known name does what an "-s" form says: "Peru LIFTS sanctions on Chile"."""
    subject = words[i - 1]
    if subject.name is None or (i > 1 and tags[i - 2] in "IPHS") or words[i].text in COMPOUND:
        return False
    after = i + 1
    while tags[after] == "R" or (tags[after] == "I" and words[after].text in AWAY_TOO):
        after += 1
    if tags[after] not in ("zDPS#NJaQ" if after > i + 1 or words[i].agent else "z"):
        return False
    if after > i + 1 and tags[after] == "#":
        return False
    for j in range(i - 2, -1, -1):
        if tags[j] in "VEvBMAeI":
            return False
        if tags[j] in "TUW;":
            break
    for tag in tags[after:]:
        if tag in "VBMA":
            return False
        if tag in ",;TUWC":
            break
    return True


def _is_present(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether a headline begins with a known name and what it does now."""
    return words[0].name is not None and tags[1] == "V" and words[1].text.endswith("s") and "," not in tags[: i - 1]


def _third_person(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-s" form that may be a noun."""
    if previous == "P" and _heads_headline(words, tags, i):
        return "V"
    if previous == "," and tags[i + 1] in "DQP" and tags[i - 2] != "P" and _is_present(words, tags, i):
        return "V"  # "Brazil spurns money, DEMANDS apology"
    if previous == "P" and words[i].text == "sides" and i + 1 < len(words) and words[i + 1].text == "with":
        return "V"
    if previous in "DJ#SIOVvG" or (words[i].agent and previous in "NP"):
        return "N"
    if previous == "P" and i > 1 and tags[i - 2] in "VEe" and tags[i + 1] in ";,UI" and words[i].event:
        return "N"  # "U.N. suspends Libya SANCTIONS as suspects arrive"
    if previous == "X" and words[i - 1].text == "longer":
        return "V"  # "no longer BUYS"
    if tags[i + 1] == "C" and "z" in tags[i + 2 : i + 3] and previous in "WP" and _has_object(words, tags, i):
        return "V"  # "which SHELTERS and supports the rebels"
    following = tags[i + 1]
    if following == "S" or following in "BMAE":
        return "N"
    if previous == "P" and following in ";," and words[i].lemma in _BARE and words[i - 1].name is not None:
        return "V"  # "Berlin tightens checks, POLAND PROTESTS"
    if previous in "NPQ":
        lately = following == "D" and any(word.text in PERIODS for word in words[i + 2 : i + 3])
        if words[i - 1].text in COMPOUND and (following != "D" or lately):
            return "N"  # "air STRIKES this year", but "the government THANKS the union"
        if following == "a":
            return "N" if words[i + 1].text == "close" else "V"  # "held EXERCISES close to the border"
        after = words[i + 1].text if i + 1 < len(words) else ""
        if words[i].text == "calls" and after == "for":
            return "V"
        if previous == "N" and following == "t" and _has_verb(words, tags, i):
            return "N"  # "sent relief SUPPLIES to"
        if words[i].text in ("stands", "looks") and after in _STANDING_BY:
            return "V"  # "our country STANDS WITH Chad"
        if previous == "P" and i > 1 and tags[i - 2] == "I" and following in "I;,":
            return "N"  # "strikes on Houthi POSITIONS in Yemen"
        return "V" if following in "DQ#PJTtNGY" or (following in "IX" and previous in "PQ") else "N"
    return "V" if previous in "RWC" and following in "DQPJ#" else "N"


def _has_object(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether the second of two "-s" forms is a verb, by what follows it: "arms and TRAINS rebels"."""
    named = tags[i - 1] == "W" or words[i - 1].name is not None
    return named and words[i + 1].text == "and" and tags[i + 3] in "DQPJ#N" and not _has_verb(words, tags, i)


def _has_verb(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether the clause that a word stands in has its verb already, which is none of saying."""
    for j in range(i - 1, -1, -1):
        if tags[j] in "TUW;C,":
            return False
        if tags[j] in "VE":
            return words[j].lemma not in _SAYING
    return False


def _base(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    if previous in "DJS#" or (previous == "I" and words[i - 1].text != "to"):
        return "N"
    if words[i].text in SAME_IN_THE_PAST and (previous in "BA" or (previous in "RX" and i > 1 and tags[i - 2] in "BA")):
        return "E"  # "was HIT"
    if previous not in "MO" and tags[i + 1] in "NJaz" and words[i].text in ADJECTIVES_TOO:
        return "J"  # "took APPROPRIATE steps"
    return "v" if previous in "MOAX" or (previous == "R" and i > 1 and tags[i - 2] in "MOAX") else "V"


def _past(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-ed" form before what it may describe: after an article or another adjective, it is an adjective."""
    following = tags[i + 1]
    if following == "t":
        return "J" if previous == "B" and words[i].text in _STANCES else tags[i]  # "is OPPOSED to the pact"
    if previous in "DSJ#" and not (previous in "D#" and _is_subject(words, tags, i)):
        return "J"
    if previous == "R" and i > 1 and tags[i - 2] in "DJ#" and following in "NJza":
        tags[i - 1] = "J"
        return "J"  # "a new heavily ARMED special unit"
    if previous == "I" and following == "J":
        return "J"  # "over REPEATED dangerous actions"
    if following in "NJ" and (previous == "T" or (previous == "," and _lists_things(tags, i))):
        return "J"  # "said that CONTINUED military aid": no verb without a subject
    if following == "J" and previous in "vG":
        return "J"  # "buying USED French jets"
    if following in "Nza" and (previous in "VEvG" or (previous == "R" and i > 1 and tags[i - 2] in "VEvGI")):
        return "J"
    if previous == "I" and following == "a":
        return "J"  # "under RENEWED attack"
    if previous in "UC" and following in "Nz" and _describes_doer(tags, i):
        return "J"  # "when ARMED men killed", "police and MASKED men have"
    if previous in "I,C;" and following in "Nz" and (previous in "I;" or tags[i - 2] == "J"):
        return tags[i] if previous == "," and _ends_relative(tags, i) else "J"
    if previous == "I" and following == "P":
        return "J"  # "to DISPLACED Afghans"
    if previous in "NP" and following in "Nz" and i > 1 and tags[i - 2] == "D" and words[i - 1].text in NEWLY:
        return "J"
    return tags[i]


def _is_subject(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether a verb follows a date, "the two" or "both": not "the two DETAINED MEN were freed"."""
    if tags[i - 1] == "#" and _ends_date(words, tags, i - 1):
        return True
    first = i - 1 if words[i - 1].special & FLOATS else i - 2
    counted = first == i - 1 or (words[i - 1].text == "two" and tags[first] == "D")
    if first < 0 or not counted or (first and tags[first - 1] not in ",;TUC"):
        return False
    return next((tag for tag in tags[i + 1 :] if tag in "VBMAE,;TUW"), ";") in ",;TUW"


def _describes_doer(tags: list[str], i: int) -> bool:
    """Return whether a noun and its verb follow an "-ed" form right away."""
    end = i + 1
    while tags[end] in "Nz":
        end += 1
    return end > i + 1 and tags[end] in ("VEBMA" if tags[i - 1] == "U" else "BMA")


def _ends_relative(tags: list[str], i: int) -> bool:
    """Return whether a comma ends a relative clause whose subject waits for its verb: "Chad, WHO IS WEAK, banned"."""
    before = "".join(tags[: i - 1])
    begin = before.rfind(",W")
    return begin > 0 and before[begin - 1] in "NPQ" and not any(tag in before[:begin] for tag in "VEBMA")


def _ends_date(words: list[Word], tags: list[str], i: int) -> bool:
    """Return whether a number is of a date: "Peru on 7 May 2024 EXPELLED two", "in 2024"."""
    year = len(words[i].text) == 4 and words[i].text[:2] in ("19", "20")
    if i == 0 or not (tags[i - 1] == "Z" or (year and tags[i - 1] == "I")):
        return False
    while i > 0 and tags[i] in "Z#I":
        i -= 1
    return tags[i] in "NPQ"


def _lists_things(tags: list[str], i: int) -> bool:
    """Return whether "-ed" is in a list of nouns after a preposition: "on arms sales, EXPANDED trade, and loans"."""
    before = i - 2
    while before > 0 and tags[before] in "NJzaP":
        before -= 1
    after = i + 1
    while tags[after] in "NJza":
        after += 1
    if tags[before] != "I" or before == i - 2 or tags[after] != "," or tags[after + 1] != "C":
        return False
    after += 2
    while tags[after] in "NJzaDP":
        after += 1
    return tags[after] in "I;,"


def _going(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-ing" form: after an article, an adjective or a possessive it is a noun or an adjective."""
    following = tags[i + 1]
    if words[i].text in _NO_DOING and following not in "DP":
        return "N"
    if i == 0 and following in "PJ" and _describes(tags):
        return "J"
    if following == "N" and words[i].text in _DOING and words[i + 1].agent and previous in "VEvIC,;":
        return "J"  # "promised STRIKING teachers a rise"
    if following == "I" and words[i + 1].text == "by" and previous == "I" and words[i].event and tags[i + 2] in "PDJN":
        return "N"  # "a response to SHELLING by Chad"
    if following == "I" and words[i + 1].text == "of" and previous not in "BARUI":
        return "G" if words[i].lemma in SPEAKS_OF else "N"
    if following in "Na" and previous in "DJN#" and words[i + 1].noun == "point":
        return "J"  # "a single CROSSING point"
    if following in "Na" and words[i + 1].text in HEADS and previous in "NPJS" and not _are_many(words[i - 1]):
        return "J"  # "the UN MONITORING mission"
    if words[i].text in GERUND_NOUNS and following in "Nz" and words[i - 1].text in AWAY_TOO:
        return "J"  # "hand back FISHING boats"
    if words[i].text in GERUND_NOUNS and (previous in "NPJDS#" or (previous == "I" and words[i - 1].text in INSIDE)):
        return "J" if following in "NPz" else "N"
    if following in "Nz" and previous not in "BAO" and words[i].lemma == words[i].text and "-" in words[i].text:
        return "J"  # "OIL-PRODUCING states", not "test-firing missiles"
    if previous in "DSJ#" or (previous in "NP" and following in "I;,VBM"):
        if previous in "NP" and (
            following in "I,;" and words[i].lemma and words[i - 1].text not in COMPOUND and not words[i - 1].state
        ):
            return "G" if following == "I" else "N"
        return "J" if following in "NPz" and previous != "S" else "N"
    return "G"


def _describes(tags: list[str]) -> bool:
    """Return whether an "-ing" form begins the subject itself: "FUMING Foreign Secretary Truss called"."""
    end = 1
    while tags[end] in "PJ":
        end += 1
    return tags[end] in "VE" and tags[end - 1] == "P" and end > 2


def _homeward(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle "home": where somebody goes, is sent or called, "called its envoy HOME", or a noun."""
    goes = previous in "VvEeG" or (previous in "NP" and bool(words[i - 1].agent or words[i - 1].name))
    goes = goes or (previous == "N" and any(word.lemma in _SENDING for word in words[max(i - 5, 0) : i]))
    return "R" if goes and tags[i + 1] not in "NS" else "N"


_SENDING = word_class("chunks.sending_home")


def _settle_backs(words: list[Word], tags: list[str]) -> list[str]:
    return [_back(words, tags, i) if tag == "b" else tag for i, tag in enumerate(tags)]


def _back(words: list[Word], tags: list[str], i: int) -> str:
    """Settle "back": "will BACK Peru", "most states BACK the plan", "hit BACK at Peru"."""
    previous = tags[i - 1] if i else ";"
    words[i].lemma = "back"
    if previous == "D" and tags[i + 1] in "It;,":
        return "N"  # "turned its BACK on Chad"
    if tags[i + 1] not in "DPQJ#NSza":
        return "R"
    if previous in "MO" or (previous in "RX" and i > 1 and tags[i - 2] in "MOA"):
        return "v"
    if previous == "t" and tags[i + 1] not in "Nza":
        return "v"  # "to BACK the plan"
    many = (previous == "P" and _is_joined(tags, i)) or (previous in "Nz" and _plural(words[i - 1].text))
    return "V" if many and not _tells_otherwise(tags) else "R"


def _to(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    following = tags[i + 1]
    if following == "R" and i + 2 < len(tags):
        following = tags[i + 2]
    if following in "vBA":
        return "O"
    if following == "N" and words[i + 1].text.endswith(VERB_ENDINGS):
        tags[i + 1] = "v"
        words[i + 1].lemma = words[i + 1].text
        return "O"
    if following == "a" and _is_reached(words, i, words[i + 1].text):
        return "I"
    if following == "a":
        after = tags[i + 2] if i + 2 < len(tags) else ";"
        if after == "I" and words[i - 1].noun in _ANSWERS:
            return "I"  # "a response TO sabotage by Chad"
        if after == "C" and tags[i + 3 : i + 4] == ["N"] and tags[i + 4] in ";,I" and _is_turned(words, i):
            return "I"  # "moved from talks TO PRESSURE and punishment"
        return "O" if after in "DQPJ#SNzatTIUYRGCZ,;XVEhb" and after not in "BMV" else "I"
    return "I"


_ANSWERS = word_class("responses.answer_nouns")
_SEVERAL = word_class("sentences.several")


def _is_reached(words: list[Word], i: int, noun: str) -> bool:
    """Return whether somebody comes, or is taken, to what follows: "CAME to power", "TOOK Chad to court"."""
    verbs = _REACHING if noun in _REACHED else _TAKING if noun in _TAKEN_TO else ()
    return bool(verbs) and any(word.lemma in verbs for word in words[max(i - 3, 0) : i])


def _is_turned(words: list[Word], i: int) -> bool:
    """Return whether somebody turns to something, or goes from one thing to another: "RESORTED to", "FROM talks to"."""
    return words[i - 1].lemma in _TURNING or any(word.text == "from" for word in words[max(i - 4, 0) : i])


_TURNING = word_class("chunks.turning")


def _that(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    following = tags[i + 1]
    after = tags[i + 2] if following == "R" and i + 2 < len(tags) else following
    if previous in "NP#" and (after in "VEBMAzX" or (following == "a" and words[i + 1].text in SAME_IN_THE_PAST)):
        return "W"  # "gunmen THAT also killed", "it was Chad THAT cut ties"
    if following == "N" and words[i + 1].text in _THAT_ONE and tags[i + 2] in 'S";,ICt':
        return "D"  # "accused THAT COUNTRY of"
    if previous in 'VEvGBZ,;R"NP' or previous == "C" or (previous == "J" and following in "PDQ"):
        return "T"  # "furious THAT Chad had"
    if previous == "I" and words[i - 1].text == "out" and i > 1 and tags[i - 2] in "VEvGe" and following in "PDQ":
        return "T"  # "it turned out THAT Chad had"
    return "D"


def _possessive(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    if words[i].text in ("'s", "’s"):
        if previous == "Q":
            return "B"
        return "S" if previous in "NPJZ#a" else '"'
    return "S" if previous in "NP" and words[i - 1].text.endswith("s") and tags[i + 1] in "NJaGzEP" else '"'


def _so(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    return "R" if words[i + 1 : i + 2] and words[i + 1].text in _SO_MUCH else "U"


def _either(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an adjective that is as often a noun: "Peru's OFFENSIVE against Chile"."""
    return "N" if previous in "SDJNPI" and tags[i + 1] not in "NPJzaGH#" else "J"


def _longer(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    if i and words[i - 1].text == "no":
        tags[i - 1] = "X"  # "will NO LONGER cooperate"
        return "X"
    return "J"


def _hyphen(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    return "H" if previous in "PJN" and tags[i + 1] in "PJN" else ";"


def _later(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    return "Y" if tags[i + 1] in "ZY#" else ("D" if words[i].text in ("this", "that") else "J")


DESCRIBED = "NPJzaG#"  # the tags of what an adjective may stand before
_STANDING_BY = word_class("chunks.standing_by")
_BARE = frozenset(word_table("answering.bare"))
_SAYING = word_class("clauses.saying")
ASIDE = _SAYING | word_class("clauses.aside")
_SO_MUCH = word_class("chunks.so_much")
_DOING = word_class("chunks.doing")
_THAT_ONE = word_class("chunks.that_one")
_DEMANDING = word_class("chunks.demanding")
_REACHED = word_class("chunks.reached")
_REACHING = word_class("chunks.reaching")
_TAKEN_TO, _TAKING = word_class("chunks.taken_to"), word_class("chunks.taking")
_NO_DOING = word_class("chunks.no_doing")
_STANCES = word_class("chunks.stances")
_SETTLE = {
    "a": _verb_or_noun, "z": _third_person, "v": _base, "E": _past, "e": _past, "G": _going, "t": _to, "T": _that,
    "S": _possessive, "H": _hyphen, "Y": _later, "u": _so, "l": _longer,
    "o": _either, "h": _homeward,
}  # fmt: skip
BEHIND_PAST = frozenset(f"{DESCRIBED}t")  # the tags behind what seems a past tense and may be none


def find_chunks(sentence: Sentence, tags: str) -> Chunks:
    """Return the sentence's phrases in order; adverbs, times, quotation marks and short brackets are left out."""
    tokens = sentence.words
    runs = RUNS.findall(BRACKET.sub(_blank, tags) if "(" in tags else tags) or [""]
    layouts: list[Any] = list(map(LAYOUTS.get, runs))
    if not all(layouts):
        for i in compress(range(len(runs)), map(not_, layouts)):
            layouts[i] = read_run(runs[i])
    chunks = Chunks(tokens, layouts)
    if sentence.special & PARTITIVE:
        _join_partitives(chunks, tokens)
    if sentence.special & GIVES and "vn" in chunks.kinds:
        _part_given(chunks, tags)
    if "NP" in tags and "nv" in chunks.kinds:
        _part_relatives(chunks, tags)
    at = chunks.kinds.find("j")
    while at >= 0:
        if tokens[chunks.begins[at]].state:
            chunks.kinds = f"{chunks.kinds[:at]}n{chunks.kinds[at + 1 :]}"
        at = chunks.kinds.find("j", at + 1)
    if sentence.special & AS:
        _settle_as(chunks)
    if "nCn" in chunks.kinds:
        join_portfolios(chunks, tokens)
    if chunks.kinds.startswith("n,n"):
        _join_headline(chunks, tokens)
    return chunks


def _join_headline(chunks: Chunks, tokens: list[Word]) -> None:
    """Join the states of a headline that has no "and": "Chad, Mali sign pact", "Chad, Mali, Niger leaders meet"."""
    listed = HEADLINE.match(chunks.kinds)
    if listed is None:
        return
    last = listed.end() - 2
    if chunks.kinds.startswith(",", last + 2) and tokens[chunks.begins[last + 1]].lemma in ASIDE:
        return  # "Chad, Mali BELIEVES, armed rebels"
    people = tokens[chunks.begins[last]].name is not None and bool(tokens[chunks.lasts[last]].agent)
    states = all(_is_state(tokens[chunks.lasts[at]]) for at in range(0, last, 2))
    if states and (people or _is_state(tokens[chunks.lasts[last]])):
        chunks.kinds = f"{chunks.kinds[: last - 1]}C{chunks.kinds[last:]}"


def _is_state(word: Word) -> bool:
    return word.name is not None and word.name[1] == "state"


def _blank(bracket: re.Match[str]) -> str:
    return ")" * len(bracket[0])


LAYOUTS: dict[str, Layout] = {}  # what `read_run` has read
LAYOUTS_KEPT = 20_000


def read_run(tags: str) -> Layout:
    r"""Return the phrases in a run of tags, which ends with a word that stands alone or with the sentence.

    Examples
    --------
    >>> read_run("DJNMXv,")[:3]
    ('nv,', b'\x01\x03\x03', b'\x02\x02\x00')
    """
    kinds: list[str] = []
    steps: list[int] = []
    widths: list[int] = []
    verbs: list[VerbGroup] = []
    before = -1
    for match in PHRASE.finditer(tags):
        kind, (a, b) = match.lastgroup or "", match.span()
        kinds.append(tags[a] if kind == "o" else kind)
        steps.append(a - before)
        widths.append(b - 1 - a)
        if kind == "v":
            verbs.append(_verb_group(tags[a:b]))
        before = a
    found = Layout("".join(kinds), bytes(steps), bytes(widths), tuple(verbs))
    if len(LAYOUTS) < LAYOUTS_KEPT:
        LAYOUTS[tags] = found
    return found


@lru_cache(maxsize=2000)
def _verb_group(tags: str) -> VerbGroup:
    """Return what the auxiliaries say of a verb."""
    head = max(len(tags.rstrip("XRZ")) - 1, 0)
    before, form = tags[:head], tags[head]
    passive = "B" in before and form in "Ee"
    if "O" in before:
        form = "V" if before[0] == "B" or before.startswith("AO") else "o"  # "is TO VISIT", "HAS TO leave"
    elif "B" in before or "A" in before or "M" in before:
        form = "V"
    modals = tuple([i for i, tag in enumerate(before) if tag == "M"])
    return VerbGroup(head, form, passive, "X" in tags, modals)


def _join_partitives(chunks: Chunks, tokens: list[Word]) -> None:
    """Make one phrase of "dozens of" and the like and the noun phrase after it."""
    begins, lasts = chunks.begins, chunks.lasts
    at = chunks.kinds.find("nIn")
    while at >= 0:
        near = tokens[lasts[at]].special & PARTITIVE and begins[at + 2] == lasts[at + 1] + 1
        if near and tokens[begins[at + 1]].text == "of":
            chunks.kinds = chunks.kinds[: at + 1] + chunks.kinds[at + 3 :]
            del begins[at + 1 : at + 3], lasts[at : at + 2]
        else:
            at += 1
        at = chunks.kinds.find("nIn", at)


def _part_given(chunks: Chunks, tags: str) -> None:
    """Make two phrases of whom and what in one: "gave UKRAINE TANKS"."""
    at = chunks.kinds.find("vn")
    while at >= 0:
        a = chunks.begins[at + 1]
        if tags[a] == "P" and chunks.lasts[at + 1] > a and tags[a + 1] in "NJ#":
            verb = chunks.tokens[chunks.begins[at] + chunks.verbs[chunks.kinds.count("v", 0, at)].head]
            name = chunks.tokens[a].name
            given = chunks.tokens[chunks.lasts[at + 1]].noun not in NO_GIFTS  # "gave US DIPLOMATS a week"
            if given and name is not None and name[1] == "state" and (verb.lemma or verb.text) in GIVING:
                chunks.part(at + 1, a + 1)
        at = chunks.kinds.find("vn", at + 1)


def _part_relatives(chunks: Chunks, tags: str) -> None:
    """Make two phrases of an act and who did it: "the duties OTTAWA PLACED on"."""
    tokens, at = chunks.tokens, chunks.kinds.find("nv")
    while at >= 0:
        last = chunks.lasts[at]
        apart = chunks.begins[at] < last and tags[last - 1 : last + 1] == "NP"
        if apart and tokens[last - 1].event and chunks.verbs[chunks.kinds.count("v", 0, at)].form in "VE":
            chunks.part(at, last)
        at = chunks.kinds.find("nv", at + 2)


def _settle_as(chunks: Chunks) -> None:
    """Let "as" begin a clause when a subject and a verb follow: "as Chile left", "as Chile and Peru left"."""
    for subject in ("Inv", "InCnv"):
        at = chunks.kinds.find(subject)
        while at >= 0:
            kinds = chunks.kinds
            if chunks.word(at) == "as" and chunks.verbs[kinds.count("v", 0, at)].form in "VE":
                chunks.kinds = f"{kinds[:at]}U{kinds[at + 1 :]}"
            at = kinds.find(subject, at + 1)
