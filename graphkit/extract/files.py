"""The bytes of a file that a person named: there, a file, and not too large, or one sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path

from graphkit.dataset import file_bytes
from graphkit.errors import DataError
from graphkit.extract.plain import shown_name
from graphkit.extract.readers import MAX_BYTES

__all__ = ["load_bytes"]


def load_bytes(path: str | Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file that is there, is a file and no pipe or device, and is not too large.

    Raises
    ------
    DataError
        If it is none of that, or cannot be opened.

    Examples
    --------
    >>> load_bytes("/dev/null")
    Traceback (most recent call last):
    graphkit.errors.DataError: dev/null: cannot be opened (it is a pipe or a device, not a file)
    """
    if re.match(r"https?:/", str(path)):
        raise DataError(
            f"{path}: an address, not a file: save the page first (curl -o page.html ADDRESS) and name that"
        )
    path = Path(path)
    shown = "/".join((*map(shown_name, path.parent.parts[-1:]), shown_name(path)))
    try:
        size = path.stat().st_size if path.is_file() else 0
        if size > max_bytes:
            raise _too_large(path, size, max_bytes)
        if path.is_dir():
            os.scandir(path).close()  # what keeps a folder from being read
            raise DataError(f"{shown}: not a file; name a document, or a folder of documents")
        return file_bytes(path, most=max_bytes)
    except OSError as error:
        raise DataError(f"{shown}: cannot be opened ({error.strerror or error})") from error
    except ValueError as error:  # a name with a zero byte
        raise DataError(f"{shown}: no file can have this name") from error


def _too_large(path: Path, size: int, limit: int) -> DataError:
    message = f"{size / 1e6:.0f} MB is over the limit of {limit / 1e6:.0f} MB; split it, or raise the limit"
    return DataError(f"{shown_name(path)}: {message} (--max-size)")
