"""Being told to stop: once to finish what runs, twice to end at once."""

from __future__ import annotations

import asyncio
import signal
from typing import Final

_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


class StopSignals:
    """Listens to SIGTERM and SIGINT from now on. A third one ends the process on the spot."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.told_again = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            self._loop.add_signal_handler(number, self._take)

    def _take(self) -> None:
        if not self.told.is_set():
            self.told.set()
            return
        self.told_again.set()
        for number in _SIGNALS:
            self._loop.remove_signal_handler(number)


async def first_of(*events: asyncio.Event, within: float) -> bool:
    """Return when one of `events` is set, or after `within` seconds; whether one is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
    return any(event.is_set() for event in events)
