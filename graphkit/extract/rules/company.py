"""Who else takes part: "joined by Peru", "alongside Peru", "with the support of Peru", "backed by Peru"."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.match import actor_of
from graphkit.extract.rules.parse import AGENT, PART, Event, Mention, Parse, joined_to
from graphkit.extract.rules.words import word_class

JOINING = word_class("company.joining")
BESIDE = word_class("company.beside")
BACKING = word_class("company.backing")
SENDING = word_class("company.sending")
VISITORS = word_class("patterns.visitors")
LESS_SURE = -0.1


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
    event = Event("SUPPORT", "", "with-support-of", one, other, LESS_SURE, None, (begin, end))
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
