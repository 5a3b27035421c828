"""What is made of a document: its text, the relations proposed for it, and those as they wait for a person."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

from graphkit.dataset.names import one_line
from graphkit.model import STANCES, Document, date_bounds
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    import pandas as pd


_HALF = re.compile(r"[\ud800-\udfff]")
#: What a listing of proposals shows.
FRAME_COLUMNS = (
    "actor",
    "type",
    "mode",
    "recipient",
    "date",
    "stance",
    "speaker",
    "confidence",
    "origin",
    "sentence",
    "document",
    "start",
    "end",
    "proposal_id",
)
_MAX_CONTEXT = 1200


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, the row it makes in the table of documents, and how its letters were read.

    ``dated_by_file`` says that the date of the row is the day the file was made, which its text does not bear out.
    """

    text: str
    record: Document
    encoding: str
    notices: tuple[str, ...] = ()
    dated_by_file: bool = False

    @property
    def day(self) -> str:
        """The date that words such as "on Monday" may be read by; blank when only the file is dated."""
        return "" if self.dated_by_file else self.record.date


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


# the grounding rule: a proposal whose words are not in the text is rejected and counted, never shown


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


# proposals as they wait for a decision


@dataclass(frozen=True, slots=True)
class Item:
    """One proposal as it waits for a decision: with its document and the words around it.

    ``context`` is ``text[context_start:]`` of the document for as long as a reader needs;
    ``responds_to`` is the id of the item that this one answers, or blank; ``denials`` are the proposals that deny it.
    """

    id: str
    document: Document
    proposal: Proposal
    context: str
    context_start: int
    responds_to: str = ""
    denials: tuple[Proposal, ...] = ()

    @property
    def sentence(self) -> str:
        """The sentence of the proposal, as far as it is in context."""
        start, end = self.proposal.start - self.context_start, self.proposal.end - self.context_start
        return self.context[max(0, start) : max(0, end)]

    def words(self, side: str) -> str:
        """Return the words of ``"actor"``, ``"recipient"``, ``"cue"`` or ``"response"``, blank when not in context."""
        start, end = getattr(self.proposal, f"{side}_start"), getattr(self.proposal, f"{side}_end")
        if start is None or end is None or start < self.context_start:
            return ""
        return self.context[start - self.context_start : end - self.context_start]


def items_of(source: SourceText, proposals: Sequence[Proposal]) -> list[Item]:
    """Return the proposals of one document as items, each under an id made of what it says and where.

    The same words read again give the same ids, so that nothing is asked twice. What denies a proposal goes with it:
    both are decided on together.
    """
    ids = [_item_id(source.record.sha256, proposal) for proposal in proposals]
    items: dict[str, Item] = {}
    denials: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        if proposal.denies is not None:
            denials.setdefault(proposal.denies, []).append(proposal)
    for place, (key, proposal) in enumerate(zip(ids, proposals, strict=True)):
        if proposal.denies is not None:
            continue
        target = proposal.responds_to
        answered = ids[target] if target is not None and 0 <= target < len(ids) else ""
        denied = tuple(denials.get(place, ()))
        start, end = _window(proposal, denied, len(source.text))
        context, answered = source.text[start:end], answered if answered != key else ""
        items.setdefault(key, Item(key, source.record, proposal, context, start, answered, denied))
    return list(items.values())


def _item_id(sha256: str, proposal: Proposal) -> str:
    spans = (proposal.actor_start, proposal.actor_end, proposal.recipient_start, proposal.recipient_end)
    said = json.dumps([sha256, proposal.type, *spans, proposal.cue_start])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _window(proposal: Proposal, denials: Iterable[Proposal], length: int) -> tuple[int, int]:
    """The stretch of text to show: the sentence, its spans and what denies it, or the middle when that is too long."""
    sides = [(proposal.actor_start, proposal.actor_end), (proposal.recipient_start, proposal.recipient_end)]
    sides += [(s, e) for s, e in [(proposal.cue_start, proposal.cue_end)] if s is not None and e is not None]
    around = [*sides, *((denial.start, denial.end) for denial in denials)]
    start = min(proposal.start, *(start for start, _ in around))
    end = max(proposal.end, *(end for _, end in around))
    if end - start <= _MAX_CONTEXT:
        return start, end
    middle = sides[-1][0]
    first = max(start, middle - _MAX_CONTEXT // 2)
    return first, min(length, end, first + _MAX_CONTEXT)


class Store(Protocol):
    """Where a run keeps what it finds: a `PassingStore`, or a `graphkit.extract.review.ReviewStore` on the disk."""

    def seen(self) -> dict[tuple[str, str], str]:
        """Return with which settings each file was last read, by its SHA-256 and the name of the coder."""
        ...

    def texts_seen(self) -> dict[tuple[str, str], str]:
        """Return with which settings each text was last read, by its SHA-256 and the name of the coder."""
        ...

    def add_document(
        self,
        source: SourceText,
        items: Sequence[Item],
        *,
        file_sha256: str,
        coder: str,
        rejected: int = 0,
        copy: bool = False,
    ) -> None:
        """Take one document and its proposals."""
        ...


class PassingStore:
    """A store that keeps nothing: ``last`` holds the proposals of the file that was read last.

    Examples
    --------
    >>> PassingStore().last
    ()
    """

    def __init__(self) -> None:
        self.last: tuple[Item, ...] = ()
        self._goes_on = False

    def verify(self) -> None:
        """Read nothing: there are no journals."""

    def seen(self) -> dict[tuple[str, str], str]:
        """Return nothing: every document is read."""
        return {}

    texts_seen = seen

    def add_document(
        self,
        source: SourceText,
        items: Sequence[Item],
        *,
        file_sha256: str,
        coder: str,
        rejected: int = 0,
        copy: bool = False,
    ) -> None:
        """Hold the proposals until the next document comes."""
        self.last = (*self.last, *items) if self._goes_on else tuple(items)
        self._goes_on = not file_sha256  # another document of the same file follows


def items_frame(items: Iterable[Item]) -> pd.DataFrame:
    """Return proposals, and what denies them, one a row: in words, with their sentence and document."""
    import pandas as pd

    rows = [_frame_row(item, said) for item in items for said in (item.proposal, *item.denials)]
    return pd.DataFrame(rows, columns=list(FRAME_COLUMNS))


def _frame_row(item: Item, said: Proposal) -> tuple[object, ...]:
    return (
        one_line(said.actor_name or said.actor),
        said.type,
        said.mode,
        one_line(said.recipient_name or said.recipient),
        said.date,
        said.stance,
        one_line(said.speaker_name or said.speaker),
        round(said.confidence, 2),
        said.origin,
        one_line(item.context),
        item.document.title,
        said.start,
        said.end,
        item.id,
    )
