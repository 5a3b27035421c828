"""The way from one actor to another: the page and the command that asks the same agree, whoever is named."""

from __future__ import annotations

from itertools import permutations

import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.render import write_map

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "Office of the High Commissioner for the Return of Everybody Who Was Ever Displaced in the Basin"


@pytest.fixture
def neighbours():
    """What a reader takes from articles: people and offices beside their states; one relation is only considered."""
    acts = [
        ("met", "king", "CONSULT", "envoy"),
        ("strike", "CHD", "ASSAULT", "NER"),
        ("scolded", "NER", "ACCUSE", "BEN"),
        ("thanked", "BEN", "SUPPORT", "TGO"),
        ("plan", "CHD", "AID", "TGO"),
        ("expelled", "TGO", "SANCTION", "staff"),
        ("sat", "general", "CONSULT", "envoy"),
    ]
    states = [Actor(one, name, "state") for one, name in (("CHD", "Chad"), ("NER", "Niger"), ("BEN", "Benin"))]
    return graphkit.Dataset.from_records(
        name="neighbours",
        actors=[
            *states,
            Actor("TGO", "Togo", "state"),
            Actor("king", "King Idris", "person"),
            Actor("envoy", "Envoy", "agency"),
            Actor("staff", "Staff", "agency"),
            Actor("general", "General Deby", "person"),
        ],
        affiliations=[
            Affiliation("king", "LEADS", "CHD"),
            Affiliation("envoy", "PART_OF", "BEN"),
            Affiliation("staff", "PART_OF", "NER"),
            Affiliation("general", "REPRESENTS", "CHD"),
        ],
        documents=[Document("paper", "The paper")],
        relations=[Relation(name, (a,), kind, "", (b,), False, "2024-05") for name, a, kind, b in acts],
        evidence=[Evidence(name, "paper", stance="considers" if name == "plan" else "asserts") for name, *_ in acts],
    )


def asks(page, first, last):
    """Ask for the way in the search box, as a reader does."""
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Escape")
    page.page.fill("#search", f"{first} to {last}")
    page.page.wait_for_timeout(150)
    page.page.keyboard.press("Enter")
    page.page.wait_for_timeout(100)
    return page("graphkit.paths()")


def test_page_and_command_find_ways_of_the_same_length(open_page, neighbours, tmp_path):
    network = graphkit.build_network(neighbours)
    write_map(network, tmp_path / "map.html")
    page, states = open_page(tmp_path / "map.html"), graphkit.roll_up(network)
    home = {"King Idris": "Chad", "Envoy": "Benin", "Staff": "Niger"}
    for first, last in permutations(["Chad", "Niger", "Benin", "Togo", *home], 2):
        if home.get(first, first) == home.get(last, last):
            continue
        found = asks(page, first, last)
        told = graphkit.paths(states, between=(first, last))
        assert len(found[0]) - 1 == told["step"].max(), (first, last)
    # by hand: the king met Benin's envoy, which is one step and no way round through Niger
    assert asks(page, "Chad", "Envoy")[0] == asks(page, "King Idris", "Benin")[0] == ["CHD", "BEN"]
    assert page.page.input_value("#path-from") == "King Idris"
    # two of one state are asked for themselves
    assert asks(page, "King Idris", "General Deby") == [["king", "envoy", "general"]]
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Escape")
    assert not page.page.is_checked("#roll-up")


def test_what_is_only_considered_is_no_step_and_that_is_said(open_page, neighbours, tmp_path):
    network = graphkit.build_network(neighbours)
    write_map(network, tmp_path / "map.html")
    page = open_page(tmp_path / "map.html")
    # by Benin, which it met and which thanked Togo, or by Niger, which it struck and whose staff Togo expelled
    ways = asks(page, "Chad", "Togo")
    assert sorted(ways[:2]) == [["CHD", "BEN", "TGO"], ["CHD", "NER", "TGO"]]
    direct = page.page.locator("#path-direct")
    assert direct.inner_text() == "Directly between the two: 1 relation, only expected, considered, proposed or denied."
    assert asks(page, "Chad", "Niger")[0] == ["CHD", "NER"] and direct.count() == 0
    page("graphkit.state = 'path=CHD+NER+BEN+shortest+0&roll=1'")
    assert direct.inner_text() == "Directly between the two: 1 relation."


def test_the_ways_of_a_story_take_people_for_their_states(open_page, bundled_page):
    page = open_page(bundled_page, fragment="path=vladimir-putin+kim-jong-un+-+shortest+0&roll=1")
    assert page("graphkit.paths()[0]") == ["RUS", "PRK"]


@pytest.mark.parametrize("size", [(390, 664), (360, 560), (1440, 900)])
def test_the_headline_of_a_way_is_not_cut_off(open_page, write_page, size):
    names = [LONG, *(f"{LONG[:40]} {n}" for n in range(4)), f"The {LONG}"]
    path = write_page(
        actors=[Actor(f"a{n}", name, "igo") for n, name in enumerate(names)],
        relations=[Relation(f"r{n}", (f"a{n}",), "CONSULT", "", (f"a{n + 1}",), True, "2024") for n in range(5)],
    )
    page = open_page(path, fragment="path=a0+a5+-+shortest+0", width=size[0], height=size[1])
    page.page.wait_for_timeout(100)
    assert page("graphkit.paths()[0].length") == 6
    assert "in 5 steps, through" in page("document.getElementById('title').textContent")
    room, text = page(
        "(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight])(document.getElementById('title'))"
    )
    assert text <= room + 2
