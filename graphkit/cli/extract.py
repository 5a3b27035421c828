"""The commands that make a dataset of one's own from documents: ``init``, ``extract``, ``review``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import EDTF_DATE, emit, output_options, say

if TYPE_CHECKING:
    from graphkit.extract.coder import CoderChoice
    from graphkit.extract.joining import Joined
    from graphkit.extract.review import ReviewStore
    from graphkit.extract.run import Outcome

__all__ = ["COMMANDS"]

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_ASK_FROM_CALLS = 20


@click.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--title", default="", help="What the dataset is called. Default: the folder's name.")
def init(folder: Path, title: str) -> None:
    """Start a dataset of your own: a folder with empty tables.

    \b
    graphkit init my-dataset
    """
    from graphkit.extract.joining import start_dataset

    say(f"{start_dataset(folder, title=title)}: ready; edit its tables, or: graphkit extract FILES --into {folder}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES...")
@click.option("--into", type=_FOLDER, metavar="DIR", help="The dataset whose folder keeps the proposals for review.")
@click.option(
    "--coder",
    type=click.Choice(("rules", "spacy", "llm")),
    default="rules",
    show_default=True,
    help="Which coder reads.",
)
@click.option("--model", default="", metavar="NAME", help="The spaCy pipeline or the language model.")
@click.option("--base-url", default="", metavar="URL", help="An OpenAI-compatible server, also a local one.")
@click.option("--actors", type=_FILE, help="Your own actors for the rule coder: CSV with id, kind, names.")
@click.option("--patterns", type=_FILE, help="Your own event patterns for the rule coder: TOML.")
@click.option("--date", type=EDTF_DATE, default="", help="The date of documents whose text says none.")
@click.option("--workers", type=click.IntRange(1), help="How many processes. Default: one for each core.")
@click.option("--max-size", type=click.IntRange(1), default=50, show_default=True, help="Largest file read, in MB.")
@click.option("--yes", is_flag=True, help="Do not ask before a long run of a language model.")
@output_options
def extract(
    files: tuple[Path, ...], into: Path | None, max_size: int, workers: int | None, date: str, yes: bool, **rest: Any
) -> None:
    """Propose relations from documents: text, Markdown, HTML, PDF and Word, and folders of them.

    Each proposal is tied to the words it came from. With --into they wait in that dataset's
    folder for graphkit review, and documents read before are not read again; without, they are
    written out.

    \b
    graphkit extract article.txt report.pdf
    graphkit extract articles/ --into my-dataset
    """
    import tempfile

    from graphkit.extract.run import Limits, extract_files

    choice = _choice(rest)
    if choice.name == "llm" and not yes:
        _ask_cost(files, choice, max_size)
    with tempfile.TemporaryDirectory() as folder:
        store = _store(into or Path(folder))
        limits = Limits(max_bytes=max_size * 1_000_000)
        _follow(files, extract_files(files, store, coder=choice, workers=workers, limits=limits, date=date), into=into)
        if into is None:
            emit(store.frame(), **rest)
        else:
            _write_sheets(store, into)


def _choice(rest: dict[str, Any]) -> CoderChoice:
    """The coder that the options name; a choice that cannot be is a misuse."""
    from graphkit.extract.coder import CoderChoice

    names = ("coder", "model", "base_url", "actors", "patterns")
    coder, model, base_url, actors, patterns = (rest.pop(name) for name in names)
    try:
        return CoderChoice(coder, model, base_url, str(actors or ""), str(patterns or ""))
    except ValueError as error:
        raise click.UsageError(f"{error}: --model NAME") from error


def _ask_cost(files: Iterable[Path], choice: CoderChoice, max_size: int) -> None:
    """Say what a language model will be asked, and ask before a long run."""
    from graphkit.extract.llm_coder import estimate_cost
    from graphkit.extract.run import read_texts

    cost = estimate_cost(read_texts(files, max_bytes=max_size * 1_000_000))
    say(
        f"about {cost.calls} calls to {choice.model}, {cost.prompt_tokens:,} tokens of prompt "
        f"and {cost.reply_tokens:,} of reply"
    )
    if cost.calls >= _ASK_FROM_CALLS:
        click.confirm("Go on?", abort=True, err=True)


def _store(folder: Path) -> ReviewStore:
    """The proposals of a dataset's folder."""
    from graphkit.extract.review import ReviewStore

    return ReviewStore(folder / "review")


def _follow(files: tuple[Path, ...], outcomes: Iterable[Outcome], *, into: Path | None) -> None:
    """Show progress, then what became of the files; exit code 1 only when none could be read."""
    from graphkit.errors import GraphkitError
    from graphkit.extract.run import find_documents

    total = sum(1 for _ in find_documents(files))
    counts = {"read": 0, "seen": 0, "refused": 0}
    proposals = rejected = nothing = undated = 0
    notes: list[str] = []
    bar = click.progressbar(
        outcomes, length=total, file=sys.stderr, label="reading", hidden=not sys.stderr.isatty(), show_pos=True
    )
    try:
        with bar as following:
            for outcome in following:
                counts[outcome.status] += 1
                proposals, rejected = proposals + outcome.proposals, rejected + outcome.rejected
                if outcome.status == "read":
                    nothing, undated = nothing + (not outcome.proposals), undated + (not outcome.dated)
                notes += [outcome.message] if outcome.message and outcome.status != "seen" else []
    except KeyboardInterrupt as stop:
        kept = "what was read is kept; " if into else ""
        raise GraphkitError(
            f"stopped after {sum(counts.values())} of {total}: {kept}run the same command again"
        ) from stop
    for note in notes:
        say(note)
    say(_counted(counts, proposals, rejected))
    for line in _lacking(nothing, undated):
        say(line)
    if counts["refused"] and not counts["read"] + counts["seen"]:
        raise GraphkitError("none of the documents could be read" if total > 1 else "the document could not be read")


def _counted(counts: dict[str, int], proposals: int, rejected: int) -> str:
    """One line on a run."""
    parts = [f"{counts['read']} read, {proposals} proposals"]
    parts += [f"{counts['seen']} read before"] if counts["seen"] else []
    parts += [f"{counts['refused']} could not be read"] if counts["refused"] else []
    parts += [f"{rejected} proposals rejected: their words are not in the text"] if rejected else []
    return "; ".join(parts)


def _lacking(nothing: int, undated: int) -> Iterator[str]:
    """What a reader may miss: documents that gave nothing, and how to date those that do not say when."""
    if nothing:
        yield f"{nothing} of the documents read gave no proposal"
    if undated:
        yield (
            f"{undated} of the documents read {'says' if undated == 1 else 'say'} no date: words such as 'on Monday' "
            "are left open (the day a PDF or Word file was made is none). Read anew, into another folder, "
            "with --date, or as Markdown that begins with the lines ---, title: ..., date: 2024-11-18, ---"
        )


def _write_sheets(store: ReviewStore, into: Path) -> None:
    """Make the dataset where there is none yet, and the spreadsheets to decide in."""
    from graphkit.dataset import load_dataset
    from graphkit.errors import MissingDependency
    from graphkit.extract.joining import start_dataset
    from graphkit.extract.spreadsheet import write_sheets

    if not (into / "relations.csv").exists():
        start_dataset(into)
    try:
        write_sheets(store, load_dataset(into))
    except MissingDependency as missing:  # the proposals are there; only suggestions for names are not
        say(str(missing))
    pending = sum(1 for _ in store.iter_pending())
    say(f"{pending} to decide: graphkit review {into}, or in {store.folder / 'proposals.csv'}")


@click.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--apply", "sheets", type=_FILE, multiple=True, metavar="CSV", help="Read decisions from a spreadsheet.")
@click.option("--export", is_flag=True, help="Write proposals.csv and actors.csv, to decide in a spreadsheet.")
@click.option("--undo", is_flag=True, help="Take the last decision back.")
@click.option("--skipped", is_flag=True, help="Show those again that were skipped.")
@click.option("--reviewer", default="", metavar="NAME", help="Who decides. Default: GRAPHKIT_REVIEWER, or the account.")
def review(folder: Path, sheets: tuple[Path, ...], export: bool, undo: bool, skipped: bool, reviewer: str) -> None:
    """Accept or reject what was proposed; what is accepted joins the dataset in DIR.

    In the terminal, or in a spreadsheet: fill the column `decision` of
    DIR/review/proposals.csv with accept, reject or skip, and apply it. Every decision is kept
    with its date and reviewer; stopping loses nothing.

    \b
    graphkit review my-dataset
    graphkit review my-dataset --apply my-dataset/review/proposals.csv
    """
    from graphkit.extract.joining import join_folder
    from graphkit.extract.review import default_reviewer

    store, who = _store(folder), reviewer or default_reviewer()
    if sheets:
        _apply(sheets, store, folder, who)
    elif undo:
        _undo(store, who)
    elif not export:
        _decide(store, folder, who, skipped=skipped)
    _say_joined(join_folder(store, folder))
    _write_sheets(store, folder)


def _apply(sheets: Iterable[Path], store: ReviewStore, folder: Path, reviewer: str) -> None:
    from graphkit.dataset import load_dataset
    from graphkit.extract.spreadsheet import apply_sheet

    for sheet in sheets:
        applied = apply_sheet(sheet, store, dataset=load_dataset(folder), reviewer=reviewer)
        say(f"{sheet.name}: {applied.decided} new decisions, {applied.known} known, {applied.blank} blank")


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
    say(f"relations: {joined.added} added, {joined.changed} changed, {joined.removed} taken out")
    if joined.actors:
        say(f"new actors: {', '.join(f'{actor.name} ({actor.id})' for actor in joined.actors)}")
    for item, sentence in joined.refused.items():
        say(f"proposal {item} cannot join: {sentence}")


COMMANDS: list[click.Command] = [init, extract, review]
