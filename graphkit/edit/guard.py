"""Who may ask, and what an answer forbids: every request is refused that the page itself would not send."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any

from graphkit.edit.refusal import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["HEADERS", "LARGEST", "MAP_HEADERS", "POLICY", "check_request", "page_headers", "read_body"]

#: The header that says what a page may load and reach.
POLICY = "Content-Security-Policy"
#: The most bytes of a body.
LARGEST = 60_000_000
_SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
#: What goes with every answer: only the page's own scripts, styles and connections, and no frame around it.
HEADERS = {
    **_SAME,
    POLICY: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
}
#: The map may run the scripts in its own page and reach nothing; only the page may frame it.
MAP_HEADERS = {
    **_SAME,
    POLICY: (
        "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
}


def page_headers(script: bytes) -> dict[str, str]:
    """Return what goes with the page's own files: the one script that stands in the page is known by its digest.

    >>> "script-src 'self' 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='" in page_headers(b"abc")[POLICY]
    True
    """
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    policy = HEADERS[POLICY].replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")
    return {**HEADERS, POLICY: policy}


def check_request(request: Request, *, token: str | None, port: int) -> None:
    """Refuse a request that does not come from the page.

    Parameters
    ----------
    request
        The request.
    token
        What it must show; None: it asks for a file of the page, which holds no data.
    port
        The server's.

    Raises
    ------
    Refused
        If its host, token, origin or type is another.
    """
    own = (f"127.0.0.1:{port}", f"localhost:{port}")
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or hosts[0] not in own:
        raise Refused("that is not the address of this page", code="host")
    if token is None:
        return
    origins = request.headers.getlist("origin")
    allowed = [f"http://{host}" for host in own]
    if any(origin not in allowed for origin in origins) or (request.method != "GET" and len(origins) != 1):
        raise Refused("that does not come from this page", code="origin")
    shown = request.headers.get("x-graphkit-token", "")
    if not secrets.compare_digest(shown.encode("utf-8", "replace"), token.encode()):
        raise Refused("open the address that graphkit edit printed: this page has no right to the data", code="token")
    if request.method != "GET":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Refused("only JSON is taken", code="type")


async def read_body(request: Request) -> dict[str, Any]:
    """Return the body of a request, an object.

    Raises
    ------
    Refused
        If it is larger than ``LARGEST``, or no JSON object.
    """
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > LARGEST:
        raise Refused(f"that is larger than {LARGEST // 1_000_000} MB", code="size")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise Refused(f"that is larger than {LARGEST // 1_000_000} MB", code="size")
        parts.append(part)
    try:
        found = json.loads(b"".join(parts) or b"{}")
    except (ValueError, RecursionError):
        raise Refused("that is no JSON", code="json") from None
    if not isinstance(found, dict):
        raise Refused("that is no JSON object", code="json")
    return found
