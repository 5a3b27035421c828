"""Draws the map as one still picture for papers: the page's layout and legend, through matplotlib."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.dataset import write_bytes
from graphkit.errors import GraphkitError
from graphkit.render._fonts import Fonts, fonts_for
from graphkit.render._scene import Link, Plate, Scene, Source, scene_of
from graphkit.render._sheet import PIXELS, Sheet, lines_of, lines_within, text_wide
from graphkit.render._ways import Box, Spot, Way, find_ways
from graphkit.render.options import MapReport
from graphkit.render.plates import text_width
from graphkit.render.seats import apart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.render.page import Page

__all__ = ["FORMATS", "figure_of", "write_figure"]

#: What a figure can be saved as, by suffix.
FORMATS = ("svg", "png", "pdf")
#: Where the sources are listed in full that the picture has no room for; under which name, in the text of the file.
REST_IN = {
    "svg": "all are in this file\u2019s metadata, as dc:source",
    "png": "all are in this file\u2019s text, under Sources",
    "pdf": "all are on the pages that follow",
}
SOURCES_KEY = {"svg": "Source", "png": "Sources"}
#: How high a sheet of paper is by its width.
PAPER = math.sqrt(2)
MARGIN, LEAST = 24.0, 1048.0
#: A sheet of paper is higher than a screen: the rows of plates stand farther apart than on the page.
STRETCH = 1.3
#: How much narrower notes may be, and how much further from their link they may stand, where links are in their way.
NARROWER, FURTHER = (1.0, 0.75, 0.55), (0, 10, 20)
MEMBER, ROW, LISTED = 11.5, 210.0, 3
BLOC_FILL = ("#4477aa", "#ee6677", "#006811", "#c6b94b", "#6cd3f5", "#a83074", "#ffb628", "#28b28b")
NO_BLOC = "#cfcfcf"
#: Names of kinds on the line that says what the forms of signs mean.
KINDS = {
    "state": "state",
    "igo": "organisation",
    "other": "group",
    "person": "person",
    "agency": "agency",
    "armed-group": "armed group",
    "ngo": "civil society",
    "media": "media",
    "company": "company",
}


def _refuse_page_only(page: Page) -> None:
    """Refuse what only the interactive page can do."""
    for name in ("embed", "state", "template"):
        if getattr(page.options, name):
            raise GraphkitError(f"{name} is for the interactive page: leave it out, or write an .html file")


def figure_of(page: Page, *, rest_in: str = "") -> tuple[Figure, Scene, Fonts]:
    """Return the figure of a page, what it shows, and the fonts; ``rest_in`` says where all sources are listed."""
    _refuse_page_only(page)
    scene = scene_of(page)
    fonts = fonts_for(scene.texts())
    drawing = _Drawing(scene, fonts, theme=_theme(page), sources=page.options.sources, rest_in=rest_in)
    return drawing.draw(), scene, fonts


def _theme(page: Page) -> str:
    """Light or dark: a picture follows no system."""
    return "dark" if page.options.theme == "dark" else "light"


def write_figure(page: Page, path: Path) -> MapReport:
    """Write the figure of a page to a file whose suffix is one of :data:`FORMATS`."""
    suffix = path.suffix.lower().removeprefix(".")
    none = suffix == "pdf" and page.options.sources == 0  # asked for: no pages either
    figure, scene, fonts = figure_of(page, rest_in="" if none else REST_IN[suffix])
    content = _content(figure, scene, fonts, suffix=suffix, page=page)
    try:
        write_bytes(path, content)
    except OSError as error:
        raise GraphkitError(f"cannot write {path}: {error.strerror or error}; name another file") from error
    return MapReport(
        path=path,
        size=len(content),
        actors=scene.sides,
        actors_shown=len(scene.plates),
        links=scene.pairs,
        links_shown=len(scene.links),
        relations=scene.relations,
        within=page.tally.within,
        rolled_up=page.rolled,
        pictured=True,
        missing=fonts.said,
    )


def _content(figure: Figure, scene: Scene, fonts: Fonts, *, suffix: str, page: Page) -> bytes:
    """The bytes of a file; all sources are in it, as text that belongs to the file or on further pages."""
    made = io.BytesIO()
    listed = "\n".join(_source_line(one) for one in scene.sources)
    if suffix == "pdf":
        from matplotlib.backends.backend_pdf import PdfPages

        from graphkit.render._picture import plain_style

        with plain_style(), PdfPages(made, metadata={"Title": scene.title, "CreationDate": None}) as pages:
            figure.savefig(pages, format="pdf")
            if 0 < page.options.sources < len(scene.sources):
                for one in _source_pages(scene, fonts, _theme(page), figure.get_figwidth() * PIXELS):
                    one.savefig(pages, format="pdf")
        return made.getvalue()
    about = {"Title": scene.title, **({SOURCES_KEY[suffix]: listed} if listed else {})}
    figure.savefig(made, format=suffix, metadata=about)
    return made.getvalue()


def _source_line(one: Source) -> str:
    """A source as it is listed."""
    many = f"{one.relations:,} relation{'s' * (one.relations != 1)}" if one.relations else "cited by these"
    return f"{one.name} ({many}). {one.about}"


def _source_pages(scene: Scene, fonts: Fonts, theme: str, wide: float) -> Iterator[Figure]:
    """Sheets in the proportions of paper that list all sources."""
    room = wide - 2 * MARGIN
    # about: of very many, to measure each exactly would take long
    told = [lines_within(_source_line(one), room, lambda words: text_width(words, 12.5)) for one in scene.sources]
    lines = list(chain.from_iterable(told))
    most = int((wide * PAPER - 3 * MARGIN - 40) // 17)
    for start in range(0, len(lines), most):
        sheet = Sheet(wide, wide * PAPER, fonts=fonts, theme=theme)
        number = f"page {start // most + 2} of {math.ceil(len(lines) / most) + 1}"
        sheet.words((MARGIN, MARGIN + 16), f"Sources ({len(scene.sources):,})", size=16, bold=True)
        for turn, line in enumerate(lines[start : start + most]):
            sheet.words((MARGIN, MARGIN + 48 + 17 * turn), line, size=12.5)
        sheet.words((wide - MARGIN, wide * PAPER - MARGIN), number, size=11.5, ink="grey", anchor="right")
        yield sheet.figure


#: Lines of a note, each with whether it is bold, and the room they take.
Block = tuple[list[tuple[str, bool]], Box]


class _Sized:
    """A plate with the room it takes: whoever does not fit on its second line is counted."""

    def __init__(self, plate: Plate, fonts: Fonts) -> None:
        self.plate = plate
        families = fonts.families
        self.icon = 0.0 if plate.kind == "state" else plate.size * 0.95
        self.name = text_wide(plate.name, plate.size, families, bold=True)
        self.members: list[tuple[str, str, float]] = []
        taken = 0.0
        for text, kind in plate.members[:LISTED]:
            wide = text_wide(text, MEMBER, families) + 20
            if self.members and taken + wide > ROW - 18:
                break
            self.members.append((text, kind, wide))
            taken += wide
        rest = len(plate.members) - len(self.members)
        self.more = f"+{rest}" if rest else ""
        self.row = taken + (text_wide(self.more, MEMBER, families) + 4 if self.more else 0)
        self.wide = round(max(self.name + self.icon, self.row) + 22)
        self.high = round(plate.size + (31 if self.members else 14))

    def box(self, place: Spot) -> Box:
        """The plate's box around a place."""
        x, y = place
        return x - self.wide / 2, y - self.high / 2, x + self.wide / 2, y + self.high / 2


class _Drawing:
    """A figure in the making: first the room that everything takes, then the shapes."""

    def __init__(self, scene: Scene, fonts: Fonts, *, theme: str, sources: int, rest_in: str = "") -> None:
        self.scene, self.fonts, self.theme, self.rest_in = scene, fonts, theme, rest_in
        self.sized = {plate.one: _Sized(plate, fonts) for plate in scene.plates}
        held = [one for one in scene.pair or () if one in scene.places]
        rooms = {one: (float(sized.wide), float(sized.high)) for one, sized in self.sized.items()}
        spread = {one: (x, y * STRETCH) for one, (x, y) in scene.places.items()}
        places = apart(spread, rooms, held=held, gap=12.0)
        self.boxes = {one: sized.box(places[one]) for one, sized in self.sized.items()}
        self.notes = self._notes()
        ends = [(one.a, one.b) for one in scene.links]
        note_boxes = [box for _, box in self.notes]
        self.ways = find_ways(ends, self.boxes, notes=note_boxes, pair=frozenset(scene.pair or ()))
        self.notes = self._notes(self._taken())
        left, top, right, bottom = self._reach()
        self.width = max(LEAST + 2 * MARGIN, right - left + 2 * MARGIN)
        self.text = self.width - 2 * MARGIN
        self.titles = self._lines(scene.title, 30, bold=True)
        self.decks = self._lines(scene.deck, 16)
        self.keys, self.kinds = self._key_rows(), self._kind_items()
        self.foot = self._foot(sources)
        self.top = MARGIN + 37 * len(self.titles) + 22 * len(self.decks) + 24 * len(self.keys) + 30
        self.shift = (self.width / 2 - (left + right) / 2, self.top - top)
        self.bottom = self.top + bottom - top
        self.height = self.bottom + 34 + 17 * len(self.foot) + 44

    def _lines(self, text: str, size: float, *, bold: bool = False) -> list[str]:
        """A text in lines as wide as the figure."""
        return lines_of(text, self.text, size=size, families=self.fonts.families, bold=bold)

    def _wide(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is."""
        return text_wide(text, size, self.fonts.families, bold=bold)

    def _reach(self) -> Box:
        """The box of all plates and links."""
        spots = [spot for way in self.ways for spot in (way.at(k / 8) for k in range(9))]
        spots += [spot for a, b, c, d in self.boxes.values() for spot in ((a, b), (c, d))]
        spots = spots or [(0.0, 0.0)]
        across, along = zip(*spots, strict=True)
        return min(across) - 8, min(along) - 8, max(across) + 8, max(along) + 8

    def _notes(self, taken: Sequence[Spot] = ()) -> list[Block]:
        """The notes beside the headline's link, each block of lines with its box, as far as there is room.

        Once the ways are known, they are kept off the spots that are ``taken``: moved along their link and away from
        it, made narrower, and where nothing else helps the last of them is left out.
        """
        pair = self.scene.pair
        if (
            not pair
            or not self.scene.notes
            or pair not in {(one.a, one.b) for one in self.scene.links} | {(one.b, one.a) for one in self.scene.links}
        ):
            return []
        one, two = sorted((self.boxes[side] for side in pair), key=lambda box: box[0])
        left, right, y = one[2] + 26, two[0], (one[1] + one[3]) / 2
        room = right - left - 14
        if room < 170 or abs(y - (two[1] + two[3]) / 2) > 8:
            return []
        notes = self.scene.notes
        above, below = (notes[:1], notes[1:]) if len(notes) > 1 else ([], notes)
        blocks = []
        for some, side in ((above, -1), (below, 1)):
            rest = list(some)
            while rest:
                found = next(self._blocks(rest, (left, y), room, side, taken), None)
                if found:
                    blocks.append(found)
                    break
                rest.pop()
        return blocks

    def _blocks(
        self, notes: Sequence[tuple[str, str]], start: Spot, room: float, side: int, taken: Sequence[Spot]
    ) -> Iterator[Block]:
        """Where some notes may stand above (-1) or below (1) their link, the best first."""
        left, y = start
        for share in NARROWER:
            lines = [line for bold, text in notes for line in self._note_lines(bold, text, room * share)]
            wide, high = max(self._wide(text, 13, bold=bold) for text, bold in lines), 16.5 * len(lines)
            for away in FURTHER:
                top = y - 17 - away - high if side < 0 else y + 17 + away
                for step in range(0, max(int(room - wide), 0) + 1, 12):
                    box = left + step - 6, top - 3, left + step + wide + 6, top + high + 3
                    if not any(box[0] < x < box[2] and box[1] < at < box[3] for x, at in taken):
                        yield lines, box

    def _taken(self) -> list[Spot]:
        """Points of the links but the headline's, and of the plates' edges."""
        pair = frozenset(self.scene.pair or ())
        ways = [way.at(k / 64) for way in self.ways if {way.a, way.b} != pair for k in range(65)]
        edges = [
            (a + (c - a) * k / 16, at)
            for a, b, c, d in self.boxes.values()
            for k in range(17)
            for at in (b, (b + d) / 2, d)
        ]
        return ways + edges

    def _note_lines(self, bold: str, text: str, room: float) -> list[tuple[str, bool]]:
        """A note's lines, each with whether it is bold."""
        families = self.fonts.families
        lines = [(line, True) for line in lines_of(bold, room, size=13, families=families, bold=True)[:3]]
        return lines + [(line, False) for line in lines_of(text, room, size=13, families=families)[:2]]

    def _key_rows(self) -> list[list[tuple[str, str, str]]]:
        """The legend in rows: name, words and count of each line."""
        rows: list[list[tuple[str, str, str]]] = [[]]
        x = 0.0
        for name, words, count in self.scene.key:
            wide = 36 + self._wide(words, 12.5) + 6 + self._wide(count, 12.5) + 22
            if rows[-1] and x + wide > self.text:
                rows.append([])
                x = 0.0
            rows[-1].append((name, words, count))
            x += wide
        return [row for row in rows if row]

    def _kind_items(self) -> list[tuple[str, str]]:
        """What the forms of signs mean that are there: sign and words; then blocs, as colours."""
        own = {plate.kind for plate in self.scene.plates}
        small = {kind for sized in self.sized.values() for _, kind, _ in sized.members}
        found = [(kind, words) for kind, words in KINDS.items() if kind in own | small]
        colours = [BLOC_FILL[k] if k < len(BLOC_FILL) else NO_BLOC for k in range(len(self.scene.blocs))]
        return found + list(zip(colours, self.scene.blocs, strict=True))

    def _foot(self, named: int) -> list[tuple[str, bool]]:
        """The lines below the picture, each with whether it is bold: what is drawn, and the sources."""
        lines = [(line, False) for text in (self.scene.counts, self.fonts.said) for line in self._lines(text, 12.5)]
        sources = self.scene.sources
        if not sources:
            return lines
        shown, rest = sources[:named], sources[named:]
        where = f"; {self.rest_in}" if self.rest_in else ""
        head = f"Sources ({len(sources):,})" if shown else f"Sources: {len(sources):,}, not listed here{where}."
        lines += [("", False), (head, True)]
        for one in shown:
            lines += [(line, False) for line in self._lines(_source_line(one), 12.5)]
        if shown and rest:
            lines += [(f"and {len(rest):,} more{where}", False)]
        return lines

    def draw(self) -> Figure:
        """The figure."""
        sheet = Sheet(self.width, self.height, fonts=self.fonts, theme=self.theme)
        self._draw_head(sheet)
        shown = {(way.a, way.b): way for way in self.ways}
        for way in self.ways:
            self._moved(way)
        few, step = len(self.ways) <= 200, self.scene.width_step()
        for link in self.scene.links:
            _draw_link(sheet, link, shown[link.a, link.b], wide=link.width(step), cased=few)
        right, down = self.shift
        plates = [(a + right, b + down, c + right, d + down) for a, b, c, d in self.boxes.values()]
        for link in self.scene.links:
            if link.denied:
                sheet.ring(shown[link.a, link.b].clear_at(plates))
        for lines, box in self.notes:
            x, y = box[0] + self.shift[0], box[1] + self.shift[1]
            sheet.box((x, y), (box[2] - box[0], box[3] - box[1]), fill="paper", alpha=0.85)
            for turn, (text, bold) in enumerate(lines):
                place = (x + 6, y + 15.5 + 16.5 * turn)
                sheet.words(place, text, size=13, bold=bold, ink="ink" if bold else "grey")
        for one, sized in self.sized.items():
            left, top, _, _ = self.boxes[one]
            _draw_plate(sheet, sized, (left + self.shift[0], top + self.shift[1]), blocs=bool(self.scene.blocs))
        self._draw_foot(sheet)
        return sheet.figure

    def _moved(self, way: Way) -> None:
        """Put a way where it is on the sheet."""
        for name in ("start", "end", "control"):
            x, y = getattr(way, name)
            setattr(way, name, (x + self.shift[0], y + self.shift[1]))

    def _draw_head(self, sheet: Sheet) -> None:
        """Headline, deck and legend."""
        y = MARGIN
        for line in self.titles:
            sheet.words((MARGIN, y + 28), line, size=30, bold=True)
            y += 37
        for line in self.decks:
            sheet.words((MARGIN, y + 16), line, size=16, ink="grey")
            y += 22
        y += 20
        for row in self.keys:
            x = MARGIN
            for name, words, count in row:
                _draw_key(sheet, name, (x, y - 4))
                sheet.words((x + 36, y), words, size=12.5)
                x += 36 + self._wide(words, 12.5) + 6
                sheet.words((x, y), count, size=12.5, ink="grey")
                x += self._wide(count, 12.5) + 22
            y += 24

    def _draw_foot(self, sheet: Sheet) -> None:
        """What the signs mean, what is drawn, the sources, and what made it."""
        x, y = MARGIN, self.bottom + 22
        for sign, words in self.kinds:
            if sign.startswith("#"):
                sheet.box((x, y - 10), (12, 12), ink="outline", fill=sign)
            else:
                sheet.sign(sign, (x + 6, y - 4), 5.5, fill="ink" if sign in ("state", "igo") else "")
            sheet.words((x + 18, y), words, size=12, ink="grey")
            x += 18 + self._wide(words, 12) + 16
        y += 26
        for text, bold in self.foot:
            sheet.words((MARGIN, y), text, size=12.5, bold=bold, ink="ink" if bold else "grey")
            y += 17
        y = self.height - 30
        sheet.path([(MARGIN, y), (self.width - MARGIN, y)], ink="hairline")
        sheet.words((self.width - MARGIN, y + 16), self.scene.about, size=11.5, ink="grey", anchor="right")


def _draw_key(sheet: Sheet, name: str, start: Spot) -> None:
    """Draw the sign of a line of the legend."""
    x, y = start
    if name in ("coop", "both"):
        sheet.path([(x, y), (x + 22, y)], ink=name, wide=2.6)
        sheet.path([(x + 30, y), (x + 21, y - 4.5), (x + 21, y + 4.5)], fill=name, closed=True)
    elif name == "conf":
        sheet.path([(x, y), (x + 28, y)], ink="conf", wide=2.6)
        sheet.path([(x + 28, y - 6), (x + 28, y + 6)], ink="conf", wide=2.4)
    elif name == "tie":
        for by, wide in ((0, 2.0), (-4, 1.2), (4, 1.2)):
            sheet.path([(x, y + by), (x + 29, y + by)], ink="both", wide=wide)
    elif name == "soft":
        sheet.path([(x, y), (x + 29, y)], ink="both", wide=2.0, dash=(6, 4))
    else:
        sheet.ring((x + 15, y), 7)


def _draw_link(sheet: Sheet, link: Link, way: Way, *, wide: float, cased: bool) -> None:
    """Draw a link: a line, rails where there are standing ties, and a head where something was done to."""
    tone = link.tone
    heads = (False, False) if link.only_ties else (link.back, link.forth)
    size = 1.4 if tone == "conf" else min(7 + wide * 0.9, 0.42 * math.dist(way.start, way.end))
    line = _trimmed(way, size if heads[0] else 0.0, size if heads[1] else 0.0)
    if cased:
        sheet.path(line, ink="paper", wide=wide + (11 if link.ties else 5), curved=True)
    if link.ties:
        for side in (1, -1):
            sheet.path(_rail(way, side * (max(wide, 2) / 2 + 2.6)), ink=tone, wide=1.1)
    sheet.path(line, ink=tone, wide=2.0 if link.only_ties else wide, dash=(7, 5) if link.soft else (), curved=True)
    for there, tip, far in ((heads[1], way.end, way.start), (heads[0], way.start, way.end)):
        if there:
            _draw_head(sheet, tip, _towards(way.control, far, tip), tone=tone, size=size, wide=wide)


def _towards(control: Spot, far: Spot, here: Spot) -> float:
    """The direction in which a line comes in."""
    begin = control if math.dist(control, here) > 4 else far
    return math.atan2(here[1] - begin[1], here[0] - begin[0])


def _trimmed(way: Way, first: float, last: float) -> list[Spot]:
    """The line from one head to the other."""

    def back(spot: Spot, by: float) -> Spot:
        long = math.dist(spot, way.control) or 1.0
        return tuple(a + (b - a) * by / long for a, b in zip(spot, way.control, strict=True))  # type: ignore[return-value]

    return [back(way.start, first), way.control, back(way.end, last)]


def _rail(way: Way, by: float) -> list[Spot]:
    """A line beside the link."""
    points = []
    for k in range(17):
        (x, y), before, after = way.at(k / 16), way.at(max(k / 16 - 0.02, 0)), way.at(min(k / 16 + 0.02, 1))
        dx, dy = after[0] - before[0], after[1] - before[1]
        long = math.hypot(dx, dy) or 1.0
        points.append((x - dy / long * by, y + dx / long * by))
    return points


def _draw_head(sheet: Sheet, tip: Spot, angle: float, *, tone: str, size: float, wide: float) -> None:
    """Draw an arrowhead, or the flat bar in which conflict ends."""

    def along(by: float, aside: float) -> Spot:
        return (
            tip[0] - math.cos(angle) * by - math.sin(angle) * aside,
            tip[1] - math.sin(angle) * by + math.cos(angle) * aside,
        )

    if tone == "conf":
        reach = 5 + wide * 0.7
        sheet.path([along(1.2, reach), along(1.2, -reach)], ink=tone, wide=2.4)
        return
    wing = 3.2 + wide * 0.62
    sheet.path([tip, along(size + 0.5, wing), along(size + 0.5, -wing)], fill=tone, closed=True)


def _draw_plate(sheet: Sheet, sized: _Sized, corner: Spot, *, blocs: bool) -> None:
    """Draw a plate with its name and, on a second line, who stands on it."""
    plate, (left, top), wide, high = sized.plate, corner, sized.wide, sized.high
    round_ = {"state": 3.0, "igo": high / 2, "other": 3.0}.get(plate.kind, 9.0)
    dash: Sequence[float] = (3, 2.5) if plate.kind == "other" else ()
    if blocs:
        fill = BLOC_FILL[plate.bloc] if 0 <= plate.bloc < len(BLOC_FILL) else NO_BLOC
        ink = _ink_on(fill)
        sheet.box(corner, (wide, high), ink="outline", fill=fill, wide=1.5, dash=dash, round_=round_)
    elif plate.kind == "state":
        ink = "onPlate"
        sheet.box(corner, (wide, high), fill="first" if plate.first else "plate", round_=round_)
    else:
        ink = "ink"
        edge = "ink" if plate.kind == "other" else "plate"
        sheet.box(corner, (wide, high), ink=edge, fill="paper", wide=1.5, dash=dash, round_=round_)
    base = top + (plate.size + 6 if sized.members else (high + plate.size * 0.72) / 2)
    start = left + (wide - sized.name - sized.icon) / 2
    if sized.icon:
        middle = (start + sized.icon * 0.36, base - plate.size * 0.36)
        sheet.sign(plate.kind, middle, plate.size * 0.33, ink=ink, fill=ink if plate.kind == "igo" else "")
    sheet.words((start + sized.icon, base), plate.name, size=plate.size, bold=True, ink=ink)
    x = left + (wide - sized.row) / 2
    for text, kind, room in sized.members:
        sheet.sign(kind, (x + 6, top + high - 11), 4, ink=ink)
        sheet.words((x + 13, top + high - 7), text, size=MEMBER, ink=ink)
        x += room
    if sized.more:
        sheet.words((x + 1, top + high - 7), sized.more, size=MEMBER, ink=ink)


def _ink_on(fill: str) -> str:
    """Black or white: what is easier to read on a colour (relative luminance, WCAG 2)."""
    parts = [int(fill[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"
