"""Whatever happens inside one document is one sentence about it: hostile files, one's own files, and a fuzz of all."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit import extract_relations
from graphkit.cli import main
from graphkit.dataset import check_dataset, load_dataset
from graphkit.errors import DataError
from graphkit.extract import CoderChoice
from graphkit.extract.documents import read_document
from graphkit.extract.joining import join_folder, start_dataset
from graphkit.extract.readers import bounded, load_bytes
from graphkit.extract.review import ReviewStore
from graphkit.extract.rules import load_dictionary
from graphkit.extract.run import Limits, extract_files
from graphkit.model import date_bounds
from graphkit.ontology import load_ontology

pytestmark = [
    pytest.mark.slow,
    # a limit may strike inside a callback of the garbage collector, where it is lost, told, and tried again
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

for library in ("charset_normalizer", "markdown_it", "trafilatura", "pypdf", "docx", "rapidfuzz", "striprtf"):
    pytest.importorskip(library, reason="needs the extras graphkit[documents,review]")

SENTENCE = "Japan condemned Russia."
POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and permissions are as POSIX has them")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system tells here what memory is used")


def run(*arguments, code=None):
    """Run a command; a traceback is a failure, and so is another exit code than the one that is due."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert code is None or result.exit_code == code, result.output
    return result


def proposals(folder):
    return [(item.proposal.actor, item.proposal.recipient) for item in ReviewStore(folder / "review").pending()]


# --- the documents -----------------------------------------------------------------------------


def word_file(edit=lambda name, content: content):
    """A Word file with a paragraph and a table, each part of it passed through ``edit``."""
    import docx

    document, plain, edited = docx.Document(), io.BytesIO(), io.BytesIO()
    document.core_properties.title = "The note"
    document.add_paragraph(SENTENCE)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Norway praised Peru."
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name)))
    return edited.getvalue()


def edited(part, old, new):
    """A Word file in which one part has something else."""
    return word_file(lambda name, content: content.replace(old, new) if name == part else content)


def pdf_file(pages=1, lines=1):
    """A PDF of pages that all show the same lines."""
    show = "".join(
        f"BT /F1 9 Tf 72 {700 - 9 * n} Td (Japan condemned Russia in case {n}.) Tj ET\n" for n in range(lines)
    )
    kids = " ".join(f"{number} 0 R" for number in range(5, pages + 5))
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        f"<< /Length {len(show)} >>\nstream\n{show}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page] * pages,
    ]
    out, offsets = b"%PDF-1.4\n", []
    parts = []
    size = len(out)
    for number, body in enumerate(objects, 1):
        offsets.append(size)
        parts.append(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
        size += len(parts[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{size}\n%%EOF\n"
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return out + b"".join(parts) + f"{head}{table}{end}".encode("latin-1")


def page(head=""):
    return f"<html><head>{head}<title>News</title></head><body><article><p>{SENTENCE}</p></article></body></html>"


READABLE = {
    "nines.txt": "Japan gave Ukraine " + "9" * 309 + " tanks. " + SENTENCE,
    "punycode.html": page("<meta charset='punycode'>"),
    "undefined.html": page("<meta charset='undefined'>"),
    "hex.html": page("<meta charset='hex'>"),
    "utf16.html": page("<meta charset='utf-16'>"),
    "namespace.docx": lambda: edited("docProps/core.xml", b"package/2006/metadata/core-properties", b"of/its/own"),
    "span.docx": lambda: edited("word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="99999999"/>'),
}


@pytest.mark.parametrize("name", READABLE)
def test_what_is_strange_in_a_document_is_no_reason_to_leave_it_unread(tmp_path, name):
    content = READABLE[name]() if callable(READABLE[name]) else READABLE[name]
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    run("extract", path, "--into", tmp_path / "mine", code=0)
    assert ("JPN", "RUS") in proposals(tmp_path / "mine")
    assert "1 read before" in run("extract", path, "--into", tmp_path / "mine", code=0).stderr


REFUSED = {
    "deep.docx": (
        lambda: edited("word/document.xml", b"<w:body>", b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * 9_000),
        "not a Word document that can be read",
    ),
    "laughs.docx": (
        lambda: word_file(laughing),
        "not a Word document",
    ),
    "empty.txt": (lambda: b"\n", "empty"),
}


def laughing(name, content):
    """A part of a Word file whose text is an entity that holds ten of another one, and so on."""
    if name != "word/document.xml":
        return content
    inner = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(12))
    return content.replace(b"?>", b"?><!DOCTYPE l [" + inner + b"]>", 1).replace(b"Japan", b"&a11;")


@pytest.mark.parametrize("name", REFUSED)
def test_one_that_cannot_be_read_is_a_sentence_and_the_others_go_on(tmp_path, name):
    make, words = REFUSED[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "good.txt").write_text(SENTENCE)
    result = run("extract", tmp_path / name, tmp_path / "good.txt", "--into", tmp_path / "mine", code=0)
    assert f"{name}: " in result.stderr
    assert words in result.stderr
    assert "1 read, 1 proposal; 1 could not be read" in result.stderr


def test_a_fault_of_a_coder_is_a_sentence_about_the_document(tmp_path, monkeypatch):
    def stumble(choice):
        def coder(text, date):
            if "Peru" in text:
                raise ZeroDivisionError("by\x1b nothing")
            return ()

        return coder

    monkeypatch.setattr(CoderChoice, "load", stumble)
    (tmp_path / "a.txt").write_text("Peru praised Chile.")
    (tmp_path / "b.txt").write_text(SENTENCE)
    first, second = extract_files([tmp_path], ReviewStore(tmp_path / "review"))
    assert (first.status, second.status) == ("refused", "read")
    told = (
        r"a\.txt: graphkit cannot read it, which is a fault of graphkit \(ZeroDivisionError: by nothing, \S+ line \d+\)"
    )
    assert re.fullmatch(told, first.message)


@POSIX
@pytest.mark.parametrize(
    "raw", [b"na\xff\xfeme.txt", b"new\nline.txt", b"\x1b[2J\xe2\x80\xae.txt", b"\xed\xa0\x80.txt"]
)
def test_a_name_that_is_not_utf8_spoils_nothing(tmp_path, raw):
    mine, name = tmp_path / "mine", os.fsdecode(raw)
    try:
        Path(tmp_path, name).write_text(SENTENCE)
    except OSError:
        pytest.skip("this file system takes no such name")
    assert "1 read, 1 proposal" in run("extract", tmp_path / name, "--into", mine, code=0).stderr
    sheet = mine / "review" / "proposals.csv"
    text = sheet.read_text(encoding="utf-8-sig").splitlines()
    sheet.write_text("\n".join([text[0], text[1].replace(",,", ",accept,", 1)]), encoding="utf-8-sig")
    assert "1 added" in run("review", mine, "--apply", sheet, code=0).stderr
    (document,) = load_dataset(mine).records("documents")
    assert document.title.isprintable()
    assert run("check", mine, code=0).exit_code == 0
    (tmp_path / "next.txt").write_text("Peru praised Chile.")
    assert "1 read, 1 proposal" in run("extract", tmp_path / "next.txt", "--into", mine, code=0).stderr
    run("review", mine, "--export", code=0)


@POSIX
def test_pipes_devices_and_loops_are_sentences(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "good.txt").write_text(SENTENCE)
    result = run("extract", tmp_path, "--into", tmp_path / "mine", code=0)
    assert "1 read, 1 proposal; 3 could not be read" in result.stderr
    for name in ("pipe", "zero", "loop"):
        assert f"{name}.txt: cannot be opened" in result.stderr
    for option in ("--actors", "--patterns"):
        assert "pipe.txt" in run("extract", tmp_path / "good.txt", option, tmp_path / "pipe.txt", code=1).stderr
    with pytest.raises(DataError, match=r"cannot be opened"):
        load_bytes(f"{tmp_path}/a\0b")


def without_privileges(*arguments, folder):
    """Run graphkit as one whom permissions bind, whoever runs the tests."""
    program = [sys.executable, "-m", "graphkit", *map(str, arguments)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("needs setpriv, for these tests run as root, whom no permission binds")
        program = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *program]
    done = subprocess.run(program, capture_output=True, text=True, timeout=100, cwd=folder, check=False)
    assert "Traceback" not in done.stderr
    return done


@POSIX
def test_what_an_ordinary_user_may_not_read_or_write(tmp_path):
    for name in ("closed", "shut", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(SENTENCE)
    (tmp_path / "good.txt").write_text("Peru praised Chile.")
    (tmp_path / "no.txt").write_text(SENTENCE)
    run("init", tmp_path / "mine", code=0)
    modes = {"no.txt": 0o000, "open/a.txt": 0o000, "closed": 0o000, "shut": 0o444, "mine": 0o555}
    for name, mode in modes.items():
        (tmp_path / name).chmod(mode)
    try:
        several = without_privileges("extract", "no.txt", "closed", "shut", "good.txt", folder=tmp_path)
        assert several.returncode == 0
        assert "Peru" in several.stdout
        assert "1 read, 1 proposal; 3 could not be read" in several.stderr
        assert several.stderr.count("Permission denied") == 3
        for arguments in (
            ("extract", "good.txt", "--into", "mine"),
            ("extract", "good.txt", "--into", "shut/new"),
            ("extract", "good.txt", "--actors", "shut/a.txt"),
            ("review", "mine", "--export"),
            ("init", "mine/new"),
        ):
            done = without_privileges(*arguments, folder=tmp_path)
            assert (done.returncode, "denied" in done.stderr) == (1, True), arguments
        for folder in ("open", "shut"):
            assert (
                without_privileges("map", "--documents", folder, "--output", "m.html", folder=tmp_path).returncode == 0
            )
            assert without_privileges("check", "--documents", folder, folder=tmp_path).returncode == 0
    finally:
        for name in modes:
            (tmp_path / name).chmod(0o755)


# --- time and memory ---------------------------------------------------------------------------


def test_a_document_may_take_so_long_and_no_longer(tmp_path):
    path = tmp_path / "endless.pdf"
    path.write_bytes(pdf_file(pages=3_000, lines=60))
    (tmp_path / "good.txt").write_text(SENTENCE)
    late, good = extract_files([path, tmp_path / "good.txt"], ReviewStore(tmp_path / "r"), limits=Limits(seconds=1))
    assert late.message == (
        "endless.pdf: took longer than 1 seconds, the most that one document may take: split it, or raise the limit "
        "(--max-seconds)"
    )
    assert good.proposals == 1
    assert "took longer than 1 seconds" in run("extract", path, "--max-seconds", 1, code=1).stderr


def test_the_limit_holds_where_a_library_works_without_end_and_in_threads(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    from graphkit.extract.readers import bounded

    def read(name):
        with bounded(name, seconds=1):
            return read_document(tmp_path / name)

    attributes = " ".join(f"a{n}=1" for n in range(400_000))  # each is held against all others
    (tmp_path / "wide.html").write_text(f"<html><body><p {attributes}>{SENTENCE}")
    (tmp_path / "endless.pdf").write_bytes(pdf_file(pages=3_000, lines=60))
    for name in ("wide.html", "endless.pdf"):
        with ThreadPoolExecutor(1) as pool, pytest.raises(DataError, match=rf"{name}: took longer than 1 seconds"):
            pool.submit(read, name).result(timeout=20)


@LINUX
@pytest.mark.parametrize("name", ["paragraphs.docx", "tags.html"])
def test_memory_is_bounded(tmp_path, name):
    path = tmp_path / name
    if name.endswith("docx"):
        path.write_bytes(edited("word/document.xml", b"<w:body>", b"<w:body>" + b"<w:p/>" * 12_000_000))
    else:
        path.write_text("<p>" + "<b>x</b>" * 4_000_000)
    # Of the process itself the kernel's high-water mark: its ru_maxrss begins with that of these tests, which start it.
    script = (
        "import sys; from resource import *; from graphkit.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally:\n"
        "    own = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]\n"
        "    print(own, getrusage(RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "extract", "--max-seconds", "90", str(path)],  # not the time is tried here
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert max(map(int, done.stdout.split()[-2:])) < 1_000_000  # kilobytes
    assert f"{name}: needs more memory than one document may take" in done.stderr


# --- amounts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("40 tanks", 40),
        ("1,000 tanks", 1000),
        ("$1.5 billion", 1_500_000_000),
        ("999999999999999999999 tanks", None),
        ("1e400 tanks", None),
        ("1_000 tanks", None),
        ("1 000 tanks", None),
        ("10^6 tanks", None),
        ("2-3 tanks", None),
        ("0x10 tanks", None),
        ("0.00000001 tons", None),
    ],
)
def test_an_amount_is_the_whole_number_or_none(words, amount):
    (found,) = extract_relations(f"Japan gave Ukraine {words}.")["amount"]
    assert (found if found == found and found is not None else None) == amount


# --- files of one's own ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[event]]\ntype = "AID"', "'event' is not a group: events, ties, operators are; did you mean 'events'?"),
        ('[[events]]\ntype = "AID"\nverb = "zorch"', "events group 1: 'verb' is not a key"),
        ('[[events]]\ntype = "HELP"\nverbs = "zorch"', "events group 1, type: 'HELP' is not one of AGREE, CONSULT"),
        (
            '[[events]]\nverbs = "zorch"',
            "events group 1, type: is missing",
        ),
        ('[[events]]\ntype = 3\nverbs = "zorch"', "'3' is not one of"),
        ('[[events]]\ntype = "ASSAULT"\nmode = "zap"\nverbs = "zorch"', "'zap' is not a mode of 'ASSAULT': "),
        ('[[events]]\ntype = "AID"\nverbs = ""', "events group 1, verbs: has no phrase"),
        ('[[events]]\ntype = "AID"\nverbs = "zorch, , zap"', "has an empty phrase between two commas"),
        ('[[events]]\ntype = "AID"\nverbs = ["zorch"]', "events group 1, verbs: is not text"),
        ('[[events]]\ntype = "AID"\nverbs = "Zorch"', "'Zorch' is not a phrase"),
        ('[[events]]\ntype = "AID"\nmutual = "yes"\nverbs = "zorch"', "mutual: 'yes' is not true or false"),
        ('[[events]]\ntype = "AID"', "events group 1: has no patterns"),
        ('[[events]]\ntype = "AID"\nverbs = "send @{no.such} to"', "no.such"),
        ('[[events]]\ntype = "AID"\nverbs = "send @{forces.ships"', "write a word class as @{forces.ships}"),
        (
            '[[events]]\ntype = "AID"\nverbs = "zap ' + "@{forces.ships}" * 9 + '"',
            "write fewer",
        ),
        ('[[events]]\ntype = "AID"\non_state = "HELP"\nverbs = "zorch"', "on_state: 'HELP' is not one of"),
        ('events = "AID"', "events: is not a list of groups"),
        ('[ties]\nFRIEND_OF = "friend"', "ties: 'FRIEND_OF' is not a name: ALLIED_WITH, RIVAL_OF"),
        ('[operators]\nhope = "hope"', "operators: 'hope' is not a name: agree, refuse"),
        ("a = " + "[" * 5000, "not TOML that can be read"),
        ("= = =", "not TOML that can be read"),
    ],
)
def test_patterns_of_ones_own_are_checked_before_anything_is_read(tmp_path, text, words):
    (tmp_path / "mine.toml").write_text(text)
    (tmp_path / "a.txt").write_text(SENTENCE)
    into = tmp_path / "set"
    result = run("extract", tmp_path / "a.txt", "--patterns", tmp_path / "mine.toml", "--into", into, code=1)
    assert "mine.toml" in result.stderr
    assert words in result.stderr
    assert not into.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,kind,names\nred,armed-grup,Red\n", "row 2, kind: 'armed-grup' is not one of state, igo"),
        ("id,kind\nred,ngo\n", "the column names is missing"),
        ("kind,names\nngo,Red\n", "the column id is missing"),
        ("id,kind,names,colour\nred,ngo,Red,red\n", "'colour' is not a column: id, kind, names"),
        ("id,kind,names\nred hand,ngo,Red\n", "row 2, id: 'red hand' is not an id"),
        ("id,kind,names\n,ngo,Red\n", "row 2, id: '' is not an id"),
        ("id,kind,names\nred,ngo, ; \n", "row 2, names: is blank"),
        ("id,kind,names\nred,ngo,Red,Hand\n", "row 2: has 4 cells, the header 3"),
        ("id,kind,names,state\nred,ngo,Red,Norway\n", "row 2, state: 'Norway' is not the code of a state"),
        ('id,kind,names\nred,ngo,"Red\n', "not CSV that can be read"),
        (b"id,kind,names\nred,ngo,R\xffd\n", "not UTF-8 text (byte 23)"),
        ("", "the column id is missing"),
    ],
)
def test_actors_of_ones_own_are_checked_before_anything_is_read(tmp_path, text, words):
    (tmp_path / "mine.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "a.txt").write_text(SENTENCE)
    into = tmp_path / "set"
    result = run("extract", tmp_path / "a.txt", "--actors", tmp_path / "mine.csv", "--into", into, code=1)
    assert "mine.csv" in result.stderr
    assert words in result.stderr
    assert not into.exists()


def test_every_fault_is_listed_at_once(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[[events]]\ntype = "HELP"\nverbs = ""\n[ties]\nFRIEND = "pal"\n')
    with pytest.raises(DataError) as caught:
        load_dictionary(patterns=[path])
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "words", "before"),
    [
        ("Japan condemned Russia.", 'verbs = "condemn"', "ACCUSE"),
        ("Japan gave aid to Peru.", 'verbs = "give aid in|to"', "AID"),
        ("Japan's invasion of Peru began.", 'nouns = "invasion of|by"', "ASSAULT"),
    ],
)
def test_ones_own_pattern_beats_ours_of_the_same_words(tmp_path, text, words, before):
    path = tmp_path / "mine.toml"
    path.write_text(f'[[events]]\ntype = "REJECT"\n{words}\n')
    assert extract_relations(text)["type"].tolist() == [before]
    assert extract_relations(text, patterns=path)["type"].tolist() == ["REJECT"]


# --- all of it at random -----------------------------------------------------------------------

ROUNDS = int(os.environ.get("GRAPHKIT_FUZZ", "1"))
TEXT = (
    "SEOUL, 5 November 2024 (Agency) - Japan’s minister condemned Russia on Monday. South Korea gave Ukraine 12 tanks "
    "worth $1.5 billion, officials said.\n\nIn response, Moscow summoned the ambassador of Japan. “We reject it,” Kim "
    "Jong Un told France. Norway denied that it had bombed Peru.\n"
)
MARKDOWN = f"---\ntitle: The Deal\ndate: 2024-11-02\nlang: en\n---\n# Head\n\n> {TEXT}\n- [one](http://a.b) **two**\n"
MAIL = (
    f"From: Ann <a@b.org>\nSubject: The deal\nDate: Tue, 05 Nov 2024 10:00:00 +0900\nContent-Type: text/plain\n\n{TEXT}"
)
RTF = r"{\rtf1\ansi{\info{\title The deal}}\f0 Japan condemned Russia.\par Peru gave Chile 3 tanks.\par}"
FEED = f"<rss><channel><title>A</title><item><title>B</title><description>{TEXT}</description></item></channel></rss>"
ACTORS = "id,kind,names,adjectives,state\nred-hand,armed-group,Red Hand;RH,Redder,NOR\nfoo,ngo,Foo Bar,,\n"
PATTERNS = (
    '[[events]]\ntype = "AID"\nmode = ""\nmutual = false\nverbs = "zorch, give aid to|for"\n[ties]\nRIVAL_OF = "pal"\n'
)
NASTY = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xef\xbf\xbf",
        b"\xe2\x80\xae",
        b"\r",
        b"\x1b[2J",
        b"\xc2\xad",
        b"9" * 400,
    ),
    *(b"1e999", b"<p>", b"</", b"&#xD800;", b"&#0;", b"<!--", b"]]>", b"[[[[", b"((((", b"\\", b'"', b"'", b",", b";"),
    *(b"-2147483649", b"2024-13-45", b"32 May 99999", b"/Kids [2 0 R]", b"obj", b"stream", b"w:gridSpan", b"\n\n---\n"),
]


def mutated(data, random, most=6):
    """The bytes with a few changes of the kinds that files suffer."""
    data = bytearray(data)
    for _ in range(random.randint(1, most)):
        at, end = sorted(random.choices(range(len(data) + 1), k=2))
        kind = random.randrange(6)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] = random.randrange(256)
        elif kind == 1:
            del data[at : min(end, at + 200)]
        elif kind == 2:
            data[at:at] = random.choice(NASTY) * random.choice((1, 1, 3, 50))
        elif kind == 3:
            data[at:at] = data[at : min(end, at + 300)]
        elif kind == 4 and random.random() < 0.3:
            del data[at:]
        else:
            data[at:at] = bytes(random.choices(range(256), k=random.randint(1, 8)))
    return bytes(data)


def mutants(random, count):
    """File names and contents of every kind that is read."""
    html = page("<meta name='author' content='Ann'><meta charset='utf-8'>").replace(SENTENCE, TEXT)
    whole = {"txt": TEXT.encode(), "md": MARKDOWN.encode(), "html": html.encode()}
    whole |= {"eml": MAIL.encode(), "rtf": RTF.encode(), "rss": FEED.encode()}
    whole |= {"docx": word_file(), "pdf": pdf_file(pages=2, lines=3)}
    for number in range(count):
        kind = ("txt", "md", "html", "docx", "pdf", "eml", "rtf", "rss")[number % 8]
        if kind == "docx" and random.random() < 0.7:
            part = random.choice(["word/document.xml", "docProps/core.xml", "word/styles.xml", "[Content_Types].xml"])
            data = word_file(lambda name, content, part=part: mutated(content, random) if name == part else content)
        else:
            data = mutated(whole[kind], random)
        yield f"{number:05d}.{kind}", data


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whatever_the_files_say_the_next_command_can_read_what_was_kept(tmp_path, seed):
    files = tmp_path / "files"
    files.mkdir()
    expected = 0
    for name, data in mutants(random.Random(seed), 250):
        (files / name).write_bytes(data)
        expected += 1
    mine = tmp_path / "mine"
    start_dataset(mine)
    outcomes = list(extract_files([files], ReviewStore(mine / "review"), workers=1))
    assert len(outcomes) == expected
    for outcome in outcomes:
        assert outcome.status in ("read", "seen", "refused")
        assert "\n" not in outcome.message
        assert "fault of graphkit" not in outcome.message
        assert (outcome.status == "refused") <= outcome.message.startswith(outcome.path.name)
    store = ReviewStore(mine / "review")
    assert len(store.items) > 30
    for key in list(store.items)[:60]:
        store.decide(key, "accept", reviewer="fuzz")
    joined = join_folder(ReviewStore(mine / "review"), mine)
    assert joined.added > 10
    assert check_dataset(mine).problems == ()
    run("review", mine, "--export", code=0)
    run("extract", files, "--into", mine, "--workers", 1, code=0)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whatever_ones_own_files_say_they_are_right_or_refused(tmp_path, seed):
    from graphkit.extract.rules.checking import read_actors, read_patterns

    chance, right = random.Random(seed), 0
    for number in range(400):
        name, read, whole = (("p.toml", read_patterns, PATTERNS), ("a.csv", read_actors, ACTORS))[number % 2]
        path = tmp_path / f"{number}{name}"
        path.write_bytes(mutated(whole.encode(), chance, most=1))
        try:
            read(path)
        except DataError as error:
            assert name in str(error)
            continue
        right += 1
        if right % 12 == 0:
            given = {"patterns" if read is read_patterns else "actors": path}
            assert set(extract_relations(TEXT, **given)["type"]) <= set(load_ontology().types)
    assert 10 < right < 390


CASES = [
    json.loads(line)["text"]
    for name in ("acts", "extraction")
    for line in (Path(__file__).parent / "cases" / f"{name}.jsonl").read_text("utf-8").splitlines()
]
SENTENCES = sorted({sentence for text in CASES for sentence in re.split(r"(?<=[.!?”]) +", text)})
#: What a later sentence takes up, and what takes up an earlier one: places of one are looked up while another is read.
TAKEN_UP = [
    *("Niger fired a rocket into the sea.", "Chad closed its border.", "Chilean jets bombed two villages."),
    *("It did so in response to the ban.", "The move was a response to the raid.", "Both sides denied it.", "No."),
    *("The minister welcomed the decision and so did Japan.", "In retaliation, it expelled two envoys.", "It agreed."),
    *("The two countries condemned each other.", "Its neighbour protested.", "Peru protested.", "Chad hit back."),
    *("In response, Kenya closed its border.", "Spain mediated between the two sides.", "Its army had asked for it."),
]
PIECES = [
    *(
        "(",
        ")",
        "[",
        "“",
        "”",
        '"',
        ";",
        ",",
        " - ",
        ":",
        "…",
        "’s",
        "\n",
        "\n- ",
        "\n\n",
        "# ",
        "\u00a0",
        "U.S.",
        "12",
    ),
    *(
        "in response",
        "in retaliation for",
        "prompting",
        "which it denied",
        "he said",
        "they",
        "both sides",
        "$2.5 billion",
    ),
    *("and", "but", "after", "who", "that", "not", "no", "on Monday", "respectively", "a decision welcomed by Peru"),
]


def jumbled(chance):
    """A text of sentences that do not belong together, some cut, joined, shouted or with something in them."""
    sentences = chance.choices(SENTENCES, k=chance.randint(1, 9))
    for i, sentence in enumerate(sentences):
        words, kind = sentence.split(" "), chance.randrange(12)
        at = chance.randrange(len(words) + 1)
        if kind == 0:
            words = words[at:]
        elif kind == 1:
            words = words[:at]
        elif kind == 2:
            words[at:] = chance.choice(SENTENCES).split(" ")[at // 2 :]
        elif kind < 5:
            words.insert(at, chance.choice(PIECES))
        elif kind == 5:
            words = sentence.upper().split(" ")
        sentences[i] = " ".join(words) + (f" {chance.choice(TAKEN_UP)}" if chance.random() < 0.6 else "")
    return chance.choice([" ", " ", "\n", "\n\n", "\n- ", "; "]).join(sentences)


def breaches(text, table):
    """What a table of proposals says that no text can say."""
    for row in table.to_dict("records"):
        for side in ("actor", "recipient"):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            if not (0 <= start < end <= len(text) and text[start:end].strip()):
                yield f"{side} stands nowhere"
            if row["denies"] != row["denies"] and not row["start"] <= start < end <= row["end"]:
                yield f"{side} stands outside of its sentence"
        if not row["start"] <= row["cue_start"] < row["cue_end"] <= row["end"]:
            yield "the act stands outside of its sentence"
        if not (row["actor"] and row["recipient"] and row["type"] in load_ontology().types):
            yield "something is blank"
        date_bounds(row["date"])
    answers = {one: int(other) for one, other in table["responds_to"].dropna().items()}
    for one, other in answers.items():
        seen = {one}
        while other in answers and other not in seen:
            seen.add(other)
            other = answers[other]
        if other in seen or other not in table.index:
            yield "an answer leads back to itself, or to nothing"


def test_what_is_drawn_is_told_by_its_verb_where_its_noun_stands_before():
    text = "Kuwait praised Iraq. The state dropped the cases that it had brought in its neighbours."
    table = extract_relations(text)
    assert len(table) > 0
    assert list(breaches(text, table)) == []


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_whatever_sentences_stand_together_what_is_proposed_stands_in_the_text(seed):
    chance, found = random.Random(seed), 0
    for _ in range(250):
        text, date = jumbled(chance), chance.choice([None, "2024-05-01", "2024-05", "2024~"])
        try:
            table = extract_relations(text, date=date)
            problems = list(breaches(text, table))
        except Exception as error:
            error.add_note(f"in: {text!r}")
            raise
        assert problems == [], text
        found += len(table)
    assert found > 500


def test_the_limit_waits_for_an_import_to_end(tmp_path, monkeypatch):
    """A library that is imported by half would fail every document that is read after this one."""
    import sys

    (tmp_path / "slow_library.py").write_text("import time\ntime.sleep(0.5)\nwhole = True\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(DataError, match=r"took longer than 0\.1 seconds"), bounded("a.txt", seconds=0.1):
        import slow_library

        while True:
            pass
    assert sys.modules["slow_library"] is slow_library
    assert slow_library.whole
