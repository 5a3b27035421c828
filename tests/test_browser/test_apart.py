"""Nothing on the map lies over what it does not belong to: signs, links, rings of denials, what is written on links."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest

import graphkit
from graphkit.render import write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TROOPS = "2024-10-prk-troops-to-russia"
SIZES = [(1440, 900), (390, 664)]


@pytest.fixture(scope="module")
def briefings_page(tmp_path_factory):
    """The map of the dataset that the example briefings gave."""
    path = tmp_path_factory.mktemp("briefings") / "map.html"
    folder = Path(graphkit.__file__).parents[1] / "data" / "examples" / "briefings"
    write_map(graphkit.build_network(graphkit.load_dataset(folder)), path)
    return path


def along(points, steps=6):
    """The points of a line, with some between each two."""
    return [
        (x + (u - x) * k / steps, y + (v - y) * k / steps) for (x, y), (u, v) in pairwise(points) for k in range(steps)
    ]


def inside(x, y, box, by=0.0):
    """Whether a point lies in a box, or so near to it."""
    return box["left"] - by < x < box["right"] + by and box["top"] - by < y < box["bottom"] + by


def behind(drawn):
    """Each link that runs behind a sign that is not its own, with that sign."""
    return {
        (link["from"], link["to"], node["id"])
        for link in drawn["links"]
        for x, y in along(link["points"])
        for node in drawn["nodes"]
        if node["id"] not in (link["from"], link["to"]) and inside(x, y, node, -2)
    }


def run_along(drawn):
    """How much of each link lies within another that is drawn over or under it, the largest share of each pair."""
    lines = [along(link["points"], 3) for link in drawn["links"]]
    shares = {}
    for one, points in zip(drawn["links"], lines, strict=True):
        for other, others in zip(drawn["links"], lines, strict=True):
            if one is not other:
                near = sum(min(math.dist(here, there) for there in others) < other["width"] / 2 + 2 for here in points)
                shares[one["from"], one["to"], other["from"], other["to"]] = near / len(points)
    return shares


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", ["present_page", "briefings_page"])
def test_no_link_runs_behind_a_sign_or_along_another(open_page, request, which, size):
    drawn = open_page(request.getfixturevalue(which), width=size[0], height=size[1]).drawn()
    assert len(drawn["links"]) > 10 and behind(drawn) == set()
    assert {pair: share for pair, share in run_along(drawn).items() if share > 0.35} == {}


def test_more_signs_of_the_briefings_hide_no_link_either(open_page, briefings_page):
    drawn = open_page(briefings_page, fragment="actors=40&links=60", width=1440, height=900).drawn()
    assert len(drawn["nodes"]) > 14 and behind(drawn) == set()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fragment", ["", "line=denied", f"answers={TROOPS}", "actor=RUS", "actor=PRK"])
def test_nothing_lies_on_the_ring_of_a_denial(open_page, present_page, fragment, size):
    page = open_page(present_page, fragment=fragment, width=size[0], height=size[1])
    page.page.wait_for_timeout(500)
    drawn = page.drawn()
    rings = drawn["rings"]
    assert rings
    for ring in rings:
        place = ring["x"], ring["y"]
        link = next(one for one in drawn["links"] if (one["from"], one["to"]) == (ring["from"], ring["to"]))
        assert min(math.dist(place, point) for point in along(link["points"])) < 3
        assert not [one["id"] for one in drawn["nodes"] if inside(*place, one, ring["r"] - 1)]
        assert not [one for one in [*drawn["tags"], *drawn["noteBoxes"]] if inside(*place, one, ring["r"] - 1)]
        assert not [one for one in rings if one is not ring and math.dist(place, (one["x"], one["y"])) < 2 * ring["r"]]


@pytest.mark.parametrize("fragment", [f"answers={TROOPS}", "actor=KOR", "path=KOR PRK CHN shortest 0"])
def test_what_is_written_on_links_covers_no_sign_and_nothing_else_that_is_written(open_page, present_page, fragment):
    page = open_page(present_page, fragment=fragment, width=1440, height=900)
    page.page.wait_for_timeout(500)
    drawn = page.drawn()
    boxes = drawn["tags"]
    apart = lambda a, b: (  # noqa: E731
        a["right"] <= b["left"] + 1
        or b["right"] <= a["left"] + 1
        or a["bottom"] <= b["top"] + 1
        or b["bottom"] <= a["top"] + 1
    )
    assert len(boxes) > 1
    assert all(apart(one, other) for k, one in enumerate(boxes) for other in boxes[:k])
    assert all(apart(one, node) for one in boxes for node in drawn["nodes"])
