"""The second reader beside a running call: a model on a real socket, and Retell's side."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from conversation.actions import AskReading
from conversation.events import ReadingArrived
from conversation.memory import Memory
from extraction.proposals import Proposal
from extraction.reader import ModelFailedError
from server.breaker import FAILURES, FIRST_PAUSE
from server.turn_readings import BEHIND, SecondReader, TurnReadings
from tests.extraction.test_model_reader import TURN, answers, hangs
from tests.fake_provider import FakeProvider, fake_provider
from tests.server.conftest import House, Serve, eventually
from tests.server.test_speech import HandTimers

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
    lie = reads(danger=("accident", "we crashed"), current_location=("Springfield", ODD))
    provider.read_by = answers(lie)
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, f"it's going good {ODD}")
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
            asked = await provider.nth_read(number)
    await asyncio.wait_for(asked.left.wait(), 10)
    left = [each.left.is_set() for each in provider.read]
    assert await eventually(lambda: _all_left(provider)), left


async def test_a_model_that_fails_again_and_again_is_left_alone_until_a_probe_is_answered():
    reader, timers = Reader(), HandTimers()
    second = SecondReader(reader, timers=timers)
    arrived: list[ReadingArrived] = []
    readings = TurnReadings(second, arrived.append)
    reader.fails = True
    for turn in range(1, FAILURES + 3):
        readings.ask([AskReading(turn, ODD, turn, None)], ())
        timers.pass_(BEHIND)
        await ended(readings)
    assert len(reader.asked) == FAILURES

    timers.pass_(FIRST_PAUSE)
    await probed(second)
    assert not second.breaker.closed
    reader.fails = False
    timers.pass_(FIRST_PAUSE * 2)
    await probed(second)
    assert ODD not in reader.asked[FAILURES:]

    readings.ask([AskReading(9, ODD, 9, None)], ())
    timers.pass_(BEHIND)
    await ended(readings)
    assert reader.asked[-1] == ODD
    assert timers.waiting == []


async def test_only_an_answer_that_the_rules_have_not_heard_whole_is_read():
    reader, timers = Reader(), HandTimers()
    readings = TurnReadings(SecondReader(reader, timers=timers), lambda _: None)
    odd = "i'm on forty and there's a weird smell"
    for turn, words in enumerate(("it's going good", odd), start=1):
        readings.ask([AskReading(turn, words, turn, None)], ())
    timers.pass_(BEHIND)
    await ended(readings)
    assert reader.asked == [odd]


class Reader:
    """Proposes nothing, or fails."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    async def propose_turn(self, agent: str, driver: str, deadline: float) -> list[Proposal]:
        assert agent is not None
        assert deadline > 0
        self.asked.append(driver)
        if self.fails:
            raise ModelFailedError("BadRequestError", None)
        return []


async def ended(readings: TurnReadings) -> None:
    await asyncio.gather(*readings._running)


async def probed(second: SecondReader) -> None:
    if second.breaker._probing is not None:
        await second.breaker._probing


async def _all_left(provider: FakeProvider) -> bool:
    return all(each.left.is_set() for each in provider.read)


async def test_without_a_model_nothing_is_read(serve: Serve):
    house = await serve()
    assert house.resources.second_reader is None
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, ODD)
        await line.nothing_comes()
