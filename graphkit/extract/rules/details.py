"""What else a sentence says of an event: who says so, how much, where, and what about."""

from __future__ import annotations

import re
from itertools import chain
from operator import attrgetter

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause, says_aside
from graphkit.extract.rules.mentions import AGENT, Mention
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.roles import actor_of

SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
MONEY = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rouble": "RUB",
    "ruble": "RUB",
    "rupee": "INR",
    "franc": "CHF",
    "won": "KRW",
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
LARGEST, SMALLEST, DECIMALS = 1e18, 1e-4, 9  # amounts that a table can hold
PART_BEFORE = re.compile(r"(?:\w|\d[^\w\s]|[_^*/\\]|\d\s)$")  # of a longer number, or of none: "1 000" is one
PART_AFTER = re.compile(r"\w|[^\w\s]\d|[_^*/\\]|\s\d\d\d(?!\d)")
CONTEXTS = attrgetter("contexts")
ACCUSING = word_class("details.accusing")


def speaker_of(parse: Parse, event: Event) -> tuple[Mention | None, str]:
    """Return who says so, when the sentence is reported speech, and the stance of the verb that reports it."""
    clause = event.clause
    if clause is None:
        return None, ""
    accuser = parse.lookup.get(clause.matrix)
    if accuser is not None and accuser.lemma in ACCUSING and accuser.gerund[1] == clause.at:
        speaker, _ = actor_of(parse, accuser)  # "accused X of ATTACKING Y" does not say that X did
        named = speaker is not None and speaker.rank >= AGENT and speaker is not event.actor
        return speaker if named else None, "alleges"
    if parse.reports is not None:
        return _reporter(parse, event, parse.reports.get(clause.at))
    reports = parse.dictionary.patterns.operators["report"]
    for other in parse.clauses:
        if other is clause or other.lemma not in reports or other.subject < 0:
            continue
        before = other.at < clause.at and (
            says_aside(other, parse.chunks.kinds)
            or other.that >= 0
            or clause.matrix == other.at
            or clause.subject == other.at + 1
        )
        ends = other is parse.clauses[-1] or parse.chunks.kinds[other.at + 1 : other.at + 2] == ","
        last = other.at > clause.at and ends and other.object < 0 and other.subject > clause.at
        if not (before or last) or other.subject == clause.subject:
            continue
        mention = parse.mention(other.subject)
        if mention.rank >= AGENT and mention is not event.actor:
            return mention, _stance(other)
    return None, ""


def _reporter(parse: Parse, event: Event, report: Clause | None) -> tuple[Mention | None, str]:
    """Return who says so in the clause that is known to say it; only a denial is worth telling of one's own acts."""
    if report is None:
        return None, ""
    speaker, _ = actor_of(parse, report)
    stance = _stance(report)
    if speaker is None or speaker.rank < AGENT or event.actor is None:
        return None, stance if stance == "denies" else ""
    own = speaker is event.actor or speaker.identity == event.actor.identity
    return (None, "") if own and stance != "denies" else (speaker, stance)


def _stance(report: Clause) -> str:
    lemma = report.lemma
    if lemma in ("deny", "refute", "dispute"):
        return "denies"
    if lemma in ("claim", "allege", "accuse", "believe", "suggest", "think", "contend", "suspect"):
        return "alleges"
    return "expects" if lemma in ("predict", "expect", "hope") else ""


def amount_of(parse: Parse, event: Event) -> tuple[int | float | None, str]:
    """Return the first number with its unit among the words from the cue on."""
    words, tags = parse.sentence.words, parse.sentence.tags
    if "#" not in tags:
        return None, ""
    end = min(len(words), max(event.cue[1] + 12, event.recipient.b if event.recipient else 0))
    later = [clause.a for clause in parse.clauses if clause.a >= event.cue[1] and clause.form in "VE"]
    end = min([end, *later])  # what the next verb brings is its own
    for i, tag in enumerate(tags[event.cue[0] : end], event.cue[0]):
        if tag == "#" and words[i].text not in ("one", "#") and _stands_alone(parse, i):
            value, unit_at, currency = _number(parse, i)
            if value is None:
                continue
            unit = currency or _unit(parse, unit_at)
            if unit and not (1900 <= value <= 2100 and not currency):
                return value, unit
    return None, ""


def _stands_alone(parse: Parse, i: int) -> bool:
    """Whether a number is all that is written there: of "1e400", "1_000" and "2-3" no part is the number meant."""
    before, after = parse.sentence.beside(i)
    money = parse.sentence.words[i].text[0] in CURRENCIES  # "US$100"
    return not ((PART_BEFORE.search(before) and not money) or PART_AFTER.match(after))


def _number(parse: Parse, i: int) -> tuple[int | float | None, int, str]:
    words = parse.sentence.words
    text = words[i].text
    currency = CURRENCIES.get(text[0], "")
    digits = text.lstrip("$€£").replace(",", "")
    scale, after = 1, i + 1
    digits = digits.split("-")[0]
    value: float
    try:
        value = float(digits)
    except ValueError:
        if digits not in NUMBERS:
            return None, i, ""
        value = float(NUMBERS[digits])
    while after < len(words) and (words[after].text in SCALES or words[after].text in ("-", ".")):
        scale *= SCALES.get(words[after].text, 1)
        after += 1
    total = value * scale
    if total >= LARGEST or (0 < total < SMALLEST):  # nobody counts so far: a slip, or a number of another kind
        return None, i, ""
    return int(total) if total.is_integer() else round(total, DECIMALS), after, currency


def _unit(parse: Parse, i: int) -> str:
    words, tags = parse.sentence.words, parse.sentence.tags
    while i < len(words) and tags[i] in "J":
        i += 1
    while i + 1 < len(words) and tags[i] in "NP" and tags[i + 1] == "N":
        i += 1
    if i >= len(words) or tags[i] not in "NP":
        return ""
    return MONEY.get(words[i].noun, "") or words[i].text


def place_of(parse: Parse, event: Event, text: str) -> str:
    """Return the place that "in" or "at" brings in the event's clause, as written, unless it is one of the parties."""
    if event.clause is None:
        return ""
    for word, at in event.clause.phrases:
        if word in ("in", "at", "near"):
            mention = parse.mention(at)
            head = parse.sentence.words[mention.head]
            named = head.name is not None or parse.sentence.tags[mention.head] == "P"
            if named and mention.kind != "person" and mention not in (event.recipient, event.actor):
                start, end = parse.sentence.span_of(_name_begin(parse, mention), mention.head)
                return "" if mention.thing else text[start:end]
    return ""


def _name_begin(parse: Parse, mention: Mention) -> int:
    """Return the token with which the name of a place begins: "the NORTH Kivu province"."""
    first = mention.head
    while first > mention.a and parse.sentence.tags[first - 1] in "PH":
        first -= 1
    return first


def contexts_of(parse: Parse, event: Event) -> tuple[str, ...]:
    """Return the contexts that the words from the actor to the recipient, and ten more, speak of."""
    assert event.actor is not None and event.recipient is not None
    first = min(event.actor.a, event.cue[0], event.recipient.a)
    last = max(event.actor.b, event.cue[1], event.recipient.b) + 5
    found = chain.from_iterable(map(CONTEXTS, parse.sentence.words[first:last]))
    return tuple(dict.fromkeys(found))[:4]
