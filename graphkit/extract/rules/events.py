"""The events of one sentence."""

from __future__ import annotations

from graphkit.extract.rules.answers import DESERVING, threatened_answer
from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause, fronted_subject, reduced_passive
from graphkit.extract.rules.english import TIE
from graphkit.extract.rules.forces import arrival_event
from graphkit.extract.rules.match import pattern_event
from graphkit.extract.rules.nominal import (
    cease_event,
    light_event,
    noun_events,
    shared_events,
    stop_event,
    support_events,
)
from graphkit.extract.rules.operators import apply_modal, apply_purpose, noun_operator_event, operator_event
from graphkit.extract.rules.parse import Event, Parse, begun_by
from graphkit.extract.rules.provocation import provoked_events
from graphkit.extract.rules.responses import drawn_event, find_frames, stated_by, vowed_response
from graphkit.extract.rules.ties import tie_events
from graphkit.extract.rules.verdicts import verdict_event

AWAITING = word_class("events.awaiting")
HINDERING = word_class("events.hindering")
SPECIAL = frozenset().union(*map(word_class, word_class("events.special")))
READY = word_class("events.ready")


def find_events(parse: Parse) -> list[Event]:
    """Return every event of the sentence, best first."""
    events: list[Event] = []
    for clause in parse.clauses:
        if clause.via == "fronted":
            clause.subject = fronted_subject(clause, parse.clauses)
    for clause in parse.clauses:
        if clause.at not in parse.used and not _is_open(parse, clause):
            event = _clause_event(parse, clause)
            if event is not None:
                events.append(event)
                if clause.coordinate:
                    events += shared_events(parse, clause, event)
    events.extend(_named_events(parse, events))
    if parse.sentence.special & TIE:
        events.extend(tie_events(parse))
    return events


def _named_events(parse: Parse, told: list[Event]) -> list[Event]:
    """Return the events that nouns name; what is said to have been answered was surely done."""
    events = noun_events(parse)
    if "InIn" in parse.chunks.kinds:
        events += support_events(parse)
    frames = find_frames(parse) if events or told else []
    for event in events:
        event.score += stated_by(parse, frames, event.cue[0])
    return events + provoked_events(parse, frames, [*told, *events]) if frames else events


def _is_open(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb tells what has yet to be, or is kept from it: "UNTIL Chad withdraws", "READY to fight"."""
    kinds, at = parse.chunks.kinds, clause.at
    if clause.form == "o":
        return at > 0 and kinds[at - 1] == "j" and _text(parse, at - 1) in READY
    if clause.form == "G" and clause.via == "reduced":
        i = clause.subject
        return i > 1 and kinds[i - 2 : i] == "nI" and parse.noun(i - 2) in HINDERING
    return "U" in kinds and begun_by(parse, clause) in AWAITING


def _text(parse: Parse, at: int) -> str:
    return parse.sentence.words[parse.chunks.lasts[at]].text


def _clause_event(parse: Parse, clause: Clause) -> Event | None:
    lemma = clause.lemma
    threat = threatened_answer(parse, clause) if clause.modal or lemma in DESERVING else None
    if threat is not None:
        return threat
    if lemma in SPECIAL or clause.complement >= 0:
        for special in (verdict_event, stop_event, arrival_event, vowed_response, drawn_event):
            event = special(parse, clause)
            if event is not None:
                return event
    if lemma not in parse.dictionary.active:
        return None
    if not clause.passive and clause.form in "Ee":
        clause.passive = reduced_passive(clause, parse.chunks, parse.clauses)
    if clause.form == "o":
        named, event = noun_operator_event(parse, clause)
        if named:
            return apply_modal(parse, clause, event) if event is not None else None
    event = operator_event(parse, clause) if clause.complement >= 0 or clause.gerund[1] >= 0 else None
    if event is None:
        event = pattern_event(parse, clause)
        if clause.complement >= 0:
            event = apply_purpose(parse, clause, event)
    if event is None:
        operators = parse.dictionary.patterns.operators
        if lemma in operators["light"]:
            event = light_event(parse, clause)
        if event is None and lemma in operators["cease_light"]:
            event = cease_event(parse, clause)
    return apply_modal(parse, clause, event) if event is not None else None
