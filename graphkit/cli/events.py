"""``graphkit import``: other people's files in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import say

if TYPE_CHECKING:
    from graphkit.events import ImportReport

__all__ = ["COMMANDS"]


def _import_table(name: str, files: tuple[str, ...], **chosen: Any) -> None:
    """Import a format that becomes an event table."""
    from graphkit.events import Options, import_events

    if chosen["output"] is None:
        raise click.UsageError(f"{name} becomes an event table: say where with -o OUT.parquet or -o OUT.csv")
    options = Options(
        columns=dict(chosen["columns"]),
        separator=chosen["separator"],
        date_order=chosen["date_order"] or "",
        time_origin=chosen["time_origin"],
        time_unit=chosen["time_unit"],
    )
    try:
        report = import_events(
            name,
            files,
            chosen["output"],
            skip_bad=chosen["skip_bad"],
            keep_reports=chosen["keep_reports"],
            same=dict(chosen["same"]),
            options=options,
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    _tell(report, chosen["output"])


#: Every format and the function that imports it. A format that becomes a dataset is one more entry here.
_IMPORTERS: dict[str, Callable[..., None]] = dict.fromkeys(
    ("gdelt", "icews", "polecat", "ucdp", "acled", "keds", "quadruples", "events"), _import_table
)


class _Pairs(click.ParamType):  # type: ignore[type-arg]
    """``A=B``, several separated by commas where the option allows it."""

    name = "A=B"

    def __init__(self, *, several: bool) -> None:
        self.several = several

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the pairs, or fail as a misuse of the command."""
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=")[::2] for part in (value.split(",") if self.several else [value])]
        for left, right in pairs:
            if not left.strip() or not right.strip():
                self.fail(f"'{value}' is not {'NAME=COLUMN,...' if self.several else 'A=B'}", param, ctx)
        cleaned = tuple((left.strip(), right.strip()) for left, right in pairs)
        return cleaned if self.several else cleaned[0]


class _SeparatorSign(click.ParamType):  # type: ignore[type-arg]
    """One sign, or the word tab."""

    name = "sign"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the sign, or fail as a misuse of the command."""
        sign = {"tab": "\t", "\\t": "\t"}.get(value, value)
        if len(sign) > 1:
            self.fail(f"'{value}' is not one sign: write , or ; or | or tab", param, ctx)
        return str(sign)


class _Day(click.ParamType):  # type: ignore[type-arg]
    """A day, as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day, or fail as a misuse of the command."""
        from datetime import date

        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"'{value}' is no day: write it as 2014-01-01", param, ctx)


@click.command("import")
@click.argument("format", type=click.Choice(list(_IMPORTERS)), metavar="FORMAT")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="The event table to write."
)
@click.option("--skip-bad", is_flag=True, help="Leave out what cannot be read, and list it in OUT.rejected.tsv.")
@click.option("--keep-reports", is_flag=True, help="Keep every report as a row, instead of one row an event.")
@click.option("--same", type=_Pairs(several=False), multiple=True, metavar="A=B", help="Read actor A as B. Repeatable.")
@click.option(
    "--columns",
    type=_Pairs(several=True),
    default=(),
    metavar="PART=COLUMN,...",
    help="For events: which column is what, such as actor=SRC,recipient=TGT,date=WHEN,code=WHAT.",
)
@click.option(
    "--separator", type=_SeparatorSign(), default="", help="For events: what separates the columns: , ; | or tab."
)
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="For events: what 1/2/2017 means, where it is open."
)
@click.option(
    "--time-origin",
    type=_Day(),
    default="2014-01-01",
    show_default=True,
    metavar="DAY",
    help="For quadruples: the day of time 0.",
)
@click.option(
    "--time-unit",
    type=click.Choice(["hours", "days"]),
    default="hours",
    show_default=True,
    help="For quadruples: what the time counts.",
)
def import_command(format: str, files: tuple[str, ...], **options: Any) -> None:  # noqa: A002 - the argument's name
    """Read other people's files: event data into one event table.

    FORMAT is gdelt, icews, polecat, ucdp, acled, keds, quadruples or events (any CSV or Parquet table). FILE is a
    file, a folder, a glob, a .zip, a .gz, or - for standard input. OUT ends in .parquet or .csv; OUT.json beside
    it says what was read, merged and left out.

    \b
    graphkit import gdelt downloads/ -o events.parquet
    graphkit import events acts.csv --columns actor=SRC,recipient=TGT,date=DAY,code=CAMEO -o events.parquet
    """
    _IMPORTERS[format](format, files, **options)


def _tell(report: ImportReport, output: Path) -> None:
    """Say what an import did."""
    left_out = sum(report.skipped.values())
    say(
        f"{output}: {report.events:,} events from {report.reports:,} reports; {report.read:,} rows read, "
        f"{report.merged:,} merged, {report.repeated:,} repeated, {left_out:,} left out"
    )
    for reason, number in report.skipped.items():
        say(f"left out: {reason} ({number:,}); {output}.rejected.tsv lists them")
    if report.unknown_codes:
        shown = ", ".join(f"{code} ({number:,})" for code, number in list(report.unknown_codes.items())[:10])
        say(f"{len(report.unknown_codes)} codes are not known and have no type: {shown}")
    for version in report.versions:
        say(f"read as {report.format}, {version}")
    for gap in report.gaps[:10]:
        say(f"gap: {gap}")
    for note in report.notes:
        say(f"note: {note}")
    say(f"cite: {report.citation}")


COMMANDS: list[click.Command] = [import_command]
