"""What the parts of the workbench may rely on: the tables, the documents, what is kept, and who is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from graphkit.dataset.names import AliasIndex
    from graphkit.edit.ledger import Ledger
    from graphkit.edit.rows import Change, Row, Sheets
    from graphkit.edit.texts import Around, Library
    from graphkit.errors import Problem

__all__ = ["Desk", "Joining"]


class Joining(Protocol):
    """What notes in the review's journals which rows proposals became."""

    def joined_file(self) -> Mapping[str, bytes]:
        """Return the files to write beside the tables."""
        ...

    def noted(self, written: Mapping[str, bytes]) -> None:
        """Take note that they are written."""
        ...


class Desk(Protocol):
    """The workbench as its parts see it; ``turn`` is held by whoever changes something."""

    folder: Path
    curator: str
    turn: threading.RLock
    sheets: Sheets
    documents: Library
    ledger: Ledger
    findings: list[Problem]
    revision: int
    checked: int

    @property
    def joining(self) -> Joining:
        """What notes in the review's journals which rows proposals became."""
        ...

    @property
    def saved(self) -> int:
        """The number of the last command that the tables hold."""
        ...

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table."""
        ...

    def alias_index(self) -> AliasIndex:
        """Return the names of the dataset's actors, to match a whole name by."""
        ...

    def party(self, party: Mapping[str, Any], around: Around) -> dict[str, Any]:
        """Return a party of the coder as one that is known, of the world, or new."""
        ...

    def speaker_in(self, sentence: str, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return who says what a line says, where the coder names nobody."""
        ...

    def names_of(self, cell: str) -> list[str]:
        """Return the names of the actors in a cell."""
        ...

    def evidence_of(self, relation: str) -> list[Row]:
        """Return the rows of evidence of a relation."""
        ...

    def status_of(self, relation: str) -> str:
        """Return what the evidence makes of a relation."""
        ...

    def follow(self, listener: Callable[[Sequence[Change] | None], None]) -> None:
        """Let something be told the changes of every command."""
        ...

    def reindex(self) -> None:
        """Tell whoever follows that everything may be another."""
        ...

    def tell(self, kind: str, **said: Any) -> None:
        """Tell every page that something happened."""
        ...
