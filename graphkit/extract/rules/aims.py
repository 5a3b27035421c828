"""Whom an act is against that names nobody, by what it answers, takes up or denies; and who takes part besides."""

from __future__ import annotations

from graphkit.extract.rules.clauses import TAKEN_UP, Clause, Frame, brought_by_whom, main_before
from graphkit.extract.rules.deeds import (
    ANSWERING,
    FRIENDLY,
    is_deed,
    is_named,
    kinds_of,
    pattern_words,
    points_back,
    provoker_in,
    sides,
)
from graphkit.extract.rules.dictionary import known_parties
from graphkit.extract.rules.match import actor_of
from graphkit.extract.rules.own import holds_some
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    begun_by,
    is_one,
    is_somebody,
    joined_to,
    known_as,
    recalled,
    words_near,
)
from graphkit.extract.rules.parties import (
    ALONE,
    BARE,
    CONDITIONS,
    DENIES,
    DENYING,
    FIRING,
    HARM,
    LESS_SURE,
    OCCASIONS,
    STANDS_ALONE,
    Provoked,
    at_verb,
    has_recipient,
    lacks_recipient,
    let_answer,
    provoker_of,
    retaliates,
    was_a,
)
from graphkit.extract.rules.provoked import unaimed_act
from graphkit.extract.rules.responses import (
    NAMING,
    NEAR,
    RECENT,
    RESPONDED_TO,
    answered_in,
    answers_of,
    find_frames,
    is_responding,
)
from graphkit.extract.rules.roundabout import asked_before
from graphkit.extract.rules.words import ANSWERS, word_class

GRANTING = word_class("roundabout.granting")
AFTER_TYPES = word_class("responses.after_types")
REACTIVE = word_class("answering.reactive")
ARTICLES = word_class("roles.articles")
UNAIMED = word_class("answering.unaimed")
CHARGES = word_class("sides.charges")
GRANTED = word_class("coder.granted")
UNASKED = word_class("answering.unasked")
REACTING = word_class("answering.reacting_verbs")
ANSWERED_BY = REACTING | FIRING
SHARP = word_class("answering.sharply")
SPEAKING = word_class("answering.speaking")
BODIES = word_class("answering.bodies")
EXPLAINING = word_class("answering.explaining")
HIT_BACK_WITH = word_class("answering.hit_back_with")
BEHESTS, AT_BEHEST = word_class("answering.behests"), word_class("answering.at_behest")
PROTESTED = word_class("answering.protested")
HOSTILE = HARM | word_class("answering.hostile")


def aim(parse: Parse, events: list[Event]) -> None:
    """Give acts that name nobody whom they are against, where the text makes it plain, and add what denies a charge."""
    answers = parse.sentence.special & ANSWERS
    for event in events:
        if answers and event.clause is not None and _is_own_in(parse, event):
            event.recipient = None  # "suspended trade in response to a strike on ITS BASE"
        if event.clause is None or not lacks_recipient(event) or holds_some(parse, event):
            continue
        if event.type in GRANTING:
            if answers:
                _grant(parse, event, events, find_frames(parse))
        elif event.type in REACTIVE and not _take_up(parse, event, events) and not _is_claim(parse, event.clause):
            _aim_framed(parse, event, events)
    for clause in parse.clauses if parse.families & DENIES else ():
        if clause.lemma in DENYING and not any(event.clause is clause for event in events):
            events += _denial(parse, clause, events)


def _grant(parse: Parse, event: Event, events: list[Event], frames: list[Frame]) -> None:
    """Let what is said to be an answer, and gives, be done to who asked for it: "In response, Chad PROMISED TENTS"."""
    clause, actor = event.clause, event.actor
    strong = [i for frame in frames if frame.strong for i in answers_of(frame, events, parse)]
    if clause is None or actor is None or not (actor.state or actor.kind == "igo"):
        return
    if actor.rank < AGENT or event not in [events[i] for i in strong]:
        return
    for frame in frames:
        doer = doer_of(parse, frame) if frame.strong and frame.provoked >= 0 else None
        if is_somebody(doer) and doer is not None and not is_one(doer, actor):
            event.recipient, event.recipients = at_verb(parse, clause, as_state(parse, doer)), ()
            return
    for told, asker, asked in asked_before(parse, clause, events):
        if is_one(actor, asked) and not is_one(asker, asked):
            event.recipient, event.recipients = at_verb(parse, clause, asker), ()
            if isinstance(told, Event):
                event.answered, parse.answering = told, True
            else:
                event.answers, parse.answering = told, True
            return


def _is_claim(parse: Parse, clause: Clause) -> bool:
    """Return whether a claim is pointed to, whose maker the sentences before tell: "dismissed THAT CLAIM"."""
    at = clause.object
    return at >= 0 and parse.nouns[at] in CHARGES and parse.sentence.words[parse.chunks.begins[at]].text == "that"


def _aim_framed(parse: Parse, event: Event, events: list[Event]) -> None:
    """Let what is said to be an answer be done to whom it answers, and what only reacts to who acted last."""
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or actor.rank < PART or actor.pronoun:
        return
    found: Provoked | None = None
    linked = True
    for frame in find_frames(parse):
        if not (frame.strong or event.type in AFTER_TYPES) or event not in [
            events[i] for i in answers_of(frame, events, parse)
        ]:
            continue
        if event.type in HOSTILE and _is_behest(parse, frame):
            continue
        doer = doer_of(parse, frame)
        if doer is not None and not is_one(doer, actor):
            found = Provoked(doer, None, -1)
        elif _is_no_act(parse, frame):
            continue  # "closed its border BECAUSE OF EBOLA"
        elif frame.strong or frame.provoked < 0 or points_back(parse, frame.provoked):
            found = provoker_of(parse, actor, clause, events, sure=frame.strong)
            linked = found is not None and _is_so_named(parse, frame, found)
        if found is not None:
            break
    if found is None and event.type in UNAIMED and actor.rank == NAME:
        apart = event.actors and "with" in pattern_words(event.pattern)  # "Chad, Mali CUT TIES as crowds storm"
        found = as_others_do(parse, actor, clause) if not apart else None
        linked = found is not None
        if found is None and (len(events) > 1 or parse.memory.recent):
            found = provoker_of(parse, actor, clause, events, sure=False)
    if found is None or is_one(found.doer, actor):
        return
    if event.type == "ACCUSE" and _is_another_act(parse, clause, found.event):
        return
    thing = event.recipient
    there = thing is not None and thing.thing and thing.rank < PART  # "carried out an attack on A TARGET"
    event.recipient = recalled(known_as(found.doer), thing) if thing and there else at_verb(parse, clause, found.doer)
    event.recipients = ()
    event.score -= LESS_SURE
    if linked and (found.event is not None or found.position >= 0):
        let_answer(parse, event, found)


def _take_up(parse: Parse, event: Event, events: list[Event]) -> bool:
    """Let what is done to an act be done to its doer: "accused Chad of spying, A CHARGE MALI BRUSHED OFF"."""
    clause, actor = event.clause, event.actor
    assert clause is not None
    main = _taken_up(parse, clause)
    if main is None or actor is None or actor.rank < PART:
        return False
    doer, _ = actor_of(parse, main)
    if doer is None or doer.rank < AGENT or doer.pronoun or doer.thing or is_one(doer, actor):
        return False
    event.recipient, event.recipients = at_verb(parse, clause, doer), ()
    told = next((other for other in events if other.clause is main), None)
    if told is not None:
        event.answered, parse.answering = told, True
    return True


def _taken_up(parse: Parse, clause: Clause) -> Clause | None:
    """Return the verb of what a noun after a comma takes up, or "which": ", A CHARGE Mali denied", ", WHICH Mali"."""
    kinds, chunks, words = parse.chunks.kinds, parse.chunks, parse.sentence.words
    at = clause.subject
    if at < 2 or at >= clause.at or not kinds.startswith("v", at + 1) or "," not in kinds[max(at - 3, 0) : at]:
        return None
    begin, last = chunks.begins[at], chunks.lasts[at]
    inside = words[begin].text in ARTICLES and begin + 1 < last and words[begin + 1].noun in TAKEN_UP
    before = at - 1 - (kinds[at - 1] in "TW" and kinds[at - 2] == "n")
    named = kinds[before] == "n" and parse.nouns[before] in TAKEN_UP and kinds[before - 1] == ","
    which = kinds[at - 1] == "W" and kinds[at - 2] == ","
    if not (named or which or (inside and kinds[at - 1] == ",")):
        return None
    return main_before(parse.clauses, at - 1)


def _denial(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return the rejection of who denies what he was accused of: "Mali DENIED any role"."""
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or actor.pronoun or clause.negated or clause.modal or clause.passive:
        return []
    main, found = _taken_up(parse, clause), None
    whose = _whose_charge(parse, clause)
    if whose is not None and not is_one(whose, actor):
        event = Event("REJECT", "", f"{clause.lemma}-charge", actor, whose, 0.0, clause, (clause.a, clause.b))
        event.actors = others
        return [event]
    if main is not None:
        told = next((each for each in events if each.clause is main and each.type == "ACCUSE"), None)
        if told is not None and told.actor is not None and not is_one(told.actor, actor):
            found = Provoked(told.actor, told, -1)
    else:
        found = provoker_of(parse, actor, clause, events, sure=False)
        if found is not None and not was_a("ACCUSE", found, parse):
            found = None
    if found is None:
        return []
    target, cue = at_verb(parse, clause, found.doer), (clause.a, clause.b)
    event = Event("REJECT", "", f"{clause.lemma}-charge", actor, target, 0.0, clause, cue)
    event.actors = others
    let_answer(parse, event, found)
    return [event]


def _whose_charge(parse: Parse, clause: Clause) -> Mention | None:
    """Return who makes the charge that is denied, where the words tell: "denied PERU'S ACCUSATIONS"."""
    at = clause.object
    if at < 0 or parse.chunks.kinds[at] != "n" or parse.nouns[at] not in CHARGES:
        return None
    doer = provoker_in(parse, at)
    return as_state(parse, doer) if doer is not None and doer.rank >= AGENT and not doer.pronoun else None


def _is_own_in(parse: Parse, event: Event) -> bool:
    """Return whether whom an act seems to be done to is its doer, told in what was answered."""
    one, other = event.actor, event.recipient
    if one is None or other is None or not is_one(one, other):
        return False
    inside = [frame for frame in find_frames(parse) if other.head in answered_in(parse, frame)]
    return bool(inside) and not any(_is_named_by(parse, frame, other) for frame in inside)


def _is_named_by(parse: Parse, frame: Frame, mention: Mention) -> bool:
    """Return whether a frame is about somebody himself: "to protest against THE AUTHORITIES", "spurned HIS offer"."""
    return frame.judged or (mention.head == parse.chunks.lasts[frame.provoked] and not mention.event)


def _is_so_named(parse: Parse, frame: Frame, found: Provoked) -> bool:
    """Return whether an act told before is of a type that what is answered may name: no tariff is "the CHARGE"."""
    kinds = kinds_of(parse, frame.provoked) if frame.provoked >= 0 else set()
    told = [other for position, other in parse.memory.recent if position == found.position]
    return not (kinds and told) or is_named(parse, frame.provoked, kinds, told[0])


def _is_no_act(parse: Parse, frame: Frame) -> bool:
    """Return whether what something is done because of is a thing, and no act that was told before."""
    at = frame.provoked
    if at < 0 or parse.chunks.kinds[at] != "n" or parse.mention(at).pronoun or is_deed(parse, at):
        return False
    mention = parse.mention(at)
    return parse.sentence.words[frame.first].text == "because" and not (mention.state or mention.kind in BODIES)


def _is_another_act(parse: Parse, clause: Clause, told: Event | None) -> bool:
    """Return whether an act is none that a verb is about: "Chad, URGED by Mali, condemned THE INVASION"."""
    at = clause.object
    if told is None or told.type == "REJECT" or at < 0 or parse.chunks.kinds[at] != "n":
        return False  # who brushes the blame off is who is blamed
    kinds = kinds_of(parse, at)
    return bool(kinds) and not is_named(parse, at, kinds, told)


def _is_behest(parse: Parse, frame: Frame) -> bool:
    """Return whether something is done because somebody wants it, and not in answer to him: "AT THE BEHEST of Chad"."""
    at = frame.provoked
    brought = at > 0 and parse.chunks.kinds[at - 1] == "I" and parse.chunks.word(at - 1) in AT_BEHEST
    return brought and parse.nouns[at] in BEHESTS


def doer_of(parse: Parse, frame: Frame) -> Mention | None:
    """Return who did what a frame says was answered, as far as its words tell."""
    at = frame.provoked
    if at < 0:
        return None
    if parse.chunks.kinds[at] == "n" and (is_deed(parse, at) or parse.mention(at).owner is not None):
        found = provoker_in(parse, at)
        if found is not None:
            return found
    for clause in parse.clauses:
        if at <= clause.at <= frame.end and clause.form in "VE" and not clause.subordinate:
            doer, _ = actor_of(parse, clause)
            return doer if doer is not None and doer.rank >= AGENT and not doer.thing else None
    return None


# who else takes part: "joined by Peru", "alongside Peru", "with the support of Peru", "backed by Peru"


JOINING = word_class("company.joining")
BESIDE = word_class("company.beside")
BACKING = word_class("company.backing")
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
            by = brought_by_whom(clause)
            if by >= 0:
                found.append((clause.at - 2, by))
    at = kinds.find("n,In")
    if at >= 0 and parse.chunks.word(at + 2) in BESIDE:
        found.append((at, at + 3))
    return [
        (one, (parse.mention(two), *joined_to(parse, two)))
        for one, two in found
        if one >= 0 and _keeps_company(parse.mention(two))
    ]


def _keeps_company(mention: Mention) -> bool:
    """Return whether somebody acts with another: not "Nauru, with A POPULATION of 10,000,"."""
    return mention.rank == NAME or (mention.rank == AGENT and (bool(mention.state) or mention.kind == "armed-group"))


def add_joined(parse: Parse, events: list[Event]) -> None:
    """Let whom somebody joins in doing something do it too: "Peru JOINED CHILE in condemning the raid"."""
    for clause in parse.clauses:
        preposition, at = clause.gerund
        if clause.lemma != "join" or preposition != "in" or clause.object < 0 or clause.passive or clause.negated:
            continue
        joined = parse.mention(clause.object)
        for event in events if joined.rank >= AGENT and not joined.pronoun else ():
            if event.clause is not None and event.clause.at == at and event.recipient is not joined:
                event.actors = (*event.actors, joined, *joined_to(parse, clause.object))


def backing_events(parse: Parse) -> list[Event]:
    """Return who supports who acts: "WITH THE SUPPORT OF Peru, Chile attacked", "BACKED BY Peru, rebels stormed"."""
    kinds = parse.chunks.kinds
    found: list[Event] = []
    for clause in parse.clauses:
        if clause.lemma in BACKING and clause.via in ("fronted", "reduced") and clause.form in "Ee":
            by = brought_by_whom(clause)
            subject = _acting(parse, clause) if clause.via == "fronted" else clause.subject
            found += _backing(parse, clause.a, clause.b, by, subject)
    at = kinds.find("InIn")
    while at >= 0:
        word = parse.nouns[at + 1]
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


# answers that name nobody


def complete_answers(parse: Parse, events: list[Event]) -> None:
    """Give answers that name nobody the one that they answer, and add those that only a verb tells."""
    for event in events:
        if lacks_recipient(event):
            _complete(parse, event, events)
    for clause in parse.clauses if parse.families & STANDS_ALONE else ():
        if clause.lemma in ALONE and not any(_told_by(clause, event) and has_recipient(event) for event in events):
            events += _bare_answer(parse, clause, events)


def _told_by(clause: Clause, event: Event) -> bool:
    """Return whether an event is what a verb tells, or a participle behind it: "hit back, EXPELLING two envoys"."""
    told = event.clause
    if told is None or told is clause:
        return told is clause
    by = told.form == "G" and told.via in ("shared", "control") and told.at > clause.at
    by = by and told.subject == clause.subject
    answers = clause.lemma in ANSWERED_BY or BARE.get(clause.lemma) == "ASSAULT"
    return by and answers and event.type in ANSWERING


def _complete(parse: Parse, event: Event, events: list[Event]) -> None:
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or actor.rank < AGENT or actor.pronoun:
        return
    if event.type == "AID" and clause.lemma == "evacuate":
        event.type, event.mode = "RETREAT", "withdraw"  # "evacuated part of its GARRISON"
    if len(events) < 2 and not parse.memory.recent:
        return  # nothing else is told that it could answer
    found: Provoked | None = None
    answers = True
    is_means = _means_of_answer(parse, clause)
    is_answer = event.type not in FRIENDLY and (is_means or retaliates(parse, clause))
    if event.pattern.endswith("-to") and any(word.text in CONDITIONS for word in parse.sentence.words):
        return  # "would respond SHOULD a base appear"
    if is_answer or event.pattern.endswith(("-vow", "respond-to", "retaliate-to")):
        found = provoker_of(parse, actor, clause, events, sure=True)
    elif event.type in ("RETREAT", "MOBILIZE") and _moves_off(event, actor) and clause.lemma != "return":
        after = event.type == "MOBILIZE" and any(begun_by(parse, each) in OCCASIONS for each in parse.clauses)
        found = provoker_of(parse, actor, clause, events, sure=True) if after else None
        found, answers = found or _field(parse, actor, clause, events), False
    elif event.type == "REQUEST" and clause.object >= 0 and parse.nouns[clause.object] in EXPLAINING:
        found = provoker_of(parse, actor, clause, events, sure=False)
    elif event.type in HARM and begun_by(parse, clause) in OCCASIONS:
        found, answers = _answerer(parse, actor, clause, events), False
    if found is None and event.type == "THREATEN":
        found = _whose_condition(parse, actor, clause) or _opposed(actor, clause, events)
        answers = False
    if found is None and event.type == "SANCTION" and actor.rank == NAME:
        found = _field(parse, actor, clause, events, alone=True) or _shared_target(parse, actor)
        answers = False
    if found is not None:
        event.recipient, event.recipients = at_verb(parse, clause, found.doer), ()
        event.score += LESS_SURE if is_means else -LESS_SURE
        if answers:
            let_answer(parse, event, found)
        if event.type == "REQUEST" and answers and is_answer and was_a("SANCTION", found, parse):
            event.type, event.mode = "SANCTION", ""  # "retaliated by ordering importers to pay"


def _moves_off(event: Event, actor: Mention) -> bool:
    """Return whether somebody known moves troops, or anybody holds fire: "THE REBELS declared a ceasefire"."""
    return actor.rank == NAME or (event.mode == "ceasefire" and actor.kind == "armed-group")


def _whose_condition(parse: Parse, actor: Mention, clause: Clause) -> Provoked | None:
    """Return who is threatened in case he does something: "has threatened steps IF SWEDEN JOINS the alliance"."""
    for other in parse.clauses:
        if other.at > clause.at and begun_by(parse, other) in CONDITIONS and other.subject >= 0:
            doer, _ = actor_of(parse, other)
            if doer is not None and doer.rank >= AGENT and not doer.pronoun and not is_one(doer, actor):
                return Provoked(doer, None, -1)
    return None


def _shared_target(parse: Parse, actor: Mention) -> Provoked | None:
    """Return against whom several others have just acted: "Peru and Chile CONDEMNED Chad. Cuba recalled its envoy"."""
    near = [other for _, other in parse.memory.recent[-RECENT // 2 :] if other.type in ANSWERING]
    near = [other for other in near if other.start >= parse.sentence.start - NEAR and other.recipient_state]
    for last in near[::-1]:
        side = last.recipient_state
        doers = {sides(other)[0] for other in near if other.recipient_state == side} - {side}
        if len(doers) > 1 and side != actor.state and actor.state not in doers:
            return Provoked(recalled(parse.dictionary.known_state(side), actor), None, -1)
    return None


def _opposed(actor: Mention, clause: Clause, events: list[Event]) -> Provoked | None:
    """Return whom somebody has just accused or refused: "rejected Peru's claim and said that it WOULD RESPOND"."""
    for event in reversed(events):
        other = event.recipient
        mine = event.actor is not None and is_one(event.actor, actor) and event.clause is not clause
        if mine and event.type in NAMING and is_somebody(other) and not is_one(other, actor):
            assert other is not None
            return Provoked(other, None, -1)
    return None


def _means_of_answer(parse: Parse, clause: Clause) -> bool:
    """Return whether a participle tells by what somebody answers: "retaliated BY ORDERING", "hit back, CLOSING"."""
    main, first = clause, clause
    while main.form == "G" and main.via in ("shared", "control") and main.previous is not None:
        main, first = main.previous, main
    if first is main or main.subject != clause.subject or not is_responding(parse, main):
        return False
    return parse.chunks.word(first.at - 1) == "by" or parse.chunks.kinds[first.at - 1] == ","


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
        if event.actor is not None and is_one(other, actor):
            return Provoked(event.actor, event, -1) if event.actor.rank >= AGENT else None
    return None


def _bare_answer(parse: Parse, clause: Clause, events: list[Event]) -> list[Event]:
    """Return what a verb without any object answers: "Madrid PROTESTED", "Seoul DECLINED", "the army FIRED BACK"."""
    if clause.form not in "VE" or clause.passive or clause.negated or clause.modal or clause.subject < 0:
        return []
    kind = BARE.get(clause.lemma, "")
    if clause.lemma in FIRING and clause.gerund[1] < 0:
        kind = "ASSAULT" if _fires_back(parse, clause) else kind
        kind = "ACCUSE" if kind and clause.lemma != "return" and _speaks(parse, clause) else kind
    elif clause.lemma in REACTING and (_speaks(parse, clause) or SHARP.intersection(words_near(parse, clause, 2))):
        kind = "ACCUSE"  # "reacted sharply to the remarks", "responded, calling them absurd"
    elif kind and kind == "ACCUSE" and _speaks(parse, clause) and clause.lemma in SPEAKING:
        pass
    elif max(clause.object, clause.complement, clause.that, clause.gerund[1]) >= 0:
        return []
    if not kind or (kind == "ASSAULT" and clause.lemma in BARE and clause.phrases):
        return []
    actor, others = actor_of(parse, clause)
    if actor is None or actor.rank < AGENT or actor.pronoun or not (actor.state or actor.kind == "igo"):
        return []
    if kind != "ASSAULT" and actor.kind not in BODIES:
        return []
    found = provoker_of(parse, actor, clause, events, sure=clause.lemma in FIRING)
    found = found or _by_phrase(parse, actor, clause)
    found = found or _before(parse, actor, clause, events) or as_others_do(parse, actor, clause)
    if found is None and kind == "ACCUSE":
        found = _just_told(parse, actor)
    told = None
    if found is None and kind == "ACCUSE":
        told = unaimed_act(parse, actor)
    if told is not None and told.actor is not None:
        found = Provoked(told.actor, told, -1)
    if found is not None and kind == "ASSAULT" and clause.lemma in FIRING and not was_a("ASSAULT", found, parse):
        kind = "ACCUSE" if clause.lemma != "return" else kind
    if found is None or (kind == "ASSAULT" and clause.lemma in BARE and not was_a("ASSAULT", found, parse)):
        return []
    if kind in GRANTED and found.event is not None and found.event.type in UNASKED:
        found = found._replace(event=None)  # "Britain joined us, Italy DECLINED": answers nothing that is told
    mode = "disapprove" if kind == "ACCUSE" else ""
    target = at_verb(parse, clause, found.doer)
    event = Event(kind, mode, f"{clause.lemma}-bare", actor, target, 0.0, clause, (clause.a, clause.b))
    event.actors = others
    let_answer(parse, event, found)
    return [told, event] if told is not None else [event]


def _just_told(parse: Parse, actor: Mention) -> Provoked | None:
    """Return who did what was told last, which a third protests against: "Chad bombed Mali.  PERU PROTESTED"."""
    for position, other in parse.memory.recent[-1:]:
        side, (doer, sufferer) = actor.state or actor.identity, sides(other)
        near = other.start >= max(parse.sentence.start - NEAR, parse.memory.since)
        if near and side not in (doer, sufferer) and other.type in PROTESTED and other.stance == "asserts":
            return Provoked(recalled(known_parties(other)[0], actor), None, position)
    return None


def _by_phrase(parse: Parse, actor: Mention, clause: Clause) -> Provoked | None:
    """Return whose act somebody reacts to: "reacted to remarks BY CANADA'S PREMIER"."""
    for word, at in clause.phrases:
        if word in RESPONDED_TO and parse.chunks.kinds[at] == "n" and is_deed(parse, at):
            doer = provoker_in(parse, at)
            if doer is not None and doer.rank >= PART and not doer.pronoun and not is_one(doer, actor):
                return Provoked(as_state(parse, doer), None, -1)
    return None


def _speaks(parse: Parse, clause: Clause) -> bool:
    """Return whether an answer is in words: "hit back, INSISTING that", "RETORTED THAT"."""
    if clause.that >= 0:
        return True
    after = [
        each for each in parse.clauses if each.at > clause.at and each.form == "G" and each.subject == clause.subject
    ]
    return bool(after) and after[0].lemma in SPEAKING


def _fires_back(parse: Parse, clause: Clause) -> bool:
    """Return whether shots are answered: "RETURNED FIRE", "SHOT BACK"."""
    if clause.lemma == "return":
        return clause.object >= 0 and parse.nouns[clause.object] == "fire"
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    back = bool(after) and after[0].text == "back"
    return back and clause.object < 0 and not any(word in HIT_BACK_WITH for word, _ in clause.phrases)


def _before(parse: Parse, actor: Mention, clause: Clause, events: list[Event]) -> Provoked | None:
    """Return who does what is told right before: "Berlin tightens checks, POLAND PROTESTS"."""
    before = clause.previous
    if before is None or before.subject < 0 or before.via == "relative":
        return None
    doer, _ = actor_of(parse, before)
    if doer is None or doer.rank < NAME or doer.pronoun or doer.state in ("", actor.state):
        return None
    return Provoked(doer, next((event for event in events if event.clause is before), None), -1)


def as_others_do(parse: Parse, actor: Mention, clause: Clause) -> Provoked | None:
    """Return who does what somebody reacts to: "Japan lodges protest AS CHINA ENTERS its waters"."""
    for other in parse.clauses if "U" in parse.chunks.kinds else ():
        if other.at > clause.at and other.form in "VE" and begun_by(parse, other) in OCCASIONS:
            doer, _ = actor_of(parse, other)
            if doer is not None and doer.rank >= AGENT and not doer.pronoun and not is_one(doer, actor):
                return Provoked(doer, None, -1)
    return None
