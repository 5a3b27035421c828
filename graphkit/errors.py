"""The error family: everything graphkit says no to, in one plain sentence.

::

    GraphkitError
    ├── DataError          a rule of the data is broken; ``problems`` lists every breach
    ├── UnknownActor       nobody of that name; suggests near spellings (also a LookupError)
    ├── ExtractionError    a language model's reply cannot be used; ``reply`` holds it
    └── MissingDependency  an optional library is not installed; names the extra (also an ImportError)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.control import visible

__all__ = ["DataError", "ExtractionError", "GraphkitError", "MissingDependency", "Problem", "UnknownActor"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach of one rule: where it is, what was found and what is allowed."""

    file: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        """Return the breach as one sentence: place, then what is wrong."""
        place = self.file + (f" row {self.row}" if self.row is not None else "")
        return visible(f"{place}{f', {self.column}' if self.column else ''}: {self.message}", lines=False)


class GraphkitError(Exception):
    """Anything graphkit refuses; the command line turns it into exit code 1."""


class DataError(GraphkitError):
    """A dataset breaks its rules; ``problems`` lists every breach that was found."""

    def __init__(self, problems: Sequence[Problem] | str) -> None:
        self.problems: tuple[Problem, ...] = () if isinstance(problems, str) else tuple(problems)
        super().__init__(problems if isinstance(problems, str) else _summary(self.problems))


class UnknownActor(GraphkitError, LookupError):
    """No actor, or more than one, goes by the name that was asked for."""


class ExtractionError(GraphkitError):
    """A language model's reply cannot be used; ``reply`` holds what it said."""

    def __init__(self, message: str, *, reply: str = "") -> None:
        super().__init__(message)
        self.reply = reply


class ServerLost(GraphkitError):
    """A language model's server that no later call would fare better with: a run over many documents stops."""


class MissingDependency(GraphkitError, ImportError):
    """An optional library is not installed; the message ends with the command that brings it.

    Parameters
    ----------
    message
        What needs which library.
    extra
        The extra of graphkit that brings the library; blank: the message says it all.

    Examples
    --------
    >>> str(MissingDependency("maps need x")), "[events]'" in str(MissingDependency("maps need x", extra="events"))
    ('maps need x', True)
    """

    def __init__(self, message: str, *, extra: str = "") -> None:
        super().__init__(f"{message}: {_command_for(extra)}" if extra else message)


def _command_for(extra: str) -> str:
    """The command that installs an extra the way graphkit itself was installed: from a checkout or by name."""
    import json
    import sys
    from importlib import metadata
    from urllib.parse import unquote, urlsplit

    try:
        origin = json.loads(metadata.distribution("actor-graphkit").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        origin = {}
    place = urlsplit(str(origin.get("url", "")))
    if place.scheme != "file":
        return f"pip install 'actor-graphkit[{extra}]'"
    folder = unquote(place.path)
    if sys.platform == "win32":
        folder = folder.lstrip("/")
    editable = "-e " if origin.get("dir_info", {}).get("editable") else ""
    return f"pip install {editable}'{folder}[{extra}]'"


def _summary(problems: tuple[Problem, ...], limit: int = 20) -> str:
    """Every breach on its own line, the first ``limit`` of them, with the rest counted."""
    head = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    lines = [str(problem) for problem in problems[:limit]]
    rest = [f"and {len(problems) - limit} more: graphkit check lists them all"] if len(problems) > limit else []
    return "\n".join([head, *lines, *rest])
