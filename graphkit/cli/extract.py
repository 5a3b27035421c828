"""The commands that make a dataset of one's own from documents: ``init``, ``extract``, ``review``."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli.options import (
    EDTF_DATE,
    Place,
    Readable,
    counted,
    emit,
    emit_parts,
    output_options,
    say,
    starting_spark,
    waiting,
)

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.extract import CoderChoice
    from graphkit.extract.joining import Joined
    from graphkit.extract.records import PassingStore
    from graphkit.extract.review import ReviewStore
    from graphkit.extract.run import Outcome

__all__ = ["COMMANDS"]

_FOLDER = Place(file_okay=False, path_type=Path)
_FILE = Place(dir_okay=False, path_type=Path)
_DOCUMENT = Place(readable=False, allow_dash=True, path_type=Path)  # one that cannot be read does not stop the others
_ASK_FROM_CALLS = 20
_TRIES = 5
#: What is wrong with neither files nor ``--explain``, and with both.
_EITHER = (
    "Missing argument 'FILES...': give texts or folders of texts, or - for stdin",
    "--explain reads no FILES: leave out one of them",
)
_STATUSES = ("read", "seen", "refused")


@click.command()
@click.argument("folder", type=Place(path_type=Path), metavar="DIR")
@click.option("--title", default="", help="What the dataset is called. Default: the folder's name.")
@click.option(
    "--xlsx", is_flag=True, help="One Excel workbook instead: DIR.xlsx, with the vocabulary as drop-down lists."
)
def init(folder: Path, title: str, xlsx: bool) -> None:
    """Start a dataset of your own: a folder with empty tables, or an Excel workbook with empty sheets.

    \b
    graphkit init my-dataset
    graphkit init my-dataset --xlsx
    """
    from graphkit.extract.joining import start_dataset, start_workbook

    if xlsx or folder.suffix.lower() == ".xlsx":
        book = start_workbook(folder, title=title)
        say(f"{book}: ready; fill in its sheets, then: graphkit check {book}; graphkit map --data {book}")
    else:
        say(f"{start_dataset(folder, title=title)}: ready; edit its tables, or: graphkit extract FILES --into {folder}")


_Command = TypeVar("_Command", bound=Callable[..., Any])


def _coder_options(command: _Command) -> _Command:
    """Add the options of coders: of those that need a model, and how sure they must be."""
    options = (
        click.option("--model", default="", metavar="NAME", help="The spaCy pipeline or the language model."),
        click.option("--base-url", default="", metavar="URL", help="The language model's server, also a local one."),
        click.option(
            "--api",
            type=click.Choice(("openai", "anthropic")),
            default="openai",
            show_default=True,
            help="Whose interface that server speaks.",
        ),
        click.option(
            "--call-seconds",
            type=click.FloatRange(0, min_open=True),
            default=120,
            show_default=True,
            help="How long one call to that server may take.",
        ),
        click.option(
            "--cache",
            type=_FOLDER,
            help="Where the language model's replies are kept. Default: review/replies in DIR of --into.",
        ),
        click.option("--no-cache", is_flag=True, help="Neither keep its replies nor use kept ones."),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="SHARE",
            help="Leave out what the coders rules and spacy are less sure of, such as 0.6. Default: their own bound.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("files", nargs=-1, type=_DOCUMENT, metavar="FILES...")
@click.option("--explain", metavar="SENTENCE", help="Write out how the rule coder reads a sentence, and stop.")
@click.option("--into", type=_FOLDER, metavar="DIR", help="The dataset whose folder keeps the proposals for review.")
@click.option(
    "--coder",
    type=click.Choice(("rules", "spacy", "llm")),
    default="rules",
    show_default=True,
    help="Which coder reads.",
)
@_coder_options
@click.option("--actors", type=_FILE, help="Your own actors for the coders rules and spacy: CSV with id, kind, names.")
@click.option("--patterns", type=_FILE, help="Your own event patterns for the coders rules and spacy: TOML.")
@click.option("--date", type=EDTF_DATE, default="", help="The date of documents whose text says none.")
@click.option("--workers", type=click.IntRange(1), help="How many processes. Default: one for each core.")
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    show_default=True,
    help="Who reads: this machine, or an Apache Spark cluster whose workers reach the files.",
)
@click.option("--master", default="", metavar="URL", help="The cluster of --engine spark, such as spark://HOST:7077.")
@click.option("--max-size", type=click.IntRange(1), default=50, show_default=True, help="Largest file read, in MB.")
@click.option(
    "--max-seconds", type=click.IntRange(1), default=25, show_default=True, help="How long one document may take."
)
@click.option("--yes", is_flag=True, help="Do not ask before a long run of a language model.")
@output_options
def extract(
    files: tuple[Path, ...],
    explain: str | None,
    into: Path | None,
    workers: int | None,
    engine: str,
    master: str,
    date: str,
    yes: bool,
    **rest: Any,
) -> None:
    """Propose relations from documents: text, Markdown, HTML, PDF, Word, RTF, mail, feeds, and folders of them.

    Each proposal is tied to the words it came from. With --into they wait in that dataset's
    folder for graphkit review, and documents read before with the same settings are not read
    again; without, they are written out as they come. `-` reads a document from stdin.

    \b
    graphkit extract article.txt report.pdf
    graphkit extract articles/ --into my-dataset
    graphkit extract --explain "Turkey sent troops to the border with Syria."
    curl -s https://example.org/article.html | graphkit extract -
    """
    import tempfile

    from graphkit.extract.records import PassingStore
    from graphkit.extract.run import Limits

    _engine_fits(engine, master, rest["coder"], workers)
    if bool(files) == (explain is not None):
        raise click.UsageError(_EITHER[bool(files)])
    choice, limits = _choice(rest, into), Limits(rest.pop("max_size") * 1_000_000, rest.pop("max_seconds"))
    if explain is not None:
        _explain(explain, choice, date)
        return
    with tempfile.TemporaryDirectory() as folder, _alone(into), _reader(master, workers) as extract_files:
        files = _with_stdin(files, Path(folder), limits.max_bytes)
        if choice.name == "llm" and not yes:
            _ask_cost(files, choice, limits.max_bytes)
        store = _store(into) if into else PassingStore()
        store.verify()
        run = _Following(files, kept=into is not None)
        outcomes = run.follow(extract_files(files, store, coder=choice, limits=limits, date=date))
        if isinstance(store, PassingStore):
            emit_parts(_parts(outcomes, store), **rest)
        _finish(outcomes, run, store, into)


def _alone(folder: Path | None) -> contextlib.AbstractContextManager[None]:
    """Give the right to be the only one who writes a dataset's folder, for the whole run."""
    from graphkit.dataset.storage import session

    return contextlib.nullcontext() if folder is None else session(folder, make=True)


def _finish(outcomes: Iterable[Outcome], run: _Following, store: Any, into: Path | None) -> None:
    """Read what is not read yet, say what became of the files, and write the sheets of a dataset's folder."""
    deque(outcomes, maxlen=0)
    run.report()
    if into is not None:
        _write_sheets(store, into)
        counts = run.counts
        if counts["sentences"] + counts["lines"] > counts["telling"] + counts["telling_lines"]:
            say(f"what gave no proposal: graphkit review {into} --silent")


def _engine_fits(engine: str, master: str, coder: str, workers: int | None) -> None:
    """Refuse options of a cluster that do not go together."""
    if engine == "local":
        if master:
            raise click.UsageError("--master is for --engine spark: add it, or leave out --master")
    elif not master:
        raise click.UsageError("--engine spark needs --master URL, such as spark://HOST:7077 or local[2]")
    elif coder == "llm":
        raise click.UsageError(
            "--engine spark is for the coders rules and spacy: a language model has its own "
            "server. Choose another --coder, or leave out --engine"
        )
    elif workers is not None:
        raise click.UsageError("--workers is for this machine, a cluster has its own: leave out one of them")


@contextlib.contextmanager
def _reader(master: str, workers: int | None) -> Iterator[Callable[..., Iterator[Outcome]]]:
    """Give the function that reads files: here, or on the cluster of that name."""
    from graphkit.extract.run import extract_files, extract_on_spark

    if not master:
        yield functools.partial(extract_files, workers=workers)
        return
    from graphkit.cluster import spark_session

    with contextlib.ExitStack() as running:
        with waiting(starting_spark(master)):
            session = running.enter_context(spark_session(master))
        yield lambda files, store, **options: extract_on_spark(files, store, session, **options)


def _explain(sentence: str, choice: CoderChoice, date: str) -> None:
    """Write out how the rule coder reads a sentence."""
    from graphkit.extract.rules import load_dictionary
    from graphkit.extract.rules.explain import explain_sentences

    files = [[file] if file else [] for file in (choice.actors, choice.patterns)]
    dictionary = load_dictionary(actors=files[0], patterns=files[1])
    click.echo(explain_sentences(sentence, date=date, dictionary=dictionary))


def _with_stdin(files: Iterable[Path], folder: Path, limit: int) -> tuple[Path, ...]:
    """The files, with what stands on stdin in the place of ``-``."""
    return tuple(_stdin(folder, limit) if str(file) == "-" else file for file in files)


def _stdin(folder: Path, limit: int) -> Path:
    """A file with what stands on stdin, named by what it looks like."""
    content: bytes = sys.stdin.buffer.read(limit + 1)
    begins = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kinds = (
        (b"%pdf", ".pdf"),
        (b"pk\x03\x04", ".docx"),
        (b"<!doctype html", ".html"),
        (b"<html", ".html"),
        (b"---\n", ".md"),
    )
    path = folder / f"stdin{next((suffix for start, suffix in kinds if begins.startswith(start)), '.txt')}"
    path.write_bytes(content)
    return path


def _parts(outcomes: Iterable[Outcome], store: PassingStore) -> Iterator[pd.DataFrame]:
    """The proposals of one document after the other, after an empty table that has their columns."""
    from graphkit.extract.records import items_frame

    yield items_frame(())
    for outcome in outcomes:
        if outcome.status == "read" and store.last:
            yield items_frame(store.last)


def _choice(rest: dict[str, Any], into: Path | None) -> CoderChoice:
    """The coder that the options name; a choice that cannot be is a misuse."""
    from graphkit.extract import CoderChoice

    kept, off = rest.pop("cache") or (into / "review" / "replies" if into else ""), rest.pop("no_cache")
    names = ("coder", "model", "base_url", "actors", "patterns", "api", "call_seconds", "min_confidence")
    values = {("name" if name == "coder" else name): rest.pop(name) for name in names}
    files = {name: str(values[name] or "") for name in ("actors", "patterns")}
    try:
        return CoderChoice(**{**values, **files}, cache="" if off else str(kept))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _ask_cost(files: Iterable[Path], choice: CoderChoice, max_bytes: int) -> None:
    """Say what a language model will be asked, and ask before a long run."""
    from graphkit.extract.llm_coder import estimate_cost
    from graphkit.extract.run import read_texts

    cost = estimate_cost(read_texts(files, max_bytes=max_bytes))
    say(
        f"about {counted(cost.calls, 'call')} to {choice.model}, {cost.prompt_tokens:,} tokens of prompt "
        f"and {cost.reply_tokens:,} of reply"
    )
    if cost.calls >= _ASK_FROM_CALLS:
        click.confirm("Go on?", abort=True, err=True)


def _store(folder: Path) -> ReviewStore:
    """The proposals of a dataset's folder."""
    from graphkit.extract.review import ReviewStore

    return ReviewStore(folder / "review")


class _Following:
    """A run as a person follows it: the progress, then what became of the files."""

    def __init__(self, files: Iterable[Path], *, kept: bool) -> None:
        from graphkit.extract.run import find_documents

        self.total, self.kept = sum(1 for _ in find_documents(files)), kept
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.notes: list[str] = []

    def follow(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes, counted, beside a progress bar."""
        from graphkit.errors import GraphkitError

        shown = sys.stderr.isatty() and (self.kept or not sys.stdout.isatty())
        bar = click.progressbar(
            outcomes, length=self.total, file=sys.stderr, label="reading", hidden=not shown, show_pos=True
        )
        try:
            with bar as following:
                for outcome in following:
                    self._count(outcome)
                    yield outcome
        except KeyboardInterrupt as stop:
            kept, done = "what was read is kept; " if self.kept else "", sum(self.counts[key] for key in _STATUSES)
            raise GraphkitError(f"stopped after {done} of {self.total}: {kept}run the same command again") from stop

    def _count(self, outcome: Outcome) -> None:
        counts = self.counts
        counts[outcome.status] += 1
        counts["rejected"] += outcome.rejected
        counts["incomplete"] += outcome.incomplete
        self.reasons.update(dict(outcome.reasons))
        self.notes += [outcome.message] if outcome.message and outcome.status != "seen" else []
        if outcome.status == "read":
            counts["proposals"] += outcome.proposals
            counts["sentences"] += outcome.sentences
            counts["telling"] += outcome.telling
            counts["lines"] += outcome.lines
            counts["telling_lines"] += outcome.telling_lines
            counts["nothing"] += not outcome.proposals
            counts["undated"] += not outcome.dated
            counts["again"] += outcome.again

    def report(self) -> None:
        """Say what became of the files; exit code 1 only when none could be read."""
        from graphkit.errors import GraphkitError

        counts = self.counts
        for line in (*self.notes, _counted(counts), *_rejected(self.reasons), *_told(counts)):
            say(line)
        if not self.total:
            say("nothing to read: a folder is searched for texts, such as .txt, .md, .html, .pdf and .docx")
        if counts["refused"] and not counts["read"] + counts["seen"]:
            what = "none of the documents could be read" if self.total > 1 else "the document could not be read"
            raise GraphkitError(f"{what}: the lines above say why and what to do")


def _counted(counts: Mapping[str, int]) -> str:
    """One line on a run."""
    parts = [f"{counts['read']} read, {counted(counts['proposals'], 'proposal')}"]
    parts += [f"{counts['seen']} read before"] if counts["seen"] else []
    parts += [f"{counts['refused']} could not be read"] if counts["refused"] else []
    parts += [f"{counted(counts['rejected'], 'proposal')} rejected"] if counts["rejected"] else []
    return "; ".join(parts)


def _rejected(reasons: Counter[str]) -> Iterator[str]:
    """Why proposals were rejected."""
    if reasons:
        listed = "; ".join(f"{count} ({reason})" for reason, count in reasons.most_common())
        yield f"rejected because the text does not bear them out: {listed}"


def _told(counts: Mapping[str, int]) -> Iterator[str]:
    """What a reader may miss: documents that gave nothing or say no date, and what was read again or not."""
    if counts["sentences"] or counts["lines"]:
        lines = f", {counts['telling_lines']} of {counted(counts['lines'], 'line')} that end without a full stop"
        told = f"{counts['telling']} of {counted(counts['sentences'], 'sentence')} gave a proposal"
        yield f"{told}{lines} (headlines, datelines)" if counts["lines"] else told
    if counts["nothing"]:
        yield f"{counts['nothing']} of the documents read gave no proposal"
    if counts["seen"]:
        yield "what was read before with the same coder, --date, --actors and --patterns is not read again"
    if counts["incomplete"]:
        yield (
            f"{counts['incomplete']} read in part: run the same command again to ask for what is missing; what was "
            "answered is not asked for again where replies are kept"
        )
    if counts["again"]:
        yield (
            f"{counts['again']} read again, with other settings than the last time or because a part was missing: "
            "their proposals take the place of those not decided on; decisions stay"
        )
    if undated := counts["undated"]:
        yield (
            f"{undated} of the documents read {'says' if undated == 1 else 'say'} no date: words such as 'on Monday' "
            "are left open (the day a PDF or Word file was made is none). Run the command again with --date, or write "
            "the text as Markdown that begins with the lines ---, title: ..., date: 2024-11-18, ---"
        )


def _write_sheets(store: ReviewStore, into: Path) -> None:
    """Make the dataset where there is none yet, and the spreadsheets to decide in."""
    from graphkit.dataset import load_dataset
    from graphkit.errors import MissingDependency
    from graphkit.extract.joining import start_dataset
    from graphkit.extract.matching import iter_matched
    from graphkit.extract.retelling import retellings_in
    from graphkit.extract.spreadsheet import write_sheets

    if not (into / "relations.csv").exists():
        start_dataset(into)
    dataset = load_dataset(into)
    for retelling in retellings_in(store, dataset):
        say(str(retelling))
    try:
        write_sheets(store, dataset)
    except MissingDependency as missing:  # the proposals are there; only suggestions for names are not
        say(str(missing))
    counts = Counter[str]()
    for matched in iter_matched(store, dataset):
        counts.update(pending=1, told=bool(matched.relation), like=bool(matched.match and not matched.relation))
    say(f"{counts['pending']} to decide: graphkit review {into}, or in {store.folder / 'proposals.csv'}")
    if counts["told"]:
        say(
            f"{counts['told']} of them tell what the dataset or another document tells as well (same parties, type and "
            "day): accepted, they are further evidence for it, unless you clear their cell `relation`"
        )
    if counts["like"]:
        which = f"{counts['like']} {'more ' if counts['told'] else ''}of them"
        say(f"{which} may tell what is told already: the column `known` names it")


@click.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--apply", "sheets", type=_FILE, multiple=True, metavar="CSV", help="Read decisions from a spreadsheet.")
@click.option("--export", is_flag=True, help="Write proposals.csv and actors.csv, to decide in a spreadsheet.")
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@click.option("--skipped", is_flag=True, help="Show those again that were skipped.")
@click.option("--silent", is_flag=True, help="List the sentences that gave no proposal, and change nothing.")
@click.option("--reviewer", default="", metavar="NAME", help="Who decides. Default: GRAPHKIT_REVIEWER, or the account.")
@output_options
def review(folder: Path, sheets: tuple[Path, ...], export: bool, undo: bool, skipped: bool, **rest: Any) -> None:
    """Accept or reject what was proposed; what is accepted joins the dataset in DIR.

    In the terminal, or in a spreadsheet: fill the column `decision` of
    DIR/review/proposals.csv with accept, reject or skip, and apply it. Every decision is kept
    with its date and reviewer; stopping loses nothing.

    \b
    graphkit review my-dataset
    graphkit review my-dataset --apply my-dataset/review/proposals.csv
    graphkit review my-dataset --silent              # what gave no proposal
    """
    from graphkit.errors import DataError
    from graphkit.extract.joining import join_folder
    from graphkit.extract.review import default_reviewer

    store, who = _store(folder), rest["reviewer"] or default_reviewer()
    if not folder.is_dir():
        raise DataError(f"the folder '{folder}' is not there: graphkit init {folder} makes one")
    if rest["silent"]:
        store.verify()
        _list_silent(store, rest)
        return
    with _alone(folder):
        store.verify()
        if not sheets and not undo and not export:
            _decide(store, folder, who, skipped=skipped)
        joined = join_folder(store, folder)  # also says what is wrong, before anything is decided
        if sheets or undo:
            _say_kept(joined)
            _apply(sheets, store, folder, who) if sheets else _undo(store, who)
            joined = join_folder(store, folder)
        _say_joined(joined)
        _write_sheets(store, folder)


def _list_silent(store: ReviewStore, rest: dict[str, Any]) -> None:
    """Write the sentences that gave no proposal, and name the documents whose texts are not kept."""
    from graphkit.extract.run import is_sentence
    from graphkit.extract.silence import silent_sentences

    frame, unkept = silent_sentences(store)
    emit(frame, format=rest["format"], output=rest["output"], readable=Readable(text=lambda: _read_aloud(frame)))
    sentences = sum(map(is_sentence, frame["sentence"]))
    lines = f" and {counted(len(frame) - sentences, 'line')} without a full stop" if sentences < len(frame) else ""
    say(f"{counted(sentences, 'sentence')}{lines} gave no proposal")
    if unkept:
        say(f"no proposal at all, so their texts are not kept, read them yourself: {'; '.join(unkept)}")


def _read_aloud(frame: pd.DataFrame) -> str:
    """The sentences under the title of their document."""
    return "\n\n".join(
        "\n".join([str(title), *(f"- {' '.join(sentence.split())}" for sentence in rows["sentence"])])
        for (_, title), rows in frame.groupby(["document", "title"], sort=False)
    )


def _apply(sheets: Iterable[Path], store: ReviewStore, folder: Path, reviewer: str) -> None:
    from graphkit.dataset import load_dataset
    from graphkit.dataset.storage import digests
    from graphkit.extract.spreadsheet import apply_sheet

    for sheet in sheets:
        for _ in range(_TRIES):
            before = digests(sheet.parent, [sheet.name])
            applied = apply_sheet(sheet, store, dataset=load_dataset(folder), reviewer=reviewer)
            say(f"{sheet.name}: {applied.decided} new decisions, {applied.known} known, {applied.blank} blank")
            if digests(sheet.parent, [sheet.name]) == before:
                break
            say(f"{sheet.name} was saved meanwhile: read again")


def _undo(store: ReviewStore, reviewer: str) -> None:
    taken = store.undo(reviewer=reviewer)
    say(
        f"taken back: {taken.decision} {taken.target}, by {taken.reviewer} at {taken.at}"
        if taken
        else "nothing to undo"
    )


def _decide(store: ReviewStore, folder: Path, reviewer: str, *, skipped: bool) -> None:
    """Run the review in the terminal."""
    from graphkit.dataset import load_dataset
    from graphkit.extract.review_app import review_app

    if not store.pending(skipped=skipped):
        say("nothing to decide")
        return
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise click.UsageError("this is no terminal: use --export, fill in the column 'decision', then --apply")
    review_app(store, load_dataset(folder), reviewer=reviewer, skipped=skipped).run()


def _say_joined(joined: Joined) -> None:
    for what, (added, changed, removed) in (
        ("relations", (joined.added, joined.changed, joined.removed)),
        ("proposals that are further evidence for a relation", joined.further),
    ):
        if what == "relations" or any(joined.further):
            say(f"{what}: {added} added, {changed} changed, {removed} taken out")
    if joined.actors:
        say(f"new actors: {', '.join(f'{actor.name} ({actor.id})' for actor in joined.actors)}")
    _say_kept(joined)
    for item, sentence in joined.refused.items():
        say(f"proposal {item} cannot join: {sentence}")


def _say_kept(joined: Joined) -> None:
    """Say what was put back, and what was left as a person made it."""
    if joined.restored:
        say(
            f"put back, for they had joined but were missing: {', '.join(joined.restored)}; to take one out for good, "
            "undo or reject it, or take its rows out once more"
        )
    for note in joined.notes:
        say(note)


COMMANDS: list[click.Command] = [init, extract, review]
