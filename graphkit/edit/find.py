"""What a person may mean while typing: an act, or a day."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.edit.days import SEASONS, as_edtf, typed_day
from graphkit.edit.words import acts_told, forms_of
from graphkit.model import date_words

if TYPE_CHECKING:
    from graphkit.extract.rules.dictionary import Pattern
    from graphkit.ontology import RelationType

__all__ = ["act_by_noun", "amount_in", "dates_in", "dates_told", "find_acts", "find_day", "types_by_word"]

_MOST = 12


# --- did ---------------------------------------------------------------------------------------


_SPECIAL = 10  # what a pattern weighs more that wants certain words beside the verb
_SURE = 2  # the weight up to which a verb without more words says what is meant


@cache
def _coder_words() -> dict[str, tuple[tuple[str, str], ...]]:
    """The verbs and nouns of the rule coder with the types and modes that they may name, the plainest first.

    What the verb names with its sides changed ("Riga HOSTED Mali": Mali visited) is left out, as is what it means only
    with other words ("send to jail"), unless it means nothing else.
    """
    from graphkit.extract.rules import load_dictionary

    patterns = load_dictionary().patterns
    found: dict[str, dict[tuple[str, str], float]] = {}
    for lemma, verb in patterns.verbs.items():
        acts = found.setdefault(lemma, {})
        for pattern in verb.plain:
            weight = pattern.weight + _SPECIAL * bool(pattern.particle or pattern.wanted)
            _note(acts, pattern, weight)
        several = [one for with_one in verb.with_noun.values() for one in with_one]
        often = Counter((one.type, one.mode) for one in several if not one.reverse)
        for pattern in several:  # what most nouns behind the verb make of it is what it says alone
            _note(acts, pattern, _SURE + 1 - often[pattern.type, pattern.mode] / (len(several) + 1))
    for lemma, nouns in patterns.nouns.items():
        for pattern in nouns:
            found.setdefault(lemma, {}).setdefault((pattern.type, pattern.mode), pattern.weight)
    return {
        lemma: tuple(sorted(acts, key=lambda act, acts=acts: (acts[act], act)))  # type: ignore[misc]
        for lemma, acts in found.items()
    }


def _note(acts: dict[tuple[str, str], float], pattern: Pattern, weight: float) -> None:
    """Keep what a pattern names by the least that it weighs."""
    if not pattern.reverse:
        acts[pattern.type, pattern.mode] = min(acts.get((pattern.type, pattern.mode), 99), weight)


def _with_nouns(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The types and modes that a verb has with a noun behind it: "send experts", "close the border"."""
    from graphkit.extract.rules import load_dictionary

    verbs = load_dictionary().patterns.verbs
    verb = next((verbs[form] for form in forms_of(words[0]) if form in verbs), None) if words else None
    if verb is None:
        return ()
    for word in words[1:]:
        for form in (*forms_of(word), *_ALIKE.get(word, ())):
            if told := [one for one in verb.with_noun.get(form, ()) if not one.reverse]:
                told.sort(key=lambda one: one.weight)
                return tuple(dict.fromkeys((one.type, one.mode) for one in told))
    return ()


def act_by_noun(words: str) -> tuple[str, str, str]:
    """Return the type and mode that a verb of some words has with a noun behind it, and the words; blanks for none.

    >>> act_by_noun("The ministry declared two envoys personae non gratae")
    ('SANCTION', 'expel', 'declared ... gratae')
    """
    from graphkit.extract.rules import load_dictionary

    verbs = load_dictionary().patterns.verbs
    for clause in _CLAUSES.split(words):
        pieces = re.findall(r"[^\W\d_]+", clause)
        for place, word in enumerate(pieces):
            if not word.islower() or word in _DULL or not any(form in verbs for form in forms_of(word)):
                continue
            for behind in pieces[place + 1 : place + 1 + _REACH]:
                if found := _with_nouns([word, behind]):
                    return *found[0], f"{word} ... {behind}"
    return "", "", ""


_CLAUSES = re.compile(r"[,;:]|\b(?:and|but|that|which|who|after|before|while|because|in response|in reply)\b")
_DULL = frozenset(["be", "is", "was", "were", "been", "have", "has", "had", "do", "did"])
_REACH = 10  # words behind a verb among which its noun stands

_ALIKE = {"gratae": ("grata",), "gratas": ("grata",)}


def types_by_word(word: str) -> tuple[tuple[str, str], ...]:
    """Return the types and modes that a word of a text may name, by the coder's verbs and nouns.

    >>> types_by_word("shipped")[0]
    ('AID', '')
    """
    return next((_coder_words()[form] for form in forms_of(word) if form in _coder_words()), ())


#: A number, whose thousands are parted by commas or blanks, with what it counts behind it.
_AMOUNT = re.compile(
    r"(?<![\w.])([$€£¥₩]\s?)?(\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d[\d,]*(?:\.\d+)?)(?![\w.]*\d)"
    r"(?:[\s-]+([^\W\d_][\w -]*))?\s*$"
)


def amount_in(words: str) -> dict[str, str]:
    """Return the amount and unit that some words end with, a scale multiplied and money by its code.

    >>> amount_in("ship 400 rifles"), amount_in("400"), amount_in("ship")
    ({'amount': '400', 'unit': 'rifles'}, {'amount': '400', 'unit': ''}, {})
    >>> amount_in("pledge 1.5 million USD"), amount_in("give 500 000 euros")
    ({'amount': '1500000', 'unit': 'USD'}, {'amount': '500000', 'unit': 'EUR'})
    """
    from graphkit.extract.rules.words import word_table

    match = _AMOUNT.search(words)
    if match is None:
        return {}
    number, unit = Decimal(re.sub(r"[^\d.]", "", match[2])), (match[3] or "").split()
    scales = word_table("amounts.scales")
    while unit and unit[0].casefold() in scales:
        number *= int(scales[unit.pop(0).casefold()])
    named = " ".join(unit)
    money = word_table("amounts.money")
    code = word_table("amounts.signs").get((match[1] or "").strip(), "") or (_money(named) if named else "")
    if named.upper() in money.values():
        code = named.upper()
    whole = number == number.to_integral_value()
    return {"amount": format(number, ".0f") if whole else format(number.normalize(), "f"), "unit": code or named}


def _money(word: str) -> str:
    """The code of the money that a word names: "euros"."""
    from graphkit.extract.rules.words import word_table

    money = word_table("amounts.money")
    return next((money[form] for form in forms_of(word) if form in money), "")


def find_acts(types: Mapping[str, RelationType], query: str, *, most: int = _MOST) -> list[dict[str, Any]]:
    """Return the types and modes that some letters may mean, best first, each with its meaning and why.

    Parameters
    ----------
    types
        The types that the dataset may use.
    query
        What was typed; blank gives all types. An amount at its end goes with the act: "ship 400 rifles".
    most
        How many.

    Examples
    --------
    >>> from graphkit.ontology import types_with
    >>> find_acts(types_with(), "ship")[0]["type"]
    'AID'
    """
    told = amount_in(query)
    words = (_AMOUNT.sub("", query) if told else query).casefold().split()
    if told and not words:
        return []
    scored: dict[tuple[str, str], tuple[float, str]] = {}
    every = _acts(types)

    def known(acts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, tuple[str, str]]]:
        for place, (name, mode) in enumerate(acts):
            if name in types:
                yield place, (name, mode if mode in types[name].modes else "")

    for act, names in every.items():
        score, why = _likeness(words, names)
        if score:
            scored[act] = (score, why)
    forms = forms_of(words[0]) if words else ()
    for lemma, acts in _coder_words().items() if words else ():
        whole = lemma in forms
        if not whole and not (len(words[0]) > 1 and lemma.startswith(words[0])):
            continue
        for place, act in known(acts):
            score = (80 if whole else 50) - 5 * place
            if scored.get(act, (0.0, ""))[0] >= 80 and whole:  # of several of that name, the one that the verb means
                scored[act] = (scored[act][0] + 5 - place, scored[act][1])
            if scored.get(act, (0.0, ""))[0] < score:
                scored[act] = (score, f"'{lemma}' is a word for it")
    told_acts = acts_told(query)
    for place, act in known((name, mode) for name, mode, _ in told_acts):
        scored[act] = (80 - 5 * place, f"'{told_acts[place][2]}' is a word for it")
    for place, act in known(_with_nouns(words)):
        scored[act] = max(scored.get(act, (0.0, "")), (99.0 - place, f"'{' '.join(words)}' is a word for it"))
    order = {act: place for place, act in enumerate(every)}
    best = sorted(scored, key=lambda act: (-scored[act][0], order[act]))[: most if words else None]
    return [{**_act(types, *act, scored[act][1]), **told} for act in best]


def _acts(types: Mapping[str, RelationType]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Every type and mode with its name, label and definition."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for name, kind in types.items():
        found[name, ""] = (name.casefold(), kind.label.casefold(), kind.definition.casefold())
        for mode in kind.modes.values():
            found[name, mode.name] = (mode.name.casefold(), mode.label.casefold(), mode.definition.casefold())
    return found


def _likeness(words: Sequence[str], names: tuple[str, str, str]) -> tuple[float, str]:
    """How well some words fit a type or mode, and why."""
    name, label, definition = names
    if not words:
        return 1.0, ""
    text = " ".join(words)
    if name.replace("_", " ") == text or name == text:
        return 100.0, "its name"
    if name.startswith(text):
        return 90.0, "its name"
    if all(any(part.startswith(word) for part in re.split(r"\W+", label)) for word in words):
        return 70.0, "its label"
    if all(any(part.startswith(word) for part in re.split(r"\W+", definition)) for word in words):
        return 20.0, "its meaning"
    return 0.0, ""


def _act(types: Mapping[str, RelationType], name: str, mode: str, why: str) -> dict[str, Any]:
    kind = types[name]
    shown = kind.modes[mode] if mode else kind
    return {
        "type": name,
        "mode": mode,
        "label": shown.label,
        "definition": shown.definition,
        "quad": kind.quad,
        "why": why,
    }


# --- when --------------------------------------------------------------------------------------

#: A day alone, "12일", which is no number of days: "12일간", "12일째".
_DAY_ALONE = re.compile(
    r"(?<![\d月월])(?<![月월] )(\d{1,2})\s*(?:일(?!\s*(?:간|째|동안|정도|만에|본|이내|이상))|日(?!間|间|本))"
)
_CJK_DAY = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号])?")
_CJK_YEAR = re.compile(r"(\d{4})\s*[年년]")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")


def find_day(query: str, document: str, sentence: str = "") -> dict[str, str]:
    """Return what a date that was typed freely is as EDTF, beside the date of its document.

    Parameters
    ----------
    query
        Such as "tuesday", "12 May", "2024-03~", "5월 12일".
    document
        The date of the document, as EDTF; blank: not known.
    sentence
        The sentence that it stands in: where that tells of what is to come, so does "autumn".

    Examples
    --------
    >>> find_day("tuesday", "2026-05-14")["date"]
    '2026-05-12'
    >>> find_day("autumn", "2026-06-04")["date"], find_day("autumn", "2026-06-04", "They will pay then.")["date"]
    ('2025-23', '2026-23')
    >>> find_day("2024-03~", "")["words"]
    'about March 2024'
    """
    text = " ".join(query.split())
    if not text:
        return {"date": "", "words": "", "sentence": ""}
    future = _is_to_come(sentence, text)
    if future and (found := _season_to_come(text, document)):
        return {"date": found, "words": date_words(found), "sentence": ""}

    def read(words: str) -> str:
        return _read(words, document, future=future)

    date = as_edtf(text) or typed_day(text, document, read) or read(text)
    if not future and _is_planned(f"{sentence} {text}"):
        date = _nearer(date, _read(text, document, future=True), document)
    if as_edtf(date):
        return {"date": date, "words": date_words(date), "sentence": ""}
    sentence = f"'{text[:60]}' is no date that can be read: write 2024-03-05, 2024-03~, 'tuesday' or 'last weekend'"
    if "/" in date:
        sentence = f"'{text[:60]}' ends before it begins: write the earlier day first"
    elif not document:
        sentence += "; the document has no date, so words such as 'tuesday' cannot be read"
    return {"date": "", "words": "", "sentence": sentence}


_TO_COME = re.compile(
    r"\b(?:will|shall|(?:plans?|intends?|is|are|due|set) to|going to|next)\b|예정|계획|할 것|予定|将于|将在"
)
#: Verbs that tell in the present what is planned: "arrives on 15 May".
_PLANNED = re.compile(
    r"\b(?:arrives?|departs?|leaves?|begins?|starts?|opens?|takes? place|visits?|travels?|meets?|hosts?|convenes?|ends?"
    r"|gathers?|flies|fly|expires?|enters? into force|takes? effect|comes? into (?:force|effect)|scheduled|upcoming)\b"
)
_BEGAN = re.compile(r"\b(?:since|from|last|had|has|have)\b|부터|지난|以来|から")
_IN_SEASON = re.compile(rf"\b(?:in (?:the )?)?({'|'.join(SEASONS)})\b(?! (?:of )?\d)", re.IGNORECASE)


def _is_to_come(sentence: str, words: str = "") -> bool:
    """Whether a sentence tells of what is to come."""
    return bool(_TO_COME.search(sentence)) and not _BEGAN.search(words or sentence)


def _is_planned(words: str) -> bool:
    """Whether words may tell of something planned."""
    return bool(_PLANNED.search(words)) and not _BEGAN.search(words)


def _nearer(past: str, future: str, document: str) -> str:
    """The nearer to a document of the last such day and the next; what is no day alone stays as it was read."""
    try:
        last, following, day = map(datetime.date.fromisoformat, (past, future, document))
    except ValueError:
        return past
    return future if following - day < day - last else past


def _season_to_come(words: str, document: str) -> str:
    """The next season of a name after a document; blank where the words are none."""
    match = _IN_SEASON.fullmatch(re.sub(r"^(?:in )?the ", "", words.strip().lower()))
    return typed_day(f"next {match[1].lower()}", document, str) if match and document[:4].isdecimal() else ""


def _read(text: str, document: str, *, future: bool = False) -> str:
    """The first date that some words name, as EDTF; blank for none."""
    return next((found for _, found in dates_in(text, document, future=future) if as_edtf(found)), as_edtf(text))


def dates_told(sentence: str, document: str) -> list[tuple[int, str]]:
    """Return the dates that a sentence names, each with its place: of what is to come, the next ones.

    >>> dates_told("They will meet in October.", "2026-06-04"), dates_told("Mali will pay in the autumn.", "2026-06-04")
    ([(18, '2026-10')], [(14, '2026-23')])
    """
    future = _is_to_come(sentence)
    found = dates_in(sentence, document, future=future)
    if not future and _is_planned(sentence):
        following = dict(dates_in(sentence, document, future=True))
        found = [(place, _nearer(date, following.get(place, date), document)) for place, date in found]
    season = _IN_SEASON.search(sentence) if not found else None
    if season and season[0].lower().startswith("in "):
        date = _season_to_come(season[1], document) if future else typed_day(season[1], document, str)
        return [(season.start(), date)] if date else []
    return found


def dates_in(text: str, document: str, *, future: bool = False) -> list[tuple[int, str]]:
    """Return the dates that some words name, each with its place, as EDTF; in any case, and as East Asia writes them.

    ``future``: what has no year is the next one, not the last.

    >>> dates_in("on monday", "2026-05-14"), dates_in("5월 12일", "2026-05-14")
    ([(3, '2026-05-11')], [(0, '2026-05-12')])
    """
    from graphkit.extract.rules.text import find_dates

    found = find_dates(text, 0, len(text), document, future=future)
    if not found:
        titled = re.sub(r"\b[a-z]{3,}\b", lambda match: match[0].capitalize(), text)
        relative = find_dates(f"It was {titled}.", 0, len(titled) + 8, document, future=future)
        found = [(max(place - 7, 0), date) for place, date in relative]
    return found or [*_written_otherwise(text, document, future=future)]


#: What stands behind a month: "9월 초순부터" is since about September.
_PART_OF_MONTH = re.compile(r"\s*(?:초순|중순|하순|초|말|上旬|中旬|下旬|初|末)")
_BOUND = re.compile(r"\s*(부터|이후|以来|から|까지|이전|まで)")


def _bounded(date: str, after: str) -> str:
    """A date in East Asian writing with what stands behind it: a part of the month, or that something begins there."""
    part = _PART_OF_MONTH.match(after) if len(date) == len("2026-09") else None
    bound = _BOUND.match(after, part.end() if part else 0)
    if bound:
        return f"../{date}" if bound[1] in ("까지", "이전", "まで") else f"{date}/.."
    return f"{date}~" if part else date


def _written_otherwise(text: str, document: str, *, future: bool) -> Iterable[tuple[int, str]]:
    """Dates in East Asian writing, and in figures whose order is plain."""
    year = document[:4] if re.match(r"\d{4}", document) else ""
    text = _with_years(text, year)
    for match in _CJK_DAY.finditer(text):
        rest = "-".join(part.zfill(2) for part in (match[2], match[3]) if part)
        near = document[5 : 5 + len(rest)]
        moved = (rest < near) if future else -(rest > near != "")
        told = match[1] or (str(int(year) + moved) if year else "")
        if told and as_edtf(date := _bounded(f"{told}-{rest}", text[match.end() :])):
            yield match.start(), date
    if not _CJK_DAY.search(text):
        yield from ((match.start(), match[1]) for match in _CJK_YEAR.finditer(text))
        yield from _days_alone(text, document)
    for match in _PLAIN_DAY.finditer(text):
        if as_edtf(date := f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}"):
            yield match.start(), date
    for match in _NUMERIC.finditer(text):
        day, month = match[1], match[2]
        if int(day) > 12 and as_edtf(date := f"{match[3]}-{month.zfill(2)}-{day.zfill(2)}"):
            yield match.start(), date


def _with_years(text: str, year: str) -> str:
    """A text with the years written out that are told from the document's: "작년 5월"."""
    from graphkit.extract.rules.words import word_table

    told = {"last year": -1, "this year": 0} if year else {}
    for word, words in word_table("editing.stretches").items():
        if words in told:
            text = text.replace(word, f"{int(year) + told[words]}년")
    return text


def _days_alone(text: str, document: str) -> Iterable[tuple[int, str]]:
    """Days that are told by their number alone, or from that of the report, in other languages than English."""
    from graphkit.extract.rules.text import find_dates
    from graphkit.extract.rules.words import word_table

    try:
        base = datetime.date.fromisoformat(document)
    except ValueError:
        return
    for match in _DAY_ALONE.finditer(text):
        if found := _last_such_day(base, int(match[1])):
            yield match.start(), found
    for word, days in word_table("editing.days").items():
        if (at := text.find(word)) >= 0:
            yield at, (base + datetime.timedelta(days=int(days))).isoformat()
    for word, words in word_table("editing.stretches").items():
        if (at := text.find(word)) >= 0:
            yield from ((at, date) for _, date in find_dates(words, 0, len(words), document))


def _last_such_day(base: datetime.date, day: int) -> str:
    """The last day of a number at or before a day; blank where that month has none."""
    first = base.replace(day=1)
    month = first if day <= base.day else (first - datetime.timedelta(days=1)).replace(day=1)
    try:
        return month.replace(day=day).isoformat()
    except ValueError:
        return ""
