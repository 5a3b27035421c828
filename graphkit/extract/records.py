"""The record every coder returns: one proposed relation, tied to the words it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from graphkit.model import STANCES, date_bounds
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    import pandas as pd

_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Proposal:
    """One relation that a coder proposes. All offsets are half-open and count characters of the document's text.

    ``actor`` and ``recipient`` are ids: the code of a state, the id of a known organisation, or a slug of the
    words for anybody else; the words themselves are ``text[actor_start:actor_end]``.  ``actor_name`` is the name
    to show.  ``actor_state`` is the code of the state the actor belongs to, as far as the words say it ("Turkish
    police": ``TUR``).  ``start`` and ``end`` bound the sentence, ``cue_start`` and ``cue_end`` the words that
    name the event, ``response_start`` and ``response_end`` the words that say it answers another one;
    ``responds_to`` is the position, in the same list, of the proposal that it answers.

    What the text says and somebody else denies ("..., which Moscow denies") stands in the list twice: as it is said,
    and with the stance ``denies`` and the denier as ``speaker``.  ``denies`` of the second is the position of the
    first, ``start`` and ``end`` bound the sentence that denies, ``cue_start`` and ``cue_end`` its words.
    """

    actor: str
    actor_start: int
    actor_end: int
    type: str
    mode: str
    recipient: str
    recipient_start: int
    recipient_end: int
    start: int
    end: int
    date: str = ""
    stance: str = "asserts"
    speaker: str = ""
    confidence: float = 0.5
    origin: str = ""
    actor_name: str = ""
    actor_kind: str = ""
    actor_state: str = ""
    recipient_name: str = ""
    recipient_kind: str = ""
    recipient_state: str = ""
    speaker_name: str = ""
    mutual: bool = False
    place: str = ""
    contexts: tuple[str, ...] = ()
    amount: int | float | None = None
    unit: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    pattern: str = ""
    responds_to: int | None = None
    response_start: int | None = None
    response_end: int | None = None
    denies: int | None = None


def make_proposal(values: dict[str, Any]) -> Proposal:
    """Return the proposal of which all fields are given; quicker than setting them one by one, for a fast coder.

    Examples
    --------
    >>> one = Proposal("JPN", 0, 5, "CONSULT", "", "UKR", 10, 17, 0, 18)
    >>> make_proposal({name: getattr(one, name) for name in PROPOSAL_COLUMNS}) == one
    True
    """
    made = object.__new__(Proposal)
    object.__setattr__(made, "__dict__", values)
    return made


def broken_value(proposal: Proposal) -> str:
    """Return which value of a proposal no dataset would take, or blank: nothing that cannot be read is ever kept.

    Examples
    --------
    >>> broken_value(Proposal("JPN", 0, 5, "CONSULT", "", "UKR", 10, 17, 0, 18, date="2024-13"))
    'date'
    """
    kind = load_ontology().types.get(proposal.type)
    if kind is None:
        return "type"
    if proposal.mode and proposal.mode not in kind.modes:
        return "mode"
    if proposal.stance not in STANCES:
        return "stance"
    if proposal.amount is not None and not abs(proposal.amount) < 1e18:  # not a number, too
        return "amount"
    try:
        date_bounds(proposal.date)
    except ValueError:
        return "date"
    words = (proposal.actor, proposal.recipient, proposal.actor_name, proposal.recipient_name, proposal.speaker_name)
    return "" if all(words[:2]) and _HALF.search("".join((*words, proposal.place, proposal.unit))) is None else "name"


PROPOSAL_COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Proposal))


def proposals_to_frame(proposals: Iterable[Proposal]) -> pd.DataFrame:
    """Return the proposals as a DataFrame with the columns ``PROPOSAL_COLUMNS``, also when there are none.

    List cells (``contexts``) are joined with ``;``, as in the tables of a dataset.

    Examples
    --------
    >>> list(proposals_to_frame([]).columns[:4])
    ['actor', 'actor_start', 'actor_end', 'type']
    """
    import pandas as pd

    rows = [
        [";".join(value) if isinstance(value, tuple) else value for value in _values(proposal)]
        for proposal in proposals
    ]
    frame = pd.DataFrame(rows, columns=list(PROPOSAL_COLUMNS))
    whole = ["cue_start", "cue_end", "responds_to", "response_start", "response_end", "denies"]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _values(proposal: Proposal) -> list[object]:
    return [getattr(proposal, name) for name in PROPOSAL_COLUMNS]
