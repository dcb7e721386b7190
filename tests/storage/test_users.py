"""Users and their logins, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from storage import Store
from storage.errors import AlreadyThereError
from storage.users import (
    SESSION_DAYS,
    add_user,
    find_user,
    log_in,
    log_out,
    log_out_by_token,
    logged_in_user,
    refresh,
)
from tests.storage.fake_clock import FakeClock


@pytest.fixture
async def user(store: Store) -> int:
    return await add_user(store, "Dana@Example.com ", "hash")


async def test_an_address_is_the_same_in_any_case(store: Store, user: int):
    found = await find_user(store, "dana@EXAMPLE.com")
    assert found is not None
    assert (found.id, found.email, found.is_active) == (user, "dana@example.com", True)
    assert await find_user(store, "other@example.com") is None
    with pytest.raises(AlreadyThereError):
        await add_user(store, "DANA@example.com", "hash")


async def test_a_login_stands_until_it_is_ended(store: Store, user: int):
    login = await log_in(store, user)
    assert await logged_in_user(store, user, login.session_id)
    assert await logged_in_user(store, user + 1, login.session_id) is None
    await log_out(store, login.session_id)
    assert await logged_in_user(store, user, login.session_id) is None
    assert await refresh(store, login.refresh_token) is None


async def test_a_refresh_token_ends_its_login(store: Store, user: int):
    login = await log_in(store, user)
    assert await log_out_by_token(store, login.refresh_token)
    assert await refresh(store, login.refresh_token) is None
    assert not await log_out_by_token(store, "unknown")


async def test_each_refresh_gives_the_next_token(store: Store, user: int, clock: FakeClock):
    login = await log_in(store, user)
    for _ in range(3):
        clock.advance(600)
        following = await refresh(store, login.refresh_token)
        assert following is not None
        assert following.session_id == login.session_id
        assert following.refresh_token != login.refresh_token
        login = following


async def test_a_token_that_comes_again_ends_the_login(store: Store, user: int):
    first = await log_in(store, user)
    other = await log_in(store, user)
    second = await refresh(store, first.refresh_token)
    assert second is not None
    assert await refresh(store, first.refresh_token) is None
    assert await refresh(store, second.refresh_token) is None
    assert await logged_in_user(store, user, first.session_id) is None
    # Another login of the same user has nothing to do with it.
    assert await refresh(store, other.refresh_token)


async def test_a_token_that_is_used_twice_at_once_gives_no_second_login(store: Store, user: int):
    """Whoever of the two is the thief: one gets a token, and the login is over for both."""
    login = await log_in(store, user)
    both = await asyncio.gather(*(refresh(store, login.refresh_token) for _ in range(2)))
    (won,) = (each for each in both if each is not None)
    assert await refresh(store, won.refresh_token) is None
    assert await logged_in_user(store, user, login.session_id) is None


async def test_a_login_does_not_last_for_ever(store: Store, user: int, clock: FakeClock):
    login = await log_in(store, user)
    clock.advance(SESSION_DAYS * 86400 + 1)
    assert await refresh(store, login.refresh_token) is None
    assert await logged_in_user(store, user, login.session_id) is None


async def test_no_token_is_in_the_database(store: Store, user: int):
    login = await log_in(store, user)
    async with store.transaction() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM refresh_tokens")).all()
    assert login.refresh_token not in str(rows)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800"])
async def test_what_is_no_token_is_none(store: Store, user: int, token: str):
    login = await log_in(store, user)
    assert await refresh(store, token) is None
    assert await refresh(store, login.refresh_token)
