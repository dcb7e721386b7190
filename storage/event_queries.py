"""The events in the order of their numbers, for whoever was not there when they happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.news import EventType
from storage.store import Store
from storage.tables import call_records, events

_LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event. `call_id` is our number of the call, `retell_call_id` Retell's name for it."""

    id: int
    type: str
    at: datetime
    call_id: int | None
    retell_call_id: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events somebody wants: of these types, all where there are none; of this call.

    `call` is our number of a call or Retell's name for it.
    """

    types: frozenset[EventType] = frozenset()
    call: str = ""

    @property
    def call_id(self) -> int | None:
        """The number, where the call is named by it."""
        number = self.call.isdecimal() and self.call.isascii() and int(self.call)
        return number if number and number <= _LAST_ID else None

    def has(self, event: EventRecord) -> bool:
        """Whether `event` is one of them."""
        if self.types and event.type not in self.types:
            return False
        if not self.call:
            return True
        return event.retell_call_id == self.call or event.call_id == self.call_id is not None


async def events_after(
    store: Store, after: int, limit: int, wanted: Wanted | None = None
) -> list[EventRecord]:
    """The next `limit` events after number `after`, in their order."""
    query = (
        select(
            events.c.id,
            events.c.type,
            events.c.at,
            events.c.call_id,
            call_records.c.retell_call_id,
            events.c.data,
        )
        .outerjoin(call_records, call_records.c.id == events.c.call_id)
        .where(events.c.id > max(0, min(after, _LAST_ID)))
        .order_by(events.c.id)
        .limit(limit)
    )
    if wanted is not None and wanted.types:
        query = query.where(events.c.type.in_(sorted(wanted.types)))
    if wanted is not None and wanted.call_id is not None:
        query = query.where(events.c.call_id == wanted.call_id)
    elif wanted is not None and wanted.call:
        query = query.where(call_records.c.retell_call_id == wanted.call)
    return [EventRecord(**row) for row in await store.rows(query)]


async def newest_event(store: Store) -> int:
    """The number of the newest event; 0 where there is none."""
    rows = await store.rows(select(func.max(events.c.id).label("newest")))
    return int(rows[0]["newest"] or 0)
