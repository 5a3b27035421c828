"""The grounding rule: a proposal whose words are not in the text is rejected and counted, never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graphkit.extract.quotes import find_quote
from graphkit.extract.records import Proposal, broken_value

__all__ = ["Grounded", "find_quote", "keep_grounded"]


@dataclass(frozen=True, slots=True)
class Grounded:
    """The proposals that stand on words of the text, and how many did not, by reason."""

    proposals: tuple[Proposal, ...]
    rejected: tuple[tuple[str, int], ...] = ()

    @property
    def rejections(self) -> int:
        """How many proposals were rejected."""
        return sum(count for _, count in self.rejected)


def keep_grounded(proposals: Sequence[Proposal], text: str) -> Grounded:
    """Return the proposals whose spans are words of ``text``, with the rest counted by reason.

    A proposal stands when its sentence, its actor, its recipient and, if it names them, its cues
    are spans of the text that hold at least one letter or figure, and a dataset would take its
    values. Links to a rejected proposal are cut.

    Examples
    --------
    >>> one = Proposal("JPN", 0, 5, "CONSULT", "", "UKR", 10, 17, 0, 18)
    >>> keep_grounded([one], "Japan met Ukraine.").rejections
    0
    >>> keep_grounded([replace(one, recipient_end=99)], "Japan met Ukraine.").rejected
    (('recipient is not in the text', 1),)
    """
    reasons = [_fault(proposal, text) for proposal in proposals]
    for place, proposal in enumerate(proposals):
        if not reasons[place] and proposal.denies is not None and reasons[proposal.denies]:
            reasons[place] = reasons[proposal.denies]
    places = {old: new for new, old in enumerate(n for n, reason in enumerate(reasons) if not reason)}
    kept = tuple(_relinked(proposals[old], places) for old in places)
    counted = Counter(reason for reason in reasons if reason)
    return Grounded(kept, tuple(sorted(counted.items())))


def _fault(proposal: Proposal, text: str) -> str:
    """Why a proposal does not stand, or blank."""
    spans: Iterable[tuple[str, int | None, int | None]] = (
        ("sentence", proposal.start, proposal.end),
        ("actor", proposal.actor_start, proposal.actor_end),
        ("recipient", proposal.recipient_start, proposal.recipient_end),
        ("cue", proposal.cue_start, proposal.cue_end),
        ("response cue", proposal.response_start, proposal.response_end),
    )
    for name, start, end in spans:
        if start is None and end is None:
            continue
        if start is None or end is None or not _stands(text, start, end):
            return f"{name} is not in the text"
    broken = broken_value(proposal)
    return f"{broken} is not one that a dataset takes" if broken else ""


def _stands(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and any(letter.isalnum() for letter in text[start:end])


def _relinked(proposal: Proposal, places: dict[int, int]) -> Proposal:
    """The proposal with its links moved to the new places of what it answers or denies."""
    if proposal.responds_to is None and proposal.denies is None:
        return proposal
    answered, denied = (None if at is None else places.get(at) for at in (proposal.responds_to, proposal.denies))
    return replace(proposal, responds_to=answered, denies=denied)
