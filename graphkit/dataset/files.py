"""Reading a file whole: never a pipe without a writer, a device without an end, or more than was agreed."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

__all__ = ["file_bytes"]

#: Where a shell puts the pipes it makes for ``<(...)``: those have a writer and come to an end.
_SHELL_PIPES = ("/dev/fd", "/proc/self/fd")


def file_bytes(path: str | Path, *, most: int | None = None) -> bytes:
    """Return what is in a file.

    Parameters
    ----------
    path
        A regular file, or a link to one; a pipe only where a shell made it, as ``<(graphkit blocs)`` does.
    most
        The largest size in bytes; None reads any.

    Raises
    ------
    OSError
        If there is no such file, it cannot be read, it is no regular file, or it is too large; ``strerror`` says so.
    """
    path = Path(path)
    try:
        status = path.stat()
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.EINVAL, "its name holds a character that no file's name has", repr(str(path))) from error
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder, not a file", str(path))
    shells = stat.S_ISFIFO(status.st_mode) and os.fspath(path.parent) in _SHELL_PIPES
    if not stat.S_ISREG(status.st_mode) and not shells:
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
    with path.open("rb") as stream:
        data = stream.read() if most is None else stream.read(most + 1)
    if most is not None and len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most // 1_000_000} MB", str(path))
    return data
