"""Events on their way to whoever listens, in the transaction of what they tell of.

Readers go by the number of an event, so an event must never become visible after one with a
higher number. SQLite has one writer at a time. On PostgreSQL events are numbered under a lock that
is held to the end of the transaction: they are the last that it writes, so that nobody who waits
for the lock holds anything that its holder could want.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import moment
from storage.items import OPEN_STATUSES
from storage.news import CallNews, News, call_news
from storage.tables import call_records, events

#: The channels on which PostgreSQL tells other processes that there is something to read.
EVENTS_CHANNEL, JOBS_CHANNEL = "checkcall_events", "checkcall_jobs"

_IN_LINE = text("SELECT pg_advisory_xact_lock(hashtextextended('checkcall events', 0))")
# Whoever has sent it need not be woken by it.
_NOTIFY = text("SELECT pg_notify(:channel, current_setting('application_name'))")

_TOLD_OF_CALLS = (
    select(*(call_records.c[name] for name in ("id", "retell_call_id", *CallNews.model_fields)))
    .where(call_records.c.id.in_(bindparam("calls", expanding=True)))
    .order_by(call_records.c.id)
)

#: An event, and the number of the call that it belongs to.
Told = tuple[News, int | None]


async def publish(connection: AsyncConnection, told: Sequence[Told]) -> None:
    """Keep events, in this order. Nothing may be written after them in the same transaction."""
    if not told:
        return
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        await connection.execute(_IN_LINE)
    new = (postgresql if postgres else sqlite).insert(events)
    rows = [_row(news, call_id) for news, call_id in told]
    await connection.execute(new.on_conflict_do_nothing(index_elements=["key"]), rows)
    await notify(connection, EVENTS_CHANNEL)


async def notify(connection: AsyncConnection, channel: str) -> None:
    """Wake the other processes once the transaction is through. SQLite's find out by looking."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_NOTIFY, {"channel": channel})


async def statuses_of(connection: AsyncConnection, calls: Collection[int], at: float) -> list[Told]:
    """What is to be told of calls whose status may have changed in this transaction."""
    if not calls:
        return []
    rows = (await connection.execute(_TOLD_OF_CALLS, {"calls": list(calls)})).mappings().all()
    return [(call_news(row, at), row["id"]) for row in rows]


def parted(statuses: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """What is told of calls before all else that is told of them, and what comes after it."""
    begun: list[Told] = []
    ended: list[Told] = []
    for told in statuses:
        data = told[0].data
        is_open = isinstance(data, CallNews) and data.status in OPEN_STATUSES
        (begun if is_open else ended).append(told)
    return begun, ended


async def publish_statuses(connection: AsyncConnection, calls: Iterable[int], at: float) -> None:
    """Tell the present status of calls. Nothing may be written after that."""
    await publish(connection, await statuses_of(connection, list(calls), at))


def _row(news: News, call_id: int | None) -> dict[str, Any]:
    return {
        "at": moment(news.at),
        "type": news.type,
        "call_id": call_id,
        "key": news.key,
        "data": news.data,
    }
