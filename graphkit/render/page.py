"""Puts the page together: places, the pyvis network, the template, and the policy that seals it."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import sys
import zlib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset import write_text
from graphkit.errors import GraphkitError
from graphkit.model import date_bounds, spoken_name
from graphkit.network import as_network
from graphkit.render.aggregate import View, communities, first_view, limits
from graphkit.render.bloc import numbered_blocs
from graphkit.render.data import PageData
from graphkit.render.headline import headline
from graphkit.render.options import MapOptions, Story
from graphkit.render.packing import packed_core, packed_rest
from graphkit.render.places import group_columns, group_middles, group_places, node_size
from graphkit.render.plates import brief_names, group_names, homes
from graphkit.render.seats import Seats, seats
from graphkit.render.story import stories_for, story_record

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import networkx as nx

__all__ = ["Page", "build_page"]

#: Beyond this many characters a part of the record is carried compressed: the first picture of all but a large dataset
#: is drawn from what needs no unpacking.
COMPRESS = 200_000
#: What the first picture needs; the page reads all else once that is drawn.
CORE = ("kinds", "statuses", "quads", "types", "lone", "groups", "meta", "blocs", "denied")
CORE_COLUMNS = {
    "actors": ("id", "name", "kind", "bloc", "x", "y", "sx", "sy", "nx", "ny", "home", "brief", "the", "group"),
    "relations": ("actors", "recipients", "type", "mutual", "since", "until", "status"),
}
#: Beyond this many actors, each is told which group of actors it deals with most.
GROUPED = 500
#: Up to so many actors, each has a sign of its own at first; of more, persons and agencies stand on that of their side.
FEW = 20
#: A group of fewer is none: its actors stand for themselves.
LEAST = 8
#: Beyond this many, groups are drawn at first instead of actors, unless the caller says how many of those.
WHOLE = 5_000
SHAPES = {
    "state": "square",
    "igo": "diamond",
    "agency": "hexagon",
    "ngo": "star",
    "media": "triangleDown",
    "company": "dot",
    "armed-group": "triangle",
    "person": "dot",
    "other": "dot",
}
FILLS = {
    "state": "#4477aa",
    "igo": "#5c9633",
    "agency": "#ccbb44",
    "ngo": "#aa3377",
    "media": "#afb3aa",
    "company": "#09a3ac",
    "armed-group": "#ee6677",
    "person": "#66ccee",
    "other": "#e5e4e6",
}


class Page:
    """One map on its way to a file: the record, the places, what is shown, and the pyvis network.

    ``channel`` is set where a widget is to speak with the page: the token they know each other by.
    """

    def __init__(self, network: nx.MultiDiGraph, options: MapOptions) -> None:
        self.options = options
        self.network, self.graph = network, network.graph
        self.data = PageData(network, documents=options.documents)
        self.rolled = self._crowded() if options.roll_up is None else options.roll_up
        self.tally = self.data.rolled if self.rolled else self.data.tally
        self.home = homes(self.data)
        self.brief = brief_names(self.data.actors, self.home)
        self.stories: tuple[Story, ...] = stories_for(network, options.stories)
        self.headline = headline(self.data, self.home, stories=self.stories, folded=self.rolled)
        self.limits = limits(max_actors=options.max_actors, max_links=options.max_links)
        self.view = first_view(self.tally, max_actors=self.limits[0], max_links=self.limits[1], pair=self.headline.pair)
        if not self.tally.actors:
            self.view = View(tuple(self.data.lone), ())
        many = len(self.data.tally.actors) > GROUPED
        self.groups = communities(self.data.tally, least=LEAST) if many else []
        self.grouped = bool(self.groups) and len(self.data.tally.actors) > WHOLE and options.max_actors is None
        self.seat()
        self.channel = ""

    def seat(self) -> None:
        """Give everybody and every group a place."""
        if self.grouped:
            self.middles, places = group_places(self.data, self.groups)
            self.seats = Seats(places, places, places)
        else:
            self.seats = self._seats()
            self.middles = group_middles(self.data, self.groups, self.seats.own)

    def _crowded(self) -> bool:
        """Return whether so many take part that persons and agencies stand on the signs of their sides at first."""
        return self.data.record["rolled"] is not None and len(self.data.tally.actors) > FEW

    def _seats(self) -> Seats:
        """Where everybody stands."""
        folded = self.data.record["rolled"] is not None
        tally = self.data.rolled if folded else self.data.tally
        view, pair = self.view, self.headline.pair
        if folded != self.rolled:
            ends = tuple(self.home[one] for one in pair or ())
            pair = (ends[0], ends[1]) if len(set(ends)) == 2 else None
            view = first_view(tally, max_actors=self.limits[0], max_links=self.limits[1], pair=pair)
        return seats(self.data, tally, view, home=self.home, brief=self.brief, pair=pair, notes=self.headline.notes)

    @property
    def places(self) -> dict[int, tuple[int, int]]:
        """Where everybody stands in the first picture."""
        return self.seats.sides if self.rolled else self.seats.own

    def pyvis(self) -> Any:
        """The pyvis network of the first view, on our template."""
        from jinja2 import Environment, FileSystemLoader
        from pyvis.network import Network

        folder = str(_folder("template"))
        net = Network(directed=True, height="100%", cdn_resources="in_line")
        net.nodes = [self._node(one) for one in self.view.actors]
        net.node_ids = [node["id"] for node in net.nodes]
        net.node_map = {node["id"]: node for node in net.nodes}
        net.edges = [self._edge(*pair) for pair in self.view.links]
        net.options = {
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False},
            "interaction": {"hover": False, "multiselect": False, "keyboard": False},
        }
        own = self.options.template
        net.set_template_dir(str(own.parent) if own else folder, own.name if own else "page.html")
        net.templateEnv = Environment(  # noqa: S701 - the template escapes by hand what is not code
            loader=FileSystemLoader([*([str(own.parent)] if own else []), folder])
        )
        net.templateEnv.globals["page"] = self._context()
        net.templateEnv.filters["restyled"] = self._restyled
        net.templateEnv.filters["plain"] = _plain
        return net

    def html(self) -> str:
        """The whole page."""
        text = self.pyvis().generate_html()
        assert isinstance(text, str)
        return text

    def _node(self, one: int) -> dict[str, Any]:
        """The pyvis node of one actor, with plain values that a pyvis user may change."""
        actor = self.data.actors[one]
        x, y = self.places.get(one, (0, 0))
        size = node_size(actor.kind, self.tally.actors.get(one, 0), max(self.tally.actors.values(), default=1))
        shape, fill = SHAPES.get(actor.kind, "dot"), FILLS.get(actor.kind, FILLS["other"])
        return {
            "id": actor.id,
            "label": actor.name,
            "shape": shape,
            "color": fill,
            "size": round(size, 1),
            "x": x,
            "y": y,
        }

    def _edge(self, a: int, b: int) -> dict[str, Any]:
        """The pyvis edge of one link; the page itself works out colour, dashes and arrowheads."""
        count = self.tally.pairs[a, b]
        ids = self.data.actors[a].id, self.data.actors[b].id
        return {
            "id": "\n".join(ids),
            "from": ids[0],
            "to": ids[1],
            "width": round(min(0.7 + 0.9 * math.log(1 + count), 9), 2),
        }

    def _restyled(self, items: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Those nodes and edges whose colour or sign is no longer ours: all that the page heeds of them."""

        def ours(one: Mapping[str, Any]) -> bool:
            if "from" in one:
                return "color" not in one
            position = self.data.place.get(one["id"])
            kind = "other" if position is None else self.data.actors[position].kind
            usual = SHAPES.get(kind, "dot"), FILLS.get(kind, FILLS["other"])
            return (one.get("shape"), one.get("color")) == usual

        return [one for one in items if not ours(one)]

    def _blocs(self) -> tuple[list[str], Any]:
        """The names of the blocs and the column that gives each actor its own."""
        given, actors = self.options.blocs, self.data.actors
        if not given:
            return [], {"all": -1, "n": len(actors)}
        return numbered_blocs(self.network, given, actors=actors, affiliations=self.data.affiliations)

    def _group_of(self) -> list[int | None] | dict[str, Any]:
        """The group of each actor, None where it is in none, as a column."""
        if not self.groups:
            return {"all": None, "n": len(self.data.actors)}
        group = {one: number for number, members in enumerate(self.groups) for one in members}
        return [group.get(one) for one in range(len(self.data.actors))]

    def _context(self) -> dict[str, Any]:
        """What the template needs beside what pyvis hands it."""
        script, style = page_script(), page_style()
        core, rest = _split(self._record(), roll_up=self.rolled)
        return {
            "title": self.title,
            "headline": self.first_words,
            "subtitle": " ".join(self.options.subtitle.split()) or self.headline.deck,
            "dated": bool(self.data.span),
            "theme": self.options.theme,
            "embed": self.options.embed,
            "style": style,
            "script": script,
            "policy": _policy([script], [style]),
            "islands": [
                *_islands({"graphkit-data": core, "graphkit-rest": rest}),
                {"id": "graphkit-licences", "type": "text/plain", "text": page_licences()},
            ],
        }

    @property
    def title(self) -> str:
        """The page's title, on one line."""
        text = self.options.title or self.graph.get("title") or self.graph.get("name") or "Relations between actors"
        return " ".join(str(text).split())

    @property
    def first_words(self) -> str:
        """The headline: what the caller says, else the finding, else the title."""
        return " ".join(self.options.title.split()) or self.headline.title or self.title

    def _record(self) -> dict[str, Any]:
        """Everything the page carries, in one record."""
        record = self.data.record
        count = len(self.data.actors)
        for names, places in (
            (("x", "y"), self.seats.own),
            (("sx", "sy"), self.seats.sides),
            (("nx", "ny"), self.seats.narrow),
        ):
            for axis, name in enumerate(names):
                record["actors"][name] = [places.get(one, (0, 0))[axis] for one in range(count)]
        record["actors"]["home"] = self.home
        record["actors"]["brief"] = [
            "" if name == actor.name else name for name, actor in zip(self.brief, self.data.actors, strict=True)
        ]
        record["actors"]["the"] = [int(spoken_name(one) != one.name) for one in self.data.actors]
        record["blocs"], record["actors"]["bloc"] = self._blocs()
        record["actors"]["group"] = self._group_of()
        record["groups"] = group_columns(self.groups, self.middles, group_names(self.data, self.groups, self.home))
        record["lone"] = [] if self.tally.actors else self.data.lone
        record["stories"] = [story_record(story) for story in self.stories]
        record["meta"] = {
            "title": self.title,
            "dataset": str(self.graph.get("name") or ""),
            "datasetTitle": str(self.graph.get("title") or ""),
            "version": str(self.graph.get("version") or ""),
            "generator": f"graphkit {_version()}",
            "rollUp": self.rolled,
            "headline": self.first_words,
            "pair": list(self.headline.pair or ()),
            "answered": self.headline.relation,
            "object": self.headline.object,
            "notes": self.headline.notes,
            "grouped": self.grouped,
            "toldBy": str(self.graph.get("as_of") or ""),
            "state": self.options.state or _range_asked(self.graph),
            "maxActors": self.limits[0],
            "maxLinks": self.limits[1],
        }
        if self.data.events:
            record["meta"]["events"] = [self.data.events.get(one, 0) for one in self.data.record["relations"]["id"]]
        if self.channel:
            record["meta"]["channel"] = self.channel
        return record


def build_page(network: nx.MultiDiGraph, options: MapOptions | None = None) -> Page:
    """Return the page of a network, or of any networkx graph, ready to be written."""
    return Page(as_network(network), options or MapOptions())


def page_script() -> str:
    """Return the page's code, vis-network in it: what ``npm run build`` made of the modules in ``web``."""
    return (_folder("web") / "dist" / "page.js").read_text("utf-8").partition("\n")[2].strip()


def page_style() -> str:
    """Return the page's style: what ``npm run build`` made of the style sheets in ``template``."""
    return (_folder("web") / "dist" / "page.css").read_text("utf-8").strip()


def page_licences() -> str:
    """The notices of the libraries in the page's script, as text that no HTML parser takes for markup.

    Of a library that may be had under one of two licences, the shorter one, MIT, is what the page takes it under.
    """
    heads = re.split(
        r"^==== (.+?): (.+?) ====$", (_folder("web") / "dist" / "LICENSES.txt").read_text("utf-8"), flags=re.M
    )
    found = list(zip(heads[1::3], heads[2::3], heads[3::3], strict=True))
    either = {name for name, file, _ in found if "MIT" in file}
    kept = [f"{name}\n\n{text.strip()}" for name, file, text in found if name not in either or "MIT" in file]
    whole = "\n\n\n".join(["This page has these libraries in it, each under its own licence.", *kept])
    return whole.replace("</", "< /").replace("<!--", "< !--")


def _range_asked(about: Mapping[str, Any]) -> str:
    """The state that shows which dates a network was narrowed to: what surely lies in them apart from what may."""
    since, until = about.get("span") or (None, None)
    days = {"since": date_bounds(since)[0] if since else None, "until": date_bounds(until)[1] if until else None}
    return "&".join(f"{name}={day}" for name, day in days.items() if day)


def _folder(name: str) -> Traversable:
    """A folder beside this file, wherever the package is installed."""
    return resources.files("graphkit.render") / name


def write_page(page: Page, path: Path) -> int:
    """Write a page all at once or not at all, and return its size in bytes."""
    raw = page.html().encode("utf-8", "backslashreplace")
    try:
        write_text(Path(path), raw.decode("utf-8"))
    except OSError as error:
        raise GraphkitError(f"cannot write {path}: {error.strerror or error}; name another file") from error
    return len(raw)


def _split(record: Mapping[str, Any], *, roll_up: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the first picture needs of the record, and the rest."""
    first = (*CORE, "rolled") if roll_up else CORE
    core = {name: record[name] for name in first}
    rest = {name: value for name, value in record.items() if name not in first}
    for table, names in CORE_COLUMNS.items():
        core[table] = {name: record[table][name] for name in names}
        rest[table] = {name: column for name, column in record[table].items() if name not in names}
    return packed_core(core), packed_rest(rest, record["types"])


def _islands(records: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """The records as text that no HTML parser can mistake for markup, each compressed when it is long."""
    texts = {name: json.dumps(record, separators=(",", ":"), allow_nan=False) for name, record in records.items()}
    return [{"id": name, **_island(text)} for name, text in texts.items()]


def _island(text: str) -> dict[str, str]:
    """One record's text, and what kind of text it is."""
    if len(text) > COMPRESS:
        return {"type": "application/octet-stream", "text": _packed(text)}
    return {"type": "application/json", "text": _escaped(text)}


def _packed(text: str) -> str:
    """Compressed, in base64."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    raw = pack.compress(text.encode("ascii")) + pack.flush()
    return base64.b64encode(raw).decode("ascii")


def _plain(text: str) -> str:
    """HTML in ASCII alone: a browser reads a page that is nothing else faster, and keeps it in half the memory."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _escaped(text: str) -> str:
    """Without the signs that mean something to HTML."""
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that allows the scripts and the styles of this file and nothing else."""

    def digest(text: str) -> str:
        raw = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"

    script, style = (" ".join(digest(text) for text in texts if text) for texts in (scripts, styles))
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _version() -> str:
    """The version of this package, which the page names."""
    return str(sys.modules["graphkit"].__version__)
