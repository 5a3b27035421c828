"""Grounds: what words of reason, feeling and charge say that an act answers; read only where such words stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from graphkit.extract.rules.clauses import Clause, Frame, clause_end
from graphkit.extract.rules.deeds import HARM, doer_in, end_of, is_deed, kinds_of, points_back
from graphkit.extract.rules.parse import Parse, phrases_after
from graphkit.extract.rules.quarrels import BEGINNING, SOURING, began_with
from graphkit.extract.rules.words import REASONED, class_words, word_class

BEFORE = tuple(phrase.split("_") for phrase in class_words("grounds.before"))
REASONS = tuple(map(list, REASONED))
ANSWER_NOUNS, ANSWER_TO = word_class("responses.answer_nouns"), word_class("responses.answer_to")
CITING, GIVEN_AS = word_class("responses.citing"), word_class("responses.given_as")
RESULTS = word_class("responses.results")
PARTIES = word_class("grounds.parties")
WEAK = word_class("grounds.weak")
ACTING, DEFINITE = frozenset(["acting"]), word_class("responses.definite")
FEELING, FELT_AT = word_class("grounds.feeling"), word_class("verdicts.troubled_by")
FEELS = word_class("grounds.feels")
CHARGING = word_class("responses.charging")
SHOWN_AS = word_class("responses.shown_as")
REASON_NOUNS = word_class("responses.reason_nouns")
ATTRIBUTING, EXPLAINING = word_class("grounds.attributing"), word_class("grounds.explaining")
LEADING_TO, SAYING_SO = word_class("grounds.leading_to"), word_class("grounds.saying_so")
EXPLAINED_BY = word_class("grounds.explained_by")


def told_by_words(parse: Parse) -> Iterator[Frame]:
    """Yield "that IS WHY", "DUE TO the raid", "ON THE GROUNDS THAT Chad shelled it", "ANGRY AT the raid"."""
    sentence, kinds = parse.sentence, parse.chunks.kinds
    for i in sentence.find_phrases(REASONS)[:1]:
        yield Frame(i, i, -1, -1, -1, False)  # ", which IS WHY it shut its border"
    there = {word.text for word in sentence.words}
    for phrase in [each for each in BEFORE if there.issuperset(each)]:
        found = sentence.find_phrases((phrase,))
        at = _chunk_after(parse, found[len(phrase) - 1]) if found else -1
        if at >= 0:
            nouns = phrase[-1] != "that"
            strong = phrase[-2] not in WEAK and not (nouns and _is_of_nobody(parse, at))
            end = end_of(parse, at) if nouns else clause_end(kinds, at)
            taken = nouns and phrase[0] in ACTING and not is_deed(parse, at) and _points(parse, at)
            if taken:  # "ACTING ON THIS LETTER": what it said
                yield Frame(found[0], found[1], -1, -1, -1, True)
                continue
            yield Frame(found[0], found[len(phrase) - 1], at, end, -1, strong)
    for i, word in enumerate(sentence.words[:-2]):
        if word.text not in FEELING or (i and sentence.words[i - 1].lemma in FEELS):
            continue  # "Peru WAS angry over": that is what it does
        brought = sentence.words[i + 1].text
        at = _chunk_after(parse, i + 1) if brought == "that" or brought in FELT_AT else -1
        if at >= 0 and kinds[at] == "n" and (brought == "that" or is_deed(parse, at)):
            end = clause_end(kinds, at) if brought == "that" else end_of(parse, at)
            yield Frame(i, i + 1, at, end, -1, True)  # "ANGRY AT the raid", "ANGRY THAT Chad had let them in"


def _points(parse: Parse, at: int) -> bool:
    return parse.sentence.words[parse.chunks.begins[at]].text in DEFINITE


def _is_of_nobody(parse: Parse, at: int) -> bool:
    """Return whether a ground is no deed, or of nobody told and no harm: "due to human rights CONCERNS"."""
    if not is_deed(parse, at):
        return True
    return not doer_in(parse, at) and kinds_of(parse, at).isdisjoint(HARM)


def _chunk_after(parse: Parse, token: int) -> int:
    """Return the noun phrase or verb that begins right after a token, -1 where there is none."""
    chunks = parse.chunks
    at = bisect_left(chunks.begins, token + 1)
    there = at < len(chunks.kinds) and chunks.begins[at] == token + 1
    return at if there and chunks.kinds[at] in "nv" else -1


def told_by_verb(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what a verb tells to be the ground of an act."""
    lemma, phrases = clause.lemma, dict(reversed(clause.phrases))
    if lemma in BEGINNING or lemma in SOURING:
        yield from began_with(parse, clause)
    if clause.form == "G" and lemma in CHARGING and clause.object >= 0:
        yield from _charging(parse, clause)
    elif clause.form == "G" and lemma in SAYING_SO and parse.chunks.kinds[max(clause.at - 1, 0)] == ",":
        at = clause.at + 1 + (parse.chunks.kinds[clause.at + 1 : clause.at + 2] == "T")
        if parse.chunks.kinds[at : at + 1] == "n":  # "recalled its envoy, SAYING Chad had shelled it"
            yield Frame(clause.a, clause.b - 1, at, clause_end(parse.chunks.kinds, at), -1, False)
    elif lemma in CITING and clause.object >= 0 and clause.form in "VE" and not clause.passive:
        yield Frame(clause.a, clause.b - 1, clause.object, end_of(parse, clause.object), -1, True)
    elif lemma == "be":
        yield from _being(parse, clause)
    elif lemma in LEADING_TO and clause.subject >= 0:
        to = phrases.get("to", phrases.get("in", -1))
        done = next((each for each in parse.clauses if each.form == "G" and each.subject == to >= 0), None)
        if done is not None and is_deed(parse, clause.subject):  # "the raid LED TO Peru CLOSING its border"
            own = clause.subject
            yield Frame(clause.a, clause.b - 1, own, end_of(parse, own), done.at, True, reverse=True)
    else:
        yield from _explained(parse, clause, phrases)


def _explained(parse: Parse, clause: Clause, phrases: dict[str, int]) -> Iterator[Frame]:
    """Yield "gave the raid AS THE REASON", "PRESENTED the step AS A REPLY to", "EXPLAINED the step BY the raid"."""
    act = clause.subject if clause.passive else clause.object
    if act < 0 or clause.negated:
        return
    at = phrases.get("as", -1)
    if at >= 0 and clause.lemma in GIVEN_AS and parse.nouns[at] in REASON_NOUNS:
        yield Frame(clause.a, clause.b - 1, act, end_of(parse, act), -1, True)
    elif at >= 0 and clause.lemma in SHOWN_AS and (parse.nouns[at] in ANSWER_NOUNS or parse.nouns[at] in RESULTS):
        provoked = next((place for word, place in phrases_after(parse, at) if word in ANSWER_TO), -1)
        yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), act, True)
    elif clause.lemma in CHARGING and points_back(parse, phrases.get("for", act)) and is_deed(parse, act):
        if "for" in phrases:  # "BLAMED the raid FOR the decision"
            yield Frame(clause.a, clause.b - 1, act, end_of(parse, act), phrases["for"], True)
    else:
        words = ("to",) if clause.lemma in ATTRIBUTING else EXPLAINED_BY if clause.lemma in EXPLAINING else ()
        at = next((place for word, place in clause.phrases if word in words and place > act), -1)
        if at < 0 and clause.gerund[0] in words:
            pointing = parse.lookup.get(clause.gerund[1])  # "justified the closure BY POINTING TO the arrests"
            at = next((place for _, place in pointing.phrases), pointing.object) if pointing is not None else -1
        somebody = at >= 0 and parse.chunks.kinds[at] == "n" and parse.mention(at).kind in PARTIES
        if at >= 0 and not somebody and points_back(parse, act) and is_deed(parse, at):
            yield Frame(clause.a, clause.b - 1, at, end_of(parse, at), act, True)


def _being(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield "THE REASON for the ban WAS the raid", "the step WAS A CONSEQUENCE of", "the raid WAS BEHIND the step"."""
    subject, at = clause.subject, clause.object
    if subject < 0 or parse.chunks.kinds[subject] != "n" or clause.negated:
        return
    behind = dict(clause.phrases).get("behind", -1)
    if behind >= 0 and is_deed(parse, subject):
        yield Frame(clause.a, clause.b - 1, subject, end_of(parse, subject), behind, True)
    elif at >= 0 and parse.nouns[subject] in REASON_NOUNS and is_deed(parse, at):
        act = dict(phrases_after(parse, subject)).get("for", -1)
        yield Frame(clause.a, clause.b - 1, at, end_of(parse, at), act, True)
    elif at >= 0 and parse.nouns[at] in RESULTS:
        provoked = dict(phrases_after(parse, at)).get("of", -1)
        if provoked >= 0:
            yield Frame(clause.a, clause.b - 1, provoked, end_of(parse, provoked), subject, True)


def _charging(parse: Parse, clause: Clause) -> Iterator[Frame]:
    """Yield what an act is done for: "expelled two envoys, ACCUSING Chad OF SHELLING", "BLAMING it FOR the raid"."""
    if clause.via != "shared" and parse.chunks.kinds[max(clause.at - 1, 0)] != ",":
        return
    at = clause.gerund[1] if clause.gerund[0] in ("of", "for") else -1
    if at < 0:
        at = next((place for word, place in clause.phrases if word in ("of", "for") and is_deed(parse, place)), -1)
    if at >= 0:
        named = parse.chunks.kinds[at] == "n"  # what a verb tells is proposed, whatever it is told for
        yield Frame(clause.a, clause.b - 1, at, end_of(parse, at), -1, named)
