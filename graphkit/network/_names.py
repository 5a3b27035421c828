"""Finding an actor by any of its names."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from graphkit.dataset import Dataset
from graphkit.errors import UnknownActor
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
        If nobody, or more than one actor, goes by that name; it suggests near spellings.

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
    """The names nearest to one that nobody has, as the end of a sentence."""
    owners = {fold_name(spelling): actor for actor in actors for spelling in (actor.id, actor.name, *actor.aliases)}
    near = difflib.get_close_matches(fold_name(name), owners, n=6, cutoff=0.6)
    parts = Counter(fold_name(part) for part in name.split())
    near += [key for key in owners if any(len(part) > 3 and part in key for part in parts)][:3]
    found = list(dict.fromkeys(f"{owners[key].name} ({owners[key].id})" for key in near))[:3]
    return f"; did you mean {' or '.join(found)}?" if found else ": graphkit actors lists them all"
