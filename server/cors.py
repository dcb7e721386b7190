"""Which web pages may read our answers: `ALLOWED_ORIGINS`.

No cookies are used, so that an origin gets nothing that it could not ask for without a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

_METHODS: Final = "GET, POST, PUT, DELETE"
#: What a page may send beside the simple headers, and what it may read.
_TAKEN: Final = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID"
_SHOWN: Final = "Location, Retry-After"
#: A browser may remember so long (seconds) that it was let in.
_REMEMBERED: Final = "600"


class Origins:
    """The origins whose pages are let in; `*` lets in all."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = frozenset(each.rstrip("/").lower() for each in allowed)

    def lets_in(self, origin: str | None) -> bool:
        """Whether a page from `origin` may read our answers."""
        return origin is not None and bool(self._allowed & {origin.lower(), "*"})

    def middleware(self) -> Middleware:
        """Answers a browser's question beforehand; it brings no token and needs none."""

        @web.middleware
        async def preflight(request: web.Request, handler: Handler) -> web.StreamResponse:
            asks = request.method == hdrs.METH_OPTIONS and (
                hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
            )
            if not asks or not self.lets_in(request.headers.get(hdrs.ORIGIN)):
                return await handler(request)
            return web.Response(
                status=204,
                headers={
                    hdrs.ACCESS_CONTROL_ALLOW_METHODS: _METHODS,
                    hdrs.ACCESS_CONTROL_ALLOW_HEADERS: _TAKEN,
                    hdrs.ACCESS_CONTROL_MAX_AGE: _REMEMBERED,
                },
            )

        return preflight

    async def mark(self, request: web.Request, response: web.StreamResponse) -> None:
        """Let the page read this answer, streams included: called before the head is sent."""
        if not self._allowed:
            return
        response.headers.add(hdrs.VARY, hdrs.ORIGIN)
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and self.lets_in(origin):
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = _SHOWN
