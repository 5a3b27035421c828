"""What is counted is counted the same everywhere: denials, links, what lies within one sign, who was first and last."""

from __future__ import annotations

import re

import pytest

import graphkit
from graphkit import query
from graphkit.dataset import Dataset
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.render import write_map
from graphkit.render.page import build_page


def act(name, actor, recipient, day, **more):
    return Relation(name, (actor,), "ACCUSE", "", (recipient,), date=day, summary=f"{name} happened.", **more)


def told(relation, stance="asserts", speaker="", date=""):
    return Evidence(relation, "paper", stance=stance, speaker=speaker, date=date)


@pytest.fixture
def disputed():
    """A on B: one denied, one acknowledged since, one only considered and denied. C on B: one acknowledged since."""
    states = [Actor(one, f"{one}land", "state") for one in ("AAA", "BBB", "CCC")]
    people = [Actor("ann", "Ann", "person"), Actor("ben", "Ben", "person")]
    relations = [
        act("open", "AAA", "BBB", "2024-01-01"),
        act("given-up", "AAA", "BBB", "2024-01-02"),
        act("idea", "AAA", "BBB", "2024-01-03"),
        act("old", "CCC", "BBB", "2024-01-04"),
        act("home", "ann", "ben", "2024-01-05"),  # both stand on the sign of AAA
        Relation("wide", ("ann",), "ACCUSE", "", ("ben", "BBB"), date="2024-01-06", summary="Wide."),
    ]
    return Dataset.from_records(
        name="made",
        title="Made",
        version="1",
        actors=[*states, *people],
        affiliations=[Affiliation(one, "MEMBER_OF", "AAA") for one in ("ann", "ben")],
        documents=[Document("paper", "A paper", date="2024-06-01")],
        relations=relations,
        evidence=[
            *(told(one) for one in ("open", "given-up", "old", "home", "wide")),
            told("open", "denies", "AAA"),
            told("given-up", "denies", "AAA", "2024-02-01"),
            told("given-up", "asserts", "AAA", "2024-05-01"),
            told("old", "denies", "CCC", "2024-02-01"),
            told("old", "asserts", "CCC", "2024-05-01"),
            told("idea", "considers"),
            told("idea", "denies", "AAA"),
        ],
    )


def test_denied_means_the_same_in_every_answer(disputed):
    network = graphkit.build_network(disputed)
    ids = {"open", "given-up", "idea", "old"}
    assert set(query.contested(network)["relation_id"]) == ids
    assert set(query.timeline(network).attrs["denied"]) == ids
    page = build_page(network)
    assert {page.data.record["relations"]["id"][one] for one in page.data.record["denied"]} == ids
    text = query.explain(network, query.summary(network))
    assert "4 relations are denied, and 2 of them have since been acknowledged. By status:" in text


def test_links_and_what_lies_within_one_sign_are_counted_once(disputed, tmp_path):
    """A and B, B and C are links; Ann and Ben stand on one sign, and what also goes out from it is drawn."""
    network = graphkit.build_network(disputed, roll_up=True)
    report = write_map(network, tmp_path / "map.html")
    assert (report.links, report.links_shown, report.within) == (2, 2, 1)
    pytest.importorskip("matplotlib")
    picture = write_map(network, tmp_path / "map.svg")
    assert (picture.links, picture.links_shown, picture.within) == (2, 2, 1)
    assert re.search(r"1 relation lies within one sign\.", (tmp_path / "map.svg").read_text("utf-8"))


def test_the_ring_of_a_denial_is_on_each_link_that_has_one(disputed):
    pytest.importorskip("matplotlib")
    from graphkit.render._scene import scene_of

    scene = scene_of(build_page(graphkit.build_network(disputed)))
    name = {plate.one: plate.name for plate in scene.plates}
    rings = {frozenset((name[one.a], name[one.b])) for one in scene.links if one.denied}
    assert rings == {frozenset(("AAAland", "BBBland")), frozenset(("CCCland", "BBBland"))}
    assert [(words, count) for key, words, count in scene.key if key == "denied"] == [("Denied, now or once", "4")]


def test_the_headline_says_which_answers_are_denied_still(disputed):
    relations = [
        act("deed", "AAA", "BBB", "2023-12-01"),
        *(act(one, "CCC", "AAA", f"2024-01-0{day}", responds_to=("deed",)) for day, one in enumerate("xyz", start=1)),
    ]
    rows = [told(one.id) for one in relations]
    rows += [
        told("x", "denies", "AAA"),
        told("y", "denies", "AAA", "2024-02-01"),
        told("y", "asserts", "AAA", "2024-05-01"),
    ]
    data = Dataset.from_records(
        name="made",
        title="Made",
        version="1",
        actors=[one for one in disputed.records("actors") if len(one.id) == 3 and one.kind == "state"],
        affiliations=[],
        documents=disputed.records("documents"),
        relations=relations,
        evidence=rows,
    )
    network = graphkit.build_network(data)
    assert "Two answers are denied, and one of them has since been acknowledged." in build_page(network).headline.deck
    brief = query.explain(network, query.responses(network), brief=True, width=1000)
    assert "Of the answers, two are denied, and one of them has since been acknowledged." in brief


def test_what_answers_two_acts_is_one_answer():
    relations = [
        act("deed", "AAA", "BBB", "2023-12-01"),
        act("early", "AAA", "BBB", "2023-01-01"),
        act("x", "CCC", "AAA", "2024-01-01", responds_to=("deed", "early")),
        act("y", "DDD", "AAA", "2024-01-05", responds_to=("deed",)),
    ]
    data = Dataset.from_records(
        name="made",
        actors=[Actor(one, f"{one}land", "state") for one in ("AAA", "BBB", "CCC", "DDD")],
        documents=[Document("paper", "A paper", date="2024-06-01")],
        relations=relations,
        evidence=[told(one.id) for one in relations],
    )
    network = graphkit.build_network(data)
    found = query.responses(network)
    assert len(found) == 3
    brief = query.explain(network, found, brief=True, width=1000)
    assert brief.startswith("There are 2 answers to 2 acts on record. They came from CCCland and DDDland.")
    assert "The act with most answers, 2 of them: deed happened" in brief


def test_a_brief_answer_says_of_which_act_somebody_was_first(disputed):
    relations = [
        act("deed", "AAA", "BBB", "2023-12-01"),
        act("early", "AAA", "BBB", "2023-01-01"),
        act("x", "CCC", "AAA", "2024-01-01", responds_to=("deed",)),
        act("y", "BBB", "AAA", "2024-01-05", responds_to=("deed",)),
        act("z", "BBB", "AAA", "2023-01-03", responds_to=("early",)),
    ]
    data = Dataset.from_records(
        name="made",
        title="Made",
        version="1",
        actors=[Actor(one, f"{one}land", "state") for one in ("AAA", "BBB", "CCC")],
        affiliations=[],
        documents=[Document("paper", "A paper", date="2024-06-01")],
        relations=relations,
        evidence=[told(one.id) for one in relations],
    )
    network = graphkit.build_network(data)
    found = query.responses(network)
    brief = query.explain(network, found, brief=True, width=1000)
    assert brief.startswith("There are 3 answers to 2 acts on record.")
    # one of the two is by a party to it, which the map does not count
    most = (
        "The act with most answers, one asserted by others and one by a party to it: deed happened (1 December 2023)."
    )
    assert most in brief
    first, last = "CCCland, 1 January 2024", "BBBland, 5 January 2024"
    assert f"First to answer that act: {first}. Last to answer that act: {last}." in brief
    # of one act alone nothing needs to be told apart
    one = query.explain(network, found[found["provocation_id"] == "deed"], brief=True, width=1000)
    assert "First to answer: CCCland, 1 January 2024." in one
