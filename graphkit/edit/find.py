"""What a person may mean while typing: an act, a day, a relation that is there already or came before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.dates import outer_bounds
from graphkit.edit.checking import names_one
from graphkit.edit.refusal import Refused
from graphkit.model import Evidence, date_bounds, date_words, fold_name, split_list, status_of

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk
    from graphkit.edit.rows import Row
    from graphkit.ontology import RelationType

__all__ = ["by_party", "find_acts", "find_day", "find_relations", "same_relations", "types_by_word"]

_MOST = 12
_ENDS = ("ies", "ing", "ed", "es", "s", "d")


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
    low = word.casefold()
    for form in _forms(low):
        if form in _coder_words():
            return _coder_words()[form]
    return ()


def _forms(word: str) -> Iterable[str]:
    """A word, and what it may be a form of."""
    yield word
    for end in _ENDS:
        if word.endswith(end) and len(word) > len(end) + 2:
            stem = word[: -len(end)]
            yield stem
            yield stem + "e"
            if end == "ies":
                yield stem + "y"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


def find_acts(types: Mapping[str, RelationType], query: str, *, most: int = _MOST) -> list[dict[str, Any]]:
    """Return the types and modes that some letters may mean, best first, each with its meaning and why.

    Parameters
    ----------
    types
        The types that the dataset may use.
    query
        What was typed; blank gives all types.
    most
        How many.

    Examples
    --------
    >>> from graphkit.ontology import types_with
    >>> find_acts(types_with(), "ship")[0]["type"]
    'AID'
    """
    words = query.casefold().split()
    scored: dict[tuple[str, str], tuple[float, str]] = {}
    for act, names in _acts(types).items():
        score, why = _likeness(words, names)
        if score:
            scored[act] = (score, why)
    for lemma, acts in _coder_words().items() if words else ():
        whole = lemma == words[0] or lemma in set(_forms(words[0]))
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
    order = {act: place for place, act in enumerate(_acts(types))}
    best = sorted(scored, key=lambda act: (-scored[act][0], order[act]))[: most if words else None]
    return [_act(types, *act, scored[act][1]) for act in best]


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
    date = _as_edtf(text) or next((found for _, found in dates_in(text, document)), "")
    if not date:
        known = "" if document else "; the document has no date, so words such as 'tuesday' cannot be read"
        sentence = f"'{text[:60]}' is no date that can be read: write 2024-03-05, 2024-03, 2024~ or 'tuesday'{known}"
        return {"date": "", "words": "", "sentence": sentence}
    return {"date": date, "words": date_words(date), "sentence": ""}


def _as_edtf(text: str) -> str:
    try:
        date_bounds(text)
    except ValueError:
        return ""
    return text


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
    for match in _CJK_DAY.finditer(text):
        parts = [match[1] or year, match[2].zfill(2), match[3] and match[3].zfill(2)]
        if parts[0] and _as_edtf(date := "-".join(part for part in parts if part)):
            yield match.start(), date
    if not _CJK_DAY.search(text):
        yield from ((match.start(), match[1]) for match in _CJK_YEAR.finditer(text))
    for match in _PLAIN_DAY.finditer(text):
        if _as_edtf(date := f"{match[1]}-{match[2].zfill(2)}-{match[3].zfill(2)}"):
            yield match.start(), date
    for match in _NUMERIC.finditer(text):
        day, month = match[1], match[2]
        if int(day) > 12 and _as_edtf(date := f"{match[3]}-{month.zfill(2)}-{day.zfill(2)}"):
            yield match.start(), date


# --- relations ---------------------------------------------------------------------------------


def _ids(parties: object) -> set[str]:
    """The ids of the known parties of a line."""
    listed = parties if isinstance(parties, list) else [parties] if parties else []
    found = (party.get("id") if isinstance(party, Mapping) else party for party in listed)
    return {str(one) for one in found if one}


def by_party(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the relations in which each actor takes part."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in {*split_list(row.cells.get("actor", "")), *split_list(row.cells.get("recipient", ""))}:
            found.setdefault(key, []).append(row)
    return found


def same_relations(
    bench: Desk, line: Mapping[str, Any], *, most: int = _MOST, known: Mapping[str, Sequence[Row]] | None = None
) -> list[dict[str, Any]]:
    """Return the relations between the parties of a line whose dates overlap its own, those of its type first.

    ``known`` are the relations of each actor (see :func:`by_party`), where several lines are looked up.
    """
    actors, recipients = _ids(line.get("actor")), _ids(line.get("recipient"))
    first, last = outer_bounds(str(line.get("date") or ""))
    found = []
    several = None if known is None else {row.number: row for key in actors for row in known.get(key, ())}
    for row in bench.rows("relations") if several is None else several.values():
        doers, done_to = row.cells.get("actor"), row.cells.get("recipient")
        straight = names_one(doers, actors) and names_one(done_to, recipients)
        turned = not straight and names_one(doers, recipients) and names_one(done_to, actors)
        if not straight and not turned:
            continue
        since, until = outer_bounds(row.cells.get("date", ""))
        if since > last or until < first:
            continue
        alike = row.cells.get("type") == line.get("type")
        mutual = row.cells.get("mutual") == "true"
        if turned and not mutual:
            continue
        dated = bool(line.get("date")) and bool(row.cells.get("date"))
        rank = (not alike, not dated, row.cells.get("mode", "") != str(line.get("mode") or ""))
        why = (
            ("the same type, " if alike else "another type, ")
            + "the same parties"
            + (", a date that overlaps" if dated else ", one without a date")
        )
        found.append((rank, row, why))
    if most == 1:
        found = [one for one in found if not one[0][0]]
    found.sort(key=lambda one: one[0])
    return [_shown(bench, row, why) for _, row, why in found[:most]]


def find_relations(bench: Desk, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the relations that a line may be about.

    Parameters
    ----------
    bench
        The workbench.
    asked
        ``for`` (same, denial, answer, any), ``actor``, ``recipient`` (ids joined by ``;``), ``date``, ``type``, ``q``.

    Raises
    ------
    Refused
        If it is not said what for.
    """
    purpose = asked.get("for", "any")
    if purpose not in ("same", "denial", "answer", "any"):
        raise Refused("'for' is one of same, denial, answer, any", code="json", field="for")
    actors, recipients = (set(split_list(asked.get(side, ""))) for side in ("actor", "recipient"))
    if purpose == "same":
        line = {
            "actor": sorted(actors),
            "recipient": sorted(recipients),
            **{n: asked.get(n, "") for n in ("date", "type")},
        }
        return same_relations(bench, line)
    words = [fold_name(word) for word in asked.get("q", "").split()]
    until = outer_bounds(asked.get("date", ""))[1]
    names = _names(bench) if words else {}
    ranked = []
    for place, row in enumerate(bench.rows("relations")):
        if words and not _speaks_of(row, words, names):
            continue
        cells = row.cells
        turned = names_one(cells.get("actor"), recipients) + names_one(cells.get("recipient"), actors)
        straight = names_one(cells.get("actor"), actors) + names_one(cells.get("recipient"), recipients)
        if purpose != "any" and not words and not (turned or straight):
            continue
        since, last = outer_bounds(row.cells.get("date", ""))
        later = since > until
        away = _distance(last if last <= until else since, until)
        ahead = (turned, straight) if purpose == "answer" else (max(turned, straight), turned)
        ranked.append(((later, -ahead[0], -ahead[1], away, -place), row, bool(turned > straight), later))
    ranked.sort(key=lambda one: one[0])
    return [
        _shown(bench, row, _why(purpose, turned=turned, later=later), refused=later and purpose == "answer")
        for _, row, turned, later in ranked[:_MOST]
    ]


def _distance(day: str, until: str) -> int:
    """About how many days lie between two days; what has no date is far."""
    if day[:4] in ("0000", "9999") or until[:4] in ("0000", "9999"):
        return 100_000
    (a, b, c), (x, y, z) = (map(int, one.split("-")) for one in (day[:10], until[:10]))
    return abs((a - x) * 372 + (b - y) * 31 + c - z)


def _why(purpose: str, *, turned: bool, later: bool) -> str:
    if later:
        return "dated later"
    if purpose == "answer" and turned:
        return "what the other side did before"
    return "between the same parties" if purpose != "any" else ""


def _speaks_of(row: Row, words: Sequence[str], names: Mapping[str, str]) -> bool:
    """Whether a relation's id, summary and parties hold all words."""
    cells = row.cells
    parties = " ".join(
        names.get(key, "") for key in split_list(f"{cells.get('actor', '')};{cells.get('recipient', '')}")
    )
    text = fold_name(f"{cells.get('id', '')} {cells.get('summary', '')} {cells.get('type', '')}") + parties
    return all(word in text for word in words)


def _names(bench: Desk) -> dict[str, str]:
    return {row.cells.get("id", ""): fold_name(row.cells.get("name", "")) for row in bench.rows("actors")}


def _shown(bench: Desk, row: Row, why: str, *, refused: bool = False) -> dict[str, Any]:
    """A relation as it is offered."""
    cells = row.cells
    kind = bench.sheets.types.get(cells.get("type", ""))
    mode = cells.get("mode", "")
    label = "" if kind is None else kind.modes[mode].label if mode in kind.modes else kind.label
    sentence = f"it is dated {cells.get('date')}, after the answer: an answer comes later" if refused else ""
    return {
        "relation": cells.get("id", ""),
        **{name: cells.get(name, "") for name in ("date", "type", "mode", "summary")},
        "label": label,
        "actor": bench.names_of(cells.get("actor", "")),
        "recipient": bench.names_of(cells.get("recipient", "")),
        "status": bench.status_of(cells.get("id", "")),
        "why": why,
        "refused": sentence,
    }


def relation_status(rows: Iterable[Row]) -> str:
    """Return what some rows of evidence make of their relation."""
    return status_of(
        [
            Evidence(
                row.cells.get("relation", ""),
                row.cells.get("document", ""),
                stance=row.cells.get("stance", ""),
                speaker=row.cells.get("speaker", ""),
                date=row.cells.get("date", ""),
            )
            for row in rows
        ]
    )
