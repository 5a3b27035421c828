"""How sure a proposal is, and how sure it is that one answers another: the share of such that readers called right.

A logistic regression weighs what speaks for and against. Of a proposal: who the two parties are and how their words
were found, how often the text speaks of them and whether it has told of the two before, who else stands in the
sentence, and how the act is told. Of an answer: who did what to whom in the two acts, how far apart they are told,
and whom the words name that say so. The weights were learnt from passages of which readers had said what is right:
they stand in ``data/sureness.toml``, and ``benchmarks/sureness.py`` makes them anew and says what they are worth on
passages that they were not learnt from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from typing import Any

from graphkit.extract.records import Proposal
from graphkit.extract.rules.deeds import sides
from graphkit.extract.rules.parse import Event, Mention, Parse
from graphkit.extract.rules.words import read_data, word_class

MOST_SPOKEN, MOST_ELSE, MOST_TOLD, MOST_BETWEEN = 5, 3, 2, 4  # what is more than that weighs no more
CUT = 0.4  # the usual bound
LEAST_ANSWER = 0.4  # likelihood of an answer
BEGINNING = 20  # characters
HOSTILE = word_class("operators.hostile") | {"ACCUSE", "REJECT", "THREATEN"}
PREPOSITIONS = word_class("sureness.prepositions")
Sign = tuple[str, str | int]
#: Of the words that tie an answer: the first, and the states and the types of act that they name.
Said = tuple[str, set[str], set[str]]
UNSAID: Said = ("", set(), set())


class Weights:
    """The weights of the signs; the plain one is of every proposal, the other of the rules' own score."""

    def __init__(self, table: dict[str, Any]):
        self.plain, self.score = table["every"] / 100, table.get("score", 0) / 100
        self.signs: dict[Sign, float] = {}
        for name, values in table["signs"].items():
            for value, weight in values.items():
                self.signs[name, int(value) if value.isdecimal() else value] = weight / 100

    def likelihood(self, signs: Iterable[Sign], score: float = 0.0) -> float:
        """Return how likely that is of which signs speak, between 0 and 1."""
        return likelihood(signs, self.signs, self.plain + self.score * score)


def likelihood(signs: Iterable[Any], weights: Mapping[Any, float], plain: float) -> float:
    """Return how likely that is of which signs speak, between 0 and 1: the logistic function of their weights.

    Examples
    --------
    >>> likelihood(["kept", "unheard of"], {"kept": 1.0}, -1.0)
    0.5
    """
    return 1 / (1 + exp(-sum([weights.get(sign, 0.0) for sign in signs], plain)))


@cache
def load_weights(name: str) -> Weights:
    """Return the weights of ``proposals`` or of ``answers`` in ``data/sureness.toml``, which has hundredths."""
    return Weights(tomllib.loads(read_data("sureness.toml"))[name])


def sureness(parse: Parse, event: Event, actor: Mention, recipient: Mention, many: int) -> float:
    """Return how sure it is that an event is told of two parties, between 0 and 1; its sentence tells of so many."""
    return load_weights("proposals").likelihood(signs(parse, event, actor, recipient, many), event.score)


def least_sure(event: Event, actor: Mention, recipient: Mention, cut: float) -> float:
    """Return how sure a proposal must be: half as sure where it is no plain fact between two states, or an answer.

    Who asks for surer ones than is usual gets none that is less sure.
    """
    plain = actor.state and recipient.state and event.stance == "asserts" and not event.provoked
    return cut if cut > CUT or (plain and event.answered is None and event.answers < 0) else cut / 2


def is_doubtful(answer: Proposal, answered: Proposal, between: int, words: Said) -> bool:
    """Return whether one act hardly answers another of another sentence, though some words may say so.

    So many acts are told between the two.
    """
    if answer.start == answered.start or _is_named(answer, answered, words):
        return False  # nine of ten of the first are right
    signs = answer_signs(answer, answered, between, words)
    return load_weights("answers").likelihood(signs) < LEAST_ANSWER


def _is_named(answer: Proposal, answered: Proposal, words: Said) -> bool:
    """Return whether the words name an act of the kind, and no other's: "condemned Chad for THE DEPLOYMENT"."""
    _, named, kinds = words
    (actor, recipient), (doer, sufferer) = sides(answer), sides(answered)
    return answered.type in kinds and named <= {doer} and (bool(named) or actor == sufferer or recipient == doer)


def answer_signs(answer: Proposal, answered: Proposal, between: int, words: Said) -> list[Sign]:
    """Return what is seen of an answer that may speak for it or against it: the name of each sign and its value."""
    (actor, recipient), (doer, sufferer) = sides(answer), sides(answered)
    same = (actor == sufferer, recipient == doer, actor == doer, recipient == sufferer)
    roles = "".join("+" if is_so else "-" for is_so in same)
    back = answer.start - answered.start
    far = "ahead" if back < 0 else min(4, 1 + back // 200)
    first, named, kinds = words
    who = "nobody" if not named else "doer" if doer in named else "own" if named == {actor} else "others"
    fits = "nothing" if not kinds else "it" if answered.type in kinds else "else"
    return [
        ("roles", roles),
        ("far", far),
        (f"far, {roles}", far),
        ("answer", answer.type),
        ("answered", answered.type),
        (f"answered, {answer.type}", answered.type),
        ("between", min(MOST_BETWEEN, between)),
        ("named", who),
        (f"named, {roles}", who),
        ("answer is sure", int(5 * answer.confidence)),
        ("answered is sure", int(5 * answered.confidence)),
        ("answered begins the text", answered.start < BEGINNING),
        ("answer begins the text", answer.start < BEGINNING),
        ("hostile", f"{answer.type in HOSTILE} {answered.type in HOSTILE}"),
        ("said by", first),
        ("named act", fits),
        ("named act and doer", f"{fits} {who}"),
        ("within one side", actor == recipient or doer == sufferer),
    ]


def signs(parse: Parse, event: Event, actor: Mention, recipient: Mention, many: int) -> list[Sign]:
    """Return what is seen of a proposal that may speak for it or against it: the name of each sign and its value."""
    kind, clause, words, told = event.type, event.clause, parse.sentence.words, parse.memory
    own, other = actor.state or actor.identity, recipient.state or recipient.identity
    rank_of, kind_of, pair_of, brought_by, told_by, stands_at = _names_of(kind)
    names = {word.name for word in words if word.name is not None}
    before = words[recipient.a - 1].text if recipient.a > 0 else ""
    brought = before if before in PREPOSITIONS else "none"
    how = "by a noun" if clause is None else f"{clause.form} {clause.via}"
    first, last = event.cue
    start, end = (last, recipient.a) if recipient.a >= first else (recipient.b, first)
    between = sum([word.name is not None for word in words[start:end]])
    times = told.times_told(own, other)
    found: list[Sign] = [
        ("type", kind),
        ("mode", event.mode),
        ("events", min(many, 6)),
        ("same side", own == other),
        (rank_of, recipient.rank),
        (kind_of, recipient.kind),
        ("words before", min(2, len(recipient.modifiers))),
        ("pair told", min(3, times)),
        (pair_of, min(3, times)),
        ("act told", min(MOST_TOLD, told.times_told(own, other, kind))),
        ("names", min(6, len(names))),
        ("others named", min(MOST_ELSE, len({name[2] for name in names} - {own, other}))),
        ("names between", min(MOST_ELSE, between)),
        ("brought by", brought),
        (brought_by, brought),
        ("sentences before", min(3, len(told.told))),
        ("told", how),
        (told_by, how),
    ]
    most = max(told.spoken_of.values(), default=0)
    _add_party(found, "actor", actor, told.spoken_of.get(own, 0), most)
    _add_party(found, "recipient", recipient, told.spoken_of.get(other, 0), most)
    if clause is not None:
        if clause.subordinate:
            found.append(("in a clause", 1))
        if clause.object >= 0 and recipient.a >= parse.chunks.begins[clause.object]:
            place = "object" if recipient.b <= parse.chunks.lasts[clause.object] + 1 else "behind"
        else:
            place = "behind" if recipient.a >= clause.b else "before"
        found += [("stands", place), (stands_at, place)]
    return found


@cache
def _names_of(kind: str) -> tuple[str, ...]:
    """Return the names of the signs that are told apart by the type of the act."""
    return tuple([f"{name}, {kind}" for name in ("rank", "kind", "pair told", "brought by", "told", "stands")])


@cache
def _party_signs(side: str) -> tuple[str, ...]:
    """Return the names of the signs of a party."""
    return tuple(
        [f"{side} {name}" for name in ("rank", "kind", "spoken of", "spoken of most", "of no state", "recalled")]
    )


def _add_party(found: list[Sign], side: str, mention: Mention, times: int, most: int) -> None:
    """Add what is seen of a party that the text has spoken of so many times, of the others at most so often."""
    rank, kind, spoken, spoken_most, stateless, recalled = _party_signs(side)
    found += [(rank, mention.rank), (kind, mention.kind), (spoken, min(MOST_SPOKEN, times))]
    if times and times == most:
        found.append((spoken_most, 1))
    if not mention.state:
        found.append((stateless, 1))
    if mention.resolved:
        found.append((recalled, 1))
    if mention.guessed:
        found.append((f"{side} guessed", 1))
