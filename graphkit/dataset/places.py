"""Where an actor belongs on a date: the state, or organisation, that its affiliations lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.model import Affiliation, date_bounds

__all__ = ["Places"]

_RANK = {"LEADS": 0, "REPRESENTS": 1, "PART_OF": 2, "MEMBER_OF": 3}
_ENDS = {"state": 0, "igo": 1}
_FIRST, _LAST = "0001-01-01", "9999-12-31"


class Places:
    """The affiliations of actors by date; kinds say where a chain of them ends.

    A chain ends at a state; where there is none, at an organisation of states; and otherwise where
    it leads no further. An organisation of states belongs to no member, only to what it is part of.
    Of several chains, the one that ends best counts; then the firmer role (leads, represents, is
    part of, is a member of), then the longer overlap with the date, then the order of the table.
    """

    def __init__(self, affiliations: Iterable[Affiliation], kinds: Mapping[str, str]) -> None:
        self.kinds = kinds
        self.spells: dict[str, list[tuple[str, str, Affiliation]]] = {}
        self.tops: dict[tuple[str, str], str] = {}
        for affiliation in affiliations:
            since, until = date_bounds(affiliation.since)[0], date_bounds(affiliation.until)[1]
            self.spells.setdefault(affiliation.actor, []).append((since or _FIRST, until or _LAST, affiliation))

    def top(self, actor: str, date: str) -> str:
        """Return the state or organisation that an actor belongs to on a date; itself where there is none."""
        if actor not in self.spells or self.kinds.get(actor) == "state":
            return actor
        if (actor, date) not in self.tops:
            ends = list(self._ends(actor, date, (actor,), (9, 0)))
            self.tops[actor, date] = min(ends, key=lambda end: end[0])[1]
        return self.tops[actor, date]

    def on(self, actor: str, date: str) -> Sequence[Affiliation]:
        """Return the affiliations of an actor that a date overlaps, the firmest first."""
        return [affiliation for *_, affiliation in sorted(self._overlapping(actor, date), key=lambda o: o[:2])]

    def gap(self, actor: str, date: str) -> str | None:
        """Return the actor at which the chain breaks: one with affiliations, none of them on that date."""
        end = self.top(actor, date)
        return end if self._leads_on(end) and not list(self._overlapping(end, date)) else None

    def _leads_on(self, actor: str) -> bool:
        """Whether an actor is one that affiliations lead on from."""
        return actor in self.spells and self.kinds.get(actor) not in ("state", "igo")

    def _overlapping(self, actor: str, date: str) -> Iterator[tuple[int, int, Affiliation]]:
        """The rank, the negative overlap in days and the affiliation of each spell that a date overlaps."""
        first, last = date_bounds(date)
        for since, until, affiliation in self.spells.get(actor, ()):
            begin, end = max(since, first or _FIRST), min(until, last or _LAST)
            if begin <= end:
                yield _RANK.get(affiliation.role, 9), _days(begin) - _days(end), affiliation

    def _ends(
        self, actor: str, date: str, seen: tuple[str, ...], step: tuple[int, int]
    ) -> Iterator[tuple[tuple[int, int, int], str]]:
        """Where the chains from an actor end, each with how good an end it is."""
        kind = self.kinds.get(actor, "")
        steps = [] if kind == "state" or len(seen) > 12 else list(self._overlapping(actor, date))
        steps = [s for s in steps if s[2].organisation not in seen and (kind != "igo" or s[2].role == "PART_OF")]
        if not steps:
            yield (_ENDS.get(kind, 2), *step), actor
        for rank, overlap, affiliation in steps:
            onward = step if len(seen) > 1 else (rank, overlap)
            yield from self._ends(affiliation.organisation, date, (*seen, affiliation.organisation), onward)


def _days(day: str) -> int:
    """A day as a rough count of days, good enough to say which of two spells is longer."""
    return int(day[:4]) * 372 + int(day[5:7]) * 31 + int(day[8:10])
