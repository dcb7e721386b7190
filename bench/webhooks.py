"""Webhooks while calls talk: how soon they are answered, and what the turns notice of it.

    python -m bench.webhooks [--rate 300] [--seconds 20] [--calls 100] [--database URL]

The server is a process of its own, and so is Retell's side that posts the webhooks; the callers are
in this one. Half of what is posted is posted twice. At the end each event must be on disk once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import uvloop
from rich.console import Console
from rich.table import Table

from bench.calls import cpu, percentile, server
from bench.load import DRIVER_LINES, Measured, talk
from server.signature import sign

KEY = "key_of_the_benchmark"
#: Most of what is reported of a call comes at its end, with all that was said.
LINES = [
    {"role": role, "content": line, "words": [{"word": w, "start": 1.0} for w in line.split()]}
    for line in DRIVER_LINES * 4
    for role in ("agent", "user")
]


def events(count: int) -> Iterator[bytes]:
    """`count` webhooks: four for each call, half of them twice, those of several calls mixed."""
    bodies: list[bytes] = []
    for number in range(count):
        call: dict[str, Any] = {
            "call_id": f"hook_{number:06}",
            "call_type": "phone_call",
            "direction": "outbound",
            "start_timestamp": 1_790_000_000_000 + number,
            "metadata": {"driver_name": "Dana Whitlock", "load_number": "5521"},
        }
        ended = {
            **call,
            "call_status": "ended",
            "duration_ms": 61_000,
            "disconnection_reason": "user_hangup",
            "transcript_object": LINES,
        }
        bodies += [
            orjson.dumps({"event": "call_started", "call": call}),
            orjson.dumps({"event": "transcript_updated", "call": ended}),
            orjson.dumps({"event": "call_ended", "call": ended}),
            orjson.dumps({"event": "call_analyzed", "call": {**ended, "call_analysis": {}}}),
        ]
        bodies += random.sample(bodies[-4:], 2)
        if len(bodies) > 120:
            random.shuffle(bodies)
            while len(bodies) > 60:
                yield bodies.pop()


async def post(port: int, rate: float, seconds: float) -> None:
    """Post at this rate, whatever the answers; print their milliseconds, and those not taken."""
    waited: list[float] = []
    refused = 0
    url = f"http://127.0.0.1:{port}/webhooks/retell"
    connector = aiohttp.TCPConnector(limit=0)

    async def one(session: aiohttp.ClientSession, body: bytes) -> None:
        nonlocal refused
        headers = {"x-retell-signature": sign(body, KEY, int(time.time() * 1000))}
        started = time.perf_counter()
        try:
            async with session.post(url, data=body, headers=headers) as answer:
                refused += answer.status != 204
        except aiohttp.ClientError:
            refused += 1
        waited.append((time.perf_counter() - started) * 1000)

    async with aiohttp.ClientSession(connector=connector) as session:
        tasks = []
        began = time.perf_counter()
        for number, body in zip(range(int(rate * seconds)), events(10**6), strict=False):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(one(session, body)))
        await asyncio.gather(*tasks)
        took = time.perf_counter() - began
    sys.stdout.write(json.dumps({"waited": waited, "refused": refused, "took": took}))


async def measure(arguments: argparse.Namespace) -> None:
    """Talk without webhooks, then with them, and print the table."""
    settings = {"RETELL_WEBHOOK_KEY": KEY}
    if arguments.database:
        settings["DATABASE_URL"] = arguments.database
    async with server(["server", "serve"], **settings) as (pid, port, folder):
        url = f"ws://127.0.0.1:{port}/llm-websocket"
        await talking(url, 20, 3, 0.2)
        began = cpu(pid)
        alone = await talking(url, arguments.calls, arguments.seconds, arguments.between_turns)
        between = cpu(pid)
        poster = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.webhooks", "--post", str(port),
            "--rate", str(arguments.rate), "--seconds", str(arguments.seconds),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        both = await talking(url, arguments.calls, arguments.seconds + 3, arguments.between_turns)
        told, _ = await poster.communicate()
        left = await settled(folder) if not arguments.database else "?"
        by_webhooks = (cpu(pid) - between) - (between - began) * (1 + 3 / arguments.seconds)
    posted = json.loads(told)
    table = Table(
        "", "count", "p50", "p95", "p99", "max",
        title=f"{arguments.rate:g} webhooks/s for {arguments.seconds:g} s while "
        f"{arguments.calls} calls talk; ms",
    )  # fmt: skip
    for name, values in (
        ("turns alone", alone.first_sentence),
        ("turns with webhooks", both.first_sentence),
        ("webhooks answered", posted["waited"]),
    ):
        row = (f"{percentile(values, p):.1f}" for p in (50, 95, 99, 100))
        table.add_row(name, str(len(values)), *row)
    Console().print(table)
    Console().print(
        f"CPU of the server {by_webhooks * 1000 / len(posted['waited']):.2f} ms per webhook, "
        f"refused {posted['refused']}, silent turns {alone.silent + both.silent}, posted in "
        f"{posted['took']:.1f} s; jobs left: {left}"
    )


async def talking(url: str, calls: int, seconds: float, between_turns: float) -> Measured:
    """So many calls, talking for so long."""
    measured = Measured()
    until = time.monotonic() + seconds
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(
            *(talk(session, url, until, between_turns, measured) for _ in range(calls))
        )
    return measured


async def settled(folder: Path) -> str:
    """What the jobs have come to, once no more of them get done."""
    before: list[tuple[str, int]] = []
    for _ in range(15):
        with closing(sqlite3.connect(folder / "bench.db")) as database:
            now = database.execute(
                "SELECT state, count(*) FROM jobs WHERE kind = 'retell_event' GROUP BY state"
            ).fetchall()
            calls = database.execute(
                "SELECT status, count(*) FROM call_records WHERE retell_call_id LIKE 'hook%' "
                "GROUP BY status"
            ).fetchall()
        if now == before:
            break
        before = now
        await asyncio.sleep(1)
    return f"{dict(now)}; calls {dict(calls)}"


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rate", type=float, default=300)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--calls", type=int, default=100)
    options.add_argument("--between-turns", type=float, default=3)
    options.add_argument("--database", default="")
    options.add_argument("--post", type=int, default=0, help=argparse.SUPPRESS)
    return options


if __name__ == "__main__":
    given = parser().parse_args()
    if given.post:
        uvloop.run(post(given.post, given.rate, given.seconds))
    else:
        uvloop.run(measure(given))
