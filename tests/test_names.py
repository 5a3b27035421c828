"""Names: exact, normalised, near, several, none; and the grounding of quoted words."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from graphkit.dataset.names import AliasIndex, normalise_name, plain_slug
from graphkit.errors import MissingDependency
from graphkit.extract.quotes import find_quote
from graphkit.extract.records import Proposal, keep_grounded
from graphkit.model import Actor

pytest.importorskip("rapidfuzz", reason="needs the extra graphkit[review]")

ACTORS = (
    Actor("PRK", "North Korea", "state", ("DPRK", "Pyongyang")),
    Actor("KOR", "South Korea", "state", ("Seoul", "Korea")),
    Actor("volodymyr-zelenskyy", "Volodymyr Zelenskyy", "person", ("Zelenskyy",)),
    Actor("mark-rutte", "Mark Rutte", "person"),
    Actor("guard-a", "Republican Guard", "armed-group"),
    Actor("guard-b", "The Republican Guard", "armed-group"),
)


@pytest.fixture
def index():
    return AliasIndex(ACTORS)


@pytest.mark.parametrize(
    ("name", "actor", "method"),
    [
        ("DPRK", "PRK", "exact"),
        ("PRK", "PRK", "exact"),
        ("the north korea", "PRK", "normalised"),
        ("D.P.R.K.", "PRK", "normalised"),
        ("President Volodymyr Zelenskyy", "volodymyr-zelenskyy", "normalised"),
        ("Nort Korea", "PRK", "fuzzy"),
        ("Volodimir Zelensky", "volodymyr-zelenskyy", "fuzzy"),
        ("Rute", "mark-rutte", "fuzzy"),
        ("Freedonia", "", "new"),
        ("republican guard", "", "ambiguous"),
        ("ROK", "", "new"),
        ("北朝鮮", "", "new"),
    ],
)
def test_a_name_is_matched_with_a_method(index, name, actor, method):
    match = index.match(name)
    assert (match.actor, match.method) == (actor, method)
    assert match.is_certain == (method in ("exact", "normalised"))


def test_only_names_have_last_names():
    index = AliasIndex([Actor("a", "muslim women", "person"), Actor("b", "Anna Women", "person")])
    assert index.match("women").method == "new"
    assert index.match("Women").actor == "b"
    assert "b" in index
    assert "c" not in index


def test_a_match_says_why(index):
    assert index.match("Nort Korea").reason.startswith("looks like 'north korea', a name of North Korea (")
    assert index.match("Freedonia").reason == "no known actor has a name like this: a new actor"
    assert index.match("republican guard").reason == "is a name of several actors: guard-a, guard-b"


def test_a_near_name_is_never_taken_for_known(index):
    assert index.known("Nort Korea") is None
    assert index.known("north korea").actor == "PRK"


def test_the_score_is_the_published_ratio(index):
    # one letter missing of eleven: 2 * 10 / (10 + 11)
    assert index.match("Nort Korea").score == pytest.approx(100 * 20 / 21, abs=0.05)


def test_the_threshold_is_the_callers():
    assert AliasIndex(ACTORS, threshold=99).match("Nort Korea").method == "new"


def test_normalising_and_slugs():
    assert normalise_name("The  Prime Minister Łódź’s") == "lodz"
    assert normalise_name("the") == "the"
    assert plain_slug("Kim Jong-un") == "kim-jong-un"
    assert plain_slug("北朝鮮") == plain_slug("北朝鮮") != plain_slug("韓国")


TEXT = "Japan’s minister\nmet  Ukraine. Iranian ships left."


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("Japan's minister met Ukraine", (0, 29)),
        ("Ukraine", (22, 29)),
        ("Iran", None),
        ("japan", None),
        ("", None),
        ("Ukraine met", None),
        ("x" * 5000, None),
        ("(.*)", None),
    ],
)
def test_words_are_found_whole_or_not_at_all(quote, span):
    assert find_quote(TEXT, quote) == span


def test_words_are_looked_for_between_two_places():
    assert find_quote("Iran met Iran.", "Iran", start=1) == (9, 13)
    assert find_quote("Iran met Iran.", "Iran", start=1, end=12) is None


def test_what_does_not_stand_on_the_text_is_counted():
    good = Proposal("JPN", 0, 5, "CONSULT", "", "UKR", 10, 17, 0, 18)
    bad = replace(good, recipient_start=17, recipient_end=18)
    answer = replace(good, responds_to=0)
    answers_bad = replace(good, responds_to=1)
    kept = keep_grounded([good, bad, answer, answers_bad, replace(good, start=-1)], "Japan met Ukraine.")
    assert kept.proposals == (good, answer, good)
    assert kept.rejected == (("recipient is not in the text", 1), ("sentence is not in the text", 1))
    assert kept.rejections == 2


def test_a_missing_library_names_the_extra(index, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with pytest.raises(MissingDependency, match="pip install"):
        index.match("Freedonia")
    assert index.match("DPRK").actor == "PRK"


@pytest.mark.parametrize(
    ("known", "name", "actor"),
    [
        ("Recep Tayyip Erdogan", "Tayyip Erdogan", "one"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan", "one"),
        ("Recep Tayyip Erdogan", "Erdogan", "one"),
        ("Erdogan", "President Recep Tayyip Erdogan", "one"),
        ("Recep Tayyip Erdogan", "Recep Tayyip", ""),
        ("Ana Li", "Li", ""),
    ],
)
def test_the_end_of_a_name_is_held_against_the_whole(known, name, actor):
    index = AliasIndex([Actor("one", known, "person")])
    match = index.match(name)
    assert (match.actor, match.is_certain) == (actor, False)


def test_the_end_of_two_names_suggests_neither():
    index = AliasIndex([Actor("a", "Kim Yo-jong", "person"), Actor("b", "Lee Yo-jong", "person")])
    assert index.match("Yo-jong").actor == ""


def test_states_and_bodies_have_no_last_words():
    index = AliasIndex([Actor("MKD", "North Macedonia", "state"), Actor("x", "Turkish Coastguard", "agency")])
    assert [index.match(name).actor for name in ("Macedonia", "Coastguard")] == ["", ""]


def test_marks_that_make_another_letter_are_kept():
    index = AliasIndex([Actor("joe-biden", "Joe Biden", "person", ("バイデン", "बिडेन"))])
    assert index.match("バイデン").actor == "joe-biden"
    assert index.match("ﾊﾞｲﾃﾞﾝ").actor == "joe-biden"
    assert index.match("ハイデン").method == "new"
    assert index.match("बडन").method == "new"
    assert index.match("JOÉ  Bídén").actor == "joe-biden"
