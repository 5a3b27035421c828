"""The pointer over a crowd of signs: what is lit is drawn above a picture that was kept, and the same is seen."""

from __future__ import annotations

import random

import graphkit
from graphkit.model import Actor, Relation
from graphkit.render import MapOptions, write_map

#: The share of the canvas' dots that differ from a picture that was kept under this name, clearly.
CHANGED = """(name) => {
    const canvas = document.querySelector('#canvas canvas'), copy = document.createElement('canvas');
    const { width, height } = canvas;
    Object.assign(copy, { width, height });
    const pen = copy.getContext('2d', { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    const now = pen.getImageData(0, 0, width, height).data, before = (window.keptHere ??= {})[name];
    window.keptHere[name] ??= now;
    if (!before) return 0;
    let found = 0;
    const differs = (k) => [0, 1, 2, 3].some((one) => Math.abs(now[k + one] - before[k + one]) > 40);
    for (let k = 0; k < now.length; k += 4) found += differs(k);
    return found / (width * height);
}"""


def crowd(path):
    """A map of 120 actors and 400 links, all drawn."""
    rng = random.Random(2)
    actors = [Actor(f"a{n}", f"Actor {n}", "igo") for n in range(120)]
    pairs = sorted({tuple(sorted(rng.sample(range(120), 2))) for _ in range(460)})[:400]
    relations = [Relation(f"r{n}", (f"a{a}",), "ACCUSE", "", (f"a{b}",)) for n, (a, b) in enumerate(pairs)]
    dataset = graphkit.Dataset.from_records(title="Crowd", actors=actors, relations=relations)
    write_map(graphkit.build_network(dataset), path, options=MapOptions(max_actors=120, max_links=400))
    return path


def test_hovering_over_a_crowd_shows_what_a_whole_drawing_shows(open_page, tmp_path):
    page = open_page(crowd(tmp_path / "crowd.html"))
    assert len(page.shown()["links"]) > 150
    page.drawn()
    page(CHANGED, "bright")
    box = page.page.locator("#canvas canvas").bounding_box()
    signs = [one for one in page.drawn()["nodes"] if min(one["left"], one["top"]) > 0 and one["right"] < 900][:3]
    for one in signs:
        page.page.mouse.move(box["x"] + (one["left"] + one["right"]) / 2, box["y"] + (one["top"] + one["bottom"]) / 2)
        page.page.wait_for_timeout(120)
        assert page(CHANGED, "bright") > 0.01  # the rest is dimmed
        page(CHANGED, one["id"])
        lit = {node["id"] for node in page.drawn()["nodes"] if node["opacity"] == 1}  # draws everything anew
        assert one["id"] in lit and len(lit) < 40
        assert page(CHANGED, one["id"]) < 0.01
    page.page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.page.wait_for_timeout(120)
    assert page(CHANGED, "bright") < 0.0005


def test_of_many_answers_those_of_what_is_pointed_at_stay_bright(open_page, bundled_page, affair):
    page = open_page(bundled_page, fragment="answers=2024-10-prk-troops-to-russia", width=1440)
    box = page.page.locator("#canvas canvas").bounding_box()
    bright = lambda: {one["id"] for one in page.drawn()["nodes"] if one["opacity"] == 1}  # noqa: E731
    every, numbers, width = bright(), page.drawn()["numbers"], widths(page)
    sign = next(one for one in page.drawn()["nodes"] if one["id"] == "JPN")
    page.page.mouse.move(box["x"] + (sign["left"] + sign["right"]) / 2, box["y"] + (sign["top"] + sign["bottom"]) / 2)
    page.page.wait_for_timeout(150)
    network = graphkit.roll_up(graphkit.build_network(affair))
    answers = graphkit.responses(network, to="2024-10-prk-troops-to-russia")
    told = [answers[column].str.split(";") for column in ("responder", "response_to")]
    about = [{*some, *others} for some, others in zip(*told, strict=True)]
    own = set().union(*(parties for parties in about if "JPN" in parties))
    assert {"JPN"} < bright() <= own < every
    assert {frozenset((one["from"], one["to"])) for one in page.drawn()["links"] if one["opacity"] == 1} == {
        frozenset(("JPN", one)) for one in bright() - {"JPN"}
    }
    # links keep their looks, and what is bright its numbers
    assert widths(page) == width and 0 < len(page.drawn()["numbers"]) < len(numbers)
    page.page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.page.wait_for_timeout(150)
    assert bright() == every and page.drawn()["numbers"] == numbers


def widths(page):
    return [(one["from"], one["to"], one["width"], one["color"]) for one in page.drawn()["links"]]
