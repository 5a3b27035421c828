"""The map page as text: its policy, its record, what it counts, and that it is the same every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html.parser
import importlib.resources
import json
import re
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import pytest

import graphkit
from graphkit.model import Actor, Affiliation, Document, Evidence, Relation, date_words
from graphkit.render import MapOptions, Step, Story, draw_map, map_html, to_pyvis, write_map
from graphkit.render.aggregate import Tally, communities

HOSTILE = "</script><img src=x onerror=alert(1)>"


class Parsed(html.parser.HTMLParser):
    """What a browser would see: tags with their attributes, and the text in scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self.open = [], {}, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open = tag in ("script", "style", "title")

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(len(self.tags) - 1, []).append(data)

    def inside(self, tag):
        return [
            (self.tags[number][1], "".join(parts))
            for number, parts in self.texts.items()
            if self.tags[number][0] == tag
        ]


def record_of(page):
    """The record that a page carries: what the first picture needs, and the rest."""
    texts = {attrs.get("id"): (attrs.get("type"), text) for attrs, text in Parsed(page).inside("script")}
    core, rest = (unpacked(*texts[name]) for name in ("graphkit-data", "graphkit-rest"))
    return {
        name: {**core[name], **rest[name]} if name in core and name in rest else (core | rest)[name]
        for name in core | rest
    }


def unpacked(kind, text):
    """What an island holds."""
    return json.loads(text if kind == "application/json" else gzip.decompress(base64.b64decode(text)))


def make(**tables):
    """A network of the tables given."""
    return graphkit.build_network(graphkit.Dataset.from_records(name="made", title="Made", version="1", **tables))


@pytest.fixture
def hostile():
    """A network all of whose words try to break out."""
    return make(
        actors=[Actor("aaa", HOSTILE, "person", (HOSTILE,), "", HOSTILE), Actor("BBB", "B", "state")],
        documents=[Document("d", HOSTILE, HOSTILE, url="javascript:alert(1)")],
        relations=[Relation("r", ("aaa",), "ACCUSE", "", ("BBB",), summary=HOSTILE, place=HOSTILE)],
        evidence=[Evidence("r", "d", speaker="BBB")],
    )


def test_the_page_says_what_it_is(network):
    page = map_html(network)
    tags = Parsed(page).tags
    assert page.startswith("<!DOCTYPE html>")
    assert dict(tags)["html"]["lang"] == "en"
    assert ("meta", {"charset": "utf-8"}) in tags
    assert Parsed(page).inside("title") == [({}, "A sample")]
    assert record_of(page)["meta"]["generator"] == f"graphkit {graphkit.__version__}"


@pytest.mark.slow
def test_same_input_same_bytes_in_another_process(tmp_path):
    code = "import sys, graphkit\nfrom graphkit.render import write_map\n"
    code += "write_map(graphkit.build_network(graphkit.load_dataset()), sys.argv[1])"
    for name in ("a.html", "b.html"):
        subprocess.run([sys.executable, "-c", code, tmp_path / name], check=True)
    first, second = ((tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second
    assert len(first) > 100_000


def test_the_policy_allows_the_scripts_and_styles_of_the_page_and_nothing_else(network):
    page = map_html(network)
    parsed = Parsed(page)
    policy = next(a["content"] for tag, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}

    def digest(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    code = [text for attrs, text in parsed.inside("script") if "type" not in attrs]
    style = [text for _, text in parsed.inside("style")]
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == [digest(text) for text in code]
    assert rules["style-src"] == [digest(text) for text in style]
    assert "unsafe" not in policy
    assert not [a for _, a in parsed.tags if any(name.startswith("on") or name == "style" for name in a)]
    assert not [a for _, a in parsed.tags if "src" in a or not a.get("href", "#").startswith("#")]


def test_hostile_words_stay_words(hostile):
    page = map_html(hostile, options=MapOptions(title=HOSTILE, subtitle=HOSTILE))
    parsed = Parsed(page)
    assert not [tag for tag, _ in parsed.tags if tag == "img"]
    assert record_of(page)["actors"]["name"][0] == HOSTILE
    assert parsed.inside("title")[0][1] == HOSTILE
    assert HOSTILE not in draw_map(hostile)._repr_html_()


@pytest.mark.slow
def test_no_relation_is_lost_on_the_way_to_the_page(bundled, tmp_path):
    network = graphkit.build_network(bundled)
    report = write_map(network, tmp_path / "map.html")
    record = record_of((tmp_path / "map.html").read_text("utf-8"))
    assert set(record["relations"]["id"]) == {relation.id for relation in bundled.records("relations")}
    assert sum(map(int, record["evidence"]["relation"])) == len(bundled.records("evidence"))
    assert report.relations == len(bundled.records("relations"))
    assert report.size == (tmp_path / "map.html").stat().st_size


@pytest.mark.slow
def test_a_crowded_map_opens_with_states_that_stand_for_their_people(bundled, network, tmp_path):
    crowd, path = graphkit.build_network(bundled), tmp_path / "map.html"
    folded = write_map(crowd, path)
    everybody = write_map(crowd, path, options=MapOptions(roll_up=False))
    assert folded.actors < 60 < everybody.actors and folded.actors_shown <= 20 >= everybody.actors_shown
    assert folded.relations == everybody.relations
    kinds = {actor.id: actor.kind for actor in bundled.records("actors")}
    assert not {kinds[one] for one in to_pyvis(crowd).node_ids} & {"person", "agency"}
    assert "person" in {kinds[one] for one in to_pyvis(crowd, options=MapOptions(roll_up=False)).node_ids}
    assert record_of(map_html(crowd))["meta"]["rollUp"] is True
    assert record_of(map_html(network))["meta"]["rollUp"] is False  # few actors have a sign each


def test_the_pyvis_network_draws_one_link_per_pair(network):
    net = to_pyvis(network)
    assert net.directed
    assert {node["id"]: node["shape"] for node in net.nodes} == {
        "AAA": "square",
        "BBB": "square",
        "CCC": "square",
        "ann-abel": "dot",
        "beta-army": "hexagon",
        "pact": "diamond",
    }
    pairs = sorted(tuple(sorted((edge["from"], edge["to"]))) for edge in net.edges)
    assert pairs == [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "ann-abel"), ("CCC", "beta-army"), ("CCC", "pact")]


def test_a_restyled_pyvis_network_makes_a_restyled_page(network):
    net = to_pyvis(network)
    net.nodes[0]["color"] = "#123456"
    page = net.generate_html()
    assert page.count("#123456") == 1
    assert page != map_html(network)


def test_only_what_is_restyled_is_carried_twice(network):
    def carried(page):
        texts = [text for attrs, text in Parsed(page).inside("script") if attrs.get("id") == "graphkit-pyvis"]
        return [[one["id"] for one in json.loads(texts[0])[name]] for name in ("nodes", "edges")]

    net = to_pyvis(network)
    net.node_map["ann-abel"]["shape"] = "square"
    net.edges[0]["color"] = "#123456"
    assert carried(net.generate_html()) == [["ann-abel"], [net.edges[0]["id"]]]
    assert carried(map_html(network)) == [[], []]


def test_a_template_of_ones_own_fills_the_blocks(network, tmp_path):
    own = tmp_path / "own.html"
    blocks = {"title": "Mine", "footer": "<b>{{ page.title | e }}</b>"}
    filled = [f"{{% block {name} %}}{text}{{% endblock %}}" for name, text in blocks.items()]
    own.write_text('{% extends "page.html" %}' + "".join(filled))
    page = map_html(network, options=MapOptions(template=own))
    assert Parsed(page).inside("title") == [({}, "Mine")]
    assert '<footer id="foot"><b>A sample</b></footer>' in page
    assert record_of(page) == record_of(map_html(network))


def test_only_so_many_are_drawn_and_the_rest_is_counted(network, tmp_path):
    report = write_map(network, tmp_path / "map.html", options=MapOptions(max_actors=2, max_links=1))
    assert (report.actors_shown, report.links_shown) == (2, 1)
    assert (report.actors, report.links, report.relations) == (6, 5, 5)
    record = record_of((tmp_path / "map.html").read_text("utf-8"))
    assert len(record["relations"]["id"]) == 5


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"actors": [Actor("AAA", "A", "state")]},
        {
            "actors": [Actor("AAA", "A", "state")],
            "relations": [Relation("r", ("AAA",), "ACCUSE", "", ("AAA",))],
        },
    ],
    ids=["empty", "one actor", "self-relation"],
)
def test_small_networks_have_a_page(tables):
    tables = {"actors": [], "affiliations": [], "documents": [], "relations": [], "evidence": [], **tables}
    record = record_of(map_html(make(**tables)))
    assert record["actors"]["id"] == [actor.id for actor in tables["actors"]]


@pytest.mark.slow
def test_a_large_record_is_carried_compressed(tmp_path):
    actors = [Actor(f"a{n}", f"Actor {n}", "person") for n in range(200)]
    relations = [
        Relation(
            f"r{n}", (f"a{n % 200}",), "ACCUSE", "", (f"a{(n * 7 + 1) % 200}",), summary=f"What happened {n} " * 12
        )
        for n in range(6000)
    ]
    page = map_html(make(actors=actors, affiliations=[], documents=[], relations=relations, evidence=[]))
    record = record_of(page)
    assert record["relations"]["id"] == [relation.id for relation in relations]
    assert len(page) < 900_000


@pytest.mark.slow
def test_of_the_bundled_data_the_first_picture_needs_no_unpacking(bundled):
    network = graphkit.build_network(bundled)
    page = map_html(network)
    kinds = {attrs.get("id"): attrs.get("type") for attrs, _ in Parsed(page).inside("script")}
    assert kinds["graphkit-data"] == "application/json"
    assert kinds["graphkit-rest"] == "application/octet-stream"
    assert record_of(page)["documents"]["id"] == [one.id for one in bundled.records("documents")]
    assert map_html(network) == page


def rings(count, size):
    """Relations in which ``count`` rings of actors deal among themselves, and each with the next once."""
    relations = []
    for ring in range(count):
        names = [f"a{ring * size + n}" for n in range(size)]
        pairs = [(names[n], names[(n + step) % size]) for n in range(size) for step in (1, 2)]
        pairs.append((names[0], f"a{(ring + 1) % count * size}"))
        relations += [Relation(f"r{ring}-{n}", (a,), "ACCUSE", "", (b,)) for n, (a, b) in enumerate(pairs)]
    return relations


def test_communities_are_those_who_deal_with_one_another():
    tally = Tally()
    for ring in (range(5), range(5, 9), range(9, 12), range(12, 14)):
        for a in ring:
            for b in ring:
                if a < b:
                    tally.add([a], [b])
    tally.add([4], [5])
    tally.add([14], [14])
    assert communities(tally) == [[4, 0, 1, 2, 3], [5, 6, 7, 8], [9, 10, 11]]
    assert communities(tally, most=1) == [[4, 0, 1, 2, 3]]
    assert communities(tally, least=1)[3:] == [[12, 13], [14]]
    assert communities(Tally()) == []


def test_communities_are_nearly_as_good_as_those_of_networkx():
    tally = Tally()
    for n in range(3000):
        a, b = n * n % 211, (n * 7 + n * n * n % 5) % 211
        tally.add([a], [b if n % 3 else (a + n % 9) % 211])
    graph = nx.Graph([(a, b, {"weight": n}) for (a, b), n in tally.pairs.items() if a != b])
    ours = nx.community.modularity(graph, communities(tally, least=1))
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    assert ours > 0.95 * theirs > 0.1


@pytest.mark.slow
def test_a_large_network_tells_each_actor_its_group():
    actors = [Actor(f"a{n}", f"Actor {n}", "person") for n in range(611)]
    page = map_html(make(actors=actors, affiliations=[], documents=[], relations=rings(6, 101), evidence=[]))
    record = record_of(page)
    assert record["actors"]["group"] == [n // 101 for n in range(606)] + [None] * 5
    assert record["groups"]["size"] == [101] * 6
    assert record["groups"]["top"][1] == [101, 102, 103]
    assert record["groups"]["label"][1] == "Actor 101, Actor 102 and 99 others"
    places = list(zip(record["groups"]["x"], record["groups"]["y"], strict=True))
    assert len(set(places)) == 6


@pytest.mark.slow
def test_groups_are_named_by_what_their_members_share():
    # rings of 140: the first has a country, the second a topic, the others neither; then the fourth that country too
    actors = [Actor(f"a{n}", f"Actor {n}", "agency") for n in range(560)]
    actors[0] = Actor("AAA", "Alphaland", "state")
    own, abroad = (
        [Affiliation(f"a{n}", "PART_OF", "AAA") for n in some] for some in (range(1, 90), range(421, 560))
    )  # fmt: skip
    relations = [
        replace(
            one,
            contexts=("natural_resource",) if one.id.startswith("r1-") else (),
            actor=tuple("AAA" if name == "a0" else name for name in one.actor),
            recipient=tuple("AAA" if name == "a0" else name for name in one.recipient),
        )
        for one in rings(4, 140)
    ]

    def labels(affiliations):
        tables = {
            "actors": actors,
            "affiliations": affiliations,
            "relations": relations,
            "documents": [],
            "evidence": [],
        }
        return record_of(map_html(make(**tables)))["groups"]["label"]

    others = "Actor 280, Actor 281 and 138 others"
    assert labels(own) == ["Alphaland: 140 actors", "Natural resource: 140 actors", others, others.replace("28", "42")]
    both = labels(own + abroad)
    assert both[0] == "Alphaland: Actor 1 and 139 others"
    assert both[3] == "Alphaland: Actor 420 and 139 others"


def test_a_small_network_has_no_groups(network):
    record = record_of(map_html(network))
    assert record["groups"] == {"label": [], "size": [], "x": [], "y": [], "top": []}
    assert record["actors"]["group"] == {"all": None, "n": 7}


def test_the_exact_words_are_shown_when_the_text_is_at_hand(tmp_path):
    text = "First paragraph.\n\nBefore. A accused B. After.\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    network = make(
        actors=[Actor("AAA", "A", "state"), Actor("BBB", "B", "state")],
        affiliations=[],
        documents=[Document("d", "D", sha256=hashlib.sha256(text.encode()).hexdigest())],
        relations=[Relation("r", ("AAA",), "ACCUSE", "", ("BBB",))],
        evidence=[Evidence("r", "d", text.index("A accused"), text.index(" After"))],
    )
    record = record_of(map_html(network, options=MapOptions(documents=tmp_path)))
    assert record["evidence"]["quote"] == [["Before. ", "A accused B.", " After.", 2]]
    assert "quote" not in record_of(map_html(network))["evidence"]


def test_a_story_goes_into_the_page(network):
    story = Story("Told", (Step("One", "Text", {"actor": "AAA"}),))
    record = record_of(map_html(network, options=MapOptions(stories=(story,))))
    assert record["stories"] == [
        {"title": "Told", "steps": [{"title": "One", "text": "Text", "view": {"actor": "AAA"}}]}
    ]


def test_a_file_that_cannot_be_written_is_said(network, tmp_path):
    with pytest.raises(graphkit.GraphkitError, match="cannot write"):
        write_map(network, tmp_path / "nowhere" / "map.html")


def test_wrong_options_are_refused():
    with pytest.raises(ValueError, match="theme"):
        MapOptions(theme="blue")
    with pytest.raises(ValueError, match="max_links"):
        MapOptions(max_links=0)


def test_a_notebook_shows_the_page_in_a_frame_that_can_do_nothing_else(network):
    frame = draw_map(network)._repr_html_()
    assert re.search(r'sandbox="allow-scripts[^"]*"', frame)
    assert "allow-same-origin" not in frame
    assert "srcdoc=" in frame


def test_the_page_carries_rough_dates_in_the_words_of_the_answers(sample):
    from dataclasses import replace

    from graphkit.render.data import page_data

    relations = [replace(one, date="2024-21") if one.id == "aid" else one for one in sample.records("relations")]
    tables = {name: relations if name == "relations" else sample.records(name) for name in sample.tables}
    network = graphkit.build_network(graphkit.Dataset.from_records(**tables))
    rough = {
        "2024-04-01/2024-04-03": ["1 to 3 April 2024", "1 to 3 April 2024"],
        "2024-21": ["spring 2024", "spring 2024"],
    }
    assert page_data(network).record["dates"] == rough
    # the document that denies, without a date of its own, is of a season: the page has no words for its end
    tables["documents"] = [replace(one, date="2024-22") for one in sample.records("documents")]
    network = graphkit.build_network(graphkit.Dataset.from_records(**tables))
    end = date_words("../2024-22")
    assert page_data(network).record["dates"].get("../2024-22") == [end, end] and "summer 2024" in end


def test_the_page_carries_the_notices_of_what_is_in_it(sample):
    from graphkit.render.page import page_licences

    class Islands(html.parser.HTMLParser):
        """The text of each script of a page, by id."""

        def __init__(self):
            super().__init__()
            self.texts, self.inside = {}, None

        def handle_starttag(self, tag, attrs):
            self.inside = dict(attrs).get("id") if tag == "script" else None

        def handle_data(self, data):
            if self.inside:
                self.texts[self.inside] = self.texts.get(self.inside, "") + data

    folder = importlib.resources.files("graphkit.render") / "web"
    packages = set(re.findall(r"^==== (.+?): ", (folder / "dist" / "LICENSES.txt").read_text("utf-8"), re.M))
    parser = Islands()
    parser.feed(graphkit.map_html(graphkit.build_network(sample)))
    found = parser.texts["graphkit-licences"]
    assert found.strip() == page_licences().strip()
    assert len(packages) > 4
    for name in packages:
        assert f"\n{name}\n" in found, name
    assert found.count("Permission is hereby granted, free of charge") >= len(packages) - 1
    assert len(found) < 12_000
    assert "drawn-by" in parser.texts  # the script after it is still a script
