"""The readings of whole calls, and the calls that still want one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import exists, func, select

from storage.items import READ_CALL, CallRead, CallStatus
from storage.records import CallRecord, ReadingRecord
from storage.saving import enqueued, save
from storage.store import Store, of_call
from storage.tables import call_records, call_states, form_readings, jobs

_calls = call_records.c
#: So many calls are looked after at a time.
_BATCH = 200


async def readings_of(store: Store, retell_call_id: str) -> list[ReadingRecord]:
    """The readings of a call, the first one first."""
    query = of_call(form_readings, retell_call_id).order_by(form_readings.c.number)
    return [ReadingRecord(**row) for row in await store.rows(query)]


async def add_reading(store: Store, reading: CallRead) -> int:
    """Keep one more reading of a call, under the number after its last, which is returned.

    Whatever process keeps one at the same time gets another number.
    """
    named = _calls.retell_call_id == reading.retell_call_id
    async with store.transaction() as connection:
        # Until this is written nobody else counts the readings of this call.
        locked = select(_calls.id).where(named).with_for_update()
        call = (await connection.execute(locked)).scalar_one()
        last = select(func.max(form_readings.c.number)).where(form_readings.c.call_id == call)
        number = ((await connection.execute(last)).scalar() or 0) + 1
        numbered = replace(reading, number=number)
        await save(connection, [numbered])
    store.ring(enqueued([numbered]))
    return number


async def unread_calls(store: Store) -> list[CallRecord]:
    """Calls that are over and have no form of their own, nor a job that will give them one."""
    due = exists().where(jobs.c.kind == READ_CALL, jobs.c.key == _calls.retell_call_id)
    query = select(call_records).where(
        _calls.status == CallStatus.COMPLETED,
        _calls.completed_at.is_not(None),
        _calls.retell_call_id.is_not(None),
        _calls.read_at.is_(None),
        ~due,
    )
    return [CallRecord(**row) for row in await store.rows(query.order_by(_calls.id).limit(_BATCH))]


async def forsaken_calls(store: Store, before: datetime) -> list[tuple[CallRecord, datetime]]:
    """Calls that never ended and of which nothing was kept since `before`, with when it last was.

    Their process died, and neither a re-dial nor a report of Retell's came after it.
    """
    query = (
        select(call_records, call_states.c.saved_at)
        .join(call_states, call_states.c.call_id == _calls.id)
        .where(
            _calls.status == CallStatus.IN_PROGRESS,
            _calls.completed_at.is_(None),
            _calls.retell_call_id.is_not(None),
            call_states.c.saved_at < before,
        )
        .order_by(_calls.id)
        .limit(_BATCH)
    )
    found = []
    for row in await store.rows(query):
        columns = {name: value for name, value in row.items() if name != "saved_at"}
        found.append((CallRecord(**columns), row["saved_at"]))
    return found
