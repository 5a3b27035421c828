"""What a person may mean while typing: an act, or a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.edit.days import as_edtf, typed_day
from graphkit.edit.words import acts_told, forms_of
from graphkit.model import date_words

if TYPE_CHECKING:
    from graphkit.ontology import RelationType

__all__ = ["amount_in", "dates_in", "find_acts", "find_day", "types_by_word"]

_MOST = 12


# --- did ---------------------------------------------------------------------------------------


@cache
def _coder_words() -> dict[str, tuple[tuple[str, str], ...]]:
    """The verbs and nouns of the rule coder with the types and modes that they may name, the plainest first."""
    from graphkit.extract.rules import load_dictionary

    patterns = load_dictionary().patterns
    found: dict[str, dict[tuple[str, str], int]] = {}
    for lemma, verb in patterns.verbs.items():
        for pattern in [*verb.plain, *(one for several in verb.with_noun.values() for one in several)]:
            acts = found.setdefault(lemma, {})
            acts[pattern.type, pattern.mode] = min(acts.get((pattern.type, pattern.mode), 99), pattern.weight)
    for lemma, several in patterns.nouns.items():
        for pattern in several:
            found.setdefault(lemma, {}).setdefault((pattern.type, pattern.mode), pattern.weight)
    return {
        lemma: tuple(sorted(acts, key=lambda act, acts=acts: (acts[act], act)))  # type: ignore[misc]
        for lemma, acts in found.items()
    }


def types_by_word(word: str) -> tuple[tuple[str, str], ...]:
    """Return the types and modes that a word of a text may name, by the coder's verbs and nouns.

    >>> types_by_word("shipped")[0]
    ('AID', '')
    """
    return next((_coder_words()[form] for form in forms_of(word) if form in _coder_words()), ())


_AMOUNT = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?![\w.]*\d)(?:\s+([^\W\d_][\w -]*))?\s*$")


def amount_in(words: str) -> dict[str, str]:
    """Return the amount and unit that some words end with.

    >>> amount_in("ship 400 rifles"), amount_in("400"), amount_in("ship")
    ({'amount': '400', 'unit': 'rifles'}, {'amount': '400', 'unit': ''}, {})
    """
    match = _AMOUNT.search(words)
    return {"amount": match[1].replace(",", ""), "unit": (match[2] or "").strip()} if match else {}


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
    for act, names in _acts(types).items():
        score, why = _likeness(words, names)
        if score:
            scored[act] = (score, why)
    forms = forms_of(words[0]) if words else ()
    for lemma, acts in _coder_words().items() if words else ():
        whole = lemma in forms
        if not whole and not (len(words[0]) > 1 and lemma.startswith(words[0])):
            continue
        for place, (name, mode) in enumerate(acts):
            if name not in types:
                continue
            act = (name, mode if mode in types[name].modes else "")
            score = (80 if whole else 50) - 5 * place
            if scored.get(act, (0.0, ""))[0] >= 80 and whole:  # of several of that name, the one that the verb means
                scored[act] = (scored[act][0] + 5 - place, scored[act][1])
            if scored.get(act, (0.0, ""))[0] < score:
                scored[act] = (score, f"'{lemma}' is a word for it")
    for place, (name, mode, word) in enumerate(acts_told(query)):
        if name in types:
            scored[name, mode if mode in types[name].modes else ""] = (80 - 5 * place, f"'{word}' is a word for it")
    order = {act: place for place, act in enumerate(_acts(types))}
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


def find_day(query: str, document: str) -> dict[str, str]:
    """Return what a date that was typed freely is as EDTF, beside the date of its document.

    Parameters
    ----------
    query
        Such as "tuesday", "12 May", "2024-03~", "5월 12일".
    document
        The date of the document, as EDTF; blank: not known.

    Examples
    --------
    >>> find_day("tuesday", "2026-05-14")["date"]
    '2026-05-12'
    >>> find_day("2024-03~", "")["words"]
    'about March 2024'
    """
    text = " ".join(query.split())
    if not text:
        return {"date": "", "words": "", "sentence": ""}
    date = as_edtf(text) or typed_day(text, document, lambda words: _read(words, document)) or _read(text, document)
    if as_edtf(date):
        return {"date": date, "words": date_words(date), "sentence": ""}
    sentence = f"'{text[:60]}' is no date that can be read: write 2024-03-05, 2024-03~, 'tuesday' or 'last weekend'"
    if "/" in date:
        sentence = f"'{text[:60]}' ends before it begins: write the earlier day first"
    elif not document:
        sentence += "; the document has no date, so words such as 'tuesday' cannot be read"
    return {"date": "", "words": "", "sentence": sentence}


def _read(text: str, document: str) -> str:
    """The first date that some words name, as EDTF; blank for none."""
    return next((found for _, found in dates_in(text, document) if as_edtf(found)), as_edtf(text))


def dates_in(text: str, document: str) -> list[tuple[int, str]]:
    """Return the dates that some words name, each with its place, as EDTF; in any case, and as East Asia writes them.

    >>> dates_in("on monday", "2026-05-14"), dates_in("5월 12일", "2026-05-14")
    ([(3, '2026-05-11')], [(0, '2026-05-12')])
    """
    from graphkit.extract.rules.text import find_dates

    found = find_dates(text, 0, len(text), document)
    if not found:
        titled = re.sub(r"\b[a-z]{3,}\b", lambda match: match[0].capitalize(), text)
        relative = find_dates(f"It was {titled}.", 0, len(titled) + 8, document)
        found = [(max(place - 7, 0), date) for place, date in relative]
    return found or [*_written_otherwise(text, document)]


def _written_otherwise(text: str, document: str) -> Iterable[tuple[int, str]]:
    """Dates in East Asian writing, and in figures whose order is plain."""
    year = document[:4] if re.match(r"\d{4}", document) else ""
    text = _with_years(text, year)
    for match in _CJK_DAY.finditer(text):
        rest = "-".join(part.zfill(2) for part in (match[2], match[3]) if part)
        last = str(int(year) - (rest > document[5 : 5 + len(rest)] != "")) if year else ""
        if (match[1] or last) and as_edtf(date := f"{match[1] or last}-{rest}"):
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
