"""Which acts come within a window after which others: sorted days and binary search, no comparing of all with all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Linker = Callable[["Acts", "Acts", Integers, Integers], Integers]

#: The links that make an answer likely, the most specific first.
PROVOKED_ON_PROVOKER, THIRD_ON_PROVOKER, THIRD_ON_PROVOKED, PROVOKED_ON_OTHERS = range(4)
LINKS = 4


class Acts(NamedTuple):
    """Acts as arrays, one row per pair of parties; codes of relation and actors, and one day."""

    relation: Integers
    actor: Integers
    recipient: Integers
    day: Integers


class Found(NamedTuple):
    """Pairs of relations, ordered by lag, link, provocation and response."""

    provocation: Integers
    response: Integers
    lag: Integers


def sequence_of(values: Iterable[int]) -> Integers:
    """Whole numbers as an array."""
    import numpy as np

    return np.fromiter(values, dtype=np.int64)


def answers_within(provocations: Acts, answers: Acts, *, within_days: int, size: int, stated: Integers) -> Found:
    """Every pair of a provocation and an act that may answer it.

    ``size`` is the number of relations: their codes are below it. ``stated`` holds the pairs that are
    known already, as code of the provocation times ``size`` plus code of the response.
    """
    import numpy as np

    window = _Window(provocations, answers, within_days, size)
    on_provoker = window.keys(answers.recipient, provocations.actor, _link_on_provoker)
    on_provoked = window.keys(answers.recipient, provocations.recipient, _link_on_provoked)
    by_provoked = window.keys(answers.actor, provocations.recipient, _link_by_provoked)
    keys = np.concatenate([on_provoker, on_provoked, by_provoked])
    del on_provoker, on_provoked, by_provoked
    if len(stated):
        keys = keys[~np.isin(keys % size**2, stated)]
    if _has_repeats(provocations.relation) or _has_repeats(answers.relation):
        keys = _once(keys, size)
    keys.sort()
    rank, pair = np.divmod(keys, size**2)
    del keys
    provocation, response = np.divmod(pair, size)
    return Found(provocation, response, rank // LINKS)


class _Window:
    """The provocations and the acts on one scale of days."""

    def __init__(self, provocations: Acts, answers: Acts, within_days: int, size: int) -> None:
        first = min(int(provocations.day.min()), int(answers.day.min()))
        self.span = max(int(provocations.day.max()), int(answers.day.max())) - first + 2
        self.within = min(within_days, self.span)
        self.provocations, self.answers, self.size = provocations, answers, size
        self.begun, self.acted = provocations.day - first, answers.day - first

    def keys(self, party: Integers, sought: Integers, link: Linker) -> Integers:
        """Pairs where ``party`` of the answer is the ``sought`` one, each as one sortable number."""
        import numpy as np

        place = party * self.span + self.acted
        order = np.argsort(place, kind="stable")
        place = place[order]
        low = np.searchsorted(place, sought * self.span + self.begun, side="right")
        latest = np.minimum(self.begun + self.within, self.span - 1)
        high = np.searchsorted(place, sought * self.span + latest, side="right")
        counts = high - low
        earlier = np.repeat(np.arange(len(low)), counts)
        shift = low - np.concatenate([[0], np.cumsum(counts)[:-1]])
        later = order[np.arange(len(earlier)) + np.repeat(shift, counts)]
        specific = link(self.provocations, self.answers, earlier, later)
        kept = (specific >= 0) & (self.provocations.relation[earlier] != self.answers.relation[later])
        earlier, later, specific = earlier[kept], later[kept], specific[kept]
        lag = self.acted[later] - self.begun[earlier]
        pair = self.provocations.relation[earlier] * self.size + self.answers.relation[later]
        keys: Integers = (lag * LINKS + specific) * self.size**2 + pair
        return keys


def _link_on_provoker(provocations: Acts, answers: Acts, earlier: Integers, later: Integers) -> Integers:
    """By the provoked side or a third party on the provoker; -1 for the provoker's own acts."""
    import numpy as np

    actor = answers.actor[later]
    third = np.where(actor == provocations.actor[earlier], -1, THIRD_ON_PROVOKER)
    return np.where(actor == provocations.recipient[earlier], PROVOKED_ON_PROVOKER, third)


def _link_on_provoked(provocations: Acts, answers: Acts, earlier: Integers, later: Integers) -> Integers:
    """By a third party on the provoked side; -1 for the acts of the two themselves."""
    import numpy as np

    actor = answers.actor[later]
    own = (actor == provocations.actor[earlier]) | (actor == provocations.recipient[earlier])
    return np.where(own, -1, THIRD_ON_PROVOKED)


def _link_by_provoked(provocations: Acts, answers: Acts, earlier: Integers, later: Integers) -> Integers:
    """By the provoked side on anybody but the provoker; -1 for the latter, which has its own link."""
    import numpy as np

    return np.where(answers.recipient[later] == provocations.actor[earlier], -1, PROVOKED_ON_OTHERS)


def _has_repeats(relation: Integers) -> bool:
    """Whether some relation has several pairs of parties."""
    import numpy as np

    return len(np.unique(relation)) < len(relation)


def _once(keys: Integers, size: int) -> Integers:
    """Each pair of relations once, by its most specific link."""
    import numpy as np

    keys = np.sort(keys)
    _, first = np.unique(keys % size**2, return_index=True)
    return keys[first]
