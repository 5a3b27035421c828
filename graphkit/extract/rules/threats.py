"""Threatened and vowed answers, those that are the same again ("followed suit"), and verdicts on another's act."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause, main_before
from graphkit.extract.rules.deeds import (
    is_deed,
    is_named,
    kinds_of,
    named_act,
    points_back,
    provoker_in,
    said_by,
    words_of,
)
from graphkit.extract.rules.dictionary import Pattern, known_parties
from graphkit.extract.rules.match import actor_of, agent_of, maker_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    is_one,
    is_somebody,
    joined_to,
    known_as,
    nouns_at,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.parties import ALIKE, Provoked, at_verb, let_answer
from graphkit.extract.rules.responses import (
    ANSWER_NOUNS,
    ANSWERED,
    DESERVING,
    DRAWING,
    FUTURE,
    NAMING,
    NEAR,
    RECENT,
    RESPONDED_TO,
    RESPONDING,
    is_responding,
)
from graphkit.extract.rules.words import word_class, word_table

RESPONSES = word_class("answers.answers")
DOINGS = word_class("answers.doings")
ANGRY, UNTRUE = word_class("verdicts.angry"), word_class("verdicts.untrue")
TROUBLED, TROUBLED_BY = word_class("verdicts.troubled"), word_class("verdicts.troubled_by")
DRAWN = word_table("answering.drawn")
REACTING = word_class("answering.reacting")
QUICK = word_class("replies.quick")
OWNING_UP, MISTAKES = word_class("senses.owning_up"), word_class("senses.mistakes")
HIT_BY = word_class("senses.hit_by")
SHARP = word_class("answering.sharp")
MEETING = word_class("answering.met_with")
WELCOME_TO = word_class("verdicts.welcome_to")
DRAWN_FROM, STEM = word_class("answering.drawn_from"), 4


REPAYING, FOLLOWED = word_class("answering.repaying"), word_class("answering.followed")
SO, TOO = word_class("answering.so"), word_class("answering.too")


def vowed_response(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever vows an answer: "vowed to RESPOND to the strikes", "WILL RETALIATE"."""
    vowed = clause.lemma in parse.dictionary.patterns.vowing
    if vowed and clause.lemma != "be" and clause.object >= 0 and parse.nouns[clause.object] in ANSWER_NOUNS:
        return _vowed_noun(parse, clause)
    said = parse.lookup.get(clause.complement) if vowed else clause
    if clause.lemma == "be" and parse.sentence.words[min(clause.b, len(parse.sentence.words) - 1)].text in QUICK:
        return None  # "was QUICK to react": what it did is told next
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
    kinds = parse.dictionary.patterns.types_of(parse.nouns[to]) if to >= 0 else set()
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
    if not any(parse.nouns[at] in RESPONSES for at in places if at >= 0):
        return None
    home, side = parse.memory.home, agent_of(parse, clause.subject)
    if home is not None and coming and is_somebody(side) and side is not None and side.state not in ("", home[2]):
        ours = recalled(home, Mention(clause.a, clause.b, parse.sentence))  # "IT WILL MEET a firm answer"
        return Event("THREATEN", "", f"will+{clause.lemma}-answer", ours, side, -0.05, clause, (clause.a, clause.b))
    if not _is_doing(parse, clause.subject):
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


def threatened_cost(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat in "said Chad would FACE CONSEQUENCES", "told it that it would pay a PRICE"."""
    said = said_by(parse, clause) if parse.nouns[clause.object] in PRICES and clause.subject >= 0 else None
    if said is None:
        return None
    actor, others = actor_of(parse, said)
    target = agent_of(parse, clause.subject)
    if (target is None or target.pronoun or is_one(target, actor)) and said.object >= 0:
        target = parse.mention(said.object)
    if not is_somebody(actor) or not is_somebody(target) or is_one(actor, target):
        return None
    name = f"{clause.lemma}-{parse.nouns[clause.object]}"
    event = Event("THREATEN", "", name, actor, target, -0.05, clause, (clause.a, clause.b))
    event.actors = others
    return event


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
    kind = any(word == "in" and parse.nouns[at] in ALIKE for word, at in clause.phrases)
    returned = _returned(parse, clause)
    kind = kind or bool(returned)
    alike = kind or (words and any(word.noun in ALIKE for word in words[:2]))
    if not alike:
        return [] if clause.lemma in REPAYING else _too(parse, clause, events)
    if clause.negated or clause.modal or clause.subject < 0 or clause.gerund[1] >= 0:
        return []
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or actor.pronoun:
        return []
    side = actor.state or actor.identity
    before = list(_done_before(parse, clause, events))
    for i, (act, doer, sufferer, found) in enumerate(before):
        back = side == (sufferer.state or sufferer.identity)
        if is_one(actor, doer) or (kind and not back) or (returned and not _is_returned(parse, clause, act)):
            continue
        first = [other for other in before[i + 1 :] if is_one(doer, other[2]) and is_one(sufferer, other[1])]
        if first and not back and act.type not in FOLLOWED and first[0][0].type in FOLLOWED:
            continue  # who was struck strikes back: "Mali expelled Chad's envoy. Chad protested. NIGER DID LIKEWISE"
        same = act.responds_to if isinstance(act, Proposal) and act.responds_to is not None else -1
        told = next(
            (e for e in events if e.clause is not None and e.clause.form == "G" and e.clause.matrix == clause.at), None
        )
        if told is not None and not back:
            told.answers = same  # "followed suit, EXPELLING two envoys"
            return []
        target = at_verb(parse, clause, doer if back else sufferer)
        made = Event(act.type, act.mode, f"{clause.lemma}-alike", actor, target, 0.0, clause, (clause.a, clause.b))
        made.actors = others
        let_answer(parse, made, found if back else Provoked(doer, None, same))
        return [made]
    return _done_in_return(parse, clause, actor, others) if returned else []


def _done_in_return(parse: Parse, clause: Clause, actor: Mention, others: tuple[Mention, ...]) -> list[Event]:
    """Return what is done in return for an act that only a phrase tells: "reciprocated CHAD'S EXPULSION of"."""
    at = clause.object
    named = named_act(parse, at) if at >= 0 else None
    doer = provoker_in(parse, at) if named is not None else None
    if named is None or doer is None or not is_somebody(doer) or is_one(doer, actor):
        return []
    cue = (clause.a, clause.b)
    made = Event(named.type, named.mode, f"{clause.lemma}-alike", actor, as_state(parse, doer), 0.0, clause, cue)
    made.actors = others
    return [made]


def _returned(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb says that an act is done in return: "RECIPROCATED on Friday", "MATCHED the expulsions"."""
    if clause.lemma not in REPAYING or clause.passive or clause.subject < 0:
        return False
    at = clause.object
    return clause.lemma in RESPONDING if at < 0 else points_back(parse, at) and not parse.mention(at).pronoun


def _is_returned(parse: Parse, clause: Clause, act: Event | Proposal) -> bool:
    """Return whether an act told before is the one that a verb says is done in return: "matched THE EXPULSIONS"."""
    return clause.object < 0 or is_named(parse, clause.object, kinds_of(parse, clause.object), act)


def _too(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return what somebody did too: "SO DID LIMA", ", AS HAS LIMA", "Lima DID TOO"."""
    if is_inverted(parse, clause):
        at = clause.object
    elif clause.object < 0 and not (clause.negated or clause.modal or clause.complement >= 0):
        at = clause.subject
    else:
        return []
    return _done_too(parse, at, (clause.a, clause.b), clause, events) if at >= 0 else []


def fragment_events(parse: Parse) -> list[Event]:
    """Return what the sentence before tells, done by whom a sentence without a verb names: "LIMA, TOO."."""
    after = next((i for i, word in enumerate(parse.sentence.words) if word.text in TOO), 0)
    return _done_too(parse, 0, (after, after + 1), None, []) if after else []


def is_inverted(parse: Parse, clause: Clause) -> bool:
    """Return whether a clause says no more than that somebody did so as well: "SO DID Chad", "AS WILL Chad"."""
    at = clause.at
    after = parse.chunks.kinds[at + 2 : at + 3]
    said = clause.form in "AMB" and clause.object == at + 1 and after != "v" and not clause.negated
    return said and at > 0 and parse.chunks.word(at - 1) in SO


def _done_too(parse: Parse, at: int, cue: tuple[int, int], clause: Clause | None, events: list[Event]) -> list[Event]:
    """Return the act told right before, done by another to the same."""
    actor, others = parse.mention(at), joined_to(parse, at)
    if actor.rank < PART or actor.pronoun or actor.thing or actor.event or (actor.rank < NAME and not actor.state):
        return []
    here = [each for each in events if each.cue[0] < cue[0] and is_somebody(each.actor)]
    act: Event | Proposal | None = here[-1] if here else None
    if not here and parse.memory.recent and parse.memory.told:
        last = parse.memory.recent[-1][1]
        act = last if last.start >= parse.memory.told[-1].sentence.start else None
    if act is None:
        return []
    doer: Mention | None
    sufferer: Mention | None
    place = Mention(cue[0], cue[1], parse.sentence)
    if isinstance(act, Event):
        doer, sufferer = act.actor, act.recipient
    else:
        doer, sufferer = (recalled(known, place) for known in known_parties(act))
    if is_one(actor, doer) or sufferer is None or not is_somebody(sufferer):
        return []
    target = doer if is_one(actor, sufferer) else sufferer
    if target is None or target.thing:
        return []
    again = recalled(known_as(target), place)
    made = Event(act.type, act.mode, "do-too", actor, again, 0.05, clause, cue, act.mutual)
    made.actors, made.on_state = others, act.on_state if isinstance(act, Event) else ""
    return [made]


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


# What somebody calls another's act: "called the arrests unjustified", "said that Chad's raid was a crime"


JUDGING = word_class("verdicts.judging")
AMOUNTING = word_class("verdicts.amounting")
BAD = word_class("verdicts.bad")
GOOD = word_class("verdicts.good")
SAID = BAD | GOOD
CLAIMS = word_class("verdicts.claims")
POINTING = word_class("coder.pointing")
CHARGES = word_class("sides.charges")
PRICES = word_class("roundabout.prices")
POINTED = word_class("verdicts.pointed")
NAMING_SO = word_class("verdicts.naming_so")
HITTING = word_class("coder.harm") | {"RETREAT"}  # "the downing" is, by its verb, a taking down as well
VERDICT_NEAR = 5  # proposals looked back at


def verdict_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the praise or blame that a clause gives to what another did, or said."""
    if clause.negated or clause.passive:
        return None
    if clause.lemma in JUDGING:
        return _judged(parse, clause)
    return _said_to_be(parse, clause) if clause.lemma in AMOUNTING and clause.subject >= 0 else None


def _judged(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of "called the arrests unjustified", "described Chad's move as a provocation"."""
    at = clause.second if clause.second >= 0 else clause.object
    kinds = parse.chunks.kinds
    if clause.subject == clause.at - 1 and kinds[max(clause.subject - 2, 0) : clause.subject] == ",W":
        return _judged_aside(parse, clause)
    if at < 0:
        return None
    after = _said_at(parse, at)
    actor, others = actor_of(parse, clause)
    last = parse.sentence.words[parse.chunks.lasts[at]].text
    alone = at == clause.object and parse.chunks.lasts[at] > parse.chunks.begins[at]
    said = words_of(parse, after)
    if kinds.startswith("In", after + 1) and parse.chunks.word(after + 1) == "of":
        said |= words_of(parse, after + 2)  # "a sign of WEAKNESS"
    if alone and last in SAID:
        said = frozenset([last])  # "called the image INSULTING"
    return _verdict(parse, clause, at, said, actor, others)


def _said_at(parse: Parse, at: int) -> int:
    """Return where it stands what something is said to be: "called Peru's step to shut its port A PROVOCATION"."""
    kinds, after = parse.chunks.kinds, at + 1
    if kinds.startswith((",n,n", ",n,j"), after):
        return after + 3  # "called its president, Juan Perez, A LIAR"
    while kinds.startswith("In", after) and parse.chunks.word(after) != "as":
        after += 2
    if kinds.startswith("v", after) and parse.lookup[after].form == "o":
        apart = min([i for i in (kinds.find("nn", after), kinds.find("nj", after)) if i >= 0], default=-1)
        return apart + 1 if apart >= 0 and not kinds[after + 1 : apart].strip("nIv") else after
    return after + kinds.startswith("I", after)  # "as"


def _judged_aside(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict on what was told right before: "Peru shut its border, WHICH CHILE CALLED ILLEGAL"."""
    actor, others = actor_of(parse, clause)
    after = clause.at + 1
    after += parse.chunks.kinds.startswith("I", after)  # "as"
    said, at = words_of(parse, after), clause.subject - 3
    main = main_before(parse.clauses, at)
    if actor is None or actor.rank < AGENT or bool(said & BAD) == bool(said & GOOD) or main is None:
        return None
    named = parse.mention(at) if at >= 0 and parse.chunks.kinds[at] == "n" else None
    doer = _doer(parse, at, actor)[0] if named is not None and named.event else None
    doer = doer if is_somebody(doer) else actor_of(parse, main)[0]
    if not is_somebody(doer) or is_one(doer, actor):
        return None
    kind, mode = ("ACCUSE", "disapprove") if said & BAD else ("SUPPORT", "")
    target = at_verb(parse, clause, doer) if doer is not None else None
    name = f"{clause.lemma}-{min(said & SAID)}"
    event = Event(kind, mode, name, actor, target, -0.05, clause, (clause.a, clause.b))
    event.actors = others
    return event


def feeling_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the blame or thanks of who feels so: "was ALARMED by Peru's raid", "is GRATEFUL to Peru"."""
    if clause.subject < 0 or clause.negated:
        return None
    actor = agent_of(parse, clause.subject)
    blames = clause.lemma in TROUBLED or not words_of(parse, clause.at + 1).isdisjoint(ANGRY)
    place = next((at for word, at in clause.phrases if word in (TROUBLED_BY if blames else ("to",))), -1)
    if actor is None or actor.rank < AGENT or place < 0:
        return None
    named = parse.mention(place)
    doer = _doer(parse, place, actor)[0] if not blames or named.event or is_deed(parse, place) else None
    if not is_somebody(doer) or is_one(doer, actor):
        return None
    kind, mode = ("ACCUSE", "disapprove") if blames else ("SUPPORT", "")
    event = Event(
        kind,
        mode,
        f"be-{('angry' if blames else 'grateful') if clause.lemma == 'be' else clause.lemma}",
        actor,
        doer,
        -0.05,
        clause,
        (clause.a, clause.b),
    )
    event.actors = joined_to(parse, clause.subject)
    return event


def _said_to_be(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of who says that an act was wrong: "said that Chad's raid was a crime"."""
    report = said_by(parse, clause)
    if report is None:
        return None
    words = [word.text for word in parse.sentence.words[clause.b : clause.b + 3]]
    if words[:2] == ["welcome", "to"] and parse.sentence.tags[clause.b + 2] in "vVN" and words[2] not in WELCOME_TO:
        return None  # "said the judges were WELCOME TO SWALLOW their paper"
    actor, others = actor_of(parse, report)
    after = clause.at + 1
    after += parse.chunks.kinds.startswith("I", after)  # "amounted TO"
    said, kinds = words_of(parse, after), parse.chunks.kinds
    while kinds.startswith(("nj", "jC", "Cj", "Cn", "jn"), after):  # "was AN EXTREMELY SELFISH AND RECKLESS ACT"
        after += 1
        said |= words_of(parse, after)
    if report.lemma in OWNING_UP and not said.isdisjoint(MISTAKES) and actor is not None:
        return _owned_up(parse, clause, actor, others)
    return _verdict(parse, clause, clause.subject, said, actor, others)


def _owned_up(parse: Parse, clause: Clause, actor: Mention, others: tuple[Mention, ...]) -> Event | None:
    """Return the apology of who says that what he did was wrong: "ACKNOWLEDGED that the raid had been A MISTAKE"."""
    if actor.rank < AGENT:
        return None
    near = [parse.mention(at) for word, at in phrases_after(parse, clause.subject) if word in HIT_BY]
    harmed = next((each for each in near if each.rank >= PART and not is_one(each, actor)), None)
    if harmed is None:
        harmed = _doer(parse, clause.subject, actor)[0]
    if harmed is None or is_one(harmed, actor):
        return None
    name = f"{clause.lemma}-mistake"
    event = Event("CONCEDE", "", name, actor, harmed, 0.0, clause, (clause.a, clause.b))
    event.actors = others
    return event


def _verdict(
    parse: Parse, clause: Clause, at: int, said: frozenset[str], actor: Mention | None, others: tuple[Mention, ...]
) -> Event | None:
    bad, good = bool(said & BAD), bool(said & GOOD)
    charge = _charge_before(parse, at, actor)
    if not (bad or good or not said) and clause.lemma in NAMING_SO and said.isdisjoint(ANSWER_NOUNS):
        bad = charge is not None or _hits(parse, at)  # "called the downing A STAB in the back"
    if good and "responsible" in said and parse.mention(at).rank >= AGENT and not parse.mention(at).event:
        bad, good = True, False  # "said that MILITANTS were responsible", not "called the step responsible"
    if actor is None or actor.rank < AGENT or bad == good:
        return None
    name = f"{clause.lemma}-{min(said & SAID, default='so')}"
    if bad and charge is not None:
        event = Event("REJECT", "", name, actor, charge, 0.0, clause, (clause.a, clause.b))
        event.actors = others
        return event
    blamed, more = _doer(parse, at, actor)
    if blamed is None and not (parse.memory.told and _is_aimed(parse, at)):
        return None
    kind, mode = ("SUPPORT", "") if good else ("ACCUSE", "disapprove")
    if bad and parse.nouns[at] in CLAIMS:
        kind, mode = "REJECT", ""
    claimant = parse.memory.claimant
    if (
        at != clause.subject
        and not said.isdisjoint(UNTRUE)
        and parse.sentence.words[parse.mention(at).a].text in POINTED
    ):
        kind, mode = "REJECT", ""  # "called THAT A LIE"
        if claimant is not None and (claimant[2] or claimant[0]) != (actor.state or actor.identity):
            blamed = recalled(claimant, parse.mention(at))
    event = Event(kind, mode, name, actor, blamed, 0.0, clause, (clause.a, clause.b))
    event.actors, event.recipients = others, more
    return event


def _charge_before(parse: Parse, at: int, actor: Mention | None) -> Mention | None:
    """Return who laid on somebody the charge that he judges: "called THE CHARGE an invention"."""
    mention = parse.mention(at)
    pointed = mention.pronoun and parse.sentence.words[mention.head].text in POINTED
    if actor is None or not (pointed or (parse.nouns[at] in CHARGES and mention.rank < PART and mention.owner is None)):
        return None
    side = actor.state or actor.identity
    for event in parse.events[::-1]:
        if event.cue[0] < mention.a and is_somebody(event.actor) and event.recipient is not None:
            assert event.actor is not None
            if is_one(event.recipient, actor):
                told = event.type == "ACCUSE" and not is_one(event.actor, actor)
                return recalled(known_as(event.actor), mention) if told else None
    for _, other in reversed(parse.memory.recent[-VERDICT_NEAR:]):
        if side == (other.recipient_state or other.recipient):
            told = other.type == "ACCUSE" and side != (other.actor_state or other.actor)
            return recalled(known_parties(other)[0], mention) if told else None
    return None


def _hits(parse: Parse, at: int) -> bool:
    """Return whether a noun names an act that nobody to whom it is done calls good: "the DOWNING", "the RAID"."""
    return parse.chunks.kinds[at] == "n" and bool(kinds_of(parse, at)) and kinds_of(parse, at) <= HITTING


def _is_aimed(parse: Parse, at: int) -> bool:
    """Return whether what is judged may be the other side's, whom nobody names: "called THE IMAGE insulting"."""
    mention = parse.mention(at)
    return mention.pronoun or ((mention.thing or mention.event) and parse.nouns[at] not in CLAIMS)


def _doer(parse: Parse, at: int, actor: Mention) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return whose act or claim stands at a position; only deeds and claims are judged, not their doers."""
    mention = parse.mention(at)
    if mention.pronoun:
        return None, ()
    for word, following in phrases_after(parse, at):
        other = parse.mention(following)
        if word == "by" and (other.rank >= AGENT or other.state):
            return other, joined_to(parse, following)
    made = maker_of(parse, at)
    if made:
        return made[0], made[1:]
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner, ()
    if mention.rank >= AGENT and not mention.event:
        return mention, joined_to(parse, at)
    if mention.rank == PART and mention.state:
        return mention, ()
    agent = agent_of(parse, at)
    if agent is not None and agent.rank >= AGENT:
        return agent, ()
    return _doer_before(parse, at, actor), ()


def _doer_before(parse: Parse, at: int, actor: Mention) -> Mention | None:
    """Return who did what a phrase points back to: "Chad called THE CLOSURE unjustified"."""
    mention = parse.mention(at)
    if parse.sentence.words[mention.a].text not in POINTING:
        return None
    for event in parse.events[::-1]:
        if is_somebody(event.actor) and event.recipient is not None and event.cue[0] < mention.a:
            assert event.actor is not None
            if is_one(event.recipient, actor) and not is_one(event.actor, actor):
                return recalled(known_as(event.actor), mention)
    for _, other in reversed(parse.memory.recent[-VERDICT_NEAR:]):
        if actor.identity in (other.recipient, other.recipient_state) or (
            actor.state and actor.state == other.recipient_state
        ):
            return recalled(known_parties(other)[0], mention)
    return None


# what an act draws


def drawn_event(parse: Parse, clause: Clause) -> Event | None:
    """Return what an act drew from somebody: "Chad's raid DREW CONDEMNATION FROM Mali", "MET WITH PROTEST IN Mali"."""
    at = _drawn_at(clause)
    if at < 0 or clause.subject < 0 or clause.negated or clause.modal or parse.chunks.kinds[at] != "n":
        return None
    pattern = _drawn_pattern(parse, at)
    place = next((to for word, to in clause.phrases if word in DRAWN_FROM and to > at), -1)
    if pattern is None or place < 0:
        return None
    actor, doer = parse.mention(place), agent_of(parse, clause.subject)
    answers = -1
    if clause.via == "relative" and not parse.mention(clause.subject).event and doer is parse.mention(clause.subject):
        doer = _doer_of(parse, clause)  # "Chad closed its airspace, WHICH DREW protests"
    elif clause.form == "G" and clause.via == "shared":
        doer = _doer_of(parse, clause)  # "Egypt accused Chad of filling its dam, DRAWING a rebuttal"
    elif not is_somebody(doer):
        doer, answers = _drawer(parse, clause, actor)
    if doer is None or doer.rank < PART or not (doer.state or doer.rank >= AGENT) or doer.pronoun:
        return None
    cue = (clause.a, max(clause.b, parse.chunks.lasts[at] + 1))  # "the protests that it DREW from"
    parse.used.add(at)
    kind, mode = (pattern.type, pattern.mode) if pattern.type != "PROTEST" else ("ACCUSE", "disapprove")
    event = Event(kind, mode, f"{clause.lemma}-{pattern.name}", actor, doer, 0.0, clause, cue)
    event.actors, event.answers = joined_to(parse, place), answers
    return event


def _drawn_at(clause: Clause) -> int:
    """Return where what an act draws stands: "drew COMPLAINTS", "was met with COMPLAINTS"."""
    if clause.lemma in DRAWING:
        return -1 if clause.passive else clause.object
    met = clause.lemma in MEETING and (clause.passive or clause.object < 0)
    return next((at for word, at in clause.phrases if word == "with"), -1) if met else -1


def _drawn_pattern(parse: Parse, at: int) -> Pattern | None:
    """Return what it is to give what an act draws: a rebuke, praise, an angry reaction."""
    noun = parse.nouns[at]
    if noun in DRAWN:
        return Pattern(DRAWN[noun], "disapprove" if DRAWN[noun] == "ACCUSE" else "", noun, name=noun)
    if noun in REACTING and not SHARP.isdisjoint(nouns_at(parse, at)):
        return Pattern("ACCUSE", "disapprove", noun, name=noun)  # "an ANGRY REACTION from Mali"
    named = parse.dictionary.patterns.nouns.get(noun, ())
    return next((each for each in named if each.type in NAMING or each.type == "SUPPORT"), None)


def _drawer(parse: Parse, clause: Clause, actor: Mention) -> tuple[Mention | None, int]:
    """Return who did or said what a phrase takes up, told before, and its position: "THE STEP drew complaints"."""
    at, memory, side = clause.subject, parse.memory, actor.state or actor.identity
    mention, noun = parse.mention(at), parse.nouns[at]
    if not (mention.pronoun or points_back(parse, at) or noun in CLAIMS):
        return None, -1
    found, kinds = -1, kinds_of(parse, at)
    known = memory.claimant if noun in CLAIMS else None
    for position, told in reversed(memory.recent[-VERDICT_NEAR:] if known is None else ()):
        doer = known_parties(told)[0]
        if is_named(parse, at, kinds, told) and side not in doer and told.start >= parse.sentence.start - NEAR:
            known, found = doer, position
            break
    known = known or memory.acts.get(noun[:STEM]) or memory.doer
    if known is None or side in known:
        return None, -1
    drawer = recalled(known, mention)
    drawer.resolved = False
    return drawer, found


def _doer_of(parse: Parse, clause: Clause) -> Mention | None:
    """Return who did what a whole clause before tells."""
    before = clause.previous
    while before is not None and (before.form not in "VE" or before.subject < 0):
        before = before.previous
    return agent_of(parse, before.subject) if before is not None else None
