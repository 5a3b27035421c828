"""The coder's dictionary: the event patterns, the lexicon, the names of actors, and what a document has said so far."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from graphkit.extract.records import Proposal
from graphkit.extract.rules.words import (
    EPITHET,
    LEADS,
    SPECIAL_NOUNS,
    TIE,
    TOKEN,
    TOPICAL,
    Lexicon,
    Piece,
    Waiting,
    Word,
    class_words,
    read_data,
    singular,
    word_class,
    word_table,
)
from graphkit.gazetteer import load_states

PARTICLES = word_class("patterns.particles")
PREPOSITIONS = word_class("patterns.prepositions")
GOVERNING = ("agree", "refuse", "threaten", "request", "begin", "cease", "apply")  # operators, the first that fits wins
SELECTIONS = 1_000  # selections of patterns kept for each verb
NO_WORDS: frozenset[str] = frozenset()
LONG = 6  # the weight of a pattern of a noun with another word: "air STRIKE", "treaty of peace"
_CLASS = re.compile(r"@\{([\w.]+)\}")  # a word class in a pattern
LOOSE = word_class("patterns.loose")
STANDING = word_class("patterns.standing")
COOPERATIVE = word_class("patterns.cooperative")
OFFICE_HEADS = word_class("epithets.office_heads")


@dataclass(slots=True)
class Pattern:
    """One pattern: what must stand with the verb (or noun), and the prepositions that bring the recipient.

    Nothing changes one once it is made; it is not frozen, as there are thousands and frozen ones take thrice as long.
    """

    type: str
    mode: str
    lemma: str
    particle: str = ""
    nouns: tuple[str, ...] = ()  # words of the object noun, the head last
    fixed: tuple[str, str] = ("", "")  # a preposition and its noun: "bring to justice"
    of: str = ""  # of what that noun must be: "drop from list of partner"
    prepositions: tuple[str, ...] = ()
    reverse: bool = False
    mutual: bool = False
    name: str = ""
    on_state: str = ""  # the type it has when a state, or what is a state's, is the recipient
    strict: bool = False  # it fits only with one of its prepositions
    own: bool = False  # of the user's own file
    weight: int = field(init=False, default=0)  # how specific the pattern is
    wanted: frozenset[str] = field(init=False, default=frozenset())  # without any of these prepositions it cannot fit

    def __post_init__(self) -> None:
        """Reckon the weight, and what to look for first, once."""
        wanted = self.fixed[:1] if self.fixed[0] else () if self.nouns else self.prepositions
        self.wanted = _as_set(wanted) if wanted else NO_WORDS
        weight = 3 * len(self.nouns) + 2 * bool(self.particle) + 3 * bool(self.fixed[0]) + bool(self.prepositions)
        self.weight = weight + 3 * bool(self.of)


class Group(NamedTuple):
    """What the patterns of one group, or of one operator, have in common."""

    type: str
    mode: str = ""
    reverse: bool = False
    mutual: bool = False
    on_state: str = ""
    strict: bool = False
    own: bool = False


@lru_cache(maxsize=2_000)
def _as_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


class VerbPatterns:
    """The patterns of one verb: those that want a noun with it, by the noun, and the others."""

    __slots__ = ("_fitting", "alone", "bare", "nouns", "particles", "plain", "prepositions", "with_noun")

    def __init__(self) -> None:
        self.plain: list[Pattern] = []
        self.with_noun: dict[str, list[Pattern]] = {}
        # the words that some pattern wants, once sorted; a noun may also stand behind a preposition: "bring to JUSTICE"
        self.nouns = self.particles = self.prepositions = NO_WORDS
        self.bare: tuple[Pattern, ...] | None = None  # those that want none of them, once they are asked for
        self.alone = NO_WORDS  # types of act that the verb tells without a preposition
        self._fitting: dict[tuple[frozenset[str], ...], tuple[Pattern, ...]] = {}  # what `that_fit` found

    def add(self, pattern: Pattern) -> None:
        """Add a pattern where it will be looked for; one of the user's own in the place of those of the same words."""
        if pattern.own:
            for patterns in (self.plain, *self.with_noun.values()):
                patterns[:] = [other for other in patterns if not _same_words(other, pattern)]
        noun = pattern.nouns[-1] if pattern.nouns else ""
        if not noun or noun in LOOSE:
            self.plain.append(pattern)
        elif noun in self.with_noun:
            self.with_noun[noun].append(pattern)
        else:
            self.with_noun[noun] = [pattern]

    def sort(self) -> None:
        """Reckon which words the patterns want."""
        patterns = [*self.plain, *chain.from_iterable(self.with_noun.values())]
        self.nouns = frozenset([*self.with_noun, *[pattern.fixed[1] for pattern in patterns]]) - {""}
        self.particles = frozenset([pattern.particle for pattern in patterns]) - {"", "as"}
        self.prepositions = NO_WORDS.union(*[pattern.wanted for pattern in patterns])
        self.bare = None
        alone = [each.type for each in self.plain if not (each.particle or each.prepositions)]
        self.alone = frozenset(filter(None, alone))
        self._fitting.clear()

    def that_fit(self, nouns: list[str], prepositions: list[str], near: list[str]) -> tuple[Pattern, ...]:
        """Return the patterns of which noun, preposition and particle are there, the most specific first.

        The particle "as" is still to be looked for.
        """
        named = self.nouns.intersection(nouns) if nouns else NO_WORDS
        brought = self.prepositions.intersection(prepositions) if prepositions else NO_WORDS
        particles = self.particles.intersection(near) if near else NO_WORDS
        if not (named or brought or particles):
            if self.bare is None:
                self.bare = self._find_fitting(NO_WORDS, NO_WORDS, NO_WORDS)
            return self.bare
        there = (named, brought, particles)
        found = self._fitting.get(there)
        if found is None:
            found = self._find_fitting(*there)
            if len(self._fitting) < SELECTIONS:
                self._fitting[there] = found
        return found

    def _find_fitting(
        self, nouns: frozenset[str], prepositions: frozenset[str], particles: frozenset[str]
    ) -> tuple[Pattern, ...]:
        patterns = [pattern for noun in sorted(nouns) for pattern in self.with_noun.get(noun, ())] + self.plain
        found = [
            pattern
            for pattern in patterns
            if not (pattern.wanted and pattern.wanted.isdisjoint(prepositions))
            and (not pattern.fixed[1] or pattern.fixed[1] in nouns)
            and (pattern.particle in ("", "as") or pattern.particle in particles)
        ]
        return tuple(sorted(found, key=_by_weight))


def _by_weight(pattern: Pattern) -> tuple[int, bool, str]:
    """The most specific first, of those the user's own."""
    return -pattern.weight, not pattern.own, pattern.name


def _same_words(one: Pattern, other: Pattern) -> bool:
    """Whether two patterns stand for the same words; the prepositions may stand in another order."""
    words = attrgetter("lemma", "particle", "nouns", "fixed", "of")
    return bool(words(one) == words(other)) and set(one.prepositions) == set(other.prepositions)


@dataclass(slots=True)
class Patterns:
    """All patterns, by the verb or by the head noun, and the operators, by name."""

    verbs: dict[str, VerbPatterns] = field(default_factory=dict)
    nouns: dict[str, list[Pattern]] = field(default_factory=dict)
    operators: dict[str, dict[str, list[Pattern]]] = field(default_factory=dict)
    ties: dict[str, str] = field(default_factory=dict)  # nouns of standing ties and their types
    governing: dict[str, list[tuple[str, Pattern]]] = field(default_factory=dict)  # operators over a verb, by lemma
    brought: dict[str, frozenset[str]] = field(default_factory=dict)  # prepositions that some pattern of a noun wants
    types: dict[str, frozenset[str]] = field(default_factory=dict)  # types of act that a noun may name
    short: dict[str, list[Pattern]] = field(default_factory=dict)  # those of a noun that want no further word with it
    longer: dict[str, frozenset[str]] = field(
        default_factory=dict
    )  # of the others the words, one of which must be there
    vowing: frozenset[str] = NO_WORDS  # verbs that vow or threaten what another verb says

    def words(self) -> set[str]:
        """Return every verb that a pattern begins with."""
        return set(self.verbs).union(*self.operators.values())

    def types_of(self, noun: str) -> set[str]:
        """Return the types of act that a noun may name."""
        return set(self.types.get(noun, ()))

    def told_alone(self, lemma: str) -> frozenset[str]:
        """Return the types of act that a verb tells without a preposition."""
        verb = self.verbs.get(lemma)
        return verb.alone if verb is not None else NO_WORDS

    def sort(self) -> None:
        """Put the most specific pattern of each word first."""
        for verb in self.verbs.values():
            verb.sort()
        for table in (self.nouns, *self.operators.values()):
            for patterns in table.values():
                patterns.sort(key=_by_weight)
        for noun, patterns in self.nouns.items():
            mutual = ["of"] if any(pattern.mutual for pattern in patterns) else []
            self.brought[noun] = frozenset(mutual).union(*[pattern.prepositions for pattern in patterns])
            self.types[noun] = frozenset([pattern.type for pattern in patterns])
            self.short[noun] = [pattern for pattern in patterns if pattern.weight < LONG]
            longer = [set(pattern.nouns) - {noun} or {noun} for pattern in patterns if pattern.weight >= LONG]
            self.longer[noun] = NO_WORDS.union(*longer)
        self.vowing = frozenset((*self.operators["agree"], *self.operators["threaten"]))
        for name in GOVERNING:
            for lemma, patterns in self.operators[name].items():
                self.governing.setdefault(lemma, []).extend((name, pattern) for pattern in patterns)


def load_patterns(paths: Iterable[Path] = ()) -> Patterns:
    """Read graphkit's own patterns and those of the files given, which have the same form.

    Where the words are equal, a pattern of the files takes the place of graphkit's own.

    Raises
    ------
    DataError
        If something in a file is not right; ``problems`` lists every fault.
    """
    patterns = Patterns()
    try:
        _add(patterns, tomllib.loads(read_data("events.toml")), own=False)
    except (ValueError, LookupError, TypeError, AttributeError):  # somebody mends it: which group is wrong, and how
        from graphkit.extract.rules.checking import check_built_in

        check_built_in()
        raise
    for path in paths:
        from graphkit.extract.rules.checking import read_patterns

        _add(patterns, read_patterns(path), own=True)
    patterns.sort()
    return patterns


def _add(patterns: Patterns, data: dict[str, Any], *, own: bool) -> None:
    for group in data.get("events", ()):
        flags = group.get("mutual", False), group.get("on_state", ""), group.get("strict", False)
        common = Group(group["type"], group.get("mode", ""), False, *flags, own)
        _add_verbs(patterns.verbs, group.get("verbs", ""), common)
        _add_verbs(patterns.verbs, group.get("received", ""), common._replace(reverse=True))
        for phrase in _phrases(group.get("nouns", "")):
            for pattern in _read_phrase(phrase, parse_noun, common):
                _store(patterns.nouns, pattern)
    for name, text in data.get("ties", {}).items():
        for phrase in _phrases(text):
            patterns.ties.update(dict.fromkeys(expand_classes(phrase), name))
    for name, text in data.get("operators", {}).items():
        table = patterns.operators.setdefault(name, {})
        for phrase in _phrases(text):
            for pattern in _read_phrase(phrase, parse_verb, Group(name, own=own)):
                _store(table, pattern)


def _add_verbs(verbs: dict[str, VerbPatterns], text: str, group: Group) -> None:
    for phrase in _phrases(text):
        for pattern in _read_phrase(phrase, parse_verb, group):
            if pattern.lemma not in verbs:
                verbs[pattern.lemma] = VerbPatterns()
            verbs[pattern.lemma].add(pattern)


def _phrases(text: str) -> Iterator[str]:
    for phrase in map(str.strip, text.replace("\n", ",").split(",")):
        if phrase and not phrase.endswith("-no"):
            yield phrase


def _read_phrase(phrase: str, read: Callable[[str, Group], Pattern], group: Group) -> Iterable[Pattern]:
    """Return the patterns that a phrase stands for; one with a word class inside is read once for all its words."""
    if "@{" not in phrase:
        return (read(phrase, group),)
    inside = _CLASS.search(phrase, 1)
    if inside is not None and phrase.count("@{") == 1:
        return _with_each_word(read(phrase, group), inside[0], class_words(inside[1]), group)
    return [read(each, group) for each in expand_classes(phrase)]


def _with_each_word(pattern: Pattern, kind: str, words: Iterable[str], group: Group) -> Iterator[Pattern]:
    """Yield a pattern with each of some words in the place of the word class that its phrase has."""
    lemma, nouns, fixed, of, name = pattern.lemma, pattern.nouns, pattern.fixed, pattern.of, pattern.name
    for word in words:
        one = singular(word)
        yield _make(
            one if lemma == kind else lemma,
            pattern.particle,
            tuple([one if noun == kind else noun for noun in nouns]),
            (fixed[0], one) if fixed[1] == kind else fixed,
            one if of == kind else of,
            pattern.prepositions,
            name.replace(kind, word),
            group,
        )


def expand_classes(phrase: str) -> list[str]:
    """Return a phrase with each word of a class in the place of the class.

    Raises
    ------
    ValueError
        If no class, or more than one, has the name.

    Examples
    --------
    >>> expand_classes("send @{forces.ships} to")[:2]
    ['send warship to', 'send frigate to']
    """
    match = _CLASS.search(phrase)
    if match is None:
        return [phrase]
    before, after = phrase[: match.start()], phrase[match.end() :]
    return [whole for word in class_words(match[1]) for whole in expand_classes(before + word + after)]


def _store(table: dict[str, list[Pattern]], pattern: Pattern) -> None:
    patterns = table.setdefault(pattern.lemma, [])
    if pattern.own:
        patterns[:] = [other for other in patterns if not _same_words(other, pattern)]
    patterns.append(pattern)


def parse_verb(phrase: str, group: Group) -> Pattern:
    """Read a verb pattern.

    Examples
    --------
    >>> pattern = parse_verb("open fire on|at", Group("ASSAULT"))
    >>> pattern.lemma, pattern.nouns, pattern.prepositions
    ('open', ('fire',), ('on', 'at'))
    >>> pattern = parse_verb("call off strike", Group("CONCEDE"))
    >>> pattern.particle, pattern.nouns
    ('off', ('strike',))
    """
    words = phrase.split()
    lemma, rest = words[0], words[1:]
    prepositions: tuple[str, ...] = ()
    particle, fixed = "", ("", "")
    if rest and rest[-1] == "as":
        particle = rest.pop()
    if (
        rest
        and (rest[-1] in PREPOSITIONS or "|" in rest[-1])
        and not (len(rest) == 1 and (rest[0] in _ALWAYS or f"{lemma}-{rest[0]}" in _PHRASAL))
    ):
        prepositions = tuple(rest.pop().split("|"))
    if not particle and rest and rest[0] in PARTICLES and not (len(rest) > 1 and rest[0] in _NOT_FIRST):
        particle = rest.pop(0)
    if not particle and len(rest) > 1 and rest[-1] in _ALWAYS:
        particle = rest.pop()  # "pull troops OUT of"
    if particle == "out" and "of" in prepositions:
        prepositions = (*prepositions, "out")
    of = ""
    if len(rest) >= 4 and rest[-2] == "of" and rest[-4] in PREPOSITIONS:
        of, rest = singular(rest[-1]), rest[:-2]
    if len(rest) >= 2 and rest[-2] in PREPOSITIONS:
        fixed = (rest[-2], singular(rest[-1]))
        rest = rest[:-2]
        if particle == "out" and fixed[0] == "of":
            fixed = ("out", fixed[1])  # "let OUT OF PRISON"
    nouns = tuple([singular(word) for word in rest])
    return _make(lemma, particle, nouns, fixed, of, prepositions, _slug(words), group)


def _make(
    lemma: str,
    particle: str,
    nouns: tuple[str, ...],
    fixed: tuple[str, str],
    of: str,
    prepositions: tuple[str, ...],
    name: str,
    group: Group,
) -> Pattern:
    """Return a pattern; its fields are given by their places, which takes half the time."""
    type_, mode, reverse, mutual, on_state, strict, own = group
    return Pattern(
        type_, mode, lemma, particle, nouns, fixed, of, prepositions, reverse, mutual, name, on_state, strict, own
    )


_ALWAYS, _PHRASAL = word_class("patterns.always"), word_class("patterns.phrasal")
_NOT_FIRST = word_class("patterns.not_first")


def parse_noun(phrase: str, group: Group) -> Pattern:
    """Read a noun pattern.

    Examples
    --------
    >>> pattern = parse_noun("air strike on|against", Group("ASSAULT"))
    >>> pattern.lemma, pattern.nouns, pattern.prepositions
    ('strike', ('air', 'strike'), ('on', 'against'))
    """
    words = phrase.split()
    name = _slug(words)
    prepositions: tuple[str, ...] = ()
    if len(words) > 1 and PREPOSITIONS.issuperset(words[-1].split("|")):
        prepositions = tuple(words.pop().split("|"))
    fixed = ("", "")
    if len(words) > 2 and words[-2] == "of":
        fixed = ("of", singular(words[-1]))
        words = words[:-2]
    nouns = tuple([singular(word) for word in words])
    return _make(nouns[-1], "", nouns, fixed, "", prepositions, name, group)


def _slug(words: list[str]) -> str:
    several = "|" in words[-1] and len(words) > 1 and PREPOSITIONS.issuperset(words[-1].split("|"))
    return "-".join(words[:-1] if several else words)


FAMILY_FIRST = word_class("memory.family_first")
FRIENDLY = {kind: int(worth) for kind, worth in word_table("memory.bonds").items()}
ARTICLES = class_words("memory.articles")
RECENT_PAIRS = 20
LONGEST_MEMORY = 400  # names and proposals kept, so that memory does not grow with the document

Known = tuple[str, str, str, str]  # id, kind, state, name to show


def known_parties(proposal: Proposal) -> tuple[Known, Known]:
    """Return who does it and to whom, as they are remembered."""
    return (
        (proposal.actor, proposal.actor_kind, proposal.actor_state, proposal.actor_name),
        (proposal.recipient, proposal.recipient_kind, proposal.recipient_state, proposal.recipient_name),
    )


class Acting(Protocol):
    """What is asked of a mention that is remembered; mentions know the memory, so that it does not know them."""

    kind: str
    named: bool
    state: str
    thing: bool

    @property
    def identity(self) -> str: ...  # noqa: D102

    @property
    def shown(self) -> str: ...  # noqa: D102


class Memory:
    """The coder's memory of one document."""

    __slots__ = (
        "acts",
        "agents",
        "answered",
        "asking",
        "author",
        "bearers",
        "between",
        "bonds",
        "claimant",
        "count",
        "date",
        "doer",
        "guessed",
        "home",
        "homes",
        "igo",
        "late",
        "names",
        "pairs",
        "present",
        "recent",
        "seat",
        "sentences",
        "silence",
        "since",
        "speaker",
        "spoken",
        "spoken_of",
        "subjects",
        "talker",
        "titles",
        "told",
        "visitor",
        "waiting",
    )

    def __init__(self, date: str = "") -> None:
        self.date = date
        self.names: dict[str, Known] = {}
        self.titles: dict[str, Known] = {}
        self.bearers: dict[str, list[tuple[int, Known]]] = {}  # of a family name, who has it, and where that is told
        self.subjects: Sequence[Acting] = []  # of the sentence before, the first subject first
        self.speaker: Known | None = None  # who was last said to say something
        self.spoken = 0  # in which sentence
        self.author: Known | None = None  # whose statement the document is
        self.told: list[Any] = []  # the last sentences, taken apart
        self.acts: dict[str, Known] = {}  # who did what a verb tells, by how the verb begins
        self.guessed: set[tuple[str, str]] = set()  # ids with the states that no words tell
        self.doer: Known | None = None  # who did what was told last
        self.claimant: Known | None = None  # who last said something
        self.home: Known | None = None  # whose section, statement or transcript it is, for "the government"
        self.homes: tuple[Known, ...] = ()  # whose section of a list it is
        self.talker: Known | None = None  # who speaks in a transcript
        self.asking = False  # in a transcript, that somebody asks
        self.present: Known | None = None  # who the text last said to be doing something now, to be "we"
        self.visitor: Known | None = None  # whose tour the text last told of
        self.igo: Known | None = None  # the organisation that last took part, to be "the bloc" further on
        self.seat = ""  # the state where the report was written, by its dateline
        self.sentences = 0
        self.since = 0  # where the item of a live blog begins
        self.silence = 0  # sentences since an actor was last a subject
        self.recent: list[tuple[int, Proposal]] = []
        self.between: dict[tuple[Any, str], int] = {}  # acts told between two, and of each type
        self.count = 0
        self.waiting: list[Waiting] = []  # answers to what may yet be told
        self.answered: dict[int, int] = {}  # which act each answers, by their positions
        self.late: dict[int, tuple[int, int, int]] = {}  # acts later called answers: to what, and the span that says so
        self.pairs: list[tuple[Known, Known]] = []  # of states that last acted on one another
        self.agents: dict[str, Acting] = {}  # "North Korean soldiers", by the noun
        self.spoken_of: dict[str, int] = {}  # how often a state or organisation was named
        self.bonds: dict[tuple[str, str], int] = {}  # of two states, friendly acts less hostile ones

    def meet(self, words: list[str], known: Known, title: str) -> None:
        """Remember a person by the short name that a text goes on to use."""
        if len(self.names) < LONGEST_MEMORY:
            short = words[0] if known[2] in FAMILY_FIRST else words[-1]
            if len(words) > 1:
                self.names.setdefault(short, known)
                if short.startswith(ARTICLES):
                    self.names.setdefault(short[3:], known)  # "Haider al-Abadi" is "Abadi" further on
            if len(words) > 1 or known[2]:
                self.names.setdefault(" ".join(words), known)
            if len(words) > 3:
                self.names.setdefault(" ".join(words[-2:]), known)  # "Andres Manuel LOPEZ OBRADOR"
        if title:
            self.titles[title] = known

    def end_sentence(self, subjects: Sequence[Acting]) -> None:
        """Keep the subjects of this sentence, or of the one before it, for the pronouns of the next."""
        self.sentences += 1
        self.silence = 0 if subjects else self.silence + 1
        if subjects or self.silence > 1:
            self.subjects = subjects

    def begin_item(self, start: int) -> None:
        """Let no pronoun and no "we" reach back where an item of a live blog begins; what it tells goes on."""
        self.since, self.subjects = start, []
        self.speaker = self.claimant = self.present = self.visitor = None

    def begin_section(self, start: int, states: tuple[Known, ...], subjects: Sequence[Acting]) -> None:
        """Begin what a list tells of one state, or of several together; nobody told before is meant in it."""
        self.begin_item(start)
        self.subjects = subjects  # "GHANA: It sent"
        self.home, self.homes = states[0] if len(states) == 1 else None, states
        if self.author is not None and self.author != self.home:
            self.author = None
        self.doer = None
        for told in (self.told, self.acts, self.agents, self.titles, self.pairs):
            told.clear()

    def speak_of(self, words: Sequence[Word]) -> None:
        """Remember the states and organisations that a sentence names."""
        times = self.spoken_of
        for word in words:
            if word.belongs:
                key = word.state if word.name is None else word.name[2] or word.name[0]
                if key in times or len(times) < LONGEST_MEMORY:
                    times[key] = times.get(key, 0) + 1

    def propose(self, proposal: Proposal) -> None:
        """Remember a proposal and its position in the document's list."""
        self.recent.append((self.count, proposal))
        self.count += 1
        one, other = proposal.actor_state or proposal.actor, proposal.recipient_state or proposal.recipient
        pair = (one, other) if one < other else (other, one)
        self.between[pair] = self.between.get(pair, 0) + 1
        self.between[pair, proposal.type] = self.between.get((pair, proposal.type), 0) + 1
        self._weigh(proposal)
        if len(self.recent) > LONGEST_MEMORY:
            del self.recent[: LONGEST_MEMORY // 2]

    def times_told(self, one: str, other: str, kind: str = "") -> int:
        """Return how often the text has told of an act, or one of a type, between two."""
        pair = (one, other) if one < other else (other, one)
        return self.between.get((pair, kind) if kind else pair, 0)

    def at(self, position: int) -> Proposal | None:
        """Return the proposal at a position, None where it is forgotten."""
        first = self.recent[0][0] if self.recent else self.count
        return self.recent[position - first][1] if 0 <= position - first < len(self.recent) else None

    def answer(self, position: int, answered: int) -> bool:
        """Remember that one act answers another, unless that leads back to it; return whether it does not."""
        at: int | None = answered
        while at is not None and at != position:
            at = self.answered.get(at)
        if at is None:
            self.answered[position] = answered
        return at is None

    def meet_pair(self, one: Known, other: Known) -> None:
        """Remember two states as those that "the two countries" may stand for."""
        self.pairs.append((one, other))
        if len(self.pairs) > 2 * RECENT_PAIRS:
            del self.pairs[:RECENT_PAIRS]

    def pair_of(self, state: str, *, friendly: bool = False) -> tuple[Known, ...]:
        """Return the last two states that acted on one another, or the last with a state among them."""
        for one, other in reversed(self.pairs):
            if (not state or state in (one[0], other[0])) and not (friendly and self.bond(one[0], other[0]) < 0):
                return one, other
        return ()

    def together(self) -> tuple[str, ...]:
        """Return the two states that did together what was proposed last."""
        if not self.recent:
            return ()
        last = self.recent[-1][1]
        same = [one for _, one in self.recent[-4:] if (one.start, one.type) == (last.start, last.type)]
        states = tuple(dict.fromkeys(one.actor_state for one in same if one.actor_state))
        return states if len(states) == 2 and len({one.actor for one in same}) == 2 else ()

    def foes(self, *apart: str) -> tuple[Known, ...]:
        """Return the two states of which the most hostile acts were told, but for some; the last of several pairs."""
        found: tuple[Known, ...] = ()
        worst = 0
        for one, other in self.pairs[::-1]:
            bond = self.bond(one[0], other[0])
            if bond < worst and one[0] not in apart and other[0] not in apart:
                found, worst = (one, other), bond
        return found

    def bond(self, one: str, other: str) -> int:
        """Return how many friendly acts more than hostile ones of two states the document has told."""
        return self.bonds.get((min(one, other), max(one, other)), 0)

    def _weigh(self, proposal: Proposal) -> None:
        worth = FRIENDLY.get(proposal.type, 0)
        one, other = proposal.actor_state, proposal.recipient_state
        if one > other:
            one, other = other, one
        if worth and one and one != other and (len(self.bonds) < LONGEST_MEMORY or (one, other) in self.bonds):
            self.bonds[one, other] = self.bonds.get((one, other), 0) + worth


Name = tuple[str, str, str]  # id, kind, state
HOLDING = ("-led", "-held", "-controlled", "-flagged", "-owned", "-registered", "-operated")  # "RUSSIAN-HELD Crimea"
LONGEST_WORD = 60  # characters of a word that is worth remembering
WORDS_KEPT = 60_000  # words kept in the memory of one process; later unknown ones are described anew each time


class Dictionary:
    """Everything the coder looks up.  Make one with `load_dictionary` and use it for as many documents as you like."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.lexicon = Lexicon(patterns.words(), {word for word in patterns.nouns if word in patterns.verbs})
        self.names: dict[str, Name] = {}
        self.adjectives: dict[str, str] = {}
        self.states: set[str] = set()
        self.seats: set[str] = set()  # capitals and seats of government
        self.places: set[str] = set()  # those, and other places within a state
        self.contexts = _contexts()
        self.posts: set[str] = set()  # titles of several words
        self.agents: dict[str, str] = {}
        self.titles: dict[str, str] = {}  # id -> name to show
        self.short_names: dict[str, Known] = {}  # family names of leaders
        self.namesakes: dict[str, list[tuple[str, str, Known]]] = {}  # of those that several had, from year to year
        self.shared_names: dict[str, list[Known]] = {}  # those that leaders of two states have: only the text tells
        self.starts: dict[str, dict[str, list[tuple[str, ...]]]] = {}  # names by their first and second word
        names = ("agree", "refuse", "threaten", "request", "begin", "cease", "light", "cease_light")
        self.active = set(patterns.verbs).union(*(patterns.operators.get(name, {}) for name in names))
        self.seen: dict[str, Word] = {}  # the memory of words
        self.pieces: dict[str, Piece] = {}  # the memory of text between two blanks

    def add_name(self, text: str, name: Name) -> None:
        """Let ``text`` name the actor."""
        text = text.replace("’", "'")
        self.names[text] = name
        self._forget(text)

    def add_place(self, text: str, state: str) -> None:
        """Let ``text`` name a place within a state."""
        if text not in self.names:
            self.add_name(text, (slug(text), "other", state))
            self.titles.setdefault(slug(text), text)
            self.places.add(text)

    def add_adjective(self, text: str, state: str) -> None:
        """Let ``text``, as an adjective, belong to the state or group."""
        self.adjectives[text] = state
        self._forget(text)

    def add_post(self, text: str) -> None:
        """Let ``text``, of several words, be the title of persons."""
        self.posts.add(text)
        self._forget(text)

    def _forget(self, text: str) -> None:
        """Let the name be found when it has several words, and drop what was remembered without it."""
        parts = tuple(split_name(text))
        if len(parts) > 1:
            self.starts.setdefault(parts[0], {}).setdefault(parts[1], []).append(parts[2:])
            self.seen.pop(parts[0], None)
        self.seen.pop(text, None)
        self.pieces.clear()

    def state_of(self, word: Word) -> str:
        """Return the state that a word names, or belongs to as an adjective; blank where it is none."""
        state = word.state or (word.name[2] if word.name is not None else "")
        return state if state in self.states else ""

    def known_state(self, state: str) -> Known:
        """Return a state as it is remembered."""
        return state, "state", state, self.titles[state]

    def leader(self, family: str, date: str) -> Known | None:
        """Return the leader that a family name alone means, in the year of a text where several had it."""
        for since, until, known in self.namesakes.get(family, ()):
            if since <= date[:4] <= until and date[:4].isdigit():
                return known
        return self.short_names.get(family)

    def finish(self) -> None:
        """Put longer names before shorter ones, and leave out family names that say nothing alone."""
        for short in self.shared_names:
            self.short_names.pop(short, None)
        for seconds in self.starts.values():
            for rests in seconds.values():
                rests.sort(key=len, reverse=True)

    def word(self, text: str) -> Word:
        """Return the description of a word or of a name of several words."""
        found = self.seen.get(text)
        if found is None:
            found = self._describe(text)
            if len(self.seen) < WORDS_KEPT and len(text) <= LONGEST_WORD:
                self.seen[text] = found
        return found

    def first_word(self, word: Word) -> Word:
        """Return the description of the first word of a sentence, whose capital says nothing when the word is known."""
        if word.tag == "P" and word.name is None and (word.text in self.lexicon.tags or word.text in self.agents):
            return self.word(word.text)
        return word

    def spelling(self, word: str) -> str:
        """Return how a word that stands in capitals is written elsewhere: a name with a capital, others without."""
        if word in self.names or word in self.adjectives:
            return word
        title, small = word.title(), word.lower()
        known = self.names.get(title)
        if known is not None and known[1] == "company" and self.lexicon.describe(small).lemma:
            return small  # "TROOPS SHELL CHAD"
        return title if known is not None or title in self.adjectives else small

    def remember_piece(self, text: str, piece: Piece) -> None:
        """Keep the words of a piece of text without blanks, as long as there is room for them."""
        if len(self.pieces) < WORDS_KEPT and len(self.seen) < WORDS_KEPT and len(text) <= LONGEST_WORD:
            self.pieces[text] = piece

    def _describe(self, text: str) -> Word:
        word = self.lexicon.describe(text)
        word.written = text
        seconds = self.starts.get(text)
        if seconds:
            word.seconds, word.special, word.leads = seconds, word.special | LEADS, True
        plain = text if text.isascii() else text.replace("’", "'")
        name = self.names.get(plain) or (None if plain.isascii() else self.names.get(unaccented(plain)))
        state = self.adjectives.get(plain, "")
        if name:
            word.name, word.tag, word.lemma = name, "P", ""
            if " court of " in text.lower() or name[0] == "wto":
                word.noun = "court"
            elif name[0] == "un-security-council":
                word.noun = "council"
        elif state or plain in self.adjectives:
            word.tag, word.lemma = "J", ""
        agent = self.agents.get(word.text) or self.agents.get(word.noun, "")
        if text in self.posts:
            agent, word.title, word.tag, word.noun = "person", True, "P", "secretary"
        if agent:
            word.agent = agent
            if word.tag in "aEGVvJ" and word.text not in self.lexicon.lemmas:
                word.tag = "N"
            elif word.tag in "Vv":
                word.tag = "z" if word.tag == "V" else "a"
        if not state and text.endswith(HOLDING):
            state = self._leading(text.rsplit("-", 1)[0])
            word.tag = "J" if state else word.tag
        if name or state:
            word.state, word.belongs = state, True
        noun, patterns = word.noun, self.patterns
        word.special |= SPECIAL_NOUNS.get(noun, 0)
        somebody = word.belongs or word.agent or word.special & EPITHET
        word.plain = not somebody and word.text not in OFFICE_HEADS
        word.event = noun in patterns.nouns
        if noun in patterns.ties:
            word.special |= TIE
        contexts = self.contexts.get(word.text)
        if contexts:
            word.contexts, word.special = contexts, word.special | TOPICAL
        return word

    def _leading(self, text: str) -> str:
        """Return the state in "Saudi-led"."""
        name = self.names.get(text)
        return name[2] if name else self.adjectives.get(text, "")


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return every word and name that the dictionary has."""
    dictionary = load_dictionary()
    return frozenset((*dictionary.lexicon.tags, *dictionary.agents, *dictionary.names, *dictionary.adjectives))


def unaccented(text: str) -> str:
    """Return a name without the accents of Latin letters."""
    import unicodedata

    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))


def split_name(text: str) -> list[str]:
    """Split a name into the tokens that the tokenizer makes of it."""
    if text.replace(" ", "").isalpha():
        return text.split(" ")  # as of nearly every name: letters alone are a token
    return [match.group() for match in TOKEN.finditer(text)]


def load_dictionary(*, actors: Iterable[str | Path] = (), patterns: Iterable[str | Path] = ()) -> Dictionary:
    """Return the coder's own dictionary, with the user's files of actors and of patterns added.

    ``actors`` are CSV files with the columns ``id``, ``kind``, ``names`` and, if wanted, ``adjectives`` and ``state``;
    several names are separated by ``;``.  ``patterns`` are TOML files in the form of the package's own
    ``extract/data/events.toml``.  The result is cached by the paths.

    Raises
    ------
    DataError
        If a file cannot be read, or something in it is not right; ``problems`` lists every fault.

    Examples
    --------
    >>> load_dictionary().names["Pyongyang"]
    ('PRK', 'state', 'PRK')
    """
    return _load(tuple(map(str, actors)) if actors else (), tuple(map(str, patterns)) if patterns else ())


@lru_cache(maxsize=8)
def _load(actors: Sequence[str], patterns: Sequence[str]) -> Dictionary:
    dictionary = Dictionary(load_patterns([Path(path) for path in patterns]))
    _add_states(dictionary)
    _add_table(dictionary, csv.DictReader(io.StringIO(read_data("organisations.csv"))))
    for row in csv.DictReader(io.StringIO(read_data("places.csv"))):
        for place in row["places"].split(";"):
            dictionary.add_place(place, row["id"])
    for post in word_class("dictionary.posts"):
        dictionary.add_post(post.replace("_", " "))
    _add_own(dictionary, actors)
    _add_agents(dictionary)
    dictionary.finish()
    return dictionary


def _add_own(dictionary: Dictionary, actors: Iterable[str]) -> None:
    """Add files of one's own; what checks them is loaded only where there are any."""
    for path in actors:
        from graphkit.extract.rules.checking import read_actors

        _add_table(dictionary, read_actors(path))


def _add_states(dictionary: Dictionary) -> None:
    for row in csv.DictReader(io.StringIO(read_data("leaders.csv"))):
        state = load_states()[row["id"]]
        dictionary.titles[state.id] = state.name
        dictionary.states.add(state.id)
        dictionary.seats.update(state.metonyms)
        dictionary.places.update(dictionary.seats)
        for text in (*state.names, *state.metonyms):
            dictionary.add_name(text, (state.id, "state", state.id))
        if state.capital and state.capital not in state.metonyms:  # "Santiago", in a text that names Chile
            dictionary.shared_names.setdefault(unaccented(state.capital).lower(), []).append(
                dictionary.known_state(state.id)
            )
        for text in state.people:
            dictionary.add_name(text, (f"{text.lower().replace(' ', '-')}", "other", state.id))
            dictionary.titles[text.lower().replace(" ", "-")] = text
        for text in state.adjectives:
            dictionary.add_adjective(text, state.id)
        for text in filter(None, (row["leaders"] or "").split(";")):
            _add_leader(dictionary, text.split("|"), state.id)
    for region in word_class("names.of_regions"):
        dictionary.add_adjective(region.replace("_", " ").title(), "")  # "LATIN AMERICAN leaders" are not the USA's
    for row in csv.DictReader(io.StringIO(read_data("namesakes.csv"))):
        name = dictionary.names[row["leader"]]
        known = (*name, dictionary.titles[name[0]])
        dictionary.namesakes.setdefault(row["family"], []).append((row["since"], row["until"], known))


def _add_leader(dictionary: Dictionary, spellings: Sequence[str], state: str) -> None:
    """Make a leader known by every spelling of the name; the first makes the id."""
    identity = slug(spellings[0])
    dictionary.titles.setdefault(identity, spellings[0])
    for text in spellings:
        dictionary.add_name(text, (identity, "person", state))
    _add_short(dictionary, spellings, (identity, "person", state, dictionary.titles[identity]))


def _add_short(dictionary: Dictionary, spellings: Sequence[str], known: Known) -> None:
    """Make a person known by the family name alone, unless leaders of two states have it."""
    for parts in (text.lower().split() for text in spellings):
        if len(parts) > 1:
            short = parts[0] if known[2] in FAMILY_FIRST else parts[-1]
            first = dictionary.short_names.setdefault(short, known)
            if first[2] != known[2] and first[2] not in FAMILY_FIRST:
                dictionary.shared_names.setdefault(short, [first]).append(known)


def _add_table(dictionary: Dictionary, rows: Iterable[dict[str, str]]) -> None:
    for row in rows:
        names = [name.strip() for name in (row.get("names") or row.get("name") or "").split(";") if name.strip()]
        names += [name.strip() for name in (row.get("aliases") or "").split(";") if name.strip()]
        if not names:
            continue
        kind = row.get("kind") or "other"
        state = row.get("state") or (row["id"] if kind == "state" else "")
        dictionary.titles[row["id"]] = names[0]
        for name in names:
            dictionary.add_name(name, (row["id"], kind, state))
        if kind == "other" and state:
            dictionary.places.update(names)
        if kind == "person":
            _add_short(dictionary, names, (row["id"], kind, state, names[0]))
        for adjective in filter(None, (row.get("adjectives") or "").split(";")):
            dictionary.add_adjective(adjective.strip(), row["id"])


def _add_agents(dictionary: Dictionary) -> None:
    data = tomllib.loads(read_data("agents.toml"))
    for kind, text in data.items():
        for noun in text.split():
            dictionary.agents.setdefault(noun, kind)
            dictionary.agents.setdefault(singular(noun), kind)


def _contexts() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for context, text in tomllib.loads(read_data("contexts.toml")).items():
        for word in text.split():
            table[word] = (*table.get(word, ()), context)
    return table


@lru_cache(maxsize=20_000)
def slug(text: str) -> str:
    """Return an id made of the words: lower case, joined with hyphens.

    Examples
    --------
    >>> slug("Kim Jong Un")
    'kim-jong-un'
    """
    if text.isascii():
        return _hyphened(text.lower())
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _hyphened(plain) or _hyphened(text.lower())


def _hyphened(text: str) -> str:
    text = text.replace("'", "")
    if not text.replace(" ", "").isalnum():
        text = "".join([c if c.isalnum() else " " for c in text])
    return "-".join(text.split())
