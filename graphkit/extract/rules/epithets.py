"""Whom a common noun means by what he is: "the KINGDOM", "the BALTIC NATION", "the BLOC" is the last one told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from graphkit.extract.rules.dictionary import Known
from graphkit.extract.rules.words import Word, word_class, word_table
from graphkit.gazetteer import states_in

NAME = 3  # the rank of a known name
DEFINITE = word_class("epithets.definite")
OF_BODIES = word_class("epithets.of_bodies")
KINDS = word_table("epithets.nouns")
REGIONS = {words.replace("_", " "): states for words, states in word_table("epithets.regions").items()}
BODIES = word_table("epithets.bodies")
OFFICES = word_table("epithets.offices")
ANY_CASE, COUNCILS = word_class("epithets.any_case"), word_class("epithets.councils")
COUNCIL_BEFORE = word_class("epithets.council_before")
LONGEST_REGION = 3  # words
MEMBERS, MEMBER, SOME = word_class("epithets.members"), "member", word_class("epithets.some")
NEARBY = 3  # sentences
THAT_ONE = word_class("chunks.that_one")
OF_THE_UN, LATELY = ("united-nations", "un-"), 1  # of ids, and sentences


def name_epithet(mention: Any, sentence: Any, dictionary: Any, memory: Any, apart: str = "") -> bool:
    """Let a phrase be the state or body of its kind that was spoken of last, but for one; return whether it is one."""
    words, head = sentence.words, sentence.words[mention.head]
    if head.text in MEMBERS or (words[mention.head - 1].text == MEMBER and head.text != head.noun):
        return _name_members(mention, sentence, dictionary, memory)
    if words[mention.first].text not in DEFINITE or mention.first == mention.head:
        return False
    noun = head.noun
    if head.text != noun and (noun := head.text) not in KINDS:
        return False  # several of them
    if mention.owner is not None or (words[mention.first].text != "that" and _is_of(mention, words)):
        return False  # "the KINGDOM of Jordan"
    before = [word.text.replace("-", " ") for word in words[mention.a : mention.head] if word.text not in DEFINITE]
    if noun in BODIES:
        bodies = BODIES[noun].split("_")
        found = _last_body(mention, sentence, memory, bodies) if OF_BODIES.issuperset(before) else ""
        if found:
            _become(mention, (found, "igo", "", dictionary.titles[found]))
        return bool(found)
    fitting = _fitting(noun, before)
    if words[mention.first].text == "that" and not before and noun in THAT_ONE:
        fitting = frozenset(dictionary.states)  # "recalled its envoy from Chad and cut aid to THAT COUNTRY"
    state = _last_state(mention, sentence, dictionary, memory, fitting - {apart}) if fitting else ""
    if state:
        _become(mention, dictionary.known_state(state))
    return bool(state)


def _name_members(mention: Any, sentence: Any, dictionary: Any, memory: Any) -> bool:
    """Let "the members", "its 27 members" or "member states" be the organisation that was named last."""
    words = sentence.words
    counted = sentence.tags[mention.first] in "D#" and words[mention.first].text not in SOME
    if not (counted or words[mention.first].text == MEMBER) or mention.owner is not None:
        return False
    if _is_of(mention, words):
        return False
    for told in (words[: mention.first], *[past.sentence.words for past in memory.told[::-1][:NEARBY]]):
        for word in reversed(told):
            if word.name is not None and word.name[1] == "igo":
                found = word.name[0]
                _become(mention, (found, "igo", "", dictionary.titles.get(found, word.written)))
                return True
    return False


def name_office(mention: Any, sentence: Any, dictionary: Any, memory: Any) -> bool:
    """Let an office of an organisation be that of the one with such an office that was named last, else of the UN's."""
    words, tags = sentence.words, sentence.tags
    first = mention.a + (tags[mention.a] == "D")
    if mention.owner is not None or _is_of(mention, words):
        return False
    if tags[mention.a] == "D" and words[mention.a].text not in DEFINITE:
        return False
    office = " ".join([word.text for word in words[first : mention.b]]).replace(" - ", "-").replace(" ", "-")
    bodies = OFFICES[office].split("_") if office in OFFICES else []
    opens = mention.b == 1  # "COUNCIL voices alarm"
    if not bodies or not (words[mention.head].written[:1].isupper() or office in ANY_CASE or opens):
        return False
    known = memory.titles.get(words[mention.head].text)
    if known is not None and known[2] in dictionary.states:
        return False  # "the Special Envoy" whom a state sent
    if office in COUNCILS:
        found = _last_body(mention, sentence, memory, bodies)
        found = found if found not in ("", bodies[0]) else _council(sentence, memory, bodies)
    else:
        ours = any(body.startswith(OF_THE_UN) for body in memory.spoken_of)  # the text is on the United Nations
        found = _last_body(mention, sentence, memory, bodies, LATELY if ours else None)
        told = [body for body in bodies if not (found or ours) and sentence.text_has(dictionary.titles[body])]
        found = found or (told or bodies)[0]
    if found and (office in ANY_CASE or office in COUNCILS):
        _become(mention, (found, "igo", "", dictionary.titles[found]))
    elif found:
        shown = f"{dictionary.titles[found]}, {office.replace('-', ' ').title()}"
        _become(mention, (f"{found}-{office}", "person", found, shown))
    return bool(found)


def _council(sentence: Any, memory: Any, bodies: list[str]) -> str:
    """Return the body that "the Council" is: the Security Council, where the text has no other with such a name."""
    named = [before.rsplit(None, 1)[-1:] for _, before, _ in sentence.places_of("Council")]
    titled = [before for _, before, _ in sentence.places_of("Security Council")]
    if any(before.endswith("National ") for before in titled):
        return ""
    others = [one for one in named if one and one[0] not in COUNCIL_BEFORE]
    return bodies[0] if titled or not (others or memory.home) else ""


def part_from_subject(parse: Any, at: int) -> None:
    """Let a phrase be another than who acts on it: "THAILAND accused THE KINGDOM"."""
    mention = parse.mentions[at]
    for clause in parse.clauses:
        if clause.subject >= 0 and (clause.object == at or any(place == at for _, place in clause.phrases)):
            subject = parse.mention(clause.subject)
            state = mention.state
            same = mention.identity == subject.identity if mention.kind == "igo" else state == subject.state
            same = same and mention.kind in ("igo", "state")  # not "a Nigerian court convicted BOKO HARAM MEMBERS"
            if same and not (state and name_epithet(mention, parse.sentence, parse.dictionary, parse.memory, state)):
                mention._identity, mention._shown, mention.kind, mention.state = "", "", "other", ""
                mention.rank, mention.thing = 0, True  # "NATO asked MEMBER STATES", and not itself
            return


def _is_of(mention: Any, words: Any) -> bool:
    """Return whether "of" stands right behind a phrase."""
    return [word.text for word in words[mention.b : mention.b + 1]] == ["of"]


def _become(mention: Any, known: Known) -> None:
    mention.be(known)
    mention.rank, mention.thing, mention.place = NAME, False, None


@lru_cache(maxsize=500)
def _states(written: str) -> frozenset[str]:
    """Return the states that a line of the table stands for: codes of states, and M49 codes of regions."""
    found: set[str] = set()
    for code in written.split("_"):
        found.update(states_in(code) if code.isdigit() else [code])
    return frozenset(found)


def _fitting(noun: str, before: list[str]) -> frozenset[str]:
    """Return the states that a noun may mean with the words before it; none where they are no epithet."""
    kind = _states(KINDS[noun]) if noun in KINDS else frozenset()
    joined = " ".join(before).split()
    for count in range(min(LONGEST_REGION, len(joined)), 0, -1):
        region = REGIONS.get(" ".join(joined[-count:]))
        if region is not None:
            states = _states(region)
            return kind & states or states
    return kind


def _named(words: Iterable[Word], dictionary: Any) -> Iterator[str]:
    """Yield the states that words name, the first first."""
    for word in words:
        if word.belongs:
            state = dictionary.state_of(word)
            if state:
                yield state


def _last_state(mention: Any, sentence: Any, dictionary: Any, memory: Any, fitting: frozenset[str]) -> str:
    """Return which of some states a phrase means: whose text it is, or who was spoken of last."""
    words = sentence.words
    home = memory.home[2] if memory.home is not None and memory.home[2] in fitting else ""
    if home and words[mention.head].written[:1].isupper():
        return home
    for told in (words[: mention.first], *[past.sentence.words for past in memory.told[::-1]]):
        for state in _named(reversed(told), dictionary):
            if state in fitting:
                return state
    if home:
        return home
    later = next((state for state in _named(words[mention.b :], dictionary) if state in fitting), "")
    often = memory.spoken_of
    return later or max((state for state in often if state in fitting), key=often.__getitem__, default="")


def _last_body(mention: Any, sentence: Any, memory: Any, bodies: list[str], within: int | None = None) -> str:
    """Return which of some organisations was named last before a phrase, or within so many sentences before."""
    for told in (sentence.words[: mention.first], *[past.sentence.words for past in memory.told[::-1][:within]]):
        for word in reversed(told):
            if word.name is not None and (word.name[0] in bodies or word.name[2] in bodies):
                return str(word.name[0] if word.name[0] in bodies else word.name[2])
    return next((body for body in bodies if body in memory.spoken_of), "") if within is None else ""
