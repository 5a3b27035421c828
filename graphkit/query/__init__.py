"""The questions: a network in, a table out."""

from __future__ import annotations

from graphkit.model import FACTUAL

from .brokerage import brokers
from .camp import Frustration, Tie, balance, blocs, frustration
from .change import changes
from .chronicle import contested, profile, timeline
from .pressure import leverage
from .prose import explain
from .response import responses
from .route import paths

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
