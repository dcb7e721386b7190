"""Engines for `DATABASE_URL`: one that writes, one that reads, one that changes the tables."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import orjson
from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, NullPool, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import await_

from storage import sqlite
from storage.columns import dump_json
from storage.errors import DatabaseUrlError

#: How long SQLite waits for another process's lock, in milliseconds.
BUSY_TIMEOUT_MS = 5000
#: How long PostgreSQL waits for the next statement of a transaction, in milliseconds.
IDLE_IN_TRANSACTION_MS = 10_000
_WAL_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.16)
_DRIVERS = {
    "sqlite": sqlite.DRIVER,
    "sqlite+aiosqlite": sqlite.DRIVER,
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


@dataclass(frozen=True, slots=True)
class Engines:
    """`write` opens each transaction ready to write; `read` has no transactions at all.

    `migrate` gives each caller a connection of its own. `process` names this process to all others
    that share the database.
    """

    write: AsyncEngine
    read: AsyncEngine
    migrate: AsyncEngine
    process: str

    async def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.read, self.write, self.migrate):
            await engine.dispose()


def open_engines(database_url: str) -> Engines:
    """Return engines for `database_url`, not connected yet.

    `sqlite:` and `postgres(ql):` addresses get the async driver. Beside what the driver knows,
    the query may hold `busy_timeout` (milliseconds) for SQLite, and `sslmode` and `search_path`
    for PostgreSQL. DatabaseUrlError when unusable.
    """
    url = _parse(database_url)
    process = f"checkcall/{socket.gethostname()[:30]}/{os.getpid()}/{secrets.token_hex(4)}"
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, process)
    return _postgres(url, process)


def shown_url(database_url: str) -> str:
    """A `database_url` that can be used, as people may see it: without its password."""
    return make_url(database_url).render_as_string(hide_password=True)


def _parse(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError as exc:
        raise DatabaseUrlError("DATABASE_URL is not an address such as sqlite:///x.db") from exc
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        known = ", ".join(_DRIVERS)
        raise DatabaseUrlError(f"DATABASE_URL: {url.drivername!r} is not one of {known}")
    return url.set(drivername=driver)


def _engine(url: URL, options: Mapping[str, Any]) -> AsyncEngine:
    try:
        return create_async_engine(
            url,
            json_serializer=dump_json,
            json_deserializer=orjson.loads,
            # Errors end in logs, and a driver's words do not belong there.
            hide_parameters=True,
            **options,
        )
    except ImportError as exc:
        raise DatabaseUrlError(f"DATABASE_URL needs a driver that is missing: {exc}") from exc


def _postgres(url: URL, process: str) -> Engines:
    query = dict(url.query)
    settings = {"application_name": process}
    if search_path := query.pop("search_path", None):
        settings["search_path"] = str(search_path)
    if sslmode := query.pop("sslmode", None):
        query["ssl"] = sslmode
    url = url.set(query=query)
    # Without limits a silent network would hold the writer for as long as TCP keeps hoping.
    patience = {"timeout": 5, "command_timeout": 30, "server_settings": settings}
    pool = _engine(
        url,
        {
            "connect_args": patience,
            "pool_size": 10,
            "max_overflow": 0,
            "pool_timeout": 5,
            "pool_pre_ping": True,
            "pool_recycle": 1800,
        },
    )
    unhurried = {**patience, "command_timeout": 600}
    migrate = _engine(url, {"connect_args": unhurried, "poolclass": NullPool})
    read = pool.execution_options(isolation_level="AUTOCOMMIT")

    @event.listens_for(pool.sync_engine, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        # A process that vanishes in mid-transaction must not hold up the others for long.
        cursor = connection.cursor()
        cursor.execute(f"SET idle_in_transaction_session_timeout = {IDLE_IN_TRANSACTION_MS}")
        cursor.close()
        connection.commit()

    return Engines(pool, read, migrate, process)


def _sqlite(url: URL, process: str) -> Engines:
    url, busy_timeout = _busy_timeout(url)
    if url.database in {None, "", ":memory:"}:
        # A database in memory lives in its one connection.
        only = _sqlite_engine(url, busy_timeout, _pool(1))
        return Engines(only, only, only, process)
    folder = Path(str(url.database)).parent
    if not folder.is_dir():
        raise DatabaseUrlError(f"DATABASE_URL: there is no folder {folder}")
    return Engines(
        write=_sqlite_engine(url, busy_timeout, _pool(1)),
        read=_sqlite_engine(url, busy_timeout, _pool(4), writes=False),
        migrate=_sqlite_engine(url, busy_timeout, {"poolclass": NullPool}, foreign_keys=False),
        process=process,
    )


def _pool(size: int) -> Mapping[str, Any]:
    return {"poolclass": AsyncAdaptedQueuePool, "pool_size": size, "max_overflow": 0}


def _busy_timeout(url: URL) -> tuple[URL, int]:
    query = dict(url.query)
    given = query.pop("busy_timeout", str(BUSY_TIMEOUT_MS))
    try:
        return url.set(query=query), int(str(given))
    except ValueError as exc:
        raise DatabaseUrlError("DATABASE_URL: busy_timeout is a number of milliseconds") from exc


def _turn_on_wal(cursor: DBAPICursor) -> None:
    """Let readers and the writer go on side by side.

    Processes that find a new file at the same time want this at the same time. SQLite then lets
    one do it and turns the others away without the wait that `busy_timeout` promises.
    """
    for pause in (*_WAL_PAUSES, None):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if pause is None:
                raise
            await_(asyncio.sleep(pause))
        else:
            return


def _sqlite_engine(
    url: URL,
    busy_timeout: int,
    pool: Mapping[str, Any],
    *,
    writes: bool = True,
    foreign_keys: bool = True,
) -> AsyncEngine:
    """An engine whose connections all have the same settings.

    Altering a table replaces it, and with `foreign_keys` on SQLite would take the old table's
    going for the going of all its rows, and delete what hangs on them: migrations go without.
    """
    # The driver must not open transactions by itself: `begin` below does, or nobody.
    engine = _engine(url, {**pool, "connect_args": {"isolation_level": None}})
    pragmas = (
        "synchronous=NORMAL",
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        f"query_only={'OFF' if writes else 'ON'}",
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={busy_timeout}")
        _turn_on_wal(cursor)
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    if writes:

        @event.listens_for(engine.sync_engine, "begin")
        def begin(connection: Connection) -> None:
            cast("sqlite.Opened", connection.connection.dbapi_connection).begin()

    return engine
