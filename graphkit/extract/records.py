"""What is made of a document: its text, the relations proposed for it, and those as they wait for a person."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
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

    ``guessed`` names the parties, ``"actor"`` or ``"recipient"``, whose state no words tell: it is the one that the
    text speaks of, for a person to look at.
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
    guessed: tuple[str, ...] = ()


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

    def told_in(self, said: Proposal) -> str:
        """Return the sentence where a proposal, perhaps corrected, still says what the sentence does; else blank."""
        same = all(getattr(said, name) == getattr(self.proposal, name) for name in ("type", "mode", "cue_start"))
        return self.sentence if same else ""

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


# text as coders read it: one form of apostrophes, blanks and letters, whole lines, and the way back


# Signs of another shape, each in the place of one.
_WIDE_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_SAME = str.maketrans(
    {chr(code): " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
    | {chr(code): chr(code - 0xFEE0) for code in _WIDE_LETTERS}
    | dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-")
    | dict.fromkeys("\u201e\u201f\u2033\uff02\u301d\u301e", '"')
)
_SAME_SIGNS = frozenset(map(chr, _SAME))
_APOSTROPHES = {sign: re.compile(rf"{sign}(?<=\w{sign})") for sign in "\u2019\u02bc\u02b9\u2032\u00b4\uff07\u201b`"}
# Signs that take no place, or another number of places.
_UNSEEN = "".join(
    map(chr, (0xAD, 0x34F, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2065)))
) + "".join(map(chr, (*range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC))))
_JOINERS, _LIGATURES, _MARKS = (
    "\u200c\u200d",
    "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
    map(chr, range(0x300, 0x370)),
)
_OTHER_SIGNS = frozenset((*_UNSEEN, *_JOINERS, *_LIGATURES, *_MARKS, "\r"))
_OTHER = re.compile(
    f"\u00ad[ \t]*\n[ \t]*|[{_UNSEEN}]+"
    f"|(?<![\u0590-\u0dff])[{_JOINERS}]+"  # they make other words of Persian and Indic ones
    f"|[{_LIGATURES}]|\r\n?"
    "|[A-Za-z][\u0300-\u036f]+"
)
_CUT = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])")
_WORDS = re.compile(r"\w[\w'’-]*(?<![-'’])")
_BEFORE, _AFTER = re.compile(r"[\w.'’-]*\Z"), re.compile(r"[\w'’-]*")
_ITEM = re.compile(r"(?:[-*\u2022\u2013\u2014>|#]|\(?\w{1,3}[.)])\s")
_ARTICLE = re.compile(r"(?<=\w )(?:an?|the) ")
_DATELINE = re.compile(
    r"[A-Z]{3}[A-Z.' -]{0,40}(?:, [^\n.-]{1,40})?(?: \([A-Za-z. ]{1,20}\))? ?(?:--?|[\u2013\u2014]) "
)  # "GENEVA, May 3 (Agency) - "
_NARROW, _WIDE, _FEW, _SENTENCE = 40, 130, 3, 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in the form in which coders read it, and where each of its places is in the text as given.

    ``starts`` are the places where its parts begin; of each, ``origins`` has where it begins and ends in the text as
    given, and whether the letters between are the same.
    """

    text: str
    starts: Sequence[int] = ()
    origins: Sequence[tuple[int, int, bool]] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of this text stands in the text as given.

        >>> reading = reading_form("The ﬁre in the min\u00adister’s house")
        >>> reading.text, reading.span(4, 8)
        ("The fire in the minister's house", (4, 7))
        """
        if not self.starts or end <= start:
            return start, end
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begin, _, same = self.origins[first]
        begin += (start - self.starts[first]) * same
        stop, until, same = self.origins[last]
        return begin, stop + end - self.starts[last] if same else until

    def placed(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return proposals made of this text with their offsets in the text as given."""
        return [self._placed(proposal) for proposal in proposals] if self.starts else list(proposals)

    def _placed(self, proposal: Proposal) -> Proposal:
        moved: dict[str, int] = {}
        for side in ("actor_", "recipient_", "cue_", "response_", ""):
            start, end = getattr(proposal, f"{side}start"), getattr(proposal, f"{side}end")
            if start is not None and end is not None:
                moved[f"{side}start"], moved[f"{side}end"] = self.span(start, end)
        return replace(proposal, **moved)  # type: ignore[arg-type]


def reading_form(text: str, *, known: Callable[[], frozenset[str]] = frozenset) -> Reading:
    r"""Return a text as coders read it, with the way back.

    Apostrophes, blanks, hyphens and wide letters have one form; what cannot be seen is left out, ligatures are
    letters again, accents stand on theirs. Lines that end because a page is so wide are joined, and words that were
    cut there are made whole; a headline keeps its line.

    Parameters
    ----------
    text
        The text as given.
    known
        Gives words that are surely words, by which "min-ister" is told from "long-range"; those of the text count, too.

    Examples
    --------
    >>> reading_form("The People\u2019s\u00a0Repub\u00ad\nlic").text
    "The People's Republic"
    >>> reading_form("Japan met Ukraine.").starts
    ()
    """
    lines = "\n" in text
    if text.isascii() and not lines:
        return Reading(text)
    signs = set(text)  # a few dozen: what is not there need not be looked for
    plain = text.translate(_SAME) if not signs.isdisjoint(_SAME_SIGNS) else text
    for sign, after_letter in _APOSTROPHES.items():
        plain = after_letter.sub("'", plain) if sign in signs else plain
    joined, cuts = _whole_lines(plain, known) if lines else (plain, [])
    others = list(_replaced(joined)) if not signs.isdisjoint(_OTHER_SIGNS) else []
    edits = sorted([*others, *cuts]) if cuts else others
    return _edited(joined, edits) if edits else Reading(joined)


def _replaced(text: str) -> Iterator[tuple[int, int, str]]:
    """Where signs of another length stand, and what is read for them."""
    for match in _OTHER.finditer(text):
        found = match[0]
        if found[0] == "\r":
            yield *match.span(), "\n"
        elif "\ufb00" <= found <= "\ufb06" or found[0].isalpha():
            yield *match.span(), unicodedata.normalize("NFKC" if found[0] >= "\ufb00" else "NFC", found)
        else:
            yield *match.span(), ""


def _edited(text: str, edits: list[tuple[int, int, str]]) -> Reading:
    """The text with the edits made, and the way back."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int, bool]] = []
    size = at = 0
    for start, end, new in [*edits, (len(text), len(text), "")]:
        if start < at:
            continue  # inside what was replaced before
        for part, origin in ((text[at:start], (at, start, True)), (new, (start, end, False))):
            if part:
                parts.append(part)
                starts.append(size)
                origins.append(origin)
                size += len(part)
        at = end
    return Reading("".join(parts), starts, origins)


# lines


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: where its words begin and end."""

    begin: int
    end: int


_End = tuple[_Line, _Line, int]


def _whole_lines(text: str, known: Callable[[], frozenset[str]]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with blanks for the line ends inside sentences, and the hyphens to take out of words that were cut."""
    inner = list(_inner_ends(text))
    if not inner:
        return text, []
    cuts = list(_cuts(text, known)) if "-\n" in text or "- \n" in text else []
    joined = set(_wrapped(text, inner)) - {end - 1 for _, end, _ in cuts}
    if not joined:
        return text, cuts
    parts, at = [], 0
    for place in sorted(joined):
        parts.append(text[at:place])
        at = place + 1
    return " ".join([*parts, text[at:]]), cuts


def _inner_ends(text: str) -> Iterator[_End]:
    """The line ends inside paragraphs: the line before, the one after, and where the line ends."""
    at, before = 0, None
    for line in text.split("\n"):
        words = line.strip()
        here = None
        if words:
            begin = at + line.index(words[0])
            here = _Line(begin, begin + len(words))
            if before is not None:
                yield before, here, at - 1
        before, at = here, at + len(line) + 1


def _wrapped(text: str, inner: list[_End]) -> list[int]:
    """The line ends that are there because the page is so wide: the next word had no room any more."""
    full = {place for _, _, place in _full_lines(text, inner)}
    return [
        place
        for before, after, place in inner
        if (place in full or _is_unfinished(text, before, after)) and not _DATELINE.match(text, after.begin)
    ]


def _full_lines(text: str, inner: list[_End]) -> list[_End]:
    """The ends of lines that are as long as the lines of the page may be, where most of them are."""
    bounds = {(line.begin, line.end) for before, after, _ in inner for line in (before, after)}
    sizes = sorted(end - begin for begin, end in bounds if " " in text[begin:end])  # an address cannot be broken
    width = sizes[-1 - len(sizes) // 50] if sizes else 0
    if not _NARROW <= width <= _WIDE:
        return []
    full = [
        (before, after, place)
        for before, after, place in inner
        if before.end - before.begin + 1 + _first_word(text, after) > width and not _ITEM.match(text, after.begin)
    ]
    if len(full) < _FEW:
        return [
            (before, after, place)
            for before, after, place in full
            if text[after.begin].islower() or (_is_running(text[before.begin : before.end]) and _is_prose(text, after))
        ]
    return full if 2 * len(full) >= len(inner) else []


def _is_unfinished(text: str, before: _Line, after: _Line) -> bool:
    """Whether a line stops amid a sentence: headlines have few articles, and do not end with "of"."""
    words = text[max(before.begin, before.end - 2 * _WIDE) : before.end]
    if not words[-1].isalpha() and words[-1] != ",":
        return False
    last = words.rsplit(maxsplit=1)[-1]
    if _ITEM.match(text, after.begin) or not last.islower():
        return False
    return bool(_goes_on().search(words)) or (_is_running(words) and _is_prose(text, after))


@cache
def _goes_on() -> re.Pattern[str]:
    """What a line ends with that goes on in the next."""
    return re.compile(rf"(?:[,;(]|\b(?:{'|'.join(sorted(_word_class('normal.goes_on')))}))\Z")


@cache
def _word_class(name: str) -> frozenset[str]:
    """A word class of the rule coder, whose files are loaded when a text has lines to be joined."""
    from graphkit.extract.rules.words import word_class

    return word_class(name)


def _is_prose(text: str, line: _Line) -> bool:
    """Whether a line may go on with a sentence: the name of an author, or a date, does not."""
    words = text[line.begin : line.end]
    return words[0].islower() or len(words) >= _NARROW or any(sign in words for sign in ".!?")


def _is_running(words: str) -> bool:
    """Whether a line is part of a sentence rather than a headline: it has an article, and no sign at its end."""
    return words[-1].isalnum() and words.count(" ") >= _SENTENCE and _ARTICLE.search(words) is not None


def _first_word(text: str, line: _Line) -> int:
    """How long the first word of a line is."""
    return len(text[line.begin : min(line.end, line.begin + _WIDE)].split(maxsplit=1)[0])


def _cuts(text: str, known: Callable[[], frozenset[str]]) -> Iterator[tuple[int, int, str]]:
    """What to take out where a line ends with a hyphen: the hyphen of a word that was cut, or the line end alone."""
    found = [
        (match, before[0], after[0])
        for match in _CUT.finditer(text)
        if (before := _BEFORE.search(text, max(0, match.start() - 40), match.start()))
        and (after := _AFTER.match(text, match.end()))
    ]
    if not found:
        return
    words = Counter(_WORDS.findall(text))
    words.subtract(part for _, before, after in found for part in (before, after))
    for match, first, second in found:
        yield match.start() + _is_compound(words, first, second, known()), match.end(), ""


def _is_compound(words: Counter[str], before: str, after: str, known: frozenset[str]) -> bool:
    """Whether a hyphen at the end of a line belongs to the word, by the text's words: "long-range", "min-ister"."""
    whole = before + after
    if words[whole] > 0:
        return False
    if words[f"{before}-{after}"] > 0 or not after[0].islower():
        return True
    if whole in known or whole.lower() in known:
        return False
    if before.lower() in _word_class("normal.prefixes") or before.isupper():
        return True
    return all(part.lower() in known or words[part] > 0 for part in (before, after))
