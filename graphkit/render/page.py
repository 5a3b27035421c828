"""Puts the page together: places, the pyvis network, the template, and the policy that seals it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import math
import os
import tempfile
import unicodedata
import zlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.render.aggregate import Tally, View, communities, first_view, limits
from graphkit.render.bloc import numbered_blocs
from graphkit.render.data import PageData
from graphkit.render.layout import Springs, apart, place
from graphkit.render.options import MapOptions, Story
from graphkit.render.story import stories_for, story_record

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Page", "build_page"]

SCRIPTS = (
    "text.js",
    "data.js",
    "shapes.js",
    "state.js",
    "view.js",
    "draw.js",
    "overlay.js",
    "focus.js",
    "groups.js",
    "dom.js",
    "evidence.js",
    "answers.js",
    "paths.js",
    "find.js",
    "legend.js",
    "time.js",
    "table.js",
    "picture.js",
    "export.js",
    "story.js",
    "keys.js",
    "widget.js",
    "main.js",
)
STYLES = ("page.css", "panels.css", "phone.css")
#: Beyond this many characters the record is carried compressed.
COMPRESS = 1_000_000
#: What the first picture needs; the page reads all else once that is drawn.
CORE = ("kinds", "statuses", "quads", "types", "affiliations", "lone", "groups", "meta", "blocs")
CORE_COLUMNS = {
    "actors": ("id", "name", "kind", "bloc", "x", "y", "group"),
    "relations": ("actors", "recipients", "type", "mutual", "since", "until", "status"),
}
#: How many actors the force layout places; all others are put beside their strongest neighbours.
PLACED = 500
#: Beyond this many actors, each is told which group of actors it deals with most.
GROUPED = 500
#: Beyond this many, groups are drawn at first instead of actors, unless the caller says how many of those.
WHOLE = 5_000
#: A group stands in the middle of so many of its most involved members.
GROUP_CORE = 12
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
    "igo": "#228833",
    "agency": "#ccbb44",
    "ngo": "#aa3377",
    "media": "#bbbbbb",
    "company": "#009988",
    "armed-group": "#ee6677",
    "person": "#66ccee",
    "other": "#dddddd",
}


class Page:
    """One map on its way to a file: the record, the places, what is shown, and the pyvis network.

    ``channel`` is set where a widget is to speak with the page: the token they know each other by.
    """

    def __init__(self, network: nx.MultiDiGraph, options: MapOptions) -> None:
        self.options = options
        self.network, self.graph = network, network.graph
        self.data = PageData(network, documents=options.documents)
        self.tally = self.data.rolled if options.roll_up else self.data.tally
        self.limits = limits(self.tally, max_actors=options.max_actors, max_links=options.max_links)
        self.view = first_view(self.tally, max_actors=self.limits[0], max_links=self.limits[1])
        if not self.tally.actors:
            self.view = View(tuple(self.data.lone), ())
        many = len(self.data.tally.actors) > GROUPED
        self.groups = communities(self.data.tally) if many else []
        self.grouped = bool(self.groups) and len(self.data.tally.actors) > WHOLE and options.max_actors is None
        self.places = self._places()
        self.stories: tuple[Story, ...] = stories_for(network, options.stories)
        self.channel = ""

    def pyvis(self) -> Any:
        """The pyvis network of the first view, on our template."""
        from jinja2 import Environment, FileSystemLoader
        from pyvis.network import Network

        folder = str(resources.files("graphkit.render") / "template")
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

    def _places(self) -> dict[int, tuple[int, int]]:
        """Where each actor is put: the most involved by forces, all others beside their neighbours."""
        both = Tally(dict(self.data.tally.actors), dict(self.data.tally.pairs))
        for one, count in self.data.rolled.actors.items():
            both.actors.setdefault(one, count)
        for one in self.data.lone if not both.actors else []:
            both.actors[one] = 0
        ranked = sorted(both.actors, key=lambda one: (-both.actors[one], one))
        chosen = ranked[:PLACED]
        number = {one: position for position, one in enumerate(chosen)}
        springs = self._springs(both, number)
        most = max(both.actors.values(), default=1)
        boxes = [self._box(one, both.actors[one], most, position) for position, one in enumerate(chosen)]
        found = place(boxes, springs)
        places = {one: (found[position][0], found[position][1]) for one, position in number.items()}
        return {**places, **_beside(ranked[PLACED:], both, places)}

    def _springs(self, both: Tally, number: Mapping[int, int]) -> Springs:
        """What pulls the chosen actors together: their links, and belonging to one another."""
        pulls: dict[tuple[int, int], float] = {}
        for (a, b), count in both.pairs.items():
            if a in number and b in number and a != b:
                pulls[number[a], number[b]] = 0.6 + 0.3 * math.log(1 + count)
        for one in self.data.affiliations:
            ends = self.data.place.get(one.actor, -1), self.data.place.get(one.organisation, -1)
            if ends[0] in number and ends[1] in number and ends[0] != ends[1]:
                key = (number[ends[0]], number[ends[1]])
                pulls[key] = pulls.get(key, 0) + 2.0
        return Springs([a for a, _ in pulls], [b for _, b in pulls], list(pulls.values()))

    def _blocs(self) -> tuple[list[str], Any]:
        """The names of the blocs and the column that gives each actor its own."""
        given, actors = self.options.blocs, self.data.actors
        if not given:
            return [], {"all": -1, "n": len(actors)}
        return numbered_blocs(self.network, given, actors=actors, affiliations=self.data.affiliations)

    def _box(self, one: int, count: int, most: int, rank: int) -> tuple[float, float]:
        """Room for an actor's sign and, for those whose names are shown first, its label."""
        actor = self.data.actors[one]
        size = 2 * node_size(actor.kind, count, most)
        if rank >= 90:
            return size, size
        wide = sum(12 if unicodedata.east_asian_width(c) in "WF" else 6.6 for c in actor.name[:26])
        return max(size, wide), size + 17

    def _groups(self) -> dict[str, list[Any]]:
        """The columns of the groups: what each is called, its size, its place, and its most involved members."""
        counts = self.data.tally.actors
        most = max(map(len, self.groups), default=1)
        boxes, middles = [], []
        for members in self.groups:
            put = [one for one in members if one in self.places][:GROUP_CORE]
            weight = sum(counts[one] for one in put)
            middles.append([sum(self.places[one][k] * counts[one] for one in put) / weight for k in (0, 1)])
            side = 2 * group_size(len(members), most)
            boxes.append((max(side, 150.0), side + 17))
        places = apart(middles, boxes)
        return {
            "label": [self._group_label(members) for members in self.groups],
            "size": [len(members) for members in self.groups],
            "x": [x for x, _ in places],
            "y": [y for _, y in places],
            "top": [members[:3] for members in self.groups],
        }

    def _group_of(self) -> list[int | None] | dict[str, Any]:
        """The group of each actor, None where it is in none, as a column."""
        if not self.groups:
            return {"all": None, "n": len(self.data.actors)}
        group = {one: number for number, members in enumerate(self.groups) for one in members}
        return [group.get(one) for one in range(len(self.data.actors))]

    def _group_label(self, members: Sequence[int]) -> str:
        """The names of the most involved, and how many more there are."""
        names = ", ".join(self.data.actors[one].name for one in members[:3])
        return f"{names} and {len(members) - 3:,} more" if len(members) > 3 else names

    def _context(self) -> dict[str, Any]:
        """What the template needs beside what pyvis hands it."""
        vendor = resources.files("graphkit.render") / "vendor"
        scripts = {"vis": (vendor / "vis-network.js").read_text("utf-8").strip(), "own": own_script()}
        style = _joined(STYLES)
        core, rest = _split(self._record(), roll_up=self.options.roll_up)
        return {
            "title": self.title,
            "theme": self.options.theme,
            "embed": self.options.embed,
            "style": style,
            "scripts": scripts,
            "policy": _policy(scripts.values(), style),
            "islands": _islands({"graphkit-data": core, "graphkit-rest": rest}),
        }

    @property
    def title(self) -> str:
        """The page's title, on one line."""
        text = self.options.title or self.graph.get("title") or self.graph.get("name") or "Relations between actors"
        return " ".join(str(text).split())

    def _record(self) -> dict[str, Any]:
        """Everything the page carries, in one record."""
        record = self.data.record
        count = len(self.data.actors)
        record["actors"]["x"] = [self.places.get(one, (0, 0))[0] for one in range(count)]
        record["actors"]["y"] = [self.places.get(one, (0, 0))[1] for one in range(count)]
        record["blocs"], record["actors"]["bloc"] = self._blocs()
        record["actors"]["group"] = self._group_of()
        record["groups"] = self._groups()
        record["lone"] = [] if self.tally.actors else self.data.lone
        record["stories"] = [story_record(story) for story in self.stories]
        record["meta"] = {
            "title": self.title,
            "subtitle": self.options.subtitle,
            "dataset": str(self.graph.get("name") or ""),
            "datasetTitle": str(self.graph.get("title") or ""),
            "version": str(self.graph.get("version") or ""),
            "generator": f"graphkit {_version()}",
            "rollUp": self.options.roll_up,
            "grouped": self.grouped,
            "state": self.options.state,
            "maxActors": self.limits[0],
            "maxLinks": self.limits[1],
        }
        if self.channel:
            record["meta"]["channel"] = self.channel
        return record


def build_page(network: nx.MultiDiGraph, options: MapOptions | None = None) -> Page:
    """Return the page of a network, ready to be written."""
    return Page(network, options or MapOptions())


def own_script() -> str:
    """The page's own code: the minified copy, unless the sources have changed since that was made."""
    code = f'(() => {{\n"use strict";\n{_joined(SCRIPTS)}\n}})();'
    vendor = resources.files("graphkit.render") / "vendor"
    made_from, _, small = (vendor / "own.js").read_text("utf-8").partition("\n")
    return small.strip() if made_from == f"// {hashlib.sha256(code.encode('utf-8')).hexdigest()}" else code


def _joined(names: Iterable[str]) -> str:
    """Files of the template as one."""
    folder = resources.files("graphkit.render") / "template"
    return "\n".join(_lean((folder / name).read_text("utf-8")) for name in names)


def node_size(kind: str, count: int, most: int) -> float:
    """Half the height of an actor's sign, 6 to 30 pixels: states larger, area by involvement."""
    scale = 1.0 if kind == "state" else 0.72
    return 6 + (24 * scale) * math.sqrt(count / max(most, 12))


def group_size(size: int, most: int) -> float:
    """Half the height of a group's sign, 10 to 40 pixels: area by how many are in it."""
    return 10 + 30 * math.sqrt(size / max(most, 1))


def write_page(page: Page, path: Path) -> int:
    """Write a page all at once or not at all, and return its size in bytes."""
    raw = page.html().encode("utf-8", "backslashreplace")
    path = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise GraphkitError(f"cannot write {path}: {error.strerror or error}; name another file") from error
    return len(raw)


def _beside(rest: Iterable[int], tally: Tally, places: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Places for the less involved: a ring of their own around their strongest neighbour's place."""
    near: dict[int, tuple[int, int]] = {}
    for (a, b), count in tally.pairs.items():
        for one, other in ((a, b), (b, a)):
            if one not in places and other in places and (count, -other) > near.get(one, (0, 0)):
                near[one] = (count, -other)
    found = {}
    for turn, one in enumerate(rest):
        x, y = places[-near[one][1]] if one in near else (0, 0)
        reach = 40 + 3 * math.sqrt(turn)
        angle = turn * 2.399963229728653
        found[one] = (round(x + reach * math.cos(angle)), round(y + reach * math.sin(angle)))
    return found


def _lean(code: str) -> str:
    """Our own code without indentation and without lines that are only a comment."""
    lines = (line.strip() for line in code.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _split(record: Mapping[str, Any], *, roll_up: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the first picture needs of the record, and the rest."""
    first = (*CORE, "rolled") if roll_up else CORE
    core = {name: record[name] for name in first}
    rest = {name: value for name, value in record.items() if name not in first}
    for table, names in CORE_COLUMNS.items():
        core[table] = {name: record[table][name] for name in names}
        rest[table] = {name: column for name, column in record[table].items() if name not in names}
    return core, rest


def _islands(records: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """The records as text that no HTML parser can mistake for markup, compressed when they are long."""
    texts = {name: json.dumps(record, separators=(",", ":"), allow_nan=False) for name, record in records.items()}
    pack = sum(map(len, texts.values())) > COMPRESS
    kind = "application/octet-stream" if pack else "application/json"
    return [{"id": name, "type": kind, "text": (_packed if pack else _escaped)(text)} for name, text in texts.items()]


def _packed(text: str) -> str:
    """Compressed, in base64."""
    pack = zlib.compressobj(1, zlib.DEFLATED, 31)
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


def _policy(scripts: Iterable[str], style: str) -> str:
    """A Content-Security-Policy that allows the scripts and the style of this file and nothing else."""

    def digest(text: str) -> str:
        raw = hashlib.sha256(text.encode("utf-8")).digest()
        return f"'sha256-{base64.b64encode(raw).decode('ascii')}'"

    allowed = " ".join(digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {digest(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _version() -> str:
    """The version of this package, which the page names."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("graphkit")
    except PackageNotFoundError:
        return "0"
