"""Answers among acts: whom a bare one is against, which act each answers, threats, verdicts; who acts with others."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from graphkit.extract.records import Proposal, make_proposal
from graphkit.extract.rules.clauses import Clause, Frame
from graphkit.extract.rules.deeds import (
    ANSWERING,
    NAMED,
    REQUESTING,
    SEQUENCE,
    SPOKEN,
    can_act,
    deed_at,
    doer_in,
    is_called,
    is_named,
    is_one_of_own,
    kinds_of,
    meant_by,
    named_act,
    names_of,
    points_back,
    provoker_in,
    said_by,
    sides,
    unlikely,
)
from graphkit.extract.rules.dictionary import COOPERATIVE, known_parties
from graphkit.extract.rules.match import agent_of, possessor_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    NOWHERE,
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
    nouns_at,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.responses import (
    ANSWER_FROM,
    ANSWER_NOUNS,
    CALLING,
    CAUSES,
    CITING,
    GIVEN_AS,
    LIKE_FOR_LIKE,
    NAMING,
    NEAR,
    NO_ACTS,
    OCCASION,
    REASON_NOUNS,
    RECENT,
    answered_in,
    answers_in_relative,
    answers_of,
    find_frames,
    is_responding,
    surely_frames,
    told_already,
)
from graphkit.extract.rules.words import ANSWERS, GROUND, REPLIES, Waiting, verb_family, word_class, word_table

Pair = tuple[Event, Proposal]
HARM = word_class("coder.harm")
SUFFERED = word_class("answering.suffered")
AGAINST_TOO = word_class("answering.unaimed")
AGAINST = HARM | word_class("answering.against")
NEVER_HIS = word_class("answering.never_his")
BARE = word_table("answering.bare")
FIRING = word_class("answering.firing")
ALONE = FIRING.union(BARE) | word_class("answering.reacting_verbs")
STANDS_ALONE = verb_family(ALONE)
DENYING = word_class("answering.denying")
DENIES = verb_family(DENYING)
MEASURES = word_class("answering.measures")
GROUNDING = CITING | GIVEN_AS
IN_KIND = LIKE_FOR_LIKE | MEASURES
ALIKE = word_class("answering.alike")
GRANTED = word_class("coder.granted")
FORCES = word_class("patterns.own_forces")
EXPELLED = word_class("answering.expelled")
OWN_PEOPLE = FORCES | EXPELLED
OCCASIONS = word_class("answering.occasions")
CONDITIONS = word_class("answering.conditions")
TAKEN = word_class("responses.taken")
DID = word_class("responses.did")
WHOSE = word_class("provocation.whose")
BOTH_NAMED, ONE_NAMED = 0.0, -0.05  # of confidence
PRIVATE = word_class("provocation.private")
IMPLYING = word_class("provocation.implying")
MUTUAL = word_class("provocation.mutual")
OPEN_ENDED = word_class("provocation.open")
TAKING_UP = word_class("answering.taking_up")
TAKEN_OR_GRANTED = TAKING_UP | GRANTED
BESIDES, TO_PERSONS = word_class("answering.besides"), word_class("answering.to_persons")
JUDGING, FOR_ACTS = word_class("answering.judging"), word_class("answering.for_acts")
PARTS_OF = word_class("answering.parts_of")
ASKED = HARM | word_class("answering.asked")
AT_NOBODY = word_class("provocation.at_nobody")
UNKNOWN = word_class("answering.unknown")
SHOWN_AS = word_class("responses.shown_as")
DISMISSING = word_class("answering.dismissing")
TYPE = attrgetter("type")
AVENGED = word_class("answering.avenged")
ANNOUNCING = verb_family(
    word_class("responses.responding") | word_class("responses.responding_back") | word_class("replies.waiting")
)
SHORT = 16  # words of a sentence that only announces an answer
MOST_WAITING = 8
LOOKED_BACK = 2  # sentences in which what is answered may have been told
LESS_SURE = 0.05  # of confidence


class Provoked(NamedTuple):
    """Whom an answer is against, and by what act: one of the sentence, or the position of one told before."""

    doer: Mention
    event: Event | None
    position: int


def lacks_recipient(event: Event) -> bool:
    """Return whether the words of an act leave out to whom it is done."""
    mention = event.recipient
    if mention is None:
        return True
    return (mention.thing or not mention.state) and not has_recipient(event)


def may_answer(events: list[Event]) -> bool:
    """Return whether one of some acts is of a type that may answer another."""
    return not ANSWERING.isdisjoint(map(TYPE, events))


def has_recipient(event: Event) -> bool:
    """Return whether an event is done to somebody; one's own troops, taken home, are nobody."""
    mention = event.recipient
    if mention is None or (mention.thing and not mention.state):
        return mention is not None and mention.pronoun
    if event.type in ("RETREAT", "MOBILIZE", "AID") and not mention.state:
        return mention.sentence.words[mention.head].noun not in OWN_PEOPLE
    if event.type == "SANCTION" and mention.rank == AGENT and not (mention.state or mention.named):
        return mention.sentence.words[mention.head].noun not in EXPELLED  # "blamed Peru and expelled 18 DIPLOMATS"
    return mention.rank >= PART or mention.pronoun


def let_answer(parse: Parse, event: Event, found: Provoked) -> None:
    """Let an event answer what was found."""
    event.answered, event.answers, parse.answering = found.event, found.position, True
    told = found.event
    if told is not None and event.actor is not None and told.type in HARM and lacks_recipient(told):
        _let_answerer_suffer(parse, told, event.actor)  # "Chad fires rocket, Mali PROTESTS"


def at_verb(parse: Parse, clause: Clause, doer: Mention) -> Mention:
    """Return somebody told before as a mention at a verb of a sentence, whose words alone speak of him here."""
    return recalled(known_as(doer), Mention(clause.a, clause.b, parse.sentence))


def retaliates(parse: Parse, clause: Clause) -> bool:
    """Return whether what is done is an answer by its own words: "RETALIATORY levies", "all necessary MEASURES"."""
    at = clause.object
    if at >= 0 and parse.nouns[at] in MEASURES and (clause.modal or clause.form == "o"):
        return True
    if not parse.sentence.special & ANSWERS:
        return False
    if is_responding(parse, clause):
        return True
    for at in (clause.object, clause.subject if clause.passive else -1, *[at for _, at in clause.phrases]):
        if at >= 0 and parse.chunks.kinds[at] == "n":
            words = nouns_at(parse, at)
            if not LIKE_FOR_LIKE.isdisjoint(words) or any(word.startswith("counter-") for word in words):
                return True
    return False


def provoker_of(parse: Parse, actor: Mention, clause: Clause, events: list[Event], *, sure: bool) -> Provoked | None:
    """Return who last acted against somebody; where it is sure that there is one, who last did harm."""
    side = actor.state or actor.identity
    here = sorted(
        (each for each in events if each.clause is not clause and _can_provoke(each, side)),
        key=lambda each: (each.cue[0] > clause.a, abs(each.cue[0] - clause.a)),
    )
    for event in here:
        if event.recipient is not None and side == (event.recipient.state or event.recipient.identity):
            assert event.actor is not None
            return Provoked(event.actor, event, -1)
    recent = [
        (position, other)
        for position, other in reversed(parse.memory.recent[-RECENT:])
        if other.start >= max(parse.sentence.start - NEAR, parse.memory.since) and side != sides(other)[0]
    ]
    for position, other in recent:
        if side == sides(other)[1] and other.type not in COOPERATIVE:
            return Provoked(recalled(known_parties(other)[0], actor), None, position)
    if not sure:
        return None
    for event in here:
        if event.type in HARM and event.actor is not None:
            return Provoked(event.actor, event, -1)
    for position, other in recent:
        if other.type in HARM and other.responds_to is None:
            return Provoked(recalled(known_parties(other)[0], actor), None, position)
    return None


def _can_provoke(event: Event, side: str) -> bool:
    doer = event.actor
    if doer is None or doer.pronoun or doer.rank < PART or doer.thing or side == (doer.state or doer.identity):
        return False
    return event.type not in COOPERATIVE


def was_a(kind: str, found: Provoked, parse: Parse) -> bool:
    """Return whether what is answered was of a type: who retaliates for an attack attacks."""
    if found.event is not None:
        return found.event.type == kind
    return any(position == found.position and other.type == kind for position, other in parse.memory.recent)


# which act each answers


def answer_to(proposal: Proposal, position: int | None, start: int | None, end: int | None) -> Proposal:
    """Return a proposal with the position of the one that it answers, and where the words stand that say so."""
    link = {"responds_to": position, "response_start": start, "response_end": end}
    return make_proposal({**vars(proposal), **link})


def link_answers(pairs: list[Pair], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, each with the one it answers where the words say so."""
    proposals = [proposal for _, proposal in pairs]
    memory = parse.memory
    if memory.waiting:
        _end_waiting(proposals, parse)
    if not (parse.sentence.special & ANSWERS or parse.memory.recent or parse.answering):
        return proposals
    events = [event for event, _ in pairs]
    answering = may_answer(events)
    for frame in find_frames(parse) if answering or surely_frames(parse) else ():
        if not (answering or frame.strong or frame.judged):
            continue  # what only comes after something is no answer
        answers = answers_of(frame, events, parse) or _said_besides(frame, events, parse)
        answers += _done_besides(frame, answers, events) or (answers and answers_in_relative(frame, events, parse))
        for i in answers:
            if events[i].provoked:
                continue  # it is what was answered
            if proposals[i].responds_to is None and (frame.strong or frame.judged or proposals[i].type in ANSWERING):
                proposals[i] = _linked(frame, i, pairs, proposals[i], parse)
        if not answers and (frame.strong or frame.answer >= 0 <= frame.provoked):
            _link_earlier(frame, pairs, parse)
    for i, event in enumerate(events):
        if event.answered is not None and proposals[i].responds_to is None and not _is_condition(event.answered, parse):
            place = next((j for j, (other, _) in enumerate(pairs) if other is event.answered), -1)
            if place >= 0:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                position = parse.memory.count + place
                proposals[i] = answer_to(proposals[i], position, start, end)
        if (i or memory.recent) and proposals[i].responds_to is None and event.answers < 0:
            made = _made_to(pairs, i, parse) if _takes_it_up(parse, event) or _refers_back(event) else []
            if not made and event.clause is not None and event.type in JUDGING and _judges_it(parse, event.clause):
                made = _done_by(pairs, i, parse)
            if made:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                proposals[i] = answer_to(proposals[i], made[-1], start, end)
        if event.answers >= 0 and proposals[i].responds_to is None:
            start, end = proposals[i].recipient_start, proposals[i].recipient_end
            proposals[i] = answer_to(proposals[i], event.answers, start, end)
    if not memory.recent and len(proposals) < 2:
        return proposals
    doers = {sides(other)[0] for _, other in parse.memory.recent[-RECENT:]} | {sides(one)[0] for one in proposals}
    if any(one.responds_to is None and sides(one)[1] in doers for one in proposals):
        import graphkit.extract.rules.replies as replies  # few sentences need it

        proposals = replies.link_further(pairs, proposals, parse)
    before = memory.told[-1] if memory.told else None
    if before is not None and len(before.sentence.words) <= SHORT and before.sentence.special & ANSWERS:
        proposals = _link_announced(pairs, proposals, before, parse)
    return _without_circles(pairs, proposals, parse)


def _link_announced(pairs: list[Pair], proposals: list[Proposal], before: Parse, parse: Parse) -> list[Proposal]:
    """Return the proposals, those linked whose sentence tells the answer that the one before it only announced."""
    free = [i for i, one in enumerate(proposals) if one.responds_to is None and one.type in ANSWERING]
    if not free or not (before.sentence.special & (REPLIES | GROUND) or before.families & ANNOUNCING):
        return proposals
    import graphkit.extract.rules.replies as replies  # few sentences need it

    found = replies.announced(before)
    if found is None:
        return proposals
    side, start, end = found
    linked, bare = list(proposals), Frame(0, 0, -1, -1, -1, True)
    for i in free:
        event = pairs[i][0]
        if side in ("", sides(linked[i])[0]) and not event.provoked and event.stance == "asserts":
            position = _in_memory(bare, linked[i], parse)
            if position is not None:
                linked[i] = answer_to(linked[i], position, start, end)
    return linked


def _without_circles(pairs: list[Pair], proposals: list[Proposal], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, none of which answers what answers it, or what it is told to come before."""
    count = parse.memory.count
    for i, one in enumerate(proposals):
        j = one.responds_to - count if one.responds_to is not None else -1
        if j < 0:
            continue  # it answers nothing that the sentence tells
        clause = pairs[i][0].clause
        first = clause is not None and begun_by(parse, clause) == "after"  # "AFTER Chad had expelled"
        circle = proposals[j].responds_to == count + i
        if (first and (circle or j < i)) or (circle and j < i):
            proposals[i] = answer_to(one, None, None, None)
    for i, one in enumerate(proposals):
        if one.responds_to is not None and not parse.memory.answer(count + i, one.responds_to):
            proposals[i] = answer_to(one, None, None, None)
    return proposals


def _said_besides(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return what who judges an act says besides: "condemns the strike and ACCUSES Israel"."""
    judging = next((each for each in parse.clauses if each.a == frame.first), None) if frame.judged else None
    if judging is None or judging.subject < 0:
        return []
    here = [(i, event.clause) for i, event in enumerate(events) if event.type in ("ACCUSE", "REJECT")]
    return [
        i for i, clause in here if clause is not None and clause.subject == judging.subject and clause.at > judging.at
    ]


def _done_besides(frame: Frame, answers: list[int], events: list[Event]) -> list[int]:
    """Return what who answers does besides: "In response, Chile closed its border and RECALLED its envoy"."""
    first = events[answers[0]].clause if answers and frame.strong else None
    if first is None or (frame.answer >= 0 and (first.form != "G" or frame.answer != first.at)):
        return []
    later = [(i, event.clause) for i, event in enumerate(events) if i not in answers]
    if first.a < frame.last:  # "closed its border in reply to the raid and SUSPENDED trade"
        later = [
            (i, each) for i, each in later if events[i].type in BESIDES and each is not None and each.a > frame.last
        ]
        later = [(i, each) for i, each in later if each is not None and each.form in "VE" and each.previous is first]
    if first.form == "G":  # "by closing its border and RECALLING its envoy"
        later = [(i, each) for i, each in later if each is not None and each.form == "G" and each.at > first.at]
    return [i for i, each in later if each is not None and each.via == "shared" and each.subject == first.subject]


def _takes_it_up(parse: Parse, event: Event) -> bool:
    """Return whether somebody grants, refuses or judges what a pronoun stands for: "GRANTED IT", "dismissed THEM"."""
    clause = event.clause
    if clause is None or event.type not in TAKEN_OR_GRANTED or clause.object < 0 or clause.passive:
        return False
    return parse.chunks.kinds[clause.object] == "n" and parse.mention(clause.object).pronoun


def _refers_back(event: Event) -> bool:
    """Return whether somebody refuses or blames whom the words do not name, so that what was told before is meant."""
    clause, target = event.clause, event.recipient
    if clause is None or target is None or not target.resolved or event.type not in NAMING or clause.form not in "VE":
        return False
    return target.a == clause.a and event.type in ("REJECT", "ACCUSE")


def _made_to(pairs: list[Pair], i: int, parse: Parse) -> list[int]:
    """Return the positions of what the other party asked, offered or claimed of who answers, the last one last."""
    answer = pairs[i][1]
    here = [parse.memory.count + j for j, (event, other) in enumerate(pairs[:i]) if _reciprocal(answer, other)]
    near = parse.memory.recent[-RECENT // 2 :]
    told = [at for at, other in near if _reciprocal(answer, other) and other.start >= answer.start - NEAR]
    return here or told


def _judges_it(parse: Parse, clause: Clause) -> bool:
    """Return whether somebody judges what a pronoun for an act stands for: "called THIS a mistake"."""
    at = clause.second if clause.second >= 0 else clause.object
    if at < 0 or clause.passive or clause.negated or parse.chunks.kinds[at] not in "nT":
        return False
    first, last = parse.chunks.begins[at], parse.chunks.lasts[at]
    return parse.sentence.words[first].text in FOR_ACTS and (first == last or clause.lemma in CALLING)


def _done_by(pairs: list[Pair], i: int, parse: Parse) -> list[int]:
    """Return the position of what was told last of whom a verdict is against."""
    answer = pairs[i][1]
    here = [(parse.memory.count + j, other) for j, (_, other) in enumerate(pairs[:i])]
    near = [told for told in parse.memory.recent[-2:] if told[1].start >= answer.start - NEAR]
    return [at for at, other in near + here if _goes_back(answer, other) and other.stance != "considers"]


def _link_earlier(frame: Frame, pairs: list[Pair], parse: Parse) -> None:
    """Say of an act told before what this sentence says it answers: "THE STEP was a response to the ban"."""
    found = _earlier_answer(parse, frame)
    if found is None:
        return
    position, answer = found
    inside = answered_in(parse, frame)
    named = [(parse.memory.count + j, other) for j, (event, other) in enumerate(pairs) if event.cue[0] in inside]
    told = named or (_told_before(frame, answer, parse) if points_back(parse, frame.provoked) else [])
    fitting = [place for place, other in told if _fits(answer, other)]
    fitting += [place for place, other in named if sides(answer)[0] != sides(other)[0]]
    if fitting:
        start, end = parse.sentence.span_of(frame.first, frame.last)
        parse.memory.late.setdefault(position, (fitting[0], start, end))
    elif frame.provoked >= 0 and points_back(parse, frame.provoked):
        _await(frame, position, answer, parse)


def _await(frame: Frame, position: int, answer: Proposal, parse: Parse) -> None:
    """Remember that what an act answers may be told later, as words that point back say: "called INDIA'S STRIKES"."""
    doer = doer_in(parse, frame.provoked)
    if not doer and frame.strong and kinds_of(parse, frame.provoked) and answer.type in AGAINST_TOO:
        doer = sides(answer)[1]  # "summoned the Russian envoy to protest against THE INCURSION"
    if doer and doer != sides(answer)[0]:
        types, names = frozenset(kinds_of(parse, frame.provoked)), names_of(parse, frame.provoked)
        start, end = parse.sentence.span_of(frame.first, frame.last)
        parse.memory.waiting.append(Waiting(position, sides(answer), doer, types, names, start, end))
        del parse.memory.waiting[:-MOST_WAITING]


def _end_waiting(proposals: list[Proposal], parse: Parse) -> None:
    """Link what was told to be an answer to what a sentence tells only now."""
    memory = parse.memory
    for j, other in enumerate(proposals):
        for one in list(memory.waiting):
            if memory.count + j == one.position or other.start <= one.start or other.start > one.start + 2 * NEAR:
                continue
            told = not set(other.pattern.replace("+", "-").split("-")).isdisjoint(one.names)
            alike = told or other.type in one.types if one.types else sides(other)[1] == one.sides[0]
            if alike and sides(other)[0] == one.doer and other.stance == "asserts":
                memory.late.setdefault(one.position, (memory.count + j, one.start, one.end))
                memory.waiting.remove(one)


def _told_before(frame: Frame, answer: Proposal, parse: Parse) -> list[tuple[int, Proposal]]:
    """Return the acts of the kind that a phrase names, told before an answer, the last first."""
    kinds = kinds_of(parse, frame.provoked)
    recent = reversed(parse.memory.recent[-RECENT:])
    return [
        (place, other)
        for place, other in recent
        if other is not answer and is_named(parse, frame.provoked, kinds, other)
    ]


def _linked(frame: Frame, i: int, pairs: list[Pair], answer: Proposal, parse: Parse) -> Proposal:
    """Return an answer with what it answers; with the words alone where they are plain but the act is not found."""
    position = _in_sentence(frame, i, pairs, parse) if len(pairs) > 1 else None
    backwards = points_back(parse, frame.provoked) if frame.provoked >= 0 else not (frame.reverse or frame.judged)
    if position is None and backwards:
        position = _in_memory(frame, answer, parse)
    if position is None and frame.provoked >= 0 and backwards:
        _await(frame, parse.memory.count + i, answer, parse)
    if position is None and (frame.reverse or frame.judged or not frame.strong):
        return answer
    start, end = parse.sentence.span_of(frame.first, frame.last)
    return answer_to(answer, position, start, end)


def _in_sentence(frame: Frame, i: int, pairs: list[Pair], parse: Parse) -> int | None:
    """Return the position of what an answer answers among the proposals of its sentence."""
    answer = pairs[i][1]
    others = [
        (j, event, other)
        for j, (event, other) in enumerate(pairs)
        if event is not pairs[i][0] and other.stance != "considers" and not _is_condition(event, parse)
    ]
    if frame.provoked >= 0:
        inside = answered_in(parse, frame)
        others = [each for each in others if each[1].cue[0] in inside]
        sure = frame.strong or frame.judged
        fitting = [
            j
            for j, _, other in others
            if _goes_back(answer, other) or (_fits(answer, other) and (sure or other.type == "ASSAULT"))
        ]
        if frame.strong and not fitting:
            fitting = [j for j, _, other in others if sides(answer)[0] != sides(other)[0]]
    else:
        first = frame.first if frame.reverse else pairs[i][0].cue[0]
        others = [each for each in others if each[1].cue[0] < first]
        fitting = [
            j
            for j, _, other in others
            if _reciprocal(answer, other)
            or ((frame.reverse or frame.answer >= 0) and _fits(answer, other))
            or (frame.strong and _goes_back(answer, other))
        ]
    best = [j for j in fitting if _reciprocal(answer, pairs[j][1])] or fitting
    return parse.memory.count + best[0 if frame.provoked >= 0 else -1] if best else None


def _is_condition(event: Event, parse: Parse) -> bool:
    """Return whether an act is one that may or may not come: "would respond IF Chad attacked"."""
    return event.clause is not None and begun_by(parse, event.clause) in CONDITIONS


def _in_memory(frame: Frame, answer: Proposal, parse: Parse) -> int | None:
    """Return the position of an act told before that an answer answers."""
    if not parse.memory.recent:
        return None
    at, kinds, doer, meant, reach = frame.provoked, set[str](), "", set[str](), NEAR
    if at >= 0:
        kinds, doer = kinds_of(parse, at), doer_in(parse, at)
        if frame.strong:
            meant, reach = meant_by(parse, at), 2 * NEAR
    near = [
        (position, other)
        for position, other in reversed(parse.memory.recent[-RECENT:])
        if other.start >= answer.start - reach
        and is_named(parse, at, kinds, other)
        and doer in ("", sides(other)[0])
        and other.stance != "considers"
    ]
    found = [told for told in near if _reciprocal(answer, told[1])]
    if at < 0:  # a bare "in response" is to nothing that another item tells, unless it is of the same two
        near = [told for told in near if told[1].start >= parse.memory.since]
    found += [told for told in near if (_fits if at >= 0 else _goes_back)(answer, told[1])]
    for told in near:  # "in response to the DEPLOYMENT" may be against anybody
        suffered = told[1].type in SUFFERED and answer.type in ANSWERING and sides(told[1])[1] == sides(answer)[1]
        if (kinds or doer or told[1].type in meant) and sides(answer)[0] != sides(told[1])[0] and not suffered:
            found.append(told)  # who suffered an act is not whom its answer is against
    if not found:
        return None
    noun = deed_at(parse, at).noun if at >= 0 else ""
    if at < 0 and not IN_KIND.isdisjoint([word.noun for word in parse.sentence.words[: frame.last + 1]]):
        noun = "measure"  # "as a RECIPROCAL COUNTERMEASURE": what was done, not what was said
    if at < 0 and answer.type in HARM:
        noun = "measure"
    called = [told for told in found if at >= 0 and is_called(parse, at, kinds, told[1])]
    return min(called or found, key=lambda told: unlikely(noun, answer.type, told[1]))[0]


def _reciprocal(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes from whom the other act was done to, to who did it."""
    return sides(answer) == sides(other)[::-1] or (other.mutual and sides(answer) == sides(other))


def _goes_back(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes to who did the other act."""
    (actor, recipient), (doer, partner) = sides(answer), sides(other)
    return actor != doer and recipient in (doer, partner if other.mutual else doer)


def _fits(answer: Proposal, other: Proposal) -> bool:
    """Return whether one may answer the other: done by another, to who did it or by whom it was done to."""
    (actor, recipient), (doer, sufferer) = sides(answer), sides(other)
    return actor != doer and (actor == sufferer or recipient in (doer, sufferer if other.mutual else doer))


# acts that a sentence names only as an answer, or as what is answered


def provoked_events(parse: Parse, frames: list[Frame], events: list[Event]) -> list[Event]:
    """Return the acts that a sentence names only as what was answered, or as the answer, with the parties of both."""
    made = list[Event]()
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
                _judge_doer(parse, answer, events)
            made += _unaimed_before(parse, frame, answer)
            continue
        because = frame.strong or parse.sentence.words[frame.first].text in OCCASION
        _complete_act(parse, frame, answer, events, because=because)
        if parse.chunks.kinds[frame.provoked] != "n":
            made += _avenged_deed(parse, frame, answer, [*events, *made])
            continue
        told = [event for event in (*events, *made) if _names(parse, frame, event)]
        for event in told:
            _lend_state(event, answer)
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
                _let_answerer_suffer(parse, event, answer.actor)
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
    words = parse.sentence.words[frame.first : frame.last + 1]
    avenges = any(word.noun in AVENGED or word.lemma in AVENGED for word in words)
    if not avenges or not frame.strong or frame.reverse or answer.type not in HARM:
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
            _let_answerer_suffer(parse, event, actor)


def _complete_drawing(parse: Parse, frame: Frame, answer: Event, events: list[Event]) -> None:
    """Let what draws an answer be done to who answers where nobody else is named: "closed THE BORDER, prompting"."""
    for event in events:
        doer, actor = event.actor, answer.actor
        before = event.cue[0] < frame.first and event.type in HARM and is_somebody(doer) and event is not answer
        if before and actor is not None and is_somebody(answer.recipient) and is_one(doer, answer.recipient):
            _let_answerer_suffer(parse, event, actor)


def _let_answerer_suffer(parse: Parse, event: Event, actor: Mention) -> None:
    """Let what is answered be done to who answers, or to his people, where nobody else is: "killed VILLAGERS"."""
    target = event.recipient
    if target is not None and (target.state or target.pronoun or target.kind in NEVER_HIS or _is_victim(event, target)):
        return
    people = target is not None and target.rank >= AGENT and not (target.named or target.thing) and bool(actor.state)
    if target is not None and people:
        target.live_in(recalled(known_as(as_state(parse, actor)), target))
        target.rank = NAME
    else:
        event.recipient, event.recipients = recalled(known_as(actor), actor), ()
    event.score += LESS_SURE * 2


def _is_victim(event: Event, target: Mention) -> bool:
    """Return whether a person by name suffers it, whoever protests: "the killing of ANA PARDO"."""
    if not target.named or target.thing or target.rank < AGENT or event.type == "SANCTION":
        return False  # an envoy who is expelled is his state's
    return target.kind == "person" or event.pattern.rpartition("+")[2].partition("-")[0] in TO_PERSONS


def _judge_doer(parse: Parse, answer: Event, events: list[Event]) -> None:
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


def _earlier_answer(parse: Parse, frame: Frame) -> tuple[int, Proposal] | None:
    """Return the act told before that a sentence calls an answer: "THE STEP was a response to"."""
    clause = next((each for each in parse.clauses if each.a == frame.first), None)
    at = frame.answer if frame.answer >= 0 and parse.chunks.kinds[frame.answer] == "n" else -1
    if at < 0 and clause is not None and frame.answer in (-1, clause.at):
        if is_responding(parse, clause) or clause.lemma in GROUNDING:
            at = clause.subject
        elif clause.subject >= 0 and parse.nouns[clause.subject] in REASON_NOUNS:
            return _last_told(parse)  # "THE REASON WAS a raid"
    if at < 0 and frame.answer < 0 and clause is None:  # "THE DECISION WAS TAKEN in response to"
        before = [
            each
            for each in parse.clauses
            if each.b <= frame.first and ((each.passive and each.lemma in TAKEN) or each.lemma == "be")
        ]
        at = before[-1].subject if before else _did_it(parse, frame)
    if at < 0 or frame.provoked < 0 or parse.chunks.kinds[at] != "n":
        return None
    mention = parse.mention(at)
    doer = agent_of(parse, at) if mention.pronoun or mention.rank >= AGENT or mention.owner is not None else None
    if not (points_back(parse, at) or (doer is not None and doer.rank >= AGENT and not doer.pronoun)):
        return None
    known = doer is not None and doer.rank >= AGENT and bool(doer.state or doer.named)
    side = (doer.state or doer.identity) if known and doer is not None else ""  # not of "THE KINGDOM"
    kinds = kinds_of(parse, at) if not mention.pronoun and (at == frame.answer or clause is None) else set()
    for position, other in reversed(parse.memory.recent[-RECENT:]):
        if other.responds_to is not None or other.start < parse.sentence.start - NEAR:
            continue
        if not is_named(parse, at, kinds, other) or (side and side != sides(other)[0]):
            continue
        return position, other
    return None


def _last_told(parse: Parse) -> tuple[int, Proposal] | None:
    """Return the last act told before a sentence, where it may be an answer."""
    last = parse.memory.recent[-1:]
    return last[0] if last and last[0][1].type in ANSWERING and last[0][1].responds_to is None else None


def _did_it(parse: Parse, frame: Frame) -> int:
    """Return who did what was told before, because of something: "HE DROPPED IT because", "IT DID SO because"."""
    clause = next((each for each in reversed(parse.clauses) if each.b <= frame.first), None)
    if clause is None or clause.negated or clause.subject < 0 or parse.sentence.words[frame.first].text not in CAUSES:
        return -1
    it = clause.object >= 0 and parse.mention(clause.object).pronoun
    return clause.subject if it or clause.lemma in DID else -1


def _told_answer(parse: Parse, frame: Frame) -> Event | None:
    """Return an act told before that a frame calls an answer, as an event with its parties."""
    found = _earlier_answer(parse, frame) if frame.strong else None
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
