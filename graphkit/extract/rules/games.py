"""Whether a sentence tells of a game, in which nobody attacks anybody."""

from __future__ import annotations

from graphkit.extract.rules.parse import Mention, Parse
from graphkit.extract.rules.words import Word, word_class

SPORTS = word_class("coder.sports")


def is_sport(parse: Parse, actor: Mention, recipient: Mention) -> bool:
    """Return whether a sentence tells of a game: it has words of sports, or a score, and nobody armed."""
    if {actor.kind, recipient.kind} & {"agency", "armed-group"}:
        return False
    words, tags = parse.sentence.words, parse.sentence.tags
    if any(word.noun in SPORTS for word in words):
        return True
    return any(
        word.text == "-"
        and _is_small(words[i - 1])
        and _is_small(words[i + 1])
        and tags[i + 2 : i + 3] != "N"
        and words[min(i + 2, len(words) - 1)].tag != "Z"
        for i, word in enumerate(words[1:-1], 1)
    )


def _is_small(word: Word) -> bool:
    return word.text.isdigit() and len(word.text) < 3
