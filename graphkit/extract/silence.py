"""The sentences of the documents read that gave no proposal: what a person reads to see what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.dataset.texts import read_text
from graphkit.errors import DataError
from graphkit.extract.run import silent_spans, spans_of

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.extract.review import ReviewStore

__all__ = ["SILENT_COLUMNS", "silent_sentences"]

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
        spans.setdefault(item.document.id, []).extend(spans_of(item))
    rows: list[tuple[str, str, int, int, str]] = []
    unkept = []
    for key, title in store.titles().items():
        try:
            text = read_text(store.folder / "texts" / f"{key}.txt")
        except (OSError, DataError):
            unkept.append(title or key)
            continue
        rows += [(key, title, start, end, text[start:end]) for start, end in silent_spans(text, spans.get(key, ()))]
    return pd.DataFrame(rows, columns=list(SILENT_COLUMNS)), unkept
