"""Events: each told once, in an order that no reader can miss anything by."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from conversation.cards import TransferStep
from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm
from storage import (
    CallLinked,
    CallRead,
    CallSeen,
    CallStatus,
    CardRaised,
    FactHeard,
    Forms,
    Item,
    OutcomeKept,
    ReceiptStep,
    StateKept,
    Store,
    TurnKept,
    TurnKind,
    open_store,
)
from storage.dialling import NewCall, add_call, cancel_call
from storage.event_queries import EventRecord, Wanted, events_after, newest_event
from storage.feed import LONGEST_QUEUE, EventFeed, ListenerLostError
from storage.news import EventType, News
from storage.publishing import publish
from storage.sharing import sharing

AT = 1_800_000_000.0
FORMS = Forms(check_in=CheckInForm(call_outcome=CallOutcome.IN_TRANSIT_UPDATE))


def turn(number: int, call: str = "call-1", **other: Any) -> TurnKept:
    return TurnKept(call, 1, TurnKind.TURN, number, AT + number, agent_words="hi", **other)


async def told(store: Store, after: int = 0, wanted: Wanted | None = None) -> list[EventRecord]:
    return await events_after(store, after, 100, wanted)


async def kinds(store: Store) -> list[str]:
    return [event.type for event in await told(store)]


async def test_a_call_is_told_from_its_start_to_its_end(store: Store):
    await store.keep_now([CallSeen("call-1", AT, LoadFacts(load_number="7731")), turn(1)])
    await store.keep_now([turn(2), FactHeard("call-1", 0, "eta", "8 AM", "eight", AT)])
    await store.keep_now([CardRaised("call-1", 1, {"emergency_type": "accident"}, AT)])
    await store.keep_now([ReceiptStep("call-1", TransferStep.REQUESTED, AT, "+15550100")])
    end = OutcomeKept("call-1", AT, CallStatus.COMPLETED, completed_at=AT, forms=FORMS)
    await store.keep_now([end, StateKept("call-1", 1, {}, AT)])
    await store.keep_now([CallRead("call-1", AT, 1, FORMS)])
    events = await told(store)
    assert [event.type for event in events] == [
        "call", "turn", "turn", "alert", "receipt", "call", "form",
    ]  # fmt: skip
    record = await store.call("call-1")
    assert record is not None
    assert {(event.call_id, event.retell_call_id) for event in events} == {(record.id, "call-1")}
    first, *_, last, form = events
    assert (first.data["status"], first.data["load_number"]) == ("in_progress", "7731")
    assert (last.data["status"], last.data["outcome"]) == ("completed", "in_transit_update")
    assert events[3].data == {"emergency_type": "accident"}
    assert form.data["forms"]["check_in"]["call_outcome"] == "in_transit_update"


async def test_what_is_kept_again_is_not_told_again(store: Store):
    """A commit whose answer is lost is tried again."""
    items: list[Item] = [
        CallSeen("call-1", AT),
        turn(1),
        CardRaised("call-1", 1, {}, AT),
        CallRead("call-1", AT, 1, FORMS),
        OutcomeKept("call-1", AT, CallStatus.COMPLETED, completed_at=AT, forms=FORMS),
    ]
    await store.keep_now(items)
    once = await told(store)
    await store.keep_now(items)
    assert await told(store) == once


async def test_a_turn_that_went_unheard_is_told_again_as_such(store: Store):
    await store.keep_now([turn(1)])
    await store.keep_now([turn(1, superseded=True)])
    assert [event.data["superseded"] for event in await told(store) if event.type == "turn"] == [
        False,
        True,
    ]


async def test_a_call_that_we_place_is_told_under_one_number(store: Store):
    new = NewCall(load=LoadFacts(), at=AT, job_at=AT, dial_request={}, dial_key="key")
    placed = (await add_call(store, new)).record.id
    await store.keep_now([turn(1)])  # the socket opens before Retell has answered us
    await store.keep_now([CallLinked("call-1", placed, AT, "key")])
    await cancel_call(store, placed, AT)
    events = await told(store)
    assert {event.call_id for event in events} == {placed}
    assert [event.data["status"] for event in events if event.type == "call"] == [
        "initiated",
        "in_progress",
        "cancelled",
    ]


async def test_events_of_some_kinds_and_of_one_call_can_be_had(store: Store):
    await store.keep_now([CallSeen("call-1", AT), turn(1), CallSeen("2", AT), turn(1, "2")])
    record = await store.call("call-1")
    assert record is not None
    by_name = await told(store, wanted=Wanted(call="call-1"))
    assert by_name == await told(store, wanted=Wanted(call=str(record.id)))
    assert {event.retell_call_id for event in by_name} == {"call-1"}
    turns = await told(store, wanted=Wanted(frozenset({EventType.TURN})))
    assert {event.type for event in turns} == {"turn"}
    assert len(turns) == 2


async def test_an_event_is_never_seen_before_one_with_a_lower_number(postgres_store_url: str):
    """Numbers are given out before a commit: the second to commit must not have the lower one."""
    async with open_store(postgres_store_url) as store:

        async def tell(key: str) -> None:
            async with store.transaction() as connection:
                await publish(connection, [(News(EventType.ALERT, key, AT, {}), None)])

        async with store.transaction() as slow:
            await publish(slow, [(News(EventType.ALERT, "slow", AT, {}), None)])
            quick = asyncio.create_task(tell("quick"))
            await _somebody_waits_in_line(store)
            assert await told(store) == []
        await quick
        ids = [event.id for event in await told(store)]
        assert len(ids) == 2
        assert ids == sorted(ids)


async def _somebody_waits_in_line(store: Store) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with asyncio.timeout(10), store.own_connection() as connection:
        while not await connection.scalar(waiting):
            pass


async def test_a_number_is_never_used_again(store: Store):
    await store.keep_now([turn(1)])
    newest = await newest_event(store)
    async with store.transaction() as connection:
        await connection.execute(text("DELETE FROM events"))
    await store.keep_now([turn(2)])
    assert [event.id for event in await told(store)] > [newest]


async def _had(listener: Any, count: int) -> list[EventRecord]:
    had: list[EventRecord] = []
    while len(had) < count:
        some = await listener.some(10)
        assert some
        had += some
    return had


async def test_whoever_listens_hears_what_this_process_keeps(store: Store):
    await store.keep_now([turn(1)])
    feed = EventFeed(store)
    async with feed.running(), feed.listening(Wanted(frozenset({EventType.TURN}))) as listener:
        await store.keep_now([turn(2)])
        await store.keep_now([turn(3)])
        assert [event.data["number"] for event in await _had(listener, 2)] == [2, 3]


async def test_whoever_listens_hears_at_once_what_another_process_keeps(postgres_store_url: str):
    async with (
        open_store(postgres_store_url) as here,
        open_store(postgres_store_url) as there,
        sharing(here),
    ):
        feed = EventFeed(here)
        async with feed.running(), feed.listening(Wanted()) as listener:
            await there.keep_now([turn(1)])
            # Long before anybody would look by himself.
            async with asyncio.timeout(4):
                assert [event.type for event in await _had(listener, 2)] == ["call", "turn"]


async def test_whoever_reads_too_slowly_is_let_go(store: Store):
    feed = EventFeed(store)
    event = EventRecord(1, "turn", datetime.fromtimestamp(AT, UTC), None, None, {})
    async with feed.listening(Wanted()) as listener:
        for _ in range(LONGEST_QUEUE + 1):
            listener.hand(event)
        try:
            await listener.some(10)
        except ListenerLostError:
            return
    raise AssertionError("a listener who was too slow went on")


async def test_a_lost_connection_is_listened_on_again(postgres_store_url: str):
    ours = (
        "FROM pg_stat_activity WHERE application_name = :name AND query LIKE 'LISTEN %'"
        " AND state = 'idle'"
    )
    async with open_store(postgres_store_url) as store, sharing(store):

        async def listens(besides: int = 0) -> int:
            async with asyncio.timeout(10), store.own_connection() as connection:
                query = text(f"SELECT pid {ours} AND pid <> :besides")
                named = {"name": store.process, "besides": besides}
                while (found := await connection.scalar(query, named)) is None:
                    # What this transaction has seen of others stays as it was.
                    await connection.rollback()
                return int(found)

        first = await listens()
        async with store.own_connection() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
        assert await listens(besides=first) != first
