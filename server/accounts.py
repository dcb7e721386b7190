"""The commands that give people and machines access: `checkcall users` and `checkcall keys`."""

from __future__ import annotations

import asyncio
import re
import secrets
import sys
from collections.abc import Awaitable, Callable
from getpass import getpass
from typing import Final, TypeVar

from rich.console import Console
from rich.table import Table

from server.passwords import hash_password
from server.settings import Settings
from storage import Store, open_store
from storage.api_keys import add_key, all_keys, revoke_key
from storage.users import add_user, all_users, change_user

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
Found = TypeVar("Found")


class AccountError(Exception):
    """What was asked for cannot be done; the text says why."""


def add_new_user(settings: Settings, email: str, *, generate: bool) -> str | None:
    """Add a user with the password that is typed; the password where it was made up here.

    Raises `AccountError` and storage's errors.
    """
    if not _EMAIL.fullmatch(email):
        raise AccountError(f"{email!r} is no address such as dana@example.com")
    password, hashed = _new_password(generate=generate)
    _ask(settings, lambda store: add_user(store, email, hashed))
    return password if generate else None


def give_new_password(settings: Settings, email: str, *, generate: bool) -> str | None:
    """Give a user another password, and let him in again; all his logins end."""
    password, hashed = _new_password(generate=generate)
    if not _ask(settings, lambda store: change_user(store, email, hashed_password=hashed)):
        raise AccountError(f"there is no user {email}")
    return password if generate else None


def deactivate_user(settings: Settings, email: str) -> None:
    """Take a user's access away, at once."""
    if not _ask(settings, lambda store: change_user(store, email, is_active=False)):
        raise AccountError(f"there is no user {email}")


def add_new_key(settings: Settings, name: str) -> str:
    """Make a key for a machine and return it, the only time that anybody sees it."""
    if not name.strip():
        raise AccountError("a key needs a name that tells whose it is")
    return _ask(settings, lambda store: add_key(store, name.strip()))


def take_back_key(settings: Settings, name: str) -> None:
    """Take a key back, at once and for good."""
    if not _ask(settings, lambda store: revoke_key(store, name.strip())):
        raise AccountError(f"there is no key named {name!r} that could be revoked")


def show_users(settings: Settings) -> None:
    """Print all users."""
    table = Table("email", "since", "active")
    for user in _ask(settings, all_users):
        table.add_row(user.email, f"{user.created_at:%Y-%m-%d}", "yes" if user.is_active else "no")
    Console().print(table)


def show_keys(settings: Settings) -> None:
    """Print the names of all keys."""
    table = Table("name", "since", "revoked")
    for key in _ask(settings, all_keys):
        revoked = f"{key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
        table.add_row(key.name, f"{key.created_at:%Y-%m-%d}", revoked)
    Console().print(table)


def _ask(settings: Settings, what: Callable[[Store], Awaitable[Found]]) -> Found:
    async def ask() -> Found:
        async with open_store(settings.DATABASE_URL) as store:
            return await what(store)

    return asyncio.run(ask())


def _new_password(*, generate: bool) -> tuple[str, str]:
    """A password and its hash."""
    password = secrets.token_urlsafe(18) if generate else _typed_password()
    try:
        return password, hash_password(password)
    except ValueError as error:
        raise AccountError(str(error)) from error


def _typed_password() -> str:
    """The password, asked for twice in a terminal; else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Again: ") != password:
        raise AccountError("the two passwords are not the same")
    return password
