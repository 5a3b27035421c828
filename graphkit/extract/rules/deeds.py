"""Deeds: which act a noun phrase names or takes up, whose it is and to whom it is done."""

from __future__ import annotations

from functools import lru_cache

from graphkit.extract.records import Proposal
from graphkit.extract.rules.clauses import Clause, clause_end, noun_end
from graphkit.extract.rules.dictionary import STANDING, Pattern
from graphkit.extract.rules.match import maker_of, pattern_event, possessor_of
from graphkit.extract.rules.parse import (
    AGENT,
    PART,
    Event,
    Mention,
    Parse,
    as_state,
    is_somebody,
    joined_to,
    known_as,
    nouns_at,
    phrases_after,
    recalled,
)
from graphkit.extract.rules.sentences import VerbGroup
from graphkit.extract.rules.words import JUDGES, VERDICTS, Word, class_words, word_class, word_table

BY_THE_PRESS = word_class("deeds.by_the_press")
CALLING_SO = word_class("responses.calling_so")
STEPS, ONES = word_class("responses.steps"), word_class("responses.ones")
THROWN_OUT, REFUSALS = word_class("provocation.thrown_out"), word_class("provocation.refusals")
SAME, SIZES = word_class("responses.same"), word_class("responses.sizes")
SEQUENCE = word_class("responses.sequence")
DEEDS = word_class("responses.deeds")
NAMED = word_table("provocation.named")
ANSWERING = word_class("responses.answering")
DEFINITE = word_class("responses.definite")
FORCEFUL = word_class("coder.forceful")
HARM, SINGLE = word_class("coder.harm"), frozenset({"state", "igo"})
REQUESTING = word_class("responses.requesting")
SPOKEN = word_class("provocation.spoken")
MADE_FROM = word_table("provocation.made_from")
ENDINGS, LEAST = dict(sorted(word_table("provocation.endings").items(), key=lambda each: -len(each[0]))), 2
CHARGES = word_class("sides.charges")
NO_DEEDS = word_class("provocation.no_deeds")
HINTED = word_table("provocation.hinted")
DONE = word_class("responses.done")
DECREED, FOUGHT = word_class("responses.decreed"), frozenset(["ASSAULT"])
UTTERED = word_class("responses.uttered")
FRIENDLY = word_class("responses.friendly")
MOVEMENTS = word_class("nominal.movements")
MOVING = word_class("provocation.moving")
MOVED = MOVEMENTS | MOVING
EASING = word_class("provocation.easing")
WHOSE = word_class("provocation.whose")
THEIR = word_class("provocation.their")
NAMED_ON = class_words("provocation.named_on")
_NAMED = {
    noun: Pattern(kind.partition("/")[0], kind.partition("/")[2], noun, name=noun) for noun, kind in NAMED.items()
}


def end_of(parse: Parse, at: int) -> int:
    """Return the last phrase of what begins at a position: a noun phrase with those after it, or a clause."""
    if at < 0:
        return -1
    kinds = parse.chunks.kinds
    return clause_end(kinds, at) if kinds[at] == "v" else noun_end(kinds, parse.lookup, at)


def is_deed(parse: Parse, at: int) -> bool:
    """Return whether a phrase names an act: "the arrest of two sailors", "the incident", "the recall of its envoy"."""
    if parse.chunks.kinds[at] != "n":
        return False
    word = deed_at(parse, at)
    if word.event:
        return True
    known = word.noun in DEEDS or word.noun in NAMED or word.noun in HINTED or word.noun in REQUESTING
    return known or bool(_verb_in(parse, at)) or is_one_of_own(parse, at)


def is_one_of_own(parse: Parse, at: int) -> bool:
    """Return whether a phrase means another act like one named: "with ONE OF ITS OWN", "ONE OF THE SAME SIZE"."""
    last = at + 2 if parse.chunks.kinds.startswith("In", at + 1) else at
    words, chunks = parse.sentence.words, parse.chunks
    end = chunks.lasts[last]
    sized = words[end].noun in SIZES and words[end - 1].text in SAME
    return (sized or words[end].text == "own") and any(
        word.text in ONES for word in words[chunks.begins[at] : chunks.lasts[at] + 1]
    )


def deed_at(parse: Parse, at: int) -> Word:
    """Return the noun of a phrase, before what it is said to be: "called THE SANCTIONS absurd"."""
    word = parse.heads[at]
    if not word.special & JUDGES or word.event or word.noun in HINTED or word.text not in VERDICTS:
        return word
    words, last = parse.sentence.words, parse.chunks.lasts[at]
    if last < parse.chunks.begins[at] + 2:
        return word
    return words[last - (parse.sentence.tags[last - 1] == "N")]


def _verb_in(parse: Parse, at: int) -> str:
    """Return the verb that a noun is made from, "" where it is none that tells of an act: "expulsion", "arrest"."""
    word, patterns = deed_at(parse, at), parse.dictionary.patterns
    lemma = MADE_FROM.get(word.noun, "")
    if not lemma and not (word.agent or word.name or word.event):
        for stem in stems(word.noun):
            if stem not in NO_DEEDS and not ANSWERING.isdisjoint(patterns.told_alone(stem)):
                return stem  # which by itself tells of an act against somebody
    verbal = not lemma and word.noun in (word.lemma, word.text) and word.lemma not in NO_DEEDS
    if verbal and patterns.told_alone(word.lemma):
        return word.lemma
    return lemma if lemma in patterns.verbs else ""


@lru_cache(maxsize=2000)
def stems(noun: str) -> tuple[str, ...]:
    """Return the verbs that a noun may be made from by its ending.

    Examples
    --------
    >>> stems("bombardment"), stems("handcuffing")[:2]
    (('bombard', 'bombarde'), ('handcuff', 'handcuffe'))
    """
    ending = next((each for each in ENDINGS if noun.endswith(each) and len(noun) > len(each) + LEAST), "")
    stem = noun.removesuffix(ending)
    if not ending:
        return ()
    doubled = (stem[:-1],) if stem[-1:] == stem[-2:-1] else ()
    return tuple([stem + each for each in ENDINGS[ending].split("/")]) + doubled


def meant_by(parse: Parse, at: int) -> set[str]:
    """Return the types of act that a noun first of all means, which may stand for others: "the AGGRESSION"."""
    noun = deed_at(parse, at).noun if parse.chunks.kinds[at] == "n" else ""
    return {*HINTED.get(noun, "").split("/"), NAMED.get(noun, "").partition("/")[0]} - {""}


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
    if is_called_so(parse, at):
        return is_deed(parse, at)
    first = parse.sentence.words[parse.chunks.begins[at]].text
    plural = parse.sentence.words[mention.head].text != parse.nouns[at]
    whose = mention.owner is not None or bool(mention.modifiers) or first in WHOSE
    return is_deed(parse, at) and (first in DEFINITE or whose or (plural and mention.first == mention.head))


def is_called_so(parse: Parse, at: int) -> bool:
    """Return whether a phrase is only what somebody calls an act: "over WHAT IT CALLED a barbaric act"."""
    clause = parse.lookup.get(at - 1)
    if clause is None or clause.lemma not in CALLING_SO or parse.chunks.kinds[max(at - 3, 0) : at] != "nnv":
        return False
    return parse.sentence.words[parse.chunks.begins[at - 3]].text == "what"


def types_of(parse: Parse, noun: str) -> set[str]:
    """Return the types of act that a noun may name; a charge that is refused is no fee."""
    hinted = set(HINTED.get(noun, "").split("/"))
    return hinted if noun in CHARGES else parse.dictionary.patterns.types_of(noun) | hinted


def kinds_of(parse: Parse, at: int) -> set[str]:
    """Return the types of act that a noun may name, none where it may name any: "the MOVE"."""
    noun = deed_at(parse, at).noun if parse.chunks.kinds[at] == "n" else ""
    if not noun or (noun in DEEDS and noun not in CHARGES):
        return set()
    named = types_of(parse, noun)
    if noun in NAMED:
        named.add(NAMED[noun].partition("/")[0])
    if not named - {""} and _verb_in(parse, at):
        named.update(pattern.type for pattern in parse.dictionary.patterns.verbs[_verb_in(parse, at)].plain)
    return named - {""}


def is_named(parse: Parse, at: int, kinds: set[str], other: Proposal | Event) -> bool:
    """Return whether an act told before is of a type that a noun may name, or was told by its verb or by it itself."""
    return not kinds or other.type in kinds or _is_told_so(parse, at, other)


def names_of(parse: Parse, at: int) -> frozenset[str]:
    """Return the noun of a phrase and the verb that it is made from."""
    return frozenset([deed_at(parse, at).noun, _verb_in(parse, at)]) - {""}


def is_called(parse: Parse, at: int, kinds: set[str], other: Proposal | Event) -> bool:
    """Return whether an act told before was told by the very noun of a phrase, or by the verb that it is made from."""
    return (not kinds or other.type in kinds) and _is_told_so(parse, at, other)


def _is_told_so(parse: Parse, at: int, other: Proposal | Event) -> bool:
    return not names_of(parse, at).isdisjoint(pattern_words(other.pattern))


def pattern_words(pattern: str) -> list[str]:
    """Return the words of the pattern by which an act was told: "lift", "ban" for "lifted the BAN"."""
    return pattern.replace("+", "-").split("-")


def unlikely(noun: str, kind: str, other: Proposal) -> int:
    """Return what speaks against an act as what a noun takes up in an answer of a type: "THE DECISION" is not said."""
    apart = UTTERED | FOUGHT if noun in DECREED else UTTERED if noun in DONE else frozenset()
    return (other.type in apart) + (kind in ANSWERING and other.type in FRIENDLY)


def only_said(noun: str, other: Proposal) -> bool:
    """Return whether an act was said, and no noun for what is decreed or done takes it up: "THE CLOSURE", "THE LAW"."""
    return other.type in UTTERED and (noun in DECREED or noun in DONE)


def likeliest_told(found: list[tuple[int, Proposal]], noun: str, kind: str) -> int:
    """Return the position of the act that a noun most likely names, of those that one verb tells the first."""
    best = min(found, key=lambda told: unlikely(noun, kind, told[1]))[1]
    return min([place for place, told in found if told.cue_start == best.cue_start])


def taken_up(parse: Parse, deed: Mention, found: list[tuple[int, Proposal]], kind: str, judge: str) -> Proposal:
    """Return the act that a noun takes up in what somebody says of it: "bombed" for THE BOMBING."""
    noun = parse.sentence.words[deed.head].noun
    at = parse.chunks.lasts.index(deed.head) if deed.head in parse.chunks.lasts else -1
    backed = kind == "SUPPORT" and noun in DEEDS and noun not in FORCEFUL  # hardly an attack told long before

    def doubts(told: tuple[int, Proposal]) -> tuple[bool, int]:
        other = told[1]
        liked = kind == "SUPPORT" and other.type in FRIENDLY and sides(other)[1] == judge
        likely = unlikely(noun, kind, other) + (backed and other.type == "ASSAULT") - 2 * liked
        return at < 0 or not _is_told_so(parse, at, other), likely

    return min(found, key=doubts)[1]


def sides(proposal: Proposal) -> tuple[str, str]:
    """Return who does it and to whom, as states where they have one."""
    return proposal.actor_state or proposal.actor, proposal.recipient_state or proposal.recipient


def named_act(parse: Parse, at: int) -> Event | None:
    """Return the act that a noun names, without its doer: by a pattern of its own or of the verb in it."""
    if any(word == "for" and parse.nouns[place] in BY_THE_PRESS for word, place in phrases_after(parse, at)):
        return None  # "did not reply to requests FOR COMMENT"
    found = _pattern_in(parse, at)
    pattern, place = found if found is not None else (None, at)
    made = None
    if pattern is None or pattern.name in _NAMED or not _brings_one(parse, place, pattern):
        made = _as_verb(parse, at)
        if made is not None and (pattern is None or is_somebody(made.recipient)):
            return made
    if pattern is None:
        pattern = _hinted(parse.nouns[at])
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


def _pattern_in(parse: Parse, at: int) -> tuple[Pattern, int] | None:
    """Return the pattern of the act that a phrase names, and where: "a series of ATTACKS"."""
    patterns = parse.dictionary.patterns.nouns
    for place in (at, at + 2):
        if not parse.chunks.kinds.startswith("n", place):
            return None
        noun = parse.nouns[place]
        there = {word for word, _ in phrases_after(parse, place)}
        named = [
            each for each in patterns.get(noun, ()) if each.type not in STANDING and each.nouns[-1:] in ((), (noun,))
        ]
        own = nouns_at(parse, place)
        named = [each for each in named if own.issuperset(each.nouns) and not each.fixed[0]]
        best = max(named, key=lambda each: (not there.isdisjoint(each.prepositions), each.type in HARM), default=None)
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
    noun = parse.nouns[at]
    said = noun in SPOKEN or noun in REQUESTING
    after = phrases_after(parse, at)
    for word, following in after:
        first = word == "of" and (noun in MOVED or (said and (word, following) == after[0]))
        if word == "by" or first or (word == "from" and (said or noun in THROWN_OUT)):
            other = parse.mention(following)
            if other.rank >= AGENT or (other.rank == PART and other.state):
                return other
    if noun in EASING and after and after[0][0] == "of":
        owner = parse.mention(after[0][1])  # "an easing of AMERICAN sanctions"
        if owner.rank == PART and owner.state:
            return as_state(parse, owner)
    own = parse.sentence.words[parse.chunks.begins[at]].text
    if own in THEIR and answer is not None and not frame_of_time(parse, at):
        return answer.recipient if is_somebody(answer.recipient) else None
    made = maker_of(parse, at)  # "the launches CONDUCTED BY Chad"
    return mention if mention.rank == PART and mention.modifiers else made[0] if made else None


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
        if word == "of" and parse.nouns[at] in MOVED:
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
        if mention.rank == PART and (mention.state or mention.modifiers):
            return mention, joined_to(parse, following)
    inner = parse.lookup.get(at + 1)
    if inner is not None and inner.form == "o" and parse.nouns[at] in REFUSALS:
        for word, following in inner.phrases:  # "the refusal to open sites TO UN INSPECTORS"
            if word in ("to", "with", "from") and parse.mention(following).rank >= AGENT:
                return parse.mention(following), ()
    return None, ()


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


def are_told(parse: Parse, actor: Mention, recipient: Mention) -> bool:
    """Return whether two of one state are told as two by their words: "BOLIVIAN authorities".

    What only the text before makes the same, "the Council asked THEM", does nothing to itself.
    """
    if actor.kind not in SINGLE and recipient.kind not in SINGLE:
        return True  # "SOLDIERS shot at SOLDIERS"
    words = parse.sentence.words
    phrases = [words[each.first : each.head + 1] for each in (actor, recipient)]
    return all(any(parse.dictionary.state_of(word) for word in phrase) for phrase in phrases)


def words_of(parse: Parse, at: int) -> frozenset[str]:
    """Return the words of the phrase at a position."""
    chunks = parse.chunks
    if not 0 <= at < len(chunks.kinds) or chunks.kinds[at] not in "njv":
        return frozenset()
    words = parse.sentence.words[chunks.begins[at] : chunks.lasts[at] + 1]
    return frozenset([word.noun for word in words] + [word.text for word in words])


def can_act(parse: Parse, at: int) -> bool:
    """Return whether a phrase names who can act."""
    mention = parse.mention(at)
    return mention.rank >= AGENT and not mention.event and not mention.thing
