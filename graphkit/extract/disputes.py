"""Disputes: a claim that other words of the text deny, behind it, before it or in a sentence soon after.

"..., which Moscow denies", "..., a charge Pyongyang rejects", "..., though Seoul disputed it", "Minsk denied the
claim.", "Despite Moscow's denials, ...": the claim stays, and beside it stands that it is denied, and by whom.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from graphkit.dataset.names import one_line, plain_slug
from graphkit.extract.records import Proposal
from graphkit.extract.rules.text import split_sentences

__all__ = ["DISPUTE_HINT", "Dispute", "add_disputes", "find_disputes"]

#: No dispute is in a text in which this is not found.
DISPUTE_HINT = re.compile(
    r"\bden(?:y|ie|ial)|reject|dismiss|refut|disput|rebut|repudiat|contest|brush|shrug|fals|untru|baseless|found|fabricat"
    r"|nonsense|fiction|\blies?\b|disinformation|fake|wrong|propaganda|absurd|ridicul|laughabl|prepost|hoax|invent"
)
_CLAIMS = (
    r"(?:claims?|charges?|accusations?|allegations?|assertions?|reports?|suggestions?|insinuations?|contentions?"
    r"|accounts?|versions?|statements?|rumou?rs?|speculation)"
)
_CLAIM = (
    r"(?:(?:an?|the|this|that|these|those|such|both|all|any|its|his|her|their|most|earlier|[\w.]+['’]s)\s+)?"
    rf"(?:(?!which\b|who\b)[a-z][\w-]*\s+){{0,3}}?{_CLAIMS}\b"
)
_PART = (
    r"(?:(?:any|all|its|his|her|their|having|such)\s+){0,2}(?:direct\s+)?"
    r"(?:involvement|responsibility|wrongdoing|complicity|role|part|hand|links?|knowledge|guilt)\b"
)
_PRONOUN = r"(?:it(?:\s+all)?|this|that|them|these|those|so|as much)\b"
_DOING = r"(?:doing|having done)\s+(?:so|this|that|it)\b"
_ENDS = (
    r"(?=\s*(?:[.,;:!?)\]–—]|$)|\s+(?:and|as|but|saying|through|via|again|outright|flatly|\w+ly|while|when|on\s+\w+day"
    r"|in\s+an?\s+\w+|at\s+(?:the|an?)\s+\w+)\b)"
)
_ADVERBS = r"(?:\s+(?:also|all|both|each|since|long|always|then|later|itself|\w+ly|for its part))*"
_AUX = rf"(?:\s+(?:has|have|had|is|are|was|were))?{_ADVERBS}"
_NO = (
    r"(?P<verb>den(?:y|ies|ied|ying)|(?:reject|dismiss|disput|refut|rebut|repudiat|contest)(?:es|ed|ing|e|s)?"
    r"|rebutt(?:ed|ing)|brush(?:es|ed)?\s+(?:off|aside)|shrug(?:s|ged)?\s+off)\b"
)
_NO_BY = r"(?P<verb>denied|rejected|dismissed|disputed|refuted|rebutted|repudiated|contested)\b"
_FALSE = (
    r"(?:\w+ly\s+|completely\s+)?(?:an?\s+|pure\s+|complete\s+|total\s+){0,2}[\"“']?(?:false|untrue|baseless|unfounded|groundless"
    r"|fabricated|fabrications?|fake|lies?|nonsense|wrong|incorrect|inaccurate|disinformation|propaganda|slander|fictions?"
    r"|fake news|without foundation|absurd|ridiculous|laughable|preposterous|hoax(?:es)?|inventions?|pure invention)\b"
)
_CALLS = r"(?P<verb>(?:call|brand|label|labell|describ|term|consider)(?:es|ed|s|e)?)"
_SAYS = (
    r"(?P<verb>says?|said|insists?|insisted|maintains?|maintained|argues?|argued"
    r"|(?:tells?|told)\s+(?:reporters|journalists|parliament|state media|state television|the\s+\w+))"
)
_IS = r"(?:is|are|was|were)"
_WHO = r"(?P<who>(?:[^,;:.!?()\[\]–—\n]|(?<=\b[A-Z])\.(?=\s?\w)){1,90}?)(?:,[^,;:.!?()]{1,60},)?"
_AGENT = r"by\s+(?P<who>(?:[^,;:.!?()\[\]–—\n]|(?<=\b[A-Z])\.(?=\s?\w)){1,80}?)"
_AGENT_ENDS = (
    r"(?=\s*(?:[,;:.!?()\]–—]|$)|\s+(?:on|in|and\s+(?:said|called|accused)|as|who|which|but|saying|at|after|though)\b)"
)
_RIGHTS = r"(?!\s+(?:to|access|entry|permission|visas?|passage|rights?|landing|asylum|an?)\b)"
_BREAK = r"(?:\s*[,(\[;]|\s+[–—-]+)\s*"
_THAT = rf"(?:which|something(?:\s+that)?|{_CLAIM}(?:\s+(?:that|which))?)"
_BEEN = r"(?:(?:has|have|had|is|are|was|were|been|being|also|\w+ly)\s+)*"
_LINK = r"(?:even\s+though|even\s+as|though|although|but|while|whereas|yet|however,?)"
_OPENING = (
    r"(?:(?:but|yet|however,?|still,?|both|later,?|for (?:its|his|her|their) part,?|in (?:response|reply|turn),?"
    r"|on \w+day,?)\s+)?"
)
_TOLD_THERE = r"(?!(?:\s*,[^,;:.]{1,60},)?\s+that\s)"  # the claim itself follows: ", made by Chad, THAT it fired"
_NAMED = rf"(?:{_CLAIM}{_TOLD_THERE}|{_PART}{_ENDS}|{_DOING})"
_OBJECT = rf"(?:{_NAMED}|{_PRONOUN}{_ENDS})"
_ALONE = r"(?=\s*(?:[.!?](?:\s|$)|$))"
_SAYS_NO = (
    rf"(?:{_NO}(?:\s+{_OBJECT}|{_ALONE})"
    rf"|{_CALLS}\s+(?:{_CLAIM}|{_PRONOUN})\s+(?:as\s+)?{_FALSE}"
    rf"|{_SAYS}\s+(?:that\s+)?(?:{_CLAIM}|{_PRONOUN})\s+{_IS}\s+{_FALSE})"
)


def _form(pattern: str) -> re.Pattern[str]:
    """A pattern in which the groups that several alternatives share are told apart by a number."""
    for name in ("who", "verb"):
        first, *rest = pattern.split(f"(?P<{name}>")
        pattern = first + "".join(f"(?P<{name}{number}>{part}" for number, part in enumerate(rest))
    return re.compile(pattern, re.IGNORECASE)


_DENIALS = r"(?:[\w-]+\s+){0,3}?(?P<verb>denials?)\b"
_BEHIND = _form(
    rf"{_BREAK}{_THAT}\s+(?:{_BEEN}{_NO_BY}(?:\s+as\s+\w+)?\s+{_AGENT}{_AGENT_ENDS}"
    rf"|{_WHO}{_AUX}\s+(?:{_NO}{_RIGHTS}|{_CALLS}\s+(?:as\s+)?{_FALSE}|{_SAYS}\s+{_IS}\s+{_FALSE}))"
)
_BESIDE = _form(
    rf"(?:(?:\A|{_BREAK}|\s){_LINK}|{_BREAK}and|[;:]|\s[–—-]+)\s+{_WHO}{_AUX}\s+{_SAYS_NO}"
    rf"|(?P<who>(?-i:[A-Z])[\w.'’-]*(?:\s+(?-i:[A-Z])[\w.'’-]*)*),\s+wh(?:ich|o){_AUX}\s+{_NO}\s+{_OBJECT}"
)
_NEXT = _form(
    rf"\A[\"“]?{_OPENING}(?:(?:{_CLAIM}|they|it|this|both)\s+{_BEEN}{_NO_BY}(?:\s+as\s+\w+)?\s+{_AGENT}{_AGENT_ENDS}"
    rf"|{_WHO}{_AUX}\s+{_SAYS_NO})"
)
_DESPITE = _form(
    rf"\bdespite\s+(?:\w+ly\s+)?(?:having\s+)?(?P<verb>denied|denying)\s+{_OBJECT}"
    rf"|\b(?:despite|notwithstanding|in spite of|in the face of|over)\s+(?:(?P<own>its|their|his|her)\s+{_DENIALS}"
    rf"|(?P<who>[^,;:.!?()\n]{{1,60}}?)(?:['’]s?)\s+{_DENIALS}|{_DENIALS}\s+(?:by|from|of)\s+(?P<who>[^,;:.!?()\n]{{1,60}})"
    rf"{_AGENT_ENDS})"
)
# what stands right before the verb when nothing is denied
_UNSAID = re.compile(
    r"(?:\b(?:not|never|nor|hardly|cannot|can|could|may|might|would|will|should|must|did|does|do|to|if|whether|unless)"
    r"|n['’]t)(?:\s+(?:\w+ly|also|ever|even))*\s*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"\s*(?:(?:is|are|was|were|been|being|has|have|had|{_CLAIM})\s*\Z"
    r"|(?:neither|nobody|no one|none|no|which|who|that|to|and|or)\b)",
    re.IGNORECASE,
)
_SPEECH = frozenset(["ACCUSE", "REQUEST", "REJECT", "PROTEST"])  # what was said is denied, not that it was said
_HOSTILE = frozenset(["ACCUSE", "ASSAULT", "MOBILIZE"])  # nobody offers these
_OPENLY = frozenset(["SANCTION", "THREATEN"])  # whom they are done to does not deny them
_CHARGES = re.compile(r"\b(?:charges?|accusations?|allegations?)\b", re.IGNORECASE)
_ALL = re.compile(
    r"(?:both|they|all|(?:the|both|all)\s+(?:two|sides|countries|states|parties|governments))\b", re.IGNORECASE
)
_OWN = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)
_PRONOUN_ALONE = re.compile(r"(?:it|he|she|they|we|i|this|that|one)", re.IGNORECASE)
_BESIDES = re.compile(r",\s+wh(?:ich|o)\b[^,;:]*\Z")
_BEFORE = 1000
_FAR = 400  # characters behind an act in which something else may be claimed
_WITHIN = 3  # sentences between a claim and a denial of it, at most
_CLAIMED = re.compile(
    r"(?<!\b[Tt]he )(?<!\ban )(?<!\bits )\b(?:(?:claim|alleg|accus|insinuat|suggest)(?:ed|ing)"
    r"|(?:claim|alleg|accus|insinuat|suggest|report)e?(?:s|d|ed)(?=\s+(?:that\b|an?\b|[A-Z])))\b"
)
_CLAIMED_THAT = re.compile(r"\b(?:claim|alleg|insinuat|suggest|report)(?:es|ed|s|ing)?\s+that\b")
_REFUSES = re.compile(r"reject|dismiss|contest|repudiat|brush|shrug", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Words that deny a claim made in other words.

    ``start`` and ``end`` bound them, ``who_start`` and ``who_end`` the words that name who denies (both alike: the
    doer itself, as in "despite its denials").  ``next`` says that a whole sentence denies the one before it,
    ``refuses`` that an offer could be meant as well as a claim ("rejected it"), ``party`` that only what the denier
    takes part in is denied ("Tehran denies arming anybody."), ``named`` that it is called a
    claim ("denied the report").
    """

    start: int
    end: int
    who_start: int
    who_end: int
    next: bool = False
    refuses: bool = False
    party: bool = False
    named: bool = False


def find_disputes(text: str, start: int = 0, end: int | None = None) -> Iterator[Dispute]:
    """Yield the words in a sentence of ``text`` that deny what the rest of it, or the sentence before, says.

    Parameters
    ----------
    text
        A document's text.
    start, end
        The bounds of the sentence; the whole text when not given.

    Examples
    --------
    >>> text = "Chad armed rebels in Sudan, which its government denies."
    >>> [(text[each.start : each.end], text[each.who_start : each.who_end]) for each in find_disputes(text)]
    [(', which its government denies', 'its government')]
    >>> list(find_disputes("Chad armed rebels in Sudan, which its government did not deny."))
    []
    """
    stop = len(text) if end is None else end
    sentence = text[start:stop]
    if not DISPUTE_HINT.search(sentence):
        return
    taken = 0
    for form in (_BEHIND, _BESIDE, _DESPITE):
        for found in form.finditer(sentence):
            dispute = _dispute(found, start)
            if dispute is not None:
                taken += 1
                yield dispute
    whole = None if taken else _NEXT.match(sentence)
    dispute = _dispute(whole, start, following=True) if whole else None
    if dispute is not None:
        yield dispute


def _dispute(found: re.Match[str], offset: int, *, following: bool = False) -> Dispute | None:
    """The dispute that a match is, or None when its verb is negated or only possible."""
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    who = next((name for name in groups if name.startswith("who")), "")
    verb = next(name for name in groups if name.startswith("verb"))
    if who and (_NOBODY.match(groups[who]) or _UNSAID.search(groups[who])):
        return None
    begin, end = found.span(who) if who else (found.start(), found.start())
    named = re.search(_CLAIMS, found[0], re.IGNORECASE) is not None
    refuses = bool(_REFUSES.match(groups[verb])) and not named
    return Dispute(
        offset + found.start(), offset + found.end(), offset + begin, offset + end, following, refuses, named=named
    )


#: From the text up to somebody's name, and the words of the name, to the ids and names of who is meant.
Naming = Callable[[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text, what a coder proposes for it, who is meant by words, and the states of those by their ids."""

    text: str
    proposals: Sequence[Proposal]
    name: Naming
    homes: Mapping[str, str]


def add_disputes(
    proposals: Sequence[Proposal],
    text: str,
    *,
    name: Naming,
    more: Callable[[int, int], Iterable[Dispute]],
    homes: Mapping[str, str] = MappingProxyType({}),
) -> list[Proposal]:
    """Return the proposals with one more, of stance ``denies``, behind each that other words of the text deny.

    Parameters
    ----------
    proposals
        What a coder proposes for ``text``.
    text
        The document's text.
    name
        Who is meant by words.
    more
        Further disputes in a sentence, given its bounds.
    homes
        The states of those that ``name`` has named, by their ids: a spokesman denies for his.
    """
    reading = _Reading(text, proposals, name, homes)
    sentences = list(split_sentences(text))
    starts = [start for start, _ in sentences]
    places: dict[int, list[int]] = {}
    for at, said in enumerate(proposals):
        places.setdefault(bisect_right(starts, cue_of(said)) - 1, []).append(at)
    denied: dict[int, list[Proposal]] = {}
    dropped: set[int] = set()
    answered = {said.responds_to for said in proposals}
    known = {(said.denies, said.speaker) for said in proposals if said.denies is not None}
    after = range(_WITHIN + 1)
    for number in sorted({place + far for place in places for far in after if 0 <= place + far < len(sentences)}):
        start, end = sentences[number]
        near = _up_to_a_claim(text, [sentences[number - far] for far in after if far <= number], places, number)
        here = near[0]
        for dispute in [*find_disputes(text, start, end), *more(start, end)]:
            echoes = {each for each in here if _is_its_echo(proposals[each], dispute)}
            if (
                echoes & answered
            ):  # "rejected THE ACCUSATION and said that it would respond": nothing after it is denied
                near[0] = [each for each in here if cue_of(proposals[each]) < dispute.start]
            for at, rows in _denials(dispute, near, reading).items():
                told = denied.setdefault(at, [])
                new = [replace(row, start=start, end=end) for row in rows if (at, row.speaker) not in known]
                told += [
                    row for row in new if (row.start, row.speaker) not in {(old.start, old.speaker) for old in told}
                ]
                dropped.update(echoes - answered)
            near[0] = here
    return _woven(proposals, denied, dropped)


def _up_to_a_claim(
    text: str, sentences: Sequence[tuple[int, int]], places: Mapping[int, list[int]], number: int
) -> list[list[int]]:
    """What is told in a sentence and in those before it, none behind a claim of which nothing is proposed.

    "Peru closed its ports. The Times CLAIMED that Chile had paid for it. Chile denied the report."
    """
    near = [list(places.get(number - far, ())) for far in range(_WITHIN + 1)]
    for far, (start, end) in list(enumerate(sentences))[1:]:
        if not near[far] and _CLAIMED.search(text, start, end):
            near[far:] = [[] for _ in near[far:]]
    return near


def cue_of(said: Proposal) -> int:
    """Return where the words that name the event begin, or the sentence where they are not known."""
    return said.start if said.cue_start is None else said.cue_start


def _teller(said: Proposal) -> str:
    """Who tells it of another; blank where its doer or nobody in the text tells it."""
    return "" if said.speaker == said.actor else said.speaker


def _is_its_echo(said: Proposal, dispute: Dispute) -> bool:
    """Whether a proposal was made of nothing but the words that deny."""
    return dispute.start <= cue_of(said) < dispute.end and said.type != "REJECT"


def _denials(dispute: Dispute, near: Sequence[list[int]], reading: _Reading) -> dict[int, list[Proposal]]:
    """The denials of the proposals that a dispute is about, by their positions."""
    proposals = reading.proposals
    found: dict[int, list[Proposal]] = {}
    targets, back = _targets(dispute, proposals, near, reading.text), 1
    who = _deniers(dispute, proposals[targets[0]], reading.text, reading.name) if targets else {}
    own = _of_the_deniers(targets, reading, who)
    before = bool(own) and own[0] in near[1]
    if dispute.next and not before and (not dispute.party or (near[1] and not own)):
        told = _told_earlier(dispute, near, reading)
        if told is not None:
            targets, who, back = told
            own = targets
    if dispute.party or (dispute.next and own):
        targets = own
    elif dispute.next and not dispute.named:
        targets = [at for at in targets if _teller(proposals[at]) or proposals[at].type in _HOSTILE]
    elif dispute.next and who and all(key.isupper() for key in who):
        targets = []  # what others did to others no state denies
    charge = dispute.next and _CHARGES.search(reading.text, dispute.start, dispute.end) is not None
    for at in targets:
        said = proposals[at]
        if dispute.next and _is_done_to_denier(said, who, reading, charge=charge):
            continue
        rows = [_denial(said, dispute, key, shown, back=back) for key, shown in who.items() if key != _teller(said)]
        if rows:
            found[at] = rows
    return found


def _is_done_to_denier(said: Proposal, who: Mapping[str, str], reading: _Reading, *, charge: bool) -> bool:
    """Whether a proposal is a deed done openly to who denies, and so nothing that he denies: he was charged, not it."""
    speak = set(who) | {reading.homes.get(each, "") for each in who} - {""}
    suffers = not speak.isdisjoint({said.recipient, said.recipient_state} - {""})
    acts = not speak.isdisjoint({said.actor, said.actor_state} - {""})
    if not suffers or acts or _teller(said) or said.stance == "alleges":
        return False
    return said.type in _OPENLY or (charge and (said.type not in _SPEECH or said.type == "REQUEST"))


def _of_the_deniers(places: Sequence[int], reading: _Reading, who: Mapping[str, str]) -> list[int]:
    """Those of the proposals in which a denier, or its state, takes part."""
    speak = set(who) | {reading.homes.get(each, "") for each in who} - {""}
    told = ((at, reading.proposals[at]) for at in places)
    return [
        at
        for at, said in told
        if not speak.isdisjoint({said.actor, said.recipient, said.actor_state, said.recipient_state} - {""})
    ]


def _told_earlier(
    dispute: Dispute, near: Sequence[list[int]], reading: _Reading
) -> tuple[list[int], dict[str, str], int] | None:
    """What a dispute is about when it was told two or three sentences before, who denies it, and how far back.

    Only what a denier takes part in counts, and the nearest such: none when the sentence tells two of them apart. "It"
    or "this" reaches no further than the last thing told.
    """
    proposals = reading.proposals
    for back in range(2, len(near)):
        if not dispute.named and any(_deniable(proposals[at], dispute) for at in near[back - 1]):
            return None
        claims = _claims(proposals, [at for at in near[back] if _deniable(proposals[at], dispute)])
        if not claims:
            continue
        who = _deniers(dispute, proposals[claims[0]], reading.text, reading.name)
        own = _of_the_deniers(claims, reading, who)
        if own:
            return (own, who, back) if len({cue_of(proposals[at]) for at in own}) == 1 else None
    return None


def _is_told_besides(said: Proposal, text: str) -> bool:
    """Whether a sentence that denies something tells it as a fact: "Chad, WHICH BOMBED Mali, denied a report that"."""
    return bool(_BESIDES.search(text[said.start : cue_of(said)]) and DISPUTE_HINT.search(text, cue_of(said), said.end))


def _is_beside_claim(said: Proposal, text: str) -> bool:
    """Whether a sentence goes on to claim something else: "Peru shut its ports, and the Times CLAIMED THAT Chile"."""
    own = said.stance == "asserts" and not _teller(said)
    return own and _CLAIMED_THAT.search(text, cue_of(said), min(said.end, cue_of(said) + _FAR)) is not None


def _targets(dispute: Dispute, proposals: Sequence[Proposal], near: Sequence[list[int]], text: str) -> list[int]:
    """The positions of the proposals that a dispute is about: the nearest before it, else what stands after it."""
    here, before = ([at for at in group if _deniable(proposals[at], dispute)] for group in near[:2])
    besides = (_is_told_besides, _is_beside_claim)
    before = [at for at in before if not any(apart(proposals[at], text) for apart in besides)]
    behind = [at for at in here if cue_of(proposals[at]) < dispute.start]
    ahead = [at for at in here if cue_of(proposals[at]) >= dispute.end]
    if dispute.next:
        return _claims(proposals, before) if before else [] if dispute.party else _first(proposals, ahead)
    last = max((cue_of(proposals[at]) for at in behind), default=-1)
    if not behind and text[dispute.start] == ",":
        return []  # "left the pact, WHICH CHAD REJECTED, and armed Togo": what comes behind is not it
    return [at for at in behind if cue_of(proposals[at]) == last] or _first(proposals, ahead)


def _deniable(said: Proposal, dispute: Dispute) -> bool:
    if said.stance == "denies" or said.denies is not None or said.mode == "disapprove":
        return False  # nobody denies that he was criticised
    if said.type == "REQUEST" and dispute.party:
        return False  # nor, by "Chad denies that ...", that he was asked
    return not dispute.refuses or said.type in _HOSTILE or bool(_teller(said))


def _claims(proposals: Sequence[Proposal], places: list[int]) -> list[int]:
    """What a sentence says to have happened; for want of it, what it says that somebody said.

    What the accuser does to the accused is not what he accuses him of: "expelled two envoys, accusing Rabat of spying".
    """
    charges = [at for at in places if proposals[at].type == "ACCUSE" and proposals[at].mode != "disapprove"]
    charged = {_parties(proposals[at]) for at in charges}
    deeds = [at for at in places if proposals[at].type not in _SPEECH]
    return [at for at in deeds if _parties(proposals[at]) not in charged] or (charges if deeds else []) or places


def _parties(said: Proposal) -> tuple[str, str]:
    """Who does it and to whom, as states where they have one."""
    return said.actor_state or said.actor, said.recipient_state or said.recipient


def _first(proposals: Sequence[Proposal], places: list[int]) -> list[int]:
    first = min((cue_of(proposals[at]) for at in places), default=-1)
    return [at for at in places if cue_of(proposals[at]) == first]


def _deniers(dispute: Dispute, said: Proposal, text: str, name: Naming) -> dict[str, str]:
    """The ids and names of who denies."""
    words = one_line(text[dispute.who_start : dispute.who_end])
    doer = {said.actor: said.actor_name or said.actor}
    if not words:
        return doer
    if _ALL.fullmatch(words):
        return doer | {said.recipient: said.recipient_name or said.recipient}
    words = _OWN.sub(f"{said.actor_name or said.actor}'s", words, count=1) if _OWN.match(words) else words
    head = text[max(0, dispute.start - _BEFORE) : dispute.start].rstrip(" ,;(–—-")
    found = dict(name(f"{head}. " if head and head[-1] not in ".!?\n" else f"{head} ", words[:1].upper() + words[1:]))
    if found:
        return found
    return doer if _PRONOUN_ALONE.fullmatch(words) else {plain_slug(words): words}


def _denial(said: Proposal, dispute: Dispute, speaker: str, shown: str, *, back: int) -> Proposal:
    """The proposal that denies another; the further back that was told, the less sure."""
    cue = dispute.start, dispute.end
    sure = said.confidence
    return replace(
        said,
        stance="denies",
        speaker=speaker,
        speaker_name=shown,
        cue_start=cue[0],
        cue_end=cue[1],
        origin="rules:denied",
        pattern="denied",
        confidence=sure if sure is None or back < 2 else round(max(0.05, sure - 0.1 * (back - 1)), 3),
        responds_to=None,
        response_start=None,
        response_end=None,
    )


def _woven(proposals: Sequence[Proposal], denied: Mapping[int, list[Proposal]], dropped: set[int]) -> list[Proposal]:
    """The proposals with their denials behind them, and every link to a position moved with what it points to."""
    kept = [at for at in range(len(proposals)) if at not in dropped]
    moved: dict[int, int] = {}
    count = 0
    for at in kept:
        moved[at] = count
        count += 1 + len(denied.get(at, ()))
    woven: list[Proposal] = []
    for at in kept:
        said = proposals[at]
        if said.responds_to is not None:
            said = replace(said, responds_to=moved.get(said.responds_to))
        woven.append(said if said.denies is None else replace(said, denies=moved.get(said.denies)))
        woven += [replace(row, denies=moved[at]) for row in denied.get(at, ())]
    return woven
