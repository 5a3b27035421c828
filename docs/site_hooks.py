"""What the site needs beside its pages: CONTRIBUTING.md as a page, and links out of the folder as plain words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: A link to a file that is not on the site, with its words.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?!https?:|#)(?:\.\./)+([^)]+)\)")
_ROLE = re.compile(r":(?:func|class|meth|mod|attr):(?=<code>)")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Return a page's text as the site shows it."""
    if page.file.src_path == "contributing.md":
        markdown = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
        markdown = re.sub(r"\]\(docs/", "](", markdown)
        markdown = re.sub(r"\[([^\]]+)\]\((?!https?:|#|[\w-]+\.md)([^)]+)\)", r"`\2`", markdown)
    return _OUTSIDE.sub(r"\1 (`\2`)", markdown)


def on_post_page(output: str, **_: Any) -> str:
    """Return the page without the roles of docstrings' cross-references: the names stay, as code."""
    return _ROLE.sub("", output)
