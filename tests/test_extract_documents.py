"""Reading documents: five formats, their metadata, their encodings, and the files that cannot be read."""

from __future__ import annotations

import hashlib
import io
import sys
import unicodedata
import zipfile

import pytest

from graphkit import extract_relations
from graphkit.errors import DataError, MissingDependency
from graphkit.extract.documents import detect_language, document_id, read_document
from graphkit.extract.readers import to_plain_text
from graphkit.render import write_map

for library in ("charset_normalizer", "markdown_it", "trafilatura", "pypdf", "docx"):
    pytest.importorskip(library, reason="needs the extra graphkit[documents]")

SENTENCE = "Japan promised Ukraine help in Kyiv."


def pdf_bytes(lines, *, info=""):
    """One page in the smallest form of PDF, one text line each."""
    show = " ".join(f"BT /F1 12 Tf 72 {700 - 20 * n} Td ({line}) Tj ET" for n, line in enumerate(lines))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(show)} >>\nstream\n{show}\nendstream",
        f"<< {info} >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + f"xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_plain_text_is_normalised_and_digested(tmp_path):
    path = write(tmp_path, "note.txt", b"\xef\xbb\xbf" + "Cafe\u0301 one\r\ntwo\rthree".encode())
    source = read_document(path)
    assert source.text == "Café one\ntwo\nthree"
    assert source.record.sha256 == hashlib.sha256("Café one\ntwo\nthree".encode()).hexdigest()
    assert (source.record.file, source.record.title, source.record.note) == ("note.txt", "note", "")
    assert source.record.id == f"note-{source.record.sha256[:8]}"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_settles_the_encoding(tmp_path, encoding):
    source = read_document(write(tmp_path, "a.txt", "Zürich și Łódź".encode(encoding)))
    assert source.text == "Zürich și Łódź"
    assert source.notices == ()


def test_a_guessed_encoding_is_said(tmp_path):
    words = "Der Außenminister erklärte in Zürich, die Gespräche über das Abkommen würden fortgeführt. " * 5
    source = read_document(write(tmp_path, "a.txt", words.encode("cp1252")))
    assert "Außenminister erklärte in Zürich" in source.text
    assert len(source.notices) == 1
    assert "guess" in source.notices[0]
    assert "guessed" in source.record.note


def test_markdown_loses_its_marks_and_keeps_its_head(tmp_path):
    text = (
        "---\ntitle: The Deal\nauthor: A. Writer\ndate: 2024-11-02\n---\n# Head\n\n"
        "**Japan** met [Ukraine](https://e.org/u)\nin Kyiv.\n\n- one <b>item</b>\n"
    )
    source = read_document(write(tmp_path, "a.md", text))
    assert source.text == "Head\n\nJapan met Ukraine\nin Kyiv.\n\none item"
    assert (source.record.title, source.record.author, source.record.date) == ("The Deal", "A. Writer", "2024-11-02")


def test_html_keeps_the_main_text_and_its_metadata(tmp_path):
    page = (
        "<html lang='en'><head><title>Deal done</title><meta name='author' content='Ann Writer'>"
        "<meta property='article:published_time' content='2024-11-01T10:00:00Z'>"
        "<link rel='canonical' href='https://example.org/deal'></head><body><nav>Home About Contact</nav>"
        "<article><h1>Deal done</h1><p>Russia and North Korea signed a treaty in Pyongyang, officials said on "
        "Friday after a long day of talks.</p><p>South Korea condemned the deal and summoned the ambassador.</p>"
        "</article><script>alert('x')</script><footer>Copyright everybody</footer></body></html>"
    )
    source = read_document(write(tmp_path, "a.html", page))
    assert "signed a treaty" in source.text
    assert "alert" not in source.text
    assert "Copyright" not in source.text
    record = source.record
    assert (record.title, record.author, record.date) == ("Deal done", "Ann Writer", "2024-11-01")
    assert (record.url, record.language) == ("https://example.org/deal", "en")


def test_a_map_of_graphkit_is_no_document(tmp_path, network):
    """It would be offered as a text of its own, in a folder where maps and documents lie together."""
    write_map(network, tmp_path / "map.html")
    with pytest.raises(DataError, match=r"map\.html: a map that graphkit made, no document: left out"):
        read_document(tmp_path / "map.html")
    told = "<html><body><p>The page holds a script with id=graphkit-data, said Japan.</p></body></html>"
    assert "graphkit-data" in read_document(write(tmp_path, "a.html", told)).text


def test_html_may_name_its_encoding(tmp_path):
    page = "<html><head><meta charset='windows-1251'></head><body><p>Россия и Украина</p></body></html>"
    source = read_document(write(tmp_path, "a.html", page.encode("cp1251")))
    assert "Россия и Украина" in source.text
    assert source.encoding == "windows-1251"


def test_pdf_text_metadata_and_line_breaks(tmp_path):
    info = "/Title (A Report) /Author (B. Writer) /CreationDate (D:20241103120000Z)"
    data = pdf_bytes(["Japan promised Ukraine", "help in Kyiv, and the min-", "ister left."], info=info)
    source = read_document(write(tmp_path, "a.pdf", data))
    assert source.text == "Japan promised Ukraine help in Kyiv, and the minister left."
    assert (source.record.title, source.record.author, source.record.date) == ("A Report", "B. Writer", "2024-11-03")


def test_docx_paragraphs_tables_and_properties(tmp_path):
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Note", "C. Writer"
    document.add_paragraph("Before the table.")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = SENTENCE
    document.add_paragraph("After it.")
    document.save(tmp_path / "a.docx")
    source = read_document(tmp_path / "a.docx")
    assert source.text.index("Before") < source.text.index(SENTENCE) < source.text.index("After")
    assert (source.record.title, source.record.author) == ("Note", "C. Writer")


def encrypted_pdf():
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf_bytes([SENTENCE])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n \n", "empty"),
        ("a.txt", b"\x00\x01\x02\x03" * 9, "neither text"),
        ("a.txt", b"\xff\xfea", "utf-16"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.pdf", pdf_bytes([]), "images and no text"),
        ("a.pdf", b"%PDF-1.7\ngarbage", "cannot be read"),
        ("a.pdf", encrypted_pdf, "encrypted"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "encrypted, or in the old"),
        ("a.docx", b"PK\x03\x04garbage", "not a Word"),
        ("a.docx", bomb, "unpacks to 300 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, name, content, words):
    path = write(tmp_path, name, content() if callable(content) else content)
    with pytest.raises(DataError, match=words) as caught:
        read_document(path)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DataError, match=r"large.txt: 200 MB is over the limit of 50 MB"):
        read_document(path)


def test_missing_files_and_folders_are_sentences(tmp_path):
    with pytest.raises(DataError, match="cannot be opened"):
        read_document(tmp_path / "absent.txt")
    with pytest.raises(DataError, match="not a file"):
        read_document(tmp_path)


def test_fields_of_a_hostile_file_become_plain_lines(tmp_path):
    text = "---\ntitle: \u202e=HYPERLINK(1)\x07\ndate: yesterday\nurl: javascript:alert(1)\n---\n" + SENTENCE
    record = read_document(write(tmp_path, "a.md", text)).record
    assert record.title == "=HYPERLINK(1)"
    assert (record.date, record.url) == ("", "")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["<div>" * 20_000 + SENTENCE, "<p>" + SENTENCE * 20_000], ids=["deep", "long"])
def test_strange_pages_give_text_or_a_sentence(tmp_path, text):
    path = write(tmp_path, "a.html", text)
    try:
        found = read_document(path).text
    except DataError as error:
        found = str(error)
    assert SENTENCE in found or "a.html" in found


def test_names_of_documents_and_the_text_form():
    assert document_id("Ünïcode: a Title!", "0123456789") == "unicode-a-title-01234567"
    assert document_id("日本", "0123456789") == "document-01234567"
    assert to_plain_text("a\ud835\udc00b\ud835c") == "a\U0001d400b\ufffdc"
    assert unicodedata.is_normalized("NFC", to_plain_text("e\u0301\r\n"))


def test_the_file_is_named_from_the_root(tmp_path):
    (tmp_path / "sub").mkdir()
    source = read_document(write(tmp_path / "sub", "a.txt", SENTENCE), root=tmp_path)
    assert source.record.file == "sub/a.txt"


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("a.md", "markdown_it"),
        ("a.html", "trafilatura"),
        ("a.pdf", "pypdf"),
        ("a.docx", "docx"),
        ("a.txt", "charset_normalizer"),
    ],
)
def test_a_missing_library_names_the_extra(tmp_path, monkeypatch, name, library):
    monkeypatch.setitem(sys.modules, library, None)
    path = write(tmp_path, name, b"\xe9\xe8 words")
    with pytest.raises(MissingDependency, match=r"pip install .*\[documents\]"):
        read_document(path)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("LIMA, 5 November 2024 (Agency) - ", "2024-11-05"),
        ("LIMA, Peru, Nov. 5, 2024 /Agency/ -- ", "2024-11-05"),
        ("A headline\nby somebody\n\nLIMA/QUITO, Tuesday, 5 November 2024 \u2014 ", "2024-11-05"),
        ("(Lima, 5 November 2024) ", "2024-11-05"),
        ("Lima, Peru, November 5, 2024. ", "2024-11-05"),
        ("Peru and Chile met.\n\nThey left Lima, 5 November 2024. ", ""),
        ("LIMA, Nov 5 (Agency) - ", ""),
        ("Ministers met in Lima, 5 November 2024 - ", ""),
        ("In Lima, Peru, 5 November 2024 - ", ""),
    ],
)
def test_a_report_was_written_when_its_dateline_says(tmp_path, head, date):
    path = tmp_path / "report.txt"
    path.write_text(f"{head}Peru summoned the ambassador of Chile on Monday.\n", encoding="utf-8")
    assert read_document(path).record.date == date


def test_the_day_of_the_dateline_is_not_that_of_the_events():
    text = "LIMA, 5 November 2024 (Agency) - Peru attacked Ecuador on Monday. Chile condemned Peru."
    found = extract_relations(text)
    # 5 November 2024 was a Tuesday
    assert found[["actor", "type", "date"]].to_numpy().tolist() == [
        ["PER", "ASSAULT", "2024-11-04"],
        ["CHL", "ACCUSE", ""],
    ]
    told = extract_relations(text, date="2024-11-20")
    assert told["date"].tolist() == ["2024-11-18", ""]


def test_a_dateline_says_more_than_the_day_on_which_the_file_was_made(tmp_path):
    path = tmp_path / "report.pdf"
    lines = ["LIMA, 5 November 2024 - Peru attacked Ecuador on Monday."]
    path.write_bytes(pdf_bytes(lines, info="/CreationDate (D:20250210120000Z)"))
    found = read_document(path)
    assert (found.record.date, found.dated_by_file, found.record.note) == ("2024-11-05", False, "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Peru hits Chile | 5 March 2024", "Peru hits Chile"),
        ("Peru hits Chile \u2013 5 March 2024", "Peru hits Chile"),
        ("Peru hits Chile | Why now?", "Peru hits Chile | Why now?"),
        ("HOST: With us is the minister. Welcome!", "article"),
        ("REMARKS BY THE SPOKESPERSON. Question: can you comment on that?", "article"),
        ("Who blinked first? Inside the talks", "Who blinked first? Inside the talks"),
    ],
)
def test_a_title_is_a_headline_and_neither_a_date_nor_what_somebody_says(tmp_path, head, title):
    path = tmp_path / "article.txt"
    path.write_text(f"{head}\n\nPeru attacked Chile on Monday.\n", encoding="utf-8")
    assert read_document(path).record.title == title


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chad condemned Mali.", "en"),
        ("Japan condemned Russia.\n\n", "en"),
        ("Venezuela orders troops to Colombian frontier", "en"),
        ("La France a condamné la Russie.", "fr"),
        ("Alemania expulsó a dos diplomáticos rusos.", "es"),
        ("Japan condemned Russia for the attack on the embassy.", "en"),
    ],
)
def test_a_few_english_words_are_in_no_rare_language(text, language):
    pytest.importorskip("py3langid", reason="needs the extra actor-graphkit[documents]")
    assert detect_language(text) in (language, "" if language == "en" else language)
