"""Verb patterns matched to a clause."""

from __future__ import annotations

from graphkit.extract.rules.chunks import GIVING
from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.mentions import AGENT, NOTHING, PART
from graphkit.extract.rules.parse import Event, Parse, has_nouns, joined_to, phrases_after, words_near
from graphkit.extract.rules.patterns import LOOSE, Pattern
from graphkit.extract.rules.roles import make_event, maker_of, pair_at

NOT_GIVEN = word_class("match.not_given")
FALLBACK = ("against", "on", "to", "with", "between", "toward", "towards", "at", "into", "from")
PLACED = word_class("match.placed")
WITHIN = frozenset(["in"])  # "fired rockets AT positions on the heights"
PASSED = PLACED | frozenset(["through", "on", "outside", "across"])  # "marched THROUGH Rome against the law"
WEAK = ("in", "for", "over", "near", "along", "about")


def pattern_event(parse: Parse, clause: Clause) -> Event | None:
    """Return the event of the pattern that fits the clause best."""
    patterns = parse.dictionary.patterns.verbs.get(clause.lemma)
    if not patterns:
        return None
    best: tuple[float, Pattern, int] | None = None
    nouns = nouns_around(parse, clause) if patterns.nouns else []
    near = words_near(parse, clause, 5) if patterns.particles else []
    brought = brought_by(parse, clause) if patterns.prepositions else []
    objects = objects_of(clause)
    for pattern in patterns.that_fit(nouns, brought, near):
        if best is not None and best[0] >= pattern.weight + 4:
            break
        found = fit_pattern(parse, clause, pattern, objects)
        if found is not None and (best is None or found[0] > best[0] or _nearer(parse, found, best)):
            best = (found[0], pattern, found[1])
    if best is None or not best[1].type:
        return None
    named = clause.at > 0 and parse.chunks.kinds[clause.at - 1] == "," and clause.via == "shared"  # ", CALLED Red Rock"
    if best[1].mode == "phone" and (named or clause.second >= 0 or not _can_answer(parse, best[2])):
        return None  # "called Japan a leader", "called the reef Red Rock"
    if best[1].type == "AID" and not best[1].nouns and clause.object >= 0 and _is_no_gift(parse, clause):
        return None  # "gave a cool RESPONSE to the plan"
    return make_event(parse, clause, best[1], best[2])


def _can_answer(parse: Parse, at: int) -> bool:
    """Return whether somebody can be called by phone: not a thing with a name."""
    mention = parse.mention(at) if at >= 0 else None
    return mention is None or mention.kind != "other" or mention.rank != AGENT


def _is_no_gift(parse: Parse, clause: Clause) -> bool:
    """Return whether what is given, sent or offered is nothing to have: a response, a rebuff, a warning."""
    return any(parse.noun(at) in NOT_GIVEN for at in (clause.object, clause.second) if at >= 0)


def brought_by(parse: Parse, clause: Clause) -> list[str]:
    """Return the prepositions that stand with the verb, "to" as well where it is left out."""
    brought = [clause.gerund[0]]
    for word, _ in clause.phrases:
        brought.append(word)
    if _gives(parse, clause):
        brought.append("to")
    return brought


def _gives(parse: Parse, clause: Clause) -> bool:
    """Return whether the first of two objects is to whom something is given: "gave UKRAINE tanks"."""
    if clause.second < 0 or clause.passive or clause.lemma not in GIVING:
        return False
    return parse.mention(clause.second).rank >= AGENT


def _nearer(parse: Parse, found: tuple[float, int], best: tuple[float, Pattern, int]) -> bool:
    """Return whether of two patterns that fit alike only the second leads to an actor: "appealed TO X for help"."""
    if found[0] < best[0] or found[1] < 0:
        return False
    if best[2] < 0:
        return parse.mention(found[1]).rank > NOTHING
    return parse.mention(found[1]).rank > NOTHING == parse.mention(best[2]).rank


def nouns_around(parse: Parse, clause: Clause) -> list[str]:
    """Return the head nouns of the phrases that may be a pattern's noun."""
    lasts, words = parse.chunks.lasts, parse.sentence.words
    nouns = [words[lasts[at]].noun for _, at in clause.phrases]
    nouns += [words[lasts[at]].noun for at in clause.coordinate] if clause.coordinate else []
    if clause.object >= 0:
        nouns.append(words[lasts[clause.object]].noun)
    if clause.second >= 0:
        nouns.append(words[lasts[clause.second]].noun)
    if clause.passive and clause.subject >= 0:
        nouns.append(words[lasts[clause.subject]].noun)
        at = clause.subject + 2
        while at < clause.at and parse.chunks.kinds[at] == "n":
            nouns.append(words[lasts[at]].noun)
            at += 2
    return nouns


def objects_of(clause: Clause) -> list[int]:
    """Return what the verb is done to: its objects, or its subject in the passive voice."""
    first, second = (clause.subject, clause.object) if clause.passive else (clause.object, clause.second)
    if first >= 0:
        return [first, second] if second >= 0 else [first]
    if second >= 0:
        return [second]
    if clause.phrases and clause.phrases[0][0] == "of":
        return [clause.phrases[0][1]]  # "held TWO DAYS of drills": a time is no object
    return []


def fit_pattern(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> tuple[float, int] | None:
    """Return how well a pattern fits the clause, and the position of its recipient's phrase (-1: none)."""
    if pattern.particle == "as":
        if "as" not in words_near(parse, clause, 14):
            return None
    elif pattern.particle:
        objects = [*objects, *[at for word, at in clause.phrases if word == pattern.particle]]
    if pattern.fixed[0] and not _has_fixed(parse, clause, pattern):
        return None
    if not pattern.nouns:
        return _fit_plain(parse, clause, pattern, objects)
    if pattern.nouns[-1] in LOOSE:
        found = bool(objects) and pattern.nouns[-1] in words_near(parse, clause, 14)[clause.b - clause.head :]
        return (pattern.weight + 2, objects[0]) if found else None
    noun_at = _find_noun(parse, clause, pattern, objects)
    return _fit_noun(parse, clause, pattern, objects, noun_at) if noun_at >= 0 else None


def _has_fixed(parse: Parse, clause: Clause, pattern: Pattern) -> bool:
    """Return whether the pattern's own phrase is there: "bring TO JUSTICE"."""
    preposition, noun = pattern.fixed
    there = [at for word, at in clause.phrases if word in (preposition, pattern.particle)]
    return bool(there) and any(parse.noun(at) == noun for at in there)


def _fit_noun(
    parse: Parse, clause: Clause, pattern: Pattern, objects: list[int], noun_at: int
) -> tuple[float, int] | None:
    """Fit a pattern whose noun was found: "launch an ATTACK on"."""
    if "to" in pattern.prepositions and clause.second >= 0 and not clause.passive:
        return pattern.weight + 2, clause.second
    if pattern.prepositions:
        at = first_phrase(clause.phrases, pattern, noun_at, parse)
        if at >= 0:
            return pattern.weight + 2, noun_at if _owned_elsewhere(parse, clause, noun_at, at) else at
        at = first_phrase(_phrases_of_means(parse, noun_at), pattern, noun_at, parse)
        if at >= 0:
            return pattern.weight + 1, at
        if clause.gerund[0] in pattern.prepositions and clause.object >= 0:
            return pattern.weight + 1, objects[0]
        if pattern.mutual and _several_subjects(parse, clause):
            return pattern.weight, -1
        return pattern.weight - 1, likely_recipient(parse, clause, noun_at)
    noun = parse.mention(noun_at)
    if noun.rank >= AGENT and not noun.event and noun_at in objects:
        return pattern.weight + 4, noun_at  # "accepted REFUGEES"
    others = [at for at in objects if at != noun_at]
    return pattern.weight, others[0] if others else likely_recipient(parse, clause, noun_at)


def _phrases_of_means(parse: Parse, noun_at: int) -> list[tuple[str, int]]:
    """Return the phrases that follow with what it was done: "conducted strikes USING jets AGAINST targets"."""
    return [
        phrase
        for other in parse.clauses
        if other.subject == noun_at and other.via == "reduced"
        for phrase in other.phrases
    ]


def _fit_plain(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> tuple[float, int] | None:
    """Fit a pattern of a verb alone, or with a preposition."""
    if pattern.prepositions:
        at = first_phrase(clause.phrases, pattern, -1, parse)
        if at < 0 and "to" in pattern.prepositions and _gives(parse, clause):
            at = clause.second
        if at >= 0:
            return pattern.weight + 2, at
        if clause.gerund[0] in pattern.prepositions and clause.object >= 0:
            return pattern.weight + 1, objects[0]
        each_other = pattern.mutual and bool(pattern.fixed[0]) and _several_subjects(parse, clause)
        return (pattern.weight, -1) if each_other else None
    if objects:
        second = clause.second >= 0 and not clause.passive
        plain = not clause.passive and not pattern.particle and not second and pattern.type != "MOBILIZE"
        bonus = 0
        if plain and parse.mention(objects[0]).rank >= AGENT:
            bonus = 2 if "to" in [word for word, _ in clause.phrases] else 3
        return pattern.weight + 1 + bonus, objects[-1] if second and pattern.type != "CONCEDE" else objects[0]
    if pattern.mutual and _several_subjects(parse, clause):
        return pattern.weight + 1, -1
    if pattern.fixed[0]:
        fixed = next((at for _, at in clause.phrases if parse.noun(at) == pattern.fixed[1]), -1)
        return pattern.weight, likely_recipient(parse, clause, fixed)
    if pattern.particle:
        return pattern.weight, likely_recipient(parse, clause, -1)
    there = clause.phrases or clause.that >= 0
    return (pattern.weight - 1, likely_recipient(parse, clause, -1)) if there else None


def _owned_elsewhere(parse: Parse, clause: Clause, noun_at: int, at: int) -> bool:
    """Return whether a noun has an owner while only a place follows: "violated UKRAINE's truce in Donetsk"."""
    owner = parse.mention(noun_at).owner
    return owner is not None and owner.rank >= AGENT and ("in", at) in clause.phrases


def _several_subjects(parse: Parse, clause: Clause) -> bool:
    at = clause.subject
    return at >= 0 and bool(joined_to(parse, at) or pair_at(parse, at))


def first_phrase(phrases: list[tuple[str, int]], pattern: Pattern, noun_at: int, parse: Parse) -> int:
    """Return the noun phrase that one of the pattern's prepositions brings; a place ("in") only for want of another."""
    place = -1
    if "against" in pattern.prepositions:
        against = next((at for word, at in phrases if word == "against" and at != noun_at), -1)
        if against >= 0:
            return against  # "filed a complaint with the union AGAINST Chad"
    for word, at in phrases:
        if (
            word in pattern.prepositions
            and at != noun_at
            and (not pattern.fixed[0] or parse.noun(at) != pattern.fixed[1])
        ):
            aside = PASSED if pattern.type == "PROTEST" else WITHIN if pattern.type == "ASSAULT" else PLACED
            if word not in aside or pattern.prepositions[0] == word:
                return at
            if place < 0:
                place = at
    return place


def _find_noun(parse: Parse, clause: Clause, pattern: Pattern, objects: list[int]) -> int:
    """Return the position of the object that the pattern's noun heads."""
    for at in objects:
        if has_nouns(parse, at, pattern.nouns):
            return at
        following = at + 2
        while parse.chunks.kinds.startswith("n", following) and parse.chunks.word(following - 1) == "of":
            if has_nouns(parse, following, pattern.nouns):
                return following
            following += 2
    for at in clause.coordinate:
        if has_nouns(parse, at, pattern.nouns):
            return at
    return -1


def likely_recipient(parse: Parse, clause: Clause, noun_at: int) -> int:
    """Return the likeliest recipient when the pattern's own preposition is not there."""
    noun = parse.mention(noun_at) if noun_at >= 0 else None
    if noun is not None and noun.owner is not None and noun.owner.rank >= AGENT:
        return noun_at
    if noun is not None and maker_of(parse, noun_at):
        return noun_at  # "boycotted TALKS called by Mali"
    at = _preposition(parse, clause, FALLBACK, noun_at)
    if at >= 0:
        return at
    if noun is not None:
        if noun.modifiers:
            return noun_at
        after = phrases_after(parse, noun_at)
        if after and after[0][0] == "of" and parse.mention(after[0][1]).rank >= PART:
            return after[0][1]
    at = _preposition(parse, clause, WEAK, noun_at)
    if at >= 0 or noun is None:
        return at
    at = _in_complement(parse, clause)
    return at if at >= 0 else _in_examples(parse, noun_at)


def _in_examples(parse: Parse, noun_at: int) -> int:
    """Return the recipient that stands with an example: "issued penalties, including prison terms FOR CRITICS"."""
    kinds = parse.chunks.kinds
    if not kinds.startswith(",In", noun_at + 1) or parse.chunks.word(noun_at + 2) != "including":
        return -1
    found: dict[str, int] = {}
    for i in range(noun_at + 4, len(kinds)):
        if kinds[i] not in "nIC":
            break
        if kinds[i] == "n" and kinds[i - 1] == "I" and parse.mention(i).rank >= AGENT:
            found.setdefault(parse.chunks.word(i - 1), i)
    return next((found[word] for word in ("against", "for", "on", "of") if word in found), -1)


def _in_complement(parse: Parse, clause: Clause) -> int:
    """Return an actor in the infinitive that follows: "launched an effort to help X"."""
    inner = parse.lookup.get(clause.complement)
    if inner is None:
        return -1
    places = [inner.object, *(at for _, at in inner.phrases)]
    return next((at for at in places if at >= 0 and parse.mention(at).rank >= PART), -1)


def _preposition(parse: Parse, clause: Clause, words: tuple[str, ...], noun_at: int) -> int:
    there = [preposition for preposition, _ in clause.phrases]
    for word in words if there else ():
        if word in there:
            for preposition, at in clause.phrases:
                if preposition == word and at != noun_at and parse.mention(at).rank >= PART:
                    return at
    return -1
