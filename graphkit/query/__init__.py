"""The questions: a network in, a table out."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from graphkit.model import FACTUAL

from ._answers import voices_of
from ._balance import Frustration, Tie, balance, blocs, frustration
from ._brokers import brokers
from ._changes import changes
from ._contested import contested
from ._leverage import leverage
from ._paths import paths
from ._profile import profile
from ._register import QUESTIONS, Question, asked, explain, network_of, question, tabled
from ._responses import responses
from ._search import search
from ._summary import summary
from ._timeline import timeline
from ._unanswered import unanswered

__all__ = [
    "FACTUAL",
    "QUESTIONS",
    "Frustration",
    "Question",
    "Tie",
    "asked",
    "balance",
    "blocs",
    "brokers",
    "changes",
    "contested",
    "explain",
    "frustration",
    "leverage",
    "network_of",
    "paths",
    "profile",
    "question",
    "responses",
    "search",
    "summary",
    "tabled",
    "timeline",
    "unanswered",
    "voices_of",
]

for _file in pkgutil.iter_modules(__path__):  # a question is found by its file: nothing here need name it
    import_module(f"{__name__}.{_file.name}")
globals().update({name: one.function for name, one in QUESTIONS.items()})
