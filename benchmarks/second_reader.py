"""A fifth of the relations that were added to the bundled data, for a second reader to check against their sources.

    python benchmarks/second_reader.py > sample.csv
    python benchmarks/second_reader.py --newest 405 > sample.csv

What was there before is the frozen dataset of the tests; with ``--newest`` only the last rows of the table are drawn
from. The draw is the same for the same data and seed. One row for each place of evidence, with the address to open; the
last two columns are the reader's. What the second reader found is in ``second_reader.csv``: in the draw of 139 from the
694 relations that were there when it was made, in that of 24 from the 117 that came after it, and in that of 81 from
the 405 after these. What was read of the rest of the 405, and how, is in ``second_reader_rest.csv``. Of
what was entered after these draws, rows of evidence included, ``second_reader_late.csv`` tells.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from pathlib import Path

import graphkit

EARLIER = Path(__file__).parents[1] / "tests" / "datasets" / "affair"
SEED = 20261129
COLUMNS = "relation,actor,type,mode,recipient,mutual,date,amount,unit,responds_to,summary,stance,speaker,via,said"
READER = ",document,title,publisher,document_date,locator,url,right,remark"


def main() -> None:
    """Write the draw to stdout."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--newest", type=int, default=0, help="draw from the last N relations of the table only")
    newest = parser.parse_args().newest
    dataset = graphkit.load_dataset()
    before = {relation.id for relation in graphkit.load_dataset(EARLIER).records("relations")}
    rows = dataset.records("relations")[-newest:]
    added = sorted((one for one in rows if one.id not in before), key=lambda one: one.id)
    drawn = random.Random(SEED).sample(added, k=round(len(added) / 5))
    documents = {document.id: document for document in dataset.records("documents")}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow((COLUMNS + READER).split(","))
    for relation in drawn:
        for place in dataset.records("evidence"):
            if place.relation == relation.id:
                writer.writerow([*told(relation), *said(place, documents[place.document]), "", ""])
    print(f"{len(drawn)} of {len(added)} relations added, seed {SEED}", file=sys.stderr)


def told(relation: graphkit.model.Relation) -> list[object]:
    """What a relation says, cell by cell."""
    parties = [";".join(relation.actor), relation.type, relation.mode, ";".join(relation.recipient), relation.mutual]
    amount = [relation.amount, relation.unit]
    return [relation.id, *parties, relation.date, *amount, ";".join(relation.responds_to), relation.summary]


def said(place: graphkit.model.Evidence, document: graphkit.model.Document) -> list[object]:
    """Who says so, and where that can be read."""
    source = [document.id, document.title, document.publisher, document.date, place.locator, document.url]
    return [place.stance, place.speaker, place.via, place.date, *source]


if __name__ == "__main__":
    main()
