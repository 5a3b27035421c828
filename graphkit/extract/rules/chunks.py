"""Tags in context, then phrases: noun phrases and verb groups found by one pattern over the string of tags."""

from __future__ import annotations

import re
from operator import attrgetter

from graphkit.extract.rules.english import AS, Word, word_set
from graphkit.extract.rules.sentences import Sentence

BEFORE_NOUN = frozenset("DJ#SI")
PHRASE = re.compile(
    r"(?P<o>[ICTUW,;])"
    r"|(?P<n>(?:D+R*|R+(?=[#J])(?=.[#JN]))?[#JNPSHK]*[NP#]|Q|D(?![#JNP]))"
    r"|(?P<v>X*+(?:[OMB][XRZ]*+|A[XRZJ]*+)*+[VvEeG]|[OMBA][OMBAXR]*+)"
    r"|[J(]"  # other tags stand in no phrase
)  # no part is tried in two ways, so that a run of any tag is read in linear time
GERUND_NOUNS = word_set(
    "training meeting building housing fishing mining shipping banking planning testing engineering "
    "manufacturing spending hearing briefing warning"
)
COMPOUND = word_set(
    "air drone suicide peace bomb rocket missile car hunger terror terrorist sniper artillery mortar "
    "cyber arms trade press phone prisoner border travel aid food war mediation peacekeeping security "
    "defence defense state police army group rebel government"
)

GIVING = word_set("give promise offer send grant lend sell hand pay supply award")
SAME_IN_THE_PAST = word_set("cut hit put set shut hurt quit let spread split beat cast bid")


class Chunk:
    """A phrase: ``kind`` n (noun phrase), v (verb group), or the tag of a single word; tokens ``a`` to ``b``.

    A single word's chunk has no place: ``a`` and ``b`` are -1.
    """

    __slots__ = ("a", "b", "form", "head", "kind", "mention", "word")

    def __init__(self, kind: str, a: int, b: int, word: str = "") -> None:
        self.kind = kind
        self.a = a
        self.b = b
        self.head = b - 1
        self.word = word
        self.form = "-"
        self.mention: object = None


class VerbGroup(Chunk):
    """A verb with its auxiliaries: its lemma, its form, and what the auxiliaries say."""

    __slots__ = ("lemma", "modal", "negated", "passive")

    def __init__(self, a: int, b: int, words: list[Word], tags: str) -> None:
        # as Chunk does; a verb group is made so often that calling it would be felt
        self.kind = "v"
        self.a = a
        self.b = b
        self.word = ""
        self.mention = None
        last = b - 1
        while last > a and tags[last] in "XRZ":
            last -= 1
        self.head = last
        word = words[last]
        self.lemma = word.lemma or word.text
        self.form = tags[last]
        self.modal = ""
        self.negated = self.passive = False
        if last > a:
            self._read_auxiliaries(words, tags)

    def _read_auxiliaries(self, words: list[Word], tags: str) -> None:
        before = tags[self.a : self.head]
        self.negated = "X" in before or "X" in tags[self.head : self.b]
        self.passive = "B" in before and self.form in "Ee"
        for i, tag in enumerate(before, self.a):
            if tag == "M":
                self.modal = words[i].text
                self.negated = self.negated or words[i].lemma == "not" or self.modal == "cannot"
        if "O" in before:
            self.form = "o"
        elif self.passive or "B" in before or "A" in before or self.modal:
            self.form = "V"


def tag_in_context(sentence: Sentence) -> str:
    """Settle the tags that depend on the words around, and return them as one string."""
    words = sentence.words
    tags = list(map(TAG, words))
    alone = "".join(tags)
    tags.append(";")
    for match in UNSETTLED.finditer(alone):  # "to" may settle the word after it, which then stays as it is
        i = match.start()
        tags[i] = _SETTLE[tags[i]](words, tags, i, tags[i - 1] if i else ";")
    if "#" in alone:
        _quantities(alone, tags, words)
    if "(" in tags:
        _brackets(tags)
    if "Z" in tags:
        _times(tags, words)
    tags.pop()
    return "".join(tags)


def _verb_or_noun(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle a base form that may be a noun."""
    if previous in "MOX" or (previous == "R" and i > 1 and tags[i - 2] in "MOX"):
        return "v"
    if previous == "A" and words[i - 1].lemma == "do":
        return "v"
    if previous in BEFORE_NOUN or words[i].agent:
        return "N"
    following = tags[i + 1]
    if following == "G" and previous in "NP":
        return "V"
    if words[i].text in SAME_IN_THE_PAST:
        if previous in "BA" or (previous in "RX" and i > 1 and tags[i - 2] in "BA"):
            return "E"  # "has CUT"
        if previous in "PQ" and _acts(words[i - 1], following):
            return "V"
    if following in "BMAVE" or following == "S":
        return "N"
    if previous in "NPQ" and (following in "DQ#PJ" or (following == "I" and words[i - 1].text.endswith("s"))):
        plural = previous == "Q" or words[i - 1].text.endswith("s") or words[i - 1].agent or tags[i - 2] == "C"
        return "V" if plural and words[i - 1].text not in COMPOUND else "N"
    if previous in "C,;" and following in "DQP" and "V" in tags[:i]:
        return "V"
    return "N"


def _acts(subject: Word, following: str) -> bool:
    """Tell whether a name before "cut", "hit" and the like is their subject: "Spain CUT ties with"."""
    return following in "DQ#PJ" or (following in "Nz" and subject.name is not None)


def _third_person(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-s" form that may be a noun."""
    if previous in "DJ#SIOVvG" or (words[i].agent and previous in "NP"):
        return "N"
    following = tags[i + 1]
    if following == "S" or following in "BMAE":
        return "N"
    if previous in "NPQ":
        if words[i - 1].text in COMPOUND:
            return "N"
        return "V" if following in "DQ#PJTtNGY" or (following == "I" and previous in "PQ") or following == "a" else "N"
    return "V" if previous in "RWC" and following in "DQPJ#" else "N"


def _base(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    if previous in "DJS#" or (previous == "I" and words[i - 1].text != "to"):
        return "N"
    if words[i].text in SAME_IN_THE_PAST and (previous in "BA" or (previous in "RX" and i > 1 and tags[i - 2] in "BA")):
        return "E"  # "was HIT"
    return "v" if previous in "MOAX" or (previous == "R" and i > 1 and tags[i - 2] in "MOAX") else "V"


def _past(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-ed" form: before a noun, after an article or another adjective, it is an adjective."""
    following = tags[i + 1]
    if previous in "DSJ#" and following in "NPJzaG#":
        return "J"
    if following in "Nza" and (previous in "VEvG" or (previous == "R" and i > 1 and tags[i - 2] in "VEvGI")):
        return "J"
    if previous in "I,C;" and following in "Nz" and (previous in "I;" or tags[i - 2] == "J"):
        return "J"
    if previous == "I" and following == "P":
        return "J"  # "to DISPLACED Afghans"
    if (
        previous in "NP"
        and following in "Nz"
        and i > 1
        and tags[i - 2] == "D"
        and words[i - 1].text in ("newly", "then")
    ):
        return "J"
    return tags[i]


def _going(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    """Settle an "-ing" form: after an article, an adjective or a possessive it is a noun or an adjective."""
    following = tags[i + 1]
    if following == "I" and words[i + 1].text == "of" and previous not in "BARUI":
        return "N"
    if words[i].text in GERUND_NOUNS and previous in "NPJDS#":
        return "J" if following in "NPz" else "N"
    if previous in "DSJ#" or (previous in "NP" and following in "I;,VBM"):
        if previous in "NP" and (
            following in "I,;" and words[i].lemma and words[i - 1].text not in COMPOUND and not words[i - 1].state
        ):
            return "G" if following == "I" else "N"
        return "J" if following in "NPz" and previous != "S" else "N"
    return "G"


def _to(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    following = tags[i + 1]
    if following == "R" and i + 2 < len(tags):
        following = tags[i + 2]
    if following in "vBA":
        return "O"
    if following == "N" and words[i + 1].text.endswith(("ize", "ise", "ify", "ate")):
        tags[i + 1] = "v"
        words[i + 1].lemma = words[i + 1].text
        return "O"
    if following == "a":
        after = tags[i + 2] if i + 2 < len(tags) else ";"
        return "O" if after in "DQPJ#SNzatTIUYRGCZ,;XVE" and after not in "BMV" else "I"
    return "I"


def _that(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    following = tags[i + 1]
    if previous in "NP#" and following in "VEBMAzX":
        return "W"
    if previous in 'VEvGBZ,;R"NP' or previous == "C":
        return "T"
    return "D"


def _possessive(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    if words[i].text in ("'s", "’s"):
        if previous == "Q":
            return "B"
        return "S" if previous in "NPJZ#a" else '"'
    return "S" if previous in "NP" and words[i - 1].text.endswith("s") and tags[i + 1] in "NJaGzEP" else '"'


def _hyphen(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    return "H" if previous in "PJN" and tags[i + 1] in "PJN" else ";"


def _later(words: list[Word], tags: list[str], i: int, previous: str) -> str:
    return "Y" if tags[i + 1] in "ZY#" else ("D" if words[i].text in ("this", "that") else "J")


_SETTLE = {
    "a": _verb_or_noun, "z": _third_person, "v": _base, "E": _past, "e": _past, "G": _going, "t": _to, "T": _that,
    "S": _possessive, "H": _hyphen, "Y": _later,
}  # fmt: skip
UNSETTLED = re.compile(f"[{''.join(_SETTLE)}]")
TAG = attrgetter("tag")


def _quantities(alone: str, tags: list[str], words: list[Word]) -> None:
    """Give "more than", "at least", "about" and the like the tag of an adverb before a number."""
    i = alone.find("#", 1)
    while i > 0:
        before = words[i - 1].text
        if before in _ABOUT and tags[i - 1] in "IRU":
            tags[i - 1] = "R"
        if before in ("than", "least", "most", "to") and i > 1:
            tags[i - 1] = tags[i - 2] = "R"
        i = alone.find("#", i + 1)


_ABOUT = word_set("about around over under nearly almost roughly approximately some up")


def _brackets(tags: list[str]) -> None:
    """Hide short brackets after a noun, as in "the Movement for Change (MDC)"."""
    for i, tag in enumerate(tags):
        if tag == "(" and i and tags[i - 1] in "NP":
            for j in range(i + 1, min(i + 5, len(tags))):
                if tags[j] == ")":
                    tags[i : j + 1] = "K" * (j + 1 - i)
                    break


def _times(tags: list[str], words: list[Word]) -> None:
    """Give the words of a time ("on March 28", "last week", "Friday's") the tag Z, or J before a noun."""
    for i in range(len(words) - tags[-2::-1].index("Z") - 1, -1, -1):
        if tags[i] != "Z":
            continue
        if tags[i + 1] == "S":
            tags[i] = tags[i + 1] = "J"
            continue
        if tags[i + 1] == "#":
            tags[i + 1] = "Z"
            if i + 3 < len(tags) and tags[i + 2] == "," and tags[i + 3] == "#":
                tags[i + 2] = tags[i + 3] = "Z"
        elif tags[i + 1] in "NP" and i and tags[i - 1] in "DJ#":
            tags[i] = "J"
            continue
        j = i - 1
        while j >= 0 and tags[j] in "Y#DJR" and i - j < 5:
            tags[j] = "Z"
            j -= 1
        if j >= 0 and tags[j] == "I":
            tags[j] = "Z"


def find_chunks(sentence: Sentence, tags: str) -> list[Chunk]:
    """Return the sentence's phrases in order; adverbs, times, quotation marks and short brackets are left out."""
    words = sentence.words
    chunks: list[Chunk] = []
    closed = 0
    for match in PHRASE.finditer(tags):
        kind = match.lastgroup
        a, b = match.span()
        if a < closed:
            continue
        if kind == "o":
            chunks.append(_single(words[a], tags[a]))
        elif kind == "n":
            if chunks and chunks[-1].word == "of" and _is_partitive(chunks, words, tags, a):
                chunks.pop()
                chunks[-1].b = b
                chunks[-1].head = b - 1
            elif b - a > 1 and chunks and _is_given(chunks[-1], words, tags, a):
                chunks += (Chunk("n", a, a + 1), Chunk("n", a + 1, b))
            else:
                chunks.append(Chunk("n", a, b))
        elif kind == "v":
            chunks.append(VerbGroup(a, b, words, tags))
        elif tags[a] == "(":
            closed = tags.find(")", a, a + 14) + 1
        elif tags[a] == "J":
            chunks.append(Chunk("n" if words[a].state else "j", a, b))
    if sentence.special & AS:
        _settle_as(chunks)
    return chunks


def _is_given(verb: Chunk, words: list[Word], tags: str, a: int) -> bool:
    """Tell whether a phrase is whom and what in one: "gave UKRAINE TANKS"."""
    if verb.kind != "v" or verb.lemma not in GIVING:  # type: ignore[attr-defined]  # only verb groups are "v"
        return False
    name = words[a].name
    return tags[a] == "P" and tags[a + 1] in "NJ#" and name is not None and name[1] == "state"


def _single(word: Word, tag: str) -> Chunk:
    """Return the chunk of a word that is a phrase of its own; as it has no place, all its occurrences share it."""
    single = word.single
    if single is None or single.kind != tag:
        single = word.single = Chunk(tag, -1, -1, word.text)
    return single


def _is_partitive(chunks: list[Chunk], words: list[Word], tags: str, a: int) -> bool:
    """Tell whether "dozens of" and the like stand before the noun phrase at token ``a``."""
    if len(chunks) < 2 or chunks[-2].kind != "n" or words[a - 1].text != "of" or tags[a - 1] != chunks[-1].kind:
        return False
    return words[chunks[-2].b - 1].text in PARTITIVE


def _settle_as(chunks: list[Chunk]) -> None:
    """Let "as" begin a clause when a subject and a verb follow."""
    for i in range(len(chunks) - 2):
        if chunks[i].word == "as" and chunks[i + 1].kind == "n":
            after = chunks[i + 2]
            if after.kind == "v" and after.form in "VE":
                chunks[i] = Chunk("U", -1, -1, "as")


PARTITIVE = word_set(
    "one some many any all both each none several few dozens hundreds thousands millions scores tens "
    "majority minority half third quarter part parts number couple pair handful group team series member "
    "members bulk rest most teams groups batch total crowd crowds wave waves plenty lot lots piece pieces "
    "variety"
)
