"""One sentence taken apart: the actors that its phrases name, and its clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from graphkit.extract.rules import epithets, names
from graphkit.extract.rules.clauses import (
    Clause,
    Frame,
    find_clauses,
    part_counted,
    part_declared,
    part_in_return,
    part_made,
    part_taken_up,
)
from graphkit.extract.rules.dictionary import (
    HOLDING,
    NO_WORDS,
    OFFICE_HEADS,
    Acting,
    Dictionary,
    Known,
    Memory,
    slug,
    unaccented,
)
from graphkit.extract.rules.sentences import Chunks, Sentence, find_chunks, tag_in_context
from graphkit.extract.rules.words import (
    DECLARED,
    EPITHET,
    FLAGGED,
    FLOATS,
    NATURAL,
    NATURE,
    REPLIES,
    VERB_FAMILIES,
    Word,
    class_words,
    word_class,
    word_table,
)

NAME, AGENT, PART, NOTHING = 3, 2, 1, 0
SIDES = word_class("roles.sides")
COUNTS = word_table("roles.counts")
ONE_ANOTHER = frozenset({"each other", "one another"})
COUNTING = word_class("parse.both_sides").union(COUNTS)
IGO_OFFICES = word_table("mentions.igo_offices")
THINGS, ILLNESSES = word_class("mentions.things"), word_class("mentions.illnesses")
GROUPS, POSTS = word_class("mentions.groups"), word_class("mentions.posts")
ADJECTIVES = word_class("mentions.adjectives")
SEEMING, NOBODY = word_class("mentions.seeming"), word_class("mentions.nobody")
ROUGHLY = word_class("mentions.roughly")
PEOPLE = class_words("mentions.people_endings")
NAMED_THINGS = word_class("mentions.named_things")
OUTLETS = word_class("mentions.outlets")
OFFICES, BRUTE = word_class("mentions.offices"), word_class("mentions.brute")
SIDES_TOO = frozenset(word_table("mentions.sides_of_korea"))
UNIONS = word_class("mentions.unions")
WATERS, PLACES = word_class("mentions.waters"), word_class("mentions.places")
OF_OTHERS_TOO = frozenset({"Brussels", "Congress"})  # Belgium's, and any parliament's, as well
DEFINITE = word_class("mentions.definite")
OF_PLACE = word_class("mentions.of_place")
CURRENCIES = word_class("mentions.currencies")
NO_PERSONS = ILLNESSES | CURRENCIES

LINES, LINED = word_class("mentions.lines"), word_class("mentions.lined")
KILLED = word_class("mentions.killed")
JUNTAS = word_class("mentions.juntas")
SPOKESPEOPLE = word_class("mentions.spokespeople")
RULERS, RULING = word_class("mentions.rulers"), word_class("mentions.ruling")
WHERE = word_class("mentions.where")
STYLED, KIN = word_class("names.styled"), word_class("names.kin")


class Mention:
    """A noun phrase as an actor.

    ``rank`` is 3 for a name or a known kind of actor with its state ("Turkish police"), 2 for a kind of actor alone
    ("rebels") or an unknown name, 1 when only a part of the phrase is an actor ("Israeli strikes"), 0 otherwise.
    """

    __slots__ = (
        "_identity",
        "_shown",
        "_told",
        "a",
        "b",
        "event",
        "first",
        "guessed",
        "head",
        "kind",
        "modifiers",
        "named",
        "of_state",
        "owner",
        "place",
        "pronoun",
        "rank",
        "resolved",
        "sentence",
        "state",
        "thing",
    )

    def __init__(self, a: int, b: int, sentence: Sentence) -> None:
        self.sentence = sentence
        self.a = a
        self.b = b
        self.first = a  # where the whole phrase begins, its possessor included
        self.head = b - 1
        self.rank = NOTHING
        self._identity = ""
        self.kind = ""
        self.state = ""
        self._shown = ""
        self._told: tuple[str, str] | None = None  # its words, once they are asked for
        self.place: Mention | None = None  # the state in the phrase after it: "a court in VENEZUELA"
        self.owner: Mention | None = None  # the possessor: "RUSSIA's invasion"
        self.modifiers: list[int] = []  # tokens that name a state or group before the head
        self.pronoun = False
        self.event = False
        self.named = False  # a proper name, not a kind of actor
        self.of_state = False  # a word that stands for a state: "government"
        self.resolved = False  # found by coreference
        self.guessed = False  # no words tell that it is he
        self.thing = False  # nobody who could act: "the deal", "the Christmas truce", "the Paris Agreement"

    def be(self, known: Known) -> None:
        """Let this be a known actor."""
        self._identity, self.kind, self.state, self._shown = known

    @property
    def identity(self) -> str:
        """The id: of a known actor, or made of the words when it is first asked for."""
        if not self._identity and not self.pronoun:
            identity = slug(self._words()[0])
            if self.owner is not None or self.place is not None:
                owner = self.owner.identity.lower() if self.owner is not None else ""
                place = self.place.identity.lower() if self.place is not None else ""
                identity = "-".join(filter(None, (owner, identity, place)))
            self._identity = identity
        return self._identity

    @identity.setter
    def identity(self, value: str) -> None:
        self._identity = value

    @property
    def shown(self) -> str:
        """The name to show: of a known actor, or the words."""
        if not self._shown and not self.pronoun:
            owner = f"{self.owner.shown}'s " if self.owner and self.owner.shown else ""
            self._shown = owner + self._words()[1] + (f", {self.place.shown}" if self.place else "")
        return self._shown

    @shown.setter
    def shown(self, value: str) -> None:
        self._shown = value

    def live_in(self, state: Mention) -> None:
        """Let these people be those of a state, in id and name too."""
        self.state, self.place = state.state, state
        self._identity = self._shown = ""

    def live_in_text(self, home: Known) -> None:
        """Let this office be that of the state whose text it is, in id and name too."""
        text, written = self._words()
        self._identity = f"{home[2].lower()}-{slug(text)}"
        self._shown = f"{home[3]}'s {written}"

    def _words(self) -> tuple[str, str]:
        """The words without determiners and numbers, in small letters and with the capitals of nationalities."""
        if self._told is None:
            self._told = self._find_words()
        return self._told

    def _find_words(self) -> tuple[str, str]:
        a, head, words = self.a, self.head, self.sentence.words
        if a < head:
            tags = self.sentence.tags
            number = tags.find("#", a, head)
            if number > a and all(word.text in ROUGHLY for word in words[a:number]):
                a = number
            while a < head and (tags[a] in "D#HR" or words[a].text == "of" or words[a].text in KILLED):
                a += 1  # nor does a name begin with "PERHAPS" or, in "shot DEAD 26 people", "dead"
        if a == head:
            word = words[head]
            return word.text, word.written if word.belongs else word.text
        kept: list[str] = []
        shown: list[str] = []
        for i in range(a, head + 1):
            if tags[i] not in "D#H":
                word = words[i]
                kept.append(word.text)
                shown.append(word.written if word.belongs else word.text)
        return " ".join(kept), " ".join(shown)


def build_mention(a: int, b: int, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> Mention:
    """Return the mention that the tokens of a noun phrase are."""
    words, tags, last = sentence.words, sentence.tags, b - 1
    head, tag = words[last], tags[last]
    mention = Mention(a, b, sentence)
    if head.plain and tag == "N" and (a == last or _is_nobody(a, last, sentence)):
        mention.kind, mention.thing, mention.event = "other", True, head.event
        return mention
    if a < last:
        cut = tags.rfind("S", a + 1, last)
        if cut > 0:
            mention.owner = build_mention(a, cut, sentence, dictionary, memory)
            mention.a = a = cut + 1
    if tag == "Q" or tag == "D":
        mention.pronoun = True
        return mention
    if a < last:
        modifiers = mention.modifiers
        for i in range(a, last):
            if words[i].belongs:
                modifiers.append(i)
        if modifiers:
            if head.noun in CURRENCIES:
                modifiers.clear()  # "30 billion CANADIAN dollars" is no Canada
            elif head.noun in THINGS:  # the Minsk agreements are not Belarus's
                mention.modifiers = _without_places(modifiers, words, dictionary)
    mention.event = head.event
    if head.name is None or names.is_family_name(mention, head, dictionary):
        _identify(mention, head, sentence, dictionary, memory)
    else:
        _be_known(mention, head, head.name, sentence, dictionary, memory)
    return mention


def _without_places(tokens: list[int], words: list[Word], dictionary: Dictionary) -> list[int]:
    return [i for i in tokens if words[i].written not in dictionary.places]


def _is_nobody(a: int, last: int, sentence: Sentence) -> bool:
    """Return whether no word before a noun that stands for nobody names somebody: "the TALKS", "new air STRIKES"."""
    words, tags = sentence.words, sentence.tags
    for i in range(a, last):
        word = words[i]
        if word.belongs or word.agent or tags[i] == "P" or tags[i] == "S":
            return False
    return True


def _be_known(
    mention: Mention, head: Word, name: tuple[str, str, str], sentence: Sentence, dictionary: Dictionary, memory: Memory
) -> None:
    """Let a mention be the actor, or the place, that its last word names."""
    if head.written in OF_OTHERS_TOO:
        name = names.meant_here(head, sentence, memory) or name
    identity, kind, mention.state = name
    mention.rank, mention.kind, mention._identity = NAME, kind, identity
    mention._shown = dictionary.titles.get(identity, head.text)
    if kind == "person":
        if mention.a < mention.head and sentence.tags[mention.head - 1] == "P" and " " not in head.text:
            names.bear_name(mention, sentence, memory)
        if mention.modifiers or mention.owner is not None or mention.state not in dictionary.states:
            names.hold_office(mention, sentence, dictionary, memory)
    elif kind == "other":
        mention.thing = head.text.rsplit(" ", 1)[-1] in WATERS
        words = sentence.words
        for i in mention.modifiers:
            if words[i].text.endswith(HOLDING):
                mention.state = words[i].state  # "RUSSIAN-HELD Crimea"


def _identify(mention: Mention, head: Word, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
    """Settle who a mention is when its last word is no known name."""
    tags, last = sentence.tags, mention.head
    epithet = head.special & EPITHET and mention.first < last
    if epithet and epithets.name_epithet(mention, sentence, dictionary, memory):
        return
    office = head.text in OFFICE_HEADS and (tags[mention.a] == "D" or last == 0)
    if office and epithets.name_office(mention, sentence, dictionary, memory):
        return
    if tags[last] == "P":
        _unknown_name(mention, sentence, dictionary, memory)
        return
    owner = mention.owner
    state = _state(mention, sentence) if mention.modifiers or owner is not None else ""
    agent = head.agent
    if agent:
        _generic(mention, sentence, dictionary, memory, state=state, agent=agent)
        if not mention.state and mention.b - mention.a <= 3:
            _definite(mention, sentence, dictionary, memory)
        if state and mention.kind in ("agency", "armed-group"):
            memory.agents[head.noun] = memory.agents[_styled(mention, sentence)] = mention
        if (
            state
            and head.noun in RULERS
            and not RULING.isdisjoint([word.text for word in sentence.words[mention.a : mention.head]])
        ):
            memory.agents["junta"] = mention  # "Niger's MILITARY RULERS", "the junta" further on
    elif head.state and mention.b - mention.a <= 2:
        mention.rank, mention.state, mention._identity, mention.kind = NAME, head.state, head.state, "state"
        mention._shown = dictionary.titles.get(head.state, head.text)
    elif head.noun in NO_PERSONS:
        mention.kind, mention.thing = "other", True  # "Spanish FLU", "US DOLLARS"
    elif state and _is_person(head):
        mention.rank, mention.state, mention.kind = NAME, state, "person"
    elif state or (owner is not None and owner.rank >= AGENT) or (mention.a < last and "P" in tags[mention.a : last]):
        mention.rank = PART
        _part_of(mention, sentence, dictionary, state)
    elif mention.a < last and _is_group(sentence.words[last - 1], head):
        group = sentence.words[last - 1]
        mention.rank, mention._shown, mention._identity = PART, group.text, slug(group.text)
        mention.kind = "armed-group" if group.agent == "armed-group" else "agency"
    else:
        mention.kind, mention.thing = "other", True


def _is_group(group: Word, head: Word) -> bool:
    """Return whether the word before a noun names whose it is: "a GOVERNMENT order", "ARMY positions"."""
    if group.agent not in GROUPS or head.event or head.noun in THINGS:
        return False
    return group.text not in ADJECTIVES or head.noun in POSTS


def _is_person(head: Word) -> bool:
    """Tell by its ending whether a noun that is in no list is somebody: "two Chinese ENGINEERS"."""
    noun = head.noun
    return noun.endswith(PEOPLE) and len(noun) > 5 and noun not in SEEMING and not noun.endswith("ever")


def _part_of(mention: Mention, sentence: Sentence, dictionary: Dictionary, state: str) -> None:
    """A phrase that is not an actor but has one in it is taken for that one: "Israeli strikes", "NATO's plan"."""
    words = sentence.words
    named = next((words[i].name for i in reversed(mention.modifiers) if words[i].name), None)
    owner = mention.owner
    if owner is not None and owner.rank >= AGENT:
        mention.be(known_as(owner))
    elif named is not None:
        identity, mention.kind, mention.state = named
        mention._identity = identity
        mention._shown = dictionary.titles.get(identity, identity)
    elif state:
        mention._identity = mention.state = state
        mention.kind = "state" if state in dictionary.states else "other"
        mention._shown = dictionary.titles.get(state, state)
    else:
        mention.kind, mention.thing = "other", words[mention.head].noun not in PLACES


def _state(mention: Mention, sentence: Sentence) -> str:
    """Return the state, or for want of one the organisation, that the phrase belongs to."""
    for i in mention.modifiers:
        word = sentence.words[i]
        if word.state:
            return word.state
        if word.name:
            return word.name[2] or (word.name[0] if word.name[1] != "person" else "")
    owner = mention.owner
    return (owner.state or (owner.identity if owner.kind in ("igo", "armed-group") else "")) if owner else ""


def place_within(mention: Mention, place: Mention, b: int) -> None:
    """Give a kind of actor the state in the phrase after it: "a court IN VENEZUELA", "the government OF INDIA"."""
    if mention.rank == PART:  # "an ARMY camp IN MALI"
        mention._identity, mention._shown = (
            f"{mention._identity}-{place.identity.lower()}",
            f"{mention._shown}, {place.shown}",
        )
    mention.state = place.state or place.identity
    mention.b = b
    mention.rank, mention.thing = NAME, False
    if mention.kind in ("state", "agency") and mention.of_state and place.kind == "state":
        mention.identity, mention.kind, mention.shown = place.identity, "state", place.shown
    elif mention.kind != "person" or not mention.named:
        mention.place = place


def _definite(mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
    """Let "the president" be the last president named, for want of a state in the words themselves."""
    if sentence.tags[mention.a] != "D" or mention.head == mention.a:
        return
    if mention.head > mention.a + 1:
        before = memory.agents.get(_styled(mention, sentence))
        if before is not None and not _is_of_others(mention, sentence):
            mention.be(known_as(before))
            mention.resolved, mention.thing = True, False
        return
    head, first = sentence.words[mention.head], sentence.words[mention.a].text
    known = memory.titles.get(head.text) or (memory.igo if head.noun in UNIONS else None)
    if known is None and head.text in IGO_OFFICES and first == "the":
        identity = IGO_OFFICES[head.text]
        title = dictionary.titles.get(identity, "")
        known = (identity, "igo", "", title) if title and sentence.text_has(title.rsplit("Nations ", 1)[-1]) else None
    of_others = _is_of_others(mention, sentence)
    if known is None and mention.kind in ("agency", "armed-group") and first in DEFINITE and not of_others:
        before = memory.agents.get(head.noun)
        known = known_as(before) if before is not None else None
        first = "the"
    author = memory.author
    if known is None and author is not None and first == "the" and head.noun in OFFICES and author[2] and not of_others:
        mention.state, mention.rank = author[2], NAME  # "the minister" of whose statement it is
        return
    if known is not None and first == "the":
        mention.be(known)
        mention.resolved, mention.thing = True, False


def _is_of_others(mention: Mention, sentence: Sentence) -> bool:
    """Return whether words say whose an office is: "the president OF CHAD", "the army IN CHAD", "IN CHAD, the army"."""
    words, after = sentence.words, mention.b
    if sentence.tags.startswith("I", after) and words[after].text == "of":
        return sentence.tags[after + 1 : after + 2] != "G"  # not "accused the president OF LYING"
    places = words[after + 1 : after + 2] if words[after : after + 1] and words[after].text == "in" else []
    places += words[1:2] if words[0].text == "in" and mention.first in (2, 3) else []
    return any(word.name is not None and word.name[1] == "state" for word in places)


def _styled(mention: Mention, sentence: Sentence) -> str:
    """Return an office with the word before it: "FOREIGN MINISTRY"."""
    return f"{sentence.words[mention.head - 1].text} {sentence.words[mention.head].noun}"


def _unknown_name(mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
    """A phrase that ends in a capitalised word: a person with a title, a body ("Foreign Ministry") or a new name."""
    words, tags = sentence.words, sentence.tags
    alone = mention.owner is None and mention.head - mention.a <= (tags[mention.a] == "D")
    if sentence.special & NATURAL and any(words[i].noun in NATURE for i in range(mention.a, mention.b)):
        mention.kind, mention.thing = "other", True  # "Cyclone Freddy"
        return
    if words[mention.head].noun in LINES and (alone or words[mention.head - 1].text in LINED):
        mention.kind, mention.thing = "other", True  # "along the LINE of Control"
        return
    if words[mention.head].text in OUTLETS:
        mention.kind, mention.thing = "other", True  # "said on TWITTER"
        return
    if words[mention.a + (tags[mention.a] == "D")].text in NAMED_THINGS and mention.b - mention.a > 1:
        mention.kind, mention.thing = "other", True  # "Operation Desert Fox", "Camp David"
        return
    # "the Global South" and "Europe's North" are no sides of Korea
    if alone and words[mention.head].text in SIDES_TOO and names.name_side(mention, sentence, dictionary):
        return
    titled = names.titles_of(mention)
    state = _state(mention, sentence) if mention.modifiers or mention.owner else ""
    start = mention.head
    while start > mention.a and tags[start - 1] in "PH":
        start -= 1
    staff = words[mention.head].text == "chiefs" and words[mention.head - 1].text == "joint"
    body = "agency" if staff else words[mention.head].agent
    if titled and not body:
        start = titled[-1] + 1
    mention.rank = NAME if state or titled or body else AGENT
    mention.state = state
    if body:
        _generic(mention, sentence, dictionary, memory, state=state, agent=body)
        if staff:
            names.remember_staff(mention, memory, state)
        return
    parts = [words[i].text for i in range(start, mention.b) if tags[i] != "H"]
    known = _bearer(mention, parts, sentence, dictionary, memory, titled=bool(titled))
    if known is not None and not (state and known[2] and state != known[2]):
        mention.rank, mention.named = NAME, known[1] != "state"
        mention.be(known)
        return
    if not titled and words[mention.head].noun in WATERS and mention.b - mention.a > 1:
        mention.rank, mention.kind, mention.state, mention.thing = NOTHING, "other", "", True
        return
    if not titled and words[mention.head].noun in THINGS:
        mention.rank = PART
        _part_of(mention, sentence, dictionary, state)
        return
    mention.named = True
    mention.kind = "person" if titled else "other"
    name = mention._identity = slug(" ".join(parts))
    mention._shown = " ".join(map(TEXT, words[start : mention.b])).title()
    if titled:
        title = words[titled[-1]].text
        memory.meet(parts, (name, "person", state, mention.shown), title)
    elif state and len(parts) > 1 and mention.modifiers:
        memory.meet(parts, (name, "other", state, mention.shown), "")  # "ICC prosecutor KARIM KHAN"


def _bearer(
    mention: Mention, parts: list[str], sentence: Sentence, dictionary: Dictionary, memory: Memory, *, titled: bool
) -> Known | None:
    """Return whom a name means that is in no table: whom the text, or the world, knows by it."""
    known = memory.names.get(" ".join(parts))
    if known is not None or len(parts) != 1:
        return known
    short = parts[0] if parts[0].isascii() else unaccented(parts[0])
    known = memory.names.get(parts[0]) or dictionary.leader(short, memory.date)
    if known is None and not titled and short not in dictionary.shared_names:
        return None
    name, at = sentence.words[mention.head].written, sentence.start_of(mention.head)
    return names.bearer_of(name, at, sentence, dictionary, memory, known) or names.shared_by(
        short, sentence, dictionary
    )


def _generic(
    mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory, *, state: str, agent: str
) -> None:
    if agent == "of_state" and not state and sentence.tags[mention.head - 1] == "P":
        led = names.led_state(mention, sentence, dictionary, memory)
        if led:
            mention.rank, mention.state, mention._identity, mention.kind = NAME, led, led, "state"
            mention._shown, mention.of_state = dictionary.titles.get(led, led), True
            return
    mention.rank = NAME if state or sentence.tags.find("P", mention.a, mention.b) >= 0 else AGENT
    mention.state = state
    mention.kind = agent
    mention.of_state = agent == "of_state"
    head = sentence.words[mention.head]
    bare = head.text == "force" and (mention.head == mention.a or sentence.words[mention.head - 1].text in BRUTE)
    mention.thing = not state and (head.text in NOBODY or bare)  # "the use of lethal FORCE"
    if agent == "of_state":
        mention.kind = "state" if state else "agency"
        if (state and len(mention.modifiers) == 1) or (state and mention.owner and mention.owner.identity == state):
            mention._identity = state
            mention._shown = dictionary.titles.get(state, state)
        if state and mention.modifiers:
            names.be_group(mention, dictionary)


def recalled(known: Known, at: Mention) -> Mention:
    """Return a mention at the place of a pronoun that stands for somebody named before."""
    mention = Mention(at.a, at.b, at.sentence)
    mention.be(known)
    mention.rank, mention.resolved = NAME, True
    return mention


def known_as(mention: Acting) -> Known:
    """Return what to remember of a mention."""
    return mention.identity, mention.kind, mention.state, mention.shown


# One sentence taken apart, and the events found in it


JOINS, BEGINNING_LIST = frozenset(",C"), ("Cn", ",n", ",Cn")
LISTING = frozenset({"In", "CI", ",I", *[kinds[:2] for kinds in BEGINNING_LIST]})
BOTH = word_class("parse.both")
SKIPPED = word_class("parse.skipped")
GOING_ON = frozenset({"In", "vI", "Cn", "II"}.union([kinds[:2] for kinds in SKIPPED]))
NOUN, TEXT = attrgetter("noun"), attrgetter("text")
PEOPLE_OF = frozenset({"person", "agency", "armed-group", "other"})  # that may well be at home
NAMED_KINDS = frozenset({"state", "igo", "armed-group"})  # that stand for themselves
VICTIM, HOLDERS = word_class("parse.victim"), word_class("parse.holders")
PLACED_BEFORE = ("In,n", "nInn", "vInn", ",Inn", ";Inn", "CInn", "Inn")
CRAFT = word_class("patterns.craft") | word_class("patterns.vessels")
HOSTED, AT_PLACES = word_class("own.hosted"), word_class("sides.placing")
SUFFERED, OPPOSED = word_class("parse.suffered"), word_class("parse.opposed")


#: The place of the words of an event that another sentence tells: none of this one.
NOWHERE = (-1, -1)


@dataclass(slots=True)
class Event:
    """One event found: its type, its two parties (mentions) and how sure the coder is."""

    type: str
    mode: str
    pattern: str
    actor: Mention | None
    recipient: Mention | None
    score: float
    clause: Clause | None
    cue: tuple[int, int]  # tokens
    mutual: bool = False
    stance: str = "asserts"
    actors: tuple[Mention, ...] = ()  # further actors joined to the first by "and"
    recipients: tuple[Mention, ...] = ()
    together: bool = False  # all parties did it with one another: every pair of them is meant
    on_state: str = ""  # the type that it is when a state is the recipient
    provoked: bool = False  # named only as what another event of the sentence answers
    answered: Event | None = None  # the act of the same sentence that it answers
    told_in: Any = None  # the sentence before that tells it, where it is not the one at hand: it is NOWHERE in this one
    told_as: Event | None = None  # what that sentence tells, with its clause and words
    answers: int = -1  # the position of the act told before that it answers, where the recipient was found by it

    @property
    def is_open(self) -> bool:
        """Whether its words tell that it is done to somebody and leave open to whom."""
        actor, recipient = self.actor, self.recipient
        if self.clause is None or self.told_as is not None or self.recipients or self.mutual:
            return False
        if actor is None or actor.pronoun or self.answered is not None:
            return False
        if recipient is None or recipient.pronoun:
            return False
        if recipient.thing or recipient.resolved:
            return True
        if recipient.state:
            return recipient.state == actor.state and recipient.kind not in PEOPLE_OF  # "punished ITS OWN defectors"
        return recipient.kind not in NAMED_KINDS and not recipient.named and recipient.rank < NAME


class Reading(NamedTuple):
    """The phrases and clauses of a sentence as another reader found them, such as one of dependency trees."""

    chunks: Chunks
    clauses: dict[int, Clause]
    after: dict[int, list[tuple[str, int]]]  # of every noun phrase, the prepositional phrases that it governs
    joined: dict[int, list[int]]  # of every noun phrase, those joined to it
    reports: dict[int, Clause]  # of every clause that is said by another, that one


class Parse:
    """One sentence taken apart: by the rules or, where its tags are settled and a reading is given, by that."""

    __slots__ = (
        "after",
        "answering",
        "chunks",
        "clauses",
        "dictionary",
        "events",
        "families",
        "frames",
        "heads",
        "joined",
        "lookup",
        "memory",
        "mentions",
        "nouns",
        "occasions",
        "reports",
        "sentence",
        "spoken",
        "used",
    )

    def __init__(
        self, sentence: Sentence, dictionary: Dictionary, memory: Memory, reading: Reading | None = None
    ) -> None:
        self.sentence = sentence
        self.dictionary = dictionary
        self.after: dict[int, list[tuple[str, int]]] = {}  # what `phrases_after` found
        self.joined: dict[int, list[int]] | None = None  # where another reader found them
        self.reports: dict[int, Clause] | None = None
        if reading is None:
            tags = sentence.tags = tag_in_context(sentence)
            self.chunks = find_chunks(sentence, tags)
            if ",nv" in self.chunks.kinds:
                part_taken_up(self.chunks, tags)
            if "NP" in tags:
                part_made(self.chunks, tags)
            if "P#" in tags:
                part_counted(self.chunks, tags)
            if sentence.special & DECLARED:
                part_declared(self.chunks)
            if sentence.special & REPLIES:
                part_in_return(self.chunks, tags)
            self.lookup = find_clauses(self.chunks)
        else:
            self.chunks, self.lookup, self.after, self.joined, self.reports = reading
        self.clauses = list(self.lookup.values())
        families = 0
        for clause in self.clauses:
            families |= VERB_FAMILIES.get(clause.lemma, 0)
        self.families = families  # of its verbs, taken together
        # the last word of each phrase, and as a singular noun
        words = sentence.words
        self.heads: list[Word] = [words[last] for last in self.chunks.lasts]
        self.nouns: list[str] = [head.noun for head in self.heads]
        self.events: list[Event] = []  # what `find_events` found
        self.frames: list[Frame] | None = None  # what `find_frames` found
        self.occasions: list[Frame] | None = None  # those of them that are no verbs
        self.answering = False  # an event of the sentence answers another by its verb alone
        self.used: set[int] = set()
        self.spoken: list[Any] | None = None  # what `spoken_of` found
        self.mentions: list[Mention | None] = [None] * len(self.chunks.kinds)  # what `mention` made
        self.memory = memory

    def mention(self, at: int) -> Mention:
        """Return the mention of the noun phrase at a position."""
        found = self.mentions[at]
        return found if found is not None else self._build(at)

    def _build(self, at: int) -> Mention:
        chunks, sentence = self.chunks, self.sentence
        mention = build_mention(chunks.begins[at], chunks.lasts[at] + 1, sentence, self.dictionary, self.memory)
        self.mentions[at] = mention
        if sentence.special & FLAGGED or self.heads[at].special & EPITHET:
            self._settle_noun(mention, at)
        body = mention.kind == "agency" or mention.kind == "armed-group"
        if mention.rank < AGENT and not body:
            return mention
        if body and at > 1 and chunks.kinds[at - 1] in "UC":
            self._take_state_beside(mention, at)
        if not mention.state and mention.kind != "igo":
            self._find_state(mention, at)
        if mention.of_state and mention.kind == "state" and mention.state and self.nouns[at] in JUNTAS:
            self.memory.agents[self.nouns[at]] = mention  # "the JUNTA" further on
            self.memory.agents[_styled(mention, sentence)] = mention
        if not mention.named:
            if self.heads[at].text in HOLDERS and chunks.kinds.startswith(",n", at + 1):
                names.take_name(self, mention, at + 2)
        elif not mention.state:
            beside = chunks.kinds.startswith(",n", at + 1) or chunks.kinds.endswith("n,", 0, at)
            if beside and not mention.thing:
                names.bear_office(self, mention, at + 2)  # "a Peruvian diplomat, ANA PARDO,"
            if mention.kind == "other" and mention.rank == AGENT and not mention.state and at:
                mention.thing = mention.thing or self._is_where(at)
        return mention

    def _take_state_beside(self, mention: Mention, at: int) -> None:
        """Let an office be of the place that "where" takes up, and forces of the state of those they are joined to."""
        beside = names.state_beside(self, mention, at)
        if beside is not None:
            mention.live_in(recalled(beside, mention))
            mention.rank, mention.resolved = NAME, False

    def _settle_noun(self, mention: Mention, at: int) -> None:
        """Settle who a mention is by a noun that stands for others, or by a flag."""
        if (mention.state or mention.kind == "igo") and self.heads[at].special & EPITHET:
            epithets.part_from_subject(self, at)
        if self.sentence.special & FLAGGED and not mention.state and self.nouns[at] in CRAFT:
            names.fly_flag(self, mention, at)

    def _find_state(self, mention: Mention, at: int) -> None:
        """Look for the state of an actor in the phrases beside it, or in what was told before."""
        kinds = self.chunks.kinds
        if not mention.event and kinds.startswith("In", at + 1):
            state = None
            if self.nouns[at] in STYLED:
                state = names.styled_state(self, at)
            if state is not None:
                place_within(mention, recalled(state, mention), mention.b)
            else:
                self._place(mention, at)
                if mention.place is not None and mention.kind in ("agency", "armed-group"):
                    self.memory.agents[self.nouns[at]] = mention  # "THE ARMY of Chad": "the army" further on
            if mention.rank == PART and not mention.state and kinds.startswith("InIn", at + 1):
                self._place(mention, at + 2)  # "an army base in Lamu IN KENYA"
        if not mention.state and at > 1 and kinds.startswith(PLACED_BEFORE, max(at - 3, 0)):
            place = names.place_before(self, mention, at)
            if place is not None:
                place_within(mention, place, mention.b)
        if mention.rank == AGENT and not mention.state and self.nouns[at] in SPOKESPEOPLE and self.memory.subjects:
            last = self.memory.subjects[0]
            if last.kind == "state" and self.sentence.words[self.chunks.begins[at]].text == "a":
                mention.live_in(recalled(known_as(last), mention))  # "Beijing denied it. A MINISTRY SPOKESMAN warned"
        if mention.rank == AGENT and not mention.state and kinds.startswith("vIn", at + 1):
            names.be_sent(self, mention, at)
        if mention.rank == AGENT and self.nouns[at] in KIN:
            names.belong_to(self, mention, at)
        home = self.memory.home
        if home is not None and not mention.state and mention.rank >= AGENT:
            names.take_home(mention, home, at_the=self.sentence.words[self.chunks.begins[at]].text == "the")

    def _is_where(self, at: int) -> bool:
        """Return whether an unknown name is a place by the word before it: "reopened the crossing AT KERUNG"."""
        before, tags = self.chunks.kinds[at - 1], self.sentence.tags
        if tags[self.chunks.lasts[at]] != "P" or tags[self.chunks.begins[at]] == "D":
            return False
        if before == "I":
            return self.chunks.word(at - 1) in WHERE
        if before != "C" or at < 2 or self.chunks.kinds[at - 2] != "n":
            return False
        other = self.mention(at - 2)
        return other.named and other.thing and other.kind == "other" and self._is_where(at - 2)

    def _place(self, mention: Mention, at: int) -> None:
        """Look for the state of an actor in the phrase that follows it."""
        chunks = self.chunks
        word = chunks.tokens[chunks.begins[at + 1]].text
        if word not in OF_PLACE or chunks.lasts[at + 1] + 1 != chunks.begins[at + 2]:
            return
        if (mention.named and word != "of") or (word in AT_PLACES and self.nouns[at] in HOSTED):
            return  # "the embassy IN PARIS" is not France's
        place = self.mention(at + 2)
        if place.kind == "armed-group" and place.rank == NAME and mention.kind in ("armed-group", "agency", "person"):
            mention.identity, mention.shown, mention.kind = place.identity, place.shown, place.kind
            mention.state, mention.rank, mention.b = place.state, NAME, chunks.lasts[at + 2] + 1
            return  # "fighters OF HEZBOLLAH"
        words = self.sentence.words
        bodies = [i for i in place.modifiers if (words[i].name or ("", "", ""))[1] == "igo"]
        if bodies and place.kind == "person" and place.rank == NAME and self.heads[at].text in HOLDERS:
            mention.be(known_as(place))
            mention.rank, mention.b = NAME, chunks.lasts[at + 2] + 1
            return  # "the chairman OF THE AFRICAN UNION COMMISSION MOUSSA FAKI"
        if mention.of_state and place.kind == "person" and place.state in self.dictionary.states:
            place = recalled(self.dictionary.known_state(place.state), place)  # "the government OF PRESIDENT BACHELET"
        people = place.kind == mention.kind == "person" and word == "of" and place.state
        if people and (self.nouns[at] in KIN or not place.named):
            mention.state, mention.rank = place.state, NAME  # "the families OF THE CHADIAN SAILORS"
        if place.rank == NAME and not place.pronoun and (place.state or place.kind == "igo") and place.kind != "person":
            place_within(mention, place, chunks.lasts[at + 2] + 1)


def phrases_after(parse: Parse, at: int) -> list[tuple[str, int]]:
    """Return the prepositional phrases that follow a noun phrase directly, reduced participles passed over."""
    found = parse.after.get(at)
    if found is None:
        found = parse.after[at] = _phrases_after(parse, at + 1)
    return found


def _phrases_after(parse: Parse, i: int) -> list[tuple[str, int]]:
    chunks = parse.chunks
    kinds = chunks.kinds
    found: list[tuple[str, int]] = []
    while len(found) < 5:
        two = kinds[i : i + 2]
        if two == "In":
            word = chunks.tokens[chunks.begins[i]].text
            if word == "as":
                break
            found.append((word, i + 1))
            i += 2
        elif two not in GOING_ON:
            break
        elif two == "vI" and parse.lookup[i].form in "Ee":
            i += 1
        elif two == "Cn":
            i += 2
        elif kinds.startswith("IIn", i) and chunks.tokens[chunks.begins[i]].text == "worth":
            i += 1  # "30 million dollars' WORTH OF Chilean wine"
        elif kinds[i : i + 3] in SKIPPED and (kinds[i] == "C" or chunks.tokens[chunks.begins[i]].text in BOTH):
            i += 1
        else:
            break
    return found


def begins_told(parse: Parse, at: int) -> bool:
    """Return whether a subject may stand right behind a verb of saying or asking, alone or with "that" or "why"."""
    return at > 0 and parse.chunks.kinds[at - 1] in "TUv"


def begun_by(parse: Parse, clause: Clause) -> str:
    """Return the word that begins what a verb stands in: "after", "until"; "" where there is none."""
    while clause.via == "control" and clause.matrix in parse.lookup:
        clause = parse.lookup[clause.matrix]
    at = parse.chunks.kinds.rfind("U", 0, clause.at)
    own = clause.subject == at + 1 and "W" in parse.chunks.kinds[at : clause.at]  # "until experts, WHO know, agree"
    if at < 0 or (not own and parse.chunks.kinds.find("v", at, clause.at) >= 0):
        return ""
    if at + 1 < len(parse.chunks.begins) and parse.chunks.begins[at + 1] != parse.chunks.lasts[at] + 1:
        return ""  # "UNTIL 30 June Turkey shelled"
    return parse.chunks.word(at)


def joined_to(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the noun phrases joined to the one at a position by commas and "and"."""
    if parse.joined is not None:
        return _mentions_at(parse, parse.joined.get(at, ()))
    kinds = parse.chunks.kinds
    return _joined_behind(parse, at, kinds) if kinds[at + 1 : at + 3] in LISTING else ()


def _joined_behind(parse: Parse, at: int, kinds: str) -> tuple[Mention, ...]:
    i, of_list = at + 1, False
    if kinds.startswith(("InC", "In,"), i) and _is_plural(parse, at) and _lives_at(parse, at):
        i, of_list = i + 2, True  # "the navies OF PERU AND CHILE"
        if not kinds.startswith("n", i + 1) or not _is_state(parse, i + 1):
            return ()
    if kinds.startswith("InCn", i) and _are_persons(parse, at, i + 3) and parse.chunks.word(i) == "of":
        i += 2  # "Ana Pardo OF PERU and Juan Rey of Chile"
    if kinds.startswith(("CIn", ",In"), i):
        return names.joined_alike(parse, at)
    if not kinds.startswith(BEGINNING_LIST, i):
        return ()
    found: list[int] = []
    closed = False
    while not closed and kinds[i : i + 1] in JOINS and parse.chunks.word(i) not in ("or", "but"):
        j = i + 1
        if kinds.startswith(",C", i):
            if parse.chunks.word(j) == "but":
                break
            j += 1
        if not kinds.startswith("n", j) or _begins_clause(parse, j) or (of_list and not _is_state(parse, j)):
            break
        found.append(j)
        closed = kinds[j - 1] == "C"
        i = j + 1
    return _mentions_at(parse, found) if closed else ()


def _mentions_at(parse: Parse, places: Iterable[int]) -> tuple[Mention, ...]:
    """Return the mentions at some positions that are no pronouns."""
    mentions = [parse.mention(at) for at in places]
    return tuple([mention for mention in mentions if not mention.pronoun])


def _are_persons(parse: Parse, at: int, other_at: int) -> bool:
    """Return whether persons by name stand at the positions, the first with his title."""
    mention, other = parse.mention(at), parse.mention(other_at)
    return mention.named and mention.kind == "person" and other.named and other.kind in ("person", "other")


def words_near(parse: Parse, clause: Clause, after: int) -> list[str]:
    """Return the verb itself and the words that follow, up to so many after the verb group."""
    return list(map(TEXT, parse.sentence.words[clause.head : clause.b + after]))


def _is_plural(parse: Parse, at: int) -> bool:
    return parse.nouns[at] != parse.sentence.words[parse.chunks.lasts[at]].text


def _lives_at(parse: Parse, at: int) -> bool:
    """Return whether the state in the phrase after it is that of whom a phrase means: "the governments OF CHAD"."""
    mention = parse.mention(at)
    return mention.place is not None or (bool(mention.state) and mention.state == parse.mention(at + 2).state)


def _is_state(parse: Parse, at: int) -> bool:
    mention = parse.mention(at)
    return mention.rank == NAME and mention.kind == "state"


def _begins_clause(parse: Parse, at: int) -> bool:
    """Return whether a noun phrase is the subject of a verb behind it: "sent aid to X, and Y CONDEMNED it"."""
    kinds = parse.chunks.kinds
    for clause in parse.clauses:
        if clause.subject != at or at >= clause.at or clause.via:
            continue
        if clause.form in "VA" or (clause.form == "E" and clause.object >= 0):
            return True
        if clause.form == "E" and kinds.endswith(",C", 0, at) and kinds[at + 1 : clause.at] in ("", "In"):
            return True  # "ended the pact with Mali, AND Russian instructors (in Chad) ARRIVED"
    return False


def nouns_at(parse: Parse, at: int) -> frozenset[str]:
    """Return the words of a noun phrase, as singular nouns."""
    chunks = parse.chunks
    return frozenset(map(NOUN, chunks.tokens[chunks.begins[at] : chunks.lasts[at] + 1]))


def has_nouns(parse: Parse, at: int, nouns: tuple[str, ...]) -> bool:
    """Return whether a noun phrase is headed by the last of the nouns and has the others in it."""
    if parse.nouns[at] != nouns[-1] or parse.chunks.kinds[at] not in "nj":
        return False
    if len(nouns) == 1:
        return True
    return nouns_at(parse, at).issuperset(nouns)


def harms(parse: Parse, at: int) -> bool:
    """Return whether a noun names an event whose "of" brings the victim."""
    noun = parse.nouns[at]
    return noun in SUFFERED or not VICTIM.isdisjoint(parse.dictionary.patterns.types.get(noun, NO_WORDS))


def are_counted(parse: Parse, at: int) -> bool:
    """Return whether a phrase may be two or three sides told before: "THE TWO COUNTRIES", "BOTH", "EACH GOVERNMENT"."""
    if parse.nouns[at] not in SIDES:
        return False
    words = parse.sentence.words[parse.chunks.begins[at] : parse.chunks.lasts[at] + 1]
    return not COUNTING.isdisjoint(map(TEXT, words)) or len(parse.memory.homes) > 1


# the parties of events, and which events words of answering speak of


def is_one_another(mention: Mention | None) -> bool:
    """Return whether a phrase stands for each of those who act: "blamed EACH OTHER", "each fought THE OTHER"."""
    if mention is None or not mention.sentence.special & FLOATS:
        return False
    whose, words = mention.owner or mention, mention.sentence.words
    phrase = " ".join(map(TEXT, words[whose.a : whose.head + 1]))
    return phrase in ONE_ANOTHER or (phrase == "the other" and "each" in map(TEXT, words[: whose.a]))


def is_somebody(mention: Mention | None) -> bool:
    """Return whether somebody is named who can act."""
    return mention is not None and not mention.pronoun and not mention.thing and mention.rank >= PART


def is_one(one: Mention | None, other: Mention | None) -> bool:
    """Return whether two are of one side, or one is not known."""
    return one is None or other is None or (one.state or one.identity) == (other.state or other.identity)


def as_state(parse: Parse, mention: Mention) -> Mention:
    """Return the state for a phrase of which only a part names it: "the SERBIAN shelling"."""
    state = mention.state
    if mention.rank != PART or state not in parse.dictionary.states:
        return mention
    group = mention.kind == "armed-group"  # "two HAMAS bombings"
    found = recalled(known_as(mention) if group else parse.dictionary.known_state(state), mention)
    found.resolved = False
    return found
