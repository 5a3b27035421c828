"""Documents that may only retell others are pointed out by extract and review, and a person decides."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.extract.retelling import likely_retellings
from graphkit.model import Document

STORY = (
    "On 3 May 2024 Japan condemned Russia for the attack on the harbour of the northern town. "
    "South Korea sent Ukraine 20 generators on 6 May 2024, and the two ministers met in the evening to talk about them."
)
OTHER = (
    "On 9 May 2024 Turkey sent troops to the border with Syria, where two soldiers had been shot at the week before. "
    "The minister of defence said in the capital that they would stay there until the end of the summer."
)


def pairs(texts, *documents):
    return [(one.document, one.of) for one in likely_retellings(texts, documents)]


def test_of_two_texts_alike_the_later_retells_the_earlier():
    texts = {"a": STORY, "b": f"From our agencies. {STORY}", "c": OTHER}
    early, late, third = (
        Document("a", "A", date="2024-05-06"),
        Document("b", "B", date="2024-05-07"),
        Document("c", "C"),
    )
    assert pairs(texts, early, late, third) == [("b", "a")]
    swapped = Document("a", "A", date="2024-05-08"), Document("b", "B", date="2024-05-07")
    assert pairs(texts, *swapped) == [("a", "b")]
    # the dates do not tell: the shorter is taken to retell the longer
    assert pairs(texts, Document("a", "A", date="2024-05"), Document("b", "B", date="2024-05-07")) == [("a", "b")]
    (found,) = likely_retellings(texts, (early, late))
    assert str(found).startswith(
        "b may only retell a (100% of its words in the same order): if so, write a into its retells"
    )


def test_different_texts_and_short_ones_are_not_alike():
    assert pairs({"a": STORY, "b": OTHER}, Document("a", "A"), Document("b", "B")) == []
    assert pairs({"a": "It was signed.", "b": "It was signed."}, Document("a", "A"), Document("b", "B")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Japan protested, Kyodo News reported.", [("b", "a")]),
        ("Japan protested, according to Kyodo News.", [("b", "a")]),
        ("Citing sources, it said so. Japan protested, as reported by the Kyodo News.", [("b", "a")]),
        ("Kyodo News is a company.", []),
        ("Kyodo Newsreel reported it.", []),
    ],
)
def test_who_gives_anothers_report_may_retell_it(text, found):
    source, other = Document("a", "A", publisher="Kyodo News"), Document("b", "B", publisher="The Post")
    assert pairs({"a": STORY, "b": text}, source, other) == found
    # of two documents of one publisher nobody knows which is meant, and nobody reports himself
    assert pairs({"b": text}, source, Document("c", "C", publisher="Kyodo News"), other) == []
    assert pairs({"b": text}, source, Document("b", "B", publisher="Kyodo News")) == []


def test_what_is_said_to_retell_is_not_proposed_again():
    texts = {"a": STORY, "b": f"From our agencies. {STORY}"}
    documents = Document("a", "A", date="2024-05-06"), Document("b", "B", date="2024-05-07", retells=("a",))
    assert pairs(texts, *documents) == []


def test_extract_and_review_propose_it_and_a_person_sets_it(tmp_path):
    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    (tmp_path / "story.md").write_text(f"---\ntitle: Story\ndate: 2024-05-06\n---\n\n{STORY}\n", "utf-8")
    (tmp_path / "echo.md").write_text(
        f"---\ntitle: Echo\ndate: 2024-05-08\n---\n\nFrom agencies.\n\n{STORY}\n", "utf-8"
    )
    mine = tmp_path / "mine"
    result = run("extract", tmp_path / "story.md", tmp_path / "echo.md", "--into", mine)
    assert result.exit_code == 0
    assert "may only retell story-" in result.stderr
    sheet = mine / "review" / "proposals.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["decision"] = "accept"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert "may only retell story-" in run("review", mine, "--apply", sheet).stderr
    table = mine / "documents.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        documents = list(csv.DictReader(file))
    story, echo = sorted(documents, key=lambda one: one["date"])
    echo["retells"] = story["id"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, documents[0])
        writer.writeheader()
        writer.writerows(documents)
    assert run("check", mine).exit_code == 0
    assert "may only retell" not in run("review", mine, "--export").stderr
