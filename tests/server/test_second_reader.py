"""The second reader beside a running call: a model on a real socket, and Retell's side."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from conversation.memory import Memory
from tests.extraction.test_model_reader import TURN, answers, hangs
from tests.fake_provider import FakeProvider, fake_provider
from tests.server.conftest import House, Serve, eventually

#: No rule makes anything of it.
ODD = "purple monkey dishwasher"


@pytest.fixture
async def provider() -> AsyncIterator[FakeProvider]:
    async with fake_provider() as provider:
        yield provider


@pytest.fixture
async def house(serve: Serve, provider: FakeProvider) -> House:
    return await serve(OPENAI_BASE_URL=provider.url, VOICE="scripted")


def reads(**said: tuple[Any, str]) -> str:
    found = {name: {"value": value, "words": words} for name, (value, words) in said.items()}
    return json.dumps({**TURN, **found})


async def test_danger_that_only_the_model_sees_cuts_in(house: House, provider: FakeProvider):
    provider.read_by = answers(reads(danger=("accident", ODD)))
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, ODD)
        frame = await line.frame()
        assert frame["response_type"] == "agent_interrupt"
        assert frame["no_interruption_allowed"] is True
        cards = await (await house.on_disk()).cards("call-1")
    assert cards[0].card["words"] == ODD


async def test_a_lying_model_raises_no_alarm(house: House, provider: FakeProvider):
    lie = reads(danger=("accident", "we crashed"), current_location=("Springfield", "it's good"))
    provider.read_by = answers(lie)
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "it's going good")
        asked = await provider.nth_read(1)
        await asked.finished.wait()
        await line.nothing_comes()
    state = await (await house.on_disk()).load_state("call-1")
    assert state is not None
    memory = Memory.model_validate(state.memory)
    assert not memory.had_emergency
    assert memory.notes.current == ()


async def test_no_turn_waits_for_a_model_that_hangs_and_the_hang_up_ends_it(
    house: House, provider: FakeProvider
):
    provider.read_by = hangs
    async with house.dial() as line:
        await line.opened()
        for number in range(1, 5):
            await line.turn(number, f"{ODD} {number}")
        asked = await provider.nth_read(4)
    await asyncio.wait_for(asked.left.wait(), 10)
    left = [each.left.is_set() for each in provider.read]
    assert await eventually(lambda: _all_left(provider)), left


async def _all_left(provider: FakeProvider) -> bool:
    return all(each.left.is_set() for each in provider.read)


async def test_without_a_model_nothing_is_read(serve: Serve):
    house = await serve()
    assert house.resources.second_reader is None
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, ODD)
        await line.nothing_comes()
