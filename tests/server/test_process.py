"""The server as its own process: signals, kill -9, and what it logs."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from storage import open_store
from tests.server.processes import Process, Start, starting
from tests.server.retell_side import HURT, PATIENCE, Line, dial, into_hand_over


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/checkcall.db"


@pytest.fixture
async def start(tmp_path: Path, database: str) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:
        run = starting(stack, tmp_path, database)

        async def serve(**settings: str) -> Process:
            return await (await run(**settings)).serves()

        yield serve


async def test_told_to_stop_the_server_lets_its_calls_finish_and_takes_no_new_ones(start: Start):
    server = await start()
    async with dial(server.socket_url) as line:
        await line.opened()
        server.tell(signal.SIGTERM)
        await server.logs("draining")
        with pytest.raises(InvalidStatus) as refused:
            async with dial(server.socket_url, "new"):
                pass
        assert refused.value.response.status_code == 503
        await line.turn(1, "going good")
        await line.socket.close()
    assert await server.end() == 0
    assert server.log[-1]["event"] == "stopped"


async def test_a_call_that_outlasts_the_drain_is_cut_and_goes_on_in_the_next_process(start: Start):
    server = await start(DRAIN_SECONDS="0")
    async with dial(server.socket_url) as line:
        await line.opened()
        await line.turn(1, "going good")
        server.tell(signal.SIGINT)
        assert await line.close_code() == 1006
    assert await server.end() == 0
    await _goes_on(await start(), line)


async def test_a_second_signal_ends_the_server_at_once(start: Start):
    server = await start(DRAIN_SECONDS="3600")
    async with dial(server.socket_url) as line:
        await line.opened()
        server.tell(signal.SIGTERM)
        await server.logs("draining")
        server.tell(signal.SIGTERM)
        assert await line.close_code() == 1006
    assert await server.end() == 0
    assert (await server.logs("calls_left_for_redial"))["calls"] == 1


async def test_a_killed_server_leaves_a_call_that_goes_on(start: Start, database: str):
    server = await start()
    async with dial(server.socket_url) as line:
        await line.opened()
        await line.turn(1, "going good")
        await _written(database, "turn", 1)
        server.tell(signal.SIGKILL)
        assert await line.close_code() == 1006
    await server.end()
    await _goes_on(await start(), line)


async def test_a_killed_server_leaves_an_emergency_that_goes_on(start: Start, database: str):
    server = await start()
    async with dial(server.socket_url) as line:
        await line.opened()
        await into_hand_over(line)
        await _written(database, "turn", 1)
        server.tell(signal.SIGKILL)
        assert await line.close_code() == 1006
    await server.end()
    next_server = await start()
    async with dial(next_server.socket_url) as again:
        await again.frame()
        assert (await again.frame())["transfer_number"] == "+15550100"


async def _written(database: str, kind: str, number: int) -> None:
    async with asyncio.timeout(PATIENCE), open_store(database) as store:
        while (kind, number) not in [(t.kind, t.number) for t in await store.turns("call-1")]:
            pass


async def _goes_on(server: Process, before: Line) -> None:
    async with dial(server.socket_url) as line:
        line.heard = list(before.heard)
        await line.frame()
        words = await line.answer(0)
        assert "check-call line" not in words["content"]
        assert (await line.turn(2, "i'm rolling on i-40 past jackson"))["content"]
    assert await server.logs("call_resumed")


PRIVATE = ["Wanda", "Oakes", "+1555", "tucumcari", "bleeding", "jackson", "7731", "s3cret"]


async def test_a_whole_call_is_logged_without_words_names_and_numbers(start: Start):
    server = await start(
        SOCKET_SECRET="s3cret",
        NOTIFY_WEBHOOK_URL="http://127.0.0.1:9/",
        DISPATCH_NUMBER="+15550100",
    )
    async with dial(f"{server.socket_url}/s3cret") as line:
        await line.opened()
        await line.send_raw("i left tucumcari")
        await line.send_raw(json.dumps({"interaction_type": ["tucumcari"]}))
        await line.turn(1, "i'm rolling on i-40 past jackson")
        await line.turn(2, HURT)
        await server.logs("job_failed")
    server.tell(signal.SIGTERM)
    await server.end()
    # A time or a port can look like a load's number.
    told = [{**entry, "timestamp": "", "addresses": ""} for entry in server.log]
    assert [word for word in PRIVATE if word in json.dumps(told)] == []
    of_the_call = ("connection_opened", "turn_answered", "emergency_card", "connection_ended")
    for event in of_the_call:
        assert (await server.logs(event))["call_id"] == "call-1"
