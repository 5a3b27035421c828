"""The noun phrases, verb groups and single words of a tree, in the rule coder's form."""

from __future__ import annotations

from itertools import pairwise

from graphkit.extract.rules.sentences import Chunks, Layout, VerbGroup
from graphkit.extract.rules.words import PARTITIVE
from graphkit.extract.trees.tree import INSIDE, Tree

_ALONE = frozenset("ICTUW,;")


class Phrases:
    """The phrases of a sentence: ``at`` tells in which each word is, -1 for none."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.spans: list[tuple[int, int, str, int]] = []  # first word, last word, kind, the word that heads it
        taken: set[int] = set()
        for word in range(len(tree.words) - 1, -1, -1):
            if word not in taken:
                span = self._span(word)
                if span is not None:
                    self.spans.append(span)
                    taken.update(range(span[0], span[1] + 1))
        self.spans.sort()
        self._join_partitives()
        self._join_names()
        self._join_latin()
        self.at = [-1] * len(tree.words)
        for number, (first, last, _, _) in enumerate(self.spans):
            self.at[first : last + 1] = [number] * (last + 1 - first)
        self.chunks = self._chunks()

    def _span(self, word: int) -> tuple[int, int, str, int] | None:
        tree = self.tree
        if tree.is_verb(word):
            first = word
            while first and tree.heads[first - 1] == word and tree.labels[first - 1] in _WITH_VERB:
                first -= 1
            while tree.labels[first] == "adverb" and first < word:  # "REPORTEDLY attacked" is no part of the verb
                first += 1
            return first, word, "v", word
        if tree.is_noun(word):
            return self._first(word), word, "n", word
        tag = tree.tags[word]
        return (word, word, tag, word) if tag in _ALONE else None

    def _first(self, head: int) -> int:
        """Return the first word of the noun phrase that ends with a head."""
        first = head
        while first and self._inside(first - 1, first, head):
            first -= 1
        while first < head and self.tree.tags[first] in "S,;HCI":
            first += 1
        return first

    def _inside(self, word: int, first: int, head: int) -> bool:
        """Return whether a word before a noun phrase belongs to it: its path through modifiers leads there."""
        tree = self.tree
        if tree.tags[word] in "ZICTUW,;" and tree.tags[word] != "H":
            return False
        at, steps = word, 0
        while not first <= at <= head:
            label = tree.labels[at]
            adverb = label == "adverb" and tree.labels[tree.heads[at]] in INSIDE
            joined = label == "joined" and tree.labels[tree.heads[at]] in INSIDE
            if steps > 5 or at < 0 or not (label in INSIDE or adverb or joined or tree.tags[at] == "H"):
                return False
            if label == "case" and tree.tags[at] != "S":
                return False
            at, steps = tree.heads[at], steps + 1
        return True

    def _join_partitives(self) -> None:
        """Make one phrase of "dozens of" and the like and the noun phrase after it."""
        words, number = self.tree.words, 0
        while number < len(self.spans) - 2:
            (a, b, kind, head), (_, last, _, _), (c, d, other, noun) = self.spans[number : number + 3]
            near = b + 1 == last == c - 1 and words[last].text == "of" and (kind, other) == ("n", "n")
            if near and words[head].special & PARTITIVE:
                self.spans[number : number + 3] = [(a, d, "n", noun)]
            else:
                number += 1

    def _join_names(self) -> None:
        """Make one phrase of "the capital" and "Damascus" right behind it."""
        number = 0
        while number < len(self.spans) - 1:
            (a, b, kind, head), (c, d, other, name) = self.spans[number : number + 2]
            beside = b + 1 == c == d and self.tree.heads[name] == head and self.tree.labels[name] == "apposition"
            if beside and kind == other == "n":
                self.spans[number : number + 2] = [(a, d, "n", head)]
            number += 1

    def _join_latin(self) -> None:
        """Make one phrase of "persona" and "non grata" behind it."""
        for number in range(len(self.spans) - 2, -1, -1):
            (a, b, kind, _), (c, d, other, head) = self.spans[number : number + 2]
            if (kind, other) == ("n", "n") and b + 1 == c and self.tree.text(c) == "non" and b >= a:
                self.spans[number : number + 2] = [(a, d, "n", head)]

    def _chunks(self) -> Chunks:
        kinds = "".join(kind for _, _, kind, _ in self.spans)
        begins = [first for first, _, _, _ in self.spans]
        steps = bytes(b - a for a, b in pairwise([-1, *begins]))
        widths = bytes(last - first for first, last, _, _ in self.spans)
        verbs = tuple(self._group(first, head) for first, _, kind, head in self.spans if kind == "v")
        return Chunks(self.tree.words, [Layout(kinds, steps, widths, verbs)])

    def _group(self, first: int, verb: int) -> VerbGroup:
        return VerbGroup(verb - first, form(self.tree, verb), is_passive(self.tree, verb), self.tree.negated(verb), ())


_WITH_VERB = frozenset(["auxiliary", "passive", "negation", "adverb", "mark"])


def form(tree: Tree, verb: int) -> str:
    """Return the form of a verb: o with "to", V finite, v bare, G in "-ing", e a participle that stands alone."""
    helpers = tree.children(verb, "auxiliary", "passive")
    if any(tree.text(c) == "to" for c in (*helpers, *tree.children(verb, "mark"))):
        return "o"
    if helpers:
        return "V"
    if _shares_to(tree, verb):
        return "v"
    tag = tree.tags[verb]
    if tag == "B":
        return "V" if tree.text(verb) not in ("be", "being") else "v"
    if tag in "eE":
        return "e" if is_passive(tree, verb) else "V"
    return tag if tag in "Gv" else "V"


def _shares_to(tree: Tree, verb: int) -> bool:
    """Return whether a base form is joined to one with "to": "to meet and TALK"."""
    return is_bare(tree, verb) and form(tree, tree.heads[verb]) in "ov"


def is_bare(tree: Tree, verb: int) -> bool:
    """Return whether a base form joined to another verb has no subject and no helper: "will meet and TALK"."""
    base = tree.text(verb) == (tree.words[verb].lemma or tree.lemmas[verb])
    if not base or tree.labels[verb] != "joined" or not tree.is_verb(tree.heads[verb]):
        return False
    return not tree.children(verb, "subject", "patient", "auxiliary", "passive")


def is_passive(tree: Tree, verb: int) -> bool:
    """Return whether a verb is passive."""
    if tree.children(verb, "passive", "patient"):
        return True
    if tree.tags[verb] not in "eE" or tree.children(verb, "subject", "auxiliary"):
        return False
    if tree.labels[verb] in ("acl", "advcl"):
        return True
    head = tree.heads[verb]
    return tree.labels[verb] == "joined" and head >= 0 and tree.is_verb(head) and is_passive(tree, head)
