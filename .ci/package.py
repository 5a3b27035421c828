"""Build the wheel and the source distribution, and try both as a stranger meets them: ``python3 .ci/package.py``.

The wheel goes into an empty environment without extras: it must tell its version, check its data and draw its map. The
source distribution is unpacked, installed with what the tests need, and runs the fast half of them. ``--wheel`` stops
before the second.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What a wheel must hold of each kind: data, page, SQL, ontology, patterns, types.
NEEDED = (
    "graphkit/data/relations.csv",
    "graphkit/data/datapackage.json",
    "graphkit/render/web/dist/page.js",
    "graphkit/ontology.toml",
    "graphkit/query/questions.toml",
    "graphkit/gazetteer/states.csv",
    "graphkit/py.typed",
)


def run(*command: object, cwd: Path | None = None) -> str:
    """Run a program and return what it wrote; stop here where it fails."""
    done = subprocess.run([str(one) for one in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def environment(folder: Path) -> Path:
    """Make an empty environment and return the folder of its programs."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def built(folder: Path) -> tuple[Path, Path]:
    """Build both in an environment of its own; return the wheel and the source distribution."""
    programs = environment(folder / "builder")
    run(programs / "pip", "install", "--quiet", "build")
    checkout = folder / "checkout"  # a copy: another build may be going on in this one
    left = shutil.ignore_patterns(".git", ".venv*", "node_modules", "build", "*.egg-info")
    shutil.copytree(ROOT, checkout, ignore=left)
    run(programs / "python", "-m", "build", "--outdir", folder / "dist", checkout)
    return next((folder / "dist").glob("*.whl")), next((folder / "dist").glob("*.tar.gz"))


def try_wheel(wheel: Path, folder: Path) -> None:
    """Install the wheel without extras, away from the checkout, and use it."""
    held = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in NEEDED if name not in held]
    strange = [name for name in held if name.startswith(("tests/", "docs/", "benchmarks/"))]
    if missing or strange:
        sys.exit(f"{wheel.name} lacks {missing} and holds {strange[:5]}")
    programs = environment(folder / "user")
    run(programs / "pip", "install", "--quiet", wheel)
    away = folder / "away"
    away.mkdir()
    sys.stdout.write(run(programs / "graphkit", "--version", cwd=away))
    run(programs / "graphkit", "check", cwd=away)
    run(programs / "graphkit", "map", cwd=away)
    answer = run(programs / "graphkit", "responses", "--to", "DPRK", "--brief", cwd=away)
    if not (away / "map.html").stat().st_size or "answers" not in answer:
        sys.exit("the installed command draws or answers nothing")
    sys.stdout.write(f"{wheel.name}: installed without extras, it checks, draws and answers\n")


def try_source(source: Path, folder: Path) -> None:
    """Unpack the source distribution, install what its tests need and run the fast ones."""
    with tarfile.open(source) as archive:
        archive.extractall(folder / "source", filter="data")
    unpacked = next((folder / "source").iterdir())
    programs = environment(folder / "tester")
    run(programs / "pip", "install", "--quiet", "-e", f"{unpacked}[test]")
    sys.stdout.write(f"{source.name}: its fast tests\n")
    sys.stdout.flush()
    chosen = ["-q", "-n", "auto", "--dist", "worksteal", "-m", "not slow", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run([programs / "python", "-m", "pytest", *chosen], cwd=unpacked, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main(arguments: list[str]) -> None:
    """Build and try both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel, source = built(folder)
        try_wheel(wheel, folder)
        if "--wheel" not in arguments:
            try_source(source, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
