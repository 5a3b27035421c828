"""Many documents to proposals: on several cores, in bounded memory, to be interrupted and taken up again."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from graphkit.dataset.names import one_line
from graphkit.errors import DataError, GraphkitError, ServerLost
from graphkit.extract import Coder, CoderChoice
from graphkit.extract.documents import DATED_BY_FILE, SUFFIXES, language_name, read_documents
from graphkit.extract.readers import MAX_BYTES, SECONDS, bounded, load_bytes, shown_name
from graphkit.extract.records import Item, SourceText, Store, items_of, keep_grounded
from graphkit.extract.rules.text import split_sentences

__all__ = [
    "Limits",
    "Outcome",
    "SentenceCounts",
    "code_document",
    "count_sentences",
    "extract_files",
    "extract_on_spark",
    "find_documents",
    "is_sentence",
    "read_texts",
    "silent_spans",
    "spans_of",
]

_FEW = 4
#: On a cluster: documents a core before their outcomes are kept (few are waited for too often, many fill the memory
#: of the machine that asks: so many in all are enough), and parts a core that these come in.
_WAVE, _WAVE_IN_ALL, _PARTS = (64, 512), 4096, 4


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may cost: bytes of its file, seconds of one core.

    The seconds are for reading and coding; of a language model only for reading, for its calls have their own limit.
    """

    max_bytes: int = MAX_BYTES
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``status`` is ``read``, ``seen`` (read before) or ``refused``.

    ``dated`` says whether there was a date by which words such as "on Monday" could be read, ``again`` that the file
    was read before with other settings; ``telling`` of its ``sentences`` gave a proposal, and ``telling_lines`` of its
    ``lines``, which are no sentences: headlines, datelines, captions. ``reasons`` says why
    proposals were rejected, and how many; ``incomplete`` that a part got no answer and is asked for again next time.
    """

    path: Path
    status: str
    proposals: int = 0
    rejected: int = 0
    message: str = ""
    dated: bool = True
    again: bool = False
    sentences: int = 0
    telling: int = 0
    lines: int = 0
    telling_lines: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    incomplete: bool = False


class SentenceCounts(NamedTuple):
    """How many sentences a text has and how many of them tell something; likewise of lines that are no sentences."""

    sentences: int
    telling: int
    lines: int
    telling_lines: int


_NO_SENTENCES = SentenceCounts(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Coded:
    """What a worker sends back."""

    source: SourceText | None
    items: list[Item]
    rejected: int = 0
    problem: str = ""
    counts: SentenceCounts = _NO_SENTENCES
    reasons: tuple[tuple[str, int], ...] = ()
    notices: tuple[str, ...] = ()
    incomplete: bool = False
    more: tuple[_Coded, ...] = ()  # of the other documents in the same file


def find_documents(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files named, and every readable kind of file in the folders named, sorted within each folder.

    Hidden files and folders, and a dataset's folder ``review``, are left out. A folder that may not be read is yielded
    itself, so that reading it says why.
    """
    for path in map(Path, paths):
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            yield path
            continue
        closed: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=closed.append):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "review")
            yield from (
                Path(folder, name)
                for name in sorted(files)
                if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
            )
        yield from (Path(error.filename) for error in closed)


def read_texts(paths: Iterable[str | Path], *, max_bytes: int = MAX_BYTES) -> Iterator[str]:
    """Yield the texts of the documents that can be read, one at a time; the others are passed over."""
    for path in find_documents(paths):
        try:
            yield from (source.text for source in read_documents(path, max_bytes=max_bytes))
        except Exception:  # noqa: S112 - the run itself says why
            continue


def extract_files(
    paths: Iterable[str | Path],
    store: Store,
    *,
    coder: CoderChoice | None = None,
    workers: int | None = None,
    limits: Limits | None = None,
    date: str = "",
) -> Iterator[Outcome]:
    """Read documents, propose relations, and keep them in ``store``; one outcome a file, in the order given.

    A file that cannot be read is one outcome with a sentence, and the others go on. A file whose
    bytes, or whose text, were read before with the same coder and settings (date, dictionaries) is not
    coded again; with other settings it is, and what nobody has decided on is proposed anew. What was
    yielded is on the disk: stopping at any moment loses at most the files not yet yielded.

    Parameters
    ----------
    paths
        Files and folders.
    store
        Where proposals are kept.
    coder
        Which coder; None: the rule coder.
    workers
        How many processes (threads for a language model); None: one for each core.
    limits
        What one document may cost; None: the defaults of :class:`Limits`.
    date
        The date of documents whose text does not say theirs (EDTF), also when the file bears the day it was made;
        blank: not known.

    Yields
    ------
    Outcome
        One a file.
    """
    choice = coder or CoderChoice()
    task = _Task(choice, limits or Limits(), date)
    run = _Run(store, task)
    files = find_documents(paths)
    first = list(islice(files, _FEW))
    count = workers or os.cpu_count() or 1
    if len(first) < _FEW or count == 1:
        work = task.loaded()
        yield from (run.note(path, run.seen(path) or work(path)) for path in chain(first, files))
    else:
        yield from _in_parallel(chain(first, files), run, task, count)


def extract_on_spark(
    paths: Iterable[str | Path],
    store: Store,
    session: Any,
    *,
    coder: CoderChoice | None = None,
    limits: Limits | None = None,
    date: str = "",
) -> Iterator[Outcome]:
    """Do what :func:`extract_files` does with the workers of a Spark cluster, one document a row.

    Every worker needs graphkit, and reaches the files under the names given. A document that fails, or that kills the
    process which reads it, is one outcome with a sentence, and the others go on.

    Parameters
    ----------
    paths, store, coder, limits, date
        As :func:`extract_files` takes them; the coder is rules or spacy.
    session
        From :func:`graphkit.cluster.spark_session`.

    Yields
    ------
    Outcome
        One a file, in the order given.

    Raises
    ------
    ValueError
        If the coder is a language model: its server, not the cluster, is what takes the time.
    """
    choice = coder or CoderChoice()
    if choice.name == "llm":
        raise ValueError("a language model's server is what takes the time, not the cluster: use rules or spacy")
    task = _Task(choice, limits or Limits(), date)
    choice.load()  # what is not installed is said here, once
    run, files = _Run(store, task), find_documents(paths)
    slots = _slots(session)
    size = slots * max(_WAVE[0], min(_WAVE[1], _WAVE_IN_ALL // slots))
    while wave := [(path, run.seen(path)) for path in islice(files, size)]:
        fresh = [path for path, seen in wave if seen is None]
        found = dict(zip(fresh, _on_cluster(session, task, fresh, slots), strict=True))
        yield from (seen or run.note(path, found[path]) for path, seen in wave)


def _slots(session: Any) -> int:
    """How many tasks a cluster runs at a time."""
    from py4j.protocol import Py4JError

    from graphkit.cluster import cluster_lost

    try:
        return max(int(session.sparkContext.defaultParallelism), 1)
    except (Py4JError, ConnectionError) as error:
        raise GraphkitError(cluster_lost(session, error) or str(error).splitlines()[0]) from error


def _on_cluster(session: Any, task: _Task, files: list[Path], slots: int) -> list[_Coded]:
    """What some files say, read by the workers; what kills a worker is tried once more by itself."""
    from py4j.protocol import Py4JError, Py4JJavaError

    from graphkit.cluster import cluster_lost, spark_told

    if not files:
        return []
    parts = min(len(files), slots * _PARTS)  # many small parts: documents differ in length
    try:
        return list(session.sparkContext.parallelize(files, parts).mapPartitions(partial(_part, task)).collect())
    except (Py4JError, ConnectionError) as error:
        lost = cluster_lost(session, error)
        if lost or not isinstance(error, Py4JJavaError):
            raise GraphkitError(lost or f"Spark gives up: {spark_told(error)}") from error
        if len(files) == 1:
            died = "Python worker exited unexpectedly" in str(error)
            said = "the process that read it died; it may be damaged or too large" if died else spark_told(error)
            return [_Coded(None, [], problem=f"{shown_name(files[0])}: {said}")]
        return [one for path in files for one in _on_cluster(session, task, [path], slots)]


def _part(task: _Task, files: Iterable[Path]) -> Iterator[_Coded]:
    """What some files say; the coder is loaded once in each process."""
    if getattr(_LOCAL, "task", None) != task:
        _LOCAL.task, _LOCAL.work = task, task.loaded()
    return map(_work, files)


def code_document(source: SourceText, coder: Coder, *, date: str = "") -> tuple[list[Item], int]:
    """Return the grounded proposals of one document as items, and how many were rejected."""
    items, reasons = _coded(source, coder, date)
    return items, sum(reasons.values())


def _coded(source: SourceText, coder: Coder, date: str) -> tuple[list[Item], Counter[str]]:
    """The grounded proposals of one document as items, and why others were rejected."""
    grounded = keep_grounded(list(coder(source.text, source.day or date)), source.text)
    reasons = Counter(getattr(coder, "rejected", {})) + Counter(dict(grounded.rejected))
    return items_of(source, grounded.proposals), reasons


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker needs to know."""

    choice: CoderChoice
    limits: Limits
    date: str

    def loaded(self) -> Callable[[Path], _Coded]:
        """The work on one file, with the coder loaded."""
        coder = self.choice.load()
        return lambda path: self.work(path, coder)

    def work(self, path: Path, coder: Coder) -> _Coded:
        """Read and code one file; whatever happens in it is a sentence about it, and the others go on."""
        try:
            return self._found(path, coder)
        except ServerLost:
            raise
        except GraphkitError as error:
            return _Coded(None, [], problem=str(error))
        except (RecursionError, MemoryError) as error:
            problem = f"too deep or too large to read ({type(error).__name__})"
        except Exception as error:
            problem = f"graphkit cannot read it, which is a fault of graphkit ({_told(error)})"
        return _Coded(None, [], problem=f"{shown_name(path)}: {problem}")

    def _found(self, path: Path, coder: Coder) -> _Coded:
        """What one file says."""
        calls = self.choice.name == "llm"
        with bounded(shown_name(path), seconds=self.limits.seconds):
            sources = [_dated(s, self.date) for s in read_documents(path, max_bytes=self.limits.max_bytes)]
            found = [] if calls else [self._read(path, source, coder) for source in sources]
        if calls:  # they have a limit of their own
            found = [self._read(path, source, coder) for source in sources]
        return replace(found[0], more=tuple(found[1:]))

    def _read(self, path: Path, source: SourceText, coder: Coder) -> _Coded:
        """What one document says."""
        items, reasons = _coded(source, coder, self.date)
        notices = [f"{shown_name(path)}: {notice}" for notice in getattr(coder, "notices", ())]
        if self.choice.name == "rules" and source.record.language not in ("", "en"):
            notices.append(f"{shown_name(path)}: {_OTHER_LANGUAGE.format(language_name(source.record.language))}")
        return _Coded(
            source if items else _without_text(source),
            items,
            sum(reasons.values()),
            counts=count_sentences(source.text, items),
            reasons=tuple(reasons.most_common()),
            notices=tuple(notices),
            incomplete=bool(getattr(coder, "incomplete", False)),
        )


_OTHER_LANGUAGE = (
    "in {}, of which the rule coder reads only the names: use --coder llm --model NAME, or --coder spacy with a "
    "pipeline for it, or translate it first"
)


def _told(error: Exception) -> str:
    """A fault on one line, with the place in the program where it happened."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return one_line(f"{type(error).__name__}: {str(error)[:200]}, {Path(last.filename).name} line {last.lineno}")


def _dated(source: SourceText, date: str) -> SourceText:
    """The document with the date a person gives it, where it has none or only the day its file was made."""
    if not date or (source.record.date and not source.dated_by_file):
        return source
    note = "; ".join(part for part in source.record.note.split("; ") if part and part != DATED_BY_FILE)
    return replace(source, record=replace(source.record, date=date, note=note), dated_by_file=False)


def _without_text(source: SourceText) -> SourceText:
    """The document without its text, which nobody needs when it proposes nothing."""
    return replace(source, text="")


class _Run:
    """One run: what was seen, and what is noted."""

    def __init__(self, store: Store, task: _Task) -> None:
        self.date = task.date
        self.signature = task.choice.signature + (f":date {task.date}" if task.date else "")
        self.store, self.limit, self.name = store, task.limits.max_bytes, task.choice.name
        self.files, self.texts = store.seen(), store.texts_seen()
        self.digests: dict[Path, str] = {}

    def seen(self, path: Path) -> Outcome | None:
        """The outcome of a file that need not be read; its digest is kept for later."""
        try:
            digest = _file_digest(path, self.limit)
        except DataError:
            return None  # reading it will say why
        if self.files.get((digest, self.name)) == self.signature:
            return Outcome(path, "seen", message=f"{shown_name(path)}: read before")
        self.digests[path] = digest
        return None

    def note(self, path: Path, found: Outcome | _Coded) -> Outcome:
        """Keep what was found in one file."""
        if isinstance(found, Outcome):
            return found
        digest = self.digests.pop(path, "")
        if found.source is None:
            return Outcome(path, "refused", message=found.problem)
        # only the last of several in one file has its digest: what was stopped in between is read again
        parts = [(one, "" if place < len(found.more) else digest) for place, one in enumerate((found, *found.more))]
        outcomes = [self._keep(path, one, one.source, known) for one, known in parts if one.source is not None]
        return outcomes[0] if len(outcomes) == 1 else _together(path, outcomes)

    def _keep(self, path: Path, found: _Coded, source: SourceText, digest: str) -> Outcome:
        """Keep what was found in one document."""
        text = (source.record.sha256, self.name)
        twice, again = self.texts.get(text) == self.signature, text in self.texts
        items, rejected = ([], 0) if twice else (found.items, found.rejected)
        signature = f"{self.signature}:incomplete" if found.incomplete and not twice else self.signature
        self.store.add_document(source, items, file_sha256=digest, coder=signature, rejected=rejected, copy=twice)
        self.files[digest, self.name] = self.texts[text] = signature
        if twice:
            return Outcome(path, "seen", message=f"{shown_name(path)}: the same text was read before")
        return Outcome(
            path,
            "read",
            len(items),
            rejected,
            "; ".join((*source.notices, *found.notices)),
            dated=bool(source.day or self.date),
            again=again,
            sentences=found.counts.sentences,
            telling=found.counts.telling,
            lines=found.counts.lines,
            telling_lines=found.counts.telling_lines,
            reasons=found.reasons,
            incomplete=found.incomplete,
        )


def _together(path: Path, outcomes: list[Outcome]) -> Outcome:
    """One outcome of a file that holds several documents."""
    read = [outcome for outcome in outcomes if outcome.status == "read"]
    if not read:
        return outcomes[0]
    reasons: Counter[str] = Counter()
    for outcome in read:
        reasons.update(dict(outcome.reasons))
    return Outcome(
        path,
        "read",
        sum(outcome.proposals for outcome in read),
        sum(outcome.rejected for outcome in read),
        "; ".join(dict.fromkeys(outcome.message for outcome in read if outcome.message)),
        dated=all(outcome.dated for outcome in read),
        again=any(outcome.again for outcome in read),
        sentences=sum(outcome.sentences for outcome in read),
        telling=sum(outcome.telling for outcome in read),
        lines=sum(outcome.lines for outcome in read),
        telling_lines=sum(outcome.telling_lines for outcome in read),
        reasons=tuple(reasons.most_common()),
        incomplete=any(outcome.incomplete for outcome in read),
    )


def _file_digest(path: Path, limit: int) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(load_bytes(path, max_bytes=limit)).hexdigest()


# several at a time


def _in_parallel(files: Iterable[Path], run: _Run, task: _Task, workers: int) -> Iterator[Outcome]:
    """The outcomes in order, with never more than a few files under way."""
    pool = _Pool(task, workers)
    window: deque[tuple[Path, Outcome | Future[_Coded]]] = deque()
    try:
        for path in files:
            window.append((path, run.seen(path) or pool.submit(path)))
            if len(window) >= 4 * workers:
                yield _finish(window, run, pool)
        while window:
            yield _finish(window, run, pool)
    finally:
        pool.stop()


def _finish(window: deque[tuple[Path, Outcome | Future[_Coded]]], run: _Run, pool: _Pool) -> Outcome:
    """The outcome of the oldest file; when its process died, it is tried once more by itself."""
    path, pending = window.popleft()
    if isinstance(pending, Outcome):
        return pending
    try:
        found = pending.result()
    except BrokenProcessPool:
        found = pool.retry(path)
        for place, (other, future) in enumerate(window):
            if not isinstance(future, Outcome):
                window[place] = (other, pool.submit(other))
    return run.note(path, found)


class _Pool:
    """Workers that can be started anew when a document kills one."""

    def __init__(self, task: _Task, workers: int) -> None:
        self.task, self.workers = task, workers
        self.coder = task.choice.load()  # what is not installed is said here, once
        self.executor = self._start()

    def _start(self) -> Executor:
        if self.task.choice.name == "llm":
            return ThreadPoolExecutor(self.workers, initializer=_begin_thread, initargs=(self.task, self.coder))
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_begin, initargs=(self.task,))

    def submit(self, path: Path) -> Future[_Coded]:
        """Put one file to the workers."""
        return self.executor.submit(_work, path)

    def retry(self, path: Path) -> _Coded:
        """Try one file alone after a worker died."""
        self.stop()
        self.executor = self._start()
        try:
            return self.submit(path).result()
        except BrokenProcessPool:
            self.stop()
            self.executor = self._start()
            return _Coded(
                None, [], problem=f"{shown_name(path)}: the process that read it died; it may be damaged or too large"
            )

    def stop(self) -> None:
        """End the workers without waiting for what has not begun, nor for a language model's answers."""
        self.executor.shutdown(wait=False, cancel_futures=True)
        close = getattr(self.coder, "close", None)
        if close is not None:
            close()


_LOCAL = threading.local()


def _begin(task: _Task) -> None:
    """Load the coder once in a new process; the parent alone answers to an interruption."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _LOCAL.work = task.loaded()


def _begin_thread(task: _Task, coder: Coder) -> None:
    """Let the threads share one coder, so that they know together when its server is lost."""
    _LOCAL.work = lambda path: task.work(path, coder)


def _work(path: Path) -> _Coded:
    found: _Coded = _LOCAL.work(path)
    return found


#: How a sentence ends, in any script; a headline, a dateline, a byline or a caption has no such end.
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964][\s\"'\u2019\u201d\u00bb)\]]*$")


def is_sentence(text: str) -> bool:
    """Return whether a piece of a text is a sentence, and no headline, dateline or other line that just stops.

    Examples
    --------
    >>> is_sentence("It rained."), is_sentence("Moscow hails treaty")
    (True, False)
    """
    return _ENDED.search(text) is not None


def count_sentences(text: str, items: Iterable[Item] = ()) -> SentenceCounts:
    """Return how many sentences a text has that say something, and how many of them gave a proposal or deny one.

    What ends without a full stop, such as a headline, is counted as a line and not as a sentence.

    Examples
    --------
    >>> count_sentences("Rain in Japan\\n\\nJapan condemned Russia. * * * It rained.")
    SentenceCounts(sentences=2, telling=0, lines=1, telling_lines=0)
    """
    spans = [span for item in items for span in spans_of(item)]
    whole: Counter[bool] = Counter()
    telling: Counter[bool] = Counter()
    for start, end in silent_spans(text, ()):
        ended = is_sentence(text[start:end])
        whole[ended] += 1
        telling[ended] += _touched(start, end, spans)
    return SentenceCounts(whole[True], telling[True], whole[False], telling[False])


def spans_of(item: Item) -> Iterator[tuple[int, int]]:
    """Return where a proposal, and what denies it, stand."""
    for said in (item.proposal, *item.denials):
        yield said.start, said.end


def silent_spans(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the sentences that none of the spans touches, of those that have a letter."""
    for start, end in split_sentences(text):
        if not _touched(start, end, spans) and any(map(str.isalpha, text[start:end])):
            yield start, end


def _touched(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans lies in a piece of a text, if only in part."""
    return any(first < end and start < last for first, last in spans)
