"""Who "the two countries", "both sides" and "each other" are: states named before, or that last acted."""

from __future__ import annotations

from heapq import nlargest

from graphkit.extract.rules.clauses import Clause, doer_at
from graphkit.extract.rules.dictionary import Known
from graphkit.extract.rules.names import are_theirs
from graphkit.extract.rules.parse import (
    COUNTS,
    DEFINITE,
    NAME,
    PART,
    SIDES,
    TEXT,
    Event,
    Mention,
    Parse,
    is_one_another,
    joined_to,
    known_as,
    recalled,
)
from graphkit.extract.rules.words import word_class

BOTH_SIDES = word_class("parse.both_sides")
BEGINNING = word_class("verdicts.beginning")


def pair_at(parse: Parse, at: int, *, of: str = "", friendly: bool = False) -> tuple[Mention, ...]:
    """Return the two states that "the two countries" or "both sides" stand for: named before, or last acting.

    ``of`` is a state that must be one of them; ``friendly`` passes over those of whom more hostile acts were told.
    """
    chunks, words = parse.chunks, parse.sentence.words
    last = chunks.lasts[at]
    if len(parse.memory.homes) > 1 and not of and are_theirs(parse, at):
        return tuple([recalled(each, parse.mention(at)) for each in parse.memory.homes])
    if words[last].noun in SIDES and words[last - 1].text in COUNTS and last > chunks.begins[at]:
        return _several(parse, at, COUNTS[words[last - 1].text], of)
    if words[last].noun not in SIDES or BOTH_SIDES.isdisjoint(map(TEXT, words[chunks.begins[at] : last + 1])):
        return ()
    if words[last].text in BOTH_SIDES:
        some = words[last].text == "two" and words[chunks.begins[at]].text not in DEFINITE  # "killing TWO"
        if some or (chunks.kinds.startswith("In", at + 1) and chunks.word(at + 1) == "of"):
            return ()  # "EACH OF the four boats"
    apposed = apposed_pair(parse, at)
    if apposed:
        return tuple([each for each in apposed if each.state != of]) if of else apposed
    here: dict[str, Known] = {}
    doer = doer_at(parse.clauses, at)  # who asks both sides is neither
    asking = [mention.state for mention in (parse.mention(doer), *joined_to(parse, doer))] if doer >= 0 else []
    for before in range(at):
        if chunks.kinds[before] == "n":
            mention = parse.mention(before)
            if mention.state in asking:
                continue
            if mention.rank == NAME and mention.state in parse.dictionary.states:
                here.setdefault(mention.state, parse.dictionary.known_state(mention.state))
    named = len(here) == 2 and (not of or of in here)
    foes = parse.memory.foes(*asking) if asking and not of else ()  # who asks both sides asks those who quarrel
    joint = () if named or of or foes else parse.memory.together()
    told = tuple([parse.dictionary.known_state(each) for each in joint]) or foes
    known = tuple(here.values()) if named else told or parse.memory.pair_of(of, friendly=friendly)
    known = known or _spoken_of_most(parse, {*asking}, of)
    return tuple([recalled(each, parse.mention(at)) for each in known])


def _spoken_of_most(parse: Parse, apart: set[str], of: str) -> tuple[Known, ...]:
    """Return the two states that the sentences before name most, where no third is named as often as they."""
    times, states = parse.memory.spoken_of, parse.dictionary.states
    most = nlargest(3, (state for state in times if state in states and state not in apart), key=times.__getitem__)
    if len(most) < 2 or (len(most) > 2 and times[most[2]] == times[most[1]]) or (of and of not in most[:2]):
        return ()
    return tuple([parse.dictionary.known_state(state) for state in most[:2]])


def apposed_pair(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the two states that a phrase is said to be right behind it: "both sides, CHAD AND MALI,"."""
    if not parse.chunks.kinds.startswith(",nCn", at + 1):
        return ()
    pair = parse.mention(at + 2), parse.mention(at + 4)
    return pair if all(each.rank == NAME and each.kind == "state" for each in pair) else ()


def _several(parse: Parse, at: int, count: str, of: str) -> tuple[Mention, ...]:
    """Return the states that "the three countries" are: those last told of, where they are as many."""
    found: dict[str, Known] = {}
    for before in range(at):  # "Norway, Ireland and Spain said ..., prompting Israel to recall it from THE THREE"
        mention = parse.mention(before) if parse.chunks.kinds[before] == "n" else None
        if mention is not None and mention.kind == "state" and mention.rank == NAME and joined_to(parse, before):
            named = (mention, *joined_to(parse, before))
            if len(named) == int(count) and all(each.state not in ("", of) for each in named):
                return named
    for one, other in reversed(parse.memory.pairs):
        for known in (one, other):
            if known[0] != of and len(found) < int(count):
                found.setdefault(known[0], known)
    mentions = tuple([recalled(known, parse.mention(at)) for known in found.values()])
    return mentions if len(mentions) == int(count) else ()


def others_of(parse: Parse, at: int, actor: Mention | None, *, between: bool) -> tuple[Mention, ...]:
    """Return whom "the two countries" are as those to whom something is done."""
    state = actor.state if actor is not None else ""
    if between:  # "offered to mediate between THE TWO NEIGHBOURS"
        pairs = reversed(parse.memory.pairs)
        known = parse.memory.foes(state) or next((each for each in pairs if state not in (each[0][0], each[1][0])), ())
        return tuple([recalled(each, parse.mention(at)) for each in known])
    several = parse.sentence.words[max(parse.chunks.lasts[at] - 1, 0)].text in COUNTS
    if several:
        return tuple([each for each in pair_at(parse, at, of=state) if each.state != state])
    pair = pair_at(parse, at, of=state)
    others = tuple([each for each in pair or pair_at(parse, at) if each.state != state])
    return others if len(others) == (1 if pair else 2) else ()


def charge_by_each(parse: Parse, clause: Clause) -> Event | None:
    """Return the charges of two who each say that the other did it: "EACH ARMY SAYS THE OTHER shot first"."""
    doing = next((each for each in parse.clauses if each.at > clause.at and each.subject > clause.at), None)
    if doing is None or clause.negated or doing.negated or not is_one_another(parse.mention(doing.subject)):
        return None
    pair = pair_at(parse, clause.subject) if doing.lemma in BEGINNING else ()
    if len(pair) != 2:
        return None
    event = Event("ACCUSE", "allege", f"{clause.lemma}-other", pair[0], pair[1], 0.0, clause, (clause.a, clause.b))
    event.mutual = event.together = True
    return event


def ask_several(parse: Parse, event: Event, at: int) -> None:
    """Let a request be one to each of several: "urged BOTH COUNTRIES to", "asked THEM to"."""
    actor = event.actor
    if event.recipient is not None and parse.nouns[at] == "them":
        event.recipients = joined_before(parse, at, event.recipient)
    both = [each for each in pair_at(parse, at) if actor is None or each.state != actor.state]
    if both:
        event.recipient, event.recipients = both[0], tuple(both[1:])


def joined_before(parse: Parse, at: int, one: Mention) -> tuple[Mention, ...]:
    """Return who else "they" or "them" are: those joined to the one that was found, here or in the sentence before."""
    for past in (parse, *parse.memory.told[-1:]):
        for clause in past.clauses:
            subject = past.mention(clause.subject) if clause.subject >= 0 else None
            if subject is not None and not subject.pronoun and subject.identity == one.identity:
                joined, here = joined_to(past, clause.subject), parse.mention(at)
                known = [each if past is parse else recalled(known_as(each), here) for each in joined]
                return tuple([each for each in known if each.rank >= PART])
    return ()


def theirs(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the states joined last before "their governments", here or in the sentence before."""
    if parse.heads[at].text == parse.nouns[at]:
        return ()  # "THEIR LEADER"
    for past in (parse, *parse.memory.told[-1:]):
        found: list[Mention] = []
        for place in range((at if past is parse else len(past.chunks.kinds)) - 1, -1, -1):
            if past.chunks.kinds[place] == "n":
                group = [past.mention(place), *joined_to(past, place)]
                states = {each.state for each in group if each.state in parse.dictionary.states}
                if len(group) == len(states) > 1 and (not found or found[-1] is group[-1]):
                    found = group
        if found:
            here = parse.mention(at)
            return tuple([recalled(parse.dictionary.known_state(each.state), here) for each in found])
    return ()


def other_than_several(parse: Parse, at: int) -> Mention | None:
    """Return whom several acted on in the sentence before, who alone can be "it": "Peru and Chile condemned FIJI"."""
    past = parse.memory.told[-1]
    main = next((each for each in past.clauses if each.subject >= 0 and each.form in "VE" and not each.via), None)
    if main is None or not joined_to(past, main.subject):
        return None
    for place in (main.object, *[place for _, place in main.phrases]):
        other = past.mention(place) if place >= 0 else None
        if other is not None and other.rank == NAME and other.kind in ("state", "igo") and not joined_to(past, place):
            return recalled(known_as(other), parse.mention(at))
    return None
