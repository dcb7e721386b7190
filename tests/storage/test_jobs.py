"""Jobs happen at least once, in their lane's order, whatever happens to their workers."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from storage import (
    HopelessError,
    Job,
    JobDue,
    JobRecord,
    Store,
    TryLaterError,
    WorkerRules,
    open_store,
    run_jobs,
)
from storage.jobs import Terms, Worker, claim
from tests.storage.fake_clock import FakeClock

AT = 1_800_000_000.0
RULES = WorkerRules(lease=30, poll=1, grace=0, jitter=lambda: 0.0)


class Desk:
    """A handler that does as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.finished: list[str] = []
        self.errors: dict[str, list[Exception]] = {}
        self.held: dict[str, asyncio.Event] = {}
        self.stopped = asyncio.Event()
        self._seen = asyncio.Condition()

    async def handle(self, job: Job) -> None:
        self.asked.append(job.key)
        await self._tell()
        if job.key in self.held:
            try:
                await self.held[job.key].wait()
            except asyncio.CancelledError:
                self.stopped.set()
                raise
        if self.errors.get(job.key):
            raise self.errors[job.key].pop(0)
        self.finished.append(job.key)
        await self._tell()

    async def _tell(self) -> None:
        async with self._seen:
            self._seen.notify_all()

    async def until_asked(self, *keys: str) -> None:
        async with self._seen:
            await self._seen.wait_for(lambda: sorted(self.asked) == sorted(keys))

    async def until_finished(self, *keys: str) -> None:
        async with self._seen:
            await self._seen.wait_for(lambda: sorted(self.finished) == sorted(keys))


@pytest.fixture
async def desk() -> Desk:
    return Desk()


@asynccontextmanager
async def working(
    store: Store, desk: Desk, clock: FakeClock, rules: WorkerRules = RULES
) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(run_jobs(store, {"work": desk.handle}, clock, stop, rules))
    try:
        yield stop
    finally:
        stop.set()
        await task


def due(key: str, **other: object) -> JobDue:
    return JobDue(**{"kind": "work", "key": key, "at": AT} | other)  # type: ignore[arg-type]


async def claimed_by(store: Store, owner: str, now: float, limit: int = 10) -> Sequence[Job]:
    return await claim(store, Terms(owner, owner, ("work",), now, lease=30, limit=limit))


async def state_of(store: Store, key: str) -> JobRecord:
    job = await store.job("work", key)
    assert job is not None
    return job


async def test_a_job_is_done_once(store: Store, desk: Desk, clock: FakeClock):
    await store.keep_now([due("a", payload={"n": 1})])
    async with working(store, desk, clock):
        await _settled(store, "a", "done")
        clock.advance(1000)
        await clock.somebody_sleeps(RULES.poll)
    job = await state_of(store, "a")
    assert (job.state, job.attempts, job.error) == ("done", 1, None)
    assert job.finished_at is not None
    assert desk.asked == ["a"]


async def test_a_worker_is_woken_by_what_its_own_process_enqueues(
    store: Store, desk: Desk, clock: FakeClock
):
    async with working(store, desk, clock):
        await clock.somebody_sleeps(RULES.poll)
        await store.keep_now([due("a")])
        await desk.until_finished("a")


async def test_a_worker_finds_what_another_process_enqueued(
    store: Store, store_url: str, desk: Desk, clock: FakeClock
):
    async with working(store, desk, clock):
        await clock.somebody_sleeps(RULES.poll)
        async with open_store(store_url) as other:
            await other.keep_now([due("a")])
        clock.advance(RULES.poll)
        await desk.until_finished("a")


async def test_a_job_waits_for_its_time(store: Store, desk: Desk, clock: FakeClock):
    await store.keep_now([due("a", at=AT + 60)])
    async with working(store, desk, clock):
        await clock.somebody_sleeps(RULES.poll)
        clock.advance(59)
        await clock.somebody_sleeps(RULES.poll)
        assert desk.asked == []
        clock.advance(1)
        await desk.until_finished("a")


async def test_a_job_that_nobody_here_can_do_is_left_alone(
    store: Store, desk: Desk, clock: FakeClock
):
    await store.keep_now([JobDue("of a later version", "x", AT)])
    async with working(store, desk, clock):
        await clock.somebody_sleeps(RULES.poll)
    job = await store.job("of a later version", "x")
    assert job is not None
    assert (job.state, job.attempts) == ("queued", 0)


@pytest.mark.parametrize(
    ("attempts", "pause"), [(1, 0.5), (2, 1), (3, 2), (9, 128), (11, 300), (10_000, 300)]
)
def test_pauses_grow_up_to_a_bound(attempts: int, pause: float):
    assert RULES.pause_after(attempts) == pause


@pytest.mark.parametrize(("jitter", "pause"), [(-0.2, 0.8), (0.2, 1.2)])
def test_pauses_are_spread_by_the_jitter_that_is_handed_in(jitter: float, pause: float):
    rules = WorkerRules(first_pause=1, jitter=lambda: jitter)
    assert rules.pause_after(1) == pytest.approx(pause)


async def test_a_job_that_fails_is_tried_again_after_a_pause(
    store: Store, desk: Desk, clock: FakeClock
):
    desk.errors["a"] = [OSError("line busy")]
    await store.keep_now([due("a")])
    async with working(store, desk, clock):
        await _settled(store, "a", "queued")
        job = await state_of(store, "a")
        assert (job.attempts, job.error) == (1, "OSError: line busy")
        assert job.run_at.timestamp() == AT + 0.5
        await as_time_passes(store, clock, _settled(store, "a", "done", attempts=2))


async def as_time_passes(
    store: Store, clock: FakeClock, awaited: Coroutine[Any, Any, None]
) -> None:
    """Let time pass, slowly enough for the workers to keep up, until `awaited` returns."""
    task = asyncio.create_task(awaited)
    while not task.done():
        clock.advance(0.1)
        await store.answers()
    await task


async def _settled(store: Store, key: str, state: str, attempts: int = 1) -> None:
    """Return when the worker has written down how a try ended."""
    job = await state_of(store, key)
    while (job.state, job.attempts) != (state, attempts):
        job = await state_of(store, key)


async def test_a_job_is_tried_again_when_the_other_side_says(
    store: Store, desk: Desk, clock: FakeClock
):
    desk.errors["a"] = [TryLaterError(90, "429")]
    await store.keep_now([due("a")])
    async with working(store, desk, clock):
        await _settled(store, "a", "queued")
    assert (await state_of(store, "a")).run_at.timestamp() == AT + 90


async def test_a_hopeless_job_is_not_tried_again(store: Store, desk: Desk, clock: FakeClock):
    desk.errors["a"] = [HopelessError("no such number")]
    await store.keep_now([due("a")])
    with capture_logs() as logs:
        async with working(store, desk, clock):
            await _settled(store, "a", "dead")
    assert [entry["event"] for entry in logs] == ["job_dead"]
    assert (await state_of(store, "a")).attempts == 1


async def test_a_job_dies_after_its_last_try_and_holds_up_no_other(
    store: Store, desk: Desk, clock: FakeClock
):
    desk.errors["poison"] = [ValueError("bad") for _ in range(9)]
    await store.keep_now([due("poison", max_attempts=3), due("good")])
    with capture_logs() as logs:
        async with working(store, desk, clock):
            await desk.until_finished("good")
            await as_time_passes(store, clock, _settled(store, "poison", "dead", attempts=3))
    job = await state_of(store, "poison")
    assert (job.attempts, job.error) == (3, "ValueError: bad")
    assert [entry["event"] for entry in logs] == ["job_failed", "job_failed", "job_dead"]


async def test_jobs_of_one_lane_run_one_after_the_other(store: Store, desk: Desk, clock: FakeClock):
    await store.keep_now([due(key, lane="cards/call") for key in ("1", "2", "3")])
    await store.keep_now([due("other lane", lane="cards/another"), due("no lane")])
    desk.held["1"] = asyncio.Event()
    async with working(store, desk, clock):
        await desk.until_finished("other lane", "no lane")
        await clock.somebody_sleeps(RULES.poll)
        assert "2" not in desk.asked
        desk.held["1"].set()
        await desk.until_finished("other lane", "no lane", "1", "2", "3")
    assert [key for key in desk.finished if key in "123"] == ["1", "2", "3"]


async def test_a_lane_waits_for_a_job_that_will_be_tried_again(
    store: Store, desk: Desk, clock: FakeClock
):
    desk.errors["1"] = [OSError("busy")]
    await store.keep_now([due(key, lane="cards/call") for key in ("1", "2")])
    async with working(store, desk, clock):
        await _settled(store, "1", "queued")
        await clock.somebody_sleeps(RULES.poll)
        assert desk.asked == ["1"]
        await as_time_passes(store, clock, desk.until_finished("1", "2"))
    assert desk.asked == ["1", "1", "2"]


async def test_a_dead_job_frees_its_lane(store: Store, desk: Desk, clock: FakeClock):
    desk.errors["1"] = [HopelessError("never")]
    await store.keep_now([due(key, lane="cards/call") for key in ("1", "2")])
    async with working(store, desk, clock):
        await desk.until_finished("2")
    assert (await state_of(store, "1")).state == "dead"


async def test_a_job_whose_worker_died_is_done_by_another(
    store: Store, desk: Desk, clock: FakeClock
):
    await store.keep_now([due("a")])
    assert len(await claimed_by(store, "died", AT)) == 1
    async with working(store, desk, clock):
        await clock.somebody_sleeps(RULES.poll)
        clock.advance(29)
        await clock.somebody_sleeps(RULES.poll)
        assert desk.asked == []
        clock.advance(2)
        await desk.until_finished("a")
    job = await state_of(store, "a")
    assert (job.state, job.attempts) == ("done", 2)


async def test_a_job_that_kills_its_workers_dies_in_the_end(store: Store):
    await store.keep_now([due("killer", max_attempts=2)])
    now = AT
    for owner in ("first", "second"):
        assert len(await claimed_by(store, owner, now)) == 1
        now += 31
    with capture_logs() as logs:
        assert await claimed_by(store, "third", now) == []
    job = await state_of(store, "killer")
    assert (job.state, job.attempts, job.error) == ("dead", 2, "its last lease lapsed")
    assert [(entry["event"], entry["key"]) for entry in logs] == [("job_dead", "killer")]


async def test_only_the_owner_of_the_newest_try_may_finish_a_job(store: Store, clock: FakeClock):
    await store.keep_now([due("a")])
    slow = Worker(store, {}, clock, RULES)
    [late] = await claimed_by(store, slow.name, AT)
    [taken] = await claimed_by(store, "another", AT + 31)
    assert not await slow.change(late, {"state": "done"})
    assert not await slow.change(taken, {"state": "done"})
    assert (await state_of(store, "a")).owner == "another"


async def test_an_earlier_try_of_the_same_worker_may_not_finish_a_job(
    store: Store, clock: FakeClock
):
    await store.keep_now([due("a")])
    worker = Worker(store, {}, clock, RULES)
    [early] = await claimed_by(store, worker.name, AT)
    [late] = await claimed_by(store, worker.name, AT + 31)
    assert not await worker.change(early, {"state": "done"})
    assert await worker.change(late, {"state": "done"})


async def test_a_long_job_keeps_its_lease(store: Store, desk: Desk, clock: FakeClock):
    desk.held["a"] = asyncio.Event()
    await store.keep_now([due("a")])
    async with working(store, desk, clock):
        await desk.until_asked("a")
        for _ in range(9):
            await clock.somebody_sleeps(10)
            clock.advance(10)
        await clock.somebody_sleeps(10)
        assert (await state_of(store, "a")).locked_until.timestamp() == AT + 120  # type: ignore[union-attr]
        assert await claimed_by(store, "another", AT + 119) == []
        desk.held["a"].set()
        await desk.until_finished("a")
    assert desk.asked == ["a"]


async def test_a_handler_whose_lease_is_lost_is_stopped(store: Store, desk: Desk, clock: FakeClock):
    desk.held["a"] = asyncio.Event()
    await store.keep_now([due("a")])
    with capture_logs() as logs:
        async with working(store, desk, clock, WorkerRules(lease=30, grace=5)):
            await desk.until_asked("a")
            await clock.somebody_sleeps(10)
            assert len(await claimed_by(store, "another", AT + 31)) == 1
            clock.advance(10)
            await desk.stopped.wait()
    assert [entry["event"] for entry in logs] == ["job_lease_lost"]
    assert desk.finished == []
    assert (await state_of(store, "a")).owner == "another"


async def test_a_worker_that_stops_lets_its_jobs_finish(store: Store, desk: Desk, clock: FakeClock):
    desk.held["a"] = asyncio.Event()
    await store.keep_now([due("a"), due("b", at=AT + 1)])
    rules = WorkerRules(lease=30, grace=5)
    async with working(store, desk, clock, rules) as stop:
        await desk.until_asked("a")
        stop.set()
        await clock.somebody_sleeps(5)
        desk.held["a"].set()
    assert (await state_of(store, "a")).state == "done"
    assert (await state_of(store, "b")).state == "queued"


async def test_a_worker_that_stops_lets_go_of_what_takes_too_long(
    store: Store, desk: Desk, clock: FakeClock
):
    desk.held["a"] = asyncio.Event()
    await store.keep_now([due("a")])
    async with working(store, desk, clock):
        await desk.until_asked("a")
    job = await state_of(store, "a")
    assert (job.state, job.attempts) == ("queued", 1)
    assert len(await claimed_by(store, "next process", AT)) == 1


async def test_each_job_goes_to_exactly_one_of_many_workers(store_url: str):
    patient = store_url.replace("busy_timeout=0", "busy_timeout=5000")
    async with (
        open_store(patient) as one,
        open_store(patient) as two,
        open_store(patient) as three,
    ):
        await one.keep_now([due(f"{n}") for n in range(60)])
        rounds = await asyncio.gather(
            *(
                claimed_by(store, f"{store}/{n}", AT, limit=3)
                for n in range(8)
                for store in (one, two, three)
            )
        )
        rounds += await asyncio.gather(claimed_by(one, "rest", AT, limit=100))
    keys = [job.key for jobs in rounds for job in jobs]
    assert sorted(keys) == sorted(f"{n}" for n in range(60))
    assert max(len(jobs) for jobs in rounds[:-1]) <= 3


async def test_many_workers_keep_a_lane_in_order(store_url: str):
    patient = store_url.replace("busy_timeout=0", "busy_timeout=5000")
    async with open_store(patient) as one, open_store(patient) as two:
        await one.keep_now([due(f"{n}", lane="cards/call") for n in range(5)])
        for n in range(5):
            rounds = await asyncio.gather(
                *(claimed_by(store, f"{store}", AT) for store in (one, two, one, two))
            )
            [job] = [job for jobs in rounds for job in jobs]
            assert job.key == f"{n}"
            owner = next(s for s, jobs in zip((one, two, one, two), rounds, strict=True) if jobs)
            worker = Worker(owner, {}, FakeClock(), RULES)
            worker.name = f"{owner}"
            assert await worker.change(job, {"state": "done"})


async def test_a_worker_outlives_an_outage(
    sqlite_store_url: str, desk: Desk, clock: FakeClock, tmp_path: Path
):
    """Neither the claim nor the end of a job is lost, and the log tells of it once."""
    desk.held["a"] = asyncio.Event()
    async with open_store(sqlite_store_url, clock=clock, flush_seconds=0) as store:
        # The second one falls due during the outage: where nothing is due nobody notices one.
        await store.keep_now([due("a"), due("b", at=AT + 0.5)])
        with capture_logs() as logs, closing(sqlite3.connect(tmp_path / "checkcall.db")) as other:
            async with working(store, desk, clock):
                await desk.until_asked("a")
                await clock.somebody_sleeps(RULES.poll)
                other.execute("BEGIN EXCLUSIVE")
                desk.held["a"].set()
                await desk.until_finished("a")
                while not logs:
                    clock.advance(0.1)
                    await store.answers()
                other.rollback()
                await as_time_passes(store, clock, _settled(store, "a", "done"))
    assert desk.asked[0] == "a"
    assert desk.asked.count("a") == 1
    assert [entry["event"] for entry in logs].count("jobs_out") == 1


async def test_a_lane_tells_how_many_jobs_it_still_has_to_do(
    store: Store, desk: Desk, clock: FakeClock
):
    await store.keep_now([due("one", lane="1"), due("two", lane="1"), due("three", lane="2")])
    assert await store.jobs_to_do("1") == 2
    async with working(store, desk, clock):
        await desk.until_finished("one", "two", "three")
    assert await store.jobs_to_do("1") == 0
