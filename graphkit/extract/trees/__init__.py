"""Dependency trees of a spaCy pipeline, read as the phrases and clauses in which the event patterns are looked for."""

from graphkit.extract.trees.fallback import complete
from graphkit.extract.trees.reading import read_tree

__all__ = ["complete", "read_tree"]
