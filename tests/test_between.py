"""What two actors do to each other, and what is said of how surely it lies in a time."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.errors import UnknownActor
from graphkit.events import explain_reciprocity
from graphkit.events.words import coded
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation


@pytest.fixture(scope="module")
def dataset():
    """Two states, the minister of one, a third; by hand: a, b, c and d lie between RUS and PRK, e and f do not."""
    relations = [
        Relation("a", ("PRK",), "AID", mode="", recipient=("RUS",), date="2024-10-08", summary="One."),
        Relation("b", ("RUS",), "AID", mode="", recipient=("PRK",), date="2024-10", summary="Two."),
        Relation("c", ("sergey",), "CONSULT", mode="", recipient=("PRK",), date="2024-10-09", summary="Three."),
        Relation("d", ("RUS", "PRK"), "AGREE", mode="", recipient=("KOR",), mutual=True, date="2024", summary="Four."),
        Relation("e", ("RUS", "PRK"), "THREATEN", mode="", recipient=("KOR",), date="2024-10-10", summary="Five."),
        Relation("f", ("KOR",), "ACCUSE", mode="", recipient=("RUS",), date="2024-10-10", summary="Six."),
    ]
    return graphkit.Dataset.from_records(
        name="pair",
        actors=[
            Actor("PRK", "North Korea", "state"),
            Actor("RUS", "Russia", "state"),
            Actor("KOR", "South Korea", "state"),
            Actor("sergey", "Sergey Lavrov", "person"),
            Actor("georgy", "Georgy Zinoviev", "person", ("envoy to Korea",)),
        ],
        affiliations=[Affiliation("sergey", "REPRESENTS", "RUS")],
        documents=[Document("paper", "Paper")],
        relations=relations,
        evidence=[Evidence(one.id, "paper") for one in relations],
    )


def ids(network):
    return sorted(network.graph["relations"])


def test_between_keeps_what_two_do_to_each_other_either_way(dataset):
    network = graphkit.build_network(dataset)
    assert ids(graphkit.filter_network(network, between=("North Korea", "Russia"))) == ["a", "b", "c", "d"]
    assert ids(graphkit.filter_network(network, between=("Sergey Lavrov", "PRK"))) == ["c"]
    with pytest.raises(ValueError, match="are one actor: name two"):
        graphkit.filter_network(network, between=("PRK", "North Korea"))
    with pytest.raises(UnknownActor):
        graphkit.filter_network(network, between=("PRK", "Narnia"))


@pytest.mark.parametrize("verb", ["timeline", "contested", "responses", "summary", "unanswered"])
def test_every_question_takes_the_filter(dataset, verb, tmp_path):
    graphkit.save_dataset(dataset, tmp_path / "d")
    told = CliRunner().invoke(main, [verb, "--data", str(tmp_path / "d"), "--between", "North Korea", "Russia"])
    assert told.exit_code == 0, told.output


def test_answer_and_stderr_say_the_same_of_a_month(dataset, tmp_path):
    graphkit.save_dataset(dataset, tmp_path / "d")
    asked = ["timeline", "--data", str(tmp_path / "d"), "--since", "2024-10", "--until", "2024-10"]
    told = CliRunner().invoke(main, [*asked, "--between", "North Korea", "Russia", "--format", "text"])
    assert told.stdout.splitlines()[0] == "3 relations surely lie in that time, 1 more may."
    assert told.stderr == "3 relations surely lie in that time, 1 more may: --sure keeps the former\n"
    rows = CliRunner().invoke(main, [*asked, "--between", "North Korea", "Russia", "--roll-up", "--format", "json"])
    assert [row["relation_id"] for row in json.loads(rows.stdout)] == ["d", "b", "a", "c"]
    none = CliRunner().invoke(main, [*asked, "--together", "Russia", "--together", "South Korea", "--format", "text"])
    assert none.stdout.startswith("No relation surely lies in that time, 1 may.")
    assert none.stderr == "no relation surely lies in that time, 1 may: --sure keeps the former\n"


def test_only_near_names_are_offered(dataset):
    with pytest.raises(UnknownActor, match=r"did you mean North Korea \(PRK\)\?$"):
        graphkit.find_actor(graphkit.build_network(dataset), "Nort Korea")


def test_summary_says_which_actors_it_counts(dataset):
    answer = graphkit.summary(graphkit.build_network(dataset))
    told = answer[answer["section"] == "dataset"].set_index("item")["value"]
    assert (told["actors"], told["actors without relations"]) == ("4", "1")  # four act or are acted on, one is listed
    words = graphkit.explain(graphkit.build_network(dataset), answer)
    assert "among 4 actors (1 more actor is listed without any here)" in " ".join(words.split())


def test_a_name_where_an_id_belongs_is_told_its_id(dataset, tmp_path):
    folder = tmp_path / "d"
    graphkit.save_dataset(dataset, folder)
    table = folder / "relations.csv"
    text = table.read_text("utf-8")
    text = text.replace("a,PRK,AID,,RUS", "a,PRK,AID,,Russia").replace("b,RUS,AID,,PRK", "b,RUS,AID,,China")
    table.write_text(text, "utf-8")
    with pytest.raises(graphkit.DataError) as caught:
        graphkit.load_dataset(folder)
    said = [problem.message for problem in caught.value.problems]
    assert said == [
        "actors.csv has no id 'Russia': write RUS, the id of Russia",
        "actors.csv has no id 'China': the id of China is CHN, which needs a row in actors.csv",
    ]


def row(**said):
    base = {"responder": "Y", "provoker": "X", "opportunities": 100, "responses": 64, "rate": 0.64}
    return base | {"expected_rate": 0.44, "p_value": 0.011, "q_value": 0.2, "verdict": "no"} | said


def test_no_evidence_is_not_worded_as_evidence_of_none():
    words = explain_reciprocity(pd.DataFrame([row(), row(p_value=0.6, q_value=0.6)]), within_days=7)
    first, second = words.split("\n\n")
    assert first.endswith(
        "(p = 0.011, q = 0.2). Y acts on X more or sooner than expected, but among the 2 tested that may be chance."
    )
    assert "Nothing here shows that Y acts on X more or sooner" in second


def test_a_span_of_two_days_is_said_to_be_too_short():
    frame = pd.DataFrame([row()]).iloc[:0]
    frame.attrs["days"] = 2
    assert explain_reciprocity(frame, within_days=7).startswith(
        "The span is too short to say who answers whom: it has 2 days, and at least 27 are needed"
    )  # acts on 20 days, and 7 days after the last one


def test_codes_of_parties_have_words():
    assert [coded(label) for label in ("GOV", "USAMIL", "PRK", "XYZ")] == [
        "government (GOV)",
        "United States, military (USAMIL)",
        "North Korea (PRK)",
        "XYZ",
    ]


def test_who_counts_what_another_did_is_not_its_subject():
    """A delivery is told as the act of the one who delivers, with who says so behind it."""
    relations = graphkit.load_dataset().records("relations")
    told = [one.summary for one in relations if one.type == "AID" and one.actor in (("PRK",), ("RUS",))]
    others = ("South Korea", "The United States", "The State Department", "Ukraine", "The Joint Chiefs", "The team")
    assert [summary for summary in told if summary.startswith(others)] == []
