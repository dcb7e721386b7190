"""A server that places its calls with a Retell of the tests' own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.server.conftest import House, Serve
from tests.server.fake_retell import FakeRetell, fake_retell
from tests.server.placed_calls import settings


@pytest.fixture
async def retell() -> AsyncIterator[FakeRetell]:
    async with fake_retell() as opened:
        yield opened


@pytest.fixture
async def house(serve: Serve, retell: FakeRetell) -> House:
    return await serve(**settings(retell))
