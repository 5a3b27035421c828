"""What one document may cost: seconds and memory, watched while it is read and coded."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from graphkit.errors import DataError

__all__ = ["MEGABYTES", "SECONDS", "bounded", "check_time", "out_of_memory", "time_is_up", "time_left"]

#: How long one document may take, in seconds, unless the caller says otherwise.
SECONDS = 25.0
#: How much memory the work on one document may take beyond what the program has already, in megabytes.
MEGABYTES = 750


class _TimeIsUp(BaseException):
    """Raised inside the work on a document that takes too long; no library catches it by accident."""


class _Here(threading.local):
    """The bounds that this thread works under."""

    deadline: float | None = None


_HERE = _Here()
_LOCK = threading.Lock()
_BEFORE: list[tuple[int, int]] = []  # the limits of the system, once for each thread that reads now


@contextmanager
def bounded(name: str, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Give up the work inside, with one sentence, when it takes too long or too much memory.

    Inside another such block it does nothing: the outer bounds hold.

    Parameters
    ----------
    name
        The document, as it is named in the sentence.
    seconds
        How long the work may take. It is stopped at any moment on the main thread of a Unix process, and elsewhere
        where it calls `check_time`.
    megabytes
        How much memory it may take beyond what the program has already, where the system can tell (Linux).

    Raises
    ------
    DataError
        If the work takes more time or memory than it may.

    Examples
    --------
    >>> with bounded("note.txt", seconds=10):
    ...     check_time()
    """
    if _HERE.deadline is not None:
        yield
        return
    _HERE.deadline = time.monotonic() + seconds
    try:
        with ExitStack() as stack:
            stack.enter_context(_memory_limit(megabytes))
            stack.enter_context(_time_limit(seconds))
            yield
    except _TimeIsUp:
        message = f"{name}: took longer than {seconds:g} seconds, the most that one document may take: split it"
        raise DataError(f"{message}, or raise the limit (--max-seconds)") from None
    except MemoryError:
        raise DataError(out_of_memory(name, megabytes)) from None
    finally:
        _HERE.deadline = None


def check_time() -> None:
    """Give up when the time of the document that is being read is over.

    Readers call it between two pages, so that the limit holds in threads too, where nothing can interrupt them.
    """
    if _HERE.deadline is not None and time.monotonic() > _HERE.deadline:
        raise _TimeIsUp


def time_is_up() -> NoReturn:
    """Give up the document that is being read."""
    raise _TimeIsUp


def time_left() -> float | None:
    """Return how many seconds the document that is being read has still; None where it is not bounded."""
    return None if _HERE.deadline is None else max(0.0, _HERE.deadline - time.monotonic())


def out_of_memory(name: str, megabytes: int) -> str:
    """Return the sentence on a document that needs more memory than it may take."""
    message = f"{name}: needs more memory than one document may take ({megabytes} MB)"
    return f"{message}: split it, or save it as plain text"


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise ``_TimeIsUp`` after some seconds, where the system can: on the main thread of a Unix process."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if _imports(frame):  # a library that is imported by half would fail every document after this one
            signal.setitimer(signal.ITIMER_REAL, 0.05, 1.0)
            return
        raise _TimeIsUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again each second: what is raised in a finalizer is lost
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # the time may be up at this very line
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _imports(frame: FrameType | None) -> bool:
    """Whether a module is being imported."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


@contextmanager
def _memory_limit(megabytes: int) -> Iterator[None]:
    """Let the process grow by so much and no more; where several threads read at once, the first one's limit holds."""
    used = _memory_used()
    if used is None:
        yield
        return
    import resource

    with _LOCK:
        before = _BEFORE[0] if _BEFORE else resource.getrlimit(resource.RLIMIT_AS)
        if not _BEFORE:
            wanted = used + megabytes * 1_000_000
            allowed = [limit for limit in before if limit != resource.RLIM_INFINITY]
            resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *allowed]), before[1]))
        _BEFORE.append(before)
    try:
        yield
    finally:
        with _LOCK:
            _BEFORE.pop()
            if not _BEFORE:
                resource.setrlimit(resource.RLIMIT_AS, before)


def _memory_used() -> int | None:
    """The address space of this process in bytes; None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        import resource
    except (OSError, ValueError, ImportError):
        return None
    return pages * resource.getpagesize()
