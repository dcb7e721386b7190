"""Reading calls once they are over: one form and one notification for each, whatever happens.

Whoever learns first that a call has ended leaves the job: Retell's report, the end of the socket,
or the sweep that finds what both have missed. The job reads the whole transcript, Retell's final
one where it came, and what the running call knew of itself.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from conversation.alert import found_after
from conversation.cards import CardStatus
from conversation.events import LoadFacts
from conversation.forms import CallOutcome, Forms
from conversation.memory import Memory
from conversation.states import Phase
from conversation.transcripts import from_written
from extraction.reader import CallReading, CallToRead
from server.keeper import Keeper, redial_due
from server.resources import Resources
from storage import (
    READ_CALL,
    CallRead,
    CallRecord,
    CallStatus,
    CardRaised,
    HopelessError,
    Item,
    Job,
    JobDue,
    OutcomeKept,
    TryLaterError,
    add_reading,
    forsaken_calls,
    readings_of,
    unread_calls,
)

log = structlog.get_logger(__name__)

#: A reading takes so long at most (seconds) beyond the model's own deadline.
SLACK: Final = 60.0
#: A call that goes on after all is looked at again so much later (seconds).
GOES_ON: Final = 30.0
#: No call is silent for so long: each silence brings reminders, and the third one ends it.
FORSAKEN_AFTER: Final = timedelta(minutes=15)

#: Seconds until the call has heard what Retell has reported of it.
TOLD_SOON: Final = 0.5

#: A form that must follow its call's receipt is waited for so long at a time (seconds).
READ_SOON: Final = 10.0

#: The least number of a reading that is not the first; the store gives the true one.
AGAIN: Final = 2
_NOT_HELD: Final = (CallStatus.FAILED, CallStatus.CANCELLED)


class NotOverError(Exception):
    """The call goes on, or has only just ended: its first reading is still to come."""


async def read_call(resources: Resources, job: Job) -> None:
    """Do one `READ_CALL` job: read the call, keep its form, and have it told."""
    call_id = str(job.payload["retell_call_id"])
    with structlog.contextvars.bound_contextvars(call_id=call_id):
        record = await resources.store.call(call_id)
        if record is None:
            raise HopelessError("no such call")
        if record.read_at is not None:
            return
        memory = await _memory(resources, call_id)
        if memory is not None and _goes_on(record, memory):
            raise TryLaterError(GOES_ON, "the call goes on")
        if memory is not None and memory.emergency and await resources.store.jobs_to_do(call_id):
            raise TryLaterError(TOLD_SOON, "what became of its transfer is being told")
        call = _to_read(record, memory)
        if record.status in _NOT_HELD and not call.transcript:
            log.info("call_not_read", reason="it never took place")
            return
        reading = await _read(resources, call)
        alarm = await _unraised(resources, call, call_id, reading.forms)
        await resources.store.keep_soon([_kept(call_id, 1, _settled(record, reading)), *alarm])
        log.info("call_read", reader=reading.forms.reader, dropped=reading.dropped)
        if reading.failure is not None:
            log.error("reader_failed", reason=reading.failure, model=reading.model)


async def read_again(resources: Resources, record: CallRecord) -> int:
    """Read a call that is over once more; its earlier forms are kept. The reading's number.

    Raises NotOverError, and storage's errors.
    """
    call_id = record.retell_call_id
    if call_id is None or record.read_at is None:
        raise NotOverError("the call has not been read for the first time yet")
    memory = await _memory(resources, call_id)
    reading = await _read(resources, _to_read(record, memory))
    return await add_reading(resources.store, _kept(call_id, AGAIN, _settled(record, reading)))


async def follow_receipt(resources: Resources, job: Job) -> None:
    """Do one `RECEIPT_GREW` job: what became of a hand-over after the form was filled."""
    call_id = str(job.payload["retell_call_id"])
    record = await resources.store.call(call_id)
    if record is None:
        raise HopelessError("no such call")
    if record.read_at is None:
        raise TryLaterError(READ_SOON, "the call has not been read yet")
    memory = await _memory(resources, call_id)
    readings = await readings_of(resources.store, call_id)
    known = memory.emergency_form() if memory is not None else None
    if known is None or not readings:
        return
    last = readings[-1]
    forms = Forms.model_validate(last.forms)
    if forms.emergency is None or forms.emergency.escalation_status is known.escalation_status:
        return
    told = forms.emergency.model_copy(update={"escalation_status": known.escalation_status})
    await resources.store.keep_now(
        [
            CallRead(
                call_id,
                last.read_at.timestamp(),
                last.number,
                forms.model_copy(update={"emergency": told}),
                dropped=last.dropped,
                model=last.model,
                prompt=last.prompt,
                failure=last.failure,
                raw_answer=last.raw_answer,
            )
        ]
    )


async def _unraised(
    resources: Resources, call: CallToRead, call_id: str, forms: Forms
) -> list[Item]:
    """The card of an emergency of which no dispatcher was told: it was missed while the call
    went on, or its process died over it. Raises storage's errors."""
    card = found_after(forms, call.load, call.memory, time.time())
    if card is None or await resources.store.cards(call_id):
        return []
    log.error("emergency_found_after_call")
    raised: list[Item] = [CardRaised(call_id, card.number, card, card.at)]
    if card.status is CardStatus.CUT_OFF:
        raised.append(redial_due(call_id, card.number, card.at))
    return raised


async def _memory(resources: Resources, call_id: str) -> Memory | None:
    """What the call knew of itself. Raises storage's errors."""
    return await Keeper(resources.store, call_id, int(time.time() * 1000)).kept_memory()


def _goes_on(record: CallRecord, memory: Memory) -> bool:
    """Whether a line that was given up has come back since. Retell's word of the end is final."""
    return record.end_reason is None and memory.phase is not Phase.ENDED and bool(memory.started_at)


def _to_read(record: CallRecord, memory: Memory | None) -> CallToRead:
    began = record.answered_at or record.created_at
    load = memory.load if memory is not None else record.load()
    return CallToRead(
        from_written(record.raw_transcript or ""),
        load or LoadFacts(),
        memory.started_at if memory is not None and memory.started_at else began.timestamp(),
        memory,
    )


async def _read(resources: Resources, call: CallToRead) -> CallReading:
    async with asyncio.timeout(resources.settings.READER_DEADLINE_SECONDS + SLACK):
        return await resources.reader.read(call)


def _settled(record: CallRecord, reading: CallReading) -> CallReading:
    """The reading of a call that a machine answered, as Retell told, says so."""
    machine = record.outcome == CallOutcome.VOICEMAIL
    check_in = reading.forms.check_in
    if not machine or check_in.call_outcome is not CallOutcome.INCOMPLETE:
        return reading
    told = check_in.model_copy(update={"call_outcome": CallOutcome.VOICEMAIL})
    forms: Forms = reading.forms.model_copy(update={"check_in": told})
    return CallReading(
        forms,
        reading.dropped,
        reading.model,
        reading.prompt,
        reading.failure,
        reading.raw_answer,
    )


def _kept(call_id: str, number: int, reading: CallReading) -> CallRead:
    return CallRead(
        call_id,
        time.time(),
        number,
        reading.forms,
        dropped=reading.dropped,
        model=reading.model,
        prompt=reading.prompt,
        failure=reading.failure,
        raw_answer=reading.raw_answer,
    )


# What was missed


async def read_missed(resources: Resources) -> None:
    """End the calls of which nobody will tell, and have those read that nobody had read."""
    now = datetime.now(UTC)
    if resources.retell is None:
        await _end_forsaken(resources, now - FORSAKEN_AFTER)
    unread = await unread_calls(resources.store)
    await resources.store.keep_now(
        [
            JobDue(
                READ_CALL,
                record.retell_call_id,
                now.timestamp(),
                payload={"retell_call_id": record.retell_call_id},
            )
            for record in unread
            if record.retell_call_id is not None
        ]
    )


async def _end_forsaken(resources: Resources, before: datetime) -> None:
    """End the calls whose process died, where Retell cannot be asked what became of them."""
    for record, last in await forsaken_calls(resources.store, before):
        call_id = record.retell_call_id or ""
        if resources.switchboard.holds(call_id):
            continue
        log.warning("call_forsaken", call_id=call_id)
        at = last.timestamp()
        ended = OutcomeKept(
            call_id,
            at,
            CallStatus.COMPLETED,
            completed_at=at,
            duration=round(at - (record.answered_at or record.created_at).timestamp()),
            # Nobody will tell any more why it ended.
            end_reason=record.end_reason or "unknown",
        )
        await resources.store.keep_now([ended])
