"""What happens to a call outside its socket, brought to the call wherever it is.

Jobs about a call come to the process that has it. Where that process is gone, whoever gets the job
goes on with the call on disk, unless it is picked up meanwhile.
"""

from __future__ import annotations

import asyncio
import time

import structlog

from conversation.actions import raised_card
from conversation.events import TransferOverdue
from server.keeper import Keeper
from server.resources import Resources
from server.switchboard import CallEvent
from storage import Job, StateRecord, TryLaterError
from storage.presence import borrow_call

log = structlog.get_logger(__name__)

#: Seconds until a call that is on its way from one process to another is looked for again.
ON_ITS_WAY = 0.5


async def deliver(resources: Resources, call_id: str, happened: CallEvent, key: str) -> None:
    """Tell the call: the running one, which may speak, or else the one on disk.

    `key` names the event: the same one twice is told once. What became of it is on disk when this
    returns. Raises TryLaterError while the call is being picked up, and storage's errors.
    """
    if await _tell_here(resources, call_id, happened, key):
        return
    store = resources.store
    if await store.load_state(call_id) is None:
        log.info("event_of_unknown_call")
        return
    state = await borrow_call(store, call_id)
    if state is None:
        raise TryLaterError(ON_ITS_WAY, "another process has the call")
    # The call may have been picked up meanwhile.
    if not await _tell_here(resources, call_id, happened, key):
        await _tell_on_disk(resources, call_id, state, happened, key)


async def _tell_here(resources: Resources, call_id: str, happened: CallEvent, key: str) -> bool:
    """Tell the call if this process has it; whether it has."""
    switchboard = resources.switchboard
    if switchboard.is_opening(call_id):
        raise TryLaterError(ON_ITS_WAY, "the call is being picked up")
    reaction = switchboard.tell(call_id, happened, key)
    if reaction is None:
        return False
    await asyncio.wait({reaction})
    if reaction.cancelled():
        raise TryLaterError(ON_ITS_WAY, "the connection of the call has just ended")
    reaction.result()
    return True


async def _tell_on_disk(
    resources: Resources, call_id: str, state: StateRecord, happened: CallEvent, key: str
) -> None:
    keeper = Keeper(resources.store, call_id, state.connection)
    memory = keeper.memory_of(state)
    if memory is None:
        return
    call = resources.new_call(memory)
    card = raised_card(call.hear_of(happened, key))
    if call.memory == memory:
        return
    if not await keeper.keep_unless_taken(call.memory, happened.at, card):
        raise TryLaterError(ON_ITS_WAY, "the call is being picked up")


async def report_overdue_transfer(resources: Resources, job: Job) -> None:
    """Do one `TRANSFER_OVERDUE` job: a card, unless it is known what became of the transfer."""
    call_id = str(job.payload["retell_call_id"])
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        await deliver(resources, call_id, TransferOverdue(time.time()), f"overdue/{job.key}")
