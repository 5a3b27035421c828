"""Names in scripts other than Latin, from right to left too, and fingers."""

from __future__ import annotations

import pytest

from graphkit.model import Actor, Relation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = {
    "SAU": "المملكة العربية السعودية",
    "ISR": "ישראל",
    "THA": "ราชอาณาจักรไทย",
    "IND": "भारत गणराज्य",
    "KOR": "대한민국",
    "UKR": "Україна",
}


@pytest.fixture
def named_page(write_page):
    ids = list(NAMES)
    relations = [
        Relation(f"r{k}-{step}", (ids[k],), "AID", "", (ids[(k + step) % 6],), date=f"2024-05-0{k + 1}")
        for step in (1, 2)
        for k in range(6)
    ]
    return write_page(actors=[Actor(one, name, "state") for one, name in NAMES.items()], relations=relations)


@pytest.mark.parametrize("size", [(1440, 900), (390, 664)])
def test_names_of_any_script_stand_on_their_plates(open_page, named_page, size):
    drawn = open_page(named_page, width=size[0], height=size[1]).drawn()
    assert {node["id"] for node in drawn["nodes"]} == set(NAMES)
    labels = {one["text"]: one for one in drawn["labels"]}
    for node in drawn["nodes"]:
        label = labels[node["name"]]
        assert label["width"] > 10
        assert node["left"] - 1 <= label["left"] and label["left"] + label["width"] <= node["right"] + 1, node["name"]


def test_a_name_from_right_to_left_takes_no_number_along(open_page, named_page):
    """The count after a Hebrew name stands to the right of it, as it does after a Latin one."""
    page = open_page(named_page, fragment="link=SAU+ISR")
    places = page("""(() => { const text = document.querySelector('h1').firstChild, range = document.createRange();
        const at = (sign) => { const k = text.data.indexOf(sign); range.setStart(text, k); range.setEnd(text, k + 1);
            return range.getBoundingClientRect().x; };
        return [at('ל'), at('י'), at('1')]; })()""")
    assert places[0] < places[1] < places[2]


def test_a_name_of_any_script_is_found(open_page, named_page):
    page = open_page(named_page)
    for asked, name in (("ไทย", "THA"), ("भारत", "IND"), ("ישר", "ISR"), ("대한", "KOR"), ("украї", "UKR")):
        page.page.fill("#search", asked)
        assert NAMES[name] in page.page.locator("#find .options li").first.inner_text()


def beside_a_link(page, away):
    """A place so many pixels beside a link, with no other link or plate near it; and whom that link joins."""
    drawn = page.drawn()
    size = page("[document.getElementById('canvas').clientWidth, document.getElementById('canvas').clientHeight]")

    def clear(x, y, own):
        plates = all(
            not (one["left"] - 14 < x < one["right"] + 14 and one["top"] - 14 < y < one["bottom"] + 14)
            for one in drawn["nodes"]
        )
        others = [point for link in drawn["links"] if link is not own for point in link["points"]]
        return plates and all((px - x) ** 2 + (py - y) ** 2 > 30**2 for px, py in others)

    for link in drawn["links"]:
        points = link["points"]
        for k in range(2, len(points) - 2):
            (ax, ay), (bx, by) = points[k - 1], points[k + 1]
            length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1
            x, y = points[k][0] - away * (by - ay) / length, points[k][1] + away * (bx - ax) / length
            if 20 < x < size[0] - 20 and 20 < y < size[1] - 20 and clear(x, y, link):
                return x, y, {link["from"], link["to"]}
    raise AssertionError("no such place")


def test_a_tap_counts_within_ten_pixels_of_a_link(open_page, bundled_page):
    for away, counts in ((9, True), (22, False)):
        page = open_page(bundled_page, width=390, height=664, has_touch=True)
        x, y, ends = beside_a_link(page, away)
        box = page.page.locator("#canvas").bounding_box()
        page.page.touchscreen.tap(box["x"] + x, box["y"] + y)
        page.page.wait_for_timeout(500)
        assert ("link=" in page("graphkit.state")) is counts
        if counts:
            assert all(one in page("graphkit.state") for one in ends)
