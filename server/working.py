"""The work that must be done at least once: cards to the dispatchers, and Retell's events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import aiohttp
import structlog

from server.cancelling import STOP_CALL, stop_call
from server.keeper import RECEIPT_GREW, REDIAL, TRANSFER_OVERDUE
from server.live import report_overdue_transfer
from server.notifier import Notifier
from server.placing import dial
from server.reading import follow_receipt, read_call
from server.redialling import redial
from server.resources import Resources
from server.retell_events import RETELL_EVENT
from server.sweeping import SWEEP, sweep, sweep_now_and_then
from server.webhooks import work_through
from storage import (
    NOTIFY_CARD,
    NOTIFY_FORM,
    READ_CALL,
    Handler,
    Store,
    SystemClock,
    WorkerRules,
    run_jobs,
)
from storage.dialling import DIAL_CALL

log = structlog.get_logger(__name__)

#: Seconds until a worker that fell over by a mistake of ours gets up again.
PAUSE = 1.0
#: A job of a process that was killed is taken over after so long (seconds).
RULES = WorkerRules(lease=10.0, gather=0.02)
#: Where many calls end at once, their jobs are taken up together: in transactions of their own each
#: would cost more than what is done for it, and keep the next webhook waiting.
TOGETHER = replace(RULES, concurrency=16)
#: And no reading or form is waited for.
UNHURRIED = replace(TOGETHER, gather=0.1)


@asynccontextmanager
async def working(resources: Resources) -> AsyncIterator[None]:
    """Work until the block ends; what is in hand then gets a last while.

    Cards have a worker of their own: a dispatcher's server that hangs must not keep a running
    call from hearing what became of its transfer; nor must forms keep cards waiting.
    """
    stop = asyncio.Event()
    async with aiohttp.ClientSession() as session:
        notifier = Notifier(resources.settings, resources.store, session)
        workers: tuple[Mapping[str, Handler], ...] = (
            {NOTIFY_CARD: notifier.send_card},
            {NOTIFY_FORM: notifier.send_form},
            # A reading takes seconds, and a call that nobody can read holds up no other.
            {
                READ_CALL: partial(read_call, resources),
                RECEIPT_GREW: partial(follow_receipt, resources),
            },
            {
                RETELL_EVENT: partial(work_through, resources),
                TRANSFER_OVERDUE: partial(report_overdue_transfer, resources),
            },
            # Retell's REST API may hang, too.
            {
                DIAL_CALL: partial(dial, resources),
                STOP_CALL: partial(stop_call, resources),
                REDIAL: partial(redial, resources),
                SWEEP: partial(sweep, resources),
            },
        )
        # No task group: the server may be closed by another task than the one that opened it.
        tasks = [
            asyncio.create_task(_work(resources.store, each, _rules_for(resources, each), stop))
            for each in workers
        ]
        tasks.append(asyncio.create_task(sweep_now_and_then(resources, stop)))
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*tasks)


def _rules_for(resources: Resources, handlers: Mapping[str, Handler]) -> WorkerRules:
    """Others are asked by a few jobs at a time: Retell, a model, a dispatcher's server."""
    asks_others = (
        NOTIFY_CARD in handlers
        or DIAL_CALL in handlers
        or (READ_CALL in handlers and resources.provider is not None)
        or (NOTIFY_FORM in handlers and bool(resources.settings.NOTIFY_WEBHOOK_URL))
    )
    if asks_others:
        return RULES
    return TOGETHER if RETELL_EVENT in handlers else UNHURRIED


async def _work(
    store: Store, handlers: Mapping[str, Handler], rules: WorkerRules, stop: asyncio.Event
) -> None:
    clock = SystemClock()
    while not stop.is_set():
        try:
            await run_jobs(store, handlers, clock, stop, rules)
        except Exception:
            log.exception("worker_failed", kinds=sorted(handlers))
            await clock.sleep(PAUSE)
