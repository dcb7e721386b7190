"""Time for tests: it passes when a test says so."""

from __future__ import annotations

import asyncio


class FakeClock:
    """A clock that stands still, and remembers who sleeps and for how long."""

    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._lain_down: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        future = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.at + seconds, future))
        for awaited, someone in self._lain_down:
            if awaited == seconds and not someone.done():
                someone.set_result(None)
        await future

    async def somebody_sleeps(self, seconds: float) -> None:
        """Return when somebody begins, or began and still goes on, to sleep for `seconds`."""
        for until, future in self._sleepers:
            if until == self.at + seconds and not future.done():
                return
        someone = asyncio.get_running_loop().create_future()
        self._lain_down.append((seconds, someone))
        await someone

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, and wake whoever has slept enough."""
        self.at += seconds
        for until, future in self._sleepers:
            if until <= self.at and not future.done():
                future.set_result(None)
        self._sleepers = [sleeper for sleeper in self._sleepers if not sleeper[1].done()]
