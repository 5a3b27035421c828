"""Types that a dataset declares for itself: checked, kept, asked for and drawn like the others."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.network import build_network, filter_network, list_relations, to_dataset
from graphkit.ontology import load_ontology, own_type, types_with

DONATION = {"label": "gave money to", "quad": "material cooperation", "score": 4}
KINSHIP = {"label": "is related to", "mutual": True}


def donors():
    """Two own types between three people."""
    return graphkit.Dataset.from_records(
        name="donors",
        actors=[Actor(key, key.title(), "person") for key in ("ann", "ben", "cy")],
        documents=[Document("register", "The register", author="The Office")],
        relations=[
            Relation("gift", ("ann",), "x:donation", "", ("ben",), date="2024-03", summary="Ann gave Ben money."),
            Relation("kin", ("ben",), "x:kinship", "", ("cy",), True, summary="Ben and Cy are cousins."),
        ],
        evidence=[Evidence("gift", "register"), Evidence("kin", "register")],
        types={"x:donation": own_type("x:donation", DONATION), "x:kinship": own_type("x:kinship", KINSHIP)},
    )


@pytest.fixture
def folder(tmp_path):
    graphkit.save_dataset(donors(), tmp_path)
    return tmp_path


def test_they_are_saved_in_the_description_and_read_back(folder):
    declared = json.loads((folder / "datapackage.json").read_text("utf-8"))["types"]
    assert declared == {
        "x:donation": {"label": "gave money to", "quad": "material cooperation", "score": 4, "mutual": False},
        "x:kinship": {"label": "is related to", "mutual": True},
    }
    assert graphkit.load_dataset(folder) == donors()
    assert copy.deepcopy(donors()) == pickle.loads(pickle.dumps(donors())) == donors()
    before = (folder / "datapackage.json").read_bytes()
    graphkit.save_dataset(donors(), folder)
    assert (folder / "datapackage.json").read_bytes() == before


def test_mutual_comes_from_the_declaration_where_the_cell_is_blank(folder):
    path = folder / "relations.csv"
    text = path.read_text("utf-8")
    assert "kin,ben,x:kinship,,cy,true" in text
    path.write_text(text.replace("cy,true", "cy,").replace("ben,false", "ben,"), "utf-8")
    assert [one.mutual for one in graphkit.load_dataset(folder).records("relations")] == [False, True]


def test_network_filters_and_back():
    network = build_network(donors())
    gift, kin = network["ann"]["ben"]["gift"], network["ben"]["cy"]["kin"]
    assert (gift["quad"], gift["score"], kin["quad"], kin["score"]) == ("material cooperation", 4, "", 0.0)
    assert network.has_edge("cy", "ben")
    assert list(filter_network(network, types=["X:Kinship"]).graph["relations"]) == ["kin"]
    assert to_dataset(network) == donors()
    with pytest.raises(ValueError, match=r"there is no type 'x:loan': type is one of AGREE.*x:donation, x:kinship"):
        filter_network(network, types=["x:loan"])
    assert list_relations(network)["type"].tolist() == ["x:donation", "x:kinship"]


def test_questions_take_them_for_what_they_declare():
    network = build_network(donors())
    signed = graphkit.signed_network(network)
    assert signed["ann"]["ben"]["sign"] == 1
    assert not signed.has_edge("ben", "cy")  # no score: neither cooperation nor conflict
    assert graphkit.paths(network, between=("ann", "cy"))["type"].tolist() == ["x:donation", "x:kinship"]
    assert graphkit.timeline(network)["type"].tolist() == ["x:donation", "x:kinship"]
    assert graphkit.responses(network, provocation_type="x:donation").empty
    assert "Ann gave Ben money." in graphkit.explain(network, graphkit.timeline(network))
    assert set(graphkit.profile(network, actor="ben")["section"]) == {"actor", "act", "act by others"}


def test_commands_take_them(folder):
    def run(*words):
        return CliRunner().invoke(main, [*map(str, words), "--data", str(folder)])

    assert run("check").exit_code == 0
    rows = json.loads(run("relations", "--type", "x:donation", "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["gift"]
    unknown = run("relations", "--type", "x:loan")
    assert unknown.exit_code == 2
    assert "there is no type 'x:loan'" in unknown.stderr
    page = folder / "map.html"
    assert run("map", "-o", page).exit_code == 0
    assert "gave money to" in page.read_text("utf-8")


def test_a_type_that_is_not_declared_is_named(folder):
    path = folder / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("x:donation", "x:donatoin"), "utf-8")
    (problem,) = graphkit.check_dataset(folder).problems
    assert (problem.row, problem.column) == (2, "type")
    assert "'x:donatoin' is not declared: add it to the types in datapackage.json" in problem.message
    assert "x:donation, x:kinship" in problem.message


@pytest.mark.parametrize(
    ("name", "entry", "says"),
    [
        ("donation", DONATION, "'donation' is no name of a type: write x: and lower-case words"),
        ("x:Donation", DONATION, "is no name of a type"),
        ("x:", DONATION, "is no name of a type"),
        ("x:a b", DONATION, "is no name of a type"),
        ("x:a", {}, "has no label"),
        ("x:a", {"label": " "}, "has no label"),
        ("x:a", {"label": "a", "quad": "good"}, "the quad 'good' of the type 'x:a' is not one of verbal cooperation"),
        ("x:a", {"label": "a", "score": 11}, "is not a number from -10 to 10"),
        ("x:a", {"label": "a", "score": True}, "is not a number from -10 to 10"),
        ("x:a", {"label": "a", "mutual": "yes"}, "is not true or false"),
        ("x:a", {"label": "a", "colour": "red"}, "has an unknown 'colour': it may have label, definition"),
    ],
)
def test_a_wrong_declaration_is_one_sentence(folder, name, entry, says):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["types"] = {**package["types"], name: entry}
    path.write_text(json.dumps(package), "utf-8")
    (problem,) = graphkit.check_dataset(folder).problems
    assert (problem.file, problem.column, problem.value) == ("datapackage.json", "types", name)
    assert says in problem.message


def test_types_that_are_no_object_are_a_problem(folder):
    path = folder / "datapackage.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "types": ["x:donation"]}), "utf-8")
    assert "the types are no object" in graphkit.check_dataset(folder).problems[0].message


def test_merging_keeps_the_types_of_both_and_refuses_two_meanings():
    loan = graphkit.Dataset.from_records(types={"x:loan": own_type("x:loan", {"label": "lent to"})})
    assert list(graphkit.merge(donors(), loan).types) == ["x:loan", "x:donation", "x:kinship"]
    other = graphkit.Dataset.from_records(types={"x:kinship": own_type("x:kinship", {"label": "hates"})})
    with pytest.raises(graphkit.DataError, match="different things of the type 'x:kinship'"):
        graphkit.merge(donors(), other)


def test_our_own_vocabulary_is_as_it_was():
    assert list(types_with({})) == list(load_ontology().types)
    assert all(kind.score is not None and kind.quad for kind in load_ontology().types.values())
