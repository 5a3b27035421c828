"""A sentence of a parsed document as the events are looked for in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphkit.extract.rules.dictionary import Dictionary, Memory
from graphkit.extract.rules.parse import AGENT, NAME, Mention, Parse, Reading
from graphkit.extract.rules.sentences import Sentence
from graphkit.extract.rules.text import DENYING
from graphkit.extract.trees.clauses import Clauses
from graphkit.extract.trees.phrases import Phrases
from graphkit.extract.trees.tree import Tree


def read_tree(
    sentence: Sentence, tokens: Sequence[Any], dictionary: Dictionary, memory: Memory
) -> tuple[Parse, Clauses]:
    """Return one sentence taken apart by its dependency tree.

    Parameters
    ----------
    sentence
        Its words, as the dictionary knows them.
    tokens
        The tokens of the parsed document that lie in it.
    dictionary, memory
        As for the rule coder.
    """
    tree = Tree(sentence, tokens)
    sentence.tags = tree.tags
    phrases = Phrases(tree)
    clauses = Clauses(tree, phrases)
    nouns = [number for number, (_, _, kind, _) in enumerate(phrases.spans) if kind == "n"]
    after = {at: _phrases_after(clauses, phrases, at) for at in nouns}
    joined = {at: clauses.joined(at) for at in nouns}
    says = {*dictionary.patterns.operators["report"], *DENYING}
    reports = {at: said for at in clauses.found if (said := clauses.reported(at, says)) is not None}
    reports = {at: said for at, said in reports.items() if not (said.negated and said.lemma in DENYING)}
    reading = Reading(phrases.chunks, clauses.found, after, joined, reports)
    parse = Parse(sentence, dictionary, memory, reading)
    for at in nouns:
        for name in clauses.appositions(at):
            _name(parse.mention(at), parse.mention(name))
    return parse, clauses


def _name(mention: Mention, other: Mention) -> None:
    """Let an apposition tell who an office is, or what state a name belongs to: "the president, Volodymyr Zelensky"."""
    if mention.rank < AGENT or other.rank < AGENT or mention.pronoun:
        return
    head = mention.sentence.words[mention.head]
    office = bool(head.agent) and head.name is None and mention.kind in ("person", "agency") and not mention.named
    known = other.kind == "person" or (other.named and other.kind == "other")
    if office and known and (not other.state or not mention.state or other.state == mention.state):
        state = other.state or mention.state
        mention.identity, mention.shown, mention.kind, mention.state = other.identity, other.shown, "person", state
    elif mention.named and not mention.state and other.state:
        mention.state, mention.rank = other.state, NAME
        kind = "person" if other.sentence.words[other.head].title else other.kind
        mention.kind = kind if mention.kind == "other" else mention.kind


def _phrases_after(clauses: Clauses, phrases: Phrases, at: int) -> list[tuple[str, int]]:
    """Return the prepositional phrases below a noun, then those behind it of the noun that it belongs to."""
    head = phrases.spans[at][3]
    found = [(word, clauses.phrase(noun)) for word, noun in clauses.brought(head)]
    above = clauses.above(head)
    found += (
        [(word, clauses.phrase(noun)) for word, noun in clauses.brought(above) if noun > head] if above >= 0 else []
    )
    found += [("by", maker) for maker in clauses.makers(head)]
    return [(word, place) for word, place in found if place >= 0 and place != at]
