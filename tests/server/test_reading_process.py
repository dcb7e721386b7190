"""Ended calls wait while their process is killed again and again: each gets one form."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter

from aiohttp import web
from aiohttp.test_utils import TestServer

from storage import open_store, readings_of
from tests.server.processes import Start
from tests.server.test_process import database, start  # noqa: F401  fixtures
from tests.server.test_reading import ended

CALLS = 50
#: The process is killed when so many have been told.
KILLED_AT = (1, 25)
#: What was in hand at a kill is taken over when its lease has ended (seconds).
LONGEST = 90.0


class Dispatcher:
    """Takes notifications, and counts them by their ids."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        self._news = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        async with self._news:
            self.told[request.headers["webhook-id"]] += 1
            self._news.notify_all()
        return web.Response(status=204)

    async def knows_of(self, calls: int) -> None:
        async with asyncio.timeout(LONGEST), self._news:
            await self._news.wait_for(lambda: len(self.told) >= calls)


async def test_each_call_gets_one_form_and_one_notification_through_kills(
    start: Start,  # noqa: F811
    database: str,  # noqa: F811
):
    dispatcher = Dispatcher()
    app = web.Application()
    app.router.add_post("/", dispatcher.take)
    async with TestServer(app) as server, open_store(database) as store:
        await store.keep_now([ended(f"call-{n}") for n in range(CALLS)])
        url = f"http://127.0.0.1:{server.port}/"
        for told in KILLED_AT:
            process = await start(NOTIFY_WEBHOOK_URL=url)
            await dispatcher.knows_of(told)
            process.tell(signal.SIGKILL)
            await process.end()
        process = await start(NOTIFY_WEBHOOK_URL=url)
        await dispatcher.knows_of(CALLS)
        process.tell(signal.SIGTERM)
        await process.end()
        assert set(dispatcher.told) == {f"form_call-{n}" for n in range(CALLS)}
        for n in range(CALLS):
            assert len(await readings_of(store, f"call-{n}")) == 1
            record = await store.call(f"call-{n}")
            assert record is not None
            assert record.read_at is not None
