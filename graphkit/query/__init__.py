"""The questions: a network in, a table out."""

from __future__ import annotations

from graphkit.model import FACTUAL

from ._balance import Frustration, Tie, balance, blocs, frustration
from ._brokers import brokers
from ._changes import changes
from ._chronicle import contested, profile, timeline
from ._leverage import leverage
from ._paths import paths
from ._responses import responses
from ._text import explain

__all__ = [
    "FACTUAL",
    "Frustration",
    "Tie",
    "balance",
    "blocs",
    "brokers",
    "changes",
    "contested",
    "explain",
    "frustration",
    "leverage",
    "paths",
    "profile",
    "responses",
    "timeline",
]
