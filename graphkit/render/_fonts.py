"""Chooses the fonts of a figure: one for most of it, others for the letters which that one lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.errors import MissingDependency

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Fonts", "fonts_for"]

#: The first of these that is installed is the figure's font; matplotlib brings the last one along.
SANS = ("Liberation Sans", "Arimo", "Arial", "Helvetica", "DejaVu Sans")
#: Where the letters of a script are looked for first; then in every font that is installed.
SCRIPTS = {
    "HIRAGANA": ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "MS Gothic", "IPAexGothic"),
    "KATAKANA": ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "MS Gothic", "IPAexGothic"),
    "HANGUL": ("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", "NanumGothic", "UnDotum"),
    "CJK": ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"),
    "ARABIC": ("Noto Sans Arabic", "DejaVu Sans", "Geeza Pro", "Segoe UI"),
    "HEBREW": ("Noto Sans Hebrew", "DejaVu Sans", "Segoe UI"),
    "DEVANAGARI": ("Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Lohit Devanagari"),
    "THAI": ("Noto Sans Thai", "Thonburi", "Leelawadee UI", "Garuda"),
}
#: These draw a box for every letter there is.
BOXES = ("Last Resort",)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of a figure, in the order in which a letter is looked for, and the letters that none of them has."""

    families: tuple[str, ...]
    missing: str = ""

    @property
    def said(self) -> str:
        """Which scripts cannot be drawn, as a sentence; blank: all can."""
        if not self.missing:
            return ""
        scripts = dict.fromkeys(_script(letter).capitalize() for letter in self.missing)
        return (
            f"No installed font has {len(self.missing)} of the characters ({', '.join(scripts)}): "
            "they are drawn as boxes; install a font for them, such as Noto Sans"
        )


def fonts_for(texts: Iterable[str]) -> Fonts:
    """Return the fonts with which some texts are drawn.

    >>> fonts_for(["Pyongyang", "Москва"]).missing
    ''
    """
    letters = {letter for text in texts for letter in text if letter.isprintable() and not letter.isspace()}
    installed = _installed()
    first = next(name for name in SANS if name in installed)
    chosen, open_ = [first], letters - _letters(first)
    wanted = [name for script in dict.fromkeys(map(_script, sorted(open_))) for name in SCRIPTS.get(script, ())]
    # kana come before Han, so that a Japanese name is drawn as Japanese
    wanted.sort(key=lambda name: not any(name in SCRIPTS[one] for one in SCRIPTS if one in set(map(_script, open_))))
    for name in dict.fromkeys([*wanted, "DejaVu Sans", *sorted(installed)]):
        if not open_:
            break
        if name in installed and not name.startswith(BOXES) and open_ & _letters(name):
            chosen.append(name)
            open_ = open_ - _letters(name)
    return Fonts(tuple(chosen), "".join(sorted(open_)))


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name."""
    import unicodedata

    return unicodedata.name(letter, "OTHER").partition(" ")[0]


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    """The families that matplotlib finds on this machine."""
    return frozenset(_matplotlib_fonts().fontManager.get_font_names())


def _matplotlib_fonts() -> ModuleType:
    """What matplotlib knows of the fonts of this machine; fonts are the first that a figure asks it for."""
    try:
        from matplotlib import font_manager
    except ImportError as error:
        raise MissingDependency("a figure needs matplotlib", extra="figures") from error
    return font_manager


@lru_cache(maxsize=64)
def _letters(family: str) -> frozenset[str]:
    """The letters that a family has."""
    fonts = _matplotlib_fonts()
    faces = [one for one in fonts.fontManager.ttflist if one.name == family]
    plain = [one for one in faces if one.style == "normal" and str(one.weight) in ("400", "normal", "regular")]
    path = sorted(plain or faces, key=lambda one: str(one.fname))[0].fname
    return frozenset(map(chr, fonts.get_font(path).get_charmap()))
