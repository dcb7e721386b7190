"""The second reader at work beside a call: never waited for, few at a time, gone with the call.

A model that fails at it again and again is not asked about turns for a while: the rules hear them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import structlog

from conversation.actions import Action, AskReading
from conversation.events import ReadingArrived, Speaker, Transcript
from conversation.hearing import hear
from conversation.plain import is_accounted_for
from extraction.reader import ModelFailedError
from extraction.turns import TurnReader, read_turn
from server.breaker import Breaker
from server.timers import LoopTimers, Timers

log = structlog.get_logger(__name__)

#: Words come first: a reading begins so much later (seconds) than the answer to the same turn.
BEHIND: Final = 0.05
#: A reading that takes longer (seconds) finds the call elsewhere.
DEADLINE: Final = 8.0
#: So many readings of one call at a time; a newer one ends the oldest.
OF_ONE_CALL: Final = 2
#: So many of all calls at a time; others wait for them, within their own deadline.
OF_ALL_CALLS: Final = 32
#: What it is asked while it fails: a question, and its answer.
_HARMLESS: Final = ("How is it going?", "Doing fine, rolling along.")


class SecondReader:
    """A reader for all calls of this process, of which it takes on so many at a time."""

    def __init__(
        self, reader: TurnReader, at_once: int = OF_ALL_CALLS, timers: Timers | None = None
    ) -> None:
        self.reader = reader
        self.room = asyncio.Semaphore(at_once)
        self.timers = timers or LoopTimers()
        self.breaker = Breaker("second reader", self._probe, self.timers)

    def close(self) -> None:
        """Probe no more."""
        self.breaker.stop()

    async def _probe(self) -> None:
        async with asyncio.timeout(DEADLINE):
            await self.reader.propose_turn(*_HARMLESS, DEADLINE)


class TurnReadings:
    """The readings of one call over one connection."""

    def __init__(
        self, second: SecondReader | None, arrived: Callable[[ReadingArrived], None]
    ) -> None:
        self._second = second
        self._arrived = arrived
        self._running: list[asyncio.Task[None]] = []

    def ask(self, actions: Sequence[Action], transcript: Transcript) -> None:
        """Have the answer read that `actions` ask for, if anybody can. Does not wait.

        One of which the rules have heard every word is not.
        """
        asked = next((each for each in actions if isinstance(each, AskReading)), None)
        if asked is None or self._second is None or not self._second.breaker.closed:
            return
        while len(self._running) >= OF_ONE_CALL:
            self._running.pop(0).cancel()
        begun = asyncio.Event()
        self._second.timers.later(BEHIND, begun.set)
        reading = self._read(self._second, begun, asked, _asked_last(transcript))
        task = asyncio.create_task(reading)
        self._running.append(task)
        task.add_done_callback(self._forget)

    def close(self) -> None:
        """End all readings: nobody would hear what they find."""
        for task in self._running:
            task.cancel()
        self._running.clear()

    async def _read(
        self, second: SecondReader, begun: asyncio.Event, asked: AskReading, agent: str
    ) -> None:
        await begun.wait()
        if is_accounted_for(asked.words, hear(asked.words, asked.question)):
            return
        try:
            async with asyncio.timeout(DEADLINE), second.room:
                found = await read_turn(second.reader, asked, agent, DEADLINE)
        except (ModelFailedError, TimeoutError) as error:
            # The rules have heard the answer; the second reader only adds to them.
            log.info("turn_not_read", turn=asked.turn, reason=str(error) or type(error).__name__)
            second.breaker.failed(type(error).__name__)
            return
        second.breaker.succeeded()
        arrived = found.arrived
        log.info(
            "turn_read",
            turn=asked.turn,
            facts=len(arrived.facts),
            dropped=found.dropped,
            danger=arrived.danger,
        )
        if arrived.facts or arrived.danger is not None:
            self._arrived(replace(arrived, at=time.time()))

    def _forget(self, task: asyncio.Task[None]) -> None:
        if task in self._running:
            self._running.remove(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("turn_reading_failed", exc_info=error)


def _asked_last(transcript: Transcript) -> str:
    """What the agent said last before the driver's newest words."""
    lines = [line.text for line in transcript if line.speaker is Speaker.AGENT]
    return lines[-1] if lines else ""
