"""Counts in words, as notes, messages and answers say them."""

from __future__ import annotations

__all__ = ["counted", "counted_rows", "fitting", "lying_surely"]


def counted(number: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "event"), counted(1200, "row")
    ('1 event', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def counted_rows(number: int, table: str) -> str:
    """Return a count with the name of a table, which is a plural.

    >>> counted_rows(1, "documents"), counted_rows(1, "evidence"), counted_rows(2, "actors")
    ('1 document', '1 row of evidence', '2 actors')
    """
    return counted(number, "row") + " of evidence" if table == "evidence" else counted(number, table.removesuffix("s"))


def fitting(number: int, one: str, several: str) -> str:
    """Return the word that fits a count.

    >>> fitting(1, "is", "are"), fitting(0, "is", "are")
    ('is', 'are')
    """
    return one if number == 1 else several


def lying_surely(sure: int, rest: int) -> str:
    """Return how many relations surely lie in a time that was asked for, and how many more may.

    >>> lying_surely(9, 97), lying_surely(1, 0)
    ('9 relations surely lie in that time, 97 more may', '1 relation surely lies in that time')
    >>> lying_surely(0, 1)
    'no relation surely lies in that time, 1 may'
    """
    if not sure:
        return f"no relation surely lies in that time, {rest:,} may"
    verb = fitting(sure, "lies", "lie")
    return f"{counted(sure, 'relation')} surely {verb} in that time" + (f", {rest:,} more may" if rest else "")
