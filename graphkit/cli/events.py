"""``graphkit import``: other people's files in; ``graphkit events``: questions over event tables."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.exchange import DATASET_FORMATS, Format, import_dataset, import_hint
from graphkit.cli.options import (
    EDTF_DATE,
    TYPE,
    Place,
    Readable,
    counted,
    emit,
    output_options,
    say,
    starting_spark,
    waiting,
)

if TYPE_CHECKING:
    import pandas as pd

    from graphkit.events import Backend, Filters, ImportReport

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
) | dict.fromkeys(DATASET_FORMATS, import_dataset)


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
                form = "NAME=COLUMN,..." if self.several else "A=B"
                self.fail(f"'{value}' is not {form}: write an equals sign between the two", param, ctx)
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
@click.argument("format", type=Format(_IMPORTERS, import_hint), metavar="FORMAT")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="The event table to write."
)
@click.option("--into", type=Place(path_type=Path), metavar="DIR", help="The dataset to add to; made where it is not.")
@click.option(
    "--types",
    type=Place(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="For datasets: a CSV file with the columns type and graphkit, which says what foreign types are.",
)
@click.option(
    "--sign",
    default="",
    metavar="COLUMN",
    help="For csv, xlsx and graph files: 1 and -1 (+ and -, friend and enemy) are alliances and rivalries.",
)
@click.option("--undirected", is_flag=True, help="For csv and xlsx: ties have no direction unless the table says so.")
@click.option("--skip-bad", is_flag=True, help="Leave out what cannot be read, and list it in OUT.rejected.tsv.")
@click.option("--keep-reports", is_flag=True, help="Keep every report as a row, instead of one row an event.")
@click.option("--same", type=_Pairs(several=False), multiple=True, metavar="A=B", help="Read actor A as B. Repeatable.")
@click.option(
    "--columns",
    type=_Pairs(several=True),
    default=(),
    metavar="PART=COLUMN,...",
    help="For tables: which column is what, such as actor=SRC,recipient=TGT,date=WHEN,type=WHAT (events: code=WHAT).",
)
@click.option(
    "--separator", type=_SeparatorSign(), default="", help="For events: what separates the columns: , ; | or tab."
)
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="For csv, xlsx and events: what 1/2/2017 means, where it is open.",
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
    """Read other people's files: networks into a dataset, event data into one event table.

    Into a dataset (--into DIR): ftm (FollowTheMoney), littlesis, graphml, gexf, gml, node-link and cytoscape
    (JSON), csv and xlsx (lists of ties) and wikidata. Into an event table (-o OUT): gdelt, icews, polecat, ucdp,
    acled, keds, quadruples and events (any CSV or Parquet table); OUT ends in .parquet or .csv, and OUT.json beside it
    says what was read, merged and left out. FILE is a file, a folder, a glob, a .zip, a .gz, or - for standard input.

    \b
    graphkit import csv ties.csv --into my-dataset
    graphkit import gexf map.gexf --into my-dataset
    graphkit import gdelt downloads/ -o events.parquet
    graphkit import events acts.csv --columns actor=SRC,recipient=TGT,date=DAY,code=CAMEO -o events.parquet
    """
    _IMPORTERS[format](format, files, **options)


def _tell(report: ImportReport, output: Path) -> None:
    """Say what an import did."""
    left_out = sum(report.skipped.values())
    say(
        f"{output}: {counted(report.events, 'event')} from {counted(report.reports, 'report')}; "
        f"{counted(report.read, 'row')} read, "
        f"{report.merged:,} merged, {report.repeated:,} repeated, {left_out:,} left out"
    )
    for reason, number in report.skipped.items():
        say(f"left out: {reason} ({number:,}); {output}.rejected.tsv lists them")
    unknown = dict(report.unknown_codes)
    if blank := unknown.pop("(blank)", 0):
        say(f"{counted(blank, 'row')} without a code: no type, so no quad class, and not in questions about one")
    if unknown:
        shown = ", ".join(f"{code} ({number:,})" for code, number in list(unknown.items())[:10])
        say(f"{counted(len(unknown), 'code')} not known, so without a type: {shown}")
    for version in report.versions:
        say(f"read as {report.format}, {version}")
    for gap in report.gaps[:10]:
        say(f"gap: {gap}")
    for note in report.notes:
        say(f"note: {note}")
    say(f"cite: {report.citation}")


# --- questions ---------------------------------------------------------------------------------

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_table_argument = click.argument("table", metavar="TABLE")


class _Act(click.ParamType):  # type: ignore[type-arg]
    """A quad class, or a type of the vocabulary."""

    name = "act"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the class or type as the vocabulary spells it, or fail as a misuse of the command."""
        from graphkit.ontology import load_ontology

        words = {word.casefold(): word for word in (*_QUADS, *load_ontology().types)}
        if value.casefold() not in words:
            self.fail(f"there is no class of acts '{value}': it is one of {', '.join(words.values())}", param, ctx)
        return words[value.casefold()]


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filters of event tables, passed as one ``filters``."""

    @functools.wraps(command)
    def filtered(**options: Any) -> Any:
        from graphkit.events import Filters

        names = {"since": "since", "until": "until", "types": "type", "quads": "quad", "actors": "actor"}
        chosen = {name: options.pop(option) for name, option in names.items()}
        filters = Filters(**chosen, roll_up=options.pop("roll_up"), same=dict(options.pop("same")))
        with _engine(options.pop("engine"), options.pop("master")) as backend:
            return command(filters=filters, backend=backend, **options)

    for option in (
        click.option(
            "--master", default="", metavar="URL", help="The cluster of --engine spark, such as spark://HOST:7077."
        ),
        click.option(
            "--engine",
            type=click.Choice(["duckdb", "spark"]),
            default="duckdb",
            show_default=True,
            help="What counts: this machine, or an Apache Spark cluster.",
        ),
        click.option(
            "--same", type=_Pairs(several=False), multiple=True, metavar="A=B", help="Read A as B. Repeatable."
        ),
        click.option("--roll-up", is_flag=True, help="States act for everybody whose state is known."),
        click.option("--actor", multiple=True, metavar="NAME", help="Only pairs with this actor. Repeatable."),
        click.option("--quad", type=click.Choice(_QUADS), multiple=True, help="Only events of this class. Repeatable."),
        click.option("--type", type=TYPE, multiple=True, help="Only events of this type, such as AID. Repeatable."),
        click.option("--until", type=EDTF_DATE, help="Only up to this day, month or year."),
        click.option("--since", type=EDTF_DATE, help="Only from this day, month or year on, such as 2014-10."),
    ):
        filtered = option(filtered)
    return filtered


@contextmanager
def _engine(name: str, master: str) -> Iterator[Backend | None]:
    """Give the engine that was asked for; None is the one of this machine."""
    if name == "duckdb":
        if master:
            raise click.UsageError("--master is for --engine spark: add it, or leave out --master")
        yield None
        return
    if not master:
        raise click.UsageError("--engine spark needs --master URL, such as spark://HOST:7077 or local[2]")
    from graphkit.events import spark_backend

    with ExitStack() as running:
        with waiting(starting_spark(master)):
            backend = running.enter_context(spark_backend(master))
        yield backend


@contextmanager
def _misuse() -> Iterator[None]:
    """Turn arguments that do not fit into a misuse of the command."""
    try:
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _emit(frame: pd.DataFrame, output: dict[str, Any], text: Callable[[], str] | None = None) -> None:
    """Write an answer; what it leaves out goes to stderr."""
    for note in frame.attrs.get("notes", ()):
        say(note)
    if text is None and output["format"] == "text" and len(frame):

        def text() -> str:
            """Numbers are read under their headings."""
            shown = _worded(frame).rename(columns=lambda name: name.replace("_", " "))
            return str(shown.to_string(index=False, na_rep="", float_format="{:.2f}".format))

    emit(frame.astype(object).where(frame.notna(), None), **output, readable=Readable(text=text))


def _worded(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as people read it: actors by name with their code, and that a class is not known."""
    from graphkit.events.words import coded

    shown = frame.copy()
    for column in shown.columns.intersection(["actor", "recipient", "responder", "provoker", "third", "target"]):
        shown[column] = [coded(str(label)) for label in shown[column]]
    if "quad" in shown:
        shown["quad"] = [quad if isinstance(quad, str) and quad else "class not known" for quad in shown["quad"]]
    return shown


def _output(options: dict[str, Any]) -> dict[str, Any]:
    """Take what the output options say out of the others."""
    return {name: options.pop(name) for name in ("format", "output")}


def _classes(options: dict[str, Any]) -> dict[str, Any]:
    """Take the classes of acts out of the others: those that were chosen."""
    return {name: chosen for name in ("provocation", "response") if (chosen := options.pop(name, ()))}


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """What the text of an answer must know of the question."""
    return {name: options[name] for name in ("within_days", "null", "provocation", "response") if name in options}


@click.group("events")
def events_group() -> None:
    """Ask event tables of any size: who does how much to whom, and who answers whom.

    TABLE is a .parquet or .csv file that graphkit import wrote.

    \b
    graphkit events describe events.parquet
    graphkit events reciprocity events.parquet --roll-up --format text
    """


@events_group.command()
@_table_argument
@_filters
@output_options
def describe(table: str, filters: Filters, backend: Backend | None, **output: Any) -> None:
    """What is in a table: rows, span, gaps, actors, and what is missing.

    \b
    graphkit events describe events.parquet
    """
    from graphkit.events import describe

    with _misuse():
        frame = describe(table, filters=filters, backend=backend)
    _emit(frame, output)


@events_group.command()
@_table_argument
@_filters
@output_options
def dyads(table: str, filters: Filters, backend: Backend | None, **output: Any) -> None:
    """Who does how much to whom, by class of acts.

    \b
    graphkit events dyads events.parquet --roll-up --quad "material conflict"
    """
    from graphkit.events import dyads

    with _misuse():
        frame = dyads(table, filters=filters, backend=backend)
    _emit(frame, output)


@events_group.command()
@_table_argument
@click.argument("name", metavar="ACTOR")
@_filters
@output_options
def ego(table: str, name: str, filters: Filters, backend: Backend | None, **output: Any) -> None:
    """What one actor does to others, and they to it.

    \b
    graphkit events ego events.parquet "North Korea" --roll-up
    """
    from graphkit.events import ego

    with _misuse():
        frame = ego(table, name, filters=filters, backend=backend)
    _emit(frame, output)


@events_group.command()
@_table_argument
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--by", type=click.Choice(["day", "week", "month"]), default="month", help="How long a period is.")
@_filters
@output_options
def timeline(
    table: str, first: str, second: str, by: Any, filters: Filters, backend: Backend | None, **output: Any
) -> None:
    """What A and B did to each other, period by period.

    \b
    graphkit events timeline events.parquet Seoul Pyongyang --by week
    """
    from graphkit.events import timeline

    with _misuse():
        frame = timeline(table, first, second, by=by, filters=filters, backend=backend)
    _emit(frame, output)


def _within_days(what: str) -> Callable[..., Any]:
    """The option of the window in which an act counts as following another."""
    return click.option(
        "--within-days", type=click.IntRange(min=1), default=7, show_default=True, help=f"Longest lag of {what}."
    )


_null = click.option(
    "--null",
    type=click.Choice(["month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="What keeps its level under chance: the days are shifted within it.",
)
_provocation = click.option(
    "--provocation", type=_Act(), multiple=True, help="What provokes: a type or class. Repeatable."
)
_late = click.option(
    "--include-late", is_flag=True, help="Keep events that were added more than 30 days from their day."
)


@events_group.command()
@_table_argument
@_within_days("an answer")
@_null
@click.option("--same-day", is_flag=True, help="Count an act of the same day as an answer.")
@_provocation
@click.option("--response", type=_Act(), multiple=True, help="What answers: a type or class. Repeatable.")
@_late
@click.option("--lags", is_flag=True, help="Add the responses, and those expected, lag by lag.")
@click.option("--periods", default="", metavar="P,...", help="Show these periods too, such as 1990/1999,2000/2004.")
@click.option("--by", type=click.Choice(["year"]), help="Show each year beside the whole.")
@click.option("--sensitivity", is_flag=True, help="The verdicts under each null with 1, 3, 7 and 14 days.")
@click.option(
    "--events", "behind", nargs=2, metavar="RESPONDER PROVOKER", help="List the events behind the row of these two."
)
@_filters
@output_options
def reciprocity(table: str, filters: Filters, backend: Backend | None, **options: Any) -> None:
    """Does B answer A more often than chance, how fast, and who comes first?

    The verdict is too few, no, together (close in time; the dates do not show who answers),
    answers (B is more active after A's acts than before) or before (the other way round).

    \b
    graphkit events reciprocity events.parquet --actor Israel --format text
    graphkit events reciprocity events.parquet --events Israel Hamas
    """
    from graphkit import events

    output, behind, sensitivity = _output(options), options.pop("behind"), options.pop("sensitivity")
    options |= _classes(options)
    options |= {
        "periods": tuple(filter(None, options.pop("periods").split(","))),
        "by_year": options.pop("by") == "year",
    }
    with _misuse():
        if behind or sensitivity:
            unused = ("lags", "periods", "by_year", "null", *(("within_days",) if sensitivity else ()))
            options = {name: value for name, value in options.items() if name not in unused}
        if behind:
            names = dict(zip(("responder", "provoker"), behind, strict=True))
            _emit(events.reciprocity_events(table, **names, filters=filters, backend=backend, **options), output)
            return
        if sensitivity:
            _tell_changes(events.reciprocity_sensitivity(table, filters=filters, backend=backend, **options), output)
            return
        frame = events.reciprocity(table, filters=filters, backend=backend, **options)
    _emit(frame, output, text=lambda: events.explain_reciprocity(frame, **_asked(options)))


@events_group.command()
@_table_argument
@_within_days("a reaction")
@_null
@_provocation
@_late
@_filters
@output_options
def reactions(table: str, filters: Filters, backend: Backend | None, **options: Any) -> None:
    """Who else moves when A acts on B: toward A or B, with cooperation or conflict, more often than chance?

    The verdicts are those of reciprocity. Tested are third parties with at least 20 days of acts,
    after at least 20 days on which A acted on B.

    \b
    graphkit events reactions events.parquet --roll-up --format text
    graphkit events reactions events.parquet --actor Israel
    """
    from graphkit import events

    output = _output(options)
    options |= _classes(options)
    with _misuse():
        frame = events.reactions(table, filters=filters, backend=backend, **options)
    _emit(frame, output, text=lambda: events.explain_reactions(frame, **_asked(options)))


@events_group.command("map")
@_table_argument
@click.option(
    "--keep",
    type=click.Choice(["backbone", "strongest"]),
    default="backbone",
    show_default=True,
    help="Which pairs: those that stand out among the ties of their actors, or simply the strongest.",
)
@click.option("--pairs", type=click.IntRange(min=1), default=400, show_default=True, help="Draw at most so many pairs.")
@click.option(
    "--alpha",
    type=click.FloatRange(min=0, max=1, min_open=True),
    default=0.01,
    show_default=True,
    help="How unlikely by chance a tie must be for the backbone.",
)
@click.option("--around", multiple=True, metavar="NAME", help="Only pairs with this actor, however weak. Repeatable.")
@click.option("--by-name", is_flag=True, help="Draw actors as the source names them, not their states.")
@click.option("--title", default="", help="The page's title. Default: the table's name.")
@click.option("--theme", type=click.Choice(("auto", "light", "dark")), default="auto", help="Light or dark.")
@click.option("--open", "show", is_flag=True, help="Open the map in the browser.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="FILE",
    help="The file to write.",
)
@_filters
def map_command(
    table: str, output: Path, filters: Filters, backend: Backend | None, show: bool, by_name: bool, **options: Any
) -> None:
    """Draw the ordinary map page from an event table: its states and the ties that stand out.

    \b
    graphkit events map events.parquet -o coded.html
    graphkit events map events.parquet --around "North Korea" --quad "material conflict"
    """
    from graphkit.cli.events_map import Choice, draw_events

    rule, around = options.pop("keep"), options.pop("around")
    choice = Choice(rule, options.pop("pairs"), options.pop("alpha"), around)
    with _misuse():
        said = draw_events(table, output, choice, filters, by_name=by_name, backend=backend, **options)
    say(f"{output}: {said}")
    say("coded by machine, not checked")
    if show:
        click.launch(output.resolve().as_uri())


def _tell_changes(frame: pd.DataFrame, output: dict[str, Any]) -> None:
    """Write the verdicts under all settings, and say where they change."""
    _emit(frame, output)
    changed = frame[frame["changes"] != ""]
    pairs = [f"{b} to {a}" for b, a in zip(changed["responder"], changed["provoker"], strict=True)]
    more = f" and {len(pairs) - 5} more" if len(pairs) > 5 else ""
    where = f": {', '.join(pairs[:5])}{more}" if pairs else ""
    say(f"the verdict changes with the setting for {len(pairs):,} of {len(frame):,} pairs{where}")


COMMANDS: list[click.Command] = [import_command, events_group]
