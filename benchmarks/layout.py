"""How easy the map is to read and what its places cost, beside the force layouts of networkx and rustworkx.

``python benchmarks/layout.py [--sizes 44,500,5000] [--samples DIR]`` prints a table; ``benchmarks/map.py`` prints it
too. All lay out what the map draws first: the same actors and the same links. Rivals know nothing of names and signs,
so their places are brought to the area that ours take before labels that overlap are counted.

``--stable`` changes the bundled dataset twenty times by a relation, then what is drawn of it by a link, and prints how
far plates move.

``--drawn`` compares them on the bundled dataset and two cuts of ICEWS as the page draws them: plates with all their
names, moved apart, and links that bend around them.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import math
import pathlib
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence

import networkx as nx

import graphkit
from graphkit.render import MapOptions
from graphkit.render._ways import find_ways, ways_blocked, ways_crossing
from graphkit.render.arrange import cross, picture_counts
from graphkit.render.data import PageData
from graphkit.render.page import Page
from graphkit.render.places import node_size
from graphkit.render.plates import members_of, plate_size
from graphkit.render.seats import apart, arranged

#: How wide a plate is, about.
PLATE = 200.0

Point = tuple[float, float]
Link = tuple[int, int]


def main() -> None:
    """Print the table."""
    import map as cost

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="44,500,5000")
    parser.add_argument("--samples", type=pathlib.Path, default=pathlib.Path("../shared/samples/icews14"))
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--stable", action="store_true")
    options = parser.parse_args()
    if options.stable:
        print_stable()
        return
    if options.drawn:
        print_drawn("the bundled dataset", Page(graphkit.build_network(graphkit.load_dataset()), MapOptions()))
        for size in (44, 290):
            print_drawn(f"ICEWS, {size} actors", cost.page_of(cost.make_network(size, options.samples)))
        return
    for size in map(int, options.sizes.split(",")):
        print(f"\n{size} actors")
        print_layouts(cost.page_of(cost.make_network(size, options.samples)))


def print_layouts(page: Page) -> None:
    """Print what each layout of a first view costs, and how easy it is to read."""
    links = [link for link in page.view.links if link[0] != link[1]]
    boxes = label_boxes(page)
    ours = {one: page.places[one] for one in page.view.actors}
    tally = page.data.tally
    seconds = spent(lambda: anew(page))
    say("places: graphkit", seconds, f"all {len(page.places)} actors, thrice; {readable(ours, links, boxes)}")
    graph = nx.Graph()
    graph.add_nodes_from(page.view.actors)
    graph.add_weighted_edges_from((a, b, 0.6 + 0.3 * math.log(1 + tally.pairs[a, b])) for a, b in links)
    for name, work in rivals(graph).items():
        found: list[Mapping[int, Point]] = []
        took = spent(lambda work=work, found=found: found.append(work()), times=2)
        theirs = same_area(found[0], ours)
        say(f"places: {name}", took, f"only the {len(ours)} drawn first; {readable(theirs, links, boxes)}")


def print_drawn(name: str, page: Page) -> None:
    """Print what a reader sees of each layout: plates on one another, links behind plates, crossings, small angles."""
    print(f"\n{name}: {len(page.view.actors)} plates, {len(page.view.links)} links")
    links = [link for link in page.view.links if link[0] != link[1]]
    members = members_of(page.home, page.data.tally.actors) if page.rolled else {}
    sizes = {one: plate_of(page, one, [page.brief[at] for at in members.get(one, ())]) for one in page.view.actors}
    graph = nx.Graph(links)
    graph.add_nodes_from(page.view.actors)
    ours = {one: page.places[one] for one in page.view.actors}
    layouts = {"graphkit": lambda: ours, **rivals(graph)}
    for layout, work in layouts.items():
        places = work()
        if places is not ours:
            places = apart(same_area(places, ours), sizes, gap=8.0)
        boxes = {
            one: (x - sizes[one][0] / 2, y - sizes[one][1] / 2, x + sizes[one][0] / 2, y + sizes[one][1] / 2)
            for one, (x, y) in places.items()
        }
        ways = find_ways(links, boxes, pair=frozenset(page.headline.pair or ()))
        order = list(places)
        ends = [(order.index(a), order.index(b)) for a, b in links]
        counts = picture_counts([places[one] for one in order], [sizes[one] for one in order], ends)
        behind = sum(ways_blocked([way], boxes) > 0 for way in ways)
        print(
            f"  {layout:24s} {counts['overlaps']} overlaps, {behind} links behind plates, "
            f"{ways_crossing(ways)} crossings, {counts['narrow']} small angles"
        )


def print_stable(count: int = 20) -> None:
    """Print how far plates move when a relation is added or removed, and when a link that is drawn comes or goes."""
    dataset, rng = graphkit.load_dataset(), random.Random(1)
    page = Page(graphkit.build_network(dataset), MapOptions())
    before = {page.data.actors[one].id: page.seats.sides[one] for one in page.view.actors}
    moved: list[list[float]] = []
    while len(moved) < count:
        try:
            other = Page(graphkit.build_network(changed(dataset, rng, add=bool(len(moved) % 2))), MapOptions())
        except graphkit.DataError:
            continue  # a minister before he was one
        after = {other.data.actors[one].id: other.seats.sides[one] for one in other.view.actors}
        moved.append([math.dist(before[one], after[one]) / PLATE for one in before if one in after])
    tell_moved("a relation more or less", moved)
    drawn = []
    for turn in range(count):
        links = list(page.view.links)
        if turn % 2:
            links.remove(rng.choice(links[len(links) // 2 :]))
        else:
            links.append(
                rng.choice([one for one in page.tally.pairs if {*one} <= {*page.view.actors} and one not in links])
            )
        one = Page(graphkit.build_network(dataset), MapOptions())
        one.view = dataclasses.replace(one.view, links=tuple(links))
        one.seat()
        drawn.append([math.dist(one.seats.sides[at], page.seats.sides[at]) / PLATE for at in page.view.actors])
    tell_moved("a link drawn more or less", drawn)


def changed(dataset: graphkit.Dataset, rng: random.Random, *, add: bool) -> graphkit.Dataset:
    """The dataset with a relation of some who have one, or without one."""
    tables = {
        name: list(dataset.records(name)) for name in ("actors", "affiliations", "documents", "relations", "evidence")
    }
    one, other = rng.sample(tables["relations"], 2)
    if add:
        to = [end for end in other.recipient if end not in one.actor] or list(other.actor)
        tables["relations"].append(dataclasses.replace(one, id="one-more", recipient=tuple(to), responds_to=()))
    else:
        kept = [row for row in tables["relations"] if row.id != one.id]
        tables["relations"] = [
            dataclasses.replace(row, responds_to=tuple(at for at in row.responds_to if at != one.id)) for row in kept
        ]
        tables["evidence"] = [row for row in tables["evidence"] if row.relation != one.id]
    return graphkit.Dataset.from_records(name=dataset.name, title=dataset.title, types=dataset.types, **tables)


def tell_moved(what: str, moved: Sequence[Sequence[float]]) -> None:
    """Print how often anybody moved, how far in the median, and how many moved by more than a plate."""
    every = [one for some in moved for one in some]
    far = sum(one > 1 for one in every) / len(every)
    still = sum(max(some) == 0 for some in moved)
    print(
        f"  {what:26s} nobody moved in {still} of {len(moved)}; median {statistics.median(every):.2f} of a plate, "
        f"{far:.0%} of plates by more than one"
    )


def plate_of(page: Page, one: int, members: Sequence[str]) -> tuple[float, float]:
    """The room of a plate with its name and its members."""
    actor = page.data.actors[one]
    return plate_size(actor.name[:40], members, share=1.0, icon=actor.kind != "state")


def anew(page: Page) -> None:
    """Place everybody as the page does: as signs of their own, on the signs of their sides, and on a phone."""
    arranged.cache_clear()
    page.seat()


def rivals(graph: nx.Graph) -> dict[str, Callable[[], Mapping[int, Point]]]:
    """The layouts of others, seeded."""
    found: dict[str, Callable[[], Mapping[int, Point]]] = {
        "networkx spring": lambda: nx.spring_layout(graph, seed=1),
        "networkx kamada-kawai": lambda: nx.kamada_kawai_layout(graph),
    }
    if len(graph) > 60:
        del found["networkx kamada-kawai"]  # 46 seconds at 500
    try:
        import rustworkx
    except ImportError:
        return found
    names = list(graph)
    other = rustworkx.networkx_converter(graph)

    def rust() -> Mapping[int, Point]:
        places = rustworkx.spring_layout(other, seed=1, num_iter=200, weight_fn=lambda data: data["weight"])
        return {name: (float(places[k][0]), float(places[k][1])) for k, name in enumerate(names)}

    return {**found, "rustworkx spring": rust}


def label_boxes(page: Page) -> dict[int, tuple[float, float, float]]:
    """The half width, the room above and the room below each actor's place: its sign and the name under it."""
    data: PageData = page.data
    most = max(data.tally.actors.values(), default=1)
    found = {}
    for rank, one in enumerate(page.view.actors):
        half = node_size(data.actors[one].kind, data.tally.actors.get(one, 0), most)
        named = rank < 90
        wide = max(half, 3.3 * min(len(data.actors[one].name), 26)) if named else half
        found[one] = (wide, half, half + 17 * named)
    return found


def same_area(theirs: Mapping[int, Point], ours: Mapping[int, Point]) -> dict[int, Point]:
    """The places enlarged until they take as much room as ours."""

    def room(places: Mapping[int, Point]) -> float:
        (left, right), (top, bottom) = ((min(column), max(column)) for column in zip(*places.values(), strict=True))
        return max((right - left) * (bottom - top), 1e-9)

    scale = math.sqrt(room(ours) / room(theirs))
    return {one: (x * scale, y * scale) for one, (x, y) in theirs.items()}


def readable(
    places: Mapping[int, Point], links: Sequence[Link], boxes: Mapping[int, tuple[float, float, float]]
) -> str:
    """Crossings, links through signs, overlapping names and signs, and mean link by mean distance."""
    lines = [(places[a], places[b]) for a, b in links]
    crossed = sum(cross(one, other) for one, other in itertools.combinations(lines, 2))
    through = sum(
        1
        for (a, b), line in zip(links, lines, strict=True)
        for one, place in places.items()
        if one not in (a, b) and near(line, place) < boxes[one][1] + 2
    )
    over = sum(overlap(places[a], boxes[a], places[b], boxes[b]) for a, b in itertools.combinations(places, 2))
    mean = sum(math.dist(*line) for line in lines) / max(len(lines), 1)
    pairs = [math.dist(a, b) for a, b in itertools.combinations(places.values(), 2)]
    return (
        f"{crossed} crossings, {through} links through signs, {over} overlaps, "
        f"link/pair {mean / (sum(pairs) / max(len(pairs), 1)):.2f}"
    )


def near(line: tuple[Point, Point], place: Point) -> float:
    """How far a place is from a line."""
    (x, y), (u, v) = line
    along, length = (u - x, v - y), max((u - x) ** 2 + (v - y) ** 2, 1e-9)
    share = min(max(((place[0] - x) * along[0] + (place[1] - y) * along[1]) / length, 0), 1)
    return math.dist(place, (x + share * along[0], y + share * along[1]))


def overlap(one: Point, box: tuple[float, float, float], other: Point, its: tuple[float, float, float]) -> bool:
    """Whether two signs with their names lie on one another by more than a pixel."""
    wide = abs(one[0] - other[0]) < box[0] + its[0] - 1
    return wide and one[1] - box[1] < other[1] + its[2] - 1 and other[1] - its[1] < one[1] + box[2] - 1


def spent(work: Callable[[], object], times: int = 3) -> float:
    """The least CPU seconds of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def say(what: str, seconds: float, note: str) -> None:
    """Print one line of the table."""
    print(f"  {what:36s} {seconds:8.3f} s       {note}", flush=True)


if __name__ == "__main__":
    main()
