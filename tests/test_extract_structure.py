"""The files of the rule coder know one another in one direction only, also inside functions and for types."""

from __future__ import annotations

import ast
import pathlib

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
