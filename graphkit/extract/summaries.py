"""One plain sentence on a proposal: who did what to whom, how much, where, and how sure the text is of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from graphkit.dataset.names import one_line
from graphkit.extract.records import Proposal
from graphkit.ontology import load_ontology

if TYPE_CHECKING:
    from graphkit.extract.rules.words import Lexicon

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


#: What only says when, and where what is done ends.
_WHEN = re.compile(
    r",?\s(?:(?:on|last|late|early|next|this)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year)"
    r"|yesterday|today|tomorrow|(?:on|in)\s+(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:19|20)\d\d)(?:\s+\d{1,4})?)\b(?:\s(?:19|20)\d\d\b)?,?"
)
_ENDS = re.compile(
    r"[;:,]|\s[-–—]\s|(?<=[a-z]{4})[.!?]\s(?=[A-Z])"
    r"|\s(?:after|before|while|because|as|when|since|which|who|amid|following|if|unless|but)\b"
)
_AND = re.compile(r"\sand\s(\w+)")
_HELPING = re.compile(r"(?:has|have|had)\s+(?:(?:also|already|now|since|again|\w+ly)\s+)?")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|says?|said)\b")
_SEVERAL = re.compile(r"(?:both|all|the (?:two|three|four|parties|sides))\b", re.IGNORECASE)  # each is named by itself
_THEIRS = re.compile(r"\b(?:their|his|her)\b")
_OPEN = re.compile(r"[\"“”«»()\[\]\n]|\b(?:he|she|it|they|them|him|this|that|these|those|we|our|us|you|I|my)\b")
_LONGEST = 160  # characters of what is taken from a sentence


def plain_summary(said: Proposal, *, actor: str, recipient: str, sentence: str = "") -> str:
    """Return one plain sentence on a proposal, never surer than its stance.

    Where the sentence tells plainly what was done, it is told in its own verb and object; else by the type's label.

    Parameters
    ----------
    said
        The proposal.
    actor, recipient
        The names of its parties.
    sentence
        The whole sentence of the proposal; blank: the type's label is used.

    Examples
    --------
    >>> said = Proposal("JPN", 0, 5, "AID", "", "UKR", 10, 17, 0, 18, amount=32, unit="generators", place="Odesa")
    >>> plain_summary(said, actor="Japan", recipient="Ukraine")
    'Japan gave aid to Ukraine in Odesa (32 generators).'
    >>> from dataclasses import replace
    >>> plain_summary(replace(said, stance="considers", place=""), actor="Japan", recipient="Ukraine")
    'Only considered: Japan gave aid to Ukraine (32 generators).'
    >>> said = Proposal("PER", 0, 4, "REQUEST", "", "CHL", 11, 16, 0, 35, cue_start=5, cue_end=10)
    >>> plain_summary(said, actor="Peru", recipient="Chile", sentence="Peru asked Chile to lift sanctions.")
    'Peru asked Chile to lift sanctions.'
    """
    told = _told_so(said, recipient, sentence)
    told = one_line(f"{_named(actor)} {told}" if told else _told_by_label(said, actor, recipient))
    return f"{told[:1].upper()}{told[1:]}."


def _told_by_label(said: Proposal, actor: str, recipient: str) -> str:
    """What was done in the words of its type, with its place and amount, and how sure it is."""
    kind = load_ontology().types[said.type]
    label = kind.modes[said.mode].label if said.mode in kind.modes else kind.label
    place = f" in {said.place}" if said.place and said.place not in (actor, recipient) else ""
    amount = "" if said.amount is None else f" ({said.amount:,}{f' {said.unit}' if said.unit else ''})"
    told = f"{_named(actor)} {label} {_named(recipient)}{place}{amount}"
    speaker = said.speaker_name or said.speaker
    return (_SAID if speaker else _STANDS)[said.stance].format(told=told, speaker=_named(speaker))


def _told_so(said: Proposal, recipient: str, sentence: str) -> str:
    """What was done in the sentence's own words, blank where they are not plain: who, a verb in the past, whom."""
    cue, cue_end = said.cue_start, said.cue_end
    whole = sentence.rstrip().endswith((".", "!")) and len(sentence) == said.end - said.start  # no headline
    if not whole or cue is None or cue_end is None or said.stance != "asserts" or said.speaker:
        return ""
    if not said.actor_end <= cue < cue_end <= said.recipient_start or said.recipient_end > said.end:
        return ""
    lead = sentence[: cue - said.start]
    if re.search(r"\b(?:not|never|will|would|may|might|could|should|to|by|(?:which|whom|that)\s+\w+)\W*$", lead):
        return ""
    start, end = cue - said.start, said.recipient_end - said.start
    whom = sentence[said.recipient_start - said.start : end]
    told = sentence[start : said.recipient_start - said.start]
    rest = _until(_WHEN.sub("", sentence[end:].rstrip(" .!")))
    verb = _HELPING.sub("", told, count=1)
    pronoun = _OPEN.fullmatch(whom.strip()) is not None or _SEVERAL.match(whom) is not None
    whole_told = f"{verb}{_named(recipient) if pronoun else whom}{rest}"
    plain = not (_ENDS.search(told) or _OPEN.search(f"{verb} {'' if pronoun else whom} {rest}"))
    plain = plain and not (_FINITE.search(f"{whom} {rest}") or _THEIRS.search(f"{verb} {whom}"))
    return whole_told if plain and _is_past(verb) and len(whole_told) <= _LONGEST else ""


def _until(rest: str) -> str:
    """What follows in the same clause."""
    end = _ENDS.search(rest)
    ends = [end.start()] if end is not None else []
    ends += [match.start() for match in _AND.finditer(rest) if _is_past(match[1]) or _FINITE.match(match[1])]
    return rest[: min(ends, default=len(rest))].rstrip()


def _is_past(words: str) -> bool:
    """Whether words begin with the past of a verb: "asked", "gave"; not "was"."""
    first = words.split()[0].lower() if words.split() else ""
    if first.endswith("ed") and len(first) > 3:
        return _lexicon().tags.get(first, "E") in ("E", "e", "V")
    return first in _irregular_pasts()


@cache
def _lexicon() -> Lexicon:
    from graphkit.extract.rules.words import Lexicon

    return Lexicon()


@cache
def _irregular_pasts() -> frozenset[str]:
    return frozenset(past for past, _ in _lexicon().irregular.values()) - {"was", "were", "had", "did"}


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
