"""What an assistant may ask of a network: tools whose every claim carries its status, its voices and its sources."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.model import STANCES, date_words, split_list, title_words

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

__all__ = ["Assistant", "build_server"]

#: The most claims in one reply, and the longest text that is taken.
MOST_CLAIMS = 50
LONGEST = 200
_INSTRUCTIONS = (
    "Relations between political actors, each dated and sourced. Every claim carries 'status', 'said_by', 'denied_by' "
    "and 'sources' with citation and address. When you pass a claim on, give its status, who says so, who denies it "
    "and its citation. 'contested' means that sources disagree; what is 'alleged', 'expected', 'considered' "
    "or 'proposed' is not known to have happened. What is not in a reply may be so all the same: no record is complete."
)


class Assistant:
    """The tools, each a method: text and numbers in, plain values out. Nothing is written.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, unfiltered.

    Examples
    --------
    >>> import graphkit
    >>> helper = Assistant(graphkit.build_network(graphkit.load_dataset()))
    >>> helper.find_actor("DPRK")["id"]
    'PRK'
    """

    def __init__(self, network: nx.MultiDiGraph) -> None:
        from graphkit.network import SourceCounter, iter_relations

        self.network = network
        self.records = {key: (actors, recipients, data) for key, actors, recipients, data in iter_relations(network)}
        self.counter = SourceCounter(network)

    def find_actor(self, name: str) -> dict[str, Any]:
        """Find an actor by any of its names, codes or aliases, in any script."""
        from graphkit.network import find_actor

        key = find_actor(self.network, _checked(name, "name"))
        actor = self.network.graph["actors"][key]
        taking_part = sum(key in (*sides[0], *sides[1]) for *sides, _ in self.records.values())
        return {
            "id": key,
            "name": actor.name,
            "kind": actor.kind,
            "also": list(actor.aliases),
            "note": actor.note,
            "relations": taking_part,
        }

    def responses(
        self, to: str | None = None, by: str | None = None, since: str | None = None, limit: int = 20
    ) -> dict[str, Any]:
        """Who responded to whom: what a document says to be an answer, with the act that it answers.

        `to` and `by` name actors; `to` may be the id of a relation. `since` is a date such as 2024-10.
        """
        from graphkit.query import responses

        asked: dict[str, Any] = {
            name: _checked(value, name) for name, value in (("to", to), ("by", by)) if value is not None
        }
        frame = responses(self.network, **asked)
        kept = self._in_time(frame["response_id"], since, None)
        rows = [row for row in _each(frame) if row.response_id in kept]
        answers = [
            {
                "response": self.claim(row.response_id),
                "answers": self.claim(row.provocation_id) if row.provocation_id in self.records else row.provocation_id,
            }
            for row in rows[: _limited(limit)]
        ]
        return {"total": len(rows), "shown": len(answers), "responses": answers}

    def contested(self, actor: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Which claims somebody denies, or denied until a day; about one actor, or all."""
        from graphkit.query import contested

        asked = {} if actor is None else {"actor": _checked(actor, "actor")}
        return self._claims(contested(self.network, **asked)["relation_id"], limit)

    def timeline(
        self, actor: str | None = None, since: str | None = None, until: str | None = None, limit: int = 20
    ) -> dict[str, Any]:
        """What happened, in order: of one actor and those who act for it, or of all; between dates such as 2024-10."""
        from graphkit.network import roll_up
        from graphkit.query import timeline

        found = timeline(self.network)["relation_id"]
        if actor is not None:
            name = _checked(actor, "actor")
            views = [self.network, roll_up(self.network)]
            own = {key for view in views for key in timeline(view, actor=name)["relation_id"]}
            found = found[found.isin(own)]
        kept = self._in_time(found, since, until)
        return self._claims([key for key in found if key in kept], limit)

    def paths(self, first: str, last: str, indirect: bool = False, limit: int = 5) -> dict[str, Any]:
        """How two actors are connected, step by step; `indirect`: only through others."""
        from graphkit.network import roll_up
        from graphkit.query import paths

        between = (_checked(first, "first"), _checked(last, "last"))
        frame = paths(roll_up(self.network), between=between, indirect=indirect)
        ways = []
        for _, rows in list(frame.groupby("path", sort=False))[: min(_limited(limit), 10)]:
            ways.append([{"step": int(row.step), **self.claim(row.relation_id)} for row in _each(rows.head(10))])
        return {"total": int(frame["path"].nunique()), "shown": len(ways), "paths": ways}

    def profile(self, actor: str, limit: int = 20) -> dict[str, Any]:
        """What is known of one actor: names, places it holds, what it and its people did and said; the latest last."""
        from graphkit.query import profile

        frame = profile(self.network, actor=_checked(actor, "actor"))
        known = frame[frame["relation_id"] == ""]
        about = {row.item: row.value for row in _each(known[known["section"] == "actor"])}
        places = known[known["section"] == "affiliation"]["value"].tolist()[:MOST_CLAIMS]
        told = frame[frame["relation_id"] != ""].drop_duplicates("relation_id")
        shown = told["relation_id"].tail(_limited(limit))
        return {"about": about, "places": places, **self._claims(shown, limit, len(told))}

    def leverage(self, holder: str | None = None, over: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Who can press whom: stated ties, chains of them, and shares of recorded amounts; never counts of events."""
        from graphkit.query import leverage

        names = (("holder", holder), ("over", over))
        asked: dict[str, Any] = {name: _checked(value, name) for name, value in names if value is not None}
        frame = leverage(self.network, **asked)
        rows = [
            {
                "holder": self._name(row.holder),
                "over": self._name(row.over),
                "basis": row.basis,
                "share": None if row.share != row.share else round(row.share, 4),
                "rests_on": [self.claim(key) for key in split_list(row.relation_ids)[:5]],
            }
            for row in _each(frame.head(_limited(limit)))
        ]
        return {"total": len(frame), "shown": len(rows), "leverage": rows}

    def relation(self, relation_id: str) -> dict[str, Any]:
        """One relation with all its evidence: who says what, in which document, where, and when it was said."""
        key = _checked(relation_id, "relation_id")
        if key not in self.records:
            raise GraphkitError(f"no relation '{key}': ids are in the replies of the other tools")
        evidence = self.records[key][2]["evidence"]
        rows = [
            {
                "stance": one.stance,
                "speaker": self._name(one.speaker) if one.speaker else "",
                "carried_by": one.via,
                "locator": one.locator,
                "said": one.date,
                "origin": one.origin,
                **self._source(one.document),
            }
            for one in evidence[:MOST_CLAIMS]
        ]
        return {**self.claim(key), "evidence": rows, "evidence_total": len(evidence)}

    def claim(self, key: str) -> dict[str, Any]:
        """One claim with its status, who says so, who denies it, and where it is told."""
        actors, recipients, data = self.records[key]
        evidence = data["evidence"]
        documents = list(dict.fromkeys(one.document for one in evidence))
        return {
            "relation_id": key,
            "date": data["date"],
            "date_in_words": date_words(data["date"]),
            "actors": [self._name(one) for one in actors],
            "type": data["type"],
            "recipients": [self._name(one) for one in recipients],
            "summary": data["summary"],
            "status": data["status"],
            "said_by": [
                voice
                for stance in STANCES
                if stance != "denies"
                for voice in self._voices(evidence, stance, "" if stance == "asserts" else f" ({stance})")
            ],
            "denied_by": self._voices(evidence, "denies"),
            "independent_sources": self.counter.sources(self.counter.profile(evidence)).count,
            "sources": [self._source(one) for one in documents[:5]],
            "sources_total": len(documents),
        }

    def _claims(self, keys: Iterable[str], limit: int, total: int | None = None) -> dict[str, Any]:
        """Claims, with how many there are."""
        found = list(keys)
        shown = [self.claim(key) for key in found[: _limited(limit)]]
        return {"total": len(found) if total is None else total, "shown": len(shown), "claims": shown}

    def _in_time(self, keys: pd.Series[str], since: str | None, until: str | None) -> set[str]:
        """Those relations that may lie between two dates."""
        from graphkit.network import filter_network

        if since is None and until is None:
            return set(keys)
        given = [None if one is None else _checked(one, "date") for one in (since, until)]
        return set(keys) & set(filter_network(self.network, since=given[0], until=given[1]).graph["relations"])

    def _voices(self, evidence: Iterable[Any], stance: str, mark: str = "") -> list[str]:
        """The names of those who take this stance."""
        from graphkit.query import voices_of

        documents = self.network.graph["documents"]
        voices = voices_of(self.network, evidence, stance)
        return [(documents[one].title if one in documents else self._name(one)) + mark for one in voices]

    def _name(self, actor: str) -> str:
        """The name of an actor, or what it is called where it is none."""
        known = self.network.graph["actors"].get(actor)
        return str(known.name) if known else actor

    def _source(self, key: str) -> dict[str, Any]:
        """A document as a citation with its address."""
        document = self.network.graph["documents"].get(key)
        if document is None:
            return {"document": key, "citation": key, "address": ""}
        parts = (document.author, document.publisher, date_words(document.date))
        cited = ". ".join(part for part in (title_words(document), ", ".join(filter(None, parts))) if part)
        return {
            "document": key,
            "citation": cited,
            "address": document.url,
            "retells": list(document.retells),
        }


def _each(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, their cells by name."""
    return iter(frame.itertuples())


def _checked(text: str, what: str) -> str:
    """Text that is short enough and not blank."""
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise GraphkitError(f"'{what}' must be text of 1 to {LONGEST} characters")
    return text.strip()


def _limited(limit: int) -> int:
    """How many may be shown."""
    if not 1 <= limit <= MOST_CLAIMS:
        raise GraphkitError(f"'limit' is {limit}: it must be from 1 to {MOST_CLAIMS}")
    return limit


#: The tools by name.
TOOLS = ("find_actor", "responses", "contested", "timeline", "paths", "profile", "leverage", "relation")


def build_server(network: nx.MultiDiGraph) -> Any:
    """Return a server of the Model Context Protocol with the read-only tools of :class:`Assistant`.

    Parameters
    ----------
    network
        From :func:`graphkit.build_network`, unfiltered.

    Raises
    ------
    MissingDependency
        If the library ``mcp`` is not installed.
    """
    from graphkit import __version__
    from graphkit.errors import MissingDependency

    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.tools import Tool
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise MissingDependency("a server for assistants needs the library mcp, 2.3 or newer", extra="mcp") from error
    helper, tools = Assistant(network), []
    for name in TOOLS:
        hint = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        tools.append(Tool.from_function(_spoken(getattr(helper, name)), name=name, annotations=hint))
        _refuse_unknown(tools[-1])
    return MCPServer("graphkit", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR", tools=tools)


def _refuse_unknown(tool: Any) -> None:
    """Let a tool refuse an argument that it does not have: a mistyped one would be left out in silence."""
    from pydantic import ConfigDict

    known = tool.fn_metadata.arg_model
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    tool.fn_metadata.arg_model = type(known.__name__, (known,), {"model_config": config, "__module__": __name__})
    tool.parameters["additionalProperties"] = False


def _spoken(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool, which says what graphkit refuses as an error of the tool."""

    @functools.wraps(tool)
    def answered(*arguments: Any, **options: Any) -> dict[str, Any]:
        from mcp.server.mcpserver.exceptions import ToolError

        try:
            return tool(*arguments, **options)
        except (GraphkitError, ValueError) as error:
            raise ToolError(str(error)) from error

    return answered
