"""The command that opens a dataset for editing in the browser: ``edit``."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli.options import Place, say

__all__ = ["COMMANDS"]


@click.command()
@click.argument("folder", type=Place(path_type=Path), metavar="DIR")
@click.option("--documents", type=Place(path_type=Path), metavar="FOLDER", help="A folder with documents to read.")
@click.option("--curator", default="", metavar="NAME", help="Who decides. Default: GRAPHKIT_REVIEWER, or the account.")
@click.option("--no-open", is_flag=True, help="Print the address only; do not open the browser.")
def edit(folder: Path, documents: Path | None, curator: str, no_open: bool) -> None:
    """Read documents in the browser and record who did what to whom, with evidence, in the tables of DIR.

    Everything stays on this machine. DIR is made where it does not exist. Ctrl-C ends it.

    \b
    graphkit edit my-dataset
    graphkit edit my-dataset --documents articles/
    """
    from graphkit.edit import edit_dataset

    told = [click.echo]  # the address is the answer; what follows is said beside it

    def tell(line: str) -> None:
        (told.pop() if told else say)(line)

    edit_dataset(folder, documents=documents, curator=curator, browser=not no_open, say=tell)


COMMANDS: list[click.Command] = [edit]
