"""The states and organisations of the world as actors, from the gazetteer and the tables that the rule coder reads."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graphkit.dataset.names import AliasIndex, plain_slug
from graphkit.gazetteer import load_states, state_of_people
from graphkit.gazetteer.languages import state_told
from graphkit.model import Actor, split_list

__all__ = ["NamedActor", "can_act", "name_actor", "world_actors", "world_index"]


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Who some words name: an id, a name, a kind, and the state it belongs to as far as the words say."""

    id: str
    name: str
    kind: str
    state: str = ""


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = resources.files("graphkit.extract") / "data" / name
    yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())


@cache
def world_actors() -> dict[str, Actor]:
    """Return the states and organisations by id; the aliases of a state include the seat of its government.

    >>> world_actors()["PRK"].name
    'North Korea'
    """
    known = [load_states()[row["id"]] for row in _rows("leaders.csv")]
    states = ((state.id, "state", (*state.names, *state.metonyms)) for state in known)
    others = ((row["id"], row["kind"], split_list(row["names"])) for row in _rows("organisations.csv"))
    return {key: Actor(key, names[0], kind, names[1:]) for key, kind, names in (*states, *others)}


@cache
def world_index() -> AliasIndex:
    """Return the names of states and organisations, ready to be matched."""
    return AliasIndex(world_actors().values())


def name_actor(words: str, *, kind: str = "") -> NamedActor:
    """Return who some words name: a state or organisation, its part ("Turkish police"), or somebody new.

    States are known in ten other languages as well, with the endings that their names have there.

    Examples
    --------
    >>> name_actor("the DPRK").id
    'PRK'
    >>> name_actor("Turkish police")
    NamedActor(id='turkish-police', name='Turkish police', kind='agency', state='TUR')
    >>> name_actor("России").id, name_actor("中国外交部").state
    ('RUS', 'CHN')
    """
    found = world_index().known(words)
    if found is not None and found.actor:
        actor = world_actors()[found.actor]
        return NamedActor(actor.id, actor.name, actor.kind)
    name = " ".join(words.split()).removeprefix("the ").removeprefix("The ")
    state = _state_in(name)
    if state and state_of_people(name):
        return NamedActor(state, load_states()[state].name, "state")
    told = None if state else state_told(name)
    if told is not None and told.whole:
        return NamedActor(told.id, load_states()[told.id].name, "state")
    state = told.id if told is not None else state
    return NamedActor(plain_slug(name), name, kind or ("agency" if state else "other"), state)


def can_act(words: str) -> bool:
    """Return whether some words can name an actor: by a name in them, a nationality, or a known kind of actor.

    >>> [can_act(words) for words in ("the rebels", "Kurdish villages", "the deal", "the Paris Agreement")]
    [True, True, False, False]
    """
    from graphkit.extract.rules.dictionary import load_dictionary
    from graphkit.extract.rules.parse import THINGS

    name = " ".join(words.split()).removeprefix("the ").removeprefix("The ")
    known = world_index().known(name)
    if known is not None and known.actor:
        return True
    last = load_dictionary().word((name.split() or [""])[-1].lower())
    if last.noun in THINGS:
        return False
    return bool(last.agent or _state_in(name) or state_told(name)) or any(
        _begins_name(word[:1]) for word in name.split()
    )


def _begins_name(letter: str) -> bool:
    """Whether a word with this letter first can be a name: a capital, or a letter of a script that has none."""
    return letter.isupper() or (letter.isalpha() and letter == letter.upper() == letter.lower())


def _state_in(name: str) -> str:
    """The state that a name begins with, as an adjective or in the possessive."""
    words = name.replace("’", "'").split()
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        if state := state_of_people(head):
            return state
        known = world_index().known(head.removesuffix("'s").removesuffix("'"))
        if known is not None and known.actor in world_actors() and world_actors()[known.actor].kind == "state":
            return known.actor
    return ""
