"""Files of many kinds: read by their kind or refused in one sentence; their date, title and language."""

from __future__ import annotations

import csv
import zipfile

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.errors import DataError
from graphkit.extract.documents import detect_language, headline, read_document, read_documents, written_date
from graphkit.extract.review import ReviewStore

for library in ("trafilatura", "striprtf", "py3langid"):
    pytest.importorskip(library, reason="needs the extra graphkit[documents]")

SENTENCE = "Japan condemned Russia."
MAIL = """From: Ann Writer <ann@example.org>
Subject: =?utf-8?q?The_d=C3=A9al?=
Date: Tue, 05 Nov 2024 10:00:00 +0900
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Japan condemned Ru=
ssia.
--b
Content-Type: text/html

<p>No.</p>
--b--
"""
SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/deal
Subject: Deal done
MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><head><title>Deal done</title></head><body><article>
<p>Japan condemned Russia on Monday, officials said.</p></article></body></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Agency</title>
<item><title>First</title><link>https://example.org/1</link><pubDate>Tue, 05 Nov 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Japan condemned Russia.&lt;/p&gt;</description></item>
<item><title>Second</title><dc:date>2024-11-06T01:00:00Z</dc:date>
<description>Peru praised Chile.</description></item></channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Agency</title>
<entry><title>One</title><link href="https://e.org/1"/><updated>2024-11-05T10:00:00Z</updated>
<summary>Japan condemned Russia.</summary></entry></feed>
"""
RTF = r"{\rtf1\ansi{\info{\title The deal}}{\fonttbl{\f0 Arial;}}\f0 Japan condemned Russia.\par It said so.\par}"


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_a_mail_is_its_text_with_subject_sender_and_date(tmp_path):
    source = read_document(write(tmp_path, "a.eml", MAIL))
    assert source.text.strip() == SENTENCE
    assert (source.record.title, source.record.author, source.record.date) == ("The déal", "Ann Writer", "2024-11-05")


def test_a_saved_page_is_its_page(tmp_path):
    source = read_document(write(tmp_path, "a.mhtml", SAVED))
    assert "Japan condemned Russia on Monday" in source.text
    assert (source.record.title, source.record.url) == ("Deal done", "https://example.org/deal")


def test_rtf_is_its_words(tmp_path):
    source = read_document(write(tmp_path, "a.rtf", RTF))
    assert source.text.split("\n")[0] == SENTENCE
    assert source.record.title == "The deal"


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "a"])
def test_each_item_of_a_feed_is_a_document(tmp_path, name):
    first, second = read_documents(write(tmp_path, name, RSS))
    assert (first.text, second.text) == ("First\n\nJapan condemned Russia.", "Second\n\nPeru praised Chile.")
    told = [(one.record.title, one.record.date, one.record.url, one.record.publisher) for one in (first, second)]
    assert told == [
        ("First", "2024-11-05", "https://example.org/1", "The Agency"),
        ("Second", "2024-11-06", "", "The Agency"),
    ]
    with pytest.raises(DataError, match="holds 2 documents"):
        read_document(tmp_path / name)


def test_an_atom_feed_too(tmp_path):
    (one,) = read_documents(write(tmp_path, "a.atom", ATOM))
    assert (one.record.title, one.record.date, one.record.url) == ("One", "2024-11-05", "https://e.org/1")


def test_a_feed_goes_through_extract_and_is_read_once(tmp_path):
    path, mine = write(tmp_path, "a.rss", RSS), tmp_path / "mine"
    through = CliRunner().invoke(main, ["extract", str(path), "--format", "csv"])
    assert [row["actor"] for row in csv.DictReader(through.stdout.splitlines())] == ["Japan", "Peru"]
    assert "2 proposals" in CliRunner().invoke(main, ["extract", str(path), "--into", str(mine)]).stderr
    items = list(ReviewStore(mine / "review").iter_items())
    assert [item.document.title for item in items] == ["First", "Second"]
    assert "1 read before" in CliRunner().invoke(main, ["extract", str(path), "--into", str(mine)]).stderr


def workbook():
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # of one day: a test is known by what it is given, and each process makes its own
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml"), "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "a,b\n1,2\n", "a table, not a text"),
        ("a.json", "[]", "a table, not a text"),
        ("a.gml", "graph []", "a table, not a text"),
        ("a.xlsx", workbook(), "a table, not a text"),
        ("a.bin", workbook(), "a table, not a text"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture, not a text"),
        ("a.txt", b"\xff\xd8\xff\xe0 JFIF", "a picture, not a text"),
        ("a.zip", b"PK\x03\x04", "packed: unpack it"),
        ("a.odt", b"PK\x03\x04", "save it as .docx"),
        ("a.xml", "<rss><channel></channel></rss>", "no feed"),
        ("a.xml", "<rss", "not a feed that can be read"),
        ("a.rss", "<rss>" + "<a>" * 100_000, "not a feed that can be read"),
        ("a.rss", "<rss><channel><item><link>http://e.org</link></item></channel></rss>", "hold no text, only links"),
        ("a.eml", "Subject: x\r\nContent-Type: image/png\r\n\r\nabc", "holds no text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path, name, content, words):
    with pytest.raises(DataError, match=words) as caught:
        read_documents(write(tmp_path, name, content))
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_an_address_is_no_file():
    result = CliRunner().invoke(main, ["extract", "https://example.org/a.html"])
    assert result.exit_code == 1
    assert "save the page first" in result.stderr


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("A deal\n\nNovember 27, 2024\n\n", "2024-11-27"),
        ("A deal\nBy Ann Writer\nPublished 5 March 2024\n\n", "2024-03-05"),
        ("A deal\n\nUpdated 6 March 2024\nPublished on: 5th March 2024, 10:30 GMT\n\n", "2024-03-05"),
        ("A deal\nAnn Writer | 5 Mar. 2024 | 5 min read\n\n", "2024-03-05"),
        ("A deal\nTuesday, 5 March 2024\n\n", "2024-03-05"),
        ("A deal\n2024-03-05\n\n", "2024-03-05"),
        ("A deal\nLIMA, 5 March 2024\n\n", "2024-03-05"),
        ("A deal\n31 February 2024\n\n", ""),
        ("A deal\nMarch 2024\n\n", ""),
        ("On 5 March 2024 Japan met Peru.\n\n", ""),
        ("The treaty of 5 March 2024\n\n", ""),
    ],
)
def test_the_day_under_the_headline_is_that_of_the_document(tmp_path, head, date):
    assert written_date(head + SENTENCE) == date
    assert read_document(write(tmp_path, "a.txt", head + SENTENCE)).record.date == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Japan and Peru sign a deal\n\nThey met.", "Japan and Peru sign a deal"),
        ("November 27, 2024\n\nJapan and Peru sign a deal\n\nThey met.", "Japan and Peru sign a deal"),
        ("Japan and Peru sign a deal\nBy Ann Writer\n\nThey met.", "Japan and Peru sign a deal"),
        ("They met in Lima. They signed.\n\nIt was good.", "a"),
        ("They met in Lima,\nand signed.", "a"),
        ("One", "a"),
    ],
)
def test_the_title_is_the_headline(tmp_path, text, title):
    assert read_document(write(tmp_path, "a.txt", text)).record.title == title
    assert headline(text) in (title, "")


def test_the_date_that_a_person_gives_is_that_of_the_document(tmp_path):
    write(tmp_path, "a.txt", "Japan condemned Russia on Monday.")
    mine = tmp_path / "mine"
    CliRunner().invoke(main, ["extract", str(tmp_path / "a.txt"), "--into", str(mine), "--date", "2024-11-20"])
    sheet = mine / "review" / "proposals.csv"
    lines = sheet.read_text(encoding="utf-8-sig").splitlines()
    sheet.write_text("\n".join([lines[0], lines[1].replace(",,", ",accept,", 1)]), encoding="utf-8")
    CliRunner().invoke(main, ["review", str(mine), "--apply", str(sheet)])
    with (mine / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["date"], row["language"]) == ("2024-11-20", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that it was for the good of the country.", "en"),
        ("Россия осудила Японию за новые санкции, заявил министр.", "ru"),
        ("Україна отримала танки від Польщі, повідомив міністр оборони.", "uk"),
        ("日本の外務大臣はロシアを非難した。", "ja"),
        ("한국은 러시아 대사를 초치했다고 밝혔다.", "ko"),
        ("中国与俄罗斯签署了一项新的合作协议。", "zh"),
        ("وزیر امور خارجه ایران روسیه را محکوم کرد و گفت", "fa"),
        ("أدانت وزارة الخارجية اليابانية روسيا بشدة", "ar"),
        ("La France a condamné la Russie et a convoqué son ambassadeur à Paris.", "fr"),
        ("Deutschland verurteilte Russland und bestellte den Botschafter ein.", "de"),
        ("España condenó a Rusia y convocó al embajador en Madrid.", "es"),
        ("1234", ""),
    ],
)
def test_the_language_of_a_text(text, language):
    assert detect_language(text) == language


def test_a_language_that_the_coder_does_not_read_is_told_with_a_way_out(tmp_path):
    path = write(tmp_path, "a.txt", "La France a condamné la Russie et a convoqué son ambassadeur à Paris.")
    result = CliRunner().invoke(main, ["extract", str(path)])
    assert "a.txt: in French (fr), of which the rule coder reads only the names: use --coder llm" in result.stderr
    assert read_document(path).record.language == "fr"
