"""Dates that are told otherwise than beside an act: when it was said, and "the same day" as what was told before."""

from __future__ import annotations

import datetime
from dataclasses import replace

from graphkit.extract.rules.amounts import NUMBERS
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.responses import NEAR
from graphkit.extract.rules.sayers import is_own, told_by_verb
from graphkit.extract.rules.text import date_of, dated_clause, is_later
from graphkit.extract.rules.words import day_of, word_class, word_table

SAID_SO = word_class("details.said_so")
DAYS = {word: int(days) for word, days in word_table("told_dates.days").items()}
THEN, NEXT = word_class("told_dates.then"), word_class("told_dates.next")


def date_told(event: Event, parse: Parse, text: str) -> str:
    """Return the day of an act by what was told before, or by when it was said; "" where neither tells it."""
    return _day_by_another(event, parse) or _date_said(event, parse, text)


def _date_said(event: Event, parse: Parse, text: str) -> str:
    """Return when the doer of an act, or his state, said what is done by saying so.

    "Iran's foreign ministry SAID ON MONDAY that it would suspend inspections" threatens on Monday.
    """
    clause, actor = event.clause, event.actor
    if clause is None or actor is None or parse.reports is not None or event.type not in SAID_SO:
        return ""
    speaker, _, saying = told_by_verb(parse, event, clause)
    if speaker is None or saying is None or saying.form not in "VE":
        return ""
    if not (is_own(event, speaker) or (actor.state and speaker.state == actor.state)):
        return ""
    begin = parse.chunks.begins[clause.subject] if clause.subject >= 0 else clause.a
    tags = parse.sentence.tags
    if "Z" not in (tags[:begin] if saying.at < clause.at else tags[saying.a :]):
        return ""  # "said it would close its border ON SUNDAY"
    said = date_of(replace(event, clause=saying, cue=(saying.a, saying.b), stance="asserts"), parse, text)
    return "" if is_later(said, parse.memory.date) else said


def _day_by_another(event: Event, parse: Parse) -> str:
    """Return the day that is told by that of another act: "THE SAME DAY", "THE NEXT DAY", "TWO DAYS LATER"."""
    place, days = _days_after(parse)
    base = _day_before(parse) if place >= 0 else None
    clause = event.clause
    if base is None or clause is None:
        return ""
    owner = dated_clause(parse, parse.sentence.start_of(place))
    if owner not in (None, clause) and clause.at not in (owner.matrix, owner.complement) and clause.matrix != owner.at:
        return ""
    day = (base + datetime.timedelta(days)).isoformat()
    return "" if is_later(day, parse.memory.date) else day


def _days_after(parse: Parse) -> tuple[int, int]:
    """Return where it stands how many days after another act something was done, and how many; -1 where it does not."""
    words = [word.text for word in parse.sentence.words]
    for at, text in enumerate(words):
        if text not in DAYS or not at:
            continue
        before = words[at - 1]
        if text == "day" and before in THEN:
            return at, 0
        if text == "day" and before in NEXT and words[at - 2 : at - 1] == ["the"]:
            return at, 1  # "THE NEXT DAY"
        if words[at + 1 : at + 2] == ["later"] and (before == "a" or before in NUMBERS):
            return at, NUMBERS.get(before, 1) * DAYS[text]
    return -1, 0


def _day_before(parse: Parse) -> datetime.date | None:
    """Return the day of the last act told shortly before that has one."""
    for _, told in reversed(parse.memory.recent):
        if told.start < parse.sentence.start - NEAR:
            return None
        day = day_of(told.date)
        if day is not None:
            return day
    return None
