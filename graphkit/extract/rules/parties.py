"""Answers among acts: whom a bare one is against, which act each answers, threats, verdicts; who acts with others."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from graphkit.extract.records import Proposal, make_proposal
from graphkit.extract.rules import replies
from graphkit.extract.rules.clauses import Clause, Frame
from graphkit.extract.rules.deeds import (
    ANSWERING,
    deed_at,
    doer_in,
    is_called,
    is_named,
    kinds_of,
    likeliest_told,
    meant_by,
    names_of,
    pattern_words,
    points_back,
    sides,
    types_of,
)
from graphkit.extract.rules.dictionary import COOPERATIVE, known_parties
from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    NAME,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    begun_by,
    known_as,
    nouns_at,
    recalled,
)
from graphkit.extract.rules.quarrels import acts_of, is_quarrel
from graphkit.extract.rules.responses import (
    CALLING,
    CAUSES,
    CITING,
    GIVEN_AS,
    LIKE_FOR_LIKE,
    NAMING,
    NEAR,
    REASON_NOUNS,
    RECENT,
    SO,
    answered_in,
    answers_in_relative,
    answers_of,
    find_frames,
    is_responding,
    surely_frames,
)
from graphkit.extract.rules.sureness import is_doubtful
from graphkit.extract.rules.words import ANSWERS, AS, GROUND, REPLIES, Waiting, verb_family, word_class, word_table

Pair = tuple[Event, Proposal]
HARM = word_class("coder.harm")
MEANWHILE, STOPS = frozenset({"ACCUSE", "PROTEST", "REQUEST"}), frozenset(".!?")
POINTING = word_class("replies.pointing")
BEHIND = 60  # characters behind the words that say what is answered
SUFFERED = word_class("answering.suffered")
AGAINST_TOO = word_class("answering.unaimed")
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
BOTH_NAMED, ONE_NAMED = 0.0, -0.05  # of confidence
TAKING_UP = word_class("answering.taking_up")
TAKEN_OR_GRANTED = TAKING_UP | GRANTED
BESIDES, TO_PERSONS = word_class("answering.besides"), word_class("answering.to_persons")
JUDGING, FOR_ACTS = word_class("answering.judging"), word_class("answering.for_acts")
TYPE = attrgetter("type")
ANNOUNCING = verb_family(
    word_class("responses.responding") | word_class("responses.responding_back") | word_class("replies.waiting")
)
SHORT = 16  # words of a sentence that only announces an answer
MOST_WAITING = 8
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
        let_answerer_suffer(parse, told, event.actor)  # "Chad fires rocket, Mali PROTESTS"


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
    plain = set[int]()  # answers that a pronoun ties to the act just told
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
                    plain.add(i)
            if made:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                proposals[i] = answer_to(proposals[i], made[-1], start, end)
        if event.answers >= 0 and proposals[i].responds_to is None:
            start, end = proposals[i].recipient_start, proposals[i].recipient_end
            proposals[i] = answer_to(proposals[i], event.answers, start, end)
    if not memory.recent and len(proposals) < 2:
        return proposals
    if parse.sentence.special & AS and len(proposals) > 1 and parse.sentence.words[-1].text not in STOPS:
        proposals = _linked_meanwhile(pairs, proposals, parse)
    doers = {sides(other)[0] for _, other in parse.memory.recent[-RECENT:]} | {sides(one)[0] for one in proposals}
    if any(one.responds_to is None and sides(one)[1] in doers for one in proposals):
        proposals = replies.link_further(pairs, proposals, parse)
    before = memory.told[-1] if memory.told else None
    if before is not None and len(before.sentence.words) <= SHORT and before.sentence.special & ANSWERS:
        proposals = _link_announced(pairs, proposals, before, parse)
    return _without_circles(pairs, proposals, parse, plain)


def _linked_meanwhile(pairs: list[Pair], proposals: list[Proposal], parse: Parse) -> list[Proposal]:
    """Return the proposals of a headline, those linked that judge what is done: "Japan PROTESTS AS Russia suspends"."""
    meanwhile = [
        j
        for j, (event, other) in enumerate(pairs)
        if other.type in HARM and event.clause is not None and begun_by(parse, event.clause) == "as"
    ]
    linked = list(proposals)
    for i, (event, answer) in enumerate(pairs) if meanwhile else ():
        if answer.type not in MEANWHILE or answer.responds_to is not None or i in meanwhile or event.clause is None:
            continue
        found = [j for j in meanwhile if _goes_back(answer, pairs[j][1]) and event.cue[1] <= pairs[j][0].cue[0]]
        if found:
            start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
            linked[i] = answer_to(answer, parse.memory.count + found[0], start, end)
    return linked


def _link_announced(pairs: list[Pair], proposals: list[Proposal], before: Parse, parse: Parse) -> list[Proposal]:
    """Return the proposals, those linked whose sentence tells the answer that the one before it only announced."""
    free = [i for i, one in enumerate(proposals) if one.responds_to is None and one.type in ANSWERING]
    if not free or not (before.sentence.special & (REPLIES | GROUND) or before.families & ANNOUNCING):
        return proposals
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


def _without_circles(pairs: list[Pair], proposals: list[Proposal], parse: Parse, plain: set[int]) -> list[Proposal]:
    """Return the proposals of a sentence, none of which answers what answers it, comes after it, or hardly did so."""
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
        if one.responds_to is None:
            continue
        doubted = i not in plain and _is_doubted(one, count + i, proposals, parse)
        if doubted or not parse.memory.answer(count + i, one.responds_to):
            proposals[i] = answer_to(one, None, None, None)
    return proposals


def _is_doubted(answer: Proposal, position: int, proposals: list[Proposal], parse: Parse) -> bool:
    """Return whether an act hardly answers what some words say it does."""
    count, place = parse.memory.count, answer.responds_to
    assert place is not None and answer.response_start is not None and answer.response_end is not None
    answered = proposals[place - count] if place >= count else parse.memory.at(place)
    if answered is None:
        return False
    sentence, start, end = parse.sentence, answer.response_start, answer.response_end + BEHIND
    first, until = (bisect_left(range(len(sentence.words)), at, key=sentence.start_of) for at in (start, end))
    words = sentence.words[first:until]
    named = {word.name[2] or word.name[0] if word.name is not None else word.state for word in words if word.belongs}
    if abs(position - place) == 1 and any(word.text in POINTING for word in words[:2]):
        return False  # "For THOSE words Chile called him in": of what was told last
    kinds = {kind for word in words if word.noun and not word.belongs for kind in types_of(parse, word.noun)}
    said = (words[0].text if words else "", named - {""}, kinds - {""})
    return is_doubtful(answer, answered, abs(position - place) - 1, said)


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
    if is_quarrel(parse, frame.answer):
        _link_quarrel(frame, pairs, parse)
        return
    found = earlier_answer(parse, frame)
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


def _link_quarrel(frame: Frame, pairs: list[Pair], parse: Parse) -> None:
    """Say of an act told before what the quarrel began with: "THE ROW BEGAN WHEN Mali seized a plane"."""
    inside = answered_in(parse, frame)
    origins = [(parse.memory.count + j, other) for j, (event, other) in enumerate(pairs) if event.cue[0] in inside]
    found = acts_of(parse.memory.recent, origins)
    if found is not None:
        position, place = found
        parse.memory.late.setdefault(position, (place, *parse.sentence.span_of(frame.first, frame.last)))


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
            told = not set(pattern_words(other.pattern)).isdisjoint(one.names)
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
    backwards = False
    if position is None:
        backwards = points_back(parse, frame.provoked) if frame.provoked >= 0 else not (frame.reverse or frame.judged)
    if backwards:
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
        for position, other in reversed(parse.memory.recent[-2 * RECENT if doer else -RECENT :])
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
    return likeliest_told(called or found, noun, answer.type)


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


def let_answerer_suffer(parse: Parse, event: Event, actor: Mention) -> None:
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


def earlier_answer(parse: Parse, frame: Frame) -> tuple[int, Proposal] | None:
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
    if clause is None or clause.negated or clause.subject < 0:
        return -1
    did_so = clause.lemma in DID and any(word.text in SO for word in parse.sentence.words[clause.b : frame.first])
    if not did_so and parse.sentence.words[frame.first].text not in CAUSES:
        return -1
    it = clause.object >= 0 and parse.mention(clause.object).pronoun
    return clause.subject if it or clause.lemma in DID else -1
