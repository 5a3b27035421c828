"""A network as tables: a pair of CSV files, an Excel workbook, Parquet files, a DuckDB or SQLite file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graphkit.dataset import guard
from graphkit.dataset.rules import cells_of
from graphkit.dataset.storage import made_folder
from graphkit.errors import DataError, MissingDependency
from graphkit.model import COLUMNS
from graphkit.network import Sided, iter_relations, network_records
from graphkit.reading import open_atomic

from ._plain import EDGE_FIELDS, NODE_FIELDS, Plain, plain_rows, span_of, writable
from ._rest import rows_and_rest, tables_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["to_csv", "to_duckdb", "to_parquet", "to_sqlite", "to_xlsx"]

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CELL_LIMIT = 32767
#: One table: by column its type in SQL and its values.
_Table = dict[str, tuple[str, Sequence[Any]]]
_SQL_KINDS = {str: "VARCHAR", float: "DOUBLE", bool: "BOOLEAN"}
_PANDAS_TYPES: dict[str, Any] = {"VARCHAR": "string", "BOOLEAN": "boolean", "BIGINT": "Int64", "DOUBLE": "Float64"}
#: The columns of the dataset's tables that are not text.
_SQL_TYPES = {
    "mutual": "BOOLEAN",
    "primary": "BOOLEAN",
    "amount": "DOUBLE",
    "start": "BIGINT",
    "end": "BIGINT",
    "confidence": "DOUBLE",
}


def to_csv(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as CSV files: nodes and edges with the columns that Gephi expects, and what is behind them.

    Documents, evidence and affiliations are tables beside the two. Where there are any, ``actors`` lists who speaks
    and is no node, and ``types`` the dataset's own types.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        A folder, which gets ``nodes.csv``, ``edges.csv`` and so on, or a file ``NAME.csv``: then ``NAME-nodes.csv``,
        ``NAME-edges.csv`` and so on are written beside it.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Returns
    -------
    Plain
        What was written; ``losses`` counts what was not.

    Raises
    ------
    GraphkitError
        If a file cannot be written.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = to_csv(network, folder)
    ...     sorted(file.name for file in pathlib.Path(folder).iterdir())
    ['affiliations.csv', 'documents.csv', 'edges.csv', 'evidence.csv', 'nodes.csv']
    """
    plain, tables = _sheets(network, merge_parallel=merge_parallel)
    target = Path(path)
    alone = target.suffix.lower() == ".csv"
    folder = target.parent if alone else made_folder(target)
    for part, (header, rows) in tables.items():
        place = folder / (f"{target.stem}-{part}.csv" if alone else f"{part}.csv")
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer)
        writer.writerow(header)
        writer.writerows([guard(_text(cell)) for cell in row] for row in rows)
        with open_atomic(place) as file:
            file.write(buffer.getvalue().encode("utf-8"))
    return plain


def _sheets(
    network: nx.MultiDiGraph, *, merge_parallel: bool
) -> tuple[Plain, dict[str, tuple[list[str], list[list[Any]]]]]:
    """The tables of nodes and edges, and of what is behind them, each with its header."""
    plain, rest = rows_and_rest(network, merge_parallel=merge_parallel)
    tables = {"nodes": _node_table(plain), "edges": _edge_table(plain)}
    return plain, tables | {table: (header, rows) for table, header, rows in tables_of(rest)}


def _text(cell: Any) -> str:
    """A value as a cell of text."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _node_table(plain: Plain) -> tuple[list[str], list[list[Any]]]:
    """Gephi's table of nodes."""
    own = plain.own(plain.nodes.values())
    names = [name for name in NODE_FIELDS if name != "name"]
    rows = [
        [key, row.get("name", key), *(row.get(name) for name in (*names, *own))] for key, row in plain.nodes.items()
    ]
    return ["Id", "Label", *names, *own], rows


def _edge_table(plain: Plain) -> tuple[list[str], list[list[Any]]]:
    """Gephi's table of edges; ``Type`` is which way they go, ``Kind`` what they are."""
    own = plain.own(plain.edges)
    names = [name for name in EDGE_FIELDS if name not in ("relation_type", "label", "mutual")]
    rows = []
    for row in plain.edges:
        spells = row.get("spells") or [span for span in [span_of(row)] if any(span)]
        rows.append(
            [
                row["source"],
                row["target"],
                "Undirected" if row.get("mutual") else "Directed",
                row["id"],
                row.get("label"),
                row["weight"],
                row.get("relation_type"),
                _timeset(spells),
                *(row.get(name) for name in (*names, *own)),
            ]
        )
    return ["Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "timeset", *names, *own], rows


def _timeset(spells: Sequence[tuple[str, str]]) -> str:
    """Spells as Gephi writes them; an open end is the first or last day that it knows."""
    parts = (f"[{since or '0001-01-01'}, {until or '9999-12-31'}]" for since, until in spells)
    return f"<{'; '.join(parts)}>" if spells else ""


def to_xlsx(network: nx.MultiDiGraph, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network as an Excel workbook: nodes, edges, and the documents and evidence behind them.

    Every cell is text or a number, never a formula.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Raises
    ------
    GraphkitError
        If the file cannot be written.
    MissingDependency
        If ``openpyxl`` is not installed.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_xlsx(network, pathlib.Path(folder, "a.xlsx"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingDependency("writing a workbook needs openpyxl", extra="formats") from error
    plain, sheets = _sheets(network, merge_parallel=merge_parallel)
    book = Workbook(write_only=True)
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in [header, *rows]:
            sheet.append([_xlsx_cell(sheet, value, plain) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    with open_atomic(Path(path)) as file:
        file.write(buffer.getvalue())
    return plain


def _xlsx_cell(sheet: Any, value: Any, plain: Plain) -> Any:
    """A cell that is text or a number and no formula."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, bool | int | float):
        return value
    text = _ILLEGAL.sub("", str(value))
    if text != str(value):
        plain.losses["control characters, which no workbook can hold"] += 1
    if len(text) > _CELL_LIMIT:
        plain.losses[f"the end of texts of more than {_CELL_LIMIT} characters"] += 1
        text = text[:_CELL_LIMIT]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


# --- databases ---------------------------------------------------------------------------------


def to_parquet(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as Parquet files in a folder: the five tables of the dataset, ``nodes`` and ``edges``.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The folder; it is made where it does not exist.

    Raises
    ------
    GraphkitError
        If a file cannot be written.
    MissingDependency
        If ``duckdb`` is not installed.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_parquet(network, pathlib.Path(folder, "tables"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    folder = made_folder(Path(path))
    plain, tables = _tables(network)
    with TemporaryDirectory(dir=folder, prefix=".graphkit-") as aside:
        connection = _duckdb().connect()
        try:
            for name, table in tables.items():
                made = Path(aside, f"{name}.parquet")
                connection.execute(f"COPY ({_selected(connection, table)}) TO '{_quoted(made)}' (FORMAT parquet)")
        finally:
            connection.close()
        for name in tables:
            Path(aside, f"{name}.parquet").replace(folder / f"{name}.parquet")
    return plain


def _quoted(path: Path) -> str:
    """A path inside a text of SQL."""
    return str(path).replace("'", "''")


def _duckdb() -> Any:
    """The library DuckDB."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingDependency("writing Parquet and DuckDB files needs duckdb", extra="formats") from error
    return duckdb


def to_duckdb(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as a DuckDB file: the five tables of the dataset, ``parties``, ``nodes`` and ``edges``.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file; one that is there is replaced.

    Raises
    ------
    GraphkitError
        If the file cannot be written.
    MissingDependency
        If ``duckdb`` is not installed.

    Examples
    --------
    >>> import graphkit, tempfile, pathlib
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = to_duckdb(network, pathlib.Path(folder, "a.duckdb"))
    >>> len(written.nodes) == network.number_of_nodes()
    True
    """
    plain, tables = _tables(network)
    target = Path(path)
    with _aside(target) as made:
        connection = _duckdb().connect(str(made))
        try:
            for name, table in tables.items():
                connection.execute(f'CREATE TABLE "{name}" AS {_selected(connection, table)}')
        finally:
            connection.close()
    return plain


def _selected(connection: Any, table: _Table) -> str:
    """Show DuckDB a table as a frame, which is a hundred times faster than row by row; return what selects it."""
    import pandas as pd

    arrays = {column: pd.array(values, dtype=_PANDAS_TYPES[kind]) for column, (kind, values) in table.items()}
    connection.register("shown", pd.DataFrame(arrays, copy=False))
    cells = (f'CAST("{_name(column)}" AS {kind}) AS "{_name(column)}"' for column, (kind, _) in table.items())
    return f"SELECT {', '.join(cells)} FROM shown"  # noqa: S608 - the names are quoted


def _name(column: str) -> str:
    """The name of a column inside quotes in SQL."""
    return column.replace('"', '""')


def to_sqlite(network: nx.MultiDiGraph, path: str | Path) -> Plain:
    """Write a network as a SQLite file: the five tables of the dataset, ``parties``, ``nodes`` and ``edges``.

    It opens in Datasette, DB Browser and every language.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`.
    path
        The file; one that is there is replaced.

    Raises
    ------
    GraphkitError
        If the file cannot be written.

    Examples
    --------
    >>> import graphkit, pathlib, sqlite3, tempfile
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "relations.sqlite")
    ...     _ = to_sqlite(network, path)
    ...     connection = sqlite3.connect(path)
    ...     (found,) = connection.execute("SELECT name FROM actors WHERE id = 'PRK'").fetchone()
    ...     connection.close()
    >>> found
    'North Korea'
    """
    import sqlite3

    plain, tables = _tables(network)
    kinds = {"VARCHAR": "TEXT", "DOUBLE": "REAL", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER"}
    with _aside(Path(path)) as made:
        connection = sqlite3.connect(made)
        try:
            for name, table in tables.items():
                key = ["PRIMARY KEY (id)"] if name in ("actors", "documents", "relations", "nodes", "edges") else []
                declared = [f'"{_name(column)}" {kinds[kind]}' for column, (kind, _) in table.items()]
                connection.execute(f'CREATE TABLE "{name}" ({", ".join([*declared, *key])})')
                marks = ", ".join("?" * len(table))
                rows = zip(*(values for _, values in table.values()), strict=True)
                connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - our names
            connection.commit()
        finally:
            connection.close()
    return plain


class _aside:  # noqa: N801 - reads as the function it stands for
    """A file to make beside its place, which it takes when all went well."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Path:
        """Return where to make the file."""
        try:
            self._folder = TemporaryDirectory(dir=self.path.parent, prefix=".graphkit-")
        except OSError as error:
            raise DataError(f"'{self.path}' cannot be written: {error.strerror}") from error
        return Path(self._folder.name, "made")

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        """Put the file in its place, and clear the folder away."""
        try:
            if kind is None:
                Path(self._folder.name, "made").replace(self.path)
        except OSError as failure:
            raise DataError(f"'{self.path}' cannot be written: {failure.strerror}") from failure
        finally:
            self._folder.cleanup()


def _tables(network: nx.MultiDiGraph) -> tuple[Plain, dict[str, _Table]]:
    """The tables of a network, column by column. They lose nothing but texts."""
    network = writable(network)
    found = list(iter_relations(network))
    plain = plain_rows(network, found=found)
    plain.losses.clear()
    tables = {table: _table_of(table, records) for table, records in network_records(network, found).items()}
    parties = list(zip(*_parties(found), strict=True)) or [(), (), ()]
    tables["parties"] = {
        name: ("VARCHAR", values) for name, values in zip(("relation", "side", "actor"), parties, strict=True)
    }
    nodes = list(plain.nodes.values())
    tables["nodes"] = {"id": ("VARCHAR", list(plain.nodes))} | {
        name: ("VARCHAR", [row.get(name) for row in nodes]) for name in (*NODE_FIELDS, *plain.own(nodes))
    }
    kinds = {"id": "VARCHAR", "source": "VARCHAR", "target": "VARCHAR"}
    kinds |= {name: _SQL_KINDS[kind] for name, kind in EDGE_FIELDS.items()}
    kinds |= dict.fromkeys(plain.own(plain.edges), "VARCHAR")
    tables["edges"] = {name: (kind, [row.get(name) for row in plain.edges]) for name, kind in kinds.items()}
    return plain, tables


def _table_of(name: str, records: Sequence[Any]) -> _Table:
    """A table of the dataset: text as it is written in a cell, numbers and truth as such."""
    kinds = {column: _SQL_TYPES.get(column, "VARCHAR") for column in COLUMNS[name]}
    return {
        column: ("VARCHAR", cells)
        if kinds.get(column, "VARCHAR") == "VARCHAR"
        else (kinds[column], [getattr(record, column) for record in records])
        for column, cells in cells_of(name, records).items()
    }


def _parties(found: Iterable[Sided]) -> Iterator[tuple[str, str, str]]:
    """Who stands on which side of each relation, one a row: lists in cells are hard to ask questions of."""
    for key, actors, recipients, _ in found:
        for side, ids in (("actor", actors), ("recipient", recipients)):
            for actor in ids:
                yield key, side, actor
