"""What a quarrel began with: "The row began when Mali seized a plane" tells what an act told before was for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause, Frame, clause_end
from graphkit.extract.rules.deeds import HARM, end_of, is_deed, sides
from graphkit.extract.rules.parse import Parse
from graphkit.extract.rules.words import word_class

ROWS, BEGINNING, SOURING = (word_class(f"quarrels.{name}") for name in ("rows", "beginning", "souring"))
RELATIONS, WHICH = word_class("quarrels.relations"), word_class("responses.definite")
FROM_WHAT, WHEN = word_class("quarrels.from_what"), word_class("quarrels.when")
BLAMED = frozenset({"ACCUSE", "THREATEN", "REJECT"})


def began_with(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what a quarrel is said to have begun with, as what the acts told before it answer."""
    subject = clause.subject
    if subject < 0 or clause.negated or clause.modal or parse.chunks.kinds[subject] != "n":
        return
    noun, first = parse.nouns[subject], parse.sentence.words[parse.chunks.begins[subject]].text
    row = noun in ROWS and first in WHICH and clause.lemma in BEGINNING
    if not row and not (noun in RELATIONS and clause.lemma in SOURING):
        return
    kinds = parse.chunks.kinds
    at = next((place for word, place in clause.phrases if word in FROM_WHAT and is_deed(parse, place)), -1)
    end = end_of(parse, at)
    if at < 0:
        when = next((i for i in range(clause.at + 1, len(kinds)) if kinds[i] == "U" and _begins(parse, i)), -1)
        at = when + 1 if when >= 0 and kinds[when + 1 : when + 2] == "n" else -1
        end = clause_end(kinds, at) if at >= 0 else -1
    if at >= 0:
        yield Frame(clause.a, clause.b - 1, at, end, subject, True)


def _begins(parse: Parse, at: int) -> bool:
    return parse.chunks.word(at) in WHEN


def is_quarrel(parse: Parse, at: int) -> bool:
    """Return whether a phrase means a quarrel of which some acts were told: "THE ROW", "RELATIONS"."""
    return at >= 0 and parse.chunks.kinds[at] == "n" and (parse.nouns[at] in ROWS or parse.nouns[at] in RELATIONS)


def acts_of(told: Sequence[tuple[int, Proposal]], origins: Sequence[tuple[int, Proposal]]) -> tuple[int, int] | None:
    """Return the last act told before by which one hit back who suffered at the beginning, and what it answers."""
    for position, act in reversed(told):
        hostile = act.type in HARM or act.type in BLAMED
        for place, origin in origins if hostile and act.responds_to is None and act.stance != "considers" else ():
            if sides(act) == sides(origin)[::-1] and origin.stance != "considers":
                return position, place
    return None
