"""Dependency trees of a spaCy pipeline, read as the phrases and clauses in which the event patterns are looked for."""

from graphkit.extract.trees.events import find_events
from graphkit.extract.trees.reading import read_tree

__all__ = ["find_events", "read_tree"]
