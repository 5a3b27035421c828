"""Exports: every named reader opens every file, nothing is lost that the table does not say, no input runs anything."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import pytest

import graphkit
from graphkit.interchange import EXPORTS, export_network
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

SCHEMA = Path(__file__).parents[2] / "shared" / "samples" / "gexf" / "schema-1.2draft" / "gexf.xsd"


@pytest.fixture(scope="module")
def dataset():
    """Two states, a person and a company: parallel, several-party and mutual relations, every script, a denial."""
    return graphkit.Dataset.from_records(
        name="small",
        actors=[
            Actor("PRK", "북한", "state", ("North Korea", "КНДР"), "Q423"),
            Actor("RUS", "Россия", "state", ("روسيا",)),
            Actor("kim", 'Kim "the" Third, of <b>Pyongyang</b>', "person", note="=1+1", extra=(("party", "@WPK"),)),
            Actor("firm", "Firm 🏭", "company"),
        ],
        affiliations=[Affiliation("kim", "LEADS", "PRK")],
        documents=[
            Document("paper", "The paper", date="2024-10", url="https://example.org/a?b=1&c=2"),
            Document("wire", "Wire"),
        ],
        relations=[
            Relation("treaty", ("RUS",), "SUPPORT", "", ("PRK",), True, "2024-06-18", summary="They signed."),
            Relation("aid", ("PRK", "firm"), "AID", "", ("RUS",), date="2024-10~", amount=3000, unit="soldiers",
                     summary="-cmd|' /C calc'!A0", responds_to=("treaty",), extra=(("page", "12"),)),
            Relation("again", ("PRK",), "AID", "", ("RUS",), date="2024-11/..", contexts=("military",)),
            Relation("undated", ("kim",), "ACCUSE", "", ("firm",)),
        ],
        evidence=[
            Evidence("treaty", "paper", 0, 5),
            Evidence("aid", "paper", speaker="firm"),
            Evidence("aid", "wire", stance="denies", speaker="RUS"),
            Evidence("again", "wire"),
            Evidence("undated", "wire", stance="alleges"),
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def network(dataset):
    return graphkit.build_network(dataset)


@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_format_is_written_again_the_same_and_says_what_it_lost(network, tmp_path, name):
    first, second = tmp_path / "first", tmp_path / "second"
    written = export_network(network, name, first)
    export_network(network, name, second)
    files = [first] if first.is_file() else sorted(first.iterdir())
    assert files
    for file in files:
        other = second if first.is_file() else second / file.name
        if name not in ("xlsx", "duckdb"):  # zip archives and databases keep times and free pages
            assert file.read_bytes() == other.read_bytes(), file.name
    assert all(isinstance(what, str) and count > 0 for what, count in written.losses.items())
    assert not list(tmp_path.glob(".*"))  # nothing is left lying about


def test_graphml_has_one_edge_a_relation_with_its_id_and_one_type_an_attribute(network, tmp_path):
    written = graphkit.to_graphml(network, tmp_path / "a.graphml")
    found = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    assert sorted(key for *_, key in found.edges(keys=True)) == ["again", "aid", "aid#2", "treaty", "undated"]
    assert found.edges["PRK", "RUS", "aid"]["amount"] == 3000.0
    assert found.edges["PRK", "RUS", "aid"]["denied_by"] == "RUS"
    assert found.edges["firm", "RUS", "aid#2"]["relation_id"] == "aid"
    assert found.edges["RUS", "PRK", "treaty"]["mutual"] is True
    assert found.nodes["PRK"]["name"] == "북한"
    assert "that a tie has no direction" in found.graph["not_carried_over"]
    assert not [what for what in written.losses if what.startswith(("affiliations", "documents"))]
    keys = [
        (key.get("for"), key.get("attr.name"))
        for key in ElementTree.parse(tmp_path / "a.graphml").iter("{http://graphml.graphdrawing.org/xmlns}key")
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.slow
def test_igraph_reads_the_graphml(network, tmp_path):
    igraph = pytest.importorskip("igraph")
    graphkit.to_graphml(network, tmp_path / "a.graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert (found.vcount(), found.ecount()) == (4, 5)
    assert "Россия" in found.vs["name"]


def test_gexf_has_spells_that_end_on_the_day_after_and_says_so(network, tmp_path):
    graphkit.to_gexf(network, tmp_path / "a.gexf")
    text = (tmp_path / "a.gexf").read_text("utf-8")
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert "the day after the last possible day" in text
    found = nx.read_gexf(tmp_path / "a.gexf")
    edges = {data["id"]: data for *_, data in found.edges(data=True)}
    assert (edges["treaty"]["start"], edges["treaty"]["end"]) == ("2024-06-18", "2024-06-19")
    assert edges["again"]["start"] == "2024-11-01"
    assert "end" not in edges["again"]
    assert "start" not in edges["undated"]
    assert found.nodes["kim"]["label"] == 'Kim "the" Third, of <b>Pyongyang</b>'


@pytest.mark.parametrize("merged", [False, True])
def test_gexf_is_valid_by_the_published_schema(network, tmp_path, merged, affair):
    if not SCHEMA.exists():
        pytest.skip("the published GEXF schema is not beside the checkout")
    if shutil.which("xmllint") is None:
        pytest.skip("xmllint is not installed")
    for graph in (network, graphkit.build_network(affair)):
        graphkit.to_gexf(graph, tmp_path / "a.gexf", merge_parallel=merged)
        done = subprocess.run(
            ["xmllint", "--noout", "--nonet", "--schema", SCHEMA, tmp_path / "a.gexf"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_parallel_edges_are_joined_when_asked_with_spells_that_do_not_overlap(network, tmp_path):
    written = graphkit.to_gexf(network, tmp_path / "a.gexf", merge_parallel=True)
    weights = {(edge["source"], edge["target"], edge["quad"]): edge["weight"] for edge in written.edges}
    assert weights == {
        ("PRK", "RUS", "verbal cooperation"): 1.0,
        ("PRK", "RUS", "material cooperation"): 2.0,
        ("firm", "RUS", "material cooperation"): 1.0,
        ("kim", "firm", "verbal conflict"): 1.0,
    }
    spells = {edge["id"]: edge["spells"] for edge in written.edges}
    assert spells["PRK-RUS-material-cooperation"] == [("2024-10-01", "")]  # October runs into what begins in November
    assert nx.read_gexf(tmp_path / "a.gexf").number_of_edges() == 4


def test_csv_pair_is_what_gephi_expects_and_no_cell_is_a_formula(network, tmp_path):
    graphkit.to_csv(network, tmp_path / "net.csv")
    nodes, edges = pd.read_csv(tmp_path / "net-nodes.csv"), pd.read_csv(tmp_path / "net-edges.csv")
    assert list(nodes.columns[:2]) == ["Id", "Label"]
    assert list(edges.columns[:8]) == ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "timeset"]
    by_id = edges.set_index("Id")
    assert by_id.loc["treaty", "Type"] == "Undirected"
    assert by_id.loc["treaty", "timeset"] == "<[2024-06-18, 2024-06-19]>"
    assert by_id.loc["aid", "summary"] == "'-cmd|' /C calc'!A0"
    assert nodes.set_index("Id").loc["kim", "note"] == "'=1+1"
    with (tmp_path / "net-nodes.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_a_workbook_holds_text_and_no_formula(network, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    graphkit.to_xlsx(network, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["nodes", "edges", "affiliations", "documents", "evidence"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in {cell.value for cell in cells}
    assert book["evidence"].max_row == 6


@pytest.mark.parametrize("form", ["sqlite", "duckdb"])
def test_a_database_holds_every_table_whole(dataset, network, tmp_path, form):
    export_network(network, form, tmp_path / "a.db")
    if form == "sqlite":
        connection = sqlite3.connect(tmp_path / "a.db")
    else:
        connection = pytest.importorskip("duckdb").connect(str(tmp_path / "a.db"), read_only=True)
    try:
        denied = connection.execute("SELECT speaker FROM evidence WHERE stance = 'denies'").fetchall()
        asked = """SELECT r.id, count(*) FROM relations r JOIN parties p ON p.relation = r.id
                   WHERE p.side = 'actor' GROUP BY r.id ORDER BY r.id"""
        parties = connection.execute(asked).fetchall()
        amounts = connection.execute("SELECT amount FROM relations WHERE amount IS NOT NULL").fetchall()
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("actors", "affiliations", "documents", "relations", "evidence", "edges", "nodes")
        }
    finally:
        connection.close()
    assert denied == [("RUS",)]
    assert parties == [("again", 1), ("aid", 2), ("treaty", 1), ("undated", 1)]
    assert amounts == [(3000,)]
    assert counts == {
        "actors": 4, "affiliations": 1, "documents": 2, "relations": 4, "evidence": 5, "edges": 5, "nodes": 4,
    }  # fmt: skip


def test_parquet_is_read_by_pandas(dataset, network, tmp_path):
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    graphkit.to_parquet(network, tmp_path / "tables")
    found = pd.read_parquet(tmp_path / "tables" / "relations.parquet")
    assert found["id"].tolist() == ["treaty", "aid", "again", "undated"]
    assert found["extra:page"].tolist()[1] == "12"


@pytest.mark.slow
def test_a_season_keeps_its_days_in_followthemoney(tmp_path):
    pytest.importorskip("followthemoney")
    frame = pd.DataFrame({"actor": ["Aland"], "recipient": ["Beland"], "type": ["AID"], "date": ["2024-24"]})
    graphkit.to_ftm(graphkit.build_network(graphkit.from_pandas(frame)), tmp_path / "a.json")
    lines = [json.loads(line)["properties"] for line in (tmp_path / "a.json").read_text("utf-8").splitlines()]
    told = [(one["startDate"], one["endDate"]) for one in lines if "startDate" in one]
    assert told == [(["2024-12-01"], ["2025-02-28"])]


@pytest.mark.slow
def test_followthemoney_reads_and_checks_its_file(network, tmp_path):
    ftm = pytest.importorskip("followthemoney")
    graphkit.to_ftm(network, tmp_path / "a.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    proxies = {line["id"]: ftm.model.get_proxy(line, cleaned=False) for line in lines}
    for proxy in proxies.values():
        proxy.schema.validate(proxy.to_dict())
    aid = proxies["relation-aid"]
    assert aid.schema.name == "UnknownLink"
    assert sorted(aid.get("subject")) == ["actor-PRK", "actor-firm"]
    assert aid.get("status") == ["contested"]
    assert sorted(aid.get("proof")) == ["document-paper", "document-wire"]
    assert aid.get("startDate") == ["2024-10-01"]
    assert proxies["actor-kim"].schema.name == "Person"
    assert proxies["actor-PRK"].get("country") == ["kp"]


def test_neo4j_files_have_both_ends_of_every_relation_and_the_script_no_text(network, tmp_path):
    graphkit.to_neo4j(network, tmp_path / "neo")
    nodes, edges = (
        list(csv.reader((tmp_path / "neo" / name).read_text("utf-8").splitlines()))
        for name in ("nodes.csv", "relationships.csv")
    )
    assert nodes[0][0] == "id:ID"
    assert nodes[0][-1] == ":LABEL"
    assert edges[0][:4] == [":START_ID", ":END_ID", ":TYPE", "id"]
    ids = {row[0] for row in nodes[1:]}
    assert {end for row in edges[1:] for end in row[:2]} <= ids
    script = (tmp_path / "neo" / "load.cypher").read_text("utf-8")
    assert "$nodes" in script
    assert not any(text in script for text in ("PRK", "북한", "calc"))
    headers = set(nodes[0]) | set(edges[0])
    assert set(re.findall(r"row\.`([^`]+)`", script)) <= headers


@pytest.mark.slow
def test_the_cypher_script_is_cypher(network, tmp_path):
    parser = pytest.importorskip("antlr4_cypher")
    from antlr4 import CommonTokenStream, InputStream

    graphkit.to_neo4j(network, tmp_path / "neo")
    text = (tmp_path / "neo" / "load.cypher").read_text("utf-8")
    statements = [part.strip() for part in re.sub(r"//.*", "", text).split(";") if part.strip()]
    assert len(statements) == 3
    for statement in statements[1:]:
        # the parser's grammar is openCypher's, which has no LOAD CSV: what follows it is plain Cypher
        plain = "UNWIND $rows AS row" + re.sub(r"^LOAD CSV WITH HEADERS FROM \$\w+ AS row", "", statement)
        tree = parser.CypherParser(CommonTokenStream(parser.CypherLexer(InputStream(plain))))
        tree.script()
        assert tree.getNumberOfSyntaxErrors() == 0, statement


def test_node_link_and_cytoscape_come_back_through_networkx(network, tmp_path):
    graphkit.to_node_link(network, tmp_path / "a.json")
    graphkit.to_cytoscape(network, tmp_path / "a.cyjs")
    linked = nx.node_link_graph(json.loads((tmp_path / "a.json").read_text("utf-8")), edges="edges")
    assert linked.edges["PRK", "RUS", "aid"]["status"] == "contested"
    shown = nx.cytoscape_graph(json.loads((tmp_path / "a.cyjs").read_text("utf-8")), name="label")
    assert (shown.number_of_nodes(), shown.number_of_edges()) == (4, 5)


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix gk: <urn:graphkit:vocabulary:> .
@prefix x: <urn:shapes:> .
x:claim a sh:NodeShape ; sh:targetClass schema:Claim ;
  sh:property [ sh:path gk:actor ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path gk:recipient ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path gk:type ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path gk:status ; sh:minCount 1 ; sh:maxCount 1 ] .
x:annotation a sh:NodeShape ; sh:targetClass oa:Annotation ;
  sh:property [ sh:path oa:hasBody ; sh:minCount 1 ; sh:maxCount 1 ; sh:class schema:Claim ] ;
  sh:property [ sh:path oa:hasTarget ; sh:minCount 1 ; sh:class oa:SpecificResource ] ;
  sh:property [ sh:path gk:stance ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:in ("asserts" "denies" "alleges" "expects" "considers" "proposes") ] .
x:target a sh:NodeShape ; sh:targetClass oa:SpecificResource ;
  sh:property [ sh:path oa:hasSource ; sh:minCount 1 ; sh:class schema:CreativeWork ] .
"""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, and of pyparsing under an older rdflib
def test_json_ld_says_who_says_it_and_where_by_shapes(network, tmp_path):
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    graphkit.to_json_ld(network, tmp_path / "a.jsonld")
    graph = rdflib.Graph().parse(tmp_path / "a.jsonld", format="json-ld")
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report
    asked = """PREFIX gk: <urn:graphkit:vocabulary:> PREFIX oa: <http://www.w3.org/ns/oa#>
               PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
               SELECT ?name WHERE { ?said oa:hasBody ?claim ; gk:stance "denies" ; prov:wasAttributedTo ?who .
                                    ?claim schema:identifier "aid" . ?who schema:name ?name }"""
    assert [str(row.name) for row in graph.query(asked)] == ["Россия"]
    broken = rdflib.Graph().parse(tmp_path / "a.jsonld", format="json-ld")
    broken.remove((None, rdflib.URIRef("urn:graphkit:vocabulary:stance"), None))
    assert not pyshacl.validate(broken, shacl_graph=shapes)[0]


def test_control_characters_do_not_spoil_a_file_and_are_counted(tmp_path):
    graph = graphkit.build_network(
        graphkit.Dataset.from_records(actors=[Actor("a", "A", "other"), Actor("b", "B", "other")],
                                      relations=[Relation("r", ("a",), "AID", "", ("b",), summary="x")])
    )  # fmt: skip
    graph.nodes["a"]["name"] = "A\x00\x1bB"
    for form in ("graphml", "gexf"):
        written = export_network(graph, form, tmp_path / form)
        assert any(what.startswith("control characters") for what in written.losses), form
    assert nx.read_graphml(tmp_path / "graphml").nodes["a"]["name"] == "AB"


def test_a_format_that_is_none_and_joining_where_it_cannot_be_are_one_sentence(network, tmp_path):
    with pytest.raises(graphkit.DataError, match="there is no format 'gefx'"):
        export_network(network, "gefx", tmp_path / "a")
    with pytest.raises(graphkit.DataError, match="cannot be joined in sqlite"):
        export_network(network, "sqlite", tmp_path / "a", merge_parallel=True)
    with pytest.raises(graphkit.GraphkitError, match="cannot be written"):
        export_network(network, "gexf", tmp_path / "missing" / "a.gexf")


def broken(network, edge=None, node=None):
    """The network with an edge, or a node, that somebody added by hand."""
    copy = network.copy()
    if edge is not None:
        copy.add_edge("RUS", "PRK", key="mine", **edge)
    if node is not None:
        copy.add_node(node)
    return copy


@pytest.mark.parametrize("form", list(EXPORTS))
@pytest.mark.parametrize(
    ("edge", "node", "why"),
    [
        ({}, None, "the edge 'mine' from RUS to PRK has no 'type'"),
        ({"type": "AID", "date": "March 2019"}, None, "the edge 'mine' from RUS to PRK has no date that can be read"),
        ({"type": "AID", "amount": "a lot"}, None, "has the amount 'a lot'"),
        ({"type": "AID", "mutual": "perhaps"}, None, "has 'perhaps' for mutual"),
        (None, 5, "the actor 5 has an id that is no text"),
    ],
)
def test_what_was_added_by_hand_and_cannot_be_written_is_one_sentence(network, tmp_path, form, edge, node, why):
    with pytest.raises(graphkit.DataError, match=re.escape(why)):
        export_network(broken(network, edge, node), form, tmp_path / "out")
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("form", list(EXPORTS))
def test_a_network_that_breaks_rules_of_datasets_goes_out_as_it_is(network, tmp_path, form):
    network = broken(network, {"type": "NONSENSE", "evidence": (Evidence("mine", "gone"),)})
    network.add_node("PRK", kind="weird")
    before = graphkit.to_networkx(network).number_of_edges()
    written = export_network(network, form, tmp_path / "out")
    assert len(written.edges) == before - 1  # one relation is mutual: an edge each way in the graph
    assert written.edges[-1]["relation_type"] == "NONSENSE"
    text = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"NONSENSE" in text or form in ("xlsx", "parquet", "duckdb")


@pytest.mark.parametrize("form", list(EXPORTS))
def test_any_networkx_graph_is_exported(tmp_path, form):
    written = export_network(nx.path_graph(["Ann", "Ben", "Cy"]), form, tmp_path / "out")
    assert [(edge["source"], edge["target"]) for edge in written.edges] == [("ann", "ben"), ("ben", "cy")]


def test_ids_of_edges_stay_apart_whatever_relations_are_called(tmp_path):
    dataset = graphkit.Dataset.from_records(
        name="pairs",
        actors=[Actor(key, key, "other") for key in ("a", "b", "c", "a-b", "b-c")],
        documents=[Document("d", "D")],
        relations=[
            Relation("r", ("a",), "AID", "", ("b", "c")),
            Relation("r#2", ("a",), "AID", "", ("c",)),
            Relation("s", ("a-b",), "AID", "", ("c",)),
            Relation("t", ("a",), "AID", "", ("b-c",)),
        ],
        evidence=[Evidence(key, "d") for key in ("r", "r#2", "s", "t")],
    )
    network = graphkit.build_network(dataset)
    for merged in (False, True):
        written = graphkit.to_graphml(network, tmp_path / "a.graphml", merge_parallel=merged)
        ids = [edge["id"] for edge in written.edges]
        assert len(set(ids)) == len(ids) == (4 if merged else 5)
    graphkit.to_sqlite(network, tmp_path / "a.sqlite")  # ids are keys there
