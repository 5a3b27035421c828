"""How sure a text is of what it says: what it or somebody in it denies, leaves open, expects or has only heard."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graphkit.dataset.names import one_line
from graphkit.extract.disputes import DISPUTE_HINT, Dispute, add_disputes, cue_of
from graphkit.extract.records import Proposal

__all__ = [
    "Denial",
    "find_denials",
    "mark_denials",
    "negations",
    "weigh_claims",
]


# Denials. What somebody denies is proposed as denied by them, not as a fact of the text. A denial is a verb ("denied",
# "rejected claims"), what it takes ("that ...", "having ...", a claim) and its reach: the words from there to the next
# clause of its own. Who denies is asked of the coder, with another verb in its place, so that a denier is named as any
# other actor is. What is said and then denied ("..., which Moscow denies") stays as it is said; a second proposal
# denies it.


_VERB = re.compile(
    r"\b(?:(?P<deny>den(?P<deny_form>y|ies|ied|ying))"
    r"|(?P<other>(?:reject|dismiss|refut|disput|rebut|rebutt|repudiat|brush|shrugg?"
    r"|push(?=(?:es|ed|ing)? back (?:against|on)))"
    r"(?P<other_form>e|es|s|ed|d|ing)?)(?: off| aside| back (?:against|on))?)\b"
)
_HINT = re.compile(r"\bden(?:y|ie|ying)|reject|dismiss|refut|disput|rebut|repudiat|brush|shrug|push(?:es|ed|ing)? back")
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
_LAST = 40  # proposals before a denial among which its claim is looked for
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

    ``form`` is the ending of the verb; ``own`` says that it can only be the denier who did it ("denied doing"),
    ``claim`` that somebody's claim is denied ("denied a report that").
    """

    start: int
    reach_start: int
    reach_end: int
    form: str
    own: bool
    claim: bool = False


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
            claim = taken["of"] is not None
            begin = taken.start("of") if claim else verb.end()  # "denied KENYAN ALLEGATIONS of": that they were made
            yield Denial(verb.start(), begin, ends, form, taken.lastgroup is None, claim)
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

    marked = _of_claims(_marked(proposals, text, ask)) if proposals and _HINT.search(text) else list(proposals)
    marked = weigh_claims(marked, text, name=name) if marked else marked
    if not marked or not DISPUTE_HINT.search(text):
        return marked

    cues = sorted(cue_of(said) for said in marked)

    def more(start: int, end: int) -> Iterator[Dispute]:
        return _of_nothing_here(cues, text, start, end)

    return add_disputes(marked, text, name=name, more=more, homes=homes)


def _marked(proposals: Sequence[Proposal], text: str, code: Callable[[str], Sequence[Proposal]]) -> list[Proposal]:
    """The proposals, with their denier those that stand within what somebody denies."""
    doers = {said.actor_start for said in proposals if (said.cue_start or 0) >= said.actor_end}
    found: dict[int, list[Denial]] = {}
    who: dict[Denial, dict[str, str]] = {}
    marked: list[list[Proposal]] = []
    for said in proposals:
        if said.start not in found:
            found[said.start] = list(find_denials(text, said.start, said.end, doers=doers))
        denial = _over(said, found[said.start])
        if denial is not None and denial not in who:
            who[denial] = _deniers(denial, text, said.start, code)
        marked.append([said] if denial is None else _denied(said, denial, who[denial]))
    return _in_a_row(marked)


def _in_a_row(groups: Sequence[Sequence[Proposal]]) -> list[Proposal]:
    """What became of each proposal, with the links to positions moved to where they now are.

    What is denied of the first of a group is linked to that.
    """
    moved: dict[int, int] = {}
    count = 0
    for old, group in enumerate(groups):
        if group:
            moved[old] = count
        count += len(group)
    rows: list[Proposal] = []
    for old, group in enumerate(groups):
        for at, said in enumerate(group):
            denied = moved[old] if at else None if said.denies is None else moved.get(said.denies)
            answered = None if said.responds_to is None else moved.get(said.responds_to)
            moves = (denied, answered) != (said.denies, said.responds_to)
            rows.append(replace(said, denies=denied, responds_to=answered) if moves else said)
    return rows


def _of_claims(proposals: list[Proposal]) -> list[Proposal]:
    """The proposals, with what is denied in words of its own tied to the claim of it that others made shortly before.

    "Iran had armed Chad, the Times said. Iran DENIED ARMING ANYBODY" denies that claim, with its recipient.
    """
    found = list(proposals)
    for at, said in enumerate(proposals):
        claim = _claim_before(proposals, at) if said.stance == "denies" and said.denies is None else None
        if claim is not None:
            told = replace(proposals[claim], stance="denies", speaker=said.speaker, speaker_name=said.speaker_name)
            own = {name: getattr(said, name) for name in _OF_A_DENIAL}
            found[at] = replace(told, **own, responds_to=None, response_start=None, response_end=None, denies=claim)
    return found


#: What a denial that is tied to a claim keeps of its own.
_OF_A_DENIAL = ("start", "end", "cue_start", "cue_end", "origin", "pattern", "confidence")


def _claim_before(proposals: Sequence[Proposal], at: int) -> int | None:
    """The position of the claim that the proposal at a position denies, told at most so many characters before."""
    said = proposals[at]
    named = said.start <= said.recipient_start < said.end
    for place in range(at - 1, max(-1, at - 1 - _LAST), -1):
        claim = proposals[place]
        if said.start - claim.start > _BEFORE:
            return None
        told = claim.stance in ("asserts", "alleges") and claim.denies is None and claim.type == said.type
        same = (claim.actor_state or claim.actor) == (said.actor_state or said.actor)
        when = claim.date == said.date or not (claim.date and said.date)
        if told and same and when and claim.start < said.start and claim.speaker not in ("", said.speaker):
            fits = (claim.recipient_state or claim.recipient) == (said.recipient_state or said.recipient)
            return place if fits or not named else None
    return None


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


def _denied(said: Proposal, denial: Denial, deniers: dict[str, str]) -> list[Proposal]:
    """The proposal as denied: by its actor where that one denies, else by the first who does.

    A claim whose maker is told stays, with the denial behind it.
    """
    speaker, name = next(iter(deniers.items()), ("", ""))
    if said.actor in deniers or (denial.own and not deniers):
        speaker, name = said.actor, said.actor_name
    if denial.claim and said.stance == "alleges" and said.speaker not in ("", speaker, *deniers):
        return [said, _denial_of(said, speaker, name)]
    return [replace(said, stance="denies", speaker=speaker, speaker_name=name)]


def _denial_of(said: Proposal, speaker: str, name: str) -> Proposal:
    """The proposal that denies another."""
    told = replace(said, stance="denies", speaker=speaker, speaker_name=name)
    return replace(told, responds_to=None, response_start=None, response_end=None)


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


# Doubt: how far a text itself stands by a claim, and who it says it from, where a coder took it for plainly asserted.
# "If X attacks Y", "there is no evidence that", "reportedly", "is believed to have", "considered attacking": none of
# these says that it happened. "Kept X from attacking Y" and "X has yet to attack Y" say that it did not; they are left
# out.


_DOUBT_HINT = re.compile(
    r"\b(?:if|had|unless|whether|lest|should|assuming|in case|in the event|no one|nobody|few|is|are|was|were|be|been)\b"
    r"|\b(?:threat|risk|prospect|danger|likel|talk|plan|prepar|call|warn|potential|loom|imminent|hypothet|simulat|mock)"
    r"|edly\b|apparent|ostensib|presumabl|possibl|perhaps|maybe|evidence|proof|sign|indicati|confirm|true|false|baseless"
    r"|fake|unfounded|doubt|fear|worr|afraid|rumo|speculat|report|claim|alleg|suspic|suspect|consider|weigh|mull|avert"
    r"|hop(?:e|ing)|want|wish|would like|longed|longs|thinks|thinking|speak|spoke|notion|option|toy|believ|suggest"
    r"|contemplat|discuss|debat|envisag|rul(?:e|es|ed|ing) out|\btr(?:y|ies|ied|ying)\b|attempt|seek|sought|believed"
    r"|thought|known|suppos|imagin|assum|exercise|war ?game|scenario|drill|film|novel|book|play|against|motion|bill"
    r"|bid|effort|propos|intention|idea|wrong|unwise|foolish|mistake|unlawful|illegal|impossible|difficult|hard|danger|premature"
    r"|necessary|better|eas|important|time|erroneous|correct|short of|apologi|regret|refrain|avoid|backtrack"
    r"|backped|advocat|float|disavow|rescind|went back|goes? back|going back"
    r"|accus|charge|lied|lying|lies|pretend|jok|dream|fantasi|n[o'’]t|never|nor|demand|urg|propos|recommend|request|appeal|plea"
)
_SAME = r"[^,;:?]*\Z"  # up to the claim nothing ends the clause
_CLAIM_NOUNS = r"(?:rumou?rs?|speculation|reports?|claims?|allegations?|suspicions?|accusations?|suggestions?)"
_FALSE = r"(?:false|untrue|baseless|unfounded|groundless|wrong|fabricated|fake|inaccurate|incorrect|a lie|lies)\b"
# before the first of the parties and the event
_UNTRUE = re.compile(
    rf"(?:\b(?:not|never)|n['’]t)\s+(?:\w+ly\s+)?(?:true|the case|correct)\s+that\b{_SAME}"
    rf"|\b(?:is|was|are|were)\s+{_FALSE}\s+that\b{_SAME}"
    rf"|\b(?:false|baseless|fake|unfounded)\s+{_CLAIM_NOUNS}\s+(?:that|of)\b{_SAME}",
    re.IGNORECASE,
)
_IN_OFFICE = (
    r"(?:(?:the|his|her|its|their|full)\s+)?(?:\w+ing\s+)?(?:office|power|control|command|charge|dut(?:y|ies)|post|role"
    r"|responsibility|leadership|presidency|chair\w*|throne|position)\b"
)
_OPEN = re.compile(
    rf"\b(?:if|unless|whether|lest|in case|in the event(?:\s+that)?|assuming(?:\s+that)?)\s{_SAME}"
    rf"|\A[\"“]?(?:should|had)\s{_SAME}"
    r"|\b(?:threat|risk|possibility|prospect|danger|likelihood|talk|plans?|preparations?|prepar(?:e|ed|ing)|calls?"
    rf"|warn(?:s|ed|ing)?)\s+(?:of|for|about)\s{_SAME}"
    r"|\b(?:no|little|scant|any)\s+(?:\w+\s+){0,2}(?:evidence|proof|signs?|indications?|confirmation)\s+(?:that|of)\b"
    rf"{_SAME}"
    rf"|(?<!no )(?<!without )\bdoubt(?:s|ed|ing|ful)?\s+(?:\w+\s+){{0,2}}?(?:that|if|whether)?{_SAME}"
    rf"|(?:\b(?:not|never|nor)|n['’]t)\s+(?:\w+ly\s+|yet\s+)?(?:say|state|claim|show|prove|mean|suggest|confirm|conclude"
    rf"|find|found|establish(?:ed)?|shown|proven?)\s+that\b{_SAME}"
    rf"|\b(?:suppos(?:e|ing)|imagin(?:e|es|ed|ing)|assum(?:e|es|ed)(?!\s+{_IN_OFFICE}))\s+(?:that\s)?{_SAME}"
    r"|\b(?:exercises?|war\s?games?|scenarios?|drills?|simulations?|films?|novels?|books?|plays?)\s+(?:in\s+which|where|that)\s"
    rf"{_SAME}"
    rf"|\b(?:nobody|no one|few)\s+(?:\w+\s+){{0,3}}?(?:believe|think|say|claim|expect)(?:s|ed)?\b{_SAME}"
    rf"|\b(?:fear(?:s|ed|ing)?|worr(?:y|ies|ied|ying)|afraid)\s+(?:that\s)?{_SAME}",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|unless|in case|in the event(?:\s+that)?|assuming(?:\s+that)?)\s"
    r"(?:(?!\b(?:will|would|shall|could|may|might)\b|['’](?:ll|d)\b)[^,;:?])*\Z",
    re.IGNORECASE,
)  # up to the act nothing ends the condition, as "if it fires it WILL be" does
_DEMANDED = re.compile(
    r"\b(?:demand|urg|propos|recommend|request|call|appeal|plea)(?:e|s|es|ed|ing|al|als|ations?)?"
    rf"\s+(?:(?:by|from|for|on|to|in|at|of)\s+[^,;:]{{1,60}}?\s)?that\s{_SAME}",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:rumou?rs?|speculation|(?:unconfirmed|unverified)\s+reports?|allegations?|suspicions?)\s+(?:that|of)\b"
    rf"{_SAME}|(?:\A|\b(?:the|media|press|news|of|by|about|over|on|after|amid|following|despite)\s+)"
    rf"(?:reports?|claims?)\s+that\b{_SAME}"
    rf"|\bit\s+(?:is|was|had\s+been|has\s+been)\s+(?:\w+ly\s+)?(?:claimed|alleged|reported|believed|said|thought|suspected|rumou?red"
    rf"|suggested)\s+that\b{_SAME}|\bthere\s+(?:is|are|was|were|have\s+been|had\s+been)\s+(?:\w+\s+){{0,2}}?{_CLAIM_NOUNS}\s+(?:that|of)\b{_SAME}"
    rf"|\b(?:rumou?rs?|reports?|word|speculation)\s+(?:spread|circulated|emerged|grew|surfaced|came)\s+that\b{_SAME}"
    rf"|\b(?:suspect(?:s|ed)?)\s+(?:that\s)?{_SAME}"
    rf"|\b(?:reports?|rumou?rs?)\s+(?:say|said|saying|suggest(?:s|ed)?|suggesting|claim(?:s|ed)?|claiming|indicat(?:e|es|ed))\b{_SAME}",
    re.IGNORECASE,
)
_WRONGLY = re.compile(
    r"\b(?:wrongly|falsely|mistakenly|erroneously|incorrectly)\s+"
    rf"(?:said|says|saying|claim(?:s|ed|ing)?|reported|reporting|stated|stating|alleged|alleging)\b{_SAME}"
    r"|\b(?:lied|lying|lies|was\s+wrong|were\s+wrong|erred)\s+(?:when|in|by)\s+(?:\w+\s+){0,3}?"
    rf"(?:said|saying|claim(?:ed|ing)|report(?:ed|ing)|stat(?:ed|ing)|alleg(?:ed|ing))\b{_SAME}",
    re.IGNORECASE,
)
_RETRACTED = re.compile(
    r"\b(?:retract(?:s|ed)?|retracting|withdr[ae]ws?|withdrawing|recant(?:s|ed)?|t(?:akes?|ook|aking)\s+back|walk(?:s|ed)\s+back"
    r"|correct(?:s|ed|ing)?|disavow(?:s|ed|ing)?|rescind(?:s|ed|ing)?|went\s+back\s+on|back(?:track|pedall?)(?:s|ed|ing)?\s+on|go(?:es|ing)?\s+back\s+on)\s+"
    rf"(?:\w+\s+){{0,3}}(?:{_CLAIM_NOUNS}|statements?|remarks?|assertions?)\s+(?:that|of)\b{_SAME}"
    r"|\b(?:short\s+of|apologi[sz](?:es?|ed|ing)\s+for|regret(?:s|ted|ting)?|refrain(?:s|ed|ing)?\s+from|avoid(?:s|ed|ing)?)\s+"
    rf"(?:having\s+)?(?:saying|claiming|alleging|reporting|stating|said|claimed|alleged|reported)\b{_SAME}"
    r"|\b(?:pretend(?:s|ed)?|pretending|jok(?:es|ed|ing)|fantasi[sz]ed|dream(?:s|ed|t)|rul(?:es?|ed|ing)\s+out)\s+that\b"
    rf"{_SAME}",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"\b(?:fac(?:es?|ed|ing)|under|on|over|amid|despite|deny(?:ing)?)\s+(?:\w+\s+){0,2}(?:charges?|accusations?|suspicions?|allegations?)"
    r"\s+of\s+(?:having\s+)?(?:\w+ly\s+)?\Z",
    re.IGNORECASE,
)
_INNOCENT = re.compile(r"\bplead(?:s|ed|ing)?\s+(?:not\s+guilty|innocent)\s+(?:to|of)\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)
_CALLED = re.compile(
    r"\b(?:call|brand|label|labell|describ|term|dismiss|denounc|reject)(?:e|es|s|ed|ing)?\s+(?:\w+\s+){0,3}?"
    rf"{_CLAIM_NOUNS}\s+(?:that|of)\b{_SAME}",
    re.IGNORECASE,
)
_AS_FALSE = re.compile(
    rf"\A[^,;:.?!]{{0,80}}?\s(?:as\s+)?(?:an?\s+)?(?:\w+\s+)?(?:{_FALSE}|lie\b|fabrications?\b|nonsense\b|inventions?\b|hoax\b|slander\b)",
    re.IGNORECASE,
)
_CLAIM_THAT = re.compile(rf"\b{_CLAIM_NOUNS}\s+(?:that|of)\b{_SAME}", re.IGNORECASE)
_PROVED = re.compile(
    rf"\b(?:is|are|was|were|proved(?:\s+to\s+be)?|turned\s+out\s+to\s+be)\s+(?:\w+ly\s+)?{_FALSE}", re.IGNORECASE
)
_DISPUTED = re.compile(
    rf"\b(?:which|{_CLAIM_NOUNS}(?:\s+that)?)\s+(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+(?:\w+ly\s+)?"
    r"(?:disputed|denied|contested|unproven|unconfirmed|unverified)\b(?!\s+by\b)",
    re.IGNORECASE,
)
# between the parties and the event
_ADVERB = re.compile(
    r"\b(?:alleged|reported|suspected|supposed|purported|rumou?red)\s+(?:\w+\s+)?\Z|\b(?:allegedly|reportedly|supposedly|purportedly|apparently|ostensibly|presumably|possibly|perhaps|maybe)\b,?"
    r"[^,;:]*\Z",
    re.IGNORECASE,
)
_HEARSAY = re.compile(r"\b(?:allegedly|reportedly|supposedly|purportedly|apparently|ostensibly|presumably)\b")
_BE = r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?"
_BELIEVED = re.compile(
    rf"{_BE}(?:believed|said|thought|reported|alleged|claimed|rumou?red|understood|presumed|suspected|assumed)\s+(?:to|of)\b"
    rf"{_SAME}"
)
_EXPECTED = re.compile(rf"{_BE}(?:expected|likely|projected|forecast|anticipated)\s+to\b{_SAME}")
_WEIGHED = re.compile(
    r"\b(?:possible|potential|planned|looming|imminent|threatened|feared|hypothetical|simulated|mock|attempted|averted"
    r"|likely)\s+(?:[\w-]+\s+){0,2}\Z|(?:\bnot|n['’]t)\s+(?:believed|thought|known)\s+to\s+\Z|\b(?:consider|weigh|mull|contemplat|discuss|debat|envisag|propos|suggest|recommend|advocat|float)(?:e|es|s|ed|ing)?\s+(?:\w+ly\s+)?\Z"
    r"|\bwhether\s+(?:or\s+not\s+)?to\s+(?:\w+ly\s+)?\Z|\bagainst\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:plans?|intentions?|proposals?|bids?|attempts?|efforts?|calls?|motions?|bills?|ideas?)\s+to\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:wrong|unwise|foolish|mistake|illegal|unlawful|impossible|difficult|hard|dangerous|premature|necessary|possible"
    r"|better|easy|important|time)\s+(?:for\s+[^,;:]{1,40}\s)?to\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:hop(?:e|es|ed|ing)|want(?:s|ed|ing)?|wish(?:es|ed|ing)?|long(?:s|ed|ing)?|dream(?:s|ed|t|ing)?|would\s+like)\s+to"
    r"\s+(?:\w+ly\s+)?\Z|\b(?:thinks?|thinking|thought|talk(?:s|ed|ing)?|dream(?:s|ed|t|ing)?|speaks?|spoke|speaking)\s+(?:of|about)\s+\Z"
    r"|\b(?:ideas?|notions?|options?|thoughts?|possibility|prospect)\s+of\s+\Z|\btoy(?:s|ed|ing)?\s+with\s+\Z"
    r"|\brul(?:e|es|ed|ing)\s+out\s+\Z|\b(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|seeks?|seeking|sought)\s+to\s+\Z"
)
_WOULD_BE = re.compile(
    r"\s+(?:on|against|of|in|to)\s(?:(?!\b(?:that|which|who|before|after|when|while|where|to)\b)[^,;:.]){1,60}?"
    r"\s(?:would|could|might|may)\b"
)
_ASKED = re.compile(r"\?[\s\"”'’)]*\Z")
_NOT_DONE = re.compile(
    r"\b(?:has|have|had)\s+yet\s+to\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:instead\s+of|rather\s+than|(?:refrain|abstain)(?:s|ed|ing)?\s+from|avoid(?:s|ed|ing)?|(?:cleared|acquitted)\s+of"
    r"|stop(?:s|ped)?\s+short\s+of)\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:prevent|stop|deter|block|keep|kept|dissuad|discourag|hinder|barr?)(?:e|s|es|ed|red|ing)?\s"
    r"[^,;:]{1,80}?\sfrom\s+\Z"
    r"|\b(?:no|without(?:\s+any)?)\s+(?:\w+\s+){0,2}?(?:plans?|intentions?|intent|reasons?|need|desire|wish|right"
    r"|authority|mandate|way|interest)\s+(?:to|of|in)\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:cleared|acquitted)\s+(?:by|in|on)\s[^,;:]{1,60}?\sof\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:almost|nearly|all\s+but)\s+\Z|\b(?:delay|postpon|defer)(?:e|s|es|ed|red|ing|ring)?\s+\Z"
    r"|\b(?:drop|abandon|scrap|shelv|cancel|reject|revers|gave|give|giving)(?:e|es|s|ed|ped|led|ing|ped|ping)?\s+(?:up\s+)?(?:\w+\s+){0,2}?"
    r"(?:plans?|proposals?|efforts?|attempts?|bids?|ideas?|decisions?|threats?)\s+(?:to|of)\s+(?:\w+ly\s+)?\Z"
    r"|(?:\b(?:not|never)|n['’]t|\b(?:declin|refus)(?:e|es|ed|ing)\s+to)\s+join(?:ed)?\s[^,;:]{1,80}?\sin\s+\Z"
    r"|\b(?:come|came|comes|coming)\s+(?:very\s+|so\s+)?close\s+to\s+\Z|\bpretend(?:s|ed|ing)?\s+to\s+\Z",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"stop(?:s|ped|ping)?\s+(?:just\s+|well\s+)?short\s+of\b", re.IGNORECASE)
_WOULD_HAVE = re.compile(r"would(?:\s+\w+ly)?\s+have\b")
_ACCOUNT_HINT = re.compile(
    r"ccording to |n the words of |s (?:told|reported) by |(?:put|puts|tells|told|has|had|sees|saw) it\b"
)
_ACCORDING = re.compile(
    r"(?:\A[\"“]?|,\s+|\s)(?:according to|in the words of|as (?:told|reported) by) (?P<who>[^,;:.?!\n]{1,80})",
    re.IGNORECASE,
)
_AS_PUT = re.compile(r"\b[Aa]s\s(?P<who>[^,;:.?!\n]{1,60}?)\s(?:put|puts|tells|told|has|had|sees|saw)\sit\b")
_WRITTEN = re.compile(
    r"(?:an?|the)\s(?:[\w-]+\s){0,3}?(?:report|article|story|account|document|study|statement|leak)s?\s(?:in|by|from|of)\s",
    re.IGNORECASE,
)
_UNNAMED = re.compile(  # "according to REPORTS", "according to unnamed SOURCES", not "a report by the union"
    r"\A(?:(?:an?|the|some|several|unconfirmed|local|news|press|media|anonymous|unnamed|various|recent|earlier)\s)*"
    r"(?:reports?|sources?|media|rumou?rs?|leaks?|press)(?:\s+(?:reports?|accounts?))?\s*\Z",
    re.IGNORECASE,
)
_SAYS_FIRST = re.compile(r"\A(?P<who>[^,;:.?!\n]{1,60}?)\s+(?:said|says|insists|insisted)\s")
_SAYS_BEHIND = re.compile(r",\s+(?P<who>[^,;:.?!\n]{1,60}?)\s+(?:said|says|insists|insisted)\b")
_NOBODY = ("nobody", "no one", "few")


def weigh_claims(
    proposals: Sequence[Proposal], text: str, *, name: Callable[[str, str], Mapping[str, str]]
) -> list[Proposal]:
    """Return the proposals, each with the stance that the words around it give it; what did not happen is left out.

    Parameters
    ----------
    proposals
        What a coder proposes for ``text``; only what it took for asserted is looked at.
    text
        The document's text.
    name
        Who is meant: from the text up to somebody's name, and the words of the name, to ids and names.
    """
    return _in_a_row(_without_lost([_weighed(said, text, name) for said in proposals], proposals))


def _without_lost(groups: list[list[Proposal]], proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """The groups without denials of what was left out."""
    for at, said in enumerate(proposals):
        if said.denies is not None and not groups[said.denies]:
            groups[at] = []
    return groups


def _weighed(said: Proposal, text: str, name: Callable[[str, str], Mapping[str, str]]) -> list[Proposal]:
    """One proposal with its stance and speaker, and who denies it; none when the text says that it was not done."""
    if said.denies is not None:
        return [said]
    cue = cue_of(said)
    first = max(said.start, min(said.actor_start, said.recipient_start, cue))
    head = _up_to(first, said.start, text)
    before = _up_to(cue + 3 * text.startswith("to ", cue), said.start, text)
    if _NOT_DONE.search(before) or _SHORT_OF.match(text, cue, said.end) or _WOULD_HAVE.match(text, cue, said.end):
        return []
    if _INNOCENT.search(before):
        return [replace(said, stance="denies", speaker=said.actor, speaker_name=said.actor_name)]
    if said.speaker_name.casefold() in _NOBODY:
        return [replace(said, stance="considers", speaker="", speaker_name="")]
    if said.stance == "alleges":
        return _taken_back(said, text, head, before, name)
    if said.stance != "asserts":
        return [said]
    stance = _stance(said, text, head, before)
    if stance == "denies" and _WRONGLY.search(before):
        return [replace(said, stance=stance, speaker="", speaker_name="")]  # who said so does not deny it
    said = replace(said, stance=stance) if stance else said
    return [_by_account(said, text, name)]


def _taken_back(
    said: Proposal, text: str, head: str, before: str, name: Callable[[str, str], Mapping[str, str]]
) -> list[Proposal]:
    """What somebody alleges, with who calls it false, or as left open where it is doubted or taken back."""
    if _OPEN.search(head) or _RETRACTED.search(before):
        return [replace(said, stance="considers")]
    begin = said.cue_end or said.start
    after = text[begin : min(said.end, begin + _FAR)]
    if _WRONGLY.search(before) or _UNTRUE.search(head):
        return [replace(said, stance="denies", speaker="", speaker_name="")]
    called = _CALLED.search(before)
    if called and _AS_FALSE.search(after):
        at = said.start + called.start() + max(0, (said.cue_start or said.start) - said.start - len(before))
        who = _who(name, "", text[said.start : at])
    elif _CLAIM_THAT.search(before) and _PROVED.search(after):
        behind = _SAYS_BEHIND.search(after) or _SAYS_FIRST.search(before)
        who = _who(name, text[max(0, said.start - _BEFORE) : said.start], behind["who"]) if behind else ("", "")
        if not behind and said.speaker:
            who = said.speaker, said.speaker_name
    else:
        return [said]
    if said.speaker in ("", who[0]) or not who[0]:
        return [replace(said, stance="denies", speaker=who[0], speaker_name=who[1])]
    return [said, _denial_of(said, *who)]


def _who(name: Callable[[str, str], Mapping[str, str]], head: str, words: str) -> tuple[str, str]:
    """The id and the name of who is meant by words, blank where nobody is."""
    words = one_line(words).strip(" ,")
    found = name(head, words[:1].upper() + words[1:]) if words else {}
    return next(iter(found.items()), ("", ""))


def _by_account(said: Proposal, text: str, name: Callable[[str, str], Mapping[str, str]]) -> Proposal:
    """The proposal with who says so by "according to", where the coder names nobody."""
    if said.speaker or not _ACCOUNT_HINT.search(text, said.start, said.end):
        return said
    found = _ACCORDING.search(text, said.start, said.end) or _AS_PUT.search(text, said.start, said.end)
    if found is None:
        return said
    words = _WRITTEN.sub("", found["who"], count=1)
    if _UNNAMED.search(words):
        return replace(said, stance="alleges")
    speaker, shown = _who(name, text[max(0, said.start - _BEFORE) : said.start], words)
    return replace(said, speaker=speaker, speaker_name=shown) if speaker and speaker != said.actor else said


def _up_to(end: int, start: int, text: str) -> str:
    """The words of a sentence before a place; of a long one the last, behind a mark that they are not its beginning."""
    return text[start:end] if end - start <= _FAR else f"\N{HORIZONTAL ELLIPSIS}{text[end - _FAR : end]}"


def _stance(said: Proposal, text: str, head: str, before: str) -> str:
    """The stance of the words around a claim; blank when they leave it as it is."""
    begin = said.cue_end or said.start
    after = text[begin : min(said.end, begin + _FAR)]
    asked = _ASKED.search(text, max(begin, said.end - 9), said.end)
    cue = text[cue_of(said) : begin]
    if _DISPUTED.search(after) or ("ly" in cue and _HEARSAY.search(cue)):
        return "alleges"
    if not _DOUBT_HINT.search(before.lower()):
        return "considers" if asked or _WOULD_BE.match(after) else ""
    if _UNTRUE.search(head) or (_CLAIM_THAT.search(head) and _PROVED.search(after)):
        return "denies"
    if _WRONGLY.search(before) or (_CALLED.search(before) and _AS_FALSE.search(after)):
        return "denies"
    if (
        _OPEN.search(head)
        or _RETRACTED.search(before)
        or (said.type != "THREATEN" and _IF.search(before))
        or _WEIGHED.search(before)
        or asked
        or _WOULD_BE.match(after)
    ):
        return "considers"
    if _EXPECTED.search(before):
        return "expects"
    if _DEMANDED.search(head):
        return "proposes"
    heard = _HEARD.search(head) or _CHARGED.search(before)
    return "alleges" if heard or _ADVERB.search(before) or _BELIEVED.search(before) else ""
