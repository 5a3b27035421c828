"""From a fresh clone to a first map, or to the tests, with nothing but Python.

``python3 -m graphkit.start map`` makes a virtual environment in ``.venv``, installs graphkit into
it and draws the map; ``python3 -m graphkit.start test`` installs what the tests need and runs them.
It is one command on every system: Debian's and Ubuntu's Python refuses ``pip install`` outside a
virtual environment, Windows keeps an environment's programs elsewhere, and its shells disagree
about ``&&``. Only the standard library is used.
"""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import venv
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
#: One process for each core. Of the fast tests, one that has nothing left takes over from another; of all, a file stays
#: in one process, so that Spark is started once. Those with a browser come last: it takes all cores by itself.
PARALLEL = ("-n", "auto", "--dist")
INTERRUPTED, NO_TESTS = 2, 5  # exit codes of pytest
USAGE = """usage: python3 -m graphkit.start map [OPTIONS]     install graphkit and draw the map
       python3 -m graphkit.start test [OPTIONS]    install what the tests need and run them

       --with documents,review,events    install these extras as well
"""


def main(arguments: list[str]) -> int:
    """Install graphkit into ``.venv`` and run what was asked for; return its exit code."""
    if not arguments or arguments[0] not in ("map", "test"):
        sys.stderr.write(USAGE)
        return 2
    if not (ROOT / "setup.cfg").exists():
        sys.stderr.write("graphkit is installed already: run 'graphkit map'\n")
        return 1
    if sys.version_info < (3, 11):
        sys.stderr.write(f"Python {sys.version.split()[0]} is too old: graphkit needs 3.11 or newer\n")
        return 1
    goal, *options = arguments
    extras, options = _extras(options)
    known = _known_extras()
    unknown = [extra for extra in extras if extra not in known]
    if unknown:
        sys.stderr.write(f"there is no extra '{unknown[0]}': after --with give some of {', '.join(known)}\n")
        return 2
    wanted = extras if goal == "map" else [*extras, "test"]
    python = _environment()
    if python is None or not _install(python, f"[{','.join(wanted)}]" if wanted else ""):
        return 1
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if goal == "map":
        return subprocess.run([python, "-m", "graphkit", "map", *options], env=environment, check=False).returncode
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start Python, which would compile all anew
    codes = []
    for run in _pytest_runs(options):
        done = subprocess.run([python, "-m", "pytest", *run], cwd=ROOT, env=environment, check=False)
        codes.append(done.returncode)
        if done.returncode == INTERRUPTED:
            break
    return next((code for code in codes if code not in (0, NO_TESTS)), min(codes))


def _pytest_runs(options: list[str]) -> list[list[str]]:
    """Say how long the tests take; return the options of each run of pytest."""
    fast = any("not slow" in option for option in options)
    sys.stderr.write(
        "running the fast tests: two to four minutes on two cores, with a dot for each\n"
        if fast
        else "running all tests, those with a browser last: about a quarter of an hour on two cores, with a dot for "
        'each; test -m "not slow" runs the fast ones in two to four minutes\n'
    )
    if any(option.startswith(("-n", "--numprocesses")) for option in options):
        return [options]
    if fast:
        return [[*PARALLEL, "worksteal", *options]]
    if any(option.startswith("-m") for option in options):
        return [options]
    return [[*PARALLEL, "loadfile", "-m", "not browser", *options], ["-m", "browser", *options]]


def _extras(options: list[str]) -> tuple[list[str], list[str]]:
    """The extras behind ``--with``, and the other options."""
    extras: list[str] = []
    rest: list[str] = []
    left = iter(options)
    for option in left:
        name, equals, value = option.partition("=")
        if name == "--with":
            extras += filter(None, (value if equals else next(left, "")).split(","))
        else:
            rest.append(option)
    return extras, rest


def _known_extras() -> list[str]:
    """The extras that setup.cfg has."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    return list(setup["options.extras_require"])


def _environment() -> str | None:
    """The Python of ``.venv``, which is made where it is not there; None where that is not possible."""
    folder, program = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = ENVIRONMENT / folder / program
    if python.exists() and (_runs(python, "pip", "-V") or _runs(python, "ensurepip")):
        return str(python)
    sys.stderr.write(f"making a virtual environment in {ENVIRONMENT}\n")
    try:
        venv.create(ENVIRONMENT, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.stderr.write(
            f"no virtual environment can be made ({error}); on Debian or Ubuntu: apt install python3-venv\n"
        )
        return None
    return str(python)


def _runs(python: Path, *module: str) -> bool:
    """Whether a module of the environment runs."""
    return subprocess.run([python, "-m", *module], capture_output=True, check=False).returncode == 0


def _install(python: str, extra: str) -> bool:
    """Install this checkout into the environment; whether it worked."""
    sys.stderr.write("installing graphkit and the libraries it needs (about a minute the first time)\n")
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f"{ROOT}{extra}"]
    if subprocess.run(command, check=False).returncode:
        sys.stderr.write("the installation failed: the lines above say why; without a network it cannot work\n")
        return False
    # compiled once and for all, so that the first question is as quick as the next ones
    subprocess.run([python, "-m", "compileall", "-q", str(ROOT / "graphkit")], check=False)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
