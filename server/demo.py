"""`checkcall demo`: the real server as its own process, two calls against it, and their forms."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import aiohttp
from rich.console import Console
from rich.table import Table

from conversation.forms import Forms
from simulator import ScriptError, load_script
from simulator.command import ExitStatus, Options, find_script, simulate
from simulator.show import Show
from storage import CallRecord, Store, open_store

CALLS: Final = ("ordinary", "emergency")

#: The server gets so long (seconds) to start: a busy machine takes its time to load everything.
START_PATIENCE: Final = 60.0
#: A call's forms get so long (seconds) to be on disk.
PATIENCE: Final = 20.0


class ServerNotStartedError(Exception):
    """The server of a demonstration did not come up; the text says how."""


async def play_demo(speed: float) -> int:
    """Play the calls `speed` times faster than real time; the exit status of the command."""
    console = Console()
    worst = ExitStatus.GOOD
    with tempfile.TemporaryDirectory(prefix="checkcall-") as folder:
        database = f"sqlite+aiosqlite:///{Path(folder) / 'demo.db'}"
        async with server_of_its_own(database, console) as server, open_store(database) as store:
            for name in CALLS:
                played = await _play_one(name, Options(speed=speed), server, store, console)
                worst = max(worst, played)
    return int(worst)


class _Server:
    def __init__(self, port: int, secret: str, webhook_key: str) -> None:
        self.port = port
        self.webhook_key = webhook_key
        self.socket_url = f"ws://127.0.0.1:{port}/llm-websocket/{secret}"

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


async def simulate_with(prompts: Path, script: Path, options: Options) -> int:
    """Play `script` against a server of its own that speaks from the folder `prompts`."""
    console = Console()
    try:
        load_script(find_script(script))  # a server takes seconds to start
    except ScriptError as error:
        Show(console).refuses(error)
        return int(ExitStatus.NOT_PLAYED)
    with tempfile.TemporaryDirectory(prefix="checkcall-") as folder:
        database = f"sqlite+aiosqlite:///{Path(folder) / 'simulate.db'}"
        own = server_of_its_own(database, console, PROMPTS_DIR=str(prompts))
        async with own as server, open_store(database) as store:
            status = await _play_one(script, options, server, store, console)
    return int(status)


@asynccontextmanager
async def server_of_its_own(
    database: str, console: Console, **settings: str
) -> AsyncIterator[_Server]:
    """The server as users run it, with a fresh database and secrets of its own."""
    server = _Server(_free_port(), secrets.token_urlsafe(12), secrets.token_hex(16))
    environment = {
        **os.environ,
        "HOST": "127.0.0.1",
        "PORT": str(server.port),
        "DATABASE_URL": database,
        "SOCKET_SECRET": server.socket_url.rsplit("/", 1)[1],
        "RETELL_WEBHOOK_KEY": server.webhook_key,
        "DISPATCH_NUMBER": "+15550100",
        "SECRET_KEY": secrets.token_hex(32),
        "LOG_LEVEL": "ERROR",
        **settings,
    }
    console.print(f"starting the server on port {server.port}", style="dim")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", "serve", env=environment
    )
    try:
        await _wait_until_ready(server, process)
        yield server
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _wait_until_ready(server: _Server, process: asyncio.subprocess.Process) -> None:
    try:
        await _started(server, process)
    except TimeoutError:
        told = f"the server was not ready within {START_PATIENCE:.0f} seconds"
        raise ServerNotStartedError(told) from None


async def _started(server: _Server, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(START_PATIENCE), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(server.url("/readyz")) as answer:
                    if answer.ok:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)
    raise ServerNotStartedError(f"the server ended with status {process.returncode}")


async def _play_one(
    script: Path | str, options: Options, server: _Server, store: Store, console: Console
) -> ExitStatus:
    stored: list[Forms] = []

    async def forms(call_id: str) -> Mapping[str, Any]:
        stored.append(await _stored_forms(store, call_id))
        return stored[0].model_dump(mode="json")

    here = replace(
        options,
        url=server.socket_url,
        webhook_url=server.url("/webhooks/retell"),
        webhook_key=server.webhook_key,
    )
    console.rule()
    status = await simulate(script, here, forms=forms, console=console)
    if stored:
        console.print(_table(stored[0]))
    return status


async def _stored_forms(store: Store, call_id: str) -> Forms:
    """The forms of a call that is over, once they are on disk."""
    async with asyncio.timeout(PATIENCE):
        while True:
            # What Retell told of the call must have reached it too.
            told = await store.jobs_to_do(call_id) == 0
            forms = _final_forms(await store.call(call_id))
            if told and forms is not None:
                return forms
            await asyncio.sleep(0.05)


def _final_forms(record: CallRecord | None) -> Forms | None:
    if record is None or record.completed_at is None:
        return None
    return record.forms()


def _table(forms: Forms) -> Table:
    """The forms as a dispatcher would read them, with the driver's words beside each value."""
    table = Table("field", "value", "in the driver's words", title="what the call left")
    for name, form in (("check_in", forms.check_in), ("emergency", forms.emergency)):
        if form is None:
            continue
        for field, value in form.model_dump(mode="json").items():
            shown = "" if value is None else str(value)
            said = forms.evidence.get(f"{name}.{field}")
            table.add_row(f"{name}.{field}", shown, said.words if said else "")
        table.add_section()
    return table


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
