"""Counts in words, as notes, messages and answers say them."""

from __future__ import annotations

__all__ = ["counted", "fitting"]


def counted(number: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "event"), counted(1200, "row")
    ('1 event', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def fitting(number: int, one: str, several: str) -> str:
    """Return the word that fits a count.

    >>> fitting(1, "is", "are"), fitting(0, "is", "are")
    ('is', 'are')
    """
    return one if number == 1 else several
