"""Persons whom part of their name means: those that a text names in full, and the leaders that the coder knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graphkit.dataset.names import normalise_name
from graphkit.edit.bodies import body_named
from graphkit.edit.texts import Around
from graphkit.edit.words import CAPITALS, title_pattern

__all__ = ["Named", "full_name", "persons_called", "state_led", "without_genitive"]

_FEWEST = 2  # letters that may mean somebody whom the text names
_FEWEST_OF_LEADERS = 4
_MOST = 3
_RUN = re.compile(rf"{CAPITALS}(?:[ \n]+(?:(?:al|el|bin|ben|van|von|de|der|da)[ -])?{CAPITALS}){{1,4}}")
_GENITIVE = re.compile(r"(?<=s)['’]$|['’]s$")


class Named(NamedTuple):
    """A person by the full name: whether the text has it, and the state and id that the coder knows for it."""

    name: str
    here: bool
    state: str
    key: str


def without_genitive(name: str) -> str:
    """Return a name without the ending that says whose something is; a name that is known with it keeps it.

    >>> without_genitive("Ilze Kalve's"), without_genitive("Sharifs’"), without_genitive("Kalve")
    ('Ilze Kalve', 'Sharifs', 'Kalve')
    """
    from graphkit.extract.gazetteer import world_index

    bare = _GENITIVE.sub("", name)
    return bare if bare != name and bare and world_index().known(name) is None else name


@cache
def _leaders() -> dict[str, tuple[str, str, str]]:
    """The leaders that the coder knows, by each of their names as it is compared: id, name and state."""
    from graphkit.extract.rules import load_dictionary

    named = load_dictionary().names.items()
    return {normalise_name(name): (key, name, state) for name, (key, kind, state) in named if kind == "person"}


def _leader(name: str) -> tuple[str, str, str]:
    """The leader whom a name means, as in `_leaders`; blank for others."""
    return _leaders().get(normalise_name(name), ("", "", ""))


def state_led(name: str) -> str:
    """Return the state that somebody of a name leads or led, as the coder knows it; blank for others.

    >>> state_led("Emmanuel MACRON"), state_led("Ilze Kalve")
    ('FRA', '')
    """
    return _leader(name)[2]


def _holds(name: str, part: str) -> bool:
    """Whether a name has some letters at the beginning of one of its words, and is not just them."""
    return name != part and f" {part}" in f" {name}"


def persons_called(query: str, around: Around, *, most: int = _MOST) -> list[Named]:
    """Return the persons whose name some letters are a part of: those of the sentence, of the text, then leaders.

    Parameters
    ----------
    query
        What was typed: "Kalv", "Minister Kalve".
    around
        Where it stands.
    most
        How many leaders whom the text does not name.

    Examples
    --------
    >>> told = "President Alexander Lukashenko spoke."
    >>> persons_called("Lukashen", Around(told, told))
    [Named(name='Alexander Lukashenko', here=True, state='BLR', key='alexander-lukashenko')]
    >>> [(one.name, one.here) for one in persons_called("Lukashenko", Around())]
    [('Alexander Lukashenko', False)]
    """
    part = _letters(query)
    if not part:
        return []
    found = _named_here(around, part)
    last = {plain.split()[-1] for plain in found}
    here = {one.key for one in found.values()}
    ids: dict[str, Named] = {}
    for plain, (key, name, state) in _leaders().items() if len(part) >= _FEWEST_OF_LEADERS else ():
        if _holds(plain, part) and key not in here and plain.split()[-1] not in last:
            ids.setdefault(key, Named(name, False, state, key))
    surnamed = sorted(ids.values(), key=lambda one: not normalise_name(one.name).split()[-1].startswith(part))
    return [*found.values(), *surnamed[:most]]


def full_name(name: str, around: Around) -> str:
    """Return the one full name that a text has of somebody called by a part of it; else the part as it is.

    >>> full_name("Kalve", Around("Kalve spoke.", "Minister Ilze Kalve came. Kalve spoke."))
    'Ilze Kalve'
    >>> full_name("Kalve", Around("Kalve spoke.", "Ministers Ilze Kalve and Juris Kalve came. Kalve spoke."))
    'Kalve'
    """
    part = _letters(name) if " " not in name.strip() else ""
    found = _named_here(around, part) if part else {}
    ends = [one.name for plain, one in found.items() if plain.endswith(f" {part}")]
    return ends[0] if len(ends) == 1 else name


def _letters(query: str) -> str:
    """What was typed as names are compared, without an office or a genitive; blank where it may mean anybody."""
    part = normalise_name(title_pattern().sub(" ", without_genitive(query.strip())))
    return part if len(part) >= _FEWEST and part[0].isalpha() else ""


def _named_here(around: Around, part: str) -> dict[str, Named]:
    """Whom the sentence, then the text, name in full by a name that has some letters; by the name as it is compared."""
    found: dict[str, Named] = {}
    for text in (around.sentence, around.text):
        for name in _named_in(text, part):
            plain = normalise_name(name)
            if _holds(plain, part):
                key, _, state = _leader(name)
                found.setdefault(plain, Named(name, True, state, key))
    return found


def _named_in(text: str, part: str) -> Iterator[str]:
    """Yield the full names of persons in a text of which a word begins with some letters."""
    for match in _RUN.finditer(text) if text else ():
        if f" {part}" not in f" {normalise_name(match[0])}":
            continue
        words = " ".join(match[0].split())
        lead = text[max(0, match.start() - 60) : match.start()]
        titles = list(title_pattern().finditer(words))
        bare = words[titles[-1].end() :].strip() if titles else words
        if name := _leader_in(bare) or _officer_in(bare, lead, titled=bool(titles)):
            yield name


def _leader_in(words: str) -> str:
    """The longest name of a leader that some words hold, as they have it."""
    pieces = [without_genitive(piece) for piece in words.split()]
    for size in range(len(pieces), 1, -1):
        for first in range(len(pieces) - size + 1):
            name = " ".join(pieces[first : first + size])
            if normalise_name(name) in _leaders():
                return name
    return ""


def _officer_in(words: str, lead: str, *, titled: bool) -> str:
    """The name behind an office, or else of two or three words that are a name; blank for none."""
    from graphkit.extract.rules import load_dictionary

    pieces = words.split()
    while pieces and load_dictionary().word(pieces[0].lower()).agent:  # "Ministers Ilze Kalve and Juris Kalve"
        del pieces[0]
    name = without_genitive(" ".join(pieces))
    if len(name.split()) < 2:
        return ""
    titled = titled or re.search(rf"{title_pattern().pattern}\s+$", lead, re.IGNORECASE) is not None
    return name if titled or _is_a_person(name) else ""


def _is_a_person(name: str) -> bool:
    """Whether two or three words with capitals are a name: none says what somebody is, names a day or a state."""
    from graphkit.extract.gazetteer import name_actor, world_index
    from graphkit.extract.rules import load_dictionary

    if world_index().known(name) is not None or body_named(name) is not None or name_actor(name).kind == "state":
        return False
    words = name.split()
    known = load_dictionary()
    plain = any(known.word(word.lower()).agent or known.word(word.lower()).tag != "N" for word in words)
    states = any(world_index().known(word) is not None for word in words)
    return len(words) <= 3 and not plain and not states
