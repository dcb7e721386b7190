"""What asks for `store` runs on SQLite and, where one can be reached, on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Store, open_store, upgrade_database
from storage.engines import open_engines
from tests.storage.fake_clock import FakeClock

_POSTGRES_URLS = (
    "postgresql+asyncpg://root@127.0.0.1:5432/test",
    "postgresql+asyncpg://postgres@127.0.0.1:5432/test",
)


#: The tables whose rows hang on no others.
_OWNERS = (
    "call_records",
    "events",
    "processes",
    "prompt_versions",
    "jobs",
    "users",
    "api_keys",
    "agent_configurations",
)


async def _run_sql(url: str, *statements: str) -> None:
    engines = open_engines(url)
    async with engines.migrate.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


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


@contextmanager
def _schema(server: str) -> Iterator[str]:
    name = f"checkcall_{secrets.token_hex(6)}"
    asyncio.run(_run_sql(server, f"CREATE SCHEMA {name}"))
    yield f"{server}?search_path={name}"
    asyncio.run(_run_sql(server, f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty schema of its own."""
    with _schema(postgres_server) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An address at which no file is yet; locks are not waited for."""
    return f"sqlite+aiosqlite:///{tmp_path}/checkcall.db?busy_timeout=0"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database without tables."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="session")
def _postgres_with_tables(postgres_server: str) -> Iterator[str]:
    with _schema(postgres_server) as url:
        asyncio.run(upgrade_database(url))
        yield url


@pytest.fixture(scope="session")
def _sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "tables.db"
    asyncio.run(upgrade_database(f"sqlite:///{file}"))
    return file


@pytest.fixture
def postgres_store_url(_postgres_with_tables: str) -> str:
    asyncio.run(_run_sql(_postgres_with_tables, *(f"DELETE FROM {table}" for table in _OWNERS)))
    return _postgres_with_tables


@pytest.fixture
def sqlite_store_url(_sqlite_with_tables: Path, sqlite_url: str, tmp_path: Path) -> str:
    shutil.copy(_sqlite_with_tables, tmp_path / "checkcall.db")
    return sqlite_url


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """A database with empty tables."""
    return str(request.getfixturevalue(f"{request.param}_store_url"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def store(store_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    async with open_store(store_url, clock=clock, flush_seconds=0) as opened:
        yield opened
