"""A small server for the simulator to call: polite by default, as bad as a test wants it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]


@dataclass(frozen=True)
class Close:
    """Close the socket with this code."""

    code: int


@dataclass(frozen=True)
class Abort:
    """Break the TCP connection."""


#: What a server does about one incoming frame: frames, raw texts or bytes, or one of the above.
Reaction = Iterable[object]
CONFIG = {"response_type": "config", "config": {"auto_reconnect": True, "call_details": True}}


def response(number: int, content: str, complete: bool = True, **more: object) -> Frame:
    return {
        "response_type": "response",
        "response_id": number,
        "content": content,
        "content_complete": complete,
        **more,
    }


def interrupt(number: int, content: str, complete: bool = True, **more: object) -> Frame:
    return {
        "response_type": "agent_interrupt",
        "interrupt_id": number,
        "content": content,
        "content_complete": complete,
        **more,
    }


def echo(timestamp: int) -> Frame:
    return {"response_type": "ping_pong", "timestamp": timestamp}


def is_request(frame: Frame) -> bool:
    return frame["interaction_type"] in ("response_required", "reminder_required")


class FakeServer:
    """Greets, echoes pings, and answers request after request with the next of its `lines`.

    A line is a text, a dict of response fields, or a function of the response id that gives a
    whole reaction. `opening` replaces what is sent when a socket opens, given the number of
    sockets so far; `aside` reacts to frames that want no answer; `on_ping` replaces the echo.
    """

    def __init__(
        self,
        *lines: str | Frame | Callable[[int], Reaction],
        opening: Callable[[int], Reaction] | None = None,
        aside: Callable[[Frame], Reaction] | None = None,
        on_ping: Callable[[int], Reaction] | None = None,
    ) -> None:
        self.lines = list(lines)
        self.frames: list[Frame] = []
        self.paths: list[str] = []
        self.close_codes: list[int | None] = []
        self._opening = opening or self._greet
        self._aside = aside or (lambda _: ())
        self._on_ping = on_ping or (lambda timestamp: [echo(timestamp)])
        self._server: Server | None = None
        self.url = ""

    async def __aenter__(self) -> FakeServer:
        self._server = await serve(self._call, "127.0.0.1", 0, compression=None, close_timeout=0.1)
        port = next(iter(self._server.sockets)).getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}/llm-websocket"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    def received(self, kind: str) -> list[Frame]:
        return [frame for frame in self.frames if frame["interaction_type"] == kind]

    def _greet(self, connection: int) -> Reaction:
        return [CONFIG, response(0, "Hi Dana, how is it going?" if connection == 1 else "")]

    def _react(self, frame: Frame) -> Reaction:
        if frame["interaction_type"] == "ping_pong":
            return self._on_ping(frame["timestamp"])
        if not is_request(frame):
            return self._aside(frame)
        number = frame["response_id"]
        line = self.lines.pop(0) if self.lines else f"And what about number {number}?"
        if callable(line):
            return line(number)
        return [response(number, **({"content": line} if isinstance(line, str) else line))]

    async def _call(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        self.paths.append(socket.request.path)
        try:
            await self._perform(socket, self._opening(len(self.paths)))
            async for message in socket:
                frame = json.loads(message)
                self.frames.append(frame)
                await self._perform(socket, self._react(frame))
        except ConnectionClosed:
            pass  # the reader's end is noted below, however it came
        self.close_codes.append(socket.close_code)

    async def _perform(self, socket: ServerConnection, reaction: Reaction) -> None:
        for thing in reaction:
            match thing:
                case Close(code=code):
                    await socket.close(code)
                case Abort():
                    socket.transport.abort()
                    await socket.wait_closed()
                case str() | bytes():
                    await socket.send(thing)
                case _:
                    await socket.send(json.dumps(thing))
