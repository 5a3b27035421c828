"""The states of the world: their names, peoples and capitals, their codes in other people's data, their regions.

A *state* here is what ISO 3166-1 gives a code of its own, territories among them, and Kosovo (``XKX``). Its id is
the alpha-3 code. Nothing is guessed: what is not in the tables is answered with a blank.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = [
    "SCHEMES",
    "FormerState",
    "Region",
    "State",
    "load_former_states",
    "load_regions",
    "load_states",
    "regions_of",
    "state_named",
    "state_of",
    "state_of_people",
    "states_in",
    "successors_of",
]

#: The kinds of code that :func:`state_of` reads.
SCHEMES = ("alpha2", "alpha3", "numeric", "fips", "cow", "cow_letters", "gw", "cameo")


@dataclass(frozen=True, slots=True)
class State:
    """One state or territory: its codes, the M49 code of its region, its names, what its people are called, its seat.

    ``names`` are those of news, ``formal`` those that only tables and treaties use. ``metonyms`` are places
    that stand for the government.
    """

    id: str
    alpha2: str
    numeric: str
    fips: tuple[str, ...]
    cow: tuple[str, ...]
    cow_letters: tuple[str, ...]
    gw: str
    cameo: tuple[str, ...]
    region: str
    names: tuple[str, ...]
    formal: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name that it is mostly called by."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class FormerState:
    """A code that is no longer in use, and the state or states that followed it."""

    id: str
    names: tuple[str, ...]
    fips: str
    cow: str
    cow_letters: str
    gw: str
    successors: tuple[str, ...]
    until: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region of UN M49: its code, name and the code of the region that it is a part of."""

    code: str
    name: str
    parent: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = resources.files("graphkit.gazetteer") / name
    yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())


def _items(cell: str) -> tuple[str, ...]:
    """The items of a list cell."""
    return tuple(filter(None, cell.split(";")))


_LISTS = ("fips", "cow", "cow_letters", "cameo", "names", "formal", "adjectives", "people", "metonyms")


@cache
def load_states() -> Mapping[str, State]:
    """Return all states and territories by their ISO 3166-1 alpha-3 code.

    >>> load_states()["PRK"].name, load_states()["PRK"].capital
    ('North Korea', 'Pyongyang')
    """
    return {
        row["id"]: State(**{key: _items(cell) if key in _LISTS else cell for key, cell in row.items()})  # type: ignore[arg-type]
        for row in _rows("states.csv")
    }


@cache
def load_former_states() -> Mapping[str, FormerState]:
    """Return the states whose code is no longer in use, by that code (ISO 3166-3 alpha-3).

    >>> load_former_states()["CSK"].successors
    ('CZE', 'SVK')
    """
    return {
        row["id"]: FormerState(**{**row, "names": _items(row["names"]), "successors": _items(row["successors"])})  # type: ignore[arg-type]
        for row in _rows("former.csv")
    }


@cache
def load_regions() -> Mapping[str, Region]:
    """Return the regions of UN M49 by their code.

    >>> load_regions()["014"]
    Region(code='014', name='Eastern Africa', parent='202')
    """
    return {row["code"]: Region(**row) for row in _rows("regions.csv")}


# --- codes and names to states -----------------------------------------------------------------


def state_of(code: str | int, *, scheme: str = "alpha3") -> str:
    """Return the ISO alpha-3 code of the state that a code of another scheme stands for, blank when it stands for none.

    Parameters
    ----------
    code
        The code; letter case does not matter. A number may be given as one or as text ("4", "004").
    scheme
        One of ``SCHEMES``. ``fips`` is FIPS 10-4, as GDELT's places have it; ``cow`` and ``cow_letters`` are
        Correlates of War; ``gw`` is Gleditsch and Ward, as UCDP has it. A ``cameo`` actor code may be of any
        length: its first three letters are read (``USAGOV``).

    Returns
    -------
    str
        The alpha-3 code. A code that was withdrawn gives the one state that followed it, and a blank where
        several did: :func:`successors_of` names them.

    Raises
    ------
    ValueError
        If ``scheme`` is none of ``SCHEMES``.

    Examples
    --------
    >>> state_of("AS", scheme="fips"), state_of("AS", scheme="alpha2")
    ('AUS', 'ASM')
    >>> state_of("ISRMIL", scheme="cameo"), state_of("EUR", scheme="cameo"), state_of(731, scheme="cow")
    ('ISR', '', 'PRK')
    >>> state_of("ROM"), state_of("YUG")
    ('ROU', '')
    """
    if scheme not in SCHEMES:
        raise ValueError(f"there is no scheme '{scheme}': scheme is one of {', '.join(SCHEMES)}")
    text = str(code).strip().upper()
    if scheme == "cameo":
        text = text[:3]
    elif text.isdecimal() and text.isascii():
        text = text.zfill(3) if scheme == "numeric" else text.lstrip("0")
    return _codes(scheme).get(text, "")


@cache
def _codes(scheme: str) -> Mapping[str, str]:
    """The codes of one scheme, each with the alpha-3 code of its state."""
    column = {"alpha3": "id"}.get(scheme, scheme)
    former = {"cameo": "id"}.get(column, column)
    found = {
        getattr(record, former): record.successors[0]
        for record in load_former_states().values()
        if len(record.successors) == 1 and hasattr(record, former)
    }
    for state in load_states().values():
        value = getattr(state, column)
        found |= dict.fromkeys([value] if isinstance(value, str) else value, state.id)
    found.pop("", None)
    return found


def state_named(name: str) -> str:
    """Return the ISO alpha-3 code of the state that a name names, blank when it names none or more than one.

    Letter case, accents, punctuation, "the" and "&" do not matter. The names are those of news, of ISO and the
    United Nations, and of the tables of others, such as ICEWS. The name of a state that fell apart is none.

    Examples
    --------
    >>> state_named("Russian Federation"), state_named("Occupied Palestinian Territory"), state_named("South_Korea")
    ('RUS', 'PSE', 'KOR')
    >>> state_named("Congo"), state_named("Yugoslavia"), state_named("Atlantis")
    ('', '', '')
    """
    return _names().get(_folded(name), "")


@cache
def _names() -> Mapping[str, str]:
    """The folded names that one state alone has."""
    found: dict[str, set[str]] = {}
    two_letters = {state.alpha2: state.id for state in load_states().values()}
    for state in load_states().values():
        for name in (*state.names, *state.formal):
            if two_letters.get(name, state.id) == state.id:
                found.setdefault(_folded(name), set()).add(state.id)
    for record in load_former_states().values():
        for name in record.names:
            found.setdefault(_folded(name), set()).update(record.successors)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def state_of_people(word: str) -> str:
    """Return the ISO alpha-3 code of the state whose adjective or people a word is, blank when it is none.

    >>> state_of_people("Iranian"), state_of_people("danes"), state_of_people("Martian")
    ('IRN', 'DNK', '')
    """
    return _peoples().get(word.casefold(), "")


@cache
def _peoples() -> Mapping[str, str]:
    """Adjectives and peoples in lower case, each with its state."""
    found: dict[str, str] = {}
    for state in load_states().values():
        for word in (*state.adjectives, *state.people):
            found.setdefault(word.casefold(), state.id)
    return found


def successors_of(code: str) -> tuple[str, ...]:
    """Return the states that followed one whose alpha-3 code was withdrawn; of any other code, nothing.

    >>> successors_of("SCG"), successors_of("FRA")
    (('MNE', 'SRB'), ())
    """
    former = load_former_states().get(code.upper())
    return former.successors if former else ()


def _folded(name: str) -> str:
    """A name without case, accents, punctuation and articles."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("&", " and "))
    letters = "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    words = [{"st": "saint", "rep": "republic", "dem": "democratic"}.get(word, word) for word in letters.split()]
    return "".join(word for word in words if word != "the")


# --- regions -----------------------------------------------------------------------------------


def regions_of(state: str) -> tuple[Region, ...]:
    """Return the regions of UN M49 that a state lies in, the narrowest first; of an unknown code, nothing.

    >>> [region.name for region in regions_of("KEN")]
    ['Eastern Africa', 'Sub-Saharan Africa', 'Africa', 'World']
    """
    found = []
    record = load_states().get(state)
    code = record.region if record else ""
    while code:
        found.append(load_regions()[code])
        code = load_regions()[code].parent
    return tuple(found)


def states_in(region: str) -> tuple[str, ...]:
    """Return the states of a region of UN M49, by its name or code, in alphabetical order of their codes.

    Raises
    ------
    ValueError
        If there is no such region.

    Examples
    --------
    >>> states_in("Central Asia")
    ('KAZ', 'KGZ', 'TJK', 'TKM', 'UZB')
    """
    wanted = region.casefold()
    codes = [one.code for one in load_regions().values() if wanted in (one.code, one.name.casefold())]
    if not codes:
        raise ValueError(f"there is no region '{region}': write a name or code of UN M49, such as Western Asia or 145")
    return tuple(sorted(key for key in load_states() if any(one.code == codes[0] for one in regions_of(key))))
