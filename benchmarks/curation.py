"""How many keys, clicks and drags an article takes: as CSV, by extract and review, and in the workbench.

Run: python benchmarks/curation.py [--replay]

The article and its gold tables are in ``tests/datasets/curated``: 269 words, 8 relations, one denial, two answers.
Each way is a list of recorded inputs. Those of the CSV way follow from the gold tables, those of `extract` and `review`
from what the rule coder proposes and what is then still to be typed; those of the workbench are the keys below, which
``--replay`` presses in Chromium on a real server and then holds the tables against the gold. Those of doccano 1.8.4
were recorded once, by hand, and are in ``doccano.json``: it marks actor, type and recipient alone. Minutes are by the
keystroke-level model (Card, Moran and Newell, 1980); reading the article is the same in every way and left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CURATED = Path(__file__).parents[1] / "tests" / "datasets" / "curated"
DOCCANO = Path(__file__).with_name("doccano.json")
#: Seconds: a key by an average typist, pointing, a button pressed or let go, the hand to or from the mouse, a thought.
SECONDS = {"key": 0.28, "point": 1.10, "button": 0.10, "home": 0.40, "think": 1.35}
RELATIONS = 8
#: What a person writes into each table; blank cells cost their separator, what has a default nothing.
WRITTEN = {
    "actors": ("id", "name", "kind"),
    "affiliations": ("actor", "role", "organisation", "title"),
    "documents": ("id", "title", "date", "language", "file"),
    "relations": ("id", "actor", "type", "mode", "recipient", "date", "amount", "unit", "responds_to"),
    "evidence": ("relation", "document", "stance", "speaker", "origin"),
}
SHORT_ID = "riga-2026-05-14"  # what a person would call the document, who has to type it again and again

#: The keys of the workbench, sentence by sentence; ``Enter`` takes what stands in a field of the line.
LINE, ANSWER, DENY = ["Enter"] * 6, ["r", *["Enter"] * 6], ["d", "Enter", "Enter"]
KEYS: list[list[str]] = [
    ["j", *LINE],
    ["j", "j", *LINE],
    ["j", *LINE],
    ["j", *DENY],
    ["j", "j", *ANSWER],
    ["j", "j", *LINE],
    ["j", *LINE],
    ["j", *ANSWER],
    ["j", *LINE],
]


@dataclass
class Inputs:
    """What a way of entering takes."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    at_mouse: bool = False  # the hand never leaves the mouse

    def type(self, text: str) -> None:
        """Type some text."""
        self.counts["key"] += len(text)

    def press(self, keys: int = 1) -> None:
        """Press some keys."""
        self.counts["key"] += keys

    def think(self, times: int = 1) -> None:
        """Make up one's mind."""
        self.counts["think"] += times

    def click(self) -> None:
        """Point at something and click, the hand coming from the keys and going back."""
        self.counts["click"] += 1

    def drag(self) -> None:
        """Select words with the mouse."""
        self.counts["drag"] += 1

    @property
    def inputs(self) -> int:
        """Keys, clicks and drags together."""
        return self.counts["key"] + self.counts["click"] + self.counts["drag"]

    @property
    def minutes(self) -> float:
        """Minutes by the keystroke-level model."""
        reach = 0.0 if self.at_mouse else 2 * SECONDS["home"]
        click = SECONDS["point"] + 2 * SECONDS["button"] + reach
        drag = 2 * SECONDS["point"] + 2 * SECONDS["button"] + reach
        cost = {"key": SECONDS["key"], "think": SECONDS["think"], "click": click, "drag": drag}
        return sum(cost[name] * count for name, count in self.counts.items()) / 60


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(gold: Path) -> Inputs:
    """Return what it takes to write the gold tables by hand, in an editor or a spreadsheet."""
    way = Inputs("CSV by hand")
    for table, columns in WRITTEN.items():
        for row in rows(gold, table):
            cells = {**row, "document": SHORT_ID} | ({"id": SHORT_ID} if table == "documents" else {})
            for column in columns:
                way.type(cells[column])
                way.think(bool(cells[column]))
            way.press(len(row))  # one separator a cell, or the line end
            if table == "relations":
                look_up(way)
                paste(way)  # the summary
            if table == "evidence":
                offsets(way)
    way.type("sha256sum article.txt\n")
    paste(way)
    return way


def look_up(way: Inputs) -> None:
    """Look a type and mode up in the vocabulary: find the word, read what it means."""
    way.think(2)
    way.press(10)


def offsets(way: Inputs) -> None:
    """Find where words begin and end: select them, put them into a one-line script, copy both numbers."""
    way.think(2)
    paste(way)
    way.press(2 + 6 + 1)  # the last command again, to its place, Enter
    way.press(2 * 4)  # both numbers


def paste(way: Inputs) -> None:
    """Select words, copy them, and put them into a cell."""
    way.drag()
    way.press(4)


def reviewed(gold: Path) -> Inputs:
    """Return what it takes by extract and review, and then in the tables until they say what the gold does."""
    way = Inputs("extract + review + CSV")
    way.type("graphkit extract article.txt --into mine\n")
    way.type("graphkit review mine\n")
    with tempfile.TemporaryDirectory() as name:
        decided, folder = extracted(Path(name), gold)
        for good in decided:
            way.think()
            way.press()  # a or r
            del good
        mend(way, folder, gold)
    return way


def extracted(root: Path, gold: Path) -> tuple[list[bool], Path]:
    """Return which proposals of the article were accepted, and the dataset that they joined."""
    from graphkit.extract.joining import join_folder, start_dataset
    from graphkit.extract.review import ReviewStore
    from graphkit.extract.run import extract_files

    folder = start_dataset(root / "mine")
    store = ReviewStore(folder / "review")
    list(extract_files([CURATED / "article.txt"], store, workers=1))
    types = {row["id"]: row["type"] for row in rows(gold, "relations")}
    wanted = {(types[row["relation"]], row["start"], row["stance"]) for row in rows(gold, "evidence")}
    decided = []
    for item in sorted(store.items.values(), key=lambda one: (one.proposal.start, one.proposal.end)):
        good = (item.proposal.type, str(item.proposal.start), item.proposal.stance) in wanted
        store.decide(item.id, "accept" if good else "reject", reviewer="benchmark")
        decided.append(good)
    join_folder(store, folder)
    return decided, folder


def proposed_keys(gold: Path) -> list[list[str]]:
    """Return the keys with proposals: ``n`` goes to the first, ``a`` and ``x`` decide on what the coder proposes."""
    with tempfile.TemporaryDirectory() as name:
        return [["n"], ["a" if good else "x" for good in extracted(Path(name), gold)[0]]]


def gold_acts(gold: Path) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return each relation of the gold tables with its first evidence."""
    said = rows(gold, "evidence")
    return [(row, next(one for one in said if one["relation"] == row["id"])) for row in rows(gold, "relations")]


def mend(way: Inputs, folder: Path, gold: Path) -> None:
    """Type what is still missing from the tables, or wrong in them: cells, and whole rows."""
    places = {(row["type"], said["start"]): (row, said) for row, said in gold_acts(folder)}
    for wanted, witness in gold_acts(gold):
        row, said = places.get((wanted["type"], witness["start"]), (None, None))
        if row is None or said is None:
            write_row(way, wanted, "relations")
            write_row(way, witness, "evidence")
            continue
        cell(way, row["summary"] == wanted["summary"], "")
        for column in ("actor", "mode", "recipient", "date", "amount", "unit"):
            cell(way, row[column] == wanted[column], wanted[column])
        cell(way, bool(row["responds_to"]) == bool(wanted["responds_to"]), wanted["responds_to"])
        for column in ("stance", "speaker"):
            cell(way, said[column] == witness[column], witness[column])
    denials = [row for row in rows(gold, "evidence") if row["stance"] == "denies"]
    there = [row for row in rows(folder, "evidence") if row["stance"] == "denies"]
    for row in denials[len(there) :]:
        write_row(way, row, "evidence")
    for table, key in (("actors", "id"), ("affiliations", "actor")):
        have = {row[key]: row for row in rows(folder, table)}
        for row in rows(gold, table):
            if row[key] not in have:
                write_row(way, row, table)
            elif table == "affiliations":
                cell(way, have[row[key]]["title"] == row["title"], row["title"])
        unwanted = have.keys() - {row[key] for row in rows(gold, table)}
        way.press(4 * len(unwanted))  # go to the row, delete it


def cell(way: Inputs, fits: bool, text: str) -> None:
    """Mend one cell, if it does not fit: find it, and type what it is to say; no text: paste the words."""
    if fits:
        return
    way.think(2)
    way.press(4)
    if text:
        way.type(text)
    else:
        paste(way)


def write_row(way: Inputs, row: Mapping[str, str], table: str) -> None:
    """Write a whole row."""
    for column in WRITTEN[table]:
        way.type(SHORT_ID if column == "document" else row[column])
        way.think(bool(row[column]))
    way.press(len(row))
    if table == "evidence":
        offsets(way)
    if table == "relations":
        look_up(way)
        paste(way)


def by_keys(name: str, keys: Iterable[Sequence[str]]) -> Inputs:
    """Return what recorded keys take: a thought for each that takes or decides something."""
    way = Inputs(name)
    for part in keys:
        for key in part:
            way.type(key[5:]) if key.startswith("type:") else way.press(1 + key.count("+"))
            way.think(key not in ("j", "k", "n", "p", "Tab"))
    return way


def recorded(name: str, parts: Iterable[Sequence[str]]) -> Inputs:
    """Return what recorded clicks and drags take: a thought for each word marked and each type, none for the rest."""
    way = Inputs(name, at_mouse=True)
    for one in (one for part in parts for one in part):
        kind, _, what = one.partition(" ")
        way.counts[kind] += 1
        way.think(kind == "drag" or what.isupper())
    return way


def like_doccano(keys: Sequence[Sequence[str]]) -> Inputs:
    """Return what the workbench takes for relations, their date and evidence: no denial, no answers, as in doccano."""
    acts = [part for part in keys if "d" not in part]
    return by_keys("edit, the same and date", [["Enter" if key == "r" else key for key in part] for part in acts])


# --- replaying ---------------------------------------------------------------------------------


def replay(keys: Sequence[Sequence[str]], *, proposals: bool) -> list[str]:
    """Press keys on the page in Chromium and return how the tables differ from the gold."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name) / "mine"
        command = [sys.executable, "-m", "graphkit", "edit", str(folder), "--no-open", "--documents", str(CURATED)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
            browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("body[data-ready]")
            if proposals:
                page.click("#about summary")
                page.click("button:has-text('Read it by the rule coder')")
                for _ in range(400):
                    if "n goes to the next" in page.inner_text("#said"):
                        break
                    page.wait_for_timeout(50)
                settle(page)
            page.focus("#text")
            for key in (key for part in keys for key in part):
                press(page, key)
            settle(page, saved=True)
            browser.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)
        return list(differences(folder, CURATED / "gold", proposals=proposals))


def press(page: Any, key: str) -> None:
    """Press one key, or type, and wait until the page has answered."""
    before = page.evaluate("document.activeElement.id")
    if key.startswith("type:"):
        page.keyboard.type(key[5:])
    else:
        page.keyboard.press(key)
    for _ in range(300):  # these keys lead to another field, or back to the text
        if key not in ("Enter", "r", "d", "e", "Control+Enter") or page.evaluate("document.activeElement.id") != before:
            break
        page.wait_for_timeout(30)
    settle(page)


_SEEN = """() => [document.activeElement?.id, document.activeElement?.value,
  document.getElementById('said').textContent, document.querySelectorAll('[role=option]').length].join('|')"""


def settle(page: Any, *, saved: bool = False) -> None:
    """Wait until nothing changes any more, and all is saved where that is asked."""
    before, same = "", 0
    for _ in range(400):
        now = page.evaluate(_SEEN)
        same = same + 1 if now == before else 0
        before = now
        done = not saved or page.inner_text("#saving") == "saved"
        if same >= 6 and done:
            return
        page.wait_for_timeout(30)
    raise SystemExit(f"the page does not come to rest: {before}")


def differences(folder: Path, gold: Path, *, proposals: bool) -> Iterable[str]:
    """Yield where tables differ from the gold; what a proposal writes of its origin is no difference."""
    apart = {"origin", "confidence"} if proposals else set()
    for path in sorted(gold.glob("*.csv")):
        mine, theirs = rows(folder, path.stem), rows(gold, path.stem)
        for number in range(max(len(mine), len(theirs))):
            one = mine[number] if number < len(mine) else {}
            two = theirs[number] if number < len(theirs) else {}
            if not one or not two:
                yield f"{path.name} row {number + 2} is {'missing' if two else 'one too many'}"
                continue
            wrong = [name for name in {**one, **two} if name not in apart and one.get(name) != two.get(name)]
            yield from (
                f"{path.name} row {number + 2} {name}: {one.get(name)!r}, not {two.get(name)!r}" for name in wrong
            )


def main() -> None:
    """Count, replay where asked, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--replay", action="store_true", help="press the keys in Chromium and hold the tables to the gold"
    )
    asked = parser.parse_args()
    gold = CURATED / "gold"
    proposed = proposed_keys(gold)
    ways = [
        as_csv(gold),
        reviewed(gold),
        by_keys("edit, no proposals", KEYS),
        by_keys("edit, with proposals", proposed),
    ]
    marked = json.loads(DOCCANO.read_text("utf-8"))
    others = [
        recorded("doccano, one by one", marked["one_by_one"]),
        recorded("doccano, labels first", marked["labels_first"]),
        like_doccano(KEYS),
    ]
    for _ in range(2):  # "Read it by the rule coder", and the heading under which that stands
        ways[3].click()
    print("seconds: " + ", ".join(f"{name} {value}" for name, value in SECONDS.items()))
    print(f"{'':26}{'keys':>6}{'clicks':>8}{'drags':>7}{'inputs a relation':>19}{'minutes a relation':>20}")
    for way in (*ways, *others):
        counts = way.counts
        print(
            f"{way.name:26}{counts['key']:6}{counts['click']:8}{counts['drag']:7}{way.inputs / RELATIONS:19.1f}"
            f"{way.minutes / RELATIONS:20.2f}"
        )
    pairs = ((ways[2], ways[0]), (ways[3], ways[1]), (others[2], others[0]), (others[2], others[1]))
    for one, other in pairs:
        inputs, minutes = one.inputs / other.inputs, one.minutes / other.minutes
        print(f"{one.name} : {other.name} = {inputs:.3f} of the inputs, {minutes:.3f} of the minutes")
    if asked.replay:
        for name, keys in (("edit, no proposals", KEYS), ("edit, with proposals", proposed)):
            found = replay(keys, proposals="with" in name)
            print(f"replayed, {name}: {'the tables equal the gold' if not found else ''}")
            print(*found, sep="\n")


if __name__ == "__main__":
    main()
