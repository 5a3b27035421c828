"""The coder's dictionary: the lexicon, the names of actors and the event patterns, with a memory of words seen."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from graphkit.extract.rules.checking import read_actors
from graphkit.extract.rules.classes import read_data, word_class
from graphkit.extract.rules.english import (
    BEGINS_NAME,
    NATURAL,
    NATURE,
    NO_SECONDS,
    TIE,
    TOKEN,
    Lexicon,
    Piece,
    Word,
    singular,
)
from graphkit.extract.rules.memory import FAMILY_FIRST, Known
from graphkit.extract.rules.patterns import Patterns, load_patterns
from graphkit.gazetteer import load_states

Name = tuple[str, str, str]  # id, kind, state
LONGEST_WORD = 60  # characters of a word that is worth remembering
MEMORY = 60_000  # words kept in the memory of one process; later unknown ones are described anew each time


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

    def finish(self) -> None:
        """Put longer names before shorter ones."""
        for seconds in self.starts.values():
            for rests in seconds.values():
                rests.sort(key=len, reverse=True)

    def word(self, text: str) -> Word:
        """Return the description of a word or of a name of several words."""
        found = self.seen.get(text)
        if found is None:
            found = self._describe(text)
            if len(self.seen) < MEMORY and len(text) <= LONGEST_WORD:
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
        title = word.title()
        return title if title in self.names or title in self.adjectives else word.lower()

    def remember_piece(self, text: str, piece: Piece) -> None:
        """Keep the words of a piece of text without blanks, as long as there is room for them."""
        if len(self.pieces) < MEMORY and len(self.seen) < MEMORY and len(text) <= LONGEST_WORD:
            self.pieces[text] = piece

    def _describe(self, text: str) -> Word:
        word = self.lexicon.describe(text)
        word.written = text
        word.seconds = self.starts.get(text, NO_SECONDS)
        word.special |= BEGINS_NAME * bool(word.seconds)
        plain = text.replace("’", "'")
        word.name = self.names.get(plain) or (None if plain.isascii() else self.names.get(_unaccented(plain)))
        word.state = self.adjectives.get(plain, "")
        if word.name:
            word.tag, word.lemma = "P", ""
        elif word.state:
            word.tag, word.lemma = "J", ""
        word.agent = self.agents.get(word.text) or self.agents.get(word.noun, "")
        if text in self.posts:
            word.agent, word.title, word.tag, word.noun = "person", True, "P", "secretary"
        if word.agent and word.tag in "aEGVvJ" and word.text not in self.lexicon.lemmas:
            word.tag = "N"
        elif word.agent and word.tag in "Vv":
            word.tag = "z" if word.tag == "V" else "a"
        if text.endswith(("-led", "-backed-no")) and not word.state:
            word.state = self._leading(text.rsplit("-", 1)[0])
        word.belongs = bool(word.name or word.state)
        word.event = word.noun in self.patterns.nouns
        word.special |= TIE * (word.noun in self.patterns.ties) | NATURAL * (word.noun in NATURE)
        word.contexts = self.contexts.get(word.text, ())
        return word

    def _leading(self, text: str) -> str:
        """Return the state in "Saudi-led"."""
        name = self.names.get(text)
        return name[2] if name else self.adjectives.get(text, "")


def _unaccented(text: str) -> str:
    """Return a name without the accents of Latin letters."""
    import unicodedata

    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))


def split_name(text: str) -> list[str]:
    """Split a name into the tokens that the tokenizer makes of it."""
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
    for post in word_class("dictionary.posts"):
        dictionary.add_post(post.replace("_", " "))
    for path in actors:
        _add_table(dictionary, read_actors(path))
    _add_agents(dictionary)
    dictionary.finish()
    return dictionary


def _add_states(dictionary: Dictionary) -> None:
    for row in csv.DictReader(io.StringIO(read_data("leaders.csv"))):
        state = load_states()[row["id"]]
        dictionary.titles[state.id] = state.name
        dictionary.states.add(state.id)
        dictionary.seats.update(state.metonyms)
        dictionary.places.update(dictionary.seats)
        for text in (*state.names, *state.metonyms):
            dictionary.add_name(text, (state.id, "state", state.id))
        for text in state.people:
            dictionary.add_name(text, (f"{text.lower().replace(' ', '-')}", "other", state.id))
            dictionary.titles[text.lower().replace(" ", "-")] = text
        for text in state.adjectives:
            dictionary.add_adjective(text, state.id)
        for text in filter(None, (row["leaders"] or "").split(";")):
            _add_leader(dictionary, text.split("|"), state.id)


def _add_leader(dictionary: Dictionary, spellings: Sequence[str], state: str) -> None:
    """Make a leader known by every spelling of the name; the first makes the id."""
    identity = slug(spellings[0])
    dictionary.titles.setdefault(identity, spellings[0])
    for text in spellings:
        dictionary.add_name(text, (identity, "person", state))
    _add_short(dictionary, spellings, (identity, "person", state, dictionary.titles[identity]))


def _add_short(dictionary: Dictionary, spellings: Sequence[str], known: Known) -> None:
    """Make a person known by the family name alone."""
    for parts in (text.lower().split() for text in spellings):
        if len(parts) > 1:
            dictionary.short_names.setdefault(parts[0] if known[2] in FAMILY_FIRST else parts[-1], known)


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
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _hyphened(plain) or _hyphened(text.lower())


def _hyphened(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.replace("'", "")).split())
