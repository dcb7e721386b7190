"""Keys for machines, on both databases."""

from __future__ import annotations

import pytest

from storage import Store
from storage.api_keys import add_key, all_keys, good_key, revoke_key
from storage.errors import AlreadyThereError


async def test_a_key_is_good_until_it_is_revoked(store: Store):
    key = await add_key(store, "tms")
    found = await good_key(store, key)
    assert found is not None
    assert found.name == "tms"
    assert await revoke_key(store, "tms")
    assert await good_key(store, key) is None


@pytest.mark.parametrize("other", ["", "cck_", "cck_x", "\x00", "\ud800"])
async def test_what_is_no_key_of_ours_is_none(store: Store, other: str):
    key = await add_key(store, "tms")
    assert await good_key(store, other) is None
    assert await good_key(store, key + other[:1] + " ") is None


async def test_a_key_is_not_in_the_database(store: Store):
    key = await add_key(store, "tms")
    async with store.transaction() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM api_keys")).all()
    assert key not in str(rows)


async def test_a_name_is_given_once_and_revoked_once(store: Store):
    await add_key(store, "tms")
    with pytest.raises(AlreadyThereError):
        await add_key(store, "tms")
    assert await revoke_key(store, "tms")
    assert not await revoke_key(store, "tms")
    assert not await revoke_key(store, "other")


async def test_all_keys_are_listed_the_revoked_ones_too(store: Store):
    for name in ("first", "second"):
        await add_key(store, name)
    await revoke_key(store, "first")
    assert [(key.name, key.revoked_at is None) for key in await all_keys(store)] == [
        ("first", False),
        ("second", True),
    ]
