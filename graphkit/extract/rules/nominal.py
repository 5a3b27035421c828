"""Events that a noun names, with a verb of little meaning or none: "launched a raid on", "talks between A and B"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.match import first_phrase, likely_recipient, objects_of
from graphkit.extract.rules.mentions import AGENT, PART, Mention, build_mention
from graphkit.extract.rules.parse import Event, Parse, has_nouns, has_particle, joined_to, phrases_after
from graphkit.extract.rules.patterns import Pattern
from graphkit.extract.rules.roles import make_event

PAIR_SCORE, SUBJECT_SCORE, NOUN_SCORE = -0.25, 0.12, -0.3  # how much less sure than a verb
PARTICLE_PHRASES = frozenset(["out", "off", "up", "in", "into", "on"])
_ENDED = {
    "ASSAULT": "RETREAT",
    "COERCE": "CONCEDE",
    "PROTEST": "CONCEDE",
    "SANCTION": "CONCEDE",
    "MOBILIZE": "RETREAT",
    "AID": "SANCTION",
    "COOPERATE": "SANCTION",
    "ACCUSE": "CONCEDE",
}


def light_event(parse: Parse, clause: Clause) -> Event | None:
    """A verb of little meaning of its own with a noun that names the event: "launched a raid on"."""
    for at in _noun_places(parse, clause):
        found = _noun_pattern(parse, at)
        if found is None:
            continue
        pattern, noun_at = found
        recipient_at = _noun_recipient(parse, clause, noun_at, pattern)
        event = make_event(parse, clause, pattern, recipient_at)
        if event is not None:
            if recipient_at < 0:
                event.recipient = None
            event.pattern = f"{clause.verb.lemma}+{pattern.name}"
            event.cue = (
                (clause.verb.a, max(parse.chunks[noun_at].b, clause.verb.b)) if not clause.passive else event.cue
            )
            parse.used.add(noun_at)
            return event
    return None


def _noun_places(parse: Parse, clause: Clause) -> list[int]:
    places = objects_of(clause)
    if (
        not places
        or has_particle(parse, clause, "out")
        or has_particle(parse, clause, "off")
        or has_particle(parse, clause, "up")
    ):
        places = places + [at for word, at in clause.phrases if word in PARTICLE_PHRASES][:1]
    return places


def _noun_pattern(parse: Parse, at: int) -> tuple[Pattern, int] | None:
    """Return the pattern of the event noun at a position, or of the noun that "a series of" and the like bring."""
    nouns = parse.dictionary.patterns.nouns
    places = [at]
    if at + 2 < len(parse.chunks) and parse.chunks[at + 1].word == "of" and parse.chunks[at + 2].kind == "n":
        places.append(at + 2)
    for place in places:
        for pattern in nouns.get(parse.noun(place), ()):
            if len(pattern.nouns) > 1 and not has_nouns(parse, place, pattern.nouns):
                continue
            if pattern.fixed[0] and not any(
                word == "of" and parse.noun(following) == pattern.fixed[1]
                for word, following in phrases_after(parse, place)
            ):
                continue
            return pattern, place
    return None


def _noun_recipient(parse: Parse, clause: Clause, noun_at: int, pattern: Pattern) -> int:
    phrases = phrases_after(parse, noun_at) + clause.phrases
    at = first_phrase([phrase for phrase in phrases if phrase[1] > noun_at], pattern, noun_at, parse)
    return at if at >= 0 else likely_recipient(parse, clause, noun_at)


def cease_event(parse: Parse, clause: Clause) -> Event | None:
    """A verb that ends something, with a noun that names what ended: "lifted the embargo on"."""
    if clause.verb.lemma not in parse.dictionary.patterns.operators["cease_light"]:
        return None
    event = light_event(parse, clause)
    if event is None:
        return None
    event.type, event.mode = _ENDED.get(event.type, "REJECT"), ""
    return event


def noun_events(parse: Parse) -> list[Event]:
    """Events that only a noun names: "Russia's war against Ukraine", "talks between A and B"."""
    events = []
    words = parse.sentence.words
    for at in [at for at, chunk in enumerate(parse.chunks) if chunk.kind == "n" and words[chunk.b - 1].event]:
        if at in parse.used:
            continue
        event = _noun_event(parse, at)
        if event is not None:
            events.append(event)
    return events


def _noun_event(parse: Parse, at: int) -> Event | None:
    found = _noun_pattern(parse, at)
    if found is None or found[1] != at:
        return None
    pattern = found[0]
    pair = _between(parse, at) or _hyphenated(parse, parse.mention(at))
    if pair is not None:
        return _named_event(parse, at, pattern, pair, PAIR_SCORE)
    subject = any(clause.subject == at and not clause.subordinate for clause in parse.clauses) or at == 0
    actor, target = _noun_agent(parse, at), _noun_target(parse, at, pattern, subject)
    if actor is None or target is None:
        return None
    return _named_event(parse, at, pattern, (actor, target), SUBJECT_SCORE if subject else NOUN_SCORE)


def _named_event(parse: Parse, at: int, pattern: Pattern, pair: tuple[Mention, Mention], score: float) -> Event:
    cue = (parse.chunks[at].b - 1, parse.chunks[at].b)
    mutual = pattern.mutual or score == PAIR_SCORE
    return Event(pattern.type, pattern.mode, pattern.name, pair[0], pair[1], score, None, cue, mutual)


def _noun_agent(parse: Parse, at: int) -> Mention | None:
    """Return who does what a noun names: "RUSSIA's war", "a raid by IRAQI TROOPS", "a TALIBAN attack"."""
    mention = parse.mention(at)
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    for word, following in phrases_after(parse, at):
        if word == "by" and parse.mention(following).rank >= AGENT:
            return parse.mention(following)
    return mention if mention.modifiers else None


def _noun_target(parse: Parse, at: int, pattern: Pattern, subject: bool) -> Mention | None:
    """Return to whom it is done; anything will do when the noun is the subject of the sentence."""
    targets = [parse.mention(f) for word, f in phrases_after(parse, at) if word in pattern.prepositions]
    named = next((target for target in targets if target.rank >= PART), None)
    return targets[0] if named is None and subject and targets else named


def _between(parse: Parse, at: int) -> tuple[Mention, Mention] | None:
    """Return the two parties of "talks between A and B"."""
    for word, following in phrases_after(parse, at):
        others = joined_to(parse, following) if word == "between" else ()
        if others:
            return parse.mention(following), others[-1]
    return None


def _hyphenated(parse: Parse, mention: Mention) -> tuple[Mention, Mention] | None:
    """Return the two parties of a phrase such as "the Russia-North Korea treaty"."""
    tags = parse.sentence.tags
    for i, j in zip(mention.modifiers, mention.modifiers[1:], strict=False):
        if j == i + 2 and tags[i + 1] == "H":
            return _part(parse, i), _part(parse, j)
    return None


def _part(parse: Parse, i: int) -> Mention:
    """Return a mention of one word."""
    return build_mention(i, i + 1, parse.sentence, parse.dictionary, parse.memory)
