"""The map as a notebook widget, as Python sees it."""

from __future__ import annotations

import html
import random
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import graphkit
from graphkit.model import Actor, Document, Evidence, Relation
from graphkit.render import MapOptions, Step, Story, map_html, map_widget
from graphkit.render.view_keys import keys_table

traitlets = pytest.importorskip("traitlets")
pytest.importorskip("anywidget")
WEB = Path(graphkit.__file__).parent / "render" / "web"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def widget(network):
    """The widget of the sample."""
    return map_widget(network)


def told(widget):
    """A list that every new selection is added to."""
    selections = []
    widget.on_select(selections.append)
    return selections


def test_the_height_is_an_argument(network):
    assert (map_widget(network).height, map_widget(network, height=420).height) == (640, 420)


def test_what_the_page_says_becomes_the_selection(widget):
    selections = told(widget)
    for state in ("actor=AAA&camera=1+2+1.50", "link=AAA+CCC", "link=AAA+CCC&table=links", "relation=troops", ""):
        widget.set_state({"view_state": state})
        assert widget.view_state == state
    assert selections == [{"actor": "AAA"}, {"link": ("AAA", "CCC")}, {"relation": "troops"}, {}]
    assert widget.selection == {}


def test_selecting_from_python_takes_any_name_and_changes_the_view(widget):
    selections = told(widget)
    widget.view_state = "since=2024-04-01&actor=CCC&focus=2&answers=troops&step=1"
    widget.selection = {"actor": "bétaland"}
    assert widget.view_state == "since=2024-04-01&actor=BBB"
    widget.selection = {"link": ["Alpha City", "CCC"]}
    assert widget.view_state == "since=2024-04-01&link=AAA+CCC"
    widget.selection = {"relation": "aid"}
    assert widget.view_state == "since=2024-04-01&relation=aid"
    widget.selection = {}
    assert widget.view_state == "since=2024-04-01"
    assert selections == [{"actor": "CCC"}, {"actor": "BBB"}, {"link": ("AAA", "CCC")}, {"relation": "aid"}, {}]


def test_a_callback_that_is_removed_is_not_called(widget):
    selections = []
    widget.on_select(selections.append)
    widget.selection = {"actor": "AAA"}
    widget.on_select(selections.append, remove=True)
    widget.selection = {"actor": "BBB"}
    assert selections == [{"actor": "AAA"}]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ({"actor": "Alphalend"}, "no actor 'Alphalend' among 7; did you mean"),
        ({"relation": "war"}, "'war' is not the id of a relation in this map"),
        ({"actor": "AAA", "relation": "aid"}, "is not {'actor': id}"),
        ({"link": "AAA"}, "is not {'actor': id}"),
        ({"party": "AAA"}, "is not {'actor': id}"),
    ],
)
def test_selecting_what_is_not_there_is_refused_in_a_sentence(widget, selection, words):
    widget.selection = {"actor": "CCC"}
    with pytest.raises((ValueError, graphkit.UnknownActor)) as caught:
        widget.selection = selection
    assert words in str(caught.value)
    assert (widget.selection, widget.view_state) == ({"actor": "CCC"}, "actor=CCC")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("actr=AAA", "'actr' is not one of since, until"),
        ("nonsense", "'nonsense' is not one of"),
        ("since=2024-02-30", "since: '2024-02-30' is not a day such as 2024-10-28"),
        ("until=2024", "until: '2024' is not a day"),
        ("sure=yes", "sure: 'yes' is not 0 or 1"),
        ("actor=Alphaland", "actor: 'Alphaland' is not the id of an actor in this map"),
        ("only=AAA+ZZZ", "only: 'ZZZ' is not the id of an actor"),
        ("link=AAA", "link: 'AAA' is not the ids of two actors"),
        ("relation=war", "relation: 'war' is not the id of a relation"),
        ("answers=war", "answers: 'war' is not the id of a relation"),
        ("hide=%5B1%5D", "hide: '[1]' is not a JSON list such as [\"status:denied\"]"),
        ("hide=colour:red", "hide: 'colour:red' does not begin with kind:, type:"),
        ("path=AAA+BBB", "path: 'AAA BBB' is not a path such as"),
        ("path=AAA+ZZZ+-+shortest+0", "path: 'ZZZ' is not the id of an actor"),
        ("focus=3", "focus: '3' is not 0, 1 or 2"),
        ("actors=many", "actors: 'many' is not a whole number"),
        ("table=chairs", "table: 'chairs' is not relations, actors or links"),
        ("story=first", "story: 'first' is not a story and a step such as 1.2"),
        ("camera=here", "camera: 'here' is not a place and a scale"),
        ("pins=AAA", "pins: 'AAA' is not actors and places"),
        ("pins=ZZZ+1+2", "pins: 'ZZZ' is not the id of an actor"),
        (f"actor={'x' * 5000}", "…"),
    ],
)
def test_a_view_that_cannot_be_shown_is_refused_in_one_sentence(widget, state, words):
    widget.view_state = "actor=AAA"
    with pytest.raises(ValueError, match=r"\A[^\n]{1,700}\Z") as caught:
        widget.view_state = state
    assert str(caught.value).startswith("view_state")
    assert words in str(caught.value)
    assert (widget.view_state, widget.selection) == ("actor=AAA", {"actor": "AAA"})


def test_every_key_of_the_view_is_known_and_documented(widget):
    described = tomllib.loads((WEB / "view_state.toml").read_text("utf-8"))["key"]
    with pytest.raises(ValueError, match="is not one of") as caught:
        widget.view_state = "nonsense"
    assert str(caught.value).partition("is not one of ")[2].split(", ") == [key["name"] for key in described]
    assert keys_table() in (WEB.parents[2] / "docs/map.md").read_text("utf-8"), (
        "run npm run build in graphkit/render/web"
    )


def test_a_story_named_alone_brings_the_view_of_its_step(network):
    steps = (Step("First", "About Alphaland.", {"actor": "AAA"}), Step("Then", "The treaty.", {"relation": "treaty"}))
    widget = map_widget(network, options=MapOptions(stories=(Story("Told", steps),)))
    selections = told(widget)
    for state in ("story=1.1", "story=1.2", "story=1.3", "actor=CCC&story=1.1"):
        widget.view_state = state
    assert selections == [{"actor": "AAA"}, {"relation": "treaty"}, {}, {"actor": "CCC"}]


@pytest.mark.slow
def test_a_group_of_a_large_map_is_selected_by_its_id_and_has_members():
    stars = [[f"hub{k}", *(f"star{k}-{n}" for n in range(29))] for k in range(18)]
    names = [name for star in stars for name in star]
    pairs = [(star[0], name) for star in stars for name in star[1:]]
    dataset = graphkit.Dataset.from_records(
        name="",
        title="",
        version="",
        actors=[Actor(name, name, "person") for name in names],
        affiliations=[],
        documents=[],
        relations=[
            Relation(f"r{k}", (one,), "AID", "", (other,), False, "2024") for k, (one, other) in enumerate(pairs)
        ],
        evidence=[],
    )
    widget = map_widget(graphkit.build_network(dataset))
    groups = [widget.members(f"group:{number}") for number in range(1, 19)]
    assert {frozenset(group) for group in groups} == {frozenset(star) for star in stars}
    assert all(group[0].startswith("hub") for group in groups)
    widget.set_state({"view_state": "groups=1&opened=1+18&hulls=0&link=group%3A2+hub0&pins=group%3A2+5+6"})
    assert widget.selection == {"link": ("group:2", "hub0")}
    widget.selection = {"actor": "group:18"}
    assert widget.view_state == "groups=1&opened=1+18&hulls=0&pins=group%3A2+5+6&actor=group%3A18"
    for state, words in (
        ("actor=group:19", "'group:19' is not the id"),
        ("opened=0", "'0' is not the number of a group"),
    ):
        with pytest.raises(ValueError, match=words):
            widget.view_state = state
    with pytest.raises(ValueError, match="'group:19' is not one of the 18 groups of this map"):
        widget.members("group:19")


def test_a_view_that_the_page_could_not_have_sent_leaves_the_widget_as_it_was(widget):
    widget.view_state = "actor=AAA"
    with pytest.raises(ValueError, match="'ZZZ'"):
        widget.set_state({"view_state": "actor=ZZZ"})
    assert (widget.view_state, widget.selection) == ("actor=AAA", {"actor": "AAA"})


def test_a_whole_address_may_be_pasted(widget):
    widget.view_state = "https://example.org/map.html#relation=treaty&table=relations"
    assert (widget.view_state, widget.selection) == ("relation=treaty&table=relations", {"relation": "treaty"})


def test_the_view_to_open_with_is_the_first_view(network):
    widget = map_widget(network, options=MapOptions(state="link=AAA CCC"))
    assert (widget.view_state, widget.selection) == ("link=AAA CCC", {"link": ("AAA", "CCC")})
    with pytest.raises(ValueError, match="'ZZZ' is not the id of an actor"):
        map_widget(network, options=MapOptions(state="actor=ZZZ"))


def test_a_filter_is_a_view(widget):
    widget.view_state = 'actor=AAA&hide=["kind:media","type:AID"]&camera=1 2 1.5'
    widget.filter(since="2024-04", until="2024", types=["SUPPORT", "ASSAULT", "ALLIED_WITH"], actors=["Alphalanders"])
    assert widget.get_state()["view_state"] == (
        "since=2024-04-01&until=2024-12-31&hide=%5B%22kind%3Amedia%22%2C%22type%3AACCUSE%22%2C%22type%3AAID%22%5D"
        "&only=AAA&actor=AAA&camera=1+2+1.5"
    )
    widget.filter()
    assert widget.view_state == "hide=%5B%22kind%3Amedia%22%5D&actor=AAA&camera=1+2+1.5"


def test_a_filter_for_nobody_shows_nothing(widget):
    every_type = "%22type%3AACCUSE%22%2C%22type%3AAID%22%2C%22type%3AALLIED_WITH%22%2C%22type%3AASSAULT%22"
    widget.filter(actors=[])
    assert widget.view_state == f"hide=%5B{every_type}%2C%22type%3ASUPPORT%22%5D"


def test_a_wrong_filter_is_refused_as_filter_network_refuses_it(widget, network):
    for wrong in ({"since": "soon"}, {"since": "2025", "until": "2024"}, {"types": ["WAR"]}, {"statuses": ["true"]}):
        with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as here:
            widget.filter(**wrong)
        with pytest.raises(ValueError, match=r"\A[^\n]+\Z") as there:
            graphkit.filter_network(network, **wrong)
        assert str(here.value) == str(there.value)
    with pytest.raises(graphkit.UnknownActor, match="'Zetaland'"):
        widget.filter(actors=["Zetaland"])
    assert widget.view_state == ""


def test_a_notebook_without_a_kernel_has_the_page_as_it_stood(widget, network):
    widget.view_state = "actor=AAA"
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"] == "<MapWidget of 7 actors and 5 relations>"
    assert data[VIEW]["model_id"] == widget.model_id
    page = html.escape(map_html(network, options=MapOptions(state="actor=AAA")), quote=True)
    assert f'srcdoc="{page}"' in data["text/html"]
    assert "allow-same-origin" not in data["text/html"]


def test_the_copy_for_notebooks_that_show_no_widgets_says_that_python_does_not_hear_it(widget):
    data, _ = widget._repr_mimebundle_()
    after = data["text/html"].partition("</iframe>")[2]
    assert "does not reach Python" in after
    assert "<code>pip install anywidget</code> in the environment that starts Jupyter" in after
    assert "does not reach Python" not in widget.get_state()["_page"]


@pytest.mark.slow
def test_a_page_too_long_for_a_message_is_not_stored_beside_the_widget():
    relations = [Relation("r", ("a0",), "AID", "", ("a1",), False, "2024")]
    numbers = random.Random(1)
    for length, stored in ((0, True), (1000, False)):
        actors = [
            Actor(f"a{n}", f"Actor {n}", "person", note=f"{numbers.getrandbits(8 * length + 1):x}") for n in range(1500)
        ]
        dataset = graphkit.Dataset.from_records(
            name="",
            title="",
            version="",
            actors=actors,
            relations=relations,
            affiliations=[],
            documents=[],
            evidence=[],
        )
        data, _ = map_widget(graphkit.build_network(dataset))._repr_mimebundle_()
        assert ("text/html" in data, VIEW in data) == (stored, True)


def test_each_widget_has_a_token_of_its_own_and_an_ordinary_map_has_none(network):
    pages = [map_widget(network).get_state()["_page"] for _ in range(2)]
    tokens = [page.partition('"channel":"')[2].partition('"')[0] for page in pages]
    assert len({*tokens}) == 2
    assert min(map(len, tokens)) >= 20
    assert pages[0].replace(tokens[0], tokens[1]) == pages[1]
    ordinary = map_html(network)
    assert '"channel"' not in ordinary
    assert pages[0].replace(f',"channel":"{tokens[0]}"', "") == ordinary


def test_hostile_names_stay_words():
    bad = '"></iframe><script>alert(1)</script>'
    dataset = graphkit.Dataset.from_records(
        name=bad,
        title=bad,
        version="1",
        actors=[Actor("a", bad, "person"), Actor("b", "B", "person")],
        affiliations=[],
        documents=[Document("d", bad, bad)],
        relations=[Relation("r", ("a",), "AID", "", ("b",), False, "2024", summary=bad)],
        evidence=[Evidence("r", "d", None, None, "asserts")],
    )
    widget = map_widget(graphkit.build_network(dataset))
    data, _ = widget._repr_mimebundle_()
    assert "<script>alert" not in widget.get_state()["_page"]
    assert "<script" not in data["text/html"]
    assert data["text/html"].count("</iframe>") == 1
    widget.selection = {"actor": bad}
    assert widget.selection == {"actor": "a"}
    with pytest.raises(ValueError, match="iframe"):
        widget.view_state = f"actor={bad}"


def test_a_height_is_a_number_of_pixels(widget):
    widget.height = 300
    assert 'height="300"' in widget._repr_mimebundle_()[0]["text/html"]
    with pytest.raises(traitlets.TraitError, match="height"):
        widget.height = 0


def test_without_the_extra_the_sentence_says_what_to_install():
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "import graphkit\n"
        "network = graphkit.build_network(graphkit.load_dataset())\n"
        "try: graphkit.map_widget(network)\n"
        "except graphkit.MissingDependency as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"a map that answers needs anywidget: pip install .*\[jupyter\]'\n", done.stdout)
