"""From text to proposed relations: documents, coders, grounding and review.

`extract_relations` is the one door: raw text in, a table of proposals out, whichever coder reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.extract.coder import CODERS, CoderChoice
from graphkit.extract.records import PROPOSAL_COLUMNS, Proposal, proposals_to_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CODERS", "PROPOSAL_COLUMNS", "CoderChoice", "Proposal", "extract_relations", "proposals_to_frame"]


def extract_relations(
    text: str,
    *,
    date: str | None = None,
    coder: str | CoderChoice = "rules",
    actors: str | Path | None = None,
    patterns: str | Path | None = None,
) -> pd.DataFrame:
    """Return the relations that a coder proposes for a text, one row each, with offsets into the text.

    Parameters
    ----------
    text
        The text of one document.
    date
        The document's date, as EDTF; dates such as "on Tuesday" are read relative to it. None: that of the text's
        dateline, under its headline or behind "Published"; without any they are left open.
    coder
        ``"rules"``, or a `CoderChoice` for a coder that needs a model.
    actors, patterns
        For the rule coder: a file of one's own with more actors (CSV) or event patterns (TOML), in the form of those
        in ``graphkit/extract/data``.

    Returns
    -------
    pandas.DataFrame
        The columns are ``PROPOSAL_COLUMNS``, also when nothing was found; in the order of the text.

    Raises
    ------
    ValueError
        If ``date`` is not EDTF, or ``coder`` is not known or lacks its model.
    DataError
        If a file of actors or patterns cannot be read.

    Examples
    --------
    >>> frame = extract_relations("Turkish police arrested two Syrian journalists in Ankara.")
    >>> frame[["actor_state", "type", "mode", "recipient_state"]].iloc[0].tolist()
    ['TUR', 'COERCE', 'arrest', 'SYR']
    """
    from graphkit.extract.documents import written_date
    from graphkit.extract.rules.dates import dateline_date
    from graphkit.model import date_bounds

    date_bounds(date or "")
    choice = (
        coder
        if isinstance(coder, CoderChoice)
        else CoderChoice(coder, actors=str(actors or ""), patterns=str(patterns or ""))
    )
    return proposals_to_frame(
        choice.load()(text, (dateline_date(text) or written_date(text)) if date is None else date)
    )
