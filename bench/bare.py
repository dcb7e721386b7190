"""What the machine can do at best: an aiohttp socket that answers each request with one frame.

Run as `python -m bench.bare PORT`. It reads the same JSON as the real server and decides nothing.
"""

from __future__ import annotations

import sys

import orjson
import uvloop
from aiohttp import WSMsgType, web


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
            case "response_required":
                await _send(ws, _response(frame["response_id"]))
    return ws


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
