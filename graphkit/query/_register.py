"""The register of questions: each says once what it asks, which columns it answers with, and how that is worded."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ._needs import refuse_unanswerable
from ._text import WIDTH, Desk, Paragraph

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    Writer = Callable[[Desk, pd.DataFrame], list[Paragraph]]

__all__ = ["QUESTIONS", "Question", "asked", "explain", "question"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its function, the columns of its answer, and who words it.

    ``asks`` is what it is for, in one line, from ``questions.toml``; ``nothing`` is what an answer without rows says.
    """

    name: str
    asks: str
    function: Callable[..., pd.DataFrame]
    columns: tuple[str, ...]
    text: Writer
    nothing: str


#: The questions by name.
QUESTIONS: dict[str, Question] = {}


@cache
def asked() -> Mapping[str, Mapping[str, str]]:
    """Return what each question asks, by name, in the order in which they are worth asking.

    It is data, so that ``graphkit --help`` need not load the questions themselves.
    """
    return tomllib.loads(resources.files("graphkit.query").joinpath("questions.toml").read_text("utf-8"))


def question(columns: tuple[str, ...], *, text: Writer, nothing: str) -> Callable[[_Function], _Function]:
    """Register a function as the question of its name.

    Parameters
    ----------
    columns
        The columns of its answer; no other question may have the same.
    text
        What puts an answer in sentences.
    nothing
        What an answer without rows says.

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
        QUESTIONS[name] = Question(name, asked()[name]["asks"], answering, columns, text, nothing)
        return answering

    return register


def _answering(function: _Function, said: Mapping[str, str]) -> _Function:
    """The function, which refuses where the network cannot hold an answer."""

    @wraps(function)
    def answered(network: nx.MultiDiGraph, **options: Any) -> pd.DataFrame:
        answer: pd.DataFrame = function(network, **options)
        if answer.empty and options.get("earlier") is None:
            basis = options.get("basis", "stated")
            refuse_unanswerable(network, said if basis == "stated" else {"needs": "date", "lacks": said["undated"]})
        return answer

    return cast("_Function", answered)


def explain(network: nx.MultiDiGraph, answer: pd.DataFrame, *, width: int = WIDTH) -> str:
    """An answer in sentences, with dates, what is disputed, and numbered citations.

    Responses become a paragraph for each provocation: what happened, who responded and how, and who
    responded to that in turn. Inferred responses are said to be inferred.

    Parameters
    ----------
    network
        The network that was asked.
    answer
        What one of the questions returned; its columns tell which.
    width
        The longest line, in characters; a word that is longer is not broken.

    Returns
    -------
    str
        Paragraphs, wrapped, with a list of the documents cited; one sentence when there are no rows.

    Raises
    ------
    ValueError
        If the columns are those of no question.

    Examples
    --------
    >>> import graphkit
    >>> from graphkit.query import explain
    >>> network = graphkit.build_network(graphkit.load_dataset())
    >>> print(explain(network, graphkit.responses(network, to="POL", by="CHN")))
    There are no such responses on record.
    """
    columns = tuple(answer.columns)
    found = next((one for one in QUESTIONS.values() if one.columns == columns), None)
    if found is None:
        raise ValueError(f"no question has the columns {', '.join(map(str, answer.columns))}")
    if answer.empty:
        return found.nothing
    desk = Desk(network)
    paragraphs = found.text(desk, answer)
    return "\n".join(paragraph.filled(width) for paragraph in [*paragraphs, *desk.sources()]).strip("\n")
