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
from operator import itemgetter
from typing import Any

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.deeds import sides
from graphkit.extract.rules.parse import Event, Mention, Parse
from graphkit.extract.rules.words import read_data, word_class

MOST_SPOKEN, MOST_ELSE, MOST_TOLD, MOST_BETWEEN = 5, 3, 2, 4  # what is more than that weighs no more
CUT = 0.4  # the usual bound
LEAST_ANSWER = 0.4  # likelihood of an answer
BEGINNING = 20  # characters
HOSTILE = word_class("operators.hostile") | {"ACCUSE", "REJECT", "THREATEN"}
PREPOSITIONS = word_class("sureness.prepositions")
STATE = itemgetter(2)  # of a name
Sign = tuple[str, str | int]
#: The function that makes signs of some of what is seen of a proposal, with what it makes them of.
Seen = tuple[Any, ...]
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
        self.sums: dict[Seen, float] = {}  # of what was seen before: it is seen again and again

    def likelihood(self, signs: Iterable[Sign], score: float = 0.0) -> float:
        """Return how likely that is of which signs speak, between 0 and 1."""
        return likelihood(signs, self.signs, self.plain + self.score * score)

    def likelihood_of(self, seen: Iterable[Seen], score: float) -> float:
        """Return how likely that is of which so much is seen, between 0 and 1."""
        known: list[Any] = list(map(self.sums.get, seen))
        if None in known:
            self._add_up(seen)
            known = list(map(self.sums.get, seen))
        return 1 / (1 + exp(-sum(known, self.plain + self.score * score)))

    def _add_up(self, seen: Iterable[Seen]) -> None:
        for each in seen:
            self.sums[each] = sum([self.signs.get(sign, 0.0) for sign in each[0](*each[1:])])


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
    return load_weights("proposals").likelihood_of(_see(parse, event, actor, recipient, many), event.score)


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
    return [sign for each in _see(parse, event, actor, recipient, many) for sign in each[0](*each[1:])]


def _see(parse: Parse, event: Event, actor: Mention, recipient: Mention, many: int) -> list[Seen]:
    """Return what is seen of a proposal, in parts of which each has few values."""
    kind, clause, words, told = event.type, event.clause, parse.sentence.words, parse.memory
    own, other, a = actor.state or actor.identity, recipient.state or recipient.identity, recipient.a
    names = {word.name for word in words if word.name is not None}
    others = len(set(map(STATE, names)) - {own, other})
    first, last = event.cue
    passed = words[last:a] if a >= first else words[recipient.b : first]
    between = sum([word.name is not None for word in passed])
    brought = words[a - 1].text if a and words[a - 1].text in PREPOSITIONS else "none"
    seen: list[Seen] = [
        (_names_signs, len(names), others, between),
        (_act_signs, kind, event.mode, many, own == other, recipient.rank, recipient.kind),
        (_words_signs, kind, brought, len(recipient.modifiers)),
    ]
    if clause is None:
        seen.append((_telling_signs, kind, "by a noun"))
    else:
        place = _place_of(parse, clause, recipient)
        seen.append((_telling_signs, kind, f"{clause.form} {clause.via}", clause.subordinate, place))
    if not (told.told or told.between or told.spoken_of):
        return [*seen, (_text_signs, kind), _see_party("actor", actor), _see_party("recipient", recipient)]
    most, by_own, by_other = (
        max(told.spoken_of.values(), default=0),
        told.spoken_of.get(own, 0),
        told.spoken_of.get(other, 0),
    )
    times, alike = told.times_told(own, other), told.times_told(own, other, kind)
    return [
        *seen,
        (_text_signs, kind, min(3, times), min(MOST_TOLD, alike), min(3, len(told.told))),
        _see_party("actor", actor, min(MOST_SPOKEN, by_own), by_own == most > 0),
        _see_party("recipient", recipient, min(MOST_SPOKEN, by_other), by_other == most > 0),
    ]


def _place_of(parse: Parse, clause: Clause, recipient: Mention) -> str:
    """Return where a recipient stands: as the object of the verb, behind it or before it."""
    if clause.object >= 0 and recipient.a >= parse.chunks.begins[clause.object]:
        return "object" if recipient.b <= parse.chunks.lasts[clause.object] + 1 else "behind"
    return "behind" if recipient.a >= clause.b else "before"


def _see_party(side: str, mention: Mention, spoken: int = 0, most: bool = False) -> Seen:
    """Return what is seen of a party that the text has spoken of so many times, or most of all."""
    stateless, resolved, guessed = not mention.state, mention.resolved, mention.guessed
    return _party_signs, side, mention.rank, mention.kind, spoken, most, stateless, resolved, guessed


def _names_signs(names: int, others: int, between: int) -> list[Sign]:
    many, else_named = min(6, names), min(MOST_ELSE, others)
    return [("names", many), ("others named", else_named), ("names between", min(MOST_ELSE, between))]


def _act_signs(kind: str, mode: str, many: int, same: bool, rank: int, recipient: str) -> list[Sign]:
    found: list[Sign] = [("type", kind), ("mode", mode), ("events", min(many, 6)), ("same side", same)]
    return [*found, (f"rank, {kind}", rank), (f"kind, {kind}", recipient)]


def _words_signs(kind: str, brought: str, before: int) -> list[Sign]:
    return [("words before", min(2, before)), ("brought by", brought), (f"brought by, {kind}", brought)]


def _text_signs(kind: str, times: int = 0, alike: int = 0, sentences: int = 0) -> list[Sign]:
    found: list[Sign] = [("pair told", times), (f"pair told, {kind}", times)]
    return [*found, ("act told", alike), ("sentences before", sentences)]


def _telling_signs(kind: str, how: str, subordinate: bool = False, place: str = "") -> list[Sign]:
    found: list[Sign] = [("told", how), (f"told, {kind}", how)]
    if subordinate:
        found.append(("in a clause", 1))
    return [*found, ("stands", place), (f"stands, {kind}", place)] if place else found


def _party_signs(
    side: str, rank: int, kind: str, spoken: int, most: bool, stateless: bool, recalled: bool, guessed: bool
) -> list[Sign]:
    found: list[Sign] = [(f"{side} rank", rank), (f"{side} kind", kind), (f"{side} spoken of", spoken)]
    more = {"spoken of most": most, "of no state": stateless, "recalled": recalled, "guessed": guessed}
    return found + [(f"{side} {name}", 1) for name, is_so in more.items() if is_so]
