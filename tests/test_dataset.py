"""The one door: every rule, every breach, and files that change only where something changed."""

from __future__ import annotations

import json
import os
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import graphkit
from graphkit.control import CONTROLS
from graphkit.dataset import paragraph_starts, read_text, text_sha256, texts_of
from graphkit.model import COLUMNS, Actor, Affiliation, Document, Evidence, Relation

EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out


def edit(folder, table, old, new):
    """Replace some text in a table's file; it must be there."""
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def problems(folder):
    """The breaches found in a folder, which loading must list as well."""
    found = graphkit.check_dataset(folder).problems
    with pytest.raises(graphkit.DataError) as caught:
        graphkit.load_dataset(folder)
    assert caught.value.problems == found
    return found


def contents(folder):
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_saved_comes_back(sample, sample_path):
    assert graphkit.load_dataset(sample_path) == sample
    assert [len(sample.records(table)) for table in COLUMNS] == [7, 3, 2, 5, 6]


def test_tables_are_frames_with_the_columns_of_the_design(sample):
    for table, columns in COLUMNS.items():
        assert tuple(getattr(sample, table).columns) == columns
        assert len(getattr(sample, table)) == len(sample.records(table))
    assert sample.relations["mutual"].tolist() == [True, False, False, False, True]
    assert sample.evidence["start"].tolist()[:2] == [0, 11]
    assert sample.relations["amount"].dropna().tolist() == [300]


def test_a_dataset_cannot_be_changed(sample):
    frame = sample.actors
    frame.loc[0, "name"] = "changed"
    assert sample.actors.loc[0, "name"] == "Alphaland"
    with pytest.raises(AttributeError):
        sample.name = "changed"
    with pytest.raises(TypeError):
        sample.tables["actors"] = ()
    with pytest.raises(AttributeError):
        sample.records("actors")[0].name = "changed"


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "column", "says"),
    [
        ("relations", "2024-03,", "March 2024,", 2, "date", "'March 2024' cannot be read"),
        ("relations", "SUPPORT", "LIKES", 2, "type", "'LIKES' is not one of"),
        ("relations", "ASSAULT,,", "ASSAULT,tickle,", 3, "mode", "'tickle' is not a mode of ASSAULT"),
        ("relations", "treaty,AAA", "treaty,AAB", 2, "actor", "no id 'AAB': did you mean AAA"),
        ("relations", "treaty,AAA", "treaty,", 2, "actor", "is blank"),
        ("relations", "protest,", "treaty,", 4, "id", "taken by row 2"),
        ("relations", "troops,,\naid", "nothing,,\naid", 4, "responds_to", "no id 'nothing'"),
        ("relations", "2024-04-05", "2024-03-05", 4, "responds_to", "which came later"),
        ("relations", "300", "3,00", 3, "", "the row has 15 cells, the header 14"),
        ("relations", ",300,", ",many,", 3, "amount", "'many' is not a number"),
        ("relations", "2024-04-05", "3/3/2024", 4, "date", "date '3/3/2024' cannot be read"),
        ("relations", "true", "yes", 2, "mutual", "'yes' is not true or false"),
        ("relations", "AAA;pact", "pact;pact", 5, "actor", "names one id twice"),
        ("actors", "Alphaland,", ",", 2, "name", "is blank"),
        ("actors", "Alphaland,", "\u200b \u200b,", 2, "name", "is blank"),
        ("actors", "Gammaland", "Gamma\x07land", 4, "name", "control character U+0007"),
        ("actors", ",igo", ",club", 7, "kind", "'club' is not one of state, igo"),
        ("actors", "Q1", "1", 2, "wikidata", "'1' is not a Wikidata id"),
        ("actors", "CCC,", "Ccc,", 4, "id", "three letters of ISO 3166-1"),
        ("affiliations", "PART_OF", "OWNS", 4, "role", "'OWNS' is not one of"),
        ("affiliations", "2020,2024-06-30", "2020,2019", 2, "until", "ends before it begins"),
        ("documents", "2024-05-02", "2/5/2024", 2, "date", "cannot be read"),
        ("evidence", "news,0,10", "news,10,10", 2, "start", "is no span"),
        ("evidence", "news,0,10", "news,-1,10", 2, "start", "is no span"),
        ("evidence", "news,0,10", "news,,10", 2, "start", "is no span"),
        ("evidence", "denies", "doubts", 4, "stance", "'doubts' is not one of asserts"),
        ("evidence", "denies,BBB", "denies,bbb", 4, "speaker", "no id 'bbb'"),
        ("evidence", "curated,0.5", "curated,2", 6, "confidence", "from 0 to 1"),
        ("evidence", "curated,0.5", "somebody,0.5", 6, "origin", "is not an origin"),
        ("evidence", "protest,news", "protest,newz", 5, "document", "did you mean news"),
    ],
)
def test_each_rule_names_the_place(sample_path, table, old, new, row, column, says):
    edit(sample_path, table, old, new)
    matching = [p for p in problems(sample_path) if p.file == f"{table}.csv" and p.row == row and p.column == column]
    assert len(matching) == 1, graphkit.check_dataset(sample_path).problems
    assert says in str(matching[0])
    assert f"{table}.csv row {row}" in str(matching[0])


def test_every_breach_is_listed_at_once(sample_path):
    edit(sample_path, "relations", "SUPPORT", "LIKES")
    edit(sample_path, "relations", "2024-04-05", "someday")
    edit(sample_path, "actors", "The Pact", "")
    edit(sample_path, "evidence", "book", "cook")
    found = problems(sample_path)
    assert [(p.file, p.row, p.column) for p in found] == [
        ("actors.csv", 7, "name"),
        ("relations.csv", 2, "type"),
        ("relations.csv", 4, "date"),
        ("evidence.csv", 6, "document"),
    ]


def test_answers_may_not_form_a_circle(sample_path):
    edit(sample_path, "relations", "300,soldiers,,", "300,soldiers,protest,")
    edit(sample_path, "relations", "2024-04-01/2024-04-03", "2024-04")
    edit(sample_path, "relations", "2024-04-05", "2024-04")
    found = problems(sample_path)
    assert [(p.row, p.column) for p in found] == [(3, "responds_to"), (4, "responds_to")]
    assert "lead back to itself" in str(found[0])


def test_who_acts_must_have_a_place_on_that_day(sample_path):
    edit(sample_path, "affiliations", "2024-06-30", "2024-03-01")
    (found,) = problems(sample_path)
    assert (found.file, found.row, found.column) == ("relations.csv", 4, "actor")
    assert "'ann-abel' has affiliations, but none on 2024-04-05" in str(found)


def test_affiliations_may_not_form_a_circle(sample_path):
    edit(sample_path, "affiliations", "PART_OF,BBB", "PART_OF,daily")
    with (sample_path / "affiliations.csv").open("a", encoding="utf-8") as stream:
        stream.write("daily,PART_OF,beta-army,,,\n")
    assert [p.row for p in problems(sample_path)] == [4, 5]


@pytest.mark.parametrize("name", ["actors", "affiliations", "documents", "relations", "evidence"])
def test_a_missing_table_is_one_plain_problem(sample_path, name):
    (sample_path / f"{name}.csv").unlink()
    found = problems(sample_path)
    assert [p.message for p in found if p.file == f"{name}.csv"] == [
        f"the file is missing: it needs the columns {', '.join(COLUMNS[name])}"
    ]
    assert all("has no id" not in p.message for p in found)


def test_wrong_headers_are_named(sample_path):
    edit(sample_path, "actors", "id,name,kind", "id,nom,kind")
    assert [p.column for p in problems(sample_path)] == ["name"]
    assert [p.column for p in graphkit.check_dataset(sample_path).notices] == ["nom"]
    edit(sample_path, "actors", "id,nom,kind", "id,name,name,kind")
    assert "there twice" in str(problems(sample_path)[0])


def test_what_is_not_utf8_is_said(sample_path):
    path = sample_path / "actors.csv"
    path.write_bytes(path.read_text("utf-8").replace("베타", "é").encode("latin-1"))
    assert any("is not UTF-8" in str(p) and p.row == 3 for p in problems(sample_path))
    path.write_bytes("id".encode("utf-16"))
    assert "UTF-16" in str(problems(sample_path)[0])


def test_stray_quotes_empty_files_and_broken_packages_are_said(sample_path):
    (sample_path / "actors.csv").write_text('id,name,kind,aliases,wikidata,note\nAAA,"Alpha', encoding="utf-8")
    assert "stray quote" in str(problems(sample_path)[0])
    (sample_path / "actors.csv").write_text("", encoding="utf-8")
    assert "is empty" in str(problems(sample_path)[0])
    (sample_path / "datapackage.json").write_text("[]", encoding="utf-8")
    assert any("not JSON" in str(p) for p in problems(sample_path))


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(graphkit.DataError, match="is not there"):
        graphkit.load_dataset(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(graphkit.DataError, match="a file, not a folder"):
        graphkit.check_dataset(tmp_path / "file")


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_what_excel_writes_is_accepted_and_said(sample, sample_path, delimiter):
    import csv
    import io

    for path in sample_path.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerows([*rows, [""] * len(rows[0])])
        path.write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().replace("true", "TRUE").encode("utf-8"))
    before = contents(sample_path)
    assert graphkit.load_dataset(sample_path) == sample
    said = " ".join(map(str, graphkit.check_dataset(sample_path).notices))
    assert "byte order mark" in said
    assert "blank rows left out" in said
    assert ("is separated by" in said) == (delimiter != ",")
    graphkit.save_dataset(sample, sample_path)
    assert contents(sample_path) == before


def test_saving_again_changes_no_byte_and_a_change_only_its_line(sample, sample_path):
    before = contents(sample_path)
    graphkit.save_dataset(graphkit.load_dataset(sample_path), sample_path)
    assert contents(sample_path) == before
    records = [
        Relation(**{**as_dict(r), "summary": "New."}) if r.id == "aid" else r for r in sample.records("relations")
    ]
    tables = {table: sample.records(table) for table in COLUMNS} | {"relations": records}
    graphkit.save_dataset(
        graphkit.Dataset.from_records(name="sample", title="A sample", version="1", **tables), sample_path
    )
    after = contents(sample_path)
    assert {name for name in after if after[name] != before[name]} == {"relations.csv"}
    changed = set(after["relations.csv"].split(b"\n")) ^ set(before["relations.csv"].split(b"\n"))
    assert len(changed) == 2
    assert not [name for name in after if name.endswith(".tmp")]


def as_dict(record):
    """A record's fields."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_an_interrupted_save_loses_nothing(sample, sample_path, monkeypatch):
    before = contents(sample_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    changed = graphkit.Dataset.from_records(actors=[Actor("AAA", "Other", "state")])
    with pytest.raises(graphkit.DataError, match="No space left"):
        graphkit.save_dataset(changed, sample_path)
    assert contents(sample_path) == before


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x.example")', "+1+1", "-2+3", "@SUM(A1)", "'=1", "''=1", "'quoted'"]
)
def test_no_cell_becomes_a_formula_and_each_comes_back(tmp_path, name):
    dataset = graphkit.Dataset.from_records(actors=[Actor("one", name, "other", (name,))])
    graphkit.save_dataset(dataset, tmp_path)
    assert graphkit.load_dataset(tmp_path).records("actors") == dataset.records("actors")
    cells = (tmp_path / "actors.csv").read_text("utf-8").replace('"', "").split("\n")[1].split(",")
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


#: What a table takes: controls, those of writing direction too, are refused.
TEXT = st.text(
    st.characters(blacklist_categories=("Cc", "Cs")).filter(lambda one: not CONTROLS.search(one)), max_size=12
).map(str.strip)
NAME = TEXT.filter(lambda text: any(letter.isalnum() for letter in text))
ITEMS = st.lists(NAME.filter(lambda text: ";" not in text), unique=True, max_size=3).map(tuple)


@pytest.mark.slow
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=min(40, EXAMPLES),
)
@given(st.lists(st.tuples(NAME, ITEMS, TEXT), max_size=5), st.floats(0, 1), st.integers(-(10**12), 10**12))
def test_any_text_survives_saving(tmp_path_factory, rows, confidence, amount):
    actors = [Actor(f"a{n}", name, "other", aliases, "", note) for n, (name, aliases, note) in enumerate(rows)]
    actors += [Actor("x", "x", "other"), Actor("y", "y", "other")]
    relations = [Relation("r", ("x",), "AID", "", ("y",), amount=amount, summary=rows[0][2] if rows else "")]
    dataset = graphkit.Dataset.from_records(
        actors=actors,
        documents=[Document("d", "d")],
        relations=relations,
        evidence=[Evidence("r", "d", confidence=confidence)],
    )
    folder = tmp_path_factory.mktemp("any")
    graphkit.save_dataset(dataset, folder)
    loaded = graphkit.load_dataset(folder)
    assert loaded.tables == dataset.tables
    assert loaded.records("actors") == tuple(actors)


def test_spans_are_checked_against_texts_that_are_there(sample, sample_path, tmp_path):
    text = "x" * 40
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "any name.txt").write_bytes(text.replace("x", "y", 1).encode() + b"\r\n")
    sha256 = text_sha256("y" + "x" * 39 + "\n")
    edit(sample_path, "documents", "en,,,,", f"en,,{sha256},,")
    assert graphkit.check_dataset(sample_path).problems == ()
    found = graphkit.check_dataset(sample_path, documents=documents).problems
    assert [(p.row, p.column) for p in found] == [(4, "end"), (5, "end")]
    assert "outside 'news', which has 41 characters" in str(found[0])
    loaded = graphkit.load_dataset(sample_path)
    assert list(texts_of(loaded.records("documents"), documents)) == ["news"]


def test_a_text_that_changed_is_said(sample_path):
    (sample_path / "news.txt").write_text("Y" * 100, encoding="utf-8")
    edit(sample_path, "documents", "en,,,,", f"en,,{'0' * 64},news.txt,")
    assert "has changed since it was read" in str(problems(sample_path)[0])
    edit(sample_path, "documents", "news.txt", "../news.txt")
    assert "leads out of the folder" in str(problems(sample_path)[0])


def test_texts_are_read_in_one_form(tmp_path):
    (tmp_path / "a").write_bytes("\ufeffe\u0301\r\nb\rc".encode())
    assert read_text(tmp_path / "a") == "é\nb\nc"
    (tmp_path / "b").write_bytes(b"\xff")
    with pytest.raises(graphkit.DataError, match="is not UTF-8"):
        read_text(tmp_path / "b")


def test_merging_adds_and_fills_but_replaces_nothing(sample):
    other = graphkit.Dataset.from_records(
        actors=[Actor("CCC", "Gammaland", "state", ("Gammas",), "Q3"), Actor("DDD", "Deltaland", "state")],
        affiliations=[Affiliation("CCC", "MEMBER_OF", "DDD")],
    )
    merged = graphkit.merge(sample, other)
    assert merged.records("actors")[2] == Actor("CCC", "Gammaland", "state", ("Gammas",), "Q3")
    assert len(merged.records("actors")) == 8
    assert len(merged.records("affiliations")) == 4
    assert merged.records("relations") == sample.records("relations")
    assert graphkit.merge(sample, sample) == sample


def test_merging_contradictions_is_refused_with_each(sample):
    other = graphkit.Dataset.from_records(actors=[Actor("CCC", "Gamma", "state"), Actor("AAA", "Alpha", "state")])
    with pytest.raises(graphkit.DataError) as caught:
        graphkit.merge(sample, other)
    assert [(p.row, p.value) for p in caught.value.problems] == [(2, "Gamma"), (3, "Alpha")]
    assert "'Gammaland' in the one and 'Gamma' in the other" in str(caught.value)


def test_a_blank_mutual_is_what_the_type_is_by_default(sample_path):
    edit(sample_path, "relations", "ALLIED_WITH,,CCC,true", "ALLIED_WITH,,CCC,")
    edit(sample_path, "relations", "ACCUSE,,BBB,false", "ACCUSE,,BBB,")
    assert [r.mutual for r in graphkit.load_dataset(sample_path).records("relations")] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_notices_say_what_an_editor_wants_to_know(sample_path):
    edit(sample_path, "evidence", "ally,book,,,,,asserts,,,curated,\n", "")
    edit(sample_path, "documents", "https://example.org/news", "javascript:alert(1)")
    edit(sample_path, "actors", "Alpha City", "베타")
    said = [str(notice) for notice in graphkit.check_dataset(sample_path).notices]
    assert any("'ally' has no evidence" in line for line in said)
    assert any("not http(s)" in line for line in said)
    assert any("'베타' names AAA and BBB" in line for line in said)


@pytest.mark.parametrize(
    ("date", "stance", "told"),
    [
        ("2099-01", "asserts", True),
        ("2025-01", "asserts", True),
        ("2024-12-20", "asserts", False),
        ("../2099", "asserts", False),
        ("2099-01", "expects", False),
    ],
)
def test_what_is_asserted_and_still_to_come_is_a_notice_and_no_breach(sample_path, date, stance, told):
    """The document is of 19 December 2024; a day later is another clock's."""
    rows = (sample_path / "relations.csv").read_text("utf-8").splitlines()
    head = rows[0].split(",")
    new = dict.fromkeys(head, "") | {"id": "late", "actor": "AAA", "type": "AID", "recipient": "BBB", "date": date}
    edit(sample_path, "relations", rows[0] + "\n", rows[0] + "\n" + ",".join(new[name] for name in head) + "\n")
    paper = (sample_path / "documents.csv").read_text("utf-8").splitlines()[0].split(",")
    new = dict.fromkeys(paper, "") | {"id": "paper", "title": "Paper", "date": "2024-12-19"}
    with (sample_path / "documents.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(",".join(new[name] for name in paper) + "\n")
    with (sample_path / "evidence.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(f"late,paper,,,,,{stance},,,curated,\n")
    report = graphkit.check_dataset(sample_path)
    assert report.problems == ()
    assert [date in str(one) for one in report.notices if "'late' is asserted" in str(one)] == [True] * told


def test_unknown_tables_are_a_programmers_mistake(sample):
    with pytest.raises(ValueError, match="there is no table 'nodes'"):
        sample.records("nodes")
    with pytest.raises(ValueError, match="there is no table 'nodes'"):
        graphkit.Dataset.from_records(nodes=[])


def test_a_package_without_a_description_takes_the_folders_name(sample, sample_path):
    (sample_path / "datapackage.json").unlink()
    loaded = graphkit.load_dataset(sample_path)
    assert (loaded.name, loaded.title) == ("sample", "")
    assert loaded.tables == sample.tables


@pytest.mark.slow
def test_the_description_is_valid_for_other_tools(sample_path):
    from frictionless import validate

    report = validate(str(sample_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = json.loads((sample_path / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(COLUMNS)


def test_saving_is_all_or_nothing(sample, sample_path):
    before = contents(sample_path)
    changed = graphkit.merge(sample, graphkit.Dataset.from_records(actors=[Actor("DDD", "Deltaland", "state")]))
    (sample_path / "evidence.csv").unlink()
    (sample_path / "evidence.csv").mkdir()
    with pytest.raises(graphkit.DataError, match="it is a folder"):
        graphkit.save_dataset(changed, sample_path)
    (sample_path / "evidence.csv").rmdir()
    del before["evidence.csv"]
    assert contents(sample_path) == before
    (sample_path / "datapackage.json").write_text("{bad", "utf-8")
    with pytest.raises(graphkit.DataError, match="not JSON"):
        graphkit.save_dataset(changed, sample_path)
    assert (sample_path / "actors.csv").read_bytes() == before["actors.csv"]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links are those of POSIX")
def test_links_are_followed_and_permissions_kept(sample, sample_path, tmp_path):
    target = tmp_path / "elsewhere.csv"
    (sample_path / "actors.csv").rename(target)
    (sample_path / "actors.csv").symlink_to(target)
    target.chmod(0o600)
    graphkit.save_dataset(
        graphkit.merge(sample, graphkit.Dataset.from_records(actors=[Actor("DDD", "Deltaland", "state")])), sample_path
    )
    assert (sample_path / "actors.csv").is_symlink()
    assert "Deltaland" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_row_that_did_not_change_keeps_its_spelling(sample_path):
    edit(sample_path, "relations", "ASSAULT,,CCC,false", "ASSAULT,,CCC,FALSE")
    edit(sample_path, "relations", "AAA;pact", "AAA; pact")
    dataset = graphkit.load_dataset(sample_path)
    records = [
        Relation(**{**as_dict(r), "summary": "New."}) if r.id == "protest" else r for r in dataset.records("relations")
    ]
    tables = {table: dataset.records(table) for table in COLUMNS} | {"relations": records}
    graphkit.save_dataset(
        graphkit.Dataset.from_records(name="sample", title="A sample", version="1", **tables), sample_path
    )
    text = (sample_path / "relations.csv").read_text("utf-8")
    assert "ASSAULT,,CCC,FALSE" in text
    assert "AAA; pact" in text
    assert "New." in text


def test_membership_of_a_state_is_no_place_to_act_from(sample_path):
    with (sample_path / "affiliations.csv").open("a", encoding="utf-8") as stream:
        stream.write("AAA,MEMBER_OF,pact,,2030,\n")
    assert graphkit.check_dataset(sample_path).problems == ()


def test_a_gap_further_up_is_found(sample_path):
    edit(sample_path, "affiliations", "PART_OF,BBB,,,", "PART_OF,daily,,,")
    with (sample_path / "affiliations.csv").open("a", encoding="utf-8") as stream:
        stream.write("daily,PART_OF,BBB,,2030,\n")
    (found,) = problems(sample_path)
    assert "'daily', to which 'beta-army' belongs, has affiliations, but none on 2024-04-01" in str(found)


def test_affiliations_in_turn_are_no_circle(sample_path):
    with (sample_path / "affiliations.csv").open("a", encoding="utf-8") as stream:
        stream.write("daily,PART_OF,beta-army,,,2010\nbeta-army,PART_OF,daily,,2012,\n")
    assert graphkit.check_dataset(sample_path).problems == ()


@pytest.mark.parametrize("digits", ["9" * 5000, "１", "1.5", "1e3"])
def test_odd_offsets_are_problems_not_crashes(sample_path, digits):
    edit(sample_path, "evidence", "news,0,10", f"news,0,{digits}")
    assert [p.column for p in problems(sample_path)] == ["start"]


@pytest.mark.parametrize("key", ["Kim", "kim jong", "-x", "=x", "kim\u200bjong", "a/../b", "cafe\u0301"])
def test_ids_of_others_are_lower_case_slugs(key):
    with pytest.raises(graphkit.DataError, match="is not an id"):
        graphkit.Dataset.from_records(actors=[Actor(key, "X", "other")])


@pytest.mark.parametrize("name", ["\u3164", "\u2800", "\ud800", "a\u2028b", "   "])
def test_names_must_be_readable(name):
    with pytest.raises(graphkit.DataError):
        graphkit.Dataset.from_records(actors=[Actor("x", name, "other")])


def test_datasets_can_be_copied_and_sent(sample):
    import copy
    import pickle

    assert pickle.loads(pickle.dumps(sample)) == sample
    assert copy.deepcopy(sample) == sample


def test_a_ragged_row_is_not_called_unknown_as_well(sample_path):
    edit(sample_path, "relations", "troops,beta-army", "troops,extra,beta-army")
    edit(sample_path, "evidence", "ally,book", "allx,book")
    assert [(p.file, p.row) for p in problems(sample_path)] == [("relations.csv", 3), ("evidence.csv", 7)]


def test_thousands_with_a_point_are_not_guessed(sample_path):
    path = sample_path / "relations.csv"
    text = (
        path.read_text("utf-8").replace(";", "|").replace(",", ";").replace("|", ",").replace("AAA,pact", '"AAA;pact"')
    )
    path.write_text(text.replace("300", "1.000"), "utf-8")
    (found,) = problems(sample_path)
    assert (found.row, found.column) == (3, "amount")
    assert "write 1000 or 1.0000" in str(found)
    path.write_text(text.replace("300", "1000.5"), "utf-8")
    assert graphkit.check_dataset(sample_path).problems == ()


def test_where_paragraphs_begin_is_kept_and_carried(sample, tmp_path):
    assert paragraph_starts("Head\n\n  Body one.\n \nBody two.") == (0, 6, 20)
    records = {
        table: sample.records(table) for table in ("actors", "affiliations", "documents", "relations", "evidence")
    }
    dataset = graphkit.Dataset.from_records(name="s", paragraphs={"news": [0, 11, 31]}, **records)
    graphkit.save_dataset(dataset, tmp_path / "s")
    loaded = graphkit.load_dataset(tmp_path / "s")
    assert dict(loaded.paragraphs) == {"news": (0, 11, 31)}
    assert loaded == dataset
    assert graphkit.merge(sample, loaded).paragraphs == loaded.paragraphs
    network = graphkit.build_network(loaded, roll_up=True)
    assert network.graph["paragraphs"] == {"news": (0, 11, 31)}
    assert graphkit.to_dataset(graphkit.build_network(loaded)) == loaded


@pytest.mark.parametrize("found", ['{"news": [3, 3]}', '{"news": "0"}', '{"news": [-1]}', "[1]", '{"news": [true]}'])
def test_paragraphs_that_are_no_list_are_one_problem(sample_path, found):
    path = sample_path / "datapackage.json"
    text = path.read_text("utf-8").rstrip().removesuffix("}").rstrip()
    path.write_text(f'{text}, "paragraphs": {found}}}', encoding="utf-8")
    with pytest.raises(graphkit.DataError, match="rising list of whole numbers") as error:
        graphkit.load_dataset(sample_path)
    assert [problem.column for problem in error.value.problems] == ["paragraphs"]


def test_the_bundled_paragraphs_are_those_of_the_texts(shared_path, affair):
    texts = {}
    for path in (shared_path / "seeds").iterdir():
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
        texts[text_sha256(text)] = text
    dataset = affair
    found = {one.id: paragraph_starts(texts[one.sha256]) for one in dataset.records("documents") if one.sha256 in texts}
    assert len(found) == 2
    assert {name: dataset.paragraphs[name] for name in found} == found
