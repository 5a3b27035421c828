"""The files of the rule coder know one another in one direction only, and one document asks for few files."""

from __future__ import annotations

import ast
import json
import pathlib
import subprocess
import sys

RULES = pathlib.Path(__file__).parents[1] / "graphkit" / "extract" / "rules"


def imports():
    """For every file of the rule coder the other files of it that it imports, wherever the import stands."""
    prefix, found = "graphkit.extract.rules.", {}
    for path in RULES.glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        modules = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
        found[path.stem] = {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}
    return found


def reached(found, name):
    seen, left = set(), [name]
    while left:
        for other in found.get(left.pop(), ()):
            if other not in seen:
                seen.add(other)
                left.append(other)
    return seen


def test_no_file_of_the_rule_coder_stands_in_a_circle():
    found = imports()
    assert len(found) > 10
    assert [name for name in found if name in reached(found, name)] == []


#: Files that one document may load; a new one takes the place of another, or is loaded only where it is needed.
MOST_FILES = 20
LOADED = """
import json, sys
from graphkit import cli
try:
    cli.main(["extract", sys.argv[1], "--format", "jsonl"])
except SystemExit as end:
    assert end.code == 0
print(json.dumps(sorted(name for name in sys.modules if name.startswith("graphkit.extract"))))
"""


def test_one_document_asks_for_few_files(tmp_path):
    text = "Chad armed rebels in Sudan, which its government denied.\n\nOn Tuesday Mali condemned Peru's raid.\n"
    document = tmp_path / "days.md"
    document.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LOADED, str(document)], capture_output=True, text=True, check=True)
    *proposals, loaded = map(json.loads, done.stdout.splitlines())
    assert [one["type"] for one in proposals] == ["AID", "AID", "ACCUSE"]
    assert len(loaded) <= MOST_FILES, loaded
