"""Cancelling calls: what waits is never placed, what goes on is ended, here and at Retell."""

from __future__ import annotations

import time
from typing import Final

import structlog

from conversation.events import CallCancelled
from conversation.memory import Memory
from conversation.states import EMERGENCY_PHASES, Phase
from server.resources import Resources
from storage import CallRecord, CallStatus, Job, JobDue
from storage.call_list import attempts_of
from storage.dialling import cancel_call
from storage.presence import is_held_elsewhere

log = structlog.get_logger(__name__)

#: The kind of the job that sees to it that a cancelled call really ends.
STOP_CALL: Final = "stop_call"
#: The driver is told goodbye, and the line closes by itself, within this time (seconds).
GOODBYE: Final = 3.0
#: When (seconds) it is looked whether the call has ended.
LOOK_AFTER: Final = 20.0
#: A driver in one of these may need the line.
_IN_TROUBLE: Final = EMERGENCY_PHASES | {Phase.SUSPECTED}


class CannotCancelError(Exception):
    """The call cannot be cancelled; the text says why."""


async def cancel(resources: Resources, record: CallRecord, *, force: bool) -> CallRecord:
    """Cancel a call, or the next one for the same request; the record as it is then.

    Raises `CannotCancelError`, `RetellError` where Retell could not be told (it will be told
    again), and storage's errors.
    """
    store = resources.store
    if record.status == CallStatus.CANCELLED:
        return record
    if not record.open:
        await _cancel_next(resources, record)
        return record
    if not force and await _in_trouble(resources, record):
        raise CannotCancelError("the driver is in an emergency; `force` ends the call all the same")
    if not await cancel_call(store, record.id, time.time()):
        return await _after_all(resources, record)
    log.info("call_cancelled", record=record.id)
    record = await store.call_by_id(record.id) or record
    if record.retell_call_id is not None:
        at = time.time() + LOOK_AFTER
        job = JobDue(STOP_CALL, str(record.id), at, {"record": record.id}, max_attempts=12)
        if await _is_elsewhere(resources, record.retell_call_id):
            # Only the process that has the call can say goodbye; it hangs up as well.
            await store.keep_now([job, _goodbye(record.id, record.retell_call_id)])
        else:
            await store.keep_now([job])
            await _stop(resources, record.id, record.retell_call_id)
    return await store.call_by_id(record.id) or record


async def _cancel_next(resources: Resources, record: CallRecord) -> None:
    """Cancel the call that would be placed because this one missed its driver."""
    later = [each for each in await attempts_of(resources.store, record) if each.id > record.id]
    for each in later:
        if each.open:
            await cancel(resources, each, force=False)
            return
    raise CannotCancelError("the call is over")


async def _after_all(resources: Resources, record: CallRecord) -> CallRecord:
    """Somebody else was faster: he cancelled it, or it ended."""
    now = await resources.store.call_by_id(record.id)
    if now is None or now.status != CallStatus.CANCELLED:
        raise CannotCancelError("the call is over")
    return now


async def _in_trouble(resources: Resources, record: CallRecord) -> bool:
    call_id = record.retell_call_id
    if call_id is None:
        return False
    memory = resources.switchboard.memory_of(call_id)
    if memory is None:
        state = await resources.store.load_state(call_id)
        memory = Memory.model_validate(state.memory) if state is not None else None
    return memory is not None and memory.phase in _IN_TROUBLE


def _goodbye(record_id: int, call_id: str) -> JobDue:
    return JobDue(
        STOP_CALL,
        f"{record_id}/goodbye",
        time.time(),
        {"record": record_id},
        max_attempts=12,
        for_call=call_id,
    )


async def _is_elsewhere(resources: Resources, call_id: str) -> bool:
    """Whether another living process has the call."""
    if resources.switchboard.holds(call_id):
        return False
    return await is_held_elsewhere(resources.store, call_id)


async def _stop(resources: Resources, record_id: int, call_id: str) -> None:
    """Say goodbye where the call is here, then hang up at Retell. Raises `RetellError`."""
    switchboard = resources.switchboard
    switchboard.tell(call_id, CallCancelled(time.time()), f"cancel/{record_id}")
    await switchboard.line_closed(call_id, within=GOODBYE)
    if resources.retell is not None:
        await resources.retell.stop_call(call_id)


async def stop_call(resources: Resources, job: Job) -> None:
    """Do one `STOP_CALL` job: hang up what was cancelled and goes on. Raises `RetellError`."""
    record = await resources.store.call_by_id(int(job.payload["record"]))
    if record is None or record.retell_call_id is None or record.completed_at is not None:
        return
    await _stop(resources, record.id, record.retell_call_id)
