"""The writer alone, over a database that does what a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from storage import (
    CallSeen,
    CardRaised,
    DatabaseUnavailableError,
    FactHeard,
    Item,
    ItemRefusedError,
    JobDue,
    StateKept,
    TurnKept,
    TurnKind,
    Writer,
    WriterLimits,
)
from tests.storage.fake_clock import FakeClock

AT = 1_800_000_000.0


def turn(call: str, number: int, words: str = "") -> TurnKept:
    return TurnKept(call, 1, TurnKind.TURN, number, AT, driver_words=words)


def state(call: str, n: int) -> StateKept:
    return StateKept(call, 1, {"n": n}, AT)


class FakeDatabase:
    """Remembers what was committed; can be out, refuse items, or hold a commit open."""

    def __init__(self) -> None:
        self.out = False
        self.poison: set[str] = set()
        self.tries: list[list[Item]] = []
        self.committed: list[Item] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.entered = asyncio.Event()

    async def commit(self, items: Sequence[Item]) -> None:
        self.tries.append(list(items))
        self.entered.set()
        await self.gate.wait()
        if self.out:
            raise DatabaseUnavailableError("out")
        if any(getattr(item, "driver_words", "") in self.poison for item in items):
            raise ValueError("cannot be encoded")
        self.committed.extend(items)


@asynccontextmanager
async def running(writer: Writer) -> AsyncIterator[Writer]:
    task = asyncio.create_task(writer.run())
    try:
        yield writer
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def database() -> FakeDatabase:
    return FakeDatabase()


@pytest.fixture
async def writer(database: FakeDatabase, clock: FakeClock) -> AsyncIterator[Writer]:
    async with running(Writer(database.commit, clock)) as open_writer:
        yield open_writer


async def test_what_is_kept_is_written_in_its_order(writer: Writer, database: FakeDatabase):
    items = [turn("a", n) for n in range(5)]
    for item in items:
        writer.keep(item)
    assert await writer.flush(1) == {}
    assert database.committed == items


async def test_keeping_waits_for_nothing(writer: Writer, database: FakeDatabase):
    database.gate.clear()
    writer.keep(turn("a", 1))
    await database.entered.wait()
    writer.keep(turn("a", 2))
    assert database.committed == []
    assert writer.waiting == 2


async def test_the_writer_tells_how_far_it_is_behind(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.gate.clear()
    assert writer.behind == 0
    writer.keep(turn("a", 1))
    await database.entered.wait()
    clock.advance(2)
    writer.keep(turn("a", 2))
    assert writer.behind == 2
    database.entered.clear()
    database.gate.set()
    await writer.flush(1)
    assert writer.behind == 0


async def test_while_the_database_is_away_the_writer_is_behind_since_it_went(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.out = True
    writer.keep(turn("a", 1))
    await clock.somebody_sleeps(0.1)
    clock.advance(60)
    await clock.somebody_sleeps(0.2)
    # What is promoted stands before what has waited longer.
    keeping = asyncio.create_task(writer.keep_now(turn("b", 1)))
    await asyncio.sleep(0)
    assert writer.behind == 60
    database.out = False
    clock.advance(5)
    await keeping
    await writer.flush(1)
    assert writer.behind == 0


async def test_what_comes_first_is_written_with_nothing_of_other_calls(
    writer: Writer, database: FakeDatabase
):
    for call in "abc":
        writer.keep(turn(call, 1))
    await writer.keep_first(CardRaised("b", 1, {}, AT))
    await writer.flush(1)
    assert database.tries == [
        [turn("b", 1), CardRaised("b", 1, {}, AT)],
        [turn("a", 1), turn("c", 1)],
    ]


async def test_a_transaction_holds_no_more_than_a_batch(writer: Writer, database: FakeDatabase):
    for n in range(450):
        writer.keep(turn("a", n))
    await writer.flush(1)
    assert [len(items) for items in database.tries] == [200, 200, 50]


async def test_items_kept_together_are_written_together(clock: FakeClock, database: FakeDatabase):
    async with running(Writer(database.commit, clock, WriterLimits(batch=1))) as writer:
        writer.keep(turn("a", 1), JobDue("extract", "a", AT))
        writer.keep(turn("a", 2))
        await writer.flush(1)
    assert [len(items) for items in database.tries] == [2, 1]


async def test_of_states_that_wait_only_the_newest_is_written(
    writer: Writer, database: FakeDatabase
):
    for n in range(100):
        writer.keep(state("a", n))
        writer.keep(state("b", -n))
    await writer.flush(1)
    assert database.committed == [state("a", 99), state("b", -99)]


async def test_a_state_kept_while_an_older_one_is_being_written_follows_it(
    writer: Writer, database: FakeDatabase
):
    database.gate.clear()
    writer.keep(state("a", 1))
    await database.entered.wait()
    writer.keep(state("a", 2))
    database.gate.set()
    await writer.flush(1)
    assert database.committed == [state("a", 1), state("a", 2)]


async def test_a_failed_state_gives_way_to_a_newer_one(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.out = True
    database.gate.clear()
    writer.keep(state("a", 1))
    await database.entered.wait()
    writer.keep(state("a", 2))
    database.gate.set()
    await clock.somebody_sleeps(0.1)
    database.out = False
    clock.advance(0.1)
    await writer.flush(1)
    assert database.committed == [state("a", 2)]


async def test_a_newer_state_never_overtakes_a_unit_with_an_older_one(
    writer: Writer, database: FakeDatabase
):
    writer.keep(state("a", 1))
    writer.keep(CardRaised("a", 1, {}, AT), state("a", 2))
    writer.keep(state("a", 3))
    await writer.flush(1)
    assert [item.memory for item in database.committed if isinstance(item, StateKept)][-1] == {
        "n": 3
    }


async def test_kept_now_means_on_disk(writer: Writer, database: FakeDatabase):
    await writer.keep_now(CardRaised("a", 1, {}, AT))
    assert database.committed == [CardRaised("a", 1, {}, AT)]


async def test_keeping_nothing_now_returns_at_once(writer: Writer, database: FakeDatabase):
    await writer.keep_now()
    assert database.tries == []


async def test_kept_now_goes_before_the_other_calls_but_after_its_own(
    writer: Writer, database: FakeDatabase
):
    card = CardRaised("b", 1, {}, AT)
    writer.keep(turn("a", 1))
    writer.keep(turn("b", 1))
    writer.keep(turn("a", 2))
    await writer.keep_now(card)
    assert database.committed == [turn("b", 1), card, turn("a", 1), turn("a", 2)]


async def test_kept_now_does_not_wait_for_the_pause_of_an_outage(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.out = True
    writer.keep(turn("a", 1))
    await clock.somebody_sleeps(0.1)
    database.out = False
    await writer.keep_now(CardRaised("a", 1, {}, AT))
    assert database.committed == [turn("a", 1), CardRaised("a", 1, {}, AT)]


async def test_whoever_stops_waiting_does_not_stop_the_writing(
    writer: Writer, database: FakeDatabase
):
    database.gate.clear()
    waiting = asyncio.create_task(writer.keep_now(CardRaised("a", 1, {}, AT)))
    await database.entered.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    database.gate.set()
    await writer.flush(1)
    assert database.committed == [CardRaised("a", 1, {}, AT)]


async def test_an_outage_is_waited_out_with_growing_pauses(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.out = True
    writer.keep(turn("a", 1))
    for pause in (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0):
        await clock.somebody_sleeps(pause)
        assert writer.out
        clock.advance(pause)
    await clock.somebody_sleeps(5.0)
    database.out = False
    clock.advance(5.0)
    await writer.flush(1)
    assert database.committed == [turn("a", 1)]
    assert not writer.out


async def test_an_outage_is_logged_once_at_its_start_and_once_at_its_end(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.out = True
    with capture_logs() as logs:
        for n in range(10):
            writer.keep(turn("a", n, "words that no log may hold"))
        for pause in (0.1, 0.2, 0.4):
            await clock.somebody_sleeps(pause)
            clock.advance(pause)
        await clock.somebody_sleeps(0.8)
        database.out = False
        clock.advance(0.8)
        await writer.flush(1)
    assert [entry["event"] for entry in logs] == ["database_out", "database_back"]
    assert logs[1]["seconds"] == 1.5
    assert logs[1]["written"] == 10
    assert "words that no log may hold" not in str(logs)


@pytest.mark.parametrize("place", [0, 1, 99, 198, 199])
async def test_a_poisoned_item_is_set_aside_alone(
    writer: Writer, database: FakeDatabase, place: int
):
    database.poison = {"poison"}
    items = [turn("a", n, "poison" if n == place else "") for n in range(200)]
    with capture_logs() as logs:
        for item in items:
            writer.keep(item)
        await writer.flush(1)
    assert database.committed == [item for item in items if item.number != place]
    [entry] = logs
    assert (entry["event"], entry["kinds"], entry["calls"]) == (
        "item_set_aside",
        ["TurnKept"],
        ["a"],
    )


async def test_whoever_waits_for_a_poisoned_item_is_told(writer: Writer, database: FakeDatabase):
    database.poison = {"poison"}
    writer.keep(turn("a", 1))
    with pytest.raises(ItemRefusedError) as refused:
        await writer.keep_now(turn("a", 2, "poison"))
    assert isinstance(refused.value.__cause__, ValueError)
    assert database.committed == [turn("a", 1)]


async def test_what_is_no_item_is_set_aside(clock: FakeClock):
    async def commit(items: Sequence[Item]) -> None:
        raise TypeError("cannot be kept")

    async with running(Writer(commit, clock)) as writer:
        with capture_logs() as logs:
            writer.keep(cast("Item", "not an item"))
            assert await writer.flush(1) == {}
    assert [entry["kinds"] for entry in logs] == [["str"]]


async def test_a_full_writer_drops_turns_first_and_says_so_once(
    database: FakeDatabase, clock: FakeClock
):
    database.out = True
    limits = WriterLimits(expendable_waiting=3, waiting=5)
    with capture_logs() as logs:
        async with running(Writer(database.commit, clock, limits)) as writer:
            for n in range(10):
                writer.keep(turn("a", n))
                writer.keep(FactHeard("a", n, "eta", "8", "8", AT))
            kept: list[Item] = [CallSeen("a", AT), CardRaised("a", 1, {}, AT)]
            for item in kept:
                writer.keep(item)
            writer.keep(CallSeen("b", AT))
            assert writer.waiting == 5
            with pytest.raises(DatabaseUnavailableError):
                await writer.keep_now(CallSeen("c", AT))
            await clock.somebody_sleeps(0.1)
            database.out = False
            clock.advance(0.1)
            await writer.flush(1)
    assert database.committed[-2:] == kept
    assert [entry["event"] for entry in logs] == ["writer_drops", "database_out", "database_back"]
    assert logs[2]["dropped"] == {"TurnKept": 8, "FactHeard": 9, "CallSeen": 2}


async def test_states_of_one_call_never_fill_the_writer(database: FakeDatabase, clock: FakeClock):
    database.out = True
    limits = WriterLimits(waiting=2)
    async with running(Writer(database.commit, clock, limits)) as writer:
        for n in range(50):
            writer.keep(state("a", n))
            writer.keep(state("b", n))
        database.out = False
        await writer.flush(1)
    assert database.committed == [state("a", 49), state("b", 49)]


async def test_a_flush_that_runs_out_of_time_says_what_is_not_written(
    writer: Writer, database: FakeDatabase, clock: FakeClock
):
    database.gate.clear()
    writer.keep(turn("a", 1))
    await database.entered.wait()
    writer.keep(CardRaised("a", 1, {}, AT), turn("a", 2))
    with capture_logs() as logs:
        flushing = asyncio.create_task(writer.flush(3))
        await clock.somebody_sleeps(3)
        clock.advance(3)
        assert await flushing == {"TurnKept": 2, "CardRaised": 1}
    assert [entry["event"] for entry in logs] == ["writer_not_flushed"]
    assert logs[0]["unwritten"] == {"TurnKept": 2, "CardRaised": 1}


async def test_a_closed_writer_tells_those_who_wait_and_those_who_come(
    database: FakeDatabase, clock: FakeClock
):
    database.gate.clear()
    async with running(Writer(database.commit, clock)) as writer:
        waiting = asyncio.create_task(writer.keep_now(turn("a", 1)))
        await database.entered.wait()
    with pytest.raises(DatabaseUnavailableError):
        await waiting
    with capture_logs() as logs:
        writer.keep(turn("a", 2))
        with pytest.raises(DatabaseUnavailableError):
            await writer.keep_now(turn("a", 3))
    assert logs == [{"event": "writer_drops", "log_level": "error", "waiting": 1, "closed": True}]


class MoodyDatabase:
    """Fails as its moods say, sometimes after it has committed: an answer lost on the way."""

    def __init__(self, moods: list[str]) -> None:
        self.moods = moods
        self.rows: dict[tuple[str, object], Item] = {}
        self.order: list[Item] = []

    async def commit(self, items: Sequence[Item]) -> None:
        mood = self.moods.pop() if self.moods else "well"
        if mood == "out":
            raise DatabaseUnavailableError("out")
        if any(getattr(item, "driver_words", "") == "poison" for item in items):
            raise ValueError("cannot be encoded")
        for item in items:
            self.order.append(item)
            self.rows[item.retell_call_id, getattr(item, "number", "state")] = item  # type: ignore[union-attr]
        if mood == "unclear":
            raise DatabaseUnavailableError("connection lost after commit")


_KEPT = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["turn", "state", "poison", "now"])),
    max_size=30,
)


@settings(deadline=None)
@given(kept=_KEPT, moods=st.lists(st.sampled_from(["out", "unclear", "well"]), max_size=8))
def test_whatever_the_database_does_all_that_can_be_written_is(
    kept: list[tuple[str, str]], moods: list[str]
):
    async def law() -> None:
        clock = FakeClock()
        database = MoodyDatabase(list(moods))
        expected: dict[tuple[str, object], Item] = {}
        now = []
        async with running(Writer(database.commit, clock, WriterLimits(batch=4))) as writer:
            for n, (call, what) in enumerate(kept):
                item = state(call, n) if what == "state" else turn(call, n, what)
                if what != "poison":
                    expected[call, n if what != "state" else "state"] = item
                if what == "now":
                    keep = writer.keep_first if n % 2 else writer.keep_now
                    now.append(asyncio.create_task(keep(item)))
                    await asyncio.sleep(0)
                else:
                    writer.keep(item)
            flushing = asyncio.create_task(writer.flush(1_000_000))
            while not flushing.done():
                await asyncio.sleep(0)
                clock.advance(5)
            await asyncio.gather(*now)
        assert database.rows == expected
        for call in "abc":
            firsts = dict.fromkeys(
                item.number
                for item in database.order
                if isinstance(item, TurnKept) and item.retell_call_id == call
            )
            assert list(firsts) == sorted(firsts)

    asyncio.run(law())
