"""What drivers hear while the model's provider fails: words in time, one completion, no leak.

    python -m bench.faults [--turns 1000] [--calls 40] [--shares 0.05 0.5 1]

Each row is a fresh server with a provider that fails in one way on a share of its requests.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence

import aiohttp
import uvloop
from rich.console import Console
from rich.table import Table

from bench.calls import percentile, server
from bench.load import DRIVERS_QUESTIONS, Measured, talk
from bench.provider import FAULTS

#: Words must have come by then (milliseconds).
IN_TIME = 2000.0
#: After the last call nothing may be running any more within this time (seconds).
SETTLING = 8.0


async def run(arguments: argparse.Namespace) -> None:
    """Measure each fault at each share, and print the table."""
    table = Table(
        *("fault", "share", "turns", "first words p50", "p95", "most", "whole sentence most"),
        *("later than 2 s", "silent", "stale", "requests left"),
        title="answers while the provider fails, ms",
    )
    for fault in arguments.faults:
        for share in arguments.shares:
            table.add_row(*await _measure(fault, share, arguments))
    Console().print(table)


async def _measure(fault: str, share: float, arguments: argparse.Namespace) -> Sequence[str]:
    async with server(["bench.provider", "{port}", fault, str(share)]) as (_, provider, _folder):
        url = f"http://127.0.0.1:{provider}"
        async with (
            server(["server", "serve"], OPENAI_BASE_URL=f"{url}/v1", VOICE="hybrid") as (
                _pid,
                port,
                _,
            ),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            measured = Measured()
            socket = f"ws://127.0.0.1:{port}/llm-websocket"
            lines = [
                asyncio.create_task(
                    talk(session, socket, time.monotonic() + 600, 0.5, measured, DRIVERS_QUESTIONS)
                )
                for _ in range(arguments.calls)
            ]
            while len(measured.completed) + measured.silent < arguments.turns:
                await asyncio.sleep(0.05)
            for line in lines:
                line.cancel()
            await asyncio.gather(*lines, return_exceptions=True)
            left = await _left(session, url)
    late = sum(each > IN_TIME for each in measured.first_sentence)
    return (
        fault,
        f"{share:.0%}",
        str(len(measured.completed)),
        *(f"{percentile(measured.first_words, p):.0f}" for p in (50, 95, 100)),
        f"{percentile(measured.first_sentence, 100):.0f}",
        *(str(each) for each in (late, measured.silent, measured.stale, left)),
    )


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
    options.add_argument("--faults", nargs="+", choices=FAULTS, default=FAULTS)
    return options


if __name__ == "__main__":
    uvloop.run(run(parser().parse_args()))
