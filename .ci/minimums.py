"""Print the oldest version of each library that setup.cfg allows, as constraints for pip."""

from __future__ import annotations

import configparser
import re
import sys
from pathlib import Path


def minimums(text: str) -> dict[str, str]:
    """Return the oldest version of each library by its name."""
    setup = configparser.ConfigParser()
    setup.read_string(text)
    lines = "\n".join([setup["options"]["install_requires"], *setup["options.extras_require"].values()]).split("\n")
    return dict(re.findall(r"^([\w.-]+)>=([\w.]+)$", "\n".join(map(str.strip, lines)), re.M))


if __name__ == "__main__":
    found = minimums((Path(__file__).parents[1] / "setup.cfg").read_text("utf-8"))
    sys.stdout.write("".join(f"{name}=={version}\n" for name, version in found.items()))
