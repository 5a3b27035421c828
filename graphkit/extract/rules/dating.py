"""When an event was: the date of its own verb or noun, not that of another, nor the day on which somebody said so."""

from __future__ import annotations

from graphkit.extract.rules.classes import word_class
from graphkit.extract.rules.clauses import Clause
from graphkit.extract.rules.dates import YEAR, find_dates
from graphkit.extract.rules.operators import FUTURE
from graphkit.extract.rules.parse import Event, Parse
from graphkit.extract.rules.roles import DOUBTFUL

AHEAD = FUTURE | DOUBTFUL
EXPECTED = word_class("dating.expected")
AWAITED = word_class("dating.awaited")
DENYING = word_class("dating.denying")
ACCUSING = word_class("dating.accusing")
DEEDS = word_class("dating.deeds")
APART = word_class("dating.apart")
ASKED = word_class("dating.asked")
PARTS = word_class("dating.parts")
HAPPENING = word_class("dating.happening")


def date_of(event: Event, parse: Parse, text: str) -> str:
    """Return the date named nearest to the event's words in its sentence, unless it says when something else was."""
    sentence = parse.sentence
    tags, words = sentence.tags, sentence.words
    if "Z" not in tags and "#" not in tags:
        return ""
    near = [i for i, tag in enumerate(tags) if tag == "Z" or (tag == "#" and words[i].text[-4:].isdigit())]
    if not near:
        return ""
    begin, end = sentence.span_of(max(near[0] - 4, 0), min(near[-1] + 2, len(tags) - 1))
    if not parse.memory.date and YEAR.search(text, begin, end) is None:
        return ""  # without the document's date only what names its year can be settled
    found = [date for date in find_dates(text, begin, end, parse.memory.date) if not _of_thing(event, parse, date[0])]
    if event.clause is None:
        return _noun_date(event, parse, found)
    if found:
        later = find_dates(text, begin, end, parse.memory.date, future=True) if _is_ahead(event, parse) else found
        found = _own_dates(event, event.clause, parse, found, later)
    if len(found) < 2:
        return found[0][1] if found else ""
    cue = sentence.start_of(event.cue[0])
    return min(found, key=lambda item: abs(item[0] - cue))[1]


def _of_thing(event: Event, parse: Parse, offset: int) -> bool:
    """Return whether a date is that of another noun: "after the coup OF 26 July"."""
    words, tags, sentence = parse.sentence.words, parse.sentence.tags, parse.sentence
    token = next((i for i in range(len(words)) if sentence.end_of(i) > offset), 0)
    if token < 2 or words[token - 1].text != "of" or tags[token - 2] not in "NP" or words[token - 2].text in PARTS:
        return False
    return not event.cue[0] <= token - 2 < event.cue[1]


def _noun_date(event: Event, parse: Parse, found: list[tuple[int, str]]) -> str:
    """Return when it was that a noun names: "the 2022 INVASION", "the ATTACK on Monday", "TALKS began on Monday"."""
    sentence = parse.sentence
    for i in range(max(event.cue[0] - 3, 0), event.cue[0]):
        text = sentence.words[i].text
        if sentence.tags[i] == "#" and len(text) == 4 and text[:2] in ("19", "20") and text.isdigit():
            return text
    cue = sentence.start_of(event.cue[0])
    own = []
    for offset, value in found:
        owner = _dated(parse, offset)
        happened = owner is not None and owner.lemma in HAPPENING and event.cue[0] < owner.a
        if owner is None or happened or cue < offset < sentence.start_of(owner.a):
            own.append((offset, value))
    return min(own, key=lambda item: abs(item[0] - cue))[1] if own else ""


def _is_ahead(event: Event, parse: Parse) -> bool:
    """Return whether what the event's verb names is still to come: "will meet", "is due to visit"."""
    clause = event.clause
    if clause is None or event.stance == "expects" or clause.modal in AHEAD:
        return clause is not None
    matrix = parse.lookup.get(clause.matrix, clause) if clause.form == "o" else clause
    words = [word.text for word in parse.sentence.words[matrix.a : matrix.b + 1]]
    return matrix.lemma in EXPECTED or not AWAITED.isdisjoint(words)


def _own_dates(
    event: Event, clause: Clause, parse: Parse, found: list[tuple[int, str]], later: list[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Return the dates that are not those of another verb; when a thing is said is no day to come."""
    kept = []
    to_come = dict(later)
    matrix = parse.lookup.get(clause.matrix) if clause.via == "control" else None
    charged = matrix is not None and matrix.lemma in ACCUSING
    for offset, value in found:
        ahead = to_come.get(offset, value)
        owner = _dated(parse, offset)
        if value.startswith("../") and (event.type in ASKED or (owner is not None and owner is not clause)):
            continue  # "urged Peru to leave BY FRIDAY"
        if charged and offset < parse.sentence.start_of(event.cue[0]):
            continue  # "accused Peru ON MONDAY of bombing Lima"
        if owner is None or owner is clause or owner.a <= event.cue[0] < owner.b:
            kept.append((offset, ahead))
        elif not _of_another(event, clause, owner, parse):
            reports = parse.dictionary.patterns.operators["report"]
            kept.append((offset, value if owner.lemma in reports else ahead))
    return kept


def _dated(parse: Parse, offset: int) -> Clause | None:
    """Return the clause that a date stands in: of the verb before it, or of the verb whose subject is."""
    sentence, lasts = parse.sentence, parse.chunks.lasts
    token = next((i for i in range(len(sentence.words)) if sentence.end_of(i) > offset), 0)
    owner = None
    for clause in parse.clauses:
        at, before = clause.subject, clause.previous
        if clause.a <= token or (0 <= at < clause.at and lasts[at] < token and (before is None or before.at < at)):
            owner = clause
    return owner


def _of_another(event: Event, clause: Clause, owner: Clause, parse: Parse) -> bool:
    """Return whether the date of another verb is not the event's: "X, which BROKE AWAY in 1993", "X SAID on Monday"."""
    if _begun_by(owner, parse) != _begun_by(clause, parse):
        return True
    if owner.form in "Ee" and owner.at > 1 and parse.chunks.kinds[owner.at - 2 : owner.at] == "n,":
        return owner.at < clause.at  # "Kenya, ATTACKED in 1998,"
    above = parse.lookup.get(owner.matrix, owner) if owner.via == "control" else owner
    if above.via == "relative" and above is not clause and clause.matrix != above.at:
        kinds = parse.chunks.kinds
        at = kinds.rfind("W", 0, above.at)
        return at > 0 or above.at > clause.at
    if owner.via == "reduced" and owner.at > clause.at and clause.matrix != owner.at:
        return True  # "banned all films MADE after 1 January"
    if owner.lemma in DENYING:
        return True
    told = owner.that >= 0 or clause.at < owner.at or clause.matrix == owner.at
    return told and event.type in DEEDS and owner.lemma in parse.dictionary.patterns.operators["report"]


def _begun_by(clause: Clause, parse: Parse) -> int:
    """Return where "after", "because" and the like begin what a verb stands in; -1 where nothing of the kind does."""
    while clause.via == "control" and clause.matrix in parse.lookup:
        clause = parse.lookup[clause.matrix]
    at = parse.chunks.kinds.rfind("U", 0, clause.at)
    if at < 0 or parse.chunks.word(at) not in APART or any(at < other.at < clause.at for other in parse.clauses):
        return -1
    return at
