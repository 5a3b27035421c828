"""The events of one sentence."""

from __future__ import annotations

from graphkit.extract.rules.answers import DESERVING, threatened_answer
from graphkit.extract.rules.clauses import Clause, fronted_subject, reduced_passive
from graphkit.extract.rules.english import TIE
from graphkit.extract.rules.match import pattern_event
from graphkit.extract.rules.nominal import cease_event, light_event, noun_events
from graphkit.extract.rules.operators import apply_modal, apply_purpose, noun_operator_event, operator_event
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.ties import tie_events


def find_events(parse: Parse) -> list[Event]:
    """Return every event of the sentence, best first."""
    events: list[Event] = []
    for clause in parse.clauses:
        if clause.via == "fronted":
            clause.subject = fronted_subject(clause, parse.clauses)
    for clause in parse.clauses:
        if clause.at not in parse.used:
            event = _clause_event(parse, clause)
            if event is not None:
                events.append(event)
    events.extend(noun_events(parse))
    if parse.sentence.special & TIE:
        events.extend(tie_events(parse))
    return events


def _clause_event(parse: Parse, clause: Clause) -> Event | None:
    lemma = clause.lemma
    threat = threatened_answer(parse, clause) if clause.modal or lemma in DESERVING else None
    if threat is not None:
        return threat
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
