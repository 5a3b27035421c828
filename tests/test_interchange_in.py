"""Imports: real formats in small files of our own, their traps, and what comes out of them."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import networkx as nx
import pytest

import graphkit
from graphkit.interchange import ImportOptions, export_network, import_files, parse_columns, read_types

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def written(path, *lines, encoding="utf-8"):
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def relations(found):
    return found.dataset.relations[["actor", "type", "recipient", "date"]].to_numpy().tolist()


# --- FollowTheMoney ----------------------------------------------------------------------------

PERSON = {"id": "p1", "schema": "Person", "properties": {"name": ["Ann Lee"], "wikidataId": ["Q100"]}}
FIRM = {"id": "c1", "schema": "Company", "properties": {"name": ["Firm A"]}}
OTHER = {"id": "c2", "schema": "Company", "properties": {"name": ["Firm B"]}}


def ftm(path, *entities):
    return written(path, *(json.dumps(entity) for entity in entities))


def link(schema, **said):
    return {
        "id": f"{schema}-{len(str(said))}",
        "schema": schema,
        "properties": {k: [v] if isinstance(v, str) else v for k, v in said.items()},
    }


@pytest.mark.slow
def test_ftm_interval_with_several_parties_is_one_relation(tmp_path):
    pytest.importorskip("followthemoney")
    path = ftm(
        tmp_path / "a.jsonl",
        PERSON,
        FIRM,
        OTHER,
        link("Ownership", owner="p1", asset=["c1", "c2"], startDate="2019-05", endDate="2021"),
    )
    found = import_files("ftm", [path])
    assert relations(found) == [["ann-lee", "x:ownership", "firm-a;firm-b", "2019-05/2021"]]
    assert found.dataset.types["x:ownership"].label == "owns"
    assert found.dataset.evidence["origin"].tolist() == ["import:ftm"]
    assert found.dataset.evidence["locator"].tolist() == ["line 4"]
    assert found.dataset.actors.set_index("id").loc["ann-lee", "wikidata"] == "Q100"


@pytest.mark.slow
def test_ftm_dangling_ends_unknown_schemata_and_addresses_are_counted(tmp_path):
    pytest.importorskip("followthemoney")
    path = ftm(
        tmp_path / "a.jsonl",
        PERSON,
        FIRM,
        link("Ownership", owner="p1", asset=["c1", "gone"]),
        link("Directorship", director="nobody", organization="c1"),
        {"id": "z", "schema": "Spaceship", "properties": {}},
        {"id": "ad", "schema": "Address", "properties": {"full": ["1 Road"]}},
    )
    found = import_files("ftm", [path])
    assert relations(found) == [["ann-lee", "x:ownership", "firm-a", ""]]
    told = " | ".join(found.left_out)
    assert "not in the file: gone" in told
    assert "not in the file: nobody" in told
    assert "Spaceship" in told
    assert found.left_out["Address"] == 1


@pytest.mark.slow
def test_ftm_a_date_that_is_none_is_a_bad_row_and_not_dropped(tmp_path):
    pytest.importorskip("followthemoney")
    path = ftm(tmp_path / "a.jsonl", PERSON, FIRM, link("Ownership", owner="p1", asset="c1", startDate="2019-13"))
    with pytest.raises(graphkit.DataError, match=r"a\.jsonl line 3: .*2019-13"):
        import_files("ftm", [path])
    found = import_files("ftm", [path], options=ImportOptions(skip_bad=True))
    assert len(found.dataset.relations) == 0
    assert len(found.rejects) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["{", "[]", '"x"', '{"id": 3}', '{"id": "a"}', '{"id": "a", "schema": "Person", "properties": 3}']
)
def test_ftm_lines_that_are_no_entity_are_bad_rows(tmp_path, line):
    pytest.importorskip("followthemoney")
    path = written(tmp_path / "a.jsonl", json.dumps(PERSON), line)
    with pytest.raises(graphkit.DataError, match="line 2"):
        import_files("ftm", [path])


@pytest.mark.slow
def test_ftm_sanction_is_ours_from_the_country_that_imposed_it(tmp_path):
    pytest.importorskip("followthemoney")
    path = ftm(
        tmp_path / "a.jsonl",
        FIRM,
        link("Sanction", entity="c1", country="au", startDate="2023-02-24", program="Autonomous"),
    )
    found = import_files("ftm", [path])
    assert relations(found) == [["AUS", "SANCTION", "firm-a", "2023-02-24/.."]]
    assert found.types == {("Sanction", "SANCTION"): 1}


def person(key, name, **more):
    return {"id": key, "schema": "Person", "properties": {"name": [name]}, **more}


def owns(owner, asset, key="own"):
    return {"id": key, "schema": "Ownership", "properties": {"owner": [owner], "asset": [asset]}}


@pytest.mark.slow
def test_ftm_ids_that_were_merged_are_found_by_their_referents(tmp_path):
    ann = person("NK-1", "Ann", referents=["ofac-1", "eu-2"])
    path = ftm(tmp_path / "a.jsonl", ann, person("NK-2", "Bo"), owns("ofac-1", "NK-2"))
    found = import_files("ftm", [path])
    assert relations(found) == [["ann", "x:ownership", "bo", ""]]
    assert not found.left_out


@pytest.mark.slow
def test_ftm_entities_written_inside_others_are_entities(tmp_path):
    sanction = {"id": "s", "schema": "Sanction", "properties": {"country": ["us"], "startDate": ["2022"]}}
    owned = {"id": "o", "schema": "Ownership", "properties": {"asset": [person("C", "Acme")]}}
    ann = {
        "id": "A",
        "schema": "Person",
        "properties": {"name": ["Ann"], "sanctions": [sanction], "ownershipOwner": [owned]},
    }
    found = import_files("ftm", [ftm(tmp_path / "a.jsonl", ann)])
    assert sorted(relations(found)) == [["USA", "SANCTION", "ann", "2022/.."], ["ann", "x:ownership", "acme", ""]]


@pytest.mark.slow
def test_ftm_statements_are_gathered_into_entities(tmp_path):
    def said(entity, source, schema, name, value):
        what = {"canonical_id": entity, "entity_id": source, "schema": schema, "prop": name, "value": value}
        return {"id": f"{name}{value}", "dataset": "list", **what}

    path = ftm(
        tmp_path / "statements.jsonl",
        said("NK-1", "ofac-1", "Person", "id", "checksum"),
        said("NK-1", "ofac-1", "Person", "name", "Ann"),
        said("NK-1", "eu-1", "Person", "alias", "Annie"),
        said("NK-2", "NK-2", "Company", "name", "Acme"),
        said("own", "own", "Ownership", "owner", "ofac-1"),
        said("own", "own", "Ownership", "asset", "NK-2"),
        said("own", "own", "Ownership", "startDate", "2019"),
    )
    found = import_files("ftm", [path])
    assert relations(found) == [["ann", "x:ownership", "acme", "2019/.."]]
    assert found.dataset.records("actors")[0].aliases == ("Annie",)


def test_the_same_file_twice_adds_nothing_and_two_of_one_name_stay_two(tmp_path):
    pytest.importorskip("followthemoney")
    twin = {"id": "p2", "schema": "Person", "properties": {"name": ["Ann Lee"]}}
    path = ftm(
        tmp_path / "a.jsonl",
        PERSON,
        twin,
        FIRM,
        link("Ownership", owner="p1", asset="c1"),
        link("Directorship", director="p2", organization="c1"),
    )
    first = import_files("ftm", [path])
    assert len(first.dataset.actors) == 3
    second = import_files("ftm", [path], into=first.dataset)
    assert second.dataset == first.dataset
    assert not any(second.added.values())


# --- LittleSis ---------------------------------------------------------------------------------


def entity(key, name, ext="Person", **more):
    return {"type": "entities", "id": key, "attributes": {"id": key, "name": name, "primary_ext": ext, **more}}


def relationship(key, one, two, category, **more):
    attributes = {"id": key, "entity1_id": one, "entity2_id": two, "category_id": category, "amount": None, **more}
    return {
        "type": "relationships",
        "id": key,
        "attributes": attributes,
        "self": f"https://littlesis.org/relationships/{key}",
    }


def test_littlesis_dates_without_month_null_amounts_and_line_breaks(tmp_path):
    answer = {
        "meta": {"apiVersion": "2.0"},
        "data": relationship(9, 1, 2, 5, start_date="1856-00-00", end_date=None, description="Gave\r\nmoney"),
        "included": [entity(1, "Ann  Lee", aliases=["A. Lee"]), entity(2, "Party", "Org", types=["Organization"])],
    }
    found = import_files("littlesis", [written(tmp_path / "a.json", json.dumps(answer))])
    assert relations(found) == [["ann-lee", "x:donation", "party", "1856/.."]]
    assert found.dataset.relations["summary"].tolist() == ["Gave money"]
    assert found.dataset.documents["url"].tolist() == ["https://littlesis.org/relationships/9"]
    assert found.dataset.actors.set_index("id").loc["ann-lee", "aliases"] == "A. Lee"


@pytest.mark.parametrize("shape", ["list", "data list", "lines"])
def test_littlesis_answers_of_every_shape(tmp_path, shape):
    things = [entity(1, "Ann Lee"), entity(2, "Firm", "Org"), relationship(3, 1, 2, 1, amount=5.5, currency="usd")]
    text = {
        "list": json.dumps([{"data": one} for one in things]),
        "data list": json.dumps({"data": things}),
        "lines": "\n".join(json.dumps({"data": one}) for one in things),
    }[shape]
    found = import_files("littlesis", [written(tmp_path / "a.json", text)])
    assert relations(found) == [["ann-lee", "x:position", "firm", ""]]
    assert found.dataset.relations["amount"].tolist() == [5.5]


def test_littlesis_bad_category_and_unknown_entity(tmp_path):
    answer = {"data": [relationship(3, 1, 2, 44), relationship(4, 1, 2, 6)], "included": [entity(1, "Ann Lee")]}
    path = written(tmp_path / "a.json", json.dumps(answer))
    with pytest.raises(graphkit.DataError, match="category 44"):
        import_files("littlesis", [path])
    found = import_files("littlesis", [path], options=ImportOptions(skip_bad=True))
    assert relations(found) == [["ann-lee", "x:transaction", "littlesis-entity-2", ""]]
    assert found.left_out["an entity without a name in the files"] == 1


# --- graph files -------------------------------------------------------------------------------

GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed" mode="dynamic" timeformat="date">
<attributes class="edge"><attribute id="0" title="colour" type="string"/></attributes>
<nodes><node id="1" label="Russia"/><node id="2" label="Ann"/><node id="3" label="Bo"/></nodes>
<edges>
<edge id="a" source="1" target="2" kind="donation" startopen="2020-01-01" end="2020-05-01">
<attvalues><attvalue for="0" value="seen"/></attvalues></edge>
<edge id="b" source="2" target="3" type="undirected">
<spells><spell start="2019-01-01" end="2019-02-01"/><spell start="2021-01-01" endopen="2021-03-01"/></spells></edge>
<edge id="c" source="3" target="1" timestamps="&lt;[2018-01-01, 2018-06-01]&gt;"/>
<edge id="d" source="3" target="1" kind="loan"/>
</edges></graph></gexf>"""


def test_gexf_of_gephi_today_with_spells_open_ends_and_timestamps(tmp_path):
    found = import_files("gexf", [written(tmp_path / "a.gexf", GEXF)])
    assert relations(found) == [
        ["RUS", "x:donation", "ann", "2020-01-02/2020-05-01"],
        ["ann", "x:tie", "bo", "2019-01-01/2021-02-28"],
        ["bo", "x:tie", "RUS", "2018-01-01/2018-06-01"],
        ["bo", "x:loan", "RUS", ""],
    ]
    assert found.dataset.relations["mutual"].tolist() == [False, True, False, False]
    own = dict(found.dataset.records("relations")[0].extra)
    assert own["colour"] == "seen"
    assert own["source_id"] == "gexf:a"


def test_gml_with_text_ids_and_negative_weights(tmp_path):
    path = written(
        tmp_path / "a.gml",
        "graph [",
        "  directed 1",
        '  node [ id 0 label "Ann" ]',
        '  node [ id 1 label "Bo" ]',
        "  edge [ source 0 target 1 weight -2.5 ]",
        "]",
    )
    found = import_files("gml", [path])
    assert relations(found) == [["ann", "x:tie", "bo", ""]]
    assert dict(found.dataset.records("relations")[0].extra)["weight"] == "-2.5"


def test_graphml_parallel_edges_all_come_in(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("n0", name="Ann", kind="person")
    graph.add_edge("n0", "n1", type="pays", date="2020-03")
    graph.add_edge("n0", "n1", type="pays", date="2020-04")
    nx.write_graphml(graph, tmp_path / "a.graphml")
    found = import_files("graphml", [tmp_path / "a.graphml"])
    assert relations(found) == [["ann", "x:pays", "n1", "2020-03"], ["ann", "x:pays", "n1", "2020-04"]]


def gexf(*edges, mode='defaultedgetype="directed" timeformat="double"'):
    nodes = "".join(f'<node id="{key}" label="{key.title()}"/>' for key in ("ann", "bo", "cy"))
    return (
        f'<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph {mode}><nodes>{nodes}</nodes><edges>'
        f"{''.join(edges)}</edges></graph></gexf>"
    )


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ('<edge source="ann" target="bo" start="2000.0" end="2003.0"/>', ["x:tie", "2000/2003"]),
        ('<edge source="ann" target="bo" start="1262304000000" end="Infinity"/>', ["x:tie", "2010-01-01/.."]),
        ('<edge source="ann" target="bo" timestamp="2020-03-05"/>', ["x:tie", "2020-03-05"]),
        ('<edge source="ann" target="bo" startopen="2020-01-01T00:00:00" endopen="2020-02-01"/>',
         ["x:tie", "2020-01-02/2020-01-31"]),
        ('<edge source="ann" target="bo" label="knows"><spells><spell timestamp="2020-01-01"/>'
         '<spell timestamp="2020-06-01"/></spells></edge>', ["x:knows", "2020-01-01/2020-06-01"]),
        ('<edge source="ann" target="bo" start="0" end="5"/>', ["x:tie", ""]),
    ],
)  # fmt: skip
def test_gexf_times_of_every_make(tmp_path, edge, expected):
    found = import_files("gexf", [written(tmp_path / "a.gexf", gexf(edge))])
    assert [row[1::2] for row in relations(found)] == [expected]
    if expected[1] == "":  # the numbers of steps are kept as they are
        assert dict(found.dataset.records("relations")[0].extra)["times"] == "0/5"


YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/>
<key attr.name="description" attr.type="string" for="node" id="d5"/>
<key attr.name="weight" attr.type="double" for="edge" id="w"><default>1.0</default></key>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d5">a firm</data><data key="d6"><y:ShapeNode><y:NodeLabel>Acme &amp; Co</y:NodeLabel></y:ShapeNode></data></node>
<node id="g"><data key="d6"><y:GroupNode><y:NodeLabel>Group</y:NodeLabel></y:GroupNode></data>
<graph id="g:"><node id="g::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Ann</y:NodeLabel></y:ShapeNode></data></node></graph></node>
<edge id="e0" source="n0" target="g::n0"><data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>
<y:EdgeLabel>pays</y:EdgeLabel></y:PolyLineEdge></data><data key="w">2.5</data></edge>
<edge id="e1" source="n0" target="g::n0"><data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="none"/></y:PolyLineEdge></data></edge>
<edge id="e2" source="n0" target="g::n0" directed="false"/>
<hyperedge><endpoint node="n0"/><endpoint node="g"/><endpoint node="g::n0"/></hyperedge>
</graph></graphml>"""  # noqa: E501 - as yEd writes it


def test_graphml_of_yed_with_labels_groups_and_edges_of_both_kinds(tmp_path):
    found = import_files("graphml", [written(tmp_path / "a.graphml", YED)])
    assert shown(found) == [
        ["acme-co", "x:pays", "ann", "", False],
        ["acme-co", "x:tie", "ann", "", True],
        ["acme-co", "x:tie", "ann", "", True],
    ]
    assert sorted(found.dataset.actors["name"]) == ["Acme & Co", "Ann", "Group"]
    assert [dict(record.extra)["weight"] for record in found.dataset.records("relations")] == ["2.5", "1", "1"]
    assert found.left_out == {
        "a node that lies inside another (its place there)": 1,
        "a hyperedge, an edge of more than two ends": 1,
    }


GML = """Creator "made by hand"
# a remark
graph [
  node [ id 1 label "Beak &#33; &quot;x&quot;" graphics [ x 1.0 y 2.0 ] ]
  node [ id 2 label "[a] b" ]
  edge [ source 1 target 2 value 3.0 label "knows" ]
  edge [ source 2 target 1 ]
  edge [ source 1 target 2 ]
  edge [ source 1 target 9 ]
]"""


def test_gml_with_parallel_edges_brackets_in_text_and_ends_that_are_missing(tmp_path):
    found = import_files("gml", [written(tmp_path / "a.gml", GML)])
    assert [row[1] for row in relations(found)] == ["x:knows", "x:tie", "x:tie"]
    assert found.dataset.relations["mutual"].all()
    assert found.dataset.relations["amount"].isna().all()  # the value of an edge is a weight
    assert sorted(found.dataset.actors["name"]) == ['Beak ! "x"', "[a] b"]
    assert found.left_out["an end of a tie that is not in the file: 9"] == 1
    assert found.left_out["an attribute with parts of its own: graphics"] == 1


@pytest.mark.parametrize("form", ["graphml", "gexf", "gml"])
def test_the_writers_of_networkx_are_read(tmp_path, form):
    graph = nx.karate_club_graph()
    getattr(nx, f"write_{form}")(graph, tmp_path / f"a.{form}")
    found = import_files(form, [tmp_path / f"a.{form}"])
    assert (len(found.dataset.actors), len(found.dataset.relations)) == (34, 78)
    assert found.dataset.relations["mutual"].all()
    assert sum(int(dict(one.extra)["weight"]) for one in found.dataset.records("relations")) == 231


@pytest.mark.parametrize("form", ["graphml", "gexf", "gml"])
@pytest.mark.parametrize("text", ["", "hello", "<html></html>", "<gexf><graph/>", "graph [ node"])
def test_a_file_of_another_kind_is_one_sentence(tmp_path, form, text):
    with pytest.raises(graphkit.DataError, match=r"x\.dat is not"):
        import_files(form, [written(tmp_path / "x.dat", text)])


@pytest.mark.parametrize(("form", "mark"), [("graphml", "<node/>"), ("gexf", "<edge/>"), ("gml", "node [ ] ")])
def test_a_graph_of_more_than_memory_holds_is_refused_before_it_is_read(tmp_path, form, mark):
    (tmp_path / "a.dat").write_text(mark * 1_000_001)
    with pytest.raises(graphkit.DataError, match=r"over the limit of 1,000,000: write its edges as a table"):
        import_files(form, [tmp_path / "a.dat"])


# --- tables ------------------------------------------------------------------------------------


def test_a_table_is_guessed_and_the_guess_is_told_as_the_option(tmp_path):
    path = written(
        tmp_path / "ties.csv",
        "Quelle;Source;Target;Relation;When;Weight",
        "A;Russia;North Korea;arms deal;2024-05;3",
        "B;Seoul Institute;Ann Lee;;;",
    )
    found = import_files("csv", [path])
    assert relations(found) == [["RUS", "x:arms-deal", "PRK", "2024-05"], ["seoul-institute", "x:tie", "ann-lee", ""]]
    assert any("--columns actor=Source,recipient=Target,type=Relation,date=When" in line for line in found.guessed)
    assert any("semicolons" in line for line in found.guessed)
    assert dict(found.dataset.records("relations")[0].extra) == {"Quelle": "A", "Weight": "3"}


def test_what_the_user_states_counts_before_a_guess(tmp_path):
    path = written(tmp_path / "t.csv", "x,y,source,target", "Ann,Bo,s,t")
    found = import_files("csv", [path], options=ImportOptions(columns=parse_columns("actor=x, recipient=y")))
    assert relations(found) == [["ann", "x:tie", "bo", ""]]
    with pytest.raises(graphkit.DataError, match="no column 'z'"):
        import_files("csv", [path], options=ImportOptions(columns={"actor": "z"}))
    with pytest.raises(graphkit.DataError, match="ROLE=COLUMN"):
        parse_columns("sender=x")


def test_columns_that_say_nothing_are_asked_for_with_the_option(tmp_path):
    path = written(tmp_path / "t.csv", "one,two,three", "Ann,Bo,x")
    with pytest.raises(graphkit.DataError, match="--columns actor=COLUMN,recipient=COLUMN"):
        import_files("csv", [path])
    assert relations(import_files("csv", [written(tmp_path / "two.csv", "p,q", "Ann,Bo")])) == [
        ["ann", "x:tie", "bo", ""]
    ]


def test_gephis_type_column_is_the_direction_and_a_list_of_nodes_names_the_actors(tmp_path):
    nodes = written(tmp_path / "nodes.csv", "Id,Label,Kind,party", "1,Ann Lee,person,Red", "2,Bo,person,Blue")
    edges = written(tmp_path / "edges.csv", "Source,Target,Type,Weight", "1,2,Undirected,1", "2,1,Directed,4")
    found = import_files("csv", [nodes, edges])
    assert found.dataset.actors["id"].tolist() == ["ann-lee", "bo"]
    assert found.dataset.relations["mutual"].tolist() == [True, False]
    assert dict(found.dataset.records("actors")[0].extra)["party"] == "Red"


def test_a_sign_column_is_alliances_and_rivalries_only_when_asked(tmp_path):
    path = written(tmp_path / "t.csv", "u,v,sign", "Ann,Bo,1", "Bo,Cy,-1", "Cy,Ann,0")
    plain = import_files("csv", [path])
    assert set(plain.dataset.relations["type"]) == {"x:tie"}
    signed = import_files("csv", [path], options=ImportOptions(sign="sign"))
    assert relations(signed) == [["ann", "ALLIED_WITH", "bo", ""], ["bo", "RIVAL_OF", "cy", ""]]
    assert sum(signed.left_out.values()) == 1
    with pytest.raises(graphkit.DataError, match="for --sign"):
        import_files("csv", [path], options=ImportOptions(sign="Sign"))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",Bo,2020", "has no actor"),
        ("Ann,,2020", "has no recipient"),
        ("Ann,Bo,20/11/2023", "20/11/2023"),
        ("Ann,Bo,2020,more", "cells"),
    ],
)
def test_a_bad_row_is_named_and_can_be_left_out(tmp_path, row, why):
    path = written(tmp_path / "t.csv", "from,to,date", "Ann,Cy,2019", row)
    with pytest.raises(graphkit.DataError, match=why) as caught:
        import_files("csv", [path])
    assert "t.csv line 3" in str(caught.value)
    found = import_files("csv", [path], options=ImportOptions(skip_bad=True))
    assert len(found.dataset.relations) == 1
    assert len(found.rejects) == 1


def test_a_workbook_with_sheets_of_nodes_and_ties(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    import datetime

    book = openpyxl.Workbook()
    book.active.title = "ties"
    for row in [
        ["from", "to", "type", "date", "note"],
        ["Ann", "Bo", "SUPPORT", datetime.date(2024, 5, 1), "=1+1"],
        ["Bo", "Ann", "pays", 2023, None],
    ]:
        book.active.append(row)
    sheet = book.create_sheet("actors")
    for row in [["name", "kind", "aliases"], ["Ann", "person", "Annie;A."], ["Bo", "company", None]]:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    found = import_files("xlsx", [tmp_path / "a.xlsx"])
    assert relations(found) == [["ann", "SUPPORT", "bo", "2024-05-01"], ["bo", "x:pays", "ann", "2023"]]
    assert found.dataset.actors["kind"].tolist() == ["person", "company"]


def shown(found):
    return [[row["actor"], row["type"], row["recipient"], row["date"], row["mutual"]] for row in records(found)]


def records(found):
    return found.dataset.relations.to_dict("records")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ties of the affair,,", ",,", "From,To,Relation", "A,B,paid"], [["a", "x:paid", "b", "", False]]),
        (["sep=;", "Source;Target", "A;B"], [["a", "x:tie", "b", "", False]]),
        (["# a crawl", "1\t2", "2\t3"], [["1", "x:tie", "2", "", False], ["2", "x:tie", "3", "", False]]),
        (["Ann,Bo", "Bo,Cy"], [["ann", "x:tie", "bo", "", False], ["bo", "x:tie", "cy", "", False]]),
        (["A B", "B  C"], [["a", "x:tie", "b", "", False], ["b", "x:tie", "c", "", False]]),
        (["country1,country2,year", "France,Poland,1963"], [["FRA", "x:tie", "POL", "1963", False]]),
        (["Country,Partner,Treaty", "France,Poland,X", "Poland,Spain,Y"],
         [["FRA", "x:tie", "POL", "", False], ["POL", "x:tie", "ESP", "", False]]),
        (["Who,Did what,To whom,When", "Ann,praised,Bo,2020"], [["ann", "x:praised", "bo", "2020", False]]),
        ([",A,B,C", "A,0,1,0", "B,1,0,2", "C,0,2,0"], [["a", "x:tie", "b", "", True], ["b", "x:tie", "c", "", True]]),
        ([",A,B,C", "A,0,1,0", "B,0,0,0", "C,0,2,0"], [["a", "x:tie", "b", "", False], ["c", "x:tie", "b", "", False]]),
        (["Source;Target;Type;Id;Label;timeset;Weight", "1;2;Undirected;0;knows;<[2010.0, 2012.0]>;1.0"],
         [["1", "x:knows", "2", "2010/2012", True]]),
        (["source_id,source_name,target_id,target_name", "1,Smith,2,Smith"],
         [["smith", "x:tie", "smith-d4735e", "", False]]),
    ],
)  # fmt: skip
def test_tables_as_people_and_tools_make_them_come_in_whole(tmp_path, lines, expected):
    found = import_files("csv", [written(tmp_path / "t.csv", *lines)])
    assert shown(found) == expected
    assert not len(found.rejects)


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (["1,234.50", "1,234", "$5", "1e6", "n/a"], [1234.5, 1234, 5, 1_000_000, None]),
        (["1.234,50", "12,5", "1.234", "1 234", "-"], [1234.5, 12.5, 1234, 1234, None]),
        (["1'234.50", "5 EUR", "\u2212 3", "1\u00a0000", ""], [1234.5, 5, -3, 1000, None]),
    ],
)
def test_amounts_are_read_as_their_column_writes_them(tmp_path, cells, amounts):
    rows = [f"A;b{place};{cell}" for place, cell in enumerate(cells)]
    found = import_files("csv", [written(tmp_path / "t.csv", "Source;Target;Amount", *rows)])
    assert [record.amount for record in found.dataset.records("relations")] == amounts
    assert {record.unit for record in found.dataset.records("relations")} <= {"", "$", "EUR"}


def test_an_amount_that_may_be_either_of_two_is_a_bad_row(tmp_path):
    path = written(tmp_path / "t.csv", "Source;Target;Amount", "A;B;1.5", "A;C;2,5", "A;D;1,234")
    with pytest.raises(graphkit.DataError, match="'1,234' may be either of two amounts") as caught:
        import_files("csv", [path])
    assert "line 4" in str(caught.value)


@pytest.mark.slow
def test_a_workbook_with_a_title_merged_cells_and_other_sheets(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["This file lists ties."])
    ties = book.create_sheet("Ties")
    for row in [
        ["Who funds whom"],
        [],
        ["From", "To", "Year"],
        ["Ann", "Bo", 2020],
        [None, "Cy", 2021],
        ["Bo", "Cy", 2020],
    ]:
        ties.append(row)
    ties.merge_cells("A1:C1")
    ties.merge_cells("A4:A5")
    codes = book.create_sheet("Codebook")
    for row in [["Label", "Description"], ["x", "a thing"]]:
        codes.append(row)
    totals = book.create_sheet("Totals")
    for row in [["Row Labels", "Count"], ["Ann", 2]]:
        totals.append(row)
    book.save(tmp_path / "a.xlsx")
    found = import_files("xlsx", [tmp_path / "a.xlsx"])
    assert relations(found) == [
        ["ann", "x:tie", "bo", "2020"],
        ["ann", "x:tie", "cy", "2021"],
        ["bo", "x:tie", "cy", "2020"],
    ]
    assert found.dataset.actors["id"].tolist() == ["ann", "bo", "cy"]
    assert sorted(what.split("/")[-1].split(",")[0] for what in found.left_out) == [
        "a.xlsx sheet Codebook",
        "a.xlsx sheet Read me",
        "a.xlsx sheet Totals",
    ]
    assert any("merged cell" in line for line in found.guessed)
    assert any("the header is in line 3" in line for line in found.guessed)


def test_files_come_packed_in_folders_and_from_globs(tmp_path):
    row = "source,target\nAnn,Bo\n"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ties.csv", row)
        archive.writestr("__MACOSX/ties.csv", "junk")
    with gzip.open(tmp_path / "b.csv.gz", "wt") as stream:
        stream.write("source,target\nCy,Di\n")
    assert relations(import_files("csv", [tmp_path / "a.zip"])) == [["ann", "x:tie", "bo", ""]]
    assert relations(import_files("csv", [tmp_path])) == [["ann", "x:tie", "bo", ""], ["cy", "x:tie", "di", ""]]


def test_a_table_of_types_says_what_foreign_types_are(tmp_path):
    table = written(tmp_path / "map.csv", "type,graphkit", "gift,AID", "loan,x:money")
    path = written(tmp_path / "t.csv", "from,to,type", "Ann,Bo,Gift", "Ann,Bo,loan", "Ann,Bo,support")
    found = import_files("csv", [path], options=ImportOptions(types=read_types(table)))
    assert [row[1] for row in relations(found)] == ["AID", "x:money", "SUPPORT"]
    with pytest.raises(graphkit.DataError, match="there is no type 'GIVES'"):
        read_types(written(tmp_path / "bad.csv", "type,graphkit", "gift,GIVES"))
    with pytest.raises(graphkit.DataError, match="needs the columns type and graphkit"):
        read_types(written(tmp_path / "bad.csv", "a,b", "gift,AID"))


# --- Wikidata ----------------------------------------------------------------------------------


def claim(value, **qualifiers):
    def snak(found):
        if isinstance(found, str) and found.startswith("+"):
            precision = 9 if "-00-00" in found else 11
            return {"datavalue": {"value": {"time": found, "precision": precision}}}
        return {"datavalue": {"value": {"id": found} if found.startswith("Q") else found}}

    return {
        "mainsnak": snak(value),
        "rank": "normal",
        "qualifiers": {name: [snak(one)] for name, one in qualifiers.items()},
    }


def item(key, label, **claims):
    return {
        "id": key,
        "labels": {"en": {"value": label}},
        "aliases": {},
        "claims": {name: found if isinstance(found, list) else [found] for name, found in claims.items()},
    }


def test_wikidata_positions_become_affiliations_with_dates(tmp_path):
    people = item("Q1", "Ann Lee", P31=claim("Q5"), P39=[
        claim("Q9", P580="+2017-05-10T00:00:00Z", P582="+2022-00-00T00:00:00Z"), claim("Q8")],
        P102=claim("Q4", P580="+2010-00-00T00:00:00Z"))  # fmt: skip
    korea = item("Q884", "South Korea", P31=claim("Q3624078"), P298=claim("KOR"), P35=claim("Q1"))
    office = item("Q9", "President of South Korea", P31=claim("Q4164871"), P1001=claim("Q884"))
    party = item("Q4", "Red Party", P31=claim("Q7278"))
    path = written(
        tmp_path / "a.json", json.dumps({"entities": {one["id"]: one for one in (people, korea, office, party)}})
    )
    found = import_files("wikidata", [path])
    assert found.dataset.affiliations.to_numpy()[:, :6].tolist() == [
        ["ann-lee", "LEADS", "KOR", "President of South Korea", "2017-05-10", "2022"],
        ["ann-lee", "MEMBER_OF", "red-party", "", "2010", ""],
    ]
    assert found.dataset.actors.set_index("id").loc["KOR", "kind"] == "state"
    assert sum(found.left_out.values()) == 1


# --- into a dataset ----------------------------------------------------------------------------


def day(time, precision=11):
    return {"snaktype": "value", "datavalue": {"value": {"time": time, "precision": precision}}}


@pytest.mark.parametrize(
    ("since", "expected", "lost"),
    [
        (day("+2012-05-07T00:00:00Z"), "2012-05-07", ""),
        (day("+2012-05-00T00:00:00Z", 10), "2012-05", ""),
        (day("+2012-00-00T00:00:00Z", 9), "2012", ""),
        (day("+1990-00-00T00:00:00Z", 8), "199X", ""),
        (day("+1900-00-00T00:00:00Z", 7), "", "a date before the year 1, or no more precise than a century"),
        (day("-0044-03-15T00:00:00Z"), "", "a date before the year 1, or no more precise than a century"),
        ({"snaktype": "somevalue"}, "", "a date of which Wikidata says that it is not known"),
        ({"snaktype": "novalue"}, "", ""),
    ],
)
def test_wikidata_dates_are_no_more_precise_than_they_are_and_losses_are_told(tmp_path, since, expected, lost):
    who = item("Q1", "Ann", P31=[claim("Q5")], P102=[{**claim("Q3"), "qualifiers": {"P580": [since]}}])
    party = item("Q3", "Party", P31=[claim("Q7278")])
    path = written(tmp_path / "w.json", json.dumps({"entities": {"Q1": who, "Q3": party}}))
    found = import_files("wikidata", [path])
    assert found.dataset.affiliations[["actor", "since"]].to_numpy().tolist() == [["ann", expected]]
    assert dict(found.left_out) == ({lost: 1} if lost else {})


def test_wikidata_places_told_twice_old_items_and_an_end_before_the_beginning(tmp_path):
    old = {"mainsnak": {"datavalue": {"value": {"entity-type": "item", "numeric-id": 3}}}}
    wrong = {
        **claim("Q3"),
        "qualifiers": {"P580": [day("+2021-01-01T00:00:00Z")], "P582": [day("+2019-01-01T00:00:00Z")]},
    }
    who = item("Q1", "Ann", P31=[claim("Q5")], P102=[old, claim("Q3"), wrong])
    path = written(
        tmp_path / "w.json", json.dumps({"entities": {"Q1": who, "Q3": item("Q3", "Party", P31=[claim("Q7278")])}})
    )
    with pytest.raises(graphkit.DataError, match="ends before it begins"):
        import_files("wikidata", [path])
    found = import_files("wikidata", [path], options=ImportOptions(skip_bad=True))
    assert len(found.dataset.affiliations) == len(found.rejects) == 1
    assert found.left_out == {"a place that is there twice with the same dates": 1}


def test_actors_of_the_dataset_are_recognised_and_near_names_only_listed(tmp_path, affair):
    path = written(tmp_path / "t.csv", "from,to,type", "DPRK,Vladimir Putin,praise", "Vladimir Putln,Seoul,x")
    found = import_files("csv", [path], into=affair)
    assert relations(found)[-2:] == [["PRK", "x:praise", "vladimir-putin", ""], ["vladimir-putln", "x:x", "KOR", ""]]
    assert {match.second for match in found.perhaps} == {"vladimir-putln"}
    joined = import_files("csv", [path], into=affair, same={"vladimir-putln": "vladimir-putin"})
    assert relations(joined)[-1][0] == "vladimir-putin"
    assert found.added["relations"] == 2
    with pytest.raises(graphkit.DataError, match="'nobody'"):
        import_files("csv", [path], into=affair, same={"nobody": "RUS"})


def test_what_is_imported_can_be_saved_mapped_and_asked(tmp_path):
    path = written(tmp_path / "t.csv", "from,to,type,date", "Ann,Bo,donation,2020", "Bo,Ann,SUPPORT,2021")
    dataset = import_files("csv", [path]).dataset
    graphkit.save_dataset(dataset, tmp_path / "d")
    assert graphkit.load_dataset(tmp_path / "d") == dataset
    assert graphkit.check_dataset(tmp_path / "d").problems == ()
    network = graphkit.build_network(dataset)
    assert graphkit.timeline(network)["type"].tolist() == ["x:donation", "SUPPORT"]
    assert "donation" in graphkit.map_html(network)


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
def test_what_graphkit_wrote_comes_back(tmp_path, form, affair):
    before = affair
    network = graphkit.build_network(before)
    place = tmp_path / ("net.csv" if form == "csv" else f"net.{form}")
    export_network(network, form, place)
    files = sorted(tmp_path.glob("net-*.csv")) if form == "csv" else [place]
    after = import_files(form, files).dataset
    assert sorted(after.actors["name"]) == sorted(before.actors["name"])
    key = ["actor", "type", "recipient", "date", "mutual", "summary"]

    def told(dataset):
        names = {actor.id: actor.name for actor in dataset.records("actors")}
        return sorted(
            (
                sorted(names[one] for one in relation.actor),
                relation.type,
                sorted(names[one] for one in relation.recipient),
                relation.date,
                relation.mutual,
                relation.summary,
            )
            for relation in dataset.records("relations")
        )

    assert told(after) == told(before), key


@pytest.mark.slow
@pytest.mark.parametrize(
    "graph", [nx.path_graph(3), nx.karate_club_graph(), nx.DiGraph([("a", "b")]), nx.MultiGraph([(1, 2), (1, 2)])]
)
def test_any_networkx_graph_becomes_a_map(graph):
    page = graphkit.map_html(graph)
    assert page.startswith("<!DOCTYPE html>")
    drawn = graphkit.to_pyvis(graph, options=graphkit.MapOptions(max_actors=40))
    assert drawn.num_nodes() == graph.number_of_nodes()


@pytest.mark.parametrize(("name", "text"), [("e.csv", "Source,Target,Type\nAnn,Bo,SUPPORT\n"), ("e.gexf", GEXF)])
def test_the_commands_read_a_foreign_file_as_their_data(tmp_path, name, text):
    from click.testing import CliRunner

    from graphkit.cli import main

    written(tmp_path / name, text)
    done = CliRunner().invoke(main, ["timeline", "--data", str(tmp_path / name), "--format", "csv"])
    assert done.exit_code == 0, done.output
    assert "Ann" in done.stdout or "ann" in done.stdout


# --- real files --------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "file", "actors", "ties"), [
    ("ftm", "ftm/zala.ftm.jsonl", 29, 62), ("csv", "signed/tribes.csv", 16, 58), ("csv", "signed/wwi.csv", 6, 20),
    ("gexf", "gexf/java-1.3.gexf", 1538, 8032), ("gexf", "gexf/les-miserables.gexf", 77, 254),
    ("gexf", "gexf/simple-1.2.gexf", 2, 1),
])  # fmt: skip
def test_real_files_come_in_whole(form, file, actors, ties):
    if not (SAMPLES / file).exists():
        pytest.skip("the real sample files are not beside the checkout")
    found = import_files(form, [SAMPLES / file])
    assert (len(found.dataset.actors), len(found.dataset.relations)) == (actors, ties)
    assert len(found.rejects) == 0


@pytest.mark.slow
def test_the_signed_samples_can_be_asked_for_balance():
    if not (SAMPLES / "signed").exists():
        pytest.skip("the real sample files are not beside the checkout")
    found = import_files("csv", [SAMPLES / "signed" / "tribes.csv"], options=ImportOptions(sign="sign"))
    network = graphkit.build_network(found.dataset)
    assert graphkit.frustration(network).index == 7  # Read (1954), as computed in signnet's documentation


def test_a_node_of_kind_state_that_is_none_is_kept_as_other(tmp_path):
    nodes = written(tmp_path / "nodes.csv", "Id,Label,Kind", "k,Kurdistan,state", "PRK,Die KDVR,state")
    edges = written(tmp_path / "edges.csv", "Source,Target", "k,PRK")
    found = import_files("csv", [nodes, edges]).dataset
    assert found.actors[["id", "kind"]].to_numpy().tolist() == [["kurdistan", "other"], ["PRK", "state"]]
    assert dict(found.records("actors")[0].extra)["kind"] == "state"


@pytest.mark.slow
def test_a_hand_made_workbook_is_drawn_and_asked_at_once(tmp_path):
    from click.testing import CliRunner

    from graphkit.cli import main

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in [
        ["Who funds whom"],
        [],
        ["Donor", "Recipient", "What", "When", "Amount (EUR)", "Source"],
        ["Ann", "Acme", "grant", 2019, "1.250,00", "Ledger p. 3"],
        ["Acme", "Party X", "donation", "2020-05", "12,5", "https://example.org/1"],
    ]:
        book.active.append(row)
    book.save(tmp_path / "hand.xlsx")
    answer = CliRunner().invoke(main, ["relations", "--data", str(tmp_path / "hand.xlsx"), "--format", "json"])
    assert answer.exit_code == 0, answer.stderr
    rows = json.loads(answer.stdout)
    assert [(row["actor"], row["type"], row["recipient"], row["amount"], row["unit"]) for row in rows] == [
        ("ann", "x:grant", "acme", 1250, "EUR"),
        ("acme", "x:donation", "party-x", 12.5, "EUR"),
    ]
    drawn = CliRunner().invoke(main, ["map", "--data", str(tmp_path / "hand.xlsx"), "-o", str(tmp_path / "map.html")])
    assert (drawn.exit_code, "2 relations, 3 actors" in drawn.stderr) == (0, True)
    assert "Party X" in (tmp_path / "map.html").read_text("utf-8")


# --- a title above a table, amounts that are none, times out of range ---------------------------


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_short_title_above_a_table_does_not_part_it_by_blanks(tmp_path, sign):
    rows = [sign.join(row) for row in (("donor", "recipient", "amount"), ("Alpha", "Beta", "100"))]
    found = import_files("csv", [written(tmp_path / "t.csv", "Aid to Ukraine", *rows)])
    assert found.dataset.relations[["actor", "recipient", "amount"]].to_numpy().tolist() == [["alpha", "beta", 100]]


def test_an_amount_that_is_not_known_has_no_unit(tmp_path):
    path = written(tmp_path / "t.csv", "source,target,amount,unit", "Alpha,Beta,n/a,USD", "Gamma,Beta,300,USD")
    units = import_files("csv", [path]).dataset.relations.set_index("actor")["unit"].to_dict()
    assert units == {"alpha": "", "gamma": "USD"}


def test_a_time_that_no_calendar_has_is_kept_as_it_is(tmp_path):
    path = written(
        tmp_path / "g.gexf",
        '<gexf version="1.3"><graph mode="dynamic"><nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>',
        '<edges><edge id="1" source="a" target="b" start="-99999999999999" end="1262304000000"/></edges>',
        "</graph></gexf>",
    )
    found = import_files("gexf", [path]).dataset.relations
    assert found["date"].tolist() == [""]


def test_ids_with_their_names_are_no_ties(tmp_path):
    with pytest.raises(graphkit.DataError, match="there is no list of ties among the files"):
        import_files("csv", [written(tmp_path / "people.csv", "id,name", "1,Ann", "2,Bob")])
