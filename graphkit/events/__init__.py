"""Event tables too large for a graph: import, and the questions that need no graph."""

from __future__ import annotations

from graphkit.events.formats import FORMATS, Format, Options
from graphkit.events.importing import ImportReport, import_events
from graphkit.events.schema import COLUMNS

__all__ = ["COLUMNS", "FORMATS", "Format", "ImportReport", "Options", "import_events"]
