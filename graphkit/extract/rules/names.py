"""Who is named beside an office, and which office stands beside a name."""

from __future__ import annotations

from typing import Any

from graphkit.extract.rules.words import word_class

HOLDERS = word_class("parse.holders")
POSTS = HOLDERS | word_class("parse.posts")
NAME = 3  # the rank of a known name


def take_name(parse: Any, office: Any, at: int) -> None:
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
        known = office.identity, office.kind, office.state, office.shown
        parse.memory.meet(office.shown.lower().split(), known, head.text)


def bear_office(parse: Any, named: Any, at: int) -> None:
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
        known = named.identity, named.kind, named.state, named.shown
        parse.memory.meet(named.shown.lower().split(), known, head.text)
