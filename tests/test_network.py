"""The graph contract: a relation is a record, the graph a view that can be rebuilt from the records, and back."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

import graphkit
from graphkit.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Actor, Affiliation, Document, Evidence, Relation
from graphkit.network import affiliation_on, list_actors, list_relations, state_on

EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out


def keys(network):
    """The ids of a network's relations."""
    return {key for *_, key in network.edges(keys=True)}


def test_nodes_and_edges_are_those_of_the_contract(network):
    assert type(network) is nx.MultiDiGraph
    assert set(network) == {"AAA", "BBB", "CCC", "ann-abel", "beta-army", "pact", "daily"}
    assert all(tuple(data) == NODE_ATTRIBUTES for _, data in network.nodes(data=True))
    assert all(tuple(data) == EDGE_ATTRIBUTES for *_, data in network.edges(data=True))
    assert sorted(network.edges(keys=True)) == [
        ("AAA", "BBB", "treaty"),
        ("AAA", "CCC", "aid"),
        ("AAA", "CCC", "ally"),
        ("BBB", "AAA", "treaty"),
        ("CCC", "AAA", "ally"),
        ("ann-abel", "BBB", "protest"),
        ("beta-army", "CCC", "troops"),
        ("pact", "CCC", "aid"),
    ]


def test_edge_attributes_by_hand(network):
    troops = network["beta-army"]["CCC"]["troops"]
    assert (troops["type"], troops["quad"], troops["score"]) == ("ASSAULT", "material conflict", -9)
    assert (troops["date"], troops["since"], troops["until"]) == ("2024-04-01/2024-04-03", "2024-04-01", "2024-04-03")
    assert (troops["amount"], troops["unit"], troops["status"]) == (300, "soldiers", "contested")
    assert [record.stance for record in troops["evidence"]] == ["asserts", "denies"]
    ally = network["CCC"]["AAA"]["ally"]
    assert (ally["since"], ally["until"], ally["mutual"], ally["quad"]) == (None, None, True, "standing tie")
    assert network["ann-abel"]["BBB"]["protest"]["responds_to"] == ("troops",)
    assert network.graph["documents"]["news"].publisher == "The Daily"
    assert network.graph["version"] == "1"


@pytest.mark.slow
def test_there_and_back(sample, bundled):
    for dataset in (sample, bundled):
        assert graphkit.to_dataset(graphkit.build_network(dataset)) == dataset


def test_the_graph_alone_gives_the_relations_back(sample, network):
    for name in ("relations", "evidence", "actors"):
        del network.graph[name]
    back = graphkit.to_dataset(network)
    sides = {record.id: (set(record.actor), set(record.recipient)) for record in back.records("relations")}
    assert sides["troops"] == ({"beta-army"}, {"CCC"})
    assert set(back.records("evidence")) == set(sample.records("evidence"))


def test_an_edge_added_by_hand_becomes_a_relation(network):
    network.add_edge("AAA", "daily", key="new", type="CONSULT", mutual=False)
    added = graphkit.to_dataset(network).records("relations")[-1]
    assert (added.id, added.actor, added.recipient, added.type) == ("new", ("AAA",), ("daily",), "CONSULT")
    network.add_edge("AAA", "daily", key="bare")
    with pytest.raises(graphkit.DataError, match="'bare' from AAA to daily has no 'type'"):
        graphkit.to_dataset(network)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-04-02", None, {"troops", "protest", "aid", "ally"}),
        ("2024-04-04", "2024-04", {"protest", "ally"}),
        (None, "2024-03-01", {"treaty", "ally"}),
        ("2024-03-31", "2024-03-31", {"treaty", "ally"}),
        ("2030", None, {"ally"}),
        (None, None, {"treaty", "troops", "protest", "aid", "ally"}),
    ],
)
def test_views_between_dates_use_possible_days(sample, since, until, expected):
    view = graphkit.build_network(sample, since=since, until=until)
    assert keys(view) == expected
    assert len(view) == 7


def test_views_by_type_status_and_actor(sample, network):
    assert keys(graphkit.build_network(sample, types=["aid", "SUPPORT"])) == {"aid", "treaty"}
    assert keys(graphkit.build_network(sample, statuses=["contested"])) == {"troops"}
    assert keys(graphkit.filter_network(network, actors=["Bétaland"])) == {"treaty", "protest"}
    for wrong in ({"types": ["LIKE"]}, {"statuses": ["true"]}, {"since": "soon"}, {"since": "2025", "until": "2024"}):
        with pytest.raises(ValueError, match=r"no type|no status|cannot be read|swap them"):
            graphkit.filter_network(network, **wrong)
    with pytest.raises(graphkit.UnknownActor):
        graphkit.filter_network(network, actors=["Nowhere"])


def test_a_view_is_a_dataset_again(sample):
    view = graphkit.build_network(sample, types=["AID"])
    back = graphkit.to_dataset(graphkit.filter_network(view, statuses=["alleged"]))
    assert [record.id for record in back.records("relations")] == ["aid"]
    assert [record.relation for record in back.records("evidence")] == ["aid"]
    assert back.records("actors") == sample.records("actors")


def test_rolling_up_goes_by_the_date_of_each_relation(network):
    rolled = graphkit.roll_up(network)
    assert sorted(rolled.edges(keys=True)) == [
        ("AAA", "BBB", "protest"),
        ("AAA", "BBB", "treaty"),
        ("AAA", "CCC", "aid"),
        ("AAA", "CCC", "ally"),
        ("BBB", "AAA", "treaty"),
        ("BBB", "CCC", "troops"),
        ("CCC", "AAA", "ally"),
        ("pact", "CCC", "aid"),
    ]
    assert set(rolled) == {"AAA", "BBB", "CCC", "pact", "daily"}
    assert rolled.graph["actors"]["ann-abel"].name == "Ann Abel"
    assert [state_on(network, "ann-abel", date) for date in ("2024-06", "2024-07-01", "2019")] == [
        "AAA",
        "pact",
        "ann-abel",
    ]
    assert affiliation_on(network, "ann-abel", "2025").title == "Secretary General"


def test_rolling_up_drops_nothing_and_changes_nothing(sample, network):
    rolled = graphkit.roll_up(network)
    assert keys(rolled) == keys(network)
    assert graphkit.to_dataset(network) == sample
    assert nx.utils.graphs_equal(graphkit.roll_up(rolled), rolled)
    assert nx.utils.graphs_equal(graphkit.build_network(sample, roll_up=True), rolled)


def test_what_happens_inside_a_state_stays_as_a_loop():
    dataset = graphkit.Dataset.from_records(
        actors=[Actor("AAA", "A", "state"), Actor("p", "P", "person"), Actor("m", "M", "agency")],
        affiliations=[Affiliation("p", "LEADS", "m"), Affiliation("m", "PART_OF", "AAA")],
        relations=[Relation("r", ("p",), "ACCUSE", "", ("m", "AAA"))],
    )
    rolled = graphkit.build_network(dataset, roll_up=True)
    assert list(rolled.edges(keys=True)) == [("AAA", "AAA", "r")]


def test_a_state_does_not_roll_up_into_what_it_is_a_member_of():
    dataset = graphkit.Dataset.from_records(
        actors=[
            Actor("AAA", "A", "state"),
            Actor("nato", "N", "igo"),
            Actor("undp", "U", "igo"),
            Actor("un", "UN", "igo"),
        ],
        affiliations=[
            Affiliation("AAA", "MEMBER_OF", "nato"),
            Affiliation("undp", "PART_OF", "un"),
            Affiliation("nato", "MEMBER_OF", "un"),
        ],
        relations=[Relation("r", ("AAA",), "AID", "", ("undp",)), Relation("s", ("nato",), "AID", "", ("un",))],
    )
    assert list(graphkit.build_network(dataset, roll_up=True).edges(keys=True)) == [
        ("AAA", "un", "r"),
        ("nato", "un", "s"),
    ]


def test_signed_ties_are_net_scores(network):
    signed = graphkit.signed_network(graphkit.roll_up(network))
    assert {(a, b): (d["sign"], d["score"]) for a, b, d in signed.edges(data=True)} == {
        ("AAA", "BBB"): (1, 2.0),  # treaty +5, protest -3
        ("AAA", "CCC"): (1, 18.0),  # aid +10, ally +8
        ("BBB", "CCC"): (-1, -9.0),  # troops
        ("CCC", "pact"): (1, 10.0),  # aid
    }
    assert signed["AAA"]["BBB"]["relation_ids"] == ("protest", "treaty")
    beyond = graphkit.signed_network(graphkit.roll_up(network), threshold=2)
    assert {frozenset(pair) for pair in beyond.edges} == {
        frozenset(pair) for pair in (("AAA", "CCC"), ("BBB", "CCC"), ("CCC", "pact"))
    }
    with pytest.raises(ValueError, match="0 or more"):
        graphkit.signed_network(network, threshold=-1)


def test_what_nobody_says_happened_does_not_count():
    relations = [Relation(f"r{n}", ("AAA",), "AID", "", ("BBB",)) for n in range(3)]
    dataset = graphkit.Dataset.from_records(
        actors=[Actor("AAA", "A", "state"), Actor("BBB", "B", "state")],
        documents=[Document("d", "d")],
        relations=relations,
        evidence=[Evidence("r0", "d", stance="proposes"), Evidence("r1", "d", stance="denies"), Evidence("r2", "d")],
    )
    assert graphkit.signed_network(graphkit.build_network(dataset))["AAA"]["BBB"]["relation_ids"] == ("r2",)


@pytest.mark.parametrize("name", ["AAA", "aaa", "Alphaland", "ALPHALAND", " alpha  city ", "Alphalanders"])
def test_any_name_finds_the_actor(sample, network, name):
    assert graphkit.find_actor(network, name) == "AAA"
    assert graphkit.find_actor(sample, name) == "AAA"


@pytest.mark.parametrize("name", ["Betaland", "bétaland", "BETALAND", "베타", "Be\u0301taland"])
def test_accents_and_scripts_do_not_matter(network, name):
    assert graphkit.find_actor(network, name) == "BBB"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Alfaland", r"no actor 'Alfaland' among 7; did you mean Alphaland \(AAA\)"),
        ("Abel", r"did you mean .*Ann Abel \(ann-abel\)"),
        ("zzz", "graphkit actors lists them all"),
        ("", "no actor ''"),
        ("--", "no actor '--'"),
    ],
)
def test_an_unknown_name_suggests(network, name, says):
    with pytest.raises(graphkit.UnknownActor, match=says):
        graphkit.find_actor(network, name)
    with pytest.raises(LookupError):
        graphkit.find_actor(network, name)


def test_a_shared_name_is_not_guessed():
    dataset = graphkit.Dataset.from_records(
        actors=[
            Actor("GEO", "Georgia", "state"),
            Actor("georgia-us", "State of Georgia", "other", ("Georgia", "Peach")),
        ]
    )
    assert graphkit.find_actor(dataset, "georgia") == "GEO"  # a name counts before an alias
    dataset = graphkit.Dataset.from_records(
        actors=[Actor("a", "A", "other", ("Congo",)), Actor("b", "B", "other", ("Congo",))]
    )
    with pytest.raises(graphkit.UnknownActor, match="'congo' is a name of a and b"):
        graphkit.find_actor(dataset, "congo")


@pytest.mark.slow
def test_every_alias_of_the_bundled_data_finds_its_actor(bundled):
    for actor in bundled.records("actors"):
        for name in (actor.id, actor.name, *actor.aliases):
            assert graphkit.find_actor(bundled, name.upper()) == actor.id, name


def test_lists(network):
    actors = list_actors(network).set_index("id")["relations"]
    assert actors.to_dict() == {"AAA": 3, "BBB": 2, "CCC": 3, "ann-abel": 1, "beta-army": 1, "daily": 0, "pact": 1}
    relations = list_relations(network).set_index("id")
    assert relations.loc["troops", "said_by"] == "ann-abel;BBB"
    assert relations.loc["aid", "actor"] == "AAA;pact"
    assert list(relations.index) == ["treaty", "troops", "protest", "aid", "ally"]
    empty = graphkit.build_network(graphkit.Dataset())
    assert len(list_actors(empty)) == len(list_relations(empty)) == 0
    assert list(list_relations(empty).columns) == list(list_relations(network).columns)


@settings(deadline=None, max_examples=min(60, EXAMPLES))
@given(st.randoms(use_true_random=False), st.integers(0, 12))
def test_random_datasets_come_back_and_roll_up_completely(seed: random.Random, number):
    states = [Actor(code, code, "state") for code in ("AAA", "BBB", "CCC")]
    people = [Actor(f"p{n}", f"P {n}", "person") for n in range(4)]
    ids = [actor.id for actor in (*states, *people)]
    affiliations = [Affiliation(person.id, "LEADS", seed.choice(states).id, until="2024") for person in people]
    affiliations += [Affiliation(person.id, "MEMBER_OF", seed.choice(states).id, since="2025") for person in people]
    relations = [
        Relation(
            f"r{n}",
            tuple(seed.sample(ids, seed.choice([1, 2]))),
            seed.choice(["AID", "ACCUSE", "CONSULT"]),
            "",
            tuple(seed.sample(ids, seed.choice([1, 2]))),
            seed.random() < 0.3,
            seed.choice(["2024-05", "2025", "", "../2026"]),
        )
        for n in range(number)
    ]
    evidence = [Evidence(seed.choice(relations).id, "d", n, n + 1) for n in range(number)]
    dataset = graphkit.Dataset.from_records(
        actors=[*states, *people],
        affiliations=affiliations,
        documents=[Document("d", "d")],
        relations=relations,
        evidence=evidence,
    )
    network = graphkit.build_network(dataset)
    assert graphkit.to_dataset(network) == dataset
    assert keys(network) == {relation.id for relation in relations}
    rolled = graphkit.roll_up(network)
    assert keys(rolled) == keys(network)
    assert {node for edge in rolled.edges() for node in edge} <= {"AAA", "BBB", "CCC"}


def test_unnamed_edges_added_by_hand_are_each_a_relation(network):
    for pair in (("AAA", "CCC"), ("CCC", "AAA"), ("AAA", "CCC")):
        network.add_edge(*pair, type="AID")
    added = [key for key, *_ in graphkit.iter_relations(network) if key not in network.graph["relations"]]
    assert sorted(added) == ["AAA-CCC-2", "AAA-CCC-3", "CCC-AAA-1"]
    for view in (graphkit.filter_network(network, since="2024"), graphkit.roll_up(network)):
        assert set(added) <= keys(view)
    assert graphkit.signed_network(network)["AAA"]["CCC"]["score"] == 48
    assert len(graphkit.to_dataset(network).records("relations")) == 8
    network.add_edge("BBB", "CCC", key="same", type="AID")
    network.add_edge("CCC", "BBB", key="same", type="ACCUSE")
    with pytest.raises(graphkit.DataError, match="say different things"):
        graphkit.to_dataset(network)


def test_what_was_changed_by_hand_counts(network):
    network.nodes["AAA"]["name"] = "Newland"
    assert graphkit.find_actor(network, "newland") == "AAA"
    network.remove_node("pact")
    sides = {key: actors for key, actors, *_ in graphkit.iter_relations(network)}
    assert sides["aid"] == ("AAA",)


@pytest.mark.parametrize(
    ("affiliations", "date", "expected"),
    [
        ([("LEADS", "AAA", "", "2024-01-05"), ("LEADS", "BBB", "2024-01-06", "")], "2024", "BBB"),
        ([("LEADS", "firm", "", ""), ("REPRESENTS", "AAA", "", "")], "2024", "AAA"),
        ([("LEADS", "firm", "", ""), ("MEMBER_OF", "igo", "", ""), ("MEMBER_OF", "BBB", "", "")], "2024", "BBB"),
        ([("LEADS", "firm", "", ""), ("MEMBER_OF", "igo", "", "")], "", "igo"),
        ([("MEMBER_OF", "AAA", "", ""), ("LEADS", "BBB", "", "")], "2024", "BBB"),
        ([("LEADS", "AAA", "", "2010"), ("LEADS", "firm", "2011", "")], "2024", "firm"),
    ],
)
def test_the_best_place_counts(affiliations, date, expected):
    dataset = graphkit.Dataset.from_records(
        actors=[
            Actor("AAA", "A", "state"),
            Actor("BBB", "B", "state"),
            Actor("p", "P", "person"),
            Actor("firm", "F", "company"),
            Actor("igo", "I", "igo"),
        ],
        affiliations=[Affiliation("p", role, place, "", since, until) for role, place, since, until in affiliations],
    )
    assert state_on(graphkit.build_network(dataset), "p", date) == expected


def test_marks_that_make_another_letter_are_kept():
    dataset = graphkit.Dataset.from_records(
        actors=[
            Actor("a", "ハイデン", "person"),
            Actor("b", "バイデン", "person"),
            Actor("c", "Łukasz Müller", "person"),
        ]
    )
    assert graphkit.find_actor(dataset, "バイデン") == "b"
    assert graphkit.find_actor(dataset, "lukasz muller") == "c"
    with pytest.raises(graphkit.UnknownActor):
        graphkit.find_actor(dataset, "パイデン")


def test_unnamed_edges_of_both_ways_are_told_apart_in_signed_ties():
    graph = nx.MultiDiGraph()
    graph.add_edge("AAA", "BBB", type="AID")  # networkx calls both edges 0
    graph.add_edge("BBB", "AAA", type="ACCUSE")
    tie = graphkit.signed_network(graph)["AAA"]["BBB"]
    assert tie["relation_ids"] == ("AAA-BBB-0", "BBB-AAA-0")
    assert tie["score"] == 7  # +10 and -3
