"""Now and then: ask Retell about calls whose end never came, have those read that nobody has read,
and throw away what is long done.

Each minute has one job, whose name is the minute: however many processes make it, one does it.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from server.placing import NEVER_DIALLED
from server.reading import read_missed
from server.resources import Resources
from server.retell import Retell, RetellCall, RetellError
from server.retell_events import ENDED, event_of, items_of
from server.stopping import first_of
from storage import CallRecord, CallReported, CallStatus, DatabaseUnavailableError, Job, JobDue
from storage.dialling import give_up_dialling
from storage.overdue import forget_events, forget_finished_jobs, never_placed, overdue_calls

log = structlog.get_logger(__name__)

#: The kind of the job that does it.
SWEEP: Final = "sweep"
#: Seconds from one to the next.
EVERY: Final = 60.0
#: A call that was placed so long ago, and of which nothing has been heard since, is asked about.
UNHEARD_OF: Final = timedelta(minutes=5)
#: A call that has gone on for so long is asked about, each time.
LONG: Final = timedelta(minutes=20)
#: A call that nobody has managed to place for so long never will be.
HOPELESS: Final = timedelta(hours=6)
#: So many calls are asked about each time, so many at once.
CALLS, AT_ONCE = 200, 4
#: Finished jobs are of use to whoever looks into something, and keep an event from counting twice.
KEPT: Final = timedelta(days=30)
#: Why a call is over of which Retell knows nothing.
UNKNOWN_TO_RETELL: Final = "unknown_to_retell"


async def sweep_now_and_then(resources: Resources, stop: asyncio.Event) -> None:
    """See to it that each minute has its job, until `stop` is set."""
    while not await first_of(stop, within=EVERY):
        now = time.time()
        # One try is enough: the next minute has its own.
        resources.store.writer.keep(JobDue(SWEEP, str(int(now // EVERY)), now, max_attempts=1))


async def sweep(resources: Resources, job: Job) -> None:
    """Do one `SWEEP` job."""
    now = datetime.now(UTC)
    await forget_finished_jobs(resources.store, now - KEPT)
    await forget_events(resources.store, now - timedelta(days=resources.settings.EVENTS_DAYS))
    for record in await never_placed(resources.store, now - HOPELESS):
        why = record.failure or "it was never placed"
        await give_up_dialling(
            resources.store, record.id, now.timestamp(), NEVER_DIALLED, why, surely_not_placed=True
        )
    await read_missed(resources)
    if resources.retell is None:
        return
    records = await overdue_calls(resources.store, now - UNHEARD_OF, now - LONG, CALLS)
    if not records:
        return
    log.info("calls_asked_about", calls=len(records), sweep=job.key)
    few = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(_ask(resources, resources.retell, each, few) for each in records))


async def _ask(
    resources: Resources, retell: Retell, record: CallRecord, few: asyncio.Semaphore
) -> None:
    """Ask Retell about one call, and take its answer for the report that never came."""
    call_id = record.retell_call_id or ""
    if resources.switchboard.is_connected(call_id):
        return
    async with few:
        try:
            call = await retell.call(call_id)
            await _take(resources, record, call)
        except (RetellError, DatabaseUnavailableError) as error:
            # The next minute asks again.
            log.warning("call_not_asked_about", call_id=call_id, reason=str(error))


async def _take(resources: Resources, record: CallRecord, call: RetellCall | None) -> None:
    at = time.time()
    if call is None:
        lost = CallReported(
            record.retell_call_id or "",
            at,
            ended=True,
            status=CallStatus.FAILED,
            end_reason=UNKNOWN_TO_RETELL,
        )
        await resources.store.keep_now([lost])
    elif call.over:
        await resources.store.keep_now(items_of(event_of(ENDED, {"call": call.told}), at))
