"""A provider of language models on a real socket, which answers as each test tells it.

It speaks OpenAI's protocol as far as a server of ours asks for it, keeps what it was asked, and
notices connections that are closed on it. It never waits for time to pass: a behaviour that is slow
waits until the test lets it go on.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Json = dict[str, Any]
#: Answers one request with a stream; the connection is dropped when it raises.
Behaviour = Callable[["Asked"], Awaitable[web.StreamResponse]]


@dataclass
class Asked:
    """One request for words, and what became of it."""

    http: web.Request
    body: Json
    #: The other side has gone before the answer was complete.
    left: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def messages(self) -> list[Json]:
        messages: list[Json] = self.body["messages"]
        return messages

    async def begin(self) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(self.http)
        return response


class FakeProvider:
    """What was asked to be spoken, in order. `behave` decides what is answered; see `says`.

    Whoever reads beside the call asks for no stream: `read_by` answers him, or nobody does.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.lists_asked = 0
        self.reading = 0
        self.read: list[Asked] = []
        self.read_by: Behaviour | None = None
        self.connections: set[object] = set()
        self.behave: Behaviour = says("All right.")
        self._heard = asyncio.Condition()
        self.server: TestServer | None = None

    @property
    def url(self) -> str:
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.port}/v1"

    async def nth(self, number: int) -> Asked:
        """The request of this number, from 1 on, once it has come."""
        async with self._heard:
            await self._heard.wait_for(lambda: len(self.asked) >= number)
        return self.asked[number - 1]

    async def nth_read(self, number: int) -> Asked:
        """The same for what was asked to be read."""
        async with self._heard:
            await self._heard.wait_for(lambda: len(self.read) >= number)
        return self.read[number - 1]

    async def complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        asked = Asked(request, body)
        if body.get("stream"):
            self.connections.add(request.transport)
            return await self._take(asked, self.asked, self.behave)
        # Somebody reads beside the call; nobody speaks with what this answers.
        self.reading += 1
        if self.read_by is None:
            return web.json_response({"error": {"message": "not now"}}, status=503)
        return await self._take(asked, self.read, self.read_by)

    async def _take(
        self, asked: Asked, asked_so_far: list[Asked], behave: Behaviour
    ) -> web.StreamResponse:
        async with self._heard:
            asked_so_far.append(asked)
            self._heard.notify_all()
        try:
            return await behave(asked)
        except (asyncio.CancelledError, ConnectionError):
            asked.left.set()
            raise
        finally:
            asked.finished.set()

    async def list_models(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        self.lists_asked += 1
        return web.json_response({"object": "list", "data": []})


@asynccontextmanager
async def fake_provider() -> AsyncIterator[FakeProvider]:
    """A provider until the block ends."""
    provider = FakeProvider()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", provider.complete)
    app.router.add_get("/v1/models", provider.list_models)
    server = TestServer(app)
    # A handler is cancelled when the other side has gone, wherever it waits.
    await server.start_server(shutdown_timeout=0.1)
    provider.server = server
    try:
        yield provider
    finally:
        await server.close()


def chunk(text: str | None, **more: Any) -> bytes:
    """One piece of a streamed answer in OpenAI's form."""
    choice = {"index": 0, "delta": {} if text is None else {"content": text}, **more}
    body = {"id": "x", "object": "chat.completion.chunk", "model": "fake", "choices": [choice]}
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def usage(prompt: Any = 120, completion: Any = 8) -> bytes:
    """The last piece, which tells the tokens."""
    tokens = {"prompt_tokens": prompt, "completion_tokens": completion}
    body = {"id": "x", "object": "chat.completion.chunk", "choices": [], "usage": tokens}
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def says(*pieces: str) -> Behaviour:
    """Answers with these pieces, at once and in good order."""

    async def behave(asked: Asked) -> web.StreamResponse:
        response = await asked.begin()
        for piece in pieces:
            await response.write(chunk(piece))
        await response.write(chunk(None, finish_reason="stop") + usage())
        await response.write(b"data: [DONE]\n\n")
        return response

    return behave
