"""Doubt: how far a text itself stands by a claim, and who it says it from, where a coder took it for plainly asserted.

"If X attacks Y", "there is no evidence that", "reportedly", "is believed to have", "considered attacking": none of
these says that it happened. "Kept X from attacking Y" and "X has yet to attack Y" say that it did not; they are left
out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graphkit.extract.records import Proposal

__all__ = ["weigh_claims"]

_HINT = re.compile(
    r"\b(?:if|had|unless|whether|lest|should|assuming|in case|in the event|no one|nobody|few|is|are|was|were|be|been)\b"
    r"|\b(?:threat|risk|prospect|danger|likel|talk|plan|prepar|call|warn|potential|loom|imminent|hypothet|simulat|mock)"
    r"|edly\b|apparent|ostensib|presumabl|possibl|perhaps|maybe|evidence|proof|sign|indicati|confirm|true|false|baseless"
    r"|fake|unfounded|doubt|fear|worr|afraid|rumo|speculat|report|claim|alleg|suspic|suspect|consider|weigh|mull|avert"
    r"|contemplat|discuss|debat|envisag|rul(?:e|es|ed|ing) out|\btr(?:y|ies|ied|ying)\b|attempt|seek|sought|believed"
    r"|thought|known|suppos|imagin|assum|exercise|war ?game|scenario|drill|film|novel|book|play|against|motion|bill"
    r"|bid|effort|propos|intention|idea|wrong|unwise|foolish|mistake|unlawful|illegal|impossible|difficult|hard|danger|premature"
    r"|necessary|better|eas|important|time|n[o'’]t|never|nor|demand|urg|propos|recommend|request|appeal|plea"
)
_SAME = r"[^,;:?]*\Z"  # up to the claim nothing ends the clause
_CLAIMS = r"(?:rumou?rs?|speculation|reports?|claims?|allegations?|suspicions?|accusations?|suggestions?)"
_FALSE = r"(?:false|untrue|baseless|unfounded|groundless|wrong|fabricated|fake|inaccurate|incorrect|a lie|lies)\b"
# before the first of the parties and the event
_UNTRUE = re.compile(
    rf"(?:\b(?:not|never)|n['’]t)\s+(?:\w+ly\s+)?(?:true|the case|correct)\s+that\b{_SAME}"
    rf"|\b(?:is|was|are|were)\s+{_FALSE}\s+that\b{_SAME}"
    rf"|\b(?:false|baseless|fake|unfounded)\s+{_CLAIMS}\s+(?:that|of)\b{_SAME}",
    re.IGNORECASE,
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
    rf"|\b(?:suppos(?:e|ing)|imagin(?:e|es|ed|ing)|assum(?:e|es|ed))\s+(?:that\s)?{_SAME}"
    r"|\b(?:exercises?|war\s?games?|scenarios?|drills?|simulations?|films?|novels?|books?|plays?)\s+(?:in\s+which|where|that)\s"
    rf"{_SAME}"
    rf"|\b(?:nobody|no one|few)\s+(?:\w+\s+){{0,3}}?(?:believe|think|say|claim|expect)(?:s|ed)?\b{_SAME}"
    rf"|\b(?:fear(?:s|ed|ing)?|worr(?:y|ies|ied|ying)|afraid)\s+(?:that\s)?{_SAME}",
    re.IGNORECASE,
)
_DEMANDED = re.compile(
    r"\b(?:demand|urg|propos|recommend|request|call|appeal|plea)(?:e|s|es|ed|ing|al|als|ations?)?"
    rf"\s+(?:(?:by|from|for|on|to|in|at|of)\s+[^,;:]{{1,60}}?\s)?that\s{_SAME}",
    re.IGNORECASE,
)
_HEARD = re.compile(
    r"\b(?:rumou?rs?|speculation|(?:unconfirmed|unverified)\s+reports?|allegations?|suspicions?)\s+(?:that|of)\b"
    rf"{_SAME}|(?:\A|\b(?:the|media|press|news|of|by|about|over|on|after|amid|following|despite)\s+)"
    rf"(?:reports?|claims?)\s+that\b{_SAME}"
    rf"|\b(?:suspect(?:s|ed)?)\s+(?:that\s)?{_SAME}",
    re.IGNORECASE,
)
_CLAIM = re.compile(rf"\b{_CLAIMS}\s+(?:that|of)\b{_SAME}", re.IGNORECASE)
_PROVED = re.compile(
    rf"\b(?:is|are|was|were|proved(?:\s+to\s+be)?|turned\s+out\s+to\s+be)\s+(?:\w+ly\s+)?{_FALSE}", re.IGNORECASE
)
_DISPUTED = re.compile(
    rf"\b(?:which|{_CLAIMS}(?:\s+that)?)\s+(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+(?:\w+ly\s+)?"
    r"(?:disputed|denied|contested|unproven|unconfirmed|unverified)\b(?!\s+by\b)",
    re.IGNORECASE,
)
# between the parties and the event
_ADVERB = re.compile(
    r"\b(?:alleged|reported|suspected|supposed|purported|rumou?red)\s+(?:\w+\s+)?\Z|\b(?:allegedly|reportedly|supposedly|purportedly|apparently|ostensibly|presumably|possibly|perhaps|maybe)\b,?"
    r"[^,;:]*\Z",
    re.IGNORECASE,
)
_BE = r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?"
_BELIEVED = re.compile(
    rf"{_BE}(?:believed|said|thought|reported|alleged|claimed|rumou?red|understood|presumed|suspected|assumed)\s+(?:to|of)\b"
    rf"{_SAME}"
)
_EXPECTED = re.compile(rf"{_BE}(?:expected|likely|projected|forecast|anticipated)\s+to\b{_SAME}")
_WEIGHED = re.compile(
    r"\b(?:possible|potential|planned|looming|imminent|threatened|feared|hypothetical|simulated|mock|attempted|averted"
    r"|likely)\s+(?:[\w-]+\s+){0,2}\Z|(?:\bnot|n['’]t)\s+(?:believed|thought|known)\s+to\s+\Z|\b(?:consider|weigh|mull|contemplat|discuss|debat|envisag)(?:e|es|s|ed|ing)?\s+(?:\w+ly\s+)?\Z"
    r"|\bwhether\s+(?:or\s+not\s+)?to\s+(?:\w+ly\s+)?\Z|\bagainst\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:plans?|intentions?|proposals?|bids?|attempts?|efforts?|calls?|motions?|bills?|ideas?)\s+to\s+(?:\w+ly\s+)?\Z"
    r"|\b(?:wrong|unwise|foolish|mistake|illegal|unlawful|impossible|difficult|hard|dangerous|premature|necessary|possible"
    r"|better|easy|important|time)\s+(?:for\s+[^,;:]{1,40}\s)?to\s+(?:\w+ly\s+)?\Z"
    r"|\brul(?:e|es|ed|ing)\s+out\s+\Z|\b(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|seeks?|seeking|sought)\s+to\s+\Z"
)
_WOULD_BE = re.compile(r"\s+(?:on|against|of|in|to)\s+[^,;:.]{1,60}?\s(?:would|could|might|may)\b")
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
    r"|\b(?:come|came|comes|coming)\s+(?:very\s+|so\s+)?close\s+to\s+\Z|\bpretend(?:s|ed|ing)?\s+to\s+\Z",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"stop(?:s|ped|ping)?\s+(?:just\s+|well\s+)?short\s+of\b", re.IGNORECASE)
_WOULD_HAVE = re.compile(r"would(?:\s+\w+ly)?\s+have\b")
_ACCORDING = re.compile(r"(?:\A[\"“]?|,\s+|\s)according to (?P<who>[^,;:.?!\n]{1,80})", re.IGNORECASE)
_NOBODY = ("nobody", "no one", "few")
_BEFORE = 1000
_FAR = 400  # characters of a sentence, before a claim and behind it, whose words are weighed


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
    weighed = [_weighed(said, text, name) for said in proposals]
    kept = [at for at, said in enumerate(weighed) if said is not None]
    moved = {old: new for new, old in enumerate(kept)}
    return [_relinked(said, moved) for said in weighed if said is not None]


def _relinked(said: Proposal, moved: Mapping[int, int]) -> Proposal:
    return said if said.responds_to is None else replace(said, responds_to=moved.get(said.responds_to))


def _weighed(said: Proposal, text: str, name: Callable[[str, str], Mapping[str, str]]) -> Proposal | None:
    """One proposal with its stance and speaker; None when the text says that it was not done."""
    cue = said.start if said.cue_start is None else said.cue_start
    first = max(said.start, min(said.actor_start, said.recipient_start, cue))
    head = _up_to(first, said.start, text)
    before = _up_to(cue + 3 * text.startswith("to ", cue), said.start, text)
    if _NOT_DONE.search(before) or _SHORT_OF.match(text, cue, said.end) or _WOULD_HAVE.match(text, cue, said.end):
        return None
    if said.speaker_name.casefold() in _NOBODY:
        return replace(said, stance="considers", speaker="", speaker_name="")
    if said.stance != "asserts":
        open_ = said.stance == "alleges" and _OPEN.search(head)
        return replace(said, stance="considers") if open_ else said
    stance = _stance(said, text, head, before)
    said = replace(said, stance=stance) if stance else said
    if said.speaker or text.find("ccording to ", said.start, said.end) < 0:
        return said
    found = _ACCORDING.search(text, said.start, said.end)
    if found is None:
        return said
    who = dict(name(text[max(0, said.start - _BEFORE) : said.start], found["who"][:1].upper() + found["who"][1:]))
    speaker = next(iter(who), "")
    return replace(said, speaker=speaker, speaker_name=who[speaker]) if speaker and speaker != said.actor else said


def _up_to(end: int, start: int, text: str) -> str:
    """The words of a sentence before a place; of a long one the last, behind a mark that they are not its beginning."""
    return text[start:end] if end - start <= _FAR else f"\N{HORIZONTAL ELLIPSIS}{text[end - _FAR : end]}"


def _stance(said: Proposal, text: str, head: str, before: str) -> str:
    """The stance of the words around a claim; blank when they leave it as it is."""
    begin = said.cue_end or said.start
    after = text[begin : min(said.end, begin + _FAR)]
    asked = _ASKED.search(text, max(begin, said.end - 9), said.end)
    if _DISPUTED.search(after):
        return "alleges"
    if not _HINT.search(before.lower()):
        return "considers" if asked or _WOULD_BE.match(after) else ""
    if _UNTRUE.search(head) or (_CLAIM.search(head) and _PROVED.search(after)):
        return "denies"
    if _OPEN.search(head) or _WEIGHED.search(before) or asked or _WOULD_BE.match(after):
        return "considers"
    if _EXPECTED.search(before):
        return "expects"
    if _DEMANDED.search(head):
        return "proposes"
    return "alleges" if _HEARD.search(head) or _ADVERB.search(before) or _BELIEVED.search(before) else ""
