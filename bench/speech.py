"""What a model's words cost on their way to the driver, beside a bare aiohttp socket.

    python -m bench.speech [--calls 50 200] [--seconds 20] [--between-turns 3]

The provider is a process of its own with 200 ms to the first token and 10 ms between tokens. In the
rows "model" drivers ask what only a model answers; in the row "understood" they say what the rules
understand, and no model is asked.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import uvloop
from rich.console import Console
from rich.table import Table

from bench.calls import cpu, memory, percentile, server
from bench.load import DRIVER_LINES, DRIVERS_QUESTIONS, Measured, talk
from bench.provider import TO_FIRST_TOKEN


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured: a server and what is said to it."""

    name: str
    command: tuple[str, ...]
    lines: tuple[str, ...]
    #: Milliseconds that are the provider's own.
    provider: float


ROWS = (
    Row("bare aiohttp", ("bench.bare", "{port}", "{url}"), DRIVERS_QUESTIONS, TO_FIRST_TOKEN),
    Row("checkcall, model", ("server", "serve"), DRIVERS_QUESTIONS, TO_FIRST_TOKEN),
    Row("checkcall, understood", ("server", "serve"), DRIVER_LINES, 0.0),
)


async def run(arguments: argparse.Namespace) -> None:
    """Measure each row at each number of calls, and print the table."""
    table = Table(
        *("server", "calls", "turns", "p50", "p95", "p99", "CPU ms/turn", "kB/call"),
        *("silent", "stale"),
        title=(
            "request to first words less the provider's first token, ms "
            f"({arguments.between_turns:g} s between turns, {arguments.seconds:g} s)"
        ),
    )
    for calls in arguments.calls:
        for row in ROWS:
            table.add_row(*await _measure(row, calls, arguments))
    Console().print(table)


async def _measure(row: Row, calls: int, arguments: argparse.Namespace) -> Sequence[str]:
    async with server(["bench.provider", "{port}"]) as (_, provider, _folder):
        url = f"http://127.0.0.1:{provider}/v1"
        command = [part.replace("{url}", url) for part in row.command]
        async with (
            server(command, OPENAI_BASE_URL=url, VOICE="hybrid") as (pid, port, _),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            socket = f"ws://127.0.0.1:{port}/llm-websocket"
            await _load(session, socket, 3, row.lines, Measured(), calls=20, between=0.3)
            measured, start, used = Measured(), memory(pid), cpu(pid)
            peak = asyncio.create_task(_memory_in(pid, arguments.seconds * 0.9))
            await _load(
                session,
                socket,
                arguments.seconds,
                row.lines,
                measured,
                calls=calls,
                between=arguments.between_turns,
            )
            turns = max(1, len(measured.completed))
            kilobytes = (await peak - start) / 1024 / calls
            waited = [each - row.provider * 1000 for each in measured.first_words]
            return (
                row.name,
                str(calls),
                str(turns),
                *(f"{percentile(waited, p):.1f}" for p in (50, 95, 99)),
                f"{(cpu(pid) - used) * 1000 / turns:.2f}",
                f"{kilobytes:.0f}",
                str(measured.silent),
                str(measured.stale),
            )


async def _load(
    session: aiohttp.ClientSession,
    url: str,
    seconds: float,
    lines: Sequence[str],
    measured: Measured,
    *,
    calls: int,
    between: float,
) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(talk(session, url, until, between, measured, lines) for _ in range(calls))
    )


async def _memory_in(pid: int, seconds: float) -> int:
    await asyncio.sleep(seconds)
    return memory(pid)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, nargs="+", default=[50, 200])
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--between-turns", type=float, default=3)
    return options


if __name__ == "__main__":
    uvloop.run(run(parser().parse_args()))
