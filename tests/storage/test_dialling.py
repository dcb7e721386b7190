"""A call is asked for once, placed by one process, and never placed after it was cancelled."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from conversation.events import LoadFacts
from conversation.forms import CallOutcome, CheckInForm
from storage import CallLinked, CallStatus, Forms, OutcomeKept, Store, open_store
from storage.columns import moment
from storage.dialling import (
    DIAL_CALL,
    CallHistory,
    NewCall,
    Since,
    add_call,
    call_history,
    cancel_call,
    claim_dialling,
    give_up_dialling,
)

AT = 1_800_000_000.0
LOAD = LoadFacts(driver_name="Wanda Oakes", load_number="7731", phone_number="+15550122")
NEW = NewCall(load=LOAD, at=AT, job_at=AT + 60, dial_request={"to": "+15550122"}, dial_key="k1")
SINCE = Since(day=moment(AT - 3600), update=moment(AT - 3600))


class TooOftenError(Exception):
    pass


def once(history: CallHistory) -> None:
    if history.calls:
        raise TooOftenError


@pytest.fixture
def shared_url(store_url: str) -> str:
    """A database whose processes wait for each other."""
    return store_url.replace("busy_timeout=0", "busy_timeout=5000")


async def test_a_call_is_kept_with_the_job_that_sees_to_it(store: Store):
    record = (await add_call(store, NEW)).record
    assert (record.status, record.driver_name, record.attempt) == ("initiated", "Wanda Oakes", 1)
    job = await store.job(DIAL_CALL, str(record.id))
    assert job is not None
    assert job.run_at == moment(AT + 60)


async def test_what_is_asked_for_twice_under_one_key_is_one_call(shared_url: str):
    async with open_store(shared_url) as one, open_store(shared_url) as other:
        asked = [replace(NEW, dial_key=f"k{n}", request_key="r1") for n in range(6)]
        added = await asyncio.gather(
            *(add_call(each, new) for each, new in zip([one, other] * 3, asked, strict=True))
        )
        assert len({each.record.id for each in added}) == 1
        assert sum(each.new for each in added) == 1


async def test_two_who_ask_at_once_do_not_both_slip_under_the_cap(shared_url: str):
    async with open_store(shared_url) as one, open_store(shared_url) as other:
        tries = await asyncio.gather(
            *(
                add_call(each, replace(NEW, dial_key=f"k{n}"), SINCE, once)
                for n, each in enumerate([one, other, one, other])
            ),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in tries) == ["Added", *["TooOftenError"] * 3]


async def test_only_one_process_places_a_call(shared_url: str):
    async with open_store(shared_url) as one, open_store(shared_url) as other:
        record = (await add_call(one, NEW)).record.id
        claims = await asyncio.gather(
            *(claim_dialling(each, record, AT, AT + 30) for each in (one, other, one, other))
        )
        (claimed,) = [each for each in claims if each is not None]
        assert not claimed.tried
        again = await claim_dialling(other, record, AT + 31, AT + 60)
        assert again is not None
        assert again.tried


async def test_a_cancelled_call_is_claimed_only_where_it_may_have_been_placed(store: Store):
    never, perhaps = [
        (await add_call(store, replace(NEW, dial_key=key, dialling_until=until))).record.id
        for key, until in (("k1", None), ("k2", AT))
    ]
    assert await cancel_call(store, never, AT)
    assert await cancel_call(store, perhaps, AT)
    assert not await cancel_call(store, perhaps, AT)
    assert await claim_dialling(store, never, AT + 1, AT + 9) is None
    assert await claim_dialling(store, perhaps, AT + 1, AT + 9) is not None


async def test_a_call_that_retell_has_is_neither_placed_nor_given_up(store: Store):
    record = (await add_call(store, NEW)).record.id
    await store.keep_now([CallLinked("call-1", record, AT, "k1")])
    await give_up_dialling(store, record, AT, "retell_unreachable", "no answer")
    assert await claim_dialling(store, record, AT, AT + 9) is None
    call = await store.call_by_id(record)
    assert call is not None
    assert call.status == "initiated"


async def test_one_that_was_given_up_comes_back_when_retell_has_it_after_all(store: Store):
    record = (await add_call(store, NEW)).record.id
    await give_up_dialling(store, record, AT, "retell_unreachable", "no answer")
    failed = await store.call_by_id(record)
    assert failed is not None
    assert (failed.status, failed.failure) == ("failed", "no answer")
    await store.keep_now([CallLinked("call-1", record, AT, "k1")])
    call = await store.call("call-1")
    assert call is not None
    assert (call.id, call.status, call.failure, call.completed_at) == (
        record, "initiated", None, None,
    )  # fmt: skip


@pytest.mark.parametrize("reached", [True, False])
async def test_history_counts_calls_that_rang_and_updates_that_were_given(store: Store, reached):
    record = (await add_call(store, NEW)).record.id
    if reached:
        form = CheckInForm(call_outcome=CallOutcome.IN_TRANSIT_UPDATE)
        end = OutcomeKept(
            "call-1", AT, CallStatus.COMPLETED, completed_at=AT, forms=Forms(check_in=form)
        )
        await store.keep_now([CallLinked("call-1", record, AT), end])
    else:
        await give_up_dialling(store, record, AT, "retell_refused", "no such number")
    history = await call_history(store, LOAD, SINCE)
    assert history == (CallHistory(1, moment(AT), record) if reached else CallHistory(0))
    later = Since(day=moment(AT + 1), update=moment(AT + 1))
    assert await call_history(store, LOAD, later) == CallHistory(0)
