"""Whom a verdict is on where its words lead elsewhere: who did what is judged, not the place where he did it."""

from __future__ import annotations

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.deeds import pattern_words
from graphkit.extract.rules.match import actor_of, brought_by, nouns_around
from graphkit.extract.rules.parse import AGENT, NAME, NOTHING, Event, Mention, Parse, known_as, phrases_after, recalled
from graphkit.extract.rules.words import word_class

JUDGED, DESCRIBING = word_class("targets.blaming"), word_class("settling.describing")
BAD, UNSPECIFIC = word_class("verdicts.bad"), word_class("blamed.unspecific")
DOING, AT_PLACES = word_class("blamed.doing"), word_class("blamed.at_places")


def settle_blame(parse: Parse, event: Event) -> None:
    """Let a verdict on what was done somewhere, or called somebody's wrong, be on who did it or whose it is."""
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or event.type not in JUDGED:
        return
    whom: Mention | None = None
    if clause.via == "relative":
        whom = _doer_there(parse, clause)
    elif clause.lemma in DESCRIBING and event.pattern == f"{clause.lemma}-as":
        whom = _whose_wrong(parse, clause)
    if whom is not None and (whom.state or whom.identity) != (actor.state or actor.identity):
        event.recipient, event.recipients = whom, ()


def _doer_there(parse: Parse, clause: Clause) -> Mention | None:
    """Return who did what is judged, not where: "Peru held DRILLS IN CHILE THAT Mali condemned"."""
    at, chunks = clause.object, parse.chunks
    if at < 2 or at > clause.at or not chunks.kinds.startswith("nIn", at - 2) or chunks.word(at - 1) not in AT_PLACES:
        return None
    place, deed = parse.mention(at), parse.mention(at - 2)
    if place.rank != NAME or not place.state or deed.rank != NOTHING or deed.owner is not None:
        return None
    for other in parse.clauses:
        if other.object == at - 2 and other.lemma in DOING and not (other.passive or other.negated):
            doer, _ = actor_of(parse, other)
            known = doer is not None and doer.rank >= AGENT and not (doer.pronoun or doer.thing)
            return doer if known else None
    return None


def _whose_wrong(parse: Parse, clause: Clause) -> Mention | None:
    """Return whose wrong it is called: "described the raid AS PART OF PERU'S AGGRESSION"."""
    at = next((place for word, place in clause.phrases if word == "as"), -1)
    if at < 0:
        return None
    words = parse.sentence.words
    for place in (at, *[each for word, each in phrases_after(parse, at) if word == "of"]):
        mention = parse.mention(place)
        said = words[parse.chunks.begins[place] : parse.chunks.lasts[place] + 1]
        whose = mention.owner or mention
        if whose.state in parse.dictionary.states and any(word.text in BAD or word.noun in BAD for word in said):
            return recalled(known_as(whose), mention) if whose is mention else whose
    return None


def verb_behind(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb behind a noun that is judged, which tells what it was: "deplored the decision TO EXPEL him"."""
    inner = parse.lookup.get(clause.object + 1) if clause.object >= 0 and not clause.passive else None
    return inner if inner is not None and inner.form == "o" and inner.lemma not in UNSPECIFIC else None


def is_told_by(parse: Parse, inner: Clause, told: Proposal) -> bool:
    """Return whether an act told before may be what a verb tells, by its word or its type."""
    if inner.lemma in pattern_words(told.pattern):
        return True
    patterns = parse.dictionary.patterns.verbs.get(inner.lemma)
    nouns, brought = nouns_around(parse, inner), brought_by(parse, inner)
    fitting = patterns.that_fit(nouns, brought, []) if patterns is not None else ()
    return any(pattern.type == told.type for pattern in fitting)
