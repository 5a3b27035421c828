"""Every command of the workbench: what it changes, what it refuses, and that undo takes it back to the byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from graphkit.dataset import check_dataset

LINE = {"actor": [{"id": "LVA"}], "type": "SANCTION", "mode": "expel", "recipient": [{"id": "MAR"}]}
FIRST, SECOND = "Latvia expelled two Moroccan diplomats on Tuesday.", "Morocco condemned Latvia on Wednesday."
DENIAL = "Morocco denied the charge."


def expel(page, **more):
    """Enter that Latvia expelled Morocco's diplomats."""
    return page.command("relation", **page.span(FIRST), **{**LINE, "date": "2026-05-12", **more})


def cells(page, table):
    """The rows of a table as cells."""
    return [row["cells"] for row in page.get(f"table/{table}", count=2000)["rows"]]


@pytest.mark.slow
def test_a_new_relation_makes_its_id_its_actors_its_document_and_its_evidence(page):
    reply = expel(page)
    assert (reply["relation"], reply["kept"]) == ("2026-05-lva-expels-mar", 1)
    (relation,), (evidence,) = cells(page, "relations"), cells(page, "evidence")
    assert relation["summary"] == FIRST
    assert (relation["type"], relation["mode"], relation["mutual"]) == ("SANCTION", "expel", "false")
    text = page.get(f"document/{evidence['document']}")["text"]
    assert text[int(evidence["start"]) : int(evidence["end"])] == FIRST
    assert (evidence["stance"], evidence["origin"]) == ("asserts", "curated")
    assert [row["id"] for row in cells(page, "actors")] == ["LVA", "MAR"]
    assert [row["id"] for row in cells(page, "documents")] == [evidence["document"]]
    page.save()
    assert check_dataset(page.folder).problems == ()


def test_the_same_again_gets_an_id_of_its_own(page):
    expel(page)
    assert expel(page)["relation"] == "2026-05-lva-expels-mar-2"
    assert expel(page, id="my-own")["relation"] == "my-own"
    assert page.command("relation", status=422, **page.span(FIRST), **LINE, id="my-own")["field"] == "id"


def test_the_id_takes_the_documents_month_where_the_act_has_no_date(page):
    assert expel(page, date="")["relation"] == "2026-05-lva-expels-mar"
    assert cells(page, "relations")[0].get("date", "") == ""


def test_somebody_new_comes_with_a_place_in_a_state(page):
    new = {"name": "Ilze Kalve", "kind": "person", "affiliation": {"organisation": "LVA", "title": "Foreign Minister"}}
    span = page.span("Foreign Minister Ilze Kalve accused Morocco on Monday of running guns.")
    line = {"actor": [{"new": new}], "type": "ACCUSE", "recipient": [{"id": "MAR"}], "date": "2026-05-11"}
    assert page.command("relation", **span, **line)["relation"] == "2026-05-ilze-kalve-accuses-mar"
    assert cells(page, "affiliations") == [
        {"actor": "ilze-kalve", "role": "REPRESENTS", "organisation": "LVA", "title": "Foreign Minister"}
    ]
    assert page.command("actor", new={"name": "Ilze Kalve", "kind": "person"})["what"] == "new actor ilze-kalve-2"


def test_more_evidence_a_denial_and_the_status_that_follows(page):
    key = expel(page)["relation"]
    assert page.get(f"relation/{key}")["status"] == "asserted"
    page.command("evidence", **page.span("Latvia expels two Moroccan diplomats"), relation=key)
    page.command("denial", **page.span(DENIAL), relation=key, speaker={"id": "MAR"})
    card = page.get(f"relation/{key}")
    assert card["status"] == "contested"
    assert [(one["stance"], one["words"]) for one in card["evidence"]] == [
        ("asserts", FIRST),
        ("asserts", "Latvia expels two Moroccan diplomats"),
        ("denies", DENIAL),
    ]
    assert card["evidence"][2]["speaker"] == {"id": "MAR", "name": "Morocco"}
    assert page.command("denial", status=422, **page.span(DENIAL), relation="nothing")["field"] == "relation"


def test_an_answer_names_what_it_answers_and_one_dated_before_it_is_refused_in_the_line(page):
    first = expel(page)["relation"]
    answer = {"actor": [{"id": "MAR"}], "type": "ACCUSE", "recipient": [{"id": "LVA"}], "responds_to": [first]}
    early = page.command("relation", status=422, **page.span(SECOND), **answer, date="2026-05-10")
    assert early["field"] == "responds_to"
    assert early["error"].startswith("it is dated 2026-05-10, before what it answers (2026-05-12)")
    second = page.command("relation", **page.span(SECOND), **answer, date="2026-05-13")["relation"]
    assert page.get(f"relation/{second}")["answers"][0]["relation"] == first
    assert page.get(f"relation/{first}")["answered_by"][0]["relation"] == second
    third = expel(page, date="2026-05-14")["relation"]
    page.command("answer", relation=third, answers=[second])
    assert page.get(f"relation/{third}")["answers"][0]["relation"] == second
    assert page.command("answer", status=422, relation=first, answers=[third])["field"] == "responds_to"


def test_a_cell_is_changed_if_it_holds_what_the_page_showed(page):
    expel(page)
    row = page.row("relations", id="2026-05-lva-expels-mar")
    change = {"table": "relations", "row": row, "column": "place"}
    page.command("cell", **change, value="Riga", before="")
    assert cells(page, "relations")[0]["place"] == "Riga"
    assert page.command("cell", status=409, **change, value="Rabat", before="Oslo")["code"] == "changed"
    broken = page.command("cell", status=422, **{**change, "column": "date"}, value="yesterday", before="2026-05-12")
    assert broken["field"] == "date"
    assert "'yesterday'" in broken["error"]
    assert page.command("cell", status=422, **{**change, "column": "colour"}, value="red")["field"] == "column"
    assert page.command("cell", status=422, **change, value="Riga")["error"] == "nothing changes: it is so already"


def test_an_id_that_is_changed_is_changed_wherever_it_stands(page):
    first = expel(page)["relation"]
    answer = {"actor": [{"id": "MAR"}], "type": "ACCUSE", "recipient": [{"id": "LVA"}], "date": "2026-05-13"}
    page.command("relation", **page.span(SECOND), **answer, responds_to=[first])
    row = page.row("relations", id=first)
    page.command("cell", table="relations", row=row, column="id", value="expulsion", before=first)
    assert cells(page, "evidence")[0]["relation"] == "expulsion"
    assert cells(page, "relations")[1]["responds_to"] == "expulsion"


def test_rows_are_added_pasted_and_taken_out_and_what_others_need_stays(page):
    first = expel(page)["relation"]
    page.command("add", table="actors", cells={"id": "EST", "name": "Estonia", "kind": "state"})
    paste = [{"row": page.row("actors", id="EST"), "column": "aliases", "value": "Eesti", "before": ""}]
    page.command("cells", table="actors", cells=paste, add=[{"id": "LTU", "name": "Lithuania", "kind": "state"}])
    assert [row["id"] for row in cells(page, "actors")] == ["LVA", "MAR", "EST", "LTU"]
    assert cells(page, "actors")[2]["aliases"] == "Eesti"
    needed = page.command("delete", status=422, table="actors", rows=[page.row("actors", id="LVA")])
    assert "actors.csv has no id 'LVA'" in needed["error"]
    page.command("delete", table="actors", rows=[page.row("actors", id="EST"), page.row("actors", id="LTU")])
    page.command("delete", table="relations", rows=[page.row("relations", id=first)])
    assert cells(page, "relations") == cells(page, "evidence") == []
    page.command("actor", new={"name": "Latvia", "kind": "state", "id": "LVA"})
    taken = {"id": "LVA", "name": "Another", "kind": "state"}
    assert "taken" in page.command("add", status=422, table="actors", cells=taken)["error"]


def test_merging_says_first_what_changes(page):
    key = expel(page)["relation"]
    page.command("actor", new={"name": "Kingdom of Morocco", "kind": "other", "aliases": ["Maghreb"]})
    page.command("evidence", **page.span(DENIAL), relation=key, speaker={"id": "kingdom-of-morocco"})
    before = cells(page, "actors")
    said = page.command("merge", stay="MAR", go="kingdom-of-morocco", sure=False)
    assert said == {
        "sentence": "Morocco (MAR) stays and takes the names of Kingdom of Morocco (kingdom-of-morocco), which goes; "
        "changed besides: 1 in evidence.csv."
    }
    assert cells(page, "actors") == before
    page.command("merge", stay="MAR", go="kingdom-of-morocco", sure=True)
    assert cells(page, "actors")[1]["aliases"] == "Rabat;Kingdom of Morocco;Maghreb"
    assert cells(page, "evidence")[1]["speaker"] == "MAR"
    page.post("undo")
    assert cells(page, "actors") == before


def test_a_document_that_is_not_listed_is_listed_with_what_is_proposed(page):
    key = page.get("state")["documents"][0]["id"]
    page.command("document", id=key, publisher="The Herald")
    (row,) = cells(page, "documents")
    assert (row["title"], row["publisher"], row["date"]) == (
        "Latvia expels two Moroccan diplomats",
        "The Herald",
        "2026-05-14",
    )
    assert len(row["sha256"]) == 64


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"words": "Latvia expelled two Moroccan diplomats on Monday."}, "text", "words"),
        ({"sha256": "0" * 64}, "text", "sha256"),
        ({"start": -1}, "text", "words"),
        ({"end": 10**9}, "text", "words"),
        ({"start": "0"}, "json", "start"),
        ({"document": "no-such"}, "unknown", "document"),
        ({"document": "../article.txt"}, "unknown", "document"),
    ],
)
def test_a_span_is_taken_only_with_its_own_words(page, change, code, field):
    status = {"text": 409, "json": 400, "unknown": 404}[code]
    refused = page.command("relation", status=status, **{**page.span(FIRST), **LINE, **change})
    assert (refused["code"], refused["field"]) == (code, field)
    assert page.get("state")["undo"] is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"actor": []}, "actor"),
        ({"recipient": [{"id": "nobody-of-that-name"}]}, "recipient"),
        ({"recipient": [{"new": {"name": " "}}]}, "recipient"),
        ({"type": "KISS"}, "type"),
        ({"type": ""}, "type"),
        ({"mode": "visit"}, "mode"),
        ({"date": "12.5.2026"}, "date"),
        ({"amount": "many"}, "amount"),
        ({"contexts": ["weather"]}, "contexts"),
        ({"stance": "hopes"}, "stance"),
        ({"responds_to": ["nothing"]}, "responds_to"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_at_its_field(page, change, field):
    refused = page.command("relation", status=422, **page.span(FIRST), **{**LINE, **change})
    assert refused["field"] == field
    assert page.get("state")["saving"]["kept"] == 0
    assert cells(page, "actors") == []


def test_what_is_typed_is_kept_on_one_line_without_what_acts_on_a_reader(page):
    expel(page, summary="Two\nlines \u202eand \x1b[2J more")
    assert cells(page, "relations")[0]["summary"] == "Two lines and [2J more"


# --- undo --------------------------------------------------------------------------------------


def everything(page):
    """One command of every kind, as functions."""
    key = page.get("state")["documents"][0]["id"]
    new = {"name": "Ilze Kalve", "kind": "person", "affiliation": {"organisation": "LVA"}}
    yield lambda: page.command("document", id=key, publisher="The Herald")
    yield lambda: expel(page)
    yield lambda: page.command("actor", new=new)
    yield lambda: page.command("evidence", **page.span(DENIAL), relation="2026-05-lva-expels-mar")
    yield lambda: page.command("denial", **page.span(SECOND), relation="2026-05-lva-expels-mar", speaker={"id": "MAR"})
    yield lambda: page.command("answer", relation="2026-05-lva-expels-mar-2", answers=["2026-05-lva-expels-mar"])
    yield lambda: page.command("cell", table="actors", row=page.row("actors", id="MAR"), column="note", value="=1+1")
    yield lambda: page.command(
        "cells", table="actors", cells=[], add=[{"id": "EST", "name": "Estonia", "kind": "state"}]
    )
    yield lambda: page.command("add", table="actors", cells={"id": "oxfam", "name": "Oxfam", "kind": "ngo"})
    yield lambda: page.command("merge", stay="EST", go="oxfam", sure=True)
    yield lambda: page.command("delete", table="relations", rows=[page.row("relations", id="2026-05-lva-expels-mar-2")])


@pytest.mark.slow
def test_each_command_is_undone_over_a_restart_and_done_again(page):
    page.command("add", table="actors", cells={"id": "unesco", "name": "UNESCO", "kind": "igo"})
    states = []
    for number, act in enumerate(everything(page)):
        if number == 5:
            expel(page, date="2026-05-13")
            page.save()
        page.save()
        states.append(page.tables())
        act()
        page.save()
        after = page.tables()
        assert after != states[-1]
        page.again()
        page.post("undo")
        page.save()
        assert page.tables() == states[-1], number
        page.again()
        page.post("redo")
        page.save()
        assert page.tables() == after


ACTS = st.lists(st.integers(0, 10), min_size=1, max_size=12)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_any_sequence_of_commands_undone_gives_the_tables_byte_for_byte(page, acts):
    page.save()
    before, done = page.tables(), 0
    for act in acts:
        try:
            list(everything(page))[act]()
            done += 1
        except (AssertionError, StopIteration):  # refused, or there is no such row yet
            continue
        if act % 3 == 0:
            page.save()
        if act % 4 == 0:
            page.again()
    for _ in range(done):
        page.post("undo")
    page.save()
    assert page.tables() == before


def test_undo_is_refused_when_a_row_has_changed_since(page):
    expel(page)
    page.save()
    path = page.folder / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("Latvia expelled two", "Latvia sent home two"), "utf-8")
    page.post("save")
    refused = page.post("undo", status=409)
    assert refused["code"] == "changed"
    assert "relations.csv (2026-05-lva-expels-mar) has changed since" in refused["error"]
    assert page.post("undo", status=404, n=77)["error"] == "there is nothing to take back"
    assert page.post("redo", status=404)["error"] == "there is nothing to do again"


def test_an_earlier_command_can_be_taken_back_alone(page):
    first = expel(page)
    page.command("actor", new={"name": "Oxfam", "kind": "ngo"})
    page.post("undo", n=first["kept"])
    assert cells(page, "relations") == []
    assert [row["id"] for row in cells(page, "actors")] == ["oxfam"]


def test_the_journal_tells_who_did_what_when_with_the_rows_before_and_after(page):
    expel(page)
    (line,) = [json.loads(line) for line in (page.folder / "edit" / "journal.jsonl").read_text("utf-8").splitlines()]
    assert (line["n"], line["who"], line["what"]) == (1, "ann", "new relation 2026-05-lva-expels-mar")
    assert line["at"].startswith("20")
    assert line["command"]["words"] == FIRST
    tables = [change["table"] for change in line["changes"]]
    assert tables == ["documents", "actors", "actors", "relations", "evidence"]
    assert all(change["before"] is None for change in line["changes"])


def test_unfinished_lines_survive_and_never_enter_a_table(page):
    page.post("unfinished", id="one", line={"type": "AID"})
    page.post("unfinished", id="two", line={"type": "ACCUSE"})
    page.post("unfinished", id="two", line=None)
    page.again()
    assert page.get("state")["drafts"] == {"one": {"type": "AID"}}
    assert cells(page, "relations") == []
    assert page.post("unfinished", status=400, id=7, line={})["code"] == "json"


def test_what_is_kept_of_unfinished_lines_is_as_long_as_they_are(page):
    path = page.folder / "edit" / "drafts.jsonl"
    for letters in range(1, 40):
        page.post("unfinished", id="one", line={"type": "A" * letters})
        page.post("unfinished", id="two", line={"type": "B" * letters})
    page.post("unfinished", id="two", line=None)
    page.post("unfinished", id="three", line={"type": "C"})
    assert len(path.read_text("utf-8").splitlines()) == 80
    path.write_bytes(path.read_bytes() + b'{"id":"three","line":null')  # as a process that is killed leaves it
    page.again()
    assert page.get("state")["drafts"] == {"one": {"type": "A" * 39}, "three": {"type": "C"}}
    kept = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(line["id"], line["line"]) for line in kept] == [("one", {"type": "A" * 39}), ("three", {"type": "C"})]
    before = path.read_bytes()
    page.again()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".drafts")] == []
    page.post("unfinished", id="one", line=None)
    page.post("unfinished", id="three", line=None)
    page.again()
    assert page.get("state")["drafts"] == {} and path.read_bytes() == b""


def test_unfinished_lines_are_read_where_their_file_cannot_be_made_anew(page, monkeypatch):
    for letters in ("A", "AI", "AID"):
        page.post("unfinished", id="one", line={"type": letters})
    path = page.folder / "edit" / "drafts.jsonl"
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("graphkit.extract.journal.write_bytes", full)
    page.again()
    assert page.get("state")["drafts"] == {"one": {"type": "AID"}} and path.read_bytes() == before


def test_an_actor_that_a_line_brought_goes_with_the_last_row_that_names_it(page):
    new = {"name": "Kaja Tamm", "kind": "person", "affiliation": {"organisation": "MAR", "title": "Envoy"}}
    expel(page, recipient=[{"new": new}])
    page.save()
    before = page.tables()
    (row,) = page.get("table/relations")["rows"]
    page.command("actor", new={"name": "Oxfam", "kind": "ngo"})
    page.command("cell", table="relations", row=row["row"], column="recipient", value="MAR", before="kaja-tamm")
    assert [one["id"] for one in cells(page, "actors")] == ["LVA", "MAR", "oxfam"]
    assert cells(page, "affiliations") == []
    page.post("undo")
    assert "kaja-tamm" in [one["id"] for one in cells(page, "actors")]
    page.post("redo")
    assert "kaja-tamm" not in [one["id"] for one in cells(page, "actors")]
    for _ in range(2):
        page.post("undo")
    page.save()
    assert page.tables() == before


def test_an_actor_that_a_person_wrote_stays(page):
    page.command("actor", new={"name": "Kaja Tamm", "kind": "person"})
    expel(page, recipient=[{"id": "kaja-tamm"}])
    (row,) = page.get("table/relations")["rows"]
    page.command("delete", table="relations", rows=[row["row"]])
    assert [one["id"] for one in cells(page, "actors")] == ["kaja-tamm"]


def test_a_step_that_cannot_be_taken_back_does_not_bar_the_way_to_those_before_it(page):
    page.command("actor", new={"name": "Oxfam", "kind": "ngo"})
    expel(page)
    page.save()
    path = page.folder / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("Latvia expelled two", "Latvia sent home two"), "utf-8")
    page.post("save")
    assert "the next time the step before it is taken back" in page.post("undo", status=409)["error"]
    page.again()
    assert page.get("state")["undo"]["what"] == "new actor oxfam"
    page.post("undo")
    assert "oxfam" not in [row["id"] for row in cells(page, "actors")]


def test_a_row_is_added_by_who_was_found_and_its_id_is_made(page):
    row = {"actor": [{"id": "LVA"}], "recipient": [{"new": {"name": "Kaja Tamm", "kind": "person"}}], "type": "ACCUSE"}
    page.command("add", table="relations", cells={**row, "date": "2026-05-12", "mutual": "false"})
    assert [one["id"] for one in cells(page, "relations")] == ["2026-05-lva-accuses-kaja-tamm"]
    assert [one["id"] for one in cells(page, "actors")] == ["LVA", "kaja-tamm"]
    page.command("add", table="actors", cells={"name": "Red Front", "kind": "armed-group"})
    assert cells(page, "actors")[-1]["id"] == "red-front"


def test_somebody_new_who_acts_and_speaks_in_one_line_is_one_actor(page):
    new = {"new": {"name": "Kaja Tamm", "kind": "person", "id": "kaja-tamm"}}
    expel(page, actor=[new], speaker=new)
    assert [one["id"] for one in cells(page, "actors")] == ["kaja-tamm", "MAR"]
    assert cells(page, "evidence")[0]["speaker"] == "kaja-tamm"
    assert expel(page, actor=[{"id": "LVA"}], recipient=[{"id": "MAR"}])["kept"] == 2
    taken = page.command("relation", status=422, **page.span(FIRST), **{**LINE, "actor": [new]}, date="2026-05-12")
    assert "is taken by Kaja Tamm" in taken["error"]
