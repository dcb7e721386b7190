"""What happens to a call outside its socket, brought to the call wherever it is."""

from __future__ import annotations

import time

import structlog

from conversation.actions import raised_card
from conversation.events import TransferOverdue
from server.keeper import Keeper
from server.resources import Resources
from server.switchboard import CallEvent
from storage import Job, TryLaterError

log = structlog.get_logger(__name__)


async def deliver(resources: Resources, call_id: str, happened: CallEvent, key: str) -> None:
    """Tell the call: the running one, which may speak, or else the one on disk.

    `key` names the event: the same one twice is told once.
    Raises TryLaterError while the call is being picked up, and storage's errors.
    """
    switchboard = resources.switchboard
    keeper = Keeper(resources.store, call_id, int(time.time() * 1000))
    memory = None if switchboard.holds(call_id) else await keeper.kept_memory()
    # Asked after the reading: the call may have been picked up meanwhile.
    if switchboard.is_opening(call_id):
        raise TryLaterError(1.0, "the call is being picked up")
    if switchboard.tell(call_id, happened, key):
        return
    if memory is None:
        log.info("event_of_unknown_call")
        return
    call = resources.new_call(memory)
    card = raised_card(call.receive(happened))
    if call.memory != memory:
        await keeper.keep_surely(call.memory, happened.at, card)


async def report_overdue_transfer(resources: Resources, job: Job) -> None:
    """Do one `TRANSFER_OVERDUE` job: a card, unless it is known what became of the transfer."""
    call_id = str(job.payload["retell_call_id"])
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        await deliver(resources, call_id, TransferOverdue(time.time()), job.key)
