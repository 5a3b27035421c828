"""Where actors and groups stand on the map: apart, beside those they deal with, the same every time."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys

import pytest

import graphkit
from graphkit.model import Actor, Relation
from graphkit.render.aggregate import communities
from graphkit.render.arrange import picture_counts
from graphkit.render.data import page_data
from graphkit.render.layout import Springs, apart, place
from graphkit.render.page import build_page
from graphkit.render.places import group_middles, group_places
from graphkit.render.seats import NARROW, WIDE

BOXES = [(40.0 + 11 * (n % 7), 24.0 + 5 * (n % 3)) for n in range(60)]
RING = Springs(range(60), [(n + 1) % 60 for n in range(60)], [1.0] * 60)


def overlaps(places, boxes):
    """How many pairs of boxes lie on one another, by more than the rounding to whole pixels."""
    return sum(
        abs(x - u) < (w + v) / 2 - 1 and abs(y - z) < (h + k) / 2 - 1
        for ((x, y), (w, h)), ((u, z), (v, k)) in itertools.combinations(zip(places, boxes, strict=True), 2)
    )


def crossings(places, ends):
    """How many pairs of lines cross."""

    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    lines = [(places[a], places[b]) for a, b in ends]
    return sum(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for (a, b), (c, d) in itertools.combinations(lines, 2)
    )


@pytest.mark.parametrize("tries", [0, 1, 3])
def test_no_two_boxes_lie_on_one_another(tries):
    assert overlaps(place(BOXES, RING, tries=tries), BOXES) == 0


def test_a_tree_is_drawn_with_hardly_a_crossing():
    ends = [((n - 1) // 3, n) for n in range(1, 40)]
    springs = Springs([a for a, _ in ends], [b for _, b in ends], [1.0] * len(ends))
    assert crossings(place([(30.0, 30.0)] * 40, springs), ends) <= 3


def test_lines_that_are_not_drawn_pull_all_the_same():
    boxes = [(20.0, 20.0)] * 12
    ends = [(n, (n + 1) % 12) for n in range(12)] + [(0, 6)]
    seen = [1.0] * 12 + [0.0]
    weights = ([1.0] * 12 + [0.0], [1.0] * 12 + [6.0])
    far, near = (
        math.dist(found[0], found[6])
        for found in (place(boxes, Springs(*zip(*ends, strict=True), weight, seen), tries=1) for weight in weights)
    )
    assert near < 0.7 * far


def test_parts_that_nothing_ties_stand_clear_of_one_another():
    springs = Springs([0, 1, 3, 5], [1, 2, 4, 6], [1.0] * 4)
    boxes = [(60.0, 30.0)] * 9
    places = place(boxes, springs)
    assert len(set(map(tuple, places))) == 9
    assert overlaps(places, boxes) == 0


def test_boxes_moved_apart_stay_around_where_they_were():
    places = apart([(0, 0), (0, 0), (400, 0)], [(80, 20)] * 3)
    assert overlaps(places, [(80, 20)] * 3) == 0
    assert places[2] == [400, 0]
    assert apart([], []) == []


def camps():
    """Two camps of six: cooperation within, conflict between, as often the one as the other."""
    actors = [Actor(f"a{n}", f"Actor {n}", "person") for n in range(12)]
    pairs = [(a, b) for a, b in itertools.combinations(range(12), 2) if (a - b) % 2 == 0 or (a + b) % 3 == 0]
    relations = [
        Relation(f"r{row}", (f"a{a}",), "SUPPORT" if (a - b) % 2 == 0 else "ACCUSE", "", (f"a{b}",))
        for row, (a, b) in enumerate(pairs)
    ]
    dataset = graphkit.Dataset.from_records(
        name="camps", title="Camps", version="1", actors=actors, affiliations=[], documents=[], relations=relations,
        evidence=[],
    )  # fmt: skip
    return graphkit.build_network(dataset)


def test_members_stand_around_their_group():
    data = page_data(camps())
    groups = [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9, 11]]
    middles, places = group_places(data, groups)
    for members, own, other in ((groups[0], *middles), (groups[1], *reversed(middles))):
        assert all(math.dist(places[one], own) < math.dist(places[one], other) for one in members)
    assert set(places) == set(range(12))
    assert len(set(group_middles(data, communities(data.tally), places))) == len(communities(data.tally))
    assert group_places(data, []) == ([], places | group_places(data, [])[1])


@pytest.mark.slow
def test_the_bundled_picture_is_easy_to_read(bundled):
    """The headline's two are level in the middle, all others around them, none on another, few links behind one."""
    page = build_page(graphkit.build_network(bundled))
    for places, room in ((page.seats.sides, WIDE), (page.seats.narrow, NARROW)):
        at = {page.data.actors[one].id: places[one] for one in page.view.actors[:9]}
        assert at["RUS"][1] == at["PRK"][1] == 0 and at["RUS"][0] * at["PRK"][0] < 0
        assert all(abs(x) <= room[0] / 2 and abs(y) <= room[1] / 2 for x, y in at.values())
    order = list(page.view.actors)
    links = [(order.index(a), order.index(b)) for a, b in page.view.links]
    spots = [page.seats.sides[one] for one in order]
    assert picture_counts(spots, [(80.0, 30.0)] * len(order), links)["overlaps"] == 0
    # that none runs behind a plate or a note as it is drawn, bent, is held in test_browser/test_first.py
    assert picture_counts(spots, [(80.0, 30.0)] * len(order), links)["crossings"] < 1.25 * len(links)


@pytest.mark.slow
def test_the_same_places_whatever_the_number_of_threads():
    code = (
        "from graphkit import build_network, load_dataset\n"
        "from graphkit.render.data import page_data\n"
        "from graphkit.render.aggregate import communities\n"
        "from graphkit.render.places import group_places\n"
        "data = page_data(build_network(load_dataset()))\n"
        "print(group_places(data, communities(data.tally)))"
    )
    found = set()
    for threads, core in (("1", "Prescott"), ("2", "Haswell")):
        env = {**os.environ, "OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": core}
        found.add(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
    assert len(found) == 1
    assert len(found.pop()) > 500
