"""Dataset, format, dataset: everything that docs/formats.md says a format keeps, on random datasets."""

from __future__ import annotations

import csv
import json
import sqlite3
import string

import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import graphkit
from graphkit.dataset import guard
from graphkit.interchange import EXPORTS, export_network, import_files
from graphkit.model import (
    COLUMNS,
    ROLES,
    STANCES,
    Actor,
    Affiliation,
    Document,
    Evidence,
    Relation,
    date_bounds,
    join_list,
    split_list,
)  # fmt: skip

SIGNS = string.ascii_letters + "북한조선로동당РоссияЁжїروسياكوريا日本é" + " \"'`<>&=+-@#%|,.:/\\$[]{}()" + "🏭🇰🇵"
DATES = ("", "2024-06-18", "2024-06", "2024", "2024-10~", "2024-11-16/2024-11-17", "../2024-06", "2024-06/..", "202X",
         "2024-24", "2023?", "[2024-05, 2024-07]")  # fmt: skip
TYPES = ("SUPPORT", "AID", "ACCUSE", "ASSAULT", "CONSULT", "ALLIED_WITH")

EXAMPLES = settings.default.max_examples  # fewer where the slow tests are left out
lines = st.text(SIGNS, max_size=20).map(lambda text: " ".join(text.split()))
listed = st.lists(lines.map(lambda text: text.strip("' ")).filter(bool), max_size=2, unique=True).map(tuple)
own = st.dictionaries(st.sampled_from(("page", "оценка", "a b")), lines.filter(bool), max_size=2)


def _extra(columns):
    return tuple(sorted(columns.items()))


broken = st.floats(0.01, 1e6).map(lambda value: round(value, 3))
FIELDS = ("type", "mode", "mutual", "date", "place", "contexts", "amount", "unit", "responds_to", "gist", "summary")
PREFIX = """PREFIX s: <https://schema.org/> PREFIX gk: <urn:graphkit:vocabulary:>
PREFIX oa: <http://www.w3.org/ns/oa#> """


@st.composite
def datasets(draw):
    """Three to five actors, up to six relations: parallel, of several parties, mutual, answered, denied."""
    keys = draw(
        st.lists(
            st.sampled_from(("kim", "acme", "김정은", "ооо-рога", "x9", "a.b-c")), min_size=2, max_size=4, unique=True
        )
    )
    actors = [Actor("PRK", "North Korea", "state", draw(listed), "Q423")]
    for place, key in enumerate(keys):
        name = f"{draw(lines)} {place}".strip()
        kind = draw(st.sampled_from(("person", "company", "other")))
        actors.append(Actor(key, name, kind, draw(listed), "", draw(lines), extra=_extra(draw(own))))
    ids = [actor.id for actor in actors]
    side = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True).map(tuple)
    relations, evidence = [], []
    for number in range(draw(st.integers(1, 6))):
        one, other = draw(side), draw(side)
        other = tuple(key for key in other if key not in one) or (next(key for key in ids if key not in one),)
        amount = draw(
            st.one_of(st.none(), st.integers(-5000, 10**9), st.floats(0.01, 1e6).map(lambda value: round(value, 3)))
        )
        relations.append(
            Relation(
                f"r{number}", one, draw(st.sampled_from(TYPES)), "", other,
                draw(st.booleans()), draw(st.sampled_from(DATES)),
                draw(lines), draw(st.sampled_from(((), ("military",)))), amount,
                draw(lines) if amount is not None else "",
                responds_to=("r0",) if number and not relations[0].date and draw(st.booleans()) else (),
                summary=draw(lines), extra=_extra(draw(own)),
            )
        )  # fmt: skip
        for document, stance, speaker in draw(
            st.lists(st.tuples(st.sampled_from(("d1", "d2")), st.sampled_from(STANCES), st.sampled_from(("", *ids))),
                     min_size=1, max_size=3, unique=True)
        ):  # fmt: skip
            start = draw(st.one_of(st.none(), st.integers(0, 50)))
            end = None if start is None else start + 5
            more = {
                "locator": draw(lines),
                "date": draw(st.sampled_from(DATES)),
                "via": draw(st.sampled_from(("", *ids))),
                "origin": draw(st.sampled_from(("curated", "rules:x"))),
                "confidence": draw(st.sampled_from((None, 0.5, 1))),
                "extra": _extra(draw(own)),
            }
            evidence.append(Evidence(f"r{number}", document, start, end, stance=stance, speaker=speaker, **more))
    place = Affiliation(keys[0], draw(st.sampled_from(ROLES)), "PRK", draw(lines), "2012", "")
    documents = [
        Document("d1", "한국 신문 1", primary=draw(st.sampled_from((None, True, False))), retells=("d3",)),
        Document(
            "d2", draw(lines) or "D", draw(lines), draw(lines), date=draw(st.sampled_from(DATES)), note=draw(lines)
        ),
        Document("d3", "What is retold"),
        Document("d4", "What nothing rests on", url="https://example.org/a?b=1&c=2", extra=_extra(draw(own))),
    ]
    return graphkit.Dataset.from_records(
        name="random", actors=actors, affiliations=[place], documents=documents, relations=relations, evidence=evidence
    )


def often(count):
    """Run a property on so many random datasets."""
    return settings(
        max_examples=min(count, EXAMPLES),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )


def folder_of(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.mark.slow
@pytest.mark.parametrize("form", [name for name, one in EXPORTS.items() if one.back == "whole"])
@given(dataset=datasets())
@often(25)
def test_what_is_imported_again_is_the_dataset(form, dataset, tmp_path_factory):
    folder = folder_of(tmp_path_factory)
    place = folder / ("out" if form == "csv" else f"out.{form}")
    network = graphkit.build_network(dataset)
    export_network(network, form, place)
    told = import_files(form, sorted(place.iterdir()) if form == "csv" else [place])
    found = told.dataset
    assert told.left_out == {}
    for table in ("affiliations", "documents", "evidence"):
        assert set(found.records(table)) == set(dataset.records(table)), table
    assert sorted(found.records("actors"), key=lambda one: one.id) == sorted(
        dataset.records("actors"), key=lambda one: one.id
    )
    again = {relation.id: relation for relation in found.records("relations")}
    assert again.keys() == {relation.id for relation in dataset.records("relations")}
    for relation in dataset.records("relations"):
        made = again[relation.id]
        for name in FIELDS:
            assert getattr(made, name) == getattr(relation, name), name
        assert (set(made.actor), set(made.recipient)) == (set(relation.actor), set(relation.recipient))
        assert set(made.extra) == set(relation.extra)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["sqlite", "duckdb", "parquet"])
@given(dataset=datasets())
@often(10)
def test_tables_of_a_database_are_the_dataset(form, dataset, tmp_path_factory):
    folder = folder_of(tmp_path_factory)
    export_network(graphkit.build_network(dataset), form, folder / "out")
    for table in ("actors", "affiliations", "documents", "relations", "evidence"):
        header, rows = _read_table(form, folder / "out", table)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows([[_cell(name, value) for name, value in zip(header, row, strict=True)] for row in rows])
        assert set(header) >= set(COLUMNS[table])
    again = graphkit.load_dataset(folder)
    for table in ("actors", "affiliations", "documents", "relations", "evidence"):
        assert again.records(table) == dataset.records(table), table


def _cell(name, value):
    if value is None:
        return ""
    if name in ("mutual", "primary"):
        return str(bool(value)).lower()
    return guard(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))


def _read_table(form, path, table):
    """The header and the rows of one table, as its reader gives them."""
    if form == "sqlite":
        connection = sqlite3.connect(path)
    else:
        import duckdb

        connection = duckdb.connect(str(path) if form == "duckdb" else ":memory:")
    try:
        source = f"read_parquet('{path}/{table}.parquet')" if form == "parquet" else table
        cursor = connection.execute(f"SELECT * FROM {source}")
        return [column[0] for column in cursor.description], cursor.fetchall()
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["node-link", "cytoscape", "neo4j"])
@given(dataset=datasets())
@often(15)
def test_edges_of_other_tools_have_every_attribute(form, dataset, tmp_path_factory):
    folder = folder_of(tmp_path_factory)
    export_network(graphkit.build_network(dataset), form, folder / "out")
    nodes, edges = _read_graph(form, folder / "out")
    for actor in dataset.records("actors"):
        row = nodes[actor.id]
        assert [row.get(name, "") for name in ("name", "kind", "wikidata", "note")] == [
            actor.name, actor.kind, actor.wikidata, actor.note,
        ]  # fmt: skip
        assert split_list(row.get("aliases", "")) == actor.aliases
        assert all(row[f"extra{':' if form != 'neo4j' else '_'}{name}"] == value for name, value in actor.extra)
    for relation in dataset.records("relations"):
        found = [row for row in edges if row["relation_id"] == relation.id]
        for row in found:
            said = {name: row.get(name, "") for name in ("relation_type", "date", "place", "unit", "summary", "mode")}
            assert list(said.values()) == [
                relation.type, relation.date, relation.place, relation.unit, relation.summary, relation.mode,
            ]  # fmt: skip
            assert split_list(row.get("responds_to", "")) == relation.responds_to
            assert split_list(row.get("contexts", "")) == relation.contexts
            assert (float(row["amount"]) if row.get("amount", "") != "" else None) == relation.amount
            assert str(row["mutual"]).lower() == str(relation.mutual).lower()
            assert split_list(row.get("actors", "")) in ((), relation.actor)
            evidence = [record for record in dataset.records("evidence") if record.relation == relation.id]
            denying = dict.fromkeys(one.speaker or one.document for one in evidence if one.stance == "denies")
            assert split_list(row.get("denied_by", "")) == tuple(denying)
            assert split_list(row["documents"]) == tuple(dict.fromkeys(one.document for one in evidence))
        ends = {frozenset(pair) for row in found for pair in [(row["source"], row["target"])]}
        assert ends == {frozenset((a, b)) for a in relation.actor for b in relation.recipient}


def _read_graph(form, path):
    """The nodes by id and the edges, with their ends."""
    if form == "neo4j":
        tables = []
        for name in ("nodes", "relationships"):
            with (path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                tables.append(
                    [{key.split(":")[0] or key: cell for key, cell in row.items()} for row in csv.DictReader(file)]
                )
        nodes = {row["id"]: row for row in tables[0]}
        return nodes, [{**row, "source": row[":START_ID"], "target": row[":END_ID"]} for row in tables[1]]
    data = json.loads(path.read_text("utf-8"))
    graph = nx.node_link_graph(data, edges="edges") if form == "node-link" else nx.cytoscape_graph(data, name="label")
    return dict(graph.nodes(data=True)), [{**row, "source": a, "target": b} for a, b, row in graph.edges(data=True)]


@pytest.mark.slow
@given(dataset=datasets())
@often(10)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_json_ld_has_claims_evidence_with_its_characters_and_affiliations(dataset, tmp_path_factory):
    import rdflib

    path = folder_of(tmp_path_factory) / "out.jsonld"
    graphkit.to_json_ld(graphkit.build_network(dataset), path)
    graph = rdflib.Graph().parse(path, format="json-ld")
    claims = graph.query(PREFIX + "SELECT ?id ?type ?date ?text ?mutual WHERE { ?c a s:Claim; s:identifier ?id; "
                         "gk:type ?type; "
                         "gk:mutual ?mutual. OPTIONAL { ?c gk:date ?date } OPTIONAL { ?c s:text ?text } }")  # fmt: skip
    assert sorted(
        (str(one.id), str(one.type), str(one.date or ""), str(one.text or ""), bool(one.mutual)) for one in claims
    ) == sorted((one.id, one.type, one.date, one.summary, one.mutual) for one in dataset.records("relations"))
    said = graph.query(PREFIX + "SELECT ?id ?stance ?start WHERE { ?a a oa:Annotation; oa:hasBody/s:identifier ?id; "
                       "gk:stance ?stance; "
                       "oa:hasTarget ?t. OPTIONAL { ?t oa:hasSelector/oa:start ?start } }")  # fmt: skip
    assert sorted(
        (str(one.id), str(one.stance), -1 if one.start is None else int(one.start)) for one in said
    ) == sorted(
        (one.relation, one.stance, -1 if one.start is None else one.start) for one in dataset.records("evidence")
    )
    names = graph.query(PREFIX + "SELECT ?id ?name WHERE { ?a s:identifier ?id; s:name ?name }")
    assert {(str(one.id), str(one.name)) for one in names} == {(one.id, one.name) for one in dataset.records("actors")}
    assert len(list(graph.query(PREFIX + "SELECT ?r WHERE { ?r a s:Role }"))) == len(dataset.records("affiliations"))


@pytest.mark.slow
@given(dataset=datasets())
@often(10)
def test_followthemoney_has_actors_links_dates_and_documents(dataset, tmp_path_factory):
    from followthemoney import model

    path = folder_of(tmp_path_factory) / "out.jsonl"
    network = graphkit.build_network(dataset)
    written = graphkit.to_ftm(network, path)
    entities = {one["id"]: model.get_proxy(one) for one in map(json.loads, path.read_text("utf-8").splitlines())}
    keys = dict(zip(network, entities, strict=False))  # actors come first; ids of other scripts are digests
    for actor in dataset.records("actors"):
        names = entities[keys[actor.id]].get("name")
        assert names == [actor.name] or "a value that FollowTheMoney does not take as name" in written.losses
    for relation in dataset.records("relations"):
        entity = entities[f"relation-{relation.id}"]
        assert entity.get("role") == [relation.type]
        found = [record.document for record in dataset.records("evidence") if record.relation == relation.id]
        assert sorted(entity.get("proof")) == sorted({f"document-{key}" for key in found})
        source, target = entity.schema.edge_source, entity.schema.edge_target
        assert sorted(entity.get(source)) == sorted(keys[key] for key in relation.actor)
        assert sorted(entity.get(target)) == sorted(keys[key] for key in relation.recipient)
        first, last = date_bounds(relation.date)
        assert all((first or "").startswith(day) for day in entity.get("startDate"))
        assert bool(entity.get("startDate")) == (first is not None)
        assert bool(entity.get("endDate")) == (last is not None)
        assert (
            join_list(entity.get("status"))
            == network.edges[next(key for key in network.edges if key[2] == relation.id)]["status"]
        )
