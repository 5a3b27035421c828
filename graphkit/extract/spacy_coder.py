"""The coder over a spaCy pipeline: roles are read from dependency trees, the vocabulary is the rule coder's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.llm_coder import passages
from graphkit.extract.records import Proposal

if TYPE_CHECKING:
    from graphkit.extract.rules import Dictionary
    from graphkit.extract.rules.dictionary import Memory
    from graphkit.extract.rules.parse import Event, Parse

__all__ = ["SpacyCoder", "load_spacy_coder"]

_PASSAGE = 50_000
_PLACES = ("actor_start", "actor_end", "recipient_start", "recipient_end", "start", "end", "cue_start", "cue_end")
_PLAIN = str.maketrans("‘’“”ʼ", "''\"\"'")  # as in what parsers learn from; no place moves
_ANSWER = ("response_start", "response_end")


def load_spacy_coder(
    model: str, *, dictionary: Dictionary | None = None, things: bool = False, cut: float = 0.4
) -> SpacyCoder:
    """Return the coder over an installed pipeline, or one in a folder.

    Parameters
    ----------
    model
        The name of a spaCy pipeline, such as ``en_core_web_sm``, or a path.
    dictionary
        The vocabulary; None: the rule coder's own.
    things
        Whether to propose those with a party that can be no actor, too: "condemned the bombing".
    cut
        Proposals below this confidence are left out.

    Raises
    ------
    MissingDependency
        If spaCy is not installed.
    DataError
        If there is no such pipeline or it has no dependency parser.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingDependency("the spacy coder needs spacy", extra="spacy") from error
    try:
        pipeline = spacy.load(Path(model) if Path(model).is_dir() else model)
    except (OSError, ValueError) as error:
        raise DataError(f"no spaCy pipeline '{model}': install it (python -m spacy download {model})") from error
    if "parser" not in pipeline.pipe_names and not _parses(pipeline):
        raise DataError(f"the spaCy pipeline '{model}' has no dependency parser; name one that has")
    return SpacyCoder(pipeline, dictionary=dictionary, things=things, cut=cut)


def _parses(pipeline: Any) -> bool:
    """Whether some other part of the pipeline makes a dependency tree."""
    return bool(pipeline("Japan met Ukraine.").has_annotation("DEP"))


class SpacyCoder:
    """A coder that reads who acts on whom from the dependency trees of a spaCy pipeline.

    The trees give the phrases, the clauses and what belongs to what; which words name an event or an actor is told by
    the rule coder's vocabulary. A sentence in whose tree there is no act is read by the rules, and ``origin`` says so.
    Both label schemes are understood: ClearNLP, of spaCy's English pipelines, and Universal Dependencies. Words
    without a part of speech or a lemma get the rule coder's.

    Parameters
    ----------
    pipeline
        A loaded pipeline with a dependency parser.
    dictionary
        The vocabulary; None: the rule coder's own.
    things
        Whether to propose those with a party that can be no actor, too.
    cut
        Proposals below this confidence are left out.
    """

    def __init__(
        self, pipeline: Any, *, dictionary: Dictionary | None = None, things: bool = False, cut: float = 0.4
    ) -> None:
        from graphkit.extract.rules import load_dictionary

        self.pipeline = pipeline
        self.dictionary = dictionary or load_dictionary()
        self.things, self.cut = things, cut

    def __call__(self, text: str, date: str = "") -> list[Proposal]:
        """Return the proposals for one text; ``date`` is that of its document."""
        from graphkit.extract.rules.dictionary import Memory
        from graphkit.extract.rules.text import unshout

        memory = Memory(date)
        found: list[Proposal] = []
        for start, end in passages(text, size=_PASSAGE):
            passage = unshout(text[start:end], self.dictionary)
            document = self.pipeline(passage.translate(_PLAIN))
            found += [_moved(proposal, start) for proposal in self._read(document, passage, memory, len(found))]
        return found

    def code(self, document: Any, date: str = "") -> list[Proposal]:
        """Return the proposals for one parsed document, in the order of its sentences."""
        from graphkit.extract.rules.dictionary import Memory

        return list(self._read(document, document.text, Memory(date)))

    def _read(self, document: Any, text: str, memory: Memory, place: int = 0) -> Iterator[Proposal]:
        """Yield the proposals of a parsed document, sentence by sentence; so many were found before it."""
        from graphkit.extract.rules.coder import settle_late

        yield from settle_late(self._sentences(document, text, memory), memory, place)

    def _sentences(self, document: Any, text: str, memory: Memory) -> Iterator[list[Proposal]]:
        """Yield the proposals of each sentence of a parsed document."""
        from graphkit.extract.rules.coder import remember
        from graphkit.extract.rules.text import split_sentences

        begins = [token.idx for token in document]
        self._settle_author(text, memory)
        for start, end in split_sentences(text):
            tokens = document[bisect_left(begins, start) : bisect_left(begins, end)]
            parse, found = self._by_tree(text, (start, end), tokens, memory)
            if not found and not parse.events:  # the parser may have misread what the rules read
                plain, others = self._by_rules(text, (start, end), memory)
                parse, found = (plain, others) if others else (parse, found)
            remember(parse, found)
            yield found

    def _by_tree(self, text: str, span: tuple[int, int], tokens: Any, memory: Memory) -> tuple[Parse, list[Proposal]]:
        """What the tree of a sentence tells."""
        from graphkit.extract.rules.sentences import read_sentence
        from graphkit.extract.rules.text import read_label
        from graphkit.extract.rules.words import OPENS
        from graphkit.extract.trees import find_events, read_tree

        parse, clauses = read_tree(read_sentence(text, *span, self.dictionary), tokens, self.dictionary, memory)
        if parse.sentence.special & OPENS:
            read_label(parse, text)
        found = self._settled(parse, find_events(parse, clauses), text)
        return parse, [replace(proposal, origin=f"spacy:{proposal.pattern}") for proposal in found]

    def _by_rules(self, text: str, span: tuple[int, int], memory: Memory) -> tuple[Parse, list[Proposal]]:
        """What the rule coder reads in a sentence."""
        from graphkit.extract.rules.events import find_events

        parse = self._parsed(text, span, memory)
        return parse, self._settled(parse, find_events(parse), text)

    def _parsed(self, text: str, span: tuple[int, int], memory: Memory) -> Parse:
        """A sentence taken apart by the rules."""
        from graphkit.extract.rules.parse import Parse
        from graphkit.extract.rules.sentences import read_sentence

        return Parse(read_sentence(text, *span, self.dictionary), self.dictionary, memory)

    def _settled(self, parse: Parse, events: list[Event], text: str) -> list[Proposal]:
        """The proposals of the events of a sentence."""
        from graphkit.extract.rules.coder import propose, settle

        return propose(parse, settle(parse, events, things=self.things), text, cut=self.cut, things=self.things)

    def _settle_author(self, text: str, memory: Memory) -> None:
        """Find whose text it is from its first sentences, as the rule coder does."""
        from graphkit.extract.rules.coder import AHEAD
        from graphkit.extract.rules.text import settle_author, split_sentences

        if not memory.sentences:
            settle_author([self._parsed(text, span, memory) for span in islice(split_sentences(text), AHEAD)])


def _moved(proposal: Proposal, by: int) -> Proposal:
    """The proposal with its places counted from the start of the whole text."""
    if not by:
        return proposal
    places = _PLACES + (_ANSWER if proposal.response_start is not None else ())
    return replace(proposal, **{name: getattr(proposal, name) + by for name in places})
