"""Other people's graphs and tables in, plain graphs out, and the ties that stand out."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.network import (
    backbone,
    build_network,
    disparity,
    from_networkx,
    from_pandas,
    iter_relations,
    to_dataset,
    to_networkx,
)

# --- in ----------------------------------------------------------------------------------------

AFFAIR = Path(__file__).parent / "datasets" / "affair"


def rows(dataset, *columns):
    return dataset.relations[list(columns)].values.tolist()


@pytest.mark.parametrize(
    ("kind", "mutual", "count"),
    [(nx.Graph, True, 1), (nx.DiGraph, False, 1), (nx.MultiGraph, True, 2), (nx.MultiDiGraph, False, 2)],
)
def test_any_graph_becomes_a_dataset_that_can_be_asked_and_drawn(kind, mutual, count):
    graph = kind(name="Les amis")
    graph.add_edge("Ann", "Ben", type="AID", date=1914)
    graph.add_edge("Ann", "Ben", type="AID", date=1914)
    graph.add_node("Cy")
    dataset = from_networkx(graph)
    assert (
        rows(dataset, "actor", "type", "recipient", "mutual", "date") == [["ann", "AID", "ben", mutual, "1914"]] * count
    )
    assert dataset.actors["id"].tolist() == ["ann", "ben", "cy"]
    assert (dataset.name, dataset.title) == ("les-amis", "Les amis")
    network = build_network(dataset)
    assert set(graphkit.timeline(network)["status"]) == {"asserted"}
    assert set(dataset.evidence["origin"]) == {"import:networkx"}
    assert "Les amis" in graphkit.map_html(network)
    assert graphkit.map_html(graph) == graphkit.map_html(network)  # the map takes the graph as it is


def test_a_plain_graph_without_anything_said_has_ties():
    dataset = from_networkx(nx.path_graph(3))
    assert rows(dataset, "actor", "type", "recipient", "summary") == [
        ["0", "x:tie", "1", "0 is tied to 1."],
        ["1", "x:tie", "2", "1 is tied to 2."],
    ]
    assert dataset.types["x:tie"].label == "is tied to"
    assert from_networkx(nx.empty_graph(0)).relations.empty
    assert len(from_networkx(nx.karate_club_graph()).relations) == 78


def test_what_an_edge_and_a_node_say_is_taken_and_the_rest_is_kept():
    graph = nx.MultiDiGraph()
    graph.add_node("P", name="North Korea", kind="state", aliases=["DPRK", "Pyongyang"], wikidata="Q423", rank=3)
    graph.add_node("r", label="Russian Federation", kind="state", wikidata="none")
    graph.add_node(("u", 1), kind="planet")
    graph.add_edge(
        "P", "r", key="troops", type="aid", amount=3000, unit="soldiers", contexts="military", weight=2.5, place="Kursk"
    )
    graph.add_edge("r", "P", type="ASSAULT", mode="tickle", amount="many", contexts=["military", "spying"])
    dataset = from_networkx(graph)
    first, second, third = dataset.records("actors")
    assert (first.id, first.kind, first.aliases, first.wikidata) == ("PRK", "state", ("DPRK", "Pyongyang"), "Q423")
    assert (second.id, second.name, dict(second.extra)) == ("RUS", "Russian Federation", {"wikidata": "none"})
    assert (third.id, third.kind, dict(third.extra)) == ("u-1", "other", {"kind": "planet"})
    assert dict(first.extra) == {"rank": "3"}
    troops, other = dataset.records("relations")
    assert (troops.id, troops.type, troops.amount, troops.unit) == ("troops", "AID", 3000, "soldiers")
    assert (troops.contexts, troops.place, dict(troops.extra)) == (("military",), "Kursk", {"weight": "2.5"})
    assert (other.id, other.mode, other.amount, other.contexts) == ("r2", "", None, ())
    assert dict(other.extra) == {"mode": "tickle", "amount": "many", "contexts": "military;spying"}


def test_types_that_are_none_of_ours_become_the_datasets_own():
    graph = nx.DiGraph([("a", "b", {"kind": "Friend of"}), ("b", "a", {"kind": "threaten"}), ("a", "c", {})])
    dataset = from_networkx(graph, type="kind")
    assert dataset.relations["type"].tolist() == ["x:friend-of", "x:tie", "THREATEN"]
    assert dataset.types["x:friend-of"].label == "Friend of"
    assert rows(from_networkx(graph, type="aid"), "type", "extra:kind")[0] == ["AID", "Friend of"]
    assert set(from_networkx(graph, type="x:donation").relations["type"]) == {"x:donation"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1914, "1914"),
        (1914.0, "1914"),
        ("2024-06~", "2024-06~"),
        (datetime.date(2024, 6, 18), "2024-06-18"),
        (datetime.datetime(2024, 6, 18, 12), "2024-06-18"),
        (pd.Timestamp("2024-06-18"), "2024-06-18"),
        (pd.NaT, ""),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_dates_of_many_kinds_are_edtf(value, text):
    assert from_networkx(nx.DiGraph([("a", "b", {"when": value})]), date="when").relations["date"].tolist() == [text]


def test_what_is_missing_is_said_in_one_sentence():
    graph = nx.DiGraph([("a", "b", {"when": "3 May 2024"})])
    with pytest.raises(ValueError, match=r"no edge attribute 'wehn' for the date: name one \(when\), or a date"):
        from_networkx(graph, date="wehn")
    with pytest.raises(ValueError, match=r"no edge attribute 'friends' for the type: name one \(when\), or a type"):
        from_networkx(graph, type="friends")
    with pytest.raises(ValueError, match="the tie a-b has the date '3 May 2024', which cannot be read"):
        from_networkx(graph, date="when")
    assert from_networkx(graph, date="2024").relations["date"].tolist() == ["2024"]


def test_nodes_that_would_have_one_id_get_two():
    dataset = from_networkx(nx.DiGraph([("A b", "a-b"), ("a_b", "!!!"), ("한국", "Ёж")]))
    assert dataset.actors["id"].tolist() == ["a-b", "a-b-2", "a-b-3", "actor-4", "한국", "ёж"]
    assert dataset.actors["name"].tolist() == ["A b", "a-b", "a_b", "!!!", "한국", "Ёж"]


def test_keys_that_are_no_ids_give_way():
    graph = nx.MultiDiGraph()
    for ends in ("ab", "bc"):
        graph.add_edge(*ends, key="same")
    graph.add_edge("a", "c", key="with blank")
    graph.add_edge("c", "a", key="fine")
    assert from_networkx(graph).relations["id"].tolist() == ["r1", "r2", "r3", "fine"]


def test_a_network_of_ours_gives_its_dataset_back(affair):
    dataset = affair
    assert from_networkx(build_network(dataset)) == dataset


def test_an_edge_list_is_read_by_the_names_of_its_columns():
    frame = pd.DataFrame(
        {
            "Source": ["Ann", "Ben"],
            "Target": ["Ben", "Cy"],
            "Relation": ["likes", "AID"],
            "Year": [2023, 2024],
            "w": [1, 2],
        }
    )
    dataset = from_pandas(frame)
    assert rows(dataset, "actor", "type", "recipient", "date", "mutual", "extra:w") == [
        ["ann", "x:likes", "ben", "2023", False, "1"],
        ["ben", "AID", "cy", "2024", False, "2"],
    ]
    assert set(dataset.evidence["origin"]) == {"import:pandas"}
    assert from_pandas(frame, directed=False).relations["mutual"].all()
    swapped = from_pandas(frame, actor="Target", recipient="Source", type="AID", date="2020")
    assert rows(swapped, "actor", "type", "date", "extra:Year") == [
        ["ben", "AID", "2020", "2023"],
        ["cy", "AID", "2020", "2024"],
    ]
    with pytest.raises(ValueError, match="no column is known to hold the actor: name it by actor=, one of left, right"):
        from_pandas(pd.DataFrame({"left": ["a"], "right": ["b"]}))
    with pytest.raises(ValueError, match="there is no column 'Sauce': name it by actor=, one of Source"):
        from_pandas(frame, actor="Sauce")
    with pytest.raises(ValueError, match="row 2 has no Target: each row needs both sides"):
        from_pandas(pd.DataFrame({"Source": ["a", "b"], "Target": ["b", None]}))


# --- out ---------------------------------------------------------------------------------------


def odd():
    """A network with several parties, a mutual relation, rough dates, many scripts and columns of one's own."""
    dataset = graphkit.Dataset.from_records(
        name="odd",
        title='"Odd" & <more>',
        actors=[
            Actor("PRK", "북한 😀", "state", ("조선", "КНДР"), "Q423", extra=(("my rank", "1"), ("Größe", "groß"))),
            Actor("RUS", "Россия", "state"),
            Actor("x", "العراق", "other"),
        ],
        documents=[Document("d", "D"), Document("e", "E")],
        relations=[
            Relation("r1", ("PRK", "RUS"), "AID", "", ("x",), date="2024-10~", amount=3000, contexts=("military",)),
            Relation("r2", ("PRK",), "SUPPORT", "", ("RUS",), True, "../2024", amount=1.5, extra=(("my-rank", "2"),)),
            Relation("r3", ("x",), "ACCUSE", "", ("PRK",), responds_to=("r1",), summary='Says "no".'),
        ],
        evidence=[Evidence("r1", "d", speaker="x"), Evidence("r1", "e"), Evidence("r3", "d", stance="denies")],
    )
    return build_network(dataset)


def test_a_plain_graph_has_text_and_numbers_of_one_type_an_attribute(affair):
    for network in (
        odd(),
        build_network(affair),
        build_network(affair, roll_up=True),
    ):
        plain = to_networkx(network)
        assert type(plain) is nx.MultiDiGraph
        assert set(plain.edges) == set(network.edges)
        for items in (plain.nodes(data=True), ((None, data) for *_, data in plain.edges(data=True))):
            kinds = {}
            for _, data in items:
                for name, value in data.items():
                    assert type(value) in (str, int, float), name
                    assert kinds.setdefault(name, type(value)) is type(value), name
        assert all(type(value) is str for value in plain.graph.values())


def test_what_a_plain_graph_says():
    plain = to_networkx(odd())
    first = plain["RUS"]["x"]["r1"]
    assert (first["id"], first["amount"], first["contexts"], first["since"]) == ("r1", 3000.0, "military", "2024-10-01")
    assert (first["documents"], first["said_by"], first["sources"], first["mutual"]) == ("d;e", "x", 2, 0)
    assert plain["RUS"]["PRK"]["r2"]["mutual"] == plain["PRK"]["RUS"]["r2"]["mutual"] == 1
    assert (plain["PRK"]["RUS"]["r2"]["since"], plain["PRK"]["RUS"]["r2"]["until"]) == ("", "2024-12-31")
    assert "amount" not in plain["x"]["PRK"]["r3"]
    assert plain.nodes["PRK"]["extra_my_rank"] == "1"
    assert plain["PRK"]["RUS"]["r2"]["extra_my_rank_2"] == "2"  # another column, whose plain name is taken
    assert plain.nodes["PRK"]["aliases"] == "조선;КНДР"


@pytest.mark.slow
@pytest.mark.parametrize("make", [odd, lambda: build_network(graphkit.load_dataset(AFFAIR))])
@pytest.mark.filterwarnings("ignore:Node attribute", "ignore:Edge attribute")
def test_every_writer_of_networkx_takes_it_and_reads_it_back(make):
    plain = to_networkx(make())
    for write, read in (
        (nx.write_graphml, lambda file: nx.read_graphml(file, force_multigraph=True)),
        (nx.write_gexf, nx.read_gexf),
        (nx.write_gml, nx.read_gml),
    ):
        file = io.BytesIO()
        write(plain, file)
        file.seek(0)
        again = read(file)
        assert set(again) == set(plain), write
        assert again.number_of_edges() == plain.number_of_edges(), write
        assert again.nodes["PRK"]["name"] == plain.nodes["PRK"]["name"]
    linked = json.loads(json.dumps(nx.node_link_data(plain, edges="edges")))
    assert nx.utils.graphs_equal(nx.node_link_graph(linked, edges="edges"), plain)
    json.dumps(nx.cytoscape_data(plain))
    for write in (nx.write_pajek, nx.write_adjlist, nx.write_multiline_adjlist, nx.write_edgelist):
        write(plain, io.BytesIO())


def test_edges_added_by_hand_come_out_too():
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", type="AID")
    plain = to_networkx(network)
    assert plain["a"]["b"]["a-b-0"]["quad"] == "material cooperation"
    back = from_networkx(plain)
    assert [(one.type, one.actor, one.recipient) for one in back.records("relations")] == [("AID", ("a",), ("b",))]


# --- backbone ----------------------------------------------------------------------------------


def star(*weights, graph=None):
    graph = nx.Graph() if graph is None else graph
    graph.add_weighted_edges_from(("hub", f"leaf{n}", weight) for n, weight in enumerate(weights))
    return graph


def test_the_published_example():
    found = disparity(star(8, 1, 1))
    assert [round(value, 10) for value in found.values()] == [0.04, 0.81, 0.81]  # (1 - 0.8)², (1 - 0.1)², (1 - 0.1)²
    assert list(backbone(star(8, 1, 1), alpha=0.05).edges) == [("hub", "leaf0")]
    assert list(backbone(star(8, 1, 1), alpha=0.03).edges) == []
    assert len(backbone(star(8, 1, 1), alpha=1).edges) == 3
    assert set(backbone(star(8, 1, 1))) == {"hub", "leaf0", "leaf1", "leaf2"}


def test_a_directed_tie_is_judged_at_both_ends_and_the_better_counts():
    graph = star(8, 1, 1, graph=nx.DiGraph())
    # leaf1 gets 1 from the hub and 9 from elsewhere: 1 of 10 in 2 ties; leaf2 the other way round
    graph.add_weighted_edges_from([("else", "leaf1", 9), ("other", "leaf2", 0.01)])
    found = {pair: round(value, 4) for pair, value in disparity(graph).items()}
    assert found[("hub", "leaf1")] == 0.81  # at leaf1: (1 - 0.1)¹ = 0.9
    assert found[("hub", "leaf2")] == 0.0099  # at leaf2: 1 - 1/1.01
    assert found[("else", "leaf1")] == 0.1  # a lone tie of 'else': at leaf1 1 - 0.9
    assert found[("hub", "leaf0")] == 0.04
    # what an actor gets says nothing of what it sends
    assert disparity(nx.DiGraph([("a", "b"), ("b", "a")])) == {("a", "b"): 1.0, ("b", "a"): 1.0}


def test_parallel_edges_are_one_tie_and_loops_none():
    graph = nx.MultiGraph()
    graph.add_edges_from([("hub", "a")] * 8 + [("hub", "b"), ("c", "hub"), ("hub", "hub")])
    assert {key: round(value, 10) for key, value in disparity(graph).items()} == {
        ("hub", "a"): 0.04,
        ("hub", "b"): 0.81,
        ("hub", "c"): 0.81,
    }
    assert backbone(graph).number_of_edges() == 8


def test_of_a_network_whole_relations_are_kept():
    actors = [Actor(key, key, "other") for key in "abcd"]
    relations = [Relation(f"r{n}", ("a",), "AID", "", ("b",)) for n in range(8)]
    relations += [Relation("other", ("a",), "AID", "", ("c", "d"))]
    network = build_network(graphkit.Dataset.from_records(actors=actors, relations=relations))
    kept = backbone(network)
    assert [key for key, *_ in iter_relations(kept)] == [f"r{n}" for n in range(8)]
    assert len(to_dataset(kept).relations) == 8
    assert set(kept) == set("abcd")


def test_wrong_weights_and_limits_are_refused():
    for bad in (-1, float("nan"), float("inf"), "3"):
        with pytest.raises(ValueError, match="the weight of the tie hub-leaf0 is"):
            disparity(star(bad))
    for alpha in (0, 1.1):
        with pytest.raises(ValueError, match="it must be above 0 and up to 1"):
            backbone(star(1), alpha=alpha)
    assert disparity(star(0, 0)) == {("hub", "leaf0"): 1.0, ("hub", "leaf1"): 1.0}
