"""What crowds do to embassies and flags: a protest, also where a verb of war tells it."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.movements import settle_border
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.words import word_class

CROWDS, PEOPLE = word_class("riots.crowds"), word_class("riots.people")
RIOTING, OBSTRUCTING, BOYCOTTING = (word_class(f"riots.{name}") for name in ("rioting", "obstructing", "boycotting"))
SEATS = word_class("patterns.embassies") | word_class("riots.seats")
VIOLENT = frozenset({"ASSAULT", "COERCE", "SANCTION"})


def settle_deed(parse: Parse, clause: Clause, event: Event | None) -> None:
    """Let what is done at a border be a show of force, and what a crowd does to an embassy a protest."""
    if event is not None and event.type in ("AID", "COOPERATE"):
        settle_border(parse, clause, event)
    elif event is not None:
        settle_riot(parse, clause, event)


def settle_riot(parse: Parse, clause: Clause, event: Event) -> None:
    """Let what a crowd storms, burns or blocks be a protest: "STUDENTS STORMED Chad's embassy"."""
    actor, recipient = event.actor, event.recipient
    if event.type not in VIOLENT or actor is None or recipient is None or clause.subject < 0:
        return
    mode = "riot" if clause.lemma in RIOTING else "obstruct" if clause.lemma in OBSTRUCTING else ""
    if clause.lemma in BOYCOTTING:
        mode = "boycott"
    if not mode:
        return
    noun = parse.sentence.words[actor.head].noun
    target = recipient.sentence.words[recipient.head].noun
    crowd = noun in CROWDS and (target in SEATS or mode == "riot")
    folk = noun in PEOPLE and (target in SEATS or mode != "riot")
    named = actor.kind == "person" and bool(parse.sentence.words[actor.head].state) and target in SEATS
    if (crowd or folk or named) and recipient.kind != "person":
        event.type, event.mode, event.on_state = "PROTEST", mode, ""
