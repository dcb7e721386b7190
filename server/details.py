"""The load's facts at the opening of a connection: they come at once, late or never."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from conversation.events import LoadFacts


class Details:
    """Waits for a call's details, at most `deadline` seconds from now on.

    `hurried`: an answer is owed already, and nobody waits for details any more.
    """

    def __init__(self, deadline: float) -> None:
        loop = asyncio.get_running_loop()
        self._due = loop.time() + deadline
        self._load: asyncio.Future[LoadFacts] = loop.create_future()
        self._enough = asyncio.Event()
        self.hurried = False

    def arrive(self, load: LoadFacts) -> None:
        """Take in the facts; only the first ones of a connection count."""
        if not self._load.done():
            self._load.set_result(load)
            self._enough.set()

    def hurry(self) -> None:
        """Go on with what is known now: the driver is waiting."""
        self.hurried = True
        self._enough.set()

    async def in_time(self) -> LoadFacts | None:
        """The facts, or None when their time is up or the driver cannot wait."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._due):
                await self._enough.wait()
        return self._load.result() if self._load.done() else None

    async def ever(self) -> LoadFacts:
        """The facts, however late."""
        return await asyncio.shield(self._load)
