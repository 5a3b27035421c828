"""Import, export and merge under attack: files that anybody may have written, and others who write meanwhile."""

from __future__ import annotations

import gzip
import os
import random
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from graphkit import interchange, load_dataset
from graphkit.cli import main


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def mine(tmp_path):
    """A dataset of one's own with one tie."""
    ties = tmp_path / "first.csv"
    ties.write_text("source,target\nRussia,North Korea\n")
    assert run("import", "csv", ties, "--into", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def test_a_row_that_is_written_while_an_import_reads_is_not_lost(mine, tmp_path, monkeypatch):
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\nFrance,Germany\n")
    before, read = (mine / "relations.csv").read_text(), interchange.import_files

    def slow(*arguments, **options):
        found = read(*arguments, **options)
        (mine / "relations.csv").write_text(before.replace("x:tie", "x:edited"))
        return found

    monkeypatch.setattr(interchange, "import_files", slow)
    result = run("import", "csv", ties, "--into", mine)
    assert result.exit_code == 1
    assert "relations.csv was changed by another program meanwhile" in result.stderr
    assert (mine / "relations.csv").read_text() == before.replace("x:tie", "x:edited")


def test_an_import_does_not_begin_anew_where_a_table_is_missing(mine, tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\nFrance,Germany\n")
    (mine / "relations.csv").rename(tmp_path / "put-aside.csv")
    actors = (mine / "actors.csv").read_text()
    result = run("import", "csv", ties, "--into", mine)
    assert result.exit_code == 1
    assert "relations.csv" in result.stderr
    assert (mine / "actors.csv").read_text() == actors


def test_a_merge_does_not_replace_a_third_dataset(mine, tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\nFrance,Germany\n")
    for name in ("second", "third"):
        assert run("import", "csv", ties, "--into", tmp_path / name).exit_code == 0
    kept = load_dataset(tmp_path / "third")
    result = run("merge", mine, tmp_path / "second", "-o", tmp_path / "third")
    assert result.exit_code == 1
    assert "holds another dataset" in result.stderr
    assert load_dataset(tmp_path / "third") == kept
    assert run("merge", mine, tmp_path / "second", "-o", mine).exit_code == 0
    assert len(load_dataset(mine).relations) == 2


# --- files of others ---------------------------------------------------------------------------


def test_an_encoding_that_there_is_not(tmp_path):
    for form in ("graphml", "gexf"):
        file = tmp_path / f"map.{form}"
        file.write_text(f'<?xml version="1.0" encoding="nonsense"?><{form}/>')
        result = run("import", form, file, "--into", tmp_path / "into")
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert "unknown encoding" in result.stderr


def test_graphs_that_are_nested_too_deep(tmp_path):
    gml, gexf = tmp_path / "deep.gml", tmp_path / "deep.gexf"
    gml.write_text("graph [" * 30_000 + "]" * 30_000)
    gexf.write_text("<gexf><graph><nodes>" + '<node id="A"><nodes>' * 20_000)
    for file in (gml, gexf):
        result = run("import", file.suffix[1:], file, "--into", tmp_path / "into")
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert str(file) in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("form", ["ftm", "littlesis", "graphml", "gexf", "gml", "csv", "xlsx", "wikidata"])
def test_a_gzip_that_is_cut_short_is_one_sentence(form, tmp_path):
    file = tmp_path / f"cut.{form}.gz"
    file.write_bytes(gzip.compress(random.Random(4).randbytes(5000))[:3000])
    result = run("import", form, file, "--into", tmp_path / "into")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert str(file) in result.stderr


@pytest.mark.slow
def test_blank_lines_and_cells_of_a_list_take_no_memory(tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("source,target\n" + ",\n" * 2_000_000 + "Russia,North Korea\n")
    tracemalloc.start()
    try:
        found = interchange.import_files("csv", [ties])
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.dataset.relations) == 1
    assert most < 20_000_000


@pytest.mark.slow
def test_a_list_that_is_none_is_named(tmp_path, monkeypatch):
    wide, long = tmp_path / "wide.csv", tmp_path / "long.csv"
    wide.write_text("," * 30_000)
    long.write_text("source,target\n" + "".join(f"a{n},b\n" for n in range(200_001)))
    for file, why in ((wide, "more than 20,000 cells"), (long, "more than 200,000 rows")):
        result = run("import", "csv", file, "--into", tmp_path / "into")
        assert result.exit_code == 1
        assert why in result.stderr


def sheet_of(path, rows):
    """A workbook whose only sheet holds rows as they are written, whatever a library would make of them."""
    book = openpyxl.Workbook()
    book.active.title = "relations"
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kept["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in kept.items():
            parts.writestr(name, content)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ('<row r="999999999"><c r="A999999999"><v>1</v></c></row>', "more than 1,048,576 rows"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="60000"><c r="XFD60000"><v>1</v></c></row>', "far from"),
        ("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 200)), "more than 2,000,000 cells"),
    ],
)
def test_a_workbook_that_says_it_is_enormous(rows, why, tmp_path):
    sheet_of(tmp_path / "book.xlsx", rows)
    result = run("check", "--data", tmp_path / "book.xlsx")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert why in result.stderr
    if why != "far from":
        result = run("import", "xlsx", tmp_path / "book.xlsx", "--into", tmp_path / "into")
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert why in result.stderr


def test_a_zip_of_many_files_is_listed_once(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as parts:
        for number in range(20):
            parts.writestr(f"{number}.csv", f"source,target\nA{number},B\n")
    opened, real = [], zipfile.ZipFile
    monkeypatch.setattr(zipfile, "ZipFile", lambda *given, **more: opened.append(given) or real(*given, **more))
    found = interchange.import_files("csv", [tmp_path / "many.zip"])
    assert (len(found.dataset.relations), len(opened)) == (20, 1)


def test_a_zip_of_which_nothing_may_be_read_says_why(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.csv", b"\n" * 1_000_000)
    result = run("import", "csv", tmp_path / "bomb.zip", "--into", tmp_path / "into")
    assert result.exit_code == 1
    assert "more than 100 times its size" in result.stderr


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("wikidata", "null"),
        ("wikidata", "1"),
        ("wikidata", '"x"'),
        ("wikidata", '{"entities": null}'),
        ("wikidata", '{"id": "Q1", "labels": [1]}'),
        ("wikidata", '{"id": "Q1", "aliases": {"en": [1]}}'),
        ("wikidata", '{"id": "Q1", "claims": {"P31": [null]}}'),
        ("littlesis", '{"data": {"type": "entities", "id": 1, "attributes": {"types": 5}}}'),
        ("littlesis", '{"data": {"type": "entities", "id": 1, "attributes": {"aliases": 5}}}'),
        ("littlesis", '{"data": {"type": "entities", "id": 1, "attributes": {"types": [[]]}}}'),
    ],
)
def test_json_of_another_shape_is_a_row_that_cannot_be_read(form, text, tmp_path):
    file = tmp_path / "a.json"
    file.write_text(text)
    result = run("import", form, file, "--into", tmp_path / "into")
    assert result.exit_code == 1
    assert str(file) in result.stderr
    assert not (tmp_path / "into").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_has_no_end_is_no_table(kind, mine, tmp_path):
    ties, place = tmp_path / "ties.csv", tmp_path / "pipe.csv" if kind == "pipe" else Path("/dev/zero")
    ties.write_text("source,target\nFrance,Germany\n")
    if kind == "pipe":
        os.mkfifo(place)
    for words in (["diff", "--textconv", place], ["import", "csv", ties, "--types", place, "--into", mine]):
        result = run(*words)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert "a pipe or a device" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("name", ["datapackage.json", "merge-journal.csv"])
def test_a_pipe_where_a_merge_writes(name, mine, tmp_path):
    (tmp_path / "both").mkdir()
    os.mkfifo(tmp_path / "both" / name)
    result = run("merge", mine, mine, "-o", tmp_path / "both")
    assert result.exit_code == 1
    assert "a pipe or a device" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("form", ["ftm", "littlesis", "wikidata"])
def test_json_of_millions_of_objects_is_refused_unread(form, tmp_path):
    file = tmp_path / "many.json"
    file.write_text("[" + "{},\n" * 2_000_001 + "{}]")
    result = run("import", form, file, "--into", tmp_path / "into")
    assert result.exit_code == 1
    assert "more than 2,000,000 objects" in result.stderr
