"""Calls of which nothing has been heard for too long, and jobs that nobody asks for any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select

from storage.items import OPEN_STATUSES, CallStatus
from storage.records import CallRecord
from storage.store import Store
from storage.tables import call_records, call_states, events, jobs

_calls = call_records.c
#: So many jobs are deleted at a time: other writers wait meanwhile.
_AT_A_TIME = 2000


async def overdue_calls(
    store: Store, unheard_since: datetime, begun_before: datetime, limit: int
) -> list[CallRecord]:
    """Calls at Retell that have not ended, the longest waiting first: all that began before
    `begun_before`, and those of which nothing was kept since `unheard_since`."""
    heard = func.coalesce(call_states.c.saved_at, _calls.created_at)
    not_over = or_(_calls.status.in_(OPEN_STATUSES), _calls.status == CallStatus.CANCELLED)
    query = (
        select(call_records)
        .outerjoin(call_states, call_states.c.call_id == _calls.id)
        .where(
            not_over,
            _calls.completed_at.is_(None),
            _calls.retell_call_id.is_not(None),
            or_(_calls.created_at < begun_before, heard < unheard_since),
        )
        .order_by(_calls.id)
        .limit(limit)
    )
    return [CallRecord(**row) for row in await store.rows(query)]


async def never_placed(store: Store, before: datetime) -> list[CallRecord]:
    """Calls that were to be placed before `before`, and that Retell has never taken."""
    due = func.coalesce(_calls.scheduled_at, _calls.created_at)
    query = select(call_records).where(
        _calls.status == CallStatus.INITIATED, _calls.retell_call_id.is_(None), due < before
    )
    return [CallRecord(**row) for row in await store.rows(query)]


async def forget_finished_jobs(store: Store, before: datetime) -> int:
    """Delete jobs that were due and are over since before `before`; how many went."""
    old = and_(jobs.c.state.in_(("done", "dead")), jobs.c.run_at < before)
    return await _forget(store, jobs, old)


async def forget_events(store: Store, before: datetime) -> int:
    """Delete events of before `before`; how many went."""
    return await _forget(store, events, events.c.at < before)


async def _forget(store: Store, table: Table, old: ColumnElement[bool]) -> int:
    gone = 0
    while True:
        some = select(table.c.id).where(old).limit(_AT_A_TIME).scalar_subquery()
        async with store.transaction() as connection:
            done = await connection.execute(delete(table).where(table.c.id.in_(some)))
        gone += done.rowcount
        if done.rowcount < _AT_A_TIME:
            return gone
