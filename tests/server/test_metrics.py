"""What Prometheus is told."""

from __future__ import annotations

import aiohttp

from tests.server.conftest import House


async def scraped(house: House, web: aiohttp.ClientSession) -> dict[str, float]:
    async with web.get(house.url("/metrics")) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        lines = [line for line in (await answer.text()).splitlines() if line[:1] not in ("", "#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


async def test_calls_and_turns_are_counted(house: House, web: aiohttp.ClientSession):
    async with house.dial() as line:
        await line.opened()
        await line.turn(1, "going good")
        await line.nothing_comes()
        meters = await scraped(house, web)
    assert meters["checkcall_calls"] == 1
    assert meters['checkcall_first_words_seconds_count{kind="greeting"}'] == 1
    assert meters['checkcall_first_words_seconds_count{kind="turn"}'] == 1
    assert meters['checkcall_completed_seconds_count{kind="turn"}'] == 1


async def test_each_server_counts_for_itself(serve, web: aiohttp.ClientSession):
    first, second = await serve(), await serve()
    async with first.dial() as line:
        await line.opened()
        await line.nothing_comes()
    meters = await scraped(second, web)
    assert meters['checkcall_first_words_seconds_count{kind="greeting"}'] == 0
