"""Every whole call, played by the simulator over a real socket against the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import select

from server.app import build_app
from server.resources import RESOURCES
from server.settings import Settings
from simulator import AS_FAST_AS_POSSIBLE, CallScript, Limits, Network, Report, Rule, play
from simulator.pace import WallClock
from simulator.record import Nobody
from simulator.webhooks import SignedWebhooks
from storage import Store
from storage.tables import jobs
from tests.whole_calls.scripts import SCRIPTS

KEY = "key_of_the_webhooks"
SECRET = "a-secret-path"
#: Wide, so that a busy machine changes nothing: what is fast is measured by the benchmarks.
PATIENT = Limits(patience=10, in_flight=10)


class Server:
    """The whole application on a port of its own, with a database of its own."""

    def __init__(self, database: str) -> None:
        settings = Settings(
            _env_file=None,
            DATABASE_URL=database,
            SOCKET_SECRET=SecretStr(SECRET),
            RETELL_WEBHOOK_KEY=SecretStr(KEY),
            SECRET_KEY=SecretStr("of these tests alone, and good for nothing"),
        )
        self._app = build_app(settings)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=1.0)
        self._port = 0

    async def __aenter__(self) -> Server:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def store(self) -> Store:
        return self._app[RESOURCES].store

    async def play(self, name: str) -> Report:
        """Play the script of this name as fast as possible, with its webhooks."""
        async with AsyncExitStack() as stack:
            webhooks = SignedWebhooks(
                f"http://127.0.0.1:{self._port}/webhooks/retell", KEY, WallClock(), Nobody()
            )
            return await play(
                _with_a_number_of_its_own(name),
                f"ws://127.0.0.1:{self._port}/llm-websocket/{SECRET}",
                pace=AS_FAST_AS_POSSIBLE,
                call_id=f"call_{name}",
                forms=self._forms,
                webhooks=await stack.enter_async_context(webhooks),
                limits=PATIENT,
                network=Network(connect_pause=0, redial_pause=0),
            )

    async def _forms(self, call_id: str) -> Mapping[str, Any]:
        """The forms on disk, once the call is over and its webhooks are worked through."""
        async with asyncio.timeout(10):
            while True:
                busy = await self._has_work_to_do(call_id)
                await self.store.writer.flush(10)
                record = await self.store.call(call_id)
                forms = record and record.completed_at and record.forms()
                if forms and not busy:
                    return forms.model_dump(mode="json")

    async def _has_work_to_do(self, call_id: str) -> bool:
        unfinished = select(jobs.c.id).where(jobs.c.lane == call_id, jobs.c.finished_at.is_(None))
        async with self.store.transaction() as connection:
            return (await connection.execute(unfinished.limit(1))).first() is not None


def _with_a_number_of_its_own(name: str) -> CallScript:
    """The script, called on a number that no other call knows: drivers are known by theirs."""
    script = SCRIPTS[name]
    number = f"+1555{list(SCRIPTS).index(name):07}"
    return script.model_copy(update={"load": {**script.load, "phone_number": number}})


@pytest_asyncio.fixture(name="server", loop_scope="module", scope="module")
async def server_fixture(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    folder: Path = tmp_path_factory.mktemp("whole_calls")
    async with Server(f"sqlite+aiosqlite:///{folder / 'calls.db'}") as server:
        yield server


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_call_comes_to_what_its_script_expects(name: str, server: Server) -> None:
    report = await server.play(name)
    heard = "\n".join(turn.heard for turn in report.turns)
    assert report.ok, "\n".join([*map(str, report.findings), "", heard])
    repeated = [str(found) for found in report.warnings if found.rule is Rule.REPEATED_LINE]
    assert not repeated, "\n".join([*repeated, "", heard])
