"""Who may ask the server of the workbench: the page itself, and nobody else."""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import subprocess
import sys
import time

import pytest

HOST = "127.0.0.1:4000"
OWN = {"origin": f"http://{HOST}", "x-graphkit-token": "secret"}


def refused(reply, status, code):
    """Whether a request was refused in that way, in JSON and without letting other pages read it."""
    assert "access-control-allow-origin" not in reply.headers
    assert reply.headers["x-content-type-options"] == "nosniff"
    return (reply.status_code, reply.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{4000}", "127.0.0.1", "127.0.0.1:4001", "[::1]:4000", ""]
)
@pytest.mark.parametrize("path", ["/api/state", "/", "/map/x"])
def test_any_other_host_is_refused(page, host, path):
    assert refused(page.client.get(path, headers={"host": host}), 403, "host")


def test_both_names_of_this_machine_are_taken(page):
    for host in (HOST, "localhost:4000"):
        headers = {"host": host, "origin": f"http://{host}"}
        assert page.client.post("/api/tab", headers=headers, json={"tab": "one"}).status_code == 200


@pytest.mark.parametrize("token", ["", "Secret", "secret ", "sécret"])
def test_without_the_token_nothing_is_told(page, token):
    headers = {"x-graphkit-token": token.encode()}
    for path in ("state", "document/x", "table/actors", "relation/x", "check", "map", "events", "find/who?q=a"):
        assert refused(page.client.get(f"/api/{path}", headers=headers), 403, "token")
    assert refused(page.client.post("/api/command", headers=headers, json={}), 403, "token")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:4001", "https://127.0.0.1:4000"])
@pytest.mark.parametrize(
    "path", ["command", "undo", "redo", "document", "propose", "unfinished", "save", "draft", "tab", "begin"]
)
def test_a_foreign_origin_is_refused(page, origin, path):
    assert refused(page.client.post(f"/api/{path}", headers={"origin": origin}, json={}), 403, "origin")
    assert refused(page.client.get("/api/state", headers={"origin": origin}), 403, "origin")


def test_a_missing_origin_is_refused_where_something_changes(page):
    headers = dict(page.client.headers)
    headers.pop("origin")
    page.client.headers = headers
    assert refused(page.client.post("/api/command", json={"kind": "actor"}), 403, "origin")
    assert page.client.get("/api/state").status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_any_type_but_json_is_refused(page, kind):
    reply = page.client.post("/api/command", content=b'{"kind": "actor"}', headers={"content-type": kind})
    assert refused(reply, 415, "type")


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'"x"', b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(page, body):
    reply = page.client.post("/api/command", content=body, headers={"content-type": "application/json"})
    assert refused(reply, 400, "json")


def test_a_body_over_sixty_megabytes_is_refused(page):
    headers = {"content-type": "application/json"}
    parts = (b" " * 1_000_000 for _ in range(61))  # of no length that is told
    assert refused(page.client.post("/api/document", content=parts, headers=headers), 413, "size")
    told = {**headers, "content-length": "60000001"}
    assert refused(page.client.post("/api/document", content=b"{}", headers=told), 413, "size")


def test_no_other_method_and_no_other_path(page):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert refused(page.client.request(method, "/api/state"), 405, "method")
    assert refused(page.client.post("/api/state", json={}), 405, "method")
    for path in ("/nothing.js", "/../server.py", "/%2e%2e/server.py", "/..%2fserver.py", "/api/x", "/web/index.html"):
        assert refused(page.client.get(path), 404, "unknown")


def test_the_page_allows_its_own_scripts_styles_and_connections_alone(page):
    reply = page.client.get("/")
    policy = dict(part.strip().partition(" ")[::2] for part in reply.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["connect-src"] == "'self'"
    (script,) = re.findall(r"<script>(.*?)</script>", reply.text, flags=re.S)  # stands in the page, known by its digest
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy["script-src"] == f"'self' 'sha256-{digest}'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in reply.headers
    assert "http" not in reply.text.replace("http-equiv", "")


def test_the_map_is_under_a_path_nobody_can_guess_and_cannot_reach_the_data(page):
    assert page.get("map")["sentence"] == "there is no relation to draw yet"
    span = page.span("Morocco denied the charge.")
    page.command("relation", **span, actor=["MAR"], type="REJECT", recipient=["LVA"], date="2026-05-12")
    page.save()
    drawn = page.get("map")
    assert len(drawn["path"]) > 40
    reply = page.client.get(drawn["path"], headers={"x-graphkit-token": ""})
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-scripts; default-src 'none'")
    assert "connect-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert drawn["channel"] in reply.text
    assert "secret" not in reply.text
    assert refused(page.client.get(drawn["path"][:-1]), 404, "unknown")
    assert page.get("map")["path"] == drawn["path"]
    page.post("undo")
    page.save()
    assert page.get("map")["path"] == ""
    assert refused(page.client.get("/map/"), 404, "unknown")


def test_files_are_named_by_the_page_and_never_lead_anywhere(page, tmp_path):
    packed = base64.b64encode(b"Japan met Ukraine in Kyiv on 3 May 2026.").decode()
    (key,) = page.post("document", name="../../../etc/note.txt", base64=packed)["documents"]
    kept = page.folder / "review" / "texts" / f"{key}.txt"
    assert kept.read_text("utf-8").startswith("Japan met Ukraine")
    assert not list(tmp_path.rglob("note.txt"))
    assert page.post("document", status=400, name="a.txt", base64="!!!")["code"] == "json"
    empty = page.post("document", status=422, name="a.txt", base64="")["error"]
    assert empty == "a.txt: the file is empty: give one that holds text"


def test_another_tab_may_take_over(page):
    first, second = {"x-graphkit-tab": "first"}, {"x-graphkit-tab": "second"}
    new = {"kind": "actor", "new": {"name": "Oxfam", "kind": "ngo"}}
    assert page.client.post("/api/command", headers=first, json=new).status_code == 200
    assert refused(page.client.post("/api/command", headers=second, json=new), 409, "tab")
    took = page.client.post("/api/tab", headers=second, json={"tab": "second", "take": True})
    assert took.json() == {"tab": "second"}
    assert page.client.post("/api/undo", headers=second, json={}).status_code == 200
    assert refused(page.client.post("/api/undo", headers=first, json={}), 409, "tab")
    assert page.get("events", after=0)["events"][-1] == {"event": 2, "kind": "tab", "tab": "second"}


def test_a_tab_that_is_closed_leaves_the_pen_to_the_next(page):
    assert page.post("tab", tab="first", take=False) == {"tab": "first"}
    assert page.post("tab", tab="second", leave=True) == {"tab": "first"}
    assert page.post("tab", tab="first", leave=True) == {"tab": ""}
    assert page.post("tab", tab="second", take=False) == {"tab": "second"}


def test_a_tab_whose_browser_was_ended_is_given_up(page, monkeypatch):
    monkeypatch.setattr("graphkit.edit.workbench.STALE", 0.2)
    first, second = {"x-graphkit-tab": "first"}, {"x-graphkit-tab": "second"}
    new = {"kind": "actor", "new": {"name": "Oxfam", "kind": "ngo"}}
    assert page.client.post("/api/command", headers=first, json=new).status_code == 200
    assert refused(page.client.post("/api/command", headers=second, json=new), 409, "tab")
    with page.bench.hearing("first"):  # whoever waits for an answer is there, however long it takes
        time.sleep(0.4)
        assert refused(page.client.post("/api/command", headers=second, json=new), 409, "tab")
    before = page.get("state")["event"]
    told = page.client.get(
        f"/api/events?after={before}", headers=second
    ).json()  # the second tab is told without asking
    assert told["events"] == [{"event": before + 1, "kind": "tab", "tab": ""}]
    assert page.client.post("/api/undo", headers=second, json={}).status_code == 200
    assert refused(page.client.post("/api/redo", headers=first, json={}), 409, "tab")


def test_a_fault_is_a_sentence(page, monkeypatch):
    def fault(*_):
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr(page.bench, "state", fault)
    reply = page.client.get("/api/state")
    assert refused(reply, 500, "fault")
    assert reply.json()["error"].startswith(
        "that is a fault of graphkit: load the page anew to see what was kept (ZeroDivisionError: one two"
    )
    assert "Traceback" not in reply.text


@pytest.mark.slow
def test_an_answer_does_not_wait_for_its_own_head(tmp_path):
    """Head and body leave in two parts: unless the socket is told otherwise, the second waits 40 ms for the first."""
    code = "import sys; from graphkit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "edit", str(tmp_path / "data"), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        host = server.stdout.readline().partition("/#")[0].removeprefix("http://")
        connection, taken = http.client.HTTPConnection(host), []
        for _ in range(60):
            begin = time.perf_counter()
            connection.request("GET", "/store.js")
            connection.getresponse().read()
            taken.append(time.perf_counter() - begin)
        connection.close()
        server.terminate()
    assert min(taken[20:]) < 0.03
