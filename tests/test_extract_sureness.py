"""How sure proposals and answers are: what speaks for and against them, and what is left out."""

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.extract import CoderChoice, extract_relations
from graphkit.extract.rules import code_document
from graphkit.extract.rules.sureness import answer_signs, is_doubtful, load_weights


def confidence(text, actor, kind, recipient):
    found = extract_relations(text, date="2024-05-15")
    row = found[(found.actor == actor) & (found.type == kind) & (found.recipient == recipient)]
    return row.confidence.iloc[0]


def test_signs_are_weighed_as_a_logistic_regression_weighs_them():
    weights = load_weights("proposals")
    assert weights.likelihood([]) == pytest.approx(1 / (1 + 2.718281828**-weights.plain))
    sign, weight = next((sign, weight) for sign, weight in weights.signs.items() if weight > 0)
    assert weights.likelihood([sign]) > weights.likelihood([])
    assert weights.likelihood([sign], score=0.5) == pytest.approx(
        1 / (1 + 2.718281828 ** -(weights.plain + weight + 0.5 * weights.score))
    )


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        (("Peru expelled two Chilean envoys.", "PER", "SANCTION", "chilean-envoys"), None),
        (
            ("Peru shelled Chile.", "PER", "ASSAULT", "CHL"),
            ("Peru's plan to shell Chile failed.", "PER", "ASSAULT", "CHL"),
        ),
    ],
)
def test_a_plain_sentence_is_surer_than_one_that_leaves_more_open(surer, less_sure):
    assert confidence(*surer) > 0.7
    if less_sure is not None:
        found = extract_relations(less_sure[0])
        assert found.empty or found.confidence.max() < confidence(*surer)


def test_the_cut_leaves_out_what_is_less_sure_and_nothing_at_nought():
    text = "Peru froze Chilean assets. The freeze was lifted on Friday."
    told, sure = code_document(text, cut=0.0), code_document(text, cut=0.5)
    assert [one.type for one in told] == ["SANCTION", "RETREAT"] and told[1].confidence < 0.5
    assert [one.type for one in sure] == ["SANCTION"]


def test_an_answer_that_goes_back_to_the_doer_is_likelier_than_one_that_shares_nobody():
    first, back = code_document("Chile expelled Peruvian envoys. In response, Peru expelled Chilean envoys.")
    visit, other = code_document("Ghana visited Togo. Peru expelled Chilean envoys.")
    weights = load_weights("answers")
    assert back.responds_to == 0 and not is_doubtful(back, first, 0, ("in", {"CHL"}, set()))
    likely = weights.likelihood(answer_signs(back, first, 0, ("in", {"CHL"}, set())))
    assert likely > 0.1 + weights.likelihood(answer_signs(other, visit, 0, ("in", {"CHL"}, set())))


def test_who_asks_for_surer_proposals_gets_none_that_is_less_sure(tmp_path):
    text = "Peru froze Chilean assets. The freeze was lifted on Friday. Rebels told of a raid on villagers."
    frame = extract_relations(text, min_confidence=0.6)
    assert (frame.confidence >= 0.6).all() and len(extract_relations(text)) > len(frame) > 0
    article = tmp_path / "article.txt"
    article.write_text(text, encoding="utf-8")
    told = CliRunner().invoke(main, ["extract", str(article), "--min-confidence", "0.6", "--format", "jsonl"])
    assert told.exit_code == 0 and len(told.stdout.strip().splitlines()) == len(frame)


def test_a_least_confidence_is_a_share_and_not_for_a_language_model():
    assert CoderChoice(min_confidence=0.6).signature != CoderChoice().signature
    with pytest.raises(ValueError, match="is not from 0 to 1"):
        extract_relations("Peru met Chile.", min_confidence=1.5)
    with pytest.raises(ValueError, match="leave it out"):
        CoderChoice("llm", model="any", min_confidence=0.5)


def test_what_one_sentence_ties_is_not_doubted():
    text = "Serbia condemned Kenya for its recognition of Kosovo."
    condemned = next(one for one in code_document(text) if one.type == "ACCUSE")
    assert condemned.responds_to is not None


def test_an_answer_is_weighed_by_who_did_what_to_whom():
    first, second = code_document("Chile expelled Peruvian envoys. In response, Peru expelled Chilean envoys.")
    signs = dict(answer_signs(second, first, 0, ("in", {"CHL"}, set())))
    assert signs["roles"] == "++--" and signs["named"] == "doer" and signs["between"] == 0
