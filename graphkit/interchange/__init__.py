"""Other formats in and out: each importer and exporter says what it could not carry.

``EXPORTS`` and ``IMPORTS`` are the formats there are: the commands, the documents and the tests are made from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset import Dataset, uncollected
from graphkit.dataset.merging import Match, Merged, MergePlan, merge_with, plan_merge
from graphkit.errors import DataError
from graphkit.reading import Rejects, find_sources

from ._columns import parse_columns
from ._ftm import SUFFIXES as FTM_SUFFIXES, harvest_ftm
from ._ftm_out import to_ftm
from ._graphs import GRAPH_SUFFIXES, harvest_graphs
from ._graphs_out import to_cytoscape, to_gexf, to_graphml, to_node_link
from ._harvest import Harvest
from ._json_ld import to_json_ld
from ._littlesis import SUFFIXES as LITTLESIS_SUFFIXES, harvest_littlesis
from ._neo4j import to_neo4j
from ._plain import Plain
from ._settle import read_types, settle
from ._tables import SUFFIXES as TABLE_SUFFIXES, harvest_tables
from ._tables_out import to_csv, to_duckdb, to_parquet, to_sqlite, to_xlsx
from ._wikidata import SUFFIXES as WIKIDATA_SUFFIXES, harvest_wikidata

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "EXPORTS",
    "IMPORTS",
    "Export",
    "Import",
    "ImportOptions",
    "Imported",
    "Plain",
    "export_network",
    "import_files",
    "parse_columns",
    "read_types",
    "to_csv",
    "to_cytoscape",
    "to_duckdb",
    "to_ftm",
    "to_gexf",
    "to_graphml",
    "to_json_ld",
    "to_neo4j",
    "to_node_link",
    "to_parquet",
    "to_sqlite",
    "to_xlsx",
    "told_back",
]


@dataclass(frozen=True, slots=True)
class Export:
    """One format that a network can be written in.

    ``place`` is what the output is: the suffix of a file, or blank for a folder. ``keeps`` and ``loses`` say what of
    a dataset comes through; the tests hold it. ``merges`` is whether parallel edges can be joined. ``back`` is
    how much of it ``graphkit import`` reads again: ``whole``, ``in part``, or blank for nothing.
    """

    name: str
    title: str
    write: Callable[..., Plain]
    place: str
    merges: bool
    keeps: str
    loses: str
    opens_in: str
    back: str = ""


_EDGES = "actors, relations with all their columns, own columns, who asserts and who denies, the documents' ids"
_ROWS = "the texts' places of evidence, documents' columns, affiliations"
_WHOLE = "every table, whole: actors, affiliations, documents, relations, evidence, own columns, own types"
_ABOUT = "the dataset's title and version, texts of documents"
_WAY = "that a tie has no direction (its attribute says so)"

#: The formats out, by the name that ``graphkit export`` takes.
EXPORTS: dict[str, Export] = {
    one.name: one
    for one in (
        Export("csv", "CSV tables", to_csv, "", True, _WHOLE, _ABOUT, "Gephi, Excel, R, pandas", "whole"),
        Export("xlsx", "Excel workbook", to_xlsx, ".xlsx", True, _WHOLE, _ABOUT, "Excel, LibreOffice", "whole"),
        Export(
            "gexf",
            "GEXF 1.2 with spells",
            to_gexf,
            ".gexf",
            True,
            _WHOLE,
            f"{_WAY}, {_ABOUT}",
            "Gephi, Gephi Lite, networkx",
            "whole",
        ),
        Export(
            "graphml",
            "GraphML",
            to_graphml,
            ".graphml",
            True,
            _WHOLE,
            f"{_WAY}, {_ABOUT}",
            "yEd, Gephi, igraph, Cytoscape",
            "whole",
        ),
        Export("parquet", "Parquet files", to_parquet, "", False, _WHOLE, _ABOUT, "DuckDB, pandas, Spark, R"),
        Export("duckdb", "DuckDB file", to_duckdb, ".duckdb", False, _WHOLE, _ABOUT, "DuckDB, DBeaver"),
        Export(
            "sqlite",
            "SQLite file",
            to_sqlite,
            ".sqlite",
            False,
            _WHOLE,
            _ABOUT,
            "Datasette, DB Browser, every language",
        ),
        Export(
            "ftm",
            "FollowTheMoney entities",
            to_ftm,
            ".ftm.jsonl",
            False,
            "actors, documents, relations as links with type, mode, status, dates and documents",
            "scores, places, amounts, contexts, who says and who denies, what a relation answers, places of evidence, "
            "affiliations, own columns",
            "Aleph, OpenSanctions tools",
            "in part",
        ),
        Export(
            "neo4j",
            "Neo4j bulk import and Cypher script",
            to_neo4j,
            "",
            False,
            _EDGES,
            f"{_ROWS}, that a tie has no direction (its property says so)",
            "Neo4j",
        ),
        Export(
            "node-link",
            "node-link JSON",
            to_node_link,
            ".json",
            True,
            _WHOLE,
            f"{_WAY}, {_ABOUT}",
            "networkx, D3",
            "whole",
        ),
        Export(
            "cytoscape",
            "Cytoscape JSON",
            to_cytoscape,
            ".cyjs",
            True,
            _WHOLE,
            f"{_WAY}, {_ABOUT}",
            "Cytoscape, Cytoscape.js",
            "whole",
        ),
        Export(
            "json-ld",
            "JSON-LD (schema.org, Web Annotation, PROV-O)",
            to_json_ld,
            ".jsonld",
            False,
            "actors, affiliations, documents, relations, evidence with its characters, who said it",
            "own columns, own types, captions (gist), documents' kinds and notes, texts of documents",
            "RDF stores, rdflib",
        ),
    )
}


def told_back(form: str, *, merged: bool = False) -> str:
    """Return one sentence on what ``graphkit import`` makes of an export, blank where it reads back all of it.

    Parameters
    ----------
    form
        One of ``EXPORTS``.
    merged
        Whether the relations of a pair were joined.

    Examples
    --------
    >>> told_back("gexf")
    ''
    >>> told_back("sqlite")
    'graphkit import does not read sqlite back: csv, xlsx, gexf, graphml, node-link and cytoscape are read back whole'
    """
    back = EXPORTS[form].back
    if back == "whole" and not merged:
        return ""
    *most, last = [name for name, one in EXPORTS.items() if one.back == "whole"]
    whole = f"{', '.join(most)} and {last} are read back whole"
    if merged:
        return f"graphkit import cannot part joined relations again: without --merge-parallel {whole}"
    return f"graphkit import {'reads only that back' if back else f'does not read {form} back'}: {whole}"


def export_network(network: nx.MultiDiGraph, form: str, path: str | Path, *, merge_parallel: bool = False) -> Plain:
    """Write a network in another format.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, filtered or rolled up as wished.
    form
        One of ``EXPORTS``.
    path
        The file, or for ``csv``, ``parquet`` and ``neo4j`` the folder.
    merge_parallel
        Whether the relations of a pair become one edge for each class, with a weight.

    Returns
    -------
    Plain
        What was written; ``losses`` counts what was not.

    Raises
    ------
    DataError
        If there is no such format, or parallel edges cannot be joined in it.
    GraphkitError
        If the file cannot be written.
    MissingDependency
        If the library that writes it is not installed.

    Examples
    --------
    >>> import graphkit, pathlib, tempfile
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = export_network(network, "node-link", pathlib.Path(folder, "network.json"))
    >>> sorted(written.nodes) == sorted(network)
    True
    """
    if form not in EXPORTS:
        raise DataError(f"there is no format '{form}' to export to: it is one of {', '.join(EXPORTS)}")
    found = EXPORTS[form]
    if merge_parallel and not found.merges:
        able = ", ".join(name for name, one in EXPORTS.items() if one.merges)
        raise DataError(f"parallel edges cannot be joined in {form}: they can in {able}")
    with uncollected():
        return found.write(network, path, **({"merge_parallel": True} if merge_parallel else {}))


# --- in ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read foreign files: what the user says instead of a guess.

    ``columns`` names the column of each role, ``sign`` the column whose 1 and -1 are alliances and rivalries,
    ``types`` the table from :func:`read_types`; ``undirected`` says that ties have no direction; ``skip_bad`` leaves
    out rows that cannot be read; ``date_order`` (``dmy``, ``mdy``, ``ymd``) is what 1/2/2017 means.
    """

    columns: Mapping[str, str] | None = None
    sign: str = ""
    types: Mapping[str, str] | None = None
    undirected: bool = False
    skip_bad: bool = False
    date_order: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """One format that becomes a dataset: its name, what it is, how it is read, and how its files end."""

    name: str
    title: str
    read: Callable[[Sequence[Any], ImportOptions], Harvest]
    suffixes: tuple[str, ...]
    loses: str


def _tables(sources: Sequence[Any], options: ImportOptions) -> Harvest:
    return harvest_tables(
        sources,
        columns=options.columns,
        sign=options.sign,
        undirected=options.undirected,
        date_order=options.date_order,
    )


def _graph(form: str) -> Callable[[Sequence[Any], ImportOptions], Harvest]:
    return lambda sources, options: harvest_graphs(sources, form=form, columns=options.columns, sign=options.sign)


_PICTURE = "positions, colours, sizes"
#: The formats in, by the name that ``graphkit import`` takes.
IMPORTS: dict[str, Import] = {
    one.name: one
    for one in (
        Import(
            "ftm",
            "FollowTheMoney entities, JSON lines",
            lambda sources, _: harvest_ftm(sources),
            FTM_SUFFIXES,
            "properties that no column holds; entities that are neither actor nor tie (addresses, passports)",
        ),
        Import(
            "littlesis",
            "LittleSis API JSON",
            lambda sources, _: harvest_littlesis(sources),
            LITTLESIS_SUFFIXES,
            "category attributes",
        ),
        Import(
            "graphml",
            "GraphML",
            _graph("graphml"),
            GRAPH_SUFFIXES["graphml"],
            f"{_PICTURE}, which nodes lie inside others, hyperedges",
        ),
        Import(
            "gexf",
            "GEXF 1.1 to 1.3",
            _graph("gexf"),
            GRAPH_SUFFIXES["gexf"],
            f"{_PICTURE}, values that change over time",
        ),
        Import("gml", "GML", _graph("gml"), GRAPH_SUFFIXES["gml"], f"{_PICTURE}, nested attributes"),
        Import(
            "node-link",
            "node-link JSON, as networkx and D3 write it",
            _graph("node-link"),
            GRAPH_SUFFIXES["node-link"],
            "nested attributes",
        ),
        Import(
            "cytoscape",
            "Cytoscape JSON",
            _graph("cytoscape"),
            GRAPH_SUFFIXES["cytoscape"],
            f"{_PICTURE}, nested attributes",
        ),
        Import("csv", "CSV, a list of ties with or without one of nodes", _tables, TABLE_SUFFIXES[:3], "nothing"),
        Import(
            "xlsx",
            "Excel workbook, a sheet of ties with or without one of nodes",
            _tables,
            TABLE_SUFFIXES[3:],
            "formulas, of which the last value is read; formatting",
        ),
        Import(
            "wikidata",
            "Wikidata entity JSON",
            lambda sources, _: harvest_wikidata(sources),
            WIKIDATA_SUFFIXES,
            "statements other than names, classes, positions and memberships",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import.

    ``dataset`` is the whole, the new rows with what was there; ``added`` counts the new rows by table; ``types`` says
    what each foreign type became; ``guessed``, ``unused`` (columns that nothing is made of) and ``left_out`` are
    sentences; ``matched`` are actors that surely were
    there already, ``perhaps`` those to decide on; ``journal`` is that of the merge.
    """

    dataset: Dataset
    added: Mapping[str, int]
    types: Mapping[tuple[str, str], int]
    guessed: tuple[str, ...]
    left_out: Mapping[str, int]
    matched: tuple[Match, ...]
    perhaps: tuple[Match, ...]
    journal: tuple[tuple[str, str, str, str], ...]
    rejects: Rejects
    unused: tuple[str, ...] = ()


def import_files(
    form: str,
    files: Sequence[str | Path],
    *,
    into: Dataset | None = None,
    options: ImportOptions | None = None,
    same: Mapping[str, str] | None = None,
) -> Imported:
    """Read files of another format as a dataset, or into one.

    Ids are made of what the files say: the same file twice adds nothing. Actors that are surely in the dataset already
    (:func:`graphkit.dataset.merging.plan_merge`) are taken for those; perhaps the same are only listed. Types that
    are not ours are kept under ``x:`` unless a table says what they are.

    Parameters
    ----------
    form
        One of ``IMPORTS``.
    files
        Files, folders, globs, ``.zip``, ``.gz`` or ``-``.
    into
        The dataset to add to; None: a new one.
    options
        What the user says instead of a guess.
    same
        Further actors that are one: the id of a new one to that of a known one.

    Raises
    ------
    DataError
        If there is no such format, a file cannot be read, or rows are bad and may not be left out.
    MissingDependency
        If the library that reads it is not installed.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "ties.csv")
    ...     _ = path.write_text("Source,Target,Type\\nRussia,North Korea,donation\\n")
    ...     found = import_files("csv", [path])
    >>> found.dataset.relations[["actor", "type", "recipient"]].to_numpy().tolist()
    [['RUS', 'x:donation', 'PRK']]
    """
    if form not in IMPORTS:
        raise DataError(f"there is no format '{form}' to import: it is one of {', '.join(IMPORTS)}")
    with uncollected():
        return _imported(form, files, into, options or ImportOptions(), same or {})


def _imported(
    form: str, files: Sequence[str | Path], into: Dataset | None, said: ImportOptions, same: Mapping[str, str]
) -> Imported:
    """What came of an import."""
    rejects = Rejects()
    listing = find_sources(files, suffixes=IMPORTS[form].suffixes, rejects=rejects)
    rejects.settle(skip=bool(listing.sources))  # where nothing is left to read, that is why
    harvest = IMPORTS[form].read(listing.sources, said)
    harvest.rejects.items[:0] = rejects.items
    harvest.left_out.update({f"a file that is none by its name: {name}": 1 for name in listing.skipped})
    harvest.rejects.settle(skip=said.skip_bad)
    settled = settle(harvest, form=form, files=[source.name for source in listing.sources], types=said.types)
    plan, merged = _merged(into, settled.dataset, same)
    return Imported(
        dataset=merged.dataset,
        added=merged.added,
        types=settled.types,
        guessed=tuple(harvest.guessed),
        left_out=dict(harvest.left_out),
        matched=tuple(match for match in plan.reasons if match.table == "actors"),
        perhaps=tuple(match for match in plan.perhaps if match.table == "actors"),
        journal=merged.journal,
        rejects=harvest.rejects,
        unused=tuple(harvest.unused),
    )


def _merged(into: Dataset | None, new: Dataset, same: Mapping[str, str]) -> tuple[MergePlan, Merged]:
    """What was imported, with the dataset it is added to."""
    if into is None and not same:  # there is nothing to match
        return MergePlan(), Merged(new, (), {table: len(rows) for table, rows in new.tables.items()})
    base = into or Dataset.from_records(name=new.name)
    plan = plan_merge(base, new)
    plan.agree(same, {}, ours=base, theirs=new)
    return plan, merge_with(base, new, plan)
