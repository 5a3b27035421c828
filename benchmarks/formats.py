"""Other formats, each beside the tool that an analyst would use instead: ``python benchmarks/formats.py [RELATIONS]``.

Every figure is a ratio of processor time within this run, best of three.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd

import graphkit
from graphkit.interchange import export_network, import_files
from graphkit.model import Actor, Document, Evidence, Relation

ROUNDS = 3
TYPES = ("SUPPORT", "AID", "ACCUSE", "ASSAULT", "CONSULT")


def network_of(count: int) -> nx.MultiDiGraph:
    """Return a network of so many relations between a tenth as many actors, the same at every run."""
    draw = random.Random(7)
    actors = [Actor(f"actor-{number}", f"Actor {number} 북한", "other") for number in range(max(2, count // 10))]
    relations, evidence = [], []
    for number in range(count):
        one, other = draw.sample(actors, 2)
        day = f"20{draw.randrange(10, 25)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 28):02d}"
        key = f"r{number}"
        said = f"{one.name} did number {number} to {other.name}."
        relations.append(Relation(key, (one.id,), draw.choice(TYPES), "", (other.id,), date=day, summary=said))
        evidence.append(Evidence(key, "paper"))
    dataset = graphkit.Dataset.from_records(
        name="random", actors=actors, documents=[Document("paper", "The paper")], relations=relations, evidence=evidence
    )
    return graphkit.build_network(dataset)


def best(run: Callable[[], object]) -> float:
    """Return the least processor time of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times)


def tell(what: str, ours: float, theirs: float, rival: str, allowed: str) -> None:
    print(f"{what:28} {ours:7.2f} s, {rival} {theirs:7.2f} s: {ours / theirs:5.2f}x (allowed {allowed})")


def exports(count: int, folder: Path) -> None:
    """Print what writing costs beside networkx's own writers and pandas."""
    network = network_of(count)
    plain = graphkit.to_networkx(network)
    for *_, data in plain.edges(data=True):
        data.pop("type", None)  # networkx takes a type for GEXF's own direction

    def frame() -> pd.DataFrame:
        return nx.to_pandas_edgelist(plain)

    writers = (
        ("graphml", lambda: nx.write_graphml(plain, folder / "rival.graphml"), "networkx", "1.5"),
        ("gexf", lambda: nx.write_gexf(plain, folder / "rival.gexf"), "networkx", "1.5"),
        ("csv", lambda: frame().to_csv(folder / "rival.csv"), "pandas", "2"),
        ("parquet", lambda: frame().to_parquet(folder / "rival.parquet"), "pandas", "2"),
    )
    for form, rival, name, allowed in writers:
        place = folder / form
        ours = best(lambda form=form, place=place: export_network(network, form, place))
        tell(f"export {form}, {count:,}", ours, best(rival), name, allowed)


def ftm(count: int, folder: Path) -> None:
    """Print what reading FollowTheMoney costs beside followthemoney's own reading with validation."""
    from followthemoney import model

    path = folder / "entities.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count // 2):
            said = {"name": [f"Person {number}"], "birthDate": ["1970"]}
            file.write(json.dumps({"id": f"p{number}", "schema": "Person", "properties": said}) + "\n")
            said = {"owner": [f"p{number}"], "asset": [f"p{max(0, number - 1)}"], "startDate": ["2019-05"]}
            file.write(json.dumps({"id": f"o{number}", "schema": "UnknownLink",
                                   "properties": {"subject": said["owner"], "object": said["asset"],
                                                  "startDate": said["startDate"]}}) + "\n")  # fmt: skip

    def rival() -> None:
        with path.open(encoding="utf-8") as file:
            for line in file:
                model.get_proxy(json.loads(line), cleaned=False).schema.validate(json.loads(line))

    tell(f"import ftm, {count:,}", best(lambda: import_files("ftm", [path])), best(rival), "followthemoney", "1")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"graphkit {graphkit.__version__}, networkx {nx.__version__}, pandas {pd.__version__}")
    with tempfile.TemporaryDirectory() as name:
        exports(count, Path(name))
        ftm(count // 5, Path(name))


if __name__ == "__main__":
    main()
