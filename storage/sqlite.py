"""SQLite as SQLAlchemy has it through aiosqlite, with one way to the database's thread a statement.

SQLAlchemy's own adapter goes there four times: for a cursor, to execute, to fetch, and to close.
Each way wakes the thread, and then the event loop that all calls share.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import aiosqlite
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.util import EMPTY_DICT, await_

#: What the addresses of this dialect begin with.
DRIVER: Final = "sqlite+checkcall"
#: Rows that aiosqlite fetches at a time where it is iterated, which it is not.
_CHUNK: Final = 64
#: Plain BEGIN reads first, and then cannot wait for a lock with a stale snapshot.
_BEGIN: Final = "BEGIN IMMEDIATE"


class _Left:
    """What a statement has left: its rows are fetched, and its cursor is closed."""

    __slots__ = ("arraysize", "description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor | None = None) -> None:
        self.arraysize = 1
        self.description = cursor.description if cursor else None
        # A statement that returns rows has ended, and counted them, only when these are fetched.
        self.rows: Sequence[object] = cursor.fetchall() if cursor and cursor.description else ()
        self.rowcount = cursor.rowcount if cursor else -1
        self.lastrowid = cursor.lastrowid if cursor else None

    def close(self) -> None:
        """Nothing is open."""


class _Thread(aiosqlite.Connection):
    """A connection to a database, and the thread that it lives in."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        # As SQLAlchemy has it: a process that must end does not wait for a statement.
        self._thread.daemon = True
        #: The next statement is the first one of a transaction.
        self.begins = False

    async def left_by(self, method: str, *statement: object) -> _Left:
        """Execute a statement by a method of sqlite3's, and come back with all it leaves."""
        begins, self.begins = self.begins, False

        def go() -> _Left:
            cursor = self._conn.cursor()
            try:
                if begins:
                    cursor.execute(_BEGIN)
                getattr(cursor, method)(*statement)
                return _Left(cursor)
            finally:
                cursor.close()

        left: _Left = await self._execute(go)  # type: ignore[no-untyped-call]
        return left


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ("_thread",)

    _awaitable_cursor_close = False
    _cursor: _Left  # type: ignore[assignment]

    def __init__(self, adapt_connection: Opened) -> None:  # not the parent's: it goes there
        self._adapt_connection = adapt_connection
        self._thread = adapt_connection.thread
        self._soft_closed_memoized = EMPTY_DICT
        self._keep(_Left())

    async def _execute_async(self, operation: str, parameters: Any) -> None:  # noqa: ANN401
        self._keep(await self._thread.left_by("execute", operation, parameters or ()))

    async def _executemany_async(
        self,
        operation: str,
        seq_of_parameters: Any,  # noqa: ANN401
    ) -> None:
        self._keep(await self._thread.left_by("executemany", operation, seq_of_parameters))

    def _keep(self, left: _Left) -> None:
        self._cursor, self._rows = left, deque(left.rows)


class Opened(AsyncAdapt_aiosqlite_connection):
    """A connection as SQLAlchemy has it."""

    __slots__ = ()

    _cursor_cls = _Cursor  # type: ignore[assignment]

    @property
    def thread(self) -> _Thread:
        thread: Any = self._connection
        assert isinstance(thread, _Thread)
        return thread

    def begin(self) -> None:
        """Begin a transaction that may write, on the way of its first statement."""
        self.thread.begins = True

    def commit(self) -> None:
        """Commit what has been written."""
        self.thread.begins = False
        super().commit()

    def rollback(self) -> None:
        """Undo what is not committed. After a commit nobody is sent to find out that it is.

        What was given up on its way is not undone here: SQLAlchemy closes such a connection.
        """
        self.thread.begins = False
        if self._connection._connection is not None and self.thread.in_transaction:  # noqa: SLF001
            super().rollback()


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    def connect(self, *arguments: Any, **options: Any) -> Opened:  # noqa: ANN401 - sqlite3's
        connecting = _Thread(partial(sqlite3.connect, *arguments, **options))
        return Opened(self, await_(connecting))  # type: ignore[arg-type]


class Dialect(SQLiteDialect_aiosqlite):
    """The dialect that `DRIVER` names."""

    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> _Driver:
        """The driver, adapted to SQLAlchemy."""
        return _Driver(aiosqlite, sqlite3)


registry.register(DRIVER.replace("+", "."), __name__, Dialect.__name__)
