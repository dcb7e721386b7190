"""Several server processes on one PostgreSQL database, one of them killed now and then."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from server.signature import sign
from storage import Store, open_store
from storage.api_keys import add_key
from tests.server.processes import STARTING, Process, Start, starting
from tests.server.retell_side import HURT, PATIENCE, Json, dial, into_hand_over
from tests.server.test_notifier import Dispatcher

KEY = "key_of_the_webhooks"
CONTACTS = "+15550100,+15550101"


class Houses:
    """Processes that share a database, a look into it, and Retell, which posts to any of them."""

    def __init__(self, run: Start, store: Store, web: aiohttp.ClientSession) -> None:
        self._run = run
        self.store = store
        self._web = web
        self.dispatcher = Dispatcher()
        self.dispatcher_url = ""

    async def start(self) -> Process:
        process = await self._run(
            RETELL_WEBHOOK_KEY=KEY,
            DISPATCH_NUMBER=CONTACTS,
            NOTIFY_WEBHOOK_URL=self.dispatcher_url,
        )
        return await process.serves()

    async def post(self, process: Process, event: str, **other: Any) -> None:
        call = {"call_id": "call-1", "start_timestamp": 1_700_000_000_000}
        body = json.dumps({"event": event, "call": call, **other}).encode()
        signature = sign(body, KEY, int(time.time() * 1000))
        async with self._web.post(
            f"{process.url}/webhooks/retell",
            data=body,
            headers={"x-retell-signature": signature},
        ) as answer:
            assert answer.status == 204

    async def memory(self) -> Json:
        state = await self.store.load_state("call-1")
        return dict(state.memory) if state else {}

    async def cancelled(self) -> list[str]:
        """The contacts whose transfer is known to have been cancelled."""
        receipt = await self.store.receipt("call-1")
        return [step.contact for step in receipt if step.step == "cancelled"]

    async def idle(self) -> None:
        """Return when all that was reported is worked through."""
        async with asyncio.timeout(40):
            while await self.store.jobs_to_do("call-1"):
                pass


@pytest.fixture
async def houses(tmp_path: Path, postgres_url: str) -> AsyncIterator[Houses]:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(postgres_url))
        web = await stack.enter_async_context(aiohttp.ClientSession())
        found = Houses(starting(stack, tmp_path, postgres_url), store, web)
        app = aiohttp.web.Application()
        app.router.add_post("/", found.dispatcher.take)
        server = TestServer(app)
        await server.start_server()
        stack.push_async_callback(server.close)
        found.dispatcher_url = str(server.make_url("/"))
        yield found


async def test_what_one_process_is_told_reaches_the_call_that_another_carries(houses: Houses):
    """The next contact is tried at once, and once; and everybody can follow it everywhere."""
    carrier, other = await asyncio.gather(houses.start(), houses.start())
    bearer = {"Authorization": f"Bearer {await add_key(houses.store, 'listener')}"}
    async with (
        aiohttp.ClientSession(headers=bearer) as web,
        web.get(f"{other.url}/events?type=receipt") as stream,
        dial(carrier.socket_url) as line,
    ):
        await line.opened()
        answer, _ = await into_hand_over(line)
        assert answer["transfer_number"] == "+15550100"
        await houses.post(other, "transfer_started", transfer_destination="+15550100")
        await houses.post(other, "transfer_cancelled", transfer_destination="+15550100")
        await houses.post(carrier, "transfer_cancelled", transfer_destination="+15550100")
        while (frame := await line.frame())["response_type"] != "agent_interrupt":
            pass
        assert frame["transfer_number"] == "+15550101"
        await houses.idle()
        await line.nothing_comes()
        assert await houses.cancelled() == ["+15550100"]
        async with asyncio.timeout(PATIENCE):
            while b'"cancelled"' not in await stream.content.readline():
                pass


async def test_a_call_that_one_process_cancels_is_told_goodbye_by_the_one_that_carries_it(
    houses: Houses,
):
    carrier, other = await asyncio.gather(houses.start(), houses.start())
    bearer = {"Authorization": f"Bearer {await add_key(houses.store, 'dispatch')}"}
    async with aiohttp.ClientSession(headers=bearer) as web, dial(carrier.socket_url) as line:
        await line.opened()
        async with asyncio.timeout(PATIENCE):
            while not await houses.memory():
                pass
        record = await houses.store.call("call-1")
        assert record is not None
        async with web.post(f"{other.url}/calls/{record.id}/cancel") as answer:
            assert (answer.status, (await answer.json())["status"]) == (200, "cancelled")
        while (frame := await line.frame())["response_type"] != "agent_interrupt":
            pass
        assert frame["end_call"] is True
        assert frame["content"]


async def test_a_call_goes_on_in_another_process_with_all_that_was_told_meanwhile(houses: Houses):
    carrier, other = await asyncio.gather(houses.start(), houses.start())
    async with dial(carrier.socket_url) as line:
        await line.opened()
        await into_hand_over(line)
        await houses.dispatcher.has_seen(1)
        await _is_written(houses)
        carrier.tell(signal.SIGKILL)
        assert await line.close_code() == 1006
    # Told to the one that lives, before the call is picked up.
    await houses.post(other, "transfer_cancelled", transfer_destination="+15550100")
    async with dial(other.socket_url) as again:
        again.heard = list(line.heard)
        assert (await again.frame())["response_type"] == "config"
        contacts = [(await again.frame()).get("transfer_number")]
        if contacts == ["+15550100"]:
            contacts.append((await again.frame()).get("transfer_number"))
        assert contacts[-1] == "+15550101"
        await houses.idle()
        assert await houses.cancelled() == ["+15550100"]
        await again.nothing_comes()
    told = await houses.dispatcher.has_seen(2)
    # The form of a call that ends may come between them.
    numbers = [each["data"]["number"] for each in told if each["type"] == "emergency.card"]
    assert numbers == sorted(set(numbers)), "a card came twice or out of order"


async def _is_written(houses: Houses) -> None:
    async with asyncio.timeout(PATIENCE):
        while not (await houses.memory()).get("emergency"):
            pass


async def test_a_process_killed_right_after_the_alarm_leaves_a_card_all_the_same(houses: Houses):
    """The next one finds the alarm in the transcript, or the card on disk."""
    carrier, other = await asyncio.gather(houses.start(), houses.start())
    async with dial(carrier.socket_url) as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.ask(2, HURT)
        carrier.tell(signal.SIGKILL)
        assert await line.close_code() == 1006
    async with dial(other.socket_url) as again:
        again.heard = list(line.heard)
        await again.frame()
        await again.ask(3, event="response_required")
        (card,) = await houses.dispatcher.has_seen(1)
    assert card["data"]["words"]


async def test_several_servers_share_a_port_and_stop_together(
    tmp_path: Path, sqlite_file: str, free_port: int
):
    async with AsyncExitStack() as stack:
        run = starting(stack, tmp_path, sqlite_file)
        several = await run("serve", "--workers", "2", "--port", str(free_port))
        while len([entry for entry in several.log if entry["event"] == "serving"]) < 2:
            await several.more(STARTING)
        async with dial(f"ws://127.0.0.1:{free_port}/llm-websocket") as line:
            await line.opened()
            several.tell(signal.SIGTERM)
            await several.logs("draining")
            await line.turn(1, "going good")
            await line.socket.close()
        assert await several.end() == 0
    stopped = [entry["event"] for entry in several.log]
    assert stopped.count("stopped") == 2
    assert stopped[-1] == "servers_stopped"


@pytest.fixture
def sqlite_file(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/checkcall.db"


@pytest.fixture
def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
