"""Tables as people and spreadsheets spoil them: what is accepted, what is kept, and what the refusal says."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset import write_workbook
from graphkit.model import COLUMNS


def problems(folder):
    """What is wrong with a folder."""
    return graphkit.check_dataset(folder).problems


def notices(folder):
    """What is worth knowing of a folder, as sentences."""
    return [str(notice) for notice in graphkit.check_dataset(folder).notices]


def rewrite(folder, table, change):
    """Change the rows of a table, the header first."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = change(list(csv.reader(stream)))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


# --- columns of one's own ----------------------------------------------------------------------


def with_own(rows):
    """Rows with two columns that graphkit does not know, one of them blank in all rows but the second."""
    added = [["funded by", "extra:score"], ["", "7"], ["EU;UN", ""]]
    return [[*row, *(added[number] if number < 3 else ["", ""])] for number, row in enumerate(rows)]


def test_columns_of_ones_own_are_kept_and_named_once(sample_path):
    rewrite(sample_path, "actors", with_own)
    assert not problems(sample_path)
    assert notices(sample_path)[:2] == [
        "actors.csv row 1, funded by: is a column of your own, kept as 'extra:funded by'",
        "actors.csv row 1, extra:score: is a column of your own, kept as 'extra:score'",
    ]
    dataset = graphkit.load_dataset(sample_path)
    assert dataset.records("actors")[0].extra == (("score", "7"),)
    assert dataset.actors["extra:funded by"].tolist()[:2] == ["", "EU;UN"]
    assert graphkit.to_dataset(graphkit.build_network(dataset)) == dataset


@pytest.mark.parametrize("table", ["actors", "affiliations", "documents", "relations", "evidence"])
def test_columns_of_ones_own_come_back_from_every_table(sample_path, tmp_path, table):
    rewrite(sample_path, table, with_own)
    before = (sample_path / f"{table}.csv").read_bytes()
    dataset = graphkit.load_dataset(sample_path)
    graphkit.save_dataset(dataset, tmp_path / "new")
    assert graphkit.load_dataset(tmp_path / "new") == dataset
    with (tmp_path / "new" / f"{table}.csv").open(encoding="utf-8") as stream:
        assert next(csv.reader(stream))[-2:] == ["extra:funded by", "extra:score"]
    graphkit.save_dataset(dataset, sample_path)
    assert (sample_path / f"{table}.csv").read_bytes() == before


def test_a_changed_row_leaves_the_names_and_cells_of_ones_own_columns(sample_path):
    rewrite(sample_path, "actors", with_own)
    dataset = graphkit.load_dataset(sample_path)
    actors = [replace(actor, note="new") if actor.id == "AAA" else actor for actor in dataset.records("actors")]
    tables = {name: actors if name == "actors" else dataset.records(name) for name in dataset.tables}
    graphkit.save_dataset(graphkit.Dataset.from_records(name="sample", **tables), sample_path)
    with (sample_path / "actors.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert (rows[0]["note"], rows[0]["extra:score"], rows[1]["funded by"]) == ("new", "7", "EU;UN")


def test_merging_joins_ones_own_columns_and_names_a_contradiction(sample_path, sample):
    rewrite(sample_path, "actors", with_own)
    own = graphkit.load_dataset(sample_path)
    assert graphkit.merge(sample, own).records("actors") == own.records("actors")
    assert graphkit.merge(own, sample) == own
    rewrite(sample_path, "actors", lambda rows: [rows[0], [*rows[1][:-1], "8"], *rows[2:]])
    with pytest.raises(graphkit.DataError, match="row 2, extra:score: 'AAA' is '7' in the one and '8' in the other"):
        graphkit.merge(own, graphkit.load_dataset(sample_path))


def test_a_misspelt_column_is_told_from_one_of_ones_own(sample_path):
    rewrite(
        sample_path, "relations", lambda rows: [["Recipients" if c == "recipient" else c for c in rows[0]], *rows[1:]]
    )
    (problem,) = [found for found in problems(sample_path) if found.file == "relations.csv"]
    assert (problem.column, "is 'Recipients' meant? Then rename it" in problem.message) == ("recipient", True)


def test_the_name_of_a_column_of_ones_own_has_no_controls(sample_path):
    rewrite(sample_path, "actors", lambda rows: [[*row, "fi\x1b[2Jn" if not n else ""] for n, row in enumerate(rows)])
    assert [found.message for found in problems(sample_path)] == ["holds the control character U+001B: take it out"]


# --- what spreadsheets write -------------------------------------------------------------------


def test_trailing_blank_columns_are_accepted(sample_path):
    expected = graphkit.load_dataset(sample_path)
    rewrite(sample_path, "relations", lambda rows: [[*row, "", ""] for row in rows])
    rewrite(sample_path, "actors", lambda rows: [[*row, *([""] * (n % 3 or 3))] for n, row in enumerate(rows)])
    assert not problems(sample_path)
    assert graphkit.load_dataset(sample_path) == expected


def test_something_in_a_column_without_a_name_is_not_dropped(sample_path):
    rewrite(sample_path, "actors", lambda rows: [[*row, "see below" if n == 4 else ""] for n, row in enumerate(rows)])
    (problem,) = problems(sample_path)
    assert problem.message == "column 7 has no name, but row 5 has 'see below' in it: write a name above it"


@pytest.mark.parametrize(
    ("above", "says"),
    [
        ([[""]], "the first row is blank: the names of the columns stand in row 2; take out the row above it"),
        (
            [["", ""], [""]],
            "the first row is blank: the names of the columns stand in row 3; take out the 2 rows above",
        ),
        ([["My relations"]], "the first row is not the header: the names of the columns stand in row 2"),
    ],
)
def test_rows_above_the_header_are_named_as_the_cause(sample_path, above, says):
    rewrite(sample_path, "relations", lambda rows: [*above, *rows])
    found = [problem for problem in problems(sample_path) if problem.file == "relations.csv"]
    assert len(found) == 1
    assert says in found[0].message


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        (b"PK\x03\x04\x14\x00", "an Excel or LibreOffice workbook, not CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook (.xls), not CSV"),
        (b"<html><table>", "HTML, not CSV"),
        (b"%PDF-1.7", "a PDF, not CSV"),
    ],
)
def test_another_kind_of_file_called_csv_says_what_it_is(sample_path, begins, says):
    (sample_path / "relations.csv").write_bytes(begins + b"\x00\xff" * 99)
    found = [problem.message for problem in problems(sample_path) if problem.file == "relations.csv"]
    assert len(found) == 1
    assert says in found[0]
    assert "save it as 'CSV UTF-8'" in found[0]


@pytest.mark.parametrize(
    ("date", "says"),
    [
        ("20/11/2023", "write 2023-11-20"),
        ("15.01.2024", "write 2024-01-15"),
        ("Jan-24", "write 2024-01, if"),
        ("45261", "write 2023-12-01, if"),
    ],
)
def test_a_date_that_a_spreadsheet_rewrote_is_refused_with_what_to_write(sample_path, date, says):
    path = sample_path / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("2024-04-05", date), "utf-8")
    (problem,) = problems(sample_path)
    assert (problem.file, problem.row, problem.column) == ("relations.csv", 4, "date")
    assert f"date '{date}' cannot be read: {says}" in problem.message


def test_one_is_one(sample_path):
    path = sample_path / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("2024-04-05", "Jan-24"), "utf-8")
    result = CliRunner().invoke(main, ["check", str(sample_path)])
    assert "Error: 1 problem in 7 actors" in result.stderr
    assert CliRunner().invoke(main, ["check", str(sample_path), "--format", "text"]).stdout.count("\n") == 1


def test_csv_for_people_has_the_mark_that_excel_needs(sample_path, tmp_path):
    both = ["actors", "--data", str(sample_path)]
    CliRunner().invoke(main, [*both, "-o", str(tmp_path / "a.csv")])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name")
    assert "베타" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert CliRunner().invoke(main, [*both, "-o", "-"]).stdout.startswith("id,name")
    for name in ("a.json", "a.jsonl", "a.md", "a.txt"):
        result = CliRunner().invoke(main, [*both, "-o", str(tmp_path / name)])
        assert not (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf")
        assert "7 rows in" in result.stderr


# --- workbooks ---------------------------------------------------------------------------------


@pytest.fixture
def book(sample, tmp_path):
    """The sample as a workbook, and the library that changes it."""
    pytest.importorskip("openpyxl")
    write_workbook(sample, tmp_path / "sample.xlsx")
    return tmp_path / "sample.xlsx"


def changed(path, sheet, cell, value):
    """Write something into one cell, as a person does."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def test_a_workbook_is_read_as_a_folder_is(sample, book):
    dataset = graphkit.load_dataset(book)
    assert dict(dataset.tables) == dict(sample.tables)
    assert (dataset.name, dataset.title) == ("sample", "A sample")
    assert not problems(book)
    rows = [CliRunner().invoke(main, ["relations", "--data", str(path)]).stdout for path in (book, book)]
    assert "troops" in rows[0]


@pytest.mark.slow
def test_the_bundled_dataset_survives_a_workbook(bundled, tmp_path):
    pytest.importorskip("openpyxl")
    write_workbook(bundled, tmp_path / "book.xlsx")
    assert dict(graphkit.load_dataset(tmp_path / "book.xlsx").tables) == dict(bundled.tables)


def test_init_makes_a_workbook_of_text_with_the_vocabulary(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    result = CliRunner().invoke(main, ["init", str(tmp_path / "mine"), "--xlsx", "--title", "My own"])
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(tmp_path / "mine.xlsx")
    assert book.sheetnames == ["actors", "affiliations", "documents", "relations", "evidence", "vocabulary"]
    for table, columns in COLUMNS.items():
        sheet = book[table]
        assert tuple(cell.value for cell in sheet[1]) == columns
        assert {sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]} == {"@"}
    lists = {}
    for rule in book["relations"].data_validations.dataValidation:
        column = book["relations"][f"{str(rule.sqref).partition(':')[0].rstrip('0123456789')}1"].value
        first, last = rule.formula1.partition("!")[2].split(":")
        if rule.formula1.startswith("=vocabulary"):
            lists[column] = [
                cell[0].value for cell in book["vocabulary"][first.replace("$", "") : last.replace("$", "")]
            ]
    assert lists["type"][:3] == ["AGREE", "CONSULT", "SUPPORT"]
    assert lists["mutual"] == ["true", "false"]
    assert {"mode", "contexts"} < set(lists)
    assert CliRunner().invoke(main, ["check", str(tmp_path / "mine.xlsx")]).exit_code == 0
    again = CliRunner().invoke(main, ["init", str(tmp_path / "mine.xlsx")])
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_what_the_spreadsheet_made_of_a_cell_is_named(book):
    import datetime

    changed(book, "relations", "G4", datetime.datetime(2024, 4, 5))
    changed(book, "relations", "N3", "=1+1")
    found = [str(problem) for problem in problems(book)]
    assert len(found) == 2
    assert found[0].startswith("sample.xlsx sheet relations row 3, N: is a formula: copy it and paste its value")
    assert "row 4, G: is a date of the spreadsheet's" in found[1]
    assert "write 2024-04-05, or no more of it" in found[1]


@pytest.mark.slow
def test_numbers_and_truth_of_a_spreadsheet_are_what_they_say(book, sample):
    changed(book, "relations", "J3", 300.0)
    changed(book, "relations", "F3", False)
    changed(book, "relations", "O3", None)
    assert graphkit.load_dataset(book).records("relations")[1].amount == 300
    assert graphkit.load_dataset(book).records("relations")[1].mutual is False


def test_a_problem_of_a_workbook_names_its_sheet(book):
    changed(book, "evidence", "B3", "newz")
    (problem,) = problems(book)
    assert (
        str(problem)
        == "sample.xlsx sheet evidence row 3, document: the sheet documents has no id 'newz': did you mean news?"
    )


def test_sheets_that_are_missing_or_strange_are_named(book):
    import openpyxl

    workbook = openpyxl.load_workbook(book)
    del workbook["affiliations"]
    workbook.create_sheet("scratch")["A1"] = "something"
    workbook.save(book)
    assert "sample.xlsx sheet affiliations: the sheet is missing" in str(problems(book)[0])
    assert "sample.xlsx: the sheet 'scratch' is no table of a dataset: not read" in notices(book)


@pytest.mark.slow
def test_columns_of_ones_own_in_a_workbook(book):
    changed(book, "actors", "G1", "funded by")
    changed(book, "actors", "G2", "EU")
    assert graphkit.load_dataset(book).records("actors")[0].extra == (("funded by", "EU"),)
    assert "sample.xlsx sheet actors row 1, funded by: is a column of your own" in notices(book)[0]
    changed(book, "actors", "I3", "lost?")
    assert "column 9 has no name, but row 3 has 'lost?' in it" in str(problems(book)[0])


def test_a_cell_far_to_the_right_does_not_eat_the_memory(book):
    changed(book, "actors", "XFD3", "far")
    assert "column 16384 has no name, but row 3 has 'far'" in str(problems(book)[0])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"id,name\n", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_one_sentence(tmp_path, content):
    pytest.importorskip("openpyxl")
    (tmp_path / "book.xlsx").write_bytes(content)
    with pytest.raises(graphkit.DataError, match="no Excel workbook that can be read"):
        graphkit.load_dataset(tmp_path / "book.xlsx")


@pytest.mark.slow
def test_a_workbook_that_unpacks_without_end_is_refused(book):
    import zipfile

    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/zeros.bin", b"\0" * 201_000_000)
    assert book.stat().st_size < 1_000_000
    with pytest.raises(graphkit.DataError, match="unpacks to more than 200 MB"):
        graphkit.load_dataset(book)


def test_a_cell_too_long_for_a_workbook_is_not_cut(sample, tmp_path):
    pytest.importorskip("openpyxl")
    tables = {name: sample.records(name) for name in sample.tables}
    tables["actors"] = [replace(actor, note="x" * 40_000) for actor in tables["actors"]]
    with pytest.raises(graphkit.DataError, match="sheet actors row 2, note: more than 32,767 characters"):
        write_workbook(graphkit.Dataset.from_records(**tables), tmp_path / "book.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))


# --- the order of rows -------------------------------------------------------------------------


def shuffled(dataset, seed):
    """The same rows in another order."""
    import random

    tables = {name: list(dataset.records(name)) for name in dataset.tables}
    for rows in tables.values():
        random.Random(seed).shuffle(rows)
    return graphkit.Dataset.from_records(name=dataset.name, paragraphs=dataset.paragraphs, **tables)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("timeline", {}),
        ("contested", {}),
        ("responses", {}),
        ("leverage", {}),
        ("brokers", {}),
        ("blocs", {}),
        ("balance", {}),
        ("changes", {"since": "2024-05", "until": "2024-12"}),
        ("profile", {"actor": "PRK"}),
        ("paths", {"between": ("KOR", "PRK")}),
    ],
)
def test_the_order_of_rows_changes_no_answer(bundled, question, options):
    answers = [
        getattr(graphkit, question)(graphkit.build_network(dataset), **options)
        for dataset in (bundled, shuffled(bundled, 1))
    ]
    assert answers[0].equals(answers[1])
    assert len(answers[0])


def test_the_order_of_rows_is_that_of_the_lists_on_the_page(sample):
    from graphkit.render.data import page_data

    records = [page_data(graphkit.build_network(dataset)).record for dataset in (sample, shuffled(sample, 1))]
    for table in ("actors", "relations"):
        first, second = (record[table]["id"] for record in records)
        assert (sorted(first), first != second) == (sorted(second), True)
