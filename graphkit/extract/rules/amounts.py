"""Amounts that a sentence tells of what was done: "gave Chad $5 million", "sent 200 soldiers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.words import Word, class_words, word_class, word_table

SCALES = {word: int(number) for word, number in word_table("amounts.scales").items()}
CURRENCIES = word_table("amounts.signs")
MONEY = word_table("amounts.money")
NUMBERS = {word: number for number, word in enumerate(class_words("amounts.numbers"))}
THESE = word_class("amounts.these")
LARGEST, SMALLEST, DECIMALS = 1e18, 1e-4, 9  # amounts that a table can hold
PART_BEFORE = re.compile(r"(?:\w|\d[^\w\s]|[_^*/\\]|\d\s)$")  # of a longer number, or of none: "1 000" is one
PART_AFTER = re.compile(r"\w|[^\w\s]\d|[_^*/\\]|\s\d\d\d(?!\d)")


def amount_of(parse: Parse, event: Event) -> tuple[int | float | None, str]:
    """Return the first number with its unit among the words from the cue on."""
    words, tags = parse.sentence.words, parse.sentence.tags
    end = min(len(words), max(event.cue[1] + 12, event.recipient.b if event.recipient else 0))
    if tags.find("#", event.cue[0], end) < 0:
        return None, ""
    end = min([end, *_later(parse, event.cue[1]), *_sources(words, event.cue[1])])
    for i, tag in enumerate(tags[event.cue[0] : end], event.cue[0]):
        if tag == "#" and words[i].text not in ("one", "#") and _stands_alone(parse, i) and not _is_pair(parse, i):
            value, unit_at, currency = _number(parse, i)
            if value is None:
                continue
            unit = currency or _unit(parse, unit_at)
            if unit and not (1900 <= value <= 2100 and not currency):
                return value, unit
    return None, ""


def _later(parse: Parse, start: int) -> list[int]:
    """Return where the next verbs begin, or who does what they tell: both have amounts of their own."""
    found = []
    for clause in parse.clauses:
        if clause.a >= start and clause.form in "VE":
            own = clause.via != "relative" and clause.subject >= 0
            doer = parse.chunks.begins[clause.subject] if own else clause.a
            found.append(doer if doer >= start else clause.a)
    return found


def _sources(words: Sequence[Word], start: int) -> list[int]:
    """Return where those are named who say so, who are counted for themselves: "ACCORDING TO two officials"."""
    return [i for i, word in enumerate(words[start:], start) if word.text == "according"]


def _is_pair(parse: Parse, i: int) -> bool:
    """Return whether a number only takes up two who are known: "between THE TWO coast guards"."""
    words = parse.sentence.words
    return i > 0 and words[i].text == "two" and words[i - 1].text in THESE


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
