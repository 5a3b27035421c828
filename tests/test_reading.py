"""Files, folders, globs, zips, gzips and standard input: what is read, in which order, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest

from graphkit.errors import DataError, GraphkitError
from graphkit.reading import Rejects, find_sources, open_atomic


def zipped(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def contents(files, **options):
    """The (last part of the name, bytes) of every source."""
    return [(Path(s.name).name, b"".join(s.blocks())) for s in find_sources(files, **options).sources]


def test_arguments_keep_their_order_and_folders_go_by_name(tmp_path):
    for name in ("b.csv", "a.csv", "sub/c.csv", ".secret.csv", "__MACOSX/a.csv", "notes.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    listing = find_sources([tmp_path / "b.csv", tmp_path], suffixes=[".CSV"])
    assert [Path(s.name).relative_to(tmp_path).as_posix() for s in listing.sources] == [
        "b.csv",
        "a.csv",
        "b.csv",
        "sub/c.csv",
    ]
    assert [Path(name).name for name in listing.skipped] == ["notes.pdf"]
    assert contents([str(tmp_path / "?.csv")]) == [("a.csv", b"a.csv"), ("b.csv", b"b.csv")]
    assert contents([tmp_path / "notes.pdf"], suffixes=[".csv"]) == [("notes.pdf", b"notes.pdf")]


def test_a_name_with_glob_signs_is_a_file_first(tmp_path):
    (tmp_path / "a[1].csv").write_text("it")
    (tmp_path / "a1.csv").write_text("not it")
    assert contents([tmp_path / "a[1].csv"]) == [("a[1].csv", b"it")]


def test_a_zip_is_its_members_of_data_by_name(tmp_path):
    members = {"z/b.csv": "b", "a.csv": "a", "__MACOSX/._a.csv": "x", "z/.hidden.csv": "x", "readme.pdf": "x"}
    path = zipped(tmp_path / "all.zip", members | {"c.csv.gz": gzip.compress(b"c")})
    listing = find_sources([path], suffixes=[".csv"])
    assert [s.name for s in listing.sources] == [f"{path}/a.csv", f"{path}/c.csv.gz", f"{path}/z/b.csv"]
    assert [b"".join(s.blocks()) for s in listing.sources] == [b"a", b"c", b"b"]
    assert listing.skipped == (f"{path}/readme.pdf",)
    assert contents([zipped(tmp_path / "one.zip", {"export": "1"})], suffixes=[".csv"]) == [("export", b"1")]


def test_members_are_never_written_outside_the_temporary_folder(tmp_path):
    path = zipped(tmp_path / "evil.zip", {"../../evil.csv": "x", "/abs.csv": "y"})
    inside = tmp_path / "inside"
    inside.mkdir()
    for source in find_sources([path]).sources:
        assert source.local(inside).path.parent == inside
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.zip", "inside"]


def test_a_member_that_unpacks_to_too_much_is_refused_with_the_numbers(tmp_path):
    path = zipped(tmp_path / "bomb.zip", {"bomb.csv": b"0" * 3_000_000, "ok.csv": os.urandom(1000)})
    rejects = Rejects()
    listing = find_sources([path], rejects=rejects)
    assert [Path(s.name).name for s in listing.sources] == ["ok.csv"]
    assert "to 3,000,000 bytes, more than 100 times" in rejects.items[0].reason
    with pytest.raises(DataError, match=r"bomb\.csv: would unpack from"):
        find_sources([path])


def test_a_member_larger_than_the_free_disk_is_refused(tmp_path, monkeypatch):
    path = zipped(tmp_path / "big.zip", {"big.csv": os.urandom(5000)})
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 4000}))
    with pytest.raises(DataError, match="would unpack to 5,000 bytes, but 4,000 are free"):
        find_sources([path])


def test_a_gzip_bomb_is_refused_while_it_is_read(tmp_path):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"0" * 30_000_000))
    (source,) = find_sources([path]).sources
    with pytest.raises(DataError, match="unpacks to more than 100 times its"):
        list(source.blocks())
    (tmp_path / "fine.csv.gz").write_bytes(gzip.compress(b"fine"))
    assert contents([tmp_path / "fine.csv.gz"]) == [("fine.csv.gz", b"fine")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("e.zip", b"", "is empty"), ("n.zip", b"PK\x03\x04 no", "is a broken zip"), ("t.gz", b"no gzip", "gzip")],
)
def test_what_is_broken_is_named(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "whole.csv").write_bytes(b"1")
    rejects = Rejects()
    listing = find_sources([tmp_path], rejects=rejects)
    for source in listing.sources:
        try:
            list(source.blocks())
        except DataError as error:
            rejects.add(source.name, 0, str(error))
    assert [Path(item.file).name for item in rejects.items] == [name]
    assert words in rejects.items[0].reason


def test_a_damaged_member_is_one_sentence(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": b"abc" * 1000}, zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    raw[100] ^= 1
    path.write_bytes(raw)
    (source,) = find_sources([path]).sources
    with pytest.raises(DataError, match=r"a\.zip/a\.csv: Bad CRC"):
        list(source.blocks())


def test_what_cannot_be_a_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for given, words in (
        (tmp_path / "pipe", "no ordinary file"),
        ("/dev/zero", "no ordinary file"),
        (tmp_path / "none.csv", "does not exist"),
        (tmp_path / "*.none", "matches nothing"),
        ("", "blank"),
        ("x" * 5000, "cannot be read: File name too long"),
    ):
        with pytest.raises(DataError, match=words):
            find_sources([given])
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"no file that ends in \.csv"):
        find_sources([tmp_path / "empty"], suffixes=[".csv"])
    with pytest.raises(DataError, match="given twice"):
        find_sources(["-", "-"])


@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_plain_or_packed(monkeypatch, packed):
    content = b"1,2\n" * 5
    stream = io.TextIOWrapper(io.BytesIO(gzip.compress(content) if packed else content))
    monkeypatch.setattr(sys, "stdin", stream)
    assert contents(["-"]) == [("-", content)]
    assert not stream.closed


@pytest.mark.parametrize(
    ("raw", "text", "encoding", "mixed"),
    [
        (b"plain\n", "plain\n", "utf-8", ()),
        ("\ufeffkept\n".encode(), "kept\n", "utf-8", ()),
        (b"it\x92s \x81\n", "it\u2019s \x81\n", "windows-1252", ()),
        ("Köln\n".encode() + b"K\xf6ln\n", "Köln\nKöln\n", "utf-8", (2,)),
        ("\ufeffKöln\n".encode("utf-16-le"), "Köln\n", "utf-16-le", ()),
        ("\ufeffKöln\n".encode("utf-16-be"), "Köln\n", "utf-16-be", ()),
    ],
)
def test_every_file_becomes_utf8_and_no_byte_is_lost(tmp_path, raw, text, encoding, mixed):
    (tmp_path / "in.csv").write_bytes(raw)
    folder = tmp_path / "t"
    folder.mkdir()
    (source,) = find_sources([tmp_path / "in.csv"]).sources
    local = source.local(folder)
    assert (local.path.read_bytes().decode(), local.encoding, local.mixed) == (text, encoding, mixed)
    assert (local.sha256, local.size) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert (local.path == tmp_path / "in.csv") == (raw == b"plain\n")


@pytest.mark.parametrize(
    ("raw", "plain"), [(b"a\r\nb\n", True), (b"a\rb\n", False), (b"a\x00b\n", False), (b"a\r", False)]
)
def test_what_a_fast_reader_cannot_take_is_known(tmp_path, raw, plain):
    (tmp_path / "in.csv").write_bytes(raw)
    (source,) = find_sources([tmp_path / "in.csv"]).sources
    assert source.local(tmp_path).plain is plain


def test_lines_longer_than_a_block_and_bytes_across_blocks(tmp_path):
    raw = b"x" * (1 << 20) + "ö".encode() + b"y" * (1 << 20) + b"\n" + b"\x92\n"
    (tmp_path / "in.csv").write_bytes(raw)
    (source,) = find_sources([tmp_path / "in.csv"]).sources
    local = source.local(tmp_path)
    assert local.mixed == (2,)
    assert local.path.read_bytes() == raw[:-2] + "\u2019\n".encode()


def test_rejects_stop_or_are_left_out_and_written(tmp_path):
    rejects = Rejects()
    rejects.settle(skip=False)
    for line in range(1, 26):
        rejects.add("a.tab", line, "is bad", "x\ty\x1b")
    with pytest.raises(DataError) as raised:
        rejects.settle(skip=False)
    said = str(raised.value).splitlines()
    assert said[0].startswith("25 things cannot be read; graphkit import leaves them out with --skip-bad")
    assert said[1] == r"a.tab line 1: is bad: x\ty\x1b"
    assert said[20:] == [r"a.tab line 20: is bad: x\ty\x1b", "and 5 more"]
    rejects.settle(skip=True)
    rejects.write(tmp_path / "out.tsv")
    lines = (tmp_path / "out.tsv").read_text().splitlines()
    assert lines[0] == "file\tline\treason\ttext"
    assert lines[25] == "a.tab\t25\tis bad\tx\\ty\\x1b"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), open_atomic(path) as file:
        file.write(b"half")
        1 / 0  # noqa: B018
    assert path.read_text() == "old"
    with pytest.raises(GraphkitError, match="cannot be written: No space left"), open_atomic(path) as file:
        file.write(b"half")
        raise OSError(28, "No space left on device")
    with pytest.raises(GraphkitError, match="cannot be written"), open_atomic(tmp_path / "no" / "out"):
        pass
    with open_atomic(path) as file:
        file.write(b"new")
    assert path.read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_interruption_does_not_wait_for_the_rest_of_a_file(tmp_path, monkeypatch):
    """A file without an end stands for one that takes minutes to digest."""

    def blocks(*_):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            yield b"a\n"

    def interrupted(path):
        raise KeyboardInterrupt

    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n")
    (source,) = find_sources([path]).sources
    monkeypatch.setattr("graphkit.reading._file_blocks", blocks)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        source.local(tmp_path, meanwhile=interrupted)
    assert time.monotonic() - began < 10
