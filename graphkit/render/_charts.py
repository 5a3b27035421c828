"""Charts of time for papers and notebooks: a timeline of relations, and how many there are in each month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graphkit.model import DENIED, PLAIN, TIMELINE_COLUMNS, date_words, gist_of
from graphkit.network import as_network, completed, iter_relations
from graphkit.ontology import types_with
from graphkit.render._fonts import fonts_for
from graphkit.render._sheet import DENIED_WORDS, Sheet, lines_of, plain

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["plot_counts", "plot_timeline"]

WIDTH, MARGIN, ROW = 1000.0, 24.0, 22.0
#: Up to so many relations, each has a line of its own with its gist.
LINES = 40
#: A relation is a mark where its date is unsure by no more than a month.
MONTH = timedelta(days=31)
#: Months of each period.
PERIODS = {"month": 1, "quarter": 3, "year": 12}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Mark:
    """A relation on a chart of time: its first and last possible day, its tone, and what is said of it."""

    first: date | None
    last: date | None
    tone: str
    firm: bool
    denied: bool
    when: str = ""
    gist: str = ""

    @property
    def exact(self) -> bool:
        """Whether the date is sure to a month or a day."""
        return self.first is not None and self.last is not None and self.last - self.first < MONTH


def plot_timeline(answer: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw the answer of :func:`graphkit.timeline` as a chart.

    A mark is one relation and as long as its date is unsure. Cooperation ends in an arrowhead, conflict in a flat
    bar; what nobody asserts is hollow, and what somebody denies or has denied has an unequals sign. Up to 40
    relations each have a line with their gist. More are stacked: cooperation above the axis and conflict below it,
    with a strip that counts what may fall into a month because its date is no surer.

    Parameters
    ----------
    answer
        A table with the columns of a timeline; fewer rows of it will do.
    title
        What the chart is called; blank: how many relations it shows.

    Returns
    -------
    Figure
        A matplotlib figure. What has no date is counted below the chart.

    Raises
    ------
    MissingDependency
        If matplotlib is not installed.
    ValueError
        If the table lacks a column of a timeline.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> answer = graphkit.timeline(network, actor="Japan")
    >>> plot_timeline(answer.head(5), title="Japan").axes[0].texts[0].get_text()
    'Japan'
    """
    missing = [name for name in TIMELINE_COLUMNS if name not in answer.columns]
    if missing:
        raise ValueError(f"the table has no column '{missing[0]}': give the answer of graphkit.timeline")
    denied = frozenset(answer.attrs.get("denied", ()))
    marks = [_mark(row, denied) for row in answer.to_dict("records")]
    dated = [one for one in marks if one.first or one.last]
    title = plain(title) or f"{len(dated):,} dated relation{'s' * (len(dated) != 1)}"
    rest = len(marks) - len(dated)
    note = f"{rest:,} without a date {'is' if rest == 1 else 'are'} not drawn." if rest else ""
    if len(dated) <= LINES:
        return _Lines(dated, title, note).draw()
    return _Stacks(dated, title, note).draw()


def plot_counts(network: nx.MultiDiGraph, *, by: str = "month", title: str = "") -> Figure:
    """Draw how many relations fall into each month, quarter or year.

    Cooperation stands above the axis and conflict below it. What surely lies in a period is drawn full. What only may
    lie there is drawn light, in each period that it may fall into; so is what somebody still denies, and what is only
    alleged, expected or proposed.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, or any networkx graph (as :func:`graphkit.from_networkx` takes it).
    by
        ``month``, ``quarter`` or ``year``.
    title
        What the chart is called; blank: what it counts.

    Returns
    -------
    Figure
        A matplotlib figure. Standing ties, what is neither cooperation nor conflict, and what has no date are counted
        below the chart.

    Raises
    ------
    MissingDependency
        If matplotlib is not installed.
    ValueError
        If ``by`` is none of the three.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> plot_counts(network, by="year").axes[0].texts[0].get_text()
    'Relations per year'
    """
    if by not in PERIODS:
        raise ValueError(f"by is '{by}': write month, quarter or year")
    marks = []
    asked = as_network(network)
    for _, _, _, whole in iter_relations(asked):
        data = completed(whole, asked.graph)
        tone = _tone_of(data["quad"])
        status = data["status"]
        marks.append(Mark(_day(data["since"]), _day(data["until"]), tone, status in PLAIN, status == "contested"))
    return _Counts(marks, by, plain(title) or f"Relations per {by}").draw()


def _mark(row: Mapping[Any, Any], denied: Collection[str]) -> Mark:
    """The mark of a row of a timeline; beside its status ``denied`` tells what somebody denies or has denied."""
    known = types_with().get(str(row["type"]))
    return Mark(
        _day(row["since"]),
        _day(row["until"]),
        _tone_of(known.quad if known else ""),
        firm=row["status"] in PLAIN,
        denied=row["status"] in DENIED or row["relation_id"] in denied,
        when=plain(date_words(str(row["date"]))),
        gist=plain(gist_of(str(row["summary"]) or f"{row['actor']} {row['type']} {row['recipient']}")),
    )


def _tone_of(quad: str | None) -> str:
    """The tone of a kind of relation: ``coop``, ``conf`` or ``both`` for all others."""
    return "coop" if quad and quad.endswith("cooperation") else "conf" if quad and quad.endswith("conflict") else "both"


def _day(text: object) -> date | None:
    """An ISO date as a day; None: open or unknown."""
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


class _Scale:
    """Days along an axis, from the first day of a period to the last of another."""

    def __init__(
        self, marks: Sequence[Mark], left: float, right: float, *, months: int = 0, whole: bool = False
    ) -> None:
        days = [day for one in marks if one.exact and not whole for day in (one.first, one.last) if day]
        days = days or [day for one in marks for day in (one.first, one.last) if day] or [date(2000, 1, 1)]
        span = (max(days) - min(days)).days / 30
        self.months = months or next((step for step in (1, 3, 12) if span / step <= 48), 120)
        self.left, self.right = left, right
        self.starts = list(self._periods(min(days), max(days)))
        self.first, self.end = self.starts[0], self.starts[-1]

    def _periods(self, first: date, last: date) -> Iterator[date]:
        """The first day of each period, and the day after the last one."""
        months = self.months
        number = max((first.year * 12 + first.month - 1) // months * months, 12)  # there is no year 0
        while True:
            start = date(min(number // 12, 9999), number % 12 + 1, 1)
            yield start
            if start > last or start.year >= 9999:
                return
            number += months

    def at(self, day: date) -> float:
        """Where a day stands; what is outside stands at the end."""
        share = (day - self.first).days / max((self.end - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def ends(self, one: Mark, *, least: float) -> tuple[float, float]:
        """From where to where a mark reaches, at least so many pixels."""
        start = self.at(one.first) if one.first else self.left
        end = self.at(one.last + timedelta(days=1)) if one.last and one.last < date.max else self.right
        if end - start < least:
            start = min(max((start + end - least) / 2, self.left), self.right - least)
            end = start + least
        return start, end

    def spans(self) -> Iterator[tuple[date, date]]:
        """The first and last day of each period."""
        for start, after in zip(self.starts, self.starts[1:], strict=False):
            yield start, after - timedelta(days=1)

    def draw(self, sheet: Sheet, y: float) -> None:
        """Name the periods below a height, as many as there is room for, and the years."""
        cell = (self.right - self.left) / max(len(self.starts) - 1, 1)
        every = next((step for step in (1, 2, 3, 4, 6) if step * cell >= 30 and 12 % (step * self.months) == 0), 0)
        seen, named = None, -1.0
        for start, last in self.spans():
            x, turn = self.at(start), (start.month - 1) // self.months
            name = MONTHS[start.month - 1] if self.months == 1 else f"Q{turn + 1}"
            if self.months < 12 and every and turn % every == 0:
                sheet.words(((x + self.at(last)) / 2, y + 14), name, size=11.5, ink="grey", anchor="center")
            if start.year != seen and x > named:
                seen = start.year
                sheet.path([(x, y), (x, y + 4)], ink="outline")
                sheet.words((x, y + (30 if self.months < 12 and every else 15)), str(seen), size=11.5, bold=True)
                named = x + sheet.wide(str(seen), 11.5, bold=True) + 8
        sheet.path([(self.left, y), (self.right, y)], ink="ink")


class _Chart:
    """What charts of time share: a title, a key, a note below."""

    def __init__(self, title: str, note: str, texts: Sequence[str] = ()) -> None:
        self.fonts = fonts_for([title, note, *texts])
        self.titles = lines_of(title, WIDTH - 2 * MARGIN, size=20, families=self.fonts.families, bold=True)
        self.notes = [
            line
            for text in (note, self.fonts.said)
            for line in lines_of(text, WIDTH - 2 * MARGIN, size=12, families=self.fonts.families)
        ]

    @property
    def top(self) -> float:
        """Where the chart begins, below title and key."""
        return MARGIN + 26 * len(self.titles) + 40

    def sheet(self, height: float) -> Sheet:
        """A sheet on which the chart takes so much height, with its title and what is said below."""
        foot = 16 * len(self.notes) + (10 if self.notes else 0)
        sheet = Sheet(WIDTH, self.top + height + foot + MARGIN, fonts=self.fonts)
        for turn, line in enumerate(self.titles):
            sheet.words((MARGIN, MARGIN + 20 + 26 * turn), line, size=20, bold=True)
        for turn, line in enumerate(self.notes):
            sheet.words((MARGIN, self.top + height + 20 + 16 * turn), line, size=12, ink="grey")
        return sheet

    def key(self, sheet: Sheet, items: Sequence[tuple[Mark, str]]) -> None:
        """Show what the marks mean."""
        x, y = MARGIN, self.top - 26
        for one, words in items:
            _draw_mark(sheet, one, (x, x + 26), y, 7)
            if one.denied:
                sheet.ring((x + 13, y), 7)
            sheet.words((x + 34, y + 4), words, size=12)
            x += 34 + sheet.wide(words, 12) + 20


def _sample(tone: str, *, firm: bool = True, denied: bool = False) -> Mark:
    """A mark for the key."""
    return Mark(None, None, tone, firm, denied)


def _draw_mark(sheet: Sheet, one: Mark, ends: tuple[float, float], y: float, high: float) -> None:
    """Draw a mark: an arrowhead ends cooperation, a flat bar conflict; hollow where nobody asserts it."""
    (start, end), half = ends, high / 2
    fill, wide = (one.tone if one.firm else "paper"), 1.2
    tip = min(half * 1.6, (end - start) * 0.6)
    if one.tone == "coop":
        body = end - tip
        corners = [(start, y - half), (body, y - half), (body, y - half * 1.6), (end, y)]
        lower = [(body, y + half * 1.6), (body, y + half), (start, y + half)]
        sheet.path([*corners, *lower], ink=one.tone, fill=fill, wide=wide, closed=True)
        return
    sheet.box((start, y - half), (end - start, high), ink=one.tone, fill=fill, wide=wide)
    if one.tone == "conf":
        sheet.path([(end, y - half - 4), (end, y + half + 4)], ink=one.tone, wide=2.4)


class _Lines(_Chart):
    """A line for each relation: when, a mark, and its gist."""

    def __init__(self, marks: Sequence[Mark], title: str, note: str) -> None:
        super().__init__(title, note, [text for one in marks for text in (one.when, one.gist)])
        self.marks = marks

    def draw(self) -> Figure:
        """The chart."""
        sheet = self.sheet(ROW * len(self.marks) + 46)
        kinds = {(one.tone, one.firm) for one in self.marks}
        names = {"coop": "Cooperation", "conf": "Conflict", "both": "Standing tie or other"}
        items = [(_sample(tone), name) for tone, name in names.items() if any(tone == kind[0] for kind in kinds)]
        items += [(_sample("both", firm=False), "Alleged, expected or proposed")] * any(not firm for _, firm in kinds)
        items += [(_sample("both", denied=True), DENIED_WORDS)] * any(one.denied for one in self.marks)
        self.key(sheet, items)
        when = max((sheet.wide(one.when, 12) for one in self.marks), default=0.0)
        said = max((sheet.wide(one.gist, 12) for one in self.marks), default=0.0)
        left = MARGIN + min(when, 250) + 14
        scale = _Scale(self.marks, left, max(WIDTH - MARGIN - said - 16, left + 300), whole=True)
        for turn, one in enumerate(self.marks):
            y = self.top + ROW * (turn + 0.5)
            if turn % 2:
                sheet.box((MARGIN, y - ROW / 2), (WIDTH - 2 * MARGIN, ROW), fill="field", alpha=0.6)
            sheet.words((MARGIN, y + 4), self._cut(sheet, one.when, left - MARGIN - 10), size=12, ink="grey")
            room = WIDTH - MARGIN - scale.right - 16
            sheet.words((scale.right + 16, y + 4), self._cut(sheet, one.gist, room), size=12)
            ends = scale.ends(one, least=9)
            _draw_mark(sheet, one, ends, y, 7)
            if one.denied:
                sheet.ring((sum(ends) / 2, y), 7)
        scale.draw(sheet, self.top + ROW * len(self.marks) + 4)
        return sheet.figure

    @staticmethod
    def _cut(sheet: Sheet, text: str, room: float) -> str:
        """As much of a text as there is room for."""
        if sheet.wide(text, 12) <= room:
            return text
        while text and sheet.wide(f"{text}\u2026", 12) > room:
            text = text[:-1]
        return f"{text.rstrip()}\u2026"


class _Stacks(_Chart):
    """Marks stacked on an axis, cooperation above and conflict below, and a strip for dates that are no surer."""

    def __init__(self, marks: Sequence[Mark], title: str, note: str) -> None:
        self.exact = [one for one in marks if one.exact]
        self.rough = [one for one in marks if not one.exact]
        self.scale = _Scale(marks, MARGIN + 90, WIDTH - MARGIN)
        inside = [one for one in self.rough if _may_fall(one, self.scale.first, self.scale.end - timedelta(days=1))]
        outside = len(self.rough) - len(inside)
        told = f"{len(self.exact):,} are sure to a month or a day: a mark is as long as its date is unsure."
        if inside:
            several = "has a longer date and counts" if len(inside) == 1 else "have longer dates and count"
            told += f" {len(inside):,} {several} in the strip wherever they may fall."
        if outside:
            told += f" {outside:,} lie outside the axis."
        super().__init__(title, " ".join([told, note]).strip())

    def draw(self) -> Figure:
        """The chart."""
        lanes = {
            tone: self._lanes([one for one in self.exact if one.tone == tone]) for tone in ("both", "coop", "conf")
        }
        step = min(9.0, 420 / max(sum(max(map(len, [[], *found])) and len(found) for found in lanes.values()), 1))
        above = sum(len(lanes[tone]) for tone in ("coop", "both")) * step
        below = len(lanes["conf"]) * step
        sheet = self.sheet(above + below + 108)
        axis = self.top + above + 6
        items = [(_sample("coop"), "Cooperation"), (_sample("conf"), "Conflict")]
        items += [(_sample("both"), "Standing tie or other")] * bool(lanes["both"])
        items += [(_sample("both", firm=False), "Alleged, expected or proposed")]
        items += [(_sample("both", denied=True), DENIED_WORDS)] * any(one.denied for one in self.exact)
        self.key(sheet, items)
        for name, y in (("Cooperation", axis - 8), ("Conflict", axis + 16)):
            sheet.words((self.scale.left - 10, y), name, size=12, ink="grey", anchor="right")
        for turn, lane in enumerate([*lanes["coop"], *lanes["both"]]):
            self._draw_lane(sheet, lane, axis - 4 - (turn + 0.5) * step, step)
        for turn, lane in enumerate(lanes["conf"]):
            self._draw_lane(sheet, lane, axis + 4 + (turn + 0.5) * step, step)
        sheet.path([(self.scale.left, axis), (self.scale.right, axis)], ink="ink")
        self._draw_strip(sheet, axis + below + 16)
        return sheet.figure

    def _lanes(self, marks: Sequence[Mark]) -> list[list[tuple[Mark, tuple[float, float]]]]:
        """The marks in lanes, so that none lies on another."""
        found: list[list[tuple[Mark, tuple[float, float]]]] = []
        for one in sorted(marks, key=lambda one: (one.first or date.min, one.last or date.min)):
            ends = self.scale.ends(one, least=5)
            lane = next((lane for lane in found if lane[-1][1][1] + 1 <= ends[0]), None)
            if lane is None:
                found.append([(one, ends)])
            else:
                lane.append((one, ends))
        return found

    @staticmethod
    def _draw_lane(sheet: Sheet, lane: Sequence[tuple[Mark, tuple[float, float]]], y: float, step: float) -> None:
        """Draw one row of marks."""
        high = step * 0.78
        for one, (start, end) in lane:
            line = min(1.0, high / 4)
            sheet.box(
                (start + line / 2, y - high / 2),
                (end - start - line, high),
                ink=one.tone,
                fill=one.tone if one.firm else "paper",
                wide=line,
            )
            if one.denied:
                sheet.ring(((start + end) / 2, y), high * 0.6)

    def _draw_strip(self, sheet: Sheet, y: float) -> None:
        """Draw how many relations may fall into each period, and name the periods."""
        counts = [(span, sum(_may_fall(one, *span) for one in self.rough)) for span in self.scale.spans()]
        most = max((count for _, count in counts), default=0)
        if most:
            sheet.words((self.scale.left - 10, y + 13), "may fall here", size=12, ink="grey", anchor="right")
        for (first, last), count in counts if most else []:
            start, end = self.scale.at(first), self.scale.at(last + timedelta(days=1))
            sheet.box((start, y), (end - start - 1, 19), fill="field")
            sheet.box((start, y), (end - start - 1, 19), fill="outline", alpha=0.6 * count / most)
            words = f"{count:,}"
            if sheet.wide(words, 11.5) < end - start - 3:
                sheet.words(((start + end) / 2, y + 14), words, size=11.5, anchor="center")
        self.scale.draw(sheet, y + 23)


def _may_fall(one: Mark, first: date, last: date) -> bool:
    """Whether something may lie between two days."""
    return (one.first or date.min) <= last and (one.last or date.max) >= first and bool(one.first or one.last)


def _surely_falls(one: Mark, first: date, last: date) -> bool:
    """Whether something lies between two days for certain."""
    return one.first is not None and one.last is not None and first <= one.first and one.last <= last


class _Counts(_Chart):
    """Bars of how many relations fall into each period."""

    HIGH = 300.0

    def __init__(self, marks: Sequence[Mark], by: str, title: str) -> None:
        drawn = [one for one in marks if one.tone != "both" and (one.first or one.last)]
        other = sum(one.tone == "both" for one in marks)
        undated = len(marks) - len(drawn) - other
        told = f"Light: may fall into the {by}, and counts in each {by} that it may fall into."
        unsure = sum(one.denied or not one.firm for one in drawn)
        told += f" Light too: {unsure:,} still denied by somebody, or alleged, expected or proposed." if unsure else ""
        rest = [f"{other:,} standing tie{'s' * (other != 1)} or other"] if other else []
        rest += [f"{undated:,} without a date"] if undated else []
        told += f" Not drawn: {' and '.join(rest)}." if rest else ""
        super().__init__(title, told)
        self.scale = _Scale(drawn, MARGIN + 46, WIDTH - MARGIN, months=PERIODS[by])
        self.bars: list[tuple[tuple[date, date], dict[str, tuple[int, int]]]] = [
            (span, {tone: self._count([one for one in drawn if one.tone == tone], span) for tone in ("coop", "conf")})
            for span in self.scale.spans()
        ]

    @staticmethod
    def _count(marks: Sequence[Mark], span: tuple[date, date]) -> tuple[int, int]:
        """How many lie surely in a period and are asserted, nobody still denying it, and how many may lie there."""
        sure = [one for one in marks if one.firm and not one.denied]
        return sum(_surely_falls(one, *span) for one in sure), sum(_may_fall(one, *span) for one in marks)

    def draw(self) -> Figure:
        """The chart."""
        up, down = (max([bar[tone][1] for _, bar in self.bars] or [0]) for tone in ("coop", "conf"))
        unit = self.HIGH / max(up + down, 1)
        sheet = self.sheet(self.HIGH + 50)
        self.key(sheet, [(_sample("coop"), "Cooperation, above"), (_sample("conf"), "Conflict, below")])
        axis = self.top + up * unit
        self._draw_grid(sheet, axis, up, down, unit)
        for (first, last), bar in self.bars:
            start, end = self.scale.at(first), self.scale.at(last + timedelta(days=1))
            gap = min((end - start) * 0.1, 4)
            for tone, way in (("coop", -1), ("conf", 1)):
                sure, may = bar[tone]
                for count, alpha in ((may, 0.3), (sure, 1.0)):
                    corner = (start + gap, axis - count * unit if way < 0 else axis)
                    if count:
                        sheet.box(corner, (end - start - 2 * gap, count * unit), fill=tone, alpha=alpha)
        sheet.path([(self.scale.left, axis), (self.scale.right, axis)], ink="ink")
        self.scale.draw(sheet, self.top + self.HIGH + 6)
        return sheet.figure

    def _draw_grid(self, sheet: Sheet, axis: float, up: int, down: int, unit: float) -> None:
        """Draw lines at round numbers, named at the left."""
        step = next(
            step for step in (size * 10**power for power in range(9) for size in (1, 2, 5)) if (up + down) / step <= 8
        )
        for number in range(-(down // step) * step, up + 1, step):
            y = axis - number * unit
            sheet.path([(self.scale.left, y), (self.scale.right, y)], ink="hairline")
            sheet.words((self.scale.left - 8, y + 4), f"{abs(number):,}", size=11.5, ink="grey", anchor="right")
