"""What a caller may decide about a map, and what writing one reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["THEMES", "MapOptions", "MapReport", "Step", "Story"]

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story: a title, a paragraph, and the view it is told on.

    ``view`` holds the keys of the page's address, such as ``{"answers": "troops"}``:
    ``docs/map.md`` lists them.
    """

    title: str
    text: str
    view: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """Steps through a map. ``dataset`` names the dataset it is about; blank means any."""

    title: str
    steps: tuple[Step, ...]
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class MapOptions:
    """What a caller may decide about a map; every field has a default that suits most.

    Attributes
    ----------
    title, subtitle
        What the page says first and the line below it; blank takes a finding made from the data by rule.
    theme
        ``auto`` follows the reader's system; ``light``; ``dark``.
    max_actors, max_links
        How many are drawn at first, the most involved and the strongest first; None chooses by
        size (14 actors and 28 links at the most). The reader can change both.
    roll_up
        Open with persons and agencies on the signs of their states, and their relations counted for these. None does
        so where more than 20 actors take part; False opens with a sign for everybody.
    embed
        Only the map and the evidence, for a frame in another page.
    state
        The view to open with, as the page's own address has it after ``#``.
    stories
        Stories to tell; None takes those that ship with the bundled dataset when it is drawn.
    documents
        A folder with the documents' texts: where one matches its sha256, the exact words are
        shown. None shows citations only.
    blocs
        A bloc for each actor, such as ``{"RUS": "East"}`` (see :func:`read_blocs`): signs are
        coloured by bloc, and whoever is not listed takes that of what it belongs to. None colours
        them by kind.
    template
        A Jinja template of your own, which may extend ``page.html``; None takes ours.
    sources
        How many documents a figure names below the picture, those first that most relations rest on; the rest is
        counted. The page lists all of them.
    """

    title: str = ""
    subtitle: str = ""
    theme: str = "auto"
    max_actors: int | None = None
    max_links: int | None = None
    roll_up: bool | None = None
    embed: bool = False
    state: str = ""
    stories: tuple[Story, ...] | None = None
    documents: Path | None = None
    blocs: Mapping[str, str] | None = None
    template: Path | None = None
    sources: int = 12

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise ValueError(f"theme {self.theme!r} is not one of {', '.join(THEMES)}")
        for name, value in (("max_actors", self.max_actors), ("max_links", self.max_links)):
            if value is not None and value < 1:
                raise ValueError(f"{name} is {value}: write 1 or more")
        if self.sources < 0:
            raise ValueError(f"sources is {self.sources}: write 0 or more")


@dataclass(frozen=True, slots=True)
class MapReport:
    """What was written: where, how large, and how much of the network is drawn at first.

    ``actors`` are signs: of a map that is ``rolled_up``, persons and agencies stand on those of their states. ``links``
    join two of them; ``within`` is how many relations lie within one, so that no link shows them.
    Beyond 5,000 actors ``groups_shown`` is how many groups stand for them at first; else it is 0.
    Whatever is not drawn at first is in the page all the same, one slider away; in a picture it is not. ``pictured``
    says that it is one, ``missing`` which letters no installed font has.
    """

    path: Path
    size: int
    actors: int
    actors_shown: int
    links: int
    links_shown: int
    relations: int
    groups_shown: int = 0
    pictured: bool = False
    missing: str = ""
    within: int = 0
    rolled_up: bool = False
