"""What the page says of a chosen actor, of types of a dataset's own, and of what is outside the chosen dates."""

from __future__ import annotations

import pytest

from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.ontology import own_type

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def busy_page(write_page):
    """Alphaland deals with Bétaland 30 times, with Gammaland 15 times, once with itself."""
    actors = [
        Actor("AAA", "Alphaland", "state"),
        Actor("BBB", "Bétaland", "state"),
        Actor("CCC", "Gammaland", "state"),
        Actor("abel", "Ann Abel", "person"),
    ]
    kinds = ["ACCUSE"] * 20 + ["AID"] * 10
    relations = [
        *(Relation(f"b{n}", ("AAA",), kind, "", ("BBB",), date=f"2024-03-{n + 1:02}") for n, kind in enumerate(kinds)),
        *(Relation(f"c{n}", ("CCC",), "THREATEN", "", ("AAA",), date=f"2024-05-{n + 1:02}") for n in range(15)),
        Relation("self", ("AAA",), "ACCUSE", "", ("AAA",), date="2024-06-01"),
        Relation("rough", ("abel",), "ACCUSE", "", ("CCC",), date="2024"),
    ]
    evidence = [Evidence(one.id, "paper") for one in relations]
    evidence.append(Evidence("c3", "paper", None, None, "denies", "CCC"))
    return write_page(
        actors=actors,
        affiliations=[Affiliation("abel", "LEADS", "AAA", "President", "2020", "")],
        documents=[Document("paper", "[Untitled] The only paper")],
        relations=relations,
        evidence=evidence,
    )


def test_choosing_an_actor_says_who_what_and_when_before_the_list(open_page, busy_page):
    map_page = open_page(busy_page)
    assert map_page.page.locator("#sources-all").inner_text() == "The document"
    row = map_page.page.locator("#sources .source").first.inner_text()
    assert row.startswith("The only paper\nthe document has no title; this one is ours")
    map_page("graphkit.select('AAA')")
    said = map_page.page.locator("#portrait").inner_text()
    assert said.startswith(
        "Alphaland: state. 46 relations, 1 March 2024 to 1 June 2024: 10 of cooperation, 36 of conflict."
    )
    assert "Mostly with Bétaland (30), Gammaland (15)." in said  # not with itself
    assert "1 is denied." in said
    evidence = map_page.page.locator("#evidence").inner_text()
    assert "2 neighbours shown" in evidence
    rows = map_page.page.locator("#summed .party-row").all_inner_texts()
    assert [row.split("\n") for row in rows] == [["Bétaland", "30"], ["Gammaland", "15"]]
    places = [
        map_page.page.locator(f"#evidence {one}").first.bounding_box()["y"]
        for one in ("#portrait", "#summed", ".cards")
    ]
    assert places == sorted(places)
    # the chart follows whoever, and whichever link, is chosen
    assert map_page.page.locator("#time-key").inner_text().startswith("46 are sure")
    map_page.page.click("#summed .party-row")
    assert map_page("graphkit.state") == "link=AAA+BBB"
    assert map_page.page.locator("#time-key").inner_text().startswith("30 are sure")
    map_page.visit("actor=abel")
    assert (
        map_page.page.locator("#portrait")
        .inner_text()
        .startswith("Ann Abel: President (2020), Alphaland. 1 relation, 2024")
    )


def test_what_is_outside_the_chosen_dates_says_so(open_page, busy_page):
    map_page = open_page(busy_page, fragment="since=2024-03-01&until=2024-03-31&relation=c3")
    assert map_page.page.locator("#evidence .out-of-time").inner_text() == "outside the chosen dates"
    map_page.visit("since=2024-03-01&until=2024-03-31&relation=rough")
    assert map_page.page.locator("#evidence .out-of-time").inner_text() == "may lie outside the chosen dates"
    map_page.visit("since=2024-03-01&until=2024-03-31&relation=b3")
    assert map_page.page.locator("#evidence .out-of-time").count() == 0
    # nothing chosen: what surely happened in that time, in its order
    map_page.visit("since=2024-03-05&until=2024-03-08")
    assert map_page.page.locator("#in-time .lines > li").count() == 4
    assert (
        "What happened: 5 March 2024 to 8 March 2024".upper() in map_page.page.locator("#in-time").inner_text().upper()
    )


def test_types_of_a_datasets_own_have_a_sign_and_an_entry(open_page, write_page):
    actors = [Actor(name, name, "person") for name in ("ann", "ben", "cleo")]
    relations = [Relation("one", ("ann",), "x:friend", "", ("ben",)), Relation("two", ("ben",), "AID", "", ("cleo",))]
    types = {"x:friend": own_type("x:friend", {"label": "is a friend of"})}
    map_page = open_page(write_page(actors=actors, relations=relations, types=types))
    tones = {(link["from"], link["to"]): link["tone"] for link in map_page.drawn()["links"]}
    assert tones == {("ann", "ben"): "own", ("ben", "cleo"): "coop"}
    entry = map_page.page.locator("#key-own")
    assert entry.inner_text().split("\n")[0].startswith("A type of this dataset’s own")
    entry.click()
    assert map_page("graphkit.state") == "line=own" and map_page.shown()["relations"] == 1
