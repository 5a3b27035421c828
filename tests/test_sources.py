"""Origins, not outlets; what was said by a day; who acknowledged what they had denied; what surely lies in a time."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.model import (
    Actor,
    Affiliation,
    Document,
    Evidence,
    Relation,
    denied_on,
    denied_until,
    gist_of,
    lies_surely,
    said_by,
    said_on,
    status_of,
)
from graphkit.network import SourceCounter, build_network, filter_network, iter_relations, list_relations, sources_of
from graphkit.render.data import page_data

ACTORS = [
    Actor("PRK", "North Korea", "state", aliases=("DPRK",)),
    Actor("RUS", "Russia", "state"),
    Actor("KOR", "South Korea", "state"),
    Actor("nis", "National Intelligence Service", "agency"),
    Actor("yonhap", "Yonhap", "media"),
]


def one_relation(documents, evidence, **relation):
    """The network of one relation ``r``, told by some documents."""
    told = Relation("r", ("PRK",), "AID", "", ("RUS",), **{"date": "2024-10", "summary": "It sent troops.", **relation})
    dataset = graphkit.Dataset.from_records(
        actors=ACTORS,
        affiliations=[Affiliation("nis", "PART_OF", "KOR")],
        documents=documents,
        relations=[told],
        evidence=evidence,
    )
    return build_network(dataset)


def counted(documents, evidence):
    """How many documents there are, how many sources, and whether their independence is established."""
    found = sources_of(one_relation(documents, evidence), evidence)
    return found.documents, found.count, found.established


A = Document("a", "A", author="Ann Abel", publisher="The Post")
B = Document("b", "B", author="Bo Berg", publisher="The Times")
C = Document("c", "C", author="Cy Cole", publisher="The Sun")


def row(document, **more):
    return Evidence("r", document, **more)


# --- sources -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("documents", "evidence", "found"),
    [
        ([A], [row("a"), row("a", stance="alleges")], (1, 1, True)),
        ([A, B], [row("a"), row("b")], (2, 2, True)),
        # three documents that quote one speaker have one origin
        ([A, B, C], [row("a", speaker="nis"), row("b", speaker="nis"), row("c", speaker="nis")], (3, 1, True)),
        # carried by one agency, nobody quoted
        ([A, B], [row("a", via="yonhap"), row("b", via="yonhap")], (2, 1, True)),
        # two speakers, one carrier: whose words they are counts
        ([A, B], [row("a", speaker="nis", via="yonhap"), row("b", speaker="KOR", via="yonhap")], (2, 2, True)),
        # one adds a speaker of its own to the one whom both quote: two, but not surely independent
        ([A, B], [row("a", speaker="nis"), row("a", speaker="KOR"), row("b", speaker="nis")], (2, 2, False)),
        # an author who is an actor is the origin of what others quote from it
        (
            [Document("own", "Own", author="National Intelligence Service"), B],
            [row("own"), row("b", speaker="nis")],
            (2, 1, True),
        ),
        # what denies is no source of it
        ([A, B], [row("a"), row("b", stance="denies")], (1, 1, True)),
        ([A, B], [row("a", stance="denies"), row("b", stance="denies")], (2, 2, True)),
        # nobody says who made the one: independence is not established, and not guessed
        ([A, Document("x", "X")], [row("a"), row("x")], (2, 2, False)),
        ([A, Document("x", "X", author="ann abel")], [row("a"), row("x")], (2, 2, False)),
        ([A, Document("x", "X", author="Di Dow", publisher="The Post")], [row("a"), row("x")], (2, 2, False)),
        ([], [], (0, 0, True)),
    ],
)
def test_independent_documents_are_counted(documents, evidence, found):
    assert counted(documents, evidence) == found


def retelling(key, *of):
    return Document(key, key.upper(), author=f"{key} author", publisher=f"{key} press", retells=of)


@pytest.mark.parametrize(
    ("documents", "told", "found"),
    [
        ([A, retelling("r1", "a")], ["a", "r1"], 1),
        ([A, retelling("r1", "a"), retelling("r2", "r1")], ["a", "r2"], 1),  # by way of another
        ([A, B, retelling("r1", "a", "b")], ["a", "b", "r1"], 2),
        ([A, B, retelling("r1", "a", "b")], ["a", "r1"], 1),
        # what is retold does not speak of it here: its retellings stand for it, once
        ([A, retelling("r1", "a"), retelling("r2", "a")], ["r1", "r2"], 1),
        ([A, B, retelling("r1", "a", "b"), retelling("r2", "b")], ["r1", "r2"], 1),
        ([A, B, retelling("r1", "a"), retelling("r2", "b")], ["r1", "r2"], 2),
        ([A, B, C, retelling("r1", "a"), retelling("r2", "b"), retelling("r3", "a", "b")], ["r1", "r2", "r3"], 1),
        ([A, B, retelling("r1", "a")], ["b", "r1"], 2),
    ],
)
def test_a_retelling_is_no_source_of_its_own(documents, told, found):
    assert counted(documents, [row(one) for one in told])[1] == found
    assert counted(documents, [row(one) for one in reversed(told)])[1] == found


def test_a_retelling_that_quotes_somebody_is_still_none():
    documents = [A, retelling("r1", "a")]
    assert counted(documents, [row("a"), row("r1", speaker="nis")])[1] == 1
    # without what it retells, whoever it quotes is the origin
    assert counted([*documents, B], [row("b", speaker="nis"), row("r1", speaker="nis")])[1] == 1


def test_of_the_bundled_hundred_relations_seventeen_have_several_documents_of_their_own(affair):
    network = build_network(affair)
    counter = SourceCounter(network)
    found = {
        key: (counter.sources(counter.profile(data["evidence"])), data) for key, *_, data in iter_relations(network)
    }
    assert len(found) == 100
    assert sum(one.documents > 1 for one, _ in found.values()) == 37
    assert sum(one.documents - one.retellings > 1 for one, _ in found.values()) == 17
    # in one of the seventeen both only quote the United States
    assert sum(one.count > 1 for one, _ in found.values()) == 16
    quoted, data = found["2024-usa-concern-over-troops"]
    assert quoted.words() == "3 documents, 1 origin"
    assert {record.speaker for record in data["evidence"] if record.document != "briefing-allies"} == {"USA"}
    # the article that says no author: not guessed
    assert not any(one.established for one, _ in found.values() if one.count > 1)


def test_relations_list_their_sources_and_can_be_filtered_by_them(affair):
    network = build_network(affair)
    listed = list_relations(network)
    kept = filter_network(network, min_sources=2)
    assert list(kept.graph["relations"]) == listed[listed["sources"] >= 2]["id"].tolist()
    assert len(kept.graph["relations"]) == 16
    assert listed.columns.tolist()[-4:] == ["status", "documents", "sources", "said_by"]


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_filter_is_an_option_of_every_question():
    assert len(json.loads(run("relations", "--min-sources", 2, "--format", "json").stdout)) == 16
    assert len(json.loads(run("timeline", "--min-sources", 2, "--format", "json").stdout)) == 16
    assert run("relations", "--min-sources", -1).exit_code == 2


def test_retellings_are_marked_and_never_named_as_holders(affair):
    result = run("contested", "--format", "text")
    held, _, sources = result.stdout.partition("\nSources\n")
    assert "graphkit authors" not in held
    assert "(3 documents, 2 origins)" in " ".join(held.split())
    assert (
        "[1] A treaty signed in Pyongyang. the graphkit authors, graphkit, 22 November 2026. (retells [2] and [3]: no"
        in (" ".join(sources.split()))
    )
    assert "Not established: that [2] and [3] are independent of each other." in sources
    frame = graphkit.contested(build_network(affair))
    assert not frame["asserted_by"].str.contains("graphkit").any()
    assert frame["sources"].tolist() == [2, 2, 2, 2]


@pytest.mark.slow
def test_four_of_the_six_sources_of_the_answers_to_north_korea_are_retellings(affair):
    result = run("responses", "--to", "DPRK", "--format", "text")
    sources = " ".join(result.stdout.partition("\nSources\n")[2].split())
    assert [f"[{number}]" in sources for number in range(1, 8)] == [True] * 6 + [False]
    assert sources.count("(retells [1] and [2]: no source of its own)") == 4
    answers = graphkit.responses(build_network(affair), to="DPRK")
    assert answers["sources"].max() == 2
    assert answers["documents"].str.count(";").max() >= 3  # documents are listed all the same


def test_an_answer_counts_the_sources_of_both_its_sides():
    relations = [
        Relation("cause", ("PRK",), "AID", "", ("RUS",), date="2024-10-01"),
        Relation("answer", ("KOR",), "ACCUSE", "", ("PRK",), date="2024-10-02", responds_to=("cause",)),
    ]
    evidence = [Evidence("cause", "a", speaker="nis"), Evidence("answer", "b", speaker="nis"), Evidence("answer", "c")]
    dataset = graphkit.Dataset.from_records(
        actors=ACTORS,
        affiliations=[Affiliation("nis", "PART_OF", "KOR")],
        documents=[A, B, C],
        relations=relations,
        evidence=evidence,
    )
    (answer,) = graphkit.responses(build_network(dataset)).itertuples()
    assert (answer.documents, answer.sources) == ("a;b;c", 2)


def test_what_only_a_retelling_holds_is_said_by_what_it_retells():
    network = one_relation([A, retelling("r1", "a")], [row("r1"), row("a", stance="denies", speaker="RUS")])
    assert graphkit.contested(network)[["asserted_by", "denied_by"]].values.tolist() == [["Ann Abel", "RUS"]]
    network = one_relation([A, B, retelling("r1", "a", "b")], [row("r1"), row("a", stance="denies", speaker="RUS")])
    assert graphkit.contested(network)["asserted_by"].tolist() == [""]


# --- as of a day -------------------------------------------------------------------------------

DENIAL = row("a", stance="denies", speaker="RUS", date="2024-10-24")
CLAIM = row("b", date="2024-10-23")
ADMISSION = row("c", speaker="RUS", date="2025-04-26")


def test_a_status_is_that_of_a_day():
    network = one_relation([A, B, C], [CLAIM, DENIAL, ADMISSION])
    dataset = graphkit.network.to_dataset(network)
    for day, status in [
        ("2024-10-23", "asserted"),
        ("2024-10-24", "contested"),
        ("2025-04-25", "contested"),
        ("2025-04-26", "acknowledged"),
        ("2025", "acknowledged"),
    ]:
        then = build_network(dataset, as_of=day)
        assert [data["status"] for *_, data in iter_relations(then)] == [status], day
    assert len(build_network(dataset, as_of="2024-10-22").graph["relations"]) == 0  # nobody had spoken of it
    assert len(build_network(dataset, as_of="2024-10-22")) == len(ACTORS)
    assert [len(data["evidence"]) for *_, data in iter_relations(network)] == [3]  # all rows stay
    with pytest.raises(ValueError, match="has no end: write a day"):
        build_network(dataset, as_of="2024-10/..")


def test_a_date_is_the_rows_own_or_the_documents_and_blank_counts_always():
    documents = {"a": Document("a", "A", date="2024-11"), "b": Document("b", "B")}
    rows = [row("a"), row("a", date="2024-10-24"), row("b"), row("b", date="2024~"), row("b", date="../2024-12")]
    assert [said_on(one, documents) for one in rows] == ["2024-11", "2024-10-24", "", "2024~", "../2024-12"]
    assert said_by(rows, "2024-10-31", documents) == tuple(rows[1:])
    assert said_by(rows, "2023", documents) == (rows[2], rows[4])
    assert said_by(rows, "2024-11-01", documents) == tuple(rows)  # a day of that month may be the first


def test_contested_lists_what_was_acknowledged_with_the_day():
    network = one_relation([A, B, C], [CLAIM, DENIAL, ADMISSION])
    frame = graphkit.contested(network)
    (answer,) = frame.itertuples()
    assert (answer.status, answer.denied_until) == ("acknowledged", "2025-04-26")
    assert (answer.asserted_by, answer.denied_by) == ("Bo Berg;RUS", "RUS")
    assert (answer.documents, answer.sources) == ("a;b;c", 2)
    text = " ".join(graphkit.explain(network, frame).split())
    assert "denied by Russia (24 October 2024) until 26 April 2025, and acknowledged since." in text
    told = " ".join(graphkit.explain(network, graphkit.timeline(network)).split())
    assert "(Acknowledged: denied by Russia until 26 April 2025.)" in told
    assert graphkit.contested(one_relation([A, B, C], [CLAIM, DENIAL]))["denied_until"].tolist() == [""]


def test_each_denial_has_its_day_or_the_last_day_of_its_document():
    documents = {"a": Document("a", "A", date="2024-11-17/2025-01-20"), "b": Document("b", "B")}
    no = {"stance": "denies", "speaker": "RUS"}
    assert denied_on([row("a", **no)], documents) == "../2025-01-20"
    assert denied_on([row("a", **no), row("b", date="2024-10", **no)], documents) == "2024-10"
    assert denied_on([row("b", **no)], documents) == "../.."  # nobody tells when
    assert denied_on([row("a")], documents) == ""  # nobody denies it
    others = [row("b", stance="denies", speaker="KOR"), row("b", stance="denies", speaker="PRK", date="2024-10-25")]
    network = one_relation([A, B, C], [CLAIM, DENIAL, *others])
    frame = graphkit.contested(network)
    assert frame[["denied_by", "denied_on"]].values.tolist() == [["KOR;PRK;RUS", "../..;2024-10-25;2024-10-24"]]
    text = " ".join(graphkit.explain(network, frame).split())
    assert "denied by South Korea, North Korea (25 October 2024) and Russia (24 October 2024)." in text
    # the page is told the days of what has one of its own: not of the denial by South Korea
    assert page_data(network).record["said_on"] == {0: "2024-10-23", 1: "2024-10-24", 3: "2024-10-25"}


def test_of_two_who_denied_it_until_the_same_day_it_is_told_of_both():
    """A reader cannot take the day for that of one of them."""
    documents, admitted = [A, B, C], {"stance": "asserts", "date": "2025-04-28"}
    also = [row("b", stance="denies", speaker="PRK", date="2024-10-21"), row("c", speaker="PRK", **admitted)]
    network = one_relation(documents, [CLAIM, DENIAL, *also, row("c", speaker="RUS", **admitted)])
    text = " ".join(graphkit.explain(network, graphkit.contested(network)).split())
    both = "denied by North Korea (21 October 2024) and Russia (24 October 2024), both until 28 April 2025"
    assert f"{both}, and acknowledged since." in text
    told = " ".join(graphkit.explain(network, graphkit.timeline(network)).split())
    assert "(Acknowledged: denied by North Korea and Russia, both until 28 April 2025.)" in told
    # of two who ended on different days each has its own
    network = one_relation(documents, [CLAIM, DENIAL, *also, ADMISSION])
    told = " ".join(graphkit.explain(network, graphkit.timeline(network)).split())
    assert "denied by North Korea until 28 April 2025 and by Russia until 26 April 2025.)" in told


def test_the_page_carries_the_end_of_each_denial():
    said = [
        CLAIM,
        DENIAL,
        row("a", stance="denies", speaker="KOR", date="2024-10-30"),
        row("b", stance="denies", speaker="PRK", date="2024-10-25"),
        row("c", speaker="RUS", date="2025-04-28"),
        row("c", speaker="KOR", date="2025-05"),
    ]
    record = page_data(one_relation([A, B, C], said)).record
    first = date(1970, 1, 1).toordinal()
    days = [date(*day).toordinal() - first for day in ((2025, 4, 28), (2025, 5, 1))]
    # the third denies it still
    assert record["denied_until"] == {0: {"Russia": ("2025-04-28", days[0]), "South Korea": ("2025-05", days[1])}}
    assert page_data(one_relation([A, B, C], [CLAIM, DENIAL])).record["denied_until"] == {}


@pytest.mark.parametrize(
    ("denied", "asserted", "status"),
    [
        ("2024-10-24", "2025-04-26", "acknowledged"),
        ("2024-10-24", "2024-10-24", "contested"),  # the same day: nobody knows which came first
        ("2025-04-26", "2024-10-24", "contested"),
        ("2024", "2024-12-31", "contested"),  # the year may end with the denial
        ("2024", "2025", "acknowledged"),
        ("2024-10~", "2024-10-31", "contested"),
        ("../2024-10", "2024-11", "acknowledged"),
        ("2024-10/..", "2025", "contested"),  # it may be denied still
        ("", "2025", "contested"),
        ("2024", "", "contested"),
    ],
)
def test_who_acknowledges_denied_earlier_for_certain(denied, asserted, status):
    rows = [row("a", stance="denies", speaker="RUS", date=denied), row("b", speaker="RUS", date=asserted), row("c")]
    assert status_of(rows) == status
    assert denied_until(rows) == (asserted if status == "acknowledged" else "")


def test_everybody_who_denied_must_have_acknowledged():
    other = row("b", stance="denies", speaker="PRK", date="2024-10-25")
    assert status_of([CLAIM, DENIAL, ADMISSION, other]) == "contested"
    rows = [CLAIM, DENIAL, ADMISSION, other, row("c", speaker="PRK", date="2025-04-28")]
    assert (status_of(rows), denied_until(rows)) == ("acknowledged", "2025-04-28")
    assert status_of([DENIAL, ADMISSION, row("a", stance="denies", speaker="RUS", date="2025-06")]) == "contested"
    # another's assertion acknowledges nothing, and an allegation is none
    assert status_of([DENIAL, row("c", speaker="KOR", date="2025")]) == "contested"
    assert status_of([DENIAL, row("c", stance="alleges", speaker="RUS", date="2025")]) == "contested"


def test_an_author_without_a_speaker_acknowledges_too_when_it_is_the_same():
    documents = {
        "old": Document("old", "Old", author="The Ministry", date="2024-10"),
        "new": Document("new", "New", author="the ministry", date="2025-04"),
        "else": Document("else", "Else", date="2025-04"),
    }
    assert status_of([row("old", stance="denies"), row("new")], documents) == "acknowledged"
    assert status_of([row("old", stance="denies"), row("else")], documents) == "contested"


@pytest.mark.slow
def test_as_of_is_an_option_of_every_question_and_of_the_map(tmp_path):
    network = one_relation([A, B, C], [CLAIM, DENIAL, ADMISSION])
    graphkit.save_dataset(graphkit.network.to_dataset(network), tmp_path)
    for verb in ("relations", "timeline", "contested"):
        rows = json.loads(run(verb, "--data", tmp_path, "--as-of", "2024-12-31", "--format", "json").stdout)
        assert [one["status"] for one in rows] == ["contested"], verb
    assert run("responses", "--data", tmp_path, "--as-of", "2024-12-31").exit_code == 0
    assert json.loads(run("contested", "--data", tmp_path, "--as-of", "2024-10-23", "--format", "json").stdout) == []
    found = run("relations", "--data", tmp_path, "--status", "acknowledged", "--format", "json")
    assert [one["id"] for one in json.loads(found.stdout)] == ["r"]
    page = tmp_path / "map.html"
    assert run("map", "--data", tmp_path, "--as-of", "2024-10-22", "-o", page).exit_code == 0
    assert "0 relations" in run("map", "--data", tmp_path, "--as-of", "2024-10-22", "-o", page).stderr
    misused = run("relations", "--data", tmp_path, "--as-of", "2024-10/..")
    assert (misused.exit_code, "has no end" in misused.stderr) == (2, True)


def test_acknowledged_counts_as_having_happened():
    network = one_relation([A, B, C], [CLAIM, DENIAL, ADMISSION])
    assert graphkit.signed_network(network)["PRK"]["RUS"]["sign"] == 1
    assert len(graphkit.paths(network, between=("PRK", "RUS"))) == 1


# --- surely ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "since", "until", "surely"),
    [
        ("2024-10-01", "2024-10-31", "2024-10", None, True),
        ("2024-10-01", "2024-10-31", "2024-10-02", None, False),
        ("2024-10-01", "2024-10-31", None, "2024-10-31", True),
        ("2024-10-01", "2024-10-31", None, "2024-10-30", False),
        ("2024-10-01", "2024-10-31", "2024-10", "2024-10", True),
        ("2024-10-01", None, "2024-10", None, True),  # an end that is not given is no bound
        ("2024-10-01", None, "2024-10", "9999", False),  # what is open is never surely inside an end
        (None, "2024-10-31", None, "2024-10", True),
        (None, "2024-10-31", "2024-10", None, False),
        (None, None, "2024", None, False),
        (None, None, None, "2024", False),
        (None, None, None, None, True),
    ],
)
def test_what_lies_surely_in_a_time(first, last, since, until, surely):
    assert lies_surely(first, last, since=since, until=until) is surely


def test_sure_keeps_what_lies_there_for_certain_and_without_it_the_numbers_are_told(sample, sample_path):
    network = build_network(sample)
    may = filter_network(network, since="2024-04", until="2024-12")
    does = filter_network(network, since="2024-04", until="2024-12", sure=True)
    assert list(may.graph["relations"]) == ["troops", "protest", "aid", "ally"]
    assert list(does.graph["relations"]) == ["troops", "protest", "aid"]  # ally has no date
    window = ("--data", sample_path, "--since", "2024-04", "--until", "2024-12")
    for verb in ("relations", "timeline", "actors"):
        assert "3 relations surely lie in that time, 1 more may: --sure keeps the former" in run(verb, *window).stderr
        assert "surely" not in run(verb, *window, "--sure").stderr
    kept = pd.DataFrame(json.loads(run("relations", *window, "--sure", "--format", "json").stdout))
    assert kept["id"].tolist() == ["troops", "protest", "aid"]
    assert "2 surely, 0 possibly" not in run("responses", *window).stderr  # both answers lie in it
    misused = run("timeline", "--data", sample_path, "--sure")
    assert (misused.exit_code, "--sure needs a time" in misused.stderr) == (2, True)


# --- gist --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "gist"),
    [
        ("They sign a treaty.", "They sign a treaty"),
        ("", ""),
        ("x" * 48, "x" * 48),
        ("x" * 49, "x" * 47 + "…"),
        (
            "North Korea sent at least 3,000 soldiers to Russia; the Kremlin denies that they are there.",
            "North Korea sent at least 3,000 soldiers to…",
        ),
        (
            "Russia and North Korea signed (on 18 June by the documents; most say 19 June).",
            "Russia and North Korea signed",
        ),
        (
            "In reply, South Korea summoned the ambassador of the other side.",
            "In reply, South Korea summoned the ambassador…",
        ),
        ("Seoul – as it had said before – summoned the ambassador of the other side.", "Seoul – as it had said before"),
        (
            "韓国政府は大使を呼び出した、" + "部隊の撤退を求めた。" * 5,
            "韓国政府は大使を呼び出した、" + "部隊の撤退を求めた。" * 3 + "部隊の…",
        ),
    ],
)
def test_a_gist_is_made_by_rule_where_none_is_written(summary, gist):
    assert gist_of(summary) == gist
    assert len(gist_of(summary)) <= 48
    assert gist_of(summary, gist="Mine") == "Mine"


def test_every_bundled_relation_has_a_gist_that_fits(affair):
    for relation in affair.records("relations"):
        assert 0 < len(gist_of(relation.summary, gist=relation.gist)) <= 48
