"""One act told twice: which of ten pairs of articles become one relation, and whether anything is joined wrongly.

python benchmarks/told_twice.py            each pair, and the count
python benchmarks/told_twice.py --verbose  also what was joined or offered
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.dataset import Dataset
from graphkit.extract.matching import Match, Matched, iter_matched
from graphkit.extract.review import Item, ReviewStore
from graphkit.extract.run import extract_files

PAIRS = Path(__file__).with_name("pairs.toml")
EMPTY = Dataset.from_records(name="none", title="None", version="0.1.0")


@dataclass(frozen=True)
class Found:
    """What became of one pair: whether its act was joined, or only offered, and how many others were joined."""

    joined: bool
    offered: bool
    wrong: tuple[str, ...]


def load_pairs() -> list[dict[str, Any]]:
    """The ten pairs."""
    pairs: list[dict[str, Any]] = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pair"]
    return pairs


def read_pair(pair: dict[str, Any], folder: Path) -> tuple[ReviewStore, list[Matched]]:
    """Both articles as the rule coder reads them, one after the other."""
    for side in ("first", "second"):
        head = f"---\ntitle: {side}\ndate: {pair[f'{side}_date']}\n---\n\n"
        (folder / f"{side}.md").write_text(head + pair[side].strip() + "\n", encoding="utf-8")
    store = ReviewStore(folder / "review")
    list(extract_files([folder / "first.md", folder / "second.md"], store, workers=1))
    return store, list(iter_matched(store, EMPTY))


def tells(item: Item, act: list[str]) -> bool:
    """Whether a proposal tells the act that both articles tell."""
    said = item.proposal
    sides = [said.actor_state or said.actor, said.recipient_state or said.recipient]
    return (sides == act[:2] or (said.mutual and sides == act[1::-1])) and said.date in (act[2], "", act[2][:7])


def judge(pair: dict[str, Any]) -> Found:
    """What became of one pair."""
    with tempfile.TemporaryDirectory() as folder:
        store, found = read_pair(pair, Path(folder))
        joined = offered = False
        wrong = []
        for each in found:
            match = each.match
            if match is None:
                continue
            right = tells(each.item, pair["act"]) and tells(store.items[match.item], pair["act"])
            joined, offered = joined or (right and match.same), offered or right
            if match.same and not right:
                wrong.append(match.told)
            if "--verbose" in sys.argv:
                print(*lines(each, match), sep="\n")
    return Found(joined, offered, tuple(wrong))


def lines(each: Matched, match: Match) -> Iterator[str]:
    """A match as it is shown."""
    yield f"    {'joined' if match.same else 'offered'}: {each.item.sentence}"
    yield f"        {match.told}"


def main() -> None:
    """Print the figures."""
    results = []
    for number, pair in enumerate(load_pairs(), start=1):
        found = judge(pair)
        results.append(found)
        state = "joined" if found.joined else "offered" if found.offered else "missed"
        print(f"{number:>3} {' '.join(pair['act']):<20} {state}", *found.wrong, sep="  ")
    for name, part in (("pairs 1 to 5", results[:5]), ("pairs 6 to 10", results[5:]), ("all", results)):
        joined, offered = sum(each.joined for each in part), sum(each.offered for each in part)
        wrong = sum(len(each.wrong) for each in part)
        print(f"{name}: {joined} of {len(part)} joined, {offered} joined or offered, {wrong} joined wrongly")


if __name__ == "__main__":
    main()
