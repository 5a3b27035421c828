"""What the commands share: options spelled the same everywhere, and writing an answer."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.control import FORMATTING, markdown, visible
from graphkit.words import counted, lying_surely

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graphkit.dataset import Dataset
    from graphkit.interchange import Imported

__all__ = [
    "EDTF_DATE",
    "FILTERS",
    "FOREIGN_FILES",
    "Place",
    "Readable",
    "counted",
    "data_option",
    "emit",
    "emit_parts",
    "filter_options",
    "format_of",
    "misuse",
    "narrowed",
    "network_options",
    "open_network",
    "output_options",
    "say",
    "say_how_surely",
    "starting_spark",
    "tell_left_out",
    "tell_reading",
    "tell_types",
    "waiting",
    "whole_network",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FORMATS = ("text", "table", "csv", "json", "jsonl", "markdown")


class Place(click.Path):
    """A file or folder, which has a name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or fail as a misuse of the command."""
        if not str(value):
            self.fail("the name is blank: give a file or a folder", param, ctx)
        if "\0" in str(value):
            self.fail(f"'{value}' holds a character that no file's name has: give another name", param, ctx)
        return super().convert(value, param, ctx)


class _Date(click.ParamType):  # type: ignore[type-arg]
    """An EDTF date, kept as it was typed."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date, or fail as a misuse of the command."""
        from graphkit.model import date_bounds

        try:
            date_bounds(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return value


class _Word(click.ParamType):  # type: ignore[type-arg]
    """A word of the vocabulary, in any letter case; or one of the dataset's own, which begins with ``own``."""

    def __init__(self, what: str, words: Callable[[], Iterable[str]], *, own: str | None = None) -> None:
        self.name, self.words, self.own = what, words, own

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the vocabulary spells it, or fail as a misuse of the command."""
        words = list(self.words())
        found = {word.casefold(): word for word in words}.get(value.casefold())
        if found is None and self.own is not None and value.startswith(self.own):
            return value
        if found is None:
            self.fail(f"there is no {self.name} '{value}': it is one of {', '.join(words)}", param, ctx)
        return found


def _types() -> Iterable[str]:
    """The names of the types."""
    from graphkit.ontology import load_ontology

    return load_ontology().types


def _statuses() -> Iterable[str]:
    """The names of the statuses."""
    from graphkit.model import STATUSES

    return STATUSES


EDTF_DATE = _Date()
TYPE = _Word("type", _types, own="x:")
STATUS = _Word("status", _statuses)
#: The shared filters, as they are passed to commands and taken by :func:`open_network`.
FILTERS = ("actor", "between", "type", "status", "since", "until", "sure", "as_of", "min_sources", "roll_up")


def _with(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    """A command with options, listed in its help in this order."""
    for option in reversed(options):
        command = option(command)
    return command


def data_option(command: _Command) -> _Command:
    """Add ``--data``: the dataset's folder, passed as ``data`` (None is the bundled one)."""
    return _with(
        command,
        click.option(
            "--data",
            envvar="GRAPHKIT_DATA",
            type=Place(path_type=Path),
            metavar="DIR",
            help="A dataset's folder or workbook, a list of ties (.csv, .xlsx) or a graph (.gexf, .graphml, .gml). "
            "Default: GRAPHKIT_DATA, or the dataset that comes with graphkit.",
        ),
    )


def filter_options(command: _Command) -> _Command:
    """Add the filters, passed as ``FILTERS``: ``actor``, ``type`` and ``status`` are tuples."""
    return _with(
        command,
        click.option(
            "--actor",
            multiple=True,
            metavar="NAME",
            help="Only what this actor, or who acts for it, takes part in. Repeatable.",
        ),
        click.option(
            "--between",
            nargs=2,
            metavar="A B",
            help="Only what these two, or who acts for them, do to each other, either way.",
        ),
        click.option("--type", type=TYPE, multiple=True, help="Only relations of this type, such as AID. Repeatable."),
        click.option("--status", type=STATUS, multiple=True, help="Only relations of this status. Repeatable."),
        click.option("--since", type=EDTF_DATE, help="Only from this day, month or year on, such as 2024-10."),
        click.option("--until", type=EDTF_DATE, help="Only up to this day, month or year."),
        click.option("--sure", is_flag=True, help="Only what lies between those days for certain."),
        click.option("--as-of", type=EDTF_DATE, help="Only what was said by this day; statuses are those of then."),
        click.option(
            "--min-sources",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Only relations with at least so many independent documents behind them.",
        ),
        click.option("--roll-up", is_flag=True, help="States act for their persons and agencies."),
    )


def open_network(data: Path | None, *, as_of: str | None = None, **filters: Any) -> nx.MultiDiGraph:
    """Return the network that the options ask for; say how much surely lies in that time, unless ``quiet``."""
    return narrowed(whole_network(data, as_of=as_of), **filters)


def whole_network(data: Path | None, *, as_of: str | None = None) -> nx.MultiDiGraph:
    """Return the network of all that ``--data`` names, as of a day."""
    from graphkit.network import build_network

    with misuse():
        return build_network(open_dataset(data), as_of=as_of)


def narrowed(
    network: nx.MultiDiGraph,
    *,
    actor: tuple[str, ...] = (),
    between: tuple[str, str] | None = None,
    type: tuple[str, ...] = (),  # noqa: A002 - the option's name
    status: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
    sure: bool = False,
    min_sources: int = 0,
    roll_up: bool = False,
    quiet: bool = False,
) -> nx.MultiDiGraph:
    """Return what the filters leave of a network; say how much surely lies in that time, unless ``quiet``."""
    from graphkit.network import filter_network, keep_relations, roll_up as rolled_up

    _in_order(since, until)
    if sure and not (since or until):
        raise click.UsageError("--sure needs a time: give --since, --until or both")
    if between or type or status or since or until or min_sources:
        with misuse():
            network = filter_network(
                network,
                since=since,
                until=until,
                types=type or None,
                statuses=status or None,
                sure=sure,
                min_sources=min_sources,
                between=between,
            )
    view = rolled_up(network) if roll_up else network
    if actor:
        both = (network, rolled_up(network))  # what a minister does, the state takes part in
        taking_part = [filter_network(graph, actors=actor).graph["relations"] for graph in both]
        view = keep_relations(view, {**taking_part[0], **taking_part[1]})
    if not sure and not quiet:
        say_how_surely(view, since, until)
    return view


#: The files that ``--data`` reads as foreign ones, by how they end. An ``.xlsx`` may be a dataset's workbook.
FOREIGN_FILES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".gexf": "gexf",
    ".graphml": "graphml",
    ".gml": "gml",
    ".cyjs": "cytoscape",
    ".jsonl": "ftm",
    ".ftm": "ftm",
}


#: The formats whose types of ties are somebody's own words.
_TYPED = ("csv", "xlsx", "gexf", "graphml", "gml", "node-link", "cytoscape")


def open_dataset(data: Path | None) -> Dataset:
    """Return the dataset of a folder or workbook, or what a list of ties or a graph file of another tool holds."""
    from graphkit.dataset import load_dataset
    from graphkit.dataset.workbook import holds_dataset
    from graphkit.errors import DataError

    if data is not None and data.suffix.lower() in FOREIGN_FILES and not data.exists():
        raise DataError(f"the file '{data}' is not there")
    form = FOREIGN_FILES.get(data.suffix.lower()) if data is not None and data.is_file() else None
    if data is None or form is None or (form == "xlsx" and holds_dataset(data)):
        return load_dataset(data)
    from graphkit.interchange import import_files

    try:
        found = import_files(form, [data])
    except DataError as error:
        if data.suffix.lower() != ".txt":
            raise
        raise DataError(f"{error}; if it is an article, not a list of ties: graphkit extract {data}") from error
    tell_reading(found)
    tell_types(found, form, data.name)
    tell_left_out(found)
    return found.dataset


def tell_reading(found: Imported) -> None:
    """Say what was guessed of foreign files, and which of their columns nothing is made of."""
    for guess in found.guessed:
        say(f"guessed: {guess}")
    for column in found.unused:
        say(f"not used: {column}")


#: How many types that are none of graphkit's are named.
_MOST_TYPES = 8
#: So many letters that a type begins with make one of graphkit's likely to be meant.
_ALIKE = 5


def tell_types(found: Imported, form: str, where: str, *, meant: Collection[str] = ()) -> None:
    """Say in one sentence which types of a list of ties or a graph are none of graphkit's, and what to do about it.

    ``meant`` are those of which the user has said what they are, in lower case.
    """
    from graphkit.ontology import load_ontology

    foreign = {
        name: count
        for (name, ours), count in sorted(found.types.items(), key=lambda one: (-one[1], one[0]))
        if ours.startswith("x:") and not name.startswith("x:") and name != "(none)" and name.casefold() not in meant
    }
    if not foreign or form not in _TYPED:
        return
    names = [f"'{name}' ({count:,})" for name, count in foreign.items()]
    more = [f"{len(names) - _MOST_TYPES} more"] if len(names) > _MOST_TYPES else []
    *most, last = [*names[:_MOST_TYPES], *more]
    listed = f"{', '.join(most)} and {last}" if most else last
    bare = sum(count for (name, _), count in found.types.items() if name == "(none)")
    near = next((pair for name in foreign if (pair := _near_type(name, load_ontology().types))), "gift,AID")
    without = f", and {counted(bare, 'tie')} without a type" if bare else ""
    verb = "is none" if len(names) == 1 else "are none"
    say(
        f"{where}: {counted(len(names), 'type')} {verb} of graphkit's, {listed}{without}: kept and drawn as "
        f"{'it is' if len(names) == 1 else 'they are'}, but neither cooperation nor conflict; graphkit's are "
        f"{', '.join(load_ontology().types)}; to say which is meant, write a CSV file with the columns type,graphkit "
        f"(such as {near}), then: graphkit import {form} {where} --types THAT.csv --into DIR"
    )


def _near_type(name: str, types: Iterable[str]) -> str:
    """A foreign type with the one of graphkit's that begins alike, as a row of a table of types; blank for none."""
    found = [kind for kind in types if name.upper().startswith(kind[:_ALIKE])]
    return f"{name},{found[0]}" if len(found) == 1 and "," not in name else ""


def tell_left_out(found: Imported) -> None:
    """Say what of foreign files is not in the dataset, with how often."""
    listed = sorted(found.left_out.items())
    for what, count in listed[:20]:
        say(f"left out: {what}: {count}")
    if len(listed) > 20:
        say(f"and {len(listed) - 20} more kinds of things that were left out")


@contextlib.contextmanager
def misuse() -> Iterator[None]:
    """Turn arguments that have no answer into a misuse of the command."""
    try:
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def say_how_surely(
    network: nx.MultiDiGraph, since: str | None, until: str | None, *, rows: Iterable[str] | None = None
) -> None:
    """Say how many relations lie surely in the time asked for, and how many only may; nothing where all do.

    ``rows`` are the ids of the relations to count, each as often as it is there; None counts all once.
    """
    from graphkit.model import lies_surely
    from graphkit.network import iter_relations

    if not since and not until:
        return
    days = {key: (data["since"], data["until"]) for key, _, _, data in iter_relations(network)}
    keys = list(days if rows is None else rows)
    surely = sum(lies_surely(*days[key], since=since, until=until) for key in keys)
    if surely < len(keys):
        say(f"{lying_surely(surely, len(keys) - surely)}: --sure keeps the former")


def _in_order(since: str | None, until: str | None) -> None:
    """Refuse a window that ends before it begins."""
    from graphkit.model import date_bounds

    first = date_bounds(since)[0] if since else None
    last = date_bounds(until)[1] if until else None
    if first and last and first > last:
        raise click.UsageError(f"--since {since} is after --until {until}: swap them")


def network_options(command: Callable[..., Any], *, quiet: bool = False) -> Callable[..., Any]:
    """Add ``--data`` and the filters, and pass the network they ask for as ``network``.

    With ``quiet`` the command itself says how much of its answer surely lies in the time asked for.
    """

    @functools.wraps(command)
    def opened(*, data: Path | None, **rest: Any) -> Any:
        filters = {name: rest.pop(name) for name in FILTERS}
        return command(network=open_network(data, **filters, quiet=quiet), **rest)

    return data_option(filter_options(opened))


def output_options(command: _Command) -> _Command:
    """Add ``--format`` and ``--output``, passed as ``format`` and ``output`` for :func:`emit`."""
    return _with(
        command,
        click.option(
            "--format",
            type=click.Choice(_FORMATS),
            help="How to write the answer. Default: text or a table; csv in a pipe.",
        ),
        click.option(
            "-o",
            "--output",
            type=Place(dir_okay=False, allow_dash=True, path_type=Path),
            metavar="FILE",
            help="Write the answer to a file instead of the screen.",
        ),
    )


def say(message: str) -> None:
    """Tell the person something that is not data, with control characters as their codes."""
    click.echo(visible(message), err=True)


#: So many seconds pass before somebody at a terminal is told what is waited for.
PATIENCE = 3.0


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """Tell a person at a terminal, once, why nothing is there yet, if that takes longer than a few seconds."""
    from threading import Timer

    timer = Timer(PATIENCE, say, [message])
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def starting_spark(master: str) -> str:
    """What to say while Spark starts."""
    return f"Spark is starting at '{master}': this may take a minute, and so may its first work"


@dataclass(frozen=True, slots=True)
class Readable:
    """What a person reads of an answer: sentences, the same as Markdown, a table of few columns; None: the columns."""

    text: Callable[[], str] | None = None
    markdown: Callable[[], str] | None = None
    table: Callable[[], pd.DataFrame] | None = None


def emit(
    frame: pd.DataFrame,
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    output: Path | None = None,
    readable: Readable = Readable(),
) -> None:
    """Write an answer to stdout or a file.

    Parameters
    ----------
    frame
        The answer.
    format
        One of text, table, csv, json, jsonl, markdown; None is text on a terminal, or a table where there is no text,
        csv elsewhere, and for a file what its name ends in.
    output
        A file, which is replaced whole; None or ``-`` is stdout.
    readable
        What a person reads instead of the columns: sentences, Markdown, a narrow table.
    """
    to_file = output is not None and str(output) != "-"
    on_terminal = "text" if readable.text else "table"
    format = format or (format_of(output) if to_file else (on_terminal if sys.stdout.isatty() else "csv"))  # noqa: A001
    shown = readable.table() if format == "table" and readable.table else frame
    if format == "table" and not to_file:
        _print_table(shown, narrow=readable.table is not None)
        return
    written = {"table": _table, "text": _lines, "csv": _csv, "json": _json, "jsonl": _jsonl, "markdown": _markdown}
    said = {"text": readable.text, "markdown": readable.markdown}.get(format)
    content = visible(said()) if said else written[format](shown)
    content = content if content.endswith("\n") or not content else content + "\n"
    if to_file and output is not None:
        _write(output, content, mark=format == "csv")
        say(f"{counted(len(frame), 'row')} in {output}")
    else:
        _print(content)


def emit_parts(
    frames: Iterable[pd.DataFrame],
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    output: Path | None = None,
) -> None:
    """Write an answer part by part, as it comes, as :func:`emit` would write it whole; a table is laid out a part.

    Parameters
    ----------
    frames
        The parts; the first may have columns and no rows.
    format, output
        As :func:`emit` takes them.
    """
    to_file = output is not None and str(output) != "-"
    format = format or (format_of(output) if to_file else ("table" if sys.stdout.isatty() else "csv"))  # noqa: A001
    if format == "table":
        frames = (frame for frame in frames if len(frame))
    if to_file and output is not None:
        _write(output, _PARTS[format](frames), mark=format == "csv")
    elif format == "table":
        count = 0
        for frame in frames:
            _print_table(frame)
            count += len(frame)
        if not count:
            say("no rows")
    else:
        for part in _PARTS[format](frames):
            _print(part)


def _headed(write: Callable[[pd.DataFrame], str], lines: int) -> Callable[[Iterable[pd.DataFrame]], Iterator[str]]:
    """A writer of parts of which only the first has its head, of some lines."""

    def parts(frames: Iterable[pd.DataFrame]) -> Iterator[str]:
        for number, frame in enumerate(frames):
            content = write(frame)
            content = content if content.endswith("\n") or not content else content + "\n"
            yield content if not number or not lines else content.split("\n", lines)[lines]

    return parts


def _json_parts(frames: Iterable[pd.DataFrame]) -> Iterator[str]:
    """A JSON list of objects, an object at a time."""
    begun = False
    for frame in frames:
        for record in _records(frame):
            text = _escaped(json.dumps(record, ensure_ascii=False, indent=2)).replace("\n", "\n  ")
            yield f"{',' if begun else '['}\n  {text}"
            begun = True
    yield "\n]\n" if begun else "[]\n"


def _print(content: str) -> None:
    """Write to stdout; on a terminal control characters are shown as their codes."""
    with _answering():
        # colour is said to be wanted, because click would take escape sequences out of the data of a pipe
        click.echo(visible(content) if sys.stdout.isatty() else content, nl=False, color=True)


@contextmanager
def _answering() -> Iterator[None]:
    """Write to stdout in this block: a full disk is a no, a closed pipe is the reader's business."""
    from graphkit.errors import GraphkitError

    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _give_up_stdout()
        raise GraphkitError(
            f"the answer cannot be written: {error.strerror or error}; try --output FILE in another place"
        ) from error


def _give_up_stdout() -> None:
    """Send what stdout still holds nowhere, so that the interpreter does not fail on it once more as it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # it is no file, or closed
        sys.stdout = io.StringIO()


def _write(output: Path, content: str | Iterable[str], *, mark: bool = False) -> None:
    """Write a file whole or not at all; CSV with the mark that lets Excel read every script on a double-click."""
    from graphkit.dataset import write_text
    from graphkit.errors import GraphkitError

    try:
        write_text(output, content, mark=mark)
    except OSError as error:
        raise GraphkitError(
            f"'{output}' cannot be written: {error.strerror or error}; name a file in another place"
        ) from error


def format_of(output: Path | None) -> str:
    """Return the format that a file's name ends in.

    >>> format_of(Path("answer.md")), format_of(Path("answer"))
    ('markdown', 'csv')
    """
    endings = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".txt": "text"}
    return endings.get(output.suffix.lower() if output else "", "csv")


def _cell(value: Any, *, rounded: bool = False) -> str:
    """One value as text; missing ones are blank."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, tuple | list):
        return ";".join(map(str, value))
    if isinstance(value, float):
        if value != value:
            return ""
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else f"{value:.4g}" if rounded and abs(value) < 1e4 else str(float(value))
    return str(value)


def _rows(frame: pd.DataFrame, *, rounded: bool = False) -> list[list[str]]:
    """The rows of a frame as text; ``rounded`` to four digits for reading."""
    rows = frame.astype(object).itertuples(index=False, name=None)
    return [[_cell(value, rounded=rounded) for value in row] for row in rows]


def _laid_out(frame: pd.DataFrame, width: int, *, narrow: bool = False) -> Any:
    """The frame as a table that wraps between words; where it is too wide for that and not narrow, a block a row."""
    rows = [
        [visible(re.sub(r";(?=\S)", "; ", cell), lines=False) for cell in row] for row in _rows(frame, rounded=True)
    ]
    columns = [str(column) for column in frame.columns]
    if not rows:
        return "  ".join(columns)
    needed = [max(map(_longest, cells)) for cells in zip(columns, *rows, strict=True)]
    lines = 3 * len(columns) + 1
    if sum(needed) + lines > width and not narrow:
        return _blocks(columns, rows)
    widths: list[int | None] = [None] * len(columns)
    if narrow:
        widths = [*_shared(needed, columns, rows, width - lines)]
        needed = [0] * len(columns)
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_lines=False, header_style="bold", pad_edge=False)
    for column, least, wide in zip(frame.columns, needed, widths, strict=True):
        number = frame[column].dtype.kind in "iuf"
        side: Any = "right" if number else "left"
        table.add_column(str(column), overflow="fold", justify=side, min_width=least, width=wide)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _shared(needed: list[int], columns: list[str], rows: list[list[str]], room: int) -> list[int]:
    """The widths of columns that share so much room: a word each at least, the rest for the longest cells."""
    from rich.cells import cell_len

    widths = [max(1, room // len(columns))] * len(columns)
    for most in range(11, 4, -1):
        least = [min(one, max(most, _longest(column))) for one, column in zip(needed, columns, strict=True)]
        if sum(least) <= room:
            widths = least
            break
    long = [max(map(cell_len, cells)) for cells in zip(columns, *rows, strict=True)]
    for _ in range(room - sum(widths)):
        place = max(range(len(widths)), key=lambda one: long[one] / widths[one])
        if long[place] <= widths[place]:
            break
        widths[place] += 1
    return widths


def _longest(cell: str) -> int:
    """The width of the longest word of a cell, which must not be broken."""
    from rich.cells import cell_len

    return max(map(cell_len, cell.split()), default=0)


def _blocks(columns: list[str], rows: list[list[str]]) -> Any:
    """Each row as a block of lines, a column a line, blank cells left out."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    parts: list[Any] = []
    for number, row in enumerate(rows, 1):
        block = Table.grid(padding=(0, 2))
        block.add_column(style="bold", no_wrap=True)
        block.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                block.add_row(column, Text(cell))
        parts += [Rule(f"{number} of {len(rows)}", align="left", style="dim"), block]
    return Group(*parts)


def _print_table(frame: pd.DataFrame, *, narrow: bool = False) -> None:
    """Print a table as wide as the terminal; colours only on one, and not with NO_COLOR."""
    from rich.console import Console

    if not len(frame):
        say("no rows")
    console = Console(file=sys.stdout, highlight=False, soft_wrap=False)
    with _answering():
        console.print(_laid_out(frame, console.width, narrow=narrow))


def _table(frame: pd.DataFrame) -> str:
    """The table as plain text, for a file."""
    import io

    from rich.console import Console

    buffer = io.StringIO()
    console = Console(file=buffer, width=160, no_color=True, highlight=False)
    console.print(_laid_out(frame, console.width))
    return buffer.getvalue()


def _lines(frame: pd.DataFrame) -> str:
    """A row a line, its cells separated by two blanks."""
    return "\n".join("  ".join(visible(cell, lines=False) for cell in row if cell) for row in _rows(frame))


def _csv(frame: pd.DataFrame) -> str:
    """The frame as CSV that no spreadsheet takes for formulas."""
    import csv
    import io

    from graphkit.dataset import guard

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([guard(cell) for cell in row] for row in _rows(frame))
    return buffer.getvalue()


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as values that JSON has."""
    names = [str(column) for column in frame.columns]
    rows = frame.astype(object).itertuples(index=False, name=None)
    return [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    """One value as JSON has it: missing ones as null, numbers of other libraries as plain ones."""
    if not isinstance(value, str | tuple | list) and not _cell(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _json(frame: pd.DataFrame) -> str:
    """The frame as a JSON list of objects."""
    return _escaped(json.dumps(_records(frame), ensure_ascii=False, indent=2))


def _jsonl(frame: pd.DataFrame) -> str:
    """The frame as one JSON object a line."""
    return "\n".join(_escaped(json.dumps(record, ensure_ascii=False)) for record in _records(frame))


@functools.cache
def _acting() -> re.Pattern[str]:
    """What JSON lets stand in a string and a terminal acts on; in JSON it stands in strings alone."""
    return re.compile(f"[\x7f-\x9f{FORMATTING}\ud800-\udfff]")


def _escaped(text: str) -> str:
    """JSON that says the same and holds no character that acts on a terminal."""
    return _acting().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _markdown(frame: pd.DataFrame) -> str:
    """The frame as a Markdown table."""
    head = [" | ".join(markdown(str(column)) for column in frame.columns), " | ".join(["---"] * len(frame.columns))]
    return "\n".join(f"| {row} |" for row in [*head, *(" | ".join(map(markdown, row)) for row in _rows(frame))])


_PARTS: dict[str, Callable[[Iterable[pd.DataFrame]], Iterator[str]]] = {
    "table": _headed(_table, 0),
    "text": _headed(_lines, 0),
    "csv": _headed(_csv, 1),
    "json": _json_parts,
    "jsonl": _headed(_jsonl, 0),
    "markdown": _headed(_markdown, 2),
}
