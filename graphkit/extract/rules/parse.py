"""One sentence taken apart, and the events found in it."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.extract.rules.chunks import Chunk, find_chunks, tag_in_context
from graphkit.extract.rules.clauses import Clause, find_clauses
from graphkit.extract.rules.dictionary import Dictionary
from graphkit.extract.rules.memory import Memory
from graphkit.extract.rules.mentions import AGENT, NAME, Mention, build_mention, place_within
from graphkit.extract.rules.sentences import Sentence

VICTIM = frozenset(["ASSAULT", "COERCE"])


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


class Parse:
    """One sentence taken apart."""

    __slots__ = ("after", "chunks", "clauses", "dictionary", "lookup", "memory", "sentence", "used")

    def __init__(self, sentence: Sentence, dictionary: Dictionary, memory: Memory) -> None:
        self.sentence = sentence
        self.dictionary = dictionary
        tags = sentence.tags = tag_in_context(sentence)
        self.chunks = find_chunks(sentence, tags)
        self.clauses = find_clauses(self.chunks, sentence.words)
        self.lookup = {clause.at: clause for clause in self.clauses}
        self.used: set[int] = set()
        self.after: dict[int, list[tuple[str, int]]] = {}  # what `phrases_after` found
        self.memory = memory

    def mention(self, at: int) -> Mention:
        """Return the mention of the noun phrase at a position."""
        chunk = self.chunks[at]
        if chunk.mention is not None:
            return chunk.mention  # type: ignore[return-value]
        mention = chunk.mention = build_mention(chunk.a, chunk.b, self.sentence, self.dictionary, self.memory)
        if mention.rank >= AGENT and not mention.state and not mention.event and at + 2 < len(self.chunks):
            self._place(mention, at)
        return mention

    def _place(self, mention: Mention, at: int) -> None:
        """Look for the state of an actor in the phrase that follows it."""
        word, after = self.chunks[at + 1].word, self.chunks[at + 2]
        if word not in ("of", "in", "from") or after.kind != "n" or not self._touches(at + 1, after.a):
            return
        if mention.named and word != "of":
            return
        place = self.mention(at + 2)
        if place.rank == NAME and not place.pronoun and (place.state or place.kind == "igo") and place.kind != "person":
            place_within(mention, place, self.chunks[at + 2].b)

    def _touches(self, at: int, a: int) -> bool:
        """Tell whether the single word at a position stands directly before the token ``a``."""
        single = self.chunks[at]
        return self.sentence.tags[a - 1] == single.kind and self.sentence.words[a - 1].text == single.word

    def noun(self, at: int) -> str:
        """Return the singular head noun of the phrase at a position."""
        return self.sentence.words[self.chunks[at].b - 1].noun


def phrases_after(parse: Parse, at: int) -> list[tuple[str, int]]:
    """Return the prepositional phrases that follow a noun phrase directly, reduced participles passed over."""
    found = parse.after.get(at)
    if found is None:
        found = parse.after[at] = _phrases_after(parse.chunks, at + 1)
    return found


def _phrases_after(chunks: list[Chunk], i: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    last = len(chunks) - 1
    while i < last and len(found) < 5:
        chunk, following = chunks[i], chunks[i + 1].kind
        kind = chunk.kind
        if kind == "I" and following == "n" and chunk.word != "as":
            found.append((chunk.word, i + 1))
            i += 2
        elif kind == "v" and following == "I" and chunk.form in "Ee":
            i += 1
        elif kind == "C" and following == "n":
            i += 2
        else:
            break
    return found


def joined_to(parse: Parse, at: int) -> tuple[Mention, ...]:
    """Return the noun phrases joined to the one at a position by commas and "and"."""
    chunks, i = parse.chunks, at + 1
    if i + 1 >= len(chunks) or chunks[i].kind not in ",C":
        return ()
    found: list[int] = []
    closed = False
    while i + 1 < len(chunks) and chunks[i].kind in ",C" and chunks[i].word not in ("or", "but") and not closed:
        j = i + 1
        if chunks[i].kind == "," and chunks[j].kind == "C":
            if chunks[j].word == "but":
                break
            j += 1
        if j >= len(chunks) or chunks[j].kind != "n" or _begins_clause(parse, j):
            break
        found.append(j)
        closed = chunks[j - 1].kind == "C"
        i = j + 1
    mentions = [parse.mention(j) for j in found] if closed else []
    return tuple(mention for mention in mentions if not mention.pronoun)


def _begins_clause(parse: Parse, at: int) -> bool:
    """Tell whether a noun phrase is the subject of a verb behind it: "sent aid to X, and Y CONDEMNED it"."""
    return any(
        clause.subject == at < clause.at
        and not clause.via
        and (clause.verb.form == "V" or (clause.verb.form == "E" and clause.object >= 0))
        for clause in parse.clauses
    )


def has_word(parse: Parse, clause: Clause, text: str) -> bool:
    """Tell whether a word stands soon after the verb."""
    return text in [word.text for word in parse.sentence.words[clause.verb.b : clause.verb.b + 14]]


def has_particle(parse: Parse, clause: Clause, particle: str) -> bool:
    """Tell whether the verb has a particle with it."""
    verb = clause.verb
    near = parse.sentence.words[verb.head : verb.b + (14 if particle == "as" else 5)]
    return particle in [word.text for word in near]


def has_nouns(parse: Parse, at: int, nouns: tuple[str, ...]) -> bool:
    """Tell whether a noun phrase is headed by the last of the nouns and has the others in it."""
    chunk = parse.chunks[at]
    if chunk.kind != "n":
        return False
    words = parse.sentence.words
    if words[chunk.b - 1].noun != nouns[-1]:
        return False
    return len(nouns) == 1 or all(any(word.noun == noun for word in words[chunk.a : chunk.b]) for noun in nouns[:-1])


def harms(parse: Parse, at: int) -> bool:
    """Tell whether a noun names an event whose "of" brings the victim."""
    return any(pattern.type in VICTIM for pattern in parse.dictionary.patterns.nouns.get(parse.noun(at), ()))
