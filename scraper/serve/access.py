"""Who may ask the server, and what a browser may do with its answers."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scraper.errors import UsageError

COOKIE = "bodycopy_token"
OWN_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""The content security policy of answers that state none: nothing is loaded but the style sheet of the server."""
LEAST_TOKEN = 16
"""Characters of the shortest token."""
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine reach a bind address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_token(token: str) -> None:
    """Refuse a token that is easily guessed, or that a header cannot carry as it is. Raises UsageError."""
    if len(token) < LEAST_TOKEN:
        raise UsageError(f"a token needs at least {LEAST_TOKEN} characters, this one has {len(token)}")
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise UsageError("a token may contain only letters, digits and signs of ASCII, and no space")


class Access:
    """Answers only requests that name one of `hosts` (empty: any) and, with a token, that know it.

    The check of the host keeps a page on the web from reading a server on loopback under a name of its own. The token
    comes as `Authorization: Bearer …`, as the password of `Basic`, whatever the user name, or once in the address
    (`?token=…`), which sets a cookie for a browser. `POST /clean` takes it from the header alone and, since a browser
    sends the password that it remembers with requests of any page, takes no password from a browser.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], token: str) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token
        self._digest = _digest(token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            refusal.headers["Connection"] = "close"  # the rest of the request is not awaited
            await refusal(scope, receive, _guarded(send))
            return
        await self._app(scope, receive, _guarded(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._hosts and _name(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("Unknown host. Open the address that scraper serve printed.\n", 421)
        if not self._token or self._is_known(_bearer(headers)):
            return None
        is_post = scope["method"] == "POST"
        if self._is_known(_password(headers)) and not (is_post and "origin" in headers):
            return None
        if is_post:
            return _unauthorized()
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if given and self._is_known(given):
            answer = RedirectResponse(f"/{scope['path'].lstrip('/')}", 303)
            answer.set_cookie(COOKIE, self._token, httponly=True, samesite="strict", path="/")
            return answer
        return None if self._is_known(_cookie(headers)) else _unauthorized()

    def _is_known(self, given: str) -> bool:
        """Whether this is the token; how long it takes tells nothing about the token, nor about its length."""
        return hmac.compare_digest(_digest(given), self._digest)


def hosts_of(bind: str) -> tuple[str, ...]:
    """The host names under which a server on a bind address may be asked; none in particular beyond loopback."""
    return (*_LOOPBACK_NAMES, bind) if is_loopback(bind) else ()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _bearer(headers: Headers) -> str:
    return _credentials(headers, "bearer")


def _password(headers: Headers) -> str:
    try:
        decoded = base64.b64decode(_credentials(headers, "basic"), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return decoded.decode("utf-8", "replace").partition(":")[2]


def _credentials(headers: Headers, expected: str) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == expected else ""


def _cookie(headers: Headers) -> str:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""


def _unauthorized() -> Response:
    why = "a token is needed: send Authorization: Bearer TOKEN, or the token as the password with any user name"
    answer = JSONResponse({"error": why}, 401)
    answer.headers.append("WWW-Authenticate", 'Basic realm="bodycopy", charset="UTF-8"')
    answer.headers.append("WWW-Authenticate", 'Bearer realm="bodycopy"')
    return answer


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("Content-Security-Policy", OWN_POLICY)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return guarded
