"""What the lexicon offers besides tags: base forms, verbs of saying and the names of offices."""

import pytest

from graphkit.extract.rules import load_dictionary


@pytest.fixture(scope="module")
def lexicon():
    return load_dictionary().lexicon


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("shipped", ("ship", "shipped")),
        ("struck", ("strike", "struck")),
        ("cancelled", ("cancel", "cancelled")),
        ("crises", ("crisis", "crises")),
        ("attack", ("attack",)),
    ],
)
def test_a_word_is_traced_to_what_it_may_be_a_form_of(lexicon, word, bases):
    assert lexicon.bases_of(word) == bases


def test_finite_forms_of_saying_are_told_from_nouns(lexicon):
    sentence = "the state said and denied what claims of a statement declared or told"
    assert [word for word in sentence.split() if lexicon.says(word)] == ["said", "denied", "declared", "told"]


def test_an_office_is_found_with_what_narrows_it(lexicon):
    text = "Secretary of State Blinken, the deputy prime minister and the minister for defence; UN Secretary-General"
    found = [text[start:end] for start, end in lexicon.offices_in(text)]
    assert found == ["Secretary of State", "deputy prime minister", "minister for defence", "Secretary-General"]
