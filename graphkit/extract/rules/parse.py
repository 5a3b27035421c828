"""One sentence taken apart, and the events found in it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from graphkit.extract.rules.chunks import Chunks, find_chunks, tag_in_context
from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause, find_clauses
from graphkit.extract.rules.dictionary import Dictionary
from graphkit.extract.rules.memory import Memory
from graphkit.extract.rules.mentions import AGENT, NAME, PART, Mention, build_mention, place_within
from graphkit.extract.rules.sentences import Sentence

JOINS = frozenset(",C")
BOTH = word_class("parse.both")
SKIPPED = word_class("parse.skipped")
NOUN, TEXT = attrgetter("noun"), attrgetter("text")
VICTIM = word_class("parse.victim")


class Frame(NamedTuple):
    """Words that say that something is an answer, and what stands where in them."""

    first: int  # tokens of the words themselves
    last: int
    provoked: int  # where what is answered is named, -1 where it is not: "in response,"
    end: int  # the last phrase of what is answered
    answer: int  # the verb, or the noun, of the answer; -1 where it is to be looked for
    strong: bool  # the words can mean nothing else
    reverse: bool = False  # what is answered comes first: "prompting Mali to"


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
    answers: int = -1  # the position of the act told before that it answers, where the recipient was found by it


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
        "chunks",
        "clauses",
        "dictionary",
        "frames",
        "joined",
        "lookup",
        "memory",
        "mentions",
        "reports",
        "sentence",
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
            self.lookup = find_clauses(self.chunks)
        else:
            self.chunks, self.lookup, self.after, self.joined, self.reports = reading
        self.clauses = list(self.lookup.values())
        self.frames: list[Frame] | None = None  # what `find_frames` found
        self.used: set[int] = set()
        self.mentions: list[Mention | None] = [None] * len(self.chunks.kinds)  # what `mention` made
        self.memory = memory

    def mention(self, at: int) -> Mention:
        """Return the mention of the noun phrase at a position."""
        known = self.mentions[at]
        if known is not None:
            return known
        chunks = self.chunks
        mention = build_mention(chunks.begins[at], chunks.lasts[at] + 1, self.sentence, self.dictionary, self.memory)
        self.mentions[at] = mention
        grouped = mention.rank >= AGENT or mention.kind in ("agency", "armed-group")
        if grouped and not (mention.state or mention.event) and chunks.kinds.startswith("In", at + 1):
            self._place(mention, at)
            if mention.rank == PART and not mention.state and chunks.kinds.startswith("InIn", at + 1):
                self._place(mention, at + 2)  # "an army base in Lamu IN KENYA"
        return mention

    def _place(self, mention: Mention, at: int) -> None:
        """Look for the state of an actor in the phrase that follows it."""
        chunks = self.chunks
        word = chunks.tokens[chunks.begins[at + 1]].text
        if word not in ("of", "in", "from") or chunks.lasts[at + 1] + 1 != chunks.begins[at + 2]:
            return
        if mention.named and word != "of":
            return
        place = self.mention(at + 2)
        if place.rank == NAME and not place.pronoun and (place.state or place.kind == "igo") and place.kind != "person":
            place_within(mention, place, chunks.lasts[at + 2] + 1)

    def noun(self, at: int) -> str:
        """Return the singular head noun of the phrase at a position."""
        return self.sentence.words[self.chunks.lasts[at]].noun


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
        if kinds.startswith("In", i):
            word = chunks.tokens[chunks.begins[i]].text
            if word == "as":
                break
            found.append((word, i + 1))
            i += 2
        elif kinds.startswith("vI", i) and parse.lookup[i].form in "Ee":
            i += 1
        elif kinds.startswith("Cn", i):
            i += 2
        elif kinds[i : i + 3] in SKIPPED and (kinds[i] == "C" or _is_both(parse, i)):
            i += 1
        else:
            break
    return found


def _is_both(parse: Parse, at: int) -> bool:
    return parse.sentence.words[parse.chunks.begins[at]].text in BOTH


def begun_by(parse: Parse, clause: Clause) -> str:
    """Return the word that begins what a verb stands in: "after", "until"; "" where there is none."""
    while clause.via == "control" and clause.matrix in parse.lookup:
        clause = parse.lookup[clause.matrix]
    at = parse.chunks.kinds.rfind("U", 0, clause.at)
    if at < 0 or any(at < other.at < clause.at for other in parse.clauses):
        return ""
    if at + 1 < len(parse.chunks.begins) and parse.chunks.begins[at + 1] != parse.chunks.lasts[at] + 1:
        return ""  # "UNTIL 30 June Turkey shelled"
    return parse.chunks.word(at)


def joined_to(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the noun phrases joined to the one at a position by commas and "and"."""
    if parse.joined is not None:
        others = [parse.mention(j) for j in parse.joined.get(at, ())]
        return tuple([mention for mention in others if not mention.pronoun])
    kinds, i = parse.chunks.kinds, at + 1
    of_list = kinds[i : i + 3] in ("InC", "In,") and _is_plural(parse, at) and _lives_at(parse, at)
    if of_list:
        i += 2  # "the navies OF PERU AND CHILE"
        if not kinds.startswith("n", i + 1) or not _is_state(parse, i + 1):
            return ()
    if kinds[i : i + 1] not in JOINS:
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
    mentions = [parse.mention(j) for j in found] if closed else ()
    return tuple([mention for mention in mentions if not mention.pronoun])


def words_near(parse: Parse, clause: Clause, after: int) -> list[str]:
    """Return the verb itself and the words that follow, up to so many after the verb group."""
    return list(map(TEXT, parse.sentence.words[clause.head : clause.b + after]))


def _is_plural(parse: Parse, at: int) -> bool:
    return parse.noun(at) != parse.sentence.words[parse.chunks.lasts[at]].text


def _lives_at(parse: Parse, at: int) -> bool:
    """Return whether the state in the phrase after it is that of whom a phrase means: "the governments OF CHAD"."""
    mention = parse.mention(at)
    return mention.place is not None or (bool(mention.state) and mention.state == parse.mention(at + 2).state)


def _is_state(parse: Parse, at: int) -> bool:
    mention = parse.mention(at)
    return mention.rank == NAME and mention.kind == "state"


def _begins_clause(parse: Parse, at: int) -> bool:
    """Return whether a noun phrase is the subject of a verb behind it: "sent aid to X, and Y CONDEMNED it"."""
    return any(
        clause.subject == at < clause.at
        and not clause.via
        and (clause.form == "V" or (clause.form == "E" and clause.object >= 0))
        for clause in parse.clauses
    )


def nouns_at(parse: Parse, at: int) -> frozenset[str]:
    """Return the words of a noun phrase, as singular nouns."""
    chunks = parse.chunks
    return frozenset(map(NOUN, chunks.tokens[chunks.begins[at] : chunks.lasts[at] + 1]))


def has_nouns(parse: Parse, at: int, nouns: tuple[str, ...]) -> bool:
    """Return whether a noun phrase is headed by the last of the nouns and has the others in it."""
    if parse.noun(at) != nouns[-1] or parse.chunks.kinds[at] != "n":
        return False
    if len(nouns) == 1:
        return True
    return nouns_at(parse, at).issuperset(nouns)


def harms(parse: Parse, at: int) -> bool:
    """Return whether a noun names an event whose "of" brings the victim."""
    return any(pattern.type in VICTIM for pattern in parse.dictionary.patterns.nouns.get(parse.noun(at), ()))
