"""Actors and acts in words, as the texts of the questions say them."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.gazetteer import load_states
from graphkit.ontology import load_ontology

__all__ = ["CONFLICT", "acted", "coded", "named"]

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


#: What a party is that CAMEO gives no name, by its code of three letters (CAMEO codebook 1.1b3, chapter 3).
_ROLES = {
    "AGR": "agriculture",
    "BUS": "business",
    "COP": "police",
    "CRM": "criminals",
    "CVL": "civilians",
    "DEV": "development",
    "EDU": "education",
    "ELI": "elites",
    "ENV": "environment",
    "GOV": "government",
    "HLH": "health",
    "HRI": "human rights",
    "IGO": "international organisation",
    "IMG": "armed group abroad",
    "INS": "insurgents",
    "INT": "international",
    "JUD": "judiciary",
    "LAB": "workers",
    "LEG": "legislature",
    "MED": "media",
    "MIL": "military",
    "MNC": "multinational company",
    "MOD": "moderates",
    "NGM": "movement",
    "NGO": "non-governmental organisation",
    "OPP": "opposition",
    "PTY": "political party",
    "RAD": "radicals",
    "REB": "rebels",
    "REF": "refugees",
    "SEP": "separatists",
    "SET": "settlers",
    "SPY": "intelligence service",
    "UAF": "armed forces of no side",
}


def coded(label: str) -> str:
    """Return an actor in words and, of one that is a code, the code: for a table that people read.

    >>> coded("COP"), coded("USAGOV"), coded("PRK"), coded("Al-Shabaab")
    ('police (COP)', 'United States, government (USAGOV)', 'North Korea (PRK)', 'Al-Shabaab')
    """
    parts = [label[place : place + 3] for place in range(0, len(label), 3)]
    words = [_ROLES.get(part) or (load_states()[part].name if part in load_states() else "") for part in parts]
    return f"{', '.join(words)} ({label})" if words and all(words) else label.replace("_", " ")
