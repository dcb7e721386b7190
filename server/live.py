"""What happens to a call outside its socket, brought to the call wherever it is."""

from __future__ import annotations

import time

import structlog

from conversation.actions import RaiseAlert
from conversation.call import Call
from server.keeper import Keeper
from server.resources import Resources
from server.switchboard import CallEvent

log = structlog.get_logger(__name__)


async def deliver(resources: Resources, call_id: str, happened: CallEvent) -> None:
    """Tell the call: the running one, which may speak, or else the one on disk."""
    if resources.switchboard.tell(call_id, happened):
        return
    keeper = Keeper(resources.store, call_id, int(time.time() * 1000))
    memory = await keeper.earlier_memory()
    if memory is None:
        log.info("event_of_unknown_call")
        return
    call = Call(memory)
    actions = call.receive(happened)
    if call.memory != memory:
        card = next((a.card for a in actions if isinstance(a, RaiseAlert)), None)
        keeper.keep(call.memory, happened.at, card=card)
