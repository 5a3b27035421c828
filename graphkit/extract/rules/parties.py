"""Answers among acts: whom a bare one is against, which act each answers, threats, verdicts; who acts with others."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause, Frame
from graphkit.extract.rules.dictionary import COOPERATIVE, Pattern, known_parties
from graphkit.extract.rules.match import actor_of, agent_of, maker_of
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
    nouns_at,
    phrases_after,
    recalled,
    said_by,
    words_of,
)
from graphkit.extract.rules.responses import (
    ANSWER_FROM,
    ANSWER_NOUNS,
    ANSWERING,
    DRAWING,
    LIKE_FOR_LIKE,
    NAMING,
    NEAR,
    OCCASION,
    RECENT,
    answered_in,
    answers_of,
    doer_in,
    earlier_answer,
    find_frames,
    is_responding,
    kinds_of,
    named_act,
    points_back,
    provoked_by,
    provoker_in,
    sides,
)
from graphkit.extract.rules.words import ANSWERS, word_class, word_table

Pair = tuple[Event, Proposal]
HARM = word_class("coder.harm")
HOSTILE = HARM | word_class("answering.hostile")
BARE = word_table("answering.bare")
FIRING = word_class("answering.firing")
ALONE = FIRING.union(BARE)
MEASURES = word_class("answering.measures")
ALIKE = word_class("answering.alike")
SPEAKING = word_class("answering.speaking")
DRAWN = word_table("answering.drawn")
GRANTED = word_class("coder.granted")
FORCES = word_class("patterns.own_forces")
OCCASIONS = word_class("answering.occasions")
BODIES = word_class("answering.bodies")
EXPLAINING = word_class("answering.explaining")
CONDITIONS = word_class("answering.conditions")
HIT_BACK_WITH = word_class("answering.hit_back_with")
LESS_SURE = 0.05  # of confidence


class Provoked(NamedTuple):
    """Whom an answer is against, and by what act: one of the sentence, or the position of one told before."""

    doer: Mention
    event: Event | None
    position: int


def complete_answers(parse: Parse, events: list[Event]) -> None:
    """Give answers that name nobody the one that they answer, and add those that only a verb tells."""
    for event in events:
        if lacks_recipient(event):
            _complete(parse, event, events)
    for clause in parse.clauses:
        if clause.lemma in ALONE and not any(event.clause is clause and has_recipient(event) for event in events):
            events += _bare_answer(parse, clause, events)


def lacks_recipient(event: Event) -> bool:
    """Return whether the words of an act leave out to whom it is done."""
    mention = event.recipient
    return (mention is None or mention.thing or not mention.state) and not has_recipient(event)


def has_recipient(event: Event) -> bool:
    """Return whether an event is done to somebody; one's own troops, taken home, are nobody."""
    mention = event.recipient
    if mention is None or (mention.thing and not mention.state):
        return mention is not None and mention.pronoun
    if event.type in ("RETREAT", "MOBILIZE", "AID") and not mention.state:
        return mention.sentence.words[mention.head].noun not in FORCES
    return mention.rank >= PART or mention.pronoun


def _complete(parse: Parse, event: Event, events: list[Event]) -> None:
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or actor.rank < AGENT or actor.pronoun:
        return
    if event.type == "AID" and clause.lemma == "evacuate":
        event.type, event.mode = "RETREAT", "withdraw"  # "evacuated part of its GARRISON"
    found: Provoked | None = None
    answers = True
    if _retaliates(parse, clause) or event.pattern.endswith("-vow"):
        found = provoker_of(parse, actor, clause, events, sure=True)
    elif event.type in ("RETREAT", "MOBILIZE") and actor.rank == NAME and clause.lemma != "return":
        after = event.type == "MOBILIZE" and any(begun_by(parse, each) in OCCASIONS for each in parse.clauses)
        found = provoker_of(parse, actor, clause, events, sure=True) if after else None
        found, answers = found or _field(parse, actor, clause, events), False
    elif event.type == "REQUEST" and clause.object >= 0 and parse.noun(clause.object) in EXPLAINING:
        found = provoker_of(parse, actor, clause, events, sure=False)
    elif event.type in HARM and begun_by(parse, clause) in OCCASIONS:
        found, answers = _answerer(parse, actor, clause, events), False
    if found is None and event.type == "SANCTION" and actor.rank == NAME:
        found, answers = _field(parse, actor, clause, events, alone=True), False  # "blamed Peru and CUT ALL TRADE"
    if found is not None:
        event.recipient, event.recipients = at_verb(clause, found.doer), ()
        event.score -= LESS_SURE
        if answers:
            let_answer(parse, event, found)


def let_answer(parse: Parse, event: Event, found: Provoked) -> None:
    """Let an event answer what was found."""
    event.answered, event.answers, parse.answering = found.event, found.position, True


def at_verb(clause: Clause, doer: Mention) -> Mention:
    """Return somebody told before as a mention at a verb, whose words alone speak of him here."""
    return recalled(known_as(doer), Mention(clause.a, clause.b, doer.sentence))


def _retaliates(parse: Parse, clause: Clause) -> bool:
    """Return whether what is done is an answer by its own words: "RETALIATORY levies", "all necessary MEASURES"."""
    at = clause.object
    if at >= 0 and parse.noun(at) in MEASURES and (clause.modal or clause.form == "o"):
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
        if other.start >= parse.sentence.start - NEAR and side != sides(other)[0]
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
    found = provoker_of(parse, actor, clause, events, sure=clause.lemma in FIRING) or _before(
        parse, actor, clause, events
    )
    if found is not None and kind == "ASSAULT" and clause.lemma in FIRING and not was_a("ASSAULT", found, parse):
        kind = "ACCUSE" if clause.lemma != "return" else kind
    if found is None or (kind == "ASSAULT" and clause.lemma in BARE and not was_a("ASSAULT", found, parse)):
        return []
    mode = "disapprove" if kind == "ACCUSE" else ""
    target = at_verb(clause, found.doer)
    event = Event(kind, mode, f"{clause.lemma}-bare", actor, target, 0.0, clause, (clause.a, clause.b))
    event.actors = others
    let_answer(parse, event, found)
    return [event]


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
        return clause.object >= 0 and parse.noun(clause.object) == "fire"
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    back = bool(after) and after[0].text == "back"
    return back and clause.object < 0 and not any(word in HIT_BACK_WITH for word, _ in clause.phrases)


def was_a(kind: str, found: Provoked, parse: Parse) -> bool:
    """Return whether what is answered was of a type: who retaliates for an attack attacks."""
    if found.event is not None:
        return found.event.type == kind
    return any(position == found.position and other.type == kind for position, other in parse.memory.recent)


def _before(parse: Parse, actor: Mention, clause: Clause, events: list[Event]) -> Provoked | None:
    """Return who does what is told right before: "Berlin tightens checks, POLAND PROTESTS"."""
    before = clause.previous
    if before is None or before.subject < 0 or before.via == "relative":
        return None
    doer, _ = actor_of(parse, before)
    if doer is None or doer.rank < NAME or doer.pronoun or doer.state in ("", actor.state):
        return None
    return Provoked(doer, next((event for event in events if event.clause is before), None), -1)


# which act each answers


def link_answers(pairs: list[Pair], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, each with the one it answers where the words say so."""
    proposals = [proposal for _, proposal in pairs]
    events = [event for event, _ in pairs]
    if not (parse.sentence.special & ANSWERS or parse.memory.recent or parse.answering):
        return proposals
    for frame in find_frames(parse):
        answers = answers_of(frame, events, parse) or _said_besides(frame, events, parse)
        answers += _done_besides(frame, answers, events)
        for i in answers:
            if proposals[i].responds_to is None and (frame.strong or frame.judged or proposals[i].type in ANSWERING):
                proposals[i] = _linked(frame, i, pairs, proposals[i], parse)
        if not answers and frame.strong:
            _link_earlier(frame, pairs, parse)
    for i, (event, _) in enumerate(pairs):
        if event.answered is not None and proposals[i].responds_to is None and not _is_condition(event.answered, parse):
            place = next((j for j, (other, _) in enumerate(pairs) if other is event.answered), -1)
            if place >= 0:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                position = parse.memory.count + place
                proposals[i] = replace(proposals[i], responds_to=position, response_start=start, response_end=end)
        taken = _takes_it_up(parse, event) or _refers_back(event)
        if proposals[i].responds_to is None and event.answers < 0 and taken:
            made = _made_to(pairs, i, parse)
            if made:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                proposals[i] = replace(proposals[i], responds_to=made[-1], response_start=start, response_end=end)
        if event.answers >= 0 and proposals[i].responds_to is None:
            start, end = proposals[i].recipient_start, proposals[i].recipient_end
            proposals[i] = replace(proposals[i], responds_to=event.answers, response_start=start, response_end=end)
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
    first = events[answers[0]].clause if answers and frame.strong and frame.answer < 0 else None
    if first is None or first.a < frame.last:
        return []
    later = [(i, event.clause) for i, event in enumerate(events) if i not in answers]
    return [i for i, each in later if each is not None and each.via == "shared" and each.subject == first.subject]


def _takes_it_up(parse: Parse, event: Event) -> bool:
    """Return whether somebody grants, refuses or judges what a pronoun stands for: "GRANTED IT", "dismissed THEM"."""
    clause = event.clause
    if clause is None or event.type not in GRANTED or clause.object < 0 or clause.passive:
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


def _link_earlier(frame: Frame, pairs: list[Pair], parse: Parse) -> None:
    """Say of an act told before what this sentence says it answers: "THE STEP was a response to the ban"."""
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


def _told_before(frame: Frame, answer: Proposal, parse: Parse) -> list[tuple[int, Proposal]]:
    """Return the acts of the kind that a phrase names, told before an answer, the last first."""
    kinds = kinds_of(parse, frame.provoked)
    recent = reversed(parse.memory.recent[-RECENT:])
    return [(place, other) for place, other in recent if other is not answer and (not kinds or other.type in kinds)]


def _linked(frame: Frame, i: int, pairs: list[Pair], answer: Proposal, parse: Parse) -> Proposal:
    """Return an answer with what it answers; with the words alone where they are plain but the act is not found."""
    start, end = parse.sentence.span_of(frame.first, frame.last)
    position = _in_sentence(frame, i, pairs, parse)
    backwards = points_back(parse, frame.provoked) if frame.provoked >= 0 else not (frame.reverse or frame.judged)
    if position is None and backwards:
        position = _in_memory(frame, answer, parse)
    if position is None and (frame.reverse or frame.judged or not frame.strong):
        return answer
    return replace(answer, responds_to=position, response_start=start, response_end=end)


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
        fitting = [j for j, _, other in others if _goes_back(answer, other) or (sure and _fits(answer, other))]
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
    return parse.memory.count + best[0] if best else None


def _is_condition(event: Event, parse: Parse) -> bool:
    """Return whether an act is one that may or may not come: "would respond IF Chad attacked"."""
    return event.clause is not None and begun_by(parse, event.clause) in CONDITIONS


def _in_memory(frame: Frame, answer: Proposal, parse: Parse) -> int | None:
    """Return the position of an act told before that an answer answers."""
    kinds = kinds_of(parse, frame.provoked) if frame.provoked >= 0 else set()
    doer = doer_in(parse, frame.provoked) if frame.provoked >= 0 else ""
    near = [
        (position, other)
        for position, other in reversed(parse.memory.recent[-RECENT:])
        if other.start >= answer.start - NEAR
        and (not kinds or other.type in kinds)
        and doer in ("", sides(other)[0])
        and other.stance != "considers"
    ]
    found = [position for position, other in near if _reciprocal(answer, other)]
    found += [position for position, other in near if _fits(answer, other)]
    if kinds or doer:  # "in response to the DEPLOYMENT" may be against anybody
        found += [position for position, other in near if sides(answer)[0] != sides(other)[0]]
    return found[0] if found else None


def _reciprocal(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes from whom the other act was done to, to who did it."""
    return sides(answer) == sides(other)[::-1]


def _goes_back(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes to who did the other act."""
    (actor, recipient), (doer, _) = sides(answer), sides(other)
    return actor != doer == recipient


def _fits(answer: Proposal, other: Proposal) -> bool:
    """Return whether one may answer the other: done by another, to who did it or by whom it was done to."""
    (actor, recipient), (doer, sufferer) = sides(answer), sides(other)
    return actor != doer and (recipient == doer or actor == sufferer)


# What somebody calls another's act: "called the arrests unjustified", "said that Chad's raid was a crime"


JUDGING = word_class("verdicts.judging")
AMOUNTING = word_class("verdicts.amounting")
BAD = word_class("verdicts.bad")
GOOD = word_class("verdicts.good")
CLAIMS = word_class("verdicts.claims")
POINTING = word_class("coder.pointing")
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
    if at < 0:
        return None
    kinds, after = parse.chunks.kinds, at + 1
    while kinds.startswith("In", after) and parse.chunks.word(after) != "as":
        after += 2
    after += kinds.startswith("I", after)  # "as"
    actor, others = actor_of(parse, clause)
    last = parse.sentence.words[parse.chunks.lasts[at]].text
    alone = at == clause.object and parse.chunks.lasts[at] > parse.chunks.begins[at]
    said = frozenset([last]) if alone and last in BAD | GOOD else words_of(parse, after)  # "called the image INSULTING"
    return _verdict(parse, clause, at, said, actor, others)


def _said_to_be(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of who says that an act was wrong: "said that Chad's raid was a crime"."""
    said = said_by(parse, clause)
    if said is None:
        return None
    actor, others = actor_of(parse, said)
    after = clause.at + 1
    after += parse.chunks.kinds.startswith("I", after)  # "amounted TO"
    return _verdict(parse, clause, clause.subject, words_of(parse, after), actor, others)


def _verdict(
    parse: Parse, clause: Clause, at: int, said: frozenset[str], actor: Mention | None, others: tuple[Mention, ...]
) -> Event | None:
    bad, good = bool(said & BAD), bool(said & GOOD)
    if good and "responsible" in said and parse.mention(at).rank >= AGENT and not parse.mention(at).event:
        bad, good = True, False  # "said that MILITANTS were responsible", not "called the step responsible"
    if actor is None or actor.rank < AGENT or bad == good:
        return None
    blamed, more = _doer(parse, at, actor)
    if blamed is None and not (parse.memory.told and _is_aimed(parse, at)):
        return None
    kind, mode = ("SUPPORT", "") if good else ("ACCUSE", "disapprove")
    if bad and parse.noun(at) in CLAIMS:
        kind, mode = "REJECT", ""
    event = Event(
        kind, mode, f"{clause.lemma}-{min(said & (BAD | GOOD))}", actor, blamed, 0.0, clause, (clause.a, clause.b)
    )
    event.actors, event.recipients = others, more
    return event


def _is_aimed(parse: Parse, at: int) -> bool:
    """Return whether what is judged may be the other side's, whom nobody names: "called THE IMAGE insulting"."""
    mention = parse.mention(at)
    return mention.pronoun or (mention.thing and parse.noun(at) not in CLAIMS)


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
    for _, other in reversed(parse.memory.recent[-VERDICT_NEAR:]):
        if actor.identity in (other.recipient, other.recipient_state) or (
            actor.state and actor.state == other.recipient_state
        ):
            return recalled(known_parties(other)[0], mention)
    return None


# acts that a sentence names only as an answer, or as what is answered


def provoked_events(parse: Parse, frames: list[Frame], events: list[Event]) -> list[Event]:
    """Return the acts that a sentence names only as what was answered, or as the answer, with the parties of both."""
    made = list[Event]()
    for frame in frames:
        if frame.answer >= 0 and frame.strong:
            made += _named_answer(parse, frame, [*events, *made])
        if frame.provoked < 0 and not frame.judged:
            continue  # it names no act
        answers = answers_of(frame, events + made, parse)
        answer = (events + made)[answers[0]] if answers else _told_answer(parse, frame)
        if answer is None or answer.actor is None:
            continue
        if frame.provoked < 0:
            if frame.judged and not is_somebody(answer.recipient):
                _judge_doer(parse, answer, events)
            continue
        because = frame.strong or parse.sentence.words[frame.first].text in OCCASION
        _complete_act(parse, frame, answer, events, because=because)
        if parse.chunks.kinds[frame.provoked] != "n":
            continue
        told = [event for event in (*events, *made) if _names(parse, frame, event)]
        if not told and (frame.strong or frame.judged or (answer.type in ANSWERING and answer.type != "REQUEST")):
            event = provoked_by(parse, frame, answer)
            if event is not None:
                event.provoked = bool(answers)
                made.append(event)
                told = [event]
        if told and because:
            _aim(answer, told[0].actor)
    return made


def _complete_act(parse: Parse, frame: Frame, answer: Event, events: list[Event], *, because: bool) -> None:
    """Let what is answered be done to who answers where nobody else is named."""
    inside = answered_in(parse, frame)
    for event in events:
        doer, actor = event.actor, answer.actor
        if event.cue[0] not in inside or event is answer or doer is None or actor is None or not is_somebody(doer):
            continue
        if because:
            _aim(answer, doer)
        back = is_somebody(answer.recipient) and is_one(doer, answer.recipient) and not is_one(doer, actor)
        if back and event.type in HARM and not is_somebody(event.recipient) and answer.type in ANSWERING:
            event.recipient, event.recipients = recalled(known_as(actor), actor), ()


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
    if points_back(parse, at) and not phrases_after(parse, at):
        return []
    clause = next((each for each in parse.clauses if each.a == frame.first or each.object == at), None)
    event = named_act(parse, at)
    if clause is None or event is None:
        return []
    doer, others = _answering(parse, clause, frame, at)
    if doer is None or doer.rank < AGENT or doer.pronoun:
        return []
    event.actor, event.actors, event.clause = doer, others, None
    if not is_somebody(event.recipient) or is_one(event.recipient, doer):
        event.recipient = _answered_side(parse, frame, events, doer)
    return [event] if event.recipient is not None and not is_one(event.recipient, doer) else []


def _answering(parse: Parse, clause: Clause, frame: Frame, at: int) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return who gives the answer that a noun names: who stands after "by" or "from", whose it is, or who answers."""
    brought = [(word, place) for word, place in (*phrases_after(parse, at), *clause.phrases) if place != at]
    named = [place for word, place in brought if word in ANSWER_FROM and _is_actor(parse, place)]
    if not named and clause.subject >= 0 and parse.noun(clause.subject) in ANSWER_NOUNS:
        named = [place for word, place in phrases_after(parse, clause.subject) if word in ("of", "from")]
        owner = parse.mention(clause.subject).owner
        if owner is not None:
            return owner, ()
    if not named:
        named = [place for word, place in brought if word == "in" and _is_actor(parse, place) and frame.reverse]
    if named:
        return parse.mention(named[0]), joined_to(parse, named[0])
    if parse.mention(at).owner is not None:
        return parse.mention(at).owner, ()
    if clause.passive and parse.mention(at).modifiers:
        return as_state(parse, parse.mention(at)), ()  # "was met by A KENYAN BAN on flights"
    if frame.reverse or clause.passive or clause.subject < 0 or clause.subject == frame.provoked:
        return None, ()
    return agent_of(parse, clause.subject), joined_to(parse, clause.subject)


def _is_actor(parse: Parse, at: int) -> bool:
    mention = parse.mention(at)
    return mention.rank >= AGENT and not mention.event and not mention.thing


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
    for _, other in reversed(parse.memory.recent[-RECENT:] if frame.provoked < 0 else ()):
        if sides(other)[1] == side and sides(other)[0] != side:
            return recalled(known_parties(other)[0], doer)
    return None


def drawn_event(parse: Parse, clause: Clause) -> Event | None:
    """Return what an act drew from somebody: "Chad's raid DREW CONDEMNATION FROM Mali"."""
    if clause.lemma not in DRAWING or clause.passive or clause.negated or min(clause.subject, clause.object) < 0:
        return None
    noun = parse.noun(clause.object)
    named = parse.dictionary.patterns.nouns.get(noun, ())
    pattern = next((each for each in named if each.type in NAMING or each.type == "SUPPORT"), None)
    if noun in DRAWN:
        pattern = Pattern(DRAWN[noun], "disapprove" if DRAWN[noun] == "ACCUSE" else "", noun, name=noun)
    place = next((at for word, at in clause.phrases if word in ("from", "in")), -1)
    if pattern is None or place < 0 or clause.modal:
        return None
    actor, doer = parse.mention(place), agent_of(parse, clause.subject)
    if clause.via == "relative" and not parse.mention(clause.subject).event and doer is parse.mention(clause.subject):
        doer = _doer_of(parse, clause)  # "Chad closed its airspace, WHICH DREW protests"
    elif clause.form == "G" and clause.via == "shared":
        doer = _doer_of(parse, clause)  # "Egypt accused Chad of filling its dam, DRAWING a rebuttal"
    if doer is None or doer.rank < PART or not (doer.state or doer.rank >= AGENT) or doer.pronoun:
        return None
    cue = (clause.a, parse.chunks.lasts[clause.object] + 1)
    parse.used.add(clause.object)
    kind, mode = (pattern.type, pattern.mode) if pattern.type != "PROTEST" else ("ACCUSE", "disapprove")
    event = Event(kind, mode, f"{clause.lemma}-{pattern.name}", actor, doer, 0.0, clause, cue)
    event.actors = joined_to(parse, place)
    return event


def _doer_of(parse: Parse, clause: Clause) -> Mention | None:
    """Return who did what a whole clause before tells."""
    before = clause.previous
    while before is not None and (before.form not in "VE" or before.subject < 0):
        before = before.previous
    return agent_of(parse, before.subject) if before is not None else None
