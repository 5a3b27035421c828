"""Event files of every layout become one table; each trap that hurt somebody is a few bytes of our own making."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.errors import DataError, GraphkitError
from graphkit.events import COLUMNS, FORMATS, Options, import_events
from graphkit.events.staging import Staging

duckdb = pytest.importorskip("duckdb")
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
BOTH = pytest.mark.parametrize("careful", [False, True], ids=["fast", "careful"])


def rows_of(path):
    """The rows of a table as dicts."""
    read = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    return ask(f"SELECT * FROM {read}('{path}')")


def ask(sql):
    """The rows that SQL gives, as dicts."""
    with duckdb.connect() as connection:
        result = connection.execute(sql)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def imported(tmp_path, name, files, **options):
    """Import some bytes by file name; the report, and the rows of the table."""
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for file, content in files.items():
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    out = tmp_path / "out.parquet"
    report = import_events(name, [folder], out, **options)
    return report, rows_of(out)


def gdelt(width=61, **values):
    """One row of a GDELT file."""
    at = {"id": 0, "date": 1, "actor": 5, "actor_country": 7, "recipient": 15, "recipient_country": 17, "code": 26}
    at |= {"score": 30, "mentions": 31}
    at |= {"place": 53, "added": 59, "url": 60} if width == 61 else {"place": 51, "added": 56, "url": 57}
    defaults = {"id": "1", "date": "20180101", "actor": "USA", "actor_country": "USA", "recipient": "PRK"}
    defaults |= {"recipient_country": "PRK", "code": "010", "score": "0.0", "mentions": "1", "added": "20180102000000"}
    fields = [""] * width
    for key, value in (defaults | values).items():
        if at[key] < width:
            fields[at[key]] = value
    return "\t".join(fields) + "\n"


ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Country\tPublisher\tCountry\n"
)


def icews(number="1", date="2018-06-01", source="Government (Japan)", code="010", target="Iran", **more):
    cells = {
        "country": "Japan",
        "text": "Make statement",
        "score": "0",
        "target_country": "Iran",
        "place": "Iran",
    } | more
    return (
        f"{number}\t{date}\t{source}\t{cells['country']}\t{cells['text']}\t{code}\t{cells['score']}\t{target}\t"
        f"{cells['target_country']}\tKyodo\t{cells['place']}\n"
    )


def test_the_schema_and_the_command_agree_with_their_lists(tmp_path):
    from graphkit.cli.events import import_command

    choices = {p.name: p for p in import_command.params}["format"].type.choices
    assert list(choices)[: len(FORMATS)] == list(FORMATS)  # formats that become a dataset follow
    _, rows = imported(tmp_path, "gdelt", {"a.csv": gdelt()})
    assert list(rows[0]) == list(COLUMNS)


@pytest.mark.slow
@BOTH
def test_trap_1_codes_are_text(tmp_path, careful):
    files = {"a.csv": gdelt(id="1", code="010") + gdelt(id="2", code="10")}
    _, rows = imported(tmp_path, "gdelt", files, careful=careful)
    assert [(r["code"], r["type"]) for r in rows] == [("010", ""), ("10", "REQUEST")]


@pytest.mark.slow
@BOTH
def test_trap_2_icews_dates_are_month_first(tmp_path, careful):
    _, rows = imported(tmp_path, "icews", {"a.tab": ICEWS + icews(date="1/2/2017")}, careful=careful)
    assert (str(rows[0]["date"]), rows[0]["day"]) == ("2017-01-02", 17168)
    with pytest.raises(DataError, match=r"date '13/2/2017' is not YYYY-MM-DD or month/day/year"):
        imported(tmp_path, "icews", {"a.tab": ICEWS + icews(date="13/2/2017")}, careful=careful)


@pytest.mark.slow
def test_trap_2_an_order_that_the_column_does_not_prove_is_a_question(tmp_path):
    head = "date,actor,recipient\n"
    with pytest.raises(DataError, match=r"is '1/2/2017' day or month first\?.*--date-order"):
        imported(tmp_path, "events", {"a.csv": head + "1/2/2017,A,B\n"})
    _, rows = imported(tmp_path, "events", {"a.csv": head + "1/2/2017,A,B\n"}, options=Options(date_order="dmy"))
    assert str(rows[0]["date"]) == "2017-02-01"
    _, rows = imported(tmp_path, "events", {"a.csv": head + "1/2/2017,A,B\n1/13/2017,A,B\n"})
    assert [str(r["date"]) for r in rows] == ["2017-01-02", "2017-01-13"]
    with pytest.raises(DataError, match="both orders occur"):
        imported(tmp_path, "events", {"a.csv": head + "13/1/2017,A,B\n1/13/2017,A,B\n"})


@pytest.mark.slow
@BOTH
def test_trap_3_icews_without_codes_with_odd_codes_and_outer_quotes(tmp_path, careful):
    without = "Event ID\tEvent Date\tSource Name\tEvent Text\tTarget Name\n"
    files = {"a.tab": without + '7\t1/1/2017\t"Iran ""IRI"""\tThreaten non-force\t"only one\n'}
    report, rows = imported(tmp_path, "icews", files, careful=careful)
    assert (rows[0]["code"], rows[0]["type"]) == ("131", "THREATEN")
    assert (rows[0]["actor"], rows[0]["recipient"]) == ('Iran "IRI"', '"only one')
    assert report.versions == ("without CAMEO codes",)
    report, rows = imported(tmp_path, "icews", {"a.tab": ICEWS + icews(code="13y")}, careful=careful)
    assert (rows[0]["code"], rows[0]["type"], rows[0]["quad"]) == ("13y", "", "")
    assert report.unknown_codes == {"13y": 1}


@pytest.mark.slow
@BOTH
def test_trap_4_rows_repeated_in_another_file_are_counted_once(tmp_path, careful):
    year = ICEWS + icews("1") + icews("1") + icews("2", target="Iraq")
    week = ICEWS + icews("2", target="Iraq") + icews("1", date="2018-06-08") * 2  # an id is one only with its day
    report, rows = imported(tmp_path, "icews", {"2018.tab": year, "week.tab": week}, careful=careful)
    assert (report.read, report.repeated, report.events, report.reports) == (6, 3, 3, 3)
    assert [r["reports"] for r in rows] == [1, 1, 1]


@BOTH
def test_trap_5_a_field_that_begins_with_a_quote_swallows_nothing(tmp_path, careful):
    rows_in = icews("1", source='"Iran') + icews("2", source="Iraq") + icews("3", source="Cuba")
    report, rows = imported(tmp_path, "icews", {"a.tab": ICEWS + rows_in}, careful=careful)
    assert report.read == 3
    assert [r["actor"] for r in rows] == ['"Iran', "Iraq", "Cuba"]


@pytest.mark.parametrize("name", ["icews", "gdelt", "keds"])
def test_trap_5_the_fast_reader_takes_quotes_as_they_are(tmp_path, monkeypatch, name):
    """The careful reader would mend it: here it may not help."""
    monkeypatch.setattr("graphkit.events.importing.read_rows", lambda *_: pytest.fail("the careful reader took over"))
    texts = {
        "icews": ICEWS + "".join(icews(str(n), source=who) for n, who in enumerate(['"Iran', '"Iraq"', 'Cu"ba', '""'])),
        "gdelt": "".join(gdelt(id=str(n), actor=who) for n, who in enumerate(['"Iran', '"Iraq"', 'Cu"ba', '""'])),
        "keds": "".join(f"93091{n}\t{who}\tPSE\t057\n" for n, who in enumerate(['"Iran', '"Iraq"', 'Cu"ba', '""'])),
    }
    _, rows = imported(tmp_path, name, {"a.csv": texts[name]})
    quoted = ["Iraq", ""] if name == "icews" else ['"Iraq"', '""']  # ICEWS strips them in pairs
    assert [r["actor"] for r in rows] == ['"Iran', quoted[0], 'Cu"ba', quoted[1]]


def test_trap_5_a_fast_reader_that_loses_a_row_is_not_believed(tmp_path, monkeypatch):
    real = Staging.receive
    monkeypatch.setattr(Staging, "receive", lambda self, *a, **more: real(self, *a, **more) - bool(more.get("size")))
    report, rows = imported(tmp_path, "icews", {"a.tab": ICEWS + icews("1") + icews("2", target="Iraq")})
    assert (report.read, len(rows)) == (2, 2)


@pytest.mark.slow
@BOTH
def test_trap_6_a_word_for_missing_is_so_only_where_the_format_has_it(tmp_path, careful):
    row = icews(source="NA", country="NULL", target="None", target_country="null")
    _, rows = imported(tmp_path, "icews", {"a.tab": ICEWS + row}, careful=careful)
    assert (rows[0]["actor"], rows[0]["recipient"], rows[0]["actor_state"]) == ("NA", "None", "")
    (tmp_path / "in" / "a.tab").write_text(ICEWS + icews(code="112", score="NULL"))
    _, rows = imported(tmp_path, "icews", {}, careful=careful)
    assert rows[0]["score"] == -3.5  # that of the type
    with pytest.raises(DataError, match="score 'NA' is no number"):
        imported(tmp_path, "icews", {"a.tab": ICEWS + icews(score="NA")}, careful=careful)
    (tmp_path / "in" / "a.tab").unlink()
    head = "Event ID\tEvent Date\tEvent Type\tActor Name\tActor Country\tRecipient Name\n"
    files = {"p.txt": head + "1\t2023-01-05\tASSAULT\tNone\tNone\tNULL\n"}
    _, rows = imported(tmp_path, "polecat", files, careful=careful)
    assert (rows[0]["actor"], rows[0]["recipient"]) == ("", "NULL")
    (tmp_path / "in" / "p.txt").unlink()
    _, rows = imported(tmp_path, "gdelt", {"a.csv": gdelt(actor="NAM", actor_country="NAM", place="WA")})
    assert (rows[0]["actor_state"], rows[0]["place_country"]) == ("NAM", "NAM")


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize(
    ("change", "fields"),
    [(lambda r: "\t" + r, 12), (lambda r: r.replace("\n", "\t\n"), 12), (lambda r: r.replace("\t", "", 1), 10)],
)
def test_trap_7_tabs_too_many_or_few_name_the_line(tmp_path, careful, change, fields):
    files = {"a.tab": ICEWS + icews("1") + change(icews("2")) + icews("3", target="Iraq")}
    with pytest.raises(DataError, match=rf"a\.tab line 3: has {fields} fields instead of 11: "):
        imported(tmp_path, "icews", files, careful=careful)
    report, rows = imported(tmp_path, "icews", files, careful=careful, skip_bad=True)
    assert [r["line"] for r in rows] == [2, 4]
    assert sum(report.skipped.values()) == 1
    rejected = (tmp_path / "out.parquet.rejected.tsv").read_text().splitlines()
    assert rejected[1].split("\t")[1:3] == ["3", f"has {fields} fields instead of 11"]


@pytest.mark.slow
def test_trap_8_the_separator_of_known_formats_is_stated_and_of_others_said(tmp_path):
    faulty = ICEWS.replace("Publisher", "a;b;c;d;e;f;g;h;i;j;k;l;m") + icews()
    _, rows = imported(tmp_path, "icews", {"a.tab": faulty})
    assert rows[0]["actor"] == "Government (Japan)"
    (tmp_path / "in" / "a.tab").unlink()
    report, rows = imported(tmp_path, "events", {"a.csv": "date;actor;recipient\n2020-01-01;A,B;C\n"})
    assert (rows[0]["actor"], report.versions) == ("A,B", ("separated by semicolon (guessed from the header)",))
    table = "date|act,o,r|recipient\n2020-01-01|A|C\n"  # as many commas as bars: the guess would be wrong
    options = Options(separator="|", columns={"actor": "act,o,r"})
    report, rows = imported(tmp_path, "events", {"a.csv": table}, options=options)
    assert (rows[0]["actor"], report.versions) == ("A", ("separated by bar",))


@BOTH
def test_trap_9_windows_bytes_are_decoded_and_said(tmp_path, careful):
    row = icews(source="People\x92s Party").encode("latin-1")
    report, rows = imported(tmp_path, "icews", {"a.tab": ICEWS.encode() + row}, careful=careful)
    assert rows[0]["actor"] == "People\u2019s Party"
    assert report.files[0]["encoding"] == "windows-1252"
    assert "\ufffd" not in json.dumps(rows, default=str, ensure_ascii=False)
    assert any("windows-1252" in note for note in report.notes)


@pytest.mark.slow
@BOTH
def test_trap_10_a_bare_carriage_return_is_kept_and_nul_is_a_bad_row(tmp_path, careful):
    files = {"a.tab": ICEWS + icews("1", source="A\rB") + icews("2", source="A\x00B")}
    with pytest.raises(DataError, match="line 3: holds a NUL byte"):
        imported(tmp_path, "icews", files, careful=careful)
    _, rows = imported(tmp_path, "icews", files, careful=careful, skip_bad=True)
    assert [r["actor"] for r in rows] == ["A\rB"]
    windows = (ICEWS + icews("1")).replace("\n", "\r\n")
    _, rows = imported(tmp_path, "icews", {"a.tab": windows}, careful=careful)
    assert (rows[0]["place_country"], len(rows)) == ("IRN", 1)


def test_trap_11_zips_of_several_members(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "two.zip", "w") as archive:
        archive.writestr("b.CSV", gdelt(id="2"))
        archive.writestr("a.CSV", gdelt(id="1", code="043"))
        archive.writestr("__MACOSX/a.CSV", "junk")
        archive.writestr(".a.CSV", "junk")
    report = import_events("gdelt", [folder], tmp_path / "out.csv")
    assert [Path(file["name"]).name for file in report.files] == ["a.CSV", "b.CSV"]
    assert report.events == 2


UCDP_NAMES = FORMATS["ucdp"].layout.__globals__["_UCDP_NAMES"]


def ucdp(**values):
    defaults = {"id": "9", "type_of_violence": "1", "side_a": "Government of Mali", "side_b": "JNIM", "gwnoa": "432"}
    defaults |= {"date_prec": "1", "date_start": "2020-03-01 00:00:00.000", "date_end": "2020-03-01 00:00:00.000"}
    defaults |= {"country": "Mali", "country_id": "432", "number_of_sources": "2", "source_article": "x"} | values
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([defaults.get(name, "") for name in UCDP_NAMES])
    return buffer.getvalue()


@pytest.mark.slow
def test_trap_12_a_header_may_be_missing(tmp_path):
    head = ",".join(UCDP_NAMES) + "\n"
    with_header, rows = imported(tmp_path, "ucdp", {"a.csv": head + ucdp()})
    (tmp_path / "in" / "a.csv").unlink()
    without, same = imported(tmp_path, "ucdp", {"a.csv": ucdp()})
    assert with_header.versions != without.versions
    assert (rows[0]["actor_state"], rows[0]["reports"], rows[0]["code"], rows[0]["type"]) == ("MLI", 2, "1", "ASSAULT")
    assert {**rows[0], "line": 1} == same[0]
    with pytest.raises(DataError, match="is no header and has 3 fields"):
        imported(tmp_path, "ucdp", {"a.csv": "1,2,3\n"})


def test_trap_13_a_cell_with_line_breaks_is_one_row(tmp_path):
    files = {
        "a.csv": ",".join(UCDP_NAMES) + "\n" + ucdp(source_article='one\ntwo, "three"\n') + ucdp(id="10", side_b="X")
    }
    report, rows = imported(tmp_path, "ucdp", files)
    assert [(r["event_id"], r["line"]) for r in rows] == [("9", 2), ("10", 5)]
    assert report.read == 2


@pytest.mark.slow
def test_a_stray_quote_costs_one_row_of_a_quoted_file(tmp_path):
    broken = ucdp(id="9").replace("JNIM", 'J"NIM')
    files = {"a.csv": ",".join(UCDP_NAMES) + "\n" + broken + ucdp(id="10") + ucdp(id="11", side_b="Y")}
    with pytest.raises(DataError, match="line 2: its quotes do not pair up"):
        imported(tmp_path, "ucdp", files)
    _, rows = imported(tmp_path, "ucdp", files, skip_bad=True)
    assert [r["event_id"] for r in rows] == ["10", "11"]


@pytest.mark.slow
@BOTH
def test_trap_14_gdelt_layouts_are_told_by_their_columns_per_file(tmp_path, careful):
    files = {
        "20180101.export.CSV": gdelt(61, id="1", place="KS", url="http://a"),
        "20180102.export.CSV": gdelt(58, id="2", place="CH", url="http://b", date="20180102", added="20180102"),
        "20180103.export.CSV": gdelt(57, id="3", place="AS", date="20180103", added="20180103"),
    }
    report, rows = imported(tmp_path, "gdelt", files, careful=careful)
    assert report.versions == ("2.0", "1.0", "1.0 without addresses")
    assert [(r["source"], r["place_country"]) for r in rows] == [("http://a", "KOR"), ("http://b", "CHN"), ("", "AUS")]
    with pytest.raises(DataError, match="the first line has 3 fields: GDELT event files have 57, 58 or 61"):
        imported(tmp_path, "gdelt", {"x.csv": "a\tb\tc\n"})


def test_trap_15_a_year_ago_keeps_both_days(tmp_path):
    _, rows = imported(tmp_path, "gdelt", {"a.csv": gdelt(date="20170101", added="20180101000000")})
    assert (str(rows[0]["date"]), str(rows[0]["reported"])) == ("2017-01-01", "2018-01-01")


@pytest.mark.slow
def test_trap_16_missing_slices_are_listed_and_broken_ones_named(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for minute in ("0000", "0015", "0100"):
        with zipfile.ZipFile(folder / f"20180101{minute}00.export.CSV.zip", "w") as archive:
            archive.writestr(f"20180101{minute}00.export.CSV", gdelt(id=minute))
    (folder / "20180101004500.export.CSV.zip").write_bytes(b"")
    with pytest.raises(DataError, match=r"20180101004500\.export\.CSV\.zip: is empty"):
        import_events("gdelt", [folder], tmp_path / "out.csv")
    report = import_events("gdelt", [folder], tmp_path / "out.csv", skip_bad=True)
    assert report.gaps == ("2 slices missing: 20180101003000 to 20180101004500",)
    assert report.skipped == {"is empty": 1}


@pytest.mark.slow
def test_trap_17_places_are_fips_and_actors_cameo(tmp_path):
    row = gdelt(actor="AUSGOV", actor_country="AUS", recipient="EUR", recipient_country="EUR", place="AU")
    _, rows = imported(tmp_path, "gdelt", {"a.csv": row})
    assert (rows[0]["actor_state"], rows[0]["recipient_state"], rows[0]["place_country"]) == ("AUS", "", "AUT")
    _, rows = imported(tmp_path, "gdelt", {"a.csv": gdelt(actor="COP", actor_country="")})
    assert rows[0]["actor_state"] == ""


def test_trap_18_a_blank_actor_is_kept(tmp_path):
    _, rows = imported(tmp_path, "gdelt", {"a.csv": gdelt(actor="", actor_country="")})
    assert (rows[0]["actor"], rows[0]["recipient"]) == ("", "PRK")


@pytest.mark.slow
@BOTH
def test_trap_19_polecat_by_name_and_an_event_per_pair(tmp_path, careful):
    table = (
        "More\tRecipient Name\tEvent Date\tEvent ID\tEvent Type\tEvent Mode\tActor Name\tActor Country\tIntensity\t"
        "Recipient Country\tPublication Date\n"
        "x\tC\t2023-01-05\t77\tassault\taerial\tA; B\tRUS; USA\t-9\tNone\t2023-01-06\n"
    )
    report, rows = imported(tmp_path, "polecat", {"a.txt": table}, careful=careful)
    assert [(r["actor"], r["actor_state"], r["recipient"], r["recipient_state"]) for r in rows] == [
        ("A", "RUS", "C", ""),
        ("B", "USA", "C", ""),
    ]
    assert (report.read, report.events, report.reports) == (1, 2, 1)
    assert {(r["code"], r["type"], r["quad"], r["score"]) for r in rows} == {
        ("ASSAULT/aerial", "ASSAULT", "material conflict", -9.0)
    }
    assert str(rows[0]["reported"]) == "2023-01-06"
    (tmp_path / "in" / "a.txt").write_text(table.replace("Intensity", "Event Intensity").replace("-9", "-8.5"))
    import_events("polecat", [tmp_path / "in"], tmp_path / "out.parquet", careful=careful)
    assert {row["score"] for row in rows_of(tmp_path / "out.parquet")} == {-8.5}
    assert "More" in report.not_carried


@pytest.mark.parametrize(
    ("precision", "start", "end", "until"),
    [
        ("1", "2020-03-01", "2020-03-01", "2020-03-01"),
        ("2", "2020-03-01", "2020-03-04", "2020-03-04"),
        ("3", "2020-03-01", "2020-03-01", "2020-03-07"),
        ("4", "2020-02-01", "2020-02-01", "2020-02-29"),
        ("5", "2020-01-01", "2020-12-31", "2020-12-31"),
    ],
)
def test_trap_20_intervals_are_kept_and_undirected(tmp_path, precision, start, end, until):
    row = ucdp(date_prec=precision, date_start=start, date_end=end)
    _, rows = imported(tmp_path, "ucdp", {"a.csv": ",".join(UCDP_NAMES) + "\n" + row})
    assert (str(rows[0]["date"]), str(rows[0]["until"]), rows[0]["directed"]) == (start, until, False)


def test_numbers_that_a_table_program_rewrote_are_whole(tmp_path):
    row = ucdp(type_of_violence="1.0", gwnoa="432.0", country_id="432.0", date_prec="4.0", number_of_sources="2.0")
    _, rows = imported(tmp_path, "ucdp", {"a.csv": ",".join(UCDP_NAMES) + "\n" + row})
    assert (rows[0]["actor_state"], rows[0]["place_country"], rows[0]["code"]) == ("MLI", "MLI", "1")
    assert (rows[0]["reports"], str(rows[0]["until"])) == (2, "2020-03-31")


def test_keds_dates_with_blanks_and_signs_for_nobody(tmp_path):
    _, rows = imported(tmp_path, "keds", {"a.tab": "930913 \tISR\t---\t057\n930914\t***\tPSE\t042\n"})
    assert [(str(r["date"]), r["actor"], r["recipient"]) for r in rows] == [
        ("1993-09-13", "ISR", ""),
        ("1993-09-14", "", "PSE"),
    ]


def test_trap_21_acled_dates_in_words(tmp_path):
    table = (
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,iso,notes,time_precision\n"
        "UKR1,28 December 2022,Battles,Armed clash,Military Forces of Russia (2000-),Military Forces of Ukraine (2019-)"
        ',Ukraine,804,"two\nlines",1\n'
        "UKR2,2022-12-30,Protests,Peaceful protest,Protesters (Ukraine),,Ukraine,804,n,3\n"
    )
    _, rows = imported(tmp_path, "acled", {"a.csv": table})
    assert [(str(r["date"]), str(r["until"]), r["line"]) for r in rows] == [
        ("2022-12-28", "2022-12-28", 2),
        ("2022-12-30", "2022-12-31", 4),
    ]
    assert [(r["actor_state"], r["recipient_state"], r["place_country"], r["type"]) for r in rows] == [
        ("RUS", "UKR", "UKR", "ASSAULT"),
        ("UKR", "", "UKR", "PROTEST"),
    ]
    assert not any(r["directed"] for r in rows)


@pytest.mark.slow
def test_trap_22_two_names_of_one_actor_are_pointed_out_and_joined(tmp_path):
    table = (
        "930101\tROM\tUSA\t057\n930102\tROU\tUSA\t057\n930103\tSouth Korea\tUSA\t057\n930104\tSouth_Korea\tUSA\t057\n"
    )
    report, rows = imported(tmp_path, "keds", {"a.tab": table})
    assert any("'ROM' (1) was replaced by 'ROU' (1)" in note for note in report.notes)
    assert any("differ in spelling only" in note for note in report.notes)
    assert len(rows) == 4
    (tmp_path / "in" / "b.tab").write_text("930105\tukr\tUSA\t057\n930106\tukr\tUSA\t057\n930107\tUKR\tUSA\t057\n")
    report, _ = imported(tmp_path, "keds", {})
    assert any(note.endswith("--same 'ukr=UKR' joins them") for note in report.notes)  # a state's code is kept
    (tmp_path / "in" / "b.tab").unlink()
    report, rows = imported(tmp_path, "keds", {"a.tab": table}, same={"ROM": "ROU"})
    assert [r["actor"] for r in rows][:2] == ["ROU", "ROU"]
    assert not any("was replaced" in note for note in report.notes)
    assert any("1 mention of 'ROM' was read as 'ROU'" in note for note in report.notes)


@pytest.mark.slow
@BOTH
def test_reports_are_not_events(tmp_path, careful):
    text = "930913\tISR\tPSE\t057\n930913\tISR\tPSE\t057\n1993-09-13\tISR\tPSE\t042\n20010101\tISR\tPSE\t057\n"
    report, rows = imported(tmp_path, "keds", {"a.tab": text}, careful=careful)
    assert (report.read, report.events, report.reports, report.merged) == (4, 3, 4, 1)
    assert [(str(r["date"]), r["code"], r["reports"], r["line"]) for r in rows] == [
        ("1993-09-13", "057", 2, 1),
        ("1993-09-13", "042", 1, 3),
        ("2001-01-01", "057", 1, 4),
    ]
    _, rows = imported(tmp_path, "keds", {"a.tab": text}, keep_reports=True)
    assert [r["reports"] for r in rows] == [1, 1, 1, 1]


def test_weis_codes_are_not_taken_for_cameo(tmp_path):
    report, rows = imported(tmp_path, "keds", {"a.tab": "790415\tISR\tPLO\t223\n790416\tISR\tPLO\t111\n"})
    assert [(r["code"], r["type"]) for r in rows] == [("223", ""), ("111", "")]
    assert any("WEIS" in note for note in report.notes)


@pytest.mark.slow
def test_quadruples_with_their_id_files(tmp_path):
    files = {
        "entity2id.txt": "Iran\t0\nCitizen_(Nigeria)\t1\n",
        "relation2id.txt": "Make_statement\t0\nThreaten\t1\n",
        "train.txt": "0\t1\t1\t24\t-1\n1\t0\t0\t0\t-1\n",
        "stat.txt": "2\t2\t0\n",
    }
    _, rows = imported(tmp_path, "quadruples", files)
    assert [(str(r["date"]), r["actor"], r["actor_state"], r["code"]) for r in rows] == [
        ("2014-01-01", "Citizen_(Nigeria)", "NGA", "010"),
        ("2014-01-02", "Iran", "IRN", "130"),
    ]
    with pytest.raises(DataError, match="line 1: no entity has the id 5"):
        imported(tmp_path, "quadruples", {"train.txt": "0\t1\t5\t24\n"})
    (tmp_path / "in" / "entity2id.txt").unlink()
    with pytest.raises(DataError, match=r"entity2id\.txt is neither among the files nor beside them"):
        imported(tmp_path, "quadruples", {"train.txt": "0\t1\t1\t24\n"})


@pytest.mark.slow
def test_a_table_of_ones_own_as_csv_and_parquet(tmp_path):
    text = "DAY,SRC,TGT,CAMEO,weight\n2020-01-01,Iran,Iraq,043,3\n"
    (tmp_path / "own.csv").write_text(text)
    options = Options(columns={"date": "DAY", "actor": "SRC", "recipient": "TGT", "code": "CAMEO"})
    report = import_events("events", [tmp_path / "own.csv"], tmp_path / "a.parquet", options=options)
    assert report.not_carried == ("weight",)
    ask(
        f"COPY (SELECT DATE '2020-01-01' AS DAY, 'Iran' AS SRC, 'Iraq' AS TGT, '043' AS CAMEO) "
        f"TO '{tmp_path / 'own.parquet'}'"
    )
    import_events("events", [tmp_path / "own.parquet"], tmp_path / "b.parquet", options=options)
    ours = {"file": None, "line": None, "event_id": None}
    assert [r | ours for r in rows_of(tmp_path / "a.parquet")] == [r | ours for r in rows_of(tmp_path / "b.parquet")]
    with pytest.raises(DataError, match="no column is recipient: say which with --columns, such as recipient=NAME"):
        import_events(
            "events",
            [tmp_path / "own.csv"],
            tmp_path / "c.csv",
            options=Options(columns={"date": "DAY", "actor": "SRC"}),
        )


@pytest.mark.slow
def test_every_bad_row_is_counted_and_twenty_are_shown(tmp_path):
    files = {"a.csv": "".join(gdelt(id=str(n), date="2018010") for n in range(30)) + gdelt(id="x", mentions="many")}
    files["a.csv"] += gdelt(id="good")  # a file without any is refused
    with pytest.raises(DataError) as raised:
        imported(tmp_path, "gdelt", files)
    said = str(raised.value).splitlines()
    assert said[0].startswith("31 things cannot be read")
    assert len(said) == 22
    assert said[1].split(": ", 1)[1].startswith("date '2018010' is not YYYYMMDD: 0\\t2018010")
    report, rows = imported(tmp_path, "gdelt", files, skip_bad=True)
    assert ([row["event_id"] for row in rows], report.read, sum(report.skipped.values())) == (["good"], 32, 31)
    assert report.skipped == {"date ... is not YYYYMMDD": 30, "reports ... is no number": 1}


@pytest.mark.slow
def test_the_sidecar_says_what_was_done(tmp_path):
    report, _ = imported(tmp_path, "gdelt", {"a.csv": gdelt()})
    side = json.loads((tmp_path / "out.parquet.json").read_text())
    assert side["format"] == "gdelt"
    assert side["files"][0]["rows"] == 1
    assert len(side["files"][0]["sha256"]) == 64
    assert side["citation"].startswith("The GDELT Project")
    assert side["read"] == report.read
    assert side["graphkit"]


@pytest.mark.slow
def test_rows_of_a_parquet_table_that_cannot_be_read_are_named(tmp_path):
    ask(
        "COPY (SELECT unnest(['2020-01-01', 'soon']) AS date, 'A' AS actor, 'B' AS recipient) "
        f"TO '{tmp_path / 'a.parquet'}'"
    )
    with pytest.raises(DataError, match=r"a\.parquet line 2: date 'soon' is not YYYY-MM-DD"):
        import_events("events", [tmp_path / "a.parquet"], tmp_path / "o.csv")
    report = import_events("events", [tmp_path / "a.parquet"], tmp_path / "o.csv", skip_bad=True)
    assert (report.read, report.events, sum(report.skipped.values())) == (2, 1, 1)


@pytest.mark.slow
def test_rows_are_merged_a_few_days_at_a_time(tmp_path, monkeypatch):
    lines = [
        gdelt(id=str(n % 50), date=f"201801{1 + n % 20:02}", actor=f"A{n % 7}", mentions=str(n)) for n in range(400)
    ]
    (tmp_path / "a.csv").write_text("".join(lines))
    tables = []
    for rows in (1_000_000, 30):
        monkeypatch.setattr("graphkit.events.merging._SPAN_ROWS", rows)
        report = import_events("gdelt", [tmp_path / "a.csv"], tmp_path / "o.parquet")
        tables.append((report, rows_of(tmp_path / "o.parquet")))
    assert tables[0] == tables[1]
    assert report.repeated == 0 < report.merged


@pytest.mark.slow
@BOTH
def test_a_row_that_is_there_three_times_counts_once_with_the_most_mentions(tmp_path, careful):
    files = {
        "a.csv": gdelt(id="1", mentions="2") + gdelt(id="1", mentions="9") + gdelt(id="2", mentions="3"),
        "b.csv": gdelt(id="1", mentions="4") + gdelt(id="", mentions="1") + gdelt(id="", mentions="1"),
    }
    report, rows = imported(tmp_path, "gdelt", files, careful=careful)
    assert (report.read, report.repeated, report.merged, report.events) == (6, 2, 3, 1)
    assert rows[0]["reports"] == report.reports == 9 + 3 + 1 + 1


@pytest.mark.slow
def test_an_order_and_lines_that_many_threads_keep(tmp_path):
    for name in ("a", "b", "c"):
        lines = [gdelt(id=f"{name}{n}", actor=f"A{n}") for n in range(1, 60_001)]
        if name == "b":  # this file is read by the careful reader
            lines[9] = lines[9].replace("PRK", "P\rK")
        (tmp_path / f"{name}.csv").write_text("".join(lines), newline="")
    out = tmp_path / "out.parquet"
    report = import_events("gdelt", [tmp_path], out, keep_reports=True, same={"A5": "A6"})
    assert report.read == 180_000
    wrong = f"SELECT count(*) AS n FROM '{out}' WHERE event_id[2:] <> CAST(line AS VARCHAR)"
    assert ask(wrong) == [{"n": 0}]
    assert ask(f"SELECT file[-5:-5] AS f, line FROM '{out}' OFFSET 59999 LIMIT 2") == [
        {"f": "a", "line": 60_000},
        {"f": "b", "line": 1},
    ]


@pytest.mark.slow
def test_the_old_table_stays_whole(tmp_path):
    good = tmp_path / "good.csv"
    good.write_text(gdelt())
    out = tmp_path / "out.parquet"
    import_events("gdelt", [good], out)
    before = out.read_bytes()
    (tmp_path / "bad.csv").write_text(gdelt(date="x"))
    with pytest.raises(DataError):
        import_events("gdelt", [tmp_path / "bad.csv"], out)
    assert out.read_bytes() == before
    with pytest.raises(GraphkitError, match="there is no folder"):
        import_events("gdelt", [good], tmp_path / "no" / "out.parquet")
    with pytest.raises(ValueError, match=r"neither \.parquet nor \.csv"):
        import_events("gdelt", [good], tmp_path / "out.xlsx")
    with pytest.raises(ValueError, match="there is no format 'gdlt'"):
        import_events("gdlt", [good], out)


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_table_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("".join(gdelt(id=str(n), actor=f"A{n}", url=f"http://x/{n * 7919}") for n in range(3000)))
    out = tmp_path / "out.csv"
    out.write_text("old")
    code = (
        "import resource, sys; from graphkit.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        f"main(['import', 'gdelt', {str(path)!r}, '-o', {str(out)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert out.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "out.csv"]


@pytest.mark.slow
def test_killed_at_any_moment_the_old_table_is_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("".join(gdelt(id=str(n), actor=f"A{n}") for n in range(30_000)))
    out = tmp_path / "out.parquet"
    import_events("gdelt", [path], out)
    count = f"SELECT count(*) AS n FROM '{out}'"
    for trial in range(12):
        process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", "import", "gdelt", str(path), "-o", str(out)], stderr=subprocess.DEVNULL
        )
        time.sleep(0.3 + 0.15 * trial)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert ask(count) == [{"n": 30_000}]
    import_events("gdelt", [path], out)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]


# --- the command -------------------------------------------------------------------------------


def run(*words):
    return CliRunner().invoke(main, ["import", *map(str, words)])


@pytest.mark.slow
def test_the_command_says_both_numbers_and_exits_as_promised(tmp_path):
    path = tmp_path / "a.tab"
    path.write_text("930913\tISR\tPSE\t057\n930913\tISR\tPSE\t057\n")
    done = run("keds", path, "-o", tmp_path / "o.csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 event from 2 reports; 2 rows read, 1 merged, 0 repeated, 0 left out" in done.stderr
    assert "cite: " in done.stderr
    assert run("keds", path).exit_code == 2
    assert run("keds", path, "-o", tmp_path / "o.xls").exit_code == 2
    assert run("nothing", path, "-o", tmp_path / "o.csv").exit_code == 2
    assert run("keds", tmp_path / "none", "-o", tmp_path / "o.csv").exit_code == 1
    path.write_text("930913\tISR\tPSE\n")
    refused = run("keds", path, "-o", tmp_path / "o.csv")
    assert refused.exit_code == 1
    assert "date, source, target and code" in refused.stderr


@pytest.mark.slow
def test_the_command_reads_own_columns(tmp_path):
    (tmp_path / "a.csv").write_text("DAY;SRC;TGT\n1/2/2017;A;B\n")
    done = run(
        "events",
        tmp_path / "a.csv",
        "--columns",
        "date=DAY,actor=SRC,recipient=TGT",
        "--separator",
        ";",
        "--date-order",
        "dmy",
        "--same",
        "A=Z",
        "-o",
        tmp_path / "o.csv",
    )
    assert done.exit_code == 0, done.output
    assert rows_of(tmp_path / "o.csv")[0]["actor"] == "Z"
    assert "1 event from 1 report; 1 row read" in done.stderr
    assert "1 row without a code: no type" in done.stderr
    assert "not known" not in done.stderr
    assert run("events", tmp_path / "a.csv", "--columns", "date", "-o", tmp_path / "o.csv").exit_code == 2


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real samples are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "place", "read"), [("gdelt", "gdelt", 2414), ("icews", "icews", 3705), ("quadruples", "icews14", 90730)]
)
def test_real_files_import_with_one_command(tmp_path, name, place, read):
    done = run(name, SAMPLES / place, "-o", tmp_path / "o.parquet")
    assert done.exit_code == 0, done.output
    side = json.loads((tmp_path / "o.parquet.json").read_text())
    assert side["read"] == read
    assert side["skipped"] == side["unknown_codes"] == {}
    assert len(rows_of(tmp_path / "o.parquet")) == side["events"]


@pytest.mark.parametrize("skip_bad", [False, True])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (
            "\t".join("x" * 40) + "\n",
            "the first line has 40 fields: GDELT event files have 57, 58 or 61, separated by tabs",
        ),
        ("\t".join("x" * 58) + "\n", "line 1: "),
    ],
)
def test_a_file_of_which_no_row_is_usable_is_refused(tmp_path, text, said, skip_bad):
    path, out = tmp_path / "e.export.CSV", tmp_path / "o.parquet"
    path.write_text(text)
    with pytest.raises(DataError) as raised:
        import_events("gdelt", [path], out, skip_bad=skip_bad)
    assert str(raised.value).startswith("nothing in the files given can be used, so there is no table to write\n")
    assert said in str(raised.value)
    assert "--skip-bad" not in str(raised.value)
    assert not out.exists()


def test_an_import_does_not_load_pandas(tmp_path):
    """Loading it took a third of the processor time that a file of 600,000 rows takes."""
    pytest.importorskip("duckdb", minversion="2.0", reason="an older DuckDB loads pandas by itself")
    path = tmp_path / "a.export.CSV"
    path.write_text(gdelt() + gdelt(id="2", actor="FRA"))
    command = ["import", "gdelt", str(path), "-o", str(tmp_path / "out.parquet")]
    code = (
        "import sys; from graphkit.cli import main\n"
        f"try: main({command!r})\n"
        "finally: assert 'pandas' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.parquet").exists()
