"""What is kept is never lost: killed at every step, written elsewhere meanwhile, full, read-only, gone, broken."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from graphkit.dataset import check_dataset, load_dataset, save_dataset
from graphkit.dataset.storage import session
from graphkit.errors import DataError
from graphkit.extract.joining import start_dataset

pytest.importorskip("starlette", reason="the extra [edit] is not installed")
from graphkit.edit.workbench import Workbench

EST = {"id": "EST", "name": "Estonia", "kind": "state"}
SETPRIV = shutil.which("setpriv")
LTU = {"id": "LTU", "name": "Lithuania", "kind": "state"}


@pytest.fixture
def large(sample_path, open_page):
    """The sample dataset, open for editing."""
    return open_page(sample_path)


def ids(folder, table="actors"):
    """The ids in a table on the disk."""
    return [row.id for row in load_dataset(folder).records(table)]


def add(page, cells, table="actors"):
    """Add a row."""
    return page.command("add", table=table, cells=cells)


def rewrite(path, old, new):
    """Change a file as an editor does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# --- behind the commands -----------------------------------------------------------------------


def test_tables_follow_within_two_seconds(page):
    page.bench.start()
    add(page, EST)
    begin = time.monotonic()
    while b"EST" not in (page.folder / "actors.csv").read_bytes():
        assert time.monotonic() - begin < 2
        time.sleep(0.05)
    while "saved" not in (kinds := [event["kind"] for event in page.get("events", after=0)["events"]]):
        assert time.monotonic() - begin < 5
    assert kinds.count("saved") == 1
    assert page.bench.close() == "all is saved"


def test_only_the_rows_that_changed_change(large):
    before = {name: data.decode().splitlines() for name, data in large.tables().items()}
    row = large.get("table/actors")["rows"][0]
    large.command(
        "cell", table="actors", row=row["row"], column="note", value="seen", before=row["cells"].get("note", "")
    )
    large.save()
    after = {name: data.decode().splitlines() for name, data in large.tables().items()}
    changed = [
        (name, n) for name in before for n, (a, b) in enumerate(zip(before[name], after[name], strict=True)) if a != b
    ]
    assert changed == [("actors.csv", 1)]


DIALECTS = {
    "semicolons": lambda text: text.replace(",", ";"),
    "tabs": lambda text: text.replace(",", "\t"),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "marked": lambda text: "\ufeff" + text,
    "quoted": lambda text: "".join(
        f'"{line.replace(chr(44), chr(34) + chr(44) + chr(34))}"\n' for line in text.splitlines()
    ),
    "odd": lambda text: text.replace("EST,", '"EST",').replace("state,,,", "state,,, "),
    "blank rows": lambda text: text.replace("LTU", "\nLTU"),
    "no end": lambda text: text.rstrip("\n"),
    "own column": lambda text: text.replace("note\n", "note,Colour\n").replace(",,,\n", ",,,,red\n"),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_spreadsheets_ways_are_kept_and_undo_gives_every_byte_back(dialect, tmp_path, open_page):
    folder = start_dataset(tmp_path / "mine")
    path = folder / "actors.csv"
    head = path.read_text("utf-8")
    text = DIALECTS[dialect](head + "EST,Estonia,state,,,\nLTU,Lithuania,state,,,\n")
    path.write_bytes(text.encode())
    page = open_page(folder)
    page.command("cell", table="actors", row=page.row("actors", id="EST"), column="name", value="Eesti")
    add(page, {"id": "FIN", "name": "Finland", "kind": "state"})
    page.save()
    lines = path.read_bytes().decode().split("\n")
    assert [line for line in lines if "Lithuania" in line] == [line for line in text.split("\n") if "Lithuania" in line]
    assert ids(folder) == ["EST", "LTU", "FIN"]
    page.again()
    page.post("undo")
    page.post("undo")
    page.save()
    assert path.read_bytes() == text.encode()


# --- killed ------------------------------------------------------------------------------------

STEPS = ("fsync", "replace", "link", "unlink", "open", "rename")


def killed_at(step, folder, told):
    """In a process of its own: keep three commands, and be killed at one step of the system's while saving."""
    calls = {"armed": False, "made": 0}

    def counted(real):
        def act(*args, **kwargs):
            calls["made"] += calls["armed"]
            if calls["armed"] and calls["made"] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return act

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    with session(folder, address="http://127.0.0.1:1"):
        bench = Workbench(folder, curator="ann")
        for number in range(3):
            bench.command({"kind": "add", "table": "actors", "cells": {"id": f"a{number}", "name": "A", "kind": "ngo"}})
            os.write(told, b"k")
            if number == 1:
                calls["armed"] = True
                bench.saver.save()
        bench.saver.save()
    os.write(told, b".")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no kill -9 on Windows")
def test_killed_after_each_step_of_saving_nothing_kept_is_lost(tmp_path, open_page):
    for step in [*range(1, 13), *range(13, 100, 3)]:  # every step of one table, then each third
        folder = start_dataset(tmp_path / f"step{step}")
        ear, told = os.pipe()
        if not (child := os.fork()):
            try:
                killed_at(step, folder, told)
            finally:
                os._exit(0)
        os.close(told)
        os.waitpid(child, 0)
        with os.fdopen(ear, "rb") as file:
            said = file.read()
        kept = [f"a{number}" for number in range(said.count(b"k"))]
        page = open_page(folder)
        there = [row["cells"]["id"] for row in page.get("table/actors")["rows"]]
        assert there[: len(kept)] == kept
        page.save()
        page.leave()
        assert ids(folder)[: len(kept)] == kept
        assert check_dataset(folder).problems == ()
        assert not [path for path in folder.rglob("*") if path.name.startswith(".graphkit") or path.suffix == ".tmp"]
        if said.endswith(b"."):
            break
    assert said == b"kkk."
    assert step > 25


# --- others who write --------------------------------------------------------------------------


@pytest.mark.slow
def test_a_second_process_is_told_which_and_where(page, tmp_path):
    begin = time.monotonic()
    command = [sys.executable, "-m", "graphkit", "edit", str(page.folder), "--no-open"]
    for words in (command, [*command[:3], "review", str(page.folder), "--export"]):
        run = subprocess.run(words, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert f"is open in process {os.getpid()} on" in run.stderr
        assert "at http://127.0.0.1:4000" in run.stderr
        assert "end that with Ctrl-C, then run this again" in run.stderr
        assert run.stderr.count("\n") == 1
    article = tmp_path / "articles" / "article.txt"
    run = subprocess.run(
        [*command[:3], "extract", str(article), "--into", str(page.folder)], capture_output=True, text=True, check=False
    )
    assert (run.returncode, "is open in process" in run.stderr) == (1, True)
    assert time.monotonic() - begin < 40
    assert load_dataset(page.folder).records("actors") == ()


def test_another_row_written_elsewhere_is_taken_in(large):
    first, second = (row["cells"] for row in large.get("table/actors")["rows"][:2])
    add(large, EST)
    rewrite(
        large.folder / "actors.csv", f"\n{second['id']},{second['name']},", f"\n{second['id']},{second['name']} II,"
    )
    large.save()
    found = {row.id: row.name for row in load_dataset(large.folder).records("actors")}
    assert (found["EST"], found[second["id"]], found[first["id"]]) == ("Estonia", f"{second['name']} II", first["name"])
    assert "outside" in [event["kind"] for event in large.get("events", after=0)["events"]]
    assert large.get("state")["conflicts"] == []


@pytest.mark.parametrize("take", ["own", "theirs"])
def test_the_same_row_written_elsewhere_is_shown_in_both_forms(large, take):
    row = large.get("table/actors")["rows"][0]
    old = row["cells"]
    large.command("cell", table="actors", row=row["row"], column="name", value="Mine", before=old["name"])
    rewrite(large.folder / "actors.csv", f"{old['id']},{old['name']},", f"{old['id']},Theirs,")
    add(large, EST)
    large.save()
    assert load_dataset(large.folder).records("actors")[0].name == "Theirs"
    assert "EST" in ids(large.folder)
    large.again()
    (conflict,) = large.get("state")["conflicts"]
    assert [conflict[name]["name"] for name in ("before", "own", "theirs")] == [old["name"], "Mine", "Theirs"]
    large.command("choose", conflict=conflict["conflict"], take=take)
    assert large.get("state")["conflicts"] == []
    large.save()
    assert load_dataset(large.folder).records("actors")[0].name == {"own": "Mine", "theirs": "Theirs"}[take]
    large.again()
    assert large.get("state")["conflicts"] == []
    assert large.command("choose", status=404, conflict=conflict["conflict"], take=take)["code"] == "unknown"


def test_what_the_other_side_took_out_is_not_put_under_a_broken_rule(page):
    add(page, EST)
    add(page, LTU)
    page.save()
    span = page.span("Morocco denied the charge.")
    page.command("relation", **span, actor=["EST"], type="REJECT", recipient=["LTU"], date="2026-05-12")
    rewrite(page.folder / "actors.csv", "LTU,Lithuania,state,,,\n", "")
    page.save()
    assert check_dataset(page.folder).problems == ()
    assert {one["table"] for one in page.get("state")["conflicts"]} == {"relations", "evidence"}


@pytest.mark.slow
def test_a_table_that_is_saved_elsewhere_all_the_time_is_never_written_over(page):
    page.bench.start()
    path, ending = page.folder / "documents.csv", threading.Event()

    def editor():
        number = 0
        while not ending.is_set():
            number += 1
            text = path.read_text("utf-8")
            path.write_text(f"{text}d{number},A title,,,,,,,,,,,,,\n", "utf-8")
            time.sleep(0.03)

    thread = threading.Thread(target=editor)
    thread.start()
    for number in range(12):
        add(page, {"id": f"a{number}", "name": "A", "kind": "ngo"})
        time.sleep(0.1)
    ending.set()
    thread.join()
    page.bench.close()
    assert page.bench.saver.state()["state"] == "saved"
    assert ids(page.folder) == [f"a{number}" for number in range(12)]
    found = ids(page.folder, "documents")
    assert found == [f"d{number}" for number in range(1, len(found) + 1)]


# --- what is wrong with the disk or the tables -------------------------------------------------


def test_tables_with_breaches_open_for_mending(tmp_path, open_page):
    folder = start_dataset(tmp_path / "mine")
    path = folder / "actors.csv"
    path.write_text(
        path.read_text("utf-8") + "EST,Estonia,nation,,,\nLTU,Lithuania,state\nEST,Again,state,,,\n", "utf-8"
    )
    page = open_page(folder)
    found = {(one["line"], one["column"]) for one in page.get("check")["findings"] if one["table"] == "actors"}
    assert {(2, "kind"), (4, "id")} <= found
    rows = page.get("table/actors")["rows"]
    assert [row["cells"]["name"] for row in rows] == ["Estonia", "Lithuania", "Again"]
    assert rows[0]["findings"][0]["message"].startswith("'nation' is not one of")
    worse = page.command("cell", status=422, table="actors", row=rows[2]["row"], column="kind", value="realm")
    assert worse["field"] == "kind"
    page.command("cell", table="actors", row=rows[1]["row"], column="note", value="whole now")
    page.save()
    assert "nation" in path.read_text("utf-8")
    page.command("cell", table="actors", row=rows[0]["row"], column="kind", value="state")
    page.command("delete", table="actors", rows=[rows[2]["row"]])
    page.save()
    assert ids(folder) == ["EST", "LTU"]
    page.again()
    assert page.get("check")["findings"] == []


def test_a_file_that_is_no_table_is_left_alone(tmp_path, open_page):
    folder = start_dataset(tmp_path / "mine")
    (folder / "affiliations.csv").write_bytes(b"PK\x03\x04 not a table")
    page = open_page(folder)
    table = next(one for one in page.get("state")["tables"] if one["name"] == "affiliations")
    assert "Excel" in table["problem"]
    new = {"actor": "EST", "role": "PART_OF", "organisation": "LTU"}
    add(page, EST)
    add(page, LTU)
    assert "cannot be read as a table" in page.command("add", status=409, table="affiliations", cells=new)["error"]
    page.save()
    assert (folder / "affiliations.csv").read_bytes() == b"PK\x03\x04 not a table"


def test_a_full_disk_is_a_sentence_and_nothing_is_half_kept(page, monkeypatch):
    add(page, EST)
    real = os.fsync

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused = page.command("add", status=507, table="actors", cells=LTU)
    assert refused["error"].startswith("nothing was kept: ")
    assert "No space left on device" in refused["error"]
    held = page.post("save")
    assert (held["state"], "No space left" in held["sentence"]) == ("held", True)
    monkeypatch.setattr(os, "fsync", real)
    page.save()
    page.again()
    assert [row["cells"]["id"] for row in page.get("table/actors")["rows"]] == ["EST"]
    assert ids(page.folder) == ["EST"]


def test_a_folder_that_is_gone_is_a_sentence_and_what_was_kept_can_be_saved_again(page):
    add(page, EST)
    shutil.move(page.folder, page.folder.with_name("elsewhere"))
    assert page.post("save")["state"] == "held"
    assert page.command("add", status=507, table="actors", cells=LTU)["error"].startswith("nothing was kept: ")
    shutil.rmtree(page.folder, ignore_errors=True)
    shutil.move(page.folder.with_name("elsewhere"), page.folder)
    page.save()
    assert ids(page.folder) == ["EST"]
    shutil.rmtree(page.folder)
    page.post("save")
    assert page.bench.saver.stop().startswith(f"all was saved, but the folder '{page.folder}' is not there: ")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt" or (os.geteuid() == 0 and not SETPRIV), reason="root may write everywhere")
@pytest.mark.parametrize(
    ("closed", "said"), [("mine", "mine' cannot be written: "), ("none", "none/new' cannot be made: ")]
)
def test_a_read_only_folder_is_a_sentence(closed, said, tmp_path):
    start_dataset(tmp_path / "mine")
    (tmp_path / "none").mkdir()
    folder = tmp_path / "mine" if closed == "mine" else tmp_path / "none" / "new"
    may_not = "-dac_override,-dac_read_search"
    plainly = [SETPRIV, f"--bounding-set={may_not}", f"--inh-caps={may_not}"] if os.geteuid() == 0 else []
    (tmp_path / closed).chmod(0o555)
    command = [*plainly, sys.executable, "-m", "graphkit", "edit", str(folder), "--no-open"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    (tmp_path / closed).chmod(0o755)
    assert (run.returncode, run.stdout, run.stderr.count("\n"), said in run.stderr) == (1, "", 1, True)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_text("x"), "is a file, not a folder"),
        (lambda path: (path.mkdir(), (path / "relations.csv").mkdir()), ""),
    ],
)
def test_what_is_no_dataset_is_one_sentence(make, said, tmp_path):
    make(tmp_path / "mine")
    command = [sys.executable, "-m", "graphkit", "edit", str(tmp_path / "mine"), "--no-open"]
    if not said:
        return
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, said in run.stderr, run.stdout) == (1, True, "")


def test_a_journal_that_somebody_wrote_into_is_one_sentence(page):
    add(page, EST)
    page.leave()
    path = page.folder / "edit" / "journal.jsonl"
    path.write_bytes(b"{}\n" + path.read_bytes())
    with pytest.raises(DataError, match=r"journal\.jsonl"):
        page.open()
    path.write_bytes(path.read_bytes()[3:] + b'{"n": 2, "cut sho')
    page.open()
    assert [row["cells"]["id"] for row in page.get("table/actors")["rows"]] == ["EST"]


def test_a_text_that_changed_has_its_words_found_again_and_only_proposed(page):
    words = "Morocco denied the charge."
    span = page.span(words)
    page.command("relation", **span, actor=["MAR"], type="REJECT", recipient=["LVA"], date="2026-05-12")
    page.save()
    page.leave()
    key = span["document"]
    text = (page.documents / "article.txt").read_text("utf-8")
    (page.folder / "article.txt").write_text(text.replace("RIGA", "In RIGA"), "utf-8")
    (page.documents / "article.txt").unlink()
    page.open()
    found = page.get(f"document/{key}")
    assert (found["state"], found["marks"]) == ("changed", [])
    (moved,) = found["moved"]
    assert found["text"][moved["start"] : moved["end"]] == words == moved["words"]
    assert moved["start"] == span["start"] + 3
    new = {"document": key, "sha256": found["sha256"], "start": moved["start"], "end": moved["end"], "words": words}
    page.command("move", row=moved["row"], **new)
    after = page.get(f"document/{key}")
    assert (after["state"], after["marks"][0]["words"]) == ("here", words)


# --- what two may do at once, and what goes wrong in between ------------------------------------


def contested(page):
    """A row that was called Mine here and Theirs elsewhere, as the page is shown it."""
    row = page.get("table/actors")["rows"][0]
    old = row["cells"]
    page.command("cell", table="actors", row=row["row"], column="name", value="Mine", before=old["name"])
    rewrite(page.folder / "actors.csv", f"{old['id']},{old['name']},", f"{old['id']},Theirs,")
    page.save()
    (conflict,) = page.get("state")["conflicts"]
    return conflict


def test_a_choice_that_cannot_be_kept_can_be_made_again(large, monkeypatch):
    conflict = contested(large)
    asked = {"conflict": conflict["conflict"], "take": "own"}
    with monkeypatch.context() as patch:
        patch.setattr(large.bench.ledger, "keep", _full)
        assert large.command("choose", status=507, **asked)["code"] == "disk"
    assert large.get("state")["conflicts"] == [conflict]
    row = large.get("table/actors")["rows"][0]
    large.command("cell", table="actors", row=row["row"], column="name", value="Third", before="Theirs")
    assert large.command("choose", status=409, **asked)["code"] == "changed"
    (conflict,) = large.get("state")["conflicts"]
    assert conflict["theirs"]["name"] == "Third"
    large.command("choose", **asked)
    assert large.get("table/actors")["rows"][0]["cells"]["name"] == "Mine"
    assert large.get("state")["conflicts"] == []


def _full(*_, **__):
    raise DataError("no space is left")


def test_two_saves_at_once_do_not_take_each_other_for_somebody_else(page, monkeypatch):
    from graphkit.edit import saving

    write, threads = saving.save_cells, []

    def slow(*args, **options):
        write(*args, **options)
        if not threads:
            threads.append(threading.Thread(target=page.bench.saver.save))
            threads[0].start()
            threads[0].join(0.3)

    monkeypatch.setattr(saving, "save_cells", slow)
    add(page, EST)
    page.save()
    threads[0].join()
    assert [event["kind"] for event in page.get("events", after=0)["events"]] == ["tab", "saved", "saved"]


@pytest.mark.slow
def test_a_fault_while_saving_is_a_sentence_and_the_next_save_goes_on(page, monkeypatch):
    def fault(*_, **__):
        raise ZeroDivisionError("no such thing")

    monkeypatch.setattr("graphkit.edit.saving.save_cells", fault)
    page.bench.start()
    add(page, EST)
    for _ in range(100):
        if page.get("state")["saving"]["state"] == "held":
            break
        time.sleep(0.05)
    assert "ZeroDivisionError: no such thing" in page.get("state")["saving"]["sentence"]
    monkeypatch.undo()
    for _ in range(100):
        if page.get("state")["saving"]["state"] == "saved":
            break
        time.sleep(0.05)
    assert ids(page.folder) == ["EST"]
    page.bench.close()


def test_documents_are_there_while_they_are_held_against_their_rows(page):
    (key,) = page.bench.documents.texts

    class Rows(list):
        def __iter__(self):
            assert page.bench.documents.get(key).state == "here"
            return super().__iter__()

        def __len__(self):
            return 0

    page.bench.documents.refresh(Rows())
    assert page.bench.documents.get(key).state == "here"


@pytest.mark.parametrize(("take", "again"), [("theirs", 0), ("own", 1)])
def test_after_a_choice_undo_takes_back_what_can_be(large, take, again):
    """No Ctrl+Z is spent on the change that the choice was about: its row is not what it left."""
    add(large, EST)
    conflict = contested(large)
    kept = large.command("choose", conflict=conflict["conflict"], take=take)
    for _ in range(again):  # the choice for one's own form is a step
        kept = large.post("undo")
        assert kept["what"].startswith("taken back: kept one’s own form")
    assert kept["undo"]["what"] == "a new row of actors.csv"
    assert large.post("undo")["what"] == "taken back: a new row of actors.csv"
    assert large.get("state")["undo"] is None
    large.again()
    assert large.get("state")["undo"] is None
    assert large.get("table/actors")["rows"][0]["cells"]["name"] == "Theirs"


@pytest.mark.slow
def test_words_are_not_marked_in_a_changed_text_before_its_evidence_is_mended(page):
    """Places in the new text beside the digest of the old one would be wrong for everybody else."""
    first, second = "Latvia expelled two Moroccan diplomats on Tuesday.", "Morocco denied the charge."
    for words, kind in ((first, "SANCTION"), (second, "REJECT")):
        page.command("relation", **page.span(words), actor=["MAR"], type=kind, recipient=["LVA"], date="2026-05-12")
    page.save()
    page.leave()
    text = (page.documents / "article.txt").read_text("utf-8").replace("RIGA", "In RIGA")
    (page.folder / "article.txt").write_text(text, "utf-8")
    (page.documents / "article.txt").unlink()
    page.open()
    span = page.span("Foreign Minister Ilze Kalve")
    new = {"actor": ["LVA"], "type": "ACCUSE", "recipient": ["MAR"], "date": "2026-05-11"}
    assert page.command("relation", status=409, **span, **new)["code"] == "text"
    states = []
    while moved := page.get(f"document/{span['document']}")["moved"]:
        page.command("move", row=moved[0]["row"], last=True, **page.span(moved[0]["words"]))
        states.append(page.get(f"document/{span['document']}")["state"])
    assert states == ["changed", "here"]
    page.command("relation", **span, **new)
    page.save()
    for row in load_dataset(page.folder).records("evidence"):
        assert text[row.start : row.end] in (first, second, "Foreign Minister Ilze Kalve")


def test_the_words_of_accepted_proposals_are_found_again(page):
    (key,) = page.bench.documents.texts
    page.post("propose", document=key)
    one = page.get(f"document/{key}")["proposals"][-1]
    page.command("accept", proposal=one["proposal"])
    page.save()
    words = page.get(f"document/{key}")["text"][one["start"] : one["end"]]
    page.leave()
    text = (page.documents / "article.txt").read_text("utf-8").replace("RIGA", "In RIGA")
    for path in (page.folder / "review" / "texts").glob("*.txt"):
        path.unlink()
    (page.documents / "article.txt").unlink()
    row = load_dataset(page.folder).records("documents")[0]
    (page.folder / (row.file or "article.txt")).parent.mkdir(exist_ok=True)
    (page.folder / (row.file or "article.txt")).write_text(text, "utf-8")
    page.open()
    assert [found["words"] for found in page.get(f"document/{key}")["moved"]] == [words]


# --- the command itself ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C of another process")
def test_ctrl_c_says_what_was_saved_and_ends_with_nought(tmp_path):
    import urllib.request

    folder = tmp_path / "made"
    command = [sys.executable, "-m", "graphkit", "edit", str(folder), "--no-open", "--curator", "ann"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    address, _, token = run.stdout.readline().strip().partition("/#token=")
    assert (address.startswith("http://127.0.0.1:"), len(token) >= 43) == (True, True)
    headers = {"X-Graphkit-Token": token, "Origin": address, "Content-Type": "application/json"}
    body = json.dumps({"kind": "add", "table": "actors", "cells": EST}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{address}/api/command", body, headers)) as reply:
        assert json.load(reply)["kept"] == 1
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (0, "")
    assert err == f"{folder}: all is saved\n"
    assert ids(folder) == ["EST"]
    assert not (folder / ".graphkit.lock").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_a_killed_process_leaves_no_lock(tmp_path):
    command = [sys.executable, "-m", "graphkit", "edit", str(tmp_path / "made"), "--no-open"]
    for number in (signal.SIGKILL, signal.SIGINT):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert run.stdout.readline().startswith("http://127.0.0.1:")
        run.send_signal(number)
        run.communicate(timeout=30)
    assert run.returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C of another process")
def test_ctrl_c_as_soon_as_the_address_is_told_ends_with_nought(tmp_path):
    command = [sys.executable, "-m", "graphkit", "edit", str(tmp_path / "made"), "--no-open"]
    for _ in range(3):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert run.stdout.readline().startswith("http://127.0.0.1:")
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=30)
        assert (run.returncode, out, err) == (0, "", f"{tmp_path / 'made'}: nothing was changed\n")


@pytest.mark.slow
def test_without_the_extra_it_is_one_sentence(tmp_path):
    code = "import sys; sys.modules['uvicorn'] = None; from graphkit.cli import main; main(['edit', sys.argv[1]])"
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "x"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("Error: graphkit edit needs starlette and uvicorn: pip install ")
    assert "[edit]" in run.stderr


def test_saving_one_dataset_over_another_is_not_part_of_it(page):
    save_dataset(load_dataset(page.folder), page.folder)
    assert page.get("state")["saving"]["state"] == "saved"


def test_documents_that_cannot_be_read_are_a_sentence_each(tmp_path, open_page):
    folder, texts = start_dataset(tmp_path / "mine"), tmp_path / "texts"
    texts.mkdir()
    (texts / "empty.txt").write_bytes(b"")
    (texts / "blank.txt").write_bytes(b" \n \n")
    (texts / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (texts / "good.txt").write_text("Japan met Ukraine.", "utf-8")
    with (texts / "huge.txt").open("wb") as file:
        file.truncate(51_000_000)
    page = open_page(folder, texts)
    state = page.get("state")
    assert [one["title"] for one in state["documents"]] == ["good"]
    told = dict(notice.split(": ", 1) for notice in state["notices"])
    assert sorted(told) == ["blank.txt", "broken.pdf", "empty.txt", "huge.txt"]
    assert told["huge.txt"] == "51 MB is over the limit of 50 MB; split it"
    assert all("\n" not in notice for notice in state["notices"])


def test_a_document_too_long_to_show_is_a_sentence(tmp_path, open_page):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "long.txt").write_text("Japan met Ukraine.\n" * 300_000, "utf-8")
    page = open_page(start_dataset(tmp_path / "mine"), texts)
    key = page.get("state")["documents"][0]["id"]
    reply = page.client.get(f"/api/document/{key}")
    assert reply.status_code == 422
    said = "that text has 6 million characters, and at most 5 million are shown: cut it in parts"
    assert reply.json()["error"] == said
