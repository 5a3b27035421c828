"""``graphkit export``, ``merge`` and ``diff``: data in other people's tools, and two datasets beside each other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import (
    FOREIGN_FILES,
    Place,
    Readable,
    data_option,
    emit,
    network_options,
    output_options,
    say,
    tell_left_out,
    tell_reading,
    tell_types,
)
from graphkit.errors import GraphkitError
from graphkit.words import counted, counted_rows, fitting

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.dataset.merging import Match, Merged, MergePlan
    from graphkit.interchange import Imported

__all__ = ["COMMANDS", "DATASET_FORMATS", "Format", "import_dataset", "import_hint"]

#: The formats that become a dataset.
DATASET_FORMATS = ("ftm", "littlesis", "graphml", "gexf", "gml", "node-link", "cytoscape", "csv", "xlsx", "wikidata")

_FORMATS = (
    "csv",
    "xlsx",
    "gexf",
    "graphml",
    "parquet",
    "duckdb",
    "sqlite",
    "ftm",
    "neo4j",
    "node-link",
    "cytoscape",
    "json-ld",
)


#: How names of files end that somebody may take for what ``merge`` writes.
_FILES = (".csv", ".xlsx", ".json", ".zip")


class _Same(click.ParamType):  # type: ignore[type-arg]
    """``B=A``: the id of a row of the second dataset, and of the one of the first that it is."""

    name = "ids"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the two ids, or fail as a misuse of the command."""
        if isinstance(value, tuple):
            return value
        second, equals, first = str(value).partition("=")
        if not equals or not second.strip() or not first.strip():
            self.fail(f"'{value}' is not NEW=KNOWN: write two ids with an equals sign between them", param, ctx)
        return second.strip(), first.strip()


SAME = _Same()

#: The format that a program reads, for those who name the program.
_PROGRAMS = {"gephi": "gexf", "excel": "xlsx"}
#: The formats that come back whole, for those who would read another that is only written.
_WHOLE = "csv, xlsx, gexf, graphml, node-link and cytoscape"
_PICTURES = ("html", "svg", "png", "pdf")


#: The format that a file most likely is in by how it ends; one in .txt or .jsonl may be in several.
_FORM_OF = {
    **{f".{form}": form for form in DATASET_FORMATS},
    **{suffix: form for suffix, form in FOREIGN_FILES.items() if suffix not in (".txt", ".jsonl")},
    ".parquet": "events",
}


class Format(click.Choice[str]):
    """The name of a format; what is none is refused with what to do: a program that reads one, or what a hint says."""

    def __init__(self, choices: Collection[str], hint: Callable[[str], str]) -> None:
        super().__init__(list(choices))
        self._hint = hint

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say what is allowed, and what whoever wrote this most likely means."""
        said = super().get_invalid_choice_message(value, ctx).removesuffix(".")  # click ends some with a stop
        meant = _PROGRAMS.get(str(value).lower())
        hint = f"for {value} write {meant}" if meant in self.choices else self._hint(str(value))
        return f"{said}: {hint}" if hint else said


def _export_hint(value: str) -> str:
    """What to do instead of writing such a format, or blank."""
    picture = value.lower().lstrip(".")
    return f"a picture is written by graphkit map -o map.{picture}" if picture in _PICTURES else ""


def import_hint(value: str) -> str:
    """Return what to do instead of reading such a format, or blank."""
    suffix = Path(value).suffix.lower()
    if value.lower() in _FORMATS:
        return f"it is written by export and not read back; {_WHOLE} are read back whole"
    if suffix:
        return f"the format comes before the file: graphkit import {_FORM_OF.get(suffix, 'FORMAT')} {value} ..."
    return ""


@click.command()
@click.argument("format", type=Format(_FORMATS, _export_hint), metavar="FORMAT")
@click.option(
    "-o",
    "--output",
    type=Place(path_type=Path),
    metavar="OUT",
    help="The file, or for csv, parquet and neo4j the folder. Default: the dataset's name.",
)
@click.option("--merge-parallel", is_flag=True, help="One edge for each pair and class, with a weight.")
@network_options
def export(network: nx.MultiDiGraph, format: str, output: Path | None, merge_parallel: bool) -> None:  # noqa: A002
    """Write the network for other tools, and say what could not be carried over.

    FORMAT is csv (nodes and edges, for Gephi and spreadsheets, with the documents and the evidence), xlsx, gexf,
    graphml, parquet, duckdb, sqlite, ftm (FollowTheMoney), neo4j, node-link, cytoscape or json-ld. graphkit import
    reads csv, xlsx, gexf, graphml, node-link and cytoscape back whole.

    \b
    graphkit export gexf -o map.gexf
    graphkit export sqlite --actor Seoul --since 2024-10
    """
    from graphkit.interchange import EXPORTS, export_network, told_back

    name = str(network.graph.get("name") or "network").replace("/", "-")
    suffix = EXPORTS[format].place
    place = output or Path(f"{name}{suffix}" if suffix else f"{name}-{format}")
    written = export_network(network, format, place, merge_parallel=merge_parallel)
    say(f"{counted(len(written.nodes), 'actor')} and {counted(len(written.edges), 'edge')} in {place}")
    for what, count in sorted(written.losses.items()):
        say(f"not carried over: {what}: {count}")
    if sentence := told_back(format, merged=merge_parallel):
        say(sentence)


def import_dataset(name: str, files: tuple[str, ...], **chosen: Any) -> None:
    """Import a format that becomes a dataset."""
    from graphkit.dataset import load_dataset, read_state, save_dataset
    from graphkit.interchange import ImportOptions, import_files, read_types

    into: Path | None = chosen["into"]
    if into is None:
        raise click.UsageError(f"{name} becomes a dataset: say where with --into DIR")
    options = ImportOptions(
        columns=dict(chosen["columns"]),
        sign=chosen["sign"],
        types=read_types(chosen["types"]) if chosen["types"] else None,
        undirected=chosen["undirected"],
        skip_bad=chosen["skip_bad"],
        date_order=chosen["date_order"] or "",
    )
    before = read_state(into)
    base = load_dataset(into) if any(before.values()) else None
    found = import_files(name, files, into=base, options=options, same=dict(chosen["same"]))
    save_dataset(found.dataset, into, expected=before)
    if len(found.rejects):
        found.rejects.write(rejected := into.with_name(f"{into.name}.rejected.tsv"))
        say(f"left out because they cannot be read: {counted(len(found.rejects), 'row')}, listed in {rejected}")
    _tell_import(found, name, files, meant=options.types or ())
    if idle := [kind for kind in options.types or () if kind not in {one.casefold() for one, _ in found.types}]:
        there = ", ".join(f"'{one}'" for one in sorted({one for one, _ in found.types if one != "(none)"}))
        say(
            f"{chosen['types'].name}: no tie is of the {fitting(len(idle), 'type', 'types')} "
            f"{', '.join(idle[:8])}{' and more' if len(idle) > 8 else ''}: the types of the ties are {there}"
            if there
            else f"{chosen['types'].name}: no tie has a type: --columns type=COLUMN says which column it is in"
        )


def _tell_import(found: Imported, form: str, files: Sequence[str], *, meant: Collection[str]) -> None:
    """Say what an import guessed, added, matched and left out."""
    tell_reading(found)
    tell_counts(found.added)
    for (foreign, ours), count in sorted(found.types.items()):
        say(f"type {foreign}: {count} as {ours}")
    tell_types(found, form, Path(files[0]).name if len(files) == 1 else "the files", meant=meant)
    for match in found.matched[:20]:
        say(f"the same: {match.second} is {match.first}: {match.reason}")
    if len(found.matched) > 20:
        say(f"and {len(found.matched) - 20} more that are the same")
    tell_perhaps(found.perhaps, "--same")
    tell_left_out(found)


@click.command()
@click.argument("first", type=Place(path_type=Path), metavar="A")
@click.argument("second", type=Place(path_type=Path), metavar="B")
@click.option("-o", "--output", type=Place(path_type=Path), required=True, metavar="DIR", help="Where the whole goes.")
@click.option(
    "--same", type=SAME, multiple=True, metavar="B=A", help="An actor of B, by its id, that is one of A. Repeatable."
)
@click.option(
    "--same-relation", type=SAME, multiple=True, metavar="B=A", help="A relation of B that is one of A. Repeatable."
)
@click.option("--join-relations", is_flag=True, help="Take all relations that may be the same for the same.")
def merge(first: Path, second: Path, output: Path, **said: Any) -> None:
    """Join two datasets: who is surely the same is matched, who perhaps is, asked.

    Nothing of A is replaced. What was matched, renamed or kept, and where each row comes from, is written to
    merge-journal.csv in DIR. Where both were coded from the same documents, how far the coders agree is told.

    \b
    graphkit merge mine colleague -o both
    """
    from graphkit.dataset import load_dataset, read_state
    from graphkit.dataset.compare import agreement
    from graphkit.dataset.merging import merge_with, plan_merge, save_merged

    if output.suffix.lower() in _FILES or output.is_file():
        raise GraphkitError(f"'{output}' would be a file, and a merged dataset is a folder: name one, such as both")
    before = read_state(output)
    if any(before.values()) and not any(output.samefile(one) for one in (first, second) if one.exists()):
        raise GraphkitError(f"'{output}' holds another dataset, which would be lost: name a new folder, or A or B")
    ours, theirs = load_dataset(first), load_dataset(second)
    plan = plan_merge(ours, theirs)
    plan.agree(dict(said["same"]), dict(said["same_relation"]), ours=ours, theirs=theirs)
    _ask(plan, join_relations=said["join_relations"])
    merged = merge_with(ours, theirs, plan)
    save_merged(merged, output, expected=before, names=(ours.name, theirs.name))
    _tell(plan, merged)
    for line in agreement(ours, theirs).lines():
        click.echo(line)


def _ask(plan: MergePlan, *, join_relations: bool) -> None:
    """Ask about what may be the same, on a terminal; elsewhere it stays apart and is listed."""
    for match in list(plan.perhaps):
        if match.table == "relations" and join_relations:
            plan.accept(match)
        elif sys.stdin.isatty() and sys.stderr.isatty():
            say(f"{match.table[:-1]} {match.second} of B, {match.first} of A: {match.reason}")
            if click.confirm("Are they the same?", default=False, err=True):
                plan.accept(match)


def _tell(plan: MergePlan, merged: Merged) -> None:
    """Say what was matched and what stays apart."""
    tell_counts(merged.added)
    for match in plan.reasons:
        say(f"the same: {match.second} is {match.first}: {match.reason}")
    tell_perhaps([match for match in plan.perhaps if match.table == "actors"], "--same")
    tell_perhaps([match for match in plan.perhaps if match.table == "relations"], "--same-relation")
    for table, before, after, what in merged.journal:
        if what.startswith(("renamed", "kept")):
            say(f"{table}: {before} is {after}: {what}" if before != after else f"{table}: {after}: {what}")


def tell_counts(added: Mapping[str, int]) -> None:
    """Say how many rows were added."""
    counts = ", ".join(counted_rows(count, table) for table, count in added.items() if count)
    say(f"added: {counts}" if counts else "nothing was added: everything was there already")


def tell_perhaps(matches: Sequence[Match], option: str) -> None:
    """List what may be the same, with the option that would join it."""
    for match in matches[:20]:
        say(
            f"perhaps the same, kept apart: {match.second} and {match.first}: {match.reason} ({option} "
            f"{match.second}={match.first} joins them)"
        )
    if len(matches) > 20:
        say(f"and {len(matches) - 20} more that are perhaps the same")


@click.command()
@click.argument("first", type=Place(path_type=Path), metavar="A")
@click.argument("second", type=Place(path_type=Path), required=False, metavar="[B]")
@data_option
@click.option("--textconv", is_flag=True, help="Write one table, A, as lines that git diff can show.")
@output_options
def diff(first: Path, second: Path | None, data: Path | None, textconv: bool, **output: Any) -> None:
    """List what was added, edited and withdrawn from dataset A to dataset B.

    Relations, claims and denials, changes of status, actors, affiliations and documents. Without B it is compared
    with --data. With --textconv it makes git show a table readably:

    \b
    graphkit diff last-week this-week
    git config diff.graphkit.textconv "graphkit diff --textconv"
    """
    from graphkit.dataset import load_dataset
    from graphkit.dataset.compare import diff, table_file_as_text

    if textconv:
        click.echo(table_file_as_text(first))
        return
    frame = diff(load_dataset(first), load_dataset(second or data))
    emit(
        frame, **output, readable=Readable(text=lambda: "\n".join(_line(row) for row in frame.itertuples(index=False)))
    )
    if frame.empty:
        say("the two say the same")


def _line(row: Any) -> str:
    """One difference as a line."""
    if row.change == "edited":
        return f"{row.kind} {row.id}: {row.column} was '{row.before}', is '{row.after}'"
    return f"{row.kind} {row.change}: {row.id} {row.before or row.after}"


COMMANDS: list[click.Command] = [export, merge, diff]
