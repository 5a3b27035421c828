"""What the codes of a format mean in the terms of the vocabulary."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graphkit.model import fold_name
from graphkit.ontology import from_cameo, load_ontology

__all__ = ["Meaning", "classify"]

_UCDP = {"1": "ASSAULT", "2": "ASSAULT", "3": "ASSAULT"}
_ACLED = {
    "battles": "ASSAULT",
    "battle": "ASSAULT",
    "remote violence": "ASSAULT",
    "riots/protests": "PROTEST",
    "explosions/remote violence": "ASSAULT",
    "violence against civilians": "ASSAULT",
    "protests": "PROTEST",
    "riots": "PROTEST",
}
#: The last two are of ACLED's files before 2019, as are battles by their outcome, remote violence and riots/protests.
_ACLED_UNTYPED = ("strategic development", "headquarters or base established", "non-violent transfer of territory")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One code: as it is kept, its PLOVER type, quad class and score (blank, None: none), and whether it is known."""

    code: str
    type: str = ""
    quad: str = ""
    score: float | None = None
    known: bool = False


def classify(scheme: str, code: str, text: str = "") -> Meaning:
    """Return what a code means; one that nobody knows is kept, with a blank type.

    Parameters
    ----------
    scheme
        cameo, plover, ucdp, acled, weis (never typed) or any (PLOVER where it is a type, else CAMEO).
    code
        The code as the source writes it; blank where it gives only a text.
    text
        What the source calls the event. It gives the CAMEO code where there is none.

    Examples
    --------
    >>> classify("cameo", "010").known, classify("cameo", "13y")
    (True, Meaning(code='13y', type='', quad='', score=None, known=False))
    >>> classify("cameo", "", "Threaten_non-force").code
    '131'
    """
    if scheme == "weis":
        return Meaning(code, known=True)
    if scheme == "ucdp":
        return _typed(code, _UCDP.get(code.removesuffix(".0"), ""))
    if scheme == "acled":
        return _acled(code)
    kind, _, mode = code.partition("/")
    if scheme == "plover" or (scheme == "any" and kind.upper() in load_ontology().types):
        return _typed(code, kind.upper(), mode.lower())
    code = code or _cameo_texts().get(fold_name(text), "")
    match = from_cameo(code)
    if match:
        return _typed(code, match.type, match.mode)
    return Meaning(code or text, known=bool(re.fullmatch(r"01\d*", code)) and code[:3] in load_ontology().cameo_omitted)


def _acled(code: str) -> Meaning:
    """What ACLED's event type, before the last slash, means; strategic developments are no act of one type."""
    kind = code.lower()
    found = next((value for name, value in _ACLED.items() if re.match(rf"{re.escape(name)}(?![a-z])", kind)), "")
    return _typed(code, found) if found else Meaning(code, known=kind.startswith(_ACLED_UNTYPED))


def _typed(code: str, kind: str, mode: str = "") -> Meaning:
    """A code with its type's quad class and score."""
    found = load_ontology().types.get(kind)
    if found is None:
        return Meaning(code)
    return Meaning(code, kind, found.quad, found.score_of(mode), known=True)


@cache
def _cameo_texts() -> Mapping[str, str]:
    """The CAMEO code of each event text, folded."""
    table = resources.files("graphkit.events") / "cameo.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {fold_name(row["text"]): row["code"] for row in rows}
