"""A sheet to draw on: a matplotlib figure measured in pixels from its upper left corner."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphkit.control import visible
from graphkit.render._fonts import Fonts

if TYPE_CHECKING:
    from graphkit.render._picture import Picture

__all__ = ["DENIED_WORDS", "PALETTES", "PIXELS", "Sheet", "lines_of", "lines_within", "plain", "text_wide"]

Spot = tuple[float, float]

#: What the unequals sign in a ring means, in every legend; the page says it in the same words (``web/core/words.js``).
DENIED_WORDS = "Denied, now or once"
#: Pixels per inch; a point is 1/72 of an inch.
PIXELS = 96
#: Colours by what they are for: blue is cooperation and orange is conflict, and nothing else is.
PALETTES = {
    "light": {
        "paper": "#ffffff",
        "ink": "#17191c",
        "grey": "#595d64",
        "coop": "#2166ac",
        "conf": "#b35806",
        "both": "#6b6f75",
        "plate": "#2b3038",
        "onPlate": "#ffffff",
        "first": "#000000",
        "outline": "#8a8e95",
        "field": "#ecece9",
        "hairline": "#d8d9d6",
    },
    "dark": {
        "paper": "#111418",
        "ink": "#f1f2f3",
        "grey": "#abb1b9",
        "coop": "#79b8ff",
        "conf": "#f0a35e",
        "both": "#a3a8af",
        "plate": "#c9ced6",
        "onPlate": "#111418",
        "first": "#ffffff",
        "outline": "#848b95",
        "field": "#232830",
        "hairline": "#3a4048",
    },
}


def plain(text: object) -> str:
    """Return a text on one line, without characters that no file of letters may hold.

    >>> plain("a  b")
    'a b'
    """
    return visible(" ".join(str(text).split()), lines=False).replace("\ufffe", "").replace("\uffff", "")


def _needed(text: str, families: tuple[str, ...]) -> list[str]:
    """The families that a text is written in: plain letters are in the first, and asking all takes long."""
    return list(families[:1] if text.isascii() else families)


@lru_cache(maxsize=20_000)
def text_wide(text: str, size: float, families: tuple[str, ...], *, bold: bool = False) -> float:
    """Return how wide a text is in pixels."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    face = FontProperties(family=_needed(text, families), weight="bold" if bold else "normal", size=100)
    with warnings.catch_warnings():
        # a letter that no font has is as wide as the box that stands for it
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return float(text_to_path.get_text_width_height_descent(text, face, ismath=False)[0]) * size / 100


def lines_of(text: str, wide: float, *, size: float, families: tuple[str, ...], bold: bool = False) -> list[str]:
    """Return a text in lines that are at most so many pixels wide; a longer word is broken."""
    return lines_within(text, wide, lambda words: text_wide(words, size, families, bold=bold))


def lines_within(text: str, wide: float, measure: Callable[[str], float]) -> list[str]:
    """Return the same, where ``measure`` says how wide some words are.

    >>> lines_within("to be or not", 5, len)
    ['to be', 'or', 'not']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= wide:
            lines[-1] = longer
            continue
        while len(word) > 1 and measure(word) > wide:
            fits = max(int(len(word) * wide / measure(word)) - 1, 1)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


class Sheet:
    """A figure so many pixels wide and high, and what draws on it."""

    def __init__(self, width: float, height: float, *, fonts: Fonts, theme: str = "light") -> None:
        from graphkit.render._picture import Picture, plain_style

        self.width, self.height, self.fonts = width, height, fonts
        self.look = PALETTES[theme]
        self.above = 0
        with plain_style():
            self.figure: Picture = Picture(
                figsize=(width / PIXELS, height / PIXELS), dpi=PIXELS, facecolor=self.look["paper"]
            )
            self.axes = self.figure.add_axes((0, 0, 1, 1))
            self.axes.set(xlim=(0, width), ylim=(height, 0))
            self.axes.set_axis_off()

    def wide(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is in pixels."""
        return text_wide(words, size, self.fonts.families, bold=bold)

    def _next(self) -> int:
        """What is drawn later lies above."""
        self.above += 1
        return self.above

    def words(
        self, spot: Spot, words: str, *, size: float, bold: bool = False, ink: str = "ink", anchor: str = "left"
    ) -> None:
        """Write a text whose base line is at a place; no text writes nothing."""
        if not words:
            return
        self.axes.text(
            *spot,
            words,
            family=_needed(words, self.fonts.families),
            size=size * 72 / PIXELS,
            weight="bold" if bold else "normal",
            color=self.look.get(ink, ink),
            ha=anchor,
            va="baseline",
            parse_math=False,
            usetex=False,
            zorder=self._next(),
        )

    def path(
        self,
        points: Sequence[Spot],
        *,
        ink: str = "",
        fill: str = "",
        wide: float = 1.0,
        dash: Sequence[float] = (),
        closed: bool = False,
        curved: bool = False,
        alpha: float | None = None,
    ) -> None:
        """Draw through some points; ``curved``: three points are start, control and end of a bent line."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        codes = [Path.MOVETO, *([Path.CURVE3] * 2 if curved else [Path.LINETO] * (len(points) - 1))]
        found = list(points)
        if closed:
            found, codes = [*found, found[0]], [*codes, Path.CLOSEPOLY]
        self._add(PathPatch(Path(found, codes), **self._pen(ink, fill, wide, dash), alpha=alpha))

    def box(
        self,
        corner: Spot,
        size: tuple[float, float],
        *,
        ink: str = "",
        fill: str = "",
        wide: float = 1.0,
        dash: Sequence[float] = (),
        round_: float = 0.0,
        alpha: float | None = None,
    ) -> None:
        """Draw a box from its upper left corner, with round corners if asked."""
        from matplotlib.patches import FancyBboxPatch, Rectangle

        pen = self._pen(ink, fill, wide, dash)
        if round_:
            style = f"round,pad=0,rounding_size={min(round_, size[0] / 2, size[1] / 2)}"
            self._add(FancyBboxPatch(corner, *size, boxstyle=style, mutation_aspect=1, **pen, alpha=alpha))
        else:
            self._add(Rectangle(corner, *size, **pen, alpha=alpha))

    def ring(self, middle: Spot, reach: float = 8.5) -> None:
        """Draw the sign of a denial: an unequals sign in a ring."""
        from matplotlib.patches import Circle

        x, y = middle
        t = reach * 0.45
        self._add(Circle(middle, reach, **self._pen("ink", "paper", 1.5, ())))
        for line in (
            [(x - t, y - t * 0.45), (x + t, y - t * 0.45)],
            [(x - t, y + t * 0.45), (x + t, y + t * 0.45)],
            [(x + t * 0.6, y - t * 1.15), (x - t * 0.6, y + t * 1.15)],
        ):
            self.path(line, ink="ink", wide=1.4 * reach / 8.5)

    def sign(self, kind: str, middle: Spot, reach: float, *, ink: str = "ink", fill: str = "") -> None:
        """Draw the small sign of a kind of actor."""
        from matplotlib.patches import Circle

        if kind in ("person", "company"):
            self._add(Circle(middle, reach, **self._pen(ink, fill, 1.2, ())))
            return
        corners = [(middle[0] + reach * x, middle[1] + reach * y) for x, y in _corners(kind)]
        self.path(corners, ink=ink, fill=fill, wide=1.2, closed=True)

    def _pen(self, ink: str, fill: str, wide: float, dash: Sequence[float]) -> dict[str, Any]:
        """How something is drawn, in matplotlib's words; dashes are in pixels."""
        line = wide * 72 / PIXELS
        return {
            "edgecolor": self.look.get(ink, ink) if ink else "none",
            "facecolor": self.look.get(fill, fill) if fill else "none",
            "linewidth": line if ink else 0,
            "linestyle": (0, tuple(one * 72 / PIXELS / line for one in dash)) if dash else "-",
            "capstyle": "butt",
            "joinstyle": "miter",
        }

    def _add(self, patch: Any) -> None:
        """Put a shape above those before it."""
        patch.set_zorder(self._next())
        self.axes.add_patch(patch)


def _corners(kind: str) -> Iterable[Spot]:
    """The corners of a kind's sign, one unit around its middle."""
    if kind == "state":
        return [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    if kind == "igo":
        return [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)]
    if kind == "armed-group":
        return [(0, -1.05), (1.1, 0.9), (-1.1, 0.9)]
    if kind == "media":
        return [(0, 1.05), (1.1, -0.9), (-1.1, -0.9)]
    if kind == "agency":
        return [(math.cos(k * math.pi / 3) * 1.1, math.sin(k * math.pi / 3) * 1.1) for k in range(6)]
    if kind == "ngo":
        turns = [(1.25 if k % 2 == 0 else 0.55, k * math.pi / 5 - math.pi / 2) for k in range(10)]
        return [(r * math.cos(angle), r * math.sin(angle)) for r, angle in turns]
    arm = 0.42
    cross = [(arm, 1.1), (arm, arm), (1.1, arm)]
    quarter = [*cross, *[(x, -y) for x, y in reversed(cross)]]
    return [*quarter, *[(-x, y) for x, y in reversed(quarter)]]
