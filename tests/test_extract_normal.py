"""Text as it comes: apostrophes, blanks, ligatures, unseen signs, accents and line ends change nothing that is read."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from graphkit import extract_relations
from graphkit.extract.records import reading_form

SEEDS = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
TEXT = (
    "The People's Republic of China officially condemned the Democratic People's Republic of Korea for the offensive.\n"
    'South Korea\'s foreign minister summoned the Russian ambassador. "We reject it," the official said.\n'
)


def triples(text):
    found = extract_relations(text)
    return Counter(zip(found["actor"], found["type"], found["recipient"], found["date"], strict=True))


def wrapped(text, width, **options):
    return "\n".join(textwrap.fill(line, width, **options) if line.strip() else line for line in text.split("\n"))


def cut(text, width):
    """The text at a width, with long words cut where they reach over it."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            room = width - len(line) - 2
            if len(line) + 1 + len(word) <= width:
                line = f"{line} {word}" if line else word
            elif word.isalpha() and len(word) >= 7 and min(room, len(word) - 3) >= 3:
                size = min(room, len(word) - 3)
                lines.append(f"{line} {word[:size]}-")
                line = word[size:]
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return "\n".join(lines)


FORMS = {
    "80 columns": lambda text: wrapped(text, 80),
    "72 columns": lambda text: wrapped(text, 72),
    "80 columns, compounds whole": lambda text: wrapped(text, 80, break_on_hyphens=False),
    "80 columns, words cut": lambda text: cut(text, 80),
    "66 columns, words cut": lambda text: cut(text, 66),
    "typographic apostrophes": lambda text: re.sub(r"(?<=\w)'", "\u2019", text),
    "plain apostrophes": lambda text: text.replace("\u2019", "'"),
    "typographic quotes": lambda text: re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text),
    "blanks that hold together": lambda text: text.replace(" ", "\u00a0"),
    "soft hyphens": lambda text: re.sub(r"(\w{4})(?=\w{3})", "\\1\u00ad", text),
    "blanks of no width": lambda text: text.replace(" ", " \u200b"),
    "marks of direction": lambda text: re.sub(r"(\w)\b", "\\1\u200e", text),
    "ligatures": lambda text: text.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("ff", "\ufb00"),
    "hyphens that hold together": lambda text: text.replace("-", "\u2011"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "letters and accents apart": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_text_changes_nothing_that_is_found(form):
    assert triples(TEXT) == triples(FORMS[form](TEXT))
    assert {key[:3] for key in triples(TEXT)} >= {("CHN", "ACCUSE", "PRK")}


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS, reason="needs ../shared/seeds beside the checkout")
@pytest.mark.parametrize("form", FORMS)
def test_whole_documents_lose_and_invent_nothing(form):
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        assert triples(FORMS[form](text)) == triples(text), path.name


@pytest.mark.parametrize("form", FORMS)
def test_offsets_count_the_text_as_given(form):
    text = FORMS[form](TEXT)
    found = extract_relations(text)
    spans = {text[row.actor_start : row.actor_end] for row in found.itertuples()}
    assert len(found) >= 2
    assert any(reading_form(words).text.replace("\n", " ").endswith("People's Republic of China") for words in spans)
    for row in found[found["denies"].isna()].itertuples():
        assert 0 <= row.start <= row.actor_start < row.actor_end <= row.end <= len(text)


def test_every_place_leads_back_to_its_letters():
    chance = random.Random(4)
    signs = ["a", "b", " ", "\n", "\u00ad", "\u200b", "\ufb01", "e\u0301", "-\n", "\u2019", "\u00a0", "words and "]
    for _ in range(300):
        text = "".join(chance.choices(signs, k=40))
        reading = reading_form(text)
        for start in range(len(reading.text)):
            end = chance.randint(start + 1, len(reading.text))
            (first, last), whole = reading.span(start, end), reading.span(0, len(reading.text))
            assert whole[0] <= first < last <= whole[1] <= len(text)
            letters = [sign for sign in reading.text[start:end] if sign in "ab"]
            assert [sign for sign in text[first:last] if sign in "ab"] == letters


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "A min-\nister of the state said so. The minister left.",
            "A minister of the state said so. The minister left.",
        ),
        ("A long-\nrange missile. Each long-range missile.", "A long-range missile. Each long-range missile."),
        ("The anti-\ntank weapons", "The anti-tank weapons"),
        ("North-\nKorean troops", "North-Korean troops"),
        ("the embar-\ngo on arms", "the embargo on arms"),
        ("Japan condemns Peru\nBrazil said on Monday that", "Japan condemns Peru\nBrazil said on Monday that"),
        (
            "On Monday the president of Argentina praised\nBrazil.",
            "On Monday the president of Argentina praised Brazil.",
        ),
        ("It met the ministers of\nPeru", "It met the ministers of Peru"),
        ("They agreed on the\n- first point\n- second point", "They agreed on the\n- first point\n- second point"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("`quoted’ words", "`quoted' words"),
        ("ＪＡＰＡＮ", "JAPAN"),
    ],
)
def test_how_lines_and_words_are_made_whole(text, read):
    assert reading_form(text).text == read


@pytest.mark.parametrize(
    ("text", "parties"),
    [("México sanctioned Perú.", ("MEX", "PER")), ("Tu\u0308rkiye sanctioned Brazil.", ("TUR", "BRA"))],
)
def test_accents_do_not_hide_a_name(text, parties):
    (found,) = extract_relations(text)[["actor", "recipient"]].itertuples(index=False)
    assert tuple(found) == parties


def test_an_address_is_named_as_it_was_typed(tmp_path):
    from graphkit.errors import DataError
    from graphkit.extract.readers import load_bytes

    with pytest.raises(DataError, match=r"^https://example\.org/a: an address, not a file"):
        load_bytes(Path("https://example.org/a"))
