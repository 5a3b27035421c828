"""Accepted rows are kept: damaged journals, rows that a person changed, rows that were lost, two commands at once."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset import load_dataset
from graphkit.dataset.storage import INTENT
from graphkit.errors import DataError
from graphkit.extract.joining import join_folder
from graphkit.extract.review import ReviewStore

pytest.importorskip("rapidfuzz", reason="needs the extra graphkit[review]")

BRIEFINGS = Path(__file__).parents[1] / "data" / "examples" / "briefings" / "texts"
JOURNALS = ("extracted.jsonl", "decisions.jsonl", "joined.jsonl")
posix = pytest.mark.skipif(os.name == "nt", reason="processes of POSIX; Windows is not run here")


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def decide(folder, decision="accept", *, only=lambda row: True):
    """Write a decision into the sheet of proposals and apply it."""
    sheet = folder / "review" / "proposals.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["decision"] = decision if only(row) else ""
    filled = folder / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = run("review", folder, "--apply", filled)
    filled.unlink()
    return result


@pytest.fixture(scope="module")
def accepted(tmp_path_factory):
    """The briefings that come with graphkit, extracted, all proposals accepted."""
    folder = tmp_path_factory.mktemp("kept") / "mine"
    assert run("extract", BRIEFINGS, "--into", folder, "--workers", "1").exit_code == 0
    assert decide(folder).exit_code == 0
    return folder


@pytest.fixture
def mine(accepted, tmp_path):
    return Path(shutil.copytree(accepted, tmp_path / "mine"))


def relations(folder):
    return load_dataset(folder).records("relations")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(folder, table, old, new):
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def reword(folder, relation):
    """Change the summary of one relation by hand."""
    path = folder / "relations.csv"
    rows = [
        line.replace(relation.summary, "In my own words.") if line.startswith(relation.id) else line
        for line in path.read_text("utf-8").splitlines(keepends=True)
    ]
    path.write_text("".join(rows), "utf-8")


def lines_of(folder, name):
    return (folder / "review" / name).read_bytes().splitlines(keepends=True)


def put_lines(folder, name, lines):
    (folder / "review" / name).write_bytes(b"".join(lines))


# damaged journals


def test_the_case_of_the_report(mine):
    """Byte 0 of extracted.jsonl overwritten: seven relations left, one that a person had edited among them."""
    assert len(relations(mine)) == 30
    edited = relations(mine)[0]
    reword(mine, edited)
    path = mine / "review" / "extracted.jsonl"
    path.write_bytes(b"X" + path.read_bytes()[1:])
    before = contents(mine)
    result = run("review", mine, "--export")
    assert result.exit_code == 1
    assert "extracted.jsonl line 1: it is not JSON" in result.stderr
    assert "nothing was changed" in result.stderr
    assert contents(mine) == before


@pytest.mark.parametrize("name", JOURNALS)
def test_without_a_journal_nothing_leaves(mine, name):
    reword(mine, relations(mine)[0])
    before = relations(mine)
    (mine / "review" / name).unlink()
    result = run("review", mine, "--export")
    assert (result.exit_code, relations(mine)) == (0, before), result.stderr
    assert "0 taken out" in result.stderr


def test_without_any_journal_it_is_a_curated_dataset(mine):
    before = load_dataset(mine)
    shutil.rmtree(mine / "review")
    assert run("review", mine, "--export").exit_code == 0
    assert load_dataset(mine) == before


def test_decisions_cut_to_three_lines_take_nothing_out(mine):
    put_lines(mine, "decisions.jsonl", lines_of(mine, "decisions.jsonl")[:3])
    before = load_dataset(mine)
    result = run("review", mine, "--export")
    assert result.exit_code == 0
    assert load_dataset(mine) == before
    assert "27 joined before by decisions that decisions.jsonl no longer has: left as they are" in result.stderr


DAMAGE = {
    "not JSON": b"{]\n",
    "not UTF-8": b'{"at": "\xff"}\n',
    "a list": b"[1]\n",
    "a number": b"12\n",
    "null": b"null\n",
    "another shape": b'{"made": 3, "item": {}, "items": "x", "decision": 1}\n',
    "nothing in it": b"{}\n",
    "blank": b"\n",
    "nested too deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"\n",
    "a number too large": b'{"at": 1e999}\n',
    "digits without end": b'{"at": ' + b"9" * 5000 + b"}\n",
    "NaN": b'{"at": NaN}\n',
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("name", JOURNALS)
@pytest.mark.parametrize("verb", ["--export", "--undo"])
def test_a_line_that_cannot_be_read_is_one_sentence(mine, name, damage, verb):
    lines = lines_of(mine, name)
    put_lines(mine, name, [*lines[:2], damage, *lines[2:]])
    before = contents(mine)
    result = run("review", mine, verb)
    assert result.exit_code == 1
    assert f"{name} line 3: " in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert contents(mine) == before


def changed_line(line, *path, value):
    entry = json.loads(line)
    inner = entry
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return json.dumps(entry).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "path", "value", "words"),
    [
        ("decisions.jsonl", ["decision"], "approve", "decision 'approve' is not one of accept, reject, skip"),
        ("decisions.jsonl", ["target"], 5, "'target' is a whole number, not text"),
        ("decisions.jsonl", ["changes"], ["x"], "'changes' is a list, not an object"),
        ("decisions.jsonl", ["changes"], {"date": 5}, "'changes' is not an object of text"),
        ("decisions.jsonl", ["decision"], "merge", "'into' is missing"),
        ("joined.jsonl", ["made"], [], "'made' is a list, not an object"),
        ("joined.jsonl", ["made", "relation"], 7, "'relation' is a whole number, not an object"),
        ("joined.jsonl", ["made", "relation", "actor"], "PRK", "'actor' of 'relation' is text, not a list"),
        ("joined.jsonl", ["made", "evidence"], None, "'evidence' is null, not an object"),
        ("joined.jsonl", ["made", "by"], 3, "'by' is a whole number, not text"),
        ("extracted.jsonl", ["document"], {}, "'id' of 'document' is missing"),
        ("extracted.jsonl", ["items"], {}, "'items' is an object, not a list"),
        ("extracted.jsonl", ["items", 0, "proposal", "type"], "HUG", "type 'HUG' is not one of"),
        ("extracted.jsonl", ["items", 0, "proposal", "stance"], "swears", "stance 'swears' is not one of"),
        ("extracted.jsonl", ["items", 0, "proposal", "date"], "yesterday", "yesterday"),
        ("extracted.jsonl", ["items", 0, "proposal", "actor_start"], "1", "'actor_start' of 'proposal' is text"),
        ("extracted.jsonl", ["items", 0, "context_start"], None, "'context_start' is null"),
    ],
)
def test_a_line_of_another_shape_says_what_is_wrong(mine, name, path, value, words):
    lines = lines_of(mine, name)
    at = next(i for i, line in enumerate(lines) if name != "extracted.jsonl" or json.loads(line)["items"])
    lines[at] = changed_line(lines[at], *path, value=value)
    put_lines(mine, name, lines)
    before = contents(mine)
    for words_of_command in (("review", mine, "--export"), ("extract", BRIEFINGS, "--into", mine)):
        result = run(*words_of_command)
        assert result.exit_code == 1
        assert f"{name} line {at + 1}: " in result.stderr
        assert words in result.stderr
    assert contents(mine) == before


@pytest.mark.parametrize("name", JOURNALS)
def test_a_truncated_middle_is_no_unfinished_last_line(mine, name):
    lines = lines_of(mine, name)
    put_lines(mine, name, [lines[0][: len(lines[0]) // 2], *lines[1:]])
    result = run("review", mine, "--export")
    assert (result.exit_code, len(relations(mine))) == (1, 30)
    assert f"{name} line 1: " in result.stderr


@pytest.mark.parametrize("name", JOURNALS)
def test_an_unfinished_last_line_is_passed_over_and_said(mine, name, caplog):
    lines = lines_of(mine, name)
    put_lines(mine, name, [*lines[:-1], lines[-1][:-20]])
    result = run("review", mine, "--export")
    assert (result.exit_code, len(relations(mine))) == (0, 30), result.stderr
    said = [record.getMessage() for record in caplog.records]
    assert len([line for line in said if f"{name} line {len(lines)}: the last line is unfinished" in line]) == 1


@pytest.mark.slow
@posix
def test_an_unfinished_last_line_is_said_on_stderr(mine):
    with (mine / "review" / "decisions.jsonl").open("ab") as file:
        file.write(b'{"at": "20')
    result = subprocess.run(
        [sys.executable, "-m", "graphkit", "review", str(mine), "--export"], capture_output=True, text=True, check=True
    )
    assert (
        "decisions.jsonl line 31: the last line is unfinished, as an interruption leaves it: left out" in result.stderr
    )
    assert result.stdout == ""


def test_what_is_written_after_an_unfinished_line_can_be_read(mine):
    path = mine / "review" / "decisions.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"at": "2024", "revi')
    store = ReviewStore(mine / "review")
    store.undo(reviewer="ann")
    assert path.read_bytes().startswith(whole + b'{"at":')
    assert len(ReviewStore(mine / "review").history) == 31


def test_a_last_line_without_its_line_feed_counts(mine):
    path = mine / "review" / "decisions.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    ReviewStore(mine / "review").undo(reviewer="ann")
    assert len(ReviewStore(mine / "review").history) == 31


def test_lines_of_a_newer_graphkit_are_read(mine):
    before = load_dataset(mine)
    for name in JOURNALS:
        lines = [json.dumps({**json.loads(line), "newer": [1]}).encode() + b"\n" for line in lines_of(mine, name)]
        put_lines(mine, name, lines)
    result = run("review", mine, "--export")
    assert (result.exit_code, load_dataset(mine)) == (0, before)


@pytest.mark.slow
def test_a_journal_of_the_first_version_is_read_and_can_be_undone(mine):
    """graphkit 0.1.0 wrote down neither the decision nor the rows of actors and documents."""
    new = ("by", "names", "again", "affiliations", "new_actors", "new_document")
    lines = []
    for line in lines_of(mine, "joined.jsonl"):
        entry = json.loads(line)
        entry["made"] = {key: value for key, value in entry["made"].items() if key not in new}
        lines.append(json.dumps(entry).encode() + b"\n")
    put_lines(mine, "joined.jsonl", lines)
    before = load_dataset(mine)
    assert run("review", mine, "--export").exit_code == 0
    assert load_dataset(mine) == before
    for left in range(29, -1, -1):
        assert "1 taken out" in run("review", mine, "--undo").stderr
        assert len(relations(mine)) == left
    assert [len(load_dataset(mine).records(name)) for name in ("actors", "documents", "evidence")] == [0, 0, 0]


@pytest.mark.slow
def test_240_damaged_journals_lose_nothing(accepted, tmp_path):
    chance = random.Random(240)
    before = load_dataset(accepted)
    for trial in range(240):
        mine = Path(shutil.copytree(accepted, tmp_path / str(trial)))
        path = mine / "review" / JOURNALS[trial % 3]
        path.write_bytes(damaged(path.read_bytes(), chance))
        tampered = contents(mine)
        result = run("review", mine, "--export")
        assert result.exit_code in (0, 1), (trial, result.exception)
        assert set(before.records("relations")) <= set(relations(mine)), trial
        if result.exit_code:
            assert contents(mine) == tampered
            assert f"{path.name} line " in result.stderr
        shutil.rmtree(mine)


def damaged(data, chance):
    """A journal with one thing wrong."""
    at, kind = chance.randrange(len(data)), chance.randrange(6)
    if kind == 0:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at + chance.randrange(1, 400) :]
    if kind == 3:
        return data[:at] + data[chance.randrange(len(data)) :][:50] + data[at:]
    lines = data.splitlines(keepends=True)
    if kind == 4:
        del lines[chance.randrange(len(lines))]
    else:
        chance.shuffle(lines)
    return b"".join(lines)


# rows that a person has changed


def test_a_row_that_a_person_changed_stays_when_its_proposal_is_undone(mine):
    last = relations(mine)[-1]
    reword(mine, last)
    result = run("review", mine, "--undo")
    assert f"{last.id} was undone, but was changed by hand since it joined: left as it is" in result.stderr
    assert "0 taken out" in result.stderr
    assert [r.summary for r in relations(mine) if r.id == last.id] == ["In my own words."]
    assert "by hand" not in run("review", mine, "--export").stderr
    assert len(relations(mine)) == 30


def test_evidence_that_a_person_changed_stays_with_its_relation(mine):
    last = relations(mine)[-1]
    path = mine / "evidence.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    changed = [",".join([*row.split(",")[:-1], "0.111\n"]) if row.startswith(last.id) else row for row in rows]
    path.write_text("".join(changed), "utf-8")
    assert "was changed by hand" in run("review", mine, "--undo").stderr
    assert last.id in {r.id for r in relations(mine)}


@pytest.mark.slow
def test_a_changed_decision_does_not_replace_what_a_person_changed(mine):
    last = relations(mine)[-1]
    reword(mine, last)
    store = ReviewStore(mine / "review")
    (item,) = [key for key, made in store.joined().items() if made["relation"]["id"] == last.id]
    store.decide(item, "accept", reviewer="ann", changes={"date": "2020"})
    joined = join_folder(store, mine)
    assert (joined.changed, len(joined.notes)) == (0, 1)
    assert "was decided on anew, but was changed by hand" in joined.notes[0]
    (row,) = [r for r in relations(mine) if r.id == last.id]
    assert (row.summary, row.date) == ("In my own words.", last.date)
    assert join_folder(store, mine).notes == ()


@pytest.mark.slow
def test_actors_and_documents_that_a_person_changed_stay(mine):
    for _ in range(29):
        run("review", mine, "--undo")
    dataset = load_dataset(mine)
    actor, document = dataset.records("actors")[0], dataset.records("documents")[0]
    edit(mine, "actors", f"{actor.id},{actor.name}", f"{actor.id},{actor.name} as I call it")
    edit(mine, "documents", f",{document.title},", ",My title,")
    assert "1 taken out" in run("review", mine, "--undo").stderr
    after = load_dataset(mine)
    assert [row.id for row in after.records("actors")] == [actor.id]
    assert [row.title for row in after.records("documents")] == ["My title"]


@pytest.mark.slow
def test_an_actor_that_a_person_adds_again_is_not_cleared_away(mine):
    for _ in range(30):
        run("review", mine, "--undo")
    assert load_dataset(mine).records("actors") == ()
    with (mine / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("PRK,North Korea,state,,,\n")
    run("review", mine, "--export")
    assert [actor.id for actor in load_dataset(mine).records("actors")] == ["PRK"]


# rows that were lost


def cut(folder, table, key):
    """Take the rows of a relation out of a table, as an editor with an old copy does."""
    path = folder / f"{table}.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if key not in line), "utf-8")


def test_what_had_joined_and_is_lost_joins_again_and_is_said(mine):
    before, last = load_dataset(mine), relations(mine)[-1]
    cut(mine, "relations", last.id)
    cut(mine, "evidence", last.id)
    result = run("review", mine, "--export")
    assert f"put back, for they had joined but were missing: {last.id}" in result.stderr
    assert {*load_dataset(mine).records("evidence")} == {*before.records("evidence")}
    assert {*relations(mine)} == {*before.records("relations")}


@pytest.mark.slow
def test_what_a_person_takes_out_a_second_time_stays_out(mine):
    last = relations(mine)[-1]
    for time in range(3):
        cut(mine, "relations", last.id)
        cut(mine, "evidence", last.id)
        result = run("review", mine, "--export")
        assert (last.id in {r.id for r in relations(mine)}) == (time == 0)
        assert ("was taken out by hand again: it stays out" in result.stderr) == (time == 1), time
        assert ("put back" in result.stderr) == (time == 0)
    store = ReviewStore(mine / "review")
    (item,) = [key for key, made in store.joined().items() if made["relation"]["id"] == last.id]
    store.decide(item, "accept", reviewer="ann")  # asked for anew
    assert join_folder(store, mine).restored == (last.id,)
    assert last.id in {r.id for r in relations(mine)}


@pytest.mark.parametrize("table", ["relations", "actors", "documents"])
def test_a_table_that_others_refer_to_is_filled_again(mine, table):
    """A save that graphkit 0.1.0 was killed in: no command read what it left."""
    before = load_dataset(mine)
    path = mine / f"{table}.csv"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    with pytest.raises(DataError):
        load_dataset(mine)
    result = run("review", mine, "--export")
    assert result.exit_code == 0, result.stderr
    assert "put back" in result.stderr
    assert {*load_dataset(mine).records("relations")} == {*before.records("relations")}


def test_places_of_actors_are_derived_again(tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Turkish police arrested two Syrian journalists in Ankara on 3 May 2024.", encoding="utf-8")
    mine = tmp_path / "mine"
    assert run("extract", note, "--into", mine).exit_code == 0
    assert decide(mine).exit_code == 0
    before = load_dataset(mine).records("affiliations")
    assert before
    path = mine / "affiliations.csv"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    result = run("review", mine, "--export")
    assert "put back" in result.stderr
    assert {*load_dataset(mine).records("affiliations")} == {*before}


def test_a_relation_that_a_person_gave_another_id_does_not_come_twice(mine):
    last = relations(mine)[-1]
    for table in ("relations", "evidence"):
        path = mine / f"{table}.csv"
        path.write_text(path.read_text("utf-8").replace(last.id, "my-own-id"), "utf-8")
    for verb in ("--export", "--undo"):
        result = run("review", mine, verb)
        assert "put back" not in result.stderr
        assert len(relations(mine)) == 30
    assert f"{last.id} was undone, but was changed by hand" in result.stderr


def test_a_dataset_that_breaks_a_rule_is_said_before_anything_is_decided(mine):
    edit(mine, "relations", relations(mine)[0].type, "HUG")
    before = contents(mine)
    result = run("review", mine, "--undo")
    assert (result.exit_code, contents(mine)) == (1, before)
    assert "relations.csv row 2, type: 'HUG'" in result.stderr


@pytest.mark.parametrize(
    ("column", "value"), [("stance", "alleges"), ("document", "my-paper"), ("end", "440"), ("confidence", "0.1")]
)
def test_evidence_that_a_person_edited_does_not_come_twice(mine, column, value):
    last = relations(mine)[-1]
    path = mine / "evidence.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["relation"] == last.id:
            row[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    if column == "document":
        documents = mine / "documents.csv"
        commas = documents.read_text("utf-8").splitlines()[0].count(",")
        documents.write_text(documents.read_text("utf-8") + "my-paper,Mine" + "," * (commas - 1) + "\n", "utf-8")
    before = load_dataset(mine)
    result = run("review", mine, "--export")
    assert (result.exit_code, load_dataset(mine)) == (0, before), result.stderr
    assert "cannot join" not in result.stderr
    result = run("review", mine, "--undo")
    assert f"{last.id} was undone, but was changed by hand" in result.stderr
    assert load_dataset(mine) == before


# several at once


COMMAND = [sys.executable, "-m", "graphkit", "review"]


def half(folder, name, first):
    """A sheet that accepts one half of the proposals."""
    with (folder / "review" / "proposals.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow({**row, "decision": "accept" if (number % 2 == 0) == first else ""})
    return path


@pytest.mark.slow
@posix
def test_two_that_apply_at_once_lose_nothing(tmp_path):
    mine = tmp_path / "mine"
    run("extract", BRIEFINGS, "--into", mine, "--workers", "1")
    sheets = [half(mine, name, name == "a.csv") for name in ("a.csv", "b.csv")]
    both = [subprocess.Popen([*COMMAND, str(mine), "--apply", str(sheet)], stderr=subprocess.PIPE) for sheet in sheets]
    said = [process.communicate(timeout=120)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert len(relations(mine)) == 30


def test_a_row_saved_by_an_editor_while_a_sheet_is_applied_stays(mine, monkeypatch):
    """The table changes between its reading and its writing: it is read anew."""
    from graphkit.extract import joining

    store, path = ReviewStore(mine / "review"), mine / "relations.csv"
    store.undo(reviewer="ann")
    join, editors = joining.join_accepted, iter([b"one", b"two"])

    def slow(*args):
        joined = join(*args)
        if name := next(editors, b""):
            commas = b"," * path.read_bytes().splitlines()[0].count(b",")
            path.write_bytes(path.read_bytes() + name + b",PRK,CONSULT,,RUS" + commas[4:] + b"\n")
        return joined

    monkeypatch.setattr(joining, "join_accepted", slow)
    assert join_folder(store, mine).removed == 1
    assert {"one", "two"} <= {r.id for r in relations(mine)}
    assert len(relations(mine)) == 31


def test_a_table_that_never_rests_is_said_and_nothing_changes(mine, monkeypatch):
    from graphkit.extract import joining

    store, path = ReviewStore(mine / "review"), mine / "relations.csv"
    store.undo(reviewer="ann")
    join = joining.join_accepted

    def slow(*args):
        path.write_bytes(path.read_bytes().replace(b"Russia", b"Russia ", 1))
        return join(*args)

    monkeypatch.setattr(joining, "join_accepted", slow)
    with pytest.raises(DataError, match=r"relations\.csv was changed by another program meanwhile"):
        join_folder(store, mine)
    assert len(relations(mine)) == 30
    assert not (mine / INTENT).exists()


# the disk


@posix
def test_an_append_that_fails_leaves_no_half_line(mine, monkeypatch):
    """A full disk: some bytes are taken, then none."""
    path = mine / "review" / "decisions.jsonl"
    before, write = path.read_bytes(), os.write

    taken = []

    def full(handle, data):
        if taken:
            raise OSError(28, "No space left on device")
        taken.append(write(handle, bytes(data)[:40]))
        return taken[0]

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        store = ReviewStore(mine / "review")
        with pytest.raises(DataError, match=r"decisions\.jsonl: cannot be written \(No space left"):
            store.undo(reviewer="ann")
    assert path.read_bytes() == before
    assert ReviewStore(mine / "review").undo(reviewer="ann") is not None


def test_decisions_of_a_sheet_are_one_act(mine, monkeypatch):
    store = ReviewStore(mine / "review")
    (first, second, *_) = store.items
    with pytest.raises(DataError), store.together():
        store.decide(first, "reject", reviewer="ann")
        assert store.decisions()[first].decision == "reject"
        store.decide(second, "accept", reviewer="ann", changes={"date": "yesterday"})
    assert store.decisions()[first].decision == "accept"
    assert len(ReviewStore(mine / "review").history) == 30


def test_a_save_and_its_journal_are_one_act(mine):
    """What the tables have, the journal has."""
    store = ReviewStore(mine / "review")
    made = [made for made in store.joined().values() if made["relation"]]
    assert {each["relation"]["id"] for each in made} == {r.id for r in relations(mine)}
    assert graphkit.check_dataset(mine).problems == ()
