"""Who answered whom: the words that say that an act is an answer, and which act it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.extract.records import Proposal
from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.english import ANSWERS
from graphkit.extract.rules.mentions import AGENT, PART, Mention, recalled
from graphkit.extract.rules.parse import Event, Frame, Parse
from graphkit.extract.rules.patterns import COOPERATIVE
from graphkit.extract.rules.roles import agent_of

ANSWER_NOUNS = word_class("responses.answer_nouns")
ANSWER_OPENERS = word_class("responses.answer_openers")
ANSWER_TO = word_class("responses.answer_to")
RESPONDING = word_class("responses.responding")
RESPONDING_BACK = word_class("responses.responding_back")
RESPONDED_TO = word_class("responses.responded_to")
DRAWING = word_class("responses.drawing")
SEQUENCE = word_class("responses.sequence")
OCCASION = word_class("responses.occasion")
DEEDS = word_class("responses.deeds")
ANSWERING = word_class("responses.answering")
NAMING = word_class("responses.naming")
FUTURE = word_class("operators.future")
DEFINITE = word_class("responses.definite")
TELLING = word_class("responses.telling")
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
    found = [*_adverbial(parse), *(frame for clause in parse.clauses for frame in _verbal(parse, clause))]
    parse.frames = sorted(found, key=lambda frame: (not frame.strong, frame.first))
    return parse.frames


def _adverbial(parse: Parse) -> Iterator[Frame]:
    """Yield "in response to", "as a reaction to", "after", "over the arrest of"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    for at, kind in enumerate(kinds):
        if kind not in "IU":
            continue
        word = chunks.word(at)
        if word in ANSWER_OPENERS and kinds[at + 1 : at + 2] == "n" and parse.noun(at + 1) in ANSWER_NOUNS:
            named = (
                kinds[at + 2 : at + 3] == "I" and chunks.word(at + 2) in ANSWER_TO and kinds[at + 3 : at + 4] in "nv"
            )
            provoked = at + 3 if named and at + 3 < len(kinds) else -1
            last = chunks.lasts[at + 2] if provoked >= 0 else chunks.lasts[at + 1]
            yield Frame(chunks.begins[at], last, provoked, _end(parse, provoked), -1, True)
        elif word in SEQUENCE and kinds[at + 1 : at + 2] in ("n", "v"):
            end = _clause_end(parse, at + 1) if kind == "U" or kinds[at + 1] == "v" else _end(parse, at + 1)
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, end, -1, False)
        elif word in OCCASION and kinds[at + 1 : at + 2] == "n" and _is_deed(parse, at + 1):
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, _end(parse, at + 1), -1, False)


def _verbal(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "responded by", "retaliated with", "reacted to", "prompting Mali to", "drew condemnation from"."""
    if is_responding(parse, clause) and not clause.negated:
        to = next((at for word, at in clause.phrases if word in RESPONDED_TO), -1)
        answer = clause.gerund[1] if clause.gerund[0] in ("by", "with") else clause.at
        yield Frame(clause.a, clause.b - 1, to, to if to < 0 else _noun_end(parse, to), answer, True)
    elif clause.lemma in DRAWING and not clause.passive and not clause.negated and not clause.modal:
        answer = clause.complement if clause.complement >= 0 else clause.object
        if answer >= 0:
            yield Frame(clause.a, clause.b - 1, -1, -1, answer, True, reverse=True)
    elif clause.lemma == "meet" and clause.passive and clause.subject >= 0:
        answer = next((at for word, at in clause.phrases if word == "with"), -1)
        if answer >= 0:
            yield Frame(clause.a, clause.b - 1, clause.subject, clause.subject, answer, True)


def is_responding(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb is one of answering: "retaliated", "hit BACK"."""
    if clause.lemma in RESPONDING:
        return not clause.passive
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    return clause.lemma in RESPONDING_BACK and bool(after) and after[0].text == "back"


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
    return word.event or word.noun in DEEDS


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
    pattern = next((each for each in named if each.type in NAMING), None)
    place = next((at for word, at in clause.phrases if word in ("from", "in")), -1)
    if pattern is None or place < 0 or modal_ahead(clause):
        return None
    actor, doer = parse.mention(place), agent_of(parse, clause.subject)
    if doer is None or doer.rank < PART or not (doer.state or doer.rank >= AGENT) or doer.pronoun:
        return None
    cue = (clause.a, parse.chunks.lasts[clause.object] + 1)
    return Event(pattern.type, pattern.mode, f"{clause.lemma}-{pattern.name}", actor, doer, 0.0, clause, cue)


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
    named = parse.dictionary.patterns.nouns.get(parse.noun(to), ()) if to >= 0 else ()
    kinds = {pattern.type for pattern in named}
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
    for frame in find_frames(parse):
        for i in _answers_of(frame, pairs, parse):
            if proposals[i].responds_to is None and (frame.strong or proposals[i].type in ANSWERING):
                proposals[i] = _linked(frame, i, pairs, proposals[i], parse)
    return [_named_before(proposal, parse) for proposal in proposals]


def _linked(frame: Frame, i: int, pairs: list[Pair], answer: Proposal, parse: Parse) -> Proposal:
    """Return an answer with what it answers; with the words alone where they are plain but the act is not found."""
    start, end = parse.sentence.span_of(frame.first, frame.last)
    position = _in_sentence(frame, i, pairs, parse)
    if position is None and (frame.provoked < 0 or _points_back(parse, frame.provoked)) and not frame.reverse:
        position = _in_memory(frame, answer, parse)
    if position is None and not (frame.strong and not frame.reverse):
        return answer
    return replace(answer, responds_to=position, response_start=start, response_end=end)


def _answers_of(frame: Frame, pairs: list[Pair], parse: Parse) -> list[int]:
    """Return which events of the sentence are the answer."""
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    if frame.answer >= 0:
        tokens = range(begins[frame.answer], lasts[frame.answer] + 1)
        return [i for i, (event, _) in enumerate(pairs) if _is_at(event, frame.answer, tokens)]
    inside = range(begins[frame.provoked], lasts[frame.end] + 1) if frame.provoked >= 0 else range(0)
    others = [i for i, (event, _) in enumerate(pairs) if event.cue[0] not in inside]
    before = [i for i in others if pairs[i][0].cue[0] < frame.first]
    governed = [i for i in before if _governs(pairs[i][0], frame, parse)]
    chosen = governed[-1:] or before[-1:] or [i for i in others if pairs[i][0].cue[0] > frame.last][:1]
    return [i for i in others if chosen and pairs[i][0] is pairs[chosen[0]][0]]


def _is_at(event: Event, at: int, tokens: range) -> bool:
    """Return whether an event is that of the verb or noun of an answer."""
    clause = event.clause
    if clause is not None and (at in (clause.at, clause.object, clause.complement) or clause.matrix == at):
        return True
    return event.cue[1] - 1 in tokens or event.cue[0] in tokens


def _governs(event: Event, frame: Frame, parse: Parse) -> bool:
    clause = event.clause
    return clause is not None and any(parse.chunks.begins[at] == frame.first + 1 for _, at in clause.phrases)


def _in_sentence(frame: Frame, i: int, pairs: list[Pair], parse: Parse) -> int | None:
    """Return the position of what an answer answers among the proposals of its sentence."""
    chunks, answer = parse.chunks, pairs[i][1]
    others = [(j, event, other) for j, (event, other) in enumerate(pairs) if event is not pairs[i][0]]
    if frame.provoked >= 0:
        inside = range(chunks.begins[frame.provoked], chunks.lasts[frame.end] + 1)
        others = [each for each in others if each[1].cue[0] in inside]
        fitting = [j for j, _, other in others if _goes_back(answer, other) or (frame.strong and _fits(answer, other))]
    else:
        others = [each for each in others if each[1].cue[0] < frame.first or not frame.reverse]
        fitting = [
            j for j, _, other in others if _reciprocal(answer, other) or (frame.reverse and _fits(answer, other))
        ]
    best = [j for j in fitting if _reciprocal(answer, pairs[j][1])] or fitting
    return parse.memory.count + best[0] if best else None


def _in_memory(frame: Frame, answer: Proposal, parse: Parse) -> int | None:
    """Return the position of an act told before that an answer answers."""
    kinds: set[str] = set()
    if frame.provoked >= 0 and parse.chunks.kinds[frame.provoked] == "n" and parse.noun(frame.provoked) not in DEEDS:
        named = parse.dictionary.patterns.nouns.get(parse.noun(frame.provoked), ())
        kinds = {pattern.type for pattern in named}
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
