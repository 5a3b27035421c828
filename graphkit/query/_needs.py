"""What a question needs of the relations it is asked of, so that a list of ties without it is no empty table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError
from graphkit.network import completed, iter_relations

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["refuse_unanswerable"]

_GIVING = "material cooperation"
#: By what ``questions.toml`` calls a need: whether a relation meets it.
_MET: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "answer": lambda data: bool(data["responds_to"]),
    "claim": lambda data: any(record.speaker or record.stance != "asserts" for record in data["evidence"]),
    "date": lambda data: bool(data["date"]),
    "hold": lambda data: (
        data["type"] in ("HAS_LEVERAGE_OVER", "DEPENDS_ON") or (data["amount"] is not None and data["quad"] == _GIVING)
    ),
    "sign": lambda data: bool(data["score"]),
    "tie": lambda data: data["score"] > 0 or not data["quad"],
}


def refuse_unanswerable(network: nx.MultiDiGraph, said: Mapping[str, str]) -> None:
    """Refuse a question without an answer if what was imported cannot have one.

    Parameters
    ----------
    network
        The network that was asked.
    said
        What ``questions.toml`` says of the question: ``needs`` names what at least one relation must have, ``lacks``
        is the sentence for when none has.

    Raises
    ------
    DataError
        If all evidence was imported and none of the relations has what the question needs.
    """
    evidence = network.graph.get("evidence", ())
    if "needs" not in said or not evidence or not all(record.origin.startswith("import:") for record in evidence):
        return
    met, count = _MET[said["needs"]], 0
    for _, _, _, data in iter_relations(network):
        count += 1
        if met(completed(data, network.graph)):
            return
    if count:
        asked = f"none of the {count} relations" if count > 1 else "no relation here"
        raise DataError(f"{asked} {said['lacks']}")
