"""Hearing from the other processes on PostgreSQL that there is something new.

What is heard only rings: whoever is rung reads what is there. While the connection is lost nothing
is heard, so everybody is rung once it is back; and nobody relies on being rung alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol, cast

import structlog

from storage.clock import happens_within
from storage.publishing import EVENTS_CHANNEL, JOBS_CHANNEL
from storage.store import Store

log = structlog.get_logger(__name__)

#: Seconds between two looks whether the connection still stands, and until it is made anew.
CHECK: Final = 30.0
PAUSE: Final = 1.0
#: Seconds that such a look may take.
PATIENCE: Final = 10.0


class _AsyncpgConnection(Protocol):
    """What is used of asyncpg's own connection, which brings no types along."""

    def add_termination_listener(self, callback: Callable[[object], None]) -> None: ...

    async def add_listener(
        self, channel: str, callback: Callable[[object, int, str, object], None]
    ) -> None: ...

    async def execute(self, query: str) -> str: ...


async def listen(store: Store) -> None:
    """Ring the bells of `store` for what other processes do, until cancelled.

    Returns at once on SQLite, which has nothing to listen to.
    """
    if not store.notifies:
        return
    deaf = False
    while True:
        try:
            await _listen_once(store)
        except Exception as error:  # noqa: BLE001  the driver has its own errors; none may end this
            if not deaf:
                log.warning("not_listening", error=type(error).__name__)
            deaf = True
        else:
            deaf = False
        await store.clock.sleep(PAUSE)


async def _listen_once(store: Store) -> None:
    """Listen until the connection is lost."""
    lost = asyncio.Event()

    def heard(_: object, _pid: int, channel: str, sender: object) -> None:
        if sender == store.process:
            return
        if channel == JOBS_CHANNEL:
            store.ring()
        else:
            store.ring_events()

    async with store.own_connection() as connection:
        driver = cast(
            "_AsyncpgConnection", (await connection.get_raw_connection()).driver_connection
        )
        driver.add_termination_listener(lambda _: lost.set())
        for channel in (EVENTS_CHANNEL, JOBS_CHANNEL):
            await driver.add_listener(channel, heard)
        store.ring()
        store.ring_events()
        while not await happens_within(lost, CHECK, store.clock):
            async with asyncio.timeout(PATIENCE):
                await driver.execute("SELECT 1")
