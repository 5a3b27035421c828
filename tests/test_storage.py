"""Saving: all files or none whatever interrupts it, one writer at a time, and nothing left behind."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import graphkit
from graphkit.dataset import load_dataset, save_dataset
from graphkit.dataset.storage import (
    INTENT,
    LOCK,
    ChangedMeanwhile,
    commit,
    digests,
    locked,
    standing,
    write_text,
)
from graphkit.errors import DataError
from graphkit.model import Actor, Affiliation

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(os.name == "nt", reason="processes of POSIX; Windows is not run here")


@pytest.fixture
def larger(sample):
    """The sample with a row more in two tables."""
    more = graphkit.Dataset.from_records(
        actors=[*sample.records("actors"), Actor("eve", "Eve Egg", "person")],
        affiliations=[Affiliation("eve", "LEADS", "CCC")],
    )
    return graphkit.merge(sample, more)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def killed_at(call, action):
    """Run an action in another process that dies at the nth step it takes on the disk; whether it died."""
    process = os.fork()
    if process:
        return os.waitpid(process, 0)[1] != 0
    count = 0

    def dying(function):
        def step(*args, **kwargs):
            nonlocal count
            count += 1
            if count == call:
                os._exit(9)
            return function(*args, **kwargs)

        return step

    for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "link"), (os, "fsync"), (os, "open")):
        setattr(owner, name, dying(getattr(owner, name)))
    try:
        action()
    except BaseException:
        os._exit(1)
    os._exit(0)


@posix
def test_killed_at_any_step_a_save_is_whole_or_undone(sample, larger, tmp_path):
    before = None
    for call in range(1, 80):
        folder = tmp_path / str(call)
        save_dataset(sample, folder)
        before = before or names(folder)
        died = killed_at(call, lambda folder=folder: save_dataset(larger, folder))
        found = load_dataset(folder)
        assert found in (sample, larger), call
        save_dataset(larger, folder)
        assert load_dataset(folder) == larger
        assert names(folder) == before, call
        if not died:
            break
    assert 15 < call < 79


@posix
def test_what_reads_a_read_only_folder_sees_a_whole_dataset(sample, larger, tmp_path, monkeypatch):
    seen = set()
    for call in range(1, 80):
        folder = tmp_path / str(call)
        save_dataset(sample, folder)
        died = killed_at(call, lambda folder=folder: save_dataset(larger, folder))
        left = {path.name: path.read_bytes() for path in folder.iterdir()}
        with monkeypatch.context() as patch:
            patch.setattr("graphkit.dataset.storage.locked", refusing)
            found = load_dataset(folder)
        assert found in (sample, larger), call
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == left
        seen.add(bool(standing(folder)))
        if not died:
            break
    assert seen == {True, False}


def refusing(folder, **_):
    raise DataError(f"the folder '{folder}' cannot be written: Read-only file system")


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EACCES])
@pytest.mark.parametrize("file", ["actors.csv", "affiliations.csv"])
def test_a_refused_rename_changes_nothing(sample, larger, tmp_path, monkeypatch, file, number):
    """As on Windows when a table is open in Excel; Windows itself is not run here."""
    save_dataset(sample, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace = Path.replace

    def refused(self, target):
        if Path(target).name == file and self.suffix == ".tmp":
            raise OSError(number, os.strerror(number), str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(DataError, match=f"'{file}' .*close it where it is open.*nothing was changed"):
        save_dataset(larger, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_when_even_going_back_is_refused_the_next_command_completes_it(sample, larger, tmp_path, monkeypatch):
    save_dataset(sample, tmp_path)
    replace = Path.replace

    def refused(self, target):
        if Path(target).name == "affiliations.csv" or self.suffix == ".old":
            raise OSError(errno.EBUSY, "Device or resource busy", str(self), None, str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        with pytest.raises(DataError, match="the next command completes what was begun"):
            save_dataset(larger, tmp_path)
        assert load_dataset(tmp_path) == larger  # read where it lies, for the file is still refused
        with pytest.raises(DataError, match="cannot be replaced"):
            save_dataset(sample, tmp_path)
    assert load_dataset(tmp_path) == larger
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_table_that_somebody_saves_meanwhile_is_not_overwritten(sample, sample_path):
    with locked(sample_path):
        read = digests(sample_path, ["actors.csv"])
        (sample_path / "actors.csv").write_text("theirs", "utf-8")
        with pytest.raises(ChangedMeanwhile, match=r"actors\.csv was changed by another program meanwhile"):
            commit(sample_path, {"relations.csv": "ours"}, expected=read)
    assert (sample_path / "actors.csv").read_text("utf-8") == "theirs"
    assert "ours" not in (sample_path / "relations.csv").read_text("utf-8")


@pytest.mark.parametrize("in_place", [True, False])
def test_an_editor_that_saves_in_the_last_moment_wins(sample, larger, sample_path, monkeypatch, in_place):
    replace = Path.replace

    def late(self, target):
        if self.suffix == ".tmp" and Path(target).name == "affiliations.csv":
            other = sample_path / "actors.csv"
            if in_place:
                other = next(sample_path.glob(".actors.csv.*.old"))  # the very file, kept until all is done
            other.write_bytes(b"theirs")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", late)
    if in_place:
        with pytest.raises(ChangedMeanwhile):
            save_dataset(larger, sample_path)
        assert not (sample_path / INTENT).exists()
    else:
        save_dataset(larger, sample_path)
    assert (sample_path / "actors.csv").read_bytes() == b"theirs"


@posix
def test_a_change_after_the_interruption_stays(sample, larger, tmp_path):
    """Of two tables, one is replaced when the process dies; a person edits either of them then."""
    for edited in ("actors.csv", "affiliations.csv"):
        for call in range(1, 80):
            folder = tmp_path / f"{edited}-{call}"
            save_dataset(sample, folder)
            if not killed_at(call, lambda folder=folder: save_dataset(larger, folder)):
                break
            path = folder / edited
            path.write_bytes(path.read_bytes().replace(b"Army", b"Host").replace(b"President", b"Head of state"))
            found = load_dataset(folder)
            mine = b"Host" if edited == "actors.csv" else b"Head of state"
            assert mine in path.read_bytes(), call
            assert len(found.records("actors")) - len(found.records("affiliations")) == 4, call


HOLD = """
import sys, time
from graphkit.dataset.storage import locked
with locked(sys.argv[1]):
    print("mine", flush=True)
    time.sleep(60)
"""


@posix
def test_one_writer_at_a_time_and_the_other_is_told_who(sample, sample_path, monkeypatch):
    monkeypatch.setattr("graphkit.dataset.storage.WAIT", 0.2)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(sample_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "mine\n"
        with pytest.raises(DataError, match=f"is being written by process {holder.pid} on .* since 20"):
            save_dataset(sample, sample_path)
        assert load_dataset(sample_path) == sample  # reading waits for nobody
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert (sample_path / LOCK).exists()
    save_dataset(sample, sample_path)  # what a killed process left is harmless
    assert not (sample_path / LOCK).exists()


def test_writers_take_turns(tmp_path):
    counter = tmp_path / "counter"
    counter.write_text("0")

    def add():
        for _ in range(25):
            with locked(tmp_path), locked(tmp_path):  # a second time in the same thread
                counter.write_text(str(int(counter.read_text()) + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.read_text() == "100"
    assert names(tmp_path) == ["counter"]


@pytest.mark.parametrize(
    "intent",
    [
        "{",
        "[]",
        '{"process": 1}',
        '{"process": 1, "files": [{"name": "../x.csv", "was": "", "shall": ""}]}',
        '{"process": 1, "files": [{"name": "/etc/x.csv", "was": "", "shall": ""}]}',
        '{"process": "a", "files": [{"name": "actors.csv", "was": "", "shall": ""}]}',
    ],
)
def test_a_list_that_is_not_ours_is_refused(sample_path, intent):
    (sample_path / INTENT).write_text(intent, "utf-8")
    with pytest.raises(DataError, match="cannot be read: it is not what graphkit writes"):
        load_dataset(sample_path)


def test_a_list_renames_only_what_it_wrote(sample, sample_path):
    digest = digests(sample_path, ["actors.csv"])["actors.csv"]
    (sample_path / ".actors.csv.1.tmp").write_text("hostile", "utf-8")
    listed = {"process": 1, "files": [{"name": "actors.csv", "was": digest, "shall": "0" * 64}]}
    (sample_path / INTENT).write_text(json.dumps(listed), "utf-8")
    assert load_dataset(sample_path) == sample
    assert not (sample_path / INTENT).exists()


def test_what_a_killed_writer_left_is_cleared_and_nothing_else(sample, sample_path):
    ours = [".actors.csv.4711.tmp", ".relations.csv.12.old", f"{INTENT}.tmp"]
    theirs = [".actors.csv.tmp", ".mine.csv.12.tmp", "actors.csv.12.tmp", ".actors.csv.x.tmp"]
    for name in (*ours, *theirs):
        (sample_path / name).write_text("x", "utf-8")
    save_dataset(sample, sample_path)
    assert {name for name in names(sample_path) if "tmp" in name or "old" in name} == set(theirs)


@posix
def test_a_page_written_again_clears_what_a_dead_process_left(tmp_path):
    (tmp_path / ".map.html.4194305.tmp").write_text("half", "utf-8")  # above the largest number of a process
    (tmp_path / f".map.html.{os.getppid()}.tmp").write_text("being written", "utf-8")
    write_text(tmp_path / "map.html", "whole")
    assert names(tmp_path) == [f".map.html.{os.getppid()}.tmp", "map.html"]


@posix
def test_linked_tables_are_one_act_too(sample, larger, tmp_path):
    for call in range(1, 80):
        folder, elsewhere = tmp_path / f"a{call}", tmp_path / f"b{call}"
        save_dataset(sample, folder)
        elsewhere.mkdir()
        (folder / "actors.csv").rename(elsewhere / "people.csv")
        (folder / "actors.csv").symlink_to(elsewhere / "people.csv")
        died = killed_at(call, lambda folder=folder: save_dataset(larger, folder))
        assert load_dataset(folder) in (sample, larger), call
        save_dataset(larger, folder)
        assert load_dataset(folder) == larger
        assert names(elsewhere) == ["people.csv"]
        if not died:
            break
    assert call < 79


@posix
def test_an_intent_without_end_is_refused(sample_path):
    os.mkfifo(sample_path / INTENT)
    with pytest.raises(DataError, match="is not what graphkit writes"):
        load_dataset(sample_path)


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs two users")
def test_the_lock_of_another_user_who_was_killed_is_harmless(sample, sample_path):
    (sample_path / LOCK).write_text("process 1", "utf-8")
    (sample_path / LOCK).chmod(0o600)
    (sample_path / LOCK).chmod(0o644)
    for path in (sample_path, *sample_path.glob("*.csv"), sample_path / "datapackage.json"):
        os.chown(path, 65534, 65534)
    for path in (sample_path, *sample_path.parents):
        if path.stat().st_mode & 0o005 != 0o005:
            path.chmod(0o777)
    process = os.fork()
    if not process:
        os.setuid(65534)
        try:
            with locked(sample_path, wait=0.5):
                pass
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitpid(process, 0)[1] == 0
    assert not (sample_path / LOCK).exists()


def test_a_dataset_with_types_of_its_own_is_filled_again(tmp_path):
    """A relation of a type that only this dataset knows was lost with its actors."""
    from graphkit.dataset import load_completed

    kind = graphkit.ontology.own_type("x:donation", {"label": "Donation"})
    actors = {key: Actor(key, key, "other") for key in ("one", "two")}
    relation = graphkit.model.Relation("gift", ("one",), "x:donation", "", ("two",))
    whole = graphkit.Dataset.from_records(actors=actors.values(), relations=[relation], types={"x:donation": kind})
    save_dataset(whole, tmp_path)
    path = tmp_path / "actors.csv"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    found, added = load_completed(tmp_path, {"actors": actors})
    assert (found, added) == (whole, ["one", "two"])
    with pytest.raises(DataError, match=r"actors\.csv has no id 'two'"):
        load_completed(tmp_path, {"actors": {"one": actors["one"]}})


def test_a_lock_whose_owner_was_killed_goes_with_the_next_command_that_only_reads(tmp_path, affair):
    import graphkit
    from graphkit.dataset.storage import LOCK, locked

    graphkit.save_dataset(affair, tmp_path)
    (tmp_path / LOCK).write_text("graphkit review, process 999999", "utf-8")
    graphkit.load_dataset(tmp_path)
    assert not (tmp_path / LOCK).exists()
    with locked(tmp_path):
        graphkit.load_dataset(tmp_path)
        assert (tmp_path / LOCK).exists()
