"""The questions: ``responses``, ``contested``, ``paths``, ``timeline``, ``profile`` and the rest."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli.options import (
    EDTF_DATE,
    FILTERS,
    STATUS,
    TYPE,
    Place,
    Readable,
    data_option,
    emit,
    filter_options,
    format_of,
    misuse,
    narrowed,
    network_options,
    open_network,
    output_options,
    say,
    say_how_surely,
    whole_network,
)

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["COMMANDS"]

_ROLL_UP = "States act for their persons and agencies (the default); --no-roll-up keeps them apart."
_THRESHOLD = "A pair has a sign only when its net score is beyond this, either way."


def _rolled_up(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same options, with ``--roll-up`` on unless told otherwise."""
    params: list[click.Parameter] = command.__click_params__  # type: ignore[attr-defined]
    place = [param.name for param in params].index("roll_up")
    params[place] = click.Option(["--roll-up/--no-roll-up"], default=True, help=_ROLL_UP)
    return command


def _answer(
    network: nx.MultiDiGraph,
    frame: pd.DataFrame,
    output: dict[str, Any],
    *,
    brief: bool = False,
    short: bool = False,
    anywhere: bool = False,
) -> None:
    """Write an answer: in sentences, as a table with names, or as its columns.

    ``short`` tells a part of it, on a terminal; ``anywhere`` in a pipe and in a file as well.
    """
    import shutil
    import sys

    from graphkit.query import explain, tabled

    if brief:
        ending = output["output"].suffix if output["output"] is not None else ""
        form = output["format"] or (format_of(output["output"]) if ending else "text")
        if form not in ("text", "markdown"):
            raise click.UsageError(f"--brief is a paragraph, and {form} is not: leave out one of them")
        output = {**output, "format": form}
    short = short and (anywhere or (output["output"] is None and sys.stdout.isatty()))
    screen = shutil.get_terminal_size((96, 24)).columns if output["output"] is None else 96
    plain = frame.astype(object).where(frame.notna(), None)  # what is missing is blank in every format
    told: list[str] = []

    def text() -> str:
        """The answer in sentences, which is looked at again below."""
        told.append(explain(network, frame, width=max(40, min(96, screen)), brief=brief, short=short))
        return told[-1]

    readable = Readable(
        text=text,
        markdown=lambda: explain(network, frame, markdown=True, brief=brief),
        table=lambda: tabled(network, frame),
    )
    emit(plain, **output, readable=readable)
    if short and any(" left out here" in " ".join(one.split()) for one in told):
        more = "--format csv has each relation" if anywhere else "so does a pipe or --output FILE"
        say(f"shortened{'' if anywhere else ' for the screen'}: --all shows everything, and {more}")


def _answer_in_time(network: nx.MultiDiGraph, frame: pd.DataFrame, output: dict[str, Any]) -> None:
    """Write an answer of one row a relation, and say how many of its rows surely lie in the time asked for."""
    say_how_surely(network, *network.graph.get("span", (None, None)), rows=frame["relation_id"])
    _answer(network, frame, output)


def _about(
    network: nx.MultiDiGraph, frame: pd.DataFrame, actors: tuple[str, ...], *columns: str, whole: str = ""
) -> pd.DataFrame:
    """The rows in which one of the actors is; with ``whole`` also those that share what is in this column with it."""
    if not actors:
        return frame
    from graphkit.network import find_actor, state_on

    ids = {one for name in actors for found in [find_actor(network, name)] for one in (found, state_on(network, found))}
    kept = frame[list(columns)].isin(ids).any(axis=1)
    if whole:
        kept |= frame[whole].isin(list(frame.loc[kept, whole].dropna()))
    found = frame[kept].reset_index(drop=True)
    found.attrs.update(frame.attrs)
    return found


def _of_the_whole(
    data: Path | None, options: dict[str, Any], ask: Callable[..., pd.DataFrame], column: str
) -> tuple[nx.MultiDiGraph, pd.DataFrame]:
    """The whole network, and what a question finds in it of those relations that the filters keep."""
    filters = {name: options.pop(name) for name in FILTERS if name != "roll_up"}
    network = whole_network(data, as_of=filters.pop("as_of"))
    kept = narrowed(network, **filters, quiet=True).graph["relations"]
    with misuse():
        frame = ask(network, **options)
    frame = frame[frame[column].isin(list(kept))].reset_index(drop=True)
    if not filters["sure"]:
        say_how_surely(network, filters["since"], filters["until"], rows=frame[column])
    return network, frame


@click.command()
@click.option("--to", metavar="NAME", help="Only responses to acts of this actor, or to the relation of this id.")
@click.option("--by", metavar="NAME", help="Only responses by this actor.")
@click.option("--provocation-type", type=TYPE, help="Only responses to acts of this type, such as MOBILIZE.")
@click.option(
    "--basis",
    type=click.Choice(["stated", "inferred", "all"]),
    default="stated",
    help="stated: a document says that it is a response (the default). inferred: only dates and parties suggest it.",
)
@click.option("--within-days", type=click.IntRange(min=1), default=14, help="Longest lag of an inferred response.")
@click.option("--brief", is_flag=True, help="One paragraph of at most 120 words.")
@click.option(
    "--all", "whole", is_flag=True, help="All acts and answers on a terminal too, not only the most answered."
)
@_rolled_up
@data_option
@filter_options
@output_options
def responses(data: Path | None, **options: Any) -> None:
    """Who responded to whom, how, and how soon.

    The filters (--actor, --type, --status, --since, --until, --sure, --min-sources) are of the
    responses, not of what they respond to.

    \b
    graphkit responses --to "North Korea"
    graphkit responses --to "North Korea" --brief
    graphkit responses --by Seoul --basis all --within-days 30
    """
    from graphkit import query

    output = {name: options.pop(name) for name in ("format", "output")}
    brief, whole = options.pop("brief"), options.pop("whole")
    span = options["since"], options["until"]
    network, frame = _of_the_whole(data, options, query.responses, "response_id")
    network.graph["span"] = span  # so that the words tell first and last in that time
    _answer(network, frame, output, brief=brief, short=not whole)


@click.command()
@click.option("--by", metavar="NAME", help="Only acts of this actor, or of who acts for it.")
@click.option("--to", metavar="NAME", help="Only acts on this actor, or on who acts for it.")
@data_option
@filter_options
@output_options
def unanswered(data: Path | None, **options: Any) -> None:
    """Which acts nobody is on record to have answered.

    The filters are of the acts: an answer outside of them counts all the same.

    \b
    graphkit unanswered --by Russia --since 2024-06 --type THREATEN
    """
    from graphkit import query

    output = {name: options.pop(name) for name in ("format", "output")}
    options.pop("roll_up")
    network, frame = _of_the_whole(data, options, query.unanswered, "relation_id")
    _answer(network, frame, output)


@click.command()
@click.argument("words", nargs=-1, required=True)
@network_options
@output_options
def search(network: nx.MultiDiGraph, words: tuple[str, ...], **output: Any) -> None:
    """Which claims, names and places speak of some words: all of them, in any order.

    \b
    graphkit search Kursk troops
    """
    from graphkit.query import search

    with misuse():
        frame = search(network, words=" ".join(words))
    _answer(network, frame, output)


@click.command()
@functools.partial(network_options, quiet=True)
@output_options
def contested(network: nx.MultiDiGraph, **output: Any) -> None:
    """Which claims somebody denies, who holds them, and who denies them.

    \b
    graphkit contested
    """
    from graphkit.query import contested

    _answer_in_time(network, contested(network), output)


@click.command()
@click.argument("first", metavar="A")
@click.argument("last", metavar="B")
@click.option("--max-steps", type=click.IntRange(min=1), help="All ways of so many steps or fewer.")
@click.option("--through", multiple=True, metavar="NAME", help="Only ways that pass through this actor. Repeatable.")
@click.option("--avoiding", multiple=True, metavar="NAME", help="Only ways that do not. Repeatable.")
@click.option("--directed", is_flag=True, help="Follow relations only from the one who acts to the other.")
@click.option("--indirect", is_flag=True, help="Only ways through somebody else: leave out the direct tie of the two.")
@click.option(
    "--all", "everything", is_flag=True, help="All ways and all relations in sentences too, not only the foremost."
)
@_rolled_up
@network_options
@output_options
def paths(network: nx.MultiDiGraph, first: str, last: str, everything: bool, **options: Any) -> None:
    """How A and B are connected, step by step.

    In sentences (text, markdown) only the five ways whose steps rest on most relations are told,
    with three relations of each step, and how much is left out. --all tells everything; the
    other formats always have it.

    What is only denied, proposed, considered or expected connects nobody, unless --status
    asks for it.

    \b
    graphkit paths Seoul Pyongyang
    graphkit paths Seoul Pyongyang --indirect --directed   # through whom?
    """
    from graphkit import query
    from graphkit.words import counted

    output = {name: options.pop(name) for name in ("format", "output")}
    statuses = click.get_current_context().params["status"] or query.FACTUAL
    with misuse():
        frame = query.paths(network, between=(first, last), statuses=statuses, **options)
    if output["format"] != "text" and len(frame) and frame["step"].max() == 1:
        say("the two deal with each other directly: --indirect shows through whom else")
    elif (output["format"] != "text" or frame.empty) and frame.attrs.get("untaken"):
        count = counted(len(frame.attrs["untaken"]), "relation")
        say(f"directly between the two: {count}, only expected, considered, proposed or denied; see --status")
    _answer(network, frame, output, short=not everything, anywhere=True)


@click.command()
@click.option("--by", metavar="NAME", help="Only what this actor, or who acts for it, does.")
@click.option(
    "--together",
    multiple=True,
    metavar="NAME",
    help="Only what all these actors, or who acts for them, do together; --between has what two do to each other.",
)
@functools.partial(network_options, quiet=True)
@output_options
def timeline(network: nx.MultiDiGraph, by: str | None, together: tuple[str, ...], **output: Any) -> None:
    """What happened, in order.

    \b
    graphkit timeline --by Japan --since 2024-10
    graphkit timeline --actor Seoul --since 2024-10 --roll-up
    graphkit timeline --together USA --together Seoul --together Tokyo
    graphkit timeline --between "North Korea" Russia --since 2024-10 --until 2024-10
    """
    from graphkit.query import timeline

    _answer_in_time(network, timeline(network, by=by, together=together), output)


@click.command()
@click.argument("actor_name", metavar="A")
@network_options
@output_options
def profile(network: nx.MultiDiGraph, actor_name: str, **output: Any) -> None:
    """What is known of one actor: who it is, what it did and said, what others did to it.

    \b
    graphkit profile "Yoon Suk-yeol"
    """
    from graphkit.query import profile

    _answer(network, profile(network, actor=actor_name), output)


@click.command()
@click.option("--holder", metavar="NAME", help="Only leverage that this actor has.")
@click.option("--over", metavar="NAME", help="Only leverage over this actor.")
@click.option("--max-steps", type=click.IntRange(min=1), default=3, help="The longest chain of ties.")
@_rolled_up
@data_option
@filter_options
@output_options
def leverage(data: Path | None, actor: tuple[str, ...], **options: Any) -> None:
    """Who can press whom, and through whom.

    Stated ties, chains of them, and shares of recorded amounts; never counts of events. --actor
    keeps what an actor has or is under; what others gave counts in the shares all the same.

    \b
    graphkit leverage --over "North Korea"
    """
    from graphkit import query

    output = {name: options.pop(name) for name in ("format", "output")}
    network = open_network(data, **{name: options.pop(name) for name in FILTERS if name != "actor"})
    frame = query.leverage(network, **options)
    sides = [query.leverage(network, **options | {side: name}) for name in actor for side in ("holder", "over")]
    touched = {pair for side in sides for pair in zip(side["holder"], side["over"], strict=True)}
    if actor:
        pairs = zip(frame["holder"], frame["over"], strict=True)
        frame = frame.loc[[pair in touched for pair in pairs]].reset_index(drop=True)
    _answer(network, frame, output)


@click.command()
@click.option("--groups", type=click.Choice(["kind", "state", "blocs"]), default="kind", help="Between which groups.")
@click.option("--include-conflict", is_flag=True, help="Count ties of conflict as well.")
@_rolled_up
@data_option
@filter_options
@output_options
def brokers(data: Path | None, actor: tuple[str, ...], groups: str, include_conflict: bool, **options: Any) -> None:
    """Who stands between others who do not deal with each other directly.

    --actor shows this actor alone; between whom it stands is found in the network of all.

    \b
    graphkit brokers --groups blocs
    """
    from graphkit.query import brokers

    output = {name: options.pop(name) for name in ("format", "output")}
    network = open_network(data, **options)
    frame = brokers(network, groups=groups, include_conflict=include_conflict)
    _answer(network, _about(network, frame, actor, "actor"), output)


@click.command()
@click.option("-k", type=click.IntRange(min=1), default=2, help="Most camps to make.")
@click.option("--threshold", type=click.FloatRange(min=0), default=0.0, help=_THRESHOLD)
@click.option("--method", type=click.Choice(["balance", "louvain"]), default="balance", help="How to find the camps.")
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), help="Most seconds to spend.")
@_rolled_up
@data_option
@filter_options
@output_options
def blocs(data: Path | None, actor: tuple[str, ...], **options: Any) -> None:
    """Which camps fit best: cooperation inside, conflict between.

    --actor shows the camp of this actor; the camps are made in the network of all.

    \b
    graphkit blocs -k 3
    """
    from graphkit import query

    output = {name: options.pop(name) for name in ("format", "output")}
    network = open_network(data, **{name: options.pop(name) for name in FILTERS if name != "actor"})
    _answer(network, _about(network, query.blocs(network, **options), actor, "actor", whole="bloc"), output)


@click.command()
@click.option("--threshold", type=click.FloatRange(min=0), default=0.0, help=_THRESHOLD)
@_rolled_up
@data_option
@filter_options
@output_options
def balance(data: Path | None, actor: tuple[str, ...], threshold: float, **options: Any) -> None:
    """Which triangles of actors are under strain.

    In words also the frustration index, and which single tie would lower it. --actor shows the
    triangles of this actor; the index is that of all.

    \b
    graphkit balance
    """
    from graphkit.query import balance

    output = {name: options.pop(name) for name in ("format", "output")}
    network = open_network(data, **options)
    _answer(network, _about(network, balance(network, threshold=threshold), actor, "a", "b", "c"), output)


@click.command()
@data_option
@click.option("--since", type=EDTF_DATE, help="The earlier date.")
@click.option("--until", type=EDTF_DATE, help="The later date.")
@click.option("--earlier", type=Place(path_type=Path), metavar="DIR", help="An older dataset, instead of dates.")
@click.option("--actor", multiple=True, metavar="NAME", help="Only pairs that this actor is one of. Repeatable.")
@click.option("--type", type=TYPE, multiple=True, help="Only relations of this type, such as AID. Repeatable.")
@click.option("--status", type=STATUS, multiple=True, help="Only relations of this status. Repeatable.")
@click.option("--as-of", type=EDTF_DATE, help="Only what was said by this day; statuses are those of then.")
@click.option(
    "--min-sources", type=click.IntRange(min=0), default=0, metavar="N", help="Only relations with so many sources."
)
@click.option("--roll-up/--no-roll-up", default=True, help=_ROLL_UP)
@output_options
def changes(data: Path | None, since: str | None, until: str | None, earlier: Path | None, **options: Any) -> None:
    """What changed between two dates, or between two datasets.

    --actor shows the pairs that this actor is one of.

    \b
    graphkit changes --since 2024-05 --until 2024-12
    """
    from graphkit import query

    output = {name: options.pop(name) for name in ("format", "output")}
    network = open_network(data, **options)
    before = open_network(earlier, **options) if earlier else None
    with misuse():
        frame = query.changes(network, since=since, until=until, earlier=before)
    _answer(network, _about(network, frame, options["actor"], "actor", "recipient"), output)


# --- a question without a command of its own ----------------------------------------------------


def _made(name: str) -> click.Command:
    """The command of a question that needs nothing but its own parameters: made from its signature and docstring."""
    from graphkit.query import QUESTIONS

    asked = QUESTIONS[name]
    own = [
        parameter for parameter in inspect.signature(asked.function).parameters.values() if parameter.name != "network"
    ]

    def run(network: nx.MultiDiGraph, **options: Any) -> None:
        output = {key: options.pop(key) for key in ("format", "output")}
        with misuse():
            frame = asked.function(network, **options)
        _answer(network, frame, output)

    run.__doc__ = f"{asked.asks}\n\n\b\n{_asked()[name]['example']}"
    command = click.command(name)(network_options(output_options(run)))
    explained = _explained(inspect.getdoc(asked.function) or "")
    filters = {parameter.name for parameter in command.params}
    for one in own:
        if one.name in filters:
            raise ValueError(f"the question '{name}' has a parameter '{one.name}': every question has that filter")
        if one.name not in explained:
            raise ValueError(f"the docstring of the question '{name}' says nothing of its parameter '{one.name}'")
    command.params[:0] = [_option(one, explained[one.name]) for one in own]
    return command


def _explained(text: str) -> dict[str, str]:
    """What a docstring says of each parameter, the first sentence of it."""
    section = text.partition("Parameters\n----------\n")[2].partition("\n\n")[0]
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if line and not line.startswith(" "):
            names = [name.strip() for name in line.split(",")]
        else:
            for name in names:
                found[name] = f"{found.get(name, '')} {line.strip()}".strip()
    return {name: words.partition(". ")[0].rstrip(".") + "." for name, words in found.items()}


def _option(parameter: inspect.Parameter, words: str) -> click.Parameter:
    """The option of one parameter; one without a default is an argument."""
    kind = str(parameter.annotation).removesuffix(" | None")
    if parameter.default is inspect.Parameter.empty:
        return click.Argument([parameter.name], metavar=parameter.name.upper())
    option = f"--{parameter.name.replace('_', '-')}"
    if kind == "bool":
        return click.Option([option], is_flag=True, help=words)
    known: dict[str, type] = {"int": int, "float": float, "str": str}
    return click.Option([option], type=known.get(kind, str), default=parameter.default, help=words)


def _asked() -> Any:
    from graphkit.query import asked

    return asked()


class _Commands(list[click.Command]):
    """The commands of all questions: those written here, and one made for each that is not."""

    def __iter__(self) -> Iterator[click.Command]:
        """Yield the written ones, then those that are made when somebody asks for them."""
        yield from super().__iter__()
        written = {command.name for command in super().__iter__()}
        yield from (_made(name) for name in _asked() if name not in written)


COMMANDS: list[click.Command] = _Commands(
    [responses, unanswered, contested, search, paths, timeline, profile, leverage, brokers, blocs, balance, changes]
)
