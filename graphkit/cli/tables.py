"""The commands that list and check what is in a dataset: ``actors``, ``relations``, ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import Place, Readable, counted, data_option, emit, network_options, output_options, say
from graphkit.words import counted_rows

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["COMMANDS"]


@click.command()
@network_options
@output_options
def actors(network: nx.MultiDiGraph, **output: Any) -> None:
    """List the actors, with the names they go by and the number of their relations.

    \b
    graphkit actors --type AID
    """
    from graphkit.network import list_actors
    from graphkit.query import tabled

    frame = list_actors(network)
    emit(frame, **output, readable=Readable(table=lambda: tabled(network, frame)))


@click.command()
@network_options
@output_options
def relations(network: nx.MultiDiGraph, **output: Any) -> None:
    """List the relations: who did what to whom, when, and its status.

    \b
    graphkit relations --actor Seoul --since 2024-10 --roll-up
    """
    from graphkit.network import list_relations
    from graphkit.query import tabled

    frame = list_relations(network)
    emit(frame, **output, readable=Readable(table=lambda: tabled(network, frame)))


@click.command()
@click.argument("folder", required=False, type=Place(path_type=Path), metavar="[DIR]")
@data_option
@click.option("--documents", type=Place(path_type=Path), metavar="DIR", help="A folder with the documents' texts.")
@output_options
def check(folder: Path | None, data: Path | None, documents: Path | None, **output: Any) -> None:
    """Check every rule of a dataset and list every breach.

    Exit code 0: nothing is wrong. 1: something is, and each breach is listed with its
    file, row, column, value and what is allowed.

    \b
    graphkit check my-dataset
    """
    from graphkit.dataset import check_dataset
    from graphkit.errors import GraphkitError

    report = check_dataset(folder or data, documents=documents)
    for notice in report.notices:
        say(f"note: {notice}")
    if report.problems or output["output"] or output["format"]:
        emit(report.frame(), **output, readable=Readable(text=lambda: "\n".join(map(str, report.problems))))
    counts = ", ".join(counted_rows(number, table) for table, number in report.counts.items())
    if report.problems:
        raise GraphkitError(
            f"{counted(len(report.problems), 'problem')} in {counts}: mend each in its file and check again"
        )
    say(f"nothing is wrong with {counts}")


COMMANDS: list[click.Command] = [check, actors, relations]
