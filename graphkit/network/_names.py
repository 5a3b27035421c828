"""Finding an actor by any of its names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import networkx as nx

from graphkit.dataset import Dataset
from graphkit.errors import UnknownActor
from graphkit.gazetteer import load_states, state_named, state_of_people
from graphkit.model import Actor, fold_name
from graphkit.network._edges import actor_of

__all__ = ["everybody", "find_actor"]


def find_actor(network: nx.MultiDiGraph | Dataset, name: str) -> str:
    """Return the id of the actor that goes by a name: an id, code, name or alias in any script.

    Letter case, accents, blanks and punctuation do not matter.

    Parameters
    ----------
    network
        A network or a dataset.
    name
        For example ``DPRK``, ``North Korea``, ``PRK`` or ``Pyongyang``.

    Raises
    ------
    UnknownActor
        If nobody, or more than one actor, goes by that name; it suggests who could be meant.

    Examples
    --------
    >>> import graphkit
    >>> find_actor(graphkit.load_dataset(), "pyongyang")
    'PRK'
    """
    actors = everybody(network)
    if name in actors:
        return name
    found = _index(actors.values(), _exact).get(_exact(name)) or _index(actors.values(), fold_name).get(
        fold_name(name), {}
    )
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise UnknownActor(f"'{name}' is a name of {' and '.join(sorted(found))}: use the id of the one you mean")
    raise UnknownActor(f"no actor '{name}' among {len(actors)}{_near(name, actors.values())}")


def everybody(network: nx.MultiDiGraph | Dataset) -> Mapping[str, Actor]:
    """All actors by id."""
    if isinstance(network, Dataset):
        return {actor.id: actor for actor in network.records("actors")}
    known: dict[str, Actor] = network.graph.get("actors", {})
    changed = {
        node: actor_of(node, data) for node, data in network.nodes(data=True) if not _stands(known.get(node), data)
    }
    return {**known, **changed}


def _stands(actor: Actor | None, data: Mapping[str, Any]) -> bool:
    """Whether a node still says what the dataset says of its actor."""
    return (
        actor is not None
        and data.get("name") == actor.name
        and data.get("aliases") == actor.aliases
        and data.get("kind") == actor.kind
    )


def _exact(name: str) -> str:
    """A name without letter case."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _index(actors: Iterable[Actor], fold: Callable[[str], str]) -> dict[str, dict[str, None]]:
    """The ids that go by each name; an id counts before a name, and a name before an alias."""
    index: dict[str, dict[str, None]] = {}
    everybody = list(actors)
    for names in (lambda a: (a.id,), lambda a: (a.name,), lambda a: a.aliases):
        taken = frozenset(index)
        for actor in everybody:
            for name in names(actor):
                if (key := fold(name)) and key not in taken:
                    index.setdefault(key, {})[actor.id] = None
    return index


def _near(name: str, actors: Iterable[Actor]) -> str:
    """Who could be meant by a name that nobody has, as the end of a sentence."""
    everybody = list(actors)
    state = state_named(name) or state_of_people(name) or _seats().get(fold_name(name), "")
    if state:
        known = next((actor for actor in everybody if actor.id == state), None)
        if known is not None:
            return f": that is {known.name}; did you mean {known.name} ({known.id})?"
        return f": that is {load_states()[state].name}, who is not in this dataset; graphkit actors lists who is"
    found = list(
        dict.fromkeys(f"{actor.name} ({actor.id})" for actor in _alike(name, everybody) or _parts(name, everybody))
    )[:3]
    return f"; did you mean {' or '.join(found)}?" if found else ": graphkit actors lists them all"


@cache
def _seats() -> Mapping[str, str]:
    """The state of each capital, and of what else stands for a government, such as the White House."""
    return {
        fold_name(name): state.id
        for state in load_states().values()
        for name in (state.capital, *state.metonyms)
        if fold_name(name)
    }


def _alike(name: str, actors: Iterable[Actor]) -> list[Actor]:
    """The actors one of whose names is a slip of the pen away: a letter in four; none much farther than the nearest."""
    from rapidfuzz.distance import OSA

    wanted = fold_name(name)
    most = max(1, len(wanted) // 4) if len(wanted) > 3 else 0
    found = []
    for actor in actors:
        distance = min(
            (OSA.distance(wanted, fold_name(one), score_cutoff=most) for one in (actor.id, actor.name, *actor.aliases)),
            default=most + 1,
        )
        if distance <= most:
            found.append((distance, actor.id, actor))
    found.sort(key=lambda one: one[:2])
    return [actor for distance, _, actor in found if distance <= found[0][0] + 1]


def _parts(name: str, actors: Iterable[Actor]) -> list[Actor]:
    """The actors with most words of the name, or words that begin so, in one of their names; whole words first."""
    wanted = [part for one in name.split() if len(part := fold_name(one)) > 3]
    found: dict[str, tuple[int, int, Actor]] = {}
    for actor in actors:
        for one in (actor.id, actor.name, *actor.aliases):
            words = [fold_name(word) for word in re.split(r"[\s-]+", one)]
            begun = sum(any(word.startswith(part) for word in words) for part in wanted)
            rank = (begun, sum(part in words for part in wanted), actor)
            if begun and rank[:2] > found.get(actor.id, (0, 0))[:2]:
                found[actor.id] = rank
    most = max((begun for begun, _, _ in found.values()), default=0)
    ranked = sorted(found.values(), key=lambda one: (-one[1], one[2].id))
    return [actor for begun, _, actor in ranked if begun == most]
