"""The relations of the example of four briefings: made again from their texts and a person's decisions, and compared.

    python benchmarks/briefings.py            what differs from its evidence.csv; exit code 1 when anything does
    python benchmarks/briefings.py --write    bring its evidence.csv up to date

``data/examples/briefings/reviewed.csv`` holds the decisions. A proposal is known by its file, the place of its
sentence, its type and the words of its two actors. A proposal without a decision, or a decision without its proposal,
is said.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from graphkit.dataset import Dataset, load_dataset, save_dataset
from graphkit.extract.joining import join_accepted
from graphkit.extract.review import ReviewStore
from graphkit.extract.run import extract_files

DATA = Path(__file__).parents[1] / "data" / "examples" / "briefings"
WRITTEN = "2026-11-22"


def main() -> int:
    dataset = load_dataset(DATA)
    with tempfile.TemporaryDirectory() as folder:
        store = ReviewStore(folder)
        faults = review_briefings(store)
        made = regenerated(store, dataset)
    before, after = set(dataset.records("evidence")), set(made.records("evidence"))
    differences = [f"- {row}" for row in before - after] + [f"+ {row}" for row in after - before]
    if "--write" in sys.argv[1:]:
        save_dataset(made, DATA)
    else:
        faults += sorted(differences)
    print("\n".join(faults) or f"{sum(is_ours(row, dataset) for row in after)} rows of evidence, as in the dataset")
    return 1 if faults else 0


def review_briefings(store: ReviewStore) -> list[str]:
    """Extract the briefings, decide as was decided, and return what has no partner."""
    for outcome in extract_files(sorted((DATA / "texts").glob("*.txt")), store, date=WRITTEN, workers=1):
        if outcome.status != "read":
            return [outcome.message]
    with (DATA / "reviewed.csv").open(encoding="utf-8", newline="") as file:
        decided = {key_of(row): row for row in csv.DictReader(file)}
    faults = []
    for item in store.items.values():
        said = item.proposal
        key = (item.document.file, str(said.start), said.type, item.words("actor"), item.words("recipient"))
        row = decided.pop(key, None)
        if row is None:
            faults.append(f"a proposal without a decision: {key}")
            continue
        changes = {name: row[name] for name in ("relation", "stance", "speaker") if row[name]}
        store.decide(item.id, row["decision"], reviewer="graphkit", changes=changes)
    return faults + [f"a decision without its proposal: {key}" for key in decided]


def key_of(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("file", "start", "type", "actor_words", "recipient_words"))


def regenerated(store: ReviewStore, dataset: Dataset) -> Dataset:
    """The dataset with the evidence of the briefings made again."""
    tables = {name: dataset.records(name) for name in ("actors", "affiliations", "documents", "relations")}
    evidence = [row for row in dataset.records("evidence") if not is_ours(row, dataset)]
    about = {"name": dataset.name, "title": dataset.title, "version": dataset.version, "paragraphs": dataset.paragraphs}
    joined = join_accepted(store, Dataset.from_records(**about, **tables, evidence=evidence))
    for key, sentence in joined.refused.items():
        raise SystemExit(f"{key}: {sentence}")
    return joined.dataset


def is_ours(row: object, dataset: Dataset) -> bool:
    """Whether a row of evidence was extracted from a briefing."""
    files = {document.id: document.file for document in dataset.records("documents")}
    return row.origin.startswith("rules:") and files[row.document].startswith("texts/")


if __name__ == "__main__":
    raise SystemExit(main())
