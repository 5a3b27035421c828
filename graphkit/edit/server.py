"""The server of ``graphkit edit``: what the page asks for and sends, as JSON, on 127.0.0.1 alone.

**Every request** for ``/api/...`` bears ``X-Graphkit-Token: TOKEN``; the page takes TOKEN from the fragment of its
address (``http://127.0.0.1:PORT/#token=TOKEN``) and keeps it in memory. What changes something is a ``POST`` with
``Content-Type: application/json``, the page's own ``Origin`` (the browser sets it), and ``X-Graphkit-Tab: ID``, any
text of the page's own choice that tells one tab from another. Files of the page itself (``/``, ``/NAME.js``, ...) need
no token and hold no data. Spans are half-open offsets in **code points** of the document's text.

**An error** is ``{"error": SENTENCE, "code": CODE}``, often with ``"field"``: the field of the line it is about. Codes:
``token`` (403), ``host`` (403), ``origin`` (403), ``type`` (415), ``size`` (413), ``json`` (400), ``unknown`` (404: no
such thing), ``text`` (409: the document does not hold those words there), ``changed`` (409: the row has changed
since), ``tab`` (409: another tab has the pen), ``refused`` (422: graphkit says no), ``ahead`` (422: the date is
still to come: with ``"ahead": DATE`` the command is kept), ``disk`` (507: nothing could be kept), ``fault`` (500).

Reading
-------
``GET /api/state`` ::

    {"title", "folder", "curator", "notices": [SENTENCE],
     "documents": [{"id", "title", "publisher", "date", "language", "sha256", "listed": bool (in documents.csv),
                    "text": "here"|"missing"|"changed", "evidence": n,
                    "proposals": {"pending": n, "accept": n, "reject": n, "skip": n}}],
     "tables": [{"name", "columns": [..], "rows": n, "findings": n, "problem": SENTENCE|""}],
     "vocabulary": {"types": [{"name", "label", "definition", "quad", "score", "mutual", "standing",
                               "modes": [{"name", "label", "definition", "score", "mutual"}]}],
                    "contexts": [{"name", "label", "definition"}], "kinds", "roles", "stances", "document_kinds"},
     "proposals": {"pending": n, ...}, "undo": {"n", "what"}|null, "redo": {"n", "what"}|null,
     "saving": {"kept": n, "saved": n, "state": "saved"|"waiting"|"held", "sentence": ""},
     "conflicts": [{"conflict": id, "table", "before": cells|null, "own": cells|null, "theirs": cells|null}],
     "drafts": {ID: line}, "tab": ID of the tab that has the pen|"", "event": n}

``GET /api/document/ID`` ::

    {"id", "title", "publisher", "author", "date", "url", "language", "sha256", "listed", "length", "text",
     "state": "here"|"missing"|"changed", "paragraphs": [[start, end]], "sentences": [[start, end]],
     "marks": [{"mark": id, "layer": "evidence"|"denial"|"proposal", "start", "end", "words",
                "relation": id, "row": n, "stance", "speaker", "summary", "proposal": id}],
     "proposals": [PROPOSAL], "moved": [{"row", "relation", "start", "end", "words", "sentence": why}],
     "notice": SENTENCE|""}

A PROPOSAL is ``{"proposal": id, "decision": "pending"|"accept"|"reject"|"skip", "start", "end" (its sentence),
"cue": [start, end]|null, "line": LINE, "summary", "known": {"relation", "why"}|null, "denied_by": [names],
"answers": id|""}``. A LINE is what a line of the page holds: ``{"actor": [PARTY], "type", "mode", "recipient": [PARTY],
"date", "place", "amount", "unit", "stance", "speaker": PARTY|null, "contexts": [..], "responds_to": [ids],
"summary"}``. A PARTY is ``{"id": ID, "name", "kind"}`` of a known actor (of the dataset or the world), or ``{"new":
{"name", "kind", "id"?, "aliases"?: [..], "affiliation"?: {"organisation": ID, "role", "title"}}, "name"}``.

``GET /api/table/NAME?offset=0&count=200&sort=COLUMN&descending=1&filter=WORDS`` ::

    {"name", "columns", "total", "offset", "problem",
     "rows": [{"row": n, "line": row in the file, "cells": {column: text}, "findings": [{"column", "message"}]}]}

``GET /api/relation/ID`` (the card; ``{"relation": null}`` where there is none any more) ::

    {"relation": cells, "row": n, "actors": [{"id", "name"}], "recipients": [..], "status", "label",
     "evidence": [{"row", "document", "title", "date", "stance", "speaker": {"id", "name"}|null, "via", "start", "end",
                   "words", "locator"}] (in order of date),
     "answers": [{"relation", "date", "summary"}], "answered_by": [..]}

``GET /api/check`` gives ``{"findings": [{"table", "row", "line", "column", "value", "message"}], "current": bool}``.
``GET /api/map`` gives ``{"path": "/map/...", "channel": TOKEN, "sentence": why there is none|""}``: the page of
``graphkit map`` for an ``<iframe sandbox="allow-scripts">``; it speaks first, ``postMessage({graphkit: TOKEN, state})``
to its parent, which answers ``frame.contentWindow.postMessage({graphkit: TOKEN}, "*", [port])``; from then on
``{state}`` goes both ways over that port, as in ``graphkit/render/web/widget.js``.
``GET /api/events?after=N`` waits up to 20 seconds and gives ``{"events": [{"event": n, "kind", ...}], "event": last}``.
Kinds: ``saved`` (saved: n), ``held`` (sentence), ``outside`` (changed elsewhere: tables), ``conflict`` (conflict,
table), ``findings`` (findings: n), ``tab`` (tab), ``closing``.

Finding
-------
``GET /api/find/who?q=WORDS&document=ID&start=N&end=N`` gives ``{"found": [{"party": PARTY, "id", "name", "kind", "why",
"known": bool (a row of actors.csv), "new": bool}]}``, best first, the last one the new actor, whose ``why`` says
whom it resembles; an institution that is not there yet comes first. With ``q`` blank: the names in the span.
``GET /api/find/did?q=WORDS`` gives ``{"found": [{"type", "mode", "label", "definition", "why", "quad"}]}``.
``GET /api/find/when?q=WORDS&document=ID&start=N&end=N`` gives ``{"date": EDTF|"", "words": in plain words, "sentence":
why not|""}``.
``GET /api/find/relation?for=same|denial|answer|any&actor=ID;ID&recipient=ID;ID&date=EDTF&type=&q=WORDS&document=ID&
start=N&end=N`` gives ``{"found": [FOUND]}``; a FOUND is ``{"relation", "date", "type", "mode", "label", "actor":
[names], "recipient": [names], "summary", "status", "why", "refused": SENTENCE|""}``: ``same`` those between the same
parties with an overlapping date; ``denial`` and ``answer`` the nearest earlier ones, for an answer those of the
reversed pair first; parties and date come from the span where they are not given.
``POST /api/draft {"document", "sha256", "start", "end", "words", "for"?: "relation"|"answer"|"denial"}`` gives
``{"line": LINE, "from": {field: why}, "same": [as found by find/relation], "denier": PARTY|null, "said_on": EDTF|"",
"denied": [as found by find/relation]}``: the line filled as far as known, who denies something, the day on which it was
said or denied, and what a sentence denies that tells of no act towards anybody.

Changing
--------
``POST /api/command {"kind": KIND, ...}`` gives ``{"kept": n, "what": SENTENCE, "changes": [{"table", "row", "before",
"after"}], "relation": id|"", "undo", "redo", "saved": n}`` once it is on the disk. KINDs:

``relation``  SPAN, LINE, "id"?, "gist"?, "mutual"?, "via"?, "evidence_date"?, "locator"?: a new relation.
``evidence``  SPAN, "relation", "stance"?, "speaker"?, "via"?, "evidence_date"?: these words speak for it, too.
``denial``    the same with the stance "denies".
``answer``    "relation", "answers": [ids]: a known relation answers others.
``cell``      "table", "row", "column", "value", "before": one cell.
``cells``     "table", "cells": [{"row", "column", "value", "before"}], "add"?: [cells]: a pasted rectangle.
``add``       "table", "cells", "after"?: row: a new row.
``delete``    "table", "rows": [n].
``actor``     "new": as in PARTY: a new actor, with its affiliation.
``merge``     "stay", "go", "sure": false gives {"sentence"} alone and changes nothing; true does it.
``document``  "id", "title"?, "publisher"?, "author"?, "date"?, "url"?, "document_kind"?, ...: list a document, or
              change its row.
``accept``    "proposal", "line"?: LINE of what a person changed, "relation"?: evidence for that one instead.
``reject``    "proposal".  ``skip`` "proposal".  ``pend`` "proposal": take the decision back.
``move``      "row", SPAN: evidence has its words elsewhere.
``choose``    "conflict", "take": "own"|"theirs".

A SPAN is ``"document", "sha256", "start", "end", "words"``; ``words`` are exactly what the text holds there.

``POST /api/undo {"n"?}`` and ``POST /api/redo {}`` answer as a command does; 409 ``changed`` when a row is not what it
was.
``POST /api/document {"name", "base64"}`` reads a dropped file: ``{"documents": [ids], "notices": [..]}``.
``POST /api/propose {"document"}`` lets the rule coder read a document: ``{"proposals": n, "notice": ""}``.
``POST /api/unfinished {"id", "line": {..}|null, "turn"?: n}`` keeps a line that is not finished (null: it is):
``{"kept": true}``. Any tab may: a closed one, too. What comes behind a later turn changes nothing.
``POST /api/begin {"tab": ID, "id"?: the document the page had}`` takes the pen if nobody has it, and gives the first
document with ``"info"``: what ``GET /api/state`` gives. Without a document it is ``{"id": "", "info"}``.
``POST /api/tab {"tab": ID, "take"?: bool, "leave"?: bool}`` gives ``{"tab": who has the pen}``; ``POST /api/save {}``
saves at once.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.dataset.names import one_line
from graphkit.dataset.storage import session
from graphkit.edit import views
from graphkit.edit.days import is_ahead
from graphkit.edit.find import find_acts, find_day
from graphkit.edit.guard import HEADERS, MAP_HEADERS, check_request, page_headers, read_body
from graphkit.edit.refusal import Refused
from graphkit.edit.related import find_relations
from graphkit.edit.texts import NOWHERE
from graphkit.edit.workbench import Workbench
from graphkit.errors import DataError, GraphkitError, MissingDependency
from graphkit.model import TABLES

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["build_app", "edit_dataset"]

_WAIT = 8.0  # a tab that does not ask again is given up: see workbench.STALE
_KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_WEB = ("graphkit.edit", "web")
Answer = Callable[["_Asked"], Any]


def edit_dataset(
    folder: str | Path,
    *,
    documents: str | Path | None = None,
    curator: str = "",
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Open a dataset for editing in the browser, until Ctrl-C.

    Parameters
    ----------
    folder
        The dataset's folder; it is made where it does not exist.
    documents
        A folder with more documents.
    curator
        Who decides; blank: ``GRAPHKIT_REVIEWER``, or the account.
    browser
        Whether to open the browser.
    say
        What is told: the address, and how it ended.

    Raises
    ------
    DataError
        If the folder is none, cannot be written, or is open elsewhere.
    MissingDependency
        If starlette or uvicorn are not installed.
    """
    from graphkit.extract.review import default_reviewer

    _need_libraries()
    root = _folder(Path(folder))
    more = None if documents is None else _documents(Path(documents))
    with contextlib.closing(_listening()) as ear:
        port = ear.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        with session(root, address=address):
            bench = Workbench(root, documents=more, curator=one_line(curator) or default_reviewer())
            token = secrets.token_urlsafe(32)
            app = build_app(bench, token=token, port=port)
            with _until_stopped() as stop:  # from the moment at which the address is told
                say(f"{address}/#token={token}")
                for notice in bench.documents.notices:
                    say(notice)
                sys.setswitchinterval(0.001)  # a command comes before the check that runs behind the last one
                bench.start()
                if browser:
                    webbrowser.open(f"{address}/#token={token}")
                try:
                    _serve(app, ear, bench, stop)
                finally:
                    ended = bench.close()
                say(f"{root}: {ended}")


def _need_libraries() -> None:
    try:
        import starlette
        import uvicorn
    except ImportError as error:
        raise MissingDependency("graphkit edit needs starlette and uvicorn", extra="edit") from error
    del starlette, uvicorn


def _folder(folder: Path) -> Path:
    """The dataset's folder, made where it is not there."""
    from graphkit.extract.joining import start_dataset

    if folder.exists() and not folder.is_dir():
        raise DataError(
            f"'{folder}' is a file, not a folder: name a folder with {', '.join(f'{t}.csv' for t in TABLES)}"
        )
    if not folder.is_dir() or not any((folder / f"{name}.csv").exists() for name in TABLES):
        start_dataset(folder)
    return folder


def _documents(folder: Path) -> Path:
    if not folder.is_dir():
        raise DataError(f"the folder '{folder}' of documents is not there")
    return folder


def _listening() -> socket.socket:
    """A free port on this machine alone."""
    ear = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        ear.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else the body of an answer waits 40 ms for its head
        ear.bind(("127.0.0.1", 0))
        ear.listen()  # before the address is told: whoever opens it at once is kept waiting, not refused
    except OSError as error:
        ear.close()
        raise DataError(f"no port of this machine can be opened: {error.strerror or error}") from error
    return ear


class _Stop:
    """What Ctrl-C, or whoever asks a process to end, sets off; it may come before there is anything to end."""

    def __init__(self) -> None:
        self.asked = False
        self.then: list[Callable[[], None]] = []

    def __call__(self, *_: object) -> None:
        self.asked = True
        for act in self.then:
            act()

    def follow(self, act: Callable[[], None]) -> None:
        """Do something once the end is asked for; at once where it was."""
        self.then.append(act)
        if self.asked:
            act()


@contextlib.contextmanager
def _until_stopped() -> Iterator[_Stop]:
    """Take Ctrl-C as the wish to end: what is under way is brought to its end."""
    stop = _Stop()
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _serve(app: Starlette, ear: socket.socket, bench: Workbench, stop: _Stop) -> None:
    """Answer until Ctrl-C or the end of the process is asked for."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        server_header=False,
        date_header=False,
        http="h11",
        ws="none",
    )
    server = uvicorn.Server(config)

    def end() -> None:
        server.should_exit = True
        bench.closing = True

    stop.follow(end)
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]
    server.run(sockets=[ear])


# --- routes ------------------------------------------------------------------------------------


class _Asked:
    """One request that may be answered: what is in its address and its body."""

    def __init__(self, query: Mapping[str, str], path: Mapping[str, str], body: dict[str, Any], tab: str) -> None:
        self.query, self.path, self.body, self.tab = query, path, body, tab


def build_app(bench: Workbench, *, token: str, port: int) -> Starlette:
    """Return the server of a workbench as an ASGI application.

    Parameters
    ----------
    bench
        The workbench.
    token
        What the page must show.
    port
        Where the server is: other hosts and origins are refused.
    """
    from starlette.applications import Starlette
    from starlette.routing import Route

    maps = views.Maps(bench)
    routes = [
        Route(path, _endpoint(answer, bench, token, port), methods=["GET"]) for path, answer in _gets(bench, maps)
    ]
    routes += [Route(path, _endpoint(answer, bench, token, port), methods=["POST"]) for path, answer in _posts(bench)]
    routes.append(Route("/map/{path}", _map_endpoint(maps, port), methods=["GET"]))
    routes.append(Route("/{name:path}", _file_endpoint(port), methods=["GET"]))
    return Starlette(routes=routes, exception_handlers={404: _refuse_route, 405: _refuse_route})


def _gets(bench: Workbench, maps: views.Maps) -> Iterator[tuple[str, Answer]]:
    """What the page may ask for."""
    yield "/api/state", lambda asked: bench.state()
    yield "/api/document/{id}", lambda asked: views.document(bench, asked.path["id"], asked.query.get("known", ""))
    yield "/api/table/{name}", lambda asked: views.table(bench, asked.path["name"], asked.query)
    yield "/api/relation/{id:path}", lambda asked: views.card(bench, asked.path["id"])
    yield "/api/check", lambda asked: views.findings(bench)
    yield "/api/map", lambda asked: maps.latest()
    yield "/api/events", lambda asked: bench.wait(_number(asked.query.get("after", "0")), _WAIT)
    yield "/api/find/who", lambda asked: {"found": _who(bench, asked.query)}
    yield "/api/find/did", lambda asked: {"found": find_acts(bench.sheets.types, asked.query.get("q", ""))}
    yield "/api/find/when", lambda asked: _when(bench, asked.query)
    yield "/api/find/relation", lambda asked: {"found": _relations(bench, asked.query)}


def _posts(bench: Workbench) -> Iterator[tuple[str, Answer]]:
    """What the page may change; all but who has the pen is for the tab that has it."""
    yield "/api/command", _with_pen(bench, lambda asked: bench.command(asked.body))
    yield "/api/undo", _with_pen(bench, lambda asked: bench.undo(asked.body.get("n")))
    yield "/api/redo", _with_pen(bench, lambda asked: bench.redo())
    yield "/api/document", _with_pen(bench, lambda asked: bench.drop(asked.body))
    yield "/api/propose", _with_pen(bench, lambda asked: bench.proposals.read(asked.body.get("document")))
    yield "/api/unfinished", lambda asked: _unfinished(bench, asked.body)
    yield "/api/save", _with_pen(bench, lambda asked: _saved(bench))
    yield "/api/draft", lambda asked: bench.prefill.line(asked.body)
    yield "/api/tab", lambda asked: {"tab": _pen(bench, asked.body)}
    yield "/api/begin", lambda asked: _begun(bench, asked.body)


def _with_pen(bench: Workbench, answer: Answer) -> Answer:
    """An answer for the tab that has the pen alone."""

    def answered(asked: _Asked) -> Any:
        if bench.take(asked.tab, by_force=False) != asked.tab:
            raise Refused("this dataset is being edited in another tab: take over there or here", code="tab")
        return answer(asked)

    return answered


def _pen(bench: Workbench, body: Mapping[str, Any]) -> str:
    if body.get("leave") is True:
        told = bench.leave(body.get("tab"))
        bench.saver.save()
        return told
    return bench.take(body.get("tab"), by_force=body.get("take") is True)


def _begun(bench: Workbench, body: Mapping[str, Any]) -> Any:
    """What a page shows first, in one answer: each further one would wait for its turn behind the page's own files."""
    bench.take(body.get("tab"), by_force=False)
    return views.first_document(bench, body.get("id"), info=bench.state())


def _unfinished(bench: Workbench, body: Mapping[str, Any]) -> dict[str, bool]:
    turn = body.get("turn")
    if not (turn is None or type(turn) is int):
        raise Refused("the turn of an unfinished line is a whole number", code="json", field="turn")
    bench.unfinished(body.get("id"), body.get("line"), turn=turn)
    return {"kept": True}


def _saved(bench: Workbench) -> dict[str, Any]:
    bench.saver.save()
    return bench.saver.state()


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 15:
        raise Refused(f"'{value[:20]}' is no whole number", code="json")
    return int(value)


def _span(query: Mapping[str, str]) -> tuple[str, int, int]:
    """The document and the places that a query names; blank and 0 where it names none."""
    return query.get("document", ""), _number(query.get("start") or "0"), _number(query.get("end") or "0")


def _who(bench: Workbench, query: Mapping[str, str]) -> list[dict[str, Any]]:
    key, start, end = _span(query)
    around = NOWHERE
    if key and end > start:
        text = bench.documents.get(key)
        begin, stop = text.sentence_at(start, end)
        around = text.around(text.text[start:end] if not query.get("q") else text.text[begin:stop])
    return bench.names.find(query.get("q", "")[:300], around)


def _when(bench: Workbench, query: Mapping[str, str]) -> dict[str, str]:
    key, start, end = _span(query)
    asked = query.get("q", "")[:300]
    if not key:
        return find_day(asked, "")
    text, sentence = bench.documents.get(key), ""
    if end > start:
        asked = asked or text.text[start:end]
        sentence = text.text[slice(*text.sentence_at(start, end))]
    written = text.cells.get("date", "")
    found = find_day(asked, written, sentence)
    return {**found, "note": "still to come" if is_ahead(found["date"], written) else ""}


def _relations(bench: Workbench, query: Mapping[str, str]) -> list[dict[str, Any]]:
    key, start, end = _span(query)
    asked = dict(query)
    if key and end > start:
        told = bench.prefill.parties(key, start, end, denial=query.get("for") == "denial")
        asked = {**told, **{name: value for name, value in query.items() if value}}
    with bench.turn:
        return find_relations(bench, asked)


# --- requests and replies ----------------------------------------------------------------------


def _endpoint(answer: Answer, bench: Workbench, token: str, port: int) -> Callable[..., Any]:
    """What answers a request for data: after every check, in a thread of its own."""
    from starlette.concurrency import run_in_threadpool

    async def endpoint(request: Request) -> Response:
        try:
            check_request(request, token=token, port=port)
            body = await read_body(request) if request.method == "POST" else {}
            tab = request.headers.get("x-graphkit-tab", "")[:100] or "one"
            asked = _Asked(request.query_params, request.path_params, body, tab)
            with bench.hearing(tab):
                return _reply(await run_in_threadpool(answer, asked))
        except Refused as error:
            return _refusal(error)
        except Exception as error:  # a fault is a sentence on the page
            return _refusal(_fault(error))

    return endpoint


def _fault(error: Exception) -> Refused:
    """A fault of graphkit as a sentence, with the place where it happened."""
    import traceback

    if isinstance(error, GraphkitError):
        return Refused(str(error))
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}: {str(error)[:160]}, {Path(last.filename).name} line {last.lineno}"
    return Refused(
        one_line(f"that is a fault of graphkit: load the page anew to see what was kept ({where})"), code="fault"
    )


def _reply(content: Any, status: int = 200) -> Response:
    from starlette.responses import Response

    whole = content if isinstance(content, views.Whole) else None
    content = content if whole is None else whole.said
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=list)
    data = data if whole is None else f"{data[:-1]},{whole.ready}}}"
    body = data.encode("utf-8", "replace")
    return Response(body, status_code=status, media_type="application/json", headers=HEADERS)


def _refusal(error: Refused) -> Response:
    said = {"error": one_line(str(error)), "code": error.code}
    return _reply(said | ({"field": error.field} if error.field else {}), error.status)


async def _refuse_route(request: Request, error: Exception) -> Response:
    code = "method" if getattr(error, "status_code", 404) == 405 else "unknown"
    return _refusal(Refused("there is nothing of that name here", code=code))


def _map_endpoint(maps: views.Maps, port: int) -> Callable[..., Any]:
    """What gives the map's frame its page."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    async def endpoint(request: Request) -> Response:
        try:
            check_request(request, token=None, port=port)
            html = await run_in_threadpool(maps.html, request.url.path)
        except Refused as error:
            return _refusal(error)
        return Response(html, media_type="text/html", headers=MAP_HEADERS)

    return endpoint


def _file_endpoint(port: int) -> Callable[..., Any]:
    """What gives the files of the page itself: those of the package, by their own names alone."""
    from starlette.responses import Response

    folder = resources.files(_WEB[0]).joinpath(_WEB[1])
    files = {path.name: path.read_bytes() for path in folder.iterdir() if Path(path.name).suffix in _KINDS}
    early = files.pop("early.js")
    files["index.html"] = files["index.html"].replace(
        b'<script src="early.js"></script>', b"<script>%b</script>" % early
    )
    headers = page_headers(early)

    async def endpoint(request: Request) -> Response:
        try:
            check_request(request, token=None, port=port)
        except Refused as error:
            return _refusal(error)
        name = request.path_params["name"] or "index.html"
        if name not in files:
            return _refusal(Refused("there is nothing of that name here", code="unknown"))
        return Response(files[name], media_type=_KINDS[Path(name).suffix], headers=headers)

    return endpoint
