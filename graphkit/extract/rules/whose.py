"""On whose side the text has those of whom it tells: whom an act is for or against that its words do not say.

Who does two things in one breath does them to the same, help goes to whoever was harmed, and who does what another has
just done does it to the same. Few sentences need this file.
"""

from __future__ import annotations

from operator import attrgetter

from graphkit.extract.rules.dictionary import Known, known_parties
from graphkit.extract.rules.match import maker_of
from graphkit.extract.rules.parse import NAME, Event, Parse, known_as
from graphkit.extract.rules.words import word_class

JUDGING, MAKING = word_class("coder.judging"), word_class("whose.making")
HARM, HELPING = word_class("coder.harm"), word_class("whose.helping")
AGAINST, ALIKE = word_class("whose.against"), word_class("whose.alike")
TOO, UNSAID = word_class("whose.too"), word_class("whose.unsaid")
FORCE = word_class("sides.forceful")
TEXT = attrgetter("text")
IDEAS, ASKING = word_class("whose.ideas"), word_class("whose.asking")
LATELY = 6  # acts told last
NEXT = 3  # letters between a sentence and the next one


def target(parse: Parse, event: Event, events: list[Event], apart: str, guess: Known | None) -> Known | None:
    """Return whom an act of a state is for or against that names nobody: the guess, unless more speaks for another."""
    return (
        _in_one_breath(parse, event, events, apart)
        or _promised(parse, event, apart)
        or _victim(parse, event, apart, guess)
        or _done_alike(parse, event, apart, guess)
        or guess
    )


def helped(parse: Parse, event: Event, apart: str, known: Known | None) -> Known | None:
    """Return of which state those are whom somebody helps: hardly of one that did harm, or that he blames."""
    return _victim(parse, event, apart, known) or known


def _in_one_breath(parse: Parse, event: Event, events: list[Event], apart: str) -> Known | None:
    """Return whom the same one acts against in the same sentence: "recalled its envoy to MALI and shut the border"."""
    if event.type not in AGAINST or event.clause is None:
        return None
    for other in sorted(events, key=lambda each: abs(each.cue[0] - event.cue[0])):
        whom, doer = other.recipient, other.actor
        if other is event or other.type not in AGAINST or doer is None or whom is None or other.clause is None:
            continue
        if doer.state != apart or whom.pronoun or whom.resolved or whom.guessed or whom.rank < NAME:
            continue
        if whom.state in parse.dictionary.states and whom.state != apart:
            return parse.dictionary.known_state(whom.state)
    return None


def _promised(parse: Parse, event: Event, apart: str) -> Known | None:
    """Return whose what somebody agrees to do something with is: "agreed to look after FRENCH interests"."""
    clause = event.clause
    inner = parse.lookup.get(clause.complement) if clause is not None and event.type == "AGREE" else None
    if inner is None:
        return None
    places = [inner.object] if inner.object >= 0 else [at for word, at in inner.phrases if word == "after"]
    if not places and parse.chunks.kinds.startswith("Un", inner.at + 1) and parse.chunks.word(inner.at + 1) == "after":
        places = [inner.at + 2]  # "agreed to LOOK AFTER"
    found = [parse.mention(at).state for at in places]
    states = [state for state in found if state in parse.dictionary.states and state != apart]
    return parse.dictionary.known_state(states[0]) if states else None


def _victim(parse: Parse, event: Event, apart: str, guess: Known | None) -> Known | None:
    """Return to whom harm was done last by the one who seems to be helped: "Iraq invaded KUWAIT. Spain sent bread"."""
    if event.type not in HELPING or guess is None:
        return None
    states = parse.dictionary.states
    for _, told in parse.memory.recent[: -LATELY - 1 : -1]:
        harmed = told.type in (HARM if event.type == "AID" else FORCE)
        if harmed and told.actor_state == guess[2] and told.recipient_state in states:
            if told.recipient_state not in (apart, told.actor_state):
                return parse.dictionary.known_state(told.recipient_state)
            return None
    return _ally_against(parse, apart, guess[2])


def _ally_against(parse: Parse, apart: str, foe: str) -> Known | None:
    """Return who else is at odds with a state that somebody has just acted against, and will hardly help."""
    if not any(
        told.type in AGAINST and (told.actor_state, told.recipient_state) == (apart, foe)
        for _, told in parse.memory.recent[: -LATELY - 1 : -1]
    ):
        return None
    for one, other in reversed(parse.memory.pairs):
        if foe in (one[2], other[2]) and apart not in (one[2], other[2]):
            return other if one[2] == foe else one
    return None


def _done_alike(parse: Parse, event: Event, apart: str, guess: Known | None) -> Known | None:
    """Return to whom another has just done the same: "Chad has barred MALIAN fish. Niger stopped purchases, TOO"."""
    if event.type not in ALIKE or guess is None:
        return None
    if event.type not in UNSAID and TOO.isdisjoint(map(TEXT, parse.sentence.words)):
        return None
    states = parse.dictionary.states
    for _, told in parse.memory.recent[:-3:-1]:
        if told.type != event.type or told.actor_state in ("", apart):
            continue
        if told.recipient_state in states and told.recipient_state != apart and told.actor_state == guess[2]:
            return parse.dictionary.known_state(told.recipient_state)
    return None


def maker(parse: Parse, noun: str) -> Known | None:
    """Return whose a thing is that somebody judges by its noun: "Peru's LAW irks Chad. Niger denounced THE LAW"."""
    for past in parse.memory.told[::-1]:
        places = [at for at, each in enumerate(past.nouns) if each == noun and past.chunks.kinds[at] == "n"]
        for at in reversed(places):
            owner = _owner(past, at)
            if owner is not None:
                return owner
        if places:
            judged = [told for _, told in parse.memory.recent if told.start == past.sentence.start]
            for told in judged:
                if told.type in JUDGING and told.recipient_state in parse.dictionary.states:
                    return parse.dictionary.known_state(told.recipient_state)
    return None


def suggested(parse: Parse, noun: str, apart: str) -> Known | None:
    """Return who asked last for what is only called by a noun: "Lawmakers demanded a ban. Chad opposed THE IDEA"."""
    for _, told in parse.memory.recent[: -LATELY // 2 - 1 : -1] if noun in IDEAS else ():
        if told.type in ASKING and told.actor != apart and told.start < parse.sentence.start <= told.end + NEXT:
            return known_parties(told)[0]
    return None


def _owner(parse: Parse, at: int) -> Known | None:
    """Return the state whose a thing is called, or who made it: "CHAD'S law", "CHAD passed a law"."""
    mention, states = parse.mention(at), parse.dictionary.states
    for one in (mention.owner, mention):
        if one is not None and one.state in states and not one.resolved:
            return parse.dictionary.known_state(one.state)
    by = next(iter(maker_of(parse, at)), None)  # "the plan TABLED BY CHAD"
    if by is not None and not (by.pronoun or by.thing):
        return known_as(by)
    for clause in parse.clauses:
        made = clause.subject if clause.passive else clause.object
        if made == at and clause.lemma in MAKING and not clause.passive and clause.subject >= 0:
            doer = parse.mention(clause.subject)
            return parse.dictionary.known_state(doer.state) if doer.state in states else None
    return None
