"""What the act of a verb is by whom or what it is done to, and by who does it: "withdrew TROOPS", "AN ENVOY"."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.parse import AGENT, NAME, NOTHING, PART, Event, Mention, Parse, phrases_after
from graphkit.extract.rules.words import word_class, word_table

FORCES = word_class("patterns.own_forces") | word_class("forces.troops") | word_class("settling.fighting")
OUT = word_class("settling.out")
TALKS = word_class("patterns.meetings")
GIVEN_TO = word_class("settling.given_to")
GIVEN_KINDS = word_class("settling.given_kinds")
OWN = word_class("roles.own")
PEOPLE_KINDS = word_class("settling.people_kinds")
OFFICIAL_KINDS = word_class("settling.official_kinds")
LEFT_FOR_GOOD = word_class("settling.left_for_good")
PASSING = word_class("settling.passing")
THROUGH, ENDING = word_class("settling.through"), word_class("settling.ending")
HOSTILE = word_class("operators.hostile")
TERMS = word_class("settling.terms")
THREATENED = word_class("settling.threatened")
WRITTEN = {name: tuple(kind.split()) for name, kind in word_table("settling.written").items()}


def settle(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Return the event of a verb that is one act or another by what stands with it; none where it is no act."""
    return _SETTLERS[clause.lemma](parse, clause, event)


def _moved(clause: Clause) -> int:
    """Return where what the verb is done to stands."""
    return clause.subject if clause.passive else clause.object


def _withdrawn(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only forces retreat: who takes home his ENVOY, his money or a privilege, or leaves a BODY, punishes."""
    if event.type != "RETREAT" or event.mode != "withdraw":
        return event
    at = _moved(clause)
    if at < 0:
        nouns = {parse.nouns[place] for word, place in clause.phrases if word in ("from", "of", "out")}
        if not nouns.isdisjoint(TALKS):
            event.type, event.mode = "REJECT", ""
        elif not nouns.isdisjoint(LEFT_FOR_GOOD):
            event.type, event.mode = "SANCTION", "discontinue"
    elif parse.nouns[at] not in FORCES and parse.mention(at).kind != "armed-group" and not parse.mention(at).pronoun:
        event.type, event.mode = "SANCTION", "discontinue"
    return event


def _let(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only who is somebody, or his goods, is let go: not "let the MATTER rest", "let IT be known"; a DEADLINE is."""
    at = clause.object
    if event.type != "RETREAT" or at < 0:
        return event
    behind = parse.sentence.words[parse.chunks.begins[at] :]
    if any(word.noun in TERMS for word in behind[: parse.chunks.lasts[at] + 1 - parse.chunks.begins[at]]):
        event.type, event.mode = "REJECT", ""
        return event if any(word.text in PASSING for word in behind) else None
    mention = parse.mention(at)
    known = parse.lookup.get(at + 1)
    if mention.pronoun:
        return None if known is not None and known.passive else event
    if mention.rank == NOTHING:
        return event if any(word in THROUGH for word, _ in clause.phrases) else None
    return None if mention.event else event


def _ordered(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is ordered is asked; forces of one's own that are ordered out retreat, and others are thrown out."""
    at = _moved(clause)
    mention = parse.mention(at) if at >= 0 else None
    if event.type == "RETREAT" and mention is not None and event.actor is not None:
        foreign = mention.state and event.actor.state and mention.state != event.actor.state
        if foreign:
            event.type, event.mode, event.recipient = "SANCTION", "expel", mention
        return event
    if event.type != "REQUEST" or event.pattern != "order" or mention is None:
        return event
    inner = parse.lookup.get(clause.complement)
    if mention.event and inner is not None and inner.lemma in ENDING and inner.object < 0:
        friendly = HOSTILE.isdisjoint(parse.dictionary.patterns.types_of(parse.nouns[at]))
        event.type, event.mode = ("SANCTION", "discontinue") if friendly else ("RETREAT", "")
        return event
    if not mention.pronoun and (mention.rank < AGENT or mention.event or mention.thing):
        return None
    if _next_word(parse, at) in OUT:
        own = mention.state == (event.actor.state if event.actor is not None else "") and parse.nouns[at] in FORCES
        event.type, event.mode = ("RETREAT", "withdraw") if own else ("SANCTION", "expel")
    return event


def _next_word(parse: Parse, at: int) -> str:
    """Return the word behind a phrase: "ordered reporters OUT", "paid Chad BACK"."""
    behind = parse.chunks.lasts[at] + 1
    return parse.sentence.words[behind].text if behind < len(parse.sentence.words) else ""


def _paid(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only money helps: not "paid Chad BACK", "paid people TO cheer"."""
    at = _moved(clause)
    if event.type != "AID" or event.pattern != "pay" or at < 0:
        return event
    return None if clause.complement >= 0 or _next_word(parse, at) == "back" else event


def _offered(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is offered is not to whom it is: "offered 2,000 SOLDIERS", "offered patrols TO Chad"."""
    if event.type != "AGREE" or event.pattern not in _OFFERS or clause.passive:
        return event
    if clause.that >= 0 or parse.chunks.kinds.startswith("T", clause.at + 1):
        threat = any(each.at > clause.at and each.lemma in THREATENED for each in parse.clauses)
        if threat:
            event.type, event.mode = "THREATEN", ""
        return event
    if clause.object >= 0 and parse.nouns[clause.object] in THREATENED:
        event.type, event.mode = "THREATEN", ""
    if clause.second >= 0 or clause.object < 0 or clause.complement >= 0:
        return event
    phrases = clause.phrases or phrases_after(parse, clause.object)
    to = next((at for word, at in phrases if word in GIVEN_TO and parse.mention(at).rank >= AGENT), -1)
    if to >= 0:
        event.recipient, event.recipients = parse.mention(to), ()
    elif not (parse.mention(clause.object).pronoun or _is_given(parse.mention(clause.object))):
        event.recipient, event.recipients = None, ()
    return event


def _is_given(mention: Mention) -> bool:
    """Return whether to somebody, not something, is promised: "promised PERU", "promised PARLIAMENT"."""
    return mention.rank == NAME and mention.kind in GIVEN_KINDS and not mention.event and not mention.thing


def _protected(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who protects his own helps nobody: "protect ITS citizens"."""
    at = _moved(clause)
    if event.type != "AID" or at < 0:
        return event
    own = parse.sentence.words[parse.chunks.begins[at]].text in OWN
    return None if own and event.recipient is not None and not event.recipient.named else event


def _written(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What a letter says is what is done with it: "wrote to Chad ASKING for grain"."""
    to = next((at for word, at in clause.phrases if word == "to"), -1)
    if event.type != "CONSULT" or to < 0:
        return event
    for other in parse.clauses:
        if other.form == "G" and to < other.at <= to + 3 and other.lemma in WRITTEN and not other.passive:
            event.type, event.mode = WRITTEN[other.lemma][0], " ".join(WRITTEN[other.lemma][1:])
            event.mutual, event.pattern = False, f"{event.pattern}+{other.lemma}"
            event.recipient = agent_of(parse, to)
    return event


def _seized(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """People are arrested, goods are taken, and places are attacked."""
    at = _moved(clause)
    if event.type != "COERCE" or event.pattern != "seize" or at < 0:
        return event
    mention = parse.mention(at)
    if mention.kind in PEOPLE_KINDS and mention.rank >= AGENT:
        event.mode = "arrest"
    elif mention.rank >= PART and not mention.event and (mention.kind == "state" or mention.named) and _whole(mention):
        event.type, event.mode = "ASSAULT", ""
    return event


def _whole(mention: Mention) -> bool:
    """Return whether a phrase names a place, not a thing of it: "seized GAO", not "seized Malian cattle"."""
    return mention.rank == NAME and not mention.modifiers and mention.owner is None


def _protested(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A government that protests complains: only people take to the streets."""
    actor = event.actor
    if event.type != "PROTEST" or event.pattern != "protest" or actor is None:
        return event
    against = next((at for word, at in clause.phrases if word == "against"), -1)
    named = (
        against >= 0 and parse.mention(against).kind == "state" and parse.mention(against).rank == NAME
    )  # "protested against PERU" may be a crowd of it
    if actor.kind in OFFICIAL_KINDS and not named:
        event.type, event.mode = "ACCUSE", "disapprove"
    return event


_OFFERS = word_class("settling.offers")
_SETTLERS: dict[str, Callable[[Parse, Clause, Event], Event | None]] = {
    "withdraw": _withdrawn,
    "pull": _withdrawn,
    "let": _let,
    "order": _ordered,
    "pay": _paid,
    "write": _written,
    "seize": _seized,
    "protest": _protested,
    **dict.fromkeys(word_class("match.protecting"), _protected),
    **dict.fromkeys(_OFFERS, _offered),
}
