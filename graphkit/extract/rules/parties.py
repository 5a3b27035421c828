"""Parties that the words of an act leave out: whom a bare answer is against, and who joined or backed whoever acts."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import COOPERATIVE
from graphkit.extract.rules.match import actor_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    begun_by,
    joined_to,
    known_as,
    nouns_at,
    recalled,
)
from graphkit.extract.rules.responses import LIKE_FOR_LIKE, NEAR, RECENT, is_responding
from graphkit.extract.rules.words import ANSWERS, word_class, word_table

HARM = word_class("coder.harm")
HOSTILE = HARM | word_class("answering.hostile")
BARE = word_table("answering.bare")
FIRING = word_class("answering.firing")
ALONE = FIRING.union(BARE)
MEASURES = word_class("answering.measures")
FORCES = word_class("patterns.own_forces")
OCCASIONS = word_class("answering.occasions")
BODIES = word_class("answering.bodies")
EXPLAINING = word_class("answering.explaining")
HIT_BACK_WITH = word_class("answering.hit_back_with")
LESS_SURE = 0.05  # of confidence


class Provoked(NamedTuple):
    """Whom an answer is against, and by what act: one of the sentence, or the position of one told before."""

    doer: Mention
    event: Event | None
    position: int


def complete_answers(parse: Parse, events: list[Event]) -> None:
    """Give answers that name nobody the one that they answer, and add those that only a verb tells."""
    for event in events:
        mention = event.recipient
        if (mention is None or mention.thing or not mention.state) and not _has_recipient(event):
            _complete(parse, event, events)
    for clause in parse.clauses:
        if clause.lemma in ALONE and not any(event.clause is clause and _has_recipient(event) for event in events):
            events += _bare_answer(parse, clause, events)


def _has_recipient(event: Event) -> bool:
    """Return whether an event is done to somebody; one's own troops, taken home, are nobody."""
    mention = event.recipient
    if mention is None or (mention.thing and not mention.state):
        return mention is not None and mention.pronoun
    if event.type in ("RETREAT", "MOBILIZE", "AID") and not mention.state:
        return mention.sentence.words[mention.head].noun not in FORCES
    return mention.rank >= PART or mention.pronoun


def _complete(parse: Parse, event: Event, events: list[Event]) -> None:
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or actor.rank < AGENT or actor.pronoun:
        return
    if event.type == "AID" and clause.lemma == "evacuate":
        event.type, event.mode = "RETREAT", "withdraw"  # "evacuated part of its GARRISON"
    found: Provoked | None = None
    answers = True
    if _retaliates(parse, clause):
        found = provoker_of(parse, actor, clause, events, sure=True)
    elif event.type in ("RETREAT", "MOBILIZE") and actor.rank == NAME and clause.lemma != "return":
        after = event.type == "MOBILIZE" and any(begun_by(parse, each) in OCCASIONS for each in parse.clauses)
        found = provoker_of(parse, actor, clause, events, sure=True) if after else None
        found, answers = found or _field(parse, actor, clause, events), False
    elif event.type == "REQUEST" and clause.object >= 0 and parse.noun(clause.object) in EXPLAINING:
        found = provoker_of(parse, actor, clause, events, sure=False)
    elif event.type in HARM and begun_by(parse, clause) in OCCASIONS:
        found, answers = _answerer(parse, actor, clause, events), False
    if found is None and event.type == "SANCTION" and actor.rank == NAME:
        found, answers = _field(parse, actor, clause, events, alone=True), False  # "blamed Peru and CUT ALL TRADE"
    if found is not None:
        event.recipient, event.recipients = _at(clause, found.doer), ()
        event.score -= LESS_SURE
        if answers:
            event.answered, event.answers = found.event, found.position
            parse.answering = True


def _at(clause: Clause, doer: Mention) -> Mention:
    """Return somebody told before as a mention at a verb, whose words alone speak of him here."""
    return recalled(known_as(doer), Mention(clause.a, clause.b, doer.sentence))


def _retaliates(parse: Parse, clause: Clause) -> bool:
    """Return whether what is done is an answer by its own words: "RETALIATORY levies", "all necessary MEASURES"."""
    at = clause.object
    if at >= 0 and parse.noun(at) in MEASURES and (clause.modal or clause.form == "o"):
        return True
    if not parse.sentence.special & ANSWERS:
        return False
    if is_responding(parse, clause):
        return True
    for at in (clause.object, clause.subject if clause.passive else -1, *[at for _, at in clause.phrases]):
        if at >= 0 and parse.chunks.kinds[at] == "n":
            words = nouns_at(parse, at)
            if not LIKE_FOR_LIKE.isdisjoint(words) or any(word.startswith("counter-") for word in words):
                return True
    return False


def provoker_of(parse: Parse, actor: Mention, clause: Clause, events: list[Event], *, sure: bool) -> Provoked | None:
    """Return who last acted against somebody; where it is sure that there is one, who last did harm."""
    side = actor.state or actor.identity
    here = sorted(
        (each for each in events if each.clause is not clause and _can_provoke(each, side)),
        key=lambda each: (each.cue[0] > clause.a, abs(each.cue[0] - clause.a)),
    )
    for event in here:
        if event.recipient is not None and side == (event.recipient.state or event.recipient.identity):
            assert event.actor is not None
            return Provoked(event.actor, event, -1)
    recent = [
        (position, other)
        for position, other in reversed(parse.memory.recent[-RECENT:])
        if other.start >= parse.sentence.start - NEAR and side != (other.actor_state or other.actor)
    ]
    for position, other in recent:
        if side == (other.recipient_state or other.recipient) and other.type not in COOPERATIVE:
            known = (other.actor, other.actor_kind, other.actor_state, other.actor_name)
            return Provoked(recalled(known, actor), None, position)
    if not sure:
        return None
    for event in here:
        if event.type in HARM and event.actor is not None:
            return Provoked(event.actor, event, -1)
    for position, other in recent:
        if other.type in HARM and other.responds_to is None:
            known = (other.actor, other.actor_kind, other.actor_state, other.actor_name)
            return Provoked(recalled(known, actor), None, position)
    return None


def _can_provoke(event: Event, side: str) -> bool:
    doer = event.actor
    if doer is None or doer.pronoun or doer.rank < PART or doer.thing or side == (doer.state or doer.identity):
        return False
    return event.type not in COOPERATIVE


def _field(
    parse: Parse, actor: Mention, clause: Clause, events: list[Event], *, alone: bool = False
) -> Provoked | None:
    """Return where troops are that are only said to be moved, or taken home: against whom was fought last.

    ``alone`` looks only at what somebody did himself in the sentence.
    """
    for event in reversed(events):
        other = event.recipient
        if event.type not in HOSTILE or other is None or event.clause is clause or event.cue[0] > clause.a:
            continue
        if alone and (event.actor is None or event.actor.state != actor.state):
            continue
        if other.state not in ("", actor.state) and not other.pronoun:
            return Provoked(other, event, -1)
    for position, told in () if alone else reversed(parse.memory.recent[-RECENT:]):
        if told.type in ("ASSAULT", "MOBILIZE", "RETREAT") and told.recipient_state not in ("", actor.state):
            state = told.recipient_state
            title = parse.dictionary.titles.get(state, told.recipient_name)
            return Provoked(recalled((state, "state", state, title), actor), None, position)
    return None


def _answerer(parse: Parse, actor: Mention, clause: Clause, events: list[Event]) -> Provoked | None:
    """Return who answers an act that is against nobody named: "would impose tariffs AFTER Chad raised duties"."""
    for event in reversed(events):
        other = event.recipient
        if event.clause is None or event.clause is clause or event.cue[0] > clause.a or other is None:
            continue
        if event.actor is not None and (other.state or other.identity) == (actor.state or actor.identity):
            return Provoked(event.actor, event, -1) if event.actor.rank >= AGENT else None
    return None


def _bare_answer(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return what a verb without any object answers: "Madrid PROTESTED", "Seoul DECLINED", "the army FIRED BACK"."""
    if clause.form not in "VE" or clause.passive or clause.negated or clause.modal or clause.subject < 0:
        return []
    kind = BARE.get(clause.lemma, "")
    if clause.lemma in FIRING:
        kind = "ASSAULT" if _fires_back(parse, clause) else kind
    elif clause.object >= 0 or clause.complement >= 0 or clause.that >= 0:
        return []
    if not kind or (kind == "ASSAULT" and clause.lemma in BARE and clause.phrases):
        return []
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or actor.pronoun or not (actor.state or actor.kind == "igo"):
        return []
    if kind != "ASSAULT" and actor.kind not in BODIES:
        return []
    found = provoker_of(parse, actor, clause, events, sure=clause.lemma in FIRING) or _before(
        parse, actor, clause, events
    )
    if found is None or (kind == "ASSAULT" and clause.lemma in BARE and not _attacked(found, parse)):
        return []
    mode = "disapprove" if kind == "ACCUSE" else ""
    target = _at(clause, found.doer)
    event = Event(kind, mode, f"{clause.lemma}-bare", actor, target, 0.0, clause, (clause.a, clause.b))
    event.actors, event.answered, event.answers = others, found.event, found.position
    parse.answering = True
    return [event]


def _fires_back(parse: Parse, clause: Clause) -> bool:
    """Return whether shots are answered: "RETURNED FIRE", "SHOT BACK"."""
    if clause.lemma == "return":
        return clause.object >= 0 and parse.noun(clause.object) == "fire"
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    back = bool(after) and after[0].text == "back"
    return back and clause.object < 0 and not any(word in HIT_BACK_WITH for word, _ in clause.phrases)


def _attacked(found: Provoked, parse: Parse) -> bool:
    """Return whether what is answered was an attack, so that who retaliates attacks."""
    if found.event is not None:
        return found.event.type == "ASSAULT"
    return any(position == found.position and other.type == "ASSAULT" for position, other in parse.memory.recent)


def _before(parse: Parse, actor: Mention, clause: Clause, events: list[Event]) -> Provoked | None:
    """Return who does what is told right before: "Berlin tightens checks, POLAND PROTESTS"."""
    before = clause.previous
    if before is None or before.subject < 0 or before.via == "relative":
        return None
    doer, _ = actor_of(parse, before)
    if doer is None or doer.rank < NAME or doer.pronoun or doer.state in ("", actor.state):
        return None
    return Provoked(doer, next((event for event in events if event.clause is before), None), -1)


# who else takes part: "joined by Peru", "alongside Peru", "with the support of Peru", "backed by Peru"


JOINING = word_class("company.joining")
BESIDE = word_class("company.beside")
BACKING = word_class("company.backing")
SENDING = word_class("company.sending")
VISITORS = word_class("patterns.visitors")
BACKED_LESS_SURE = -0.1


def add_companions(parse: Parse, events: list[Event]) -> None:
    """Let who is joined by others act with them: "Peru, JOINED BY CHILE, condemned the raid"."""
    for subject, others in _companions(parse):
        for event in events:
            clause = event.clause
            if clause is not None and clause.subject == subject and not event.actors and clause.lemma not in JOINING:
                event.actors = others


def _companions(parse: Parse) -> list[tuple[int, tuple[Mention, ...]]]:
    """Return who is joined by whom, as positions of the first and mentions of the others."""
    kinds, found = parse.chunks.kinds, list[tuple[int, int]]()
    for clause in parse.clauses:
        if clause.lemma in JOINING and clause.form in "Ee" and kinds[clause.at - 1 : clause.at] == ",":
            by = next((at for word, at in clause.phrases if word == "by"), -1)
            if by >= 0:
                found.append((clause.at - 2, by))
    at = kinds.find("n,In")
    if at >= 0 and parse.chunks.word(at + 2) in BESIDE:
        found.append((at, at + 3))
    return [
        (one, (parse.mention(two), *joined_to(parse, two)))
        for one, two in found
        if one >= 0 and parse.mention(two).rank >= AGENT
    ]


def backing_events(parse: Parse) -> list[Event]:
    """Return who supports who acts: "WITH THE SUPPORT OF Peru, Chile attacked", "BACKED BY Peru, rebels stormed"."""
    kinds, found = parse.chunks.kinds, list[Event]()
    for clause in parse.clauses:
        if clause.lemma in BACKING and clause.via in ("fronted", "reduced") and clause.form in "Ee":
            by = next((at for word, at in clause.phrases if word == "by"), -1)
            subject = _acting(parse, clause) if clause.via == "fronted" else clause.subject
            found += _backing(parse, clause.a, clause.b, by, subject)
    at = kinds.find("InIn")
    while at >= 0:
        word = parse.noun(at + 1)
        if parse.chunks.word(at) == "with" and word in BACKING and parse.chunks.word(at + 2) in ("of", "from"):
            begins, lasts = parse.chunks.begins, parse.chunks.lasts
            subject = next((each.subject for each in parse.clauses if each.subject > at + 3), -1)
            if subject < 0:
                subject = next((each.subject for each in reversed(parse.clauses) if 0 <= each.subject < at), -1)
            found += _backing(parse, begins[at], lasts[at + 2] + 1, at + 3, subject)
        at = kinds.find("InIn", at + 1)
    return found


def _acting(parse: Parse, clause: Clause) -> int:
    """Return the subject that follows what begins a sentence."""
    return next((each.subject for each in parse.clauses if each.subject > clause.at and each.form in "VE"), -1)


def _backing(parse: Parse, begin: int, end: int, by: int, subject: int) -> list[Event]:
    """Return the support of one for another, where both are somebody."""
    if min(by, subject) < 0:
        return []
    one, other = parse.mention(by), parse.mention(subject)
    if one.rank < AGENT or other.rank < PART or one.thing or other.thing or other.pronoun:
        return []
    event = Event("SUPPORT", "", "with-support-of", one, other, BACKED_LESS_SURE, None, (begin, end))
    event.actors = joined_to(parse, by)
    return [event]


def envoy_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the visit of somebody who is sent to a state: "Peru SENT its security chief TO Chile"."""
    if clause.lemma not in SENDING or clause.object < 0 or clause.passive or clause.negated or clause.subject < 0:
        return None
    sent, to = parse.mention(clause.object), next((at for word, at in clause.phrases if word == "to"), -1)
    if sent.kind not in ("person", "agency") or sent.rank < AGENT or to < 0:
        return None
    known = sent.kind == "person" and parse.sentence.words[sent.head].name is not None
    if not (sent.named or known or parse.noun(clause.object) in VISITORS):
        return None
    actor, others = actor_of(parse, clause)
    target = parse.mention(to)
    if actor is None or not actor.state or target.kind != "state" or target.state == actor.state:
        return None
    event = Event("CONSULT", "visit", f"{clause.lemma}-envoy-to", actor, target, 0.0, clause, (clause.a, clause.b))
    event.actors, event.recipients = others, joined_to(parse, to)
    return event
