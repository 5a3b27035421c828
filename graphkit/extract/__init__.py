"""From text to proposed relations: the coders behind one face, text and its date in, proposals out.

`extract_relations` is the one door: raw text in, a table of proposals out, whichever coder reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.extract.records import PROPOSAL_COLUMNS, Proposal, proposals_to_frame, reading_form

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.extract.rules import Dictionary

__all__ = ["CODERS", "PROPOSAL_COLUMNS", "Coder", "CoderChoice", "Proposal", "extract_relations", "proposals_to_frame"]


def extract_relations(
    text: str,
    *,
    date: str | None = None,
    coder: str | CoderChoice = "rules",
    actors: str | Path | None = None,
    patterns: str | Path | None = None,
    min_confidence: float = 0.0,
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
    min_confidence
        Leave out what is less sure, from 0 to 1: of new text, seven of ten proposals that are as sure as 0.6 are right.
        At 0 the coder's own bound holds. A `CoderChoice` has its own.

    Returns
    -------
    pandas.DataFrame
        The columns are ``PROPOSAL_COLUMNS``, also when nothing was found; in the order of the text.

    Raises
    ------
    ValueError
        If ``date`` is not EDTF, ``coder`` is not known or lacks its model, or ``min_confidence`` is not from 0 to 1.
    DataError
        If a file of actors or patterns cannot be read.

    Examples
    --------
    >>> frame = extract_relations("Turkish police arrested two Syrian journalists in Ankara.")
    >>> frame[["actor_state", "type", "mode", "recipient_state"]].iloc[0].tolist()
    ['TUR', 'COERCE', 'arrest', 'SYR']
    """
    from graphkit.extract.documents import written_date
    from graphkit.extract.rules.text import dateline_date
    from graphkit.model import date_bounds

    date_bounds(date or "")
    choice = (
        coder
        if isinstance(coder, CoderChoice)
        else CoderChoice(coder, actors=str(actors or ""), patterns=str(patterns or ""), min_confidence=min_confidence)
    )
    return proposals_to_frame(
        choice.load()(text, (dateline_date(text) or written_date(text)) if date is None else date)
    )


#: A coder: the text and the date of its document (EDTF, blank when not known) to proposals.
Coder = Callable[[str, str], Sequence[Proposal]]
CODERS = ("rules", "spacy", "llm")


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """Which coder to use, and with what; small enough to be handed to another process.

    Parameters
    ----------
    name
        One of ``CODERS``.
    model
        The spaCy pipeline or the language model; the rule coder has none.
    base_url
        The address of a language model's server; blank: the client's own default.
    actors, patterns
        Files with one's own actors and patterns for the rule coder and the spaCy coder; blank: none.
    api
        Which interface the server of a language model speaks: ``openai`` or ``anthropic``.
    cache
        The folder in which its replies are kept, so that no passage is asked about twice; blank: nowhere.
    call_seconds
        How long one call to it may take.
    min_confidence
        What the rule coder and the spaCy coder are less sure of is left out; 0: their own bound.

    Raises
    ------
    ValueError
        If ``name`` is not one of ``CODERS``, a coder that needs a model has none, ``base_url`` is no address, or
        ``min_confidence`` is not from 0 to 1, or asked of a language model, whose proposals have marks of agreement.

    Examples
    --------
    >>> CoderChoice("spacy", model="en_core_web_sm").signature
    'spacy:en_core_web_sm'
    """

    name: str = "rules"
    model: str = ""
    base_url: str = ""
    actors: str = ""
    patterns: str = ""
    api: str = "openai"
    cache: str = ""
    call_seconds: float = 120.0
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a choice that cannot be loaded."""
        if self.name not in CODERS:
            raise ValueError(f"coder '{self.name}' is not one of {', '.join(CODERS)}")
        if self.name != "rules" and not self.model:
            raise ValueError(f"the {self.name} coder needs the name of a model: --model NAME")
        if not 0 <= self.min_confidence <= 1:
            raise ValueError(f"the least confidence {self.min_confidence:g} is not from 0 to 1")
        if self.name == "llm" and self.min_confidence:
            raise ValueError("a least confidence is for the coders rules and spacy: leave it out")
        if self.base_url:
            from graphkit.extract.llm_server import check_address

            check_address(self.base_url)

    @property
    def signature(self) -> str:
        """What the proposals of this choice depend on: a document is read again when it changes."""
        files = [_digest(name) for name in (self.actors, self.patterns) if name]
        least = f"{self.min_confidence:g}" if self.min_confidence else ""
        return ":".join(part for part in (self.name, self.model, *self._server(), *files, least) if part)

    def _server(self) -> tuple[str, ...]:
        """The server of a language model that is named: elsewhere the same name may be another model."""
        if self.name != "llm":
            return ()
        from graphkit.extract.llm_server import plain_url

        return (plain_url(self.base_url), self.api if self.api != "openai" else "")

    def load(self) -> Coder:
        """Return the coder, ready to work.

        Raises
        ------
        DataError
            If a file of actors or patterns cannot be read.
        MissingDependency
            If the library that the coder needs, or its model, is not installed.
        """
        coder = _LOADERS[self.name](self)
        return _WithDenials(coder, coder if self.name == "rules" else _rules(self))


class _WithDenials:
    """A coder whose proposals are marked where the text denies them; the rule coder tells who does."""

    def __init__(self, coder: Coder, naming: Coder) -> None:
        self.coder, self.naming = coder, naming

    @property
    def rejected(self) -> dict[str, int]:
        """Why proposals of the last text were not borne out by it, and how many."""
        return dict(getattr(self.coder, "rejected", {}))

    @property
    def rejections(self) -> int:
        """How many proposals of the last text were not borne out by it."""
        return sum(self.rejected.values())

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences on the last text: what of it was lost."""
        return tuple(getattr(self.coder, "notices", ()))

    @property
    def incomplete(self) -> bool:
        """Whether a part of the last text was lost."""
        return bool(getattr(self.coder, "incomplete", False))

    def close(self) -> None:
        """End what the coder waits for."""
        close = getattr(self.coder, "close", None)
        if close is not None:
            close()

    def __call__(self, text: str, date: str) -> list[Proposal]:
        """Return the proposals for one text."""
        from graphkit.extract.denial import mark_denials
        from graphkit.extract.rules import known_words

        reading = reading_form(text, known=known_words)
        proposals = self.coder(reading.text, date)
        return reading.placed(mark_denials(proposals, reading.text, lambda words: self.naming(words, "")))


def _digest(name: str) -> str:
    from graphkit.extract.readers import load_bytes

    return hashlib.sha256(load_bytes(name)).hexdigest()[:8]


def _dictionary(choice: CoderChoice) -> Dictionary:
    from graphkit.extract.rules import load_dictionary

    return load_dictionary(actors=_named(choice.actors), patterns=_named(choice.patterns))


def _cut(choice: CoderChoice) -> float:
    """How sure a proposal must be: as the coders have it, or surer where that is asked for."""
    from graphkit.extract.rules import CUT

    return max(CUT, choice.min_confidence)


def _rules(choice: CoderChoice) -> Coder:
    from graphkit.extract.rules import code_document

    dictionary, cut = _dictionary(choice), _cut(choice)
    return lambda text, date: code_document(text, date=date or None, dictionary=dictionary, cut=cut)


def _named(name: str) -> list[str]:
    return [name] if name else []


def _spacy(choice: CoderChoice) -> Coder:
    from graphkit.extract.spacy_coder import load_spacy_coder

    return load_spacy_coder(choice.model, dictionary=_dictionary(choice), cut=_cut(choice))


def _llm(choice: CoderChoice) -> Coder:
    from graphkit.extract.llm_cache import ReplyCache
    from graphkit.extract.llm_coder import LanguageModelCoder, complete_with

    server = complete_with(choice.model, base_url=choice.base_url, seconds=choice.call_seconds, api=choice.api)
    where = {"model": choice.model, "base_url": str(server.client.base_url), "api": choice.api}
    cache = ReplyCache(choice.cache, **where) if choice.cache else None
    return LanguageModelCoder(server, model=choice.model, cache=cache, rules=_rules(choice))


_LOADERS: dict[str, Callable[[CoderChoice], Coder]] = {"rules": _rules, "spacy": _spacy, "llm": _llm}
