"""What the act of a verb is by whom or what it is done to, and by who does it: "withdrew TROOPS", "AN ENVOY"."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.deeds import is_deed, pattern_words, points_back
from graphkit.extract.rules.dictionary import known_parties
from graphkit.extract.rules.match import CRAFT, agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    NOTHING,
    PART,
    Event,
    Mention,
    Parse,
    joined_to,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.senses import SENSES, told_by_object
from graphkit.extract.rules.words import singular, word_class, word_table

ARMED = word_class("patterns.own_forces") | word_class("settling.plotters")
DIPLOMATS = word_class("patterns.diplomats")
ABROAD, SPACE_BODIES = word_class("coder.abroad"), word_class("coder.bodies")
MEASURES = word_class("coder.measures")
NAMED_TO, POLICE = frozenset({"with", "between"}), word_class("patterns.police")
LIFTING, LIFTED = word_class("coder.lifting"), word_class("coder.lifted")
SACKED, MEMBERS = word_class("settling.sacked"), word_class("settling.members")
ONWARD, NO_GUESTS = word_class("settling.onward"), word_class("settling.no_guests")
FORCES = word_class("patterns.own_forces") | word_class("forces.troops") | word_class("settling.fighting")
OUT = word_class("settling.out")
SAID_WITHIN, ENDS = 7, frozenset(",;:.")
BAD = word_class("verdicts.bad") | word_class("settling.blamed")
NEUTRAL = word_class("settling.neutral") | word_class("verdicts.good") | word_class("responses.answer_nouns")
SPEAKING_OUT = word_class("settling.speaking_out")
SENT_OFF, SENT_HOME = word_class("settling.sent_off"), word_class("settling.sent_home")
DEFINITE = word_class("responses.definite")
EXCHANGED = word_class("settling.exchanged")
RAISED_BY = frozenset({"to", "by"})
CONDUCT, DONE_BY = word_class("settling.conduct"), word_class("roles.done_by")
PHONES = word_class("settling.phones")
REPRISALS, HARSH = word_class("settling.reprisals"), word_class("settling.harsh")
ROADS = word_class("settling.roads")
WARES = word_class("patterns.wares")
GOODS = WARES | word_class("patterns.needs")
COMPELLING = word_class("settling.compelling")
RENOUNCED = word_class("settling.renounced")
PASSENGERS = word_class("settling.passengers")
KEEPING_OUT, BODIES = word_class("settling.keeping_out"), word_class("settling.bodies")
FROM_WHERE = frozenset({"out", "from"})
OTHERS = word_class("settling.others")
BLAMED_FOR = word_class("settling.blamed_for")
TROUBLES, LOSSES = word_class("settling.troubles"), word_class("settling.losses")
TALKS = word_class("patterns.meetings")
GIVEN_TO = word_class("settling.given_to")
GIVEN_KINDS = word_class("settling.given_kinds")
OWN = word_class("roles.own")
PEOPLE_KINDS = word_class("settling.people_kinds")
OFFICIAL_KINDS = word_class("settling.official_kinds")
LEFT_FOR_GOOD = word_class("settling.left_for_good")
PASSING = word_class("settling.passing")
THROUGH, ENDING = word_class("settling.through"), word_class("settling.ending")
TRUSTED, BOATS = word_class("settling.trusted"), word_class("settling.boats")
OF_THE_NAVY, MESSAGES = word_class("settling.of_the_navy"), word_class("settling.messages")
VEHICLES = word_class("settling.vehicles")
KIND_WORDS = word_class("settling.kind_words")
AIMED, SOLD_IN = word_class("settling.aimed"), word_class("operators.going_to")
LEAVING, OUT_OF = word_class("coder.leaving"), word_class("settling.out_of")
HURT = word_class("settling.hurt")
HOSTILE = word_class("operators.hostile")
BARRIERS = word_class("patterns.trade_measures") | word_class("patterns.curbs")
RUNG = word_class("settling.rung")
MISSIONS, MEANS = word_class("settling.missions"), word_class("settling.means")
TERMS = word_class("settling.terms")
WARS, FOUGHT_WITH = word_class("settling.wars"), word_class("settling.fought_with")
THREATENED = word_class("settling.threatened")
WRITTEN = {name: tuple(kind.split()) for name, kind in word_table("settling.written").items()}


def settle(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Return the event of a verb that is one act or another by what stands with it; none where it is no act."""
    settler = SETTLERS.get(clause.lemma)
    settled = settler(parse, clause, event) if settler is not None else event
    return told_by_object(parse, clause, settled) if settled is not None and clause.lemma in SENSES else settled


def _moved(clause: Clause) -> int:
    """Return where what the verb is done to stands."""
    return clause.subject if clause.passive else clause.object


def _withdrawn(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only forces retreat: who takes home his ENVOY, his money or a privilege, or leaves a BODY, punishes."""
    if event.type != "RETREAT" or event.mode != "withdraw":
        return event
    at = _moved(clause)
    if at < 0:
        nouns = {parse.nouns[place] for word, place in clause.phrases if word in OUT_OF}
        if not nouns.isdisjoint(TALKS):
            event.type, event.mode = "REJECT", ""
        elif not nouns.isdisjoint(LEFT_FOR_GOOD):
            event.type, event.mode = "SANCTION", "discontinue"
        elif not nouns.isdisjoint(DIPLOMATS):  # "pulled out ITS AMBASSADOR"
            event.type, event.mode, event.pattern = "SANCTION", "discontinue", f"{event.pattern}-ambassador"
            event.recipient, event.recipients = None, ()
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
    after = parse.sentence.words[parse.chunks.lasts[at] + 1 :]
    if clause.lemma == "let" and after and after[0].lemma in SPEAKING_OUT:
        return None  # "let Chad SPEAK for itself", "let him DEMONSTRATE"
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
    own = at >= 0 and parse.sentence.words[parse.chunks.begins[at]].text in OWN
    if event.mode == "expel" and own:
        event.mode = "discontinue"  # "ordered ITS ENVOY home"
    if event.type == "RETREAT" and mention is not None and event.actor is not None:
        if _is_foreign(mention, event) and not own:
            event.type, event.mode, event.recipient = "SANCTION", "expel", mention
        return event
    if event.pattern == "order-out-of" and mention is not None and (mention.rank < AGENT or mention.thing):
        return None  # "ordered the map OUT OF ANGER"
    if event.type != "REQUEST" or event.pattern != "order" or mention is None:
        return event
    inner = parse.lookup.get(clause.complement)
    if mention.event and inner is not None and inner.lemma in ENDING and inner.object < 0:
        friendly = HOSTILE.isdisjoint(parse.dictionary.patterns.types_of(parse.nouns[at]))
        event.type, event.mode = ("SANCTION", "discontinue") if friendly else ("RETREAT", "")
        return event
    if not mention.pronoun and (mention.rank < AGENT or mention.event or mention.thing or _is_done(parse, at)):
        return None
    if _next_word(parse, at) in OUT or _next_word(parse, clause.at) in OUT:
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
    before = clause.previous if clause.via == "control" else None
    if event.type == "AID" and before is not None and before.lemma in COMPELLING:
        return None  # "is being MADE TO PAY for the raid"
    if event.type != "AID" or event.pattern != "pay" or at < 0:
        return event
    return None if clause.complement >= 0 or _next_word(parse, at) == "back" else event


def _dared(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who dares to do something threatens nobody; who dares somebody does."""
    return event if clause.object >= 0 or clause.passive else None


def _gone(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Goods that go somewhere meet nobody: "COFFEE went to Hamburg"."""
    goods = event.type == "CONSULT" and clause.subject >= 0 and parse.nouns[clause.subject] in GOODS
    return None if goods else event


def _offered(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is offered is not to whom it is: "offered 2,000 SOLDIERS", "offered patrols TO Chad"."""
    if event.type != "AGREE" or event.pattern not in _OFFERS or clause.passive:
        return event
    if clause.that >= 0 or parse.chunks.kinds.startswith("T", clause.at + 1):
        later = [each for each in parse.clauses if each.at > clause.at]
        reply = any(each.subject >= 0 and parse.nouns[each.subject] in REPRISALS for each in later[:1])
        if reply or any(each.lemma in THREATENED for each in later):
            event.type, event.mode = "THREATEN", ""
        return event
    if clause.object >= 0 and (parse.nouns[clause.object] in THREATENED or _is_reprisal(parse, clause.object)):
        event.type, event.mode = "THREATEN", ""
    if clause.second >= 0 or clause.object < 0 or clause.complement >= 0:
        return event
    phrases = clause.phrases or phrases_after(parse, clause.object)
    brings = GIVEN_TO | AIMED if event.type == "THREATEN" else GIVEN_TO
    to = next((at for word, at in phrases if word in brings and parse.mention(at).rank >= AGENT), -1)
    if to >= 0:
        event.recipient, event.recipients = parse.mention(to), ()
    elif not (parse.mention(clause.object).pronoun or _is_given(parse.mention(clause.object))):
        event.recipient, event.recipients = None, ()
    return event


def _is_reprisal(parse: Parse, at: int) -> bool:
    """Return whether what is promised is no gift: "TOUGHER STEPS", "a CRUSHING RESPONSE"."""
    words = parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at]]
    return parse.nouns[at] in REPRISALS and any(word.text in HARSH for word in words)


def _is_given(mention: Mention) -> bool:
    """Return whether to somebody, not something, is promised: "promised PERU", "promised PARLIAMENT"."""
    return mention.rank == NAME and mention.kind in GIVEN_KINDS and not mention.event and not mention.thing


def _protected(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who protects his own helps nobody: "protect ITS citizens"."""
    at = _moved(clause)
    if event.type != "AID" or at < 0:
        return event
    own = [
        at,
        *[place for word, place in phrases_after(parse, at)[:1] if word == "of"],
    ]  # "the interests of ITS people"
    own = [place for place in own if parse.sentence.words[parse.chunks.begins[place]].text in OWN]
    return None if own and event.recipient is not None and not event.recipient.named else event


def _written(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What a letter says is what is done with it: "wrote to Chad ASKING for grain"."""
    to = next((at for word, at in clause.phrases if word == "to"), -1)
    if event.type != "CONSULT" or to < 0:
        return event
    event.recipient = agent_of(parse, to)
    return _says(parse, event, to)


def _says(parse: Parse, event: Event, at: int) -> Event:
    """Let the verb that follows a letter or a message, or whom it goes to, be what it does."""
    for other in parse.clauses:
        named = other.lemma == "call" and not any(word in ("for", "on") for word, _ in other.phrases)
        if named:
            continue  # "wrote to Chad CALLING the deaths an accident"
        if other.form == "G" and at < other.at <= at + 3 and other.lemma in WRITTEN and not other.passive:
            event.type, event.mode = WRITTEN[other.lemma][0], " ".join(WRITTEN[other.lemma][1:])
            event.mutual, event.pattern = False, f"{event.pattern}+{other.lemma}"
            if event.clause is not None and other.via == "reduced":
                other.subject = event.clause.subject  # "wrote to Chad ASKING Mali to leave": Chad asks nobody
                if other.object < 0 or parse.mention(other.object).pronoun:
                    parse.used.add(other.at)  # "wrote to Chad ASKING IT to leave" is asked once
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


def _signed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What several sign they sign with one another, wherever it is: "Chad and Mali signed a pact IN GENEVA"."""
    if event.type == "SUPPORT" and _next_word(parse, clause.at) == "away":
        event.type, event.mode = "SANCTION", "discontinue"  # "signed AWAY aid to Chad"
    if not event.mutual or not event.actors or clause.passive:
        return event
    phrases = [*clause.phrases, *(phrases_after(parse, clause.object) if clause.object >= 0 else ())]
    if not any(word in ("with", "between") for word, _ in phrases):
        event.recipient, event.recipients = None, ()
    return event


def _took(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Steps are against somebody only where it is said: not "took THE SAME STEP"."""
    taken = parse.nouns[clause.object] if event.pattern == "take-in" and clause.object >= 0 else ""
    if taken and (taken in NO_GUESTS or parse.mention(clause.object).rank == NOTHING):
        return None  # "took SHELTER in Chad's embassy"
    steps = event.type == "COERCE" and "against" in event.pattern and not event.pattern.startswith("take-counter")
    if steps and clause.object >= 0 and not clause.modal:
        phrases = [*clause.phrases, *phrases_after(parse, clause.object)]
        return event if any(word in AIMED for word, _ in phrases) else None
    return _struck(parse, clause, event)


def _is_foreign(mention: Mention, event: Event) -> bool:
    """Return whether somebody is of another state than who acts: "removed six CHADIAN marines from the islet"."""
    return bool(mention.state) and event.actor is not None and event.actor.state not in ("", mention.state)


def _struck(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A list of those who are trusted is no blacklist: "struck Chad from its list of TRUSTED sellers"."""
    taken = parse.mention(_moved(clause)) if event.type == "RETREAT" and _moved(clause) >= 0 else None
    if taken is not None and taken.place is None and _is_foreign(taken, event):
        event.type, event.mode, event.recipient, event.recipients = "COERCE", "deport", taken, ()
    if event.type == "CONCEDE" and event.pattern.endswith(("-list", "-list-of")):
        near = {word.text for word in parse.sentence.words[clause.b : clause.b + 16]}
        if not near.isdisjoint(TRUSTED):
            event.type, event.mode = "SANCTION", "discontinue"
    return event


def _left(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only who takes part in what is common punishes by leaving it: not the PEOPLE who have to leave a country."""
    recipient = event.recipient
    if clause.object >= 0 and _next_word(parse, clause.object) in HURT:
        return None  # "left two soldiers DEAD"
    if event.type != "SANCTION" or event.pattern not in LEAVING or clause.subject < 0:
        return event
    actor = parse.mention(clause.subject)
    going = actor.kind in PEOPLE_KINDS and not actor.named and parse.nouns[clause.subject] not in FORCES
    return None if going and (recipient is None or recipient.kind != "igo") else event


def _recognised(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who recognises a killing as what it is blames its doers; who recognises a state or a leader supports him."""
    at = _moved(clause)
    if event.type != "SUPPORT" or at < 0 or not parse.mention(at).event:
        return event
    if "ASSAULT" in parse.dictionary.patterns.types_of(parse.nouns[at]):
        event.type, event.mode = "ACCUSE", "allege"
        doer = next((place for word, place in phrases_after(parse, at) if word == "by"), -1)
        event.recipient = agent_of(parse, doer) if doer >= 0 else parse.mention(at).owner
    return event


def _shut(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A door shut on people is a border, "shut its door on Chadian TOURISTS"; an EMBASSY that is shut is a sanction."""
    recipient, at = event.recipient, _moved(clause)
    if event.pattern in KEEPING_OUT and (any(word == "out" for word, _ in clause.phrases) or "out" in event.pattern):
        return _kept_out(parse, clause, event)
    if event.type == "COERCE" and event.pattern in ("close", "shut") and at >= 0 and parse.nouns[at] in MISSIONS:
        event.type, event.mode = "SANCTION", "discontinue"
    if event.type == "REJECT" and "door" in event.pattern and recipient is not None and recipient.kind == "person":
        event.type, event.mode = ("SANCTION", "discontinue") if recipient.state else ("COERCE", "restrict")
    return event


def _sent(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A message does what it says, a boat of the navy brings no help, and foreigners sent away are expelled."""
    at = _moved(clause)
    if at < 0:
        return event
    if event.mode == "expel" and event.pattern in SENT_HOME:
        return _sent_home(parse, clause, at, event)
    if event.type in ("CONSULT", "MOBILIZE", "AID") and _is_sent_off(parse, clause, at, event):
        sent = parse.mention(at)
        left = sent.place if parse.nouns[at] in FORCES and not sent.modifiers else None
        event.type, event.mode, event.mutual = ("RETREAT", "withdraw", False) if left else ("SANCTION", "expel", False)
        event.recipient, event.recipients = left or sent, ()  # "sent its soldiers home FROM CHAD"
        return event
    if event.type == "AID" and parse.nouns[at] in BOATS:
        words = parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at]]
        given = parse.nouns[at] in VEHICLES and any(word == "to" for word, _ in clause.phrases)
        if not given and any(word.text in OF_THE_NAVY for word in words):
            event.type, event.mode = "MOBILIZE", ""
        return event
    if event.type != "CONSULT" or parse.nouns[at] not in MESSAGES:
        return event
    said = {parse.nouns[place] for word, place in phrases_after(parse, at) if word == "of"}
    if not said.isdisjoint(KIND_WORDS):
        event.type, event.mode, event.mutual = "SUPPORT", "", False
        return event
    return _says(parse, event, at)


def _sent_home(parse: Parse, clause: Clause, at: int, event: Event) -> Event | None:
    """Who sends home another state's people expels them, or lets go whom he had taken: "SENT the two agents HOME"."""
    sent, actor = parse.mention(at), event.actor
    if parse.sentence.words[parse.chunks.begins[at]].text in OWN:
        return None  # "sent ITS soldiers home from Chad"
    if not sent.state and actor is not None and parse.sentence.words[parse.chunks.begins[at]].text in DEFINITE:
        return _let_home(parse, at, event)
    if not _is_sent_off(parse, clause, at, event):
        return None
    side = actor.state if actor is not None else ""
    event.recipient, event.recipients = sent, ()
    taken = any(
        told.mode == "arrest" and (told.actor_state, told.recipient_state) == (side, sent.state)
        for _, told in parse.memory.recent
    )
    if taken or not EXCHANGED.isdisjoint(parse.nouns[: clause.at]):
        event.type, event.mode = "RETREAT", "release"
    return event


def _let_home(parse: Parse, at: int, event: Event) -> Event | None:
    """Let those who were arrested before be let go: "sent THE TWO AGENTS home"."""
    side = event.actor.state if event.actor is not None else ""
    for _, told in reversed(parse.memory.recent):
        past = next((each.sentence for each in parse.memory.told if each.sentence.start == told.start), None)
        named = past is not None and any(word.noun == parse.nouns[at] for word in past.words)
        if told.mode == "arrest" and named and side in ("", told.actor_state):
            one, other = (recalled(known, parse.mention(at)) for known in known_parties(told))
            event.actor, event.recipient, event.recipients = event.actor if side else one, other, ()
            event.type, event.mode = "RETREAT", "release"
            return event
    return None


def _is_sent_off(parse: Parse, clause: Clause, at: int, event: Event) -> bool:
    """Return whether people of another state are sent away or home: "sent AWAY six Chadian instructors"."""
    sent = parse.mention(at)
    if SENT_OFF.isdisjoint((_next_word(parse, clause.at), _next_word(parse, at))):
        return False
    part = sent.rank == PART and not sent.event and parse.nouns[at] not in CRAFT  # "sent Fijian AGENTS home"
    if sent.kind not in PEOPLE_KINDS and not part:
        return False
    return _is_foreign(sent, event)


def _barred(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is barred from selling to a state is so by that state, where nobody else is told."""
    inner = parse.lookup.get(clause.gerund[1])
    if event.actor is not None or not clause.passive or clause.gerund[0] != "from" or inner is None:
        return event
    place = next((at for word, at in inner.phrases if word in SOLD_IN), -1)
    if place < 0 and inner.object >= 0:
        place = inner.object
    mention = parse.mention(place) if place >= 0 else None
    if mention is not None and mention.rank == NAME and mention.kind == "state":
        event.actor = mention
    return event


def _provided(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A condition helps nobody: "will go PROVIDED Chad agrees"."""
    on_condition = clause.form in "Ee" and clause.object >= 0 and not clause.passive
    return None if on_condition and any(each.subject == clause.object for each in parse.clauses) else event


def _leaned(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who leant on somebody pressed him; who leans on a state needs it: "relies and LEANS ON Chad"."""
    needs = clause.form == "V" and not clause.modal and clause.complement < 0
    state = event.recipient is not None and event.recipient.kind == "state"
    return None if event.type == "REQUEST" and needs and state else event


def _pardoned(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is pardoned is let go."""
    if event.type == "CONCEDE":
        event.type, event.mode = "RETREAT", "release"
    return event


def _backed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who backs fighters arms them, and guns of one's own back nobody: "backs M23 REBELS", "backed by ARTILLERY"."""
    if event.type != "SUPPORT" or event.actor is None or event.recipient is None:
        return event
    guns = event.actor.sentence.words[event.actor.head].noun in FORCES
    if guns and not event.actor.modifiers and not event.actor.owner:
        return None
    if guns or (event.recipient.kind == "armed-group" and event.actor.kind == "state"):
        event.type, event.mode = "AID", ""
    return event


def _blocked(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A state is blocked at a table, roads are blocked by people in protest, and means are frozen."""
    at = _moved(clause)
    if event.type != "COERCE" or at < 0 or event.actor is None:
        return event
    if event.pattern != "block":  # "Farmers blocked THE ROAD TO Chad"
        if event.actor.rank >= AGENT and _is_crowd(event.actor) and parse.nouns[at] in ROADS:
            event.type, event.mode = "PROTEST", ""
        return event
    mention = parse.mention(at)
    if parse.nouns[at] in MEANS:
        event.type, event.mode = "SANCTION", "discontinue"
    elif mention.kind == "state" and _whole(mention):
        event.type, event.mode = "REJECT", ""
    elif event.actor.kind == "person" and not event.actor.named and event.actor.rank >= AGENT:
        event.type, event.mode = "PROTEST", ""
    return event


def _driven(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is driven out by an army, or drives out one, is in a fight: "DRIVEN OUT by the army"."""
    if event.type != "SANCTION" or event.actor is None or event.recipient is None:
        return event
    parties = [mention.sentence.words[mention.head].noun for mention in (event.actor, event.recipient)]
    if not FORCES.isdisjoint(parties) or event.actor.kind == "armed-group":
        event.type, event.mode = "ASSAULT", ""
    return event


def _hit(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is hit by duties is not shelled: "has been HIT BY Chadian DUTIES"."""
    by = next((at for word, at in clause.phrases if word in ("by", "with")), -1)
    at = _moved(clause)
    wares = at >= 0 and not clause.passive and parse.nouns[at] in WARES  # "HIT Chadian COTTON"
    if event.type == "ASSAULT" and (wares or (by >= 0 and parse.nouns[by] in BARRIERS)):
        event.type, event.mode = "SANCTION", "discontinue"
    return event


def _approved(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who approves a delivery OF something does not approve of it: "APPROVED the delivery of tents to Chad"."""
    return None if event.pattern == "approve-of" and clause.object >= 0 and not clause.passive else event


def _besieged(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A crowd around an embassy protests: "Ten thousand people BESIEGED the Chadian CONSULATE"."""
    at = _moved(clause)
    if event.type == "ASSAULT" and at >= 0 and _is_crowd(event.actor) and parse.nouns[at] in MISSIONS:
        event.type, event.mode = "PROTEST", ""
    return event


def _flown(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who flies another state's people there, as prisoners, visits nobody: "FLEW 28 convicted AFGHANS to Kabul"."""
    at = _moved(clause)
    if event.type != "CONSULT" or event.mode != "visit" or at < 0 or event.recipient is None:
        return event
    if parse.nouns[at] in PASSENGERS:
        return None  # "flew two PATIENTS to Auckland"
    flown = parse.mention(at)
    own = event.actor is not None and event.actor.state in ("", flown.state)
    foreign = bool(flown.state) and flown.state == event.recipient.state and not own
    if not foreign or flown.pronoun or parse.nouns[at] in FORCES:
        return event
    event.type, event.mode, event.mutual = "COERCE", "deport", False
    return event


def _treated(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """One person who is treated, or is to be, is no act between states: "WHOSE CHILD was to be treated by"."""
    at = _moved(clause)
    if event.type != "AID" or at < 0 or clause.modal == "to":
        return event if event.type != "AID" else None
    alone = parse.nouns[at] not in FORCES and parse.sentence.words[parse.chunks.lasts[at]].text == parse.nouns[at]
    return None if alone or (at > 0 and parse.chunks.kinds[at - 1] == "W") else event


def _lifted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is lifted TO or BY so much is raised: "LIFTED duties on Chadian cotton TO 40 PERCENT"."""
    if event.type == "CONCEDE" and is_raised(parse, clause):
        event.type, event.mode = "SANCTION", "discontinue"
    return event


def is_raised(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb brings to, or by, how much: "TO 40 PERCENT"."""
    chunks = parse.chunks
    places = [at for word, at in clause.phrases if word in RAISED_BY]
    return any("#" in parse.sentence.tags[chunks.begins[at] : chunks.lasts[at] + 1] for at in places)


def _renounced(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What is given up by everybody is done to nobody: "renounced TERRORISM in a letter to Chad"."""
    at = _moved(clause)
    alone = at >= 0 and parse.nouns[at] in RENOUNCED and not parse.mention(at).owner and not parse.mention(at).state
    return None if event.type == "REJECT" and alone else event


def _informed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is told that something is so is told it, and not met: "INFORMED the envoy THAT it would pay"."""
    by_phone = any(parse.nouns[at] in PHONES for _, at in clause.phrases)
    return None if event.type == "CONSULT" and clause.that >= 0 and not by_phone else event


def _called(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only who is somebody is rung up, not "called Japan a leader"; "called the STRIKE on Chad fair" protests not."""
    if event.type == "PROTEST" and clause.object >= 0:
        aimed = any(word in AIMED for word, _ in phrases_after(parse, clause.object))
        return None if clause.second >= 0 or aimed else event
    if clause.object >= 0 and parse.mention(clause.object).pronoun and _is_recalled(parse, clause):
        event.type, event.mode, event.pattern = "SANCTION", "discontinue", "call-ambassador-home"
        event.recipient, event.recipients = None, ()
        return event
    return event if event.mode != "phone" or _is_phoned(parse, clause, _moved(clause)) else None


def _is_recalled(parse: Parse, clause: Clause) -> bool:
    """Return whether an envoy told before is called home: "CALLED HIM BACK for consultations"."""
    consulted = any(word == "for" and parse.nouns[at] == "consultation" for word, at in clause.phrases)
    return _next_word(parse, clause.object) in ("home", "back") and consulted


def _is_phoned(parse: Parse, clause: Clause, at: int) -> bool:
    if clause.second >= 0 or (clause.via == "shared" and parse.chunks.kinds[: clause.at].endswith(",")):
        return False  # ", CALLED Red Rock"
    mention = parse.mention(at) if at >= 0 else None
    if mention is not None and mention.rank == PART and (mention.event or is_deed(parse, at)):
        return False  # "called THE SAUDI-LED WAR futile", "called CHAD'S DECISION to close it a mistake"
    if parse.chunks.kinds.startswith((",n,n", ",n,j"), at + 1):
        return False  # "called its president, Juan Perez, a liar"
    if mention is None or mention.pronoun:
        return True
    if mention.named or parse.heads[at].name is not None:
        return mention.kind != "other" or (mention.rank != AGENT and clause.via != "relative")
    office = parse.nouns[at] in RUNG
    if mention.kind in PEOPLE_KINDS:  # "called THE MISSION defensive", "called THE RIOTERS extremists"
        return office or (mention.kind == "person" and not parse.heads[at].text.endswith("s"))
    return mention.kind == "state"


def _assured(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who assures another of how it is, not of what he will do, backs him: "assured Chad that it STOOD by it"."""
    told = next((other for other in parse.clauses if other.at > clause.that >= 0), None)
    if event.type != "AGREE" or told is None or told.modal or told.form not in "VE" or told.via == "reduced":
        return event
    if all(word.lemma != "have" for word in parse.sentence.words[told.a : told.head]):
        event.type, event.mode = "SUPPORT", ""
    return event


def _escorted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Jets and ships of nobody named are no help: "a plane ESCORTED BY a fighter jet"."""
    if event.type != "AID" or event.actor is None or not clause.passive:
        return event
    return None if event.actor.thing or not event.actor.state else event


def _wanted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What somebody wants done is asked of nobody told: "wants HIM EXTRADITED"."""
    if event.type == "REQUEST" and clause.object < 0 and clause.complement < 0 and clause.form in "Ee":
        return None  # "a man WANTED in Chad on fraud charges"
    if event.type != "REQUEST" or clause.object < 0 or any(word == "from" for word, _ in clause.phrases):
        return event
    return None if _is_done(parse, clause.object) or parse.mention(clause.object).pronoun else event


def _is_done(parse: Parse, at: int) -> bool:
    """Return whether a participle behind a phrase says what is to be done with it: "the road OPENED"."""
    return any(each.subject == at and each.form in "Ee" and each.via == "reduced" for each in parse.clauses)


def _shot(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Words are shot back, too: "shot back THAT Chad was to blame"."""
    if event.type == "ASSAULT" and clause.that >= 0:
        event.type, event.mode = "ACCUSE", "disapprove"
    return event


def _fought(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """What a war is over is not who it is with: "Chad and Mali FOUGHT A WAR OVER Gao"."""
    at = clause.object
    if event.type != "ASSAULT" or at < 0 or parse.nouns[at] not in WARS or event.recipient is None:
        return event
    brought = [word for word, place in clause.phrases if parse.mention(place) is event.recipient]
    if not FOUGHT_WITH.isdisjoint(brought):
        return event
    event.recipient, event.recipients, event.mutual = None, (), bool(event.actors)
    return event


def _walked(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A minister walks out of a meeting, workers of a factory."""
    actor = event.actor
    if event.type == "PROTEST" and actor is not None and (actor.kind in OFFICIAL_KINDS or actor.named):
        event.type, event.mode = "REJECT", ""
    return event


def _described(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only what is bad is blamed, not what is one's own or an answer: "regards it AS ITS OWN", "AS A REPLY to"."""
    if event.type != "ACCUSE" or event.pattern != f"{clause.lemma}-as":
        return event
    words, end = parse.sentence.words, len(parse.sentence.words)
    begin = next((i for i in range(clause.b, end) if words[i].text == "as"), end)
    until = next((i for i in range(begin, end) if words[i].text in ENDS), end)
    said = {text for word in words[begin + 1 : min(until, begin + SAID_WITHIN)] for text in (word.text, word.noun)}
    return event if NEUTRAL.isdisjoint(said) or not BAD.isdisjoint(said) else None


def _regretted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who regrets trouble caused is sorry, who regrets a death feels with others: "regretted ANY OFFENCE to Chad"."""
    if event.type != "ACCUSE" or clause.object < 0 or event.actor is None:
        return event
    kind = kind_of_regret(parse, clause.object, event.actor)
    if kind in ("CONCEDE", "SUPPORT"):
        event.type, event.mode = kind, ""
    return event


def _kept_out(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is kept out of something undergoes it, not what he is kept out of: "kept KOSOVO out of the union"."""
    where = next((at for word, at in clause.phrases if word in FROM_WHERE), -1)
    if event.pattern not in KEEPING_OUT or (event.pattern == "shut" and where < 0):
        return event
    at = _moved(clause)
    if event.recipient is not None and event.recipient.kind == "igo" and clause.gerund[0] in FROM_WHERE:
        event.type, event.mode, event.on_state = "REJECT", "", ""  # "kept the Council FROM CONDEMNING it"
    if at < 0 or parse.chunks.kinds[at] != "n":
        aside = where >= 0 and parse.sentence.words[parse.chunks.begins[where] - 1].text == "of"
        return None if aside else event  # "kept OUT OF the quarrel", and not "kept out Chadian CROPS"
    kept = parse.mention(at)
    if parse.sentence.words[parse.chunks.begins[at]].text in OWN and kept.owner is None:
        return None  # "kept ITS TROOPS out of Chad"
    if event.pattern == "exclude" and (kept.event or kept.rank < PART):
        return None  # "excluded AN ATTACK"
    if not kept.pronoun and kept.rank >= PART and not (kept.thing and not kept.state):
        event.recipient, event.recipients = agent_of(parse, at), joined_to(parse, at)
    if where >= 0 and (
        parse.mention(where).kind == "igo" or parse.nouns[where] in BODIES or parse.mention(where).event
    ):
        event.type, event.mode, event.on_state = "REJECT", "", ""
    return event


def _blamed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who blames what nobody did blames nobody: "blamed TECHNICAL CAUSES"."""
    at = _moved(clause)
    if event.type != "ACCUSE" or at < 0 or any(word in BLAMED_FOR for word, _ in clause.phrases):
        return event
    blamed = parse.mention(at)
    nobody = blamed.thing and blamed.rank == NOTHING and not blamed.event and parse.nouns[at] not in OTHERS
    return None if nobody and not points_back(parse, at) else event


def kind_of_regret(parse: Parse, at: int, actor: Mention) -> str:
    """Return what it is to regret what a phrase names: CONCEDE, SUPPORT or ACCUSE, "" where the words do not tell.

    It is an apology for trouble caused and for what one's own did, sympathy for a loss, and blame of another's act.
    """
    if parse.chunks.kinds[at] != "n":
        return ""
    if parse.nouns[at] in TROUBLES:
        return "CONCEDE"
    if parse.nouns[at] in LOSSES:
        return "SUPPORT"
    brings = DONE_BY if parse.nouns[at] in CONDUCT else {"by"}
    doers = [at, *[place for word, place in phrases_after(parse, at) if word in brings]]
    if any(parse.sentence.words[parse.chunks.begins[place]].text in OWN for place in doers):
        return "CONCEDE"
    doer = next((parse.mention(place) for place in doers[1:]), parse.mention(at).owner)
    if doer is None or not doer.state:
        return ""
    return "CONCEDE" if doer.state == actor.state else "ACCUSE"


def _sacked(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Only a place is stormed: who sacks a MINISTER, or the JUDGES, dismisses them."""
    at = _moved(clause)
    place = at >= 0 and (parse.mention(at).named or parse.nouns[at] in SACKED)
    return event if event.type != "ASSAULT" or place else None


def _stood(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who stands by somebody does so at once: not "STOOD AT 80 percent in a poll BY Gallup"."""
    if event.type != "SUPPORT" or not event.pattern.startswith("stand-"):
        return event
    near = clause.phrases[0][0] if clause.phrases else ""
    return event if near in event.pattern.split("-") else None


def _admitted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is admitted AS A MEMBER, or by a body, is backed."""
    joins = any(word in ("as", "to") and parse.nouns[at] in MEMBERS for word, at in clause.phrases)
    if event.type == "RETREAT" and (joins or (event.actor is not None and event.actor.kind == "igo")):
        event.type, event.mode = "SUPPORT", ""
    return event


def _evacuated(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who takes people out of danger whose state is not told saves his own: "evacuated 137,000 PEOPLE"."""
    at = _moved(clause)
    own = event.type == "AID" and at >= 0 and parse.mention(at).kind == "person" and not parse.mention(at).state
    return None if own and not parse.mention(at).named else event


def _pressed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who presses ON or AHEAD with something asks nobody."""
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    return None if event.type == "REQUEST" and after and after[0].text in ONWARD else event


def _opposed(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Who is told to be against somebody does nothing: "a party OPPOSED TO the accord"."""
    bare = clause.object < 0 and clause.b - clause.a == 1 and any(word == "to" for word, _ in clause.phrases)
    return None if (bare or clause.via == "reduced") and event.type == "REJECT" else event


def _surrounded(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """A crowd that surrounds an embassy protests; only forces are moved."""
    if event.type == "MOBILIZE" and _is_crowd(event.actor):
        event.type, event.mode = "PROTEST", ""
    return event


def _ousted(parse: Parse, clause: Clause, event: Event) -> Event | None:
    """Soldiers who oust a president use force; a crowd that does so has protested."""
    if event.type == "PROTEST" and event.actor is not None and _head(event.actor) in ARMED:
        event.type, event.mode = "COERCE", ""
    return event


def _is_crowd(actor: Mention | None) -> bool:
    """Return whether people act whom nobody commands: no soldiers, and nobody by name."""
    return actor is not None and actor.kind == "person" and not actor.named and _head(actor) not in FORCES


def _head(mention: Mention) -> str:
    return mention.sentence.words[mention.head].noun


_OFFERS = word_class("settling.offers")
SETTLERS: dict[str, Callable[[Parse, Clause, Event], Event | None]] = {
    "withdraw": _withdrawn,
    "pull": _withdrawn,
    "let": _let,
    "order": _ordered,
    "pay": _paid,
    "dare": _dared,
    "go": _gone,
    "surround": _surrounded,
    "encircle": _surrounded,
    "oust": _ousted,
    "overthrow": _ousted,
    "topple": _ousted,
    "depose": _ousted,
    "unseat": _ousted,
    "want": _wanted,
    "sack": _sacked,
    "stand": _stood,
    "admit": _admitted,
    "press": _pressed,
    "evacuate": _evacuated,
    "blame": _blamed,
    **dict.fromkeys(word_class("settling.barring"), _kept_out),
    "regret": _regretted,
    "lament": _regretted,
    **dict.fromkeys(word_class("settling.describing"), _described),
    "shoot": _shot,
    "walk": _walked,
    "fight": _fought,
    "wage": _fought,
    "oppose": _opposed,
    "sign": _signed,
    "initial": _signed,
    "take": _took,
    "strike": _struck,
    "drop": _struck,
    "remove": _struck,
    "delete": _struck,
    "leave": _left,
    "quit": _left,
    "exit": _left,
    "recognise": _recognised,
    "recognize": _recognised,
    "shut": _shut,
    "close": _shut,
    "slam": _shut,
    "send": _sent,
    "bar": _barred,
    "ban": _barred,
    "provide": _provided,
    "pardon": _pardoned,
    "lean": _leaned,
    "write": _written,
    "seize": _seized,
    "protest": _protested,
    "back": _backed,
    "block": _blocked,
    "jam": _blocked,
    "drive": _driven,
    "escort": _escorted,
    "hit": _hit,
    "call": _called,
    "assure": _assured,
    "reassure": _assured,
    "fly": _flown,
    "treat": _treated,
    "inform": _informed,
    "besiege": _besieged,
    "approve": _approved,
    "notify": _informed,
    "renounce": _renounced,
    "forswear": _renounced,
    "disavow": _renounced,
    "lift": _lifted,
    **dict.fromkeys(word_class("match.protecting"), _protected),
    **dict.fromkeys(_OFFERS, _offered),
}


def only_sounds(parse: Parse, clause: Clause, kind: str, recipient: Mention) -> bool:
    """Return whether an idiom tells no act: "will PAY FOR it", "IS TO BLAME", "TALKED ABOUT a road to Chad"."""
    brought = [word for word, _ in clause.phrases]
    if clause.lemma == "pay":
        return kind == "AGREE" and clause.object < clause.at and "for" in brought
    if clause.lemma == "blame":
        return clause.object < 0 and not clause.passive and parse.sentence.words[clause.a].lemma == "be"
    if clause.lemma == "order":  # "ordered POLICE to guard the embassy": his own
        guessed = not recipient.state or (recipient.identity, recipient.state) in parse.memory.guessed
        return kind == "REQUEST" and guessed and recipient.sentence.words[recipient.head].noun in POLICE
    return kind == "CONSULT" and brought[:1] in (["about"], ["of"]) and NAMED_TO.isdisjoint(brought)


def settle_lifting(event: Event) -> None:
    """Let what ends a measure against another state be done, not only said: "LIFTED THE BAN on Chadian fish"."""
    words, recipient, actor = pattern_words(event.pattern), event.recipient, event.actor
    if recipient is None or actor is None or LIFTING.isdisjoint(words) or LIFTED.isdisjoint(map(singular, words)):
        return
    if recipient.state and recipient.state != actor.state and event.stance != "proposes":
        event.type, event.mode = "RETREAT", ""


def settle_sanctions(event: Event, parse: Parse) -> None:
    """Let what its pattern says is one thing to a state and another to persons be what it is to this recipient."""
    recipient, actor, clause = event.recipient, event.actor, event.clause
    if recipient is None or actor is None:
        return
    side = recipient.state or (recipient.identity if recipient.kind in ABROAD else "")
    if not side or side == (actor.state or actor.identity):
        return
    known = actor.state or actor.kind == "igo"
    if known and event.mode == "restrict" and clause is not None and clause.lemma in MEASURES:
        inner = parse.lookup.get(clause.gerund[1])
        if inner is not None and inner.lemma in LEAVING:
            return  # "barred Chadians FROM LEAVING" holds them
        event.type, event.mode = "SANCTION", "discontinue"  # "BARRED Chadian ministers", not its own
        return
    if not event.on_state:
        return
    words = recipient.sentence.words[recipient.a : recipient.head + 1]
    body = recipient.kind != "igo" and any(word.noun in SPACE_BODIES for word in words)
    if not body and not (recipient.kind == "person" and (recipient.named or words[-1].name is not None)):
        event.type, event.mode = event.on_state, "discontinue"
