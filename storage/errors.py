"""What can go wrong with storage, one class for each thing that a caller treats differently.

StorageError
    DatabaseUrlError           the address of the database cannot be used: fix the setting
    SchemaError                the tables are not those of this version: run the matching version
    DatabaseUnavailableError   slow, locked, read-only, full or gone: go on without, try later
    ItemRefusedError           the database works, but will never take this item
    AlreadyThereError          something with this name is there already
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)


class StorageError(Exception):
    """Base of all errors of this package."""


class DatabaseUrlError(StorageError):
    """`DATABASE_URL` names no database that can be used."""


class SchemaError(StorageError):
    """The tables in the database cannot be brought to this version."""


class DatabaseUnavailableError(StorageError):
    """The database does not answer now; the cause says why."""


class ItemRefusedError(StorageError):
    """One unit of writing that can never be written; the cause says why."""


class AlreadyThereError(StorageError):
    """Something with this name is there already."""


@contextmanager
def answering() -> Iterator[None]:
    """Turn what a missing database raises into DatabaseUnavailableError; refusals stay as they are.

    Its text is safe to log: it never holds the values of a statement.
    """
    try:
        yield
    except (SQLAlchemyError, OSError) as exc:
        if is_refusal(exc):
            raise
        said = str(getattr(exc, "orig", exc)).partition("\n")[0]
        raise DatabaseUnavailableError(f"{type(exc).__name__}: {said}") from exc


# SQLSTATE classes that tell about the values sent: cardinality, data, constraints, size limits.
_FAULTY_VALUE_CLASSES = frozenset({"21", "22", "23", "54"})


def is_refusal(error: BaseException) -> bool:
    """Whether `error` is about the values sent, so that sending them again cannot help.

    All else (locks, disk, network, missing tables) is taken for an outage, which passes.
    """
    if isinstance(error, IntegrityError | DataError):
        return True
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", None) or "")
        return state[:2] in _FAULTY_VALUE_CLASSES or _unsendable(error)
    # Raised before any database was asked: the values could not be made into parameters.
    return isinstance(
        error,
        StatementError | TypeError | ValueError | ArithmeticError | LookupError | AttributeError,
    )


def _unsendable(error: DBAPIError) -> bool:
    """Whether the driver itself refused a value; each has its own way to say so."""
    asyncpg_refuses = isinstance(error.orig and error.orig.__cause__, ValueError)
    sqlite3_refuses = "binding parameter" in str(error.orig)
    return asyncpg_refuses or sqlite3_refuses
