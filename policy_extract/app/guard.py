"""Who may ask: the person who started the application, from its own page, on this machine."""

from __future__ import annotations

from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_COOKIE = "policy-extract-{port}"
"""Cookies are shared by all ports of a machine: without the port in its name, two applications would overwrite each other's."""
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_READING = frozenset({"GET", "HEAD"})
_OURS = frozenset({"same-origin", "none"})
"""Where a browser says a request comes from: our own page, or a person who typed or opened the address."""


class Guard:
    """Looks at every request before anything else does."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token
        self._cookie = _COOKIE.format(port=port)
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def refusal(self, request: Request) -> Response | None:
        """The answer to a request that may not pass, or that brings the token; None for one that may pass."""
        if self._is_foreign(request):
            return PlainTextResponse("refused\n", 403, HEADERS)
        if request.url.path == "/" and (token := request.query_params.get("token")):
            return self._entered() if self._is_token(token) else PlainTextResponse("refused\n", 403, HEADERS)
        if not self._is_token(_value(request, self._cookie)):
            return PlainTextResponse("refused: open the address that the application printed\n", 403, HEADERS)
        return None

    def _is_foreign(self, request: Request) -> bool:
        """Whether the request comes from another site, or was sent to a host name that is not ours."""
        host = request.headers.get("host", "")
        origin = request.headers.get("origin")
        if host not in self._hosts:
            return True
        allowed = request.method in _READING if origin is None else origin == f"http://{host}"
        return not allowed or request.headers.get("sec-fetch-site", "none") not in _OURS

    def _entered(self) -> Response:
        """A redirect that moves the token from the address into a cookie, which no script and no other site can see."""
        answer = RedirectResponse("/", 303, HEADERS)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_token(self, token: str) -> bool:
        return compare_digest(token.encode(), self._token.encode())


def _value(request: Request, name: str) -> str:
    """What the browser keeps under this name."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(request.headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""
