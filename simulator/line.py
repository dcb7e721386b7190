"""One socket to the server: everything that passes it goes past the judge."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from simulator.findings import Rule
from simulator.scene import Scene
from simulator.wire import Config, Json, ServerFrame, encode, ping_pong

MAX_FRAME_BYTES = 16 * 2**20
OPEN_TIMEOUT = 7.0  # seconds for one attempt (Retell docs, Set up your server)


class CannotConnectError(Exception):
    """One attempt to open the socket failed; the text says why."""


class LineLostError(Exception):
    """The socket is gone. `code` is its close code, 1006 without a close frame."""

    def __init__(self, code: int) -> None:
        super().__init__(f"closed with {code}")
        self.code = code


class Line:
    """A connection as Retell holds it. One task reads, another keeps it alive and ticks the judge.

    `take` is awaited for each frame that counts, in order.
    """

    def __init__(self, scene: Scene, take: Callable[[float, ServerFrame], Awaitable[None]]) -> None:
        self._scene = scene
        self._judge = scene.judge
        self._timer = scene.pace.timer
        self._found = scene.record.found
        self._take = take
        self._socket: ClientConnection | None = None
        self._tasks: tuple[asyncio.Task[None], ...] = ()
        self._pings = False
        #: Set whenever something has changed that a player may wait for.
        self.news = asyncio.Event()
        self.lost: LineLostError | None = None
        self.pings_missed = False

    async def open(self, url: str, *, redial: bool) -> None:
        """Dial once. Raises CannotConnectError."""
        try:
            self._socket = await connect(
                url,
                compression=None,
                max_size=MAX_FRAME_BYTES,
                open_timeout=OPEN_TIMEOUT,
                ping_interval=None,
                close_timeout=1,
                proxy=None,
            )
        except (OSError, WebSocketException, TimeoutError) as error:
            raise CannotConnectError(str(error) or type(error).__name__) from error
        self._judge.connected(self._timer.now(), redial=redial)
        self._tasks = (
            asyncio.create_task(self._read(self._socket), name="retell-reads"),
            asyncio.create_task(self._keep_alive(), name="retell-keeps-alive"),
        )

    async def send(self, frame: Json) -> None:
        """Send one frame. Raises LineLostError."""
        await self.send_text(frame, encode(frame))

    async def send_text(self, frame: Json, text: str) -> None:
        """Send a frame whose text is already there. Raises LineLostError."""
        if self.lost is not None:
            raise self.lost
        assert self._socket is not None, "open() comes first"
        self._judge.sent(self._timer.now(), frame)
        try:
            await self._socket.send(text)
        except ConnectionClosed as error:
            raise self._lose(self._socket.close_code or 1006) from error

    async def close(self, code: int = 1000) -> None:
        """Close in good order; nothing is read any more. Safe to call twice."""
        await self._stop_tasks()
        if self._socket is not None:
            await self._socket.close(code)

    async def drop(self) -> None:
        """Break the TCP connection as a failing network does: the server sees 1006."""
        self._lose(1006)
        if self._socket is not None:
            self._socket.transport.abort()
        await self._stop_tasks()

    async def _stop_tasks(self) -> None:
        tasks, self._tasks = self._tasks, ()
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                data = await socket.recv()
                at = self._timer.now()
                verdict = self._judge.received(at, data)
                self._found(verdict.findings)
                if any(finding.rule is Rule.BINARY_FRAME for finding in verdict.findings):
                    self._lose(1007)
                    await socket.close(1007)
                    return
                if isinstance(verdict.frame, Config):
                    self._pings = verdict.frame.config.auto_reconnect
                if verdict.frame is not None:
                    await self._take(at, verdict.frame)
                self.news.set()
        except (ConnectionClosed, LineLostError):
            code = socket.close_code or 1006
            if self.lost is None:
                self._found(self._judge.closed(self._timer.now(), code))
            self._lose(code)

    async def _keep_alive(self) -> None:
        while self.lost is None:
            await self._timer.sleep(self._scene.network.ping_every)
            if self._pings:
                with suppress(LineLostError):
                    await self.send(ping_pong(int(self._timer.unix() * 1000)))
            self.tick()

    def tick(self) -> None:
        """Let the judge look at the clock; a missed ping gives the line up."""
        findings = self._judge.tick(self._timer.now())
        self._found(findings)
        if any(finding.rule is Rule.PING_UNANSWERED for finding in findings):
            self.pings_missed = True
            self._lose(1006)
            if self._socket is not None:
                self._socket.transport.abort()

    def _lose(self, code: int) -> LineLostError:
        self.lost = self.lost or LineLostError(code)
        self.news.set()
        return self.lost
