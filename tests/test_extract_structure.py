"""The files of the rule coder know one another in one direction only, and one document asks for few files."""

from __future__ import annotations

import ast
import json
import pathlib
import re
import subprocess
import sys

import pytest

from graphkit.model import KINDS, STANCES

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


@pytest.mark.slow
def test_no_file_of_the_rule_coder_stands_in_a_circle():
    found = imports()
    assert len(found) > 10
    assert [name for name in found if name in reached(found, name)] == []


#: Files that one document may load: the rule coder, whose parts are loaded at once as imports in functions cost every
#: sentence more than they save, and none of the other coders, of review, mail or tables.
MOST_FILES = 56
OTHERS = {"spacy_coder", "llm_coder", "llm_server", "review", "review_app", "mail", "spreadsheet", "quotes", "joining"}
LOADED = """
import json, sys
from graphkit import cli
try:
    cli.main(["extract", sys.argv[1], "--format", "jsonl"])
except SystemExit as end:
    assert end.code == 0
print(json.dumps(sorted(name for name in sys.modules if name.startswith("graphkit.extract"))))
"""


@pytest.mark.slow
def test_one_document_asks_for_few_files(tmp_path):
    text = "Chad armed rebels in Sudan, which its government denied.\n\nOn Tuesday Mali condemned Peru's raid.\n"
    document = tmp_path / "days.md"
    document.write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LOADED, str(document)], capture_output=True, text=True, check=True)
    *proposals, loaded = map(json.loads, done.stdout.splitlines())
    assert [one["type"] for one in proposals] == ["AID", "AID", "ACCUSE"]
    assert len(loaded) <= MOST_FILES, loaded
    assert OTHERS.isdisjoint(name.rpartition(".")[2] for name in loaded)


LABELS = {"acl", "advcl", "ccomp", "parataxis", "xcomp"}  # of dependency trees; the others stand in tree.py
OPERATORS = {"agree", "refuse", "threaten", "request", "begin", "cease"}
ENGLISH = re.compile(r"[a-z]+(?:['’ -][a-z]+)*")
MOST_WORDS = 2  # "of" or "from" may stand in a condition; a third word makes a class


def strings(node):
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def word_lists(tree, ours):
    """Every list of English words that code compares with or gives a name: its line and its words."""
    for node in ast.walk(tree):
        compared = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "__slots__") != "__slots__"
        if not compared and not (named and node in tree.body):
            continue
        for part in ast.walk(node.comparators[0] if compared else node.value):
            parts = part.keys if isinstance(part, ast.Dict) else getattr(part, "elts", ())
            words = {one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)} - ours
            found = sorted(word for word in words if len(word) > 1 and ENGLISH.fullmatch(word))
            if len(found) > MOST_WORDS:
                yield f"line {node.lineno}: {' '.join(found)}"


@pytest.mark.slow
def test_words_of_english_stand_in_the_data_not_in_the_code():
    line = 'NEAR = frozenset(["on", "upon", "to"])'
    assert list(word_lists(ast.parse(line), set())) == ["line 1: on to upon"]
    trees = RULES.parent / "trees"
    labels = LABELS | strings(ast.parse((trees / "tree.py").read_text(encoding="utf-8")))
    files = [path for path in (*RULES.glob("*.py"), *trees.glob("*.py")) if path.name not in ("checking.py", "tree.py")]
    assert len(files) > 15
    for path in files:
        found = list(word_lists(ast.parse(path.read_text(encoding="utf-8")), {*KINDS, *STANCES, *OPERATORS, *labels}))
        assert found == [], f"{path.name}: put words of English into extract/data/classes.toml"


def test_the_verbs_that_are_settled_have_one_that_settles_each():
    from graphkit.extract.rules.senses import SENSES
    from graphkit.extract.rules.settling import SETTLERS
    from graphkit.extract.rules.words import word_class

    assert set(SETTLERS) | set(SENSES) == word_class("settling.verbs")
