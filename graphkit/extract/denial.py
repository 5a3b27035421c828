"""Denials: what somebody denies is proposed as denied by them, not as a fact of the text.

A denial is a verb ("denied", "rejected claims"), what it takes ("that ...", "having ...", a claim) and its reach: the
words from there to the next clause of its own. Who denies is asked of the coder, with another verb in its place, so
that a denier is named as any other actor is. What is said and then denied ("..., which Moscow denies") stays as it is
said; a second proposal denies it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graphkit.extract.disputes import DISPUTE_HINT, Dispute, add_disputes
from graphkit.extract.doubt import weigh_claims
from graphkit.extract.records import Proposal

__all__ = ["Denial", "find_denials", "mark_denials", "negations"]

_VERB = re.compile(
    r"\b(?:(?P<deny>den(?P<deny_form>y|ies|ied|ying))"
    r"|(?P<other>(?:reject|dismiss|refut|disput|rebut|rebutt|repudiat|brush|shrugg?)"
    r"(?P<other_form>e|es|s|ed|d|ing)?)(?: off| aside)?)\b"
)
_HINT = re.compile(r"\bden(?:y|ie|ying)|reject|dismiss|refut|disput|rebut|repudiat|brush|shrug")
# what stands before the verb: it is negated, only possible, passive, or another's
_UNSAID = re.compile(
    r"(?:\b(?:not|never|nor|neither|nobody|no one|none|without|cannot|hardly|no longer|of|by|if|whether|unless)|n['’]t"
    r"|\b(?:may|might|could|would|should|must|will|can|is|are|was|were|be|been|being|get|gets|got)"
    r"|\b(?:refus|declin|fail|ceas|stop|forc|urg|ask|tell|told|call|want|try|tri|expect|hard|difficult|impossib|unab)"
    r"[\w ]{0,30}? to)(?:\s+(?:\w+ly|also|ever|again|only|even|confirm(?:ed|s)?|nor|or|to)){0,3}\s*$"
)
_NEITHER = re.compile(r"\b(?:neither|nobody|no one|none of)\b[^,;]*$", re.IGNORECASE)
_CLAIMS = (
    r"(?:claims?|reports?|allegations?|accusations?|assertions?|suggestions?|insinuations?|rumou?rs?"
    r"|speculation|charges?)"
)
_CLAIM = rf"(?:[\w'’.-]+\s+){{0,5}}?{_CLAIMS}\b(?:\s+[\w'’.-]+){{0,6}}?\s+(?P<of>that|of|about|it|they|he|she)\b"
_PART = (
    r"(?:(?:any|all|its|his|her|their|having)\s+){0,2}"
    r"(?:involvement|responsibility|role|part|complicity|hand)\s+(?:in|for)\b"
)
_RIGHTS = r"(?:access|entry|permission|visas?|passage|aid|help|support|information|rights?|asylum|use|an?|the|any|its)"
_BARE = r"(?:it|they|he|she|there|any of \w+(?: \w+)?)\s+(?!" + _RIGHTS + r"\b)"
_FINITE = (
    r"(?:(?:the|its|his|her|their|our|any)\s+)?(?:(?!(?:an?|the|it|they|he|she|to|who|which|that|and|or|after|when|because)\b)"
    r"[\w'’.-]+\s+){1,4}?(?:had|has|have|was|were|is|are|would|will|did)\b"
)
_THINGS = r"(?:anything|nothing|everything|something)\b"
_NOUNS = (
    r"(?:housing|funding|financing|training|shipping|landing|docking|boarding|hearing|lending|parking|schooling|seating|"
    r"refuell?ing|standing|voting|licensing|fishing|crossing)\s+(?:to|for|from|rights?|permission|permits?|privileges)\b"
)
_DOING = rf"(?:\w+ly\s+|ever\s+|even\s+|ever\s+)?(?!{_THINGS}|{_NOUNS})(?:[a-z]+-)?[a-z]{{2,}}ing\b"
_ASIDE = (
    r"(?:\s+(?:\w+ly|again|once more|yesterday|(?:on|in|at|to|through|via|during|before|by|as|last|late|early)"
    r"(?:\s+(?:an?|the|its|his|her|their))?(?:\s+(?!(?:an?|the|that|it|they|he|she)\b)[\w'’-]+){1,4}?),?){1,2}?"
)  # when, how and to whom: "denied ON TUESDAY that"
_TAKES = {
    "deny": re.compile(
        rf"(?:{_ASIDE})?\s+(?:(?P<that>that\b)|{_CLAIM}|{_PART}|{_DOING}|(?P<clause>{_BARE}|{_FINITE}))"
    ),
    "other": re.compile(rf"(?:{_ASIDE})?\s+(?:(?P<that>that\b)|{_CLAIM})"),
}
_END = re.compile(
    r";|:\s|\s[–—-]+\s|\n\s*\n"
    r"|,?\s+\b(?:but|while|whereas|although|though|however|after|before|when|because|despite|following"
    r"|in response|hours|days? after)\b"
    r"|,\s+(?:saying|adding|accusing|insisting|calling|arguing|claiming|stressing|warning|describing|which|who|as|with|so"
    r"|yet|instead|and\s+(?!that\b|of\b|\w+ing\b))"
    r"|\s+and\s+(?:\w+ly\s+|also\s+|then\s+|instead\s+)?(?:said|says|accused|accuses|called|calls|urged|urges|demanded"
    r"|demands|condemned|condemns|warned|warns|vowed|threatened|insisted|insists|blamed|blames|criticised|criticized|told"
    r"|added|summoned|expelled|promised|pledged|announced)\b"
)
_AND_DID = re.compile(
    r"\s+and\s+(?:\w+ly\s+|also\s+|then\s+|instead\s+)?(?:\w+ed|sent|gave|met|sold|struck|shot|put|went|took|held|cut"
    r"|launched|imposed)\b"
)
_ARTICLE = re.compile(r"\s*(?:the\s+)?")
_FORMS = {"": ("y", "e", ""), "s": ("ies", "es", "s"), "ed": ("ied", "ed", "d"), "ing": ("ying", "ing")}
_PROBES = tuple(
    ({form: verb[ending] for ending, forms in _FORMS.items() for form in forms}, other)
    for verb, other in (
        ({"": "criticise", "s": "criticises", "ed": "criticised", "ing": "criticising"}, "Tuvalu"),
        ({"": "thank", "s": "thanks", "ed": "thanked", "ing": "thanking"}, "Nauru"),
    )
)
_BEFORE = 1000
_NEAR, _FAR = 120, 400  # characters before the verb in which a negation is looked for: of the verb, of its subject
_REFERS = re.compile(r"(?:it|he|she|they|the|its|his|her|their|this|that|these|those|both)\b", re.IGNORECASE)


_NEGATION = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?"
    r"|not|never|no|none|nobody|neither|nor|without|cannot|false|untrue|baseless)\b|\b\w+n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial in a text: where its verb begins, and the stretch in which events are denied (half-open).

    ``form`` is the ending of the verb; ``own`` says that it can only be the denier who did it ("denied doing").
    """

    start: int
    reach_start: int
    reach_end: int
    form: str
    own: bool


def find_denials(text: str, start: int = 0, end: int | None = None, *, doers: Collection[int] = ()) -> Iterator[Denial]:
    """Yield the denials in a sentence of ``text``.

    "Denied visas to", "was denied", "did not deny" and "refused to" are none.

    Parameters
    ----------
    text
        A document's text.
    start, end
        The bounds of the sentence; the whole text when not given.
    doers
        Where the doers of events begin: "denied North Korea sent" is a denial, "denied Turkey visas" is none.

    Examples
    --------
    >>> [denial] = find_denials("Iran denied supplying Russia, but France condemned Iran.")
    >>> denial.reach_end
    28
    >>> list(find_denials("Iran did not deny supplying Russia."))
    []
    """
    stop = len(text) if end is None else end
    reach = _Reach(text, stop)
    for verb in _VERB.finditer(text, start, stop):
        kind = "deny" if verb["deny"] else "other"
        at = verb.start()
        if _UNSAID.search(text, max(start, at - _NEAR), at) or _NEITHER.search(text, max(start, at - _FAR), at):
            continue
        form = verb["deny_form"] or verb["other_form"] or ""
        taken = _TAKES[kind].match(text, verb.end(), stop)
        if taken is not None:
            clause = bool(taken["that"] or taken["of"] not in (None, "of", "about") or taken.groupdict().get("clause"))
            ends = reach.end(taken.start(), clause=clause)
            yield Denial(verb.start(), verb.end(), ends, form, taken.lastgroup is None)
        elif kind == "deny" and _ARTICLE.match(text, verb.end()).end() in doers:  # type: ignore[union-attr]
            yield Denial(verb.start(), verb.end(), reach.end(verb.end(), clause=True), form, own=False)


def negations(sentence: str) -> list[str]:
    """Return the words of a sentence that deny or negate, each once; a reviewer should look at them twice.

    Examples
    --------
    >>> negations("Iran denied the attack and didn't reply.")
    ['denied', "didn't"]
    """
    return list(dict.fromkeys(found[0].lower() for found in _NEGATION.finditer(sentence)))


class _Reach:
    """Where denied words end, asked for one denial after another; what was found stays good until it is passed."""

    def __init__(self, text: str, stop: int) -> None:
        self.text, self.stop = text, stop
        self._next: dict[re.Pattern[str], int] = {}

    def end(self, start: int, *, clause: bool) -> int:
        """Where the words from ``start`` end; after "having done" or "claims of" another finite verb is no part."""
        ends = self._first(_END, start)
        return ends if clause else min(ends, self._first(_AND_DID, start))

    def _first(self, pattern: re.Pattern[str], start: int) -> int:
        if self._next.get(pattern, -1) < start:
            found = pattern.search(self.text, start, self.stop)
            self._next[pattern] = found.start() if found else self.stop
        return self._next[pattern]


def mark_denials(proposals: Sequence[Proposal], text: str, code: Callable[[str], Sequence[Proposal]]) -> list[Proposal]:
    """Return the proposals with the stance that the words around them give them, and what denies them.

    What somebody denies has the stance ``denies`` and the denier as its speaker; what is said first and denied by other
    words has a second proposal behind it.

    Parameters
    ----------
    proposals
        What a coder proposes for ``text``.
    text
        The document's text.
    code
        The coder; it is asked who the denier is.

    Examples
    --------
    >>> from graphkit.extract.rules import code_document
    >>> text = "The Kremlin denied that North Korea had sent troops to Russia."
    >>> [denied] = mark_denials(code_document(text), text, code_document)
    >>> denied.stance, denied.speaker_name
    ('denies', 'Russia')
    """
    ask = lru_cache(maxsize=4096)(lambda words: tuple(code(words)))  # a text asks the same again and again

    homes: dict[str, str] = {}

    def name(head: str, words: str) -> dict[str, str]:
        alone = {} if _REFERS.match(words) else _doers("", words, "ed", ask, homes)
        return alone if _are_states(alone) else _doers(head, words, "ed", ask, homes)

    marked = _marked(proposals, text, ask) if proposals and _HINT.search(text) else list(proposals)
    marked = weigh_claims(marked, text, name=name) if marked else marked
    if not marked or not DISPUTE_HINT.search(text):
        return marked

    cues = sorted(said.start if said.cue_start is None else said.cue_start for said in marked)

    def more(start: int, end: int) -> Iterator[Dispute]:
        return _of_nothing_here(cues, text, start, end)

    return add_disputes(marked, text, name=name, more=more, homes=homes)


def _marked(proposals: Sequence[Proposal], text: str, code: Callable[[str], Sequence[Proposal]]) -> list[Proposal]:
    """The proposals, with their denier those that stand within what somebody denies."""
    doers = {said.actor_start for said in proposals if (said.cue_start or 0) >= said.actor_end}
    found: dict[int, list[Denial]] = {}
    who: dict[Denial, dict[str, str]] = {}
    marked: list[Proposal] = []
    for said in proposals:
        if said.start not in found:
            found[said.start] = list(find_denials(text, said.start, said.end, doers=doers))
        denial = _over(said, found[said.start])
        if denial is not None and denial not in who:
            who[denial] = _deniers(denial, text, said.start, code)
        marked.append(said if denial is None else _denied(said, denial, who[denial]))
    return marked


def _of_nothing_here(cues: Sequence[int], text: str, start: int, end: int) -> Iterator[Dispute]:
    """Denials in whose reach nothing is proposed: "Tehran denies arming anybody." may speak of the sentence before."""
    for denial in find_denials(text, start, end) if _HINT.search(text, start, end) else ():
        reached = bisect_left(cues, denial.reach_end) > bisect_left(cues, denial.reach_start)
        if denial.form != "ing" and not reached:
            yield Dispute(start, denial.reach_end, start, denial.start, next=True, party=True)


def _over(said: Proposal, denials: Sequence[Denial]) -> Denial | None:
    """The last denial that reaches the cue of a proposal."""
    cue = said.cue_start if said.cue_start is not None else said.start
    return next((each for each in reversed(denials) if each.reach_start <= cue < each.reach_end), None)


def _denied(said: Proposal, denial: Denial, deniers: dict[str, str]) -> Proposal:
    """The proposal as denied: by its actor where that one denies, else by the first who does."""
    speaker, name = next(iter(deniers.items()), ("", ""))
    if said.actor in deniers or (denial.own and not deniers):
        speaker, name = said.actor, said.actor_name
    return replace(said, stance="denies", speaker=speaker, speaker_name=name)


def _deniers(denial: Denial, text: str, start: int, code: Callable[[str], Sequence[Proposal]]) -> dict[str, str]:
    """The ids and names of who denies, none when nobody can be told."""
    alone = _doers(text[start : denial.start], "", denial.form, code)
    return alone if _are_states(alone) else _doers(text[max(0, start - _BEFORE) : denial.start], "", denial.form, code)


def _are_states(doers: Mapping[str, str]) -> bool:
    """Whether all are states, who need no text before them to be known."""
    return bool(doers) and all(key.isupper() for key in doers)


def _doers(
    head: str,
    words: str,
    form: str,
    code: Callable[[str], Sequence[Proposal]],
    homes: dict[str, str] | None = None,
) -> dict[str, str]:
    """The ids and names of whoever does something, by the words before it: another verb in its place tells.

    Their states are added to ``homes``.
    """
    for verbs, other in _PROBES:
        probed = code(f"{head}{words} {verbs[form]} {other}." if words else f"{head}{verbs[form]} {other}.")
        probes = [each for each in probed if (each.cue_end or 0) > len(head)]
        if probes:
            if homes is not None:
                homes.update({each.actor: each.actor_state for each in probes if each.actor_state})
            return {each.actor: each.actor_name for each in probes}
    return {}
