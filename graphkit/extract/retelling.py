"""Which documents may only retell others: near-identical texts, and those that say whose report they give."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.dataset import Dataset, read_text
from graphkit.errors import DataError
from graphkit.extract.review import ReviewStore
from graphkit.model import Document, date_bounds, split_list

__all__ = ["Retelling", "likely_retellings", "retellings_in"]

#: Words that are compared as one, and how many of the shorter text's runs both must have.
_RUN, _SHARED, _LEAST = 5, 0.6, 12
#: Of long texts, one run in so many is compared.
_SAMPLED, _LONG = 8, 4000
_REPORTING = (
    r"(?:according to|as reported by|reported by|citing|cited by|quoted by|told|in a report by) (?:the )?{name}\b",
    r"\b{name}(?:['’]s)? (?:(?:first|has|had|also) )?(?:reported|reports|wrote|writes)\b",
)


@dataclass(frozen=True, slots=True)
class Retelling:
    """A document that may only retell another, and why; a person decides."""

    document: str
    of: str
    reason: str

    def __str__(self) -> str:
        """Return it as a sentence that says what to do."""
        return (
            f"{self.document} may only retell {self.of} ({self.reason}): if so, write {self.of} into its retells in "
            "documents.csv, or it counts as a source of its own"
        )


def likely_retellings(texts: Mapping[str, str], documents: Iterable[Document]) -> list[Retelling]:
    """Return the documents that may only retell others; what already says that it retells is left out.

    Of two near-identical texts the later one retells the earlier, or, where the dates do not tell, the shorter the
    longer. A text that says "X reported" may retell the document whose publisher or author is X.

    Parameters
    ----------
    texts
        Texts by document id.
    documents
        What is known of the documents.

    Examples
    --------
    >>> text = "On Monday the two ministers signed a treaty of friendship in the old town hall of the capital. " * 2
    >>> known = [Document("a", "A", date="2024-05-01"), Document("b", "B", date="2024-05-02")]
    >>> [(one.document, one.of) for one in likely_retellings({"a": text, "b": "Agencies. " + text}, known)]
    [('b', 'a')]
    """
    known = {document.id: document for document in documents}
    found: dict[tuple[str, str], Retelling] = {}
    for one, other, share in _alike(texts):
        document, of = _order(one, other, texts, known)
        found[document, of] = Retelling(document, of, f"{share:.0%} of its words in the same order")
    for document, of, words in _reporting(texts, known):
        if (of, document) not in found:
            found.setdefault((document, of), Retelling(document, of, f"it says '{words}'"))
    return [one for one in found.values() if one.document not in known or not known[one.document].retells]


def retellings_in(store: ReviewStore, dataset: Dataset) -> list[Retelling]:
    """Return the documents of a store of proposals and its dataset that may only retell others."""
    documents = {item.document.id: item.document for item in store.iter_items()}
    documents |= {document.id: document for document in dataset.records("documents")}
    texts = {}
    for key in documents:
        try:
            texts[key] = read_text(store.folder / "texts" / f"{key}.txt")
        except (OSError, ValueError, DataError):  # its text is not kept here
            continue
    return likely_retellings(texts, documents.values())


def _runs(text: str) -> set[int]:
    """The runs of five words of a text, as numbers; of a long text only some, the same for all."""
    words = re.findall(r"\w+", text.casefold())
    runs = (zlib.crc32(" ".join(words[place : place + _RUN]).encode()) for place in range(len(words) - _RUN + 1))
    return {run for run in runs if len(words) < _LONG or run % _SAMPLED == 0}


def _alike(texts: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of texts of which the shorter is nearly all in the longer, with the share of it that is."""
    runs = {key: _runs(text) for key, text in texts.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for key, found in runs.items():
        for run in found:
            holders[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= 50:  # what all say is a form, not a text
            shared.update((one, other) for place, one in enumerate(keys) for other in keys[place + 1 :])
    for (one, other), count in sorted(shared.items()):
        least = min(len(runs[one]), len(runs[other]))
        if least >= _LEAST and count >= _SHARED * least:
            yield one, other, count / least


def _order(one: str, other: str, texts: Mapping[str, str], known: Mapping[str, Document]) -> tuple[str, str]:
    """The one that retells and the one that is retold."""
    (first, last), (begun, over) = (date_bounds(known[key].date if key in known else "") for key in (one, other))
    if last is not None and begun is not None and last < begun:
        return other, one
    if over is not None and first is not None and over < first:
        return one, other
    return (one, other) if len(texts[one]) < len(texts[other]) else (other, one)


def _reporting(texts: Mapping[str, str], known: Mapping[str, Document]) -> Iterator[tuple[str, str, str]]:
    """Each text that names another's publisher or author as its source, with the words that say so."""
    makers: dict[str, list[str]] = defaultdict(list)
    for document in known.values():
        for name in {*split_list(document.publisher), *split_list(document.author)}:
            if len(name) > 2 and not document.retells:
                makers[name].append(document.id)
    for key, text in texts.items():
        own = known.get(key)
        mine = {*split_list(own.publisher), *split_list(own.author)} if own else set()
        for name, of in makers.items():
            match = None if name in mine or len(of) > 1 or key in of else _said(name, text)
            if match:
                yield key, of[0], " ".join(match.split())


def _said(name: str, text: str) -> str:
    """The words by which a text says that it reports what somebody reported; blank where it does not."""
    for pattern in _REPORTING:
        match = re.search(pattern.format(name=re.escape(name)), text)
        if match:
            return match[0]
    return ""
