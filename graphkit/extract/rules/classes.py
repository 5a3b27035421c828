"""Word classes and type tables: the language that the coder's steps look at, read from ``data/classes.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

FILE = "classes.toml"


def read_data(name: str) -> str:
    """Return the text of one of the coder's own data files."""
    return (files("graphkit.extract") / "data" / name).read_text(encoding="utf-8")


def word_class(name: str) -> frozenset[str]:
    """Return the words of a class, by its section and name in the file or by a name that only one section has.

    Raises
    ------
    ValueError
        If no class, or more than one, has the name.

    Examples
    --------
    >>> "brigade" in word_class("forces.troops")
    True
    """
    return frozenset(_entry(name, str))


def class_words(name: str) -> tuple[str, ...]:
    """Return the words of a class in the order of the file, where each stands for a pattern of its own."""
    return tuple(_entry(name, str))


def word_table(name: str) -> dict[str, str]:
    """Return a table from word or type to another: each key lists words, each value is what they become.

    Examples
    --------
    >>> word_table("nominal.ended")["AID"]
    'SANCTION'
    """
    return dict(pair.split(":", 1) for pair in _entry(name, list))


def class_names() -> tuple[str, ...]:
    """Return the name of every class, with its section."""
    return tuple(sorted(name for name, entry in _classes().items() if isinstance(entry, tuple)))


def _entry(name: str, kind: type) -> tuple[str, ...] | list[str]:
    classes = _classes()
    found = [key for key in classes if key == name or key.endswith(f".{name}")]
    if len(found) != 1:
        known = ", ".join(found) or "no class"
        raise ValueError(f"{FILE}: '{name}' names {known}; write section.name of one that the file has")
    entry = classes[found[0]]
    if isinstance(entry, list) != (kind is list):
        raise ValueError(f"{FILE}: {found[0]} is {'a table' if isinstance(entry, list) else 'a class of words'}")
    return entry


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...] | list[str]]:
    """Return the checked contents of the file: a tuple of words for a class, "word:value" pairs for a table."""
    return check_classes(tomllib.loads(read_data(FILE)))


def check_classes(data: dict[str, object]) -> dict[str, tuple[str, ...] | list[str]]:
    """Return the classes and tables of a file by "section.name".

    Raises
    ------
    ValueError
        If an entry is neither words nor a table of words, is empty, or has a word twice.

    Examples
    --------
    >>> check_classes({"forces": {"armed": "army navy", "kinds": {"AID": "help relief"}}})
    {'forces.armed': ('army', 'navy'), 'forces.kinds': ['help:AID', 'relief:AID']}
    """
    found: dict[str, tuple[str, ...] | list[str]] = {}
    for section, entries in data.items():
        if not isinstance(entries, dict):
            raise ValueError(f"{FILE}: {section} stands in no section; put it under [section]")
        for name, value in entries.items():
            found[f"{section}.{name}"] = _checked(f"{section}.{name}", value)
    return found


def _checked(name: str, value: object) -> tuple[str, ...] | list[str]:
    if isinstance(value, str):
        return _words(name, value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(f"{FILE}: {name} is {value!r}; write a string of words, or a table of such strings")
    pairs = [f"{word}:{key}" for key, text in value.items() for word in _words(f"{name}.{key}", text)]
    _words(name, " ".join(pair.rsplit(":", 1)[0] for pair in pairs))
    return pairs


def _words(name: str, text: str) -> tuple[str, ...]:
    words = text.split()
    double = sorted({word for word in words if words.count(word) > 1})
    if not words or double:
        raise ValueError(f"{FILE}: {name} has {'twice ' + ', '.join(double) if double else 'no words'}")
    return tuple(words)
