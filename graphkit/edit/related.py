"""Which relation that is there some words are about: the same told again, one that they deny, one that they answer."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.dates import outer_bounds
from graphkit.edit.checking import names_one
from graphkit.edit.find import types_by_word
from graphkit.edit.pointing import Pointed, act_pointed_at, claim_denied
from graphkit.edit.refusal import Refused
from graphkit.edit.words import content_words, denying_verbs, forms_of
from graphkit.model import Evidence, fold_name, split_list, status_of

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk
    from graphkit.edit.rows import Row
    from graphkit.ontology import RelationType

__all__ = [
    "by_party",
    "find_relations",
    "label_of",
    "listed",
    "relation_status",
    "same_relations",
    "title_of",
    "titled",
]

_MOST = 12
_PLAIN = 3  # types that a word may name and still say which is meant
_NEAR = 100  # relations whose words are held against those of the sentence


def listed(parties: Any) -> list[Any]:
    """Return the parties of a side of a line as a list; one alone is one of them.

    >>> listed({"id": "LVA"}), listed(None)
    ([{'id': 'LVA'}], [])
    """
    return parties if isinstance(parties, list) else [parties] if parties else []


def _ids(parties: object) -> set[str]:
    """The ids of the known parties of a line."""
    found = (party.get("id") if isinstance(party, Mapping) else party for party in listed(parties))
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


class _Said(NamedTuple):
    """What is asked for: the parties, the speaker and the date of a sentence, and what its words tell of."""

    purpose: str
    actors: set[str]
    recipients: set[str]
    speaker: str
    until: str
    types: Mapping[str, int]
    words: set[str]
    place: tuple[str, int]
    exact: frozenset[str] = frozenset()
    typed: bool = False
    deniers: frozenset[str] = frozenset()
    claim: str = ""
    pointed: Pointed | None = None

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> _Said:
        """Read it off a query."""
        words, purpose = asked.get("words", ""), asked.get("for", "any")
        claim = claim_denied(words) if purpose == "denial" else ""
        told = claim or words
        return cls(
            purpose,
            set(split_list(asked.get("actor", ""))),
            set(split_list(asked.get("recipient", ""))),
            asked.get("speaker", ""),
            outer_bounds(asked.get("date", ""))[1],
            _types_told(told, asked.get("type", ""), purpose),
            content_words(told),
            (asked.get("document", ""), int(asked.get("start") or 0)),
            claim=claim,
            pointed=act_pointed_at(words) if purpose == "answer" else None,
        )

    def with_kin(self, bench: Desk) -> _Said:
        """Return the same with everybody of the states of those named: an agency acts for its state."""
        above: dict[str, set[str]] = {}
        for row in bench.rows("affiliations"):
            if row.cells.get("role") in _OF_STATE:
                above.setdefault(row.cells.get("actor", ""), set()).add(row.cells.get("organisation", ""))

        def kin(keys: set[str]) -> set[str]:
            tops = keys.union(*(above.get(key, set()) for key in keys))
            tops |= set().union(*(above.get(key, set()) for key in tops))
            return tops | {key for key, of in above.items() if of & tops} if tops else tops

        return self._replace(
            actors=kin(self.actors),
            recipients=kin(self.recipients),
            exact=frozenset(self.actors | self.recipients),
            deniers=frozenset(kin({self.speaker} if self.speaker else self.actors)),
        )


_OF_STATE = ("PART_OF", "REPRESENTS", "LEADS")


def _types_told(words: str, own: str, purpose: str) -> dict[str, int]:
    """The types that the words of a sentence speak of, those of a word with few meanings before those of one with many.

    A denial speaks of the act that it denies, an answer of the one before it, beside its own.
    """
    found: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]+", words):
        acts = () if denying_verbs().intersection(forms_of(word)) else types_by_word(word)
        names = {act[0] for act in acts}
        for name in names:
            found[name] = max(found.get(name, 0), 3 if len(names) <= _PLAIN else 1)
    if purpose == "denial":
        found[own] = max(found.get(own, 0), 2)  # the coder may take a denial for that of the act told last
        found.pop("REJECT", None)
    elif purpose == "answer" and len(found) > 1:
        found.pop(own, None)
    return found


def find_relations(bench: Desk, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the relations that a line may be about, best first.

    Parameters
    ----------
    bench
        The workbench.
    asked
        ``for`` (same, denial, answer, any), ``actor``, ``recipient`` (ids joined by ``;``), ``date``, ``type``, ``q``,
        and of the sentence ``words``, ``speaker``, ``document`` and ``start``.

    Raises
    ------
    Refused
        If it is not said what for.
    """
    purpose = asked.get("for", "any")
    if purpose not in ("same", "denial", "answer", "any"):
        raise Refused("'for' is one of same, denial, answer, any", code="json", field="for")
    if purpose == "same":
        sides = {side: sorted(split_list(asked.get(side, ""))) for side in ("actor", "recipient")}
        return same_relations(bench, {**sides, **{n: asked.get(n, "") for n in ("date", "type")}})
    said, typed = _Said.of(asked).with_kin(bench), [fold_name(word) for word in asked.get("q", "").split()]
    said = said._replace(typed=bool(typed))
    names = _names(bench) if typed else {}
    near = _ranked(bench, said, lambda row: _speaks_of(row, typed, names)) if typed else _ranked(bench, said, None)
    if not near and not typed and said.purpose in ("denial", "answer"):  # then what this text told before
        near = _ranked(
            bench,
            said,
            lambda row: any(_is_of(one, said.place[0]) for one in bench.evidence_of(row.cells.get("id", ""))),
        )
    if not typed:
        near += _told_here(bench, said, {one[1].number for one in near})
    near.sort(
        key=lambda one: (one[3], *_pointed(bench, one, said), *_fitting(bench, one[1], said, turned=one[2]), one[0])
    )
    return [
        _shown(bench, row, _why(said, row, turned=turned, later=later), refused=later and purpose == "answer")
        for _, row, turned, later in near[:_MOST]
    ]


_Near = tuple[tuple[Any, ...], "Row", bool, bool]


def _order(bench: Desk, one: _Near, said: _Said) -> tuple[Any, ...]:
    """Where a relation comes among those that are offered."""
    return one[3], *_pointed(bench, one, said), *_fitting(bench, one[1], said, turned=one[2]), one[0]


def _told_here(bench: Desk, said: _Said, known: set[int]) -> list[_Near]:
    """What this text tells of others that the words name all the same: the act of a noun, or a claim that is denied."""
    if said.pointed is None and not said.claim:
        return []

    def named(row: Row) -> bool:
        if row.number in known or _gap(bench, row, said) >= _FAR:
            return False
        if said.pointed is not None:
            return _rank(said.pointed, row) < _NO_KIND
        return bool(_said_alike(bench, row, said))

    return _ranked(bench, said, named)


def _pointed(bench: Desk, one: _Near, said: _Said) -> tuple[Any, ...]:
    """How ill an act fits the noun by which an answer points to it, and how far before it is told."""
    if said.pointed is None or said.typed:
        return ()
    rank = _rank(said.pointed, one[1])
    return rank, rank == _NO_KIND and not one[2], _gap(bench, one[1], said)


def _rank(pointed: Pointed, row: Row) -> int:
    """How ill a relation fits the noun that points back to it."""
    return pointed.rank((row.cells.get("type", ""), row.cells.get("mode", "")), row.cells.get("summary", ""))


_NO_KIND = 3  # the rank of an act that a noun does not name
_FAR = 1_000_000  # characters: farther than any act of the same text


def _gap(bench: Desk, row: Row, said: _Said) -> int:
    """How far before the words an act is told in their text."""
    document, start = said.place
    told = [
        int(one.cells.get("end") or 0) for one in bench.evidence_of(row.cells.get("id", "")) if _is_of(one, document)
    ]
    return min((start - end for end in told if end <= start), default=_FAR)


def _said_alike(bench: Desk, row: Row, said: _Said) -> int:
    """How many words that tell what happened a relation shares with a sentence, names left out."""
    cells = row.cells
    names = content_words(" ".join(bench.names_of(f"{cells.get('actor', '')};{cells.get('recipient', '')}")))
    return len((said.words - names) & content_words(cells.get("summary", "")))


def _ranked(bench: Desk, said: _Said, fits: Callable[[Row], bool] | None) -> list[_Near]:
    """The relations that fit, or else those of the same parties, the nearest in time first; whether each is later."""
    purpose = said.purpose
    ranked: list[_Near] = []
    for place, row in enumerate(bench.rows("relations")):
        if fits is not None and not fits(row):
            continue
        turned, straight = _sides(row, said)
        if fits is None and purpose != "any" and not (turned or straight):
            continue
        since, last = outer_bounds(row.cells.get("date", ""))
        later = since > said.until
        if later and purpose == "denial" and not said.typed:
            continue  # nobody denies what is still to come
        if purpose == "denial" and not said.typed and _is_asked_of(row, said):
            continue  # nor what another asks
        away = _distance(last if last <= said.until else since, said.until)
        ahead = (turned, straight) if purpose == "answer" else (max(turned, straight), turned)
        ranked.append(((later, -ahead[0], -ahead[1], away, -place), row, bool(turned > straight), later))
    return heapq.nsmallest(_NEAR, ranked, key=lambda one: one[0])


def _is_asked_of(row: Row, said: _Said) -> bool:
    """Whether a relation is what somebody other than the denier asks for."""
    return row.cells.get("type") == "REQUEST" and not names_one(row.cells.get("actor"), said.deniers)


def _sides(row: Row, said: _Said) -> tuple[int, int]:
    """How many sides of a relation are the other side's of a line, and how many the same."""
    doers, done_to = row.cells.get("actor"), row.cells.get("recipient")
    turned = names_one(doers, said.recipients) + names_one(done_to, said.actors)
    return turned, names_one(doers, said.actors) + names_one(done_to, said.recipients)


def _fitting(bench: Desk, row: Row, said: _Said, *, turned: bool) -> tuple[int, int]:
    """How ill a relation fits the words of a sentence, and how far before them in the text it is told of."""
    if not said.words:
        return 0, 0
    cells = row.cells
    score = said.types.get(cells.get("type", ""), 0)
    alike = _said_alike(bench, row, said)
    score += min(9, 3 * alike) if said.claim else min(4, 2 * alike)
    score += 3 * (bool(said.claim) and names_one(cells.get("actor"), said.deniers))
    score += 2 * names_one(cells.get("actor"), {said.speaker}) + names_one(cells.get("recipient"), {said.speaker})
    score += sum(names_one(cells.get(side), said.actors | said.recipients) for side in ("actor", "recipient"))
    score += sum(names_one(cells.get(side), said.exact) for side in ("actor", "recipient"))
    score += 3 * (turned and said.purpose == "answer")
    return -score, _gap(bench, row, said)


def _is_of(row: Row, document: str) -> bool:
    return row.cells.get("document") == document and row.cells.get("end", "0").isdecimal()


def _distance(day: str, until: str) -> int:
    """About how many days lie between two days; what has no date is far."""
    if day[:4] in ("0000", "9999") or until[:4] in ("0000", "9999"):
        return 100_000
    (a, b, c), (x, y, z) = (map(int, one.split("-")) for one in (day[:10], until[:10]))
    return abs((a - x) * 372 + (b - y) * 31 + c - z)


def _why(said: _Said, row: Row, *, turned: bool, later: bool) -> str:
    if later:
        return "dated later" if said.purpose != "denial" else "dated after the denial"
    if said.purpose == "answer" and turned:
        return "what the other side did before"
    if said.types.get(row.cells.get("type", ""), 0) > 1:
        return "the words speak of such an act"
    return "between the same parties" if said.purpose != "any" else ""


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
    sentence = f"it is dated {cells.get('date')}, after the answer: an answer comes later" if refused else ""
    return {
        "relation": cells.get("id", ""),
        **{name: cells.get(name, "") for name in ("date", "type", "mode", "summary")},
        "label": _label(bench, row),
        "title": title_of(bench, row),
        "actor": bench.names_of(cells.get("actor", "")),
        "recipient": bench.names_of(cells.get("recipient", "")),
        "status": bench.status_of(cells.get("id", "")),
        "why": why,
        "refused": sentence,
    }


def label_of(types: Mapping[str, RelationType], name: str, mode: str) -> str:
    """Return what a type and mode are called; blank for one that is none.

    >>> from graphkit.ontology import types_with
    >>> label_of(types_with(), "SANCTION", "expel")
    'expelled'
    """
    kind = types.get(name)
    return "" if kind is None else kind.modes[mode].label if mode in kind.modes else kind.label


def _label(bench: Desk, row: Row) -> str:
    return label_of(bench.sheets.types, row.cells.get("type", ""), row.cells.get("mode", ""))


def title_of(bench: Desk, row: Row) -> str:
    """Return who does what to whom, and when, on one line: what tells the relations of one sentence apart."""
    cells = row.cells
    sides = (bench.names_of(cells.get(side, "")) for side in ("actor", "recipient"))
    return titled(*sides, label=_label(bench, row), date=cells.get("date", ""))


def titled(actors: Iterable[str], recipients: Iterable[str], *, label: str, date: str) -> str:
    """Return who does what to whom, and when, on one line, of names, what the act is called, and a date.

    >>> titled(["Latvia", "Estonia"], ["Mali"], label="praised", date="")
    'Latvia, Estonia · praised · Mali'
    """
    return " · ".join(part for part in (", ".join(actors), label, ", ".join(recipients), date) if part)


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
