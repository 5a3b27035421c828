"""Sentences of ten kinds of difficulty with what a careful reader records, and how many of each kind are read right.

A case has what must be proposed (``want``), what must not (``never``), whether nothing else may (``only``), which
proposal answers which (``answers``) and the dates. ``PASSING`` lists the numbers of those that are read right: none
may fall, and one that is newly right is to be added.
"""

from __future__ import annotations

import collections
import json
from pathlib import Path

import pandas as pd
import pytest

from graphkit import extract_relations

FILE = Path(__file__).parent / "cases" / "extraction.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").split("\n") if line]
MISSED = {60}  # not read right yet
PASSING = set(range(len(CASES))) - MISSED
RIGHT = {
    "answers": (17, 17),
    "lists": (7, 7),
    "direction": (26, 26),
    "nominal": (19, 20),
    "quotes": (6, 6),
    "typography": (9, 9),
    "dates": (11, 11),
}


def party(row, side, wanted):
    """Whether a party is the one wanted: a state's code, an id, or part of a name in lower case; * is anybody.

    ``|`` stands between several of which any will do.
    """
    if "|" in wanted:
        return any(party(row, side, one) for one in wanted.split("|"))
    name = f"{row[side]} {row[f'{side}_name']} {row[f'{side}_state']}".lower().replace("-", " ")
    return wanted in ("*", row[side], row[f"{side}_state"]) or (wanted.islower() and wanted.replace("_", " ") in name)


def matches(row, relation):
    actor, types, recipient = relation.split()
    if types != "*" and row["type"] not in types.split("|"):
        return False
    ways = [(actor, recipient)] + [(recipient, actor)] * bool(row["mutual"])
    return any(party(row, "actor", a) and party(row, "recipient", b) for a, b in ways)


def faults(case):
    """What is wrong with what the rule coder makes of a case, one line each."""
    rows = extract_relations(case["text"], date=case.get("date", "2024-03-09")).to_dict("records")
    wanted = case.get("want", [])
    found = [f"missing {w}" for w in wanted if not any(matches(row, w) for row in rows)]
    found += [f"wrong {w}" for w in case.get("never", []) if any(matches(row, w) for row in rows)]
    if case.get("only"):
        extra = [row for row in rows if not any(matches(row, w) for w in wanted)]
        found += [f"extra {row['actor']} {row['type']} {row['recipient']}" for row in extra]
    linked = [(row, rows[row["responds_to"]]) for row in rows if pd.notna(row["responds_to"])]
    for response, provocation in case.get("answers", []):
        if not any(matches(a, response) and matches(b, provocation) for a, b in linked):
            found.append(f"not linked: {response} answers {provocation}")
    for relation, date in case.get("dates", {}).items():
        found += [f"{relation} dated {r['date']!r}" for r in rows if matches(r, relation) and r["date"] != date]
    return found


@pytest.mark.parametrize("number", sorted(PASSING), ids=lambda n: f"{CASES[n]['kind']}: {CASES[n]['text'][:60]}")
def test_a_case_that_is_read_right_stays_so(number):
    assert faults(CASES[number]) == []


@pytest.mark.slow
def test_how_many_of_each_kind_are_read_right():
    right, count = collections.Counter(), collections.Counter(case["kind"] for case in CASES)
    right.update(case["kind"] for case in CASES if not faults(case))
    assert {kind: of for kind, (_, of) in RIGHT.items()} == count
    assert [kind for kind in RIGHT if right[kind] < RIGHT[kind][0]] == []


# Acts that the news names in many ways: answers against nobody named, light verbs, headlines, sections, transcripts.
# Each was written, with what a careful reader records, before there was a rule for it; of half (`held`) only the number
# that is read right was looked at while the rules were written.
ACTS_FILE = Path(__file__).parent / "cases" / "acts.jsonl"
ACTS = [json.loads(line) for line in ACTS_FILE.read_text(encoding="utf-8").split("\n") if line]
ACTS_MISSED = {2, 3, 4, 6, 13, 17, 24, 25, 26, 29, 34, 37, 41, 53, 57, 59, 60, 63, 64, 71, 74}  # not read right yet


@pytest.mark.parametrize(
    "number",
    sorted(set(range(len(ACTS))) - ACTS_MISSED),
    ids=lambda n: f"{ACTS[n]['kind']}: {ACTS[n]['text'][:60]}",
)
def test_an_act_that_is_read_right_stays_so(number):
    assert faults(ACTS[number]) == []
