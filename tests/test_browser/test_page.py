"""The map page as it opens: what is drawn, what stands behind it, and that nothing leaves the page."""

from __future__ import annotations

import pytest

from graphkit import build_network
from graphkit.render import to_pyvis, write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_it_opens_offline_without_a_request_or_an_error(open_page, bundled_page):
    map_page = open_page(bundled_page)
    assert map_page.page.title() == "Russia, North Korea and the war in Ukraine, 2024"
    assert map_page("document.documentElement.lang") == "en"
    assert len(map_page.requests) == 1
    assert len(map_page.drawn()["nodes"]) <= map_page.shown()["actorTotal"]
    assert map_page.shown()["relations"] == map_page.shown()["relationTotal"]


def test_the_signs_say_what_the_relations_are(open_page, sample_page):
    drawn = open_page(sample_page).drawn()
    links = {frozenset((one["from"], one["to"])): one for one in drawn["links"]}
    treaty, troops = links[frozenset({"AAA", "BBB"})], links[frozenset({"beta-army", "CCC"})]
    protest, aid = links[frozenset({"ann-abel", "BBB"})], links[frozenset({"pact", "CCC"})]
    assert (treaty["arrowTo"], treaty["arrowFrom"], treaty["dashes"]) == (True, True, False)
    assert (protest["from"], protest["arrowTo"], protest["arrowFrom"]) == ("BBB", False, True)
    # what somebody asserts and somebody denies is marked; dashed is what nobody asserts
    assert troops["denied"] and not troops["dashes"] and aid["dashes"] and not aid["denied"]
    assert treaty["color"] == "#2166ac" and protest["color"] == "#b35806"
    assert {one["id"]: one["shape"] for one in drawn["nodes"]}["beta-army"] == "hexagon"


def test_a_link_shows_what_stands_behind_it(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page("graphkit.selectLink('beta-army', 'CCC')")
    card = map_page.page.locator("#evidence .card")
    assert card.count() == 1
    text = card.inner_text()
    for words in (
        "1 to 3 April 2024",
        "Disputed",
        "Denied by Betaland",
        "Ann Abel",
        "For it",
        "Against it",
        "Asserted by: Ann Abel, reported by The Daily",
        "The Daily",
        "The news",
    ):
        assert words in text
    assert card.locator(".doing").inner_text() == "The Army of Betaland attacked Gammaland"
    link = card.locator("a").first
    assert link.get_attribute("href") == "https://example.org/news"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_is_answered_before_the_rest_of_the_page_is_read(open_page, sample_page):
    map_page = open_page(sample_page)
    map_page.page.add_init_script("window.requestIdleCallback = () => {}")  # what waits for idle time never comes
    map_page.page.goto("about:blank")
    map_page.page.goto(map_page.path.as_uri())
    map_page.wait("window.graphkit && window.graphkit.ready")
    map_page.page.wait_for_timeout(200)
    carried = "['graphkit-data', 'graphkit-rest'].filter((id) => document.getElementById(id))"
    assert not map_page("graphkit.complete") and map_page(carried) == ["graphkit-rest"]
    box = map_page.page.locator("#canvas").bounding_box()
    place = map_page("graphkit.where('BBB')")
    map_page.page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    map_page.wait("document.querySelector('#evidence h2')?.textContent.includes('Betaland')")
    assert map_page("graphkit.state").startswith("actor=BBB")
    assert map_page(carried) == []


def test_a_browser_that_cannot_unpack_by_itself_has_the_whole_page(open_page, sample_page, bundled, tmp_path):
    path = tmp_path / "shipped.html"
    write_map(build_network(bundled), path)
    map_page = open_page(sample_page)
    map_page.page.add_init_script("delete window.DecompressionStream")
    map_page.page.goto("about:blank")
    map_page.page.goto(path.as_uri())
    map_page.wait("window.graphkit && window.graphkit.complete")
    map_page("graphkit.state = 'relation=2024-10-prk-troops-to-russia'")
    assert map_page("'DecompressionStream' in window") is False
    assert "North Korea sent at least 3,000 soldiers" in map_page.page.locator("#evidence").inner_text()


def test_a_key_is_answered_that_is_pressed_before_the_rest_of_the_page_is_read(open_page, sample_page):
    map_page = open_page(sample_page)
    hold = "window.requestIdleCallback = (work) => { window.later = work; }"  # idle time comes when it is told to
    map_page.page.add_init_script(hold)
    map_page.page.goto("about:blank")
    map_page.page.goto(map_page.path.as_uri())
    map_page.wait("Boolean(window.graphkit && window.graphkit.ready && window.later)")
    map_page.page.keyboard.press("t")
    assert map_page("graphkit.state") == "" and not map_page("graphkit.complete")
    for _ in range(200):
        map_page("later()")
        if map_page("graphkit.complete"):
            break
        map_page.page.wait_for_timeout(50)
    map_page.page.wait_for_timeout(200)
    assert map_page("graphkit.state") == "table=relations"
    assert map_page.page.locator("#table").is_visible()


def test_a_shape_and_a_bend_that_only_a_pyvis_user_chooses_are_drawn_at_once(open_page, network, tmp_path):
    net = to_pyvis(network)
    shapes = ["box", "ellipse", "database", "circle", "text", "star"]
    for node, shape in zip(net.nodes, shapes, strict=True):
        node["shape"] = shape
    net.options["edges"] = {"smooth": {"enabled": True, "type": "curvedCW"}, "arrows": {"to": {"type": "vee"}}}
    path = tmp_path / "map.html"
    path.write_text(net.generate_html(), "utf-8")
    drawn = open_page(path).drawn()
    assert [{one["id"]: one["shape"] for one in drawn["nodes"]}[node["id"]] for node in net.nodes] == shapes
    assert len(drawn["links"]) == len(net.edges)


def test_the_renderer_still_draws_labels_for_a_script_that_asks_for_them(open_page, sample_page):
    code = """() => {
        const box = document.body.appendChild(document.createElement("div"));
        const nodes = ["box", "dot", "circle"].map((shape, id) => (
            { id, shape, label: `*Alpha* ${shape}`, font: { multi: "md" } }));
        const smooth = { enabled: true, type: "curvedCW" };
        const edges = [{ from: 0, to: 1, label: "met", smooth }, { from: 1, to: 1 }];
        const network = new vis.Network(box, { nodes, edges }, { physics: false, width: "300px", height: "200px" });
        network.redraw();
        return nodes.map(({ id }) => network.getBoundingBox(id)).map(({ left, right }) => right - left > 20);
    }"""
    assert open_page(sample_page)(code) == [True, True, True]


def test_search_finds_any_name_in_any_script(open_page, sample_page):
    map_page = open_page(sample_page)
    for asked, name in (
        ("betaland", "Betaland"),
        ("베타", "Betaland"),
        ("BÉTA", "Betaland"),
        ("president", "Ann Abel"),
    ):
        map_page.page.fill("#search", asked)
        assert map_page.page.locator("[role=option]").first.inner_text().startswith(name)
    map_page.page.fill("#search", "nobody at all")
    nothing = map_page.page.locator("[role=option]").inner_text()
    assert nothing.startswith("Nothing found. Try: ")
    # and what it offers to try works on this map
    for tried in nothing.removeprefix("Nothing found. Try: ").split("; "):
        map_page.page.fill("#search", tried)
        assert not map_page.page.locator("[role=option]").first.inner_text().startswith("Nothing found")


def test_light_and_dark_follow_the_system_and_the_button(open_page, sample_page):
    dark = open_page(sample_page, color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert dark(background) == "rgb(17, 20, 24)"
    assert {one["color"] for one in dark.drawn()["links"]} <= {"#79b8ff", "#f0a35e", "#a3a8af"}
    dark.page.click("#theme-button")
    assert dark(background) == "rgb(255, 255, 255)"
    assert "#2166ac" in {one["color"] for one in dark.drawn()["links"]}
