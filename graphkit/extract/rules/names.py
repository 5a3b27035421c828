"""Who is named beside an office, which office stands beside a name, and who "he" is further on."""

from __future__ import annotations

from graphkit.extract.rules.dictionary import Acting
from graphkit.extract.rules.parse import NAME, Mention, Parse, known_as, recalled
from graphkit.extract.rules.words import word_class

HOLDERS = word_class("parse.holders")
POSTS = HOLDERS | word_class("parse.posts")


def take_name(parse: Parse, office: Mention, at: int) -> None:
    """Let an office be whoever is named beside it: "the Greek foreign minister, GIORGOS GERAPETRITIS, met"."""
    kinds, head, sentence = parse.chunks.kinds, parse.sentence.words[office.head], parse.sentence
    listed = kinds[at + 1 : at + 3] in (",C", ",n") or kinds[at + 1 : at + 2] not in (",", ";", "")
    name = sentence.tags[parse.chunks.begins[at] : parse.chunks.lasts[at] + 1]
    if listed or head.text not in HOLDERS or name.strip("PH"):
        return
    named = parse.mention(at)
    if named.kind in ("person", "other") and not (named.state and office.state and named.state != office.state):
        office.identity, office.shown, office.named, office.rank = named.identity, named.shown, True, NAME
        office.state, office.kind = office.state or named.state, "person"
        parse.memory.meet(office.shown.lower().split(), known_as(office), head.text)


def bear_office(parse: Parse, named: Mention, at: int) -> None:
    """Let a name be of the state whose office stands beside it: "Ana Pardo, PERU'S TRADE MINISTER, said"."""
    kinds, head = parse.chunks.kinds, parse.sentence.words[parse.chunks.lasts[at]]
    if named.kind not in ("person", "other") or named.thing or head.text not in POSTS:
        return
    after = at + 1
    while kinds.startswith("In", after):
        after += 2
    if kinds[after : after + 1] not in (",", ";", "") or kinds.startswith(",C", after):
        return
    office = parse.mention(at)
    if office.state and not office.named and office.kind in ("agency", "person"):
        named.state, named.kind, named.rank = office.state, "person", NAME
        parse.memory.meet(named.shown.lower().split(), known_as(named), head.text)


def is_he(known: Acting) -> bool:
    """Return whether somebody may be "he": one person, or who holds one office."""
    if not isinstance(known, Mention):
        return known.kind in ("person", "agency")
    word = known.sentence.words[known.head]
    if known.kind == "igo":
        return word.name is None and (word.agent == "person" or word.text in POSTS)
    one = known.named or known.resolved or word.name is not None or word.text == word.noun
    return known.kind in ("person", "agency") and one


def last_person(parse: Parse, at: int) -> Mention | None:
    """Return the person who was last a subject in the sentences before."""
    for past in parse.memory.told[::-1]:
        for clause in past.clauses:
            mention = past.mention(clause.subject) if clause.subject >= 0 else None
            if mention is not None and mention.rank == NAME and mention.kind == "person" and is_he(mention):
                return recalled(known_as(mention), parse.mention(at))
    return None
