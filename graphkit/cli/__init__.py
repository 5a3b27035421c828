"""The commands: each parses, calls one public function and writes its answer."""

from __future__ import annotations

import atexit
import difflib
import errno
import gc
import io
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module, resources
from typing import Any

import click

from graphkit import __version__
from graphkit.control import visible
from graphkit.errors import GraphkitError

__all__ = ["main"]

#: Each command's module and what it is for, so that ``graphkit --help`` need not load them.
_MAP = {
    "map": ("map", "Draw the interactive map: one HTML file that opens anywhere."),
}
_OTHERS = {
    "actors": ("tables", "List the actors and the names they go by."),
    "relations": ("tables", "List the relations: who did what to whom, and when."),
    "check": ("tables", "Check every rule of a dataset and list every breach."),
    "init": ("extract", "Start a dataset of your own."),
    "extract": ("extract", "Propose relations from documents."),
    "review": ("extract", "Accept or reject what was proposed."),
    "edit": ("edit", "Read documents in the browser and record who did what to whom."),
    "import": ("events", "Read other people's files: networks, tables of ties, event data."),
    "export": ("exchange", "Write the network for Gephi, Neo4j, spreadsheets, SQL and others."),
    "merge": ("exchange", "Join two datasets, with who is surely and who perhaps the same."),
    "diff": ("exchange", "What was added, edited and withdrawn from one dataset to another."),
    "mcp": ("shell", "Serve the data to an assistant, read-only."),
    "completion": ("shell", "Make a shell complete commands and options."),
    "man": ("shell", "Write the manual page."),
    "events": ("events", "Ask event tables of any size: who does how much to whom, who answers whom."),
}


@cache
def commands() -> dict[str, tuple[str, str]]:
    """Return each command's module and what it is for; what a question asks stands in ``questions.toml`` alone."""
    text = resources.files("graphkit").joinpath("query", "questions.toml").read_text("utf-8")
    return {**_MAP, **{name: ("questions", said["asks"]) for name, said in tomllib.loads(text).items()}, **_OTHERS}


class _Closed(io.TextIOBase):
    """What stands in for a stdout that the shell has closed (``>&-``): writing to it is refused, not lost."""

    def write(self, text: str) -> int:
        """Refuse."""
        raise OSError(errno.EBADF, "standard output is closed")


@contextmanager
def _spoken() -> Iterator[None]:
    """Turn graphkit's no into one sentence and exit code 1; every message shows control characters as their codes."""
    try:
        yield
    except GraphkitError as error:
        raise click.ClickException(visible(str(error))) from error
    except click.ClickException as error:
        vars(error)["message"] = visible(error.message)
        if isinstance(error, click.NoSuchOption) and error.possibilities:
            vars(error)["possibilities"] = [one for one in error.possibilities if _is_near(error.option_name, one)]
        raise


def _is_near(typed: str, option: str) -> bool:
    """Whether an option is spelt like what was typed; the dashes, which all have, make no two alike."""
    one, other = typed.lstrip("-").casefold(), option.lstrip("-")
    return one.startswith(other) or other.startswith(one) or difflib.SequenceMatcher(None, one, other).ratio() >= 0.6


def _short_lived() -> None:
    """Look for garbage seldom: a command that answers and ends leaves little, and looking takes a fifth of its time.

    A command that runs on still collects, every half a million objects; at the end nothing is looked through again.
    """
    gc.set_threshold(500_000, 20, 20)
    atexit.register(gc.freeze)


class _Group(click.Group):
    """A group that loads a command when it is used, and words what it refuses in one place."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program; what the machine refuses is a sentence, a bug keeps its traceback."""
        if not args and "args" not in extra:  # as a program, not called by another
            _short_lived()
        if sys.stdout is None:
            sys.stdout = _Closed()
        if sys.stderr is None:
            sys.stderr = io.StringIO()
        try:
            return super().main(*args, **extra)
        except OSError as error:  # a folder that may not be read, a full disk: nothing that a traceback explains
            click.ClickException(visible(_refused(error))).show()
            sys.exit(1)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the options that stand before the command."""
        with _spoken():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _spoken():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they are worth reading."""
        return list(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in commands():
            return None
        found: list[click.Command] = import_module(f"graphkit.cli.{commands()[cmd_name][0]}").COMMANDS
        return next(command for command in found if command.name == cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; a misspelt one is refused with those that are spelt like it."""
        name = args[0]
        if name in commands() or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = difflib.get_close_matches(name.lower(), commands(), n=3, cutoff=0.6)
        hint = f"did you mean {' or '.join(near)}?" if near else "graphkit --help lists them all"
        raise click.UsageError(f"there is no command '{name}': {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, without loading it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, purpose) for name, (_, purpose) in commands().items()])


def _refused(error: OSError) -> str:
    """What the machine refused, as a sentence."""
    names = " and ".join(f"'{os.fsdecode(name)}'" for name in (error.filename, error.filename2) if name is not None)
    return (
        f"{names} cannot be read or written: {error.strerror or error}"
        if names
        else f"no output: {error.strerror or error}"
    )


def _tell_version(context: click.Context, wanted: bool) -> None:
    """Write the versions of graphkit and of the bundled data."""
    if wanted and not context.resilient_parsing:
        package = json.loads(resources.files("graphkit.data").joinpath("datapackage.json").read_text("utf-8"))
        click.echo(f"graphkit {__version__}, dataset {package['name']} {package['version']}")
        context.exit()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, wanted: _tell_version(context, wanted),
    help="Show the versions of graphkit and of the dataset that comes with it, and exit.",
)
def main() -> None:
    """Who did what to whom, who says so, and who answered.

    Relations between political actors, each typed, dated and sourced, drawn as one
    interactive map and queried from the shell. Without --data it is the dataset of
    Russia and North Korea, 2022 to 2025, that comes with graphkit.

    \b
    graphkit map                     draw the map
    graphkit responses --to DPRK     who answered North Korea
    """
    for stream in (sys.stdout, sys.stderr):  # names are in every script, whatever a console or a pipe is set to
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace") if stream.isatty() else stream.reconfigure(encoding="utf-8")
