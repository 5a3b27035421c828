"""Which answers are linked, by construction: acts and answers of all types, put together by ``answers.toml``.

python benchmarks/answers.py               all
python benchmarks/answers.py --half held   acts and answers that nobody looks at; ``read`` the others
python benchmarks/answers.py --kind over   some constructions; ``--show`` what is missed of those that are read
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from graphkit.extract import extract_relations

DATA = Path(__file__).with_name("answers.toml")
#: Types of act that are done because of something.
REACTIVE = ("ACCUSE", "PROTEST", "REQUEST", "REJECT", "SANCTION", "THREATEN", "COERCE", "RETREAT")
TAKEN = re.compile(r"<(\w+)>")
FORMS = ("base", "past", "ing", "present")
EACH = 6  # sentences for each line of a construction


class Sentence(NamedTuple):
    """A text, the kind of its construction, and the link that it states: answerer, types, target and doer, types."""

    kind: str
    text: str
    held: bool
    answer: tuple[str, frozenset[str], str] = ("", frozenset(), "")
    act: tuple[str, frozenset[str]] = ("", frozenset())


def read_states(text: str) -> list[dict[str, str]]:
    """Return the states of the file: name, adjective, capital and id."""
    keys = ("name", "adjective", "city", "id")
    entries = [entry.split() for line in text.strip().splitlines() for entry in line.split(";") if entry.strip()]
    return [dict(zip(keys, words, strict=True)) for words in entries]


def fill(text: str, states: dict[str, dict[str, str]]) -> str:
    """Return a text with the states in the places of their letters; "a Iranian" is mended."""
    for letter, state in states.items():
        text = text.replace(f"{{{letter}}}", state["name"]).replace(f"{{{letter}_city}}", state["city"])
        text = text.replace(f"{{{letter.upper()}}}", state["adjective"])
    text = re.sub(r"\b(a|an) (?=([A-Z]))", lambda m: f"{'an' if m[2] in 'AEIO' else 'a'} ", text)
    return text[0].upper() + text[1:]


def act_forms(act: dict[str, Any]) -> dict[str, str]:
    """Return an act in each form that a construction may ask for."""
    noun = act["noun"]
    return {
        "clause": act["clause"],
        "passive": act["passive"],
        "owned": f"{{a}}'s {noun}",
        "adjective": f"the {{A}} {noun}",
        "by": f"the {act.get('by', noun + ' by {a}')}",
        "noun": f"the {noun}",
        "taken": act["taken"],
    }


def answer_forms(answer: dict[str, Any]) -> dict[str, str]:
    """Return an answer in each form that a construction may ask for."""
    forms = dict(zip(FORMS, answer["verb"].split(), strict=True))
    return {form: f"{verb} {answer['rest']}" for form, verb in forms.items()} | {"noun_answer": answer["noun"]}


def put_together(line: str, act: dict[str, Any], answer: dict[str, Any], states: dict[str, dict[str, str]]) -> str:
    """Return a construction with an act and an answer in it."""
    forms = act_forms(act) | answer_forms(answer)
    return fill(TAKEN.sub(lambda found: forms[found[1]], line), states)


def lines_of(table: dict[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield every line of constructions: its kind, itself, and what is said of it."""
    for kind, text in table.items():
        for line in text.strip().splitlines():
            words, *said = [part.strip() for part in line.split("|")]
            yield kind, words, said


def sentences(each: int = EACH, seed: int = 1) -> list[Sentence]:
    """Return the sentences of all constructions, those of one seed always the same."""
    data, chance = tomllib.loads(DATA.read_text(encoding="utf-8")), random.Random(seed)
    known = read_states(data["states"])
    made: list[Sentence] = []
    for section in ("links", "judging", "none"):
        for kind, line, said in lines_of(data[section]):
            for number in range(each):
                held = number % 2 == 1
                states = dict(zip("abc", chance.sample(known, 3), strict=True))
                act, answer = (_chosen(data[key], chance, held, said) for key in ("acts", "answers"))
                text = put_together(line, act, answer, states)
                if any(one.text == text for one in made):
                    continue
                made.append(_expected(Sentence(f"{section}: {kind}", text, held), section, said, act, answer, states))
    return made


def _chosen(entries: list[dict[str, Any]], chance: random.Random, held: bool, said: list[str]) -> dict[str, Any]:
    """Return an act, or an answer that may stand in the construction; those held are the odd ones."""
    half = [entry for number, entry in enumerate(entries) if number % 2 == held]
    reacts = "reactive" in said and "verb" in entries[0]
    fitting = [entry for entry in half if not reacts or entry["type"].split("|")[0] in REACTIVE]
    return chance.choice(fitting)


def _expected(
    sentence: Sentence,
    section: str,
    said: list[str],
    act: dict[str, Any],
    answer: dict[str, Any],
    states: dict[str, dict[str, str]],
) -> Sentence:
    """Return a sentence with the link that it states."""
    if section == "none" or said[1:2] == ["none"]:
        return sentence
    who = "b"
    types, told = frozenset(answer["type"].split("|")), frozenset(act["type"].split("|"))
    if section == "judging":
        words = said[0].split()
        who = words.pop(0) if words[0] in states else "b"
        types = frozenset(words)
        told = told if said[1] == "*" else frozenset(said[1].split())
    if "future" in said:
        types = types | {"THREATEN", "AGREE"}
    ids = {letter: state["id"] for letter, state in states.items()}
    return sentence._replace(answer=(ids[who], types, ids["a"]), act=(ids["a"], told))


def sides(row: dict[str, Any]) -> tuple[str, str]:
    """Return the states of a proposal's parties."""
    return row["actor_state"] or row["actor"], row["recipient_state"] or row["recipient"]


def links_of(text: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the answers of a text, each with what it answers."""
    rows = extract_relations(text, date="2025-06-12").to_dict("records")
    return [(row, rows[int(row["responds_to"])]) for row in rows if pd.notna(row["responds_to"])]


def is_right(sentence: Sentence, links: list[tuple[dict[str, Any], dict[str, Any]]]) -> bool:
    """Return whether the link that a sentence states is there, or none where it states none."""
    if not sentence.answer[0]:
        return not links
    who, types, whom = sentence.answer
    doer, told = sentence.act
    return any(
        sides(answer) == (who, whom) and answer["type"] in types and sides(act)[0] == doer and act["type"] in told
        for answer, act in links
    )


def is_wrong(sentence: Sentence, links: list[tuple[dict[str, Any], dict[str, Any]]]) -> bool:
    """Return whether a link runs against what is stated: the doer answers, or there is nothing to answer.

    Who rejects an offer answers the offer, whatever is stated besides.
    """
    links = [pair for pair in links if (pair[0]["type"], pair[1]["type"]) != ("REJECT", "AGREE")]
    if not sentence.answer[0]:
        return bool(links)
    return any(sides(answer)[0] == sentence.act[0] for answer, _ in links)


def main() -> None:
    """Print the share of links by construction."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("read", "held"))
    parser.add_argument("--kind", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    there, right, wrong = Counter[str](), Counter[str](), 0
    for sentence in sentences(seed=options.seed):
        if (options.half and sentence.held != (options.half == "held")) or options.kind not in sentence.kind:
            continue
        links = links_of(sentence.text)
        good = is_right(sentence, links)
        there[sentence.kind] += 1
        right[sentence.kind] += good
        wrong += is_wrong(sentence, links)
        if options.show and not good and not sentence.held:
            found = [f"{sides(one)[0]} {one['type']} <- {sides(two)[0]} {two['type']}" for one, two in links]
            print(f"[{sentence.kind}] {sentence.text}\n      found {found}, wanted {sentence.answer} <- {sentence.act}")
    for kind, count in there.items():
        print(f"{kind:28} {right[kind]:4} of {count}")
    for section in ("links", "judging", "none"):
        count = sum(there[kind] for kind in there if kind.startswith(section))
        found = sum(right[kind] for kind in there if kind.startswith(section))
        print(f"{section:28} {found:4} of {count} ({found / max(count, 1):.2f})")
    print(f"{'links that run the wrong way':28} {wrong:4}")


if __name__ == "__main__":
    main()
