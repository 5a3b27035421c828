"""The readers of event files: those of Arrow and DuckDB, where they can be trusted, give what our own gives."""

from __future__ import annotations

import contextlib
import csv
import sys

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from graphkit.errors import GraphkitError
from graphkit.events import FORMATS, Options, import_events
from graphkit.events.blocks import open_blocks

pytest.importorskip("duckdb")
pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out


def gdelt(number, date="20180101", actor="USA", code="010", page=""):
    """One row of a GDELT file."""
    fields = [""] * 61
    fields[0], fields[1], fields[5], fields[15], fields[26] = str(number), date, actor, "PRK", code
    fields[30], fields[31], fields[59], fields[60] = "0.0", "1", "20180102000000", page
    return "\t".join(fields) + "\n"


HEADER = gdelt("GlobalEventID")
ICEWS = "Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n"
OTHERS = {
    "icews": (ICEWS, lambda n, odd: f"{n}\t2018-06-01\t{odd}\t010\tT{n % 3}\n"),
    "polecat": (
        "Event ID\tEvent Date\tEvent Type\tActor Name\tRecipient Name\n",
        lambda n, odd: f"{n}\t2023-01-0{n % 9 + 1}\tASSAULT\t{odd};B\tC\n",
    ),
    "keds": ("", lambda n, odd: f"93091{n % 9}\t{odd}\tPSE\t057\n"),
    "events": ("date|actor|recipient\n", lambda n, odd: f"2023-01-0{n % 9 + 1}|{odd}|B\n"),
}


def read_three_ways(form, path, folder):
    """What an import of a file says and writes with each reader in turn: Arrow's, DuckDB's, our own."""
    found = []
    for reader in ("arrow", "duckdb", "ours"):
        out = folder / f"{reader}.csv"
        with pytest.MonkeyPatch.context() as patch:
            if reader == "duckdb":
                patch.setitem(sys.modules, "pyarrow.csv", None)  # as where it is not installed
            options = Options(separator="|" * (form == "events"))
            report = import_events(form, [path], out, skip_bad=True, careful=reader == "ours", options=options)
        rejected = out.with_name(out.name + ".rejected.tsv")
        found.append((report, out.read_bytes(), rejected.read_bytes() if rejected.exists() else b""))
    return found


@pytest.mark.slow
@settings(
    max_examples=min(40, EXAMPLES),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["20180101", "20180102", "2018", "", "99999999"]),
            st.sampled_from(["USA", '"USA', "", "NA", "A\rB", "é", "a\x00b", "x\ty", "NULL", "\\N", "a\\", "'"]),
            st.sampled_from(["010", "10", "13y", "190"]),
            st.sampled_from(["\n", "\r\n", "\n\n"]),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_all_readers_give_the_same_table_and_the_same_bad_lines(tmp_path, rows, ended):
    text = "".join(
        gdelt(n, date, actor, code).removesuffix("\n") + end for n, (date, actor, code, end) in enumerate(rows)
    )
    text = text if ended else text.rstrip("\n")
    path = tmp_path / "a.csv"
    path.write_bytes((gdelt("first") + text).encode())
    by_arrow, by_duckdb, by_us = read_three_ways("gdelt", path, tmp_path)
    assert by_arrow == by_duckdb == by_us


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_all_readers_give_the_same_of_other_layouts(tmp_path, name):
    head, row = OTHERS[name]
    odd = ["A", '"', '"A', 'A"', '""', "NA", "NULL", "é", "\u2028", " A ", "\\", "\\N", "a'b", "#", "None", ""]
    whole = head + "".join(row(n, cell) for n, cell in enumerate(odd))
    texts = {
        "whole": whole,
        "windows": whole.replace("\n", "\r\n"),
        "unended": whole.removesuffix("\n"),
        "blank": whole + "\n" + row(1, "B"),
        "ragged": whole + row(1, "a\tb|c") + row(2, "B"),
        "mark": "\ufeff" + whole,
        "latin": whole.encode("cp1252", "ignore"),
    }
    for key, text in texts.items():
        path = tmp_path / f"{key}.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        by_arrow, by_duckdb, by_us = read_three_ways(name, path, tmp_path)
        assert by_arrow == by_duckdb == by_us, key


HOSTILE = {
    "short": gdelt(1) + gdelt(2) + gdelt(3).replace("\t", "", 1),
    "wide": gdelt(1) + gdelt(2) + gdelt(3).replace("\n", "\t\n"),
    "long": gdelt(1) + gdelt(2) + gdelt(3, page="x" * 3_000_000),  # longer than a block
    "blank": gdelt(1) + "\n" + gdelt(3),
    "late": "\n" + HEADER + gdelt(3) + gdelt(4),  # the header is not the first line
    "marks": "\ufeff" + gdelt(1),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_arrow_cannot_read_line_by_line_is_left_to_others(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    first = next(line for line in text.split("\n") if line)
    layout = FORMATS["gdelt"].layout(first, Options())
    blocks = open_blocks(path, layout, ["c0", "c60"])
    read = None
    if blocks is not None:
        with contextlib.suppress(pyarrow.ArrowException):
            read = blocks.read_all().num_rows
    assert read is None or read < text.count("\n") - layout.header
    out = tmp_path / "out.parquet"
    import_events("gdelt", [path], out, skip_bad=True, keep_reports=True)
    lines = parquet.read_table(out)["line"].to_pylist()
    assert lines == [n for n, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1) if kept(line)]


def kept(line):
    """Whether a line is a row of the table."""
    return line.count("\t") == 60 and line.split("\t")[0].isdigit()


def test_arrow_reads_the_lines_in_order_and_numbers_them(tmp_path, monkeypatch):
    """None of the others may help; more rows than one block holds, so that blocks follow one another."""
    monkeypatch.setattr("graphkit.events.importing.read_rows", lambda *_: pytest.fail("the careful reader took over"))
    monkeypatch.setattr("graphkit.events.importing.count_in", lambda *_: pytest.fail("DuckDB's reader took over"))
    monkeypatch.setattr("graphkit.events.blocks._BLOCK_ROWS", 1000)
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text(HEADER + "".join(gdelt(n, actor=f"A{n}") for n in range(2, 12_002)))
    import_events("gdelt", [path], out)
    with out.open() as file:
        rows = [(row["line"], row["event_id"], row["actor"]) for row in csv.DictReader(file)]
    assert rows == [(str(n), str(n), f"A{n}") for n in range(2, 12_002)]


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_file_that_changes_while_it_is_read_is_no_table(tmp_path, monkeypatch, skip_bad):
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text(gdelt(1) + gdelt(2))

    def written_to(path, comment):  # asked once the file is digested
        path.write_text(gdelt(3) + gdelt(4) + gdelt(5))
        return False

    monkeypatch.setattr("graphkit.events.importing.has_comments", written_to)
    with pytest.raises(GraphkitError, match=r"a\.csv changed while it was read: import it when nothing writes to it"):
        import_events("gdelt", [path], out, skip_bad=skip_bad)
    assert not out.exists()


def test_an_interruption_of_arrows_reader_ends_the_import(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    path.write_text(gdelt(1) + gdelt(2))
    monkeypatch.setattr("graphkit.events.blocks._block", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_events("gdelt", [path], out)
    assert not out.exists()
