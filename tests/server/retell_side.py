"""Retell's side of the socket, raw: frames as they are on the wire, and nothing that helps.

Nothing here waits for time to pass. That a frame does not come is seen by two pings: once the first
is echoed, everything before it has been read, and once the second is, all answers have left.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Json = dict[str, Any]

#: What is handed over at once.
HURT = "i just got hit by another truck i'm hurt bad i'm bleeding"

#: Seconds after which a frame that has not come will not come. Never reached where all is well.
PATIENCE = 10.0

DETAILS: Json = {
    "call_id": "call-1",
    "call_type": "phone_call",
    "direction": "outbound",
    "from_number": "+15550111",
    "to_number": "+15550122",
    "metadata": {"load_number": 7731, "destination": "Memphis"},
    "retell_llm_dynamic_variables": {"driver_name": "Wanda Oakes"},
}


def transcript(*lines: str) -> list[Json]:
    """Lines that begin with `> ` are the agent's, all others the driver's."""
    return [
        {"role": "agent", "content": line[2:]}
        if line.startswith("> ")
        else {"role": "user", "content": line}
        for line in lines
    ]


class Line:
    """One connection. `heard` is what the driver and the agent have said on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[Json] = []
        self._pings = itertools.count(1_700_000_000_000)

    # What Retell sends

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def send_raw(self, frame: str | bytes) -> None:
        """Send a text frame, be it text or not."""
        await self.socket.send(frame, text=True)

    async def details(self, **other: Any) -> None:
        await self.send(interaction_type="call_details", call={**DETAILS, **other})

    async def ask(self, number: int, *says: str, event: str = "response_required") -> None:
        """Ask for an answer; the driver has said something before."""
        self.heard += transcript(*says)
        await self.send(interaction_type=event, response_id=number, transcript=self.heard)

    async def update(self, *says: str, **other: Any) -> None:
        words = [*self.heard, *transcript(*says)]
        await self.send(interaction_type="update_only", transcript=words, **other)

    # What the server sends

    async def frame(self) -> Json:
        """The next frame."""
        async with asyncio.timeout(PATIENCE):
            text = await self.socket.recv()
        assert isinstance(text, str), "the server sent a binary frame"
        frame: Json = json.loads(text)
        return frame

    async def frames_until_quiet(self) -> list[Json]:
        """All frames but settings that came until nothing was on its way any more."""
        return [*await self._frames_until_echo(), *await self._frames_until_echo()]

    async def _frames_until_echo(self) -> list[Json]:
        timestamp = next(self._pings)
        await self.send(interaction_type="ping_pong", timestamp=timestamp)
        frames = []
        while (frame := await self.frame()) != {
            "response_type": "ping_pong",
            "timestamp": timestamp,
        }:
            if frame["response_type"] != "update_agent":
                frames.append(frame)
        return frames

    async def nothing_comes(self) -> None:
        assert await self.frames_until_quiet() == []

    async def part(self, number: int) -> Json:
        """Words under `number` that others follow."""
        return await self._response(number, complete=False)

    async def answer(self, number: int) -> Json:
        """The answer under `number`; every other frame before it but settings is a mistake."""
        return await self._response(number, complete=True)

    async def _response(self, number: int, *, complete: bool) -> Json:
        while True:
            frame = await self.frame()
            if frame["response_type"] == "update_agent":
                continue
            assert frame["response_type"] == "response", frame
            assert frame["response_id"] == number, frame
            assert frame["content_complete"] is complete, frame
            self.heard.append({"role": "agent", "content": frame["content"]})
            return frame

    async def turn(self, number: int, says: str) -> Json:
        """The driver says something and gets his answer."""
        await self.ask(number, says)
        return await self.answer(number)

    async def opened(self, **details: Any) -> Json:
        """Go through the opening; return the greeting."""
        assert (await self.frame())["response_type"] == "config"
        await self.details(**details)
        return await self.answer(0)

    # The end

    async def close_code(self) -> int:
        """Read to the end; 1006 where the server cut the connection."""
        try:
            while True:
                await self.frame()
        except ConnectionClosed:
            assert self.socket.close_code is not None
            return self.socket.close_code

    def reset(self) -> None:
        """Go away without a word, as a machine does that lost its network."""
        self.socket.transport.abort()


@asynccontextmanager
async def dial(url: str, call_id: str = "call-1") -> AsyncIterator[Line]:
    """Open the socket of a call."""
    options: dict[str, Any] = {
        "max_size": None,
        "compression": None,
        "ping_interval": None,
        "proxy": None,
    }
    async with connect(f"{url}/{call_id}", **options) as socket:
        yield Line(socket)


async def into_hand_over(line: Line, first: int = 1) -> tuple[Json, int]:
    """Report an accident until the call transfers; that answer, and the next free id."""
    says: Sequence[str] = (
        HURT,
        "no i'm not safe i'm hurt",
        "yes i'm hurt",
        "i'm on i-40 east at mile marker 84",
        "yes that's right",
        "the load is fine",
    )
    for number, words in enumerate(says, first):
        answer = await line.turn(number, words)
        if "transfer_number" in answer:
            return answer, number + 1
    raise AssertionError("an accident with a hurt driver was not handed over")
