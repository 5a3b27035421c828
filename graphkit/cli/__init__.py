"""The commands: each parses, calls one public function and writes its answer."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import click

from graphkit import __version__
from graphkit.errors import GraphkitError

__all__ = ["main"]

_MODULES = ("map", "tables", "questions", "extract")


class _Group(click.Group):
    """A group that turns graphkit's no into one sentence and exit code 1; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except GraphkitError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they are worth reading."""
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="graphkit")
def main() -> None:
    """Who did what to whom, who says so, and who answered.

    Relations between political actors, each typed, dated and sourced, drawn as one
    interactive map and queried from the shell. Without --data it is the dataset of
    the Russia-North Korea partnership of 2024 that comes with graphkit.

    \b
    graphkit map                     draw the map
    graphkit responses --to DPRK     who answered North Korea
    """


for _name in _MODULES:
    if importlib.util.find_spec(f"graphkit.cli.{_name}") is not None:
        for _command in importlib.import_module(f"graphkit.cli.{_name}").COMMANDS:
            main.add_command(_command)
