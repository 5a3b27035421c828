"""One plain sentence on a proposal: who did what to whom, how much, where, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.dataset.names import one_line
from graphkit.extract.records import Proposal
from graphkit.ontology import load_ontology

__all__ = ["plain_summary", "with_deniers"]

_WITH_THE = (
    "United ",
    "European ",
    "UN ",
    "Netherlands",
    "Philippines",
    "Central African ",
    "Democratic ",
    "Dominican ",
)
#: A summary by its stance: when nobody is named who says so, and when somebody is.
_STANDS = {
    "asserts": "{told}",
    "alleges": "{told}, it is alleged",
    "denies": "denied: {told}",
    "expects": "expected: {told}",
    "considers": "only considered: {told}",
    "proposes": "proposed: {told}",
}
_SAID = {
    "asserts": "{told}, {speaker} says",
    "alleges": "{told}, {speaker} alleges",
    "denies": "denied by {speaker}: {told}",
    "expects": "expected by {speaker}: {told}",
    "considers": "only considered by {speaker}: {told}",
    "proposes": "proposed by {speaker}: {told}",
}


def plain_summary(said: Proposal, *, actor: str, recipient: str) -> str:
    """Return one plain sentence on a proposal, never surer than its stance.

    Parameters
    ----------
    said
        The proposal.
    actor, recipient
        The names of its parties.

    Examples
    --------
    >>> said = Proposal("JPN", 0, 5, "AID", "", "UKR", 10, 17, 0, 18, amount=32, unit="generators", place="Odesa")
    >>> plain_summary(said, actor="Japan", recipient="Ukraine")
    'Japan gave aid to Ukraine in Odesa (32 generators).'
    >>> from dataclasses import replace
    >>> plain_summary(replace(said, stance="considers", place=""), actor="Japan", recipient="Ukraine")
    'Only considered: Japan gave aid to Ukraine (32 generators).'
    """
    kind = load_ontology().types[said.type]
    label = kind.modes[said.mode].label if said.mode in kind.modes else kind.label
    place = f" in {said.place}" if said.place and said.place not in (actor, recipient) else ""
    amount = "" if said.amount is None else f" ({said.amount:,}{f' {said.unit}' if said.unit else ''})"
    told = f"{_named(actor)} {label} {_named(recipient)}{place}{amount}"
    speaker = said.speaker_name or said.speaker
    form = (_SAID if speaker else _STANDS)[said.stance]
    sentence = one_line(form.format(told=told, speaker=_named(speaker)))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _named(name: str) -> str:
    """A name as it stands in a sentence."""
    return f"the {name}" if name.startswith(_WITH_THE) and not name.startswith("the ") else name


def with_deniers(summary: str, names: Sequence[str]) -> str:
    """Return a summary that also names who denies it.

    >>> with_deniers("Chad attacked Mali.", ["Chad"])
    'Chad attacked Mali; denied by Chad.'
    """
    denied = " and ".join(map(_named, dict.fromkeys(names)))
    return f"{summary.removesuffix('.')}; denied by {denied}." if denied else summary
