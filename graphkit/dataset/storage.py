"""Files written whole or not at all, one writer at a time, several of them as one act.

A folder that is being written holds ``.graphkit.lock``, which names its owner and which the system frees when that
process ends, however it ends. The new files are first written beside their places, then listed in
``.graphkit.intent``, and only then take their names. What an interruption leaves is completed or undone by the next
command that opens the folder; where that may not write, it reads the files as they would be.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import socket
import stat
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from graphkit.errors import DataError
from graphkit.model import TABLES

__all__ = [
    "INTENT",
    "LOCK",
    "ChangedMeanwhile",
    "commit",
    "digests",
    "locked",
    "made_folder",
    "session",
    "settle",
    "standing",
    "sync_folder",
    "write_files",
    "write_text",
]

#: The file that one writer holds, and the one that lists what is to take its name.
LOCK, INTENT = ".graphkit.lock", ".graphkit.intent"
#: How many seconds a command waits for another one to end.
WAIT = 60.0
_OURS = "|".join([*TABLES, "datapackage", "proposals", "extracted", "decisions", "joined", "saved", "drafts"])
_LEFT = re.compile(rf"\.(?:{_OURS})\.(?:csv|jsonl?)\.\d+\.(?:tmp|old)", re.ASCII)
_LEFT_TEXT = re.compile(r"\..+\.txt\.\d+\.tmp", re.ASCII)
_NAME = re.compile(r"[\w-]+(?:/[\w-]+)?\.(?:csv|json|jsonl)", re.ASCII)
_MAX_INTENT = 100_000
_HELD = threading.local()
_CLEARED: set[Path] = set()
#: The folders that a program of this process has open, each with what its threads take turns by.
_SESSIONS: dict[Path, threading.RLock] = {}
#: What the owner's line of a lock says before the address of a program that keeps a folder open.
_AT = " at http://"


class ChangedMeanwhile(DataError):
    """Another program changed a file between its reading and its writing; nothing was written."""


# --- one writer at a time ----------------------------------------------------------------------


@contextlib.contextmanager
def locked(folder: str | Path, *, wait: float | None = None, make: bool = False) -> Iterator[None]:
    """Be the only writer in a folder; what an interrupted one left is completed or undone first.

    A process that has the lock may take it again. A process that is killed leaves it free.

    Parameters
    ----------
    folder
        The folder, which must exist unless ``make`` is true.
    wait
        How many seconds to wait for another writer; None: ``WAIT``.
    make
        Make the folder where it is not there.

    Raises
    ------
    DataError
        If another process is still writing then, named in the message, or the folder cannot be made or written to.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> with locked(folder):
    ...     sorted(os.listdir(folder))
    ['.graphkit.lock']
    >>> os.listdir(folder)
    []
    """
    if make:
        made_folder(folder)
    root = Path(folder).resolve()
    if (turns := _SESSIONS.get(root)) is not None:
        with turns:
            _settle(root)  # what a failing disk may have left of an earlier turn
            yield
        return
    held: dict[Path, int] = _HELD.__dict__.setdefault("folders", {})
    if held.get(root):
        yield
        return
    handle = _take(root / LOCK, WAIT if wait is None else wait, Path(folder))
    held[root] = 1
    try:
        _settle(root)
        _clear(root)
        yield
    finally:
        held.pop(root)
        _free(root / LOCK, handle)


@contextlib.contextmanager
def session(folder: str | Path, *, address: str = "", make: bool = False) -> Iterator[None]:
    """Keep a folder open as its only writer, from every thread of this process, until the program ends.

    Parameters
    ----------
    folder
        The folder, which must exist unless ``make`` is true.
    address
        Where the program is to be found, if it stays open until a person ends it: it begins with ``http://``. Then
        another process that wants to write is not kept waiting, but told who has the folder open, and where.
    make
        Make the folder where it is not there.

    Raises
    ------
    DataError
        If another process has it open or goes on writing, or the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> with session(folder, address="http://127.0.0.1:4000"), locked(folder):
    ...     "at http://127.0.0.1:4000" in (Path(folder) / LOCK).read_text()
    True
    >>> os.listdir(folder)
    []
    """
    new = make and not Path(folder).exists()
    if make:
        made_folder(folder)
    root = Path(folder).resolve()
    handle = _take(root / LOCK, WAIT, Path(folder), address)
    try:
        _settle(root)
        _clear(root)
        _SESSIONS[root] = threading.RLock()
        yield
    finally:
        _SESSIONS.pop(root, None)
        _free(root / LOCK, handle)
        if new:
            with contextlib.suppress(OSError):
                root.rmdir()  # nothing was written: no empty folder stays


def made_folder(folder: str | Path) -> Path:
    """Return a folder, made where it is not there.

    Raises
    ------
    DataError
        If it cannot be made: there is a file of that name, the name is too long, writing is not allowed.

    Examples
    --------
    >>> import tempfile
    >>> made_folder(Path(tempfile.mkdtemp(), "one", "two")).is_dir()
    True
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:  # a name too long, a link that leads to itself, a NUL
        raise DataError(f"the folder '{path}' cannot be made: {getattr(error, 'strerror', None) or error}") from error
    return path


def _take(path: Path, wait: float, shown: Path, address: str = "") -> int:
    """Open and lock a file, waiting for whoever has it, unless that is a program that keeps the folder open."""
    until = time.monotonic() + wait
    while True:
        handle = _open(path, shown, patient=time.monotonic() < until)
        if handle >= 0:
            if _lock(handle) and _is_still(path, handle):
                _sign(handle, address)
                return handle
            os.close(handle)
        if _AT in (owner := _owner(path)):
            raise DataError(f"the folder '{shown}' is open in {owner}: end that with Ctrl-C, then run this again")
        if time.monotonic() >= until:
            raise DataError(
                f"the folder '{shown}' is being written by {_owner(path)}: wait for it to end, then run this again"
            )
        time.sleep(0.02)


def _open(path: Path, shown: Path, *, patient: bool) -> int:
    """Open the file of a lock; one that another user was killed with can still be locked. Negative: not now."""
    careful = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | careful, 0o666)
    except PermissionError as error:
        if os.name == "nt" and patient:  # a lock that is just being removed
            return -1
        if not os.access(path.parent, os.W_OK) or not path.is_file():
            raise _unwritable(shown, error) from error
    except OSError as error:
        raise _unwritable(shown, error) from error
    try:
        return os.open(path, os.O_RDONLY | careful)
    except FileNotFoundError:
        return -1
    except OSError as error:
        raise _unwritable(shown, error) from error


def _unwritable(folder: Path, error: OSError) -> DataError:
    return DataError(f"the folder '{folder}' cannot be written: {error.strerror or error}")


def _lock(handle: int) -> bool:
    """Whether the lock is ours now; a file system without locks lets everybody in."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 2**30, os.SEEK_SET)  # far behind the owner's name, which others are to read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
    return True


def _is_still(path: Path, handle: int) -> bool:
    """Whether a locked file still has its name: its last owner may have removed it while we waited."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _sign(handle: int, address: str = "") -> None:
    """Write down who has the lock, as far as the disk has room for it."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    at = f" at {address}" if address else ""
    line = f"process {os.getpid()} on {socket.gethostname()} ({command}){at} since {now}\n"
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, line.encode("utf-8", "backslashreplace"))


def _owner(path: Path) -> str:
    """Who has the lock, as it says itself."""
    try:
        line = path.read_bytes()[:400].decode("utf-8", "replace").strip()
    except OSError:
        line = ""
    return "".join(sign if sign.isprintable() else "?" for sign in line) or "another process"


def _free(path: Path, handle: int) -> None:
    """Give the lock back and leave nothing behind: whoever waits for the removed file looks again."""
    if os.name != "nt":
        with contextlib.suppress(OSError):
            path.unlink()
    os.close(handle)
    if os.name == "nt":
        with contextlib.suppress(OSError):
            path.unlink()


# --- several files as one act ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """One file of an act: its name in the folder, and the digests of what it was (blank: nothing) and shall be."""

    name: str
    place: Path
    new: Path
    old: Path
    was: str
    shall: str


def digests(folder: str | Path, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of the files of those names in a folder; blank for one that is not there.

    Examples
    --------
    >>> import tempfile
    >>> digests(tempfile.mkdtemp(), ["relations.csv"])
    {'relations.csv': ''}
    """
    return {name: _digest(Path(folder) / name) for name in names}


def _digest(path: Path) -> str:
    """The SHA-256 of a regular file; blank for what is none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from error


def commit(folder: str | Path, files: Mapping[str, str | bytes], *, expected: Mapping[str, str]) -> None:
    """Write some files of a folder that is ``locked``: all of them, or none.

    Parameters
    ----------
    folder
        The folder.
    files
        What to write, by name.
    expected
        The digests of the files on which this rests, as they were read (see :func:`digests`).

    Raises
    ------
    ChangedMeanwhile
        If one of them is another now; then nothing has changed.
    DataError
        If a file cannot be written or replaced; then nothing has changed.
    """
    root = Path(folder).resolve()
    for name, digest in expected.items():
        if _digest(root / name) != digest:
            raise _changed(name)
    if not files:
        return
    steps = [_step(root, name, os.getpid(), expected, content) for name, content in files.items()]
    try:
        for step in steps:
            _stage(step, files[step.name])
        _write_intent(root, steps)
    except BaseException as error:
        _remove_left(root, steps)
        if isinstance(error, OSError):
            raise _refused(folder, error) from error
        raise
    _carry_out(root, steps, Path(folder))


def _changed(name: str) -> ChangedMeanwhile:
    return ChangedMeanwhile(f"{name} was changed by another program meanwhile: nothing was written; run this again")


def _refused(folder: str | Path, error: OSError) -> DataError:
    return DataError(f"the folder '{folder}' cannot be written: {error.strerror or error}; nothing was changed")


def _step(root: Path, name: str, process: int, expected: Mapping[str, str], content: str | bytes) -> _Step:
    """What is to be done with one file."""
    place = _place(root, name)
    if place.exists() and not place.is_file():
        raise DataError(f"{place} cannot be written: it is {'a folder' if place.is_dir() else 'no file'}")
    was = expected[name] if name in expected else _digest(place)
    return _Step(name, place, *_beside(place, process), was, hashlib.sha256(_bytes(content)).hexdigest())


def _place(root: Path, name: str) -> Path:
    """Where a file of the folder really is: links are followed."""
    return (root / name).resolve()


def _beside(place: Path, process: int) -> tuple[Path, Path]:
    """Where a process puts what a file shall be, and what it was."""
    return place.with_name(f".{place.name}.{process}.tmp"), place.with_name(f".{place.name}.{process}.old")


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8")


def _stage(step: _Step, content: str | bytes) -> None:
    """Write what a file shall be, and keep what it was, both beside it."""
    step.place.parent.mkdir(parents=True, exist_ok=True)
    with step.new.open("wb") as stream:
        if step.was:
            step.new.chmod(stat.S_IMODE(step.place.stat().st_mode))
        stream.write(_bytes(content))
        stream.flush()
        os.fsync(stream.fileno())
    step.old.unlink(missing_ok=True)
    if step.was:
        try:
            os.link(step.place, step.old)  # the file itself, so that what an editor writes into it is not lost
        except OSError:
            _copy(step.place, step.old)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, on a file system that has no links."""
    with target.open("wb") as stream:
        stream.write(source.read_bytes())
        target.chmod(stat.S_IMODE(source.stat().st_mode))
        stream.flush()
        os.fsync(stream.fileno())


def _write_intent(root: Path, steps: Sequence[_Step]) -> None:
    """Put on the disk what is going to happen."""
    listed = [{"name": step.name, "was": step.was, "shall": step.shall} for step in steps]
    waiting = root / f"{INTENT}.tmp"
    with waiting.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps({"process": os.getpid(), "files": listed}))
        stream.flush()
        os.fsync(stream.fileno())
    waiting.replace(root / INTENT)
    sync_folder(root)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can: the files themselves are not."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _carry_out(root: Path, steps: Sequence[_Step], shown: Path) -> None:
    """Give the files their names; when one is refused, or was changed, all are as they were."""
    done: list[_Step] = []
    try:
        for step in steps:
            _check(step)
            done.append(step)  # first: an interruption may come after the act and before the next line
            _replace(step.new, step.place)
        for step in steps:
            if step.was and _digest(step.old) != step.was:  # an editor wrote into the file that was replaced
                raise _changed(step.name)
    except BaseException as error:
        undone = _undo(done)
        if undone:
            _finish(root, steps)
        if isinstance(error, OSError):
            _raise_refused(shown, error, undone=undone)
        raise
    _finish(root, steps)


def _raise_refused(folder: Path, error: OSError, *, undone: bool) -> None:
    file = Path(str(error.filename2 or error.filename or folder)).name
    after = "nothing was changed" if undone else "the next command completes what was begun"
    raise DataError(
        f"'{file}' in '{folder}' cannot be replaced ({error.strerror or error}): close it where it is open, then run "
        f"this again; {after}"
    ) from error


def _check(step: _Step) -> None:
    """Raise when a file is not what it was when it was read."""
    if _digest(step.place) != step.was:
        raise _changed(step.name)
    if step.was and step.old.stat().st_nlink > 1 and not os.path.samestat(step.old.stat(), step.place.stat()):
        raise _changed(step.name)


def _replace(source: Path, target: Path, *, tries: int = 5) -> None:
    """Rename a file over another; one that is open elsewhere for a moment (a virus scanner) is tried again."""
    for left in reversed(range(tries)):
        try:
            source.replace(target)
        except OSError as error:
            if not left or error.errno not in (errno.EACCES, errno.EBUSY):
                raise
            time.sleep(0.05)
        else:
            return


def _undo(steps: Sequence[_Step]) -> bool:
    """Put back what files were, unless somebody has changed them again; False when that is refused."""
    try:
        for step in reversed(steps):
            if _digest(step.place) != step.shall:
                continue
            if step.was:
                _replace(step.old, step.place)
            else:
                step.place.unlink(missing_ok=True)
    except (OSError, DataError):
        return False
    return True


def _finish(root: Path, steps: Sequence[_Step]) -> None:
    """Say that all is done, then clear away."""
    for folder in {step.place.parent for step in steps}:
        sync_folder(folder)
    (root / INTENT).unlink(missing_ok=True)
    sync_folder(root)
    _remove_left(root, steps)


def _remove_left(root: Path, steps: Iterable[_Step]) -> None:
    _remove(chain.from_iterable((step.new, step.old) for step in steps))
    _remove([root / f"{INTENT}.tmp"])


# --- what an interruption left -----------------------------------------------------------------


def standing(folder: str | Path) -> dict[str, Path]:
    """Return where the contents of files lie that an interrupted act has not brought to their places, by name.

    Empty where nothing was interrupted. Nothing is written, so that a folder that is read-only can be read.

    Raises
    ------
    DataError
        If the list of what was intended cannot be read.
    """
    root = Path(folder).resolve()
    return {step.name: source for step, source in _moves(_intended(root)) if source is not None}


def settle(folder: str | Path) -> None:
    """Complete or undo what an interrupted act left in a folder, if we may write there and nobody else does.

    A lock whose owner was killed is removed; one that somebody holds is left alone, and not waited for.
    """
    interrupted = os.path.lexists(Path(folder) / INTENT)
    if interrupted or os.path.lexists(Path(folder) / LOCK):
        with contextlib.suppress(DataError), locked(folder, wait=5.0 if interrupted else 0.0):
            pass


def _settle(root: Path) -> None:
    """Complete or undo what an interrupted act left: the lock is ours."""
    steps = _intended(root)
    if not steps:
        return
    try:
        for step, source in _moves(steps):
            if source == step.old and not step.was:
                step.place.unlink(missing_ok=True)
            elif source is not None:
                _replace(source, step.place)
    except OSError as error:
        _raise_refused(root, error, undone=False)
    _finish(root, steps)


def _intended(root: Path) -> list[_Step]:
    """The files of an act that did not come to its end."""
    path = root / INTENT
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MAX_INTENT:
            raise DataError(f"{path} is not what graphkit writes: look at the tables, then delete it")
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        found = json.loads(data)
        return [_read_step(root, found["process"], entry) for entry in found["files"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        message = "it is not what graphkit writes; look at the tables, then delete it"
        raise DataError(
            f"{path}: a save was interrupted, and this list of its files cannot be read: {message}"
        ) from error


def _read_step(root: Path, process: Any, entry: Mapping[str, Any]) -> _Step:
    """One file of an act; its name may only be that of a table or journal inside the folder."""
    name, was, shall = entry["name"], entry["was"], entry["shall"]
    if type(process) is not int or not _NAME.fullmatch(name) or not all(isinstance(part, str) for part in (was, shall)):
        raise ValueError(name)
    place = _place(root, name)
    return _Step(name, place, *_beside(place, process), was, shall)


def _moves(steps: Sequence[_Step]) -> list[tuple[_Step, Path | None]]:
    """What brings an act to its end: for each file, the one that is to take its place, or None.

    It is completed, unless somebody has changed a file that was still to be replaced, or what it was to become is
    gone: then it is undone. A file that somebody has changed since stays as it is either way.
    """
    now = {step.name: _digest(step.place) for step in steps}
    waiting = {step.name for step in steps if _digest(step.new) == step.shall}
    stuck = [step for step in steps if now[step.name] != step.shall and _is_stuck(step, now[step.name], waiting)]
    edited = any(now[s.name] not in (s.was, s.shall) and s.name not in waiting for s in steps)
    if stuck and not edited:
        return [(s, s.old if now[s.name] == s.shall and _digest(s.old) == s.was else None) for s in steps]
    return [(s, s.new if now[s.name] == s.was and s.name in waiting else None) for s in steps]


def _is_stuck(step: _Step, now: str, waiting: set[str]) -> bool:
    """Whether a file cannot become what it was to be."""
    return step.name not in waiting if now == step.was else step.name in waiting


def _clear(root: Path) -> None:
    """Remove what interrupted writers left: the lock is ours, so nobody is writing."""
    texts = root / "review" / "texts"
    if texts not in _CLEARED:  # as many as there are documents: once for each process
        _CLEARED.add(texts)
        _remove(texts / name for name in _names(texts) if _LEFT_TEXT.fullmatch(name))
    for folder in (root, root / "review", root / "edit"):
        left = [name for name in _names(folder) if _LEFT.fullmatch(name) or name == f"{INTENT}.tmp"]
        _remove(folder / name for name in left)
    for place in (path.resolve() for path in root.glob("*.csv") if path.is_symlink()):
        _remove(path for path, _ in _temporary(place))


def _names(folder: Path) -> list[str]:
    """What is in a folder; nothing where there is none."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _temporary(place: Path) -> Iterator[tuple[Path, int]]:
    """What is left of writing a file, with the process that began it."""
    pattern = re.compile(rf"\.{re.escape(place.name)}\.(\d+)\.(?:tmp|old)", re.ASCII)
    found = ((name, pattern.fullmatch(name)) for name in _names(place.parent))
    return ((place.with_name(name), int(match[1])) for name, match in found if match)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


# --- single files ------------------------------------------------------------------------------


def _followed(path: Path) -> Path:
    """Where a path leads, links followed."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(errno.ELOOP, "it is a link that leads to itself", str(path))
    return place


def write_text(path: Path, text: str | Iterable[str], *, mark: bool = False, expected: str | None = None) -> None:
    """Write a file whole or not at all; text that comes in parts is written as it comes.

    Raises
    ------
    OSError
        If it cannot be written; then it has not changed.
    ChangedMeanwhile
        If its digest is not the one expected; then it has not changed either.
    """
    parts = chain(["\ufeff"] * mark, [text] if isinstance(text, str) else text)
    write_files({path: parts}, expected={} if expected is None else {path: expected})


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that is no text, whole or not at all.

    Raises
    ------
    OSError
        If it cannot be written; then it has not changed.
    """
    write_files({path: content})


def write_files(
    files: Mapping[Path, str | bytes | Iterable[str]], *, expected: Mapping[Path, str] | None = None
) -> None:
    """Write some files, each of them whole: first beside their places, and only then into them.

    A link is followed, a file keeps its permissions, and what is no regular file (a pipe, a device)
    is written to as it is.

    Raises
    ------
    OSError
        If one cannot be written; then none has changed.
    ChangedMeanwhile
        If the digest of one is not the one expected; then none has changed either.
    """
    places = {_followed(path): text for path, text in files.items()}
    known = {_followed(path): digest for path, digest in (expected or {}).items()}
    waiting: dict[Path, Path] = {}
    try:
        for path, text in places.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
            if not path.exists() or path.is_file():
                waiting[path] = path.with_name(f".{path.name}.{os.getpid()}.tmp")
                _remove(left for left, process in _temporary(path) if not _is_alive(process))
                _write(waiting[path], text, like=path)
        for path, temporary in waiting.items():
            if path in known and _digest(path) != known[path]:
                raise _changed(path.name)
            temporary.replace(path)
    finally:
        _remove(waiting.values())
    for path in places.keys() - waiting.keys():
        with path.open("wb") as stream:
            stream.writelines(_parts(places[path]))


def _is_alive(process: int) -> bool:
    """Whether a process of this number runs; where that cannot be asked, it does."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _parts(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    """The parts of a file; one that comes whole is its only part."""
    if isinstance(content, bytes):
        return [content]
    return (part.encode("utf-8") for part in ([content] if isinstance(content, str) else content))


def _write(path: Path, content: str | bytes | Iterable[str], *, like: Path) -> None:
    """Write a file to the disk, with the permissions of another where that exists."""
    with path.open("wb") as stream:
        if like.exists():
            path.chmod(stat.S_IMODE(like.stat().st_mode))
        stream.writelines(_parts(content))
        stream.flush()
        os.fsync(stream.fileno())
