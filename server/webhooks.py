"""Retell's webhooks: taken in at once, worked through afterwards, each event once.

An event is answered 2xx as soon as it is on disk as a job; duplicates and late ones are the rule
(Retell docs, "Webhooks overview"). The jobs of one call are done in the order in which its events
came.
"""

from __future__ import annotations

import asyncio
import math
import time
from functools import partial
from typing import Final

import structlog

from server.call_object import read_call
from server.endpoints import Access, Asked, Endpoint, endpoint
from server.errors import (
    InvalidInputError,
    MalformedRequestError,
    StorageError,
    TooLargeError,
    WebhookError,
)
from server.inbound import InboundAnswer, answer_to
from server.live import deliver
from server.reports import see_to_end
from server.resources import Resources
from server.retell_events import (
    ENDED,
    SO_FAR,
    MalformedEventError,
    happening,
    items_of,
    kept_event,
    key_of,
    read_event,
)
from server.settings import Settings
from server.signature import is_genuine
from storage import DatabaseUnavailableError, Item, ItemRefusedError, Job

log = structlog.get_logger(__name__)

_ERRORS: Final = (WebhookError, MalformedRequestError, InvalidInputError, TooLargeError)
_HEADERS: Final = {"x-retell-signature": "Retell's signature over the raw body"}
_Nothing = Asked[None, None, None]
#: An address that Retell posts to.
_posted: Final = partial(endpoint, "POST", errors=_ERRORS, access=Access.OPEN, headers=_HEADERS)


@_posted("/webhooks/retell", answers={204: None})
async def retell_webhook(asked: _Nothing) -> None:
    """Take in one event of Retell's."""
    await _take(asked, None)


@_posted("/webhooks/retell/conversation", answers={204: None})
async def conversation_webhook(asked: _Nothing) -> None:
    """An older address, for what is said in a call; takes every event."""
    await _take(asked, SO_FAR)


@_posted("/webhooks/retell/call-ended", answers={204: None})
async def call_ended_webhook(asked: _Nothing) -> None:
    """An older address, for calls that have ended; takes every event."""
    await _take(asked, ENDED)


@_posted("/webhooks/retell/inbound", answers={200: InboundAnswer})
async def inbound_webhook(asked: _Nothing) -> InboundAnswer:
    """Tell Retell who calls back, while the phone rings (Retell docs, "Inbound call webhook")."""
    return await answer_to(asked.resources, await _signed_body(asked))


def warn_where_unsigned(settings: Settings) -> None:
    """Say at start that anybody's webhooks are taken, where they are."""
    if settings.webhook_key is None and settings.ALLOW_UNSIGNED_WEBHOOKS:
        log.warning("webhooks_unsigned", hint="anybody can report anything: development only")


async def _take(asked: _Nothing, name: str | None) -> None:
    """Take in one event; `name` is what it is where its body does not say."""
    resources = asked.resources
    try:
        event = read_event(await _signed_body(asked), name)
    except MalformedEventError as error:
        raise WebhookError(str(error), status=400) from error
    at = time.time()
    happened = happening(event, at)
    if happened is not None and resources.switchboard.is_connected(event.call_id):
        # A driver who waits cannot wait for the disk. A call whose line is lost may be carried by
        # another process by now: the job finds out.
        resources.switchboard.tell(event.call_id, happened, key_of(event))
    await _keep(resources, items_of(event, at))


async def work_through(resources: Resources, job: Job) -> None:
    """Do what one event asks for. Events that mean nothing to a call are only kept."""
    event = kept_event(job)
    with structlog.contextvars.bound_contextvars(call_id=event.call_id):
        log.info("retell_event", name=event.name)
        if not event.call_id:
            return
        if (happened := happening(event, time.time())) is not None:
            await deliver(resources, event.call_id, happened, job.key)
        if event.name == ENDED:
            await see_to_end(resources, read_call(event.call, event.call_id))


async def _signed_body(asked: _Nothing) -> bytes:
    """The body as it came. Raises `WebhookError` where it is not Retell's."""
    body = await asked.request.read()
    settings, key = asked.resources.settings, asked.resources.settings.webhook_key
    if key is None:
        if settings.ALLOW_UNSIGNED_WEBHOOKS:
            return body
        raise WebhookError("no webhook key is set, so none is accepted")
    signature = asked.request.headers.get("x-retell-signature")
    if not is_genuine(body, key, signature, int(time.time() * 1000)):
        raise WebhookError("the signature is missing, wrong or too old")
    return body


async def _keep(resources: Resources, items: list[Item]) -> None:
    again = math.ceil(resources.webhook_patience)
    if resources.store.writer.behind > resources.webhook_patience:
        # Whoever came before has waited for so long: this one would wait for nothing.
        raise StorageError("more is waiting to be kept than can be", again)
    try:
        async with asyncio.timeout(resources.webhook_patience):
            await resources.store.keep_soon(items)
    except (DatabaseUnavailableError, TimeoutError) as error:
        # Not 2xx: Retell sends it again.
        raise StorageError("the event could not be kept yet", again) from error
    except ItemRefusedError as error:
        raise InvalidInputError("the event cannot be kept") from error


ENDPOINTS: Final[tuple[Endpoint, ...]] = (
    retell_webhook,
    conversation_webhook,
    call_ended_webhook,
    inbound_webhook,
)
