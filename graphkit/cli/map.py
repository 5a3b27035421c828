"""``graphkit map``: draws the interactive map, or a still picture of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import FILTERS, Place, counted, data_option, filter_options, open_network, say

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.render import MapReport

__all__ = ["COMMANDS"]


@click.command("map")
@data_option
@filter_options
@click.option("--max-actors", type=click.IntRange(1), metavar="N", help="Draw at most so many actors at first.")
@click.option("--max-links", type=click.IntRange(1), metavar="N", help="Draw at most so many links at first.")
@click.option("--title", default="", help="The headline. Default: a finding made from the data.")
@click.option("--subtitle", default="", help="The line under the headline. Default: made from the data.")
@click.option(
    "--theme",
    type=click.Choice(("auto", "light", "dark")),
    default="auto",
    show_default=True,
    help="Light or dark; auto follows the reader's system.",
)
@click.option(
    "--story",
    "stories",
    multiple=True,
    type=Place(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A story to tell on the map (TOML). Repeatable. Default: those that come with the dataset.",
)
@click.option(
    "--documents",
    type=Place(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder with the documents' texts: the exact words are then shown.",
)
@click.option(
    "--blocs",
    type=Place(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Colour actors by bloc: a CSV file with columns actor and bloc, as graphkit blocs writes it.",
)
@click.option(
    "--events",
    type=Place(exists=True, dir_okay=False, path_type=Path),
    metavar="TABLE",
    help="Draw the ties of an event table too, thin: coded by machine, not checked.",
)
@click.option("--sources", type=click.IntRange(0), default=12, metavar="N", help="Documents named below a picture.")
@click.option("--embed", is_flag=True, help="Only the map and the evidence, for a frame in another page.")
@click.option("--open", "opened", is_flag=True, help="Open what was written.")
@click.option(
    "-o",
    "--output",
    type=Place(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="FILE",
    help="The file to write: .html is the page; .svg, .png and .pdf are a still picture.",
)
def map_command(
    output: Path, stories: tuple[Path, ...], blocs: Path | None, events: Path | None, opened: bool, **options: Any
) -> None:
    """Draw the interactive map: one HTML file that opens anywhere, offline; or a still picture for print.

    \b
    graphkit map --since 2024-10 --output troops.html
    graphkit map --output map.pdf
    graphkit map --events events.parquet
    """
    from graphkit.render import MapOptions, read_blocs, read_story, write_map

    chosen = {name: options.pop(name) for name in FILTERS if name != "roll_up"}
    network = open_network(options.pop("data"), **chosen)
    if events:
        network = _with_events(network, events, chosen)
    options["roll_up"] = options["roll_up"] or None  # unasked, a crowded map opens with states alone
    told = tuple(read_story(path) for path in stories) or None
    chosen_options = MapOptions(stories=told, blocs=read_blocs(blocs) if blocs else None, **options)
    say(_where(write_map(network, output, options=chosen_options)))
    if opened:
        click.launch(output.resolve().as_uri())


def _with_events(network: nx.MultiDiGraph, table: Path, chosen: dict[str, Any]) -> nx.MultiDiGraph:
    """The network with the ties of an event table, of the chosen time, types and actors."""
    from graphkit.cli.events_map import add_events
    from graphkit.cli.options import misuse
    from graphkit.events import Filters

    with misuse():
        filters = Filters(chosen["since"], chosen["until"], chosen["type"], actors=chosen["actor"])
        both, said = add_events(network, table, filters)
    say(f"{table}, coded by machine, not checked: {said}")
    return both


def _where(report: MapReport) -> str:
    """Where the map is, how to open it, and what it holds."""
    if report.pictured:
        return _drawn(report)
    opening = f"Open it with a double-click, or in a browser at {report.path.resolve().as_uri()}"
    if report.groups_shown:
        shown = counted(report.groups_shown, "group")
        groups = f"{counted(report.actors, 'actor')} as {shown} at first (--max-actors N: as actors)"
        return f"{report.path}: {counted(report.relations, 'relation')}, {groups}\n{opening}"
    hidden = report.actors - report.actors_shown, report.links - report.links_shown
    noun = _noun(report)
    more = f" ({counted(hidden[0], noun)} and {counted(hidden[1], 'link')} hidden at first)" if any(hidden) else ""
    return (
        f"{report.path}: {counted(report.relations, 'relation')}, {counted(report.actors_shown, noun)}, "
        f"{counted(report.links_shown, 'link')}{more}{_within(report)}\n"
        f"{opening}"
    )


def _noun(report: MapReport) -> str:
    """What the counts of actors count: those whose persons and agencies stand on their signs are signs."""
    return "sign" if report.rolled_up else "actor"


def _within(report: MapReport) -> str:
    """How many relations no link can show."""
    verb = "lies" if report.within == 1 else "lie"
    return f"; {counted(report.within, 'relation')} {verb} within one sign" if report.within else ""


def _drawn(report: MapReport) -> str:
    """Where a picture is, how much of the network it shows, and which letters it lacks."""
    shown = f"{report.actors_shown:,} of {counted(report.actors, 'sign')}"
    links = f"{report.links_shown:,} of {counted(report.links, 'link')}"
    told = f"{report.path}: {shown}, {links}; {counted(report.relations, 'relation')} in all{_within(report)}"
    return f"{told}\n{report.missing}" if report.missing else told


COMMANDS = [map_command]
