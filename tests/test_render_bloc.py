"""Blocs for the map, read from a table."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.render import MapOptions, map_html, read_blocs


@pytest.mark.slow
def test_a_table_of_blocs_is_what_the_question_writes(tmp_path, affair):
    path = tmp_path / "blocs.csv"
    done = CliRunner().invoke(main, ["blocs", "--format", "csv", "--output", str(path)])
    assert done.exit_code == 0
    frame = graphkit.blocs(graphkit.build_network(affair, roll_up=True))
    assert read_blocs(path) == {
        actor: str(bloc)
        for actor, bloc, why in zip(frame["actor"], frame["bloc"], frame["why"], strict=True)
        if not why
    }
    done = CliRunner().invoke(main, ["map", "--blocs", str(path), "--output", str(tmp_path / "map.html")])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("who,bloc\nRUS,1\n", "no column 'actor' among who, bloc"),
        ("actor,bloc\nRUS,\n", "row 2: blank bloc"),
        ("actor,bloc\nRUS,1\nRUS,2\n", "row 3: RUS is in bloc 1 above and in 2 here"),
    ],
)
def test_a_table_that_is_none_is_one_sentence(tmp_path, text, words):
    path = tmp_path / "blocs.csv"
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["map", "--blocs", str(path), "--output", str(tmp_path / "map.html")])
    assert (done.exit_code, words in done.output, done.output.count("\n")) == (1, True, 1)
    assert not (tmp_path / "map.html").exists()


def test_an_actor_that_is_not_there_is_an_error(network):
    with pytest.raises(graphkit.UnknownActor, match="Alphaland"):
        map_html(network, options=MapOptions(blocs={"Alfaland": "West"}))
