"""Event tables too large for a graph: import, and the questions that need no graph."""

from __future__ import annotations

from graphkit.events.backend import Backend, duckdb_backend
from graphkit.events.formats import FORMATS, Format, Options
from graphkit.events.importing import ImportReport, import_events
from graphkit.events.links import pair_details
from graphkit.events.opening import Filters, find_actors, read_sidecar
from graphkit.events.reactions import explain_reactions, reactions
from graphkit.events.reciprocity import (
    explain_reciprocity,
    reciprocity,
    reciprocity_events,
    reciprocity_sensitivity,
)
from graphkit.events.schema import COLUMNS
from graphkit.events.spark import spark_backend
from graphkit.events.tables import describe, dyads, ego, timeline

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Backend",
    "Filters",
    "Format",
    "ImportReport",
    "Options",
    "describe",
    "duckdb_backend",
    "dyads",
    "ego",
    "explain_reactions",
    "explain_reciprocity",
    "find_actors",
    "import_events",
    "pair_details",
    "reactions",
    "read_sidecar",
    "reciprocity",
    "reciprocity_events",
    "reciprocity_sensitivity",
    "spark_backend",
    "timeline",
]
