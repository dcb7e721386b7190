"""Calls that call back a driver whose line was lost, and what has become of him since."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import or_, select

from storage.records import CallRecord
from storage.store import Store
from storage.tables import call_records

#: How the requests for such calls are named; nobody else may use it.
_NAME: Final = "checkcall redial/"

_calls = call_records.c


def redial_key(retell_call_id: str, card: int, number: int) -> str:
    """The name of the request for one try to call back after that call."""
    return f"{_NAME}{retell_call_id}/{card}/{number}"


def is_redial(record: CallRecord) -> bool:
    """Whether the call calls somebody back."""
    return (record.request_key or "").startswith(_NAME)


async def calls_since(store: Store, lost: CallRecord, since: datetime) -> list[CallRecord]:
    """The calls with this driver, or about this load, that were made after a lost one."""
    same = [
        column == value
        for column, value in (
            (_calls.phone_number, lost.phone_number),
            (_calls.load_number, lost.load_number),
        )
        if value
    ]
    if not same:
        return []
    query = (
        select(call_records)
        .where(or_(*same), _calls.created_at >= since, _calls.id != lost.id)
        .order_by(_calls.id)
    )
    return [CallRecord(**row) for row in await store.rows(query)]
