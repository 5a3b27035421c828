"""The sentences of the documents read that gave no proposal: what a person reads to see what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.dataset.texts import read_text
from graphkit.errors import DataError
from graphkit.extract.rules.text import split_sentences

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.extract.records import Item
    from graphkit.extract.review import ReviewStore

__all__ = ["SILENT_COLUMNS", "count_sentences", "silent_sentences"]

SILENT_COLUMNS = ("document", "title", "start", "end", "sentence")


def silent_sentences(store: ReviewStore) -> tuple[pd.DataFrame, list[str]]:
    """Return the sentences that no proposal was made of, and the titles of the documents whose text is not kept.

    Parameters
    ----------
    store
        The proposals of a dataset's folder. It keeps the texts of the documents that gave a proposal.

    Returns
    -------
    DataFrame
        Columns ``SILENT_COLUMNS``, one row per sentence, in the order of reading; ``start`` and ``end`` count
        code points.
    list of str
        The titles of the documents that gave no proposal at all, or whose text was taken away.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.extract.review import ReviewStore
    >>> silent_sentences(ReviewStore(tempfile.mkdtemp()))[1]
    []
    """
    import pandas as pd

    spans: dict[str, list[tuple[int, int]]] = {}
    for item in store.items.values():
        spans.setdefault(item.document.id, []).extend(_spans(item))
    rows: list[tuple[str, str, int, int, str]] = []
    unkept = []
    for key, title in store.titles().items():
        try:
            text = read_text(store.folder / "texts" / f"{key}.txt")
        except (OSError, DataError):
            unkept.append(title or key)
            continue
        rows += [(key, title, start, end, text[start:end]) for start, end in _silent(text, spans.get(key, ()))]
    return pd.DataFrame(rows, columns=list(SILENT_COLUMNS)), unkept


def count_sentences(text: str, items: Iterable[Item] = ()) -> tuple[int, int]:
    """Return how many sentences a text has that say something, and how many of them gave a proposal or deny one.

    Examples
    --------
    >>> count_sentences("Japan condemned Russia. * * * It rained.")
    (2, 0)
    """
    spans = [span for item in items for span in _spans(item)]
    whole, silent = (sum(1 for _ in _silent(text, given)) for given in ((), spans))
    return whole, whole - silent


def _spans(item: Item) -> Iterator[tuple[int, int]]:
    """Where a proposal, and what denies it, stand."""
    for said in (item.proposal, *item.denials):
        yield said.start, said.end


def _silent(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences that none of the spans touches, of those that have a letter."""
    for start, end in split_sentences(text):
        told = any(first < end and start < last for first, last in spans)
        if not told and any(map(str.isalpha, text[start:end])):
            yield start, end
