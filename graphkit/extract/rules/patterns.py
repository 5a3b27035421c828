"""The event patterns: which verbs and nouns name which type of event, and where its recipient stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from graphkit.extract.rules.classes import class_words, read_data, word_class
from graphkit.extract.rules.english import singular

PARTICLES = word_class("patterns.particles")
PREPOSITIONS = word_class("patterns.prepositions")
GOVERNING = ("agree", "refuse", "threaten", "request", "begin", "cease")  # operators, the first that fits wins
MEMORY = 1_000  # selections of patterns kept for each verb
NO_WORDS: frozenset[str] = frozenset()
_CLASS = re.compile(r"@\{([\w.]+)\}")  # a word class in a pattern
LOOSE = word_class("patterns.loose")
STANDING = word_class("patterns.standing")
COOPERATIVE = word_class("patterns.cooperative")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: what must stand with the verb (or noun), and the prepositions that bring the recipient."""

    type: str
    mode: str
    lemma: str
    particle: str = ""
    nouns: tuple[str, ...] = ()  # words of the object noun, the head last
    fixed: tuple[str, str] = ("", "")  # a preposition and its noun: "bring to justice"
    prepositions: tuple[str, ...] = ()
    reverse: bool = False
    mutual: bool = False
    name: str = ""
    on_state: str = ""  # the type it has when a state, or what is a state's, is the recipient
    own: bool = False  # of the user's own file
    weight: int = field(init=False, default=0)  # how specific the pattern is
    wanted: frozenset[str] = field(init=False, default=frozenset())  # without any of these prepositions it cannot fit

    def __post_init__(self) -> None:
        """Reckon the weight, and what to look for first, once."""
        wanted = self.fixed[:1] if self.fixed[0] else () if self.nouns else self.prepositions
        object.__setattr__(self, "wanted", frozenset(wanted))
        weight = 3 * len(self.nouns) + 2 * bool(self.particle) + 3 * bool(self.fixed[0]) + bool(self.prepositions)
        object.__setattr__(self, "weight", weight)


class VerbPatterns:
    """The patterns of one verb: those that want a noun with it, by the noun, and the others."""

    __slots__ = ("_fitting", "bare", "nouns", "particles", "plain", "prepositions", "with_noun")

    def __init__(self) -> None:
        self.plain: list[Pattern] = []
        self.with_noun: dict[str, list[Pattern]] = {}
        # the words that some pattern wants, once sorted
        self.nouns = self.particles = self.prepositions = NO_WORDS
        self.bare: tuple[Pattern, ...] = ()  # those that want none of them
        self._fitting: dict[tuple[frozenset[str], ...], tuple[Pattern, ...]] = {}  # what `that_fit` found

    def add(self, pattern: Pattern) -> None:
        """Add a pattern where it will be looked for."""
        if pattern.nouns and pattern.nouns[-1] not in LOOSE:
            self.with_noun.setdefault(pattern.nouns[-1], []).append(pattern)
        else:
            self.plain.append(pattern)

    def sort(self) -> None:
        """Reckon which words the patterns want."""
        patterns = [*self.plain, *chain.from_iterable(self.with_noun.values())]
        self.nouns = frozenset(self.with_noun)
        self.particles = frozenset([pattern.particle for pattern in patterns]) - {"", "as"}
        self.prepositions = NO_WORDS.union(*[pattern.wanted for pattern in patterns])
        self.bare = self._find_fitting(NO_WORDS, NO_WORDS, NO_WORDS)
        self._fitting.clear()

    def that_fit(self, nouns: list[str], prepositions: list[str], near: list[str]) -> tuple[Pattern, ...]:
        """Return the patterns of which noun, preposition and particle are there, the most specific first.

        The particle "as" is still to be looked for.
        """
        named = self.nouns.intersection(nouns) if nouns else NO_WORDS
        brought = self.prepositions.intersection(prepositions) if prepositions else NO_WORDS
        particles = self.particles.intersection(near) if near else NO_WORDS
        if not (named or brought or particles):
            return self.bare
        there = (named, brought, particles)
        found = self._fitting.get(there)
        if found is None:
            found = self._find_fitting(*there)
            if len(self._fitting) < MEMORY:
                self._fitting[there] = found
        return found

    def _find_fitting(
        self, nouns: frozenset[str], prepositions: frozenset[str], particles: frozenset[str]
    ) -> tuple[Pattern, ...]:
        patterns = [pattern for noun in sorted(nouns) for pattern in self.with_noun[noun]] + self.plain
        found = [
            pattern
            for pattern in patterns
            if not (pattern.wanted and pattern.wanted.isdisjoint(prepositions))
            and (pattern.particle in ("", "as") or pattern.particle in particles)
        ]
        return tuple(sorted(found, key=_by_weight))

    def drop(self, pattern: Pattern) -> None:
        """Take out the patterns of the same words."""
        self.plain = [other for other in self.plain if not _same_words(other, pattern)]
        for noun, patterns in self.with_noun.items():
            self.with_noun[noun] = [other for other in patterns if not _same_words(other, pattern)]


def _by_weight(pattern: Pattern) -> tuple[int, bool, str]:
    """The most specific first, of those the user's own."""
    return -pattern.weight, not pattern.own, pattern.name


def _same_words(one: Pattern, other: Pattern) -> bool:
    """Whether two patterns stand for the same words; the prepositions may stand in another order."""
    words = attrgetter("lemma", "particle", "nouns", "fixed")
    return bool(words(one) == words(other)) and set(one.prepositions) == set(other.prepositions)


@dataclass(slots=True)
class Patterns:
    """All patterns, by the verb or by the head noun, and the operators, by name."""

    verbs: dict[str, VerbPatterns] = field(default_factory=dict)
    nouns: dict[str, list[Pattern]] = field(default_factory=dict)
    operators: dict[str, dict[str, list[Pattern]]] = field(default_factory=dict)
    ties: dict[str, str] = field(default_factory=dict)  # nouns of standing ties and their types
    governing: dict[str, list[tuple[str, Pattern]]] = field(default_factory=dict)  # operators over a verb, by lemma

    def words(self) -> set[str]:
        """Return every verb that a pattern begins with."""
        return set(self.verbs).union(*self.operators.values())

    def types_of(self, noun: str) -> set[str]:
        """Return the types of act that a noun may name."""
        return {pattern.type for pattern in self.nouns.get(noun, ())}

    def sort(self) -> None:
        """Put the most specific pattern of each word first."""
        for verb in self.verbs.values():
            verb.sort()
        for table in (self.nouns, *self.operators.values()):
            for patterns in table.values():
                patterns.sort(key=_by_weight)
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
    from graphkit.extract.rules.checking import read_patterns

    patterns = Patterns()
    _add(patterns, tomllib.loads(read_data("events.toml")), own=False)
    for path in paths:
        _add(patterns, read_patterns(path), own=True)
    patterns.sort()
    return patterns


def _add(patterns: Patterns, data: dict[str, Any], *, own: bool) -> None:
    for group in data.get("events", ()):
        common = {"type": group["type"], "mode": group.get("mode", ""), "mutual": group.get("mutual", False)}
        common |= {"on_state": group.get("on_state", ""), "own": own}
        for phrase in _phrases(group.get("verbs", "")):
            _store_verb(patterns, parse_verb(phrase, **common))
        for phrase in _phrases(group.get("received", "")):
            _store_verb(patterns, parse_verb(phrase, reverse=True, **common))
        for phrase in _phrases(group.get("nouns", "")):
            _store(patterns.nouns, parse_noun(phrase, **common))
    for name, text in data.get("ties", {}).items():
        patterns.ties.update(dict.fromkeys(_phrases(text), name))
    for name, text in data.get("operators", {}).items():
        table = patterns.operators.setdefault(name, {})
        for phrase in _phrases(text):
            _store(table, parse_verb(phrase, type=name, mode="", own=own))


def _store_verb(patterns: Patterns, pattern: Pattern) -> None:
    verb = patterns.verbs.setdefault(pattern.lemma, VerbPatterns())
    if pattern.own:
        verb.drop(pattern)
    verb.add(pattern)


def _phrases(text: str) -> Iterator[str]:
    for phrase in text.replace("\n", ",").split(","):
        if phrase.strip() and not phrase.strip().endswith("-no"):
            yield from expand_classes(phrase.strip()) if "@{" in phrase else (phrase.strip(),)


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


def parse_verb(phrase: str, **common: Any) -> Pattern:
    """Read a verb pattern.

    Examples
    --------
    >>> pattern = parse_verb("open fire on|at", type="ASSAULT", mode="")
    >>> pattern.lemma, pattern.nouns, pattern.prepositions
    ('open', ('fire',), ('on', 'at'))
    >>> pattern = parse_verb("call off strike", type="CONCEDE", mode="")
    >>> pattern.particle, pattern.nouns
    ('off', ('strike',))
    """
    lemma, *rest = phrase.split()
    prepositions: tuple[str, ...] = ()
    particle, fixed = "", ("", "")
    if rest and rest[-1] == "as":
        particle = rest.pop()
    if (
        rest
        and (set(rest[-1].split("|")) <= PREPOSITIONS or "|" in rest[-1])
        and not (len(rest) == 1 and rest[0] in _ALWAYS)
    ):
        prepositions = tuple(rest.pop().split("|"))
    if not particle and rest and rest[0] in PARTICLES and not (len(rest) > 1 and rest[0] in _NOT_FIRST):
        particle = rest.pop(0)
    if not particle and len(rest) > 1 and rest[-1] in _ALWAYS:
        particle = rest.pop()  # "pull troops OUT of"
    if particle == "out" and "of" in prepositions:
        prepositions = (*prepositions, "out")
    if len(rest) >= 2 and rest[-2] in PREPOSITIONS:
        fixed = (rest[-2], singular(rest[-1]))
        rest = rest[:-2]
    nouns = tuple(singular(word) for word in rest)
    return Pattern(
        lemma=lemma,
        particle=particle,
        nouns=nouns,
        fixed=fixed,
        prepositions=prepositions,
        name=_slug(phrase),
        **common,
    )


_ALWAYS = word_class("patterns.always")
_NOT_FIRST = word_class("patterns.not_first")


def parse_noun(phrase: str, **common: Any) -> Pattern:
    """Read a noun pattern.

    Examples
    --------
    >>> pattern = parse_noun("air strike on|against", type="ASSAULT", mode="")
    >>> pattern.lemma, pattern.nouns, pattern.prepositions
    ('strike', ('air', 'strike'), ('on', 'against'))
    """
    words = phrase.split()
    prepositions: tuple[str, ...] = ()
    if len(words) > 1 and set(words[-1].split("|")) <= PREPOSITIONS:
        prepositions = tuple(words.pop().split("|"))
    fixed = ("", "")
    if len(words) > 2 and words[-2] == "of":
        fixed = ("of", singular(words[-1]))
        words = words[:-2]
    nouns = tuple(singular(word) for word in words)
    return Pattern(lemma=nouns[-1], nouns=nouns, fixed=fixed, prepositions=prepositions, name=_slug(phrase), **common)


def _slug(phrase: str) -> str:
    words = phrase.split()
    if len(words) > 1 and set(words[-1].split("|")) <= PREPOSITIONS and "|" in words[-1]:
        words = words[:-1]
    return "-".join(words)
