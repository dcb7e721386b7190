"""Keys for machines: shown once, kept as hashes, revocable.

A key is long and random, so that a plain hash of it can be looked up; a password could not.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.columns import moment
from storage.errors import AlreadyThereError
from storage.store import Store
from storage.tables import api_keys

#: What every key begins with; tells it from an access token, and finds it where it does not belong.
KEY_PREFIX: Final = "cck_"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key, without the key itself."""

    id: int
    name: str
    created_at: datetime
    revoked_at: datetime | None


def hash_of(secret: str) -> str:
    """What is kept of a long random secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def add_key(store: Store, name: str) -> str:
    """Make a key and return it, the only time it is seen. `AlreadyThereError` where `name` is."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    row = {"name": name, "key_hash": hash_of(key), "created_at": moment(store.clock.now())}
    try:
        async with store.transaction() as connection:
            await connection.execute(insert(api_keys).values(row))
    except IntegrityError as error:
        raise AlreadyThereError(f"there is a key named {name!r} already") from error
    return key


async def revoke_key(store: Store, name: str) -> bool:
    """Take a key back for good; whether there was one to take back."""
    which = update(api_keys).where(api_keys.c.name == name, api_keys.c.revoked_at.is_(None))
    async with store.transaction() as connection:
        done = await connection.execute(which.values(revoked_at=moment(store.clock.now())))
        return done.rowcount > 0


async def all_keys(store: Store) -> list[KeyRecord]:
    """Every key, the oldest first, revoked ones included."""
    return [KeyRecord(**row) for row in await store.rows(_keys().order_by(api_keys.c.id))]


async def good_key(store: Store, key: str) -> KeyRecord | None:
    """The key that this is, or None where it is none of ours or was revoked."""
    same = api_keys.c.key_hash == hash_of(key)
    rows = await store.rows(_keys().where(same, api_keys.c.revoked_at.is_(None)))
    return KeyRecord(**rows[0]) if rows else None


def _keys() -> Select[Any]:
    return select(api_keys.c.id, api_keys.c.name, api_keys.c.created_at, api_keys.c.revoked_at)
