"""Fill the parts of the documents that are made from the code: ``python docs/build.py``. A test says when it is due."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from graphkit.interchange import EXPORTS, IMPORTS
from graphkit.query import asked

DOCS = Path(__file__).parent


def exports() -> str:
    """The table of formats out."""
    rows = [
        f"| `{one.name}` | {one.title} | {one.keeps} | {one.loses} | {one.opens_in} | {one.back or 'no'} |"
        for one in EXPORTS.values()
    ]
    header = "| format | what it is | carries | loses | opens in | `import` reads it back |"
    return "\n".join([header, "| --- | --- | --- | --- | --- | --- |", *rows])


def imports() -> str:
    """The table of formats in."""
    rows = [f"| `{one.name}` | {one.title} | {one.loses} |" for one in IMPORTS.values()]
    return "\n".join(["| format | what it is | not read |", "| --- | --- | --- |", *rows])


def questions() -> str:
    """The table of questions."""
    rows = [f"| `{one['example']}` | {one['asks']} |" for one in asked().values()]
    return "\n".join(["| command | asks |", "| --- | --- |", *rows])


def names() -> str:
    """The public names with their docstrings, by the module that they are of."""
    import graphkit

    groups: dict[str, list[str]] = {}
    for name in graphkit.__all__:
        module = getattr(graphkit, name).__module__
        groups.setdefault(".".join(module.split(".")[:2]), []).append(f"::: {module}.{name}")
    return "\n\n".join(f"## {module}\n\n" + "\n\n".join(found) for module, found in sorted(groups.items()))


#: The parts that are made: page, name of the part, and what makes it.
PARTS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("questions.md", "questions", questions),
    ("reference.md", "names", names),
    ("formats.md", "exports", exports),
    ("formats.md", "imports", imports),
)


def filled(page: str) -> str:
    """Return a page with its made parts as they should be."""
    text = (DOCS / page).read_text("utf-8")
    for name, part, make in PARTS:
        if name == page:
            pattern = rf"(<!-- begin: {part} -->\n).*?(<!-- end: {part} -->)"
            text = re.sub(pattern, lambda found, make=make: f"{found[1]}{make()}\n{found[2]}", text, flags=re.S)
    return text


if __name__ == "__main__":
    for page in dict.fromkeys(page for page, _, _ in PARTS):
        (DOCS / page).write_text(filled(page), "utf-8")
