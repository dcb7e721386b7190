"""Concurrent scripted calls against the real server, beside a bare aiohttp socket.

    python -m bench.calls [--calls 200] [--seconds 30] [--between-turns 3]

Each server is a process of its own with a fresh database; the callers are in this one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import uvloop
from rich.console import Console
from rich.table import Table

from bench.load import Measured, talk

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Result:
    """What one server did under the load."""

    name: str
    measured: Measured
    cpu_seconds: float
    memory_per_call: float  # kB

    def row(self) -> tuple[str, ...]:
        """A line of the table."""
        turns = self.measured.first_sentence
        return (
            self.name,
            str(len(turns)),
            *(f"{percentile(turns, p):.1f}" for p in (50, 95, 99)),
            f"{percentile(self.measured.ping, 99):.1f}",
            f"{self.cpu_seconds * 1000 / max(1, len(turns)):.2f}",
            f"{self.memory_per_call:.0f}",
            str(self.measured.silent),
        )


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


async def measure(name: str, command: Sequence[str], arguments: argparse.Namespace) -> Result:
    """Start a server, load it, and say what it took."""
    async with (
        server(command) as (pid, port, _),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
    ):
        url = f"ws://127.0.0.1:{port}/llm-websocket"
        measured, start = Measured(), memory(pid)
        warming_up = Measured()
        await _load(session, url, 2, warming_up, calls=20, between=0.2)
        before, started = cpu(pid), time.monotonic()
        until = started + arguments.seconds
        lines = [
            talk(session, url, until, arguments.between_turns, measured)
            for _ in range(arguments.calls)
        ]
        peak = asyncio.create_task(_memory_in(pid, arguments.seconds * 0.9))
        await asyncio.gather(*lines)
        used = (await peak - start) / 1024 / arguments.calls
        return Result(name, measured, cpu(pid) - before, used)


async def _load(
    session: aiohttp.ClientSession,
    url: str,
    seconds: float,
    measured: Measured,
    calls: int,
    between: float,
) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(talk(session, url, until, between, measured) for _ in range(calls)))


async def _memory_in(pid: int, seconds: float) -> int:
    await asyncio.sleep(seconds)
    return memory(pid)


@asynccontextmanager
async def server(command: Sequence[str], **settings: str) -> AsyncIterator[tuple[int, int, Path]]:
    """A server as its own process: its process id, its port, and the folder of its database."""
    with tempfile.TemporaryDirectory(prefix="checkcall-bench-") as folder:
        port = free_port()
        environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DATABASE_URL": f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}",
            "LOG_LEVEL": "ERROR",
            "SOCKET_SECRET": "",
            "DEVELOPMENT": "true",
            "OPENAI_API_KEY": "",
            "OPENAI_BASE_URL": "",
            "VOICE": "",
            **settings,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *(part.format(port=port) for part in command), env=environment
        )
        try:
            await ready(port)
            yield process.pid, port, Path(folder)
        finally:
            process.kill()
            await process.wait()


async def ready(port: int) -> None:
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> int:
    """Bytes of memory that a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE


async def run(arguments: argparse.Namespace) -> None:
    """Measure both servers and print the table."""
    results = [
        await measure("bare aiohttp", ["bench.bare", "{port}"], arguments),
        await measure("checkcall, scripted", ["server", "serve"], arguments),
    ]
    table = Table(
        *("server", "turns", "p50", "p95", "p99", "ping p99", "CPU ms/turn", "kB/call", "silent"),
        title=(
            f"{arguments.calls} calls, {arguments.between_turns:g} s between turns, "
            f"{arguments.seconds:g} s; request to first complete sentence, ms"
        ),
    )
    for result in results:
        table.add_row(*result.row())
    Console().print(table)


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=200)
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--between-turns", type=float, default=3)
    return options


if __name__ == "__main__":
    uvloop.run(run(parser().parse_args()))
