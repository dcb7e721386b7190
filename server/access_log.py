"""One line in the log for each request to the API: who asked for what, and what it came to."""

from __future__ import annotations

import time

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from server.callers import CALLER
from server.errors import route_of

log = structlog.get_logger(__name__)


@web.middleware
async def log_access(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log what users and keys ask for.

    Not what comes from nobody we know: health checks come every second, webhooks have lines of
    their own, and outsiders must not be able to fill a disk.
    """
    started = time.perf_counter()
    response = await handler(request)
    caller = request.get(CALLER)
    if caller is not None:
        log.info(
            "request",
            method=request.method,
            route=route_of(request),
            status=response.status,
            ms=round((time.perf_counter() - started) * 1000, 1),
            **{caller.kind: caller.id},
        )
    return response
