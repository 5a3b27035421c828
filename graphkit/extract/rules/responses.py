"""Answers: the words that say that something is one, whom somebody vows one, and the act that they name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import TAKEN_UP, Clause, Frame
from graphkit.extract.rules.dictionary import STANDING, Pattern
from graphkit.extract.rules.match import ARTICLES, agent_of, pattern_event, possessor_of
from graphkit.extract.rules.parse import (
    AGENT,
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
from graphkit.extract.rules.sentences import VerbGroup
from graphkit.extract.rules.words import ANSWERS, BRINGS, ENDS_ASIDE, REPLIES, class_words, word_class, word_table

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
PART_ASIDE = word_class("responses.aside")
NO_ANSWER = word_class("responses.no_answer")
CAUSES = word_class("responses.causes")
ANSWERED = word_class("answers.answered")
DESERVING = word_class("answers.deserving")
CITING = word_class("responses.citing")
HARM = word_class("coder.harm")
GROUNDS = word_class("responses.grounds")
REQUESTING = word_class("responses.requesting")
ANSWERING_IT = word_class("responses.answering_it")
MET = word_class("responses.met")
WITH_MEANS = word_class("responses.with_means")
AVENGING = word_class("responses.avenging")
TAKEN = word_class("responses.taken")
JUDGED = word_class("responses.judged")
ANSWER_FROM = word_class("responses.answer_from")
SPOKEN = word_class("provocation.spoken")
MADE_FROM = word_table("provocation.made_from")
NO_DEEDS = word_class("provocation.no_deeds")
HINTED = word_table("provocation.hinted")
GRANTED = word_class("coder.granted")
VERBAL = frozenset().union(*map(word_class, word_class("responses.verbal")))
BRINGS_ON = re.compile("[IU]")
BRINGERS = ANSWER_OPENERS | SEQUENCE | OCCASION | DOING | CAUSES
SURE, LIKELIER = 0.35, 0.2  # of confidence
NEAR = 700  # characters back to an act that "in response" may answer
RECENT = 8  # proposals looked back at


def find_frames(parse: Parse) -> list[Frame]:
    """Return the frames of a sentence, those first that can mean nothing else."""
    if not parse.sentence.special & ANSWERS:
        return []
    if parse.frames is not None:
        return parse.frames
    found = [
        *occasions(parse),
        *[frame for clause in parse.clauses if _may_answer(parse, clause) for frame in _verbal(parse, clause)],
    ]
    found = [frame for frame in found if not _denied(parse, frame)]
    parse.frames = sorted(found, key=lambda frame: (not frame.strong, frame.judged, frame.first))
    return parse.frames


def occasions(parse: Parse) -> list[Frame]:
    """Return what a sentence says by adverbials to be an answer: "in response to", "over the arrest of"."""
    if parse.occasions is None:
        may = parse.sentence.special & (REPLIES | BRINGS | ENDS_ASIDE)
        parse.occasions = list(_adverbial(parse)) if may else []
    return parse.occasions


def set_aside(parse: Parse) -> None:
    """Keep what was answered from the verb of the answer: "froze assets over the arrest OF ITS CONSUL"."""
    for frame in occasions(parse):
        if frame.provoked < 0 or not (frame.strong or parse.sentence.words[frame.first].text in PART_ASIDE):
            continue
        for clause in parse.clauses:
            if clause.at < frame.provoked and clause.phrases:
                clause.phrases = [(word, at) for word, at in clause.phrases if not frame.provoked < at <= frame.end]


def settle_answers(parse: Parse) -> None:
    """Let what an answer was be done by whose it is: "Chad's ANSWER WAS TO expel", "its RESPONSE came when IT"."""
    replies = parse.sentence.special & REPLIES
    for clause in parse.clauses:
        if clause.lemma in JUDGED and clause.object < 0 and not clause.passive:
            _give_object(parse, clause)
        if not replies or clause.subject < 0 or parse.noun(clause.subject) not in ANSWER_NOUNS:
            continue
        if clause.modal == "to":
            clause.modal = ""
        owner = agent_of(parse, clause.subject)
        later = next((each for each in parse.clauses if each.at > clause.at), None)
        if clause.lemma in COMING and later is not None and later.subject >= 0 and owner is not None:
            taken = parse.mention(later.subject)
            if taken.pronoun and owner.rank >= AGENT:
                parse.mentions[later.subject] = recalled(known_as(owner), taken)


def _give_object(parse: Parse, clause: Clause) -> None:
    """Let what a clause is said of be its object: "..., A MOVE that Chad condemned", "A CHARGE it denied"."""
    kinds, at = parse.chunks.kinds, clause.at
    begin = at - 2 if kinds[max(at - 2, 0) : at] == "nn" else at - 3 if kinds[max(at - 3, 0) : at] == "nTn" else 0
    if begin > 0 and _takes_up_clause(parse, begin):
        clause.object, clause.subject, clause.via, clause.passive = begin, at - 1, "", False


def _denied(parse: Parse, frame: Frame) -> bool:
    """Return whether something is said to be no answer: "which was NOT in response to"."""
    words = parse.sentence.words[max(frame.first - 2, 0) : frame.first]
    return any(word.lemma == "not" or word.text in NO_ANSWER for word in words)


def _adverbial(parse: Parse) -> Iterator[Frame]:
    """Yield "in response to", "as a reaction to", "after", "over the arrest of"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    if parse.sentence.special & ENDS_ASIDE:
        for i in parse.sentence.find_phrases(IN_TURN)[1:]:
            yield Frame(i - 1, i, -1, -1, -1, True)  # "Turkey, IN TURN, accused Greece"
    begins = chunks.begins
    replies = parse.sentence.special & REPLIES
    for match in BRINGS_ON.finditer(kinds):
        at = match.start()
        word = chunks.tokens[begins[at]].text
        if word not in BRINGERS:
            continue
        kind, after = kinds[at], kinds[at + 1 : at + 2]
        frame = _brought(parse, at, word) if replies and after == "n" else None
        if frame is not None:
            yield frame
        elif replies and word == "in" and after == "n" and not LIKE_FOR_LIKE.isdisjoint(nouns_at(parse, at + 1)):
            yield Frame(chunks.begins[at], chunks.lasts[at + 1], -1, -1, -1, True)
        elif word in CAUSES:
            begin = at + 1 + (kinds[at + 1 : at + 2] == "I")
            if kinds[begin : begin + 1] in ("n", "v"):
                end = _end(parse, begin) if begin > at + 1 else _clause_end(parse, begin)
                yield Frame(begins[at], chunks.lasts[begin - 1], begin, end, -1, True)
        elif word in SEQUENCE and after in ("n", "v"):
            end = _clause_end(parse, at + 1) if kind == "U" or kinds[at + 1] == "v" else _end(parse, at + 1)
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, end, -1, False)
        elif word in OCCASION and after == "n" and is_deed(parse, at + 1):
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, _end(parse, at + 1), -1, False)
        elif word in DOING and after == "v" and parse.lookup[at + 1].form == "G":
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, _clause_end(parse, at + 1), -1, False)


def _brought(parse: Parse, at: int, word: str) -> Frame | None:
    """Return the frame of a preposition and a noun: "IN RESPONSE to", "ON ACCOUNT of", "AT THE REQUEST of"."""
    chunks, kinds, noun = parse.chunks, parse.chunks.kinds, parse.noun(at + 1)
    there = kinds[at + 2 : at + 3] == "I"
    if word == "at" and noun in REQUESTING and there:
        return Frame(chunks.begins[at], chunks.begins[at], at + 1, _noun_end(parse, at + 1), -1, True)
    of = there and chunks.word(at + 2) == "of" and kinds[at + 3 : at + 4] == "n"
    if noun in GROUNDS and of and chunks.begins[at + 1] == chunks.lasts[at + 1]:
        return Frame(chunks.begins[at], chunks.lasts[at + 2], at + 3, _noun_end(parse, at + 3), -1, True)
    if word not in ANSWER_OPENERS or noun not in ANSWER_NOUNS:
        return None
    named = there and chunks.word(at + 2) in ANSWER_TO and kinds[at + 3 : at + 4] in ("n", "v")
    provoked = at + 3 if named else -1
    last = chunks.lasts[at + 2] if named else chunks.lasts[at + 1]
    strong = noun not in AFTERMATH
    return Frame(chunks.begins[at], last, provoked, _end(parse, provoked), -1, strong) if strong or named else None


def _may_answer(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb may make a frame, or what it does is named by a word that does: "RETALIATORY levies"."""
    if clause.lemma in VERBAL:
        return True
    if not parse.sentence.special & REPLIES:
        return False
    at, lasts, words = clause.object, parse.chunks.lasts, parse.sentence.words
    if clause.subject >= 0 and words[lasts[clause.subject]].noun in ANSWER_NOUNS:
        return True
    if at < 0:
        return False
    first, last = parse.chunks.begins[at], lasts[at]
    if words[last].noun in ANSWER_NOUNS:
        return True
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
    if parse.sentence.special & REPLIES:
        yield from _alike(parse, clause)
    if is_responding(parse, clause):
        yield _responding(parse, clause)
    elif clause.lemma in DRAWING | MOVING_TO and clause.object < 0 <= _by(clause):
        by = _by(clause)  # "a step PROMPTED BY the arrest"
        act = clause.subject if clause.passive and points_back(parse, clause.subject) else -1
        yield Frame(clause.a, clause.b - 1, by, _noun_end(parse, by), act, True)
    elif (clause.lemma in DRAWING or _moves(clause)) and not clause.passive and not clause.modal:
        yield from _drawing(parse, clause)
    elif clause.lemma in MET and clause.subject >= 0:
        yield from _met(parse, clause)
    elif clause.form == "G" and clause.lemma in CITING and clause.object >= 0:
        yield Frame(clause.a, clause.b - 1, clause.object, _noun_end(parse, clause.object), -1, True)
    else:
        yield from _called_so(parse, clause)


def _by(clause: Clause) -> int:
    return next((at for word, at in clause.phrases if word == "by"), -1)


def _responding(parse: Parse, clause: Clause) -> Frame:
    """Return the frame of a verb of answering: "responded to the raid by", "the measure answered the ban"."""
    to = next((at for word, at in clause.phrases if word in RESPONDED_TO), -1)
    if clause.object >= 0 and clause.lemma in ANSWERING_IT:
        to = clause.object
    answer = clause.gerund[1] if clause.gerund[0] in ("by", "with") else clause.at
    means = next((at for word, at in clause.phrases if word in ("with", "by") and at > to), -1)
    if answer == clause.at and means >= 0 and is_deed(parse, means):
        answer = means  # "responded WITH SANCTIONS"
    if clause.via == "fronted":
        answer = -1  # "RESPONDING TO that, Chad accused"
    if answer == clause.at and not clause.phrases and clause.gerund[1] >= 0:
        answer = clause.gerund[1]
    if answer == clause.at and clause.subject >= 0 and to >= 0:
        if points_back(parse, clause.subject) and not parse.mention(clause.subject).pronoun:
            answer = clause.subject  # "THE MEASURE answered"
        elif clause.lemma not in RESPONDING_BACK:
            answer = -1 if clause.form == "G" and clause.via == "shared" else answer
    end = to if to < 0 else _noun_end(parse, to)
    return Frame(clause.a, clause.b - 1, to, min(end, answer - 1) if answer > to >= 0 else end, answer, True)


def _drawing(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "prompting Mali to", "provoked Mali into", "drew condemnation from"."""
    answer = clause.complement if clause.complement >= 0 else clause.object
    if clause.gerund[0] == "into":
        answer = clause.gerund[1]
    if answer < 0:
        return
    own = clause.subject if clause.form in "VE" and clause.via != "shared" else -1
    if clause.via == "relative" and own >= 0 and not is_deed(parse, own):
        own = -1  # "Chad closed its airspace, WHICH DREW protests"
    yield Frame(clause.a, clause.b - 1, own, _end(parse, own), answer, True, reverse=True)


def _met(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "was MET WITH a ban by", "was answered with", "MET with protests", "MET the raid WITH a ban"."""
    means = next((at for word, at in clause.phrases if word == "with"), -1)
    if clause.passive and means < 0:
        means = next((at for word, at in clause.phrases if word == "by" and is_deed(parse, at)), -1)
    provoked = clause.subject if clause.passive or clause.object < 0 else clause.object
    answer = clause.gerund[1] if clause.gerund[0] in ("by", "with") else means
    if answer < 0 or provoked < 0 or not (is_deed(parse, provoked) or points_back(parse, provoked)):
        return
    if not clause.passive and clause.object < 0 and not is_deed(parse, answer):
        return  # "talks met with him"
    end = _noun_end(parse, provoked)
    yield Frame(clause.a, clause.b - 1, provoked, min(end, answer - 1) if answer > provoked else end, answer, True)


def _moves(clause: Clause) -> bool:
    """Return whether an act makes somebody do something: "the raid LED Mali TO sever"."""
    return clause.lemma in MOVING_TO and clause.complement >= 0 and clause.object >= 0


def _called_so(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "to protest against", "punished Mali for", "the step was a response to", "the move came after"."""
    phrases = dict(reversed(clause.phrases))
    if clause.lemma in PROTESTING and (clause.form == "o" or clause.lemma in AVENGING):
        provoked = next((phrases[word] for word in OCCASION if word in phrases), clause.object)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), -1, True)
    elif clause.lemma in PUNISHING:
        provoked = clause.gerund[1] if clause.gerund[0] == "for" else phrases.get("for", -1)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), clause.at, True)
    elif clause.subject >= 0 and parse.noun(clause.subject) in ANSWER_NOUNS and not clause.passive:
        yield from _answer_was(parse, clause)
    elif (clause.lemma == "be" or clause.lemma in CALLING) and _is_answer(parse, clause.object):
        act = clause.subject if clause.lemma == "be" else clause.second  # none in "which it CALLED A RESPONSE to"
        provoked = next((at for word, at in phrases_after(parse, clause.object) if word in ANSWER_TO), -1)
        if act >= 0 or clause.lemma != "be":
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), act, True)
    elif _is_answer(parse, clause.object) and not clause.passive:  # "threatened A RESPONSE to the drills"
        provoked = next((at for word, at in phrases_after(parse, clause.object) if word in ANSWER_TO), -1)
        if provoked >= 0 and is_deed(parse, provoked):
            yield Frame(clause.a, clause.b - 1, provoked, _end(parse, provoked), clause.at, True)
    elif clause.lemma in COMING and clause.subject >= 0 and points_back(parse, clause.subject):
        at = _come_after(parse, clause)
        if at >= 0:
            yield Frame(clause.a, clause.b - 1, at, _clause_end(parse, at), clause.subject, False)
    elif clause.lemma in JUDGED:
        yield from _judging(parse, clause)


def _is_answer(parse: Parse, at: int) -> bool:
    return at >= 0 and parse.noun(at) in ANSWER_NOUNS


def _answer_was(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "Chad's ANSWER was to expel", "the RESPONSE came when it expelled", "the REPLY to the ban was a ban"."""
    provoked = next((at for word, at in phrases_after(parse, clause.subject) if word in ANSWER_TO and word != "of"), -1)
    answer = clause.at if clause.modal == "to" else clause.object if clause.lemma == "be" else -1
    if answer < 0 and clause.lemma == "be":
        answer = clause.complement
    if answer < 0 and clause.lemma in COMING:
        later = [each for each in parse.clauses if each.at > clause.at and each.form in "VEG"]
        answer = later[0].at if later else -1
    if answer >= 0:
        first, last = parse.chunks.begins[clause.subject], parse.chunks.lasts[clause.subject]
        yield Frame(first, last, provoked, _end(parse, provoked), answer, True)


def _judging(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what somebody judges, refuses or grants: "CONDEMNED the raid", "ACCEPTED the offer"."""
    kinds, at = parse.chunks.kinds, clause.at
    judged = clause.second if clause.second >= 0 else clause.object
    if kinds[max(at - 2, 0) : at] == "Wn":
        judged = at - 2  # "..., WHICH Chad condemned"
    elif clause.passive or clause.form == "e" or (clause.form == "E" and _by(clause) >= 0):
        judged = clause.subject
    elif judged < 0 and clause.phrases:
        judged = clause.phrases[0][1]  # "agreed TO the request", "scoffed AT the claim"
    related = judged > 0 and kinds[judged - 1 : judged + 1] == ",W"
    if related or (judged > 0 and kinds[judged] == "n" and _takes_up_clause(parse, judged)):
        yield Frame(clause.a, clause.b - 1, -1, -1, at, True, judged=True)
    elif judged >= 0 and kinds[judged] == "n" and is_deed(parse, judged):
        yield Frame(clause.a, clause.b - 1, judged, _noun_end(parse, judged), at, False, judged=True)


def _takes_up_clause(parse: Parse, at: int) -> bool:
    """Return whether a noun takes up what a clause has told: ", A MOVE that Chad condemned", ", a charge it denied"."""
    first = parse.sentence.words[parse.chunks.begins[at]].text
    return parse.chunks.kinds[at - 1] == "," and first in ARTICLES and parse.noun(at) in TAKEN_UP


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
        by = clause.gerund[0] in ("by", "with") or any(word == "with" for word, _ in clause.phrases)
        return not clause.passive and (by or clause.lemma not in WITH_MEANS)  # "to COUNTER threats" answers nothing
    if clause.lemma not in RESPONDING_BACK:
        return False
    after = parse.sentence.words[clause.head + 1 : clause.head + 2]
    return bool(after) and after[0].text == "back"


def is_answered_by(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb only says that an act is answered by another: "COUNTERED it by expelling"."""
    if clause.gerund[0] in ("by", "with") and is_responding(parse, clause):
        return True
    met = clause.lemma in MET and not clause.passive and clause.object >= 0 and is_deed(parse, clause.object)
    return met and any(word == "with" and is_deed(parse, at) for word, at in clause.phrases)


def _end(parse: Parse, at: int) -> int:
    """Return the last phrase of what begins at a position: a noun phrase with those after it, or a clause."""
    if at < 0:
        return -1
    return _clause_end(parse, at) if parse.chunks.kinds[at] == "v" else _noun_end(parse, at)


def _noun_end(parse: Parse, at: int) -> int:
    kinds = parse.chunks.kinds
    while True:
        after = kinds[at + 1 : at + 3]
        if after in ("In", "Cn"):
            at += 2
        elif after[:1] == "v" and parse.lookup[at + 1].form == "o":
            at += 1 + (after == "vn")  # "its decision TO CUT AID"
        elif after[:1] == "T":
            return _clause_end(parse, at + 1)  # "the accusation THAT Chad arms rebels"
        else:
            return at


def _clause_end(parse: Parse, at: int) -> int:
    kinds = parse.chunks.kinds
    stops = [place for place in range(at, len(kinds)) if kinds[place] in ",;"]
    return stops[0] if stops else len(kinds) - 1


def is_deed(parse: Parse, at: int) -> bool:
    """Return whether a phrase names an act: "the arrest of two sailors", "the incident", "the recall of its envoy"."""
    if parse.chunks.kinds[at] != "n":
        return False
    word = parse.sentence.words[parse.chunks.lasts[at]]
    if word.event:
        return True
    known = word.noun in DEEDS or word.noun in NAMED or word.noun in HINTED or word.noun in REQUESTING
    return known or bool(_verb_in(parse, at))


def _verb_in(parse: Parse, at: int) -> str:
    """Return the verb that a noun is made from, "" where it is none that tells of an act: "expulsion", "arrest"."""
    word, verbs = parse.sentence.words[parse.chunks.lasts[at]], parse.dictionary.patterns.verbs
    lemma = MADE_FROM.get(word.noun, "")
    if not lemma and word.lemma in verbs and word.lemma not in NO_DEEDS and word.noun in (word.lemma, word.text):
        plain = any(not (each.particle or each.prepositions) and each.type for each in verbs[word.lemma].plain)
        lemma = word.lemma if plain else ""
    return lemma if lemma in verbs else ""


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


def answered_in(parse: Parse, frame: Frame) -> range:
    """Return the tokens of what a frame says was answered; none where it names nothing."""
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    return range(begins[frame.provoked], lasts[frame.end] + 1) if frame.provoked >= 0 else range(0)


def answers_of(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return which events of the sentence are the answer that a frame speaks of."""
    begins, lasts = parse.chunks.begins, parse.chunks.lasts
    if frame.answer >= 0:
        tokens = range(begins[frame.answer], lasts[frame.answer] + 1)
        return [i for i, event in enumerate(events) if _is_at(event, frame.answer, tokens)]
    inside = answered_in(parse, frame)
    others = [i for i, event in enumerate(events) if event.cue[0] not in inside]
    if parse.chunks.kinds.find(";", 0, -1) >= 0:
        part = _part_of_sentence(parse, frame)
        others = [i for i in others if events[i].cue[0] in part] or others
    before = [i for i in others if events[i].cue[0] < frame.first]
    after = [i for i in others if events[i].cue[0] > frame.last]
    if after and _joined_on(parse, frame):
        before = []  # "Peru shelled Chile, and IN RESPONSE Chile expelled"
    governed = [i for i in before if _governs(events[i], frame, parse)]
    chosen = governed[-1:] or before[-1:] or after[:1]
    return [i for i in others if chosen and events[i] is events[chosen[0]]]


def _part_of_sentence(parse: Parse, frame: Frame) -> range:
    """Return the tokens of the part between semicolons in which the words of a frame stand."""
    chunks = parse.chunks
    marks = [chunks.begins[at] for at, kind in enumerate(chunks.kinds) if kind == ";"]
    begin = max([mark for mark in marks if mark <= frame.first], default=0)
    return range(begin, min([mark for mark in marks if mark > frame.last], default=len(parse.sentence.words)))


def _joined_on(parse: Parse, frame: Frame) -> bool:
    """Return whether "and" or the beginning of a clause stands right before the words of a frame."""
    if frame.provoked >= 0:
        return False
    kinds = parse.chunks.kinds
    before = bisect_left(parse.chunks.begins, frame.first, 0, len(kinds)) - 1
    return before >= 0 and kinds[before] == "C"


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


def told_already(frame: Frame, answer: Event, parse: Parse) -> bool:
    """Return whether what an event answers was told before: "in response to THE RAID", "over CHAD'S STRIKES"."""
    if not points_back(parse, frame.provoked) or answer.actor is None:
        return False
    kinds, doer = kinds_of(parse, frame.provoked), doer_in(parse, frame.provoked)
    side = answer.actor.state or answer.actor.identity
    recent = parse.memory.recent[-RECENT:]
    return any(
        other.type in kinds
        and side != sides(other)[0]
        and doer in ("", sides(other)[0])
        and other.stance != "considers"
        for _, other in recent
    )


def doer_in(parse: Parse, at: int) -> str:
    """Return the side that a phrase says did it: "the INDIAN strikes", "CHAD'S move"; "" where it says none."""
    if parse.chunks.kinds[at] != "n" or parse.mention(at).pronoun:
        return ""
    doer = provoker_in(parse, at)
    return (doer.state or doer.identity) if doer is not None else ""


def points_back(parse: Parse, at: int) -> bool:
    """Return whether a phrase means an act told before: "the strikes", "this move"; not "a raid by Chad"."""
    if parse.chunks.kinds[at] != "n":
        return False
    mention = parse.mention(at)
    if mention.pronoun:
        return parse.sentence.words[mention.head].text in DEFINITE
    first = parse.sentence.words[parse.chunks.begins[at]].text
    plural = parse.sentence.words[mention.head].text != parse.noun(at)
    whose = mention.owner is not None or bool(mention.modifiers) or first in WHOSE
    return is_deed(parse, at) and (first in DEFINITE or whose or (plural and mention.first == mention.head))


def kinds_of(parse: Parse, at: int) -> set[str]:
    """Return the types of act that a noun may name, none where it may name any: "the MOVE"."""
    if parse.chunks.kinds[at] != "n" or parse.noun(at) in DEEDS:
        return set()
    noun = parse.noun(at)
    named = parse.dictionary.patterns.types_of(noun) | set(HINTED.get(noun, "").split("/"))
    if noun in NAMED:
        named.add(NAMED[noun].partition("/")[0])
    if not named - {""} and _verb_in(parse, at):
        named.update(pattern.type for pattern in parse.dictionary.patterns.verbs[_verb_in(parse, at)].plain)
    return named - {""}


def sides(proposal: Proposal) -> tuple[str, str]:
    """Return who does it and to whom, as states where they have one."""
    return proposal.actor_state or proposal.actor, proposal.recipient_state or proposal.recipient


# Acts that are named only where a sentence says what was answered: "in response to THE SALE of jets to Peru"


MOVEMENTS = word_class("nominal.movements")
MUTUAL = word_class("provocation.mutual")
OPEN_ENDED = word_class("provocation.open")
IMPLYING = word_class("provocation.implying")
WHOSE = word_class("provocation.whose")
PRIVATE = word_class("provocation.private")
THEIR = word_class("provocation.their")
NAMED_ON = class_words("provocation.named_on")
_NAMED = {
    noun: Pattern(kind.partition("/")[0], kind.partition("/")[2], noun, name=noun) for noun, kind in NAMED.items()
}
BOTH_NAMED, ONE_NAMED = 0.0, -0.05  # of confidence


def earlier_answer(parse: Parse, frame: Frame) -> tuple[int, Proposal] | None:
    """Return the act told before that a sentence calls an answer: "THE STEP was a response to"."""
    clause = next((each for each in parse.clauses if each.a == frame.first), None)
    at = frame.answer if frame.answer >= 0 and parse.chunks.kinds[frame.answer] == "n" else -1
    if at < 0 and clause is not None and is_responding(parse, clause) and frame.answer in (-1, clause.at):
        at = clause.subject
    if at < 0 and frame.answer < 0 and clause is None:  # "THE DECISION WAS TAKEN in response to"
        before = [each for each in parse.clauses if each.b <= frame.first and each.passive and each.lemma in TAKEN]
        at = before[-1].subject if before else -1
    if at < 0 or frame.provoked < 0 or parse.chunks.kinds[at] != "n":
        return None
    mention = parse.mention(at)
    doer = agent_of(parse, at) if mention.pronoun or mention.rank >= AGENT or mention.owner is not None else None
    if not (points_back(parse, at) or (doer is not None and doer.rank >= AGENT and not doer.pronoun)):
        return None
    side = (doer.state or doer.identity) if doer is not None and doer.rank >= AGENT else ""
    kinds = kinds_of(parse, at) if not mention.pronoun and (at == frame.answer or clause is None) else set()
    for position, other in reversed(parse.memory.recent[-RECENT:]):
        if other.responds_to is not None or other.start < parse.sentence.start - NEAR:
            continue
        if (kinds and other.type not in kinds) or (side and side != sides(other)[0]):
            continue
        return position, other
    return None


def named_act(parse: Parse, at: int) -> Event | None:
    """Return the act that a noun names, without its doer: by a pattern of its own or of the verb in it."""
    found = _pattern_in(parse, at)
    pattern, place = found if found is not None else (None, at)
    made = None
    if pattern is None or pattern.name in _NAMED or not _brings_one(parse, place, pattern):
        made = _as_verb(parse, at)
        if made is not None and (pattern is None or is_somebody(made.recipient)):
            return made
    if pattern is None:
        pattern = _hinted(parse.noun(at))
    if pattern is None:
        return None
    last = parse.chunks.lasts[place]
    event = Event(pattern.type, pattern.mode, pattern.name, None, None, 0.0, None, (last, last + 1))
    event.recipient, event.recipients = _sufferer(parse, place, pattern)
    event.on_state = pattern.on_state
    return event


def _hinted(noun: str) -> Pattern | None:
    """Return the first act that a noun may take up, for one that no pattern knows: "demand", "overflight"."""
    kind = HINTED.get(noun, "").partition("/")[0]
    return Pattern(kind, "", noun, name=noun) if kind else None


def _brings_one(parse: Parse, at: int, pattern: Pattern) -> bool:
    """Return whether a preposition of a noun's pattern is there."""
    return any(word in pattern.prepositions for word, _ in phrases_after(parse, at))


def _as_verb(parse: Parse, at: int) -> Event | None:
    """Return the act that a noun names as the verb it is made from tells it: "the RECALL of its envoy from Chad"."""
    lemma = _verb_in(parse, at)
    if not lemma:
        return None
    chunks = parse.chunks
    clause = Clause(chunks, at, VerbGroup(chunks.lasts[at] - chunks.begins[at], "V", False, False, ()), None)
    clause.lemma = lemma
    for word, place in phrases_after(parse, at):
        if word == "of" and clause.object < 0:
            clause.object = place
        elif word != "by":
            clause.phrases.append((word, place))
    event = pattern_event(parse, clause)
    if event is None:
        return None
    event.clause, event.cue, event.actor, event.actors = None, (chunks.lasts[at], chunks.lasts[at] + 1), None, ()
    return event


def provoked_by(parse: Parse, frame: Frame, answer: Event) -> Event | None:
    """Return the act that a phrase names: by who is told in it, else by whom the answer is against."""
    at = frame.provoked
    if parse.sentence.words[parse.chunks.begins[at]].text in OPEN_ENDED:
        return None  # "will retaliate against ANY attack"
    if told_already(frame, answer, parse):
        return None
    event = named_act(parse, at)
    if event is None:
        return None
    at = next((i for i in range(at, frame.end + 1) if parse.chunks.lasts[i] == event.cue[0]), at)
    doer, sufferer = provoker_in(parse, at, answer), event.recipient
    if sufferer is not None and not is_somebody(sufferer):
        sufferer = None
    if sufferer is None or (doer is not None and is_one(doer, sufferer)):
        sufferer = _whose(parse, at, answer, doer)
    noun, addressed = parse.noun(at), answer.type in GRANTED
    if doer is not None and (noun in SPOKEN or noun in REQUESTING) and addressed and frame.judged:
        sufferer = sufferer or answer.actor  # "accepted AN OFFER BY Chad", "rejected ITS CRITICISM"
    named = (doer is not None) + (sufferer is not None)
    word = parse.sentence.words[frame.first].text
    back = doer is not None and event.type in HARM and is_one(doer, answer.recipient)
    if (named < 2 and not (frame.strong or word in OCCASION or back)) or (word == "for" and answer.type in GRANTED):
        return None  # what something only comes after is proposed where both of its parties are named
    implied = event.type not in MUTUAL and word in IMPLYING
    told = doer is not None or frame.strong
    if frame.judged and (named < 2 or doer is None or doer.kind in PRIVATE):
        return None  # what is only judged is proposed where both of its parties are named
    if doer is None and (frame.strong or (implied and sufferer is not None)):
        doer = answer.recipient
    against = event.type in ANSWERING or parse.noun(at) in REQUESTING
    if sufferer is None and told and against and is_one(doer, answer.recipient):
        sufferer = answer.actor
    if sufferer is None or doer is None or doer.pronoun or sufferer.pronoun or is_one(doer, sufferer):
        return None
    if is_one(doer, answer.actor) or not is_somebody(doer):
        return None  # nobody answers himself
    event.actor, event.recipient = as_state(parse, doer), as_state(parse, sufferer)
    event.score = BOTH_NAMED if named == 2 else ONE_NAMED
    if doer is answer.recipient:
        event.actors = answer.recipients
    return event


def _whose(parse: Parse, at: int, answer: Event, doer: Mention | None) -> Mention | None:
    """Return whose thing it is done to, where that is the answerer's: "the arrest of ITS consul"."""
    words = parse.sentence.words
    for _, place in phrases_after(parse, at):
        if words[parse.chunks.begins[place]].text in WHOSE and (doer is None or not is_one(doer, answer.actor)):
            return answer.actor
    return None


def _pattern_in(parse: Parse, at: int) -> tuple[Pattern, int] | None:
    """Return the pattern of the act that a phrase names, and where: "a series of ATTACKS"."""
    patterns = parse.dictionary.patterns.nouns
    for place in (at, at + 2):
        if not parse.chunks.kinds.startswith("n", place):
            return None
        noun = parse.noun(place)
        there = {word for word, _ in phrases_after(parse, place)}
        named = [
            each for each in patterns.get(noun, ()) if each.type not in STANDING and each.nouns[-1:] in ((), (noun,))
        ]
        own = nouns_at(parse, place)
        named = [each for each in named if own.issuperset(each.nouns) and not each.fixed[0]]
        best = max(named, key=lambda each: not there.isdisjoint(each.prepositions), default=None)
        if best is None:
            best = _NAMED.get(noun)
        if best is not None and best.type:
            return best, place
        if not parse.chunks.kinds.startswith("In", place + 1) or parse.chunks.word(place + 1) != "of":
            return None
    return None


def provoker_in(parse: Parse, at: int, answer: Event | None = None) -> Mention | None:
    """Return who does what a noun names, as far as its phrase tells."""
    mention = parse.mention(at)
    if mention.owner is not None and mention.owner.rank >= AGENT:
        return mention.owner
    noun = parse.noun(at)
    said = noun in SPOKEN or noun in REQUESTING
    after = phrases_after(parse, at)
    for word, following in after:
        other = parse.mention(following)
        first = word == "of" and (noun in MOVEMENTS or (said and (word, following) == after[0]))
        brings = word == "by" or (word == "from" and said) or first
        if brings and (other.rank >= AGENT or (other.rank == PART and other.state)):
            return other
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own in THEIR and answer is not None and not frame_of_time(parse, at):
        return answer.recipient if is_somebody(answer.recipient) else None
    return mention if mention.rank == PART and mention.modifiers else None


def frame_of_time(parse: Parse, at: int) -> bool:
    """Return whether a phrase only says when: "after THEIR WITHDRAWAL"."""
    return at > 0 and parse.chunks.kinds[at - 1] in "IU" and parse.chunks.word(at - 1) in SEQUENCE


def _sufferer(parse: Parse, at: int, pattern: Pattern) -> tuple[Mention | None, tuple[Mention, ...]]:
    """Return to whom it is done, as far as its phrase tells, with those joined to it."""
    wanted = pattern.prepositions or NAMED_ON
    own = parse.sentence.words
    for word, following in phrases_after(parse, at):
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
