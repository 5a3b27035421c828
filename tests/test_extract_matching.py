"""One act told twice: further evidence by default where it is surely the same, else offered, and never silently."""

from __future__ import annotations

import asyncio
import csv
import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli import main
from graphkit.dataset import Dataset, load_dataset, save_dataset, text_sha256
from graphkit.errors import DataError
from graphkit.extract.documents import document_id
from graphkit.extract.joining import join_folder, relation_id, start_dataset
from graphkit.extract.matching import iter_matched, matches_by_item
from graphkit.extract.records import SourceText
from graphkit.extract.references import References
from graphkit.extract.review import ReviewStore, items_of
from graphkit.extract.rules import code_document
from graphkit.extract.run import extract_files
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation

FIRST = "On 8 May 2024 Britain expelled a Russian diplomat. On 9 May 2024 Japan condemned Russia."
ANSWER = "In response, Russia expelled a British diplomat on 10 May 2024."
SECOND = f"Britain expelled the Russian diplomat on 8 May 2024. {ANSWER}"


@pytest.fixture
def folder(tmp_path):
    return start_dataset(tmp_path / "mine")


def read(folder, *texts, date="2024-05-12"):
    """The store after reading texts, one document each."""
    store = ReviewStore(folder / "review")
    paths = []
    for number, text in enumerate(texts):
        path = folder.parent / f"article-{len(list(folder.parent.glob('article-*')))}-{number}.md"
        path.write_text(f"---\ntitle: Article {path.stem[8:]}\ndate: {date}\n---\n\n{text}\n", encoding="utf-8")
        paths.append(path)
    list(extract_files(paths, store, workers=1))
    return store


def matched(store, folder):
    return {each.item.sentence.partition(".")[0]: each for each in iter_matched(store, load_dataset(folder))}


def sheet(folder):
    path = folder / "review" / "proposals.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(folder, decisions, **cells):
    """Write decisions, by the words a sentence begins with, into the sheet, and apply it with the command."""
    rows = sheet(folder)
    path = folder / "review" / "proposals.csv"
    for row in rows:
        for words, decision in decisions.items():
            if row["sentence"].startswith(words):
                row["decision"] = decision
                row.update(cells.get(words, {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return CliRunner().invoke(main, ["review", str(folder), "--apply", str(path)])


def export(folder):
    return CliRunner().invoke(main, ["review", str(folder), "--export"])


# what is the same act


def test_the_second_telling_is_further_evidence_by_default_and_says_so(folder):
    store = read(folder, FIRST, SECOND)
    found = matched(store, folder)
    again = found["Britain expelled the Russian diplomat on 8 May 2024"]
    first = found["On 8 May 2024 Britain expelled a Russian diplomat"].item
    assert again.relation == relation_id(first)
    assert [each.match for words, each in found.items() if not words.startswith("Britain")] == [None] * 3
    said = export(folder).stderr
    assert "1 of them tell what the dataset or another document tells as well" in said
    row = next(row for row in sheet(folder) if row["sentence"].startswith("Britain"))
    assert row["relation"] == relation_id(first)
    assert row["known"].startswith(f"told before: {relation_id(first)}, 2024-05-08 The United Kingdom expelled")


def test_what_may_be_told_already_is_counted_by_itself(folder):
    read(
        folder, "On 8 May 2024 Britain expelled a Russian diplomat.", "Britain expelled a Russian diplomat in May 2024."
    )
    said = export(folder).stderr
    assert "tell what the dataset" not in said
    assert "1 of them may tell what is told already: the column `known` names it" in said


def test_accepted_as_it_stands_it_is_one_relation_with_two_rows_of_evidence(folder):
    read(folder, FIRST, SECOND)
    export(folder)
    done = fill(folder, {"": "accept"})
    assert done.exit_code == 0
    # of four proposals accepted one is told again: three relations
    assert "relations: 3 added, 0 changed, 0 taken out" in done.stderr
    assert "proposals that are further evidence for a relation: 1 added, 0 changed, 0 taken out" in done.stderr
    assert len(load_dataset(folder).records("relations")) == 3
    dataset = load_dataset(folder)
    expelled = [row for row in dataset.records("relations") if row.type == "SANCTION"]
    assert [(row.actor, row.date) for row in expelled] == [(("GBR",), "2024-05-08"), (("RUS",), "2024-05-10")]
    assert len([row for row in dataset.records("evidence") if row.relation == expelled[0].id]) == 2


def test_a_blank_cell_makes_it_a_relation_of_its_own(folder):
    read(folder, FIRST, SECOND)
    export(folder)
    assert fill(folder, {"On": "accept", "Britain": "accept"}, Britain={"relation": ""}).exit_code == 0
    dataset = load_dataset(folder)
    expelled = [row.id for row in dataset.records("relations") if row.type == "SANCTION"]
    assert len(expelled) == 2
    assert sorted(row.relation for row in dataset.records("evidence") if row.relation in expelled) == sorted(expelled)


def test_undoing_it_takes_its_evidence_out_again_and_asks_anew(folder):
    store = read(folder, FIRST, SECOND)
    again = next(item for item in store.items.values() if item.sentence.startswith("Britain"))
    first = next(item for item in store.items.values() if item.sentence.startswith("On 8 May"))
    export(folder)
    fill(folder, {"": "accept"})
    counted = [row.relation for row in load_dataset(folder).records("evidence")].count(relation_id(first))
    store = ReviewStore(folder / "review")
    store.undo(reviewer="ann", target=again.id)
    join_folder(store, folder)
    left = [row for row in load_dataset(folder).records("evidence") if row.relation == relation_id(first)]
    assert (counted, [row.document for row in left]) == (2, [first.document.id])
    (waiting,) = iter_matched(store, load_dataset(folder))
    assert (waiting.item.id, waiting.relation) == (again.id, relation_id(first))


def test_what_it_tells_again_must_be_accepted_too(folder):
    read(folder, FIRST, SECOND)
    export(folder)
    result = fill(folder, {"On 8": "reject", "Britain": "accept"})
    assert result.exit_code == 1
    assert "relation: neither the dataset nor an accepted proposal has the id" in result.stderr


KNOWN = Dataset.from_records(
    name="known",
    title="Known",
    version="1",
    actors=[
        Actor("GBR", "United Kingdom", "state", ("Britain",)),
        Actor("RUS", "Russia", "state"),
        Actor("uk-home-office", "Home Office", "agency"),
    ],
    affiliations=[Affiliation("uk-home-office", "PART_OF", "GBR")],
    documents=[Document("old", "An old article", date="2024-05-08")],
    relations=[
        Relation("expulsion", ("uk-home-office",), "SANCTION", "expel", ("RUS",), False, "2024-05-08", summary="Out!")
    ],
    evidence=[Evidence("expulsion", "old")],
)


def test_a_relation_of_the_dataset_is_matched_with_its_parties_rolled_up(folder):
    save_dataset(KNOWN, folder)
    store = read(folder, SECOND)
    found = matched(store, folder)
    assert found["Britain expelled the Russian diplomat on 8 May 2024"].relation == "expulsion"
    export(folder)
    fill(folder, {"": "accept"})
    dataset = load_dataset(folder)
    assert len([row for row in dataset.records("evidence") if row.relation == "expulsion"]) == 2


def read_answer(folder):
    """The store after the second article was read, its answer linked, whatever coder reads it."""
    store = ReviewStore(folder / "review")
    text = SECOND
    digest = text_sha256(text)
    record = Document(document_id("Second", digest), "Second", date="2024-05-12", sha256=digest)
    first, answer = code_document(text)
    linked = replace(answer, responds_to=0, response_start=53, response_end=64)
    source = SourceText(text, record, "utf-8")
    store.add_document(source, items_of(source, [first, linked]), file_sha256=digest, coder="rules")
    return store


def test_an_answer_in_one_article_is_linked_to_the_act_in_the_dataset(folder):
    save_dataset(KNOWN, folder)
    store = read_answer(folder)
    answer = matched(store, folder)["In response, Russia expelled a British diplomat on 10 May 2024"]
    assert answer.responds_to == "expulsion"
    assert "answers what is told before: expulsion, 2024-05-08 Out!" in list(answer.sentences())
    export(folder)
    fill(folder, {"In response": "accept"})  # also when its own telling of the act is not accepted
    (row,) = [row for row in load_dataset(folder).records("relations") if row.actor == ("RUS",)]
    assert row.responds_to == ("expulsion",)


def test_an_answer_is_linked_across_two_articles(folder):
    read(folder, FIRST)
    read_answer(folder)
    export(folder)
    fill(folder, {"": "accept"})
    rows = [row for row in load_dataset(folder).records("relations") if row.type == "SANCTION"]
    assert [(row.actor, row.responds_to) for row in rows] == [(("GBR",), ()), (("RUS",), (rows[0].id,))]


def test_what_either_telling_answers_is_answered(folder):
    read(
        folder, "On 10 May 2024 Russia expelled a British diplomat. On 8 May 2024 Britain expelled a Russian diplomat."
    )
    read_answer(folder)
    export(folder)
    fill(folder, {"": "accept"})
    rows = {row.actor: row for row in load_dataset(folder).records("relations")}
    assert rows["RUS",].responds_to == (rows["GBR",].id,)


def test_an_answer_named_before_its_act_is_linked_with_the_first_telling(folder):
    second = "Russia ordered a British consul to leave on 10 May 2024. The decision was a response to the British move."
    read(folder, FIRST, f"{second} On 8 May 2024 Britain expelled a Russian diplomat.")
    export(folder)
    fill(folder, {"": "accept"})
    rows = {row.actor: row for row in load_dataset(folder).records("relations")}
    assert rows["RUS",].responds_to == (rows["GBR",].id,)


def test_an_answer_to_what_only_another_article_tells_is_offered(folder):
    save_dataset(KNOWN, folder)
    store = read_answer(folder)
    (first, answer) = store.items.values()
    alone = replace(answer, responds_to="")
    store.add_document(SourceText(SECOND, answer.document, "utf-8"), [alone], file_sha256="x", coder="rules:again")
    (found,) = [each for each in iter_matched(store, load_dataset(folder)) if each.item.id == answer.id]
    assert found.may_answer.relation == "expulsion"
    assert found.responds_to == ""
    assert first.id not in store.items


@pytest.mark.parametrize(
    ("text", "same", "offered"),
    [
        ("Britain expelled two Russian diplomats on 8 May 2024.", True, True),
        ("Britain expelled two diplomats of Russia on 8 May 2024.", True, True),
        ("Flights have been empty since 8 May 2024, when Britain expelled a Russian diplomat.", True, True),
        ("Russia expelled a British diplomat on 8 May 2024.", False, False),  # the other way round
        ("Britain expelled a Russian diplomat on 9 May 2024.", False, False),  # another day
        ("Britain expelled a Russian diplomat in May 2024.", False, True),  # it may be that day
        ("Britain expelled a Russian diplomat around 8 May 2024.", False, True),
        ("Britain arrested a Russian diplomat on 8 May 2024.", False, True),  # another type of its family
        ("Britain praised Russia on 8 May 2024.", False, False),  # another family
        ("France expelled a Russian diplomat on 8 May 2024.", False, False),
    ],
)
def test_only_what_is_alike_is_joined_and_only_what_may_be_is_offered(folder, text, same, offered):
    save_dataset(KNOWN, folder)
    store = read(folder, text)
    (found,) = matches_by_item(store, load_dataset(folder)).values() or [None] if offered else [None]
    assert (found is not None) is offered
    assert bool(found and found.relation) is same
    if offered and not same:
        assert "may be told before: expulsion, 2024-05-08 Out!" in next(found.sentences())


def test_what_another_article_denies_is_contested(folder):
    read(folder, "On 8 May 2024 Iran attacked Iraq.", "Iran denied attacking Iraq on 8 May 2024.")
    export(folder)
    assert fill(folder, {"": "accept"}).exit_code == 0
    dataset = load_dataset(folder)
    (attack,) = [row for row in dataset.records("relations") if row.type == "ASSAULT"]
    assert {row.stance for row in dataset.records("evidence") if row.relation == attack.id} == {"asserts", "denies"}


def test_other_persons_and_places_make_another_act(folder):
    first = "French President Emmanuel Macron met Chancellor Olaf Scholz of Germany in Berlin on 8 May 2024."
    store = read(folder, first, "French diplomats met German diplomats in Paris on 8 May 2024.")
    assert [each.relation for each in iter_matched(store, load_dataset(folder))] == ["", ""]


def test_the_state_behind_a_noun_is_no_other_party_and_another_noun_is(folder):
    first = "Britain expelled two Russian diplomats on 8 May 2024."
    store = read(folder, first, "Britain expelled two diplomats of Russia on 8 May 2024.")
    assert [bool(each.relation) for each in iter_matched(store, load_dataset(folder))] == [False, True]
    store = read(folder, "Britain expelled two teachers of Russia on 8 May 2024.")
    assert [bool(each.relation) for each in iter_matched(store, load_dataset(folder))][2:] == [False]


def test_what_was_rejected_is_not_told_before(folder):
    store = read(folder, FIRST, SECOND)
    first = next(item for item in store.items.values() if item.sentence.startswith("On 8 May"))
    store.decide(first.id, "reject", reviewer="ann")
    assert not matches_by_item(store, load_dataset(folder))


def test_a_second_telling_of_a_second_telling_leads_to_the_first(folder):
    store = read(folder, FIRST, SECOND, "Reports say Britain expelled a Russian diplomat on 8 May 2024.")
    targets = {each.relation for each in iter_matched(store, load_dataset(folder)) if each.relation}
    assert len(targets) == 1


def test_the_id_of_what_it_is_evidence_for_is_checked(folder):
    store = read(folder, FIRST, SECOND)
    item, other = list(store.items.values())[:2]
    known = References(store, load_dataset(folder), accepting=[other.id])
    assert known.checked(item, {"relation": other.id}) == {"relation": relation_id(other)}
    with pytest.raises(DataError, match="is no further evidence for itself"):
        References(store, load_dataset(folder), accepting=[item.id]).checked(item, {"relation": item.id})
    with pytest.raises(DataError, match="relation: neither the dataset nor"):
        known.checked(item, {"relation": "nobody"})


# in the terminal


def press(store, folder, *keys):
    pytest.importorskip("textual", reason="needs the extra actor-graphkit[review]")
    from graphkit.extract.review_app import review_app

    async def run():
        app = review_app(store, load_dataset(folder), reviewer="ann")
        async with app.run_test(size=(140, 50)) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            return str(app.query_one("#proposal").render())

    return asyncio.run(run())


@pytest.mark.slow
def test_the_terminal_says_what_is_told_before_and_what_each_key_does(folder):
    store = read(folder, FIRST, SECOND)
    order = [item.sentence for item in store.items.values()]
    at = next(place for place, sentence in enumerate(order) if sentence.startswith("Britain"))
    shown = " ".join(press(store, folder, *["a"] * at).split())
    assert "told before: sanction-" in shown
    assert "as further evidence; o makes it a relation of its own" in shown
    press(store, folder, "a")
    item = next(item for item in store.items.values() if item.sentence.startswith("Britain"))
    first = next(item for item in store.items.values() if item.sentence.startswith("On 8 May"))
    assert dict(store.decisions()[item.id].changes) == {"relation": relation_id(first)}
    press(store, folder, "u", "o")
    assert dict(store.decisions()[item.id].changes) == {}


@pytest.mark.slow
def test_the_terminal_joins_what_may_be_told_before(folder):
    save_dataset(KNOWN, folder)
    store = read(folder, "Britain expelled a Russian diplomat in May 2024.")
    assert "j adds it to expulsion" in " ".join(press(store, folder).split())
    press(store, folder, "j")
    (decision,) = store.decisions().values()
    assert dict(decision.changes) == {"relation": "expulsion"}


# ten pairs of articles


@pytest.mark.slow
def test_of_ten_pairs_eight_are_joined_and_none_wrongly():
    path = Path(__file__).parents[1] / "benchmarks" / "told_twice.py"
    spec = importlib.util.spec_from_file_location("told_twice", path)
    told_twice = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = told_twice  # dataclasses look there
    spec.loader.exec_module(told_twice)
    found = [told_twice.judge(pair) for pair in told_twice.load_pairs()]
    assert [each.wrong for each in found] == [()] * 10
    assert sum(each.joined for each in found) >= 8


HEADED = """Peru expels two Chilean diplomats

Peru on 7 May 2024 expelled two Chilean diplomats. Chile recalled its ambassador to Peru on 8 May 2024. It was said in
Lima that Chile had recalled its envoy to Peru on 8 May 2024. Peru also expelled two Chilean diplomats on 9 May 2024.
"""


def headed(folder):
    (folder.parent / "headed.txt").write_text(HEADED, encoding="utf-8")
    store = ReviewStore(folder / "review")
    list(extract_files([folder.parent / "headed.txt"], store, workers=1, date="2024-05-12"))
    return store


def test_a_headline_and_an_act_told_twice_in_one_text_are_one_relation(folder):
    found = list(iter_matched(headed(folder), load_dataset(folder)))
    lead, recall = (relation_id(found[place].item) for place in (1, 2))
    assert [(each.item.proposal.date, each.relation) for each in found] == [
        ("", lead),
        ("2024-05-07", ""),
        ("2024-05-08", ""),
        ("2024-05-08", recall),
        ("2024-05-09", ""),  # another day is another act
    ]


def test_what_a_headline_tells_joins_as_evidence_with_the_day_of_its_text(folder):
    headed(folder)
    export(folder)
    assert fill(folder, {"": "accept"}).exit_code == 0
    dataset = load_dataset(folder)
    assert sorted(row.date for row in dataset.records("relations")) == ["2024-05-07", "2024-05-08", "2024-05-09"]
    assert len(dataset.records("evidence")) == 5
