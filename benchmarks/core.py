"""Speed and memory of the core, each against a named rival run in the same session.

``python benchmarks/core.py`` prints, for each claim, our figure, the rival's, their ratio and the target.
Times are of the processor, not of the clock: the best of several rounds in which everything runs once. Machines are
noisy, so only ratios count. Every process finds its modules compiled, as an installed package is.
"""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation

RUNS = 7


#: What a question on the bundled data is measured by.
QUESTIONS = (
    "responses --to DPRK",
    "unanswered --by Russia",
    "summary",
    "search Kursk troops",
    "contested",
    "paths Seoul Pyongyang --indirect",
    "timeline --actor Japan",
    "profile 'Kim Jong-un'",
    "leverage --holder China",
    "changes --since 2024-05 --until 2024-12",
    "brokers",
    "brokers --groups blocs",
    "blocs",
    "balance",
)
BOTH = "import networkx, pandas"
THREE = "import networkx, pandas, pyvis"


def cpu(command: list[str], folder: str) -> float:
    """Seconds of CPU, user and system, that a command takes as a process of its own, in a folder for what it writes."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, cwd=folder, env=environment, stdout=quiet, stderr=quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def starting(command: str) -> None:
    """Print what importing, help, the map and each question cost, in CPU time against what importing alone costs."""
    python = [sys.executable, "-c"]
    commands = {
        BOTH: [*python, BOTH],
        THREE: [*python, THREE],
        "import click": [*python, "import click"],
        "import graphkit": [*python, "import graphkit"],
        "graphkit --help": [command, "--help"],
        "graphkit map": [command, "map", "--output", "map.html"],
        **{f"graphkit {text}": [command, *shlex.split(text), "--format", "text"] for text in QUESTIONS},
    }
    with tempfile.TemporaryDirectory() as folder:
        rounds = [{name: cpu(one, folder) for name, one in commands.items()} for _ in range(RUNS + 1)][1:]
    best = {name: min(one[name] for one in rounds) for name in commands}
    print(f"CPU time, best of {RUNS}: {BOTH} {best[BOTH]:.3f} s")
    targets = {
        "import graphkit": (BOTH, 0.2),
        "graphkit --help": ("import click", 1.5),
        "graphkit map": (THREE, 1.5),
    }
    for name in list(commands)[3:]:
        rival, target = targets.get(name, (BOTH, 1.2))
        print(f"{name} / {rival}: {best[name]:.3f} s, ratio {best[name] / best[rival]:.2f} (target {target})")


def drawing() -> None:
    """Print what showing the map in a notebook costs, in CPU time against writing its file."""
    network = graphkit.build_network(graphkit.load_dataset())
    times: dict[str, list[float]] = {"shown": [], "written": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS + 1):
            for name, call in (
                ("shown", lambda: graphkit.draw_map(network)._repr_html_()),
                ("written", lambda: graphkit.write_map(network, Path(folder, "map.html"))),
            ):
                start = time.process_time()
                call()
                times[name].append(time.process_time() - start)
    shown, written = (min(one[1:]) for one in times.values())
    print(f"a notebook's cell with the map / write_map: {shown:.3f} s, ratio {shown / written:.2f} (target 1.5)")


def make_dataset(folder: Path, number: int) -> None:
    """Write a dataset of so many relations, with evidence for each and a second for every other."""
    actors = [Actor(f"actor-{n}", f"Actor number {n}", "other", (f"Alias {n}",)) for n in range(2000)]
    documents = [Document(f"doc-{n}", f"Document {n}", date="2020") for n in range(500)]
    types = ("AID", "ACCUSE", "CONSULT", "ASSAULT", "REQUEST")
    relations = [
        Relation(
            f"r{n}",
            (f"actor-{n * 7 % 2000}",),
            types[n % 5],
            "",
            (f"actor-{(n * 13 + 1) % 2000}",),
            False,
            f"20{n % 25:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            responds_to=(f"r{n - 10000}",) if n % 50000 > 49000 else (),
            summary=f"What the one did to the other, told in a line of its own, number {n}",
        )
        for n in range(number)
    ]
    for n, relation in enumerate(relations):
        if relation.responds_to:
            object.__setattr__(relation, "date", "2025")
            object.__setattr__(relations[n - 10000], "date", "2019")
    evidence = [Evidence(f"r{n}", f"doc-{n % 500}", n, n + 80, "asserts", f"actor-{n % 99}") for n in range(number)]
    evidence += [Evidence(f"r{n}", f"doc-{n % 400}", n, n + 60, "denies") for n in range(0, number, 2)]
    dataset = graphkit.Dataset.from_records(actors=actors, documents=documents, relations=relations, evidence=evidence)
    graphkit.save_dataset(dataset, folder)


CHILD = '''
import resource, sys, time
from pathlib import Path

def peak():
    """Peak memory of this process in KB: from the kernel's own count, since ru_maxrss also knows the parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])

import pandas, graphkit, graphkit.dataset, graphkit.ontology
graphkit.ontology.load_ontology()
base = peak()
folder = Path(sys.argv[2])
start = time.process_time()
if sys.argv[1] == "ours":
    kept = graphkit.load_dataset(folder)
else:
    kept = [pandas.read_csv(path) for path in sorted(folder.glob("*.csv"))]
print(time.process_time() - start, peak(), base)
'''


def loading(number: int) -> float:
    """Print time and memory of loading against ``pandas.read_csv`` of the same files; return our seconds."""
    with tempfile.TemporaryDirectory() as folder:
        make_dataset(Path(folder), number)
        best = {}
        for _ in range(3):
            for who in ("ours", "pandas"):
                done = subprocess.run(
                    [sys.executable, "-c", CHILD, who, folder], check=True, capture_output=True, text=True
                )
                best[who] = min(best.get(who, (9e9,)), tuple(map(float, done.stdout.split())))
    (ours, peak, base), (rival, rival_peak, rival_base) = best["ours"], best["pandas"]
    print(f"load {number} relations: {ours:.2f} s CPU against pandas.read_csv's {rival:.2f}")
    print(f"  ratio {ours / rival:.2f} (target 6)")
    print(
        f"  peak memory {peak / 1024:.0f} MB against {rival_peak / 1024:.0f}, ratio {peak / rival_peak:.2f} (target 4)"
    )
    grown, rival_grown = peak - base, max(1, rival_peak - rival_base)
    print(f"  above the imports {grown / 1024:.0f} against {rival_grown / 1024:.0f}, ratio {grown / rival_grown:.2f}")
    return ours


def main() -> None:
    """Print every figure."""
    command = str(Path(sys.executable).with_name("graphkit"))
    starting(command)
    drawing()
    small, large = loading(50_000), loading(100_000)
    print(f"twice the rows take {large / small:.2f} times as long (linear: 2)")


if __name__ == "__main__":
    main()
