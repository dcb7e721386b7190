"""A provider of language models with a steady hand, and one that fails as it is told.

Run as `python -m bench.provider PORT [FAULT SHARE]`. Without a fault: 200 ms to the first token and
10 ms between tokens. With one of `FAULTS`, that share of the requests (0-1) meets it; with `MIXED`,
any of them.
"""

from __future__ import annotations

import asyncio
import random
import sys
from typing import Any

import orjson
import uvloop
from aiohttp import web

TO_FIRST_TOKEN = 0.2
BETWEEN_TOKENS = 0.01
ANSWER = "Good question, I am noting that down for your dispatcher. How is the trip going so far?"
FAULTS = (
    "500",
    "429",
    "hangs before headers",
    "hangs after the first token",
    "cut in mid-stream",
    "garbage",
    "empty",
    "30 s to the first token",
)
#: Each request that fails does so in a way of its own.
MIXED = "mixed"
#: A request that hangs is given up by whoever asked long before this (seconds).
FOR_EVER = 120.0


def _chunk(words: str | None, **more: object) -> bytes:
    delta = {} if words is None else {"content": words}
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None, **more}
    body = {
        "id": "chatcmpl-bench",
        "object": "chat.completion.chunk",
        "created": 1_760_000_000,
        "model": "bench-2026-01-01",
        "service_tier": "default",
        "system_fingerprint": "fp_bench",
        "choices": [choice],
        "usage": None,
    }
    return b"data: " + orjson.dumps(body) + b"\n\n"


_USAGE = orjson.dumps({"choices": [], "usage": {"prompt_tokens": 800, "completion_tokens": 18}})


class Provider:
    """Answers, and counts what goes on."""

    def __init__(self, fault: str = "", share: float = 0.0) -> None:
        self._fault = fault
        self._share = share
        self.running = 0
        self.asked = 0
        self.read = 0
        self.connections: set[int] = set()

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """One streamed answer."""
        self.asked += 1
        self.running += 1
        self.connections.add(id(request.transport))
        try:
            body = orjson.loads(await request.read())
            if not body.get("stream"):
                return await self._read(body)
            return await self._answer(request, self._next_fault())
        finally:
            self.running -= 1

    def _next_fault(self) -> str:
        if random.random() >= self._share:
            return ""
        return random.choice(FAULTS) if self._fault == MIXED else self._fault

    async def _read(self, asked: dict[str, Any]) -> web.Response:
        """What a model makes of a turn or a call: nothing that the rules have not found."""
        await asyncio.sleep(TO_FIRST_TOKEN)
        self.read += 1
        schema = asked.get("response_format", {}).get("json_schema", {}).get("schema", {})
        form = orjson.dumps(dict.fromkeys(schema.get("properties", ()))).decode()
        message = {"role": "assistant", "content": form}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = {"id": "x", "object": "chat.completion", "created": 0, "model": "bench"}
        return web.json_response({**body, "choices": [choice]})

    async def _answer(self, request: web.Request, fault: str) -> web.StreamResponse:
        if fault in ("500", "429"):
            waits = {"Retry-After": "600"} if fault == "429" else None
            refusal = {"error": {"message": "no"}}
            return web.json_response(refusal, status=int(fault), headers=waits)
        if fault == "hangs before headers":
            await asyncio.sleep(FOR_EVER)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(_chunk(""))
        await asyncio.sleep(30 if fault == "30 s to the first token" else TO_FIRST_TOKEN)
        if fault == "garbage":
            await response.write(b"data: {not json\n\n")
            return response
        if fault != "empty":
            await self._speak(request, response, fault)
        await response.write(_chunk(None, finish_reason="stop"))
        await response.write(b"data: " + _USAGE + b"\n\ndata: [DONE]\n\n")
        return response

    async def _speak(self, request: web.Request, response: web.StreamResponse, fault: str) -> None:
        for number, word in enumerate(ANSWER.split(" ")):
            await response.write(_chunk(f" {word}" if number else word))
            if fault == "hangs after the first token":
                await asyncio.sleep(FOR_EVER)
            if fault == "cut in mid-stream" and number == 5:
                assert request.transport is not None
                request.transport.abort()
            await asyncio.sleep(BETWEEN_TOKENS)

    async def counts(self, _: web.Request) -> web.Response:
        """What has been asked, and what is still running."""
        return web.json_response(
            {
                "asked": self.asked,
                "read": self.read,
                "running": self.running,
                "connections": len(self.connections),
            }
        )


async def _models(_: web.Request) -> web.Response:
    return web.json_response({"object": "list", "data": []})


def main() -> None:
    """Serve until killed."""
    port, *fault = sys.argv[1:]
    provider = Provider(fault[0], float(fault[1])) if fault else Provider()
    app = web.Application()
    app.add_routes(
        [
            web.post("/v1/chat/completions", provider.complete),
            web.get("/v1/models", _models),
            web.get("/readyz", provider.counts),
        ]
    )
    web.run_app(
        app,
        host="127.0.0.1",
        port=int(port),
        print=None,
        access_log=None,
        handler_cancellation=True,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    main()
