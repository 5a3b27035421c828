"""Places actors on the plane: a force layout of our own that gives the same places on every run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Ints = NDArray[np.intp]

__all__ = ["Springs", "apart", "place"]

#: Width divided by height of the room for the picture on a laptop screen.
ASPECT = 1.12
#: Pixels that a node and its label are to keep free around them.
MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class Springs:
    """What pulls actors together: pairs of positions in the list of actors, and how strongly."""

    first: Sequence[int]
    second: Sequence[int]
    weight: Sequence[float]


def place(boxes: Sequence[tuple[float, float]], springs: Springs, *, tries: int = 0, seed: int = 12) -> list[list[int]]:
    """Return a place in pixels for each actor, so that tied actors are near and labels apart.

    Parameters
    ----------
    boxes
        Width and height in pixels of each actor's sign and label.
    springs
        What pulls together.
    tries
        How many starts to try; the one with the least crossing of links is kept. 0: as many as
        are cheap at this size.
    seed
        Where the starts come from. The same seed gives the same places.

    Returns
    -------
    list
        ``[x, y]`` in whole pixels, in the order of ``boxes``, around (0, 0).

    Notes
    -----
    After Fruchterman and Reingold (1991), per connected part, with gravity; the parts are then
    packed on shelves and boxes that overlap are pushed apart.

    Examples
    --------
    >>> place([], Springs([], [], []))
    []
    >>> len(place([(60.0, 30.0)] * 3, Springs([0], [1], [1.0])))
    3
    """
    count = len(boxes)
    if not count:
        return []
    size = np.asarray(boxes, dtype=float)
    first, second = np.asarray(springs.first, dtype=np.intp), np.asarray(springs.second, dtype=np.intp)
    weight = np.asarray(springs.weight, dtype=float)
    parts = _parts(count, first, second)
    placed = [_place_part(members, size, (first, second, weight), tries=tries, seed=seed) for members in parts]
    where = _pack(parts, placed, size)
    where -= (where.min(axis=0) + where.max(axis=0)) / 2
    return [[int(x), int(y)] for x, y in np.rint(where)]


def apart(places: Sequence[Sequence[float]], boxes: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Return the places in whole pixels, moved apart so that no two boxes around them overlap.

    >>> apart([(0, 0), (30, 0)], [(60, 20), (60, 20)])
    [[-19, 0], [49, 0]]
    """
    if not boxes:
        return []
    where = _spread(np.asarray(places, dtype=float), np.asarray(boxes, dtype=float))
    return [[int(x), int(y)] for x, y in np.rint(where)]


def _parts(count: int, first: Ints, second: Ints) -> list[Ints]:
    """The connected parts, largest first, each as positions in ascending order."""
    label = np.arange(count)
    while first.size:
        low = np.minimum(label[first], label[second])
        before = label.copy()
        np.minimum.at(label, first, low)
        np.minimum.at(label, second, low)
        label = label[label]
        if np.array_equal(before, label):
            break
    groups = [np.flatnonzero(label == root) for root in np.unique(label)]
    return sorted(groups, key=lambda members: (-len(members), int(members[0])))


def _place_part(members: Ints, size: Floats, springs: tuple[Ints, Ints, Floats], *, tries: int, seed: int) -> Floats:
    """Places of one connected part, around its own centre, with no two boxes on one another."""
    count = len(members)
    if count == 1:
        return np.zeros((1, 2))
    position = np.full(int(members.max()) + 1, -1)
    position[members] = np.arange(count)
    first, second, weight = springs
    mine = np.isin(first, members)
    ends = position[first[mine]], position[second[mine]]
    pull = np.zeros((count, count))
    np.add.at(pull, ends, weight[mine])
    pull = np.minimum(pull + pull.T, 6.0)
    np.fill_diagonal(pull, 0)
    starts = tries or (4 if count <= 90 else 1)
    best: tuple[float, Floats] | None = None
    for start in range(starts):
        where = _settle(pull, np.random.default_rng(seed + start))
        where = _spread(_shape(where, size[members]), size[members])
        cost = _cost(where, ends, weight[mine]) if starts > 1 else 0.0
        if best is None or cost < best[0]:
            best = cost, where
    assert best is not None
    if starts == 1:
        return best[1]
    return _spread(_improve(best[1], size[members], (ends[0], ends[1], weight[mine])), size[members])


def _settle(pull: Floats, random: np.random.Generator) -> Floats:
    """Fruchterman-Reingold on a matrix of pulls; distances come out around one."""
    count = len(pull)
    kind: Any = np.float32 if count > 150 else np.float64
    pull = pull.astype(kind)
    where: Floats = random.normal(size=(count, 2)).astype(kind) * kind(np.sqrt(count) / 2)
    steps = 220 if count <= 150 else 110
    heat = np.sqrt(count) / 4
    # the much tied need room of their own, or their links become too short to read
    crowd = 1 + pull.sum(axis=1, keepdims=True) ** 0.5 / 2
    for step in range(steps):
        square = (where * where).sum(axis=1)
        apart = square[:, None] + square[None, :] - 2 * (where @ where.T)
        np.maximum(apart, 0.01, out=apart)
        push = crowd / apart * crowd.T
        draw = pull * np.sqrt(apart)
        both = push - draw
        np.fill_diagonal(both, 0)
        move = where * both.sum(axis=1, keepdims=True) - both @ where - 0.04 * crowd * where
        length = np.maximum(np.sqrt((move * move).sum(axis=1, keepdims=True)), 1e-6)
        where = where + move / length * np.minimum(length, kind(heat * (1 - step / steps) + 0.01))
    return np.asarray(where, dtype=float)


def _shape(where: Floats, size: Floats) -> Floats:
    """The same places turned so that the longer axis lies flat, and scaled to hold their boxes."""
    where = where - where.mean(axis=0)
    _, axes = np.linalg.eigh(where.T @ where)
    where = where @ axes[:, ::-1]
    # eigh may return either sign: fix it, so that no library version mirrors the picture
    where = where * np.where(np.take_along_axis(where, np.abs(where).argmax(axis=0)[None], 0) < 0, -1, 1)
    far = np.abs(where)
    most = np.maximum(np.quantile(far, 0.8, axis=0), 1e-6)
    where = np.sign(where) * np.where(far > most, most + (far - most) * 0.5, far)
    reach = np.maximum(np.abs(where).max(axis=0), 1e-6)
    room = float(((size[:, 0] + MARGIN) * (size[:, 1] + MARGIN)).sum()) * 3.4
    height = max(np.sqrt(room / ASPECT), 40.0)
    ratio = min(max(reach[0] / reach[1], 0.9 * ASPECT), 1.3 * ASPECT)
    target = np.array([height * ASPECT / 2, height * ASPECT / 2 / ratio])
    return np.asarray(np.sign(where) * (np.abs(where) / reach) ** 0.85 * target)


def _spread(where: Floats, size: Floats, rounds: int = 120) -> Floats:
    """Push boxes that overlap apart along the axis where they overlap least."""
    half = (size + MARGIN) / 2
    reach = half[:, None, :] + half[None, :, :]
    # two on one spot have no direction to part in: give each its own
    where = where + np.arange(len(where))[:, None] * np.array([1e-3, 7e-4])
    for _ in range(rounds if len(where) <= 200 else 30):
        gap = where[:, None, :] - where[None, :, :]
        over = reach - np.abs(gap)
        clash: NDArray[np.bool_] = np.asarray((over > 0).all(axis=2))
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        flat = over[:, :, 0] < over[:, :, 1] * 1.6
        step = np.where(clash, 0.3, 0.0)
        where[:, 0] += (step * flat * over[:, :, 0] * np.sign(gap[:, :, 0])).sum(axis=1)
        where[:, 1] += (step * ~flat * over[:, :, 1] * np.sign(gap[:, :, 1])).sum(axis=1)
    return where


def _improve(where: Floats, size: Floats, links: tuple[Ints, Ints, Floats], rounds: int = 3) -> Floats:
    """Shift and swap the most tied actors for as long as the picture becomes easier to read."""
    ends, weight = (links[0], links[1]), links[2]
    tied = np.bincount(np.concatenate(ends), np.concatenate((weight, weight)), minlength=len(where))
    busy = [int(one) for one in np.argsort(-tied, kind="stable")[:10]]
    half = (size + MARGIN) / 2

    def cost(places: Floats) -> float:
        over = half[:, None, :] + half[None, :, :] - np.abs(places[:, None, :] - places[None, :, :])
        return _cost(places, ends, weight) + 3 * (float((over > 0).all(axis=2).sum()) - len(places)) / 2

    least = cost(where)
    for step in [70.0, 110.0, 45.0][:rounds]:
        turns = [(step * math.cos(k * math.pi / 4), step * math.sin(k * math.pi / 4)) for k in range(8)]
        for one in busy:
            trials = [_moved(where, one, turn) for turn in turns]
            trials += [_swapped(where, one, other) for other in busy if other != one]
            for trial in trials:
                value = cost(trial)
                if value < least - 1e-9:
                    least, where = value, trial
    return where


def _moved(where: Floats, one: int, by: tuple[float, float]) -> Floats:
    """The places with one actor shifted."""
    places = where.copy()
    places[one] += by
    return places


def _swapped(where: Floats, one: int, other: int) -> Floats:
    """The places with two actors changed for one another."""
    places = where.copy()
    places[[one, other]] = places[[other, one]]
    return places


def _cost(where: Floats, ends: tuple[Ints, Ints], weight: Floats) -> float:
    """Weighted crossings of links plus how uneven their lengths are: what makes a picture hard to read."""
    start, stop = where[ends[0]], where[ends[1]]
    along = stop - start

    def side(base: Floats, line: Floats, point: Floats) -> Floats:
        offset = point[None, :, :] - base[:, None, :]
        return np.asarray(line[:, None, 0] * offset[:, :, 1] - line[:, None, 1] * offset[:, :, 0])

    apart = side(start, along, start) * side(start, along, stop) < -1e-6
    crossing = apart & apart.T
    length = np.sqrt((along * along).sum(axis=1))
    strain = float((np.abs(length / max(float(length.mean()), 1e-6) - 1) * weight).sum())
    short = np.maximum(1 - length / (length.mean() * 0.75), 0)
    heavy = float((short * weight**2).sum())
    crossed = float((crossing * np.minimum.outer(weight, weight)).sum())
    return crossed / 2 + strain / 2 + 12 * heavy + 30 * _hidden(where, ends, weight)


def _hidden(where: Floats, ends: tuple[Ints, Ints], weight: Floats) -> float:
    """Weight of the links that run through, or close by, an actor that is not theirs."""
    start, along = where[ends[0]], where[ends[1]] - where[ends[0]]
    offset = where[None, :, :] - start[:, None, :]
    square = np.maximum((along * along).sum(axis=1), 1e-6)[:, None]
    share = (offset * along[:, None, :]).sum(axis=2) / square
    apart = np.abs(along[:, None, 0] * offset[:, :, 1] - along[:, None, 1] * offset[:, :, 0]) / np.sqrt(square)
    through: NDArray[np.bool_] = np.asarray((share > 0) & (share < 1) & (apart < 34))
    rows = np.arange(len(weight))
    through[rows, ends[0]] = through[rows, ends[1]] = False
    return float((through.sum(axis=1) * weight).sum())


def _pack(parts: list[Ints], placed: list[Floats], size: Floats) -> Floats:
    """Every part's places on one plane: the largest in the middle, the rest on shelves below it."""
    where = np.zeros((sum(map(len, parts)), 2))
    where[parts[0]] = placed[0]
    reach = size[parts[0]] / 2
    left, right = float((placed[0] - reach)[:, 0].min()), float((placed[0] + reach)[:, 0].max())
    width = max(right - left, 700.0)
    x, y, shelf = left, float((placed[0] + reach)[:, 1].max()) + 3 * MARGIN, 0.0
    for members, places in zip(parts[1:], placed[1:], strict=True):
        low = (places - size[members] / 2).min(axis=0)
        span = (places + size[members] / 2).max(axis=0) - low
        if x > left and x + span[0] > left + width:
            x, y, shelf = left, y + shelf + 2 * MARGIN, 0.0
        where[members] = places - low + np.array([x, y])
        x, shelf = x + span[0] + 2 * MARGIN, max(shelf, float(span[1]))
    return where
