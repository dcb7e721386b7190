"""Time for a simulated call: how fast people talk, and where the clock comes from."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field
from typing import Protocol

from simulator.report import CallOver, Ended
from simulator.script import AgentSettings


class Timer(Protocol):
    """Real time, handed in so that a test can hand in its own. All values in seconds."""

    def now(self) -> float:
        """A clock that only goes forward; limits are judged by it."""

    def unix(self) -> float:
        """The time of day, for timestamps on frames."""

    async def sleep(self, seconds: float) -> None:
        """Come back after `seconds`."""

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """Come back when `event` is set (True), or after `seconds` (False)."""


class WallClock:
    """The timer of the machine."""

    def now(self) -> float:
        """See `Timer.now`."""
        return time.monotonic()

    def unix(self) -> float:
        """See `Timer.unix`."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """See `Timer.sleep`."""
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """See `Timer.wait`."""
        try:
            async with asyncio.timeout(max(seconds, 0)):
                return await event.wait()
        except TimeoutError:
            return event.is_set()


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a call is played. `speed` 1 is life, 10 is ten times faster, inf never waits.

    Only speech and pauses are scaled. What is judged (patience, pings, frames in flight) is
    always measured in real time, by `timer`.
    """

    speed: float = 1.0
    timer: Timer = field(default_factory=WallClock)

    def __post_init__(self) -> None:
        if not self.speed > 0:
            raise ValueError(f"speed must be above 0, not {self.speed}")

    async def spend(self, seconds: float, unless: asyncio.Event) -> bool:
        """Let `seconds` of the call pass; back early, with True, when `unless` is set."""
        if math.isinf(self.speed):
            await asyncio.sleep(0)  # no time passes, but whoever reads must get a turn
            return unless.is_set()
        return await self.timer.wait(unless, seconds / self.speed)


#: Sends the next thing as soon as the server's answer is complete.
AS_FAST_AS_POSSIBLE = Pace(math.inf)

#: Seconds of the call that one word takes to say.
WORD = 0.3


class CallClock:
    """The time in one call: seconds of audio, whatever the pace."""

    def __init__(self, pace: Pace, interrupted: asyncio.Event, agent: AgentSettings) -> None:
        self._pace = pace
        self._interrupted = interrupted
        self._longest = agent.max_call_duration_ms / 1000
        self.seconds = 0.0

    async def spend(self, seconds: float) -> bool:
        """Let time pass in the call; True when the server cut in meanwhile.

        Raises CallOver when the call has lasted as long as the agent's settings allow.
        """
        self.seconds += seconds
        if self.seconds > self._longest:
            raise CallOver(Ended.TOO_LONG, "max_duration_reached")
        return await self._pace.spend(seconds, unless=self._interrupted)
