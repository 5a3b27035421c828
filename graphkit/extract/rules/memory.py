"""What a document has said so far: the names it introduced, who acted last, and what was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graphkit.extract.records import Proposal
from graphkit.extract.rules.classes import word_class, word_table

FAMILY_FIRST = word_class("memory.family_first")
FRIENDLY = {kind: int(worth) for kind, worth in word_table("memory.bonds").items()}
ARTICLES = ("al-", "el-")
RECENT_PAIRS = 20
LONGEST_MEMORY = 400  # names and proposals kept, so that memory does not grow with the document

Known = tuple[str, str, str, str]  # id, kind, state, name to show


class Acting(Protocol):
    """What is asked of a mention that is remembered; mentions know the memory, so that it does not know them."""

    kind: str
    named: bool
    state: str
    thing: bool

    @property
    def identity(self) -> str: ...  # noqa: D102

    @property
    def shown(self) -> str: ...  # noqa: D102


class Memory:
    """The coder's memory of one document."""

    __slots__ = (
        "agents",
        "author",
        "bonds",
        "count",
        "date",
        "igo",
        "late",
        "names",
        "pairs",
        "present",
        "recent",
        "sentences",
        "silence",
        "speaker",
        "spoken",
        "subjects",
        "titles",
        "visitor",
    )

    def __init__(self, date: str = "") -> None:
        self.date = date
        self.names: dict[str, Known] = {}
        self.titles: dict[str, Known] = {}
        self.subjects: Sequence[Acting] = []  # of the sentence before, the first subject first
        self.speaker: Known | None = None  # who was last said to say something
        self.spoken = 0  # in which sentence
        self.author: Known | None = None  # whose statement the document is
        self.present: Known | None = None  # who the text last said to be doing something now, to be "we"
        self.visitor: Known | None = None  # whose tour the text last told of
        self.igo: Known | None = None  # the organisation that last took part, to be "the bloc" further on
        self.sentences = 0
        self.silence = 0  # sentences since an actor was last a subject
        self.recent: list[tuple[int, Proposal]] = []
        self.count = 0
        self.late: dict[int, tuple[int, int, int]] = {}  # acts later called answers: to what, and the span that says so
        self.pairs: list[tuple[Known, Known]] = []  # of states that last acted on one another
        self.agents: dict[str, Acting] = {}  # "North Korean soldiers", by the noun
        self.bonds: dict[tuple[str, str], int] = {}  # of two states, friendly acts less hostile ones

    def meet(self, words: list[str], known: Known, title: str) -> None:
        """Remember a person by the short name that a text goes on to use."""
        if len(self.names) < LONGEST_MEMORY:
            short = words[0] if known[2] in FAMILY_FIRST else words[-1]
            if len(words) > 1:
                self.names.setdefault(short, known)
                if short.startswith(ARTICLES):
                    self.names.setdefault(short[3:], known)  # "Haider al-Abadi" is "Abadi" further on
            if len(words) > 1 or known[2]:
                self.names.setdefault(" ".join(words), known)
        if title:
            self.titles[title] = known

    def end_sentence(self, subjects: Sequence[Acting]) -> None:
        """Keep the subjects of this sentence, or of the one before it, for the pronouns of the next."""
        self.sentences += 1
        self.silence = 0 if subjects else self.silence + 1
        if subjects or self.silence > 1:
            self.subjects = subjects

    def propose(self, proposal: Proposal) -> None:
        """Remember a proposal and its position in the document's list."""
        self.recent.append((self.count, proposal))
        self.count += 1
        self._weigh(proposal)
        if len(self.recent) > LONGEST_MEMORY:
            del self.recent[: LONGEST_MEMORY // 2]

    def meet_pair(self, one: Known, other: Known) -> None:
        """Remember two states as those that "the two countries" may stand for."""
        self.pairs.append((one, other))
        if len(self.pairs) > 2 * RECENT_PAIRS:
            del self.pairs[:RECENT_PAIRS]

    def pair_of(self, state: str, *, friendly: bool = False) -> tuple[Known, ...]:
        """Return the last two states that acted on one another, or the last with a state among them."""
        for one, other in reversed(self.pairs):
            if (not state or state in (one[0], other[0])) and not (friendly and self.bond(one[0], other[0]) < 0):
                return one, other
        return ()

    def bond(self, one: str, other: str) -> int:
        """Return how many friendly acts more than hostile ones of two states the document has told."""
        return self.bonds.get((min(one, other), max(one, other)), 0)

    def _weigh(self, proposal: Proposal) -> None:
        worth = FRIENDLY.get(proposal.type, 0)
        one, other = proposal.actor_state, proposal.recipient_state
        if one > other:
            one, other = other, one
        if worth and one and one != other and (len(self.bonds) < LONGEST_MEMORY or (one, other) in self.bonds):
            self.bonds[one, other] = self.bonds.get((one, other), 0) + worth
