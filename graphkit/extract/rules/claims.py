"""Claims that a noun names, and what is written down somewhere: who makes them, "Kenya's claim that", "a UN report"."""

from __future__ import annotations

from graphkit.extract.rules.match import agent_of
from graphkit.extract.rules.parse import AGENT, Mention, Parse, as_state, build_mention, phrases_after
from graphkit.extract.rules.words import word_class

CLAIMING, TELLING = word_class("claims.claiming"), word_class("claims.telling")
DENYING, GIVING = word_class("claims.denying"), word_class("claims.giving")
WRITTEN, MADE_BY = word_class("claims.written"), word_class("claims.made_by")
OWN = word_class("roles.own")


def told_by_noun(parse: Parse, at: int) -> tuple[Mention | None, str] | None:
    """Return who makes the claim whose "that" or "of" stands at a place, and its stance; None where there is none."""
    kinds, at = parse.chunks.kinds, at - 1
    while parse.nouns[at] not in CLAIMING and parse.nouns[at] not in TELLING and parse.nouns[at] not in DENYING:
        if at < 2 or kinds[at - 2 : at] != "nI":
            return None
        at -= 2  # "a report IN THE TIMES that"
    noun = parse.nouns[at]
    stance = "denies" if noun in DENYING else "alleges" if noun in CLAIMING else ""
    claimant = claimant_of(parse, at)
    return None if claimant is None and not stance else (claimant, stance)


def claimant_of(parse: Parse, at: int) -> Mention | None:
    """Return who makes the claim that a noun names: "CHAD's claim", "a claim BY CHAD", "THE TIMES report"."""
    mention, words = parse.mention(at), parse.sentence.words
    if mention.owner is not None and mention.owner.rank >= AGENT and not mention.owner.pronoun:
        return mention.owner
    governing = next((each for each in parse.clauses if each.object == at or ("with", at) in each.phrases), None)
    doer = agent_of(parse, governing.subject) if governing is not None and governing.subject >= 0 else None
    if words[mention.a].text in OWN:
        return doer if doer is not None and doer.rank >= AGENT else None
    for word, place in phrases_after(parse, at):
        if word in MADE_BY and (maker := parse.mention(place)).rank >= AGENT:
            return maker
    if (named := _named_within(parse, at)) is not None:
        return named
    gives = governing is not None and governing.lemma in GIVING and not governing.passive
    return doer if gives and doer is not None and doer.rank >= AGENT else None


def _named_within(parse: Parse, at: int) -> Mention | None:
    """Return whose claim it is by the words before the noun: "KENYAN claims", "a REUTERS report"."""
    mention, tags = parse.mention(at), parse.sentence.tags
    if mention.modifiers:
        return as_state(parse, mention)
    begin = head = parse.chunks.lasts[at]
    while begin > parse.chunks.begins[at] and tags[begin - 1] == "P":
        begin -= 1
    if begin == head:
        return None
    named = build_mention(begin, head, parse.sentence, parse.dictionary, parse.memory)
    return named if named.rank >= AGENT else None


def source_at(parse: Parse, at: int) -> tuple[Mention, str] | None:
    """Return who is behind what is written down, and the stance: "A REPORT in the Times said"; None for nobody."""
    maker = claimant_of(parse, at) if parse.nouns[at] in WRITTEN else None
    return None if maker is None else (maker, "alleges" if parse.nouns[at] in CLAIMING else "")
