"""A matplotlib figure that is saved the same way every time: text stays text, and no date is written into the file."""

from __future__ import annotations

import io
import os
import warnings
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from graphkit.errors import MissingDependency

try:
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.figure import Figure
except ImportError as error:
    raise MissingDependency("a figure needs matplotlib", extra="figures") from error

__all__ = ["Picture", "plain_style"]

#: Text stays text in SVG and in PDF; ids in SVG do not change from run to run,
#: and letters are as wide in each format as they were measured.
SAVED: dict[Any, Any] = {
    "text.hinting": "none",
    "text.usetex": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "graphkit",
    "pdf.fonttype": 42,
}
#: Names of the date among what matplotlib writes about a file, by suffix.
DATED = {"svg": "Date", "svgz": "Date", "pdf": "CreationDate", "ps": "CreationDate"}
#: Pixels per inch of a PNG: twice what a screen has.
DPI = 192


def plain_style() -> AbstractContextManager[None]:
    """Return matplotlib's own defaults and what :data:`SAVED` says, whatever style the caller has chosen."""
    kept: dict[Any, Any] = {
        name: value for name, value in rcParamsDefault.items() if not name.startswith(("backend", "interactive"))
    }
    return rc_context(kept | SAVED)


class Picture(Figure):
    """A figure that a notebook shows, and that gives the same bytes for the same content."""

    def savefig(self, fname: Any, *, transparent: bool | None = None, **kwargs: Any) -> None:
        """Save the figure as matplotlib does; the text stays text, and no date is written into the file."""
        suffix = Path(fname).suffix[1:] if isinstance(fname, str | os.PathLike) else ""
        date = DATED.get(str(kwargs.get("format") or suffix or "png").lower())
        about = {date: None} if date else {}
        kwargs["metadata"] = {**about, **(kwargs.get("metadata") or {})}
        kwargs.setdefault("dpi", DPI)
        with plain_style(), warnings.catch_warnings():
            # the figure itself says which letters no font has
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            super().savefig(fname, transparent=transparent, **kwargs)

    def _repr_png_(self) -> bytes:
        """The picture as a notebook shows it."""
        made = io.BytesIO()
        self.savefig(made, format="png", dpi=96)
        return made.getvalue()
