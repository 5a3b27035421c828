"""States in ten languages beside English: whole names, their endings, and what begins with them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import graphkit.gazetteer
from graphkit.extract.gazetteer import can_act, name_actor
from graphkit.extract.llm_coder import LanguageModelCoder
from graphkit.gazetteer import load_states
from graphkit.gazetteer.languages import LANGUAGES, state_told, state_words

ROOT = Path(__file__).parents[1]


def table(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(
    ("words", "state", "whole"),
    [
        ("일본은", "JPN", True),
        ("북한이", "PRK", True),
        ("한국군", "KOR", False),
        ("미국 국무부", "USA", False),
        ("アメリカ合衆国", "USA", True),
        ("ロシア軍", "RUS", False),
        ("北朝鮮は", "PRK", True),
        ("中国外交部", "CHN", False),
        ("俄羅斯", "RUS", True),
        ("印度尼西亚", "IDN", True),
        ("几内亚比绍", "GNB", True),
        ("Северной Кореи", "PRK", True),
        ("Белого дома", "USA", True),
        ("российской армии", "RUS", False),
        ("Москву", "RUS", True),
        ("немецкими танками", "DEU", False),
        ("турецкого правительства", "TUR", False),
        ("норвезьких солдатів", "NOR", False),
        ("британская разведка", "GBR", False),
        ("Сполучених Штатів", "USA", True),
        ("Росією", "RUS", True),
        ("وروسيا", "RUS", True),
        ("للولايات المتحدة", "USA", True),
        ("القوات الإسرائيلية", "ISR", False),
        ("des États-Unis", "USA", True),
        ("L’Allemagne", "DEU", True),
        ("les troupes russes", "RUS", False),
        ("nord-coréennes", "PRK", True),
        ("EE. UU.", "USA", True),
        ("Corea del Norte", "PRK", True),
        ("tropas rusas", "RUS", False),
        ("den Vereinigten Staaten", "USA", True),
        ("Deutschlands", "DEU", True),
        ("die russische Armee", "RUS", False),
        ("کره‌شمالی", "PRK", True),
        ("نیروهای آمریکایی", "USA", False),
    ],
)
def test_a_state_is_found_whatever_its_ending(words, state, whole):
    found = state_told(words)
    assert (found.id, found.whole) == (state, whole)
    actor = name_actor(words)
    assert (actor.id if whole else actor.state) == state
    assert can_act(words)


@pytest.mark.parametrize(
    "words",
    [
        "日本海",
        "南中国海",
        "일본해",
        "중국과 일본",
        "中国和日本",
        "Россия и Китай",
        "мало",
        "того",
        "куб",
        "Владимир Путин",
        "محمد",
        "Island",
        "Maurice",
        "Congo",
        "grenade",
        "the rebels",
        "wetlands",
        "",
    ],
)
def test_what_names_no_one_state_finds_none(words):
    assert state_told(words) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_named_and_its_first_name_finds_it(language):
    names = state_words(language)
    assert set(names) == set(load_states())
    lost = [key for key, words in names.items() if (state_told(words[0]) or state_told(words[-1])) is None]
    assert len(lost) <= 9, lost  # a few islands of long names, and names that are words as well


def test_no_english_word_for_an_actor_becomes_a_state():
    rows = table(ROOT / "graphkit/extract/data/organisations.csv")
    names = [(row["id"], name) for row in rows for name in row["names"].split(";")]
    assert [name for key, name in names if name_actor(name).kind == "state" and not key.isupper()] == []


_FORMS = {
    "ru": lambda word: [word[:-2] + ending for ending in ("ого", "ая", "ими")],
    "uk": lambda word: [word[:-2] + ending for ending in ("ого", "а", "ими")],
    "ar": lambda word: [f"ال{word}", f"ال{word}ة", f"وال{word}ة"],
    "de": lambda word: [word + ending for ending in ("en", "er", "e")],
}


@pytest.mark.parametrize("language", _FORMS)
def test_every_adjective_is_known_in_its_forms(language):
    rows = table(Path(graphkit.gazetteer.__file__).parent / "words.csv")
    pairs = [
        (row["id"], word)
        for row in rows
        if row["language"] == language
        for word in row["adjectives"].split(";")
        if word
    ]
    assert len(pairs) > 80
    lost = [
        form for key, word in pairs for form in _FORMS[language](word) if getattr(state_told(form), "id", "") != key
    ]
    assert lost == []


def test_an_unknown_language_names_the_known():
    with pytest.raises(ValueError, match="language is one of ko, ja, zh"):
        state_words("xx")


def test_words_are_well_formed():
    folder = Path(graphkit.gazetteer.__file__).parent
    rows = table(folder / "words.csv")
    assert {row["id"] for row in rows} <= set(load_states())
    assert {row["language"] for row in rows} == set(LANGUAGES)
    cells = [
        word
        for row in rows
        for column in ("names", "capital", "adjectives", "people")
        for word in row[column].split(";")
    ]
    assert all(word == word.strip() for word in cells)
    assert len({(row["id"], row["language"]) for row in rows}) == len(rows)


@pytest.mark.slow
def test_the_table_is_what_cldr_says():
    core = pytest.importorskip("babel.core", reason="needs babel, which holds CLDR")
    version = getattr(core, "get_cldr_version", lambda: "an older one")()
    if version != "49":
        pytest.skip(f"the table is of CLDR 49, this babel has {version}")
    command = [sys.executable, str(ROOT / "benchmarks" / "state_names.py")]
    assert subprocess.run(command, capture_output=True, text=True).returncode == 0


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "cue", "expected"),
    [
        ("Россия обвинила Украину.", "Россия", "Украину", "обвинила", ("RUS", "UKR")),
        ("중국은 일본을 비난했다.", "중국", "일본", "비난했다", ("CHN", "JPN")),
        ("أدانت السعودية إيران.", "السعودية", "إيران", "أدانت", ("SAU", "IRN")),
        ("La France a accusé l’Allemagne.", "La France", "l’Allemagne", "a accusé", ("FRA", "DEU")),
        ("中国谴责美国。", "中国", "美国", "谴责", ("CHN", "USA")),
    ],
)
def test_what_a_model_proposes_finds_its_states(text, actor, recipient, cue, expected):
    said = {"sentence": text, "actor": actor, "recipient": recipient, "cue": cue, "type": "ACCUSE", "stance": "asserts"}
    ((found,)) = LanguageModelCoder(lambda prompt: json.dumps({"relations": [said]}), model="toy")(text)
    assert (found.actor, found.recipient) == expected
