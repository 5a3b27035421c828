"""Actors and acts in words, as the texts of the questions say them."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.gazetteer import load_states
from graphkit.ontology import load_ontology

__all__ = ["CONFLICT", "acted", "named"]

#: The class of acts that a question is about where no other is asked for.
CONFLICT = ("material conflict",)


def named(label: str) -> str:
    """Return an actor as a sentence names it: a state by its name, others as the source does, with blanks.

    >>> named("PRK"), named("Al-Shabaab"), named("Defense_Ministry_(Israel)")
    ('North Korea', 'Al-Shabaab', 'Defense Ministry (Israel)')
    """
    state = load_states().get(label)
    return state.name if state is not None else label.replace("_", " ")


def acted(actor: str, recipient: str, classes: Sequence[str]) -> str:
    """Return that one acted on another in some classes, which are said unless they are material conflict.

    >>> acted("X", "Y", ["material conflict"])
    'X acted against Y'
    >>> acted("X", "Y", ["AID", "verbal cooperation"])
    'X acted toward Y (AID or verbal cooperation)'
    """
    types = load_ontology().types
    quads = [types[name].quad if name in types else name for name in classes]
    how = "against" if all(quad.endswith("conflict") for quad in quads) else "toward"
    said = f" ({' or '.join(classes)})" if tuple(classes) != CONFLICT else ""
    return f"{actor} acted {how} {recipient}{said}"
