"""One sentence's dependency tree over the words of the dictionary, in one scheme of labels."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.extract.rules.clauses import BEFORE_OF
from graphkit.extract.rules.sentences import Sentence, tag_in_context
from graphkit.extract.rules.words import word_class

Token = Any  # spacy.tokens.Token: the library is an extra

# ClearNLP, as in spaCy's English pipelines, and Universal Dependencies, in the words used here
_LABELS = {
    "nsubj": "subject", "csubj": "subject", "nsubj:outer": "subject", "expl": "expletive",
    "nsubjpass": "patient", "csubjpass": "patient", "nsubj:pass": "patient", "csubj:pass": "patient",
    "dobj": "object", "obj": "object", "iobj": "receiver", "dative": "receiver", "attr": "attribute",
    "oprd": "predicate", "prep": "preposition", "agent": "preposition", "pobj": "governed", "pcomp": "gerund",
    "case": "case", "aux": "auxiliary",
    "auxpass": "passive", "aux:pass": "passive", "cop": "copula", "neg": "negation", "mark": "mark",
    "prt": "particle", "compound:prt": "particle", "poss": "possessor", "nmod:poss": "possessor",
    "relcl": "relative", "acl:relcl": "relative", "acomp": "adjective", "conj": "joined", "preconj": "joiner",
    "cc": "joiner", "cc:preconj": "joiner", "appos": "apposition", "predet": "determiner", "det": "determiner",
    "det:predet": "determiner", "amod": "adjectival", "nummod": "number", "quantmod": "number", "nn": "compound",
    "fixed": "compound", "compound": "compound", "flat": "flat", "punct": "mark of punctuation",
    "advmod": "adverb", "npadvmod": "measure",
}  # fmt: skip
INSIDE = frozenset(["determiner", "adjectival", "number", "compound", "possessor", "nmod", "case", "measure", "flat"])
ROLES = frozenset(["subject", "patient", "object", "receiver", "governed", "possessor", "apposition", "oblique"])
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
RELATIVE = word_class("trees.relative")
_FAR = 1_000_000
_FINITE = frozenset(["VBZ", "VBP", "VBD"])
NEGATIVE = word_class("trees.negative")
_TAGS = {"NOUN": "N", "PROPN": "P", "ADJ": "J", "NUM": "#", "PRON": "Q", "DET": "D", "ADP": "I", "SCONJ": "U",
         "CCONJ": "C", "CONJ": "C", "ADV": "R", "INTJ": "R"}  # fmt: skip
_ALIKE = ("PNJ#", "DQ", "VvEeG", "BAMO", "IU", "R", "C", "XR", "T", "W", "S", ",;()H")


class Tree:
    """A sentence's words with their heads, labels, parts of speech and tags; -1 is the head of a root."""

    def __init__(self, sentence: Sentence, tokens: Sequence[Token]) -> None:
        self.sentence, self.words = sentence, sentence.words
        count = len(self.words)
        owner = _owners(sentence, tokens)
        self.heads, self.labels = [-1] * count, ["root"] * count
        self.parts, self.lemmas = [""] * count, [""] * count
        self._fine = [""] * count  # the finer parts of speech, of pipelines that have them
        nearest = [_FAR] * count  # of the tokens of one word, the highest speaks for it; so no circle can arise
        for token in tokens:
            at = owner.get(token.i, -1)
            if at < 0 or (depth := _depth(token)) >= nearest[at]:
                continue
            nearest[at] = depth
            self.heads[at] = _above(token, owner, at)
            self.labels[at] = _label(token) if self.heads[at] >= 0 else "root"
            self.parts[at], self.lemmas[at], self._fine[at] = token.pos_, token.lemma_.lower(), token.tag_
        self._end_names()
        self.below: list[list[int]] = [[] for _ in range(count)]
        for at, head in enumerate(self.heads):
            if head >= 0:
                self.below[head].append(at)
        self.tags = self._settle()
        self._repair()

    def _end_names(self) -> None:
        """Let the last word of a name govern the others, as in ClearNLP; in UD the first does."""
        ends = {self.heads[at]: at for at, label in enumerate(self.labels) if label == "flat" and self.heads[at] < at}
        for first, last in ends.items():
            for at, head in enumerate(self.heads):
                if head == first:
                    self.heads[at] = last
                    self.labels[at] = "compound" if self.labels[at] == "flat" else self.labels[at]
            self.heads[last], self.labels[last] = self.heads[first], self.labels[first]
            self.heads[first], self.labels[first] = last, "compound"

    def _repair(self) -> None:
        """Mend what no sentence can be: a noun has no subject and no object, a subject is no time."""
        for at, label in enumerate(self.labels):
            head = self.heads[at]
            if label in ("subject", "patient", "object") and head >= 0 and self.tags[head] in "NP":
                if self._acts(head):
                    self._retag(head, "V")
                elif label != "object" and at < head and not self.children(head, "copula", "auxiliary", "passive"):
                    self.labels[at] = "compound"
            if label == "apposition" and self._behind_dateline(at):
                self._move(at, self.heads[head], self.labels[head])
            if self.tags[at] == "Z" and label in ("subject", "patient", "object"):
                self._retag(at, "N")
            if label == "acl" and self._fine[at] in _FINITE and head >= 0 and self.heads[head] < 0:
                self._free(at, head)
            elif label == "compound" and at < head and self._lacks_subject(head):
                self.labels[at] = "subject"  # "Venezuela orders troops to the frontier"
            elif label in ("apposition", "joined") and self._names_no_time(at):
                self._name_who(at)

    def _move(self, at: int, head: int, label: str) -> None:
        """Put a word below another."""
        if self.heads[at] >= 0:
            self.below[self.heads[at]].remove(at)
        self.heads[at], self.labels[at] = head, label
        if head >= 0:
            insort(self.below[head], at)

    def _free(self, verb: int, noun: int) -> None:
        """Make a finite verb that hangs on a noun the head of a sentence: no clause without "who" or "that" has one."""
        if self.tags[noun] not in "NP" or any(self.text(child) == "by" for child in self.below[verb]):
            return
        own = self.children(verb, "subject", "patient")
        self._move(verb, -1, "root")
        if not own and noun < verb:
            self._move(noun, verb, "subject")
        if self.tags[verb] in "eE":
            self._retag(verb, "V")

    def _lacks_subject(self, verb: int) -> bool:
        finite = self.tags[verb] == "V" and self.labels[verb] not in INSIDE
        return finite and not self.children(verb, "subject", "patient", "auxiliary", "passive")

    def _names_no_time(self, at: int) -> bool:
        """Return whether a name is said to be a time, in other words or by "and": "In May, NORWAY signed"."""
        head = self.heads[at]
        return head >= 0 and self.tags[head] in "Z#" and self.words[at].name is not None and self.tags[at] != "Z"

    def _name_who(self, at: int) -> None:
        """Let a name that is no time be who does what the sentence says, where nobody else does."""
        head, root = self.heads[at], at
        while self.heads[root] >= 0:
            root = self.heads[root]
        if at < root and self.tags[root] in "VeE" and not self.children(root, "subject", "patient"):
            self._move(at, root, "patient" if self.children(root, "passive") else "subject")
            for clause in self.children(head, "relative"):
                self._move(clause, at, "relative")

    def _behind_dateline(self, at: int) -> bool:
        """Return whether a sentence begins with where its news comes from, and a dash: "MANILA -- President Arroyo"."""
        head = self.heads[at]
        dash = any(self.text(word) in ("--", "-", "–", "—") for word in range(head, at))
        return dash and not any(self.tags[word] in "VeEvGBMIC" for word in range(at)) and self.heads[head] >= 0

    def _acts(self, at: int) -> bool:
        """Return whether what was taken for a noun must be a verb: known as one, it has a subject and an object."""
        return bool(self.words[at].lemma and self.children(at, "subject") and self.children(at, "object", "auxiliary"))

    def _retag(self, at: int, tag: str) -> None:
        self.tags = self.tags[:at] + tag + self.tags[at + 1 :]

    def children(self, at: int, *labels: str) -> list[int]:
        """Return the words right below one, with one of the labels, in order."""
        return [child for child in self.below[at] if self.labels[child] in labels]

    def text(self, at: int) -> str:
        """Return a word in lower case."""
        return self.words[at].text

    def is_verb(self, at: int) -> bool:
        """Return whether a word is a verb of a clause: no auxiliary, no adjective, no noun."""
        label = self.labels[at]
        if label in INSIDE or label in ("auxiliary", "passive", "preposition", "mark", "joiner", "particle", "adverb"):
            return False
        if self.tags[at] not in "VvEeGBA":
            return False
        return not (label in ROLES | {"attribute", "joined"} and self.tags[at] == "G" and self._like_a_noun(at))

    def is_noun(self, at: int) -> bool:
        """Return whether a word heads a noun phrase, or may do so."""
        if self.tags[at] in "ZSHIXOC,;()TWU":
            return False
        if self.parts[at] in NOMINAL or (not self.parts[at] and self.tags[at] in "NPQ#"):
            return True
        if self.is_verb(at) or self.parts[at] in ("AUX", "ADV", "ADP", "PART", "PUNCT"):
            return False
        return self.labels[at] in ROLES or self.tags[at] in "NP" or self.words[at].belongs

    def phrases(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield each preposition with its noun right below a word, whichever of the two governs the other."""
        for child in self.below[at]:
            label = self.labels[child]
            if label == "preposition" and self.text(child) != "according":  # that is who says so
                yield from self._governed(child, self.text(child))
            elif label in ("oblique", "receiver"):
                word = next((self.text(c) for c in self.children(child, "case") if self.tags[c] != "S"), "")
                if word:
                    yield word, child

    def _governed(self, preposition: int, word: str) -> Iterator[tuple[str, int]]:
        """What a preposition brings, through others: "out of", "from within", "in Mali and in Chad"."""
        for child in self.below[preposition]:
            label = self.labels[child]
            if label == "governed":
                yield word, child
            elif label == "preposition":
                text = self.text(child)
                yield from self._governed(child, word if text == "of" and word not in BEFORE_OF else text)
            elif label == "joined" and self.tags[child] == "I":
                yield from self._governed(child, self.text(child))

    def negated(self, verb: int) -> bool:
        """Return whether a verb is negated."""
        return any(self.labels[c] == "negation" or self.text(c) in NEGATIVE for c in self.below[verb])

    def _like_a_noun(self, at: int) -> bool:
        """Return whether an "-ing" form is used as a noun: it has an article or the like, and no object."""
        below = {self.labels[child] for child in self.below[at]}
        return bool(below & {"determiner", "adjectival", "possessor", "compound"}) and "object" not in below

    def _settle(self) -> str:
        """Return the tags of the words: the pipeline's part of speech, in finer kinds where the dictionary agrees."""
        tags = list(tag_in_context(self.sentence))
        for at, part in enumerate(self.parts):
            known = not part or tags[at] == "Z" or self.words[at].name is not None
            tag = tags[at] if known else self._tag(at, part, tags[at])
            if part == "PROPN" and tag == "P" and tags[at] == "N" and self.words[at].written[1:] != self.text(at)[1:]:
                tags[at] = "P"  # "al-Malki"
            agree = next((kinds for kinds in _ALIKE if tag in kinds), tag)
            tags[at] = tags[at] if tags[at] in agree and part not in ("VERB", "AUX") else tag
        return "".join(tags)

    def _tag(self, at: int, part: str, known: str) -> str:
        """Return the tag that a part of speech gives a word; the dictionary's where it gives none."""
        text = self.text(at)
        if part in ("VERB", "AUX"):
            if self.labels[at] in ("auxiliary", "passive") and known in "MBAO":
                return known
            if self.words[at].lemma == "be" or text in ("'s", "’s"):
                return "B"
            return known if known in "VvEeG" else _by_spelling(text)
        if text == "that" and part in ("SCONJ", "ADP"):
            return "T"
        if part == "ADP" and self.labels[at] == "mark":
            return "U"
        if part == "ADP" and known == "U":
            return "I"
        if part in ("PART", "PUNCT", "SYM", "X", "SPACE"):
            return known if known in 'SOXHR,;()"' else ("O" if text == "to" else ";" if part == "PUNCT" else known)
        return _TAGS.get(part, known)


def _by_spelling(verb: str) -> str:
    return {"ing": "G"}.get(verb[-3:]) or {"ed": "E"}.get(verb[-2:], "V")


def _owners(sentence: Sentence, tokens: Sequence[Token]) -> dict[int, int]:
    """Return to which word each token belongs; quotation marks and the like belong to none."""
    found: dict[int, int] = {}
    count, at = len(sentence.words), 0
    for token in tokens:
        begin, end = token.idx, token.idx + len(token.text)
        while at < count and sentence.end_of(at) <= begin:
            at += 1
        if at < count and sentence.start_of(at) < end:
            found[token.i] = at
    return found


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _above(token: Token, owner: dict[int, int], mine: int) -> int:
    """Return the other word that governs a token, passing over what belongs to none."""
    while token.head.i != token.i:
        token = token.head
        if owner.get(token.i, mine) != mine:
            return owner[token.i]
    return -1


def _label(token: Token) -> str:
    label = token.dep_
    if label == "dative" and token.pos_ == "ADP":
        return "preposition"
    if label.startswith(("obl", "nmod")) and label != "nmod:poss":
        marked = any(child.dep_ == "case" and child.text not in ("'s", "’s", "'") for child in token.children)
        return "oblique" if marked else "nmod"
    return _LABELS.get(label) or _LABELS.get(label.split(":")[0], label)
