"""Who did what to whom, who says so, and who answered: political relations as a network.

Public names are loaded when they are first used, so that ``import graphkit`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.dataset import CheckReport, Dataset, check_dataset, load_dataset, merge, save_dataset
    from graphkit.errors import DataError, ExtractionError, GraphkitError, MissingDependency, Problem, UnknownActor
    from graphkit.network import (
        build_network,
        filter_network,
        find_actor,
        iter_relations,
        roll_up,
        signed_network,
        to_dataset,
    )
    from graphkit.ontology import load_ontology

__version__ = "0.1.0"

_HOME = {
    "CheckReport": "dataset",
    "DataError": "errors",
    "Dataset": "dataset",
    "ExtractionError": "errors",
    "GraphkitError": "errors",
    "MissingDependency": "errors",
    "Problem": "errors",
    "UnknownActor": "errors",
    "build_network": "network",
    "check_dataset": "dataset",
    "filter_network": "network",
    "find_actor": "network",
    "iter_relations": "network",
    "load_dataset": "dataset",
    "load_ontology": "ontology",
    "merge": "dataset",
    "roll_up": "network",
    "save_dataset": "dataset",
    "signed_network": "network",
    "to_dataset": "network",
}

__all__ = [
    "CheckReport",
    "DataError",
    "Dataset",
    "ExtractionError",
    "GraphkitError",
    "MissingDependency",
    "Problem",
    "UnknownActor",
    "build_network",
    "check_dataset",
    "filter_network",
    "find_actor",
    "iter_relations",
    "load_dataset",
    "load_ontology",
    "merge",
    "roll_up",
    "save_dataset",
    "signed_network",
    "to_dataset",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _HOME:
        raise AttributeError(f"module 'graphkit' has no attribute '{name}'")
    value = getattr(import_module(f"graphkit.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*__all__, "__version__"])
