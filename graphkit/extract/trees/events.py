"""The events of a tree: those that the patterns find in its clauses, and what only a tree tells."""

from __future__ import annotations

from graphkit.extract.rules import events as patterns
from graphkit.extract.rules.events import DUTY, apply_modal, operator_event
from graphkit.extract.rules.match import actor_of, agent_of
from graphkit.extract.rules.parse import AGENT, PART, Event, Mention, Parse
from graphkit.extract.rules.words import word_class
from graphkit.extract.trees.clauses import Clauses

_CONDITION = 0.1  # how much less sure
_SET = word_class("trees.settled")


def find_events(parse: Parse, clauses: Clauses) -> list[Event]:
    """Return every event of a sentence that was read from its tree."""
    shared = _shared(parse, clauses)
    events = patterns.find_events(parse)
    events += [event for event in shared if not _joins(event, events)]
    for event in events:
        if event.clause is not None and event.recipient is None and event.actor is not None and event.type in _SET:
            event.recipient = _set_to(parse, clauses, event)
            event.score -= _CONDITION
    demands = [_demand(parse, clauses, at) for at in clauses.found]
    return events + [demand for demand in demands if demand is not None]


def _shared(parse: Parse, clauses: Clauses) -> list[Event]:
    """Return the events of infinitives joined to one that an operator governs: "agreed to meet and to TRADE with"."""
    found: list[Event] = []
    for clause in parse.clauses:
        first = clause.complement
        for other in clauses.shared(first) if first >= 0 else ():
            clause.complement = other
            event = operator_event(parse, clause)
            clause.complement = first
            said = apply_modal(parse, clause, event) if event is not None else None
            if said is not None and said.type != "REQUEST":
                found.append(said)
                parse.used.add(other)
    return found


def _joins(event: Event, events: list[Event]) -> bool:
    """Make the recipient of an event one more of another that the same verb governs, where there is such a one."""
    for other in events:
        if other.clause is event.clause and other.type == event.type and other.recipient and event.recipient:
            other.recipients = (*other.recipients, event.recipient)
            return True
    return False


def _set_to(parse: Parse, clauses: Clauses, event: Event) -> Mention | None:
    """Return who is to act first: "will not end the strike until the GOVERNMENT pays"."""
    assert event.clause is not None and event.actor is not None
    at = clauses.condition(event.clause.at)
    found = agent_of(parse, at) if at >= 0 else None
    if found is None or found.pronoun or found.rank < PART or found.identity == event.actor.identity:
        return None
    return found


def _demand(parse: Parse, clauses: Clauses, at: int) -> Event | None:
    """Return the demand in "Moscow said that Kyiv MUST withdraw"."""
    clause = clauses.found[at]
    if clause.modal not in DUTY or clause.subject < 0 or clause.passive:
        return None
    said = clauses.reported(at, parse.dictionary.patterns.operators["report"])
    if said is None:
        return None
    (actor, others), asked = actor_of(parse, said), agent_of(parse, clause.subject)
    if actor is None or asked is None or min(actor.rank, asked.rank) < AGENT or asked.identity == actor.identity:
        return None
    cue = (said.a, said.b)
    return Event("REQUEST", "", f"{said.lemma}-{clause.modal}", actor, asked, 0.0, said, cue, actors=others)
