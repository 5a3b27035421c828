"""Forces that move: into another state, which is an attack, or out of it, which is a retreat."""

from __future__ import annotations

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import MOVING, Pattern
from graphkit.extract.rules.match import agent_of, make_event
from graphkit.extract.rules.parse import PART, Event, Parse, phrases_after
from graphkit.extract.rules.words import verb_family, word_class

MARCHING, HELPING = word_class("forces.marching"), word_class("forces.helping")
INVADING, INWARD, UPON = word_class("forces.invading"), word_class("forces.inward"), word_class("forces.upon")
LEAVING, VACATING = word_class("forces.leaving"), word_class("forces.vacating")
HOMEWARD, OUTWARD = word_class("forces.homeward"), word_class("forces.outward")
CRAFT, SHOWING, SHOWN_NEAR = word_class("forces.craft"), word_class("forces.showing"), word_class("forces.shown_near")
NEARING, SKIES, BOUNDS = word_class("forces.nearing"), word_class("forces.skies"), word_class("forces.bounds")
ARMED, EXERCISES = word_class("patterns.hardware") | word_class("patterns.armed_too"), word_class("patterns.exercises")
EDGE, ALONG = word_class("patterns.edge"), word_class("forces.along")
FORCES = MARCHING | CRAFT
MOVES = verb_family(MOVING)


def movement_event(parse: Parse, clause: Clause) -> Event | None:
    """Return what forces do that move: "tanks RUMBLED INTO Chad", "the last brigade LEFT Chad"."""
    if not parse.families & MOVES or clause.lemma not in MOVING or clause.passive or clause.subject < 0:
        return None
    if parse.nouns[clause.subject] not in FORCES:
        return None
    actor = agent_of(parse, clause.subject)
    if actor is None or not actor.state:
        return None
    lemma = clause.lemma
    shown = _shown(parse, clause, actor.state) if lemma in SHOWING and parse.nouns[clause.subject] in CRAFT else -1
    if shown >= 0:
        return make_event(parse, clause, _pattern("MOBILIZE", "", f"{lemma}-near"), shown)
    if parse.nouns[clause.subject] not in MARCHING:
        return None
    if lemma in LEAVING:
        home = any(word.text in HOMEWARD for word in parse.sentence.words[clause.b : clause.b + 4])
        for word, at in clause.phrases:
            if (word in OUTWARD or (word == "from" and home)) and _foreign(parse, at, actor.state):
                return make_event(parse, clause, _pattern("RETREAT", "withdraw", f"{lemma}-{word}"), at)
    if lemma in VACATING and clause.object >= 0 and _foreign(parse, clause.object, actor.state):
        place = clause.object if parse.mention(clause.object).state else _where(parse, clause.object)
        return make_event(parse, clause, _pattern("RETREAT", "withdraw", lemma), place)
    if lemma not in INVADING or any(word.text in HELPING for word in parse.sentence.words):
        return None
    for word, at in clause.phrases:
        if (word in INWARD or (word == "on" and lemma in UPON)) and _foreign(parse, at, actor.state):
            return make_event(parse, clause, _pattern("ASSAULT", "", f"{lemma}-{word}"), at)
    return None


def settle_border(parse: Parse, clause: Clause, event: Event) -> None:
    """Let what goes to a border, or is held there, be a show of force: "sent TANKS TO THE BORDER WITH Chad"."""
    sent = event.type == "AID" and clause.object >= 0 and parse.nouns[clause.object] in ARMED
    held = event.type == "COOPERATE" and not EXERCISES.isdisjoint(event.pattern.split("-")) and len(event.actors) == 0
    if not (sent or held) or any(word.text in HELPING for word in parse.sentence.words):
        return
    for word, at in clause.phrases:
        if parse.nouns[at] in EDGE and (word in ("to", "toward", "towards") if sent else word in ALONG):
            event.type, event.mode, event.mutual = "MOBILIZE", "", False
            return


def _shown(parse: Parse, clause: Clause, state: str) -> int:
    """Return whose waters or skies others come near: "bombers flew CLOSE TO CHAD'S AIRSPACE"; -1 for nobody's."""
    words = parse.sentence.words[clause.b : clause.b + 4]
    near = any(word.text in NEARING for word in words)
    for word, at in clause.phrases:
        bound = parse.nouns[at] in BOUNDS
        inside = word in INWARD and parse.nouns[at] in SKIES
        if (word in SHOWN_NEAR or inside or (word in ("to", "for", "of") and (near or bound))) and _foreign(
            parse, at, state
        ):
            return at if parse.mention(at).state else _where(parse, at)
    return -1


def _pattern(kind: str, mode: str, name: str) -> Pattern:
    return Pattern(kind, mode, name.partition("-")[0], name=name)


def _where(parse: Parse, at: int) -> int:
    """Return where the state stands in which a place is: "left Bagram IN AFGHANISTAN"; -1 for none."""
    return next((after for word, after in phrases_after(parse, at) if word in ("in", "of", "with")), -1)


def _foreign(parse: Parse, at: int, state: str) -> bool:
    """Return whether a phrase names a state that is not one's own, or a place in it."""
    mention = parse.mention(at)
    if not mention.state and _where(parse, at) >= 0:
        mention = parse.mention(_where(parse, at))
    return mention.rank >= PART and mention.state in parse.dictionary.states and mention.state != state
