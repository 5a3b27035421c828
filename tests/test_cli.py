"""Every command: data on stdout, words on stderr, exit codes 0, 1 and 2; a bug stays a bug."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.cli.options import emit


def run(*arguments, **options):
    """Run a command as a person would, without a terminal."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def test_help_lists_every_command_and_each_has_an_example():
    shown = run("--help").stdout
    assert run("-h").stdout == shown
    for name in main.list_commands(click.Context(main)):
        assert f"\n  {name} " in shown
        result = run(name, "--help")
        assert result.exit_code == 0
        assert f"graphkit {name}" in result.stdout.split("Options:")[0].split("\n", 1)[1], f"{name} has no example"


def test_every_command_of_every_module_is_listed():
    import graphkit.cli

    folder = Path(graphkit.cli.__file__).parent
    found = {
        command.name
        for path in folder.glob("*.py")
        for command in getattr(importlib.import_module(f"graphkit.cli.{path.stem}"), "COMMANDS", ())
        if path.stem != "__init__"
    }
    assert found == set(main.list_commands(click.Context(main)))


def test_version():
    assert graphkit.__version__ in run("--version").stdout


def test_help_does_not_import_pandas():
    code = "import sys, graphkit.cli; print(sorted({'pandas', 'networkx', 'numpy', 'pyvis'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.parametrize("question", [["balance"], ["blocs"], ["blocs", "-k", "3"], ["brokers", "--groups", "blocs"]])
def test_camps_of_some_dozens_of_actors_are_found_without_scipy(question):
    code = (
        "import sys, graphkit.cli as cli; cli.main(sys.argv[1:], standalone_mode=False); print('scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, *question], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_relations_are_data_on_stdout(sample_path):
    result = run("relations", "--data", sample_path, "--since", "2024-04", "--type", "assault")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["id"], row["status"], row["amount"]) for row in rows] == [("troops", "contested", "300")]


def test_formats(sample_path):
    both = ("actors", "--data", sample_path, "--format")
    records = json.loads(run(*both, "json").stdout)
    assert records[1] == {
        "id": "BBB", "name": "Betaland", "kind": "state", "aliases": "Bétaland;베타", "wikidata": "", "relations": 2
    }  # fmt: skip
    assert [json.loads(line) for line in run(*both, "jsonl").stdout.splitlines()] == records
    assert run(*both, "markdown").stdout.splitlines()[3].startswith("| BBB | Betaland |")
    assert "베타" in run(*both, "table").stdout
    assert len(run(*both, "text").stdout.splitlines()) == len(records)


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_a_table_is_no_wider_than_the_terminal_and_has_names_and_no_ids(width, affair):
    result = run("relations", "--format", "table", env={"COLUMNS": width})
    assert [record.id for record in affair.records("relations") if record.id in result.stdout] == []
    head = result.stdout.strip().splitlines()[0].split()
    assert width == "40" or head == ["date", "who", "what", "to", "whom", "status", "sources"]
    assert "North Korea" in result.stdout or width == "40"
    assert "…" not in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= int(width)


def test_no_rows_is_an_answer(sample_path):
    result = run("relations", "--data", sample_path, "--type", "PROTEST")
    assert result.exit_code == 0
    assert result.stdout.startswith("id,actor,type,")
    assert len(result.stdout.splitlines()) == 1
    assert run("relations", "--data", sample_path, "--type", "PROTEST", "--format", "json").stdout == "[]\n"


def test_output_goes_to_a_file_whole(sample_path, tmp_path):
    target = tmp_path / "answer.json"
    result = run("relations", "--data", sample_path, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "5 rows in" in result.stderr
    assert len(json.loads(target.read_text("utf-8"))) == 5
    result = run("relations", "--data", sample_path, "--output", tmp_path / "no" / "folder.csv")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_no_cell_of_an_answer_is_a_formula(tmp_path):
    from graphkit.model import Actor

    name = "=cmd|' /C calc'!A1"
    graphkit.save_dataset(graphkit.Dataset.from_records(actors=[Actor("x", name, "other")]), tmp_path)
    row = next(csv.DictReader(io.StringIO(run("actors", "--data", tmp_path, "--format", "csv").stdout)))
    assert row["name"] == "'" + name


def test_check_says_nothing_is_wrong():
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing is wrong with" in result.stderr


def test_check_lists_every_breach_and_exits_with_1(sample_path):
    path = sample_path / "relations.csv"
    path.write_text(path.read_text("utf-8").replace("SUPPORT", "LIKES").replace("2024-08", "August"), "utf-8")
    result = run("check", sample_path)
    assert result.exit_code == 1
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(r["file"], r["row"], r["column"], r["value"]) for r in rows] == [
        ("relations.csv", "2", "type", "LIKES"),
        ("relations.csv", "5", "date", "August"),
    ]
    assert "2 problems" in result.stderr
    lines = run("check", sample_path, "--format", "text").stdout.splitlines()
    assert lines[1].startswith("relations.csv row 5, date: date 'August' cannot be read")
    assert run("relations", "--data", sample_path).exit_code == 1


def test_check_says_what_it_accepted(sample_path):
    path = sample_path / "actors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    result = run("check", sample_path)
    assert result.exit_code == 0
    assert "byte order mark" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("relations", "--data", "nowhere"), 1, "the folder 'nowhere' is not there"),
        (("relations", "--actor", "Noth Korea"), 1, "did you mean North Korea (PRK)"),
        (("relations", "--since", "March 2019"), 2, "cannot be read"),
        (("relations", "--type", "LIKES"), 2, "there is no type 'LIKES': it is one of"),
        (("relations", "--status", "true"), 2, "there is no status 'true'"),
        (("relations", "--since", "2025", "--until", "2024"), 2, "swap them"),
        (("relations", "--format", "xml"), 2, "'xml' is not one of"),
        (("draw",), 2, "there is no command 'draw': graphkit --help lists them all"),
        (("respones", "--to", "DPRK"), 2, "there is no command 'respones': did you mean responses?"),
        (("export", "Gephi", "-o", "x"), 2, "'json-ld': for Gephi write gexf"),
        (("export", "sql", "-o", "x"), 2, "'json-ld'\n"),
    ],
)
def test_a_no_is_one_sentence_on_stderr(arguments, code, says):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_the_dataset_can_come_from_the_environment(sample_path):
    result = run("actors", env={"GRAPHKIT_DATA": str(sample_path)})
    assert "Alphaland" in result.stdout


def test_a_bug_keeps_its_traceback(monkeypatch, sample_path):
    def broken(*_, **__):
        raise KeyError("a bug")

    monkeypatch.setattr("graphkit.network.list_actors", broken)
    assert isinstance(run("actors", "--data", sample_path).exception, KeyError)


def test_missing_values_are_null_and_blank(capsys):
    import pandas as pd

    frame = pd.DataFrame({"a": [1.5, None], "b": pd.array([1, None], "Int64"), "c": ["x|y", None]})
    emit(frame, format="json")
    assert json.loads(capsys.readouterr().out) == [{"a": 1.5, "b": 1, "c": "x|y"}, {"a": None, "b": None, "c": None}]
    emit(frame, format="csv")
    assert capsys.readouterr().out == "a,b,c\n1.5,1,x|y\n,,\n"
    emit(frame, format="markdown")
    assert "x\\|y" in capsys.readouterr().out


@pytest.mark.slow
def test_the_command_works_as_a_process_with_any_locale():
    command = [sys.executable, "-m", "graphkit", "actors", "--format", "json"]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert any(actor["id"] == "PRK" for actor in json.loads(done.stdout))


def test_the_filter_by_actor_counts_who_acts_for_it(sample_path):
    def found(*arguments):
        shown = run("relations", "--data", sample_path, *arguments, "--format", "json").stdout
        return [row["id"] for row in json.loads(shown)]

    assert found("--actor", "AAA") == ["treaty", "protest", "aid", "ally"]
    assert found("--actor", "beta-army") == ["troops"]
    assert found("--actor", "AAA", "--roll-up") == ["treaty", "protest", "aid", "ally"]
    assert found("--actor", "Ann Abel", "--roll-up") == ["protest"]


@pytest.mark.slow
def test_what_is_no_file_is_written_to_as_it_is(sample_path, tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "graphkit", "actors", "--data", sample_path, "--output", pipe]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert "Alphaland" in pipe.read_text("utf-8")
        process.communicate()
    assert pipe.is_fifo()


@pytest.mark.parametrize("arguments", [("--output", ""), ("--data", "")])
def test_a_blank_name_is_a_misuse(arguments):
    result = run("actors", *arguments)
    assert result.exit_code == 2
    assert "the name is blank" in result.stderr


def test_actors_of_what_is_left(sample_path):
    rows = json.loads(run("actors", "--data", sample_path, "--type", "SUPPORT", "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["AAA", "BBB"]


def test_numbers_keep_their_digits_and_words_their_letters(capsys):
    import pandas as pd

    frame = pd.DataFrame({"amount": [1234567.5, 0.1], "name": ["nan", "<NA>"]})
    emit(frame, format="csv")
    assert capsys.readouterr().out == "amount,name\n1234567.5,nan\n0.1,<NA>\n"


def test_a_text_for_a_list_of_ties_is_told_how_texts_are_read(tmp_path):
    article = tmp_path / "article.txt"
    for text in ("Peru condemned Chile.\n\nIt denied it.\n", 'Peru said:\n\n"We condemn Chile, and\n'):
        article.write_text(text, encoding="utf-8")
        result = run("timeline", "--data", article)
        assert result.exit_code == 1
        assert f"if it is an article, not a list of ties: graphkit extract {article}" in result.stderr


def test_a_list_of_ties_that_cannot_be_read_names_a_command_that_leaves_rows_out(tmp_path):
    ties = tmp_path / "ties.csv"
    ties.write_text("from,to,type,date\nPeru,Chile,aid,12.04.2024\n", encoding="utf-8")
    result = run("timeline", "--data", ties)
    assert "1 thing cannot be read; graphkit import leaves them out with --skip-bad" in result.stderr
    kept = run("import", "csv", ties, "--into", tmp_path / "mine", "--skip-bad")
    assert kept.exit_code == 0, kept.stderr


@pytest.mark.slow
def test_a_folder_without_texts_is_said_to_hold_none(tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("extract", tmp_path / "empty", "--into", tmp_path / "mine")
    assert "nothing to read: a folder is searched for texts" in result.stderr


def test_where_no_denial_is_on_record_it_is_not_said_that_nobody_denies(tmp_path):
    assert run("init", tmp_path / "mine").exit_code == 0
    result = run("contested", "--data", tmp_path / "mine", "--format", "text")
    assert "No denial is on record" in result.stdout + result.stderr


@pytest.mark.parametrize("terminal", [True, False])
def test_whoever_waits_at_a_terminal_is_told_why_and_a_pipe_is_not(monkeypatch, capsys, terminal):
    from graphkit.cli import options

    monkeypatch.setattr(options, "PATIENCE", 0.05)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    with options.waiting("Spark starts"):
        time.sleep(0.4)
    with options.waiting("too quick to be told"):
        pass
    assert capsys.readouterr() == ("", "Spark starts\n" * terminal)
