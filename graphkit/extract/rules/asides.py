"""Which verb one without a subject goes on with, past an aside: "joined the pact, WHICH CHAD LEFT, and sent"."""

from __future__ import annotations

from typing import Any

FINITE = "VEBAM"


def goes_on_with(clause: Any, kind: str, i: int, chunks: Any) -> Any:
    """Return the clause before a verb without a subject that it goes on with, over asides that a comma ends."""
    previous, kinds = clause.previous, chunks.kinds
    while previous is not None and kind == "," and (previous.via == "relative" or _is_apart(clause, previous, chunks)):
        previous = previous.previous
    if kind == "C" and previous is not None and kinds[i - 1] == "," and clause.form in FINITE:
        return _over_relative(previous, chunks, i - 1)
    return previous


def _is_apart(clause: Any, previous: Any, chunks: Any) -> bool:
    """Return whether a participle behind a comma is of no participle before it: "things SOLD by Peru, ANGERED BY"."""
    if previous.via != "reduced" or previous.previous is None:
        return False
    by = clause.form in "Ee" and chunks.kinds.startswith("In", clause.at + 1) and chunks.word(clause.at + 1) == "by"
    return by or (clause.form == "G" and previous.form in "Ee")


def _over_relative(previous: Any, chunks: Any, comma: int) -> Any:
    """Return the verb before "which" where a comma ends the aside: "joined the pact, WHICH CHILE LEFT, AND sent"."""
    kinds = chunks.kinds
    at = max(kinds.rfind("W", 0, comma), kinds.rfind("U", 0, comma))
    if at > 0 and kinds[at] == "U" and chunks.word(at) != "where":
        return previous
    opened = at > 0 and (kinds[at - 1] == "," or kinds[max(at - 2, 0) : at] == ",I")
    if not opened or any(kind in ",;UT" for kind in kinds[at + 1 : comma]):
        return previous
    before = previous
    while before is not None and before.at > at:
        before = before.previous
    return previous if before is None else before
