"""Retell is asked about calls whose end never came, and about no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from server.sweeping import SWEEP, sweep
from storage import Job, JobDue
from storage.overdue import forget_finished_jobs
from storage.tables import call_records, jobs
from tests.server.conftest import Api, House, Serve
from tests.server.fake_retell import FakeRetell
from tests.server.placed_calls import kept, once_read, placed, reported, worked_through

JOB = Job(1, SWEEP, "1", {}, 1, 1)


async def an_hour_passes(house: House) -> None:
    ago = datetime.now(UTC) - timedelta(hours=1)
    async with house.store.transaction() as connection:
        await connection.execute(update(call_records).values(created_at=ago))


def asked_about(retell: FakeRetell) -> list[str]:
    return [path for path, _ in retell.asked if path.startswith("/v2/get-call/")]


async def test_a_call_whose_end_never_came_is_asked_about(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    await sweep(house.resources, JOB)
    assert not asked_about(retell)
    await an_hour_passes(house)
    await sweep(house.resources, JOB)
    assert len(asked_about(retell)) == 1
    assert (await kept(house, call["id"])).status == "initiated"
    retell.end(call["retell_call_id"], "user_hangup", start_timestamp=1_790_000_000_000)
    await sweep(house.resources, JOB)
    await worked_through(house)
    record = await once_read(house, call["id"])
    assert (record.status, record.end_reason) == ("completed", "user_hangup")
    # The report comes after all, and changes nothing.
    assert await reported(api, "call_ended", retell.calls[call["retell_call_id"]]) == 204
    await worked_through(house)
    assert await kept(house, call["id"]) == record
    await sweep(house.resources, JOB)
    assert len(asked_about(retell)) == 2


async def test_a_call_that_retell_does_not_know_has_failed(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    retell.calls.clear()
    await an_hour_passes(house)
    await sweep(house.resources, JOB)
    record = await kept(house, call["id"])
    assert (record.status, record.end_reason) == ("failed", "unknown_to_retell")


async def test_a_retell_that_fails_is_asked_again_another_time(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    await an_hour_passes(house)
    retell.troubles[f"/v2/get-call/{call['retell_call_id']}"] += [500, 500]
    await sweep(house.resources, JOB)
    assert (await kept(house, call["id"])).completed_at is None
    retell.end(call["retell_call_id"])
    await sweep(house.resources, JOB)
    await worked_through(house)
    assert (await kept(house, call["id"])).completed_at is not None


async def test_a_call_that_talks_here_is_not_asked_about(
    api: Api, house: House, retell: FakeRetell
):
    call = await placed(api)
    async with house.dial(call["retell_call_id"]) as line:
        await line.opened()
        await house.on_disk()
        await an_hour_passes(house)
        await sweep(house.resources, JOB)
    assert not asked_about(retell)


async def test_without_a_key_nobody_is_asked(serve: Serve):
    house = await serve()
    await sweep(house.resources, JOB)


async def test_each_minute_has_one_job_however_many_processes_there_are(serve: Serve):
    one, other = await serve(), await serve()
    at = 1_800_000_000.0
    for house in (one, other):
        await house.store.keep_now([JobDue(SWEEP, "30000000", at, max_attempts=1)])
    async with one.store.transaction() as connection:
        rows = await connection.execute(jobs.select().where(jobs.c.key == "30000000"))
        assert len(rows.all()) == 1


async def test_jobs_that_are_long_done_are_forgotten_and_no_others(house: House):
    now = datetime.now(UTC)
    for kind in ("old", "new", "open"):
        await house.store.keep_now([JobDue(kind, "1", (now - timedelta(days=60)).timestamp())])
    async with house.store.transaction() as connection:
        for kind, run_at in (("old", now - timedelta(days=60)), ("new", now)):
            await connection.execute(
                update(jobs).where(jobs.c.kind == kind).values(state="done", run_at=run_at)
            )
    assert await forget_finished_jobs(house.store, now - timedelta(days=30)) == 1
    assert await house.store.job("old", "1") is None
    assert await house.store.job("new", "1") is not None
    assert await house.store.job("open", "1") is not None
