"""Hold the rule of dates for inferred responses against the answers that documents state.

    python benchmarks/inference.py [DATASET] [--seed N]

The stated links (``responds_to``) are the truth. Found are pairs that the rule would propose within a window. Beside
it stands the same rule with the dates of the relations shuffled 20 times: what parties alone would give. Links are
those of ``graphkit.responses``: 1 by the provoked side on the provoker, 2 by a third party on the provoker, 3 by a
third party on the provoked side, 4 by the provoked side on anybody else.
"""

from __future__ import annotations

import argparse
import random

import pandas as pd

import graphkit

SHUFFLES = 20
WHEN = ("date", "since", "until")
WINDOWS = (3, 7, 14, 30, 60)


def network_of(dataset, order=None):
    """The rolled-up network with no stated answers, its dates in another order where one is given."""
    network = graphkit.build_network(dataset, roll_up=True)
    dates = {}
    for _, _, key, edge in network.edges(keys=True, data=True):
        edge["responds_to"] = ()
        dates.setdefault(key, tuple(edge[name] for name in WHEN))
    if order is not None:
        keys = [key for key, value in dates.items() if any(value)]
        shuffled = [dates[key] for key in keys]
        order.shuffle(shuffled)
        dates |= dict(zip(keys, shuffled, strict=True))
        for _, _, key, edge in network.edges(keys=True, data=True):
            edge.update(zip(WHEN, dates[key], strict=True))
    return network


def link_of(row):
    """The number of the link of an inferred row."""
    provoked = set(row.provocation_to.split(";"))
    by_provoked = bool(set(row.responder.split(";")) & provoked)
    on_provoker = bool(set(row.response_to.split(";")) & set(row.provoker.split(";")))
    return (1 if on_provoker else 4) if by_provoked else (2 if on_provoker else 3)


def inferred(network):
    """The pairs that the rule proposes within the longest window, each with its lag and its link."""
    found = graphkit.responses(network, basis="inferred", within_days=max(WINDOWS), roll_up=False)
    pairs = zip(found["response_id"], found["provocation_id"], strict=True)
    return dict(zip(pairs, zip(found["lag_days"], map(link_of, found.itertuples()), strict=True), strict=True))


def chosen(found, window, link):
    """Of the pairs those within a window, and of one link where one is given."""
    return {pair for pair, (lag, kind) in found.items() if lag <= window and link in (None, kind)}


def stated(dataset):
    """The pairs that documents state."""
    return {(one.id, earlier) for one in dataset.records("relations") for earlier in one.responds_to}


def table(dataset, seed):
    """Precision and recall by window and link, and of the shuffled rule."""
    truth, rows = stated(dataset), []
    plain = inferred(network_of(dataset))
    shuffled = [inferred(network_of(dataset, random.Random(seed + number))) for number in range(SHUFFLES)]
    for window in WINDOWS:
        for link in (None, 1, 2, 3, 4):
            proposed, *by_chance = (chosen(found, window, link) for found in (plain, *shuffled))
            hits, lucky = len(proposed & truth), sum(len(one & truth) for one in by_chance)
            rows.append(
                {
                    "within_days": window,
                    "link": link or "all",
                    "proposed": len(proposed),
                    "stated": hits,
                    "precision": hits / len(proposed) if proposed else float("nan"),
                    "recall": hits / len(truth),
                    "shuffled_precision": lucky / max(sum(map(len, by_chance)), 1),
                    "shuffled_recall": lucky / len(truth) / SHUFFLES,
                }
            )
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dataset = graphkit.load_dataset(arguments.dataset)
    print(f"{len(stated(dataset))} stated answers among {len(dataset.records('relations'))} relations\n")
    print(table(dataset, arguments.seed).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
