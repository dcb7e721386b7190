"""Refusals over HTTP: one shape for all, made in one place.

RefusedError   the request is refused with a status, a type and words for whoever sent it
"""

from __future__ import annotations

from collections.abc import Mapping

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
        return _refusal(error.status, type(error).__name__, error.reason, _kept(error))
    except Exception:
        if request.task.cancelling():
            raise
        # Not the path itself: it holds the socket's secret.
        resource = request.match_info.route.resource
        log.exception("request_failed", route=resource.canonical if resource else None)
        return _refusal(500, "InternalError", "a mistake of ours; it has been logged")


def _refusal(
    status: int, type_: str, detail: str, headers: Mapping[str, str] | None = None
) -> web.Response:
    body = {"detail": detail, "type": type_}
    return web.json_response(body, status=status, headers=headers)


def _kept(error: web.HTTPException) -> dict[str, str]:
    """The headers that belong to a status, such as Allow to 405."""
    return {name: error.headers[name] for name in ("Allow", "Location") if name in error.headers}
