"""One plain sentence on a proposal: who did what to whom, how much, where, and how sure the text is of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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
    "asserts": "{told}, {speaker} {says}",
    "alleges": "{told}, {speaker} alleges",
    "denies": "denied by {speaker}: {told}",
    "expects": "expected by {speaker}: {told}",
    "considers": "only considered by {speaker}: {told}",
    "proposes": "proposed by {speaker}: {told}",
}
#: Stances of what was done; the others tell of what may be, which the words put in ways of their own.
_DONE = ("asserts", "alleges", "denies")
#: What is told by "will": what the type makes of it, done and not done.
_WILL = {"AGREE": "promised to", "THREATEN": "threatened to"}
_WILL_NOT = {"REJECT": "refused to"}


#: What only says when, and where what is done ends.
_WHEN = re.compile(
    r",?(?:\s(?:from|until|since|by))?\s(?:(?:on|last|late|early|next|this)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year)"
    r"|(?:(?:earlier|later)\s+)?(?:the same|this)\s+(?:day|week|month|year|morning|afternoon|evening)"
    r"|yesterday|today|tomorrow|(?:on|in)\s+(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:19|20)\d\d)(?:\s+\d{1,4})?)\b(?:\s(?:19|20)\d\d\b)?(?P<comma>,?)"
)
_APART = (
    r"[;:]|\s[-–—]+\s|(?<=[a-z]{4})[.!?]\s(?=[A-Z])"
    r"|\s(?:after|before|while|because|as if|when|since|which|who|whose|where|amid|following|if|unless|but|until"
    r"|(?:hours|days|weeks|months)\s(?:after|before|earlier|later))\b"
)
_LISTED = r"\s(?:the\s)?(?:[A-Z][\w’'.-]*\s)*[A-Z][\w’'.-]*(?:,|\sand\b)"
_BREAKS = re.compile(_APART)
_ENDS = re.compile(rf"{_APART}|\s(?:under|in|of|for|by|with|to|from)\s(?:which|whom)\b|,(?!{_LISTED})|\sthat\b")
_AND = re.compile(r",?\sand\s")
_WORD = re.compile(r"[\w'’\u00ad-]+")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|says?|said)\b")
_SEVERAL = re.compile(r"(?:both|all|the (?:two|three|four|parties|sides))\b", re.IGNORECASE)  # each is named by itself
_PRONOUN = re.compile(r"(?:he|she|it|they|them|him|we|us|you|I|me)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:he|she|it|they|them|him|this|that|these|those|we|us|you|I|my|our|your)\b")
_UNDONE = re.compile(  # before a verb: it is not done, or what it is done to stands before
    r"\b(?:not|never|n[o']t|cannot|will|would|may|might|could|should|must|can|to"
    r"|(?:(?<!under )(?<!in )(?<!by )(?<!for )which|whom|(?P<verb>\w+)\sthat)"
    r"\s+(?!(?:also|had|has|have|already|now|then|later|since|again)\b)\w+(?<!ly))\W*$"
)
_DOING = re.compile(
    r"(?:,|\b(?:admit\w*|acknowledg\w+|deny|denie[sd]|denying|confess\w* to"
    r"|by|after|for|of|in|while|when|and|or|has been|is|are|was|were))\s*$"
)
_OF_NOUN = re.compile(
    r"(?:['’]s?|\b(?:the|an?|its|their|his|her|this|these|any|no|more|new|latest|joint|of|for|over))\s*$"
)
_DANGLING = re.compile(r"(?:,|\s(?:and|or|to|as|that|which|who|the|an?|with))+$")
_PREPOSITION = re.compile(r"\s(?:on|of|for|from|at|by|into|against|under|its|their|his|her)$")
_CUT = re.compile(r"(?<=[a-z])-\n(?=[a-z])")  # a word cut at the end of its line
_SOFT = "\u00ad"  # a hyphen that is not shown
_READ = 2000  # characters of a sentence; what is longer is a list or a table
_LONGEST = 180  # characters of what is taken from a sentence
_PLACED = re.compile(r"(?P<who>[^,]+), (?P<of>[^,]+)")  # "soldiers, Myanmar"


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
    whole = sentence if len(sentence) == said.end - said.start else ""
    one, other = (_called(name, side, said, whole) for name, side in ((actor, "actor"), (recipient, "recipient")))
    told = _told_so(said, one, other, _on_one_line(whole)) or _told_by_label(said, one, other)
    speaker = _named(_written(said.speaker_name or said.speaker, whole))
    open_ = told.startswith("whether ")
    form = _STANDS if not speaker or (said.stance == "asserts" and speaker in (one, actor)) else _SAID
    says = "say" if re.search(r"\b[a-z]\w*[^\Ws]s$", speaker) else "says"
    if open_:
        form = {"considers": f"left open{' by {speaker}' if speaker else ''} {{told}}"}
    told = one_line(form[said.stance].format(told=told, speaker=speaker, says=says)).replace(_SOFT, "")
    return f"{told[:1].upper()}{told[1:]}."


def _on_one_line(sentence: str) -> str:
    """A sentence without the ends of its lines, each letter in its place; blank where it is none."""
    if len(sentence) > _READ or re.search(r"\n[ \t]*\n", sentence):
        return ""
    return _CUT.sub(_SOFT * 2, sentence).replace("\n", " ")


def _told_by_label(said: Proposal, actor: str, recipient: str) -> str:
    """What was done in the words of its type, with its place and amount."""
    kind = load_ontology().types[said.type]
    label = kind.modes[said.mode].label if said.mode in kind.modes else kind.label
    place = f" in {said.place}" if said.place and said.place not in (actor, recipient) else ""
    amount = "" if said.amount is None else f" ({said.amount:,}{f' {said.unit}' if said.unit else ''})"
    return f"{actor} {label} {recipient}{place}{amount}"


def _told_so(said: Proposal, actor: str, recipient: str, sentence: str) -> str:
    """What was done in the sentence's own words, blank where they are not plain."""
    if not sentence or said.cue_start is None or said.cue_end is None:
        return ""
    places = [said.cue_start, said.cue_end, said.actor_start, said.actor_end, said.recipient_start, said.recipient_end]
    if min(places) < said.start or max(places) > said.end:
        return ""
    cue, cue_end, actor_at, actor_end, whom_at, whom_end = (place - said.start for place in places)
    parts = _Parts(sentence, cue, cue_end, actor_at, actor_end, whom_at, whom_end, actor, recipient)
    if said.pattern == "denied":
        return ""  # the words only deny it
    if said.stance not in _DONE:
        told = _to_come(parts, said) or _left_open(parts, said)
    elif said.pattern.startswith("say+"):
        told = _reported(parts)
    else:
        told = _by_noun(parts, said) or _by_verb(parts, said)
    return told if len(told) <= _LONGEST + len(actor) and not told.isupper() else ""


def _by_verb(parts: _Parts, said: Proposal) -> str:
    """What a verb tells was done, in the active or the passive."""
    if parts.actor_end <= parts.cue:
        return _active(parts, said)
    return _passive(parts) if parts.cue_end <= parts.actor_at else ""


def _to_come(parts: _Parts, said: Proposal) -> str:
    """What is only expected, wanted or weighed: "Russia to inform Georgia of the talks"."""
    words = [word for word in _words_of(parts.text[parts.cue : parts.cue_end]) if word[1] not in _FUTURE]
    if parts.actor_end > parts.cue or len(words) != 1 or words[0][2] not in "vVaeEGz":
        return ""
    (_, end), word, _ = words[0]
    lemma = _lemma(word, said.pattern)
    rest, named = _rest(parts, end + parts.cue)
    rest = _without_pronoun(rest)
    plain = lemma and rest and (named or _is_in(parts.whom, rest)) and _is_plain(rest)
    return f"{parts.actor} to {lemma}{rest}" if plain else ""


def _left_open(parts: _Parts, said: Proposal) -> str:
    """What somebody leaves open that may have been done: "whether Chad shelled Mali"."""
    told = _by_verb(parts, said) if said.stance == "considers" else ""
    return f"whether {told}" if told else ""


_FUTURE = ("will", "would", "shall", "should", "may", "might", "could", "can", "to", "must")


class _Parts(NamedTuple):
    """A sentence and where its verb and parties stand in it, with the parties' names."""

    text: str
    cue: int
    cue_end: int
    actor_at: int
    actor_end: int
    whom_at: int
    whom_end: int
    actor: str
    whom: str


def _active(parts: _Parts, said: Proposal) -> str:
    """What somebody did to whoever stands behind the verb, or beside whom he did it."""
    lead = parts.text[: parts.cue]
    verb, end = _past(parts, said)
    before = parts.text[: parts.actor_at].rstrip()
    taken = _TAKEN_UP.search(before)
    claimed = _is_claimed(lead, parts.text[end + parts.cue :])
    if not verb or (taken is None and not claimed and (_is_undone(lead) or _is_undone(f"{before} x "))):
        return ""
    actor = parts.actor
    if parts.whom_end <= parts.cue and said.mutual:
        between = parts.text[min(parts.actor_end, parts.whom_end) : max(parts.actor_at, parts.whom_at)]
        if any(word[0].islower() for word in _WORD.findall(between) if word not in ("and", "the", "with")):
            return ""
        actor = f"{actor} and {parts.whom}"
    rest, named = _rest(parts, end + parts.cue)
    rest = _without_pronoun(_OF_CLAIM.split(rest)[0] if claimed else rest)
    if taken is not None and (bare := _BARE.match(rest)) is not None:
        rest = f"{bare['to'] or ''} the {taken['what']}{rest[bare.end('to') if bare['to'] else 0 :]}"
    alone = _past_of(said.pattern.split("-")[0]) == verb in _alone()
    opens = not before or before[-1] in '.;:,"“-–—'
    if not (rest or alone) or not _is_plain(rest, said=_lexicon().says(verb), opens=opens):
        return ""
    named = named or actor != parts.actor or _is_in(parts.whom, rest)
    return f"{actor} {verb}{rest}{'' if named else f' ({_towards(said)} {parts.whom})'}"


#: What a verb takes up that has nothing behind it: "A CHARGE that Chad denied", "A STEP it refuses to recognise".
_TAKEN_UP = re.compile(r",\s(?:an?|the)\s(?P<what>[a-z-]+)(?:\s(?:that|which))?(?:\s(?:the|its))?$")
_BARE = re.compile(r"(?P<to>\sto\s[a-z]+)?(?:\s(?:as|in|for|out|by)\b|$)")


def _without_pronoun(rest: str) -> str:
    """What follows a verb up to the phrase in which a pronoun stands: "600 officers (between them)"."""
    plain = re.sub(r"[\"“][^\"“”]*[\"”]", lambda match: "x" * len(match[0]), rest)
    found = None if re.match(r"(?:\s[A-Z][\w’'-]*){0,3}\sthat\b", rest) else _OPEN.search(plain)
    before = list(_ADDED.finditer(plain, 0, found.end())) if found is not None else []
    return rest[: before[-1].start()] if before and len(plain[: before[-1].start()].split()) > 1 else rest


_ADDED = re.compile(
    r"\s(?:(?:between|with|for|by|at|among|from|against|under)\b|(?:in|of|on)(?=\s(?:it|them|him|her|this|that)\b))"
)


def _is_undone(lead: str) -> bool:
    """Whether what stands before a verb says that it is not done, or is what it is done to."""
    found = _UNDONE.search(lead)
    return found is not None and _tag(found["verb"] or "") not in "VEz"


#: What somebody did, behind a noun and "that", and not what a noun is told by: "a REPORT in the Times THAT it had".
_CLAIMED = re.compile(
    r"\b(?:claim|report|allegation|accusation|assertion|suggestion|rumou?r|statement|news|charge|contention|admission|announcement"
    r"|suspicion|insinuation|confirmation|denial)s?(?:\s(?:by|in|from|of)\s[^,;:]{1,60}?)?\sthat(?:\s[\w’'.-]+){1,6}\s*$"
)

#: Where what is said of a claim begins: "the claim that Chad shelled it COULD not be verified".
_OF_CLAIM = re.compile(
    r"\s(?:could|can|cannot|would|will|may|might|must|should|is|are|was|were|has|have|had|as|proved|turned|caused"
    r"|angered|remains?|remained)\b"
)


def _is_claimed(lead: str, rest: str) -> bool:
    """Whether somebody tells that it was done, and "that" takes up nothing: "that it sold MISSILES", not "sold to"."""
    rest = re.sub(r"^\sto\s[a-z]+", "", rest)  # "offered TO HOST talks"
    _, word, tag = next(_words_of(rest[:60]), _NOTHING)
    if rest[:1] != " " or tag in "VEzAIM" or word in _BEFORE_OTHERS:
        return False
    return (_CLAIMED if rest[1:2].isupper() else _THAT).search(lead) is not None


_THAT = re.compile(r"\sthat(?:\s[\w'’.-]+){1,6}\s*$")
_BEFORE_OTHERS = (
    "",
    "to",
    "for",
    "from",
    "with",
    "in",
    "on",
    "at",
    "by",
    "against",
    "of",
    "and",
    "or",
    "as",
    "that",
    "into",
)


def _towards(said: Proposal) -> str:
    """The word before whom an act is for, where what was done does not name it."""
    if said.mutual:
        return "with"
    if said.type in ("REQUEST", "REJECT"):
        return "from" if said.type == "REQUEST" else "towards"
    return "against" if "conflict" in load_ontology().types[said.type].quad else "towards"


def _is_in(name: str, words: str) -> bool:
    """Whether words name somebody, by one word of the name at least."""
    return any(word in words for word in _WORD.findall(name) if len(word) > 3 and word[0].isupper())


def _reported(parts: _Parts) -> str:
    """What somebody says that another did to him: it is the deed of the accused that the words tell."""
    between = parts.text[parts.whom_end : parts.cue]
    if parts.whom_end > parts.cue or _BREAKS.search(between) or "," in between:
        return ""
    deed = parts.text[parts.whom_at : parts.cue_end]
    rest = _until(parts.text[parts.cue_end :])
    plain = not _OPEN.search(f"{deed}{rest}") and _PREPOSITION.search(rest) is None and '"' not in f"{deed}{rest}"
    whom = deed if deed.startswith("the ") or deed[:1].isupper() else f"{parts.whom}{deed[len(parts.whom) :]}"
    return f"{parts.actor} said that {whom}{rest}" if plain and rest else ""


def _passive(parts: _Parts) -> str:
    """What was done to somebody by whoever stands behind the verb."""
    words = list(_WORD.finditer(parts.text, parts.cue, parts.cue_end))
    if parts.cue_end <= parts.whom_at and parts.whom_end <= parts.actor_at:
        return _brought(parts)
    if not words or parts.whom_end > parts.cue or _UNDONE.search(parts.text[: parts.cue]):
        return ""
    participle, past = words[-1], _past_of(words[-1][0].lower())
    between = parts.text[participle.end() : parts.actor_at]
    by = re.search(r"\bby\s(?:[^,;]*\s)?$", between)
    more = parts.text[parts.whom_end : parts.cue].rstrip()
    if not past or by is None or _BREAKS.search(between) or _BREAKS.search(more):
        return ""
    whom, rest = parts.whom, _until(parts.text[parts.actor_end :])
    if _WORD.search(more) is not None and not any(tag in "VQ" for _, _, tag in _words_of(more)) and "," not in more:
        whom = f"{parts.text[parts.whom_at : parts.whom_end]}{more}"  # "Kenya's PROPOSAL was welcomed by"
    if not between[: by.start()].strip():
        return f"{parts.actor} {past} {whom}{rest}" if _is_plain(f" {whom} x{rest}") else ""
    helping = next((_WAS[word[0]] for word in words if word[0] in _WAS), "")
    done = f"{participle[0]}{_WHEN.sub('', between[: by.start()].rstrip())}"
    if helping == "had":
        helping = "were" if whom.endswith("s") else "was"
    return f"{whom} {helping} {done} by {parts.actor}{rest}" if helping and _is_plain(f" {done}{rest}") else ""


def _brought(parts: _Parts) -> str:
    """What was brought to somebody, or done to him, by whoever stands behind: "missile parts were sold TO IRAN BY"."""
    what, words = _WHAT.search(parts.text[: parts.cue]), list(_words_of(parts.text[parts.cue : parts.cue_end]))
    between, behind = parts.text[parts.cue_end : parts.whom_at], parts.text[parts.whom_end : parts.actor_at]
    helping = next((_WAS[low] for _, low, _ in words if low in _WAS), "")
    plain = (
        what is not None
        and re.fullmatch(r"(?:\s[\w'’-]+){0,4}\s", between)
        and re.fullmatch(r"\sby\s(?:the\s)?", behind)
    )
    if (
        not (plain and helping and words[-1][2] in "EeVvaz")
        or what is None
        or any(tag in "VB" for *_, tag in _words_of(what["what"]))
    ):
        return ""
    if helping == "had":
        helping = "were" if what["what"].rstrip().endswith("s") else "was"
    thing = what["what"].strip()
    return f"{thing} {helping} {words[-1][1]}{between}{parts.whom} by {parts.actor}"


_WHAT = re.compile(
    r"(?:^[\"“]?|\b(?:that|said|says|claims?|claimed)\s|[,:;]\s[\"“]?)"
    r"(?P<what>(?:(?!(?:that|said|says|claims?|claimed)\b)[\w'’-]+\s){1,5})(?:\w+ly\s)?$"
)


#: How what was done is told, by the verb that helps to tell it.
_WAS = {
    "was": "was",
    "were": "were",
    "has": "was",
    "have": "were",
    "is": "was",
    "are": "were",
    "had": "had",
    "'ve": "were",
}


def _by_noun(parts: _Parts, said: Proposal) -> str:
    """What a noun tells was done: "the STRIKES on", "drew REBUKES from"; blank where the cue is no noun."""
    words = _WORD.findall(parts.text[parts.cue : parts.cue_end].lower())
    lead, noun = parts.text[: parts.cue], words[-1] if words else ""
    form = _noun_forms().get(noun) or _noun_forms().get(_singular(noun), "").replace(" a {}", " {}")
    if not form or (form.endswith(" with") and not said.mutual):
        return ""
    drawn = len(words) > 1 and parts.cue_end <= parts.actor_at
    tag = _tag(noun)
    own = parts.actor_end + 1 >= parts.cue and not parts.actor.endswith(parts.text[parts.cue - 2 : parts.cue].strip())
    plain = tag in "NP" or _OF_NOUN.search(lead) is not None or (tag == "G" and not _DOING.search(lead)) or own
    if not (drawn or (len(words) == 1 and plain)):
        return ""
    done = form.replace(" a {}", " an {}" if noun[0] in "aeiou" else " a {}").format(noun)
    what = _ON_WHAT.match(parts.text, parts.cue_end)
    if what is not None and "{}" in form and not what.start() < parts.whom_at < what.end():
        return f"{parts.actor} {done.rsplit(' ', 1)[0]}{what[0]} ({_towards(said)} {parts.whom})"  # "a ban ON FLIGHTS"
    return f"{parts.actor} {done} {parts.whom}"


_ON_WHAT = re.compile(r"\s(?:on|for)\s(?:[a-z][\w-]*)(?:\s[a-z][\w-]*)?(?=[,;.]|\s(?:from|by|after|and)\b)")


def _rest(parts: _Parts, end: int) -> tuple[str, bool]:
    """What follows the verb in its clause, with names where pronouns stand; and whether it names whom it is done to."""
    text, whom_at, whom_end = parts.text, parts.whom_at, parts.whom_end
    head = text[end:whom_at] if whom_at >= end else ""
    actor, whom = (text[parts.actor_at : parts.actor_end].strip(), text[whom_at:whom_end].strip())
    apart = any(
        _begins_clause(text[end + match.end() :]) or (match[0][0] == "," and "," not in head[: match.start()])
        for match in _AND.finditer(head)
    )
    if whom_at < end or apart or _BREAKS.search(head):
        if whom_at >= end and not _until(text[end:], says=True).strip():
            return "", False
        rest = _until(text[end:], says=True)
        named = _ITSELF.match(rest) is not None
        rest = _ITSELF.sub(f" {parts.whom}", rest) if named else rest
    else:
        shown = parts.whom if _PRONOUN.fullmatch(whom) or _SEVERAL.match(whom) else text[whom_at:whom_end]
        rest, named = f"{_WHEN.sub(_comma, head)}{shown}{_behind(text, whom_end, says=not head.strip())}", True
    rest = re.sub(
        r"\b(?:this\s(?=[a-z])|(?:these|those)(?!\s(?:who|responsible|involved)\b)\s(?=[A-Za-z]))", "the ", rest
    )
    if _PRONOUN.fullmatch(actor) and actor.lower() in ("we", "i"):
        rest = _OURS.sub("its", rest)
    elif actor.lower() not in ("our", "us") and re.search(r"\b(?:our|us|we)\b", whom, re.IGNORECASE):
        rest = _OURS.sub(f"{parts.whom}'s", rest)
    return rest, named


_ITSELF = re.compile(r"\s(?:him|it|them|her(?!\s[a-z]+s\b))\b")  # right behind a verb; not "her plans"
_OURS = re.compile(r"\bour\b")


def _behind(text: str, at: int, *, says: bool) -> str:
    """What follows a place in the same clause; the letters before it tell whether a full stop ends a sentence."""
    rest = text[at:]
    if says and re.match(r"\sthat\b", rest):
        return _until(rest, says=True)
    before = text[max(at - 4, 0) : at]
    return _until(before + rest)[len(before) :]


def _comma(when: re.Match[str]) -> str:
    return when["comma"] if not when[0].startswith(",") else ""


def _until(rest: str, *, says: bool = False) -> str:
    """What follows in the same clause; behind a verb of saying what is said with "that", too."""
    rest = re.sub(r"\s\([^()]*\)", "", _WHEN.sub(_comma, rest))
    start = re.match(r"\sthat\b", rest) if says else None
    begin = start.end() if start is not None else 0
    found = _ENDS.search(rest, begin)
    last = re.search(
        r"[.!?\s\"”]*$" if rest.count('"') % 2 or rest.count("”") > rest.count("“") else r"[.!?\s]*$", rest
    )
    ends = [last.start() if last is not None else len(rest), *([found.start()] if found is not None else [])]
    ends += [match.start() for match in _AND.finditer(rest, begin) if _begins_clause(rest[match.end() :])]
    return _DANGLING.sub("", rest[: min(ends)].rstrip())


def _begins_clause(words: str) -> bool:
    """Whether what follows "and" is another verb, or somebody with a verb of his own."""
    found = _ENDS.search(words)
    tags = [tag for _, _, tag in _words_of(words[: found.start()] if found is not None else words)]
    return bool(tags) and (tags[0] in "VEzBAM" or any(tag in "VBAM" for tag in tags[1:6]))


def _is_plain(rest: str, *, said: bool = False, opens: bool = False) -> bool:
    """Whether what follows a verb, perhaps one of saying, can be understood by itself."""
    that = re.match(r"(?:\s[A-Z][\w’'-]*){0,3}\sthat\b", rest)
    inner = rest[that.end() :] if that is not None else rest
    if _OPEN.search(re.sub(r"[\"“][^\"“”]*[\"”]", "", inner)) or _PREPOSITION.search(rest):
        return False
    if that is None and not said and _FINITE.search(inner):
        return False
    if not opens and re.fullmatch(r"\sto\s[a-z]\w*", rest):
        return False  # what it is done to stands before: "the step that it refuses to recognise"
    return rest.count('"') % 2 == 0 and rest.count("“") == rest.count("”") and not re.search(r"[()\[\]]", rest)


def _past(parts: _Parts, said: Proposal) -> tuple[str, int]:
    """The verb at the cue in the past, and where it ends behind it; blank where it is none."""
    text, lead = parts.text[parts.cue :], parts.text[: parts.cue]
    words = _words_of(text)
    if said.stance == "denies":
        words = (word for word in words if word[1] not in _NOT)
    first, low, tag = next(words, _NOTHING)
    if low == "having" or (low == "to" and text.startswith("to have ")):
        place, low, tag = next((word for word in words if word[1] != "have"), _NOTHING)
        return (_past_of(low, said.pattern), place[1]) if tag in "EeVvaz" else ("", 0)
    if low in _WAS:
        second, low_too, tag_too = next(words, _NOTHING)
        been = low_too == "been"
        if been:
            first, low = second, _WAS[low]
            second, low_too, tag_too = next(words, _NOTHING)
        if tag_too == "G" or (tag_too in "EeVv" and low in ("has", "have", "had", "'ve")):
            return _past_of(low_too, said.pattern), second[1]
        if low_too == "to" and not been:
            return _promised(words, said.type)
        if not low_too or (tag_too in "Ee" and re.search(r"\bby\b", text)):
            return "", 0
        alone = _PRONOUN.fullmatch(parts.text[parts.actor_at : parts.actor_end]) is not None
        return ("was" if alone else _WAS[low]) if low in ("is", "are", "was", "were") else "had", first[1]
    if low == "been":
        return "were" if re.search(r"[a-z]s$", parts.actor) else "was", first[1]
    headed = low == "to" and parts.actor_end + 1 >= parts.cue  # "Seoul TO RESUME broadcasts"
    if headed or low in ("will", "would", "shall"):
        return _promised(words, said.type)
    if tag == "G":
        return (_past_of(low, said.pattern), first[1]) if _DOING.search(lead) else ("", 0)
    if tag in "VvE" or (tag in "azN" and _is_verb(low, parts)):
        return _past_of(low, said.pattern), first[1]
    return "", 0


#: What denies a deed in the words of who says that it was not done.
_NOT = ("not", "never", "did", "do", "does")


def _promised(words: Iterator[tuple[tuple[int, int], str, str]], kind: str) -> tuple[str, int]:
    """What "will" and the words behind it tell: "promised to send", and where that ends."""
    place, low, _ = next(words, _NOTHING)
    promised = _WILL.get(kind, "")
    if low == "not":
        (place, low, _), promised = next(words, _NOTHING), _WILL_NOT.get(kind, "")
    return (f"{promised} {low}", place[1]) if promised and low not in ("", "be", "have") else ("", 0)


def _is_verb(word: str, parts: _Parts) -> bool:
    """Whether a word that may be a noun is a verb here: right behind who does it, or behind another verb of his."""
    lead = parts.text[: parts.cue]
    if _OF_NOUN.search(lead) or word.endswith(_NOUN_ENDINGS):
        return False
    between = [low for _, low, _ in _words_of(parts.text[parts.actor_end : parts.cue])]
    return not between or "," in lead[-2:] or between[-1] in _SUBJECTS or _NAMED_BEFORE.search(lead) is not None


_SUBJECTS = ("and", "who", "which", "that", "we", "they", "he", "she", "it")
#: Who may stand before a verb: a name, or several; no nationality.
_NAMED_BEFORE = re.compile(r"\b(?:[A-Z][\w’'-]*(?<!ese)(?<!ish)(?<!ian)(?<!ean)(?<!ch)|[a-z]+s)\s(?:\w+ly\s)?$")
_NOTHING = ((0, 0), "", "N")
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ure", "ness", "ments", "tions", "sions")


def _words_of(text: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    """The words of a text but for adverbs: where each stands, in small letters, its tag."""
    for match in _WORD.finditer(text):
        low = match[0].lower().replace("’", "'")
        tag = _tag(low)
        if tag != "R":
            yield match.span(), low, tag


def _tag(word: str) -> str:
    """What kind of word it is, as the lexicon has it."""
    found = _lexicon().tags.get(word, "")
    if found or not word:
        return found or "N"
    if word.endswith("ed") and len(word) > 4:
        return "E"
    return "G" if word.endswith("ing") and len(word) > 5 else "R" if word.endswith("ly") else "N"


def _past_of(word: str, pattern: str = "") -> str:
    """The past of a verb in any of its forms, blank where it is none; its pattern may name a little known one."""
    from graphkit.extract.rules.words import regular_forms

    lexicon = _lexicon()
    if word.endswith("ed") and len(word) > 4 and lexicon.lemmas.get(word, "") not in lexicon.irregular:
        return word
    lemma = _lemma(word, pattern)
    if lemma in lexicon.irregular:
        return lexicon.irregular[lemma][0]
    return regular_forms(lemma, doubles=lemma in lexicon.doubling)[1] if lemma else ""


def _lemma(word: str, pattern: str = "") -> str:
    """The verb that a word is a form of, blank where it is none."""
    lexicon = _lexicon()
    if word in lexicon.lemmas:
        return lexicon.lemmas[word]
    known = lexicon.verbs.union(re.split(r"[-+]", pattern))
    return next((verb for verb in _bases(word) if verb in known), "")


def _bases(word: str) -> Iterator[str]:
    """What a verb may be without its ending."""
    yield word
    for ending, others in (("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ing", ("", "e"))):
        if word.endswith(ending):
            yield from (word[: -len(ending)] + other for other in others)


@cache
def _lexicon() -> Lexicon:
    from graphkit.extract.rules.dictionary import load_patterns
    from graphkit.extract.rules.words import Lexicon

    patterns = load_patterns()
    return Lexicon(patterns.words(), {word for word in patterns.nouns if word in patterns.verbs})


@cache
def _noun_forms() -> dict[str, str]:
    from graphkit.extract.rules.words import word_table

    return word_table("summaries.nouns")


@cache
def _alone() -> frozenset[str]:
    """The past of verbs that need nothing behind them."""
    from graphkit.extract.rules.words import word_class

    return frozenset(map(_past_of, word_class("summaries.alone")))


def _singular(noun: str) -> str:
    from graphkit.extract.rules.words import singular

    return singular(noun)


def _called(name: str, side: str, said: Proposal, sentence: str) -> str:
    """How a party is called in its sentence: "Myanmar's soldiers" of "soldiers, Myanmar", "the rebels"."""
    if getattr(said, f"{side}_kind") in ("state", "igo"):
        return _named(name)
    name = _written(name, sentence)
    start, end = (getattr(said, f"{side}_{place}") - said.start for place in ("start", "end"))
    words = one_line(sentence[start:end]) if 0 <= start < end <= len(sentence) else ""
    article, _, bare = words.partition(" ")
    if article.lower() in ("the", "a", "an") and bare.casefold().startswith(name.split(" ")[0].casefold()):
        return f"{article.lower()} {name}"
    if sentence[max(start - 4, 0) : max(start, 0)].lower() == "the " and words.casefold() == name.casefold():
        return f"the {name}"
    return _named(name)


def _written(name: str, sentence: str) -> str:
    """A name as a sentence writes it; "Myanmar's soldiers" of "soldiers, Myanmar"."""
    placed = _PLACED.fullmatch(name)
    if placed is not None:
        found = re.search(rf"\b{re.escape(placed['who'])} of (?:the )?{re.escape(placed['of'])}\b", sentence, re.I)
        return found[0] if found is not None else f"{placed['of']}'s {placed['who'][0].lower()}{placed['who'][1:]}"
    found = re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE) if name else None
    return found[0] if found is not None and not found[0].isupper() else name


def _named(name: str) -> str:
    """A name as it stands in a sentence."""
    name = re.sub(r"(?<=[a-z]s)'s\b", "'", name)
    return f"the {name}" if name.startswith(_WITH_THE) and not name.startswith("the ") else name


def with_deniers(summary: str, names: Sequence[str]) -> str:
    """Return a summary that also names who denies it.

    >>> with_deniers("Chad attacked Mali.", ["Chad"])
    'Chad attacked Mali; denied by Chad.'
    """
    denied = " and ".join(map(_named, dict.fromkeys(names)))
    return f"{summary.removesuffix('.')}; denied by {denied}." if denied else summary
