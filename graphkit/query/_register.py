"""The register of questions: each says once what it asks, which columns it answers with, and how that is worded."""

from __future__ import annotations

import tomllib
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ._needs import refuse_unanswerable
from ._tables import LISTS, Shown, laid_out
from ._text import WIDTH, Desk, Paragraph, written

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Writer = Callable[[Desk, pd.DataFrame], list[Paragraph]]

__all__ = ["QUESTIONS", "Question", "asked", "explain", "network_of", "question", "tabled"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its function, the columns of its answer, and who words it.

    ``asks`` is what it is for, in one line, from ``questions.toml``; ``nothing`` is what an answer without rows says.
    ``shown`` are the columns of a table for reading, ``brief`` words an answer in one paragraph, where there is that.
    """

    name: str
    asks: str
    function: Callable[..., pd.DataFrame]
    columns: tuple[str, ...]
    text: Writer
    nothing: str
    shown: Shown
    brief: Writer | None = None


#: The questions by name.
QUESTIONS: dict[str, Question] = {}


@cache
def asked() -> Mapping[str, Mapping[str, str]]:
    """Return what each question asks, by name, in the order in which they are worth asking.

    It is data, so that ``graphkit --help`` need not load the questions themselves.
    """
    return tomllib.loads(resources.files("graphkit.query").joinpath("questions.toml").read_text("utf-8"))


def question(
    columns: tuple[str, ...], *, text: Writer, nothing: str, shown: Shown, brief: Writer | None = None
) -> Callable[[_Function], _Function]:
    """Register a function as the question of its name.

    Parameters
    ----------
    columns
        The columns of its answer; no other question may have the same.
    text
        What puts an answer in sentences.
    nothing
        What an answer without rows says.
    shown
        The columns of the answer as a table for reading: what stands above each, and what a row has there.
    brief
        What puts an answer in one paragraph of at most 120 words.

    Raises
    ------
    ValueError
        If ``questions.toml`` does not have it, or another question has these columns.
    """

    def register(function: _Function) -> _Function:
        name = function.__name__
        if name not in asked():
            raise ValueError(f"the question '{name}' is not in questions.toml: say there what it asks")
        if twin := next((other.name for other in QUESTIONS.values() if other.columns == columns), ""):
            raise ValueError(f"the questions '{name}' and '{twin}' have the same columns")
        answering = _answering(function, asked()[name])
        QUESTIONS[name] = Question(name, asked()[name]["asks"], answering, columns, text, nothing, shown, brief)
        return answering

    return register


#: Which network an answer is of, while both are in use: for a notebook that shows its names. No question reads it.
_ASKED: dict[int, tuple[weakref.ref[pd.DataFrame], weakref.ref[nx.MultiDiGraph]]] = {}


def _remember(answer: pd.DataFrame, network: nx.MultiDiGraph) -> None:
    """Note of which network an answer is, until the answer goes."""
    key = id(answer)
    _ASKED[key] = (weakref.ref(answer, lambda _: _ASKED.pop(key, None) and None), weakref.ref(network))


def network_of(answer: pd.DataFrame) -> nx.MultiDiGraph | None:
    """Return the network that an answer is of; None for a table that no question returned."""
    found = _ASKED.get(id(answer))
    return found[1]() if found is not None and found[0]() is answer else None


def _answering(function: _Function, said: Mapping[str, str]) -> _Function:
    """The function, which refuses where the network cannot hold an answer."""

    @wraps(function)
    def answered(network: nx.MultiDiGraph, **options: Any) -> pd.DataFrame:
        answer: pd.DataFrame = function(network, **options)
        if (answer.empty or said.get("refuses") == "always") and options.get("earlier") is None:
            basis = options.get("basis", "stated")
            refuse_unanswerable(network, said if basis == "stated" else {"needs": "date", "lacks": said["undated"]})
        _remember(answer, network)
        return answer

    return cast("_Function", answered)


def explain(
    network: nx.MultiDiGraph,
    answer: pd.DataFrame,
    *,
    width: int = WIDTH,
    markdown: bool = False,
    brief: bool = False,
    short: bool = False,
) -> str:
    """An answer in sentences, with dates, what is disputed, and numbered citations.

    Responses begin with how many there are, whose they are, who answered first and who last; then each provocation has
    a heading and each answer an item, in order of date, with which party has not answered. Inferred responses are
    said to be inferred.

    Parameters
    ----------
    network
        The network that was asked.
    answer
        What one of the questions returned; its columns tell which.
    width
        The longest line, in characters; a word that is longer is not broken. Markdown has no such limit.
    markdown
        Return Markdown: headings, lists, links, and days in bold; rough dates are not bold.
    brief
        Return one paragraph of at most 120 words, without the list of sources.
    short
        Of many responses tell the five acts with most answers and four answers to each, or fifteen to one alone, with
        four documents for each; and how many are left out.

    Returns
    -------
    str
        Paragraphs, with a list of the documents cited; one sentence when there are no rows.

    Raises
    ------
    ValueError
        If the columns are those of no question, or ``brief`` is asked of one that has no brief answer.

    Examples
    --------
    >>> import graphkit
    >>> from graphkit.query import explain
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> print(explain(network, graphkit.responses(network, to="POL", by="CHN")))
    There are no such responses on record.
    """
    found = _question_of(answer)
    if brief and found.brief is None:
        able = ", ".join(one.name for one in QUESTIONS.values() if one.brief)
        raise ValueError(f"{found.name} has no brief answer: ask for the whole one; brief is for {able}")
    if answer.empty:
        return found.nothing
    desk = Desk(network)
    desk.short = short
    paragraphs = found.brief(desk, answer) if brief and found.brief else [*found.text(desk, answer), *desk.sources()]
    return written(paragraphs, None if markdown else width)


def tabled(network: nx.MultiDiGraph, answer: pd.DataFrame) -> pd.DataFrame:
    """An answer as a table for reading: names instead of ids, dates in words, at most six columns.

    Parameters
    ----------
    network
        The network that was asked.
    answer
        What one of the questions, or :func:`graphkit.network.list_actors` or ``list_relations``, returned; its columns
        tell which.

    Returns
    -------
    DataFrame
        As many rows as the answer has; all cells are text.

    Raises
    ------
    ValueError
        If the columns are those of no question.

    Examples
    --------
    >>> import graphkit
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> graphkit.query.tabled(network, graphkit.timeline(network)).columns.tolist()
    ['date', 'who', 'what', 'to whom', 'status', 'sources']
    """
    listed = LISTS.get(tuple(answer.columns))
    return laid_out(Desk(network), answer, listed or _question_of(answer).shown)


def _question_of(answer: pd.DataFrame) -> Question:
    """The question that has these columns."""
    columns = tuple(answer.columns)
    found = next((one for one in QUESTIONS.values() if one.columns == columns), None)
    if found is None:
        raise ValueError(f"no question has the columns {', '.join(map(str, answer.columns))}")
    return found
