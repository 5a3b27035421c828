"""All about the package is in setup.cfg; here the rule coder is compiled where that is asked for.

``GRAPHKIT_COMPILE=1 pip install .`` turns ``graphkit/extract/rules`` into C with mypyc: the same proposals in half
the time. It needs a C compiler and takes five minutes; without it everything works, in plain Python.
"""

import os
import sys
from pathlib import Path

from setuptools import setup


def extensions():
    """The compiled modules, or none; mypyc itself is fetched by pip for the build alone."""
    if os.environ.get("GRAPHKIT_COMPILE") != "1":
        return []
    try:
        from mypyc.build import mypycify
    except ImportError:
        if "egg_info" in sys.argv:  # pip is only asking what the build needs
            return []
        raise
    files = sorted(str(path) for path in Path("graphkit/extract/rules").glob("*.py"))
    return mypycify(["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", *files])


setup(
    setup_requires=["mypy>=1.11"] if os.environ.get("GRAPHKIT_COMPILE") == "1" else [],
    ext_modules=extensions(),
)
