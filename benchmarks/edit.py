"""How long the workbench takes with large tables: a key in a finder, a command until it is kept, a save behind it.

Run: python benchmarks/edit.py [--actors 20000] [--relations 20000]
Each time stands beside the time of a plain act on the same machine, so that the ratio means something elsewhere.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graphkit.dataset import Dataset, load_dataset, save_dataset, text_sha256
from graphkit.dataset.storage import session
from graphkit.edit.find import find_acts, find_day
from graphkit.edit.refusal import Refused
from graphkit.edit.related import find_relations
from graphkit.edit.workbench import Workbench
from graphkit.model import Actor, Document, Evidence, Relation

CURATED = Path(__file__).parents[1] / "tests" / "datasets" / "curated"
FIRST = ("Ada", "Boris", "Chen", "Dina", "Emeka", "Fatima", "Goran", "Hana", "Ivo", "Jana")
LAST = ("Abara", "Bakker", "Cermak", "Dimov", "Farkas", "Ilves", "Jansons", "Kalve", "Moreau", "Novak")
TYPES = ("ACCUSE", "AID", "CONSULT", "SANCTION", "THREATEN")


def made(actors: int, relations: int) -> tuple[Dataset, str]:
    """Return an invented dataset of some size, and the text that its evidence is in."""
    people = [
        Actor(f"actor-{n}", f"{FIRST[n % 10]} {LAST[n // 10 % 10]} {n // 100 or ''}".strip(), "person", (f"A{n}",))
        for n in range(actors)
    ]
    text = "\n\n".join(f"Sentence number {n} says that somebody did something." for n in range(500))
    document = Document(
        "doc", "A long report", date="2024-06-01", language="en", sha256=text_sha256(text), file="doc.txt"
    )
    acts = [
        Relation(
            f"r{n}",
            (f"actor-{n * 7 % actors}",),
            TYPES[n % 5],
            "",
            (f"actor-{(n * 13 + 1) % actors}",),
            date=f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
            summary=f"Act number {n}.",
        )
        for n in range(relations)
    ]
    said = [Evidence(f"r{n}", "doc", n % 20_000, n % 20_000 + 40) for n in range(relations)]
    said += [Evidence(f"r{n}", "doc", n % 20_000, n % 20_000 + 30, stance="denies") for n in range(0, relations, 3)]
    return Dataset.from_records(actors=people, documents=[document], relations=acts, evidence=said), text


def timed(act: Callable[[], object], times: int = 9) -> float:
    """Return the median milliseconds of an act."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def bodies(text: str, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield commands for new relations, each from a sentence of the text."""
    sha256 = text_sha256(text)
    for n in numbers:
        start = text.find(f"Sentence number {n} ")
        words = text[start : start + 15]
        span = {"document": "doc", "sha256": sha256, "start": start, "end": start + 15, "words": words}
        line = {"actor": [{"id": f"actor-{n}"}], "recipient": [{"id": "LVA"}], "type": "AID", "date": "2024-05"}
        yield {"kind": "relation", **span, **line}


def commands(bench: Workbench, text: str, count: int) -> list[float]:
    """Return the milliseconds of some new relations until each is kept."""
    taken = []
    for body in bodies(text, range(count)):
        begin = time.perf_counter()
        bench.command(body)
        taken.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.05)
    return taken


def accepted(bench: Workbench) -> list[float]:
    """Return the milliseconds of each proposal of the invented article until it is kept as accepted."""
    key = next(name for name in bench.documents.texts if name.startswith("latvia"))
    bench.proposals.read(key)
    taken = []
    for one in bench.proposals.of(bench.documents.texts[key]):
        begin = time.perf_counter()
        with contextlib.suppress(Refused):  # the coder may say of an act that it answers a later one
            bench.command({"kind": "accept", "proposal": one["proposal"]})
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


class Served:
    """A server of its own on a dataset, asked as the page asks it.

    Parameters
    ----------
    folder
        The dataset's.
    """

    def __init__(self, folder: Path) -> None:
        code = "import sys; from graphkit.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, "edit", str(folder), "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        address, _, token = self.process.stdout.readline().strip().partition("/#token=")
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"))
        self.headers = {"Origin": address, "X-Graphkit-Token": token, "Content-Type": "application/json"}

    def ask(self, path: str, body: object = None) -> dict[str, Any]:
        """Return what the server answers."""
        said = None if body is None else json.dumps(body)
        self.connection.request("GET" if said is None else "POST", path, said, self.headers)
        return dict(json.loads(self.connection.getresponse().read()))

    def end(self) -> None:
        """End it as Ctrl-C does."""
        self.connection.close()
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


def served(folder: Path, text: str) -> None:
    """Print how long the page waits: for the answer to each key of some words, and until a command is kept."""
    server = Served(folder)
    try:
        server.ask("/api/begin", {"tab": "one"})
        server.ask("/api/find/who?q=a")  # the words of the world are loaded once
        keys = [word[:end] for word in ("kalve", "foreign min", "novak 17", "zq") for end in range(1, len(word) + 1)]
        told = {key: timed(lambda key=key: server.ask(f"/api/find/who?q={quote(key)}"), 5) for key in keys}  # type: ignore[misc]
        slowest = max(told, key=lambda key: told[key])
        middle = statistics.median(told.values())
        print(
            f"the page, a key in who   {middle:8.1f} ms median of {len(told)} keys, {told[slowest]:.1f} ms the slowest"
        )
        kept = []
        for body in bodies(text, range(100, 140)):
            begin = time.perf_counter()
            said = server.ask("/api/command", body)
            kept.append((time.perf_counter() - begin) * 1000)
            assert "kept" in said, said
            time.sleep(0.05)
        middle = statistics.median(kept)
        print(f"the page, until kept     {middle:8.1f} ms median, {max(kept):.1f} ms the slowest of {len(kept)}")
    finally:
        server.end()


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=int, default=20_000)
    parser.add_argument("--relations", type=int, default=20_000)
    sizes = parser.parse_args()
    dataset, text = made(sizes.actors, sizes.relations)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        save_dataset(dataset, folder)
        (folder / "doc.txt").write_text(text, encoding="utf-8")
        begin = time.perf_counter()
        load_dataset(folder)
        whole = (time.perf_counter() - begin) * 1000
        with session(folder, address="http://127.0.0.1:1"):
            begin = time.perf_counter()
            bench = Workbench(folder, documents=CURATED, curator="benchmark")
            opened = (time.perf_counter() - begin) * 1000
            print(f"load and check of the tables {whole:8.0f} ms; opening the workbench {opened:.0f} ms")
            measure(bench, text, whole)
            print(f"ended: {bench.close()}")
        served(folder, text)


def measure(bench: Workbench, text: str, whole: float) -> None:
    """Print the times of the finders and of commands, with and without a save behind them."""
    plain = timed(lambda: [key for key in range(20_000) if str(key).startswith("7")])
    asked: list[tuple[str, Callable[[], object]]] = [
        (f"who '{query}'", lambda query=query: bench.names.find(query))  # type: ignore[misc]
        for query in ("k", "ka", "kal", "ilze", "kalwe", "росс", "novak 17", "zzzzqq", "foreign minister")
    ]
    asked += [
        ("did 'ship'", lambda: find_acts(bench.sheets.types, "ship")),
        ("did 's'", lambda: find_acts(bench.sheets.types, "s")),
    ]
    asked += [("when 'tuesday'", lambda: find_day("tuesday", "2024-06-01"))]
    parties = {"actor": "actor-7", "recipient": "actor-14", "date": "2024-05"}
    asked += [
        (f"relation {purpose}", lambda purpose=purpose: find_relations(bench, {**parties, "for": purpose}))  # type: ignore[misc]
        for purpose in ("same", "denial", "answer")
    ]
    for label, act in asked:
        act()
        took = timed(act)
        print(f"{label:24} {took:8.1f} ms  {took / plain:6.1f} times a plain pass over 20,000 names")
    quiet = commands(bench, text, 10)
    bench.start()
    busy = commands(bench, text, 40)
    told = accepted(bench)
    shown = (("kept, nothing behind", quiet), ("kept, saving behind", busy), ("accepted, saving behind", told))
    for label, taken in shown:
        worst, middle = max(taken), statistics.median(taken)
        print(f"{label:24} {middle:8.1f} ms median, {worst:.1f} ms worst; {middle / whole:.3f} of a load and check")


if __name__ == "__main__":
    main()
