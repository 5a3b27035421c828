"""The still picture of the map: what is on it, in which files, and what is said where something cannot be drawn."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

import graphkit
from graphkit import MapOptions, draw_figure, write_map
from graphkit.cli import main
from graphkit.errors import GraphkitError, MissingDependency
from graphkit.model import Actor, Document, Evidence, Relation

pytest.importorskip("matplotlib")
SVG = "{http://www.w3.org/2000/svg}"
BLUE, ORANGE = "#2166ac", "#b35806"


def words(figure):
    """What is written on a figure, in the order in which it is drawn."""
    return [text.get_text() for text in figure.axes[0].texts]


def svg_words(path):
    """The text elements of an SVG file."""
    return [one.text for one in ET.parse(path).getroot().iter(f"{SVG}text")]


def network_of(actors, relations, documents=1):
    """A network of actors given by id, name and kind, and of relations given by actor, type and recipient."""
    return graphkit.build_network(
        graphkit.Dataset.from_records(
            name="made",
            title="Made",
            version="1",
            actors=[Actor(*one) for one in actors],
            affiliations=[],
            documents=[Document(f"d{k}", f"Document {k}", url=f"https://example.org/{k}") for k in range(documents)],
            relations=[
                Relation(f"r{k}", (a,), kind, "", (b,), False, "2024-03-01", summary=f"{a} {kind} {b}.")
                for k, (a, kind, b) in enumerate(relations)
            ],
            evidence=[Evidence(f"r{k}", f"d{k % documents}", None, None, "asserts") for k in range(len(relations))],
        )
    )


@pytest.fixture(scope="module")
def affair_network(affair):
    return graphkit.build_network(affair)


def filled(figure, colour):
    """The filled shapes of a colour that have three corners: arrowheads, those of the legend among them."""
    from matplotlib.colors import to_hex

    shapes = [one for one in figure.axes[0].patches if one.get_facecolor()[3] and to_hex(one.get_facecolor()) == colour]
    return [one for one in shapes if len(one.get_path().vertices) == 4]


def bars(figure):
    """The flat bars in which conflict ends: short straight orange lines, those of the legend among them."""
    from matplotlib.colors import to_hex

    lines = [one.get_path().vertices for one in figure.axes[0].patches if to_hex(one.get_edgecolor()) == ORANGE]
    straight = [line for line in lines if len(line) == 2]
    return [line for line in straight if ((line[0] - line[1]) ** 2).sum() ** 0.5 < 24]


@pytest.mark.slow
def test_cooperation_ends_in_an_arrowhead_and_conflict_in_a_flat_bar():
    three = [("AAA", "Alphaland", "state"), ("BBB", "Betaland", "state"), ("CCC", "Gammaland", "state")]
    figure = draw_figure(network_of(three, [("AAA", "AID", "BBB"), ("BBB", "SANCTION", "CCC")]))
    assert len(filled(figure, BLUE)) == 2  # one in the legend, one at Betaland
    assert len(bars(figure)) == 2  # one in the legend, one at Gammaland
    only = draw_figure(network_of(three[:2], [("AAA", "AID", "BBB"), ("BBB", "AID", "AAA")]))
    assert len(filled(only, BLUE)) == 3
    assert bars(only) == []
    assert {"Cooperation", "2"} <= set(words(only))
    assert "Conflict" not in words(only)


@pytest.mark.slow
def test_a_picture_says_what_is_drawn_and_what_is_not(affair_network):
    said = " ".join(words(draw_figure(affair_network, options=MapOptions(max_actors=4, max_links=3))))
    drawn, signs = map(int, re.search(r"Drawn: (\d+) of (\d+) signs", said).groups())
    assert (drawn, signs) == (4, 13)
    assert re.search(r"3 of 28 links, \d+ of 100 relations", said)
    assert "Persons and agencies count for their state or organisation." in said


@pytest.mark.slow
def test_a_denial_that_was_given_up_counts_as_one_on_the_picture_as_on_the_page():
    network = graphkit.build_network(graphkit.load_dataset())
    denied = list(graphkit.contested(network)["status"])
    assert {"acknowledged", "considered"} <= set(denied)  # what one only considers and another denies is denied as well
    said = words(draw_figure(network))
    assert said[said.index("Denied, now or once") + 1] == str(len(denied))


@pytest.mark.slow
def test_a_picture_bears_headline_names_and_legend(affair_network):
    said = words(draw_figure(affair_network, options=MapOptions(title="A treaty", subtitle="And what came of it")))
    assert said[:2] == ["A treaty", "And what came of it"]
    assert {"Russia", "North Korea", "NATO", "Cooperation", "Conflict", "Standing tie", "Denied, now or once"} <= set(
        said
    )


@pytest.mark.slow
def test_no_plate_lies_on_another_and_nothing_leaves_the_sheet(affair_network):
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.patches import FancyBboxPatch

    figure = draw_figure(affair_network)
    boxes = [one for one in figure.axes[0].patches if isinstance(one, FancyBboxPatch)]
    ends = [(b.get_x(), b.get_y(), b.get_x() + b.get_width(), b.get_y() + b.get_height()) for b in boxes]
    assert len(ends) == 13
    for k, (left, top, right, bottom) in enumerate(ends):
        assert all(right <= a or c <= left or bottom <= b or d <= top for a, b, c, d in ends[k + 1 :])
    wide, high = (96 * one for one in figure.get_size_inches())
    assert all(left >= 0 and top >= 0 and right <= wide and bottom <= high for left, top, right, bottom in ends)
    renderer = FigureCanvasAgg(figure).get_renderer()
    with rc_context({"text.hinting": "none"}):  # as it is saved
        for text in figure.axes[0].texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0
            assert box.x1 <= figure.bbox.width, text.get_text()


def test_sources_are_named_in_full_or_counted():
    pair = [("AAA", "Alphaland", "state"), ("BBB", "Betaland", "state")]
    network = network_of(pair, [("AAA", "AID", "BBB")] * 5, documents=3)
    full = words(draw_figure(network))
    assert full.index("Sources (3)") < full.index("Document 0 (2 relations). https://example.org/0")
    some = words(draw_figure(network, options=MapOptions(sources=1)))
    assert {"Sources (3)", "and 2 more"} <= set(some)
    assert "Document 1" not in " ".join(some)
    assert "Sources: 3, not listed here." in words(draw_figure(network, options=MapOptions(sources=0)))
    with pytest.raises(ValueError, match="sources is -1"):
        MapOptions(sources=-1)


@pytest.mark.slow
def test_the_files_are_what_their_names_say_and_keep_their_text(affair_network, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    from PIL import Image

    said = words(draw_figure(affair_network))
    for suffix in ("svg", "pdf", "png"):
        report = write_map(affair_network, tmp_path / f"a.{suffix}")
        assert (report.size, report.actors_shown, report.relations) == (report.path.stat().st_size, 13, 100)
    assert [text.partition("; all are in")[0] for text in svg_words(tmp_path / "a.svg")] == said
    assert not list(ET.parse(tmp_path / "a.svg").getroot().iter(f"{SVG}image"))
    page = pypdf.PdfReader(tmp_path / "a.pdf").pages[0]
    text = "".join(page.extract_text().split())  # older readers see blanks beside some signs
    assert all("".join(one.split()) in text for one in ("North Korea", "Cooperation", said[0], "Sources (16)"))
    with Image.open(tmp_path / "a.png") as image:
        wide, high = draw_figure(affair_network).get_size_inches()
        # whole pixels: a part of one may be cut off
        assert image.size == (pytest.approx(192 * wide, abs=1), pytest.approx(192 * high, abs=1))


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(affair_path, tmp_path):
    code = "import sys, graphkit\nnetwork = graphkit.build_network(graphkit.load_dataset(sys.argv[1]))\n"
    code += "for one in sys.argv[2:]: graphkit.write_map(network, one)"
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        names = [str(tmp_path / folder / f"a.{suffix}") for suffix in ("svg", "pdf", "png")]
        env = {**os.environ, "PYTHONHASHSEED": str(len(folder) + (folder == "two"))}
        subprocess.run([sys.executable, "-c", code, str(affair_path), *names], check=True, env=env)
    for suffix in ("svg", "pdf", "png"):
        assert (tmp_path / f"one/a.{suffix}").read_bytes() == (tmp_path / f"two/a.{suffix}").read_bytes()


@pytest.mark.slow
def test_names_of_every_script_and_sign_come_out_right(tmp_path):
    pypdf = pytest.importorskip("pypdf")
    names = ["조선민주주의인민공화국", "Российская Федерация", "$x^2$ & <Co>", "Ελλάδα", "المملكة"]
    actors = [(f"a{k}", name, "igo") for k, name in enumerate(names)]
    network = network_of(actors, [(f"a{k}", "AID", f"a{k + 1}") for k in range(4)])
    for suffix in ("svg", "pdf"):
        report = write_map(network, tmp_path / f"a.{suffix}")
    assert set(names) <= set(svg_words(tmp_path / "a.svg"))
    text = "".join(pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text().split())
    known = names[1:4] if "Hangul" in report.missing else names[:4]
    assert all("".join(name.split()) in text for name in known)


@pytest.mark.slow
def test_what_no_font_has_is_said_below_the_picture_and_by_the_command(tmp_path):
    lost = "\U00012f90\U00012f91"  # Cypro-Minoan
    network = network_of([("aa", lost, "igo"), ("bb", "B", "igo")], [("aa", "AID", "bb")])
    assert "No installed font has 2 of the characters" in " ".join(words(draw_figure(network)))
    graphkit.save_dataset(graphkit.to_dataset(network), tmp_path / "data")
    told = CliRunner().invoke(main, ["map", "--data", str(tmp_path / "data"), "-o", str(tmp_path / "a.svg")])
    assert told.exit_code == 0, told.output
    assert "No installed font has 2 of the characters" in told.stderr


def test_hostile_names_stay_text(tmp_path):
    network = network_of(
        [("aa", "</svg><script>alert(1)</script>", "igo"), ("bb", "\\frac{", "igo")], [("aa", "AID", "bb")]
    )
    write_map(network, tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert not list(root.iter(f"{SVG}script"))
    assert "\\frac{" in svg_words(tmp_path / "a.svg")


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_networks_of_every_size_are_drawn(count, tmp_path):
    import networkx as nx

    graph = nx.complete_graph(count) if count != 1 else nx.Graph([("a", "a")])
    report = write_map(graph, tmp_path / "a.svg")
    assert report.actors_shown <= 20
    assert report.links_shown <= 45
    assert svg_words(tmp_path / "a.svg")


@pytest.mark.slow
def test_blocs_colour_the_plates(network):
    from matplotlib.colors import to_hex

    plain = draw_figure(network)
    coloured = draw_figure(network, options=MapOptions(blocs={"AAA": "East", "BBB": "West"}))
    fills = {to_hex(one.get_facecolor()) for one in coloured.axes[0].patches}
    assert {"#4477aa", "#ee6677"} <= fills
    assert {"East", "West"} <= set(words(coloured))
    assert "#4477aa" not in {to_hex(one.get_facecolor()) for one in plain.axes[0].patches}


@pytest.mark.parametrize("name", ["map.jpeg", "map.gif", "map", "map.svg.txt"])
def test_an_unknown_suffix_is_refused_and_nothing_written(network, tmp_path, name):
    with pytest.raises(GraphkitError, match=re.escape("end its name in .html, .svg, .png or .pdf")):
        write_map(network, tmp_path / name)
    told = CliRunner().invoke(main, ["map", "-o", str(tmp_path / name)])
    assert told.exit_code == 1
    assert told.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_what_only_the_page_can_do_is_refused(network, tmp_path):
    for options in (MapOptions(embed=True), MapOptions(state="link=AAA+BBB")):
        with pytest.raises(GraphkitError, match="is for the interactive page: leave it out"):
            draw_figure(network, options=options)
    told = CliRunner().invoke(main, ["map", "--embed", "-o", str(tmp_path / "a.pdf")])
    assert told.exit_code == 1
    assert "embed is for the interactive page" in told.stderr


@pytest.mark.slow
def test_the_command_draws_what_it_is_asked_for(tmp_path):
    path = tmp_path / "autumn.svg"
    asked = ["map", "--since", "2024-10", "--actor", "Japan", "--title", "Japan", "--sources", "0", "-o", str(path)]
    told = CliRunner().invoke(main, asked)
    assert told.exit_code == 0, told.output
    said = svg_words(path)
    assert said[0] == "Japan"
    assert "China" not in said
    assert told.stdout == ""
    assert re.search(r"autumn\.svg: \d+ of \d+ signs, \d+ of \d+ links; \d+ relations in all", told.stderr)


@pytest.mark.slow
def test_without_matplotlib_one_sentence_names_the_extra(network, monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "graphkit.render._picture", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingDependency, match=r"a figure needs matplotlib: pip install .*\[figures\]"):
        draw_figure(network)
    told = CliRunner().invoke(main, ["map", "-o", str(tmp_path / "a.png")])
    assert told.exit_code == 1
    assert "[figures]" in told.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_folder_that_is_not_there_is_named(network, tmp_path):
    with pytest.raises(GraphkitError, match=r"cannot write .*nowhere.*name another file"):
        write_map(network, tmp_path / "nowhere" / "a.svg")


def test_every_output_option_is_short_too():
    import click

    def commands(command, path):
        for name, one in getattr(command, "commands", {}).items():
            yield f"{path} {name}", one
            yield from commands(one, f"{path} {name}")

    named = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}
    found = [*named.items(), *(pair for name, one in named.items() for pair in commands(one, name))]
    options = {name: [one.opts for one in command.params if "--output" in one.opts] for name, command in found}
    assert sum(map(len, options.values())) > 15
    assert all("-o" in opts for listed in options.values() for opts in listed)


def test_the_sources_that_a_picture_has_no_room_for_are_in_its_file(tmp_path):
    """Named one, listed in full: in the text of a PNG and an SVG, on a further page of a PDF."""
    from PIL import Image

    pair = [("AAA", "Alphaland", "state"), ("BBB", "Betaland", "state")]
    network, options = network_of(pair, [("AAA", "AID", "BBB")] * 5, documents=3), MapOptions(sources=1)
    paths = [tmp_path / f"map.{suffix}" for suffix in ("png", "svg", "pdf")]
    for path in paths:
        graphkit.write_map(network, path, options=options)
    with Image.open(paths[0]) as image:
        listed = image.text["Sources"].splitlines()
    assert len(listed) == 3 and all(one in paths[1].read_text("utf-8") for one in ("<dc:source>", *listed))
    assert paths[2].read_bytes().count(b"/Type /Page ") == 2
    graphkit.write_map(network, paths[2], options=MapOptions(sources=0))
    assert paths[2].read_bytes().count(b"/Type /Page ") == 1
