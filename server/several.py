"""Several server processes on one port of one machine: each takes its share of the connections.

The kernel spreads new connections over all that listen (SO_REUSEPORT); a call stays with the
process that took it. Each watches its standard input: it closes when the parent is gone, however
that came about, and the server then drains as if told to stop.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from typing import Final

import structlog

from server.stopping import StopSignals, first_of

log = structlog.get_logger(__name__)

#: A server that ends by itself so soon (seconds) would only do so again.
TOO_SOON: Final = 5.0
#: Seconds until one that has died is started again.
PAUSE: Final = 1.0


class ServersFailedError(Exception):
    """A server did not come up; its own last words say why."""


async def serve_several(count: int, arguments: Sequence[str]) -> None:
    """Run `count` servers until told to stop; then wait until all have drained.

    `arguments` are those of `checkcall serve`. A server that dies is started again. Raises
    ServersFailedError where one does not come up.
    """
    signals = StopSignals()
    servers = [asyncio.create_task(_keep_serving(signals, arguments)) for _ in range(count)]
    log.info("servers_started", servers=count)
    try:
        await asyncio.gather(*servers)
    except ServersFailedError:
        signals.told.set()
        await asyncio.gather(*servers, return_exceptions=True)
        raise
    log.info("servers_stopped")


async def _keep_serving(signals: StopSignals, arguments: Sequence[str]) -> None:
    while not signals.told.is_set():
        began = time.monotonic()
        status = await _serve_once(signals, arguments)
        if signals.told.is_set():
            return
        log.error("server_died", status=status)
        if time.monotonic() - began < TOO_SOON:
            raise ServersFailedError("a server has ended as soon as it was started")
        await first_of(signals.told, within=PAUSE)


async def _serve_once(signals: StopSignals, arguments: Sequence[str]) -> int:
    """Run one server; its exit status."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", "serve", "--one-of-several", *arguments),
        stdin=asyncio.subprocess.PIPE,
        # Not in our group: a terminal's Ctrl-C would reach it twice, and twice means at once.
        start_new_session=True,
    )
    passing = asyncio.create_task(_pass_on(signals, server))
    try:
        return await server.wait()
    finally:
        passing.cancel()


async def _pass_on(signals: StopSignals, server: asyncio.subprocess.Process) -> None:
    for event in (signals.told, signals.told_again):
        await event.wait()
        server.send_signal(signal.SIGTERM)


async def parent_is_gone() -> None:
    """Return when whoever has started this process, and holds its standard input, is gone."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass
