"""Who says what, kept or lost, and what is only said, offered, denied or wanted, told as no fact: ``sayings.toml``.

    python benchmarks/sayings.py               each kind of wording, the read and the held half, and what comes of it
    python benchmarks/sayings.py --show said   what goes wrong in the read half of some kinds; all with ``--show ""``

The acts and wordings were written before the coder ran on them; every second wording is held and not looked at.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from graphkit.extract import extract_relations

DATA = tomllib.loads(Path(__file__).with_name("sayings.toml").read_text(encoding="utf-8"))
TODAY = "2026-03-04"
PLANS, REFUSALS = frozenset({"AGREE", "THREATEN"}), frozenset({"REJECT", "CONCEDE", "SANCTION"})
#: What comes of a text, the worst first.
OUTCOMES = ("told as a plain fact", "another stance", "speaker lost", "date lost", "nothing told", "right")


class Wanted(NamedTuple):
    """One thing that a reader must be told: its stances, who may say so, and when it was; blank: no matter."""

    stances: frozenset[str]
    speakers: frozenset[str]
    date: str = ""


class Text(NamedTuple):
    """A wording filled with an act, and what a reader must be told."""

    kind: str
    held: bool
    text: str
    types: frozenset[str]
    sides: tuple[str, str]
    wanted: tuple[Wanted, ...]


def forms_of(act: dict[str, Any], states: dict[str, list[str]]) -> dict[str, str]:
    """Return an act in each form that a wording may ask for."""
    do, did, doing, done = act["verb"].split()
    names = {letter: words[0] for letter, words in states.items()}
    names |= {letter.upper(): words[1] for letter, words in states.items()}
    subject, was, by = (part.format(**names) for part in act["passive"].split("|"))
    rest, noun = act["rest"].format(**names), act["noun"].format(**names)
    forms = {"do": do, "did": did, "doing": doing, "done": done, "rest": rest, "noun": noun, "A_is": names["a"]}
    forms |= {"passive_was": f"{subject} {was} {done} {by}", "passive_had": f"{subject} had been {done} {by}"}
    forms |= {"Passive_was": _capital(forms["passive_was"]), "passive_subject_is": _capital(subject)}
    forms |= {"was": was, "passive_by": by, "the_bare": f"the {noun}", "the": f"the {noun}", "its": f"its {noun}"}
    forms |= {"owned": f"{names['a']}'s {noun}", "A_city_is": states["a"][2]}
    return forms | names | {f"{letter}_city": words[2] for letter, words in states.items()}


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def texts() -> Iterator[Text]:
    """Yield every wording with every act."""
    number = 0
    for kind, lines in DATA["wordings"].items():
        for line in lines.strip().splitlines():
            wording, said = (part.strip() for part in line.split(" | "))
            number += 1
            for act in DATA["acts"]:
                states = dict(zip("abc", [entry.split() for entry in act["states"].split(";")], strict=True))
                text = re.sub(r"\b([Aa]) (?=[AEIO])", r"\1n ", _capital(wording.format(**forms_of(act, states))))
                sides = states["a"][3], states["b"][3]
                wanted = tuple(_wanted(part, states) for part in said.split(";"))
                yield Text(kind, number % 2 == 0, text, frozenset(act["types"].split()), sides, wanted)


def _wanted(text: str, states: dict[str, list[str]]) -> Wanted:
    stances, speakers, *date = text.split()
    ids = {letter.upper(): words[3] for letter, words in states.items()} | {"-": "", "*": "*"}
    named = frozenset(ids.get(each, each) for each in speakers.split("/"))
    return Wanted(frozenset(stances.split("/")), named, *date)


def _stance(row: dict[str, Any], types: frozenset[str]) -> str:
    """Return the stance of what is told, or what it is instead of the act: a promise or a refusal of it."""
    if row["type"] in types:
        return str(row["stance"])
    return "plan" if row["type"] in PLANS else "refusal" if row["type"] in REFUSALS else ""


def _speaks(row: dict[str, Any], wanted: Wanted) -> bool:
    """Return whether who says it is one of those wanted, or his state is named."""
    if "*" in wanted.speakers:
        return True
    said = row["speaker"]
    kin = {said, STATE_OF.get(str(row["speaker_name"]).rpartition(", ")[2], "")} | {said.rpartition("-")[2]}
    kin |= {said.partition("-")[0]}
    return not wanted.speakers.isdisjoint(kin | {STATE_OF.get(part, "") for part in re.split("[-_]", said)})


STATE_OF = {
    form: state
    for act in DATA["acts"]
    for name, adjective, city, state in [entry.split() for entry in act["states"].split(";")]
    for form in (name, adjective, name.lower(), adjective.lower(), city.lower(), state)
}


def outcome(text: Text) -> tuple[str, list[dict[str, Any]]]:
    """Return what comes of a text, and the proposals between its two."""
    found: list[dict[str, Any]] = extract_relations(text.text, date=TODAY).to_dict("records")
    rows = [row for row in found if (row["actor_state"], row["recipient_state"]) == text.sides]
    told = [(_stance(row, text.types), row) for row in rows]
    told = [(stance, row) for stance, row in told if stance]
    asked = frozenset().union(*(one.stances for one in text.wanted))
    authors = any("-" in one.speakers or one.speakers & {"", "*"} for one in text.wanted)
    for stance, row in told:
        if stance == "asserts" and ("asserts" not in asked or not (row["speaker"] or authors)):
            return OUTCOMES[0], rows
    for wanted in text.wanted:
        fitting = [row for stance, row in told if stance in wanted.stances]
        if not fitting and not ("nothing" in wanted.stances and _tells_nothing(told)):
            return OUTCOMES[1 if told else 4], rows
        if fitting and not any(_speaks(row, wanted) for row in fitting):
            return OUTCOMES[2], rows
        if fitting and wanted.date and not any(_day(row) == wanted.date for row in fitting):
            return OUTCOMES[3], rows
    return OUTCOMES[5], rows


def _tells_nothing(told: list[tuple[str, dict[str, Any]]]) -> bool:
    return all(stance not in ("asserts", "alleges") for stance, _ in told)


def _day(row: dict[str, Any]) -> str:
    return "" if pd.isna(row["date"]) else str(row["date"])


def main() -> None:
    """Print what comes of each kind of wording, of either half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show")
    options = parser.parse_args()
    counts: dict[tuple[str, bool], Counter[str]] = {}
    for text in texts():
        what, rows = outcome(text)
        counts.setdefault((text.kind, text.held), Counter())[what] += 1
        if options.show is not None and options.show in text.kind and what != "right" and not text.held:
            print(f"[{text.kind}: {what}] {text.text}")
            for row in rows:
                names = ("actor", "type", "recipient", "stance", "speaker", "date", "pattern", "confidence")
                print("     ", *(row[name] for name in names))
    print(f"{'':16}" + "".join(f"{name:>22}" for name in OUTCOMES))
    for held in (False, True):
        whole = Counter[str]()
        for (kind, half), found in counts.items():
            if half == held:
                whole += found
                _print_line(kind, found)
        _print_line("held half" if held else "read half", whole)


def _print_line(name: str, found: Counter[str]) -> None:
    count = max(found.total(), 1)
    print(f"{name:16}" + "".join(f"{found[each]:14} ({found[each] / count:.2f})" for each in OUTCOMES))


if __name__ == "__main__":
    main()
