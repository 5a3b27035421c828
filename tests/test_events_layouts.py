"""Files as others publish them: each layout that is documented, a few bytes of our own making."""

from __future__ import annotations

import csv
import io

import pytest

from graphkit.errors import DataError
from graphkit.events import Options, import_events

duckdb = pytest.importorskip("duckdb")


def imported(tmp_path, name, files, **options):
    """Import some texts by file name; the report, and the rows of the table as dicts."""
    folder = tmp_path / "in"
    folder.mkdir()
    for file, content in files.items():
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    report = import_events(name, [folder], tmp_path / "out.parquet", **options)
    with duckdb.connect() as connection:
        result = connection.execute(f"SELECT * FROM '{tmp_path / 'out.parquet'}'")
        names = [column[0] for column in result.description]
        return report, [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def table(names, *rows, separator=","):
    """A CSV text with a header; each row is a dict."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[row.get(name, "") for name in names] for row in rows])
    return buffer.getvalue()


# --- KEDS, TABARI, Phoenix ---------------------------------------------------------------------


def phoenix(number, actor, recipient, code, score, ids, urls, place="USA"):
    parts = [number, "20141231", "2014", "12", "31", actor, actor[:3], "", "", recipient, recipient[:3], "", "", code]
    parts += [code[:2], "1", score, "ID-X,1;ID-Y,2", "38.9", "-77.0", "Washington", "DC", place, ids, urls, "bbc;cnn"]
    return "\t".join(parts) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("careful", [False, True])
def test_a_daily_file_of_phoenix(tmp_path, careful):
    text = phoenix("7", "USAGOV", "RUS", "036", "4.0", "5a_1;5a_2", "http://x.org/1;http://x.org/2")
    text += phoenix("8", "IMGMUSISI", "ISRMIL", "190", "-10.0", "5b_1", "", place="")
    report, rows = imported(tmp_path, "keds", {"events.full.20141231.txt": text}, careful=careful)
    assert (report.versions, report.read, report.events, report.reports) == (("Phoenix",), 2, 2, 3)
    first, second = rows
    assert [first[name] for name in ("event_id", "actor", "actor_state", "recipient_state", "code", "type")] == [
        "7",
        "USAGOV",
        "USA",
        "RUS",
        "036",
        "AGREE",
    ]
    assert (str(first["date"]), first["score"], first["reports"], first["source"], first["place_country"]) == (
        "2014-12-31",
        4.0,
        2,
        "http://x.org/1",
        "USA",
    )
    assert (second["actor_state"], second["recipient_state"], second["reports"], second["source"]) == ("", "ISR", 1, "")


CLINE = "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,"
CLINE += "target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid"


def test_the_historical_phoenix_with_its_header(tmp_path):
    row = {"eid": "1", "story_date": "1/12/1995", "source": "USAGOV", "target": "RUS", "code": "036", "goldstein": "4"}
    other = {"eid": "2", "story_date": "12/31/1995", "source": "IRQ", "target": "IRN", "code": "190", "goldstein": "NA"}
    names = CLINE.split(",")
    text = table(names, {**row, "joined_issues": "ID-A,1;ID-B,2", "countryname": "USA"}, other)
    report, rows = imported(tmp_path, "keds", {"PhoenixNYT_1945-2005.csv": text})
    assert [(str(r["date"]), r["actor"], r["code"], r["place_country"]) for r in rows] == [
        ("1995-01-12", "USAGOV", "036", "USA"),
        ("1995-12-31", "IRQ", "190", ""),
    ]
    assert rows[0]["score"] == 4.0 > 0 > rows[1]["score"]  # NA is no score: that of the code stands for it
    assert report.read == 2


@pytest.mark.parametrize("careful", [False, True])
def test_comments_of_keds_files(tmp_path, careful):
    text = (
        "; coded from leads\n930913\tISR\tPSE\t057\t(SIGN)\t\n930914\tPSE\tISR\t042\t(VISIT)\t;what\tfollows\n"
        "  ; more\n930915\tISR\tPSE\t190\t; no label\n930916\tISR\tPSE\t190\t(CLASH; SHELL)\t\n"
    )
    report, rows = imported(tmp_path, "keds", {"levant.txt": text}, careful=careful)
    assert (report.read, report.events) == (4, 4)
    assert [(r["code"], r["line"]) for r in rows] == [("057", 2), ("042", 3), ("190", 5), ("190", 6)]


def test_a_comment_does_not_hide_a_missing_field(tmp_path):
    with pytest.raises(DataError, match="line 2: has 3 fields instead of 4"):
        imported(tmp_path, "keds", {"a.tab": "930913\tISR\tPSE\t057 ;fine\n930914\tPSE\t042\t;ISR is missing\n"})


def test_a_comment_behind_a_code_is_not_of_the_code(tmp_path):
    _, rows = imported(tmp_path, "keds", {"a.tab": "930913\tISR\tPSE\t057 ;first\n930914\tISR\tPSE\t190\n"})
    assert [r["code"] for r in rows] == ["057", "190"]


def test_semicolons_inside_fields_are_no_comments(tmp_path):
    text = "20141231\tUSA\tRUS\t036\tID-X,1;ID-Y,2\ta;b\n20141231\tUSA\tIRN\t036\t\ta\n"
    report, _ = imported(tmp_path, "keds", {"petrarch.txt": text})
    assert (report.read, report.versions) == (2, ("6 columns",))


# --- ACLED -------------------------------------------------------------------------------------

OLD_ACLED = (
    "EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,"
)
OLD_ACLED += "ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,LOCATION,SOURCE,NOTES,FATALITIES"


def old_acled(date, kind, number="1ALG"):
    sides = {"ACTOR1": "Military Forces of Algeria (1994-1999)", "ACTOR2": "GIA: Armed Islamic Group"}
    return {"EVENT_ID_CNTY": number, "EVENT_DATE": date, "TIME_PRECISION": "1", "EVENT_TYPE": kind, **sides}


def test_acled_before_2019(tmp_path):
    kinds = ["Battle-No change of territory", "Riots/Protests", "Remote violence", "Strategic development"]
    dates = ["13/01/1997", "02/01/1997", "01-February-1997", "03-Mar-97"]
    rows = [old_acled(date, kind, str(n)) for n, (date, kind) in enumerate(zip(dates, kinds, strict=True))]
    report, found = imported(tmp_path, "acled", {"old.csv": table(OLD_ACLED.split(","), *rows)})
    assert {(r["event_id"], str(r["date"]), r["type"]) for r in found} == {
        ("0", "1997-01-13", "ASSAULT"),
        ("1", "1997-01-02", "PROTEST"),
        ("2", "1997-02-01", "ASSAULT"),
        ("3", "1997-03-03", ""),
    }
    assert report.unknown_codes == {}
    assert found[0]["actor_state"] == "DZA"


def test_acled_dates_whose_order_is_not_proven_are_a_question(tmp_path):
    text = table(OLD_ACLED.split(","), old_acled("02/01/1997", "Riots/Protests"))
    with pytest.raises(DataError, match=r"is '02/01/1997' day or month first\?"):
        imported(tmp_path, "acled", {"old.csv": text})
    report = import_events(
        "acled", [tmp_path / "in"], tmp_path / "o.csv", options=Options(date_order="dmy"), careful=True
    )
    assert report.events == 1


# --- UCDP, ICEWS, POLECAT, GDELT ---------------------------------------------------------------

UCDP = "id,year,type_of_violence,conflict_name,side_a,side_b,number_of_sources,source_article,country,country_id,"
UCDP += "date_prec,date_start,date_end,best,gwnoa,gwnob"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("day", ["2017-07-31", "7/31/2017", "7/31/2017 0:00", "2017-07-31 00:00:00.000"])
def test_older_and_rewritten_files_of_ucdp(tmp_path, separator, day):
    row = {"id": "9", "type_of_violence": "1", "side_a": "Government of Iraq", "side_b": "IS", "gwnoa": "645"}
    row |= {"date_prec": "1", "date_start": day, "date_end": day, "country_id": "645", "number_of_sources": "0"}
    row |= {"source_article": '"AFP, 2017; x"\ttab'}
    report, rows = imported(tmp_path, "ucdp", {"ged.csv": table(UCDP.split(","), row, separator=separator)})
    assert [(str(r["date"]), r["actor_state"], r["place_country"], r["reports"]) for r in rows] == [
        ("2017-07-31", "IRQ", "IRQ", 1)
    ]
    assert report.versions == ("GED, with a header",)


def test_icews_separated_by_commas(tmp_path):
    names = ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"]
    names += ["Intensity", "Target Name", "Target Country"]
    values = ["1", "1/12/1995 0:00", "Boris Yeltsin", "Elite,Executive", "Russian Federation", "Make statement", "010"]
    row = dict(zip(names, [*values, "0.0", "South Korea", "South Korea"], strict=True))
    _, rows = imported(tmp_path, "icews", {"1995.csv": table(names, row)})
    assert (str(rows[0]["date"]), rows[0]["actor_state"], rows[0]["code"]) == ("1995-01-12", "RUS", "010")


POLECAT = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tRecipient Name"
POLECAT += "\tRecipient Country\tCountry\tSource\tPublication Date\n"


@pytest.mark.slow
@pytest.mark.parametrize("careful", [False, True])
def test_polecat_names_in_quotes_and_in_latin_1(tmp_path, careful):
    row = 'a\t2023-01-01\tASSAULT\taerial\t-9.0\t"Erdo\xf1an ""R""; Putin"\tTUR; RUS\tUkraine\tUKR\tUKR\tBBC\t\n'
    _, rows = imported(tmp_path, "polecat", {"ngecEvents.DV.txt": (POLECAT + row).encode("latin-1")}, careful=careful)
    assert [(r["actor"], r["actor_state"]) for r in rows] == [('Erdo\xf1an "R"', "TUR"), ("Putin", "RUS")]


def test_gdelt_mentions_beside_the_events_are_counted_and_not_read(tmp_path):
    event = ["1", "20180101", *[""] * 59]
    event[5], event[15], event[26], event[59] = "USA", "RUS", "036", "20180101000000"
    files = {
        "20180101000000.export.CSV": "\t".join(event) + "\n",
        "20180101000000.mentions.CSV": "\t".join(["1"] * 16) + "\n",
        "20180101000000.gkg.csv": "a\tb\n",
    }
    report, rows = imported(tmp_path, "gdelt", files)
    assert (report.read, len(rows)) == (1, 1)
    assert "2 files of mentions or of the knowledge graph: not read" in report.notes


def test_the_reduced_gdelt_file(tmp_path):
    text = "Date\tSource\tTarget\tCAMEOCode\tNumEvents\tNumArts\tQuadClass\tGoldstein\tSourceGeoType\n"
    text += "19790101\tAFG\tAFGGOV\t030\t3\t9\t1\t4.5\t1\n"
    report, rows = imported(tmp_path, "gdelt", {"GDELT.MASTERREDUCEDV2.TXT": text})
    assert report.versions == ("reduced",)
    assert [(str(r["date"]), r["actor_state"], r["code"], r["score"], r["reports"]) for r in rows] == [
        ("1979-01-01", "AFG", "030", 4.5, 3)
    ]
