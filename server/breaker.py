"""A circuit breaker: a model that fails again and again is left alone, and tried in the background.

While it is open no driver waits for that model. A probe asks it now and then, and the first one
that is answered closes the breaker again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from server.timers import Timer, Timers

log = structlog.get_logger(__name__)

#: So many failures in a row open it.
FAILURES: Final = 4
#: Seconds to the first probe; each that fails doubles them, up to the last pause.
FIRST_PAUSE, LAST_PAUSE = 2.0, 60.0


class Breaker:
    """Counts how one model does. `probe` asks it something small, and raises when that fails."""

    def __init__(self, name: str, probe: Callable[[], Awaitable[None]], timers: Timers) -> None:
        self._name = name
        self._probe = probe
        self._timers = timers
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._timer: Timer | None = None
        self._probing: asyncio.Task[None] | None = None

    @property
    def closed(self) -> bool:
        """Whether the model may be asked."""
        return self._timer is None and self._probing is None

    def succeeded(self) -> None:
        """The model has given words in time."""
        self._failures = 0

    def failed(self, reason: str) -> None:
        """The model has failed, or was too late."""
        self._failures += 1
        if self.closed and self._failures >= FAILURES:
            log.warning("model_left_alone", model=self._name, reason=reason)
            self._wait()

    def stop(self) -> None:
        """Probe no more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._probing is not None:
            self._probing.cancel()

    def _wait(self) -> None:
        self._timer = self._timers.later(self._pause, self._try)
        self._pause = min(LAST_PAUSE, self._pause * 2)

    def _try(self) -> None:
        self._timer = None
        self._probing = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        try:
            await self._probe()
        except Exception as error:  # noqa: BLE001  whatever it is, the model does not answer yet
            log.info("model_still_failing", model=self._name, error=type(error).__name__)
            self._wait()
        else:
            log.warning("model_asked_again", model=self._name)
            self._failures, self._pause = 0, FIRST_PAUSE
        finally:
            self._probing = None
