"""The vocabulary: its counts, its scores, its code table, and the page that shows it."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.ontology import QUADS, from_cameo, load_ontology

PAGE = Path(__file__).parents[1] / "docs" / "vocabulary.md"

# The PLOVER manual's table of scores, typed in by hand; ACCUSE with its sign put right.
SCORES = {
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5,
    "CONCEDE": 4.5,
    "COOPERATE": 9.5,
    "AID": 10,
    "RETREAT": 6.5,
    "REQUEST": 0,
    "ACCUSE": -3,
    "REJECT": -2,
    "THREATEN": -3.5,
    "PROTEST": -5,
    "SANCTION": -6,
    "MOBILIZE": -5.5,
    "COERCE": -7,
    "ASSAULT": -9,
}
MODE_SCORES = {
    "CONSULT": "visit 4, third-party 1, multilateral 4, phone 1.5",
    "RETREAT": "withdraw 8, release 6.5, disarm 10, ceasefire 7.5, access 6.5, resign 4.5",
    "REQUEST": "assist 0.5, change -1, yield -1, meet 0",
    "ACCUSE": "disapprove -2, investigate -3.5, allege -3.5",
    "REJECT": "assist -1.5, change -2, yield -2, meet -2",
    "THREATEN": "restrict -3, arrest -3.5, relations -3.5, expel -3.5, territory -4, violence -3.5",
    "PROTEST": "demo -5, riot -7, strike -5, hunger -4.5, boycott -4.5, obstruct -4.5, vandalize -5",
    "SANCTION": "convict -6, expel -5.5, withdraw -6, discontinue -6",
    "MOBILIZE": "troops -6.5, weapons -6.5, police -5.5, militia -6",
    "COERCE": "seize -7, restrict -7, censor -6.5, curfew -6.5, martial-law -7.5, arrest -7, deport -7, withhold -7, "
    "misinformation -6.5, cyber -7",
    "ASSAULT": "abduct -8.5, beat -7.5, torture -8.5, sexual -8.5, targeted -9.5, destroy -8.5, primitive -8, "
    "firearms -9, explosives -9, suicide-attack -9.5, aerial -9.5, drone -9.5, heavy-weapons -9.5, "
    "crowd-control -7.5, unconventional -10",
}
TIES = {"ALLIED_WITH": 8, "RIVAL_OF": -5, "HAS_LEVERAGE_OVER": 0, "DEPENDS_ON": 0}

ROOTS = [f"{number:02}" for number in range(1, 21)]
# CAMEO 1.1b3: the last digit of the three-digit codes of each class; the first is 0 and none is left out.
LAST_DIGITS = "98967457486995566664"
# Its three-digit codes that have four-digit ones, and how many.
FOUR_DIGITS = {
    "021": 4, "023": 4, "024": 4, "025": 6, "031": 4, "033": 4, "034": 4, "035": 6, "081": 4, "083": 4, "084": 2,
    "086": 3, "087": 4, "101": 4, "103": 4, "104": 4, "105": 6, "112": 5, "121": 4, "122": 4, "123": 4, "124": 6,
    "131": 3, "132": 4, "138": 5, "141": 4, "142": 4, "143": 4, "144": 4, "145": 4, "162": 3, "166": 3, "171": 2,
    "172": 4, "182": 3, "183": 4, "195": 2, "204": 2,
}  # fmt: skip
THREE = [f"{root}{digit}" for root, last in zip(ROOTS, LAST_DIGITS, strict=True) for digit in range(int(last) + 1)]
FOUR = [f"{code}{digit}" for code, count in FOUR_DIGITS.items() for digit in range(1, count + 1)]


@pytest.fixture(scope="module")
def vocabulary():
    return load_ontology()


def entries(vocabulary):
    modes = [mode for kind in vocabulary.types.values() for mode in kind.modes.values()]
    return [*vocabulary.types.values(), *modes, *vocabulary.contexts.values()]


def test_sixteen_events_and_four_ties(vocabulary):
    events = {name for name, kind in vocabulary.types.items() if not kind.standing}
    assert events == set(SCORES)
    assert set(vocabulary.types) - events == set(TIES)
    assert (len(events), len(TIES), len(vocabulary.contexts)) == (16, 4, 37)


@pytest.mark.parametrize(("name", "score"), [*SCORES.items(), *TIES.items()])
def test_scores_of_types(vocabulary, name, score):
    assert vocabulary.types[name].score == score
    assert vocabulary.types[name].score_of("") == score


@pytest.mark.parametrize("name", SCORES)
def test_scores_of_modes(vocabulary, name):
    expected = dict(pair.split() for pair in MODE_SCORES.get(name, "").split(", ") if pair)
    modes = vocabulary.types[name].modes
    assert {mode: value.score for mode, value in modes.items()} == {mode: float(n) for mode, n in expected.items()}
    assert all(vocabulary.types[name].score_of(mode) == float(n) for mode, n in expected.items())


def test_quads_partition_the_types(vocabulary):
    parts = {quad: {name for name, kind in vocabulary.types.items() if kind.quad == quad} for quad in QUADS}
    assert parts == {
        "verbal cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        "material cooperation": {"COOPERATE", "AID", "RETREAT"},
        "verbal conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        "material conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
        "standing tie": set(TIES),
    }
    assert sum(map(len, parts.values())) == len(vocabulary.types)


def test_a_score_has_the_sign_of_its_quad(vocabulary):
    for kind in vocabulary.types.values():
        if kind.quad.endswith("cooperation"):
            assert kind.score > 0, kind.name
        elif kind.quad.endswith("conflict"):
            assert kind.score <= 0, kind.name


def test_mutual_by_default(vocabulary):
    mutual = {name for name, kind in vocabulary.types.items() if kind.mutual}
    assert mutual == {"CONSULT", "COOPERATE", "ALLIED_WITH", "RIVAL_OF"}
    consult = vocabulary.types["CONSULT"]
    assert [mode for mode in consult.modes if not consult.mutual_of(mode)] == ["visit"]
    assert consult.mutual_of() is True


def test_only_consult_has_mutual_modes(vocabulary):
    others = [kind for name, kind in vocabulary.types.items() if name != "CONSULT"]
    assert not any(mode.mutual for kind in others for mode in kind.modes.values())


def test_every_entry_has_its_words_and_its_source(vocabulary):
    for entry in entries(vocabulary):
        assert entry.label and entry.label == entry.label.strip(), entry.name
        assert entry.definition.endswith("."), entry.name
        assert entry.source in vocabulary.sources, entry.name
    assert {vocabulary.types[name].source for name in SCORES} == {"plover"}
    assert {vocabulary.types[name].source for name in TIES} == {"graphkit"}
    assert all(match.source in vocabulary.sources for match in vocabulary.cameo.values())


def test_labels_and_definitions_tell_entries_apart(vocabulary):
    words = [entry.definition for entry in entries(vocabulary)]
    assert len(set(words)) == len(words)
    labels = [entry.label for entry in entries(vocabulary) if entry.name not in vocabulary.contexts]
    assert len(set(labels)) == len(labels)


def test_nobody_can_change_it(vocabulary):
    with pytest.raises(TypeError):
        vocabulary.types["NEW"] = vocabulary.types["AID"]
    with pytest.raises(TypeError):
        vocabulary.types["CONSULT"].modes["visit"] = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        vocabulary.types["AID"].score = 0.0
    assert load_ontology() is vocabulary


def test_it_needs_the_standard_library_only():
    program = "import sys, graphkit.ontology as o; o.load_ontology(); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in result.stdout.split()}
    assert "graphkit" in loaded
    assert not loaded & {"click", "edtf", "networkx", "numpy", "pandas", "pyvis"}


# --- CAMEO ---------------------------------------------------------------------------------------


def test_the_list_of_codes_is_cameos():
    # Codes below each class as counted in the codebook, from Beger's R package on ICEWS; class 12 has two more
    # here (1213, 1214), which the conversion table and ICEWS have and the codebook lacks.
    counts = [10, 27, 28, 7, 8, 5, 6, 25, 5, 27, 12, 28, 22, 26, 6, 13, 13, 14, 9, 7]
    assert [sum(code.startswith(root) for code in THREE + FOUR) for root in ROOTS] == counts
    assert len(THREE) == 149


def test_every_code_is_there_and_no_other(vocabulary):
    assert set(vocabulary.cameo) | set(vocabulary.cameo_omitted) == set(ROOTS + THREE + FOUR)
    assert not set(vocabulary.cameo) & set(vocabulary.cameo_omitted)


def test_only_statements_are_left_out(vocabulary):
    assert set(vocabulary.cameo_omitted) == {"01"} | {code for code in THREE if code.startswith("01")}
    assert all(vocabulary.cameo_omitted.values())


@pytest.mark.parametrize("code", [code for code in ROOTS + THREE + FOUR if not code.startswith("01")])
def test_a_code_resolves_to_what_exists(vocabulary, code):
    match = from_cameo(code)
    kind = vocabulary.types[match.type]
    assert not kind.standing
    assert match.mode == "" or match.mode in kind.modes
    assert set(match.contexts) <= set(vocabulary.contexts)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("042", "CONSULT/visit"),
        ("057", "SUPPORT/"),
        ("062", "COOPERATE/"),
        ("072", "AID/"),
        ("0871", "RETREAT/ceasefire"),
        ("1056", "REQUEST/yield"),
        ("0256", "REQUEST/yield"),
        ("112", "ACCUSE/allege"),
        ("114", "ACCUSE/disapprove"),
        ("116", "SANCTION/convict"),
        ("125", "REJECT/meet"),
        ("138", "THREATEN/violence"),
        ("143", "PROTEST/boycott"),
        ("154", "MOBILIZE/troops"),
        ("163", "SANCTION/discontinue"),
        ("1712", "ASSAULT/destroy"),
        ("173", "COERCE/arrest"),
        ("186", "ASSAULT/targeted"),
        ("192", "COERCE/seize"),
        ("1952", "ASSAULT/drone"),
        ("204", "ASSAULT/unconventional"),
    ],
)
def test_known_codes(code, expected):
    match = from_cameo(code)
    assert f"{match.type}/{match.mode}" == expected


def test_contexts_come_with_the_code():
    assert from_cameo("072").contexts == ("military",)
    assert from_cameo("094").contexts == ("military", "legal")
    assert from_cameo("040").contexts == ()


def test_a_leading_zero_matters():
    assert from_cameo("10").type == "REQUEST"
    assert from_cameo("010") is None
    assert from_cameo("20").type == "ASSAULT"
    assert from_cameo("020").type == "REQUEST"
    with pytest.raises(TypeError, match="pass it as a string"):
        from_cameo(10)


def test_a_denial_is_no_conflict(vocabulary):
    assert from_cameo("016") is None
    assert "denies" in vocabulary.cameo_omitted["016"]


def test_a_longer_code_falls_back_to_a_shorter():
    assert from_cameo("0579") == from_cameo("057")
    assert from_cameo("048") == from_cameo("04")
    assert from_cameo("0161") is None


@pytest.mark.parametrize("code", ["", "1", "99", "230", "---", "07201", "07a"])
def test_what_cameo_does_not_have(code):
    assert from_cameo(code) is None


def test_only_hosting_is_swapped(vocabulary):
    assert [code for code, match in vocabulary.cameo.items() if match.swapped] == ["043"]
    assert (from_cameo("043").type, from_cameo("043").mode) == ("CONSULT", "visit")


# --- the page ------------------------------------------------------------------------------------


def signed(score):
    return f"{score:+g}" if score else "0"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def sections(vocabulary):
    types = vocabulary.types.values()
    yes = {True: "yes", False: ""}
    matches = vocabulary.cameo.items()
    return {
        "sources": table(["source", "is"], vocabulary.sources.items()),
        "types": table(
            ["type", "X ... Y", "quad class", "score", "mutual", "meaning", "source"],
            [[t.name, t.label, t.quad, signed(t.score), yes[t.mutual], t.definition, t.source] for t in types],
        ),
        "modes": table(
            ["type", "mode", "X ... Y", "score", "mutual", "meaning", "source"],
            [
                [t.name, m.name, m.label, signed(m.score), yes[m.mutual], m.definition, m.source]
                for t in types
                for m in t.modes.values()
            ],
        ),
        "contexts": table(
            ["context", "in words", "meaning", "source"],
            [[c.name, c.label, c.definition, c.source] for c in vocabulary.contexts.values()],
        ),
        "cameo": table(
            ["code", "type", "mode", "contexts", "sides", "source"],
            [
                [code, m.type, m.mode, ", ".join(m.contexts), "exchanged" if m.swapped else "", m.source]
                for code, m in matches
            ],
        ),
        "omitted": table(["code", "why"], vocabulary.cameo_omitted.items()),
    }


def with_tables(text, vocabulary):
    for name, body in sections(vocabulary).items():
        text, found = re.subn(
            rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m, body=body: f"{m[1]}{body}\n{m[2]}", text, flags=re.S
        )
        assert found == 1, name
    return text


def test_the_page_shows_the_vocabulary(vocabulary):
    text = PAGE.read_text(encoding="utf-8")
    assert text == with_tables(text, vocabulary), "run: python tests/test_ontology.py"
    assert "| AID | gave aid to | material cooperation | +10 |" in text


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), load_ontology()), encoding="utf-8", newline="\n")
