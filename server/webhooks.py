"""Retell's webhooks: taken in at once, worked through afterwards, each event once.

An event is answered 2xx as soon as it is on disk as a job; duplicates and late ones are the rule
(Retell docs, "Webhooks overview"). The jobs of one call are done in the order in which its events
came.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import structlog

from conversation.events import CallEnded, TransferBridged, TransferFailed, TransferStarted
from server.endpoints import Access, Asked, endpoint
from server.errors import (
    InvalidInputError,
    MalformedRequestError,
    StorageError,
    TooLargeError,
    WebhookError,
)
from server.live import deliver
from server.resources import Resources
from server.signature import is_genuine
from server.switchboard import CallEvent
from storage import DatabaseUnavailableError, ItemRefusedError, Job, JobDue

log = structlog.get_logger(__name__)

#: The kind of the job that works through one event of Retell's.
RETELL_EVENT: Final = "retell_event"

_TransferEvent = type[TransferStarted] | type[TransferBridged] | type[TransferFailed]
_TRANSFERS: Final[dict[str, _TransferEvent]] = {
    "transfer_started": TransferStarted,
    "transfer_bridged": TransferBridged,
    "transfer_cancelled": TransferFailed,
}
#: What Retell is asked to report of an agent's calls. Not every turn: the socket tells of those.
EVENTS: Final = (
    "call_started",
    "call_ended",
    "call_analyzed",
    "transfer_started",
    "transfer_bridged",
    "transfer_cancelled",
    "transfer_ended",
)
#: Reasons of `call_ended` which say that the driver was handed over (Retell docs, "Debug call
#: disconnection").
_HANDED_OVER: Final = frozenset({"call_transfer", "transfer_bridged"})


@endpoint(
    "POST",
    "/webhooks/retell",
    answers={204: None},
    errors=(WebhookError, MalformedRequestError, InvalidInputError, TooLargeError),
    access=Access.OPEN,
    headers={"x-retell-signature": "Retell's signature over the raw body"},
)
async def retell_webhook(asked: Asked[None, None, None]) -> None:
    """Take in one event of Retell's."""
    request, resources = asked.request, asked.resources
    body = await request.read()
    _check_signature(resources, body, request.headers.get("x-retell-signature"))
    event = _parsed(body)
    job = _job(event)
    if (happened := _happening(event)) is not None:
        # A driver who waits cannot wait for the disk.
        resources.switchboard.tell(_call_id(event), happened, job.key)
    await _keep(resources, job)


async def work_through(resources: Resources, job: Job) -> None:
    """Do what one event asks for. Events that mean nothing to a call are only kept."""
    event, call_id = job.payload, _call_id(job.payload)
    happened = _happening(event)
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        log.info("retell_event", name=event["event"])
        if call_id and happened is not None:
            await deliver(resources, call_id, happened, job.key)


def _call_id(event: Mapping[str, Any]) -> str:
    """The call that an event is about; empty where it names none."""
    call = event.get("call")
    call_id = call.get("call_id") if isinstance(call, Mapping) else None
    return call_id if isinstance(call_id, str) else ""


def _happening(event: Mapping[str, Any]) -> CallEvent | None:
    at, name = time.time(), event["event"]
    transfer = _TRANSFERS.get(name)
    if transfer is not None:
        return transfer(at, _destination(event))
    if name == "call_ended":
        call = event.get("call")
        reason = str(call.get("disconnection_reason") or "") if isinstance(call, Mapping) else ""
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
        raise WebhookError("no webhook key is set, so none is accepted")
    if not is_genuine(body, key, signature, int(time.time() * 1000)):
        raise WebhookError("the signature is missing, wrong or too old")


async def _keep(resources: Resources, job: JobDue) -> None:
    try:
        async with asyncio.timeout(resources.webhook_patience):
            await resources.store.keep_now([job])
    except (DatabaseUnavailableError, TimeoutError) as error:
        # Not 2xx: Retell sends it again.
        raise StorageError("the event could not be kept yet") from error
    except ItemRefusedError as error:
        raise InvalidInputError("the event cannot be kept") from error


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        # Not orjson, which refuses half a surrogate pair: badly cut words must not cost the event.
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WebhookError("the body is not JSON", status=400) from error
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise WebhookError("the body names no event", status=400)
    return event


def _job(event: dict[str, Any]) -> JobDue:
    call = event.get("call")
    call = call if isinstance(call, dict) else {}
    call_id = _call_id(event)
    # Twice the same event is one job. The key stands in logs, where no number may stand.
    other = f"{call.get('start_timestamp')}/{_destination(event)}".encode("utf-8", "replace")
    return JobDue(
        RETELL_EVENT,
        f"{event['event']}/{call_id}/{hashlib.sha256(other).hexdigest()[:16]}",
        time.time(),
        payload={**event, "call": _without_words(call)},
        lane=call_id or None,
    )


def _without_words(call: Mapping[str, Any]) -> dict[str, Any]:
    """The call object less its transcripts, which nothing here reads."""
    return {name: value for name, value in call.items() if "transcript" not in name}


ENDPOINTS: Final = (retell_webhook,)
