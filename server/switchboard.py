"""The calls that this process holds, by call id, over all their connections."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

import structlog

from conversation.call import Call
from conversation.events import CallEnded, TransferBridged, TransferFailed, TransferStarted

log = structlog.get_logger(__name__)

CallEvent = TransferStarted | TransferBridged | TransferFailed | CallEnded


class Connection(Protocol):
    """A socket that carries a call."""

    def drop(self) -> None:
        """Cut the connection without a close frame, so that Retell re-dials or gives up."""
        ...

    def happened(self, event: CallEvent) -> None:
        """Tell the call of what happened to it elsewhere."""
        ...


class LiveCall:
    """One call, and the connection that carries it now."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.connection: Connection | None = None
        self.ending: asyncio.TimerHandle | None = None


class Switchboard:
    """Knows which call is where. `redial_grace`: seconds until a dropped line is given up."""

    def __init__(self, redial_grace: float) -> None:
        self._grace = redial_grace
        self._calls: dict[str, LiveCall] = {}
        self._empty = asyncio.Event()
        self._empty.set()

    @property
    def connected(self) -> int:
        """How many calls have a connection now."""
        return sum(live.connection is not None for live in self._calls.values())

    def take_over(self, call_id: str, connection: Connection) -> Call | None:
        """The call if this process holds it; from now on `connection` carries it alone."""
        live = self._calls.get(call_id)
        if live is None:
            return None
        if live.ending is not None:
            live.ending.cancel()
            live.ending = None
        if live.connection is not None:
            log.warning("connection_replaced")
            live.connection.drop()
        live.connection = connection
        self._empty.clear()
        return live.call

    def add(self, call_id: str, call: Call, connection: Connection) -> None:
        """Hold a call that is new to this process."""
        live = LiveCall(call)
        live.connection = connection
        self._calls[call_id] = live
        self._empty.clear()

    def leave(
        self,
        call_id: str,
        connection: Connection,
        *,
        closed: bool,
        at_end: Callable[[CallEnded], None],
    ) -> None:
        """The connection is gone.

        Where the other side `closed` it, the call is over; otherwise the line dropped, and the
        call waits for a re-dial before it is given up. `at_end` is called when it is over.
        """
        live = self._calls.get(call_id)
        if live is None or live.connection is not connection:
            return
        live.connection = None

        def end(reason: str) -> None:
            if self._calls.get(call_id) is live:
                del self._calls[call_id]
                at_end(CallEnded(time.time(), reason))

        if closed:
            end("closed")
        else:
            loop = asyncio.get_running_loop()
            live.ending = loop.call_later(self._grace, end, "line lost")
        if not self.connected:
            self._empty.set()

    def tell(self, call_id: str, event: CallEvent) -> bool:
        """Tell a call that has a connection of what happened elsewhere; whether there is one."""
        live = self._calls.get(call_id)
        if live is None or live.connection is None:
            return False
        live.connection.happened(event)
        return True

    async def quiet(self) -> None:
        """Return once no call has a connection."""
        await self._empty.wait()

    def drop_all(self) -> None:
        """Cut every connection without a close frame: Retell re-dials such calls."""
        for live in list(self._calls.values()):
            if live.ending is not None:
                live.ending.cancel()
            if live.connection is not None:
                live.connection.drop()
