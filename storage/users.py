"""Users and their logins: passwords as argon2 hashes, refresh tokens that are good once.

A login is a session, and each refresh replaces its token by the next. A token that comes a second
time was copied: the session is revoked, and thief and owner both have to log in again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.api_keys import hash_of
from storage.columns import moment
from storage.errors import AlreadyThereError
from storage.store import Store
from storage.tables import login_sessions, refresh_tokens, users

#: A login ends after so long, however often it was refreshed.
SESSION_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A user as stored."""

    id: int
    email: str
    hashed_password: str
    is_active: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """A login, and the refresh token that goes on with it; shown to the user alone."""

    user_id: int
    session_id: int
    refresh_token: str


async def add_user(store: Store, email: str, hashed_password: str) -> int:
    """Add an active user; his number. `AlreadyThereError` where the address is known."""
    row = {
        "email": normal_email(email),
        "hashed_password": hashed_password,
        "is_active": True,
        "created_at": moment(store.clock.now()),
    }
    try:
        async with store.transaction() as connection:
            added = await connection.execute(insert(users).values(row).returning(users.c.id))
            return int(added.scalar_one())
    except IntegrityError as error:
        raise AlreadyThereError(f"there is a user {normal_email(email)} already") from error


def normal_email(email: str) -> str:
    """The address as it is kept and looked up."""
    return email.strip().lower()


async def find_user(store: Store, email: str) -> UserRecord | None:
    """The user with this address."""
    rows = await store.rows(select(users).where(users.c.email == normal_email(email)))
    return UserRecord(**rows[0]) if rows else None


async def all_users(store: Store) -> list[UserRecord]:
    """Every user, by address."""
    return [UserRecord(**row) for row in await store.rows(select(users).order_by(users.c.email))]


async def change_user(
    store: Store, email: str, *, hashed_password: str | None = None, is_active: bool = True
) -> bool:
    """Give a user another password, or take his access; his logins end. False: no such user."""
    changes: dict[str, object] = {"is_active": is_active}
    if hashed_password is not None:
        changes["hashed_password"] = hashed_password
    async with store.transaction() as connection:
        changed = await connection.execute(
            update(users)
            .where(users.c.email == normal_email(email))
            .values(changes)
            .returning(users.c.id)
        )
        user_id = changed.scalar_one_or_none()
        if user_id is None:
            return False
        await _revoke(connection, login_sessions.c.user_id == user_id, store.clock.now())
        return True


async def logged_in_user(store: Store, user_id: int, session_id: int) -> UserRecord | None:
    """The user, if he is active and this login of his still stands."""
    rows = await store.rows(
        _standing(store)
        .with_only_columns(*users.c)
        .where(users.c.id == user_id, login_sessions.c.id == session_id)
    )
    return UserRecord(**rows[0]) if rows else None


async def log_in(store: Store, user_id: int) -> Login:
    """Begin a login of a user who has shown his password."""
    now = store.clock.now()
    session = {
        "user_id": user_id,
        "created_at": moment(now),
        "expires_at": moment(now) + timedelta(days=SESSION_DAYS),
    }
    over = login_sessions.c.expires_at < moment(now)
    async with store.transaction() as connection:
        await connection.execute(
            delete(login_sessions).where(login_sessions.c.user_id == user_id, over)
        )
        begun = await connection.execute(
            insert(login_sessions).values(session).returning(login_sessions.c.id)
        )
        session_id = int(begun.scalar_one())
        return await _next_token(connection, user_id, session_id, now)


async def refresh(store: Store, refresh_token: str) -> Login | None:
    """The next refresh token of a login; None where this one is good for nothing.

    A token that was used before revokes its login: it is in two hands.
    """
    now = store.clock.now()
    same = refresh_tokens.c.token_hash == hash_of(refresh_token)
    unused = refresh_tokens.c.used_at.is_(None)
    async with store.transaction() as connection:
        # One statement decides who was first: several processes may be asked at once.
        used = await connection.execute(
            update(refresh_tokens)
            .where(same, unused)
            .values(used_at=moment(now))
            .returning(refresh_tokens.c.session_id)
        )
        session_id = used.scalar_one_or_none()
        if session_id is None:
            stolen = select(refresh_tokens.c.session_id).where(same).scalar_subquery()
            await _revoke(connection, login_sessions.c.id == stolen, now)
            return None
        standing = await connection.execute(
            _standing(store).with_only_columns(users.c.id).where(login_sessions.c.id == session_id)
        )
        user_id = standing.scalar_one_or_none()
        return await _next_token(connection, user_id, session_id, now) if user_id else None


async def log_out(store: Store, session_id: int) -> None:
    """End a login: none of its tokens is good for anything any more."""
    async with store.transaction() as connection:
        await _revoke(connection, login_sessions.c.id == session_id, store.clock.now())


async def log_out_by_token(store: Store, refresh_token: str) -> bool:
    """End the login that a refresh token belongs to; whether there is such a token."""
    same = refresh_tokens.c.token_hash == hash_of(refresh_token)
    rows = await store.rows(select(refresh_tokens.c.session_id).where(same))
    if not rows:
        return False
    await log_out(store, int(rows[0]["session_id"]))
    return True


def _standing(store: Store) -> Select[Any]:
    """Logins that are neither revoked nor over, of users who are active."""
    return (
        select(login_sessions.c.id)
        .join(users, users.c.id == login_sessions.c.user_id)
        .where(
            users.c.is_active,
            login_sessions.c.revoked_at.is_(None),
            login_sessions.c.expires_at > moment(store.clock.now()),
        )
    )


async def _revoke(connection: AsyncConnection, which: ColumnElement[bool], now: float) -> None:
    standing = login_sessions.c.revoked_at.is_(None)
    await connection.execute(
        update(login_sessions).where(which, standing).values(revoked_at=moment(now))
    )


async def _next_token(
    connection: AsyncConnection, user_id: int, session_id: int, now: float
) -> Login:
    token = secrets.token_urlsafe(32)
    row = {"token_hash": hash_of(token), "session_id": session_id, "issued_at": moment(now)}
    await connection.execute(insert(refresh_tokens).values(row))
    return Login(user_id, session_id, token)
