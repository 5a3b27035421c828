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
    kinds = parse.chunks.kinds
    if kinds.endswith("n,", 0, at - 2) and _is_introduced(parse, named, at - 4):
        return
    if not kinds.startswith(",n", at - 1):
        return
    head = parse.sentence.words[parse.chunks.lasts[at]]
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


def _is_introduced(parse: Any, named: Any, before: int) -> bool:
    """Let a name be of the state of whom it names, told right before: "a Peruvian diplomat, ANA PARDO,"."""
    person, tags = parse.mention(before), parse.sentence.tags[named.a : named.b]
    first = parse.sentence.words[parse.chunks.begins[before]].text
    one = first in ("a", "an", "the") and parse.sentence.words[person.head].text == parse.nouns[before]
    if not one or person.named or not person.state or person.kind not in ("agency", "person") or tags.strip("PH"):
        return False
    if named.kind not in ("person", "other") or named.thing:
        return False
    named.state, named.kind, named.rank = person.state, "person", NAME
    known = named.identity, named.kind, named.state, named.shown
    parse.memory.meet(named.shown.lower().split(), known, "")
    return True


def _state_beside(words: Any, at: int) -> str:
    """Return the state whose a body is by the words beside it: "PERU'S Congress", "the Congress OF PERU"; else ""."""
    before = words[at - 1] if at else None
    if before is not None and before.state and before.name is None:
        return str(before.state)  # "the PERUVIAN Congress"
    place = at - 2 if at > 1 and words[at - 1].text in ("'s", "'") else at + 2
    if place > at and [word.text for word in words[at + 1 : place]] != ["of"]:
        return ""
    named = [word.name for word in words[place : place + 1] if word.name is not None and word.name[1] == "state"]
    return str(named[0][2]) if named else ""


def meant_here(head: Any, sentence: Any, memory: Any) -> tuple[str, str, str] | None:
    """Return whom a name of several means in a text: "BRUSSELS" of Belgium, which takes part; another's "CONGRESS"."""
    if head.written == "Brussels":
        belgian = any("BEL" in (one[0], other[0]) for one, other in memory.pairs[-6:])
        belgian = belgian or (sentence.text_has("Belgium") and not sentence.text_has("European"))
        return ("BEL", "state", "BEL") if belgian else None
    state = _state_beside(sentence.words, next(i for i, word in enumerate(sentence.words) if word is head))
    if state:
        return None if state == "USA" else (f"{state.lower()}-congress", "agency", state)
    home = memory.home
    if home is None or home[2] == "USA" or sentence.text_has("United States") or sentence.text_has("Washington"):
        return None
    return f"{home[2].lower()}-congress", "agency", home[2]
