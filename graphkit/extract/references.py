"""What a reviewer's cells refer to: actors that are known or said to be new, relations that can be answered."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cached_property

from graphkit.dataset import Dataset
from graphkit.dataset.names import AliasIndex, normalise_name, one_line, plain_slug
from graphkit.errors import DataError
from graphkit.extract.gazetteer import world_actors, world_index
from graphkit.extract.joining import relation_id
from graphkit.extract.review import NEW_MARK, Item, ReviewStore, is_marked_new, link_ids, unmarked
from graphkit.model import Actor, split_list

__all__ = ["References"]

_SIDES = ("actor", "recipient", "speaker")


class References:
    """The actors and relations that a reviewer may name.

    Parameters
    ----------
    store
        The proposals and decisions; the actors of all proposals and the relations of accepted ones may be named.
    dataset
        What the proposals are to join.
    accepting
        Ids of proposals that are accepted in the same breath, such as other rows of a spreadsheet.
    """

    def __init__(self, store: ReviewStore, dataset: Dataset, *, accepting: Iterable[str] = ()) -> None:
        self.store, self.dataset = store, dataset
        self.accepting = frozenset(accepting)

    @cached_property
    def _index(self) -> AliasIndex:
        return AliasIndex(self.dataset.records("actors"))

    @cached_property
    def _proposed(self) -> dict[str, str]:
        """The actors of proposals, by id and by name in the form that matches."""
        found: dict[str, str] = {}
        for item in self.store.items.values():
            said = item.proposal
            pairs = (
                (said.actor, said.actor_name),
                (said.recipient, said.recipient_name),
                (said.speaker, said.speaker_name),
                *((denial.speaker, denial.speaker_name) for denial in item.denials),
            )
            for key, name in pairs:
                if key:
                    found[key] = key
                    found.setdefault(normalise_name(name or key), key)
        for _, changes in self.store.accepted():
            names = [*(changes.get(side, "") for side in _SIDES), *split_list(changes.get("denied_by", ""))]
            new = [unmarked(name) for name in names if is_marked_new(name)]
            found |= {normalise_name(name): plain_slug(name) for name in new}
        return found

    @cached_property
    def _relations(self) -> dict[str, str]:
        """Every id that an answer may name, and how it is kept."""
        taken = {key for key, decision in self.store.decisions().items() if decision.decision == "accept"}
        items = [item for key, item in self.store.items.items() if key in taken | self.accepting]
        found = {relation.id: relation.id for relation in self.dataset.records("relations")}
        return found | {name: item.id for item in items for name in (item.id, relation_id(item))}

    def checked(self, item: Item, changes: Mapping[str, str]) -> dict[str, str]:
        """Return the changes with their references in the form that is kept.

        Raises
        ------
        DataError
            If an actor is not known and not marked as new, or a relation that is answered, or that a proposal is
            further evidence for, does not exist.
        """
        new = dict(changes)
        for side in _SIDES:
            if new.get(side):
                new[side] = self._actor(item, side, new[side])
        if new.get("denied_by"):
            new["denied_by"] = ";".join(self._actor(item, "denied_by", name) for name in split_list(new["denied_by"]))
        if new.get("relation"):
            new["relation"] = self._evidenced(item, new["relation"])
        if new.get("responds_to"):
            new["responds_to"] = ";".join(self._relation(item, key) for key in link_ids(new["responds_to"]))
        return new

    def _actor(self, item: Item, side: str, name: str) -> str:
        """The name as it is kept: the id of a state or organisation of the world, else as it was written."""
        where, plain = f"proposal {item.id}, {side}", unmarked(name)
        known = self._index.known(plain)
        if known is not None and not known.actor:
            raise DataError(f"{where}: '{plain}' {known.reason}; write the id of the one you mean")
        world = world_index().known(plain)
        code = known.actor if known is not None else world.actor if world is not None else ""
        if is_marked_new(name):
            if not plain:
                raise DataError(f"{where}: a name must follow '{NEW_MARK}'")
            if code:
                raise DataError(f"{where}: '{plain}' is known, as {code}; write {code}")
            return f"{NEW_MARK} {plain}"
        if known is not None:
            return name
        if len(parts := split_list(plain)) > 1:
            rest = "; ".join(parts[1:])
            raise DataError(
                f"{where}: '{plain}' names {len(parts)}, and a proposal has one {side}: write {parts[0]}, and once "
                f"it has joined add {rest} to the cell `{side}` in relations.csv, as ids separated by ';', "
                "or in graphkit edit"
            )
        found = code or self._proposed.get(plain) or self._proposed.get(normalise_name(plain))
        if not found:
            raise DataError(
                f"{where}: no known actor is called '{plain}'{self._near_names(plain)}; "
                f"for a new actor write '{NEW_MARK} {plain}'"
            )
        return found

    def _near_names(self, name: str) -> str:
        actors = {actor.id: actor for actor in (*world_actors().values(), *self.dataset.records("actors"))}
        spellings = {normalise_name(word): actor for actor in actors.values() for word in _spellings(actor)}
        spellings |= {
            plain: Actor(key, key, "other") for plain, key in self._proposed.items() if plain not in spellings
        }
        close = difflib.get_close_matches(normalise_name(name), spellings, n=6, cutoff=0.7)
        listed = dict.fromkeys(_shown(spellings[each]) for each in close)
        return f" (near: {', '.join(list(listed)[:3])})" if listed else ""

    def _evidenced(self, item: Item, key: str) -> str:
        """The id of the relation that a proposal is further evidence for."""
        found = self._known_relation(item, "relation", key)
        target = self.store.items.get(found)
        return found if target is None else relation_id(target)

    def _relation(self, item: Item, key: str) -> str:
        """The id of a relation that is answered, as it is kept."""
        return key if key == item.responds_to else self._known_relation(item, "responds_to", key)

    def _known_relation(self, item: Item, column: str, key: str) -> str:
        """A relation of the dataset, or a proposal that is accepted."""
        found = self._relations.get(key)
        if found in (item.id, relation_id(item)):
            itself = "does not answer itself" if column == "responds_to" else "is no further evidence for itself"
            raise DataError(f"proposal {item.id}, {column}: a relation {itself}")
        if found is None:
            close = difflib.get_close_matches(key, self._relations, n=3, cutoff=0.6)
            near = f" (near: {', '.join(close)})" if close else ""
            raise DataError(
                f"proposal {item.id}, {column}: neither the dataset nor an accepted proposal has the id "
                f"'{one_line(key)}'{near}"
            )
        return found


def _spellings(actor: Actor) -> tuple[str, ...]:
    return (actor.id, actor.name, *actor.aliases)


def _shown(actor: Actor) -> str:
    return actor.id if actor.name == actor.id else f"{actor.name} ({actor.id})"
