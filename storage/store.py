"""The store: what is asked of the database, by name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

import structlog
from sqlalchemy import ColumnElement, RowMapping, Select, Table, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.clock import Clock, SystemClock
from storage.engines import Engines, open_engines
from storage.errors import DatabaseUnavailableError, answering
from storage.items import CallSeen, Item
from storage.migrate import upgrade
from storage.records import (
    CallRecord,
    CardRecord,
    FactRecord,
    JobRecord,
    ReceiptRecord,
    StateRecord,
    TurnRecord,
)
from storage.saving import enqueued, save
from storage.tables import (
    call_records,
    call_states,
    emergency_cards,
    facts,
    jobs,
    receipt_steps,
    turns,
)
from storage.writer import Writer, WriterLimits

log = structlog.get_logger(__name__)

T = TypeVar("T")

_LAST_ID = 2**63 - 1
#: Seconds that reads get to end when the store is closed.
LAST_READS = 0.5


class Store:
    """One database. Queries raise DatabaseUnavailableError when it does not answer.

    A query that its caller stops waiting for ends by itself, behind: a deadline around it holds
    to the millisecond even while the network or a lock does not.
    """

    def __init__(self, engines: Engines, clock: Clock, limits: WriterLimits | None = None) -> None:
        self.clock = clock
        self.writer = Writer(self._commit, clock, limits)
        #: This process, among all that share the database.
        self.process = engines.process
        #: Set whenever there may be a new job; one for each worker that listens.
        self.job_bells: dict[asyncio.Event, frozenset[str]] = {}
        #: Set whenever there may be a new event; one for each feed that listens.
        self.event_bells: set[asyncio.Event] = set()
        self._engines = engines
        self._migrated = False
        self._behind: set[asyncio.Task[Any]] = set()

    # Writing

    async def keep_now(self, items: Sequence[Item]) -> None:
        """Return when `items` are on disk, in one transaction; see `Writer.keep_now`."""
        await self.writer.keep_now(*items)

    async def keep_first(self, items: Sequence[Item]) -> None:
        """Return when `items` are on disk, before all others; see `Writer.keep_first`."""
        await self.writer.keep_first(*items)

    async def keep_soon(self, items: Sequence[Item]) -> None:
        """Return when `items` are on disk, sharing a transaction; see `Writer.keep_soon`."""
        await self.writer.keep_soon(*items)

    async def find_or_create_call(self, seen: CallSeen) -> CallRecord:
        """The record of a call, with what `seen` knows added to it."""
        await self.keep_now([seen])
        record = await self.call(seen.retell_call_id)
        if record is None:
            raise DatabaseUnavailableError("the call was deleted while it was being written")
        return record

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write. Whoever can hand items to the writer should do that."""
        await self.migrate()
        with answering():
            async with self._engines.write.begin() as connection:
                yield connection
        self.ring_events()

    async def migrate(self) -> None:
        """Bring the tables to this version, once."""
        if not self._migrated:
            await upgrade(self._engines.migrate)
            self._migrated = True

    async def _commit(self, items: Sequence[Item]) -> None:
        async with self.transaction() as connection:
            await save(connection, items)
        if kinds := enqueued(items):
            self.ring(kinds)

    @asynccontextmanager
    async def own_connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection that nobody else uses, for as long as it is wanted."""
        with answering():
            async with self._engines.migrate.connect() as connection:
                yield connection

    @property
    def notifies(self) -> bool:
        """Whether the database can tell one process what another has written."""
        return self._engines.write.dialect.name == "postgresql"

    def ring(self, kinds: Collection[str] | None = None) -> None:
        """Tell the workers of this process that there may be a job, of one of `kinds` if given."""
        for bell, wanted in self.job_bells.items():
            if kinds is None or not wanted.isdisjoint(kinds):
                bell.set()

    def ring_events(self) -> None:
        """Tell the feeds of this process that there may be an event."""
        for bell in self.event_bells:
            bell.set()

    # Queries

    async def answers(self) -> bool:
        """Whether the database can be read now, its tables included."""
        try:
            await self.rows(select(call_records.c.id).limit(1))
        except DatabaseUnavailableError:
            return False
        return True

    async def load_state(self, retell_call_id: str) -> StateRecord | None:
        """The newest memory of a call, or None where the call is new to us."""
        rows = await self.rows(_STATE, {"call": retell_call_id})
        return StateRecord(**rows[0]) if rows else None

    async def call(self, retell_call_id: str) -> CallRecord | None:
        """The call that Retell knows by this id."""
        return await self._one_call(_CALL, {"call": retell_call_id})

    async def call_by_id(self, call_id: int) -> CallRecord | None:
        """The call with our own number `call_id`."""
        if not 0 < call_id <= _LAST_ID:
            return None
        return await self._one_call(_CALL_BY_ID, {"call": call_id})

    async def recent_calls(self, limit: int = 50, before: int | None = None) -> list[CallRecord]:
        """Calls, the newest first; `before` is the id at which the last page ended."""
        query = select(call_records).order_by(call_records.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(call_records.c.id < max(0, min(before, _LAST_ID)))
        return [CallRecord(**row) for row in await self.rows(query)]

    async def turns(self, retell_call_id: str) -> list[TurnRecord]:
        """The turns of a call in their order."""
        query = of_call(turns, retell_call_id).order_by(turns.c.requested_at, turns.c.id)
        return [TurnRecord(**row) for row in await self.rows(query)]

    async def facts(self, retell_call_id: str) -> list[FactRecord]:
        """What the driver told, in the order of the transcript, corrected facts included."""
        query = of_call(facts, retell_call_id).order_by(facts.c.utterance, facts.c.nth, facts.c.id)
        return [FactRecord(**row) for row in await self.rows(query)]

    async def cards(self, retell_call_id: str) -> list[CardRecord]:
        """The emergency cards of a call in their order."""
        query = _cards().where(call_records.c.retell_call_id == retell_call_id)
        rows = await self.rows(query.order_by(emergency_cards.c.number))
        return [CardRecord(**row) for row in rows]

    async def receipt(self, retell_call_id: str) -> list[ReceiptRecord]:
        """The steps of the hand-over in their order."""
        query = of_call(receipt_steps, retell_call_id).order_by(
            receipt_steps.c.at, receipt_steps.c.id
        )
        return [ReceiptRecord(**row) for row in await self.rows(query)]

    async def recent_emergency(
        self, *, phone_number: str = "", load_number: str = "", since: datetime
    ) -> CardRecord | None:
        """The newest card since `since` from this driver's phone or about this load."""
        same: list[ColumnElement[bool]] = []
        if phone_number:
            same.append(call_records.c.phone_number == phone_number)
        if load_number:
            same.append(call_records.c.load_number == load_number)
        if not same:
            return None
        newest = emergency_cards.c.created_at.desc(), emergency_cards.c.id.desc()
        query = _cards().where(or_(*same), emergency_cards.c.created_at >= since)
        rows = await self.rows(query.order_by(*newest).limit(1))
        return CardRecord(**rows[0]) if rows else None

    async def job(self, kind: str, key: str) -> JobRecord | None:
        """A job as it stands."""
        query = select(*(jobs.c[name] for name in JobRecord.__dataclass_fields__))
        rows = await self.rows(query.where(jobs.c.kind == kind, jobs.c.key == key))
        return JobRecord(**rows[0]) if rows else None

    async def jobs_to_do(self, lane: str) -> int:
        """How many jobs of a lane are neither done nor given up."""
        open_states = jobs.c.state.in_(("queued", "running"))
        query = select(func.count().label("count")).where(jobs.c.lane == lane, open_states)
        return int((await self.rows(query))[0]["count"])

    async def _one_call(
        self, query: Select[Any], values: Mapping[str, object]
    ) -> CallRecord | None:
        rows = await self.rows(query, values)
        return CallRecord(**rows[0]) if rows else None

    async def rows(
        self, query: Select[Any], values: Mapping[str, object] | None = None
    ) -> Sequence[RowMapping]:
        """The rows of a query of a neighbouring module; `values` are those of its parameters."""
        return await self.unhurried(self._read(query, values))

    async def unhurried(self, work: Coroutine[Any, Any, T]) -> T:
        """Do `work` to its end, also where its caller stops waiting for it."""
        doing = asyncio.create_task(work)
        self._behind.add(doing)
        doing.add_done_callback(self._forget)
        return await asyncio.shield(doing)

    async def _read(
        self, query: Select[Any], values: Mapping[str, object] | None
    ) -> Sequence[RowMapping]:
        with answering():
            async with self._engines.read.connect() as connection:
                found = await connection.execute(query, values)
                rows: Sequence[RowMapping] = found.mappings().all()
                return rows

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._behind.discard(task)
        # An error that nobody waits for any more has nobody to tell.
        if not task.cancelled():
            task.exception()

    async def close(self) -> None:
        """Stop the reads that nobody waits for, and close every connection."""
        if self._behind:
            # Broken off in the middle, a connection is lost instead of closed.
            await asyncio.wait(self._behind, timeout=LAST_READS)
        for task in self._behind:
            task.cancel()
        await asyncio.gather(*self._behind, return_exceptions=True)
        await self._engines.dispose()


@asynccontextmanager
async def open_store(
    database_url: str,
    *,
    clock: Clock | None = None,
    limits: WriterLimits | None = None,
    flush_seconds: float = 5.0,
) -> AsyncIterator[Store]:
    """The database at `database_url`, brought to this version, with its writer running.

    A database that is away does not stop the start: calls that come in are answered, what they
    leave waits in memory, and the tables are brought up when it is back. Raises DatabaseUrlError
    and SchemaError, which no waiting cures. At the end what waits is written, for at most
    `flush_seconds`.
    """
    store = Store(open_engines(database_url), clock or SystemClock(), limits)
    try:
        await _try_to_migrate(store)
        writing = asyncio.create_task(store.writer.run(), name="storage-writer")
        try:
            yield store
        finally:
            await store.writer.flush(flush_seconds)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
    finally:
        await store.close()


async def _try_to_migrate(store: Store) -> None:
    try:
        await store.migrate()
    except DatabaseUnavailableError as exc:
        log.error("database_out_at_start", error=str(exc))


def of_call(table: Table, retell_call_id: ColumnElement[str] | str) -> Select[Any]:
    """The rows of one call, without the numbers that only tables need."""
    columns = (column for column in table.c if column.name not in {"id", "call_id"})
    return (
        select(*columns)
        .join(call_records, call_records.c.id == table.c.call_id)
        .where(call_records.c.retell_call_id == retell_call_id)
    )


def _cards() -> Select[Any]:
    card = emergency_cards.c
    return select(call_records.c.retell_call_id, card.number, card.card, card.created_at).join(
        call_records, call_records.c.id == card.call_id
    )


# What is asked with each call is built once: that costs as much as to ask it.
_NAMED = bindparam("call", type_=call_records.c.retell_call_id.type)
_CALL = select(call_records).where(call_records.c.retell_call_id == _NAMED)
_CALL_BY_ID = select(call_records).where(call_records.c.id == bindparam("call"))
_STATE = of_call(call_states, _NAMED).add_columns(call_records.c.prompt_version)
