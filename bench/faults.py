"""What drivers hear while the model's provider fails: words in time, one completion, no leak.

    python -m bench.faults [--turns 1000] [--calls 40] [--shares 0.05 0.5 1] [--voices hybrid model]

Each row is a fresh server with a provider that fails in one way, or in all of them, on a share of
its requests. What is left is counted once all callers are gone: requests that the provider still
works on, and the sockets and kilobytes that the server has more than after its first calls.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

import aiohttp
import uvloop
from rich.console import Console
from rich.table import Table

from bench.calls import memory, percentile, server
from bench.load import DRIVERS_QUESTIONS, Measured, talk
from bench.provider import FAULTS, MIXED

#: Words must have come by then (milliseconds).
IN_TIME = 2000.0
#: After the last call nothing may be running any more within this time (seconds).
SETTLING = 8.0


async def run(arguments: argparse.Namespace) -> None:
    """Measure each fault at each share, and print the table."""
    table = Table(
        *("voice", "fault", "share", "turns", "first words, p50 p95 most", "sentence, most"),
        *("over 2 s", "silent", "stale", "left: requests sockets kB"),
        title="answers while the provider fails, ms",
    )
    for voice, fault, share in product(arguments.voices, arguments.faults, arguments.shares):
        table.add_row(voice, *await _measure(voice, fault, share, arguments))
    Console().print(table)


async def _measure(
    voice: str, fault: str, share: float, arguments: argparse.Namespace
) -> Sequence[str]:
    async with server(["bench.provider", "{port}", fault, str(share)]) as (_, provider, _folder):
        url = f"http://127.0.0.1:{provider}"
        async with (
            server(["server", "serve"], OPENAI_BASE_URL=f"{url}/v1", VOICE=voice) as (pid, port, _),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            socket = f"ws://127.0.0.1:{port}/llm-websocket"
            # What is loaded late, and what is cached, is no leak.
            await _talk(session, socket, arguments.calls, arguments.calls * 2)
            await _left(session, url)
            before = _sockets(pid), memory(pid)
            measured = await _talk(session, socket, arguments.calls, arguments.turns)
            left = await _left(session, url)
            sockets, kilobytes = _sockets(pid) - before[0], (memory(pid) - before[1]) / 1024
    late = sum(each > IN_TIME for each in measured.first_sentence)
    return (
        fault,
        f"{share:.0%}",
        str(len(measured.completed)),
        " ".join(f"{percentile(measured.first_words, p):.0f}" for p in (50, 95, 100)),
        f"{percentile(measured.first_sentence, 100):.0f}",
        *(str(each) for each in (late, measured.silent, measured.stale)),
        f"{left} {sockets:+} {kilobytes:+.0f}",
    )


async def _talk(session: aiohttp.ClientSession, socket: str, calls: int, turns: int) -> Measured:
    """Have so many calls talk at once until they have had `turns` answers, or lacked them."""
    measured = Measured()
    until = time.monotonic() + 600
    lines = [
        asyncio.create_task(talk(session, socket, until, 0.5, measured, DRIVERS_QUESTIONS))
        for _ in range(calls)
    ]
    while len(measured.completed) + measured.silent < turns:
        await asyncio.sleep(0.05)
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    return measured


def _sockets(pid: int) -> int:
    """How many sockets a process has open."""
    open_files = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        # One that is closed meanwhile is none.
        with suppress(FileNotFoundError):
            open_files.append(str(each.readlink()))
    return sum(file.startswith("socket:") for file in open_files)


async def _left(session: aiohttp.ClientSession, url: str) -> int:
    """How many requests the provider still works on, once all callers are gone."""
    until = time.monotonic() + SETTLING
    while True:
        async with session.get(f"{url}/readyz") as answer:
            running = int((await answer.json())["running"])
        if not running or time.monotonic() > until:
            return running
        await asyncio.sleep(0.1)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=1000)
    options.add_argument("--calls", type=int, default=40)
    options.add_argument("--shares", type=float, nargs="+", default=[0.05, 0.5, 1.0])
    ways = (*FAULTS, MIXED)
    options.add_argument("--faults", nargs="+", choices=ways, default=ways)
    options.add_argument("--voices", nargs="+", choices=("hybrid", "model"), default=["hybrid"])
    return options


if __name__ == "__main__":
    uvloop.run(run(parser().parse_args()))
