"""How soon an alarm is answered and on disk while many ordinary calls go on.

    python -m bench.alarms [--calls 200] [--alarms 100]

Each alarm is a call of its own. Its alarming words come while the agent talks (the answer is an
`agent_interrupt`) or with a request (the answer is its response).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import time
from pathlib import Path

import aiohttp
import orjson
import uvloop
from rich.console import Console
from rich.table import Table

from bench.calls import percentile, server
from bench.load import Measured, talk

ALARM = "oh lord somebody just hit me i'm down in the ditch"
#: A card that is not on disk after so many seconds counts as lost.
CARD_PATIENCE = 5.0


async def run(arguments: argparse.Namespace) -> None:
    """Load the server, raise the alarms, and print what they took."""
    waits: dict[str, list[float]] = {"interrupt": [], "response": [], "card on disk": []}
    async with (
        server(["server", "serve"]) as (_, port, folder),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
    ):
        url = f"ws://127.0.0.1:{port}/llm-websocket"
        until = time.monotonic() + arguments.alarms * 0.2 + 5
        calls = [
            asyncio.create_task(talk(session, url, until, 3.0, Measured()))
            for _ in range(arguments.calls)
        ]
        await asyncio.sleep(4)
        for number in range(arguments.alarms):
            await _alarm(session, url, folder, waits, while_talking=number % 2 == 0)
            await asyncio.sleep(random.uniform(0.05, 0.15))
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
    _print(waits, arguments)


async def _alarm(
    session: aiohttp.ClientSession,
    url: str,
    folder: Path,
    waits: dict[str, list[float]],
    *,
    while_talking: bool,
) -> None:
    call_id = f"alarm_{random.getrandbits(64):x}"
    # A load of its own: a second call about a lost emergency would open with that emergency.
    load = {"load_number": call_id}
    details = {"call_id": call_id, "call_type": "phone_call", "metadata": load}
    async with session.ws_connect(f"{url}/{call_id}", compress=0) as ws:
        await _send(ws, {"interaction_type": "call_details", "call": details})
        await _next(ws, "response")
        transcript = [
            {"role": "agent", "content": "How is the trip going?"},
            {"role": "user", "content": ALARM},
        ]
        frame: dict[str, object] = {"transcript": transcript}
        if while_talking:
            frame |= {"interaction_type": "update_only", "turntaking": "agent_turn"}
        else:
            frame |= {"interaction_type": "response_required", "response_id": 1}
        sent = time.perf_counter()
        on_disk = asyncio.create_task(_card_on_disk(folder, call_id))
        await _send(ws, frame)
        await _next(ws, "agent_interrupt" if while_talking else "response")
        name = "interrupt" if while_talking else "response"
        waits[name].append((time.perf_counter() - sent) * 1000)
        waits["card on disk"].append((await on_disk - sent) * 1000)


async def _card_on_disk(folder: Path, call_id: str) -> float:
    """When another process could read the card: to the millisecond that it takes to look."""
    query = (
        "SELECT 1 FROM emergency_cards JOIN call_records ON call_records.id = call_id"
        " WHERE retell_call_id = ?"
    )
    database = sqlite3.connect(folder / "bench.db", timeout=0)
    try:
        async with asyncio.timeout(CARD_PATIENCE):
            while not database.execute(query, (call_id,)).fetchone():
                await asyncio.sleep(0.001)
    finally:
        database.close()
    return time.perf_counter()


async def _send(ws: aiohttp.ClientWebSocketResponse, frame: dict[str, object]) -> None:
    await ws.send_str(orjson.dumps(frame).decode())


async def _next(ws: aiohttp.ClientWebSocketResponse, kind: str) -> None:
    async with asyncio.timeout(5):
        while (await ws.receive_json())["response_type"] != kind:
            pass


def _print(waits: dict[str, list[float]], arguments: argparse.Namespace) -> None:
    table = Table(
        *("from the alarming frame to", "alarms", "p50", "p95", "p99", "most"),
        title=f"alarms among {arguments.calls} calls, ms",
    )
    for name, values in waits.items():
        shown = (f"{percentile(values, p):.1f}" for p in (50, 95, 99, 100))
        table.add_row(name, str(len(values)), *shown)
    Console().print(table)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=200)
    options.add_argument("--alarms", type=int, default=100)
    return options


if __name__ == "__main__":
    uvloop.run(run(parser().parse_args()))
