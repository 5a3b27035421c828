"""The keys of the page's address, as ``web/view_state.toml`` describes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["ViewKey", "keys_table", "story_keys", "view_keys"]


@dataclass(frozen=True, slots=True)
class ViewKey:
    """One key of the address: its name, the form of its values, and what it says in one sentence."""

    name: str
    form: str
    sentence: str
    values: tuple[int | str, ...] = ()
    pattern: str = ""


@cache
def view_keys() -> tuple[ViewKey, ...]:
    """Return the keys in the order in which the page writes them.

    >>> [key.name for key in view_keys()][:3]
    ['since', 'until', 'sure']
    """
    import tomllib

    text = (resources.files("graphkit.render") / "web" / "view_state.toml").read_text("utf-8")
    return tuple(
        ViewKey(row["name"], row["form"], row["sentence"], tuple(row.get("values", ())), row.get("pattern", ""))
        for row in tomllib.loads(text)["key"]
    )


def story_keys() -> tuple[str, ...]:
    """Return what a step's view may hold: every key but the story itself."""
    return tuple(key.name for key in view_keys() if key.form != "story")


def keys_table() -> str:
    """Return the table of keys as ``docs/map.md`` has it.

    >>> keys_table().splitlines()[2]
    '| `since` | a day, `2024-10-28`: nothing that was over before it |'
    """
    rows = [f"| `{key.name}` | {key.sentence.replace('|', chr(92) + '|')} |" for key in view_keys()]
    return "\n".join(["| key | value |", "| --- | --- |", *rows])
