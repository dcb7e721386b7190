"""The server as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from tests.server.conftest import SECRET_KEY
from tests.server.retell_side import PATIENCE, Json

#: Seconds that a process gets to start; several at once take their time.
STARTING = 60.0


class Process:
    """A running server, and what it has logged so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log: list[Json] = []
        self.socket_url = self.url = ""
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log.append(json.loads(line))
            self._news.set()

    async def logs(self, event: str, within: float = PATIENCE) -> Json:
        """The first log entry of that name, as soon as it is there."""
        async with asyncio.timeout(within):
            while not (found := [entry for entry in self.log if entry["event"] == event]):
                self._news.clear()
                await self._news.wait()
        return found[0]

    async def more(self, within: float = PATIENCE) -> None:
        """Return when something more is logged."""
        async with asyncio.timeout(within):
            self._news.clear()
            await self._news.wait()

    async def serves(self) -> Process:
        address = (await self.logs("serving", STARTING))["addresses"][0]
        self.url = f"http://{address}"
        self.socket_url = f"ws://{address}/llm-websocket"
        return self

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def end(self) -> int:
        """Its exit status, once it has ended and everything that it logged is here."""
        async with asyncio.timeout(PATIENCE):
            status = await self.process.wait()
            await self._reading
        return status


Start = Callable[..., Coroutine[Any, Any, Process]]


def starting(stack: AsyncExitStack, folder: Path, database: str) -> Start:
    """Starts servers on one database; they end with `stack`."""

    async def run(*command: str, **settings: str) -> Process:
        environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": "0",
            "DATABASE_URL": database,
            "DISPATCH_NUMBER": "+15550100",
            "SECRET_KEY": SECRET_KEY,
            "LOG_LEVEL": "INFO",
            "LOG_FORMAT": "json",
            **settings,
        }
        process = Process(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "server", *(command or ("serve",))),
                env=environment,
                cwd=folder,
                stderr=asyncio.subprocess.PIPE,
            )
        )
        stack.push_async_callback(_end, process)
        return process

    return run


async def _end(process: Process) -> None:
    if process.process.returncode is None:
        process.process.kill()
    await process.end()
