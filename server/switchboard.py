"""The calls that this process holds, by call id, over all their connections."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog

from conversation.call import Call
from conversation.events import (
    CallCancelled,
    CallEnded,
    DriverNotReached,
    TransferBridged,
    TransferFailed,
    TransferOverdue,
    TransferStarted,
)
from conversation.memory import Memory
from prompts import PromptLibrary
from server.stopping import first_of

log = structlog.get_logger(__name__)

#: A call that is over still hears for so long (seconds) what became of it: its transfer is often
#: reported only then, and what is on disk may be older than what it knows.
REMEMBERED: Final = 60.0

#: Why a call has ended whose connection the other side closed in good order.
CLOSED: Final = "closed"

CallEvent = (
    TransferStarted
    | TransferBridged
    | TransferFailed
    | TransferOverdue
    | DriverNotReached
    | CallCancelled
    | CallEnded
)


class Connection(Protocol):
    """A socket that carries a call."""

    def drop(self) -> None:
        """Cut the connection without a close frame, so that Retell re-dials or gives up."""
        ...

    def happened(self, call: Call, event: CallEvent, key: str) -> asyncio.Task[None]:
        """Tell the call of what happened to it elsewhere, also when the line is lost.

        The task is done when the call has reacted, and that is on disk.
        """
        ...


@dataclass(slots=True, eq=False)
class LiveCall:
    """One call and its newest connection. `call` is None while it is being looked up."""

    connection: Connection
    call: Call | None = None
    #: What the call is spoken with, from its first word to its last.
    prompts: PromptLibrary | None = None
    connected: bool = True
    #: The call will be ended, or forgotten when it is over.
    ending: asyncio.TimerHandle | None = None
    #: Set when a connection has ended; then the moment, and how long (seconds) there was none.
    parted: asyncio.Event = field(default_factory=asyncio.Event)
    parted_at: float = 0.0
    away: float = 0.0

    def stay(self) -> None:
        """Neither end nor be forgotten after all."""
        if self.ending is not None:
            self.ending.cancel()
            self.ending = None


class Switchboard:
    """Knows which call is where. `redial_grace`: seconds until a dropped line is given up."""

    def __init__(self, redial_grace: float) -> None:
        self._grace = redial_grace
        self._calls: dict[str, LiveCall] = {}
        #: Set while no call has a connection.
        self.quiet = asyncio.Event()
        self.quiet.set()

    @property
    def connected(self) -> int:
        """How many calls have a connection now."""
        return sum(live.connected for live in self._calls.values())

    def connect(self, call_id: str, connection: Connection) -> Call | None:
        """Give the call to `connection` alone; the call, where this process holds it."""
        self.quiet.clear()
        live = self._calls.get(call_id)
        if live is None:
            self._calls[call_id] = LiveCall(connection)
            return None
        live.stay()
        live.away = 0.0 if live.connected else asyncio.get_running_loop().time() - live.parted_at
        if live.connected:
            log.warning("connection_replaced")
            live.connection.drop()
        live.connection, live.connected = connection, True
        live.parted.clear()
        return live.call

    def hold(
        self, call_id: str, connection: Connection, call: Call, prompts: PromptLibrary
    ) -> None:
        """Hold `call`, which `connection` has looked up, unless a newer one has replaced it."""
        live = self._calls.get(call_id)
        if live is not None and live.connection is connection:
            live.call, live.prompts = call, prompts

    def prompts_of(self, call_id: str) -> PromptLibrary | None:
        """The texts that the call is spoken with, where it is held here."""
        live = self._calls.get(call_id)
        return None if live is None else live.prompts

    def leave(
        self,
        call_id: str,
        connection: Connection,
        *,
        closed: bool,
        at_end: Callable[[Call, CallEnded], None],
    ) -> None:
        """The connection is gone.

        Where the other side `closed` it, the call is over; otherwise the line dropped, and the
        call waits for a re-dial before it is given up. `at_end` is called when it is over.
        """
        live = self._calls.get(call_id)
        if live is None or live.connection is not connection:
            return
        loop = asyncio.get_running_loop()
        live.connected, live.parted_at = False, loop.time()
        live.parted.set()

        def end(call: Call, reason: str) -> None:
            live.ending = loop.call_later(REMEMBERED, self._forget, call_id)
            at_end(call, CallEnded(time.time(), reason))

        if live.call is None:
            self._forget(call_id)
        elif closed:
            end(live.call, CLOSED)
        else:
            live.ending = loop.call_later(self._grace, end, live.call, "line lost")
        if not self.connected:
            self.quiet.set()

    def _forget(self, call_id: str) -> None:
        del self._calls[call_id]

    def hand_over(self, call_id: str, connection: Connection) -> None:
        """Forget a call that another process carries, unless it has come back meanwhile."""
        live = self._calls.get(call_id)
        if live is not None and live.connection is connection and not live.connected:
            live.stay()
            self._forget(call_id)

    def holds(self, call_id: str) -> bool:
        """Whether this process has the call, be it waiting for its re-dial or just over."""
        return call_id in self._calls

    def memory_of(self, call_id: str) -> Memory | None:
        """What a call that this process has knows now."""
        live = self._calls.get(call_id)
        return live.call.memory if live is not None and live.call is not None else None

    def is_connected(self, call_id: str) -> bool:
        """Whether the call has its connection here now."""
        live = self._calls.get(call_id)
        return live is not None and live.connected

    def away(self, call_id: str) -> float:
        """How long (seconds) the call had no connection here before its present one."""
        live = self._calls.get(call_id)
        return 0.0 if live is None else live.away

    async def line_closed(self, call_id: str, within: float) -> None:
        """Return when the call has no connection here, or after `within` seconds."""
        live = self._calls.get(call_id)
        if live is not None and live.connected:
            await first_of(live.parted, within=within)

    def is_opening(self, call_id: str) -> bool:
        """Whether the call is here, but still being looked up."""
        live = self._calls.get(call_id)
        return live is not None and live.call is None

    def tell(self, call_id: str, event: CallEvent, key: str) -> asyncio.Task[None] | None:
        """Tell a call of what happened elsewhere; None where it is not held here.

        A call takes in each `key` once. The task is done when the call has reacted, and that is on
        disk; it is cancelled where the connection ends first.
        """
        live = self._calls.get(call_id)
        if live is None or live.call is None:
            return None
        return live.connection.happened(live.call, event, key)

    def drop_all(self) -> None:
        """Cut every connection without a close frame: Retell re-dials such calls."""
        for live in list(self._calls.values()):
            live.stay()
            if live.connected:
                live.connection.drop()
