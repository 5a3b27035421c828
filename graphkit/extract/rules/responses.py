"""Answers: who answered whom, threats of an answer, and what somebody calls another's act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dictionary import COOPERATIVE, STANDING, Pattern
from graphkit.extract.rules.match import actor_of, agent_of, maker_of, possessor_of
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Frame,
    Mention,
    Parse,
    joined_to,
    known_as,
    nouns_at,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.words import (
    ANSWERS,
    ENDS_ASIDE,
    class_words,
    word_class,
    word_table,
)

ANSWER_NOUNS = word_class("responses.answer_nouns")
AFTERMATH = word_class("responses.aftermath")
LIKE_FOR_LIKE = word_class("responses.like_for_like")
MOVING_TO = word_class("responses.moving_to")
PUNISHING = word_class("responses.punishing")
CALLING = word_class("responses.calling")
COMING = word_class("responses.coming")
PROTESTING = word_class("responses.protesting")
ANSWER_OPENERS = word_class("responses.answer_openers")
ANSWER_TO = word_class("responses.answer_to")
RESPONDING = word_class("responses.responding")
RESPONDING_BACK = word_class("responses.responding_back")
RESPONDED_TO = word_class("responses.responded_to")
DRAWING = word_class("responses.drawing")
SEQUENCE = word_class("responses.sequence")
OCCASION = word_class("responses.occasion")
DOING = word_class("responses.doing")
DEEDS = word_class("responses.deeds")
NAMED = word_table("provocation.named")
ANSWERING = word_class("responses.answering")
NAMING = word_class("responses.naming")
FUTURE = word_class("operators.future")
DEFINITE = word_class("responses.definite")
TELLING = word_class("responses.telling")
IN_TURN = ([*class_words("responses.in_turn")],)
VERBAL = (
    RESPONDING
    | RESPONDING_BACK
    | DRAWING
    | MOVING_TO
    | PROTESTING
    | PUNISHING
    | CALLING
    | COMING
    | word_class("responses.verbal_too")
)
BRINGING = re.compile("[IU]")
BRINGERS = ANSWER_OPENERS | SEQUENCE | OCCASION | DOING
SURE, LIKELIER = 0.35, 0.2  # of confidence
NEAR = 700  # characters back to an act that "in response" may answer
RECENT = 8  # proposals looked back at

Pair = tuple[Event, Proposal]


def find_frames(parse: Parse) -> list[Frame]:
    """Return the frames of a sentence, those first that can mean nothing else."""
    if not parse.sentence.special & ANSWERS:
        return []
    if parse.frames is not None:
        return parse.frames
    found = [
        *_adverbial(parse),
        *(frame for clause in parse.clauses if _may_answer(parse, clause) for frame in _verbal(parse, clause)),
    ]
    parse.frames = sorted(found, key=lambda frame: (not frame.strong, frame.first))
    return parse.frames


def _adverbial(parse: Parse) -> Iterator[Frame]:
    """Yield "in response to", "as a reaction to", "after", "over the arrest of"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    if parse.sentence.special & ENDS_ASIDE:
        for i in parse.sentence.find_phrases(IN_TURN)[1:]:
            yield Frame(i - 1, i, -1, -1, -1, True)  # "Turkey, IN TURN, accused Greece"
    tokens, begins = chunks.tokens, chunks.begins
    for match in BRINGING.finditer(kinds):
        at = match.start()
        kind, word = kinds[at], tokens[begins[at]].text
        if word not in BRINGERS:
            continue
        if word in ANSWER_OPENERS and kinds[at + 1 : at + 2] == "n" and parse.noun(at + 1) in ANSWER_NOUNS:
            named = (
                kinds[at + 2 : at + 3] == "I" and chunks.word(at + 2) in ANSWER_TO and kinds[at + 3 : at + 4] in "nv"
            )
            provoked = at + 3 if named and at + 3 < len(kinds) else -1
            last = chunks.lasts[at + 2] if provoked >= 0 else chunks.lasts[at + 1]
            strong = parse.noun(at + 1) not in AFTERMATH
            if strong or provoked >= 0:
                yield Frame(chunks.begins[at], last, provoked, _end(parse, provoked), -1, strong)
        elif word == "in" and kinds.startswith("n", at + 1) and not LIKE_FOR_LIKE.isdisjoint(nouns_at(parse, at + 1)):
            yield Frame(chunks.begins[at], chunks.lasts[at + 1], -1, -1, -1, True)
        elif word in SEQUENCE and kinds[at + 1 : at + 2] in ("n", "v"):
            end = _clause_end(parse, at + 1) if kind == "U" or kinds[at + 1] == "v" else _end(parse, at + 1)
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, end, -1, False)
        elif word in OCCASION and kinds[at + 1 : at + 2] == "n" and _is_deed(parse, at + 1):
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, _end(parse, at + 1), -1, False)
        elif word in DOING and kinds[at + 1 : at + 2] == "v" and parse.lookup[at + 1].form == "G":
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, _clause_end(parse, at + 1), -1, False)


def _may_answer(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb may make a frame, or what it does is named by a word that does: "RETALIATORY levies"."""
    if clause.lemma in VERBAL:
        return True
    at = clause.object
    if at < 0:
        return False
    first, last, words = parse.chunks.begins[at], parse.chunks.lasts[at], parse.sentence.words
    return first < last and (words[last - 1].noun in LIKE_FOR_LIKE or words[first].noun in LIKE_FOR_LIKE)


def _alike(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what is an answer by its own words: "announced RETALIATORY levies"."""
    at = clause.object
    if at >= 0 and parse.chunks.kinds[at] == "n" and not LIKE_FOR_LIKE.isdisjoint(nouns_at(parse, at)):
        yield Frame(parse.chunks.begins[at], parse.chunks.lasts[at], -1, -1, clause.at, True)


def _verbal(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "responded by", "retaliated with", "reacted to", "prompting Mali to", "drew condemnation from"."""
    if clause.negated:
        return
    yield from _alike(parse, clause)
    if is_responding(parse, clause):
        to = next((at for word, at in clause.phrases if word in RESPONDED_TO), -1)
        answer = clause.gerund[1] if clause.gerund[0] in ("by", "with") else clause.at
        if clause.via == "fronted":
            answer = -1  # "RESPONDING TO that, Chad accused"
        if answer == clause.at and not clause.phrases and clause.gerund[1] >= 0:
            answer = clause.gerund[1]
        yield Frame(clause.a, clause.b - 1, to, to if to < 0 else _noun_end(parse, to), answer, True)
    elif (clause.lemma in DRAWING or _moves(clause)) and not clause.passive and not clause.modal:
        answer = clause.complement if clause.complement >= 0 else clause.object
        if answer >= 0:
            own = clause.subject if clause.form in "VE" and clause.via != "shared" else -1
            if clause.via == "relative" and own >= 0 and not parse.mention(own).event:
                own = -1  # "Chad closed its airspace, WHICH DREW protests"
            yield Frame(clause.a, clause.b - 1, own, _end(parse, own), answer, True, reverse=True)
    elif clause.lemma == "meet" and clause.passive and clause.subject >= 0:
        answer = next((at for word, at in clause.phrases if word == "with"), -1)
        if answer >= 0:
            yield Frame(clause.a, clause.b - 1, clause.subject, clause.subject, answer, True)
    else:
        yield from _called_so(parse, clause)


def _moves(clause: Clause) -> bool:
    """Return whether an act makes somebody do something: "the raid LED Mali TO sever"."""
    return clause.lemma in MOVING_TO and clause.complement >= 0 and clause.object >= 0


def _called_so(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "to protest against", "punished Mali for", "the step was a response to", "the move came after"."""
    phrases = dict(reversed(clause.phrases))
    if clause.form == "o" and clause.lemma in PROTESTING:
        provoked = next((phrases[word] for word in OCCASION if word in phrases), clause.object)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), -1, True)
    elif clause.lemma in PUNISHING:
        provoked = clause.gerund[1] if clause.gerund[0] == "for" else phrases.get("for", -1)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), clause.at, True)
    elif clause.lemma == "be" or clause.lemma in CALLING:
        named = clause.object
        act = clause.subject if clause.lemma == "be" else clause.second
        if min(named, act) >= 0 and parse.noun(named) in ANSWER_NOUNS:
            provoked = next((at for word, at in phrases_after(parse, named) if word in ANSWER_TO), -1)
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), act, True)
    elif clause.lemma in COMING and clause.subject >= 0 and _points_back(parse, clause.subject):
        at = _come_after(parse, clause)
        if at >= 0:
            yield Frame(clause.a, clause.b - 1, at, _clause_end(parse, at), clause.subject, False)


def _come_after(parse: Parse, clause: Clause) -> int:
    """Return where it stands what an act came after: "the move came AFTER the arrest", "it FOLLOWED the arrest"."""
    kinds, at = parse.chunks.kinds, clause.object
    if clause.lemma != "follow":
        after = kinds[clause.at + 1 : clause.at + 2] in ("I", "U") and parse.chunks.word(clause.at + 1) in SEQUENCE
        at = clause.at + 2 if after else -1
    return at if 0 <= at < len(kinds) and kinds[at] in "nv" else -1


def is_responding(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb is one of answering: "retaliated", "hit BACK"."""
    if clause.lemma in RESPONDING:
        return not clause.passive
    if clause.lemma not in RESPONDING_BACK:
        return False
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    return bool(after) and after[0].text == "back"


def _end(parse: Parse, at: int) -> int:
    """Return the last phrase of what begins at a position: a noun phrase with those after it, or a clause."""
    if at < 0:
        return -1
    return _clause_end(parse, at) if parse.chunks.kinds[at] == "v" else _noun_end(parse, at)


def _noun_end(parse: Parse, at: int) -> int:
    kinds = parse.chunks.kinds
    while kinds.startswith("In", at + 1) or kinds.startswith("Cn", at + 1):
        at += 2
    return at


def _clause_end(parse: Parse, at: int) -> int:
    kinds = parse.chunks.kinds
    stops = [place for place in range(at, len(kinds)) if kinds[place] in ",;"]
    return stops[0] if stops else len(kinds) - 1


def _is_deed(parse: Parse, at: int) -> bool:
    """Return whether a phrase names an act: "the arrest of two sailors", "the incident"."""
    word = parse.sentence.words[parse.chunks.lasts[at]]
    return word.event or word.noun in DEEDS or word.noun in NAMED


def stated_by(parse: Parse, frames: list[Frame], token: int) -> float:
    """Return how much surer an act that a noun names is by what the sentence says of it.

    Sure is what is said to have been answered, or to be an answer ("in response to the ATTACK", "triggering TARIFFS");
    likelier what somebody complains of ("over the ARREST of", "condemned the RAID").
    """
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    most = 0.0
    for frame in frames:
        for at in (frame.provoked, frame.answer):
            if at >= 0 and begins[at] <= token <= lasts[at]:
                most = max(most, SURE if frame.strong else LIKELIER)
    told = [clause.object for clause in parse.clauses if clause.lemma in TELLING and clause.object >= 0]
    return max(most, LIKELIER) if any(begins[at] <= token <= lasts[at] for at in told) else most


def drawn_event(parse: Parse, clause: Clause) -> Event | None:
    """Return what an act drew from somebody: "Chad's raid DREW CONDEMNATION FROM Mali"."""
    if clause.lemma not in DRAWING or clause.passive or clause.negated or min(clause.subject, clause.object) < 0:
        return None
    named = parse.dictionary.patterns.nouns.get(parse.noun(clause.object), ())
    pattern = next((each for each in named if each.type in NAMING or each.type == "SUPPORT"), None)
    place = next((at for word, at in clause.phrases if word in ("from", "in")), -1)
    if pattern is None or place < 0 or modal_ahead(clause):
        return None
    actor, doer = parse.mention(place), agent_of(parse, clause.subject)
    if clause.via == "relative" and not parse.mention(clause.subject).event and doer is parse.mention(clause.subject):
        doer = _doer_of(parse, clause)  # "Chad closed its airspace, WHICH DREW protests"
    if doer is None or doer.rank < PART or not (doer.state or doer.rank >= AGENT) or doer.pronoun:
        return None
    cue = (clause.a, parse.chunks.lasts[clause.object] + 1)
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


def modal_ahead(clause: Clause) -> bool:
    """Return whether a verb has a modal before it, so that what it tells is still to come."""
    return bool(clause.modal)


def vowed_response(parse: Parse, clause: Clause) -> Event | None:
    """Return the threat of whoever vows an answer: "vowed to RESPOND to the strikes", "WILL RETALIATE"."""
    operators = parse.dictionary.patterns.operators
    vowed = clause.lemma in operators["agree"] or clause.lemma in operators["threaten"]
    said = parse.lookup.get(clause.complement) if vowed else clause
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


def _provoker(parse: Parse, actor: Mention | None, said: Clause, to: int) -> Mention | None:
    """Return who last acted against somebody who vows an answer."""
    if actor is None:
        return None
    kinds = parse.dictionary.patterns.types_of(parse.noun(to)) if to >= 0 else set()
    for _, other in reversed(parse.memory.recent[-RECENT:]):
        sufferer = actor.identity in (other.recipient, other.recipient_state)
        if (sufferer or other.type in kinds) and other.actor != actor.identity:
            known = (other.actor, other.actor_kind, other.actor_state, other.actor_name)
            return recalled(known, Mention(said.a, said.b, actor.sentence))
    return None


# ---------------------------------------------------------------- links
def link_answers(pairs: list[Pair], parse: Parse) -> list[Proposal]:
    """Return the proposals of a sentence, each with the one it answers where the words say so."""
    proposals = [proposal for _, proposal in pairs]
    events = [event for event, _ in pairs]
    if not (parse.sentence.special & ANSWERS or parse.memory.recent or parse.answering):
        return proposals
    for frame in find_frames(parse):
        answers = answers_of(frame, events, parse)
        for i in answers:
            if proposals[i].responds_to is None and (frame.strong or proposals[i].type in ANSWERING):
                proposals[i] = _linked(frame, i, pairs, proposals[i], parse)
        if not answers and frame.answer >= 0:
            _link_earlier(frame, pairs, parse)
    for i, (event, _) in enumerate(pairs):
        if event.answered is not None and proposals[i].responds_to is None:
            place = next((j for j, (other, _) in enumerate(pairs) if other is event.answered), -1)
            if place >= 0:
                start, end = parse.sentence.span_of(event.cue[0], event.cue[1] - 1)
                position = parse.memory.count + place
                proposals[i] = replace(proposals[i], responds_to=position, response_start=start, response_end=end)
        if event.answers >= 0 and proposals[i].responds_to is None:
            start, end = proposals[i].recipient_start, proposals[i].recipient_end
            proposals[i] = replace(proposals[i], responds_to=event.answers, response_start=start, response_end=end)
    return [_named_before(proposal, parse) for proposal in proposals] if parse.memory.recent else proposals


def _link_earlier(frame: Frame, pairs: list[Pair], parse: Parse) -> None:
    """Say of an act told before what this sentence says it answers: "THE STEP was a response to the ban"."""
    if frame.provoked < 0 or not _points_back(parse, frame.answer):
        return
    kinds = _kinds_of(parse, frame.answer)
    inside = range(parse.chunks.begins[frame.provoked], parse.chunks.lasts[frame.end] + 1)
    named = [(parse.memory.count + j, other) for j, (event, other) in enumerate(pairs) if event.cue[0] in inside]
    start, end = parse.sentence.span_of(frame.first, frame.last)
    for position, answer in reversed(parse.memory.recent[-RECENT:]):
        if answer.responds_to is not None or answer.start < parse.sentence.start - NEAR:
            continue
        if (kinds and answer.type not in kinds) or (not frame.strong and answer.type not in ANSWERING):
            continue
        told = named or (_told_before(frame, answer, parse) if _points_back(parse, frame.provoked) else [])
        fitting = [place for place, other in told if _fits(answer, other)]
        if fitting:
            parse.memory.late.setdefault(position, (fitting[0], start, end))
            return
        if kinds or named:
            return


def _told_before(frame: Frame, answer: Proposal, parse: Parse) -> list[tuple[int, Proposal]]:
    """Return the acts of the kind that a phrase names, told before an answer, the last first."""
    kinds = _kinds_of(parse, frame.provoked)
    recent = reversed(parse.memory.recent[-RECENT:])
    return [(place, other) for place, other in recent if other is not answer and (not kinds or other.type in kinds)]


def _kinds_of(parse: Parse, at: int) -> set[str]:
    """Return the types of act that a noun may name, none where it may name any: "the MOVE"."""
    if parse.chunks.kinds[at] != "n" or parse.noun(at) in DEEDS:
        return set()
    noun = parse.noun(at)
    named = parse.dictionary.patterns.types_of(noun)
    return named | {NAMED[noun].partition("/")[0]} if noun in NAMED else named


def _linked(frame: Frame, i: int, pairs: list[Pair], answer: Proposal, parse: Parse) -> Proposal:
    """Return an answer with what it answers; with the words alone where they are plain but the act is not found."""
    start, end = parse.sentence.span_of(frame.first, frame.last)
    position = _in_sentence(frame, i, pairs, parse)
    backwards = _points_back(parse, frame.provoked) if frame.provoked >= 0 else not frame.reverse
    if position is None and backwards:
        position = _in_memory(frame, answer, parse)
    if position is None and not (frame.strong and not frame.reverse):
        return answer
    return replace(answer, responds_to=position, response_start=start, response_end=end)


def answers_of(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return which events of the sentence are the answer that a frame speaks of."""
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    if frame.answer >= 0:
        tokens = range(begins[frame.answer], lasts[frame.answer] + 1)
        return [i for i, event in enumerate(events) if _is_at(event, frame.answer, tokens)]
    inside = range(begins[frame.provoked], lasts[frame.end] + 1) if frame.provoked >= 0 else range(0)
    others = [i for i, event in enumerate(events) if event.cue[0] not in inside]
    before = [i for i in others if events[i].cue[0] < frame.first]
    governed = [i for i in before if _governs(events[i], frame, parse)]
    chosen = governed[-1:] or before[-1:] or [i for i in others if events[i].cue[0] > frame.last][:1]
    return [i for i in others if chosen and events[i] is events[chosen[0]]]


def _is_at(event: Event, at: int, tokens: range) -> bool:
    """Return whether an event is that of the verb or noun of an answer."""
    clause = event.clause
    if clause is not None and (at in (clause.at, clause.object, clause.complement) or clause.matrix == at):
        return True
    return event.cue[1] - 1 in tokens or event.cue[0] in tokens


def _governs(event: Event, frame: Frame, parse: Parse) -> bool:
    clause = event.clause
    if clause is None:
        return False
    places = [clause.gerund[1], *[at for _, at in clause.phrases]]
    return any(at >= 0 and parse.chunks.begins[at] == frame.first + 1 for at in places)


def _in_sentence(frame: Frame, i: int, pairs: list[Pair], parse: Parse) -> int | None:
    """Return the position of what an answer answers among the proposals of its sentence."""
    chunks, answer = parse.chunks, pairs[i][1]
    others = [(j, event, other) for j, (event, other) in enumerate(pairs) if event is not pairs[i][0]]
    if frame.provoked >= 0:
        inside = range(chunks.begins[frame.provoked], chunks.lasts[frame.end] + 1)
        others = [each for each in others if each[1].cue[0] in inside]
        fitting = [j for j, _, other in others if _goes_back(answer, other) or (frame.strong and _fits(answer, other))]
        if frame.strong and not fitting:
            fitting = [j for j, _, other in others if _sides(answer)[0] != _sides(other)[0]]
    else:
        others = [each for each in others if each[1].cue[0] < frame.first or not frame.reverse]
        fitting = [
            j
            for j, _, other in others
            if _reciprocal(answer, other) or ((frame.reverse or frame.answer >= 0) and _fits(answer, other))
        ]
    best = [j for j in fitting if _reciprocal(answer, pairs[j][1])] or fitting
    return parse.memory.count + best[0] if best else None


def _in_memory(frame: Frame, answer: Proposal, parse: Parse) -> int | None:
    """Return the position of an act told before that an answer answers."""
    kinds = _kinds_of(parse, frame.provoked) if frame.provoked >= 0 else set()
    near = [
        (position, other)
        for position, other in reversed(parse.memory.recent[-RECENT:])
        if other.start >= answer.start - NEAR and (not kinds or other.type in kinds)
    ]
    found = [position for position, other in near if _reciprocal(answer, other)]
    found += [position for position, other in near if _fits(answer, other)]
    if kinds:  # "in response to the DEPLOYMENT" may be against anybody
        found += [position for position, other in near if _sides(answer)[0] != _sides(other)[0]]
    return found[0] if found else None


def told_already(frame: Frame, answer: Event, parse: Parse) -> bool:
    """Return whether what an event answers was told before: "in response to THE RAID"."""
    if not _points_back(parse, frame.provoked) or answer.actor is None:
        return False
    kinds = _kinds_of(parse, frame.provoked)
    side = answer.actor.state or answer.actor.identity
    recent = parse.memory.recent[-RECENT:]
    return any(other.type in kinds and side != _sides(other)[0] for _, other in recent)


def _points_back(parse: Parse, at: int) -> bool:
    """Return whether a phrase means an act told before: "the strikes", "this move"; not "a raid by Chad"."""
    if parse.chunks.kinds[at] != "n":
        return False
    mention = parse.mention(at)
    if mention.pronoun:
        return parse.sentence.words[mention.head].text in DEFINITE
    first = parse.sentence.words[parse.chunks.begins[at]].text
    plural = parse.sentence.words[mention.head].text != parse.noun(at)
    return _is_deed(parse, at) and (first in DEFINITE or (plural and mention.first == mention.head))


def _sides(proposal: Proposal) -> tuple[str, str]:
    return proposal.actor_state or proposal.actor, proposal.recipient_state or proposal.recipient


def _reciprocal(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes from whom the other act was done to, to who did it."""
    return _sides(answer) == _sides(other)[::-1]


def _goes_back(answer: Proposal, other: Proposal) -> bool:
    """Return whether an answer goes to who did the other act."""
    (actor, recipient), (doer, _) = _sides(answer), _sides(other)
    return actor != doer == recipient


def _fits(answer: Proposal, other: Proposal) -> bool:
    """Return whether one may answer the other: done by another, to who did it or by whom it was done to."""
    (actor, recipient), (doer, sufferer) = _sides(answer), _sides(other)
    return actor != doer and (recipient == doer or actor == sufferer)


def _named_before(proposal: Proposal, parse: Parse) -> Proposal:
    """Return a proposal with the earlier act that the recipient's phrase names: "condemned THE DEPLOYMENT"."""
    sentence, patterns = parse.sentence, parse.dictionary.patterns.nouns
    if proposal.type in COOPERATIVE or proposal.responds_to is not None or proposal.type not in NAMING:
        return proposal
    if proposal.cue_end is None or not (parse.memory.recent and proposal.recipient_state):
        return proposal
    named: set[str] = set()
    for token, word in enumerate(sentence.words):
        if word.event and sentence.start_of(token) <= proposal.cue_end + 80:
            named.update(pattern.type for pattern in patterns[word.noun])
    for position, other in reversed(parse.memory.recent) if named else ():
        if other.type in named and other.actor_state == proposal.recipient_state:
            start, end = proposal.recipient_start, proposal.recipient_end
            return replace(proposal, responds_to=position, response_start=start, response_end=end)
    return proposal


# Threats of an answer: "further tests by Peru will be met with a response, Chile warned"


ANSWERED = word_class("answers.answered")
DESERVING = word_class("answers.deserving")
RESPONSES = word_class("answers.answers")
DOINGS = word_class("answers.doings")


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
    if not any(parse.noun(at) in RESPONSES for at in places if at >= 0) or not _is_doing(parse, clause.subject):
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


def _is_doing(parse: Parse, at: int) -> bool:
    """Return whether what is answered is something done: "further TESTS", not "inflation"."""
    word = parse.sentence.words[parse.chunks.lasts[at]]
    return word.event or word.noun in DOINGS


def said_by(parse: Parse, clause: Clause) -> Clause | None:
    """Return the clause that tells who says it, before it or after it at the end of the sentence."""
    if parse.reports is not None:
        return parse.reports.get(clause.at)
    reports = parse.dictionary.patterns.operators["report"]
    for other in reversed(parse.clauses):
        if other.lemma not in reports or other.subject < 0 or other is clause:
            continue
        if other.at < clause.at and (other.that >= 0 or clause.subject == other.at + 1):
            return other
        if other is parse.clauses[-1] and other.object < 0 and other.subject > clause.at:
            return other
    return None


def _addressed(parse: Parse, said: Clause) -> Mention | None:
    """Return whom the speaker spoke to before: "urged PERU to stop the tests and said that more would ..."."""
    requests = parse.dictionary.patterns.operators["request"]
    for other in parse.clauses:
        if other.at < said.at and other.subject == said.subject and (other.lemma in requests or other.lemma == "warn"):
            mention = parse.mention(other.object) if other.object >= 0 else None
            return recalled(known_as(mention), mention) if mention is not None and mention.rank >= AGENT else None
    return None


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
    return _verdict(parse, clause, at, _words(parse, after), actor, others)


def _said_to_be(parse: Parse, clause: Clause) -> Event | None:
    """Return the verdict of who says that an act was wrong: "said that Chad's raid was a crime"."""
    said = said_by(parse, clause)
    if said is None:
        return None
    actor, others = actor_of(parse, said)
    after = clause.at + 1
    after += parse.chunks.kinds.startswith("I", after)  # "amounted TO"
    return _verdict(parse, clause, clause.subject, _words(parse, after), actor, others)


def _words(parse: Parse, at: int) -> frozenset[str]:
    """Return the words of the phrase at a position."""
    chunks = parse.chunks
    if not 0 <= at < len(chunks.kinds) or chunks.kinds[at] not in "njv":
        return frozenset()
    words = parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1]
    return frozenset([word.noun for word in words] + [word.text for word in words])


def _verdict(
    parse: Parse, clause: Clause, at: int, said: frozenset[str], actor: Mention | None, others: tuple[Mention, ...]
) -> Event | None:
    bad, good = bool(said & BAD), bool(said & GOOD)
    if actor is None or actor.rank < AGENT or bad == good:
        return None
    blamed, more = _doer(parse, at, actor)
    if blamed is None:
        return None
    kind, mode = ("SUPPORT", "") if good else ("ACCUSE", "disapprove")
    if bad and parse.noun(at) in CLAIMS:
        kind, mode = "REJECT", ""
    event = Event(
        kind, mode, f"{clause.lemma}-{min(said & (BAD | GOOD))}", actor, blamed, 0.0, clause, (clause.a, clause.b)
    )
    event.actors, event.recipients = others, more
    return event


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
            return recalled((other.actor, other.actor_kind, other.actor_state, other.actor_name), mention)
    return None


# Acts that are named only where a sentence says what was answered: "in response to THE SALE of jets to Peru"


MOVEMENTS = word_class("nominal.movements")
MUTUAL = word_class("provocation.mutual")
OPEN_ENDED = word_class("provocation.open")
IMPLYING = word_class("provocation.implying")
WHOSE = word_class("provocation.whose")
NAMED_ON = class_words("provocation.named_on")
_NAMED = {
    noun: Pattern(kind.partition("/")[0], kind.partition("/")[2], noun, name=noun) for noun, kind in NAMED.items()
}
BOTH_NAMED, ONE_NAMED = 0.0, -0.05  # of confidence


def provoked_events(parse: Parse, frames: list[Frame], events: list[Event]) -> list[Event]:
    """Return the acts that a sentence names only as what was answered, with parties that the answer makes plain."""
    begins, lasts, made = parse.chunks.begins, parse.chunks.lasts, list[Event]()
    for frame in frames:
        if frame.provoked < 0 or parse.chunks.kinds[frame.provoked] != "n":
            continue
        inside = range(begins[frame.provoked], lasts[frame.end] + 1)
        if any(event.cue[0] in inside for event in (*events, *made)):
            continue
        answers = answers_of(frame, events, parse)
        answer = events[answers[0]] if answers else None
        if answer is None or answer.actor is None or answer.recipient is None:
            continue
        if frame.strong or (answer.type in ANSWERING and answer.type != "REQUEST"):
            event = _provoked(parse, frame, answer)
            if event is not None:
                made.append(event)
    return made


def _provoked(parse: Parse, frame: Frame, answer: Event) -> Event | None:
    """Return the act that a phrase names: by who is told in it, else by whom the answer is against."""
    found = _pattern_in(parse, frame)
    if found is None:
        return None
    pattern, at = found
    if parse.sentence.words[parse.chunks.begins[at]].text in OPEN_ENDED:
        return None  # "will retaliate against ANY attack"
    if told_already(frame, answer, parse):
        return None
    after = phrases_after(parse, at)
    doer = _provoker_in(parse, at, after)
    sufferer, more = _sufferer(parse, at, after, pattern)
    named = (doer is not None) + (sufferer is not None)
    implied = pattern.type not in MUTUAL and parse.sentence.words[frame.first].text in IMPLYING
    told = doer is not None or frame.strong
    if doer is None and (frame.strong or (implied and sufferer is not None)):
        doer = answer.recipient
    if sufferer is None and told and pattern.type in ANSWERING and _one(doer, answer.recipient):
        sufferer = answer.actor
    if sufferer is None or doer is None or doer.pronoun or sufferer.pronoun or _one(doer, sufferer):
        return None
    if _one(doer, answer.actor):
        return None  # nobody answers himself
    last = parse.chunks.lasts[at]
    event = Event(pattern.type, pattern.mode, pattern.name, doer, sufferer, 0.0, None, (last, last + 1))
    event.score = BOTH_NAMED if named == 2 else ONE_NAMED
    event.on_state, event.recipients, event.provoked = pattern.on_state, more, True
    if doer is answer.recipient:
        event.actors = answer.recipients
    return event


def _one(one: Mention | None, other: Mention | None) -> bool:
    return one is None or other is None or (one.state or one.identity) == (other.state or other.identity)


def _pattern_in(parse: Parse, frame: Frame) -> tuple[Pattern, int] | None:
    """Return what act a phrase names, and where: "a series of ATTACKS"."""
    patterns = parse.dictionary.patterns.nouns
    for at in range(frame.provoked, min(frame.end, frame.provoked + 2) + 1, 2):
        noun = parse.noun(at)
        there = {word for word, _ in phrases_after(parse, at)}
        named = [
            each for each in patterns.get(noun, ()) if each.type not in STANDING and each.nouns[-1:] in ((), (noun,))
        ]
        named = [each for each in named if len(each.nouns) < 2 and not each.fixed[0]]
        best = max(named, key=lambda each: not there.isdisjoint(each.prepositions), default=None)
        if best is None:
            best = _NAMED.get(noun)
        if best is not None and best.type:
            return best, at
        if not parse.chunks.kinds.startswith("In", at + 1) or parse.chunks.word(at + 1) != "of":
            return None
    return None


def _provoker_in(parse: Parse, at: int, after: list[tuple[str, int]]) -> Mention | None:
    """Return who does what a noun names, as far as its phrase tells."""
    mention = parse.mention(at)
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    for word, following in after:
        other = parse.mention(following)
        brings = word == "by" or (word == "of" and parse.noun(at) in MOVEMENTS)
        if brings and (other.rank >= AGENT or (other.rank == PART and other.state)):
            return other
    return mention if mention.rank == PART and mention.modifiers else None


def _sufferer(
    parse: Parse, at: int, after: list[tuple[str, int]], pattern: Pattern
) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return to whom it is done, as far as its phrase tells, with those joined to it."""
    wanted = pattern.prepositions or NAMED_ON
    own = parse.sentence.words
    for word, following in after:
        if word not in wanted and word != "of":
            continue
        mention = parse.mention(following)
        if word == "of" and parse.noun(at) in MOVEMENTS:
            continue
        if own[parse.chunks.begins[following]].text in WHOSE:
            whose = possessor_of(parse, following)
            if whose is not None and whose.rank >= AGENT:
                return recalled(known_as(whose), mention), ()
            continue
        if mention.rank >= AGENT and not mention.event:
            return mention, joined_to(parse, following)
        if mention.owner is not None and mention.owner.rank >= AGENT:
            return mention.owner, ()
        if mention.rank == PART and mention.state:
            return mention, joined_to(parse, following)
    return None, ()
