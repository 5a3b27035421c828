"""What the command line refuses, and that each refusal names the next step: what to write, give, leave out or run."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from graphkit.cli import main

#: The words by which a refusal tells what to do: an example, what is allowed, a command, an option.
STEP = re.compile(
    r"did you mean|it is one of|is not one of|such as|graphkit (?:[a-z]+|--help)|leave out|"
    r": (?:write|give|name|use|add|swap|leave|mend|end|--[a-z]+|the lines above)"
)

#: What is typed, and the exit code of the refusal: 1 is graphkit's no, 2 a misuse.
REFUSED = {
    "contestd": 2,
    "qqqqqq": 2,
    "responses --to Kremln": 1,
    "responses --to Berlyn": 1,
    "responses --provocation-type FIGHT": 2,
    "responses --basis guessed": 2,
    "responses --brief --format csv": 2,
    "responses --since 18.6.2024": 2,
    "responses --since Monday": 2,
    "responses --within-days 0": 2,
    "timeline --since 2025 --until 2024": 2,
    "timeline --sure": 2,
    "timeline --type WAR": 2,
    "timeline --status doubtful": 2,
    "timeline --actor Atlantis": 1,
    "timeline --data nowhere": 1,
    "timeline --data ''": 2,
    "timeline --format xml": 2,
    "paths Seoul Atlantis": 1,
    "paths Seoul": 2,
    "profile": 2,
    "search": 2,
    "search !!": 2,
    "changes": 2,
    "changes --since 2024": 2,
    "changes --since 2024 --until 2023": 2,
    "blocs -k 0": 2,
    "blocs --method magic": 2,
    "check nowhere": 1,
    "init {made}": 1,
    "extract": 2,
    "extract {article} --explain x": 2,
    "extract {article} --master local[2]": 2,
    "extract {article} --engine spark": 2,
    "extract {article} --coder llm": 2,
    "review nowhere": 1,
    "merge {made} nowhere -o both": 1,
    "diff {made} nowhere": 1,
    "import gdlet x.csv": 2,
    "export gefx": 2,
    "map --output map.doc": 1,
    "map --data {article}": 1,
    "completion csh": 2,
    "events dyads nowhere.parquet": 1,
}


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refused")
    (folder / "article.txt").write_text("Japan condemned Russia. Then it rained.", encoding="utf-8")
    assert CliRunner().invoke(main, ["init", str(folder / "made")]).exit_code == 0
    return {"article": folder / "article.txt", "made": folder / "made"}


@pytest.mark.parametrize(("typed", "code"), REFUSED.items())
def test_a_refusal_names_the_next_step(typed, code, places, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [word.strip("'").format(**places) for word in typed.split()]
    done = CliRunner().invoke(main, words)
    message = done.stderr.partition("Error: ")[2]
    assert (done.exit_code, done.stdout) == (code, "")
    assert message
    assert "Traceback" not in done.output
    own = message.startswith(("Missing argument", "Invalid value for '-")) and "' for help" in done.stderr
    assert own or STEP.search(message), message  # click's own refusals name the help, which has an example
