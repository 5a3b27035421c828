"""Time the questions on the events of 2014, each against the plain way of doing it, in one process.

Give the folder that holds train.txt, valid.txt, test.txt and the two id files (quadruples of
subject, relation, object and hours since 2014-01-01), as the first argument:

    python benchmarks/query.py ../shared/samples/icews14

Both sides are given the network, which is built once: the plain way makes a table of it, then merges
("from the network"). What the merge takes when somebody has kept that table, its days already counted, is
told apart ("from a ready table"): the network keeps no such table, for the questions keep nothing.

Times are medians. Memory is the growth of the peak of a child process of its own, so that neither way
profits from what the other left behind.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import statistics
import time
from datetime import date, timedelta
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

import graphkit
from graphkit.model import RESPONSES_COLUMNS, Actor, Relation
from graphkit.query import frustration, paths, responses

WITHIN = 14

#: The first pattern found in the name of a relation tells its type.
TYPES = [
    (r"^(appeal|demand)", "REQUEST"),
    (r"threat|ultimatum", "THREATEN"),
    (r"express_intent|express_accord|sign_formal", "AGREE"),
    (r"^(reject|refuse|veto|defy|halt|decline)", "REJECT"),
    (r"accus|critici|complain|denounce|lawsuit|investigate|deny|pessimistic|oppos", "ACCUSE"),
    (r"sanction|embargo|boycott|reduce|expel_or_withdraw|restriction|ban_", "SANCTION"),
    (r"demonstrate|rally|protest|riot|strike|dissent|obstruct", "PROTEST"),
    (r"mobiliz|alert|demonstrate_military", "MOBILIZE"),
    (r"arrest|coerce|confiscate|seize|expel|deport|repress|blockade|state_of_emergency|curfew", "COERCE"),
    (r"kill|assault|bomb|weapon|fight|force|violence|abduct|torture|assassin|occup|destroy|mass|shield", "ASSAULT"),
    (r"yield|return|release|accede|ease|retreat|ceasefire|truce|demobili|apolog|forgive", "RETREAT"),
    (r"aid|asylum|protection|peacekeep", "AID"),
    (r"cooperate|cooperation|share_intelligence|recognition", "COOPERATE"),
    (r"praise|endorse|support|empathetic|optimistic|defend", "SUPPORT"),
]


def type_of(relation: str) -> str:
    name = relation.lower()
    return next((kind for pattern, kind in TYPES if re.search(pattern, name)), "CONSULT")


def read_network(folder: Path) -> nx.MultiDiGraph:
    names, relations = ({}, {})
    for table, file in ((names, "entity2id.txt"), (relations, "relation2id.txt")):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            text, _, number = line.rpartition("\t")
            table[number.strip()] = text
    actors = [Actor(f"a{number}", text.replace("_", " "), "other") for number, text in names.items()]
    records = []
    for file in ("train.txt", "valid.txt", "test.txt"):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            subject, relation, target, hours, *_ = line.split("\t")
            day = (date(2014, 1, 1) + timedelta(hours=int(hours))).isoformat()
            kind = type_of(relations[relation])
            text = relations[relation].replace("_", " ")
            records.append(
                Relation(f"e{len(records)}", (f"a{subject}",), kind, "", (f"a{target}",), date=day, summary=text)
            )
    return graphkit.build_network(graphkit.Dataset.from_records(name="icews14", actors=actors, relations=records))


# --- the plain way: merge tables of events, keep what is within the window ------------------------


def table_of(network: nx.MultiDiGraph) -> pd.DataFrame:
    table = nx.to_pandas_edgelist(network, source="actor", target="recipient", edge_key="id")
    table = table[["id", "actor", "recipient", "type", "date", "summary", "since"]]
    table["day"] = pd.to_datetime(table.pop("since")).dt.as_unit("s").astype("int64") // 86400
    return table


def merged(acts: pd.DataFrame, *, by: str | None = None, to: str | None = None) -> pd.DataFrame:
    """The same answer as ``responses(network, basis="inferred")``, by merging all with all."""
    provocations = acts[acts["actor"] != acts["recipient"]]
    provocations = provocations if to is None else provocations[provocations["actor"] == to]
    answers = acts if by is None else acts[acts["actor"] == by]
    parts = []
    for key, side in (("actor", "recipient"), ("recipient", "recipient"), ("recipient", "actor")):
        both = provocations.add_suffix("_p").merge(answers.add_suffix("_r"), left_on=f"{key}_p", right_on=f"{side}_r")
        both = both[(both["day_r"] > both["day_p"]) & (both["day_r"] <= both["day_p"] + WITHIN)]
        own, provoked = both["actor_r"] == both["actor_p"], both["actor_r"] == both["recipient_p"]
        if (key, side) == ("actor", "recipient"):
            both = both[~own].assign(link=np.where(provoked, 0, 1)[~own])
        elif side == "recipient":
            both = both[~own & ~provoked].assign(link=2)
        else:
            both = both[both["recipient_r"] != both["actor_p"]].assign(link=3)
        parts.append(both)
    found = pd.concat(parts, ignore_index=True)
    found["lag_days"] = found["day_r"] - found["day_p"]
    found = found.sort_values(["lag_days", "link", "day_p", "id_p", "day_r", "id_r"], ignore_index=True)
    columns = {
        "actor_r": "responder", "type_r": "response_type", "recipient_r": "response_to", "date_r": "response_date",
        "summary_r": "response", "actor_p": "provoker", "type_p": "provocation_type", "recipient_p": "provocation_to",
        "date_p": "provocation_date", "summary_p": "provocation", "id_r": "response_id", "id_p": "provocation_id",
    }  # fmt: skip
    return found.rename(columns=columns).assign(basis="inferred").reindex(columns=list(RESPONSES_COLUMNS))


# --- measuring ----------------------------------------------------------------------------------


def seconds(call, times: int) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def peak_growth(call, queue) -> None:
    def status(field: str) -> int:
        text = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(re.search(rf"{field}:\s+(\d+)", text)[1]) // 1024

    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    before = status("VmRSS")
    start = time.perf_counter()
    rows = len(call())
    queue.put((time.perf_counter() - start, status("VmHWM") - before, rows))


def in_child(call) -> tuple[float, int, int]:
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=peak_growth, args=(call, queue))
    child.start()
    answer = queue.get()
    child.join()
    return answer


def time_responses(network: nx.MultiDiGraph) -> dict[str, object]:
    acts = table_of(network)
    pairs = acts.groupby(["actor", "recipient"]).size().sort_values(ascending=False)
    to, by = pairs.index[0]
    ours = responses(network, to=to, by=by, basis="inferred", within_days=WITHIN)
    plain = merged(acts, to=to, by=by)
    assert ours[["provocation_id", "response_id"]].equals(plain[["provocation_id", "response_id"]].astype(object))
    one = seconds(lambda: responses(network, to=to, by=by, basis="inferred", within_days=WITHIN), 9)
    report: dict[str, object] = {
        "one pair, rows": len(ours),
        "one pair, ours (s)": one,
        "one pair, merge from the network (s)": seconds(lambda: merged(table_of(network), to=to, by=by), 3),
        "one pair, merge from a ready table (s)": seconds(lambda: merged(acts, to=to, by=by), 9),
    }
    time_ours, memory_ours, rows_ours = in_child(lambda: responses(network, basis="inferred", within_days=WITHIN))
    time_merge, memory_merge, rows_merge = in_child(lambda: merged(table_of(network)))
    assert rows_ours == rows_merge
    report |= {
        "all pairs, rows": rows_ours,
        "all pairs, ours (s)": time_ours,
        "all pairs, ours (MiB)": memory_ours,
        "all pairs, merge (s)": time_merge,
        "all pairs, merge (MiB)": memory_merge,
        "one pair, all pairs merged and then looked up / ours": time_merge / one,
        "one pair, merge from the network / ours": report["one pair, merge from the network (s)"] / one,
        "one pair, merge from a ready table / ours": report["one pair, merge from a ready table (s)"] / one,
        "all pairs, time ours / merge": time_ours / time_merge,
        "all pairs, memory ours / merge": memory_ours / memory_merge,
    }
    return report


def time_paths(network: nx.MultiDiGraph) -> dict[str, object]:
    chance = random.Random(0)
    largest = max(nx.strongly_connected_components(network), key=len)
    actors = sorted(largest)
    pairs = [tuple(chance.sample(actors, 2)) for _ in range(30)]
    bare = seconds(lambda: [list(nx.all_shortest_paths(network, *pair)) for pair in pairs], 3)
    ours = seconds(lambda: [paths(network, between=pair, directed=True) for pair in pairs], 3)
    return {"30 paths, ours (s)": ours, "30 paths, bare networkx (s)": bare, "paths, ours / bare": ours / bare}


def signed_like_alliances(actors: int = 151, ties: int = 1247, against: int = 45) -> nx.MultiDiGraph:
    """Regions of allies, two hostile camps, and some ties that go against them, as alliances have."""
    chance = random.Random(0)
    region = {number: number * 12 // actors for number in range(actors)}
    near = [(a, b) for a in range(actors) for b in range(a) if region[a] == region[b]]
    far = [(a, b) for a in range(actors) for b in range(a) if region[a] != region[b]]
    chance.shuffle(far)
    pairs = (near + far)[:ties]
    turned = set(chance.sample(range(ties), against))
    records = []
    for number, (a, b) in enumerate(pairs):
        friends = (region[a] % 2 == region[b] % 2) != (number in turned)
        kind = "ALLIED_WITH" if friends else "RIVAL_OF"
        records.append(Relation(f"r{number}", (f"s{a}",), kind, "", (f"s{b}",), mutual=True))
    everybody = [Actor(f"s{number}", f"S{number}", "other") for number in range(actors)]
    return graphkit.build_network(graphkit.Dataset.from_records(name="made", actors=everybody, relations=records))


def time_frustration() -> dict[str, object]:
    network = signed_like_alliances()
    start = time.perf_counter()
    found = frustration(network)
    spent = time.perf_counter() - start
    return {"frustration (s)": spent, "index": found.index, "optimal": found.optimal, "ties": found.ties}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    report = time_frustration()
    network = read_network(folder)
    report |= {"events": network.number_of_edges(), "actors": network.number_of_nodes()}
    report |= time_paths(network)
    report |= time_responses(network)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
