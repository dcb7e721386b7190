"""PostgreSQL for the tests that want it, where a server can be reached."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from storage.engines import open_engines

_POSTGRES_URLS = (
    "postgresql+asyncpg://root@127.0.0.1:5432/test",
    "postgresql+asyncpg://postgres@127.0.0.1:5432/test",
)


async def run_sql(url: str, *statements: str) -> None:
    """Run each of `statements`."""
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
            asyncio.run(run_sql(url, "SELECT 1"))
        except Exception as exc:  # noqa: BLE001  whatever it is, this server cannot be used
            failures.append(f"{url}: {type(exc).__name__}")
        else:
            return url
    pytest.skip(f"no PostgreSQL (set TEST_POSTGRES_URL): {'; '.join(failures)}")


@contextmanager
def new_schema(server: str) -> Iterator[str]:
    """The address of an empty schema, for a while."""
    name = f"checkcall_{secrets.token_hex(6)}"
    asyncio.run(run_sql(server, f"CREATE SCHEMA {name}"))
    yield f"{server}?search_path={name}"
    asyncio.run(run_sql(server, f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty schema of its own."""
    with new_schema(postgres_server) as url:
        yield url
