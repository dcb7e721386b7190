"""Retell's webhooks: taken in at once, worked through afterwards, each event once.

An event is answered 2xx as soon as it is on disk as a job; duplicates and late ones are the rule
(Retell docs, "Webhooks overview"). The jobs of one call are done in the order in which its events
came.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

import orjson
import structlog
from aiohttp import web

from conversation.events import CallEnded, TransferBridged, TransferFailed, TransferStarted
from server.errors import RefusedError
from server.live import deliver
from server.resources import RESOURCES, Resources
from server.signature import is_genuine
from server.switchboard import CallEvent
from storage import DatabaseUnavailableError, Job, JobDue

log = structlog.get_logger(__name__)

#: The kind of the job that works through one event of Retell's.
RETELL_EVENT: Final = "retell_event"

_TransferEvent = type[TransferStarted] | type[TransferBridged] | type[TransferFailed]
_TRANSFERS: Final[dict[str, _TransferEvent]] = {
    "transfer_started": TransferStarted,
    "transfer_bridged": TransferBridged,
    "transfer_cancelled": TransferFailed,
}
#: Reasons of `call_ended` which say that the driver was handed over (Retell docs, "Debug call
#: disconnection").
_HANDED_OVER: Final = frozenset({"call_transfer", "transfer_bridged"})


async def retell_webhook(request: web.Request) -> web.Response:
    """`POST /webhooks/retell`: one event of Retell's."""
    resources = request.app[RESOURCES]
    body = await request.read()
    _check_signature(resources, body, request.headers.get("x-retell-signature"))
    event = _parsed(body)
    try:
        await resources.store.keep_now([_job(event)])
    except DatabaseUnavailableError as error:
        # Not 2xx: Retell sends it again.
        raise RefusedError(503, "StorageError", "the event could not be kept") from error
    return web.Response(status=204)


async def work_through(resources: Resources, job: Job) -> None:
    """Do what one event asks for. Events that mean nothing to a call are only kept."""
    event = job.payload
    name, call = str(event.get("event")), event.get("call")
    call_id = call.get("call_id") if isinstance(call, Mapping) else None
    if not isinstance(call_id, str):
        return
    happened = _happening(name, event)
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        log.info("retell_event", name=name)
        if happened is not None:
            await deliver(resources, call_id, happened)


def _happening(name: str, event: Mapping[str, Any]) -> CallEvent | None:
    at = time.time()
    transfer = _TRANSFERS.get(name)
    if transfer is not None:
        return transfer(at, _destination(event))
    if name == "call_ended":
        reason = str(event["call"].get("disconnection_reason") or "")
        return TransferBridged(at) if reason in _HANDED_OVER else CallEnded(at, reason)
    return None


def _destination(event: Mapping[str, Any]) -> str:
    """The number that was dialled, where the event names it."""
    destination = event.get("transfer_destination")
    if isinstance(destination, Mapping):
        destination = destination.get("number")
    return destination if isinstance(destination, str) else ""


def _check_signature(resources: Resources, body: bytes, signature: str | None) -> None:
    key = resources.settings.webhook_key
    if key is None:
        if resources.settings.ALLOW_UNSIGNED_WEBHOOKS:
            return
        raise RefusedError(401, "WebhookError", "no webhook key is set, so none is accepted")
    if not is_genuine(body, key, signature, int(time.time() * 1000)):
        raise RefusedError(401, "WebhookError", "the signature is missing, wrong or too old")


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        event = orjson.loads(body)
    except ValueError as error:
        raise RefusedError(400, "WebhookError", "the body is not JSON") from error
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise RefusedError(400, "WebhookError", "the body names no event")
    return event


def _job(event: dict[str, Any]) -> JobDue:
    call = event.get("call")
    call = call if isinstance(call, dict) else {}
    call_id = str(call.get("call_id") or "")
    key = (event["event"], call_id, call.get("start_timestamp"), _destination(event))
    return JobDue(
        RETELL_EVENT,
        "/".join(str(part) for part in key),
        time.time(),
        payload={**event, "call": _without_words(call)},
        lane=call_id or None,
    )


def _without_words(call: Mapping[str, Any]) -> dict[str, Any]:
    """The call object less its transcripts, which nothing here reads."""
    return {name: value for name, value in call.items() if "transcript" not in name}
