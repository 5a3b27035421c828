"""The map as what a notebook shows by itself: the page in a frame."""

from __future__ import annotations

import html as _html

__all__ = ["Map"]


class Map:
    """A map that a notebook shows by itself; ``html`` is the page.

    The page is shown in a frame that may run its own scripts and do nothing else.
    """

    def __init__(self, html: str, *, height: int = 640) -> None:
        self.html = html
        self.height = height

    def __repr__(self) -> str:
        """Return what it is: the same for the same network, however the page is built."""
        title = self.html.partition("<title>")[2].partition("</title>")[0]
        return f"<Map: {_html.unescape(title)}>"

    def _repr_html_(self) -> str:
        """Return the page in a sandboxed frame, as notebooks ask for it."""
        page = _html.escape(self.html, quote=True)
        return (
            f'<iframe title="Map" sandbox="allow-scripts allow-downloads allow-popups" srcdoc="{page}" '
            f'width="100%" height="{self.height}" style="border:1px solid #ccc"></iframe>'
        )
