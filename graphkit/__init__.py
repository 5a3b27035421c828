"""Who did what to whom, who says so, and who answered: political relations as a network.

Public names are loaded when they are first used, so that ``import graphkit`` is cheap; they are
listed once, in ``__init__.pyi``.
"""

from __future__ import annotations

__version__ = "0.1.0"

try:
    import lazy_loader
except ImportError:  # nothing is installed yet: ``python3 -m graphkit.start`` is about to do that
    __all__ = []
else:
    __getattr__, _names, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*__all__, "__version__"])
