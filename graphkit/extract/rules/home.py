"""Whose text it is: the state of a section, of the author of a statement, or of who speaks in a transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.extract.rules.dictionary import Dictionary, Known, Memory, slug
from graphkit.extract.rules.parse import Parse
from graphkit.extract.rules.words import Word, word_class

STATEMENTS = word_class("home.statements")
OFFICES = word_class("home.offices")
ASKING = word_class("home.asking")
ANSWERING = word_class("home.answering")
LONGEST_LABEL = 5  # words before the colon
SOON = 8  # sentences in which a statement names whose it is
_HERE = re.compile(r"\bhere in ((?:[A-Z]\w+ ?)+)")


def open_text(text: str, memory: Memory, dictionary: Dictionary) -> None:
    """Remember of a text what its words about places stand for: "the North" in one on Korea, "here in Paris"."""
    memory.koreas = "Korea" in text or "Pyongyang" in text or "Seoul" in text
    here = _HERE.search(text) if "here in " in text else None
    if here is not None:
        memory.home = _state(dictionary, here[1].strip())


def settle_author(parses: Sequence[Parse]) -> None:
    """Find whose statement it is that a heading announces: "Press statement of the Foreign Ministry of Nepal"."""
    if not parses:
        return
    first, memory = parses[0], parses[0].memory
    if STATEMENTS.isdisjoint([word.text for word in first.sentence.words[:30]]):
        return
    offices = [word for word in first.sentence.words if word.noun in OFFICES]
    if not offices:
        return
    named = [word for word in first.sentence.words if word.belongs]
    if not named:
        named = [word for parse in parses[1:SOON] for word in _subjects(parse)]
    for word in named:
        state = word.state or (word.name[2] if word.name is not None else "")
        if state in first.dictionary.states:
            memory.home = memory.author = (state, "state", state, first.dictionary.titles[state])
            return


def _subjects(parse: Parse) -> list[Word]:
    """Return the words that name a state and are subjects of what is done now, or has been."""
    words, lasts = parse.sentence.words, parse.chunks.lasts
    now = [
        clause
        for clause in parse.clauses
        if clause.subject >= 0
        and (words[clause.a].text in ("has", "have") or (clause.form == "V" and words[clause.a].text.endswith("s")))
    ]
    heads = [words[lasts[clause.subject]] for clause in now]
    return [word for word in heads if word.name is not None and word.name[1] == "state"]


def read_label(parse: Parse) -> None:
    """Remember whose a section is, or who speaks: "NIGER: ...", "MR. MILLER: ...", "QUESTION: ..."."""
    words, memory = parse.sentence.words, parse.memory
    at = next((i for i, word in enumerate(words[: LONGEST_LABEL + 1]) if word.text == ":"), -1)
    if at < 1 or not words[0].written[:1].isupper():
        return
    label = words[:at]
    texts = [word.text for word in label]
    state = _state(parse.dictionary, " ".join(word.written for word in label))
    if state is not None:
        memory.home = state
    elif not ASKING.isdisjoint(texts):
        memory.asking, memory.talker = True, None
    elif _is_speaker(label):
        memory.asking, memory.talker = False, _speaker(label, memory)


def _is_speaker(label: Sequence[Word]) -> bool:
    """Return whether a label is somebody's name or office."""
    if label[0].title or label[0].text in ANSWERING or label[-1].text in ANSWERING:
        return True
    if label[-1].name is not None:
        return label[-1].name[1] == "person"
    return all(word.written.isupper() and len(word.text) > 1 for word in label) and len(label) < 4


def _speaker(label: Sequence[Word], memory: Memory) -> Known:
    """Return who speaks, of the state whose text it is."""
    known = label[-1].name
    if known is not None and known[1] == "person":
        return known[0], known[1], known[2], label[-1].written
    names = [word.written.title() for word in label if not word.title and word.text != "."]
    state = memory.home[2] if memory.home is not None else ""
    shown = " ".join(names) or label[-1].written.title()
    return slug(shown), "person", state, shown


def _state(dictionary: Dictionary, written: str) -> Known | None:
    """Return the state that some words name, also in capitals."""
    for text in (written, written.title()):
        known = dictionary.names.get(text.removesuffix("."))
        if known is not None and known[2] in dictionary.states and known[1] == "state":
            return known[2], "state", known[2], dictionary.titles[known[2]]
    return None
