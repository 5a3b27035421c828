"""The server for assistants, asked by the library's own client over stdin and stdout."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

import pytest

import graphkit
from graphkit.assistant import LONGEST, MOST_CLAIMS, TOOLS, Assistant

if importlib.util.find_spec("mcp") is None:
    pytest.skip("needs the extra graphkit[mcp]", allow_module_level=True)
# The client warns of what its own libraries deprecate.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def helper(affair):
    """The tools on the frozen dataset."""
    return Assistant(graphkit.build_network(affair))


def ask(folder, *calls):
    """What a server that is started as an assistant would start it replies to calls of tools; and its tools."""
    import anyio
    import mcp

    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "graphkit", "mcp", "--data", str(folder)], env={**os.environ}
    )

    async def asked():
        async with mcp.Client(server) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(asked)


@pytest.mark.slow
def test_the_librarys_own_client_gets_claims_with_their_sources(affair_path):
    before = {path.name: path.read_bytes() for path in affair_path.glob("*.csv")}
    tools, replies = ask(
        affair_path,
        ("find_actor", {"name": "DPRK"}),
        ("contested", {}),
        ("find_actor", {"name": "Berlin"}),
        ("timeline", {"limit": 1000}),
        ("contested", {"actr": "Japan"}),
    )
    assert [tool.name for tool in tools] == list(TOOLS)
    assert all(tool.annotations.read_only_hint for tool in tools)
    *replies, mistyped = replies
    assert (
        mistyped.is_error and "actr" in mistyped.content[0].text
    )  # left out, it would be an answer to another question
    assert all(tool.input_schema["additionalProperties"] is False for tool in tools)
    found, contested, unknown, many = replies
    assert json.loads(found.content[0].text)["id"] == "PRK"
    claims = json.loads(contested.content[0].text)["claims"]
    assert claims
    for claim in claims:
        assert claim["status"] in ("contested", "denied", "acknowledged", "considered")
        assert claim["denied_by"]
        assert all(source["citation"] for source in claim["sources"])
    assert unknown.is_error
    assert "that is Germany, who is not in this dataset" in unknown.content[0].text
    assert many.is_error
    assert f"must be from 1 to {MOST_CLAIMS}" in many.content[0].text
    assert {path.name: path.read_bytes() for path in affair_path.glob("*.csv")} == before


def claims_in(reply):
    """Every claim in a reply, however deep."""
    if isinstance(reply, dict):
        if "relation_id" in reply:
            yield reply
        for value in reply.values():
            yield from claims_in(value)
    elif isinstance(reply, list):
        for value in reply:
            yield from claims_in(value)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("responses", {"to": "DPRK"}),
        ("responses", {"to": "DPRK", "since": "2024-11"}),
        ("contested", {"actor": "Russia"}),
        ("timeline", {"actor": "Japan", "since": "2024-10"}),
        ("paths", {"first": "Seoul", "last": "Pyongyang", "indirect": True}),
        ("profile", {"actor": "Kim"}),
        ("leverage", {"over": "North Korea"}),
        ("relation", {"relation_id": "2024-10-prk-troops-to-russia"}),
    ],
)
def test_no_claim_comes_without_status_voices_and_citation(helper, tool, arguments):
    reply = getattr(helper, tool)(**arguments)
    found = list(claims_in(reply))
    assert found
    for claim in found:
        assert claim["status"] in graphkit.model.STATUSES
        assert claim["said_by"] or claim["denied_by"] or claim["status"] not in ("asserted", "alleged")
        assert claim["sources"] and all(one["citation"] and "address" in one for one in claim["sources"])
    assert json.loads(json.dumps(reply)) == reply


def test_a_relation_comes_with_all_its_evidence(helper, affair):
    key = "2024-10-prk-troops-to-russia"
    reply = helper.relation(key)
    rows = [one for one in affair.records("evidence") if one.relation == key]
    assert reply["evidence_total"] == len(rows)
    assert {one["stance"] for one in reply["evidence"]} == {one.stance for one in rows}
    assert "Kremlin" in reply["denied_by"]


@pytest.mark.slow
def test_replies_are_bounded_and_inputs_checked(helper):
    reply = helper.timeline(limit=3)
    assert (reply["shown"], len(reply["claims"])) == (3, 3)
    assert reply["total"] == 96 or reply["total"] > 90
    for bad in ("", " ", "x" * (LONGEST + 1)):
        with pytest.raises(graphkit.GraphkitError, match="must be text of 1 to"):
            helper.find_actor(bad)
    with pytest.raises(graphkit.GraphkitError, match="'limit' is 0"):
        helper.contested(limit=0)
    with pytest.raises(graphkit.GraphkitError, match="no relation 'nothing'"):
        helper.relation("nothing")
    with pytest.raises(ValueError, match="'last week' cannot be read: write a day as 2024-06-18"):
        helper.timeline(since="last week")


def test_who_only_expects_a_claim_is_among_its_voices(helper):
    expected = [key for key, (*_, data) in helper.records.items() if data["status"] == "expected"]
    assert expected
    for key in expected:
        assert any(voice.endswith(" (expects)") for voice in helper.claim(key)["said_by"])


def test_a_timeline_between_dates_filters_the_network_once(helper, monkeypatch):
    asked = []
    own = helper._in_time
    monkeypatch.setattr(helper, "_in_time", lambda *given: asked.append(given) or own(*given))
    assert helper.timeline(since="2024-10", limit=1)["total"] > 1
    assert len(asked) == 1
