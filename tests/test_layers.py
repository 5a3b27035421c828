"""The layering rule: a module imports only from layers below its own."""

from __future__ import annotations

import ast
import functools
import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[1] / "graphkit"
LAYERS = [
    {"control", "start", "words"},  # start installs the rest, so it may import nothing
    {"errors", "dates"},
    {"gazetteer", "model", "ontology"},
    {"dataset", "reading", "chance", "cluster"},
    {"network"},
    {"query", "extract", "render", "events", "interchange"},  # siblings: none imports another
    {"face"},
    {"__init__"},
    {"assistant", "edit"},
    {"cli"},
    {"__main__"},
]
LEVEL = {name: number for number, layer in enumerate(LAYERS) for name in layer}
NO_NETWORK = {"extract", "events"}  # work on text, records and tables, not on graphs
LAZY = {
    "followthemoney",
    "openpyxl",
    "rdflib",
    "sentencex",
    "pyvis",
    "edtf",
    "rich",
    "scipy",
    "spacy",
    "openai",
    "anthropic",
    "json_repair",
    "httpx",
    "textual",
    "trafilatura",
    "pypdf",
    "docx",
    "duckdb",
    "pyarrow",
    "pyspark",
    "anywidget",
    "traitlets",
    "matplotlib",
    "starlette",
    "uvicorn",
}
MAY_IMPORT = {
    "errors": set(),
    "start": set(),
    "gazetteer": set(),
    "ontology": set(),
    "model": set(),
    "dataset": set(),
    "reading": set(),
    "chance": set(),
    "cluster": set(),
    "network": {"networkx"},
    "extract": set(),
    "events": set(),
    "__init__": set(),
    "assistant": set(),
    "edit": set(),
    "face": set(),
    "cli": {"click"},
}
WHOLE = {
    ("review_app.py", "textual"),
    ("review_app.py", "rich"),
    ("widget.py", "anywidget"),
    ("widget.py", "traitlets"),
    ("_picture.py", "matplotlib"),
}  # a module that is itself loaded only by the function that needs it
WATCHED = {"click", "networkx", "pandas", "numpy"} | LAZY


@functools.cache
def parsed(path):
    """The syntax tree of a file, made once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def layer(path):
    """The layer's name of a file: its folder's where a file became one."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


def type_checking(tree):
    """The nodes under ``if TYPE_CHECKING``."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test)]
    return {id(inner) for block in blocks for inner in ast.walk(block)}


def statements(node, inside=False):
    """Yield (statement, is_inside_a_function) for everything under a node."""
    inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child, inside
            yield from statements(child, inside)


def imports(path):
    """Yield (module, is_local, is_inside_a_function) for every import in a file, type checking apart."""
    tree = parsed(path)
    unchecked = type_checking(tree)
    for node, inside_a_function in statements(tree):
        if isinstance(node, ast.ImportFrom):
            above = ("graphkit", *path.relative_to(ROOT).parts[: -node.level])[: None if node.level else 0]
            full = [".".join([*above, *filter(None, [node.module])])]
            if full[0].rstrip(".") == "graphkit":
                full = [f"graphkit.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        else:
            continue
        for name in full:
            head, _, rest = name.partition(".")
            if head == "graphkit":
                yield rest.split(".")[0] or "__init__", True, False
            elif id(node) not in unchecked:
                yield head, False, inside_a_function


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path):
    me = layer(path)
    assert me in LEVEL, f"{path.name} has no layer: add it to LAYERS and say why it is not part of an existing file"
    for name, local, inside_a_function in imports(path):
        if local and name != me:
            level = LEVEL.get(name, LEVEL["__init__"] if name.startswith("__") else 99)
            assert level < LEVEL[me], f"{path.name} imports {name}, which is not below it"
            assert not (me in NO_NETWORK and name == "network"), f"{path.name} imports network"
        elif not local and (path.name, name) not in WHOLE:
            assert inside_a_function or name not in LAZY, f"{path.name} imports {name} at import time"
            allowed = inside_a_function or name not in WATCHED or name in MAY_IMPORT.get(me, WATCHED)
            assert allowed, f"{path.name} may not import {name} at import time"


def test_every_folder_is_packaged():
    import configparser

    setup = configparser.ConfigParser()
    setup.read(ROOT.parent / "setup.cfg", encoding="utf-8")
    listed = set(setup["options"]["packages"].split())
    found = {".".join(path.parent.relative_to(ROOT.parent).parts) for path in ROOT.rglob("__init__.py")}
    assert listed == found | {"graphkit.data"}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path):
    tree = parsed(path)
    assert code_lines(tree) <= 800
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert code_lines(node) <= 60, f"{node.name} has {code_lines(node)} lines of code: split it"


def code_lines(tree):
    """The number of lines with code on them, docstrings not counted."""
    nodes = list(ast.walk(tree))
    lines = {n.lineno for n in nodes if hasattr(n, "lineno")}
    for node in nodes:
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str):
            lines -= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return len(lines)


def module_imports():
    """Every import of one module of ours by another, wherever it stands: inside functions, for type checking."""
    modules = {
        ".".join(("graphkit", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in ROOT.rglob("*.py")
    }
    for name, path in modules.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*above, *filter(None, [node.module])])
                found = [*(f"{base}.{alias.name}" for alias in node.names), base]
            elif isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            else:
                continue
            if target := next((one for one in found if one in modules and one != name), None):
                yield name, target


def test_no_modules_are_in_a_circle():
    import networkx as nx

    graph = nx.DiGraph((a, b) for a, b in module_imports() if "graphkit" not in (a, b))
    assert graph.number_of_edges() > 200
    assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == []
