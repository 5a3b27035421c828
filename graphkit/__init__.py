"""Who did what to whom, who says so, and who answered: political relations as a network.

Public names are loaded when they are first used, so that ``import graphkit`` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.dataset import CheckReport, Dataset, check_dataset, load_dataset, merge, save_dataset
    from graphkit.errors import DataError, ExtractionError, GraphkitError, MissingDependency, Problem, UnknownActor
    from graphkit.extract import extract_relations
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
    from graphkit.query import (
        Frustration,
        Tie,
        balance,
        blocs,
        brokers,
        changes,
        contested,
        explain,
        frustration,
        leverage,
        paths,
        profile,
        responses,
        timeline,
    )
    from graphkit.render import (
        Map,
        MapOptions,
        MapReport,
        Step,
        Story,
        draw_map,
        map_html,
        map_widget,
        to_pyvis,
        write_map,
    )

__version__ = "0.1.0"

_HOME = {
    "CheckReport": "dataset",
    "DataError": "errors",
    "Dataset": "dataset",
    "ExtractionError": "errors",
    "Frustration": "query",
    "GraphkitError": "errors",
    "Map": "render",
    "MapOptions": "render",
    "MapReport": "render",
    "MissingDependency": "errors",
    "Problem": "errors",
    "Step": "render",
    "Story": "render",
    "Tie": "query",
    "UnknownActor": "errors",
    "balance": "query",
    "blocs": "query",
    "brokers": "query",
    "build_network": "network",
    "changes": "query",
    "check_dataset": "dataset",
    "contested": "query",
    "draw_map": "render",
    "explain": "query",
    "extract_relations": "extract",
    "filter_network": "network",
    "find_actor": "network",
    "frustration": "query",
    "iter_relations": "network",
    "leverage": "query",
    "load_dataset": "dataset",
    "load_ontology": "ontology",
    "map_html": "render",
    "map_widget": "render",
    "merge": "dataset",
    "paths": "query",
    "profile": "query",
    "responses": "query",
    "roll_up": "network",
    "save_dataset": "dataset",
    "signed_network": "network",
    "timeline": "query",
    "to_dataset": "network",
    "to_pyvis": "render",
    "write_map": "render",
}

__all__ = [
    "CheckReport",
    "DataError",
    "Dataset",
    "ExtractionError",
    "Frustration",
    "GraphkitError",
    "Map",
    "MapOptions",
    "MapReport",
    "MissingDependency",
    "Problem",
    "Step",
    "Story",
    "Tie",
    "UnknownActor",
    "balance",
    "blocs",
    "brokers",
    "build_network",
    "changes",
    "check_dataset",
    "contested",
    "draw_map",
    "explain",
    "extract_relations",
    "filter_network",
    "find_actor",
    "frustration",
    "iter_relations",
    "leverage",
    "load_dataset",
    "load_ontology",
    "map_html",
    "map_widget",
    "merge",
    "paths",
    "profile",
    "responses",
    "roll_up",
    "save_dataset",
    "signed_network",
    "timeline",
    "to_dataset",
    "to_pyvis",
    "write_map",
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
