"""Finding calls: by what is known of them, a page at a time, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select

from conversation.forms import CallOutcome
from storage.records import CallRecord
from storage.store import Store
from storage.tables import call_records, emergency_cards

_calls = call_records.c


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """What calls must have. `driver` is a part of the name, or the whole number; the times are
    when a call was asked for or came in: from `since` on, and before `before`."""

    statuses: Sequence[str] = ()
    load_number: str | None = None
    driver: str | None = None
    outcomes: Sequence[str] = ()
    emergency: bool | None = None
    since: datetime | None = None
    before: datetime | None = None
    retell_call_id: str | None = None
    agent_config_id: int | None = None


async def find_calls(
    store: Store, wanted: CallFilter, limit: int, older_than: int | None = None
) -> list[CallRecord]:
    """At most `limit` calls; `older_than` is the number at which the last page ended.

    Pages stay as they are while new calls come: these are before the first page.
    """
    query = select(call_records).where(*_conditions(wanted)).order_by(_calls.id.desc())
    if older_than is not None:
        query = query.where(_calls.id < older_than)
    return [CallRecord(**row) for row in await store.rows(query.limit(limit))]


async def attempts_of(store: Store, record: CallRecord) -> list[CallRecord]:
    """All calls that stand for one request, in their order."""
    root = record.root_call or record.id
    same = or_(_calls.id == root, _calls.root_call == root)
    rows = await store.rows(select(call_records).where(same).order_by(_calls.attempt))
    return [CallRecord(**row) for row in rows]


async def newest_call_of(store: Store, phone_number: str) -> CallRecord | None:
    """The newest call with a driver of whom something is known, by his number."""
    known = or_(_calls.driver_name.is_not(None), _calls.load_number.is_not(None))
    query = (
        select(call_records)
        .where(_calls.phone_number == phone_number, known)
        .order_by(_calls.id.desc())
        .limit(1)
    )
    rows = await store.rows(query)
    return CallRecord(**rows[0]) if rows else None


def _conditions(wanted: CallFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(_calls.status.in_(wanted.statuses))
    if wanted.outcomes:
        conditions.append(_calls.outcome.in_(wanted.outcomes))
    for column, value in (
        (_calls.load_number, wanted.load_number),
        (_calls.retell_call_id, wanted.retell_call_id),
        (_calls.agent_config_id, wanted.agent_config_id),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.driver is not None:
        named = func.lower(_calls.driver_name).contains(wanted.driver.lower(), autoescape=True)
        conditions.append(or_(named, _calls.phone_number == wanted.driver))
    if wanted.emergency is not None:
        conditions.append(_emergency() if wanted.emergency else ~_emergency())
    if wanted.since is not None:
        conditions.append(_calls.created_at >= wanted.since)
    if wanted.before is not None:
        conditions.append(_calls.created_at < wanted.before)
    return conditions


def _emergency() -> ColumnElement[bool]:
    card = exists().where(emergency_cards.c.call_id == _calls.id)
    return or_(card, func.coalesce(_calls.outcome, "") == CallOutcome.EMERGENCY)
