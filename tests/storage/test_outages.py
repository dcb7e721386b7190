"""A database that is locked, full, read-only or gone: nothing is lost, and nobody waits for it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from storage import (
    CallSeen,
    DatabaseUnavailableError,
    ItemRefusedError,
    StateKept,
    Store,
    TurnKept,
    TurnKind,
    open_store,
    upgrade_database,
)
from storage.engines import open_engines
from tests.storage.fake_clock import FakeClock

AT = 1_800_000_000.0
FIRST_PAUSE = 0.1


def turn(number: int, **other: Any) -> TurnKept:
    return TurnKept("call", 1, TurnKind.TURN, number, AT, **other)


async def _numbers(store: Store) -> list[int]:
    return [each.number for each in await store.turns("call")]


@pytest.fixture
async def sqlite_store(sqlite_url: str, clock: FakeClock) -> Any:
    async with open_store(sqlite_url, clock=clock, flush_seconds=0) as opened:
        yield opened


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process holds the only right to write."""
    with closing(sqlite3.connect(folder / "checkcall.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.rollback()


async def test_a_locked_database_gets_the_items_when_it_is_free(
    sqlite_store: Store, clock: FakeClock, tmp_path: Path
):
    with locked(tmp_path):
        for n in range(5):
            sqlite_store.writer.keep(turn(n))
        await clock.somebody_sleeps(FIRST_PAUSE)
        assert await _numbers(sqlite_store) == []
    clock.advance(FIRST_PAUSE)
    await sqlite_store.writer.flush(1)
    assert await _numbers(sqlite_store) == [0, 1, 2, 3, 4]


async def test_a_locked_database_can_still_be_read(sqlite_store: Store, tmp_path: Path):
    await sqlite_store.keep_now([StateKept("call", 1, {"n": 1}, AT)])
    with locked(tmp_path):
        assert await sqlite_store.load_state("call")


async def test_a_full_disk_gets_the_items_when_there_is_room(sqlite_store: Store, clock: FakeClock):
    async def limit_pages(count: int) -> None:
        async with sqlite_store.transaction() as connection:
            await connection.execute(text(f"PRAGMA max_page_count={count}"))

    await sqlite_store.keep_now([turn(0)])
    await limit_pages(1)
    with capture_logs() as logs:
        for n in range(1, 5):
            sqlite_store.writer.keep(turn(n, driver_words="long story " * 5000))
        await clock.somebody_sleeps(FIRST_PAUSE)
        assert await _numbers(sqlite_store) == [0]
        await limit_pages(1_000_000)
        clock.advance(FIRST_PAUSE)
        await sqlite_store.writer.flush(1)
    assert await _numbers(sqlite_store) == [0, 1, 2, 3, 4]
    assert [entry["event"] for entry in logs] == ["database_out", "database_back"]
    assert "full" in logs[0]["error"]
    assert "long story" not in str(logs)


async def test_a_read_only_database_gets_the_items_when_it_can_be_written(
    store: Store, clock: FakeClock
):
    """SQLite is told so on its connection, PostgreSQL on its session."""

    async def set_read_only(on: bool) -> None:
        async with store._engines.write.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            name = "PRAGMA query_only" if sqlite else "SET default_transaction_read_only"
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.execute(f"{name} = {'on' if on else 'off'}")

    await store.keep_now([turn(0)])
    await set_read_only(True)
    store.writer.keep(turn(1))
    await clock.somebody_sleeps(FIRST_PAUSE)
    assert await _numbers(store) == [0]
    await set_read_only(False)
    clock.advance(FIRST_PAUSE)
    await store.writer.flush(1)
    assert await _numbers(store) == [0, 1]


async def test_connections_cut_by_the_server_are_made_anew(postgres_url: str, clock: FakeClock):
    async with open_store(postgres_url, clock=clock, flush_seconds=0) as store:
        await store.keep_now([turn(0)])
        async with store.transaction() as connection:
            ours = await connection.scalar(text("SELECT pg_backend_pid()"))
            # All connections of this pool, which has only been used by this one task.
            await connection.execute(text("SELECT 1"))
        killer = open_engines(postgres_url)
        async with killer.read.connect() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ours})
        await killer.dispose()
        assert await _numbers(store) == [0]
        await store.keep_now([turn(1)])
        assert await _numbers(store) == [0, 1]


async def test_a_connection_cut_within_a_transaction_costs_a_pause_and_no_item(
    postgres_url: str, clock: FakeClock
):
    killer = open_engines(postgres_url)
    async with open_store(postgres_url, clock=clock, flush_seconds=0) as store:
        async with killer.write.begin() as blocker:
            await blocker.execute(text("LOCK TABLE turns IN ACCESS EXCLUSIVE MODE"))
            store.writer.keep(turn(0))
            async with killer.read.connect() as connection:
                await _until_blocked(connection)
                await connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks"
                        " WHERE NOT granted AND relation = 'turns'::regclass"
                    )
                )
            await clock.somebody_sleeps(FIRST_PAUSE)
        clock.advance(FIRST_PAUSE)
        await store.writer.flush(1)
        assert await _numbers(store) == [0]
    await killer.dispose()


async def _until_blocked(connection: Any) -> None:
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'turns'::regclass")
    while not await connection.scalar(waits):
        pass


async def test_a_reader_with_a_deadline_is_not_held_by_a_slow_database(postgres_url: str):
    other = open_engines(postgres_url)
    async with open_store(postgres_url) as store:
        await store.keep_now([StateKept("call", 1, {"n": 1}, AT)])
        async with other.write.begin() as blocker:
            await blocker.execute(text("LOCK TABLE call_states IN ACCESS EXCLUSIVE MODE"))
            for _ in range(12):  # more than there are connections
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.005):
                        await store.load_state("call")
        assert await store.load_state("call")
    await other.dispose()


async def test_a_server_starts_while_its_database_is_away(
    sqlite_url: str, clock: FakeClock, tmp_path: Path
):
    with capture_logs() as logs, ExitStack() as outage:
        with closing(sqlite3.connect(tmp_path / "checkcall.db")) as other:
            other.execute("PRAGMA journal_mode=WAL")
        outage.enter_context(locked(tmp_path))
        async with open_store(sqlite_url, clock=clock, flush_seconds=0) as store:
            store.writer.keep(turn(0))
            await clock.somebody_sleeps(FIRST_PAUSE)
            assert not await store.answers()
            with pytest.raises(DatabaseUnavailableError):
                await store.load_state("call")
            outage.close()
            clock.advance(FIRST_PAUSE)
            await store.writer.flush(1)
            assert await _numbers(store) == [0]
    assert [entry["event"] for entry in logs] == [
        "database_out_at_start",
        "database_out",
        "database_back",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://nobody@127.0.0.1:9/none",
        "postgresql://nobody@no-such-host.invalid/none",
    ],
)
async def test_a_server_that_is_not_there_is_unavailable(address: str):
    with pytest.raises(DatabaseUnavailableError):
        await upgrade_database(address)


async def test_a_missing_database_on_a_running_server_is_unavailable(postgres_server: str):
    missing = postgres_server.rpartition("/")[0] + "/no_such_database_here"
    with pytest.raises(DatabaseUnavailableError, match="no_such_database_here"):
        await upgrade_database(missing)


POISON: dict[str, dict[str, Any]] = {
    "a missing value": {"driver_words": None},
    "a wrong type": {"superseded": object()},
    "an object for a number": {"connection": object()},
    "an object for a measure": {"first_words_ms": object()},
    "an object for words": {"phase_before": object()},
    "a number too large": {"connection": 2**70},
    "no time at all": {"at": float("nan")},
    "a time beyond all calendars": {"at": 1e18},
}


@pytest.mark.parametrize("fault", POISON.values(), ids=POISON.keys())
async def test_an_item_that_no_database_takes_costs_only_itself(
    store: Store, fault: dict[str, Any]
):
    good = {"at": AT, "connection": 1}
    for n in range(7):
        store.writer.keep(
            TurnKept("call", kind=TurnKind.TURN, number=n, **(good | (fault if n == 3 else {})))
        )
    with pytest.raises(ItemRefusedError):
        await store.keep_now([TurnKept("call", kind=TurnKind.TURN, number=9, **(good | fault))])
    await store.writer.flush(1)
    assert await _numbers(store) == [0, 1, 2, 4, 5, 6]


async def test_what_no_json_can_hold_is_refused(store: Store):
    with pytest.raises(ItemRefusedError):
        await store.keep_now([StateKept("call", 1, {"socket": object()}, AT)])


async def test_after_an_unclear_commit_all_is_there_once(
    store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    """The answer to COMMIT is lost on the way: the whole batch is written again."""
    commit = store.writer._commit
    lost = iter([True])

    async def commit_and_lose_the_answer(items: Any) -> None:
        await commit(items)
        if next(lost, False):
            raise DatabaseUnavailableError("connection lost")

    monkeypatch.setattr(store.writer, "_commit", commit_and_lose_the_answer)
    store.writer.keep(CallSeen("call", AT))
    store.writer.keep(turn(1))
    await clock.somebody_sleeps(FIRST_PAUSE)
    clock.advance(FIRST_PAUSE)
    await store.writer.flush(1)
    assert await _numbers(store) == [1]


async def test_a_store_that_closes_during_an_outage_says_what_is_lost(
    sqlite_url: str, clock: FakeClock, tmp_path: Path
):
    with capture_logs() as logs, ExitStack() as outage:
        async with open_store(sqlite_url, clock=clock, flush_seconds=0) as store:
            outage.enter_context(locked(tmp_path))
            store.writer.keep(turn(1))
            await clock.somebody_sleeps(FIRST_PAUSE)
    assert [entry["event"] for entry in logs] == ["database_out", "writer_not_flushed"]
    assert logs[1]["unwritten"] == {"TurnKept": 1}


async def test_a_store_that_closes_writes_what_waits(database_url: str):
    async with open_store(database_url) as store:
        for n in range(300):
            store.writer.keep(turn(n))
    async with open_store(database_url) as store:
        assert len(await store.turns("call")) == 300
