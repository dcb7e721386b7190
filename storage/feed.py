"""Events as they happen, handed to everybody who listens in this process.

One reader reads each event once for all. Whoever listens to the feed and then reads the past has
everything: an event that he finds in both has the same number.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from storage.clock import happens_within
from storage.errors import DatabaseUnavailableError
from storage.event_queries import EventRecord, Wanted, events_after, newest_event
from storage.store import Store

log = structlog.get_logger(__name__)

#: Events that are read at once.
PAGE: Final = 500
#: So many events may wait for a listener; one who is further behind is let go.
LONGEST_QUEUE: Final = 2000
#: Seconds between two looks: where other processes can ring us, and where they cannot.
RARELY, OFTEN = 5.0, 0.5


class ListenerLostError(Exception):
    """The listener is too slow, or the feed has ended: come again from the last event."""


class Listener:
    """Somebody who gets the events that he wants, in their order."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._waiting: list[EventRecord] = []
        self._news = asyncio.Event()
        self._lost = False

    def hand(self, event: EventRecord) -> None:
        """Give him an event if he wants it, or let him go if he has too many."""
        if self._lost or not self.wanted.has(event):
            return
        if len(self._waiting) >= LONGEST_QUEUE:
            log.warning("listener_too_slow", waiting=len(self._waiting))
            self.let_go()
            return
        self._waiting.append(event)
        self._news.set()

    def let_go(self) -> None:
        """Give him nothing any more."""
        self._lost = True
        self._news.set()

    async def some(self, seconds: float) -> list[EventRecord]:
        """What has come, as soon as anything has; nothing where nothing comes for `seconds`.

        Raises ListenerLostError where he was let go.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        if self._lost:
            raise ListenerLostError
        self._news.clear()
        some, self._waiting = self._waiting, []
        return some


class EventFeed:
    """The events of the whole database, for all listeners of this process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bell = asyncio.Event()
        self._listeners: set[Listener] = set()
        # The number up to which all listeners have had everything; None while nobody listens.
        self._position: int | None = None
        self._closed = False
        self._out = False

    @asynccontextmanager
    async def listening(self, wanted: Wanted) -> AsyncIterator[Listener]:
        """Listen from now on. Raises DatabaseUnavailableError."""
        listener = Listener(wanted)
        self._listeners.add(listener)
        try:
            if self._position is None:
                position = await newest_event(self._store)
                # Somebody else may have found it out meanwhile, and be further.
                self._position = position if self._position is None else self._position
            if self._closed:
                listener.let_go()
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                self._position = None

    def close(self) -> None:
        """Let all listeners go, and whoever comes."""
        self._closed = True
        for listener in self._listeners:
            listener.let_go()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hand out what happens, until the block ends."""
        task = asyncio.create_task(self._run(), name="event-feed")
        try:
            yield
        finally:
            self.close()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        self._store.event_bells.add(self._bell)
        try:
            while True:
                self._bell.clear()
                try:
                    await self._read_all()
                except Exception:
                    log.exception("events_not_handed_out")
                pause = RARELY if self._store.notifies else OFTEN
                await happens_within(self._bell, pause, self._store.clock)
        finally:
            self._store.event_bells.discard(self._bell)

    async def _read_all(self) -> None:
        """Hand out all that is there and was not handed out yet."""
        try:
            while (position := self._position) is not None:
                page = await events_after(self._store, position, PAGE)
                self._hand_out(page)
                if len(page) < PAGE:
                    break
        except DatabaseUnavailableError as error:
            if not self._out:
                log.error("events_out", error=str(error))
            self._out = True
            return
        self._out = False

    def _hand_out(self, page: Sequence[EventRecord]) -> None:
        for event in page:
            # Nobody may have listened for a while, and whoever does now begins further on.
            if self._position is None or event.id <= self._position:
                continue
            self._position = event.id
            for listener in self._listeners:
                listener.hand(event)
