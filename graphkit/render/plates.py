"""Plates: what each sign of the map is called, who stands on it, and how much room it takes."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.dataset import Places
from graphkit.render.data import PageData, each, sides_of

if TYPE_CHECKING:
    from graphkit.model import Actor

__all__ = ["brief_names", "group_names", "homes", "plate_size", "text_width"]

#: Names on plates are so many pixels high, by the root of the relations they take part in.
NAME_SIZE = (13.0, 20.0)
#: Of members on a second line, and how many of them.
MEMBER_SIZE, MEMBERS = 11.5, 3
#: No plate is made wider by who stands on it; whoever does not fit is counted.
ROW = 210.0
#: So many letters of the name of an actor are in that of its group.
GROUP_NAME = 20
#: What a letter takes of its height, in a plain sans serif: narrow, wide and all other letters, then capitals.
NARROW, WIDE = frozenset("iljtfrI.,:;'’|!-() "), frozenset("mwMW@%")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, in pixels, in a sans serif of a size.

    >>> text_width("Japan", 20) < text_width("Japan", 20, bold=True) < 100
    True
    """
    wide = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            wide += 1.0
        elif unicodedata.combining(letter):
            continue
        elif letter in NARROW:
            wide += 0.31
        elif letter in WIDE:
            wide += 0.86
        else:
            wide += 0.69 if letter.isupper() else 0.56
    return wide * size * (1.12 if bold else 1.04)


def homes(data: PageData) -> list[int]:
    """Return for each actor the position of the one whose sign it stands on: its own, where it belongs to nobody.

    Only persons and agencies, and organisations that are part of another, stand on the sign of somebody else.
    """
    places = Places(data.affiliations, {actor.id: actor.kind for actor in data.actors})
    tops = (places.top(actor.id, "") if actor.id in places.spells else actor.id for actor in data.actors)
    return [data.place.get(top, position) for position, top in enumerate(tops)]


def brief_names(actors: Sequence[Actor], home: Sequence[int]) -> list[str]:
    """Return for each actor the short name it goes by on the sign of its side, or where there is little room.

    Of a person it is the one word that is listed as its alias; of an agency, its name without that of its state; of a
    state or an organisation its initials or its abbreviated name, where it has such an alias. Two of one side who
    would share a short name keep their own.
    """
    found = [
        _brief(actor, actors[at] if at != position else None)
        for position, (actor, at) in enumerate(zip(actors, home, strict=True))
    ]
    seen: dict[tuple[int, str], int] = {}
    for at, name in zip(home, found, strict=True):
        seen[at, name] = seen.get((at, name), 0) + 1
    return [name if seen[at, name] == 1 else actor.name for actor, at, name in zip(actors, home, found, strict=True)]


def _brief(actor: Actor, side: Actor | None) -> str:
    """The short name of one actor, itself or on the sign of its side."""
    words = actor.name.split()
    if actor.kind == "person":
        alone = [one for one in actor.aliases if one in words]
        return min(alone, key=len) if alone else actor.name
    if side is not None:
        for known in sorted((side.name, *side.aliases), key=len, reverse=True):
            rest = actor.name.removeprefix(known + " ")
            if rest not in (actor.name, "") and rest.split()[0] not in ("of", "in", "for", "to"):
                return rest
        return actor.name
    initials = "".join(word[0] for word in words if word[0].isupper())
    for alias in actor.aliases:
        letters = alias.replace(".", "")
        if len(words) > 1 and letters == initials and "." not in alias and len(letters) > 1:
            return alias
        parts = alias.split()
        if len(words) > 1 and len(parts) == len(words) and all(map(_shortens, parts, words)) and alias != actor.name:
            return alias
    return actor.name


def _shortens(part: str, word: str) -> bool:
    """Whether a word is written out, or as its first letters with a full stop."""
    return part == word or (part.endswith(".") and word.startswith(part[:-1]) and len(part) > 1)


def group_names(data: PageData, groups: Sequence[Sequence[int]], home: Sequence[int]) -> list[str]:
    """Return what each group of actors is called: its country or topic, else its two strongest.

    A group has a country where more than half of its members are that state or stand on its sign; a topic where more
    than half of the relations within it are of one context, and no other group has the same. Two groups of one country
    are told apart by their strongest.
    """
    countries = [_country(data, members, home) for members in groups]
    topics = _topics(data, groups)
    twice = {one for one, count in Counter([*filter(None, countries), *filter(None, topics)]).items() if count > 1}
    found = []
    for members, country, topic in zip(groups, countries, topics, strict=True):
        shared = country or ("" if topic in twice else topic)
        names = [_cut(data.actors[one].name) for one in members if data.actors[one].name != shared]
        if not shared:
            found.append(_and_others(names[:2], len(members)))
        elif shared in twice:
            found.append(f"{shared}: {_and_others(names[:1], len(members))}")
        else:
            found.append(f"{shared[0].upper()}{shared[1:]}: {len(members):,} actors")
    return found


def _country(data: PageData, members: Sequence[int], home: Sequence[int]) -> str:
    """The state that more than half of some actors are or belong to; blank: there is none."""
    states = Counter(home[one] for one in members if data.actors[home[one]].kind == "state")
    best, count = max(states.items(), key=lambda one: (one[1], -one[0]), default=(0, 0))
    return data.actors[best].name if 2 * count > len(members) and count > 1 else ""


def _topics(data: PageData, groups: Sequence[Sequence[int]]) -> list[str]:
    """The context that more than half of the relations within each group have; blank: there is none."""
    group = {one: number for number, members in enumerate(groups) for one in members}
    table = data.record["relations"]
    within: Counter[int] = Counter()
    told: list[Counter[str]] = [Counter() for _ in groups]
    for (actors, recipients), contexts in zip(sides_of(table), each(table["contexts"]), strict=True):
        here = {group.get(one) for one in (*actors, *recipients)}
        number = here.pop()
        if number is not None and not here:
            within[number] += 1
            told[number].update(set(contexts))
    best = [max(one.items(), key=lambda item: (item[1], item[0]), default=("", 0)) for one in told]
    return [name.replace("_", " ") if 2 * count > within[number] else "" for number, (name, count) in enumerate(best)]


def _and_others(names: Sequence[str], count: int) -> str:
    """Some names, and how many others there are."""
    rest = count - len(names)
    return ", ".join(names) + (f" and {rest:,} other{'s' * (rest > 1)}" if rest else "")


def _cut(name: str) -> str:
    """A name of at most so many letters as two have room on a sign."""
    return name if len(name) <= GROUP_NAME else f"{name[: GROUP_NAME - 1].rstrip()}\u2026"


def plate_size(name: str, members: Iterable[str], *, share: float, icon: bool = False) -> tuple[float, float]:
    """Return the width and height in pixels of a plate: ``share`` is its part in the relations, from 0 to 1.

    >>> plate_size("Japan", [], share=0) < plate_size("Japan", ["Iwaya", "JICA"], share=0)
    True
    """
    size = name_size(share)
    listed = list(members)
    wide = text_width(name, size, bold=True) + (size if icon else 0)
    row, fits = 0.0, 0
    for one in listed[:MEMBERS]:
        more = text_width(one[:22], MEMBER_SIZE) + 20
        # a guess that errs is wide rather than narrow: a plate must not be larger than the room kept for it
        if fits and row + 0.92 * more > ROW - 18:
            break
        row, fits = row + more, fits + 1
    if fits < len(listed):  # the rest is counted
        row += text_width(f"+{len(listed) - fits}", MEMBER_SIZE) + 4
    return max(wide, row) + 22, size + (31 if listed else 14)


def name_size(share: float) -> float:
    """How high a name on a plate is, in pixels."""
    return NAME_SIZE[0] + (NAME_SIZE[1] - NAME_SIZE[0]) * math.sqrt(min(max(share, 0.0), 1.0))


def members_of(home: Sequence[int], counts: Mapping[int, int]) -> dict[int, list[int]]:
    """Who stands on the sign of each side, the most involved first."""
    found: dict[int, list[int]] = {}
    for one, at in enumerate(home):
        if at != one and counts.get(one):
            found.setdefault(at, []).append(one)
    for members in found.values():
        members.sort(key=lambda one: (-counts[one], one))
    return found
