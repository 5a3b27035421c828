"""How the rule coder says what it made of a sentence, and the word classes that its patterns may use."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.errors import DataError
from graphkit.extract import extract_relations
from graphkit.extract.rules.words import check_classes


def explained(*arguments):
    result = CliRunner().invoke(main, ["extract", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_sentence_is_explained_by_tokens_phrases_clauses_and_patterns():
    told = explained("--explain", "Turkey sent troops to Syria.")
    assert "Turkey/P sent/E troops/N to/I Syria/P" in told
    assert "n[troops]" in told and "clause 1: send (E): subject 0, object 2, to 4" in told
    assert "fits: 'send-troop" in told
    assert "'send-back-to' wants 'back'" in told
    assert re.search(r"proposed TUR MOBILIZE SYR, confidence 0\.\d+, pattern send-troop", told)


def test_it_says_why_an_event_is_dropped():
    told = explained("--explain", "Turkey condemned the bombing.")
    assert "dropped TUR ACCUSE bombing (pattern condemn): 'bombing' is a thing, not somebody" in told
    assert "proposed nothing" in told


def test_what_is_proposed_is_not_said_to_be_dropped():
    told = explained("--explain", "Chad accused Mali of fraud. The foreign ministry rejected the charge.")
    assert "proposed MLI REJECT TCD" in told
    assert "dropped" not in told


def test_an_act_that_only_the_sentence_before_tells_is_explained_where_it_is_answered():
    told = explained(
        "--explain",
        "Hours after a long day of talks in its capital, Niger fired a rocket into the sea. Peru protested.",
    )
    assert "proposed NER ASSAULT PER" in told
    assert "proposed PER ACCUSE NER" in told


def test_explain_reads_no_files_and_one_of_both_is_needed(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Turkey praised Chad.")
    for arguments in ([str(text), "--explain", "Turkey praised Chad."], []):
        assert CliRunner().invoke(main, ["extract", *arguments]).exit_code == 2


@pytest.mark.slow
def test_a_pattern_may_name_a_word_class(tmp_path):
    patterns = tmp_path / "mine.toml"
    patterns.write_text('[[events]]\ntype = "PROTEST"\nverbs = "paint @{forces.ships} of"\n')
    text = "Chad painted the frigate of Mali. Chad painted the submarine of Peru. Chad painted the house of Fiji."
    frame = extract_relations(text, patterns=patterns)
    assert list(zip(frame["type"], frame["recipient_state"], strict=True)) == [("PROTEST", "MLI"), ("PROTEST", "PER")]


@pytest.mark.slow
@pytest.mark.parametrize("phrase", ["scrub @{forces.ships} clean of", "@{patterns.starting} scrubbing of"])
def test_a_pattern_with_a_word_class_is_as_many_patterns_as_the_class_has_words(tmp_path, phrase):
    from graphkit.extract.rules.dictionary import expand_classes, load_patterns

    written = {}
    for name, phrases in (("one", [phrase]), ("many", expand_classes(phrase))):
        path = tmp_path / f"{name}.toml"
        path.write_text(f'[[events]]\ntype = "PROTEST"\nverbs = "{", ".join(phrases)}"\n')
        verbs = load_patterns([path]).verbs.values()
        groups = [group for verb in verbs for group in (verb.plain, *verb.with_noun.values())]
        written[name] = sorted([each for group in groups for each in group if each.own], key=lambda each: each.name)
    assert written["one"] == written["many"]
    assert len(written["one"]) == len(expand_classes(phrase)) > 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"forces": {"armed": "army navy army"}}, "twice army"),
        ({"forces": {"armed": ["army"]}}, "write a string of words"),
        ({"forces": {"armed": ""}}, "no words"),
        ({"armed": "army"}, "put it under"),
        ({"forces": {"ends": {"AID": "help", "CONSULT": "help"}}}, "twice help"),
    ],
)
def test_a_breach_of_the_file_of_classes_is_named(data, said):
    with pytest.raises(ValueError, match=said):
        check_classes(data)


def test_graphkits_own_patterns_pass_the_check_that_ones_own_must_pass():
    from importlib import resources

    from graphkit.extract.rules.checking import read_patterns

    with resources.as_file(resources.files("graphkit.extract").joinpath("data", "events.toml")) as path:
        assert read_patterns(path)["events"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[events]]\ntype = 'AID'\nverbs = 'send @{forces.shipz} to'", "group 1, verbs: .*did you mean forces.ships"),
        ("[[events]]\nverbs = 'send to'", "group 1, type"),
        ("[[events", "not TOML"),
    ],
)
def test_a_fault_in_the_coders_own_patterns_is_named_with_its_group(text, said, monkeypatch):
    from graphkit.extract.rules import checking, dictionary

    for module in (checking, dictionary):
        monkeypatch.setattr(module, "read_data", lambda _: f"{text}\n")
    with pytest.raises(DataError, match=f"events.toml.*{said}"):
        dictionary.load_patterns()


def test_it_says_where_a_type_comes_of_being_done_to_a_state():
    said = CliRunner().invoke(main, ["extract", "--explain", "Hungary imposed sanctions on Belarus."]).output
    assert "pattern impose-sanction (SANCTION by its on_state: it is done to a state)" in said
    said = CliRunner().invoke(main, ["extract", "--explain", "Hungary accused Belarus of fraud."]).output
    assert "on_state" not in said
