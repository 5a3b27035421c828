"""A network for Neo4j: CSV files for its bulk import, and a Cypher script that loads them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset.storage import made_folder
from graphkit.errors import DataError
from graphkit.reading import open_atomic

from ._plain import EDGE_FIELDS, NODE_FIELDS, Plain, plain_rows

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_neo4j"]

_KINDS: dict[type, str] = {float: ":double", bool: ":boolean"}
_READERS: dict[type, str] = {float: "toFloat", bool: "toBoolean"}
_SCRIPT = """\
// Run it with the files in the import folder of the server, such as
// cypher-shell -P "{{nodes: 'file:///nodes.csv', relationships: 'file:///relationships.csv'}}" -f load.cypher
// All text of the dataset is in the files: none of it stands in this script.
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM $nodes AS row
MERGE (a:Actor {{id: row.`id:ID`}})
SET {nodes};

LOAD CSV WITH HEADERS FROM $relationships AS row
MATCH (a:Actor {{id: row.`:START_ID`}})
MATCH (b:Actor {{id: row.`:END_ID`}})
MERGE (a)-[r:RELATION {{id: row.id}}]->(b)
SET {edges};
"""


def to_neo4j(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as files for Neo4j into a folder.

    ``nodes.csv`` and ``relationships.csv`` are in the form of ``neo4j-admin database import``; ``load.cypher`` loads
    the same files into a database that runs. Both ends of every relationship are in the nodes.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The folder; it is made where it does not exist.

    Raises
    ------
    GraphkitError
        If a file cannot be written or an end of an edge is no node.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = to_neo4j(network, folder)
    ...     sorted(file.name for file in pathlib.Path(folder).iterdir())
    ['load.cypher', 'nodes.csv', 'relationships.csv']
    """
    plain = plain_rows(network)
    for edge in plain.edges:
        for end in ("source", "target"):
            if not edge[end] or edge[end] not in plain.nodes:
                raise DataError(f"the relation '{edge['relation_id']}' has an end '{edge[end]}' that is no actor")
    folder = made_folder(Path(path))
    names = [*NODE_FIELDS, *plain.own(plain.nodes.values())]
    rows = [[key, *(row.get(name) for name in names), "Actor"] for key, row in plain.nodes.items()]
    _write(folder / "nodes.csv", ["id:ID", *map(_header, names), ":LABEL"], rows)
    fields = [*EDGE_FIELDS, *plain.own(plain.edges)]
    header = [":START_ID", ":END_ID", ":TYPE", "id", *(_header(name) for name in fields)]
    rows = [
        [row["source"], row["target"], _type(row["relation_type"]), row["id"], *(row.get(name) for name in fields)]
        for row in plain.edges
    ]
    _write(folder / "relationships.csv", header, rows)
    nodes = ", ".join(f"a.`{_property(name)}` = row.`{_header(name)}`" for name in names)
    edges = ", ".join(_set(name) for name in fields)
    with open_atomic(folder / "load.cypher") as file:
        file.write(_SCRIPT.format(nodes=nodes, edges=edges).encode("utf-8"))
    return plain


def _property(name: str) -> str:
    """The name of a property, without the signs that end a quoted name or begin a type."""
    return name.replace("`", "").replace(":", "_").replace("\\", "")


def _header(name: str) -> str:
    """The heading of a column: its property and, where it is no text, its type."""
    kind = _KINDS.get(EDGE_FIELDS.get(name, str), "")
    return f"{_property(name)}{kind}"


def _set(name: str) -> str:
    """The part of the script that sets one property of a relationship."""
    cell = f"row.`{_header(name)}`"
    kind = EDGE_FIELDS.get(name, str)
    made = f"{_READERS[kind]}({cell})" if kind in _READERS else cell
    return f"r.`{_property(name)}` = {made}"


def _type(name: str) -> str:
    """A relation's type as the type of a relationship."""
    return "".join(letter if letter.isalnum() else "_" for letter in name).upper() or "RELATION"


def _write(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    """Write a CSV file as Neo4j reads it: every text quoted, quotes doubled, line breaks as blanks."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    with open_atomic(path) as file:
        file.write(buffer.getvalue().encode("utf-8"))


def _cell(value: Any) -> str:
    """A value as a cell; bulk import wants no line breaks in one unless it is told."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else " ".join(str(value).split("\n")).replace("\r", " ")
