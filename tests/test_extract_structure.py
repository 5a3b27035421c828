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
    assert len(found) > 15
    assert [name for name in found if name in reached(found, name)] == []


def test_no_list_of_words_stands_in_the_code():
    """Words are data: no set of five or more words is written out in a file of the rule coder."""
    long = []
    for path in RULES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values = node.elts if isinstance(node, ast.Set | ast.List | ast.Tuple) else []
            words = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
            if len([word for word in words if word.isalpha() and word.islower()]) >= 5:
                long.append((path.name, node.lineno, words[:3]))
    assert long == [], "move these to graphkit/extract/data/classes.toml"
