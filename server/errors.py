"""Refusals over HTTP: one shape for all, made in one place.

RefusedError   the request is refused with a status, a type and words for whoever sent it
"""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

log = structlog.get_logger(__name__)


class RefusedError(Exception):
    """The request is refused. `type` is what programs look at, `detail` is for people."""

    def __init__(self, status: int, type_: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.type = type_
        self.detail = detail


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into `{"detail", "type"}` with the right status."""
    try:
        return await handler(request)
    except RefusedError as error:
        return _refusal(error.status, error.type, error.detail)
    except web.HTTPException as error:
        return _refusal(error.status, type(error).__name__, error.reason)
    except Exception:
        if request.task.cancelling():
            raise
        log.exception("request_failed", path=request.path)
        return _refusal(500, "InternalError", "a mistake of ours; it has been logged")


def _refusal(status: int, type_: str, detail: str) -> web.Response:
    return web.json_response({"detail": detail, "type": type_}, status=status)
