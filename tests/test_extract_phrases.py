"""What English calls an act, entry by entry: in a plain sentence, a headline and as a noun, with type and direction."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from graphkit.extract import extract_relations
from graphkit.extract.rules.dictionary import load_dictionary
from graphkit.extract.rules.words import regular_forms

PHRASES = tomllib.loads((Path(__file__).parent / "cases" / "phrases.toml").read_text(encoding="utf-8"))
AUXILIARIES = {"be": ("is", "was"), "have": ("has", "had"), "do": ("does", "did")}
ENOUGH = 0.93  # of the entries of a type


def entries(text):
    return [each.strip() for each in text.replace("\n", " ").split(",") if each.strip()]


def forms(verb):
    """The "-s" form and the past."""
    lexicon = load_dictionary().lexicon
    before, _, verb = verb.rpartition("-")
    third, past, _ = regular_forms(verb, doubles=verb in lexicon.doubling)
    past = lexicon.irregular.get(verb, (past, past))[0]
    third, past = AUXILIARIES.get(verb, (third, past))
    return [f"{before}-{form}" if before else form for form in (third, past)]


def sentences(kind):
    """One sentence of every entry, in turn a plain one, a headline and one of the government."""
    for number, entry in enumerate(entries(kind["verbs"])):
        verb, _, rest = entry.partition(" ")
        third, past = forms(verb)
        written = re.sub(r"\bB\b", "Chile", rest)
        yield [f"Peru {past} {written} on Monday.", f"Peru {third} {written}", f"Peru's government {past} {written}."][
            number % 3
        ]
    for number, entry in enumerate(entries(kind.get("nouns", ""))):
        written = re.sub(r"\bB\b", "Chile", entry)
        yield [f"Peru's {written} drew attention.", f"The Peruvian {written} began on Monday."][number % 2]


def is_told(text, types):
    rows = extract_relations(text, date="2024-05-01").to_dict("records")
    found = [(row["actor_state"], row["recipient_state"], row["mutual"]) for row in rows if row["type"] in types]
    return ("PER", "CHL", False) in found or ("PER", "CHL", True) in found or ("CHL", "PER", True) in found


@pytest.mark.slow
@pytest.mark.parametrize("name", PHRASES)
def test_the_ways_to_name_an_act_are_read_with_type_and_direction(name):
    kind = PHRASES[name]
    types = {name, *kind.get("accept", "").split()}
    told = {text: is_told(text, types) for text in sentences(kind)}
    missed = [text for text, found in told.items() if not found]
    assert len(missed) <= (1 - ENOUGH) * len(told), missed
