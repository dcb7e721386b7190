"""Bringing the tables to this version, in process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engines import open_engines
from storage.errors import SchemaError, answering

# One number for all processes of this program on one PostgreSQL server.
_UPGRADE_LOCK = 0x636865636B63616C


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the tables to `revision`, all or nothing; others that try meanwhile wait.

    `engine` is `Engines.migrate`. Raises SchemaError where the tables belong to a version that
    this one does not know, and DatabaseUnavailableError.
    """
    with answering():
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, revision)


async def upgrade_database(database_url: str) -> None:
    """Bring the database at `database_url` to this version: `checkcall db upgrade`.

    Raises DatabaseUrlError, DatabaseUnavailableError or SchemaError.
    """
    engines = open_engines(database_url)
    try:
        await upgrade(engines.migrate)
    finally:
        await engines.dispose()


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take the tables back to `revision`, all or nothing; what only later ones hold is lost."""
    with answering():
        async with engine.begin() as connection:
            await connection.run_sync(lambda sync: command.downgrade(_config(sync), revision))


def check_drift(connection: Connection) -> None:
    """Raise alembic's CommandError where the tables in the database differ from the code's."""
    command.check(_config(connection))


def _upgrade(connection: Connection, revision: str) -> None:
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    if revision == "head" and _revision_of(connection) == _head():
        return
    try:
        command.upgrade(_config(connection), revision)
    except CommandError as exc:
        raise SchemaError(f"the database belongs to another version: {exc}") from exc
    if not postgres and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise SchemaError(f"the migration would leave {len(broken)} rows without their call")


def _revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
