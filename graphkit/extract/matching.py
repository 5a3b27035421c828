"""One act told twice: which relation of the dataset, or of another document, a proposal tells of again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from graphkit.dataset import Dataset, Places
from graphkit.dataset.names import AliasIndex, one_line
from graphkit.extract.joining import relation_id, resolve_actor
from graphkit.extract.review import Item, ReviewStore, current_value
from graphkit.gazetteer import state_named, state_of, state_of_people
from graphkit.model import Relation, date_bounds
from graphkit.ontology import load_ontology

__all__ = ["Match", "Matched", "iter_matched", "matches_by_item"]

_BEFORE = 31  # days before which an act of an open date is not looked for
_ROUGH = re.compile(r"[~?%]")
_MOST = 200  # acts of one pair, kind and month that are looked at


@dataclass(frozen=True, slots=True)
class Match:
    """A relation that a proposal may be further evidence for, or an answer to.

    ``same`` says that who, what, to whom and the day are alike: then it is taken for further evidence by default.
    ``item`` is the proposal that makes the relation, blank when it is in the dataset; ``told`` shows it on one line.
    """

    relation: str
    same: bool
    told: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """A proposal with the relation that it tells of again, if any, and the one that it may answer, if any.

    ``answers`` is the relation that tells what the proposal's own ``responds_to`` tells as well.
    """

    item: Item
    match: Match | None = None
    may_answer: Match | None = None
    answers: Match | None = None

    @property
    def relation(self) -> str:
        """The relation that it is further evidence for by default, blank for none."""
        return self.match.relation if self.match is not None and self.match.same else ""

    @property
    def responds_to(self) -> str:
        """What it answers by default: the id of a relation that is told twice, else what was proposed."""
        if self.relation or self.answers is None:
            return self.item.responds_to
        return self.answers.relation

    def sentences(self) -> Iterator[str]:
        """Yield what a reviewer should know of it."""
        if self.match is not None and self.match.same:
            yield (
                f"told before: {self.match.told}. Accepting it adds evidence to {self.match.relation}, "
                "unless the cell relation is made blank"
            )
        elif self.match is not None:
            key = self.match.relation
            yield f"may be told before: {self.match.told}. To add it as evidence write {key} in the cell relation"
        if self.answers is not None and not self.relation:
            yield f"answers what is told before: {self.answers.told}"
        if self.may_answer is not None:
            yield f"may answer: {self.may_answer.told}. If so write {self.may_answer.relation} in the cell responds_to"


class _Party(NamedTuple):
    """One party by its id, and what it is: a ``state``, a ``part`` of one, an ``office``, or ``named``."""

    id: str
    sort: str


@dataclass(frozen=True, slots=True)
class _Act:
    """One act as it is compared: who did what to whom, by name and rolled up to states, and when."""

    relation: str
    told: str
    item: str
    actors: frozenset[str]
    recipients: frozenset[str]
    names: tuple[frozenset[_Party], frozenset[_Party]]
    type: str
    mode: str
    mutual: bool
    since: str
    until: str
    exact: bool
    place: str
    amount: tuple[float, str] | None

    @property
    def day(self) -> str:
        """The day of the act, blank when it is not known to the day."""
        return self.since if self.exact and self.since == self.until else ""


def iter_matched(store: ReviewStore, dataset: Dataset) -> Iterator[Matched]:
    """Yield every proposal to be decided with what it tells of again, in the order of reading.

    A proposal is held against the relations of the dataset and what other documents before it told and nobody has
    rejected; in one document, against what it told before on the same day, and a headline against its text. The
    parties, rolled up to states, must be the same and the kind of act alike, and the dates must overlap.
    Where the type and the day are the same, neither side names another person, place, mode or amount, it is the same
    act; any other is only shown.

    Parameters
    ----------
    store
        The proposals and decisions.
    dataset
        What is known already.

    Yields
    ------
    Matched
        One for each proposal that waits, in the order of reading; nothing is held but short records.
    """
    acts = _Acts(store, dataset)
    decided = store.decisions()
    for _, group in groupby(store.iter_items(), key=lambda item: item.document.sha256):
        items = [item for item in group if item.id not in decided or decided[item.id].decision == "accept"]
        waiting = {item.id for item in items if item.id not in decided}
        told = {item.id: acts.of_item(item) for item in items}
        found = {key: acts.match(told[key]) for key in told if key in waiting}
        again = [item for item in items if item.id in waiting and _same(found[item.id]) is None]
        found |= _told_twice(again, told)
        for item in items:
            if item.id in waiting:
                answered = acts.answered(item, told[item.id])
                yield Matched(item, found[item.id], answered, _same(found.get(item.responds_to)))
        for item in items:
            if item.id in waiting:
                acts.add(told[item.id], found[item.id])
            elif not decided[item.id].changes.get("relation"):
                acts.add(told[item.id], None)


def matches_by_item(store: ReviewStore, dataset: Dataset) -> dict[str, Matched]:
    """Return the proposals that tell of something again or may answer it, by their ids.

    >>> matches_by_item(ReviewStore("absent"), Dataset.from_records(name="none", title="None", version="0.1.0"))
    {}
    """
    found = iter_matched(store, dataset)
    return {each.item.id: each for each in found if each.match or each.may_answer or each.answers}


def _same(match: Match | None) -> Match | None:
    return match if match is not None and match.same else None


def _told_twice(items: Sequence[Item], told: Mapping[str, _Act]) -> dict[str, Match]:
    """What proposals of one document tell that it tells before, and a headline what its text tells."""
    alike: dict[tuple[str, frozenset[str]], list[tuple[_Act, bool]]] = defaultdict(list)
    for item in items:
        act = told[item.id]
        alike[act.type, act.actors | act.recipients].append((act, _is_headline(item)))
    found: dict[str, Match] = {}
    for acts in alike.values():
        for place, (act, head) in enumerate(acts):
            before = [(known, False) for known, above in acts[:place] if not above]
            below = [(known, True) for known, above in acts[place + 1 :] if head and not above]
            for known, undated in before + below:
                if known.item not in found and _is_like(known, act) and _is_same(known, act, undated=undated):
                    found[act.item] = Match(known.relation, True, known.told, known.item)
                    break
    return found


class _Acts:
    """What is known so far, by the states that take part and the month."""

    def __init__(self, store: ReviewStore, dataset: Dataset) -> None:
        actors = {actor.id: actor for actor in dataset.records("actors")}
        self.index, self.merges = AliasIndex(actors.values()), store.merges()
        self.kinds = {key: actor.kind for key, actor in actors.items()}
        self.places = Places(dataset.records("affiliations"), self.kinds)
        self.quads = {name: kind.quad for name, kind in load_ontology().types.items()}
        self.known: dict[tuple[str, ...], list[_Act]] = defaultdict(list)
        self.relations = {relation.id for relation in dataset.records("relations")}
        for relation in dataset.records("relations"):
            self._keep(self._of_relation(relation))

    def add(self, act: _Act, match: Match | None) -> None:
        """Make the act of a proposal known, unless it is told before."""
        if _same(match) is None and act.relation not in self.relations:
            self._keep(act)

    def match(self, act: _Act) -> Match | None:
        """What a proposal tells of again: the same act, else the first that is like it."""
        like = [each for each in self._near(act) if _is_like(each, act)]
        same = next((each for each in like if _is_same(each, act)), None)
        found = same or next(iter(like), None)
        return None if found is None else Match(found.relation, same is not None, found.told, found.item)

    def answered(self, item: Item, act: _Act) -> Match | None:
        """The one act that a proposal may answer, when its words say that it answers something not told beside it."""
        if item.responds_to or item.proposal.response_start is None:
            return None
        found = [
            each
            for each in self._near(act, back=True)
            if not each.actors.isdisjoint(act.recipients) and not each.recipients.isdisjoint(act.actors)
        ]
        found = [each for each in found if each.since and act.until and each.since <= act.until]
        return Match(found[0].relation, False, found[0].told, found[0].item) if len(found) == 1 else None

    def _keep(self, act: _Act) -> None:
        for key in self._keys(act):
            self.known[key].append(act)

    def _near(self, act: _Act, *, back: bool = False) -> list[_Act]:
        """The acts between the same states in the same months, of the same kind or of any."""
        found = {id(each): each for key in self._keys(act, every=back) for each in self.known.get(key, ())[-_MOST:]}
        return list(found.values())

    def _keys(self, act: _Act, *, every: bool = False) -> list[tuple[str, ...]]:
        """Under what an act is kept or looked for: two states, the kind of act, a month."""
        kinds = dict.fromkeys(self.quads.values()) if every else [self.quads.get(act.type, act.type)]
        pairs = {tuple(sorted((one, other))) for one in act.actors for other in act.recipients}
        months = _months(act.since, act.until)
        return [(*pair, kind, month) for pair in sorted(pairs) for kind in kinds for month in months]

    # records to acts

    def _of_relation(self, relation: Relation) -> _Act:
        since, until, exact = _bounds(relation.date, "")
        sides = relation.actor, relation.recipient
        actors, recipients = (frozenset(self.places.top(one, relation.date) for one in side) for side in sides)
        return _Act(
            relation=relation.id,
            told=one_line(f"{relation.id}, {relation.date} {relation.summary}"),
            item="",
            actors=actors,
            recipients=recipients,
            names=(self._named(relation.actor), self._named(relation.recipient)),
            type=relation.type,
            mode=relation.mode,
            mutual=bool(relation.mutual),
            since=since,
            until=until,
            exact=exact,
            place=relation.place,
            amount=None if relation.amount is None else (float(relation.amount), relation.unit),
        )

    def of_item(self, item: Item) -> _Act:
        """The act that a proposal tells."""
        said, key = item.proposal, relation_id(item)
        since, until, exact = _bounds(said.date, item.document.date)
        actor, actors = self._party(item, "actor")
        recipient, recipients = self._party(item, "recipient")
        return _Act(
            relation=key,
            told=one_line(f"{key}, {said.date} {current_value(item, 'summary')} ({item.document.title})"),
            item=item.id,
            actors=actors,
            recipients=recipients,
            names=(actor, recipient),
            type=said.type,
            mode=said.mode,
            mutual=said.mutual,
            since=since,
            until=until,
            exact=exact,
            place=said.place,
            amount=None if said.amount is None else (float(said.amount), said.unit),
        )

    def _named(self, keys: Iterable[str]) -> frozenset[_Party]:
        """The parties of a relation of the dataset."""
        sorts = {"state": "state", "agency": "part"}
        return frozenset(_Party(key, sorts.get(self.kinds.get(key, ""), "named")) for key in keys)

    def _party(self, item: Item, side: str) -> tuple[frozenset[_Party], frozenset[str]]:
        """A party of a proposal, and the state that it belongs to."""
        said = item.proposal
        key, name, kind, state = (getattr(said, f"{side}{part}") for part in ("", "_name", "_kind", "_state"))
        known = resolve_actor(key, name, kind, index=self.index, merges=self.merges).id
        top = self.places.top(known, said.date)
        home = state if top == known and state else top
        if known == home and known.isupper():
            sort = "state"
        elif _begins_with_state(name or key):
            sort = "office" if kind == "person" else "part"
        else:
            sort = "part" if kind == "agency" else "named"
        return frozenset([_Party(known, sort)]), frozenset([home])


def _bounds(when: str, document: str) -> tuple[str, str, bool]:
    """The first and last day of an act, and whether it is dated on both sides.

    An open or unknown date reaches back from the document's, or from its end, by a month.
    """
    since, until = date_bounds(when)
    last = until or (since if when else "") or date_bounds(document)[1] or date_bounds(document)[0] or ""
    if not last:
        return "", "", False
    first = since or (date.fromisoformat(last) - timedelta(days=_BEFORE)).isoformat()
    return first, last, bool(since and until) and not _ROUGH.search(when)


def _months(since: str, until: str) -> list[str]:
    """The months that an act may lie in, at most a year of them."""
    if not since or not until:
        return []
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (since, until))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, min(last, first + 11) + 1)]


def _is_like(known: _Act, new: _Act) -> bool:
    """Whether two acts may be one: the parties alike, the way they face, and dates that overlap."""
    if not (known.since <= new.until and new.since <= known.until):
        return False
    facing = new.actors <= known.actors and new.recipients <= known.recipients
    turned = new.actors <= known.recipients and new.recipients <= known.actors
    return facing or (turned and known.mutual and new.mutual)


def _is_headline(item: Item) -> bool:
    """Whether a proposal stands in the headline of its document, which names no day."""
    return not item.proposal.date and one_line(item.sentence).strip() == item.document.title


def _is_same(known: _Act, new: _Act, *, undated: bool = False) -> bool:
    """Whether two acts are one by all that is said of them: type, day, and nothing that tells them apart."""
    if known.type != new.type or not (undated or (known.day and known.day == new.day)):
        return False
    if _differ(known.mode, new.mode) or _differ(known.place.casefold(), new.place.casefold()):
        return False
    if known.amount is not None and new.amount is not None and known.amount != new.amount:
        return False
    facing = new.actors <= known.actors and new.recipients <= known.recipients
    sides = known.names if facing else known.names[::-1]
    return all(_may_be_one(old, one) for old, one in zip(sides, new.names, strict=True))


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _may_be_one(known: Iterable[_Party], new: Iterable[_Party]) -> bool:
    """Whether a party may be the one known: the same, a state beside who acts for it, an office beside its holder."""
    return any(
        old.id == one.id
        or "state" in (old.sort, one.sort)
        or {old.sort, one.sort} == {"office", "named"}
        or _head(old.id) == _head(one.id)
        for old in known
        for one in new
    )


def _head(key: str) -> str:
    """The noun that an id ends with, before the state that stands behind it: "diplomats-blr"."""
    words = key.split("-")
    return words[-2] if len(words) > 1 and len(words[-1]) == 3 and state_of(words[-1].upper()) else words[-1]


def _begins_with_state(name: str) -> bool:
    """Whether a name is that of anybody from a state: "Russian diplomat", "U.S. secretary"."""
    words = name.split()
    heads = [" ".join(words[:size]) for size in (3, 2, 1)]
    return any(state_of_people(head) or state_named(head.removesuffix("'s")) for head in heads)
