"""Two datasets: what is the same, what differs, what came from where, and whether two coders agree."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset.compare import cohens_kappa
from graphkit.dataset.merging import merge_with, plan_merge
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation


def made(*relations, actors=(), evidence=(), documents=(), **more):
    named = {actor.id for actor in actors}
    ids = sorted({one for relation in relations for one in (*relation.actor, *relation.recipient)} - named)
    told = {record.relation for record in evidence}
    return graphkit.Dataset.from_records(
        actors=[*actors, *(Actor(one, one.title(), "other") for one in ids)],
        documents=[Document("paper", "The paper"), *documents],
        relations=relations,
        evidence=[*evidence, *(Evidence(one.id, "paper") for one in relations if one.id not in told)],
        **more,
    )


def act(key, actor="ann", recipient="bo", date="2024-05-01", *, kind="ACCUSE", **more):
    return Relation(key, (actor,), kind, "", (recipient,), date=date, **{"summary": f"{key} happened.", **more})


# --- diff --------------------------------------------------------------------------------------


def rows(first, second):
    return graphkit.diff(first, second)[["change", "kind", "id", "before", "after"]].to_numpy().tolist()


def test_a_denial_that_was_added_shows_as_itself_and_as_a_change_of_status():
    before = made(act("a"))
    after = made(act("a"), evidence=[Evidence("a", "paper"), Evidence("a", "paper", stance="denies", speaker="bo")])
    assert rows(before, after) == [
        ["added", "denial", "a", "", "bo in paper"],
        ["edited", "status", "a", "asserted", "contested"],
    ]
    assert rows(after, before)[0][:3] == ["withdrawn", "denial", "a"]


def test_edits_additions_and_withdrawals_of_every_kind():
    before = made(act("a"), act("gone"), affiliations=[Affiliation("ann", "LEADS", "bo")])
    after = made(
        act("a", date="2024-06"),
        act("new", "ann", "cy"),
        actors=[Actor("ann", "Ann Lee", "person")],
        documents=[Document("wire", "Wire")],
    )
    assert rows(before, after) == [
        ["edited", "relation", "a", "2024-05-01", "2024-06"],
        ["added", "relation", "new", "", "ann ACCUSE cy 2024-05-01"],
        ["withdrawn", "relation", "gone", "ann ACCUSE bo 2024-05-01", ""],
        ["edited", "actor", "ann", "Ann", "Ann Lee"],
        ["edited", "actor", "ann", "other", "person"],
        ["added", "actor", "cy", "", "Cy"],
        ["added", "document", "wire", "", "Wire"],
        ["withdrawn", "affiliation", "ann", "LEADS bo", ""],
    ]


def test_two_equal_datasets_have_no_difference_and_the_same_columns(affair):
    found = graphkit.diff(affair, affair)
    assert found.empty
    assert list(found.columns) == ["change", "kind", "id", "column", "before", "after", "summary"]


def test_git_shows_tables_through_diff(tmp_path):
    graphkit.save_dataset(made(act("a")), tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "graphkit", "diff", "--textconv", tmp_path / "relations.csv"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0
    assert run.stdout.splitlines()[:3] == ["a", "  actor: ann", "  type: ACCUSE"]


# --- merge -------------------------------------------------------------------------------------


def test_actors_are_the_same_by_wikidata_by_name_and_never_by_a_near_name():
    first = made(
        act("a"), actors=[Actor("ann", "Ann Lee", "person", wikidata="Q1"), Actor("bo", "Bo Ek", "person", ("B. Ek",))]
    )
    second = made(
        act("b", "a-lee", "bo-ek"), act("c", "ann-leigh", "bo-ek"),
        actors=[Actor("a-lee", "A. Lee", "person", wikidata="Q1"), Actor("bo-ek", "B Ek", "person"),
                Actor("ann-leigh", "Ann Leee", "person")],
    )  # fmt: skip
    plan = plan_merge(first, second)
    assert plan.actors == {"a-lee": "ann", "bo-ek": "bo"}
    assert [(match.second, match.first) for match in plan.perhaps if match.table == "actors"] == [("ann-leigh", "ann")]
    merged = merge_with(first, second, plan).dataset
    assert merged.relations[["id", "actor", "recipient"]].to_numpy().tolist() == [
        ["a", "ann", "bo"], ["b", "ann", "bo"], ["c", "ann-leigh", "bo"],
    ]  # fmt: skip
    assert "A. Lee" in merged.actors.set_index("id").loc["ann", "aliases"].split(";")


def test_kinds_and_wikidata_ids_that_contradict_keep_actors_apart():
    first = made(act("a"), actors=[Actor("ann", "Ann", "person"), Actor("bo", "Bo", "person", wikidata="Q1")])
    second = made(act("b"), actors=[Actor("ann", "Ann", "company"), Actor("bo", "Bo", "person", wikidata="Q2")])
    plan = plan_merge(first, second)
    merged = merge_with(first, second, plan)
    assert "bo" not in plan.actors
    assert "bo-2" in set(merged.dataset.actors["id"])
    assert any(what.startswith("renamed") for *_, what in merged.journal)


def test_nothing_of_the_first_is_replaced_and_the_journal_keeps_what_the_second_says():
    first = made(act("a"), actors=[Actor("ann", "Ann", "person", note="one"), Actor("bo", "Bo", "person")])
    second = made(
        act("a"), actors=[Actor("ann", "Ann", "person", note="two", wikidata="Q5"), Actor("bo", "Bo", "person")]
    )
    merged = merge_with(first, second, plan_merge(first, second))
    ann = merged.dataset.actors.set_index("id").loc["ann"]
    assert (ann["note"], ann["wikidata"]) == ("one", "Q5")
    assert ("actors", "ann", "ann", "kept: note 'one', the second has 'two'") in merged.journal


def test_relations_of_one_id_that_contradict_are_two_readings_with_their_own_evidence():
    first = made(act("a"))
    second = made(act("a", kind="THREATEN"), act("b", responds_to=("a",)))
    merged = merge_with(first, second, plan_merge(first, second)).dataset
    found = {relation.id: relation for relation in merged.records("relations")}
    assert {key: relation.type for key, relation in found.items()} == {"a": "ACCUSE", "a-2": "THREATEN", "b": "ACCUSE"}
    assert found["b"].responds_to == ("a-2",)
    assert sorted(merged.evidence["relation"]) == ["a", "a-2", "b"]


def test_the_same_relation_of_two_sources_becomes_one_only_when_a_person_says_so():
    first = made(act("ours"))
    second = made(act("theirs"), documents=[Document("wire", "Wire")], evidence=[Evidence("theirs", "wire")])
    plan = plan_merge(first, second)
    (match,) = [match for match in plan.perhaps if match.table == "relations"]
    assert (match.second, match.first) == ("theirs", "ours")
    assert len(merge_with(first, second, plan).dataset.relations) == 2
    plan.accept(match)
    merged = merge_with(first, second, plan).dataset
    assert merged.relations["id"].tolist() == ["ours"]
    assert merged.evidence["document"].tolist() == ["paper", "wire"]


def test_a_merge_with_itself_changes_nothing(affair):
    dataset = affair
    merged = merge_with(dataset, dataset, plan_merge(dataset, dataset))
    assert merged.dataset == dataset
    assert set(merged.added.values()) == {0}


def test_merge_on_the_command_line_asks_nothing_of_a_pipe_and_writes_a_journal(tmp_path):
    graphkit.save_dataset(made(act("ours")), tmp_path / "a")
    graphkit.save_dataset(made(act("theirs"), act("more", "cy", "ann")), tmp_path / "b")
    places = [str(tmp_path / name) for name in ("a", "b")]
    done = CliRunner().invoke(main, ["merge", *places, "-o", str(tmp_path / "c")])
    assert done.exit_code == 0, done.output
    assert "--same-relation theirs=ours" in done.stderr
    assert len(graphkit.load_dataset(tmp_path / "c").relations) == 3
    joined = CliRunner().invoke(main, ["merge", *places, "-o", str(tmp_path / "d"), "--same-relation", "theirs=ours"])
    assert joined.exit_code == 0, joined.output
    assert len(graphkit.load_dataset(tmp_path / "d").relations) == 2
    with (tmp_path / "d" / "merge-journal.csv").open(encoding="utf-8", newline="") as stream:
        journal = list(csv.DictReader(stream))
    assert {(row["table"], row["id"], row["from"]) for row in journal} >= {
        ("relations", "ours", "both"), ("relations", "more", "second"), ("actors", "cy", "second"),
    }  # fmt: skip
    wrong = CliRunner().invoke(main, ["merge", *places, "-o", str(tmp_path / "e"), "--same", "nobody=ann"])
    assert wrong.exit_code == 1
    assert "there is no 'nobody' among the actors of the second dataset" in wrong.stderr


def test_tables_and_journal_are_one_act(tmp_path):
    """A journal that cannot be read stops the merge before a table is written."""
    graphkit.save_dataset(made(act("ours")), tmp_path / "a")
    graphkit.save_dataset(made(act("theirs")), tmp_path / "b")
    (tmp_path / "a" / "merge-journal.csv").write_bytes(b"at,first\n\xff\xfe\n")
    before = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()}
    done = CliRunner().invoke(main, ["merge", str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(tmp_path / "a")])
    assert done.exit_code == 1
    assert "nothing was changed" in done.stderr
    after = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir() if not file.name.startswith(".")}
    assert after == {name: content for name, content in before.items() if not name.startswith(".")}


def test_a_merge_is_no_file(tmp_path):
    graphkit.save_dataset(made(act("ours")), tmp_path / "a")
    done = CliRunner().invoke(main, ["merge", str(tmp_path / "a"), str(tmp_path / "a"), "-o", str(tmp_path / "c.xlsx")])
    assert done.exit_code == 1
    assert "a merged dataset is a folder" in done.stderr
    assert not (tmp_path / "c.xlsx").exists()


# --- agreement ---------------------------------------------------------------------------------


def test_two_coders_agree_by_hand():
    """Of four and three relations three are held by both: 3 of 4; two of three types agree."""
    first = made(act("a"), act("b", "ann", "cy"), act("c", "bo", "cy"), act("d", "cy", "ann"))
    second = made(act("a"), act("b2", "ann", "cy", kind="THREATEN"), act("c", "bo", "cy", date="2024-05"))
    found = graphkit.agreement(first, second)
    assert (found.both, found.share) == (3, 0.75)
    assert found.only_first == ("d",)
    assert found.only_second == ()
    assert found.differing == (
        ("b", "b2", "type ACCUSE or THREATEN"),
        ("c", "c", "date 2024-05-01 or 2024-05"),
    )
    assert found.type_kappa == pytest.approx(0.0)  # one coder used one word only: chance explains the rest
    assert found.stance_kappa is None
    assert found.lines()[0].startswith("coded by both: 1 document; relations that both have: 3 (75%)")


def test_only_documents_that_both_coded_count():
    first = made(act("a"), documents=[Document("wire", "Wire")], evidence=[Evidence("a", "wire")])
    second = made(act("a"), documents=[Document("radio", "Radio")], evidence=[Evidence("a", "radio")])
    assert graphkit.agreement(first, second).documents == ("paper",)
    assert graphkit.agreement(first, second).both == 0


def test_kappa_of_cohens_own_example():
    """Cohen (1960), table 1, as proportions of 200 cases: kappa 0.492."""
    table = {("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18, ("2", "1"): 10, ("2", "2"): 40, ("2", "3"): 10,
             ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12}  # fmt: skip
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    assert cohens_kappa(pairs) == pytest.approx(0.492, abs=0.001)
    assert cohens_kappa([]) is None
