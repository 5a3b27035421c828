"""The bundled dataset: nothing is wrong with it, and its evidence stands where it says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import graphkit
from graphkit.dataset import bundled_path, read_text, text_sha256


def test_check_finds_nothing(bundled):
    report = graphkit.check_dataset()
    assert report.problems == ()
    assert report.notices == ()
    assert report.counts["relations"] == len(bundled.records("relations")) >= 70


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


def test_everybody_who_acts_for_a_state_has_one(bundled):
    rolled = graphkit.build_network(bundled, roll_up=True)
    kinds = {rolled.nodes[node]["kind"] for edge in rolled.edges() for node in edge}
    assert "person" not in kinds
    assert "agency" not in kinds


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
