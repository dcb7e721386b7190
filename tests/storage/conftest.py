"""What asks for `database_url` runs on SQLite and, where one can be reached, on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage import Store, open_store
from tests.storage.fake_clock import FakeClock

_POSTGRES_URLS = (
    "postgresql+asyncpg://root@127.0.0.1:5432/test",
    "postgresql+asyncpg://postgres@127.0.0.1:5432/test",
)


async def _run_sql(url: str, *statements: str) -> None:
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": 2})
    try:
        async with engine.begin() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a PostgreSQL server; skips where none answers."""
    given = os.environ.get("TEST_POSTGRES_URL")
    failures = []
    for url in [given] if given else _POSTGRES_URLS:
        try:
            asyncio.run(_run_sql(url, "SELECT 1"))
        except Exception as exc:  # noqa: BLE001  whatever it is, this server cannot be used
            failures.append(f"{url}: {type(exc).__name__}")
        else:
            return url
    pytest.skip(f"no PostgreSQL (set TEST_POSTGRES_URL): {'; '.join(failures)}")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty schema of its own."""
    schema = f"checkcall_{secrets.token_hex(6)}"
    asyncio.run(_run_sql(postgres_server, f"CREATE SCHEMA {schema}"))
    yield f"{postgres_server}?search_path={schema}"
    asyncio.run(_run_sql(postgres_server, f"DROP SCHEMA {schema} CASCADE"))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An address at which no file is yet; locks are not waited for."""
    return f"sqlite+aiosqlite:///{tmp_path}/checkcall.db?busy_timeout=0"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(database_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    async with open_store(database_url, clock=clock, flush_seconds=0) as opened:
        yield opened
