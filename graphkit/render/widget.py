"""The map in a notebook, spoken with from Python: selections come back, views and filters go in."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

from graphkit.errors import MissingDependency
from graphkit.model import date_bounds
from graphkit.network import as_network, filter_network, find_actor, keep_relations
from graphkit.render.frame import Map
from graphkit.render.options import MapOptions
from graphkit.render.page import build_page
from graphkit.render.state import Known, hidden_in, read_state, selection_in, selection_keys, state_text

try:
    import traitlets
    from anywidget import AnyWidget
except ImportError as error:
    raise MissingDependency("a map that answers needs anywidget", extra="jupyter") from error

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MapWidget"]

#: Up to this many characters the page is also stored in the notebook; notebook servers refuse very long messages.
STILL = 1_500_000
#: Under that copy: whoever sees it in a notebook that has a kernel would wonder why nothing they choose arrives.
COPY_NOTE = (
    "<p><small>This is a copy of the map: what you choose in it does not reach Python. "
    "If the notebook's kernel is running, run <code>pip install anywidget</code> in the environment that starts "
    "Jupyter, then start Jupyter anew.</small></p>"
)


class RefusedError(traitlets.TraitError, ValueError):
    """A value that a trait cannot take: traitlets rolls back on its own errors only."""


class MapWidget(AnyWidget):  # type: ignore[misc, unused-ignore]
    """The map of a network in a notebook, in step with Python; :func:`graphkit.map_widget` makes it.

    Attributes
    ----------
    selection
        What the reader has selected: ``{"actor": id}``, ``{"link": (id, id)}``, ``{"relation": id}`` or
        ``{}``. Setting it selects; any name of an actor will do.
    view_state
        The view as text, the same as after ``#`` in the page's address; setting it shows that view.
    height
        Of the map, in pixels.
    """

    _esm = (resources.files("graphkit.render") / "web" / "widget.js").read_text("utf-8")
    _page = traitlets.Unicode().tag(sync=True)
    _title = traitlets.Unicode().tag(sync=True)
    _channel = traitlets.Unicode().tag(sync=True)
    view_state = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int(640, min=1).tag(sync=True)
    selection = traitlets.Dict()

    def __init__(self, network: nx.MultiDiGraph, options: MapOptions | None = None, *, height: int = 640) -> None:
        network = as_network(network)
        page = build_page(network, options)
        record = page.data.record
        self._network = network
        self._built = page
        self._known = Known(page.data.place, frozenset(record["relations"]["id"]), len(page.groups))
        self._size = len(network.nodes), len(record["relations"]["id"])
        self._callbacks: list[Callable[[dict[str, Any]], Any]] = []
        page.channel = token = secrets.token_urlsafe(16)
        text, page.channel = page.html(), ""
        super().__init__(_page=text, _title=page.title, _channel=token, view_state=page.options.state, height=height)

    def __repr__(self) -> str:
        """Return what it is, the same each time."""
        return "<MapWidget of {} actors and {} relations>".format(*self._size)

    def filter(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        types: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        actors: Collection[str] | None = None,
    ) -> None:
        """Show only some of the relations, those that :func:`graphkit.filter_network` would keep.

        What an earlier call filtered out comes back: without any argument all is shown. Kinds, speakers
        and documents that the reader has filtered out stay so.

        The arguments are those of :func:`graphkit.filter_network`, and so are the errors.

        Examples
        --------
        >>> import graphkit
        >>> widget = graphkit.map_widget(graphkit.build_network(graphkit.load_dataset()))
        >>> widget.filter(since="2024-10", actors=["North Korea"])
        >>> widget.view_state
        'since=2024-10-01&only=PRK'
        """
        nothing = keep_relations(self._network, ())
        filter_network(nothing, since=since, until=until, types=types, statuses=statuses, actors=actors)
        fields, record = self._fields(), self._built.data.record
        if actors is not None and not actors:
            types = ()
        hidden = [one for one in hidden_in(fields.get("hide", "")) or [] if not one.startswith(("type:", "status:"))]
        hidden += _others("type", (one["name"] for one in record["types"]), types)
        hidden += _others("status", record["statuses"], statuses)
        chosen = {
            "since": (date_bounds(since)[0] if since else None) or "",
            "until": (date_bounds(until)[1] if until else None) or "",
            "sure": "",
            "hide": json.dumps(sorted(hidden), ensure_ascii=False, separators=(",", ":")) if hidden else "",
            "only": " ".join(dict.fromkeys(find_actor(self._network, actor) for actor in actors or ())),
        }
        kept = {key: value for key, value in fields.items() if key not in chosen}
        self.view_state = state_text({key: value for key, value in chosen.items() if value} | kept)

    def on_select(self, callback: Callable[[dict[str, Any]], Any], *, remove: bool = False) -> None:
        """Call a function with the new selection each time that it changes.

        Parameters
        ----------
        callback
            Takes ``selection``. What it prints goes where the notebook puts a widget's output.
        remove
            Stop calling it.

        Examples
        --------
        >>> import graphkit
        >>> widget = graphkit.map_widget(graphkit.build_network(graphkit.load_dataset()))
        >>> widget.on_select(print)
        >>> widget.selection = {"actor": "Japan"}
        {'actor': 'JPN'}
        """
        if remove:
            self._callbacks = [one for one in self._callbacks if one != callback]
        else:
            self._callbacks.append(callback)

    def members(self, group: str) -> tuple[str, ...]:
        """Return the ids of the actors that a large map draws as one sign, the most involved first.

        Parameters
        ----------
        group
            An id such as ``group:3``, as ``selection`` has it.

        Raises
        ------
        ValueError
            If the map has no such group.
        """
        number = self._known.group(group)
        if not number:
            raise ValueError(f"'{group}' is not one of the {self._known.groups} groups of this map, such as 'group:1'")
        return tuple(self._built.data.actors[one].id for one in self._built.groups[number - 1])

    def _selection(self) -> dict[str, Any]:
        """What is selected in the view as it is; a story named alone brings the view of its step along."""
        fields = self._fields()
        story, _, step = fields.get("story", "").partition(".")
        if len(fields) == 1 and story:
            told = [one.steps for one in self._built.stories][int(story) - 1 : int(story)]
            views = [dict(one.view) for one in (told[0] if told else ())[int(step) - 1 : int(step)]]
            fields = views[0] if views else {}
        return selection_in(fields)

    def _found(self, name: str) -> str:
        """The id of the actor or group that goes by a name."""
        return name if self._known.group(name) else find_actor(self._network, name)

    def _fields(self) -> dict[str, str]:
        """The keys and values of the view as it is."""
        return read_state(self.view_state, self._known)

    @traitlets.validate("view_state")
    def _readable(self, proposal: Mapping[str, Any]) -> str:
        """The text of a view, when the page will understand it."""
        text: str = proposal["value"].rpartition("#")[2]
        try:
            read_state(text, self._known)
        except ValueError as error:
            raise RefusedError(str(error)) from error
        return text

    @traitlets.validate("selection")
    def _selectable(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        """A selection of what is in the map, by its ids."""
        selection = proposal["value"]
        if not selection:
            return {}
        key, value = next(iter(selection.items()))
        if len(selection) == 1 and key == "actor" and isinstance(value, str):
            return {key: self._found(value)}
        if len(selection) == 1 and key == "link" and isinstance(value, list | tuple) and len(value) == 2:
            return {key: tuple(self._found(str(one)) for one in value)}
        if len(selection) == 1 and key == "relation" and isinstance(value, str):
            if value in self._known.relations:
                return {key: value}
            raise RefusedError(f"selection relation: {self._known.relation(value)}")
        raise RefusedError(
            f"selection {selection!r} is not {{'actor': id}}, {{'link': (id, id)}}, {{'relation': id}} or {{}}"
        )

    @traitlets.observe("view_state")
    def _follow(self, change: Mapping[str, Any]) -> None:
        """Say what is selected in the view that is now shown."""
        self.selection = self._selection()

    @traitlets.observe("selection")
    def _selected(self, change: Mapping[str, Any]) -> None:
        """Show what is selected, and tell whoever asked."""
        fields = self._fields()
        if self._selection() != change["new"]:
            self.view_state = state_text(selection_keys(fields, change["new"]))
        for callback in tuple(self._callbacks):
            callback(change["new"])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The live widget, and beside it the page as it stands for notebooks that have no kernel."""
        bundle: tuple[dict[str, Any], dict[str, Any]] | None = super()._repr_mimebundle_(**kwargs)
        self._built.options = replace(self._built.options, state=self.view_state)
        still = Map(self._built.html(), height=self.height)._repr_html_()
        if bundle and len(still) <= STILL:
            bundle[0]["text/html"] = still + COPY_NOTE
        return bundle


def _others(facet: str, names: Iterable[str], kept: Collection[str] | None) -> list[str]:
    """What to filter out of a facet so that only some names are kept; None keeps all."""
    return [] if kept is None else [f"{facet}:{name}" for name in names if name not in kept]
