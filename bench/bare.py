"""What the machine can do at best: an aiohttp socket that answers and decides nothing.

Run as `python -m bench.bare PORT [PROVIDER]`. It reads the same JSON as the real server, and
answers each request with one frame, or with what the model at PROVIDER streams.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import uvloop
from aiohttp import WSMsgType, web

PROVIDER = web.AppKey("provider", str)
SESSION = web.AppKey("session", aiohttp.ClientSession)


async def answer(request: web.Request) -> web.WebSocketResponse:
    """Answer every request at once with the same sentence."""
    ws = web.WebSocketResponse(max_msg_size=64 * 1024 * 1024, compress=False)
    await ws.prepare(request)
    await _send(ws, {"response_type": "config", "config": {"call_details": True}})
    async for message in ws:
        if message.type is not WSMsgType.TEXT:
            continue
        frame = orjson.loads(message.data)
        match frame["interaction_type"]:
            case "ping_pong":
                await _send(ws, {"response_type": "ping_pong", "timestamp": frame["timestamp"]})
            case "call_details":
                await _send(ws, _response(0))
            case "response_required" if request.app[PROVIDER]:
                asyncio.create_task(_stream(request.app, ws, frame))  # noqa: RUF006
            case "response_required":
                await _send(ws, _response(frame["response_id"]))
    return ws


async def _stream(app: web.Application, ws: web.WebSocketResponse, frame: dict[str, Any]) -> None:
    """Pass a model's answer on, piece by piece."""
    talk = [{"role": "user", "content": line["content"]} for line in frame["transcript"]]
    body = orjson.dumps({"model": "bench", "stream": True, "messages": talk})
    number = frame["response_id"]
    async with app[SESSION].post(f"{app[PROVIDER]}/chat/completions", data=body) as answer:
        async for line in answer.content:
            if not line.startswith(b"data: {"):
                continue
            choices = orjson.loads(line[6:])["choices"]
            if choices and (words := choices[0]["delta"].get("content")):
                await _send(ws, {**_response(number), "content": words, "content_complete": False})
    await _send(ws, {**_response(number), "content": ""})


async def _with_session(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        app[SESSION] = session
        yield


def _response(number: int) -> dict[str, object]:
    return {
        "response_type": "response",
        "response_id": number,
        "content": "Thanks, I have that down. What time do you expect to be there?",
        "content_complete": True,
    }


async def _send(ws: web.WebSocketResponse, frame: dict[str, object]) -> None:
    await ws.send_str(orjson.dumps(frame).decode())


async def _ready(_: web.Request) -> web.Response:
    return web.Response()


def main() -> None:
    """Serve until killed."""
    app = web.Application()
    app[PROVIDER] = sys.argv[2] if len(sys.argv) > 2 else ""
    app.cleanup_ctx.append(_with_session)
    app.add_routes([web.get("/llm-websocket/{call_id}", answer), web.get("/readyz", _ready)])
    web.run_app(
        app,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        print=None,
        access_log=None,
        loop=uvloop.new_event_loop(),
    )


if __name__ == "__main__":
    main()
