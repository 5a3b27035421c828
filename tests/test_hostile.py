"""What nobody means well: unreadable and endless files, names that act on a terminal, stories that explode."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.cli.options import emit
from graphkit.control import visible
from graphkit.model import Actor, fold_name
from graphkit.render import read_blocs, read_story

pytestmark = pytest.mark.slow

POSIX = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and permissions are as POSIX has them")
RED = "\x1b[31mred\x9b\u202e"


def run(*arguments, code=None, **options):
    """Run a command; a traceback is a failure, and so is another exit code than the one that is due."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert code is None or result.exit_code == code, result.output
    return result


def started(command, **options):
    """Run the program itself in a shell, from the checkout's own Python."""
    program = f"{sys.executable} -m graphkit"
    return subprocess.run(
        command.replace("graphkit", program, 1), shell=True, capture_output=True, text=True, timeout=60, **options
    )


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["\u0301", "\ufe0f", "\u0489", "\u3099"])
def test_names_that_begin_with_a_mark(sample_path, mark):
    path = sample_path / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("Gammaland", f"{mark}Gammaland"), "utf-8")
    assert run("check", sample_path).exit_code == 0
    assert "CCC" in run("profile", "CCC", "--data", sample_path, code=0).stdout
    assert "Gammaland" in run("profile", "gammaland", "--data", sample_path, code=0).stdout
    assert run("paths", f"{mark}Gammaland", "AAA", "--data", sample_path, code=0).stdout
    assert fold_name(f"{mark}Gammaland") == "gammaland"


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069", "\u206a", "\ufff9", "\x85", "\x9b"])
def test_signs_that_turn_the_text_around_are_refused(sample_path, sign):
    path = sample_path / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("Gammaland", f"Gamma{sign}land"), "utf-8")
    (problem,) = graphkit.check_dataset(sample_path).problems
    assert (problem.row, problem.column) == (4, "name")
    assert f"the control character U+{ord(sign):04X}" in problem.message
    assert sign not in run("check", sample_path, "--format", "text", code=1).output


def test_marks_that_scripts_need_are_kept():
    words = ["می\u200cخواهم", "क्\u200dष", "\u200fשלום"]
    actors = [Actor(f"one-{number}", word, "person") for number, word in enumerate(words)]
    assert graphkit.Dataset.from_records(actors=actors).actors["name"].tolist() == words


# --- what reaches the terminal -----------------------------------------------------------------


def test_visible_shows_each_kind_as_its_code():
    assert visible("\x1b[2J\x7f\x9b\u202e\u2069\u2028\udcff\r") == r"\x1b[2J\x7f\x9b\u202e\u2069\u2028\xff\r"
    assert visible("a\tb\nc é 베타 \u200f") == "a\tb\nc é 베타 \u200f"
    assert visible("a\tb\nc", lines=False) == r"a\tb\nc"


@pytest.mark.parametrize(
    "arguments",
    [
        (RED,),
        ("relations", f"--{RED}"),
        ("relations", "--data", RED),
        ("relations", "--type", RED),
        ("relations", "--since", RED),
        ("relations", "--format", RED),
        ("relations", "-o", f"no/such/{RED}"),
        ("profile", RED),
        ("paths", "PRK", RED),
        ("responses", "--to", RED),
        ("leverage", "--holder", RED),
        ("changes", "--earlier", RED),
        ("check", RED),
        ("check", "--documents", RED),
        ("map", "--story", RED),
        ("map", "--blocs", RED),
        ("init", f"{RED}\0"),
        ("extract", RED),
        ("review", RED),
    ],
)
def test_arguments_are_shown_and_not_obeyed(arguments):
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert not set(result.output) & set("\x1b\x9b\u202e"), result.output
    assert r"\x1b[31mred\x9b\u202e" in result.output


@pytest.mark.parametrize("form", ["text", "table", "csv", "json", "jsonl", "markdown"])
def test_data_is_shown_and_not_obeyed(form, monkeypatch, capsys):
    frame = pd.DataFrame({"name": [f"Group{RED}gnp.exe"], "n": [1]})
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    emit(frame, format=form)
    shown = capsys.readouterr().out
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert "\x1b[31m" not in shown
    if form in ("json", "jsonl"):
        found = json.loads(shown)
        assert (found if form == "jsonl" else found[0])["name"] == f"Group{RED}gnp.exe"


def test_csv_and_json_in_a_pipe_are_the_data(capsys):
    emit(pd.DataFrame({"name": [RED]}), format="csv")
    assert next(csv.DictReader(io.StringIO(capsys.readouterr().out)))["name"] == RED
    emit(pd.DataFrame({"name": [RED]}), format="json")
    assert json.loads(capsys.readouterr().out) == [{"name": RED}]


def test_a_dataset_that_lies_about_its_lines_is_one_line_a_problem(sample_path):
    path = sample_path / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("Gammaland", '"Gamma\nnothing is wrong"'), "utf-8")
    result = run("check", sample_path, "--format", "text", code=1)
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "cell",
    [
        "[click](https://example.org)",
        "![x](https://example.org/x.png)",
        "<img src=x onerror=alert(1)>",
        "<https://example.org>",
        "`code` | **bold** _em_ ~~gone~~ $x$",
        "&lt;b&gt; &#33;",
        "a\\|b",
        "[x]: https://example.org",
        "https://example.org/a_b_c www.example.org me@example.org",
        "line\nbreak",
    ],
)
def test_markdown_shows_the_cell_as_text(cell, capsys):
    markdown_it = pytest.importorskip("markdown_it")
    emit(pd.DataFrame({"name": [cell], "n": ["plain"]}), format="markdown")
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = [token for token in parser.parse(capsys.readouterr().out) if token.type == "inline"]
    assert [t.content for t in tokens[:2]] == ["name", "n"]
    children = tokens[2].children
    assert {child.type for child in children} <= {"text", "text_special"}, children
    assert "".join(child.content for child in children) == " ".join(cell.splitlines())
    assert tokens[3].content == "plain"


# --- files -------------------------------------------------------------------------------------


@contextlib.contextmanager
def ordinary_user():
    """Lose the rights of the superuser for a while, to whom no file is unreadable."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def own_folder(sample):
    """A folder that an ordinary user may reach, with a dataset in it and a folder of texts."""
    folder = Path(tempfile.mkdtemp())
    graphkit.save_dataset(sample, folder / "data")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text("Nothing.", "utf-8")
    (folder / "story.toml").write_text('[[step]]\ntitle = "a"\ntext = "b"\n', "utf-8")
    (folder / "blocs.csv").write_text("actor,bloc\nAAA,1\n", "utf-8")
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)


CASES = [  # what is closed, with which rights, and the command that meets it
    ("data", 0o000, ("check", "{}/data")),
    ("data", 0o444, ("check", "{}/data")),
    ("data", 0o000, ("relations", "--data", "{}/data")),
    ("data", 0o444, ("timeline", "--data", "{}/data")),
    ("data", 0o000, ("changes", "--earlier", "{}/data")),
    ("data", 0o000, ("map", "--data", "{}/data", "-o", "{}/m.html")),
    ("data", 0o555, ("relations", "-o", "{}/data/new.csv")),
    ("data", 0o555, ("map", "-o", "{}/data/new.html")),
    ("data", 0o555, ("init", "{}/data/new")),
    ("data", 0o000, ("init", "{}/data/new")),
    ("data", 0o000, ("init", "{}/data")),
    ("texts", 0o555, ("init", "{}/texts")),
    ("data/actors.csv", 0o000, ("check", "{}/data")),
    ("data/actors.csv", 0o000, ("profile", "AAA", "--data", "{}/data")),
    ("data/datapackage.json", 0o000, ("check", "{}/data")),
    ("data/datapackage.json", 0o000, ("map", "--data", "{}/data", "-o", "{}/m.html")),
    ("texts", 0o000, ("check", "{}/data", "--documents", "{}/texts")),
    ("texts", 0o000, ("map", "--data", "{}/data", "--documents", "{}/texts", "-o", "{}/m.html")),
    ("story.toml", 0o000, ("map", "--story", "{}/story.toml", "-o", "{}/m.html")),
    ("blocs.csv", 0o000, ("map", "--blocs", "{}/blocs.csv", "-o", "{}/m.html")),
    (".", 0o000, ("check", "{}/data")),
    (".", 0o000, ("init", "{}/new")),
    (".", 0o000, ("map", "-o", "{}/m.html")),
    (".", 0o000, ("balance", "-o", "{}/b.csv")),
    (".", 0o000, ("map", "--story", "{}/story.toml")),
]


@POSIX
@pytest.mark.parametrize(("closed", "rights", "arguments"), CASES, ids=lambda value: str(value)[:50])
def test_what_may_not_be_read_or_written_is_one_sentence(own_folder, closed, rights, arguments):
    words = [str(word).format(own_folder) for word in arguments]
    run("map", "--data", own_folder / "data", "-o", own_folder / "warm.html", code=0)  # what it imports is read before
    run("balance", "--data", own_folder / "data", code=0)
    run("changes", "--since", "2024-01", "--until", "2024-06", code=0)
    (own_folder / closed).chmod(rights)
    with ordinary_user():
        result = run(*words)
    assert result.exit_code in (1, 2)
    words = result.output
    assert "denied" in words or "not readable" in words or "does not exist" in words
    assert result.stdout == "" or arguments[0] == "check"


@POSIX
def test_texts_that_may_not_be_read_are_passed_over(own_folder):
    (own_folder / "texts" / "a.txt").chmod(0)
    with ordinary_user():
        run("check", own_folder / "data", "--documents", own_folder / "texts", code=0)


@POSIX
@pytest.mark.parametrize("file", ["actors.csv", "evidence.csv", "datapackage.json", "note.txt"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop"])
def test_what_is_no_file_is_named_at_once(sample_path, file, kind):
    path = sample_path / file
    path.unlink(missing_ok=True)
    made = {
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "folder": path.mkdir,
        "loop": lambda: path.symlink_to(path.name),
    }
    made[kind]()
    documents = sample_path / "documents.csv"
    documents.write_text(documents.read_text("utf-8").replace("en,,,,", "en,,,note.txt,"), "utf-8")
    begun = time.monotonic()
    result = run("check", sample_path, "--format", "text", code=0 if file == "note.txt" else 1)
    assert time.monotonic() - begun < 10
    assert file == "note.txt" or f"{file}: the file cannot be read: " in result.stdout


@POSIX
@pytest.mark.parametrize("option", ["--story", "--blocs"])
def test_a_device_without_an_end_is_no_story(option, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", tmp_path / "pipe"):
        result = run("map", option, path, "-o", tmp_path / "map.html", code=1)
        assert "it is a pipe or a device, not a file" in result.stderr


def test_a_file_name_that_none_can_have(sample_path):
    path = sample_path / "documents.csv"
    whole = path.read_text("utf-8")
    for name in ("a\0b.txt", "x" * 300 + ".txt", "\ud800.txt"):
        path.write_bytes(whole.replace("en,,,,", f"en,,,{name},").encode("utf-8", "surrogatepass"))
        result = run("check", sample_path)
        assert result.exit_code == (0 if len(name) > 99 else 1), name


@POSIX
@pytest.mark.parametrize("name", ["", "x" * 300, "loop", "loop/new", "a\0b", "file", "file/new"])
def test_no_dataset_is_begun_where_none_can_be(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    Path("file").write_text("", "utf-8")
    assert run("init", name).exit_code in (1, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]
    with pytest.raises(graphkit.DataError):
        from graphkit.extract.joining import start_dataset

        start_dataset(name)


@POSIX
@pytest.mark.parametrize("command", ["relations", "map"])
def test_nothing_is_written_to_a_link_that_leads_to_itself(tmp_path, command):
    loop = tmp_path / "loop.html"
    loop.symlink_to("loop.html")
    assert "a link that leads to itself" in run(command, "-o", loop, code=1).stderr
    assert loop.is_symlink()


@POSIX
@pytest.mark.parametrize("end", [">&-", "> /dev/full"])
@pytest.mark.parametrize(
    "command",
    ["relations --format table", "relations --format csv", "profile PRK --format text", "--help", "--version"],
)
def test_an_answer_that_cannot_be_written_is_a_no(command, end):
    if "full" in end and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = started(f"graphkit {command} {end}")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert ("No space left" if "full" in end else "standard output is closed") in done.stderr


@POSIX
def test_the_plainest_locale(tmp_path):
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = subprocess.run(
        [sys.executable, "-m", "graphkit", "actors", "--format", "csv"], capture_output=True, env=plain, check=True
    )
    assert "北" in shown.stdout.decode("utf-8") or "조선" in shown.stdout.decode("utf-8")
    for words in ("--help", "check", "contested --format text", "profile Pyongyang --format table", "map -o m.html"):
        done = started(f"graphkit {words}", env=plain, cwd=tmp_path)
        assert done.returncode == 0, done.stderr


# --- stories and blocs -------------------------------------------------------------------------

STEP = '[[step]]\ntitle = "a"\ntext = "b"\n'
STORIES = {
    "deep.toml": f"{STEP}[step.view]\nsince = {'[' * 5000}{']' * 5000}\n",
    "tables.toml": f"{STEP}view = {'{a = ' * 3000}1{'}' * 3000}\n",
    "dotted.toml": f"{STEP}[step.view]\nsince.{'a.' * 50_000}a = 1\n",
    "header.toml": f"{STEP}[step.view.{'a . ' * 50_000}a]\n",
    "quoted.toml": STEP + "[step.view]\n" + '"a b".' * 20_000 + "a = 1\n",
    "digits.toml": f"{STEP}[step.view]\nsince = {'9' * 5000}\n",
    "hex.toml": f"{STEP}[step.view]\nsince = 0x{'f' * 5000}\n",
    "list.toml": f"{STEP}[step.view]\nsince = [1]\n",
    "title.toml": '[[step]]\ntitle = ["a"]\ntext = "b"\n',
    "large.toml": STEP + "# " + "x" * 300_000,
    "keys.yaml": "step:\n- title: a\n  text: b\n  view: {1: 2, since: 3}\n",
    "deep.yaml": "step: " + "[" * 5000,
    "laughs.yaml": "a: &a [x, x]\n"
    + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "merge.yaml": "a: &a {x: 1}\nstep:\n- <<: [*a, *a]\n",
    "blank.yaml": "step:\n- title: a\n  text: b\n  view: {since: }\n",
    "object.yaml": "step: !!python/object:os.system {}\n",
    "nul.toml": "title = '\0'",
    "latin.toml": "title = 'é'".encode("latin-1"),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_that_is_none_is_one_sentence(tmp_path, name):
    if name.endswith(".yaml"):
        pytest.importorskip("yaml")
    content = STORIES[name]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    begun = time.monotonic()
    with pytest.raises(graphkit.DataError) as caught:
        read_story(tmp_path / name)
    assert time.monotonic() - begun < 10
    assert len(str(caught.value)) < 1000
    assert name in str(caught.value)


def test_a_story_in_prose_is_no_long_key(tmp_path):
    path = tmp_path / "story.toml"
    text = "He said so. " * 200
    path.write_text(
        f'[[step]]\ntitle = "{"a.b" * 99}"\ntext = """\n{text}\n"""\n[step.view]\nsince = 2024-06-18\n', "utf-8"
    )
    (step,) = read_story(path).steps
    assert (step.view["since"], step.text) == ("2024-06-18", text.strip())


@pytest.mark.parametrize("bloc", ["²", "9" * 5000, "٣", "½", "a1b22"])
def test_blocs_of_any_name_are_drawn(network, tmp_path, bloc):
    (tmp_path / "blocs.csv").write_text(f"actor,bloc\nAAA,{bloc}\nBBB,10\nCCC,2\n", "utf-8")
    blocs = read_blocs(tmp_path / "blocs.csv")
    assert blocs["AAA"] == bloc
    assert "AAA" in graphkit.map_html(network, options=graphkit.MapOptions(blocs=blocs))


def test_blocs_stand_in_the_order_of_their_numbers(network):
    from graphkit.render.bloc import numbered_blocs

    blocs = {"AAA": "10", "BBB": "2", "CCC": "02b", "pact": "East"}
    actors = [network.graph["actors"][one] for one in blocs]
    assert numbered_blocs(network, blocs, actors=actors, affiliations=())[0] == ["2", "02b", "10", "East"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_blocs_are_read_as_spreadsheets_separate_them(tmp_path, sign):
    (tmp_path / "blocs.csv").write_text(f"actor{sign}bloc\nAAA{sign}1\n", "utf-8-sig")
    assert read_blocs(tmp_path / "blocs.csv") == {"AAA": "1"}


@pytest.mark.parametrize("name", [".", "..", "/", ""])
def test_no_workbook_is_begun_without_a_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert run("init", name, "--xlsx").exit_code in (1, 2)
    assert not list(tmp_path.iterdir())
