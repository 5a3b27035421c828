"""Acts that a sentence names only as what was answered, or as the answer: "recalled its envoy over THE RAID"."""

from __future__ import annotations

from dataclasses import replace

from graphkit.extract.rules.clauses import Clause, Frame
from graphkit.extract.rules.deeds import (
    ANSWERING,
    NAMED,
    REQUESTING,
    SEQUENCE,
    SPOKEN,
    can_act,
    is_named,
    is_one_of_own,
    kinds_of,
    named_act,
    points_back,
    provoker_in,
    said_by,
    sides,
)
from graphkit.extract.rules.dictionary import known_parties
from graphkit.extract.rules.match import agent_of, possessor_of
from graphkit.extract.rules.parse import (
    AGENT,
    NOWHERE,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    is_one,
    is_somebody,
    joined_to,
    known_as,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.parties import (
    BOTH_NAMED,
    GRANTED,
    HARM,
    LESS_SURE,
    ONE_NAMED,
    earlier_answer,
    lacks_recipient,
    let_answerer_suffer,
    may_answer,
)
from graphkit.extract.rules.responses import (
    ANSWER_FROM,
    ANSWER_NOUNS,
    NAMING,
    NO_ACTS,
    OCCASION,
    RECENT,
    answered_in,
    answers_of,
    is_responding,
    told_already,
)
from graphkit.extract.rules.words import word_class

AGAINST = HARM | word_class("answering.against")
ASKED = HARM | word_class("answering.asked")
AT_NOBODY = word_class("provocation.at_nobody")
AVENGED = word_class("answering.avenged")
DISMISSING = word_class("answering.dismissing")
IMPLYING = word_class("provocation.implying")
LOOKED_BACK = 2  # sentences in which what is answered may have been told
MUTUAL = word_class("provocation.mutual")
OPEN_ENDED = word_class("provocation.open")
PARTS_OF = word_class("answering.parts_of")
PRIVATE = word_class("provocation.private")
SHOWN_AS = word_class("responses.shown_as")
UNKNOWN = word_class("answering.unknown")
WHOSE = word_class("provocation.whose")


def provoked_events(parse: Parse, frames: list[Frame], events: list[Event]) -> list[Event]:
    """Return the acts that a sentence names only as what was answered, or as the answer, with the parties of both."""
    made: list[Event] = []
    answering = may_answer(events)
    for frame in frames:
        weak = not (frame.strong or frame.judged)
        if weak and (frame.provoked < 0 or not (answering or made)):
            continue  # it names no act, or what comes after it is no answer
        if frame.answer >= 0 and frame.strong:
            made += _named_answer(parse, frame, [*events, *made])
        answers = answers_of(frame, events + made, parse)
        if weak and not any((events + made)[i].type in ANSWERING for i in answers[:1]):
            continue  # what only comes after something is no answer
        answer = (events + made)[answers[0]] if answers else _told_answer(parse, frame)
        if answer is None or answer.actor is None:
            continue
        if frame.strong and answers:
            answer.score += LESS_SURE * 2  # it is said to be one
        if frame.strong:
            _leave_out_word(parse, frame, answer, events)
        if frame.reverse:
            _complete_drawing(parse, frame, answer, events)
        if frame.provoked < 0:
            if answer.type == "CONCEDE" and answer.clause is not None and answer.clause.lemma in DISMISSING:
                answer.type, answer.mode = "REJECT", ""  # ", a charge that Chad DISMISSED": in no court
            if frame.judged and not is_somebody(answer.recipient):
                _judge_doer(answer, events)
            made += _unaimed_before(parse, frame, answer)
            continue
        because = frame.strong or parse.sentence.words[frame.first].text in OCCASION
        _complete_act(parse, frame, answer, events, because=because)
        if parse.chunks.kinds[frame.provoked] != "n":
            made += _avenged_deed(parse, frame, answer, [*events, *made])
            continue
        told = [event for event in (*events, *made) if _names(parse, frame, event)]
        for known in told:
            _lend_state(known, answer)
        told = told or _suffered(parse, frame, answer, events)
        if not told and (frame.strong or frame.judged or (answer.type in ANSWERING and answer.type != "REQUEST")):
            event = _provoked_by(parse, frame, answer)
            if event is not None:
                event.provoked = bool(answers)
                made.append(event)
                told = [event]
            elif parse.memory.told and points_back(parse, frame.provoked):
                made += _unaimed_before(parse, frame, answer)
        if told and because:
            _aim(answer, told[0].actor)
    return made


def _provoked_by(parse: Parse, frame: Frame, answer: Event) -> Event | None:
    """Return the act that a phrase names: by who is told in it, else by whom the answer is against."""
    at = frame.provoked
    if parse.sentence.words[parse.chunks.begins[at]].text in OPEN_ENDED:
        return None  # "will retaliate against ANY attack"
    if told_already(frame, answer, parse) or _tells_no_doer(parse, frame, answer):
        return None
    event = named_act(parse, at) or _harm_avenged(parse, frame, answer)
    if event is None:
        return None
    at = next((i for i in range(at, frame.end + 1) if parse.chunks.lasts[i] == event.cue[0]), at)
    doer, sufferer = provoker_in(parse, at, answer), event.recipient
    if sufferer is not None and not is_somebody(sufferer):
        sufferer = None
    if sufferer is not None and not (sufferer.state or sufferer.named):
        sufferer = _told_of(parse, sufferer) or sufferer
    if sufferer is None or (doer is not None and is_one(doer, sufferer)):
        sufferer = _whose(parse, at, answer, doer)
    noun, addressed = parse.nouns[at], answer.type in GRANTED or (answer.type in NAMING and event.type in NAMING)
    if frame.judged and answer.type == "SUPPORT" and event.type in NAMING and event.type != "REQUEST":
        return None  # "welcomed the statement" is of no charge
    if doer is not None and (noun in SPOKEN or noun in REQUESTING) and addressed and frame.judged:
        sufferer = sufferer or answer.actor  # "accepted AN OFFER BY Chad", "rejected ITS CRITICISM"
    if frame.judged and doer is not None and answer.type in NAMING and noun in AT_NOBODY:
        sufferer = sufferer or answer.actor  # "condemned the LAUNCHES by Chad": against nobody named
    named = (doer is not None) + (sufferer is not None)
    word = parse.sentence.words[frame.first].text
    back = doer is not None and event.type in HARM and is_one(doer, answer.recipient)
    if (named < 2 and not (frame.strong or word in OCCASION or back)) or (word == "for" and answer.type in GRANTED):
        return None  # what something only comes after is proposed where both of its parties are named
    implied = event.type not in MUTUAL and word in IMPLYING
    implied_too = noun in NAMED and event.type == "ACCUSE" and word in IMPLYING and answer.type in ANSWERING
    implied_too = implied_too and answer.type != "COERCE"  # "arrested two smugglers over REMARKS": whose, is not told
    told = doer is not None or frame.strong
    if frame.judged and (named < 2 or doer is None or doer.kind in PRIVATE):
        return None  # what is only judged is proposed where both of its parties are named
    if doer is None and (frame.strong or (implied and sufferer is not None)):
        doer = _state_of(parse, answer.recipient)
    against = event.type in ANSWERING or parse.nouns[at] in REQUESTING
    if frame.strong and doer is not None and answer.recipient is not None and doer.kind in UNKNOWN and not doer.state:
        doer.state = answer.recipient.state  # "expelled the Mexican envoy in response to comments by PEREZ"
    harmed = implied and event.type in HARM and _is_thing_done_to(parse, at)
    meant = implied_too and doer is None and points_back(parse, at) and is_somebody(answer.recipient)
    if meant:
        doer = _state_of(parse, answer.recipient)  # "recalled its envoy from Chad over THOSE REMARKS"
    # who is held over a beating did not beat the police, where they are not whom he beat
    officers = any(parse.mention(place).kind == "agency" for _, place in phrases_after(parse, at))
    seized = answer.mode == "arrest" and not officers
    if sufferer is None and not seized and (harmed or meant or (told and against)) and is_one(doer, answer.recipient):
        doer = doer or _state_of(parse, answer.recipient)
        sufferer = answer.actor
    if sufferer is None or doer is None or doer.pronoun or sufferer.pronoun or is_one(doer, sufferer):
        return None
    if is_one(doer, answer.actor) or not is_somebody(doer):
        return None  # nobody answers himself
    event.actor, event.recipient = as_state(parse, doer), as_state(parse, sufferer)
    event.score = BOTH_NAMED if named == 2 else ONE_NAMED
    event.actors = next((joined_to(parse, i) for i in range(at, frame.end + 1) if parse.mentions[i] is doer), ())
    if not event.actors and (not named or is_one(doer, answer.recipient)):
        event.actors = answer.recipients
    return event


def _lend_state(event: Event, answer: Event) -> None:
    """Let somebody unknown be of the state that answers what he does to who answers: "COMMENTS BY KORDAHI"."""
    doer, other, target = event.actor, answer.recipient, event.recipient
    if doer is None or other is None or target is None or doer.kind not in UNKNOWN or doer.state:
        return
    if other.state and answer.actor is not None and is_one(target, answer.actor):
        doer.state = other.state


def _suffered(parse: Parse, frame: Frame, answer: Event, events: list[Event]) -> list[Event]:
    """Return the harm that is told right behind what is avenged: "avenged the deaths of two, both KILLED BY Chad"."""
    if answer.recipient is None or _harm_avenged(parse, frame, answer) is None:
        return []
    for event in events:
        doer = event.actor
        if event.cue[0] > frame.last and event.type in HARM and doer is not None and is_one(doer, answer.recipient):
            answer.answered, parse.answering = event, True
            if answer.actor is not None and not is_somebody(event.recipient):
                let_answerer_suffer(parse, event, answer.actor)
            return [event]
    return []


def _leave_out_word(parse: Parse, frame: Frame, answer: Event, events: list[Event]) -> None:
    """Let the verb that says that something is an answer be no further act: "will levy duties, HITTING BACK at"."""
    for event in events:
        clause = event.clause
        if clause is None or clause.a != frame.first or event is answer:
            continue
        if clause.lemma in NO_ACTS or (frame.answer < 0 and is_responding(parse, clause)):
            event.actor = None


def _harm_avenged(parse: Parse, frame: Frame, answer: Event) -> Event | None:
    """Return what somebody is punished for, or avenges, whatever its words are: who does so takes it for harm."""
    if not frame.strong or frame.reverse or answer.type not in HARM:
        return None
    words = parse.sentence.words[frame.first : frame.last + 1]
    if not any(word.noun in AVENGED or word.lemma in AVENGED for word in words):
        return None
    named = parse.chunks.kinds[frame.provoked] == "n"
    if named and (parse.mention(frame.provoked).pronoun or points_back(parse, frame.provoked)):
        return None  # "punished it FOR THAT": it is told before
    at = parse.chunks.lasts[frame.provoked]
    return Event("COERCE", "", f"avenged-{parse.sentence.words[at].noun}", None, None, 0.0, None, (at, at + 1))


def _avenged_deed(parse: Parse, frame: Frame, answer: Event, events: list[Event]) -> list[Event]:
    """Return what somebody is punished for doing, where no event tells it: "to punish Chad FOR FLOATING balloons"."""
    doer, actor, clause = answer.recipient, answer.actor, parse.lookup.get(frame.provoked)
    if clause is None or clause.form != "G" or clause.object < 0 or any(_names(parse, frame, each) for each in events):
        return []
    event = _harm_avenged(parse, frame, answer) if is_somebody(doer) and is_somebody(actor) else None
    if event is None or doer is None or actor is None or is_one(doer, actor):
        return []
    event.actor, event.recipient, event.score, event.provoked = (
        as_state(parse, doer),
        as_state(parse, actor),
        ONE_NAMED,
        True,
    )
    return [event]


def _is_thing_done_to(parse: Parse, at: int) -> bool:
    """Return whether an act is done to a thing that is nobody's, so that it is who protests that it harms."""
    things = [place for word, place in phrases_after(parse, at) if word == "of"]
    return bool(things) and not parse.mention(things[0]).named and parse.mention(things[0]).rank < PART


def _tells_no_doer(parse: Parse, frame: Frame, answer: Event) -> bool:
    """Return whether what an act only comes after, or judges, was done by nobody named: "after a BLAST in Lima"."""
    at, kinds = frame.provoked, parse.chunks.kinds
    if frame.strong or not (frame.judged or parse.sentence.words[frame.first].text in SEQUENCE):
        return False
    if provoker_in(parse, at, answer) is not None:
        return False
    several = kinds.startswith("In", at + 1) and parse.chunks.word(at + 1) == "of"  # "a series OF ATTACKS by Chad"
    return not several or provoker_in(parse, at + 2, answer) is None


def _whose(parse: Parse, at: int, answer: Event, doer: Mention | None) -> Mention | None:
    """Return whose thing it is done to, where that is the answerer's: "the arrest of ITS consul"."""
    words = parse.sentence.words
    for _, place in phrases_after(parse, at):
        if words[parse.chunks.begins[place]].text in WHOSE and (doer is None or not is_one(doer, answer.actor)):
            return answer.actor
    return None


def _unaimed_before(parse: Parse, frame: Frame, answer: Event) -> list[Event]:
    """Return the act of a sentence before that was against nobody named, done to who answers it.

    "Chad fired a rocket into the sea.  In response, Mali CLOSED ITS BORDER": Mali is whom the rocket was meant for.
    """
    if answer.actor is None or answer.answers >= 0 or answer.answered is not None or frame.reverse:
        return []
    found = unaimed_act(parse, answer.actor, frame.provoked)
    if found is None or (is_somebody(answer.recipient) and not is_one(answer.recipient, found.actor)):
        return []
    clause, at = answer.clause, answer.recipient
    if at is None and clause is not None:
        at = Mention(clause.a, clause.b, parse.sentence)
    _aim(answer, recalled(known_as(found.actor), at) if found.actor is not None and at is not None else None)
    answer.answered, parse.answering = found, True
    return [found]


def unaimed_act(parse: Parse, actor: Mention, at: int = -1) -> Event | None:
    """Return what somebody did in a sentence before against nobody named, done to an actor; what a phrase names."""
    kinds, side = kinds_of(parse, at) if at >= 0 else set(), actor.state or actor.identity
    recent = parse.memory.recent[-RECENT // 2 :]
    known = bool(actor.state) or actor.kind in ("igo", "armed-group")  # "its pilots" may be those who did it
    if not known or any(side in sides(other) and side != sides(other)[0] for _, other in recent):
        return None  # what was done to him is told
    for past in parse.memory.told[-LOOKED_BACK:][::-1]:
        for event in past.events[::-1]:
            doer, clause = event.actor, event.clause
            if (
                event.type not in (HARM if at < 0 or not kinds else ASKED)
                or clause is None
                or not lacks_recipient(event)
                or event.stance != "asserts"
            ):
                continue
            if doer is None or doer.pronoun or not (doer.state or doer.kind == "igo") or is_one(doer, actor):
                continue
            if at < 0 or is_named(parse, at, kinds, event):
                target = recalled(known_as(actor), Mention(clause.a, clause.b, past.sentence))
                told: Event = replace(event, recipient=target, recipients=(), provoked=True, score=ONE_NAMED)
                return replace(told, clause=None, cue=NOWHERE, told_in=past, told_as=told)
    return None


def _state_of(parse: Parse, mention: Mention | None) -> Mention | None:
    """Return the state of an envoy or the like, who did not do himself what his state is blamed for."""
    if mention is None or mention.named or mention.kind not in PARTS_OF or mention.state not in parse.dictionary.states:
        return mention
    return recalled(parse.dictionary.known_state(mention.state), mention)


def _told_of(parse: Parse, mention: Mention) -> Mention | None:
    """Return whose the sentences before said that something is: "the storming of THE EMBASSY"."""
    noun = mention.sentence.words[mention.head].noun
    if mention.sentence.words[mention.first].text != "the":
        return None
    for past in parse.memory.told[::-1]:
        for at, kind in enumerate(past.chunks.kinds):
            if kind == "n" and past.nouns[at] == noun:
                there = past.mention(at)
                whose = there if there.state else there.owner or possessor_of(past, at)
                if whose is not None and whose.state in parse.dictionary.states:
                    return recalled(parse.dictionary.known_state(whose.state), mention)
    return None


def _complete_act(parse: Parse, frame: Frame, answer: Event, events: list[Event], *, because: bool) -> None:
    """Let what is answered be done to who answers where nobody else is named."""
    inside = answered_in(parse, frame)
    for event in events:
        doer, actor = event.actor, answer.actor
        if event.cue[0] not in inside or event is answer or doer is None or actor is None or not is_somebody(doer):
            continue
        if because:
            _aim(answer, doer)
        if frame.strong and event.clause is not None:
            event.score += LESS_SURE * 2  # "in response to its decision to CLOSE the border"
        back = is_somebody(answer.recipient) and is_one(doer, answer.recipient) and not is_one(doer, actor)
        target = event.recipient
        his = target is not None and not doer.state and parse.sentence.words[target.first].text in WHOSE
        if (back or his) and event.type in AGAINST and answer.type in ANSWERING:
            let_answerer_suffer(parse, event, actor)


def _complete_drawing(parse: Parse, frame: Frame, answer: Event, events: list[Event]) -> None:
    """Let what draws an answer be done to who answers where nobody else is named: "closed THE BORDER, prompting"."""
    for event in events:
        doer, actor = event.actor, answer.actor
        before = event.cue[0] < frame.first and event.type in HARM and is_somebody(doer) and event is not answer
        if before and actor is not None and is_somebody(answer.recipient) and is_one(doer, answer.recipient):
            let_answerer_suffer(parse, event, actor)


def _judge_doer(answer: Event, events: list[Event]) -> None:
    """Let what is judged as a whole be laid on who did it: "Chad closed its border, which Mali DENOUNCED"."""
    for event in reversed(events):
        doer = event.actor
        if event.cue[0] < answer.cue[0] and is_somebody(doer) and not is_one(doer, answer.actor):
            assert doer is not None
            answer.recipient, answer.recipients = recalled(known_as(doer), doer), ()
            answer.recipient.resolved = False
            return


def _names(parse: Parse, frame: Frame, event: Event) -> bool:
    """Return whether an event is what a frame says was answered, and has both parties."""
    return event.cue[0] in answered_in(parse, frame) and is_somebody(event.actor) and is_somebody(event.recipient)


def _aim(answer: Event, doer: Mention | None) -> None:
    """Let an answer that is against nobody named be against who did what it answers."""
    open_ended = answer.type in ANSWERING and not is_somebody(answer.recipient)
    if open_ended and is_somebody(doer) and answer.actor is not None and not is_one(doer, answer.actor):
        assert doer is not None
        answer.recipient, answer.recipients = recalled(known_as(doer), doer), ()


def _told_answer(parse: Parse, frame: Frame) -> Event | None:
    """Return an act told before that a frame calls an answer, as an event with its parties."""
    found = earlier_answer(parse, frame) if frame.strong else None
    if found is None:
        return None
    told, at = found[1], Mention(frame.first, frame.last + 1, parse.sentence)
    actor, target = (recalled(known, at) for known in known_parties(told))
    return Event(told.type, told.mode, told.pattern, actor, target, 0.0, None, (frame.first, frame.last + 1))


def _named_answer(parse: Parse, frame: Frame, events: list[Event]) -> list[Event]:
    """Return the answer that only a noun names: "triggered A BAN by Chad", "answered with THE EXPULSION of"."""
    at = frame.answer
    if at < 0 or not frame.strong or parse.chunks.kinds[at] != "n" or answers_of(frame, events, parse):
        return []
    clauses = [each for each in parse.clauses if each.a == frame.first or each.object == at]
    clause = max(clauses, key=lambda each: each.a == frame.first, default=None)
    shown = clause is not None and (clause.lemma in SHOWN_AS or clause.subject == at)
    if points_back(parse, at) and not phrases_after(parse, at) and not (shown and _is_new(parse, at)):
        return []
    event = named_act(parse, at)
    if event is None and frame.provoked >= 0 and is_one_of_own(parse, at):
        event = named_act(parse, frame.provoked)  # "met the levy with ONE OF ITS OWN"
        if event is not None:
            event.cue = (parse.chunks.lasts[at], parse.chunks.lasts[at] + 1)
            event.recipient, event.recipients = None, ()
    if clause is None or event is None:
        return []
    doer, others = _answering(parse, clause, frame, at)
    if doer is None or doer.rank < AGENT or doer.pronoun:
        return []
    event.actor, event.actors, event.clause = doer, others, None
    if not is_somebody(event.recipient) or is_one(event.recipient, doer):
        event.recipient = _answered_side(parse, frame, events, doer)
    return [event] if event.recipient is not None and not is_one(event.recipient, doer) else []


def _is_new(parse: Parse, at: int) -> bool:
    """Return whether nothing told before is what a phrase names: "described THE ATTACK as a reply" tells it first."""
    kinds = kinds_of(parse, at)
    return bool(kinds) and not any(is_named(parse, at, kinds, other) for _, other in parse.memory.recent[-RECENT:])


def _answering(parse: Parse, clause: Clause, frame: Frame, at: int) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return who gives the answer that a noun names: who stands after "by" or "from", whose it is, or who answers."""
    inside = range(frame.provoked, frame.end + 1) if frame.provoked >= 0 else ()
    brought = [(word, place) for word, place in (*phrases_after(parse, at), *clause.phrases) if place != at]
    brought = [(word, place) for word, place in brought if place not in inside]
    named = [place for word, place in brought if word in ANSWER_FROM and can_act(parse, place)]
    if not named and clause.subject >= 0 and parse.nouns[clause.subject] in ANSWER_NOUNS:
        named = [place for word, place in phrases_after(parse, clause.subject) if word in ("of", "from")]
        owner = parse.mention(clause.subject).owner
        if owner is not None:
            return owner, ()
    if not named:
        named = [place for word, place in brought if word == "in" and can_act(parse, place) and frame.reverse]
    if named:
        return parse.mention(named[0]), joined_to(parse, named[0])
    if parse.mention(at).owner is not None:
        return parse.mention(at).owner, ()
    if clause.passive and parse.mention(at).modifiers:
        return as_state(parse, parse.mention(at)), ()  # "was met by A KENYAN BAN on flights"
    if frame.reverse or clause.passive or clause.subject < 0 or clause.subject == frame.provoked:
        return None, ()
    if clause.subject == at:  # "Chad said THE STRIKE was a reply to"
        said = said_by(parse, clause)
        return (agent_of(parse, said.subject), joined_to(parse, said.subject)) if said is not None else (None, ())
    return agent_of(parse, clause.subject), joined_to(parse, clause.subject)


def _answered_side(parse: Parse, frame: Frame, events: list[Event], doer: Mention) -> Mention | None:
    """Return against whom an answer is that names nobody: who does what is answered, in the sentence or before it."""
    if frame.provoked >= 0 and parse.chunks.kinds[frame.provoked] == "n":
        found = provoker_in(parse, frame.provoked)
        if found is not None:
            return as_state(parse, found)
    before = [event for event in events if event.cue[0] < frame.first and is_somebody(event.actor)]
    for event in reversed(before):
        if event.actor is not None and not is_one(event.actor, doer):
            return recalled(known_as(event.actor), event.actor)
    side = doer.state or doer.identity
    back = frame.provoked < 0 or points_back(parse, frame.provoked)
    for _, other in reversed(parse.memory.recent[-RECENT:] if back else ()):
        if sides(other)[1] == side and sides(other)[0] != side:
            return recalled(known_parties(other)[0], parse.mention(frame.answer))
    return None
