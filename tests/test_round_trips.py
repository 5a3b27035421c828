"""What goes out in one format and comes back: weights, signs, dates, directions; and what is said of the rest."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset.compare import diff
from graphkit.interchange import EXPORTS, IMPORTS, ImportOptions, export_network, import_files
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation
from graphkit.network import filter_network
from graphkit.ontology import own_type

TABLES = ("actors", "affiliations", "documents", "relations", "evidence")
WHOLE = [name for name, one in EXPORTS.items() if one.back == "whole"]

#: Two ties with weights, a sign, days and directions. By hand: 8 and 10, an ally and a rival, one way and both ways.
TIES = "source,target,weight,date,directed\nAda,Bob,8,2024-05-01,true\nBob,Cyd,10,2023,false\n"


@pytest.fixture
def ties(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    return import_files("csv", [path]).dataset


def back(network, form, folder):
    """What is read of a network after it was written in a format."""
    place = folder / f"out.{form}" if form != "csv" else folder / "out"
    export_network(network, form, place)
    return import_files(form, sorted(place.iterdir()) if place.is_dir() else [place])


@pytest.mark.parametrize("form", WHOLE)
def test_weights_days_and_directions_come_back(ties, form, tmp_path):
    found = back(graphkit.build_network(ties), form, tmp_path).dataset.relations.sort_values("date")
    assert found["extra:weight"].tolist() == ["10", "8"]
    assert found["date"].tolist() == ["2023", "2024-05-01"]
    assert found["mutual"].tolist() == [True, False]


@pytest.mark.parametrize("form", WHOLE)
def test_what_comes_back_equal_is_no_difference(ties, form, tmp_path):
    assert diff(ties, back(graphkit.build_network(ties), form, tmp_path).dataset).empty


@pytest.mark.parametrize(
    ("form", "weights"),
    [("gexf", ['weight="8.0"', 'weight="10.0"']), ("csv", [",8,", ",10,"]), ("graphml", [">8.0<", ">10.0<"])],
)
def test_the_weight_of_an_edge_is_the_one_that_was_given(ties, form, weights, tmp_path):
    place = tmp_path / ("out" if form == "csv" else f"out.{form}")
    export_network(graphkit.build_network(ties), form, place)
    text = (place / "edges.csv" if place.is_dir() else place).read_text("utf-8")
    assert [weight in text for weight in weights] == [True, True]


def test_weights_of_parallel_edges_are_summed(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,weight\nAda,Bob,8\nAda,Bob,2\n", encoding="utf-8")
    network = graphkit.build_network(import_files("csv", [path]).dataset)
    written = export_network(network, "gexf", tmp_path / "out.gexf", merge_parallel=True)
    assert [edge["weight"] for edge in written.edges] == [10.0]


SIGNED = {
    "csv": "u,v,sign\nAda,Bob,{0}\nBob,Cyd,{1}\n",
    "gml": 'graph [ node [ id 1 label "Ada" ] node [ id 2 label "Bob" ] node [ id 3 label "Cyd" ] '
    'edge [ source 1 target 2 sign "{0}" ] edge [ source 2 target 3 sign "{1}" ] ]',
    "graphml": '<graphml><key id="s" for="edge" attr.name="sign"/><key id="n" for="node" attr.name="name"/>'
    '<graph edgedefault="undirected"><node id="a"><data key="n">Ada</data></node><node id="b"><data key="n">Bob'
    '</data></node><node id="c"><data key="n">Cyd</data></node><edge source="a" target="b"><data key="s">{0}</data>'
    '</edge><edge source="b" target="c"><data key="s">{1}</data></edge></graph></graphml>',
    "gexf": '<gexf><graph><attributes class="edge"><attribute id="0" title="sign"/></attributes><nodes>'
    '<node id="a" label="Ada"/><node id="b" label="Bob"/><node id="c" label="Cyd"/></nodes><edges><edge source="a" '
    'target="b"><attvalues><attvalue for="0" value="{0}"/></attvalues></edge><edge source="b" target="c"><attvalues>'
    '<attvalue for="0" value="{1}"/></attvalues></edge></edges></graph></gexf>',
}


@pytest.mark.parametrize("form", SIGNED)
@pytest.mark.parametrize("signs", [("1", "-1"), ("+", "-"), ("friend", "enemy")])
def test_a_column_of_signs_is_offered_by_name_and_read_when_asked(form, signs, tmp_path):
    path = tmp_path / f"ties.{form}"
    path.write_text(SIGNED[form].format(*signs), encoding="utf-8")
    plain = import_files(form, [path])
    assert ["--sign sign" in line for line in plain.unused] == [True]
    signed = import_files(form, [path], options=ImportOptions(sign="sign"))
    assert signed.dataset.relations["type"].tolist() == ["ALLIED_WITH", "RIVAL_OF"]
    assert signed.unused == ()


def test_a_column_that_nothing_is_made_of_is_named(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("u,v,mood,tone\nAda,Bob,good,3\nBob,Cyd,bad,4\n", encoding="utf-8")
    (line,) = import_files("csv", [path]).unused
    assert "the columns 'mood', 'tone'" in line
    assert "--columns ROLE=COLUMN" in line
    told = CliRunner().invoke(main, ["summary", "--data", str(path)])
    assert f"not used: {line}" in told.stderr


def test_konect_is_read_and_pajek_refused(tmp_path):
    konect = tmp_path / "out.txt"
    konect.write_text("% sym signed\n% 2 3 3\n1 2 1 1000000000\n2 3 -1 1000000001\n", encoding="utf-8")
    found = import_files("csv", [konect], options=ImportOptions(sign="Sign")).dataset.relations
    assert found["type"].tolist() == ["ALLIED_WITH", "RIVAL_OF"]
    assert found["date"].tolist() == ["2001-09-09", "2001-09-09"]  # second 1,000,000,000 is 9 September 2001
    pajek = tmp_path / "net.txt"
    pajek.write_text('*Vertices 2\n1 "Ada"\n2 "Bob"\n*Arcs\n1 2 8\n', encoding="utf-8")
    with pytest.raises(graphkit.DataError, match="is a Pajek file, which is not read: open it in Gephi"):
        import_files("csv", [pajek])


@pytest.mark.parametrize(
    ("order", "days"),
    [("mdy", ["2024-10-05", "2024-03-04"]), ("dmy", ["2024-05-10", "2024-04-03"])],
)
def test_the_order_of_dates_is_said_for_a_table_of_ties(order, days, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("u,v,date\nAda,Bob,10/5/2024\nBob,Cyd,3.4.2024\n", encoding="utf-8")
    with pytest.raises(graphkit.DataError, match="--date-order"):
        import_files("csv", [path])
    found = import_files("csv", [path], options=ImportOptions(date_order=order)).dataset.relations
    assert found["date"].tolist() == days


def test_a_claim_told_otherwise_is_edited_not_withdrawn(ties):
    first, *rest = ties.records("evidence")
    moved = graphkit.Dataset.from_records(
        name=ties.name,
        actors=ties.records("actors"),
        documents=ties.records("documents"),
        relations=ties.records("relations"),
        evidence=[replace(first, locator="p. 9"), *rest],
        types=ties.types,
    )
    found = diff(ties, moved)
    assert found[["change", "kind", "column", "before", "after"]].to_numpy().tolist() == [
        ["edited", "claim", "locator", "row 2", "p. 9"]
    ]


def test_one_of_a_thing_is_said_as_one(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("u,v\nAda,Bob\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["import", "csv", str(path), "--into", str(tmp_path / "d")])
    assert "added: 2 actors, 1 document, 1 relation, 1 row of evidence" in told.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["map", "--data", "TIES", "-o", "OUT"],
        ["timeline", "--data", "TIES"],
        ["import", "csv", "TIES", "--into", "DIR"],
    ],
)
def test_types_that_are_none_of_graphkits_are_told_in_one_sentence(words, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("source,target,type\nAda,Bob,gift\nBob,Cyd,gift\nAda,Cyd,visits\nAda,Bob,aid\nBob,Ada,\n", "utf-8")
    places = {"TIES": str(path), "OUT": str(tmp_path / "a.html"), "DIR": str(tmp_path / "d")}
    told = CliRunner().invoke(main, [places.get(word, word) for word in words])
    assert told.exit_code == 0, told.output
    (line,) = [line for line in told.stderr.splitlines() if "none of graphkit's" in line]
    assert line.startswith(
        "ties.csv: 2 types are none of graphkit's, 'gift' (2) and 'visits' (1), and 1 tie without a type:"
    )
    assert "neither cooperation nor conflict" in line
    assert "graphkit's are AGREE, CONSULT, SUPPORT" in line
    assert line.endswith("(such as gift,AID), then: graphkit import csv ties.csv --types THAT.csv --into DIR")


@pytest.mark.parametrize("text", ["source,target\nAda,Bob\n", "source,target,type\nAda,Bob,AID\nBob,Cyd,x:gift\n"])
def test_nothing_is_said_of_types_that_are_known_or_not_there(text, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text(text, "utf-8")
    assert "of graphkit's" not in CliRunner().invoke(main, ["summary", "--data", str(path)]).stderr


def test_a_table_that_says_what_types_are_is_followed_without_a_word(tmp_path):
    (tmp_path / "ties.csv").write_text("source,target,type\nAda,Bob,gift\nBob,Cyd,hug\n", "utf-8")
    (tmp_path / "types.csv").write_text("type,graphkit\ngift,AID\nhug,x:embrace\n", "utf-8")
    said = ["--types", str(tmp_path / "types.csv"), "--into", str(tmp_path / "d")]
    told = CliRunner().invoke(main, ["import", "csv", str(tmp_path / "ties.csv"), *said])
    assert "type gift: 1 as AID" in told.stderr
    assert "none of graphkit's" not in told.stderr


@pytest.mark.parametrize(
    ("kind", "example"), [("accused", "accused,ACCUSE"), ("rejected", "rejected,REJECT"), ("wedding", "gift,AID")]
)
def test_the_example_of_a_table_of_types_is_a_likely_one(kind, example, tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text(f"source,target,type\nAda,Bob,{kind}\n", "utf-8")
    assert f"(such as {example})" in CliRunner().invoke(main, ["summary", "--data", str(path)]).stderr


def test_a_tie_without_words_of_its_own_reads_as_a_line_whatever_its_type_is_called(tmp_path):
    """A type may be a verb or a noun: neither "Ada donation Bob" nor an address that is its own title."""
    path = tmp_path / "ties.csv"
    path.write_text(
        "source,target,type,url,directed\nAda,Bob,donation,https://example.org/1,true\nAda,Bob,kinship,,false\n",
        "utf-8",
    )
    told = CliRunner().invoke(main, ["timeline", "--data", str(path), "--format", "text"]).stdout
    assert "Ada to Bob: donation. [1]" in told
    assert "Ada and Bob: kinship." in told
    assert "[1] https://example.org/1\n" in told


@pytest.mark.parametrize("form", ["csv", "xlsx", "gexf", "graphml"])
def test_what_graphkit_wrote_is_not_guessed(ties, form, tmp_path):
    assert back(graphkit.build_network(ties), form, tmp_path).guessed == ()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["import", "sqlite", "a.sqlite"], "it is written by export and not read back; csv, xlsx, gexf, graphml"),
        (["import", "ties.csv"], "the format comes before the file: graphkit import csv ties.csv ..."),
        (["import", "net.cyjs", "x"], "graphkit import cytoscape net.cyjs ..."),
        (["export", "pdf"], "a picture is written by graphkit map -o map.pdf"),
        (["export", "gephi"], "for gephi write gexf"),
    ],
)
def test_what_is_no_format_is_refused_with_what_to_do(words, hint):
    told = CliRunner().invoke(main, [*words, "file"] if len(words) < 3 and words[0] == "import" else words)
    assert told.exit_code == 2
    assert hint in " ".join(told.stderr.split())


def test_the_formats_named_as_read_back_whole_are_those(tmp_path):
    told = CliRunner().invoke(main, ["import", "duckdb", "a.duckdb"]).stderr
    *most, last = WHOLE
    assert f"{', '.join(most)} and {last} are read back whole" in " ".join(told.split())


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("source,target,type", "types.csv: no tie is of the type present: the types of the ties are 'gift'"),
        ("source,target,sort", "types.csv: no tie has a type: --columns type=COLUMN says which column it is in"),
    ],
)
def test_a_table_of_types_that_fits_no_tie_is_said_to(header, said, tmp_path):
    (tmp_path / "ties.csv").write_text(f"{header}\nAda,Bob,gift\n", "utf-8")
    types = "type,graphkit\npresent,AID\n" + ("gift,AID\n" if "type" in header else "")
    (tmp_path / "types.csv").write_text(types, "utf-8")
    words = ["--types", str(tmp_path / "types.csv"), "--into", str(tmp_path / "d")]
    assert said in CliRunner().invoke(main, ["import", "csv", str(tmp_path / "ties.csv"), *words]).stderr


def test_a_list_that_is_not_there_is_called_a_file(tmp_path):
    told = CliRunner().invoke(main, ["map", "--data", str(tmp_path / "ties.csv")])
    assert (told.exit_code, told.stderr.strip()) == (1, f"Error: the file '{tmp_path / 'ties.csv'}' is not there")


# --- what survives -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def disputed():
    """Two states, two who speak, one of them in a paper that retells another; a paper that nothing rests on."""
    return graphkit.Dataset.from_records(
        name="disputed",
        actors=[
            Actor("PRK", "North Korea", "state", ("DPRK", "North Korea"), "Q423"),
            Actor("RUS", "Russia", "state"),
            Actor("kim", "Kim", "person", note="He speaks."),
            Actor("ann", "Ann", "person", extra=(("desk", "Asia"),)),
        ],
        affiliations=[Affiliation("kim", "LEADS", "PRK", "Chair", "2011", ""), Affiliation("ann", "MEMBER_OF", "RUS")],
        documents=[
            Document("wire", "The wire", "Ann", "Wire", kind="article", primary=True, date="2024-10-23", url="https://example.org/1"),
            Document("paper", "The paper", date="2024-11", retells=("agency",), note="Retold."),
            Document("agency", "The agency", language="ko"),
            Document("idle", "Nothing rests on it", date="2021"),
        ],
        relations=[
            Relation("troops", ("PRK",), "AID", "", ("RUS",), date="2024-10~", contexts=("military",), amount=10000,
                     unit="soldiers", gist="Troops", summary="Troops went."),
            Relation("gift", ("kim",), "x:gift", "", ("RUS", "ann"), date="2024-11-16/2024-11-17", place="Vladivostok",
                     responds_to=("troops",), summary="A gift."),
            Relation("pact", ("PRK",), "ALLIED_WITH", "", ("RUS",), True, summary="They are allies."),
        ],
        evidence=[
            Evidence("troops", "wire", 3, 9, locator="par. 2", date="2024-10-24", speaker="ann", via="kim",
                     confidence=0.5),
            Evidence("troops", "paper", stance="denies", speaker="kim", extra=(("seen by", "Bo"),)),
            Evidence("troops", "paper", stance="denies", speaker="RUS", locator="p. 1"),
            Evidence("gift", "wire", stance="alleges", origin="rules:gave"),
            Evidence("gift", "paper", stance="expects"),
        ],
        paragraphs={"wire": (0, 12)},
        types={"x:gift": own_type("x:gift", {"label": "gave a gift to", "quad": "material cooperation", "score": 4})},
    )  # fmt: skip


@pytest.mark.parametrize("form", WHOLE)
def test_documents_evidence_stances_and_who_denies_come_back_as_they_were(disputed, form, tmp_path):
    found = back(graphkit.build_network(disputed), form, tmp_path).dataset
    for table in TABLES:
        assert set(found.records(table)) == set(disputed.records(table)), table
    assert dict(found.types) == dict(disputed.types)
    assert dict(found.paragraphs) == dict(disputed.paragraphs)


@pytest.mark.slow
@pytest.mark.parametrize("form", WHOLE)
def test_the_dataset_that_comes_with_graphkit_comes_back(form, tmp_path):
    dataset = graphkit.load_dataset()
    found = back(graphkit.build_network(dataset), form, tmp_path).dataset
    for table in TABLES:
        assert set(found.records(table)) == set(dataset.records(table)), table
    assert diff(dataset, found).empty


@pytest.mark.parametrize("form", WHOLE)
def test_a_view_takes_what_its_relations_rest_on_and_no_other_document(disputed, form, tmp_path):
    """By hand: the gift rests on the wire and on the paper, which retells the agency; ``idle`` belongs to nothing."""
    found = back(filter_network(graphkit.build_network(disputed), types=["x:gift"]), form, tmp_path)
    assert {record.id for record in found.dataset.records("documents")} == {"wire", "paper", "agency"}
    assert [(row.document, row.stance) for row in found.dataset.records("evidence")] == [
        ("wire", "alleges"),
        ("paper", "expects"),
    ]
    assert found.left_out == {"an answer to a relation that is not in the file": 1}


PLACES = [["kim", "LEADS", "PRK", "Chair", "2011", ""], ["ann", "MEMBER_OF", "RUS", "", "", ""]]


def with_places(disputed, form, folder, change):
    """The files of a dataset in a format of tables, with its affiliations, header and all, changed by hand."""
    place = folder / ("out" if form == "csv" else "out.xlsx")
    export_network(graphkit.build_network(disputed), form, place)
    if form == "csv":
        import csv

        with (place / "affiliations.csv").open(encoding="utf-8", newline="") as file:
            rows = change(list(csv.reader(file)))
        with (place / "affiliations.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return sorted(place.iterdir())
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(place)
    rows = change([[cell or "" for cell in row] for row in book["affiliations"].iter_rows(values_only=True)])
    del book["affiliations"]
    sheet = book.create_sheet("affiliations")
    for row in rows:
        sheet.append(row)
    book.save(place)
    return [place]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("bad", [["ann", "CLEANS", "PRK"], ["ann", "LEADS", ""], ["", "LEADS", "PRK"]])
def test_a_row_that_is_no_affiliation_is_rejected_and_the_others_are_kept(disputed, form, bad, tmp_path):
    files = with_places(disputed, form, tmp_path, lambda rows: [*rows, [*bad, "", "", ""]])
    with pytest.raises(graphkit.DataError, match="line 4: is no affiliation: a role is one of LEADS, MEMBER_OF"):
        import_files(form, files)
    found = import_files(form, files, options=ImportOptions(skip_bad=True))
    assert sorted(found.dataset.affiliations.to_numpy()[:, :6].tolist()) == sorted(PLACES)
    assert [(reject.line, reject.text.strip(" |")) for reject in found.rejects.items] == [
        (4, " | ".join(bad).strip(" |"))
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_affiliation_with_who_is_no_node_brings_the_name_and_says_so(disputed, form, tmp_path):
    files = with_places(disputed, form, tmp_path, lambda rows: [*rows, ["ann", "LEADS", "guild", "", "", ""]])
    found = import_files(form, files)
    assert ["ann", "LEADS", "guild"] in found.dataset.affiliations.to_numpy()[:, :3].tolist()
    assert "guild" in set(found.dataset.actors["id"])
    assert found.left_out == {"the name of an actor of whom the file has only the id": 1}


def test_a_sheet_of_affiliations_that_somebody_cut_is_read(disputed, tmp_path):
    files = with_places(disputed, "xlsx", tmp_path, lambda rows: [row[:3] for row in rows])
    found = import_files("xlsx", files).dataset.affiliations.to_numpy()[:, :6].tolist()
    assert sorted(found) == sorted([*place[:3], "", "", ""] for place in PLACES)


@pytest.mark.parametrize("form", [name for name, one in EXPORTS.items() if one.back != "whole"])
def test_what_does_not_come_back_whole_is_said_with_what_does(form, tmp_path):
    told = CliRunner().invoke(main, ["export", form, "-o", str(tmp_path / "out"), "--since", "2025-04"])
    assert told.exit_code == 0, told.output
    assert "csv, xlsx, gexf, graphml, node-link and cytoscape are read back whole" in told.stderr
    assert ("reads only that back" in told.stderr) == (form in IMPORTS)


def test_followthemoney_brings_back_types_states_documents_and_says_that_denials_are_gone(disputed, tmp_path):
    path = tmp_path / "out.ftm"
    written = export_network(graphkit.build_network(disputed), "ftm", path)
    assert written.losses["who denies a relation (its status says that it is disputed)"] == 1
    found = import_files("ftm", [path])
    rows = {row.type: row for row in found.dataset.records("relations")}
    assert set(rows) == {"AID", "x:gift", "ALLIED_WITH"}
    assert (rows["AID"].actor, rows["AID"].recipient, rows["AID"].summary) == (("PRK",), ("RUS",), "Troops went.")
    assert {document.title for document in found.dataset.records("documents")} >= {"The wire", "The paper"}
    assert {row.stance for row in found.dataset.records("evidence") if row.relation == rows["x:gift"].id} == {"alleges"}
    (told,) = [what for what in found.left_out if "who denies a relation" in what]
    assert "csv, xlsx, gexf and graphml have" in told


def test_joined_edges_say_that_relations_cannot_be_parted_again(tmp_path):
    words = ["export", "gexf", "--merge-parallel", "-o", str(tmp_path / "a.gexf"), "--since", "2025-04"]
    told = CliRunner().invoke(main, words)
    assert "not carried over: relations one by one, with who says and who denies each" in told.stderr
    assert "graphkit import cannot part joined relations again" in told.stderr


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_file_without_rows_of_evidence_is_read_by_its_columns_and_that_is_said(disputed, form, tmp_path):
    """As older versions of graphkit wrote them: by hand, three relations, one of them unsourced, and two documents."""
    path = tmp_path / f"out.{form}"
    export_network(graphkit.build_network(disputed), form, path)
    path.write_text(path.read_text("utf-8").replace("graphkit_", "other_"), "utf-8")
    found = import_files(form, [path])
    told = {what: count for what, count in found.left_out.items() if count}
    assert [count for what, count in told.items() if what.startswith("the rows of evidence")] == [2]
    assert "the title, date and address of a document of which the file has only the id" in told
    assert {record.relation for record in found.dataset.records("evidence")} == {"troops", "gift"}


@pytest.mark.parametrize(
    ("form", "spoilt"),
    [("gexf", "graphkit_evidence"), ("graphml", "graphkit_documents"), ("node-link", "graphkit_rest")],
)
def test_an_attribute_of_graphkit_that_was_edited_is_one_sentence(disputed, form, spoilt, tmp_path):
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_node("a", label="A", **({spoilt: "not ours"} if spoilt == "graphkit_rest" else {}))
    graph.add_node("b", label="B")
    graph.add_edge(
        "a", "b", relation_id="r", relation_type="AID", **({} if spoilt == "graphkit_rest" else {spoilt: "[1]"})
    )
    path = tmp_path / "out"
    if form == "gexf":
        nx.write_gexf(graph, path)
    elif form == "graphml":
        nx.write_graphml(graph, path)
    else:
        import json

        path.write_text(json.dumps(nx.node_link_data(graph, edges="edges")), "utf-8")
    with pytest.raises(graphkit.DataError, match=f"its attribute '{spoilt}' is not what graphkit wrote"):
        import_files(form, [path])


@pytest.mark.parametrize("place", ["edges", "links"])
def test_node_link_of_networkx_and_d3_is_read(place, tmp_path):
    path = tmp_path / "net.json"
    path.write_text(
        '{"directed": true, "nodes": [{"id": "Ada"}, {"id": "Bob", "at": {"x": 1}}], '
        f'"{place}": [{{"source": "Ada", "target": "Bob", "type": "gift", "amount": 3.0, "date": "2024-05"}}]}}',
        "utf-8",
    )
    found = import_files("node-link", [path])
    (row,) = found.dataset.records("relations")
    assert (row.actor, row.type, row.recipient, row.amount, row.date) == (("ada",), "x:gift", ("bob",), 3, "2024-05")
    assert found.left_out == {"a nested attribute: at": 1}
    with pytest.raises(graphkit.DataError, match="is not Cytoscape JSON"):
        import_files("cytoscape", [path])
