"""``graphkit map`` and the stories it reads."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli import main
from graphkit.render import read_story, stories_for
from graphkit.render.view_keys import story_keys


def run(*words):
    """What a command leaves: exit code, stdout, stderr."""
    result = CliRunner().invoke(main, ["map", *map(str, words)])
    return result.exit_code, result.stdout, result.stderr


def test_it_says_where_the_map_is_and_how_to_open_it(tmp_path, sample_path):
    path = tmp_path / "out.html"
    code, out, err = run("--data", sample_path, "--output", path)
    assert (code, out) == (0, "")
    assert f"{path}: 5 relations, 6 actors, 5 links" in err
    assert path.as_uri() in err
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.slow
def test_filters_and_limits_reach_the_page(tmp_path, sample_path):
    path = tmp_path / "out.html"
    _, _, err = run("--data", sample_path, "--since", "2024-08", "--type", "AID", "--output", path)
    assert ": 1 relation, 3 actors, 2 links" in err
    _, _, err = run("--data", sample_path, "--max-actors", "3", "--max-links", "1", "--output", path)
    assert "(3 actors and 4 links hidden at first)" in err
    run("--data", sample_path, "--title", "My <title>", "--theme", "dark", "--embed", "--output", path)
    page = path.read_text("utf-8")
    assert "<title>My &lt;title&gt;</title>" in page
    assert '<html lang="en" data-theme="dark" data-embed="1">' in page


def test_what_cannot_be_done_is_said_in_a_sentence(tmp_path, sample_path):
    code, _, err = run("--data", sample_path, "--output", tmp_path / "no" / "map.html")
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot write" in err
    assert run("--theme", "blue")[0] == 2
    assert run("--max-links", "0")[0] == 2
    story = tmp_path / "story.toml"
    story.write_text("title = 'x'\n", "utf-8")
    code, _, err = run("--data", sample_path, "--story", story, "--output", tmp_path / "map.html")
    assert code == 1
    assert "no steps" in err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "not a story that can be read"),
        ("title = 'x'", "no steps"),
        ("[[step]]\ntitle = 'a'", "step 1: needs a title and a text"),
        ("[[step]]\ntitle = 'a'\ntext = 'b'\nview = 3", "step 1: view 3 is not a table"),
        ("[[step]]\ntitle = 'a'\ntext = 'b'\nview = { zoom = 1 }", "view key 'zoom' is not one of since, until"),
    ],
)
def test_a_faulty_story_is_refused_with_its_step(tmp_path, text, words):
    path = tmp_path / "story.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(graphkit.DataError, match=words):
        read_story(path)


def test_a_story_in_toml_and_in_yaml_is_one_story(tmp_path):
    pytest.importorskip("yaml")
    toml, yaml = tmp_path / "s.toml", tmp_path / "s.yaml"
    toml.write_text("title = 'T'\n[[step]]\ntitle = 'a'\ntext = 'b'\nview = { roll = true, focus = 1 }\n", "utf-8")
    yaml.write_text("title: T\nsteps:\n- title: a\n  text: b\n  view: {roll: true, focus: 1}\n", "utf-8")
    assert read_story(toml) == read_story(yaml)
    assert dict(read_story(toml).steps[0].view) == {"roll": "1", "focus": "1"}


TOLD = ["The treaty and the troops", "Who answered, and how", "Three allies", "What Beijing holds"]


def test_the_stories_that_ship_name_only_what_is_in_the_data(bundled):
    network = graphkit.build_network(bundled)
    told = stories_for(network, None)
    assert [story.title for story in told] == TOLD
    assert all(6 <= len(story.steps) <= 10 for story in told)
    relations, actors = network.graph["relations"], network.graph["actors"]
    for step in (step for story in told for step in story.steps):
        assert set(step.view) <= set(story_keys())
        assert {step.view[key] for key in ("relation", "answers") if key in step.view} <= set(relations)
        named = [step.view.get("actor", ""), *step.view.get("link", "").split(), *step.view.get("path", "").split()[:3]]
        assert {name for name in named if name and name != "-"} <= set(actors)


def test_other_datasets_have_no_stories_of_ours(network):
    assert stories_for(network, None) == ()
