"""What follows from a call's end, as Retell reports it."""

from __future__ import annotations

from conversation.events import Direction
from conversation.forms import CallOutcome
from server.call_object import CallReport
from server.policy import NotReached
from server.resources import Resources
from server.retrying import call_again
from storage import CallStatus


async def see_to_end(resources: Resources, report: CallReport) -> None:
    """Do what an ended call asks for; doing it twice changes nothing. Raises storage's errors."""
    record = await resources.store.call(report.call_id)
    if record is None:
        return
    missed = report.missed
    if missed is None and record.outcome == CallOutcome.VOICEMAIL:
        missed = NotReached.VOICEMAIL
    outbound = record.direction == Direction.OUTBOUND
    if missed is not None and outbound and record.status != CallStatus.CANCELLED:
        await call_again(resources, record, missed)
