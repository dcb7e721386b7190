"""Readings of calls: each has a number of its own, whoever keeps it."""

from __future__ import annotations

import asyncio

from conversation.forms import CallOutcome, CheckInForm, Forms
from storage import CallRead, Store, add_reading, open_store, readings_of

FORMS = Forms(check_in=CheckInForm(call_outcome=CallOutcome.INCOMPLETE))


def reading(model: str) -> CallRead:
    return CallRead("call-1", 1000.0, 2, FORMS, model=model)


async def test_readings_of_two_processes_at_the_same_time_are_all_kept(
    store: Store, store_url: str
):
    await store.keep_now([CallRead("call-1", 1000.0, 1, FORMS)])
    async with open_store(store_url.replace("timeout=0", "timeout=5000"), flush_seconds=0) as other:
        stores = (other,) if "sqlite" in store_url else (store, other)
        names = [f"model-{n}" for n in range(8)]
        numbers = await asyncio.gather(
            *(add_reading(stores[n % len(stores)], reading(name)) for n, name in enumerate(names))
        )
    kept = await readings_of(store, "call-1")
    assert sorted(numbers) == list(range(2, 10))
    assert {each.model for each in kept} == {None, *names}
