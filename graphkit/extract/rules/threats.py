"""Answers that are threatened or vowed, and those that are the same again: "followed suit", "responded in kind"."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import known_parties
from graphkit.extract.rules.match import actor_of, agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Mention,
    Parse,
    is_one,
    is_somebody,
    known_as,
    phrases_after,
    recalled,
    said_by,
)
from graphkit.extract.rules.parties import ALIKE, Provoked, at_verb, let_answer
from graphkit.extract.rules.responses import (
    ANSWER_NOUNS,
    ANSWERED,
    DESERVING,
    FUTURE,
    NEAR,
    RECENT,
    RESPONDED_TO,
    is_responding,
)
from graphkit.extract.rules.words import word_class

RESPONSES = word_class("answers.answers")
DOINGS = word_class("answers.doings")


def vowed_response(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever vows an answer: "vowed to RESPOND to the strikes", "WILL RETALIATE"."""
    operators = parse.dictionary.patterns.operators
    vowed = clause.lemma in operators["agree"] or clause.lemma in operators["threaten"]
    if vowed and clause.lemma != "be" and clause.object >= 0 and parse.noun(clause.object) in ANSWER_NOUNS:
        return _vowed_noun(parse, clause)
    said = parse.lookup.get(clause.complement) if vowed else clause
    if said is None or clause.negated or clause.subject < 0 or not is_responding(parse, said) or said.gerund[1] >= 0:
        return None
    if said is clause and not (clause.form == "V" and clause.modal in FUTURE):
        return None
    actor = agent_of(parse, clause.subject)
    to = next((at for word, at in said.phrases if word in RESPONDED_TO), -1)
    target = agent_of(parse, to) if to >= 0 else None
    if target is None or target.thing or not (target.rank >= AGENT or target.state):
        target = _provoker(parse, actor, said, to)
    parse.used.add(said.at)
    return Event("THREATEN", "", f"{said.lemma}-to", actor, target, 0.0, clause, (clause.a, said.b))


def _vowed_noun(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever vows an answer by its noun: "vowed REVENGE", "promised a RESPONSE to the raid"."""
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or clause.negated or clause.passive or actor.pronoun:
        return None
    after = [*phrases_after(parse, clause.object), *clause.phrases]
    to = next((at for word, at in after if word in RESPONDED_TO), -1)
    against = next((at for word, at in after if word in ("on", "against") and is_somebody(agent_of(parse, at))), to)
    target = agent_of(parse, against) if against >= 0 else None  # "vowed revenge ON Chile"
    event = Event("THREATEN", "", f"{clause.lemma}-vow", actor, None, 0.0, clause, (clause.a, clause.b))
    event.actors, event.recipient = others, target if is_somebody(target) else None
    return event


def _provoker(parse: Parse, actor: Mention | None, said: Clause, to: int) -> Mention | None:
    """Return who last acted against somebody who vows an answer."""
    if actor is None:
        return None
    kinds = parse.dictionary.patterns.types_of(parse.noun(to)) if to >= 0 else set()
    for _, other in reversed(parse.memory.recent[-RECENT:]):
        sufferer = actor.identity in (other.recipient, other.recipient_state)
        if (sufferer or other.type in kinds) and other.actor != actor.identity:
            return recalled(known_parties(other)[0], Mention(said.a, said.b, actor.sentence))
    return None


def threatened_answer(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever says that something done will be answered, to whoever does it."""
    deserved = clause.lemma in DESERVING and not clause.modal
    coming = clause.lemma in ANSWERED and clause.modal in FUTURE
    if not (deserved or coming) or clause.negated or clause.subject < 0:
        return None
    places = [clause.object, *[at for _, at in clause.phrases]]
    inner = parse.lookup.get(clause.gerund[1])
    if inner is not None:  # "lead to IMPOSING consequences"
        places += [inner.object, *[at for _, at in inner.phrases]]
    if not any(parse.noun(at) in RESPONSES for at in places if at >= 0) or not _is_doing(parse, clause.subject):
        return None
    said = said_by(parse, clause)
    speaker = agent_of(parse, said.subject) if said is not None else None
    if said is None or speaker is None or speaker.rank < AGENT:
        return None
    doer = agent_of(parse, clause.subject)
    if doer is None or doer.rank < PART or doer.thing:
        doer = _addressed(parse, said)
    name = f"{clause.lemma}-answer" if deserved else f"will+{clause.lemma}-answer"
    return Event("THREATEN", "", name, speaker, doer, -0.05, said, (clause.a, clause.b))


def _is_doing(parse: Parse, at: int) -> bool:
    """Return whether what is answered is something done: "further TESTS", not "inflation"."""
    word = parse.sentence.words[parse.chunks.lasts[at]]
    return word.event or word.noun in DOINGS


def _addressed(parse: Parse, said: Clause) -> Mention | None:
    """Return whom the speaker spoke to before: "urged PERU to stop the tests and said that more would ..."."""
    requests = parse.dictionary.patterns.operators["request"]
    for other in parse.clauses:
        if other.at < said.at and other.subject == said.subject and (other.lemma in requests or other.lemma == "warn"):
            mention = parse.mention(other.object) if other.object >= 0 else None
            return recalled(known_as(mention), mention) if mention is not None and mention.rank >= AGENT else None
    return None


def alike_event(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return what somebody does as another did: "Lima FOLLOWED SUIT", "Lima DID THE SAME", "Lima RESPONDED IN KIND"."""
    words = parse.sentence.words[clause.head + 1 : clause.b + 3]
    kind = any(word == "in" and parse.noun(at) in ALIKE for word, at in clause.phrases)
    alike = kind or (words and any(word.noun in ALIKE for word in words[:2]))
    if not alike or clause.negated or clause.modal or clause.subject < 0 or clause.gerund[1] >= 0:
        return []
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or actor.pronoun:
        return []
    side = actor.state or actor.identity
    for act, doer, sufferer, found in _done_before(parse, clause, events):
        back = side == (sufferer.state or sufferer.identity)
        if is_one(actor, doer) or (kind and not back):
            continue
        target = at_verb(clause, doer if back else sufferer)
        made = Event(act.type, act.mode, f"{clause.lemma}-alike", actor, target, 0.0, clause, (clause.a, clause.b))
        made.actors = others
        let_answer(parse, made, found if back else Provoked(doer, None, -1))
        return [made]
    return []


def _done_before(
    parse: Parse, clause: Clause, events: list[Event]
) -> Iterator[tuple[Event | Proposal, Mention, Mention, Provoked]]:
    """Yield what is told before a verb, the last first: in its sentence, else in those before; by whom and to whom."""
    told = False
    for event in reversed(events):
        doer, sufferer = event.actor, event.recipient
        if event.cue[0] < clause.a and is_somebody(doer) and is_somebody(sufferer):
            assert doer is not None and sufferer is not None
            told = True
            yield event, doer, sufferer, Provoked(doer, event, -1)
    at = Mention(clause.a, clause.b, parse.sentence)
    for position, other in () if told else reversed(parse.memory.recent[-RECENT:]):
        if other.start >= parse.sentence.start - NEAR:
            doer, sufferer = (recalled(known, at) for known in known_parties(other))
            yield other, doer, sufferer, Provoked(doer, None, position)
