"""Refusals over HTTP: one tree of classes, and one shape for all, made in one place.

VoiceAgentError               base; `status`, and the name of the class as `type` in the answer
  MalformedRequestError       400  the body is not JSON, or cannot be read at all
  UnauthenticatedError        401  no user and no key of ours
  NotFoundError               404
  MethodNotAllowedError       405
  ConflictError               409  it contradicts what is there
  TooLargeError               413
  InvalidInputError           422  a field is missing or wrong; the text names it
  TooManyRequestsError        429  with Retry-After
  CallInitiationError         409  a call is not to be made, for a reason of ours
  WebhookError                401  a webhook without a good signature
  DataExtractionError         502  no form could be read out of a call
  RetellAPIError              502  Retell refused or was not reached
  StorageError                503  the database does not answer
  UnavailableError            503  not now
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from pydantic import BaseModel

from storage import DatabaseUnavailableError

log = structlog.get_logger(__name__)


class Refusal(BaseModel):
    """What every error answers: `detail` is for people, `type` is what programs look at."""

    detail: str
    type: str


class VoiceAgentError(Exception):
    """A request that ends in a refusal. `detail` goes to whoever asked: no secrets, no numbers."""

    status: ClassVar[int] = 500

    def __init__(self, detail: str, *, status: int | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.answered_with = self.status if status is None else status

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer's head tells beside the status."""
        return {}


class MalformedRequestError(VoiceAgentError):
    """The body cannot be read as JSON."""

    status = 400


class UnauthenticatedError(VoiceAgentError):
    """No user and no key of this server."""

    status = 401

    def __init__(self, detail: str, wanted: str = "Bearer") -> None:
        super().__init__(detail)
        self._wanted = wanted

    @property
    def headers(self) -> Mapping[str, str]:
        return {"WWW-Authenticate": self._wanted}


class NotFoundError(VoiceAgentError):
    """There is no such thing."""

    status = 404


class MethodNotAllowedError(VoiceAgentError):
    """The address takes other methods; the header Allow names them."""

    status = 405


class ConflictError(VoiceAgentError):
    """The request contradicts what is there."""

    status = 409


class TooLargeError(VoiceAgentError):
    """The body is too large."""

    status = 413


class InvalidInputError(VoiceAgentError):
    """A field is missing or wrong; the text names it."""

    status = 422


class TooManyRequestsError(VoiceAgentError):
    """Too many tries; the header Retry-After says in how many seconds to come again."""

    status = 429

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": str(self.retry_after)}


class CallInitiationError(VoiceAgentError):
    """The call is not to be made now; the text says why."""

    status = 409


class WebhookError(VoiceAgentError):
    """A webhook that is not Retell's, or cannot be read."""

    status = 401


class DataExtractionError(VoiceAgentError):
    """No form could be read out of the call."""

    status = 502


class RetellAPIError(VoiceAgentError):
    """Retell refused, or could not be reached."""

    status = 502


class StorageError(VoiceAgentError):
    """The database does not answer now.

    The header Retry-After, where it is there, says in how many seconds to come again.
    """

    status = 503

    def __init__(self, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class UnavailableError(VoiceAgentError):
    """Not now; the text says why."""

    status = 503


_BY_STATUS: Mapping[int, type[VoiceAgentError]] = {
    kind.status: kind
    for kind in (
        MalformedRequestError,
        UnauthenticatedError,
        NotFoundError,
        MethodNotAllowedError,
        TooLargeError,
        UnavailableError,
    )
}


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into `{"detail", "type"}` with the right status."""
    try:
        return await handler(request)
    except VoiceAgentError as error:
        return _refusal(error.answered_with, type(error).__name__, error.detail, error.headers)
    except DatabaseUnavailableError:
        log.warning("request_without_database", route=route_of(request))
        return _refusal(503, StorageError.__name__, "the database does not answer now")
    except web.HTTPException as error:
        kind = _BY_STATUS.get(error.status, type(error))
        return _refusal(error.status, kind.__name__, error.reason, _kept(error))
    except Exception:
        if request.task.cancelling():
            raise
        log.exception("request_failed", route=route_of(request))
        return _refusal(500, "InternalError", "a mistake of ours; it has been logged")


def route_of(request: web.Request) -> str | None:
    """The pattern of the path, for logs. The path itself may hold the socket's secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else None


def _refusal(
    status: int, type_: str, detail: str, headers: Mapping[str, str] | None = None
) -> web.Response:
    body = Refusal(detail=detail, type=type_).model_dump_json()
    return web.Response(text=body, status=status, headers=headers, content_type="application/json")


def _kept(error: web.HTTPException) -> dict[str, str]:
    """The headers that belong to a status, such as Allow to 405."""
    return {name: error.headers[name] for name in ("Allow", "Location") if name in error.headers}
