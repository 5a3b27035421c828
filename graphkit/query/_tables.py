"""An answer as a table for reading: names, dates in words, few columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.model import RELATION_COLUMNS, date_words, split_list

from ._answers import name_of, worded
from ._text import Desk, each, several

if TYPE_CHECKING:
    import pandas as pd

    Row = Any

__all__ = ["LISTS", "Shown", "cell", "claim", "day", "laid_out", "named", "sources"]

#: What stands above each column of a table, and what a row of the answer has there.
Shown = Mapping[str, Callable[[Desk, "Row"], str]]


def laid_out(desk: Desk, answer: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """The answer in the columns that are shown."""
    import pandas as pd

    desk.attrs = answer.attrs
    rows = [[column(desk, row) for column in shown.values()] for row in each(answer)]
    frame = pd.DataFrame(rows, columns=list(shown), dtype=object)
    frame.attrs["laid out"] = True  # a notebook shows its cells whole
    return frame


def cell(column: str) -> Callable[[Desk, Row], str]:
    """A cell as it is; a missing one is blank."""
    return lambda _, row: _text(getattr(row, column))


def named(column: str) -> Callable[[Desk, Row], str]:
    """The names behind a cell of ids; of many the first ones."""
    return lambda desk, row: several([name_of(desk.network, one) for one in split_list(getattr(row, column))])


def claim(column: str = "relation_id") -> Callable[[Desk, Row], str]:
    """What a relation says, with its status before it unless it is plainly asserted."""

    def told(desk: Desk, row: Row) -> str:
        data = desk.data.get(getattr(row, column))
        return "" if data is None else worded(data)

    return told


def day(column: str) -> Callable[[Desk, Row], str]:
    """A date in words."""
    return lambda _, row: date_words(getattr(row, column))


def sources(column: str = "relation_id") -> Callable[[Desk, Row], str]:
    """How many independent documents tell of a relation; blank where it is not known."""

    def count(desk: Desk, row: Row) -> str:
        data = desk.data.get(getattr(row, column))
        return "" if data is None else str(desk.counter.sources(desk.counter.profile(data["evidence"])).count)

    return count


def _text(value: Any) -> str:
    """A value as text."""
    missing = value is None or type(value).__name__ == "NAType" or value != value
    return "" if missing else f"{value:.3g}" if isinstance(value, float) else str(value)


#: A relation a row, as a table for reading.
RELATION_SHOWN: Shown = {
    "date": day("date"),
    "who": named("actor"),
    "what": cell("summary"),
    "to whom": named("recipient"),
    "status": cell("status"),
    "sources": sources(),
}
#: The lists of actors and relations, by their columns, as tables for reading.
LISTS: Mapping[tuple[str, ...], Shown] = {
    ("id", "name", "kind", "aliases", "wikidata", "relations"): {
        "name": cell("name"),
        "kind": cell("kind"),
        "also": lambda _, row: several(split_list(row.aliases)),
        "relations": cell("relations"),
    },
    (*RELATION_COLUMNS, "status", "documents", "sources", "said_by"): {**RELATION_SHOWN, "sources": cell("sources")},
}
