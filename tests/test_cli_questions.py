"""The questions as commands: data on stdout, words on stderr, exit codes, and the bundled data answered."""

from __future__ import annotations

import csv
import dataclasses
import inspect
import io
import json
import re

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.query import QUESTIONS

#: What each question is asked with; one that needs nothing more has no place here.
COMMANDS = {name: [] for name in QUESTIONS} | {
    "search": ["troops"],
    "paths": ["Seoul", "Pyongyang"],
    "profile": ["China"],
    "changes": ["--since", "2024-05", "--until", "2024-12"],
}


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_answers_on_the_bundled_data(command, monkeypatch):
    monkeypatch.delenv("GRAPHKIT_DATA")
    assert run(command, *COMMANDS[command], "--format", "text").stdout.strip()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["text", "table", "csv", "json", "jsonl", "markdown"])
def test_every_question_answers_in_every_format(command, form):
    result = run(command, *COMMANDS[command], "--format", form)
    assert result.stdout.strip()
    if form == "json":
        assert json.loads(result.stdout)
    if form == "jsonl":
        assert all(json.loads(line) for line in result.stdout.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_has_help_with_an_example(command):
    help_text = run(command, "--help").stdout
    assert f"graphkit {command}" in help_text
    assert "--data" in help_text
    assert "--format" in help_text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_answers_about_another_dataset(command, sample_path):
    arguments = {"paths": ["AAA", "CCC"], "profile": ["AAA"]}.get(command, COMMANDS[command])
    assert run(command, *arguments, "--data", sample_path, "--format", "csv").stdout.count("\n") >= 1


def test_who_responded_to_the_troops():
    answers = rows("responses", "--to", "North Korea", "--provocation-type", "AID")
    assert {"KOR", "USA", "JPN", "nato", "european-union"} <= {row["responder"] for row in answers}
    assert {row["basis"] for row in answers} == {"stated"}
    assert all(row["documents"] for row in answers)


def test_what_south_korea_did_about_it():
    assert {"ACCUSE", "REQUEST"} <= {row["response_type"] for row in rows("responses", "--by", "Seoul")}


def test_a_paragraph_with_dates_and_citations():
    text = " ".join(run("responses", "--to", "DPRK", "--format", "text").stdout.split())
    assert "First to answer" in text
    assert "2024" in text
    assert "Contested: denied by" in text
    assert "Sources [1]" in text


def test_filters_are_of_the_responses_and_not_of_the_provocations():
    late = rows("responses", "--to", "DPRK", "--since", "2024-11-16", "--until", "2024-11-17", "--actor", "Japan")
    assert all("JPN" in row["responder"] + row["response_to"] for row in late)
    assert "2024-10" in {row["provocation_date"] for row in late}  # before --since, and shown all the same
    assert {row["response_type"] for row in rows("responses", "--type", "request")} == {"REQUEST"}


def test_a_person_is_kept_apart_when_asked_to():
    assert {row["responder"] for row in rows("responses", "--by", "Blinken")} == {"USA"}
    apart = rows("responses", "--by", "Blinken", "--no-roll-up")
    assert {row["responder"] for row in apart} == {"antony-blinken"}


def test_inferred_responses_are_marked_and_off_by_default():
    assert {row["basis"] for row in rows("responses")} == {"stated"}
    both = rows("responses", "--basis", "all", "--within-days", "30")
    assert {row["basis"] for row in both} == {"stated", "inferred"}
    pairs = [(row["response_id"], row["provocation_id"]) for row in both]
    assert len(pairs) == len(set(pairs))
    assert all(1 <= int(row["lag_days"]) <= 30 for row in both if row["basis"] == "inferred")


def test_who_denies_what():
    claims = rows("contested")
    assert claims
    assert all(row["denied_by"] for row in claims)


def test_through_whom_seoul_can_reach_pyongyang():
    steps = rows("paths", "Seoul", "Pyongyang", "--max-steps", "2", "--directed")
    assert {row["actor"] for row in steps if row["step"] == "2"} >= {"CHN"}
    over = rows("leverage", "--over", "North Korea", "--max-steps", "1")
    assert [(row["holder"], row["basis"]) for row in over] == [("CHN", "stated")]


def test_those_through_whom_seoul_can_reach_pyongyang_and_no_others():
    text = run("paths", "Seoul", "Pyongyang", "--indirect", "--directed", "--format", "text").stdout
    assert [line.partition("by way of ")[2] for line in text.splitlines() if line.startswith("Path")] == [
        "China",
        "Russia",
        "the United States",
    ]
    direct = run("paths", "Seoul", "Pyongyang", "--format", "csv")
    assert "--indirect shows through whom else" in direct.stderr
    assert "--indirect" not in direct.stdout


@pytest.mark.slow
def test_ways_in_sentences_are_few_and_say_what_they_leave_out(monkeypatch):
    """A reader wants to know through whom; each of a thousand relations is a row of the other formats."""
    monkeypatch.delenv("GRAPHKIT_DATA")
    asked = ("paths", "Seoul", "Pyongyang", "--indirect")
    told, whole = run(*asked, "--format", "text"), run(*asked, "--format", "text", "--all")
    lines = told.stdout.splitlines()
    ways, left = map(int, re.search(r"(\d+) ways\. .*; (\d+) more", " ".join(lines[:3])).groups())
    assert sum(line.startswith("Path ") for line in lines) == ways - left == 5
    assert len(lines) < 400 < 4000 < len(whole.stdout.splitlines())
    assert "--all shows everything" in told.stderr and "--all" not in whole.stderr
    assert sum(line.startswith("Path ") for line in whole.stdout.splitlines()) == ways
    steps = rows(*asked)
    # each step tells three relations and counts the others; nothing but the text is shortened
    step = [row for row in steps if (row["path"], row["step"]) == ("2", "1")]
    assert f"- and {len(step) - 3} more, which are left out here" in lines
    direct = run("paths", "Seoul", "Pyongyang", "--format", "text").stdout
    assert sum(line.startswith("- ") for line in direct.splitlines()) == 16


def test_nobody_is_said_to_have_responded_who_is_only_asked_to():
    text = " ".join(run("responses", "--to", "DPRK", "--format", "text").stdout.split())
    done = text.split("Not known to have been done")
    assert all("United Nations:" not in part for part in done[:1])
    assert "(This is alleged.)" in text


def test_no_path_is_an_answer_and_an_unknown_actor_is_an_error():
    none = run("paths", "Seoul", "Pyongyang", "--type", "RETREAT", "--format", "csv")
    assert none.stdout.startswith("path,step,actor")
    assert none.stdout.count("\n") == 1
    assert (
        run("paths", "Seoul", "Pyongyang", "--type", "RETREAT", "--format", "text").stdout == "No path connects them.\n"
    )
    unknown = run("paths", "Seoul", "Pyongyangg", code=1)
    assert unknown.stdout == ""
    assert "no actor 'Pyongyangg'" in unknown.stderr
    assert "North Korea (PRK)" in unknown.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["responses", "--within-days", "0"], "--within-days"),
        (["responses", "--provocation-type", "SHOUT"], "there is no type 'SHOUT'"),
        (["responses", "--since", "last week"], "cannot be read"),
        (["paths", "Seoul", "KOR"], "both ends of the path are KOR"),
        (["changes"], "need two dates"),
        (["changes", "--since", "2025", "--until", "2024"], "is not after since"),
        (["blocs", "-k", "0"], "-k"),
        (["balance", "--threshold", "-1"], "--threshold"),
    ],
)
def test_misuse_is_told_in_a_sentence(arguments, words):
    result = run(*arguments, code=2)
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_merely_proposed_relation_connects_when_asked_for():
    proposed = rows("paths", "China", "Ukraine", "--status", "proposed", "--max-steps", "3")
    assert all(row["summary"].startswith("[proposed]") for row in proposed)


def test_changes_between_two_datasets(sample_path):
    same = run("changes", "--data", sample_path, "--earlier", sample_path, "--format", "text").stdout
    assert same == "Nothing changed.\n"


@pytest.mark.slow
def test_frustration_is_told_with_the_balance():
    text = " ".join(run("balance", "--format", "text").stdout.split())
    assert "triangles are balanced. Frustration index " in text
    assert "(exactly)" in text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("form", ["text", "table", "csv", "json"])
def test_an_empty_dataset_gets_an_answer(command, form, tmp_path):
    graphkit.save_dataset(graphkit.Dataset.from_records(name="empty"), tmp_path / "empty")
    asked = {"paths": ["A", "B"], "profile": ["A"]}.get(command)
    result = run(
        command, *(asked or COMMANDS[command]), "--data", tmp_path / "empty", "--format", form, code=1 if asked else 0
    )
    if asked:
        assert "no actor 'A' among 0" in result.stderr
    elif form == "json":
        assert json.loads(result.stdout) == []
    else:
        assert result.stdout.strip()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_that_needs_more_than_a_network_is_asked_with_it(name):
    more = list(inspect.signature(QUESTIONS[name].function).parameters.values())[1:]
    needed = [one.name for one in more if one.default is one.empty]
    assert COMMANDS[name] or not needed, f"say in COMMANDS in this file what {name} is asked with: {needed}"


def test_a_parameter_that_a_command_cannot_have_is_named(monkeypatch):
    from graphkit.cli import questions

    def shadowed(network, *, actor=None):
        """Ask."""

    def silent(network, *, least=1):
        """Ask."""

    for function, said in ((shadowed, "'actor': every question has that filter"), (silent, "nothing of its")):
        monkeypatch.setitem(QUESTIONS, "summary", dataclasses.replace(QUESTIONS["summary"], function=function))
        with pytest.raises(ValueError, match=said):
            list(questions.COMMANDS)


@pytest.mark.slow
def test_a_brief_answer_says_which_of_its_answers_the_map_counts_and_of_which_time(monkeypatch):
    monkeypatch.delenv("GRAPHKIT_DATA", raising=False)
    words = ["responses", "--to", "2024-10-prk-troops-to-russia", "--brief"]
    brief = " ".join(CliRunner().invoke(main, words).stdout.split())
    from graphkit.render.page import build_page

    title = build_page(graphkit.build_network(graphkit.load_dataset())).headline.title
    mapped = re.search(r"drew (\d+) answers from (\d+) sides", title)
    counts = re.search(r"Of these, (\d+) are asserted and from (\d+) sides that are no party to it", brief)
    assert counts.groups() == mapped.groups()
    assert "First to answer:" in brief
    later = " ".join(CliRunner().invoke(main, [*words, "--since", "2025"]).stdout.split())
    assert "First to answer from 2025 on:" in later
