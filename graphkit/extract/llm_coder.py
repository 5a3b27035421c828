"""The coder that asks a language model: its replies are only ever proposals, and only where the text bears them out."""

from __future__ import annotations

import datetime
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.dataset.names import one_line
from graphkit.errors import ExtractionError
from graphkit.extract.gazetteer import NamedActor, can_act, name_actor
from graphkit.extract.llm_cache import ReplyCache
from graphkit.extract.llm_prompt import FIELDS, prompt_for, reply_schema
from graphkit.extract.llm_reply import Reply, read_reply
from graphkit.extract.llm_server import complete_with
from graphkit.extract.llm_tokens import estimate_tokens
from graphkit.extract.quotes import find_quote
from graphkit.extract.records import Proposal
from graphkit.extract.scrutiny import (
    Place,
    Unfounded,
    find_places,
    is_date,
    is_negated,
    is_pronoun,
    is_swapped,
    stance_of,
)
from graphkit.model import STANCES, date_bounds
from graphkit.ontology import load_ontology
from graphkit.words import counted

__all__ = ["CostEstimate", "LanguageModelCoder", "complete_with", "estimate_cost", "passages", "reply_schema"]

_PASSAGE = 4000
_CONFIDENCE = 0.6
_AGREED = 0.85
_ITEM_TOKENS = 130
_LETTERS_AN_ITEM = 600
_LONGEST_NAME = 120
_NONE = re.compile(r"(?:none|null|nil|false|n/?a|no|0|-|–|—)?", re.IGNORECASE)  # how models write a blank
_NEAR = 31  # days: "on Tuesday", "two weeks ago", in whichever language
# English names of months; words with letters that English has not may name one too
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|[\u00c0-\u00ff\u0370-\u06ff]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """What a run will ask of a server, before it is asked: calls, and tokens as :func:`estimate_tokens` has them."""

    calls: int
    prompt_tokens: int
    reply_tokens: int

    def price(self, *, prompt: float, reply: float) -> float:
        """Return the price, from the prices of a million tokens.

        >>> CostEstimate(1, 2_000_000, 500_000).price(prompt=1.5, reply=6.0)
        6.0
        """
        return (self.prompt_tokens * prompt + self.reply_tokens * reply) / 1e6


def estimate_cost(texts: Iterable[str]) -> CostEstimate:
    """Return what coding some texts will ask for; what the replies come to is a guess, a relation a few sentences.

    >>> estimate_cost(["Japan met Ukraine."]).calls
    1
    """
    calls = asked = told = 0
    fixed = estimate_tokens(prompt_for(""))
    for text in texts:
        for start, end in passages(text):
            tokens = estimate_tokens(text[start:end])
            calls += 1
            asked += fixed + tokens
            told += _ITEM_TOKENS * (1 + 4 * tokens // _LETTERS_AN_ITEM)
    return CostEstimate(calls, asked, told)


def passages(text: str, *, size: int = _PASSAGE) -> Iterator[tuple[int, int]]:
    """Yield the spans of a text that are asked about one at a time: whole paragraphs or sentences, up to ``size``.

    >>> list(passages("One. Two. Three.", size=10))
    [(0, 9), (10, 16)]
    """
    start, length = 0, len(text)
    while start < length:
        end = length if length - start <= size else _break(text, start, start + size)
        if text[start:end].strip():
            yield start, start + len(text[start:end].rstrip())
        start = end
        while start < length and text[start].isspace():
            start += 1


def _break(text: str, start: int, limit: int) -> int:
    """Where to end a passage: after a paragraph, a sentence or a word, whichever comes last in its second half."""
    for mark in ("\n\n", "\n", r"[.!?؟]\s|[。！？]", " "):
        if len(mark) < 3:
            place = text.rfind(mark, start + (limit - start) // 2, limit)
            ends = [place + len(mark)] if place >= 0 else []
        else:
            ends = [found.end() for found in re.compile(mark).finditer(text, start + (limit - start) // 2, limit)]
        if ends:
            return ends[-1]
    return limit


class _Last(threading.local):
    """What is known of the text that was coded last, in each thread by itself."""

    def __init__(self) -> None:
        self.reasons: Counter[str] = Counter()
        self.notices: list[str] = []
        self.incomplete = False


class LanguageModelCoder:
    """A coder that asks a language model for relations and keeps those that the text bears out.

    A relation stands when all its words are in one sentence (or in two that a pronoun ties), the sentence does not say
    that it did not happen, and a plain clause does not say that it was the other way round. What the rule coder
    proposes as well is held for surer. Several threads may use one coder.

    Parameters
    ----------
    complete
        The model: a prompt in, its reply out. :func:`complete_with` makes one for a server.
    model
        Its name, for the ``origin`` of proposals.
    tries
        How often an unusable reply is asked for anew before the passage is given up.
    cache
        Where replies are kept and found again; None: nowhere.
    rules
        The rule coder, which checks parties and stances; None: that of the package, with its own dictionaries.

    Attributes
    ----------
    rejected
        Why relations of the last text were not borne out by it, and how many each time.
    rejections
        How many those are together.
    notices
        Sentences on the last text: what was lost, what was mended.
    incomplete
        Whether a passage of the last text was lost or its reply stopped midway.

    Examples
    --------
    >>> reply = '''{"relations": [{"sentence": "Japan met Ukraine.", "actor": "Japan", "type": "CONSULT",
    ... "mode": "meet", "recipient": "Ukraine", "cue": "met", "stance": "asserts", "speaker": "", "date": ""}]}'''
    >>> coder = LanguageModelCoder(lambda prompt: reply, model="toy")
    >>> [(p.actor, p.type, p.recipient, p.origin) for p in coder("Japan met Ukraine.", "")]
    [('JPN', 'CONSULT', 'UKR', 'llm:toy')]
    >>> coder("Nothing of the kind.", ""), coder.rejected
    ([], {'its sentence is not in the text': 1})
    """

    def __init__(
        self,
        complete: Callable[[str], str],
        *,
        model: str,
        tries: int = 3,
        cache: ReplyCache | None = None,
        rules: Callable[[str, str], Sequence[Proposal]] | None = None,
    ) -> None:
        self.complete, self.model, self.tries, self.cache = complete, model, tries, cache
        self._rules = rules or _own_rules
        self._last = _Last()

    @property
    def rejected(self) -> dict[str, int]:
        """Why relations of the last text were rejected, and how many."""
        return dict(self._last.reasons)

    @property
    def rejections(self) -> int:
        """How many relations of the last text were rejected."""
        return sum(self._last.reasons.values())

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on the last text."""
        return tuple(self._last.notices)

    @property
    def incomplete(self) -> bool:
        """Whether a part of the last text was lost."""
        return self._last.incomplete

    def close(self) -> None:
        """End what the model is still being asked."""
        close = getattr(self.complete, "close", None)
        if close is not None:
            close()

    def __call__(self, text: str, date: str = "") -> list[Proposal]:
        """Return the proposals for one text; ``date`` is that of its document.

        Raises
        ------
        ExtractionError
            If no passage of the text gets a usable reply; ``reply`` holds the last one.
        """
        self._last.reasons, self._last.notices, self._last.incomplete = Counter(), [], False
        spans = list(passages(text))
        read = list(self._replies(text, spans, date))
        rules = self._rules(text, date) if any(reply.relations for _, reply in read) else ()
        found = _Found(text, date, rules, self._last.reasons)
        for span, reply in read:
            found.take(span, reply)
        return [replace(proposal, origin=f"llm:{self.model}") for proposal in found.proposals]

    def _replies(
        self, text: str, spans: Sequence[tuple[int, int]], date: str
    ) -> Iterator[tuple[tuple[int, int], Reply]]:
        """The reply on each passage that has a usable one."""
        lost: ExtractionError | None = None
        count = 0
        for number, span in enumerate(spans, start=1):
            where = f"passage {number} of {len(spans)} (characters {span[0]} to {span[1]})"
            try:
                reply = self._ask(text[slice(*span)], date)
            except ExtractionError as error:
                lost, self._last.incomplete = error, True
                self._note(f"{where} is lost: {error}")
                continue
            count += 1
            if reply.broken:
                self._last.incomplete = True
                kept = counted(len(reply.relations), "relation")
                self._note(f"{where}: the reply stops midway; kept before that: {kept}")
            yield span, reply
        if lost is not None and not count:
            raise lost

    def _note(self, sentence: str) -> None:
        if sentence not in self._last.notices:
            self._last.notices.append(sentence)

    def _ask(self, passage: str, date: str) -> Reply:
        """The first usable reply on a passage, from the cache when it is there."""
        prompt, reply, fault = prompt_for(passage, date), "", ""
        kept = self._kept(prompt)
        if kept is not None:
            return kept
        for _ in range(self.tries):
            reply = self.complete(prompt + fault)
            try:
                found = read_reply(reply)
            except ValueError as error:
                fault = f"\n\nYour last reply could not be used: {error}. Reply with the JSON object alone."
                continue
            if self.cache is not None and not found.broken:
                self.cache.keep(prompt, passage, reply)
                self._cache_faults()
            return found
        shown = one_line(reply[:500])[:80]
        raise ExtractionError(
            f"the model {self.model} gave no usable reply in {self.tries} tries; the last began '{shown}'", reply=reply
        )

    def _kept(self, prompt: str) -> Reply | None:
        """The reply that the cache holds."""
        reply = self.cache.find(prompt) if self.cache is not None else None
        self._cache_faults()
        try:
            return None if reply is None else read_reply(reply)
        except ValueError:  # an older program could use it
            return None

    def _cache_faults(self) -> None:
        while self.cache is not None and self.cache.faults:
            self._note(self.cache.faults.pop())


def _own_rules(text: str, date: str) -> Sequence[Proposal]:
    """What the rule coder proposes."""
    from graphkit.extract.rules import code_document

    return code_document(text, date=date or None)


class _Found:
    """The proposals of one text as they are found, and why others were not."""

    def __init__(self, text: str, date: str, rules: Sequence[Proposal], reasons: Counter[str]) -> None:
        self.text, self.date, self.rules, self.reasons = text, date, rules, reasons
        self.proposals: list[Proposal] = []
        self._met: dict[tuple[object, ...], list[tuple[str, tuple[int, int]]]] = {}

    def take(self, passage: tuple[int, int], reply: Reply) -> None:
        """Take the relations of one reply that the text bears out, and link the answers among them."""
        if reply.odd:
            self.reasons["it is no relation as asked"] += reply.odd
        first = len(self.proposals)
        ids: dict[str, int] = {}
        asked: list[tuple[int, str, str]] = []
        for number, item in enumerate(reply.relations, start=1):
            said = {name: item[name] if isinstance(item.get(name), str) else "" for name in FIELDS}
            try:
                proposal = self._borne_out(said, passage)
            except Unfounded as reason:
                self.reasons[str(reason)] += 1
                continue
            name = said["id"] or (str(item["id"]) if isinstance(item.get("id"), int) else str(number))
            ids.setdefault(name, len(self.proposals))
            answered = "" if item.get("responds_to") is None else str(item["responds_to"]).strip()
            asked.append((len(self.proposals), answered, said["response_cue"]))
            self.proposals.append(proposal)
        for place, answered, cue in asked:
            if answered in ids or not _NONE.fullmatch(answered):  # a model may count from 0
                self._link(place, ids.get(answered), cue, first)

    def _borne_out(self, said: Mapping[str, str], passage: tuple[int, int]) -> Proposal:
        """The proposal that a relation makes; Unfounded says why it makes none."""
        kind = load_ontology().types.get(said["type"])
        if kind is None:
            raise Unfounded("its type is not one of the list")
        words = {name: said[name] for name in ("sentence", "actor", "recipient", "cue")}
        mode = said["mode"] if said["mode"] in kind.modes else ""
        mutual = kind.mutual_of(mode)
        stance = said["stance"] if said["stance"] in STANCES else "asserts"
        places = find_places(self.text, passage, **words)
        if not mutual:
            places = [each for each in places if not is_swapped(self.text, each, self.rules, kind=kind.name)]
        if not places:
            raise Unfounded("its parties are swapped")
        place = next((each for each in places if not is_negated(self.text, each, kind.name)), None)
        denied = place is None
        if denied and stance != "denies":
            raise Unfounded("the sentence says that it did not happen")
        place = place or places[0]
        proposal = self._built(said, place, passage)
        told = stance if denied or stance != "denies" else "asserts"  # a denial is found by its words, or is none
        made = replace(proposal, mode=mode, mutual=mutual, stance=stance_of(self.text, place, kind.name, told))
        self._once(made, place)
        return made

    def _once(self, made: Proposal, place: Place) -> None:
        """Refuse what was taken before, with the same words or the same mode."""
        pair = sorted((made.actor, made.recipient)) if made.mutual else [made.actor, made.recipient]
        met = self._met.setdefault((*pair, made.type, place.sentence), [])
        if any(mode == made.mode or (cue[0] < place.cue[1] and place.cue[0] < cue[1]) for mode, cue in met):
            raise Unfounded("it is said twice")
        met.append((made.mode, place.cue))

    def _built(self, said: Mapping[str, str], place: Place, passage: tuple[int, int]) -> Proposal:
        """The record, with ids for the words that name its actors."""
        text, actor, recipient = self.text, place.actor, place.recipient
        doer, target = name_actor(text[slice(*actor)]), name_actor(text[slice(*recipient)])
        if doer.id == target.id:
            raise Unfounded("its parties are one and the same")
        if any(is_pronoun(text[slice(*span)]) for span in (actor, recipient)):
            raise Unfounded("one of its parties is a pronoun")
        if not all(can_act(text[slice(*span)]) and not is_date(text[slice(*span)]) for span in (actor, recipient)):
            raise Unfounded("one of its parties is a thing")
        speaker = self._speaker(said["speaker"], place, passage)
        proposal = Proposal(
            actor=doer.id,
            actor_start=actor[0],
            actor_end=actor[1],
            type=said["type"],
            mode="",
            recipient=target.id,
            recipient_start=recipient[0],
            recipient_end=recipient[1],
            start=place.sentence[0],
            end=place.sentence[1],
            date=_dated(said["date"], text[slice(*passage)], self.date),
            speaker=speaker.id if speaker else "",
            speaker_name=speaker.name if speaker else "",
            confidence=_CONFIDENCE,
            actor_name=doer.name,
            actor_kind=doer.kind,
            actor_state=doer.state,
            recipient_name=target.name,
            recipient_kind=target.kind,
            recipient_state=target.state,
            cue_start=place.cue[0],
            cue_end=place.cue[1],
        )
        return replace(proposal, confidence=_AGREED) if self._agrees(proposal) else proposal

    def _speaker(self, words: str, place: Place, passage: tuple[int, int]) -> NamedActor | None:
        """Who is said to say it, as the text has it; None where those words name nobody, or are the claim itself."""
        if not words.strip() or len(words) > _LONGEST_NAME:
            return None
        told = find_quote(self.text, words, start=place.sentence[0], end=place.sentence[1])
        told = told or find_quote(self.text, words, start=passage[0], end=passage[1])
        if told is None or (told[0] < place.cue[1] and place.cue[0] < told[1]):
            return None
        named = self.text[slice(*told)]
        return name_actor(named) if can_act(named) and not is_pronoun(named) else None

    def _agrees(self, proposal: Proposal) -> bool:
        """Whether the rule coder proposes the same of the same sentence."""
        pair = {proposal.actor, proposal.recipient}
        return any(
            said.type == proposal.type and {said.actor, said.recipient} == pair and said.start < proposal.end
            for said in self.rules
            if proposal.start < said.end
        )

    def _link(self, place: int, answered: int | None, cue: str, first: int) -> None:
        """Link an answer to what it answers, where words of its sentence say that it is one."""
        said = self.proposals[place]
        span = find_quote(self.text, cue, start=said.start, end=said.end) if cue else None
        earlier = answered is not None and answered >= first and answered != place and self._not_later(answered, said)
        if span is None or not earlier:
            self.reasons["its answer is not told in the sentence" if span is None else "it answers nothing told"] += 1
            return
        self.proposals[place] = replace(said, responds_to=answered, response_start=span[0], response_end=span[1])

    def _not_later(self, answered: int, said: Proposal) -> bool:
        """Whether what is answered may have come before its answer."""
        since, until = date_bounds(self.proposals[answered].date)[0], date_bounds(said.date)[1]
        return not (since and until and until < since)


def _dated(value: str, passage: str, date: str) -> str:
    """The date as far as the passage or the document's date bears it out: to the day, the month or the year."""
    value = value.strip()
    try:
        date_bounds(value)
    except ValueError:
        return ""
    year = re.search(r"\d{4}", value)
    if year is None or not (year[0] in passage or date.startswith(year[0])):
        return ""
    parts = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", value)
    if parts is None:
        return value
    told = {int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", passage)}
    if parts[3] and (int(parts[3]) in told or _days_between(value, date) <= _NEAR):
        return value
    month = int(parts[2]) in told or _MONTH.search(passage) is not None
    month = month or _days_between(f"{value[:7]}-15", date) <= 2 * _NEAR
    return value[:7] if month else parts[1]


def _days_between(one: str, other: str) -> float:
    """The days between two dates; infinity where one of them is no single day."""
    try:
        return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)
    except ValueError:
        return float("inf")
