"""Which addresses can be used, and what every connection is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import CallSeen, DatabaseUnavailableError, DatabaseUrlError, open_store
from storage.engines import open_engines


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("", "not an address"),
        ("checkcall.db", "not an address"),
        ("mysql://localhost/x", "'mysql' is not one of"),
        ("postgresql+psycopg2://localhost/x", "is not one of"),
        ("sqlite:////no/such/folder/x.db", "no folder /no/such/folder"),
        ("sqlite:///x.db?busy_timeout=long", "number of milliseconds"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(address: str, complaint: str):
    with pytest.raises(DatabaseUrlError, match=complaint):
        open_engines(address)


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///x.db", "sqlite+checkcall"),
        ("sqlite+aiosqlite:///x.db", "sqlite+checkcall"),
        ("postgres://u@h/d", "postgresql+asyncpg"),
        ("postgresql://u@h/d", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u@h/d?sslmode=require", "postgresql+asyncpg"),
    ],
)
def test_plain_addresses_get_the_async_driver(address: str, driver: str):
    assert open_engines(address).write.url.drivername == driver


def test_an_error_does_not_tell_the_password():
    with pytest.raises(DatabaseUrlError) as error:
        open_engines("mysql://user:hunter2@localhost/x")
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(
    ("pragma", "write", "read", "migrate"),
    [
        ("journal_mode", "wal", "wal", "wal"),
        ("synchronous", 1, 1, 1),
        ("busy_timeout", 5000, 5000, 5000),
        ("foreign_keys", 1, 1, 0),
        ("query_only", 0, 1, 0),
    ],
)
async def test_every_sqlite_connection_has_its_settings(
    tmp_path: Path, pragma: str, write: object, read: object, migrate: object
):
    engines = open_engines(f"sqlite:///{tmp_path}/x.db")
    found = []
    for engine in (engines.write, engines.read, engines.migrate):
        async with engine.connect() as connection:
            found.append(await connection.scalar(text(f"PRAGMA {pragma}")))
    await engines.dispose()
    assert found == [write, read, migrate]


async def test_sqlite_has_one_connection_that_writes(tmp_path: Path):
    engines = open_engines(f"sqlite:///{tmp_path}/x.db")
    assert engines.write.pool.size() == 1  # type: ignore[attr-defined]  # of this kind of pool
    await engines.dispose()


async def test_postgres_gets_its_search_path_and_name(postgres_url: str):
    engines = open_engines(postgres_url)
    async with engines.read.connect() as connection:
        assert await connection.scalar(text("SELECT current_schema()")) in postgres_url
        assert await connection.scalar(text("SHOW application_name")) == engines.process
    await engines.dispose()


async def test_a_database_in_memory_serves_one_process():
    async with open_store("sqlite://") as store:
        await store.keep_now([CallSeen("call", 1.0)])
        assert await store.call("call")


async def test_a_file_that_is_no_database_is_not_overwritten(tmp_path: Path):
    file = tmp_path / "x.db"
    file.write_text("dear diary " * 200)
    async with open_store(f"sqlite:///{file}", flush_seconds=0) as store:
        with pytest.raises(DatabaseUnavailableError):
            await store.call("call")
    assert file.read_text() == "dear diary " * 200


async def test_a_transaction_given_up_at_its_first_statement_holds_up_no_other(tmp_path: Path):
    engines = open_engines(f"sqlite:///{tmp_path}/x.db?busy_timeout=0")
    started = asyncio.Event()

    async def write() -> None:
        async with engines.write.begin() as connection:
            started.set()
            await connection.execute(text("CREATE TABLE given_up (n INTEGER)"))
            raise AssertionError("it was given up before")

    writing = asyncio.create_task(write())
    await started.wait()
    # The statement is on its way to the thread, and nobody waits there for it to be given up.
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    assert writing.cancelled()
    async with engines.migrate.begin() as other:
        await other.execute(text("CREATE TABLE kept (n INTEGER)"))
    async with engines.write.begin() as connection:
        names = await connection.execute(text("SELECT name FROM sqlite_master"))
        assert names.scalars().all() == ["kept"]
    await engines.dispose()
