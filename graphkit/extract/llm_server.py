"""Language models behind their makers' clients: one prompt, one reply, within a time and a size, or one sentence."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import os
import re
import threading
from collections.abc import Callable, Coroutine, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from graphkit.dataset.names import one_line
from graphkit.errors import ExtractionError, GraphkitError, MissingDependency, ServerLost
from graphkit.extract.llm_prompt import reply_schema

__all__ = ["APIS", "CALL_SECONDS", "Server", "ServerLost", "check_address", "complete_with", "plain_url"]

#: The interfaces of servers that can be asked.
APIS = ("openai", "anthropic")
#: How long one call may take, its retries included.
CALL_SECONDS = 120.0
_MOST_BYTES = 4_000_000
_MOST_TOKENS = 8192
_MOST_LOST = 3
_TRIES = 3
_SHORT = 5  # letters: what is no longer is no secret, and may be a word
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_NETWORK = frozenset(["httpx", "httpx2", "httpcore", "httpcore2", "h11", "anyio"])


def complete_with(model: str, *, base_url: str = "", seconds: float = CALL_SECONDS, api: str = "openai") -> Server:
    """Return the callable that asks a model: a prompt in, its reply out.

    A server that does not know schemas is asked without one. One that is busy is asked again. A call that gets no
    reply is an :class:`ExtractionError`; where the next one would fare no better, it is :class:`ServerLost`.

    Parameters
    ----------
    model
        The model's name on that server.
    base_url
        The server's address, such as ``http://localhost:11434/v1``; blank: the client's default. An address without
        a path gets ``/v1``, where Ollama, llama.cpp and vLLM have the interface.
    seconds
        How long one call may take, its retries included.
    api
        One of ``APIS``: ``openai`` is spoken by most servers, local ones too. The key is read from
        ``OPENAI_API_KEY`` or ``ANTHROPIC_API_KEY``; a server named by ``base_url`` may need none.

    Raises
    ------
    GraphkitError
        If there is no key and no server is named, or the key can be none.
    MissingDependency
        If the client library is not installed.
    ValueError
        If ``api`` is not one of ``APIS``, ``base_url`` is no address or ``seconds`` is not above 0.

    Examples
    --------
    >>> complete_with("small", base_url="localhost:8080")
    Traceback (most recent call last):
    ValueError: base_url 'localhost:8080' is no address: it begins with http:// or https://, then a host, ...
    """
    if api not in APIS:
        raise ValueError(f"api '{api}' is not one of {', '.join(APIS)}")
    if not seconds > 0:
        raise ValueError(f"seconds must be above 0, not {seconds}")
    if base_url:
        check_address(base_url)
    library = _library(api)
    if api == "openai" and re.fullmatch(r"https?://[^/]+/?", base_url):
        base_url = f"{base_url.rstrip('/')}/v1"
    elif api == "anthropic":  # its client adds this itself
        base_url = re.sub(r"/v1/?\Z", "", base_url)
    make = library.AsyncOpenAI if api == "openai" else library.AsyncAnthropic
    client = make(
        api_key=_key(api, named=bool(base_url)),
        base_url=base_url or None,
        timeout=seconds,
        max_retries=_TRIES - 1,
        # what is asked holds a document, and goes to no other address than the one named
        http_client=library.DefaultAsyncHttpxClient(follow_redirects=False),
    )
    return Server(client, library, model=model, seconds=seconds, api=api)


def check_address(url: str) -> None:
    """Raise ValueError when a client cannot ask at an address.

    >>> check_address("http://localhost:8080")
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        form = "it begins with http:// or https://, then a host, and a port below 65536 if any"
        raise ValueError(f"base_url '{plain_url(url)}' is no address: {form}")


def _key(api: str, *, named: bool) -> str:
    """The key of a maker's interface, ``none`` for a server that is named and may need none."""
    key = os.environ.get(_KEYS[api], "").strip()
    if not key and not named:
        raise GraphkitError(f"no key for the model's server: set {_KEYS[api]}, or name a server with --base-url")
    if not (key.isascii() and key.isprintable()):
        raise GraphkitError(f"{_KEYS[api]} can be no key: it has a sign that is no letter, digit or mark of ASCII")
    return key or "none"


def _library(api: str) -> Any:
    """The client library of a maker."""
    try:
        if api == "openai":
            import openai

            return openai
        import anthropic
    except ImportError as error:
        raise MissingDependency(f"the llm coder needs {api}", extra="llm" if api == "openai" else api) from error
    return anthropic


def plain_url(url: str) -> str:
    """Return an address without the name, the password and the query that it may hold: a key may be in each.

    >>> plain_url("https://ann:secret@example.org/v1?key=secret")
    'https://example.org/v1'
    """
    return re.sub(r"(?<=//)[^/?#]*@", "", re.split(r"[?#]", url, maxsplit=1)[0])


class _TooLong(Exception):
    """A reply of more bytes than are read."""


class Server:
    """One model on one server; many threads may ask it, and :meth:`close` ends what they wait for.

    Parameters
    ----------
    client, library
        An asynchronous client and the library it is from.
    model, seconds, api
        As in :func:`complete_with`.
    """

    def __init__(self, client: Any, library: Any, *, model: str, seconds: float, api: str) -> None:
        self.client, self.sdk, self.model, self.seconds, self.api = client, library, model, seconds, api
        self._extra = _schema() if api == "openai" else {}
        self._secrets = _secrets(client)
        self._waiting: set[concurrent.futures.Future[str]] = set()
        self._lock = threading.Lock()
        self._closed = self._answered = False
        self._lost = 0

    def __call__(self, prompt: str) -> str:
        """Return the reply to one prompt.

        Raises
        ------
        ExtractionError
            If this prompt gets no reply that can be used.
        ServerLost
            If no other prompt would: there is no server, it refuses the key or the model, or several got no reply.
        """
        try:
            reply = self._within(self._reply(prompt))
        except ExtractionError as error:
            self._count_lost(error)
            raise
        self._lost, self._answered = 0, True
        return reply

    def close(self) -> None:
        """End every call that is under way, and let no new one begin."""
        with self._lock:
            self._closed = True
            waiting = list(self._waiting)
        for each in waiting:
            each.cancel()

    def _within(self, work: Coroutine[Any, Any, str]) -> str:
        """The result of a call, which stops when its time is up, the server is closed, or somebody interrupts."""
        with self._lock:
            if self._closed:
                work.close()
                raise ServerLost("stopped before the model was asked")
            waiting = asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, self.seconds), _loop())
            self._waiting.add(waiting)
        try:
            while not concurrent.futures.wait([waiting], timeout=0.2).done:
                pass  # in short steps, so that an interruption is heard on every system
            return waiting.result()
        except TimeoutError as error:
            raise ExtractionError(f"the model {self.model} took longer than {self.seconds:g} seconds") from error
        except concurrent.futures.CancelledError as error:
            raise ServerLost("stopped while the model was asked") from error
        finally:
            waiting.cancel()
            self._waiting.discard(waiting)

    def _count_lost(self, error: ExtractionError) -> None:
        """Give up when call after call gets no reply."""
        self._lost += 1
        if self._lost >= _MOST_LOST:
            raise ServerLost(f"{self._lost} calls in a row got no reply; the last: {error}") from error

    async def _reply(self, prompt: str) -> str:
        """The reply, asked for again without what the server does not know, or when it breaks off."""
        tries, extra = 0, self._extra
        while True:
            tries += 1
            try:
                reply = await self._asked(prompt, extra)
            except self.sdk.APIStatusError as error:
                if not (extra and _may_know_less(error)):
                    raise self._refused(error) from None  # the client's own words have what the server repeats
                extra, tries = _less(extra, _complaint(error.body)), 0
            except self.sdk.APIConnectionError as error:
                raise self._no_answer() from error
            except _TooLong as error:
                raise ExtractionError(f"the reply of {self.model} is longer than {_MOST_BYTES:,} bytes") from error
            except Exception as error:
                if type(error).__module__.partition(".")[0] not in _NETWORK:
                    raise
                if tries >= _TRIES:
                    raise ExtractionError(f"the reply of {self.model} broke off on the way") from error
            else:
                self._extra = extra  # only now: a prompt that is refused for itself says nothing of the next
                return reply

    async def _asked(self, prompt: str, extra: Mapping[str, Any]) -> str:
        """The text of one reply, read up to a size, without what nobody else is to read."""
        messages = [{"role": "user", "content": prompt}]
        if self.api == "openai":
            create, more = self.client.chat.completions.with_streaming_response.create, extra
        else:
            create, more = self.client.messages.with_streaming_response.create, {"max_tokens": _MOST_TOKENS}
        body = bytearray()
        async with create(model=self.model, messages=messages, **more) as response:
            async for part in response.iter_bytes():
                body += part
                if len(body) > _MOST_BYTES:
                    raise _TooLong
        try:
            return self._open(_content(bytes(body)))
        except ExtractionError as error:
            raise ExtractionError(self._open(str(error)), reply=self._open(error.reply or "")) from None

    def _open(self, words: str) -> str:
        """Words of a server without the key and the password that it may repeat."""
        for secret in self._secrets:
            words = words.replace(secret, "***")
        return words

    def _no_answer(self) -> GraphkitError:
        url = plain_url(str(self.client.base_url))
        if self._answered:
            return ExtractionError(f"no answer from {url}")
        return ServerLost(f"no answer from {url}: is the server running?")

    def _refused(self, error: Any) -> GraphkitError:
        """What the server said, on one line; whether the next call would fare no better is told by the kind."""
        status, words = error.status_code, one_line(self._open(_complaint(error.body)))[:200]
        url = plain_url(str(self.client.base_url))
        if 300 <= status < 400:
            to = one_line(self._open(plain_url(error.response.headers.get("location", ""))))[:200]
            return ServerLost(f"the server {url} sends on to '{to}', which is not asked: name that with --base-url")
        kind = ServerLost if status in (401, 403, 404) else ExtractionError
        return kind(f"the server {url} refused: {words} (status {status})")


def _schema() -> dict[str, Any]:
    schema = {"name": "relations", "strict": True, "schema": reply_schema()}
    return {"temperature": 0, "response_format": {"type": "json_schema", "json_schema": schema}}


def _secrets(client: Any) -> tuple[str, ...]:
    """What a server may repeat and nobody else is to read: the key, and the address's name, password and query."""
    url = urlsplit(str(client.base_url))
    found = {client.api_key, *(value for _, value in parse_qsl(url.query))}
    for part in (url.username or "", url.password or ""):
        found |= {part, unquote(part)}
    return tuple(sorted((each for each in found if len(each) > _SHORT), key=len, reverse=True))


def _complaint(said: Any) -> str:
    """What a server says is wrong, in whichever form it says so."""
    if isinstance(said, dict):
        said = said.get("error", said)
        said = said.get("message") or said.get("detail") or said if isinstance(said, dict) else said
    return str(said or "it says no more")


def _may_know_less(error: Any) -> bool:
    """Whether a server may refuse a call for what it asks beside the prompt; llama.cpp does so with status 500."""
    named = re.search(r"response_format|schema|grammar|temperature", _complaint(error.body))
    return error.status_code in (400, 422, 501) or (error.status_code == 500 and named is not None)


def _less(extra: Mapping[str, Any], complaint: str) -> dict[str, Any]:
    """What to ask with after a server complained: without the part it names, else plainly."""
    named = "temperature" if "temperature" in complaint and "temperature" in extra else ""
    return {key: value for key, value in extra.items() if named and key != named}


def _content(body: bytes) -> str:
    """The words of a reply, whichever of the forms it has; blank when there are none."""
    if body.lstrip().startswith((b"data:", b"event:", b":")):
        return _streamed(body)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        told = body[:2000].decode("utf-8", "replace")
        raise ExtractionError(
            f"the server's answer is not JSON; it begins '{one_line(told)[:60]}'", reply=told
        ) from error
    _raise_error(found)
    try:
        content = found["choices"][0]["message"]["content"] if "choices" in found else found["content"]
        return _joined(content)
    except (LookupError, TypeError, AttributeError):
        return ""


def _raise_error(found: object) -> None:
    """Raise what is an error with the status of success, as some servers send it."""
    if isinstance(found, dict) and found.get("error"):
        raise ExtractionError(f"the server says: {one_line(_complaint(found))[:200]}")


def _joined(content: Any) -> str:
    """The words of a message: one text, or parts of which some are text."""
    if content is None or isinstance(content, str):
        return content or ""
    return "".join(str(part["text"]) for part in content if part.get("type") == "text")


def _streamed(body: bytes) -> str:
    """The words of a reply that came in pieces though it was asked for whole, as some servers always send it."""
    words = []
    for line in body.decode("utf-8", "replace").split("\n"):  # other ends of lines may stand in the words
        try:
            piece = json.loads(line.removeprefix("data:"))
            _raise_error(piece)
            said = piece["choices"][0]
            words.append(_joined((said.get("delta") or said.get("message") or {}).get("content")))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue  # a blank line, a remark, the mark of the end
    return "".join(words)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop in which all calls run, on a thread that does not keep the program from ending."""
    loop = asyncio.new_event_loop()
    run: Callable[[], None] = loop.run_forever
    threading.Thread(target=run, name="graphkit-calls", daemon=True).start()
    return loop
