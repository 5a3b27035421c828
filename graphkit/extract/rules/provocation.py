"""Acts that are named only where a sentence says what was answered: "in response to THE SALE of jets to Peru"."""

from __future__ import annotations

from graphkit.extract.rules.dictionary import STANDING, Pattern
from graphkit.extract.rules.match import possessor_of
from graphkit.extract.rules.nominal import MOVEMENTS
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Frame,
    Mention,
    Parse,
    joined_to,
    known_as,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.responses import ANSWERING, NAMED, answers_of, told_already
from graphkit.extract.rules.words import word_class

MUTUAL = word_class("provocation.mutual")
OPEN = word_class("provocation.open")
IMPLYING = word_class("provocation.implying")
WHOSE = word_class("provocation.whose")
_NAMED = {
    noun: Pattern(kind.partition("/")[0], kind.partition("/")[2], noun, name=noun) for noun, kind in NAMED.items()
}
BOTH_NAMED, ONE_NAMED = 0.0, -0.05  # of confidence


def provoked_events(parse: Parse, frames: list[Frame], events: list[Event]) -> list[Event]:
    """Return the acts that a sentence names only as what was answered, with parties that the answer makes plain."""
    begins, lasts, made = parse.chunks.begins, parse.chunks.lasts, list[Event]()
    for frame in frames:
        if frame.provoked < 0 or parse.chunks.kinds[frame.provoked] != "n":
            continue
        inside = range(begins[frame.provoked], lasts[frame.end] + 1)
        if any(event.cue[0] in inside for event in (*events, *made)):
            continue
        answers = answers_of(frame, events, parse)
        answer = events[answers[0]] if answers else None
        if answer is None or answer.actor is None or answer.recipient is None:
            continue
        if frame.strong or (answer.type in ANSWERING and answer.type != "REQUEST"):
            event = _provoked(parse, frame, answer)
            if event is not None:
                made.append(event)
    return made


def _provoked(parse: Parse, frame: Frame, answer: Event) -> Event | None:
    """Return the act that a phrase names: by who is told in it, else by whom the answer is against."""
    found = _pattern_in(parse, frame)
    if found is None:
        return None
    pattern, at = found
    if parse.sentence.words[parse.chunks.begins[at]].text in OPEN:
        return None  # "will retaliate against ANY attack"
    if told_already(frame, answer, parse):
        return None
    after = phrases_after(parse, at)
    doer = _doer(parse, at, after)
    sufferer, more = _sufferer(parse, at, after, pattern)
    named = (doer is not None) + (sufferer is not None)
    implied = pattern.type not in MUTUAL and parse.sentence.words[frame.first].text in IMPLYING
    told = doer is not None or frame.strong
    if doer is None and (frame.strong or (implied and sufferer is not None)):
        doer = answer.recipient
    if sufferer is None and told and pattern.type in ANSWERING and _one(doer, answer.recipient):
        sufferer = answer.actor
    if sufferer is None or doer is None or doer.pronoun or sufferer.pronoun or _one(doer, sufferer):
        return None
    if _one(doer, answer.actor):
        return None  # nobody answers himself
    last = parse.chunks.lasts[at]
    event = Event(pattern.type, pattern.mode, pattern.name, doer, sufferer, 0.0, None, (last, last + 1))
    event.score = BOTH_NAMED if named == 2 else ONE_NAMED
    event.on_state, event.recipients, event.provoked = pattern.on_state, more, True
    if doer is answer.recipient:
        event.actors = answer.recipients
    return event


def _one(one: Mention | None, other: Mention | None) -> bool:
    return one is None or other is None or (one.state or one.identity) == (other.state or other.identity)


def _pattern_in(parse: Parse, frame: Frame) -> tuple[Pattern, int] | None:
    """Return what act a phrase names, and where: "a series of ATTACKS"."""
    patterns = parse.dictionary.patterns.nouns
    for at in range(frame.provoked, min(frame.end, frame.provoked + 2) + 1, 2):
        noun = parse.noun(at)
        there = {word for word, _ in phrases_after(parse, at)}
        named = [
            each for each in patterns.get(noun, ()) if each.type not in STANDING and each.nouns[-1:] in ((), (noun,))
        ]
        named = [each for each in named if len(each.nouns) < 2 and not each.fixed[0]]
        best = max(named, key=lambda each: not there.isdisjoint(each.prepositions), default=None)
        if best is None:
            best = _NAMED.get(noun)
        if best is not None and best.type:
            return best, at
        if not parse.chunks.kinds.startswith("In", at + 1) or parse.chunks.word(at + 1) != "of":
            return None
    return None


def _doer(parse: Parse, at: int, after: list[tuple[str, int]]) -> Mention | None:
    """Return who does what a noun names, as far as its phrase tells."""
    mention = parse.mention(at)
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    for word, following in after:
        other = parse.mention(following)
        brings = word == "by" or (word == "of" and parse.noun(at) in MOVEMENTS)
        if brings and (other.rank >= AGENT or (other.rank == PART and other.state)):
            return other
    return mention if mention.rank == PART and mention.modifiers else None


def _sufferer(
    parse: Parse, at: int, after: list[tuple[str, int]], pattern: Pattern
) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return to whom it is done, as far as its phrase tells, with those joined to it."""
    wanted = pattern.prepositions or ("on", "against", "to", "of")
    own = parse.sentence.words
    for word, following in after:
        if word not in wanted and word != "of":
            continue
        mention = parse.mention(following)
        if word == "of" and parse.noun(at) in MOVEMENTS:
            continue
        if own[parse.chunks.begins[following]].text in WHOSE:
            whose = possessor_of(parse, following)
            if whose is not None and whose.rank >= AGENT:
                return recalled(known_as(whose), mention), ()
            continue
        if mention.rank >= AGENT and not mention.event:
            return mention, joined_to(parse, following)
        if mention.owner is not None and mention.owner.rank >= AGENT:
            return mention.owner, ()
        if mention.rank == PART and mention.state:
            return mention, joined_to(parse, following)
    return None, ()
