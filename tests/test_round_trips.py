"""What goes out in one format and comes back: weights, signs, dates, directions; and what is said of the rest."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset.compare import diff
from graphkit.interchange import ImportOptions, export_network, import_files

#: Two ties with weights, a sign, days and directions. By hand: 8 and 10, an ally and a rival, one way and both ways.
TIES = "source,target,weight,date,directed\nAda,Bob,8,2024-05-01,true\nBob,Cyd,10,2023,false\n"


@pytest.fixture
def ties(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text(TIES, encoding="utf-8")
    return import_files("csv", [path]).dataset


def back(dataset, form, folder):
    """A dataset after it was written and read in a format."""
    place = folder / f"out.{form}" if form != "csv" else folder / "out"
    export_network(graphkit.build_network(dataset), form, place)
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    return import_files(form, files).dataset


@pytest.mark.parametrize("form", ["csv", "xlsx", "gexf", "graphml"])
def test_weights_days_and_directions_come_back(ties, form, tmp_path):
    found = back(ties, form, tmp_path).relations.sort_values("date")
    assert found["extra:weight"].tolist() == ["10", "8"]
    assert found["date"].tolist() == ["2023", "2024-05-01"]
    assert found["mutual"].tolist() == [True, False]


@pytest.mark.parametrize("form", ["csv", "gexf", "graphml"])
def test_what_comes_back_equal_is_no_difference(ties, form, tmp_path):
    found = diff(ties, back(ties, form, tmp_path))
    assert set(found["kind"]) <= {"document"}  # its title is not carried over, as the export says
    assert set(found["change"]) <= {"edited"}


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
