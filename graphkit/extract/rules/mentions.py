"""Actors: what a noun phrase names, whose it is, and the span that a reader would mark."""

from __future__ import annotations

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.dictionary import Dictionary, slug
from graphkit.extract.rules.english import NATURAL, NATURE, Word
from graphkit.extract.rules.memory import Acting, Known, Memory
from graphkit.extract.rules.sentences import Sentence

NAME, AGENT, PART, NOTHING = 3, 2, 1, 0
THINGS = word_class("mentions.things")
GROUPS = word_class("mentions.groups")
ILLNESSES = word_class("mentions.illnesses")
ADJECTIVES = word_class("mentions.adjectives")
POSTS = word_class("mentions.posts")
SEEMING = word_class("mentions.seeming")
NOBODY = word_class("mentions.nobody")
GOVERNING = word_class("mentions.governing")
ROUGHLY = word_class("mentions.roughly")
PEOPLE = ("er", "or", "ist", "ian", "man", "men", "ee", "lord", "lady", "boy", "girl", "mate", "child", "folk")
NAMED_THINGS = word_class("mentions.named_things")
OFFICES = word_class("mentions.offices")
UNIONS = word_class("mentions.unions")
WATERS = word_class("mentions.waters")
PLACES = word_class("mentions.places")


class Mention:
    """A noun phrase as an actor.

    ``rank`` is 3 for a name or a known kind of actor with its state ("Turkish police"), 2 for a kind of actor alone
    ("rebels") or an unknown name, 1 when only a part of the phrase is an actor ("Israeli strikes"), 0 otherwise.
    """

    __slots__ = (
        "_identity",
        "_shown",
        "a",
        "b",
        "event",
        "first",
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
        self.place: Mention | None = None  # the state in the phrase after it: "a court in VENEZUELA"
        self.owner: Mention | None = None  # the possessor: "RUSSIA's invasion"
        self.modifiers: list[int] = []  # tokens that name a state or group before the head
        self.pronoun = False
        self.event = False
        self.named = False  # a proper name, not a kind of actor
        self.of_state = False  # a word that stands for a state: "government"
        self.resolved = False  # found by coreference
        self.thing = False  # nobody who could act: "the deal", "the Christmas truce", "the Paris Agreement"

    @property
    def identity(self) -> str:
        """The id: of a known actor, or made of the words when it is first asked for."""
        if not self._identity and not self.pronoun:
            identity = slug(self._words())
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
            self._shown = owner + self._words(written=True) + (f", {self.place.shown}" if self.place else "")
        return self._shown

    @shown.setter
    def shown(self, value: str) -> None:
        self._shown = value

    def live_in(self, state: Mention) -> None:
        """Let these people be those of a state, in id and name too."""
        self.state, self.place = state.state, state
        self._identity = self._shown = ""

    def _words(self, *, written: bool = False) -> str:
        """The words without determiners and numbers; as written, nationalities have their capital."""
        words, tags = self.sentence.words, self.sentence.tags
        kept: list[str] = []
        number = tags.find("#", self.a, self.head)
        counted = number > self.a and all(word.text in ROUGHLY for word in words[self.a : number])
        for i in range(number if counted else self.a, self.head + 1):
            if tags[i] not in "D#H":
                word = words[i]
                kept.append(word.written if written and word.belongs else word.text)
        word = words[self.head]
        return " ".join(kept) or (word.written if written and word.belongs else word.text)


def build_mention(a: int, b: int, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> Mention:
    """Return the mention that the tokens of a noun phrase are."""
    words, tags = sentence.words, sentence.tags
    last = b - 1
    head = words[last]
    mention = Mention(a, b, sentence)
    if a < last:
        cut = tags.rfind("S", a + 1, last)
        if cut > 0:
            mention.owner = build_mention(a, cut, sentence, dictionary, memory)
            mention.a = a = cut + 1
    if tags[last] in "QD":
        mention.pronoun = True
        return mention
    if a < last:
        modifiers = mention.modifiers
        for i in range(a, last):
            if words[i].belongs:
                modifiers.append(i)
        if modifiers and head.noun in THINGS:  # the Minsk agreements are not Belarus's
            mention.modifiers = [i for i in modifiers if words[i].written not in dictionary.places]
    mention.event = head.event
    if head.name is not None:
        mention.thing = head.name[1] == "other" and head.text.rsplit(" ", 1)[-1] in WATERS
        mention.rank = NAME
        identity, mention.kind, mention.state = head.name
        mention._identity = identity
        mention._shown = dictionary.titles.get(identity, head.text)
    else:
        _identify(mention, head, sentence, dictionary, memory)
    return mention


def _identify(mention: Mention, head: Word, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
    """Settle who a mention is when its last word is no known name."""
    tags, owner = sentence.tags, mention.owner
    if tags[mention.head] == "P":
        _unknown_name(mention, sentence, dictionary, memory)
        return
    state = _state(mention, sentence) if mention.modifiers or owner is not None else ""
    agent = head.agent
    if agent:
        _generic(mention, sentence, dictionary, memory, state=state, agent=agent)
        if not mention.state and mention.b - mention.a == 2:
            _definite(mention, sentence, memory)
        if state and mention.kind in ("agency", "armed-group"):
            memory.agents[head.noun] = mention
    elif head.state and mention.b - mention.a <= 2:
        mention.rank, mention.state, mention._identity, mention.kind = NAME, head.state, head.state, "state"
        mention._shown = dictionary.titles.get(head.state, head.text)
    elif head.noun in ILLNESSES:
        mention.kind, mention.thing = "other", True  # "Spanish FLU"
    elif state and _is_person(head):
        mention.rank, mention.state, mention.kind = NAME, state, "person"
    elif state or (owner is not None and owner.rank >= AGENT) or tags.find("P", mention.a, mention.b) >= 0:
        mention.rank = PART
        _part_of(mention, sentence, dictionary, state)
    elif mention.b - mention.a > 1 and _is_group(sentence.words[mention.head - 1], head):
        group = sentence.words[mention.head - 1]
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
        mention._identity, mention.kind, mention.state, mention._shown = known_as(owner)
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


def _definite(mention: Mention, sentence: Sentence, memory: Memory) -> None:
    """Let "the president" be the last president named, for want of a state in the words themselves."""
    if sentence.tags[mention.a] != "D":
        return
    head, first = sentence.words[mention.head], sentence.words[mention.a].text
    known = memory.titles.get(head.text) or (memory.igo if head.noun in UNIONS else None)
    if known is None and mention.kind in ("agency", "armed-group") and first in ("the", "these", "those"):
        before = memory.agents.get(head.noun)
        known = known_as(before) if before is not None else None
        first = "the"
    author = memory.author
    if known is None and author is not None and first == "the" and head.noun in OFFICES and author[2]:
        mention.state, mention.rank = author[2], NAME  # "the minister" of whose statement it is
        return
    if known is not None and first == "the":
        mention._identity, mention.kind, mention.state, mention._shown = known
        mention.resolved, mention.thing = True, False


def _unknown_name(mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
    """A phrase that ends in a capitalised word: a person with a title, a body ("Foreign Ministry") or a new name."""
    words, tags = sentence.words, sentence.tags
    if sentence.special & NATURAL and any(words[i].noun in NATURE for i in range(mention.a, mention.b)):
        mention.kind, mention.thing = "other", True  # "Cyclone Freddy"
        return
    if words[mention.a + (tags[mention.a] == "D")].text in NAMED_THINGS and mention.b - mention.a > 1:
        mention.kind, mention.thing = "other", True  # "Operation Desert Fox", "Camp David"
        return
    state = _state(mention, sentence) if mention.modifiers or mention.owner else ""
    start = mention.head
    while start > mention.a and tags[start - 1] in "PH":
        start -= 1
    body = words[mention.head].agent
    titled = [i for i in range(mention.a, mention.head) if words[i].title or words[i].agent == "person"]
    if titled and not body:
        start = titled[-1] + 1
    mention.rank = NAME if state or titled or body else AGENT
    mention.state = state
    if body:
        _generic(mention, sentence, dictionary, memory, state=state, agent=body)
        return
    parts = [words[i].text for i in range(start, mention.b) if tags[i] != "H"]
    known = memory.names.get(" ".join(parts))
    if known is None and len(parts) == 1:
        known = memory.names.get(parts[0]) or dictionary.short_names.get(parts[0])
    if known is not None and not (state and known[2] and state != known[2]):
        mention.rank, mention.named = NAME, True
        mention._identity, mention.kind, mention.state, mention._shown = known
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
    mention._shown = _text(words, start, mention.b)
    if titled:
        title = words[titled[-1]].text
        memory.meet(parts, (name, "person", state, mention.shown), title)


def _generic(
    mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory, *, state: str, agent: str
) -> None:
    if agent == "of_state" and not state and sentence.tags[mention.head - 1] == "P":
        led = _led_state(mention, sentence, dictionary, memory)
        if led:
            mention.rank, mention.state, mention._identity, mention.kind = NAME, led, led, "state"
            mention._shown, mention.of_state = dictionary.titles.get(led, led), True
            return
    mention.rank = NAME if state or sentence.tags.find("P", mention.a, mention.b) >= 0 else AGENT
    mention.state = state
    mention.kind = agent
    mention.of_state = agent == "of_state"
    mention.thing = not state and sentence.words[mention.head].text in NOBODY
    if agent == "of_state":
        mention.kind = "state" if state else "agency"
        if (state and len(mention.modifiers) == 1) or (state and mention.owner and mention.owner.identity == state):
            mention._identity = state
            mention._shown = dictionary.titles.get(state, state)


def _led_state(mention: Mention, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> str:
    """Return the state whose government is called by its leader: "the LUKASHENKO regime"."""
    before = mention.head - 1
    if before < mention.a or sentence.words[mention.head].noun not in GOVERNING:
        return ""
    name = sentence.words[before].text
    known = memory.names.get(name) or dictionary.short_names.get(name)
    return known[2] if known is not None and known[1] == "person" and known[2] in dictionary.states else ""


def _text(words: list[Word], start: int, end: int) -> str:
    return " ".join(word.text for word in words[start:end]).title()


def recalled(known: Known, at: Mention) -> Mention:
    """Return a mention at the place of a pronoun that stands for somebody named before."""
    mention = Mention(at.a, at.b, at.sentence)
    mention._identity, mention.kind, mention.state, mention._shown = known
    mention.rank, mention.resolved = NAME, True
    return mention


def known_as(mention: Acting) -> Known:
    """Return what to remember of a mention."""
    return mention.identity, mention.kind, mention.state, mention.shown
