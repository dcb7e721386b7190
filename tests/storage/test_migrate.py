"""The tables in the database are those of the code, however they came about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, inspect, text

from storage import CallSeen, SchemaError, TurnKept, TurnKind, open_store, upgrade_database
from storage.engines import Engines, open_engines
from storage.migrate import check_drift, downgrade, upgrade
from storage.tables import metadata

AT = 1_800_000_000.0


@pytest.fixture
async def engines(database_url: str) -> AsyncIterator[Engines]:
    opened = open_engines(database_url)
    yield opened
    await opened.dispose()


async def _tables(engines: Engines) -> set[str]:
    async with engines.migrate.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_the_migrations_make_the_tables_of_the_code(engines: Engines):
    await upgrade(engines.migrate)
    async with engines.migrate.connect() as connection:
        await connection.run_sync(check_drift)
    assert await _tables(engines) == {*metadata.tables, "alembic_version"}


async def test_names_of_constraints_and_indexes_are_those_of_the_code(engines: Engines):
    def names(connection: Connection) -> set[str | None]:
        found: set[str | None] = set()
        inspector = inspect(connection)
        for table in metadata.tables:
            found |= {inspector.get_pk_constraint(table)["name"]}
            found |= {each["name"] for each in inspector.get_foreign_keys(table)}
            found |= {each["name"] for each in inspector.get_unique_constraints(table)}
            found |= {
                each["name"]
                for each in inspector.get_indexes(table)
                if "duplicates_constraint" not in each
            }
        return found

    await upgrade(engines.migrate)
    async with engines.migrate.connect() as connection:
        migrated = await connection.run_sync(names)
    async with engines.migrate.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        created = await connection.run_sync(names)
    assert migrated == created


async def test_upgrading_again_changes_nothing(database_url: str):
    async with open_store(database_url) as store:
        await store.keep_now([CallSeen("call", AT)])
    await upgrade_database(database_url)
    async with open_store(database_url) as store:
        assert await store.call("call")


async def test_several_processes_may_start_at_once(database_url: str):
    patient = database_url.replace("busy_timeout=0", "busy_timeout=5000")
    await asyncio.gather(*(upgrade_database(patient) for _ in range(4)))
    async with open_store(patient) as store:
        assert await store.answers()


async def test_going_down_leaves_nothing(engines: Engines):
    await upgrade(engines.migrate)
    await downgrade(engines.migrate, "base")
    assert await _tables(engines) == {"alembic_version"}


async def test_a_database_of_a_later_version_is_refused(database_url: str, engines: Engines):
    await upgrade(engines.migrate)
    async with engines.write.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with pytest.raises(SchemaError, match="later"):
        async with open_store(database_url):
            pass


async def test_altering_a_table_keeps_what_hangs_on_its_rows(database_url: str):
    async with open_store(database_url) as store:
        await store.keep_now([CallSeen("call", AT), TurnKept("call", 1, TurnKind.TURN, 1, AT)])

    def alter(connection: Connection) -> None:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("call_records", recreate="auto") as batch:
            batch.alter_column("status", nullable=True)

    engines = open_engines(database_url)
    async with engines.migrate.begin() as connection:
        await connection.run_sync(alter)
    await engines.dispose()
    async with open_store(database_url) as store:
        assert len(await store.turns("call")) == 1


async def test_a_migration_that_breaks_references_is_undone(sqlite_url: str):
    async with open_store(sqlite_url) as store:
        await store.keep_now([TurnKept("call", 1, TurnKind.TURN, 1, AT)])
    engines = open_engines(sqlite_url)
    async with engines.migrate.begin() as connection:
        await connection.execute(text("DELETE FROM call_records"))
    with pytest.raises(SchemaError, match="3 rows"):
        await upgrade(engines.migrate, "0001")
    await engines.dispose()
