"""The bundled dataset: nothing is wrong with it, and its evidence stands where it says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.dataset import bundled_path, read_text, text_sha256
from graphkit.render import map_html


def test_check_finds_nothing(bundled):
    report = graphkit.check_dataset()
    assert report.problems == ()
    assert report.notices == ()
    assert report.counts["relations"] == len(bundled.records("relations")) >= 400


def test_saving_it_changes_no_byte(bundled, tmp_path):
    names = [*(f"{table}.csv" for table in bundled.tables), "datapackage.json"]
    for name in names:
        (tmp_path / name).write_bytes((bundled_path() / name).read_bytes())
    graphkit.save_dataset(bundled, tmp_path)
    assert [n for n in names if (tmp_path / n).read_bytes() != (bundled_path() / n).read_bytes()] == []
    fresh = tmp_path / "fresh"
    graphkit.save_dataset(bundled, fresh)
    tables = names[:-1]
    assert [n for n in tables if (fresh / n).read_bytes() != (bundled_path() / n).read_bytes()] == []


@pytest.mark.slow
def test_the_package_is_valid_for_other_tools():
    from frictionless import validate

    report = validate(str(bundled_path() / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    package = json.loads((bundled_path() / "datapackage.json").read_text("utf-8"))
    assert {"name", "title", "version", "licenses", "sources"} <= set(package)


def test_every_relation_is_typed_dated_and_sourced(bundled):
    network = graphkit.build_network(bundled)
    for key, _, _, data in graphkit.iter_relations(network):
        assert data["status"] != "unsourced", key
        assert data["summary"], key
        assert data["date"] or data["quad"] == "standing tie" or data["status"] not in ("asserted", "contested"), key


def test_every_relation_added_has_a_source_that_can_be_opened(bundled, affair):
    address = {document.id: document.url for document in bundled.records("documents")}
    opened = {place.relation for place in bundled.records("evidence") if address[place.document]}
    without = {relation.id for relation in bundled.records("relations")} - opened
    assert without <= {relation.id for relation in affair.records("relations")}
    assert len(without) <= 1
    assert all(url.startswith(("http://", "https://")) for url in address.values() if url)


def test_what_was_in_the_data_stays_with_its_ids(bundled, affair):
    for table in ("actors", "relations"):
        assert {one.id for one in affair.records(table)} <= {one.id for one in bundled.records(table)}


def test_a_second_reader_read_a_fifth_and_found_few_wrong(bundled):
    """What was found is kept beside the draw; README tells the rate."""
    path = Path(__file__).parents[1] / "benchmarks" / "second_reader.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert {row["relation"] for row in rows} <= {relation.id for relation in bundled.records("relations")}
    wrong = [row for row in rows if row["wrong"]]
    text = " ".join((bundled_path() / "README.md").read_text("utf-8").split())
    assert f"{len(wrong)} of the {len(rows)} were wrong" in text
    assert len(wrong) / len(rows) < 0.05
    rest = list(csv.DictReader(path.with_name("second_reader_rest.csv").read_text("utf-8").splitlines()))
    unread = sum(row["read_at"] in {"cells only", "not found"} for row in rest)
    assert not {row["relation"] for row in rest} & {row["relation"] for row in rows}
    assert f"{sum(bool(row['wrong']) for row in rest)} were wrong" in text
    assert f"For {unread} the source itself was not opened" in text
    late = list(csv.DictReader(path.with_name("second_reader_late.csv").read_text("utf-8").splitlines()))
    assert {row["relation"] for row in late} <= {relation.id for relation in bundled.records("relations")}
    relations = [row for row in late if row["drawn"] == "true" and not row["document"]]
    places = [row for row in late if row["drawn"] == "true" and row["document"]]
    told = [f"{sum(bool(row['wrong']) for row in rows)} of the {len(rows)}" for rows in (relations, places)]
    assert f"{told[0]} relations and {told[1]} rows were wrong" in text


def test_no_retelling_of_ours_is_a_source(bundled):
    assert [document.id for document in bundled.records("documents") if document.retells and not document.url] == []
    assert {place.origin for place in bundled.records("evidence")} == {"curated"}


def test_the_readme_has_the_numbers(bundled):
    text = " ".join((bundled_path() / "README.md").read_text("utf-8").split())
    told = [f"{len(bundled.records(table))} {word}" for table, word in TABLES.items()]
    assert f"{', '.join(told[:-1])} and {told[-1]}" in text


TABLES = {"actors": "actors", "affiliations": "affiliations", "documents": "documents"}
TABLES |= {"relations": "relations", "evidence": "rows of evidence"}


def asked(*arguments):
    """What a command answers about the bundled data, in one line."""
    done = CliRunner().invoke(main, [*arguments, "--data", str(bundled_path()), "--format", "text"])
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


@pytest.mark.slow
def test_the_denial_and_its_end_are_told():
    now, then = asked("contested"), asked("contested", "--as-of", "2024-12-31")
    assert (
        "denied by North Korea (21 October 2024) and the Kremlin (by 20 January 2025), both until 28 April 2025" in now
    )
    assert "denied by North Korea (21 October 2024) and the Kremlin (by 20 January 2025)." in then
    assert "acknowledged" not in then
    whole = asked("responses", "--to", "2024-10-prk-troops-to-russia")
    assert "until 28 April 2025" in whole
    assert "First to answer" in whole and "- 24 October 2024: South Korea’s delegates at the UN asked" in whole
    answers = asked("responses", "--to", "DPRK", "--since", "2025-04")
    assert ": South Korea" in answers
    assert "admission" in answers


@pytest.mark.slow
def test_what_the_three_allies_did_together_is_told():
    told = asked("timeline", "--together", "USA", "--together", "Seoul", "--together", "Tokyo")
    for words in ("Madrid", "Camp David", "warnings of North Korean missiles", "Freedom Edge", "secretariat", "Munich"):
        assert words in told
    assert "compensate" not in told  # what Seoul did alone


@pytest.mark.slow
def test_what_china_has_in_hand_is_told_in_numbers():
    told = asked("leverage", "--holder", "China", "--over", "North Korea")
    said = "In 2022 China had 96% of North Korea's trade, 1.53 billion US dollars; all others together 4%."
    assert said in told
    assert "China has leverage over North Korea" in told
    touched = asked("leverage", "--actor", "China")
    assert said in touched  # what others sold is counted all the same
    assert "North Korea accounts for" not in touched and "North Korea had" not in touched


@pytest.mark.slow
def test_the_page_of_the_bundled_data_is_no_larger_than_it_may_be(bundled):
    assert len(map_html(graphkit.build_network(bundled)).encode()) < 900_000


def test_everybody_who_acts_for_a_state_has_one(bundled):
    rolled = graphkit.build_network(bundled, roll_up=True)
    left = {node for edge in rolled.edges() for node in edge if rolled.nodes[node]["kind"] in ("person", "agency")}
    assert left == {"ashot-mkrtychev"}  # a dealer in arms, who acts for no state


def seeds(bundled, shared_path):
    """The two texts by document id, which must be the ones that were read."""
    texts = {}
    for document in bundled.records("documents"):
        path = shared_path / "seeds" / document.file
        if document.file and path.is_file():
            texts[document.id] = read_text(path)
            assert text_sha256(texts[document.id]) == document.sha256
    return texts


def test_each_sha256_is_that_of_the_text(bundled, shared_path):
    assert len(seeds(bundled, shared_path)) == 2
    report = graphkit.check_dataset(documents=shared_path / "seeds")
    assert report.problems == ()


BOUNDARY = re.compile(r"[\w’'\"“”$]")


def test_each_span_is_a_clause_that_names_what_the_relation_says(bundled, shared_path):
    texts = seeds(bundled, shared_path)
    names = {actor.id: (actor.name, *actor.aliases) for actor in bundled.records("actors")}
    relations = {relation.id: relation for relation in bundled.records("relations")}
    checked, unnamed = 0, []
    for record in bundled.records("evidence"):
        if record.document not in texts or record.origin != "curated":
            continue
        text = texts[record.document]
        assert record.start is not None
        assert record.end is not None
        span = text[record.start : record.end]
        place = f"{record.relation} at {record.start}: {span!r}"
        assert span == span.strip(), place
        assert len(span.split()) >= 3, place
        before, after = text[record.start - 1 : record.start], text[record.end : record.end + 1]
        assert not (before.isalpha() and span[0].isalpha()), place
        assert not (after.isalpha() and span[-1].isalpha()), place
        relation = relations[record.relation]
        found = [actor for actor in (*relation.actor, *relation.recipient) if mentions(span, names[actor])]
        if not found and not plainly_refers(span):
            unnamed.append(place)
        checked += 1
    assert checked >= 90
    assert unnamed == []


def mentions(span, names):
    """Whether a span has one of some names in it, whole or its last word."""
    folded = span.casefold()
    words = [name.casefold() for name in names] + [name.casefold().split()[-1] for name in names if " " in name]
    return any(re.search(rf"(?<!\w){re.escape(word)}", folded) for word in words)


def plainly_refers(span):
    """Whether a span refers back to actors named before it."""
    return bool(
        re.search(
            r"\b(he|his|it|its|they|their|them|the two|both|these|this|those|such|soldiers|troops|forces)\b", span, re.I
        )
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DPRK", "PRK"),
        ("Pyongyang", "PRK"),
        ("북한", "PRK"),
        ("Россия", "RUS"),
        ("Moscow", "RUS"),
        ("Seoul", "KOR"),
        ("中国", "CHN"),
        ("日本", "JPN"),
        ("Kyiv", "UKR"),
        ("Україна", "UKR"),
        ("Washington", "USA"),
        ("대한민국", "KOR"),
    ],
)
def test_the_names_people_use(bundled, name, expected):
    assert graphkit.find_actor(bundled, name) == expected


def test_the_example_for_data_of_your_own_is_right(tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "data.md").read_text("utf-8")
    for name, section in re.findall(r"^## (\w+\.csv): .*?\n(.*?)(?=^## |\Z)", page, re.M | re.S):
        rows = [line for line in section.splitlines() if line.startswith("|") and "| --- |" not in line]
        cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(cells)
    dataset = graphkit.load_dataset(tmp_path)
    network = graphkit.build_network(dataset)
    assert {key: data["status"] for key, *_, data in graphkit.iter_relations(network)} == {
        "treaty": "asserted",
        "arms": "contested",
        "thanks": "asserted",
    }
    assert graphkit.responses(network)["response_id"].tolist() == ["thanks"]
    assert graphkit.find_actor(network, "ΕΛΛΑΔΑ") == "GRC"
