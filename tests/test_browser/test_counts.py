"""What the page counts it counts the same in headline, panel, filter, legend, and as the command does."""

from __future__ import annotations

import re

import pytest

import graphkit
from graphkit.render import write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def present():
    """The dataset that comes with graphkit, as it is now."""
    return graphkit.build_network(graphkit.load_dataset())


def number(text, words):
    """The number that stands before some words."""
    return int(re.search(rf"([\d,]+) {words}", text)[1].replace(",", ""))


def test_denied_means_the_same_on_the_link_in_the_filter_and_in_the_legend(open_page, present_page, present):
    claims = graphkit.contested(present)
    page = open_page(present_page, fragment="link=PRK+RUS")
    rings = page.page.locator(".rung .ring").count()
    assert rings > 1
    told = f"{rings} are denied, and 1 of them has since been acknowledged"
    assert page.page.locator("h1").inner_text().endswith(f"; {told}")
    assert told in page.page.locator("#evidence").inner_text()
    since = (claims["status"] == "acknowledged").sum()
    page = open_page(present_page, fragment="line=denied")
    assert page.page.locator("#denied-button .count").inner_text() == str(len(claims))
    assert page.page.locator('[data-line="denied"]').inner_text() == str(len(claims))
    told = f"{len(claims)} are denied, and {since} of them have since been acknowledged"
    assert told in page.page.locator("#evidence").inner_text()


def test_each_link_of_the_filter_of_denials_has_the_ring(open_page, present_page):
    page = open_page(present_page, fragment="line=denied")
    drawn = page.drawn()["links"]
    assert {"PRK", "UKR"} in [{one["from"], one["to"]} for one in drawn]
    assert all(one["denied"] for one in drawn)


def test_the_command_the_picture_and_the_page_count_the_same(open_page, present, tmp_path):
    report = write_map(present, tmp_path / "map.html")
    page = open_page(tmp_path / "map.html")
    shown, text = page.shown(), page.page.locator("#what-left").inner_text()
    assert (len(shown["links"]), shown["linkTotal"]) == (report.links_shown, report.links)
    assert number(text, "weaker links are not drawn") == report.links - report.links_shown
    assert number(text, "relations lie within one sign") == report.within
    assert f"{report.links - report.links_shown} links" in page.page.locator("#left-out").inner_text()
    pytest.importorskip("matplotlib")
    picture = write_map(present, tmp_path / "map.svg")
    assert (picture.links, picture.within) == (report.links, report.within)
    assert number((tmp_path / "map.svg").read_text("utf-8"), "relations lie within one sign") == report.within


@pytest.mark.parametrize("name", ["North Korea", "Russia"])
def test_the_search_box_offers_as_many_answers_as_the_command_tells(open_page, present, present_page, name):
    page = open_page(present_page)
    page.page.fill("#search", f"who answered {name}")
    page.page.wait_for_timeout(200)
    offered = page.page.locator(".options li", has_text=f"What was answered to {name}").inner_text()
    rolled = graphkit.roll_up(present)
    brief = graphkit.explain(rolled, graphkit.responses(rolled, to=name), brief=True)
    assert re.search(r"There are (\d+) answers", brief)[1] == re.search(r"(\d+)\s*$", offered)[1]
    # of the act most answered the paragraph has the number of the map, and apart from it the others
    most = re.search(r"The act with most answers, (\d+) asserted by others", " ".join(brief.split()))
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(200)
    assert f"of the {most[1]} answers" in page.page.locator("#title").inner_text()


@pytest.mark.parametrize("fragment", ["answers=2024-10-prk-troops-to-russia", "actor=osce", "path=KOR PRK"])
def test_what_is_not_drawn_is_counted_anew_when_more_is_drawn(open_page, present_page, fragment):
    page = open_page(present_page)
    before = page.page.locator("#left-out").inner_text()
    page(f"graphkit.state = '{fragment}'")
    page.page.wait_for_timeout(200)
    shown = page.shown()
    signs, links = shown["actorTotal"] - len(shown["actors"]), shown["linkTotal"] - len(shown["links"])
    assert page.page.locator("#left-out").inner_text() == f"Not drawn: {signs} signs, {links} links"
    page("graphkit.state = ''")
    page.page.wait_for_timeout(200)
    assert page.page.locator("#left-out").inner_text() == before


def test_a_relation_on_the_ladder_leaves_the_chart_to_its_link(open_page, present_page):
    page = open_page(present_page, fragment="link=PRK+RUS")
    chart = lambda: page.page.locator("#chart svg").get_attribute("aria-label")  # noqa: E731
    of_link = chart()
    page.page.locator(".rung").first.click()
    assert "relation=" in page("graphkit.state") and chart() == of_link
    page("graphkit.state = ''")
    page.page.wait_for_timeout(200)
    assert chart() != of_link


def test_a_name_too_long_for_its_sign_is_there_by_its_short_form_and_whole_when_pointed_at(open_page, present_page):
    page = open_page(present_page, fragment="actor=osce")
    node = next(one for one in page.drawn()["nodes"] if one["id"] == "osce")
    assert node["name"] == "OSCE"
    box = page.page.locator("#canvas").bounding_box()
    page.page.mouse.move(box["x"] + (node["left"] + node["right"]) / 2, box["y"] + (node["top"] + node["bottom"]) / 2)
    page.page.wait_for_timeout(300)
    assert page.page.locator("#tip").inner_text().startswith("Organization for Security and Co-operation in Europe ·")


def test_enlarged_four_times_over_most_of_the_window_is_the_map(open_page, present_page):
    page = open_page(present_page, width=320, height=256)
    canvas, tabs = page.page.locator("#canvas").bounding_box(), page.page.locator("#tools").bounding_box()
    assert tabs["y"] - canvas["y"] >= 0.5 * 256
    assert canvas["height"] >= 150


def legend(page):
    """How many relations each entry of the legend line says that there are, and which of them are faded."""
    return page(
        """() => Object.fromEntries([...document.querySelectorAll('#keyline .key-entry')].map((one) =>
          [one.id.slice(4), [Number(one.querySelector('.count').textContent), one.classList.contains('faded')]]))"""
    )


def lead(page):
    """The headline and the line under it."""
    return [page.page.locator(one).inner_text() for one in ("#title", "#subtitle")]


def test_headline_and_legend_are_of_the_denied_claims_where_only_these_are_shown(open_page, present_page, present):
    claims = graphkit.contested(present)
    page = open_page(present_page)
    whole = lead(page)
    page.page.click("#denied-button")
    title, deck = lead(page)
    since = (claims["status"] == "acknowledged").sum()
    assert title == f"{len(claims)} claims were denied, and {since} of them have since been acknowledged"
    assert deck.startswith("By the Kremlin (")
    told = legend(page)
    ties = claims["type"].isin(["ALLIED_WITH", "RIVAL_OF", "HAS_LEVERAGE_OVER", "DEPENDS_ON"]).sum()
    assert told["coop"][0] + told["conf"][0] == len(claims) - ties and told["denied"] == [len(claims), False]
    assert told["tie"] == [ties, ties == 0]
    page.page.click("#denied-button")
    assert lead(page) == whole


@pytest.mark.parametrize(
    ("fragment", "title"),
    [
        ("line=coop", r"Cooperation: \d+ relations"),
        ("among=PRK RUS CHN", r"Everything between North Korea, Russia, China: \d+ relations"),
        ("only=JPN", r"What Japan took part in: \d+ relations"),
        ('hide=["type:ACCUSE"]', r"[\d,]+ of [\d,]+ relations in view"),
        ("actor=JPN", r"Japan: \d+ acts of cooperation, \d+ of conflict"),
        ("path=KOR PRK CHN shortest 0", "South Korea reaches North Korea in 2 steps, through China"),
        ("path=", "How are two actors connected\\?"),
        ("answers=2024-10-prk-troops-to-russia&by=JPN", r"Who answered, and how, by Japan: \d+ of \d+ answers"),
    ],
)
def test_the_headline_is_of_what_is_shown(open_page, present_page, fragment, title):
    page = open_page(present_page)
    whole = lead(page)
    page(f"graphkit.state = '{fragment}'") if fragment != "path=" else page.page.click("#path-button")
    page.page.wait_for_timeout(200)
    now = lead(page)
    assert re.fullmatch(title, now[0]) and now[1] != whole[1]
    page("graphkit.state = ''")
    assert lead(page) == whole


@pytest.mark.parametrize("fragment", ["actor=JPN", "actor=vladimir-putin", "link=PRK RUS", "line=single"])
def test_legend_headline_and_chart_are_of_the_same_relations(open_page, present_page, fragment):
    page = open_page(present_page)
    page(f"graphkit.state = '{fragment}'")
    page.page.wait_for_timeout(200)
    told, chart = legend(page), page.page.locator("#chart svg").get_attribute("aria-label")
    dated, rough, undated = (
        int(one.replace(",", "")) for one in re.findall(r"[\d,]+(?= relations| more|  ?not)", chart)[:3]
    )
    assert sum(told[one][0] for one in ("coop", "conf", "tie")) == dated + rough + undated


def test_what_two_members_did_is_told_as_theirs(open_page, present_page):
    page = open_page(present_page, fragment="among=vladimir-putin kim-jong-un&link=PRK RUS")
    assert "Everything between Vladimir Putin, Kim Jong-un." in lead(page)[1]
