"""What a figure of a map shows: plates, links, notes and words, worked out from the page that they are also on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit.model import NO_ADDRESS, PLAIN, STATUSES, Document, date_words, title_words
from graphkit.ontology import QUADS
from graphkit.render._sheet import DENIED_WORDS, plain
from graphkit.render.data import each, sides_of
from graphkit.render.plates import members_of, name_size
from graphkit.render.seats import seats

if TYPE_CHECKING:
    from graphkit.render.page import Page

__all__ = ["Link", "Plate", "Scene", "Source", "scene_of"]

#: What is plainly asserted, also where another denies it.
FIRM = frozenset(STATUSES.index(one) for one in PLAIN)
#: The legend's lines, in their order.
KEY = {
    "coop": "Cooperation",
    "conf": "Conflict",
    "both": "About as much of both",
    "tie": "Standing tie",
    "soft": "Only claimed or proposed",
    "denied": DENIED_WORDS,
}
TIE = QUADS.index("standing tie")
#: Links whose balance of cooperation and conflict is no larger than this are grey.
EVEN = 0.2
#: How wide the strongest link may be: as on the page (``web/canvas/look.js``).
WIDEST = 5.0
NAME, BRIEF = 40, 22


@dataclass(frozen=True, slots=True)
class Plate:
    """A sign: the name it carries, who stands on it, how large the name is, and its bloc's number (-1: none)."""

    one: int
    name: str
    kind: str
    size: float
    members: tuple[tuple[str, str], ...]
    first: bool
    bloc: int


@dataclass(slots=True)
class Link:
    """All relations of two sides: how many of each kind there are, and in which directions they go."""

    a: int
    b: int
    n: int = 0
    coop: int = 0
    conf: int = 0
    ties: int = 0
    tie_score: float = 0.0
    firm: int = 0
    denied: int = 0
    forth: bool = False
    back: bool = False

    @property
    def tone(self) -> str:
        """``coop``, ``conf`` or ``both``: the balance of cooperation and conflict, else the score of a tie."""
        if self.coop + self.conf == 0:
            return "coop" if self.tie_score > 0 else "conf" if self.tie_score < 0 else "both"
        balance = (self.coop - self.conf) / (self.coop + self.conf)
        return "coop" if balance > EVEN else "conf" if balance < -EVEN else "both"

    def width(self, step: float) -> float:
        """How wide its line is, in pixels (:meth:`Scene.width_step`)."""
        return 0.7 + step * math.log(1 + self.n)

    @property
    def soft(self) -> bool:
        """Whether nothing of it is plainly asserted."""
        return not self.firm

    @property
    def only_ties(self) -> bool:
        """Whether it has standing ties and nothing else."""
        return self.ties == self.n


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a list of sources names it, and how many relations rest on it."""

    name: str
    about: str
    relations: int


@dataclass(slots=True)
class Scene:
    """Everything that a figure shows."""

    title: str
    deck: str
    about: str
    key: list[tuple[str, str, str]]
    plates: list[Plate]
    links: list[Link]
    places: dict[int, tuple[float, float]]
    pair: tuple[int, int] | None
    notes: list[tuple[str, str]]
    counts: str
    blocs: list[str]
    sources: list[Source] = field(default_factory=list)
    relations: int = 0
    sides: int = 0
    pairs: int = 0
    drawn: int = 0

    def width_step(self) -> float:
        """What one step of a link's width is: the strongest is no wider than lets all be told apart."""
        most = max((one.n for one in self.links), default=1)
        return min(1.2, (WIDEST - 0.7) / math.log(1 + most))

    def texts(self) -> list[str]:
        """Every text, for the choice of fonts."""
        said = [self.title, self.deck, self.counts, self.about, "\u2260", *self.blocs]
        said += [text for plate in self.plates for text in (plate.name, *(name for name, _ in plate.members))]
        said += [text for note in self.notes for text in note]
        return said + [text for one in self.sources for text in (one.name, one.about)]


def scene_of(page: Page) -> Scene:
    """Return what a figure of a page shows."""
    columns = _Columns(page)
    links = columns.links(page.view.links)
    pair = page.headline.pair
    shown = set(page.view.actors)
    meta, graph = page.title, page.graph
    total = len(columns.sides)
    drawn = columns.drawn({(one.a, one.b) for one in links})
    sides, pairs = len(page.tally.actors), page.tally.links
    blocs, bloc_of = page._blocs() if page.options.blocs else ([], {"all": -1, "n": len(page.data.actors)})
    title = plain(page.first_words or meta)
    return Scene(
        title=title,
        deck=plain(" ".join(page.options.subtitle.split()) or page.headline.deck),
        about=plain(f"graphkit {_version()}, {graph.get('name') or meta}"),
        key=columns.key(links),
        plates=_plates(page, each(bloc_of)),
        links=links,
        places=_places(page),
        pair=pair if pair and set(pair) <= shown else None,
        notes=[(plain(note["bold"]), plain(note["text"])) for note in page.headline.notes],
        counts=_counts(page, (len(links), pairs), (drawn, total)),
        blocs=[plain(f"Bloc {one}" if str(one).isdigit() else one) for one in blocs],
        sources=_sources(page),
        relations=total,
        sides=sides or len(page.view.actors),
        pairs=pairs,
        drawn=drawn,
    )


class _Columns:
    """The columns of the record that links are counted from."""

    def __init__(self, page: Page) -> None:
        record = page.data.record
        relations = record["relations"]
        found = (record["rolled"] if page.rolled else None) or relations
        self.sides = sides_of(found)
        self.status, self.mutual = each(relations["status"]), each(relations["mutual"])
        self.denied = frozenset(record["denied"])
        types = record["types"]
        self.quads = [types[kind]["quad"] for kind in each(relations["type"])]
        self.scores = [types[kind]["score"] for kind in each(relations["type"])]

    def links(self, pairs: Sequence[tuple[int, int]]) -> list[Link]:
        """What the relations of some pairs come to, the weakest first."""
        found = {pair: Link(*pair) for pair in pairs if pair[0] != pair[1]}
        for number, (actors, recipients) in enumerate(self.sides):
            seen = set()
            for a in actors:
                for b in recipients:
                    link = found.get((a, b) if a <= b else (b, a))
                    if link is None:
                        continue
                    both = bool(self.mutual[number])
                    link.forth |= a == link.a or both
                    link.back |= a == link.b or both
                    if id(link) not in seen:
                        seen.add(id(link))
                        self._count(link, number)
        return sorted(found.values(), key=lambda one: (one.n, one.a, one.b))

    def _count(self, link: Link, number: int) -> None:
        """Count a relation for a link."""
        tone = self.tone(number)
        link.n += 1
        link.coop += tone == "coop"
        link.conf += tone == "conf"
        if tone == "tie":
            link.ties += 1
            link.tie_score = self.scores[number]
        link.firm += self.status[number] in FIRM
        link.denied += number in self.denied

    def tone(self, number: int) -> str:
        """What a relation is: ``coop``, ``conf``, ``tie`` or ``both``."""
        quad = self.quads[number]
        return "both" if quad is None else "tie" if quad == TIE else "coop" if quad < 2 else "conf"

    def key(self, links: Sequence[Link]) -> list[tuple[str, str, str]]:
        """The legend's lines that there is something for, with how many relations each stands for, where it does."""
        counts: Counter[str] = Counter()
        for number, status in enumerate(self.status):
            counts[self.tone(number)] += 1
            counts["soft"] += status not in FIRM
            counts["denied"] += number in self.denied
        counts["both"] = sum(one.tone == "both" and not one.only_ties for one in links)
        return [(one, words, f"{counts[one]:,}" * (one != "both")) for one, words in KEY.items() if counts[one]]

    def drawn(self, pairs: set[tuple[int, int]]) -> int:
        """How many relations some links show."""
        return sum(
            any(((a, b) if a <= b else (b, a)) in pairs for a in actors for b in recipients)
            for actors, recipients in self.sides
        )


def _plates(page: Page, bloc_of: Sequence[int]) -> list[Plate]:
    """The plates of a first view."""
    most = max(page.tally.actors.values(), default=1)
    members = members_of(page.home, page.data.tally.actors) if page.rolled else {}
    found = []
    for one in page.view.actors:
        actor = page.data.actors[one]
        listed = tuple((_short(plain(page.brief[at]), BRIEF), page.data.actors[at].kind) for at in members.get(one, ()))
        size = name_size(page.tally.actors.get(one, 0) / most)
        first = page.headline.relation is not None and (page.headline.pair or (None,))[0] == one
        # "OSCE" rather than half of what it stands for
        name = _short(plain(page.brief[one] if len(actor.name) > NAME else actor.name), NAME)
        found.append(Plate(one, name, actor.kind, size, listed, first, bloc_of[one]))
    return found


def _short(text: str, most: int) -> str:
    """A text of at most so many letters."""
    return text if len(text) <= most else f"{text[: most - 2].rstrip()}\u2026"


def _places(page: Page) -> dict[int, tuple[float, float]]:
    """Where the plates stand: as on the page as it opens, where each has a plate there."""
    found: Mapping[int, tuple[int, int]] = page.places
    folded = page.data.record["rolled"] is not None
    if page.grouped or (folded and not page.rolled):
        home = page.home if page.rolled else range(len(page.data.actors))
        found = seats(
            page.data,
            page.tally,
            page.view,
            home=home,
            brief=page.brief,
            pair=page.headline.pair,
            notes=page.headline.notes,
        ).sides
    return {one: (float(x), float(y)) for one, (x, y) in ((one, found.get(one, (0, 0))) for one in page.view.actors)}


def _counts(page: Page, links: tuple[int, int], relations: tuple[int, int]) -> str:
    """What is drawn and what is left out, in words."""
    signs = len(page.view.actors), len(page.tally.actors) or len(page.view.actors)
    noun = "sign" if page.rolled else "actor"
    said = [_of(*signs, noun), _of(*links, "link"), _of(*relations, "relation")]
    told = f"Drawn: {', '.join(said)}."
    if within := page.tally.within:
        told += f" {within:,} relation{'s lie' if within != 1 else ' lies'} within one sign."
    if page.rolled and page.data.record["rolled"] is not None:
        told += " Persons and agencies count for their state or organisation."
    if signs[0] < signs[1] or links[0] < links[1]:
        told += " The most involved are drawn, and of their links those that stand out."
    return told


def _of(drawn: int, total: int, noun: str) -> str:
    """How many of how many."""
    count = f"{drawn:,} of {total:,}" if drawn != total else f"all {total:,}" if total > 1 else f"{total:,}"
    return f"{count} {noun}{'s' * (total != 1)}"


def _sources(page: Page) -> list[Source]:
    """The documents with most relations first; last those that others cite."""
    evidence, documents = page.data.record["evidence"], page.data.record["documents"]
    resting: list[set[int]] = [set() for _ in documents]
    for relation, document in zip(each(evidence["relation"]), each(evidence["document"]), strict=True):
        if document >= 0:
            resting[document].add(relation)
    order = sorted(range(len(documents)), key=lambda k: (-len(resting[k]), k))
    # said of each where none has an address, it would tell nothing
    unaddressed = NO_ADDRESS if any(one.get("url") for one in documents) else ""
    return [_source(documents[k], len(resting[k]), unaddressed) for k in order]


def _source(document: Mapping[str, Any], relations: int, unaddressed: str) -> Source:
    """A document in words, ``unaddressed`` in place of an address that it has not."""
    dated = date_words(str(document["date"])) if document.get("date") else ""
    words = [document.get("author"), document.get("publisher"), dated, document.get("url") or unaddressed]
    about = ", ".join(str(one) for one in dict.fromkeys(words) if one)
    given = document.get("title") or document["id"]
    title = title_words(Document(document["id"], given, kind=document.get("kind", "")))
    return Source(plain(title if title == given else title[:1].upper() + title[1:]), plain(about), relations)


def _version() -> str:
    """The version of this package."""
    import sys

    return str(sys.modules["graphkit"].__version__)
