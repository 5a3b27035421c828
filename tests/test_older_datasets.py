"""Datasets and review journals that earlier versions made still open, and nothing in them changes by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import graphkit
from graphkit.extract.joining import join_folder
from graphkit.extract.review import ReviewStore
from graphkit.model import ADDED_COLUMNS, COLUMNS

MADE_BY_0_1_0 = Path(__file__).parent / "datasets" / "0.1.0"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(MADE_BY_0_1_0, tmp_path / "old"))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.*") if path.is_file()}


def test_columns_added_since_are_blank(folder):
    dataset = graphkit.load_dataset(folder)
    for table, added in ADDED_COLUMNS.items():
        frame = getattr(dataset, table)
        assert tuple(frame.columns) == COLUMNS[table]
        for column in added:
            assert column not in (folder / f"{table}.csv").read_text("utf-8").splitlines()[0].split(",")
            assert all(value in ("", None) for value in frame[column].astype(object).where(frame[column].notna(), None))
    assert [one.retells for one in dataset.records("documents")] == [(), ()]


def test_the_old_mark_of_a_retelling_is_only_a_note_and_check_says_so(folder):
    report = graphkit.check_dataset(folder)
    assert report.problems == ()
    (notice,) = [notice for notice in report.notices if notice.column == "note"]
    assert "'echo-4102a602' begins with 'Retells', which is only a note since 0.2.0" in notice.message
    assert "column retells" in notice.message


def test_the_journals_are_read_and_what_was_joined_is_not_joined_again(folder):
    before = contents(folder)
    store = ReviewStore(folder / "review")
    assert len(list(store.iter_items())) == len(list(store.accepted())) == 4
    joined = join_folder(store, folder)
    assert (joined.added, joined.changed, joined.removed) == (0, 0, 0)
    assert contents(folder) == before  # also the summary that a person has changed since


def test_an_undone_decision_takes_out_its_rows_and_no_others(folder):
    store = ReviewStore(folder / "review")
    store.undo(reviewer="ann")
    joined = join_folder(store, folder)
    assert (joined.added, joined.changed, joined.removed) == (0, 0, 1)
    relations = pd.read_csv(folder / "relations.csv")
    assert relations["id"].tolist() == ["accuse-4fc1a71fff19", "aid-48380b042af3", "accuse-a189e22beeb0"]
    assert relations["summary"][0] == "Japan condemned Russia over the harbour."


@pytest.mark.slow
def test_a_table_that_is_written_has_all_columns_in_their_places_and_the_description_follows(folder, tmp_path):
    import frictionless

    old = graphkit.load_dataset(folder)
    records = {table: old.records(table) for table in COLUMNS}
    documents = [graphkit.load_dataset(folder).records("documents")[0]]
    documents.append(type(documents[0])("echo-4102a602", "The echo", retells=("note-e6049750",)))
    evidence = [type(one)(one.relation, one.document, locator="p. 3") for one in records["evidence"]]
    named = {"name": old.name, "title": old.title, "version": old.version}
    new = graphkit.Dataset.from_records(**named, **{**records, "documents": documents, "evidence": evidence})
    before = contents(folder)
    graphkit.save_dataset(new, folder)
    assert tuple(pd.read_csv(folder / "documents.csv").columns) == COLUMNS["documents"]
    assert tuple(pd.read_csv(folder / "evidence.csv").columns) == COLUMNS["evidence"]
    assert (folder / "relations.csv").read_bytes() == before["relations.csv"]  # no row of it has changed
    assert graphkit.load_dataset(folder) == new
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_a_circle_of_retellings_and_an_unknown_one_are_refused(folder):
    path = folder / "documents.csv"
    lines = path.read_text("utf-8").splitlines()
    rows = [f"{lines[0]},retells", f"{lines[1]},echo-4102a602", f"{lines[2]},note-e6049750"]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    found = graphkit.check_dataset(folder).problems
    assert [(one.row, one.column) for one in found] == [(2, "retells"), (3, "retells")]
    assert "lead back to itself" in found[0].message
    path.write_text("\n".join([rows[0], f"{lines[1]},note-e6049751", f"{lines[2]},"]) + "\n", "utf-8")
    (unknown,) = graphkit.check_dataset(folder).problems
    assert "documents.csv has no id 'note-e6049751': did you mean note-e6049750" in unknown.message
    path.write_text("\n".join([rows[0], f"{lines[1]},note-e6049750", f"{lines[2]},"]) + "\n", "utf-8")
    assert "lead back to itself" in graphkit.check_dataset(folder).problems[0].message


@pytest.mark.parametrize(
    ("table", "column", "value", "says"),
    [
        ("documents", "kind", "novel", "'novel' is not one of treaty, statement, resolution, press release"),
        ("documents", "primary", "maybe", "'maybe' is not true or false"),
        ("documents", "accessed", "3 May 2024", "cannot be read"),
        ("evidence", "date", "3 May 2024", "cannot be read"),
        ("relations", "gist", "x" * 49, "has 49 characters: write at most 48"),
    ],
)
def test_the_new_columns_have_rules(folder, table, column, value, says):
    path = folder / f"{table}.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([f"{lines[0]},{column}", f"{lines[1]},{value}", *(f"{one}," for one in lines[2:])]), "utf-8"
    )
    (problem,) = graphkit.check_dataset(folder).problems
    assert (problem.row, problem.column) == (2, column)
    assert says in problem.message
