"""Speed scales what people do, and nothing else."""

from __future__ import annotations

import asyncio
import math

import pytest

from simulator.pace import Pace, WallClock


class Recorded(WallClock):
    """Waits no time at all, and remembers how long it should have."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        self.waits.append(seconds)
        return await super().wait(event, 0)


@pytest.mark.parametrize(("speed", "waits"), [(1.0, [3.0]), (2.0, [1.5]), (math.inf, [])])
async def test_time_in_the_call_is_scaled(speed, waits):
    timer = Recorded()
    assert not await Pace(speed, timer).spend(3.0, unless=asyncio.Event())
    assert timer.waits == waits


@pytest.mark.parametrize("speed", [1.0, math.inf])
async def test_time_in_the_call_is_cut_short_by_an_interruption(speed):
    interrupted = asyncio.Event()
    interrupted.set()
    assert await Pace(speed).spend(60.0, unless=interrupted)


@pytest.mark.parametrize("speed", [0.0, -1.0, math.nan])
def test_a_speed_must_be_above_zero(speed):
    with pytest.raises(ValueError, match="above 0"):
        Pace(speed)


async def test_waiting_ends_with_the_event_or_the_time():
    event = asyncio.Event()
    assert not await WallClock().wait(event, 0)
    event.set()
    assert await WallClock().wait(event, 60)
