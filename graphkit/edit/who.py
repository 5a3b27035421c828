"""Who some letters may mean: known actors, the states and organisations of the world, or somebody new."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from graphkit.dataset.names import AliasIndex, normalise_name, plain_slug
from graphkit.edit.bodies import body_named, capital, holder_named, is_bare_office, whole_body, without_article
from graphkit.edit.persons import full_name, persons_called, state_led, without_genitive
from graphkit.edit.rows import Change
from graphkit.edit.texts import NOWHERE, Around
from graphkit.edit.words import CAPITALS, named_beside, named_speaker, organisation_words, title_pattern, without_common
from graphkit.model import KINDS, Actor, split_list

if TYPE_CHECKING:
    from graphkit.edit.desk import Desk

__all__ = ["Names", "known_party", "new_actor", "seat_of", "without_state"]

_MOST = 9
_HITS = 4000  # of one kind in one search: more are not told apart
_MOST_RECENT = 200  # actors that are searched one by one
_JOINED = re.compile(r"\s*(?:,|&|、|및|\band\b)\s*|(?<=\S)(?:와|과)\s+")
_EDGES = " \t\n,;:\"'“”‘’*_#`()[]…–—-"
_BESIDE = 90  # characters of a sentence in which somebody's office stands
_BEFORE = 20_000  # characters of a text before a sentence in which an office was named
_LOOKED = 20  # times that a name is looked at for its office
_WORD = re.compile(r"[^\W_]+")
#: Where a sentence ends.
_ENDED = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ])|\n\s*\n")
#: An office of whom was spoken before: "Its envoy, ".
_OF_IT = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+(?:[^\W\d_]+[\s-]+){0,3}[^\W\d_]+,?\s*$")


#: How well each actor fits (rank, whether of the world only, length), by which name, and whether a row has it.
_Ranked = dict[str, tuple[tuple[int, int, int], str, bool]]


class _Listed:
    """Many names in one string, which is searched at once."""

    def __init__(self, names: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
        self.entries = [(plain, shown, key) for key, several in names for plain, shown in several if plain]
        self.text = "\n" + "\n".join(entry[0] for entry in self.entries) + "\n"
        starts, at = [], 1
        for plain, *_ in self.entries:
            starts.append(at)
            at += len(plain) + 1
        self.starts = starts
        self.by_length: dict[int, list[tuple[str, str, str]]] = {}
        for entry in self.entries:
            if len(entry[0]) > 3:
                self.by_length.setdefault(len(entry[0]), []).append(entry)

    def about_as_long(self, length: int) -> list[tuple[str, str, str]]:
        """Return the entries whose names are about as long as one that is misspelt."""
        return [entry for size in range(length - 1, length + 3) for entry in self.by_length.get(size, ())]

    def hits(self, lead: str, plain: str, tail: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield the entries in which some letters stand behind a lead, at most so many."""
        wanted, size = lead + plain + tail, len(lead)
        at = self.text.find(wanted)
        for _ in range(_HITS):
            if at < 0:
                return
            place = bisect_right(self.starts, at + size) - 1
            yield self.entries[place]
            at = self.text.find(wanted, at + 1)


class Names:
    """Every name of every actor of a dataset and of the world, ready to be found while it is typed.

    Parameters
    ----------
    bench
        The workbench, whose commands it follows.
    """

    def __init__(self, bench: Desk) -> None:
        self.bench = bench
        self._names: dict[str, list[tuple[str, str]]] = {}
        self._actors: dict[str, Actor] = {}
        self._index: AliasIndex | None = None
        self._listed: _Listed | None = None
        self._recent: dict[str, list[tuple[str, str]]] = {}
        self._exact: dict[str, str] | None = None
        self._edits = 0
        self.forget(None)
        bench.follow(self.forget)

    def forget(self, changes: Sequence[Change] | None) -> None:
        """Read the names of actors that changed anew; None: of all."""
        if changes is None:
            self._edits += 1
            self._names, self._actors, self._index, self._listed, self._exact = {}, {}, None, None, None
            for row in self.bench.rows("actors"):
                self._put(row.cells)
            self._recent = {}
            return
        for change in changes:
            if change.table != "actors":
                continue
            if change.before is not None:
                key = change.before.get("id", "")
                self._names.pop(key, None)
                self._actors.pop(key, None)
                self._recent.pop(key, None)
                self._index = self._listed = self._exact = None
                self._edits += 1
            if change.after is not None:
                self._put(change.after)

    def _put(self, cells: Mapping[str, str]) -> None:
        key = cells.get("id", "")
        actor = Actor(key, cells.get("name", key), cells.get("kind", ""), split_list(cells.get("aliases", "")))
        self._actors[key] = actor
        names = [(_plain(name), name) for name in dict.fromkeys((actor.name, *actor.aliases, key)) if name]
        self._names[key] = self._recent[key] = names
        self._exact = None
        if self._index is not None:
            self._index.add(actor)

    def _own(self) -> _Listed:
        """The names of the dataset's actors in one string, but for those that came since it was made."""
        if self._listed is None or len(self._recent) > _MOST_RECENT:
            self._listed = _Listed(self._names.items())
            self._recent = {}
        return self._listed

    def index(self) -> AliasIndex:
        """Return the names of the dataset's actors, to match a whole name by."""
        if self._index is None:
            self._index = AliasIndex(self._actors.values())
        return self._index

    def warm(self) -> None:
        """Make the index of names while commands go on."""
        with self.bench.turn:
            actors, edits = list(self._actors.values()), self._edits
        index = AliasIndex(actors)
        _world_listed()
        with self.bench.turn:
            if self._index is None and self._edits == edits:
                for actor in self._actors.values():
                    if actor.id not in index:
                        index.add(actor)
                self._index = index

    def get(self, key: str) -> Actor | None:
        """Return an actor of the dataset or the world by its id."""
        return self._actors.get(key) or _world().get(key)

    def party_of(self, key: str) -> dict[str, Any]:
        """Return an actor by its id as a party of a line; one that no table has is called by the id."""
        return known_party(self.get(key) or Actor(key, key, ""))

    def find(self, query: str, around: Around = NOWHERE) -> list[dict[str, Any]]:
        """Return who some letters may mean, best first; the last one is somebody new.

        Parameters
        ----------
        query
            What was typed, in any script.
        around
            Where it stands: for the office and state of somebody new.
        """
        query = without_common(query)
        plain = _plain(query)
        if not plain:
            return self.named_in(around)
        ranked: _Ranked = {}
        self._typed(plain, ranked)
        for key, title in self._by_office(plain):
            ranked.setdefault(key, ((3, 0, 0), title, True))
        self._told(query, ranked)
        if (other := self.index().reordered(query)) is not None and other.actor not in ranked:
            ranked[other.actor] = ((1, 0, 0), f"'{query}' {other.reason}", True)
        if len(ranked) < 3 and len(plain) >= 4:
            self._near(plain, ranked)
        best = sorted(ranked, key=lambda key: (ranked[key][0], key))[:_MOST]
        found_lines = [self._line(key, ranked[key][1], known=ranked[key][2]) for key in best]
        several = self._several(query, around) if not best or not _begins(plain, ranked[best[0]]) else []
        meant = self._meant(query, around) if is_bare_office(query) else None
        if meant is not None and (meant.get("new") or meant["id"] not in best):
            return [self._said(meant), *several, *found_lines]
        new = self._new(query, around, found_lines)
        found_lines = self._with_persons(query, around, found_lines, ranked, new)
        placed = self._offices_of(new["party"]["new"], found_lines)
        if not placed and not several and _is_another(query, new["party"]["new"], ranked, best):
            return [new, *found_lines]  # an institution is neither its state nor that of another one
        return [*placed, *several, *found_lines, new]

    def _with_persons(
        self,
        query: str,
        around: Around,
        found: list[dict[str, Any]],
        ranked: _Ranked,
        new: Mapping[str, Any],
    ) -> list[dict[str, Any]]:
        """Put those who are not there yet and of whose name the letters are a part behind whom they name plainly."""
        told = seat_of(new["party"])
        lines = []
        for one in persons_called(query, around):
            if self.called(one.name) or one.key in self._names or (not one.here and told and told != one.state):
                continue
            why = "named in the text" if one.here else "a leader that the coder knows"
            lines.append(_new_line(new_actor(one.name, around), why))
        plain = [one for one in found if ranked[one["id"]][0][0] <= (2 if one["known"] else 1)]
        return [*plain, *lines, *(one for one in found if one not in plain)] if lines else found

    def _said(self, party: dict[str, Any]) -> dict[str, Any]:
        """A line for who is meant by an office or a pronoun."""
        key, new = party.get("id", ""), "new" in party
        known = {"known": key in self._names, "new": new}
        return {"party": party, "id": key, "name": party["name"], "kind": party["kind"], "why": "named before", **known}

    def _meant(self, query: str, around: Around) -> dict[str, Any] | None:
        """The official named last before a sentence of whom "the Minister" or "she" is told; None for nobody."""
        text = around.text[: max(0, around.text.find(around.sentence))] if around.sentence else around.text
        text, office = text[-_BEFORE:], _plain(query).split()[-1:]
        pronoun = office in (["he"], ["she"])
        for match in reversed(list(_official().finditer(text))):
            if pronoun or _plain(match[1]).split()[-1:] == office:
                actor = self._known_as(match[2])
                begin, end = text.rfind(". ", 0, match.start()) + 1, text.find(". ", match.end())
                sentence = text[begin : end if end >= 0 else len(text)]
                if actor is not None:
                    return known_party(actor)
                return _made_party(new_actor(match[2], around._replace(sentence=sentence)))
        return None

    def _offices_of(self, new: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Who is known by the name behind a typed office, with that office where no row tells it."""
        place = new.get("affiliation") or {}
        told = place.get("title") and place["organisation"] and new["kind"] == "person"
        actor = self._known_as(new["name"]) if told else None
        if actor is None or actor.kind not in ("person", ""):
            return []
        rows = (row.cells for row in self.bench.rows("affiliations"))
        held = [cells for cells in rows if cells.get("actor") == actor.id]
        alike = ("organisation", "title")
        if any(all(_plain(cells.get(name, "")) == _plain(place[name]) for name in alike) for cells in held):
            return []
        party = {**known_party(actor), "affiliation": dict(place)}
        why = f"new: {place['title']} of {self.party_of(place['organisation'])['name']}"
        return [{"party": party, **known_party(actor), "why": why, "known": actor.id in self._names, "new": False}]

    def _several(self, query: str, around: Around) -> list[dict[str, Any]]:
        """One line for two or more that are named together: "Estonia and Latvia"."""
        pieces = [piece for piece in _JOINED.split(query) if piece.strip()]
        if not 2 <= len(pieces) <= 6:
            return []
        exact = self._only_names()
        parties = []
        for piece in pieces:
            actor = self.get(exact.get(_plain(piece), "") or self._begun(_plain(piece)))
            if actor is None and not _is_name(piece.strip()):
                return []
            parties.append(known_party(actor) if actor is not None else _made_party(new_actor(piece, around)))
        name = ", ".join(party["name"] for party in parties)
        said = {"party": parties[0], "parties": parties, "id": "", "name": name, "kind": ""}
        return [{**said, "why": f"{len(parties)} parties", "known": False, "new": False}]

    def _begun(self, plain: str) -> str:
        """The actor whose name some letters best begin; blank for none."""
        ranked: _Ranked = {}
        if len(plain) > 2:
            self._typed(plain, ranked)
        begun = [key for key, (_, shown, _) in ranked.items() if _plain(shown).startswith(plain)]
        return min(begun, key=lambda key: (ranked[key][0], key), default="")

    def _typed(self, plain: str, ranked: _Ranked) -> None:
        """Put in whose names hold the letters: as a whole, at the beginning, at a word's beginning, or inside."""
        sources = ((self._own(), 0), (_world_listed(), 1))
        stages = ((0, "\n", "\n"), (1, "\n", ""), (2, " ", ""), (5, "", ""))
        for key, names in self._recent.items():
            found = _best(plain, names)
            if found is not None:
                ranked[key] = ((found[0], 0, len(names[0][0])), found[1], True)
        for rank, lead, tail in stages:
            if rank == 5 and (len(plain) < 3 or len(ranked) >= _MOST):
                break
            for listed, world in sources:
                for name, shown, key in listed.hits(lead, plain, tail):
                    known = key in self._names
                    late = bool(world and rank == 1 and not known)  # who is in the dataset comes before the world
                    better = (rank + late, world if not known else 0, len(name))
                    if key not in ranked or better < ranked[key][0]:
                        ranked[key] = (better, shown, known)

    def _told(self, query: str, ranked: _Ranked) -> None:
        """Put in the state that words in another language name."""
        from graphkit.gazetteer.languages import state_told

        told = state_told(query) if not query.isascii() else None
        if told is not None and told.id not in ranked:
            ranked[told.id] = ((0 if told.whole else 4, 0, 0), f"'{query}' names it", told.id in self._names)
        key = _state_leading(capital(query.strip())) if query.isascii() else ""
        if key and key not in ranked:  # "armenian ambassador"
            ranked[key] = ((4, 0, 0), f"'{query.split()[0]}' is of {self.party_of(key)['name']}", key in self._names)

    def _by_office(self, plain: str) -> Iterable[tuple[str, str]]:
        """Actors by the office that they hold, such as "foreign minister latvia"."""
        words = plain.split()
        for row in self.bench.rows("affiliations"):
            title = row.cells.get("title", "")
            if not title:
                continue
            organisation = self.get(row.cells.get("organisation", ""))
            text = f"{_plain(title)} {_plain(organisation.name) if organisation else ''}".split()
            if all(any(part.startswith(word) for part in text) for word in words):
                yield row.cells.get("actor", ""), f"{title}{f' of {organisation.name}' if organisation else ''}"

    def _near(self, plain: str, ranked: _Ranked) -> None:
        """Put in names that are spelt nearly so."""
        from rapidfuzz import fuzz, process

        flat = [*self._own().about_as_long(len(plain)), *_world_listed().about_as_long(len(plain))]
        flat += [(name, shown, key) for key, names in self._recent.items() for name, shown in names]
        hits = process.extract(plain, [entry[0] for entry in flat], scorer=fuzz.ratio, score_cutoff=75, limit=5)
        for _, score, at in hits:
            _, shown, key = flat[at]
            why = f"spelt like {shown} ({score:.0f} of 100)"
            ranked.setdefault(key, ((6, 100 - int(score), 0), why, key in self._names))

    def party(self, party: Mapping[str, Any], around: Around) -> dict[str, Any]:
        """Return a party of the coder as one that is known, of the world, or new.

        Parameters
        ----------
        party
            Its ``id``, ``name``, ``kind`` and ``state`` as the coder has them, and where they are known its ``words``
            and what stands ``after`` them: of "the alliance, NATO, warned" it is NATO.
        around
            Where it stands.
        """
        if called := named_beside(str(party.get("words", "")), str(party.get("after", ""))):
            return self._called_so(called, around)
        name = without_genitive(str(party["name"]).strip(_EDGES) or str(party["name"]))
        told = whole_body(
            re.sub(r"^(?:the|an?)\s+", "", str(party.get("words", "")), flags=re.IGNORECASE), around.sentence
        )
        if is_bare_office(told) and (meant := self._meant(told, around)) is not None:
            return meant
        actor = self.get(str(party["id"]))
        if actor is not None:
            return known_party(actor)
        match = self.index().known(name) or self.index().reordered(told) or self.index().reordered(name)
        if match is not None and match.actor and (actor := self.get(match.actor)) is not None:
            return known_party(actor)
        if body_named(told) is not None and (" " in told):
            return self.teller(told, around) or _made_party(new_actor(told, around))
        state = self.get(str(party.get("state") or ""))
        bare = without_state(name)[0]
        if state is not None and bare == bare.lower():  # "Moroccan diplomats": of no name of their own
            return known_party(state)
        new = new_actor(name, around)
        if party.get("kind"):
            new["kind"] = party["kind"]
        place = new.get("affiliation") or {}
        if state is not None and new["kind"] in ("person", "agency") and not place.get("organisation"):
            new["affiliation"] = _place_in(new["kind"], state.id, place.get("title", ""))
        title = title_pattern().search(str(party.get("words", "")))
        if title is not None and new["kind"] == "person" and not new.get("affiliation", {"title": "-"})["title"]:
            new["affiliation"]["title"] = capital(title[0])
        return _made_party(new)

    def _called_so(self, name: str, around: Around) -> dict[str, Any]:
        """Who is meant by a name that stands in a text."""
        key = next((key for key, words in self.parties_in(name) if _plain(words) == _plain(name)), "")
        return self.party_of(key) if key else _made_party(new_actor(name, around))

    def speaker_in(self, sentence: str, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return who says what a line says, where the coder names nobody: "according to Kalve", "Kalve said"."""
        taking_part = {party.get("id") for side in ("actor", "recipient") for party in line[side]}
        for name in named_speaker(sentence):
            actor = self._known_as(name)
            if actor is not None and actor.id not in taking_part:
                return known_party(actor)
        return None

    def teller(self, words: str, around: Around) -> dict[str, Any] | None:
        """Return who is meant by the words for who says something: a name, an office, an institution; else None."""
        plain = without_genitive(without_article(words.strip(_EDGES)))
        plain = plain.rpartition(", ")[2] if re.search(rf", {CAPITALS}(?: [^,]+)?$", plain) else plain
        if is_bare_office(plain):
            return self._meant(plain, around)
        key = self.called(plain) or next((key for key, said in self.parties_in(plain) if said == plain), "")
        actor = self.get(key) if key else None
        if actor is not None:
            return known_party(actor)
        titled = _official().fullmatch(plain) or _official().search(plain)
        if titled is not None and titled.end() == len(plain):
            actor = self._known_as(titled[2])
            return known_party(actor) if actor is not None else _made_party(new_actor(plain, around))
        told = body_named(plain) or holder_named(plain)
        named = re.fullmatch(rf"{CAPITALS}(?:[ -](?:{CAPITALS}|al-{CAPITALS}|bin|van|de|von)){{1,3}}", plain)
        return _made_party(new_actor(plain, around)) if told or (named and not without_state(plain)[1]) else None

    def called(self, words: str) -> str:
        """Return the id of the one actor whose name some words are, or end: "Kalve"; blank for none or several."""
        known = self.index().known(words) or self.index().reordered(words)
        if known is not None:
            return known.actor
        last = _plain(words)
        recent = ((plain, shown, key) for key, names in self._recent.items() for plain, shown in names)
        entries = (*self._own().hits(" ", last, "\n"), *recent)
        found = {key for name, _, key in entries if name.endswith(f" {last}")}
        if len(found) == 1:
            return found.pop()
        return self._only_names().get(last, "")

    def _known_as(self, words: str) -> Actor | None:
        """The one actor whose name some words are, or end; None for nobody or several."""
        key = self.called(words)
        return self.get(key) if key else None

    def named_in(self, around: Around) -> list[dict[str, Any]]:
        """Return whom a sentence names, in the order of the text; the last one is somebody new."""
        found = self.parties_in(around.sentence)
        lines = [self._line(key, f"'{words}' stands here", known=key in self._names) for key, words in found]
        return [*lines, self._new(_first_name(around.sentence), around, lines)]

    def parties_in(self, text: str) -> list[tuple[str, str]]:
        """Return the ids of whom a stretch of text names, with the words that name them, in the order of the text."""
        met: dict[str, tuple[int, str]] = {}
        taken: list[tuple[int, int]] = []
        for start, end, key in self._spans(text):
            if any(start < b and end > a for a, b in taken):
                continue
            taken.append((start, end))
            if key not in met or start < met[key][0]:
                met[key] = (start, text[start:end])
        return [(key, words) for key, (_, words) in sorted(met.items(), key=lambda one: one[1][0])]

    def officials_in(self, around: Around) -> list[tuple[int, int, dict[str, Any]]]:
        """Return who is named with an office in a sentence and not known, and where, the state before it included."""
        found = []
        for match in _official().finditer(around.sentence):
            name = without_genitive(match[2])
            if not match[1][0].isupper() or self.called(name):
                continue
            lead = re.search(r"[^\W\d_]+(?:['’]s)?\s+$", around.sentence[: match.start()])
            start = lead.start() if lead and _state_leading(lead[0].strip()) else match.start()
            found.append((start, match.start(2) + len(name), _made_party(new_actor(name, around))))
        return found

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in a text, the longest first."""
        words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        exact = self._only_names()
        spans = []
        for first in range(len(words)):
            for last in range(first, min(first + 6, len(words))):
                start, end = words[first][0], words[last][1]
                piece = text[start:end]
                if "\n\n" in piece:
                    break
                key = exact.get(_plain(piece)) if _is_name(piece) else None
                key = key or (_adjective(piece) if first == last or last == first + 1 else None)
                if key:
                    spans.append((start, end, key))
        spans += self._foreign(text)
        return sorted(spans, key=lambda one: (one[0] - one[1], one[0]))

    def _foreign(self, text: str) -> list[tuple[int, int, str]]:
        """States and organisations that words in another script name, with whatever endings."""
        from graphkit.gazetteer.languages import state_told

        if text.isascii():
            return []
        pattern, ids = _other_names()
        found = [(*match.span(), ids[match[0]]) for match in pattern.finditer(text)]
        for start, end, _ in found:  # of a script without blanks another is told in the same run of letters
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        words = (match for match in re.finditer(r"[^\W\d_]{2,}", text) if not match[0].isascii())
        states = [(*match.span(), told.id) for match in words if (told := state_told(match[0])) is not None]
        return [*states, *found]

    def _only_names(self) -> dict[str, str]:
        """One actor for each name that is only one's, the dataset's before the world's."""
        if self._exact is not None:
            return self._exact
        found: dict[str, str] = {}
        twice: set[str] = set()
        for key, names in self._names.items():
            for plain, _ in names:
                if found.setdefault(plain, key) != key:
                    twice.add(plain)
        for key, names in _world_names().items():
            for plain, _ in names:
                found.setdefault(plain, key)
        self._exact = {plain: key for plain, key in found.items() if plain not in twice and len(plain) > 1}
        return self._exact

    def _line(self, key: str, why: str, *, known: bool) -> dict[str, Any]:
        party = self.party_of(key)
        return {"party": party, **party, "why": why, "known": known, "new": False}

    def _new(self, query: str, around: Around, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Somebody new, with what is proposed of them, and whom the name resembles."""
        new = new_actor(query, around)
        resembles = ""
        match = self.index().match(new["name"]) if len(new["name"]) > 2 and len(self._actors) < 3000 else None
        if match is not None and match.actor:
            resembles = f"'{new['name']}' {match.reason}"
        elif found and found[0]["why"].startswith("spelt like"):
            resembles = f"'{new['name']}' is {found[0]['why']}"
        return _new_line(new, resembles)


def _begins(plain: str, found: tuple[tuple[int, int, int], str, bool] | None) -> bool:
    """Whether a name that was found begins with some letters."""
    return found is not None and (found[0][0] <= 1 or (found[0][0] == 2 and _plain(found[1]).startswith(plain)))


def _is_another(query: str, new: Mapping[str, Any], ranked: _Ranked, best: Sequence[str]) -> bool:
    """Whether words name an institution that none of those found is called by."""
    if new["kind"] != "agency" or not (body_named(query) or holder_named(query)):
        return False
    return not best or ranked[best[0]][0][0] > 2


def known_party(actor: Actor) -> dict[str, Any]:
    """Return an actor that is known as a party of a line."""
    return {"id": actor.id, "name": actor.name, "kind": actor.kind}


def _made_party(new: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody new as a party of a line."""
    return {"new": new, "name": new["name"], "kind": new["kind"]}


def _new_line(new: Mapping[str, Any], why: str) -> dict[str, Any]:
    """A line for somebody new."""
    named = {field: new[field] for field in ("id", "name", "kind")}
    return {"party": _made_party(new), **named, "why": why, "known": False, "new": True}


def seat_of(party: Mapping[str, Any]) -> str:
    """Return the state or organisation in which a party that is new has a place; blank where none is known.

    >>> seat_of({"new": new_actor("Foreign Minister Ilze Kalve of Latvia")}), seat_of({"id": "LVA"})
    ('LVA', '')
    """
    return str((party.get("new", {}).get("affiliation") or {}).get("organisation", ""))


def _plain(name: str) -> str:
    """A name as it is compared: folded word by word, without article or title."""
    return normalise_name(name)


def _best(plain: str, names: Sequence[tuple[str, str]]) -> tuple[int, str] | None:
    """How well some letters fit the best of an actor's names (0 is best), and why."""
    best: tuple[int, str] | None = None
    for known, shown in names:
        at = known.find(plain)
        if at < 0:
            continue
        rank = 0 if known == plain else 1 if at == 0 else 2 if known[at - 1] == " " else 5
        if best is None or rank < best[0]:
            best = (rank, shown)
            if not rank:
                break
    return best


def _world() -> dict[str, Actor]:
    from graphkit.extract.gazetteer import world_actors

    return world_actors()


@cache
def _world_names() -> dict[str, list[tuple[str, str]]]:
    """The names of the states and organisations of the world, those of states in other languages, too."""
    from graphkit.gazetteer.languages import LANGUAGES, state_words

    found = {
        key: [(_plain(name), name) for name in dict.fromkeys((actor.name, *actor.aliases, key)) if name]
        for key, actor in _world().items()
    }
    for language in LANGUAGES:
        for key, words in state_words(language).items():
            if key in found:
                found[key] += [(_plain(word), word) for word in words[:1]]
    for key, words in organisation_words().items():
        found[key] += [(_plain(word), word) for word in words]
    return found


@cache
def _world_listed() -> _Listed:
    return _Listed(_world_names().items())


@cache
def _other_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of organisations in other scripts, at the beginning of a word; of states, too, where none parts words."""
    from graphkit.gazetteer.languages import LANGUAGES, state_words

    states = [named for language in LANGUAGES for named in state_words(language).items()]
    ids = {word: key for key, words in states for word in words if len(word) > 1 and "぀" <= word[0] <= "鿿"}
    ids |= {word: key for key, words in organisation_words().items() for word in words if not word.isascii()}
    longest = sorted(ids, key=lambda word: (-len(word), word))
    parts = ("" if "぀" <= word[0] <= "鿿" else r"(?<!\w)" for word in longest)
    pattern = "|".join(begin + re.escape(word) for begin, word in zip(parts, longest, strict=True))
    return re.compile(pattern), ids


@cache
def _official() -> re.Pattern[str]:
    """An office and the name behind it."""
    return re.compile(rf"(?i:{title_pattern().pattern})\s+({CAPITALS}(?:\s+{CAPITALS}){{0,2}})")


def _is_name(piece: str) -> bool:
    """Whether words may be a name: with a capital, a figure, or in a script without capitals."""
    first = piece[:1]
    return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())


def _adjective(piece: str) -> str | None:
    """The state whose people or adjective a word is: "Latvian"."""
    from graphkit.gazetteer import state_of_people

    return state_of_people(piece) or None if piece[:1].isupper() else None


def _first_name(text: str) -> str:
    """The first words of a text that are written as a name is."""
    match = re.search(rf"\b{CAPITALS}(?:\s+{CAPITALS})+", text)
    return match[0] if match else ""


def new_actor(query: str, around: Around = NOWHERE) -> dict[str, Any]:
    """Return what is proposed of somebody new: name, kind, id, and the place in a state as far as the words say.

    Parameters
    ----------
    query
        The words that were typed or chosen.
    around
        Where they stand: its words may say which office in which state somebody has.

    Examples
    --------
    >>> found = new_actor("Foreign Minister Ilze Kalve of Latvia")
    >>> found["id"], found["kind"], found["affiliation"]["organisation"], found["affiliation"]["title"]
    ('ilze-kalve', 'person', 'LVA', 'Foreign Minister')
    """
    from graphkit.extract.gazetteer import name_actor

    words = without_genitive(" ".join(query.split()).strip(_EDGES + "."))
    if (told := _told_otherwise(words, around)) is not None:
        return told
    title = title_pattern().search(words)
    name = " ".join(f"{words[: title.start()]} {words[title.end() :]}".split()) if title else words
    office = title[0] if title else ""
    state: str | None
    bare, state = without_state(name.strip(_EDGES))
    if title and not state and (state := _state_leading(capital(name))):  # "Armenian ambassador"
        name = bare = words
    name = bare if bare != bare.lower() or title else name  # "Turkish police" is called so
    name = full_name(name, around) if title and name != words else name  # "President Kalve" behind "Ilze Kalve"
    if not state:
        beside, state = _office_of(name or words, around)
        office = office or beside
    named = name_actor(name or words)
    shown = name or words or "…"
    kind = _kind_of(name, named.kind, office)
    place = state or state_led(name) or named.state
    if kind in ("person", "agency"):  # of nobody's state but one that is told: that of the report may be another
        return _placed(shown, kind, place, capital(office) if place or kind == "person" else "")
    return _placed(shown, kind, "")


def _told_otherwise(words: str, around: Around) -> dict[str, Any] | None:
    """What is proposed of an institution, an official as Korean names one, or an organisation's; None for others."""
    holder = holder_named(words)
    if holder is not None and holder.title:
        return _placed(holder.name or words, "person", holder.state, holder.title)
    if holder is not None:
        return _placed(words, "agency", holder.state or around.home)
    title = title_pattern().search(words)
    if title is None and (body := body_named(words)) is not None:
        state = body.state or around.home
        name = body.name
        if not body.state and state and " of " in name:  # each state has one of that name
            name = f"{name} of {_world()[state].name}"
        return _placed(name, "agency", state)
    lead = re.sub(r"['’]s?$", "", words[: title.start()].strip()) if title is not None else ""
    led = _exactly(re.sub(r"^[Tt]he ", "", lead)) if lead else ""
    if title is not None and led and _world()[led].kind != "state":  # "EU foreign policy chief Ona Balyte"
        name = words[title.end() :].strip(_EDGES)
        return _placed(name or words, "person", led, capital(title[0]))
    return None


def _placed(name: str, kind: str, organisation: str, title: str = "") -> dict[str, Any]:
    """Somebody new with a place in a state or organisation, as far as that is known."""
    found: dict[str, Any] = {"name": name, "kind": kind, "id": plain_slug(name)}
    if organisation or title:
        found["affiliation"] = _place_in(kind, organisation, title)
    return found


def _place_in(kind: str, organisation: str, title: str = "") -> dict[str, str]:
    """The place that somebody of a kind mostly has in a state or organisation."""
    return {"organisation": organisation, "role": "REPRESENTS" if kind == "person" else "PART_OF", "title": title}


def _exactly(name: str) -> str:
    """The actor of the world of just that name; blank for none."""
    from graphkit.extract.gazetteer import world_index

    known = world_index().known(name)
    return known.actor if known is not None and known.actor in _world() else ""


def _kind_of(name: str, named: str, office: str) -> str:
    """The kind of somebody new: by an office, by the last word ("Latgale Press"), or by two names with capitals."""
    from graphkit.extract.rules import load_dictionary

    if office and name:
        return "person"
    if named not in ("state", "other"):
        return named
    last = (name.split() or [""])[-1]
    agent = load_dictionary().word(last.lower()).agent if " " in name else ""
    if agent in KINDS and agent not in ("other", "person"):
        return agent
    return "person" if re.fullmatch(rf"(?:{CAPITALS}\s+){{1,3}}{CAPITALS}", name or "") else "other"


def without_state(name: str) -> tuple[str, str]:
    """Return a name without the state before or behind it, and that state.

    >>> without_state("Moroccan diplomats"), without_state("Ilze Kalve of LVA")
    (('diplomats', 'MAR'), ('Ilze Kalve', 'LVA'))
    """
    from graphkit.extract.gazetteer import world_index
    from graphkit.gazetteer import state_of_people

    behind = re.fullmatch(r"(.*?)(?:,)?\s*\bof\s+(.+)", name)
    if behind and (found := world_index().known(behind[2])) is not None and found.actor:
        return behind[1].strip(), found.actor
    head, _, rest = name.partition(" ")
    bare = re.sub(r"['’]s?$", "", head)
    if rest and (state := state_of_people(bare)):
        return rest, state
    if rest and bare != head and (found := world_index().known(bare)) is not None and found.actor:
        return rest, found.actor
    return name, ""


def _state_leading(words: str) -> str:
    """The state that words would be of before a name: "Armenian", "Spain's"; blank for none."""
    return without_state(f"{words} X")[1]


def _office_of(name: str, around: Around) -> tuple[str, str | None]:
    """The office that a sentence, or else the text, gives a name, and the state it gives it; None: it does not say."""
    found: tuple[str, str | None] = ("", "")
    for text in (around.sentence, around.text) if name else ():
        at = -1
        for _ in range(_LOOKED):
            at = text.find(name, at + 1)
            if at < 0:
                break
            *earlier, before = _ENDED.split(text[max(0, at - 4 * _BESIDE) : at])
            office, state = _office_beside(before, text[at + len(name) : at + len(name) + _BESIDE])
            if office and not state and _OF_IT.search(before):  # "The European Union ... Its envoy, X"
                found = (office, _first_state(earlier[-1]) if earlier else None) if not found[1] else found
            elif office:
                return office, state
            if found[1]:
                return found
    return found[0], found[1] or (None if found[0] else "")


def _office_beside(before: str, after: str) -> tuple[str, str]:
    """The office and state by the words around a name: "Latvian Foreign Minister X", "X, the envoy of Spain"."""
    titles = list(title_pattern().finditer(before))
    if titles:
        last = titles[-1]
        rest = re.fullmatch(rf"(?:\s+of\s+([^,;]+))?,?(?:\s+{CAPITALS}){{0,2}}\s*", before[last.end() :])
        if rest is not None:
            of = rest[1] or (re.match(r"\s+of\s+([^,;.]+)", after) or [""] * 2)[1]
            return last[0], _first_state(of) or _state_before(before[: last.start()])
    behind = re.match(r",\s+(?:who is\s+)?", after)
    title = title_pattern().search(after, behind.end()) if behind else None
    if behind is None or title is None or re.search(r"[,;.]", after[behind.end() : title.start()]):
        return "", ""
    of = re.match(r"\s+of\s+([^,;.]+)", after[title.end() :])
    return title[0], (_first_state(of[1]) if of else "") or _state_before(after[behind.end() : title.start()])


def _state_before(lead: str) -> str:
    """The state that words before a title end with: "the Latvian", "Spain's"."""
    words = lead.split()[-3:]
    return next((found for size in (1, 2, 3) if (found := _state_leading(" ".join(words[-size:])))), "")


def _first_state(words: str) -> str:
    """The state or organisation that words begin with: "Spain called Morocco"."""
    from graphkit.extract.gazetteer import world_index

    parts = re.sub(r"^[Tt]he ", "", words.strip()).split()
    for size in range(min(4, len(parts)), 0, -1):
        found = world_index().known(" ".join(parts[:size]).rstrip(","))
        if found is not None and found.actor:
            return found.actor
    return ""
