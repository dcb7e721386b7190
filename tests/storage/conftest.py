"""What asks for `store` runs on SQLite and, where one can be reached, on PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import Store, open_store, upgrade_database
from tests.conftest import new_schema, run_sql
from tests.storage.fake_clock import FakeClock

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
    with new_schema(postgres_server) as url:
        asyncio.run(upgrade_database(url))
        yield url


@pytest.fixture(scope="session")
def _sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "tables.db"
    asyncio.run(upgrade_database(f"sqlite:///{file}"))
    return file


@pytest.fixture
def postgres_store_url(_postgres_with_tables: str) -> str:
    asyncio.run(run_sql(_postgres_with_tables, *(f"DELETE FROM {table}" for table in _OWNERS)))
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
