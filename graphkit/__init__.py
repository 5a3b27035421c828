"""Who did what to whom, who says so, and who answered: political relations as a network.

Public names are loaded when they are first used, so that ``import graphkit`` is cheap; they are
listed once, in ``__init__.pyi``.
"""

from __future__ import annotations

import sys

__version__ = "0.2.0"

try:
    import lazy_loader
except ImportError:  # nothing is installed yet: ``python3 -m graphkit.start`` is about to do that
    __all__ = []
else:
    __getattr__, _names, __all__ = lazy_loader.attach_stub(__name__, __file__)


def _face_of_notebooks() -> None:
    """Where IPython runs, let it show datasets, networks and answers; nothing is loaded until one is shown."""
    running = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if running is not None and hasattr(running, "display_formatter"):

        def shown(thing: object) -> str | None:
            from graphkit.face import html_of

            return html_of(thing)

        formatter = running.display_formatter.formatters["text/html"]
        for module, name in (
            ("graphkit.dataset", "Dataset"),
            ("networkx.classes.multidigraph", "MultiDiGraph"),
            ("pandas", "DataFrame"),
            ("pandas.core.frame", "DataFrame"),
        ):
            formatter.for_type_by_name(module, name, shown)


_face_of_notebooks()


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*__all__, "__version__"])
