"""The cost of the map page, beside plain pyvis and a bare vis-network page, in one run.

``python benchmarks/map.py [--sizes 44,500,5000] [--samples DIR] [--no-browser]`` prints a table. The
networks are cut from ICEWS 2014 where that sample is at hand (the most active actors and their events,
in the order of the file), else made by rule. Times are CPU seconds, the least of several runs; those of
the browser are the main thread's, from the browser's own counters, told to count CPU and not the time that
passes. *Usable* is when the map is drawn and answers a click; what our page builds around it in idle time
after that waits until this has been read off, and is printed too, as *complete*. The bare page runs on the
same vis-network as ours (`npm run bare` makes it); *ratio* is ours to it, for which 1.3 is the bound at 44 actors,
1.0 at 500 and 0.4 at 5,000.
*From graph to picture* is what making the page and opening it cost together: pyvis leaves the layout to the
browser. Peak memory is that of a process that reads the network and writes the page; for pyvis once from the same
network, of which it takes names and summaries, and once from a graph that never held more.
``benchmarks/layout.py`` prints the lines on places.
"""

from __future__ import annotations

import argparse
import gzip
import inspect
import json
import math
import pathlib
import pickle
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta

import networkx as nx
from layout import print_layouts

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import page as page_module, write_map
from graphkit.render.seats import arranged

#: What finds groups and places, which is timed apart.
LAYOUT = ("communities", "seats", "group_middles", "group_places")
RELATIONS = {44: 120, 500: 5_000, 5_000: 30_000}
WORDS = {
    "AID": ("aid", "provide"),
    "CONSULT": ("consult", "visit", "meet", "discuss", "negotiat"),
    "SUPPORT": ("praise", "support", "sign", "diplomatic"),
    "AGREE": ("intent", "express", "accommodate"),
    "COOPERATE": ("cooperat", "share"),
    "REQUEST": ("appeal", "demand", "request"),
    "ACCUSE": ("accuse", "criticize", "complain", "investigate"),
    "REJECT": ("reject", "refuse", "deny", "veto"),
    "THREATEN": ("threaten",),
    "PROTEST": ("protest", "demonstrat", "rally", "riot"),
    "SANCTION": ("sanction", "embargo", "reduce", "halt"),
    "MOBILIZE": ("mobiliz", "deploy", "alert"),
    "COERCE": ("arrest", "coerce", "seize", "expel", "impose", "restrict"),
    "ASSAULT": ("assault", "violence", "force", "fight", "kill", "attack", "bomb", "abduct", "occupy"),
}


#: Notes when the main thread was busy for over 50 ms, from the browser's own observer.
LONG_TASKS = (
    "window.longTasks = []; new PerformanceObserver((list) => list.getEntries().forEach((one) => "
    "longTasks.push([one.startTime, one.duration]))).observe({ type: 'longtask', buffered: true })"
)
#: Keeps back what a page leaves for idle time until the cost of what comes before it has been read off.
HOLD_IDLE = (
    "{ const idle = window.requestIdleCallback.bind(window); let held = [];"
    "window.requestIdleCallback = (...work) => (held ? held.push(work) : idle(...work));"
    "window.letIdle = () => { const waiting = held ?? []; held = null; waiting.forEach((work) => idle(...work)); }; }"
)


#: Moves the pointer from sign to sign, each time until that is drawn; how many there were.
HOVER = (
    "(async () => { const canvas = document.querySelector('#canvas canvas'), box = canvas.getBoundingClientRect(); "
    "const over = graphkit.drawn().nodes.filter((one) => one.left > 0 && one.top > 0 && one.right < box.width && "
    "one.bottom < box.height).slice(0, 40); for (const one of over) { canvas.dispatchEvent(new PointerEvent("
    "'pointermove', { clientX: box.left + (one.left + one.right) / 2, clientY: box.top + (one.top + one.bottom) / 2, "
    "bubbles: true, pointerType: 'mouse' })); await new Promise((done) => requestAnimationFrame(() => "
    "setTimeout(done))); } return over.length; })()"
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="44,500,5000")
    parser.add_argument("--samples", type=pathlib.Path, default=pathlib.Path("../shared/samples/icews14"))
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            network = make_network(size, options.samples)
            print(f"\n{network.number_of_nodes()} actors, {len(network.graph['relations'])} relations")
            pages, spent = python_side(network, pathlib.Path(folder))
            if not options.no_browser:
                opened = browser_side(pages)
                picture = {name: spent[name] + opened[name] for name in spent}
                note = f"pyvis {picture['pyvis']:.2f}"
                say("from graph to picture", picture["graphkit"], "s CPU", note)
        for size in (500, 5000):
            network = make_network(size, None)
            print(f"\n{network.number_of_nodes()} actors equally active, {len(network.graph['relations'])} relations")
            python_side(network, pathlib.Path(folder))
    start_up()


def make_network(size: int, samples: pathlib.Path | None) -> nx.MultiDiGraph:
    """A network of the most active actors and as many of their events; None makes them all equally active."""
    if samples is None:
        names, events = even_events(size)
    else:
        names, events = read_events(samples) if (samples / "train.txt").exists() else make_events(size)
    activity = Counter(end for event in events for end in (event[0], event[2]))
    chosen = {name for name, _ in activity.most_common(size)}
    kept = [event for event in events if event[0] in chosen and event[2] in chosen and event[0] != event[2]]
    kept = kept[:: max(len(kept) // RELATIONS.get(size, 6 * size), 1)][: RELATIONS.get(size, 6 * size)]
    ids = {number: id_of(number, kind_of(names[number])) for number in sorted(chosen)}
    actors = [Actor(one, names[number], kind_of(names[number])) for number, one in ids.items()]
    relations = [
        Relation(f"r{row}", (ids[a],), type_of(label), "", (ids[b],), date=day, summary=label)
        for row, (a, label, b, day) in enumerate(kept)
    ]
    evidence = [Evidence(relation.id, "icews", origin="import:icews") for relation in relations]
    document = Document("icews", "ICEWS 2014", date="2014")
    dataset = graphkit.Dataset.from_records(
        name="benchmark", title="Benchmark", version="1", actors=actors, documents=[document],
        relations=relations, evidence=evidence, affiliations=[],
    )  # fmt: skip
    return graphkit.build_network(dataset)


def read_events(folder: pathlib.Path) -> tuple[dict[int, str], list[tuple[int, str, int, str]]]:
    """The names and the events of ICEWS 2014."""
    names, labels = (
        {int(line.split("\t")[1]): line.split("\t")[0].replace("_", " ") for line in lines}
        for lines in ((folder / name).read_text("utf-8").splitlines() for name in ("entity2id.txt", "relation2id.txt"))
    )
    events = []
    for name in ("train.txt", "valid.txt", "test.txt"):
        for line in (folder / name).read_text("utf-8").splitlines():
            a, label, b, hours = map(int, line.split()[:4])
            events.append((a, labels[label], b, (date(2014, 1, 1) + timedelta(hours=hours)).isoformat()))
    return names, events


def make_events(size: int) -> tuple[dict[int, str], list[tuple[int, str, int, str]]]:
    """Events by rule: few actors do much, most do little."""
    labels = ["Consult", "Accuse", "Provide aid", "Demand", "Fight"]
    events = []
    for row in range(RELATIONS.get(size, 6 * size) * 2):
        a, b = int(size * ((row * 0.618034) % 1) ** 3), int(size * ((row * 0.414214) % 1) ** 2)
        events.append((a, labels[row % 5], b, (date(2014, 1, 1) + timedelta(days=row % 365)).isoformat()))
    return {number: f"Actor {number}" for number in range(size)}, events


def even_events(size: int) -> tuple[dict[int, str], list[tuple[int, str, int, str]]]:
    """Events between actors chosen at random, each as often as another."""
    chance = random.Random(1)
    events = []
    while len(events) < RELATIONS.get(size, 6 * size):
        a, b = chance.randrange(size), chance.randrange(size)
        if a != b:
            day = date(2014, 1, 1) + timedelta(days=chance.randrange(365))
            events.append(
                (a, chance.choice(["Consult", "Accuse", "Provide aid", "Demand", "Fight"]), b, day.isoformat())
            )
    return {number: f"Actor {number}" for number in range(size)}, events


def type_of(label: str) -> str:
    """A relation type for an ICEWS event, near enough for timing."""
    low = label.lower()
    return next((name for name, words in WORDS.items() if any(word in low for word in words)), "CONSULT")


def kind_of(name: str) -> str:
    """A kind for an ICEWS actor, near enough for timing."""
    if "(" not in name:
        return "state" if " " not in name or len(name) < 16 else "person"
    return "agency" if any(word in name for word in ("Ministry", "Government", "Police", "Military")) else "other"


def id_of(number: int, kind: str) -> str:
    """An id of the form that its kind asks for."""
    letters = "".join(chr(65 + number // 26**place % 26) for place in (2, 1, 0))
    return letters if kind == "state" else f"a{number}"


def cpu(work: object, times: int = 3) -> float:
    """The least CPU seconds of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()  # type: ignore[operator]
        found.append(time.process_time() - start)
    return min(found)


def python_side(network: nx.MultiDiGraph, folder: pathlib.Path) -> tuple[dict[str, pathlib.Path], dict[str, float]]:
    """Print what making the page costs; return the pages to open, and the seconds for ours and that of pyvis."""
    plain, records = plain_graph(network), as_records(network)
    theirs: list[str] = []
    pyvis = cpu(lambda: theirs.append(pyvis_page(plain)), 2)
    stage = folder / "written.html"
    dumped = cpu(lambda: json.dumps(records))
    written = cpu(lambda: stage.write_text(json.dumps(records), "utf-8"))
    made, without = timed(lambda: page_of(network).html())
    _, wrote = timed(lambda: write_map(network, stage))
    text = page_of(network).html()
    say("graph to page, with layout", made, "s", f"layout {made - without:.2f}")
    say("graph to page, without layout", without, "s", f"{without / pyvis:.2f} x pyvis {pyvis:.2f}")
    say("against json.dumps of the records", without, "s", f"{without / dumped:.1f} x json {dumped:.3f}")
    say("graph to file, without layout", wrote, "s", f"{wrote / written:.1f} x json.dumps and write {written:.3f}")
    print_layouts(page_of(network))
    say_memory(network, folder)
    pages = {
        "graphkit": text,
        "bare vis": bare_page(network, whole_vis()),
        "pyvis": theirs[0],
    }
    say("file", len(text.encode()) / 1e6, "MB", f"pyvis {len(theirs[0].encode()) / 1e6:.2f}")
    paths = {}
    for name, page in pages.items():
        paths[name] = folder / f"{name.replace(' ', '-')}.html"
        paths[name].write_text(page, "utf-8")
    return paths, {"graphkit": made, "pyvis": pyvis}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The least CPU seconds of several runs, with and without finding groups and places."""
    usual = {name: getattr(page_module, name) for name in LAYOUT}
    spent = [0.0]

    def counted(part: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*arguments: object, **more: object) -> object:
            start = time.process_time()
            try:
                return part(*arguments, **more)
            finally:
                spent[0] += time.process_time() - start

        return wrapped

    runs = []
    try:
        for name, part in usual.items():
            setattr(page_module, name, counted(part))
        for _ in range(5):
            arranged.cache_clear()  # what is drawn again costs less: here every run is the first
            spent[0], start = 0.0, time.process_time()
            work()
            whole = time.process_time() - start
            runs.append((whole, whole - spent[0]))
    finally:
        for name, part in usual.items():
            setattr(page_module, name, part)
    return min(run[0] for run in runs), min(run[1] for run in runs)


def say_memory(network: nx.MultiDiGraph, folder: pathlib.Path) -> None:
    """Print the peak memory of processes that hold the graph, and make a page of it or do not."""
    whole, bare = folder / "whole.pickle", folder / "bare.pickle"
    whole.write_bytes(pickle.dumps(network))
    bare.write_bytes(pickle.dumps(plain_graph(network)))
    ours = "from graphkit.render import write_map; write_map(graph, sys.argv[1] + '.html')"
    theirs = (
        "from pyvis.network import Network; net = Network(directed=True, cdn_resources='in_line'); "
        "net.from_nx(graph); open(sys.argv[1] + '.html', 'w', encoding='utf-8').write(net.generate_html())"
    )
    held, made = peak(whole, "import graphkit"), peak(whole, ours)
    same, drawn = (
        peak(whole, f"{inspect.getsource(plain_graph)}\ngraph = plain_graph(graph)\n{theirs}"),
        peak(bare, theirs),
    )
    note = f"the network alone {held:.0f}; pyvis {same:.0f}, from a graph without evidence {drawn:.0f}"
    say("peak memory", made, "MB", note)


def peak(graph: pathlib.Path, code: str) -> float:
    """The peak resident memory in MB of a process that reads a graph and does something with it."""
    # Linux counts what was resident before exec into ru_maxrss, so ask for the process's own peak where that is told
    tell = (
        "\nimport pathlib, resource\nstatus = pathlib.Path('/proc/self/status')\n"
        "lines = status.read_text().splitlines() if status.exists() else []\n"
        "own = [int(line.split()[1]) for line in lines if line.startswith('VmHWM')]\n"
        "print(own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    read = "import networkx as nx, pickle, sys\nwith open(sys.argv[1], 'rb') as file: graph = pickle.load(file)\n"
    run = subprocess.run([sys.executable, "-c", read + code + tell, graph], check=True, capture_output=True, text=True)
    return int(run.stdout) / 1024


def page_of(network: nx.MultiDiGraph) -> page_module.Page:
    """The page of a network, as ``write_map`` makes it."""
    return page_module.build_page(network)


def as_records(network: nx.MultiDiGraph) -> dict[str, list[dict[str, object]]]:
    """The same data as plain records."""
    return {
        "actors": [dict(data) for _, data in network.nodes(data=True)],
        "relations": [
            {**data, "actor": a, "recipient": b, "id": key, "evidence": [asdict(one) for one in data["evidence"]]}
            for a, b, key, data in network.edges(keys=True, data=True)
        ],
    }


def plain_graph(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph as a pyvis user would bring it."""
    plain = nx.MultiDiGraph()
    plain.add_nodes_from((node, {"label": data["name"]}) for node, data in network.nodes(data=True))
    plain.add_edges_from(
        (a, b, key, {"title": data["summary"]}) for a, b, key, data in network.edges(keys=True, data=True)
    )
    return plain


def pyvis_page(graph: nx.MultiDiGraph) -> str:
    """The page as plain pyvis makes it."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.from_nx(graph)
    return str(net.generate_html())


def whole_vis() -> str:
    """All of vis-network, as its authors bundle it."""
    return gzip.decompress((pathlib.Path(__file__).parent / "vis-network.js.gz").read_bytes()).decode()


def bare_page(network: nx.MultiDiGraph, vis: str) -> str:
    """All nodes and links on vis-network alone, at the same places, with physics off."""
    page = page_of(network)
    nodes = [
        {"id": actor.id, "label": actor.name, "x": page.places.get(n, (0, 0))[0], "y": page.places.get(n, (0, 0))[1]}
        for n, actor in enumerate(page.data.actors)
    ]
    ids = [actor.id for actor in page.data.actors]
    edges = [{"from": ids[a], "to": ids[b], "arrows": "to"} for a, b in page.tally.pairs]
    data = json.dumps({"nodes": nodes, "edges": edges}).replace("<", "\\u003c")
    return (
        f'<!DOCTYPE html><meta charset="utf-8"><title>b</title><div id="m" style="width:100%;height:860px"></div>'
        f"<script>{vis}</script><script>const d={data};window.net=new vis.Network(document.getElementById('m'),"
        "{nodes:new vis.DataSet(d.nodes),edges:new vis.DataSet(d.edges)},"
        "{physics:false,layout:{improvedLayout:false},edges:{smooth:false},nodes:{shape:'dot',size:8}});"
        "net.once('afterDrawing',()=>{window.usable=true});</script>"
    )


def browser_side(pages: dict[str, pathlib.Path]) -> dict[str, float]:
    """Print what opening and using each page costs; return the seconds until each can be used."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
    seconds = {}
    with sync_playwright() as playwright:
        for name, path in pages.items():
            kind = name.split()[0]
            ready = {"graphkit": "window.graphkit && window.graphkit.ready", "bare": "window.usable"}.get(kind)
            code = ready or "window.network && document.querySelector('#loadingBar, #mynetwork canvas') !== null"
            runs = []
            for _ in range(1 if name == "pyvis" else 4):
                browser = playwright.chromium.launch(executable_path=found, args=flags)
                runs.append(opened(browser, path, code, name))
                browser.close()
            least = min(runs, key=lambda run: run["cpu"])
            seconds[name] = least["cpu"]
            note = f"heap {least['heap']:.1f} MB" + "".join(f", {key} {value}" for key, value in least["more"].items())
            say(f"open: {name}", least["cpu"], "s CPU", f"wall {min(run['wall'] for run in runs):.2f}, {note}")
    say(
        "ratio: graphkit to bare vis", seconds["graphkit"] / seconds["bare vis"], "x", f"pyvis {seconds['pyvis']:.2f} s"
    )
    return seconds


def opened(browser: object, path: pathlib.Path, ready: str, name: str) -> dict[str, object]:
    """Main-thread CPU seconds until usable, heap, and for our page what using it costs."""
    page = browser.new_page(viewport={"width": 1400, "height": 860})  # type: ignore[attr-defined]
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.add_init_script(LONG_TASKS)
    page.add_init_script(HOLD_IDLE)

    def counters() -> dict[str, float]:
        return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}

    before, start = counters(), time.perf_counter()
    try:
        page.goto(path.as_uri(), timeout=25_000, wait_until="commit" if name == "pyvis" else "load")
        for _ in range(600):
            if page.evaluate(ready):
                break
            time.sleep(0.01)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if name == "pyvis":
            wait_for_rest(page)
    except Exception as error:  # a page that never answers is a result here, not a fault
        note = str(error).splitlines()[0][:60]
        return {"cpu": math.inf, "wall": time.perf_counter() - start, "heap": math.nan, "more": {"gave up": note}}
    wall = time.perf_counter() - start
    after = counters()
    rest = completed(page, lambda: counters()["TaskDuration"] - before["TaskDuration"]) if name == "graphkit" else {}
    session.send("HeapProfiler.collectGarbage")
    heap = counters()["JSHeapUsedSize"] / 1e6
    more = {**rest, **using(page, counters)} if name == "graphkit" else {}
    return {"cpu": after["TaskDuration"] - before["TaskDuration"], "wall": wall, "heap": heap, "more": more}


def completed(page: object, spent: object) -> dict[str, str]:
    """What follows once the map can be used: CPU until the panels stand too, and the longest block after the mark."""
    page.evaluate("letIdle()")  # type: ignore[attr-defined]
    for _ in range(600):
        if page.evaluate("window.graphkit.complete"):  # type: ignore[attr-defined]
            break
        time.sleep(0.01)
    seconds = spent()  # type: ignore[operator]
    code = "Math.max(0, ...longTasks.filter((one) => one[0] > graphkit.readyAt).map((one) => one[1]))"
    longest = page.evaluate(code)  # type: ignore[attr-defined]
    return {"complete": f"{seconds:.2f} s", "longest block then": f"{longest:.0f} ms" if longest else "< 50 ms"}


def wait_for_rest(page: object) -> None:
    """Until pyvis' physics has come to rest, for at most 20 seconds."""
    page.set_default_timeout(20_000)  # type: ignore[attr-defined]
    page.evaluate(  # type: ignore[attr-defined]
        "Promise.race([new Promise((done) => network.once('stabilizationIterationsDone', done)), "
        "new Promise((_, fail) => setTimeout(() => fail(new Error('not at rest')), 20000))])"
    )


def using(page: object, counters: object) -> dict[str, str]:
    """What selecting, filtering, zooming and pointing at signs cost, in main-thread milliseconds."""

    def cost(code: str, times: int = 5) -> str:
        found = []
        for _ in range(times):
            before = counters()["TaskDuration"]  # type: ignore[operator]
            page.evaluate(  # type: ignore[attr-defined]
                f"{{ {code} }}; new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
            )
            found.append((counters()["TaskDuration"] - before) * 1000)  # type: ignore[operator]
        return f"{min(found):.0f} ms"

    first = "graphkit.shown().actors"
    selected = cost(f"graphkit.select({first}[Math.floor(Math.random() * 5)])")
    changed = cost("graphkit.state = 'since=2014-0' + (1 + Math.floor(Math.random() * 8)) + '-01'")
    page.evaluate("graphkit.state = ''")  # type: ignore[attr-defined]
    page.mouse.move(700, 400)  # type: ignore[attr-defined]
    before, start, frames = counters()["TaskDuration"], time.perf_counter(), 0  # type: ignore[operator]
    page.evaluate("window.frames_ = 0; (function count() { window.frames_++; requestAnimationFrame(count); })()")  # type: ignore[attr-defined]
    for turn in range(30):
        page.mouse.wheel(0, -60 if turn % 2 else 60)  # type: ignore[attr-defined]
    frames = page.evaluate("window.frames_")  # type: ignore[attr-defined]
    wheel = (counters()["TaskDuration"] - before) / 30 * 1000  # type: ignore[operator]
    rate = frames / (time.perf_counter() - start)
    page.evaluate("graphkit.state = 'actors=200&links=400'")  # type: ignore[attr-defined]
    page.wait_for_timeout(400)  # type: ignore[attr-defined]
    over = []
    for _ in range(5):
        before = counters()["TaskDuration"]  # type: ignore[operator]
        count = page.evaluate(HOVER)  # type: ignore[attr-defined]
        over.append((counters()["TaskDuration"] - before) / max(count, 1) * 1000)  # type: ignore[operator]
    hover = f"{min(over):.1f} ms with {page.evaluate('graphkit.shown().links.length')} links"  # type: ignore[attr-defined]
    return {"select": selected, "time": changed, "wheel": f"{wheel:.0f} ms", "fps": f"{rate:.0f}", "hover": hover}


def start_up() -> None:
    """Print the wall time of the command against that of importing what it stands on."""

    def wall(*command: str) -> float:
        found = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, capture_output=True)
            found.append(time.perf_counter() - start)
        return min(found)

    with tempfile.TemporaryDirectory() as folder:
        code = "from graphkit.cli import main; main()"
        ours = wall("-c", code, "map", "--output", str(pathlib.Path(folder) / "map.html"))
        theirs = wall("-c", "import networkx, pandas, pyvis")
    print("\nthe command")
    say(
        "graphkit map, bundled data",
        ours,
        "s wall",
        f"{ours / theirs:.2f} x importing networkx, pandas, pyvis {theirs:.2f}",
    )


def say(what: str, value: float, unit: str, note: str = "") -> None:
    """Print one line of the table."""
    print(f"  {what:36s} {value:8.3f} {unit:6s}  {note}", flush=True)


if __name__ == "__main__":
    main()
