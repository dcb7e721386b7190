"""The calls that we place: each asked for once, placed by one process, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from conversation.events import Direction, LoadFacts
from conversation.forms import CallOutcome
from storage.columns import moment
from storage.items import OPEN_STATUSES, CallStatus, JobDue
from storage.publishing import publish_statuses
from storage.records import CallRecord
from storage.saving import save
from storage.store import Store
from storage.tables import call_records

#: The kind of the job that places a call, or finds out whether it has been placed.
DIAL_CALL = "dial_call"

_calls = call_records.c
_UPDATES = (CallOutcome.IN_TRANSIT_UPDATE, CallOutcome.ARRIVAL_CONFIRMATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call to be placed. Times are Unix times in seconds.

    `dial_key` names this placing and no other. Until `dialling_until` whoever adds the call places
    it himself; `job_at` is when a job sees to it. `request_key` is the client's name for its
    request, and `request_hash` tells whether the same is asked for under it.
    """

    load: LoadFacts
    dial_request: Mapping[str, Any]
    dial_key: str
    at: float
    job_at: float
    agent_config_id: int | None = None
    client_metadata: Mapping[str, Any] | None = None
    dialling_until: float | None = None
    scheduled_at: float | None = None
    attempt: int = 1
    root_call: int | None = None
    request_key: str | None = None
    request_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From when on calls to the driver, and updates on the load, count."""

    day: datetime
    update: datetime


@dataclass(frozen=True, slots=True)
class CallHistory:
    """What may speak against calling now: calls to this driver, and the load's newest update."""

    calls: int
    updated_at: datetime | None = None
    updated_by: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A call that was asked for; `new` unless it had been asked for before."""

    record: CallRecord
    new: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """A call that is ours to place. `tried`: somebody may have placed it before."""

    record: CallRecord
    tried: bool


async def add_call(
    store: Store,
    new: NewCall,
    since: Since | None = None,
    allow: Callable[[CallHistory], None] | None = None,
) -> Added:
    """Keep a call that is to be placed, with its job, or find the one that was asked for before.

    `allow` may raise to refuse it: no other call to the same driver is added meanwhile.
    Raises storage's errors.
    """
    async with store.transaction() as connection:
        await _one_at_a_time(connection, new.load.phone_number)
        earlier = await _asked_before(connection, new)
        if earlier is not None:
            return Added(earlier, new=False)
        if since is not None and allow is not None:
            allow(await _history(connection, new.load, since))
        record = await _insert(connection, new)
        if record is None:
            # Under the same key for another driver, at the same time.
            found = await _asked_before(connection, new)
            if found is None:
                raise LookupError("a call could be neither added nor found")
            return Added(found, new=False)
        job = JobDue(DIAL_CALL, str(record.id), new.job_at, {"record": record.id}, max_attempts=24)
        await save(connection, [job])
        await publish_statuses(connection, [record.id], new.at)
    store.ring({DIAL_CALL})
    return Added(record, new=True)


async def call_history(
    store: Store, load: LoadFacts, since: Since, *, besides: int | None = None
) -> CallHistory:
    """What may speak against a call to this driver about this load; `besides` is that call."""
    (calls,) = await store.rows(_calls_to(load.phone_number, since.day, besides))
    updates = await store.rows(_newest_update(load.load_number, since.update))
    return CallHistory(calls["count"], *(updates[0].values() if updates else ()))


async def claim_dialling(store: Store, record: int, now: float, until: float) -> Claimed | None:
    """Take it upon us to place a call by `until`; None where that is not to be done, or not by us.

    A cancelled call that somebody may have placed is claimed, too: it must be stopped.
    """
    async with store.transaction() as connection:
        query = select(call_records).where(_calls.id == record).with_for_update()
        row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        call = CallRecord(**row)
        tried = call.dialling_until is not None
        wanted = call.status == CallStatus.INITIATED or (
            tried and call.status in (CallStatus.CANCELLED, CallStatus.FAILED)
        )
        free = call.dialling_until is None or call.dialling_until <= moment(now)
        if call.retell_call_id is not None or not wanted or not free:
            return None
        await connection.execute(
            update(call_records).where(_calls.id == record).values(dialling_until=moment(until))
        )
    return Claimed(call, tried)


async def give_up_dialling(  # noqa: PLR0913 - what is written down, each by its name
    store: Store,
    record: int,
    at: float,
    reason: str,
    failure: str,
    *,
    surely_not_placed: bool = False,
) -> None:
    """Say that a call could not be placed; does nothing where Retell has it after all.

    Unless it was `surely_not_placed`, it is looked for at Retell once more.
    """
    failed = {
        "status": CallStatus.FAILED,
        "completed_at": moment(at),
        "end_reason": reason,
        "failure": failure,
        **({"dialling_until": None} if surely_not_placed else {}),
    }
    await _change(store, and_(_calls.id == record, _unplaced()), failed)


async def call_off(store: Store, record: int, at: float, reason: str, failure: str) -> None:
    """Say that a call which waits to be placed is not needed any more."""
    off = {
        "status": CallStatus.CANCELLED,
        "completed_at": moment(at),
        "end_reason": reason,
        "failure": failure,
    }
    await _change(store, and_(_calls.id == record, _unplaced()), off)


def _unplaced() -> ColumnElement[bool]:
    return and_(_calls.retell_call_id.is_(None), _calls.status == CallStatus.INITIATED)


async def note_dialling(store: Store, record: int, failure: str) -> None:
    """Write down why it is not known yet whether a call has been placed."""
    await _change(store, _calls.id == record, {"failure": failure})


async def cancel_call(store: Store, record: int, at: float) -> bool:
    """Cancel a call that has not ended; whether it was open. At Retell it must still be stopped."""
    is_open = and_(_calls.id == record, _calls.status.in_(OPEN_STATUSES))
    cancelled: dict[str, object] = {"status": CallStatus.CANCELLED}
    never_placed = and_(is_open, _calls.retell_call_id.is_(None))
    if await _change(store, never_placed, {**cancelled, "completed_at": moment(at)}):
        return True
    return await _change(store, is_open, cancelled)


async def _change(store: Store, which: ColumnElement[bool], values: Mapping[str, object]) -> bool:
    changing = update(call_records).where(which).values(values).returning(_calls.id)
    async with store.transaction() as connection:
        changed = (await connection.execute(changing)).scalars().all()
        await publish_statuses(connection, changed, store.clock.now())
    return bool(changed)


async def _one_at_a_time(connection: AsyncConnection, phone_number: str) -> None:
    """Let nobody else add a call to this number. On SQLite nobody else writes anyway."""
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:number, 1))")
        await connection.execute(lock, {"number": phone_number})


async def _asked_before(connection: AsyncConnection, new: NewCall) -> CallRecord | None:
    same = []
    if new.request_key is not None:
        same.append(_calls.request_key == new.request_key)
    if new.root_call is not None:
        same.append(and_(_calls.root_call == new.root_call, _calls.attempt == new.attempt))
    if not same:
        return None
    row = (await connection.execute(select(call_records).where(or_(*same)))).mappings().first()
    return CallRecord(**row) if row else None


async def _history(connection: AsyncConnection, load: LoadFacts, since: Since) -> CallHistory:
    calls = (await connection.execute(_calls_to(load.phone_number, since.day))).scalar_one()
    newest = (await connection.execute(_newest_update(load.load_number, since.update))).first()
    return CallHistory(calls, *(newest or ()))


def _calls_to(phone_number: str, since: datetime, besides: int | None = None) -> Select[Any]:
    """Calls that we placed or are about to; those that Retell never took rang nobody."""
    placed = or_(_calls.retell_call_id.is_not(None), _calls.status == CallStatus.INITIATED)
    return select(func.count().label("count")).where(
        _calls.phone_number == phone_number,
        _calls.direction == Direction.OUTBOUND,
        func.coalesce(_calls.scheduled_at, _calls.created_at) >= since,
        placed,
        _calls.id != (besides or 0),
    )


def _newest_update(load_number: str, since: datetime) -> Select[Any]:
    return (
        select(_calls.completed_at, _calls.id)
        .where(
            _calls.load_number == load_number,
            _calls.outcome.in_(_UPDATES),
            _calls.completed_at >= since,
        )
        .order_by(_calls.completed_at.desc())
        .limit(1)
    )


async def _insert(connection: AsyncConnection, new: NewCall) -> CallRecord | None:
    load = new.load
    values = {
        "status": CallStatus.INITIATED,
        "agent_config_id": new.agent_config_id,
        "direction": load.direction,
        "language": load.language or None,
        "driver_name": load.driver_name or None,
        "phone_number": load.phone_number or None,
        "load_number": load.load_number or None,
        "load_facts": load,
        "created_at": moment(new.at),
        "client_metadata": new.client_metadata,
        "dial_request": new.dial_request,
        "dial_key": new.dial_key,
        "dialling_until": _moment(new.dialling_until),
        "scheduled_at": _moment(new.scheduled_at),
        "attempt": new.attempt,
        "root_call": new.root_call,
        "request_key": new.request_key,
        "request_hash": new.request_hash,
    }
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    adding = insert(call_records).values(values).on_conflict_do_nothing().returning(call_records)
    row = (await connection.execute(adding)).mappings().first()
    return CallRecord(**row) if row else None


def _moment(at: float | None) -> datetime | None:
    return None if at is None else moment(at)
