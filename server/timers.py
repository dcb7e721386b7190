"""Time as a value that is handed in: what must happen when nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that will be called."""

    def cancel(self) -> None:
        """Not any more."""
        ...


class Timers(Protocol):
    """What deadlines need to know about time."""

    def now(self) -> float:
        """Seconds since some moment, growing."""
        ...

    def later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Call `callback` in so many seconds."""
        ...


class LoopTimers:
    """The time of the running event loop."""

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def later(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_later(seconds, callback)
