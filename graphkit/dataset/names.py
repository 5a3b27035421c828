"""New names against known actors: a suggestion with its score and its reason, never a decision."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from graphkit.errors import MissingDependency
from graphkit.gazetteer import state_named, state_of_people
from graphkit.model import Actor, fold_name

__all__ = ["METHODS", "AliasIndex", "AliasMatch", "dotted", "name_of_state", "normalise_name", "one_line", "plain_slug"]

METHODS = ("exact", "normalised", "fuzzy", "ambiguous", "new")
_NAMED = ("person", "other", "")  # an actor of a proposal may have no kind yet
_TAIL_SCORE = 90.0
_ORDER_SCORE = 98.0
_LEADING = re.compile(r"(?:the|a|an|mr|mrs|ms|dr|gen|sen|president|prime minister)\s+", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """What a name is held to be: ``actor`` is the id of the known actor it resembles, blank for none.

    ``method`` is one of ``METHODS``; ``score`` runs from 0 to 100; ``reason`` is a plain sentence.
    """

    name: str
    actor: str
    method: str
    score: float
    reason: str

    @property
    def is_certain(self) -> bool:
        """Whether the name is one the actor already has, give or take case, accents and an article."""
        return self.method in ("exact", "normalised")


@lru_cache(maxsize=65536)
def normalise_name(name: str) -> str:
    """Return a name word by word as `model.fold_name` folds it, without article, title or possessive.

    >>> normalise_name("The  Łódź-Group’s"), normalise_name("バイデン") == normalise_name("ハイデン")
    ('lodz group', False)
    """
    text = re.sub(r"['’](?:s\b)?", "", name.replace(".", ""))
    words = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in text).split()
    text = " ".join(map(fold_name, words))
    while (shorter := _LEADING.sub("", text, count=1) if _LEADING.match(text) else text) != text and shorter:
        text = shorter
    return text


_LINKS = frozenset(["of", "the", "for", "and", "s"])


@lru_cache(maxsize=65536)
def name_of_state(name: str) -> str:
    """Return a name that holds one state as that state and its other words in any order; blank for any other name.

    >>> [name_of_state(name) for name in ("China Coast Guard", "China's coast guard", "the Coast Guard of China")]
    ['CHN coast guard', 'CHN coast guard', 'CHN coast guard']
    >>> name_of_state("Chinese Coast Guard"), name_of_state("Embassy of China in Japan"), name_of_state("Chinese")
    ('CHN coast guard', '', '')
    """
    words = normalise_name(name).split()
    if not 2 <= len(words) <= 12:
        return ""
    states, rest, at = [], [], 0
    while at < len(words):
        found = next(((size, code) for size in (3, 2, 1) if (code := _state_in(words[at : at + size], size))), None)
        if found is None:
            rest.append(words[at])
        else:
            states.append(found[1])
        at += found[0] if found else 1
    others = sorted(word for word in rest if word not in _LINKS)
    return " ".join([*states, *others]) if len(states) == 1 and others else ""


def _state_in(words: list[str], size: int) -> str:
    """The state that so many words name, or whose people; blank for none."""
    text = " ".join(words)
    return "" if len(words) < size or len(text) < 4 else state_of_people(text) or state_named(text)


def one_line(text: str) -> str:
    r"""Return text on one line, without control characters and marks that change the direction of writing.

    >>> one_line("Kim\n Jong-un\x1b[2J")
    'Kim Jong-un [2J'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def dotted(text: str) -> str:
    r"""Return text of the same length that is safe to show: line breaks as blanks, unseen characters as dots.

    >>> dotted("one\ntwo\x1b[2J")
    'one two·[2J'
    """
    return _UNSEEN.sub("·", text.replace("\n", " ").replace("\t", " "))


def plain_slug(name: str) -> str:
    """Return the id that a new actor of this name gets: lower-case words joined by hyphens.

    >>> plain_slug("Volodymyr Zelenskyy")
    'volodymyr-zelenskyy'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    if slug:
        return slug
    import hashlib

    return "actor-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@dataclass(slots=True)
class AliasIndex:
    """The names of known actors, ready to be matched.

    Parameters
    ----------
    actors
        The actors of a dataset, with their aliases.
    threshold
        The lowest likeness, 0 to 100, at which a near name is suggested.

    Examples
    --------
    >>> index = AliasIndex([Actor("PRK", "North Korea", "state", ("DPRK",))])
    >>> index.match("the D.P.R.K.").actor
    'PRK'
    >>> index.match("Freedonia").reason
    'no known actor has a name like this: a new actor'
    """

    actors: Iterable[Actor]
    threshold: float = 85.0
    _exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _plain: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _surnames: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _tails: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _bare: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _alike: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put every name of every actor in its place."""
        for actor in self.actors:
            self.add(actor)

    def __contains__(self, actor: str) -> bool:
        """Whether an actor of this id is known."""
        return actor in self._names

    def add(self, actor: Actor) -> None:
        """Make one more actor known."""
        self._names[actor.id] = actor.name
        for name in _names_of(actor):
            self._exact[name].add(actor.id)
            if plain := normalise_name(name):
                self._plain[plain].add(actor.id)
            if actor.kind not in ("state", "person") and (alike := name_of_state(name)):
                self._alike[alike].add(actor.id)
        if actor.kind in _NAMED:
            self._bare[plain := normalise_name(actor.name)].add(actor.id)
            for tail in _tails(plain):
                self._tails[tail].add(actor.id)
        last = actor.name.split()[-1:] or [""]
        if actor.kind == "person" and last[0][:1].isupper() and " " in (plain := normalise_name(actor.name)):
            self._surnames[plain.rsplit(" ", 1)[1]].add(actor.id)

    def known(self, name: str) -> AliasMatch | None:
        """Return the actor that ``name`` is a name of, give or take case, accents and an article; else None."""
        if ids := self._exact.get(name):
            return self._certain(name, ids, "exact", "is a name of")
        if ids := self._plain.get(normalise_name(name)):
            return self._certain(name, ids, "normalised", "but for case, accents or an article is a name of")
        return None

    def match(self, name: str) -> AliasMatch:
        """Return what is known of ``name``: exact, then normalised, then fuzzy, else new.

        Raises
        ------
        MissingDependency
            If the name is not known as it is and ``rapidfuzz`` is not installed.
        """
        return self.known(name) or self.reordered(name) or self._near(name, normalise_name(name))

    def reordered(self, name: str) -> AliasMatch | None:
        """Return the one actor whose name says the same of the same state in other words or another order; else None.

        >>> index = AliasIndex([Actor("ccg", "China Coast Guard", "agency")])
        >>> index.reordered("the Chinese coast guard").reason
        'is another form of the name of China Coast Guard'
        """
        ids = self._alike.get(name_of_state(name), set())
        if len(ids) != 1:
            return None
        (actor,) = ids
        reason = f"is another form of the name of {self._names[actor]}"
        return AliasMatch(name, actor, "fuzzy", _ORDER_SCORE, reason)

    def _certain(self, name: str, ids: set[str], method: str, words: str) -> AliasMatch:
        if len(ids) > 1:
            listed = ", ".join(sorted(ids))
            return AliasMatch(name, "", "ambiguous", 100.0, f"is a name of several actors: {listed}")
        (actor,) = ids
        return AliasMatch(name, actor, method, 100.0, f"{words} {self._names[actor]}")

    def _near(self, name: str, plain: str) -> AliasMatch:
        """The nearest name at or over the threshold; a single word is also held against last names."""
        found = self._nearest(plain, self._plain, "a name") or self._by_tail(name, plain)
        if found is None and name[:1].isupper() and " " not in plain:
            found = self._nearest(plain, self._surnames, "the last name")
        if found is None:
            return AliasMatch(name, "", "new", 0.0, "no known actor has a name like this: a new actor")
        actor, score, words = found
        return AliasMatch(name, actor, "fuzzy", score, f"looks like {words} of {self._names[actor]} ({score:g} of 100)")

    def _by_tail(self, name: str, plain: str) -> tuple[str, float, str] | None:
        """The one person whose name ends in this name, or is the end of it: "Erdogan", "Recep Tayyip Erdogan"."""
        if not name[:1].isupper():
            return None
        if len(ids := self._tails.get(plain, set())) == 1:
            return min(ids), _TAIL_SCORE, f"'{plain}', the end of the name"
        for tail in _tails(plain):
            if len(ids := self._bare.get(tail, set())) == 1:
                return min(ids), _TAIL_SCORE, f"'{tail}', the whole name"
        return None

    def _nearest(self, plain: str, names: dict[str, set[str]], words: str) -> tuple[str, float, str] | None:
        try:
            from rapidfuzz import fuzz, process
        except ImportError as error:
            raise MissingDependency("matching names needs rapidfuzz", extra="review") from error
        choices = [known for known in names if len(known) >= 4]
        if len(plain) < 4 or not choices:
            return None
        best = process.extractOne(plain, choices, scorer=fuzz.token_sort_ratio, score_cutoff=self.threshold)
        if best is None:
            return None
        return min(names[best[0]]), round(float(best[1]), 1), f"'{best[0]}', {words}"


def _tails(plain: str) -> Iterator[str]:
    """The ends of a name of several words, longest first; the last word alone when it has four letters or more."""
    words = plain.split()
    tails = (" ".join(words[place:]) for place in range(1, len(words)))
    return (tail for tail in tails if len(tail) >= 4)


def _names_of(actor: Actor) -> Iterator[str]:
    yield actor.id
    yield actor.name
    yield from actor.aliases
