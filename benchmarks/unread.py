"""How the rule coder reads sentences and passages written for it: ``python benchmarks/unread.py [--coder rules]``.

``texts/sentences.jsonl`` has 90 sentences of six kinds of difficulty and ``texts/passages.jsonl`` eight passages in
eight voices, each with the relations, dates and answers that were written down before the coder ran on them. Those
marked ``held`` were not looked at until they were measured (docs/extraction.md has those figures); write new ones for
the next time. Prints for both halves the sentences without a fault by kind, and of the passages the recall, the share
of proposals that are among the relations written down, and the stated answers that are linked.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from graphkit.extract import extract_relations

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from test_extract_cases import faults, matches  # noqa: E402


def texts(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file of texts."""
    return [json.loads(line) for line in (HERE / "texts" / name).read_text(encoding="utf-8").split("\n") if line]


def sentences(held: bool) -> None:
    right, count = collections.Counter[str](), collections.Counter[str]()
    for case in texts("sentences.jsonl"):
        if case["held"] == held:
            count[case["kind"]] += 1
            right[case["kind"]] += not faults(case)
    for kind in count:
        print(f"  {kind:12} {right[kind]:3} of {count[kind]}")
    print(f"  {'all':12} {sum(right.values()):3} of {sum(count.values())}")


def passages(held: bool, coder: str) -> None:
    tally = collections.Counter[str]()
    for passage in texts("passages.jsonl"):
        if passage["held"] != held:
            continue
        rows = extract_relations(passage["text"], date=passage["date"], coder=coder).to_dict("records")
        linked = [(row, rows[int(row["responds_to"])]) for row in rows if pd.notna(row["responds_to"])]
        tally["wanted"] += len(passage["want"])
        tally["found"] += sum(any(matches(row, wanted) for row in rows) for wanted in passage["want"])
        tally["proposed"] += len(rows)
        tally["right"] += sum(any(matches(row, wanted) for wanted in passage["want"]) for row in rows)
        tally["answers"] += len(passage["answers"])
        tally["linked"] += sum(any(matches(a, x) and matches(b, y) for a, b in linked) for x, y in passage["answers"])
    print(f"  relations found {tally['found']} of {tally['wanted']}")
    print(f"  proposals among them {tally['right']} of {tally['proposed']}")
    print(f"  answers linked {tally['linked']} of {tally['answers']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default="rules")
    options = parser.parse_args()
    for held in (True, False):
        print("held" if held else "looked at from the beginning")
        sentences(held)
        passages(held, options.coder)


if __name__ == "__main__":
    main()
