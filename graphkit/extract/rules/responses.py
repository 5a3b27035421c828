"""Answers: the words that say that something is one, and whom somebody vows one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from graphkit.extract.rules import grounds
from graphkit.extract.rules.clauses import Clause, Frame, brought_by_whom, clause_end, come_after, takes_up_clause
from graphkit.extract.rules.deeds import (
    ANSWERING,
    CALLING_SO,
    REQUESTING,
    SEQUENCE,
    STEPS,
    doer_in,
    end_of,
    is_deed,
    is_named,
    kinds_of,
    meant_by,
    names_of,
    points_back,
    provoker_in,
    sides,
)
from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Mention,
    Parse,
    is_one,
    is_somebody,
    known_as,
    nouns_at,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.words import (
    ANSWERS,
    AT_ONCE,
    BRINGS,
    ENDS_ASIDE,
    GROUND,
    REPLIES,
    class_words,
    verb_family,
    word_class,
    word_table,
)

ANSWER_NOUNS = word_class("responses.answer_nouns")
PART_ASIDE = word_class("responses.aside")
AFTERMATH = word_class("responses.aftermath")
LIKE_FOR_LIKE = word_class("responses.like_for_like")
MOVING_TO = word_class("responses.moving_to")
PUNISHING = word_class("responses.punishing")
WHEREUPON = word_class("responses.whereupon")
UPON_WHICH = word_class("responses.upon_which")
STUNG = word_class("responses.stung")
CALLING = word_class("responses.calling")
COMING = word_class("responses.coming")
PROTESTING = word_class("responses.protesting")
ANSWER_OPENERS = word_class("responses.answer_openers")
FEELINGS = word_class("responses.feelings")
ANSWER_TO = word_class("responses.answer_to")
RESPONDING = word_class("responses.responding")
RESPONDING_BACK = word_class("responses.responding_back")
RESPONDED_TO = word_class("responses.responded_to")
DRAWING = word_class("responses.drawing")
BRINGING_ABOUT = DRAWING | MOVING_TO
BRINGING = word_class("responses.bringing")
OCCASION = word_class("responses.occasion")
DOING = word_class("responses.doing")
CARRIED_OUT, TAKEN_UP_SO = word_class("responses.carried_out"), word_class("responses.taken_up_so")
NAMING = word_class("responses.naming")
FUTURE = word_class("operators.future")
IN_TURN = ([*class_words("responses.in_turn")], [*class_words("responses.in_its_turn")])
NO_ANSWER = word_class("responses.no_answer")
CAUSES = word_class("responses.causes")
ANSWERED = word_class("answers.answered")
DESERVING = word_class("answers.deserving")
CITING, WORRIES = word_class("responses.citing"), word_class("responses.worries")
GROUNDS, RESULTS = word_class("responses.grounds"), word_class("responses.results")
ANSWERING_IT = word_class("responses.answering_it")
MET = word_class("responses.met")
WITH_MEANS = word_class("responses.with_means")
AVENGING = word_class("responses.avenging")
JUDGED = word_class("responses.judged")
JUDGES_ACTS = verb_family(JUDGED)
ANSWER_FROM = word_class("responses.answer_from")
GIVEN_AS, REASON_NOUNS = word_class("responses.given_as"), word_class("responses.reason_nouns")
NO_ACTS = GIVEN_AS | word_class("grounds.attributing")
TELLING_GROUNDS = frozenset().union(*map(word_class, word_class("grounds.verbs")))
VERBAL = TELLING_GROUNDS.union(*map(word_class, word_class("responses.verbal")))
ANSWERS_BY_VERB = verb_family(VERBAL)
BRINGS_ON = re.compile("[IU]")
#: The verbs that may tell something in a roundabout way.
ROUNDABOUT = frozenset(word_table("roundabout.yes_no")).union(
    *[word_class(f"roundabout.{name}") for name in word_class("roundabout.cues")]
)
IN_A_ROUNDABOUT_WAY = verb_family(ROUNDABOUT)
APPOSED, STEP_APPOSED = re.compile("[,;]nI[nv]"), re.compile(",n")
SO = word_class("responses.so")
BRINGERS = ANSWER_OPENERS | SEQUENCE | OCCASION | DOING | CAUSES | SO
IT = word_class("answering.for_acts")
RESULTING, AIMED_AT = word_class("responses.resulting"), word_class("responses.aimed_at")
NO_TOKENS, RELATIVE = range(0), ("IWn", "IWv")
NEAR = 700  # characters back to an act that "in response" may answer
RECENT = 8  # proposals looked back at
MOST_FRAMES = 16  # of one sentence: more are no prose, and each is held against every act


def find_frames(parse: Parse) -> list[Frame]:
    """Return the frames of a sentence, those first that can mean nothing else."""
    special = parse.sentence.special
    if not special & ANSWERS:
        return []
    if parse.frames is not None:
        return parse.frames
    if parse.sentence.tags[:1] in "MBAX" and parse.sentence.words[-1].text == "?":
        parse.frames = []  # "Will Chad respond to the raid?"
        return parse.frames
    replies, kinds = special & REPLIES, parse.chunks.kinds
    found = occasions(parse).copy()
    if "U" in kinds or ",IWn" in kinds:
        found += _whereupon(parse)
    if replies:
        found += _apposed(parse)
        found += _step_alike(parse)
    for clause in parse.clauses if replies or parse.families & ANSWERS_BY_VERB else ():
        if clause.lemma in VERBAL or (replies and _may_answer(parse, clause)):
            found += _verbal(parse, clause)
    if found:
        found = _without_denied(parse, found)
    if len(found) > 1:
        found.sort(key=lambda frame: (not frame.strong, frame.judged, frame.first))
    parse.frames = found[:MOST_FRAMES]
    return parse.frames


def surely_frames(parse: Parse) -> bool:
    """Return whether a sentence may have a frame that tells by itself that something is an answer, or is judged."""
    if parse.sentence.special & (REPLIES | AT_ONCE | ENDS_ASIDE | GROUND):
        return True
    return parse.families & ANSWERS_BY_VERB != 0


def occasions(parse: Parse) -> list[Frame]:
    """Return what a sentence says by adverbials to be an answer: "in response to", "over the arrest of"."""
    if parse.occasions is None:
        may = parse.sentence.special & (REPLIES | BRINGS | ENDS_ASIDE | GROUND)
        parse.occasions = list(_adverbial(parse)) if may else []
    return parse.occasions


def _without_denied(parse: Parse, frames: list[Frame]) -> list[Frame]:
    return [frame for frame in frames if not _denied(parse, frame)]


def _denied(parse: Parse, frame: Frame) -> bool:
    """Return whether something is said to be no answer: "which was NOT in response to"."""
    for word in parse.sentence.words[max(frame.first - 2, 0) : frame.first]:
        if word.lemma == "not" or word.text in NO_ANSWER:
            return True
    return False


def _adverbial(parse: Parse) -> Iterator[Frame]:
    """Yield "in response to", "as a reaction to", "after", "over the arrest of"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    if parse.sentence.special & ENDS_ASIDE:
        for i in parse.sentence.find_phrases(IN_TURN)[1:]:
            yield Frame(i - 1, i, -1, -1, -1, True)  # "Turkey, IN TURN, accused Greece"
    begins = chunks.begins
    replies = parse.sentence.special & REPLIES
    if parse.sentence.special & GROUND:
        yield from grounds.told_by_words(parse)
    for match in BRINGS_ON.finditer(kinds):
        at = match.start()
        word = chunks.tokens[begins[at]].text
        if word not in BRINGERS:
            continue
        kind, after = kinds[at], kinds[at + 1 : at + 2]
        frame = _brought(parse, at, word) if replies and after == "n" else None
        if frame is not None:
            yield frame
        elif replies and word in RESULTING and after == "n" and not LIKE_FOR_LIKE.isdisjoint(nouns_at(parse, at + 1)):
            yield Frame(chunks.begins[at], chunks.lasts[at + 1], -1, -1, -1, True)
        elif word in CAUSES:
            begin = at + 1 + (kinds[at + 1 : at + 2] == "I")
            if kinds[begin : begin + 1] in ("n", "v"):
                end = end_of(parse, begin) if begin > at + 1 else clause_end(kinds, begin)
                told = _is_told_before(parse, begin)  # "BECAUSE NEITHER WAS DONE": what was asked
                yield Frame(begins[at], chunks.lasts[begin - 1], *((-1, -1) if told else (begin, end)), -1, True)
        elif word in SO and kind == "U" and after == "n" and kinds[at - 1 : at] in (",", "C"):
            clause = next((each for each in parse.clauses if each.subject == at + 1 and each.form in "VE"), None)
            if clause is not None:
                yield Frame(begins[at], begins[at], -1, -1, clause.at, False)  # ", SO Peru closed its border"
        elif word in SEQUENCE and after in ("n", "v"):
            end = clause_end(kinds, at + 1) if kind == "U" else end_of(parse, at + 1)
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, end, -1, False)
        elif word in OCCASION and after == "n" and is_deed(parse, meant := _meant(parse, at + 1)):
            yield Frame(chunks.begins[at], chunks.lasts[at], meant, end_of(parse, meant), -1, False)
        elif word in DOING and after == "v" and parse.lookup[at + 1].form == "G":
            yield Frame(chunks.begins[at], chunks.lasts[at], at + 1, end_of(parse, at + 1), -1, False)


def _is_told_before(parse: Parse, at: int) -> bool:
    """Return whether a clause only says that what was told before was, or was not, done: "this was not done"."""
    clause = parse.lookup.get(at + 1)
    last = parse.sentence.words[parse.chunks.lasts[at]].text
    return clause is not None and clause.subject == at and clause.lemma in CARRIED_OUT and last in TAKEN_UP_SO


def _brought(parse: Parse, at: int, word: str) -> Frame | None:
    """Return the frame of a preposition and a noun: "IN RESPONSE to", "ON ACCOUNT of", "AT THE REQUEST of"."""
    chunks, kinds, noun = parse.chunks, parse.chunks.kinds, parse.nouns[at + 1]
    if word == "in" and parse.sentence.words[chunks.begins[at + 1]].text == "what":
        return _as_read(parse, at)
    there = kinds[at + 2 : at + 3] == "I"
    if word == "at" and noun in REQUESTING and (there or parse.mention(at + 1).owner is not None):
        return Frame(chunks.begins[at], chunks.begins[at], at + 1, end_of(parse, at + 1), -1, True)
    of = there and chunks.word(at + 2) == "of" and kinds[at + 3 : at + 4] == "n"
    first = chunks.begins[at + 1]
    alone = chunks.lasts[at + 1] == first + (parse.sentence.words[first].text == "the")
    if of and ((noun in GROUNDS and alone) or (word == "as" and noun in RESULTS)):
        return Frame(chunks.begins[at], chunks.lasts[at + 2], at + 3, end_of(parse, at + 3), -1, True)
    if noun in RESULTS and word in RESULTING and not there:
        return Frame(chunks.begins[at], chunks.lasts[at + 1], -1, -1, -1, False)  # "recalled its envoy AS A RESULT"
    if word not in ANSWER_OPENERS or not (noun in ANSWER_NOUNS or (there and noun in FEELINGS)):
        return None
    if kinds.startswith("IW", at + 2):  # ", IN EXCHANGE FOR WHICH Peru freed"
        clause = next((each for each in parse.clauses if each.at > at + 3 and each.form in "VE"), None)
        return Frame(first, chunks.lasts[at + 3], -1, -1, clause.at, True) if clause is not None else None
    named = there and chunks.word(at + 2) in ANSWER_TO and kinds[at + 3 : at + 4] in ("n", "v")
    provoked = _meant(parse, at + 3) if named else -1
    last = chunks.lasts[at + 2] if named else chunks.lasts[at + 1]
    strong = noun not in AFTERMATH
    return Frame(chunks.begins[at], last, provoked, end_of(parse, provoked), -1, strong) if strong or named else None


def _apposed(parse: Parse) -> Iterator[Frame]:
    """Yield what a noun says of all that stands before it: "expelled two envoys, A REPLY TO the ban"."""
    chunks = parse.chunks
    for match in APPOSED.finditer(chunks.kinds):
        at, to = match.start() + 1, match.end() - 1
        if _is_answer(parse, at) and chunks.word(to - 1) in ANSWER_TO:
            yield Frame(chunks.begins[at], chunks.lasts[to - 1], to, end_of(parse, to), -1, True)


def _step_alike(parse: Parse) -> Iterator[Frame]:
    """Yield what is called like what came before: "expelled two envoys, A RECIPROCAL STEP", "A MOVE seen AS MIRROR"."""
    chunks, words = parse.chunks, parse.sentence.words
    for match in STEP_APPOSED.finditer(chunks.kinds):
        at = match.start() + 1
        if parse.nouns[at] not in STEPS:
            continue
        first, last = chunks.begins[at], chunks.lasts[at]
        alike = next((i for i in range(first, len(words)) if words[i].noun in LIKE_FOR_LIKE), first)
        if first < alike and (alike <= last or "as" in (words[alike - 1].text, words[alike - 2].text)):
            yield Frame(first, alike, -1, -1, -1, True)


def _as_read(parse: Parse, at: int) -> Frame | None:
    """Return the frame of what somebody takes for an answer: "IN WHAT ANALYSTS READ AS A RIPOSTE to the deal"."""
    kinds, chunks = parse.chunks.kinds, parse.chunks
    noun = next((i for i in range(at + 2, min(at + 7, len(kinds))) if kinds[i] == "n" and _is_answer(parse, i)), -1)
    if noun < 0 or kinds[at + 2 : noun].strip("nvI"):
        return None
    to = noun + 2 if kinds.startswith("In", noun + 1) and chunks.word(noun + 1) in ANSWER_TO else -1
    last = chunks.lasts[noun] if to < 0 else chunks.lasts[noun + 1]
    return Frame(chunks.begins[at], last, to, end_of(parse, to), -1, True)


def _meant(parse: Parse, at: int) -> int:
    """Return where what is answered stands: "over WHAT IT CALLED remarks", "for American and British STRIKES"."""
    kinds = parse.chunks.kinds
    if kinds[at] != "n":
        return at
    if kinds[at + 1 : at + 4] == "nvn" and parse.sentence.words[parse.chunks.begins[at]].text == "what":
        clause = parse.lookup.get(at + 2)
        if clause is not None and clause.lemma in CALLING_SO:
            parse.used.add(at + 2)  # nobody phones anybody
            return at + 3
    if kinds[at + 1 : at + 3] == "Cn" and not is_deed(parse, at) and is_deed(parse, at + 2):
        mention = parse.mention(at)
        named = mention.rank >= PART and mention.first == mention.head and bool(mention.state)
        return at + 2 if named else at
    return at


def _may_answer(parse: Parse, clause: Clause) -> bool:
    """Return whether what a verb does is named by a word that makes a frame: "RETALIATORY levies"."""
    if clause.lemma in TELLING_GROUNDS:
        return True
    at, lasts, words = clause.object, parse.chunks.lasts, parse.sentence.words
    if clause.subject >= 0 and words[lasts[clause.subject]].noun in ANSWER_NOUNS:
        return True
    if at < 0:
        return False
    first, last = parse.chunks.begins[at], lasts[at]
    if words[last].noun in ANSWER_NOUNS or words[last].noun in FEELINGS:
        return True
    return first < last and (words[last - 1].noun in LIKE_FOR_LIKE or words[first].noun in LIKE_FOR_LIKE)


def _alike(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what is an answer by its own words: "announced RETALIATORY levies"."""
    at = clause.object
    if at >= 0 and parse.chunks.kinds[at] == "n" and not LIKE_FOR_LIKE.isdisjoint(nouns_at(parse, at)):
        yield Frame(parse.chunks.begins[at], parse.chunks.lasts[at], -1, -1, clause.at, True)


def _whereupon(parse: Parse) -> Iterator[Frame]:
    """Yield "accused Chad, WHEREUPON Mali expelled"."""
    chunks = parse.chunks
    for clause in parse.clauses:
        before = clause.subject - 1
        upon = before > 1 and chunks.kinds[before - 1 : before + 1] == "IW" and chunks.word(before - 1) in UPON_WHICH
        if upon or (before > 0 and chunks.kinds[before] == "U" and chunks.word(before) in WHEREUPON):
            yield Frame(chunks.begins[before], chunks.lasts[before], -1, -1, clause.at, True)


def _verbal(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "responded by", "retaliated with", "reacted to", "prompting Mali to", "drew condemnation from"."""
    if clause.negated:
        return
    if parse.sentence.special & REPLIES:
        yield from _alike(parse, clause)
    if is_responding(parse, clause):
        yield _responding(parse, clause)
    elif clause.lemma in BRINGING_ABOUT and clause.object < 0 <= brought_by_whom(clause):
        by = brought_by_whom(clause)  # "a step PROMPTED BY the arrest"
        act = clause.subject if clause.passive and points_back(parse, clause.subject) else -1
        yield Frame(clause.a, clause.b - 1, by, end_of(parse, by), act, True)
    elif clause.lemma in STUNG and clause.object < 0 <= brought_by_whom(clause):
        by = brought_by_whom(clause)  # "STUNG BY the report, Rabat suspended"
        if is_deed(parse, by):
            yield Frame(clause.a, clause.b - 1, by, end_of(parse, by), -1, True)
    elif clause.lemma in STUNG and clause.object >= 0 <= clause.subject and is_deed(parse, clause.subject):
        yield Frame(clause.a, clause.b - 1, clause.subject, end_of(parse, clause.subject), clause.at, True)
    elif (clause.lemma in DRAWING or _moves(clause)) and not clause.passive and not clause.modal:
        yield from _drawing(parse, clause)
    elif clause.lemma in MET and clause.subject >= 0:
        yield from _met(parse, clause)
    elif clause.form == "G" and clause.lemma in CITING and clause.object >= 0:
        if parse.nouns[clause.object] in WORRIES and not doer_in(parse, clause.object):
            return  # "CITING security CONCERNS"
        yield Frame(clause.a, clause.b - 1, clause.object, end_of(parse, clause.object), -1, True)
    else:
        yield from _called_so(parse, clause)
    if clause.lemma in TELLING_GROUNDS:
        yield from grounds.told_by_verb(parse, clause)


def _responding(parse: Parse, clause: Clause) -> Frame:
    """Return the frame of a verb of answering: "responded to the raid by", "the measure answered the ban"."""
    to = next((at for word, at in clause.phrases if word in RESPONDED_TO), -1)
    done = clause.gerund[1] if clause.gerund[0] in DOING else -1  # "hitting back at Chad FOR CLOSING"
    if clause.object >= 0 and clause.lemma in ANSWERING_IT:
        to = clause.object
    to = done if done >= 0 else to
    if to >= 0 and parse.chunks.kinds[to] == "n" and not is_deed(parse, to):
        aimed = next(word for word, at in clause.phrases if at == to) if to != clause.object else ""
        if aimed in AIMED_AT or _of_a_side(parse.mention(to)):
            to = -1  # "retaliated against CHAD", "with missiles AT BASES"
    answer = clause.gerund[1] if clause.gerund[0] in ("by", "with") else clause.at
    means = next((at for word, at in clause.phrases if word in ("with", "by") and at > to), -1)
    if answer == clause.at and means >= 0 and is_deed(parse, means):
        answer = means  # "responded WITH SANCTIONS"
    if clause.via == "fronted":
        answer = -1  # "RESPONDING TO that, Chad accused"
    if answer == clause.at and not clause.phrases and clause.gerund[1] >= 0:
        answer = clause.gerund[1]
    if answer == clause.at and clause.form in "VE" and clause.subject >= 0:
        answer = _told_how(parse, clause)
    if answer == clause.at and clause.subject >= 0 and to >= 0:
        if points_back(parse, clause.subject) and not parse.mention(clause.subject).pronoun:
            answer = clause.subject  # "THE MEASURE answered"
        elif clause.form == "G" and (clause.via == "shared" or parse.chunks.kinds[clause.at - 1] == ","):
            answer = -1  # "will levy duties, HITTING BACK at the ban"
    end = end_of(parse, to)
    return Frame(clause.a, clause.b - 1, to, min(end, answer - 1) if answer > to >= 0 else end, answer, True)


def _told_how(parse: Parse, clause: Clause) -> int:
    """Return the participle that tells what somebody does who answers: "hit back on Friday, EXPELLING two envoys"."""
    after = next((each for each in parse.clauses if each.at > clause.at), None)
    if after is None or after.form != "G" or after.via != "shared" or after.subject != clause.subject:
        return clause.at
    return after.at if parse.chunks.kinds[after.at - 1] == "," else clause.at


def _of_a_side(mention: Mention) -> bool:
    """Return whether a phrase names somebody, or something of a state's: "against CHADIAN GOODS"."""
    return mention.rank >= AGENT or (mention.rank == PART and bool(mention.state))


def _drawing(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "prompting Mali to", "provoked Mali into", "drew condemnation from"."""
    answer = clause.complement if clause.complement >= 0 else clause.object
    if clause.gerund[0] == "into":
        answer = clause.gerund[1]
    if answer < 0:
        return
    own = clause.subject if clause.form in "VE" and clause.via != "shared" else -1
    if own > 0 and takes_up_clause(parse.chunks, own):
        own = -1  # "closed its border, A MOVE that prompted Mali to"
    taken_up = clause.via == "relative" and clause.object > clause.at
    if own >= 0 and clause.lemma in BRINGING and not (is_deed(parse, own) or taken_up):
        return  # "the actions that it BROUGHT against Chad"
    if clause.via == "relative" and own >= 0 and not is_deed(parse, own):
        own = -1  # "Chad closed its airspace, WHICH DREW protests"
    taken_up = own < 0 and parse.chunks.kinds[: clause.at] == "T"  # "THAT prompted Mali to"
    yield Frame(clause.a, clause.b - 1, own, end_of(parse, own), answer, True, reverse=not taken_up)


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
    end = end_of(parse, provoked)
    yield Frame(clause.a, clause.b - 1, provoked, min(end, answer - 1) if answer > provoked else end, answer, True)


def _moves(clause: Clause) -> bool:
    """Return whether an act makes somebody do something: "the raid LED Mali TO sever"."""
    return clause.lemma in MOVING_TO and clause.complement >= 0 and clause.object >= 0


def _called_so(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "to protest against", "punished Mali for", "the step was a response to", "the move came after"."""
    if clause.form == "o" and clause.object >= 0 and parse.nouns[clause.object] in FEELINGS:
        provoked = next((at for word, at in phrases_after(parse, clause.object) if word in OCCASION), -1)
        if provoked >= 0 and is_deed(parse, provoked):  # "TO REGISTER ITS OUTRAGE at the raids"
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), -1, True)
    elif clause.lemma in PROTESTING and (clause.form == "o" or clause.lemma in AVENGING):
        phrases = dict(reversed(clause.phrases))
        provoked = next((phrases[word] for word in OCCASION if word in phrases), clause.object)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), -1, True)
    elif clause.lemma in PUNISHING:
        provoked = clause.gerund[1] if clause.gerund[0] == "for" else dict(reversed(clause.phrases)).get("for", -1)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), clause.at, True)
        elif parse.chunks.kinds.find("IT", clause.at, clause.at + 4) >= 0:  # "punished Mali FOR THAT"
            yield Frame(clause.a, clause.b - 1, -1, -1, clause.at, True)
    elif clause.subject >= 0 and parse.nouns[clause.subject] in ANSWER_NOUNS and not clause.passive:
        yield from _answer_was(parse, clause)
    elif (clause.lemma == "be" or clause.lemma in CALLING) and _is_answer(parse, clause.object):
        act = clause.subject if clause.lemma == "be" else clause.second  # none in "which it CALLED A RESPONSE to"
        provoked = next((at for word, at in phrases_after(parse, clause.object) if word in ANSWER_TO), -1)
        if act >= 0 or clause.lemma != "be":
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), act, True)
    elif _is_answer(parse, clause.object) and not clause.passive and parse.chunks.kinds[clause.object - 1] != ",":
        provoked = next((at for word, at in phrases_after(parse, clause.object) if word in ANSWER_TO), -1)
        if provoked >= 0 and is_deed(parse, provoked):  # "threatened A RESPONSE to the drills"
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), clause.at, True)
    elif clause.lemma in COMING and clause.subject >= 0 and points_back(parse, clause.subject):
        at = come_after(parse.chunks, clause)
        if at >= 0:
            yield Frame(clause.a, clause.b - 1, at, clause_end(parse.chunks.kinds, at), clause.subject, False)
    elif clause.lemma in JUDGED and clause.gerund[0] == "for":  # "praised Chad FOR FREEING prisoners"
        at = clause.gerund[1]
        yield Frame(clause.a, clause.b - 1, at, end_of(parse, at), clause.at, False, judged=True)
    elif clause.lemma in JUDGED:
        yield from _judging(parse, clause)


def _is_answer(parse: Parse, at: int) -> bool:
    return at >= 0 and parse.nouns[at] in ANSWER_NOUNS


def _answer_was(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "Chad's ANSWER was to expel", "the RESPONSE came when it expelled", "the REPLY to the ban was a ban"."""
    provoked = next((at for word, at in phrases_after(parse, clause.subject) if word in ANSWER_TO and word != "of"), -1)
    is_to = clause.modal == "to" or parse.sentence.words[clause.a + 1].text == "to"  # "WAS TO expel"
    answer = clause.at if is_to and clause.lemma != "be" else clause.object if clause.lemma == "be" else -1
    if answer < 0 and clause.lemma == "be":
        answer = clause.complement
    if answer < 0 and clause.lemma in COMING:
        later = [each for each in parse.clauses if each.at > clause.at and each.form in "VEG"]
        answer = later[0].at if later else -1
    if answer >= 0:
        first, last = parse.chunks.begins[clause.subject], parse.chunks.lasts[clause.subject]
        yield Frame(first, last, provoked, end_of(parse, provoked), answer, True)


def _judging(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what somebody judges, refuses or grants: "CONDEMNED the raid", "ACCEPTED the offer"."""
    kinds, at = parse.chunks.kinds, clause.at
    if clause.lemma == "call" and parse.sentence.words[min(clause.b, len(parse.sentence.words) - 1)].text == "off":
        return
    judged = clause.second if clause.second >= 0 else clause.object
    if kinds[max(at - 2, 0) : at] == "Wn":
        judged = at - 2  # "..., WHICH Chad condemned"
    elif clause.passive or clause.form == "e" or (clause.form == "E" and judged < 0 <= brought_by_whom(clause)):
        judged = clause.subject
    elif judged < 0 and clause.phrases:
        judged = clause.phrases[0][1]  # "agreed TO the request", "scoffed AT the claim"
    judged -= kinds[max(judged - 1, 0) : judged + 1] == "nW"  # ", A REQUEST which Chad rejected"
    related = judged > 0 and kinds[judged - 1 : judged + 1] == ",W"
    if related or (judged > 0 and kinds[judged] == "n" and takes_up_clause(parse.chunks, judged)):
        yield Frame(clause.a, clause.b - 1, -1, -1, at, True, judged=True)
    elif judged >= 0 and kinds[judged] == "n" and is_deed(parse, judged):
        yield Frame(clause.a, clause.b - 1, judged, end_of(parse, judged), at, False, judged=True)


def is_responding(parse: Parse, clause: Clause) -> bool:
    """Return whether a verb is one of answering: "retaliated", "hit BACK"."""
    if clause.lemma in RESPONDING:
        by = clause.gerund[0] in ("by", "with") or any(word == "with" for word, _ in clause.phrases)
        return not clause.passive and (by or clause.lemma not in WITH_MEANS)  # "to COUNTER threats" answers nothing
    if clause.lemma not in RESPONDING_BACK:
        return False
    return _says_back(parse, clause)


def _says_back(parse: Parse, clause: Clause) -> bool:
    words, at = parse.sentence.words, clause.object
    ends = {clause.head, parse.chunks.lasts[at]} if at == clause.at + 1 else {clause.head}
    return any(word.text == "back" for end in ends for word in words[end + 1 : end + 2])  # "paid Chad BACK"


def answered_in(parse: Parse, frame: Frame) -> range:
    """Return the tokens of what a frame says was answered; none where it names nothing."""
    if frame.inside is not None:
        return frame.inside
    if frame.provoked < 0:
        return NO_TOKENS
    kinds, end = parse.chunks.kinds, frame.end
    if frame.first < parse.chunks.begins[frame.provoked] and kinds.startswith(RELATIVE, end + 1):
        end = clause_end(kinds, end + 3)  # "over an incursion IN WHICH TROOPS SHOT two"
    elif frame.first < parse.chunks.begins[frame.provoked] and kinds.startswith("v", end + 1):
        told = parse.lookup[end + 1]
        if told.via == "reduced" and told.form == "G":
            end = clause_end(kinds, end + 1)  # "over remarks by its minister CRITICISING THE WAR"
    frame.inside = range(parse.chunks.begins[frame.provoked], parse.chunks.lasts[end] + 1)
    return frame.inside


def answers_of(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return which events of the sentence are the answer that a frame speaks of."""
    if not events:
        return []
    if frame.answer >= 0:
        return _answers_at(frame, events, parse)
    if frame.provoked < 0 and frame.strong:
        next_verb = next((each for each in parse.clauses if each.a == frame.last + 1), None)
        if next_verb is not None and next_verb.form in "VE":
            return _told_by(next_verb, events)  # "Chad IN TURN promised"
    return _answers_around(frame, events, parse)


def _told_by(clause: Clause, events: list[Event]) -> list[int]:
    return [i for i, event in enumerate(events) if event.clause is clause]


def _answers_at(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return which events are the answer whose verb or noun a frame names."""
    tokens = range(parse.chunks.begins[frame.answer], parse.chunks.lasts[frame.answer] + 1)
    found = [i for i, event in enumerate(events) if _is_at(event, frame.answer, tokens)]
    if not found:  # "REACTED to the raid, calling it absurd"
        own = [(i, event.clause) for i, event in enumerate(events)]
        found = [i for i, each in own if each is not None and each.a == frame.first and is_responding(parse, each)]
    found = found or _answers_besides(frame, events, parse) or _taken_up_before(frame, events, parse)
    return found or answers_in_relative(frame, events, parse)


def _answers_around(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return which events are the answer where a frame names only what was answered."""
    inside = answered_in(parse, frame)
    others = [i for i, event in enumerate(events) if event.told_in is None and event.cue[0] not in inside]
    if parse.chunks.kinds.find(";", 0, -1) >= 0:
        part = _part_of_sentence(parse, frame)
        others = [i for i in others if events[i].cue[0] in part] or others
    if not others:
        return others
    before = [i for i in others if events[i].cue[0] < frame.first]
    after = [] if len(before) == len(others) else [i for i in others if events[i].cue[0] > frame.last]
    if after and _joined_on(parse, frame):
        before = []  # "Peru shelled Chile, and IN RESPONSE Chile expelled"
    if not before and frame.provoked >= 0 and _told_by_verb(parse, frame):
        after = []  # "met at the request of Chad, because Mali shelled it": who met is not known
    if len(others) == 1:
        return before or after  # as nearly always
    governed = [i for i in before if _governs(events[i], frame, parse)] if len(before) > 1 else before
    chosen = governed[-1:] or before[-1:] or after[:1]
    if not chosen:
        return []
    alike = set(map(id, _done_with(events[chosen[0]], [events[i] for i in before])))
    return [i for i in others if id(events[i]) in alike]  # one event may stand there more than once


def _done_with(answer: Event, before: list[Event]) -> list[Event]:
    """Return an answer and what the same one is told to do right before it: "FROZE TRADE and expelled two, after"."""
    clause, found = answer.clause, [answer]
    if clause is None or clause.via != "shared" or clause.form not in "VE":
        return found
    for event in before:
        own = event.clause
        if own is not None and own.form in "VE" and own.subject == clause.subject and own.at < clause.at:
            found.append(event)
    return found


def _told_by_verb(parse: Parse, frame: Frame) -> bool:
    """Return whether a verb that says nothing of others is what an adverbial belongs to: "MET at the request of"."""
    before = [clause for clause in parse.clauses if clause.b <= frame.first and clause.form in "VE"]
    reports = parse.dictionary.patterns.operators["report"]
    at = bisect_left(parse.chunks.begins, frame.first)
    comma = parse.chunks.kinds[max(at - 1, 0) : at] in (",", "C")
    return bool(before) and before[-1].lemma not in reports and not comma


def _answers_besides(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return what who answers is told to do after a bare verb of answering: "ANSWERED it with notice that it will"."""
    clause = parse.lookup.get(frame.answer)
    if clause is None or clause.subject < 0 or not is_responding(parse, clause):
        return []
    actor, inside = agent_of(parse, clause.subject), answered_in(parse, frame)
    later = [
        (event.cue[0], i) for i, event in enumerate(events) if event.cue[0] > frame.last and event.actor is not None
    ]
    return [i for at, i in sorted(later) if at not in inside and actor is not None and is_one(events[i].actor, actor)][
        :1
    ]


def answers_in_relative(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return what a relative clause tells of who answers: "angered Peru, WHICH RECALLED its envoy"."""
    at, kinds = frame.answer, parse.chunks.kinds
    if at < 0 or frame.judged or not frame.strong:
        return []
    if kinds[at] == "v":
        clause = parse.lookup.get(at)
        at = clause.object if clause is not None and clause.lemma in STUNG and not clause.passive else -1
    if at < 0:
        return []
    told = [(event.cue[0], i, event.clause) for i, event in enumerate(events) if event.type in ANSWERING]
    found = [
        (cue, i)
        for cue, i, clause in told
        if clause is not None
        and clause.via == "relative"
        and at < clause.at
        and not kinds[at + 1 : clause.at].strip("nI,W")
    ]
    return [i for _, i in sorted(found)[:1]]


def _taken_up_before(frame: Frame, events: list[Event], parse: Parse) -> list[int]:
    """Return what a phrase for the answer takes up in its sentence: "expelled envoys, calling THE STEP a reply to"."""
    if parse.chunks.kinds[frame.answer] != "n" or not frame.strong or frame.reverse or frame.judged:
        return []
    pronoun = parse.mention(frame.answer).pronoun and parse.sentence.words[parse.chunks.lasts[frame.answer]].text in IT
    if not pronoun and (parse.nouns[frame.answer] not in STEPS or not points_back(parse, frame.answer)):
        return []
    here = [
        (event.cue[0], i)
        for i, event in enumerate(events)
        if event.told_in is None and event.cue[0] < frame.first and is_somebody(event.actor) and not event.provoked
    ]
    return [i for _, i in here if events[i] is events[max(here)[1]]]


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
    if clause is not None and clause.lemma in NO_ACTS and clause.at != at:
        return False  # "LINKED the decision to the raid"
    if clause is not None and (at in (clause.at, clause.object, clause.complement) or clause.matrix == at):
        return True
    return event.cue[1] - 1 in tokens or event.cue[0] in tokens


def _governs(event: Event, frame: Frame, parse: Parse) -> bool:
    clause = event.clause
    if clause is None:
        return False
    begins, first = parse.chunks.begins, frame.first + 1
    if clause.gerund[1] >= 0 and begins[clause.gerund[1]] == first:
        return True
    return any(begins[at] == first for _, at in clause.phrases)


def told_already(frame: Frame, answer: Event, parse: Parse) -> bool:
    """Return whether what an event answers was told before: "in response to THE RAID", "over CHAD'S STRIKES"."""
    if not parse.memory.recent or not points_back(parse, frame.provoked) or answer.actor is None:
        return False
    kinds, doer = kinds_of(parse, frame.provoked), doer_in(parse, frame.provoked)
    side = answer.actor.state or answer.actor.identity
    recent = parse.memory.recent[-RECENT:]
    kinds = kinds or meant_by(parse, frame.provoked)
    done_to = next((parse.mention(at) for word, at in phrases_after(parse, frame.provoked) if word == "of"), None)
    if done_to is not None and names_of(parse, frame.provoked) and done_to is not provoker_in(parse, frame.provoked):
        kinds = {"told"}  # "over THE ARREST of a trader": no other act of its type is meant
    return any(
        kinds
        and is_named(parse, frame.provoked, kinds, other)
        and side != sides(other)[0]
        and doer in ("", sides(other)[0])
        and other.stance != "considers"
        for _, other in recent
    )


# what of a sentence belongs to an answer, settled before its events are found


def set_aside(parse: Parse) -> None:
    """Keep what was answered from the verb of the answer: "froze assets over the arrest OF ITS CONSUL"."""
    for frame in occasions(parse):
        if frame.provoked < 0 or not (frame.strong or parse.sentence.words[frame.first].text in PART_ASIDE):
            continue
        for clause in parse.clauses:
            if clause.at < frame.provoked and clause.phrases:
                clause.phrases = [each for each in clause.phrases if not _is_framed(parse, frame, each[1])]


def _is_framed(parse: Parse, frame: Frame, at: int) -> bool:
    """Return whether a phrase belongs to what a frame says was answered: "in response TO THE RAID on its port"."""
    if at == frame.provoked:
        if parse.chunks.kinds[at] != "n" or parse.nouns[at] in REQUESTING:
            return False
        return frame.strong and not (parse.mention(at).rank >= AGENT and parse.mention(at).state)  # "TO CHADIAN TROOPS"
    return frame.provoked < at <= frame.end


def settle_answers(parse: Parse) -> None:
    """Let what an answer was be done by whose it is: "Chad's ANSWER WAS TO expel", "its RESPONSE came when IT"."""
    replies = parse.sentence.special & REPLIES
    for clause in parse.clauses if replies or parse.families & JUDGES_ACTS else ():
        if clause.lemma in JUDGED and clause.object < 0 and not clause.passive:
            _read_that(parse, clause)
            _give_object(parse, clause)
        if not replies or clause.subject < 0 or parse.nouns[clause.subject] not in ANSWER_NOUNS:
            continue
        if clause.modal == "to":
            clause.modal = ""
        owner = agent_of(parse, clause.subject)
        later = next((each for each in parse.clauses if each.at > clause.at), None)
        if clause.lemma in COMING and later is not None and later.subject >= 0 and owner is not None:
            taken = parse.mention(later.subject)
            if taken.pronoun and owner.rank >= AGENT:
                parse.mentions[later.subject] = recalled(known_as(owner), taken)


def _read_that(parse: Parse, clause: Clause) -> None:
    """Let "that" point where no clause follows it: "dismissed THAT CLAIM as a fabrication"."""
    at, chunks = clause.at + 2, parse.chunks
    if (
        clause.that != at
        or not chunks.kinds.startswith("Tn", at - 1)
        or any(each.subject == at for each in parse.clauses)
    ):
        return
    if chunks.lasts[at - 1] + 1 == chunks.begins[at]:
        clause.object, clause.that = at, -1
        chunks.begins[at] -= 1


def _give_object(parse: Parse, clause: Clause) -> None:
    """Let what a clause is said of be its object: "..., A MOVE that Chad condemned", "A CHARGE it denied"."""
    kinds, at = parse.chunks.kinds, clause.at
    listed = clause.subject > 0 and kinds[clause.subject : at] in ("nCn", "n,nCn")
    first = clause.subject if listed else at - 1  # ", AN ACT THAT Peru and Chile condemned"
    begin = at - 2 if kinds[max(at - 2, 0) : at] == "nn" else 0
    begin = first - 2 if kinds[max(first - 2, 0) : first] in ("nT", "nW") else begin
    if begin > 0 and takes_up_clause(parse.chunks, begin):
        clause.object, clause.subject, clause.via, clause.passive = begin, first, "", False
