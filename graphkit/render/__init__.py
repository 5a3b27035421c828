"""Draws a network as one interactive HTML file that opens anywhere, offline, or as a still picture for papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.render._charts import plot_counts, plot_timeline
from graphkit.render._figure import FORMATS, figure_of, write_figure
from graphkit.render.bloc import read_blocs
from graphkit.render.frame import Map
from graphkit.render.options import MapOptions, MapReport, Step, Story
from graphkit.render.story import read_story, stories_for

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

    from graphkit.render.widget import MapWidget

__all__ = [
    "Map",
    "MapOptions",
    "MapReport",
    "Step",
    "Story",
    "draw_figure",
    "draw_map",
    "map_html",
    "map_widget",
    "plot_counts",
    "plot_timeline",
    "read_blocs",
    "read_story",
    "stories_for",
    "to_pyvis",
    "write_map",
]


def write_map(network: nx.MultiDiGraph, path: Path | str, *, options: MapOptions | None = None) -> MapReport:
    """Write the map of a network to one file: the interactive page, or a still picture of its first view.

    The name decides: ``.html`` is the page, ``.svg``, ``.png`` and ``.pdf`` are the picture that :func:`draw_figure`
    draws. The page needs nothing beside it and asks nothing of any network. The same network and options
    give the same bytes. The order of the dataset's rows matters: it is that of lists where nothing else decides, and
    signs may stand elsewhere. The answers to the questions do not depend on it.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, or any networkx graph (as :func:`graphkit.from_networkx` takes it).
    path
        The file to write; what was there is replaced, all at once or not at all.
    options
        What to decide differently from :class:`MapOptions`' defaults.

    Returns
    -------
    MapReport
        Where it is, its size, and how much of the network is drawn at first.

    Raises
    ------
    GraphkitError
        If the file's name ends in something else, if it cannot be written, or if a picture is asked for with
        ``embed``, ``state`` or ``template``, which only the page has.
    MissingDependency
        If a picture is asked for and matplotlib is not installed.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from graphkit import build_network, load_dataset
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = write_map(build_network(load_dataset()), pathlib.Path(folder) / "map.html")
    >>> report.relations > 0
    True
    """
    from graphkit.render.page import build_page, write_page

    path = Path(path)
    suffix = path.suffix.lower().removeprefix(".")
    if suffix in FORMATS:
        return write_figure(build_page(network, options), path)
    if suffix not in ("html", "htm") and (not path.exists() or path.is_file()):
        raise GraphkitError(f"a map cannot be written to {path}: end its name in .html, .svg, .png or .pdf")
    page = build_page(network, options)
    size = write_page(page, path)
    return MapReport(
        path=path,
        size=size,
        actors=len(page.tally.actors) or len(page.view.actors),
        actors_shown=len(page.view.actors),
        links=page.tally.links,
        links_shown=len(page.view.links),
        relations=len(page.data.record["relations"]["id"]),
        groups_shown=len(page.groups) if page.grouped else 0,
        within=page.tally.within,
        rolled_up=page.rolled,
    )


def map_html(network: nx.MultiDiGraph, *, options: MapOptions | None = None) -> str:
    """Return the page that :func:`write_map` writes, as text.

    Examples
    --------
    >>> from graphkit import build_network, load_dataset
    >>> map_html(build_network(load_dataset())).startswith("<!DOCTYPE html>")
    True
    """
    from graphkit.render.page import build_page

    return build_page(network, options).html()


def to_pyvis(network: nx.MultiDiGraph, *, options: MapOptions | None = None) -> Any:
    """Return the first view as a ``pyvis.network.Network`` on our template.

    Its ``nodes`` and ``edges`` are plain dictionaries that may be restyled before
    ``generate_html()`` makes the page; ``docs/map.md`` says which keys the page heeds.

    Examples
    --------
    >>> from graphkit import build_network, load_dataset
    >>> net = to_pyvis(build_network(load_dataset()))
    >>> net.node_ids == [node["id"] for node in net.nodes]
    True
    """
    from graphkit.render.page import build_page

    return build_page(network, options).pyvis()


def draw_map(network: nx.MultiDiGraph, *, options: MapOptions | None = None) -> Map:
    """Return the map as an object that a notebook shows.

    Examples
    --------
    >>> from graphkit import build_network, load_dataset
    >>> draw_map(build_network(load_dataset()))._repr_html_().startswith("<iframe")
    True
    """
    return Map(map_html(network, options=options))


def draw_figure(network: nx.MultiDiGraph, *, options: MapOptions | None = None) -> Figure:
    """Return the map's first view as a still picture for papers: a matplotlib figure.

    The signs stand where they stand on the page as it opens, with its headline, legend and notes, what is drawn and
    left out, and sources. It can be read in greyscale: cooperation ends in an arrowhead, conflict in a flat bar, a
    standing tie has rails, and an unequals sign in a ring marks what somebody denies or has denied. Saved as SVG or
    PDF, text stays text.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, or any networkx graph (as :func:`graphkit.from_networkx` takes it).
    options
        What to decide differently from :class:`MapOptions`' defaults; ``sources`` says how many documents are named.

    Returns
    -------
    Figure
        A matplotlib figure: a notebook shows it, ``savefig`` saves it, with the same bytes for the same input.

    Raises
    ------
    GraphkitError
        If the options ask for what only the page can do: ``embed``, ``state`` or ``template``.
    MissingDependency
        If matplotlib is not installed.

    Examples
    --------
    >>> from graphkit import build_network, load_dataset
    >>> figure = draw_figure(build_network(load_dataset()), options=MapOptions(title="Two years"))
    >>> figure.axes[0].texts[0].get_text()
    'Two years'
    """
    from graphkit.render.page import build_page

    return figure_of(build_page(network, options))[0]


def map_widget(network: nx.MultiDiGraph, *, options: MapOptions | None = None, height: int = 640) -> MapWidget:
    """Return the map as a notebook widget that Python can ask what is selected, and tell what to show.

    The page is the one that :func:`write_map` writes. ``selection`` is what the reader has selected, ``on_select``
    calls a function when that changes, ``view_state`` is the view as text, and ``filter`` narrows it down.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, or any networkx graph (as :func:`graphkit.from_networkx` takes it).
    options
        What to decide differently from :class:`MapOptions`' defaults.
    height
        Of the map, in pixels, 1 or more.

    Returns
    -------
    MapWidget
        An anywidget, which is an ipywidget: the last line of a cell shows it.

    Raises
    ------
    MissingDependency
        If anywidget is not installed.
    ValueError
        If ``options.state`` names what the map does not have.

    Examples
    --------
    >>> from graphkit import build_network, load_dataset
    >>> widget = map_widget(build_network(load_dataset()))
    >>> widget.view_state = "link=PRK+RUS"
    >>> widget.selection
    {'link': ('PRK', 'RUS')}
    """
    from graphkit.render.widget import MapWidget

    return MapWidget(network, options, height=height)
