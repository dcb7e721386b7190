"""One row for one call, in whatever order we and Retell come to know of it."""

from __future__ import annotations

import asyncio
from itertools import permutations

import pytest

from conversation.cards import TransferStep
from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm
from storage import (
    CallLinked,
    CallReported,
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
    TranscriptSeen,
    TurnKept,
    TurnKind,
    open_store,
)
from storage.dialling import NewCall, add_call, cancel_call

AT = 1_800_000_000.0
LOAD = LoadFacts(driver_name="Wanda Oakes", load_number="7731", phone_number="+15550122")


async def placed(store: Store, key: str = "key-1") -> int:
    new = NewCall(load=LOAD, at=AT, job_at=AT, dial_request={}, dial_key=key)
    return (await add_call(store, new)).record.id


def everything_of_a_call(call: str = "call-1") -> list[Item]:
    form = CheckInForm(call_outcome=CallOutcome.IN_TRANSIT_UPDATE)
    return [
        TurnKept(call, 1, TurnKind.TURN, 1, AT),
        FactHeard(call, 0, "eta", "8 AM", "eight", AT),
        CardRaised(call, 1, {"type": "accident"}, AT),
        ReceiptStep(call, TransferStep.REQUESTED, AT, "+15550100"),
        StateKept(call, 1, {"phase": "status"}, AT),
        OutcomeKept(call, AT, CallStatus.IN_PROGRESS, transcript="hi", forms=Forms(check_in=form)),
    ]


async def test_what_came_before_we_knew_whose_it_is_becomes_the_records(store: Store):
    record = await placed(store)
    await store.keep_now(everything_of_a_call())
    await store.keep_now([CallLinked("call-1", record, AT, "key-1")])
    call = await store.call("call-1")
    assert call is not None
    assert (call.id, call.status) == (record, "in_progress")
    assert (call.raw_transcript, call.outcome) == ("hi", "in_transit_update")
    assert len(await store.turns("call-1")) == len(await store.facts("call-1")) == 1
    assert len(await store.cards("call-1")) == len(await store.receipt("call-1")) == 1
    assert await store.load_state("call-1") is not None
    assert len(await store.recent_calls()) == 1


def ended(call: str, status: CallStatus = CallStatus.COMPLETED) -> CallReported:
    return CallReported(
        call, AT, ended=True, status=status, ended_at=AT + 60, duration=60, end_reason="user_hangup"
    )


@pytest.mark.parametrize("together", [False, True])
async def test_every_order_ends_in_the_same_one_row(store: Store, together: bool):
    for number, order in enumerate(permutations(range(4))):
        call, key = f"call-{number}", f"key-{number}"
        record = await placed(store, key)
        told: list[list[Item]] = [
            [CallLinked(call, record, AT, key)],
            everything_of_a_call(call),
            [ended(call)],
            [CallSeen(call, AT)],
        ]
        items = [item for each in order for item in told[each]]
        for unit in [items] if together else [[item] for item in items]:
            await store.keep_now(unit)
        found = await store.call(call)
        assert found is not None
        assert (found.id, found.status, found.duration) == (record, "completed", 60)
        assert (found.driver_name, found.outcome) == ("Wanda Oakes", "in_transit_update")
        assert found.end_reason == "user_hangup"
        assert len(await store.turns(call)) == 1
    assert len(await store.recent_calls(limit=50)) == 24


async def test_a_call_that_was_cancelled_stays_cancelled_when_retell_tells_of_it(store: Store):
    record = await placed(store)
    assert await cancel_call(store, record, AT)
    await store.keep_now([CallSeen("call-1", AT), CallLinked("call-1", record, AT)])
    await store.keep_now([ended("call-1")])
    call = await store.call("call-1")
    assert call is not None
    assert (call.id, call.status, call.end_reason) == (record, "cancelled", "user_hangup")


async def test_a_record_is_not_taken_by_the_key_of_another(store: Store):
    record = await placed(store)
    await store.keep_now([CallLinked("call-1", record, AT, "key of another database")])
    await store.keep_now([CallSeen("call-1", AT)])
    assert len(await store.recent_calls()) == 2


async def test_a_record_belongs_to_the_first_call_that_was_placed_for_it(store: Store):
    record = await placed(store)
    await store.keep_now([CallLinked("call-1", record, AT), CallLinked("call-2", record, AT)])
    await store.keep_now([CallSeen("call-2", AT)])
    first, second = await store.call("call-1"), await store.call("call-2")
    assert first is not None
    assert second is not None
    assert (first.id, second.id != record) == (record, True)


async def test_of_the_transcripts_on_the_way_the_longest_counts(store: Store):
    for words in ("agent: hi", "agent: hi\ndriver: hello", "agent: hi"):
        await store.keep_now([TranscriptSeen("call-1", AT, words)])
    call = await store.call("call-1")
    assert call is not None
    assert call.raw_transcript == "agent: hi\ndriver: hello"


async def test_how_a_call_ended_is_what_retell_says_of_it(store: Store):
    ours = OutcomeKept("call-1", AT, CallStatus.COMPLETED, completed_at=AT + 9, duration=9)
    theirs = ended("call-1", CallStatus.FAILED)
    orders: list[list[Item]] = [[ours, theirs], [theirs, ours]]
    for order in orders:
        await store.keep_now(order)
        call = await store.call("call-1")
        assert call is not None
        assert (call.status, call.duration) == ("failed", 60)


async def test_facts_that_say_nothing_do_not_wipe_out_the_loads(store: Store):
    record = await placed(store)
    await store.keep_now(
        [CallLinked("call-1", record, AT), CallSeen("call-1", AT, LoadFacts(contacts=("+1555",)))]
    )
    call = await store.call("call-1")
    assert call is not None
    assert call.load() == LOAD


async def test_two_processes_may_keep_and_link_one_call_at_the_same_time(store_url: str):
    async with open_store(store_url) as socket, open_store(store_url) as dialler:
        for number in range(20):
            call, key = f"race-{number}", f"key-{number}"
            record = await placed(dialler, key)
            await asyncio.gather(
                *(socket.keep_now([TurnKept(call, 1, TurnKind.TURN, n, AT)]) for n in range(5)),
                dialler.keep_now([CallLinked(call, record, AT, key)]),
                *(dialler.keep_now([TurnKept(call, 2, TurnKind.TURN, n, AT)]) for n in range(5)),
            )
            found = await socket.call(call)
            assert found is not None
            assert found.id == record
            assert len(await socket.turns(call)) == 10
