"""What is public is exact, documented and does what its documents say."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import shlex
from pathlib import Path

import click
import pytest

import graphkit
from graphkit import errors
from graphkit.cli import main

ROOT = Path(__file__).parents[1]
COMMANDS = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FUNCTIONS = [name for name in graphkit.__all__ if inspect.isfunction(getattr(graphkit, name))]


def test_all_is_exact_and_sorted():
    assert graphkit.__all__ == sorted(graphkit.__all__)
    assert set(graphkit.__all__) | {"__version__"} == set(dir(graphkit))
    for name in graphkit.__all__:
        assert getattr(graphkit, name) is not None
    with pytest.raises(AttributeError, match="graphkit attribute nothing"):
        _ = graphkit.nothing


def test_type_checkers_see_the_same_names():
    tree = ast.parse((ROOT / "graphkit" / "__init__.pyi").read_text("utf-8"))
    typed = [alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(typed) == graphkit.__all__


def test_no_public_name_is_a_file_name():
    files = {path.stem for path in (ROOT / "graphkit").iterdir()}
    assert files.isdisjoint(graphkit.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_functions_are_documented_with_an_example_and_typed(name):
    function = getattr(graphkit, name)
    text = inspect.getdoc(function) or ""
    assert text.split("\n")[0].endswith((".", "?")), name
    assert ">>> " in text, f"{name} has no example"
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, f"{name}: {parameter.name}"
    named = set(re.findall(r"^([\w, ]+)$", text, re.M))
    listed = {word.strip() for line in named for word in line.split(",")}
    if "Parameters\n" in text:
        assert set(signature.parameters) <= listed, f"{name} does not explain {set(signature.parameters) - listed}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_promised_errors_exist(name):
    text = inspect.getdoc(getattr(graphkit, name)) or ""
    section = text.partition("Raises\n------\n")[2].partition("\n\n")[0]
    builtin = {"ValueError", "TypeError", "KeyError"}
    for error in re.findall(r"^(\w+)$", section, re.M):
        assert error in builtin or issubclass(getattr(errors, error), graphkit.GraphkitError), error


def test_the_error_family():
    for name in ("DataError", "ExtractionError", "MissingDependency", "UnknownActor"):
        assert issubclass(getattr(graphkit, name), graphkit.GraphkitError)
    assert issubclass(graphkit.UnknownActor, LookupError)
    assert issubclass(graphkit.MissingDependency, ImportError)
    problem = graphkit.Problem("a.csv", 3, "date", "x", "is wrong")
    assert str(graphkit.DataError([problem] * 30)).count("a.csv row 3, date: is wrong") == 20
    assert "and 10 more" in str(graphkit.DataError([problem] * 30))


def shell_lines():
    """Every line of a shell block in the documents that calls graphkit, with its page."""
    for page in PAGES:
        for block in re.findall(r"```(?:sh|console|bash)\n(.*?)```", page.read_text("utf-8"), re.S):
            for line in block.splitlines():
                line = line.removeprefix("$ ").strip()
                if line.startswith("graphkit "):
                    yield page.name, shlex.split(line, comments=True)


@pytest.mark.parametrize(("page", "words"), list(shell_lines()), ids=lambda value: str(value)[:60])
def test_documented_commands_exist_with_their_options(page, words):
    words = words[: next((i for i, word in enumerate(words) if word in ("|", ">", "<", "&&", ";")), len(words))]
    command = COMMANDS.get(words[1])
    assert command or words[1].startswith("-"), f"{page}: {words[1]}"
    if command is None:
        return
    if isinstance(command, click.Group):
        command, words = command.commands[words[2]], words[1:]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    used = {word.split("=")[0] for word in words[2:] if word.startswith("-") and len(word) > 1}
    assert used <= options | {"--help", "-h"}, f"{page}: {used - options}"


def test_every_command_is_documented():
    documented = {words[1] for _, words in shell_lines()} | {tuple(words[1:3]) for _, words in shell_lines()}
    documented |= {name for page in PAGES for name in re.findall(r"`graphkit ([a-z]+)", page.read_text("utf-8"))}
    missing = sorted(set(COMMANDS) - documented)
    assert not missing, f"write a line with graphkit {missing[0]} in README.md or docs, or run docs/build.py"
    verbs = {(name, verb) for name, group in COMMANDS.items() for verb in getattr(group, "commands", ())}
    assert verbs <= documented


def nested(command):
    """The commands of a group; of any other command, none."""
    return command.commands if isinstance(command, click.Group) else {}


def test_every_option_is_explained():
    verbs = {f"{name} {verb}": one for name, group in COMMANDS.items() for verb, one in nested(group).items()}
    for name, command in {**COMMANDS, **verbs}.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts[0]}"


def test_links_between_the_documents_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", ["map", "test"])
def test_the_readmes_two_commands_are_those_of_start(name):
    from graphkit import start

    assert f"python3 -m graphkit.start {name}\n" in (ROOT / "README.md").read_text("utf-8")
    assert f"python3 -m graphkit.start {name}" in start.USAGE
    assert start.main(["nonsense"]) == 2


@pytest.mark.parametrize(
    ("origin", "command"),
    [
        ("", "pip install 'actor-graphkit[events]'"),
        ('{"url": "file:///a%20b/c", "dir_info": {"editable": true}}', "pip install -e '/a b/c[events]'"),
        ('{"url": "file:///c", "dir_info": {}}', "pip install '/c[events]'"),
        ("not JSON", "pip install 'actor-graphkit[events]'"),
    ],
)
def test_a_missing_library_is_installed_as_graphkit_was(monkeypatch, origin, command):
    from importlib import metadata

    class Installed:
        def read_text(self, name):
            return origin

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    assert str(graphkit.MissingDependency("x needs y", extra="events")) == f"x needs y: {command}"


def test_output_is_short_o_everywhere():
    for name, command in COMMANDS.items():
        for parameter in command.params:
            if "--output" in parameter.opts:
                assert "-o" in parameter.opts, name


def test_every_library_has_a_lowest_version_that_can_be_tested():
    import configparser
    import subprocess
    import sys

    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    texts = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    asked = {line for text in texts for line in text.split("\n") if line and not line.startswith("actor-graphkit[")}
    done = subprocess.run([sys.executable, ROOT / ".ci" / "minimums.py"], capture_output=True, text=True, check=True)
    assert {line.replace("==", ">=") for line in done.stdout.split()} == asked


def test_the_parts_of_the_documents_that_are_made_from_the_code_are_up_to_date():
    docs = ROOT / "docs"
    spec = importlib.util.spec_from_file_location("build", docs / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for page in {page for page, _, _ in build.PARTS}:
        assert build.filled(page) == (docs / page).read_text("utf-8"), "run: python docs/build.py"


def test_start_runs_where_nothing_is_installed():
    import subprocess
    import sys

    command = [sys.executable, "-S", "-m", "graphkit.start", "nonsense"]  # -S: no library but Python's own
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python3 -m graphkit.start map")
