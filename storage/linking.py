"""Two rows become one: the call that we placed, and the call that Retell told us of.

Retell may open the socket of a call, and report on it, before it has answered our request to place
it. What is kept of that call then stands in a row of its own, until somebody tells whose it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import structlog
from sqlalchemy import RowMapping, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import moment, storable
from storage.items import CallLinked, CallStatus, Item
from storage.tables import call_records, metadata

log = structlog.get_logger(__name__)

_calls = call_records.c

#: What our own record knows better, or what belongs to its placing.
_OF_THE_RECORD = frozenset(
    {
        "id", "retell_call_id", "status", "created_at", "client_metadata", "dial_request",
        "dial_key", "dialling_until", "scheduled_at", "attempt", "root_call", "request_key",
        "request_hash",
    }
)  # fmt: skip
#: What a record holds that was given up before Retell's word of it came.
_OF_A_FAILURE = ("completed_at", "end_reason", "failure")


_NAMES = select(_calls.id, _calls.retell_call_id).where(
    _calls.id.in_(bindparam("records", expanding=True))
)


async def link_calls(connection: AsyncConnection, items: Sequence[Item]) -> set[int]:
    """Make each call that a `CallLinked` names its record's, within the same transaction.

    Returns the records whose status may have changed by it.
    """
    linked = [item for item in items if isinstance(item, CallLinked)]
    known = await _names_of(connection, {item.record for item in linked})
    # Every event tells it again, and what is told for the first time is the exception.
    news = [item for item in linked if known.get(item.record) != storable(item.retell_call_id)]
    for item in news:
        await _link(connection, item)
    return {item.record for item in news}


async def _names_of(connection: AsyncConnection, records: Collection[int]) -> dict[int, str | None]:
    """Retell's names of these records' calls. A record that has one keeps it."""
    if not records:
        return {}
    rows = await connection.execute(_NAMES, {"records": list(records)})
    return {row.id: row.retell_call_id for row in rows}


async def _link(connection: AsyncConnection, item: CallLinked) -> None:
    retell_call_id = storable(item.retell_call_id)
    record = await _locked(connection, item.record)
    if record is None or record["retell_call_id"] == retell_call_id:
        return
    if item.dial_key and record["dial_key"] != item.dial_key:
        # Another installation's number, or one of a database that is no more.
        log.warning("call_of_another_record", record=item.record)
        return
    if record["retell_call_id"] is not None:
        log.error("call_placed_twice", record=item.record, call_id=retell_call_id)
        return
    known = await _row_of(connection, retell_call_id, item.at)
    found = await _locked(connection, known[0])
    if found is None or found["dial_key"] is not None:
        log.error("call_of_two_records", record=item.record, call_id=retell_call_id)
        return
    await _move_all(connection, found["id"], record["id"])
    await connection.execute(delete(call_records).where(_calls.id == found["id"]))
    merged = _merged(record, found, heard_of=not known[1])
    await connection.execute(
        update(call_records)
        .where(_calls.id == record["id"])
        .values(retell_call_id=retell_call_id, dialling_until=None, **merged)
    )


async def _locked(connection: AsyncConnection, call_id: int) -> RowMapping | None:
    """A row that nobody else changes, or writes anything under, until this is written."""
    rows = await connection.execute(
        select(call_records).where(_calls.id == call_id).with_for_update()
    )
    return rows.mappings().first()


async def _row_of(connection: AsyncConnection, call: str, at: float) -> tuple[int, bool]:
    """The row of Retell's call, and whether it was made just now.

    It is made even where it must go at once: whoever makes it at the same time waits for us.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = (
        insert(call_records)
        .values(retell_call_id=call, status=CallStatus.IN_PROGRESS, created_at=moment(at))
        .on_conflict_do_nothing()
        .returning(_calls.id)
    )
    made = (await connection.execute(new)).scalar()
    if made is not None:
        return made, True
    named = select(_calls.id).where(_calls.retell_call_id == call)
    return (await connection.execute(named)).scalar_one(), False


@cache
def _tables_of_calls() -> tuple[Table, ...]:
    return tuple(
        table
        for table in metadata.tables.values()
        if any(key.column is _calls.id for key in table.foreign_keys)
    )


async def _move_all(connection: AsyncConnection, old: int, new: int) -> None:
    for table in _tables_of_calls():
        await connection.execute(update(table).where(table.c.call_id == old).values(call_id=new))


def _merged(record: RowMapping, found: RowMapping, *, heard_of: bool) -> dict[str, Any]:
    """The record's columns with what is known of the call. A cancelled one stays cancelled."""
    merged = {
        name: value
        for name, value in found.items()
        if name not in _OF_THE_RECORD and value is not None
    }
    if record["status"] == CallStatus.CANCELLED:
        return merged
    if record["status"] == CallStatus.FAILED:
        # It was given up too early: Retell has placed it after all.
        merged = {**dict.fromkeys(_OF_A_FAILURE), **merged}
    return {**merged, "status": found["status"] if heard_of else CallStatus.INITIATED}
