"""Reads stories: titled steps through a map, each a paragraph and the view it is told on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset import file_bytes
from graphkit.errors import DataError, MissingDependency
from graphkit.render.options import Step, Story
from graphkit.render.view_keys import story_keys

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["read_story", "stories_for", "story_record"]

#: The largest story that is read, in bytes.
LARGEST = 250_000
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'')
_LONG_KEY = re.compile(r"(?<![^\s.=\[\]{},])(?:[^\s.=\[\]{},]++[ \t]*+\.[ \t]*+){60}")


def read_story(path: Path) -> Story:
    """Return the story in a TOML (or YAML) file.

    Parameters
    ----------
    path
        A file with ``title`` and one ``[[step]]`` per step: ``title``, ``text`` and a table
        ``view``.

    Raises
    ------
    DataError
        If the file cannot be read or a step lacks something; the sentence names the step.
    MissingDependency
        If the file is YAML and PyYAML is not installed.
    """
    try:
        raw = _read(Path(path))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DataError(f"{path}: not a story that can be read ({error}); docs/map.md shows one") from error
    return _story(raw, name=str(path))


def stories_for(network: nx.MultiDiGraph, stories: tuple[Story, ...] | None) -> tuple[Story, ...]:
    """Return the stories given, or those that ship with the dataset of this network."""
    if stories is not None:
        return stories
    name = network.graph.get("name")
    folder = resources.files("graphkit.data") / "stories"
    if not name or not folder.is_dir():
        return ()
    import tomllib

    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda one: one.name)
    told = [_story(tomllib.loads(entry.read_text("utf-8")), name=entry.name) for entry in found]
    return tuple(story for story in told if story.dataset == name)


def story_record(story: Story) -> dict[str, Any]:
    """Return a story as the page carries it."""
    steps = [{"title": step.title, "text": step.text, "view": dict(step.view)} for step in story.steps]
    return {"title": story.title, "steps": steps}


def _read(path: Path) -> Any:
    """What is in a TOML or YAML file."""
    text = file_bytes(path, most=LARGEST).decode("utf-8")
    if path.suffix.lower() in (".yaml", ".yml"):
        return _read_yaml(path, text)
    import tomllib

    if _LONG_KEY.search(_QUOTED.sub("_", text)):  # the library takes time by the square of a key's parts
        raise ValueError("a key has more than 60 parts")
    return tomllib.loads(text)


def _read_yaml(path: Path, text: str) -> Any:
    """What is in a YAML file."""
    try:
        import yaml  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise MissingDependency(f"{path} is YAML and PyYAML is not installed: write TOML, or pip install pyyaml") from (
            error
        )
    if text.count("[") + text.count("{") > 1000:  # the library takes time by the square of their depth
        raise ValueError("it has more than 1,000 brackets")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ValueError("it has aliases (*name), of which a few lines can make gigabytes: write the words out")
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _story(raw: Any, *, name: str) -> Story:
    """The story in what a file holds."""
    steps = raw.get("step", raw.get("steps")) if isinstance(raw, Mapping) else None
    if not isinstance(steps, list) or not steps:
        raise DataError(f"{name}: no steps; write one [[step]] with title, text and view for each")
    return Story(
        title=_word(raw.get("title", ""), name=f"{name}: title") or name,
        steps=tuple(_step(step, name=f"{name} step {number}") for number, step in enumerate(steps, 1)),
        dataset=_word(raw.get("dataset", ""), name=f"{name}: dataset"),
    )


def _step(raw: Any, *, name: str) -> Step:
    """One step of a story."""
    if not isinstance(raw, Mapping) or not raw.get("title") or not raw.get("text"):
        raise DataError(f"{name}: needs a title and a text")
    view = raw.get("view", {})
    if not isinstance(view, Mapping):
        shown = (
            f" {str(view)[:40]}" if isinstance(view, str | float) or (type(view) is int and abs(view) < 10**9) else ""
        )
        raise DataError(f'{name}: view{shown} is not a table of keys such as answers = "troops-sent"')
    unknown = sorted(str(key) for key in view if key not in story_keys())
    if unknown:
        raise DataError(f"{name}: view key {unknown[0]!r} is not one of {', '.join(story_keys())}")
    words = {
        key: "1" if value is True else _word(value, name=f"{name}: view key {key!r}")
        for key, value in view.items()
        if value is not False
    }
    title, text = (_word(raw[key], name=f"{name}: {key}") for key in ("title", "text"))
    return Step(title, " ".join(text.split()), words)


def _word(value: Any, *, name: str) -> str:
    """A value as text: what is written in one piece, no list and no table."""
    if not isinstance(value, str | int | float | date | time):
        kind = "blank" if value is None else "a table" if isinstance(value, Mapping) else "a list"
        raise DataError(f"{name} is {kind}: write a text, a number or a date")
    try:
        return str(value)
    except ValueError as error:  # thousands of digits
        raise DataError(f"{name} is a number of too many digits: write a shorter one") from error
