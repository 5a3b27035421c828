"""Files that a library may take too long for, or too much memory, are read by a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from graphkit.errors import DataError, MissingDependency
from graphkit.extract.bounds import MEGABYTES, bounded, out_of_memory, time_is_up, time_left
from graphkit.extract.kinds import SUFFIXES, reader_of
from graphkit.extract.plain import shown_name
from graphkit.extract.readers import Content

__all__ = ["main", "read_content"]

#: From how many bytes of a page, or of an unpacked Word file, on; a small one cannot take long.
_PAGE, _UNPACKED = 300_000, 5_000_000
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from graphkit.extract.apart import main; main()"


def read_content(path: Path, data: bytes) -> Content:
    """Return what the reader of this kind of file makes of its bytes.

    Large pages and Word files go to a process of their own: their libraries work in C for seconds or minutes, and
    nothing but the end of the process stops them there.

    Raises
    ------
    DataError
        If the file cannot be read, or only with more time or memory than one document may take.
    MissingDependency
        If the library for the format is not installed.
    """
    reader = reader_of(path, data)
    if not _is_heavy(reader, data) or getattr(sys, "frozen", False):
        return reader(path, data)
    command = [sys.executable, "-c", _START, json.dumps(sys.path), path.name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=time_left(), check=False)  # noqa: S603
        told: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        time_is_up()
    except ValueError:
        message = "the process that read it died; it may be damaged or too large"
        raise DataError(f"{shown_name(path)}: {message}") from None
    if "missing" in told:
        raise MissingDependency(told["missing"])
    if "problem" in told:
        raise DataError(told["problem"])
    return Content(**{**told, "notices": tuple(told["notices"])})


def main() -> None:
    """Read the file on stdin and write what it says to stdout, as JSON: what `read_content` starts."""
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print is no answer
    path, data = Path(sys.argv[2]), sys.stdin.buffer.read()
    told: dict[str, Any]
    try:
        with bounded(shown_name(path), seconds=3600):
            told = asdict(reader_of(path, data)(path, data))
    except MissingDependency as error:
        told = {"missing": str(error)}
    except DataError as error:
        told = {"problem": str(error)}
    if "problem" in told and _filled_memory():  # a library may hide that memory was what it lacked
        told = {"problem": out_of_memory(shown_name(path), MEGABYTES)}
    out.write(json.dumps(told))
    out.flush()


def _is_heavy(reader: object, data: bytes) -> bool:
    """Whether a file is large, packed or as it is."""
    if reader is SUFFIXES[".html"]:
        return len(data) > _PAGE
    if reader is not SUFFIXES[".docx"]:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(item.file_size for item in archive.infolist()) > _UNPACKED
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _filled_memory() -> bool:
    """Whether this process came near the memory that it may have."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmPeak:"))
    except (OSError, ValueError, StopIteration):
        return False
    return peak * 1024 > 0.9 * MEGABYTES * 1_000_000
