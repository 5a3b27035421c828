"""What belongs to the command itself: completion for shells, a manual page, and the server for assistants."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from graphkit import __version__
from graphkit.cli.options import data_option, say, whole_network

__all__ = ["COMMANDS"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Write what makes a shell complete commands and options on Tab.

    \b
    graphkit completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click has no completion for {shell}")
    root = click.get_current_context().find_root().command
    click.echo(found(root, {}, "graphkit", "_GRAPHKIT_COMPLETE").source())


@click.command()
def man() -> None:
    """Write the manual page, with every command and option.

    \b
    graphkit man > graphkit.1
    """
    root = click.get_current_context().find_root().command
    click.echo("\n".join(_page(root)))


def _page(root: click.Command) -> Iterator[str]:
    """The lines of the manual page, in roff."""
    yield f'.TH GRAPHKIT 1 "" "graphkit {__version__}" "User Commands"'
    yield from (".SH NAME", "graphkit \\- who did what to whom, who says so, and who answered")
    yield from (
        ".SH SYNOPSIS",
        ".B graphkit",
        "\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
    )
    yield from _words(root.help or "")
    yield ".SH COMMANDS"
    context = click.Context(root, info_name="graphkit")
    yield from _sections(root, context)


def _sections(group: click.Command, context: click.Context) -> Iterator[str]:
    """Each command of a group with its words and options."""
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        command = group.get_command(context, name) if isinstance(group, click.Group) else None
        if command is None:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield from (f".SS {_roff(f'{inner.command_path} {usage}')}", *_words(command.help or ""))
        for parameter in command.params:
            record = parameter.get_help_record(inner)
            if record:
                yield from (".TP", f"\\fB{_roff(record[0])}\\fR", _roff(record[1]))
        yield from _sections(command, inner)


def _words(text: str) -> Iterator[str]:
    """A help text, its examples as they stand."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        asis = lines[0].strip() == "\b"
        yield from (".PP", *([".nf"] if asis else []), *map(_roff, lines[asis:]), *([".fi"] if asis else []))


def _roff(text: str) -> str:
    """Text that roff shows as it is."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain


@click.command()
@data_option
def mcp(data: Path | None) -> None:
    """Serve the data to an assistant, read-only, over stdin and stdout (Model Context Protocol).

    The assistant's program starts this command: docs/assistants.md says where to name it.

    \b
    graphkit mcp --data my-dataset
    """
    from graphkit.assistant import build_server

    server = build_server(whole_network(data))
    say("graphkit serves an assistant on stdin and stdout; Ctrl-C ends it")
    server.run("stdio")


COMMANDS: list[click.Command] = [mcp, completion, man]
