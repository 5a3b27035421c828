"""The vocabulary: relation types, their modes, contexts, and CAMEO codes in its terms."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = [
    "QUADS",
    "CameoMatch",
    "Context",
    "Mode",
    "Ontology",
    "RelationType",
    "from_cameo",
    "load_ontology",
    "own_type",
    "types_with",
]

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "standing tie")


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of doing what a relation type says; ``label`` reads in *X <label> Y*."""

    name: str
    label: str
    definition: str
    score: float
    mutual: bool
    source: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """One kind of act or standing tie; ``label`` reads in *X <label> Y*.

    ``score`` runs from -10 (conflict) to +10 (cooperation). A dataset's own type may have no ``quad`` (blank) and no
    score (None): then it speaks neither of cooperation nor of conflict. ``mutual`` says whether it has no direction
    unless a dataset says otherwise. ``standing`` is true of a tie that lasts, false of an event.
    """

    name: str
    label: str
    definition: str
    quad: str
    score: float | None
    mutual: bool
    standing: bool
    source: str
    modes: Mapping[str, Mode] = field(hash=False)

    def score_of(self, mode: str = "") -> float:
        """Return the score of a mode, or the type's own where the mode is blank or unknown; 0 where it has none.

        Examples
        --------
        >>> load_ontology().types["CONSULT"].score_of("visit")
        4.0
        """
        return self.modes[mode].score if mode in self.modes else self.score or 0.0

    def mutual_of(self, mode: str = "") -> bool:
        """Return whether a mode has no direction by default; the type's own answer where it is blank or unknown.

        Examples
        --------
        >>> consult = load_ontology().types["CONSULT"]
        >>> consult.mutual_of(), consult.mutual_of("visit")
        (True, False)
        """
        return self.modes[mode].mutual if mode in self.modes else self.mutual


@dataclass(frozen=True, slots=True)
class Context:
    """What a relation was about."""

    name: str
    label: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class CameoMatch:
    """A CAMEO code in the terms of the vocabulary.

    ``mode`` is blank when the code says no more than the type. ``swapped`` means that the actor that CAMEO
    names first is the recipient here.
    """

    type: str
    mode: str
    contexts: tuple[str, ...]
    swapped: bool
    source: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary, in the order of its file; every mapping is read-only.

    ``sources`` gives the full reference behind each entry's ``source``; ``cameo_omitted`` the reason for each
    CAMEO code that stands for no relation.
    """

    types: Mapping[str, RelationType]
    contexts: Mapping[str, Context]
    cameo: Mapping[str, CameoMatch]
    cameo_omitted: Mapping[str, str]
    sources: Mapping[str, str]


@functools.cache
def load_ontology() -> Ontology:
    """Return the vocabulary; the file is read once.

    Returns
    -------
    Ontology
        16 types of event and 4 standing ties, 37 contexts, and the CAMEO codes.

    Notes
    -----
    After PLOVER (2021). ``docs/vocabulary.md`` shows it as tables, with every departure.

    Examples
    --------
    >>> vocabulary = load_ontology()
    >>> vocabulary.types["AID"].label, vocabulary.types["AID"].score
    ('gave aid to', 10.0)
    >>> vocabulary.types["ASSAULT"].modes["drone"].label
    'used drones against'
    """
    text = resources.files("graphkit").joinpath("ontology.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Ontology(
        types=MappingProxyType({name: _relation_type(name, entry) for name, entry in raw["types"].items()}),
        contexts=MappingProxyType({name: Context(name=name, **entry) for name, entry in raw["contexts"].items()}),
        cameo=MappingProxyType(_cameo(raw["cameo"], raw["cameo_swapped"])),
        cameo_omitted=MappingProxyType(raw["cameo_omitted"]),
        sources=MappingProxyType(raw["sources"]),
    )


def from_cameo(code: str) -> CameoMatch | None:
    """What a CAMEO event code says, in the terms of the vocabulary.

    Parameters
    ----------
    code
        Two, three or four digits as text, as ICEWS and GDELT write them: "010" and "10" are different codes.

    Returns
    -------
    CameoMatch or None
        The entry of the code itself, else of its first three digits, else of its first two. None for a code
        that CAMEO does not have, and for a public statement (class 01, denials among them), which is a claim and
        not a relation: ``load_ontology().cameo_omitted`` says why.

    Raises
    ------
    TypeError
        If ``code`` is not text, because a number has lost its leading zero.

    Notes
    -----
    CAMEO 1.1b3. After Schrodt's conversion table of September 2021; where it is at odds with the later PLOVER
    manual, the manual is followed, and classes that it leaves out are graphkit's own (see each ``source``).

    Examples
    --------
    >>> match = from_cameo("072")
    >>> match.type, match.contexts
    ('AID', ('military',))
    >>> from_cameo("10").type, from_cameo("010")
    ('REQUEST', None)
    """
    if not isinstance(code, str):
        raise TypeError(f"CAMEO codes are text, because '010' and '10' differ; got {code!r}: pass it as a string")
    if not (code.isdigit() and 2 <= len(code) <= 4):
        return None
    ontology = load_ontology()
    for prefix in (code, code[:3], code[:2]):
        if prefix in ontology.cameo_omitted:
            return None
        if prefix in ontology.cameo:
            return ontology.cameo[prefix]
    return None


#: What the name of a dataset's own type looks like.
_OWN_NAME = re.compile(r"x:[^\W_A-Z]+(?:[-_.][^\W_A-Z]+)*")


def own_type(name: str, entry: Mapping[str, Any]) -> RelationType:
    """Return a type that a dataset declares for itself.

    Parameters
    ----------
    name
        ``x:`` and lower-case words joined by hyphens.
    entry
        ``label`` (reads in *X <label> Y*), and as wanted ``definition``, ``quad`` (one of ``QUADS``, or blank),
        ``score`` (from -10 to 10, or None) and ``mutual``.

    Raises
    ------
    ValueError
        If something is missing, unknown or out of range; the message says what is allowed.

    Examples
    --------
    >>> own_type("x:donation", {"label": "gave money to", "score": 4}).quad
    ''
    """
    allowed = ("label", "definition", "quad", "score", "mutual")
    if not _OWN_NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name of a type: write x: and lower-case words joined by hyphens")
    unknown = [key for key in entry if key not in allowed]
    if unknown:
        raise ValueError(f"the type '{name}' has an unknown '{unknown[0]}': it may have {', '.join(allowed)}")
    label, quad, score, mutual = entry.get("label"), entry.get("quad") or "", entry.get("score"), entry.get("mutual")
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"the type '{name}' has no label: write words that read in 'X ... Y', such as gave money to")
    if quad and quad not in QUADS:
        raise ValueError(f"the quad '{quad}' of the type '{name}' is not one of {', '.join(QUADS)}, or blank")
    if score is not None and (not isinstance(score, int | float) or isinstance(score, bool) or not -10 <= score <= 10):
        raise ValueError(f"the score {score!r} of the type '{name}' is not a number from -10 to 10, or null")
    if mutual not in (None, True, False):
        raise ValueError(f"the mutual {mutual!r} of the type '{name}' is not true or false")
    return RelationType(
        name=name,
        label=label.strip(),
        definition=str(entry.get("definition") or ""),
        quad=quad,
        score=score,
        mutual=bool(mutual),
        standing=quad == QUADS[4],
        source="own",
        modes={},
    )


def types_with(own: Mapping[str, RelationType] | None = None) -> Mapping[str, RelationType]:
    """Return the types of the vocabulary by name, and after them a dataset's own.

    >>> list(types_with({"x:loan": own_type("x:loan", {"label": "lent to"})}))[-2:]
    ['DEPENDS_ON', 'x:loan']
    """
    return {**load_ontology().types, **own} if own else load_ontology().types


def _relation_type(name: str, entry: dict[str, Any]) -> RelationType:
    """Return one type from its table in the file."""
    modes = {mode: Mode(name=mode, **values) for mode, values in entry.pop("modes", {}).items()}
    standing = entry["quad"] == "standing tie"
    return RelationType(name=name, standing=standing, modes=MappingProxyType(modes), **entry)


def _cameo(tables: dict[str, dict[str, str]], swapped: dict[str, str]) -> dict[str, CameoMatch]:
    """Return the matches of all tables, in the order of their codes."""
    matches = {}
    for source, table in tables.items():
        for code, value in table.items():
            what, *contexts = value.split()
            kind, _, mode = what.partition("/")
            matches[code] = CameoMatch(kind, mode, tuple(contexts), swapped=code in swapped, source=source)
    return dict(sorted(matches.items()))
