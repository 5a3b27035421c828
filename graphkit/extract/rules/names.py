"""Who is named beside an office, and which office stands beside a name."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from graphkit.extract.rules.dictionary import FAMILY_FIRST, LONGEST_MEMORY, Known, slug
from graphkit.extract.rules.words import ABBREVIATED, word_class, word_table
from graphkit.gazetteer import load_states

HOLDERS = word_class("parse.holders")
POSTS = HOLDERS | word_class("parse.posts")
NAME, PART = 3, 1  # the ranks of a known name, and of what only has one in it
GOVERNING = word_class("mentions.governing")
SIDES_OF_KOREA, SIDES_OF_SUDAN = word_table("mentions.sides_of_korea"), word_table("mentions.sides_of_sudan")
LED_UNTIL = word_table("names.led_until")
HOME_OFFICES, RULING = word_class("home.offices"), word_class("home.ruling")
LEADING, ARTICLES = word_class("names.leading"), word_class("roles.articles")
UNITS = word_class("patterns.own_forces") | word_class("patterns.craft") | word_class("patterns.vessels")
HIS = word_class("names.his")
SIDES, COUNTS, BOTH = word_class("roles.sides"), word_table("roles.counts"), word_class("sides.counted")
ALIKE = 0.55  # of two spellings of one given name: "Aleksandr" and "Alexander"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_CUT_SHORT = "|".join(sorted(map(str.title, ABBREVIATED)))
_BEFORE = re.compile(rf"(?:\b(?:(?:[A-Z]|{_CUT_SHORT})\.|{_WORD}) ){{1,5}}$")
_BEHIND = re.compile(rf"(?: {_WORD}){{1,2}}")


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
    described = parse.sentence.words[parse.chunks.begins[at]].text in ARTICLES  # "Belavia, THE BELARUSIAN AIRLINE,"
    if named.kind not in ("person", "other") or named.thing or not (described or head.text in POSTS):
        return
    after = at + 1
    while kinds.startswith("In", after):
        after += 2
    if kinds[after : after + 1] not in (",", ";", "") or kinds.startswith(",C", after):
        return
    office = parse.mention(at)
    if described and head.text not in POSTS:
        _be_described(parse, named, office, at)
    elif office.state and not office.named and office.kind in ("agency", "person"):
        named.state, named.kind, named.rank = office.state, "person", NAME
        known = named.identity, named.kind, named.state, named.shown
        parse.memory.meet(named.shown.lower().split(), known, head.text)


def _be_described(parse: Any, named: Any, what: Any, at: int) -> None:
    """Let a name be of the state of what it is said to be: "Ana Paz, A PERUVIAN PILOT", "Aero, the airline OF PERU"."""
    state = what.state if what.modifiers and not what.named else ""
    if not state and parse.chunks.kinds.startswith("In", at + 1) and parse.chunks.word(at + 1) == "of":
        of = parse.mention(at + 2)
        state = of.state if of.rank == NAME and of.kind == "state" else ""
    if state not in parse.dictionary.states or what.pronoun:
        return
    named.state, named.rank = state, NAME
    named.kind = "person" if what.kind == "person" else named.kind
    if named.kind == "person":
        known = named.identity, named.kind, named.state, named.shown
        parse.memory.meet(named.shown.lower().split(), known, "")


def styled_state(parse: Any, at: int) -> Any:
    """Return the state behind the full style of an office: "the Ministry of Foreign Affairs AND TRADE, PERU,"; or None.

    Joined offices share it: "the ministry of Defence and the navy OF CHILE".
    """
    kinds, chunks, i = parse.chunks.kinds, parse.chunks, at
    if not kinds.startswith("In", at + 1) or chunks.word(at + 1) not in ("of", "for"):
        return None
    while True:
        after = chunks.lasts[i] + 1
        if i > at and _is_bracketed(parse.sentence.words[after : after + 3]):
            return parse.dictionary.known_state(parse.sentence.words[after + 1].name[2])
        of = kinds.startswith("In", i + 1) and chunks.word(i + 1) in ("of", "for")
        if not (of or (kinds.startswith("Cn", i + 1) and chunks.word(i + 1) == "and" and _goes_on(parse, i + 2))):
            break
        i += 2
        place = parse.mention(i)
        if place.kind == "state" and place.rank == NAME and chunks.word(i - 1) == "of":
            return parse.dictionary.known_state(place.state)
    if (
        not kinds.startswith(",n", i + 1)
        or kinds[i + 3 : i + 4] not in (",", ";", "")
        or kinds.startswith((",C", ",n"), i + 3)
    ):
        return None
    alone, name = chunks.begins[i + 2] == chunks.lasts[i + 2], parse.sentence.words[chunks.lasts[i + 2]].name
    return parse.dictionary.known_state(name[2]) if alone and name is not None and name[1] == "state" else None


def _is_bracketed(words: Any) -> bool:
    """Return whether a state stands in brackets: "(PERU)"."""
    named = len(words) == 3 and words[1].name is not None and words[1].name[1] == "state"
    return named and (words[0].text, words[2].text) == ("(", ")")


def _goes_on(parse: Any, at: int) -> bool:
    """Return whether a phrase goes on with the style of an office, or is one more: "and TRADE", "and THE NAVY"."""
    mention = parse.mention(at)
    name = parse.sentence.tags[mention.head] == "P" and not mention.state
    return mention.kind == "agency" or bool(mention.named) or name


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


def belong_to(parse: Any, kin: Any, at: int) -> None:
    """Let a relative be of the state of whom he belongs to, named right before: "Maduro and HIS WIFE"."""
    if parse.sentence.words[kin.first].text not in HIS or parse.chunks.kinds.startswith(",n", at + 1):
        return
    for place in range(at - 1, -1, -1):
        person = parse.mention(place) if parse.chunks.kinds[place] == "n" else None
        if person is None or person.kind != "person":
            continue
        if person.rank == NAME and person.state:
            kin.state, kin.rank, noun = person.state, NAME, parse.nouns[at]
            kin.identity, kin.shown = f"{person.identity}-{slug(noun)}", f"{person.shown}'s {noun}"
        return


def bear_name(named: Any, sentence: Any, memory: Any) -> None:
    """Let somebody be another than the leader whose family name he has: "HANNIBAL Gaddafi"."""
    words, first = sentence.words, named.head
    while first > named.a and sentence.tags[first - 1] in "PH" and not _is_no_given(words[first - 1]):
        first -= 1
    full = " ".join(word.written for word in words[first : named.head + 1])
    known = named.shown.lower().replace("-", " ").split()
    given = [word.text for word in words[first : named.head]]
    if not given or not set(given).isdisjoint(known) or _are_alike(words[named.head].written, full, named.shown):
        return
    named.identity, named.shown, named.named = slug(full), full, True
    memory.meet(full.lower().split(), (named.identity, "person", named.state, full), "")


def titles_of(mention: Any) -> list[int]:
    """Return the titles and offices before a name; a state's name behind one is a given name: "President CHAD Wolf"."""
    words = mention.sentence.words
    titled = [i for i in range(mention.a, mention.head) if words[i].title or words[i].agent == "person"]
    given = titled and mention.modifiers and mention.modifiers[-1] == titled[-1] + 1 == mention.head - 1
    if given and (words[mention.head - 1].name or ("", ""))[1] == "state":
        mention.modifiers = [i for i in mention.modifiers if i < titled[-1]]
    return titled


def is_family_name(mention: Any, head: Any, dictionary: Any) -> bool:
    """Return whether what is a town elsewhere is somebody's name here: "President MASISI"; not "Mayor of MASISI"."""
    if head.written not in dictionary.places or head.written in dictionary.seats or mention.head == mention.a:
        return False
    return bool(mention.sentence.words[mention.head - 1].title)


def _is_no_given(word: Any) -> bool:
    return bool(word.title or word.agent or word.belongs)


def fly_flag(parse: Any, craft: Any, at: int) -> None:
    """Let a ship or a plane be of the state whose flag it flies: "a tanker sailing under THE BRITISH FLAG"."""
    kinds, place = parse.chunks.kinds, at + 1
    while kinds[place : place + 1] in ("v", "I", ","):
        place += 1
    if not kinds.startswith("n", place) or parse.nouns[place] != "flag":
        return
    flag = parse.mention(place)
    whose = parse.mention(place + 2) if kinds.startswith("In", place + 1) and not flag.state else flag
    if whose.state in parse.dictionary.states:
        craft.be(parse.dictionary.known_state(whose.state))
        craft.rank, craft.thing, craft.modifiers = PART, False, craft.modifiers or [flag.head]


def state_beside(parse: Any, mention: Any, at: int) -> Known | None:
    """Return the state that "where" takes up for an office, or that of the forces to which others are joined."""
    before, first = at - 2, parse.chunks.begins[at]
    if parse.chunks.kinds[at - 1] == "U":
        before -= parse.chunks.kinds[before] == ","
        where = before >= 0 and parse.chunks.kinds[before] == "n" and parse.chunks.word(at - 1) == "where"
        if not where or mention.kind != "agency" or not (mention.resolved or not mention.state):
            return None  # "came from Moscow, WHERE THE FOREIGN MINISTRY told"
    elif mention.state or first != parse.chunks.lasts[at] or not {parse.nouns[at], parse.nouns[before]} <= UNITS:
        return None  # "South African aircraft AND COMMANDOS"
    place = parse.mention(before) if parse.chunks.kinds[before] == "n" else None
    return (
        parse.dictionary.known_state(place.state)
        if place is not None and place.state in parse.dictionary.states
        else None
    )


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


def bearer_of(name: str, at: int, sentence: Any, dictionary: Any, memory: Any, known: Known | None) -> Known | None:
    """Return whom a family name means at a place in a text: whom the text last gave in full with it, else first.

    ``known`` is who would be meant by what was read so far, or by the name alone.
    """
    bearers = memory.bearers.get(name)
    if bearers is None:
        bearers = _bearers(name, sentence, dictionary, known, dictionary.leader(name.lower(), memory.date))
        if len(memory.bearers) < LONGEST_MEMORY:
            memory.bearers[name] = bearers
    if not bearers:
        return known
    before = [bearer for place, bearer in bearers if place <= at]
    meant: Known = before[-1] if before else bearers[0][1]
    if known is not None and (meant[0] == known[0] or _are_alike(name, meant[3], known[3])):
        return known
    person: Known = memory.names.get(meant[3].lower(), meant)
    return person


def _bearers(
    name: str, sentence: Any, dictionary: Any, known: Known | None, leader: Known | None
) -> list[tuple[int, Known]]:
    """Return who has a family name in a text, each where the text gives the name in full or with a leader's office."""
    found, first = [], leader or known
    for place, before, behind in sentence.places_of(name):
        run = _BEFORE.search(before)
        given = run[0].split() if run is not None else []
        after = _BEHIND.match(behind) if first is not None and first[2] in FAMILY_FIRST else None
        person = _known_person(name, given, after[0].split() if after is not None else [], dictionary)
        if person is None and leader is not None and given and given[-1].lower() in LEADING:
            person = leader
        if person is None:
            opens = run is None or before[: run.start()].rstrip(" \"“‘'")[-1:] in (".", "?", "!", "\n", "")
            full = _full_name(name, given, after[0].split() if after is not None else [], dictionary, opens=opens)
            person = (slug(full), "other", "", full) if full else None
        if person is not None:
            found.append((place, person))
    return found


def _known_person(name: str, given: list[str], after: list[str], dictionary: Any) -> Known | None:
    """Return the person of the dictionary whose name stands in full at a family name."""
    ways = [[*given[i:], name] for i in range(len(given))] + [[name, *after[:count]] for count in (2, 1) if after]
    for way in ways:
        identity, kind, state = dictionary.names.get(" ".join(way)) or ("", "", "")
        if kind == "person":
            return identity, kind, state, dictionary.titles[identity]
    return None


def _full_name(name: str, given: list[str], after: list[str], dictionary: Any, *, opens: bool) -> str:
    """Return a family name with the given names beside it, "" where there are only titles and other words."""
    for i, written in enumerate(given):
        word = dictionary.word(written)
        plain = word.tag == "Z" or (opens and not i and written.lower() in dictionary.lexicon.tags)  # "mid-MAY Trump"
        if word.title or word.agent or word.belongs or plain or written.endswith(("'s", "’s")):
            return _full_name(name, given[i + 1 :], after, dictionary, opens=False)
    if given:
        return " ".join([*given, name])
    word = dictionary.word(after[0]) if after else None
    if word is None or word.title or word.agent or word.belongs or after[0].lower() in dictionary.lexicon.tags:
        return ""
    return " ".join([name, *after])


def _are_alike(name: str, one: str, other: str) -> bool:
    """Return whether two full names may be one in two spellings: "Donald J. Trump", "Aleksandr Lukashenko"."""
    short = {name.lower()}
    parts, others = ({*full.lower().replace("-", " ").split()} - short for full in (one, other))
    if parts <= others or parts >= others:
        return True
    alike = [SequenceMatcher(None, a, b).ratio() for a in parts for b in others if a[0] == b[0]]
    return bool(alike) and max(alike) >= ALIKE and len(parts) == len(others) == 1


SENT, IN_POWER = word_class("names.sent"), word_class("names.in_power")
AGENT = 2  # the rank of somebody who is not named
FROM_ELSEWHERE, OWNED_BY = word_class("parse.from_elsewhere"), word_class("roles.own")


def place_before(parse: Any, mention: Any, at: int) -> Any:
    """Return where somebody acts by the phrase that begins the sentence, None where he may be no local: "IN SEOUL"."""
    chunks, kinds = parse.chunks, parse.chunks.kinds
    where = at - 2 if kinds.startswith("n", at - 1) else at - 3
    begins = where == 0 or (where > 0 and kinds[where - 1] in ";C")
    if not begins or kinds[where] != "I" or chunks.word(where) != "in" or not kinds.startswith("v", at + 1):
        return None
    place = parse.mention(where + 1)
    own = parse.sentence.words[chunks.begins[at]].text in OWNED_BY
    if mention.rank != AGENT or mention.named or own or parse.nouns[at] in FROM_ELSEWHERE or mention.thing:
        return None
    known = place.rank == NAME and place.state in parse.dictionary.states
    return place if known and place.kind not in ("person", "armed-group") else None


def are_theirs(parse: Any, at: int) -> bool:
    """Return whether a phrase means those of all the states whose section of a list it is: "THE FOREIGN MINISTERS"."""
    chunks, words, count = parse.chunks, parse.sentence.words, len(parse.memory.homes)
    last = chunks.lasts[at]
    if words[last].noun not in SIDES or words[last].text == words[last].noun or parse.mention(at).state:
        return False
    counted = [word.text for word in words[chunks.begins[at] : last] if word.text in COUNTS or word.text in BOTH]
    return all(int(COUNTS.get(word, 2)) == count for word in counted)


def led_state(mention: Any, sentence: Any, dictionary: Any, memory: Any) -> str:
    """Return the state whose government is called by its leader: "the LUKASHENKO regime"."""
    before = mention.head - 1
    if before < mention.a or sentence.words[mention.head].noun not in GOVERNING:
        return ""
    name = sentence.words[before].text
    known = memory.names.get(name) or dictionary.leader(name, memory.date)
    return known[2] if known is not None and known[1] == "person" and known[2] in dictionary.states else ""


def remember_staff(mention: Any, memory: Any, state: str) -> None:
    """Let "the Joint Chiefs" be those of the state that they were named with."""
    before = memory.agents.get("chief")
    if state:
        memory.agents["chief"] = mention
    elif before is not None and before.kind == "agency":
        mention.be((before.identity, before.kind, before.state, before.shown))


def joined_alike(parse: Any, at: int) -> tuple[Any, ...]:
    """Return the noun phrases joined to another by "and" and the same preposition: "to Peru, TO CHILE and TO CUBA"."""
    kinds, chunks, found, last = parse.chunks.kinds, parse.chunks, [], at
    while kinds.startswith(("CIn", ",In"), last + 1) and kinds.startswith("I", at - 1):
        if chunks.word(last + 2) != chunks.word(at - 1) or chunks.word(last + 1) in ("or", "but"):
            break
        last += 3
        found.append(last)
    if not found or kinds[last - 2] != "C":
        return ()
    mentions = [parse.mention(j) for j in found]
    return tuple([mention for mention in mentions if not mention.pronoun])


def shared_by(name: str, sentence: Any, dictionary: Any) -> Known | None:
    """Return whom, among leaders of several states with one family name, the text means: it names his state."""
    bearers = [known for known in dictionary.shared_names.get(name, ()) if _is_told_of(known[2], sentence)]
    return bearers[0] if bearers and len({known[2] for known in bearers}) == 1 else None


def _is_told_of(state: str, sentence: Any) -> bool:
    """Return whether the text names a state, or its seat or people."""
    known = load_states().get(state)
    return known is not None and any(map(sentence.text_has, (*known.names, *known.metonyms, *known.adjectives)))


def take_home(mention: Any, home: Known, *, at_the: bool) -> None:
    """Let an office without a state be that of whose text it is: "THE JUNTA expelled", "THE MINISTRY summoned"."""
    words = mention.sentence.words
    head = words[mention.head]
    if not at_the or head.noun not in HOME_OFFICES or mention.named or mention.thing or mention.resolved:
        return
    if head.noun == "council" and words[mention.head - 1].text not in RULING:
        return
    mention.state, mention.rank = home[2], NAME
    if mention.of_state:
        mention.be(home)
    else:
        mention.live_in_text(home)


def hold_office(person: Any, sentence: Any, dictionary: Any, memory: Any) -> None:
    """Let a known person be of the state whose office the words give him, or that he led when the text was written.

    "Saudi King Abdullah" is not Jordan's; "Estonia's Prime Minister Kaja Kallas" does not act for the European Union.
    """
    words = sentence.words
    states = [words[i].state or (words[i].name or ("", "", ""))[2] for i in person.modifiers]
    states += [person.owner.state] if person.owner is not None and person.owner.kind == "state" else []
    titled = [*words[person.a : person.head], dictionary.word(words[person.head].text.split()[0])]
    office = any(word.title or word.agent == "person" for word in titled)
    told = [state for state in states if state in dictionary.states] if office else []
    bodies = [words[i].name[0] for i in person.modifiers if words[i].name is not None and words[i].name[1] == "igo"]
    if bodies and not told and any(word.text in POSTS for word in titled):
        person.state = bodies[-1]  # "U.N. human rights COMMISSIONER Michelle Bachelet"
        return
    if told and person.state in dictionary.states and told[-1] != person.state:
        person._identity = f"{person._identity}-{told[-1].lower()}"
        person._shown = words[person.head].written
    elif not told and person.state not in dictionary.states:
        state, until = LED_UNTIL.get(person._identity, "_").split("_")
        told = [state] if memory.date and memory.date < until else []
    person.state = told[-1] if told else person.state


def name_side(mention: Any, sentence: Any, dictionary: Any) -> bool:
    """Let "the North" or "the South" be a state where the text is on Korea, or on South Sudan."""
    side = sentence.words[mention.head].text
    if any(map(sentence.text_has, ("Korea", "Pyongyang", "Seoul"))):
        state = SIDES_OF_KOREA[side]
    elif sentence.text_has("South Sudan"):
        state = SIDES_OF_SUDAN[side]
    else:
        return False
    mention.be(dictionary.known_state(state))
    mention.rank = NAME
    return True


def be_sent(parse: Any, mention: Any, at: int) -> None:
    """Let people be of the state, or the organisation, that sent them: "experts SENT BY PARIS", "chosen BY JAPAN"."""
    chunks = parse.chunks
    verb = chunks.tokens[chunks.lasts[at + 1]]
    if verb.lemma not in SENT or chunks.word(at + 2) != "by" or chunks.begins[at + 1] != chunks.lasts[at + 1]:
        return
    sender = parse.mention(at + 3)
    if sender.rank == NAME and (sender.kind in ("state", "igo") or sender.of_state) and not sender.pronoun:
        mention.state, mention.rank = sender.state or sender.identity, NAME


def be_group(mention: Any, dictionary: Any) -> None:
    """Let those who rule for an armed group be that one, and not the state: "the HOUTHI authorities"."""
    for i in mention.modifiers:
        name = mention.sentence.words[i].name
        if name is not None and name[1] == "armed-group" and name[0] not in IN_POWER:
            mention.be((*name, dictionary.titles[name[0]]))
            mention.rank, mention.of_state = NAME, False


def come_from(parse: Any, at: int) -> Any:
    """Return where goods are from, told by a relative clause: "duties on everything THAT COMES IN FROM CHAD"."""
    phrases = parse.lookup[at + 2].phrases
    places = [parse.mention(place) for word, place in phrases if word in ("from", "of")]
    return next((each for each in places if each.rank == NAME), None)
