"""What a language model claims, held against the words it quotes: one sentence, an act that is told, its doer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from graphkit.extract.denial import find_denials
from graphkit.extract.quotes import find_quote, find_quotes
from graphkit.extract.records import Proposal
from graphkit.extract.rules.text import split_sentences

__all__ = ["Place", "Unfounded", "find_places", "is_date", "is_negated", "is_pronoun", "is_swapped", "stance_of"]

_Span = tuple[int, int]


class Unfounded(ValueError):
    """The text does not bear out what a model claims; the message is the reason, in a few words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of one claim stand in a text: its sentence or two, its act and its parties."""

    sentence: _Span
    cue: _Span
    actor: _Span
    recipient: _Span


# one sentence


def find_places(text: str, passage: _Span, *, sentence: str, actor: str, recipient: str, cue: str) -> Sequence[Place]:
    """Return where the words of a claim stand: in one sentence, or in two neighbours that a pronoun ties together.

    What is quoted may be a part of a sentence, or more than one; the words must be in it, and a place has whole
    sentences. There is more than one place where the words stand equally near to one another several times.

    Parameters
    ----------
    text
        The document's text.
    passage
        The bounds of the part of it that the model was shown.
    sentence, actor, recipient, cue
        The words that the model quotes.

    Raises
    ------
    Unfounded
        If the words are not there, or stand too far apart.

    Examples
    --------
    >>> text = "Japan met Ukraine. Russia protested."
    >>> [place] = find_places(text, (0, 36), sentence=text, actor="Japan", recipient="Ukraine", cue="met")
    >>> place.sentence
    (0, 18)
    >>> find_places(text, (0, 36), sentence=text, actor="Russia", recipient="Japan", cue="protested")
    Traceback (most recent call last):
    graphkit.extract.scrutiny.Unfounded: its words stand in two sentences
    """
    if _SAYS_NOTHING.fullmatch(cue):
        raise Unfounded("it names no words for the act")
    quoted = find_quote(text, sentence, start=passage[0], end=passage[1])
    if quoted is None:
        raise Unfounded("its sentence is not in the text")
    bounds = [span for span in _sentences(text, passage) if span[0] < quoted[1] and quoted[0] < span[1]]
    tied = dict(_neighbours(bounds, text, cue))
    for stretch in (*bounds, *tied):
        inside = max(stretch[0], quoted[0]), min(stretch[1], quoted[1])
        places = _nearest(text, inside, stretch, actor=actor, recipient=recipient, cue=cue)
        places = [each for each in places if stretch not in tied or _is_tied(text, each, tied[stretch])]
        if places:
            return places
    for name, words in (("act", cue), ("actor", actor), ("recipient", recipient)):
        if find_quote(text, words, start=quoted[0], end=quoted[1]) is None:
            raise Unfounded(f"its {name} is not in the sentence")
    raise Unfounded("its words stand in two sentences" if len(bounds) > 1 else "its parties are the same words")


def _sentences(text: str, passage: _Span) -> list[_Span]:
    """The sentences of a passage; a line of a script without blanks goes on in the next one."""
    found: list[_Span] = []
    for first, last in split_sentences(text[slice(*passage)]):
        start, end = passage[0] + first, passage[0] + last
        if found and _GOES_ON.fullmatch(text[found[-1][1] - 1 : start + 1]):
            start = found.pop()[0]
        found.append((start, end))
    return found


_GOES_ON = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\n[\u3040-\u30ff\u3400-\u9fff]")
_US = r"(?-i:[uU]s)"  # in capitals it is a state
_PRONOUN = re.compile(
    rf"\b(?:it|its|he|him|his|she|her|they|them|their|theirs|this|that|these|those|both|the latter|we|{_US}|our|the two"
    r"|the move"
    r"|он|она|они|его|её|ее|их|ему|ей|им|это|він|вона|вони|його|її|їх|йому|їй|це"
    r"|il|elle|ils|elles|lui|leur|leurs|cela|celui-ci|celle-ci|él|ella|ellos|ellas|esto|eso|su|sus"
    r"|er|sie|ihn|ihm|ihr|ihre|ihnen|dies|dieser|diese|هو|هي|هم|هذا|هذه|ذلك|او|آن|آنها|این)\b"
    r"|[他她它]|彼|これ|それ|同国|이는|이에|그는|그들|이들|양국",
    re.IGNORECASE,
)


# what may stand for a party in English: as who acts, as whom it is done to, with or without what is theirs
_FOREIGN = re.compile(
    r"[^\W\d_a-zA-Z]|\b(?:el|los|las|les|des|der|die|das|den|und|une?|dans|con|por|pour|mit|von|del|du)\b",
    re.IGNORECASE,
)
_THEIRS = r"(?:its|his|her|their|our)(?! own\b)"
_DOER = re.compile(
    rf"\b(?:it|he|she|they|we|both(?:\Z| sides| countries| states)|the (?:latter|former|two|moves?|pair)|{_THEIRS}"
    r"|th(?:is|ese|ose)(?:\Z| (?:two|acts?|attacks?|decisions?|moves?|plans?|steps?|strikes?))"
    r"|that(?=\Z| (?:was|led|drew|prompted)\b))",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\A(?:\W+(?!(?:in|during|at|within|while|that)\b)\w+){0,4}?\W+"
    rf"(?:it|him|her|them|{_US}|both|the (?:latter|former|two|moves?)|{_THEIRS}"
    r"|th(?:is|ese|at)(?=[.,;!?]|\Z| (?:acts?|attacks?|decisions?|moves?|plans?|statements?|steps?|strikes?)))"
    r"(?!\w)",
    re.IGNORECASE,
)


def _neighbours(bounds: Sequence[_Span], text: str, cue: str) -> Iterator[tuple[_Span, int]]:
    """The pairs of neighbouring sentences of which the one that tells the act has a pronoun, and where that begins."""
    for first, second in pairwise(bounds):
        if _PRONOUN.search(text[slice(*second)]) and find_quote(text, cue, start=second[0], end=second[1]):
            yield (first[0], second[1]), second[0]


def _is_tied(text: str, place: Place, second: int) -> bool:
    """Whether a pronoun stands where the party would that is named only in the first of two sentences."""
    if place.cue[0] < second or _FOREIGN.search(text[second : place.sentence[1]]):
        return place.cue[0] >= second
    before, after = text[second : place.cue[0]], text[place.cue[1] : place.sentence[1]]
    passive = bool(_BE.search(before[-40:]) and re.match(r"\W+(?:\w+ly\W+)?by\b", after))
    sides = {"before": _DOER.search(before) is not None, "after": _DONE_TO.match(after) is not None}
    for party, side in (
        (place.actor, "after" if passive else "before"),
        (place.recipient, "before" if passive else "after"),
    ):
        if party[0] < second and not sides[side]:
            return place.actor[0] < second and place.recipient[0] < second and sides["before"]  # "They signed a pact."
    return True


_SAYS_NOTHING = re.compile(
    r"\W*(?:\b(?:the|an?|of|to|in|on|at|by|for|from|with|and|or|but|as|it|its|is|are|was|were|be|been|has|have|had"
    r"|that|this|which|who|will|would|also|not)\b\W*)*",
    re.IGNORECASE,
)
_ONLY_PRONOUN = re.compile(
    r"(?!(?-i:US|WHO)\Z)"  # which are a state and an organisation
    r"(?:i|me|you|it|he|him|she|her|they|them|we|us|this|that|these|those|who|whom|which|what|both|all|one|ones|others?"
    r"|each other|one another|(?:it|him|her|them|your|our)sel(?:f|ves)|its|his|their|our|my|your|some|many|someone"
    r"|anyone|everyone|everybody|somebody|nobody|none|no one|the (?:latter|former|two|other)"
    r"|он|она|они|его|её|ее|их|ему|ей|им|это|мы|нас|вони|він|вона|його|її|їх|ми|il|elle|ils|elles|nous|lui|leur"
    r"|ce|cela|él|ella|ellos|ellas|nosotros|lo|le|les|er|sie|es|wir|uns|ihn|ihm|ihnen|هو|هي|هم|نحن|او|آنها|ما"
    r"|[他她它]们?|[他她它]們|我们|我們|彼|彼女|彼ら|それ|これ|同国|그|그는|그녀|그들|이들|우리|양국)",
    re.IGNORECASE,
)
_ONLY_DATE = re.compile(
    r"(?:(?:on|last|next|this|early|late)\s+)*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june"
    r"|july|august|september|october|november|december|today|yesterday|tomorrow|\d[\d,.\s:/-]*)"
    r"(?:[\s,]+(?:\d[\d,.\s:/-]*|morning|evening|night))?",
    re.IGNORECASE,
)
_LONGEST_DATE = 60  # letters


def is_pronoun(words: str) -> bool:
    """Return whether some words name nobody, but stand for somebody named elsewhere.

    >>> is_pronoun("They"), is_pronoun("us"), is_pronoun("US"), is_pronoun("Japan")
    (True, True, False, False)
    """
    return _ONLY_PRONOUN.fullmatch(" ".join(words.split())) is not None


def is_date(words: str) -> bool:
    """Return whether some words are a day, a month or a number.

    >>> is_date("Monday"), is_date("Japan")
    (True, False)
    """
    return len(words) <= _LONGEST_DATE and _ONLY_DATE.fullmatch(words.strip()) is not None


def _nearest(text: str, inside: _Span, sentence: _Span, *, actor: str, recipient: str, cue: str) -> Sequence[Place]:
    """The words where they stand nearest to the act, the parties apart; none when one is missing."""
    found = [find_quotes(text, words, start=inside[0], end=inside[1])[:10] for words in (cue, actor, recipient)]
    apart = [
        each for each in product(*found) if not _overlap(each[1], each[2]) and not _within(each[0], each[1], each[2])
    ]
    gaps = [_gap(each[0], each[1]) + _gap(each[0], each[2]) for each in apart]
    return [Place(sentence, *each) for each, gap in zip(apart, gaps, strict=True) if gap <= min(gaps) + _EQUALLY]


_EQUALLY = 2  # characters


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(cue: _Span, *parties: _Span) -> bool:
    """Whether the words for the act are a party's name and nothing more."""
    return any(party[0] <= cue[0] and cue[1] <= party[1] for party in parties)


def _gap(one: _Span, other: _Span) -> int:
    return max(0, other[0] - one[1], one[0] - other[1])


# an act that is told, and how


_ADVERB = (
    r"(?:\s+(?:\w+ly|also|soon|still|well|one day"
    r"|ever|again|yet|even|then|actually|in fact|in any way|at all|itself|directly|been|be|being|have|to))"
)
_NOT = re.compile(
    r"(?:\b(?:did|do|does|has|have|had|was|were|is|are|will|would|can|could|should|shall|may|might|must|ca|wo)"
    r"(?:\s+not|n['’]t)|\bcannot|\b(?:not|never|neither|nor|no longer|without)"
    r"|\b(?:fail(?:s|ed|ing)?|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|omit(?:s|ted)?|neglect(?:s|ed)?"
    r"|decid(?:e|es|ed)\s+(?:not|against)|stop(?:s|ped)?\s+short\s+of|refrain(?:s|ed|ing)?\s+from|avoid(?:s|ed|ing)?"
    r"|h(?:old|olds|eld)\s+(?:back|off)\s+from|rul(?:e|es|ed|ing)\s+out|abstain(?:s|ed|ing)?\s+from|hardly"
    r"|(?:prevent|stopp|bann|barr|block|deterr|dissuad)ed\s+from|call(?:s|ed|ing)?\s+off(?:\s+(?:its|his|their))?"
    r"|(?:cancel(?:l?ed|s)?|scrap(?:s|ped)?|abandon(?:s|ed)?|aborted)(?:\s+(?:its|his|their)|\s+plans?\s+(?:to|for))?"
    r"|far\s+from|(?:instead|in\s+place)\s+of|rather\s+than"
    r"|ha(?:s|ve|d)\s+(?:yet|no\s+(?:plans?|intention)))(?:\s+(?:to|of|from))?)"
    rf"{_ADVERB}{{0,3}}(?:\s+(?:an?|any|the)(?:\s+[\w-]+)?)?\s*\Z",
    re.IGNORECASE,
)
_NOT_INSIDE = re.compile(r"\b(?:not|never|no longer|cannot|failed to|without)\b|n['’]t\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely|simply|hesitate)\b", re.IGNORECASE)
_UNTRUE = re.compile(
    r"\b(?:(?:not|never)\s+(?:true|the\s+case|proven)|untrue|false"
    r"|no\s+(?:evidence|proof|sign|indication)(?:\s+to\s+suggest)?|nothing\s+(?:suggests|shows|proves|indicates))\s+that\s+[^.;:]{0,60}\Z",
    re.IGNORECASE,
)
_NO_DOUBT = re.compile(r"\b(?:no\s+(?:doubt|wonder|less|sooner)|without\s+(?:a\s+)?doubt)\b", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:no|neither|nobody|none\s+of|no\s+one)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
# in other languages, right before the act, in it, or right behind it
_NOT_BEFORE = re.compile(
    r"(?:\b(?:не|ні|ни)\s+|\b(?:ne|n['’])\s*(?:\w+\s+){0,2}(?:pas\s+)?|\bno\s+(?:ha|han|había|habían)?\s*|\bnicht\s+"
    r"|(?:لم|لن|لا|ما)\s+|没有|沒有|没|未|并未|不)\Z",
    re.IGNORECASE,
)
_NOT_BEHIND = re.compile(
    r"\A\s*(?:しな(?:い|かった)|せず|していない|しておらず|されていない|하지\s*(?:않|못)|되지\s*않|지\s*않|nicht\b)"
)
_NOT_SELF = re.compile(r"しなかった|していない|しない|하지\s*(?:않|못)|\bне\s|没有|沒有|لم\s|\bnicht\b")
_EXPECTED = re.compile(
    r"\b(?:will|would|shall|'ll|’ll"
    r"|(?:is|are|was|were)\s+(?:to|set\s+to|due\s+to|expected\s+to|likely\s+to|scheduled\s+to|(?:now\s+)?ready\s+to"
    r"|prepared\s+to|about\s+to|preparing\s+to|planning\s+to|poised\s+to|going\s+to)"
    r"|plans?\s+to|planned\s+to|intends?\s+to|intended\s+to|hopes?\s+to|hoped\s+to|wants?\s+to|wanted\s+to|aims?\s+to|seeks?\s+to|sought\s+to"
    r"|(?:threaten|vow|pledg|promis|agre|offer|declar\w+\s+readi)(?:s|ed|es|ing|ness)?\s+to"
    rf"|(?:plan|prepar)(?:ned|ning|ed|ing)(?:\s+for)?(?:\s+(?:an?|the|its|their))?){_ADVERB}{{0,3}}\s*\Z",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|may|might|can|considers?|considered|considering|mulls?|mulled|weigh(?:s|ed)?|possible|potential"
    rf"|hypothetical|(?:fear|risk|threat)s?\s+of\s+(?:an?|the)){_ADVERB}{{0,3}}\s*\Z",
    re.IGNORECASE,
)
_URGED = re.compile(rf"\b(?:should|must|ought\s+to|needs?\s+to|has\s+to|have\s+to){_ADVERB}{{0,3}}\s*\Z", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\s+on|t(?:ell|ells|old)|order(?:s|ed|ing)?"
    r"|want(?:s|ed)?|invit(?:e|es|ed)|encourag(?:e|es|ed)|press(?:es|ed)?|beg(?:s|ged)?|demand(?:s|ed)?\s+that)"
    r"\s+(?:[\w.'’-]+\s+){0,5}(?:to\s+)?\Z",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:allegedly|reportedly|supposedly|purportedly"
    r"|(?:is|are|was|were)\s+(?:said|alleged|reported|believed|thought)\s+to"
    rf"|(?:accus|suspect)ed\s+of){_ADVERB}{{0,3}}\s*\Z",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\A(will|would|shall|could|may|might|can|should|must)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|whether|in case|should)\s+[^,;:.]{0,80}\Z|\bunless\s+[^;:.]{0,80}\Z|\A\s*(?:were|had)\s+\Z",
    re.IGNORECASE,
)
# verbs of denial in other languages; the English ones are read with their reach, for every coder
_DENIED = re.compile(
    r"否认|否認|부인(?:했|하)|\b(?:отриц|опровер|заперечу)|\b(?:dément|démenti|nie|nié|nient)\b|\b(?:niega|negó|niegan|desmint)"
    r"|\b(?:bestreitet|bestritt|dementier)|نفى|نفت|ينفي|تنفي|تکذیب",
    re.IGNORECASE,
)
_SPOKEN = frozenset(["AGREE", "THREATEN", "REQUEST", "REJECT"])  # acts of words, which speak of what is to come
_BEFORE = 120


def is_negated(text: str, place: Place, kind: str) -> bool:
    """Return whether the clause says that the act did not happen.

    Examples
    --------
    >>> text = "Iran did not attack Iraq."
    >>> is_negated(text, Place((0, 25), (13, 19), (0, 4), (20, 24)), "ASSAULT")
    True
    """
    if kind == "REJECT":
        return False  # "will not end the strike" is one
    before, cue, behind = _around(text, place)
    if _NOT_ONLY.search(before + cue):
        return False
    ahead = _NO_DOUBT.sub("", text[max(place.sentence[0], min(place.actor[0], place.cue[0]) - 80) : place.actor[0]])
    inside = _NOT_INSIDE.search(cue) or _NOT_SELF.search(cue)
    return bool(
        inside
        or _NOT.search(before)
        or _NOT_BEFORE.search(before)
        or _NOT_BEHIND.search(behind)
        or _NOBODY.search(ahead[-40:])
        or _UNTRUE.search(ahead)
    )


def stance_of(text: str, place: Place, kind: str, said: str) -> str:
    """Return the stance that the clause takes to the act, where it says less than the model's ``asserts``.

    Examples
    --------
    >>> text = "Iran would attack Iraq."
    >>> stance_of(text, Place((0, 23), (11, 17), (0, 4), (18, 22)), "ASSAULT", "asserts")
    'expects'
    """
    if said in ("asserts", "alleges") and _is_denied(text, place):
        return "denies"
    if said not in ("asserts", "alleges") or kind in _SPOKEN:
        return said
    if _DENIED.search(text[slice(*place.sentence)]):
        return "alleges"
    before, cue, _ = _around(text, place)
    modal = _MODAL.match(cue)
    led = f"{before}{modal[1]} " if modal else before
    if _CONDITION.search(text[max(place.sentence[0], place.actor[0] - 40) : place.actor[0]]):
        return "considers"
    for pattern, stance in (
        (_EXPECTED, "expects"),
        (_POSSIBLE, "considers"),
        (_URGED, "proposes"),
        (_ASKED, "proposes"),
        (_HEARSAY, "alleges"),
    ):
        if pattern.search(led):
            return stance
    return said


def _is_denied(text: str, place: Place) -> bool:
    """Whether the act is what somebody denies in the sentence: "denied that", "rejected claims that"."""
    denials = find_denials(text, *place.sentence, doers=[place.actor[0]])
    return any(denial.reach_start <= place.cue[0] < denial.reach_end for denial in denials)


def _around(text: str, place: Place) -> tuple[str, str, str]:
    """The words of the clause before the act, those of the act, and those behind it."""
    start, end = place.cue
    before = text[max(place.sentence[0], start - _BEFORE) : start]
    return re.split(r"[;:.!?。]\s", before)[-1], text[start:end], text[end : min(place.sentence[1], end + 20)]


# the doer

_HELPERS = (
    r"(?:has|have|had|will|would|is|are|was|were|been|being|be|get|got|also|again|then|both|jointly|later|since|itself"
    r"|once|more|on|in|last|this|early|late|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|\d{1,4}"
    r"|a|ont|hat|haben|ha|han|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|\w+ly)"
)
_PART_OF = (
    r"(?:['’]s?|\s+(?:government|foreign|defen[cs]e|interior|prime|minister|ministers|ministry|president|chancellor"
    r"|officials?|forces|troops|soldiers|army|navy|military|police|parliament|spokes\w+|leaders?|state|media))"
)
_LEFT = re.compile(rf"(?:{_PART_OF})*(?:\s+{_HELPERS})*\s*", re.IGNORECASE)
_RIGHT = re.compile(
    r"\s*(?:(?P<by>by)\b\s*)?(?:(?:with|to|on|at|against|of|for)\b\s*)?"
    r"(?:(?:the|an?|its|their|his|her|all|neighbou?ring|some|several|la|le|les|el|los|las|die|der|den|das|al|del"
    r"|\w+(?:an|ese|ish|i))\b\s*)*",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\b", re.IGNORECASE)
_TURNED = re.compile(
    r"\b(?:receiv|obtain|suffer|fac(?:e|es|ed|ing)\b|undergo|underw|lost|lose|won\b|win\b|borrow|accept|hear"
    r"|from\b|under\b|welcom|host|need|depend|rel(?:y|ies|ied)|want|await|evad|escap|surviv|fear)",
    re.IGNORECASE,
)  # the subject is not who acts


def is_swapped(text: str, place: Place, rules: Sequence[Proposal], *, kind: str = "") -> bool:
    """Return whether the doer and the one it is done to have changed places.

    Asked only of acts that have a direction. The rule coder tells where it reads the same act; else a clause that is
    plain: a name, a verb, a name, or "was condemned by".

    Parameters
    ----------
    text
        The document's text.
    place
        Where the claim stands.
    rules
        What the rule coder proposes for the text.
    kind
        The type of the act: what the rules propose of that type and sentence counts too; blank: only the same words.

    Examples
    --------
    >>> text = "Japan was condemned by Russia."
    >>> is_swapped(text, Place((0, 30), (10, 19), (0, 5), (23, 29)), ())
    True
    """
    readings = [said for said in rules if _same_act(said, place, kind) and not said.mutual]
    if any(_is(said, place.actor, place.recipient) for said in readings):
        return False
    if any(_is(said, place.recipient, place.actor) for said in readings):
        return True
    return (_marked_doer(text, place) or _plain_doer(text, place)) == "recipient"


def _same_act(said: Proposal, place: Place, kind: str) -> bool:
    if said.type == kind and _overlap((said.start, said.end), place.sentence):
        return True
    return (
        said.cue_start is not None and said.cue_end is not None and _overlap((said.cue_start, said.cue_end), place.cue)
    )


_DOES = re.compile(r"\A(?:は|が|은|는|이|가)(?![\uac00-\ud7a3])")
_SUFFERS = re.compile(r"\A(?:を|을|를)(?![\uac00-\ud7a3])")
_PASSIVE_BEHIND = re.compile(r"れ(?:た|る|て)|당(?:했|하)|받(?:았|다)|되(?:었|다)|됐")


def _marked_doer(text: str, place: Place) -> str:
    """Who acts, as particles of Japanese and Korean tell, or the Chinese "by"; blank where they do not."""
    if _PASSIVE_BEHIND.search(text[place.cue[0] : place.cue[1] + 6]):
        return ""
    for name, doer, other in (("actor", place.actor, place.recipient), ("recipient", place.recipient, place.actor)):
        if doer[1] < other[0] and re.fullmatch(r"被|遭到?", text[doer[1] : other[0]]):
            return "recipient" if name == "actor" else "actor"
        if _DOES.match(text[doer[1] :][:2]) and _SUFFERS.match(text[other[1] :][:2]):
            return name
    return ""


def _is(said: Proposal, actor: _Span, recipient: _Span) -> bool:
    return _overlap((said.actor_start, said.actor_end), actor) and _overlap(
        (said.recipient_start, said.recipient_end), recipient
    )


def _plain_doer(text: str, place: Place) -> str:
    """``"actor"`` or ``"recipient"``: who acts in a plain clause; blank where it is not plain."""
    first, second = sorted((place.actor, place.recipient))
    cue = place.cue
    if not first[1] <= cue[0] < cue[1] <= second[0]:
        return ""
    left, words, right = text[first[1] : cue[0]], text[slice(*cue)], text[cue[1] : second[0]]
    by = re.search(r"\s+by\s*\Z", words)
    behind = _RIGHT.fullmatch(right)
    if not _LEFT.fullmatch(left) or behind is None or _TURNED.search(words) or "\n" in right.strip():
        return ""
    passive = bool(by or behind["by"])
    if bool(_BE.search(left + words)) != passive:
        return ""
    doer = second if passive else first
    return "actor" if doer == place.actor else "recipient"
