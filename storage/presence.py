"""Which processes share the database, and which of them has a call.

A process says every few seconds that it lives. Jobs about a call are left to the process that has
it; one that was not heard of for a while is dead, and its calls are anybody's. The clocks of all
processes must agree to within a few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, ScalarSelect, and_, delete, exists, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.columns import moment
from storage.errors import DatabaseUnavailableError, StorageError
from storage.items import Item
from storage.records import StateRecord
from storage.saving import enqueued, save
from storage.store import Store
from storage.tables import call_records, call_states, processes

log = structlog.get_logger(__name__)

#: Seconds between two signs of life, and after which a process that gives none is dead.
BEAT: Final = 3.0
LIFETIME: Final = 15.0


async def stay_present(store: Store) -> None:
    """Say that this process lives, again and again, until cancelled; then say goodbye."""
    away = False
    try:
        while True:
            try:
                await _sign(store)
                away = False
            except StorageError as error:
                if not away:
                    log.warning("presence_not_told", error=str(error))
                away = True
            await store.clock.sleep(BEAT)
    finally:
        await _say_goodbye(store)


async def take_call(store: Store, retell_call_id: str, connection: int) -> StateRecord | None:
    """Take a call over for `connection` of this process, and learn what it knew.

    From now on jobs about the call come here, and what its earlier connections still have to
    write is ignored. None where a newer connection has it, or nobody knows it.
    """
    taking = (
        update(call_states)
        .where(
            call_states.c.call_id == _call(retell_call_id),
            call_states.c.connection <= connection,
        )
        .values(holder=store.process, connection=connection)
        .returning(*(call_states.c[name] for name in _STATE))
    )
    return await store.unhurried(_changed(store, taking))


async def borrow_call(store: Store, retell_call_id: str) -> StateRecord | None:
    """What a call knew whose process is gone, to go on with it in this one.

    None where another living process has it, or nobody knows it.
    """
    now = store.clock.now()
    borrowing = (
        update(call_states)
        .where(call_states.c.call_id == _call(retell_call_id), ~_held_by_another(store, now))
        .values(holder=store.process)
        .returning(*(call_states.c[name] for name in _STATE))
    )
    return await _changed(store, borrowing)


async def keep_if_still_ours(
    store: Store, retell_call_id: str, connection: int, items: Sequence[Item]
) -> bool:
    """Keep `items` if this process still has the call over `connection`; whether they are kept."""
    async with store.transaction() as transaction:
        if not await _still_has(transaction, store, retell_call_id, connection):
            return False
        await save(transaction, items)
    if kinds := enqueued(items):
        store.ring(kinds)
    return True


def held_elsewhere(
    call: ColumnElement[str | None], process: ColumnElement[str], at: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """The condition that a living process other than `process` has the call of this name."""
    return exists().where(
        call_records.c.retell_call_id == call,
        call_states.c.call_id == call_records.c.id,
        call_states.c.holder != process,
        processes.c.name == call_states.c.holder,
        processes.c.alive_until > at,
    )


async def is_held_elsewhere(store: Store, retell_call_id: str) -> bool:
    """Whether a living process other than this one has the call."""
    now = literal(moment(store.clock.now()), processes.c.alive_until.type)
    held = held_elsewhere(literal(retell_call_id), literal(store.process), now)
    return bool((await store.rows(select(held.label("held"))))[0]["held"])


async def _changed(store: Store, change: ReturningUpdate[Any]) -> StateRecord | None:
    async with store.transaction() as transaction:
        row = (await transaction.execute(change)).mappings().first()
    return StateRecord(**row) if row else None


async def _still_has(
    connection: AsyncConnection, store: Store, retell_call_id: str, number: int
) -> bool:
    """Whether this process has the call, over no newer connection than `number`.

    Nobody can take it until the transaction is over.
    """
    # In the order in which the writer locks them, too.
    named = call_records.c.retell_call_id == retell_call_id
    await connection.execute(select(call_records.c.id).where(named).with_for_update())
    query = select(call_states.c.holder, call_states.c.connection).where(
        call_states.c.call_id == _call(retell_call_id)
    )
    row = (await connection.execute(query.with_for_update())).first()
    return row is None or (row.holder == store.process and row.connection <= number)


_STATE = ("connection", "holder", "memory", "saved_at")


def _call(retell_call_id: str) -> ScalarSelect[int]:
    named = call_records.c.retell_call_id == retell_call_id
    return select(call_records.c.id).where(named).scalar_subquery()


def _held_by_another(store: Store, now: float) -> ColumnElement[bool]:
    return exists().where(
        call_states.c.holder != store.process,
        and_(processes.c.name == call_states.c.holder, processes.c.alive_until > moment(now)),
    )


async def _sign(store: Store) -> None:
    now = store.clock.now()
    until = moment(now + LIFETIME)
    async with store.transaction() as connection:
        insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        await connection.execute(
            insert(processes)
            .values(name=store.process, started_at=moment(now), alive_until=until)
            .on_conflict_do_update(index_elements=["name"], set_={"alive_until": until})
        )


async def _say_goodbye(store: Store) -> None:
    """Those that go on need not wait for what this process leaves."""
    gone = processes.c.alive_until < moment(store.clock.now() - 3600)
    try:
        async with asyncio.timeout(1.0), store.transaction() as connection:
            await connection.execute(
                delete(processes).where((processes.c.name == store.process) | gone)
            )
    except (DatabaseUnavailableError, TimeoutError) as error:
        log.warning("goodbye_not_told", error=type(error).__name__)
